//! What a story can be written as: the one table of formats.

use clap::ValueEnum;
use nutgraf::{Article, OffsetEncoding};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The article as JSON, one a line.
    Json,
    /// Markdown.
    Markdown,
    /// Annotated HTML.
    Html,
    /// IPTC ninjs 3.1.
    Ninjs,
    /// schema.org NewsArticle and Quotation.
    Jsonld,
    /// W3C Web Annotation.
    Webannotation,
    /// TimeML.
    Timeml,
    /// brat standoff.
    Brat,
    /// CoNLL-U.
    Conllu,
    /// GDELT Global Knowledge Graph 2.1 rows.
    Gkg,
    /// TEI.
    Tei,
}

/// Appends `article` to `out`. `input` is JSON: the input's name.
pub type Write = fn(article: &Article, encoding: OffsetEncoding, input: &str, out: &mut Vec<u8>);

impl Format {
    /// How it is written; `None` when that is not built yet.
    pub fn writer(self) -> Option<Write> {
        match self {
            Format::Json => Some(json),
            _ => None,
        }
    }

    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default()
    }

    /// The names of those that are built.
    pub fn built() -> String {
        let names: Vec<String> = Format::value_variants().iter().filter(|f| f.writer().is_some()).map(|f| f.name()).collect();
        names.join(", ")
    }
}

fn json(article: &Article, encoding: OffsetEncoding, input: &str, out: &mut Vec<u8>) {
    article.write_json(encoding, out);
    // The object is not read again: its closing brace is where the last key goes.
    out.pop();
    out.extend_from_slice(b",\"input\":");
    out.extend_from_slice(input.as_bytes());
    out.extend_from_slice(b"}\n");
}
