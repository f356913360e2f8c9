//! Whom an answer answers: the author of the attack that is condemned.

use super::Merging;
use super::inference::{inferred_party, of_event};
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind};
use smol_str::SmolStr;

impl Merging<'_> {
    /// "Eleven drones were downed, the air force said": whoever announces for a state that arms were shot down has shot them down.
    pub(super) fn shot_down(&self, drafts: &mut [Draft]) {
        for draft in drafts
            .iter_mut()
            .filter(|d| !d.gone && d.actors.is_empty() && d.codes.concept == "shoot-down" && d.status == Status::Actual)
        {
            let Some(party) = draft
                .voices
                .first()
                .map(|voice| &voice.party)
                .filter(|party| party.of_state())
            else {
                continue;
            };
            let sector = match party.sector.as_str() {
                "MIL" => "MIL",
                "GOV" => "",
                _ => continue,
            };
            let own = draft.recipients.iter().any(|hit| hit.country == party.country);
            let party = inferred_party(draft, &Party::country(&party.country), sector, "speaker");
            if !own {
                draft.actors.push(party);
                draft.because("actors", "the state that announces it");
            }
        }
    }

    /// "condemned the strike": whoever is told before to have made it.
    pub(super) fn condemned(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let answer = &drafts[index];
            let open = !answer.gone
                && answer.codes.kind == "ACCUSE"
                && answer.codes.mode == "disapprove"
                && answer.status == Status::Actual
                && answer.recipients.is_empty();
            let Some(p) = self.units[answer.sentence].proposition(answer.word).filter(|_| open) else {
                continue;
            };
            let deed = |other: &Draft| matches!(other.codes.kind.as_str(), "ASSAULT" | "COERCE") && !other.outcome;
            let theme = drafts.iter().position(|other| {
                other.sentence == answer.sentence
                    && deed(other)
                    && p.arguments.iter().any(|argument| argument.word == other.word)
            });
            let Some(theme) = theme.filter(|&theme| !drafts[theme].mutual) else {
                continue;
            };
            let condemners = answer.actors.clone();
            let authors = |other: &Draft| -> Vec<Party> {
                let others = other
                    .actors
                    .iter()
                    .filter(|party| party.country != "UNK" && condemners.iter().all(|own| own.side() != party.side()));
                others.cloned().collect()
            };
            let mut found = authors(&drafts[theme]);
            if found.is_empty() {
                // The news itself, which the lead tells; where it has no author there, nobody is condemned.
                let kind = &drafts[theme].codes.kind;
                let told = drafts[..index].iter().find(|other| {
                    !other.gone
                        && !other.mutual
                        && deed(other)
                        && (other.codes.kind == *kind || other.codes.cameo == "192")
                        && other.sentence < answer.sentence
                        && !other.background
                        && other.status == Status::Actual
                        && !other.claimed()
                });
                // "condemned the bombing" of nobody knows whom: what was done besides has other authors.
                let cameo = &drafts[theme].codes.cameo;
                let hidden = cameo != "190"
                    && drafts[..index].iter().enumerate().any(|(number, other)| {
                        number != theme
                            && !other.gone
                            && deed(other)
                            && other.codes.cameo == *cameo
                            && authors(other).is_empty()
                    });
                found = told.filter(|_| !hidden).map(authors).unwrap_or_default();
            }
            if found.is_empty() {
                continue;
            }
            // An army is condemned as its country.
            for party in found.iter_mut().filter(|party| party.sector == "MIL") {
                party.sector = SmolStr::default();
                party.kind = PartyKind::Country;
            }
            let target = &mut drafts[index];
            target.recipients = found.into_iter().map(of_event).collect();
            target.because("recipients", "the author of the attack that is condemned");
        }
    }
}
