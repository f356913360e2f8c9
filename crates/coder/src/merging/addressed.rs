//! To whom words go that name nobody: whose proposal is refused, with whom the talks are that somebody breaks off.

use super::Merging;
use super::inference::{inferred_party, of_event};
use crate::draft::{Draft, Status};
use crate::party::Party;
use crate::scene::Unit;
use selon_propositions::{Kind, Role};
use selon_syntax::Upos;

/// So many sentences back a request or an offer may have been told that is answered.
const REACH: usize = 6;

impl Merging<'_> {
    /// "The Forum called on the president to resign. The Presidency rejected the call": whose request or offer it was.
    pub(super) fn refused_offers(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let answer = &drafts[index];
            let unit = &self.units[answer.sentence];
            let open = !answer.gone
                && answer.codes.kind == "REJECT"
                && answer.status == Status::Actual
                && answer.recipients.is_empty()
                && !answer.actors.is_empty()
                && known_thing(unit, answer.word);
            if !open {
                continue;
            }
            let sides: Vec<_> = answer.actors.iter().map(Party::side).collect();
            let asked = drafts[..index].iter().rev().find(|other| {
                let words = matches!(other.codes.kind.as_str(), "REQUEST" | "AGREE") && !other.mutual;
                let near = answer.sentence - other.sentence <= REACH;
                let stranger = other.actors.iter().all(|actor| !sides.contains(&actor.side()));
                let to_them =
                    other.recipients.is_empty() || other.recipients.iter().any(|party| sides.contains(&party.side()));
                words && near && !other.gone && !other.background && stranger && to_them && !other.actors.is_empty()
            });
            let found: Vec<Party> = match asked {
                Some(asked) => asked.actors.iter().cloned().map(of_event).collect(),
                None => self.other_side(answer).into_iter().collect(),
            };
            if found.is_empty() {
                continue;
            }
            drafts[index].recipients = found;
            drafts[index].because("recipients", "whose offer or request is refused");
        }
    }

    /// "The president froze the talks": with those who talked.
    pub(super) fn broken_talks(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let open = !draft.gone
                && draft.codes.concept == "suspend-talks"
                && draft.recipients.is_empty()
                && !draft.actors.is_empty();
            if !open {
                continue;
            }
            let sides: Vec<_> = draft.actors.iter().map(Party::side).collect();
            let talks = drafts[..index].iter().rev().find(|other| {
                !other.gone
                    && other.mutual
                    && matches!(other.codes.kind.as_str(), "CONSULT" | "AGREE" | "RETREAT")
                    && other.actors.len() >= 2
                    && other.actors.iter().any(|actor| sides.contains(&actor.side()))
            });
            let partners: Vec<Party> = match talks {
                Some(talks) => {
                    let others = talks.actors.iter().filter(|actor| !sides.contains(&actor.side()));
                    others.cloned().map(of_event).collect()
                }
                None => self.other_side(draft).into_iter().collect(),
            };
            if partners.is_empty() {
                continue;
            }
            drafts[index].recipients = partners;
            drafts[index].because("recipients", "with whom the talks were");
        }
    }

    /// "We are willing to sit down": a side that is ready to talk is ready to talk with the other; "Iran offered to mediate": between the two.
    pub(super) fn ready_to_talk(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let about = draft.about.as_ref().map(|about| about.codes.clone());
            let talks = draft.codes.cameo == "036" || about.as_ref().is_some_and(|codes| codes.kind == "CONSULT");
            let open = !draft.gone
                && draft.codes.kind == "AGREE"
                && talks
                && !draft.mutual
                && draft.recipients.is_empty()
                && draft.actors.len() == 1;
            if !open {
                continue;
            }
            if let Some(other) = self.other_side(draft) {
                draft.recipients.push(other);
                draft.because("recipients", "the other side of the talks");
            }
        }
    }

    /// "Its fighters had thrown the attackers back": in a conflict of two sides, those whom one side repels are the other's.
    pub(super) fn repelled(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let known =
                |party: &Party| party.role == "gunmen" && party.code() == "UNK.REB" && self.taken_up(draft, party);
            if draft.gone || draft.codes.kind != "ASSAULT" || draft.mutual || !draft.recipients.iter().any(known) {
                continue;
            }
            if let Some(mut other) = self.other_side(draft) {
                if other.sector == "GOV" {
                    other.sector = "MIL".into();
                }
                draft.recipients = vec![other];
                draft.because("recipients", "the side that the actor fights");
            }
        }
    }

    /// "shot dead dozens of rebels and took 22 prisoners": whoever is taken in a fight is of those who fight.
    pub(super) fn captives(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| !d.gone && d.codes.kind == "ASSAULT") {
            let armed = |party: &&Party| matches!(party.sector.as_str(), "MIL" | "REB");
            let Some(fighters) = draft.recipients.iter().find(armed).cloned() else {
                continue;
            };
            let captive = |party: &Party| party.role == "detainees" && party.inferred.is_some();
            draft.recipients.retain(|party| !captive(party));
            let tolls = draft.toll.iter_mut().filter(|toll| toll.kind == "captured");
            for who in tolls.filter_map(|toll| toll.who.as_mut()).filter(|who| captive(who)) {
                *who = of_event(fighters.clone());
            }
        }
    }

    /// The side that whoever speaks in a draft fights: a state by its government, a group as itself.
    fn other_side(&self, draft: &Draft) -> Option<Party> {
        let actor = draft
            .actors
            .first()
            .filter(|actor| matches!(actor.sector.as_str(), "" | "GOV" | "MIL" | "REB"))?;
        let other = self.opponent_of(&actor.side())?;
        let sector = if other.sector == "REB" { "REB" } else { "GOV" };
        Some(inferred_party(draft, other, sector, "opponent"))
    }
}

/// "rejected the proposal", "ruled out any such deal": what is refused is a thing told of before, and nothing is said of whose it is.
fn known_thing(unit: &Unit<'_>, verb: usize) -> bool {
    let view = &unit.view;
    let Some(p) = unit.proposition(verb).filter(|p| p.kind == Kind::Verb) else {
        return false;
    };
    p.all(Role::Patient).any(|thing| {
        let pointing = view.children(thing).iter().any(|&child| {
            view.feat(child, "Definite") == Some("Def")
                || view.feat(child, "PronType") == Some("Dem")
                || view.grammar.cue(view.lemma(child), "similar")
        });
        let owned = unit.proposition(thing).is_some_and(|q| q.has(Role::Of));
        view.upos(thing) == Upos::Noun && pointing && !owned
    })
}
