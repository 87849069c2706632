//! Sums of products, in the widest instructions the processor has (told at run time on x86-64, when built on WebAssembly).
//!
//! A lane of eight outputs is summed at once: each instruction multiplies a pair of inputs with the pairs of weights of the
//! outputs and adds the two products. The kernels differ in how many outputs an instruction holds, not in what they compute.

use fearless_simd::{Level, Simd, dispatch};

use super::dense::Dense;

/// Outputs that are summed side by side.
pub(super) const LANES: usize = 8;
/// Lanes whose sums stay in registers while the inputs go by.
pub(super) const GROUP: usize = 4;

type Weights = [i16; 2 * LANES];
type Lane = [i32; LANES];

/// Runs `$group!(K, weights, bias, at)` for every group of `K` lanes, the first of which is lane `at` of a row.
macro_rules! each_group {
    ($layer:ident, $group:ident) => {
        let pairs = $layer.inputs.div_ceil(2);
        let (mut weights, mut at) = (&$layer.weights[..], 0);
        for bias in $layer.bias.chunks(GROUP) {
            let (mine, rest) = weights.split_at(bias.len() * pairs);
            weights = rest;
            match bias.len() {
                1 => $group!(1, mine, bias, at),
                2 => $group!(2, mine, bias, at),
                3 => $group!(3, mine, bias, at),
                _ => $group!(4, mine, bias, at),
            }
            at += bias.len();
        }
    };
}

/// The pairs of inputs of a row.
#[inline(always)]
fn pairs<'i>(layer: &Dense, input: &'i [i16], step: usize, row: usize) -> &'i [[i16; 2]] {
    input[row * step..][..layer.inputs].as_chunks().0
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    let level = Level::new();
    match (level.as_avx512(), level.as_avx2(), level.as_sse2()) {
        (Some(token), ..) => x86::sum_avx512(token, layer, input, step, out),
        (_, Some(token), _) => x86::sum_avx2(token, layer, input, step, out),
        (.., Some(token)) => x86::sum_sse2(token, layer, input, step, out),
        _ => plain(layer, input, step, out),
    }
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    use std::arch::wasm32::{i16x8, i32x4, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane as lane, i32x4_splat};
    let lanes = layer.bias.len();
    macro_rules! group {
        ($lanes:literal, $weights:ident, $bias:ident, $at:ident) => {
            for (row, out) in out.chunks_exact_mut(lanes).enumerate() {
                let mut sums = [[i32x4_splat(0); 2]; $lanes];
                for (sums, &[a, b, c, d, e, f, g, h]) in sums.iter_mut().zip($bias) {
                    *sums = [i32x4(a, b, c, d), i32x4(e, f, g, h)];
                }
                for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip(pairs(layer, input, step, row)) {
                    let pair = i32x4_splat(i32::from(first) & 0xFFFF | i32::from(second) << 16);
                    for (sums, weights) in sums.iter_mut().zip(weights) {
                        for (sum, &[a, b, c, d, e, f, g, h]) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
                            *sum = i32x4_add(*sum, i32x4_dot_i16x8(i16x8(a, b, c, d, e, f, g, h), pair));
                        }
                    }
                }
                for (out, [a, b]) in out[$at..].iter_mut().zip(sums) {
                    *out = [lane::<0>(a), lane::<1>(a), lane::<2>(a), lane::<3>(a), lane::<0>(b), lane::<1>(b), lane::<2>(b), lane::<3>(b)];
                }
            }
        };
    }
    each_group!(layer, group);
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(not(any(target_arch = "x86_64", target_arch = "x86", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    plain(layer, input, step, out);
}

/// The definition, for every processor.
#[allow(dead_code, reason = "some targets have kernels for all their processors; tests compare with it everywhere")]
fn plain(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    let lanes = layer.bias.len();
    macro_rules! group {
        ($lanes:literal, $weights:ident, $bias:ident, $at:ident) => {
            for (row, out) in out.chunks_exact_mut(lanes).enumerate() {
                let out = &mut out[$at..][..$lanes];
                out.copy_from_slice($bias);
                for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip(pairs(layer, input, step, row)) {
                    for (out, weights) in out.iter_mut().zip(weights) {
                        add_pair(out, weights, i32::from(first), i32::from(second));
                    }
                }
            }
        };
    }
    each_group!(layer, group);
}

#[inline]
fn add_pair(out: &mut Lane, weights: &Weights, first: i32, second: i32) {
    for (sum, &[a, b]) in out.iter_mut().zip(weights.as_chunks::<2>().0) {
        *sum += i32::from(a) * first + i32::from(b) * second;
    }
}

/// Brings sums to activation units: `(sum + half) >> shift`, held between `floor` and the largest 16-bit number.
pub(super) fn scale(sums: &[i32], shift: u32, floor: i16, out: &mut [i16]) {
    dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || {
        let half = (1 << shift) >> 1;
        for (&sum, out) in sums.iter().zip(out) {
            *out = (((sum + half) >> shift).clamp(-32768, 32767) as i16).max(floor);
        }
    }));
}

