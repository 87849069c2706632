//! One input through the core.

use std::panic::{AssertUnwindSafe, catch_unwind};

use nutgraf::wire::Input;
use nutgraf::{Article, Extractor, OffsetEncoding};
use serde_json::Value;

use crate::input::{Failure, Item, Raw};

/// An input's name and what came of it.
pub struct Outcome {
    /// The path, or the id that came with the input.
    pub input: Value,
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
        let error = serde_json::json!({"kind": failure.kind, "message": failure.message});
        format!("{{\"input\":{},\"error\":{error}}}\n", self.input)
    }
}

/// Reads `item`. A fault of the program itself costs this input alone.
pub fn read(item: Item, extractor: &Extractor, encoding: OffsetEncoding) -> Outcome {
    let path = Value::from(item.path.to_string_lossy());
    let name = path.clone();
    catch_unwind(AssertUnwindSafe(move || attempt(item.raw, path, extractor, encoding))).unwrap_or_else(|_| {
        let message = "a fault in nutgraf itself; please report it with this input".to_owned();
        Outcome { input: name, article: Err(Failure { kind: "internal", message }) }
    })
}

fn attempt(raw: Raw, path: Value, extractor: &Extractor, encoding: OffsetEncoding) -> Outcome {
    let article = match raw {
        Raw::Text(bytes) => decode(&bytes).and_then(|text| Ok(extractor.extract(text)?)),
        Raw::Html(bytes) => decode(&bytes).and_then(|html| Ok(extractor.extract_html(html)?)),
        Raw::Json(bytes, line) => return attempt_json(&bytes, line, path, extractor, encoding),
        Raw::Failed(failure) => Err(failure),
    };
    Outcome { input: path, article }
}

fn attempt_json(bytes: &[u8], line: usize, path: Value, extractor: &Extractor, encoding: OffsetEncoding) -> Outcome {
    let at_line = |f: Failure| Failure { message: format!("line {line}: {}", f.message), ..f };
    let input = match decode(bytes).and_then(|json| Ok(Input::from_json(json)?)) {
        Ok(input) => input,
        Err(failure) => return Outcome { input: path, article: Err(at_line(failure)) },
    };
    let article = input.document(encoding).and_then(|document| extractor.extract_document(&document));
    Outcome { article: article.map_err(|e| at_line(e.into())), input: input.id.unwrap_or(path) }
}

fn decode(bytes: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        let hint = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") { " (it looks like UTF-16)" } else { "" };
        Failure { kind: "decode", message: format!("not UTF-8: byte 0x{:02X} at offset {at}{hint}", bytes[at]) }
    })
}
