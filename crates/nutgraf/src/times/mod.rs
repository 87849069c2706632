//! Time expressions on the calendar: [TIMEX3](https://timeml.github.io/site/) spans with type, value, `mod`, `quant`, `freq`
//! and the half-open calendar interval.
//!
//! An expression is the longest phrase that names a point, a duration or a recurring time: without its preposition ("on
//! Friday" gives "Friday"), with its article and its modifiers ("the third quarter", "late Tuesday", "nearly two years").
//! Patterns propose ([`rules.tsv`](rules.tsv), built by `actions`), the longest match from the left wins; what is part of a name
//! is dropped; `resolve` then puts each on the calendar, against the publication date with the direction of its clause
//! (`tense`), or against the last date mentioned ("the previous day").
//!
//! Left out: times told only by an event ("after the war"), ranges as one expression (each end is one), time zones in `value` but
//! for UTC (`Z`).

mod actions;
mod calendar;
mod model;
mod resolve;
mod tense;

use std::sync::OnceLock;

use crate::article::{EntityType, Interval, Mention, Moment, TimeAnchor, TimeExpression, TimeType};
use crate::labels::Deprel;
use crate::span::Span;
use crate::story::Story;
use crate::terms::grammar::{Grammar, Memo};
use crate::terms::lexicon::CARD;
use crate::terms::{Kind, Lexicon, Rational, Terms};
use crate::tight;
use calendar::Cal;
use model::unit::{DAY, HOUR};
use model::{Base, Draft, Node, Rel, What, Year};
use resolve::Context;
use tense::Direction;

struct Tables {
    lexicon: Lexicon,
    grammar: Grammar<Node>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut lexicon = Lexicon::new(&[include_str!("words.tsv")]);
        let grammar = Grammar::new(&[include_str!("rules.tsv")], "time", &mut lexicon, actions::READERS, actions::ACTIONS);
        Tables { lexicon, grammar }
    })
}

/// The words that this stage knows.
pub(crate) fn lexicon() -> &'static Lexicon {
    &tables().lexicon
}

/// The time expressions of the story, from its terms under the [`lexicon`] of this stage.
pub(crate) fn recognize(story: &Story<'_>, terms: &Terms<'_>, names: &[Mention]) -> Vec<TimeExpression> {
    let drafts = propose(terms, &tables().grammar, story, names);
    place(story, terms, drafts)
}

/// A draft with its terms.
struct Proposal {
    draft: Draft,
    first: usize,
    end: usize,
}

/// Classes of which every expression that starts with an OPENER has one, within so many terms.
const CORES: &[&str] =
    &["CORE", "WD", "WDA", "WDS", "MONTH", "MONTHA", "UNIT", "UNITS", "SEASON", "PART", "DECADES", "QN", "HOLIDAY", "AMPM", "CARD", "ORD"];
const LOOK_AHEAD: usize = 8;

/// The longest matches from the left, less those inside names; and the other end of ranges ("March 3-5", "1990–94").
fn propose(terms: &Terms<'_>, grammar: &Grammar<Node>, story: &Story<'_>, names: &[Mention]) -> Vec<Proposal> {
    let mut list: Vec<Proposal> = Vec::new();
    let mut memo = Memo::default();
    let opener = terms.lexicon.class("OPENER").unwrap_or(0);
    let core = CORES.iter().filter_map(|c| terms.lexicon.class(c)).fold(0u64, |mask, class| mask | 1 << class);
    let is_core = |i: usize| matches!(terms.at(i).kind, Kind::Numeral | Kind::Ordinal) || terms.lexicon.mask(terms.at(i).word) & core != 0;
    let mut name = 0;
    let mut at = 0;
    while at < terms.len() {
        if terms.at(at).kind == Kind::Border {
            at += 1;
            continue;
        }
        if let Some(tail) = list.last().and_then(|p| range_end(terms, p, at)) {
            at = tail.end;
            tight::push(&mut list, tail);
            continue;
        }
        if terms.has(at, opener) && !(at + 1..at + LOOK_AHEAD).take_while(|&i| !terms.is_border(i)).any(is_core) {
            at += 1;
            continue;
        }
        let Some(found) = grammar.find(terms, at, &mut memo) else {
            at += 1;
            continue;
        };
        let Node::Draft(draft) = found.node else {
            at += 1;
            continue;
        };
        let (first, end) = (draft.first.unwrap_or(at), draft.end.unwrap_or(found.end));
        let span = terms.span(first, end);
        while name < names.len() && names[name].span.end <= span.start {
            name += 1;
        }
        if in_name(&names[name..], span, &draft, story) || is_title(terms, first, end) {
            at += 1;
            continue;
        }
        if let Some(head) = range_head(terms, list.last(), first, &draft) {
            tight::push(&mut list, head);
        }
        tight::push(&mut list, Proposal { draft: *draft, first, end });
        at = end.max(at + 1);
    }
    list
}

