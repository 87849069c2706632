//! What each run of the story is: headline, standfirst, byline, caption, paragraph …, or boilerplate.

use std::sync::LazyLock;

use super::content::Content;
use super::entities;
use super::marks::{Marked, Marks};
use super::metadata::{Said, Visible, authors, dates, title_key, title_overlap};
use super::runs::{Run, Runs};
use super::tags::Tag;
use super::tokenizer::Attribute;
use super::tree::{NodeId, Tree};
use crate::article::{BlockKind, Image};
use crate::blocks::{byline, credit};

/// A block to be: its kind and the pieces of the page's text that it is made of.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub kind: BlockKind,
    pub pieces: Vec<(u32, u32)>,
    /// What stands between the pieces; a line break where this is shorter.
    pub joins: Vec<char>,
    /// For captions: the first piece that is credit.
    pub credit_from: Option<usize>,
    /// Whether all of it is in italics.
    italic: bool,
    /// Where its text is in the page's tree.
    first: NodeId,
    pub node: NodeId,
}

struct Phrase {
    how: &'static str,
    words: &'static str,
    kind: &'static str,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let rows = include_str!("phrases.tsv").lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| {
        let mut c = l.split('\t');
        Some(Phrase { how: c.next()?, words: c.next()?, kind: c.next()? })
    })
    .collect()
});

/// "boilerplate" or "note", when the line is one by its words.
fn phrase(text: &str) -> Option<&'static str> {
    if text.len() > 400 {
        return None;
    }
    let line = text.to_lowercase().replace('’', "'");
    let line = line.trim_matches(|c: char| c.is_whitespace() || "|•·–—-".contains(c));
    let whole = line.trim_end_matches(['.', ':', '!', '…', ' ', '»', '>', '→']);
    let note_or_short = |p: &&Phrase| p.kind == "note" || line.len() <= 200;
    let says = |p: &&Phrase| match p.how {
        "whole" => whole == p.words,
        "suffix" => whole.ends_with(p.words),
        _ => line.starts_with(p.words),
    };
    PHRASES.iter().filter(note_or_short).find(says).map(|p| p.kind)
}

/// The nearest ancestor that `wanted` accepts, within the root.
fn nearest(tree: &Tree<'_>, node: NodeId, wanted: impl Fn(Tag) -> bool) -> Option<NodeId> {
    tree.ancestors(node).take(24).find(|&a| wanted(tree.tag(a)))
}

/// Whether a table holds data: two columns somewhere and no long cell.
fn is_data(tree: &Tree<'_>, runs: &Runs, table: NodeId) -> bool {
    let inside = super::content::runs_in(tree, runs, table);
    let long = inside.clone().any(|i| runs.runs[i].len() > 260 || runs.runs[i].marks.has(Marks::HEADING) && runs.runs[i].len() > 60);
    let mut cells = 0;
    let mut nested = false;
    for n in table + 1..tree.end(table) {
        super::step();
        cells += usize::from(tree.tag(n).is_cell());
        nested |= tree.tag(n) == Tag::Table;
    }
    !long && !nested && cells >= 4 && inside.len() >= 4
}

