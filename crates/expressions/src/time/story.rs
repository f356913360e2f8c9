//! Counted distances: `three days ago`, `il y a trois jours`, `un an plus tôt`.

use super::find::{Core, Finder, Opened};
use super::meaning::{Meaning, Origin, Unit};

impl Finder<'_> {
    /// A number of units before or after the dispatch or the story.
    pub fn counted(&self, start: usize, _: &Opened) -> Option<Core> {
        for (kind, sign) in [("ago-before", -1), ("ahead-before", 1), ("since-count", -1)] {
            let Some(length) = self.len(kind, start) else { continue };
            let mut at = start + length;
            for _ in 0..3 {
                // "il y a plus de trois ans", "il y a environ dix jours", "for the past".
                let filler = ["low-before", "high-before", "about-before", "definite"];
                let Some((length, _)) = filler
                    .iter()
                    .find_map(|kind| self.words.numbers.at(kind, self.atoms, at))
                else {
                    break;
                };
                at += length;
            }
            let Some((end, count, unit)) = self.units(at) else {
                continue;
            };
            let distance = Meaning::Distance {
                count: sign * count,
                unit,
                origin: Origin::Dispatch,
            };
            if kind == "since-count" {
                return Some((end, Meaning::Since(Box::new(distance))));
            }
            return Some((end, distance));
        }
        let (at, count, unit) = self.units(start)?;
        for (kind, sign, origin) in [
            ("ago-after", -1, Origin::Dispatch),
            ("earlier-after", -1, Origin::Story),
            ("later-after", 1, Origin::Story),
        ] {
            let Some(length) = self.len(kind, at) else { continue };
            let end = at + length;
            if origin == Origin::Story && self.tied(end) {
                return None;
            }
            return Some((
                end,
                Meaning::Distance {
                    count: sign * count,
                    unit,
                    origin,
                },
            ));
        }
        None
    }

    fn units(&self, start: usize) -> Option<(usize, i32, Unit)> {
        let count = self.count(start)?;
        let (length, entry) = self.words.times.at("unit", self.atoms, count.end)?;
        let unit = Unit::parse(&entry.text)?;
        let value = i32::try_from(count.value).ok().filter(|&v| v <= 10_000)?;
        Some((count.end + length, value, unit))
    }
}
