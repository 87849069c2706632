//! `<meta>` and `<link>` elements: OpenGraph, `article:*`, and the names that publishers and their tools use.

use super::Candidate;
use crate::article::Image;
use crate::html::entities;
use crate::html::tokenizer::Attribute;
use crate::html::tree::{NodeId, Tree};

/// A field, as `meta_names.tsv` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Headline,
    AlternativeHeadline,
    Description,
    Author,
    Publisher,
    Published,
    Modified,
    Section,
    Keywords,
    Language,
    Url,
    Image,
}

struct Row {
    name: &'static str,
    open_graph: bool,
    field: Field,
    /// Lower goes first.
    order: u8,
}

static ROWS: std::sync::LazyLock<Vec<Row>> = std::sync::LazyLock::new(|| {
    let field = |name| {
        Some(match name {
            "headline" => Field::Headline,
            "alternative_headline" => Field::AlternativeHeadline,
            "description" => Field::Description,
            "author" => Field::Author,
            "publisher" => Field::Publisher,
            "published" => Field::Published,
            "modified" => Field::Modified,
            "section" => Field::Section,
            "keywords" => Field::Keywords,
            "language" => Field::Language,
            "url" => Field::Url,
            "image" => Field::Image,
            _ => return None,
        })
    };
    let mut rows: Vec<Row> = include_str!("meta_names.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .enumerate()
        .filter_map(|(i, l)| {
            let mut columns = l.split('\t');
            let (name, source, to) = (columns.next()?, columns.next()?, columns.next()?);
            Some(Row { name, open_graph: source == "open_graph", field: field(to)?, order: i.min(250) as u8 })
        })
        .collect();
    rows.sort_by_key(|r| r.name);
    rows
});

/// The meta elements read so far: value, order of its name.
#[derive(Default)]
pub(super) struct Metas {
    found: Vec<(bool, Field, u8, String)>,
    canonical: Option<String>,
}

/// More values than this are left out.
const MOST: usize = 500;

impl Metas {
    pub fn read(&mut self, tree: &Tree<'_>, node: NodeId) {
        let Some(content) = tree.raw(node, Attribute::Content).filter(|c| !c.trim().is_empty() && c.len() < 20_000) else { return };
        for key in [Attribute::Property, Attribute::Name, Attribute::ItemProp, Attribute::HttpEquiv] {
            let Some(names) = tree.raw(node, key) else { continue };
            // "og:title twitter:title": several in one.
            for name in names.split_ascii_whitespace().take(4) {
                let lower = name.to_ascii_lowercase();
                let Ok(at) = ROWS.binary_search_by(|r| r.name.cmp(lower.as_str())) else { continue };
                let row = &ROWS[at];
                if self.found.len() < MOST {
                    let value = entities::clean(content);
                    if !value.is_empty() {
                        self.found.push((row.open_graph, row.field, row.order, value));
                    }
                }
            }
        }
    }

    pub fn read_link(&mut self, tree: &Tree<'_>, node: NodeId) {
        let rel = tree.raw(node, Attribute::Rel).unwrap_or("");
        if self.canonical.is_none() && rel.eq_ignore_ascii_case("canonical") {
            self.canonical = tree.value(node, Attribute::Href).filter(|u| u.starts_with("http"));
        }
    }

    /// OpenGraph's candidate and that of the other names.
    pub fn finish(mut self) -> (Candidate, Candidate) {
        // Stable: among equal names the first in the page wins.
        self.found.sort_by_key(|f| f.2);
        let mut out = (Candidate::default(), Candidate { url: self.canonical, ..Candidate::default() });
        for (open_graph, field, _, value) in self.found {
            let c = if open_graph { &mut out.0 } else { &mut out.1 };
            let slot = match field {
                Field::Headline => &mut c.headline,
                Field::AlternativeHeadline => &mut c.alternative_headline,
                Field::Description => &mut c.description,
                Field::Publisher => &mut c.publisher,
                Field::Published => &mut c.published,
                Field::Modified => &mut c.modified,
                Field::Section => &mut c.section,
                Field::Language => &mut c.language,
                Field::Url => &mut c.url,
                Field::Author => {
                    if !c.authors.iter().any(|a| a.0 == value) {
                        c.authors.push((value, false));
                    }
                    continue;
                }
                Field::Keywords => {
                    for k in value.split(',').map(str::trim).filter(|k| !k.is_empty()) {
                        if !c.keywords.iter().any(|x| x == k) {
                            c.keywords.push(k.to_owned());
                        }
                    }
                    continue;
                }
                Field::Image => {
                    if c.images.len() < 50 && !c.images.iter().any(|i| i.url == value) {
                        c.images.push(Image { url: value, ..Image::default() });
                    }
                    continue;
                }
            };
            if slot.is_none() && !(matches!(field, Field::Published | Field::Modified) && super::dates::read(&value).is_none()) {
                *slot = Some(value);
            }
        }
        out
    }
}
