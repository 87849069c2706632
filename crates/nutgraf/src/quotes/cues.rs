//! The table of cues (`cues.tsv`) and of the words that tell the medium and the relay.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::article::{Medium, Polarity};
use crate::lexicon::custom::{CueVerb, Lexicon, Takes};
use crate::lexicon::words::Words;
use crate::lexicon::{rows, without_opening, without_possessive};

use super::words::{Class, irregular};

/// What a cue verb takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// A clause or words in marks.
    pub says: bool,
    /// Its object hears.
    pub tells: bool,
    /// Only words in marks.
    pub words: bool,
    /// A name or description in marks.
    pub names: bool,
    pub medium: Option<Medium>,
    pub polarity: Polarity,
    /// 0 to 3.
    pub strength: u8,
}

impl Cue {
    /// Whether words in marks may follow or precede.
    pub fn quotes(self) -> bool {
        self.says || self.tells || self.words
    }
}

impl From<CueVerb> for Cue {
    fn from(verb: CueVerb) -> Self {
        let CueVerb { takes, medium, polarity } = verb;
        let (says, tells, words) = (takes != Takes::Words, takes == Takes::Hearer, takes == Takes::Words);
        // As sure as "say": somebody put it there.
        Cue { says, tells, words, names: false, medium, polarity, strength: 3 }
    }
}

/// The cue of a verb that the caller's lexicon has, by lemma, then by form.
pub(super) fn custom(lexicon: &Lexicon, lemma: &str, form: &str) -> Option<Cue> {
    lexicon.verb(lemma).or_else(|| lexicon.verb(form)).map(Cue::from)
}

/// The cue of a verb's lemma.
pub(super) fn verb(lemma: &str) -> Option<Cue> {
    static TABLE: OnceLock<Words<Cue>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Cue> = HashMap::default();
        for mut row in rows(include_str!("cues.tsv")) {
            let (Some(lemma), Some(frame)) = (row.next(), row.next()) else { continue };
            let has = |c: char| frame.contains(c);
            let medium = row.next().and_then(Medium::from_name);
            let polarity = row.next().and_then(Polarity::from_name).unwrap_or(Polarity::Said);
            let strength = row.next().and_then(|s| s.parse().ok()).unwrap_or(1);
            let cue = Cue { says: has('s') || has('t'), tells: has('t'), words: has('w'), names: has('m'), medium, polarity, strength };
            table.insert(lemma, cue);
        }
        table.into()
    });
    table.get(lemma).copied()
}

/// The cue of a regularly inflected form, for words whose lemma is in doubt.
pub(super) fn inflected(form: &str) -> Option<Cue> {
    if let Some(cue) = irregular(form).and_then(verb) {
        return Some(cue);
    }
    let stem = |suffix: &str| form.strip_suffix(suffix).and_then(verb);
    stem("s").or_else(|| stem("es")).or_else(|| stem("ed")).or_else(|| stem("d")).or_else(|| stem("ing"))
}

/// What a noun of `media.tsv` tells of the channel.
#[derive(Default)]
struct Carrier {
    /// By itself.
    alone: Option<Medium>,
    /// Before these words.
    before: Vec<(&'static str, Medium)>,
}

fn carriers() -> &'static Words<Carrier> {
    static TABLE: OnceLock<Words<Carrier>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Carrier> = HashMap::default();
        for mut row in rows(include_str!("media.tsv")) {
            let (Some(noun), Some(medium)) = (row.next(), row.next().and_then(Medium::from_name)) else { continue };
            match noun.split_once(' ') {
                Some((first, second)) => table.entry(first).or_default().before.push((second, medium)),
                None => table.entry(noun).or_default().alone = Some(medium),
            }
        }
        table.into()
    })
}

/// What the nouns near a cue tell of the channel ("in a statement", "on Twitter", "a poster").
pub(super) fn medium_noun(word: &str) -> Option<Medium> {
    carriers().get(word)?.alone
}

/// The same of a noun and what stands behind it, the two of which may be one ("press release").
pub(super) fn medium_nouns(word: &str, next: &str) -> Option<Medium> {
    let carrier = carriers().get(word)?;
    carrier.alone.or_else(|| carrier.before.iter().find(|(second, _)| *second == next).map(|&(_, medium)| medium))
}

/// News agencies and outlets that relay words, in lower case.
pub(super) fn is_outlet(name: &str) -> bool {
    static TABLE: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| rows(include_str!("outlets.tsv")).filter_map(|mut r| r.next()).collect());
    let lower = name.to_lowercase();
    let bare = without_possessive(without_opening(&lower, "the "));
    let last = bare.rsplit(' ').next().unwrap_or(bare);
    table.contains(bare) || Class::Paper.has(last)
}

/// Agencies proper, as against papers and stations.
pub(super) fn is_agency(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.trim_start_matches("the ");
    bare.ends_with("agency") || Class::Agency.has(bare)
}
