//! Points and periods of the calendar: their TIMEX3 value and their interval.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};

use crate::article::{Interval, Moment};

/// A resolved point or period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cal {
    Day(Date),
    /// ISO week-year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    /// 1 spring … 4 winter.
    Season(i16, i8),
    Year(i16),
    Decade(i16),
    Century(i16),
    /// A day that doesn't exist or whose year nothing tells: month, day.
    LooseDay(Option<i16>, i8, i8),
    LooseMonth(i8),
    LooseWeekday(i8),
}

pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `date` moved by days, weeks, months or years.
pub(super) fn shift(date: Date, n: i64, unit: i64) -> Option<Date> {
    use super::model::unit::*;
    let n = i32::try_from(n).ok().filter(|n| n.abs() < 100_000)?;
    let span = match unit {
        DAY | NIGHT => jiff::Span::new().try_days(n).ok()?,
        WEEK | WEEKEND => jiff::Span::new().try_weeks(n).ok()?,
        FORTNIGHT => jiff::Span::new().try_weeks(n * 2).ok()?,
        MONTH => jiff::Span::new().try_months(n).ok()?,
        QUARTER => jiff::Span::new().try_months(n * 3).ok()?,
        YEAR => jiff::Span::new().try_years(n).ok()?,
        DECADE => jiff::Span::new().try_years(n * 10).ok()?,
        CENTURY => jiff::Span::new().try_years(n * 100).ok()?,
        _ => return Some(date),
    };
    date.checked_add(span).ok()
}

pub(super) fn iso_week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

pub(super) fn monday(year: i16, week: i8) -> Option<Date> {
    ISOWeekDate::new(year, week, Weekday::Monday).ok().map(ISOWeekDate::date)
}

/// Easter Sunday of the Gregorian calendar.
pub(super) fn easter(year: i64) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, n / 31, n % 31 + 1)
}

impl Cal {
    /// The period of the unit's grain that `date` lies in.
    pub fn containing(date: Date, unit: i64) -> Self {
        use super::model::unit::*;
        let (year, week) = iso_week(date);
        match unit {
            WEEK | FORTNIGHT => Cal::Week(year, week),
            WEEKEND => Cal::Weekend(year, week),
            MONTH => Cal::Month(date.year(), date.month()),
            QUARTER => Cal::Quarter(date.year(), (date.month() + 2) / 3),
            YEAR => Cal::Year(date.year()),
            DECADE => Cal::Decade(date.year() / 10),
            CENTURY => Cal::Century(date.year() / 100),
            _ => Cal::Day(date),
        }
    }

