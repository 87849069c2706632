//! Who, what, when, where, why, how: the story's main event.

use crate::article::{Event, FiveWs};
use crate::events::Layers;
use crate::story::Story;

/// Ranked answers.
pub(crate) fn rank(_story: &Story<'_>, _layers: &Layers<'_>, _events: &[Event]) -> FiveWs {
    FiveWs::default()
}
