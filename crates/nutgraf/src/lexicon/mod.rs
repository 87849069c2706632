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

/// What is left of a text without the endings, taken off in their order, each as often as it stands there. (`trim_end_matches` makes
/// a searcher for each.)
pub(crate) fn without_endings<'t>(mut text: &'t str, endings: &[&str]) -> &'t str {
    for ending in endings {
        while let Some(rest) = text.strip_suffix(ending) {
            text = rest;
        }
    }
    text
}

/// The same of an opening.
pub(crate) fn without_opening<'t>(mut text: &'t str, opening: &str) -> &'t str {
    while let Some(rest) = text.strip_prefix(opening) {
        text = rest;
    }
    text
}

/// A word without "'s" at its end.
pub(crate) fn without_possessive(word: &str) -> &str {
    without_endings(word, &["'s", "’s"])
}

/// The rows of a tab-separated data file: comments (`#`) and empty lines are left out.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t'))
}