/// Whether the expression is part of a name ("Sunday Times"), or the name of a person ("April").
fn in_name(names: &[Mention], span: Span, draft: &Draft, _story: &Story<'_>) -> bool {
    names.iter().take_while(|m| m.span.start < span.end).any(|m| {
        let inside = m.span.contains(span) && m.span != span;
        let same = m.span == span
            && m.r#type == Some(EntityType::Person)
            && matches!(draft.what, What::Point(Base::Month(_, Year::Unsaid, Rel::Unsaid)));
        let feast = matches!(draft.what, What::Point(Base::Holiday { .. } | Base::Day { .. }));
        // "the 1991 Hajj", "Euro 2016", "the 2008 Water Act", "the Water Act of 2008": the year of an edition is told.
        let year = matches!(draft.what, What::Point(Base::Year(_)));
        let edition = year && (m.span.start == span.start || m.span.end == span.end);
        let event = m.r#type == Some(EntityType::Event) && (feast || edition);
        inside && !(event || edition && m.r#type == Some(EntityType::Law)) || same
    })
}

/// A title in quotation marks: "This Week", "60 Minutes". Speech has a small letter in its second word.
fn is_title(terms: &Terms<'_>, first: usize, end: usize) -> bool {
    let quote = |i: usize| terms.at(i).kind == Kind::Mark && matches!(terms.form(i), "\"" | "“" | "”" | "‘" | "’" | "'" | "`" | "«" | "»");
    let unit = ["UNIT", "UNITS"].iter().any(|class| terms.lexicon.class(class).is_some_and(|k| terms.has(end - 1, k)));
    end > first + 1 && unit && terms.at(end - 1).capital && quote(first.wrapping_sub(1))
}

/// "5" in "March 3-5", "94" in "1990-94", "1994" in "1990–1994".
fn range_end(terms: &Terms<'_>, last: &Proposal, at: usize) -> Option<Proposal> {
    if last.end != at {
        return None;
    }
    let dash = terms.at(at).kind == Kind::Mark && matches!(terms.form(at), "-" | "–" | "—");
    let word = terms.is_any(at, &["to", "and", "through"]);
    let n = terms.plain(at + 1).filter(|_| dash || word)?;
    let after = terms.at(at + 2);
    if after.glued && (after.kind == Kind::Word || matches!(terms.form(at + 2), "%" | ":" | "-" | "/")) {
        return None;
    }
    let base = match *last.draft.base()? {
        Base::Day { month, day, year, .. }
            if n > day && n <= 31 && terms.form(at + 1).len() <= 2 && year_unsaid_after(terms, last, year) =>
        {
            if word && after.kind == Kind::Word && terms.at(at + 2).word == 0 && !terms.at(at + 1).glued {
                return None; // "March 3 and 5 people"
            }
            Base::Day { month, day: n, year, weekday: None }
        }
        Base::Year(Year::Is(y)) if dash && terms.form(at + 1).len() == 2 && n > y % 100 && terms.at(at).glued => {
            Base::Year(Year::Is(y / 100 * 100 + n))
        }
        _ => return None,
    };
    Some(Proposal { draft: Draft::new(What::Point(base), "range.end"), first: at + 1, end: at + 2 })
}

fn year_unsaid_after(terms: &Terms<'_>, last: &Proposal, year: Year) -> bool {
    year == Year::Unsaid || terms.plain(last.end - 1).is_none_or(|v| v < 1000)
}

/// "60" in "between 60 and 90 days".
fn duration_head(terms: &Terms<'_>, first: usize, draft: &Draft) -> Option<Proposal> {
    let What::Duration { parts, side } = &draft.what else { return None };
    let [(amount, unit)] = parts[..] else { return None };
    let number = first.checked_sub(2)?;
    let value = terms.number(number).or_else(|| terms.value(number, CARD).map(Rational::of))?;
    (terms.is(first - 1, "and") && terms.is(number.checked_sub(1)?, "between") && value < amount.value?).then_some(())?;
    let parts = vec![(model::Amount { value: Some(value), ..amount }, unit)];
    Some(Proposal { draft: Draft::new(What::Duration { parts, side: *side }, "range.start"), first: number, end: number + 1 })
}

/// "18" in "18 and 19 June", "3–5 March"; "60" in "between 60 and 90 days".
fn range_head(terms: &Terms<'_>, last: Option<&Proposal>, first: usize, draft: &Draft) -> Option<Proposal> {
    if let Some(head) = duration_head(terms, first, draft) {
        return Some(head);
    }
    let &Base::Day { month, day, year, .. } = draft.base()? else { return None };
    terms.plain(first).filter(|&d| d == day)?;
    let (link, number) = (first.checked_sub(1)?, first.checked_sub(2)?);
    let linked = terms.is_any(link, &["to", "and"]) || matches!(terms.form(link), "-" | "–");
    let n = terms.plain(number).filter(|&n| linked && n >= 1 && n < day && terms.form(number).len() <= 2)?;
    if last.is_some_and(|l| l.end > number) || terms.at(number).glued {
        return None;
    }
    let base = Base::Day { month, day: n, year, weekday: None };
    Some(Proposal { draft: Draft::new(What::Point(base), "range.start"), first: number, end: number + 1 })
}

/// Rules of periods of a report that are longer than a quarter.
const LONGER: &[&str] = &["duration.first", "duration.year_ended"];

/// Rules of quarters told for comparison: the one in question stays the one before.
const COMPARED: &[&str] = &["ago", "year_quarter", "time_of_year", "period_last_year", "of_relative_year"];

/// Resolves the drafts in text order.
fn place(story: &Story<'_>, terms: &Terms<'_>, drafts: Vec<Proposal>) -> Vec<TimeExpression> {
    let mut times = Vec::with_capacity(drafts.len());
    let mut context = Context {
        published: story.date,
        day: None,
        point: None,
        recent: false,
        here: false,
        quarter: None,
        last_quarter: None,
        fiscal: None,
        longer: false,
        direction: Direction::Open,
        day_first: day_first(&drafts),
    };
    let mut quarter_sentence = 0;
    let mut point_sentence = 0;
    let mut sentence = 0;
    let mut day_sentence = 0;
    let mut drafts = drafts.into_iter().peekable();
    while let Some(mut p) = drafts.next() {
        let span = terms.span(p.first, p.end);
        while sentence + 1 < story.sentences.len() && story.sentences[sentence].span.end <= span.start {
            sentence += 1;
        }
        if sentence > quarter_sentence + 2 {
            context.quarter = None;
        }
        if sentence > quarter_sentence + 4 {
            context.fiscal = None;
        }
        context.recent = sentence <= point_sentence + 1;
        context.here = sentence == point_sentence;
        context.direction = tense::direction(story, terms, p.first, p.end);
        // "a June agreement": the nearest June, whatever the verb; but "the June vote was close" has been.
        if matches!(p.draft.base(), Some(Base::Month(_, Year::Unsaid, Rel::Unsaid)))
            && modifies(story, span)
            && !(context.direction == Direction::Past && told(story, span))
        {
            context.direction = Direction::Open;
        }
        // "credit through January": the nearest, whichever way the verb looks.
        if terms.is(p.first.wrapping_sub(1), "through") && matches!(p.draft.base(), Some(Base::Month(_, Year::Unsaid, Rel::Unsaid))) {
            context.direction = Direction::Open;
        }
        if let Some(year) = drafts.peek().and_then(|next| shared_year(context, terms, &p, next)) {
            p.draft.set_year(year);
        }
        // A clock time belongs to the day told in the same sentence or the one before, else to the publication day.
        let clock_day = if sentence <= day_sentence + 1 { context.day.or(context.published) } else { context.published };
        let mut against = context;
        // After "the first nine months", "a year earlier" is those months of the year before, and no quarter.
        if context.longer && !terms.is(p.end - 1, "quarter") {
            (against.quarter, against.last_quarter) = (None, None);
        }
        let the = terms.is(p.first, "the");
        let fiscal = terms.is(p.first, "fiscal") || terms.is(p.first + 1, "fiscal");
        let Some((time, cal)) = expression(&against, p, span, clock_day) else { continue };
        let told = LONGER.contains(&&*time.rule) || time.rule == "duration.count" && the;
        if time.r#type == TimeType::Duration && told && matches!(&*time.value, "P6M" | "P9M" | "P1Y") {
            context.longer = true;
        }
        if let Some(cal) = cal {
            context.point = Some(cal);
            point_sentence = sentence;
            if let Cal::Day(d) = cal {
                context.day = Some(d);
                day_sentence = sentence;
            }
            if let Cal::Quarter(y, q) = cal {
                if !COMPARED.iter().any(|part| time.rule.contains(part)) {
                    context.quarter = Some((y, q));
                    context.last_quarter = context.quarter;
                    context.longer = false;
                    if fiscal {
                        context.fiscal = context.quarter;
                    }
                }
                quarter_sentence = sentence;
            }
        }
        times.push(time);
    }
    times.shrink_to_fit();
    times
}

