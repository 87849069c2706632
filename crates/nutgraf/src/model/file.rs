//! Reading the model's two files. All numbers are little-endian.
//!
//! The network, which `training/model/export.py` writes:
//!
//! ```text
//! "nutgraf-model-2\n"
//! names      tags, then labels: u16 count, each u8 length and UTF-8
//! lexicon    direct hashes, coded hashes: u32 count, sorted, each the LEB128 difference to the one before;
//!            direct row numbers follow the order of the hashes; then the coded words' codes, one book after the other
//! rows       u32 count, u16 size, i8 values
//! layers     u8 count, each u8 window, a dense layer
//! dense      u16 outputs, u16 inputs, u8 shift, i32 biases, i8 weights (one output after the other)
//! tables     u16 groups, u16 rows, u16 width, u8 shift, i8 values to be shifted left
//! ```
//!
//! The linear model of names, which `training/model/namer.py` writes:
//!
//! ```text
//! "nutgraf-names-1\n"
//! codes      u32 count of words with rows of their own, a bit for each that has codes, then their first codes and their second
//! factor     i32, what a weight counts in the network's sums
//! rows       u32 count, the numbers sorted, each the LEB128 difference to the one before; then u8 entries of each
//! entries    u8 labels, then i8 weights
//! ```

use super::aligned::Aligned;
use super::dense::{Dense, Tables};
use super::features::{CODEBOOKS, CODES, GLUES, HashTable, Lexicon, PREFIX3, SHAPES, SUFFIX2, SUFFIX3, SUFFIX4};
use super::kernel::LANES;
use super::linear::Linear;
use super::parser::{ACTIONS, SLOTS};
use super::{Convolution, Model, WIDTH, Window};

const MAGIC: &[u8] = b"nutgraf-model-2\n";
const NAMES_MAGIC: &[u8] = b"nutgraf-names-1\n";

