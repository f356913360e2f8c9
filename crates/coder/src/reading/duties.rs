//! What a speaker says that somebody has to do, and what his own side will not do: a demand and a refusal.

use super::Reading;
use crate::draft::{Codes, Draft, DraftAbout, Status};
use crate::ontology::Concept;
use crate::party::{Party, PartyKind};
use selon_propositions::Proposition;
use smol_str::SmolStr;

/// Friendly or yielding acts: not to do them is to refuse them.
const REFUSABLE: [&str; 6] = ["AGREE", "CONSULT", "COOPERATE", "AID", "RETREAT", "CONCEDE"];

impl Reading<'_> {
    /// "Rwanda must withdraw its troops", said by somebody else's government: whether the words may be a demand.
    pub(super) fn may_demand(&self, p: &Proposition, concept: &Concept) -> bool {
        let modality = &p.modality;
        let due = modality.modal.as_ref().is_some_and(|(_, kind)| kind == "obligation");
        due && concept.event_type != "CONSULT" && modality.condition.is_none() && !modality.purpose
    }

    /// Makes the demand of what is to be done; `false` where nobody but the speaker's own side has to do it.
    pub(super) fn demanded(&self, draft: &mut Draft) -> bool {
        let Some(speaker) = draft.voices.first().map(|voice| voice.party.clone()) else {
            return false;
        };
        // A mayor or a witness who says what should be done asks nobody.
        let side = matches!(speaker.sector.as_str(), "GOV" | "MIL" | "REB" | "POL" | "OPP")
            || matches!(speaker.country.as_str(), "IGO" | "NGO");
        let mut addressed = draft.actors.clone();
        addressed.retain(|party| {
            !party.only_owned() && !party.passive_thing() && party.side() != speaker.side() && party.code() != "UNK"
        });
        if addressed.is_empty() || !side {
            return false;
        }
        for party in addressed.iter_mut().filter(|party| party.kind == PartyKind::Country) {
            party.sector = SmolStr::default();
        }
        let Some(ask) = self.ontology.concept("ask") else {
            return false;
        };
        let act = std::mem::replace(&mut draft.codes, Codes::of(ask));
        if let Some(rule) = self.ontology.theme(&ask.name, std::slice::from_ref(&act.concept)) {
            draft.codes.mode = rule.mode.clone();
            draft.codes.cameo = rule.cameo.clone();
        }
        let recipients = std::mem::replace(&mut draft.recipients, addressed.clone());
        draft.about = Some(DraftAbout {
            codes: act,
            actors: addressed,
            recipients,
        });
        self.as_words_of(draft, speaker);
        draft.because("event", "what somebody else has to do is asked of him");
        true
    }

    /// "We will not talk to the rebels": a friendly act that the speaker's own side will not do is refused.
    pub(super) fn refused(&self, p: &Proposition, draft: &mut Draft) {
        let refusal = p.modality.negated.is_some()
            && p.modality.future
            && draft.status == Status::Denied
            && REFUSABLE.contains(&draft.codes.kind.as_str());
        let Some(speaker) = draft
            .voices
            .first()
            .map(|voice| voice.party.clone())
            .filter(|_| refusal)
        else {
            return;
        };
        let own = |party: &Party| party.side() == speaker.side();
        if !draft.actors.iter().any(own) {
            return;
        }
        let Some(refuse) = self.ontology.concept("refuse") else {
            return;
        };
        let act = std::mem::replace(&mut draft.codes, Codes::of(refuse));
        if let Some(rule) = self.ontology.theme(&refuse.name, std::slice::from_ref(&act.concept)) {
            draft.codes.mode = rule.mode.clone();
            draft.codes.cameo = rule.cameo.clone();
        }
        let others: Vec<Party> = draft.actors.iter().filter(|party| !own(party)).cloned().collect();
        if draft.recipients.is_empty() {
            draft.recipients = others;
        }
        draft.about = Some(DraftAbout {
            codes: act,
            actors: vec![speaker.clone()],
            recipients: draft.recipients.clone(),
        });
        self.as_words_of(draft, speaker);
        draft.because("event", "what the speaker's own side will not do is refused");
    }

    /// The claim is an act of words of its speaker, with no time and place of the deed.
    fn as_words_of(&self, draft: &mut Draft, speaker: Party) {
        draft.actors = vec![speaker];
        draft.status = Status::Actual;
        draft.outcome = false;
        draft.mutual = false;
        draft.unconfirmed = false;
        draft.toll.clear();
        draft.means.clear();
        draft.place = None;
        draft.when = None;
    }
}
