//! Weeks, weekends, quarters, halves, fiscal years; "last year", "the previous day"; "early", "the end of".

use super::super::model::unit::*;
use super::super::model::{Amount, Base, Draft, Node, Rel, What, Year};
use super::{Table, draft, int, node, point, small, year};
use crate::terms::{Kind, Rational};

/// Actions by name.
pub(super) const ACTIONS: Table = &[
    ("fiscal", |c, _| point(c, Base::Year(year(c)))),
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
    ("quarter_of_year", |c, _| {
        // "last year's quarter": the one in question.
        int(c, "REL").filter(|n| *n <= 0).and_then(|n| point(c, Base::LatestQuarter(n)))
    }),
    ("that_time", |c, t| {
        t.is_any(c.start.wrapping_sub(1), &["at", "by", "since", "until", "till", "before", "after", "from"]).then_some(())?;
        (t.at(c.end).kind != Kind::Word || t.is_any(c.end, &["the", "to", "and", "he", "she", "it", "they", "when"])).then_some(())?;
        point(c, Base::ThatTime)
    }),
    ("year_before", |c, _| point(c, Base::Year(Year::Shift(-1)))),
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
    ("month_same", |c, _| point(c, Base::Current(MONTH))),
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
        let n = if t.is(c.end - 1, "after") { 1 } else { -1 };
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
    ("same_period", |c, _| point(c, Base::SamePeriodYearAgo)),
    ("latest_quarter", |c, _| point(c, Base::LatestQuarter(0))),
    ("quarter_ended", |c, _| {
        // Told by its last day; the phrase itself ends before "ended".
        let (month, day) = (int(c, "month")?, int(c, "dom")?);
        let end = c.nth("ended|ending", 0)?.start;
        let mut d = Draft::new(What::Point(Base::QuarterEnded { month, day }), c.rule);
        d.end = Some(end);
        node(d)
    }),
    ("year_quarter", |c, _| {
        let Year::Is(y) = year(c) else { return None };
        point(c, Base::LatestQuarter(y))
    }),
    ("year_ago", |c, t| {
        // "the year-earlier results": the article and the noun are no part of it; "the year-earlier quarter" is one phrase.
        let period = t.is_any(c.end - 1, &["quarter", "period"]);
        let base = match period {
            true if t.is(c.end - 1, "quarter") => Base::QuarterYearAgo,
            true => Base::PeriodYearAgo,
            false => Base::YearAgo,
        };
        let mut d = Draft::new(What::Point(base), c.rule);
        if !period && t.is_any(c.start, &["the", "a"]) && t.at(c.end).kind == Kind::Word {
            d.first = Some(c.start + 1);
        }
        node(d)
    }),
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
    // "a weekend of protests" is a length.
    ("weekend_bare", |c, t| {
        (!t.is(c.start.wrapping_sub(1), "a") && (t.is_border(c.end) || t.at(c.end).kind == Kind::Mark))
            .then(|| point(c, Base::Weekend(Rel::Unsaid)))?
    }),
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
        // "to end the day at 9,505": what an end or a start is told of.
        let ends = t.lexicon.class("ENDS").is_some_and(|k| t.has(c.start.wrapping_sub(1), k))
            && !t.is_any(c.end, &["of", "'s"])
            && t.form(c.end) != "-";
        // "the first nine months of the year", "the rest of the week"; not "player of the year".
        let part = t.is(c.start.wrapping_sub(1), "of") && t.lexicon.class("PART_OF").is_some_and(|k| t.has(c.start.wrapping_sub(2), k));
        // "a high for the year of $42": the price, not the year's.
        let priced = t.is(c.end, "of") && t.at(c.end + 1).kind != Kind::Word;
        let closed = t.at(c.end).kind != Kind::Word || priced || t.is_any(c.end, &["ended", "ending", "in", "to", "and"]);
        let open = t.at(c.end).kind == Kind::Numeral || t.form(c.end) == "-";
        // "the week's most active session"
        let possessive = t.is(c.end, "'s") && !t.is_any(c.end + 1, &["end", "eve"]);
        ((preposition || part) && closed && !open || ends || possessive).then_some(())?;
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
    ("around", |c, t| {
        let mut d = draft(c, "point")?;
        if !matches!(d.what, What::Point(Base::Day { .. } | Base::Year(_) | Base::Month(..))) || t.is(c.start, "about") {
            return None;
        }
        d.modifier = Some("APPROX");
        node(d)
    }),
];
