//! The two ways in: [`extract`] for a first try, [`Extractor`] for reuse.

use crate::article::{Article, Block, EntityType, Metadata, Score};
use crate::{Date, Error, Options, Span, pipeline};

/// What is to be read.
///
/// ```
/// use nutgraf::{Content, Document};
/// assert_eq!(Document::text("It rained.").content, Content::Text("It rained."));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content<'a> {
    /// Plain text: [`Article::text`] will be exactly this.
    Text(&'a str),
    /// A web page.
    #[cfg(feature = "html")]
    Html(&'a str),
    /// A document of the News Industry Text Format.
    #[cfg(feature = "html")]
    Nitf(&'a str),
}

/// A name that the caller found: by another recognizer, by hand, in a content system.
///
/// ```
/// use nutgraf::{EntityType, GivenName, Span};
/// let text = "Defense Secretary Mark Esper resigned.";
/// let name = GivenName { span: Span::new(18, 28), r#type: EntityType::Person };
/// assert_eq!(name.span.slice(text), "Mark Esper");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenName {
    /// Where it stands, in UTF-8 bytes of the text, without its title: "Mark Esper".
    pub span: Span,
    /// What it names.
    pub r#type: EntityType,
}

/// A quotation that the caller found: by another program, by hand. Spans are UTF-8 bytes of the text.
///
/// ```
/// use nutgraf::{Document, Extractor, GivenQuote, Span};
/// let text = "The dam holds, engineer Ada Osei said.";
/// let quote = GivenQuote::new(vec![Span::new(0, 13)]).cue(Span::new(33, 37)).speaker(Span::new(15, 32));
/// let article = Extractor::default().extract_document(&Document::text(text).quotes(vec![quote]))?;
/// assert_eq!(article.speaker(&article.quotes[0]).map(|e| &e.name[..]), Some("Ada Osei"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GivenQuote {
    /// What was said, in one piece or several; none where comment was declined. Marks around it are left out of the article's
    /// content.
    pub content: Vec<Span>,
    /// "said", "according to".
    pub cue: Option<Span>,
    /// The whole noun phrase that says who: "she", "engineer Ada Osei".
    pub speaker: Option<Span>,
    /// The speaker's name elsewhere in the text, where `speaker` is a pronoun or a noun.
    pub referent: Option<Span>,
    /// How sure its finder is; sure when `None`.
    pub confidence: Option<Score>,
}

impl GivenQuote {
    /// A quotation of this content.
    ///
    /// ```
    /// use nutgraf::{GivenQuote, Span};
    /// // “The dam,” she said, “holds.” is one quotation in two pieces.
    /// let quote = GivenQuote::new(vec![Span::new(3, 11), Span::new(28, 34)]);
    /// assert!(quote.speaker.is_none());
    /// ```
    pub fn new(content: Vec<Span>) -> Self {
        Self { content, ..Self::default() }
    }

    /// Sets the cue.
    ///
    /// ```
    /// use nutgraf::{GivenQuote, Span};
    /// let text = "The dam holds, engineer Ada Osei said.";
    /// let quote = GivenQuote::new(vec![Span::new(0, 13)]).cue(Span::new(33, 37));
    /// assert_eq!(quote.cue.unwrap().slice(text), "said");
    /// ```
    #[must_use]
    pub fn cue(mut self, cue: Span) -> Self {
        self.cue = Some(cue);
        self
    }

    /// Sets the phrase that says who.
    ///
    /// ```
    /// use nutgraf::{GivenQuote, Span};
    /// let text = "The dam holds, engineer Ada Osei said.";
    /// let quote = GivenQuote::new(vec![Span::new(0, 13)]).speaker(Span::new(15, 32));
    /// assert_eq!(quote.speaker.unwrap().slice(text), "engineer Ada Osei");
    /// ```
    #[must_use]
    pub fn speaker(mut self, speaker: Span) -> Self {
        self.speaker = Some(speaker);
        self
    }

