//! Reported acts and changes that no PLOVER type fits (`OTHER`), told by verbs and by the nouns of `acts.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::article::{Event, EventType};
use crate::labels::{Deprel, Upos};
use crate::lexicon::rows;
use crate::story::Story;

use super::arguments::{MentionIndex, agent, fill, is_actor_like, mention_ids, object, with_conjuncts};
use super::cues::{Cue, is};
use super::draft;
use super::frames::Slot;

/// Another reported act: a verb with a named or described participant.
pub(super) fn other(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Verb || is(story.lemma(t), Cue::State) || story.deprel(t) == Deprel::Amod {
        return None;
    }
    let actor_like = |t: &usize| is_actor_like(story, index, *t);
    let actors: Vec<usize> = agent(story, t).map(|a| with_conjuncts(story, a)).unwrap_or_default().into_iter().filter(actor_like).collect();
    let mut recipients: Vec<usize> =
        object(story, t).map(|o| with_conjuncts(story, o)).unwrap_or_default().into_iter().filter(actor_like).collect();
    if recipients.is_empty() {
        recipients = fill(story, t, Slot::Preposition("to"), false).into_iter().filter(actor_like).collect();
    }
    let mut event = draft(story, t, story.tokens[t].span, EventType::Other, "other.verb".to_owned());
    event.actors = mention_ids(story, index, &actors);
    event.recipients = mention_ids(story, index, &recipients);
    event.recipients.retain(|r| !event.actors.contains(r));
    (!event.actors.is_empty() || !event.recipients.is_empty()).then_some(event)
}

/// Another reported act told by a noun ("the company's announcement").
pub(super) fn other_noun(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Noun || story.deprel(t) == Deprel::Compound {
        return None;
    }
    let active = acts().get(story.lemma(t)).copied()?;
    let actor_like = |t: &usize| is_actor_like(story, index, *t);
    let slot = |slot| fill(story, t, slot, true).into_iter().filter(actor_like).collect::<Vec<usize>>();
    let (by, of) = (slot(Slot::Preposition("by")), slot(Slot::Preposition("of")));
    let own = [slot(Slot::Possessor), slot(Slot::Compound)].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
    let (actors, recipients) = match (active, by.is_empty(), own.is_empty()) {
        (true, false, _) => (by, if own.is_empty() { of } else { own }),
        (true, true, false) => (own, of),
        (true, true, true) => (of, Vec::new()),
        (false, ..) => (if own.is_empty() { of } else { own }, Vec::new()),
    };
    let mut event = draft(story, t, story.tokens[t].span, EventType::Other, "other.noun".to_owned());
    event.actors = mention_ids(story, index, &actors);
    event.recipients = mention_ids(story, index, &recipients);
    event.recipients.retain(|r| !event.actors.contains(r));
    (!event.actors.is_empty() || !event.recipients.is_empty()).then_some(event)
}

/// Nouns of `acts.tsv`, and whether their possessor acts.
fn acts() -> &'static HashMap<&'static str, bool> {
    static TABLE: OnceLock<HashMap<&'static str, bool>> = OnceLock::new();
    TABLE.get_or_init(|| rows(include_str!("acts.tsv")).filter_map(|mut r| Some((r.next()?, r.next()? == "a"))).collect())
}