/// Runs `work` compiled for the widest instructions the processor has.
#[inline]
pub(super) fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    dispatch!(Level::new(), simd => simd.vectorize(work))
}

/// The place of the largest number, the first of equals.
pub(super) fn best(sums: &[i32]) -> usize {
    vectorized(
        #[inline(always)]
        || {
            // Two plain passes are quicker than one that carries the place along.
            let top = sums.iter().copied().fold(i32::MIN, i32::max);
            let (chunks, rest) = sums.as_chunks::<8>();
            let at = chunks.iter().position(|chunk| chunk.iter().fold(false, |any, &sum| any | (sum == top)));
            let (at, chunk) = at.map_or((chunks.len(), rest), |at| (at, &chunks[at]));
            at * 8 + chunk.iter().position(|&sum| sum == top).unwrap_or(0)
        },
    )
}

/// Columns that [`gather`] sums at a time.
const COLUMNS: usize = 64;

/// The sum of `rows`, each column held at the ends of the 16-bit range after every addition, negative ones cut off at the end.
/// Every row must be as wide as `out`.
pub(super) fn gather(rows: &[&[i16]], out: &mut [i16]) {
    dispatch!(Level::new(), simd => simd.vectorize(#[inline(always)] || {
        let (wide, rest) = out.as_chunks_mut::<COLUMNS>();
        let mut at = 0;
        for out in wide {
            let mut sum = [0i16; COLUMNS];
            for row in rows {
                if let Some(row) = row.get(at..).and_then(|row| row.first_chunk::<COLUMNS>()) {
                    for (sum, &value) in sum.iter_mut().zip(row) {
                        *sum = sum.saturating_add(value);
                    }
                }
            }
            *out = sum.map(|sum| sum.max(0));
            at += COLUMNS;
        }
        for (column, out) in (at..).zip(rest) {
            *out = rows.iter().fold(0i16, |sum, row| sum.saturating_add(row.get(column).copied().unwrap_or(0))).max(0);
        }
    }));
}

#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
mod x86 {
    use super::{Dense, GROUP, Lane, pairs};
    #[cfg(target_arch = "x86")]
    use std::arch::x86::*;
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64::*;

    use fearless_simd::{i16x8, i16x16, i32x4, i32x8, kernel, prelude::*};

    /// A kernel over registers of one lane. Two rows go side by side: weights are loaded once for both.
    macro_rules! wide {
        ($name:ident, $token:ident, $accumulate:expr) => {
            kernel!(
                pub(super) fn $name(token: $token, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
                    let lanes = layer.bias.len();
                    macro_rules! group {
                        ($lanes:literal, $weights:ident, $bias:ident, $at:ident) => {{
                            let Some(bias) = $bias.first_chunk::<$lanes>() else { continue };
                            let bias: [__m256i; $lanes] = bias.map(|bias| i32x8::simd_from(token, bias).into());
                            let (weights, _) = $weights.as_chunks::<$lanes>();
                            for (two, out) in out.chunks_mut(2 * lanes).enumerate() {
                                let (first, second) = out.split_at_mut(lanes);
                                let Some(first) = first.get_mut($at..).and_then(|out| out.first_chunk_mut::<$lanes>()) else { continue };
                                let mut sums = [bias; 2];
                                match second.get_mut($at..).and_then(|out| out.first_chunk_mut::<$lanes>()) {
                                    Some(second) => {
                                        let inputs = pairs(layer, input, step, 2 * two).iter().zip(pairs(layer, input, step, 2 * two + 1));
                                        for (weights, (&a, &b)) in weights.iter().zip(inputs) {
                                            let [a, b] = [a, b].map(|[a, b]| _mm256_set1_epi32(i32::from(a) & 0xFFFF | i32::from(b) << 16));
                                            let [sums, others] = &mut sums;
                                            for ((sum, other), &weights) in sums.iter_mut().zip(others).zip(weights) {
                                                let weights = i16x16::simd_from(token, weights).into();
                                                *sum = $accumulate(*sum, weights, a);
                                                *other = $accumulate(*other, weights, b);
                                            }
                                        }
                                        *second = sums[1].map(|sum| i32x8::simd_from(token, sum).into());
                                    }
                                    None => {
                                        for (weights, &[a, b]) in weights.iter().zip(pairs(layer, input, step, 2 * two)) {
                                            let a = _mm256_set1_epi32(i32::from(a) & 0xFFFF | i32::from(b) << 16);
                                            for (sum, &weights) in sums[0].iter_mut().zip(weights) {
                                                *sum = $accumulate(*sum, i16x16::simd_from(token, weights).into(), a);
                                            }
                                        }
                                    }
                                }
                                *first = sums[0].map(|sum| i32x8::simd_from(token, sum).into());
                            }
                        }};
                    }
                    each_group!(layer, group);
                }
            );
        };
    }