    /// The TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Cal::Day(d) => d.to_string(),
            Cal::Week(y, w) => format!("{y:04}-W{w:02}"),
            Cal::Weekend(y, w) => format!("{y:04}-W{w:02}-WE"),
            Cal::Month(y, m) => format!("{y:04}-{m:02}"),
            Cal::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Cal::Half(y, h) => format!("{y:04}-H{h}"),
            Cal::Season(y, s) => format!("{y:04}-{}", season(s)),
            Cal::Year(y) => format!("{y:04}"),
            Cal::Decade(d) => format!("{d:03}"),
            Cal::Century(c) => format!("{c:02}"),
            Cal::LooseDay(Some(y), m, d) => format!("{y:04}-{m:02}-{d:02}"),
            Cal::LooseDay(None, m, d) => format!("XXXX-{m:02}-{d:02}"),
            Cal::LooseMonth(m) => format!("XXXX-{m:02}"),
            Cal::LooseWeekday(w) => format!("XXXX-WXX-{w}"),
        }
    }

    /// First day.
    pub fn start(self) -> Option<Date> {
        match self {
            Cal::Day(d) => Some(d),
            Cal::Week(y, w) => monday(y, w),
            Cal::Weekend(y, w) => monday(y, w)?.checked_add(5.days()).ok(),
            Cal::Month(y, m) => Date::new(y, m, 1).ok(),
            Cal::Quarter(y, q) => Date::new(y, q * 3 - 2, 1).ok(),
            Cal::Half(y, h) => Date::new(y, h * 6 - 5, 1).ok(),
            Cal::Season(y, s) => Date::new(y, s * 3, 1).ok(),
            Cal::Year(y) => Date::new(y, 1, 1).ok(),
            Cal::Decade(d) => Date::new(d * 10, 1, 1).ok(),
            Cal::Century(c) => Date::new(c * 100, 1, 1).ok(),
            Cal::LooseDay(..) | Cal::LooseMonth(_) | Cal::LooseWeekday(_) => None,
        }
    }

    /// First day after it.
    pub fn end(self) -> Option<Date> {
        use super::model::unit::*;
        let start = self.start()?;
        let (n, unit) = match self {
            Cal::Day(_) => (1, DAY),
            Cal::Week(..) => (1, WEEK),
            Cal::Weekend(..) => (2, DAY),
            Cal::Month(..) => (1, MONTH),
            Cal::Quarter(..) | Cal::Season(..) => (3, MONTH),
            Cal::Half(..) => (6, MONTH),
            Cal::Year(_) => (1, YEAR),
            Cal::Decade(_) => (10, YEAR),
            Cal::Century(_) => (100, YEAR),
            Cal::LooseDay(..) | Cal::LooseMonth(_) | Cal::LooseWeekday(_) => return None,
        };
        shift(start, n, unit)
    }

    pub fn interval(self) -> Option<Interval> {
        Some(Interval { start: Moment::Date(self.start()?), end: Moment::Date(self.end()?) })
    }
}

pub(super) fn season(s: i8) -> &'static str {
    ["SP", "SU", "FA", "WI"][(s.clamp(1, 4) - 1) as usize]
}

/// The season that `date` lies in: by whole months, the winter counted to the year in which it begins.
pub(super) fn season_of(date: Date) -> (i16, i8) {
    match date.month() {
        1 | 2 => (date.year() - 1, 4),
        m => (date.year(), m / 3),
    }
}

/// The hours of a part of a day.
pub(super) fn part_interval(d: Date, part: &str) -> Option<Interval> {
    let (first, hours) = match part {
        "MO" => (6, 6),
        "AF" => (12, 6),
        "EV" => (18, 6),
        _ => (18, 12),
    };
    let start = d.at(first, 0, 0, 0);
    Some(Interval { start: Moment::DateTime(start), end: Moment::DateTime(start.checked_add(hours.hours()).ok()?) })
}

/// The minute of a clock time.
pub(super) fn clock_interval(d: Date, hour: i64, minute: i64, second: Option<i64>) -> Option<Interval> {
    let (d, hour) = if hour == 24 { (d.checked_add(1.days()).ok()?, 0) } else { (d, hour) };
    let start: DateTime = d.at(hour as i8, minute as i8, second.unwrap_or(0) as i8, 0);
    let length = if second.is_some() { 1.seconds() } else { 1.minutes() };
    Some(Interval { start: Moment::DateTime(start), end: Moment::DateTime(start.checked_add(length).ok()?) })
}

/// The `n`th weekday of a month; −1 is the last.
pub(super) fn nth_weekday(year: i64, month: i64, weekday: i64, n: i64) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    day(year, month, 1)?.nth_weekday_of_month(n as i8, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easters() {
        for (y, m, d) in [(1961, 4, 2), (2016, 3, 27), (2018, 4, 1), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(i64::from(y)), Some(date(y, m, d)));
        }
    }

    #[test]
    fn week_years() {
        assert_eq!(Cal::containing(date(2024, 12, 30), super::super::model::unit::WEEK).value(), "2025-W01");
        assert_eq!(Cal::containing(date(2027, 1, 3), super::super::model::unit::WEEK).value(), "2026-W53");
    }
}
