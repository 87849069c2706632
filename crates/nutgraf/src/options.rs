//! What to extract, and how.

use std::sync::Arc;

use crate::{Date, Error, Lexicon};

/// One layer of an [`Article`](crate::Article).
///
/// ```
/// use nutgraf::{Extractor, Layer, Options};
/// let layers = [Layer::Quotes, Layer::Timeline].into_iter().collect();
/// let article = Extractor::new(Options::new().layers(layers)).extract("“It works,” the engineer said.")?;
/// assert!(article.layers.contains(Layer::Timeline) && article.events.is_empty());
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum Layer {
    /// Headline, authors, dates …
    Metadata,
    /// Headline, paragraphs, captions …
    Blocks,
    /// Sentences.
    Sentences,
    /// Universal Dependencies tokens; only when asked for.
    Tokens,
    /// Names, nominals, pronouns.
    Mentions,
    /// People, organizations, places, joined across mentions.
    Entities,
    /// TIMEX3 expressions.
    Times,
    /// Counts, money, measures.
    Quantities,
    /// Who said what.
    Quotes,
    /// Who did what to whom.
    Events,
    /// Who, what, when, where, why, how.
    FiveWs,
    /// Events and quotes in time order; only when asked for.
    Timeline,
}

impl Layer {
    /// Every layer, in the order of the wire form.
    ///
    /// ```
    /// use nutgraf::{Layer, Options};
    /// // All there is, tokens and the timeline too.
    /// let options = Options::new().layers(Layer::ALL.into_iter().collect());
    /// assert!(options.layers.contains(Layer::Tokens));
    /// ```
    pub const ALL: [Layer; 12] = [
        Layer::Metadata,
        Layer::Blocks,
        Layer::Sentences,
        Layer::Tokens,
        Layer::Mentions,
        Layer::Entities,
        Layer::Times,
        Layer::Quantities,
        Layer::Quotes,
        Layer::Events,
        Layer::FiveWs,
        Layer::Timeline,
    ];

    /// The layer's key in JSON.
    ///
    /// ```
    /// assert_eq!(nutgraf::Layer::FiveWs.as_str(), "five_ws");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Blocks => "blocks",
            Self::Sentences => "sentences",
            Self::Tokens => "tokens",
            Self::Mentions => "mentions",
            Self::Entities => "entities",
            Self::Times => "times",
            Self::Quantities => "quantities",
            Self::Quotes => "quotes",
            Self::Events => "events",
            Self::FiveWs => "five_ws",
            Self::Timeline => "timeline",
        }
    }
}

/// A set of [`Layer`]s.
///
/// ```
/// use nutgraf::{Layer, Layers};
/// let layers: Layers = "quotes,times".parse()?;
/// assert!(layers.contains(Layer::Quotes) && !layers.contains(Layer::Events));
/// assert!("quots".parse::<Layers>().is_err());
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layers(u16);

impl Layers {
    /// No layer.
    ///
    /// ```
    /// use nutgraf::{Layer, Layers};
    /// assert!(!Layers::NONE.contains(Layer::Quotes));
    /// ```
    pub const NONE: Layers = Layers(0);

    /// This set and `layer`.
    ///
    /// ```
    /// use nutgraf::{Layer, Layers};
    /// let layers = Layers::default().with(Layer::Tokens);
    /// assert!(layers.contains(Layer::Tokens) && layers.contains(Layer::Quotes));
    /// ```
    #[must_use]
    pub const fn with(self, layer: Layer) -> Layers {
        Layers(self.0 | 1 << layer as u8)
    }

    /// Whether `layer` is in the set.
    ///
    /// ```
    /// use nutgraf::{Layer, Layers};
    /// assert!(Layers::default().contains(Layer::Quotes));
    /// assert!(!Layers::default().contains(Layer::Tokens), "tokens are many: they come when asked for");
    /// ```
    pub const fn contains(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u8) != 0
    }

    /// Whether any of `other`'s layers is in the set.
    ///
    /// ```
    /// use nutgraf::Layers;
    /// let (asked, given): (Layers, Layers) = ("quotes,times".parse()?, "times,events".parse()?);
    /// assert!(asked.intersects(given));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub const fn intersects(self, other: Layers) -> bool {
        self.0 & other.0 != 0
    }

    /// The layers of the set, in the order of the wire form.
    ///
    /// ```
    /// use nutgraf::{Layer, Layers};
    /// let layers: Layers = "times,blocks".parse()?;
    /// assert_eq!(layers.iter().collect::<Vec<_>>(), [Layer::Blocks, Layer::Times]);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL.into_iter().filter(move |&l| self.contains(l))
    }
}

impl Default for Layers {
    /// All but tokens and timeline.
    fn default() -> Self {
        Layer::ALL.into_iter().filter(|l| !matches!(l, Layer::Tokens | Layer::Timeline)).collect()
    }
}

impl FromIterator<Layer> for Layers {
    fn from_iter<I: IntoIterator<Item = Layer>>(iter: I) -> Self {
        iter.into_iter().fold(Layers::NONE, Layers::with)
    }
}

