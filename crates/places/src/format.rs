//! The layout of the compiled data file.
//!
//! ```text
//! magic  8 bytes  "SELONGAZ"
//! version u32     VERSION
//! lengths u32 × 7 of the sections that follow, in order:
//!   credits      UTF-8: sources, licence
//!   territories  UTF-8: one line a set of countries, ISO 3166 alpha-3 separated by blanks
//!   divisions    UTF-8: one line an English name of a first-level division
//!   names        UTF-8: English names, end to end
//!   records      RECORD bytes each, sorted by id
//!   postings     u32: a count, then that many entries, for the names of several places
//!   map          the fst: folded name → value
//! ```
//!
//! All integers are little-endian. A value of the map: bit 0 says that the rest is an offset into the postings
//! (else a record), bit 1 that the name is also a common word. A posting: 18 bits record, 2 bits name class,
//! 12 bits hash of the exact spelling.

use crate::place::{Kind, NameClass};

/// The first bytes of the file.
pub(crate) const MAGIC: &[u8; 8] = b"SELONGAZ";
/// The version of the layout. Change it with any change here; the data must then be built again.
pub(crate) const VERSION: u32 = 1;
pub(crate) const SECTIONS: usize = 7;
pub(crate) const HEADER: usize = 8 + 4 + 4 * SECTIONS;
/// The size of a record.
pub(crate) const RECORD: usize = 22;
/// Records that a posting can name.
pub(crate) const MAX_RECORDS: usize = 1 << 18;

/// Why a data file cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Other magic bytes.
    #[error("not a gazetteer: the file does not begin with SELONGAZ")]
    Magic,
    /// Another layout.
    #[error("gazetteer of layout {found}, this program reads {VERSION}: build the data again")]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// Sections that do not fit the file.
    #[error("the gazetteer is cut short or damaged ({0})")]
    Damaged(&'static str),
}

/// One place as it lies in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) id: u32,
    /// Degrees × 10,000.
    pub(crate) lat: i32,
    /// Degrees × 10,000.
    pub(crate) lon: i32,
    pub(crate) population: u32,
    pub(crate) name: u32,
    pub(crate) name_len: u8,
    pub(crate) division: u16,
    pub(crate) territory: u16,
    pub(crate) kind: Kind,
}

impl Record {
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let kind = Kind::ALL.iter().position(|&kind| kind == self.kind).unwrap_or(0) as u16;
        out.extend(self.id.to_le_bytes());
        out.extend(&self.lat.to_le_bytes()[..3]);
        out.extend(&self.lon.to_le_bytes()[..3]);
        out.extend(self.population.to_le_bytes());
        out.extend(&self.name.to_le_bytes()[..3]);
        out.push(self.name_len);
        out.extend(self.division.to_le_bytes());
        out.extend((self.territory << 4 | kind).to_le_bytes());
    }

    pub(crate) fn read(bytes: &[u8; RECORD]) -> Self {
        let [
            a,
            b,
            c,
            d,
            t0,
            t1,
            t2,
            g0,
            g1,
            g2,
            p,
            q,
            r,
            s,
            n0,
            n1,
            n2,
            len,
            d0,
            d1,
            k0,
            k1,
        ] = *bytes;
        // Sign extension: the three bytes are the upper ones, shifted back.
        let signed = |x, y, z| i32::from_le_bytes([0, x, y, z]) >> 8;
        let tag = u16::from_le_bytes([k0, k1]);
        Self {
            id: u32::from_le_bytes([a, b, c, d]),
            lat: signed(t0, t1, t2),
            lon: signed(g0, g1, g2),
            population: u32::from_le_bytes([p, q, r, s]),
            name: u32::from_le_bytes([n0, n1, n2, 0]),
            name_len: len,
            division: u16::from_le_bytes([d0, d1]),
            territory: tag >> 4,
            kind: Kind::ALL.get(usize::from(tag & 0xf)).copied().unwrap_or(Kind::City),
        }
    }
}

/// One place that a name of several may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    pub(crate) record: u32,
    pub(crate) class: NameClass,
    pub(crate) spelling: u16,
}

impl Posting {
    pub(crate) fn pack(self) -> u32 {
        self.record << 14 | (self.class as u32) << 12 | u32::from(self.spelling)
    }

    pub(crate) fn unpack(word: u32) -> Self {
        let class = match word >> 12 & 3 {
            0 => NameClass::Usual,
            1 => NameClass::Other,
            _ => NameClass::Derived,
        };
        Self {
            record: word >> 14,
            class,
            spelling: (word & 0xfff) as u16,
        }
    }
}

/// A value of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// A record, or the offset of postings.
    pub(crate) payload: u32,
    pub(crate) several: bool,
    pub(crate) common: bool,
}

impl Value {
    pub(crate) fn pack(self) -> u64 {
        u64::from(self.payload) << 2 | u64::from(self.common) << 1 | u64::from(self.several)
    }

    pub(crate) fn unpack(word: u64) -> Self {
        Self {
            payload: (word >> 2) as u32,
            common: word & 2 != 0,
            several: word & 1 != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back() {
        let record = Record {
            id: 900_000_123,
            lat: -523_456,
            lon: 1_799_999,
            population: 1_400_000_000,
            name: 0xab_cdef,
            name_len: 200,
            division: 4000,
            territory: 301,
            kind: Kind::Site,
        };
        let mut bytes = Vec::new();
        record.write(&mut bytes);
        assert_eq!(Record::read(&bytes.try_into().unwrap()), record);
    }

    #[test]
    fn postings_and_values_come_back() {
        let posting = Posting {
            record: MAX_RECORDS as u32 - 1,
            class: NameClass::Derived,
            spelling: 0xfff,
        };
        assert_eq!(Posting::unpack(posting.pack()), posting);
        let value = Value {
            payload: 123_456,
            several: true,
            common: false,
        };
        assert_eq!(Value::unpack(value.pack()), value);
    }
}
