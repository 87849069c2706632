//! Number phrases: "2.5 million", "one hundred and sixty-one", "half a dozen", "five and a half", "three quarters".

use super::lexicon::{CARD, FRAC, FRACS, ORD, SCALE};
use super::{Kind, Rational, Terms};

/// What else than whole numbers and decimals may be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// "three quarters" is not read: it may be nine months.
    Plain,
    /// "three quarters" is 0.75, "3/4" too.
    Fractions,
    /// As fractions; and a glued `k`, `m`, `b` is a scale: "£5m".
    Money,
}

/// A number phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    pub value: Rational,
    /// One past the last term.
    pub end: usize,
    /// Has a word: "two", "2 million".
    pub spelled: bool,
    /// "half", "two-thirds".
    pub fraction: bool,
}

/// No number takes more terms than this.
const LONGEST: usize = 24;

fn hyphen(terms: &Terms<'_>, i: usize) -> bool {
    terms.at(i).kind == Kind::Mark && matches!(terms.form(i), "-" | "‐" | "‑")
}

fn is_a(terms: &Terms<'_>, i: usize) -> bool {
    terms.is_any(i, &["a", "an"])
}

fn power(exponent: i64) -> Rational {
    Rational::of(10i64.saturating_pow(exponent.clamp(0, 18) as u32))
}

/// "dozen" and the like after a number or "a", "half a".
fn dozen(terms: &Terms<'_>, i: usize) -> bool {
    terms.is_any(i, &["dozen", "dozens", "dzs"])
}

/// The number phrase that starts at `pos`.
pub(crate) fn read(terms: &Terms<'_>, pos: usize, reading: Reading) -> Option<Phrase> {
    let first = terms.at(pos);
    if first.kind == Kind::Word && first.word == 0 || first.kind == Kind::Mark || first.kind == Kind::Border {
        return None;
    }
    if let Some(phrase) = halves(terms, pos) {
        return Some(phrase);
    }
    if reading != Reading::Plain {
        if let Some(phrase) = fraction(terms, pos) {
            return Some(phrase);
        }
    }
    let mut phrase = whole(terms, pos, reading)?;
    if reading != Reading::Plain && terms.is(phrase.end, "point") && terms.has(phrase.end + 1, CARD) {
        let mut i = phrase.end + 1;
        let mut text = String::from("0.");
        while let Some(v) = terms.value(i, CARD).filter(|_| i < phrase.end + LONGEST) {
            text.push_str(&v.to_string());
            i += 1;
            if hyphen(terms, i) && terms.has(i + 1, CARD) && v >= 20 {
                text.pop();
                i += 1;
            }
        }
        phrase.value = phrase.value.add(Rational::parse(&text)?)?;
        phrase.end = i;
    }
    // "and a half", "and three quarters"
    if terms.is(phrase.end, "and") || hyphen(terms, phrase.end) && terms.is(phrase.end + 1, "and") {
        let at = phrase.end + 1 + usize::from(hyphen(terms, phrase.end));
        let at = at + usize::from(hyphen(terms, at));
        let part = if is_a(terms, at) {
            let at = at + 1 + usize::from(hyphen(terms, at + 1));
            terms.value(at, FRAC).filter(|_| !terms.has(at, ORD) || reading != Reading::Plain).map(|d| (1, d, at + 1))
        } else {
            terms.value(at, CARD).filter(|&n| n < 20).zip(terms.value(at + 1, FRACS)).map(|(n, d)| (n, d, at + 2))
        };
        if let Some((n, d, end)) = part.filter(|_| reading != Reading::Plain || terms.is_any(at + 1, &["half"]) || hyphen(terms, at + 1)) {
            let scale = terms.value(end, SCALE).filter(|&s| s > 2);
            let part = Rational::new(n.into(), d.into())?;
            match (scale, trailing_scale(terms, pos, phrase.end)) {
                // "five and a half million"
                (Some(s), None) => {
                    phrase.value = phrase.value.add(part)?.mul(power(s))?;
                    phrase.end = end + 1;
                }
                // "one billion and a half million"
                (Some(s), Some(before)) if s < before => {
                    phrase.value = phrase.value.add(part.mul(power(s))?)?;
                    phrase.end = end + 1;
                }
                // "3 million and a half"
                (_, Some(before)) if before > 2 => {
                    phrase.value = phrase.value.add(part.mul(power(before))?)?;
                    phrase.end = end;
                }
                _ => {
                    phrase.value = phrase.value.add(part)?;
                    phrase.end = end;
                }
            }
            phrase.spelled = true;
        }
    }
    Some(phrase)
}

