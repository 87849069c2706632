//! What happened: who did what to whom, when and where, and how certain it is.
//!
//! An event is a trigger that fits a row of `frames.tsv` (PLOVER types and modes; `typed.rs`), or another reported act by or
//! upon a named or described participant (`OTHER`; `other.rs`). Participants come from the tree (`arguments.rs`), certainty
//! from the trigger's clause and those above it (`factuality.rs`) and from the quotation it stands in. Precision goes before recall.
//! Left out: states, bare verbs of saying, events of boilerplate, bylines and notes.

mod arguments;
mod circumstances;
mod cues;
mod factuality;
mod frames;
mod other;
#[cfg(test)]
mod tests;
mod timeline;
mod typed;

use crate::article::{
    BlockKind, Entity, Event, EventId, EventType, Factuality, Mention, Polarity, Quantity, Quote, QuoteId, QuoteKind, TimeExpression,
    TimelineEntry,
};
use crate::labels::{Deprel, Upos};
use crate::span::Span;
use crate::story::{ByToken, Story};
use crate::tight;

use arguments::MentionIndex;
use circumstances::{circumstances, same_as};
use other::{other, other_in_headline, other_noun};
use timeline::timeline;
use typed::typed;

/// The layers that events are made from.
#[derive(Clone, Copy, Debug)]
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
pub(crate) fn extract(story: &Story<'_>, layers: &Layers<'_>) -> Extraction {
    let index = MentionIndex::new(story, layers.mentions);
    let quoted = quoted_by(story, layers.quotes);
    let declined = declined(story, layers.quotes);
    let mut events: Vec<Event> = Vec::new();
    // The token of each event, and the lemma, for linking.
    let mut triggers: Vec<usize> = Vec::new();
    for t in 0..story.tokens.len() {
        if !matches!(story.upos(t), Upos::Verb | Upos::Noun)
            || !tells_events(story.blocks[story.block_of(t).index()].kind)
            || declined.binary_search(&(t as u32)).is_ok()
        {
            continue;
        }
        let Some(mut event) = typed(story, &index, t)
            .or_else(|| other(story, &index, t))
            .or_else(|| other_noun(story, &index, t))
            .or_else(|| other_in_headline(story, &index, t))
        else {
            continue;
        };
        if event.r#type != EventType::Other && is_content_of(story, t, event.r#type, &triggers, &events) {
            // What is agreed or asked for is, in PLOVER, no event of its own; an act it is.
            let Some(act) = other(story, &index, t) else { continue };
            event = act;
        }
        if told_by_its_verb(story, t, &event, &triggers, &events) {
            continue;
        }
        let quote = quoted.at(t).filter(|&q| !is_beside_cue(story, t, &layers.quotes[q]));
        event.factuality = factuality(story, t, quote.map(|q| &layers.quotes[q]));
        promise(&mut event);
        event.quote = quote.map(QuoteId::of);
        circumstances(story, layers, &index, t, &mut event);
        event.same_as = same_as(story, layers, &events, &triggers, &event, t);
        tight::push(&mut events, event);
        triggers.push(t);
    }
    drop((index, quoted, declined, triggers));
    // A trigger of several words begins at its first: order by span.
    let places = tight::sort_by_key(&mut events, |e| (e.span.start, u32::MAX - e.span.end));
    for event in &mut events {
        event.same_as = event.same_as.map(|e| EventId::new(places[e.index()]));
    }
    drop(places);
    let mut quantity_events = vec![None; layers.quantities.len()];
    for (e, event) in events.iter().enumerate() {
        for q in &event.quantities {
            quantity_events[q.index()].get_or_insert(EventId::of(e));
        }
    }
    let timeline = timeline(story, layers, &events);
    Extraction { events, quantity_events, timeline }
}

