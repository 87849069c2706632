//! Datelines: where the story was filed, by whom and when ("BAGHDAD (AP) —").
//!
//! The forms: `PLACE[, Region][, date] (AGENCY) —`, `PLACE[, date] —`, `Place, date (AGENCY)` without a dash, `AGENCY, Place`,
//! `(AGENCY) —` with no place (gives only the agency). Without agency and date the place is in capitals or is a known town.

use super::case;
use super::dates::{self, WrittenDate};
use super::lexicon::{Agencies, AgencyKind};
use crate::lexicon as world;

/// A dateline, in bytes of the paragraph it heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDateline {
    /// The place in ordinary case; empty for "(Reuters) -".
    pub location: String,
    pub agency: Option<String>,
    /// Whether the agency is a news agency.
    pub wire: bool,
    pub date: Option<WrittenDate>,
    pub start: usize,
    pub end: usize,
}

/// A dateline is never longer, in bytes.
const LONGEST: usize = 110;

/// The dateline at the head of a paragraph.
pub(super) fn read(known: Agencies<'_>, text: &str) -> Option<FoundDateline> {
    let mut limit = text.len().min(LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    agency_first(known, head, text.len() == limit).or_else(|| bracketed(known, head)).or_else(|| dashed(known, head))
}

/// `PLACE, date (AGENCY) —`; also `PLACE —(AGENCY)—` and `(AGENCY) —`.
fn bracketed(known: Agencies<'_>, head: &str) -> Option<FoundDateline> {
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let (name, kind) = known.find(head[open + 1..close].trim())?;
    if kind == AgencyKind::Photo {
        return None;
    }
    let behind = &head[close + 1..];
    let mut end = close + 1;
    let mut date = None;
    let mut rest = behind;
    // "PARIS (AFP), May 20 —" and "KARVO, (Reuters) Sept 8 -".
    if let Some((found, n)) = dates::read(behind) {
        date = Some(found);
        end += n;
        rest = &behind[n..];
    }
    let dash = starts_with_dash(rest);
    let place = head[..open].trim_end().trim_end_matches([',', '-', '–', '—', '_', '.']).trim_end();
    if place.is_empty() {
        return dash.then(|| FoundDateline {
            location: String::new(),
            agency: Some(name.to_owned()),
            wire: kind == AgencyKind::Wire,
            date,
            start: open,
            end,
        });
    }
    let (location, before) = place_and_date(place)?;
    // Without a dash the text must go on with a capital: "New Delhi, Nov 3 (PTI) The government".
    let capital = rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '\''));
    let dated = before.is_some() || date.is_some();
    (dash || capital && (dated || is_caps(&place[..first_part(place)]))).then(|| FoundDateline {
        location,
        agency: Some(name.to_owned()),
        wire: kind == AgencyKind::Wire,
        date: before.or(date),
        start: 0,
        end,
    })
}

/// `LONDON —`, `LAKESIDE, Ill. —`, `Jakarta, May 3 –`, `KUALA LUMPUR:`.
fn dashed(known: Agencies<'_>, head: &str) -> Option<FoundDateline> {
    let (at, mark) = first_dash(head)?;
    let place = head[..at].trim_end();
    let rest = head[at + mark.len()..].trim_start();
    if place.is_empty() || place.contains(['(', ')', '"', '“', '?', '!']) {
        return None;
    }
    let (location, date) = place_and_date(place)?;
    // "ZONGULDAK – Anadolu Agency", as a line of its own.
    if let Some((name, AgencyKind::Wire)) = known.find(rest) {
        return Some(FoundDateline { location, agency: Some(name.to_owned()), wire: true, date, start: 0, end: head.trim_end().len() });
    }
    let first = &place[..first_part(place)];
    let capital = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"' | '‘' | '\'') || c.is_ascii_digit());
    let certain = if mark == ":" {
        is_caps(first) && first.chars().count() > 3 && (is_known(first) || date.is_some())
    } else {
        date.is_some() || is_caps(first) && first.chars().filter(|c| c.is_alphabetic()).count() > 2 || is_known(first)
    };
    (certain && capital).then_some(FoundDateline { location, agency: None, wire: false, date, start: 0, end: place.len() })
}

