//! Reported acts and changes that no PLOVER type fits (`OTHER`), told by verbs and by the nouns of `acts.tsv`.

use std::sync::OnceLock;

use crate::article::{BlockKind, EntityType, Event, EventType, MentionKind};
use crate::labels::{Deprel, Feats, Upos};
use crate::lexicon::rows;
use crate::lexicon::words::Words;
use crate::story::Story;

use super::arguments::{
    Around, MentionIndex, agent, apart, below_object, content_clause, fill, is_actor_like, is_party, is_passive, is_people, listed_before,
    mention_ids, object, outer_subject, subject, verb_above, with_case, with_conjuncts,
};
use super::cues::{Classes, Cue, is};
use super::draft;
use super::frames::Slot;

/// Another reported act: a verb with a named or described participant.
pub(super) fn other(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Verb || story.deprel(t) == Deprel::Amod {
        return None;
    }
    let classes = Classes::of(story.lemma(t));
    if is_state(story, t, classes) || is_bare_saying(story, t, classes) || is_no_act(story, t) {
        return None;
    }
    let actor_like = |t: &usize| is_actor_like(story, index, *t);
    let acts = |t: &usize| is_actor_like(story, index, *t) || is_people(story, *t);
    let mut actors: Vec<usize> = agent(story, t).map(|a| with_conjuncts(story, a)).unwrap_or_default().into_iter().filter(acts).collect();
    if let Some(&first) = actors.first() {
        actors.extend(listed_before(story, index, first));
    }
    let object = object(story, t);
    let acted_upon = object.or_else(|| story.child(t, &[Deprel::Iobj]));
    let mut recipients: Vec<usize> =
        acted_upon.map(|o| with_conjuncts(story, o)).unwrap_or_default().into_iter().filter(actor_like).collect();
    // "sold it to the bank", "bought the site from the city".
    let partner = if classes.has(Cue::Give) { Some("to") } else { classes.has(Cue::Get).then_some("from") };
    // "took the children from Orne", "took off from Orne": where something is moved from.
    let moved = || acted_upon.is_none_or(|o| actor_like(&o));
    let partner = partner.and_then(|p| below_object(story, t, p));
    if let Some(partner) = partner.filter(|p| if classes.has(Cue::Get) && moved() { is_party(story, index, *p) } else { actor_like(p) }) {
        if !recipients.contains(&partner) {
            recipients.push(partner);
        }
    }
    // Those it was done to, with, for or against.
    let around = Around::new(story, t, false);
    for preposition in ["to", "with", "against", "from"] {
        if recipients.is_empty() && !classes.has(Cue::Undergo) {
            recipients = around.fill(preposition).into_iter().filter(|&t| is_party(story, index, t)).collect();
        }
    }
    // "cut the firm's costs": what is done to somebody's thing is done to them.
    if recipients.is_empty() {
        if let Some(thing) = acted_upon.filter(|&o| o > t && index.at(o).is_none_or(|m| index.mentions[m].kind == MentionKind::Nominal)) {
            let owner = story.child(thing, &[Deprel::NmodPoss]).or_else(|| with_case(story, thing, "of").next());
            // "its stores" are most often the actor's own: another's where both are known.
            let entity = |o: usize| index.at(o).is_some_and(|m| index.mentions[m].entity.is_some());
            let agent_known = || actors.iter().any(|&a| entity(a)) || agent(story, t).is_none();
            let known = |o: &usize| story.upos(*o) != Upos::Pron || (entity(*o) && agent_known());
            recipients = owner.into_iter().filter(actor_like).filter(known).collect();
        }
    }
    if actors.is_empty() {
        // "the deal reached between the two companies".
        actors = around.fill("between").into_iter().filter(actor_like).collect();
    }
    if classes.has(Cue::Undergo) && recipients.is_empty() && object.is_none() {
        recipients = std::mem::take(&mut actors);
    }
    act(story, index, t, &actors, &recipients, "other.verb")
}

/// The event of an act in which somebody takes part.
fn act(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, actors: &[usize], recipients: &[usize], rule: &str) -> Option<Event> {
    let (actors, mut recipients) = (mention_ids(story, index, actors), mention_ids(story, index, recipients));
    apart(index, &mut recipients, &actors);
    if actors.is_empty() && recipients.is_empty() {
        return None;
    }
    let event = draft(story, t, story.tokens[t].span, EventType::Other, rule.to_owned());
    Some(Event { actors, recipients, ..event })
}

