//! Parties that are described and not named: *le mouvement chiite*, the people in the street.

use super::Cast;
use crate::claim::Inferred;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;

/// A group is called "the group" at most so many sentences after its name.
const REACH: usize = 2;

impl Cast<'_> {
    /// "the group", "le mouvement chiite": the group named last.
    pub(super) fn described(&self, unit: &Unit<'_>, word: usize, party: &mut Party) {
        let open = matches!(party.country.as_str(), "" | "UNK")
            && party.short.is_empty()
            && matches!(party.sector.as_str(), "" | "REB");
        let definite = unit.view.feat_of_determiner(word) != Some("Ind");
        if !open || !definite || unit.view.feat(word, "Number") == Some("Plur") {
            return;
        }
        let first = unit.index.saturating_sub(REACH);
        let named = (first..=unit.index).rev().find_map(|sentence| {
            self.parties[sentence].iter().flatten().rfind(|other| {
                (sentence < unit.index || other.word < word)
                    && !other.short.is_empty()
                    && matches!(other.sector.as_str(), "REB" | "OPP" | "POL")
            })
        });
        let Some(named) = named else { return };
        party.country = named.country.clone();
        party.sector = named.sector.clone();
        party.short = named.short.clone();
        party.role = named.role.clone();
        party.inferred = Some(Inferred {
            from: if named.sentence == unit.index {
                "same-sentence"
            } else {
                "previous-sentence"
            }
            .into(),
            reference: self.words(named),
        });
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
