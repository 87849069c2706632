//! Reads a news story. Plain text or HTML goes in; an [`Article`] comes out: its blocks, sentences, names, time expressions,
//! quantities, quotations (who said what, how and through whom), events and five Ws, each with exact offsets.
//!
//! ```
//! let article = nutgraf::extract("“It works,” the engineer said.")?;
//! assert_eq!(&article.text[..], "“It works,” the engineer said.");
//! # Ok::<(), nutgraf::Error>(())
//! ```
//!
//! # The model
//! An article is flat: one `Vec` a layer, joined by index ids. Spans are UTF-8 bytes of [`Article::text`];
//! [`Article::to_json`] writes them in bytes, code points or UTF-16 units. Nothing is looked up outside the story: no
//! network, no files, no clock.
//!
//! # Crate features
//! - **html** (default): web pages in ([`extract_html`]), and NITF, the format of news agencies ([`extract_nitf`]).
//! - **charset** (default): web pages as bytes, in any encoding of the web ([`Page`], [`extract_html_bytes`]).
//! - **parallel**: batches on all cores.
//! - **schema**: the JSON Schema of the wire form.
//! - **toml**: a [`Lexicon`] from TOML.
//!
//! None is needed for plain text: `default-features = false` builds the slimmest core.

#![forbid(unsafe_code)]

pub mod article;
mod assemble;
mod blocks;
mod coref;
mod error;
mod events;
mod explain;
pub mod export;
mod extractor;
mod five_ws;
#[cfg(feature = "html")]
mod html;
mod labels;
mod language;
mod lexicon;
mod model;
mod names;
#[cfg(feature = "html")]
mod nitf;
mod options;
mod pipeline;
mod quantities;
mod quotes;
mod sentences;
mod span;
mod story;
pub mod summary;
mod syntax;
mod terms;
mod tight;
mod times;
mod tokens;
mod walk;
pub mod wire;

pub use article::*;
pub use error::{Error, ErrorKind};
pub use explain::{Explanation, Reason};
pub use extractor::{Content, Document, Extractor, GivenName, GivenQuote, extract};
#[cfg(feature = "html")]
pub use extractor::{extract_html, extract_nitf};
#[cfg(feature = "charset")]
pub use extractor::{extract_html_bytes, extract_nitf_bytes};
#[cfg(feature = "charset")]
pub use html::charset::Page;
pub use jiff::civil::Date;
pub use labels::{Deprel, Feats, Upos};
pub use lexicon::custom::{CueVerb, Lexicon, Takes};
pub use options::{Layer, Layers, Options, parse_date};
pub use span::{OffsetEncoding, OffsetMap, Span};

/// The pages whose Rust is run with the examples.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    struct Readme;
    #[cfg(feature = "toml")]
    #[doc = include_str!("../docs/extend.md")]
    struct Extend;
}
