//! Authors: people with their roles, agencies apart.

use super::titles::key;
use super::{Said, dates};
use crate::article::{Author, Metadata, MetadataSource};
use crate::blocks::byline;
use crate::blocks::lexicon::{Agencies, AgencyKind};

/// Fills in authors and agencies from the best place that names a person, agencies from all.
pub(super) fn choose(known: Agencies<'_>, m: &mut Metadata, said: &Said, bylines: &[String], late: &[String]) {
    let publisher = m.publisher.as_deref().map(key).unwrap_or_default();
    let mut best: Option<(Vec<Author>, MetadataSource)> = None;
    let mut consider = |names: &[(String, bool)], source: MetadataSource, m: &mut Metadata| {
        let mut authors: Vec<Author> = Vec::new();
        let field = source != MetadataSource::Byline;
        for (name, organization) in names.iter().take(50) {
            read_name(known, name, *organization, field, &publisher, &mut authors, &mut m.agencies);
        }
        if best.is_none() && !authors.is_empty() {
            best = Some((authors, source));
        }
    };
    for (c, source) in said.places() {
        consider(&c.authors, source, m);
        if source == MetadataSource::JsonLd {
            // What readers see goes before what the head says otherwise: it is complete more often.
            consider(&unsaid(bylines), MetadataSource::Byline, m);
        }
    }
    consider(&unsaid(late), MetadataSource::Byline, m);
    if let Some((authors, source)) = best {
        m.authors = authors;
        m.sources.insert("authors".to_owned(), source);
    }
    if !m.agencies.is_empty() {
        m.sources.insert("agencies".to_owned(), MetadataSource::Byline);
    }
}

fn unsaid(lines: &[String]) -> Vec<(String, bool)> {
    lines.iter().map(|l| (l.clone(), false)).collect()
}

/// What an author line says; dates and labels before "by" and behind the names are left out.
pub(in crate::html) fn read_line(known: Agencies<'_>, line: &str) -> byline::Byline {
    let mut read = byline::Byline::default();
    let opened = line.split('\n').find(|l| byline::opener_len(l) > 0);
    let people = match opened {
        Some(row) if line.contains('\n') && !line.starts_with(row) => without_date(row).to_owned(),
        _ => without_date(line).to_owned(),
    };
    if !people.is_empty() {
        read = byline::read_byline(known, &people);
    }
    read
}

/// "3 May 2024 by Ana Ruiz", "By Ana Ruiz | May 3, 2024": the part that names people.
fn without_date(line: &str) -> &str {
    let line = line.trim();
    let line = ["Posted ", "Published "].into_iter().find_map(|p| line.strip_prefix(p).filter(|r| r.starts_with("by "))).unwrap_or(line);
    // "By Ana Ruiz, in World": the section.
    let line = line.split_once(", in ").map_or(line, |(people, _)| people);
    let date = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    for by in [" by ", " By ", " BY "] {
        if let Some(at) = line.find(by)
            && date(&line[..at])
            && line.is_char_boundary(at + 1)
        {
            return without_date(&line[at + 1..]);
        }
    }
    let mut end = line.find(|c: char| c.is_ascii_digit()).unwrap_or(line.len());
    if end < line.len() {
        // The month or weekday before the number goes with it.
        loop {
            let head = line[..end].trim_end_matches([' ', ',', '.', '\u{a0}']);
            let word = head.rsplit([' ', '\u{a0}', '\n', ',', '|']).next().unwrap_or("");
            if !dates::is_date_word(word) {
                break;
            }
            end = head.len() - word.len();
        }
    }
    line[..end].trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')'))
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
    "pub",
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

fn read_name(
    wires: Agencies<'_>,
    name: &str,
    organization: bool,
    field: bool,
    publisher: &str,
    authors: &mut Vec<Author>,
    agencies: &mut Vec<String>,
) {
    let name = name.trim();
    if name.is_empty() || name.len() > 300 || name.contains("://") || name.starts_with("www.") || name.starts_with('@') {
        return;
    }
    if let Some((known, kind)) = wires.find(name) {
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
    // "Ana RuizAna Ruiz": one for wide screens and one for narrow.
    let half = name.len() / 2;
    let name = if name.len() > 8 && name.is_char_boundary(half) && name[..half] == name[half..] { &name[..half] } else { name };
    let name = &name.replace(" And ", " and ").replace(" For The ", " for The ");
    let mut read = read_line(wires, name);
    if read.authors.is_empty() && read.agencies.is_empty() && name.split_whitespace().count() <= 4 {
        // A field that holds one name may hold one that is a single word.
        read = byline::read_byline(wires, &format!("By {name}"));
        // A field that says it is a name is one, capitals or not.
        let plain = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
        if field && read.authors.is_empty() && (2..=3).contains(&name.split_whitespace().count()) && name.split_whitespace().all(plain) {
            read.authors.push(Author { name: name.clone(), ..Author::default() });
        }
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
        let own = key(&author.name);
        // "Lakeside Ledger Wales" is a desk of the Lakeside Ledger.
        let desk = !publisher.is_empty() && (own == publisher || own.strip_prefix(publisher).is_some_and(|r| r.starts_with(' ')));
        if !desk && !authors.iter().any(|a| key(&a.name) == own) {
            authors.push(author);
        }
    }
}
