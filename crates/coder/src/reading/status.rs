//! Whether what words tell happened, is denied, planned or only heard.

use super::Reading;
use crate::draft::Status;
use crate::scene::Unit;
use selon_propositions::{Proposition, Stance};

impl Reading<'_> {
    /// Whether it happened; `None` when the words make it no claim (a possibility, a purpose, a plain negation).
    pub(super) fn status(
        &self,
        p: &Proposition,
        stance: Option<Stance>,
        voiced: bool,
        harmless: bool,
    ) -> Option<Status> {
        let modality = &p.modality;
        if modality.purpose {
            return None;
        }
        if modality.condition.is_some() {
            // "threatened to strike if attacked": the condition of a threat is no claim.
            return p.modality.negated.is_none().then_some(Status::Conditional);
        }
        if stance == Some(Stance::Denies) {
            return Some(Status::Denied);
        }
        if modality.negated.is_some() && !harmless {
            return voiced.then_some(Status::Denied);
        }
        match modality.modal.as_ref().map(|(_, kind)| kind.as_str()) {
            Some("possibility" | "obligation" | "volition" | "fail" | "stop") => return None,
            Some("imminent") => return Some(Status::Planned),
            _ => {}
        }
        Some(if modality.future {
            Status::Planned
        } else {
            Status::Actual
        })
    }

    /// The press conditional, or a cue such as *reportedly*.
    pub(super) fn hearsay(&self, unit: &Unit<'_>, p: &Proposition) -> bool {
        let mood = p.modality.conditional && p.modality.condition.is_none();
        let grammar = unit.view.grammar;
        let cue = unit
            .view
            .children(p.head)
            .iter()
            .chain(p.light.iter().flat_map(|&l| unit.view.children(l)))
            .any(|&c| {
                matches!(unit.view.relation(c), "advmod" | "amod" | "discourse")
                    && grammar.cue(unit.view.lemma(c), "hearsay")
            });
        mood || cue
    }
}
