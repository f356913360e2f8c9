//! The country of the scene: where the civilians, the police or the hospital of a sentence are.

use super::Cast;
use crate::claim::Inferred;
use crate::names::Referent;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{Kind, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;

impl Cast<'_> {
    /// Whether a party is of the place where it stands. Armies and governments act abroad; civilians, policemen, mayors and hospitals
    /// seldom do.
    pub(super) fn local(party: &Party) -> bool {
        matches!(party.sector.as_str(), "CVL" | "MED")
            || party.sector == "GOV" && matches!(party.role.as_str(), "police" | "local-authority" | "prison" | "court")
            || party.sector == "JRN" && matches!(party.kind, PartyKind::Person | PartyKind::Collective)
    }

    /// Where a group of many countries acts: at the last place told, else where the dispatch is written or what it is about.
    pub(super) fn country_of_act(&self, unit: &Unit<'_>, party: &Party) -> SmolStr {
        let before = || {
            let units = self.units[..=unit.index].iter().rev();
            let near = units.take_while(|there| there.paragraph == unit.paragraph || there.index + 1 == unit.index);
            near.clone().find_map(|there| Some(self.places_told(there).pop()?.1))
        };
        self.scene_of_clause(unit, party)
            .map(|(country, _)| country)
            .or_else(before)
            .or_else(|| self.home(unit).cloned())
            .or_else(|| self.datelines().next().cloned())
            .unwrap_or_else(|| "UNK".into())
    }

    /// The country of the place that the party's own phrase names.
    pub(super) fn scene_of_phrase(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, Inferred)> {
        let places = self.places_told(unit);
        let (word, country) = places.iter().find(|(word, _)| unit.view.below(*word, party.word))?;
        Some((country.clone(), inferred(unit, *word, "same-sentence")))
    }

    /// The country of the place that the party's own phrase or clause names.
    pub(super) fn scene_of_clause(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, Inferred)> {
        let places = self.places_told(unit);
        let clause = |word: usize| {
            let mut current = word;
            while !unit.view.clausal(current) {
                current = unit.view.head(current)?;
            }
            Some(current)
        };
        let own = |word: usize| unit.view.below(word, party.word);
        let found = places
            .iter()
            .find(|(word, _)| own(*word))
            .or_else(|| places.iter().find(|(word, _)| clause(*word) == clause(party.word)));
        let (word, country) = found?;
        Some((country.clone(), inferred(unit, *word, "same-sentence")))
    }

    /// The country of the last place told in the paragraph, up to this sentence.
    pub(super) fn scene_of_paragraph(&self, unit: &Unit<'_>) -> Option<(SmolStr, Inferred)> {
        let before = self.units[..=unit.index].iter().rev();
        before
            .take_while(|there| there.paragraph == unit.paragraph)
            .find_map(|there| {
                let (word, country) = self.places_told(there).pop()?;
                let from = if there.index == unit.index {
                    "same-sentence"
                } else {
                    "previous-sentence"
                };
                Some((country, inferred(there, word, from)))
            })
    }

    /// "La police kényane a dispersé les manifestants", "les rebelles tchadiens ont attaqué l'armée": policemen and the people they meet, rebels and the army
    /// they fight are of one country, where the same clause says of one of them which.
    pub(super) fn of_other_side(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, Inferred)> {
        let domestic = |other: &Party| match (party.sector.as_str(), other.sector.as_str()) {
            ("CVL" | "OPP" | "POL" | "MED" | "JRN", "GOV") => Self::local(other) && other.role != "local-authority",
            ("GOV", "OPP") => Self::local(party),
            ("MIL" | "GOV", "REB") | ("REB", "MIL") => party.kind != PartyKind::Person && party.short.is_empty(),
            _ => false,
        };
        let here = unit.propositions.iter().find(|p| {
            p.kind == Kind::Verb
                && p.arguments
                    .iter()
                    .any(|a| crate::sense::measured(unit, a.word) == party.word)
        })?;
        let words = here
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Agent | Role::Patient | Role::On | Role::Against));
        words
            .filter_map(|a| {
                let word = crate::sense::measured(unit, a.word);
                Some((word, self.parties[unit.index][word].as_ref()?))
            })
            .find(|(word, other)| {
                *word != party.word && other.of_state() && other.inferred.is_none() && domestic(other)
            })
            .map(|(word, other)| (other.country.clone(), inferred(unit, word, "same-sentence")))
    }

    /// The government of the country that a sentence is about.
    pub fn government_at_home(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let home = self.home(unit)?;
        let mut party = self.blank(unit, word);
        party.country = home.clone();
        party.sector = "GOV".into();
        party.role = "government".into();
        party.inferred = Some(Inferred {
            from: "context".into(),
            reference: self.names.country(home).unwrap_or("").to_owned(),
        });
        Some(party)
    }

    /// Whether "à Kiev" behind a verb is where it happens: nobody is told or asked there, and no thing given.
    fn happens_there(&self, unit: &Unit<'_>, place: usize) -> bool {
        let view = &unit.view;
        let mut current = place;
        while let Some(head) = view.head(current) {
            current = head;
            if view.upos(current) == Upos::Verb {
                break;
            }
        }
        let Some(p) = unit.proposition(current).filter(|p| p.kind == Kind::Verb) else {
            return false;
        };
        let human = |word: usize| {
            let inner = crate::sense::measured(unit, word);
            self.parties[unit.index][inner].as_ref().is_some_and(|party| {
                matches!(
                    party.kind,
                    PartyKind::Person | PartyKind::Collective | PartyKind::People
                )
            })
        };
        let speaks = !view.grammar.speech(&p.lemma).is_empty() || view.grammar.cue(&p.lemma, "told");
        !speaks && !p.has(Role::Content) && p.all(Role::Patient).all(human)
    }

    /// The places in which something happens, in the order of the words: names with a preposition of place whose country is sure.
    fn places_told(&self, unit: &Unit<'_>) -> Vec<(usize, SmolStr)> {
        let view = &unit.view;
        let mut told = Vec::new();
        for word in 0..view.len() {
            if !matches!(view.upos(word), Upos::Propn | Upos::Noun | Upos::X) {
                continue;
            }
            let named = unit.name_at(word).filter(|name| name.head == word).and_then(|name| {
                name.referents.iter().find_map(|referent| match referent {
                    Referent::Country(iso) | Referent::Capital(iso) => Some(iso.clone()),
                    _ => None,
                })
            });
            // A town is sure where the dispatch names its country: many share a name.
            let town = || {
                let party = self.parties[unit.index].get(word)?.as_ref()?;
                let known = self.countries.iter().any(|(iso, _)| *iso == party.country)
                    || self.datelines.contains(&party.country);
                (party.kind == PartyKind::Place && known).then(|| party.country.clone())
            };
            // "dans la région russe de Belgorod": the adjective of a place.
            let called = || {
                let noun = view.upos(word) == Upos::Noun && self.parties[unit.index].get(word)?.is_none();
                let mut adjectives = view.dependents(word, &["amod"]).filter(|_| noun);
                adjectives.find_map(|child| {
                    unit.name_at(child)?
                        .referents
                        .iter()
                        .find_map(|referent| match referent {
                            Referent::Adjective(iso) => Some(iso.clone()),
                            _ => None,
                        })
                })
            };
            let named = named.or_else(called);
            let is_town = named.is_none();
            let Some(country) = named.or_else(town) else { continue };
            let role = view.preposition(word).and_then(|(role, _, _)| role);
            let stands = match role {
                Some(Role::In | Role::At | Role::Near) => true,
                // French "à Kiev"; one also goes and writes to a capital, but not before the verb: "A Berlin, la police …".
                // "hit Kharkiv", "attacked Bambari"
                None => is_town && view.relation(word) == "obj",
                Some(Role::To) => {
                    is_town || view.head(word).is_some_and(|head| word < head) || self.happens_there(unit, word)
                }
                _ => false,
            };
            if stands {
                told.push((word, country));
            }
        }
        told
    }
}

fn inferred(unit: &Unit<'_>, word: usize, from: &str) -> Inferred {
    Inferred {
        from: from.into(),
        reference: unit.view.word(word).form.to_string(),
    }
}
