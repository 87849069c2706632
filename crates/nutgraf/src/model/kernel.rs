//! Sums of products, in the widest instructions the processor has (told at run time on x86-64, when built on WebAssembly).
//!
//! A lane of eight outputs is summed at once: each instruction multiplies a pair of inputs with the pairs of weights of the
//! outputs and adds the two products. The kernels differ in how many outputs an instruction holds, not in what they compute.

use fearless_simd::{Level, Simd, dispatch};

use super::WIDTH;
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
        let (mut weights, mut at) = ($layer.weights(), 0);
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
    match Level::new().as_wasm_simd128() {
        Some(token) => simd128::sum(token, layer, input, step, out),
        None => plain(layer, input, step, out),
    }
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

/// A sum in activation units: `(sum + half) >> shift`, held in the 16-bit range.
#[inline(always)]
fn unit(sum: i32, shift: u32) -> i16 {
    ((sum + ((1 << shift) >> 1)) >> shift).clamp(-32768, 32767) as i16
}

/// Brings sums to activation units, negative ones cut off.
pub(super) fn rectify(sums: &[i32], shift: u32, out: &mut [i16]) {
    vectorized(
        #[inline(always)]
        || {
            for (&sum, out) in sums.iter().zip(out) {
                *out = unit(sum, shift).max(0);
            }
        },
    );
}

/// Brings sums to activation units, none below `floor`, and adds each to the number of `onto`, held at the ends of the range.
pub(super) fn scale_onto(sums: &[i32], shift: u32, floor: i16, onto: &[i16], out: &mut [i16]) {
    vectorized(
        #[inline(always)]
        || add_scaled(sums, shift, floor, onto, out),
    );
}

/// The same, for who has chosen the instructions already.
#[inline(always)]
pub(super) fn add_scaled(sums: &[i32], shift: u32, floor: i16, onto: &[i16], out: &mut [i16]) {
    for ((&sum, &onto), out) in sums.iter().zip(onto).zip(out) {
        *out = unit(sum, shift).max(floor).saturating_add(onto);
    }
}

/// Runs `work` compiled for the widest instructions the processor has; what it calls must be inlined.
#[inline]
pub(super) fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    dispatch!(Level::new(), simd => simd.vectorize(work))
}

/// The place of the largest number, the first of equals.
#[inline(always)]
pub(super) fn best(sums: &[i32]) -> usize {
    // Two plain passes are quicker than one that carries the place along. Loops, for what a closure does may be left a function of
    // its own, and that is not compiled for the instructions chosen.
    let mut top = i32::MIN;
    for &sum in sums {
        top = top.max(sum);
    }
    let (chunks, rest) = sums.as_chunks::<8>();
    for (at, chunk) in chunks.iter().enumerate() {
        let mut bits = 0;
        for (bit, &sum) in chunk.iter().enumerate() {
            bits |= u32::from(sum == top) << bit;
        }
        if bits != 0 {
            return at * 8 + bits.trailing_zeros() as usize;
        }
    }
    let mut at = 0;
    for (place, &sum) in rest.iter().enumerate().rev() {
        if sum == top {
            at = place;
        }
    }
    chunks.len() * 8 + at
}

/// The sum of `rows`, each column held at the ends of the 16-bit range after every addition, negative ones cut off at the end; and
/// the sums of its products with each of `weights`.
#[inline(always)]
pub(super) fn gather<const N: usize>(rows: &[&[i16; WIDTH]], weights: &[[i16; WIDTH]; N]) -> ([i16; WIDTH], [i32; N]) {
    let mut sum = [0i16; WIDTH];
    for row in rows {
        for (sum, &value) in sum.iter_mut().zip(*row) {
            *sum = sum.saturating_add(value);
        }
    }
    for sum in &mut sum {
        *sum = (*sum).max(0);
    }
    let mut products = [0i32; N];
    for (product, weights) in products.iter_mut().zip(weights) {
        for (&weight, &sum) in weights.iter().zip(&sum) {
            *product += i32::from(weight) * i32::from(sum);
        }
    }
    (sum, products)
}

#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
mod x86 {
    use super::{Dense, GROUP, Lane, pairs};
    #[cfg(target_arch = "x86")]
    use std::arch::x86::*;
    #[cfg(target_arch = "x86_64")]
    use std::arch::x86_64::*;

    use fearless_simd::{i16x8, i16x16, i16x32, i32x4, i32x8, i32x16, kernel, prelude::*};

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

    /// Rows that go side by side through a layer of [`sum_avx512`]: twelve sums at a time hide how long one takes.
    const ROWS: usize = 6;

