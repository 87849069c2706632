//! Jobs and offices told beside a person's name: before it, in apposition, as a predicate.

use std::sync::OnceLock;

use crate::article::{EntityType, Mention, Role};
use crate::labels::{Deprel, Upos};
use crate::lexicon::words::Words;
use crate::lexicon::{countries, rows, titles};
use crate::span::Span;
use crate::story::{ByToken, Story};
use crate::walk::Walk;

/// Words that put a role in the past.
const FORMER: &[&str] = &["former", "ex", "then", "one-time", "onetime", "erstwhile"];
/// Words that belong to the job that follows them, even where a name was read to end in them ("US Defense" Secretary).
const PORTFOLIOS: &[&str] = &[
    "defense",
    "defence",
    "foreign",
    "interior",
    "finance",
    "health",
    "education",
    "justice",
    "energy",
    "transport",
    "transportation",
    "agriculture",
    "labor",
    "labour",
    "trade",
    "environment",
    "home",
    "prime",
    "deputy",
    "vice",
    "assistant",
    "police",
    "fire",
    "security",
    "information",
    "communications",
    "press",
    "attorney",
    "commerce",
    "treasury",
    "industry",
    "tourism",
    "culture",
    "sports",
    "housing",
    "immigration",
    "oil",
    "chief",
    "executive",
    "managing",
    "general",
    "special",
    "acting",
    "interim",
];
/// Modifiers that belong to the person, not to the job.
const PERSONAL: [&str; 12] =
    ["late", "veteran", "outgoing", "incoming", "new", "current", "longtime", "newly", "embattled", "local", "fellow", "famous"];

fn honorifics() -> &'static Words<Option<&'static str>> {
    static TABLE: OnceLock<Words<Option<&'static str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let row = |mut row: std::str::Split<'static, char>| Some((row.next()?, titles::gender(row.next().unwrap_or(""))));
        rows(include_str!("honorifics.tsv")).filter_map(row).collect()
    })
}

/// Whether a lower-case word is a word of respect ("mr").
pub(super) fn is_honorific(word: &str) -> bool {
    honorifics().contains(word)
}

/// The gender that the words right before a person's name tell.
pub(super) fn honorific_before(story: &Story<'_>, name: Span) -> Option<&'static str> {
    let first = story.token_at(name.start);
    let sentence = story.tokens.get(first)?.sentence;
    for t in (first.saturating_sub(3)..first).rev() {
        if story.tokens[t].sentence != sentence {
            break;
        }
        let word = story.lower(t);
        if let Some(gender) = honorifics().get(word) {
            return *gender;
        }
        match titles::lookup(word) {
            Some(job) if job.gender.is_some() => return job.gender,
            Some(_) => {}
            None if t + 1 == first => return kin(word),
            None => break,
        }
    }
    None
}

/// The gender that a word of kinship right before a name tells: "her husband Colin Ellery".
fn kin(word: &str) -> Option<&'static str> {
    match word {
        "husband" | "brother" | "father" | "son" | "grandson" | "grandfather" | "uncle" | "nephew" | "stepson" | "stepfather"
        | "widower" | "boyfriend" => Some("male"),
        "wife" | "sister" | "mother" | "daughter" | "granddaughter" | "grandmother" | "aunt" | "niece" | "stepdaughter" | "stepmother"
        | "widow" | "girlfriend" => Some("female"),
        _ => None,
    }
}

/// A role and whose it is.
#[derive(Debug)]
pub(super) struct Found {
    /// Index of the person's name.
    pub name: usize,
    pub role: Role,
    /// The token that is the job's noun.
    pub head: usize,
}

/// Names by the tokens that they cover.
pub(super) struct Cover<'a> {
    names: &'a [Mention],
    of: ByToken,
}

impl<'a> Cover<'a> {
    pub fn new(story: &Story<'_>, names: &'a [Mention]) -> Self {
        let mut of = ByToken::new(story);
        let mut walk = Walk::new(story);
        for (i, name) in names.iter().enumerate() {
            for t in walk.tokens_in(name.span) {
                of.set(t, i);
            }
        }
        Self { names, of }
    }

    /// The name that token `t` is part of.
    pub fn name_of(&self, t: usize) -> Option<usize> {
        self.of.at(t)
    }

    pub fn kind(&self, name: usize) -> EntityType {
        self.names[name].r#type.unwrap_or(EntityType::Misc)
    }
}

