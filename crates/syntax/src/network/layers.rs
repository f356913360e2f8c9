//! Layers of the network: weights of eight bits, inputs of fourteen, sums of thirty-two, and what stands between them in floating point.
//!
//! Floating point is used number by number, never in sums of many: additions, products and quotients of single numbers are the same on every
//! machine (IEEE 754), and so are the trees.

use super::products::{Block, LANES, Products};
use crate::bytes::{Reader, Writer};
use crate::model::ModelError;

/// The largest input of a layer: a row of 512 such inputs times weights of eight bits still fits 32 bits.
pub(crate) const WIDE: f32 = 8191.0;
/// The largest number where two inputs are multiplied with each other.
pub(crate) const NARROW: f32 = 2047.0;

/// Vectors in whole numbers, each with the size of its unit.
#[derive(Default)]
pub(crate) struct Vectors {
    pub(crate) blocks: usize,
    pub(crate) data: Vec<Block>,
    pub(crate) units: Vec<f32>,
}

impl Vectors {
    /// Room for `count` vectors of `width` numbers; what was there is lost.
    pub(crate) fn reset(&mut self, count: usize, width: usize) {
        self.blocks = width.div_ceil(LANES);
        self.data.clear();
        self.data.resize(count * self.blocks, [0; LANES]);
        self.units.clear();
        self.units.resize(count, 0.0);
    }

    /// The numbers of a vector.
    #[inline(always)]
    pub(crate) fn row_mut(&mut self, index: usize) -> &mut [i16] {
        self.data[index * self.blocks..(index + 1) * self.blocks].as_flattened_mut()
    }

    /// Sets a vector to `values`, in the unit that makes its largest number `limit`.
    #[inline(always)]
    pub(crate) fn set(&mut self, index: usize, values: &[f32], limit: f32) {
        let largest = largest(values);
        let unit = if largest > 0.0 { largest / limit } else { 1.0 };
        let inverse = 1.0 / unit;
        for (number, value) in self.row_mut(index).iter_mut().zip(values) {
            *number = rounded(value * inverse);
        }
        self.units[index] = unit;
    }
}

/// The largest of the numbers, whatever their signs.
#[inline(always)]
pub(crate) fn largest(values: &[f32]) -> f32 {
    // The bits of positive numbers are in the order of the numbers, and whole numbers are compared many at a time.
    let bits = |value: &f32| value.to_bits() & 0x7fff_ffff;
    f32::from_bits(values.iter().fold(0, |largest, value| largest.max(bits(value))))
}

/// The nearest whole number, for numbers below 32,768: adding this one leaves no digits after the point.
#[inline(always)]
pub(crate) fn rounded(value: f32) -> i16 {
    (value + 12_582_912.0).to_bits() as u16 as i16
}

/// The hyperbolic tangent by Lambert's continued fraction, right to a thousandth at its worst.
#[inline(always)]
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    (above / below).clamp(-1.0, 1.0)
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// The bent line that stands between layers: negative numbers count a tenth.
#[inline(always)]
pub(crate) fn bent(x: f32) -> f32 {
    x.max(0.1 * x)
}

/// A matrix: rows of weights, each with the size of its unit.
#[derive(Default)]
pub(crate) struct Matrix {
    blocks: usize,
    weights: Vec<Block>,
    units: Vec<f32>,
}

impl Matrix {
    /// From rows of numbers; rows of zeros are added to make their number a multiple of four.
    pub(crate) fn new(rows: &[Vec<f32>]) -> Matrix {
        let width = rows.first().map_or(0, Vec::len);
        let mut matrix = Matrix {
            blocks: width.div_ceil(LANES),
            ..Matrix::default()
        };
        for index in 0..rows.len().next_multiple_of(4) {
            let row = rows.get(index).map_or(&[][..], Vec::as_slice);
            let largest = largest(row);
            let unit = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            let start = matrix.weights.len();
            matrix.weights.resize(start + matrix.blocks, [0; LANES]);
            for (number, value) in matrix.weights[start..].as_flattened_mut().iter_mut().zip(row) {
                *number = rounded(value / unit);
            }
            matrix.units.push(unit);
        }
        matrix
    }

