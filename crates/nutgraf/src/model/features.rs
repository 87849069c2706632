//! What the network sees of a word: `training/features.py` computes the same row numbers.

pub(crate) const PREFIX3: u32 = 2048;
pub(crate) const SUFFIX2: u32 = 1024;
pub(crate) const SUFFIX3: u32 = 4096;
pub(crate) const SUFFIX4: u32 = 4096;
/// Codebooks of the residual quantisation, and codes in each.
pub(crate) const CODEBOOKS: usize = 3;
pub(crate) const CODES: usize = 256;
/// Row blocks for a word's case class by sentence style and position.
pub(crate) const SHAPES: usize = 9 * 6;
/// Rows for whether a space comes before and after.
pub(crate) const GLUES: usize = 4;

/// Numbers other than 0 by 32-bit hashes. A look-up seldom reads more than one place in memory.
#[derive(Debug, Default)]
pub(crate) struct HashTable {
    /// Hash and number; the number is 0 where a slot is free. A power of two.
    slots: Vec<(u32, u32)>,
    shift: u32,
}

impl HashTable {
    pub(crate) fn new(count: usize) -> Self {
        let slots = (count + count / 2 + 1).next_power_of_two().max(2);
        Self { slots: vec![(0, 0); slots], shift: 32 - slots.trailing_zeros() }
    }

    /// The slot of `hash`, or the one where it belongs.
    #[inline]
    fn slot(&self, hash: u32) -> usize {
        // FNV's high bits are the better ones once multiplied.
        let mut at = (hash.wrapping_mul(0x9E37_79B9) >> self.shift) as usize;
        loop {
            let (key, value) = self.slots[at];
            if value == 0 || key == hash {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Adds a number, of at most as many as the table was made for.
    pub(crate) fn insert(&mut self, hash: u32, value: u32) {
        let at = self.slot(hash);
        self.slots[at] = (hash, value);
    }

    #[inline]
    pub(crate) fn get(&self, hash: u32) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        Some(self.slots[self.slot(hash)].1).filter(|&value| value != 0)
    }
}

/// The words with rows of their own, the coded ones, and where each block of rows begins.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) direct: HashTable,
    /// The codes, a byte each, and 255 above them.
    pub(crate) coded: HashTable,
    pub(crate) at_code: u32,
    pub(crate) at_unknown: u32,
    pub(crate) at_prefix3: u32,
    pub(crate) at_suffix2: u32,
    pub(crate) at_suffix3: u32,
    pub(crate) at_suffix4: u32,
    pub(crate) at_shape: u32,
    pub(crate) at_glue: u32,
}

impl Lexicon {
    /// Calls `take` with every row, but shape and glue, of a folded word that has no row of its own; `hash` is its hash.
    #[inline]
    pub(crate) fn rows(&self, folded: &str, hash: u32, mut take: impl FnMut(u32)) {
        let bytes = folded.as_bytes();
        match self.coded.get(hash) {
            Some(codes) => {
                for (book, &code) in codes.to_le_bytes().iter().take(CODEBOOKS).enumerate() {
                    take(self.at_code + (book * CODES) as u32 + u32::from(code));
                }
            }
            None => take(self.at_unknown),
        }
        let head = folded.char_indices().nth(3).map_or(folded.len(), |(at, _)| at);
        take(self.at_prefix3 + bucket(step(fnv1a(b"<"), &bytes[..head]), PREFIX3));
        // The last two, three and four characters.
        let mut tails = folded.char_indices().rev().map(|(at, _)| at).skip(1);
        let two = tails.next().unwrap_or(0);
        let three = tails.next().unwrap_or(0);
        let four = tails.next().unwrap_or(0);
        take(self.at_suffix2 + bucket(fnv1a(&bytes[two..]), SUFFIX2));
        take(self.at_suffix3 + bucket(fnv1a(&bytes[three..]), SUFFIX3));
        take(self.at_suffix4 + bucket(fnv1a(&bytes[four..]), SUFFIX4));
    }
}

/// What is known of a word before the network.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) form: &'a str,
    pub(crate) folded: &'a str,
    /// Of the folded word.
    pub(crate) hash: u32,
    /// Its own row; 0 when it has none.
    pub(crate) row: u32,
    pub(crate) class: CaseClass,
}

/// FNV-1a, 32 bits.
#[inline]
pub(crate) fn fnv1a(bytes: &[u8]) -> u32 {
    step(0x811C_9DC5, bytes)
}

