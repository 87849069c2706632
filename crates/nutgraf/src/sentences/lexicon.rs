//! The splitter's word lists.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

/// What the stop after an abbreviation means; see the head of `abbreviations.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    Title,
    Number,
    Date,
    Plain,
    Place,
    Last,
    Time,
}

/// No abbreviation of the list is longer.
const LONGEST: usize = 12;

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// Calls `with` on the ASCII-lower-cased word; `None` for a word that is too long or not ASCII.
fn lowered<T>(word: &str, with: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0u8; 16];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    with(std::str::from_utf8(lower).ok()?)
}

/// What kind of abbreviation `word` (without its last stop) is, whatever its case.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    static TABLE: OnceLock<HashMap<&str, Abbreviation>> = OnceLock::new();
    if word.len() > LONGEST {
        return None;
    }
    let table = TABLE.get_or_init(|| {
        rows(include_str!("abbreviations.tsv"))
            .filter_map(|row| {
                let (word, class) = row.split_once('\t')?;
                let class = match class {
                    "title" => Abbreviation::Title,
                    "number" => Abbreviation::Number,
                    "date" => Abbreviation::Date,
                    "last" => Abbreviation::Last,
                    "place" => Abbreviation::Place,
                    "time" => Abbreviation::Time,
                    _ => Abbreviation::Plain,
                };
                Some((word, class))
            })
            .collect()
    });
    lowered(word, |w| table.get(w).copied()).filter(|&a| a != Abbreviation::Place || word.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Whether `word`, capitalised, starts a sentence rather than a name.
pub(crate) fn is_starter(word: &str) -> bool {
    static TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| rows(include_str!("starters.tsv")).collect());
    lowered(word, |w| table.contains(w).then_some(())).is_some()
}

/// Whether `word` goes on with a clock time: "9 a.m. Tuesday", "5 p.m. Eastern".
pub(crate) fn is_calendar(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Aug",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Eastern",
        "Pacific",
        "Central",
        "Mountain",
        "GMT",
        "UTC",
        "EST",
        "EDT",
        "ET",
        "CST",
        "CDT",
        "CT",
        "MST",
        "MDT",
        "PST",
        "PDT",
        "PT",
        "BST",
    ];
    WORDS.contains(&word)
}

/// Whether `word` (without its last stop) is letters with stops between them: `U.S`, `p.m`.
pub(crate) fn is_dotted(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() >= 3
        && bytes.len() <= 13
        && bytes.len() % 2 == 1
        && bytes.iter().enumerate().all(|(i, &b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { b == b'.' })
}
