//! Persons whom the models left out where the story says their names again: "Okafor quits" above "Tomas Okafor is tired".

use rustc_hash::FxHashMap as HashMap;

use crate::article::EntityType;
use crate::labels::Upos;
use crate::story::Story;

use super::{Name, covered};

/// Adds a name for each uncovered proper noun that elsewhere is a person's name or ends it.
pub(super) fn add(story: &Story<'_>, names: &mut Vec<Name>) {
    let mut known: HashMap<&str, usize> = HashMap::default();
    for (i, name) in names.iter().enumerate().filter(|(_, name)| name.kind == EntityType::Person) {
        known.entry(story.form(name.last - 1)).or_insert(i);
    }
    let covered = covered(story, names);
    let named = |t: usize| story.upos(t) == Upos::Propn && story.form(t).starts_with(char::is_uppercase);
    // "Okafor Street" is another name, whose parts tell nothing.
    let beside = |t: usize, other: usize| story.tokens.get(other).is_some_and(|o| o.sentence == story.tokens[t].sentence) && named(other);
    let mut found = Vec::new();
    for t in (0..story.tokens.len()).filter(|&t| !covered[t] && named(t)) {
        let form = story.form(t);
        let Some(&i) = known.get(form).filter(|_| form.chars().nth(2).is_some()) else { continue };
        if !beside(t, t + 1) && !t.checked_sub(1).is_some_and(|before| beside(t, before)) {
            found.push(Name { first: t, last: t + 1, ..names[i].clone() });
        }
    }
    names.append(&mut found);
    names.sort_by_key(|n| (n.first, n.last));
}
