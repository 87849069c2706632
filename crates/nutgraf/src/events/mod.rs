//! What happened: who did what to whom, when and where, and how certain it is.

use crate::article::{Entity, Event, EventId, Mention, Quantity, Quote, TimeExpression, TimelineEntry};
use crate::story::Story;

/// The layers that events are made from.
#[derive(Clone, Copy, Debug)]
#[allow(dead_code, reason = "read by the stage as it grows")]
pub(crate) struct Layers<'a> {
    pub mentions: &'a [Mention],
    pub entities: &'a [Entity],
    pub times: &'a [TimeExpression],
    pub quantities: &'a [Quantity],
    pub quotes: &'a [Quote],
}

/// What this stage finds.
#[derive(Debug, Default)]
pub(crate) struct Extraction {
    pub events: Vec<Event>,
    /// The event of each quantity.
    pub quantity_events: Vec<Option<EventId>>,
    /// Events and quotations in time order.
    pub timeline: Vec<TimelineEntry>,
}

/// The events of the story.
pub(crate) fn extract(_story: &Story<'_>, layers: &Layers<'_>) -> Extraction {
    Extraction { events: Vec::new(), quantity_events: vec![None; layers.quantities.len()], timeline: Vec::new() }
}
