//! Parties that are only pointed at: *both sides*, *the two countries*, *its neighbour*, *the enemy*.

use super::Reading;
use crate::claim::Inferred;
use crate::deictic::DeicticKind;
use crate::draft::Draft;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use smol_str::SmolStr;

impl Reading<'_> {
    pub(super) fn deictic_parties(&self, unit: &Unit<'_>, word: usize, kind: DeicticKind, draft: &Draft) -> Vec<Party> {
        // The subject of the clause: "Baku … over its adversary", "Washington urged the two countries".
        let subject = (0..word).rev().find_map(|w| {
            let party = self.cast.party(unit.index, w)?;
            (unit.view.relation(w) == "nsubj" && !party.country.is_empty()).then_some(party)
        });
        let as_states = matches!(kind, DeicticKind::Neighbour | DeicticKind::States);
        // "Baku attacked …, as both nations traded blame": who acts in another clause beside it may be one of the two.
        let own_clause = unit.view.relation(word) == "nsubj"
            && unit
                .view
                .head(word)
                .is_some_and(|verb| !matches!(unit.view.relation(verb), "ccomp" | "xcomp"));
        let outsider = subject
            .filter(|_| kind == DeicticKind::States && draft.codes.kind != "ASSAULT" && !own_clause)
            .map(|p| p.country.clone());
        let pair = if as_states {
            let named = || self.named_pair(unit, word).filter(|_| kind == DeicticKind::States);
            named().or_else(|| self.both_states(outsider.as_ref()))
        } else {
            self.both_sides()
        };
        let opponent = matches!(kind, DeicticKind::Opponent);
        let own = draft
            .actors
            .first()
            .filter(|actor| actor.word != word)
            .or(draft.voices.first().map(|voice| &voice.party));
        let alone = || {
            own.filter(|party| opponent && party.sector == "REB")
                .map(|party| (party.clone(), party.clone()))
        };
        let Some((first, second)) = pair.or_else(alone) else {
            return Vec::new();
        };
        // Two states are meant as such; inside one state it is its army that fights the group, and its government that talks.
        let states = first.country != second.country;
        let truce = draft.mutual && draft.codes.kind == "RETREAT";
        let verbal = self.ontology.event_type(&draft.codes.kind).by_state || truce;
        // "a prié les belligérants de laisser passer les secours": those who fight are asked, not those who talk.
        let fighting = kind == DeicticKind::Fighters && !draft.mutual;
        let here = |side: &Party| Party {
            sector: match side.sector.as_str() {
                "MIL" | "GOV" if states => SmolStr::default(),
                "MIL" | "" if !states && verbal && !fighting => "GOV".into(),
                known => known.into(),
            },
            kind: if states && side.sector != "REB" {
                PartyKind::Country
            } else {
                side.kind
            },
            sentence: unit.index,
            word,
            span: unit.bytes(unit.phrase(word)),
            inferred: Some(Inferred {
                from: "context".into(),
                reference: String::new(),
            }),
            ..side.clone()
        };
        match kind {
            DeicticKind::All => Vec::new(),
            DeicticKind::Both | DeicticKind::Fighters | DeicticKind::States => vec![here(&first), here(&second)],
            DeicticKind::Opponent | DeicticKind::Neighbour => {
                // "Douchanbé rejetant sur son voisin": whoever acts, else whoever speaks, calls the other one so.
                let doer = draft
                    .actors
                    .first()
                    .filter(|actor| actor.word != word && !actor.country.is_empty());
                let speaker = draft.voices.first().map(|voice| &voice.party);
                let side = |party: &Party| if as_states { party.country.clone() } else { party.side() };
                // "we inflicted casualties on the enemy": rebels of a country fight its army, whoever else the text names.
                let rebels = doer
                    .or(speaker)
                    .filter(|party| party.sector == "REB" && party.of_state());
                if let Some(rebels) =
                    rebels.filter(|party| self.sides.is_none() || party.country == first.country && !states)
                {
                    let army = Party {
                        country: rebels.country.clone(),
                        sector: "MIL".into(),
                        short: SmolStr::default(),
                        name: None,
                        kind: PartyKind::Collective,
                        ..here(&first)
                    };
                    return vec![army];
                }
                match doer.or(speaker).or(subject).map(side) {
                    Some(own) if own == side(&first) => vec![here(&second)],
                    Some(own) if own == side(&second) => vec![here(&first)],
                    _ => Vec::new(),
                }
            }
        }
    }

    /// "London pledged help to Ukraine and the two governments signed an accord": the two states that the sentence itself has named before.
    fn named_pair(&self, unit: &Unit<'_>, word: usize) -> Option<(Party, Party)> {
        let mut named: Vec<SmolStr> = Vec::new();
        for party in (0..word).filter_map(|w| self.cast.party(unit.index, w)) {
            let state = matches!(party.sector.as_str(), "" | "GOV" | "MIL") && party.kind != PartyKind::Place;
            if state && party.of_state() && !named.contains(&party.country) {
                named.push(party.country.clone());
            }
        }
        match named.as_slice() {
            [first, second] => Some((Party::country(first), Party::country(second))),
            _ => None,
        }
    }

    /// The two sides that fight, or the two countries that the dispatch names most.
    fn both_sides(&self) -> Option<(Party, Party)> {
        self.sides.clone().or_else(|| self.both_states(None))
    }

    /// The two states that fight, else the two countries that the dispatch names most, leaving out who speaks of them.
    fn both_states(&self, outsider: Option<&SmolStr>) -> Option<(Party, Party)> {
        let fight = self.sides.clone().filter(|(first, second)| {
            let state = |party: &Party| party.sector != "REB" && Some(&party.country) != outsider;
            first.country != second.country && state(first) && state(second)
        });
        fight.or_else(|| {
            let mut named = self.cast.countries().filter(|country| Some(*country) != outsider);
            Some((Party::country(named.next()?), Party::country(named.next()?)))
        })
    }
}
