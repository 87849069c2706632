//! Who said what, how, and through whom.

use crate::article::{Block, Diagnostic, Mention, Quote};
use crate::story::Story;

/// The quotations and what was odd about their marks.
#[derive(Debug, Default)]
pub(crate) struct Attribution {
    pub quotes: Vec<Quote>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The quotations of an English story. `speaker.mention` and `entity` are left to `coref`.
pub(crate) fn attribute(_story: &Story<'_>, _names: &[Mention]) -> Attribution {
    Attribution::default()
}

/// Paired quotation marks alone, for languages without a model.
pub(crate) fn pair_marks(_text: &str, _blocks: &[Block]) -> Vec<Quote> {
    Vec::new()
}
