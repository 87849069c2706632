//! Who takes part: subjects and objects through passives, control, coordination, relative clauses and nominalisations.

use std::cell::OnceCell;

use crate::article::{BlockKind, EntityType, Mention, MentionId, MentionKind};
use crate::coref::counts_people;
use crate::labels::{Deprel, Feats, Upos};
use crate::lexicon::{nouns, titles};
use crate::story::{ByToken, Story};
use crate::walk::Walk;

use super::cues::{Cue, is};
use super::frames::Slot;

/// Mentions by the tokens that head or make them.
pub(super) struct MentionIndex<'a> {
    pub mentions: &'a [Mention],
    /// The mention of each token: its name, else the phrase that it heads.
    of: ByToken,
}

impl<'a> MentionIndex<'a> {
    pub fn new(story: &Story<'_>, mentions: &'a [Mention]) -> Self {
        let mut of = ByToken::new(story);
        let mut walk = Walk::new(story);
        for (i, m) in mentions.iter().enumerate() {
            let span = match m.kind {
                MentionKind::Nominal => m.head.unwrap_or(m.span),
                _ => m.span,
            };
            for t in walk.tokens_in(span) {
                if of.at(t).is_none() || m.kind == MentionKind::Name {
                    of.set(t, i);
                }
            }
        }
        Self { mentions, of }
    }

    /// The mention that token `t` heads or is part of.
    pub fn at(&self, t: usize) -> Option<usize> {
        self.of.at(t)
    }
}

/// Whether verb `t` is in the passive.
pub(super) fn is_passive(story: &Story<'_>, t: usize) -> bool {
    if story.child(t, &[Deprel::AuxPass, Deprel::NsubjPass]).is_some() {
        return !is_attitude(story, t);
    }
    // "the men arrested on Monday": a participle behind its noun without an object of its own.
    let participle = story.tokens[t].feats.contains(Feats::VERB_FORM_PART) && story.tokens[t].feats.contains(Feats::TENSE_PAST);
    // "the men arrested and charged on Monday".
    let second = story.deprel(t) == Deprel::Conj && story.tokens[t].feats.contains(Feats::TENSE_PAST);
    if second && story.child(t, &[Deprel::Nsubj, Deprel::Aux, Deprel::Obj]).is_none() {
        if let Some(first) = story.head(t).filter(|&h| story.deprel(h) == Deprel::Acl) {
            return is_passive(story, first);
        }
    }
    if !participle || direct_object(story, t).is_some() || is(story.lemma(t), Cue::Intransitive) {
        return false;
    }
    if story.deprel(t) == Deprel::Acl {
        return true;
    }
    // Headlines leave out the auxiliary: "Mayor appointed as envoy".
    let headline = story.blocks[story.block_of(t).index()].kind == BlockKind::Headline;
    let bare = story.child(t, &[Deprel::Aux, Deprel::Cop]).is_none();
    bare && (story.child(t, &[Deprel::OblAgent]).is_some() || (headline && matches!(story.deprel(t), Deprel::Root | Deprel::Conj)))
}

/// "is opposed to", "is committed to": what looks like a passive tells what its subject does.
fn is_attitude(story: &Story<'_>, t: usize) -> bool {
    let toward = |p| with_case(story, t, p).next().is_some();
    is(story.lemma(t), Cue::Attitude) && (toward("to") || toward("in")) && story.child(t, &[Deprel::OblAgent, Deprel::Obj]).is_none()
}

/// The children of `t` that are phrases with the preposition `case`.
pub(super) fn with_case<'s>(story: &'s Story<'_>, t: usize, case: &'s str) -> impl Iterator<Item = usize> + 's {
    story.children(t).filter(move |&c| takes_preposition(story, c) && prepositions(story, c).any(|preposition| preposition == case))
}

/// Whether the relation of token `t` is one of those that phrases with prepositions have.
fn takes_preposition(story: &Story<'_>, t: usize) -> bool {
    matches!(story.deprel(t), Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::NmodPoss | Deprel::Advcl | Deprel::OblUnmarked)
}