/// The rows of the table that token `t` could be the trigger of.
pub(crate) fn frames_at(story: &Story<'_>, t: usize) -> Vec<String> {
    let noun = story.upos(t) == Upos::Noun;
    let rows = frames::of(story.lemma(t), story.lower(t)).filter(|f| f.noun == noun);
    rows.map(|f| format!("{} by the frame {}", f.r#type, f.rule)).collect()
}

/// Whether token `t` only says what was agreed, refused, threatened or asked for by an earlier event.
fn is_content_of(story: &Story<'_>, t: usize, r#type: EventType, triggers: &[usize], events: &[Event]) -> bool {
    use EventType::{Agree, Consult, Reject, Request, Threaten};
    // "met to discuss the border".
    let purpose =
        story.head(t).filter(|_| story.deprel(t) == Deprel::Advcl && story.children_by(t, Deprel::Mark).any(|m| story.lower(m) == "to"));
    let consults = |at: usize| triggers.binary_search(&at).ok().is_some_and(|e| matches!(events[e].r#type, Consult | Agree));
    if r#type == Consult && purpose.is_some_and(consults) {
        return true;
    }
    let mut at = t;
    for _ in 0..6 {
        let Some(head) = story.head(at) else { return false };
        if !matches!(story.deprel(at), Deprel::Xcomp | Deprel::Ccomp | Deprel::Conj | Deprel::Obj | Deprel::Acl) {
            return false;
        }
        if factuality::opens_with_condition(story, at) {
            return false;
        }
        let above = triggers.binary_search(&head).ok().map(|e| events[e].r#type);
        if matches!(above, Some(Agree | Reject | Request | Threaten)) {
            return !(story.deprel(at) == Deprel::Conj);
        }
        at = head;
    }
    false
}

/// "filed a lawsuit against the mine": the verb told it already.
fn told_by_its_verb(story: &Story<'_>, t: usize, event: &Event, triggers: &[usize], events: &[Event]) -> bool {
    let typed_noun = event.r#type != EventType::Other && story.upos(t) == Upos::Noun;
    let verb = typed_noun.then(|| arguments::verb_above(story, t)).flatten();
    verb.and_then(|v| triggers.binary_search(&v).ok()).is_some_and(|e| events[e].r#type == event.r#type)
}

/// What is to come is, in PLOVER, an agreement when it is friendly and a threat when it is not.
fn promise(event: &mut Event) {
    use EventType::{Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Retreat, Sanction, Support, Threaten};
    if event.factuality != Factuality::Planned {
        return;
    }
    // "more police will be deployed" threatens nobody.
    let at_home = event.r#type == Mobilize && event.mode.as_deref() == Some("police");
    match event.r#type {
        _ if at_home => return,
        Consult | Support | Cooperate | Aid | Concede | Retreat => (event.r#type, event.mode) = (Agree, None),
        Assault | Coerce | Sanction | Mobilize | Protest => (event.r#type, event.mode) = (Threaten, None),
        _ => return,
    }
    event.rule = format!("{}.planned", event.rule).into();
}

/// The tokens of "declined to comment" and its like, in order: the quotation tells it.
fn declined(story: &Story<'_>, quotes: &[Quote]) -> Vec<u32> {
    let spans = quotes.iter().filter(|q| q.polarity == Polarity::Declined).flat_map(|q| [Some(q.span), q.cue]).flatten();
    let mut declined: Vec<u32> = spans.flat_map(|span| story.tokens_in(span)).map(|t| t as u32).collect();
    declined.sort_unstable();
    declined
}

fn tells_events(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Header | BlockKind::Byline | BlockKind::Note | BlockKind::Boilerplate)
}

/// The quotation whose content each token stands in: the innermost.
fn quoted_by(story: &Story<'_>, quotes: &[Quote]) -> ByToken {
    let mut of = ByToken::new(story);
    for (q, quote) in quotes.iter().enumerate().filter(|(_, q)| q.polarity != Polarity::Declined) {
        for &content in &quote.content {
            for t in story.tokens_in(content) {
                let narrower = of.at(t).is_none_or(|o| quotes[o].span.len() >= quote.span.len());
                if narrower {
                    of.set(t, q);
                }
            }
        }
    }
    of
}

/// "denied the claims and thanked the volunteers": what else the speaker did is no part of what was said.
fn is_beside_cue(story: &Story<'_>, t: usize, quote: &Quote) -> bool {
    let in_cue = |at: usize| quote.cue.is_some_and(|cue| cue.overlaps(story.tokens[at].span));
    let linked = |a: usize, b: usize| story.deprel(a) == Deprel::Conj && story.head(a) == Some(b);
    quote.kind == QuoteKind::Indirect
        && quote.cue.is_some_and(|cue| story.tokens_in(cue).any(|c| linked(t, c) || linked(c, t)))
        && !in_cue(t)
}

fn draft(story: &Story<'_>, t: usize, span: Span, r#type: EventType, rule: String) -> Event {
    Event {
        span,
        block: story.block_of(t),
        same_as: None,
        r#type,
        mode: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        time: None,
        place: None,
        quantities: Vec::new(),
        factuality: Factuality::Asserted,
        quote: None,
        sentence: story.tokens[t].sentence,
        rule: rule.into(),
    }
}

/// The trigger's own certainty, and the quotation's.
fn factuality(story: &Story<'_>, t: usize, quote: Option<&Quote>) -> Factuality {
    let own = factuality::of(story, t);
    match (own, quote) {
        (Factuality::Asserted, Some(q)) if q.polarity == Polarity::Denied => Factuality::Denied,
        (Factuality::Asserted, Some(_)) => Factuality::Attributed,
        _ => own,
    }
}
