//! Comment that was not given: "declined to comment", "could not be reached", "no immediate comment from X".

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::article::{Polarity, QuoteKind};
use crate::labels::{Deprel, Upos};
use crate::lexicon::rows;
use crate::lexicon::words::Words;

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

/// The phrases, and which of them can begin with a word: few words need a closer look.
struct Table {
    phrases: Vec<Phrase>,
    /// For each form that a phrase can begin with, those phrases, a bit each; the same for lemmas.
    by_form: Words<u64, String>,
    by_lemma: Words<u64>,
}

impl Table {
    fn new() -> Self {
        let phrases: Vec<Phrase> = rows(include_str!("declines.tsv")).filter_map(Phrase::read).collect();
        let mut by_form: HashMap<String, u64> = HashMap::default();
        let mut by_lemma: HashMap<&'static str, u64> = HashMap::default();
        for (i, first) in phrases.iter().enumerate().filter_map(|(i, phrase)| Some((i, phrase.words.first()?))) {
            for alternative in &first.alternatives {
                match alternative {
                    Alternative::Form(form) => *by_form.entry((*form).to_owned()).or_default() |= 1 << i,
                    Alternative::Lemma(lemma) => {
                        *by_lemma.entry(lemma).or_default() |= 1 << i;
                        inflections(lemma).for_each(|form| *by_form.entry(form).or_default() |= 1 << i);
                    }
                }
            }
        }
        Self { phrases, by_form: by_form.into(), by_lemma: by_lemma.into() }
    }

    /// The phrases that can begin with a word, a bit each.
    fn beginning(&self, form: &str, lemma: &str) -> u64 {
        self.by_form.get(form).copied().unwrap_or(0) | self.by_lemma.get(lemma).copied().unwrap_or(0)
    }

    fn phrases(&self, bits: u64) -> impl Iterator<Item = &Phrase> {
        self.phrases.iter().enumerate().filter(move |(i, _)| bits >> i & 1 != 0).map(|(_, phrase)| phrase)
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}

/// Whether a word of a phrase fits token `t`.
fn fits(scene: &Scene<'_>, t: usize, word: &Word) -> bool {
    let (form, lemma) = (scene.story.lower(t), scene.story.lemma(t));
    word.alternatives.iter().any(|alternative| match alternative {
        Alternative::Form(w) => *w == form,
        Alternative::Lemma(l) => *l == lemma || inflects(form, l),
    })
}

/// The endings of regular forms, for words whose lemma is in doubt.
const ENDINGS: &[&str] = &["", "e", "s", "es", "ed", "ing"];

/// Whether a form is regularly inflected from a lemma.
fn inflects(form: &str, lemma: &str) -> bool {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    form.strip_prefix(stem).is_some_and(|rest| ENDINGS.contains(&rest)) && (form != stem || stem == lemma)
}

/// The forms that are regularly inflected from a lemma.
fn inflections(lemma: &str) -> impl Iterator<Item = String> {
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    ENDINGS.iter().map(move |ending| format!("{stem}{ending}")).filter(move |form| inflects(form, lemma))
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
    let table = table();
    let mut found: Vec<Draft> = Vec::new();
    let mut next = 0;
    for t in 0..story.tokens.len() {
        if t < next {
            continue;
        }
        let beginning = table.beginning(story.lower(t), story.lemma(t));
        if beginning == 0 || scene.pair_at(t).is_some() {
            continue;
        }
        let sentence = scene.sentence(t);
        let hit = table.phrases(beginning).find_map(|phrase| Some((matches(scene, t, phrase, sentence.end)?, phrase.from)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_found_by_its_first_word() {
        let table = table();
        // A bit for each.
        assert!(table.phrases.len() <= 64 && table.phrases.len() == rows(include_str!("declines.tsv")).count());
        for phrase in &table.phrases {
            let first = &phrase.words[0];
            assert!(!first.optional);
            for alternative in &first.alternatives {
                let (form, lemma) = match alternative {
                    Alternative::Form(word) => (*word, "?"),
                    Alternative::Lemma(word) => ("?", *word),
                };
                assert!(table.phrases(table.beginning(form, lemma)).any(|p| std::ptr::eq(p, phrase)), "{form} {lemma}");
            }
        }
        let forms: Vec<String> = inflections("refuse").collect();
        assert!(["refuse", "refuses", "refused", "refusing"].iter().all(|form| forms.iter().any(|f| f == form)));
        assert!(forms.iter().all(|form| form != "refus" && inflects(form, "refuse")));
    }
}
