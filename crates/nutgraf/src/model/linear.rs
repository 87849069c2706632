//! A second reader of names: a linear model, whose sums are added to the network's before the best path is searched.
//!
//! An averaged structured perceptron (Collins 2002) over hashed features of words to either side, affixes, shapes, codes of
//! meaning, and the run of capitalised words that a word stands in. It looks only at words that are written like names and at
//! short gaps between such words. `training/model/namer.py` computes the same features and writes the file.

use std::array::from_fn;

use super::decoder::LABELS;
use super::features::{CODES, CaseClass, Lexicon, case_class, fnv1a, fold};
use super::kernel::best;

/// Rows, as a power of two.
pub(crate) const BITS: u32 = 21;
/// Words to either side that a run of capitalised words is followed.
const RUN: usize = 8;
/// Lower-case words that may stand between two parts of a name.
const GAP: usize = 2;
/// A network that prefers a label by so much is not asked again: on news text no vote was seen to turn a lead above 48,000.
const SURE: i32 = 48 << 10;
/// Beyond the sentence.
const NONE: u32 = 7;

/// What is known of a word, by number: hashes of its folded form, its first and last letters and its shape, its first code of
/// meaning, the first two together, its case class.
type Word = [u32; 11];
const LOW: usize = 0;
const SUFFIX3: usize = 5;
const SHAPE: usize = 7;
const CODE: usize = 8;
const PAIR: usize = 9;
const CASE: usize = 10;

/// Weights by row and label. Few rows have any.
#[derive(Debug, Default)]
pub(crate) struct Linear {
    /// The first two codes of each word with a row of its own, which the network's lexicon leaves out.
    codes: Vec<Option<[u8; 2]>>,
    /// What a weight counts in the network's sums.
    pub(crate) factor: i32,
    /// A bit for each row, and how many rows there are before each 64 of them.
    present: Vec<u64>,
    before: Vec<u32>,
    /// Where each present row's entries begin; one more for the end.
    first: Vec<u32>,
    /// Label and weight.
    entries: Vec<(u8, i8)>,
}

impl Linear {
    /// From sorted row numbers below two to the power of [`BITS`], the number of entries of each, and all entries. `None` when
    /// they do not fit together.
    pub(crate) fn new(codes: Vec<Option<[u8; 2]>>, factor: i32, rows: &[u32], counts: &[u8], entries: Vec<(u8, i8)>) -> Option<Linear> {
        let mut present = vec![0u64; 1 << (BITS - 6)];
        for &row in rows {
            *present.get_mut(row as usize / 64)? |= 1 << (row % 64);
        }
        // How many there are before each, and in all.
        let running = |counts: &mut dyn Iterator<Item = u32>| {
            let mut sums = vec![0];
            sums.extend(counts.scan(0u32, |sum, count| {
                *sum += count;
                Some(*sum)
            }));
            sums
        };
        let before = running(&mut present.iter().map(|word| word.count_ones()));
        let first = running(&mut counts.iter().map(|&count| u32::from(count)));
        let whole =
            first.last().is_some_and(|&end| end as usize == entries.len()) && rows.len() == counts.len() && rows.is_sorted_by(|a, b| a < b);
        (whole && entries.iter().all(|&(label, _)| usize::from(label) < LABELS)).then_some(Linear {
            codes,
            factor,
            present,
            before,
            first,
            entries,
        })
    }

    /// The first two codes of a folded word, given its hash.
    fn codes(&self, lexicon: &Lexicon, hash: u32) -> Option<[u8; 2]> {
        match lexicon.direct.get(hash) {
            Some(row) => self.codes.get(row as usize - 1).copied().flatten(),
            None => lexicon.coded.get(hash).map(|codes| codes.to_le_bytes()).map(|[a, b, ..]| [a, b]),
        }
    }

    /// The entries of a row.
    #[inline]
    fn row(&self, row: u32) -> &[(u8, i8)] {
        let (at, bit) = (row as usize / 64, 1u64 << (row % 64));
        match self.present.get(at) {
            Some(&word) if word & bit != 0 => {
                let index = (self.before[at] + (word & (bit - 1)).count_ones()) as usize;
                &self.entries[self.first[index] as usize..self.first[index + 1] as usize]
            }
            _ => &[],
        }
    }
}

/// Buffers, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    words: Vec<Word>,
    open: Vec<bool>,
    /// Open words of which the network is not sure.
    unsure: Vec<bool>,
    folded: String,
}

