//! What is told on of one attack: its day and place go on, and whom it hit.

use super::Merging;
use super::inference::of_event;
use crate::claim::Inferred;
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind, is_state};
use selon_expressions::time::Precision;
use smol_str::SmolStr;

/// So many sentences further on, a telling still goes on with the attack told before.
const REACH: usize = 3;

impl Merging<'_> {
    /// Completes what goes on with an attack of no war: where two sides fight, each deed has its own day.
    pub(super) fn story(&self, drafts: &mut [Draft]) {
        if self.sides.is_none() {
            self.same_day(drafts);
            self.same_spot(drafts);
            self.the_public(drafts);
        }
        self.claimed_attack(drafts);
    }

    /// "Le suspect a été arrêté": what is told right behind a dated attack, of nobody and nowhere else, is of its day.
    fn same_day(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || draft.when.is_some() || !told_on(draft) {
                continue;
            }
            let before = drafts[..index].iter().rev().find(|other| {
                let dated = other.when.as_ref().is_some_and(|when| when.time.precision == Precision::Day);
                dated && news(other) && draft.sentence - other.sentence <= REACH
            });
            let Some(mut when) = before.filter(|other| no_stranger(other, draft)).and_then(|other| other.when.clone())
            else {
                continue;
            };
            when.inferred = Some("event");
            drafts[index].when = Some(when);
            drafts[index].because("when", "told on of the attack told before");
        }
    }

    /// The same of its place.
    fn same_spot(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || draft.place.is_some() || !told_on(draft) || draft.codes.kind != "ASSAULT" {
                continue;
            }
            let before = drafts[..index].iter().rev().find(|other| {
                let placed = other.place.as_ref().is_some_and(|place| place.rank >= 3);
                placed && news(other) && draft.sentence - other.sentence <= REACH
            });
            let Some(mut place) = before.filter(|other| no_stranger(other, draft)).and_then(|other| other.place.clone())
            else {
                continue;
            };
            place.inferred = Some("event");
            drafts[index].place = Some(place);
            drafts[index].because("where", "told on of the attack told before");
        }
    }

    /// "34 personnes ont été tuées": the dead and wounded of an attack by unknown hands or terrorists who are called nothing else are of the people of
    /// the place.
    fn the_public(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let hidden = draft.actors.iter().all(|actor| actor.country == "UNK" || actor.sector == "REB");
            let open = !draft.gone
                && draft.codes.kind == "ASSAULT"
                && draft.status == Status::Actual
                && !draft.mutual
                && hidden
                && draft.recipients.is_empty();
            let mut whole = draft.toll.iter().filter(|toll| toll.part_of.is_none());
            let nameless = whole.any(|toll| {
                let harmed = matches!(toll.kind.as_str(), "killed" | "wounded") && toll.high != Some(0);
                harmed && toll.who.is_none()
            });
            let country = draft.place.as_ref().map(|place| place.country.clone());
            let Some(country) = country.filter(|iso| open && nameless && is_state(iso)) else {
                continue;
            };
            draft.recipients.push(Party {
                sector: "CVL".into(),
                role: "civilians".into(),
                kind: PartyKind::Collective,
                sentence: draft.sentence,
                inferred: Some(Inferred {
                    from: "context".into(),
                    reference: String::new(),
                }),
                ..Party::country(&country)
            });
            draft.because("recipients", "the people of the place");
        }
    }

    /// "Daech revendique l'attaque": whom, when and where the attack hit is what was told of it before.
    fn claimed_attack(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || !draft.claimed() || draft.codes.kind != "ASSAULT" || draft.background {
                continue;
            }
            let attack = drafts[..index].iter().find(|other| {
                news(other)
                    && other.codes.kind == "ASSAULT"
                    && !other.mutual
                    && !other.claimed()
                    && other.actors.iter().all(|actor| actor.country == "UNK" || actor.sector == "REB")
            });
            let Some(attack) = attack.cloned() else { continue };
            let claimant = &mut drafts[index];
            if claimant.recipients.is_empty() {
                let own: Vec<SmolStr> = claimant.actors.iter().map(Party::side).collect();
                let hit = attack.recipients.into_iter().filter(|party| !own.contains(&party.side()));
                claimant.recipients = hit.map(of_event).collect();
            }
            if claimant.when.is_none() {
                claimant.when = attack.when.map(|mut when| {
                    when.inferred = Some("event");
                    when
                });
            }
            if claimant.place.is_none() {
                claimant.place = attack.place.map(|mut place| {
                    place.inferred = Some("event");
                    place
                });
            }
            claimant.because("recipients", "the attack that is claimed");
        }
    }
}

/// What is told as done now.
fn news(draft: &Draft) -> bool {
    !draft.gone
        && !draft.background
        && draft.status == Status::Actual
        && (draft.codes.kind == "ASSAULT" || draft.codes.mode == "arrest")
}

/// What may go on with an attack: violence, arrests, the clearing of the place.
fn told_on(draft: &Draft) -> bool {
    let kind = draft.codes.kind == "ASSAULT"
        || draft.codes.mode == "arrest"
        || draft.codes.concept == "evacuate"
        || draft.codes.kind == "MOBILIZE";
    kind && !draft.background && !draft.pluperfect && draft.status == Status::Actual
}

/// Nobody acts or suffers there of a country that the first has nothing to do with.
fn no_stranger(first: &Draft, later: &Draft) -> bool {
    let countries = |draft: &Draft| -> Vec<SmolStr> {
        let parties = draft.actors.iter().chain(&draft.recipients).map(|party| &party.country);
        let place = draft.place.iter().map(|place| &place.country);
        parties.chain(place).filter(|iso| is_state(iso)).cloned().collect()
    };
    let known = countries(first);
    known.is_empty() || countries(later).iter().all(|iso| known.contains(iso))
}
