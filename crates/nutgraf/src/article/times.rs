//! When: time expressions, the calendar, the timeline.

use jiff::civil::{Date, DateTime};

#[cfg(doc)]
use super::Article;
use super::{EventId, QuoteId, RuleId, TimeAnchor, TimeType};
use crate::span::Span;

/// A point of the calendar: a day, or a day with a time.
///
/// ```
/// use nutgraf::Moment;
/// let noon: Moment = "2024-05-05T12:00".parse()?;
/// assert!(matches!(noon, Moment::DateTime(t) if t.hour() == 12));
/// assert_eq!(noon.to_string(), "2024-05-05T12:00");
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// The start of a day.
    Date(Date),
    /// A time of a day.
    DateTime(DateTime),
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Moment::Date(d) => write!(f, "{d}"),
            Moment::DateTime(t) if t.second() == 0 && t.subsec_nanosecond() == 0 => {
                write!(f, "{}T{:02}:{:02}", t.date(), t.hour(), t.minute())
            }
            Moment::DateTime(t) => write!(f, "{t}"),
        }
    }
}

impl std::str::FromStr for Moment {
    type Err = crate::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let parsed = if s.contains('T') { s.parse().map(Moment::DateTime).ok() } else { s.parse().map(Moment::Date).ok() };
        parsed.ok_or_else(|| crate::Error::json(format!("{s:?} is no ISO 8601 date or date-time")))
    }
}

/// A half-open stretch of the calendar.
///
/// ```
/// let article = nutgraf::extract("It rained in May 2024.")?;
/// let interval = article.times[0].interval.unwrap();
/// assert_eq!((interval.start.to_string(), interval.end.to_string()), ("2024-05-01".to_owned(), "2024-06-01".to_owned()));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First moment.
    pub start: Moment,
    /// First moment after it.
    pub end: Moment,
}

/// A TIMEX3 time expression.
///
/// ```
/// use nutgraf::{Extractor, Options, TimeAnchor};
/// let extractor = Extractor::new(Options::new().date("2024-05-03".parse().unwrap()));
/// let article = extractor.extract("It rained on Sunday.")?;
/// let time = &article.times[0];
/// assert_eq!((time.span.slice(&article.text), &time.value[..], time.anchor), ("Sunday", "2024-04-28", TimeAnchor::Publication));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimeExpression {
    /// Where it is.
    pub span: Span,
    /// TIMEX3 type.
    pub r#type: TimeType,
    /// TIMEX3 value: `2019-12-29`, `2019-W52`, `P3D`, `PAST_REF` …
    pub value: String,
    /// TIMEX3 `mod`: `APPROX`, `START`, `END` …
    pub r#mod: Option<String>,
    /// TIMEX3 `quant`.
    pub quant: Option<String>,
    /// TIMEX3 `freq`.
    pub freq: Option<String>,
    /// The calendar interval, when something can be said.
    pub interval: Option<Interval>,
    /// What it was resolved against.
    pub anchor: TimeAnchor,
    /// The rule.
    pub rule: RuleId,
}

/// What a timeline entry points to.
///
/// ```
/// use nutgraf::{Extractor, Options, TimelineItem};
/// let extractor = Extractor::new(Options::new().layers("events,quotes,timeline".parse()?));
/// let article = extractor.extract("Police arrested Colin Brandt on 5 May 2024.")?;
/// match article.timeline[0].item {
///     TimelineItem::Event(id) => assert_eq!(article.events[id.index()].span.slice(&article.text), "arrested"),
///     TimelineItem::Quote(id) => unreachable!("quote {}", id.index()),
/// }
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimelineItem {
    /// An event.
    Event(EventId),
    /// A quotation.
    Quote(QuoteId),
}

/// An event or quotation on the calendar.
///
/// ```
/// use nutgraf::{Extractor, Options};
/// let extractor = Extractor::new(Options::new().layers("events,timeline".parse()?).date("2024-05-07".parse().unwrap()));
/// let article = extractor.extract("Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024.")?;
/// let entries: Vec<_> = article.timeline.iter().map(|e| (e.interval.start.to_string(), e.background)).collect();
/// assert_eq!(entries, [("2024-03-03".to_owned(), true), ("2024-05-06".to_owned(), false)]);
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimelineEntry {
    /// What.
    pub item: TimelineItem,
    /// When.
    pub interval: Interval,
    /// Told as background, not as the day's news.
    pub background: bool,
}

/// The timeline with background kept apart from the day's news: see [`Article::timeline()`].
///
/// ```
/// use nutgraf::{Extractor, Options};
/// let extractor = Extractor::new(Options::new().layers("events,timeline".parse()?).date("2024-05-07".parse().unwrap()));
/// let article = extractor.extract("Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024.")?;
/// let timeline = article.timeline();
/// assert_eq!((timeline.news.len(), timeline.background.len()), (1, 1));
/// # Ok::<(), nutgraf::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeline<'a> {
    /// What happened or was said on the story's day, shortly before it, or is to come; in time order.
    pub news: Vec<&'a TimelineEntry>,
    /// What the story tells of earlier days; in time order.
    pub background: Vec<&'a TimelineEntry>,
}
