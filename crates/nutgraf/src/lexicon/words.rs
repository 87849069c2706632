//! Tables of words, for stages that ask for every word of a story.

use std::borrow::Borrow;
use std::hash::Hash;

use rustc_hash::FxHashMap as HashMap;

/// What some words have. Most words that are asked for have nothing, which one bit tells before the word is hashed.
pub(crate) struct Words<T, K = &'static str> {
    /// Where the value of each word is: looked up by the same code whatever the values are.
    slots: HashMap<K, u32>,
    values: Vec<T>,
    /// Whether a word that comes to this place may be among them: at least eight places for each.
    places: Vec<u64>,
    /// Bits of a word's number that are not its place.
    shift: u32,
}

impl<T, K: Borrow<str> + Eq + Hash> Words<T, K> {
    /// What a word has.
    #[inline]
    pub fn get(&self, word: &str) -> Option<&T> {
        let place = (number(word) >> self.shift) as usize;
        if self.places[place / 64] >> (place % 64) & 1 == 0 {
            return None;
        }
        self.values.get(*self.slots.get(word)? as usize)
    }

    /// Whether a word is in the table.
    pub fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

/// A number of a word's length, first, middle and last byte.
#[inline]
fn number(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let at = |i: usize| u32::from(bytes.get(i).copied().unwrap_or(0));
    let mixed = at(0) | at(bytes.len() / 2) << 8 | at(bytes.len().wrapping_sub(1)) << 16 | (bytes.len() as u32) << 24;
    mixed.wrapping_mul(0x9E37_79B1)
}

impl<T, K: Borrow<str> + Eq + Hash> From<HashMap<K, T>> for Words<T, K> {
    fn from(values: HashMap<K, T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T, K: Borrow<str> + Eq + Hash> FromIterator<(K, T)> for Words<T, K> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(words: I) -> Self {
        let (mut slots, mut values) = (HashMap::default(), Vec::new());
        for (word, value) in words {
            slots.insert(word, values.len() as u32);
            values.push(value);
        }
        let (places, shift) = places(&slots);
        Self { slots, values, places, shift }
    }
}

/// The places of the words, and how far their numbers are shifted to them.
fn places<K: Borrow<str>>(words: &HashMap<K, u32>) -> (Vec<u64>, u32) {
    let bits = (words.len() * 8).next_power_of_two().max(64);
    let shift = u32::BITS - bits.ilog2();
    let mut places = vec![0; bits / 64];
    for word in words.keys() {
        let place = (number(word.borrow()) >> shift) as usize;
        places[place / 64] |= 1 << (place % 64);
    }
    (places, shift)
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn tells_what_a_map_tells() {
        for count in [0, 1, 9, 300] {
            let words: Words<usize, String> = (0..count).map(|i| (format!("{}{i}é", "x".repeat(i % 7)), i)).collect();
            for i in 0..count {
                assert_eq!(words.get(&format!("{}{i}é", "x".repeat(i % 7))), Some(&i));
            }
            assert!(!words.contains("") && !words.contains("y") && !words.contains("x1"));
        }
        let words: Words<u8> = [("", 1), ("a", 2)].into_iter().collect();
        assert_eq!((words.get(""), words.get("a"), words.get("aa")), (Some(&1), Some(&2), None));
    }
}
