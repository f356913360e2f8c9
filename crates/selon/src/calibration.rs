//! Whether the confidence of claims is what it says: of claims given 0.6, six in ten should be right.

use std::fmt::Write;

/// Bounds of the groups of the table.
const BINS: usize = 10;

/// Claims by their confidence, and how many of them are right.
#[derive(Clone, Debug, Default)]
pub struct Calibration {
    judged: Vec<(f64, bool)>,
}

impl Calibration {
    /// Adds a claim: its confidence, and whether it is right.
    pub fn add(&mut self, confidence: f64, right: bool) {
        self.judged.push((confidence, right));
    }

    /// Expected calibration error over ten groups of equal width: the mean distance between the confidence of a group and its share of right claims, each group
    /// weighed by its size (Naeini, Cooper and Hauskrecht, AAAI 2015). 0 when nothing was judged.
    pub fn error(&self) -> f64 {
        let all = self.judged.len().max(1) as f64;
        self.groups()
            .map(|group| (group.confidence - group.right).abs() * group.claims as f64 / all)
            .sum()
    }

    /// Claims with at least this confidence: how many, and how many of them are right.
    pub fn at_least(&self, confidence: f64) -> (usize, usize) {
        let sure = || self.judged.iter().filter(|(own, _)| *own >= confidence);
        (sure().count(), sure().filter(|(_, right)| *right).count())
    }

    /// A table for a person.
    pub fn table(&self) -> String {
        let mut out = String::from("confidence   claims   mean   right\n");
        for group in self.groups() {
            let _ = writeln!(
                out,
                "{:.1} to {:.1} {:>8} {:>8.2} {:>6.2}",
                group.from,
                group.from + 0.1,
                group.claims,
                group.confidence,
                group.right
            );
        }
        let _ = writeln!(
            out,
            "expected calibration error {:.3} over {} claims",
            self.error(),
            self.judged.len()
        );
        for bound in [0.8, 0.5] {
            let (claims, right) = self.at_least(bound);
            let _ = writeln!(
                out,
                "confidence of {bound} or more: {claims} claims, {right} of them right"
            );
        }
        out
    }

    fn groups(&self) -> impl Iterator<Item = Group> + '_ {
        (0..BINS).filter_map(|bin| {
            let from = bin as f64 / BINS as f64;
            let inside = |own: f64| ((own * BINS as f64) as usize).min(BINS - 1) == bin;
            let members: Vec<&(f64, bool)> = self.judged.iter().filter(|(own, _)| inside(*own)).collect();
            let claims = members.len();
            (claims > 0).then(|| Group {
                from,
                claims,
                confidence: members.iter().map(|(own, _)| own).sum::<f64>() / claims as f64,
                right: members.iter().filter(|(_, right)| *right).count() as f64 / claims as f64,
            })
        })
    }
}

struct Group {
    from: f64,
    claims: usize,
    confidence: f64,
    right: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_is_the_weighed_distance() {
        let mut calibration = Calibration::default();
        // Four claims at 0.75, two of them right: 0.25 too sure. One at 0.2, wrong: 0.2 too sure.
        for right in [true, true, false, false] {
            calibration.add(0.75, right);
        }
        calibration.add(0.2, false);
        assert!((calibration.error() - (0.25 * 4.0 + 0.2) / 5.0).abs() < 1e-12);
        assert_eq!(calibration.at_least(0.7), (4, 2));
        assert_eq!(Calibration::default().error(), 0.0);
    }
}
