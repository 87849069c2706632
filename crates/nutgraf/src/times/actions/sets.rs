//! Recurring times, and the vague "now", "recently", "the future".

use super::super::model::unit::YEAR;
use super::super::model::{Draft, Node, What};
use super::clock::part;
use super::durations::{duration_value, parts_of, rate, unit_value};
use super::{C, Table, draft, int, node};
use crate::terms::{Kind, Terms};

fn set(c: &C<'_>, value: String, quant: Option<&'static str>, freq: Option<String>) -> Option<Node> {
    node(Draft::new(What::Set { value, quant, freq }, c.rule))
}

fn quant(c: &C<'_>, t: &Terms<'_>) -> Option<&'static str> {
    if t.is(c.start, "each") { Some("EACH") } else { Some("EVERY") }
}

/// Actions by name.
pub(super) const ACTIONS: Table = &[
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
    ("set_weekends", |c, t| {
        t.is_any(c.start.wrapping_sub(1), &["on", "at", "during"]).then_some(())?;
        set(c, "XXXX-WXX-WE".into(), None, None)
    }),
    ("set_month", |c, t| set(c, format!("XXXX-{:02}", int(c, "MONTH")?), quant(c, t), None)),
    ("set_season", |c, t| set(c, format!("XXXX-{}", super::super::calendar::season(int(c, "SEASON")? as i8)), quant(c, t), None)),
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
    ("set_rate", |c, t| {
        // "$5 million a year"; what is told by the day or the hour is a measure: "24 hours a day", "188 miles an hour".
        let unit = int(c, "UNIT").filter(|u| *u == YEAR)?;
        let idiom = t.lexicon.class("UNITS").is_some_and(|u| t.has(c.start.wrapping_sub(1), u));
        (rate(t, c.start) && !idiom && t.form(c.end) != "-").then_some(())?;
        set(c, unit_value(unit, 1)?, None, None)
    }),
    ("set_word", |c, t| {
        // "quarterly earnings" are those of a quarter, not a recurring time.
        let noun = t.at(c.end).kind == Kind::Word && t.at(c.end).word == 0;
        if noun && matches!(c.rule, "set.quarterly" | "set.monthly") {
            return None;
        }
        // "the party daily Granma" is a newspaper, "an everyday matter" an ordinary one.
        if t.is(c.start, "daily") && t.at(c.end).capital && !t.at(c.start).capital || noun && t.is(c.start, "everyday") {
            return None;
        }
        set(c, c.args[0].into(), None, None)
    }),
    ("reference_recent", |c, t| {
        // "as recently as last week" is told by the week.
        (!t.is(c.end, "as")).then(|| node(Draft::new(What::Reference(c.args[0]), c.rule)))?
    }),
    ("reference", |c, _| node(Draft::new(What::Reference(c.args[0]), c.rule))),
    ("one_day", |c, t| {
        // "will one day be", "one day it could": some day to come; else "one day" is a length.
        let modal = &["will", "would", "could", "may", "might", "can", "must", "should", "'ll"];
        let ahead = t.is_any(c.start.wrapping_sub(1), modal) || t.is_any(c.end, modal) || t.is(c.start, "some");
        ahead.then(|| node(Draft::new(What::Reference("FUTURE_REF"), c.rule)))?
    }),
    ("reference_adjective", |c, t| {
        // Before a noun: "the current leader"; not the electric current, the present she gave.
        let noun = t.at(c.end).kind == Kind::Word && !t.is_any(c.end, &["of", "in", "and", "at", "to", "for", "is", "was"]);
        noun.then(|| node(Draft::new(What::Reference(c.args[0]), c.rule)))?
    }),
    ("reference_the", |c, t| {
        let number = t.at(c.end).kind == Kind::Numeral;
        let clause = t.lexicon.class("AFTER_REF").is_some_and(|k| t.has(c.end, k));
        (t.at(c.end).kind != Kind::Word && !number || clause).then(|| node(Draft::new(What::Reference(c.args[0]), c.rule)))?
    }),
    ("reference_soon", |c, t| {
        (!t.is_any(c.start.wrapping_sub(1), &["as", "too", "how"]) && !t.is_any(c.end, &["after", "before", "as"]))
            .then(|| node(Draft::new(What::Reference("FUTURE_REF"), c.rule)))?
    }),
];
