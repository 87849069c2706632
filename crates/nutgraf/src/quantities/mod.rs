//! Counts and measures: numbers in digits and words with their bounds, money, percentages, measures, ages, scores and ratios;
//! what is counted, and what befell those counted.
//!
//! A quantity is a number that counts or measures something, with the words that bound it ("at least 12", "107 or more").
//! `value` is null where there is no single number ("dozens", "12 to 15"); `of` is the noun phrase counted, without the number;
//! `role` is what the clause says of the people counted. "No casualties" is a quantity of 0.
//!
//! `figures` reads the number and its bounds (bounds.tsv), `units` what stands around it (units.tsv, currencies.tsv), `counted`
//! and `roles` (roles.tsv) read the tree. Left out: dates and durations (the `times` layer), numbers in names ("Boeing 787",
//! "Act 1996"), "one of", "several", "many".

mod counted;
mod figures;
mod negation;
mod roles;
mod units;

use std::sync::OnceLock;

use crate::article::{Bound, EntityType, Mention, Quantity, QuantityKind, QuantityRole, TimeExpression, TimeType};
use crate::labels::{Deprel, Upos};
use crate::span::Span;
use crate::story::Story;
use crate::terms::lexicon::{ARTICLE, CARD, FRAC, MANY, ORD, SCALE};
use crate::terms::number::{self, Reading};
use crate::terms::{Kind, Lexicon, Rational, Terms};
use crate::tight;
use figures::{Bounding, Figure};
use units::{Measured, Units};

struct Tables {
    lexicon: Lexicon,
    units: Units,
    boundings: Vec<Bounding>,
}

/// Words that the code of this stage asks for by name.
const NAMED: &str = "NAMED\tat or per cent cents percent percents percentage pct point points old olds year years yr month months week weeks day days age aged ages \
between to out in of tens toll scores one no nobody none minus negative beat won win lost lose defeat defeated draw drew vote voted score lead led victory loss ruled \
temperature temperatures heat heatwave mercury hot hotter hottest cold colder coldest warm warmer warming highs lows thermometer thermometers neither the this that any every some \
tall long wide high deep thick away above below race sprint hurdles relay freestyle butterfly backstroke breaststroke final dash \
indices 's a an ca c nz hk au ruling passed approved weigh weighs weighed weighing weight heavy heavier lighter new hong south us u.s. others other from page chapter article section room flight route highway version index \
number nos phase level grade type model channel interstate psalm verse public inches inch pound dollar euro euros pounds rs ksh p over";

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut lexicon = Lexicon::new(&[NAMED]);
        let units = Units::new(&mut lexicon);
        let boundings = figures::boundings();
        for row in crate::terms::lexicon::rows(figures::BOUNDS) {
            row.split('\t').nth(1).unwrap_or("").split(' ').for_each(|w| {
                lexicon.intern(w);
            });
        }
        Tables { lexicon, units, boundings }
    })
}

/// The words that this stage knows.
pub(crate) fn lexicon() -> &'static Lexicon {
    &tables().lexicon
}

