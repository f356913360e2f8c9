//! Broadcasts and documents written down: tags in brackets tell whose words follow, and "we" is whoever speaks.

use crate::cast::Cast;
use crate::claim::Inferred;
use crate::names::{Names, Referent};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use crate::voices::first_person;
use selon_propositions::{fold, quotations};
use selon_syntax::{Sentence, Upos, Word};
use selon_wire::{Dispatch, TagKind};
use smol_str::SmolStr;

/// Whose words the sentences of a dispatch are, where tags or the house that publishes tell.
#[derive(Debug, Default)]
pub struct Transcript {
    /// By sentence: who speaks it.
    turns: Vec<Option<Party>>,
    /// The party whose own house publishes, or whoever the whole text is by: its "we" outside quotation marks.
    house: Option<Party>,
}

impl Transcript {
    /// Reads the tags of a dispatch.
    pub fn new(dispatch: &Dispatch, units: &[Unit<'_>], cast: &Cast<'_>, names: &Names) -> Transcript {
        let start = units.first().map_or(0, |unit| unit.base + unit.sentence().span.start);
        let header = || {
            dispatch
                .tags
                .iter()
                .filter(|tag| tag.span.end <= start && tag.kind != TagKind::Remark)
        };
        let reader = TagReader { cast, names };
        // "[INTERVIEW WITH PRESIDENT X BY Y]": whoever is presented with an office before the text is known by his name in it.
        let presented: Vec<(String, Party)> = header()
            .filter(|tag| tag.kind == TagKind::Name)
            .filter_map(|tag| {
                let words = tag.words(&dispatch.text);
                Some((fold(words), reader.described(words)?))
            })
            .collect();
        let own = header().any(|tag| tag.kind == TagKind::Own);
        let author = presented.first().map(|(_, party)| party.clone());
        let publisher = || {
            let agency = dispatch.agency.as_ref()?;
            // The station of a movement; newspapers and news agencies are nobody's voice but their own.
            reader
                .described(&agency.name)
                .filter(|party| !matches!(party.sector.as_str(), "JRN" | "") && !party.short.is_empty())
        };
        let mut speaking: Option<Party> = author.clone().filter(|_| own);
        let mut tags = dispatch.tags.iter().filter(|tag| tag.span.end > start).peekable();
        let turns = units
            .iter()
            .map(|unit| {
                let begins = unit.base + unit.sentence().span.start;
                while let Some(tag) = tags.next_if(|tag| tag.span.start <= begins) {
                    match tag.kind {
                        TagKind::Name => {
                            let words = tag.words(&dispatch.text).split(',').next().unwrap_or("").trim();
                            let mut party = reader.speaker(words, &presented, unit);
                            party.span = tag.span.clone();
                            speaking = Some(party);
                        }
                        TagKind::End => speaking = author.clone().filter(|_| own),
                        TagKind::Own | TagKind::Remark => {}
                    }
                }
                speaking.clone()
            })
            .collect();
        Transcript {
            turns,
            house: publisher().or(author.filter(|party| party.kind != PartyKind::Person)),
        }
    }

    /// Who speaks a sentence: by its tag, or by its "we" in the text of a party's own house.
    pub fn speaker(&self, unit: &Unit<'_>) -> Option<Party> {
        let turn = self.turns.get(unit.index).cloned().flatten();
        // Most texts are of no party's house: then nobody looks for a "we".
        let own = || {
            let house = self.house.as_ref()?;
            let quotes = quotations(unit.text);
            let words = &unit.sentence().words;
            let spoken = (0..unit.view.len()).any(|w| {
                first_person(unit, w)
                    && unit.view.feat(w, "Number") != Some("Sing")
                    && !quotes.iter().any(|quote| quote.contains(&words[w].span.start))
            });
            spoken.then(|| house.clone())
        };
        let mut party = turn.or_else(own)?;
        party.sentence = unit.index;
        party.word = 0;
        party.inferred.get_or_insert(Inferred {
            from: "speaker".into(),
            reference: party.name.clone().unwrap_or_default(),
        });
        Some(party)
    }
}

/// Tells who is meant by the words of a tag.
struct TagReader<'a> {
    cast: &'a Cast<'a>,
    names: &'a Names,
}

