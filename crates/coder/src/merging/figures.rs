//! Sentences that only count: *le bilan est de quatre morts*, *parmi les morts figurent deux enfants*.

use super::Merging;
use super::story::war;
use crate::draft::{Draft, Status};
use selon_propositions::Role;

impl Merging<'_> {
    /// A toll in a sentence of its own belongs to the attack that the dispatch is about; a part of the dead, to where they were counted.
    pub(super) fn figures(&self, drafts: &mut [Draft]) {
        if war(drafts) {
            return;
        }
        for index in 0..drafts.len() {
            let harm = &drafts[index];
            let open = !harm.gone && harm.outcome && harm.actors.is_empty() && harm.status == Status::Actual;
            let unit = &self.units[harm.sentence];
            let Some(p) = unit.proposition(harm.word).filter(|_| open) else {
                continue;
            };
            let kinds: Vec<&str> = harm.toll.iter().map(|toll| toll.kind.as_str()).collect();
            let host = if p.has(Role::Among) {
                drafts[..index].iter().rposition(|other| {
                    let counted = |kind: &&str| other.toll.iter().any(|toll| toll.kind == *kind);
                    !other.gone && other.codes.kind == "ASSAULT" && kinds.iter().all(counted)
                })
            } else if counts_only(unit) && harm.voices.is_empty() && !harm.background {
                drafts[..index].iter().position(|other| {
                    !other.gone
                        && other.codes.kind == "ASSAULT"
                        && other.status == Status::Actual
                        && other.voices.is_empty()
                        && !other.background
                        && !other.mutual
                })
            } else {
                None
            };
            if let Some(host) = host {
                self.pour(drafts, index, host);
            }
        }
    }
}

/// Whether figures are what a sentence is about: their noun is the subject of its main verb.
fn counts_only(unit: &crate::scene::Unit<'_>) -> bool {
    let view = &unit.view;
    (0..view.len()).any(|word| {
        let main = view.head(word).is_some_and(|head| view.head(head).is_none());
        main && view.relation(word) == "nsubj" && view.grammar.cue(view.lemma(word), "sourceless")
    })
}
