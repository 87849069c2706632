//! An input as JSON: what the command reads from JSON Lines, and what the bindings make of their arguments.

use std::borrow::Cow;

use serde::Deserialize;

use super::read::Reader;
use super::{Block, Metadata};
use crate::span::{OffsetEncoding, OffsetMap};
use crate::{Document, EntityType, Error, GivenName, parse_date};

/// One story or page with what is known about it. Unknown keys are ignored.
///
/// ```
/// use nutgraf::{Extractor, OffsetEncoding, wire::Input};
/// let input = Input::from_json(r#"{"id": 7, "text": "It rained on Sunday.", "date": "2019-12-31"}"#)?;
/// let article = Extractor::default().extract_document(&input.document(OffsetEncoding::Byte)?)?;
/// assert_eq!(article.metadata.date_published.as_deref(), Some("2019-12-31"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Input<'a> {
    /// The caller's name for it; copied to the output.
    pub id: Option<serde_json::Value>,
    /// Plain text. Exactly one of `text` and `html` is given.
    #[serde(borrow)]
    pub text: Option<Cow<'a, str>>,
    /// A web page.
    pub html: Option<Cow<'a, str>>,
    /// Its address.
    pub url: Option<Cow<'a, str>>,
    /// Publication date, `YYYY-MM-DD`, where the content does not say.
    pub date: Option<Cow<'a, str>>,
    /// Blocks that another extractor found in the text; taken as given.
    pub blocks: Option<Vec<Block<'a>>>,
    /// Metadata that another extractor found; taken as given.
    pub metadata: Option<Metadata<'a>>,
    /// Names that another recognizer found; taken as given.
    pub mentions: Option<Vec<InputName<'a>>>,
}

/// A name that the caller found.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct InputName<'a> {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it names: `person`, `organization` …
    pub r#type: EntityType,
    /// Its text; when given it is checked.
    #[serde(default, borrow)]
    pub text: Option<Cow<'a, str>>,
}

impl<'a> Input<'a> {
    /// Reads one JSON object.
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when it is no such object.
    pub fn from_json(json: &'a str) -> Result<Self, Error> {
        // serde would take a list as the fields in order.
        if !json.trim_start().starts_with('{') {
            return Err(Error::json("not an input: expected a JSON object"));
        }
        serde_json::from_str(json).map_err(|e| Error::json(format!("not an input: {e}")))
    }

