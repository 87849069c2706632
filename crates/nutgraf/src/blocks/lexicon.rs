//! The tables of the text reader.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::article::BlockKind;
use crate::lexicon::custom::Lexicon;

/// What an agency of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgencyKind {
    /// A news agency.
    Wire,
    /// A picture agency, or where pictures come from.
    Photo,
    /// A paper or broadcaster.
    Outlet,
}

/// What must follow a credit's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// A mark, "by", or the end of the word and a name or agency.
    Any,
    /// A mark.
    Mark,
    /// A name.
    Free,
}

/// Words of bylines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BylineWord {
    Opener,
    Role,
    Outlet,
    NotAuthor,
}

pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// Longest key of the tables, in bytes.
const LONGEST: usize = 40;

fn look_up<T: Copy>(table: &HashMap<&'static str, T>, key: &str) -> Option<T> {
    if key.len() > LONGEST {
        return None;
    }
    table.get(key.to_lowercase().as_str()).copied()
}

/// The agency or outlet that is written `form`, whatever its case: its name and kind.
fn agency(form: &str) -> Option<(&'static str, AgencyKind)> {
    static TABLE: OnceLock<HashMap<&str, (&str, AgencyKind)>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("agencies.tsv"))
            .filter_map(|row| match row[..] {
                [form, name, "wire"] => Some((form, (name, AgencyKind::Wire))),
                [form, name, "photo"] => Some((form, (name, AgencyKind::Photo))),
                [form, name, "outlet"] => Some((form, (name, AgencyKind::Outlet))),
                _ => None,
            })
            .collect()
    });
    look_up(table, form.trim())
}

/// The agencies that there are: the caller's, then those of the table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Agencies<'a>(Option<&'a Lexicon>);

impl<'a> Agencies<'a> {
    pub fn new(lexicon: Option<&'a Lexicon>) -> Self {
        Self(lexicon)
    }

    /// The agency or outlet that is written `form`: its name and kind.
    pub fn find(self, form: &str) -> Option<(&'a str, AgencyKind)> {
        let own = self.0.and_then(|l| l.agency_name(form.trim()));
        own.map(|name| (name, AgencyKind::Wire)).or_else(|| agency(form))
    }
}

/// What must follow the credit label `form`.
pub(super) fn credit_label(form: &str) -> Option<LabelKind> {
    static TABLE: OnceLock<HashMap<&str, LabelKind>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("credit_labels.tsv"))
            .filter_map(|row| match row[..] {
                [form, "any"] => Some((form, LabelKind::Any)),
                [form, "mark"] => Some((form, LabelKind::Mark)),
                [form, "free"] => Some((form, LabelKind::Free)),
                _ => None,
            })
            .collect()
    });
    look_up(table, form)
}

/// What the word or phrase is in a byline.
pub(super) fn byline_word(form: &str) -> Option<BylineWord> {
    static TABLE: OnceLock<HashMap<&str, BylineWord>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("byline_words.tsv"))
            .filter_map(|row| match row[..] {
                [form, "opener"] => Some((form, BylineWord::Opener)),
                [form, "role"] => Some((form, BylineWord::Role)),
                [form, "outlet"] => Some((form, BylineWord::Outlet)),
                [form, "not_author"] => Some((form, BylineWord::NotAuthor)),
                _ => None,
            })
            .collect()
    });
    look_up(table, form)
}

/// Where a phrase of `openers.tsv` must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The paragraph starts with it.
    Start,
    /// A short paragraph starts with it.
    Line,
    /// It is the paragraph.
    Whole,
    /// A short paragraph has it.
    Within,
}

/// The phrases that make notes and boilerplate: kind, place, phrase.
pub(super) fn openers() -> &'static [(BlockKind, Place, &'static str)] {
    static TABLE: OnceLock<Vec<(BlockKind, Place, &str)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        rows(include_str!("openers.tsv"))
            .filter_map(|row| {
                let [kind, place, phrase] = row[..] else { return None };
                let place = match place {
                    "start" => Place::Start,
                    "line" => Place::Line,
                    "whole" => Place::Whole,
                    "within" => Place::Within,
                    _ => return None,
                };
                Some((BlockKind::from_name(kind)?, place, phrase))
            })
            .collect()
    })
}

/// Whether a phrase of [`openers`] that may stand anywhere begins with a word in `text`, which is in lower case.
/// One look at the text for all of them.
pub(super) fn may_contain_opener(text: &str) -> bool {
    static PHRASES: OnceLock<[Vec<&'static str>; 128]> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        let mut phrases = std::array::from_fn(|_| Vec::new());
        for (_, _, phrase) in openers().iter().filter(|(_, place, _)| *place == Place::Within) {
            // Other initials would need no list of their own: no phrase begins with a letter outside ASCII.
            if let Some(list) = phrases.get_mut(usize::from(phrase.as_bytes()[0])) {
                list.push(*phrase);
            }
        }
        phrases
    });
    let bytes = text.as_bytes();
    let opens = |at: usize| at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
    bytes.iter().enumerate().any(|(at, &byte)| {
        phrases
            .get(usize::from(byte))
            .is_some_and(|list| !list.is_empty() && opens(at) && list.iter().any(|p| bytes[at..].starts_with(p.as_bytes())))
    })
}

/// Whether some credit label has `word` for its first: a quick look before [`credit_label`].
pub(super) fn may_begin_label(word: &str) -> bool {
    /// For each initial letter, the lengths of the first words of labels, as bits.
    static LENGTHS: OnceLock<[u64; 26]> = OnceLock::new();
    let lengths = LENGTHS.get_or_init(|| {
        let mut lengths = [0; 26];
        for row in rows(include_str!("credit_labels.tsv")) {
            let first = row[0].split(' ').next().unwrap_or_default();
            if let Some(letter) = first.bytes().next().filter(u8::is_ascii_lowercase) {
                lengths[usize::from(letter - b'a')] |= 1 << first.len().min(63);
            }
        }
        lengths
    });
    match word.bytes().next() {
        Some(letter) if letter.is_ascii_alphabetic() => {
            lengths[usize::from(letter.to_ascii_lowercase() - b'a')] & (1 << word.len().min(63)) != 0
        }
        _ => true,
    }
}

/// What a header line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Published,
    Modified,
    Headline,
    Description,
    Author,
    Source,
    Publisher,
    Section,
    Keywords,
    Url,
    Language,
    None,
}

/// The field of a header key, whatever its case.
pub(super) fn header_field(key: &str) -> Option<Field> {
    static TABLE: OnceLock<HashMap<&str, Field>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("headers.tsv"))
            .filter_map(|row| {
                let [key, field] = row[..] else { return None };
                let field = match field {
                    "published" => Field::Published,
                    "modified" => Field::Modified,
                    "headline" => Field::Headline,
                    "description" => Field::Description,
                    "author" => Field::Author,
                    "source" => Field::Source,
                    "publisher" => Field::Publisher,
                    "section" => Field::Section,
                    "keywords" => Field::Keywords,
                    "url" => Field::Url,
                    "language" => Field::Language,
                    _ => Field::None,
                };
                Some((key, field))
            })
            .collect()
    });
    look_up(table, key.trim())
}