impl TagReader<'_> {
    /// Whoever a tag names before a sentence: known by an office, by the header, by a word such as *reporter*, else somebody of the place.
    fn speaker(&self, words: &str, presented: &[(String, Party)], unit: &Unit<'_>) -> Party {
        let last = fold(words.split_whitespace().next_back().unwrap_or(""));
        let by_header = || {
            let named = |text: &String| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == last);
            let found = presented.iter().find(|(text, _)| named(text));
            // Behind "by" stands whoever asks.
            found
                .filter(|(text, _)| !asks(text, &last))
                .map(|(_, party)| party.clone())
        };
        let home = self.cast.home(unit).cloned().unwrap_or_else(|| "UNK".into());
        let press = presented.iter().any(|(text, _)| asks(text, &last));
        // In an interview whoever does not ask answers, however his name is spelt.
        let answers = || match presented {
            [(text, party)] if text.contains(" by ") && !press && !last.is_empty() => Some(party.clone()),
            _ => None,
        };
        let mut party = self
            .cast
            .named_with_office(words)
            .or_else(by_header)
            .or_else(|| self.described(words))
            .or_else(answers)
            .unwrap_or_else(|| Party {
                sector: if press { "JRN".into() } else { "CVL".into() },
                kind: PartyKind::Person,
                ..Party::country(&home)
            });
        if party.country.is_empty() {
            party.country = home;
        }
        party.name = Some(words.to_owned());
        party
    }

    /// A party by the words of a phrase without a tree: a name of the tables, else a role with the country that the phrase or the dispatch names.
    fn described(&self, words: &str) -> Option<Party> {
        let sentence = bare_sentence(words);
        let found = self.names.find(words, &sentence);
        let referents = || found.iter().flat_map(|name| &name.referents);
        let nation = referents().find_map(|referent| match referent {
            Referent::Adjective(iso) | Referent::Country(iso) | Referent::Inhabitant(iso) => Some(iso.clone()),
            _ => None,
        });
        let mut party = Party {
            kind: PartyKind::Person,
            name: Some(words.to_owned()),
            ..Party::country(&SmolStr::default())
        };
        let named = referents().find_map(|referent| match referent {
            Referent::Party(number) => self.cast.valid_party(*number),
            _ => None,
        });
        if let Some(code) = named {
            party.set_code(&code);
            party.kind = PartyKind::Named;
            return Some(party);
        }
        let lower: Vec<String> = sentence.words.iter().map(|word| word.lemma.to_string()).collect();
        let role = (1..=4.min(lower.len())).rev().find_map(|length| {
            let mut phrases = lower.windows(length);
            phrases.find_map(|phrase| self.names.role(&phrase.join(" ")).filter(|role| role.sector.len() == 3))
        })?;
        party.sector = role.sector.clone();
        party.role = role.role.clone();
        party.country = nation.or_else(|| self.cast.main_country().cloned())?;
        Some(party)
    }
}

/// "interview with X by Y": whether a name stands behind the word that brings whoever asks.
fn asks(header: &str, name: &str) -> bool {
    header
        .split_once(" by ")
        .is_some_and(|(_, behind)| behind.split(|c: char| !c.is_alphanumeric()).any(|part| part == name))
}

/// The words of a phrase, each hanging on nothing.
fn bare_sentence(text: &str) -> Sentence {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-' | '.')) {
        let start = at;
        at += part.len() + text[start + part.len()..].chars().next().map_or(0, char::len_utf8);
        if part.is_empty() {
            continue;
        }
        words.push(Word {
            form: part.into(),
            lemma: fold(part).into(),
            upos: Upos::Propn,
            feats: SmolStr::default(),
            head: None,
            deprel: "root".into(),
            span: start..start + part.len(),
        });
    }
    Sentence {
        span: 0..text.len(),
        words,
        multiwords: Vec::new(),
    }
}
