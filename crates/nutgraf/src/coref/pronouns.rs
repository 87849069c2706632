//! Third-person pronouns to names, first-person ones inside quotations to the speaker. A weighted list of preferences over the
//! recent entities (after Lappin & Leass 1994), with hard constraints of gender, number and binding; no answer without a
//! clear lead.

use crate::article::{BlockKind, EntityType};
use crate::labels::{Deprel, Upos};
use crate::story::Story;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    He,
    She,
    It,
    They,
    /// I, me, my.
    Speaker,
    /// We, us, our.
    Speakers,
}

/// The sort of a lower-case pronoun, and whether it is a possessive or reflexive.
pub(super) fn sort(word: &str) -> Option<Sort> {
    Some(match word {
        "he" | "him" | "his" | "himself" => Sort::He,
        "she" | "her" | "hers" | "herself" => Sort::She,
        "it" | "its" | "itself" => Sort::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Sort::They,
        "i" | "me" | "my" | "mine" | "myself" => Sort::Speaker,
        "we" | "us" | "our" | "ours" | "ourselves" => Sort::Speakers,
        _ => return None,
    })
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "hers" | "its" | "their" | "theirs" | "my" | "our")
}

pub(super) fn is_reflexive(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves")
}

/// An earlier mention of an entity.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub token: usize,
    pub entity: usize,
    pub sentence: usize,
    pub subject: bool,
    /// Inside another name or phrase ("Paris" in "Bank of Paris"; possessors): less prominent.
    pub embedded: bool,
    pub named: bool,
}

/// What the resolver knows of an entity.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub kind: EntityType,
    pub gender: Option<&'static str>,
    /// Number of mentions by name in the story.
    pub mentions: usize,
}

/// Sentences back that are looked at.
pub(super) const WINDOW: usize = 4;
/// The least score of an answer, and its least lead over the next entity.
const ENOUGH: i32 = 40;
const LEAD: i32 = 8;

fn fits(sort: Sort, profile: &Profile) -> bool {
    match sort {
        Sort::He => profile.kind == EntityType::Person && profile.gender != Some("female"),
        Sort::She => profile.kind == EntityType::Person && profile.gender != Some("male"),
        Sort::It => matches!(profile.kind, EntityType::Organization | EntityType::Place | EntityType::Facility | EntityType::Product),
        Sort::They => matches!(profile.kind, EntityType::Organization | EntityType::Group),
        Sort::Speaker | Sort::Speakers => false,
    }
}

/// The subject of the clause that token `t` is in, by walking up to the nearest verb with a subject.
fn clause(story: &Story<'_>, t: usize) -> Option<usize> {
    let mut at = t;
    for _ in 0..32 {
        let head = story.head(at)?;
        if matches!(story.upos(head), Upos::Verb | Upos::Aux) || story.child(head, &[Deprel::Cop]).is_some() {
            return Some(head);
        }
        at = head;
    }
    None
}

/// Whether pronoun `p` and mention `m` are co-arguments of one verb, which forbids that a plain pronoun means the mention.
fn co_arguments(story: &Story<'_>, p: usize, m: usize) -> bool {
    let argument = |t: usize| {
        use Deprel::{Iobj, Nsubj, NsubjPass, Obj, Obl};
        matches!(story.deprel(t), Nsubj | NsubjPass | Obj | Iobj | Obl)
    };
    let top = |mut t: usize| {
        // Up from inside the name to its head.
        while let Some(h) =
            story.head(t).filter(|_| matches!(story.deprel(t), Deprel::Flat | Deprel::Compound | Deprel::NmodDesc | Deprel::Appos))
        {
            t = h;
        }
        t
    };
    let (p, m) = (top(p), top(m));
    argument(p) && argument(m) && story.head(p).is_some() && story.head(p) == story.head(m)
}

