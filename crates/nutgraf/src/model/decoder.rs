//! The best sequence of name labels of a sentence (Viterbi), under the rule that a name begins before it goes on.
//!
//! Labels are `0` outside, then for each type `B` (begins), `I` (inside), `L` (ends), `U` (a name of one word).

use super::Model;
use super::aligned::Aligned;
use super::dense::Sums;
use super::encoder::Encoder;
use super::kernel::vectorized;
use super::linear::Reader;

/// The types in the order of the labels.
pub(crate) const TYPES: usize = 10;
pub(crate) const LABELS: usize = 1 + 4 * TYPES;

/// A name as the models read it: its words, and how well each type fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// First word and one past the last, counted through the document.
    pub(crate) words: (u32, u32),
    /// Index of the best type.
    pub(crate) best: u8,
    /// For each type, the score of reading these words as such a name, less the score of reading them as no name, a word.
    pub(crate) types: [i16; TYPES],
}

/// Buffers of the decoder, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    hidden: Aligned<i16>,
    sums: Sums,
    scores: Vec<[i32; LABELS]>,
    reader: Reader,
    /// How each word is best reached.
    steps: Vec<Step>,
    /// The label of each word on the best path.
    path: Vec<u8>,
}

/// How the labels of a word are best reached from those of the word before.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// The best label of those that end a name or stand outside: what is outside or begins comes after it.
    ended: u8,
    /// For each type, whether what goes on or ends comes after `I` rather than `B`.
    inside: u16,
}

/// Types with room to fill a register.
const WIDTH: usize = 16;
/// Very low, yet far from overflow when a score is added to it; and as high as the score of an open name may grow.
const NEVER: i32 = -(1 << 30);
const CEILING: i32 = 1 << 29;
/// What a label can gain over "outside" at one word: many times what the network gives.
const GAIN: i32 = 1 << 24;

impl Decoder {
    /// With room for sentences of so many words.
    pub(crate) fn new(longest: usize) -> Self {
        Self {
            sums: Sums::new(longest),
            scores: Vec::with_capacity(longest),
            steps: Vec::with_capacity(longest),
            path: Vec::with_capacity(longest),
            reader: Reader::new(longest),
            ..Self::default()
        }
    }

    /// Appends the names of the sentence that `encoder` holds; its first word is number `offset` of the document.
    pub(crate) fn decode<'t>(
        &mut self,
        model: &Model,
        encoder: &'t Encoder,
        words: impl Iterator<Item = &'t str> + Clone,
        offset: u32,
        out: &mut Vec<Candidate>,
    ) {
        let count = encoder.len();
        if count == 0 || model.name.outputs() != LABELS {
            return;
        }
        let width = model.name_hidden.outputs();
        self.hidden.reach(count * width);
        encoder.apply(&model.name_hidden, &mut self.sums);
        model.name_hidden.rectified(&self.sums, &mut self.hidden[..count * width]);
        model.name.sum(&self.hidden, width, count, &mut self.sums);
        self.scores.clear();
        self.scores.extend((0..count).filter_map(|i| self.sums.row(i).first_chunk::<LABELS>()));
        self.reader.add(&model.linear, &model.lexicon, encoder.seen(words), &mut self.scores);
        // No path through labels that nowhere beat "outside" does.
        let outside = vectorized(
            #[inline(always)]
            || nowhere_named(&self.scores),
        );
        if outside {
            return;
        }
        let last = vectorized(
            #[inline(always)]
            || forward(&self.scores, &mut self.steps),
        );
        self.trace(last);
        self.collect(offset, out);
    }

    /// The best path to `label` of the last word.
    fn trace(&mut self, mut label: u8) {
        self.path.clear();
        for step in self.steps.iter().rev() {
            self.path.push(label);
            label = match label.checked_sub(1).map(|label| (label % 4, label / 4)) {
                Some((1 | 2, kind)) => 1 + 4 * kind + (step.inside >> kind & 1) as u8,
                _ => step.ended,
            };
        }
        self.path.reverse();
    }

    fn collect(&self, offset: u32, out: &mut Vec<Candidate>) {
        let mut start = 0;
        for (i, &label) in self.path.iter().enumerate() {
            let Some(label) = usize::from(label).checked_sub(1) else { continue };
            let (part, kind) = (label % 4, label / 4);
            if part == 0 || part == 3 {
                start = i;
            }
            if part >= 2 {
                let types = std::array::from_fn(|kind| self.fit(start, i, kind));
                out.push(Candidate { words: (offset + start as u32, offset + i as u32 + 1), best: kind as u8, types });
            }
        }
    }

    /// How well type `kind` fits words `first..=last`.
    fn fit(&self, first: usize, last: usize, kind: usize) -> i16 {
        let mut sum = 0i64;
        for (i, scores) in self.scores.iter().enumerate().take(last + 1).skip(first) {
            let part = match (i == first, i == last) {
                (true, true) => 4,
                (true, false) => 1,
                (false, false) => 2,
                (false, true) => 3,
            };
            sum += i64::from(scores[part + 4 * kind]) - i64::from(scores[0]);
        }
        let words = (last - first + 1) as i64;
        (sum / words / 256).clamp(-32768, 32767) as i16
    }
}

