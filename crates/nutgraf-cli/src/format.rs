//! What a story is written as.

use std::io;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use nutgraf::export::{Format, export};
use nutgraf::{Article, OffsetEncoding};

/// Reads the name of a format.
pub fn parser() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.iter().map(|f| f.as_str()));
    names.try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

/// Writes `article` as JSON, as [`write()`] does, but a piece at a time.
pub fn stream(article: &Article, encoding: OffsetEncoding, input: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let mut open = AllButLast { out, last: None };
    article.stream_json(encoding, &mut open)?;
    writeln!(out, ",\"input\":{input}}}")
}

/// Writes all that it gets but the last byte, an object's closing brace.
struct AllButLast<'w> {
    out: &'w mut dyn io::Write,
    last: Option<u8>,
}

impl io::Write for AllButLast<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some((&last, rest)) = bytes.split_last() {
            if let Some(before) = self.last.replace(last) {
                self.out.write_all(&[before])?;
            }
            self.out.write_all(rest)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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
