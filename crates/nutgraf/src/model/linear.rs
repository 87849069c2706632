//! A second reader of names: a linear model, whose sums are added to the network's before the best path is searched.
//!
//! An averaged structured perceptron (Collins 2002) over hashed features of words to either side, affixes, shapes, codes of
//! meaning, and the run of capitalised words that a word stands in. It looks only at words that are written like names and at
//! short gaps between such words. `training/model/namer.py` computes the same features and writes the file.

use std::array::from_fn;

use super::aligned::Aligned;
use super::decoder::LABELS;
use super::features::{CODES, CaseClass, Lexicon, Seen, fnv1a};
use super::kernel::vectorized;

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

/// Rows of which one [`Block`] tells.
const BLOCK: u32 = 32;

/// Weights by row and label. Few rows have any.
#[derive(Debug, Default)]
pub(crate) struct Linear {
    /// The first two codes of each word with a row of its own, which the network's lexicon leaves out.
    codes: Vec<Option<[u8; 2]>>,
    /// What a weight counts in the network's sums.
    pub(crate) factor: i32,
    blocks: Vec<Block>,
    /// The rows that have weights.
    rows: Vec<Row>,
    /// The weights of the rows that have many, one for each label.
    full: Aligned<i8>,
}

/// Rows side by side. The rows that a word asks for lie anywhere, so that each costs a visit to memory: all that is to be known
/// of one is in one place, and its entries in a second.
#[derive(Debug, Default, Clone, Copy)]
struct Block {
    /// A bit for each row that has entries.
    present: u32,
    /// The place of the first one.
    first: u32,
}

/// The weights of a row, and their labels; none of them when the first label is [`MANY`], but the number of a row of weights for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    weights: [i8; FEW],
    labels: [u8; FEW],
}

/// Most rows have no more weights.
const FEW: usize = 4;
const MANY: u8 = 0x80;
/// Labels with room to fill a cache line with their weights. The last is nobody's.
const ROOM: usize = 64;

impl Row {
    const EMPTY: Row = Row { weights: [0; FEW], labels: [ROOM as u8 - 1; FEW] };

    fn full(number: usize) -> Row {
        Row { weights: (number as u32).to_le_bytes().map(|byte| byte as i8), labels: [MANY; FEW] }
    }

    /// Which of the rows of weights for all labels.
    #[inline(always)]
    fn number(self) -> usize {
        u32::from_le_bytes(self.weights.map(|byte| byte as u8)) as usize
    }
}

impl Linear {
    /// From sorted row numbers below two to the power of [`BITS`], the number of entries of each (not 0), and all entries, as labels
    /// and weights. `None` when they do not fit together.
    pub(crate) fn new(codes: Vec<Option<[u8; 2]>>, factor: i32, rows: &[u32], counts: &[u8], entries: &[(u8, i8)]) -> Option<Linear> {
        let fits = rows.len() == counts.len()
            && rows.is_sorted_by(|a, b| a < b)
            && rows.last().is_none_or(|&row| row < 1 << BITS)
            && entries.iter().all(|&(label, _)| usize::from(label) < LABELS);
        if !fits {
            return None;
        }
        let mut blocks = vec![Block::default(); 1 << (BITS - BLOCK.ilog2())];
        let (mut ordered, mut full) = (Vec::with_capacity(rows.len()), Vec::new());
        let mut rest = entries;
        for (&row, &count) in rows.iter().zip(counts) {
            let block = blocks.get_mut((row / BLOCK) as usize)?;
            if block.present == 0 {
                block.first = ordered.len() as u32;
            }
            block.present |= 1 << (row % BLOCK);
            let (mine, others) = rest.split_at_checked(usize::from(count)).filter(|(mine, _)| !mine.is_empty())?;
            rest = others;
            if mine.len() > FEW {
                ordered.push(Row::full(full.len() / ROOM));
                let mut weights = [0; ROOM];
                mine.iter().for_each(|&(label, weight)| weights[usize::from(label)] = weight);
                full.extend(weights);
            } else {
                let mut row = Row::EMPTY;
                for (place, &(label, weight)) in mine.iter().enumerate() {
                    (row.labels[place], row.weights[place]) = (label, weight);
                }
                ordered.push(row);
            }
        }
        rest.is_empty().then(|| Linear { codes, factor, blocks, rows: ordered, full: full.into_iter().collect() })
    }

