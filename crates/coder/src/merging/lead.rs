//! The lead sums up: what it tells in nobody's name and a named speaker tells below is that speaker's.

use super::{Merging, same_happening};
use crate::draft::{Draft, Status};
use selon_propositions::Stance;

/// How many paragraphs below the lead its speaker is looked for.
const BELOW: usize = 2;

impl Merging<'_> {
    /// Gives a lead without any source the voice of the one side that tells the same happening in the next paragraphs.
    pub(super) fn leads(&self, drafts: &mut [Draft]) {
        let Some(first) = drafts.iter().filter(|d| !d.gone).map(|d| d.sentence).min() else {
            return;
        };
        let unit = &self.units[first];
        let opens = first == 0 || self.units[first - 1].paragraph != unit.paragraph;
        let sourced = unit.propositions.iter().any(|p| !p.said.is_empty());
        if !opens || sourced || unit.paragraph > 1 {
            return;
        }
        for index in 0..drafts.len() {
            let lead = &drafts[index];
            if lead.gone || lead.sentence != first || !lead.voices.is_empty() || lead.status != Status::Actual {
                continue;
            }
            let tellings: Vec<usize> = (0..drafts.len())
                .filter(|&other| {
                    let told = &drafts[other];
                    let below = told.sentence > first && self.units[told.sentence].paragraph <= unit.paragraph + BELOW;
                    let voice = told.voices.first();
                    if told.gone || !below || voice.is_none_or(|v| v.stance == Stance::ClaimsResponsibility) {
                        return false;
                    }
                    let mut voiced = lead.clone();
                    voiced.voices.clone_from(&told.voices);
                    same_happening(&voiced, told)
                })
                .collect();
            let Some(&teller) = tellings.first() else { continue };
            if tellings
                .iter()
                .all(|&other| drafts[other].side() == drafts[teller].side())
            {
                drafts[index].voices = drafts[teller].voices.clone();
                drafts[index].because("said_by", "the lead sums up what the speaker says below");
            }
        }
    }
}
