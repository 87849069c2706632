//! The JSON form of an [`Article`] (schema `nutgraf/1`): the same bytes in every language and on every platform.
//!
//! These types say exactly which keys there are and in which order. Wherever there is `start`, `end` there is `text`, the
//! exact slice; offsets are in the encoding that `offsets` names. The model's own types ([`crate::article`]) hold no text.
//!
//! ```
//! use nutgraf::{Article, OffsetEncoding};
//! let article = nutgraf::extract("😀 It rained on Sunday.")?;
//! let json = article.to_json(OffsetEncoding::Utf16);
//! assert!(json.contains(r#""start":16,"end":22,"text":"Sunday""#));
//! assert_eq!(Article::from_json(&json)?, article);
//! # Ok::<(), nutgraf::Error>(())
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

mod input;
mod json;
mod read;
mod write;

pub use input::{Input, InputName, InputQuote, InputSpan};

use crate::Error;
use crate::article::{self as model, *};
use crate::labels::{Deprel, Feats, Upos};
use crate::options::{Layer, Layers};
use crate::span::{OffsetEncoding, OffsetMap, Span};

/// The name and version of the form.
///
/// ```
/// let article = nutgraf::extract("It rained.")?;
/// let json = article.to_json(nutgraf::OffsetEncoding::Byte);
/// assert!(json.starts_with(&format!("{{\"schema\":\"{}\"", nutgraf::wire::SCHEMA)));
/// # Ok::<(), nutgraf::Error>(())
/// ```
pub const SCHEMA: &str = "nutgraf/1";

type Str<'a> = Cow<'a, str>;

macro_rules! wire {
    ($($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $ty:ty),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[allow(missing_docs, reason = "fields are documented on the model's types")]
        pub struct $name<'a> { $($(#[$fmeta])* pub $field: $ty),* }
    )*};
}

