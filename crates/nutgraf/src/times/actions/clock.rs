//! Parts of the day and times of the clock.

use super::super::model::unit::DAY;
use super::super::model::{Base, Draft, Node, Rel, What};
use super::{C, Table, draft, int, node, small, year};
use crate::terms::Kind;

pub(super) fn part(c: &C<'_>) -> Option<&'static str> {
    Some(["MO", "AF", "EV", "NI"][(int(c, "PART")?.clamp(1, 4) - 1) as usize])
}

fn with_clock(c: &C<'_>, hour: i64, minute: i64, second: Option<i64>) -> Option<Node> {
    let mut d = Draft::new(What::Clock, c.rule);
    d.clock = Some((hour, minute, second));
    d.utc = matches!(c.node("zone"), Some(Node::Int(1)));
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
    d.utc = clock.utc;
    d.part = None;
    d.rule = c.rule;
    node(d)
}

/// Actions by name.
pub(super) const ACTIONS: Table = &[
    ("shift_part", |c, _| {
        let mut d = Draft::new(What::Point(Base::Shift { n: c.arg(1), unit: DAY, context: false }), c.rule);
        d.part = Some(c.args[2]);
        node(d)
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
    ("clock_letter", |c, t| {
        // "8:45a", "6:30p"
        let packed = c.int("CLOCK").filter(|_| !(t.at(c.end).glued && t.at(c.end).kind == Kind::Numeral))?;
        let add = if t.is(c.end - 1, "p") { 12 } else { 0 };
        with_clock(c, hour24(packed / 1_000_000, Some(add))?, packed / 1000 % 1000, None)
    }),
    ("weekday_clock", |c, t| {
        // "Sat., 8 p.m.": an abbreviation with its capital.
        let clock = draft(c, "clock").filter(|_| t.at(c.start).capital)?;
        joined(c, Draft::new(What::Point(Base::Weekday(c.int("WDA")?, Rel::Unsaid)), c.rule), &clock)
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
        // "high noon" is a film or a showdown.
        if t.is(c.start, "noon") && t.is(c.start.wrapping_sub(1), "high") {
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
    ("iso_time", |c, t| {
        let packed = c.int("CLOCK")?;
        let mut d = Draft::new(What::Point(Base::Day { month: small(c, 0)?, day: small(c, 1)?, year: year(c), weekday: None }), c.rule);
        d.clock = Some((packed / 1_000_000, packed / 1000 % 1000, None));
        d.utc = t.is(c.end - 1, "z");
        node(d)
    }),
];
