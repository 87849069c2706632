//! The JSON form of an [`Article`] (schema `nutgraf/1`): the same bytes in every language and on every platform.
//!
//! These types say exactly which keys there are and in which order. Wherever there is `start`, `end` there is `text`, the
//! exact slice; offsets are in the encoding that `offsets` names. The model's own types ([`crate::article`]) hold no text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

mod input;

pub use input::{Input, InputName};

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

// ---- model to wire ----------------------------------------------------------------------------------------------

/// Writes spans of one text in one encoding.
struct Writer<'a> {
    text: &'a str,
    map: OffsetMap<'a>,
}

impl<'a> Writer<'a> {
    fn ends(&self, span: Span) -> (u32, u32, Str<'a>) {
        (self.map.from_byte(span.start), self.map.from_byte(span.end), Cow::Borrowed(span.slice(self.text)))
    }

    fn slice(&self, span: Span) -> Slice<'a> {
        let (start, end, text) = self.ends(span);
        Slice { start, end, text }
    }

    fn answers(&self, answers: &[model::Answer]) -> Vec<Answer<'a>> {
        let answer = |a: &model::Answer| {
            let (start, end, text) = self.ends(a.span);
            Answer { start, end, text, score: a.score }
        };
        answers.iter().map(answer).collect()
    }

    fn block(&self, id: usize, b: &'a model::Block) -> Block<'a> {
        let (start, end, _) = self.ends(b.span);
        let credit = b.caption.as_ref().and_then(|c| c.credit.as_ref()).map(|c| {
            let (start, end, text) = self.ends(c.span);
            Credit { start, end, text, photographer: opt(&c.photographer), agency: opt(&c.agency) }
        });
        Block {
            id: id as u32,
            kind: b.kind,
            start,
            end,
            caption: b.caption.as_ref().map(|c| self.slice(c.caption)),
            credit,
            author: b.author.map(|s| self.slice(s)),
            source: b.source.map(|s| s.map(|s| Range { start: s.start, end: s.end })),
        }
    }

    fn metadata(&self, m: &'a model::Metadata) -> Metadata<'a> {
        Metadata {
            headline: opt(&m.headline),
            alternative_headline: opt(&m.alternative_headline),
            description: opt(&m.description),
            authors: m.authors.clone(),
            publisher: opt(&m.publisher),
            agencies: m.agencies.clone(),
            date_published: opt(&m.date_published),
            date_modified: opt(&m.date_modified),
            dateline: m.dateline.as_ref().map(|d| {
                let (start, end, text) = self.ends(d.span);
                Dateline { location: (&d.location).into(), agency: opt(&d.agency), date: opt(&d.date), start, end, text }
            }),
            section: opt(&m.section),
            keywords: m.keywords.clone(),
            language: opt(&m.language),
            url: opt(&m.url),
            images: m.images.clone(),
            sources: m.sources.clone(),
        }
    }

    fn token(&self, id: usize, t: &'a model::Token) -> Token<'a> {
        let (start, end, text) = self.ends(t.span);
        Token {
            id: TokenId::of(id),
            sentence: t.sentence,
            start,
            end,
            text,
            lemma: t.lemma.as_str().into(),
            upos: t.upos,
            feats: t.feats,
            head: t.head,
            deprel: t.deprel,
        }
    }

    fn mention(&self, id: usize, m: &model::Mention) -> Mention<'a> {
        let (start, end, text) = self.ends(m.span);
        let head = m.head.map(|h| self.slice(h));
        Mention { id: MentionId::of(id), start, end, text, kind: m.kind, r#type: m.r#type, head, entity: m.entity }
    }

    fn entity(&self, id: usize, e: &'a model::Entity) -> Entity<'a> {
        let role = |r: &'a model::Role| {
            let (start, end, text) = self.ends(r.span);
            Role {
                title: (&r.title).into(),
                organization: opt(&r.organization),
                place: opt(&r.place),
                status: opt(&r.status),
                start,
                end,
                text,
            }
        };
        Entity {
            id: EntityId::of(id),
            r#type: e.r#type,
            name: (&e.name).into(),
            aliases: e.aliases.iter().map(Cow::from).collect(),
            roles: e.roles.iter().map(role).collect(),
            sectors: e.sectors.iter().map(Cow::from).collect(),
            gender: opt(&e.gender),
            country: opt(&e.country),
            mentions: e.mentions.clone(),
        }
    }

    fn time(&self, id: usize, t: &'a model::TimeExpression) -> TimeExpression<'a> {
        let (start, end, text) = self.ends(t.span);
        TimeExpression {
            id: TimeId::of(id),
            start,
            end,
            text,
            r#type: t.r#type,
            value: (&t.value).into(),
            r#mod: opt(&t.r#mod),
            quant: opt(&t.quant),
            freq: opt(&t.freq),
            interval: t.interval.map(Interval::from),
            anchor: t.anchor,
            rule: rule(&t.rule),
        }
    }

    fn quantity(&self, id: usize, q: &'a model::Quantity) -> Quantity<'a> {
        let (start, end, text) = self.ends(q.span);
        Quantity {
            id: QuantityId::of(id),
            start,
            end,
            text,
            kind: q.kind,
            value: opt(&q.value),
            min: opt(&q.min),
            max: opt(&q.max),
            bound: q.bound,
            unit: opt(&q.unit),
            of: q.of.map(|s| self.slice(s)),
            role: q.role,
            negated: q.negated,
            event: q.event,
            rule: rule(&q.rule),
        }
    }

    fn quote(&self, id: usize, q: &'a model::Quote) -> Quote<'a> {
        let (start, end, text) = self.ends(q.span);
        let speaker = q.speaker.as_ref().map(|s| {
            let (start, end, text) = self.ends(s.span);
            Speaker { start, end, text, mention: s.mention, entity: s.entity }
        });
        let via = |v: &model::Via| {
            let (start, end, text) = self.ends(v.span);
            Via { start, end, text, kind: v.kind }
        };
        Quote {
            id: QuoteId::of(id),
            kind: q.kind,
            start,
            end,
            text,
            content: q.content.iter().map(|&s| self.slice(s)).collect(),
            cue: q.cue.map(|s| self.slice(s)),
            speaker,
            addressee: q.addressee.map(|s| self.slice(s)),
            via: q.via.iter().map(via).collect(),
            medium: q.medium,
            parent: q.parent,
            continues: q.continues,
            polarity: q.polarity,
            confidence: q.confidence,
            rule: rule(&q.rule),
        }
    }

    fn event(&self, id: usize, e: &'a model::Event) -> Event<'a> {
        let (start, end, text) = self.ends(e.span);
        Event {
            id: EventId::of(id),
            start,
            end,
            text,
            block: e.block,
            same_as: e.same_as,
            r#type: e.r#type,
            mode: opt(&e.mode),
            actors: e.actors.clone(),
            recipients: e.recipients.clone(),
            time: e.time,
            place: e.place,
            quantities: e.quantities.clone(),
            factuality: e.factuality,
            quote: e.quote,
            sentence: e.sentence,
            rule: rule(&e.rule),
        }
    }

    fn diagnostic(&self, d: &'a model::Diagnostic) -> Diagnostic<'a> {
        let ends = d.span.map(|s| self.ends(s));
        Diagnostic {
            code: rule(&d.code),
            message: (&d.message).into(),
            start: ends.as_ref().map(|e| e.0),
            end: ends.as_ref().map(|e| e.1),
            text: ends.map(|e| e.2),
        }
    }
}

fn opt(s: &Option<String>) -> Option<Str<'_>> {
    s.as_deref().map(Cow::Borrowed)
}

fn rule(r: &RuleId) -> Str<'_> {
    Cow::Borrowed(r.as_ref())
}

impl From<model::Interval> for Interval {
    fn from(i: model::Interval) -> Self {
        Self { start: i.start.to_string(), end: i.end.to_string() }
    }
}

fn numbered<'a, T, W>(layer: &'a [T], write: impl Fn(usize, &'a T) -> W) -> Vec<W> {
    layer.iter().enumerate().map(|(i, item)| write(i, item)).collect()
}

impl<'a> Article<'a> {
    /// The wire form of `article` with offsets in `encoding`.
    pub fn new(article: &'a model::Article, encoding: OffsetEncoding) -> Self {
        let w = Writer { text: &article.text, map: OffsetMap::new(&article.text, encoding) };
        let asked = |layer| article.layers.contains(layer);
        let sentence = |id, s: &model::Sentence| {
            let (start, end, _) = w.ends(s.span);
            Sentence { id: SentenceId::of(id), block: s.block, start, end }
        };
        let five_ws = || FiveWs {
            who: w.answers(&article.five_ws.who),
            what: w.answers(&article.five_ws.what),
            when: w.answers(&article.five_ws.when),
            r#where: w.answers(&article.five_ws.r#where),
            why: w.answers(&article.five_ws.why),
            how: w.answers(&article.five_ws.how),
        };
        Article {
            schema: SCHEMA.into(),
            generator: Generator { name: "nutgraf".into(), version: env!("CARGO_PKG_VERSION").into(), model: crate::model::VERSION.into() },
            offsets: encoding,
            language: (&article.language).into(),
            text: (&article.text).into(),
            metadata: asked(Layer::Metadata).then(|| w.metadata(&article.metadata)),
            blocks: asked(Layer::Blocks).then(|| numbered(&article.blocks, |i, b| w.block(i, b))),
            sentences: asked(Layer::Sentences).then(|| numbered(&article.sentences, sentence)),
            tokens: asked(Layer::Tokens).then(|| numbered(&article.tokens, |i, t| w.token(i, t))),
            mentions: asked(Layer::Mentions).then(|| numbered(&article.mentions, |i, m| w.mention(i, m))),
            entities: asked(Layer::Entities).then(|| numbered(&article.entities, |i, e| w.entity(i, e))),
            times: asked(Layer::Times).then(|| numbered(&article.times, |i, t| w.time(i, t))),
            quantities: asked(Layer::Quantities).then(|| numbered(&article.quantities, |i, q| w.quantity(i, q))),
            quotes: asked(Layer::Quotes).then(|| numbered(&article.quotes, |i, q| w.quote(i, q))),
            events: asked(Layer::Events).then(|| numbered(&article.events, |i, e| w.event(i, e))),
            five_ws: asked(Layer::FiveWs).then(five_ws),
            timeline: asked(Layer::Timeline).then(|| article.timeline.iter().map(timeline_entry).collect()),
            diagnostics: article.diagnostics.iter().map(|d| w.diagnostic(d)).collect(),
        }
    }
}

fn timeline_entry(entry: &model::TimelineEntry) -> TimelineEntry {
    let (kind, id) = match entry.item {
        TimelineItem::Event(id) => ("event", id.0),
        TimelineItem::Quote(id) => ("quote", id.0),
    };
    TimelineEntry { kind: kind.into(), id, interval: entry.interval.into(), background: entry.background }
}

impl model::Article {
    /// The wire form as compact JSON.
    pub fn to_json(&self, encoding: OffsetEncoding) -> String {
        let mut out = Vec::with_capacity(self.text.len() * 8 + 512);
        self.write_json(encoding, &mut out);
        // serde_json writes valid UTF-8 only.
        String::from_utf8(out).unwrap_or_default()
    }

    /// Appends the wire form as compact JSON to `out`.
    pub fn write_json(&self, encoding: OffsetEncoding, out: &mut Vec<u8>) {
        // Writing to a Vec cannot fail, and no map has keys other than strings.
        let written = serde_json::to_writer(out, &Article::new(self, encoding));
        debug_assert!(written.is_ok());
    }

    /// Reads the wire form back.
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when `json` is not an article of this schema or an offset does not fit its text.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let wire: Article<'_> = serde_json::from_str(json).map_err(|e| Error::json(format!("not an article: {e}")))?;
        wire.into_model()
    }
}

// ---- wire to model ----------------------------------------------------------------------------------------------

/// Reads spans of one text in one encoding.
struct Reader<'a> {
    text: &'a str,
    map: OffsetMap<'a>,
}

impl Reader<'_> {
    fn span(&self, start: u32, end: u32) -> Result<Span, Error> {
        match (self.map.to_byte(start), self.map.to_byte(end)) {
            (Some(s), Some(e)) if s <= e => Ok(Span::new(s, e)),
            _ => Err(Error::json(format!("offsets {start}..{end} do not fit the text"))),
        }
    }

    fn exact(&self, start: u32, end: u32, text: &str) -> Result<Span, Error> {
        let span = self.span(start, end)?;
        if span.slice(self.text) != text {
            return Err(Error::json(format!("offsets {start}..{end} cover {:?}, not {text:?}", span.slice(self.text))));
        }
        Ok(span)
    }

    fn slice(&self, s: &Slice<'_>) -> Result<Span, Error> {
        self.exact(s.start, s.end, &s.text)
    }

    fn optional(&self, s: &Option<Slice<'_>>) -> Result<Option<Span>, Error> {
        s.as_ref().map(|s| self.slice(s)).transpose()
    }

    fn answers(&self, answers: &[Answer<'_>]) -> Result<Vec<model::Answer>, Error> {
        answers.iter().map(|a| Ok(model::Answer { span: self.exact(a.start, a.end, &a.text)?, score: a.score })).collect()
    }

    fn metadata(&self, m: Metadata<'_>) -> Result<model::Metadata, Error> {
        let dateline = |d: Dateline<'_>| -> Result<model::Dateline, Error> {
            let span = self.exact(d.start, d.end, &d.text)?;
            Ok(model::Dateline { location: d.location.into_owned(), agency: owned(d.agency), date: owned(d.date), span })
        };
        Ok(model::Metadata {
            headline: owned(m.headline),
            alternative_headline: owned(m.alternative_headline),
            description: owned(m.description),
            authors: m.authors,
            publisher: owned(m.publisher),
            agencies: m.agencies,
            date_published: owned(m.date_published),
            date_modified: owned(m.date_modified),
            dateline: m.dateline.map(dateline).transpose()?,
            section: owned(m.section),
            keywords: m.keywords,
            language: owned(m.language),
            url: owned(m.url),
            images: m.images,
            sources: m.sources,
        })
    }

    fn block(&self, b: Block<'_>) -> Result<model::Block, Error> {
        let credit = |c: Credit<'_>| -> Result<model::Credit, Error> {
            let span = self.exact(c.start, c.end, &c.text)?;
            Ok(model::Credit { span, photographer: owned(c.photographer), agency: owned(c.agency) })
        };
        let caption = match b.caption {
            Some(c) => Some(Caption { caption: self.slice(&c)?, credit: b.credit.map(credit).transpose()? }),
            None => None,
        };
        let source = b.source.map(|s| s.map(|s| Span::new(s.start, s.end)));
        let author = b.author.map(|a| self.slice(&a)).transpose()?;
        Ok(model::Block { kind: b.kind, span: self.span(b.start, b.end)?, caption, author, source })
    }

    fn token(&self, t: Token<'_>) -> Result<model::Token, Error> {
        Ok(model::Token {
            sentence: t.sentence,
            span: self.exact(t.start, t.end, &t.text)?,
            lemma: t.lemma.as_ref().into(),
            upos: t.upos,
            feats: t.feats,
            head: t.head,
            deprel: t.deprel,
        })
    }

    fn mention(&self, m: Mention<'_>) -> Result<model::Mention, Error> {
        let span = self.exact(m.start, m.end, &m.text)?;
        Ok(model::Mention { span, kind: m.kind, r#type: m.r#type, entity: m.entity, head: self.optional(&m.head)? })
    }

    fn entity(&self, e: Entity<'_>) -> Result<model::Entity, Error> {
        let role = |r: Role<'_>| -> Result<model::Role, Error> {
            Ok(model::Role {
                span: self.exact(r.start, r.end, &r.text)?,
                title: r.title.into_owned(),
                organization: owned(r.organization),
                place: owned(r.place),
                status: owned(r.status),
            })
        };
        Ok(model::Entity {
            r#type: e.r#type,
            name: e.name.into_owned(),
            aliases: e.aliases.into_iter().map(Cow::into_owned).collect(),
            roles: e.roles.into_iter().map(role).collect::<Result<_, _>>()?,
            sectors: e.sectors.into_iter().map(Cow::into_owned).collect(),
            gender: owned(e.gender),
            country: owned(e.country),
            mentions: e.mentions,
        })
    }

    fn time(&self, t: TimeExpression<'_>) -> Result<model::TimeExpression, Error> {
        Ok(model::TimeExpression {
            span: self.exact(t.start, t.end, &t.text)?,
            r#type: t.r#type,
            value: t.value.into_owned(),
            r#mod: owned(t.r#mod),
            quant: owned(t.quant),
            freq: owned(t.freq),
            interval: t.interval.map(TryInto::try_into).transpose()?,
            anchor: t.anchor,
            rule: t.rule.into_owned().into(),
        })
    }

    fn quantity(&self, q: Quantity<'_>) -> Result<model::Quantity, Error> {
        Ok(model::Quantity {
            span: self.exact(q.start, q.end, &q.text)?,
            kind: q.kind,
            value: owned(q.value),
            min: owned(q.min),
            max: owned(q.max),
            bound: q.bound,
            unit: owned(q.unit),
            of: self.optional(&q.of)?,
            role: q.role,
            negated: q.negated,
            event: q.event,
            rule: q.rule.into_owned().into(),
        })
    }

    fn quote(&self, q: Quote<'_>) -> Result<model::Quote, Error> {
        let speaker = |s: Speaker<'_>| -> Result<model::Speaker, Error> {
            Ok(model::Speaker { span: self.exact(s.start, s.end, &s.text)?, mention: s.mention, entity: s.entity })
        };
        let via = |v: Via<'_>| -> Result<model::Via, Error> { Ok(model::Via { span: self.exact(v.start, v.end, &v.text)?, kind: v.kind }) };
        Ok(model::Quote {
            kind: q.kind,
            span: self.exact(q.start, q.end, &q.text)?,
            content: q.content.iter().map(|s| self.slice(s)).collect::<Result<_, _>>()?,
            cue: self.optional(&q.cue)?,
            speaker: q.speaker.map(speaker).transpose()?,
            addressee: self.optional(&q.addressee)?,
            via: q.via.into_iter().map(via).collect::<Result<_, _>>()?,
            medium: q.medium,
            parent: q.parent,
            continues: q.continues,
            polarity: q.polarity,
            confidence: q.confidence,
            rule: q.rule.into_owned().into(),
        })
    }

    fn event(&self, e: Event<'_>) -> Result<model::Event, Error> {
        Ok(model::Event {
            span: self.exact(e.start, e.end, &e.text)?,
            block: e.block,
            same_as: e.same_as,
            r#type: e.r#type,
            mode: owned(e.mode),
            actors: e.actors,
            recipients: e.recipients,
            time: e.time,
            place: e.place,
            quantities: e.quantities,
            factuality: e.factuality,
            quote: e.quote,
            sentence: e.sentence,
            rule: e.rule.into_owned().into(),
        })
    }

    fn diagnostic(&self, d: Diagnostic<'_>) -> Result<model::Diagnostic, Error> {
        let span = match (d.start, d.end, &d.text) {
            (Some(start), Some(end), Some(text)) => Some(self.exact(start, end, text)?),
            _ => None,
        };
        Ok(model::Diagnostic { code: d.code.into_owned().into(), message: d.message.into_owned(), span })
    }
}

fn owned(s: Option<Str<'_>>) -> Option<String> {
    s.map(Cow::into_owned)
}

impl TryFrom<Interval> for model::Interval {
    type Error = Error;
    fn try_from(i: Interval) -> Result<Self, Error> {
        Ok(model::Interval { start: i.start.parse()?, end: i.end.parse()? })
    }
}

/// Reads a layer when it is there, and notes that it was asked for.
fn layer<W, T>(wire: Option<Vec<W>>, which: Layer, layers: &mut Layers, read: impl Fn(W) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    let Some(items) = wire else { return Ok(Vec::new()) };
    *layers = layers.with(which);
    items.into_iter().map(read).collect()
}

impl Article<'_> {
    /// The article that this is the wire form of.
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when the schema is another one, an offset does not fit, an id points nowhere.
    pub fn into_model(self) -> Result<model::Article, Error> {
        if self.schema != SCHEMA {
            return Err(Error::json(format!("schema {:?}: this version reads {SCHEMA:?}", self.schema)));
        }
        let text = self.text.into_owned();
        let r = Reader { text: &text, map: OffsetMap::new(&text, self.offsets) };
        let mut layers = Layers::NONE;
        let l = &mut layers;
        if self.metadata.is_some() {
            *l = l.with(Layer::Metadata);
        }
        let metadata = self.metadata.map(|m| r.metadata(m)).transpose()?.unwrap_or_default();
        let blocks = layer(self.blocks, Layer::Blocks, l, |b| r.block(b))?;
        let sentences =
            layer(self.sentences, Layer::Sentences, l, |s| Ok(model::Sentence { block: s.block, span: r.span(s.start, s.end)? }))?;
        let tokens = layer(self.tokens, Layer::Tokens, l, |t| r.token(t))?;
        let mentions = layer(self.mentions, Layer::Mentions, l, |m| r.mention(m))?;
        let entities = layer(self.entities, Layer::Entities, l, |e| r.entity(e))?;
        let times = layer(self.times, Layer::Times, l, |t| r.time(t))?;
        let quantities = layer(self.quantities, Layer::Quantities, l, |q| r.quantity(q))?;
        let quotes = layer(self.quotes, Layer::Quotes, l, |q| r.quote(q))?;
        let events = layer(self.events, Layer::Events, l, |e| r.event(e))?;
        let mut five_ws = model::FiveWs::default();
        if let Some(f) = self.five_ws {
            *l = l.with(Layer::FiveWs);
            five_ws = model::FiveWs {
                who: r.answers(&f.who)?,
                what: r.answers(&f.what)?,
                when: r.answers(&f.when)?,
                r#where: r.answers(&f.r#where)?,
                why: r.answers(&f.why)?,
                how: r.answers(&f.how)?,
            };
        }
        let timeline = layer(self.timeline, Layer::Timeline, l, |t| {
            let item = match t.kind.as_ref() {
                "event" => TimelineItem::Event(EventId(t.id)),
                "quote" => TimelineItem::Quote(QuoteId(t.id)),
                other => return Err(Error::json(format!("timeline kind {other:?}: expected event or quote"))),
            };
            Ok(model::TimelineEntry { item, interval: t.interval.try_into()?, background: t.background })
        })?;
        let diagnostics = self.diagnostics.into_iter().map(|d| r.diagnostic(d)).collect::<Result<_, _>>()?;
        let article = model::Article {
            language: self.language.into_owned(),
            text: text.clone(),
            layers,
            metadata,
            blocks,
            sentences,
            tokens,
            mentions,
            entities,
            times,
            quantities,
            quotes,
            events,
            five_ws,
            timeline,
            diagnostics,
        };
        article.check().map_err(Error::json)?;
        Ok(article)
    }
}

/// The JSON Schema of the wire form.
#[cfg(feature = "schema")]
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Article<'static>).to_value()
}
