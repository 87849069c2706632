//! What the patterns of rules.tsv do with their captures.

use super::model::unit::*;
use super::model::{Amount, Base, Draft, Node, Rel, What, Year};
use crate::terms::grammar::{Action, Captures, Reader, Value};
use crate::terms::number::{self, Reading};
use crate::terms::{Kind, Rational, Terms};

type C<'c> = Captures<'c, Node>;

fn int(c: &C<'_>, label: &str) -> Option<i64> {
    match c.node(label) {
        Some(Node::Int(v)) => Some(v),
        _ => c.int(label),
    }
}

fn draft(c: &C<'_>, label: &str) -> Option<Draft> {
    match c.node(label)? {
        Node::Draft(d) => Some(*d),
        _ => None,
    }
}

fn year(c: &C<'_>) -> Year {
    for label in ["year", "ofyear", "yearly"] {
        match c.node(label) {
            Some(Node::Year(y)) => return y,
            Some(Node::Int(v)) => return Year::Is(v),
            _ => {}
        }
    }
    match c.int("YY") {
        Some(v) => Year::Is(v + if v < 40 { 2000 } else { 1900 }),
        None => Year::Unsaid,
    }
}

fn rel(c: &C<'_>) -> Rel {
    if let Some(v) = c.nth_int("REL", 1) {
        return Rel::Publication(v); // "this past spring", "this coming Friday"
    }
    match (c.int("REL"), c.int("PREL")) {
        (Some(v), _) => Rel::Publication(v),
        (None, Some(v)) => Rel::Context(v),
        _ => Rel::Unsaid,
    }
}

fn point(c: &C<'_>, base: Base) -> Option<Node> {
    Some(Node::Draft(Box::new(Draft::new(What::Point(base), c.rule))))
}

fn node(d: Draft) -> Option<Node> {
    Some(Node::Draft(Box::new(d)))
}

fn amount_node(value: Option<Rational>, approximate: bool, article: bool) -> Option<Node> {
    Some(Node::Amount(Amount { value, approximate, article }))
}

fn duration(c: &C<'_>, parts: Vec<(Amount, i64)>) -> Option<Node> {
    node(Draft::new(What::Duration { parts, side: 0 }, c.rule))
}

fn amounts(c: &C<'_>) -> Option<Amount> {
    match c.node("amount")? {
        Node::Amount(a) => Some(a),
        _ => None,
    }
}

fn parts_of(d: &Draft) -> Option<&Vec<(Amount, i64)>> {
    match &d.what {
        What::Duration { parts, .. } => Some(parts),
        _ => None,
    }
}

/// The one amount and unit of a duration, as a whole number of units.
fn steps(c: &C<'_>) -> Option<(Option<i64>, i64, Draft)> {
    let d = draft(c, "dur")?;
    let &(amount, unit) = parts_of(&d)?.first().filter(|_| parts_of(&d).is_some_and(|p| p.len() == 1))?;
    let n = match amount.value {
        None => None,
        Some(v) => Some(v.integer()?),
    };
    Some((n, unit, d))
}

fn month_day(c: &C<'_>, day_label: &str) -> Option<Node> {
    let day = int(c, day_label)?;
    if !(1..=31).contains(&day) {
        return None;
    }
    point(c, Base::Day { month: int(c, "month")?, day, year: year(c), weekday: int(c, "wd") })
}

fn small(c: &C<'_>, nth: usize) -> Option<i64> {
    c.nth_int("SMALL", nth)
}

fn set(c: &C<'_>, value: String, quant: Option<&'static str>, freq: Option<String>) -> Option<Node> {
    node(Draft::new(What::Set { value, quant, freq }, c.rule))
}

fn quant(c: &C<'_>, t: &Terms<'_>) -> Option<&'static str> {
    if t.is(c.start, "each") { Some("EACH") } else { Some("EVERY") }
}

/// A TIMEX3 duration.
pub(super) fn duration_value(parts: &[(Amount, i64)]) -> Option<String> {
    let mut date = String::from("P");
    let mut time = String::new();
    for &(amount, unit) in parts {
        let (factor, letter, is_time) = match unit {
            SECOND => (1, "S", true),
            MINUTE => (1, "M", true),
            HOUR => (1, "H", true),
            DAY | NIGHT => (1, "D", false),
            WEEK => (1, "W", false),
            FORTNIGHT => (2, "W", false),
            MONTH => (1, "M", false),
            QUARTER => (1, "Q", false),
            YEAR => (1, "Y", false),
            DECADE => (10, "Y", false),
            CENTURY => (100, "Y", false),
            _ => (1, "W", false),
        };
        let out = if is_time { &mut time } else { &mut date };
        match amount.value {
            None => out.push_str(match unit {
                DECADE => "XDE",
                CENTURY => "XCE",
                _ => "X",
            }),
            Some(v) => {
                let v = v.mul(Rational::of(factor))?;
                let half = v.mul(Rational::of(60)).and_then(Rational::integer);
                match (v.integer(), unit, half) {
                    (Some(n), ..) => out.push_str(&n.to_string()),
                    (None, YEAR, _) if v.mul(Rational::of(2)).and_then(Rational::integer).is_some() => {
                        let halves = v.mul(Rational::of(2)).and_then(Rational::integer).unwrap_or(0);
                        if halves > 1 {
                            out.push_str(&format!("{}Y", halves / 2));
                        }
                        out.push_str("6M");
                        continue;
                    }
                    (None, MINUTE, Some(seconds)) => {
                        if seconds >= 60 {
                            out.push_str(&format!("{}M", seconds / 60));
                        }
                        out.push_str(&format!("{}S", seconds % 60));
                        continue;
                    }
                    (None, HOUR, Some(minutes)) => {
                        if minutes >= 60 {
                            out.push_str(&format!("{}H", minutes / 60));
                        }
                        out.push_str(&format!("{}M", minutes % 60));
                        continue;
                    }
                    _ => out.push_str(&v.decimal()),
                }
            }
        }
        if amount.value.is_some() || unit != DECADE && unit != CENTURY {
            out.push_str(letter);
        }
    }
    if !time.is_empty() {
        date.push('T');
        date.push_str(&time);
    }
    (date.len() > 1).then_some(date)
}