/// All roles of the story's persons.
pub(super) fn find(story: &Story<'_>, names: &[Mention], cover: &Cover<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (n, name) in names.iter().enumerate().filter(|(_, m)| m.r#type == Some(EntityType::Person)) {
        let tokens = story.tokens_in(name.span);
        if tokens.is_empty() {
            continue;
        }
        let (first, last) = (tokens.start, tokens.end - 1);
        found.extend(before(story, cover, names, n, first));
        found.extend(apposition_after(story, cover, names, n, last));
        found.extend(predicate(story, cover, names, n, first, last));
    }
    found
}

/// A job word, judged by its lower-case form; hyphenated jobs are several tokens ("vice - president").
fn is_job(story: &Story<'_>, t: usize) -> bool {
    let word = story.lower(t);
    titles::lookup(word.strip_prefix("ex-").unwrap_or(word)).is_some()
}

/// Jobs that go on with "of": "chief of staff", "secretary of state", "head of mission".
fn goes_on(story: &Story<'_>, of: usize) -> bool {
    const OBJECTS: &[&str] = &[
        "staff",
        "state",
        "mission",
        "defence",
        "defense",
        "operations",
        "government",
        "security",
        "intelligence",
        "communications",
        "justice",
        "police",
        "protocol",
        "finance",
        "parliament",
        "studies",
        "research",
        "engineering",
        "education",
        "works",
        "programs",
        "programmes",
    ];
    story.lower(of) == "of" && of + 1 < story.tokens.len() && OBJECTS.contains(&story.lower(of + 1))
}

/// "US Defense Secretary Mark Esper", "Iraq's interior minister Yassine al-Yasseri".
fn before(story: &Story<'_>, cover: &Cover<'_>, names: &[Mention], n: usize, first: usize) -> Option<Found> {
    let start = story.sentence_tokens(story.tokens[first].sentence.index()).start;
    let mut left = first;
    while left > start {
        let t = left - 1;
        let word = story.lower(t);
        let part = matches!(story.upos(t), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X)
            || cover.name_of(t).is_some()
            || is_job(story, t)
            || PORTFOLIOS.contains(&word)
            || is_honorific(word)
            || matches!(word, "-" | "." | "&" | "/")
            || FORMER.contains(&word)
            || (word == "of" && t > start && is_job(story, t - 1) && goes_on(story, t))
            || (word == "and" && t > start && is_job(story, t - 1))
            || (word == "for" && t > start && is_job(story, t - 1))
            || (matches!(word, "'s" | "'") && t > start && cover.name_of(t - 1).is_some());
        if !part || cover.name_of(t).is_some_and(|m| cover.kind(m) == EntityType::Person) {
            break;
        }
        left = t;
    }
    // The job stands right before the name, or before words of respect.
    let mut end = first;
    while end > left && is_honorific(story.lower(end - 1)) && !is_job(story, end - 1) {
        end -= 1;
    }
    // "Gov." may be two tokens.
    let job = if end > left && story.lower(end - 1) == "." { end.checked_sub(2)? } else { end.checked_sub(1)? };
    let of_phrase = job >= left + 2 && goes_on(story, job - 1) && is_job(story, job - 2);
    if job < left || !(is_job(story, job) || of_phrase) {
        return None;
    }
    let head = if of_phrase { job - 2 } else { job };
    if cover.name_of(head).is_some_and(|m| cover.kind(m) != EntityType::Organization) {
        return None;
    }
    split(story, cover, names, n, left, end, head, None)
}

/// "Yassine al-Yasseri, Iraq's interior minister,", "Ms Okoro (chief executive of Acme)".
fn apposition_after(story: &Story<'_>, cover: &Cover<'_>, names: &[Mention], n: usize, last: usize) -> Option<Found> {
    let sentence = story.sentence_tokens(story.tokens[last].sentence.index());
    let mut at = last + 1;
    if at >= sentence.end || !matches!(story.form(at), "," | "(" | "–" | "—") {
        return None;
    }
    at += 1;
    // ", 71, the chairwoman": an age comes between.
    if at + 1 < sentence.end && story.form(at).bytes().all(|b| b.is_ascii_digit()) && story.form(at + 1) == "," {
        at += 2;
    }
    phrase(story, cover, names, n, at, sentence.end)
}

