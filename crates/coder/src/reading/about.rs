//! What a request, a promise, a threat or a refusal is about.

use super::Reading;
use crate::draft::{Codes, Draft, DraftAbout};
use crate::scene::Unit;

impl Reading<'_> {
    /// The event that is asked for, promised, threatened or refused, with its own parties.
    pub(super) fn about(&self, unit: &Unit<'_>, themes: &[usize], draft: &Draft) -> Option<DraftAbout> {
        if !matches!(draft.codes.kind.as_str(), "REQUEST" | "AGREE" | "THREATEN" | "REJECT") {
            return None;
        }
        themes.iter().find_map(|&theme| {
            let p = unit.proposition(theme)?;
            let sense = self.senses.of(unit, p)?;
            let concept = self.ontology.concept(sense.concept.as_ref()?)?;
            if concept.event_type.is_empty() {
                return None;
            }
            let effective = self.effective(unit, p, sense, concept);
            let frame = self.ontology.frame(&concept.frame)?;
            let actors = self.fill(unit, &effective, &frame.actor, frame.mutual, draft, true);
            let recipients = self.fill(unit, &effective, &frame.recipient, false, draft, false);
            Some(DraftAbout {
                codes: Codes::of(concept),
                actors,
                recipients,
            })
        })
    }
}
