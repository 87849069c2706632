//! From the words of a sentence to their vectors.

use std::ops::Range;

use super::aligned::Aligned;
use super::dense::{Dense, Sums};
use super::features::{CaseClass, Seen, case_class, fnv1a, fold, style};
use super::kernel::vectorized;
use super::{Model, WIDTH, Window};

/// Buffers for one sentence at a time, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// The folded words, one after the other.
    folded: String,
    looks: Vec<Look>,
    /// Embedding rows, word after word.
    rows: Vec<u32>,
    /// Two layers' vectors in turn, with an empty vector before and after the sentence.
    layers: [Aligned<i16>; 2],
    /// `[before, word, after]` of each word, for a layer that looks far.
    far: Aligned<i16>,
    sums: Sums,
    result: usize,
    words: usize,
    width: usize,
}

/// What is kept of a word.
#[derive(Debug)]
struct Look {
    class: CaseClass,
    /// In characters.
    length: usize,
    glued: bool,
    /// Where it ends among the folded words.
    end: usize,
    hash: u32,
    /// Its own row; 0 when it has none.
    row: u32,
    /// Where its rows end among those of the sentence.
    rows: usize,
}

impl Encoder {
    /// With room for sentences of so many words.
    pub(crate) fn new(longest: usize) -> Self {
        let mut encoder = Self {
            folded: String::with_capacity(8 * longest),
            looks: Vec::with_capacity(longest),
            rows: Vec::with_capacity(8 * longest),
            sums: Sums::new(longest),
            ..Self::default()
        };
        encoder.layers.iter_mut().for_each(|layer| layer.reach((longest + 2) * WIDTH));
        encoder.far.reach(longest * 2 * WIDTH);
        encoder
    }

