//! The stretches of a clause that answer a question, cut to what a reader would underline.

use crate::labels::{Deprel, Upos};
use crate::lexicon::titles;
use crate::span::Span;
use crate::story::Story;

/// Tokens of the longest answer.
const LONGEST: usize = 12;

/// What a clause tells: under a verb of saying, the clause that is said.
pub(super) fn told(story: &Story<'_>, root: usize) -> usize {
    let saying =
        matches!(story.lemma(root), "say" | "report" | "announce" | "confirm" | "tell" | "claim" | "state" | "add" | "warn" | "reveal");
    let clause = || story.child(root, &[Deprel::Ccomp, Deprel::Parataxis]).filter(|&c| story.upos(c) == Upos::Verb);
    if saying { clause().unwrap_or(root) } else { root }
}

/// A noun phrase without what follows its "of"-phrases.
pub(super) fn short_phrase(story: &Story<'_>, head: usize) -> Span {
    let (mut first, mut last) = (head, head);
    for child in story.children(head) {
        let keep = match story.deprel(child) {
            Deprel::Case
            | Deprel::Cc
            | Deprel::Punct
            | Deprel::AclRelcl
            | Deprel::Acl
            | Deprel::Appos
            | Deprel::Parataxis
            | Deprel::Cop
            | Deprel::Mark
            | Deprel::Advcl => false,
            Deprel::Nmod => story.children_by(child, Deprel::Case).any(|c| story.lower(c) == "of"),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::Obj | Deprel::Aux | Deprel::AuxPass => false,
            _ => true,
        };
        if keep {
            let (left, right) = story.subtree(child);
            first = first.min(left);
            last = last.max(right);
        }
    }
    while first < head && (story.upos(first) == Upos::Punct || matches!(story.lower(first), "the" | "a" | "an")) {
        first += 1;
    }
    story.span(first, last.min(first + LONGEST))
}

/// The verb with its object or complement: what was done.
pub(super) fn act(story: &Story<'_>, root: usize) -> Option<Span> {
    if story.upos(root) == Upos::Pron {
        return None;
    }
    let mut first = root;
    let mut last = root;
    if story.upos(root) != Upos::Verb {
        // "Library to stay open": a headline's noun with its clause.
        let (left, right) = story.subtree(root);
        let clause = story.child(root, &[Deprel::Acl, Deprel::Xcomp, Deprel::Cop]);
        let start = clause.map_or(left, |c| story.subtree(c).0);
        return Some(story.span(start, right.min(start + LONGEST)));
    }
    for child in story.children(root) {
        let (left, right) = story.subtree(child);
        match story.deprel(child) {
            Deprel::Obj | Deprel::Xcomp | Deprel::CompoundPrt | Deprel::Iobj if child > root => last = last.max(right),
            Deprel::AuxPass => first = first.min(left),
            Deprel::Obl if child > root && story.child(root, &[Deprel::Obj]).is_none() && !is_circumstance(story, child) => {
                last = last.max(right)
            }
            _ => {}
        }
    }
    if last > first + LONGEST {
        // The object without its own clauses.
        last = story
            .children(root)
            .filter(|&c| c > root && matches!(story.deprel(c), Deprel::Obj | Deprel::Xcomp))
            .map(|c| story.token_at(short_phrase(story, c).end - 1))
            .max()
            .unwrap_or(last);
    }
    Some(story.span(first, last.min(first + LONGEST)))
}

/// A phrase that tells when or where rather than what.
fn is_circumstance(story: &Story<'_>, t: usize) -> bool {
    story
        .children_by(t, Deprel::Case)
        .any(|c| matches!(story.lower(c), "in" | "on" | "at" | "near" | "during" | "after" | "before" | "since"))
}

/// Whether the name at token `t` stands in a phrase of place of its own: "at the White House".
pub(super) fn at_seat(story: &Story<'_>, t: usize) -> bool {
    let mut at = t;
    while let Some(head) = story.head(at).filter(|_| matches!(story.deprel(at), Deprel::Flat | Deprel::Compound | Deprel::Amod)) {
        at = head;
    }
    story.deprel(at) == Deprel::Obl
        && story.children_by(at, Deprel::Case).any(|c| matches!(story.lower(c), "at" | "outside" | "inside" | "near"))
}

/// Whether the closest verb above token `t` is `root`.
pub(super) fn hangs_on(story: &Story<'_>, t: usize, root: usize) -> bool {
    let mut at = t;
    for _ in 0..8 {
        match story.head(at) {
            Some(head) if head == root => return true,
            Some(head) if story.upos(head) != Upos::Verb => at = head,
            _ => return false,
        }
    }
    false
}

