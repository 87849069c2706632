//! Other forms of an [`Article`]: one file a format, all entered in [`Format`]'s table.
//!
//! ```
//! use nutgraf::export::{Format, export};
//! let article = nutgraf::extract("Headline here\n\n“It works,” the engineer said.")?;
//! let markdown = export(&article, Format::Markdown);
//! assert!(markdown.contains("It works"));
//! # Ok::<(), nutgraf::Error>(())
//! ```

mod brat;
mod conllu;
mod gkg;
mod html;
mod inline;
mod json_ld;
mod markdown;
mod ninjs;
mod tei;
mod timeml;
mod web_annotation;

pub(crate) use inline::escape;

/// Whether a spreadsheet would run a cell of a table for a formula; full-width signs are signs to some. Negative numbers are not meant.
pub(crate) fn is_formula(cell: &str) -> bool {
    let number = || cell.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !number()
}

use crate::article::{Article, Block, BlockKind, names};
use crate::options::{Layer, Layers};

names! {
    /// A form that an article can be written in.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options, export::{Format, export}};
    /// let format = Format::from_name("conllu").unwrap();
    /// let article = Extractor::new(Options::new().layers(format.layers())).extract("Rain fell.")?;
    /// assert!(export(&article, format).contains("2\tfell\tfall\tVERB"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Format in "export" {
        /// The contract's own JSON.
        Json = "json",
        /// Markdown, with who said what at the end.
        Markdown = "markdown",
        /// The annotated story as one self-contained HTML fragment.
        Html = "html",
        /// IPTC ninjs 3.1.
        Ninjs = "ninjs",
        /// schema.org NewsArticle with Quotations, as JSON-LD.
        JsonLd = "jsonld",
        /// W3C Web Annotations, with text-fragment links.
        WebAnnotation = "webannotation",
        /// TimeML (TIMEX3).
        TimeMl = "timeml",
        /// brat standoff (`.ann`), offsets in code points.
        Brat = "brat",
        /// CoNLL-U.
        Conllu = "conllu",
        /// One row of GDELT's Global Knowledge Graph 2.1.
        Gkg = "gkg",
        /// TEI P5.
        Tei = "tei",
    }
}

impl Format {
    /// The layers that this form shows: ask the extractor for these.
    ///
    /// ```
    /// use nutgraf::{Layer, export::Format};
    /// assert!(Format::Conllu.layers().contains(Layer::Tokens));
    /// ```
    pub fn layers(self) -> Layers {
        match self {
            Format::Conllu => Layers::default().with(Layer::Tokens),
            _ => Layers::default(),
        }
    }

    /// Whether an article takes one line, so that many can stand in one file.
    ///
    /// ```
    /// use nutgraf::export::Format;
    /// assert!(Format::Ninjs.is_line() && !Format::Markdown.is_line());
    /// ```
    pub fn is_line(self) -> bool {
        matches!(self, Format::Json | Format::Ninjs | Format::JsonLd | Format::WebAnnotation | Format::Gkg)
    }

    /// The usual extension of a file name.
    ///
    /// ```
    /// assert_eq!(nutgraf::export::Format::Brat.extension(), "ann");
    /// ```
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json | Format::Ninjs => "json",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::JsonLd | Format::WebAnnotation => "jsonld",
            Format::TimeMl => "tml",
            Format::Brat => "ann",
            Format::Conllu => "conllu",
            Format::Gkg => "tsv",
            Format::Tei => "xml",
        }
    }
}

/// The article in another form. Everything that comes from the story is escaped as the form asks. Ends with a newline,
/// but for HTML.
///
/// ```
/// use nutgraf::export::{Format, export};
/// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
/// assert!(export(&article, Format::JsonLd).contains("\"Quotation\""));
/// assert!(export(&article, Format::Html).contains("<q"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
pub fn export(article: &Article, format: Format) -> String {
    match format {
        Format::Json => article.to_json(crate::OffsetEncoding::Byte) + "\n",
        Format::Markdown => markdown::write(article),
        Format::Html => html::write(article),
        Format::Ninjs => ninjs::write(article),
        Format::JsonLd => json_ld::write(article),
        Format::WebAnnotation => web_annotation::write(article),
        Format::TimeMl => timeml::write(article),
        Format::Brat => brat::write(article),
        Format::Conllu => conllu::write(article),
        Format::Gkg => gkg::write(article),
        Format::Tei => tei::write(article),
    }
}

/// The story's address, or a name made from its text: the same text has the same name.
fn identifier(article: &Article) -> String {
    if let Some(url) = &article.metadata.url {
        return url.clone();
    }
    // FNV-1a, 64 bits.
    let hash = article.text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("urn:x-nutgraf:{hash:016x}")
}

/// The body's text, a blank line between blocks.
fn body(article: &Article) -> String {
    let blocks: Vec<&str> = article.blocks.iter().filter(|b| b.is_body()).map(|b| b.span.slice(&article.text)).collect();
    blocks.join("\n\n")
}

/// The headline: from metadata, else the headline block.
fn headline(article: &Article) -> Option<&str> {
    let block = |b: &&Block| b.kind == BlockKind::Headline;
    article.metadata.headline.as_deref().or_else(|| article.blocks.iter().find(block).map(|b| b.span.slice(&article.text)))
}

/// White space runs as one space: for formats in which a line end means something.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
