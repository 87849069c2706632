//! Counts of nobody: "no casualties", "no reports of injuries", "no one was hurt".

use super::counted::Counted;
use super::roles;
use crate::article::{Bound, Quantity, QuantityKind};
use crate::labels::{Deprel, Upos};
use crate::span::Span;
use crate::story::Story;

/// Nouns of harm without a role of their own.
const HARM: &[&str] = &["casualty", "damage"];
/// Nouns between "no" and the harm.
const REPORTS: &[&str] = &["report", "sign", "word", "indication", "record"];

/// The count of nobody whose "no" is token `t`.
pub(super) fn recognize(story: &Story<'_>, t: usize) -> Option<Quantity> {
    let form = story.lower(t);
    let pronoun = form == "neither" && story.deprel(t) != Deprel::Det;
    if matches!(form, "nobody" | "none") || pronoun || form == "no" && t + 1 < story.tokens.len() && story.lower(t + 1) == "one" {
        let last = if form == "no" { t + 1 } else { t };
        let node =
            if story.deprel(t) == Deprel::Det || story.deprel(t) == Deprel::Advmod || story.deprel(t) == Deprel::Nummod { last } else { t };
        let counted = Counted { number: node, noun: None, of: None };
        let (role, rule) = roles::role(story, &counted, last)?;
        return Some(none(story.span(t, last), None, Some(role), rule));
    }
    if !matches!(form, "no" | "neither") || !matches!(story.deprel(t), Deprel::Det | Deprel::Advmod) {
        return None;
    }
    let noun = story.head(t).filter(|&h| h > t && h <= t + 6)?;
    if matches!(story.lower(t + 1), "longer" | "more" | "fewer" | "less") {
        return None;
    }
    if REPORTS.contains(&story.lemma(noun)) {
        let harm = story.children_by(noun, Deprel::Nmod).find(|&c| roles::of_noun(story, c).is_some() || HARM.contains(&story.lemma(c)))?;
        let (_, last) = coordinated(story, harm);
        return Some(none(story.span(t, last), Some(story.span(harm, last)), roles::of_noun(story, harm), "reports"));
    }
    if HARM[..1].contains(&story.lemma(noun)) {
        return Some(none(story.span(t, noun), Some(story.span(t + 1, noun)), None, "noun"));
    }
    let strong = roles::of_noun(story, noun);
    if strong.is_some() && story.upos(noun) == Upos::Noun {
        let (role, last) = coordinated(story, noun);
        return Some(none(story.span(t, last), Some(story.span(t + 1, last)), role, "noun"));
    }
    // "No children were among the dead", "no one …"
    let counted = Counted { number: noun, noun: Some(noun), of: None };
    let (role, rule) = roles::role(story, &counted, noun)?;
    Some(none(story.span(t, t), Some(story.span(t + 1, noun)), Some(role), rule))
}

/// "injuries or deaths": the first role, and the last noun.
fn coordinated(story: &Story<'_>, noun: usize) -> (Option<crate::article::QuantityRole>, usize) {
    let last =
        story.children_by(noun, Deprel::Conj).filter(|&c| c <= noun + 3 && roles::of_noun(story, c).is_some()).last().unwrap_or(noun);
    (roles::of_noun(story, noun), last)
}

fn none(span: Span, of: Option<Span>, role: Option<crate::article::QuantityRole>, rule: &'static str) -> Quantity {
    let zero = Some("0".to_owned());
    Quantity {
        span,
        kind: QuantityKind::Cardinal,
        value: zero.clone(),
        min: zero.clone(),
        max: zero,
        bound: Bound::Exact,
        unit: None,
        of,
        role,
        negated: true,
        event: None,
        rule: format!("negated.{rule}").into(),
    }
}
