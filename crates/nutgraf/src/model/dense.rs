//! Integer linear layers and tables. Activations are fixed-point numbers with eight fractional bits.
//!
//! A layer is a sum of products, and nothing else of the model costs as much: [`kernel`] does it with the widest
//! instructions the processor has. Integer sums don't depend on their order, so every kernel gives the same numbers.

use super::WIDTH;
use super::aligned::Aligned;
use super::kernel::{self, GROUP, LANES, vectorized};

/// A linear layer: 8-bit weights (held as 16-bit, which is what vector units multiply), 32-bit sums.
#[derive(Debug, Default)]
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    outputs: usize,
    /// Outputs in lanes of eight, inputs in pairs: `[group of four lanes][pair of inputs][lane][output, input of the pair]`.
    /// The last group may have fewer lanes.
    weights: Aligned<i16>,
    /// In units of the sums; zeros fill the last lane.
    pub(super) bias: Vec<[i32; LANES]>,
    /// Brings a sum to activation units.
    shift: u32,
}

/// Sums of a layer over several inputs, row after row.
#[derive(Debug, Default)]
pub(crate) struct Sums {
    values: Aligned<i32>,
    /// Rows that there is to be room for from the start.
    room: usize,
    /// Lanes a row.
    lanes: usize,
    outputs: usize,
}

impl Dense {
    /// `weights` hold one output's after the other; `bias` is in units of the sums; `shift` brings a sum to activation units.
    pub(crate) fn new(inputs: usize, weights: &[i8], bias: &[i32], shift: u32) -> Self {
        debug_assert_eq!(weights.len(), inputs * bias.len());
        let outputs = bias.len();
        let weight = |output: usize, input: usize| match output < outputs && input < inputs {
            true => i16::from(weights[output * inputs + input]),
            false => 0,
        };
        let lanes = outputs.div_ceil(LANES);
        let mut ordered = Vec::with_capacity(lanes * LANES * inputs.next_multiple_of(2));
        for group in (0..lanes).step_by(GROUP) {
            for pair in 0..inputs.div_ceil(2) {
                for lane in group..lanes.min(group + GROUP) {
                    ordered.extend((0..2 * LANES).map(|at| weight(lane * LANES + at / 2, 2 * pair + at % 2)));
                }
            }
        }
        let bias = (0..lanes).map(|lane| std::array::from_fn(|at| bias.get(lane * LANES + at).copied().unwrap_or(0)));
        Self { inputs, outputs, weights: ordered.into_iter().collect(), bias: bias.collect(), shift }
    }

    /// Weights in the order of `weights`, those of a lane together.
    #[inline(always)]
    pub(super) fn weights(&self) -> &[[i16; 2 * LANES]] {
        self.weights.as_chunks().0
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// The sums of `rows` inputs, the first of which begins at the start of `input`, each `step` after the one before.
    pub(crate) fn sum(&self, input: &[i16], step: usize, rows: usize, out: &mut Sums) {
        out.lanes = self.bias.len();
        out.outputs = self.outputs;
        // Every number is written by the kernel: none needs to be cleared, and what was there before may stay behind them.
        let size = rows * out.lanes;
        out.values.reach(rows.max(out.room) * out.lanes * LANES);
        if size > 0 {
            kernel::sum(self, input, step, &mut out.values.as_chunks_mut().0[..size]);
        }
    }

    /// As many rows of `sums` as `out` has, in activation units, negative ones cut off, each number added to that of `onto`.
    pub(crate) fn rectified_onto(&self, sums: &Sums, onto: &[i16], out: &mut [i16]) {
        debug_assert!(self.outputs.is_multiple_of(LANES));
        kernel::scale_onto(&sums.values, self.shift, 0, onto, out);
    }

    /// A row of `sums`, in activation units, each number added to that of `onto`.
    #[inline(always)]
    pub(crate) fn row_onto(&self, sums: &Sums, row: usize, onto: &[i16], out: &mut [i16]) {
        kernel::add_scaled(sums.row(row), self.shift, i16::MIN, onto, out);
    }

    /// As many rows of `sums` as `out` has, in activation units, negative ones cut off.
    pub(crate) fn rectified(&self, sums: &Sums, out: &mut [i16]) {
        if self.outputs.is_multiple_of(LANES) {
            return kernel::rectify(&sums.values, self.shift, out);
        }
        for (sums, out) in sums.values.chunks((sums.lanes * LANES).max(1)).zip(out.chunks_mut(self.outputs.max(1))) {
            kernel::rectify(sums, self.shift, out);
        }
    }
}

impl Sums {
    /// With room for so many rows.
    pub(crate) fn new(room: usize) -> Self {
        Self { room, ..Self::default() }
    }

