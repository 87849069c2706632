//! The best sequence of name labels of a sentence (Viterbi), under the rule that a name begins before it goes on.
//!
//! Labels are `0` outside, then for each type `B` (begins), `I` (inside), `L` (ends), `U` (a name of one word).

use super::Model;
use super::dense::Sums;
use super::encoder::Encoder;
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
    scores: Vec<[i32; LABELS]>,
    back: Vec<[u8; LABELS]>,
    hidden: Vec<i16>,
    sums: Sums,
    reader: Reader,
}

impl Decoder {
    /// Appends the names of the sentence that `encoder` holds; its first word is number `offset` of the document.
    pub(crate) fn decode<'t>(
        &mut self,
        model: &Model,
        encoder: &Encoder,
        words: impl Iterator<Item = &'t str> + Clone,
        offset: u32,
        out: &mut Vec<Candidate>,
    ) {
        let count = encoder.len();
        if count == 0 || model.name.outputs() != LABELS {
            return;
        }
        let width = model.name_hidden.outputs();
        self.hidden.resize(count * width, 0);
        encoder.apply(&model.name_hidden, &mut self.sums);
        model.name_hidden.rectified(&self.sums, &mut self.hidden);
        model.name.sum(&self.hidden, width, count, &mut self.sums);
        self.scores.clear();
        self.scores.resize(count, [0; LABELS]);
        for (i, scores) in self.scores.iter_mut().enumerate() {
            scores.copy_from_slice(self.sums.row(i));
        }
        self.reader.add(&model.linear, &model.lexicon, words, &mut self.scores);
        self.forward(count);
        self.backward(offset, out);
    }

    fn forward(&mut self, count: usize) {
        self.back.clear();
        self.back.resize(count, [0; LABELS]);
        // Very low, yet far from overflow when a sentence's scores are added to it.
        const NEVER: i64 = i64::MIN / 4;
        let mut best = [NEVER; LABELS];
        for (i, (scores, back)) in self.scores.iter().zip(&mut self.back).enumerate() {
            // Words that end a name or stand outside: the best of them opens whatever comes next.
            let (mut ended, mut top) = (0u8, best[0]);
            for kind in 0..TYPES {
                for label in [3 + 4 * kind, 4 + 4 * kind] {
                    if best[label] > top {
                        (ended, top) = (label as u8, best[label]);
                    }
                }
            }
            if i == 0 {
                (ended, top) = (0, 0);
            }
            let mut now = [NEVER; LABELS];
            now[0] = top + i64::from(scores[0]);
            back[0] = ended;
            for kind in 0..TYPES {
                let [b, inside, l, u] = [1, 2, 3, 4].map(|part| part + 4 * kind);
                now[b] = top + i64::from(scores[b]);
                now[u] = top + i64::from(scores[u]);
                back[b] = ended;
                back[u] = ended;
                let from = if best[inside] > best[b] { inside } else { b };
                let open = if i == 0 { NEVER } else { best[from] };
                now[inside] = (open + i64::from(scores[inside])).max(NEVER);
                now[l] = (open + i64::from(scores[l])).max(NEVER);
                back[inside] = from as u8;
                back[l] = from as u8;
            }
            best = now;
        }
        // The last word ends a name or stands outside.
        let mut last = 0;
        for kind in 0..TYPES {
            for label in [3 + 4 * kind, 4 + 4 * kind] {
                if best[label] > best[last] {
                    last = label;
                }
            }
        }
        // The path, written over the first entry of each row.
        let mut label = last as u8;
        for back in self.back.iter_mut().rev() {
            let before = back[usize::from(label)];
            back[0] = label;
            label = before;
        }
    }

    fn backward(&self, offset: u32, out: &mut Vec<Candidate>) {
        let mut start = 0;
        for (i, back) in self.back.iter().enumerate() {
            let Some(label) = usize::from(back[0]).checked_sub(1) else { continue };
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