    /// Sets where the speaker's name stands.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor, GivenQuote, Span};
    /// let text = "Ada Osei came. The dam holds, she said.";
    /// let quote = GivenQuote::new(vec![Span::new(15, 28)]).cue(Span::new(34, 38)).speaker(Span::new(30, 33)).referent(Span::new(0, 8));
    /// let article = Extractor::default().extract_document(&Document::text(text).quotes(vec![quote]))?;
    /// assert_eq!(article.speaker(&article.quotes[0]).map(|e| &e.name[..]), Some("Ada Osei"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn referent(mut self, name: Span) -> Self {
        self.referent = Some(name);
        self
    }

    /// Sets how sure its finder is.
    ///
    /// ```
    /// use nutgraf::{GivenQuote, Score, Span};
    /// let quote = GivenQuote::new(vec![Span::new(0, 13)]).confidence(Score::thousandths(850));
    /// assert_eq!(quote.confidence.map(f64::from), Some(0.85));
    /// ```
    #[must_use]
    pub fn confidence(mut self, confidence: Score) -> Self {
        self.confidence = Some(confidence);
        self
    }
}

/// One input with what is known about it.
///
/// ```
/// use nutgraf::{Document, Extractor};
/// let document = Document::text("It rained on Sunday.").date("2024-05-03".parse().unwrap()).url("https://news.example/rain");
/// let article = Extractor::default().extract_document(&document)?;
/// assert_eq!(article.times[0].value, "2024-04-28");
/// # Ok::<(), nutgraf::Error>(())
/// ```
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
    /// The quotations of the text; taken as given, in place of those that would be found.
    pub quotes: Option<Vec<GivenQuote>>,
}

impl<'a> Document<'a> {
    fn new(content: Content<'a>) -> Self {
        Self { content, url: None, date: None, blocks: None, metadata: None, decoded_from: None, mentions: None, quotes: None }
    }

