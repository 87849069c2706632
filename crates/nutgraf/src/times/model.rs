//! What the patterns build: a time expression that is not on the calendar yet.

use crate::terms::Rational;

/// The year of a date, as far as the expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Unsaid,
    Is(i64),
    /// Years from the publication date.
    Shift(i64),
    /// Years from the year last mentioned.
    Context(i64),
}

/// "last", "this", "next", and "previous", "same", "following", which look at the last date mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rel {
    Unsaid,
    Publication(i64),
    /// "this past", "the coming": the nearest one.
    Nearest(i64),
    Context(i64),
}

/// Unit codes, as in words.tsv.
pub(super) mod unit {
    pub const SECOND: i64 = 1;
    pub const MINUTE: i64 = 2;
    pub const HOUR: i64 = 3;
    pub const DAY: i64 = 4;
    pub const NIGHT: i64 = 5;
    pub const WEEK: i64 = 6;
    pub const FORTNIGHT: i64 = 7;
    pub const MONTH: i64 = 8;
    pub const QUARTER: i64 = 9;
    pub const YEAR: i64 = 10;
    pub const DECADE: i64 = 11;
    pub const CENTURY: i64 = 12;
    pub const WEEKEND: i64 = 13;
}

/// A point or period of the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// `n` units from the anchor, at the grain of the unit.
    Shift {
        n: i64,
        unit: i64,
        context: bool,
    },
    Weekday(i64, Rel),
    /// A weekday of the week `n` weeks away.
    WeekdayOfWeek(i64, i64),
    Month(i64, Year, Rel),
    Day {
        month: i64,
        day: i64,
        year: Year,
        weekday: Option<i64>,
    },
    /// The month not said: "Monday the 21st".
    DayOfMonth {
        day: i64,
        weekday: i64,
    },
    /// Month and day in an order the story decides: "3/4/2019".
    Numeric {
        first: i64,
        second: i64,
        year: Year,
    },
    /// "next 5/12".
    NumericRelative {
        first: i64,
        second: i64,
        rel: Rel,
    },
    Quarter(i64, Year),
    /// The quarter that ended about that day.
    QuarterEnded {
        month: i64,
        day: i64,
    },
    Half(i64, Year),
    Season(i64, Year, Rel),
    Year(Year),
    Decade(i64),
    Century(i64),
    Holiday {
        name: i64,
        eve: bool,
        year: Year,
        rel: Rel,
    },
    /// The `n`th weekday of a month (−1: the last).
    NthWeekday {
        month: i64,
        weekday: i64,
        n: i64,
        year: Year,
    },
    Easter(i64, Year),
    BlackFriday,
    Weekend(Rel),
    WeekOf(Box<Base>),
    WeekendOf(Box<Base>),
    WeekNumber(i64, Year),
    /// The `n`th week of a month or year (−1: the last).
    NthWeek(i64, Box<Base>),
    /// `n` units from another point.
    Offset(i64, i64, Box<Base>),
    /// The quarter in question, `n` years away.
    LatestQuarter(i64),
    /// The day, week, month … in question.
    Current(i64),
    /// The year ago of "a year earlier": the quarter in question, a year before, else the year.
    YearAgo,
    /// "the year-earlier period": the period last in question, a year before.
    PeriodYearAgo,
    /// "the year-earlier quarter": that of the quarter in question, or of the latest.
    QuarterYearAgo,
    /// "the same period last year": the same, where the period may be a month.
    SamePeriodYearAgo,
    /// "by that time": the point last told.
    ThatTime,
}

impl Base {
    /// The TIMEX3 value where no date says which: "last month" is `XXXX-XX`.
    pub fn unspecified(&self) -> Option<String> {
        use unit::*;
        let grain = |unit: i64| match unit {
            DAY | NIGHT => Some("XXXX-XX-XX"),
            WEEK | FORTNIGHT => Some("XXXX-WXX"),
            WEEKEND => Some("XXXX-WXX-WE"),
            MONTH => Some("XXXX-XX"),
            QUARTER => Some("XXXX-QX"),
            YEAR => Some("XXXX"),
            DECADE => Some("XXX"),
            CENTURY => Some("XX"),
            _ => None,
        };
        Some(match *self {
            Base::Shift { unit, .. } | Base::Current(unit) => grain(unit)?.to_owned(),
            Base::WeekdayOfWeek(weekday, _) => format!("XXXX-WXX-{weekday}"),
            Base::DayOfMonth { day, .. } => format!("XXXX-XX-{day:02}"),
            Base::Quarter(q, _) => format!("XXXX-Q{q}"),
            Base::Half(half, _) => format!("XXXX-H{half}"),
            Base::Season(season, ..) => format!("XXXX-{}", super::calendar::season(season as i8)),
            Base::Year(_) | Base::YearAgo => "XXXX".to_owned(),
            Base::Holiday { name: 1, eve, .. } => format!("XXXX-12-{}", if eve { 24 } else { 25 }),
            Base::Holiday { .. } | Base::Easter(..) | Base::BlackFriday | Base::Offset(..) => "XXXX-XX-XX".to_owned(),
            Base::NthWeekday { month, .. } => format!("XXXX-{month:02}-XX"),
            Base::Weekend(_) | Base::WeekendOf(_) => "XXXX-WXX-WE".to_owned(),
            Base::WeekOf(_) | Base::NthWeek(..) => "XXXX-WXX".to_owned(),
            Base::WeekNumber(week, _) => format!("XXXX-W{week:02}"),
            Base::QuarterEnded { .. } | Base::LatestQuarter(_) | Base::PeriodYearAgo | Base::QuarterYearAgo => "XXXX-QX".to_owned(),
            _ => return None,
        })
    }
}

/// How many: `value` is `None` for "several".
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub value: Option<Rational>,
    pub approximate: bool,
    pub article: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Point(Base),
    Duration {
        parts: Vec<(Amount, i64)>,
        /// −1: up to now, 1: from now.
        side: i64,
    },
    Set {
        value: String,
        quant: Option<&'static str>,
        freq: Option<String>,
    },
    Reference(&'static str),
    /// A clock time of the day in question.
    Clock,
}

/// A time expression as read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub what: What,
    /// TIMEX3's part of a day: `MO`, `AF`, `EV`, `NI`.
    pub part: Option<&'static str>,
    pub clock: Option<(i64, i64, Option<i64>)>,
    /// The clock time is in UTC.
    pub utc: bool,
    pub modifier: Option<&'static str>,
    pub rule: &'static str,
    /// First and last term that belong to the expression, where it is less than the match.
    pub first: Option<usize>,
    pub end: Option<usize>,
}

impl Draft {
    pub fn new(what: What, rule: &'static str) -> Self {
        Self { what, part: None, clock: None, utc: false, modifier: None, rule, first: None, end: None }
    }

    /// Gives a month or a day its year.
    pub fn set_year(&mut self, said: Year) {
        if let What::Point(Base::Month(_, year, _) | Base::Day { year, .. }) = &mut self.what {
            *year = said;
        }
    }

    pub fn base(&self) -> Option<&Base> {
        match &self.what {
            What::Point(base) => Some(base),
            _ => None,
        }
    }
}

/// The node type of the patterns.
#[derive(Clone, Debug)]
pub(super) enum Node {
    None,
    Int(i64),
    Year(Year),
    Amount(Amount),
    Draft(Box<Draft>),
}
