//! What a page says about its story, and where it says so.
//!
//! Each place (JSON-LD, OpenGraph, other meta elements, microdata, visible elements) gives a [`Candidate`]; [`merge`] takes
//! each field from the best place that has it and notes which it was. Left out: what isn't said anywhere.

pub(super) mod authors;
pub(super) mod dates;
mod json_ld;
mod meta;
mod titles;
pub(crate) use dates::read as read_date;
pub(super) use titles::{key as title_key, overlap as title_overlap};

use super::entities;
use super::marks::{Marked, Marks};
use super::runs::Runs;
use super::tags::Tag;
use super::tokenizer::Attribute;
use super::tree::{NodeId, Tree};
use crate::article::{Image, Metadata, MetadataSource};
use crate::blocks::Agencies;

/// What one place says.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    pub headline: Option<String>,
    pub alternative_headline: Option<String>,
    pub description: Option<String>,
    /// Names as written, and whether they are said to be an organization's.
    pub authors: Vec<(String, bool)>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub images: Vec<Image>,
    pub body: Option<String>,
}

/// What the page's mark-up says, before the story is found in it.
pub(super) struct Said {
    pub json_ld: Candidate,
    pub open_graph: Candidate,
    pub meta: Candidate,
    pub microdata: Candidate,
    /// The `<title>`.
    pub title: Option<String>,
    pub language: Option<String>,
    /// The run that is the headline.
    pub headline_run: Option<usize>,
    pub headline: Option<(String, MetadataSource)>,
    /// How the page writes days and months in numbers.
    pub day_first: bool,
}

impl Said {
    /// The places that give values, best first.
    fn places(&self) -> [(&Candidate, MetadataSource); 4] {
        [
            (&self.json_ld, MetadataSource::JsonLd),
            (&self.open_graph, MetadataSource::OpenGraph),
            (&self.meta, MetadataSource::Meta),
            (&self.microdata, MetadataSource::Microdata),
        ]
    }

    fn first(&self, get: impl Fn(&Candidate) -> Option<&String>) -> Option<(String, MetadataSource)> {
        self.places().into_iter().find_map(|(c, source)| get(c).map(|v| (v.clone(), source)))
    }

    /// Descriptions, best first.
    pub fn descriptions(&self) -> impl Iterator<Item = &String> {
        self.places().into_iter().filter_map(|(c, _)| c.description.as_ref())
    }

    pub fn site_name(&self) -> Option<&str> {
        self.open_graph.publisher.as_deref().or(self.json_ld.publisher.as_deref()).or(self.meta.publisher.as_deref())
    }
}

/// Reads head and scripts, and finds the headline.
pub(super) fn read(tree: &Tree<'_>, marked: &Marked, runs: &Runs) -> Said {
    let mut scripts = Vec::new();
    let mut said = Said {
        json_ld: Candidate::default(),
        open_graph: Candidate::default(),
        meta: Candidate::default(),
        microdata: Candidate::default(),
        title: None,
        language: None,
        headline_run: None,
        headline: None,
        day_first: false,
    };
    let mut metas = meta::Metas::default();
    let mut svg_end = 0;
    for i in 0..tree.nodes.len() as NodeId {
        match tree.tag(i) {
            Tag::Text => {}
            Tag::Svg => svg_end = tree.end(i),
            Tag::Script
                if tree.raw(i, Attribute::Type).is_some_and(|t| t.trim().to_ascii_lowercase().starts_with("application/ld+json")) =>
            {
                scripts.push(tree.raw_text(i));
            }
            Tag::Meta => metas.read(tree, i),
            Tag::Link => metas.read_link(tree, i),
            Tag::Title if said.title.is_none() && i >= svg_end => {
                said.title = Some(entities::clean(tree.raw_text(i))).filter(|t| !t.is_empty());
            }
            Tag::Html => said.language = tree.value(i, Attribute::Lang),
            _ => {}
        }
    }
    said.json_ld = json_ld::read(&scripts);
    (said.open_graph, said.meta) = metas.finish();
    said.microdata = microdata(tree, marked);
    let region = |l: &&String| l.contains(['-', '_']);
    let languages = || [&said.language, &said.open_graph.language, &said.json_ld.language].into_iter().flatten();
    said.day_first = languages().find(region).or_else(|| languages().next()).is_some_and(|l| dates::is_day_first(l));
    titles::choose(&mut said, tree, runs);
    said
}

