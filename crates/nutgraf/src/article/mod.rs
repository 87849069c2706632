//! The article model: plain data with public fields. Spans are UTF-8 bytes of [`Article::text`]; ids are indexes into
//! the layer's `Vec`. The JSON form of all this is [`crate::wire`].
//!
//! ```
//! let article = nutgraf::extract("“It works,” said Ada Osei.")?;
//! let speaker = article.quotes[0].speaker.as_ref().unwrap();
//! let mention = &article.mentions[speaker.mention.unwrap().index()];
//! assert_eq!(mention.span.slice(&article.text), "Ada Osei");
//! assert_eq!(mention.entity, speaker.entity);
//! # Ok::<(), nutgraf::Error>(())
//! ```

mod check;
mod entities;
mod events;
mod ids;
mod kinds;
mod layout;
mod lemma;
mod metadata;
mod quantities;
mod quotes;
mod score;
mod times;

use std::borrow::Cow;

pub use entities::*;
pub use events::*;
pub use ids::*;
pub(crate) use kinds::names;
pub use kinds::*;
pub use layout::*;
pub use lemma::Lemma;
pub use metadata::*;
pub use quantities::*;
pub use quotes::*;
pub use score::*;
pub use times::*;

use crate::options::Layers;
use crate::span::Span;

/// The identifier of the rule that made something, such as `direct.cue_after.inverted`.
///
/// ```
/// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
/// assert!(article.quotes[0].rule.starts_with("direct."));
/// # Ok::<(), nutgraf::Error>(())
/// ```
pub type RuleId = Cow<'static, str>;

/// A news story, read.
///
/// ```
/// let article = nutgraf::extract("“It works,” said Ada Osei in Karvo on Sunday.")?;
/// for quote in &article.quotes {
///     let who = article.speaker(quote).map_or("somebody", |e| &e.name);
///     for words in &quote.content {
///         println!("{who}: {}", words.slice(&article.text));
///     }
/// }
/// assert_eq!((article.quotes.len(), article.entities.len(), article.times.len()), (1, 2, 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Article {
    /// BCP 47 code, `und` when unknown.
    pub language: String,
    /// What every span points into. For plain text it is the input, unchanged.
    pub text: String,
    /// Which layers were asked for; the others are empty and absent from the JSON.
    pub layers: Layers,
    /// Headline, authors, dates.
    pub metadata: Metadata,
    /// Blocks, in text order.
    pub blocks: Vec<Block>,
    /// Sentences, inside blocks.
    pub sentences: Vec<Sentence>,
    /// Tokens (Universal Dependencies).
    pub tokens: Vec<Token>,
    /// Names, nominals and pronouns.
    pub mentions: Vec<Mention>,
    /// Entities, by first mention.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Quantities.
    pub quantities: Vec<Quantity>,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Events.
    pub events: Vec<Event>,
    /// The five Ws (and how).
    pub five_ws: FiveWs,
    /// Events and quotes in time order.
    pub timeline: Vec<TimelineEntry>,
    /// What was odd about the input, or cut short.
    pub diagnostics: Vec<Diagnostic>,
}

impl Article {
    /// An article with no layer filled.
    pub(crate) fn empty(text: String, language: String, layers: Layers) -> Self {
        Self {
            language,
            text,
            layers,
            metadata: Metadata::default(),
            blocks: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            quotes: Vec::new(),
            events: Vec::new(),
            five_ws: FiveWs::default(),
            timeline: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// The entity that a quotation is attributed to.
    ///
    /// ```
    /// let article = nutgraf::extract("Ada Osei came. “It works,” she said. “No,” a witness said.")?;
    /// assert_eq!(article.speaker(&article.quotes[0]).map(|e| &e.name[..]), Some("Ada Osei"));
    /// assert!(article.speaker(&article.quotes[1]).is_none(), "a speaker without a name");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn speaker(&self, quote: &Quote) -> Option<&Entity> {
        self.entities.get(quote.speaker.as_ref()?.entity?.index())
    }

    /// Events and quotations that have a calendar interval, in time order, what was told as background kept apart from the day's
    /// news. Empty unless the layer [`Timeline`](crate::Layer::Timeline) was asked for. An event or quotation is background when its
    /// interval ends two days or more before the story's date.
    ///
    /// ```
    /// use nutgraf::{Extractor, Layer, Options, TimelineItem};
    ///
    /// let layers = [Layer::Events, Layer::Quotes, Layer::Timeline].into_iter().collect();
    /// let extractor = Extractor::new(Options::new().layers(layers).date("2024-05-07".parse()?));
    /// let article = extractor.extract("Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024.")?;
    /// let timeline = article.timeline();
    /// let day = |entry: &nutgraf::TimelineEntry| match entry.item {
    ///     TimelineItem::Event(id) => (entry.interval.start.to_string(), article.events[id.index()].span.slice(&article.text)),
    ///     TimelineItem::Quote(id) => (entry.interval.start.to_string(), article.quotes[id.index()].span.slice(&article.text)),
    /// };
    /// assert_eq!(timeline.news.into_iter().map(day).collect::<Vec<_>>(), [("2024-05-06".to_owned(), "arrested")]);
    /// assert_eq!(timeline.background.into_iter().map(day).collect::<Vec<_>>(), [("2024-03-03".to_owned(), "robbed")]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn timeline(&self) -> Timeline<'_> {
        let (background, news) = self.timeline.iter().partition(|entry| entry.background);
        Timeline { news, background }
    }
}

/// A remark on the input.
///
/// ```
/// let article = nutgraf::extract("“It works, said Ada Osei, who had built it.")?;
/// assert_eq!(article.diagnostics[0].code, "unclosed_quote");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// A stable code: `unclosed_quote`, `unsupported_language`.
    pub code: Cow<'static, str>,
    /// For a person to read.
    pub message: String,
    /// Where, when it has a place.
    pub span: Option<Span>,
}
