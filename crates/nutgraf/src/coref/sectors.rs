//! The PLOVER sector that an organization's or group's name tells: "Ministry of Health" is GOV, "Norvale Police" COP.

use std::sync::OnceLock;

use crate::lexicon::rows;
use crate::lexicon::words::Words;

use super::line::Line;

/// A row of `sectors.tsv`.
#[derive(Clone, Copy)]
struct Row {
    sector: &'static str,
    /// Only as the name's last words.
    last: bool,
}

/// Words of the longest entry.
const LONGEST: usize = 5;

fn table() -> &'static Words<Row> {
    static TABLE: OnceLock<Words<Row>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |mut row: std::str::Split<'static, char>| {
            let (words, sector, place) = (row.next()?, row.next()?, row.next()?);
            Some((words, Row { sector, last: place == "last" }))
        };
        rows(include_str!("sectors.tsv")).filter_map(row).collect()
    })
}

/// The sector of the longest entry in the name, the later one of equals.
pub(super) fn of_name(name: &str) -> Option<&'static str> {
    let mut lower = name.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    let words = lower.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty());
    let words = Line::new(words, lower.len());
    let table = table();
    for length in (1..=LONGEST.min(words.len())).rev() {
        for first in (0..=words.len() - length).rev() {
            let end = first + length;
            let entry = words.stretch(first..end);
            let found = table.get(entry).or_else(|| table.get(entry.strip_suffix("'s")?));
            if let Some(row) = found.filter(|row| !row.last || end == words.len()) {
                return Some(row.sector).filter(|s| *s != "-");
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::of_name;

    #[test]
    fn names_tell_sectors() {
        for (name, sector) in [
            ("Ministry of Health", Some("GOV")),
            ("Ministry of Defence", Some("MIL")),
            ("Norvale Police", Some("COP")),
            ("Police Union of Norvale", Some("LAB")),
            ("Tarsian Supreme Court", Some("JUD")),
            ("Alder Motors", Some("BUS")),
            ("Motors of Yesterday", None),
            ("European Union", None),
            ("World Bank", None),
            ("Transport Workers’ League", Some("LAB")),
            ("Université Alder", None),
            ("Alder University Hospital", Some("MED")),
            ("", None),
        ] {
            assert_eq!(of_name(name), sector, "{name}");
        }
    }

    #[test]
    fn every_sector_is_plovers() {
        const PLOVER: &[&str] = &[
            "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB",
            "MED", "REF", "OPP", "PRE", "REL", "SOC", "-",
        ];
        for row in crate::lexicon::rows(include_str!("sectors.tsv")) {
            let columns: Vec<&str> = row.collect();
            assert!(columns.len() == 3 && PLOVER.contains(&columns[1]) && matches!(columns[2], "any" | "last"), "{columns:?}");
            assert!(columns[0].split(' ').count() <= super::LONGEST, "{columns:?}");
        }
    }
}
