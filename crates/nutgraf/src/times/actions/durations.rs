//! Durations, and points that lie a duration away: "two weeks ago", "three days after Christmas".

use super::super::model::unit::*;
use super::super::model::{Amount, Base, Draft, Node, What};
use super::{C, Table, draft, int, node, point};
use crate::terms::grammar::Value;
use crate::terms::lexicon::{CARD, SCALE};
use crate::terms::{Kind, Rational, Terms};

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

pub(super) fn parts_of(d: &Draft) -> Option<&Vec<(Amount, i64)>> {
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

/// Whether "a year" at `start` says how often: "$5 a year", "four flights a week", "24 hours a day".
pub(super) fn rate(t: &Terms<'_>, start: usize) -> bool {
    let before = start.wrapping_sub(1);
    let b = t.at(before);
    let number = |i: usize| t.at(i).kind == Kind::Numeral || t.has(i, SCALE) || t.has(i, CARD);
    t.is_any(start, &["a", "an"])
        && (number(before)
            || matches!(t.form(before), "%")
            || t.is_any(before, &["cents", "dollars", "times", "percent", "barrels", "flights"])
            || t.lexicon.class("UNITS").is_some_and(|u| t.has(before, u))
            // "188 miles an hour", "nearly 700 seats a week"
            || b.kind == Kind::Word && b.word == 0 && number(before.wrapping_sub(1)))
}

/// "the talks will last two hours": a verb.
fn last_verb(t: &Terms<'_>, start: usize) -> bool {
    let before = start.wrapping_sub(1);
    let modal = &["will", "would", "to", "not", "could", "can", "may", "might", "should", "must"];
    let negated = t.form(before.wrapping_sub(1)) == "n" && t.form(before).ends_with('t') || t.form(before).ends_with("'t");
    t.is(start, "last") && (t.is_any(before, modal) || negated)
}

/// A TIMEX3 duration.
pub(in super::super) fn duration_value(parts: &[(Amount, i64)]) -> Option<String> {
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

pub(super) fn unit_value(unit: i64, n: i64) -> Option<String> {
    let amount = Amount { value: Some(Rational::of(n)), approximate: false, article: false };
    if unit == WEEKEND {
        Some("XXXX-WXX-WE".into())
    } else {
        duration_value(&[(amount, unit)]).map(|v| if v == "P1Q" { "P3M".into() } else { v })
    }
}

/// Actions by name.
pub(super) const ACTIONS: Table = &[
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
        let before = c.start.wrapping_sub(1);
        let rate = amount.article && rate(t, c.start);
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
        // "a year-earlier loss" is told of the year before.
        if t.form(c.end) == "-" && t.is_any(c.end + 1, &["earlier", "ago"]) {
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
        if last_verb(t, c.start) {
            return None;
        }
        d.what = What::Duration { parts, side };
        d.rule = c.rule;
        node(d)
    }),
    ("duration_rel_vague", |c, t| {
        if last_verb(t, c.start) {
            return None;
        }
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
    ("ahead", |c, t| {
        // "in the weeks ahead"; "the years ahead are hard" names no length.
        t.is_any(c.start.wrapping_sub(1), &["in", "over", "for", "during", "within"]).then_some(())?;
        let parts = vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS").filter(|u| *u != QUARTER)?)];
        node(Draft::new(What::Duration { parts, side: 1 }, c.rule))
    }),
    ("for_units", |c, _| {
        let parts =
            vec![(Amount { value: None, approximate: true, article: false }, int(c, "UNITS").filter(|u| *u != QUARTER && *u != WEEKEND)?)];
        let mut d = Draft::new(What::Duration { parts, side: 0 }, c.rule);
        d.first = Some(c.end - 1);
        if c.rule == "duration.over_years" {
            d.first = Some(c.start + 1);
        }
        node(d)
    }),
    ("units_of", |c, t| {
        // "the last days of December" is told of December.
        if t.is(c.end, "age") || t.is_any(c.start.wrapping_sub(1), &["last", "first", "early", "late", "final", "opening", "closing"]) {
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
    ("year_ended", |c, t| {
        // "the tax year ended on 5 April" is a sentence.
        let month = ["MONTH", "MONTHA"].iter().any(|class| t.lexicon.class(class).is_some_and(|k| t.has(c.end, k)));
        if t.is(c.start, "year") && !month {
            return None;
        }
        // "the year ended March 31" is told by its end: a duration.
        let parts = vec![(Amount { value: Some(Rational::ONE), approximate: false, article: false }, YEAR)];
        let mut d = Draft::new(What::Duration { parts, side: 0 }, c.rule);
        d.end = Some(c.end - 1);
        node(d)
    }),
    ("year_to", |c, t| {
        // "in the year to April": the twelve months that end in it; the month is told by itself.
        let closed = t.at(c.end).kind != Kind::Numeral;
        let parts = vec![(Amount { value: Some(Rational::ONE), approximate: false, article: false }, YEAR)];
        let mut d = Draft::new(What::Duration { parts, side: 0 }, c.rule);
        d.end = Some(c.start + 2);
        closed.then(|| node(d))?
    }),
    ("ago_this", |c, _| {
        // "two years ago this week"
        let (n, unit, _) = steps(c)?;
        let day = Base::Offset(-n?, unit, Box::new(Base::Shift { n: 0, unit: DAY, context: false }));
        point(c, if c.rule == "ago.this" { Base::WeekOf(Box::new(day)) } else { day })
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
        if c.rule == "ago.later" && t.is_any(c.end, &["this", "today", "tonight", "in"]) {
            return None; // "30 minutes later this week"
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
    ("offset", |c, t| {
        // "a strike for three days from Monday": a length, then its start.
        if t.is(c.start.wrapping_sub(1), "for") && !t.is(c.start, "the") {
            return None;
        }
        let (n, unit, _) = steps(c)?;
        let anchor = draft(c, "anchor")?;
        point(c, Base::Offset(n? * c.arg(0), unit, Box::new(anchor.base()?.clone())))
    }),
    ("offset_day", |c, _| point(c, Base::Offset(c.arg(0), DAY, Box::new(draft(c, "anchor")?.base()?.clone())))),
];
