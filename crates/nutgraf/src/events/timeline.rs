//! Events and quotations on the calendar.

use crate::article::{Event, EventId, Interval, Moment, QuoteId, TimeExpression, TimelineEntry, TimelineItem};
use crate::story::Story;

use super::Layers;

/// Bytes between a cue and the time beside it, at most.
const BESIDE: u32 = 60;

/// Events and quotations with a calendar interval, in time order. Background: told of a day more than two days before the story's.
pub(super) fn timeline(story: &Story<'_>, layers: &Layers<'_>, events: &[Event]) -> Vec<TimelineEntry> {
    let mut entries: Vec<TimelineEntry> = Vec::new();
    let news_from = story.date.and_then(|d| d.checked_sub(jiff::Span::new().days(2)).ok());
    let background = |interval: &Interval| {
        let end = match interval.end {
            Moment::Date(d) => d,
            Moment::DateTime(t) => t.date(),
        };
        news_from.is_some_and(|from| end <= from)
    };
    for (e, event) in events.iter().enumerate() {
        if let Some(interval) = event.time.and_then(|t| layers.times[t.index()].interval) {
            entries.push(TimelineEntry { item: TimelineItem::Event(EventId::of(e)), interval, background: background(&interval) });
        }
    }
    for (q, quote) in layers.quotes.iter().enumerate() {
        // A time beside the cue, outside the words themselves.
        let Some(cue) = quote.cue else { continue };
        let sentence = story.tokens.get(story.token_at(cue.start)).map(|t| story.sentences[t.sentence.index()].span);
        let outside = |t: &&TimeExpression| !quote.content.iter().any(|c| c.overlaps(t.span));
        let within = |t: &&TimeExpression| t.interval.is_some() && sentence.is_some_and(|s| s.contains(t.span));
        let first = layers.times.partition_point(|t| t.span.start + BESIDE <= cue.start);
        let near = layers.times[first..].iter().take_while(|t| t.span.start < cue.start + BESIDE);
        let time = near.filter(within).find(outside);
        if let Some(interval) = time.and_then(|t| t.interval) {
            entries.push(TimelineEntry { item: TimelineItem::Quote(QuoteId::of(q)), interval, background: background(&interval) });
        }
    }
    let key = |item: TimelineItem| match item {
        TimelineItem::Event(e) => (0, e.get()),
        TimelineItem::Quote(q) => (1, q.get()),
    };
    entries.sort_by_key(|a| (a.interval.start, a.interval.end, key(a.item)));
    entries
}