wire! {
    /// A span with its text.
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire::{Article, Slice}};
    /// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
    /// let quotes = Article::new(&article, OffsetEncoding::Char).quotes.unwrap();
    /// assert_eq!(quotes[0].cue, Some(Slice { start: 12, end: 16, text: "said".into() }));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Slice { start: u32, end: u32, #[serde(borrow)] text: Str<'a> }
    /// [`model::Article`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("😀 It rained on Sunday.")?;
    /// let wire = wire::Article::new(&article, OffsetEncoding::Utf16);
    /// assert_eq!((wire.schema.as_ref(), wire.times.unwrap()[0].start), ("nutgraf/1", 16));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Article {
        #[serde(borrow)] schema: Str<'a>,
        generator: Generator<'a>,
        offsets: OffsetEncoding,
        language: Str<'a>,
        text: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] metadata: Option<Metadata<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] blocks: Option<Vec<Block<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] sentences: Option<Vec<Sentence>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] tokens: Option<Vec<Token<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] mentions: Option<Vec<Mention<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] entities: Option<Vec<Entity<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] times: Option<Vec<TimeExpression<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] quantities: Option<Vec<Quantity<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] quotes: Option<Vec<Quote<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] events: Option<Vec<Event<'a>>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] five_ws: Option<FiveWs<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] timeline: Option<Vec<TimelineEntry>>,
        diagnostics: Vec<Diagnostic<'a>>,
    }
    /// Which program and model made the article.
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("It rained.")?;
    /// let generator = wire::Article::new(&article, OffsetEncoding::Byte).generator;
    /// println!("{} {}, model {}", generator.name, generator.version, generator.model);
    /// assert_eq!(generator.name, "nutgraf");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Generator { #[serde(borrow)] name: Str<'a>, version: Str<'a>, model: Str<'a> }
    /// [`model::Metadata`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("Dam holds\n\nBy Ada Osei\n\nKARVO (AP) — It rained on Sunday.")?;
    /// let metadata = wire::Article::new(&article, OffsetEncoding::Byte).metadata.unwrap();
    /// assert_eq!((metadata.headline.as_deref(), &metadata.authors[0].name[..]), (Some("Dam holds"), "Ada Osei"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Metadata {
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")] headline: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] alternative_headline: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] description: Option<Str<'a>>,
        #[serde(default)] authors: Vec<Author>,
        #[serde(default, skip_serializing_if = "Option::is_none")] publisher: Option<Str<'a>>,
        #[serde(default)] agencies: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] date_published: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] date_modified: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] dateline: Option<Dateline<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] section: Option<Str<'a>>,
        #[serde(default)] keywords: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")] language: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] url: Option<Str<'a>>,
        #[serde(default)] images: Vec<Image>,
        #[serde(default)] sources: BTreeMap<String, MetadataSource>,
    }
    /// [`model::Dateline`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("KARVO (AP) — It rained on Sunday.")?;
    /// let dateline = wire::Article::new(&article, OffsetEncoding::Byte).metadata.unwrap().dateline.unwrap();
    /// assert_eq!((&*dateline.location, &*dateline.text), ("Karvo", "KARVO (AP)"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Dateline {
        #[serde(borrow)] location: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] agency: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] date: Option<Str<'a>>,
        start: u32, end: u32, text: Str<'a>,
    }
    /// [`model::Block`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("Dam holds\n\nIt rained on Sunday, and the dam of Karvo held.")?;
    /// let blocks = wire::Article::new(&article, OffsetEncoding::Byte).blocks.unwrap();
    /// assert_eq!((blocks[1].id, blocks[1].start), (1, 11));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Block {
        #[serde(default)] id: u32, kind: BlockKind, start: u32, end: u32,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")] caption: Option<Slice<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] credit: Option<Credit<'a>>,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")] author: Option<Slice<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        source: Option<Option<Range>>,
    }
    /// [`model::Credit`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let text = "The dam of Karvo on Sunday. Photo: Ada Osei/AP";
    /// let blocks = r#"[{"kind": "caption", "start": 0, "end": 46, "caption": {"start": 0, "end": 27, "text": "The dam of Karvo on Sunday."},
    ///     "credit": {"start": 28, "end": 46, "text": "Photo: Ada Osei/AP", "photographer": "Ada Osei", "agency": "AP"}}]"#;
    /// let given = format!("{{\"text\": \"{text}\", \"blocks\": {blocks}}}");
    /// let input = wire::Input::from_json(&given)?;
    /// let credit = input.blocks.as_ref().unwrap()[0].credit.as_ref().unwrap();
    /// assert_eq!(credit.photographer.as_deref(), Some("Ada Osei"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Credit {
        start: u32, end: u32, #[serde(borrow)] text: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] photographer: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] agency: Option<Str<'a>>,
    }
    /// [`model::Token`].
    ///
    /// ```
    /// use nutgraf::{Extractor, OffsetEncoding, Options, wire};
    /// let article = Extractor::new(Options::new().layers("tokens".parse()?)).extract("Rain fell.")?;
    /// let tokens = wire::Article::new(&article, OffsetEncoding::Byte).tokens.unwrap();
    /// assert_eq!((&*tokens[1].text, &*tokens[1].lemma, tokens[1].head), ("fell", "fall", None));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Token {
        id: TokenId, sentence: SentenceId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, lemma: Str<'a>, upos: Upos,
        #[serde(default, skip_serializing_if = "Feats::is_empty_ref")] feats: Feats,
        head: Option<TokenId>, deprel: Deprel,
    }
    /// [`model::Mention`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
    /// let mentions = wire::Article::new(&article, OffsetEncoding::Byte).mentions.unwrap();
    /// assert!(mentions.iter().any(|m| m.text == "Ada Osei" && m.entity.is_some()));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Mention {
        id: MentionId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: MentionKind, r#type: Option<EntityType>,
        #[serde(default, skip_serializing_if = "Option::is_none")] head: Option<Slice<'a>>,
        entity: Option<EntityId>,
    }
    /// [`model::Entity`].
    ///
    /// ```
    /// use nutgraf::{EntityType, OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
    /// let entities = wire::Article::new(&article, OffsetEncoding::Byte).entities.unwrap();
    /// assert_eq!((&*entities[0].name, entities[0].r#type), ("Ada Osei", EntityType::Person));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Entity {
        id: EntityId, r#type: EntityType, #[serde(borrow)] name: Str<'a>, aliases: Vec<Str<'a>>, roles: Vec<Role<'a>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] sectors: Vec<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] gender: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] country: Option<Str<'a>>,
        mentions: Vec<MentionId>,
    }
    /// [`model::Role`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("Former Defense Secretary Mark Esper resigned.")?;
    /// let entities = wire::Article::new(&article, OffsetEncoding::Byte).entities.unwrap();
    /// let role = &entities[0].roles[0];
    /// assert_eq!((&*role.title, role.status.as_deref()), ("Defense Secretary", Some("former")));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Role {
        #[serde(borrow)] title: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] organization: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] place: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] status: Option<Str<'a>>,
        start: u32, end: u32, text: Str<'a>,
    }
    /// [`model::TimeExpression`].
    ///
    /// ```
    /// use nutgraf::{Extractor, OffsetEncoding, Options, wire};
    /// let extractor = Extractor::new(Options::new().date("2024-05-03".parse().unwrap()));
    /// let article = extractor.extract("It rained on Sunday.")?;
    /// let times = wire::Article::new(&article, OffsetEncoding::Byte).times.unwrap();
    /// assert_eq!((&*times[0].text, &*times[0].value), ("Sunday", "2024-04-28"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    TimeExpression {
        id: TimeId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, r#type: TimeType, value: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] r#mod: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] quant: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] freq: Option<Str<'a>>,
        interval: Option<Interval>, anchor: TimeAnchor, rule: Str<'a>,
    }
    /// [`model::Quantity`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("At least 20 people were injured.")?;
    /// let quantities = wire::Article::new(&article, OffsetEncoding::Byte).quantities.unwrap();
    /// assert_eq!((quantities[0].min.as_deref(), quantities[0].max.as_deref()), (Some("20"), None));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Quantity {
        id: QuantityId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: QuantityKind,
        value: Option<Str<'a>>, min: Option<Str<'a>>, max: Option<Str<'a>>, bound: Bound,
        #[serde(default, skip_serializing_if = "Option::is_none")] unit: Option<Str<'a>>,
        of: Option<Slice<'a>>, role: Option<QuantityRole>, negated: bool, event: Option<EventId>, rule: Str<'a>,
    }
    /// [`model::Speaker`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” said engineer Ada Osei.")?;
    /// let quotes = wire::Article::new(&article, OffsetEncoding::Byte).quotes.unwrap();
    /// assert_eq!(quotes[0].speaker.as_ref().map(|s| &*s.text), Some("engineer Ada Osei"));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Speaker { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, mention: Option<MentionId>, entity: Option<EntityId> }
    /// [`model::Via`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, ViaKind, wire};
    /// let article = nutgraf::extract("“We will strike,” union leader Bo Lind wrote, according to Reuters.")?;
    /// let quotes = wire::Article::new(&article, OffsetEncoding::Byte).quotes.unwrap();
    /// assert_eq!((&*quotes[0].via[0].text, quotes[0].via[0].kind), ("Reuters", ViaKind::Agency));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Via { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: ViaKind }
    /// [`model::Quote`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
    /// let quotes = wire::Article::new(&article, OffsetEncoding::Byte).quotes.unwrap();
    /// assert_eq!(serde_json::to_value(&quotes[0]).unwrap()["content"][0]["text"], "It works,");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Quote {
        id: QuoteId, kind: QuoteKind, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, content: Vec<Slice<'a>>, cue: Option<Slice<'a>>,
        speaker: Option<Speaker<'a>>, addressee: Option<Slice<'a>>, via: Vec<Via<'a>>, medium: Option<Medium>,
        parent: Option<QuoteId>, continues: Option<QuoteId>, polarity: Polarity, confidence: Score, rule: Str<'a>,
    }
    /// [`model::Event`].
    ///
    /// ```
    /// use nutgraf::{EventType, OffsetEncoding, wire};
    /// let article = nutgraf::extract("Police arrested 14 protesters in Karvo.")?;
    /// let events = wire::Article::new(&article, OffsetEncoding::Byte).events.unwrap();
    /// assert_eq!((&*events[0].text, events[0].r#type), ("arrested", EventType::Coerce));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Event {
        id: EventId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, block: BlockId, same_as: Option<EventId>, r#type: EventType,
        #[serde(default, skip_serializing_if = "Option::is_none")] mode: Option<Str<'a>>,
        actors: Vec<MentionId>, recipients: Vec<MentionId>, time: Option<TimeId>, place: Option<MentionId>,
        quantities: Vec<QuantityId>, factuality: Factuality, quote: Option<QuoteId>, sentence: SentenceId, rule: Str<'a>,
    }
    /// [`model::Answer`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("Police arrested 14 protesters in Karvo.")?;
    /// let five_ws = wire::Article::new(&article, OffsetEncoding::Byte).five_ws.unwrap();
    /// assert_eq!(five_ws.who[0].text, "Police");
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Answer { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, score: Score }
    /// [`model::FiveWs`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("Police arrested 14 protesters in Karvo.")?;
    /// let five_ws = wire::Article::new(&article, OffsetEncoding::Byte).five_ws.unwrap();
    /// assert_eq!((&*five_ws.r#where[0].text, five_ws.when.len()), ("Karvo", 0));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    FiveWs {
        #[serde(borrow)] who: Vec<Answer<'a>>, what: Vec<Answer<'a>>, when: Vec<Answer<'a>>, r#where: Vec<Answer<'a>>,
        why: Vec<Answer<'a>>, how: Vec<Answer<'a>>,
    }
    /// [`model::Diagnostic`].
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works, said Ada Osei, who had built it.")?;
    /// let wire = wire::Article::new(&article, OffsetEncoding::Char);
    /// assert_eq!((&*wire.diagnostics[0].code, wire.diagnostics[0].start), ("unclosed_quote", Some(0)));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    Diagnostic {
        #[serde(borrow)] code: Str<'a>, message: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] start: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] end: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] text: Option<Str<'a>>,
    }
}

