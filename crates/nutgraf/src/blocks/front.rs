//! What stands before a plain-text story: header lines, headline, standfirst, byline, dateline; and what they say.

use std::ops::Range;

use super::dates::{self, WrittenDate};
use super::lexicon::{self, Agencies, AgencyKind, Field};
use super::{byline, dateline};
use crate::Date;
use crate::article::{Author, Dateline, Metadata, MetadataSource};
use crate::span::Span;

/// A header line: its field and value.
#[derive(Debug)]
pub(super) struct Header<'t> {
    pub field: Field,
    pub value: &'t str,
    pub date: Option<WrittenDate>,
}

/// A line that is a header: "Published: 3 May 2024", "date 2019-12-31", "Monday, May 18, 2015".
pub(super) fn header_line(line: &str) -> Option<Header<'_>> {
    if line.len() > 400 {
        return None;
    }
    if let Some(date) = dates::read_whole(line) {
        // A year alone, "May 3" alone: could be a heading; a header has it whole.
        return date.year.is_some().then_some(Header { field: Field::Published, value: line, date: Some(date) });
    }
    if let Some((key, value)) = line.split_once([':', '|'])
        && let Some(field) = lexicon::header_field(key)
    {
        let value = value.trim();
        // "Updated 10:30 GMT": the colon is the clock's.
        if !key.ends_with(|c: char| c.is_ascii_digit()) && !value.is_empty() {
            return Some(Header { field, value, date: dates::read_whole(value) });
        }
    }
    let (field, rest) = dated_key(line)?;
    let date = dates::read_whole(rest)?;
    Some(Header { field, value: rest, date: Some(date) })
}

/// A header that runs into the first paragraph (" date 2019-12-31 US President …"): its field, date and length.
pub(super) fn run_in_header(paragraph: &str) -> Option<(Field, WrittenDate, usize)> {
    let (field, rest) = dated_key(paragraph)?;
    let (date, len) = dates::read(rest)?;
    let behind = &rest[len..];
    let apart = behind.starts_with(|c: char| c.is_whitespace() || matches!(c, '|' | '.' | ';' | '—' | '–'));
    (apart && date.year.is_some()).then(|| (field, date, paragraph.len() - behind.len()))
}

/// A key of a date without a colon ("date", "last updated on"), and what follows it.
fn dated_key(line: &str) -> Option<(Field, &str)> {
    let mut found = None;
    let mut end = 0;
    for word in line.split_inclusive([' ', '\t', '\u{A0}']).take(3) {
        end += word.len();
        let key = line[..end].trim_end_matches([' ', '\t', '\u{A0}', ':']);
        if let Some(field @ (Field::Published | Field::Modified)) = lexicon::header_field(key) {
            found = Some((field, &line[end..]));
        }
    }
    found
}

/// Sets a value that no earlier line has set.
fn set(
    value: &mut Option<String>,
    metadata: &mut std::collections::BTreeMap<String, MetadataSource>,
    name: &str,
    new: String,
    from: MetadataSource,
) {
    if value.is_none() {
        *value = Some(new);
        metadata.insert(name.to_owned(), from);
    }
}

/// Takes over what a header line says.
pub(super) fn apply_header(known: Agencies<'_>, metadata: &mut Metadata, header: &Header<'_>) {
    use MetadataSource::TextHeader;
    let iso = || header.date.as_ref().and_then(WrittenDate::iso);
    let value = || header.value.to_owned();
    let sources = &mut metadata.sources;
    match header.field {
        Field::Published => {
            if let Some(iso) = iso() {
                set(&mut metadata.date_published, sources, "date_published", iso, TextHeader);
            }
        }
        Field::Modified => {
            if let Some(iso) = iso() {
                set(&mut metadata.date_modified, sources, "date_modified", iso, TextHeader);
            }
        }
        Field::Headline => set(&mut metadata.headline, sources, "headline", value(), TextHeader),
        Field::Description => set(&mut metadata.description, sources, "description", value(), TextHeader),
        Field::Section => set(&mut metadata.section, sources, "section", value(), TextHeader),
        Field::Publisher => set(&mut metadata.publisher, sources, "publisher", value(), TextHeader),
        Field::Url => set(&mut metadata.url, sources, "url", value(), TextHeader),
        Field::Language => set(&mut metadata.language, sources, "language", value(), TextHeader),
        Field::Keywords if metadata.keywords.is_empty() => {
            metadata.keywords = header.value.split([',', ';']).map(str::trim).filter(|k| !k.is_empty()).map(str::to_owned).collect();
            metadata.sources.insert("keywords".to_owned(), TextHeader);
        }
        Field::Author => apply_byline(metadata, &byline::read_byline(known, header.value), TextHeader),
        Field::Source => match known.find(header.value) {
            Some((name, AgencyKind::Wire)) => add_agency(metadata, name, TextHeader),
            Some((name, _)) => set(&mut metadata.publisher, sources, "publisher", name.to_owned(), TextHeader),
            None => set(&mut metadata.publisher, sources, "publisher", value(), TextHeader),
        },
        Field::Keywords | Field::None => {}
    }
}

/// Adds the authors and agencies of a byline.
pub(crate) fn apply_byline(metadata: &mut Metadata, byline: &byline::Byline, from: MetadataSource) {
    for author in &byline.authors {
        add_author(metadata, author, from);
    }
    for agency in &byline.agencies {
        add_agency(metadata, agency, from);
    }
}

