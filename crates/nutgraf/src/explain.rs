//! What the stages made, and what they weighed and dropped, at one place of a story.

use std::fmt::Write;

use crate::article::{Article, MentionKind};
use crate::extractor::{Content, Document, Extractor};
use crate::options::{Layer, Options};
use crate::span::Span;
use crate::story::Story;
use crate::{Error, events, model, names, quotes, tokens};

/// Why something stands, or does not stand, in the article.
///
/// ```
/// use nutgraf::{Document, Extractor, Layer};
/// // Byte 4: a title in marks, which is no quotation.
/// let found = Extractor::default().explain(&Document::text("“The Long Rain” opened in Karvo."), 4)?;
/// let dropped: Vec<_> = found.reasons.iter().filter(|r| r.layer == Layer::Quotes && !r.kept).collect();
/// assert!(dropped[0].what.contains("no speech was found"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The layer that it is about.
    pub layer: Layer,
    /// Its place in the text.
    pub span: Span,
    /// Whether it is in the article; what is not was proposed and dropped.
    pub kept: bool,
    /// What it is and by which rule.
    pub what: String,
}

/// What covers one character of a story.
///
/// ```
/// use nutgraf::{Document, Extractor};
/// let text = "It rained on Sunday.";
/// let found = Extractor::default().explain(&Document::text(text), 14)?;
/// for reason in &found.reasons {
///     println!("{:?} {}: {}", reason.layer, reason.span.slice(&found.article.text), reason.what);
/// }
/// assert!(found.reasons.iter().any(|r| r.span.slice(text) == "Sunday" && r.what.contains("rule weekday")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The story, with every layer.
    pub article: Article,
    /// In the order of the layers.
    pub reasons: Vec<Reason>,
}

impl Extractor {
    /// Reads a document and tells what the stages proposed, kept and dropped at byte `offset` of the article's text. The layers of
    /// the options make no difference.
    ///
    /// ```
    /// use nutgraf::{Document, Extractor, Layer};
    /// let found = Extractor::default().explain(&Document::text("“It works,” said Ada Osei."), 5)?;
    /// assert!(found.reasons.iter().any(|r| r.layer == Layer::Quotes && r.kept && r.what.contains("rule direct")));
    /// # Ok::<(), nutgraf::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`extract_document`](Extractor::extract_document), and [`ErrorKind::Option`](crate::ErrorKind) when the offset is not one
    /// of a character of the text.
    pub fn explain(&self, document: &Document<'_>, offset: u32) -> Result<Explanation, Error> {
        let mut options = self.options().clone();
        options.layers = Layer::ALL.into_iter().collect();
        let article = Extractor::new(options).extract_document(document)?;
        let at = offset as usize;
        if at >= article.text.len() || !article.text.is_char_boundary(at) {
            let size = article.text.len();
            return Err(Error::option(format!("offset {offset}: not the start of a character of the text, which has {size} bytes")));
        }
        let mut reasons = Reasons { article: &article, offset, list: Vec::new() };
        reasons.layout(document);
        reasons.words();
        if !article.tokens.is_empty() {
            reasons.stages(document, self.options());
        }
        reasons.later_layers();
        let mut list = reasons.list;
        // Stable: within a layer the order is that of the finding.
        list.sort_by_key(|r| r.layer as u8);
        Ok(Explanation { article, reasons: list })
    }
}

struct Reasons<'a> {
    article: &'a Article,
    offset: u32,
    list: Vec<Reason>,
}

impl<'a> Reasons<'a> {
    fn covers(&self, span: Span) -> bool {
        span.start <= self.offset && self.offset < span.end
    }

