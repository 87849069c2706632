//! Names that addresses and lists are made of, whatever the model thought of them.
//!
//! Roads with their numbers ("County Road 42") and streets are facilities. An abbreviated division after a place ("Gary, Ind.")
//! keeps its stop, as does a legislator's home behind the letter of the party ("D-W.Va."). Each member of a list of counties
//! ("Alder, Birch and Cole counties") is a place.

use crate::article::EntityType;
use crate::lexicon::regions;
use crate::model::TYPES;
use crate::story::Story;

use super::Name;

/// Heads of roads that have numbers.
const NUMBERED: &[&str] = &["highway", "hwy", "route", "interstate", "freeway", "motorway", "autoroute"];
/// Heads that have numbers only behind a word of `KEEPERS`.
const ROADS: &[&str] = &["road", "rd", "line"];
/// Who keeps a road.
const KEEPERS: &[&str] = &["state", "county", "u.s.", "us", "provincial", "national", "federal", "interstate", "township", "ranch"];
const STREETS: &[&str] =
    &["street", "st", "avenue", "ave", "road", "rd", "drive", "boulevard", "blvd", "highway", "lane", "parkway", "freeway", "turnpike"];
/// Letters of parties before a legislator's home.
const PARTIES: &[&str] = &["D", "R", "I", "DFL", "L", "G"];
const DIVISIONS: &[&str] = &["counties", "parishes", "provinces", "districts"];

/// Adds, cuts and retypes names.
pub(super) fn apply(story: &Story<'_>, names: &mut Vec<Name>) {
    let mut found = Vec::new();
    for t in 0..story.tokens.len() {
        found.extend(road(story, t));
        found.extend(division(story, t));
        found.extend(home(story, t));
        list(story, t, &mut found);
    }
    put(story, names, found);
    for name in names.iter_mut() {
        let several = name.last - name.first > 1;
        if name.kind == EntityType::Place && several && STREETS.contains(&story.lower(name.last - 1).trim_end_matches('.')) {
            *name = certain(name.first, name.last, EntityType::Facility);
        }
    }
    names.sort_by_key(|n| (n.first, n.last));
}

/// A name whose type the construction itself tells.
fn certain(first: usize, last: usize, kind: EntityType) -> Name {
    let mut fit = [-512; TYPES];
    if let Some(at) = EntityType::ALL.iter().position(|&k| k == kind) {
        fit[at] = 0;
    }
    Name { first, last, kind, fit, fixed: false }
}

/// Puts the found names in: those inside them go, those that overlap them are cut.
fn put(story: &Story<'_>, names: &mut Vec<Name>, mut found: Vec<Name>) {
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|n| (n.first, usize::MAX - n.last));
    let mut claimed = vec![false; story.tokens.len()];
    found.retain(|n| {
        let free = !claimed[n.first..n.last].contains(&true);
        if free {
            claimed[n.first..n.last].fill(true);
        }
        free
    });
    for name in names.iter_mut() {
        cut(story, name, &claimed);
    }
    let party = |n: &Name| n.last - n.first == 1 && claimed.get(n.first + 2) == Some(&true) && is_party(story, n.first);
    names.retain(|n| n.first < n.last && !party(n));
    names.append(&mut found);
}

/// Leaves of a name what stands before the claimed words, or behind them when nothing does.
fn cut(story: &Story<'_>, name: &mut Name, claimed: &[bool]) {
    let Some(first) = (name.first..name.last).find(|&t| claimed[t]) else { return };
    let last = (name.first..name.last).rfind(|&t| claimed[t]).unwrap_or(first) + 1;
    if first > name.first {
        name.last = first;
    } else {
        name.first = last;
    }
    while name.last > name.first && !has_letters(story, name.last - 1) {
        name.last -= 1;
    }
    while name.first < name.last && !has_letters(story, name.first) {
        name.first += 1;
    }
}

fn is_party(story: &Story<'_>, t: usize) -> bool {
    PARTIES.contains(&story.form(t)) && glued(story, t + 1)
}

