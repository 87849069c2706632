//! Who said what.

use super::{EntityId, Medium, MentionId, Polarity, QuoteId, QuoteKind, RuleId, Score, ViaKind};
use crate::span::Span;

/// Who said what, how and through whom.
///
/// ```
/// use nutgraf::{Medium, QuoteKind};
/// let article = nutgraf::extract("“We will strike,” union leader Bo Lind wrote on Twitter.")?;
/// let quote = &article.quotes[0];
/// assert_eq!((quote.kind, quote.medium), (QuoteKind::Direct, Some(Medium::Post)));
/// assert_eq!((quote.content[0].slice(&article.text), quote.cue.unwrap().slice(&article.text)), ("We will strike,", "wrote"));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quote {
    /// Direct, indirect, mixed.
    pub kind: QuoteKind,
    /// From first to last content (for a declined comment: the cue).
    pub span: Span,
    /// What was said.
    pub content: Vec<Span>,
    /// "said", "according to".
    pub cue: Option<Span>,
    /// Who.
    pub speaker: Option<Speaker>,
    /// To whom.
    pub addressee: Option<Span>,
    /// Through whom.
    pub via: Vec<Via>,
    /// The channel.
    pub medium: Option<Medium>,
    /// The quotation that this one stands in.
    pub parent: Option<QuoteId>,
    /// The quotation that this one goes on from.
    pub continues: Option<QuoteId>,
    /// Said, denied, declined.
    pub polarity: Polarity,
    /// How sure we are.
    pub confidence: Score,
    /// The rule.
    pub rule: RuleId,
}

/// The source of a quotation.
///
/// ```
/// let article = nutgraf::extract("“We will strike,” union leader Bo Lind wrote on Twitter.")?;
/// let speaker = article.quotes[0].speaker.as_ref().unwrap();
/// assert_eq!(speaker.span.slice(&article.text), "union leader Bo Lind");
/// assert_eq!(article.mentions[speaker.mention.unwrap().index()].span.slice(&article.text), "Bo Lind");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Speaker {
    /// The whole noun phrase.
    pub span: Span,
    /// Its mention.
    pub mention: Option<MentionId>,
    /// Its entity.
    pub entity: Option<EntityId>,
}

/// A relay of the words.
///
/// ```
/// use nutgraf::ViaKind;
/// let article = nutgraf::extract("“We will strike,” union leader Bo Lind wrote, according to Reuters.")?;
/// let via = &article.quotes[0].via[0];
/// assert_eq!((via.span.slice(&article.text), via.kind), ("Reuters", ViaKind::Agency));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Via {
    /// Where it is.
    pub span: Span,
    /// What sort.
    pub kind: ViaKind,
}
