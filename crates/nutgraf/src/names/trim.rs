//! What belongs to a name: neither its title nor an article, a possessive ending or outer punctuation.

use crate::article::EntityType;
use crate::labels::Upos;
use crate::story::Story;

/// Words `first..last` without what does not belong, `None` when nothing is left.
pub(super) fn trim(story: &Story<'_>, mut first: usize, mut last: usize, kind: EntityType) -> Option<(usize, usize)> {
    while first < last {
        let (word, upos) = (story.lower(first), story.upos(first));
        let work = kind == EntityType::Work;
        let article = matches!(word, "the" | "a" | "an") && !work && last - first > 1;
        let possessive = matches!(word, "'s" | "'");
        let title = kind == EntityType::Person && last - first > 1 && is_title(word);
        if !(article || possessive || title || (upos == Upos::Punct && !has_letters(story, first))) {
            break;
        }
        first += 1;
    }
    while first < last {
        let word = story.lower(last - 1);
        if !(matches!(word, "'s" | "'") || !has_letters(story, last - 1)) {
            break;
        }
        last -= 1;
    }
    (first < last).then_some((first, last))
}

fn has_letters(story: &Story<'_>, token: usize) -> bool {
    story.form(token).chars().any(char::is_alphanumeric)
}

/// Forms of address that stand before a person's name.
fn is_title(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "professor"
            | "sir"
            | "dame"
            | "lord"
            | "lady"
            | "president"
            | "senator"
            | "sen"
            | "rep"
            | "gov"
            | "governor"
            | "mayor"
            | "judge"
            | "justice"
            | "gen"
            | "general"
            | "col"
            | "colonel"
            | "lt"
            | "lieutenant"
            | "capt"
            | "captain"
            | "sgt"
            | "sergeant"
            | "rev"
            | "hon"
            | "minister"
            | "chancellor"
    )
}