    /// The document it describes. Offsets of given blocks and metadata are in `encoding`.
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when there is not exactly one of `text` and `html`, or an offset does not fit the text;
    /// [`ErrorKind::Option`](crate::ErrorKind) when the date is none.
    pub fn document(&self, encoding: OffsetEncoding) -> Result<Document<'_>, Error> {
        let (mut document, text) = match (&self.text, &self.html) {
            (Some(text), None) => (Document::text(text), &text[..]),
            #[cfg(feature = "html")]
            (None, Some(html)) => (Document::html(html), ""),
            #[cfg(not(feature = "html"))]
            (None, Some(_)) => return Err(Error::json("this build reads no html")),
            (None, None) => return Err(Error::json("an input needs \"text\" or \"html\"")),
            (Some(_), Some(_)) => return Err(Error::json("an input has either \"text\" or \"html\", not both")),
        };
        if self.html.is_some() && self.blocks.is_some() {
            return Err(Error::json("\"blocks\" goes with \"text\", not with \"html\""));
        }
        document.url = self.url.as_deref();
        document.date = self.date.as_deref().map(parse_date).transpose()?;
        if self.html.is_some() && self.mentions.is_some() {
            return Err(Error::json("\"mentions\" goes with \"text\", not with \"html\""));
        }
        if self.blocks.is_none() && self.metadata.is_none() && self.mentions.is_none() {
            return Ok(document);
        }
        let reader = Reader { text, map: OffsetMap::new(text, encoding) };
        document.blocks = self.blocks.as_ref().map(|b| b.iter().map(|b| reader.block(b.clone())).collect()).transpose()?;
        let name = |(i, m): (usize, &InputName<'_>)| {
            let size = reader.map.from_byte(text.len() as u32);
            let why = if m.start > m.end {
                "ends before it begins".to_owned()
            } else if m.end > size {
                format!("ends beyond the text, which has {size} {}", units(encoding))
            } else {
                let span = match &m.text {
                    Some(text) => reader.exact(m.start, m.end, text),
                    None => reader.span(m.start, m.end),
                };
                match span {
                    Ok(span) => return Ok(GivenName { span, r#type: m.r#type }),
                    Err(e) if m.text.is_some() && reader.span(m.start, m.end).is_ok() => e.to_string(),
                    Err(_) => format!("begins or ends inside a character (offsets count {})", units(encoding)),
                }
            };
            Err(Error::json(format!("mentions[{i}], {}..{}: {why}", m.start, m.end)))
        };
        document.mentions = self.mentions.as_ref().map(|m| m.iter().enumerate().map(name).collect()).transpose()?;
        document.metadata = self.metadata.clone().map(|m| reader.metadata(m)).transpose()?;
        Ok(document)
    }
}

fn units(encoding: OffsetEncoding) -> &'static str {
    match encoding {
        OffsetEncoding::Byte => "bytes",
        OffsetEncoding::Char => "code points",
        OffsetEncoding::Utf16 => "UTF-16 units",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: &str) -> String {
        match Input::from_json(json) {
            Ok(input) => input.document(OffsetEncoding::Char).expect_err("should not be accepted").to_string(),
            Err(e) => e.to_string(),
        }
    }

    #[test]
    fn given_blocks_in_code_points() {
        let json = r#"{"text": "é😀\n\nIt rained.", "blocks": [{"kind": "headline", "start": 0, "end": 2}, {"kind": "paragraph", "start": 4, "end": 14}],
            "metadata": {"headline": "é😀", "authors": [{"name": "Ada Osei"}]}}"#;
        let input = Input::from_json(json).unwrap();
        let document = input.document(OffsetEncoding::Char).unwrap();
        let spans: Vec<&str> = document.blocks.iter().flatten().map(|b| b.span.slice(input.text.as_ref().unwrap())).collect();
        assert_eq!(spans, ["é😀", "It rained."]);
        assert_eq!(document.metadata.unwrap().authors[0].name, "Ada Osei");
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        assert!(error("{}").contains("needs"));
        assert!(error(r#"{"text": "a", "html": "<p>a"}"#).contains("not both"));
        assert!(error(r#"{"text": "a", "date": "2019-02-30"}"#).contains("no such day"));
        assert!(error(r#"{"text": "a", "blocks": [{"kind": "paragraph", "start": 0, "end": 9}]}"#).contains("do not fit"));
        assert!(error(r#"{"html": "<p>a", "blocks": []}"#).contains("goes with"));
        let named = |mention: &str| error(&format!(r#"{{"text": "😀 Rain", "mentions": [{mention}]}}"#));
        assert!(
            named(r#"{"start": 2, "end": 7, "type": "place"}"#)
                .contains("mentions[0], 2..7: ends beyond the text, which has 6 code points")
        );
        assert!(named(r#"{"start": 2, "end": 6, "type": "town"}"#).contains("`place`"));
        assert!(named(r#"{"start": 2, "end": 6, "type": "place", "text": "Rai"}"#).contains("not \"Rai\""));
        assert!(named(r#"{"start": 3, "end": 2, "type": "place"}"#).contains("ends before"));
        let input = Input::from_json(r#"{"text": "😀 Rain", "mentions": [{"start": 1, "end": 4, "type": "place"}]}"#).unwrap();
        assert!(input.document(OffsetEncoding::Utf16).unwrap_err().to_string().contains("inside a character (offsets count UTF-16 units)"));
        assert!(error(r#"["text"]"#).contains("not an input"));
    }
}
