//! What a name's own words say of its type: the noun of geography that ends it, and whether a town is called so.
//!
//! The network sees a name in its sentence; that "Rio Verde National Park" is no person and that no town is called
//! "Lustosa" is knowledge of words. It is weighed against the network's, not set above it.

use std::sync::OnceLock;

use rustc_hash::FxHashMap as HashMap;

use crate::article::EntityType;
use crate::lexicon::{countries, places, regions, rows};
use crate::story::Story;

use super::Name;

/// For a name whose last word tells its type (64 is a factor of e).
const HEAD: i16 = 256;
/// For a town of the gazetteer, and against a single word that is none.
const TOWN: i16 = 64;
const NO_TOWN: i16 = 32;

/// Weighs the type of a name anew.
pub(super) fn weigh(story: &Story<'_>, name: &mut Name) {
    let Some(place) = EntityType::ALL.iter().position(|&kind| kind == EntityType::Place) else { return };
    if !matches!(name.kind, EntityType::Person | EntityType::Organization | EntityType::Place) {
        return;
    }
    let words = name.last - name.first;
    if words > 1
        && let Some(kind) = head_type(story.lower(name.last - 1))
        && let Some(at) = EntityType::ALL.iter().position(|&k| k == kind)
    {
        name.fit[at] = name.fit[at].saturating_add(HEAD);
    } else {
        let form = story.tokens[name.first].span.join(story.tokens[name.last - 1].span).slice(story.text);
        if is_known(form) {
            name.fit[place] = name.fit[place].saturating_add(TOWN);
        } else if words == 1 {
            name.fit[place] = name.fit[place].saturating_sub(NO_TOWN);
        }
    }
    let best = |fit: &[i16]| (0..fit.len()).max_by_key(|&kind| (fit[kind], std::cmp::Reverse(kind)));
    if let Some(best) = best(&name.fit) {
        // Only what was weighed may change: the path through the sentence decides among the rest.
        let kind = EntityType::ALL[best];
        if kind == EntityType::Place || name.kind == EntityType::Place {
            name.kind = kind;
        }
    }
}

/// A town, region or country of the lists.
fn is_known(form: &str) -> bool {
    places::lookup(form).next().is_some()
        || regions::lookup(form).is_some()
        || countries::lookup(form).is_some_and(|(sort, _)| sort != countries::Sort::Demonym)
}

fn head_type(word: &str) -> Option<EntityType> {
    static TABLE: OnceLock<HashMap<&'static str, EntityType>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        rows(include_str!("heads.tsv")).filter_map(|mut row| Some((row.next()?, EntityType::from_name(row.next()?)?))).collect()
    });
    table.get(word).copied()
}
