//! The event's own time, place and counts, and the earlier event that it tells again.

use crate::article::{EntityType, Event, EventId, EventType, MentionId, QuantityId, TimeId, TimeType};
use crate::labels::Upos;
use crate::story::Story;

use super::Layers;
use super::arguments::{MentionIndex, Phrases};

/// Time, place and counts of the event's own clause.
pub(super) fn circumstances(story: &Story<'_>, layers: &Layers<'_>, index: &MentionIndex<'_>, t: usize, event: &mut Event) {
    let sentence = story.sentences[event.sentence.index()].span;
    // The closest verb above a token is the event that it tells of.
    let belongs = |at: usize| {
        let mut up = Some(at);
        for _ in 0..12 {
            match up {
                Some(u) if u == t => return true,
                Some(u) if u != at && story.upos(u) == Upos::Verb => return false,
                Some(u) => up = story.head(u),
                None => return false,
            }
        }
        false
    };
    let first = layers.times.partition_point(|x| x.span.start < sentence.start);
    for (i, time) in layers.times.iter().enumerate().skip(first).take_while(|(_, x)| x.span.start < sentence.end) {
        if matches!(time.r#type, TimeType::Date | TimeType::Time) && story.tokens_in(time.span).any(belongs) {
            event.time = Some(TimeId::of(i));
            break;
        }
    }
    let phrases = Phrases::of(story, t);
    for preposition in ["in", "at", "near", "outside", "inside", "on"] {
        let place = phrases.with(preposition).find_map(|c| {
            let m = index.at(c)?;
            let kind = index.mentions[m].r#type;
            matches!(kind, Some(EntityType::Place | EntityType::Facility)).then_some(MentionId::of(m))
        });
        if let Some(place) = place.filter(|p| !event.actors.contains(p) && !event.recipients.contains(p)) {
            event.place = Some(place);
            break;
        }
    }
    let first = layers.quantities.partition_point(|q| q.span.start < sentence.start);
    for (i, q) in layers.quantities.iter().enumerate().skip(first).take_while(|(_, q)| q.span.start < sentence.end) {
        let counted = q.of.unwrap_or(q.span);
        let arguments = event.actors.iter().chain(&event.recipients).map(|m| &index.mentions[m.index()]);
        let of_argument = arguments.map(|m| m.head.unwrap_or(m.span)).any(|head| head.overlaps(counted));
        if of_argument || story.tokens_in(q.span).any(belongs) {
            event.quantities.push(QuantityId::of(i));
        }
    }
}

/// Earlier events that are looked at: enough for a long report, and a bound for what is none.
const LOOK_BACK: usize = 512;

/// The earlier event that this one tells again: same type and lemma or count, a participant in common, none at odds.
pub(super) fn same_as(
    story: &Story<'_>,
    layers: &Layers<'_>,
    events: &[Event],
    triggers: &[usize],
    event: &Event,
    t: usize,
) -> Option<EventId> {
    let entity = |m: &MentionId| layers.mentions[m.index()].entity;
    let head = |m: &MentionId| {
        let mention = &layers.mentions[m.index()];
        let span = mention.head.unwrap_or(mention.span);
        span.slice(story.text).to_lowercase()
    };
    let same = |a: &MentionId, b: &MentionId| {
        (entity(a).is_some() && entity(a) == entity(b)) || (entity(a).is_none() && entity(b).is_none() && head(a) == head(b))
    };
    let shares = |a: &[MentionId], b: &[MentionId]| a.iter().any(|x| b.iter().any(|y| same(x, y)));
    let disjoint = |a: &[MentionId], b: &[MentionId]| !a.is_empty() && !b.is_empty() && !shares(a, b);
    let lemma = story.lemma(t);
    for (e, earlier) in events.iter().enumerate().rev().take(LOOK_BACK) {
        if earlier.r#type != event.r#type
            || earlier.sentence == event.sentence
            || event.r#type == EventType::Other && story.lemma(triggers[e]) != lemma
        {
            continue;
        }
        if disjoint(&earlier.actors, &event.actors) || disjoint(&earlier.recipients, &event.recipients) {
            continue;
        }
        let both = shares(&earlier.actors, &event.actors) && shares(&earlier.recipients, &event.recipients);
        let one = shares(&earlier.actors, &event.actors) || shares(&earlier.recipients, &event.recipients);
        if both || (one && story.lemma(triggers[e]) == lemma) {
            return Some(earlier.same_as.unwrap_or(EventId::of(e)));
        }
    }
    None
}