/// A byte range of a web page.
///
/// ```
/// use nutgraf::{OffsetEncoding, wire};
/// let html = "<h1>Dam holds</h1><p>The dam held on Friday, the engineers said.";
/// let article = nutgraf::extract_html(html)?;
/// let blocks = wire::Article::new(&article, OffsetEncoding::Utf16).blocks.unwrap();
/// // Always in bytes of the page.
/// let range = blocks[0].source.flatten().unwrap();
/// assert_eq!(&html[range.start as usize..range.end as usize], "Dam holds");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

/// [`model::Sentence`].
///
/// ```
/// use nutgraf::{OffsetEncoding, wire};
/// let article = nutgraf::extract("It rained. The dam held.")?;
/// let sentences = wire::Article::new(&article, OffsetEncoding::Byte).sentences.unwrap();
/// assert_eq!((sentences[1].start, sentences[1].end), (11, 24));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "fields are documented on the model's types")]
pub struct Sentence {
    pub id: SentenceId,
    pub block: BlockId,
    pub start: u32,
    pub end: u32,
}

/// [`model::Interval`].
///
/// ```
/// use nutgraf::wire;
/// let article = nutgraf::extract("It rained on 5 May 2024.")?;
/// let interval: wire::Interval = article.times[0].interval.unwrap().into();
/// assert_eq!((&interval.start[..], &interval.end[..]), ("2024-05-05", "2024-05-06"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "fields are documented on the model's types")]
pub struct Interval {
    pub start: String,
    pub end: String,
}

