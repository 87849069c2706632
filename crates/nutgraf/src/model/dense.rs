//! Integer linear layers and tables. Activations are fixed-point numbers with eight fractional bits.

/// A linear layer: 8-bit weights (held as 16-bit, which is what vector units multiply), 32-bit sums.
#[derive(Debug, Default)]
pub(crate) struct Dense {
    pub(crate) inputs: usize,
    weights: Vec<i16>,
    bias: Vec<i32>,
    /// Brings a sum to activation units.
    shift: u32,
}

impl Dense {
    /// `bias` is in units of the sums; `shift` brings a sum to activation units.
    pub(crate) fn new(inputs: usize, weights: &[i8], bias: Vec<i32>, shift: u32) -> Self {
        debug_assert_eq!(weights.len(), inputs * bias.len());
        Self { inputs, weights: weights.iter().map(|&w| i16::from(w)).collect(), bias, shift }
    }

    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// The sum of output `row`.
    #[inline]
    pub(crate) fn score(&self, row: usize, input: &[i16]) -> i32 {
        let at = row * self.inputs;
        dot(&self.weights[at..at + self.inputs], &input[..self.inputs]) + self.bias[row]
    }

    /// All sums.
    #[inline]
    pub(crate) fn scores(&self, input: &[i16], out: &mut [i32]) {
        for ((row, &bias), out) in self.weights.chunks_exact(self.inputs).zip(&self.bias).zip(out) {
            *out = dot(row, &input[..self.inputs]) + bias;
        }
    }

    /// Sums in activation units, negative ones cut off.
    #[inline]
    pub(crate) fn rectified(&self, input: &[i16], out: &mut [i16]) {
        let half = (1 << self.shift) >> 1;
        for ((row, &bias), out) in self.weights.chunks_exact(self.inputs).zip(&self.bias).zip(out) {
            let sum = dot(row, &input[..self.inputs]) + bias;
            *out = ((sum + half) >> self.shift).clamp(0, 32767) as i16;
        }
    }

    /// Sums in activation units.
    #[inline]
    pub(crate) fn linear(&self, input: &[i16], out: &mut [i16]) {
        let half = (1 << self.shift) >> 1;
        for ((row, &bias), out) in self.weights.chunks_exact(self.inputs).zip(&self.bias).zip(out) {
            let sum = dot(row, &input[..self.inputs]) + bias;
            *out = ((sum + half) >> self.shift).clamp(-32768, 32767) as i16;
        }
    }

    /// The output with the largest sum among `from..to`, the first of equals.
    #[inline]
    pub(crate) fn best(&self, input: &[i16], from: usize, to: usize) -> usize {
        let (mut best, mut top) = (from, i32::MIN);
        for row in from..to {
            let score = self.score(row, input);
            if score > top {
                (best, top) = (row, score);
            }
        }
        best
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    plain_dot(a, b)
}

/// The compiler makes `pmaddwd` of the plain loop, but not WebAssembly's instruction for the same.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
fn dot(a: &[i16], b: &[i16]) -> i32 {
    use std::arch::wasm32::{i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_splat};
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sum = i32x4_splat(0);
    for (&[a0, a1, a2, a3, a4, a5, a6, a7], &[b0, b1, b2, b3, b4, b5, b6, b7]) in a.iter().zip(b) {
        let (a, b) = (i16x8(a0, a1, a2, a3, a4, a5, a6, a7), i16x8(b0, b1, b2, b3, b4, b5, b6, b7));
        sum = i32x4_add(sum, i32x4_dot_i16x8(a, b));
    }
    let lanes = i32x4_extract_lane::<0>(sum) + i32x4_extract_lane::<1>(sum) + i32x4_extract_lane::<2>(sum) + i32x4_extract_lane::<3>(sum);
    lanes + plain_dot(a_rest, b_rest)
}

#[inline]
fn plain_dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
}

/// Rows of activations, in groups of `group` rows.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) width: usize,
    group: usize,
    values: Vec<i16>,
}

impl Tables {
    pub(crate) fn new(width: usize, group: usize, values: Vec<i16>) -> Self {
        Self { width, group, values }
    }

    #[inline]
    pub(crate) fn row(&self, group: usize, row: usize) -> &[i16] {
        let at = (group * self.group + row) * self.width;
        &self.values[at..at + self.width]
    }
}

/// `sum[i] += row[i]`, held at the ends of the 16-bit range.
#[inline]
pub(crate) fn add(sum: &mut [i16], row: &[i16]) {
    for (sum, &value) in sum.iter_mut().zip(row) {
        *sum = sum.saturating_add(value);
    }
}
