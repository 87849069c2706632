//! From the model to the wire form.

use std::borrow::Cow;

use super::*;
use crate::article::RuleId;

/// Writes spans of one text in one encoding.
pub(super) struct Writer<'a> {
    text: &'a str,
    map: OffsetMap<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(article: &'a model::Article, encoding: OffsetEncoding) -> Self {
        Self { text: &article.text, map: OffsetMap::new(&article.text, encoding) }
    }

    pub(super) fn ends(&self, span: Span) -> (u32, u32, Str<'a>) {
        (self.map.from_byte(span.start), self.map.from_byte(span.end), Cow::Borrowed(span.slice(self.text)))
    }

    pub(super) fn slice(&self, span: Span) -> Slice<'a> {
        let (start, end, text) = self.ends(span);
        Slice { start, end, text }
    }

    pub(super) fn answers(&self, answers: &[model::Answer]) -> Vec<Answer<'a>> {
        let answer = |a: &model::Answer| {
            let (start, end, text) = self.ends(a.span);
            Answer { start, end, text, score: a.score }
        };
        answers.iter().map(answer).collect()
    }

    pub(super) fn block(&self, id: usize, b: &'a model::Block) -> Block<'a> {
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

    pub(super) fn metadata(&self, m: &'a model::Metadata) -> Metadata<'a> {
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

    pub(super) fn token(&self, id: usize, t: &'a model::Token) -> Token<'a> {
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

    pub(super) fn mention(&self, id: usize, m: &model::Mention) -> Mention<'a> {
        let (start, end, text) = self.ends(m.span);
        let head = m.head.map(|h| self.slice(h));
        Mention { id: MentionId::of(id), start, end, text, kind: m.kind, r#type: m.r#type, head, entity: m.entity }
    }

    pub(super) fn entity(&self, id: usize, e: &'a model::Entity) -> Entity<'a> {
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

    pub(super) fn time(&self, id: usize, t: &'a model::TimeExpression) -> TimeExpression<'a> {
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

    pub(super) fn quantity(&self, id: usize, q: &'a model::Quantity) -> Quantity<'a> {
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

    pub(super) fn quote(&self, id: usize, q: &'a model::Quote) -> Quote<'a> {
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

    pub(super) fn event(&self, id: usize, e: &'a model::Event) -> Event<'a> {
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

    pub(super) fn five_ws(&self, f: &model::FiveWs) -> FiveWs<'a> {
        FiveWs {
            who: self.answers(&f.who),
            what: self.answers(&f.what),
            when: self.answers(&f.when),
            r#where: self.answers(&f.r#where),
            why: self.answers(&f.why),
            how: self.answers(&f.how),
        }
    }

    pub(super) fn diagnostic(&self, d: &'a model::Diagnostic) -> Diagnostic<'a> {
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
    ///
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” the engineer said.")?;
    /// let wire = wire::Article::new(&article, OffsetEncoding::Byte);
    /// assert_eq!(serde_json::to_string(&wire).unwrap(), article.to_json(OffsetEncoding::Byte));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn new(article: &'a model::Article, encoding: OffsetEncoding) -> Self {
        let w = Writer::new(article, encoding);
        let asked = |layer| article.layers.contains(layer);
        let sentence = |id, s: &model::Sentence| {
            let (start, end, _) = w.ends(s.span);
            Sentence { id: SentenceId::of(id), block: s.block, start, end }
        };
        Article {
            schema: SCHEMA.into(),
            generator: generator(),
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
            five_ws: asked(Layer::FiveWs).then(|| w.five_ws(&article.five_ws)),
            timeline: asked(Layer::Timeline).then(|| article.timeline.iter().map(timeline_entry).collect()),
            diagnostics: article.diagnostics.iter().map(|d| w.diagnostic(d)).collect(),
        }
    }
}

pub(super) fn generator() -> Generator<'static> {
    Generator { name: "nutgraf".into(), version: env!("CARGO_PKG_VERSION").into(), model: crate::model::VERSION.into() }
}

pub(super) fn timeline_entry(entry: &model::TimelineEntry) -> TimelineEntry {
    let (kind, id) = match entry.item {
        TimelineItem::Event(id) => ("event", id.get()),
        TimelineItem::Quote(id) => ("quote", id.get()),
    };
    TimelineEntry { kind: kind.into(), id, interval: entry.interval.into(), background: entry.background }
}

impl model::Article {
    /// Reads the wire form back.
    ///
    /// ```
    /// use nutgraf::{Article, OffsetEncoding};
    /// let article = nutgraf::extract("“It works,” the engineer said.")?;
    /// assert_eq!(Article::from_json(&article.to_json(OffsetEncoding::Utf16))?, article);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Json`](crate::ErrorKind) when `json` is not an article of this schema or an offset does not fit its text.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        let wire: Article<'_> = serde_json::from_str(json).map_err(|e| Error::json(format!("not an article: {e}")))?;
        wire.into_model()
    }
}