/// [`model::TimelineEntry`].
///
/// ```
/// use nutgraf::{Extractor, OffsetEncoding, Options, wire};
/// let extractor = Extractor::new(Options::new().layers("events,timeline".parse()?));
/// let article = extractor.extract("Police arrested Colin Brandt on 5 May 2024.")?;
/// let timeline = wire::Article::new(&article, OffsetEncoding::Byte).timeline.unwrap();
/// assert_eq!((&*timeline[0].kind, timeline[0].id, &timeline[0].interval.start[..]), ("event", 0, "2024-05-05"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "fields are documented on the model's types")]
pub struct TimelineEntry {
    /// `event` or `quote`.
    pub kind: Cow<'static, str>,
    pub id: u32,
    pub interval: Interval,
    pub background: bool,
}

/// `null` is a value here, unlike an absent key.
fn present<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Option<Range>>, D::Error> {
    Option::<Range>::deserialize(d).map(Some)
}

impl Feats {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
    fn is_empty_ref(&self) -> bool {
        self.is_empty()
    }
}

/// The JSON Schema of the wire form.
///
/// ```
/// let schema = nutgraf::wire::schema();
/// assert_eq!(schema["title"], "Article");
/// assert!(schema["$defs"]["Quote"]["properties"]["speaker"].is_object());
/// ```
#[cfg(feature = "schema")]
pub fn schema() -> serde_json::Value {
    // Descriptions are the types' documentation, whose examples are for readers of Rust.
    let without_examples = schemars::transform::RecursiveTransform(|schema: &mut schemars::Schema| {
        if let Some(serde_json::Value::String(description)) = schema.get_mut("description")
            && let Some(at) = description.find("```")
        {
            description.truncate(description[..at].trim_end().len());
        }
    });
    let settings = schemars::generate::SchemaSettings::default().with_transform(without_examples);
    settings.into_generator().into_root_schema_for::<Article<'static>>().to_value()
}