/// "It is clear that", "it rained": no antecedent.
pub(super) fn is_pleonastic(story: &Story<'_>, t: usize) -> bool {
    if story.lower(t) != "it" {
        return false;
    }
    if story.deprel(t) == Deprel::Expl {
        return true;
    }
    let Some(head) = story.head(t) else { return false };
    let clause_child = story.child(head, &[Deprel::Csubj, Deprel::Ccomp]).is_some_and(|c| c > head);
    let weather = matches!(story.lemma(head), "rain" | "snow" | "seem" | "appear" | "take" | "turn");
    let adjective =
        story.upos(head) == Upos::Adj && (clause_child || story.child(head, &[Deprel::Advcl, Deprel::Xcomp]).is_some_and(|c| c > head));
    weather || adjective || (clause_child && story.child(head, &[Deprel::Cop]).is_some())
}

/// The entity that pronoun token `t` means. `seen` is in text order and ends before the pronoun (cataphora is not tried);
/// `not` is an entity that it can't be (the speaker of the quotation it stands in); `speaking` that the pronoun says something
/// and `last_speaker` who spoke last.
#[allow(clippy::too_many_arguments, reason = "what the resolver weighs")]
pub(super) fn resolve(
    story: &Story<'_>,
    t: usize,
    sort: Sort,
    seen: &[Seen],
    profiles: &[Profile],
    not: Option<usize>,
    last_speaker: Option<usize>,
    speaking: bool,
) -> Option<usize> {
    let sentence = story.tokens[t].sentence.index();
    let word = story.lower(t);
    let (possessive, reflexive) = (is_possessive(word), is_reflexive(word));
    let subject = matches!(story.deprel(t), Deprel::Nsubj | Deprel::NsubjPass);
    let own_clause = clause(story, t);
    let mut scores: Vec<(usize, i32)> = Vec::new();
    for s in seen.iter().rev() {
        // The head of a phrase that the pronoun is part of comes later.
        if s.token >= t {
            continue;
        }
        let back = sentence.saturating_sub(s.sentence);
        if back > WINDOW {
            break;
        }
        if !fits(sort, &profiles[s.entity]) || Some(s.entity) == not {
            continue;
        }
        if matches!(story.blocks[story.block_of(s.token).index()].kind, BlockKind::Byline | BlockKind::Boilerplate | BlockKind::Header) {
            continue;
        }
        if back == 0 && !possessive && !reflexive && co_arguments(story, t, s.token) {
            continue;
        }
        let mut score = 100 - 22 * back as i32;
        if s.subject {
            score += if subject || possessive { 30 } else { 15 };
        }
        if s.embedded {
            score -= 18;
        }
        if back == 0 {
            let same_clause = own_clause.is_some() && clause(story, s.token) == own_clause;
            if possessive || reflexive {
                score += if same_clause && s.subject { 20 } else { 4 };
            }
            score -= (t.saturating_sub(s.token) / 8) as i32;
        }
        if s.named {
            score += 4;
        }
        score += 3 * profiles[s.entity].mentions.min(6) as i32;
        if profiles[s.entity].gender.is_some() && matches!(sort, Sort::He | Sort::She) {
            score += 15;
        }
        if speaking && last_speaker == Some(s.entity) {
            score += 35;
        }
        if matches!(sort, Sort::It | Sort::They) {
            match profiles[s.entity].kind {
                EntityType::Organization => score += 6,
                EntityType::Place | EntityType::Facility => score -= 25,
                _ => {}
            }
        }
        match scores.iter_mut().find(|(e, _)| *e == s.entity) {
            Some((_, best)) => *best = (*best).max(score) + 2,
            None => scores.push((s.entity, score)),
        }
    }
    scores.sort_by_key(|&(entity, score)| (-score, entity));
    let (entity, score) = *scores.first()?;
    let next = scores.get(1).map_or(i32::MIN / 2, |s| s.1);
    let enough = if matches!(sort, Sort::It | Sort::They) { ENOUGH + 55 } else { ENOUGH };
    (score >= enough && score - next >= LEAD).then_some(entity)
}