    kernel!(
        /// A kernel over registers of two lanes. One instruction multiplies, adds the two products and adds them to the sum.
        pub(super) fn sum_avx512(token: Avx512, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
            let lanes = layer.bias.len();
            // All lanes; but that is hidden from the compiler, which knows processors where it takes two instructions in place of one
            // without a mask.
            let all: (__mmask16, __mmask8) = std::hint::black_box((!0, !0));
            // The weights of a pair of inputs, or the bias, of a group of `$wide` twos of lanes and `$narrow` (0 or 1) single ones.
            macro_rules! registers {
                ($wide:literal, $narrow:literal, $lanes:expr, $two:ident, $one:ident) => {{
                    let (from_twos, from_ones) = $lanes.as_chunks::<2>();
                    let (mut twos, mut ones) = ([_mm512_setzero_si512(); $wide], [_mm256_setzero_si256(); $narrow]);
                    for (register, lanes) in twos.iter_mut().zip(from_twos) {
                        *register = $two::simd_from(token, flat(lanes)).into();
                    }
                    for (register, &lane) in ones.iter_mut().zip(from_ones) {
                        *register = $one::simd_from(token, lane).into();
                    }
                    (twos, ones)
                }};
            }
            macro_rules! add {
                ($sums:expr, $weights:ident, $pair:expr) => {
                    let [a, b] = $pair;
                    let both = i32::from(a) & 0xFFFF | i32::from(b) << 16;
                    for (sum, &weights) in $sums.0.iter_mut().zip(&$weights.0) {
                        *sum = _mm512_mask_dpwssd_epi32(*sum, all.0, weights, _mm512_set1_epi32(both));
                    }
                    for (sum, &weights) in $sums.1.iter_mut().zip(&$weights.1) {
                        *sum = _mm256_mask_dpwssd_epi32(*sum, all.1, weights, _mm256_set1_epi32(both));
                    }
                };
            }
            macro_rules! store {
                ($sums:expr, $out:expr) => {
                    let (twos, ones) = $out.as_chunks_mut::<2>();
                    for (out, &sum) in twos.iter_mut().zip(&$sums.0) {
                        let sum: [i32; 16] = i32x16::simd_from(token, sum).into();
                        out.as_flattened_mut().copy_from_slice(&sum);
                    }
                    for (out, &sum) in ones.iter_mut().zip(&$sums.1) {
                        *out = i32x8::simd_from(token, sum).into();
                    }
                };
            }
            // `$count` rows from row `$first`.
            macro_rules! rows {
                ($count:literal, $wide:literal, $narrow:literal, $weights:ident, $bias:ident, $at:ident, $first:ident, $out:ident) => {{
                    let (weights, _) = $weights.as_chunks::<{ 2 * $wide + $narrow }>();
                    // A loop, for what a closure does is not compiled for the instructions of this function.
                    let mut inputs: [&[[i16; 2]]; $count] = [&[]; $count];
                    for (row, inputs) in inputs.iter_mut().enumerate() {
                        *inputs = &std::hint::black_box(pairs(layer, input, step, $first + row))[..weights.len()];
                    }
                    let mut sums = [registers!($wide, $narrow, $bias, i32x16, i32x8); $count];
                    for (pair, weights) in weights.iter().enumerate() {
                        let weights = registers!($wide, $narrow, weights, i16x32, i16x16);
                        for row in 0..$count {
                            add!(sums[row], weights, inputs[row][pair]);
                        }
                    }
                    for row in 0..$count {
                        store!(sums[row], $out[row * lanes + $at..][..2 * $wide + $narrow]);
                    }
                }};
            }
            // One row alone: every other pair of inputs goes to sums of its own, so that fewer wait for one another.
            macro_rules! row {
                ($wide:literal, $narrow:literal, $weights:ident, $bias:ident, $at:ident, $first:ident, $out:ident) => {{
                    let (weights, _) = $weights.as_chunks::<{ 2 * $wide + $narrow }>();
                    let (twos, rest) = weights.as_chunks::<2>();
                    let (inputs, last) = pairs(layer, input, step, $first).as_chunks::<2>();
                    let mut sums = registers!($wide, $narrow, $bias, i32x16, i32x8);
                    let mut others = ([_mm512_setzero_si512(); $wide], [_mm256_setzero_si256(); $narrow]);
                    for ([even, odd], &[a, b]) in twos.iter().zip(inputs) {
                        let (even, odd) =
                            (registers!($wide, $narrow, even, i16x32, i16x16), registers!($wide, $narrow, odd, i16x32, i16x16));
                        add!(sums, even, a);
                        add!(others, odd, b);
                    }
                    for (weights, &pair) in rest.iter().zip(last) {
                        let weights = registers!($wide, $narrow, weights, i16x32, i16x16);
                        add!(sums, weights, pair);
                    }
                    for (sum, &other) in sums.0.iter_mut().zip(&others.0) {
                        *sum = _mm512_add_epi32(*sum, other);
                    }
                    for (sum, &other) in sums.1.iter_mut().zip(&others.1) {
                        *sum = _mm256_add_epi32(*sum, other);
                    }
                    store!(sums, $out[$at..][..2 * $wide + $narrow]);
                }};
            }
            macro_rules! all_rows {
                ($wide:literal, $narrow:literal, $weights:ident, $bias:ident, $at:ident) => {
                    for (block, out) in out.chunks_mut(ROWS * lanes).enumerate() {
                        let first = block * ROWS;
                        match out.len() / lanes {
                            1 => row!($wide, $narrow, $weights, $bias, $at, first, out),
                            2 => rows!(2, $wide, $narrow, $weights, $bias, $at, first, out),
                            3 => rows!(3, $wide, $narrow, $weights, $bias, $at, first, out),
                            4 => rows!(4, $wide, $narrow, $weights, $bias, $at, first, out),
                            5 => rows!(5, $wide, $narrow, $weights, $bias, $at, first, out),
                            _ => rows!(6, $wide, $narrow, $weights, $bias, $at, first, out),
                        }
                    }
                };
            }
            macro_rules! group {
                (1, $weights:ident, $bias:ident, $at:ident) => {
                    all_rows!(0, 1, $weights, $bias, $at)
                };
                (2, $weights:ident, $bias:ident, $at:ident) => {
                    all_rows!(1, 0, $weights, $bias, $at)
                };
                (3, $weights:ident, $bias:ident, $at:ident) => {
                    all_rows!(1, 1, $weights, $bias, $at)
                };
                (4, $weights:ident, $bias:ident, $at:ident) => {
                    all_rows!(2, 0, $weights, $bias, $at)
                };
            }
            each_group!(layer, group);
        }
    );

