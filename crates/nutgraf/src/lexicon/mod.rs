//! Word lists that more than one stage reads, as data files with their origin and licence in the first lines.
#![allow(dead_code, reason = "read by the stages as they grow")]

pub(crate) mod countries;
pub(crate) mod custom;
pub(crate) mod nouns;
pub(crate) mod places;
pub(crate) mod regions;
pub(crate) mod titles;
pub(crate) mod words;
pub(crate) mod zones;

/// A word without "'s" at its end.
pub(crate) fn without_possessive(mut word: &str) -> &str {
    for ending in ["'s", "’s"] {
        while let Some(rest) = word.strip_suffix(ending) {
            word = rest;
        }
    }
    word
}

/// The rows of a tab-separated data file: comments (`#`) and empty lines are left out.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t'))
}
