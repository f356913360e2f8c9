//! Runs of words that tell a number: cardinals, collectives, indefinites, ranges, with the bounds around them.

use crate::atoms::Atom;
use crate::lexicon::Lexicon;
use crate::number::{Cardinal, cardinal};
use std::ops::Range;

/// What a chunk tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// Its atoms, bounds included once they are found.
    pub atoms: Range<usize>,
    /// Its atoms without bounds.
    pub core: Range<usize>,
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
    pub approx: bool,
    /// "of" may stand between it and its noun.
    pub takes_of: bool,
    /// The bare word for one.
    pub article: bool,
    /// Four bare figures that may be a year.
    pub yearlike: bool,
    /// A figure or number word stands in it.
    pub counted: bool,
    /// "no", "aucun".
    pub zero: bool,
    scale: u64,
    collective: bool,
    bounded: bool,
}

impl Chunk {
    fn exact(value: u64, atoms: Range<usize>) -> Chunk {
        Chunk {
            core: atoms.clone(),
            atoms,
            low: Some(value),
            best: Some(value),
            high: Some(value),
            approx: false,
            takes_of: false,
            article: false,
            yearlike: false,
            counted: true,
            zero: false,
            scale: 1,
            collective: false,
            bounded: false,
        }
    }

    /// The article as a number.
    pub fn one(value: u64, atoms: Range<usize>) -> Chunk {
        Chunk {
            counted: false,
            ..Chunk::exact(value, atoms)
        }
    }

    /// A negation as a number.
    pub fn none(atoms: Range<usize>) -> Chunk {
        Chunk {
            zero: true,
            counted: false,
            ..Chunk::exact(0, atoms)
        }
    }

    fn at_least(value: u64, atoms: Range<usize>) -> Chunk {
        Chunk {
            best: None,
            high: None,
            takes_of: true,
            counted: false,
            ..Chunk::exact(value, atoms)
        }
    }
}

/// Atoms with the number words.
pub(super) struct Reader<'a> {
    pub atoms: &'a [Atom],
    pub words: &'a Lexicon,
}

