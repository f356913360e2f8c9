//! Names in the text of a dispatch: those in the sentences of a telling, and which of them are rare enough to speak for one happening.

use super::facts::{fold, sound};
use crate::record::{Actor, Claim, Credit, Span, Spans};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// So many letters a name has at least.
const SHORTEST: usize = 4;

/// Names of months and days.
const TIMES: [&str; 2] = [
    include_str!("../../../../packs/fr/time/words.tsv"),
    include_str!("../../../../packs/en/time/words.tsv"),
];
/// Names of countries, their adjectives, inhabitants and capitals; and of offices, forces and other roles.
const PUBLIC: [&str; 4] = [
    include_str!("../../../../packs/fr/names/countries.tsv"),
    include_str!("../../../../packs/en/names/countries.tsv"),
    include_str!("../../../../packs/fr/names/roles.tsv"),
    include_str!("../../../../packs/en/names/roles.tsv"),
];
/// Words that every text has: they have a capital in headlines and after marks.
const COMMON: [&str; 2] = [
    include_str!("../../../../packs/fr/wire/function-words.txt"),
    include_str!("../../../../packs/en/wire/function-words.txt"),
];

/// A name in a text: as it sounds, and whether it opens its sentence, where any word has a capital.
struct Name {
    heard: String,
    opens: bool,
    pair: bool,
}

/// Words with a capital, alone and with the next.
fn capitals(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    let mut opens = true;
    let mut before: Option<(&str, usize)> = None;
    let word_like = |c: char| c.is_alphanumeric() || c == '-';
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let length = rest.find(|c| !word_like(c)).unwrap_or(rest.len());
        if length == 0 {
            let mark = rest.chars().next().unwrap_or_default();
            // Quotation marks and what stands in brackets begin anew, too.
            opens |= matches!(
                mark,
                '.' | '!' | '?' | ':' | ';' | '\n' | '"' | '“' | '«' | '(' | '–' | '—'
            );
            at += mark.len_utf8().max(1);
            continue;
        }
        let word = &rest[..length];
        if word.chars().next().is_some_and(char::is_uppercase) {
            if word.chars().count() >= SHORTEST {
                found.push(Name {
                    heard: sound(&fold(word)),
                    opens,
                    pair: false,
                });
            }
            if let Some((first, end)) = before
                && at <= end + 2
                && !opens
            {
                found.push(Name {
                    heard: sound(&fold(&format!("{first}{word}"))),
                    opens: false,
                    pair: true,
                });
            }
            before = Some((word, at + length));
        } else {
            before = None;
        }
        opens = false;
        at += length;
    }
    found
}

/// Names in a text, as they sound: words with a capital, alone and with the next.
pub fn names(text: &str) -> BTreeSet<String> {
    capitals(text).into_iter().map(|name| name.heard).collect()
}

/// Names that many dispatches have, as they sound.
fn known() -> &'static BTreeSet<String> {
    static KNOWN: OnceLock<BTreeSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = BTreeSet::new();
        let lines = |files: &'static [&'static str]| files.iter().flat_map(|file| file.lines());
        for line in lines(&TIMES) {
            let mut cells = line.split('\t');
            if let (Some(phrases), Some("month" | "weekday")) = (cells.next(), cells.next()) {
                known.extend(parts(phrases));
            }
        }
        for line in lines(&PUBLIC).filter(|line| !line.starts_with('#')) {
            known.extend(line.split('\t').take(5).flat_map(parts));
        }
        known.extend(lines(&COMMON).flat_map(parts));
        known
    })
}

/// The words of a text, as they sound.
fn parts(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(heard)
}

/// What names the dispatch itself, and where it stands in its text.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Head {
    spans: Spans,
    agency: Option<String>,
    credits: Vec<Credit>,
}

/// What tells the rare names of a dispatch from the others.
pub struct Rarity {
    /// Names that stand somewhere else than at the beginning of a sentence.
    within: BTreeSet<String>,
    /// Names of parties, countries, provinces, days, and of who wrote the dispatch: many dispatches have them.
    usual: BTreeSet<String>,
}

impl Rarity {
    /// Of a dispatch with these claims.
    pub fn new(text: &str, claims: &[Claim], head: &Head) -> Rarity {
        let mut usual = BTreeSet::new();
        let mut add = |words: &str| usual.extend(parts(words));
        for claim in claims {
            let harmed = claim.toll.iter().filter_map(|toll| toll.who.as_ref());
            let about = claim
                .about
                .iter()
                .flat_map(|about| about.actors.iter().chain(&about.recipients));
            let voices = claim.said_by.iter().map(|voice| &voice.actor);
            let parties: Vec<&Actor> = claim
                .actors
                .iter()
                .chain(&claim.recipients)
                .chain(harmed)
                .chain(about)
                .chain(voices)
                .collect();
            for party in parties {
                add(party.text.as_deref().unwrap_or_default());
                add(party.name.as_deref().unwrap_or_default());
            }
            if let Some(place) = &claim.place
                && !matches!(place.precision.as_str(), "exact" | "near" | "district")
            {
                add(&place.name);
                add(&place.text);
            }
        }
        for name in head.credits.iter().map(|credit| &credit.name).chain(&head.agency) {
            add(name);
        }
        // Where it was written is no news, unless its sentences speak of it.
        let mut read: Vec<Span> = head.spans.body.iter().chain(&head.spans.headline).copied().collect();
        read.sort_unstable();
        let characters: Vec<char> = text.chars().collect();
        let parts = read.iter().filter_map(|span| characters.get(span.start..span.end));
        let read: Vec<String> = parts.map(|part| part.iter().collect()).collect();
        let names = read.iter().flat_map(|part| capitals(part));
        let within = names.filter(|name| !name.opens && !name.pair);
        let within = within.filter(|name| !known().contains(&name.heard));
        Rarity {
            within: within.map(|name| name.heard).collect(),
            usual,
        }
    }

    /// All rare names of the dispatch.
    pub fn all(&self) -> BTreeSet<String> {
        self.within.difference(&self.usual).cloned().collect()
    }

    /// The rare ones of these names.
    pub fn of(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let rare = names.intersection(&self.within);
        rare.filter(|name| !self.usual.contains(*name)).cloned().collect()
    }
}

fn heard(word: &str) -> String {
    sound(&fold(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_alone_and_with_the_next() {
        let found = names("Mardi, à Finote Selam, M. Bekele et Marie-Ange Doré ont vu l'Onu.");
        let expected = [
            "mardi",
            "finote",
            "selam",
            "finoteselam",
            "bekele",
            "marie-ange",
            "dore",
        ];
        for name in expected {
            assert!(found.contains(&heard(name)), "{name}: {found:?}");
        }
        assert_eq!(found.len(), 8);
    }

    #[test]
    fn rare_is_neither_a_day_nor_what_only_opens_a_sentence() {
        let text =
            "GAO (Sahel Post) - Gunmen came on Tuesday. They burned the Markaz mosque near Goma. Markaz is a school.";
        let body = Span {
            start: 19,
            end: text.len(),
        };
        let head = Head {
            spans: Spans {
                body: vec![body],
                ..Spans::default()
            },
            ..Head::default()
        };
        let rarity = Rarity::new(text, &[], &head);
        assert_eq!(
            rarity.of(&names(text)),
            BTreeSet::from([heard("Markaz"), heard("Goma")])
        );
    }
}
