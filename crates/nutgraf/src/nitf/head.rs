//! What the document says of itself: the elements of `head`, and attributes.

use crate::article::{Image, Metadata, MetadataSource};
use crate::html;

use super::xml::attribute;

/// Values of the head, first said first kept.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: String,
    /// The day a dateline has.
    pub filed: Option<String>,
    issued: Option<String>,
    published: Option<String>,
    released: Option<String>,
    publisher: Option<String>,
    section: Option<String>,
    url: Option<String>,
    keywords: Vec<String>,
    language: Option<String>,
}

fn first(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value;
    }
}

impl Head {
    /// Takes what an element's attributes say, anywhere in the document.
    pub fn read(&mut self, name: &str, attributes: &str) {
        let value = |key| attribute(attributes, key);
        match name {
            "nitf" | "body" => first(&mut self.language, value("lang")),
            "date.issue" => first(&mut self.issued, value("norm").as_deref().and_then(date)),
            "date.release" => first(&mut self.released, value("norm").as_deref().and_then(date)),
            "story.date" => first(&mut self.filed, value("norm").as_deref().and_then(date)),
            "pubdata" => {
                first(&mut self.published, value("date.publication").as_deref().and_then(date));
                first(&mut self.publisher, value("name"));
                first(&mut self.section, value("position.section"));
                first(&mut self.url, value("ex-ref"));
            }
            "keyword" => self.keywords.extend(value("key")),
            _ => {}
        }
    }

    /// The metadata of the head alone.
    pub fn finish(self, url: Option<&str>) -> Metadata {
        let mut m = Metadata::default();
        let address = self.url.filter(|u| u.starts_with("http"));
        m.url = address.or_else(|| url.map(str::to_owned));
        let from = if m.url.as_deref() == url { MetadataSource::Option } else { MetadataSource::Nitf };
        note(&mut m, "url", from, |m| m.url.is_some());
        m.publisher = self.publisher;
        m.section = self.section;
        m.language = self.language;
        m.keywords = self.keywords;
        m.date_published = self.issued.or(self.published).or(self.released);
        note(&mut m, "date_published", MetadataSource::Nitf, |m| m.date_published.is_some());
        note(&mut m, "publisher", MetadataSource::Nitf, |m| m.publisher.is_some());
        note(&mut m, "section", MetadataSource::Nitf, |m| m.section.is_some());
        note(&mut m, "language", MetadataSource::Nitf, |m| m.language.is_some());
        note(&mut m, "keywords", MetadataSource::Nitf, |m| !m.keywords.is_empty());
        m
    }
}

/// Notes where a value came from, when there is one.
pub(super) fn note(m: &mut Metadata, field: &str, from: MetadataSource, has: impl Fn(&Metadata) -> bool) {
    if has(m) {
        m.sources.entry(field.to_owned()).or_insert(from);
    }
}

/// What a `media-reference` says of its picture.
pub(super) fn image(attributes: &str) -> Option<Image> {
    let url = attribute(attributes, "source")?;
    Some(Image { url, alt: attribute(attributes, "alternate-text"), ..Image::default() })
}

/// An ISO 8601 date as `norm` attributes have it: `20240503T081500-0500`, `20240503`, or with hyphens and colons. Midnight to the
/// second means that no time is known.
pub(super) fn date(norm: &str) -> Option<String> {
    let digits = norm.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 8 && digits != 14 {
        return html::read_date(norm);
    }
    let (day, rest) = norm.split_at(8);
    let time = rest.trim_start_matches(['T', ' ']);
    let clock = &time[..time.bytes().take(6).take_while(u8::is_ascii_digit).count()];
    let zone = &time[clock.len()..];
    let mut iso = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    if clock.len() >= 4 && clock.bytes().any(|b| b != b'0') {
        let seconds = if clock.len() == 6 { &clock[4..] } else { "00" };
        let compact = zone.len() == 5 && zone.is_ascii() && zone.starts_with(['+', '-']);
        let zone = if compact { format!("{}:{}", &zone[..3], &zone[3..]) } else { zone.to_owned() };
        iso = format!("{iso}T{}:{}:{seconds}{zone}", &clock[..2], &clock[2..4]);
    }
    html::read_date(&iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(date("20240503T081500-0500").as_deref(), Some("2024-05-03T08:15:00-05:00"));
        assert_eq!(date("20240503T081500Z").as_deref(), Some("2024-05-03T08:15:00Z"));
        assert_eq!(date("20240503").as_deref(), Some("2024-05-03"));
        assert_eq!(date("20240503T000000-0500").as_deref(), Some("2024-05-03"));
        assert_eq!(date("20240503081500").as_deref(), Some("2024-05-03T08:15:00"));
        assert_eq!(date("2024-05-03T08:15:00+02:00").as_deref(), Some("2024-05-03T08:15:00+02:00"));
        assert_eq!(date("20241303"), None);
        assert_eq!(date("soon"), None);
        assert_eq!(date("20240503T0815é0000").as_deref(), Some("2024-05-03T08:15:00"));
    }
}
