//! How sure the reader is of a claim.

use crate::draft::Draft;

/// Between 0 and 1. Every hidden, inferred or unresolved part takes its share off; calibration on annotated dispatches is a
/// later step and will replace the shares, not the idea.
pub fn of(draft: &Draft) -> f64 {
    let mut confidence: f64 = 0.9;
    let unresolved = |code: &str| code.starts_with("UNK");
    if draft.actors.is_empty() {
        confidence -= 0.15;
    }
    if draft.recipients.is_empty() && !draft.mutual {
        confidence -= 0.05;
    }
    let parties = draft
        .actors
        .iter()
        .chain(&draft.recipients)
        .chain(draft.voices.iter().map(|v| &v.party));
    for party in parties {
        if party.inferred.is_some() {
            confidence -= 0.08;
        }
        if unresolved(&party.code()) {
            confidence -= 0.08;
        }
    }
    if draft.outcome {
        confidence -= 0.05;
    }
    if draft.background {
        confidence -= 0.05;
    }
    (confidence.clamp(0.05, 0.95) * 100.0).round() / 100.0
}
