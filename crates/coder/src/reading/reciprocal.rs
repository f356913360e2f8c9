//! Deeds of words that each does to the other, what a blame takes as known, and against whom a crowd marches.

use super::Reading;
use crate::claim::Inferred;
use crate::draft::{Draft, DraftVoice};
use crate::party::{Party, PartyKind, is_state};
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role, Stance};

/// *L'armée et les rebelles se sont mutuellement accusés*: each accuses the other, two acts.
pub(super) fn split(p: &Proposition, draft: Draft) -> Vec<Draft> {
    let words = matches!(draft.codes.kind.as_str(), "ACCUSE" | "THREATEN");
    let [first, second] = draft.actors.as_slice() else {
        return vec![draft];
    };
    let own = |party: &Party| draft.actors.iter().any(|actor| actor.side() == party.side());
    let each = words && p.reflexive && first.side() != second.side() && draft.recipients.iter().all(own);
    if !each {
        return vec![draft];
    }
    let pairs = [(first.clone(), second.clone()), (second.clone(), first.clone())];
    let one = |(actor, recipient): (Party, Party)| {
        let mut copy = draft.clone();
        copy.actors = vec![actor];
        copy.recipients = vec![recipient];
        copy.because("recipients", "each does it to the other");
        copy
    };
    pairs.into_iter().map(one).collect()
}