    /// Two lanes side by side.
    #[inline(always)]
    fn flat<T: Copy + Default, const N: usize, const BOTH: usize>(lanes: &[[T; N]; 2]) -> [T; BOTH] {
        let mut both = [T::default(); BOTH];
        both.copy_from_slice(lanes.as_flattened());
        both
    }

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

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128 {
    use super::{Dense, GROUP, Lane, pairs};
    use std::arch::wasm32::{i32x4_add, i32x4_dot_i16x8, i32x4_splat, v128};

    use fearless_simd::{i16x8, i32x4, kernel, prelude::*};

    kernel!(
        /// Eight sums at a time, which with what they are made of fill the sixteen registers of an engine on x86-64: two lanes of
        /// two rows, so that weights are loaded once for both.
        pub(super) fn sum(token: WasmSimd128, layer: &Dense, input: &[i16], step: usize, out: &mut [Lane]) {
            let lanes = layer.bias.len();
            // The weights of a pair of inputs, or the bias, in registers.
            macro_rules! registers {
                ($type:ident, $lanes:expr) => {
                    $lanes.map(|lane| [0, 1].map(|half| -> v128 { $type::simd_from(token, lane.as_chunks().0[half]).into() }))
                };
            }
            macro_rules! add {
                ($sums:expr, $weights:ident, $pair:expr) => {
                    let [a, b] = $pair;
                    let pair = i32x4_splat(i32::from(a) & 0xFFFF | i32::from(b) << 16);
                    for (sums, weights) in $sums.iter_mut().zip($weights) {
                        for (sum, weights) in sums.iter_mut().zip(weights) {
                            *sum = i32x4_add(*sum, i32x4_dot_i16x8(weights, pair));
                        }
                    }
                };
            }
            macro_rules! store {
                ($sums:expr, $out:expr) => {
                    for (out, sums) in $out.iter_mut().zip($sums) {
                        for (out, sum) in out.as_chunks_mut::<4>().0.iter_mut().zip(sums) {
                            *out = i32x4::simd_from(token, sum).into();
                        }
                    }
                };
            }
            // `$some` lanes from lane `$from` of a group of `$lanes`, the first of which is lane `$at` of a row.
            macro_rules! part {
                ($some:literal, $from:literal, $lanes:literal, $weights:ident, $bias:ident, $at:ident) => {{
                    let Some(bias) = $bias.get($from..).and_then(|bias| bias.first_chunk::<$some>()) else { continue };
                    let bias = registers!(i32x4, bias);
                    let (weights, _) = $weights.as_chunks::<$lanes>();
                    for (two, out) in out.chunks_mut(2 * lanes).enumerate() {
                        let (first, second) = out.split_at_mut(lanes);
                        let mut sums = bias;
                        let inputs = pairs(layer, input, step, 2 * two);
                        if second.is_empty() {
                            for (weights, &pair) in weights.iter().zip(inputs) {
                                let Some(weights) = weights[$from..].first_chunk::<$some>() else { continue };
                                let weights = registers!(i16x8, weights);
                                add!(sums, weights, pair);
                            }
                        } else {
                            let mut others = bias;
                            for (weights, (&pair, &other)) in weights.iter().zip(inputs.iter().zip(pairs(layer, input, step, 2 * two + 1)))
                            {
                                let Some(weights) = weights[$from..].first_chunk::<$some>() else { continue };
                                let weights = registers!(i16x8, weights);
                                add!(sums, weights, pair);
                                add!(others, weights, other);
                            }
                            store!(others, second[$at + $from..]);
                        }
                        store!(sums, first[$at + $from..]);
                    }
                }};
            }
            macro_rules! group {
                (1, $weights:ident, $bias:ident, $at:ident) => {
                    part!(1, 0, 1, $weights, $bias, $at)
                };
                (2, $weights:ident, $bias:ident, $at:ident) => {
                    part!(2, 0, 2, $weights, $bias, $at)
                };
                (3, $weights:ident, $bias:ident, $at:ident) => {{
                    part!(2, 0, 3, $weights, $bias, $at);
                    part!(1, 2, 3, $weights, $bias, $at)
                }};
                (4, $weights:ident, $bias:ident, $at:ident) => {{
                    part!(2, 0, 4, $weights, $bias, $at);
                    part!(2, 2, 4, $weights, $bias, $at)
                }};
            }
            each_group!(layer, group);
        }
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layer of `outputs` outputs over `inputs` inputs, and thirteen inputs, 64 numbers apart.
    fn example(outputs: usize, inputs: usize) -> (Dense, Vec<i16>) {
        let weights: Vec<i8> = (0..inputs * outputs).map(|i| (i * 37 % 255) as u8 as i8).collect();
        let bias: Vec<i32> = (0..outputs).map(|i| i as i32 * 1000 - 7000).collect();
        let input = (0..13 * 64).map(|i: i32| (i * 7919 % 9001 - 4500) as i16).collect();
        (Dense::new(inputs, &weights, &bias, 4), input)
    }

    #[test]
    fn rows_are_added_in_their_order_and_held_at_the_ends() {
        let column = |c: usize| c as i16;
        let rows: [[i16; WIDTH]; 3] = std::array::from_fn(|r| std::array::from_fn(|c| if r < 2 { 30_000 } else { -20_000 - column(c) }));
        let rows: Vec<&[i16; WIDTH]> = rows.iter().collect();
        let mut weights = [[0; WIDTH]; 2];
        (weights[0][0], weights[0][63], weights[1][1]) = (3, -2, 1);
        let (sum, products) = vectorized(|| gather(&rows, &weights));
        assert!(sum.iter().zip(0..).all(|(&sum, c)| sum == 12_767 - column(c)));
        assert_eq!(products, [3 * 12_767 - 2 * (12_767 - 63), 12_766]);
        assert_eq!(gather(&rows[2..], &weights), ([0; WIDTH], [0; 2]));
    }

    #[test]
    fn sums_are_brought_to_units() {
        let sums = [0, 15, 16, -16, -17, 47, 1 << 30, -(1 << 30), 32];
        let mut out = [0; 9];
        scale_onto(&sums, 5, -32768, &[0; 9], &mut out);
        assert_eq!(out, [0, 0, 1, 0, -1, 1, 32767, -32768, 1]);
        scale_onto(&sums, 5, 0, &[1, 2, 3, 4, 5, 6, 7, 8, -9], &mut out);
        assert_eq!(out, [1, 2, 4, 4, 5, 7, 32767, 8, -8]);
        rectify(&[-17, 47], 5, &mut out);
        assert_eq!(out[..2], [0, 1]);
    }

    #[test]
    fn every_kernel_gives_the_same_sums() {
        let shapes = [(3, 64), (16, 62), (41, 64), (51, 62), (64, 64), (81, 64)];
        for ((outputs, inputs), count) in shapes.into_iter().flat_map(|shape| [1, 2, 3, 4, 5, 6, 13].map(|count| (shape, count))) {
            let (layer, input) = example(outputs, inputs);
            let rows = vec![[0; LANES]; count * layer.bias.len()];
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
                if let Some(token) = Level::new().as_avx512() {
                    let mut wide = rows.clone();
                    x86::sum_avx512(token, &layer, &input, 64, &mut wide);
                    assert_eq!(wide, right);
                }
            }
        }
    }
}
