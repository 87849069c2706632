//! What happened: who did what to whom, when and where, and how certain it is.
//!
//! An event is a trigger that fits a row of `frames.tsv` (PLOVER types and modes), or another reported act by or upon a named
//! or described participant (`OTHER`). Participants come from the tree (`arguments.rs`), certainty from the trigger's clause
//! and those above it (`factuality.rs`) and from the quotation it stands in. Precision goes before recall.
//! Left out: states, bare verbs of saying, events of boilerplate, bylines and notes.

mod arguments;
mod factuality;
mod frames;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::article::{
    BlockKind, Entity, EntityType, Event, EventId, EventType, Factuality, Mention, MentionId, MentionKind, Polarity, Quantity, QuantityId,
    Quote, QuoteId, TimeExpression, TimeId, TimeType, TimelineEntry, TimelineItem,
};
use crate::labels::{Deprel, Upos};
use crate::lexicon::{nouns, rows, titles};
use crate::span::Span;
use crate::story::Story;

use arguments::{MentionIndex, agent, object, subject, with_case, with_conjuncts};
use frames::{Condition, Frame, Slot};

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
    let mut events: Vec<Event> = Vec::new();
    // The token of each event, and the lemma, for linking.
    let mut triggers: Vec<usize> = Vec::new();
    for t in 0..story.tokens.len() {
        if !tells_events(story.blocks[story.block_of(t).index()].kind) {
            continue;
        }
        let Some(mut event) = typed(story, &index, t).or_else(|| other(story, &index, t)).or_else(|| other_noun(story, &index, t)) else {
            continue;
        };
        if event.r#type != EventType::Other && is_content_of(story, t, &triggers, &events) {
            continue;
        }
        event.factuality = factuality(story, t, quoted[t].map(|q| &layers.quotes[q]));
        promise(&mut event);
        event.quote = quoted[t].map(QuoteId::of);
        circumstances(story, layers, &index, t, &mut event);
        event.same_as = same_as(story, layers, &events, &triggers, &event, t);
        events.push(event);
        triggers.push(t);
    }
    // A trigger of several words begins at its first: order by span.
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|&i| (events[i].span.start, u32::MAX - events[i].span.end));
    let mut new_id = vec![EventId(0); events.len()];
    for (new, &old) in order.iter().enumerate() {
        new_id[old] = EventId::of(new);
    }
    let mut sorted: Vec<Event> = order.iter().map(|&i| events[i].clone()).collect();
    for event in &mut sorted {
        event.same_as = event.same_as.map(|e| new_id[e.index()]);
    }
    let mut quantity_events = vec![None; layers.quantities.len()];
    for (e, event) in sorted.iter().enumerate() {
        for q in &event.quantities {
            quantity_events[q.index()].get_or_insert(EventId::of(e));
        }
    }
    let timeline = timeline(story, layers, &sorted);
    Extraction { events: sorted, quantity_events, timeline }
}

