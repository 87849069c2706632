//! An input as JSON: what the command reads from JSON Lines, and what the bindings make of their arguments.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::read::Reader;
use super::{Block, Metadata};
use crate::span::{OffsetEncoding, OffsetMap, Span};
use crate::{Document, EntityType, Error, GivenName, GivenQuote, Score, parse_date};

/// One story or page with what is known about it. Unknown keys are ignored. A file of Citron (the BBC's quotation extractor) is one,
/// its offsets counting code points.
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
    /// Plain text. Exactly one of `text`, `html` and `nitf` is given.
    #[serde(borrow)]
    pub text: Option<Cow<'a, str>>,
    /// A web page.
    pub html: Option<Cow<'a, str>>,
    /// A document of the News Industry Text Format.
    pub nitf: Option<Cow<'a, str>>,
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
    /// Quotations that another program found; taken as given.
    pub quotes: Option<Vec<InputQuote<'a>>>,
}

/// A name that the caller found.
///
/// ```
/// use nutgraf::{Extractor, OffsetEncoding, wire::Input};
/// let json = r#"{"text": "Tern sank off Karvo.", "mentions": [{"start": 0, "end": 4, "type": "product", "text": "Tern"}]}"#;
/// let input = Input::from_json(json)?;
/// let article = Extractor::default().extract_document(&input.document(OffsetEncoding::Char)?)?;
/// assert_eq!(article.entities[0].name, "Tern");
/// # Ok::<(), nutgraf::Error>(())
/// ```
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

/// A span of the text. Where its words are given they are checked.
///
/// ```
/// use nutgraf::wire::{Input, InputSpan};
/// let input = Input::from_json(r#"{"text": "It holds, Ada said.", "quotes": [{"contents": [{"start": 0, "end": 8}]}]}"#)?;
/// assert_eq!(input.quotes.unwrap()[0].contents, [InputSpan { start: 0, end: 8, text: None }]);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InputSpan<'a> {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its words.
    #[serde(default, borrow)]
    pub text: Option<Cow<'a, str>>,
}

/// A quotation that the caller found, in the form that Citron writes, or in that of an article's own quotes.
///
/// ```
/// use nutgraf::{Extractor, OffsetEncoding, wire::Input};
/// let citron = r#"{"text": "“It holds,” said Ada Osei.", "quotes": [{"cue": {"start": 12, "end": 16, "text": "said"},
///     "sources": [{"start": 17, "end": 25, "text": "Ada Osei"}], "coreferences": [],
///     "contents": [{"start": 0, "end": 11, "text": "“It holds,”"}], "confidence": "0.9071"}]}"#;
/// let article = Extractor::default().extract_document(&Input::from_json(citron)?.document(OffsetEncoding::Char)?)?;
/// assert_eq!(article.quotes[0].content[0].slice(&article.text), "It holds,");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct InputQuote<'a> {
    /// What was said, with or without the marks around it; nothing where comment was declined.
    #[serde(borrow, alias = "content")]
    pub contents: Vec<InputSpan<'a>>,
    /// The words that say that it was said.
    #[serde(default)]
    pub cue: Option<InputSpan<'a>>,
    /// Who said it.
    #[serde(default)]
    pub sources: Vec<InputSpan<'a>>,
    /// The same in an article's quotes.
    #[serde(default)]
    pub speaker: Option<InputSpan<'a>>,
    /// The same people elsewhere in the text: of the two lists, the one nearer to the cue is taken for the phrase that says who, the
    /// other for the name.
    #[serde(default, deserialize_with = "none_is_empty")]
    pub coreferences: Vec<InputSpan<'a>>,
    /// From 0 to 1; Citron writes it as a string.
    #[serde(default, deserialize_with = "number")]
    pub confidence: Option<Score>,
}

fn none_is_empty<'de: 'a, 'a, D: Deserializer<'de>>(d: D) -> Result<Vec<InputSpan<'a>>, D::Error> {
    Ok(Option::deserialize(d)?.unwrap_or_default())
}

fn number<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Score>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "confidence: expected a number from 0 to 1")]
    enum Written {
        Number(f64),
        Text(String),
    }
    let value = match Option::<Written>::deserialize(d)? {
        None => return Ok(None),
        Some(Written::Number(n)) => n,
        Some(Written::Text(s)) => s.trim().parse().unwrap_or(f64::NAN),
    };
    if (0.0..=1.0).contains(&value) {
        return Ok(Some(Score::thousandths((value * 1000.0).round() as u16)));
    }
    Err(serde::de::Error::custom("confidence: expected a number from 0 to 1"))
}