fn unit_value(unit: i64, n: i64) -> Option<String> {
    let amount = Amount { value: Some(Rational::of(n)), approximate: false, article: false };
    if unit == WEEKEND {
        Some("XXXX-WXX-WE".into())
    } else {
        duration_value(&[(amount, unit)]).map(|v| if v == "P1Q" { "P3M".into() } else { v })
    }
}

fn part(c: &C<'_>) -> Option<&'static str> {
    Some(["MO", "AF", "EV", "NI"][(int(c, "PART")?.clamp(1, 4) - 1) as usize])
}

fn with_clock(c: &C<'_>, hour: i64, minute: i64, second: Option<i64>) -> Option<Node> {
    let mut d = Draft::new(What::Clock, c.rule);
    d.clock = Some((hour, minute, second));
    (hour <= 24 && minute < 60).then(|| Node::Draft(Box::new(d)))
}

/// An hour of twelve with "a.m." or "p.m.".
fn hour24(hour: i64, ampm: Option<i64>) -> Option<i64> {
    match ampm {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => None,
        Some(add) => Some(hour % 12 + add),
    }
}

/// A clock time put on a day; "at 8" in the evening is 20:00.
fn joined(c: &C<'_>, day: Draft, clock: &Draft) -> Option<Node> {
    let mut d = day;
    if matches!(
        d.what,
        What::Point(Base::Month(..) | Base::Year(_) | Base::Quarter(..) | Base::Season(..) | Base::Decade(_) | Base::Half(..))
    ) {
        return None;
    }
    let (mut hour, minute, second) = clock.clock?;
    if clock.rule == "clock.colon" || clock.rule == "time.day_hour" || clock.rule == "clock.oclock" {
        hour = match d.part {
            Some("AF" | "EV") if hour < 12 => hour + 12,
            Some("NI") if (6..12).contains(&hour) => hour + 12,
            _ => hour,
        };
    }
    d.clock = Some((hour, minute, second));
    d.part = None;
    d.rule = c.rule;
    node(d)
}

fn lower_capital_ok(c: &C<'_>, t: &Terms<'_>) -> bool {
    // Months and weekdays that are words too are written with a capital.
    t.at(c.start).capital || !t.is_any(c.start, &["may", "march", "sun", "sat", "august", "wed", "mar", "dec", "sec", "jan"])
}

/// Actions by name.
pub(super) const ACTIONS: &[(&str, Action<Node>)] = &[
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
    ("fiscal", |c, _| point(c, Base::Year(year(c)))),
    ("amount", |c, _| amount_node(Some(c.number("NUM")?), false, false)),
    ("amount_range", |c, _| {
        let high = match c.nth("NUM", 1)?.value {
            Value::Number(n) => n,
            _ => return None,
        };
        (c.number("NUM")? < high).then_some(())?;
        amount_node(Some(c.number("NUM")?), true, false)
    }),
    ("amount_one", |_, _| amount_node(Some(Rational::ONE), false, true)),
    ("amount_couple", |_, _| amount_node(Some(Rational::of(2)), true, false)),
    ("amount_vague", |_, _| amount_node(None, true, false)),
    ("amount_half", |_, _| amount_node(Rational::new(1, 2), false, false)),
    ("duration", |c, t| {
        let (amount, unit) = (amounts(c)?, int(c, "unit")?);
        let plural = c.nth("unit", 0).is_some_and(|u| t.lexicon.class("UNITS").is_some_and(|k| t.has(u.start, k)));
        let one = amount.value == Some(Rational::ONE);
        // "a second" is an ordinal more often than not; "two second-half goals".
        if !plural && matches!(unit, SECOND | QUARTER) || unit == WEEKEND || plural && amount.article {
            return None;
        }
        if !plural
            && !one
            && amount.value.is_none_or(|v| v > Rational::ONE)
            && t.before(c.end).kind == Kind::Word
            && t.at(c.end).kind == Kind::Mark
            && unit != DAY
        {
            // "two year" needs something to modify
            if t.form(c.end) != "-" {
                return None;
            }
        }
        // rates: "$5 a year", "four flights a week", "24 hours a day"
        let before = c.start.wrapping_sub(1);
        let rate = amount.article && t.is_any(c.start, &["a", "an"]) && {
            let b = t.at(before);
            b.kind == Kind::Numeral
                || matches!(t.form(before), "%")
                || t.is_any(before, &["cents", "dollars", "times", "percent", "barrels", "flights"])
                || t.has(before, crate::terms::lexicon::SCALE)
                || t.has(before, crate::terms::lexicon::CARD)
                || t.lexicon.class("UNITS").is_some_and(|u| t.has(before, u))
                || b.kind == Kind::Word && b.word == 0 && {
                    // "188 miles an hour", "nearly 700 seats a week"
                    let counted = before.wrapping_sub(1);
                    t.at(counted).kind == Kind::Numeral
                        || t.has(counted, crate::terms::lexicon::CARD)
                        || t.has(counted, crate::terms::lexicon::SCALE)
                }
        };
        // "three quarters" is a fraction unless a word of time is near.
        if unit == QUARTER
            && !t.is_any(
                before,
                &[
                    "the",
                    "for",
                    "next",
                    "last",
                    "past",
                    "first",
                    "in",
                    "over",
                    "previous",
                    "consecutive",
                    "every",
                    "recent",
                    "than",
                    "within",
                ],
            )
            && c.nth("DADJ", 0).is_none()
            && amount.value.is_some()
        {
            return None;
        }
        if rate && !t.is_any(c.end, &["ago", "earlier", "later"]) && t.form(c.end) != "-" {
            return None;
        }
        // ages: "34 years old", "34 years of age"
        if t.is(c.end, "old") || t.form(c.end) == "-" && t.is(c.end + 1, "old") || t.is(c.end, "of") && t.is(c.end + 1, "age") {
            return None;
        }
        duration(c, vec![(amount, unit)])
    }),
    ("duration_hyphen", |c, t| {
        let (amount, unit) = (amounts(c)?, int(c, "UNIT")?);
        if amount.article
            || t.form(c.end) == "-" && t.is(c.end + 1, "old")
            || t.is(c.end, "old")
            || unit == QUARTER
            || unit == SECOND && amount.value == Some(Rational::ONE)
        {
            return None;
        }
        duration(c, vec![(amount, unit)])
    }),
    ("duration_half", |c, _| {
        let amount = amounts(c)?;
        let value = amount.value?.add(Rational::new(1, 2)?)?;
        duration(c, vec![(Amount { value: Some(value), ..amount }, int(c, "unit")?)])
    }),
    ("duration_long", |c, t| {
        let class = t.lexicon.class("UNIT")?;
        duration(c, vec![(Amount { value: Some(Rational::ONE), approximate: false, article: false }, t.value(c.start, class)?)])
    }),
    ("duration_vague", |c, _| duration(c, vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS")?)])),
    ("duration_letter", |c, _| duration(c, vec![(Amount { value: c.number("NUM"), approximate: false, article: false }, c.arg(0))])),
    ("duration_sum", |c, _| {
        let (a, b) = (c.nth_node("plain", 0)?, c.nth_node("plain", 1)?);
        let (Node::Draft(a), Node::Draft(b)) = (a, b) else { return None };
        let (x, y) = (parts_of(&a)?[0], parts_of(&b)?[0]);
        (x.1 > y.1 && x.1 <= YEAR && !y.0.article).then_some(())?;
        duration(c, vec![x, y])
    }),
    ("quarter", |c, _| int(c, "ordinal").filter(|q| (1..=4).contains(q)).map(Node::Int)),
    ("quarter_last", |_, _| Some(Node::Int(4))),
    ("quarter_q", |c, _| int(c, "QN").or_else(|| small(c, 0)).filter(|q| (1..=4).contains(q)).map(Node::Int)),
    ("quarter_year", |c, t| {
        let y = year(c);
        if y == Year::Unsaid && t.is_any(c.end - 2, &["last", "final"]) {
            return None;
        }
        let mut d = Draft::new(What::Point(Base::Quarter(int(c, "quarter")?, y)), c.rule);
        // "the third-quarter results": the article is the noun's.
        if t.is(c.start, "the") && t.form(c.end - 2) == "-" {
            d.first = Some(c.start + 1);
        }
        node(d)
    }),
    ("quarter_year_ago", |c, _| point(c, Base::Quarter(int(c, "quarter")?, Year::Shift(-1)))),
    ("half", |c, _| int(c, "ordinal").filter(|q| (1..=2).contains(q)).map(Node::Int)),
    ("half_last", |_, _| Some(Node::Int(2))),
    ("half_year", |c, _| {
        let y = match c.node("ofwhat") {
            Some(Node::Year(y)) => y,
            _ => year(c),
        };
        if y == Year::Unsaid {
            return None;
        }
        point(c, Base::Half(int(c, "half")?, y))
    }),
    ("month_day", |c, _| month_day(c, "dom")),
    ("day_month", |c, _| month_day(c, "dom")),
    ("day_month_ordinal", |c, _| month_day(c, "ordinal")),
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
    ("iso", |c, _| {
        let (month, day) = (small(c, 0)?, small(c, 1)?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(())?;
        point(c, Base::Day { month, day, year: year(c), weekday: None })
    }),
    ("numeric", |c, _| point(c, Base::Numeric { first: small(c, 0)?, second: small(c, 1)?, year: year(c) })),
    ("numeric_pair", |c, t| {
        let dated =
            c.has("wd") || t.is_any(c.start.wrapping_sub(1), &["on", "by", "since", "until", "till", "from", "before", "after", "dates"]);
        let whole = t.is_border(c.start.wrapping_sub(1)) && t.is_border(c.end);
        (dated || whole).then_some(())?;
        point(c, Base::Numeric { first: small(c, 0)?, second: small(c, 1)?, year: Year::Unsaid })
    }),
    ("weekday", |c, _| point(c, Base::Weekday(int(c, "WD")?, rel(c)))),
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
    ("month_same", |c, _| point(c, Base::Current(MONTH))),
    ("season", |c, t| {
        let s = int(c, "SEASON")?;
        let bare = c.end == c.start + 1;
        let before = c.start.wrapping_sub(1);
        if bare && !(t.is_any(before, &["in", "of", "by", "since", "until", "during", "this", "last", "next"])) {
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
    ("holiday_fixed", |c, _| point(c, Base::Day { month: c.arg(0), day: c.arg(1), year: year(c), weekday: None })),
    ("holiday_nth", |c, _| point(c, Base::NthWeekday { month: c.arg(0), weekday: c.arg(1), n: c.arg(2), year: year(c) })),
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
        (sure && y % 10 == 0 && !t.is_any(c.start.wrapping_sub(1), &["her", "his"]))
            .then(|| point(c, Base::Decade((if y < 30 { 200 } else { 190 }) + y / 10)))?
    }),
    ("decade_word", |c, _| point(c, Base::Decade(190 + int(c, "DECADES")? / 10))),
    ("century", |c, _| point(c, Base::Century(int(c, "ordinal").filter(|n| (1..=40).contains(n))? - 1))),
    ("shift", |c, _| point(c, Base::Shift { n: c.arg(1), unit: if c.args[0] == "year" { YEAR } else { DAY }, context: false })),
    ("shift_part", |c, _| {
        let mut d = Draft::new(What::Point(Base::Shift { n: c.arg(1), unit: DAY, context: false }), c.rule);
        d.part = Some(c.args[2]);
        node(d)
    }),
    ("relative", |c, t| {
        let (n, unit) = (c.nth_int("REL", 1).or(int(c, "REL"))?, int(c, "UNIT")?);
        if matches!(unit, SECOND | MINUTE | HOUR | NIGHT) || unit == DAY && !t.is(c.start, "this") {
            return None;
        }
        if unit == WEEKEND {
            return point(c, Base::Weekend(Rel::Publication(n)));
        }
        point(c, Base::Shift { n, unit, context: false })
    }),
    ("relative_the", |c, t| {
        let (n, unit) = (int(c, "REL")?, int(c, "UNIT")?);
        if matches!(unit, SECOND | MINUTE | HOUR | NIGHT) {
            return None;
        }
        let current = t.is(c.start + 1, "current");
        if unit == DAY {
            return if n == 1 { point(c, Base::Shift { n, unit, context: true }) } else { None };
        }
        // "the past year" is the twelve months up to now; "the next month" follows what was told.
        if t.is(c.start + 1, "past") && unit != YEAR {
            return node(Draft::new(
                What::Duration { parts: vec![(Amount { value: Some(Rational::ONE), approximate: false, article: false }, unit)], side: -1 },
                c.rule,
            ));
        }
        point(c, Base::Shift { n, unit, context: n == 1 && !current && t.is(c.start + 1, "next") && unit != YEAR })
    }),
    ("relative_context", |c, _| {
        let (n, unit) = (int(c, "PREL")?, int(c, "UNIT")?);
        if matches!(unit, SECOND | MINUTE | HOUR) {
            return None;
        }
        point(c, Base::Shift { n, unit, context: true })
    }),
    ("relative_after", |c, t| {
        let unit = int(c, "UNIT")?;
        if matches!(unit, SECOND | MINUTE | HOUR)
            || t.at(c.end).kind == Kind::Word && !t.is_any(c.end, &["and", "in", "on", "at", "by", "to", "for"])
            || t.at(c.end).kind == Kind::Numeral
        {
            return None;
        }
        let n = if t.is(c.end - 1, "before") { -1 } else { 1 };
        point(c, Base::Shift { n, unit, context: true })
    }),
    ("relative_after_next", |c, _| point(c, Base::Shift { n: 2, unit: int(c, "UNIT")?, context: false })),
    ("relative_that", |c, _| {
        let unit = int(c, "UNIT")?;
        if matches!(unit, SECOND | MINUTE | HOUR) {
            return None;
        }
        point(c, if unit == QUARTER { Base::LatestQuarter(0) } else { Base::Current(unit) })
    }),
    ("same_period", |c, _| point(c, Base::YearAgo)),
    ("latest_quarter", |c, _| point(c, Base::LatestQuarter(0))),
    ("year_quarter", |c, _| {
        let Year::Is(y) = year(c) else { return None };
        point(c, Base::LatestQuarter(y))
    }),
    ("year_ago", |c, _| point(c, Base::YearAgo)),
    ("week_ordinal", |c, _| {
        let base = match c.node("wof")? {
            Node::Draft(d) => d.base()?.clone(),
            Node::Year(y) => Base::Year(y),
            _ => return None,
        };
        point(c, Base::NthWeek(int(c, "ordinal")?, Box::new(base)))
    }),
    ("week_last", |c, _| {
        let base = match c.node("wof")? {
            Node::Draft(d) => d.base()?.clone(),
            Node::Year(y) => Base::Year(y),
            _ => return None,
        };
        point(c, Base::NthWeek(-1, Box::new(base)))
    }),
    ("week_of", |c, t| {
        let base = draft(c, "weekof")?.base()?.clone();
        let monday = t.is(c.start, "w") || c.rule == "week.of" && t.is_any(c.start + 2, &["beginning", "of"]);
        point(c, if monday && !t.is(c.start + 2, "of") { base } else { Base::WeekOf(Box::new(base)) })
    }),
    ("week_number", |c, _| point(c, Base::WeekNumber(small(c, 0).filter(|w| (1..=53).contains(w))?, year(c)))),
    ("weekend", |c, t| {
        let r = if let Some(v) = c.int("REL") { Rel::Publication(v) } else { Rel::Unsaid };
        let r = if t.is(c.start, "this") { Rel::Unsaid } else { r };
        let first = if t.is(c.start, "over") { None } else { Some(c.start) };
        let mut d = Draft::new(What::Point(Base::Weekend(r)), c.rule);
        d.first = first;
        first?;
        node(d)
    }),
    ("weekend_bare", |c, t| (t.is_border(c.end) || t.at(c.end).kind == Kind::Mark).then(|| point(c, Base::Weekend(Rel::Unsaid)))?),
    ("weekend_of", |c, _| point(c, Base::WeekendOf(Box::new(draft(c, "dayref")?.base()?.clone())))),
    ("year_end", |c, _| {
        let mut d = Draft::new(What::Point(Base::Year(Year::Shift(0))), c.rule);
        d.modifier = Some("END");
        node(d)
    }),
    ("modify", |c, t| {
        let mut d = draft(c, "point").or_else(|| draft(c, "ofthing"))?;
        if !matches!(d.what, What::Point(_)) {
            return None;
        }
        // "earlier Friday" is told of Friday.
        if t.is_any(c.start, &["earlier", "later"]) && matches!(d.what, What::Point(Base::Weekday(..))) {
            return None;
        }
        d.modifier = Some(c.args[0]);
        node(d)
    }),
    ("modify_unit", |c, t| {
        let unit = int(c, "UNIT").filter(|u| matches!(*u, DAY | WEEK | MONTH | YEAR | DECADE))?;
        let mut d = Draft::new(What::Point(Base::Current(unit)), c.rule);
        d.modifier = Some(if t.is_any(c.start, &["late", "later"]) { "END" } else { "START" });
        node(d)
    }),
    ("the_unit", |c, _| {
        let unit = int(c, "UNIT").filter(|u| matches!(*u, DAY | WEEK | MONTH | YEAR | DECADE | CENTURY | QUARTER | WEEKEND))?;
        point(c, if unit == QUARTER { Base::LatestQuarter(0) } else { Base::Current(unit) })
    }),
    ("the_period", |c, t| {
        // "for the week", "in the day": the one in question. Without a preposition it may be any.
        let preposition = t.is_any(c.start.wrapping_sub(1), &["for", "during", "in", "through"]);
        let closed = t.at(c.end).kind != Kind::Word || t.is_any(c.end, &["ended", "ending", "in", "to", "and"]);
        (preposition && closed).then_some(())?;
        let unit = if t.is(c.start + 1, "day") {
            DAY
        } else if t.is(c.start + 1, "week") {
            WEEK
        } else {
            YEAR
        };
        point(c, Base::Current(unit))
    }),
    ("the_fiscal", |c, _| point(c, Base::Current(YEAR))),
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
    ("clock_dotted", |c, _| {
        let packed = c.int("CLOCK")?;
        let mut clock = Draft::new(What::Clock, "clock.colon");
        clock.clock = Some((packed / 1_000_000, packed / 1000 % 1000, None));
        joined(c, draft(c, "day")?, &clock)
    }),
    ("clock_words", |c, _| {
        let mut clock = Draft::new(What::Clock, c.rule);
        clock.clock = Some((hour24(c.int("NUM").filter(|h| (1..=12).contains(h))?, c.int("AMPM"))?, 0, None));
        joined(c, draft(c, "day")?, &clock)
    }),
    ("holiday_nth_weekend", |c, t| {
        let month = if t.is(c.start, "labor") { (9, 1) } else { (5, -1) };
        point(c, Base::WeekendOf(Box::new(Base::NthWeekday { month: month.0, weekday: 1, n: month.1, year: year(c) })))
    }),
    ("around", |c, t| {
        let mut d = draft(c, "point")?;
        if !matches!(d.what, What::Point(Base::Day { .. } | Base::Year(_) | Base::Month(..))) || t.is(c.start, "about") {
            return None;
        }
        d.modifier = Some("APPROX");
        node(d)
    }),
    ("part_this", |c, _| {
        let mut d = Draft::new(What::Point(Base::Shift { n: 0, unit: DAY, context: false }), c.rule);
        d.part = part(c);
        node(d)
    }),
    ("part_last_night", |c, _| {
        let mut d = Draft::new(What::Point(Base::Shift { n: -1, unit: DAY, context: false }), c.rule);
        d.part = Some("NI");
        node(d)
    }),
    ("part_overnight", |c, t| {
        // An adverb, not "overnight rates".
        if t.at(c.end).kind == Kind::Word && t.at(c.end).word == 0 {
            return None;
        }
        let mut d = Draft::new(What::Point(Base::Current(DAY)), c.rule);
        d.part = Some("NI");
        node(d)
    }),
    ("part_of_day", |c, _| {
        let mut d = draft(c, "point")?;
        let day = matches!(
            &d.what,
            What::Point(
                Base::Weekday(..)
                    | Base::WeekdayOfWeek(..)
                    | Base::Day { .. }
                    | Base::DayOfMonth { .. }
                    | Base::Holiday { .. }
                    | Base::NthWeekday { .. }
                    | Base::Easter(..)
                    | Base::Shift { unit: DAY, .. }
            )
        );
        if !day || d.part.is_some() {
            return None;
        }
        d.part = part(c);
        d.rule = c.rule;
        node(d)
    }),
    ("part_ampm", |c, t| {
        let n = if t.is(c.start, "today") {
            0
        } else if t.is(c.start, "tomorrow") {
            1
        } else {
            -1
        };
        let mut d = Draft::new(What::Point(Base::Shift { n, unit: DAY, context: false }), c.rule);
        d.part = Some(if t.is(c.end - 1, "am") { "MO" } else { "AF" });
        node(d)
    }),
    ("part_context", |c, t| {
        let n = if t.is_any(c.start + 1, &["next", "following"]) {
            1
        } else if t.is(c.start + 1, "previous") {
            -1
        } else {
            0
        };
        let mut d = Draft::new(What::Point(Base::Shift { n, unit: DAY, context: true }), c.rule);
        d.part = part(c);
        node(d)
    }),
    ("part_in_the", |c, _| {
        let mut d = Draft::new(What::Point(Base::Current(DAY)), c.rule);
        d.part = part(c);
        d.first = Some(c.start + 1);
        node(d)
    }),
    ("part_bare", |c, _| {
        let mut d = Draft::new(What::Point(Base::Current(DAY)), c.rule);
        d.part = part(c);
        node(d)
    }),
    ("clock", |c, t| {
        let packed = c.int("CLOCK")?;
        let (hour, minute, second) = (packed / 1_000_000, packed / 1000 % 1000, packed % 1000);
        let ampm = c.int("AMPM");
        let dotted = t.form(c.start).contains('.');
        if dotted && ampm.is_none() && !c.has("zone") {
            return None;
        }
        with_clock(c, hour24(hour, ampm)?, minute, (second != 999).then_some(second))
    }),
    ("clock_hour", |c, t| {
        if t.is(c.start + 1, "a") {
            return None;
        }
        with_clock(c, hour24(c.int("HOUR")?, c.int("AMPM"))?, 0, None)
    }),
    ("clock_oclock", |c, _| {
        let hour = c.int("NUM").or_else(|| c.int("HOUR")).filter(|h| (1..=12).contains(h))?;
        let hour = match part(c) {
            Some("AF" | "EV") => hour % 12 + 12,
            Some("NI") if hour > 5 => hour % 12 + 12,
            _ => hour,
        };
        with_clock(c, hour, 0, None)
    }),
    ("clock_fixed", |c, _| with_clock(c, c.arg(0), 0, None)),
    ("clock_military", |c, _| {
        let v = c.int("MILITARY")?;
        with_clock(c, v / 100, v % 100, None)
    }),
    ("day_clock", |c, _| {
        let clock = draft(c, "clock")?;
        joined(c, draft(c, "day")?, &clock)
    }),
    ("clock_day", |c, _| {
        let clock = draft(c, "clock")?;
        joined(c, draft(c, "day")?, &clock)
    }),
    ("clock_only", |c, t| {
        let mut d = draft(c, "clock")?;
        // "3:1", "2:30" alone may be a score or a running time: a bare colon time needs "at", "by", …
        if d.rule == "clock.colon"
            && c.nth("clock", 0).is_some_and(|k| k.end - k.start == 3 && !t.lexicon.class("AMPM").is_some_and(|a| t.has(k.end - 1, a)))
            && !t.is_any(
                c.start.wrapping_sub(1),
                &["at", "by", "until", "till", "from", "to", "around", "about", "before", "after", "since", "between", "and"],
            )
        {
            return None;
        }
        if d.rule == "clock.noon"
            && !t.is_any(
                c.start.wrapping_sub(1),
                &["at", "by", "until", "till", "from", "to", "around", "about", "before", "after", "since", "and"],
            )
            && t.is_border(c.end)
        {
            return None;
        }
        d.modifier = None;
        node(d)
    }),
    ("day_hour", |c, t| {
        let hour = c.int("HOUR").filter(|h| (1..=23).contains(h))?;
        // "Monday at 9 locations"
        if t.at(c.end).kind == Kind::Word
            || t.at(c.end).glued && t.form(c.end) != "." && t.form(c.end) != ","
            || t.at(c.end).kind == Kind::Mark && matches!(t.form(c.end), "%" | "-")
        {
            return None;
        }
        let mut clock = Draft::new(What::Clock, "time.day_hour");
        clock.clock = Some((hour, 0, None));
        joined(c, draft(c, "day")?, &clock)
    }),
    ("iso_time", |c, _| {
        let packed = c.int("CLOCK")?;
        let mut d = Draft::new(What::Point(Base::Day { month: small(c, 0)?, day: small(c, 1)?, year: year(c), weekday: None }), c.rule);
        d.clock = Some((packed / 1_000_000, packed / 1000 % 1000, None));
        node(d)
    }),
    ("duration_rel", |c, t| {
        let mut d = draft(c, "dur")?;
        let parts = parts_of(&d)?.clone();
        if parts[0].0.article {
            return None;
        }
        let at = c.start + usize::from(t.is(c.start, "the"));
        let side = c.int("REL").unwrap_or_else(|| if t.is(at, "following") { 1 } else { 0 });
        if t.is(at, "this") {
            return None;
        }
        d.what = What::Duration { parts, side };
        d.rule = c.rule;
        node(d)
    }),
    ("duration_rel_vague", |c, _| {
        let parts = vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS")?)];
        node(Draft::new(What::Duration { parts, side: int(c, "REL")? }, c.rule))
    }),
    ("duration_the", |c, _| {
        let d = draft(c, "dur")?;
        parts_of(&d)?.first().filter(|p| !p.0.article)?;
        let hyphen = d.rule == "duration.hyphen";
        let mut d = d;
        if hyphen {
            d.first = Some(c.start + 1);
        }
        node(d)
    }),
    ("recent", |c, _| {
        let parts = vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS")?)];
        node(Draft::new(What::Duration { parts, side: 0 }, c.rule)).map(|n| match n {
            Node::Draft(mut d) => {
                if int(c, "UNITS") == Some(YEAR) {
                    d.what = What::Reference("PAST_REF");
                }
                Node::Draft(d)
            }
            n => n,
        })
    }),
    ("coming", |c, _| {
        let parts = vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS")?)];
        node(Draft::new(What::Duration { parts, side: 1 }, c.rule))
    }),
    ("for_units", |c, _| {
        let parts =
            vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS").filter(|u| *u != QUARTER && *u != WEEKEND)?)];
        let mut d = Draft::new(What::Duration { parts, side: 0 }, c.rule);
        d.first = Some(c.start + 1);
        node(d)
    }),
    ("units_of", |c, t| {
        if t.is(c.end, "age") {
            return None;
        }
        let parts = vec![(
            Amount { value: None, approximate: true, article: false },
            int(c, "UNITS").filter(|u| *u != QUARTER && *u != WEEKEND && *u != SECOND)?,
        )];
        let mut d = Draft::new(What::Duration { parts, side: 0 }, c.rule);
        d.end = Some(c.end - 1);
        node(d)
    }),
    ("duration_mod", |c, _| {
        let mut d = draft(c, "dur")?;
        if d.rule == "duration.hyphen" || d.rule.ends_with("_long") {
            return None;
        }
        d.modifier = Some(c.args[0]);
        node(d)
    }),
    ("all_unit", |c, t| {
        let unit = int(c, "UNIT").filter(|u| matches!(*u, DAY | NIGHT | WEEK | MONTH | YEAR | DECADE))?;
        if t.is(c.start, "the") && unit == YEAR {
            return point(c, Base::Current(YEAR));
        }
        if t.is(c.start, "whole") || t.is(c.start, "entire") {
            return None;
        }
        duration(c, vec![(Amount { value: Some(Rational::ONE), approximate: false, article: false }, unit)])
    }),
    ("ago", |c, t| {
        let d = draft(c, "dur")?;
        let Some((n, unit, _)) = steps(c) else {
            // "a year and a half ago"
            let mut d = d;
            d.rule = c.rule;
            return node(d);
        };
        let context = c.arg(1) == 1;
        let Some(n) = n else {
            if context {
                let mut d = d;
                d.rule = c.rule;
                return node(d);
            }
            return node(Draft::new(What::Reference(if c.arg(0) < 0 { "PAST_REF" } else { "FUTURE_REF" }), c.rule));
        };
        if matches!(unit, SECOND | MINUTE | HOUR) {
            let mut d = d;
            d.rule = c.rule;
            return node(d);
        }
        if c.rule == "ago.earlier" && t.is(c.end - 1, "before") && t.at(c.end).kind != Kind::Mark && !t.is_border(c.end) {
            return None; // "two days before the vote": a duration
        }
        if c.rule == "ago.later" && t.is_any(c.end - 1, &["after"]) && t.at(c.end).kind != Kind::Mark && !t.is_border(c.end) {
            return None;
        }
        let one_year = n == 1 && unit == YEAR && c.arg(0) < 0;
        let mut out =
            Draft::new(What::Point(if one_year { Base::YearAgo } else { Base::Shift { n: n * c.arg(0), unit, context } }), c.rule);
        if one_year && !context {
            out.modifier = Some("AGO");
        }
        node(out)
    }),
    ("ago_units", |c, t| {
        let reference = if t.is(c.end - 1, "later") { "FUTURE_REF" } else { "PAST_REF" };
        node(Draft::new(What::Reference(reference), c.rule))
    }),
    ("offset", |c, _| {
        let (n, unit, _) = steps(c)?;
        let anchor = draft(c, "anchor")?;
        point(c, Base::Offset(n? * c.arg(0), unit, Box::new(anchor.base()?.clone())))
    }),
    ("offset_day", |c, _| point(c, Base::Offset(c.arg(0), DAY, Box::new(draft(c, "anchor")?.base()?.clone())))),
    ("set_unit", |c, t| {
        let unit = int(c, "UNIT")?;
        set(c, unit_value(unit, 1)?, quant(c, t), None)
    }),
    ("set_weekday", |c, t| {
        let day = int(c, "WD").or_else(|| int(c, "WDS"))?;
        let part = part(c).map_or(String::new(), |p| format!("T{p}"));
        let part = ["morning", "afternoon", "evening", "night"]
            .iter()
            .zip(["TMO", "TAF", "TEV", "TNI"])
            .find(|(w, _)| t.form(c.end - 1).eq_ignore_ascii_case(&format!("{w}s")))
            .map_or(part, |(_, p)| p.into());
        set(c, format!("XXXX-WXX-{day}{part}"), Some("EVERY"), None)
    }),
    ("set_month", |c, t| set(c, format!("XXXX-{:02}", int(c, "MONTH")?), quant(c, t), None)),
    ("set_season", |c, t| set(c, format!("XXXX-{}", super::calendar::season(int(c, "SEASON")? as i8)), quant(c, t), None)),
    ("set_part", |c, t| set(c, format!("XXXX-XX-XXT{}", part(c)?), quant(c, t), None)),
    ("set_dur", |c, t| {
        let d = draft(c, "dur")?;
        set(c, duration_value(parts_of(&d)?)?, quant(c, t), None)
    }),
    ("set_other", |c, t| set(c, unit_value(int(c, "UNIT")?, 2)?, quant(c, t), None)),
    ("set_count", |c, t| set(c, unit_value(int(c, "UNIT")?, c.int("NUM")?)?, quant(c, t), None)),
    ("set_times", |c, t| {
        let n = if t.is_any(c.start, &["once", "one"]) {
            1
        } else if t.is(c.start, "twice") {
            2
        } else {
            c.int("NUM").unwrap_or(3)
        };
        set(c, unit_value(int(c, "UNIT")?, 1)?, None, Some(format!("{n}X")))
    }),
    ("set_word", |c, t| {
        // "quarterly earnings" are those of a quarter, not a recurring time.
        let noun = t.at(c.end).kind == Kind::Word && t.at(c.end).word == 0;
        if noun && matches!(c.rule, "set.quarterly" | "set.monthly") {
            return None;
        }
        set(c, c.args[0].into(), None, None)
    }),
    ("reference", |c, _| node(Draft::new(What::Reference(c.args[0]), c.rule))),
    ("reference_adjective", |c, t| {
        // Before a noun: "the current leader"; not the electric current, the present she gave.
        let noun = t.at(c.end).kind == Kind::Word && !t.is_any(c.end, &["of", "in", "and", "at", "to", "for", "is", "was"]);
        noun.then(|| node(Draft::new(What::Reference(c.args[0]), c.rule)))?
    }),
    ("reference_the", |c, t| {
        let number = t.at(c.end).kind == Kind::Numeral;
        (t.at(c.end).kind != Kind::Word && !number || t.is_any(c.end, &["and", "in", "at", "to", "for", "is", "was"]))
            .then(|| node(Draft::new(What::Reference(c.args[0]), c.rule)))?
    }),
    ("reference_soon", |c, t| {
        (!t.is_any(c.start.wrapping_sub(1), &["as", "too", "how"]) && !t.is_any(c.end, &["after", "before", "as"]))
            .then(|| node(Draft::new(What::Reference("FUTURE_REF"), c.rule)))?
    }),
];

/// Whether a month name that is also a word or a person's name is a month here.
fn month_context(t: &Terms<'_>, at: usize, month: i64) -> bool {
    let before = at.wrapping_sub(1);
    let preposition = t.is_any(
        before,
        &[
            "in", "of", "since", "until", "till", "by", "from", "to", "and", "or", "this", "last", "next", "early", "late", "mid",
            "before", "after", "during", "through", "between", "for", "until", "past", "around", "about", "every",
        ],
    );
    let sure = preposition || t.is(at + 1, "'s") && month != 5;
    if month == 5 {
        // "May Olsen" is somebody.
        preposition && !(t.at(at + 1).capital && t.is_any(before, &["and", "or", "to", "for", "of", "by", "from", "about"]))
    } else {
        sure || t.at(at).capital && !t.at(at + 1).capital && !t.before(at).capital && !t.is_border(before)
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
    let preposition = t.is_any(
        before,
        &[
            "in", "since", "of", "by", "until", "till", "from", "to", "before", "after", "during", "for", "between", "and", "early",
            "late", "mid", "through", "around", "year",
        ],
    );
    if !(1900..2100).contains(&y) {
        return (1000..2100).contains(&y)
            && t.is_any(before, &["in", "since", "until", "from", "year", "circa"])
            && !(a.kind == Kind::Word && a.glued)
            && (a.kind != Kind::Word || t.is_any(after, &["and", "to", "the", "when", "by", "in", "was", "is"]));
    }
    if a.kind == Kind::Word && a.glued && !t.is(after, "'s") || t.lexicon.class("UNITS").is_some_and(|u| t.has(after, u)) {
        return false;
    }
    if b.kind == Kind::Word && b.glued {
        return false;
    }
    // "2000 people": a lower-case plural after it, and nothing before that says "year".
    let plural = a.kind == Kind::Word
        && !a.capital
        && t.form(after).len() > 3
        && t.form(after).ends_with('s')
        && !t.is_any(after, &["was", "is", "has", "'s"]);
    let measured = t.is_any(after, &["million", "billion", "people", "ft", "points"]);
    !measured && (!plural || preposition && !t.is_any(before, &["of", "for", "to", "and"]))
}

fn plain_between(t: &Terms<'_>, at: usize, low: i64, high: i64) -> Option<i64> {
    t.plain(at).filter(|v| (low..=high).contains(v))
}

/// Readers by name.
pub(super) const READERS: &[(&str, Reader<Node>)] = &[
    ("NUM", |t, at| number::read(t, at, Reading::Plain).map(|p| (Value::Number(p.value), p.end))),
    ("ORDINAL", |t, at| number::ordinal(t, at).map(|(v, end)| (Value::Int(v), end))),
    ("SMALL", |t, at| plain_between(t, at, 1, 99).filter(|_| t.form(at).len() <= 2).map(|v| (Value::Int(v), at + 1))),
    ("YY", |t, at| plain_between(t, at, 0, 99).filter(|_| t.form(at).len() == 2).map(|v| (Value::Int(v), at + 1))),
    ("YY2", |t, at| plain_between(t, at, 0, 99).filter(|_| t.form(at).len() == 2 && t.at(at).glued).map(|v| (Value::Int(v), at + 1))),
    ("DAY", |t, at| {
        if t.at(at).kind == Kind::Numeral {
            return plain_between(t, at, 1, 31)
                .filter(|_| t.form(at).len() <= 2 && !(t.form(at + 1) == ":" && t.at(at + 2).glued) && t.form(at + 1) != "%")
                .map(|v| (Value::Int(v), at + 1));
        }
        number::ordinal(t, at).filter(|(v, _)| (1..=31).contains(v)).map(|(v, end)| (Value::Int(v), end))
    }),
    ("DAYORD", |t, at| number::ordinal(t, at).filter(|(v, _)| (1..=31).contains(v)).map(|(v, end)| (Value::Int(v), end))),
    ("YEAR", |t, at| {
        if let Some(v) = plain_between(t, at, 1000, 2199) {
            return (t.form(at).len() == 4).then_some((Value::Int(v), at + 1));
        }
        spelled_year(t, at)
    }),
    ("BASIC", |t, at| {
        // 20200731
        let v = t.plain(at).filter(|_| t.form(at).len() == 8)?;
        let (year, month, day) = (v / 10_000, v / 100 % 100, v % 100);
        let date = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        date.then_some((Value::Int(v), at + 1))
    }),
    ("DOTTED", |t, at| {
        // "7.6" after a weekday
        let (a, b) = t.form(at).split_once('.')?;
        let (a, b): (i64, i64) = (a.parse().ok()?, b.parse().ok()?);
        ((1..=31).contains(&a) && (1..=31).contains(&b)).then_some((Value::Int(a * 100 + b), at + 1))
    }),
    ("HOUR", |t, at| plain_between(t, at, 0, 24).filter(|_| t.form(at).len() <= 2).map(|v| (Value::Int(v), at + 1))),
    ("CLOCK", |t, at| {
        // Hours, minutes and seconds packed into one number; 999 for no seconds.
        if let Some(hour) = plain_between(t, at, 0, 24)
            .filter(|_| t.form(at).len() <= 2 && t.form(at + 1) == ":" && t.at(at + 1).glued && t.at(at + 2).glued)
        {
            let minute = plain_between(t, at + 2, 0, 59).filter(|_| t.form(at + 2).len() == 2)?;
            let second = plain_between(t, at + 4, 0, 59).filter(|_| t.form(at + 3) == ":" && t.form(at + 4).len() == 2);
            return Some((Value::Int(hour * 1_000_000 + minute * 1000 + second.unwrap_or(999)), at + if second.is_some() { 5 } else { 3 }));
        }
        let (hour, minute) = t.form(at).split_once('.')?;
        let (h, m): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute.len() == 2 && h <= 24 && m < 60).then_some((Value::Int(h * 1_000_000 + m * 1000 + 999), at + 1))
    }),
    ("MILITARY", |t, at| {
        let v = plain_between(t, at, 0, 2400)?;
        (t.form(at).len() == 4 && v % 100 < 60).then_some((Value::Int(v), at + 1))
    }),
];

/// "nineteen ninety-six", "two thousand and fifteen", "twenty twenty".
fn spelled_year(t: &Terms<'_>, at: usize) -> Option<(Value<Node>, usize)> {
    use crate::terms::lexicon::CARD;
    let first = t.value(at, CARD)?;
    if (16..=20).contains(&first) {
        if t.is(at + 1, "hundred") {
            return None;
        }
        let tens = t.value(at + 1, CARD).filter(|v| *v >= 10)?;
        let dash = usize::from(t.form(at + 2) == "-" && t.at(at + 2).glued);
        let unit = t.value(at + 2 + dash, CARD).filter(|v| tens >= 20 && (1..10).contains(v));
        let v = first * 100 + tens + unit.unwrap_or(0);
        return Some((Value::Int(v), at + 2 + if unit.is_some() { dash + 1 } else { 0 }));
    }
    if first == 2 && t.is(at + 1, "thousand") {
        let p = number::read(t, at, Reading::Plain)?;
        let v = p.value.integer().filter(|v| (2000..2100).contains(v))?;
        return Some((Value::Int(v), p.end));
    }
    None
}