/// The file is cut short or not of this format.
#[derive(Debug)]
pub(crate) struct Damaged;

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Damaged> {
        let (head, rest) = self.0.split_at_checked(count).ok_or(Damaged)?;
        self.0 = rest;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Damaged> {
        self.take(N)?.try_into().map_err(|_| Damaged)
    }

    fn u8(&mut self) -> Result<u8, Damaged> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    fn u16(&mut self) -> Result<usize, Damaged> {
        Ok(usize::from(u16::from_le_bytes(self.array()?)))
    }

    fn u32(&mut self) -> Result<u32, Damaged> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    fn leb128(&mut self) -> Result<u32, Damaged> {
        let mut value = 0u32;
        for shift in (0..35).step_by(7) {
            let byte = self.u8()?;
            value |= u32::from(byte & 0x7F).checked_shl(shift).ok_or(Damaged)?;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Damaged)
    }

    fn i8s(&mut self, count: usize) -> Result<Vec<i8>, Damaged> {
        Ok(self.take(count)?.iter().map(|&byte| byte as i8).collect())
    }

    /// So many rows.
    fn rows<T: Copy + Default>(&mut self, count: usize, number: impl Fn(i8) -> T) -> Result<Aligned<T>, Damaged> {
        let bytes = self.take(count.checked_mul(WIDTH).ok_or(Damaged)?)?;
        Ok(bytes.iter().map(|&byte| number(byte as i8)).collect())
    }

    fn names(&mut self) -> Result<Vec<&'a str>, Damaged> {
        (0..self.u16()?)
            .map(|_| {
                let length = usize::from(self.u8()?);
                std::str::from_utf8(self.take(length)?).map_err(|_| Damaged)
            })
            .collect()
    }

    fn hashes(&mut self) -> Result<Vec<u32>, Damaged> {
        let count = self.u32()? as usize;
        let mut hashes = Vec::with_capacity(count.min(self.0.len()));
        let mut last = 0u32;
        for _ in 0..count {
            last = last.wrapping_add(self.leb128()?);
            hashes.push(last);
        }
        Ok(hashes)
    }

    fn linear(&mut self) -> Result<Linear, Damaged> {
        if self.take(NAMES_MAGIC.len())? != NAMES_MAGIC {
            return Err(Damaged);
        }
        let words = self.u32()? as usize;
        let known = self.take(words.div_ceil(8))?;
        let [a, b] = [self.take(words)?, self.take(words)?];
        let codes = (0..words).map(|i| (known[i / 8] >> (i % 8) & 1 == 1).then(|| [a[i], b[i]])).collect();
        let factor = i32::from_le_bytes(self.array()?);
        let rows = self.hashes()?;
        let counts = self.take(rows.len())?;
        let count = counts.iter().map(|&c| usize::from(c)).sum();
        let labels = self.take(count)?;
        let entries: Vec<(u8, i8)> = labels.iter().copied().zip(self.i8s(count)?).collect();
        Linear::new(codes, factor, &rows, counts, &entries).ok_or(Damaged)
    }

    fn dense(&mut self) -> Result<Dense, Damaged> {
        let [layer] = self.split_dense()?;
        Ok(layer)
    }

    /// A layer's inputs, biases, weights (one output's after the other) and shift.
    fn layer(&mut self) -> Result<(usize, Vec<i32>, Vec<i8>, u32), Damaged> {
        let (outputs, inputs, shift) = (self.u16()?, self.u16()?, self.u8()?);
        let biases = self.take(4 * outputs)?.as_chunks().0;
        let bias = biases.iter().map(|&bytes| i32::from_le_bytes(bytes)).collect();
        Ok((inputs, bias, self.i8s(outputs * inputs)?, u32::from(shift.min(30))))
    }

    /// A layer whose outputs are `N` groups of one size, each a layer of its own.
    fn split_dense<const N: usize>(&mut self) -> Result<[Dense; N], Damaged> {
        let (inputs, bias, weights, shift) = self.layer()?;
        // Inputs come in pairs.
        if bias.len() % N != 0 || inputs == 0 || inputs % 2 != 0 {
            return Err(Damaged);
        }
        let size = bias.len() / N;
        Ok(std::array::from_fn(|part| {
            Dense::new(inputs, &weights[part * size * inputs..][..size * inputs], &bias[part * size..][..size], shift)
        }))
    }

    /// The layer that chooses an action of the parser.
    fn action(&mut self) -> Result<([[i16; WIDTH]; ACTIONS], [i32; ACTIONS]), Damaged> {
        let (inputs, bias, weights, _) = self.layer()?;
        let weights = weights.as_chunks().0.iter().map(|row: &[i8; WIDTH]| row.map(i16::from)).collect::<Vec<_>>();
        match (inputs, weights.try_into(), bias.try_into()) {
            (WIDTH, Ok(weights), Ok(bias)) => Ok((weights, bias)),
            _ => Err(Damaged),
        }
    }

    fn tables(&mut self) -> Result<Tables, Damaged> {
        let (groups, rows, width, shift) = (self.u16()?, self.u16()?, self.u16()?, self.u8()?.min(8));
        if width != WIDTH {
            return Err(Damaged);
        }
        Ok(Tables::new(rows, self.rows(groups * rows, |value| i16::from(value) << shift)?))
    }

    fn lexicon(&mut self) -> Result<Lexicon, Damaged> {
        let direct = self.hashes()?;
        let coded = self.hashes()?;
        let books: Vec<&[u8]> = (0..CODEBOOKS).map(|_| self.take(coded.len())).collect::<Result<_, _>>()?;
        let mut lexicon = Lexicon { at_code: 1 + direct.len() as u32, ..Lexicon::default() };
        lexicon.at_unknown = lexicon.at_code + (CODEBOOKS * CODES) as u32;
        lexicon.at_prefix3 = lexicon.at_unknown + 1;
        lexicon.at_suffix2 = lexicon.at_prefix3 + PREFIX3;
        lexicon.at_suffix3 = lexicon.at_suffix2 + SUFFIX2;
        lexicon.at_suffix4 = lexicon.at_suffix3 + SUFFIX3;
        lexicon.at_shape = lexicon.at_suffix4 + SUFFIX4;
        lexicon.at_glue = lexicon.at_shape + SHAPES as u32;
        lexicon.direct = HashTable::new(direct.len());
        for (&hash, row) in direct.iter().zip(1..) {
            lexicon.direct.insert(hash, row);
        }
        lexicon.coded = HashTable::new(coded.len());
        for (i, &hash) in coded.iter().enumerate() {
            let codes: [u8; CODEBOOKS] = std::array::from_fn(|book| books[book][i]);
            lexicon.coded.insert(hash, u32::from_le_bytes([codes[0], codes[1], codes[2], 255]));
        }
        Ok(lexicon)
    }
}

