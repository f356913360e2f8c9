//! *L'état-major l'a annoncé*, *the army confirmed this*: a sentence that names the source of the one before.

use super::Reading;
use crate::draft::{Draft, Status};
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Quote, Role, Said, Stance};
use selon_syntax::Upos;

impl Reading<'_> {
    /// Gives what a sentence tells in nobody's name to the speaker whom the next sentence names for it.
    pub(super) fn told_before(&self, drafts: &mut [Draft]) {
        for unit in self.units.iter().skip(1) {
            let Some(link) = unit.propositions.iter().find_map(|p| names_source(unit, p)) else {
                continue;
            };
            let voices = self.voices.links(unit, std::slice::from_ref(&link));
            if voices.is_empty() {
                continue;
            }
            let before = drafts.iter_mut().filter(|d| {
                d.sentence + 1 == unit.index && d.voices.is_empty() && d.status == Status::Actual && !d.background
            });
            for draft in before {
                draft.voices.clone_from(&voices);
                draft.because("said_by", "the next sentence names its source");
            }
        }
    }

    /// "ISWAP claimed it", "the group claimed responsibility": the attack told just before, in the claimant's name and by his own words.
    pub(super) fn claimed_before(&self, drafts: &mut Vec<Draft>) {
        for unit in self.units {
            for p in unit.propositions {
                let Some(link) = self.claims_it(unit, p) else { continue };
                // The claim itself names an attack, before or behind its verb.
                let known = drafts.iter().any(|d| {
                    let behind = d.word > p.head || d.word < p.head && unit.view.below(p.head, d.word);
                    d.sentence == unit.index && d.claimed() && behind
                });
                let told = drafts.iter().rposition(|d| {
                    let before = d.sentence < unit.index || d.word < p.head && !unit.view.below(d.word, p.head);
                    let open = d
                        .actors
                        .iter()
                        .all(|actor| actor.country == "UNK" || actor.sector == "REB");
                    before
                        && open
                        && d.codes.kind == "ASSAULT"
                        && d.status == Status::Actual
                        && !d.mutual
                        && !d.weak
                        && !d.background
                        && !d.claimed()
                        && unit.index - d.sentence <= REACH
                });
                let voices = self.voices.links(unit, std::slice::from_ref(&link));
                let Some(claimant) = voices.first().map(|voice| voice.party.clone()) else {
                    continue;
                };
                let armed = matches!(claimant.sector.as_str(), "REB" | "MIL" | "POL");
                let Some(told) = told.filter(|_| !known && armed) else {
                    continue;
                };
                let mut claimed = drafts[told].clone();
                claimed.sentence = unit.index;
                claimed.word = p.head;
                claimed.trigger = unit.bytes(p.head..p.head + 1);
                claimed.toll.clear();
                claimed.outcome = false;
                claimed.unconfirmed = false;
                claimed.actors = vec![claimant];
                claimed.recipients = claimed.recipients.into_iter().map(crate::merging::of_event).collect();
                claimed.voices = voices;
                claimed.because("actors", "who claims what was told before did it");
                drafts.push(claimed);
            }
        }
    }

    /// The claimant, where what he claims is only pointed at.
    fn claims_it(&self, unit: &Unit<'_>, p: &Proposition) -> Option<Said> {
        let view = &unit.view;
        let plain = p.kind == Kind::Verb
            && !p.passive
            && p.modality.negated.is_none()
            && p.modality.modal.is_none()
            && !p.modality.future
            && p.modality.condition.is_none();
        let speech = view.grammar.speech(&p.lemma).iter().find(|s| {
            let beside = |needed: &String| view.children(p.head).iter().any(|&child| view.lemma(child) == needed);
            s.stance == Stance::ClaimsResponsibility && s.with.iter().all(beside)
        })?;
        // "claimed responsibility for the blast" names it, save with a pronoun: "for it".
        let pronoun = |word: usize| view.upos(word) == Upos::Pron && view.feat(word, "PronType") != Some("Rel");
        let carrier = |word: usize| speech.with.iter().any(|needed| view.lemma(word) == needed);
        let named = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Patient | Role::Content | Role::For | Role::To | Role::Of))
            .any(|a| !pronoun(a.word) && (!carrier(a.word) || names_deed(unit, a.word) || self.is_event(unit, a.word)));
        // French clitics are no arguments, but children of the verb.
        let pointed = view
            .children(p.head)
            .iter()
            .any(|&child| matches!(view.relation(child), "obj" | "iobj") && (pronoun(child) || carrier(child)));
        let speaker = p.first(Role::Agent)?;
        let nobody = view.grammar.cue(view.lemma(speaker), "negation")
            || view
                .dependents(speaker, &["det"])
                .any(|det| view.grammar.cue(view.lemma(det), "negation"));
        (plain && pointed && !named && !nobody).then(|| Said {
            speaker: Some(speaker),
            verb: Some(p.head),
            stance: Stance::ClaimsResponsibility,
            quote: Quote::Indirect,
            audience: Vec::new(),
            rule: "claims-what-was-told",
        })
    }
}

/// So many sentences back an attack may have been told that is claimed.
const REACH: usize = 6;

/// Whether the noun of an idiom names by its complement what is claimed: *responsibility for the blast*.
fn names_deed(unit: &Unit<'_>, noun: usize) -> bool {
    unit.proposition(noun).is_some_and(|q| {
        let deed = |word: usize| unit.view.upos(word) != Upos::Pron;
        q.all(Role::For).chain(q.all(Role::Of)).any(deed)
    })
}

/// The speaker, where the main verb of a sentence says nothing but "it".
fn names_source(unit: &Unit<'_>, p: &Proposition) -> Option<Said> {
    let view = &unit.view;
    let main = view.head(p.head).is_none() && p.kind == Kind::Verb && !p.passive;
    let plain = p.modality.negated.is_none() && p.modality.modal.is_none() && p.modality.condition.is_none();
    let speech = view.grammar.speech(&p.lemma).iter().find(|s| {
        matches!(s.stance, Stance::Asserts | Stance::Confirms | Stance::Admits)
            && !s.quotation_only
            && s.with.is_empty()
    })?;
    let it =
        view.children(p.head).iter().copied().find(|&c| {
            view.relation(c) == "obj" && view.upos(c) == Upos::Pron && view.feat(c, "PronType") != Some("Rel")
        });
    let object_only = it.is_some_and(|it| !matches!(view.feat(it, "Person"), Some("1" | "2")))
        && !p.has(Role::Content)
        && view.dependent(p.head, &["ccomp", "xcomp", "conj"]).is_none();
    let speaker = p.first(Role::Agent)?;
    (main && plain && object_only).then(|| Said {
        speaker: Some(speaker),
        verb: Some(p.head),
        stance: speech.stance,
        quote: Quote::Indirect,
        audience: Vec::new(),
        rule: "says-it",
    })
}
