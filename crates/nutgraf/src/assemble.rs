//! Joins the link tables of the later stages to the earlier layers: the last step before an [`Article`](crate::Article).

use crate::article::{Event, Mention, MentionId, MentionKind, Quantity, Quote, TimelineEntry};
use crate::coref::Resolution;
use crate::events::Extraction;

/// The layers that point to each other.
pub(crate) struct Linked {
    pub mentions: Vec<Mention>,
    pub entities: Vec<crate::article::Entity>,
    pub quantities: Vec<Quantity>,
    pub quotes: Vec<Quote>,
    pub events: Vec<Event>,
    pub timeline: Vec<TimelineEntry>,
}

/// Fills the forward links and drops the nominal mentions that nothing points to.
pub(crate) fn link(resolution: Resolution, extraction: Extraction, mut quantities: Vec<Quantity>, mut quotes: Vec<Quote>) -> Linked {
    let Resolution { mentions, mut entities, speakers } = resolution;
    let Extraction { mut events, quantity_events, timeline } = extraction;

    let mut used = vec![false; mentions.len()];
    for (m, keep) in mentions.iter().zip(&mut used) {
        *keep = m.kind != MentionKind::Nominal || m.entity.is_some();
    }
    let arguments = events.iter().flat_map(|e| e.actors.iter().chain(&e.recipients).chain(&e.place));
    for m in speakers.iter().flatten().chain(arguments) {
        used[m.index()] = true;
    }
    let mut kept = 0u32;
    let renumbered: Vec<MentionId> = used
        .iter()
        .map(|&keep| {
            let id = MentionId::new(kept);
            kept += u32::from(keep);
            id
        })
        .collect();
    let new = |m: &mut MentionId| *m = renumbered[m.index()];

    entities.iter_mut().flat_map(|e| &mut e.mentions).for_each(new);
    events.iter_mut().flat_map(|e| e.actors.iter_mut().chain(&mut e.recipients).chain(&mut e.place)).for_each(new);
    for (quote, mention) in quotes.iter_mut().zip(&speakers) {
        if let (Some(speaker), Some(m)) = (&mut quote.speaker, mention) {
            speaker.mention = Some(renumbered[m.index()]);
            speaker.entity = mentions[m.index()].entity;
        }
    }
    for (quantity, event) in quantities.iter_mut().zip(quantity_events) {
        quantity.event = event;
    }
    let mentions = mentions.into_iter().zip(used).filter_map(|(m, keep)| keep.then_some(m)).collect();
    Linked { mentions, entities, quantities, quotes, events, timeline }
}