/// Reads the network and the linear model of names.
pub(crate) fn read(bytes: &[u8], names: &[u8]) -> Result<Model, Damaged> {
    let mut reader = Reader(bytes);
    if reader.take(MAGIC.len())? != MAGIC {
        return Err(Damaged);
    }
    let split = |tag: &str| tag.split_once(' ').map_or((tag.to_owned(), String::new()), |(u, x)| (u.to_owned(), x.to_owned()));
    let tags: Vec<(String, String)> = reader.names()?.into_iter().map(split).collect();
    let labels = reader.names()?.into_iter().map(str::to_owned).collect();
    let lexicon = reader.lexicon()?;
    let count = reader.u32()? as usize;
    if reader.u16()? != WIDTH || count != lexicon.at_glue as usize + GLUES {
        return Err(Damaged);
    }
    let rows = reader.rows(count, |value| value)?;
    let convolutions = (0..reader.u8()?)
        .map(|_| {
            let window = match reader.u8()? {
                0 => Window::Whole,
                1 => Window::Near,
                2 => Window::Far,
                _ => return Err(Damaged),
            };
            Ok(Convolution { window, dense: reader.dense()? })
        })
        .collect::<Result<_, _>>()?;
    let tag_counts = tags.iter().map(|(upos, _)| super::parser::counts_as(upos)).collect();
    let model = Model {
        lexicon,
        rows,
        convolutions,
        tag: reader.dense()?,
        name_hidden: reader.dense()?,
        name: reader.dense()?,
        linear: Reader(names).linear()?,
        slot: reader.dense()?,
        slot_tag: reader.tables()?,
        slot_none: reader.tables()?,
        state: reader.tables()?,
        action: reader.action()?,
        label: reader.split_dense()?,
        tag_counts,
        tags,
        labels,
    };
    fits(&model).then_some(model).ok_or(Damaged)
}

/// Whether every layer takes what the one before it gives.
fn fits(model: &Model) -> bool {
    let mut width = WIDTH;
    for Convolution { dense, window } in &model.convolutions {
        let (words, same) = match window {
            Window::Whole => (3, true),
            Window::Near => (2, dense.outputs() == width),
            Window::Far => (2, dense.outputs() == width && width == WIDTH),
        };
        if dense.inputs != words * width || !same || dense.outputs() % LANES != 0 {
            return false;
        }
        width = dense.outputs();
    }
    let tags = model.tags.len();
    [&model.tag, &model.name_hidden, &model.slot].iter().all(|layer| layer.inputs == width)
        && model.name.inputs == model.name_hidden.outputs()
        && model.slot.outputs() == SLOTS * WIDTH
        && model.label.iter().all(|side| side.inputs == WIDTH && side.outputs() == model.labels.len())
        && model.tag.outputs() == tags
        && model.slot_tag.has(tags, SLOTS)
        && model.slot_none.has(2, SLOTS)
        && model.state.has(1, super::parser::state_rows(model.labels.len(), tags))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK: &[u8] = include_bytes!("en.bin");
    const NAMES: &[u8] = include_bytes!("names.bin");

    #[test]
    fn the_embedded_model_is_whole() {
        let model = read(NETWORK, NAMES).unwrap();
        assert_eq!(model.tag.outputs(), model.tags.len());
        assert!(model.label.iter().all(|side| side.outputs() == model.labels.len()));
        assert!(model.linear.factor > 0);
        assert!(model.lexicon.direct.get(super::super::features::fnv1a(b"the")).is_some());
    }

    #[test]
    fn damaged_files_are_refused() {
        assert!(read(&NETWORK[..NETWORK.len() - 1], NAMES).is_err());
        assert!(read(NETWORK, &NAMES[..NAMES.len() - 1]).is_err());
        assert!(read(b"nutgraf-model-1\n", NAMES).is_err());
        assert!(read(NETWORK, b"nutgraf-names-0\n").is_err());
    }
}
