//! Products of whole numbers: what the network spends its time with.
//!
//! Sums of whole numbers do not depend on their order, so every machine gives the same, with or without wide registers.

/// Numbers in a block: what one wide register holds.
pub(crate) const LANES: usize = 16;

/// Numbers that are multiplied together.
pub(crate) type Block = [i16; LANES];

/// A way to multiply.
pub(crate) trait Products: Copy {
    /// Multiplies each input with each row: `out[input * rows + row]`.
    ///
    /// Rows and inputs have `blocks` blocks each; the number of rows is a multiple of four. `out` has room for all.
    fn multiply(self, rows: &[Block], inputs: &[Block], blocks: usize, out: &mut [i32]);
}

/// Work that needs products.
pub(crate) trait Work {
    /// Does it.
    fn run(self, products: impl Products);
}

/// Does the work with the widest registers that this machine has.
#[cfg(target_arch = "x86_64")]
pub(crate) fn widest(work: impl Work) {
    use pulp::x86::V3;

    struct Wide<W> {
        simd: V3,
        work: W,
    }

    impl<W: Work> pulp::NullaryFnOnce for Wide<W> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            self.work.run(self.simd);
        }
    }

    match V3::try_new() {
        Some(simd) => simd.vectorize(Wide { simd, work }),
        None => work.run(Plain),
    }
}

/// Does the work.
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn widest(work: impl Work) {
    work.run(Plain);
}

/// Loops that the compiler makes fast as it can.
#[derive(Clone, Copy)]
pub(crate) struct Plain;