impl<'a> Input<'a> {
    /// Reads one JSON object.
    ///
    /// ```
    /// use nutgraf::wire::Input;
    /// let input = Input::from_json(r#"{"text": "It rained.", "url": "https://news.example/rain", "desk": "weather"}"#)?;
    /// assert_eq!(input.url.as_deref(), Some("https://news.example/rain"));
    /// assert!(Input::from_json("[1, 2]").is_err());
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    /// ```
    /// use nutgraf::{OffsetEncoding, wire::Input};
    /// let input = Input::from_json(r#"{"text": "It rained.", "date": "2024-02-30"}"#)?;
    /// let error = input.document(OffsetEncoding::Char).unwrap_err();
    /// assert!(error.to_string().contains("there is no such day"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when there is not exactly one of `text` and `html`, or an offset does not fit the text;
    /// [`ErrorKind::Option`](crate::ErrorKind) when the date is none.
    pub fn document(&self, encoding: OffsetEncoding) -> Result<Document<'_>, Error> {
        let (mut document, text) = match (&self.text, &self.html, &self.nitf) {
            (Some(text), None, None) => (Document::text(text), &text[..]),
            #[cfg(feature = "html")]
            (None, Some(html), None) => (Document::html(html), ""),
            #[cfg(feature = "html")]
            (None, None, Some(xml)) => (Document::nitf(xml), ""),
            (None, None, None) => return Err(Error::json("an input needs \"text\", \"html\" or \"nitf\"")),
            #[cfg(not(feature = "html"))]
            (None, ..) => return Err(Error::json("this build reads no html and no nitf")),
            _ => return Err(Error::json("an input has only one of \"text\", \"html\" and \"nitf\"")),
        };
        let marked = if self.html.is_some() { "html" } else { "nitf" };
        let pointing = [("blocks", self.blocks.is_some()), ("mentions", self.mentions.is_some()), ("quotes", self.quotes.is_some())];
        if let Some((key, _)) = pointing.iter().find(|(_, given)| *given && self.text.is_none()) {
            return Err(Error::json(format!("{key:?} goes with \"text\", not with {marked:?}")));
        }
        document.url = self.url.as_deref();
        document.date = self.date.as_deref().map(parse_date).transpose()?;
        if self.metadata.is_none() && !pointing.iter().any(|(_, given)| *given) {
            return Ok(document);
        }
        let reader = Reader { text, map: OffsetMap::new(text, encoding) };
        document.blocks = self.blocks.as_ref().map(|b| b.iter().map(|b| reader.block(b.clone())).collect()).transpose()?;
        let given = Given { reader: &reader, encoding };
        let name = |(i, m): (usize, &InputName<'_>)| {
            let span = given.span(&format_args!("mentions[{i}]"), m.start, m.end, m.text.as_deref())?;
            Ok(GivenName { span, r#type: m.r#type })
        };
        document.mentions = self.mentions.as_ref().map(|m| m.iter().enumerate().map(name).collect::<Result<_, Error>>()).transpose()?;
        let quote = |(i, q): (usize, &InputQuote<'_>)| given.quote(i, q);
        document.quotes = self.quotes.as_ref().map(|q| q.iter().enumerate().map(quote).collect::<Result<_, Error>>()).transpose()?;
        document.metadata = self.metadata.clone().map(|m| reader.metadata(m)).transpose()?;
        Ok(document)
    }
}

/// Reads what points into the text.
struct Given<'a> {
    reader: &'a Reader<'a>,
    encoding: OffsetEncoding,
}

impl Given<'_> {
    fn span(&self, what: &dyn std::fmt::Display, start: u32, end: u32, words: Option<&str>) -> Result<Span, Error> {
        let Self { reader, encoding } = *self;
        let size = reader.map.from_byte(reader.text.len() as u32);
        let why = if start > end {
            "ends before it begins".to_owned()
        } else if end > size {
            format!("ends beyond the text, which has {size} {}", units(encoding))
        } else {
            let span = match words {
                Some(words) => reader.exact(start, end, words),
                None => reader.span(start, end),
            };
            match span {
                Ok(span) => return Ok(span),
                Err(e) if words.is_some() && reader.span(start, end).is_ok() => e.to_string(),
                Err(_) => format!("begins or ends inside a character (offsets count {})", units(encoding)),
            }
        };
        Err(Error::json(format!("{what}, {start}..{end}: {why}")))
    }

