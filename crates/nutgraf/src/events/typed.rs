//! Events by a row of `frames.tsv`: which row holds, and who fills its slots.

use crate::article::{EntityType, Event, EventType, Mention, MentionKind};
use crate::labels::{Deprel, Feats, Upos};
use crate::span::Span;
use crate::story::Story;

use super::arguments::{self, MentionIndex, agent, fill, is_actor_like, mention_ids, object, participant_in, with_case, with_conjuncts};
use super::cues::{Cue, is};
use super::draft;
use super::frames::{self, Condition, Frame, Slot};

/// An event by a row of the table.
pub(super) fn typed(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    let verb = story.upos(t) == Upos::Verb;
    let noun = story.upos(t) == Upos::Noun;
    if !verb && !noun {
        return None;
    }
    // A participle before its noun ("injured men") tells a state.
    if verb && story.deprel(t) == Deprel::Amod {
        return None;
    }
    let frame = frames::of(story.lemma(t), story.lower(t)).find(|f| f.noun == noun && holds(story, t, f))?;
    let actors = actors(story, index, t, frame);
    let acting: Vec<usize> = actors
        .iter()
        .map(|&a| participant_in(story, index, a, &[]))
        .filter(|&a| is_actor_like(story, index, a) || (verb && arguments::is_people(story, a)))
        .collect();
    // "The quarrel threatens the accord", "the parasite travels to the lungs": nobody's threat, nobody's visit.
    let speaks = matches!(frame.r#type, EventType::Threaten | EventType::Consult);
    if verb && speaks && acting.is_empty() && !actors.is_empty() {
        return None;
    }
    // "Markets rallied": things take no sides.
    if frame.conditions.contains(&Condition::Intransitive)
        && acting.is_empty()
        && !actors.is_empty()
        && !actors.iter().any(|&a| is_a_number(story, a))
    {
        return None;
    }
    let recipients = recipients(story, index, t, frame, &acting);
    // A noun without participants is too little.
    let mut event = draft(story, t, trigger_span(story, t, frame), frame.r#type, frame.rule.clone());
    event.mode = frame.mode.map(str::to_owned);
    event.actors = mention_ids(story, index, &acting);
    event.recipients = mention_ids(story, index, &recipients);
    if frame.actors.iter().all(|s| !matches!(s, Slot::Preposition("with"))) || !event.recipients.is_empty() {
        arguments::apart(index, &mut event.recipients, &event.actors);
    }
    if noun && event.actors.is_empty() && event.recipients.is_empty() {
        return None;
    }
    if noun && event.r#type == EventType::Assault && event.recipients.is_empty() && harms(story, t) {
        return None;
    }
    if verb && event.r#type == EventType::Assault && is(frame.lemma, Cue::Harm) && !is_deliberate(story, index, t, &actors) {
        event.r#type = EventType::Other;
        event.mode = None;
        event.rule = "other.harm".into();
    }
    if verb && frame.lemma == "beat" && frame.particle.is_none() && is_contest(story, index, t, &event) {
        event.r#type = EventType::Other;
        event.mode = None;
        event.rule = "other.contest".into();
    }
    if event.actors.is_empty() && event.recipients.is_empty() && frame.conditions.is_empty() {
        return None;
    }
    Some(event)
}