impl std::str::FromStr for Layers {
    type Err = Error;
    /// Layer names joined by commas.
    fn from_str(s: &str) -> Result<Self, Error> {
        let mut layers = Layers::NONE;
        for name in s.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let layer = Layer::ALL.into_iter().find(|l| l.as_str() == name).ok_or_else(|| {
                let known = Layer::ALL.map(Layer::as_str).join(", ");
                Error::option(format!("unknown layer {name:?}: the layers are {known}"))
            })?;
            layers = layers.with(layer);
        }
        Ok(layers)
    }
}

/// Settings of an [`Extractor`](crate::Extractor). Start from [`Options::new`] and chain setters.
///
/// ```
/// use nutgraf::{Extractor, Options};
/// let options = Options::new().date("2019-12-31".parse().unwrap());
/// let article = Extractor::new(options).extract("It rained on Sunday.")?;
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Layers wanted. What a layer needs is run too, and left out of the article.
    pub layers: Layers,
    /// Publication date, where the story does not say.
    pub date: Option<Date>,
    /// Language as a BCP 47 code; detected when `None`.
    pub language: Option<String>,
    /// Larger inputs are an error ([`ErrorKind::Limit`](crate::ErrorKind)). Default 256 MiB.
    pub max_input_bytes: usize,
    /// Longer sentences are cut for parsing, with a diagnostic. Default 400.
    pub max_sentence_tokens: usize,
    /// The caller's own names, cue verbs, agencies and nouns.
    pub lexicon: Option<Arc<Lexicon>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { layers: Layers::default(), date: None, language: None, max_input_bytes: 256 << 20, max_sentence_tokens: 400, lexicon: None }
    }
}

impl Options {
    /// The defaults.
    ///
    /// ```
    /// assert_eq!(nutgraf::Options::new().max_sentence_tokens, 400);
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the layers wanted.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// let extractor = Extractor::new(Options::new().layers("quotes,entities".parse()?));
    /// assert!(extractor.extract("It rained on Sunday.")?.times.is_empty(), "not asked for");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn layers(mut self, layers: Layers) -> Self {
        self.layers = layers;
        self
    }

    /// Sets the publication date.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// let extractor = Extractor::new(Options::new().date("2019-12-31".parse().unwrap()));
    /// assert_eq!(extractor.extract("It rained on Sunday.")?.times[0].value, "2019-12-29");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }

    /// Sets the language (BCP 47), instead of detecting it.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// let extractor = Extractor::new(Options::new().language("en"));
    /// assert_eq!(extractor.extract("OK.")?.language, "en");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn language(mut self, language: impl Into<String>) -> Self {
        self.language = Some(language.into());
        self
    }

    /// Sets the size limit of one input.
    ///
    /// ```
    /// use nutgraf::{ErrorKind, Extractor, Options};
    /// let extractor = Extractor::new(Options::new().max_input_bytes(10));
    /// assert_eq!(extractor.extract("It rained on Sunday.").unwrap_err().kind(), ErrorKind::Limit);
    /// ```
    #[must_use]
    pub fn max_input_bytes(mut self, bytes: usize) -> Self {
        self.max_input_bytes = bytes.min(u32::MAX as usize);
        self
    }

    /// Sets the number of tokens after which a sentence is cut for parsing.
    ///
    /// ```
    /// use nutgraf::{Extractor, Options};
    /// let extractor = Extractor::new(Options::new().max_sentence_tokens(5));
    /// let article = extractor.extract("It rained and rained and rained and rained.")?;
    /// assert_eq!(article.diagnostics[0].code, "long_sentence");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn max_sentence_tokens(mut self, tokens: usize) -> Self {
        self.max_sentence_tokens = tokens.max(1);
        self
    }

    /// Adds names, cue verbs, agencies and nouns to those of the tables. One `Arc` may serve many extractors.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use nutgraf::{EntityType, Extractor, Lexicon, Options};
    /// let ours = Arc::new(Lexicon::new().name("The Tern", EntityType::Product));
    /// let (quick, whole) = (Options::new().layers("mentions".parse()?).lexicon(ours.clone()), Options::new().lexicon(ours));
    /// let text = "The Tern left Karvo harbour.";
    /// assert_eq!(Extractor::new(quick).extract(text)?.mentions[0].span, Extractor::new(whole).extract(text)?.mentions[0].span);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    #[must_use]
    pub fn lexicon(mut self, lexicon: impl Into<Arc<Lexicon>>) -> Self {
        self.lexicon = Some(lexicon.into());
        self
    }
}

/// Parses a calendar date `YYYY-MM-DD`, with an error that says what was wrong.
///
/// ```
/// assert_eq!(nutgraf::parse_date("2019-12-31")?.to_string(), "2019-12-31");
/// assert!(nutgraf::parse_date("31.12.2019").is_err());
/// # Ok::<(), nutgraf::Error>(())
/// ```
pub fn parse_date(s: &str) -> Result<Date, Error> {
    let shape = s.len() == 10 && s.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return Err(Error::option(format!("date {s:?}: expected YYYY-MM-DD, as in 2019-12-31")));
    }
    s.parse().map_err(|_| Error::option(format!("date {s:?}: there is no such day")))
}
