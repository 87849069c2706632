//! Countries of places, groups and organizations. A town of many countries goes where the story's other places are.

use rustc_hash::FxHashMap as HashMap;

use crate::article::{EntityType, Mention};
use crate::lexicon::{countries, places, regions, without_endings, without_opening, without_possessive};
use crate::story::Story;

use super::line::Line;

/// Places that lie in no one country.
const NOWHERE: &[&str] = &[
    "Europe",
    "Africa",
    "Asia",
    "North America",
    "South America",
    "Latin America",
    "Central America",
    "Middle East",
    "Caribbean",
    "Pacific",
    "Atlantic",
    "Mediterranean",
    "Balkans",
    "Sahel",
    "Arctic",
    "West",
    "East",
    "Western Europe",
    "Eastern Europe",
    "Southeast Asia",
    "West Africa",
    "East Africa",
    "Black Sea",
    "Red Sea",
    "Persian Gulf",
    "Gulf",
    "Scandinavia",
    "Central Asia",
];

/// What the story's unambiguous places say.
#[derive(Debug, Default)]
pub(super) struct Context {
    countries: HashMap<&'static str, i32>,
    divisions: HashMap<(&'static str, &'static str), i32>,
}

impl Context {
    /// Counts countries, demonyms and divisions among the names; the address's country counts a little.
    pub fn new(story: &Story<'_>, names: &[Mention]) -> Self {
        let mut context = Self::default();
        for name in names {
            let text = name.span.slice(story.text);
            if text == "Georgia" || text == "Jordan" || name.r#type == Some(EntityType::Person) {
                continue;
            }
            let country = countries::lookup(text);
            if let Some((countries::Sort::Name | countries::Sort::Demonym, country)) = country {
                *context.countries.entry(country.code).or_default() += 2;
            } else if country.is_some() {
                // A capital may be another town of the name.
            } else if text.ends_with(" County") {
                *context.countries.entry("US").or_default() += 2;
            } else if let Some(region) = regions::lookup(text) {
                *context.countries.entry(region.country).or_default() += 3;
                if let Some(division) = region.division {
                    *context.divisions.entry((region.country, division)).or_default() += 3;
                }
            } else if let Some(first) = places::lookup(text).next() {
                let one_country = places::lookup(text).all(|t| t.country == first.country);
                if first.size >= 6 || one_country {
                    *context.countries.entry(first.country).or_default() += 1;
                }
            }
        }
        if let Some(country) = story.metadata.url.as_deref().and_then(top_level_country) {
            *context.countries.entry(country).or_default() += 4;
        }
        context
    }

    fn weight(&self, country: &str) -> i32 {
        self.countries.get(country).copied().unwrap_or(0).min(8)
    }

    fn division_weight(&self, country: &str, division: Option<&str>) -> i32 {
        let of = |d| self.divisions.iter().filter(|((c, v), _)| *c == country && *v == d).map(|(_, n)| *n).sum::<i32>();
        division.map_or(0, of).min(8)
    }
}

/// The country of an address's top-level domain.
fn top_level_country(url: &str) -> Option<&'static str> {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':', '?']).next()?;
    let last = host.rsplit('.').next()?.to_ascii_uppercase();
    let code = if last == "UK" { "GB" } else { &last };
    // Domains that are sold as words.
    if matches!(code, "TV" | "CO" | "IO" | "ME" | "AI" | "FM" | "LY" | "CC") {
        return None;
    }
    countries::by_code(code).map(|c| c.code)
}

/// The country of a place, with the name that follows it after a comma ("Paris, Texas").
pub(super) fn of_place(name: &str, container: Option<&str>, context: &Context) -> Option<&'static str> {
    if NOWHERE.contains(&name.trim_start_matches("the ")) {
        return None;
    }
    let own = match countries::lookup(name) {
        Some((countries::Sort::Name, c)) => Some(c.code),
        _ => None,
    };
    // "Lebanon, Tenn." is a town; "Liberia, Mauritania and Mali" is a list.
    if let Some(container) = container.filter(|c| own.is_none() || regions::lookup(c).is_some()) {
        let region = regions::lookup(container);
        if container == "Georgia" {
            return Some("US");
        }
        if let Some(country) = region.map(|r| r.country).or_else(|| match countries::lookup(container) {
            Some((countries::Sort::Name, c)) => Some(c.code),
            _ => None,
        }) {
            return Some(country);
        }
    }
    if name == "Georgia" {
        return Some(if context.weight("US") > 2 * context.weight("GE") { "US" } else { "GE" });
    }
    match countries::lookup(name) {
        Some((countries::Sort::Name | countries::Sort::Capital, c)) if !is_contested(name, context) => return Some(c.code),
        _ => {}
    }
    if let Some(region) = regions::lookup(name) {
        return Some(region.country);
    }
    let stem = without_endings(without_opening(name, "County "), &[" County", " City", " Province", " province", " State"]);
    let direction = ["North ", "South ", "East ", "West ", "Northern ", "Southern ", "Eastern ", "Western ", "Central "];
    let bare = direction.iter().find_map(|d| stem.strip_prefix(d));
    best_town(name, context).or_else(|| best_town(stem, context)).or_else(|| {
        let bare = bare?;
        match countries::lookup(bare) {
            Some((countries::Sort::Name, c)) => Some(c.code),
            _ => regions::lookup(bare).map(|r| r.country).or_else(|| best_town(bare, context)),
        }
    })
}

/// Capitals whose name is also that of a town in a country that the story is about.
fn is_contested(name: &str, context: &Context) -> bool {
    let Some((_, country)) = countries::lookup(name) else { return false };
    let elsewhere = |t: &places::Candidate| t.country != country.code;
    let same_division = places::lookup(name).filter(elsewhere).any(|t| context.division_weight(t.country, t.division) >= 3);
    let same_country = places::lookup(name).filter(elsewhere).any(|t| context.weight(t.country) >= 4);
    context.weight(country.code) == 0 && (same_division || same_country)
}

fn best_town(name: &str, context: &Context) -> Option<&'static str> {
    let score =
        |t: &places::Candidate| 2 * i32::from(t.size) + 2 * context.weight(t.country) + 2 * context.division_weight(t.country, t.division);
    // The first of equals is the largest.
    let mut best: Option<(i32, &'static str)> = None;
    for town in places::lookup(name) {
        let score = score(&town);
        if best.is_none_or(|(b, _)| score > b) {
            best = Some((score, town.country));
        }
    }
    best.map(|(_, country)| country)
}

/// The country that an organization's or group's name says: "Iraqi Army", "Bank of Uganda", "Palestinians".
pub(super) fn of_name(name: &str) -> Option<&'static str> {
    if let Some((_, c)) = countries::lookup(name) {
        return Some(c.code);
    }
    let words = Line::new(name.split_whitespace(), name.len());
    for length in [3, 2, 1] {
        for start in 0..words.len().saturating_sub(length - 1) {
            let part = without_possessive(words.stretch(start..start + length));
            match countries::lookup(part) {
                Some((countries::Sort::Name | countries::Sort::Demonym, c)) if part != "Georgia" && part != "Jordan" => {
                    return Some(c.code);
                }
                _ => {}
            }
        }
    }
    None
}
