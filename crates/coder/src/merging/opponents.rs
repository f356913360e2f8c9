//! Who fights whom, where the sentence names one side only.

use super::Merging;
use super::inference::inferred_party;
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind, is_state};
use selon_propositions::{Kind, Role};

impl Merging<'_> {
    /// "Russia launched missiles at Kharkiv": a state that strikes places of another attacks that one.
    pub(super) fn struck_abroad(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| !d.gone && d.codes.kind == "ASSAULT") {
            let open = draft.recipients.is_empty() && !draft.mutual && !draft.outcome && draft.status == Status::Actual;
            let Some(place) = draft.place.as_ref().filter(|place| open && place.inferred.is_none()) else {
                continue;
            };
            let abroad = is_state(&place.country)
                && place.precision != "between"
                && !draft.actors.is_empty()
                && draft.actors.iter().all(|actor| {
                    actor.of_state()
                        && matches!(actor.sector.as_str(), "" | "MIL" | "GOV")
                        && actor.country != place.country
                });
            if !abroad {
                continue;
            }
            let country = Party::country(&place.country);
            let party = inferred_party(draft, &country, "", "place");
            draft.recipients.push(party);
            draft.because("recipients", "the country of the places that a foreign army strikes");
        }
    }

    /// "denounced the verdict", "pointed the finger at fuel thieves": whoever or whatever is blamed stands in the sentence, also where nobody knows who that
    /// is; only a deed by itself may be the opponent's.
    fn names_target(&self, draft: &Draft, deeds: &[(usize, usize)]) -> bool {
        let unit = &self.units[draft.sentence];
        let view = &unit.view;
        let Some(p) = unit.proposition(draft.word) else {
            return false;
        };
        p.arguments.iter().any(|argument| {
            let told = unit.proposition(argument.word).is_some_and(|q| q.kind == Kind::Noun);
            let deed = told && deeds.contains(&(draft.sentence, argument.word));
            let definite = view
                .dependents(argument.word, &["det", "nmod"])
                .any(|child| view.feat(child, "Definite") == Some("Def") || view.feat(child, "Poss") == Some("Yes"));
            match argument.role {
                Role::At | Role::Against | Role::On => !deed,
                Role::Patient => !deed && definite,
                _ => false,
            }
        })
    }

    /// An attack whose author the text hides, inside a conflict of two sides, is the other side's.
    pub(super) fn opponents(&self, drafts: &mut [Draft]) {
        let Some((first, second)) = self.sides.clone() else {
            return;
        };
        let deeds: Vec<(usize, usize)> = drafts
            .iter()
            .filter(|d| matches!(d.codes.kind.as_str(), "ASSAULT" | "COERCE"))
            .map(|d| (d.sentence, d.word))
            .collect();
        for draft in drafts.iter_mut().filter(|d| !d.gone && !d.background) {
            // A clash, a threat or a blame of one side alone: the other side is the one it fights.
            let words = matches!(draft.codes.kind.as_str(), "THREATEN" | "ACCUSE")
                && !matches!(draft.codes.concept.as_str(), "complain" | "investigate" | "sue");
            // A threat of other things than force may go to others.
            let force = draft.about.as_ref().is_none_or(|about| about.codes.kind == "ASSAULT");
            // Whom rebels threaten is only what they say it is.
            let rebels = draft.actors.iter().any(|actor| actor.sector == "REB");
            let words = words && (draft.codes.kind != "THREATEN" || force && !rebels);
            let clash = draft.mutual && draft.codes.kind == "ASSAULT" && draft.actors.len() == 1;
            let named = draft.codes.kind == "ACCUSE" && self.names_target(draft, &deeds);
            if (words && draft.recipients.is_empty() && !named || clash)
                && let Some(partner) = draft.actors.first().and_then(|a| self.opponent_of(&a.side()))
                // "Both nations traded blame": each blames the other, nobody else.
                && draft.actors.iter().all(|actor| actor.side() != partner.side())
            {
                let sector = match partner.sector.as_str() {
                    "REB" => "REB",
                    _ if clash => draft.actors.first().map_or("", |a| a.sector.as_str()),
                    _ if draft.actors.iter().any(|a| a.country == partner.country) => "GOV",
                    _ => "",
                };
                let sector = if sector == "REB" && partner.sector != "REB" {
                    "MIL"
                } else {
                    sector
                };
                // "A police sergeant and three gunmen died in a shootout": the side whose policemen died is the police.
                let police = sector == "MIL"
                    && draft
                        .toll
                        .iter()
                        .filter_map(|toll| toll.who.as_ref())
                        .any(|who| who.country == partner.country && who.sector == "GOV");
                let sector = if police { "GOV" } else { sector };
                let partner = inferred_party(draft, partner, sector, "opponent");
                if clash {
                    draft.actors.push(partner);
                    draft.because("actors", "the side that the other one fights");
                } else {
                    draft.recipients.push(partner);
                    draft.because("recipients", "the side that the actor fights");
                }
            }
            // "35 people died in the fighting": the fighting that the dispatch is about.
            let nobody = draft.mutual && draft.codes.kind == "ASSAULT" && draft.actors.is_empty();
            let told = draft.codes.concept != "war" && !draft.voices.is_empty();
            if nobody && (!draft.toll.is_empty() || told) {
                for side in [&first, &second] {
                    let sector = if side.sector == "REB" { "REB" } else { "MIL" };
                    draft.actors.push(inferred_party(draft, side, sector, "context"));
                }
                draft.because("actors", "the sides of the dispatch");
            }
            // "seized five rifles": what one army or group takes from nobody in words is the other's.
            let booty = draft.codes.concept == "seize-property" && draft.status == Status::Actual;
            if booty
                && draft.recipients.is_empty()
                && let Some(actor) = draft
                    .actors
                    .first()
                    .filter(|a| matches!(a.sector.as_str(), "MIL" | "REB"))
                && let Some(loser) = self.opponent_of(&actor.side())
            {
                let sector = if loser.sector == "REB" { "REB" } else { "MIL" };
                draft.recipients.push(inferred_party(draft, loser, sector, "opponent"));
                draft.because("recipients", "the side that the actor fights");
            }
            // Tear gas is for a crowd, not for the enemy.
            if draft.mutual || draft.codes.cameo == "175" {
                continue;
            }
            let violent = draft.codes.kind == "ASSAULT" || draft.codes.kind == "COERCE" && draft.codes.cameo == "192";
            if !violent || draft.voices.is_empty() {
                continue;
            }
            // Whom people flee from is not told by who fights.
            if draft.actors.is_empty() && draft.codes.concept != "flee" {
                let own_act = matches!(
                    draft.codes.concept.as_str(),
                    "operation" | "offensive" | "counter-attack"
                ) && draft.recipients.is_empty();
                let author = if own_act {
                    let speaker = draft.voices.first().map(|v| v.party.side());
                    speaker
                        .and_then(|side| self.opponent_of(&side))
                        .and_then(|opponent| self.opponent_of(&opponent.side()))
                } else if draft.recipients.is_empty() && draft.codes.kind == "COERCE" {
                    // "the town has not fallen", says one side: who would have taken it is the other.
                    draft.voices.first().and_then(|v| self.opponent_of(&v.party.side()))
                } else {
                    // What witnesses and unions tell of civilians may be anybody's deed.
                    let victim = draft
                        .recipients
                        .first()
                        .filter(|r| matches!(r.sector.as_str(), "" | "MIL" | "REB"));
                    victim.and_then(|r| self.opponent_of(&r.side()))
                };
                if let Some(author) = author {
                    let sector = if author.sector == "REB" { "REB" } else { "MIL" };
                    draft.actors.push(inferred_party(draft, author, sector, "opponent"));
                    draft.because("actors", "hidden author: the side that the victim fights");
                }
            }
            // "two positions were lost to the Azerbaijanis": one army's to the other's.
            if draft.codes.concept == "lose-place"
                && draft.recipients.is_empty()
                && let Some(loser) = draft.actors.first().and_then(|a| self.opponent_of(&a.side()))
                && draft.voices.first().map(|v| v.party.side()) == Some(loser.side())
            {
                let sector = if loser.sector == "REB" { "REB" } else { "MIL" };
                draft.recipients.push(inferred_party(draft, loser, sector, "speaker"));
                for actor in draft.actors.iter_mut().filter(|a| a.kind == PartyKind::People) {
                    actor.sector = "MIL".into();
                }
                draft.because("recipients", "the speaker's side lost it");
            }
            let claimed = draft.claimed();
            // People of whom nothing is told: "41 people were killed on a market".
            let people = draft
                .toll
                .iter()
                .any(|t| t.who.is_none() && t.part_of.is_none() && matches!(t.kind.as_str(), "killed" | "wounded"));
            if draft.recipients.is_empty()
                && !people
                && !draft.outcome
                // What did not happen hit nobody.
                && draft.status != Status::Denied
                && (!claimed || draft.codes.mode == "destroy")
                && draft.codes.kind == "ASSAULT"
                && let Some(victim) = draft.actors.first().and_then(|a| self.opponent_of(&a.side()))
            {
                // Inside one state, and where fire is answered, it is the army that is attacked.
                let army = draft.codes.concept == "counter-attack" && victim.sector == "MIL"
                    || draft.actors.iter().any(|a| a.country == victim.country);
                let sector = match victim.sector.as_str() {
                    "REB" => "REB",
                    _ if army => "MIL",
                    _ => "",
                };
                draft.recipients.push(inferred_party(draft, victim, sector, "opponent"));
                draft.because("recipients", "the side that the actor fights");
            }
        }
    }

    /// In a clash whose dead are soldiers the sides are military.
    pub(super) fn soldiers_make_sides_military(&self, drafts: &mut [Draft]) {
        for draft in drafts
            .iter_mut()
            .filter(|d| !d.gone && d.mutual && d.codes.kind == "ASSAULT")
        {
            let soldiers = draft
                .toll
                .iter()
                .any(|t| t.who.as_ref().is_some_and(|w| w.sector == "MIL"));
            // A clash told with one side only: whose soldiers died is the other.
            for toll in &draft.toll {
                let Some(who) = &toll.who else { continue };
                let known = draft.actors.iter().any(|a| {
                    a.side() == who.side() || a.country == who.country && (a.sector == "REB") == (who.sector == "REB")
                });
                let fighters = matches!(who.sector.as_str(), "MIL" | "REB") || who.country == "IGO";
                if !known && fighters && toll.part_of.is_none() && draft.actors.len() < 2 {
                    draft.actors.insert(0, who.clone());
                }
            }
            if soldiers {
                for actor in draft
                    .actors
                    .iter_mut()
                    .filter(|a| a.sector.is_empty() || a.kind == PartyKind::Capital)
                {
                    actor.sector = "MIL".into();
                }
            }
        }
    }
}