/// The noun phrase with a job that begins at token `at`.
fn phrase(story: &Story<'_>, cover: &Cover<'_>, names: &[Mention], n: usize, at: usize, end: usize) -> Option<Found> {
    let mut first = at;
    while first < end
        && (story.upos(first) == Upos::Det || matches!(story.lower(first), "the" | "a" | "an" | "its" | "his" | "her" | "their"))
    {
        first += 1;
    }
    let mut stop = first;
    let mut head = None;
    while stop < end && stop < first + 12 {
        let word = story.lower(stop);
        let person = cover.name_of(stop).is_some_and(|m| cover.kind(m) == EntityType::Person);
        let part = !person
            && (matches!(story.upos(stop), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::Num | Upos::X)
                || cover.name_of(stop).is_some()
                || is_job(story, stop)
                || matches!(word, "-" | "&" | "'s" | "'")
                || FORMER.contains(&word)
                || (word == "of" && stop > first && is_job(story, stop - 1) && goes_on(story, stop))
                || (word == "and"
                    && stop > first
                    && is_job(story, stop - 1)
                    && stop + 1 < end
                    && !matches!(story.upos(stop + 1), Upos::Verb | Upos::Pron)));
        if !part {
            break;
        }
        if is_job(story, stop) {
            head = Some(stop);
        }
        stop += 1;
    }
    let head = head?;
    // What follows the job: "of", "at", "for", "with", "in" and a body or place.
    let after_head = if head + 1 < end && goes_on(story, head + 1) { head + 3 } else { head + 1 };
    let mut title_end = after_head.min(end);
    // "professor emeritus", "director general", "attorney general".
    while title_end < stop && matches!(story.lower(title_end), "general" | "emeritus" | "emerita" | "designate" | "elect" | "-") {
        title_end += 1;
    }
    // "editor at large", "editor in chief", "editor-in-chief".
    let word = |t: usize| if t < end { story.lower(t) } else { "" };
    for (second, last) in [("at", "large"), ("in", "chief")] {
        if word(title_end) == second && word(title_end + 1) == last {
            title_end += 2;
        } else if word(title_end) == "-" && word(title_end + 1) == second && word(title_end + 3) == last {
            title_end += 4;
        }
    }
    split(story, cover, names, n, first, title_end, head, Some(end))
}

