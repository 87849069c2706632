//! Nouns for jobs, offices and ranks.

use std::sync::OnceLock;

use super::rows;
use super::words::Words;

/// What a job says about who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    /// PLOVER sector.
    pub sector: Option<&'static str>,
    /// "female", "male".
    pub gender: Option<&'static str>,
}

fn table() -> &'static Words<Job> {
    static TABLE: OnceLock<Words<Job>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |mut row: std::str::Split<'static, char>| {
            let word = row.next()?;
            let sector = row.next().filter(|s| !s.is_empty());
            Some((word, Job { sector, gender: gender(row.next().unwrap_or("")) }))
        };
        rows(include_str!("titles.tsv")).filter_map(row).collect()
    })
}

/// The gender that a column's letter stands for.
pub(crate) fn gender(letter: &str) -> Option<&'static str> {
    match letter {
        "f" => Some("female"),
        "m" => Some("male"),
        _ => None,
    }
}

/// As [`lookup`], without the words that as common nouns mostly name something else ("two counts of fraud").
pub(crate) fn of_person(word: &str) -> Option<Job> {
    const THINGS: &[&str] = &["count", "counts", "whip", "whips", "anchor", "anchors", "recorder", "recorders", "justice", "star", "stars"];
    lookup(word).filter(|_| !THINGS.contains(&word))
}

/// The job that a word names, in lower case, singular or plural, with or without the stop of an abbreviation.
pub(crate) fn lookup(word: &str) -> Option<Job> {
    let table = table();
    let bare = word.trim_end_matches('.');
    table.get(bare).or_else(|| table.get(bare.strip_suffix('s')?)).copied()
}