/// The year of the first end of a range, by its second: "from May to July", "March and April 2019".
fn shared_year(context: Context, terms: &Terms<'_>, p: &Proposal, next: &Proposal) -> Option<Year> {
    let (month, day) = match *p.draft.base()? {
        Base::Month(month, Year::Unsaid, Rel::Unsaid) => (month, 0),
        Base::Day { month, day, year: Year::Unsaid, weekday: None } => (month, day),
        _ => return None,
    };
    let base = next.draft.base()?;
    let said = match base {
        Base::Month(_, year, Rel::Unsaid) | Base::Day { year, .. } => *year != Year::Unsaid,
        _ => return None,
    };
    let to = terms.is_any(p.end, &["to", "through", "until", "till"]) || matches!(terms.form(p.end), "-" | "–" | "—");
    let and = terms.is_any(p.end, &["and", "or"]) && (said || terms.is(p.first.wrapping_sub(1), "between"));
    if next.first != p.end + 1 || !(to || and) {
        return None;
    }
    let end = context.resolve(base)?.start()?;
    let before = (month, day) <= (i64::from(end.month()), i64::from(end.day()));
    let year = i64::from(end.year()) - i64::from(!before);
    Some(if said { Year::Is(year) } else { Year::Shift(year - i64::from(context.published?.year())) })
}

