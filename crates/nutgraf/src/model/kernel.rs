//! Sums of products, in the widest instructions the processor has (told at run time on x86-64, when built on WebAssembly).
//!
//! A lane of eight outputs is summed at once: each instruction multiplies a pair of inputs with the pairs of weights of the
//! outputs and adds the two products. The kernels differ in how many outputs an instruction holds, not in what they compute.

use super::dense::Dense;

/// Outputs that are summed side by side.
pub(super) const LANES: usize = 8;
/// Lanes whose sums stay in registers while the inputs go by.
pub(super) const GROUP: usize = 4;

type Weights = [i16; 2 * LANES];
type Lane = [i32; LANES];

/// Runs `$group!(K, weights, bias, input, out)` for every group of `K` lanes of every row.
macro_rules! each_group {
    ($layer:ident, $input:ident, $step:ident, $out:ident, $group:ident) => {
        let pairs = $layer.inputs.div_ceil(2);
        for (row, out) in $out.chunks_exact_mut($layer.bias.len()).enumerate() {
            let (input, _) = $input[row * $step..][..$layer.inputs].as_chunks::<2>();
            let mut weights = &$layer.weights[..];
            for (bias, out) in $layer.bias.chunks(GROUP).zip(out.chunks_mut(GROUP)) {
                let (mine, rest) = weights.split_at(bias.len() * pairs);
                weights = rest;
                match bias.len() {
                    1 => $group!(1, mine, bias, input, out),
                    2 => $group!(2, mine, bias, input, out),
                    3 => $group!(3, mine, bias, input, out),
                    _ => $group!(4, mine, bias, input, out),
                }
            }
        }
    };
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    let level = fearless_simd::Level::new();
    match (level.as_avx2(), level.as_sse2()) {
        (Some(token), _) => x86::sum_avx2(token, layer, input, step, out),
        (_, Some(token)) => x86::sum_sse2(token, layer, input, step, out),
        _ => plain(layer, input, step, out),
    }
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    use std::arch::wasm32::{i16x8, i32x4, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane as lane, i32x4_splat};
    macro_rules! group {
        ($lanes:literal, $weights:ident, $bias:ident, $input:ident, $out:ident) => {{
            let mut sums = [[i32x4_splat(0); 2]; $lanes];
            for (sums, &[a, b, c, d, e, f, g, h]) in sums.iter_mut().zip($bias) {
                *sums = [i32x4(a, b, c, d), i32x4(e, f, g, h)];
            }
            for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip($input) {
                let pair = i32x4_splat(i32::from(first) & 0xFFFF | i32::from(second) << 16);
                for (sums, weights) in sums.iter_mut().zip(weights) {
                    for (sum, &[a, b, c, d, e, f, g, h]) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
                        *sum = i32x4_add(*sum, i32x4_dot_i16x8(i16x8(a, b, c, d, e, f, g, h), pair));
                    }
                }
            }
            for (out, [a, b]) in $out.iter_mut().zip(sums) {
                *out = [lane::<0>(a), lane::<1>(a), lane::<2>(a), lane::<3>(a), lane::<0>(b), lane::<1>(b), lane::<2>(b), lane::<3>(b)];
            }
        }};
    }
    each_group!(layer, input, step, out, group);
}

/// Fills `out` with the sums of `layer` for as many inputs as `out` has rows.
#[cfg(not(any(target_arch = "x86_64", target_arch = "x86", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub(super) fn sum(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    plain(layer, input, step, out);
}

/// The definition, for every processor.
#[allow(dead_code, reason = "some targets have kernels for all their processors; tests compare with it everywhere")]
fn plain(layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
    macro_rules! group {
        ($lanes:literal, $weights:ident, $bias:ident, $input:ident, $out:ident) => {{
            $out.copy_from_slice($bias);
            for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip($input) {
                for (out, weights) in $out.iter_mut().zip(weights) {
                    add_pair(out, weights, i32::from(first), i32::from(second));
                }
            }
        }};
    }
    each_group!(layer, input, step, out, group);
}

#[inline]
fn add_pair(out: &mut Lane, weights: &Weights, first: i32, second: i32) {
    for (sum, &[a, b]) in out.iter_mut().zip(weights.as_chunks::<2>().0) {
        *sum += i32::from(a) * first + i32::from(b) * second;
    }
}