impl Reading<'_> {
    /// "accusés d'avoir violé la trêve signée le 12 à Doha": what a participle tells of a thing that is known is no part of the blame or denial, but told by whoever tells
    /// of it.
    pub(super) fn presupposed(&self, unit: &Unit<'_>, p: &Proposition, voices: Vec<DraftVoice>) -> Vec<DraftVoice> {
        let view = &unit.view;
        let clause = p.light.unwrap_or(p.head);
        let known = view.relation(clause) == "acl"
            && view.past_participle(clause)
            && view.dependent(clause, &["aux", "nsubj"]).is_none()
            && view
                .head(clause)
                .is_some_and(|noun| view.feat_of_determiner(noun) == Some("Def"))
            && !p.quoted;
        let blames = |voice: &DraftVoice| matches!(voice.stance, Stance::Accuses | Stance::Denies);
        if known && !voices.is_empty() && voices.iter().all(blames) {
            return Vec::new();
        }
        voices
    }

    /// "ont défilé pour réclamer le départ du Premier ministre": a crowd that demands something of a government marches against it.
    pub(super) fn marched_against(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        if draft.codes.kind != "PROTEST" || !draft.recipients.is_empty() || p.kind != Kind::Verb {
            return;
        }
        let demands = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::For | Role::In | Role::To | Role::Content))
            .filter_map(|a| unit.proposition(a.word))
            .filter(|q| q.kind == Kind::Verb && q.head > p.head);
        let asks = |q: &&Proposition| {
            let concept = self.senses.concept(unit, q.head);
            concept
                .and_then(|name| self.ontology.concept(name))
                .is_some_and(|concept| matches!(concept.event_type.as_str(), "REQUEST" | "ACCUSE"))
        };
        for demand in demands.filter(asks) {
            let addressed = (demand.head + 1..unit.view.len())
                .filter(|&word| unit.view.below(word, demand.head))
                .filter_map(|word| self.cast.party(unit.index, word))
                .find(|party| {
                    let power = matches!(party.sector.as_str(), "GOV" | "MIL")
                        || party.sector.is_empty() && party.kind == PartyKind::Country;
                    power && party.of_state() && !party.passive_thing()
                });
            if let Some(party) = addressed.cloned() {
                draft.recipients.push(Party {
                    sector: if party.sector.is_empty() {
                        party.sector.clone()
                    } else {
                        "GOV".into()
                    },
                    ..party
                });
                draft.because("recipients", "of whom the crowd demands something");
                return;
            }
        }
    }

    /// "l'aviation a bombardé quatorze marchés": who is hit where the public lives and buys are the people of the place.
    pub(super) fn people_struck(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let open = draft.codes.kind == "ASSAULT"
            && draft.codes.mode != "destroy"
            && draft.codes.cameo != "171"
            && !draft.mutual
            && draft.recipients.is_empty()
            && draft.toll.is_empty()
            && !draft.outcome;
        if !open || p.kind != Kind::Verb {
            return;
        }
        let mut hit = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Patient | Role::On | Role::Against))
            .filter_map(|a| self.cast.party(unit.index, crate::sense::measured(unit, a.word)));
        let public =
            |party: &Party| party.kind == PartyKind::Facility && party.sector == "CVL" && party.country.is_empty();
        let Some(mut party) = hit.find(|party| public(party)).cloned() else {
            return;
        };
        let place = draft.place.as_ref().map(|place| place.country.clone());
        let Some(country) = place
            .filter(|iso| is_state(iso))
            .or_else(|| self.cast.home(unit).cloned())
        else {
            return;
        };
        party.country = country;
        party.inferred = Some(Inferred {
            from: "context".into(),
            reference: String::new(),
        });
        draft.recipients.push(party);
        draft.because("recipients", "the people of the place");
    }

    /// "son aide à Kigali, qui a rappelé son ambassadeur": no thing of somebody's acts; the name right before the relative clause does.
    pub(super) fn named_before_clause(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let view = &unit.view;
        let thing = draft
            .actors
            .iter()
            .all(|actor| actor.only_owned() && actor.sentence == unit.index && view.head(p.head) == Some(actor.word));
        if draft.actors.is_empty() || !thing || view.deprel(p.head) != "acl:relcl" {
            return;
        }
        let Some(noun) = view.head(p.head) else { return };
        let name = (noun + 1..p.head).find_map(|word| {
            let party = self.cast.party(unit.index, word)?;
            let named = matches!(party.kind, PartyKind::Country | PartyKind::Capital | PartyKind::Named);
            let before = word + 1 < view.len() && view.word(word + 1).form == ",";
            (named && before).then_some(party)
        });
        if let Some(party) = name {
            draft.actors = vec![party.clone()];
            draft.because("actors", "the name right before the relative clause");
        }
    }

    /// "avait conquis Goma au terme d'une offensive": an offensive or operation whose doer is not told, and in or after which somebody takes or attacks something, is his.
    pub(super) fn own_offensive(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let noun = p.kind == Kind::Noun
            && p.light.is_none()
            && matches!(draft.codes.concept.as_str(), "offensive" | "operation");
        if !noun || !draft.actors.is_empty() || unit.view.feat_of_determiner(p.head) != Some("Ind") {
            return;
        }
        let carrier = unit.propositions.iter().find(|q| {
            let here = |a: &&selon_propositions::Argument| {
                a.word == p.head && matches!(a.role, Role::After | Role::During | Role::In)
            };
            q.kind == Kind::Verb && !q.passive && q.arguments.iter().any(|a| here(&a))
        });
        let Some(verb) = carrier else { return };
        let doers = verb
            .all(Role::Agent)
            .filter_map(|word| self.cast.party(unit.index, word));
        let armed: Vec<Party> = doers
            .filter(|party| matches!(party.sector.as_str(), "MIL" | "REB") || party.kind == PartyKind::Country)
            .cloned()
            .collect();
        let deed = self
            .senses
            .concept(unit, verb.head)
            .and_then(|name| self.ontology.concept(name))
            .is_some_and(|concept| matches!(concept.event_type.as_str(), "ASSAULT" | "COERCE"));
        if deed && !armed.is_empty() {
            draft.actors = armed;
            draft.because("actors", "whoever acts in the clause");
        }
    }

    /// "On m'a roué de coups au commissariat": where nobody in particular does it in a state's own house, those whose house it is do.
    pub(super) fn in_custody(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let nobody = p
            .first(Role::Agent)
            .is_some_and(|word| unit.view.grammar.cue(unit.view.lemma(word), "impersonal"));
        if !nobody || draft.codes.kind != "ASSAULT" || !draft.actors.is_empty() {
            return;
        }
        let places = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::To | Role::In | Role::At));
        let house = places
            .filter_map(|a| self.cast.party(unit.index, a.word))
            .find(|party| {
                let state = matches!(party.sector.as_str(), "GOV" | "MIL") && party.of_state();
                party.kind == PartyKind::Facility && state
            });
        if let Some(party) = house {
            draft.actors.push(party.clone());
            draft.because("actors", "those in whose house it was done");
        }
    }
}
