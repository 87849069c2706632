//! Divides a plain-text story into blocks and reads its metadata lines.
//!
//! The text is not changed: blocks and everything else are spans of it. A blank line ends a block; lines that were wrapped by
//! an editor are one paragraph (see `lines`). Then each paragraph gets its kind from its own form and its place: what stands
//! before the first body paragraph is headline, standfirst, byline or header; captions are told by their credit, notes and
//! boilerplate by how they open (`openers.tsv`), list items by their marks and neighbours.
//!
//! Left out: captions without credit inside the body, and tables without tabs or bars.

use crate::Error;
use crate::article::{Block, BlockKind, Diagnostic, Metadata};
use crate::span::Span;

#[allow(dead_code, reason = "used by the readers of text and pages")]
pub(crate) mod byline;
pub(crate) mod case;
mod classify;
#[allow(dead_code, reason = "used by the readers of text and pages")]
pub(crate) mod credit;
mod dateline;
pub(crate) mod dates;
mod front;
pub(crate) mod lexicon;
mod lines;

pub(crate) use front::complete_dateline;

/// What the front of the pipeline finds: for plain text here, for web pages in `html`.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub diagnostics: Vec<Diagnostic>,
}

/// Divides `text` into blocks.
pub(crate) fn segment(text: &str) -> Front {
    let mut front = classify::classify(text, lines::paragraphs(text));
    front.diagnostics = odd_input(text);
    front
}

/// What is odd about the text as it was given.
fn odd_input(text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut report = |code: &'static str, message: String, span: Option<Span>| {
        found.push(Diagnostic { code: code.into(), message, span });
    };
    if text.chars().all(lines::is_blank) {
        let what = if text.is_empty() { "the input is empty" } else { "the input is white space" };
        report("empty_input", what.to_owned(), None);
    }
    for (code, odd, what) in [
        ("nul_bytes", '\0', "NUL characters: perhaps the input was not text"),
        ("replacement_characters", '\u{FFFD}', "replacement characters: the input was decoded with errors"),
    ] {
        if let Some(at) = text.find(odd) {
            let count = text[at..].chars().filter(|&c| c == odd).count();
            report(code, format!("{count} {what}"), Some(Span::of(at, at + odd.len_utf8())));
        }
    }
    found
}

/// Takes blocks that another extractor found.
pub(crate) fn given(text: &str, blocks: &[Block]) -> Result<Front, Error> {
    let mut blocks = blocks.to_vec();
    blocks.sort_by_key(|b| (b.span.start, u32::MAX - b.span.end));
    let mut end = 0;
    for block in &mut blocks {
        let Span { start, end: stop } = block.span;
        if start < end || stop < start || text.get(start as usize..stop as usize).is_none() {
            return Err(Error::option(format!("block {start}..{stop} does not fit the text or overlaps another")));
        }
        end = stop;
        if block.kind == BlockKind::Caption && block.caption.is_none() {
            block.caption = Some(classify::caption(text, block.span.start as usize..block.span.end as usize));
        }
    }
    Ok(Front { blocks, ..Front::default() })
}
