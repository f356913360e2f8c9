//! Writing the compiled data file.
//!
//! ```
//! use selon_places::compile::{Compiler, Entry};
//! use selon_places::{Gazetteer, Kind, NameClass, PlaceId};
//!
//! let mut compiler = Compiler::new("made up");
//! compiler.place(Entry {
//!     id: PlaceId(1),
//!     name: "Gao".into(),
//!     countries: vec!["MLI".into()],
//!     admin1: "Gao Region".into(),
//!     lat: 16.2717,
//!     lon: -0.0447,
//!     kind: Kind::City,
//!     population: 133_110,
//! });
//! compiler.name(PlaceId(1), "Gawo", NameClass::Other);
//! let data: &'static [u8] = compiler.finish()?.leak();
//! assert_eq!(Gazetteer::open(data)?.lookup("GAWO")[0].name, "Gao");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::{fold, spelling};
use crate::format::{HEADER, MAGIC, MAX_RECORDS, Posting, Record, VERSION, Value};
use crate::gazetteer::rank;
use crate::place::{Kind, NameClass, PlaceId};

/// Places kept under one name: nobody weighs the fiftieth San Antonio.
const MOST_PLACES: usize = 32;
/// The longest folded name, in bytes.
const LONGEST_NAME: usize = 64;

/// A place to be compiled.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The identity; two entries must not share it.
    pub id: PlaceId,
    /// The usual English name. It is looked up like any other.
    pub name: String,
    /// ISO 3166 alpha-3 codes.
    pub countries: Vec<String>,
    /// The English name of the first-level division, or nothing.
    pub admin1: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// What it is.
    pub kind: Kind,
    /// How many people live there, 0 if unknown.
    pub population: u32,
}

