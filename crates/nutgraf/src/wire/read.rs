//! From the wire form to the model.

use std::borrow::Cow;

use super::*;
use crate::article::Caption;

/// Reads spans of one text in one encoding.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) map: OffsetMap<'a>,
}

impl Reader<'_> {
    pub(super) fn span(&self, start: u32, end: u32) -> Result<Span, Error> {
        match (self.map.to_byte(start), self.map.to_byte(end)) {
            (Some(s), Some(e)) if s <= e => Ok(Span::new(s, e)),
            _ => Err(Error::json(format!("offsets {start}..{end} do not fit the text"))),
        }
    }

    pub(super) fn exact(&self, start: u32, end: u32, text: &str) -> Result<Span, Error> {
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

    pub(super) fn metadata(&self, m: Metadata<'_>) -> Result<model::Metadata, Error> {
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

    pub(super) fn block(&self, b: Block<'_>) -> Result<model::Block, Error> {
        let credit = |c: Credit<'_>| -> Result<model::Credit, Error> {
            let span = self.exact(c.start, c.end, &c.text)?;
            Ok(model::Credit { span, photographer: owned(c.photographer), agency: owned(c.agency) })
        };
        let caption = match b.caption {
            Some(c) => Some(Box::new(Caption { caption: self.slice(&c)?, credit: b.credit.map(credit).transpose()? })),
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
    /// ```
    /// use nutgraf::{OffsetEncoding, wire};
    /// let article = nutgraf::extract("“It works,” the engineer said.")?;
    /// let wire = wire::Article::new(&article, OffsetEncoding::Utf16);
    /// assert_eq!(wire.into_model()?, article);
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
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
                "event" => TimelineItem::Event(EventId::new(t.id)),
                "quote" => TimelineItem::Quote(QuoteId::new(t.id)),
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