/// Labels the runs of the story and those around it that belong to it.
pub(super) fn label(tree: &Tree<'_>, marked: &Marked, runs: &Runs, said: &Said, content: &Content) -> (Vec<Part>, Visible) {
    let mut visible = Visible::default();
    let list = &runs.runs;
    let Some(first) = content.kept.iter().position(|&k| k) else {
        return (headline_only(runs, said), visible);
    };
    let last = content.kept.iter().rposition(|&k| k).unwrap_or(first);
    let headline_key = said.headline.as_ref().map(|h| title_key(&h.0)).unwrap_or_default();
    let descriptions: Vec<String> = said.descriptions().map(|d| title_key(d)).filter(|d| d.len() > 20).collect();
    // From the headline to the end of the story.
    let scope = tree
        .ancestors(content.root)
        .find(|&a| marked.all[a as usize].has(Marks::ARTICLE) && matches!(tree.tag(a), Tag::Article | Tag::Div | Tag::Section | Tag::Main));
    let scope = scope.map(|s| super::content::runs_in(tree, runs, s)).filter(|s| s.start <= first);
    let from = said.headline_run.filter(|&h| h <= last).unwrap_or(first).min(first);
    let from = scope.as_ref().map_or(from, |s| from.min(s.start)).max(from.saturating_sub(60));
    let to = scope.map_or(last, |s| last.max(s.end.saturating_sub(1)).min(last + 40));

    let mut parts: Vec<Part> = Vec::new();
    let mut started = false;
    let mut data: std::collections::HashMap<NodeId, bool> = std::collections::HashMap::new();
    let mut captions: std::collections::HashSet<String> = std::collections::HashSet::new();
    // Where the box of an offer ends ("Sign up for …" with what follows).
    let mut offer_end: NodeId = 0;
    // Whether the run before says "By" and nothing else.
    let mut bare_by = false;
    let mut seen: std::collections::HashSet<&str> = std::collections::HashSet::new();
    for i in from..=to.min(list.len() - 1) {
        let run = &list[i];
        let text = runs.text_of(run);
        let kept = content.kept[i];
        let part = |kind| Part {
            kind,
            pieces: vec![(run.start, run.end)],
            joins: Vec::new(),
            credit_from: None,
            italic: run.emphasis * 100 >= run.len() * 95 && !text.starts_with(['“', '"']),
            first: run.first,
            node: run.node,
        };
        if said.headline_run == Some(i) {
            parts.push(part(BlockKind::Headline));
            continue;
        }
        let unwanted = run.marks.has(Marks::UNWANTED) && !content.told[i];
        let key = || title_key(text);
        // Captions, wherever in the story's reach they are.
        let in_figure = run.marks.has(Marks::CAPTION)
            || run.marks.has(Marks::CREDIT)
            || run.marks.has(Marks::FIGURE) && !run.marks.has(Marks::QUOTE.with(Marks::EMBED).with(Marks::CELL).with(Marks::HEADING));
        if in_figure && !run.marks.has(Marks::HEADING) {
            let no = Marks::NAV
                .with(Marks::RELATED)
                .with(Marks::COMMENTS)
                .with(Marks::FOOTER)
                .with(Marks::PROMO)
                .with(Marks::SHARE)
                .with(Marks::AD);
            if !run.marks.has(no) && run.link_percent() < 80 && text.len() > 2 && phrase(text) != Some("boilerplate") {
                add_caption(&mut parts, &mut captions, tree, runs, run);
            }
            continue;
        }
        let deck = |h: usize| (h + 1..=h + 6).contains(&i) && list[i].first > list[h].first;
        if !started && run.marks.has(Marks::HEADING) && said.headline_run.is_some_and(deck) && !unwanted {
            // A deck: a subheading between headline and story that says a sentence.
            let sub = nearest(tree, run.node, Tag::is_heading).is_some_and(|h| tree.tag(h) != Tag::H1);
            let followed = (i + 1..=last).take(2).any(|j| list[j].marks.has(Marks::HEADING));
            if sub
                && !followed
                && (30..=400).contains(&text.len())
                && run.link_percent() < 20
                && key() != headline_key
                && visible.standfirst.is_none()
            {
                visible.standfirst = Some(text.replace('\n', " "));
                parts.push(part(BlockKind::Standfirst));
                continue;
            }
        }
        if !started && i <= first + 8 && !run.marks.has(Marks::HEADING) {
            // Before the body: standfirst, byline, date.
            // A dateline may be marked like a byline: what else the line says is the story's.
            let opens_story = run.any.has(Marks::BYLINE) && !run.marks.has(Marks::BYLINE) && text.len() > 90 && text.ends_with('.');
            let dated = || {
                text.len() <= 120
                    && text.contains(" by ")
                    && !text.ends_with('.')
                    && dates::find(text, said.day_first).is_some()
                    && !authors::read_line(tree.agencies, text).authors.is_empty()
            };
            let is_byline = text.len() <= 200
                && (run.any.has(Marks::BYLINE) && !opens_story || byline::opener_len(text) > 0 || dated() || bare_by && text.len() <= 80);
            bare_by =
                text.len() <= 20 && matches!(text.trim_end_matches([':', ' ']).to_lowercase().as_str(), "by" | "written by" | "words by");
            if is_byline && !run.marks.has(Marks::NAV.with(Marks::COMMENTS).with(Marks::RELATED)) {
                if visible.published.is_none() {
                    visible.published = dates::find(text, said.day_first);
                }
                if !authors::read_line(tree.agencies, text).authors.is_empty() || byline::opener_len(text) > 0 {
                    visible.bylines.push(text.to_owned());
                    parts.push(part(BlockKind::Byline));
                }
                continue;
            }
            if !unwanted && text.len() >= 20 && text.len() <= 600 {
                let own = key();
                let described = descriptions.iter().any(|d| title_overlap(d, &own) >= 85);
                let before_body = !kept || run.marks.has(Marks::STANDFIRST);
                if visible.standfirst.is_none() && (run.marks.has(Marks::STANDFIRST) && run.link_percent() < 50 || described && before_body)
                {
                    visible.standfirst.get_or_insert_with(|| text.replace('\n', " "));
                    parts.push(part(BlockKind::Standfirst));
                    continue;
                }
            }
            if text.len() <= 100 && !kept && visible.published.is_none() && run.marks.has(Marks::TIME) {
                visible.published = dates::find(text, said.day_first);
            }
        }
        if !kept || unwanted || run.first < offer_end {
            continue;
        }
        if let Some(kind) = phrase(text).filter(|_| !content.told[i]) {
            if started {
                parts.push(part(if kind == "note" { BlockKind::Note } else { BlockKind::Boilerplate }));
            }
            // What stands in a box under such a heading goes with it.
            if run.marks.has(Marks::HEADING) && kind == "boilerplate" {
                let larger = |&a: &NodeId| marked.text_in(a, tree.end(a)) + marked.linked_in(a, tree.end(a)) > run.len();
                let around = tree.ancestors(run.node).find(larger).filter(|&a| marked.text_in(a, tree.end(a)) < 800);
                offer_end = around.filter(|&a| matches!(tree.tag(a), Tag::Div | Tag::Section | Tag::Aside)).map_or(0, |a| tree.end(a));
            }
            continue;
        }
        if run.marks.has(Marks::PULL) && !content.told[i] {
            continue;
        }
        let heading = run.marks.has(Marks::HEADING);
        // An author line without "By" at the head of the story.
        let bodies = parts.iter().take(40).filter(|p| p.kind == BlockKind::Paragraph).count();
        if !heading
            && bodies <= if visible.bylines.is_empty() { 3 } else { 0 }
            && text.len() <= 120
            && !text.ends_with('.')
            && byline::is_author_line(tree.agencies, &text.replace('/', ","))
            && !run.marks.has(Marks::ITEM.with(Marks::CELL))
            && visible.bylines.len() < MAX_BYLINES
        {
            visible.bylines.push(text.to_owned());
            parts.push(part(BlockKind::Byline));
            continue;
        }
        if heading {
            if started && key() != headline_key && run.link_percent() < 70 {
                parts.push(part(BlockKind::Heading));
            }
            continue;
        }
        if run.marks.has(Marks::BYLINE) && text.len() < 160
            || text.len() < 80 && text.bytes().all(|b| !b.is_ascii_alphabetic()) && text.is_ascii() && !run.marks.has(Marks::CELL)
        {
            continue;
        }
        if text.len() <= if started { 50 } else { 120 }
            && !text.ends_with('.')
            && dates::find(text, said.day_first).is_some()
            && (!started || text.bytes().filter(u8::is_ascii_digit).count() * 3 > text.len())
        {
            if visible.published.is_none() {
                visible.published = dates::find(text, said.day_first);
            }
            continue;
        }
        // A line that is a link, or a date, or a word, is no paragraph.
        let line =
            matches!(tree.tag(run.node), Tag::P | Tag::Li | Tag::Pre | Tag::Dd | Tag::Dt | Tag::Blockquote) || run.marks.has(Marks::QUOTE);
        let short = text.len() < 40 && !text.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?', ':', '…']);
        let cell = run.marks.has(Marks::CELL);
        // A linked sentence whose stop is not linked is one of the story's.
        let sentence = text.ends_with(['.', '?', '!']) && run.linked < run.len() && text.split(' ').count() >= 4;
        if !content.told[i]
            && !cell
            && !sentence
            && (run.link_percent() > 85 && text.len() < 250 || !line && (run.link_percent() > 50 || short))
        {
            // The label of links goes with them: "Explore further".
            if run.link_percent() > 85 && parts.last().is_some_and(|p| p.kind == BlockKind::Paragraph && labels(p, runs, i)) {
                parts.pop();
            }
            continue;
        }
        // "Our rules: how we report", with all behind the colon linked, points elsewhere.
        let pointer = || {
            let head = text.split_once(':').map_or(usize::MAX, |(h, _)| h.len() + 2);
            head < 40 && text.len() < 200 && text.len() > head + 15 && run.linked as usize + head + 2 >= text.len()
        };
        if tree.tag(run.node) == Tag::P && !content.told[i] && !cell && pointer() {
            parts.push(part(BlockKind::Boilerplate));
            continue;
        }
        if !started && short && !line {
            continue;
        }
        if text.len() > 40 && !seen.insert(text) {
            continue;
        }
        started = true;
        if let Some(table) = nearest(tree, run.node, |t| t == Tag::Table).filter(|_| cell) {
            if let Some(previous) = parts.last_mut().filter(|p| p.kind == BlockKind::Table && p.node == table) {
                let row = |n| nearest(tree, n, |t| t == Tag::Tr);
                let same = row(previous.first) == row(run.node);
                previous.joins.push(if same { '\t' } else { '\n' });
                previous.pieces.push((run.start, run.end));
                previous.first = run.node;
                continue;
            }
            if *data.entry(table).or_insert_with(|| is_data(tree, runs, table)) {
                parts.push(Part { node: table, first: run.node, ..part(BlockKind::Table) });
                continue;
            }
        }
        let kind = if run.marks.has(Marks::QUOTE.with(Marks::EMBED)) {
            BlockKind::BlockQuote
        } else if run.marks.has(Marks::ITEM) {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        parts.push(part(kind));
    }
    prune(&mut parts, tree, marked);
    note_italics(&mut parts, |p| is_about(tree, said, &visible, runs, p));
    fall_back(&mut visible, tree, marked, runs, said, from..first);
    visible.images = images(tree, &parts, runs);
    parts.sort_by_key(|p| p.pieces[0].0);
    (parts, visible)
}

/// Whether a block is a few words without a stop, just before run `i`.
fn labels(part: &Part, runs: &Runs, i: usize) -> bool {
    let [(start, end)] = part.pieces[..] else { return false };
    let text = &runs.text[start as usize..end as usize];
    i > 0 && runs.runs[i - 1].end == end && text.len() < 40 && !text.ends_with(['.', '!', '?', '”', '"'])
}

/// Author and date lines elsewhere on the page, where none was found beside the story.
fn fall_back(visible: &mut Visible, tree: &Tree<'_>, marked: &Marked, runs: &Runs, said: &Said, before: std::ops::Range<usize>) {
    let (from, first) = (before.start, before.end);
    let others = Marks::COMMENTS.with(Marks::RELATED).with(Marks::NAV).with(Marks::AD).with(Marks::PROMO);
    if visible.bylines.iter().all(|b| authors::read_line(tree.agencies, b).authors.is_empty()) {
        let links = author_links(tree, marked, runs, from, first);
        if !links.is_empty() {
            visible.bylines = links;
        }
    }
    if visible.bylines.iter().all(|b| authors::read_line(tree.agencies, b).authors.is_empty()) {
        let lines = runs.runs.iter().filter(|r| r.any.has(Marks::BYLINE) && !r.marks.has(others.with(Marks::ASIDE)) && r.len() <= 120);
        let found = lines.map(|r| runs.text_of(r)).find(|t| !authors::read_line(tree.agencies, t).authors.is_empty());
        let opened = || {
            let lines = runs.runs.iter().filter(|r| !r.marks.has(others) && r.len() <= 120).map(|r| runs.text_of(r));
            lines.filter(|t| byline::opener_len(t) > 0).find(|t| !authors::read_line(tree.agencies, t).authors.is_empty())
        };
        visible.late_bylines.extend(found.or_else(opened).map(str::to_owned));
    }
    if visible.published.is_none() {
        let times = (0..tree.nodes.len() as NodeId).filter(|&n| tree.tag(n) == Tag::Time && !marked.all[n as usize].has(others));
        visible.published = times.filter_map(|n| tree.value(n, Attribute::Datetime)).find_map(|v| dates::read(&v));
    }
    if visible.published.is_none() {
        let lines = runs.runs.iter().take(first + 3).rev().chain(runs.runs.iter().skip(first + 3));
        let lines = lines.filter(|r| !r.marks.has(others.with(Marks::FOOTER)) && r.len() <= 80);
        visible.late_published = lines.map(|r| runs.text_of(r)).find_map(|t| dates::find(t, said.day_first));
    }
}

/// Names in links to authors' pages between the headline and the first paragraphs.
fn author_links(tree: &Tree<'_>, marked: &Marked, runs: &Runs, from: usize, first: usize) -> Vec<String> {
    const FOLDERS: &[&str] = &[
        "author",
        "authors",
        "by",
        "byline",
        "columnist",
        "columnists",
        "contributor",
        "contributors",
        "journalist",
        "journalists",
        "people",
        "person",
        "profile",
        "profiles",
        "reporter",
        "reporters",
        "staff",
        "writer",
        "writers",
    ];
    let unwanted = Marks::COMMENTS.with(Marks::RELATED).with(Marks::NAV).with(Marks::AD).with(Marks::FOOTER);
    let range = runs.runs[from].first.saturating_sub(40)..runs.runs[(first + 2).min(runs.runs.len() - 1)].last;
    let mut names: Vec<String> = Vec::new();
    for node in range.filter(|&n| tree.tag(n) == Tag::A && !marked.all[n as usize].has(unwanted)) {
        let says = tree.raw(node, Attribute::Rel).is_some_and(|r| r.split_ascii_whitespace().any(|r| r == "author"));
        let leads = || {
            let Some(href) = tree.raw(node, Attribute::Href) else { return false };
            let path = href.split(['?', '#']).next().unwrap_or("");
            let mut parts = path.trim_end_matches('/').rsplit('/');
            let page = parts.next().unwrap_or("");
            !page.is_empty() && parts.take(3).any(|p| FOLDERS.contains(&p.to_ascii_lowercase().as_str()))
        };
        if says || leads() {
            let name = tree.text_of(node, 100);
            let name = name.strip_prefix("By ").unwrap_or(&name).trim();
            if byline::is_name(name) && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

fn headline_only(runs: &Runs, said: &Said) -> Vec<Part> {
    let run = said.headline_run.map(|i| &runs.runs[i]);
    let part = |r: &Run| Part {
        kind: BlockKind::Headline,
        pieces: vec![(r.start, r.end)],
        joins: Vec::new(),
        credit_from: None,
        italic: false,
        first: r.first,
        node: r.node,
    };
    run.map(part).into_iter().collect()
}

/// More author lines than this are something else.
const MAX_BYLINES: usize = 20;

/// More pieces than this are not one picture's caption.
const MAX_PIECES: usize = 40;

fn add_caption(parts: &mut Vec<Part>, seen: &mut std::collections::HashSet<String>, tree: &Tree<'_>, runs: &Runs, run: &Run) {
    let text = runs.text_of(run);
    let captioned = || nearest(tree, run.node, |t| t == Tag::Figcaption).map(|c| tree.parent(c));
    let figure = match run.picture {
        0 => nearest(tree, run.node, |t| t == Tag::Figure).or_else(captioned).unwrap_or_else(|| tree.parent(run.node)),
        around => around,
    };
    let text_of = |piece: (u32, u32)| &runs.text[piece.0 as usize..piece.1 as usize];
    // A part marked as credit inside a run of caption text is told apart by its words, later.
    let is_credit = run.marks.has(Marks::CREDIT) || credit::is_credit(tree.agencies, text);
    if let Some(previous) = parts.last_mut().filter(|p| p.kind == BlockKind::Caption) {
        let together = previous.node == figure || run.first < tree.end(figure) && previous.first >= figure;
        if together {
            if previous.pieces.len() >= MAX_PIECES || previous.pieces.iter().any(|&p| text_of(p) == text) {
                return;
            }
            seen.insert(text.to_owned());
            if !text.chars().any(char::is_alphanumeric) {
                return;
            }
            // "(" before a credit in an element of its own.
            if let Some(piece) = previous.pieces.last_mut().filter(|_| is_credit) {
                let kept = text_of(*piece).trim_end_matches(|c: char| c == '(' || c == '|' || c.is_whitespace()).len() as u32;
                if kept > 0 {
                    piece.1 = piece.0 + kept;
                }
            }
            if is_credit && previous.credit_from.is_none() {
                previous.credit_from = Some(previous.pieces.len());
            }
            previous.pieces.push((run.start, run.end));
            return;
        }
    }
    if !seen.insert(text.to_owned()) {
        return;
    }
    let credit_from = is_credit.then_some(0);
    parts.push(Part {
        kind: BlockKind::Caption,
        pieces: vec![(run.start, run.end)],
        joins: Vec::new(),
        credit_from,
        italic: false,
        first: run.first,
        node: figure,
    });
}

/// A few paragraphs in italics that end a story in roman, and are about it, its author or its publisher, are notes.
fn note_italics(parts: &mut [Part], about: impl Fn(&Part) -> bool) {
    let paragraph = |p: &Part| p.kind == BlockKind::Paragraph;
    let body = |p: &&mut Part| !matches!(p.kind, BlockKind::Caption | BlockKind::Note | BlockKind::Boilerplate);
    let italics = parts.iter().filter(|p| paragraph(p) && p.italic).count();
    let roman = parts.iter().filter(|p| paragraph(p) && !p.italic).count();
    let tail: Vec<&mut Part> = parts.iter_mut().rev().filter(body).take_while(|p| p.italic && paragraph(p)).collect();
    // Where italics stand elsewhere too, they are the story's way to quote.
    if tail.len() == italics && italics <= 3 && roman >= 3 && tail.iter().any(|p| about(p)) {
        tail.into_iter().for_each(|p| p.kind = BlockKind::Note);
    }
}

/// Whether a paragraph has a link or an address in it, or the name of an author or of the publisher.
fn is_about(tree: &Tree<'_>, said: &Said, visible: &Visible, runs: &Runs, part: &Part) -> bool {
    let (start, end) = part.pieces[0];
    let text = &runs.text[start as usize..end as usize];
    let linked = || runs.runs.binary_search_by_key(&start, |r| r.start).is_ok_and(|i| runs.runs[i].linked > 0);
    let named = || {
        let authors =
            visible.bylines.iter().take(5).flat_map(|b| authors::read_line(tree.agencies, b).authors).any(|a| text.contains(&a.name));
        authors || said.site_name().is_some_and(|s| text.contains(s)) || said.json_ld.authors.iter().any(|a| text.contains(&a.0))
    };
    text.contains('@') || linked() || named()
}

/// Takes out headings that head nothing, and lists that are links.
fn prune(parts: &mut Vec<Part>, tree: &Tree<'_>, marked: &Marked) {
    let mut keep = vec![true; parts.len()];
    // Lists of links: more than half of the list is link text.
    for (i, p) in parts.iter().enumerate().filter(|(_, p)| p.kind == BlockKind::ListItem) {
        if let Some(l) = nearest(tree, p.node, |t| t.is_list() || t == Tag::Dl) {
            let (t, k) = (marked.text_in(l, tree.end(l)), marked.linked_in(l, tree.end(l)));
            keep[i] = k * 100 <= (t + k) * 60;
        }
    }
    let mut body_after = false;
    for i in (0..parts.len()).rev() {
        match parts[i].kind {
            BlockKind::Heading => {
                keep[i] &= body_after;
                body_after = false;
            }
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::BlockQuote | BlockKind::Table => body_after |= keep[i],
            BlockKind::Boilerplate => body_after = false,
            _ => {}
        }
    }
    let mut it = keep.into_iter();
    parts.retain(|_| it.next().unwrap_or(true));
}

/// Pictures that have a caption, with it.
fn images(tree: &Tree<'_>, parts: &[Part], runs: &Runs) -> Vec<Image> {
    let mut out = Vec::new();
    for p in parts.iter().filter(|p| p.kind == BlockKind::Caption) {
        let Some(img) = (p.node..tree.end(p.node)).take(500).find(|&n| tree.tag(n) == Tag::Img) else { continue };
        let src = [Attribute::DataSrc, Attribute::Src].into_iter().find_map(|a| tree.value(img, a).filter(|v| !v.starts_with("data:")));
        let Some(url) = src else { continue };
        let text: Vec<&str> = p.pieces.iter().map(|&(a, z)| &runs.text[a as usize..z as usize]).collect();
        let (caption, credit) = match p.credit_from {
            Some(n) => (text[..n].join(" "), text[n..].join(" ")),
            None => {
                let all = text.join(" ");
                let s = credit::split_caption(tree.agencies, &all);
                (all[s.caption].to_owned(), s.credit.map(|c| all[c].to_owned()).unwrap_or_default())
            }
        };
        let some = |s: String| Some(s).filter(|s| !s.is_empty());
        let alt = tree.value(img, Attribute::Alt).map(|a| entities::squeeze(&a)).filter(|a| !a.is_empty());
        out.push(Image { url, alt, caption: some(caption), credit: some(credit) });
    }
    out
}