/// The power of ten that the phrase ends in: 6 for "3 million".
fn trailing_scale(terms: &Terms<'_>, pos: usize, end: usize) -> Option<i64> {
    if end > pos { terms.value(end - 1, SCALE) } else { None }
}

/// "half a dozen", "half a million", "half million", "a dozen", "two dozen", "half an".
fn halves(terms: &Terms<'_>, pos: usize) -> Option<Phrase> {
    let phrase = |value, end| Some(Phrase { value, end, spelled: true, fraction: false });
    if terms.is(pos, "half") {
        let at = pos + 1 + usize::from(hyphen(terms, pos + 1));
        let at = at + usize::from(is_a(terms, at));
        let at = at + usize::from(hyphen(terms, at));
        if dozen(terms, at) {
            return phrase(Rational::of(6), at + 1);
        }
        let scale = terms.value(at, SCALE).filter(|&s| s > 2)?;
        return phrase(power(scale).div(Rational::of(2))?, at + 1);
    }
    let (count, at) = if is_a(terms, pos) {
        (Rational::ONE, pos + 1)
    } else if let Some(v) = terms.value(pos, CARD) {
        (Rational::of(v), pos + 1)
    } else {
        (terms.number(pos)?, pos + 1)
    };
    let at = at + usize::from(hyphen(terms, at));
    if dozen(terms, at) { phrase(count.mul(Rational::of(12))?, at + 1) } else { None }
}

/// Fractions: "a third", "two-thirds", "five eighths", "3/4", "half".
fn fraction(terms: &Terms<'_>, pos: usize) -> Option<Phrase> {
    let phrase = |n: i64, d: i64, end, spelled| Some(Phrase { value: Rational::new(n.into(), d.into())?, end, spelled, fraction: true });
    if terms.is(pos, "half") {
        return phrase(1, 2, pos + 1, true);
    }
    if is_a(terms, pos) && !terms.has(pos + 1, SCALE) {
        let d = terms.value(pos + 1, FRAC)?;
        if let Some((s, end)) = part_of(terms, pos + 2) {
            // "a quarter million", "a quarter of a million"
            return Some(Phrase { value: power(s).div(Rational::of(d))?, end, spelled: true, fraction: false });
        }
        // "a third" may be one more: "a third man". Only before "of", a mark or "more".
        let sure = terms.is(pos + 1, "half") || follows_fraction(terms, pos + 2);
        return if sure { phrase(1, d, pos + 2, true) } else { None };
    }
    if let Some(n) = terms.plain(pos) {
        let slash = terms.form(pos + 1) == "/" && terms.at(pos + 1).glued && terms.at(pos + 2).glued;
        let d = terms.plain(pos + 2).filter(|&d| slash && d > 0 && n < 100 && d < 100)?;
        return if terms.form(pos + 3) == "/" || terms.form(pos.wrapping_sub(1)) == "/" { None } else { phrase(n, d, pos + 3, false) };
    }
    // A whole number, then the denominator: "two thirds", "twenty-three fifths". "two million and three fifths" is a sum.
    let n = whole(terms, pos, Reading::Plain)?;
    if (pos..n.end).any(|i| terms.is(i, "and")) && n.value >= Rational::of(1000) {
        return None;
    }
    let count = n.value.integer()?;
    if let Some((count, d, end)) = compound(terms, pos, &n, count) {
        return phrase(count, d, end, true);
    }
    let at = n.end + usize::from(hyphen(terms, n.end));
    if let Some(mixed) = added(terms, pos, &n, at) {
        return Some(mixed);
    }
    if let Some(d) = terms.value(at, FRACS).filter(|_| !terms.is(at, "quarters") || !time_word(terms, pos)) {
        if let Some((s, end)) = part_of(terms, at + 1) {
            // "three quarters billion"
            return Some(Phrase { value: Rational::new(count.into(), d.into())?.mul(power(s))?, end, spelled: true, fraction: false });
        }
        return phrase(count, d, at + 1, true);
    }
    if count == 1 && !hyphen(terms, n.end) {
        if let Some(d) = terms.value(at, FRAC).filter(|_| follows_fraction(terms, at + 1)) {
            return phrase(1, d, at + 1, true);
        }
    }
    if count == 1 {
        if let Some(d) = terms.value(at, FRAC).filter(|&d| d > 2 && hyphen(terms, n.end)) {
            return phrase(1, d, at + 1, true);
        }
    }
    None
}

