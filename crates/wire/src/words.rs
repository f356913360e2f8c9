//! The words that agencies write around a dispatch, from `packs/*/wire/words.tsv`, and matching that does not mind
//! case, accents and the kind of apostrophe.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::Edition;

const FILES: [&str; 2] = [
    include_str!("../../../packs/fr/wire/words.tsv"),
    include_str!("../../../packs/en/wire/words.tsv"),
];
const AGENCIES: &str = include_str!("../data/agencies.tsv");

/// All tables; phrases are folded (see [`fold`]) and sorted longest first, so that the first match is the longest.
#[derive(Default)]
pub(crate) struct Words {
    pub months: Vec<(String, i8)>,
    pub weekdays: Vec<String>,
    pub articles: Vec<String>,
    pub date_prefixes: Vec<String>,
    pub credits: Vec<(String, &'static str)>,
    pub places: Vec<String>,
    pub ands: Vec<String>,
    pub bylines: Vec<String>,
    pub labels: Vec<(String, Edition)>,
    pub notes: Vec<(String, Edition)>,
    pub skip_starts: Vec<String>,
    pub skip_is: Vec<String>,
    pub skip_has: Vec<String>,
    pub near: Vec<String>,
    pub publishers: Vec<String>,
    pub links: Vec<String>,
    pub acronyms: Vec<String>,
    pub shortened: Vec<String>,
    pub sentence: Vec<String>,
    pub name_articles: Vec<String>,
    pub contributed: Vec<String>,
    pub fors: Vec<String>,
    pub own_words: Vec<String>,
    pub turn_ends: Vec<String>,
    pub remarks: Vec<String>,
    /// Folded spelling to usual name.
    pub agencies: HashMap<String, &'static str>,
}

/// The tables, read once.
pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for line in FILES.iter().flat_map(|file| file.lines()) {
            words.add(line);
        }
        for line in AGENCIES.lines().filter(|line| !line.starts_with('#')) {
            let mut spellings = line.split('\t').filter(|cell| !cell.is_empty());
            if let Some(name) = spellings.next() {
                words.agencies.insert(fold_all(name), name);
                words
                    .agencies
                    .extend(spellings.map(|spelling| (fold_all(spelling), name)));
            }
        }
        words.sort();
        words
    })
}

impl Words {
    fn add(&mut self, line: &'static str) {
        if line.starts_with('#') || line.trim().is_empty() {
            return;
        }
        let mut cells = line.split('\t');
        let kind = cells.next().unwrap_or_default();
        let phrase = fold_all(cells.next().unwrap_or_default().trim());
        let value = cells.next().unwrap_or_default().trim();
        match kind {
            "month" => self.months.push((phrase, value.parse().unwrap_or(1))),
            "weekday" => self.weekdays.push(phrase),
            "article" => self.articles.push(phrase),
            "date" => self.date_prefixes.push(phrase),
            "credit" => self.credits.push((phrase, value)),
            "place" => self.places.push(phrase),
            "and" => self.ands.push(phrase),
            "byline" => self.bylines.push(phrase),
            "label" => self.labels.push((phrase, edition(value))),
            "note" => self.notes.push((phrase, edition(value))),
            "skip-starts" => self.skip_starts.push(phrase),
            "skip-is" => self.skip_is.push(phrase),
            "skip-has" => self.skip_has.push(phrase),
            "near" => self.near.push(phrase),
            "publisher" => self.publishers.push(phrase),
            "link" => self.links.push(phrase),
            "acronym" => self.acronyms.push(phrase),
            "shortened" => self.shortened.push(phrase),
            "sentence" => self.sentence.push(phrase),
            "name-article" => self.name_articles.push(phrase),
            "contributed" => self.contributed.push(phrase),
            "for" => self.fors.push(phrase),
            "own-words" => self.own_words.push(phrase),
            "turn-end" => self.turn_ends.push(phrase),
            "remark" => self.remarks.push(phrase),
            _ => debug_assert!(false, "unknown kind in words.tsv: {line}"),
        }
    }

    fn sort(&mut self) {
        fn longest_first<T>(list: &mut [T], phrase: impl Fn(&T) -> &str) {
            list.sort_by(|a, b| {
                phrase(b)
                    .len()
                    .cmp(&phrase(a).len())
                    .then_with(|| phrase(a).cmp(phrase(b)))
            });
        }
        longest_first(&mut self.months, |entry| &entry.0);
        longest_first(&mut self.credits, |entry| &entry.0);
        longest_first(&mut self.labels, |entry| &entry.0);
        longest_first(&mut self.notes, |entry| &entry.0);
        for list in [
            &mut self.weekdays,
            &mut self.articles,
            &mut self.date_prefixes,
            &mut self.places,
            &mut self.ands,
            &mut self.bylines,
            &mut self.near,
            &mut self.name_articles,
            &mut self.contributed,
            &mut self.fors,
        ] {
            longest_first(list, |entry| entry);
        }
    }

    /// The usual name of an agency, if the whole of `text` is one of its spellings.
    pub fn agency(&self, text: &str) -> Option<&'static str> {
        self.agencies.get(&fold_all(text.trim())).copied()
    }
}

fn edition(value: &str) -> Edition {
    match value {
        "correction" => Edition::Correction,
        "lead" => Edition::Lead,
        "update" => Edition::Update,
        "withdrawn" => Edition::Withdrawn,
        _ => Edition::Plain,
    }
}

/// One character without case and accent, one for one, so that a match can be told in bytes of the original.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let c = c.to_lowercase().next().unwrap_or(c);
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ō' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        '’' | '‘' | 'ʼ' | '´' => '\'',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        other => other,
    }
}

/// A whole string folded.
pub(crate) fn fold_all(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Where a folded `phrase` ends if `text` begins with it as whole words; white space in the phrase matches any.
pub(crate) fn starts_with(text: &str, phrase: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    for wanted in phrase.chars() {
        if wanted == ' ' {
            if !chars.next()?.1.is_whitespace() {
                return None;
            }
            while chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else if fold(chars.next()?.1) != wanted {
            return None;
        }
    }
    match chars.peek() {
        None => Some(text.len()),
        Some((_, c)) if c.is_alphanumeric() && phrase.ends_with(char::is_alphanumeric) => None,
        Some((at, _)) => Some(*at),
    }
}

/// Is the folded `word` in a list?
pub(crate) fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

/// The first (longest) phrase of a list that `text` begins with: its index and where it ends.
pub(crate) fn first<'a>(text: &str, phrases: impl IntoIterator<Item = &'a String>) -> Option<(usize, usize)> {
    phrases
        .into_iter()
        .enumerate()
        .find_map(|(index, phrase)| Some((index, starts_with(text, phrase)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_words_without_accents() {
        assert_eq!(starts_with("ÉDITÉ  par X", "edite par"), Some(12));
        assert_eq!(starts_with("éditeur", "edite"), None);
        assert_eq!(starts_with("Lire aussi", "lire aussi"), Some(10));
        assert_eq!(words().agency("Agence France-Presse"), Some("AFP"));
        assert_eq!(words().agency("reuters"), Some("Reuters"));
    }

    #[test]
    fn every_line_of_the_tables_is_understood() {
        for line in FILES.iter().flat_map(|file| file.lines()) {
            Words::default().add(line);
        }
        assert_eq!(words().months.iter().filter(|(_, n)| !(1..=12).contains(n)).count(), 0);
    }
}