    pub(crate) fn rows(&self) -> usize {
        self.units.len()
    }

    /// Inputs that a row takes.
    pub(crate) fn width(&self) -> usize {
        self.blocks * LANES
    }

    /// Products with vectors, in whole numbers.
    #[inline(always)]
    pub(crate) fn multiply(&self, products: impl Products, inputs: &[Block], out: &mut Vec<i32>) {
        let count = inputs.len() / self.blocks.max(1);
        out.resize(count * self.rows(), 0);
        products.multiply(&self.weights, inputs, self.blocks, out);
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(self.blocks as u32);
        let bytes: Vec<u8> = self.weights.as_flattened().iter().map(|&w| w as i8 as u8).collect();
        out.u8s(&bytes);
        out.f32s(&self.units);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Matrix, ModelError> {
        let blocks = reader.u32()? as usize;
        let bytes = reader.u8s()?;
        let units = reader.f32s()?;
        let (whole, rest) = bytes.as_chunks::<LANES>();
        if blocks == 0
            || units.is_empty()
            || !rest.is_empty()
            || units.len() % 4 != 0
            || blocks.checked_mul(units.len()) != Some(whole.len())
        {
            return Err(ModelError::Damaged("matrix"));
        }
        Ok(Matrix {
            blocks,
            weights: whole
                .iter()
                .map(|block| block.map(|byte| i16::from(byte as i8)))
                .collect(),
            units,
        })
    }
}

/// A matrix with something added to each product.
#[derive(Default)]
pub(crate) struct Dense {
    pub(crate) matrix: Matrix,
    bias: Vec<f32>,
}

impl Dense {
    pub(crate) fn new(rows: &[Vec<f32>], bias: &[f32]) -> Dense {
        let matrix = Matrix::new(rows);
        let mut bias = bias.to_vec();
        bias.resize(matrix.rows(), 0.0);
        Dense { matrix, bias }
    }

