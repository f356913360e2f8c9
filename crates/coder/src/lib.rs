//! Propositions to coded claims: who did what to whom, when, where, with what toll, and according to whom.
//!
//! This room knows conflict only through tables: the lexicon of a language, the ontology, names and places. It never looks at
//! a word's letters to decide what happened.

mod cast;
pub mod claim;
pub mod confidence;
mod deictic;
mod draft;
mod finish;
mod harm;
mod lexicon;
mod merging;
mod names;
mod ontology;
mod party;
mod place;
mod reading;
mod scene;
mod sense;
mod speakers;
mod timing;
mod topic;
mod transcript;
pub mod unread;
mod voices;
mod weapons;

pub use claim::Claim;
pub use draft::Reason;
pub use finish::Characters;
pub use lexicon::{Condition, Filler, Lexicon, Overrides, Pos, Sense};
pub use ontology::{Class, Concept, Ontology, TYPES, covers};
pub use scene::Paragraph;
pub use unread::{Unread, Why};

use selon_expressions::quantity::NumberWords;
use selon_expressions::time::{self, Anchor, Mention, Precision, TimeWords};
use selon_packs::{PackError, Packs};
use selon_places::Gazetteer;
use selon_propositions::Grammar;
use selon_wire::Dispatch;
use smol_str::SmolStr;

/// Everything the coder knows of one language.
pub struct Coder {
    grammar: Grammar,
    ontology: Ontology,
    lexicon: Lexicon,
    names: names::Names,
    weapons: weapons::Weapons,
    terms: place::PlaceTerms,
    deictic: deictic::Deictic,
    times: TimeWords,
    numbers: NumberWords,
    topics: topic::Topics,
    gazetteer: &'static Gazetteer,
    confidence: confidence::Weights,
}

/// A claim with the reasons of its fields.
pub struct Coded {
    /// The claim.
    pub claim: Claim,
    /// Why, for `selon explain`.
    pub reasons: Vec<Reason>,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Number of its sentence in that paragraph.
    pub sentence_in_paragraph: usize,
}

