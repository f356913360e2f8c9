//! Reading the compiled data: lookups over a finite-state map and flat records.

use std::cmp::Reverse;
use std::fmt;
use std::sync::OnceLock;

use fst::raw::Fst;

use crate::fold::{Folder, Stop, spelling};
use crate::format::{HEADER, MAGIC, OpenError, Posting, RECORD, Record, SECTIONS, VERSION, Value};
use crate::place::{NameClass, Place, PlaceId, prominence};

/// Postings read for one name at most; the compiler writes fewer.
const MOST_POSTINGS: usize = 4096;
/// What an exact spelling is worth, in doublings × 256 of the population.
const EXACT: i32 = 400;
/// What the exact spelling of a usual name with diacritics is worth: it comes first.
const EXACT_ACCENTED: i32 = 1 << 20;

/// A gazetteer: names → places.
pub struct Gazetteer {
    credits: &'static str,
    territories: Vec<Vec<&'static str>>,
    divisions: Vec<&'static str>,
    names: &'static str,
    records: &'static [[u8; RECORD]],
    postings: &'static [[u8; 4]],
    map: Fst<&'static [u8]>,
}

impl Gazetteer {
    /// The gazetteer that is part of the program. The first call opens it; that takes well under a millisecond.
    ///
    /// # Panics
    ///
    /// Never with the data the crate is built with: a test opens it.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Gazetteer> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            Self::open(include_bytes!("../data/gazetteer.bin")).expect("the embedded gazetteer is whole")
        })
    }

    /// Opens compiled data, as [`crate::compile::Compiler`] writes it.
    ///
    /// # Errors
    ///
    /// If the bytes are no such data, of another layout, or cut short.
    pub fn open(data: &'static [u8]) -> Result<Self, OpenError> {
        if !data.starts_with(MAGIC) {
            return Err(OpenError::Magic);
        }
        let (header, mut rest) = data.split_at_checked(HEADER).ok_or(OpenError::Damaged("header"))?;
        let (numbers, _) = header[MAGIC.len()..].as_chunks::<4>();
        let found = u32::from_le_bytes(numbers[0]);
        if found != VERSION {
            return Err(OpenError::Version { found });
        }
        let mut sections = [&data[..0]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(&numbers[1..]) {
            let length = u32::from_le_bytes(*length) as usize;
            (*section, rest) = rest.split_at_checked(length).ok_or(OpenError::Damaged("length"))?;
        }
        let [credits, territories, divisions, names, records, postings, map] = sections;
        let text = |bytes| std::str::from_utf8(bytes).map_err(|_| OpenError::Damaged("text"));
        Ok(Self {
            credits: text(credits)?,
            territories: text(territories)?
                .split('\n')
                .map(|line| line.split_ascii_whitespace().collect())
                .collect(),
            divisions: text(divisions)?.split('\n').collect(),
            names: text(names)?,
            records: records.as_chunks().0,
            postings: postings.as_chunks().0,
            map: Fst::new(map).map_err(|_| OpenError::Damaged("map"))?,
        })
    }

    /// The places that a name may mean, the most prominent first; empty where it is unknown.
    ///
    /// Case, diacritics, apostrophes and hyphens do not matter, but a place that is spelled exactly so comes
    /// before others: `San José` is in Costa Rica, `San Jose` in California.
    pub fn lookup(&self, name: &str) -> Vec<Place<'_>> {
        match self.find(name) {
            Some(value) => self.candidates(value, &[name]),
            None => Vec::new(),
        }
    }

    /// Whether some place has this name, by the rules of [`lookup`](Self::lookup).
    pub fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// As [`lookup`](Self::lookup), with the places of the given countries (ISO 3166 alpha-3) first.
    pub fn lookup_in(&self, name: &str, countries: &[&str]) -> Vec<Place<'_>> {
        let mut places = self.lookup(name);
        places.sort_by_key(|place| !place.countries.iter().any(|iso| countries.contains(iso)));
        places
    }

    /// The longest name that begins at the first word, and the places it may mean.
    ///
    /// Words are tokens: `Ras al-Ain` may come as one to four of them, with or without a token for the hyphen.
    /// The number counts the words used, hyphens included.
    pub fn longest_match<W: AsRef<str>>(&self, words: &[W]) -> Option<(usize, Vec<Place<'_>>)> {
        let mut folder = Folder::new();
        let mut node = self.map.root();
        let mut output = 0;
        let mut best = None;
        for (index, word) in words.iter().enumerate() {
            let word = word.as_ref();
            let mut letters = false;
            let fed = folder.feed(word, &mut |byte| {
                letters |= byte != b' ';
                let Some(next) = node.find_input(byte) else {
                    return false;
                };
                let transition = node.transition(next);
                output += transition.out.value();
                node = self.map.node(transition.addr);
                true
            });
            match fed {
                Ok(()) => {}
                Err(Stop::Foreign | Stop::Sink) => break,
            }
            folder.end_word();
            if letters && node.is_final() {
                best = Some((index + 1, output + node.final_output().value()));
            } else if !letters && index == 0 {
                // A name does not begin with a loose hyphen or apostrophe.
                break;
            }
        }
        let (used, value) = best?;
        let words: Vec<&str> = words[..used].iter().map(AsRef::as_ref).collect();
        Some((used, self.candidates(Value::unpack(value), &words)))
    }

    /// Whether a name is also a common French or English word (`Nice`, `Police`, `Reading`, `Tours`): then it
    /// needs more than its letters to be taken for a place.
    pub fn is_common_word(&self, name: &str) -> bool {
        self.find(name).is_some_and(|value| value.common)
    }

    /// The place with an id.
    pub fn by_id(&self, id: PlaceId) -> Option<Place<'_>> {
        let index = self
            .records
            .binary_search_by_key(&id.0, |&[a, b, c, d, ..]| u32::from_le_bytes([a, b, c, d]))
            .ok()?;
        self.place(&Record::read(&self.records[index]))
    }

    /// All places, by ascending id.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.records.iter().filter_map(|bytes| self.place(&Record::read(bytes)))
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is no place at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// How many names (folded) are known.
    pub fn names(&self) -> usize {
        self.map.len()
    }

    /// The sources and their licence: to be shown wherever the data are.
    pub fn credits(&self) -> &str {
        self.credits
    }

    fn find(&self, name: &str) -> Option<Value> {
        let mut node = self.map.root();
        let mut output = 0;
        Folder::new()
            .feed(name, &mut |byte| {
                let Some(next) = node.find_input(byte) else {
                    return false;
                };
                let transition = node.transition(next);
                output += transition.out.value();
                node = self.map.node(transition.addr);
                true
            })
            .ok()?;
        node.is_final()
            .then(|| Value::unpack(output + node.final_output().value()))
    }

    fn candidates(&self, value: Value, words: &[&str]) -> Vec<Place<'_>> {
        if !value.several {
            return self
                .record(value.payload)
                .and_then(|record| self.place(&record))
                .into_iter()
                .collect();
        }
        let start = value.payload as usize;
        let Some(count) = self.postings.get(start) else {
            return Vec::new();
        };
        let count = (u32::from_le_bytes(*count) as usize).min(MOST_POSTINGS);
        let entries = self.postings.get(start + 1..start + 1 + count).unwrap_or_default();
        let (exact, accented) = spelling(words.iter().copied());
        let mut ranked: Vec<(Reverse<i32>, u32)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let Posting {
                record: index,
                class,
                spelling,
            } = Posting::unpack(u32::from_le_bytes(*entry));
            let Some(record) = self.record(index) else { continue };
            let exactness = match class {
                _ if spelling != exact => 0,
                NameClass::Usual if accented => EXACT_ACCENTED,
                _ => EXACT,
            };
            let score = prominence(record.kind, record.population, class) + exactness;
            // The entries of one record stand together.
            match ranked.last_mut() {
                Some((best, last)) if *last == index => *best = (*best).min(Reverse(score)),
                _ => ranked.push((Reverse(score), index)),
            }
        }
        ranked.sort_unstable();
        ranked
            .into_iter()
            .filter_map(|(_, index)| self.place(&self.record(index)?))
            .collect()
    }

    fn record(&self, index: u32) -> Option<Record> {
        self.records.get(index as usize).map(Record::read)
    }

    fn place(&self, record: &Record) -> Option<Place<'_>> {
        let start = record.name as usize;
        let countries = self.territories.get(usize::from(record.territory))?.as_slice();
        Some(Place {
            id: PlaceId(record.id),
            name: self.names.get(start..start + usize::from(record.name_len))?,
            country: if let [country] = countries { country } else { "" },
            countries,
            admin1: self.divisions.get(usize::from(record.division))?,
            lat: record.lat as f32 / 1e4,
            lon: record.lon as f32 / 1e4,
            kind: record.kind,
            population: record.population,
        })
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer")
            .field("places", &self.len())
            .field("names", &self.names())
            .finish_non_exhaustive()
    }
}

/// Orders the names of the compiler as the reader expects them.
pub(crate) fn rank(kind: crate::Kind, population: u32, class: NameClass) -> Reverse<i32> {
    Reverse(prominence(kind, population, class))
}