/// "Jane Doe is chief executive of Acme", "Smith, who was mayor of Wexley"; "the minister, Jane Doe".
fn predicate(story: &Story<'_>, cover: &Cover<'_>, names: &[Mention], n: usize, first: usize, last: usize) -> Option<Found> {
    let sentence = story.sentence_tokens(story.tokens[last].sentence.index());
    // The name in apposition to a job: ", Jane Doe," after "the interior minister".
    if first >= sentence.start + 2 && story.form(first - 1) == "," {
        let job_end = first - 2;
        let head_last = job_end;
        // Walk back over "of X" to the job.
        let mut head = head_last;
        let mut steps = 0;
        while !is_job(story, head)
            && head > sentence.start
            && steps < 8
            && !matches!(story.form(head), "," | ";" | ":")
            && story.upos(head) != Upos::Verb
        {
            head -= 1;
            steps += 1;
        }
        if is_job(story, head) && cover.name_of(head).is_none_or(|m| cover.kind(m) != EntityType::Person) {
            let mut left = head;
            while left > sentence.start {
                let t = left - 1;
                let word = story.lower(t);
                let person = cover.name_of(t).is_some_and(|m| cover.kind(m) == EntityType::Person);
                let part = !person
                    && (matches!(story.upos(t), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
                        || cover.name_of(t).is_some()
                        || matches!(word, "-" | "'s" | "'")
                        || FORMER.contains(&word));
                if !part {
                    break;
                }
                left = t;
            }
            let introduced = left > sentence.start
                && (story.upos(left - 1) == Upos::Det
                    || matches!(story.lower(left - 1), "the" | "its" | "his" | "her" | "their" | "a" | "an"))
                || cover.name_of(left).is_some();
            let title_end = if head < head_last && goes_on(story, head + 1) { head + 3 } else { head + 1 };
            if introduced && (head == head_last || story.lower(title_end.min(head_last)).len() <= 4) {
                return split(story, cover, names, n, left, title_end, head, Some(first - 1));
            }
        }
    }
    let mut at = last + 1;
    if at < sentence.end && story.form(at) == "," {
        at += 1;
        if at >= sentence.end || !matches!(story.lower(at), "who") {
            return None;
        }
        at += 1;
    }
    if at >= sentence.end {
        return None;
    }
    let verb = story.lower(at);
    if matches!(verb, "is" | "was" | "became" | "becomes") {
        return phrase(story, cover, names, n, at + 1, sentence.end);
    }
    None
}

/// Divides the words of a role: place and body, status, title. Tokens `first..end` are the words up to the job; `beyond` is
/// where an "of"-phrase after it may reach.
#[allow(clippy::too_many_arguments, reason = "one place for all constructions")]
fn split(
    story: &Story<'_>,
    cover: &Cover<'_>,
    names: &[Mention],
    n: usize,
    first: usize,
    end: usize,
    head: usize,
    beyond: Option<usize>,
) -> Option<Found> {
    let (mut place, mut organization, mut status) = (None, None, None);
    let mut title_first = first;
    let mut t = first;
    while t < head {
        let word = story.lower(t);
        let name = cover.name_of(t);
        if FORMER.contains(&word) {
            status = Some("former".to_owned());
            title_first = t + 1;
            // "ex-minister".
            if title_first < head && story.form(title_first) == "-" {
                title_first += 1;
            }
        } else if PERSONAL.contains(&word) || matches!(word, "'s" | "'") || is_honorific(word) {
            title_first = t + 1;
        } else if let Some(m) = name {
            let span = names[m].span;
            let text = || span.slice(story.text).to_owned();
            let after = story.token_at(span.end);
            if after > head {
                // The name takes in the job: leave the words to the title.
                break;
            }
            let inside = story.tokens_in(span);
            let portfolio =
                inside.clone().find(|&w| w > inside.start && w >= t && (w..after).all(|w| PORTFOLIOS.contains(&story.lower(w))));
            if let Some(portfolio) = portfolio.filter(|_| after == head) {
                place = Some(story.span(inside.start, portfolio - 1).slice(story.text).to_owned());
                title_first = portfolio;
                t = portfolio;
                while t < head {
                    t += 1;
                }
                continue;
            }
            // "assistant U.S. attorney": a place inside the job.
            if t > title_first && (title_first..t).all(|w| PORTFOLIOS.contains(&story.lower(w))) {
                t = after;
                continue;
            }
            match cover.kind(m) {
                EntityType::Place | EntityType::Group | EntityType::Facility => place = Some(text()),
                EntityType::Organization => organization = Some(text()),
                _ => {}
            }
            title_first = after;
            t = after;
            continue;
        } else if t == title_first && countries::lookup(story.form(t)).is_some() {
            place = Some(story.form(t).to_owned());
            title_first = t + 1;
        } else if matches!(story.upos(t), Upos::Num | Upos::Punct) && story.form(t) != "-" {
            title_first = t + 1;
        }
        t += 1;
    }
    while title_first < head && story.form(title_first) == "-" {
        title_first += 1;
    }
    if title_first > head || end <= title_first {
        return None;
    }
    // "State Department spokesperson": capitals before a small-letter job are a body.
    let capital = |t: usize| story.form(t).starts_with(char::is_uppercase);
    if !capital(head) && head > title_first + 1 && (title_first..head).all(capital) && organization.is_none() {
        organization = Some(story.span(title_first, head - 1).slice(story.text).to_owned());
        title_first = head;
    }
    let mut span = story.span(title_first, end - 1);
    if story.lower(title_first).starts_with("ex-") {
        status = Some("former".to_owned());
        span.start += "ex-".len() as u32;
    }
    let title = span.slice(story.text).to_owned();
    let whole_first = first.min(title_first);
    span = story.span(whole_first, end - 1);
    if let Some(limit) = beyond {
        if let Some((m, last)) = body_after(story, cover, end, limit) {
            let text = names[m].span.slice(story.text).to_owned();
            match cover.kind(m) {
                EntityType::Organization => organization = organization.or(Some(text)),
                EntityType::Place | EntityType::Facility => place = place.or(Some(text)),
                _ => {}
            }
            span = story.span(whole_first, last);
        }
    }
    if title.chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    Some(Found { name: n, role: Role { title, organization, place, status, span }, head })
}

/// The name in "of the X", "at X", "for X", "with X" that begins at token `at`.
fn body_after(story: &Story<'_>, cover: &Cover<'_>, at: usize, limit: usize) -> Option<(usize, usize)> {
    if at >= limit || !matches!(story.lower(at), "of" | "at" | "for" | "with" | "in" | "to" | "from") {
        return None;
    }
    for t in at + 1..limit.min(at + 8) {
        if matches!(story.form(t), "," | ";" | ":" | ")") || story.upos(t) == Upos::Verb {
            return None;
        }
        if let Some(m) = cover.name_of(t) {
            if matches!(cover.kind(m), EntityType::Organization | EntityType::Place | EntityType::Facility) {
                let last = story.tokens_in(cover.names[m].span).end - 1;
                return Some((m, last));
            }
        }
    }
    None
}

/// The relation by which the tree itself says that `t` is a name's apposition; used by nominals.
pub(super) fn is_apposition(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Appos | Deprel::Flat | Deprel::NmodDesc)
}