/// schema.org properties on elements. Those inside comments and lists of other stories are left out.
fn microdata(tree: &Tree<'_>, marked: &Marked) -> Candidate {
    let mut found = Candidate::default();
    let mut author_end = 0;
    for i in 0..tree.nodes.len() as NodeId {
        let Some(property) = tree.raw(i, Attribute::ItemProp) else { continue };
        if marked.all[i as usize].has(Marks::COMMENTS.with(Marks::RELATED).with(Marks::NAV)) {
            continue;
        }
        let value = || {
            let given = tree.value(i, Attribute::Content).or_else(|| tree.value(i, Attribute::Datetime));
            given.map(|v| entities::clean(&v)).or_else(|| Some(tree.text_of(i, 600))).filter(|v| !v.is_empty())
        };
        for property in property.split_ascii_whitespace() {
            let slot = match property {
                "headline" => &mut found.headline,
                "alternativeHeadline" | "alternateName" => &mut found.alternative_headline,
                "datePublished" | "dateCreated" => &mut found.published,
                "dateModified" => &mut found.modified,
                "articleSection" => &mut found.section,
                "description" => &mut found.description,
                "author" | "creator" if i >= author_end => {
                    author_end = tree.end(i);
                    let inner = (i + 1..tree.end(i))
                        .find(|&n| tree.raw(n, Attribute::ItemProp).is_some_and(|p| p.split_ascii_whitespace().any(|p| p == "name")));
                    let organization = tree.raw(i, Attribute::ItemType).is_some_and(|t| t.contains("Organization"));
                    let name = match inner {
                        Some(n) => tree.value(n, Attribute::Content).or_else(|| Some(tree.text_of(n, 200))),
                        None => tree.value(i, Attribute::Content).or_else(|| Some(tree.text_of(i, 200))),
                    };
                    let name = name.map(|n| entities::clean(&n)).filter(|n| !n.is_empty() && n.len() < 200);
                    if let Some(name) = name.filter(|n| found.authors.len() < 50 && !found.authors.iter().any(|a| a.0 == *n)) {
                        found.authors.push((name, organization));
                    }
                    continue;
                }
                _ => continue,
            };
            if slot.is_none() {
                *slot = value();
            }
        }
    }
    found
}

/// What the labelled blocks of the page add.
#[derive(Debug, Default)]
pub(super) struct Visible {
    pub bylines: Vec<String>,
    /// Author lines away from the story.
    pub late_bylines: Vec<String>,
    pub standfirst: Option<String>,
    pub published: Option<String>,
    /// A date found away from the story.
    pub late_published: Option<String>,
    pub images: Vec<Image>,
}

/// Each field from the best place that has it.
pub(super) fn merge(known: Agencies<'_>, said: &Said, visible: Visible, url: Option<&str>) -> Metadata {
    let mut m = Metadata::default();
    let mut sources = std::collections::BTreeMap::new();
    let mut take = |field: &str, found: Option<(String, MetadataSource)>| {
        let (value, source) = found?;
        sources.insert(field.to_owned(), source);
        Some(value)
    };
    m.headline = take("headline", said.headline.clone());
    let headline = m.headline.clone().unwrap_or_default();
    m.alternative_headline = take("alternative_headline", said.first(|c| c.alternative_headline.as_ref()).filter(|a| a.0 != headline));
    m.description = take("description", description(said, visible.standfirst.as_deref()));
    let site = |p: &&String| p.split_whitespace().count() < 4 || title_key(p) != title_key(&headline);
    m.publisher = take("publisher", said.first(|c| c.publisher.as_ref().filter(site)));
    m.section = take("section", said.first(|c| c.section.as_ref()));
    m.language = take("language", said.first(|c| c.language.as_ref()).or_else(|| Some((said.language.clone()?, MetadataSource::Dom))));
    m.url = take("url", said.first(|c| c.url.as_ref()).or_else(|| Some((url?.to_owned(), MetadataSource::Option))));

    let date = |get: fn(&Candidate) -> &Option<String>| {
        said.places().into_iter().find_map(|(c, source)| get(c).as_deref().and_then(dates::read).map(|d| (d, source)))
    };
    let published = date(|c| &c.published).or_else(|| Some((visible.published.clone()?, MetadataSource::Dom)));
    let page = m.url.clone();
    let published = published.or_else(|| {
        let found = url.and_then(dates::in_url).or_else(|| page.as_deref().and_then(dates::in_url))?;
        Some((found, MetadataSource::Dom))
    });
    let published = published.or_else(|| Some((visible.late_published.clone()?, MetadataSource::Dom)));
    // The day that readers see is the story's day.
    let published = published.map(|(date, source)| {
        let seen = visible.published.iter().chain(&visible.late_published).find_map(|s| dates::local(&date, s));
        (seen.unwrap_or(date), source)
    });
    m.date_published = take("date_published", published);
    m.date_modified = take("date_modified", date(|c| &c.modified));
    m.sources = sources;

    if let Some((c, source)) = said.places().into_iter().find(|(c, _)| !c.keywords.is_empty()) {
        m.keywords = c.keywords.clone();
        m.sources.insert("keywords".to_owned(), source);
    }
    authors::choose(known, &mut m, said, &visible.bylines, &visible.late_bylines);
    m.images = visible.images;
    let dom_images = !m.images.is_empty();
    for (c, source) in said.places() {
        for image in &c.images {
            if !m.images.iter().any(|i| same_image(&i.url, &image.url)) {
                m.images.push(image.clone());
                m.sources.entry("images".to_owned()).or_insert(source);
            }
        }
    }
    if dom_images {
        m.sources.insert("images".to_owned(), MetadataSource::Dom);
    }
    m
}

fn same_image(a: &str, b: &str) -> bool {
    let key = |s: &str| s.split(['?', '#']).next().unwrap_or(s).rsplit('/').next().unwrap_or(s).to_owned();
    a == b || key(a).len() > 12 && key(a) == key(b)
}

/// The standfirst that readers see, else what the page's head says.
fn description(said: &Said, standfirst: Option<&str>) -> Option<(String, MetadataSource)> {
    if let Some(text) = standfirst.filter(|t| t.len() >= 20) {
        return Some((text.to_owned(), MetadataSource::Dom));
    }
    let short = |d: &&String| d.len() <= 600;
    let open_graph = said.open_graph.description.as_ref().filter(short).map(|d| (d.clone(), MetadataSource::OpenGraph));
    open_graph.or_else(|| said.first(|c| c.description.as_ref()))
}