    /// The products with all vectors: `out[vector * rows + row]`.
    #[inline(always)]
    pub(crate) fn apply(&self, products: impl Products, inputs: &Vectors, sums: &mut Vec<i32>, out: &mut Vec<f32>) {
        self.matrix.multiply(products, &inputs.data, sums);
        out.clear();
        let rows = self.matrix.rows();
        for (sums, &unit) in sums.chunks_exact(rows).zip(&inputs.units) {
            let numbers = sums.iter().zip(&self.matrix.units).zip(&self.bias);
            out.extend(numbers.map(|((&sum, &weight), &bias)| sum as f32 * (weight * unit) + bias));
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.matrix.write(out);
        out.f32s(&self.bias);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Dense, ModelError> {
        let matrix = Matrix::read(reader)?;
        let bias = reader.f32s()?;
        if bias.len() != matrix.rows() {
            return Err(ModelError::Damaged("layer"));
        }
        Ok(Dense { matrix, bias })
    }
}

/// The sums of a block of cells: in, forget, cell, out, each for all cells of the block.
const GATES: usize = 4 * LANES;

/// One direction of a long short-term memory (Hochreiter and Schmidhuber 1997).
#[derive(Default)]
pub(crate) struct Memory {
    input: Dense,
    back: Matrix,
}

/// Buffers of a memory.
#[derive(Default)]
pub(crate) struct MemoryBuffers {
    from_input: Vec<i32>,
    from_state: Vec<i32>,
    cell: Vec<f32>,
    state: Vec<Block>,
}

impl Memory {
    /// From rows in the order of the trainer: the gates in, forget, cell and out, each for all cells.
    pub(crate) fn new(input: &[Vec<f32>], back: &[Vec<f32>], bias: &[f32]) -> Memory {
        let cells = back.len() / 4;
        let order = |row: usize| {
            let (block, rest) = (row / GATES, row % GATES);
            rest / LANES * cells + block * LANES + rest % LANES
        };
        let sorted = |rows: &[Vec<f32>]| {
            (0..4 * cells)
                .filter_map(|row| rows.get(order(row)).cloned())
                .collect::<Vec<_>>()
        };
        let bias: Vec<f32> = (0..4 * cells).filter_map(|row| bias.get(order(row)).copied()).collect();
        Memory {
            input: Dense::new(&sorted(input), &bias),
            back: Matrix::new(&sorted(back)),
        }
    }

    /// Numbers in the state.
    pub(crate) fn size(&self) -> usize {
        self.back.width()
    }

    pub(crate) fn input_width(&self) -> usize {
        self.input.matrix.width()
    }

    /// Reads the vectors from the first to the last, or back, and writes its states into `out` from number `at` of each vector on.
    #[inline(always)]
    pub(crate) fn read_through(
        &self,
        products: impl Products,
        inputs: &Vectors,
        backwards: bool,
        buffers: &mut MemoryBuffers,
        out: &mut Vectors,
        at: usize,
    ) {
        let size = self.size();
        let count = inputs.units.len();
        self.input
            .matrix
            .multiply(products, &inputs.data, &mut buffers.from_input);
        buffers.cell.clear();
        buffers.cell.resize(size, 0.0);
        buffers.state.clear();
        buffers.state.resize(size / LANES, [0; LANES]);
        for step in 0..count {
            let index = if backwards { count - 1 - step } else { step };
            self.back.multiply(products, &buffers.state, &mut buffers.from_state);
            let from_input = &buffers.from_input[index * 4 * size..(index + 1) * 4 * size];
            let unit = inputs.units[index];
            let (from_input, _) = from_input.as_chunks::<GATES>();
            let (from_state, _) = buffers.from_state.as_chunks::<GATES>();
            let (units, _) = self.input.matrix.units.as_chunks::<GATES>();
            let (back_units, _) = self.back.units.as_chunks::<GATES>();
            let (bias, _) = self.input.bias.as_chunks::<GATES>();
            let (cells, _) = buffers.cell.as_chunks_mut::<LANES>();
            let sums = from_input.iter().zip(from_state).zip(units).zip(back_units).zip(bias);
            for (((((input, back), units), back_units), bias), (cell, state)) in
                sums.zip(cells.iter_mut().zip(&mut buffers.state))
            {
                let mut gates = [0.0f32; GATES];
                for k in 0..GATES {
                    gates[k] =
                        input[k] as f32 * (units[k] * unit) + back[k] as f32 * (back_units[k] * (1.0 / WIDE)) + bias[k];
                }
                for k in 0..LANES {
                    let let_in = sigmoid(gates[k]);
                    let keep = sigmoid(gates[LANES + k]);
                    let new = tanh(gates[2 * LANES + k]);
                    let let_out = sigmoid(gates[3 * LANES + k]);
                    cell[k] = keep * cell[k] + let_in * new;
                    state[k] = rounded(let_out * tanh(cell[k]) * WIDE);
                }
            }
            out.row_mut(index)[at..at + size].copy_from_slice(buffers.state.as_flattened());
            out.units[index] = 1.0 / WIDE;
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.input.write(out);
        self.back.write(out);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Memory, ModelError> {
        let memory = Memory {
            input: Dense::read(reader)?,
            back: Matrix::read(reader)?,
        };
        let size = memory.size();
        if memory.back.rows() != 4 * size || memory.input.matrix.rows() != 4 * size {
            return Err(ModelError::Damaged("memory"));
        }
        Ok(memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tangent_is_right_to_a_thousandth() {
        for step in -1000..=1000 {
            let x = step as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-3, "{x}: {} {}", tanh(x), x.tanh());
        }
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        for (value, nearest) in [(0.4, 0), (-0.6, -1), (8191.0, 8191), (-2047.4, -2047), (1.5, 2)] {
            assert_eq!(rounded(value), nearest);
        }
    }
}
