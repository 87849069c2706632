//! The two ways in: [`extract`] for a first try, [`Extractor`] for reuse.

use crate::article::{Article, Block, EntityType, Metadata};
use crate::{Date, Error, Options, Span, pipeline};

/// What is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// Plain text: [`Article::text`] will be exactly this.
    Text(&'a str),
    /// A web page.
    #[cfg(feature = "html")]
    Html(&'a str),
}

/// A name that the caller found: by another recognizer, by hand, in a content system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// Where it stands, in UTF-8 bytes of the text, without its title: "Mark Esper".
    pub span: Span,
    /// What it names.
    pub r#type: EntityType,
}

/// One input with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Document<'a> {
    /// The story or page.
    pub content: Content<'a>,
    /// Its address.
    pub url: Option<&'a str>,
    /// Its publication date, where the content does not say; goes before [`Options::date`](Options).
    pub date: Option<Date>,
    /// Blocks found by another extractor; taken as given.
    pub blocks: Option<Vec<Block>>,
    /// Metadata found by another extractor; taken as given.
    pub metadata: Option<Metadata>,
    /// The encoding that the page's text was decoded from, where it is not the page's own bytes; a diagnostic says so.
    pub decoded_from: Option<&'static str>,
    /// The names of the text; taken as given, in place of those that the model and the lexicon would find.
    pub mentions: Option<Vec<GivenName>>,
}

impl<'a> Document<'a> {
    fn new(content: Content<'a>) -> Self {
        Self { content, url: None, date: None, blocks: None, metadata: None, decoded_from: None, mentions: None }
    }

    /// A plain-text story.
    pub fn text(text: &'a str) -> Self {
        Self::new(Content::Text(text))
    }

    /// A web page.
    #[cfg(feature = "html")]
    pub fn html(html: &'a str) -> Self {
        Self::new(Content::Html(html))
    }

    /// A web page that came as bytes.
    #[cfg(feature = "charset")]
    pub fn page(page: &'a crate::Page<'_>) -> Self {
        Self { decoded_from: (!page.is_verbatim()).then_some(page.encoding), ..Self::html(&page.html) }
    }

    /// Sets the address.
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// Sets the publication date.
    #[must_use]
    pub fn date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// Sets the blocks, instead of looking for them. Spans are UTF-8 bytes of the text.
    #[must_use]
    pub fn blocks(mut self, blocks: Vec<Block>) -> Self {
        self.blocks = Some(blocks);
        self
    }

    /// Sets the names, instead of looking for them; every later layer goes by them. Their order does not matter, and none may
    /// overlap another.
    ///
    /// ```
    /// use nutgraf::{Document, EntityType, Extractor, GivenName, Span};
    /// let text = "Tern sank off Karvo on Monday.";
    /// let ship = GivenName { span: Span::new(0, 4), r#type: EntityType::Product };
    /// let article = Extractor::default().extract_document(&Document::text(text).mentions(vec![ship]))?;
    /// assert_eq!(article.entities[0].name, "Tern");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn mentions(mut self, mentions: Vec<GivenName>) -> Self {
        self.mentions = Some(mentions);
        self
    }

    /// Sets the metadata, instead of looking for it.
    #[must_use]
    pub fn metadata(mut self, metadata: Metadata) -> Self {
        self.metadata = Some(metadata);
        self
    }
}

/// Reads stories with one set of [`Options`]. Cheap to clone; shared freely between threads.
///
/// ```
/// use nutgraf::{Extractor, Layer, Options};
/// let extractor = Extractor::new(Options::new().layers("quotes".parse()?));
/// let article = extractor.extract("“It works,” the engineer said.")?;
/// assert!(article.layers.contains(Layer::Quotes));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    options: Options,
}

impl Extractor {
    /// An extractor with these options.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// Its options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads a plain-text story.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the text is larger than `max_input_bytes`.
    pub fn extract(&self, text: &str) -> Result<Article, Error> {
        self.extract_document(&Document::text(text))
    }

    /// Reads a web page.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than `max_input_bytes`.
    #[cfg(feature = "html")]
    pub fn extract_html(&self, html: &str) -> Result<Article, Error> {
        self.extract_document(&Document::html(html))
    }

    /// Reads a web page that came as bytes. `charset` is what the caller was told, such as the server's `Content-Type`; the
    /// page's own word goes before it. Where the bytes were not UTF-8, a diagnostic `decoded_page` says that
    /// [`Block::source`] are ranges of the decoded page ([`Page::decode`](crate::Page::decode) gives it).
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than `max_input_bytes`.
    #[cfg(feature = "charset")]
    pub fn extract_html_bytes(&self, bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
        pipeline::check_size(bytes.len(), &self.options)?;
        self.extract_document(&Document::page(&crate::Page::decode(bytes, charset)))
    }

    /// Reads a story or page with what is known about it.
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when it is larger than `max_input_bytes`,
    /// [`ErrorKind::Option`](crate::ErrorKind) when given blocks or mentions do not fit the text.
    pub fn extract_document(&self, document: &Document<'_>) -> Result<Article, Error> {
        pipeline::run(document, &self.options, &mut |_| ())
    }

    /// As [`Extractor::extract`]; calls `done` with the name of each stage when it has run, so that benchmarks can time them.
    #[doc(hidden)]
    pub fn extract_observed(&self, text: &str, done: &mut dyn FnMut(&'static str)) -> Result<Article, Error> {
        pipeline::run(&Document::text(text), &self.options, done)
    }
}

/// Reads a plain-text story with the default options.
///
/// ```
/// let article = nutgraf::extract("LIMA (AP) — It rained.")?;
/// assert_eq!(article.language, "en");
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind) when the text is larger than 256 MiB.
pub fn extract(text: &str) -> Result<Article, Error> {
    Extractor::default().extract(text)
}

/// Reads a web page with the default options.
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than 256 MiB.
#[cfg(feature = "html")]
pub fn extract_html(html: &str) -> Result<Article, Error> {
    Extractor::default().extract_html(html)
}

/// Reads a web page that came as bytes, with the default options.
///
/// ```
/// let article = nutgraf::extract_html_bytes(b"<h1>Dam holds</h1><p>The dam at Qu\xE9bar held on Friday, the engineers said.", None)?;
/// assert!(article.text.contains("Québar"));
/// assert_eq!(article.diagnostics[0].code, "decoded_page");
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than 256 MiB.
#[cfg(feature = "charset")]
pub fn extract_html_bytes(bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
    Extractor::default().extract_html_bytes(bytes, charset)
}
