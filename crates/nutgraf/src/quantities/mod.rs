//! Counts and measures, and what they count.

use crate::article::{Mention, Quantity, TimeExpression};
use crate::story::Story;

/// The quantities of the story.
pub(crate) fn recognize(_story: &Story<'_>, _times: &[TimeExpression], _names: &[Mention]) -> Vec<Quantity> {
    Vec::new()
}
