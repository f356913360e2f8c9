//! The averaged perceptron with margin, and its turning into weights of a model.

use crate::weights::{Scorer, Weights, decode};
use rustc_hash::FxHashMap;

#[derive(Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    stamp: u32,
    sum: i64,
}

/// Weights in training.
#[derive(Default)]
pub(crate) struct Learner {
    rows: FxHashMap<u64, u32>,
    cells: Vec<Vec<Cell>>,
    step: u32,
    /// How often a feature without row was in an update, up to `wait`; by hash, in a table of fixed size.
    waiting: Vec<u8>,
    wait: u8,
}

impl Scorer for Learner {
    fn add(&self, features: &[u64], scores: &mut [i32]) {
        for key in features {
            if let Some(&row) = self.rows.get(key) {
                for cell in &self.cells[row as usize] {
                    if let Some(score) = scores.get_mut(usize::from(cell.class)) {
                        *score += cell.weight;
                    }
                }
            }
        }
    }
}

impl Learner {
    /// A learner that gives a feature weights only after it was in `wait` updates: what was seen once teaches little.
    pub(crate) fn waiting(wait: u8) -> Learner {
        Learner {
            waiting: if wait > 0 { vec![0; 1 << 24] } else { Vec::new() },
            wait,
            ..Learner::default()
        }
    }

    /// Counts one example: the average is taken over examples.
    pub(crate) fn tick(&mut self) {
        self.step += 1;
    }

    /// Adds `delta` to the weights of `class`.
    pub(crate) fn update(&mut self, features: &[u64], class: usize, delta: i32) {
        let step = self.step;
        for &key in features {
            let next = self.cells.len() as u32;
            if self.wait > 0 && !self.rows.contains_key(&key) {
                let seen = &mut self.waiting[(key >> 40) as usize];
                if *seen < self.wait {
                    *seen += 1;
                    continue;
                }
            }
            let row = *self.rows.entry(key).or_insert(next);
            if row == next {
                self.cells.push(Vec::new());
            }
            let cells = &mut self.cells[row as usize];
            let position = cells
                .iter()
                .position(|cell| usize::from(cell.class) == class)
                .unwrap_or_else(|| {
                    cells.push(Cell {
                        class: class as u8,
                        weight: 0,
                        stamp: step,
                        sum: 0,
                    });
                    cells.len() - 1
                });
            let cell = &mut cells[position];
            cell.sum += i64::from(cell.weight) * i64::from(step - cell.stamp);
            cell.stamp = step;
            cell.weight += delta;
        }
    }

    /// The averaged weights, rounded to eight bits; at most `limit` features, the strongest ones.
    pub(crate) fn finish(self, limit: usize) -> Weights {
        let steps = f64::from(self.step.max(1));
        let average = |cell: &Cell| {
            let sum = cell.sum + i64::from(cell.weight) * i64::from(self.step - cell.stamp);
            sum as f64 / steps
        };
        let mut magnitudes: Vec<f64> = self.cells.iter().flatten().map(|cell| average(cell).abs()).collect();
        magnitudes.sort_by(f64::total_cmp);
        // The few largest weights are cut off, so that the small ones keep their steps.
        let top = magnitudes
            .get(magnitudes.len().saturating_sub(1 + magnitudes.len() / 20_000))
            .copied()
            .unwrap_or(1.0)
            .max(1e-9);
        let scale = f64::from(decode(127)) / top;
        let codes: Vec<(i32, i8)> = (0..=127i8).map(|code| (decode(code), code)).collect();
        let code = |value: f64| {
            let wanted = (value.abs() * scale).round() as i32;
            let index = codes.partition_point(|&(decoded, _)| decoded < wanted).min(127);
            let nearest = match index.checked_sub(1) {
                Some(lower) if wanted - codes[lower].0 <= codes[index].0 - wanted => lower,
                _ => index,
            };
            if value < 0.0 {
                -codes[nearest].1
            } else {
                codes[nearest].1
            }
        };
        let mut keys: Vec<(u64, u32)> = self.rows.iter().map(|(&key, &row)| (key, row)).collect();
        keys.sort_unstable();
        let mut rows = Vec::new();
        for (key, row) in keys {
            let mut cells: Vec<(u8, i8)> = self.cells[row as usize]
                .iter()
                .map(|cell| (cell.class, code(average(cell))))
                .filter(|&(_, code)| code != 0)
                .collect();
            cells.sort_unstable();
            if !cells.is_empty() {
                rows.push((key, cells));
            }
        }
        if rows.len() > limit {
            // The strongest weight of a row decides, then the sum of all: ties would cut off more than was asked for.
            let strength = |cells: &[(u8, i8)]| {
                let weights = cells.iter().map(|&(_, code)| decode(code).abs());
                weights.clone().max().unwrap_or(0) * 4 + weights.sum::<i32>()
            };
            let mut order: Vec<i32> = rows.iter().map(|(_, cells)| strength(cells)).collect();
            order.sort_unstable_by(|a, b| b.cmp(a));
            let least = order[limit];
            rows.retain(|(_, cells)| strength(cells) > least);
        }
        drop_weak_cells(&mut rows, limit * CELLS / 2);
        Weights::build(&rows)
    }
}

/// Half cells per feature: 9 stand for four weights and a half.
const CELLS: usize = 9;

/// Drops the weakest weights until at most `limit` are left.
fn drop_weak_cells(rows: &mut Vec<(u64, Vec<(u8, i8)>)>, limit: usize) {
    let mut counts = [0usize; 129];
    for &(_, code) in rows.iter().flat_map(|(_, cells)| cells) {
        counts[usize::from(code.unsigned_abs())] += 1;
    }
    let mut left: usize = counts.iter().sum();
    let mut least = 1;
    while left > limit && least < 128 {
        left -= counts[least];
        least += 1;
    }
    for (_, cells) in rows.iter_mut() {
        cells.retain(|&(_, code)| usize::from(code.unsigned_abs()) >= least);
    }
    rows.retain(|(_, cells)| !cells.is_empty());
}

/// A small random number generator (xorshift64*), the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
