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

pub(crate) use classify::caption;
#[cfg(feature = "html")]
pub(crate) use classify::credit as credit_at;
pub(crate) use front::complete_dateline;
#[cfg(feature = "html")]
pub(crate) use front::{apply_byline, apply_dateline, apply_dateline_line, apply_distributor};
pub(crate) use lexicon::Agencies;

/// What the front of the pipeline finds: for plain text here, for web pages in `html`.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub diagnostics: Vec<Diagnostic>,
}

/// Divides `text` into blocks.
pub(crate) fn segment(known: Agencies<'_>, text: &str) -> Front {
    let mut front = classify::classify(known, text, lines::paragraphs(text));
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
pub(crate) fn given(known: Agencies<'_>, text: &str, blocks: &[Block]) -> Result<Front, Error> {
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
            block.caption = Some(Box::new(caption(known, text, block.span.start as usize..block.span.end as usize)));
        }
    }
    Ok(Front { blocks, ..Front::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{sentences, tokens};

    fn front(text: &str) -> (Front, usize, usize) {
        let front = segment(Agencies::default(), text);
        let sentences = sentences::split(text, &front.blocks);
        let tokens = tokens::tokenize(text, &sentences);
        for (outer, inner) in sentences.iter().map(|s| (front.blocks[s.block.index()].span, s.span)) {
            assert!(outer.contains(inner) && !inner.is_empty() && text.get(inner.start as usize..inner.end as usize).is_some());
        }
        let mut last = 0;
        for token in &tokens {
            assert!(sentences[token.sentence.index()].span.contains(token.span) && !token.span.is_empty());
            assert!(token.span.start >= last && text.get(token.span.start as usize..token.span.end as usize).is_some());
            // Nothing but white space is left out.
            assert!(
                text[last as usize..token.span.start as usize].chars().all(lines::is_blank),
                "{:?}",
                &text[last as usize..token.span.start as usize]
            );
            last = token.span.end;
        }
        (front, sentences.len(), tokens.len())
    }

    /// Without linear time this test would not end.
    #[test]
    fn hostile_input() {
        let n = 1 << 20;
        for piece in [
            "a",
            ".",
            ". ",
            "...",
            "\"",
            "“",
            "'",
            "’",
            "(",
            ")",
            "[1]",
            "-",
            "- ",
            "1",
            "1.",
            "1/",
            "1-",
            ",",
            " ",
            "\n",
            "\n\n",
            "a\n",
            "é",
            "😀",
            "👩\u{200D}",
            "\u{301}",
            "@",
            "#",
            "a@",
            "/",
            "a/",
            "http://",
            "www.",
            "a.b",
            "A.",
            "Mr. ",
            "\t",
            "a\t",
            "| ",
            "Photo: ",
            "©",
            "(AP) ",
            "By ",
            "date 2019-12-31 ",
            "\u{2029}",
            "1) ",
            "• ",
            "..a",
            "$",
            "_",
            "it's ",
            "x.\" y ",
            "AP/",
            "Why? Ana ",
            "(((AP",
            "a.@",
            "a, ",
        ] {
            front(&piece.repeat(n / piece.len()));
        }
    }

    #[test]
    fn odd_input_has_a_diagnostic() {
        for (text, codes) in [
            ("", &["empty_input"][..]),
            (" \n\u{FEFF}\u{A0}", &["empty_input"]),
            ("It\0rained.", &["nul_bytes"]),
            ("Caf\u{FFFD} closed.", &["replacement_characters"]),
            ("It rained.", &[]),
        ] {
            let (front, ..) = front(text);
            let found: Vec<_> = front.diagnostics.iter().map(|d| d.code.as_ref()).collect();
            assert_eq!(found, codes, "{text:?}");
        }
    }

    #[test]
    fn short_and_broken_texts() {
        for text in [
            "(", ")", "1", "a)", "()", "©", "By", "By ", ":", "date", "date ", "AP,", "(AP", "-", "— —", "\0", "1.", "Photo:", "Photo: ",
            "Q:", "\u{FEFF}", "é", "…", "[", "#", "@", "$", "’s", "a’", "\r\n",
        ] {
            front(text);
            front(&format!("Bridge falls\n\n{text}\n\nIt rained."));
            front(&format!("It rained.\n\n{text}"));
        }
    }
}
