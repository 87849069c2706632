//! Comment that was not given: "declined to comment", "could not be reached", "no immediate comment from X".

use crate::article::{Polarity, QuoteKind};
use crate::labels::{Deprel, Upos};
use crate::lexicon::rows;

use super::Draft;
use super::clauses::Scene;

/// The phrases of `declines.tsv`, each as a list of words.
fn phrases() -> &'static [(Vec<&'static str>, bool)] {
    static TABLE: std::sync::OnceLock<Vec<(Vec<&'static str>, bool)>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |mut row: std::str::Split<'static, char>| Some((row.next()?.split(' ').collect(), row.next() == Some("from")));
        rows(include_str!("declines.tsv")).filter_map(row).collect()
    })
}

/// Whether a pattern word fits token `t`: itself, one of several (`a|b`), or a lemma (`=decline`).
fn fits(scene: &Scene<'_>, t: usize, word: &str) -> bool {
    let (form, lemma) = (scene.story.lower(t), scene.story.lemma(t));
    word.split('|').any(|w| w.strip_prefix('=').map_or(w == form, |l| l == lemma || inflects(form, l)))
}

/// Whether a form is regularly inflected from a lemma, for words whose lemma is in doubt.
fn inflects(form: &str, lemma: &str) -> bool {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    form.strip_prefix(stem).is_some_and(|rest| matches!(rest, "" | "e" | "s" | "es" | "ed" | "ing")) && (form != stem || stem == lemma)
}

/// The last token of a pattern that begins at `t`. A word ending in `?` may be absent.
fn matches(scene: &Scene<'_>, t: usize, pattern: &[&str], end: usize) -> Option<usize> {
    let mut at = t;
    let mut last = None;
    for word in pattern {
        let optional = word.ends_with('?');
        let word = word.trim_end_matches('?');
        if at < end && fits(scene, at, word) {
            last = Some(at);
            at += 1;
        } else if !optional {
            return None;
        }
    }
    last
}

/// The declined comments of the story.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Draft> {
    let story = scene.story;
    let mut found: Vec<Draft> = Vec::new();
    let mut next = 0;
    for t in 0..story.tokens.len() {
        if t < next || scene.pair_at(t).is_some() {
            continue;
        }
        let sentence = scene.sentence(t);
        let hit = phrases().iter().find_map(|(pattern, from)| Some((matches(scene, t, pattern, sentence.end)?, *from)));
        let Some((last, from)) = hit else { continue };
        next = last + 1;
        let speaker = if from {
            // "no comment from X".
            (last + 1 < sentence.end && matches!(story.lower(last + 1), "from" | "by"))
                .then(|| {
                    (last + 2..sentence.end).find(|&n| {
                        matches!(story.upos(n), Upos::Noun | Upos::Propn | Upos::Pron)
                            && !matches!(story.deprel(n), Deprel::Compound | Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Amod)
                    })
                })
                .flatten()
                .map(|n| scene.phrase(n, last + 2, sentence.end))
        } else {
            let verb =
                (t..=last).find(|&v| story.upos(v) == Upos::Verb).or_else(|| (t..=last).find(|&v| story.upos(v) == Upos::Aux)).unwrap_or(t);
            let subject = scene.subject(verb).or_else(|| scene.subject(t)).filter(|&s| s < t);
            let subject =
                subject.or_else(|| (sentence.start..t).rev().find(|&n| matches!(story.upos(n), Upos::Noun | Upos::Propn | Upos::Pron)));
            subject.map(|s| scene.whole_subject(s, t).unwrap_or_else(|| scene.phrase(s, sentence.start, t.max(s + 1))))
        };
        let cue = story.span(t, last);
        found.push(Draft {
            kind: QuoteKind::Indirect,
            cue: Some(t),
            cue_span: Some(cue),
            speaker,
            polarity: Polarity::Declined,
            rule: "declined".to_owned(),
            score: 900,
            ..Draft::default()
        });
    }
    found
}