/// Where a place name stands in a phrase with a preposition of place: the phrase without it, and whether the place is its head.
pub(super) fn located(story: &Story<'_>, place: usize) -> Option<(Span, bool)> {
    let mut at = place;
    for step in 0..4 {
        let preposition = story
            .children_by(at, Deprel::Case)
            .find(|&c| matches!(story.lower(c), "in" | "at" | "near" | "outside" | "inside" | "on" | "across" | "off"));
        if preposition.is_some() && !matches!(story.upos(at), Upos::Verb) {
            let (first, last) = story.subtree(at);
            let first = (first..=last).find(|&t| t > preposition.unwrap_or(first) && !matches!(story.lower(t), "the" | "a" | "an"))?;
            let last = if last > first + 8 { story.token_at(short_phrase(story, at).end - 1) } else { last };
            return (first <= last).then(|| (trim(story, first, last), step == 0));
        }
        let head = story.head(at)?;
        if matches!(story.upos(head), Upos::Verb) {
            return None;
        }
        at = head;
    }
    None
}

/// Without punctuation at the ends.
fn trim(story: &Story<'_>, mut first: usize, mut last: usize) -> Span {
    while first < last && story.upos(first) == Upos::Punct {
        first += 1;
    }
    while last > first && story.upos(last) == Upos::Punct {
        last -= 1;
    }
    story.span(first, last)
}

/// Clauses and phrases that tell why, with their strength in hundredths.
pub(super) fn reasons(story: &Story<'_>, root: usize, sentence: usize) -> Vec<(Span, u32)> {
    let mut found = Vec::new();
    for t in story.sentence_tokens(sentence) {
        let marks = story.children(t).filter(|&c| matches!(story.deprel(c), Deprel::Mark | Deprel::Case | Deprel::Fixed));
        let strength = marks
            .map(|c| match story.lower(c) {
                "because" => 100,
                "due" | "owing" => 90,
                // "in retaliation for the strikes".
                "in" if is_motive(story.lemma(t)) => 85,
                "over" if story.deprel(t) != Deprel::Nummod => 75,
                "after" if story.upos(t) == Upos::Verb => 70,
                "amid" | "following" => 60,
                "to" if story.deprel(t) == Deprel::Advcl => 65,
                "for" if story.upos(t) == Upos::Verb => 60,
                "since" | "as" if story.deprel(t) == Deprel::Advcl => 45,
                _ => 0,
            })
            .max()
            .unwrap_or(0);
        if strength > 0 && t != root {
            let (first, last) = story.subtree(t);
            let opens = |&c: &usize| matches!(story.deprel(c), Deprel::Mark | Deprel::Case | Deprel::Punct | Deprel::Fixed);
            let first = (first..=t).find(|c| !opens(c)).unwrap_or(t);
            found.push((trim(story, first, last.min(first + LONGEST)), strength));
        }
    }
    found
}

/// Nouns that tell why something was done, behind "in".
fn is_motive(lemma: &str) -> bool {
    matches!(lemma, "retaliation" | "response" | "revenge" | "reprisal" | "protest" | "return" | "exchange" | "reaction" | "punishment")
}

/// Phrases that tell how, with their strength in hundredths.
pub(super) fn manners(story: &Story<'_>, root: usize, sentence: usize) -> Vec<(Span, u32)> {
    let mut found = Vec::new();
    for t in story.sentence_tokens(sentence) {
        let mark = story
            .children(t)
            .filter(|&c| matches!(story.deprel(c), Deprel::Mark | Deprel::Case))
            .map(|c| story.lower(c))
            .next()
            .unwrap_or("");
        let strength = match (mark, story.deprel(t)) {
            ("by", Deprel::Advcl) => 100,
            // "with the mayor" tells with whom.
            ("with", Deprel::Obl) if !matches!(story.upos(t), Upos::Propn | Upos::Pron) && titles::lookup(story.lower(t)).is_none() => 70,
            ("when" | "as", Deprel::Advcl) => 60,
            ("through" | "using", _) => 70,
            ("", Deprel::Advcl) if t > root && story.upos(t) == Upos::Verb => 50,
            _ => 0,
        };
        if strength > 0 {
            let (first, last) = story.subtree(t);
            let first = (first..=t).find(|&c| !matches!(story.deprel(c), Deprel::Mark | Deprel::Case | Deprel::Punct)).unwrap_or(t);
            found.push((trim(story, first, last.min(first + LONGEST)), strength));
        }
    }
    found
}
