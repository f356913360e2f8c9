//! The weapons and the time of an event.

use super::Reading;
use super::links::{attached, in_description};
use crate::draft::{Draft, DraftTime};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::ops::Range;

impl Reading<'_> {
    /// The weapons named in the event's own phrase.
    pub(super) fn means(&self, unit: &Unit<'_>, p: &Proposition) -> Vec<(SmolStr, Range<usize>)> {
        let mut found: Vec<(SmolStr, Range<usize>)> = Vec::new();
        let mut add = |word: usize| {
            if let Some((means, words)) = self.weapons.at(unit, word)
                && !found.iter().any(|(known, _)| known == means)
            {
                found.push((means.clone(), unit.bytes(words)));
            }
        };
        add(p.head);
        for argument in &p.arguments {
            let weapon_role = !matches!(
                argument.role,
                Role::Content | Role::Bare | Role::After | Role::Before | Role::According
            );
            if !weapon_role || unit.view.clausal(argument.word) {
                continue;
            }
            let destroyed = argument.role == Role::Patient;
            if !destroyed {
                add(argument.word);
            }
            let event = unit
                .proposition(argument.word)
                .is_some_and(|q| self.senses.of(unit, q).is_some());
            if event && !destroyed {
                for inner in unit.proposition(argument.word).into_iter().flat_map(|q| &q.arguments) {
                    if matches!(inner.role, Role::Of | Role::Mod | Role::With | Role::To) {
                        add(inner.word);
                    }
                }
            }
        }
        found
    }

    /// "tirs d'artillerie des forces de X": who owns the weapons fired them.
    pub(super) fn owner_of_weapons(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let owner = p
            .arguments
            .iter()
            .filter(|a| {
                matches!(
                    a.role,
                    Role::Agent | Role::By | Role::Of | Role::With | Role::Mod | Role::From
                )
            })
            .flat_map(|a| {
                std::iter::once(a.word).chain(unit.proposition(a.word).into_iter().flat_map(|q| q.all(Role::Of)))
            })
            .filter_map(|word| self.cast.party(unit.index, word))
            .find(|party| party.kind == PartyKind::Weapon && !matches!(party.country.as_str(), "" | "UNK"));
        // "Rockets fired by the rebels hit two airports": who fired them.
        let weapons = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Agent | Role::By | Role::With));
        let shooter = weapons
            .filter(|a| self.weapons.at(unit, a.word).is_some())
            .flat_map(|a| unit.view.dependents(a.word, &["acl"]).collect::<Vec<_>>())
            .filter_map(|clause| unit.proposition(clause)?.first(Role::Agent))
            .filter_map(|word| self.cast.party(unit.index, word))
            .find(|party| party.kind != PartyKind::Weapon && !party.country.is_empty());
        // "shells fired from the Afghan side": the country that the fire comes from.
        let origin = || {
            let own = p.all(Role::From);
            let clauses = p
                .arguments
                .iter()
                .filter(|a| matches!(a.role, Role::Agent | Role::By | Role::With | Role::Of));
            let of_weapon = clauses
                .flat_map(|a| unit.view.dependents(a.word, &["acl"]).collect::<Vec<_>>())
                .filter_map(|clause| unit.proposition(clause))
                .flat_map(|q| q.all(Role::From));
            own.chain(of_weapon)
                .filter_map(|word| self.cast.party(unit.index, word))
                .find(|party| {
                    party.country.len() == 3
                        && party.country != "UNK"
                        && (party.kind == PartyKind::Country || party.only_owned() || party.role == "member")
                })
        };
        let mut country = owner.or(shooter).is_none().then(origin).flatten().cloned();
        if let Some(party) = country.take() {
            draft.actors.push(Party {
                sector: if party.sector == "REB" {
                    "REB".into()
                } else {
                    SmolStr::default()
                },
                ..party
            });
            draft.because("actors", "the country that the fire comes from");
            return;
        }
        let owner = owner.or(shooter);
        if let Some(owner) = owner {
            draft.actors.push(owner.clone());
            draft.because("actors", "the owner of the weapons");
        }
    }

    /// An attack of no stated kind takes its mode and code from the weapon.
    pub(super) fn refine_by_means(&self, draft: &mut Draft) {
        let open =
            draft.codes.kind == "ASSAULT" && draft.codes.mode.is_empty() && draft.codes.cameo == "190" && !draft.mutual;
        if !open {
            return;
        }
        let rule = draft.means.iter().find_map(|(means, _)| self.ontology.means(means));
        if let Some(rule) = rule {
            draft.codes.mode = rule.mode.clone();
            draft.codes.cameo = rule.cameo.clone();
        }
    }

    /// The time of an event: its own, else that of the clause above, up to the word of speech.
    pub(super) fn when(&self, unit: &Unit<'_>, p: &Proposition) -> Option<DraftTime> {
        let mentions = &self.times[unit.index];
        let mut current = p.head;
        let mut inferred = None;
        for step in 0..6 {
            let resolved = |number: &usize| self.meanings[unit.index][*number].is_some();
            let direct = mentions
                .iter()
                .enumerate()
                .find(|(number, mention)| resolved(number) && attached(unit, mention, current, p))
                .or_else(|| {
                    // "la guerre qui a opposé … à l'automne 2020": the clause that only describes the event dates it.
                    let described = step == 0 && p.kind == Kind::Noun;
                    mentions.iter().enumerate().find(|(number, mention)| {
                        described && resolved(number) && in_description(unit, mention.head, p.head)
                    })
                });
            if let Some((number, mention)) = direct {
                let time = self.meanings[unit.index][number].clone()?;
                let span = unit.base + mention.span.start..unit.base + mention.span.end;
                return Some(DraftTime { time, span, inferred });
            }
            let head = unit.view.head(current)?;
            let speech = unit
                .propositions
                .iter()
                .any(|q| q.said.iter().any(|s| s.verb == Some(head)));
            let relation = unit.view.relation(current);
            if speech && matches!(relation, "ccomp" | "xcomp" | "parataxis" | "obj") {
                return None;
            }
            if matches!(relation, "acl") && unit.view.upos(head) == Upos::Noun && step > 0 {
                return None;
            }
            // "after a clash": the day of the deed above is only inferred for it.
            let role = unit.view.preposition(current).and_then(|(role, _, _)| role);
            let marked = unit
                .view
                .dependents(current, &["mark"])
                .find_map(|m| unit.view.grammar.relation(unit.view.lemma(m)));
            match role.or(marked) {
                Some(Role::After | Role::Because) => inferred = Some("event"),
                Some(Role::Before | Role::Since | Role::Until) => return None,
                _ => {}
            }
            current = head;
        }
        None
    }
}
