//! The averaged perceptron with margin, and its turning into weights of a model.

use crate::weights::{Scorer, Weights, decode};
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// The only features that get weights, if that was decided.
    allowed: Option<FxHashSet<u64>>,
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
    /// A learner that only gives weights to `allowed` features.
    ///
    /// What is pruned after training leaves the rest unprepared; a second training with the strongest features of a first one
    /// costs nothing in accuracy.
    pub(crate) fn restricted(allowed: FxHashSet<u64>) -> Learner {
        Learner {
            allowed: Some(allowed),
            ..Learner::default()
        }
    }

    /// The `limit` strongest features: the strongest weight counts four times, then the sum of all.
    pub(crate) fn strongest(&self, limit: usize) -> FxHashSet<u64> {
        let mut features: Vec<(f64, u64)> = self
            .rows
            .iter()
            .map(|(&key, &row)| {
                let weights = self.cells[row as usize].iter().map(|cell| self.average(cell).abs());
                let (most, sum) = weights.fold((0f64, 0f64), |(most, sum), weight| (most.max(weight), sum + weight));
                (4.0 * most + sum, key)
            })
            .collect();
        features.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        features.truncate(limit);
        features.into_iter().map(|(_, key)| key).collect()
    }

    fn average(&self, cell: &Cell) -> f64 {
        let sum = cell.sum + i64::from(cell.weight) * i64::from(self.step - cell.stamp);
        sum as f64 / f64::from(self.step.max(1))
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
            if self.allowed.as_ref().is_some_and(|allowed| !allowed.contains(&key)) {
                continue;
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

    /// The averaged weights, rounded to eight bits; of at most `limit` features, the strongest ones, with four weights and a half
    /// for each.
    pub(crate) fn finish(self, limit: usize) -> Weights {
        let average = |cell: &Cell| self.average(cell);
        // The largest weight takes the largest code. Cutting off even a few of the largest costs three points of LAS: they are the ones
        // that count in every decision.
        let top = self
            .cells
            .iter()
            .flatten()
            .map(|cell| average(cell).abs())
            .fold(1e-9, f64::max);
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
        let strongest = (self.rows.len() > limit).then(|| self.strongest(limit));
        let mut keys: Vec<(u64, u32)> = self.rows.iter().map(|(&key, &row)| (key, row)).collect();
        keys.retain(|(key, _)| strongest.as_ref().is_none_or(|strongest| strongest.contains(key)));
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
        drop_weak_cells(&mut rows, limit.saturating_mul(CELLS) / 2);
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
