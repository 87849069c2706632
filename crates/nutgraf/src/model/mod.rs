//! The English model: format, loading, arithmetic.

use crate::article::{Sentence, Token};

/// The model's name in `generator.model`.
pub(crate) const VERSION: &str = "en-1";

/// What the model says about each token: read by `syntax` and `names`.
#[derive(Debug, Default)]
pub(crate) struct Analysis {}

/// Runs the model over every sentence. Sentences of more than `max_tokens` are parsed in pieces.
pub(crate) fn analyze(_text: &str, _sentences: &[Sentence], _tokens: &[Token], _max_tokens: usize) -> Analysis {
    Analysis {}
}
