//! The JSON form of an [`Article`] (schema `nutgraf/1`): the same bytes in every language and on every platform.
//!
//! These types say exactly which keys there are and in which order. Wherever there is `start`, `end` there is `text`, the
//! exact slice; offsets are in the encoding that `offsets` names. The model's own types ([`crate::article`]) hold no text.

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
    Slice { start: u32, end: u32, #[serde(borrow)] text: Str<'a> }
    /// [`model::Article`].
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
    Generator { #[serde(borrow)] name: Str<'a>, version: Str<'a>, model: Str<'a> }
    /// [`model::Metadata`].
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
    Dateline {
        #[serde(borrow)] location: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] agency: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] date: Option<Str<'a>>,
        start: u32, end: u32, text: Str<'a>,
    }
    /// [`model::Block`].
    Block {
        #[serde(default)] id: u32, kind: BlockKind, start: u32, end: u32,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")] caption: Option<Slice<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] credit: Option<Credit<'a>>,
        #[serde(borrow, default, skip_serializing_if = "Option::is_none")] author: Option<Slice<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
        source: Option<Option<Range>>,
    }
    /// [`model::Credit`].
    Credit {
        start: u32, end: u32, #[serde(borrow)] text: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] photographer: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] agency: Option<Str<'a>>,
    }
    /// [`model::Token`].
    Token {
        id: TokenId, sentence: SentenceId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, lemma: Str<'a>, upos: Upos,
        #[serde(default, skip_serializing_if = "Feats::is_empty_ref")] feats: Feats,
        head: Option<TokenId>, deprel: Deprel,
    }
    /// [`model::Mention`].
    Mention {
        id: MentionId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: MentionKind, r#type: Option<EntityType>,
        #[serde(default, skip_serializing_if = "Option::is_none")] head: Option<Slice<'a>>,
        entity: Option<EntityId>,
    }
    /// [`model::Entity`].
    Entity {
        id: EntityId, r#type: EntityType, #[serde(borrow)] name: Str<'a>, aliases: Vec<Str<'a>>, roles: Vec<Role<'a>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")] sectors: Vec<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] gender: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] country: Option<Str<'a>>,
        mentions: Vec<MentionId>,
    }
    /// [`model::Role`].
    Role {
        #[serde(borrow)] title: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] organization: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] place: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] status: Option<Str<'a>>,
        start: u32, end: u32, text: Str<'a>,
    }
    /// [`model::TimeExpression`].
    TimeExpression {
        id: TimeId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, r#type: TimeType, value: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] r#mod: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] quant: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Option::is_none")] freq: Option<Str<'a>>,
        interval: Option<Interval>, anchor: TimeAnchor, rule: Str<'a>,
    }
    /// [`model::Quantity`].
    Quantity {
        id: QuantityId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: QuantityKind,
        value: Option<Str<'a>>, min: Option<Str<'a>>, max: Option<Str<'a>>, bound: Bound,
        #[serde(default, skip_serializing_if = "Option::is_none")] unit: Option<Str<'a>>,
        of: Option<Slice<'a>>, role: Option<QuantityRole>, negated: bool, event: Option<EventId>, rule: Str<'a>,
    }
    /// [`model::Speaker`].
    Speaker { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, mention: Option<MentionId>, entity: Option<EntityId> }
    /// [`model::Via`].
    Via { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, kind: ViaKind }
    /// [`model::Quote`].
    Quote {
        id: QuoteId, kind: QuoteKind, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, content: Vec<Slice<'a>>, cue: Option<Slice<'a>>,
        speaker: Option<Speaker<'a>>, addressee: Option<Slice<'a>>, via: Vec<Via<'a>>, medium: Option<Medium>,
        parent: Option<QuoteId>, continues: Option<QuoteId>, polarity: Polarity, confidence: Score, rule: Str<'a>,
    }
    /// [`model::Event`].
    Event {
        id: EventId, start: u32, end: u32, #[serde(borrow)] text: Str<'a>, block: BlockId, same_as: Option<EventId>, r#type: EventType,
        #[serde(default, skip_serializing_if = "Option::is_none")] mode: Option<Str<'a>>,
        actors: Vec<MentionId>, recipients: Vec<MentionId>, time: Option<TimeId>, place: Option<MentionId>,
        quantities: Vec<QuantityId>, factuality: Factuality, quote: Option<QuoteId>, sentence: SentenceId, rule: Str<'a>,
    }
    /// [`model::Answer`].
    Answer { start: u32, end: u32, #[serde(borrow)] text: Str<'a>, score: Score }
    /// [`model::FiveWs`].
    FiveWs {
        #[serde(borrow)] who: Vec<Answer<'a>>, what: Vec<Answer<'a>>, when: Vec<Answer<'a>>, r#where: Vec<Answer<'a>>,
        why: Vec<Answer<'a>>, how: Vec<Answer<'a>>,
    }
    /// [`model::Diagnostic`].
    Diagnostic {
        #[serde(borrow)] code: Str<'a>, message: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")] start: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] end: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")] text: Option<Str<'a>>,
    }
}

/// A byte range of a web page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the names say it")]
pub struct Range {
    pub start: u32,
    pub end: u32,
}

/// [`model::Sentence`].
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "fields are documented on the model's types")]
pub struct Interval {
    pub start: String,
    pub end: String,
}

/// [`model::TimelineEntry`].
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
#[cfg(feature = "schema")]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Article<'static>).to_value()
}
