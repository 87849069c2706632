//! What a story is written as.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use nutgraf::export::{Format, export};
use nutgraf::{Article, OffsetEncoding};

/// Reads the name of a format.
pub fn parser() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.iter().map(|f| f.as_str()));
    names.try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

/// Appends `article` to `out`. `input` is JSON: the input's name.
pub fn write(article: &Article, format: Format, encoding: OffsetEncoding, input: &str, out: &mut Vec<u8>) {
    if format == Format::Json {
        article.write_json(encoding, out);
        // The object is not read again: its closing brace is where the last key goes.
        out.pop();
        out.extend_from_slice(b",\"input\":");
        out.extend_from_slice(input.as_bytes());
        out.extend_from_slice(b"}\n");
        return;
    }
    let form = export(article, format);
    out.extend_from_slice(form.trim_end_matches('\n').as_bytes());
    // Forms of several lines are set apart by a blank one.
    out.extend_from_slice(if format.is_line() { b"\n" } else { b"\n\n" });
}
