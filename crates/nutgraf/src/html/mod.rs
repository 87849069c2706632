//! Web pages in: main content, metadata, captions, each block with its byte range in the page.
//!
//! Bytes become tags and text ranges ([`tokenizer`]), those a flat tree ([`tree`]), its inline text [`runs`] that know the
//! way back. Element names and classes [`marks`] what is around a run; [`content`] finds the story among them, [`label`]
//! says what each block of it is, [`metadata`] what the page says of itself. Work is linear in the page, nothing recurses,
//! nesting and nodes are limited. Left out: scripts are not run, styles not read beyond `display: none`.

mod content;
mod entities;
mod label;
mod marks;
mod metadata;
mod runs;
mod tags;
mod tokenizer;
mod tree;

use crate::article::{Block, Caption, Diagnostic};
use crate::blocks::Front;
use crate::span::Span;

/// Reads a page: the text built from its kept blocks (joined by a blank line), and what was found.
pub(crate) fn read(html: &str, url: Option<&str>) -> (String, Front) {
    let tree = tree::Tree::parse(html);
    let marked = marks::mark(&tree);
    let runs = runs::collect(&tree, &marked);
    let said = metadata::read(&tree, &marked, &runs);
    let content = content::find(&tree, &marked, &runs, &said);
    let (parts, visible) = label::label(&tree, &marked, &runs, &said, &content);

    let mut front = Front { metadata: metadata::merge(&said, visible, url), ..Front::default() };
    let mut text = String::new();
    if let Some(headline) =
        front.metadata.headline.as_deref().filter(|_| !parts.iter().any(|p| p.kind == crate::article::BlockKind::Headline))
    {
        text.push_str(headline);
        let mut block = Block::new(crate::article::BlockKind::Headline, Span::of(0, text.len()));
        block.source = Some(None);
        front.blocks.push(block);
    }
    for part in &parts {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        let mut at = Vec::with_capacity(part.pieces.len());
        for (i, &(a, z)) in part.pieces.iter().enumerate() {
            if i > 0 {
                text.push(part.joins.get(i - 1).copied().unwrap_or('\n'));
            }
            let from = text.len();
            text.push_str(&runs.text[a as usize..z as usize]);
            at.push((from, text.len()));
        }
        let mut block = Block::new(part.kind, Span::of(start, text.len()));
        if let (Some(&(a, z)), Some(&(y, end))) = (part.pieces.first(), part.pieces.last()) {
            let (from, to) = (runs.source(a, z).0, runs.source(y, end).1);
            block.source = Some(Some(Span::new(from, to.max(from))));
        }
        if part.kind == crate::article::BlockKind::Caption {
            block.caption = Some(caption(&text, start, &at, part.credit_from));
        }
        front.blocks.push(block);
    }
    if tree.cut {
        let message = "the page has too many elements: what follows was not read".to_owned();
        front.diagnostics.push(Diagnostic { code: "page_cut".into(), message, span: None });
    }
    (text, front)
}

/// The caption at `start` of `text`: pieces from `credit_from` on are the credit, else it is looked for in the words.
fn caption(text: &str, start: usize, pieces: &[(usize, usize)], credit_from: Option<usize>) -> Caption {
    use crate::blocks::credit;
    let names = |range: &std::ops::Range<usize>| {
        let names = credit::read_credit(&text[range.clone()]);
        crate::article::Credit { span: Span::of(range.start, range.end), photographer: names.photographer, agency: names.agency }
    };
    if let Some(first) = credit_from.filter(|&f| f < pieces.len()) {
        let credit = pieces[first].0..text.len();
        let end = if first == 0 { start } else { pieces[first - 1].1 };
        return Caption { caption: Span::of(start, end), credit: Some(names(&credit)) };
    }
    let parts = credit::split_caption(&text[start..]);
    if parts.credit.is_none() {
        if let Some((end, from, to)) = bracketed(&text[start..]) {
            return Caption { caption: Span::of(start, start + end), credit: Some(names(&(start + from..start + to))) };
        }
        // A short second line without a stop is the credit.
        if let [.., (_, end), last] = *pieces
            && last.1 - last.0 <= 80
            && !text[last.0..last.1].ends_with(['.', '!', '?'])
        {
            return Caption { caption: Span::of(start, end), credit: Some(names(&(last.0..last.1))) };
        }
    }
    let credit = parts.credit.map(|c| names(&(start + c.start..start + c.end)));
    Caption { caption: Span::of(start + parts.caption.start, start + parts.caption.end), credit }
}

/// "… on the island. (Christie's)": after the last sentence, a few capitalised words in brackets. Gives the end of the
/// description and the credit's range.
fn bracketed(text: &str) -> Option<(usize, usize, usize)> {
    let open = text.strip_suffix(')')?.rfind('(')?;
    let inside = &text[open + 1..text.len() - 1];
    let end = text[..open].trim_end().len();
    let stopped = text[..end].ends_with(['.', '!', '?', '”', '"', '’']);
    let capital = |w: &str| {
        w.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()) || matches!(w, "of" | "the" | "via" | "and" | "for" | "by")
    };
    let words = inside.split_whitespace().count();
    (stopped && (1..=6).contains(&words) && inside.split_whitespace().all(capital)).then_some((end, open, text.len()))
}
