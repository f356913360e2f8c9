//! Parties that are described and not named: *le mouvement chiite*, the people in the street.

use super::Cast;
use crate::claim::Inferred;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;

/// A group is called "the group" at most so many sentences after its name.
const REACH: usize = 2;

impl Cast<'_> {
    /// "the group", "le mouvement chiite": the group named last.
    pub(super) fn described_group(&mut self, unit: &Unit<'_>, word: usize) {
        let Some(party) = &self.parties[unit.index][word] else {
            return;
        };
        let open = matches!(party.country.as_str(), "" | "UNK") && party.sector.is_empty();
        if !open
            || unit.view.feat_of_determiner(word) == Some("Ind")
            || unit.view.feat(word, "Number") == Some("Plur")
            || !self.role_phrase(unit, word).is_some_and(|role| role.group_word)
        {
            return;
        }
        let first = unit.index.saturating_sub(REACH);
        let named = (first..=unit.index).rev().find_map(|sentence| {
            self.parties[sentence].iter().flatten().rfind(|other| {
                (sentence < unit.index || other.word != word)
                    && other.kind == PartyKind::Named
                    && !other.short.is_empty()
                    && matches!(other.sector.as_str(), "REB" | "OPP" | "POL")
            })
        });
        let Some(named) = named.cloned() else { return };
        let reference = self.words(&named);
        if let Some(party) = self.parties[unit.index][word].as_mut() {
            party.country = named.country;
            party.sector = named.sector;
            party.short = named.short;
            party.role = named.role;
            party.inferred = Some(Inferred {
                from: if named.sentence == unit.index {
                    "same-sentence"
                } else {
                    "previous-sentence"
                }
                .into(),
                reference,
            });
        }
    }

    /// Those who march where a sentence stands: the people of the place.
    pub fn people_there(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let mut party = Party {
            sector: "CVL".into(),
            role: "protesters".into(),
            kind: PartyKind::Collective,
            span: unit.bytes(unit.phrase(word)),
            ..self.blank(unit, word)
        };
        let (country, _, _, inferred) = self.country_from_context(unit, &party)?;
        party.country = country;
        party.inferred = Some(inferred);
        Some(party)
    }
}
