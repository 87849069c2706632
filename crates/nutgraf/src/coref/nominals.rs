//! Common noun phrases: the whole phrase with its head, and, for definite ones, the name that they point back to.

use crate::article::{EntityType, Mention, MentionKind};
use crate::labels::{Deprel, Upos};
use crate::lexicon::{nouns, titles};
use crate::span::Span;
use crate::story::Story;

use super::roles::Cover;

/// Relations in which a noun heads a participant.
fn is_participant(deprel: Deprel) -> bool {
    use Deprel::{
        Appos, Conj, Iobj, Nmod, NmodDesc, NmodPoss, Nsubj, NsubjOuter, NsubjPass, Obj, Obl, OblAgent, Parataxis, Root, Vocative,
    };
    matches!(
        deprel,
        Appos
            | Conj
            | Iobj
            | Nmod
            | NmodDesc
            | NmodPoss
            | Nsubj
            | NsubjOuter
            | NsubjPass
            | Obj
            | Obl
            | OblAgent
            | Parataxis
            | Root
            | Vocative
    )
}

/// "a police raid", "government measures": who acts may stand before the noun of the act.
fn is_body_before_noun(story: &Story<'_>, t: usize) -> bool {
    let body =
        |t: usize| nouns::lookup(story.lemma(t)).is_some_and(|n| matches!(n.kind, Some(EntityType::Person | EntityType::Organization)));
    story.upos(t) == Upos::Noun && story.deprel(t) == Deprel::Compound && body(t)
}

/// A candidate with the token of its head.
pub(super) struct Candidate {
    pub mention: Mention,
    pub head: usize,
}

