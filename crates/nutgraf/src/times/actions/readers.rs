//! What no pattern can say: numbers in their ranges, clock times, spelled years.

use super::super::model::Node;
use crate::terms::grammar::{Reader, Value};
use crate::terms::lexicon::CARD;
use crate::terms::number::{self, Reading};
use crate::terms::{Kind, Terms};

fn plain_between(t: &Terms<'_>, at: usize, low: i64, high: i64) -> Option<i64> {
    t.plain(at).filter(|v| (low..=high).contains(v))
}

/// Readers by name.
pub(in super::super) const READERS: &[(&str, Reader<Node>)] = &[
    ("NUM", |t, at| number::read(t, at, Reading::Plain).map(|p| (Value::Number(p.value), p.end))),
    ("ORDINAL", |t, at| number::ordinal(t, at).map(|(v, end)| (Value::Int(v), end))),
    ("SMALL", |t, at| plain_between(t, at, 1, 99).filter(|_| t.form(at).len() <= 2).map(|v| (Value::Int(v), at + 1))),
    ("YY", |t, at| {
        plain_between(t, at, 0, 99)
            .filter(|_| t.form(at).len() == 2 && !(t.form(at + 1) == ":" && t.at(at + 2).glued))
            .map(|v| (Value::Int(v), at + 1))
    }),
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
    ("TWENTIES", |t, at| {
        // A day of the month in cardinals, of two words: "twenty nine".
        let dash = usize::from(t.form(at + 1) == "-");
        let (tens, unit) = (t.value(at, CARD)?, t.value(at + 1 + dash, CARD)?);
        let day = (matches!(tens, 20 | 30) && (1..10).contains(&unit)).then_some(tens + unit)?;
        (day <= 31).then_some((Value::Int(day), at + 2 + dash))
    }),
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
        (minute.len() == 2 && h <= 24 && m < 60).then(|| (Value::Int(h * 1_000_000 + m * 1000 + 999), at + 1))
    }),
    ("MILITARY", |t, at| {
        let v = plain_between(t, at, 0, 2400)?;
        (t.form(at).len() == 4 && v % 100 < 60).then_some((Value::Int(v), at + 1))
    }),
];

/// "nineteen ninety-six", "two thousand and fifteen", "twenty twenty".
fn spelled_year(t: &Terms<'_>, at: usize) -> Option<(Value<Node>, usize)> {
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
