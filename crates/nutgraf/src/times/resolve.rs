//! Puts a draft on the calendar: against the publication date, or the last date mentioned, with the direction of the clause.

use jiff::civil::Date;

use super::calendar::{Cal, day, easter, iso_week, monday, nth_weekday, season_of, shift};
use super::model::unit::*;
use super::model::{Base, Rel, Year};
use super::tense::Direction;

/// What a draft is resolved against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context {
    /// The publication date.
    pub published: Option<Date>,
    /// The last day mentioned.
    pub day: Option<Date>,
    /// The last point mentioned, of any grain.
    pub point: Option<Cal>,
    /// Whether it stands in the same sentence or the one before.
    pub recent: bool,
    /// Whether it stands in the same sentence.
    pub here: bool,
    /// The last quarter mentioned in this sentence or the one before.
    pub quarter: Option<(i16, i8)>,
    /// The quarter last mentioned anywhere before.
    pub last_quarter: Option<(i16, i8)>,
    /// The quarter told as fiscal a few sentences before at most.
    pub fiscal: Option<(i16, i8)>,
    /// Whether a longer period was told since: "the first nine months", "the year ended March 31".
    pub longer: bool,
    pub direction: Direction,
    /// Whether numeric dates give the day first.
    pub day_first: bool,
}

impl Context {
    fn year(self, year: Year) -> Option<i64> {
        let published = self.published.map(|d| i64::from(d.year()));
        match year {
            Year::Unsaid => None,
            Year::Is(y) => Some(y),
            Year::Shift(n) => Some(published? + n),
            Year::Context(n) => self.point.and_then(Cal::start).map(|d| i64::from(d.year())).or(published).map(|y| y + n),
        }
    }

    /// The year of something that comes once a year: `at` gives its first day in a year.
    fn nearest_year(self, at: impl Fn(i64) -> Option<Date>) -> Option<i64> {
        let published = self.published?;
        let this = i64::from(published.year());
        let past = |year| at(year).is_some_and(|d| d <= published);
        Some(match self.direction {
            Direction::Past => {
                // Something a few weeks ahead is mentioned in past clauses too: "the vote was set for 14 January".
                let soon = |y| at(y).is_some_and(|d| d > published && (d - published).get_days() <= 31);
                if past(this) || soon(this) { this } else { this - 1 }
            }
            Direction::Future => {
                if past(this) && at(this) != Some(published) {
                    this + 1
                } else {
                    this
                }
            }
            Direction::Open => {
                // News looks back more than ahead: between two as near, the one before.
                let distance = |y| {
                    let days = at(y).map_or(i32::MAX, |d| published.until(d).map_or(i32::MAX, |s| s.get_days()));
                    if days > 0 { days.saturating_mul(4) } else { days.saturating_neg().saturating_mul(3) }
                };
                [this, this - 1, this + 1].into_iter().min_by_key(|&y| distance(y))?
            }
        })
    }

    fn rel_year(self, rel: Rel, at: impl Fn(i64) -> Option<Date>) -> Option<i64> {
        let (anchor, n) = match rel {
            Rel::Unsaid => return self.nearest_year(at),
            Rel::Publication(n) | Rel::Nearest(n) => (self.published?, n),
            Rel::Context(n) => (self.day.or(self.published)?, n),
        };
        let this = i64::from(anchor.year());
        let before = at(this).is_some_and(|d| d < anchor);
        let after = at(this).is_some_and(|d| d > anchor);
        Some(match n {
            -1 => {
                if before {
                    this
                } else {
                    this - 1
                }
            }
            1 => {
                if after {
                    this
                } else {
                    this + 1
                }
            }
            _ => this,
        })
    }

    fn weekday(self, weekday: i64, rel: Rel) -> Option<Date> {
        let from = match rel {
            Rel::Context(_) => self.day.or(self.published)?,
            _ => self.published?,
        };
        let today = i64::from(from.weekday().to_monday_one_offset());
        let back = (today - weekday).rem_euclid(7);
        let ahead = (weekday - today).rem_euclid(7);
        let days = match rel {
            Rel::Unsaid => {
                if self.direction == Direction::Future {
                    ahead
                } else {
                    -back
                }
            }
            Rel::Publication(0) | Rel::Nearest(0) => weekday - today,
            Rel::Nearest(n) if n < 0 => -(if back == 0 { 7 } else { back }),
            Rel::Nearest(_) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            // "last Wednesday" told on Thursday is not yesterday, nor is "next Friday" tomorrow.
            Rel::Publication(n) | Rel::Context(n) if n < 0 => -(if back <= 1 { back + 7 } else { back }),
            Rel::Context(0) => weekday - today,
            _ => {
                if ahead <= 1 {
                    ahead + 7
                } else {
                    ahead
                }
            }
        };
        shift(from, days, DAY)
    }

