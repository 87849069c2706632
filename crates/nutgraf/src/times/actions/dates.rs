//! Days, weekdays, months, seasons, holidays, years, decades and centuries.

use super::super::model::unit::*;
use super::super::model::{Base, Draft, Node, Rel, What, Year};
use super::{C, Table, int, point, rel, small, year};
use crate::terms::{Kind, Terms};

fn month_day(c: &C<'_>, t: &Terms<'_>, day_label: &str) -> Option<Node> {
    let day = int(c, day_label)?;
    // "$12 December 27"
    if t.at(c.start).kind == Kind::Numeral && matches!(t.form(c.start.wrapping_sub(1)), "$" | "£" | "€" | "¥") {
        return None;
    }
    if !(1..=31).contains(&day) {
        return None;
    }
    // "the first December vote": spelled, the day has "of" before its month, or a year behind it.
    let word = c.nth(day_label, 0).filter(|d| t.at(d.end - 1).kind == Kind::Word);
    let noun = t.at(c.end).kind == Kind::Word && t.at(c.end).word == 0;
    if word.is_some_and(|d| noun && c.nth("month", 0).is_some_and(|m| m.start == d.end)) && c.has("month") {
        return None;
    }
    point(c, Base::Day { month: int(c, "month")?, day, year: year(c), weekday: int(c, "wd") })
}

fn lower_capital_ok(c: &C<'_>, t: &Terms<'_>) -> bool {
    // Months and weekdays that are words too are written with a capital.
    t.at(c.start).capital || !t.is_any(c.start, &["may", "march", "sun", "sat", "august", "wed", "mar", "dec", "sec", "jan"])
}

