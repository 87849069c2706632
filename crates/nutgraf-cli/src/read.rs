//! One input through the core.

use std::panic::{AssertUnwindSafe, catch_unwind};

use nutgraf::wire::Input;
use nutgraf::{Article, Document, Extractor, OffsetEncoding};
use serde_json::Value;

use crate::input::{Columns, Failure, Item, Place, Raw, decode_record};

/// An input's name and what came of it.
pub struct Outcome {
    /// The path, or the id that came with the input.
    pub input: Value,
    /// The file it is in.
    pub file: String,
    pub article: Result<Article, Failure>,
}

impl Outcome {
    /// The name as a person writes it.
    pub fn name(&self) -> String {
        match &self.input {
            Value::String(s) => s.clone(),
            other => other.to_string(),
        }
    }

    /// The failure as a line of JSON.
    pub fn error_json(&self, failure: &Failure) -> String {
        format!("{{\"input\":{},\"error\":{}}}\n", self.input, failure.json(&self.file))
    }
}

/// Reads stories with one set of settings.
#[derive(Default)]
pub struct Reader {
    pub extractor: Extractor,
    pub encoding: OffsetEncoding,
    pub columns: Columns,
    /// What is told of the encoding of pages.
    pub charset: Option<String>,
}

impl Reader {
    /// Reads `item`. A fault of the program itself costs this input alone.
    pub fn read(&self, item: Item) -> Outcome {
        let file = item.path.to_string_lossy().into_owned();
        let attempt = catch_unwind(AssertUnwindSafe(|| self.attempt(item.raw)));
        let (id, article) = attempt.unwrap_or_else(|_| {
            let failure = Failure::new("internal", "a fault in nutgraf itself").hint("please report it with this input");
            (None, Err(failure))
        });
        Outcome { input: id.unwrap_or_else(|| file.as_str().into()), file, article }
    }

    /// What [`Outcome::input`] will be.
    pub fn name(&self, item: &Item) -> Value {
        let id = match &item.raw {
            Raw::Json(bytes, _) => self.json(bytes).ok().and_then(|json| Input::from_json(&json).ok()?.id),
            Raw::Record(record) => Some(record.url.as_str().into()),
            Raw::Row(input, _) => input.id.clone(),
            Raw::Text(_) | Raw::Html(_) | Raw::Nitf(_) | Raw::Failed(_) => None,
        };
        id.unwrap_or_else(|| item.path.to_string_lossy().into())
    }

    fn attempt(&self, raw: Raw) -> (Option<Value>, Result<Article, Failure>) {
        match raw {
            Raw::Text(bytes) => (None, text(bytes).and_then(|text| Ok(self.extractor.extract_owned(text)?))),
            Raw::Html(bytes) => (None, self.extractor.extract_html_bytes(&bytes, self.charset.as_deref()).map_err(Failure::from)),
            Raw::Nitf(bytes) => (None, self.extractor.extract_nitf_bytes(&bytes, self.charset.as_deref()).map_err(Failure::from)),
            Raw::Failed(failure) => (None, Err(failure)),
            Raw::Record(record) => {
                let article = decode_record(&record).and_then(|page| {
                    let document = if record.is_page() { Document::page(&page) } else { Document::text(&page.html) };
                    Ok(self.extractor.extract_document(&document.url(&record.url))?)
                });
                (Some(record.url.as_str().into()), article.map_err(|f| f.at(Place::Record(record.number))))
            }
            Raw::Row(mut input, row) => {
                let id = input.id.take();
                (id, self.input(&input).map_err(|f| f.at(Place::Row(row))))
            }
            Raw::Json(bytes, line) => {
                let at_line = |f: Failure| f.at(Place::Line(line));
                let json = match self.json(&bytes) {
                    Ok(json) => json,
                    Err(failure) => return (None, Err(at_line(failure))),
                };
                match Input::from_json(&json) {
                    Ok(mut input) => {
                        let id = input.id.take();
                        (id, self.input(&input).map_err(at_line))
                    }
                    Err(e) => (None, Err(at_line(e.into()))),
                }
            }
        }
    }

    fn json<'a>(&self, bytes: &'a [u8]) -> Result<std::borrow::Cow<'a, str>, Failure> {
        let json = decode(bytes)?;
        Ok(self.columns.rename(json).map_or(json.into(), Into::into))
    }

    fn input(&self, input: &Input<'_>) -> Result<Article, Failure> {
        let article = input.document(self.encoding).and_then(|document| self.extractor.extract_document(&document));
        article.map_err(|e| {
            let nameless = input.text.is_none() && input.html.is_none() && input.nitf.is_none();
            let failure = Failure::from(e);
            if nameless { failure.hint("if the text goes by another name, say --column text=NAME") } else { failure }
        })
    }
}

fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    // Only to say what is wrong are the bytes looked at again.
    String::from_utf8(bytes).or_else(|e| decode(e.as_bytes()).map(str::to_owned))
}

pub fn decode(bytes: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let message = format!("not UTF-8: byte 0x{:02X} at offset {at}{}", bytes[at], if utf16 { " (it looks like UTF-16)" } else { "" });
        Failure::new("decode", message)
            .hint(format!("convert it, as with iconv -f {} -t UTF-8", if utf16 { "UTF-16" } else { "WINDOWS-1252" }))
    })
}
