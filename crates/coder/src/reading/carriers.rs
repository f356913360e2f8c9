//! What a sentence tells with one event: the shot behind the hit, the blame in the breath of the report.

use super::{Hit, Reading};
use crate::draft::{Draft, DraftVoice, Status};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{Proposition, Role};
use selon_syntax::Upos;

impl Reading<'_> {
    /// "Rockets fired by the rebels hit the town": one attack, told by the hit.
    pub(super) fn suppress_shots(&self, unit: &Unit<'_>, hits: &mut [Hit<'_>]) {
        let hitting: Vec<usize> = hits
            .iter()
            .filter(|hit| !hit.suppressed && hit.concept.event_type == "ASSAULT")
            .flat_map(|hit| hit.proposition.all(Role::Agent))
            .filter(|&word| self.weapons.at(unit, word).is_some())
            .collect();
        for hit in hits.iter_mut().filter(|hit| hit.concept.event_type == "ASSAULT") {
            let head = hit.proposition.head;
            let weapon = unit.view.head(head).filter(|_| unit.view.relation(head) == "acl");
            let of_weapon = weapon.is_some_and(|weapon| {
                hitting.contains(&weapon) && hit.proposition.all(Role::Agent).all(|agent| agent != weapon)
            });
            hit.suppressed |= of_weapon;
        }
    }

    /// "Bombs fired by soldiers struck an army post": a building is not the attacker's where its owner was only guessed.
    pub(super) fn not_their_own(&self, draft: &mut Draft) {
        if draft.codes.kind != "ASSAULT" {
            return;
        }
        let sides: Vec<_> = draft.actors.iter().map(Party::side).collect();
        draft.recipients.retain(|party| {
            let guessed = party.kind == PartyKind::Facility && party.inferred.is_some();
            // "said it had hit forces that …": troops of no named country are not the attacker's own.
            let fighters = party.inferred.is_some() && matches!(party.sector.as_str(), "MIL" | "REB");
            !((guessed || fighters) && sides.contains(&party.side()))
        });
    }

    /// "promised to step up its help to the army": who is to be helped is promised it.
    pub(super) fn promised_help(&self, draft: &mut Draft) {
        if draft.codes.kind == "AGREE"
            && draft.recipients.is_empty()
            && let Some(about) = draft.about.as_ref().filter(|about| about.codes.kind == "AID")
        {
            draft.recipients.clone_from(&about.recipients);
            draft.because("recipients", "who is to be helped");
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

    /// "the rebels, who took the town last month, entered another, a leader there said": a relative clause that commas set off, before the words that
    /// bring in a speaker at the end, is the agency's.
    pub(super) fn told_aside(&self, unit: &Unit<'_>, p: &Proposition) -> bool {
        let view = &unit.view;
        let [link] = p.said.as_slice() else { return false };
        let relative = view.deprel(p.head) == "acl:relcl" && !p.quoted;
        let pronoun = (0..p.head).rev().find(|&w| view.feat(w, "PronType") == Some("Rel"));
        let set_off = pronoun.is_some_and(|w| w > 0 && view.word(w - 1).form == ",");
        let behind = link.verb.is_some_and(|verb| verb > p.head) && link.speaker.is_some_and(|word| word > p.head);
        // One that closes the sentence goes on with the news; one between a subject and its verb only reminds.
        let goes_on = |comma: usize| {
            let next = comma + 1;
            let verb = match view.upos(next) {
                Upos::Verb => Some(next),
                Upos::Aux => view.head(next),
                _ => None,
            };
            let finite = view.feat(next, "VerbForm") == Some("Fin");
            finite && verb.is_some_and(|verb| Some(verb) != link.verb)
        };
        let between = (p.head + 1..view.len().saturating_sub(1)).any(|w| view.word(w).form == "," && goes_on(w));
        relative && set_off && behind && between
    }

    /// A request or accusation that the agency narrates is its speaker's own act: nobody else says so.
    pub(super) fn own_speech_act(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let verbal = matches!(
            draft.codes.kind.as_str(),
            "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" | "AGREE" | "SUPPORT"
        );
        // "said a ship had rammed its boat and urged Manila to …": no ship urges; who speaks does.
        let things = !draft.actors.is_empty() && draft.actors.iter().all(|actor| actor.kind == PartyKind::Weapon);
        if verbal
            && things
            && !p.quoted
            && let Some(voice) = draft
                .voices
                .first()
                .filter(|voice| voice.party.kind != PartyKind::Weapon)
        {
            draft.actors = vec![voice.party.clone()];
            draft.because("actors", "a thing does not speak, its speaker does");
            let actors = &draft.actors;
            draft
                .recipients
                .retain(|party| actors.iter().all(|actor| actor.code() != party.code()));
        }
        // A carried-over speaker, or the very subject of the verb; where another sentence part says so of its own side, it is the speaker.
        let own = |voice: &DraftVoice| {
            draft.actors.iter().any(|actor| {
                let named_only = voice.verb.is_none() || voice.quote == selon_propositions::Quote::None;
                let again = voice.party.inferred.as_ref().is_some_and(|i| i.from == "speaker");
                let carried = (named_only || again) && actor.code() == voice.party.code();
                // "dans un communiqué, où elle reproche aux dissidents": a pronoun that stands for the speaker himself.
                let himself = actor.inferred.is_some()
                    && actor.word < unit.view.len()
                    && unit.view.upos(actor.word) == Upos::Pron
                    && actor.code() == voice.party.code();
                carried || himself || actor.sentence == voice.party.sentence && actor.word == voice.party.word
            })
        };
        // In a recording or a statement the words are his own, not the agency's.
        let spoken = self.voices.transcript.speaker(unit).is_some();
        if verbal && !p.quoted && !spoken && draft.status != Status::Denied && draft.voices.first().is_some_and(own) {
            draft.voices.clear();
            draft.because("said_by", "the agency narrates the speaker's own act");
        }
    }
}
