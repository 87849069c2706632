//! Who said what.

use super::{EntityId, Medium, MentionId, Polarity, QuoteId, QuoteKind, RuleId, Score, ViaKind};
use crate::span::Span;

/// Who said what, how and through whom.
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Via {
    /// Where it is.
    pub span: Span,
    /// What sort.
    pub kind: ViaKind,
}