/// Whether token `t` only says what was agreed, refused, threatened or asked for by an earlier event.
fn is_content_of(story: &Story<'_>, t: usize, triggers: &[usize], events: &[Event]) -> bool {
    use EventType::{Agree, Reject, Request, Threaten};
    let mut at = t;
    for _ in 0..6 {
        let Some(head) = story.head(at) else { return false };
        if !matches!(story.deprel(at), Deprel::Xcomp | Deprel::Ccomp | Deprel::Conj | Deprel::Obj | Deprel::Acl) {
            return false;
        }
        let above = triggers.iter().rposition(|&x| x == head).map(|e| events[e].r#type);
        if matches!(above, Some(Agree | Reject | Request | Threaten)) {
            return !(story.deprel(at) == Deprel::Conj);
        }
        at = head;
    }
    false
}

/// What is to come is, in PLOVER, an agreement when it is friendly and a threat when it is not.
fn promise(event: &mut Event) {
    use EventType::{Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Retreat, Sanction, Support, Threaten};
    if event.factuality != Factuality::Planned {
        return;
    }
    match event.r#type {
        Consult | Support | Cooperate | Aid | Concede | Retreat => (event.r#type, event.mode) = (Agree, None),
        Assault | Coerce | Sanction | Mobilize | Protest => (event.r#type, event.mode) = (Threaten, None),
        _ => return,
    }
    event.rule = format!("{}.planned", event.rule).into();
}

fn tells_events(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Header | BlockKind::Byline | BlockKind::Note | BlockKind::Boilerplate)
}

/// The quotation whose content each token stands in: the innermost.
fn quoted_by(story: &Story<'_>, quotes: &[Quote]) -> Vec<Option<usize>> {
    let mut of = vec![None; story.tokens.len()];
    for (q, quote) in quotes.iter().enumerate().filter(|(_, q)| q.polarity != Polarity::Declined) {
        for &content in &quote.content {
            for t in story.tokens_in(content) {
                let narrower = of[t].is_none_or(|o: usize| quotes[o].span.len() >= quote.span.len());
                if narrower {
                    of[t] = Some(q);
                }
            }
        }
    }
    of
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

/// An event by a row of the table.
fn typed(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    let verb = story.upos(t) == Upos::Verb;
    let noun = story.upos(t) == Upos::Noun;
    if !verb && !noun {
        return None;
    }
    // A participle before its noun ("injured men") tells a state.
    if verb && story.deprel(t) == Deprel::Amod {
        return None;
    }
    let frame = frames::of(story.lemma(t)).find(|f| f.noun == noun && holds(story, t, f))?;
    let actors = actors(story, t, frame);
    let acting: Vec<usize> =
        actors.iter().map(|&a| participant_in(story, index, a, &[])).filter(|&a| is_actor_like(story, index, a)).collect();
    let recipients: Vec<usize> = recipients(story, t, frame).into_iter().map(|r| participant_in(story, index, r, &acting)).collect();
    // A noun without participants is too little.
    let mut event = draft(story, t, trigger_span(story, t, frame), frame.r#type, frame.rule.clone());
    event.mode = frame.mode.map(str::to_owned);
    event.actors = mention_ids(story, index, &acting);
    event.recipients = mention_ids(story, index, &recipients);
    if frame.actors.iter().all(|s| !matches!(s, Slot::Preposition("with"))) || !event.recipients.is_empty() {
        let actors = event.actors.clone();
        event.recipients.retain(|r| !actors.contains(r));
    }
    if noun && event.actors.is_empty() && event.recipients.is_empty() {
        return None;
    }
    if verb && event.r#type == EventType::Assault && HARM.contains(&frame.lemma) && !is_deliberate(story, index, t, &actors) {
        event.r#type = EventType::Other;
        event.mode = None;
        event.rule = "other.harm".into();
    }
    if event.actors.is_empty() && event.recipients.is_empty() && frame.conditions.is_empty() {
        return None;
    }
    Some(event)
}

/// Verbs that tell harm, whoever or whatever did it.
const HARM: &[&str] = &["kill", "wound", "injure", "destroy", "burn", "damage"];
/// Words that make harm somebody's deed.
const VIOLENCE: &[&str] = &[
    "attack",
    "strike",
    "airstrike",
    "bombing",
    "bomb",
    "bomber",
    "shooting",
    "gunfire",
    "gunman",
    "shelling",
    "raid",
    "ambush",
    "clash",
    "fighting",
    "battle",
    "missile",
    "rocket",
    "assault",
    "attacker",
    "explosive",
    "grenade",
    "militant",
    "rebel",
    "riot",
    "massacre",
    "war",
    "offensive",
    "shoot",
    "stab",
    "fire",
    "murder",
    "shootout",
    "gun",
    "knife",
    "drone",
    "sniper",
    "violence",
    "insurgent",
];

/// Whether harm was done by somebody: a participant that acts, or words of violence in the sentence. Cranes and floods commit no assault.
fn is_deliberate(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, actors: &[usize]) -> bool {
    if actors.iter().any(|&a| is_actor_like(story, index, a)) {
        return true;
    }
    let violent = |w: usize| VIOLENCE.contains(&story.lemma(w)) && w != t;
    if let Some(&actor) = actors.first() {
        let (first, last) = story.subtree(actor);
        return (first..=last).any(violent);
    }
    story.sentence_tokens(story.tokens[t].sentence.index()).any(violent)
}

/// Whether token `t` is a person, organization, place or group, by name or by a noun for such.
fn is_actor_like(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> bool {
    let named = index.at(t).is_some_and(|m| {
        let mention = &index.mentions[m];
        use EntityType::{Facility, Group, Organization, Person, Place};
        mention.kind == MentionKind::Pronoun || matches!(mention.r#type, Some(Person | Organization | Place | Facility | Group))
    });
    named || nouns::lookup(story.lemma(t)).is_some() || titles::lookup(story.lower(t)).is_some()
}

/// Who is meant where the noun in a slot is a thing: "a U.S. request" is the U.S.'s, "further action against Russia" is upon
/// Russia. The nearest below it in the tree, not one of `others`; the noun itself when there is none.
fn participant_in(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, others: &[usize]) -> usize {
    // "President Doe", where the tree makes the job the head.
    if index.at(t).is_none_or(|m| index.mentions[m].kind != MentionKind::Name) && titles::lookup(story.lower(t)).is_some() {
        let person = |c: &usize| {
            index
                .at(*c)
                .is_some_and(|m| index.mentions[m].kind == MentionKind::Name && index.mentions[m].r#type == Some(EntityType::Person))
        };
        let beside = story
            .children(t)
            .filter(|&c| matches!(story.deprel(c), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound))
            .find(person);
        if let Some(person) = beside {
            return person;
        }
    }
    let mut queue = vec![t];
    let mut at = 0;
    while at < queue.len() && queue.len() < 40 {
        let token = queue[at];
        if is_actor_like(story, index, token) && !others.contains(&token) && index.at(token).is_some() {
            return token;
        }
        let below = story
            .children(token)
            .filter(|&c| !matches!(story.deprel(c), Deprel::AclRelcl | Deprel::Punct | Deprel::Case | Deprel::Parataxis));
        queue.extend(below);
        at += 1;
    }
    t
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
        Condition::Xcomp(lemmas) => story.child(t, &[Deprel::Xcomp]).is_some_and(|c| lemmas.is_empty() || lemmas.contains(&story.lemma(c))),
        Condition::Ccomp => story.child(t, &[Deprel::Ccomp]).is_some(),
        Condition::Preposition(p) => {
            with_case(story, t, p).next().is_some()
                || object(story, t).is_some_and(|o| !frame.noun && with_case(story, o, p).next().is_some())
                || story.children_by(t, Deprel::Obl).any(|c| story.lemma(c) == *p)
        }
        Condition::Intransitive => story.child(t, &[Deprel::Obj]).is_none() && !arguments::is_passive(story, t),
    })
}

/// The object's lemma, or that of what it is a number of ("dozens of shots"), or its first part ("tear gas", "air strike").
fn object_is(story: &Story<'_>, o: usize, lemmas: &[&str]) -> bool {
    lemmas.contains(&story.lemma(o))
        || story.children(o).any(|c| matches!(story.deprel(c), Deprel::Compound) && lemmas.contains(&story.lemma(c)))
        || with_case(story, o, "of").any(|c| lemmas.contains(&story.lemma(c)))
}

fn actors(story: &Story<'_>, t: usize, frame: &Frame) -> Vec<usize> {
    let mut found = Vec::new();
    if !frame.noun {
        if let Some(a) = agent(story, t) {
            found.extend(with_conjuncts(story, a));
        }
    }
    for &slot in &frame.actors {
        let filled = fill(story, t, slot, frame.noun);
        if frame.noun && !filled.is_empty() {
            return filled;
        }
        found.extend(filled);
    }
    found
}

fn recipients(story: &Story<'_>, t: usize, frame: &Frame) -> Vec<usize> {
    frame.recipients.iter().map(|&slot| fill(story, t, slot, frame.noun)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// The nouns in a slot.
fn fill(story: &Story<'_>, t: usize, slot: Slot, noun: bool) -> Vec<usize> {
    let one = match slot {
        Slot::Object => object(story, t).or_else(|| {
            // The particle may have been read as a preposition.
            let next = t + 1;
            (next < story.tokens.len())
                .then(|| with_case(story, t, story.lower(next)).find(|&c| c > next))
                .flatten()
                .filter(|_| story.child(t, &[Deprel::Obj]).is_none())
        }),
        Slot::IndirectObject => story.child(t, &[Deprel::Iobj]),
        Slot::Xcomp => story.child(t, &[Deprel::Xcomp]).and_then(|x| object(story, x).or_else(|| story.child(x, &[Deprel::Obl]))),
        Slot::Ccomp => story.child(t, &[Deprel::Ccomp]).and_then(|c| subject(story, c)),
        Slot::Preposition(p) => with_case(story, t, p).next().or_else(|| {
            let object = object(story, t).filter(|_| !noun)?;
            with_case(story, object, p).next()
        }),
        Slot::Possessor => story.child(t, &[Deprel::NmodPoss]),
        Slot::Compound => {
            story.children(t).find(|&c| matches!(story.deprel(c), Deprel::Compound | Deprel::Amod) && c < t && story.upos(c) != Upos::Verb)
        }
    };
    one.map(|t| with_conjuncts(story, t)).unwrap_or_default()
}

/// The mentions of some nouns; a number or a group noun ("dozens of X") stands for what it counts.
fn mention_ids(story: &Story<'_>, index: &MentionIndex<'_>, tokens: &[usize]) -> Vec<MentionId> {
    let mut ids = Vec::new();
    for &t in tokens {
        if let Some(m) = index.at(t) {
            let id = MentionId::of(m);
            if !ids.contains(&id) && is_participant(story, &index.mentions[m], t) {
                ids.push(id);
            }
        }
    }
    ids
}

/// Whether a mention can act or be acted upon: not a time or a bare number.
fn is_participant(story: &Story<'_>, mention: &Mention, t: usize) -> bool {
    mention.kind != MentionKind::Pronoun || !matches!(story.lower(t), "it" | "which" | "that" | "this") || mention.entity.is_some()
}

/// Verbs of state, of thought and of perception, auxiliaries of aspect, and bare verbs of saying: no acts of their own.
const NO_ACTS: &[&str] = &[
    "be",
    "have",
    "do",
    "say",
    "tell",
    "add",
    "note",
    "state",
    "explain",
    "write",
    "believe",
    "think",
    "know",
    "feel",
    "want",
    "need",
    "hope",
    "like",
    "love",
    "hate",
    "seem",
    "appear",
    "remain",
    "contain",
    "consist",
    "belong",
    "live",
    "stay",
    "mean",
    "hear",
    "understand",
    "let",
    "keep",
    "look",
    "go on",
    "own",
    "deserve",
    "wish",
    "prefer",
    "owe",
    "matter",
    "resemble",
    "cost",
    "depend",
    "exist",
    "lack",
    "lie",
    "stand",
    "sit",
    "suppose",
    "wonder",
    "doubt",
];

/// Another reported act: a verb with a named or described participant.
fn other(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
    if story.upos(t) != Upos::Verb || NO_ACTS.contains(&story.lemma(t)) || story.deprel(t) == Deprel::Amod {
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
fn other_noun(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<Event> {
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

/// The trigger's own certainty, and the quotation's.
fn factuality(story: &Story<'_>, t: usize, quote: Option<&Quote>) -> Factuality {
    let own = factuality::of(story, t);
    match (own, quote) {
        (Factuality::Asserted, Some(q)) if q.polarity == Polarity::Denied => Factuality::Denied,
        (Factuality::Asserted, Some(_)) => Factuality::Attributed,
        _ => own,
    }
}

/// Time, place and counts of the event's own clause.
fn circumstances(story: &Story<'_>, layers: &Layers<'_>, index: &MentionIndex<'_>, t: usize, event: &mut Event) {
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
    for preposition in ["in", "at", "near", "outside", "inside", "on"] {
        let place = with_case(story, t, preposition).find_map(|c| {
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

/// The earlier event that this one tells again: same type and lemma or count, a participant in common, none at odds.
fn same_as(story: &Story<'_>, layers: &Layers<'_>, events: &[Event], triggers: &[usize], event: &Event, t: usize) -> Option<EventId> {
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
    for (e, earlier) in events.iter().enumerate().rev() {
        if earlier.r#type != event.r#type || event.r#type == EventType::Other && story.lemma(triggers[e]) != story.lemma(t) {
            continue;
        }
        if disjoint(&earlier.actors, &event.actors)
            || disjoint(&earlier.recipients, &event.recipients)
            || earlier.sentence == event.sentence
        {
            continue;
        }
        let both = shares(&earlier.actors, &event.actors) && shares(&earlier.recipients, &event.recipients);
        let one = shares(&earlier.actors, &event.actors) || shares(&earlier.recipients, &event.recipients);
        if both || (one && story.lemma(triggers[e]) == story.lemma(t)) {
            return Some(earlier.same_as.unwrap_or(EventId::of(e)));
        }
    }
    None
}

/// Events and quotations with a calendar interval, in time order. Background: told of a day more than two days before the story's.
fn timeline(story: &Story<'_>, layers: &Layers<'_>, events: &[Event]) -> Vec<TimelineEntry> {
    let mut entries: Vec<TimelineEntry> = Vec::new();
    let news_from = story.date.and_then(|d| d.checked_sub(jiff::Span::new().days(2)).ok());
    let background = |interval: &crate::article::Interval| {
        let end = match interval.end {
            crate::article::Moment::Date(d) => d,
            crate::article::Moment::DateTime(t) => t.date(),
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
        let near = |t: &&TimeExpression| sentence.is_some_and(|s| s.contains(t.span)) && t.span.start.abs_diff(cue.start) < 60;
        let time = layers.times.iter().filter(|t| t.interval.is_some()).filter(near).find(outside);
        if let Some(interval) = time.and_then(|t| t.interval) {
            entries.push(TimelineEntry { item: TimelineItem::Quote(QuoteId::of(q)), interval, background: background(&interval) });
        }
    }
    let key = |item: TimelineItem| match item {
        TimelineItem::Event(e) => (0, e.0),
        TimelineItem::Quote(q) => (1, q.0),
    };
    entries.sort_by(|a, b| (a.interval.start, a.interval.end, key(a.item)).cmp(&(b.interval.start, b.interval.end, key(b.item))));
    entries
}