    fn text(&self, span: Span) -> &'a str {
        span.slice(&self.article.text)
    }

    fn push(&mut self, layer: Layer, span: Span, kept: bool, what: impl Into<String>) {
        self.list.push(Reason { layer, span, kept, what: what.into() });
    }

    fn keep(&mut self, layer: Layer, span: Span, what: impl Into<String>) {
        self.push(layer, span, true, what);
    }

    /// Blocks and what of the metadata was read here.
    fn layout(&mut self, document: &Document<'_>) {
        let from = match document.content {
            _ if document.blocks.is_some() => "given by the caller",
            Content::Text(_) => "from the lines of the text and their form",
            #[cfg(feature = "html")]
            Content::Html(_) => "from the page's mark-up",
            #[cfg(feature = "html")]
            Content::Nitf(_) => "from the document's mark-up",
        };
        let mut covered = false;
        for (i, block) in self.article.blocks.iter().enumerate() {
            if self.covers(block.span) {
                covered = true;
                let body = if block.is_body() { "part of the body" } else { "no part of the body" };
                self.keep(Layer::Blocks, block.span, format!("block {i}: {}, {from}; {body}", block.kind));
                if let Some(credit) = block.caption.as_ref().and_then(|c| c.credit.as_ref()).filter(|c| self.covers(c.span)) {
                    self.keep(Layer::Blocks, credit.span, "the caption's credit");
                }
            }
        }
        if !covered {
            self.push(Layer::Blocks, Span::new(self.offset, self.offset), false, "between blocks: no layer reads this");
        }
        if let Some(line) = self.article.metadata.dateline.as_ref().filter(|d| self.covers(d.span)) {
            self.keep(Layer::Metadata, line.span, format!("dateline: {}", line.location));
        }
    }

    fn words(&mut self) {
        let article = self.article;
        for (i, s) in article.sentences.iter().enumerate().filter(|(_, s)| self.covers(s.span)).collect::<Vec<_>>() {
            self.keep(Layer::Sentences, s.span, format!("sentence {i}"));
        }
        if let Some((i, t)) = article.tokens.iter().enumerate().find(|(_, t)| self.covers(t.span)) {
            let head = match t.head {
                Some(h) => format!("{} of token {} “{}”", t.deprel, h.get(), self.text(article.tokens[h.index()].span)),
                None => t.deprel.to_string(),
            };
            let feats = t.feats.to_string();
            let feats = if feats.is_empty() || feats == "_" { String::new() } else { format!(", {feats}") };
            self.keep(Layer::Tokens, t.span, format!("token {i}: lemma “{}”, {}{feats}, {head}, by the model", t.lemma, t.upos));
        }
    }

    /// What names, quotes and events weighed here.
    fn stages(&mut self, document: &Document<'_>, options: &Options) {
        let article = self.article;
        let plain = tokens::tokenize(&article.text, &article.sentences);
        let analysis = model::analyze(&article.text, &article.sentences, &plain, options.max_sentence_tokens);
        let lexicon = options.lexicon.as_deref();
        // Dates have no part in what is asked here.
        let story = Story::new(&article.text, &article.blocks, &article.sentences, &article.tokens, &article.metadata, None, lexicon);
        if document.mentions.is_some() {
            if let Some(m) = article.mentions.iter().find(|m| m.kind == MentionKind::Name && self.covers(m.span)) {
                self.keep(Layer::Mentions, m.span, "name, given by the caller");
            }
        } else {
            for p in names::proposals(&story, &analysis) {
                let span = p.cleaned.unwrap_or(p.span);
                if !self.covers(p.span) && !self.covers(span) {
                    continue;
                }
                let made = article.mentions.iter().find(|m| m.kind == MentionKind::Name && m.span.overlaps(p.span));
                let mut what = format!("name “{}”, {} by {}", self.text(p.span), p.kind, p.origin);
                for (kind, behind) in &p.others {
                    let _ = write!(what, "; {kind} fits less by {behind}");
                }
                if let Some(cut) = p.cleaned.filter(|&c| c != p.span) {
                    let _ = write!(what, "; cut to “{}”", self.text(cut));
                }
                let kept = made.is_some_and(|m| m.span == span);
                match made {
                    Some(m) if kept && m.r#type != Some(p.kind) => {
                        let _ = write!(what, "; {} by the story's other mentions", m.r#type.map_or("no type", |t| t.as_str()));
                    }
                    Some(m) if !kept => {
                        let _ = write!(what, "; gave way to “{}”", self.text(m.span));
                    }
                    Some(_) => {}
                    None => what.push_str("; dropped: nothing of a name is left of it"),
                }
                self.push(Layer::Mentions, span, kept, what);
            }
        }
        for (span, content) in quotes::marked(&article.text, &article.blocks) {
            if self.covers(span) && !article.quotes.iter().any(|q| q.content.iter().any(|c| c.overlaps(content))) {
                self.push(Layer::Quotes, span, false, "words in marks: no speech was found in them (no cue or speaker, a title, a term)");
            }
        }
        let Some(t) = article.tokens.iter().position(|t| self.covers(t.span)) else { return };
        let span = article.tokens[t].span;
        if let Some(cue) = quotes::cue_at(&story, t) {
            let kept = article.quotes.iter().any(|q| q.cue.is_some_and(|c| c.overlaps(span)));
            self.push(Layer::Quotes, span, kept, if kept { cue } else { format!("{cue}; no quote was found with it") });
        }
        if !article.events.iter().any(|e| e.span.overlaps(span)) {
            for frame in events::frames_at(&story, t) {
                self.push(Layer::Events, span, false, format!("{frame}; its conditions do not hold here"));
            }
        }
    }

    fn later_layers(&mut self) {
        let article = self.article;
        for (i, m) in article.mentions.iter().enumerate().filter(|(_, m)| self.covers(m.span)).collect::<Vec<_>>() {
            let kind = m.r#type.map_or("of no type", |t| t.as_str());
            self.keep(Layer::Mentions, m.span, format!("mention {i}: {}, {kind}", m.kind));
            if let Some(id) = m.entity {
                let e = &article.entities[id.index()];
                let n = e.mentions.len();
                self.keep(Layer::Entities, m.span, format!("entity {}: {}, {}, {n} mentions", id.get(), e.name, e.r#type));
            }
        }
        for e in &article.entities {
            for r in e.roles.iter().filter(|r| self.covers(r.span)).collect::<Vec<_>>() {
                self.keep(Layer::Entities, r.span, format!("role of {}: {}", e.name, r.title));
            }
        }
        for (i, t) in article.times.iter().enumerate().filter(|(_, t)| self.covers(t.span)).collect::<Vec<_>>() {
            self.keep(Layer::Times, t.span, format!("time {i}: {} {}, rule {}, from {}", t.r#type, t.value, t.rule, t.anchor));
        }
        for (i, q) in article.quantities.iter().enumerate().filter(|(_, q)| self.covers(q.span)).collect::<Vec<_>>() {
            let value = q.value.as_deref().unwrap_or("no value");
            let role = q.role.map_or(String::new(), |r| format!(", {r}"));
            self.keep(Layer::Quantities, q.span, format!("quantity {i}: {} {value}{role}, rule {}", q.kind, q.rule));
        }
        for (i, q) in article.quotes.iter().enumerate() {
            let parts = q.content.iter().map(|&s| (s, "what was said"));
            let parts = parts.chain(q.cue.map(|s| (s, "the cue"))).chain(q.speaker.as_ref().map(|s| (s.span, "the speaker")));
            let parts = parts.chain(q.addressee.map(|s| (s, "who was told"))).chain(q.via.iter().map(|v| (v.span, "the relay")));
            for (span, part) in parts.filter(|(s, _)| self.covers(*s)).collect::<Vec<_>>() {
                let sure = f64::from(q.confidence);
                self.keep(Layer::Quotes, span, format!("quote {i}: {part}; {}, rule {}, confidence {sure}", q.kind, q.rule));
            }
        }
        for (i, e) in article.events.iter().enumerate().filter(|(_, e)| self.covers(e.span)).collect::<Vec<_>>() {
            self.keep(Layer::Events, e.span, format!("event {i}: {}, {}, rule {}", e.r#type, e.factuality, e.rule));
        }
        let w = &article.five_ws;
        for (name, answers) in
            [("who", &w.who), ("what", &w.what), ("when", &w.when), ("where", &w.r#where), ("why", &w.why), ("how", &w.how)]
        {
            for (rank, a) in answers.iter().enumerate().filter(|(_, a)| self.covers(a.span)).collect::<Vec<_>>() {
                self.keep(Layer::FiveWs, a.span, format!("{name}: answer {}, score {}", rank + 1, f64::from(a.score)));
            }
        }
    }
}