/// Why data cannot be compiled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// An id given to two places.
    #[error("two places have the id {0}")]
    DoubleId(PlaceId),
    /// A name for a place that was not given.
    #[error("name {name:?} for the unknown place {id}")]
    UnknownPlace {
        /// The id.
        id: PlaceId,
        /// The name.
        name: String,
    },
    /// More than the layout holds.
    #[error("too many or too long: {0}")]
    Overflow(&'static str),
    /// The map could not be built.
    #[error("cannot build the map of names")]
    Map(#[from] fst::Error),
}

/// Collects places and names, then writes the file. The same calls in any order give the same bytes.
#[derive(Debug, Default)]
pub struct Compiler {
    credits: String,
    places: Vec<Entry>,
    names: BTreeMap<String, Vec<(PlaceId, NameClass, u16)>>,
    common: BTreeSet<String>,
}

impl Compiler {
    /// A compiler of an empty gazetteer. The credits are shown by [`crate::Gazetteer::credits`].
    pub fn new(credits: &str) -> Self {
        Self {
            credits: credits.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a place with its English name.
    pub fn place(&mut self, entry: Entry) {
        self.name(entry.id, &entry.name, NameClass::Usual);
        self.places.push(entry);
    }

    /// Adds a name of a place. A name that cannot be folded, or is too long, is left out.
    pub fn name(&mut self, id: PlaceId, name: &str, class: NameClass) {
        let Some(key) = fold(name).filter(|key| key.len() <= LONGEST_NAME) else {
            return;
        };
        self.names.entry(key).or_default().push((id, class, spelling([name]).0));
    }

    /// Marks a word as common, see [`crate::Gazetteer::is_common_word`].
    pub fn common_word(&mut self, word: &str) {
        self.common.extend(fold(word));
    }

    /// All folded names so far, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// If two places share an id, a name has no place, or the layout cannot hold so much.
    pub fn finish(mut self) -> Result<Vec<u8>, CompileError> {
        self.places.sort_by_key(|entry| entry.id);
        if let Some(pair) = self.places.windows(2).find(|pair| pair[0].id == pair[1].id) {
            return Err(CompileError::DoubleId(pair[0].id));
        }
        if self.places.len() > MAX_RECORDS {
            return Err(CompileError::Overflow("places"));
        }
        let territories = Table::new(self.places.iter().map(|entry| entry.countries.join(" ")));
        let divisions = Table::new(self.places.iter().map(|entry| entry.admin1.clone()));
        let (names, records) = self.records(&territories, &divisions)?;
        let (postings, map) = self.map()?;
        let sections = [
            self.credits.into_bytes(),
            territories.lines.join("\n").into_bytes(),
            divisions.lines.join("\n").into_bytes(),
            names.into_bytes(),
            records,
            postings,
            map,
        ];
        let mut data = Vec::with_capacity(HEADER + sections.iter().map(Vec::len).sum::<usize>());
        data.extend(MAGIC);
        data.extend(VERSION.to_le_bytes());
        for section in &sections {
            let length = u32::try_from(section.len()).map_err(|_| CompileError::Overflow("bytes"))?;
            data.extend(length.to_le_bytes());
        }
        data.extend(sections.into_iter().flatten());
        Ok(data)
    }

    fn records(&self, territories: &Table, divisions: &Table) -> Result<(String, Vec<u8>), CompileError> {
        let mut blob = String::new();
        let mut offsets: BTreeMap<&str, u32> = BTreeMap::new();
        let mut records = Vec::new();
        for entry in &self.places {
            let name = *offsets.entry(&entry.name).or_insert_with(|| {
                blob.push_str(&entry.name);
                (blob.len() - entry.name.len()) as u32
            });
            let degrees = |value: f64| (value * 1e4).round() as i32;
            Record {
                id: entry.id.0,
                lat: degrees(entry.lat.clamp(-90.0, 90.0)),
                lon: degrees(entry.lon.clamp(-180.0, 180.0)),
                population: entry.population,
                name,
                name_len: u8::try_from(entry.name.len()).map_err(|_| CompileError::Overflow("name"))?,
                division: divisions.index(&entry.admin1)?,
                territory: territories.index(&entry.countries.join(" "))?,
                kind: entry.kind,
            }
            .write(&mut records);
        }
        if blob.len() >= 1 << 24 || territories.lines.len() >= 1 << 12 {
            return Err(CompileError::Overflow("names or territories"));
        }
        Ok((blob, records))
    }

    fn map(&self) -> Result<(Vec<u8>, Vec<u8>), CompileError> {
        let mut words: Vec<u32> = Vec::new();
        let mut map = fst::MapBuilder::memory();
        for (key, entries) in &self.names {
            // By record: the best class of each exact spelling.
            let mut by_record: BTreeMap<u32, BTreeMap<u16, NameClass>> = BTreeMap::new();
            for (id, class, spelling) in entries {
                let record =
                    self.places
                        .binary_search_by_key(id, |entry| entry.id)
                        .map_err(|_| CompileError::UnknownPlace {
                            id: *id,
                            name: key.clone(),
                        })?;
                let best = by_record
                    .entry(record as u32)
                    .or_default()
                    .entry(*spelling)
                    .or_insert(*class);
                *best = (*best).min(*class);
            }
            let common = self.common.contains(key);
            let single = by_record.first_key_value().filter(|_| by_record.len() == 1);
            let value = if let Some((&record, _)) = single {
                Value {
                    payload: record,
                    several: false,
                    common,
                }
            } else {
                let offset = u32::try_from(words.len()).map_err(|_| CompileError::Overflow("postings"))?;
                words.extend(self.postings(by_record));
                Value {
                    payload: offset,
                    several: true,
                    common,
                }
            };
            map.insert(key, value.pack())?;
        }
        Ok((
            words.iter().flat_map(|word| word.to_le_bytes()).collect(),
            map.into_inner()?,
        ))
    }

    /// A count and the entries of the most prominent places, those of one place together.
    fn postings(&self, by_record: BTreeMap<u32, BTreeMap<u16, NameClass>>) -> Vec<u32> {
        let mut ranked: Vec<_> = by_record.into_iter().collect();
        ranked.sort_by_key(|(record, spellings)| {
            let entry = &self.places[*record as usize];
            let class = spellings.values().min().copied().unwrap_or(NameClass::Derived);
            (rank(entry.kind, entry.population, class), *record)
        });
        ranked.truncate(MOST_PLACES);
        let mut words = vec![0];
        for (record, spellings) in ranked {
            for (spelling, class) in spellings {
                words.push(
                    Posting {
                        record,
                        class,
                        spelling,
                    }
                    .pack(),
                );
            }
        }
        words[0] = words.len() as u32 - 1;
        words
    }
}

/// Distinct strings, sorted.
struct Table {
    lines: Vec<String>,
}

impl Table {
    fn new(lines: impl Iterator<Item = String>) -> Self {
        let distinct: BTreeSet<String> = lines.collect();
        Self {
            lines: distinct.into_iter().collect(),
        }
    }

    fn index(&self, line: &str) -> Result<u16, CompileError> {
        let found = self.lines.binary_search_by(|other| other.as_str().cmp(line));
        found
            .ok()
            .and_then(|index| u16::try_from(index).ok())
            .ok_or(CompileError::Overflow("lines"))
    }
}
