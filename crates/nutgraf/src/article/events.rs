//! Who did what to whom, and the five Ws of it.

use super::{BlockId, EventId, EventType, Factuality, MentionId, QuantityId, QuoteId, RuleId, Score, SentenceId, TimeId};
use crate::span::Span;

/// Who did what to whom.
///
/// ```
/// use nutgraf::EventType;
/// let article = nutgraf::extract("Police arrested 14 protesters in Karvo on Monday.")?;
/// let event = &article.events[0];
/// let names = |ids: &[nutgraf::MentionId]| ids.iter().map(|m| article.mentions[m.index()].span.slice(&article.text)).collect::<Vec<_>>();
/// assert_eq!((event.r#type, event.mode.as_deref()), (EventType::Coerce, Some("arrest")));
/// assert_eq!((names(&event.actors), names(&event.recipients)), (vec!["Police"], vec!["14 protesters"]));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// The trigger.
    pub span: Span,
    /// The block it stands in.
    pub block: BlockId,
    /// The earlier event that this one tells again.
    pub same_as: Option<EventId>,
    /// PLOVER type.
    pub r#type: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Who.
    pub actors: Vec<MentionId>,
    /// To whom.
    pub recipients: Vec<MentionId>,
    /// When.
    pub time: Option<TimeId>,
    /// Where.
    pub place: Option<MentionId>,
    /// Its counts.
    pub quantities: Vec<QuantityId>,
    /// How certain.
    pub factuality: Factuality,
    /// Whose words.
    pub quote: Option<QuoteId>,
    /// The sentence.
    pub sentence: SentenceId,
    /// The rule.
    pub rule: RuleId,
}

/// Ranked answers about the story's main event.
///
/// ```
/// let article = nutgraf::extract("Police arrested 14 protesters in Karvo on Monday.")?;
/// let best = |answers: &[nutgraf::Answer]| answers.first().map(|a| a.span.slice(&article.text));
/// let found = &article.five_ws;
/// assert_eq!((best(&found.who), best(&found.r#where), best(&found.when)), (Some("Police"), Some("Karvo"), Some("Monday")));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub struct FiveWs {
    pub who: Vec<Answer>,
    pub what: Vec<Answer>,
    pub when: Vec<Answer>,
    pub r#where: Vec<Answer>,
    pub why: Vec<Answer>,
    pub how: Vec<Answer>,
}

/// One answer to one of the five Ws.
///
/// ```
/// let article = nutgraf::extract("Police arrested 14 protesters in Karvo on Monday.")?;
/// let answers = &article.five_ws.who;
/// assert!(answers.is_sorted_by(|a, b| a.score >= b.score), "best first");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// Where it is.
    pub span: Span,
    /// How good an answer.
    pub score: Score,
}
