//! From the words of a sentence to their vectors.

use super::dense::{Dense, Sums, add};
use super::features::{CaseClass, case_class, fnv1a, fold, style};
use super::{Model, Window};

/// Buffers for one sentence at a time, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    /// The folded words, one after the other.
    folded: String,
    looks: Vec<Look>,
    /// Two layers' vectors in turn, with an empty vector before and after the sentence.
    layers: [Vec<i16>; 2],
    /// `[before, word, after]` of each word, for a layer that looks far.
    far: Vec<i16>,
    sums: Sums,
    result: usize,
    words: usize,
    width: usize,
}

/// What is seen of a word.
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
}

impl Encoder {
    /// Encodes a sentence, given as its words and whether each follows the one before without a space.
    pub(crate) fn encode<'t>(&mut self, model: &Model, words: impl Iterator<Item = (&'t str, bool)> + Clone) {
        self.embed(model, words);
        let mut width = model.size;
        for layer in &model.convolutions {
            let out_width = layer.dense.outputs();
            let [a, b] = &mut self.layers;
            let (input, output) = if self.result == 0 { (a, b) } else { (b, a) };
            output.clear();
            output.resize((self.words + 2) * out_width, 0);
            let (count, sums) = (self.words, &mut self.sums);
            match layer.window {
                Window::Whole => layer.dense.sum(input, width, count, sums),
                Window::Near => layer.dense.sum(input.get(width / 2..).unwrap_or_default(), width, count, sums),
                Window::Far => {
                    look_far(input, width, count, &mut self.far);
                    layer.dense.sum(&self.far, 2 * width, count, sums);
                }
            }
            let words = &mut output[out_width..][..count * out_width];
            layer.dense.rectified(sums, words);
            if layer.window != Window::Whole {
                add(words, &input[width..][..count * width]);
            }
            width = out_width;
            self.result = 1 - self.result;
        }
        self.width = width;
    }

    /// Sums the embedding rows of every word. What has to be fetched from memory is asked for in loops that do little else, so that
    /// the processor waits for many words at a time.
    fn embed<'t>(&mut self, model: &Model, words: impl Iterator<Item = (&'t str, bool)> + Clone) {
        let size = model.size;
        let lexicon = &model.lexicon;
        self.looks.clear();
        self.folded.clear();
        let mut start = 0;
        for (word, glued) in words.clone() {
            fold(word, &mut self.folded);
            let hash = fnv1a(&self.folded.as_bytes()[start..]);
            start = self.folded.len();
            self.looks.push(Look { class: case_class(word), length: word.chars().count(), glued, end: start, hash, row: 0 });
        }
        for look in &mut self.looks {
            look.row = lexicon.direct.get(look.hash).unwrap_or(0);
        }
        self.words = self.looks.len();
        self.result = 0;
        let style = style(self.looks.iter().map(|look| (look.class, look.length)));
        let out = &mut self.layers[0];
        out.clear();
        out.resize((self.words + 2) * size, 0);
        let (mut first, mut start) = (true, 0);
        let mut looks = self.looks.iter().zip(out[size..].chunks_exact_mut(size)).peekable();
        while let Some((look, out)) = looks.next() {
            let mut take = |row: u32| {
                let row = &model.rows[row as usize * size..][..size];
                for (sum, &value) in out.iter_mut().zip(row) {
                    *sum += i16::from(value);
                }
            };
            match look.row {
                0 => lexicon.rows(&self.folded[start..look.end], look.hash, &mut take),
                row => take(row),
            }
            start = look.end;
            let opens = first && look.class != CaseClass::Punctuation;
            first &= look.class == CaseClass::Punctuation;
            take(lexicon.at_shape + look.class as u32 * 6 + style * 2 + u32::from(opens));
            let glued_after = looks.peek().is_some_and(|(look, _)| look.glued);
            take(lexicon.at_glue + 2 * u32::from(look.glued) + u32::from(glued_after));
        }
    }

    /// The vectors of the last sentence's words, one after the other.
    #[inline]
    pub(crate) fn vectors(&self) -> &[i16] {
        self.layers[self.result].get(self.width..(self.words + 1) * self.width).unwrap_or_default()
    }

    /// The sums of `layer` for every word of the last sentence.
    pub(crate) fn apply(&self, layer: &Dense, out: &mut Sums) {
        layer.sum(self.vectors(), self.width, self.words, out);
    }

    /// How many words the last sentence had.
    pub(crate) fn len(&self) -> usize {
        self.words
    }
}

/// For every word: the second half of the largest values before it, its own vector, the first half of the largest after it.
fn look_far(input: &[i16], width: usize, words: usize, out: &mut Vec<i16>) {
    let half = width / 2;
    out.clear();
    out.resize(words * 2 * width, 0);
    let fade = |faded: &mut [i16], seen: &[i16]| {
        for (value, &seen) in faded.iter_mut().zip(seen) {
            *value = (*value - (*value >> 3)).max(seen);
        }
    };
    let mut faded = vec![0i16; half];
    for i in 0..words {
        fade(&mut faded, &input[i * width + half..][..half]);
        let row = &mut out[i * 2 * width..][..2 * width];
        row[..half].copy_from_slice(&faded);
        row[half..half + width].copy_from_slice(&input[(i + 1) * width..][..width]);
    }
    faded.fill(0);
    for i in (0..words).rev() {
        fade(&mut faded, &input[(i + 2) * width..][..half]);
        out[i * 2 * width + half + width..][..half].copy_from_slice(&faded);
    }
}
