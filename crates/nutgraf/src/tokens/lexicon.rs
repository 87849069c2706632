//! The tokenizer's word lists.

use std::sync::OnceLock;

use rustc_hash::FxHashSet as HashSet;

fn set(file: &'static str) -> HashSet<&'static str> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
}

/// Whether `word` stays joined to what its hyphen joins.
pub(super) fn is_prefix(word: &str) -> bool {
    static TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    let mut buffer = [0u8; 8];
    let Some(lower) = buffer.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let table = TABLE.get_or_init(|| set(include_str!("prefixes.tsv")));
    std::str::from_utf8(lower).is_ok_and(|w| table.contains(w))
}

/// Whether `word` behind a number is its unit.
pub(super) fn is_unit(word: &str) -> bool {
    static TABLE: OnceLock<HashSet<&str>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("units.tsv"))).contains(word)
}

/// Words written together that are two in UD: where the second starts.
pub(super) fn fused(word: &[u8]) -> Option<usize> {
    const FUSED: &[(&[u8], usize)] = &[
        (b"cannot", 3),
        (b"gonna", 3),
        (b"gotta", 3),
        (b"wanna", 3),
        (b"gimme", 3),
        (b"lemme", 3),
        (b"dont", 2),
        (b"didnt", 3),
        (b"doesnt", 4),
        (b"isnt", 2),
        (b"wasnt", 3),
        (b"arent", 3),
        (b"couldnt", 5),
        (b"wouldnt", 5),
        (b"shouldnt", 6),
        (b"havent", 4),
        (b"hasnt", 3),
        (b"hadnt", 3),
    ];
    if !(4..=8).contains(&word.len()) || !matches!(word[word.len() - 1] | 0x20, b't' | b'a' | b'e') {
        return None;
    }
    FUSED.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|&(_, at)| at)
}
