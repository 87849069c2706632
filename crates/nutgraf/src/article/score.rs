//! Numbers from 0 to 1.

#[cfg(feature = "schema")]
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A number from 0 to 1 in thousandths, so that it prints the same everywhere.
///
/// ```
/// use nutgraf::Score;
/// let article = nutgraf::extract("“It works,” said Ada Osei.")?;
/// assert!(article.quotes[0].confidence > Score::thousandths(500));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Score(u16);

impl Score {
    /// From thousandths; more than 1000 is 1000.
    ///
    /// ```
    /// use nutgraf::Score;
    /// assert_eq!(f64::from(Score::thousandths(850)), 0.85);
    /// assert_eq!(Score::thousandths(1200), Score::thousandths(1000));
    /// ```
    pub const fn thousandths(n: u16) -> Self {
        Self(if n > 1000 { 1000 } else { n })
    }

    /// In thousandths.
    ///
    /// ```
    /// assert_eq!(nutgraf::Score::thousandths(850).as_thousandths(), 850);
    /// ```
    pub const fn as_thousandths(self) -> u16 {
        self.0
    }
}

impl From<Score> for f64 {
    fn from(score: Score) -> f64 {
        f64::from(score.0) / 1000.0
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // Whole numbers without a fraction, as JavaScript would print them.
        if self.0.is_multiple_of(1000) { s.serialize_u16(self.0 / 1000) } else { s.serialize_f64(f64::from(*self)) }
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(d)?;
        if !(0.0..=1.0).contains(&value) {
            return Err(serde::de::Error::custom("a score lies between 0 and 1"));
        }
        Ok(Score((value * 1000.0).round() as u16))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Score {
    fn schema_name() -> Cow<'static, str> {
        "Score".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "minimum": 0, "maximum": 1})
    }
}
