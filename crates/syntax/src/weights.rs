//! Sparse linear weights as they lie in a model file, and the table that finds them.
//!
//! A table is three arrays, read as they are: 16-bit fingerprints (open addressing, 0 = empty), the start of each row, and the rows
//! themselves (a count, then class and weight in one 16-bit cell). Nothing is built at load time. A fingerprint can be mistaken
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
        let slots = self.fingerprints.len();
        if slots == 0 {
            return None;
        }
        let wanted = fingerprint(key);
        let mut slot = slot_of(key, slots);
        // Tables made by `build` have empty slots; the count guards against a damaged file without one.
        for _ in 0..slots {
            let found = self.fingerprints[slot];
            if found == wanted {
                return Some(self.values[slot]);
            }
            if found == 0 {
                return None;
            }
            slot = if slot + 1 == slots { 0 } else { slot + 1 };
        }
        None
    }

    pub(crate) fn old(&mut self) {
        for v in &mut self.values {
            *v = (*v & 0x1_ffff) | (*v >> 17) << 18;
        }
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

/// Weights of one classifier.
#[derive(Default)]
pub(crate) struct Weights {
    table: Table,
    cells: Vec<u16>,
}

impl Weights {
    /// Builds weights from rows of (class, code), in the order given.
    pub(crate) fn build(rows: &[(u64, Vec<(u8, i8)>)]) -> Weights {
        let mut cells = Vec::new();
        let mut entries = Vec::with_capacity(rows.len());
        for (key, row) in rows {
            entries.push((*key, cells.len() as u32));
            cells.push(row.len() as u16);
            cells.extend(
                row.iter()
                    .map(|&(class, code)| u16::from(class) << 8 | u16::from(code as u8)),
            );
        }
        Weights {
            table: Table::build(&entries),
            cells,
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.table.write(out);
        out.u16s(&self.cells);
    }

    /// Reads weights whose classes are all below `classes`.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Weights, ModelError> {
        Ok(Weights {
            table: Table::read(reader)?,
            cells: reader.u16s()?,
        })
    }
}

impl Scorer for Weights {
    #[inline]
    fn add(&self, features: &[u64], scores: &mut [i32]) {
        for &key in features {
            let Some(start) = self.table.get(key) else { continue };
            let start = start as usize;
            let Some(&count) = self.cells.get(start) else { continue };
            let Some(row) = self.cells.get(start + 1..start + 1 + usize::from(count)) else {
                continue;
            };
            for &cell in row {
                if let Some(score) = scores.get_mut(usize::from(cell >> 8)) {
                    *score += DECODED[usize::from(cell & 0xff)];
                }
            }
        }
    }
}
