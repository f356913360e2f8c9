//! Names of countries, peoples and parties, and role nouns: dictionaries, and finding their entries in a sentence.

use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_propositions::fold;
use selon_syntax::{Sentence, Upos};
use smol_str::SmolStr;
use std::ops::Range;

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// A country, by its ISO 3166 code.
    Country(SmolStr),
    /// A capital that can stand for its government.
    Capital(SmolStr),
    /// An adjective of nationality.
    Adjective(SmolStr),
    /// The first part of a compound adjective (`russo-`).
    Prefix(SmolStr),
    /// An inhabitant.
    Inhabitant(SmolStr),
    /// An adjective of several countries (*Central American*): who is called so is of each of them.
    Region(Vec<SmolStr>),
    /// A named party: its number in the actor table.
    Party(usize),
}

/// A line of `ontology/actors.tsv`.
#[derive(Clone, Debug)]
pub struct NamedParty {
    /// Code as in the codebook; `*` for the country of the act.
    pub code: SmolStr,
    /// group, body, metonym, igo, ngo, media, force, party, person.
    pub kind: SmolStr,
    /// army, rebels, ministry, news-agency …
    pub role: SmolStr,
    /// First day it is valid (`YYYY-MM-DD`, `YYYY`), or empty.
    pub from: SmolStr,
    /// Last day it is valid, or empty.
    pub until: SmolStr,
    /// Its usual English name.
    pub name: SmolStr,
}

/// A line of `packs/<language>/names/roles.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleNoun {
    /// `MIL`, `GOV`, `OF` (the sector of the body that follows), `SOURCE` …
    pub sector: SmolStr,
    /// Finer than the sector.
    pub role: SmolStr,
    /// Who is counted in a toll.
    pub group: SmolStr,
    /// person, body, collective, weapon, facility.
    pub kind: SmolStr,
    /// The sector of an `OF` word that stands alone.
    pub alone: SmolStr,
    /// The whole code, where the word names it.
    pub code: SmolStr,
    /// Unnamed gunmen and the like.
    pub unnamed: bool,
    /// A place that only a state has: an army base, a checkpoint.
    pub state: bool,
    /// Somebody other than whose it is said to be: "its ally", "his counterpart".
    pub other: bool,
    /// A word that stands for a country as such: "the Tajik side".
    pub bare: bool,
    /// A word for a group that was named before: "the movement".
    pub group_word: bool,
    /// Number of words of the phrase.
    pub length: usize,
}

/// A name found in a sentence.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it stands for; several when the name is ambiguous.
    pub referents: Vec<Referent>,
    /// The words it covers.
    pub words: Range<usize>,
    /// The word of these that the others hang on.
    pub head: usize,
}

#[derive(Clone, Debug)]
struct Alias {
    /// Folded letters.
    letters: Vec<char>,
    /// The first letter as written is a capital.
    capital: bool,
    /// Short names in capitals only (`EI`, `US`) match only in capitals.
    capitals_only: bool,
    referent: Referent,
}

/// The dictionaries of one language.
#[derive(Clone, Debug, Default)]
pub struct Names {
    aliases: FxHashMap<String, Vec<Alias>>,
    /// The named parties.
    pub parties: Vec<NamedParty>,
    roles: FxHashMap<String, RoleNoun>,
    countries: FxHashMap<SmolStr, SmolStr>,
    capitals: FxHashMap<SmolStr, SmolStr>,
}