    /// Encodes a sentence, given as its words and whether each follows the one before without a space.
    pub(crate) fn encode<'t>(&mut self, model: &Model, words: impl Iterator<Item = (&'t str, bool)> + Clone) {
        self.embed(model, words);
        let mut width = WIDTH;
        for layer in &model.convolutions {
            let out_width = layer.dense.outputs();
            let [a, b] = &mut self.layers;
            let (input, output) = if self.result == 0 { (a, b) } else { (b, a) };
            let (count, sums) = (self.words, &mut self.sums);
            framed(output, count, out_width);
            let input = &input[..(count + 2) * width];
            match layer.window {
                Window::Whole => layer.dense.sum(input, width, count, sums),
                Window::Near => layer.dense.sum(input.get(width / 2..).unwrap_or_default(), width, count, sums),
                Window::Far => {
                    look_far(input, count, &mut self.far);
                    layer.dense.sum(&self.far, 2 * width, count, sums);
                }
            }
            let words = &mut output[out_width..][..count * out_width];
            match layer.window {
                Window::Whole => layer.dense.rectified(sums, words),
                Window::Near | Window::Far => layer.dense.rectified_onto(sums, &input[width..], words),
            }
            width = out_width;
            self.result = 1 - self.result;
        }
        self.width = width;
    }

    /// Sums the embedding rows of every word. What has to be fetched from memory is asked for in loops that do little else, so that
    /// the processor waits for many words at a time.
    fn embed<'t>(&mut self, model: &Model, words: impl Iterator<Item = (&'t str, bool)> + Clone) {
        let lexicon = &model.lexicon;
        self.looks.clear();
        self.folded.clear();
        let mut start = 0;
        for (word, glued) in words {
            fold(word, &mut self.folded);
            let hash = fnv1a(&self.folded.as_bytes()[start..]);
            start = self.folded.len();
            self.looks.push(Look { class: case_class(word), length: word.chars().count(), glued, end: start, hash, row: 0, rows: 0 });
        }
        for look in &mut self.looks {
            look.row = lexicon.direct.get(look.hash).unwrap_or(0);
        }
        self.words = self.looks.len();
        self.result = 0;
        let style = style(self.looks.iter().map(|look| (look.class, look.length)));
        self.rows.clear();
        let (mut first, mut start) = (true, 0);
        for i in 0..self.looks.len() {
            let glued_after = self.looks.get(i + 1).is_some_and(|look| look.glued);
            let look = &mut self.looks[i];
            match look.row {
                0 => lexicon.rows(&self.folded[start..look.end], look.hash, |row| self.rows.push(row)),
                row => self.rows.push(row),
            }
            start = look.end;
            let opens = first && look.class != CaseClass::Punctuation;
            first &= look.class == CaseClass::Punctuation;
            self.rows.push(lexicon.at_shape + look.class as u32 * 6 + style * 2 + u32::from(opens));
            self.rows.push(lexicon.at_glue + 2 * u32::from(look.glued) + u32::from(glued_after));
            look.rows = self.rows.len();
        }
        let out = &mut self.layers[0];
        framed(out, self.words, WIDTH);
        let (out, _) = out.as_chunks_mut::<WIDTH>();
        let (embeddings, _) = model.rows.as_chunks::<WIDTH>();
        vectorized(
            #[inline(always)]
            || {
                let mut start = 0;
                for (look, out) in self.looks.iter().zip(&mut out[1..]) {
                    let mut sum = [0i16; WIDTH];
                    for &row in &self.rows[start..look.rows] {
                        for (sum, &value) in sum.iter_mut().zip(&embeddings[row as usize]) {
                            *sum += i16::from(value);
                        }
                    }
                    *out = sum;
                    start = look.rows;
                }
            },
        );
    }

    /// What is known of the last sentence's words, but for their forms.
    pub(crate) fn seen<'a>(&'a self, forms: impl Iterator<Item = &'a str> + Clone) -> impl Iterator<Item = Seen<'a>> + Clone {
        let starts = std::iter::once(0).chain(self.looks.iter().map(|look| look.end));
        forms.zip(starts).zip(&self.looks).map(|((form, start), look)| Seen {
            form,
            folded: &self.folded[start..look.end],
            hash: look.hash,
            row: look.row,
            class: look.class,
        })
    }

    /// The vectors of the last sentence's words, one after the other.
    #[inline]
    pub(crate) fn vectors(&self) -> &[i16] {
        self.layers[self.result].get(self.width..(self.words + 1) * self.width).unwrap_or_default()
    }

    /// The sums of `layer` for every word of the last sentence.
    pub(crate) fn apply(&self, layer: &Dense, out: &mut Sums) {
        self.apply_to(layer, 0..self.words, out);
    }

    /// The sums of `layer` for some words of the last sentence.
    pub(crate) fn apply_to(&self, layer: &Dense, words: Range<usize>, out: &mut Sums) {
        layer.sum(&self.vectors()[words.start * self.width..], self.width, words.len(), out);
    }

    /// How many words the last sentence had.
    pub(crate) fn len(&self) -> usize {
        self.words
    }
}

/// Makes room for vectors of so many words, and empties the one before and the one after them.
fn framed(out: &mut Aligned<i16>, words: usize, width: usize) {
    out.reach((words + 2) * width);
    out[..width].fill(0);
    out[(words + 1) * width..][..width].fill(0);
}

/// For every word: the second half of the largest values before it, its own vector, the first half of the largest after it.
fn look_far(input: &[i16], words: usize, out: &mut Aligned<i16>) {
    out.reach(words * 2 * WIDTH);
    // Word `i` has halves 2 i + 2 and 2 i + 3; an empty vector is before the first word.
    let (halves, (rows, _)) = (input.as_chunks::<HALF>().0, out[..words * 2 * WIDTH].as_chunks_mut().0.as_chunks_mut::<4>());
    vectorized(
        #[inline(always)]
        || {
            let mut faded = [0i16; HALF];
            for (row, around) in rows.iter_mut().zip(halves[1..].windows(3).step_by(2)) {
                faded = fade(faded, &around[0]);
                (row[0], row[1], row[2]) = (faded, around[1], around[2]);
            }
            let mut faded = [0i16; HALF];
            for (row, after) in rows.iter_mut().zip(halves[4..].iter().step_by(2)).rev() {
                faded = fade(faded, after);
                row[3] = faded;
            }
        },
    );
}

const HALF: usize = WIDTH / 2;

/// The larger of what was seen, less an eighth, and what is seen.
#[inline(always)]
fn fade(mut faded: [i16; HALF], seen: &[i16; HALF]) -> [i16; HALF] {
    for (value, &seen) in faded.iter_mut().zip(seen) {
        *value = (*value - (*value >> 3)).max(seen);
    }
    faded
}