/// A verb of state, thought or bare saying; "let the fans down" and "stood down" are other verbs.
fn is_state(story: &Story<'_>, t: usize, classes: Classes) -> bool {
    classes.has(Cue::State) && !is_act_upon(story, t, classes) && story.child(t, &[Deprel::CompoundPrt]).is_none()
}

/// "claimed that the firm lied", "the firm lied, the union claimed": what is said is the quotation's.
fn is_bare_saying(story: &Story<'_>, t: usize, classes: Classes) -> bool {
    if !classes.has(Cue::Saying) {
        return false;
    }
    content_clause(story, t).is_some() || (!is_passive(story, t) && story.child(t, &[Deprel::Obj, Deprel::Xcomp]).is_none())
}

/// "stayed closed", "a boat called the Gull", "used to sing", "no casualties were reported": grammar, not acts.
fn is_no_act(story: &Story<'_>, t: usize) -> bool {
    let complement = story.deprel(t) == Deprel::Xcomp && story.tokens[t].feats.contains(Feats::TENSE_PAST);
    let lasting =
        complement && story.head(t).is_some_and(|h| matches!(story.lemma(h), "stay" | "remain" | "keep" | "seem" | "appear" | "look"));
    let naming = story.deprel(t) == Deprel::Acl && matches!(story.lemma(t), "call" | "name" | "dub" | "title" | "entitle" | "nickname");
    let habit = story.lower(t) == "used" && story.child(t, &[Deprel::Xcomp]).is_some() && !is_passive(story, t);
    let told = matches!(story.lemma(t), "report" | "quote") && is_passive(story, t);
    lasting || (naming && story.tokens[t].feats.contains(Feats::TENSE_PAST)) || habit || told
}

/// "added 300 jobs", "wrote a book", "explained the plan": what is a bare saying before a clause is an act upon a thing.
fn is_act_upon(story: &Story<'_>, t: usize, classes: Classes) -> bool {
    let clause = || story.child(t, &[Deprel::Ccomp]).is_some();
    let thing = |o: usize| matches!(story.upos(o), Upos::Noun | Upos::Propn) && o > t;
    classes.has(Cue::ActUpon) && !clause() && story.child(t, &[Deprel::Obj]).is_some_and(thing)
}

/// Another reported act told by a noun ("the company's announcement").
pub(super) fn other_noun(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Noun || story.deprel(t) == Deprel::Compound {
        return None;
    }
    let role = role_of(story, t)?;
    let actor_like = |t: &usize| is_actor_like(story, index, *t);
    let slot = |slot| fill(story, t, slot, true).into_iter().filter(actor_like).collect::<Vec<usize>>();
    let around = Around::new(story, t, true);
    let with = |preposition| around.fill(preposition).into_iter().filter(actor_like).collect::<Vec<usize>>();
    let (by, of) = (with("by"), with("of"));
    let own = [slot(Slot::Possessor), slot(Slot::Compound)].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
    let (actors, mut recipients) = match (role, by.is_empty(), own.is_empty()) {
        (Role::Agent, false, _) => (by, if own.is_empty() { of } else { own }),
        (Role::Agent, true, false) => (own, of),
        (Role::Agent, true, true) => {
            let between = with("between");
            let between = if between.is_empty() { of.is_empty().then(|| parted_between(story, t)).flatten() } else { None }
                .map_or(between, |parties| parties.into_iter().filter(actor_like).collect());
            (if between.is_empty() { of } else { between }, Vec::new())
        }
        (Role::Subject, ..) => (if own.is_empty() { of } else { own }, Vec::new()),
        (Role::Patient, ..) => (by, if own.is_empty() { of } else { own }),
    };
    let actors = if actors.is_empty() {
        let outer = match role {
            Role::Agent => outer_subject(story, t),
            // "posted a loss", "took leave".
            Role::Subject => outer_subject(story, t).or_else(|| {
                let verb = verb_above(story, t).filter(|&v| is(story.lemma(v), Cue::Bearing))?;
                subject(story, verb)
            }),
            Role::Patient => None,
        };
        outer.map(|s| with_conjuncts(story, s)).unwrap_or_default().into_iter().filter(actor_like).collect()
    } else {
        actors
    };
    // "gave the owners a refund".
    if role == Role::Agent && recipients.is_empty() {
        if let Some(verb) = verb_above(story, t).filter(|&v| is(story.lemma(v), Cue::Give)) {
            let to = story.child(verb, &[Deprel::Iobj]).or_else(|| below_object(story, verb, "to"));
            recipients = to.map(|r| with_conjuncts(story, r)).unwrap_or_default().into_iter().filter(actor_like).collect();
        }
    }
    for preposition in ["with", "to", "against"] {
        if recipients.is_empty() && role == Role::Agent {
            recipients = with(preposition).into_iter().filter(|&t| is_party(story, index, t)).collect();
        }
    }
    act(story, index, t, &actors, &recipients, "other.noun")
}