/// Whether the expression stands before the noun it modifies.
fn modifies(story: &Story<'_>, span: Span) -> bool {
    let last = story.tokens_in(span).end;
    last > 0
        && matches!(story.deprel(last - 1), Deprel::Compound | Deprel::Nummod | Deprel::Amod | Deprel::NmodUnmarked)
        && story.head(last - 1) == Some(last)
}

/// Whether the noun after the expression is what its clause tells of.
fn told(story: &Story<'_>, span: Span) -> bool {
    let noun = story.tokens_in(span).end;
    noun < story.tokens.len()
        && (matches!(story.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass) || story.child(noun, &[Deprel::Cop]).is_some())
}

/// Whether numeric dates of the story put the day first: by one that can be read in no other way.
fn day_first(drafts: &[Proposal]) -> bool {
    let mut day_month = 0;
    for p in drafts {
        match p.draft.base() {
            Some(&Base::Numeric { first, second, .. }) => {
                if first > 12 {
                    return true;
                }
                if second > 12 {
                    return false;
                }
            }
            Some(Base::Day { .. }) if p.draft.rule.contains("day_month") => day_month += 1,
            Some(Base::Day { .. }) if p.draft.rule.contains("month_day") => day_month -= 1,
            _ => {}
        }
    }
    day_month > 0
}

