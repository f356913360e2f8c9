//! Sparse linear weights as they lie in a model file, and the table that finds them.
//!
//! A table is three arrays: 16-bit fingerprints (open addressing, 0 = empty), the length of each row, and the rows themselves (class
//! and weight in one 16-bit cell). At load time only the lengths are summed up. A fingerprint can be mistaken
//! for another with a chance of about 1 in 10,000 per absent feature; a stray weight then counts as noise.

use crate::bytes::{Reader, Writer};
use crate::model::ModelError;

/// Something that gives scores to classes: weights in training or weights of a model.
pub(crate) trait Scorer {
    /// Adds the weights of `features` to `scores`, one score per class.
    fn add(&self, features: &[u64], scores: &mut [i32]);
}

/// The weight that an 8-bit code stands for: fine steps near zero, coarse ones far away.
pub(crate) const fn decode(code: i8) -> i32 {
    let c = code as i32;
    let magnitude = if c < 0 { -c } else { c };
    c * (magnitude + 16) / 16
}

const fn decode_table() -> [i32; 256] {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        table[index] = decode(index as u8 as i8);
        index += 1;
    }
    table
}

static DECODED: [i32; 256] = decode_table();

#[inline(always)]
fn slot_of(key: u64, slots: usize) -> usize {
    (((key >> 32) * slots as u64) >> 32) as usize
}

#[inline(always)]
fn fingerprint(key: u64) -> u16 {
    (key as u16).max(1)
}

/// The slot of a key.
#[inline(always)]
fn find(fingerprints: &[u16], key: u64) -> Option<usize> {
    let slots = fingerprints.len();
    let wanted = fingerprint(key);
    let mut slot = slot_of(key, slots);
    // Tables made by `build` have empty slots; the count guards against a file without one.
    for _ in 0..slots {
        let found = fingerprints[slot];
        if found == wanted {
            return Some(slot);
        }
        if found == 0 {
            return None;
        }
        slot = if slot + 1 == slots { 0 } else { slot + 1 };
    }
    None
}

/// A read-only map from 64-bit keys to 32-bit values.
#[derive(Default)]
pub(crate) struct Table {
    fingerprints: Vec<u16>,
    values: Vec<u32>,
}

impl Table {
    /// Builds a table; keys must differ.
    pub(crate) fn build(entries: &[(u64, u32)]) -> Table {
        // A quarter of the slots stays empty, so that a search for an absent key stops after few steps.
        let slots = entries.len() + entries.len() / 3 + 8;
        let mut table = Table {
            fingerprints: vec![0; slots],
            values: vec![0; slots],
        };
        for &(key, value) in entries {
            let mut slot = slot_of(key, slots);
            while table.fingerprints[slot] != 0 {
                slot = if slot + 1 == slots { 0 } else { slot + 1 };
            }
            table.fingerprints[slot] = fingerprint(key);
            table.values[slot] = value;
        }
        table
    }

    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        find(&self.fingerprints, key).map(|slot| self.values[slot])
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u16s(&self.fingerprints);
        out.u32s(&self.values);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Table, ModelError> {
        let table = Table {
            fingerprints: reader.u16s()?,
            values: reader.u32s()?,
        };
        if table.fingerprints.len() != table.values.len() {
            return Err(ModelError::Damaged("table"));
        }
        Ok(table)
    }
}

/// A read-only set of 64-bit keys.
#[derive(Default)]
pub(crate) struct Set {
    fingerprints: Vec<u16>,
}

impl Set {
    pub(crate) fn build(keys: impl IntoIterator<Item = u64>) -> Set {
        let entries: Vec<(u64, u32)> = keys.into_iter().map(|key| (key, 0)).collect();
        Set {
            fingerprints: Table::build(&entries).fingerprints,
        }
    }

    pub(crate) fn contains(&self, key: u64) -> bool {
        find(&self.fingerprints, key).is_some()
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u16s(&self.fingerprints);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Set, ModelError> {
        Ok(Set {
            fingerprints: reader.u16s()?,
        })
    }
}

/// Weights of one classifier.
#[derive(Default)]
pub(crate) struct Weights {
    fingerprints: Vec<u16>,
    /// Where the row of each slot begins in `cells`; one more than there are slots. The file has the lengths instead.
    starts: Vec<u32>,
    cells: Vec<u16>,
}

impl Weights {
    /// Builds weights from rows of (class, code).
    pub(crate) fn build(rows: &[(u64, Vec<(u8, i8)>)]) -> Weights {
        let entries: Vec<(u64, u32)> = rows
            .iter()
            .enumerate()
            .map(|(index, &(key, _))| (key, index as u32))
            .collect();
        let table = Table::build(&entries);
        let mut weights = Weights {
            starts: vec![0],
            ..Weights::default()
        };
        for (&fingerprint, &index) in table.fingerprints.iter().zip(&table.values) {
            if fingerprint != 0 {
                let row = &rows[index as usize].1;
                weights.cells.extend(
                    row.iter()
                        .map(|&(class, code)| u16::from(class) << 8 | u16::from(code as u8)),
                );
            }
            weights.starts.push(weights.cells.len() as u32);
        }
        weights.fingerprints = table.fingerprints;
        weights
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u16s(&self.fingerprints);
        let lengths: Vec<u8> = self.starts.windows(2).map(|pair| (pair[1] - pair[0]) as u8).collect();
        out.u8s(&lengths);
        out.u16s(&self.cells);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Weights, ModelError> {
        let fingerprints = reader.u16s()?;
        let lengths = reader.u8s()?;
        let cells = reader.u16s()?;
        let mut starts = Vec::with_capacity(lengths.len() + 1);
        let mut start = 0u32;
        starts.push(start);
        starts.extend(lengths.iter().map(|&length| {
            start += u32::from(length);
            start
        }));
        if lengths.len() != fingerprints.len() || start as usize != cells.len() {
            return Err(ModelError::Damaged("weights"));
        }
        Ok(Weights {
            fingerprints,
            starts,
            cells,
        })
    }
}

/// Features looked up before their rows are read: the searches do not wait for each other, nor for the sums.
const AHEAD: usize = 32;

impl Scorer for Weights {
    #[inline]
    fn add(&self, features: &[u64], scores: &mut [i32]) {
        let mut rows = [(0u32, 0u32); AHEAD];
        for keys in features.chunks(AHEAD) {
            let mut count = 0;
            for &key in keys {
                if let Some(slot) = find(&self.fingerprints, key) {
                    rows[count] = (self.starts[slot], self.starts[slot + 1]);
                    count += 1;
                }
            }
            for &(start, end) in &rows[..count] {
                let row = self.cells.get(start as usize..end as usize);
                for &cell in row.unwrap_or_default() {
                    if let Some(score) = scores.get_mut(usize::from(cell >> 8)) {
                        *score += DECODED[usize::from(cell & 0xff)];
                    }
                }
            }
        }
    }
}
