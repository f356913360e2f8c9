//! How sure a figure is: the bootstrap (Efron, *Bootstrap Methods: Another Look at the Jackknife*, 1979), with sentences drawn.

use super::{METRICS, Scores};

/// So many samples are drawn.
const SAMPLES: usize = 1000;

/// For each metric the interval in which F1 lies in 95 of 100 samples, as large as the text, drawn from its sentences; `parts` are the scores
/// of the sentences. The same scores give the same intervals.
pub fn intervals(parts: &[Scores]) -> [(f64, f64); METRICS.len()] {
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let mut values: [Vec<f64>; METRICS.len()] = Default::default();
    for _ in 0..SAMPLES {
        let mut sum = Scores::default();
        for _ in parts {
            sum += parts[draw.below(parts.len())];
        }
        for (all, score) in values.iter_mut().zip(sum.values) {
            all.push(score.f1());
        }
    }
    values.map(|mut all| {
        all.sort_by(f64::total_cmp);
        (all[SAMPLES / 40], all[SAMPLES - 1 - SAMPLES / 40])
    })
}

/// Numbers that look drawn by lot (splitmix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}
