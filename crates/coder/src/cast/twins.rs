//! One noun, several parties: *les forces américaines et britanniques*, *Russian and Syrian jets*.

use super::Cast;
use crate::names::Referent;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;

impl Cast<'_> {
    /// The other parties that a word stands for beside the first.
    pub fn twins(&self, sentence: usize, word: usize) -> &[Party] {
        self.twins.get(&(sentence, word)).map_or(&[], Vec::as_slice)
    }

    /// "the Central American presidents", then "the presidents": one of each country of a region.
    fn find_regional(&mut self, unit: &Unit<'_>) {
        let view = &unit.view;
        for word in 0..view.len() {
            let Some(party) = &self.parties[unit.index][word] else {
                continue;
            };
            let body = matches!(party.sector.as_str(), "GOV" | "MIL")
                && matches!(party.kind, PartyKind::Collective | PartyKind::Body | PartyKind::Person);
            if !body || view.feat(word, "Number") != Some("Plur") || party.name.is_some() {
                continue;
            }
            let beside = view.dependents(word, &["amod", "compound", "nmod"]).find_map(|child| {
                let name = unit.name_at(child)?;
                name.referents.iter().find_map(|referent| match referent {
                    Referent::Region(countries) => Some(countries.clone()),
                    _ => None,
                })
            });
            // Heads of state of no country that is told, whom the article takes up.
            let taken_up = || {
                let nobody = party.country == "UNK" && view.feat_of_determiner(word) == Some("Def");
                let before = self
                    .regional
                    .iter()
                    .rev()
                    .find(|(role, _)| nobody && *role == party.role);
                before.map(|(_, countries)| countries.clone())
            };
            let Some(countries) = beside.or_else(taken_up) else {
                continue;
            };
            let mut parties = countries.iter().map(|country| Party {
                country: country.clone(),
                ..party.clone()
            });
            let role = party.role.clone();
            let first = parties.next();
            let others: Vec<Party> = parties.collect();
            self.regional.push((role, countries));
            self.twins.insert((unit.index, word), others);
            self.parties[unit.index][word] = first;
        }
    }

    /// Finds nouns with coordinated adjectives (or names) of nationality: each names a party of its own.
    pub(super) fn find_twins(&mut self, unit: &Unit<'_>) {
        self.find_regional(unit);
        let view = &unit.view;
        for word in 0..view.len() {
            let Some(party) = &self.parties[unit.index][word] else {
                continue;
            };
            let mut twins: Vec<Party> = Vec::new();
            for first in view.dependents(word, &["amod", "compound", "nmod"]) {
                if self.nation(unit, first).as_ref() != Some(&party.country) {
                    continue;
                }
                let mut open = vec![first];
                while let Some(adjective) = open.pop() {
                    for other in view.dependents(adjective, &["conj", "amod", "compound"]) {
                        let Some(country) = self.nation(unit, other) else {
                            continue;
                        };
                        open.push(other);
                        if country != party.country && twins.iter().all(|twin| twin.country != country) {
                            twins.push(Party {
                                country,
                                name: None,
                                ..party.clone()
                            });
                        }
                    }
                }
            }
            if !twins.is_empty() {
                self.twins.insert((unit.index, word), twins);
            }
        }
        // "U.S. and British forces": the parser takes the first adjective for a country of its own.
        for word in 0..view.len() {
            let Some(forces) = view.dependents(word, &["conj"]).find(|&conj| {
                let adjective = conj > 0 && view.head(conj - 1) == Some(conj) && self.nation(unit, conj - 1).is_some();
                adjective && conj == word + 3
            }) else {
                continue;
            };
            let used_as_adjective = unit.name_at(word).is_some_and(|name| {
                let adjective = |r: &Referent| matches!(r, Referent::Adjective(_));
                name.referents.iter().any(adjective)
            });
            let Some(sector) = self.parties[unit.index][forces].as_ref().map(|p| p.sector.clone()) else {
                continue;
            };
            if let Some(first) = self.parties[unit.index][word].as_mut()
                && used_as_adjective
                && first.kind == PartyKind::Country
                && !sector.is_empty()
            {
                first.sector = sector;
                first.kind = PartyKind::Collective;
            }
        }
    }

    /// The country that an adjective or a name used as one stands for.
    fn nation(&self, unit: &Unit<'_>, word: usize) -> Option<smol_str::SmolStr> {
        let name = unit.name_at(word).filter(|name| name.words.contains(&word))?;
        name.referents.iter().find_map(|referent| match referent {
            Referent::Country(iso) | Referent::Adjective(iso) | Referent::Inhabitant(iso) => Some(iso.clone()),
            _ => None,
        })
    }
}