    /// The sums of one input.
    #[inline]
    pub(crate) fn row(&self, row: usize) -> &[i32] {
        &self.values[row * self.lanes * LANES..][..self.outputs]
    }

    /// The output with the largest sum of a row, the first of equals.
    #[inline]
    pub(crate) fn best(&self, row: usize) -> usize {
        vectorized(
            #[inline(always)]
            || kernel::best(self.row(row)),
        )
    }

    /// The best output of each of the first `rows` rows.
    pub(crate) fn bests(&self, rows: usize, mut take: impl FnMut(usize)) {
        vectorized(
            #[inline(always)]
            || {
                for row in 0..rows {
                    take(kernel::best(self.row(row)));
                }
            },
        );
    }
}

/// Rows of activations, in groups of `group` rows.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    group: usize,
    rows: Aligned<i16>,
}

impl Tables {
    pub(crate) fn new(group: usize, rows: Aligned<i16>) -> Self {
        Self { group, rows }
    }

    #[inline]
    pub(crate) fn row(&self, group: usize, row: usize) -> &[i16; WIDTH] {
        &self.rows.as_chunks().0[group * self.group + row]
    }

    /// The rows of a group.
    #[inline]
    pub(crate) fn group(&self, group: usize) -> &[[i16; WIDTH]] {
        &self.rows.as_chunks().0[group * self.group..][..self.group]
    }

    /// Whether there are `groups` groups of `rows` rows.
    pub(crate) fn has(&self, groups: usize, rows: usize) -> bool {
        self.group == rows && self.rows.len() == groups * rows * WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_definition() {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) as u16 as i16
        };
        for (inputs, outputs) in [(64, 64), (192, 64), (48, 41), (64, 3), (6, 51), (2, 1), (64, 96)] {
            let weights: Vec<i8> = (0..inputs * outputs).map(|_| next() as i8).collect();
            let bias: Vec<i32> = (0..outputs).map(|_| i32::from(next())).collect();
            let input: Vec<i16> = (0..3 * inputs).map(|_| next() / 4).collect();
            let layer = Dense::new(inputs, &weights, &bias, 5);
            let mut sums = Sums::default();
            // Three rows that overlap by half.
            layer.sum(&input, inputs / 2, 3, &mut sums);
            for row in 0..3 {
                let x = &input[row * (inputs / 2)..][..inputs];
                let right: Vec<i32> = (0..outputs)
                    .map(|o| bias[o] + x.iter().zip(&weights[o * inputs..]).map(|(&x, &w)| i32::from(x) * i32::from(w)).sum::<i32>())
                    .collect();
                assert_eq!(sums.row(row), right);
                assert_eq!(sums.best(row), (0..outputs).rev().max_by_key(|&o| right[o]).unwrap());
                let mut units = vec![0; 3 * outputs];
                layer.rectified(&sums, &mut units);
                assert!(
                    units[row * outputs..].iter().zip(&right).all(|(&unit, &sum)| i32::from(unit) == ((sum + 16) >> 5).clamp(0, 32767))
                );
            }
        }
    }
}
