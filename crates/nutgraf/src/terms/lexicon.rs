//! Words with their classes: rows `CLASS <tab> word <tab> value`, several words of one value divided by spaces.

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

/// Slots of the table: a power of two, several times the words.
const SLOTS: usize = 4096;

/// The slot of a form in any case, and a check that tells most other forms of the slot apart: from its first eight bytes and its
/// length.
fn slot(form: &[u8]) -> (usize, u16) {
    let letters = match (form.first_chunk(), form.first_chunk(), form.last_chunk(), form) {
        (Some(&eight), ..) => u64::from_le_bytes(eight),
        (_, Some(&first), Some(&last), _) => u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)),
        (.., &[first, .., last]) => u64::from(first) << 16 | u64::from(form[form.len() / 2]) << 8 | u64::from(last),
        (.., bytes) => bytes.iter().map(|&byte| u64::from(byte)).sum(),
    };
    let key = (letters | 0x2020_2020_2020_2020) ^ (form.len() as u64) << 56;
    let hash = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((hash >> 52) as usize, (hash >> 36) as u16)
}

#[derive(Debug, Default)]
struct Entry {
    word: Box<str>,
    mask: u64,
    values: Vec<(u8, i64)>,
    /// The next word of the same slot, and its check.
    next: (u16, u16),
}

/// The words that the patterns of a stage know.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// The first word of each slot, and its check; those of one slot are chained.
    slots: Vec<(u16, u16)>,
    /// Entry 0 is the unknown word.
    entries: Vec<Entry>,
    classes: Vec<&'static str>,
}

impl Lexicon {
    /// The common number words and the rows of `files`.
    pub fn new(files: &[&'static str]) -> Self {
        let mut lexicon = Self { entries: vec![Entry::default()], classes: FIXED.to_vec(), slots: vec![(0, 0); SLOTS] };
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
        let known = self.find(word);
        if known != 0 {
            return known;
        }
        let id = self.entries.len() as u16;
        let (slot, check) = slot(word.as_bytes());
        let first = &mut self.slots[slot];
        self.entries.push(Entry { word: word.into(), next: *first, ..Entry::default() });
        *first = (id, check);
        id
    }

    /// How many words there are, the unknown one counted.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn class(&self, name: &str) -> Option<u8> {
        self.classes.iter().position(|&c| c == name).map(|c| c as u8)
    }

    /// The number of a form in any case; 0 when it is unknown.
    pub fn find(&self, form: &str) -> u16 {
        // The typographic apostrophe is folded: `’s` is `'s`.
        if let Some(rest) = form.strip_prefix('’') {
            let mut buffer = [b'\''; 16];
            let Some(tail) = buffer.get_mut(1..=rest.len()) else { return 0 };
            tail.copy_from_slice(rest.as_bytes());
            return self.find_bytes(&buffer[..=rest.len()]);
        }
        self.find_bytes(form.as_bytes())
    }

    fn find_bytes(&self, form: &[u8]) -> u16 {
        let (slot, right) = slot(form);
        let (mut at, mut check) = self.slots[slot];
        while at != 0 && (check != right || !self.entries[usize::from(at)].word.as_bytes().eq_ignore_ascii_case(form)) {
            (at, check) = self.entries[usize::from(at)].next;
        }
        at
    }

    pub fn mask(&self, word: u16) -> u64 {
        self.entries[word as usize].mask
    }

    pub fn value(&self, word: u16, class: u8) -> Option<i64> {
        let entry = &self.entries[word as usize];
        if entry.mask >> class & 1 == 0 {
            return None;
        }
        entry.values.iter().find(|(c, _)| *c == class).map(|&(_, v)| v)
    }

    /// The word with this number, in lower case.
    pub fn word(&self, word: u16) -> &str {
        &self.entries[word as usize].word
    }
}

/// The words of several lexicons under common numbers, so that a text is looked up once for all of them.
pub(crate) struct Vocabulary {
    words: Lexicon,
    /// Each lexicon, and the numbers that the words have in it.
    lexicons: Vec<(&'static Lexicon, Vec<u16>)>,
}

impl Vocabulary {
    pub fn of(lexicons: &[&'static Lexicon]) -> Self {
        let mut words = Lexicon { entries: vec![Entry::default()], classes: Vec::new(), slots: vec![(0, 0); SLOTS] };
        for entry in lexicons.iter().flat_map(|lexicon| &lexicon.entries[1..]) {
            words.intern(&entry.word);
        }
        let number = |lexicon: &'static Lexicon| (lexicon, words.entries.iter().map(|entry| lexicon.find(&entry.word)).collect());
        let lexicons = lexicons.iter().map(|&lexicon| number(lexicon)).collect();
        Self { words, lexicons }
    }

    /// The number of a form in any case; 0 when no lexicon has it.
    pub fn find(&self, form: &str) -> u16 {
        self.words.find(form)
    }

    /// Lexicon `i`, and for each word its number there.
    pub fn lexicon(&self, i: usize) -> (&'static Lexicon, &[u16]) {
        let (lexicon, numbers) = &self.lexicons[i];
        (lexicon, numbers)
    }
}

/// The rows of a data file: no comments, no empty lines.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
}
