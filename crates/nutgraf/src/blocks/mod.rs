//! Divides a plain-text story into blocks and reads its metadata lines.

#[allow(dead_code, reason = "used by the readers of text and pages")]
pub(crate) mod byline;
pub(crate) mod case;
#[allow(dead_code, reason = "used by the readers of text and pages")]
pub(crate) mod credit;
pub(crate) mod lexicon;

use crate::Error;
use crate::article::{Block, BlockKind, Diagnostic, Metadata};
use crate::span::Span;

/// What the front of the pipeline finds: for plain text here, for web pages in `html`.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub blocks: Vec<Block>,
    pub metadata: Metadata,
    pub diagnostics: Vec<Diagnostic>,
}

/// Divides `text` into blocks.
pub(crate) fn segment(text: &str) -> Front {
    let mut front = Front::default();
    let mut at = 0;
    for part in text.split("\n\n") {
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let start = at + (part.len() - part.trim_start().len());
            front.blocks.push(Block::new(BlockKind::Paragraph, Span::of(start, start + trimmed.len())));
        }
        at += part.len() + 2;
    }
    front
}

/// Takes blocks that another extractor found.
pub(crate) fn given(text: &str, blocks: &[Block]) -> Result<Front, Error> {
    let mut blocks = blocks.to_vec();
    blocks.sort_by_key(|b| (b.span.start, u32::MAX - b.span.end));
    let mut end = 0;
    for block in &blocks {
        let Span { start, end: stop } = block.span;
        if start < end || stop < start || text.get(start as usize..stop as usize).is_none() {
            return Err(Error::option(format!("block {start}..{stop} does not fit the text or overlaps another")));
        }
        end = stop;
    }
    Ok(Front { blocks, ..Front::default() })
}
