//! Parties that are described and not named: *le mouvement chiite*, the people in the street.

use super::Cast;
use crate::claim::Inferred;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::Role;
use selon_syntax::Upos;

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

    /// "l'un des chefs du cartel", "deux de ses gardes": the people of whom some are told.
    pub(super) fn some_of(&self, unit: &Unit<'_>, word: usize) -> Option<&Party> {
        let view = &unit.view;
        let some = match view.upos(word) {
            Upos::Num => true,
            Upos::Pron => view.feat(word, "PronType") == Some("Ind"),
            _ => false,
        };
        let of = |child: &usize| {
            matches!(view.preposition(*child), Some((Some(Role::Of | Role::Among), _, _)))
                && matches!(view.upos(*child), Upos::Noun | Upos::Propn)
        };
        let whole = view.dependents(word, &["nmod"]).filter(|_| some).find(of)?;
        let party = self.parties[unit.index][whole].as_ref()?;
        matches!(
            party.kind,
            PartyKind::Person | PartyKind::People | PartyKind::Collective | PartyKind::Named
        )
        .then_some(party)
    }

    /// Some of a party are of that party.
    pub(super) fn complete_some(&mut self, unit: &Unit<'_>) {
        for word in 0..unit.view.len() {
            if self.parties[unit.index][word].is_some() {
                continue;
            }
            let Some(whole) = self.some_of(unit, word) else {
                continue;
            };
            let many = unit.view.feat(word, "Number") == Some("Plur") || unit.view.upos(word) == Upos::Num;
            let party = Party {
                kind: if many { whole.kind } else { PartyKind::Person },
                word,
                span: unit.bytes(unit.phrase(word)),
                ..whole.clone()
            };
            self.parties[unit.index][word] = Some(party);
        }
    }

    /// "L'homme est accusé …", "les intéressés ont été relâchés": a bare noun for a human being with its article takes up whoever the sentence before told something of, and
    /// not who acted or spoke there.
    pub(super) fn same_one(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let view = &unit.view;
        let taken_up = view.upos(word) == Upos::Noun
            && view.grammar.cue(view.lemma(word), "same-one")
            && view.feat_of_determiner(word) == Some("Def")
            && matches!(view.relation(word), "nsubj" | "obj")
            && view
                .dependents(word, &["nmod", "amod", "acl", "conj", "flat"])
                .all(|child| {
                    let counts = view.upos(child) == Upos::Num || view.dependent(child, &["nummod"]).is_some();
                    // "l'homme, âgé de 38 ans": set off by a comma.
                    let aside =
                        child > word + 1 && view.word(word + 1).form == "," && view.deprel(child) != "acl:relcl";
                    counts || aside
                });
        let before = self.units.get(unit.index.checked_sub(1)?).filter(|_| taken_up)?;
        let there = &before.view;
        let number = view.feat(word, "Number");
        let told = |other: usize| {
            let noun = matches!(there.upos(other), Upos::Noun | Upos::Propn | Upos::Pron);
            let suffers =
                matches!(there.relation(other), "obj" | "iobj" | "obl") || there.deprel(other) == "nsubj:pass";
            let many = there.feat(other, "Number").or(Some("Sing"));
            noun && suffers && many == number
        };
        let party = (0..there.len()).filter(|&other| told(other)).find_map(|other| {
            let party = self.parties[before.index][other].as_ref()?;
            let human = matches!(party.kind, PartyKind::Person | PartyKind::Collective);
            let governed = matches!(
                there.preposition(other),
                Some((Some(role), _, _)) if !matches!(role, Role::To | Role::Against | Role::On)
            );
            (human && !governed).then_some(party)
        })?;
        let mut party = party.clone();
        party.inferred = Some(Inferred {
            from: "previous-sentence".into(),
            reference: self.words(&party),
        });
        party.sentence = unit.index;
        party.word = word;
        party.span = unit.bytes(unit.phrase(word));
        Some(party)
    }

    /// "Son avocat soutient que les marins l'ont torturé", "his family says police beat him": in the words of somebody's lawyer or family "him" is whose they are.
    pub(super) fn whose_speaker(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let view = &unit.view;
        let one = view.feat(word, "Number") == Some("Sing") && view.feat(word, "Person") == Some("3");
        let told = unit
            .propositions
            .iter()
            .find(|p| one && !p.quoted && p.arguments.iter().any(|a| a.word == word && a.role == Role::Patient))?;
        let speaker = told.said.first()?.speaker.filter(|&speaker| speaker < word)?;
        let theirs = view.dependents(speaker, &["det", "nmod"]).any(|child| {
            view.feat(child, "Poss") == Some("Yes")
                && view.upos(child) != Upos::Noun
                && !crate::voices::first_person(unit, child)
        });
        let close = self.parties[unit.index][speaker]
            .as_ref()
            .is_some_and(|party| party.sector == "CVL" && !party.passive_thing());
        let before = self.units.get(unit.index.checked_sub(1)?).filter(|_| theirs && close)?;
        let there = &before.view;
        let human = |other: &usize| {
            there.relation(*other) == "nsubj"
                && there.feat(*other, "Number") != Some("Plur")
                && self.parties[before.index][*other]
                    .as_ref()
                    .is_some_and(|party| party.kind == PartyKind::Person)
        };
        let subject = (0..there.len()).find(human)?;
        let mut party = self.parties[before.index][subject].clone()?;
        party.inferred = Some(Inferred {
            from: "previous-sentence".into(),
            reference: self.words(&party),
        });
        party.sentence = unit.index;
        party.word = word;
        party.span = unit.bytes(word..word + 1);
        Some(party)
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