impl Names {
    /// Reads the name tables of a language.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<Names, PackError> {
        let mut names = Names::default();
        let path = format!("{language}/names/countries.tsv");
        let table = packs.table(&path, &["iso3", "names", "adjectives", "inhabitants", "capitals"])?;
        for row in table.rows() {
            let iso = SmolStr::new(row.cell(0));
            for (index, name) in row.alternatives(1).enumerate() {
                if index == 0 {
                    names.countries.insert(iso.clone(), name.into());
                }
                names.alias(name, Referent::Country(iso.clone()));
            }
            for name in row.alternatives(2) {
                match name.strip_suffix('-') {
                    Some(prefix) => names.alias(prefix, Referent::Prefix(iso.clone())),
                    None => names.alias(name, Referent::Adjective(iso.clone())),
                }
            }
            for name in row.alternatives(3) {
                names.alias(name, Referent::Inhabitant(iso.clone()));
            }
            for (index, name) in row.alternatives(4).enumerate() {
                if index == 0 {
                    names.capitals.insert(iso.clone(), name.into());
                }
                names.alias(name, Referent::Capital(iso.clone()));
            }
        }
        let table = packs.table(&format!("{language}/names/regions.tsv"), &["adjectives", "countries"])?;
        for row in table.rows() {
            let countries: Vec<SmolStr> = row.alternatives(1).map(SmolStr::new).collect();
            for name in row.alternatives(0) {
                names.alias(name, Referent::Region(countries.clone()));
            }
        }
        let table = packs.table(
            "ontology/actors.tsv",
            &["code", "kind", "role", "from", "until", "en", "fr"],
        )?;
        // A party is known under its names in every language: news quotes foreign names.
        for row in table.rows() {
            let number = names.parties.len();
            names.parties.push(NamedParty {
                code: row.cell(0).into(),
                kind: row.cell(1).into(),
                role: row.cell(2).into(),
                from: row.cell(3).into(),
                until: row.cell(4).into(),
                name: row
                    .alternatives(5)
                    .next()
                    .or(row.alternatives(6).next())
                    .unwrap_or("")
                    .into(),
            });
            let (own, other) = if language == "fr" { (6, 5) } else { (5, 6) };
            for alias in row.alternatives(own).chain(row.alternatives(other)) {
                names.alias(alias, Referent::Party(number));
            }
        }
        let path = format!("{language}/names/roles.tsv");
        let table = packs.table(&path, &["phrase", "sector", "role", "group", "kind", "note"])?;
        for row in table.rows() {
            let note = |key: &str| {
                row.cell(5)
                    .split(';')
                    .find_map(|part| part.trim().strip_prefix(key)?.strip_prefix('='))
                    .map(SmolStr::new)
                    .unwrap_or_default()
            };
            for phrase in row.alternatives(0) {
                let role = RoleNoun {
                    sector: row.cell(1).into(),
                    role: row.cell(2).into(),
                    group: row.cell(3).into(),
                    kind: row.cell(4).into(),
                    alone: note("alone"),
                    code: note("code"),
                    unnamed: row.cell(5).split(';').any(|part| part.trim() == "unnamed"),
                    state: row.cell(5).split(';').any(|part| part.trim() == "state"),
                    other: row.cell(5).split(';').any(|part| part.trim() == "other"),
                    bare: row.cell(5).split(';').any(|part| part.trim() == "bare"),
                    group_word: row.cell(5).split(';').any(|part| part.trim() == "group"),
                    length: phrase.split(' ').count(),
                };
                names.roles.entry(fold(phrase)).or_insert(role);
            }
        }
        for list in names.aliases.values_mut() {
            // Longest first; a stable sort keeps the order of the tables among equals.
            list.sort_by_key(|alias| std::cmp::Reverse(alias.letters.len()));
        }
        Ok(names)
    }

    fn alias(&mut self, name: &str, referent: Referent) {
        let letters: Vec<char> = fold(name).chars().map(normal).collect();
        let Some(first) = first_chunk(&letters) else { return };
        let capital = name.chars().next().is_some_and(char::is_uppercase);
        let bare: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let capitals_only = bare.len() <= 4 && bare.iter().all(|c| c.is_uppercase());
        let list = self.aliases.entry(first).or_default();
        // "JNIM" and "Jnim": the less shouted spelling opens the name to both.
        if let Some(known) = list
            .iter_mut()
            .find(|known| known.letters == letters && known.referent == referent)
        {
            known.capital &= capital;
            known.capitals_only &= capitals_only;
            return;
        }
        list.push(Alias {
            letters,
            capital,
            capitals_only,
            referent,
        });
    }

    /// The capital of a country, by its usual name.
    pub fn capital(&self, iso: &str) -> Option<&str> {
        self.capitals.get(iso).map(SmolStr::as_str)
    }

    /// The usual name of a country in this language.
    pub fn country(&self, iso: &str) -> Option<&str> {
        self.countries.get(iso).map(SmolStr::as_str)
    }

    /// The role noun of a phrase of lemmas joined by blanks.
    pub fn role(&self, phrase: &str) -> Option<&RoleNoun> {
        self.roles.get(phrase)
    }

    /// The names in a sentence, left to right, the longest first. `text` is what the word spans point into.
    pub fn find(&self, text: &str, sentence: &Sentence) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut next = 0;
        while next < sentence.words.len() {
            let word = &sentence.words[next];
            // The parts of `du` share a span; a name never begins with the second.
            let repeated = next > 0 && sentence.words[next - 1].span == word.span;
            let hit = if repeated {
                None
            } else {
                self.longest_at(text, sentence, next)
            };
            let Some((end, referents)) = hit else {
                next += 1;
                continue;
            };
            let mut last = next;
            while last < sentence.words.len() && sentence.words[last].span.start < end {
                last += 1;
            }
            // A longer name that begins inside this one and goes on behind it: "the Sudan" in "the Sudan People's Liberation Army".
            let longer = (next + 1..last).any(|inner| {
                let start = sentence.words[inner].span.start;
                self.longest_at(text, sentence, inner)
                    .is_some_and(|(inner_end, _)| inner_end > end && inner_end - start > end - word.span.start)
            });
            if longer {
                next += 1;
                continue;
            }
            let words = next..last;
            let head = words
                .clone()
                .find(|&w| sentence.words[w].head.is_none_or(|h| !words.contains(&h)))
                .unwrap_or(next);
            next = last.max(next + 1);
            found.push(Found { referents, words, head });
        }
        found
    }

    /// The longest name that begins at a word of the sentence.
    fn longest_at(&self, text: &str, sentence: &Sentence, word: usize) -> Option<(usize, Vec<Referent>)> {
        let word = &sentence.words[word];
        // Of nationalities the lemma keeps the capital that a text in capitals hides.
        let small = word.form.starts_with(char::is_lowercase) && !word.lemma.starts_with(char::is_uppercase);
        self.longest(text, &word.form, small, word.span.start, sentence.span.end)
    }

    /// The longest name that begins at `start`; `form` is the word there as ordinary print has it, where the text is in capitals, and
    /// `small_form` whether that print would write it small.
    fn longest(
        &self,
        text: &str,
        form: &str,
        small_form: bool,
        start: usize,
        limit: usize,
    ) -> Option<(usize, Vec<Referent>)> {
        let rest = text.get(start..limit)?;
        let mut letters: Vec<char> = Vec::new();
        let mut ends: Vec<usize> = Vec::new();
        // Names are short: nothing beyond 80 letters is looked at.
        for (offset, letter) in rest.char_indices().take(80) {
            for lower in normal(letter).to_lowercase() {
                letters.push(lower);
                ends.push(start + offset + letter.len_utf8());
            }
        }
        let list = self.aliases.get(&first_chunk(&letters)?)?;
        let first = rest.chars().next()?;
        let mut best: Option<(usize, Vec<Referent>)> = None;
        let mut best_length = 0;
        for alias in list {
            let length = alias.letters.len();
            if length < best_length {
                break;
            }
            if letters.len() < length || letters[..length] != alias.letters[..] {
                continue;
            }
            let boundary = letters.get(length).is_none_or(|next| !next.is_alphanumeric());
            let end = ends[length - 1];
            let lower = |part: &str| part.chars().any(char::is_lowercase);
            // "A CAR BOMB IS …" names neither a country nor a group: the words are common ones.
            let common = start + form.len() == end && lower(form);
            let small = alias.capitals_only && (lower(&text[start..end]) || common);
            // In a text in capitals a name of several words may begin with a common one: "ARMED FORCES PRESS COMMITTEE".
            let opens_small = !first.is_uppercase() || small_form && start + form.len() == end;
            if !boundary || small || alias.capital && opens_small {
                continue;
            }
            best_length = length;
            best.get_or_insert_with(|| (end, Vec::new()))
                .1
                .push(alias.referent.clone());
        }
        best
    }
}

/// Blanks, hyphens and apostrophes in one form.
fn normal(letter: char) -> char {
    match letter {
        '’' | 'ʼ' => '\'',
        // "al-Shabaab" is "al Shabaab" to some.
        '\u{a0}' | '\u{202f}' | '\n' | '-' | '‑' | '–' => ' ',
        other => other,
    }
}

/// The first run of letters and digits: aliases are filed under it.
fn first_chunk(letters: &[char]) -> Option<String> {
    let chunk: String = letters.iter().take_while(|c| c.is_alphanumeric()).collect();
    (!chunk.is_empty()).then_some(chunk)
}

/// Words that carry meaning in a role phrase (*ministère de la Défense*: *ministère*, *défense*).
pub fn content_word(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Num | Upos::X
    )
}