#[inline]
pub(crate) fn step(start: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(start, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A bucket below `size` (FNV's low bits are weak, so they are mixed first).
#[inline]
fn bucket(hash: u32, size: u32) -> u32 {
    let hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    (hash ^ (hash >> 16)) % size
}

/// Appends the word in lower case, quotes and dashes straightened, every ASCII digit 0.
pub(crate) fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        if word.bytes().any(|b| b.is_ascii_digit()) {
            out.extend(word.bytes().map(|b| if b.is_ascii_digit() { '0' } else { char::from(b.to_ascii_lowercase()) }));
        } else {
            let start = out.len();
            out.push_str(word);
            out[start..].make_ascii_lowercase();
        }
        return;
    }
    for c in word.chars() {
        match c {
            '0'..='9' => out.push('0'),
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            '–' | '—' => out.push('-'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum CaseClass {
    Lower,
    Capitalised,
    Capitals,
    SingleCapital,
    Mixed,
    Digits,
    DigitsAndLetters,
    Punctuation,
    OtherLetters,
}

/// The case class of a word.
pub(crate) fn case_class(word: &str) -> CaseClass {
    let (mut upper, mut lower, mut digits, mut others) = (0u32, 0u32, 0u32, 0u32);
    let mut first = None;
    if word.is_ascii() {
        first = word.bytes().next().map(|b| b.is_ascii_uppercase());
        for b in word.bytes() {
            upper += u32::from(b.is_ascii_uppercase());
            lower += u32::from(b.is_ascii_lowercase());
            digits += u32::from(b.is_ascii_digit());
        }
    } else {
        for c in word.chars() {
            let is_upper = c.is_uppercase();
            first = first.or(Some(is_upper));
            if is_upper {
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            } else if c.is_ascii_digit() {
                digits += 1;
            } else if c.is_alphabetic() {
                others += 1;
            }
        }
    }
    match (upper, lower, digits, others) {
        (0, 0, 1.., 0) => CaseClass::Digits,
        (_, _, 1.., _) => CaseClass::DigitsAndLetters,
        (1, 0, 0, _) => CaseClass::SingleCapital,
        (2.., 0, 0, _) => CaseClass::Capitals,
        (1, _, 0, _) if first == Some(true) => CaseClass::Capitalised,
        (1.., _, 0, _) => CaseClass::Mixed,
        (0, 1.., 0, _) => CaseClass::Lower,
        (0, 0, 0, 1..) => CaseClass::OtherLetters,
        (0, 0, 0, 0) => CaseClass::Punctuation,
    }
}

/// 0 running text, 1 all capitals, 2 title case; from the case class and length in characters of every word.
pub(crate) fn style(words: impl Iterator<Item = (CaseClass, usize)>) -> u32 {
    let (mut upper, mut capital, mut lower) = (0, 0, 0);
    for (class, length) in words {
        match class {
            CaseClass::Capitals => upper += 1,
            CaseClass::Capitalised | CaseClass::Mixed => capital += 1,
            CaseClass::Lower if length > 3 => lower += 1,
            _ => {}
        }
    }
    if upper >= 2 && upper > 2 * (capital + lower) {
        1
    } else if capital + upper >= 3 && capital + upper > 3 * lower {
        2
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        let mut out = String::from("Left ");
        fold("Ŝtat’s", &mut out);
        fold("12A", &mut out);
        fold("Be", &mut out);
        assert_eq!(out, "Left ŝtat's00abe");
    }

    #[test]
    fn case_classes() {
        use CaseClass::*;
        for (word, class) in [
            ("walks", Lower),
            ("Oslo", Capitalised),
            ("NATO", Capitals),
            ("A", SingleCapital),
            ("McKay", Mixed),
            ("iPad", Mixed),
            ("1,200", Digits),
            ("B2", DigitsAndLetters),
            ("—", Punctuation),
            ("東京", OtherLetters),
            ("Éire", Capitalised),
            ("", Punctuation),
        ] {
            assert_eq!(case_class(word), class, "{word}");
        }
    }

    #[test]
    fn headlines_are_told_by_their_case() {
        let of = |text: &str| style(text.split(' ').map(|w| (case_class(w), w.chars().count())));
        assert_eq!(of("MINISTER QUITS AFTER VOTE"), 1);
        assert_eq!(of("Minister Quits After Long Vote"), 2);
        assert_eq!(of("The minister quit after a long vote"), 0);
    }
}