/// `AFP, Paris —`, `(AFP, Paris)`, and the same as a line of its own.
fn agency_first(known: Agencies<'_>, head: &str, whole: bool) -> Option<FoundDateline> {
    let bracket = usize::from(head.starts_with('('));
    let body = &head[bracket..];
    let comma = body.find(',').filter(|&n| n <= 20)?;
    let (name, kind) = known.find(&body[..comma]).filter(|&(_, k)| k == AgencyKind::Wire)?;
    let after = &body[comma + 1..];
    let stop = after
        .char_indices()
        .find(|&(i, c)| matches!(c, ')' | '—' | '–' | '\n' | ':') || (c == '-' && after[..i].ends_with(' ')))
        .map(|(i, _)| i);
    let end = match stop {
        Some(i) => i,
        None if whole => after.len(),
        None => return None,
    };
    let place = after[..end].trim();
    let (location, date) = place_and_date(place)?;
    if !(is_caps(place) || is_known(&place[..first_part(place)])) {
        return None;
    }
    let close = usize::from(bracket == 1 && after[end..].starts_with(')'));
    let end = bracket + comma + 1 + after[..end].trim_end().len() + close;
    Some(FoundDateline { location, agency: Some(name.to_owned()), wire: kind == AgencyKind::Wire, date, start: 0, end })
}

/// A place of at most three parts, the last of which may be a date.
fn place_and_date(text: &str) -> Option<(String, Option<WrittenDate>)> {
    let mut date = None;
    let mut place = text;
    for (i, _) in text.match_indices([',', ' ']) {
        if let Some(found) = dates::read_whole(&text[i + 1..]) {
            date = Some(found);
            place = text[..i].trim_end().trim_end_matches(',');
            break;
        }
    }
    let mut location = String::new();
    let mut parts = 0;
    for part in place.split(',') {
        let part = part.trim();
        parts += 1;
        if !is_place(part) {
            return None;
        }
        if parts > 1 {
            location.push_str(", ");
        }
        let part = if part.chars().any(char::is_uppercase) { case::ordinary(part) } else { capitalized(part) };
        location.push_str(&part);
    }
    (parts <= 3).then_some((location, date))
}

fn capitalized(part: &str) -> String {
    let mut out = case::ordinary(&part.to_uppercase());
    if out.is_empty() {
        out.push_str(part);
    }
    out
}

/// One to five words with capitals ("St. John's", "Rio de Janeiro"), or a known town in small letters.
fn is_place(part: &str) -> bool {
    let mut words = 0;
    for word in part.split([' ', '\u{A0}', '/']) {
        words += 1;
        let particle = matches!(
            word,
            "de" | "da"
                | "do"
                | "dos"
                | "del"
                | "la"
                | "las"
                | "el"
                | "al"
                | "and"
                | "of"
                | "the"
                | "on"
                | "upon"
                | "sur"
                | "am"
                | "an"
                | "der"
                | "den"
                | "ez"
        );
        let first = word.chars().next().unwrap_or('.');
        let capital = first.is_uppercase() || word.starts_with("al-") || word.starts_with("el-") || matches!(first, '\'' | '’');
        if !(capital || particle)
            || !word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\u{0300}'..='\u{036F}'))
        {
            return !part.is_empty() && part.len() < 30 && words == 1 && is_known(&capitalized(part));
        }
    }
    words <= 5 && !part.is_empty() && part.len() <= 48
}

/// Whether the place is a town or country of the gazetteer.
pub(super) fn is_known(place: &str) -> bool {
    let place = place.trim().trim_end_matches(',');
    if place.is_empty() || place.len() > 40 {
        return false;
    }
    let ordinary = case::ordinary(place);
    world::places::lookup(&ordinary).next().is_some() || world::countries::lookup(&ordinary).is_some()
}