fn add_author(metadata: &mut Metadata, author: &Author, from: MetadataSource) {
    if !metadata.authors.iter().any(|a| a.name == author.name) {
        metadata.authors.push(author.clone());
        metadata.sources.entry("authors".to_owned()).or_insert(from);
    }
}

pub(super) fn add_agency(metadata: &mut Metadata, name: &str, from: MetadataSource) {
    if !metadata.agencies.iter().any(|a| a == name) {
        metadata.agencies.push(name.to_owned());
        metadata.sources.entry("agencies".to_owned()).or_insert(from);
    }
}

pub(super) fn set_headline(metadata: &mut Metadata, text: &str) {
    set(&mut metadata.headline, &mut metadata.sources, "headline", one_line(text), MetadataSource::TextHeader);
}

pub(super) fn set_description(metadata: &mut Metadata, text: &str) {
    set(&mut metadata.description, &mut metadata.sources, "description", one_line(text), MetadataSource::TextHeader);
}

pub(super) fn set_section(metadata: &mut Metadata, text: &str) {
    set(&mut metadata.section, &mut metadata.sources, "section", super::case::ordinary(&one_line(text)), MetadataSource::TextHeader);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the dateline at the head of the paragraph at `range`.
pub(crate) fn apply_dateline(known: Agencies<'_>, metadata: &mut Metadata, text: &str, range: &Range<usize>) {
    let Some(found) = dateline::read(known, &text[range.clone()]) else { return };
    if let (Some(agency), true) = (&found.agency, found.wire) {
        add_agency(metadata, agency, MetadataSource::Dateline);
    }
    if found.location.is_empty() || metadata.dateline.is_some() {
        return;
    }
    let iso = found.date.as_ref().and_then(WrittenDate::iso);
    if let Some(iso) = &iso {
        set(&mut metadata.date_published, &mut metadata.sources, "date_published", iso.clone(), MetadataSource::Dateline);
    }
    let span = Span::of(range.start + found.start, range.start + found.end);
    metadata.dateline = Some(Dateline { location: found.location, agency: found.agency, date: iso, span });
    metadata.sources.insert("dateline".to_owned(), MetadataSource::Dateline);
}

/// Reads the dateline that stands on a line of its own, and whose place may be marked.
#[cfg(feature = "html")]
pub(crate) fn apply_dateline_line(
    known: Agencies<'_>,
    metadata: &mut Metadata,
    text: &str,
    range: &Range<usize>,
    location: &str,
    from: MetadataSource,
) {
    if metadata.dateline.is_some() {
        return;
    }
    let line = text[range.clone()].trim_end_matches([',', '-', '—', '–', '_', ':', ' ', '\u{A0}']);
    let found = dateline::read(known, &format!("{line} — It"));
    if let Some(agency) = found.as_ref().filter(|f| f.wire).and_then(|f| f.agency.as_deref()) {
        add_agency(metadata, agency, from);
    }
    let read = || found.as_ref().map_or_else(|| super::case::ordinary(&one_line(line)), |f| f.location.clone());
    let marked = location.trim_matches([',', '-', '—', '–', ':', ' ']);
    let parts = || marked.split(',').map(|part| super::case::ordinary(part.trim())).collect::<Vec<_>>().join(", ");
    let location = if marked.is_empty() { read() } else { parts() };
    if location.is_empty() {
        return;
    }
    let iso = found.as_ref().and_then(|f| f.date.as_ref()).and_then(WrittenDate::iso);
    let span = Span::of(range.start, range.start + line.len());
    metadata.dateline = Some(Dateline { location, agency: found.and_then(|f| f.agency), date: iso, span });
    metadata.sources.insert("dateline".to_owned(), from);
}

/// Takes over who distributes the story: an agency, or an outlet.
#[cfg(feature = "html")]
pub(crate) fn apply_distributor(known: Agencies<'_>, metadata: &mut Metadata, name: &str, from: MetadataSource) {
    match known.find(name.trim_end_matches('.')) {
        Some((agency, AgencyKind::Wire)) => add_agency(metadata, agency, from),
        Some((outlet, _)) => set(&mut metadata.publisher, &mut metadata.sources, "publisher", outlet.to_owned(), from),
        None => set(&mut metadata.publisher, &mut metadata.sources, "publisher", name.to_owned(), from),
    }
}

/// Gives a dateline's day and month ("Dec. 31") the year that puts it nearest to the publication date.
pub(crate) fn complete_dateline(known: Agencies<'_>, metadata: &mut Metadata, text: &str, published: Date) {
    let Some(dateline) = metadata.dateline.as_mut().filter(|d| d.date.is_none()) else { return };
    let Some(date) = dateline::read(known, dateline.span.slice(text))
        .or_else(|| dateline::read(known, &text[dateline.span.start as usize..]))
        .or_else(|| dateline::read(known, &format!("{} — It", dateline.span.slice(text))))
        .and_then(|d| d.date)
    else {
        return;
    };
    let year = published.year();
    let candidates = [year - 1, year, year + 1].into_iter().filter_map(|y| Date::new(y, date.month, date.day).ok());
    let distance = |d: &Date| d.since(published).map_or(i32::MAX, |s| s.get_days().abs());
    dateline.date = candidates.min_by_key(distance).map(|d| d.to_string());
}