/// The quantities of the story, from its terms under the [`lexicon`] of this stage.
pub(crate) fn recognize(story: &Story<'_>, terms: &Terms<'_>, times: &[TimeExpression], names: &[Mention]) -> Vec<Quantity> {
    let tables = tables();
    let starts: u64 = 1 << CARD | 1 << ORD | 1 << MANY | 1 << ARTICLE | 1 << FRAC | 1 << SCALE;
    let mut found: Vec<Quantity> = Vec::new();
    let (mut time, mut name) = (0, 0);
    let mut at = 0;
    while at < terms.len() {
        let term = terms.at(at);
        while time < times.len() && times[time].span.end <= term.start {
            time += 1;
        }
        while name < names.len() && names[name].span.end <= term.start {
            name += 1;
        }
        if let Some(t) = times.get(time).filter(|t| t.span.start <= term.start && t.r#type != TimeType::Set) {
            let end = t.span.end;
            while at < terms.len() && terms.at(at).start < end {
                at += 1;
            }
            continue;
        }
        let numeral = matches!(term.kind, Kind::Numeral | Kind::Ordinal);
        let word = term.word != 0 && term.kind != Kind::Border;
        let candidate = numeral
            || word
                && (terms.lexicon.mask(term.word) & starts != 0
                    || tables.units.starts(terms, at)
                    || terms.is_any(at, &["-", "−", "minus", "negative", "tens"]));
        if word && terms.is_any(at, &["no", "nobody", "none", "neither"]) {
            let token = story.token_at(term.start);
            if let Some(quantity) = (token < story.tokens.len()).then(|| negation::recognize(story, token)).flatten() {
                let end = quantity.span.end;
                tight::push(&mut found, quantity);
                while at < terms.len() && terms.at(at).start < end {
                    at += 1;
                }
                continue;
            }
        }
        if !candidate {
            at += 1;
            continue;
        }
        let Some(measured) = measure(terms, at, &tables.units) else {
            at += 1;
            continue;
        };
        let bare = terms.span(at, measured.figure.end);
        let overlaps_time =
            times[time..].iter().take_while(|t| t.span.start < bare.end).any(|t| t.span.overlaps(bare) && t.r#type != TimeType::Set);
        if overlaps_time || part_of_name(terms, story, names, name, at, &measured) || not_a_count(terms, story, at, &measured) {
            // A word at least is skipped; a numeral as a whole.
            at = if numeral || overlaps_time { measured.figure.end.max(at + 1) } else { at + 1 };
            continue;
        }
        let previous_end = found.last().map_or(0, |q| q.span.end);
        let bounded = figures::bounded(terms, measured.figure, &tables.boundings);
        let figure = if terms.at(bounded.first).start >= previous_end { bounded } else { measured.figure };
        at = figure.end.max(at + 1);
        tight::push(&mut found, quantity(story, terms, &Measured { figure, ..measured }, bare));
    }
    found
}

/// The figure at `at` with its unit.
fn measure(terms: &Terms<'_>, at: usize, units: &Units) -> Option<Measured> {
    if let Some((code, start)) = units.prefix(terms, at)
        && let Some(figure) =
            figures::read(terms, start, Reading::Money).filter(|f| !f.pair && (terms.at(start).kind == Kind::Numeral || f.spelled))
    {
        let (end, code) = units.repeated(terms, figure.end, code);
        let figure = Figure { first: at, end, rule: "money.sign", ..figure };
        return Some(Measured { figure, kind: QuantityKind::Money, unit: Some(code), hundredths: false });
    }
    if terms.at(at).kind == Kind::Ordinal || terms.has(at, ORD) && !terms.has(at, CARD) {
        return ordinal(terms, at);
    }
    let money = terms.at(at).kind == Kind::Numeral;
    let figure = figures::read(terms, at, Reading::Fractions);
    // "5m euros", "£5m" without the sign: a glued m is millions before a currency.
    if money
        && let Some(big) = figures::read(terms, at, Reading::Money).filter(|f| figure.is_none_or(|g| f.end > g.end))
        && let Some(measured) = units.suffix(terms, big).filter(|m| m.kind == QuantityKind::Money)
    {
        return Some(Measured { figure: Figure { rule: "money.word", ..measured.figure }, ..measured });
    }
    let figure = figure?;
    if let Some((value, end)) = number::ordinal(terms, at).filter(|(_, end)| *end > figure.end) {
        return Some(Measured { figure: fixed(at, end, value, "ordinal"), kind: QuantityKind::Ordinal, unit: None, hundredths: false });
    }
    if let Some(measured) = units.suffix(terms, figure) {
        let rule = match measured.kind {
            QuantityKind::Money => "money.word",
            QuantityKind::Percent => "percent",
            QuantityKind::Age => "age.old",
            _ => "measure",
        };
        return Some(Measured { figure: Figure { rule, ..measured.figure }, ..measured });
    }
    if let Some(ratio) = ratio(terms, &figure) {
        return Some(Measured { figure: ratio, kind: QuantityKind::Ratio, unit: None, hundredths: false });
    }
    if age(terms, &figure) {
        return Some(Measured {
            figure: Figure { rule: "age.apposition", ..figure },
            kind: QuantityKind::Age,
            unit: Some("a"),
            hundredths: false,
        });
    }
    let kind = if figure.pair { QuantityKind::Score } else { QuantityKind::Cardinal };
    Some(Measured { figure, kind, unit: None, hundredths: false })
}

fn fixed(first: usize, end: usize, value: i64, rule: &'static str) -> Figure {
    let v = Some(Rational::of(value));
    Figure { first, end, value: v, min: v, max: v, bound: Bound::Exact, pair: false, spelled: true, fraction: false, rule }
}

fn ordinal(terms: &Terms<'_>, at: usize) -> Option<Measured> {
    let (value, end) = number::ordinal(terms, at)?;
    // "a second" of time is not looked at here; "first-degree" is.
    Some(Measured { figure: fixed(at, end, value, "ordinal"), kind: QuantityKind::Ordinal, unit: None, hundredths: false })
}

/// "one in five", "two out of three".
fn ratio(terms: &Terms<'_>, figure: &Figure) -> Option<Figure> {
    let part = figure.value?.integer().filter(|n| *n >= 1 && !figure.fraction && figure.bound == Bound::Exact)?;
    let out = terms.is(figure.end, "out") && terms.is(figure.end + 1, "of");
    let next = if out {
        figure.end + 2
    } else if terms.is(figure.end, "in") {
        figure.end + 1
    } else {
        return None;
    };
    let whole = number::read(terms, next, Reading::Plain)?;
    let n = whole.value.integer().filter(|n| *n > part)?;
    let round = matches!(n, 2..=10 | 12 | 20 | 25 | 50 | 100 | 1000 | 10_000 | 100_000 | 1_000_000);
    let stated = out && (part < 100) || round && (part == 1 || n % 10 == 0 && part < 10);
    // "one in 1996" and "two in ten minutes" are none.
    if !stated || terms.is_any(whole.end, &["years", "days", "months", "weeks"]) && !out {
        return None;
    }
    let value = Rational::new(part.into(), n.into());
    Some(Figure { end: whole.end, value, min: value, max: value, rule: "ratio", ..*figure })
}

/// "Jane Doe, 34,", "aged 34".
fn age(terms: &Terms<'_>, figure: &Figure) -> bool {
    let Some(n) = figure.value.and_then(Rational::integer).filter(|n| (1..=119).contains(n) && figure.bound == Bound::Exact) else {
        return false;
    };
    let before = figure.first.wrapping_sub(1);
    if terms.is_any(before, &["aged", "age", "ages"]) {
        return true;
    }
    let name = terms.before(before);
    let comma = terms.form(before) == "," && name.kind == Kind::Word && name.capital && !figure.spelled && n > 1;
    let close = terms.is_border(figure.end)
        || matches!(terms.form(figure.end), "," | "." | ";" | ")" | "—" | "–")
        || terms.is_any(figure.end, &["of", "from", "and"]);
    let list = terms.at(before.wrapping_sub(2)).kind == Kind::Numeral;
    comma && close && !list && !(terms.form(figure.end) == "," && terms.at(figure.end + 1).glued)
}

/// Whether the number belongs to a name: "Boeing 787", "Article 5", "F-16".
fn part_of_name(terms: &Terms<'_>, story: &Story<'_>, names: &[Mention], name: usize, at: usize, measured: &Measured) -> bool {
    if matches!(measured.kind, QuantityKind::Money | QuantityKind::Percent | QuantityKind::Age) {
        return false;
    }
    let span = terms.span(at, measured.figure.end);
    if names[name.min(names.len())..]
        .iter()
        .take_while(|m| m.span.start < span.end)
        .any(|m| m.span.overlaps(span) && m.span.len() > span.len() && !leading(m, span))
    {
        return true;
    }
    let before = terms.before(at);
    if terms.at(at).kind != Kind::Numeral {
        return false;
    }
    // "UH-60", "G8", "COVID-19", "A320": glued to letters, or by a hyphen after a capital.
    let glued_word = terms.at(at).glued && before.kind == Kind::Word;
    let hyphen =
        terms.at(at).glued && matches!(terms.form(at.wrapping_sub(1)), "-" | "/" | "." | ":" | "_" | "#" | "@") && before.glued && {
            let two = terms.at(at.wrapping_sub(2));
            two.kind == Kind::Word && (two.capital || before.kind == Kind::Mark)
        };
    // "the No. 2 retailer": a rank.
    let rank =
        terms.form(at.wrapping_sub(1)) == "." && terms.is_any(at.wrapping_sub(2), &["no", "nos"]) && terms.at(at.wrapping_sub(2)).capital;
    if glued_word || hyphen || rank || terms.form(at.wrapping_sub(1)) == "#" {
        return true;
    }
    // Letters glued after it: "747s", "3G", "4x4".
    let after = terms.at(measured.figure.end);
    if after.glued
        && after.kind == Kind::Word
        && measured.kind == QuantityKind::Cardinal
        && !terms.form(measured.figure.end).starts_with(['\'', '’'])
    {
        return true;
    }
    let label = &[
        "page",
        "chapter",
        "article",
        "section",
        "room",
        "flight",
        "route",
        "highway",
        "phase",
        "level",
        "grade",
        "channel",
        "interstate",
        "verse",
        "number",
    ];
    if terms.is_any(at.wrapping_sub(1), label) && measured.kind == QuantityKind::Cardinal {
        return true;
    }
    let token = story.token_at(span.start);
    // "iPhone 4", "version 10.4", "Poor's 500": a product, a model, an index.
    let inner_capital = before.kind == Kind::Word && !terms.at(at).glued && {
        let form = terms.form(at.wrapping_sub(1));
        form.len() > 2 && form.chars().skip(1).any(char::is_uppercase) && form.chars().any(char::is_lowercase)
    };
    if (inner_capital
        || terms.is_any(at.wrapping_sub(1), &["version", "model", "type", "index"])
            && story.upos(token.min(story.tokens.len().saturating_sub(1))) != Upos::Verb)
        && measured.kind == QuantityKind::Cardinal
    {
        return true;
    }
    let possessive = terms.is_any(at.wrapping_sub(1), &["'s"])
        && terms.at(at.wrapping_sub(2)).capital
        && (terms.form(at.wrapping_sub(3)) == "&" || terms.is(at.wrapping_sub(3), "and") && terms.at(at.wrapping_sub(4)).capital);
    if possessive {
        return true;
    }
    let proper = token > 0
        && token < story.tokens.len()
        && story.upos(token - 1) == Upos::Propn
        && story.tokens[token].sentence == story.tokens[token - 1].sentence;
    // "FTSE 100, rose": a capitalised name directly before, the number closing the phrase.
    let acronym = before.kind == Kind::Word
        && terms.form(at.wrapping_sub(1)).len() > 1
        && terms.form(at.wrapping_sub(1)).bytes().all(|b| b.is_ascii_uppercase());
    let closes = !matches!(after.kind, Kind::Word)
        || terms.is_any(measured.figure.end, &["index", "indices"])
        || terms.form(measured.figure.end).starts_with(['\'', '’']);
    if acronym && closes && measured.kind == QuantityKind::Cardinal && !terms.at(at).glued {
        return true;
    }
    // Unless it counts a noun that follows: "Ford 12 workers".
    let counts = token < story.tokens.len() && story.deprel(token) == Deprel::Nummod && story.head(token).is_some_and(|h| h > token);
    let own = token < story.tokens.len() && !counts;
    proper
        && before.kind == Kind::Word
        && before.capital
        && (own || story.upos(token) == Upos::Propn)
        && measured.kind == QuantityKind::Cardinal
}

/// A name may begin with its count: "Seven people" is none, "Five Eyes" is.
fn leading(mention: &Mention, span: Span) -> bool {
    mention.span.start == span.start
        && !matches!(
            mention.r#type,
            Some(EntityType::Organization | EntityType::Work | EntityType::Product | EntityType::Law | EntityType::Event)
        )
}

/// Numbers that count nothing: "one of them", "one another", times of play, versions.
fn not_a_count(terms: &Terms<'_>, story: &Story<'_>, at: usize, measured: &Measured) -> bool {
    if measured.kind != QuantityKind::Cardinal {
        return false;
    }
    let figure = &measured.figure;
    if figure.end == at + 1 && terms.is(at, "one") {
        let token = story.token_at(terms.at(at).start);
        let counts = token < story.tokens.len() && story.deprel(token) == Deprel::Nummod && story.head(token).is_some_and(|h| h > token);
        let before = at.wrapping_sub(1);
        // "killing one", "and one was arrested"
        let harmed = || roles::harmed(story, token) && !terms.is_any(before, &["the", "this", "that", "any", "every", "some", "another"]);
        return !counts && !harmed() && !terms.is_any(before, &["at", "only", "least", "than"]) && !terms.is_border(figure.end)
            || terms.is_any(before, &["no", "another"])
            || terms.is(figure.end, "of")
            || matches!(terms.form(figure.end), "-" | "'s" | "’s");
    }
    if figure.fraction && figure.end == at + 1 && terms.is(at, "half") {
        // "half the staff" counts; "half-time", "second half" don't.
        return matches!(terms.form(figure.end), "-")
            || terms.has(at.wrapping_sub(1), ORD)
            || terms.is_any(at.wrapping_sub(1), &["first", "second", "the"]);
    }
    if terms.has(at, ARTICLE) && figure.end == at + 1 {
        return true;
    }
    // A zero-padded or dotted chain: "1.2.3", "80-32-89", "4:3".
    let before = terms.form(at.wrapping_sub(1));
    let after = terms.form(figure.end);
    let tight_before = terms.at(at).glued && matches!(before, ":" | "/" | ".") && terms.at(at.wrapping_sub(2)).kind == Kind::Numeral;
    let tight_after = terms.at(figure.end).glued
        && matches!(after, ":" | "/")
        && terms.at(figure.end + 1).glued
        && terms.at(figure.end + 1).kind == Kind::Numeral;
    tight_before || tight_after
}

fn quantity(story: &Story<'_>, terms: &Terms<'_>, measured: &Measured, bare: Span) -> Quantity {
    let figure = &measured.figure;
    let span = terms.span(figure.first, figure.end);
    let hundred = Rational::of(100);
    let scaled = |v: Option<Rational>| v.and_then(|v| if measured.hundredths { v.div(hundred) } else { Some(v) }).map(Rational::decimal);
    let (mut value, mut min, mut max) = (scaled(figure.value), scaled(figure.min), scaled(figure.max));
    if measured.kind == QuantityKind::Score {
        // Both sides, the greater as `max`.
        let (a, b) = (figure.value, figure.max);
        (value, min, max) = (None, a.min(b).map(Rational::decimal), a.max(b).map(Rational::decimal));
    }
    let mut of = None;
    let mut role: Option<(QuantityRole, &'static str)> = None;
    let counts = matches!(measured.kind, QuantityKind::Cardinal | QuantityKind::Percent | QuantityKind::Ratio);
    if counts && let Some(counted) = counted::counted(story, bare) {
        let last = story.tokens_in(bare).end.saturating_sub(1);
        if measured.kind == QuantityKind::Cardinal {
            of = counted.of;
        }
        role = roles::role(story, &counted, last);
    }
    let rule = match role {
        Some((_, by)) => format!("{}+{by}", figure.rule).into(),
        None => figure.rule.into(),
    };
    Quantity {
        span,
        kind: measured.kind,
        value: value.take(),
        min: min.take(),
        max: max.take(),
        bound: figure.bound,
        unit: measured.unit.map(str::to_owned),
        of,
        role: role.map(|(r, _)| r),
        negated: false,
        event: None,
        rule,
    }
}