impl Reader<'_> {
    fn len(&self, kind: &str, at: usize) -> Option<usize> {
        self.words.at(kind, self.atoms, at).map(|(length, _)| length)
    }

    fn value(&self, kind: &str, at: usize) -> Option<(usize, u64)> {
        let (length, entry) = self.words.at(kind, self.atoms, at)?;
        Some((length, u64::try_from(entry.value).ok()?))
    }

    /// All chunks of the sentence with their bounds, in order.
    pub fn chunks(&self) -> Vec<Chunk> {
        let mut found: Vec<Chunk> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            // A bound may begin with a word that tells a number by itself ("no more than", "pas un").
            let bound = ["low-before", "high-before", "about-before"]
                .iter()
                .filter_map(|kind| self.len(kind, at))
                .max();
            if let Some(length) = bound
                && self
                    .chunk(at)
                    .is_none_or(|chunk| !chunk.counted && chunk.core.len() <= length)
                && self.ranged(at + length).is_some()
            {
                at += length;
                continue;
            }
            match self.ranged(at) {
                Some(chunk) => {
                    at = chunk.core.end;
                    let floor = found.last().map_or(0, |last: &Chunk| last.atoms.end);
                    let chunk = self.bounded(chunk, floor);
                    at = at.max(chunk.atoms.end);
                    found.push(chunk);
                }
                None => at += 1,
            }
        }
        found
    }

    /// One number of any kind, the longest reading.
    fn chunk(&self, start: usize) -> Option<Chunk> {
        let readings = [
            self.few(start),
            self.bare_groups(start),
            self.group(start),
            self.value("exact", start).map(|(length, value)| Chunk {
                takes_of: true,
                ..Chunk::exact(value, start..start + length)
            }),
            self.value("zero", start).map(|(length, _)| Chunk {
                takes_of: true,
                zero: true,
                counted: false,
                ..Chunk::exact(0, start..start + length)
            }),
            self.cardinal(start),
        ];
        readings
            .into_iter()
            .flatten()
            .fold(None, |best: Option<Chunk>, next| match best {
                Some(known) if known.core.end >= next.core.end => Some(known),
                _ => Some(next),
            })
    }

    fn cardinal(&self, start: usize) -> Option<Chunk> {
        let Cardinal {
            value,
            end,
            scale,
            yearlike,
            article,
        } = cardinal(self.atoms, start, self.words)?;
        // "a hundred" is a number, "a" alone an article of the noun.
        Some(Chunk {
            scale,
            yearlike,
            article,
            takes_of: scale >= 1_000_000,
            ..Chunk::exact(value, start..end)
        })
    }

    /// `plusieurs`, `several dozen`, `quelques centaines de milliers`.
    fn few(&self, start: usize) -> Option<Chunk> {
        let (length, value) = self.value("few", start)?;
        let end = start + length;
        match self.factor(end) {
            Some((stop, factor)) => Some(Chunk::at_least(value.checked_mul(factor)?, start..stop)),
            None => Some(Chunk::at_least(value, start..end)),
        }
    }

    /// `des dizaines`, `dozens`, `tens of thousands`, `des millions`.
    fn bare_groups(&self, start: usize) -> Option<Chunk> {
        let (length, value) = self.value("groups", start)?;
        let (end, factor) = self.further(start + length)?;
        Some(Chunk {
            scale: value,
            ..Chunk::at_least(value.checked_mul(factor)?.checked_mul(2)?, start..end)
        })
    }

    /// `une dizaine`, `two dozen`, `trois centaines`, `une centaine de milliers`.
    fn group(&self, start: usize) -> Option<Chunk> {
        let (mut at, count) = match cardinal(self.atoms, start, self.words) {
            Some(found) if !found.yearlike => (found.end, found.value),
            _ => match self.value("one", start) {
                Some((length, value)) => (start + length, value),
                None => (start, 1),
            },
        };
        while at > start
            && let Some(length) = self.len("filler", at)
        {
            at += length;
        }
        let (length, value) = self
            .value("group", at)
            .or_else(|| if at > start { self.value("groups", at) } else { None })?;
        let (end, factor) = self.further(at + length)?;
        let total = count.checked_mul(value)?.checked_mul(factor)?;
        Some(Chunk {
            approx: true,
            takes_of: true,
            collective: true,
            ..Chunk::exact(total, start..end)
        })
    }

    /// What an indefinite multiplies: `several` + `dozen`, `hundred thousand`, `centaines de milliers`.
    fn factor(&self, start: usize) -> Option<(usize, u64)> {
        let single = ["groups", "group", "hundred", "scale"]
            .iter()
            .find_map(|kind| self.value(kind, start));
        let (length, value) = single?;
        let (end, factor) = self.further(start + length)?;
        Some((end, value.checked_mul(factor)?))
    }

    /// The groups after a group: `de milliers`, `of thousands`, `million`. Factor 1 for none.
    fn further(&self, start: usize) -> Option<(usize, u64)> {
        let (mut end, mut factor) = (start, 1u64);
        for _ in 0..3 {
            let at = end + self.len("of", end).unwrap_or(0);
            let next = ["groups", "group", "scale"]
                .iter()
                .find_map(|kind| self.value(kind, at))
                .filter(|&(_, value)| value >= 100);
            let Some((length, value)) = next else { break };
            factor = factor.checked_mul(value)?;
            end = at + length;
        }
        Some((end, factor))
    }

    /// A chunk, or two of them: `15 à 20`, `between 15 and 20`, `deux ou trois`.
    fn ranged(&self, start: usize) -> Option<Chunk> {
        let first = self.chunk(start)?;
        if !first.counted {
            return Some(first);
        }
        let end = first.core.end;
        let between = self.words.before("between", self.atoms, start);
        let next = if self.atoms.get(end).is_some_and(|atom| atom.hyphen) && self.atoms[end].plain_digits() {
            end
        } else if self.atoms.get(end).is_some_and(|atom| atom.key == "-")
            && self.atoms.get(end + 1).is_some_and(Atom::plain_digits)
            && self.atoms[end - 1].plain_digits()
        {
            end + 1
        } else if let Some(length) = self.len("to", end) {
            end + length
        } else if let (Some(_), Some(length)) = (between, self.len("and", end)) {
            end + length
        } else if let Some(length) = self.len("or", end) {
            // "15 ou plus" is a bound.
            if self.len("low-after", end).is_some() || self.len("about-after", end).is_some() {
                return Some(first);
            }
            end + length
        } else {
            return Some(first);
        };
        let Some(second) = self.chunk(next).filter(|second| second.counted && !second.article) else {
            return Some(first);
        };
        let (Some(mut low), Some(high)) = (first.best, second.best) else {
            return Some(first);
        };
        // "2 to 3 million"
        if second.scale >= 1000 && low < 1000 && first.scale == 1 && low <= high / second.scale {
            low = low.saturating_mul(second.scale);
        }
        let from = self.words.before("from", self.atoms, start);
        if low >= high && !(from.is_some() && self.changed(start - from.map_or(0, |(length, _)| length))) {
            return Some(first);
        }
        let begin = start - between.or(from).map_or(0, |(length, _)| length);
        if from.is_some() && self.changed(begin) {
            return Some(Chunk {
                atoms: next..second.atoms.end,
                core: next..second.core.end,
                ..second
            });
        }
        Some(Chunk {
            atoms: begin..second.core.end,
            core: start..second.core.end,
            low: Some(low),
            best: None,
            high: Some(high),
            approx: first.approx || second.approx,
            takes_of: second.takes_of,
            article: false,
            yearlike: first.yearlike && (second.yearlike || self.atoms[next].hyphen),
            counted: true,
            zero: false,
            scale: second.scale,
            collective: first.collective || second.collective,
            bounded: false,
        })
    }

    /// "le bilan est passé de", "rose from": a change, not a range.
    fn changed(&self, before: usize) -> bool {
        (before.saturating_sub(3)..before).any(|at| self.words.is("change", &self.atoms[at]))
    }

    /// With "au moins", "about", "or more" around it; nothing before `floor` belongs to it.
    fn bounded(&self, mut chunk: Chunk, floor: usize) -> Chunk {
        if chunk.zero {
            return chunk;
        }
        let kinds: &[&str] = if chunk.counted {
            &["low-before", "high-before", "about-before"]
        } else {
            &["low-before", "high-before"]
        };
        for _ in 0..3 {
            let start = chunk.atoms.start;
            let found = kinds
                .iter()
                .filter_map(|&kind| {
                    self.words
                        .before(kind, self.atoms, start)
                        .map(|(length, _)| (kind, length))
                })
                .filter(|(_, length)| start - length >= floor)
                .fold(None, |best: Option<(&str, usize)>, next| match best {
                    Some(known) if known.1 >= next.1 => best,
                    _ => Some(next),
                });
            match found {
                Some((kind, length)) => {
                    self.apply(&mut chunk, kind);
                    chunk.atoms.start = start - length;
                }
                // "at least another 15", "au moins les 15", "some of the 15" is no bound.
                None => {
                    let filler = self
                        .words
                        .before("filler", self.atoms, start)
                        .filter(|_| chunk.counted)
                        .or_else(|| self.words.before("definite", self.atoms, start));
                    let Some((length, _)) = filler.filter(|(length, _)| start - length > floor) else {
                        break;
                    };
                    let bound = kinds
                        .iter()
                        .any(|kind| self.words.before(kind, self.atoms, start - length).is_some());
                    if !bound {
                        break;
                    }
                    chunk.atoms.start = start - length;
                }
            }
        }
        let stop = chunk.atoms.end;
        self.bounded_after(&mut chunk, stop);
        chunk
    }

    /// A bound that begins at an atom after the chunk; says where it ends.
    pub fn bounded_after(&self, chunk: &mut Chunk, at: usize) -> Option<usize> {
        if chunk.zero || at > 0 && self.atoms.get(at).is_some_and(|atom| atom.hyphen) {
            return None;
        }
        let (kind, length) = ["low-after", "high-after", "about-after"]
            .iter()
            .filter_map(|&kind| self.len(kind, at).map(|length| (kind, length)))
            .fold(None, |best: Option<(&str, usize)>, next| match best {
                Some(known) if known.1 >= next.1 => best,
                _ => Some(next),
            })?;
        // "15 soldats au moins deux fois", "15 soldiers, at least 3 …": the bound of the next number.
        let next = at + length;
        if self.chunk(next).is_some() && self.words.before("low-before", self.atoms, next).is_some() {
            return None;
        }
        self.apply(chunk, kind);
        chunk.atoms.end = next;
        Some(next)
    }

    fn apply(&self, chunk: &mut Chunk, kind: &str) {
        match kind {
            "about-before" | "about-after" => {
                chunk.approx = true;
                return;
            }
            "low-before" | "low-after" => {
                chunk.low = chunk.low.or(chunk.high);
                chunk.best = None;
                chunk.high = None;
            }
            _ => {
                chunk.high = chunk.high.or(chunk.low);
                chunk.best = None;
                chunk.low = None;
            }
        }
        // "at least a dozen" is as firm as "at least 12".
        if chunk.collective && !chunk.bounded {
            chunk.approx = false;
        }
        chunk.bounded = true;
    }
}
