//! The number itself: value, least and greatest, and how it bounds the truth.

use crate::article::Bound;
use crate::terms::lexicon::{MANY, SCALE};
use crate::terms::number::{self, Reading};
use crate::terms::{Kind, Rational, Terms};

/// A number phrase with its bounds, before its unit is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub first: usize,
    pub end: usize,
    pub value: Option<Rational>,
    pub min: Option<Rational>,
    pub max: Option<Rational>,
    pub bound: Bound,
    /// "3-1", "52-48": not a range.
    pub pair: bool,
    pub spelled: bool,
    pub fraction: bool,
    pub rule: &'static str,
}

fn dash(terms: &Terms<'_>, i: usize) -> bool {
    terms.at(i).kind == Kind::Mark && matches!(terms.form(i), "-" | "–" | "—" | "‑")
}

fn exact(first: usize, end: usize, value: Rational, rule: &'static str) -> Figure {
    let v = Some(value);
    Figure { first, end, value: v, min: v, max: v, bound: Bound::Exact, pair: false, spelled: false, fraction: false, rule }
}

/// Words that make "3-1" a score or a vote.
const CONTESTS: &[&str] = &[
    "beat", "won", "win", "lost", "lose", "defeat", "defeated", "draw", "drew", "vote", "voted", "score", "lead", "led", "victory", "loss",
    "ruled", "ruling", "passed", "approved",
];

/// The figure at term `at`.
pub(super) fn read(terms: &Terms<'_>, at: usize, reading: Reading) -> Option<Figure> {
    if let Some(figure) = many(terms, at) {
        return Some(figure);
    }
    let (sign, start) = signed(terms, at);
    let phrase = number::read(terms, start, reading)?;
    let mut value = phrase.value;
    if sign {
        value = value.neg();
    }
    let mut figure = exact(at, phrase.end, value, if phrase.fraction { "cardinal.fraction" } else { "cardinal" });
    figure.spelled = phrase.spelled;
    figure.fraction = phrase.fraction;
    if let Some(over) = over(terms, &figure) {
        return Some(over);
    }
    if let Some(range) = range(terms, &figure, reading) {
        return Some(range);
    }
    Some(figure)
}

/// "one over three" at the end of its phrase: a fraction as it is spoken.
fn over(terms: &Terms<'_>, part: &Figure) -> Option<Figure> {
    let n = part.value.filter(|v| v.integer().is_some() && terms.is(part.end, "over"))?;
    let whole = number::read(terms, part.end + 1, Reading::Plain).filter(|w| w.value.integer().is_some())?;
    let closed =
        terms.is_border(whole.end) || matches!(terms.form(whole.end), "." | "," | ";" | ")" | "?" | "!") && !terms.at(whole.end + 1).glued;
    let value = n.div(whole.value).filter(|_| closed && !whole.value.is_zero())?;
    Some(Figure {
        end: whole.end,
        spelled: part.spelled || whole.spelled,
        fraction: true,
        ..exact(part.first, whole.end, value, "cardinal.fraction")
    })
}

/// "minus 5", "−36", "negative one".
fn signed(terms: &Terms<'_>, at: usize) -> (bool, usize) {
    let mark = terms.at(at).kind == Kind::Mark && matches!(terms.form(at), "-" | "−") && terms.at(at + 1).kind == Kind::Numeral;
    let apart = !terms.at(at).glued;
    if mark && apart || terms.is_any(at, &["minus", "negative"]) { (true, at + 1) } else { (false, at) }
}

/// "dozens", "hundreds of", "tens of thousands", "scores of".
fn many(terms: &Terms<'_>, at: usize) -> Option<Figure> {
    let tens = terms.is(at, "tens");
    let (least, mut end) = match terms.value(at, MANY) {
        Some(v) => (Rational::of(v), at + 1),
        None if tens => (Rational::of(20), at + 1),
        None => return None,
    };
    if terms.is(at, "scores") && !terms.is(at + 1, "of") {
        return None;
    }
    let mut least = least;
    while terms.is(end, "of") {
        let Some(inner) = terms.value(end + 1, MANY) else { break };
        // "hundreds of thousands": at least two hundred thousand.
        least = least.mul(Rational::of(inner))?.div(Rational::of(2))?;
        end += 2;
    }
    if tens && end == at + 1 {
        return None;
    }
    Some(Figure {
        first: at,
        end,
        value: None,
        min: Some(least),
        max: None,
        bound: Bound::AtLeast,
        pair: false,
        spelled: true,
        fraction: false,
        rule: "cardinal.many",
    })
}