    /// The first two codes of a word.
    fn codes(&self, lexicon: &Lexicon, word: &Seen<'_>) -> Option<[u8; 2]> {
        match word.row.checked_sub(1) {
            Some(row) => self.codes.get(row as usize).copied().flatten(),
            None => lexicon.coded.get(word.hash).map(|codes| codes.to_le_bytes()).map(|[a, b, ..]| [a, b]),
        }
    }

    /// The sum of some rows, for each label. Little branches on what is read, so that the processor waits for many rows at a time.
    #[inline(always)]
    fn sum(&self, rows: &[u32; FEATURES]) -> [i16; ROOM] {
        let (mut there, mut count) = ([0; FEATURES], 0);
        for &row in rows {
            let block = self.blocks.get((row / BLOCK) as usize).copied().unwrap_or_default();
            let bit = row % BLOCK;
            there[count] = block.first + (block.present & ((1 << bit) - 1)).count_ones();
            count += (block.present >> bit & 1) as usize;
        }
        let (mut few, mut many) = (([Row::EMPTY; FEATURES], 0), ([0; FEATURES], 0));
        for &at in &there[..count] {
            let row = self.rows.get(at as usize).copied().unwrap_or(Row::EMPTY);
            (few.0[few.1], many.0[many.1]) = (row, row.number());
            let is_full = usize::from(row.labels[0] == MANY);
            (few.1, many.1) = (few.1 + 1 - is_full, many.1 + is_full);
        }
        let mut sums = [0i16; ROOM];
        let (full, _) = self.full.as_chunks::<ROOM>();
        for &number in &many.0[..many.1] {
            let Some(weights) = full.get(number) else { continue };
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum += i16::from(weight);
            }
        }
        for row in &few.0[..few.1] {
            for (&label, &weight) in row.labels.iter().zip(&row.weights) {
                sums[usize::from(label) % ROOM] += i16::from(weight);
            }
        }
        sums
    }
}

/// Buffers, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    words: Vec<Word>,
    open: Vec<bool>,
    /// Words of which the network is not sure, each with the run of open words that it stands in.
    unsure: Vec<Unsure>,
    /// Words at which one that is unsure looks.
    seen: Vec<bool>,
}

/// A word that is asked about.
#[derive(Debug, Clone, Copy)]
struct Unsure {
    word: usize,
    /// First and last word of its run, as far as that is followed.
    run: (usize, usize),
}

/// Whether the best label leads the next by less than [`SURE`].
#[inline(always)]
fn is_unsure(scores: &[i32; LABELS]) -> bool {
    let mut top = i32::MIN;
    for &score in scores {
        top = top.max(score);
    }
    let near = top.saturating_sub(SURE);
    let mut leaders = 0;
    for &score in scores {
        leaders += u32::from(score > near);
    }
    leaders > 1
}

impl Reader {
    /// With room for sentences of so many words.
    pub(crate) fn new(longest: usize) -> Self {
        Self {
            words: Vec::with_capacity(longest),
            open: Vec::with_capacity(longest),
            unsure: Vec::with_capacity(longest),
            seen: Vec::with_capacity(longest),
        }
    }

