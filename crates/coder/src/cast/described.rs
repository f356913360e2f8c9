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
                let group = !other.short.is_empty() && matches!(other.sector.as_str(), "REB" | "OPP" | "POL");
                // "according to Amnesty International. The group condemned …"
                let society = other.kind == PartyKind::Named
                    && (other.country == "NGO" || other.country == "IGO" && party.role == "bloc");
                (sentence < unit.index || other.word < word) && (group || society)
            })
        });
        // Further on, the one group that the text has named so far.
        let Some(named) = named.or_else(|| self.one_group(unit)) else {
            return;
        };
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

    /// "the Social Christian Movement": a word for a group that is part of a name of its own takes up no group named before; no dictionary knows it, and what calls
    /// itself so is a party.
    pub(super) fn named_movement(&self, unit: &Unit<'_>, word: usize) -> bool {
        let view = &unit.view;
        let capital = |w: usize| view.word(w).form.chars().next().is_some_and(char::is_uppercase);
        let group = self.role_phrase(unit, word).is_some_and(|role| role.group_word);
        // In a text in capitals nothing shows what is a name.
        let shouted = view.word(word).form.chars().all(char::is_uppercase);
        // "THE SOCIAL CHRISTIAN MOVEMENT (MPSC)": what has an abbreviation has a name.
        let bracket = word + 2 < view.len() && matches!(view.word(word + 1).form.as_str(), "(" | "[");
        let form = |w: usize| unit.sentence().words[w].span.clone();
        let abbreviated = bracket
            && unit.name_at(word + 2).is_none()
            && unit.text.get(form(word + 2)).is_some_and(|text| {
                (2..=8).contains(&text.len()) && text.chars().all(|c| c.is_uppercase() || c == '-')
            });
        if !group {
            return false;
        }
        if abbreviated {
            return view
                .dependents(word, &["amod", "compound", "flat", "nmod"])
                .any(|child| child < word);
        }
        if !capital(word) || shouted {
            return false;
        }
        let mut qualities = view
            .dependents(word, &["amod", "compound", "flat", "nmod"])
            .filter(|&child| {
                unit.name_at(child).is_none() && (child < word || view.dependent(child, &["case"]).is_none())
            });
        qualities.any(capital)
    }

    /// "called on the people": with its article and alone the word means the nation; *les personnes* are always some persons.
    pub(super) fn the_people(&self, unit: &Unit<'_>, word: usize) -> bool {
        let view = &unit.view;
        let alone = view
            .children(word)
            .iter()
            .all(|&child| matches!(view.relation(child), "det" | "case" | "punct" | "cc" | "conj"));
        alone && view.grammar.cue(view.lemma(word), "nation") && view.feat_of_determiner(word) == Some("Def")
    }

    fn one_group(&self, unit: &Unit<'_>) -> Option<&Party> {
        let named = |p: &&Party| p.sector == "REB" && !p.short.is_empty();
        let mut groups = self.parties[..=unit.index].iter().flatten().flatten().filter(named);
        let first = groups.next()?;
        groups.all(|other| other.short == first.short).then_some(first)
    }

    /// "Rebels attacked the town …", and the one group of that country is only named below.
    pub(super) fn only_group(&mut self) {
        let mut groups: Vec<Party> = Vec::new();
        for party in self.parties.iter().flatten().flatten() {
            let group = party.sector == "REB" && !party.short.is_empty();
            if group && groups.iter().all(|known| known.short != party.short) {
                groups.push(party.clone());
            }
        }
        let [group] = groups.as_slice() else { return };
        let inferred = Inferred {
            from: "context".into(),
            reference: self.words(group),
        };
        for sentence in 0..self.parties.len() {
            for word in 0..self.parties[sentence].len() {
                let unit = &self.units[sentence];
                let one_of_many = unit.view.feat_of_determiner(word) == Some("Ind") || self.only_suspected(unit, word);
                if let Some(party) = self.parties[sentence][word].as_mut()
                    && party.sector == "REB"
                    && party.short.is_empty()
                    && party.country == group.country
                    && !matches!(party.role.as_str(), "militia" | "gang" | "paramilitary" | "gunmen")
                    && !one_of_many
                {
                    party.short = group.short.clone();
                    party.inferred = Some(inferred.clone());
                }
            }
        }
    }

    /// Those who march, flee or are taken away where a sentence stands: the people of the place.
    pub fn people_there(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let mut party = Party {
            sector: "CVL".into(),
            role: "civilians".into(),
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