    /// A plain-text story.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor};
    /// let article = Extractor::default().extract_document(&Document::text("It rained."))?;
    /// assert_eq!(article.text, "It rained.");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn text(text: &'a str) -> Self {
        Self::new(Content::Text(text))
    }

    /// A web page.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor};
    /// let page = Document::html("<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.").url("https://news.example/dam");
    /// let article = Extractor::default().extract_document(&page)?;
    /// assert_eq!(article.metadata.headline.as_deref(), Some("Dam holds"));
    /// assert_eq!(article.metadata.url.as_deref(), Some("https://news.example/dam"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[cfg(feature = "html")]
    pub fn html(html: &'a str) -> Self {
        Self::new(Content::Html(html))
    }

    /// A document of the News Industry Text Format.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor};
    /// let nitf = "<nitf><body><body.content><p>The dam held on Friday.</p></body.content></body></nitf>";
    /// let article = Extractor::default().extract_document(&Document::nitf(nitf).date("2024-05-04".parse().unwrap()))?;
    /// assert_eq!(article.times[0].value, "2024-05-03");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[cfg(feature = "html")]
    pub fn nitf(xml: &'a str) -> Self {
        Self::new(Content::Nitf(xml))
    }

    /// A web page that came as bytes.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor, Page};
    /// let page = Page::decode(b"<h1>Dam holds</h1><p>The dam at Qu\xE9bar held on Friday, the engineers said.", Some("windows-1252"));
    /// let article = Extractor::default().extract_document(&Document::page(&page).url("https://news.example/dam"))?;
    /// assert!(article.text.contains("Québar"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[cfg(feature = "charset")]
    pub fn page(page: &'a crate::Page<'_>) -> Self {
        Self { decoded_from: (!page.is_verbatim()).then_some(page.encoding), ..Self::html(&page.html) }
    }

    /// Sets the address.
    ///
    /// ```
    /// use nutgraf::Document;
    /// assert_eq!(Document::text("It rained.").url("https://news.example/rain").url, Some("https://news.example/rain"));
    /// ```
    #[must_use]
    pub fn url(mut self, url: &'a str) -> Self {
        self.url = Some(url);
        self
    }

    /// Sets the publication date.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor};
    /// let document = Document::text("It will rain tomorrow.").date("2024-05-03".parse().unwrap());
    /// let article = Extractor::default().extract_document(&document)?;
    /// assert_eq!(article.times[0].value, "2024-05-04");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// Sets the blocks, instead of looking for them. Spans are UTF-8 bytes of the text.
    ///
    /// ```
    /// use nutgraf::{Block, BlockKind, Document, Extractor, Span};
    /// let blocks = vec![Block::new(BlockKind::Headline, Span::new(0, 9)), Block::new(BlockKind::Paragraph, Span::new(10, 31))];
    /// let document = Document::text("Dam holds It rained all Friday.").blocks(blocks);
    /// let article = Extractor::default().extract_document(&document)?;
    /// assert_eq!(article.blocks[1].span.slice(&article.text), "It rained all Friday.");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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

    /// Sets the quotations, instead of looking for them; entities, events and all that follows go by them. Their order does not
    /// matter. See [`GivenQuote`].
    ///
    /// ```
    /// use nutgraf::{Document, Extractor, GivenQuote, Span};
    /// let document = Document::text("It holds (Ada Osei).").quotes(vec![GivenQuote::new(vec![Span::new(0, 8)]).speaker(Span::new(10, 18))]);
    /// let article = Extractor::default().extract_document(&document)?;
    /// assert_eq!(article.quotes[0].content[0].slice(&article.text), "It holds");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn quotes(mut self, quotes: Vec<GivenQuote>) -> Self {
        self.quotes = Some(quotes);
        self
    }

    /// Sets the metadata, instead of looking for it.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor, Metadata};
    /// let mut metadata = Metadata::default();
    /// metadata.headline = Some("Rain at last".to_owned());
    /// let article = Extractor::default().extract_document(&Document::text("It rained.").metadata(metadata))?;
    /// assert_eq!(article.metadata.headline.as_deref(), Some("Rain at last"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// let extractor = Extractor::new(Options::new().date("2024-05-03".parse().unwrap()));
    /// assert_eq!(extractor.extract("It rained yesterday.")?.times[0].value, "2024-05-02");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// Its options.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// assert_eq!(Extractor::default().options(), &Options::new());
    /// ```
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads a plain-text story.
    ///
    /// ```
    /// use nutgraf::Extractor;
    /// let extractor = Extractor::default();
    /// for story in ["“It works,” the engineer said.", "It rained."] {
    ///     println!("{} quotes", extractor.extract(story)?.quotes.len());
    /// }
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the text is larger than `max_input_bytes`.
    pub fn extract(&self, text: &str) -> Result<Article, Error> {
        self.extract_document(&Document::text(text))
    }

    /// Reads a plain-text story that the caller has no more use for: it becomes [`Article::text`], so that a long one is not held
    /// twice.
    ///
    /// ```
    /// let article = nutgraf::Extractor::default().extract_owned(String::from("LIMA (AP) — It rained."))?;
    /// assert_eq!(article.text, "LIMA (AP) — It rained.");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the text is larger than `max_input_bytes`.
    pub fn extract_owned(&self, text: String) -> Result<Article, Error> {
        pipeline::run_owned(text, &self.options, &mut |_| ())
    }

    /// Reads a web page.
    ///
    /// ```
    /// let article = nutgraf::Extractor::default().extract_html("<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.")?;
    /// assert_eq!(article.text, "Dam holds\n\nThe dam held on Friday, the engineers said.");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
    /// ```
    /// use nutgraf::Extractor;
    /// let bytes = b"<h1>Dam holds</h1><p>The dam at Qu\xE9bar held on Friday, the engineers said.";
    /// let article = Extractor::default().extract_html_bytes(bytes, Some("text/html; charset=iso-8859-1"))?;
    /// assert!(article.text.contains("Québar"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than `max_input_bytes`.
    #[cfg(feature = "charset")]
    pub fn extract_html_bytes(&self, bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
        pipeline::check_size(bytes.len(), &self.options)?;
        self.extract_document(&Document::page(&crate::Page::decode(bytes, charset)))
    }

    /// Reads a document of the News Industry Text Format (NITF 3). As for a web page, [`Block::source`] is the way back to it.
    ///
    /// ```
    /// let nitf = "<nitf><body><body.content><p>The dam held.</p></body.content></body></nitf>";
    /// assert_eq!(nutgraf::Extractor::default().extract_nitf(nitf)?.text, "The dam held.");
    /// assert!(nutgraf::Extractor::default().extract_nitf("<rss/>").is_err());
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when the document is larger than `max_input_bytes`;
    /// [`ErrorKind::Decode`](crate::ErrorKind) when there is no `nitf` element in it.
    #[cfg(feature = "html")]
    pub fn extract_nitf(&self, xml: &str) -> Result<Article, Error> {
        self.extract_document(&Document::nitf(xml))
    }

    /// Reads a NITF document that came as bytes, in the encoding that it declares; `charset` is what the caller was told.
    ///
    /// ```
    /// let nitf = b"<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><body.content><p>Qu\xE9bar held.</p></body.content></body></nitf>";
    /// assert_eq!(nutgraf::Extractor::default().extract_nitf_bytes(nitf, None)?.text, "Québar held.");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Extractor::extract_nitf`].
    #[cfg(feature = "charset")]
    pub fn extract_nitf_bytes(&self, bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
        pipeline::check_size(bytes.len(), &self.options)?;
        let page = crate::Page::decode(bytes, charset);
        self.extract_document(&Document { content: Content::Nitf(&page.html), ..Document::page(&page) })
    }

    /// Reads a story or page with what is known about it.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor};
    /// let document = Document::text("It rained on Sunday.").date("2024-05-03".parse().unwrap());
    /// let article = Extractor::default().extract_document(&document)?;
    /// assert_eq!(article.metadata.date_published.as_deref(), Some("2024-05-03"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Limit`](crate::ErrorKind) when it is larger than `max_input_bytes`,
    /// [`ErrorKind::Option`](crate::ErrorKind) when given blocks, mentions or quotes do not fit the text,
    /// [`ErrorKind::Decode`](crate::ErrorKind) when NITF has no `nitf` element.
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
/// ```
/// let html = "<nav>Home</nav><h1>Dam holds</h1><p>The dam held on Friday, the engineers said.";
/// let article = nutgraf::extract_html(html)?;
/// assert_eq!(article.metadata.headline.as_deref(), Some("Dam holds"));
/// assert_eq!(article.blocks[1].source.flatten().unwrap().slice(html), "The dam held on Friday, the engineers said.");
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind) when the page is larger than 256 MiB.
#[cfg(feature = "html")]
pub fn extract_html(html: &str) -> Result<Article, Error> {
    Extractor::default().extract_html(html)
}

