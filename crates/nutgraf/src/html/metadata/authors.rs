//! Authors: people with their roles, agencies apart.

use super::Said;
use super::titles::key;
use crate::article::{Author, Metadata, MetadataSource};
use crate::blocks::byline;
use crate::blocks::lexicon::{AgencyKind, agency};

/// Fills in authors and agencies from the best place that names a person, agencies from all.
pub(super) fn choose(m: &mut Metadata, said: &Said, bylines: &[String]) {
    let publisher = m.publisher.as_deref().map(key).unwrap_or_default();
    let mut best: Option<(Vec<Author>, MetadataSource)> = None;
    let mut consider = |names: &[(String, bool)], source: MetadataSource, m: &mut Metadata| {
        let mut authors: Vec<Author> = Vec::new();
        for (name, organization) in names {
            read_name(name, *organization, &publisher, &mut authors, &mut m.agencies);
        }
        if best.is_none() && !authors.is_empty() {
            best = Some((authors, source));
        }
    };
    for (c, source) in said.places() {
        consider(&c.authors, source, m);
        if source == MetadataSource::JsonLd {
            // What readers see goes before what the head says otherwise: it is complete more often.
            let visible: Vec<(String, bool)> = bylines.iter().map(|b| (b.clone(), false)).collect();
            consider(&visible, MetadataSource::Byline, m);
        }
    }
    if let Some((authors, source)) = best {
        m.authors = authors;
        m.sources.insert("authors".to_owned(), source);
    }
    if !m.agencies.is_empty() {
        m.sources.insert("agencies".to_owned(), MetadataSource::Byline);
    }
}

/// Words of buttons and labels beside an author line.
const LABELS: &[&str] = &[
    "about",
    "all",
    "archive",
    "author",
    "bio",
    "comments",
    "contact",
    "copied",
    "email",
    "facebook",
    "follow",
    "google",
    "highlights",
    "link",
    "live",
    "menu",
    "more",
    "posted",
    "print",
    "published",
    "pubmed",
    "read",
    "save",
    "scholar",
    "share",
    "subscribe",
    "tweet",
    "twitter",
    "updated",
    "view",
    "watch",
];

fn read_name(name: &str, organization: bool, publisher: &str, authors: &mut Vec<Author>, agencies: &mut Vec<String>) {
    let name = name.trim();
    if name.is_empty() || name.len() > 300 || name.contains("://") || name.starts_with("www.") || name.starts_with('@') {
        return;
    }
    if let Some((known, kind)) = agency(name) {
        if kind == AgencyKind::Wire && !agencies.iter().any(|a| a == known) {
            agencies.push(known.to_owned());
        }
        return;
    }
    if organization || key(name) == publisher {
        return;
    }
    // "ByAnn Lee": two elements without a space between.
    let name = name.strip_prefix("Byby ").unwrap_or(name);
    let glued = name.strip_prefix("By").or_else(|| name.strip_prefix("by")).filter(|r| r.starts_with(char::is_uppercase));
    let name = glued.unwrap_or(name);
    let mut read = byline::read_byline(name);
    if read.authors.is_empty() && read.agencies.is_empty() && name.split_whitespace().count() <= 4 {
        // A field that holds one name may hold one that is a single word.
        read = byline::read_byline(&format!("By {name}"));
    }
    for known in read.agencies {
        if !agencies.contains(&known) {
            agencies.push(known);
        }
    }
    for mut author in read.authors {
        // "Ann Lee Published": what stands on buttons and labels is no part of a name.
        let words: Vec<&str> = author.name.split(' ').collect();
        let is_label = |w: &&&str| LABELS.contains(&w.to_lowercase().as_str());
        let kept = words.len() - words.iter().rev().take_while(is_label).count();
        if kept == 0 || kept < 2 && words.len() > kept || words[..kept].iter().any(|w| is_label(&w)) {
            continue;
        }
        author.name = words[..kept].join(" ");
        if !authors.iter().any(|a| key(&a.name) == key(&author.name)) && key(&author.name) != publisher {
            authors.push(author);
        }
    }
}