    fn quote(&self, i: usize, quote: &InputQuote<'_>) -> Result<GivenQuote, Error> {
        let one = |part: &str, s: &InputSpan<'_>| self.span(&format_args!("quotes[{i}].{part}"), s.start, s.end, s.text.as_deref());
        let all = |part: &str, spans: &[InputSpan<'_>]| spans.iter().map(|s| one(part, s)).collect::<Result<Vec<Span>, Error>>();
        let content = all("contents", &quote.contents)?;
        let cue = quote.cue.as_ref().map(|c| one("cue", c)).transpose()?;
        let (mut sources, names) = (all("sources", &quote.sources)?, all("coreferences", &quote.coreferences)?);
        if let Some(speaker) = quote.speaker.as_ref().filter(|_| sources.is_empty()) {
            sources.push(one("speaker", speaker)?);
        }
        let at = cue.or(content.first().copied()).unwrap_or_default();
        let far = |spans: &[Span]| spans.iter().map(|s| s.start.abs_diff(at.start)).min().unwrap_or(u32::MAX);
        let (said, other) = if far(&names) < far(&sources) { (names, sources) } else { (sources, names) };
        let confidence = quote.confidence;
        Ok(GivenQuote { speaker: phrase(&said, &content, cue), referent: other.first().copied(), content, cue, confidence })
    }
}

/// One phrase of the pieces that a speaker's is given in, where nothing else is between them; else the first.
fn phrase(pieces: &[Span], content: &[Span], cue: Option<Span>) -> Option<Span> {
    let whole = pieces.iter().copied().reduce(Span::join)?;
    let apart = content.iter().chain(cue.as_ref()).any(|s| s.overlaps(whole)) || whole.len() > 200;
    if apart { pieces.first().copied() } else { Some(whole) }
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
    fn citron_either_way_round() {
        // What Citron predicts has the names as sources; what it is trained on has them as coreferences.
        let spans = |list: &str, start: u32, end: u32| format!(r#""{list}": [{{"start": {start}, "end": {end}}}]"#);
        let given = |sources: String, coreferences: String| {
            let json = format!(
                r#"{{"text": "Ada Osei came. “It holds,” she said.", "quotes": [{{"contents": [{{"start": 15, "end": 26}}],
                "cue": {{"start": 31, "end": 35}}, {sources}, {coreferences}}}]}}"#
            );
            Input::from_json(&json).unwrap().document(OffsetEncoding::Char).unwrap().quotes.unwrap().remove(0)
        };
        let predicted = given(spans("sources", 0, 8), spans("coreferences", 27, 30));
        assert_eq!(predicted, given(spans("sources", 27, 30), spans("coreferences", 0, 8)));
        assert_eq!((predicted.speaker.unwrap().len(), predicted.referent.unwrap().len()), (3, 8));
    }

    #[test]
    fn what_makes_no_sense_is_said() {
        assert!(error("{}").contains("needs"));
        assert!(error(r#"{"text": "a", "html": "<p>a"}"#).contains("only one of"));
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
        let quoted = |quote: &str| error(&format!(r#"{{"text": "😀 “Rain,” Ada said.", "quotes": [{quote}]}}"#));
        assert!(quoted(r#"{"cue": null}"#).contains("missing field `contents`"));
        assert!(
            quoted(r#"{"contents": [{"start": 2, "end": 99}]}"#)
                .contains("quotes[0].contents, 2..99: ends beyond the text, which has 19 code points")
        );
        assert!(
            quoted(r#"{"contents": [{"start": 2, "end": 9}], "sources": [{"start": 10, "end": 13, "text": "Bo"}]}"#).contains("not \"Bo\"")
        );
        assert!(quoted(r#"{"contents": [], "confidence": "high"}"#).contains("from 0 to 1"));
        assert!(error(r#"{"nitf": "<nitf/>", "quotes": []}"#).contains("not with \"nitf\""));
        assert!(error(r#"["text"]"#).contains("not an input"));
    }
}