    /// The point or period that `base` means.
    pub fn resolve(self, base: &Base) -> Option<Cal> {
        let published = self.published;
        Some(match base {
            Base::Shift { n, unit, context } => {
                let told = self.point.and_then(Cal::start);
                let from = match (*context, *unit) {
                    (false, _) => published?,
                    (true, DAY | NIGHT) => self.day.or(told).or(published)?,
                    (true, _) => told.or(self.day).or(published)?,
                };
                match *unit {
                    QUARTER => {
                        let q = i64::from(from.year()) * 4 + i64::from((from.month() - 1) / 3) + n;
                        Cal::Quarter(q.div_euclid(4) as i16, q.rem_euclid(4) as i8 + 1)
                    }
                    DECADE if n.abs() > 1 || !*context && *n == -1 => Cal::Year(shift(from, *n, DECADE)?.year()),
                    unit => Cal::containing(shift(from, *n, unit)?, unit),
                }
            }
            Base::Weekday(w, rel) => match self.weekday(*w, *rel) {
                Some(d) => Cal::Day(d),
                None => Cal::LooseWeekday(*w as i8),
            },
            Base::WeekdayOfWeek(w, n) => {
                let (year, week) = iso_week(published?);
                Cal::Day(shift(monday(year, week)?, n * 7 + w - 1, DAY)?)
            }
            Base::Month(m, year, rel) => {
                let y = match self.year(*year) {
                    Some(y) => Some(y),
                    None => {
                        // The month itself counts as past: "in March" told in March.
                        let at = |y| day(y, *m, 1);
                        self.rel_year(*rel, at).map(|y| match (rel, published) {
                            (Rel::Publication(-1), Some(p)) if i64::from(p.month()) == *m => i64::from(p.year()) - 1,
                            (Rel::Unsaid, Some(p)) if i64::from(p.month()) == *m => i64::from(p.year()),
                            _ => y,
                        })
                    }
                };
                match y {
                    Some(y) => Cal::Month(y as i16, *m as i8),
                    None => Cal::LooseMonth(*m as i8),
                }
            }
            Base::Day { month, day: d, year, weekday } => self.day_of(*month, *d, *year, *weekday)?,
            Base::Numeric { first, second, year } => {
                let day_first = if *first > 12 {
                    true
                } else if *second > 12 {
                    false
                } else {
                    self.day_first
                };
                let (month, d) = if day_first { (*second, *first) } else { (*first, *second) };
                (1..=12).contains(&month).then_some(())?;
                (1..=31).contains(&d).then_some(())?;
                self.day_of(month, d, *year, None)?
            }
            Base::NumericRelative { first, second, rel } => {
                let day_first = *first > 12 || *second <= 12 && self.day_first;
                let (month, d) = if day_first { (*second, *first) } else { (*first, *second) };
                let at = |y| day(y, month, d);
                Cal::Day(at(if *rel == Rel::Unsaid { i64::from(published?.year()) } else { self.rel_year(*rel, at)? })?)
            }
            Base::DayOfMonth { day: d, weekday } => {
                // The nearest month in which that day is that weekday.
                let p = published?;
                let found = [0i64, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8, 9, -9].into_iter().find_map(|n| {
                    let month = shift(p.first_of_month(), n, MONTH)?;
                    let date = day(month.year().into(), month.month().into(), *d)?;
                    (i64::from(date.weekday().to_monday_one_offset()) == *weekday).then_some(date)
                });
                Cal::Day(found?)
            }
            Base::Quarter(q, year) => {
                let at = |y| day(y, q * 3 - 2, 1);
                let y = match self.year(*year) {
                    Some(y) => y,
                    None => {
                        // The quarter under way or just over is meant, whatever the tense; else the tense decides.
                        let p = published?;
                        let this = i64::from(p.year());
                        let recent = |y: &i64| at(*y).is_some_and(|d| d <= p && shift(d, 6, MONTH).is_some_and(|end| p < end));
                        match [this, this - 1].into_iter().find(recent) {
                            Some(y) => y,
                            None => self
                                .nearest_year(at)
                                .map(|y| if self.direction == Direction::Open && at(y) > published { y - 1 } else { y })?,
                        }
                    }
                };
                Cal::Quarter(y as i16, *q as i8)
            }
            Base::QuarterEnded { month, day: d } => {
                if let Some((y, q)) = self.fiscal {
                    return Some(Cal::Quarter(y, q));
                }
                let p = published?;
                // The calendar quarter is that in which the middle of the quarter lies.
                let at = |y| day(y, *month, *d).or_else(|| day(y, *month, 1));
                let this = i64::from(p.year());
                let y = if self.direction != Direction::Future && at(this)? > p { this - 1 } else { this };
                let middle = shift(at(y)?, -45, DAY)?;
                Cal::Quarter(middle.year(), (middle.month() + 2) / 3)
            }
            Base::Half(h, year) => Cal::Half(self.year(*year)? as i16, *h as i8),
            Base::Season(s, year, rel) => {
                let at = |y| day(y, s * 3, 1);
                let y = match (self.year(*year), rel) {
                    (Some(y), _) => y,
                    (None, Rel::Publication(0)) => {
                        let (y, now) = season_of(published?);
                        if i64::from(now) == *s { i64::from(y) } else { i64::from(published?.year()) }
                    }
                    (None, Rel::Publication(-1)) => {
                        let (y, now) = season_of(published?);
                        if i64::from(now) == *s { i64::from(y) - 1 } else { self.rel_year(*rel, at)? }
                    }
                    _ => self.rel_year(*rel, at)?,
                };
                Cal::Season(y as i16, *s as i8)
            }
            Base::Year(year) => Cal::Year(i16::try_from(self.year(*year)?).ok()?),
            Base::Decade(d) => Cal::Decade(*d as i16),
            Base::Century(c) => Cal::Century(*c as i16),
            Base::Holiday { name, eve, year, rel } => {
                let at = |y| feast(*name, y);
                let y = match self.year(*year) {
                    Some(y) => y,
                    None if *rel == Rel::Unsaid => self.nearest_day_year(at)?,
                    None => self.rel_year(*rel, at)?,
                };
                let date = at(y)?;
                Cal::Day(if *eve { shift(date, -1, DAY)? } else { date })
            }
            Base::NthWeekday { month, weekday, n, year } => {
                let at = |y| nth_weekday(y, *month, *weekday, *n);
                let y = self.year(*year).or_else(|| self.nearest_year(at))?;
                Cal::Day(at(y)?)
            }
            Base::Easter(n, year) => {
                let at = |y| shift(easter(y)?, *n, DAY);
                let y = self.year(*year).or_else(|| self.nearest_year(at))?;
                Cal::Day(at(y)?)
            }
            Base::BlackFriday => {
                let at = |y| shift(nth_weekday(y, 11, 4, 4)?, 1, DAY);
                Cal::Day(at(self.nearest_year(at)?)?)
            }
            Base::Weekend(rel) => {
                let (from, n) = match rel {
                    Rel::Unsaid => {
                        // Told early in the week, the weekend is the last one.
                        let p = published?;
                        let early = p.weekday().to_monday_one_offset() <= 4;
                        (p, if early && self.direction == Direction::Past { -1 } else { 0 })
                    }
                    Rel::Publication(n) | Rel::Nearest(n) => (published?, *n),
                    Rel::Context(n) => (self.day.or(published)?, *n),
                };
                Cal::containing(shift(from, n, WEEK)?, WEEKEND)
            }
            Base::WeekOf(base) => Cal::containing(self.resolve(base)?.start()?, WEEK),
            Base::WeekendOf(base) => {
                let d = self.resolve(base)?.start()?;
                // Monday holidays make a long weekend of the one before.
                let early = d.weekday().to_monday_one_offset() <= 2;
                Cal::containing(if early { shift(d, -1, WEEK)? } else { d }, WEEKEND)
            }
            Base::WeekNumber(w, year) => {
                let y = match self.year(*year) {
                    Some(y) => y,
                    None => iso_week(published?).0.into(),
                };
                Cal::Week(y as i16, *w as i8)
            }
            Base::NthWeek(n, base) => {
                let within = self.resolve(base)?;
                let (first, end) = (within.start()?, within.end()?);

                if *n < 0 {
                    Cal::containing(shift(end, -4, DAY)?, WEEK)
                } else {
                    Cal::containing(shift(shift(first, 3, DAY)?, n - 1, WEEK)?, WEEK)
                }
            }
            Base::Offset(n, unit, base) => {
                let from = self.resolve(base)?.start()?;
                Cal::Day(shift(from, *n, if matches!(*unit, SECOND | MINUTE | HOUR) { return None } else { *unit })?)
            }
            Base::LatestQuarter(n) => {
                if *n >= 1000 {
                    // "the 1988 quarter": the one in question, that year.
                    return Some(self.quarter.map_or(Cal::Year(*n as i16), |(_, q)| Cal::Quarter(*n as i16, q)));
                }
                // "the latest quarter" is over when it is told.
                let over = |&(y, q): &(i16, i8)| published.is_none_or(|p| Cal::Quarter(y, q).end().is_some_and(|end| end <= p));
                let (y, q) = self.quarter.filter(over).or_else(|| {
                    let d = shift(published?, -3, MONTH)?;
                    Some((d.year(), (d.month() + 2) / 3))
                })?;
                Cal::Quarter(y + *n as i16, q)
            }
            Base::Current(unit) => {
                let from = match *unit {
                    DAY | NIGHT => self.day.or(published)?,
                    WEEK | WEEKEND => published?,
                    _ => match self.point {
                        // "closed by 2035; for the full year" is this year again.
                        Some(p) if *unit == YEAR && self.recent && (self.here || p.start() <= published) => p.start()?,
                        _ => published?,
                    },
                };
                Cal::containing(from, if *unit == NIGHT { DAY } else { *unit })
            }
            Base::ThatTime => self.point.filter(|_| self.recent)?,
            Base::SamePeriodYearAgo => match self.point.filter(|_| self.recent) {
                Some(Cal::Month(y, m)) => Cal::Month(y - 1, m),
                _ => return self.resolve(&Base::PeriodYearAgo),
            },
            Base::QuarterYearAgo => {
                let (y, q) = self.quarter.or(self.last_quarter).or_else(|| {
                    let d = shift(published?, -3, MONTH)?;
                    Some((d.year(), (d.month() + 2) / 3))
                })?;
                Cal::Quarter(y - 1, q)
            }
            Base::PeriodYearAgo => match self.quarter.or(self.last_quarter) {
                Some((y, q)) => Cal::Quarter(y - 1, q),
                None => Cal::Year(published?.year() - 1),
            },
            Base::YearAgo => match self.quarter {
                Some((y, q)) => Cal::Quarter(y - 1, q),
                None => Cal::Year(published?.year() - 1),
            },
        })
    }

