//! Comment that was not given: "declined to comment", "could not be reached", "no immediate comment from X".

use crate::article::{Polarity, QuoteKind};
use crate::labels::{Deprel, Upos};
use crate::lexicon::rows;

use super::Draft;
use super::clauses::Scene;

/// A phrase of `declines.tsv`.
struct Phrase {
    words: Vec<Word>,
    /// The silent one follows in a from-phrase.
    from: bool,
}

/// One word of a phrase.
struct Word {
    /// Forms as written, or lemmas.
    alternatives: Vec<Alternative>,
    optional: bool,
}

enum Alternative {
    Form(&'static str),
    Lemma(&'static str),
}

impl Phrase {
    fn read(mut row: std::str::Split<'static, char>) -> Option<Self> {
        let words = row.next()?.split(' ').map(|word| {
            let alternatives = word.trim_end_matches('?').split('|');
            let read = |w: &'static str| w.strip_prefix('=').map_or(Alternative::Form(w), Alternative::Lemma);
            Word { alternatives: alternatives.map(read).collect(), optional: word.ends_with('?') }
        });
        Some(Self { words: words.collect(), from: row.next() == Some("from") })
    }
}

fn phrases() -> &'static [Phrase] {
    static TABLE: std::sync::OnceLock<Vec<Phrase>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| rows(include_str!("declines.tsv")).filter_map(Phrase::read).collect())
}

/// The initials with which phrases can begin: few words need a closer look.
fn may_begin(form: &str, lemma: &str) -> bool {
    static TABLE: std::sync::OnceLock<[bool; 256]> = std::sync::OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = [false; 256];
        for alternative in phrases().iter().filter_map(|phrase| phrase.words.first()).flat_map(|word| &word.alternatives) {
            let (Alternative::Form(word) | Alternative::Lemma(word)) = alternative;
            table[usize::from(word.as_bytes()[0])] = true;
        }
        table
    });
    [form, lemma].iter().any(|word| word.bytes().next().is_some_and(|initial| table[usize::from(initial)]))
}

/// Whether a word of a phrase fits token `t`.
fn fits(scene: &Scene<'_>, t: usize, word: &Word) -> bool {
    let (form, lemma) = (scene.story.lower(t), scene.story.lemma(t));
    word.alternatives.iter().any(|alternative| match alternative {
        Alternative::Form(w) => *w == form,
        Alternative::Lemma(l) => *l == lemma || inflects(form, l),
    })
}

/// Whether a form is regularly inflected from a lemma, for words whose lemma is in doubt.
fn inflects(form: &str, lemma: &str) -> bool {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    form.strip_prefix(stem).is_some_and(|rest| matches!(rest, "" | "e" | "s" | "es" | "ed" | "ing")) && (form != stem || stem == lemma)
}

/// The last token of a phrase that begins at `t`.
fn matches(scene: &Scene<'_>, t: usize, phrase: &Phrase, end: usize) -> Option<usize> {
    let mut at = t;
    let mut last = None;
    for word in &phrase.words {
        if at < end && fits(scene, at, word) {
            last = Some(at);
            at += 1;
        } else if !word.optional {
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
        if t < next || !may_begin(story.lower(t), story.lemma(t)) || scene.pair_at(t).is_some() {
            continue;
        }
        let sentence = scene.sentence(t);
        let hit = phrases().iter().find_map(|phrase| Some((matches(scene, t, phrase, sentence.end)?, phrase.from)));
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
