//! Money, percentages, measures and ages: what stands around a figure.

use super::figures::Figure;
use crate::article::QuantityKind;
use crate::terms::number::{self, Reading};
use crate::terms::{Kind, Lexicon, Rational, Terms};

const CURRENCIES: &str = include_str!("currencies.tsv");
const UNITS: &str = include_str!("units.tsv");

struct Unit {
    words: Vec<&'static str>,
    code: &'static str,
    glued: bool,
}

/// Units and currencies by word.
pub(super) struct Units {
    codes: Vec<&'static str>,
    /// Country word, currency word, code.
    of: Vec<(&'static str, &'static str, &'static str)>,
    /// By the number of the first word.
    measures: Vec<Vec<Unit>>,
    sign: u8,
    letters: u8,
    code: u8,
    word: u8,
    sub: u8,
    million: u8,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub figure: Figure,
    pub kind: QuantityKind,
    pub unit: Option<&'static str>,
    /// What the number is multiplied by: hundredths of a currency.
    pub hundredths: bool,
}

impl Units {
    pub fn new(lexicon: &mut Lexicon) -> Self {
        let mut units =
            Self { codes: Vec::new(), of: Vec::new(), measures: Vec::new(), sign: 0, letters: 0, code: 0, word: 0, sub: 0, million: 0 };
        for row in crate::terms::lexicon::rows(CURRENCIES) {
            let cells: Vec<&'static str> = row.split('\t').collect();
            match cells[..] {
                ["OF", countries, word, code] => {
                    for country in countries.split(' ') {
                        lexicon.intern(country);
                        units.of.push((country, word, code));
                    }
                }
                [class, words, code] => {
                    units.codes.push(code);
                    for word in words.split(' ') {
                        lexicon.add(class, word, (units.codes.len() - 1) as i64);
                    }
                }
                _ => unreachable!("a currency has three or four columns: {row}"),
            }
        }
        let class = |name| lexicon.class(name).unwrap_or(0);
        units.sign = class("CUR_SIGN");
        units.letters = class("CUR_LETTERS");
        units.code = class("CUR_CODE");
        units.word = class("CUR_WORD");
        units.sub = class("CUR_SUB");
        units.million = class("CUR_MILLION");
        for row in crate::terms::lexicon::rows(UNITS) {
            let Some((code, names)) = row.split_once('\t') else { continue };
            for name in names.split(' ') {
                let glued = name.len() > 1 && name.starts_with('-');
                let name = if glued { &name[1..] } else { name };
                let words: Vec<&'static str> = name.split('+').collect();
                words.iter().for_each(|w| {
                    lexicon.intern(w);
                });
                let first = lexicon.intern(words[0]) as usize;
                if units.measures.len() <= first {
                    units.measures.resize_with(first + 1, Vec::new);
                }
                units.measures[first].push(Unit { words, code, glued });
            }
        }
        units
    }

