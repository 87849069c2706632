//! Acronyms that the model left out, of bodies that the story names in full: "the W.H.O." after "World Health Organization".

use std::collections::HashMap;

use crate::article::EntityType;
use crate::story::Story;

use super::{Name, covered};

/// Words that lend no letter.
const SMALL: &[&str] = &["of", "the", "for", "and", "in", "on", "de", "&"];

/// Adds a name for each uncovered run of capitals that abbreviates an organization's name of the story.
pub(super) fn add(story: &Story<'_>, names: &mut Vec<Name>) {
    let initials = |name: &Name| -> String {
        let words = (name.first..name.last).filter(|&t| !SMALL.contains(&story.lower(t)));
        words.filter_map(|t| story.form(t).chars().next()).filter(|c| c.is_uppercase()).collect()
    };
    let mut long: HashMap<String, Name> = HashMap::new();
    for name in names.iter().filter(|n| n.kind == EntityType::Organization && n.last - n.first > 2) {
        let letters = initials(name);
        if letters.chars().count() > 2 {
            long.entry(letters).or_insert_with(|| name.clone());
        }
    }
    if long.is_empty() {
        return;
    }
    let covered = covered(story, names);
    for t in (0..story.tokens.len()).filter(|&t| !covered[t]) {
        let form = story.form(t);
        if form.len() < 3 || !form.chars().all(|c| c.is_uppercase() || c == '.') {
            continue;
        }
        let letters: String = form.chars().filter(|c| *c != '.').collect();
        if let Some(name) = long.get(&letters) {
            // The last stop of "W.H.O." may be a token of its own.
            let stop = form.contains('.')
                && !form.ends_with('.')
                && story.tokens.get(t + 1).is_some_and(|n| n.span.start == story.tokens[t].span.end && story.form(t + 1) == ".");
            let last =
                if stop && t + 2 < story.tokens.len() && story.tokens[t + 2].sentence == story.tokens[t].sentence { t + 2 } else { t + 1 };
            names.push(Name { first: t, last, ..name.clone() });
        }
    }
    names.sort_by_key(|n| (n.first, n.last));
}