impl Products for Plain {
    #[inline(always)]
    fn multiply(self, rows: &[Block], inputs: &[Block], blocks: usize, out: &mut [i32]) {
        let count = rows.len() / blocks.max(1);
        for (input, out) in inputs.chunks_exact(blocks).zip(out.chunks_exact_mut(count)) {
            let input = input.as_flattened();
            for (row, out) in rows.chunks_exact(blocks).zip(out) {
                let pairs = row.as_flattened().iter().zip(input);
                *out = pairs.map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
impl Products for pulp::x86::V3 {
    #[inline(always)]
    fn multiply(self, rows: &[Block], inputs: &[Block], blocks: usize, out: &mut [i32]) {
        let count = rows.len() / blocks.max(1);
        let mut done = 0;
        let mut four = inputs.chunks_exact(4 * blocks);
        for (inputs, out) in four.by_ref().zip(out.chunks_exact_mut(4 * count)) {
            four_inputs(self, rows, inputs, blocks, out);
            done += 4;
        }
        let left = out.get_mut(done * count..).unwrap_or_default();
        for (input, out) in four.remainder().chunks_exact(blocks).zip(left.chunks_exact_mut(count)) {
            one_input(self, rows, input, blocks, out);
        }
    }
}

#[cfg(target_arch = "x86_64")]
use core::arch::x86_64::__m256i;

/// Sums of sixteen products in eight lanes, added to `sum`.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn add_products(simd: pulp::x86::V3, sum: __m256i, a: Block, b: Block) -> __m256i {
    let products = simd.avx2._mm256_madd_epi16(pulp::cast(a), pulp::cast(b));
    simd.avx2._mm256_add_epi32(sum, products)
}

/// The sums of the lanes of four registers.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn four_sums(simd: pulp::x86::V3, sums: [__m256i; 4]) -> [i32; 4] {
    let first = simd.avx2._mm256_hadd_epi32(sums[0], sums[1]);
    let second = simd.avx2._mm256_hadd_epi32(sums[2], sums[3]);
    let halves: [i32; 8] = pulp::cast(simd.avx2._mm256_hadd_epi32(first, second));
    [
        halves[0] + halves[4],
        halves[1] + halves[5],
        halves[2] + halves[6],
        halves[3] + halves[7],
    ]
}

/// Two rows with four inputs at a time: each block is loaded once for several products.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn four_inputs(simd: pulp::x86::V3, rows: &[Block], inputs: &[Block], blocks: usize, out: &mut [i32]) {
    let count = rows.len() / blocks.max(1);
    let (a, rest) = inputs.split_at(blocks);
    let (b, rest) = rest.split_at(blocks);
    let (c, d) = rest.split_at(blocks);
    for (index, pair) in rows.chunks_exact(2 * blocks).enumerate() {
        let (first, second) = pair.split_at(blocks);
        let mut sums = [[simd.avx._mm256_setzero_si256(); 4]; 2];
        for (((((&x, &y), &a), &b), &c), &d) in first.iter().zip(second).zip(a).zip(b).zip(c).zip(d) {
            sums[0][0] = add_products(simd, sums[0][0], x, a);
            sums[0][1] = add_products(simd, sums[0][1], x, b);
            sums[0][2] = add_products(simd, sums[0][2], x, c);
            sums[0][3] = add_products(simd, sums[0][3], x, d);
            sums[1][0] = add_products(simd, sums[1][0], y, a);
            sums[1][1] = add_products(simd, sums[1][1], y, b);
            sums[1][2] = add_products(simd, sums[1][2], y, c);
            sums[1][3] = add_products(simd, sums[1][3], y, d);
        }
        let (upper, lower) = (four_sums(simd, sums[0]), four_sums(simd, sums[1]));
        for lane in 0..4 {
            if let Some(pair) = out.get_mut(lane * count + 2 * index..lane * count + 2 * index + 2) {
                pair.copy_from_slice(&[upper[lane], lower[lane]]);
            }
        }
    }
}

/// Four rows at a time with one input.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn one_input(simd: pulp::x86::V3, rows: &[Block], input: &[Block], blocks: usize, out: &mut [i32]) {
    for (rows, out) in rows.chunks_exact(4 * blocks).zip(out.chunks_exact_mut(4)) {
        let (a, rest) = rows.split_at(blocks);
        let (b, rest) = rest.split_at(blocks);
        let (c, d) = rest.split_at(blocks);
        let mut sums = [simd.avx._mm256_setzero_si256(); 4];
        for ((((&input, &a), &b), &c), &d) in input.iter().zip(a).zip(b).zip(c).zip(d) {
            sums[0] = add_products(simd, sums[0], a, input);
            sums[1] = add_products(simd, sums[1], b, input);
            sums[2] = add_products(simd, sums[2], c, input);
            sums[3] = add_products(simd, sums[3], d, input);
        }
        out.copy_from_slice(&four_sums(simd, sums));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Multiplies in one way and in the other.
    struct Both<'a> {
        rows: &'a [Block],
        inputs: &'a [Block],
        blocks: usize,
        out: &'a mut [i32],
    }

    impl Work for Both<'_> {
        fn run(self, products: impl Products) {
            products.multiply(self.rows, self.inputs, self.blocks, self.out);
        }
    }

    #[test]
    fn wide_registers_give_what_plain_loops_give() {
        for (rows, inputs, blocks) in [(4, 1, 1), (8, 3, 2), (12, 4, 5), (512, 9, 8), (4, 0, 3)] {
            let fill = |count: usize, step: usize| -> Vec<Block> {
                (0..count)
                    .map(|i| std::array::from_fn(|lane| ((i * LANES + lane) * step % 4001) as i16 - 2000))
                    .collect()
            };
            let (weights, input) = (fill(rows * blocks, 37), fill(inputs * blocks, 101));
            let mut wide = vec![0; rows * inputs];
            let mut plain = wide.clone();
            widest(Both {
                rows: &weights,
                inputs: &input,
                blocks,
                out: &mut wide,
            });
            Plain.multiply(&weights, &input, blocks, &mut plain);
            assert_eq!(wide, plain, "{rows} rows, {inputs} inputs of {blocks} blocks");
        }
    }
}
