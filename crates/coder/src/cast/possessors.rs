//! Who `ses` and `its` point at.

use super::Cast;
use crate::claim::Inferred;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{fold, quotations};
use selon_syntax::Upos;
use std::ops::Range;

impl Cast<'_> {
    /// `ses`, `its`: whoever is the subject of the clause above.
    pub(super) fn possessor(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let own = self.parties[unit.index].get(word).and_then(Option::as_ref);
        if let Some(party) = own {
            return Some(party.clone());
        }
        if matches!(unit.view.upos(word), Upos::Noun | Upos::Propn) {
            return self.look(unit, word, 2);
        }
        // "Russia, whose government …"
        let antecedent = unit.view.resolved(word);
        if antecedent != word {
            return self.look(unit, antecedent, 2);
        }
        // Possessives of the first and second person belong to the speaker, who is not known yet.
        if matches!(unit.view.feat(word, "Person"), Some("1" | "2")) || crate::voices::first_person(unit, word) {
            return None;
        }
        self.subject_before(unit, word).or_else(|| {
            // "Baku's account differed. Its defence ministry …": the party that the sentence before is about.
            let before = unit.index.checked_sub(1)?;
            let there = &self.units[before];
            let subject = (0..there.view.len()).find(|&w| there.view.relation(w) == "nsubj");
            // A spokesman is the speaker's: "Selon le ministère, … Son porte-parole".
            let speaker = there
                .propositions
                .iter()
                .flat_map(|p| &p.said)
                .filter_map(|said| said.speaker)
                .rfind(|&w| self.parties[before][w].as_ref().is_some_and(|p| !p.sector.is_empty()));
            let speaks = unit.view.head(word).is_some_and(|head| {
                let head = unit.view.head(head);
                head.is_some_and(|verb| {
                    unit.propositions
                        .iter()
                        .flat_map(|p| &p.said)
                        .any(|s| s.verb == Some(verb))
                })
            });
            let mut party = self.parties[before][speaker.filter(|_| speaks).or(subject)?].clone()?;
            // "his", "her" are of a person: one spoken of in the quotation, before a ministry that spoke above.
            let human =
                unit.view.upos(word) == Upos::Pron && matches!(unit.view.feat(word, "Gender"), Some("Masc" | "Fem"));
            if human && party.kind != PartyKind::Person {
                let people = self.parties[unit.index][..word].iter().flatten();
                party = people
                    .rev()
                    .find(|p| p.kind == PartyKind::Person && p.word != word)?
                    .clone();
            }
            party.inferred = Some(Inferred {
                from: "previous-sentence".into(),
                reference: self.words(&party),
            });
            Some(party)
        })
    }

    /// The nearest subject to the left that is a party: the reading of a pronoun or possessive.
    pub(super) fn subject_before(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        // "… », a précisé son porte-parole": nobody inside the quotation.
        let quotes = quotations(unit.text);
        let span = |w: usize| &unit.view.word(w).span;
        let inside = |w: usize, range: &Range<usize>| range.start <= span(w).start && span(w).end <= range.end;
        let hidden = |w: usize| quotes.iter().any(|range| inside(w, range) && !inside(word, range));
        let plural = |w: usize| {
            unit.view.feat(w, "Number") == Some("Plur") || unit.view.dependent(w, &["conj"]).is_some_and(|c| c < word)
        };
        // "l'armée a détruit plusieurs de leurs bases": several own them, and an army is one.
        let several = unit.view.grammar.cue(&fold(&unit.view.word(word).form), "owners");
        if several && !(0..word).any(|w| unit.view.relation(w) == "nsubj" && plural(w) && !hidden(w)) {
            let nearest = (0..word).rev().filter(|&w| plural(w) && !hidden(w));
            let mut parties = nearest.filter_map(|w| self.parties[unit.index][w].as_ref());
            let owners = parties.find(|party| matches!(party.kind, PartyKind::Collective | PartyKind::People));
            if let Some(owners) = owners {
                let mut party = owners.clone();
                party.inferred = Some(Inferred {
                    from: "same-sentence".into(),
                    reference: self.words(owners),
                });
                return Some(party);
            }
        }
        let here = (0..word).rev().filter(|&w| !hidden(w)).find_map(|candidate| {
            let subject = unit.view.relation(candidate) == "nsubj";
            let party = self.parties[unit.index][candidate].as_ref()?;
            // "its" is of one thing, "their" of several, "his" and "her" of a person.
            let view = &unit.view;
            let many = view.feat(candidate, "Number") == Some("Plur");
            let person = party.kind == PartyKind::Person;
            let agrees = match (view.feat(word, "Number"), view.feat(word, "Gender")) {
                _ if view.upos(word) != Upos::Pron => true,
                // The name of a country or capital may look like a plural: "Algiers and its minister".
                (Some("Sing"), Some("Neut")) => {
                    !person && (!many || matches!(party.kind, PartyKind::Country | PartyKind::Capital))
                }
                (Some("Sing"), Some(_)) => person,
                // "a tank had fired at their post": no one thing has a "their".
                (Some("Plur"), _) => !person && (many || party.kind != PartyKind::Weapon),
                _ => true,
            };
            // A hospital has a director.
            let staffed = party.kind == PartyKind::Facility && party.sector == "MED";
            (subject && agrees && (!party.passive_thing() || staffed)).then(|| party.clone())
        });
        here.map(|mut party| {
            let text = unit
                .text
                .get(party.span.start - unit.base..party.span.end - unit.base)
                .unwrap_or("");
            party.inferred = Some(Inferred {
                from: "same-sentence".into(),
                reference: text.to_owned(),
            });
            party
        })
    }
}
