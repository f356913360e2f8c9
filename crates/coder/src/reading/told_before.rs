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