/// The prepositions of the phrase that token `t` heads.
fn prepositions<'s>(story: &'s Story<'_>, t: usize) -> impl Iterator<Item = &'s str> + 's {
    story.children(t).filter(|&c| matches!(story.deprel(c), Deprel::Case | Deprel::Mark)).map(|c| story.lower(c))
}

/// The phrases of a token with their prepositions, looked up once where several prepositions are asked for.
#[derive(Default)]
pub(super) struct Phrases<'s>(Vec<(usize, &'s str)>);

impl<'s> Phrases<'s> {
    pub fn of(story: &'s Story<'_>, t: usize) -> Self {
        let phrases = story.children(t).filter(|&c| takes_preposition(story, c));
        Self(phrases.flat_map(|c| prepositions(story, c).map(move |preposition| (c, preposition))).collect())
    }

    /// Those with one preposition, as [`with_case`] gives them.
    pub fn with(&self, case: &str) -> impl Iterator<Item = usize> {
        self.0.iter().filter(move |(_, preposition)| *preposition == case).map(|&(c, _)| c)
    }
}

/// A noun and the nouns coordinated with it.
pub(super) fn with_conjuncts(story: &Story<'_>, t: usize) -> Vec<usize> {
    let mut all = vec![t];
    let mut at = 0;
    while at < all.len() && all.len() < 16 {
        let conjuncts = story
            .children_by(all[at], Deprel::Conj)
            .filter(|&c| matches!(story.upos(c), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj));
        let new: Vec<usize> = conjuncts.collect();
        all.extend(new);
        at += 1;
    }
    all
}

/// The noun that a relative pronoun stands for; other tokens stand for themselves.
fn antecedent(story: &Story<'_>, t: usize) -> usize {
    // The tagger may take "that" for a conjunction; its place in the clause tells.
    if matches!(story.deprel(t), Deprel::Mark | Deprel::Det) || !matches!(story.lower(t), "who" | "which" | "that" | "whom") {
        return t;
    }
    let mut at = t;
    for _ in 0..4 {
        let Some(head) = story.head(at) else { break };
        if story.deprel(at) == Deprel::AclRelcl {
            return if story.lower(t) == "who" { person_above(story, head) } else { head };
        }
        at = head;
    }
    // The clause was hung elsewhere: the noun right before the pronoun.
    let start = story.sentence_tokens(story.tokens[t].sentence.index()).start;
    let before = (start..t).rev().take(4).find(|&n| matches!(story.upos(n), Upos::Noun | Upos::Propn) && !names_a_day(story, n));
    before.filter(|&n| n + 2 >= t || (n + 1..t).all(|w| names_a_day(story, w) || story.upos(w) == Upos::Adp)).unwrap_or(t)
}

/// "the leader of the council, who had called …": "who" is the leader.
fn person_above(story: &Story<'_>, noun: usize) -> usize {
    let person = |t: usize| {
        titles::of_person(story.lower(t)).is_some() || nouns::lookup(story.lemma(t)).is_some_and(|n| n.kind == Some(EntityType::Person))
    };
    let body = nouns::lookup(story.lemma(noun)).is_some_and(|n| n.kind == Some(EntityType::Organization));
    let above = story.head(noun).filter(|&h| body && story.deprel(noun) == Deprel::Nmod && h < noun && person(h));
    above.unwrap_or(noun)
}

