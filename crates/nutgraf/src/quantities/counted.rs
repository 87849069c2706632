//! What a number counts: the noun phrase it modifies.

use crate::labels::{Deprel, Upos};
use crate::span::Span;
use crate::story::Story;

/// Where a number stands in the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// The topmost token of the number.
    pub number: usize,
    /// The head noun counted.
    pub noun: Option<usize>,
    /// What is counted, without the number.
    pub of: Option<Span>,
}

/// Nouns that go on with "of" to say what is counted.
const PORTIONS: &[&str] = &[
    "round", "member", "case", "piece", "bottle", "pair", "count", "kind", "type", "victim", "ton", "barrel", "group", "resident", "part",
];

/// The noun phrase that the number in `span` modifies.
pub(super) fn counted(story: &Story<'_>, span: Span) -> Option<Counted> {
    let tokens = story.tokens_in(span);
    if tokens.is_empty() {
        return None;
    }
    let outside = |t: usize| story.head(t).is_none_or(|h| !tokens.contains(&h));
    // Prefer the numeral itself: "at least" hangs elsewhere.
    let numeral = |t: &usize| story.upos(*t) == Upos::Num && outside(*t);
    let number = tokens.clone().rev().find(numeral).or_else(|| tokens.clone().rev().find(|&t| outside(t)))?;
    let none = Counted { number, noun: None, of: None };
    // "twenty-three of the 41 victims were women": what follows "of", wherever the number hangs.
    let of = tokens.end;
    if of < story.tokens.len()
        && story.lower(of) == "of"
        && story.deprel(of) == Deprel::Case
        && let Some(noun) = story.head(of).filter(|&n| n > of && n <= of + 6 && story.head(number).is_some_and(|h| h > n))
    {
        let pronoun = story.upos(noun) == Upos::Pron;
        return Some(Counted { number, noun: Some(noun), of: if pronoun { None } else { phrase(story, of + 1, noun) } });
    }
    let head = story.head(number);
    if let (Deprel::Nummod | Deprel::Compound | Deprel::Amod | Deprel::Det | Deprel::NmodUnmarked, Some(noun)) =
        (story.deprel(number), head)
        && noun > number
        && matches!(story.upos(noun), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Sym | Upos::X | Upos::Num)
    {
        return Some(Counted { number, noun: Some(noun), of: phrase(story, tokens.end, noun) });
    }
    // "dozens of people", "two of the boats", "half of them"
    // Of "tens of thousands of people" the last word of the number has them.
    let of = |c: usize| story.child(c, &[Deprel::Case]).is_some_and(|k| story.lower(k) == "of");
    let below = |t: usize| story.children_by(t, Deprel::Nmod).find(|&c| c >= tokens.end && c <= t + 8 && of(c));
    if let Some(noun) = below(number).or_else(|| tokens.clone().rev().find_map(below)) {
        let case = story.child(noun, &[Deprel::Case])?;
        let pronoun = matches!(story.upos(noun), Upos::Pron);
        let of = if pronoun { None } else { phrase(story, case + 1, noun) };
        return Some(Counted { number, noun: Some(noun), of });
    }
    // A number that stands for its noun: "killing 107", "25 dead".
    Some(none)
}

/// From term `from` to the head noun, without "more" and "other" in front.
fn phrase(story: &Story<'_>, from: usize, noun: usize) -> Option<Span> {
    let mut first = from;
    while first < noun
        && (matches!(
            story.lower(first),
            "more"
                | "other"
                | "others"
                | "additional"
                | "further"
                | "of"
                | "the"
                | "its"
                | "their"
                | "our"
                | "his"
                | "her"
                | "-"
                | "those"
                | "these"
        ) || story.upos(first) == Upos::Num)
    {
        first += 1;
    }
    if first > noun
        || noun - first > 7
        || matches!(story.lower(noun), "others" | "other" | "more" | "them" | "us" | "dead" | "injured" | "wounded" | "missing")
    {
        return None;
    }
    let mut last = noun;
    if PORTIONS.contains(&story.lemma(noun))
        && let Some(of) = story
            .children_by(noun, Deprel::Nmod)
            .find(|&c| c > noun && story.child(c, &[Deprel::Case]).is_some_and(|k| story.lower(k) == "of" && k == noun + 1))
        && of <= noun + 4
    {
        last = of;
    }
    Some(story.span(first, last))
}
