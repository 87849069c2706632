//! Which way a clause looks: whether its weekday is the last one or the next.

use std::sync::OnceLock;

use crate::labels::{Deprel, Feats, Upos};
use crate::story::Story;
use crate::terms::{Lexicon, Terms};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// Nothing tells.
    Open,
}

/// The words of tense.tsv.
struct Cues {
    lexicon: Lexicon,
    ahead: u64,
    behind: u64,
    planned: u64,
    slated: u64,
    lasting: u64,
    intent: u64,
    timetable: u64,
    saying: u64,
}

impl Cues {
    /// Whether a form or lemma is of the class.
    fn has(&self, class: u64, word: &str) -> bool {
        self.lexicon.mask(self.lexicon.find(word)) & class != 0
    }
}

fn cues() -> &'static Cues {
    static CUES: OnceLock<Cues> = OnceLock::new();
    CUES.get_or_init(|| {
        let lexicon = Lexicon::new(&[include_str!("tense.tsv")]);
        let mask = |name| lexicon.class(name).map_or(0, |class| 1 << class);
        let (ahead, behind, planned) = (mask("AHEAD"), mask("BEHIND"), mask("PLANNED"));
        let (slated, lasting) = (mask("SLATED"), mask("LASTING"));
        let (intent, timetable, saying) = (mask("INTENT"), mask("TIMETABLE"), mask("SAYING"));
        Cues { lexicon, ahead, behind, planned, slated, lasting, intent, timetable, saying }
    })
}

/// The direction of the clause around terms `first..end`.
pub(super) fn direction(story: &Story<'_>, terms: &Terms<'_>, first: usize, end: usize) -> Direction {
    // "as early as Monday", "as soon as next week"
    let until = terms.is_any(first.wrapping_sub(1), &["until", "till"]);
    let bounded = terms.is(first.wrapping_sub(1), "as") && terms.is_any(first.wrapping_sub(2), &["early", "soon", "late"]);
    if bounded || terms.is(end, "deadline") || terms.is_any(first.wrapping_sub(1), &["effective"]) {
        return Direction::Future;
    }
    let tokens = story.tokens_in(terms.span(first, end));
    if until {
        return if denied(story, tokens.clone()) || lasted(story, tokens) { Direction::Past } else { Direction::Future };
    }
    let Some(&token) = tokens.clone().collect::<Vec<_>>().first() else { return by_words(terms, first, end) };
    if story.upos(token) == Upos::X {
        return by_words(terms, first, end);
    }
    let possessive = terms.is_any(end, &["'s"]) || terms.is(end, "'");
    // The verb to the left, where the clause is still the same; else the verb that the tree gives; else the one to the right.
    let sentence = story.sentence_tokens(story.tokens[token].sentence.index());
    let left = (sentence.start..token).rev().take(24).find(|&t| is_verb(story, t));
    // "planned a march for Saturday": the date is the march's.
    let slated = |v: usize| {
        let had = auxiliaries(story, v).any(|a| story.lower(a) == "had");
        cues().has(cues().slated, story.lower(v)) && !had && !is_aside(story, v)
    };
    if let Some(direction) = left.and_then(|v| if slated(v) { Some(Direction::Future) } else { verb(story, v, 0) }) {
        let certain = direction != Direction::Future || !possessive;
        return if certain { direction } else { Direction::Open };
    }
    let head = tokens.clone().find(|&t| story.head(t).is_some_and(|h| !tokens.contains(&h)));
    if let Some(direction) = head.and_then(|h| by_tree(story, h)) {
        return direction;
    }
    let right = (tokens.end..sentence.end).take(24).find(|&t| is_verb(story, t));
    right.and_then(|v| verb(story, v, 0)).unwrap_or(Direction::Open)
}

/// "Until Thursday, they had not called": what had not been so before has been since.
fn denied(story: &Story<'_>, tokens: std::ops::Range<usize>) -> bool {
    let head = tokens.clone().find_map(|t| story.head(t).filter(|h| !tokens.contains(h)));
    head.is_some_and(|v| {
        let child = |forms: &[&str]| story.children(v).any(|c| forms.contains(&story.lower(c)));
        child(&["not", "n't", "never"]) && child(&["had", "did"])
    })
}

/// "It burned until Monday": what lasted has ended.
fn lasted(story: &Story<'_>, tokens: std::ops::Range<usize>) -> bool {
    let head = tokens.clone().find_map(|t| story.head(t).filter(|h| !tokens.contains(h)));
    let cues = cues();
    head.is_some_and(|v| {
        let feats = story.tokens[v].feats;
        cues.has(cues.lasting, story.lemma(v)) && feats.contains(Feats::TENSE_PAST) && feats.contains(Feats::VERB_FORM_FIN)
    })
}

/// "as previously planned": the verb above speaks.
fn is_aside(story: &Story<'_>, v: usize) -> bool {
    (1..=2).any(|n| v >= n && story.lower(v - n) == "as")
}

/// A verb or auxiliary that may carry tense; not a participle before its noun.
fn is_verb(story: &Story<'_>, t: usize) -> bool {
    matches!(story.upos(t), Upos::Verb | Upos::Aux) && story.deprel(t) != Deprel::Amod
}