impl Coder {
    /// Reads the tables of a language.
    ///
    /// # Errors
    /// When a table of the pack or of the ontology is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<Coder, PackError> {
        let ontology = Ontology::load(packs)?;
        Ok(Coder {
            grammar: Grammar::load(packs, language)?,
            lexicon: Lexicon::load(packs, language, &ontology)?,
            names: names::Names::load(packs, language)?,
            weapons: weapons::Weapons::load(packs, language)?,
            terms: place::PlaceTerms::load(packs, language)?,
            deictic: deictic::Deictic::load(packs, language)?,
            times: TimeWords::load(packs, language)?,
            numbers: NumberWords::load(packs, language)?,
            topics: topic::Topics::load(packs, language)?,
            ontology,
            gazetteer: Gazetteer::embedded(),
            confidence: confidence::Weights::load(packs)?,
        })
    }

    /// The closed classes of the language.
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// The ontology.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The countries of a dispatch's datelines, in order; empty for places the gazetteer does not know.
    pub fn dateline_countries(&self, dispatch: &Dispatch) -> Vec<SmolStr> {
        dispatch
            .dateline
            .iter()
            .map(|place| {
                let best = self.gazetteer.lookup(&place.name);
                best.first().map(|p| SmolStr::new(p.country)).unwrap_or_default()
            })
            .collect()
    }

    /// "Belgique : des attentats frappent Bruxelles": the country of the place that a headline puts first.
    fn headline_country(&self, dispatch: &Dispatch) -> Option<SmolStr> {
        let headline = dispatch.text.get(dispatch.headline.clone()?)?;
        let (place, rest) = headline.split_once(':')?;
        let place = place.trim();
        let short = place.split_whitespace().count() <= 3 && !rest.trim().is_empty();
        let named = place.starts_with(char::is_uppercase) && !self.gazetteer.is_common_word(place);
        let best = self.gazetteer.lookup(place);
        let country = best.first().filter(|_| short && named)?.country;
        Some(SmolStr::new(country))
    }

    /// Codes a dispatch: its claims in the order of the text.
    pub fn code(&self, dispatch: &Dispatch, paragraphs: &[Paragraph]) -> Vec<Coded> {
        self.coding(dispatch, paragraphs, false).0
    }

    /// The sentences of a dispatch that have words of conflict or speech and gave no claim, with the reasons. As much work as coding it.
    pub fn unread(&self, dispatch: &Dispatch, paragraphs: &[Paragraph]) -> Vec<Unread> {
        self.coding(dispatch, paragraphs, true).1
    }

    fn coding(&self, dispatch: &Dispatch, paragraphs: &[Paragraph], with_unread: bool) -> (Vec<Coded>, Vec<Unread>) {
        let units = scene::units(&dispatch.text, paragraphs, &self.grammar, &self.names);
        let mut datelines = self.dateline_countries(dispatch);
        if datelines.is_empty() {
            datelines.extend(self.headline_country(dispatch));
        }
        let day = dispatch
            .published
            .as_ref()
            .map(|p| p.start.to_string())
            .unwrap_or_default();
        let cast = cast::Cast::new(&units, &self.names, self.gazetteer, &datelines, &day);
        let anchor = dispatch.published.as_ref().map(|p| Anchor {
            start: p.start,
            end: p.end,
        });
        let times: Vec<Vec<Mention>> = units
            .iter()
            .map(|unit| time::mentions(unit.text, unit.sentence(), &self.times))
            .collect();
        let senses = sense::Senses {
            lexicon: &self.lexicon,
            ontology: &self.ontology,
            cast: &cast,
            weapons: &self.weapons,
            deictic: &self.deictic,
        };
        let meanings = timing::meanings(&units, &times, &senses, anchor.as_ref());
        let voices = voices::Voices {
            units: &units,
            cast: &cast,
            publisher: dispatch.agency.as_ref().map(|agency| agency.name.as_str()),
            deictic: &self.deictic,
            sides: Default::default(),
            known: Default::default(),
            transcript: transcript::Transcript::new(dispatch, &units, &cast, &self.names),
        };
        let places = place::Places {
            gazetteer: self.gazetteer,
            cast: &cast,
            terms: &self.terms,
            units: &units,
            times: &times,
        };
        let harm = harm::Harm {
            cast: &cast,
            weapons: &self.weapons,
            numbers: &self.numbers,
        };
        let mut reading = reading::Reading {
            units: &units,
            cast: &cast,
            senses: &senses,
            ontology: &self.ontology,
            voices: &voices,
            places: &places,
            weapons: &self.weapons,
            harm: &harm,
            deictic: &self.deictic,
            times: &times,
            meanings: &meanings,
            sides: None,
        };
        // The first reading tells who fights whom; the second can then say who "both sides" and "the enemy" are.
        reading.sides = merging::sides(&reading.read().drafts);
        voices.sides.borrow_mut().clone_from(&reading.sides);
        let reading::Told { mut drafts, left } = reading.read();
        let mut ways = with_unread.then(|| unread::Ways::new(left, &drafts));
        for draft in &mut drafts {
            draft.background |= history(draft, anchor.as_ref());
        }
        let headline = dispatch.headline.clone().and_then(|range| dispatch.text.get(range));
        let about = self.topics.about(&units, headline.unwrap_or(""));
        let accidents = if about.peaceful {
            accidents(&units, &senses)
        } else {
            vec![false; units.len()]
        };
        let drafts = merging::Merging {
            units: &units,
            cast: &cast,
            sides: reading.sides.clone(),
            accidents: &accidents,
        }
        .run(drafts);
        if let Some(ways) = &mut ways {
            ways.merged(&drafts);
        }
        // What a named armed group does is news of conflict, whatever the words around.
        let armed = drafts.iter().any(topic::by_armed_group);
        let drafts: Vec<_> = drafts
            .into_iter()
            .filter(|draft| armed || !about.hides(draft))
            .collect();
        let unread = ways.map_or_else(Vec::new, |ways| ways.unread(&units, &senses, &drafts));
        let characters = Characters::new(&dispatch.text);
        let coded = drafts
            .iter()
            .map(|draft| {
                let unit = &units[draft.sentence];
                let first = units
                    .iter()
                    .position(|other| other.paragraph == unit.paragraph)
                    .unwrap_or(0);
                let mut claim = finish::claim(draft, &units, &characters, &dispatch.id);
                claim.confidence = self.confidence.of(&claim);
                Coded {
                    claim,
                    reasons: draft.reasons.clone(),
                    paragraph: unit.paragraph,
                    sentence_in_paragraph: draft.sentence - first,
                }
            })
            .collect();
        (coded, unread)
    }

    /// The concepts that the lexicon finds in a text already analysed: what the tests of the packs ask.
    pub fn concepts(&self, text: &str, paragraphs: &[Paragraph]) -> Vec<SmolStr> {
        let units = scene::units(text, paragraphs, &self.grammar, &self.names);
        let cast = cast::Cast::new(&units, &self.names, self.gazetteer, &[], "");
        let senses = sense::Senses {
            lexicon: &self.lexicon,
            ontology: &self.ontology,
            cast: &cast,
            weapons: &self.weapons,
            deictic: &self.deictic,
        };
        let mut found: Vec<SmolStr> = units
            .iter()
            .flat_map(|unit| {
                unit.propositions
                    .iter()
                    .filter_map(|p| senses.of(unit, p)?.concept.clone())
            })
            .collect();
        found.sort();
        found.dedup();
        found
    }
}

/// For each sentence, whether its paragraph or the lead is about an accident or a disaster.
fn accidents(units: &[scene::Unit<'_>], senses: &sense::Senses<'_>) -> Vec<bool> {
    let told: Vec<bool> = units
        .iter()
        .map(|unit| {
            unit.propositions.iter().any(|p| {
                senses
                    .concept(unit, p.head)
                    .is_some_and(|concept| covers("thing.disaster", concept) || covers("thing.contest", concept))
            })
        })
        .collect();
    units
        .iter()
        .map(|unit| {
            let lead = told.iter().take(2).any(|&t| t);
            lead || units
                .iter()
                .zip(&told)
                .any(|(other, &t)| t && other.paragraph == unit.paragraph)
        })
        .collect()
}

/// More than a month before the dispatch.
fn history(draft: &draft::Draft, anchor: Option<&Anchor>) -> bool {
    let Some(when) = &draft.when else { return false };
    // An undated dispatch that gives a past month or year tells history: news of the day needs no year.
    let Some(anchor) = anchor else {
        let coarse = when.time.precision > Precision::Week;
        return when.time.start.is_some() && draft.status == draft::Status::Actual && (coarse || draft.pluperfect);
    };
    // What goes on since long ago is told as history too.
    let begun = when.time.start.filter(|_| when.time.precision == Precision::Open);
    let last = when.time.end.or(begun).or(when.time.candidates.last().copied());
    let Some(last) = last else {
        return when.time.precision == Precision::Open;
    };
    // "assiègent la ville depuis mai": what still goes on is news until it has lasted for a year.
    let reach = if begun.is_some() && when.time.end.is_none() {
        366
    } else {
        31
    };
    last.checked_add(jiff::Span::new().days(reach))
        .is_ok_and(|limit| limit < anchor.start)
}