/// What a fraction is a part of: "million", "of a million". Gives the power of ten and the end.
fn part_of(terms: &Terms<'_>, at: usize) -> Option<(i64, usize)> {
    let at = if terms.is(at, "of") && is_a(terms, at + 1) { at + 2 } else { at };
    terms.value(at, SCALE).filter(|&s| s > 2).map(|s| (s, at + 1))
}

/// A denominator of two words: "one twenty-fifth", "one hundred thirty-fifths". Gives numerator, denominator and end.
fn compound(terms: &Terms<'_>, pos: usize, n: &Phrase, count: i64) -> Option<(i64, i64, usize)> {
    let tens = |i: usize| terms.value(i, CARD).filter(|v| (20..=90).contains(v) && v % 10 == 0);
    // The tens were read as part of the numerator, or stand after it.
    let (count, at) = match tens(n.end) {
        Some(_) => (count, n.end),
        None if n.end > pos + 1 && !terms.is(n.end.wrapping_sub(2), "and") => (count - tens(n.end - 1)?, n.end - 1),
        None => return None,
    };
    let unit = at + 1 + usize::from(hyphen(terms, at + 1));
    let many = terms.value(unit, FRACS);
    let one = terms.value(unit, FRAC).filter(|_| count == 1 && follows_fraction(terms, unit + 1));
    let d = many.or(one).filter(|d| (3..10).contains(d) && !terms.is_any(unit, &["quarter", "quarters"]))?;
    (count > 0 && !hyphen(terms, at.wrapping_sub(1))).then_some((count, tens(at)? + d, unit + 1))
}

/// "two hundred and five sixths": a whole and a part, which is less than one.
fn added(terms: &Terms<'_>, pos: usize, n: &Phrase, at: usize) -> Option<Phrase> {
    let d = terms.value(at, FRACS)?;
    let and = (pos + 1..n.end).rev().find(|&i| terms.is(i, "and"))?;
    let part = whole(terms, and + 1, Reading::Plain).filter(|p| p.end == n.end && p.value < Rational::of(d))?;
    let whole = n.value.add(part.value.neg())?;
    Some(Phrase { value: whole.add(part.value.div(Rational::of(d))?)?, end: at + 1, spelled: true, fraction: false })
}

/// Whether a word before `pos` says that quarters are quarters of a year: "the next three quarters".
fn time_word(terms: &Terms<'_>, pos: usize) -> bool {
    terms.is_any(pos.wrapping_sub(1), &["next", "last", "past", "first", "consecutive", "previous", "for"])
}

/// What may stand after "a third": not a noun.
fn follows_fraction(terms: &Terms<'_>, at: usize) -> bool {
    let t = terms.at(at);
    t.kind != Kind::Word && !hyphen(terms, at)
        || terms.is_any(at, &["of", "more", "less", "fewer", "were", "was", "are", "is", "said", "and", "to", "in"])
}