/// Actions by name.
pub(super) const ACTIONS: Table = &[
    ("none", |_, _| Some(Node::None)),
    ("int", |c, t| {
        if matches!(c.args[0], "MONTH" | "MONTHA" | "WD" | "WDA") && !lower_capital_ok(c, t) {
            return None;
        }
        int(c, c.args[0]).map(Node::Int)
    }),
    ("pass", |c, _| c.node(c.args[0])),
    ("year", |c, _| int(c, "YEAR").map(|v| Node::Year(Year::Is(v)))),
    ("year_shift", |c, _| Some(Node::Year(Year::Shift(int(c, "REL")?)))),
    ("year_point_shift", |c, _| point(c, Base::Year(Year::Shift(int(c, "REL")?)))),
    ("year_context", |c, _| Some(Node::Year(Year::Context(int(c, "PREL").unwrap_or(0))))),
    ("year_point", |c, t| {
        let Year::Is(y) = year(c) else { return None };
        if !t.is(c.start, "the") && !t.is(c.start, "year") && !bare_year(t, c, y) {
            return None;
        }
        point(c, Base::Year(Year::Is(y)))
    }),
    ("year_of", |c, _| point(c, Base::Year(Year::Is(c.int("YEAR")?)))),
    ("year_short", |c, t| {
        if t.at(c.end).capital { None } else { point(c, Base::Year(Year::Is(c.int("YY2").map(|v| v + if v < 30 { 2000 } else { 1900 })?))) }
    }),
    ("month_day", |c, t| month_day(c, t, "dom")),
    ("day_month", |c, t| month_day(c, t, "dom")),
    ("day_month_ordinal", |c, t| month_day(c, t, "ordinal")),
    ("weekday_ordinal", |c, t| {
        // "Tuesday the first generation" is two phrases.
        if t.at(c.end).kind == Kind::Word
            && (t.at(c.end).word == 0 || !t.is(c.end, "at"))
            && !t.is_any(c.end, &["at", "of", "and", "in", "around"])
        {
            return None;
        }
        point(c, Base::DayOfMonth { day: int(c, "ordinal").filter(|d| (1..=31).contains(d))?, weekday: int(c, "wd")? })
    }),
    ("nth_weekday", |c, _| {
        // "the first Tuesday of March", "the last Sunday in October"
        let n = int(c, "ordinal").unwrap_or(-1);
        (n <= 5).then(|| point(c, Base::NthWeekday { month: int(c, "month")?, weekday: int(c, "WD")?, n, year: year(c) }))?
    }),
    ("iso", |c, _| {
        let (month, day) = (small(c, 0)?, small(c, 1)?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        point(c, Base::Day { month, day, year: year(c), weekday: None })
    }),
    ("month_day_spelled", |c, t| {
        // "May twenty nine" counts nothing that follows.
        let day = c.int("TWENTIES")?;
        let counted = c.end > c.start + 1 && !c.has("year") && t.at(c.end).kind == Kind::Word && t.at(c.end).word == 0;
        (!counted).then_some(())?;
        point(c, Base::Day { month: c.int("MONTH")?, day, year: year(c), weekday: None })
    }),
    ("numeric_relative", |c, _| {
        let rel = match c.int("REL")? {
            0 => Rel::Unsaid,
            n => Rel::Publication(n),
        };
        point(c, Base::NumericRelative { first: small(c, 0)?, second: small(c, 1)?, rel })
    }),
    ("numeric", |c, t| {
        // "version 1.10.30" is no date.
        let label = c.start.wrapping_sub(1 + usize::from(t.form(c.start.wrapping_sub(1)) == ":"));
        if t.is_any(label, &["version", "v", "release", "build", "ip"]) {
            return None;
        }
        point(c, Base::Numeric { first: small(c, 0)?, second: small(c, 1)?, year: year(c) })
    }),
    ("numeric_pair", |c, t| {
        let dated =
            c.has("wd") || t.is_any(c.start.wrapping_sub(1), &["on", "by", "since", "until", "till", "from", "before", "after", "dates"]);
        let whole = t.is_border(c.start.wrapping_sub(1)) && t.is_border(c.end);
        // A list goes on: "on 11/20, 11/22 or 11/25".
        let list = (t.form(c.start.wrapping_sub(1)) == "," || t.is_any(c.start.wrapping_sub(1), &["and", "or"])) && {
            let (slash, number) = (c.start.wrapping_sub(3), c.start.wrapping_sub(4));
            let previous = number.wrapping_sub(1);
            t.form(slash) == "/"
                && t.at(slash).glued
                && t.plain(number).is_some()
                && (t.is_any(previous, &["on", "by", "since", "until", "till", "from", "before", "after", "dates"])
                    || t.form(previous) == ",")
        };
        (dated || whole || list).then_some(())?;
        point(c, Base::Numeric { first: small(c, 0)?, second: small(c, 1)?, year: Year::Unsaid })
    }),
    ("weekday", |c, t| {
        let nearest = (c.start..c.end).any(|i| t.is_any(i, &["past", "coming", "upcoming"]));
        let rel = match rel(c) {
            Rel::Publication(n) if nearest => Rel::Nearest(n),
            rel => rel,
        };
        point(c, Base::Weekday(int(c, "WD")?, rel))
    }),
    ("weekday_week", |c, _| point(c, Base::WeekdayOfWeek(int(c, "WD")?, int(c, "REL")?))),
    ("month", |c, t| {
        let m = int(c, "month")?;
        let bare = c.end == c.start + 1 && !c.has("REL");
        if bare && (m == 5 || m == 3 || m == 8 || m == 4 || m == 6) && !month_context(t, c.start, m) {
            return None;
        }
        // A bare abbreviation is a month only after a preposition.
        let abbreviated = t.lexicon.class("MONTHA").is_some_and(|k| t.has(c.start, k));
        let next = if t.form(c.start + 1) == "." { c.start + 2 } else { c.start + 1 };
        if abbreviated
            && !c.has("ofyear")
            && !c.has("year")
            && (!month_context(t, c.start, 5) || t.at(next).capital || t.is_any(c.start.wrapping_sub(1), &["and", "or", "to", "about"]))
        {
            return None;
        }
        point(c, Base::Month(m, year(c), rel(c)))
    }),
    ("month_ordinal", |c, _| point(c, Base::Month(int(c, "ordinal").filter(|m| (1..=12).contains(m))?, year(c), Rel::Unsaid))),
    ("season", |c, t| {
        let s = int(c, "SEASON")?;
        let bare = c.end == c.start + 1;
        let before = c.start.wrapping_sub(1);
        if bare && !t.is_any(before, &["in", "of", "by", "since", "until", "during", "this", "last", "next", "early", "mid", "late"])
            || s == 3
                && t.is(c.start, "fall")
                && t.is_any(before, &["early", "mid", "late"])
                && t.is_any(c.end, &["in", "of", "from", "to"])
        {
            return None;
        }
        if t.is(c.start, "the")
            && c.end == c.start + 2
            && s != 2
            && !t.is_any(before, &["in", "of", "by", "since", "until", "during", "through"])
        {
            return None;
        }
        point(c, Base::Season(s, year(c), rel(c)))
    }),
    ("holiday", |c, t| {
        let name = int(c, "HOLIDAY")?;
        if !t.at(c.start + usize::from(c.has("REL"))).capital
            && t.at(c.start).kind == Kind::Word
            && name > 1
            && c.start > 1
            && !t.is_any(c.start.wrapping_sub(1), &["on", "of"])
            && !c.has("REL")
            && !c.has("PREL")
        {
            return None;
        }
        let eve = t.is(c.end - 1, "eve") || c.nth("day|eve|week", 0).is_some_and(|w| t.is(w.start, "eve"));
        let base = Base::Holiday { name, eve, year: year(c), rel: rel(c) };
        if c.nth("day|eve|week", 0).is_some_and(|w| t.is(w.start, "week")) {
            return point(c, Base::WeekOf(Box::new(base)));
        }
        point(c, base)
    }),
    ("holiday_weekend", |c, _| {
        point(c, Base::WeekendOf(Box::new(Base::Holiday { name: int(c, "HOLIDAY")?, eve: false, year: year(c), rel: Rel::Unsaid })))
    }),
    ("holiday_fixed", |c, t| {
        let year = if t.is(c.start, "next") { Year::Shift(1) } else { year(c) };
        point(c, Base::Day { month: c.arg(0), day: c.arg(1), year, weekday: None })
    }),
    ("holiday_nth", |c, _| point(c, Base::NthWeekday { month: c.arg(0), weekday: c.arg(1), n: c.arg(2), year: year(c) })),
    ("attacks_of_2001", |c, _| {
        let mut d = Draft::new(What::Point(Base::Day { month: 9, day: 11, year: Year::Is(2001), weekday: None }), c.rule);
        d.end = Some(c.start + 2);
        Some(Node::Draft(Box::new(d)))
    }),
    ("holiday_easter", |c, _| point(c, Base::Easter(c.arg(0), year(c)))),
    ("holiday_black_friday", |c, _| point(c, Base::BlackFriday)),
    ("decade_digits", |c, _| {
        let y = c.int("YEAR")?;
        (y % 10 == 0).then(|| point(c, Base::Decade(y / 10)))?
    }),
    ("decade_two", |c, t| {
        let y = c.int("YY")?;
        let sure = t.is(c.start, "the")
            || t.form(c.start) == "'"
            || t.form(c.start) == "’"
            || t.is_any(c.start.wrapping_sub(1), &["in", "early", "late", "of", "and", "mid"]);
        // "temperatures in the 70s"
        let weather = &["temperatures", "temperature", "highs", "lows", "high", "low"];
        let sure = sure && !(c.start.saturating_sub(6)..c.start).any(|i| t.is_any(i, weather));
        (sure && y % 10 == 0 && !t.is_any(c.start.wrapping_sub(1), &["her", "his"]))
            .then(|| point(c, Base::Decade((if y < 30 { 200 } else { 190 }) + y / 10)))?
    }),
    ("decade_word", |c, _| point(c, Base::Decade(190 + int(c, "DECADES")? / 10))),
    ("century", |c, _| point(c, Base::Century(int(c, "ordinal").filter(|n| (1..=40).contains(n))? - 1))),
    ("shift", |c, _| point(c, Base::Shift { n: c.arg(1), unit: if c.args[0] == "year" { YEAR } else { DAY }, context: false })),
    ("basic", |c, _| {
        let v = c.int("BASIC")?;
        let (year, month, day) = (v / 10_000, v / 100 % 100, v % 100);
        point(c, Base::Day { month, day, year: Year::Is(year), weekday: None })
    }),
    ("weekday_number", |c, t| {
        // "Monday 21": the number closes the phrase.
        let day = small(c, 0).filter(|d| (1..=31).contains(d))?;
        let closed = t.is_border(c.end) || matches!(t.form(c.end), "!" | "," | "." | ";" | ")" | "?");
        closed.then_some(())?;
        point(c, Base::DayOfMonth { day, weekday: int(c, "WD")? })
    }),
    ("numeric_dotted", |c, _| {
        let v = c.int("DOTTED")?;
        point(c, Base::Numeric { first: v / 100, second: v % 100, year: Year::Unsaid })
    }),
    ("holiday_nth_weekend", |c, t| {
        let month = if t.is(c.start, "labor") { (9, 1) } else { (5, -1) };
        point(c, Base::WeekendOf(Box::new(Base::NthWeekday { month: month.0, weekday: 1, n: month.1, year: year(c) })))
    }),
];

/// Whether a month name that is also a word or a person's name is a month here.
fn month_context(t: &Terms<'_>, at: usize, month: i64) -> bool {
    let before = at.wrapping_sub(1);
    let preposition = t.lexicon.class("BEFORE_MONTH").is_some_and(|k| t.has(before, k));
    let sure = preposition || t.is(at + 1, "'s") && month != 5;
    if month == 5 {
        // "May Olsen" is somebody.
        preposition && !(t.at(at + 1).capital && t.is_any(before, &["and", "or", "to", "for", "of", "by", "from", "about"]))
    } else {
        // "the March for Life" is a march; "The March accession" opens a sentence.
        let march = month == 3 && t.is_any(at + 1, &["for", "of", "on", "against"]);
        let opens = t.is_any(before, &["the", "a", "this", "its", "their", "our"]) && t.is_border(before.wrapping_sub(1));
        sure || t.at(at).capital && !march && !t.at(at + 1).capital && (!t.before(at).capital || opens) && !t.is_border(before)
    }
}

/// Whether four digits are a year here, and not a count.
fn bare_year(t: &Terms<'_>, c: &C<'_>, y: i64) -> bool {
    let (before, after) = (c.start.wrapping_sub(1), c.end);
    if c.end - c.start > 1 {
        return (1500..2100).contains(&y); // spelled
    }
    let (b, a) = (t.at(before), t.at(after));
    if matches!(t.form(before), "$" | "£" | "€" | "#" | "+" | "@" | "¥")
        || b.kind == Kind::Numeral
        || a.glued && matches!(t.form(after), "%" | "/" | ":")
    {
        return false;
    }
    let preposition = t.lexicon.class("BEFORE_YEAR").is_some_and(|k| t.has(before, k));
    // "called Orion 1980", "the Russell 2000": part of a name.
    let named = b.kind == Kind::Word
        && b.capital
        && b.word == 0
        && !t.is_border(before.wrapping_sub(1))
        && t.before(before).kind == Kind::Word
        && !a.glued
        && a.kind == Kind::Word
        && a.capital;
    // "the Water Act 1989"
    let law = b.capital && t.is_any(before, &["act", "order", "regulations"]);
    if named || law {
        return false;
    }
    if !(1900..2100).contains(&y) {
        return (1000..2100).contains(&y)
            && t.is_any(before, &["in", "since", "until", "from", "year", "circa"])
            && !(a.kind == Kind::Word && a.glued)
            && (a.kind != Kind::Word || t.is_any(after, &["and", "to", "the", "when", "by", "in", "was", "is"]));
    }
    if a.kind == Kind::Word && a.glued && !t.is(after, "'s") || t.lexicon.class("UNITS").is_some_and(|u| t.has(after, u)) {
        return false;
    }
    if b.kind == Kind::Word && b.glued && (!t.is(before, "'s") || a.capital) {
        return false;
    }
    // "2000 people": a lower-case plural after it, and nothing before that says "year".
    let plural = a.kind == Kind::Word
        && !a.capital
        && t.form(after).len() > 3
        && t.form(after).ends_with('s')
        && !t.is_any(after, &["was", "is", "has", "'s"]);
    let measured = t.is_any(after, &["million", "billion", "people", "ft", "points"]);
    // "the 1992 protests", "the company's 1989 results", "had 1988 sales of": an uneven number after a determiner is a year.
    let determined = y % 50 != 0 && (t.is_any(before, &["the", "'s", "its", "their", "his", "her", "had"]) || t.form(before) == "'");
    !measured && (!plural || determined || preposition && !t.is_any(before, &["of", "for", "to", "and"]))
}