fn expression(context: &Context, p: Proposal, span: Span, clock_day: Option<jiff::civil::Date>) -> Option<(TimeExpression, Option<Cal>)> {
    let draft = p.draft;
    let mut time = TimeExpression {
        span,
        r#type: TimeType::Date,
        value: String::new(),
        r#mod: draft.modifier.filter(|&m| m != "AGO").map(str::to_owned),
        quant: None,
        freq: None,
        interval: None,
        anchor: TimeAnchor::None,
        rule: draft.rule.into(),
    };
    let cal = match &draft.what {
        What::Reference(value) => {
            time.value = (*value).to_owned();
            time.anchor = TimeAnchor::Publication;
            return Some((time, None));
        }
        What::Set { value, quant, freq } => {
            time.r#type = TimeType::Set;
            time.value.clone_from(value);
            time.quant = quant.map(str::to_owned);
            time.freq.clone_from(freq);
            return Some((time, None));
        }
        What::Duration { parts, side } => {
            time.r#type = TimeType::Duration;
            time.value = actions::duration_value(parts)?;
            if time.r#mod.is_none() && parts.iter().any(|(a, _)| a.approximate && a.value.is_some()) {
                time.r#mod = Some("APPROX".to_owned());
            }
            if *side != 0 {
                time.interval = stretch(context.published, parts, *side);
                time.anchor = if time.interval.is_some() { TimeAnchor::Publication } else { TimeAnchor::None };
            }
            return Some((time, None));
        }
        What::Clock => Cal::Day(clock_day.unwrap_or_default()),
        What::Point(base) => {
            time.anchor = anchor_of(base);
            let cal = if draft.modifier == Some("AGO") && context.quarter.is_none() {
                context.published.map(|p| Cal::Year(p.year() - 1))
            } else {
                context.resolve(base)
            };
            match cal {
                Some(cal) => cal,
                None if context.published.is_none() => return undated(&draft, base, time),
                None => return None,
            }
        }
    };
    time.value = cal.value();
    time.interval = cal.interval();
    if let Some((hour, minute, second)) = draft.clock {
        time.r#type = TimeType::Time;
        if draft.what == What::Clock {
            time.anchor = if clock_day == context.published { TimeAnchor::Publication } else { TimeAnchor::Previous };
        }
        let clock = clock_value(&draft).unwrap_or_default();
        if matches!(cal, Cal::LooseDay(..) | Cal::LooseWeekday(_)) {
            time.value.push_str(&clock);
            return Some((time, Some(cal)));
        }
        let Cal::Day(day) = cal else { return None };
        if clock_day.is_none() && draft.what == What::Clock {
            time.value = format!("XXXX-XX-XX{clock}");
            time.interval = None;
            return Some((time, None));
        }
        time.value.push_str(&clock);
        time.interval = calendar::clock_interval(day, hour, minute, second);
    } else if let Some(part) = draft.part {
        time.r#type = TimeType::Time;
        time.value = format!("{}T{part}", time.value);
        time.interval = if let Cal::Day(day) = cal { calendar::part_interval(day, part) } else { None };
    }
    Some((time, Some(cal)))
}

/// TIMEX3's time of the clock.
fn clock_value(draft: &Draft) -> Option<String> {
    let (hour, minute, second) = draft.clock?;
    let zone = if draft.utc { "Z" } else { "" };
    Some(match second {
        Some(s) => format!("T{hour:02}:{minute:02}:{s:02}{zone}"),
        None => format!("T{hour:02}:{minute:02}{zone}"),
    })
}

/// "last year" in a story without a date: its grain is known, its place is not.
fn undated(draft: &Draft, base: &Base, mut time: TimeExpression) -> Option<(TimeExpression, Option<Cal>)> {
    time.value = base.unspecified()?;
    time.anchor = TimeAnchor::Publication;
    if let Some(clock) = clock_value(draft).or_else(|| draft.part.map(|part| format!("T{part}"))) {
        time.r#type = TimeType::Time;
        time.value.push_str(&clock);
    }
    Some((time, None))
}

fn anchor_of(base: &Base) -> TimeAnchor {
    match base {
        Base::Shift { context: true, .. }
        | Base::Weekday(_, Rel::Context(_))
        | Base::Current(_)
        | Base::LatestQuarter(_)
        | Base::YearAgo
        | Base::PeriodYearAgo
        | Base::QuarterYearAgo
        | Base::SamePeriodYearAgo
        | Base::ThatTime => TimeAnchor::Previous,
        Base::Year(Year::Is(_)) | Base::Decade(_) | Base::Century(_) | Base::Month(_, Year::Is(_), _) => TimeAnchor::None,
        Base::Day { year: Year::Is(_), .. } | Base::Numeric { year: Year::Is(_), .. } | Base::Quarter(_, Year::Is(_)) => TimeAnchor::None,
        _ => TimeAnchor::Publication,
    }
}

/// "the past two months": up to the publication date; "the next five years": from it.
fn stretch(published: Option<jiff::civil::Date>, parts: &[(model::Amount, i64)], side: i64) -> Option<Interval> {
    let here = published?;
    let mut there = here;
    for &(amount, unit) in parts {
        let n = amount.value?.integer()?;
        if unit <= HOUR {
            return None;
        }
        there = calendar::shift(there, n * side.signum(), unit.max(DAY))?;
    }
    let (start, end) = if side < 0 { (there, here) } else { (here, there) };
    Some(Interval { start: Moment::Date(start), end: Moment::Date(end) })
}
