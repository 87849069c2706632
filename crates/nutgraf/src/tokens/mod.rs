//! Splits sentences into the syntactic words of Universal Dependencies.

use crate::article::{Sentence, SentenceId, Token};
use crate::span::Span;

/// The tokens of `text`; syntax is filled in by a later stage.
pub(crate) fn tokenize(text: &str, sentences: &[Sentence]) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (i, s) in sentences.iter().enumerate() {
        let mut at = s.span.start as usize;
        for word in s.span.slice(text).split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            if !trimmed.is_empty() {
                tokens.push(Token::new(SentenceId::of(i), Span::of(at, at + trimmed.len())));
            }
            at += word.len();
        }
    }
    tokens
}