/// The role of the participants of an act's noun, also where it is written in two words: "the bail out of the bank".
fn role_of(story: &Story<'_>, t: usize) -> Option<Role> {
    if let Some(&role) = acts().get(story.lemma(t)) {
        return Some(role);
    }
    let particle = Some(t + 1).filter(|&p| p < story.tokens.len() && matches!(story.upos(p), Upos::Adp | Upos::Adv))?;
    let joined = match story.lower(particle) {
        particle @ ("out" | "off" | "down" | "over" | "up" | "back") => format!("{}{particle}", story.lemma(t)),
        _ => return None,
    };
    acts().get(joined.as_str()).copied()
}

/// "A dispute has arisen between the firm and the union": the parties stand behind the verb.
fn parted_between(story: &Story<'_>, t: usize) -> Option<Vec<usize>> {
    let verb = story.head(t).filter(|&v| matches!(story.deprel(t), Deprel::Nsubj | Deprel::NsubjPass) && story.upos(v) == Upos::Verb)?;
    let between = |c: usize| story.children_by(c, Deprel::Case).any(|p| story.lower(p) == "between");
    let first = story.children(verb).find(|&c| c > verb && matches!(story.deprel(c), Deprel::Obl | Deprel::Obj) && between(c))?;
    Some(with_conjuncts(story, first))
}

/// "Larks Motors posts first loss": a headline's verb that was read as a noun, right behind the names that open the headline, where
/// nothing else is read as its verb.
pub(super) fn other_in_headline(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Noun
        || story.blocks[story.block_of(t).index()].kind != BlockKind::Headline
        || !is(story.lemma(t), Cue::Headline)
    {
        return None;
    }
    let sentence = story.sentence_tokens(story.tokens[t].sentence.index());
    let finite =
        |w: usize| matches!(story.upos(w), Upos::Verb | Upos::Aux) && !story.children_by(w, Deprel::Mark).any(|m| story.lower(m) == "to");
    let before = t.checked_sub(1).filter(|b| sentence.contains(b))?;
    if t + 1 >= sentence.end || sentence.clone().any(finite) {
        return None;
    }
    let named = |m: usize| {
        let mention = &index.mentions[m];
        mention.kind == MentionKind::Name
            && matches!(mention.r#type, Some(EntityType::Person | EntityType::Organization | EntityType::Place))
    };
    let actor = index.at(before).filter(|&m| named(m))?;
    let mut actors = vec![before];
    actors.extend(listed_before(story, index, before));
    // The names are all that stands before it.
    let opens = actors.iter().filter_map(|&a| index.at(a)).map(|m| index.mentions[m].span.start).min()?;
    let plural = actors.len() > 1;
    let agrees = plural != (story.lower(t).ends_with('s') && !story.lower(t).ends_with("ss"));
    if story.token_at(opens) != sentence.start || !agrees || index.mentions[actor].span.contains(story.tokens[t].span) {
        return None;
    }
    act(story, index, t, &actors, &[], "other.headline")
}

/// What the possessor of an act's noun is in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It acts; what stands behind "of" is acted upon.
    Agent,
    /// It acts, by possessor or "of".
    Subject,
    /// It is acted upon, by possessor or "of".
    Patient,
}

/// Nouns of `acts.tsv`.
fn acts() -> &'static Words<Role> {
    static TABLE: OnceLock<Words<Role>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let role = |letter: &str| match letter {
            "a" => Role::Agent,
            "s" => Role::Subject,
            _ => Role::Patient,
        };
        rows(include_str!("acts.tsv")).filter_map(|mut r| Some((r.next()?, role(r.next()?)))).collect()
    })
}
