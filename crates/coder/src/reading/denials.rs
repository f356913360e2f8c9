//! Denials that only point back: *denies it*, *rejected the accusation*, *une information que l'armée a démentie*.

use super::Reading;
use crate::claim::Inferred;
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role, Said, Stance};
use selon_syntax::Upos;

/// "nie tout mauvais traitement", "denied any raid": whoever denies every deed of a kind denies his own.
fn any_at_all(unit: &Unit<'_>, p: &Proposition) -> bool {
    let grammar = unit.view.grammar;
    unit.view
        .dependents(p.head, &["det", "amod"])
        .any(|det| grammar.cue(unit.view.lemma(det), "any"))
}

impl Reading<'_> {
    /// Adds what such a denial denies: the deed that the other side told just before, in the denier's name.
    pub(super) fn denials(&self, drafts: &mut Vec<Draft>) {
        for unit in self.units {
            for p in unit.propositions {
                let Some(link) = self.points_back(unit, p) else {
                    continue;
                };
                let Some(denier) = self.voices.speakers(unit, &link).into_iter().next() else {
                    continue;
                };
                let side = denier.side();
                if denier.country == "UNK" {
                    continue;
                }
                let known = drafts.iter().any(|d| {
                    d.status == Status::Denied
                        && d.side() == side
                        && d.sentence >= unit.index
                        && d.sentence <= unit.index + 2
                });
                let told = drafts.iter().rposition(|d| {
                    let here = d.sentence == unit.index && d.word < p.head && !unit.view.below(d.word, p.head);
                    let blamed = d.actors.iter().any(|actor| actor.side() == side);
                    let before = d.sentence + 1 == unit.index && (!d.voices.is_empty() || blamed);
                    (here || before)
                        && d.status == Status::Actual
                        && !d.weak
                        && matches!(
                            d.codes.kind.as_str(),
                            "ASSAULT" | "COERCE" | "AID" | "MOBILIZE" | "RETREAT"
                        )
                        && d.side() != side
                });
                // "Le ministre a balayé « des fables »": the last deed that somebody else told of the denier's own side.
                let own = || {
                    drafts.iter().rposition(|d| {
                        d.sentence < unit.index
                            && !d.voices.is_empty()
                            && d.status == Status::Actual
                            && !d.weak
                            && d.codes.kind == "ASSAULT"
                            && d.side() != side
                            && d.actors.iter().any(|actor| actor.side() == side)
                    })
                };
                if let Some(told) = told.or_else(own).filter(|_| !known) {
                    let mut denied = drafts[told].clone();
                    denied.sentence = unit.index;
                    denied.word = p.head;
                    denied.trigger = unit.bytes(p.head..p.head + 1);
                    denied.status = Status::Denied;
                    denied.unconfirmed = false;
                    denied.toll.clear();
                    denied.outcome = false;
                    denied.voices = self.voices.links(unit, std::slice::from_ref(&link));
                    denied.because("status", "a denial of what was told before");
                    drafts.push(denied);
                }
            }
        }
    }

    /// "There was no strike on the convoy", an army says: whoever says that a thing did not happen to somebody else denies a deed of its own.
    pub(super) fn denier_of_own_deed(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        // "denied involvement in the killing", "dément être impliqué dans le meurtre": whoever has a part in a deed does it.
        let part_in = unit
            .view
            .head(p.head)
            .is_some_and(|above| unit.view.grammar.cue(unit.view.lemma(above), "involvement"));
        // "denied blowing up anything": a deed without a subject of its own is that of whoever denies it.
        let bare = p.kind == Kind::Verb
            && !p.passive
            && matches!(unit.view.feat(p.head, "VerbForm"), Some("Ger" | "Part" | "Inf"))
            && draft.voices.first().is_some_and(|voice| voice.stance == Stance::Denies)
            && unit.view.dependent(p.head, &["nsubj"]).is_none();
        // "Aucun avion n'a survolé le secteur", an army says: none of its own.
        let machine = p.kind == Kind::Verb
            && p.all(selon_propositions::Role::Agent).any(|word| {
                self.cast
                    .party(unit.index, word)
                    .is_some_and(|party| party.kind == PartyKind::Weapon)
                    || self.weapons.at(unit, word).is_some()
            });
        let open = draft.status == Status::Denied
            && draft.codes.kind == "ASSAULT"
            && (p.kind == Kind::Noun || bare || machine)
            && draft.actors.is_empty()
            && (bare
                || machine
                || part_in
                || any_at_all(unit, p)
                || p.arguments.iter().any(|a| matches!(a.role, Role::On | Role::Against)));
        let Some(speaker) = draft.voices.first().map(|voice| voice.party.clone()).filter(|_| open) else {
            return;
        };
        let armed = matches!(speaker.sector.as_str(), "MIL" | "REB");
        if armed && draft.recipients.iter().all(|party| party.side() != speaker.side()) {
            draft.actors.push(Party {
                inferred: Some(Inferred {
                    from: "speaker".into(),
                    reference: String::new(),
                }),
                ..speaker
            });
            draft.because("actors", "who denies it is who would have done it");
        }
    }

    /// The denier, where a verb of denial has nothing but a pronoun or a word for words (*reports*, *accusations*) as its object.
    fn points_back(&self, unit: &Unit<'_>, p: &Proposition) -> Option<Said> {
        let grammar = unit.view.grammar;
        let verb = p.kind == Kind::Verb && p.modality.negated.is_none() && p.modality.modal.is_none() && !p.passive;
        let sense = grammar.speech(&p.lemma).iter().find(|s| {
            s.stance == Stance::Denies
                && !s.reflexive
                && !s.quotation_only
                && s.with
                    .iter()
                    .all(|w| unit.view.children(p.head).iter().any(|&c| unit.view.lemma(c) == w))
        })?;
        if !verb || p.has(Role::Content) && sense.with.is_empty() {
            return None;
        }
        let speaker = p.first(Role::Agent)?;
        let object = p.first(Role::Patient).or_else(|| {
            let pronoun = |&c: &usize| unit.view.upos(c) == Upos::Pron && unit.view.relation(c) == "obj";
            unit.view.children(p.head).iter().copied().find(pronoun)
        });
        let bare = match object {
            // "rejected the accusation", "called it a lie": the words themselves say what is denied.
            _ if !sense.with.is_empty() => true,
            // "L'armée dément." at the end of a telling.
            None => unit
                .view
                .children(p.head)
                .iter()
                .all(|&c| unit.view.relation(c) != "obj"),
            Some(object) => {
                let clause = unit
                    .view
                    .dependents(object, &["acl", "ccomp"])
                    .any(|c| c > object && c != p.head);
                let noun = grammar
                    .speech(unit.view.lemma(object))
                    .iter()
                    .any(|s| s.with.is_empty())
                    && unit.view.upos(object) == Upos::Noun;
                // "a démenti toute implication": in what was told.
                let part = grammar.cue(unit.view.lemma(object), "involvement");
                ((noun || part) && !clause) || unit.view.upos(object) == Upos::Pron
            }
        };
        bare.then(|| Said {
            speaker: Some(speaker),
            verb: Some(p.head),
            stance: Stance::Denies,
            quote: selon_propositions::Quote::Indirect,
            audience: Vec::new(),
            rule: "denies-what-was-told",
        })
    }
}
