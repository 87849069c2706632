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
        let outside = last - first > 1
            && matches!(kind, EntityType::Person | EntityType::Organization | EntityType::Place)
            && is_common(word, story.form(first));
        if !(article || possessive || title || outside || (upos == Upos::Punct && !has_letters(story, first))) {
            break;
        }
        first += 1;
    }
    while first < last {
        let word = story.lower(last - 1);
        let outside = last - first > 1 && kind == EntityType::Person && !glued(story, last - 1) && is_common(word, story.form(last - 1));
        if !(outside || matches!(word, "'s" | "'") || !has_letters(story, last - 1)) {
            break;
        }
        last -= 1;
    }
    (first < last).then_some((first, last))
}

fn has_letters(story: &Story<'_>, token: usize) -> bool {
    story.form(token).chars().any(char::is_alphanumeric)
}

/// Whether no space stands before a token ("un" in "Jong-un").
fn glued(story: &Story<'_>, token: usize) -> bool {
    token > 0 && story.tokens[token - 1].span.end == story.tokens[token].span.start
}

/// A lower-case word that can't open or close a name, as "al", "de" and "van" can.
fn is_common(word: &str, form: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "al", "an", "ap", "as", "az", "ad", "ar", "ash", "at", "ben", "bin", "bint", "d", "da", "dal", "de", "degli", "dei", "del",
        "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "ez", "i", "ibn", "la", "las", "le", "les", "los", "of", "op",
        "os", "san", "ter", "ul", "un", "van", "von", "y", "zu",
    ];
    word == form && word.chars().all(char::is_alphabetic) && word.chars().any(char::is_lowercase) && !PARTICLES.contains(&word)
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