fn by_tree(story: &Story<'_>, start: usize) -> Option<Direction> {
    let mut at = start;
    for _ in 0..8 {
        at = story.head(at)?;
        match story.upos(at) {
            Upos::Verb | Upos::Aux => return verb(story, at, 0),
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adv if story.child(at, &[Deprel::Cop]).is_some() => {
                return verb(story, at, 0);
            }
            _ => {}
        }
    }
    None
}

/// Auxiliaries of a predicate.
fn auxiliaries<'a>(story: &'a Story<'_>, v: usize) -> impl Iterator<Item = usize> + 'a {
    story.children(v).filter(move |&c| c < v && matches!(story.deprel(c), Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
}

/// The direction of a predicate; `None` when it has no tense of its own and nothing above it has.
fn verb(story: &Story<'_>, v: usize, depth: usize) -> Option<Direction> {
    // An auxiliary speaks for its verb.
    if story.upos(v) == Upos::Aux && matches!(story.deprel(v), Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && depth < 4 {
        return verb(story, story.head(v)?, depth + 1);
    }
    let cues = cues();
    let feats = |t: usize| story.tokens[t].feats;
    let has = |forms: &[&str]| auxiliaries(story, v).any(|a| forms.contains(&story.lower(a)));
    let perfect = has(&["have", "has", "had", "'ve"]);
    if has(&["will", "'ll", "shall", "wo", "would"]) {
        return Some(if perfect { Direction::Past } else { Direction::Future });
    }
    if has(&["may", "might", "could", "should", "can", "must"]) {
        return Some(if perfect { Direction::Past } else { Direction::Open });
    }
    if has(&["had"]) && cues.has(cues.planned, story.lower(v)) {
        return Some(Direction::Past); // what had been planned before
    }
    if cues.has(cues.planned, story.lower(v)) && is_aside(story, v) {
        return if depth < 4 { verb(story, story.head(v)?, depth + 1) } else { None };
    }
    if cues.has(cues.planned, story.lower(v)) && !feats(v).contains(Feats::VERB_FORM_FIN) {
        return Some(Direction::Future);
    }
    // "let the march begin Saturday"
    if matches!(story.deprel(v), Deprel::Xcomp | Deprel::Ccomp)
        && let Some(head) = story.head(v)
        && depth < 4
        && matches!(story.lemma(head), "let" | "make" | "watch" | "hear" | "see")
        && auxiliaries(story, v).next().is_none()
        && story.child(v, &[Deprel::Mark]).is_none()
    {
        return verb(story, head, depth + 1);
    }
    let infinitive = story.children(v).any(|c| c < v && story.deprel(c) == Deprel::Mark && story.lower(c) == "to");
    if infinitive {
        // "is to resume trading Tuesday"
        if auxiliaries(story, v).any(|a| matches!(story.lower(a), "is" | "are") && story.lower(a + 1) == "to") {
            return Some(Direction::Future);
        }
        let governor = story.head(v)?;
        let ahead = cues.has(cues.ahead, story.lower(governor)) || cues.has(cues.intent, story.lemma(governor));
        return if ahead && auxiliaries(story, governor).any(|a| story.lower(a) == "had") {
            Some(Direction::Past) // "had been due to expire Friday"
        } else if ahead {
            Some(Direction::Future)
        } else if depth < 4 {
            verb(story, governor, depth + 1)
        } else {
            None
        };
    }
    if perfect || has(&["was", "were", "did"]) || feats(v).contains(Feats::TENSE_PAST) && feats(v).contains(Feats::VERB_FORM_FIN) {
        return Some(Direction::Past);
    }
    if has(&["is", "are", "'s", "'re", "am", "be"]) {
        let progressive = story.lower(v).ends_with("ing") && !cues.has(cues.saying, story.lemma(v));
        return Some(if progressive { Direction::Future } else { Direction::Open });
    }
    if feats(v).contains(Feats::TENSE_PAST) {
        return Some(Direction::Past); // "the meeting held Tuesday"
    }
    if feats(v).contains(Feats::VERB_FORM_FIN) {
        // "The court meets Friday": the present of timetables; else the present of headlines.
        return Some(if cues.has(cues.timetable, story.lemma(v)) { Direction::Future } else { Direction::Open });
    }
    if depth < 4 { verb(story, story.head(v)?, depth + 1) } else { None }
}

/// Without trees: the nearest cue to the left in the sentence, then to the right.
fn by_words(terms: &Terms<'_>, first: usize, end: usize) -> Direction {
    let cues = cues();
    let cue = |i: usize| {
        let form = terms.form(i);
        let past = form.len() > 4 && form.len() <= 12 && form.is_ascii() && form[form.len() - 2..].eq_ignore_ascii_case("ed");
        if cues.has(cues.ahead, form) {
            Some(Direction::Future)
        } else if cues.has(cues.behind, form) || past {
            Some(Direction::Past)
        } else {
            None
        }
    };
    let left = (first.saturating_sub(12)..first).rev().take_while(|&i| !terms.is_border(i)).find_map(cue);
    left.or_else(|| (end..end + 12).take_while(|&i| !terms.is_border(i)).find_map(cue)).unwrap_or(Direction::Open)
}
