//! The invariants of an article. Tests, property tests and fuzz targets all call this.

use crate::article::{Article, Event, MentionId, Quote, TimelineItem};
use crate::options::Layer;
use crate::span::Span;

fn sorted(spans: impl Iterator<Item = Span>, layer: &str) -> Result<(), String> {
    let mut last: Option<Span> = None;
    for (i, span) in spans.enumerate() {
        let key = |s: Span| (s.start, u32::MAX - s.end);
        if last.is_some_and(|last| key(span) < key(last)) {
            return Err(format!("{layer}[{i}] is out of order"));
        }
        last = Some(span);
    }
    Ok(())
}

fn id(index: usize, len: usize, what: &str) -> Result<(), String> {
    if index < len { Ok(()) } else { Err(format!("{what} points to {index}, of {len}")) }
}

impl Article {
    /// Whether every span lies in the text on character boundaries, every layer is sorted, every sentence lies in its block
    /// and every id points somewhere.
    ///
    /// # Errors
    /// Says what is broken.
    ///
    /// ```
    /// assert_eq!(nutgraf::extract("It rained.")?.check(), Ok(()));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    pub fn check(&self) -> Result<(), String> {
        self.check_spans()?;
        self.check_order()?;
        self.check_links()
    }

    fn each_span(&self) -> impl Iterator<Item = (&'static str, Span)> + '_ {
        let blocks = self.blocks.iter().flat_map(|b| {
            let caption = b.caption.iter().flat_map(|c| [Some(c.caption), c.credit.as_ref().map(|c| c.span)]);
            [Some(b.span), b.author].into_iter().chain(caption).flatten().map(|s| ("blocks", s))
        });
        let quotes = self.quotes.iter().flat_map(|q| {
            let one = [Some(q.span), q.cue, q.speaker.as_ref().map(|s| s.span), q.addressee];
            let all = one.into_iter().flatten().chain(q.content.iter().copied()).chain(q.via.iter().map(|v| v.span));
            all.map(|s| ("quotes", s))
        });
        let w = &self.five_ws;
        let answers = [&w.who, &w.what, &w.when, &w.r#where, &w.why, &w.how].into_iter().flatten();
        blocks
            .chain(self.metadata.dateline.iter().map(|d| ("dateline", d.span)))
            .chain(self.sentences.iter().map(|s| ("sentences", s.span)))
            .chain(self.tokens.iter().map(|t| ("tokens", t.span)))
            .chain(self.mentions.iter().flat_map(|m| [Some(m.span), m.head]).flatten().map(|s| ("mentions", s)))
            .chain(self.entities.iter().flat_map(|e| &e.roles).map(|r| ("roles", r.span)))
            .chain(self.times.iter().map(|t| ("times", t.span)))
            .chain(self.quantities.iter().flat_map(|q| [Some(q.span), q.of]).flatten().map(|s| ("quantities", s)))
            .chain(quotes)
            .chain(self.events.iter().map(|e| ("events", e.span)))
            .chain(answers.map(|a| ("five_ws", a.span)))
            .chain(self.diagnostics.iter().filter_map(|d| d.span).map(|s| ("diagnostics", s)))
    }

    fn check_spans(&self) -> Result<(), String> {
        for (layer, span) in self.each_span() {
            let (start, end) = (span.start as usize, span.end as usize);
            if start > end || self.text.get(start..end).is_none() {
                return Err(format!("{layer}: {start}..{end} does not fit the text"));
            }
        }
        Ok(())
    }

    fn check_order(&self) -> Result<(), String> {
        sorted(self.blocks.iter().map(|b| b.span), "blocks")?;
        sorted(self.sentences.iter().map(|s| s.span), "sentences")?;
        sorted(self.tokens.iter().map(|t| t.span), "tokens")?;
        sorted(self.mentions.iter().map(|m| m.span), "mentions")?;
        sorted(self.times.iter().map(|t| t.span), "times")?;
        sorted(self.quantities.iter().map(|q| q.span), "quantities")?;
        sorted(self.quotes.iter().map(|q| q.span), "quotes")?;
        sorted(self.events.iter().map(|e| e.span), "events")
    }

    fn check_links(&self) -> Result<(), String> {
        let (mentions, quotes) = (self.mentions.len(), self.quotes.len());
        // A layer that was not asked for can't be pointed into: its ids are not checked.
        let has = |layer| self.layers.contains(layer);
        for (i, s) in self.sentences.iter().enumerate().filter(|_| has(Layer::Blocks)) {
            id(s.block.index(), self.blocks.len(), "sentence.block")?;
            if !self.blocks[s.block.index()].span.contains(s.span) {
                return Err(format!("sentences[{i}] is not inside its block"));
            }
        }
        for (i, t) in self.tokens.iter().enumerate().filter(|_| has(Layer::Sentences)) {
            id(t.sentence.index(), self.sentences.len(), "token.sentence")?;
            if !self.sentences[t.sentence.index()].span.contains(t.span) {
                return Err(format!("tokens[{i}] is not inside its sentence"));
            }
        }
        for (i, t) in self.tokens.iter().enumerate() {
            let Some(head) = t.head else { continue };
            id(head.index(), self.tokens.len(), "token.head")?;
            if self.tokens[head.index()].sentence != t.sentence {
                return Err(format!("tokens[{i}] has its head in another sentence"));
            }
        }
        if has(Layer::Entities) {
            for m in self.mentions.iter().filter_map(|m| m.entity) {
                id(m.index(), self.entities.len(), "mention.entity")?;
            }
        }
        let mention = |m: &MentionId, what| if has(Layer::Mentions) { id(m.index(), mentions, what) } else { Ok(()) };
        let optional = |layer: Layer, index: Option<usize>, len: usize, what| match index {
            Some(index) if has(layer) => id(index, len, what),
            _ => Ok(()),
        };
        for m in self.entities.iter().flat_map(|e| &e.mentions) {
            mention(m, "entity.mentions")?;
        }
        for q in &self.quantities {
            optional(Layer::Events, q.event.map(|e| e.index()), self.events.len(), "quantity.event")?;
        }
        for entry in &self.timeline {
            match entry.item {
                TimelineItem::Event(e) => optional(Layer::Events, Some(e.index()), self.events.len(), "timeline")?,
                TimelineItem::Quote(q) => optional(Layer::Quotes, Some(q.index()), quotes, "timeline")?,
            }
        }
        self.quotes.iter().try_for_each(|q: &Quote| {
            q.parent.iter().chain(&q.continues).try_for_each(|p| id(p.index(), quotes, "quote.parent or continues"))?;
            let Some(speaker) = &q.speaker else { return Ok(()) };
            speaker.mention.iter().try_for_each(|m| mention(m, "quote.speaker"))?;
            optional(Layer::Entities, speaker.entity.map(|e| e.index()), self.entities.len(), "quote.speaker")
        })?;
        self.events.iter().try_for_each(|e: &Event| {
            e.actors.iter().chain(&e.recipients).chain(&e.place).try_for_each(|m| mention(m, "event argument"))?;
            e.same_as.iter().try_for_each(|s| id(s.index(), self.events.len(), "event.same_as"))?;
            optional(Layer::Blocks, Some(e.block.index()), self.blocks.len(), "event.block")?;
            optional(Layer::Sentences, Some(e.sentence.index()), self.sentences.len(), "event.sentence")?;
            optional(Layer::Times, e.time.map(|t| t.index()), self.times.len(), "event.time")?;
            optional(Layer::Quotes, e.quote.map(|q| q.index()), quotes, "event.quote")?;
            e.quantities.iter().try_for_each(|q| optional(Layer::Quantities, Some(q.index()), self.quantities.len(), "event.quantities"))
        })
    }
}