    fn iso(&self, terms: &Terms<'_>, i: usize, class: u8) -> Option<&'static str> {
        terms.value(i, class).map(|v| self.codes[v as usize])
    }

    /// Whether money may start at term `at`.
    pub fn starts(&self, terms: &Terms<'_>, at: usize) -> bool {
        terms.has(at, self.sign) || terms.has(at, self.letters) || terms.has(at, self.code)
    }

    /// "$", "US$", "USD", "Rs." before a number: the code and where the number starts.
    pub fn prefix(&self, terms: &Terms<'_>, at: usize) -> Option<(&'static str, usize)> {
        let letters = self.iso(terms, at, self.letters).or_else(|| self.iso(terms, at, self.code));
        if let Some(code) = letters.filter(|_| terms.form(at + 1) == "$") {
            // "US$", "US $"; in text cut into words "us $ 5". Not "give us $5".
            let spaced = !terms.at(at + 2).glued && terms.is_any(at, &["us", "u.s.", "u.s", "c", "au", "nz", "hk", "ca"]);
            if terms.at(at + 1).glued || terms.form(at).bytes().any(|b| b.is_ascii_uppercase()) && !terms.is(at, "a") || spaced {
                return Some((code, at + 2));
            }
        }
        if let Some(code) = self.iso(terms, at, self.sign) {
            let dot = usize::from(terms.is(at, "rs") && terms.form(at + 1) == ".");
            return Some((code, at + 1 + dot));
        }
        let code = self.iso(terms, at, self.code)?;
        let caps = terms.form(at).bytes().all(|b| b.is_ascii_uppercase()) || terms.is_any(at, PLAIN_CODES) || terms.is_any(at, &["ksh"]);
        (caps && terms.at(at + 1).kind == Kind::Numeral).then_some((code, at + 1))
    }

    /// What follows the figure: a unit, a currency, a percent sign, an age.
    pub fn suffix(&self, terms: &Terms<'_>, figure: Figure) -> Option<Measured> {
        let end = figure.end;
        let with = |kind, unit, end| Some(Measured { figure: Figure { end, ..figure }, kind, unit: Some(unit), hundredths: false });
        let hyphen = usize::from(matches!(terms.form(end), "-" | "‑") && terms.at(end).kind == Kind::Mark);
        // "half a percent", "a quarter of a mile": the article stands between.
        let of = usize::from(terms.is(end, "of"));
        let between = if figure.fraction && terms.is_any(end + of, &["a", "an"]) { of + 1 } else { 0 };
        let end = end + between;
        // Percent.
        let at = end + hyphen;
        if terms.form(end) == "%" || terms.form(end) == "٪" {
            return with(QuantityKind::Percent, "%", end + 1);
        }
        if terms.is(at, "percentage") && terms.is_any(at + 1, &["point", "points"]) {
            return with(QuantityKind::Percent, "[pp]", at + 2);
        }
        if terms.is_any(at, &["percent", "percents", "percentage", "pct"]) {
            return with(QuantityKind::Percent, "%", at + 1);
        }
        if terms.is(at, "per") && terms.is_any(at + 1, &["cent", "cents"]) {
            return with(QuantityKind::Percent, "%", at + 2);
        }
        // Ages.
        if let Some((unit, next)) = age_unit(terms, at) {
            let gap = usize::from(terms.form(next) == "-");
            if terms.is_any(next + gap, &["old", "olds"]) {
                return with(QuantityKind::Age, unit, next + gap + 1);
            }
            if terms.is(next, "of") && terms.is(next + 1, "age") {
                return with(QuantityKind::Age, unit, next + 2);
            }
        }
        // Money.
        if !figure.pair {
            if let Some(code) = self.iso(terms, end, self.word) {
                // "won" is a verb unless a scale stands before it; "52 pounds" may be a weight, "50-pound" is.
                let verb = terms.is(end, "won") && !terms.has(end - 1, crate::terms::lexicon::SCALE);
                let weight = terms.is_any(end, &["pound", "pounds"]) && weighs(terms, figure.first, end);
                if weight {
                    return with(QuantityKind::Measure, "[lb_av]", end + 1);
                }
                if !verb {
                    return Some(self.cents(terms, with(QuantityKind::Money, code, end + 1)?));
                }
            }
            if hyphen == 1 && terms.is(at, "pound") {
                return with(QuantityKind::Measure, "[lb_av]", at + 1);
            }
            if hyphen == 1 && terms.has(at, self.word) && !terms.is_any(at, &["won", "mark", "marks", "rand"]) {
                return with(QuantityKind::Money, self.iso(terms, at, self.word)?, at + 1);
            }
            if let Some(found) = self.country_currency(terms, end) {
                return with(QuantityKind::Money, found.0, found.1);
            }
            if terms.is(end, "of") && figure.rule == "cardinal.many" {
                if let Some(code) = self.iso(terms, end + 1, self.word) {
                    return with(QuantityKind::Money, code, end + 2);
                }
                if let Some(found) = self.country_currency(terms, end + 1) {
                    return with(QuantityKind::Money, found.0, found.1);
                }
            }
            if let Some(code) = self
                .iso(terms, end, self.code)
                .filter(|_| terms.form(end).bytes().all(|b| b.is_ascii_uppercase()) || terms.is_any(end, PLAIN_CODES))
            {
                // "3 USD50 cards": the code belongs to the number glued to it.
                if terms.at(end + 1).kind == Kind::Numeral && terms.at(end + 1).glued && !terms.at(end).glued {
                    return None;
                }
                // "75 USD million"
                if let Some(scale) = terms.value(end + 1, crate::terms::lexicon::SCALE).filter(|&s| s > 2) {
                    let power = Rational::of(10i64.saturating_pow(scale.clamp(0, 18) as u32));
                    let times = |v: Option<Rational>| v.and_then(|v| v.mul(power));
                    let figure =
                        Figure { end: end + 2, value: times(figure.value), min: times(figure.min), max: times(figure.max), ..figure };
                    return Some(Measured { figure, kind: QuantityKind::Money, unit: Some(code), hundredths: false });
                }
                return Some(self.cents(terms, with(QuantityKind::Money, code, end + 1)?));
            }
            if let Some(code) = self.iso(terms, end, self.million) {
                let million = Rational::of(1_000_000);
                let times = |v: Option<Rational>| v.and_then(|v| v.mul(million));
                let mut measured = with(QuantityKind::Money, code, end + 1)?;
                measured.figure.value = times(figure.value);
                measured.figure.min = times(figure.min);
                measured.figure.max = times(figure.max);
                return Some(measured);
            }
            if let Some(code) = self.iso(terms, at, self.sub) {
                let p = terms.is(at, "p");
                if !p || terms.at(at).glued && terms.before(at).kind == Kind::Numeral {
                    let measured = with(QuantityKind::Money, code, at + 1)?;
                    return Some(Measured { hundredths: true, ..measured });
                }
            }
            let behind = terms.at(end).glued && terms.form(end) != "$"
                || !matches!(terms.form(end), "$" | "£" | "¥")
                || terms.at(end).glued && !terms.at(end + 1).glued;
            if behind && terms.has(end, self.sign) && terms.before(end).kind == Kind::Numeral && !terms.is(end, "rs") {
                return with(QuantityKind::Money, self.iso(terms, end, self.sign)?, end + 1);
            }
        }
        // Measures.
        let glued = terms.at(end).glued && terms.before(end).kind == Kind::Numeral;
        let bracket = usize::from(
            matches!(terms.form(end), "(" | "[" | "{") && matches!(terms.form(end + 2), ")" | "]" | "}") && !terms.at(end).glued,
        );
        let at = at + bracket;
        let word = terms.at(at).word as usize;
        let rows = self.measures.get(word).filter(|_| word != 0)?;
        let unit = rows
            .iter()
            .filter(|u| u.words.iter().enumerate().all(|(i, w)| terms.is(at + i, w)))
            .filter(|u| {
                !u.glued
                    || u.code == "m"
                        && (terms.at(at + 1).kind != Kind::Word || terms.form(at + 1) == "x" || terms.is_any(at + 1, DIMENSIONS))
                        && terms.before(at).kind == Kind::Numeral
                    || glued
                    || hyphen == 1
                    || bracket == 1
            })
            .max_by_key(|u| u.words.len())?;
        let mut end = at + unit.words.len();
        let form = terms.form(at);
        // "5 M" is no metre, "30C" no Celsius; "5 t" and "3 in" are words.
        if matches!(form, "c" | "f") || matches!(form, "C" | "F") && !warm(terms, &figure) {
            return None;
        }
        if unit.words.len() == 1
            && form.len() == 1
            && !matches!(form, "C" | "F")
            && form.starts_with(char::is_uppercase)
            && form != "W"
            && form != "V"
            && form != "J"
        {
            return None;
        }
        if unit.code == "m"
            && form == "m"
            && !glued
            && terms.at(end).kind == Kind::Word
            && terms.at(end).word == 0
            && hyphen == 0
            && figure.spelled
        {
            return None;
        }
        let mut code = unit.code;
        if terms.at(end).glued && matches!(terms.plain(end), Some(2 | 3)) && matches!(code, "m" | "km" | "cm") {
            code = match (code, terms.plain(end)) {
                ("m", Some(2)) => "m2",
                ("m", _) => "m3",
                ("km", Some(2)) => "km2",
                ("cm", Some(3)) => "cm3",
                _ => code,
            };
            end += 1;
        }
        let mut measured = with(QuantityKind::Measure, code, end + bracket)?;
        // "5 ft 2 in", "6 feet 2 inches"
        if code == "[ft_i]" {
            let next = end + usize::from(terms.is(end, "and"));
            if let (Some(inches), true) = (terms.plain(next).filter(|n| *n < 12), terms.is_any(next + 1, &["in", "inch", "inches"])) {
                let twelfths = Rational::new(inches.into(), 12)?;
                let add = |v: Option<Rational>| v.and_then(|v| v.add(twelfths));
                measured.figure.value = add(measured.figure.value);
                measured.figure.min = add(measured.figure.min);
                measured.figure.max = add(measured.figure.max);
                measured.figure.end = next + 2;
            }
        }
        Some(measured)
    }

    /// "3 dollars 50 cents", "thirteen dollars and forty-five cents".
    fn cents(&self, terms: &Terms<'_>, whole: Measured) -> Measured {
        let end = whole.figure.end;
        let next = end + usize::from(terms.is(end, "and"));
        // "15 dollars 50"
        if let Some(n) =
            terms.plain(next).filter(|_| terms.form(next).len() == 2 && !terms.at(next + 1).glued | (terms.form(next + 1) == "."))
        {
            let closed = terms.at(next + 1).kind != Kind::Word
                && terms.at(next + 1).kind != Kind::Numeral
                && (terms.is_any(end - 1, &["dollar", "dollars", "euro", "euros", "pound", "pounds"]) || terms.has(end - 1, self.code));
            if let Some(add) = Rational::new(n.into(), 100).filter(|_| closed) {
                let plus = |v: Option<Rational>| v.and_then(|v| v.add(add));
                let f = whole.figure;
                return Measured {
                    figure: Figure { end: next + 1, value: plus(f.value), min: plus(f.min), max: plus(f.max), ..f },
                    ..whole
                };
            }
        }
        let part = number::read(terms, next, Reading::Plain).filter(|p| terms.has(p.end, self.sub) && !terms.is(p.end, "p"));
        let Some(part) = part else { return whole };
        let Some(add) = part.value.div(Rational::of(100)) else { return whole };
        let plus = |v: Option<Rational>| v.and_then(|v| v.add(add));
        let figure = whole.figure;
        let figure = Figure { end: part.end + 1, value: plus(figure.value), min: plus(figure.min), max: plus(figure.max), ..figure };
        Measured { figure, ..whole }
    }

    /// "Australian dollars", "New Zealand dollars": the code and the end.
    fn country_currency(&self, terms: &Terms<'_>, at: usize) -> Option<(&'static str, usize)> {
        let at = at + usize::from(terms.is_any(at, &["new", "hong", "south"]));
        let word = at + 1;
        self.of
            .iter()
            .find(|(country, currency, _)| {
                let form = terms.form(word);
                terms.is(at, country)
                    && form.len() >= currency.len()
                    && form.is_char_boundary(currency.len())
                    && form[..currency.len()].eq_ignore_ascii_case(currency)
                    && form.len() <= currency.len() + 1
            })
            .map(|&(.., code)| (code, word + 1))
    }

    /// "$249 USD", "$9.99 US dollars": the currency once more.
    pub fn repeated(&self, terms: &Terms<'_>, end: usize, code: &'static str) -> (usize, &'static str) {
        if let Some(c) = self
            .iso(terms, end, self.code)
            .filter(|_| terms.form(end).len() == 3 && terms.form(end).bytes().all(|b| b.is_ascii_uppercase()))
        {
            return (end + 1, c);
        }
        if let Some((c, end)) = self.country_currency(terms, end) {
            return (end, c);
        }
        if self.iso(terms, end, self.word).is_some() && terms.is_any(end, &["dollar", "dollars", "euros", "pounds"]) {
            return (end + 1, code);
        }
        (end, code)
    }
}

/// What follows metres: "1.8m tall", "the 100m final".
const DIMENSIONS: &[&str] = &[
    "tall",
    "long",
    "wide",
    "high",
    "deep",
    "thick",
    "away",
    "above",
    "below",
    "race",
    "sprint",
    "hurdles",
    "relay",
    "freestyle",
    "butterfly",
    "backstroke",
    "breaststroke",
    "final",
    "dash",
];

/// Codes that are no words in small letters.
const PLAIN_CODES: &[&str] = &["usd", "eur", "gbp", "rmb", "cny", "jpy", "inr"];

/// Whether "48.5C" is a temperature: by its decimals, or by a word of the weather around it.
fn warm(terms: &Terms<'_>, figure: &Figure) -> bool {
    let words = &[
        "temperature",
        "temperatures",
        "heat",
        "heatwave",
        "mercury",
        "hot",
        "hotter",
        "hottest",
        "cold",
        "colder",
        "coldest",
        "warm",
        "warmer",
        "warming",
        "highs",
        "lows",
        "degrees",
        "thermometer",
        "thermometers",
    ];
    let near = figure.first.saturating_sub(10)..figure.end + 8;
    figure.value.is_some_and(|v| v.integer().is_none()) || near.into_iter().any(|i| terms.is_any(i, words))
}

/// "year", "months", "week" of an age.
fn age_unit(terms: &Terms<'_>, at: usize) -> Option<(&'static str, usize)> {
    let unit = if terms.is_any(at, &["year", "years", "yr"]) {
        "a"
    } else if terms.is_any(at, &["month", "months"]) {
        "mo"
    } else if terms.is_any(at, &["week", "weeks"]) {
        "wk"
    } else if terms.is_any(at, &["day", "days"]) {
        "d"
    } else {
        return None;
    };
    Some((unit, at + 1))
}

fn weighs(terms: &Terms<'_>, first: usize, end: usize) -> bool {
    let words = &["weigh", "weighs", "weighed", "weighing", "weight", "heavy", "lose", "lost"];
    let before = (first.saturating_sub(6)..first).any(|i| terms.is_any(i, words));
    before || terms.is_any(end + 1, &["of", "heavier", "lighter", "per"]) && !terms.is_any(end + 2, &["public"])
}