    wide!(sum_avx2, Avx2, |sum, weights, pair| _mm256_add_epi32(sum, _mm256_madd_epi16(weights, pair)));
    // One instruction multiplies, adds the two products and adds them to the sum.
    wide!(sum_avx512, Avx512, |sum, weights, pair| _mm256_dpwssd_epi32(sum, weights, pair));

    kernel!(
        pub(super) fn sum_sse2(token: Sse2, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
            let lanes = layer.bias.len();
            macro_rules! group {
                ($lanes:literal, $weights:ident, $bias:ident, $at:ident) => {{
                    let Some(bias) = $bias.first_chunk::<$lanes>() else { continue };
                    let bias: [[__m128i; 2]; $lanes] = bias.map(|[a, b, c, d, e, f, g, h]| {
                        [i32x4::simd_from(token, [a, b, c, d]).into(), i32x4::simd_from(token, [e, f, g, h]).into()]
                    });
                    for (row, out) in out.chunks_mut(lanes).enumerate() {
                        let mut sums = bias;
                        for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip(pairs(layer, input, step, row)) {
                            let pair = _mm_set1_epi32(i32::from(first) & 0xFFFF | i32::from(second) << 16);
                            for (sums, weights) in sums.iter_mut().zip(weights) {
                                for (sum, &weights) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
                                    let products = _mm_madd_epi16(i16x8::simd_from(token, weights).into(), pair);
                                    *sum = _mm_add_epi32(*sum, products);
                                }
                            }
                        }
                        for (out, sums) in out[$at..].iter_mut().zip(sums) {
                            for (out, sum) in out.as_chunks_mut::<4>().0.iter_mut().zip(sums) {
                                *out = i32x4::simd_from(token, sum).into();
                            }
                        }
                    }
                }};
            }
            each_group!(layer, group);
        }
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of `outputs` outputs over 64 inputs, and five inputs.
    fn example(outputs: usize) -> (Dense, Vec<i16>) {
        let weights: Vec<i8> = (0..64 * outputs).map(|i| (i * 37 % 255) as u8 as i8).collect();
        let bias: Vec<i32> = (0..outputs).map(|i| i as i32 * 1000 - 7000).collect();
        let input = (0..320).map(|i: i32| (i * 7919 % 9001 - 4500) as i16).collect();
        (Dense::new(64, &weights, &bias, 4), input)
    }

    #[test]
    fn rows_are_added_in_their_order_and_held_at_the_ends() {
        let rows: Vec<Vec<i16>> = (0..3).map(|r| (0..70).map(|c| if r < 2 { 30_000 } else { -20_000 - c }).collect()).collect();
        let rows: Vec<&[i16]> = rows.iter().map(|row| &row[..]).collect();
        let mut out = vec![1; 70];
        gather(&rows, &mut out);
        assert!(out.iter().zip(0..).all(|(&sum, c)| sum == 12_767 - c));
        gather(&rows[2..], &mut out);
        assert_eq!(out, [0; 70]);
    }

    #[test]
    fn sums_are_brought_to_units() {
        let mut out = [0; 9];
        scale(&[0, 15, 16, -16, -17, 47, 1 << 30, -(1 << 30), 32], 5, -32768, &mut out);
        assert_eq!(out, [0, 0, 1, 0, -1, 1, 32767, -32768, 1]);
        scale(&[-17, 47], 5, 0, &mut out);
        assert_eq!(out[..2], [0, 1]);
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        for (outputs, inputs) in [3, 16, 41, 51, 64, 81].into_iter().flat_map(|outputs| [1, 2, 5].map(|inputs| (outputs, inputs))) {
            let (layer, input) = example(outputs);
            let rows = vec![[0; LANES]; inputs * layer.bias.len()];
            let mut right = rows.clone();
            plain(&layer, &input, 64, &mut right);
            assert!(right.as_flattened().iter().any(|&sum| sum != 0));
            let mut told = rows.clone();
            sum(&layer, &input, 64, &mut told);
            assert_eq!(told, right);
            #[cfg(target_arch = "x86_64")]
            {
                let token = Level::new().as_sse2().expect("SSE2 is part of x86-64");
                let mut narrow = rows.clone();
                x86::sum_sse2(token, &layer, &input, 64, &mut narrow);
                assert_eq!(narrow, right);
                if let Some(token) = Level::new().as_avx2() {
                    let mut wide = rows.clone();
                    x86::sum_avx2(token, &layer, &input, 64, &mut wide);
                    assert_eq!(wide, right);
                }
            }
        }
    }
}
