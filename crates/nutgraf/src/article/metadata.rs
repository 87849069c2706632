//! What the story says of itself: headline, authors, dates, pictures.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MetadataSource;
use crate::span::Span;

/// schema.org `NewsArticle` names, in snake_case.
///
/// ```
/// use nutgraf::MetadataSource;
/// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei\n\nKARVO (AP) — It rained on Sunday.")?;
/// let metadata = &article.metadata;
/// assert_eq!((metadata.headline.as_deref(), &metadata.authors[0].name[..]), (Some("Dam holds"), "Ada Osei"));
/// assert_eq!(metadata.sources["authors"], MetadataSource::Byline);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the names are schema.org's")]
pub struct Metadata {
    pub headline: Option<String>,
    pub alternative_headline: Option<String>,
    pub description: Option<String>,
    pub authors: Vec<Author>,
    pub publisher: Option<String>,
    pub agencies: Vec<String>,
    /// ISO 8601: a date, or a date-time with its offset when the source has one.
    pub date_published: Option<String>,
    /// ISO 8601, as `date_published`.
    pub date_modified: Option<String>,
    pub dateline: Option<Dateline>,
    pub section: Option<String>,
    pub keywords: Vec<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub images: Vec<Image>,
    /// Where each value came from, by field name.
    pub sources: BTreeMap<String, MetadataSource>,
}

/// An author of the story.
///
/// ```
/// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei and Bo Lind\n\nIt rained on Sunday in Karvo.")?;
/// let names: Vec<&str> = article.metadata.authors.iter().map(|a| &a.name[..]).collect();
/// assert_eq!(names, ["Ada Osei", "Bo Lind"]);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Author {
    /// The name, in ordinary case.
    pub name: String,
    /// "Defence correspondent".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The outlet or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
}

/// `BAGHDAD (AP) —` at the head of a paragraph.
///
/// ```
/// let article = nutgraf::extract("KARVO (AP) — It rained on Sunday.")?;
/// let dateline = article.metadata.dateline.unwrap();
/// assert_eq!((&dateline.location[..], dateline.agency.as_deref()), ("Karvo", Some("AP")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dateline {
    /// The place, in ordinary case.
    pub location: String,
    /// The agency.
    pub agency: Option<String>,
    /// The day, ISO 8601.
    pub date: Option<String>,
    /// The whole dateline, dash excluded.
    pub span: Span,
}

/// A picture of a web page.
///
/// ```
/// let html = "<meta property='og:image' content='https://news.example/dam.jpg'><h1>Dam holds</h1>\
///     <p>The dam held on Friday, the engineers said.";
/// assert_eq!(nutgraf::extract_html(html)?.metadata.images[0].url, "https://news.example/dam.jpg");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Image {
    pub url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}
