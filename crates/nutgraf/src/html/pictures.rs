//! Captions that no element or class names: the text that shares a small box with a picture.
//!
//! The box is the smallest element around a picture that has text. It is a caption's when the picture comes first, the text is
//! short and hardly linked, and a credit stands in it ("Photo: Ana Ruiz"), or it is one line that is no sentence of a paragraph.

use super::content::runs_in;
use super::marks::{Marked, Marks};
use super::runs::{Run, Runs};
use super::tags::Tag;
use super::tokenizer::Attribute;
use super::tree::{NodeId, Tree};
use crate::blocks::{byline, credit};

/// Visible bytes of a caption with its credit, and of one without.
const LONGEST: u32 = 700;
const LONGEST_ALONE: u32 = 250;
/// Pictures that say they are narrower are icons and portraits.
const NARROWEST: u32 = 150;
/// Steps up from the picture to its box.
const STEPS: usize = 10;

/// Marks the runs that are captions of pictures beside them.
pub(super) fn mark(tree: &Tree<'_>, marked: &Marked, runs: &mut Runs) {
    let mut done: NodeId = 0;
    for picture in 1..tree.nodes.len() as NodeId {
        if picture < done || !is_picture(tree, picture) {
            continue;
        }
        let Some(around) = around(tree, marked, picture) else { continue };
        let inside = runs_in(tree, runs, around);
        if inside.is_empty() || inside.len() > 5 {
            continue;
        }
        let texts: Vec<(&Run, &str)> =
            runs.runs[inside.clone()].iter().filter(|r| !r.marks.has(Marks::BUTTON)).map(|r| (r, runs.text_of(r))).collect();
        if !is_caption(tree, around, &texts) {
            continue;
        }
        done = tree.end(around);
        for i in inside {
            let is_credit = credit::is_credit(tree.agencies, runs.text_of(&runs.runs[i]));
            let run = &mut runs.runs[i];
            run.marks = run.marks.with(Marks::CAPTION).without(Marks::HEADING);
            if is_credit {
                run.marks = run.marks.with(Marks::CREDIT);
            }
            run.picture = around;
        }
    }
}

fn is_picture(tree: &Tree<'_>, node: NodeId) -> bool {
    match tree.tag(node) {
        Tag::Img | Tag::Video => {
            let says = |name| tree.raw(node, name).and_then(|v| v.trim_end_matches("px").parse::<u32>().ok());
            says(Attribute::Width).is_none_or(|w| w >= NARROWEST)
        }
        Tag::Other => tree.page[tree.nodes[node as usize].start as usize..].starts_with("<amp-img"),
        _ => false,
    }
}

/// The smallest element around the picture that has text, if it may be a picture's box.
fn around(tree: &Tree<'_>, marked: &Marked, picture: NodeId) -> Option<NodeId> {
    let here = marked.all[picture as usize];
    if here.has(Marks::UNWANTED.with(Marks::CAPTION).with(Marks::CELL).with(Marks::ITEM)) {
        return None;
    }
    for node in tree.ancestors(picture).skip(1).take(STEPS) {
        let end = tree.end(node);
        let (text, linked) = (marked.text_in(node, end), marked.linked_in(node, end));
        if text + linked == 0 {
            continue;
        }
        let boxes = matches!(tree.tag(node), Tag::Div | Tag::Section | Tag::Span | Tag::Center | Tag::Other | Tag::P);
        let before = marked.text_in(node, picture) + marked.linked_in(node, picture);
        let short = (3..=LONGEST).contains(&(text + linked));
        return (boxes && short && before == 0 && linked * 2 < text).then_some(node);
    }
    None
}

fn is_caption(tree: &Tree<'_>, around: NodeId, texts: &[(&Run, &str)]) -> bool {
    // A picture inside a paragraph is a part of it.
    if texts.len() == 1 && texts[0].0.node == around && tree.tag(around) == Tag::P && texts[0].0.emphasis * 100 < texts[0].0.len() * 95 {
        return false;
    }
    let (credits, words): (Vec<_>, Vec<_>) = texts.iter().partition(|(_, t)| credit::is_credit(tree.agencies, t));
    if !credits.is_empty() {
        return words.len() <= 2;
    }
    let [(run, text)] = words[..] else { return false };
    // "<p><img><br><em>The dam on Friday.</em></p>"
    let italic = run.emphasis * 100 >= run.len() * 95 && run.len() <= LONGEST_ALONE;
    if italic && !run.marks.has(Marks::HEADING) {
        return true;
    }
    let stopped = text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':']);
    let paragraph = tree.tag(run.node) == Tag::P;
    let no = Marks::HEADING.with(Marks::BYLINE).with(Marks::STANDFIRST).with(Marks::QUOTE).with(Marks::HEADLINE);
    run.len() <= LONGEST_ALONE
        && !run.any.has(no)
        && !(paragraph && stopped)
        && !byline::is_author_line(tree.agencies, text)
        && byline::opener_len(text) == 0
}
