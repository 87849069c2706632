//! First-order divisions named without their country ("Texas", "Tex.").

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use super::rows;
use super::words::Words;

/// A division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub country: &'static str,
    /// As in `places.tsv`.
    pub division: Option<&'static str>,
}

/// The division of this name or abbreviation, as written.
pub(crate) fn lookup(name: &str) -> Option<Region> {
    static TABLE: OnceLock<Words<Region>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: HashMap<&'static str, Region> = HashMap::default();
        for mut row in rows(include_str!("regions.tsv")) {
            let (Some(name), Some(country)) = (row.next(), row.next()) else { continue };
            let region = Region { name, country, division: row.next().filter(|d| !d.is_empty()) };
            table.insert(name, region);
            for short in row.next().unwrap_or("").split(';').filter(|s| !s.is_empty()) {
                table.insert(short, region);
            }
        }
        table.into()
    });
    table.get(name).copied()
}