/// "Larks Motors beat its rival", "Vale beat Orne in the final": a win, no assault.
fn is_contest(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, event: &Event) -> bool {
    // "its rival Larks Motors": the name at the end.
    let name = |m: &Mention| index.at(story.token_at(m.span.end.saturating_sub(1))).map(|last| &index.mentions[last]);
    let beaten = event.recipients.iter().filter_map(|r| name(&index.mentions[r.index()]));
    let mut beaten = beaten.filter(|m| m.kind == MentionKind::Name).peekable();
    let contest = || story.sentence_tokens(story.tokens[t].sentence.index()).any(|w| is(story.lemma(w), Cue::Contest));
    let body = |m: &Mention| matches!(m.r#type, Some(EntityType::Organization | EntityType::Place));
    beaten.peek().is_some() && (beaten.any(body) || contest())
}

/// "the air strikes that killed two farmers": the verb tells the event, with whom it was done to.
fn harms(story: &Story<'_>, t: usize) -> bool {
    let harm = |v: usize| story.upos(v) == Upos::Verb && is(story.lemma(v), Cue::Harm);
    let above = story.head(t).filter(|_| story.deprel(t) == Deprel::Nsubj);
    // "… on Sunday that killed two farmers": the tree may hang it on the day.
    let told = |n: usize| story.children_by(n, Deprel::AclRelcl).any(harm);
    above.is_some_and(harm) || told(t) || story.children(t).any(|c| c > t && told(c))
}

/// "Thousands marched."
fn is_a_number(story: &Story<'_>, t: usize) -> bool {
    story.upos(t) == Upos::Num || matches!(story.lemma(t), "dozen" | "score" | "hundred" | "thousand" | "million" | "crowd")
}

/// Whether harm was done by somebody: a participant that acts, or words of violence in the sentence. Cranes and floods commit no assault.
fn is_deliberate(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, actors: &[usize]) -> bool {
    if actors.iter().any(|&a| is_actor_like(story, index, a)) {
        return true;
    }
    let violent = |w: usize| is(story.lemma(w), Cue::Violence) && w != t;
    if let Some(&actor) = actors.first() {
        let (first, last) = story.subtree(actor);
        return (first..=last).any(violent);
    }
    story.sentence_tokens(story.tokens[t].sentence.index()).any(violent)
}

/// The trigger: the verb with its particle.
fn trigger_span(story: &Story<'_>, t: usize, frame: &Frame) -> Span {
    let next = t + 1;
    let particle = frame.particle.and_then(|p| (next < story.tokens.len() && story.lower(next) == p).then_some(next));
    // "set fire", "opened fire": the noun right behind makes the sense.
    let noun = frame.conditions.iter().any(|c| matches!(c, Condition::ObjectIs(l) if l.first() == Some(&"fire")));
    let noun = (noun && next < story.tokens.len() && story.deprel(next) == Deprel::Obj).then_some(next);
    story.span(t, particle.or(noun).unwrap_or(t))
}

fn holds(story: &Story<'_>, t: usize, frame: &Frame) -> bool {
    if let Some(particle) = frame.particle {
        let has = story.children(t).any(|c| {
            story.lower(c) == particle && matches!(story.deprel(c), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Case | Deprel::Obl)
        }) || (t + 1 < story.tokens.len() && story.lower(t + 1) == particle);
        if !has {
            return false;
        }
    }
    frame.conditions.iter().all(|condition| match condition {
        Condition::Object => object(story, t).is_some() || frame.particle.is_some_and(|p| with_case(story, t, p).next().is_some()),
        Condition::ObjectIs(lemmas) => {
            object(story, t).is_some_and(|o| with_conjuncts(story, o).iter().any(|&o| object_is(story, o, lemmas)))
        }
        Condition::Xcomp(lemmas) => {
            // "asked him to stop" may be read as a purpose.
            let infinitive = |&c: &usize| {
                story.deprel(c) == Deprel::Xcomp
                    || (story.deprel(c) == Deprel::Advcl && c > t && story.children_by(c, Deprel::Mark).any(|m| story.lower(m) == "to"))
            };
            // "asked the firm to stop", where the tree hangs it on the firm.
            let below_object = || {
                let object = story.child(t, &[Deprel::Obj]).filter(|&o| o > t && arguments::is_person_or_body(story, o))?;
                story.children_by(object, Deprel::Acl).find(|&c| story.children_by(c, Deprel::Mark).any(|m| story.lower(m) == "to"))
            };
            let found = story.children(t).find(infinitive).or_else(below_object);
            found.is_some_and(|c| lemmas.is_empty() || lemmas.contains(&story.lemma(c)))
        }

        Condition::Must => arguments::content_clause(story, t).is_some_and(|c| obliges_another(story, c)),
        Condition::Ccomp => arguments::content_clause(story, t).is_some(),
        Condition::Preposition(p) => {
            with_case(story, t, p).next().is_some()
                || object(story, t).is_some_and(|o| !frame.noun && with_case(story, o, p).next().is_some())
                || (frame.noun && arguments::beside_object(story, t, p).is_some())
                || story.children_by(t, Deprel::Obl).any(|c| story.lemma(c) == *p)
        }
        Condition::Someone => {
            object(story, t).is_some_and(|o| !matches!(story.upos(o), Upos::Noun | Upos::Sym) || arguments::is_person_or_body(story, o))
        }
        Condition::Kind(lemmas) => story
            .children(t)
            .any(|c| c < t && matches!(story.deprel(c), Deprel::Compound | Deprel::Amod) && lemmas.contains(&story.lemma(c))),
        Condition::Counted => {
            object(story, t).is_some_and(|o| story.child(o, &[Deprel::Nummod]).is_some() && !arguments::is_person_or_body(story, o))
        }
        Condition::Intransitive => story.child(t, &[Deprel::Obj]).is_none() && !arguments::is_passive(story, t),
    })
}

/// Who can turn a threat away: "unless the firm pays", "if the firm does not pay".
fn under_condition(story: &Story<'_>, t: usize) -> Option<usize> {
    let condition = |v: usize| {
        let opens = |c: usize| story.children_by(c, Deprel::Mark).any(|m| matches!(story.lower(m), "unless" | "if"));
        story.children_by(v, Deprel::Advcl).find(|&c| opens(c))
    };
    let clause = condition(t).or_else(|| story.child(t, &[Deprel::Xcomp]).and_then(condition))?;
    story.child(clause, &[Deprel::Nsubj])
}

/// The demand that a protest is to make, and its row.
fn demand(story: &Story<'_>, t: usize) -> Option<(usize, &'static Frame)> {
    let purpose = |v: usize, relation| story.children_by(v, relation).find(|&c| c > t && story.upos(c) == Upos::Verb);
    let clause = purpose(t, Deprel::Advcl).or_else(|| purpose(story.child(t, &[Deprel::Obj])?, Deprel::Acl))?;
    let frame = frames::of(story.lemma(clause), story.lower(clause)).find(|f| !f.noun && holds(story, clause, f))?;
    matches!(frame.r#type, EventType::Request | EventType::Accuse | EventType::Reject).then_some((clause, frame))
}

/// "… that the firm must pay", "… that the firm pay": of a person or body other than the sayer.
fn obliges_another(story: &Story<'_>, clause: usize) -> bool {
    let must = story.children_by(clause, Deprel::Aux).any(|a| story.lower(a) == "must");
    let other =
        |s: usize| story.upos(s) == Upos::Propn || arguments::is_person_or_body(story, s) || matches!(story.lower(s), "they" | "you");
    let one = |s: usize| {
        story.upos(s) != Upos::Pron && !story.tokens[s].feats.contains(Feats::NUMBER_PLUR) && story.child(s, &[Deprel::Conj]).is_none()
    };
    // One does not "pay" but in the subjunctive.
    let subjunctive = |s: usize| {
        one(s)
            && story.upos(clause) == Upos::Verb
            && story.lower(clause) == story.lemma(clause)
            && !story.tokens[clause].feats.contains(Feats::TENSE_PAST)
            && story.child(clause, &[Deprel::Aux, Deprel::Cop]).is_none()
    };
    story.child(clause, &[Deprel::Nsubj]).is_some_and(|s| other(s) && (must || subjunctive(s)))
}

/// The object's lemma, or that of what it is a number of ("dozens of shots"), or its first part ("tear gas", "air strike").
fn object_is(story: &Story<'_>, o: usize, lemmas: &[&str]) -> bool {
    // "troops", "arms": plural only.
    lemmas.contains(&story.lemma(o))
        || story.lower(o).strip_suffix('s').is_some_and(|singular| lemmas.contains(&singular))
        || story.children(o).any(|c| matches!(story.deprel(c), Deprel::Compound) && lemmas.contains(&story.lemma(c)))
        || with_case(story, o, "of").any(|c| lemmas.contains(&story.lemma(c)))
}

fn actors(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, frame: &Frame) -> Vec<usize> {
    let mut found = Vec::new();
    if !frame.noun {
        if let Some(a) = agent(story, t) {
            found.extend(with_conjuncts(story, a));
            found.extend(arguments::listed_before(story, index, a));
        }
    }
    for &slot in &frame.actors {
        let filled = fill(story, t, slot, frame.noun);
        if frame.noun && !filled.is_empty() {
            return filled;
        }
        found.extend(filled);
    }
    if frame.noun && found.is_empty() {
        found.extend(arguments::outer_subject(story, t).map(|s| with_conjuncts(story, s)).unwrap_or_default());
    }
    found
}

/// The fillers of the first slot that holds a person, organization, place or group; of the first filled slot when none does.
fn recipients(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, frame: &Frame, acting: &[usize]) -> Vec<usize> {
    let slots = frame.recipients.iter().map(|&slot| {
        let filled = fill(story, t, slot, frame.noun);
        filled.into_iter().map(|r| participant_in(story, index, r, acting)).collect::<Vec<usize>>()
    });
    let filled: Vec<Vec<usize>> = slots.filter(|f| !f.is_empty()).collect();
    // "threatened to cut off gas to the town", "to ban voting in the town": whom the infinitive is upon.
    let beyond = || {
        let clause = story.child(t, &[Deprel::Xcomp]).filter(|_| frame.recipients.contains(&Slot::Xcomp))?;
        let thing = object(story, clause);
        ["to", "against", "on", "with", "from", "in"].iter().find_map(|p| {
            let direct = fill(story, clause, Slot::Preposition(p), false).into_iter();
            direct.chain(thing.into_iter().flat_map(|o| with_case(story, o, p))).find(|&r| is_actor_like(story, index, r))
        })
    };
    if !filled.iter().any(|f| f.iter().any(|&r| is_actor_like(story, index, r))) {
        let other = |r: &usize| is_actor_like(story, index, *r) && !acting.contains(r);
        if let Some(beyond) = beyond().filter(other) {
            return vec![beyond];
        }
        match frame.r#type {
            // "threatened to stop work unless the firm paid".
            EventType::Threaten if !frame.noun => {
                if let Some(warned) = under_condition(story, t).filter(other) {
                    return vec![warned];
                }
            }
            // "staged a march to demand reforms by the government".
            EventType::Protest if !frame.noun => {
                let of_demand = demand(story, t).map(|(clause, frame)| recipients(story, index, clause, frame, acting)).unwrap_or_default();
                if of_demand.iter().any(other) {
                    return of_demand;
                }
            }
            _ => {}
        }
    }
    let whole = filled.iter().find(|f| f.iter().any(|&r| is_actor_like(story, index, r)));
    // Things beside those who take part ("electronics maker" torn apart) are left out.
    whole.map(|f| f.iter().copied().filter(|&r| is_actor_like(story, index, r)).collect()).or(filled.first().cloned()).unwrap_or_default()
}