fn first_part(place: &str) -> usize {
    place.find(',').unwrap_or(place.len())
}

fn is_caps(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn starts_with_dash(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{A0}']);
    rest.starts_with(['—', '–', '-', '_', '―', ':', '|']) && !rest.starts_with("-year")
}

/// The first dash (or colon) that can end a dateline: dashes with a blank, or long.
fn first_dash(head: &str) -> Option<(usize, &'static str)> {
    let mut best: Option<(usize, &'static str)> = None;
    for mark in ["—", "–", "―", " - ", " -- ", "--", " _ ", ": "] {
        if let Some(at) = head.find(mark)
            && best.is_none_or(|(b, _)| at < b)
        {
            best = Some((at, mark));
        }
    }
    best.map(|(at, mark)| (at, if mark == ": " { ":" } else { mark }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: &str, location: &str, agency: Option<&str>, date: Option<(Option<i16>, i8, i8)>) {
        let found = read(Agencies::default(), text).unwrap_or_else(|| panic!("no dateline in {text:?}"));
        assert_eq!(&text[found.start..found.end], span, "{text:?}");
        assert_eq!(found.location, location, "{text:?}");
        assert_eq!(found.agency.as_deref(), agency, "{text:?}");
        assert_eq!(found.date.map(|d| (d.year, d.month, d.day)), date, "{text:?}");
    }

    #[test]
    fn forms() {
        check("BAGHDAD (AP) — Troops", "BAGHDAD (AP)", "Baghdad", Some("AP"), None);
        check("WASHINGTON, Dec. 31 (Reuters) - The", "WASHINGTON, Dec. 31 (Reuters)", "Washington", Some("Reuters"), Some((None, 12, 31)));
        check("LONDON — The", "LONDON", "London", None, None);
        check("New Delhi, Nov 3 (PTI) The", "New Delhi, Nov 3 (PTI)", "New Delhi", Some("PTI"), Some((None, 11, 3)));
        check("AFP, Paris - The", "AFP, Paris", "Paris", Some("AFP"), None);
        check("AFP, Paris", "AFP, Paris", "Paris", Some("AFP"), None);
        check("VELMORA, May 20, 2018 (AFP) – Water", "VELMORA, May 20, 2018 (AFP)", "Velmora", Some("AFP"), Some((Some(2018), 5, 20)));
        check("LAKESIDE, Ill. — A judge", "LAKESIDE, Ill.", "Lakeside, Ill.", None, None);
        check("PORT ELLERY, Texas (AP) — An", "PORT ELLERY, Texas (AP)", "Port Ellery, Texas", Some("AP"), None);
        check("baghdad (ap) - Troops", "baghdad (ap)", "Baghdad", Some("AP"), None);
        check("ST. LOUIS (AP) _ The", "ST. LOUIS (AP)", "St. Louis", Some("AP"), None);
        check("SÃO PAULO (AFP) - A", "SÃO PAULO (AFP)", "São Paulo", Some("AFP"), None);
        check("KARACHI: The court", "KARACHI", "Karachi", None, None);
        check("Jakarta, 3 May 2024 — A", "Jakarta, 3 May 2024", "Jakarta", None, Some((Some(2024), 5, 3)));
        check("WASHINGTON/LONDON (Reuters) - A", "WASHINGTON/LONDON (Reuters)", "Washington/London", Some("Reuters"), None);
        check("(Reuters) - A ship", "(Reuters)", "", Some("Reuters"), None);
    }

    #[test]
    fn none() {
        for text in [
            "Peace — that was the word — came late.",
            "The company (AP) — said so.",
            "Police said: The road is shut.",
            "I saw it - The end.",
            "The UN (Reuters reported) - said",
            "Okoro, 44, took over.",
            "Q: What did you see?",
            "BBC: The story so far",
            "",
            "“London — The city”",
        ] {
            assert_eq!(read(Agencies::default(), text), None, "{text:?}");
        }
    }
}
