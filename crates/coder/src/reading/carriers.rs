//! What a sentence tells with one event: the shot behind the hit, the blame in the breath of the report.

use super::{Hit, Reading};
use crate::draft::Draft;
use crate::scene::Unit;
use selon_propositions::{Proposition, Role};
use smol_str::SmolStr;

impl Reading<'_> {
    /// "Rockets fired by the rebels hit the town": one attack, told by the hit.
    pub(super) fn suppress_shots(&self, unit: &Unit<'_>, hits: &mut [Hit<'_>]) {
        let hitting: Vec<(usize, SmolStr)> = hits
            .iter()
            .filter(|hit| !hit.suppressed && hit.concept.event_type == "ASSAULT")
            .flat_map(|hit| {
                let agents = hit.proposition.all(Role::Agent);
                agents.map(|word| (word, hit.concept.name.clone()))
            })
            .filter(|(word, _)| self.weapons.at(unit, *word).is_some())
            .collect();
        for hit in hits.iter_mut().filter(|hit| hit.concept.event_type == "ASSAULT") {
            let head = hit.proposition.head;
            let of_weapon = unit.view.relation(head) == "acl"
                && unit
                    .view
                    .head(head)
                    .is_some_and(|weapon| hitting.iter().any(|(word, _)| *word == weapon));
            hit.suppressed |= of_weapon;
        }
    }

    /// "… , the ministry said, accusing its neighbour": who spoke accuses, though the participle hangs on what was said.
    pub(super) fn told_with_speech(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let verbal = matches!(
            draft.codes.kind.as_str(),
            "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "AGREE"
        );
        let participle = matches!(unit.view.feat(p.head, "VerbForm"), Some("Ger" | "Part"))
            && unit.view.relation(p.head) == "advcl"
            && unit.view.dependent(p.head, &["nsubj", "aux"]).is_none();
        let Some(link) = p.said.first().filter(|_| verbal && participle && !p.quoted) else {
            return;
        };
        let after = link.verb.is_some_and(|verb| verb < p.head) && link.speaker.is_some_and(|word| word < p.head);
        let own = p.first(Role::Agent).is_none_or(|agent| Some(agent) != link.speaker);
        if after && own {
            let speakers = self.voices.speakers(unit, link);
            if !speakers.is_empty() {
                draft.actors = speakers;
                draft.voices.clear();
                draft.because("actors", "who speaks in the same breath");
            }
        }
    }
}