/// The noun phrases that may be a speaker, actor or recipient and are no names.
pub(super) fn find(story: &Story<'_>, cover: &Cover<'_>) -> impl Iterator<Item = Candidate> {
    (0..story.tokens.len()).filter_map(|t| {
        let (participant, named) = (is_participant(story.deprel(t)), cover.name_of(t).is_some());
        if named || !(participant || story.deprel(t) == Deprel::Compound) {
            return None;
        }
        let nominal = match story.upos(t) {
            Upos::Noun => true,
            // "the wounded", "someone", "many".
            Upos::Adj | Upos::Num | Upos::Verb | Upos::Sym => {
                story.children_by(t, Deprel::Det).any(|d| story.lower(d) == "the")
                    || counts_something(story, t)
                    || counts_people(story, t)
                    || is_some_people(story, t)
            }
            Upos::Det => is_some_people(story, t),
            Upos::Pron => matches!(
                story.lower(t),
                "someone" | "somebody" | "anyone" | "everyone" | "everybody" | "others" | "many" | "some" | "both" | "one" | "nobody"
            ),
            Upos::Propn => true,
            _ => false,
        };
        if !nominal || !(participant || is_body_before_noun(story, t)) {
            return None;
        }
        let span = phrase(story, t);
        let (lemma, form) = (story.lemma(t), story.lower(t));
        let kind = nouns::lookup(lemma)
            .or_else(|| if form == lemma { None } else { nouns::lookup(form) })
            .and_then(|n| n.kind)
            .or_else(|| titles::of_person(form).map(|_| EntityType::Person));
        let mention = Mention { span, kind: MentionKind::Nominal, r#type: kind, entity: None, head: Some(story.tokens[t].span) };
        Some(Candidate { mention, head: t })
    })
}

/// "killing 107", "more than 300 were arrested": a bare number of those whom a verb can only befall people.
pub(crate) fn counts_people(story: &Story<'_>, t: usize) -> bool {
    const BEFALL: &[&str] = &[
        "kill",
        "injure",
        "wound",
        "hurt",
        "die",
        "arrest",
        "detain",
        "jail",
        "evacuate",
        "rescue",
        "hospitalize",
        "hospitalise",
        "infect",
        "drown",
        "perish",
        "displace",
        "deport",
        "execute",
        "kidnap",
        "behead",
        "murder",
    ];
    let upon =
        matches!(story.deprel(t), Deprel::Obj | Deprel::NsubjPass) || (story.deprel(t) == Deprel::Nsubj && story.upos(t) == Upos::Num);
    story.upos(t) == Upos::Num && upon && story.head(t).is_some_and(|v| story.upos(v) == Upos::Verb && BEFALL.contains(&story.lemma(v)))
}

/// "many are staging protests".
fn is_some_people(story: &Story<'_>, t: usize) -> bool {
    matches!(story.deprel(t), Deprel::Nsubj | Deprel::NsubjPass)
        && matches!(story.lower(t), "many" | "some" | "several" | "few" | "most" | "others")
}

/// "most of the bondholders", "90 of its dealers": a word of number with an "of"-phrase.
fn counts_something(story: &Story<'_>, t: usize) -> bool {
    let of = |n: usize| story.children_by(n, Deprel::Case).any(|c| story.lower(c) == "of");
    story.upos(t) != Upos::Verb && story.children_by(t, Deprel::Nmod).any(of)
}

/// The noun phrase that token `head` heads: article and post-modifiers included; preposition, conjunction, other conjuncts and
/// the marks around it left out.
pub(super) fn phrase(story: &Story<'_>, head: usize) -> Span {
    let (mut first, mut last) = (head, head);
    for child in story.children(head) {
        let (left, right) = story.subtree(child);
        match story.deprel(child) {
            Deprel::Case
            | Deprel::Mark
            | Deprel::Cc
            | Deprel::Punct
            | Deprel::Cop
            | Deprel::Nsubj
            | Deprel::Parataxis
            | Deprel::Discourse
            | Deprel::Conj => {}
            // "accused the operator of ignoring alarms": what of, not which.
            Deprel::Acl if is_charge(story, head, child) => {}
            // "…, according to police": whose word it is; "… since July": since when.
            _ if child > head && matches!(story.lower(left), "according" | "since") => {}
            Deprel::Advmod if child < head && story.upos(child) == Upos::Adv && left < first && !is_number_modifier(story, child) => {}
            _ => {
                first = first.min(left);
                last = last.max(right);
            }
        }
    }
    // Conjuncts belong to the phrase of their first.
    for child in story.children_by(head, Deprel::Conj) {
        if matches!(story.upos(child), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) {
            last = last.max(story.subtree(child).1);
        }
    }
    while last > head && story.upos(last) == Upos::Punct && !matches!(story.form(last), ")" | "”" | "\"" | "’") {
        last -= 1;
    }
    let opens = |t: usize| matches!(story.lower(t), "as" | "of" | "by" | "to" | "in" | "on" | "at" | "for" | "with" | "from");
    // "at least five", "as many as ten" open the phrase; a dateline does not.
    let bound = |t: usize| t < head && matches!(story.lower(t), "least" | "most" | "many" | "much");
    while first < head && (story.upos(first) == Upos::Punct || (opens(first) && !bound(first + 1))) {
        first += 1;
    }
    if let Some(dateline) = story.metadata.dateline.as_ref().filter(|d| d.span.end <= story.tokens[head].span.start) {
        while first < head && (story.tokens[first].span.start < dateline.span.end || story.upos(first) == Upos::Punct) {
            first += 1;
        }
    }
    // "shot dead two men".
    if first + 1 < head && story.lower(first) == "dead" && story.upos(first + 1) == Upos::Num {
        first += 1;
    }
    story.span(first, last)
}

/// A clause opened by "of" behind a noun for persons or organizations.
fn is_charge(story: &Story<'_>, head: usize, clause: usize) -> bool {
    let body = nouns::lookup(story.lemma(head)).is_some() || titles::of_person(story.lower(head)).is_some();
    body && story.children_by(clause, Deprel::Mark).any(|m| story.lower(m) == "of")
}

fn is_number_modifier(story: &Story<'_>, t: usize) -> bool {
    matches!(story.lower(t), "about" | "nearly" | "almost" | "some" | "around" | "over" | "only" | "approximately" | "roughly")
}

/// Whether the phrase of `head` is definite: "the", "this", a possessor.
pub(super) fn is_definite(story: &Story<'_>, head: usize) -> bool {
    story.children(head).any(|c| match story.deprel(c) {
        Deprel::Det => matches!(story.lower(c), "the" | "this" | "that" | "these" | "those"),
        _ => false,
    })
}
