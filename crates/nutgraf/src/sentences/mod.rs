//! Splits blocks into sentences.
//!
//! A sentence is what Universal Dependencies takes for one in running news text: it ends with a stop (`.` `?` `!` `…` and
//! the closing marks behind it) or with its block. Every sentence lies inside one block; a picture's credit is a sentence
//! of its own. One pass over the bytes of a block looks at each stop, and decides from the word before it, the marks
//! around it and the word after it: no look-ahead beyond a few words.
//!
//! Left out: boundaries without a stop inside a paragraph, except before the items of a list run into one line
//! ("1) Bread 2) Milk").

use crate::article::{Block, BlockId, Sentence};
use crate::span::Span;

mod boundary;
pub(crate) mod chars;
pub(crate) mod lexicon;
mod list;

use boundary::Stop;
use chars::Class;

/// The sentences of `text`, in order, each inside one block.
pub(crate) fn split(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(text.len() / 128 + blocks.len());
    for (i, block) in blocks.iter().enumerate() {
        let mut push = |start: usize, end: usize| sentences.push(Sentence { block: BlockId::of(i), span: Span::of(start, end) });
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        let credit = block.caption.as_ref().and_then(|c| c.credit.as_ref()).map(|c| c.span.start as usize);
        match credit.filter(|&at| start < at && at < end) {
            Some(at) => {
                split_piece(text, start, at, &mut push);
                split_piece(text, at, end, &mut push);
            }
            None => split_piece(text, start, end, &mut push),
        }
    }
    sentences
}

/// Splits the bytes from `start` to `end`.
fn split_piece(text: &str, start: usize, end: usize, push: &mut impl FnMut(usize, usize)) {
    let Some(text) = text.get(..end) else { return };
    let mut from = skip_space(text, start);
    let mut items = list::Items::at(text, from);
    let mut at = from;
    while at < end {
        at = next_candidate(text.as_bytes(), at, items.is_some());
        if at >= end {
            break;
        }
        let Some((c, after)) = chars::next(text, at) else { break };
        match Class::of(c) {
            Class::Stop => {
                let stop = Stop::read(text, from, at);
                at = stop.end;
                if stop.ends_sentence(text) {
                    push(from, stop.end);
                    from = skip_space(text, stop.end);
                    at = from;
                    if items.as_mut().is_some_and(|list| list.is_next(text, from)) {
                        at = items.as_ref().map_or(from, |list| from + list.marker_len());
                    } else if items.is_none() {
                        items = list::Items::at(text, from);
                    }
                }
            }
            Class::Space => {
                let next = skip_space(text, after);
                if items.as_mut().is_some_and(|list| list.is_next(text, next)) {
                    push(from, at);
                    from = next;
                    at = next + items.as_ref().map_or(0, list::Items::marker_len);
                } else {
                    at = next;
                }
            }
            _ => at = after,
        }
    }
    let rest = text.get(from..).unwrap_or("").trim_end_matches(|c| Class::of(c) == Class::Space);
    if !rest.is_empty() {
        push(from, from + rest.len());
    }
}

/// The first byte from `at` on that may be (the first of) a stop, or white space where `spaces` are asked for.
fn next_candidate(bytes: &[u8], at: usize, spaces: bool) -> usize {
    // The lead bytes of every non-ASCII stop in `chars`, and the ASCII ones.
    let is_candidate = |b: u8| match b {
        b'.' | b'?' | b'!' => true,
        b' ' | b'\n' | b'\t' | b'\r' => spaces,
        _ => matches!(b, 0xE2 | 0xE3 | 0xEF | 0xD8 | 0xDB | 0xE0),
    };
    bytes[at..].iter().position(|&b| is_candidate(b)).map_or(bytes.len(), |n| at + n)
}

/// The first byte from `at` on that is not white space.
fn skip_space(text: &str, mut at: usize) -> usize {
    while let Some((c, after)) = chars::next(text, at) {
        if Class::of(c) != Class::Space {
            break;
        }
        at = after;
    }
    at
}