/// "12 to 15", "12-15", "two or three"; "3-1" as a pair.
fn range(terms: &Terms<'_>, low: &Figure, reading: Reading) -> Option<Figure> {
    let at = low.end;
    let dashed = dash(terms, at);
    let between = terms.is(low.first.wrapping_sub(1), "between");
    let joined = dashed
        || terms.is(at, "to")
        || between && terms.is(at, "and")
        || terms.is(at, "or") && low.spelled && low.value.is_some_and(|v| v < Rational::of(21));
    if !joined {
        return None;
    }
    let mut next = at + 1;
    // "$3bn-$4bn", "€3 to €4"
    if terms.lexicon.class("CUR_SIGN").is_some_and(|c| terms.has(next, c)) {
        next += 1;
    }
    let high = number::read(terms, next, reading)?;
    let mut low_value = low.value?;
    // "3 to 4 million"
    if let Some(scale) = terms.value(high.end - 1, SCALE).filter(|&s| s > 2 && !low.spelled && terms.at(next).kind == Kind::Numeral) {
        let scaled = low_value.mul(Rational::of(10i64.pow(scale.clamp(0, 18) as u32)))?;
        if low_value < Rational::of(1000) && scaled < high.value {
            low_value = scaled;
        }
    }
    let contest = dashed && contested(terms, low.first, high.end);
    let tight = dashed && terms.at(at).glued && terms.at(at + 1).glued;
    if dashed && (high.value <= low_value || contest) {
        let small = |v: Rational| v.integer().is_some_and(|n| (0..1000).contains(&n));
        let ok = tight && small(low_value) && small(high.value) && !dash(terms, high.end);
        return ok.then_some(Figure { end: high.end, pair: true, max: Some(high.value), rule: "score", ..*low });
    }
    if high.value <= low_value || dashed && !tight && dash(terms, high.end) {
        return None;
    }
    Some(Figure {
        end: high.end,
        value: None,
        min: Some(low_value),
        max: Some(high.value),
        bound: Bound::Range,
        rule: "cardinal.range",
        spelled: low.spelled || high.spelled,
        ..*low
    })
}

fn contested(terms: &Terms<'_>, first: usize, end: usize) -> bool {
    let left = (first.saturating_sub(8)..first).rev().take_while(|&i| !terms.is_border(i)).any(|i| terms.is_any(i, CONTESTS));
    left || (end..end + 4).take_while(|&i| !terms.is_border(i)).any(|i| terms.is_any(i, CONTESTS))
}

/// One row of bounds.tsv.
pub(super) struct Bounding {
    before: bool,
    words: Vec<&'static str>,
    bound: Bound,
}

pub(super) const BOUNDS: &str = include_str!("bounds.tsv");

pub(super) fn boundings() -> Vec<Bounding> {
    crate::terms::lexicon::rows(BOUNDS)
        .filter_map(|row| {
            let mut cells = row.split('\t');
            let before = cells.next()? == "before";
            let words = cells.next()?.split(' ').collect();
            Some(Bounding { before, words, bound: Bound::from_name(cells.next()?.trim())? })
        })
        .collect()
}

/// Widens the figure by the longest bounding words around it.
pub(super) fn bounded(terms: &Terms<'_>, figure: Figure, boundings: &[Bounding]) -> Figure {
    let between =
        (figure.bound == Bound::Range && terms.is(figure.first.wrapping_sub(1), "between")).then_some(figure.first.wrapping_sub(1));
    if let Some(first) = between {
        return Figure { first, ..figure };
    }
    let mut best: Option<(&Bounding, usize)> = None;
    for row in boundings {
        let n = row.words.len();
        let start = if row.before { figure.first.checked_sub(n) } else { Some(figure.end) };
        let Some(start) = start else { continue };
        let fits = row.words.iter().enumerate().all(|(i, w)| terms.is(start + i, w));
        if fits && best.is_none_or(|(b, _)| b.words.len() < n) {
            best = Some((row, start));
        }
    }
    let Some((row, start)) = best else { return figure };
    // "some of", "over the", "near" a place: the word belongs to the number only directly before it, which it does here.
    let (first, end) = if row.before { (start, figure.end) } else { (figure.first, start + row.words.len()) };
    let bounded = bind(Figure { first, end, ..figure }, row.bound);
    if figure.pair { figure } else { bounded }
}

/// Gives the figure a bound.
pub(super) fn bind(figure: Figure, bound: Bound) -> Figure {
    let value = figure.value;
    if figure.bound == Bound::Range || value.is_none() {
        return Figure { bound: if value.is_none() && figure.bound != Bound::Range { Bound::AtLeast } else { figure.bound }, ..figure };
    }
    let (min, max) = match bound {
        Bound::AtLeast | Bound::MoreThan => (value, None),
        Bound::AtMost | Bound::LessThan => (None, value),
        Bound::About => (None, None),
        _ => (value, value),
    };
    Figure { min, max, bound, ..figure }
}