    fn day_of(self, month: i64, d: i64, year: Year, weekday: Option<i64>) -> Option<Cal> {
        let said = self.year(year);
        let at = |y| day(y, month, d);
        let y = match said {
            Some(y) => Some(y),
            None if weekday.is_some() => {
                // The nearest year in which the weekday fits.
                let this = i64::from(self.published?.year());
                let fits = |y: &i64| at(*y).map(|x| i64::from(x.weekday().to_monday_one_offset())) == weekday;
                [this, this - 1, this + 1, this - 2, this + 2].into_iter().find(fits).or_else(|| self.nearest_year(at))
            }
            None if month == 2 && d == 29 => {
                let this = i64::from(self.published?.year());
                (0..8).map(|n| this - n).find(|&y| at(y).is_some_and(|x| Some(x) <= self.published))
            }
            None => self.nearest_day_year(at),
        };
        Some(match y {
            Some(y) => match at(y) {
                Some(d) => Cal::Day(d),
                None if said.is_some() => Cal::LooseDay(Some(y as i16), month as i8, d as i8),
                None => return None,
            },
            None => Cal::LooseDay(None, month as i8, d as i8),
        })
    }

    /// The year of a date without one: the nearest, unless the tense speaks plainly against it.
    fn nearest_day_year(self, at: impl Fn(i64) -> Option<Date>) -> Option<i64> {
        let published = self.published?;
        let open = Context { direction: Direction::Open, ..self }.nearest_year(&at)?;
        let days = at(open).and_then(|d| published.until(d).ok()).map_or(0, |s| s.get_days());
        Some(match self.direction {
            Direction::Past if days > 60 => open - 1,
            Direction::Future if days < -60 => open + 1,
            _ => open,
        })
    }
}

/// Named feasts (HOLIDAY in words.tsv). Those that follow the moon are left without a date.
fn feast(name: i64, year: i64) -> Option<Date> {
    match name {
        1 => day(year, 12, 25),
        2 => nth_weekday(year, 11, 4, 4),
        3 => easter(year),
        4 => day(year, 10, 31),
        _ => None,
    }
}
