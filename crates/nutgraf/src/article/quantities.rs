//! How many.

use super::{Bound, EventId, QuantityKind, QuantityRole, RuleId};
use crate::span::Span;

/// A number that counts or measures.
///
/// ```
/// use nutgraf::{Bound, QuantityRole};
/// let article = nutgraf::extract("At least 20 people were injured.")?;
/// let quantity = &article.quantities[0];
/// assert_eq!((quantity.min.as_deref(), quantity.max.as_deref(), quantity.bound), (Some("20"), None, Bound::AtLeast));
/// assert_eq!((quantity.of.unwrap().slice(&article.text), quantity.role), ("people", Some(QuantityRole::Injured)));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// Where it is, qualifier included.
    pub span: Span,
    /// What sort of number.
    pub kind: QuantityKind,
    /// Decimal string.
    pub value: Option<String>,
    /// Decimal string.
    pub min: Option<String>,
    /// Decimal string.
    pub max: Option<String>,
    /// How the value bounds the truth.
    pub bound: Bound,
    /// ISO 4217 for money, UCUM for measures.
    pub unit: Option<String>,
    /// What is counted.
    pub of: Option<Span>,
    /// What befell those counted.
    pub role: Option<QuantityRole>,
    /// "No casualties".
    pub negated: bool,
    /// The event it belongs to.
    pub event: Option<EventId>,
    /// The rule.
    pub rule: RuleId,
}
