//! Time expressions on the calendar (TIMEX3).

use crate::article::{Mention, TimeExpression};
use crate::story::Story;

/// The time expressions of the story.
pub(crate) fn recognize(_story: &Story<'_>, _names: &[Mention]) -> Vec<TimeExpression> {
    Vec::new()
}
