//! How the complements and adjectives of an event noun read: *l'offensive de l'armée* acts, *le bombardement de la ville* suffers.

use super::Reading;
use crate::lexicon::Sense;
use crate::names::Referent;
use crate::ontology::Concept;
use crate::party::PartyKind;
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role};

impl Reading<'_> {
    /// For nouns, decides how `of` and adjectives read, so that the frame can be applied as to a verb.
    pub(super) fn effective(&self, unit: &Unit<'_>, p: &Proposition, sense: &Sense, concept: &Concept) -> Proposition {
        let mut effective = p.clone();
        if p.kind != Kind::Noun {
            return effective;
        }
        let one_sided = matches!(
            concept.frame.as_str(),
            "act"
                | "give"
                | "visit"
                | "with"
                | "deploy"
                | "protest"
                | "ask"
                | "accuse"
                | "threaten"
                | "reject"
                | "agree"
        );
        let suffers_of = sense.overrides.recipient.as_ref().is_some_and(|paths| {
            let first = paths.first().and_then(|path| path.0.first());
            first == Some(&Role::Of)
        });
        for argument in &mut effective.arguments {
            let names = unit.name_at(argument.word);
            match argument.role {
                Role::Mod => {
                    let nation =
                        names.is_some_and(|found| found.referents.iter().any(|r| !matches!(r, Referent::Prefix(_))));
                    let capital =
                        names.is_some_and(|found| found.referents.iter().any(|r| matches!(r, Referent::Capital(_))));
                    let party = self.cast.party(unit.index, argument.word).is_some_and(|q| {
                        q.kind == PartyKind::Named
                            || q.kind == PartyKind::Body
                            || q.kind == PartyKind::Collective
                            || q.kind == PartyKind::Person
                    });
                    if sense.overrides.modifier == Some(Role::Patient) {
                        argument.role = Role::Patient;
                    } else if nation && !capital || party || self.cast.armed_adjective(unit, argument.word).is_some() {
                        argument.role = Role::Agent;
                        argument.rule = "nationality";
                    }
                }
                // "l'expulsion de diplomates": the line of the lexicon says that it is they who suffer it.
                Role::Of if suffers_of => {}
                Role::Of if one_sided => {
                    let agent_known = p.has(Role::Agent) || p.has(Role::By);
                    let armed = self.cast.party(unit.index, argument.word).is_some_and(|q| {
                        !q.passive_thing()
                            && q.kind != PartyKind::Country
                            && q.kind != PartyKind::People
                            && (matches!(q.sector.as_str(), "MIL" | "REB" | "GOV" | "POL" | "OPP")
                                || matches!(q.country.as_str(), "IGO" | "NGO"))
                    });
                    let possessive = argument.rule == "possessor";
                    // "Il a parlé d'une attaque de l'Iran": an attack "of" another country than the speaker's is told by the one attacked.
                    let blamed = concept.event_type == "ASSAULT"
                        && self
                            .cast
                            .party(unit.index, argument.word)
                            .is_some_and(|q| q.kind == PartyKind::Country)
                        && self.told_by_other(unit, p, argument.word);
                    argument.role = match sense.overrides.of {
                        Some(role) => role,
                        None if agent_known => Role::Patient,
                        None if armed || possessive || blamed => Role::Agent,
                        None if concept.event_type == "ASSAULT" || concept.event_type == "COERCE" => Role::Patient,
                        None => Role::Agent,
                    };
                }
                Role::Of => {
                    if let Some(role) = sense.overrides.of {
                        argument.role = role;
                    }
                }
                _ => {}
            }
        }
        effective
    }

    /// Whether the innermost speaker is of a state, and of another one than a party.
    fn told_by_other(&self, unit: &Unit<'_>, p: &Proposition, word: usize) -> bool {
        let Some(link) = p.said.first() else { return false };
        let speaker = self.voices.speakers(unit, link).into_iter().next();
        let country = self.cast.party(unit.index, word).map(|party| party.country.clone());
        speaker.is_some_and(|speaker| {
            speaker.of_state()
                && matches!(speaker.sector.as_str(), "" | "GOV" | "MIL")
                && Some(speaker.country) != country
        })
    }
}
