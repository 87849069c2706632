//! `nutgraf explain`: what the stages made, and what they dropped, at one place.

use std::fmt::Write;
use std::process::ExitCode;

use nutgraf::{Document, Explanation, Extractor, Layers, OffsetMap};
use serde_json::json;

use crate::args::{ExplainArgs, ExplainFormat};
use crate::input::{Columns, Inputs, Raw, Reading};
use crate::read::decode;
use crate::{INPUTS_FAILED, message, print, usage};

/// Characters on either side of the place.
const CONTEXT: usize = 30;

pub fn run(args: &ExplainArgs) -> ExitCode {
    let extractor = Extractor::new(args.options.options(Layers::default()));
    let mut inputs = Inputs::new(vec![args.file.clone()], Reading::new(args.input, Columns::default()));
    let Some(item) = inputs.next() else { return usage("there is no input") };
    let (bytes, document): (_, fn(&str) -> Document<'_>) = match &item.raw {
        Raw::Text(bytes) => (bytes, |t| Document::text(t)),
        Raw::Html(bytes) => (bytes, |t| Document::html(t)),
        Raw::Nitf(bytes) => (bytes, |t| Document::nitf(t)),
        Raw::Failed(failure) => return failed(args, &failure.for_people()),
        _ => return usage("explain reads one text or one page; take it out of its file first"),
    };
    let content = match decode(bytes) {
        Ok(content) => content,
        Err(failure) => return failed(args, &failure.for_people()),
    };
    let document = document(content);
    let offset = match place(args, &extractor, &document) {
        Ok(offset) => offset,
        Err(why) => return usage(&why),
    };
    match extractor.explain(&document, offset) {
        Ok(found) => print(&match args.format {
            ExplainFormat::Text => page(&found, offset, args),
            ExplainFormat::Json => lines(&found, args),
        }),
        Err(e) => usage(&e.to_string()),
    }
}

fn failed(args: &ExplainArgs, why: &str) -> ExitCode {
    message(&format!("{}: {why}", args.file.display()));
    ExitCode::from(INPUTS_FAILED)
}

/// The byte of the article's text that is meant: by its offset, or by the words that begin there.
fn place(args: &ExplainArgs, extractor: &Extractor, document: &Document<'_>) -> Result<u32, String> {
    let mut options = extractor.options().clone();
    options.layers = Layers::NONE;
    let text = Extractor::new(options).extract_document(document).map_err(|e| e.to_string())?.text;
    if let Ok(offset) = args.place.parse::<u32>() {
        let byte = OffsetMap::new(&text, args.offsets).to_byte(offset);
        return byte.ok_or_else(|| format!("offset {offset} is no character of the text; say --offsets if it does not count bytes"));
    }
    let found = text.find(&args.place).filter(|_| !args.place.is_empty());
    found.map(|at| at as u32).ok_or_else(|| format!("{:?} is neither an offset nor words of the text", args.place))
}

fn page(found: &Explanation, offset: u32, args: &ExplainArgs) -> String {
    let text = &found.article.text;
    let at = offset as usize;
    let before: String = text[..at].chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
    let mut rest = text[at..].chars();
    let here: String = rest.next().into_iter().collect();
    let after: String = rest.take(CONTEXT).collect();
    let map = OffsetMap::new(text, args.offsets);
    let mut page = format!("offset {}: {}[{}]{}\n\n", map.from_byte(offset), visible(&before), visible(&here), visible(&after));
    for r in &found.reasons {
        let span = format!("{}..{}", map.from_byte(r.span.start), map.from_byte(r.span.end));
        let mark = if r.kept { '+' } else { '-' };
        let _ = writeln!(page, "{mark} {:<10} {span:>13}  {} · {}", r.layer.as_str(), excerpt(r.span.slice(text)), visible(&r.what));
    }
    page.push_str("\n+ is in the article, - was weighed and dropped\n");
    page
}

fn lines(found: &Explanation, args: &ExplainArgs) -> String {
    let text = &found.article.text;
    let map = OffsetMap::new(text, args.offsets);
    let line = |r: &nutgraf::Reason| {
        let (start, end) = (map.from_byte(r.span.start), map.from_byte(r.span.end));
        json!({"layer": r.layer.as_str(), "kept": r.kept, "start": start, "end": end, "text": r.span.slice(text), "what": r.what})
            .to_string()
            + "\n"
    };
    found.reasons.iter().map(line).collect()
}

/// Line breaks and control characters as a terminal can show them.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c == '\n' {
                '⏎'
            } else if c.is_control() {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

fn excerpt(text: &str) -> String {
    let text = visible(text);
    let long = text.chars().count() > CONTEXT;
    let cut: String = text.chars().take(if long { CONTEXT - 1 } else { CONTEXT }).collect();
    if long { cut + "…" } else { cut }
}
