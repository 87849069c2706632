//! Names of the caller's lexicon.

use crate::article::EntityType;
use crate::model::TYPES;
use crate::story::Story;

use super::Name;

/// How little other types fit a name whose type was told.
const AGAINST: i16 = -500;

/// Puts the lexicon's names among the model's: the longest at each place. A longer name of the model around one stays; what it
/// overlaps otherwise goes.
pub(super) fn apply(story: &Story<'_>, names: &mut Vec<Name>) {
    let mut found = found(story);
    if found.is_empty() {
        return;
    }
    // Both are in order and do not overlap among themselves.
    let around = |outer: &Name, inner: &Name| {
        outer.first <= inner.first && inner.last <= outer.last && outer.last - outer.first > inner.last - inner.first
    };
    found.retain(|f| {
        let near = names.partition_point(|n| n.last <= f.first);
        !names.get(near).is_some_and(|n| around(n, f))
    });
    names.retain(|n| {
        let near = found.partition_point(|f| f.last <= n.first);
        found.get(near).is_none_or(|f| f.first >= n.last)
    });
    names.append(&mut found);
    names.sort_by_key(|n| n.first);
}

/// The lexicon's names in the story.
pub(super) fn found(story: &Story<'_>) -> Vec<Name> {
    let Some(lexicon) = story.lexicon.filter(|l| l.has_names()) else { return Vec::new() };
    let mut found: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < story.tokens.len() {
        let start = story.tokens[at].span.start;
        let longest = lexicon.names_at(&story.text[start as usize..]).find_map(|(length, kind)| {
            let last = story.token_at(start + length as u32 - 1);
            let token = story.tokens.get(last)?;
            let whole = token.span.end == start + length as u32 && token.sentence == story.tokens[at].sentence;
            whole.then(|| Name { first: at, last: last + 1, kind, fit: fit(kind), fixed: true })
        });
        match longest {
            Some(name) => {
                at = name.last;
                found.push(name);
            }
            None => at += 1,
        }
    }
    found
}

fn fit(kind: EntityType) -> [i16; TYPES] {
    let mut fit = [AGAINST; TYPES];
    if let Some(i) = EntityType::ALL.iter().position(|&k| k == kind).filter(|&i| i < TYPES) {
        fit[i] = 0;
    }
    fit
}