#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
mod x86 {
    use super::{Dense, GROUP, Lane};
    #[cfg(target_arch = "x86")]
    use std::arch::x86::*;
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64::*;

    use fearless_simd::{Avx2, Sse2, i16x8, i16x16, i32x4, i32x8, kernel, prelude::*};

    kernel!(
        pub(super) fn sum_avx2(token: Avx2, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
            macro_rules! group {
                ($lanes:literal, $weights:ident, $bias:ident, $input:ident, $out:ident) => {{
                    let mut sums = [_mm256_setzero_si256(); $lanes];
                    for (sum, &bias) in sums.iter_mut().zip($bias) {
                        let bias: i32x8<Avx2> = bias.simd_into(token);
                        *sum = bias.into();
                    }
                    for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip($input) {
                        let pair = _mm256_set1_epi32(i32::from(first) & 0xFFFF | i32::from(second) << 16);
                        for (sum, &weights) in sums.iter_mut().zip(weights) {
                            let weights: i16x16<Avx2> = weights.simd_into(token);
                            *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(weights.into(), pair));
                        }
                    }
                    for (out, sum) in $out.iter_mut().zip(sums) {
                        let sum: i32x8<Avx2> = sum.simd_into(token);
                        *out = sum.into();
                    }
                }};
            }
            each_group!(layer, input, step, out, group);
        }
    );

    kernel!(
        pub(super) fn sum_sse2(token: Sse2, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
            macro_rules! group {
                ($lanes:literal, $weights:ident, $bias:ident, $input:ident, $out:ident) => {{
                    let mut sums = [[_mm_setzero_si128(); 2]; $lanes];
                    for (sums, bias) in sums.iter_mut().zip($bias) {
                        for (sum, &bias) in sums.iter_mut().zip(bias.as_chunks::<4>().0) {
                            let bias: i32x4<Sse2> = bias.simd_into(token);
                            *sum = bias.into();
                        }
                    }
                    for (weights, &[first, second]) in $weights.as_chunks::<$lanes>().0.iter().zip($input) {
                        let pair = _mm_set1_epi32(i32::from(first) & 0xFFFF | i32::from(second) << 16);
                        for (sums, weights) in sums.iter_mut().zip(weights) {
                            for (sum, &weights) in sums.iter_mut().zip(weights.as_chunks::<8>().0) {
                                let weights: i16x8<Sse2> = weights.simd_into(token);
                                *sum = _mm_add_epi32(*sum, _mm_madd_epi16(weights.into(), pair));
                            }
                        }
                    }
                    for (out, sums) in $out.iter_mut().zip(sums) {
                        for (out, sum) in out.as_chunks_mut::<4>().0.iter_mut().zip(sums) {
                            let sum: i32x4<Sse2> = sum.simd_into(token);
                            *out = sum.into();
                        }
                    }
                }};
            }
            each_group!(layer, input, step, out, group);
        }
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of `outputs` outputs over 64 inputs, and three inputs.
    fn example(outputs: usize) -> (Dense, Vec<i16>) {
        let weights: Vec<i8> = (0..64 * outputs).map(|i| (i * 37 % 255) as u8 as i8).collect();
        let bias: Vec<i32> = (0..outputs).map(|i| i as i32 * 1000 - 7000).collect();
        let input = (0..192).map(|i: i32| (i * 7919 % 9001 - 4500) as i16).collect();
        (Dense::new(64, &weights, &bias, 4), input)
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        for outputs in [3, 16, 41, 51, 64, 81] {
            let (layer, input) = example(outputs);
            let rows = vec![[0; LANES]; 3 * layer.bias.len()];
            let mut right = rows.clone();
            plain(&layer, &input, 64, &mut right);
            assert!(right.as_flattened().iter().any(|&sum| sum != 0));
            let mut told = rows.clone();
            sum(&layer, &input, 64, &mut told);
            assert_eq!(told, right);
            #[cfg(target_arch = "x86_64")]
            {
                let token = fearless_simd::Level::new().as_sse2().expect("SSE2 is part of x86-64");
                let mut narrow = rows.clone();
                x86::sum_sse2(token, &layer, &input, 64, &mut narrow);
                assert_eq!(narrow, right);
            }
        }
    }
}