fn has_letters(story: &Story<'_>, t: usize) -> bool {
    story.form(t).chars().any(char::is_alphabetic)
}

fn is_capital(story: &Story<'_>, t: usize) -> bool {
    t < story.tokens.len() && story.form(t).starts_with(char::is_uppercase)
}

/// Whether no space stands before token `t`.
fn glued(story: &Story<'_>, t: usize) -> bool {
    t > 0 && t < story.tokens.len() && story.tokens[t - 1].span.end == story.tokens[t].span.start
}

/// "Highway 19", "State Route 7A", "U.S. Highway 61".
fn road(story: &Story<'_>, t: usize) -> Option<Name> {
    let number = t + 1;
    let numeral = |form: &str| form.starts_with(|c: char| c.is_ascii_digit()) && form.len() <= 4 && form.chars().all(char::is_alphanumeric);
    if !is_capital(story, t) || number >= story.tokens.len() || !numeral(story.form(number)) {
        return None;
    }
    let keeper = |k: usize| is_capital(story, k) && KEEPERS.contains(&story.lower(k));
    let kept = t > 0 && keeper(t - 1);
    let word = story.lower(t).trim_end_matches('.');
    if !(NUMBERED.contains(&word) || (kept && ROADS.contains(&word))) {
        return None;
    }
    let mut first = t;
    while first > 0 && keeper(first - 1) && story.tokens[first - 1].sentence == story.tokens[t].sentence {
        first -= 1;
    }
    Some(certain(first, number + 1, EntityType::Facility))
}

/// One past the last token of the abbreviated division that begins at `t`, its stop included.
fn abbreviation(story: &Story<'_>, t: usize) -> Option<usize> {
    if !is_capital(story, t) {
        return None;
    }
    (t..(t + 4).min(story.tokens.len()))
        .take_while(|&end| end == t || glued(story, end) || story.form(end - 1) == ".")
        .filter(|&end| {
            let written = story.span(t, end).slice(story.text);
            written.ends_with('.') && regions::lookup(written).is_some()
        })
        .last()
        .map(|end| end + 1)
}

/// "Gary, Ind.": the division; the town is the model's.
fn division(story: &Story<'_>, t: usize) -> Option<Name> {
    let town = t >= 2 && story.form(t - 1) == "," && is_capital(story, t - 2);
    let last = abbreviation(story, t).filter(|_| town)?;
    Some(certain(t, last, EntityType::Place))
}

/// "D-W.Va.", "R-Alder Falls": where a legislator comes from.
fn home(story: &Story<'_>, t: usize) -> Option<Name> {
    let first = t + 2;
    let opened = t > 0 && matches!(story.form(t - 1), "," | "(");
    if !opened || !is_party(story, t) || story.form(t + 1) != "-" || !glued(story, first) || !is_capital(story, first) {
        return None;
    }
    if let Some(last) = abbreviation(story, first) {
        return Some(certain(first, last, EntityType::Place));
    }
    let mut last = first;
    while last < first + 4 && is_capital(story, last) {
        last += 1;
    }
    let closed = last < story.tokens.len() && matches!(story.form(last), "," | ")" | ";" | ".");
    closed.then(|| certain(first, last, EntityType::Place))
}

/// "Alder, Birch and Cole counties".
fn list(story: &Story<'_>, t: usize, found: &mut Vec<Name>) {
    if !DIVISIONS.contains(&story.form(t)) {
        return;
    }
    let mut members: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut joined) = (t, false);
    while at > 0 && members.len() < 40 {
        let mut first = at;
        while first > 0 && is_capital(story, first - 1) {
            first -= 1;
        }
        if first == at {
            break;
        }
        members.push((first, at));
        let Some(link) = first.checked_sub(1).filter(|&l| matches!(story.form(l), "," | "and" | "&")) else { break };
        joined |= story.form(link) != ",";
        at = if link > 0 && story.form(link) != "," && story.form(link - 1) == "," { link - 1 } else { link };
    }
    if joined && members.len() > 1 {
        found.extend(members.into_iter().map(|(first, last)| certain(first, last, EntityType::Place)));
    }
}