/// By how much the best label leads the next.
fn margin(scores: &[i32; LABELS]) -> i32 {
    let at = best(scores);
    let mut others = *scores;
    others[at] = i32::MIN;
    scores[at].saturating_sub(others[best(&others)])
}

impl Reader {
    /// Adds the model's sums for a sentence to `scores`, a row a word.
    pub(crate) fn add<'t>(
        &mut self,
        model: &Linear,
        lexicon: &Lexicon,
        words: impl Iterator<Item = &'t str> + Clone,
        scores: &mut [[i32; LABELS]],
    ) {
        self.words.clear();
        self.words.extend(words.clone().map(|word| {
            let mut seen = [0; 11];
            seen[CASE] = case_class(word) as u32;
            seen
        }));
        self.mark();
        self.unsure.clear();
        self.unsure.extend(self.open.iter().zip(scores.iter()).map(|(&open, scores)| open && margin(scores) < SURE));
        if !self.unsure.contains(&true) {
            return;
        }
        let Reader { words: seen, open, unsure, folded } = self;
        for (i, word) in words.enumerate() {
            // A word is seen by those two to either side.
            if open[i.saturating_sub(2)..open.len().min(i + 3)].contains(&true) {
                folded.clear();
                fold(word, folded);
                describe(word, folded, &mut seen[i]);
                let codes = model.codes(lexicon, seen[i][LOW]);
                let unknown = CODES as u32;
                [seen[i][CODE], seen[i][PAIR]] =
                    codes.map_or([unknown, unknown * (unknown + 1)], |[a, b]| [u32::from(a), u32::from(a) * unknown + u32::from(b)]);
            }
        }
        for (i, scores) in scores.iter_mut().enumerate().filter(|&(i, _)| unsure.get(i) == Some(&true)) {
            let mut sums = [0i32; LABELS];
            rows(seen, open, i, |row| {
                for &(label, weight) in model.row(row) {
                    sums[usize::from(label)] += i32::from(weight);
                }
            });
            for (score, sum) in scores.iter_mut().zip(sums) {
                *score += sum * model.factor;
            }
        }
    }

    /// Which words may be part of a name.
    fn mark(&mut self) {
        self.open.clear();
        self.open.resize(self.words.len(), false);
        let mut last = None;
        for (i, word) in self.words.iter().enumerate() {
            const CAPITAL: [CaseClass; 5] =
                [CaseClass::Capitalised, CaseClass::Capitals, CaseClass::SingleCapital, CaseClass::Mixed, CaseClass::DigitsAndLetters];
            if CAPITAL.iter().any(|&class| class as u32 == word[CASE]) {
                let from = last.filter(|last| i - last <= GAP + 1).unwrap_or(i);
                self.open[from..=i].fill(true);
                last = Some(i);
            }
        }
    }
}

/// Fills in what the letters of a word tell, but for its case class.
fn describe(word: &str, folded: &str, out: &mut Word) {
    let bytes = folded.as_bytes();
    let mut heads = folded.char_indices().skip(1).map(|(at, _)| at);
    let [one, two, three] = from_fn(|_| heads.next().unwrap_or(folded.len()));
    let mut tails = folded.char_indices().rev().skip(1).map(|(at, _)| at);
    let [last2, last3, last4] = from_fn(|_| tails.next().unwrap_or(0));
    let parts = [&bytes[..one], &bytes[..two], &bytes[..three], &bytes[last2..], &bytes[last3..], &bytes[last4..]];
    out[LOW] = fnv1a(bytes);
    for (hash, part) in out[1..].iter_mut().zip(parts) {
        *hash = fnv1a(part);
    }
    out[SHAPE] = shape(word);
}

/// The hash of a word's shape: capitals X, small letters x, digits 0, runs cut to two.
fn shape(word: &str) -> u32 {
    let (mut hash, mut before) = (fnv1a(b""), ['\0'; 2]);
    let mut buffer = [0; 4];
    for c in word.chars() {
        let c = match c {
            '0'..='9' => '0',
            _ if c.is_uppercase() => 'X',
            _ if c.is_lowercase() => 'x',
            _ => c,
        };
        if before != [c, c] {
            hash = super::features::step(hash, c.encode_utf8(&mut buffer).as_bytes());
            before = [before[1], c];
        }
    }
    hash
}