    /// Adds the model's sums for a sentence to `scores`, a row a word.
    pub(crate) fn add<'t>(
        &mut self,
        model: &Linear,
        lexicon: &Lexicon,
        words: impl Iterator<Item = Seen<'t>> + Clone,
        scores: &mut [[i32; LABELS]],
    ) {
        self.words.clear();
        self.words.extend(words.clone().map(|word| {
            let mut seen = [0; 11];
            seen[CASE] = word.class as u32;
            seen
        }));
        self.mark();
        vectorized(
            #[inline(always)]
            || self.ask(scores),
        );
        if self.unsure.is_empty() {
            return;
        }
        let Reader { words: known, unsure, seen, .. } = self;
        for (i, word) in words.enumerate().filter(|&(i, _)| seen[i]) {
            describe(&word, &mut known[i]);
            let codes = model.codes(lexicon, &word);
            let unknown = CODES as u32;
            [known[i][CODE], known[i][PAIR]] =
                codes.map_or([unknown, unknown * (unknown + 1)], |[a, b]| [u32::from(a), u32::from(a) * unknown + u32::from(b)]);
        }
        for asked in unsure {
            let features = features(known, *asked);
            let sums = vectorized(
                #[inline(always)]
                || model.sum(&mixed(&features)),
            );
            for (score, sum) in scores[asked.word].iter_mut().zip(sums) {
                *score += i32::from(sum) * model.factor;
            }
        }
    }

    /// Finds the open words of which the network is not sure, and the words that they look at.
    #[inline(always)]
    fn ask(&mut self, scores: &[[i32; LABELS]]) {
        let Reader { open, unsure, seen, .. } = self;
        unsure.clear();
        seen.clear();
        seen.resize(open.len(), false);
        for (i, _) in open.iter().zip(scores).enumerate().filter(|&(_, (&open, scores))| open && is_unsure(scores)) {
            let left = open[..i].iter().rev().take(RUN).take_while(|&&open| open).count();
            let right = open[i + 1..].iter().take(RUN).take_while(|&&open| open).count();
            let (first, last) = (i - left, i + right);
            unsure.push(Unsure { word: i, run: (first, last) });
            for (from, to) in [(first.saturating_sub(1), first), (i.saturating_sub(2), i + 2), (last, last + 1)] {
                let to = (to + 1).min(seen.len());
                seen[from..to].fill(true);
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
fn describe(word: &Seen<'_>, out: &mut Word) {
    let folded = word.folded;
    let bytes = folded.as_bytes();
    let mut heads = folded.char_indices().skip(1).map(|(at, _)| at);
    let [one, two, three] = from_fn(|_| heads.next().unwrap_or(folded.len()));
    let mut tails = folded.char_indices().rev().skip(1).map(|(at, _)| at);
    let [last2, last3, last4] = from_fn(|_| tails.next().unwrap_or(0));
    let parts = [&bytes[..one], &bytes[..two], &bytes[..three], &bytes[last2..], &bytes[last3..], &bytes[last4..]];
    out[LOW] = word.hash;
    for (hash, part) in out[1..].iter_mut().zip(parts) {
        *hash = fnv1a(part);
    }
    out[SHAPE] = shape(word.form);
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

/// Features of a word.
const FEATURES: usize = 50;

/// A row for each feature; its kind is its place.
#[inline(always)]
fn mixed(features: &[[u32; FEATURES]; 3]) -> [u32; FEATURES] {
    let [a, b, c] = features;
    let mut rows = [0; FEATURES];
    for kind in 0..FEATURES {
        rows[kind] = mix(kind as u32, a[kind], b[kind], c[kind]);
    }
    rows
}

/// A row for a feature.
#[inline(always)]
fn mix(kind: u32, a: u32, b: u32, c: u32) -> u32 {
    let h = kind.wrapping_mul(0x9E37_79B1).wrapping_add(a);
    let h = (h ^ (h >> 15)).wrapping_mul(0x2C1B_3C6D).wrapping_add(b);
    let h = (h ^ (h >> 13)).wrapping_mul(0x297A_2D39).wrapping_add(c);
    let h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
    h >> (32 - BITS)
}

/// What is seen of a word: the first, second and third parts of each feature.
fn features(words: &[Word], asked: Unsure) -> [[u32; FEATURES]; 3] {
    let mut out = [[0; FEATURES]; 3];
    let mut kind = 0;
    let mut feature = |a: u32, b: u32, c: u32| {
        let [first, second, third] = &mut out;
        (first[kind], second[kind], third[kind]) = (a, b, c);
        kind += 1;
    };
    let i = asked.word;
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

    let (first, last) = asked.run;
    let (before, after) = (see(first.checked_sub(1), LOW), see(Some(last + 1), LOW));
    let (left, right) = ((i - first) as u32, (last - i) as u32);
    feature(before, left.min(3), 0);
    feature(after, right.min(3), 0);
    feature(before, after, 0);
    feature(words[last][LOW], right.min(3), 0);
    feature(words[first][LOW], left.min(3), 0);
    feature(words[last][PAIR], right.min(3), 0);
    feature(words[first][PAIR], left.min(3), 0);
    feature(left.min(5), right.min(5), 0);
    debug_assert_eq!(kind, FEATURES);
    out
}

#[cfg(test)]
mod tests {
    use super::super::features::case_class;
    use super::*;

    fn linear(rows: &[u32], counts: &[u8], entries: &[(u8, i8)]) -> Option<Linear> {
        Linear::new(Vec::new(), 1, rows, counts, entries)
    }

    #[test]
    fn rows_without_weights_are_empty() {
        let many: [(u8, i8); 6] = [(0, -1), (40, 2), (7, 7), (12, 127), (13, -128), (39, 1)];
        let entries = [&[(1, 5)], &many[..], &[(9, -9)], &[(2, 1), (3, 4)]].concat();
        let linear = linear(&[3, 5, 31, 64], &[1, 6, 1, 2], &entries).unwrap();
        let sum = |rows: &[u32]| {
            // A row that has no weights stands for what is not asked.
            let mut asked = [4; FEATURES];
            asked[..rows.len()].copy_from_slice(rows);
            let sums = linear.sum(&asked);
            (0..).zip(sums).filter(|&(_, sum)| sum != 0).collect::<Vec<(u8, i16)>>()
        };
        assert_eq!(sum(&[3]), [(1, 5)]);
        assert_eq!(sum(&[5]), [(0, -1), (7, 7), (12, 127), (13, -128), (39, 1), (40, 2)]);
        assert_eq!(sum(&[31, 31]), [(9, -18)]);
        assert_eq!(sum(&[64]), [(2, 1), (3, 4)]);
        assert_eq!(sum(&[31, 5, 64, 3, 5]), [(0, -2), (1, 5), (2, 1), (3, 4), (7, 14), (9, -9), (12, 254), (13, -256), (39, 2), (40, 4)]);
        assert!([4, 30, 65, 1 << BITS].into_iter().all(|row| sum(&[row]).is_empty()));
        assert_eq!(Linear::default().sum(&[3; FEATURES]), [0; ROOM]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(linear(&[3], &[1], &[(0, 1)]).is_some());
        assert!(linear(&[3], &[2], &[(0, 1)]).is_none());
        assert!(linear(&[3], &[1], &[(0, 1), (1, 1)]).is_none());
        assert!(linear(&[3, 3], &[1, 1], &[(0, 1), (0, 1)]).is_none());
        assert!(linear(&[3, 4], &[1, 0], &[(0, 1)]).is_none());
        assert!(linear(&[1 << BITS], &[1], &[(0, 1)]).is_none());
        assert!(linear(&[3], &[1], &[(LABELS as u8, 1)]).is_none());
    }

    #[test]
    fn the_network_is_sure_when_one_label_leads_by_far() {
        let mut scores = [-SURE; LABELS];
        scores[4] = 0;
        assert!(!is_unsure(&scores));
        scores[40] = 1 - SURE;
        assert!(is_unsure(&scores));
        assert!(is_unsure(&[i32::MIN + 5; LABELS]));
    }

    /// Runs a model without weights over words.
    fn read(words: &[&str], scores: &mut [[i32; LABELS]]) -> Reader {
        let folded: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let seen = words.iter().zip(&folded).map(|(form, folded)| Seen {
            form,
            folded,
            hash: fnv1a(folded.as_bytes()),
            row: 0,
            class: case_class(form),
        });
        let mut reader = Reader::default();
        reader.add(&Linear::default(), &Lexicon::default(), seen, scores);
        reader
    }

    #[test]
    fn gaps_between_capitalised_words_are_open() {
        let open = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let open = read(&words, &mut []).open;
            words.iter().zip(open).filter(|w| w.1).map(|w| *w.0).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(open("officials of the Ministry of the Interior said on Monday"), "Ministry of the Interior said on Monday");
        assert_eq!(open("no name 12 here"), "");
        assert_eq!(open("Éire and then much later Oslo"), "Éire Oslo");
    }

    /// What an unsure word looks at is described; what none looks at is not.
    #[test]
    fn all_that_is_looked_at_is_described() {
        let words: Vec<&str> = "one two Three Four five Six Seven Eight Nine Ten Eleven Twelve the end of it".split(' ').collect();
        let mut scores = vec![[-SURE; LABELS]; words.len()];
        scores.iter_mut().for_each(|scores| scores[0] = 0);
        scores[6] = [0; LABELS];
        let reader = read(&words, &mut scores);
        let of = |is: &dyn Fn(usize) -> bool| (0..words.len()).filter(|&i| is(i)).map(|i| words[i]).collect::<Vec<_>>().join(" ");
        assert_eq!(of(&|i| reader.seen[i]), "two Three five Six Seven Eight Nine Twelve the");
        assert_eq!(of(&|i| reader.words[i][LOW] != 0), of(&|i| reader.seen[i]));
    }

    // Computed by training/model/namer.py.
    #[test]
    fn features_are_those_of_the_training() {
        assert_eq!(mix(5, 123_456_789, 4_000_000_000, 77), 523_055);
        assert_eq!(mix(51, 7, 0, 0), 597_853);
        assert_eq!(shape("McKay-2019s"), fnv1a(b"XxXxx-00x"));
    }
}
