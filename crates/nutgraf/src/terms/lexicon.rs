//! Words with their classes: rows `CLASS <tab> word <tab> value`, several words of one value divided by spaces.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Classes that Rust code asks for by number; the others are numbered as the files name them.
pub(crate) const FIXED: &[&str] = &["CARD", "SCALE", "ORD", "FRAC", "FRACS", "MANY", "ARTICLE"];
/// Number words below a hundred, "hundred" apart.
pub(crate) const CARD: u8 = 0;
/// thousand, million, bn (value: power of ten).
pub(crate) const SCALE: u8 = 1;
/// first, twentieth, hundredth.
pub(crate) const ORD: u8 = 2;
/// half, third, quarter (value: denominator).
pub(crate) const FRAC: u8 = 3;
/// halves, thirds.
pub(crate) const FRACS: u8 = 4;
/// dozens, hundreds (value: the least number).
pub(crate) const MANY: u8 = 5;
/// a, an.
pub(crate) const ARTICLE: u8 = 6;

/// Common words of numbers.
const NUMBERS: &str = include_str!("numbers.tsv");
const LONGEST: usize = 24;

/// FNV-1a: the keys are short and ours.
#[derive(Default)]
pub(crate) struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[derive(Debug, Default)]
struct Entry {
    word: Box<str>,
    mask: u64,
    values: Vec<(u8, i64)>,
}

/// The words that the patterns of a stage know.
#[derive(Default)]
pub(crate) struct Lexicon {
    index: HashMap<Box<str>, u16, BuildHasherDefault<Fnv>>,
    /// Entry 0 is the unknown word.
    entries: Vec<Entry>,
    classes: Vec<&'static str>,
}

impl Lexicon {
    /// The common number words and the rows of `files`.
    pub fn new(files: &[&'static str]) -> Self {
        let mut lexicon = Self { entries: vec![Entry::default()], classes: FIXED.to_vec(), ..Self::default() };
        for row in std::iter::once(&NUMBERS).chain(files).flat_map(|f| rows(f)) {
            let mut cells = row.split('\t');
            let (class, words) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            let value = cells.next().and_then(|v| v.trim().parse().ok()).unwrap_or(0);
            for word in words.split_whitespace() {
                lexicon.add(class, word, value);
            }
        }
        lexicon
    }

    /// Gives `word` the class.
    pub fn add(&mut self, class: &'static str, word: &str, value: i64) {
        let class = self.class(class).unwrap_or_else(|| {
            self.classes.push(class);
            debug_assert!(self.classes.len() <= 64, "a mask holds 64 classes");
            (self.classes.len() - 1) as u8
        });
        let id = self.intern(word) as usize;
        self.entries[id].mask |= 1 << class;
        self.entries[id].values.push((class, value));
    }

    /// The number of a word, new if need be.
    pub fn intern(&mut self, word: &str) -> u16 {
        if let Some(&id) = self.index.get(word) {
            return id;
        }
        debug_assert!(word.len() <= LONGEST, "{word:?} is longer than any word looked up");
        let id = self.entries.len() as u16;
        self.entries.push(Entry { word: word.into(), ..Entry::default() });
        self.index.insert(word.into(), id);
        id
    }

    pub fn class(&self, name: &str) -> Option<u8> {
        self.classes.iter().position(|&c| c == name).map(|c| c as u8)
    }

    /// The number of a form in any case; 0 when it is unknown.
    pub fn find(&self, form: &str) -> u16 {
        let bytes = form.as_bytes();
        let mut buffer = [0u8; LONGEST];
        if let Some(rest) = form.strip_prefix('’') {
            if rest.len() + 1 > LONGEST {
                return 0;
            }
            buffer[0] = b'\'';
            buffer[1..=rest.len()].copy_from_slice(rest.as_bytes());
            buffer[1..=rest.len()].make_ascii_lowercase();
            return std::str::from_utf8(&buffer[..=rest.len()]).ok().and_then(|w| self.index.get(w)).copied().unwrap_or(0);
        }
        let Some(lower) = buffer.get_mut(..bytes.len()) else { return 0 };
        lower.copy_from_slice(bytes);
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|w| self.index.get(w)).copied().unwrap_or(0)
    }

    pub fn mask(&self, word: u16) -> u64 {
        self.entries[word as usize].mask
    }

    pub fn value(&self, word: u16, class: u8) -> Option<i64> {
        self.entries[word as usize].values.iter().find(|(c, _)| *c == class).map(|&(_, v)| v)
    }

    /// The word with this number, in lower case.
    pub fn word(&self, word: u16) -> &str {
        &self.entries[word as usize].word
    }
}

/// The rows of a data file: no comments, no empty lines.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
}