/// The surface subject of verb `t`, through coordination, control and relative clauses.
pub(super) fn subject(story: &Story<'_>, t: usize) -> Option<usize> {
    let mut at = t;
    // Nothing but coordination so far: "urged X to leave and call".
    let mut own = true;
    for _ in 0..8 {
        // The nearest: a wrong tree may give two.
        let mut subjects = story
            .children(at)
            .filter(|&c| matches!(story.deprel(c), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter) && !names_a_day(story, c));
        if let Some(s) = subjects.rfind(|&c| c < at).or_else(|| story.child(at, &[Deprel::Nsubj, Deprel::NsubjPass])) {
            return Some(antecedent(story, s));
        }
        if let Some(s) = beyond_relative_clause(story, at) {
            return Some(s);
        }
        if let Some(s) = taken_for_object(story, at) {
            return Some(s);
        }
        let head = story.head(at)?;
        match story.deprel(at) {
            // "urged X to leave": the matrix object; "agreed to leave": its subject.
            Deprel::Xcomp => {
                if own {
                    let addressed = with_case(story, head, "on").next().filter(|_| story.lemma(head) == "call");
                    if let Some(object) = addressed.or_else(|| story.child(head, &[Deprel::Obj, Deprel::Iobj])) {
                        return Some(antecedent(story, object));
                    }
                    if is_passive(story, head) {
                        return story.child(head, &[Deprel::NsubjPass]).map(|s| antecedent(story, s)).or_else(|| subject(story, head));
                    }
                }
                at = head;
                own = false;
            }
            Deprel::Conj | Deprel::Parataxis if matches!(story.upos(head), Upos::Verb | Upos::Aux) => at = head,
            Deprel::Conj if story.child(head, &[Deprel::Cop]).is_some() => at = head,
            // "smashing a door" after the main clause.
            // "barred the firm from using the name", "accused the operator of ignoring alarms".
            Deprel::Advcl if own && story.children_by(at, Deprel::Mark).any(|m| matches!(story.lower(m), "from" | "into")) => {
                return object(story, head).or_else(|| subject(story, head));
            }
            Deprel::Advcl if own && story.children_by(at, Deprel::Mark).any(|m| matches!(story.lower(m), "of" | "for" | "with")) => {
                let addressed = |o: &usize| matches!(story.upos(*o), Upos::Propn | Upos::Pron) || is_person_or_body(story, *o);
                return object(story, head).filter(addressed).or_else(|| subject(story, head));
            }
            // "chose the maker to build the ships".
            Deprel::Advcl if own && is(story.lemma(head), Cue::Appoint) && has_mark(story, at, "to") && !is_passive(story, head) => {
                let appointed = |o: &usize| *o < at && (matches!(story.upos(*o), Upos::Propn | Upos::Pron) || is_person_or_body(story, *o));
                return object(story, head).filter(appointed).or_else(|| subject(story, head));
            }
            Deprel::Advcl if !has_finite_marker(story, at) => {
                at = head;
                own = false;
            }
            Deprel::Acl => return Some(of_noun_clause(story, at, head)),
            Deprel::AclRelcl => {
                // "the men police arrested" has a subject; "the men arrested" has not.
                return Some(head);
            }
            _ => return None,
        }
    }
    None
}

/// "The maker, which has lost much, has asked …": the noun that the tree gave to the relative clause as a second subject.
fn beyond_relative_clause(story: &Story<'_>, t: usize) -> Option<usize> {
    const SUBJECTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass];
    let clause = story.children(t).find(|&c| c < t && matches!(story.deprel(c), Deprel::Advcl | Deprel::Parataxis | Deprel::AclRelcl))?;
    let relative = story.children(clause).find(|&c| SUBJECTS.contains(&story.deprel(c)) && matches!(story.lower(c), "who" | "which"))?;
    story.children(clause).find(|&c| c < relative && SUBJECTS.contains(&story.deprel(c)))
}

/// "Markets rally as banks cut rates": the noun that the tree, reading "as" as a preposition, gave to the verb before.
fn taken_for_object(story: &Story<'_>, t: usize) -> Option<usize> {
    let head = story.head(t).filter(|&h| h < t && story.deprel(t) == Deprel::Advcl)?;
    if story.children(t).any(|c| matches!(story.deprel(c), Deprel::Mark | Deprel::Aux))
        || story.tokens[t].feats.contains(Feats::VERB_FORM_PART)
    {
        return None;
    }
    let before = t.checked_sub(1)?;
    let opened = |c: usize| story.children_by(c, Deprel::Case).any(|k| matches!(story.lower(k), "as" | "after" | "before" | "until"));
    story
        .children(head)
        .find(|&c| c > head && matches!(story.deprel(c), Deprel::Obj | Deprel::Obl) && opened(c) && story.subtree(c).1 == before)
}

