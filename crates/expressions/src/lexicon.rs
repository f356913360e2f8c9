//! Phrases by kind, as the tables `packs/<language>/time` and `packs/<language>/numbers` list them.

use crate::atoms::{Atom, keys};
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs, Table};
use smol_str::SmolStr;

/// What a table says of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The value without its mark.
    pub text: SmolStr,
    /// The value as a number; 0 where it is none.
    pub value: i64,
    /// The value ends in `?`.
    pub doubt: bool,
}

/// The phrases of a kind by their first key, the longest first.
type ByFirst = FxHashMap<SmolStr, Vec<(Vec<SmolStr>, Entry)>>;

/// Phrases by kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    kinds: FxHashMap<SmolStr, ByFirst>,
    longest: usize,
}

impl Lexicon {
    /// Reads all tables below a folder (`fr/time`); their kinds must be among the known ones.
    pub fn load(packs: &Packs, folder: &str, known: &[&str]) -> Result<Lexicon, PackError> {
        let mut lexicon = Lexicon::default();
        for file in packs.below(folder) {
            let table = Table::read(file, &["phrase", "kind", "value"])?;
            for row in table.rows() {
                let kind = row.cell(1);
                if !known.contains(&kind) {
                    return Err(table.error(row, format!("no kind `{kind}`; one of: {}", known.join(", "))));
                }
                let value = row.cell(2);
                let text = value.trim_end_matches('?');
                let entry = Entry {
                    text: text.into(),
                    value: text.trim_end_matches('!').parse().unwrap_or(0),
                    doubt: value.ends_with('?'),
                };
                if row.alternatives(0).next().is_none() {
                    return Err(table.error(row, "no phrase in the first column"));
                }
                for phrase in row.alternatives(0) {
                    lexicon.insert(kind, phrase, entry.clone());
                }
            }
        }
        for phrases in lexicon.kinds.values_mut().flat_map(|by_first| by_first.values_mut()) {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        Ok(lexicon)
    }

    fn insert(&mut self, kind: &str, phrase: &str, entry: Entry) {
        let keys = keys(phrase);
        let Some(first) = keys.first().cloned() else { return };
        self.longest = self.longest.max(keys.len());
        self.kinds
            .entry(kind.into())
            .or_default()
            .entry(first)
            .or_default()
            .push((keys, entry));
    }

    /// The longest phrase of the kind that begins at an atom: how many atoms, and what the table says.
    pub fn at(&self, kind: &str, atoms: &[Atom], start: usize) -> Option<(usize, &Entry)> {
        let phrases = self.kinds.get(kind)?.get(&atoms.get(start)?.key)?;
        phrases.iter().find_map(|(phrase, entry)| {
            let there = atoms.get(start..start + phrase.len())?;
            there
                .iter()
                .zip(phrase)
                .all(|(atom, key)| atom.key == *key)
                .then_some((phrase.len(), entry))
        })
    }

    /// The longest phrase of the kind that ends before an atom.
    pub fn before(&self, kind: &str, atoms: &[Atom], end: usize) -> Option<(usize, &Entry)> {
        (1..=self.longest.min(end)).rev().find_map(|length| {
            let phrases = self.kinds.get(kind)?.get(&atoms.get(end - length)?.key)?;
            phrases.iter().find_map(|(phrase, entry)| {
                let fits = phrase.len() == length
                    && atoms[end - length..end]
                        .iter()
                        .zip(phrase)
                        .all(|(atom, key)| atom.key == *key);
                fits.then_some((length, entry))
            })
        })
    }

    /// Whether one atom alone is a phrase of the kind.
    pub fn is(&self, kind: &str, atom: &Atom) -> bool {
        self.word(kind, &atom.key).is_some()
    }

    /// What the table says of a phrase of one word.
    pub fn word(&self, kind: &str, key: &str) -> Option<&Entry> {
        let phrases = self.kinds.get(kind)?.get(key)?;
        phrases
            .iter()
            .find(|(phrase, _)| phrase.len() == 1)
            .map(|(_, entry)| entry)
    }

    /// Whether the tables switch a setting on.
    pub fn setting(&self, name: &str) -> bool {
        keys(name).first().is_some_and(|first| {
            let wanted = keys(name);
            self.kinds
                .get("setting")
                .and_then(|by_first| by_first.get(first))
                .is_some_and(|phrases| phrases.iter().any(|(phrase, _)| *phrase == wanted))
        })
    }
}
