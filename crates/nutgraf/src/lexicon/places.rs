//! Towns of GeoNames, read in the data file as it is; a table made at the first question tells where a name's line is.

use std::hash::Hasher;
use std::sync::OnceLock;

use rustc_hash::FxHasher;

const FILE: &str = include_str!("places.tsv");

/// A town that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// First-order division, where the file has it ("TX").
    pub division: Option<&'static str>,
    /// floor(2 log10(people)) - 4.
    pub size: u8,
}

/// The towns called `name`, largest first.
pub(crate) fn lookup(name: &str) -> impl Iterator<Item = Candidate> {
    find(name).unwrap_or("").split(' ').filter_map(parse)
}

fn parse(candidate: &'static str) -> Option<Candidate> {
    let (place, size) = candidate.split_at(candidate.len().checked_sub(1)?);
    let (country, division) = match place.split_once('-') {
        Some((country, division)) => (country, Some(division)),
        None => (place, None),
    };
    Some(Candidate { country, division, size: size.parse().ok()? })
}

/// Slots of the table: a power of two, well above the number of lines.
const SLOTS: usize = 1 << 17;

fn slot(name: &[u8]) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(name);
    hasher.finish() as usize % SLOTS
}

/// Where lines begin, each in the slot of its name or the next that is free. Nothing begins at 0, where the comment is.
fn table() -> &'static [u32] {
    static TABLE: OnceLock<Vec<u32>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = vec![0; SLOTS];
        let mut start = FILE.find('\n').map_or(FILE.len(), |i| i + 1);
        for line in FILE[start..].split_inclusive('\n') {
            let mut at = slot(line.split('\t').next().unwrap_or("").as_bytes());
            while table[at] != 0 {
                at = (at + 1) % SLOTS;
            }
            table[at] = start as u32;
            start += line.len();
        }
        table
    })
}

/// The second column of the line whose first is `name`.
fn find(name: &str) -> Option<&'static str> {
    let table = table();
    let mut at = slot(name.as_bytes());
    while table[at] != 0 {
        let line = FILE.get(table[at] as usize..)?;
        if let Some(value) = line.strip_prefix(name).and_then(|rest| rest.strip_prefix('\t')) {
            return value.lines().next();
        }
        at = (at + 1) % SLOTS;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        let mut count = 0;
        for line in FILE.lines().skip(1) {
            let (name, value) = line.split_once('\t').unwrap();
            assert_eq!(find(name), Some(value), "{name}");
            assert!(lookup(name).next().is_some(), "{name}");
            count += 1;
        }
        assert!(count > 30_000);
    }

    #[test]
    fn candidates() {
        let first = lookup("Birmingham").next().unwrap();
        assert_eq!((first.country, first.division), ("GB", Some("ENG")));
        assert!(lookup("Birmingham").any(|c| c.country == "US" && c.division == Some("AL")));
        assert_eq!(lookup("Nowhereville").next(), None);
        assert_eq!(lookup("").next(), None);
        assert_eq!(lookup("\u{10FFFF}").next(), None);
    }
}