/// Who acts in the clause that hangs on a noun: the noun itself ("the men arrested", "the first to vote"), or, where it is a thing
/// ("the firm's decision to sell", "has plans to sell", "issues connecting"), its possessor or the subject of its verb.
fn of_noun_clause(story: &Story<'_>, clause: usize, noun: usize) -> usize {
    let infinitive = story.children_by(clause, Deprel::Mark).any(|m| story.lower(m) == "to");
    let participle = story.tokens[clause].feats.contains(Feats::VERB_FORM_PART) && story.tokens[clause].feats.contains(Feats::TENSE_PAST);
    let named = matches!(story.upos(noun), Upos::Propn | Upos::Pron) || is_person_or_body(story, noun);
    if named || !(infinitive || !participle) {
        return noun;
    }
    // "a reason for the firm to sell".
    let named_for = with_case(story, noun, "for").find(|&c| c < clause && infinitive);
    if let Some(owner) = named_for.or_else(|| story.child(noun, &[Deprel::NmodPoss])) {
        return owner;
    }
    // "the firms are in talks to arrange the deal".
    if let Some(subject) = story.child(noun, &[Deprel::Nsubj]).filter(|_| infinitive && story.child(noun, &[Deprel::Cop]).is_some()) {
        return subject;
    }
    let governing = story.head(noun).filter(|&v| {
        story.upos(v) == Upos::Verb && matches!(story.deprel(noun), Deprel::Obj | Deprel::Obl | Deprel::Xcomp) && !is_passive(story, v)
    });
    governing.and_then(|v| subject(story, v)).unwrap_or(noun)
}

/// A common noun for a person, organization, place or group.
pub(super) fn is_person_or_body(story: &Story<'_>, t: usize) -> bool {
    // "lost their funds": money.
    let body = nouns::lookup(story.lemma(t)).is_some() && story.lower(t) != "funds";
    body || titles::of_person(story.lower(t)).is_some() || is_capital_noun(story, t)
}

/// "the Government", "the Ministry": the noun of a name that is no name by itself.
fn is_capital_noun(story: &Story<'_>, t: usize) -> bool {
    story.upos(t) == Upos::Propn && nouns::lookup(story.lower(t)).is_some_and(|n| n.kind == Some(EntityType::Organization))
}

/// "The firm today launched …": a day does nothing, whatever the tree says.
fn names_a_day(story: &Story<'_>, t: usize) -> bool {
    matches!(
        story.lower(t),
        "today" | "yesterday" | "tomorrow" | "tonight" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday"
    )
}