/// Whether no label of any word beats "outside".
#[inline(always)]
fn nowhere_named(scores: &[[i32; LABELS]]) -> bool {
    for scores in scores {
        let mut top = scores[0];
        for &score in scores {
            top = top.max(score);
        }
        if top > scores[0] {
            return false;
        }
    }
    true
}

/// Fills `steps` and gives the best label of the last word. Scores are what a path gains over "outside" for every word, less the gain
/// of the best path that is outside or has ended a name.
#[inline(always)]
fn forward(scores: &[[i32; LABELS]], steps: &mut Vec<Step>) -> u8 {
    steps.clear();
    // Names that have begun, and that go on, by type.
    let (mut begun, mut inside) = ([NEVER; WIDTH], [NEVER; WIDTH]);
    let mut ended = 0u8;
    for scores in scores {
        let mut gains = [[NEVER; WIDTH]; 4];
        for kind in 0..TYPES {
            for (part, gains) in gains.iter_mut().enumerate() {
                gains[kind] = scores[1 + 4 * kind + part].saturating_sub(scores[0]).clamp(-GAIN, GAIN);
            }
        }
        let [begin, go_on, end, single] = gains;
        let mut from = [0u16; WIDTH];
        let (mut now, mut closed) = ([NEVER; WIDTH], [NEVER; WIDTH]);
        let mut top = 0;
        for kind in 0..WIDTH {
            from[kind] = u16::from(inside[kind] > begun[kind]) << kind;
            let open = inside[kind].max(begun[kind]);
            now[kind] = (open + go_on[kind]).max(NEVER);
            closed[kind] = (open + end[kind]).max(NEVER);
            top = top.max(closed[kind]).max(single[kind]);
        }
        steps.push(Step { ended, inside: from.iter().fold(0, |bits, bit| bits | bit) });
        // The first label of those that are as good.
        ended = 0;
        if top > 0 {
            for kind in (0..TYPES).rev() {
                for (label, score) in [(4, single[kind]), (3, closed[kind])] {
                    if score == top {
                        ended = label + 4 * kind as u8;
                    }
                }
            }
        }
        for kind in 0..WIDTH {
            begun[kind] = (begin[kind] - top).clamp(NEVER, CEILING);
            inside[kind] = (now[kind] - top).clamp(NEVER, CEILING);
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best path by trying the rule of the labels word by word in wide numbers.
    fn slow(scores: &[[i32; LABELS]]) -> Vec<u8> {
        let can = |before: Option<usize>, label: usize| {
            let open = before.and_then(|label| label.checked_sub(1)).filter(|label| label % 4 < 2).map(|label| label / 4);
            match label.checked_sub(1).map(|label| (label % 4, label / 4)) {
                Some((1 | 2, kind)) => open == Some(kind),
                _ => open.is_none(),
            }
        };
        let mut best: Vec<Option<(i64, Vec<u8>)>> = vec![None; LABELS];
        for (i, scores) in scores.iter().enumerate() {
            best = (0..LABELS)
                .map(|label| {
                    let mut found: Option<(i64, Vec<u8>)> = (i == 0 && can(None, label)).then(|| (0, Vec::new()));
                    for (before, path) in best.iter().enumerate() {
                        if let Some((score, path)) = path.as_ref().filter(|_| can(Some(before), label)) {
                            if found.as_ref().is_none_or(|(top, _)| score > top) {
                                found = Some((*score, path.clone()));
                            }
                        }
                    }
                    found.map(|(score, mut path)| {
                        path.push(label as u8);
                        (score + i64::from(scores[label]), path)
                    })
                })
                .collect();
        }
        let mut found: Option<(i64, Vec<u8>)> = None;
        for (label, path) in best.into_iter().enumerate() {
            if let Some((score, path)) = path.filter(|_| label == 0 || (label - 1) % 4 >= 2) {
                if found.as_ref().is_none_or(|(top, _)| score > *top) {
                    found = Some((score, path));
                }
            }
        }
        found.unwrap().1
    }

    #[test]
    fn the_path_is_the_best() {
        let mut state = 7u32;
        let mut next = |range: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as i32 % range - range / 2
        };
        for (words, range) in [(1, 100), (2, 4), (5, 3), (9, 10), (14, 100_000), (6, 3)].into_iter().cycle().take(120) {
            let scores: Vec<[i32; LABELS]> = (0..words).map(|_| std::array::from_fn(|_| next(range))).collect();
            let mut decoder = Decoder::default();
            let last = forward(&scores, &mut decoder.steps);
            decoder.trace(last);
            assert_eq!(decoder.path, slow(&scores));
        }
    }
}
