//! Interviews and transcripts: paragraphs that begin with a label ("Q:", "A:", "SMITH:") are what that person said.

use std::collections::BTreeMap;

use crate::article::{BlockKind, Medium, QuoteKind};
use crate::span::Span;
use crate::story::Story;

use super::Draft;

/// Words of the longest label.
const LONGEST_LABEL: usize = 4;

/// The label of a block, with the byte where its words begin.
fn label(text: &str, span: Span) -> Option<(&str, u32)> {
    let block = span.slice(text);
    let head = block.get(..block.len().min(60)).unwrap_or(block);
    let at = head.find([':', '.'])?;
    let (name, rest) = (&block[..at], &block[at + 1..]);
    // "Q. What …" but no other stop.
    let short = matches!(name, "Q" | "A");
    if block.as_bytes()[at] == b'.' && !short || rest.is_empty() || !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let words = name.split_whitespace().count();
    let capital =
        name.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase()) || matches!(w, "of" | "the" | "de" | "van" | "al"));
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\'' | '’' | '-'));
    if words == 0 || words > LONGEST_LABEL || !capital || !plain {
        return None;
    }
    let start = at + 1 + (rest.len() - rest.trim_start().len());
    Some((name, span.start + start as u32))
}

/// The turns of the story: only where labels come again, or questions and answers stand together.
pub(super) fn find(story: &Story<'_>) -> Vec<Draft> {
    let labelled: Vec<(usize, &str, u32)> = story
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, b)| b.kind == BlockKind::Paragraph)
        .filter_map(|(i, b)| label(story.text, b.span).map(|(name, start)| (i, name, start)))
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name, _) in &labelled {
        *counts.entry(name).or_default() += 1;
    }
    let repeated = counts.values().filter(|&&n| n >= 2).count();
    if labelled.len() < 3 || repeated == 0 || counts.len() > labelled.len() {
        return Vec::new();
    }
    let turn = |(block, name, start): (usize, &str, u32)| {
        let span = story.blocks[block].span;
        let text = Span::new(start, span.end).slice(story.text).trim_end();
        Draft {
            kind: QuoteKind::Direct,
            content: vec![Span::new(start, start + text.len() as u32)],
            speaker: Some(Span::new(span.start, span.start + name.len() as u32)),
            medium: Some(Medium::Interview),
            rule: "direct.turn".to_owned(),
            score: 900,
            ..Draft::default()
        }
    };
    labelled.into_iter().map(turn).collect()
}
