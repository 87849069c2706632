//! The tables of the text reader.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::article::BlockKind;

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
pub(crate) fn agency(form: &str) -> Option<(&'static str, AgencyKind)> {
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
