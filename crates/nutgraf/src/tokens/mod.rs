//! Splits sentences into the syntactic words of Universal Dependencies, as UD English EWT and GUM do.
//!
//! Contractions and possessives are split ("do" "n't", "Iran" "'s", "can" "not"), hyphenated compounds too ("under" "-"
//! "siege", "al" "-" "Yasseri") but for prefixes ("anti-war"); numbers part from their currency, percent sign and unit
//! ("$" "1.2" "bn"); addresses, handles, tags, dates, times and telephone numbers are one word. A stop belongs to its
//! abbreviation inside the sentence and is a word of its own at the end.
//!
//! Left out: words written apart ("what ever") and misspelt contractions whose form is another word ("its", "were").

use crate::article::{Sentence, SentenceId, Token};
use crate::sentences::chars::{self, Class};
use crate::span::Span;

mod address;
mod lexicon;
mod marks;
mod word;

/// The tokens of `text`; syntax is filled in by a later stage.
pub(crate) fn tokenize(text: &str, sentences: &[Sentence]) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    for (i, s) in sentences.iter().enumerate() {
        let id = SentenceId::of(i);
        let mut at = s.span.start as usize;
        let end = s.span.end as usize;
        let mut push = |start: usize, end: usize| tokens.push(Token::new(id, Span::of(start, end)));
        while at < end {
            at = skip_space(text, at, end);
            let chunk = chunk_end(text, at, end);
            if at < chunk {
                split_chunk(&Chunk { text: &text[..chunk], whole: text, sentence_end: end }, at, &mut push);
            }
            at = chunk;
        }
    }
    tokens.shrink_to_fit();
    tokens
}

/// Characters without white space: `text` ends where they end.
struct Chunk<'t> {
    text: &'t str,
    whole: &'t str,
    sentence_end: usize,
}

impl Chunk<'_> {
    fn end(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing but marks follows `at` in the sentence.
    fn is_last(&self, at: usize) -> bool {
        at >= self.sentence_end || {
            let rest = &self.whole.as_bytes()[at..self.sentence_end];
            rest.len() < 8 && !rest.iter().any(u8::is_ascii_alphanumeric)
        }
    }
}

fn skip_space(text: &str, mut at: usize, end: usize) -> usize {
    while at < end {
        match chars::next(text, at) {
            Some((c, after)) if Class::of(c) == Class::Space => at = after,
            _ => break,
        }
    }
    at
}

fn chunk_end(text: &str, mut at: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    while at < end {
        let byte = bytes[at];
        if byte > b' ' && byte < 0x80 {
            at += 1;
            continue;
        }
        match chars::next(text, at) {
            Some((c, after)) if Class::of(c) != Class::Space => at = after,
            _ => break,
        }
    }
    at
}

fn split_chunk(chunk: &Chunk<'_>, start: usize, push: &mut impl FnMut(usize, usize)) {
    let text = chunk.text;
    let bytes = text.as_bytes();
    // Most chunks are plain letters.
    if bytes[start..].iter().all(u8::is_ascii_alphabetic) {
        word::push_letters(text, start, text.len(), push);
        return;
    }
    let mut addresses = bytes[start..].iter().any(|b| matches!(b, b'@' | b'#' | b'/' | b'.' | b':'));
    let mut at = start;
    while at < text.len() {
        if addresses {
            if let Some(end) = address::read(text, at) {
                push(at, end);
                at = end;
                continue;
            }
            // An address starts where its chunk starts, or behind marks.
            addresses = !chars::class_at(text, at).is_word();
        }
        at = match chars::class_at(text, at) {
            Class::Lower | Class::Upper | Class::Digit => word::read(chunk, start, at, push),
            Class::Ideograph => {
                let end = chars::next(text, at).map_or(text.len(), |(_, after)| after);
                push(at, end);
                end
            }
            _ => marks::read(chunk, at, push),
        };
    }
}
