//! Mentions by name.

use crate::article::Mention;
use crate::model::Analysis;
use crate::story::Story;

/// The names of the story, outermost only, in order; `entity` is left to `coref`.
pub(crate) fn recognize(_story: &Story<'_>, _analysis: &Analysis) -> Vec<Mention> {
    Vec::new()
}