/// Reads a document of the News Industry Text Format (NITF 3) with the default options.
///
/// ```
/// let nitf = "<nitf><head><docdata><date.issue norm='20240503T080000Z'/></docdata></head><body>\
///     <body.head><hedline><hl1>Dam holds</hl1></hedline><dateline><location>KARVO</location></dateline></body.head>\
///     <body.content><p>The dam held on Friday, the engineers said.</p></body.content></body></nitf>";
/// let article = nutgraf::extract_nitf(nitf)?;
/// assert_eq!(article.metadata.headline.as_deref(), Some("Dam holds"));
/// assert_eq!(article.times[0].value, "2024-05-03");
/// assert_eq!(article.blocks[2].source.flatten().unwrap().slice(nitf), "The dam held on Friday, the engineers said.");
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Limit`](crate::ErrorKind) when the document is larger than 256 MiB;
/// [`ErrorKind::Decode`](crate::ErrorKind) when there is no `nitf` element in it.
#[cfg(feature = "html")]
pub fn extract_nitf(xml: &str) -> Result<Article, Error> {
    Extractor::default().extract_nitf(xml)
}

/// Reads a NITF document that came as bytes, in the encoding that it declares, with the default options.
///
/// ```
/// let nitf = "<nitf><body><body.content><p>Québar held.</p></body.content></body></nitf>";
/// assert_eq!(nutgraf::extract_nitf_bytes(nitf.as_bytes(), None)?.text, "Québar held.");
/// # Ok::<(), nutgraf::Error>(())
/// ```
///
/// # Errors
/// As for [`extract_nitf`].
#[cfg(feature = "charset")]
pub fn extract_nitf_bytes(bytes: &[u8], charset: Option<&str>) -> Result<Article, Error> {
    Extractor::default().extract_nitf_bytes(bytes, charset)
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