fn names_a_month(story: &Story<'_>, t: usize) -> bool {
    const MONTHS: &[&str] =
        &["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    story.upos(t) == Upos::Propn && MONTHS.contains(&story.lower(t))
}

fn has_mark(story: &Story<'_>, t: usize, mark: &str) -> bool {
    story.children_by(t, Deprel::Mark).any(|m| story.lower(m) == mark)
}

/// "because it …": the clause has its own subject or none at all.
fn has_finite_marker(story: &Story<'_>, t: usize) -> bool {
    story
        .children_by(t, Deprel::Mark)
        .any(|m| matches!(story.lower(m), "because" | "if" | "although" | "though" | "since" | "unless" | "that"))
}

/// The child of verb `t` that is its object: not a day ("released April 3 by the bureau") nor an age ("died aged 56").
fn direct_object(story: &Story<'_>, t: usize) -> Option<usize> {
    let counts_days = |o: usize| {
        story.upos(o) == Upos::Num
            && (o.checked_sub(1).is_some_and(|before| names_a_month(story, before) || story.lower(before) == "aged")
                || story.children(o).any(|c| names_a_month(story, c)))
    };
    story.children_by(t, Deprel::Obj).find(|&o| !names_a_day(story, o) && !names_a_month(story, o) && !counts_days(o))
}

/// The deep object of verb `t`: its object, or in the passive its subject.
pub(super) fn object(story: &Story<'_>, t: usize) -> Option<usize> {
    if let Some(o) = direct_object(story, t) {
        return Some(antecedent(story, o));
    }
    // "asked them to leave", where the tree has who is asked as an indirect object.
    if let Some(o) = story.child(t, &[Deprel::Iobj]) {
        return Some(antecedent(story, o));
    }
    // "named Jane Doe as chief": the name may be read as a complement.
    if let Some(x) = story.child(t, &[Deprel::Xcomp]).filter(|&x| x > t && story.upos(x) == Upos::Propn) {
        return Some(x);
    }
    if is_passive(story, t) {
        return subject(story, t);
    }
    // "the ban that parliament lifted".
    (story.deprel(t) == Deprel::AclRelcl && story.child(t, &[Deprel::Nsubj]).is_some_and(|s| antecedent(story, s) == s))
        .then(|| story.head(t))
        .flatten()
}

/// The deep subject of verb `t`: its subject, or in the passive the phrase with "by".
pub(super) fn agent(story: &Story<'_>, t: usize) -> Option<usize> {
    if is_passive(story, t) {
        // "shot dead by a gunman".
        let result = || {
            let result = story.children(t).find(|&c| c == t + 1 && story.upos(c) == Upos::Adj)?;
            story.child(result, &[Deprel::OblAgent]).or_else(|| with_case(story, result, "by").next())
        };
        return story.child(t, &[Deprel::OblAgent]).or_else(|| with_case(story, t, "by").next()).or_else(result);
    }
    subject(story, t)
}

/// Whether token `t` is a person, organization, place or group, by name or by a noun for such.
pub(super) fn is_actor_like(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> bool {
    let named = index.at(t).is_some_and(|m| {
        let mention = &index.mentions[m];
        use EntityType::{Facility, Group, Organization, Person, Place};
        mention.kind == MentionKind::Pronoun || matches!(mention.r#type, Some(Person | Organization | Place | Facility | Group))
    });
    named
        || is_person_or_body(story, t)
        || counts_people(story, t)
        || counted(story, t).is_some_and(|c| {
            is_person_or_body(story, c)
                || index.at(c).is_some_and(|m| {
                    matches!(index.mentions[m].r#type, Some(EntityType::Person | EntityType::Organization | EntityType::Group))
                })
        })
}

/// Who is counted by a word of number or part: "bondholders" in "most of the bondholders", "90% of bondholders".
fn counted(story: &Story<'_>, t: usize) -> Option<usize> {
    const PARTS: &[&str] = &[
        "most", "some", "many", "several", "few", "all", "both", "half", "majority", "dozen", "hundred", "thousand", "million", "percent",
        "%", "third", "quarter", "number", "rest", "score", "handful", "any", "none", "pair", "series", "wave",
    ];
    let part = || story.upos(t) == Upos::Num || PARTS.contains(&story.lemma(t)) || PARTS.contains(&story.lower(t));
    with_case(story, t, "of").next().filter(|_| part())
}

/// Who can be reached by "to" or "from" without having gone there: a person, organization or group, no place.
pub(super) fn is_party(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> bool {
    let place = |kind: Option<EntityType>| matches!(kind, Some(EntityType::Place | EntityType::Facility));
    let named = index.at(t).is_some_and(|m| index.mentions[m].kind == MentionKind::Name && place(index.mentions[m].r#type));
    const BUILDINGS: &[&str] =
        &["hospital", "clinic", "school", "church", "court", "university", "college", "airport", "station", "office"];
    is_actor_like(story, index, t)
        && !named
        && !nouns::lookup(story.lemma(t)).is_some_and(|n| place(n.kind))
        && !BUILDINGS.contains(&story.lemma(t))
}

/// Words that stand for people whom the text does not name.
pub(super) fn is_people(story: &Story<'_>, t: usize) -> bool {
    matches!(
        story.lower(t),
        "others" | "someone" | "somebody" | "everyone" | "everybody" | "anyone" | "nobody" | "many" | "some" | "latter" | "former"
    )
}

/// Who is meant where the noun in a slot is a thing: "a U.S. request" is the U.S.'s, "further action against Russia" is upon
/// Russia. The nearest below it in the tree, not one of `others`; the noun itself when there is none.
pub(super) fn participant_in(story: &Story<'_>, index: &MentionIndex<'_>, t: usize, others: &[usize]) -> usize {
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
    // "the attack on the convoy by rebels killed …": not whom the act is upon.
    if others.is_empty() && story.upos(t) == Upos::Noun && !is_actor_like(story, index, t) {
        let by = fill(story, t, Slot::Preposition("by"), true).into_iter().find(|&b| is_actor_like(story, index, b));
        if let Some(by) = by {
            return by;
        }
    }
    let mut queue = vec![t];
    let mut at = 0;
    while at < queue.len() && queue.len() < 40 {
        let token = queue[at];
        at += 1;
        // Neither those that are known already, nor what is part of their names.
        if others.contains(&token) {
            continue;
        }
        if is_actor_like(story, index, token) && index.at(token).is_some() {
            return token;
        }
        let below = story
            .children(token)
            .filter(|&c| !matches!(story.deprel(c), Deprel::AclRelcl | Deprel::Punct | Deprel::Case | Deprel::Parataxis))
            // "a convoy near the port": where a thing is does not take part.
            .filter(|&c| {
                !story.children_by(c, Deprel::Case).any(|p| matches!(story.lower(p), "near" | "outside" | "inside" | "around" | "beside"))
            });
        queue.extend(below);
    }
    t
}

/// "GM, Chrysler offer buyouts": the names of a headline's list that the tree left out, before the subject's.
pub(super) fn listed_before(story: &Story<'_>, index: &MentionIndex<'_>, subject: usize) -> Vec<usize> {
    let party = |t: usize| {
        let mention = &index.mentions[index.at(t)?];
        let named = mention.kind == MentionKind::Name && matches!(mention.r#type, Some(EntityType::Person | EntityType::Organization));
        named.then_some(mention)
    };
    let mut found = Vec::new();
    if story.blocks[story.block_of(subject).index()].kind != BlockKind::Headline {
        return found;
    }
    let mut at = subject;
    while let Some(mention) = party(at) {
        let first = story.tokens_in(mention.span).start;
        let Some(before) = first.checked_sub(2).filter(|_| story.form(first - 1) == ",") else { break };
        if party(before).is_none() || story.children_by(before, Deprel::Case).next().is_some() || found.len() > 8 {
            break;
        }
        found.push(before);
        at = before;
    }
    found
}

/// The phrase with `preposition` behind verb `t`, also where it hangs on a noun below the object: "sold billions in loans to banks".
pub(super) fn below_object(story: &Story<'_>, t: usize, preposition: &str) -> Option<usize> {
    if let Some(own) = with_case(story, t, preposition).next() {
        return Some(own);
    }
    let mut at = object(story, t).filter(|&o| o > t)?;
    for _ in 0..4 {
        if let Some(found) = with_case(story, at, preposition).next() {
            return Some(found);
        }
        at = story.children_by(at, Deprel::Nmod).filter(|&c| c > at).last()?;
    }
    None
}

/// The clause that tells what is said, asked or demanded, also where a day before it made the tree hang it beside the verb: "said on
/// Friday that …".
pub(super) fn content_clause(story: &Story<'_>, t: usize) -> Option<usize> {
    let that = |c: usize| story.children_by(c, Deprel::Mark).any(|m| story.lower(m) == "that" && m < c);
    story.child(t, &[Deprel::Ccomp]).or_else(|| story.children_by(t, Deprel::Advcl).find(|&c| c > t && that(c)))
}

/// The phrases around a trigger, where several prepositions may tell who takes part.
pub(super) struct Around<'s> {
    story: &'s Story<'s>,
    t: usize,
    noun: bool,
    own: Phrases<'s>,
    /// Those of a verb's object.
    of_object: OnceCell<Phrases<'s>>,
}

impl<'s> Around<'s> {
    pub fn new(story: &'s Story<'s>, t: usize, noun: bool) -> Self {
        Self { story, t, noun, own: Phrases::of(story, t), of_object: OnceCell::new() }
    }

    /// The nouns in the slot of a preposition.
    pub fn fill(&self, p: &str) -> Vec<usize> {
        self.with(p).map(|t| with_conjuncts(self.story, t)).unwrap_or_default()
    }

    /// "sent troops to the border", "the withdrawal of troops from the valley", "the attack on the convoy by rebels": the phrase
    /// may hang on the nearer noun.
    fn with(&self, p: &str) -> Option<usize> {
        let Self { story, t, noun, .. } = *self;
        if let Some(own) = self.own.with(p).next() {
            return Some(own);
        }
        if !noun {
            let of_object = || object(story, t).map_or_else(Phrases::default, |o| Phrases::of(story, o));
            return self.of_object.get_or_init(of_object).with(p).next();
        }
        let beside = if p == "by" { &["of", "on", "against"][..] } else { &["of"][..] };
        let nearer = beside.iter().find_map(|beside| self.own.with(beside).next());
        nearer.and_then(|n| with_case(story, n, p).next()).or_else(|| beside_object(story, t, p))
    }
}

/// The nouns in a slot.
pub(super) fn fill(story: &Story<'_>, t: usize, slot: Slot, noun: bool) -> Vec<usize> {
    let one = match slot {
        Slot::Object => object(story, t).or_else(|| {
            // The particle may have been read as a preposition.
            let next = t + 1;
            let preposition = |w: &str| matches!(w, "for" | "to" | "of" | "with" | "from" | "at" | "by" | "against");
            (next < story.tokens.len() && !preposition(story.lower(next)))
                .then(|| with_case(story, t, story.lower(next)).find(|&c| c > next))
                .flatten()
                .filter(|_| story.child(t, &[Deprel::Obj]).is_none())
        }),
        Slot::IndirectObject => story.child(t, &[Deprel::Iobj]),
        Slot::Xcomp => story.child(t, &[Deprel::Xcomp]).and_then(|x| object(story, x).or_else(|| story.child(x, &[Deprel::Obl]))),
        Slot::Ccomp => content_clause(story, t).and_then(|c| subject(story, c)),
        Slot::Preposition(p) => Around::new(story, t, noun).with(p),
        Slot::Possessor => story.child(t, &[Deprel::NmodPoss]),
        // "recent government moves": the nearest that can act, else the first.
        Slot::Compound => {
            let before = |&c: &usize| {
                // "a press conference" is for the press.
                let addressed = matches!(story.lower(c), "press" | "media" | "news");
                matches!(story.deprel(c), Deprel::Compound | Deprel::Amod) && c < t && story.upos(c) != Upos::Verb && !addressed
            };
            let acts = |&c: &usize| story.upos(c) == Upos::Propn || is_person_or_body(story, c);
            story.children(t).filter(before).rfind(acts).or_else(|| story.children(t).find(before))
        }
    };
    one.map(|t| with_conjuncts(story, t)).unwrap_or_default()
}

/// Who does what a noun tells where the noun itself does not say: the subject of the verb that it makes one act with ("staged an
/// attack", "the firms are in talks").
pub(super) fn outer_subject(story: &Story<'_>, t: usize) -> Option<usize> {
    if let Some(subject) = story.child(t, &[Deprel::Nsubj]) {
        let within =
            story.child(t, &[Deprel::Cop]).is_some() && story.children_by(t, Deprel::Case).any(|c| matches!(story.lower(c), "in" | "on"));
        return within.then_some(subject);
    }
    // "Ann Vale on leave".
    let on = |h: usize| story.deprel(t) == Deprel::Nmod && h < t && story.upos(h) == Upos::Propn;
    if let Some(person) = story.head(t).filter(|&h| on(h) && story.children_by(t, Deprel::Case).any(|c| story.lower(c) == "on")) {
        return Some(person);
    }
    if let Some(verb) = verb_above(story, t) {
        return is(story.lemma(verb), Cue::Light).then(|| subject(story, verb)).flatten();
    }
    bare_phrase_of(story, t).and_then(|verb| subject(story, verb))
}

/// The active verb beside which a bare noun tells what its subject does: "cut the model from production", "acted in response".
fn bare_phrase_of(story: &Story<'_>, t: usize) -> Option<usize> {
    let verb =
        story.head(t).filter(|&v| story.deprel(t) == Deprel::Obl && v < t && story.upos(v) == Upos::Verb && !is_passive(story, v))?;
    let mut children = story.children(t).filter(|&c| c < t);
    let case = children.next().filter(|&c| story.deprel(c) == Deprel::Case && c + 1 == t)?;
    let singular = !story.tokens[t].feats.contains(Feats::NUMBER_PLUR);
    // "in response to": a preposition.
    let relational = t + 1 < story.tokens.len() && story.lower(t + 1) == "to";
    (singular && !relational && matches!(story.lower(case), "in" | "into" | "from" | "on" | "under")).then_some(verb)
}

/// "drew criticism from the union", "filed a suit against the mine": the phrase that the tree hangs on the verb of the noun.
pub(super) fn beside_object(story: &Story<'_>, t: usize, preposition: &str) -> Option<usize> {
    let verb = matches!(preposition, "from" | "against").then(|| verb_above(story, t)).flatten()?;
    with_case(story, verb, preposition).find(|&c| c > t)
}

/// The active verb that a noun is the object of: "took leave", "gave cases and refunds".
pub(super) fn verb_above(story: &Story<'_>, t: usize) -> Option<usize> {
    let mut noun = t;
    for _ in 0..4 {
        if story.deprel(noun) != Deprel::Conj {
            break;
        }
        noun = story.head(noun)?;
    }
    story.head(noun).filter(|&v| story.deprel(noun) == Deprel::Obj && story.upos(v) == Upos::Verb && !is_passive(story, v))
}

/// Those of `recipients` that are not also the event's actors, by the mention or by whom it means.
pub(super) fn apart(index: &MentionIndex<'_>, recipients: &mut Vec<MentionId>, actors: &[MentionId]) {
    let entity = |m: &MentionId| index.mentions[m.index()].entity;
    recipients.retain(|r| !actors.iter().any(|a| a == r || (entity(a).is_some() && entity(a) == entity(r))));
}

/// The mentions of some nouns; a number or a group noun ("dozens of X") stands for what it counts.
pub(super) fn mention_ids(story: &Story<'_>, index: &MentionIndex<'_>, tokens: &[usize]) -> Vec<MentionId> {
    let mut ids = Vec::new();
    for &t in tokens {
        let t = sayer(story, index, t).unwrap_or(t);
        if let Some(m) = index.at(t) {
            let id = MentionId::of(m);
            if !ids.contains(&id) && is_participant(story, &index.mentions[m], t) {
                ids.push(id);
            }
        }
    }
    ids
}

/// "Farmers said they would block the road": who is meant by an unresolved pronoun that is the subject of what is said, when the
/// sayer is a noun phrase that agrees with it.
fn sayer(story: &Story<'_>, index: &MentionIndex<'_>, t: usize) -> Option<usize> {
    let pronoun = &index.mentions[index.at(t)?];
    if pronoun.kind != MentionKind::Pronoun || pronoun.entity.is_some() {
        return None;
    }
    let verb = story.head(t).filter(|_| matches!(story.deprel(t), Deprel::Nsubj | Deprel::NsubjPass))?;
    let saying = story.head(verb).filter(|_| story.deprel(verb) == Deprel::Ccomp)?;
    let subject = story.child(saying, &[Deprel::Nsubj]).filter(|&s| s < t)?;
    let phrase = &index.mentions[index.at(subject)?];
    if phrase.kind != MentionKind::Nominal {
        return None;
    }
    let plural = story.tokens[subject].feats.contains(Feats::NUMBER_PLUR) || story.child(subject, &[Deprel::Conj]).is_some();
    let agrees = match story.lower(t) {
        "they" => plural || matches!(phrase.r#type, Some(EntityType::Organization | EntityType::Group)),
        "he" | "she" => !plural && phrase.r#type == Some(EntityType::Person),
        "it" => !plural && matches!(phrase.r#type, Some(EntityType::Organization | EntityType::Place)),
        _ => false,
    };
    agrees.then_some(subject)
}

/// Whether a mention can act or be acted upon: not a time or a bare number.
fn is_participant(story: &Story<'_>, mention: &Mention, t: usize) -> bool {
    if names_a_day(story, t) {
        return false;
    }
    if mention.kind != MentionKind::Pronoun {
        return true;
    }
    // "it sold the site": what has an object of its own does something.
    let acts = || {
        story.deprel(t) == Deprel::Nsubj
            && story.head(t).is_some_and(|v| story.upos(v) == Upos::Verb && story.child(v, &[Deprel::Obj]).is_some())
    };
    match story.lower(t) {
        "it" => mention.entity.is_some() || acts(),
        "which" | "that" | "this" => mention.entity.is_some(),
        _ => true,
    }
}