/// Whole numbers and decimals.
fn whole(terms: &Terms<'_>, pos: usize, reading: Reading) -> Option<Phrase> {
    let mut total = Rational::of(0);
    let mut current: Option<Rational> = None;
    let mut room = i64::MAX; // the next scale must be below this one
    let mut spelled = false;
    let mut fraction = false;
    let mut i = pos;
    if is_a(terms, i) {
        terms.value(i + 1, SCALE)?;
        current = Some(Rational::ONE);
        i += 1;
    }
    let mut end = None;
    let mut after_scale = false;
    while i < pos + LONGEST {
        let mut at = i;
        // "ninety-five"; "ninety - five" in text cut into words, where no range goes down.
        let tens = |i: usize| terms.value(i, CARD).is_some_and(|v| v >= 20 && v % 10 == 0);
        let spaced = |i: usize| tens(i.wrapping_sub(1)) && terms.value(i + 1, CARD).is_some_and(|v| (1..10).contains(&v));
        let joined = end.is_some() && hyphen(terms, at) && (terms.at(at).glued && terms.at(at + 1).glued || spaced(at));
        if joined || (after_scale && terms.is(at, "and")) {
            at += 1;
        }
        let skipped = at != i;
        if skipped && !joined && room > 2 && terms.has(at, CARD) && terms.has(at + 1, FRACS) {
            break; // "six million and two thirds"
        }
        let t = terms.at(at);
        let hundreds = after_scale && skipped && current.is_some();
        let numeral =
            if t.kind == Kind::Numeral && (current.is_none() || end.is_none() || hundreds) && !joined { terms.number(at) } else { None };
        if let Some(n) = numeral {
            // "3 hundred and 21"
            let rest = current.and_then(Rational::integer).filter(|c| c % 100 == 0 && after_scale && !joined);
            if let (Some(c), Some(v)) = (rest, n.integer().filter(|v| (1..100).contains(v) && !terms.has(at + 1, SCALE))) {
                current = Some(Rational::of(c + v));
                i = at + 1;
                end = Some(i);
                after_scale = false;
                continue;
            }
            if current.is_some() || skipped && (!spelled || terms.value(at + 1, SCALE).is_some_and(|s| s >= room)) {
                break;
            }
            if end.is_some() && (n.integer().is_none() || n >= power(room.min(18))) {
                break;
            }
            current = Some(n);
            at += 1;
            // "1 234 567" with no-break or thin spaces
            while let Some(group) = terms.plain(at).filter(|_| terms.form(at).len() == 3 && wide_space(terms, at)) {
                current = current?.mul(Rational::of(1000))?.add(Rational::of(group));
                at += 1;
            }
            // "10 1/2", "5½"
            if let Some(part) = mixed(terms, at) {
                current = current?.add(part.0);
                at = part.1;
            }
            fraction |= t.kind == Kind::Numeral && !terms.is_plain(i) && n < Rational::ONE && !terms.form(i).contains('.');
            after_scale = false;
        } else if let Some(v) = terms.value(at, CARD).filter(|_| t.kind == Kind::Word) {
            let v = Rational::of(v);
            current = match current {
                None => Some(v),
                Some(c) => {
                    let (c_int, v_int) = (c.integer()?, v.integer()?);
                    let tens = c_int % 100;
                    let unit = (20..=90).contains(&tens) && tens % 10 == 0 && (1..10).contains(&v_int);
                    let after_hundred = tens == 0 && c_int > 0 && v_int < 100 && spelled;
                    if !(unit && !(skipped && !joined) || after_hundred && !joined) {
                        break;
                    }
                    c.add(v)
                }
            };
            current?;
            at += 1;
            spelled = true;
            after_scale = false;
        } else if let Some(s) = terms
            .value(at, SCALE)
            .filter(|&s| t.kind == Kind::Word && (!skipped || joined) && (s < room || room == 5 && s == 7 && after_scale))
        {
            if current.is_none() && end.is_some() && !after_scale {
                break;
            }
            if s == 2 {
                let Some(c) = current.filter(|c| *c < Rational::of(1000)) else { break };
                current = c.mul(power(2));
            } else {
                let Some(c) = current.or_else(|| (after_scale && s > 4).then_some(total).filter(|t| !t.is_zero())) else { break };
                if current.is_none() {
                    total = Rational::of(0); // "three lakh crore"
                }
                total = total.add(c.mul(power(s))?)?;
                current = None;
                room = s;
            }
            at += 1;
            spelled = true;
            after_scale = true;
        } else if let Some(s) = glued_scale(terms, at, reading).filter(|_| current.is_some() && end == Some(at)) {
            total = current?.mul(power(s))?;
            current = None;
            room = 0;
            at += 1;
        } else {
            break;
        }
        i = at;
        end = Some(at);
        if after_scale && room <= 3 && current.is_none() && terms.at(at).kind == Kind::Word && terms.at(at).word == 0 {
            break;
        }
    }
    let value = match current {
        Some(c) => total.add(c)?,
        None => total,
    };
    Some(Phrase { value, end: end?, spelled, fraction })
}