/// A row for a feature.
#[inline]
fn mix(kind: u32, a: u32, b: u32, c: u32) -> u32 {
    let h = kind.wrapping_mul(0x9E37_79B1).wrapping_add(a);
    let h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D).wrapping_add(b);
    let h = (h ^ (h >> 13)).wrapping_mul(0x297A_2D39).wrapping_add(c);
    let h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
    h >> (32 - BITS)
}

/// Calls `take` with every row of word `i`.
fn rows(words: &[Word], open: &[bool], i: usize, mut take: impl FnMut(u32)) {
    let mut kind = 0;
    let mut feature = |a: u32, b: u32, c: u32| {
        take(mix(kind, a, b, c));
        kind += 1;
    };
    let see = |at: Option<usize>, what: usize| at.and_then(|at| words.get(at)).map_or(NONE, |word| word[what]);
    let own = &words[i];
    for &value in own {
        feature(value, 0, 0);
    }
    let near = |distance: isize| i.checked_add_signed(distance);
    for distance in [-2, -1, 1, 2] {
        for what in [LOW, CODE, PAIR, CASE] {
            feature(see(near(distance), what), 0, 0);
        }
    }
    for distance in [-1, 1] {
        let side = |what: usize| see(near(distance), what);
        feature(side(SUFFIX3), 0, 0);
        feature(side(SHAPE), 0, 0);
        feature(side(LOW), own[LOW], 0);
        feature(side(CODE), own[CODE], 0);
        feature(side(CASE), own[CODE], 0);
        feature(side(LOW), own[CASE], 0);
        feature(side(CASE), own[CASE], see(near(2 * distance), CASE));
    }
    feature(see(near(-1), CASE), own[CASE], see(near(1), CASE));

    let left = open[..i].iter().rev().take(RUN).take_while(|&&open| open).count();
    let right = open[i + 1..].iter().take(RUN).take_while(|&&open| open).count();
    let (first, last) = (i - left, i + right);
    let (before, after) = (see(first.checked_sub(1), LOW), see(Some(last + 1), LOW));
    let (left, right) = (left as u32, right as u32);
    feature(before, left.min(3), 0);
    feature(after, right.min(3), 0);
    feature(before, after, 0);
    feature(words[last][LOW], right.min(3), 0);
    feature(words[first][LOW], left.min(3), 0);
    feature(words[last][PAIR], right.min(3), 0);
    feature(words[first][PAIR], left.min(3), 0);
    feature(left.min(5), right.min(5), 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_weights_are_empty() {
        let linear = Linear::new(Vec::new(), 1, &[3, 64, 65], &[1, 0, 2], vec![(1, 5), (0, -1), (40, 2)]).unwrap();
        assert_eq!(linear.row(3), [(1, 5)]);
        assert_eq!(linear.row(64), []);
        assert_eq!(linear.row(65), [(0, -1), (40, 2)]);
        assert_eq!(linear.row(4), []);
        assert_eq!(linear.row(1 << BITS), []);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(Linear::new(Vec::new(), 1, &[3], &[2], vec![(0, 1)]).is_none());
        assert!(Linear::new(Vec::new(), 1, &[3, 3], &[1, 0], vec![(0, 1)]).is_none());
        assert!(Linear::new(Vec::new(), 1, &[1 << BITS], &[1], vec![(0, 1)]).is_none());
        assert!(Linear::new(Vec::new(), 1, &[3], &[1], vec![(LABELS as u8, 1)]).is_none());
    }

    #[test]
    fn gaps_between_capitalised_words_are_open() {
        let open = |text: &str| {
            let mut reader = Reader::default();
            let words = text.split(' ');
            reader.add(&Linear::default(), &Lexicon::default(), words.clone(), &mut []);
            words.zip(reader.open).filter(|w| w.1).map(|w| w.0).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(open("officials of the Ministry of the Interior said on Monday"), "Ministry of the Interior said on Monday");
        assert_eq!(open("no name 12 here"), "");
        assert_eq!(open("Éire and then much later Oslo"), "Éire Oslo");
    }

    // Computed by training/model/namer.py.
    #[test]
    fn features_are_those_of_the_training() {
        assert_eq!(mix(5, 123_456_789, 4_000_000_000, 77), 523_055);
        assert_eq!(mix(51, 7, 0, 0), 597_853);
        assert_eq!(shape("McKay-2019s"), fnv1a(b"XxXxx-00x"));
    }
}
