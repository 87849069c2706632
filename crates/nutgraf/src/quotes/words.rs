//! The word classes of `words.tsv` and the irregular forms of `irregular.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::lexicon::rows;
use crate::lexicon::words::Words;

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A common noun for an outlet.
    Outlet,
    /// The last word of many outlets' names.
    Paper,
    /// A news agency.
    Agency,
    /// Those who chant when they shout together.
    Crowd,
    /// A body that speaks by statement.
    Body,
    /// A network one speaks on.
    Network,
    /// Talk with an outlet.
    Talk,
}

const CLASSES: &[(&str, Class)] = &[
    ("outlet", Class::Outlet),
    ("paper", Class::Paper),
    ("agency", Class::Agency),
    ("crowd", Class::Crowd),
    ("body", Class::Body),
    ("network", Class::Network),
    ("talk", Class::Talk),
];

impl Class {
    fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Whether a word in lower case is of this class.
    pub fn has(self, word: &str) -> bool {
        static TABLE: OnceLock<Words<u8>> = OnceLock::new();
        let table = TABLE.get_or_init(|| {
            let mut table: HashMap<&'static str, u8> = HashMap::default();
            for mut row in rows(include_str!("words.tsv")) {
                let (Some(class), Some(word)) = (row.next(), row.next()) else { continue };
                if let Some(&(_, class)) = CLASSES.iter().find(|(name, _)| *name == class) {
                    *table.entry(word).or_insert(0) |= class.bit();
                }
            }
            table.into()
        });
        table.get(word).is_some_and(|bits| bits & self.bit() != 0)
    }
}

/// The lemma of an irregular form of a cue verb, for words whose lemma is in doubt.
pub(super) fn irregular(form: &str) -> Option<&'static str> {
    static TABLE: OnceLock<Words<&'static str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| rows(include_str!("irregular.tsv")).filter_map(|mut row| Some((row.next()?, row.next()?))).collect());
    table.get(form).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_class_and_a_word() {
        for mut row in rows(include_str!("words.tsv")) {
            let (class, word) = (row.next().unwrap(), row.next().unwrap());
            let &(_, class) = CLASSES.iter().find(|(name, _)| *name == class).unwrap_or_else(|| panic!("unknown class {class:?}"));
            assert!(class.has(word), "{word}");
            assert_eq!(word, word.to_lowercase());
        }
        assert!(!Class::Crowd.has("ministry"));
        assert_eq!(irregular("swore"), Some("swear"));
    }
}