/// `k`, and for money `m`, `b`, glued to a numeral and not to more.
fn glued_scale(terms: &Terms<'_>, i: usize, reading: Reading) -> Option<i64> {
    if !terms.at(i).glued || terms.before(i).kind != Kind::Numeral {
        return None;
    }
    if reading == Reading::Money {
        let class = terms.lexicon.class("SCALEABBR")?;
        return terms.value(i, class);
    }
    terms.is(i, "k").then_some(3)
}

fn wide_space(terms: &Terms<'_>, i: usize) -> bool {
    let gap = &terms.text[terms.before(i).end as usize..terms.at(i).start as usize];
    // An ordinary space too, where it can be nothing else: "40 000", "1 234 567".
    let ordinary = gap == " "
        && terms.before(i).kind == Kind::Numeral
        && (terms.form(i) == "000"
            || terms.plain(i + 1).is_some() && terms.form(i + 1).len() == 3 && !terms.at(i + 1).glued
            || terms.form(i.wrapping_sub(1)).len() == 3 && terms.plain(i.wrapping_sub(2)).is_some());
    ordinary || matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}")
}

/// "1/2" or "½" after a whole number.
fn mixed(terms: &Terms<'_>, at: usize) -> Option<(Rational, usize)> {
    let t = terms.at(at);
    if t.kind == Kind::Numeral && !terms.is_plain(at) {
        return terms.number(at).filter(|n| *n < Rational::ONE && !terms.form(at).contains('.')).map(|n| (n, at + 1));
    }
    let at = at + usize::from(hyphen(terms, at));
    let n = terms.plain(at)?;
    let slash = terms.form(at + 1) == "/" && terms.at(at + 1).glued && terms.at(at + 2).glued;
    let d = terms.plain(at + 2).filter(|&d| slash && n > 0 && n < d && d <= 16)?;
    Some((Rational::new(n.into(), d.into())?, at + 3))
}

/// Ordinals: "21st", "twenty-first", "one hundred twenty-fifth". Gives the value and the end.
pub(crate) fn ordinal(terms: &Terms<'_>, pos: usize) -> Option<(i64, usize)> {
    if terms.at(pos).kind == Kind::Ordinal {
        return terms.number(pos)?.integer().map(|v| (v, pos + 1));
    }
    if let Some(v) = terms.value(pos, ORD) {
        return Some((v, pos + 1));
    }
    let start = if is_a(terms, pos) { pos + 1 } else { pos };
    let n = whole(terms, pos, Reading::Plain).filter(|p| p.spelled)?;
    let at = n.end + usize::from(hyphen(terms, n.end));
    let v = n.value.integer()?;
    let o = terms.value(at, ORD).filter(|_| n.end > start)?;
    let tens = v % 100;
    let sum = (20..=90).contains(&tens) && tens % 10 == 0 && o < 10 || tens == 0 && v > 0 && o < 100;
    let value = if sum {
        v.checked_add(o)
    } else if o >= 100 {
        v.checked_mul(o)
    } else {
        None
    };
    value.map(|value| (value, at + 1))
}
