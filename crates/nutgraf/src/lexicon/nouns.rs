//! Common nouns that stand for persons, organizations, places and groups of people.

use std::sync::OnceLock;

use super::rows;
use super::words::Words;
use crate::article::EntityType;

/// What a common noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    /// `None` for groups of people.
    pub kind: Option<EntityType>,
    /// It may point back to any name of its type, not only to one that has the noun in it.
    pub any: bool,
}

/// The noun of this lemma; `None` when it stands for no person, organization, place or group.
pub(crate) fn lookup(lemma: &str) -> Option<Noun> {
    static TABLE: OnceLock<Words<Noun>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let row = |mut row: std::str::Split<'static, char>| {
            let lemma = row.next()?;
            let kind = match row.next()? {
                "p" => Some(EntityType::Person),
                "o" => Some(EntityType::Organization),
                "l" => Some(EntityType::Place),
                _ => None,
            };
            Some((lemma, Noun { kind, any: row.next() == Some("any") }))
        };
        rows(include_str!("nouns.tsv")).filter_map(row).collect()
    });
    table.get(lemma).copied()
}
