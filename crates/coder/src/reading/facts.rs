//! Whether a proposition tells a fact: appointments, threats, and verbs that tell the event of their own subject.

use super::Reading;
use super::links::{above_measure, known_victims, under_condition};
use crate::draft::{Codes, Draft, DraftAbout, Status};
use crate::ontology::{Class, Concept};
use crate::scene::Unit;
use crate::voices::first_person;
use selon_expressions::time::Mention;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;

impl Reading<'_> {
    /// "must meet on Monday", "is expected to visit": a meeting or a release with a date is an appointment.
    pub(super) fn scheduled(&self, unit: &Unit<'_>, p: &Proposition, concept: &Concept) -> Option<Status> {
        let modality = &p.modality;
        let due = modality
            .modal
            .as_ref()
            .is_some_and(|(_, kind)| matches!(kind.as_str(), "obligation" | "volition"));
        let open = due && modality.negated.is_none() && modality.condition.is_none() && !modality.purpose;
        let appointment = open
            && matches!(concept.event_type.as_str(), "CONSULT" | "RETREAT")
            && (self.when(unit, p, true).is_some()
                || concept.event_type == "CONSULT" && p.kind == Kind::Verb && !self.times[unit.index].is_empty());
        appointment.then_some(Status::Planned)
    }

    /// Whether the verb of an event noun tells the event itself: *a bombardment wrecked the school*.
    pub(super) fn subject_of_event(&self, unit: &Unit<'_>, p: &Proposition) -> bool {
        let concept = unit.view.head(p.head).and_then(|verb| self.senses.concept(unit, verb));
        concept
            .and_then(|name| self.ontology.concept(name))
            .is_some_and(|concept| concept.class == Class::Event)
    }

    /// Whether a verb tells an act other than violence: evacuating, meeting, asking.
    pub(super) fn tells_act(&self, unit: &Unit<'_>, verb: usize) -> bool {
        let concept = self
            .senses
            .concept(unit, verb)
            .and_then(|name| self.ontology.concept(name));
        concept.is_some_and(|concept| concept.class == Class::Event && concept.event_type != "ASSAULT")
    }

    /// Violence that its speaker says its own side will do under a condition is a threat.
    pub(super) fn own_threat(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let own = draft
            .voices
            .first()
            .is_some_and(|voice| draft.actors.iter().any(|actor| actor.side() == voice.party.side()));
        // "Nous abattrons tout intrus": what "we shall" do is a vow.
        let vow = p.first(Role::Agent).is_some_and(|word| first_person(unit, word))
            && unit.view.feat(p.head, "Tense") == Some("Fut");
        let meant = vow || under_condition(unit, p);
        if !own || draft.status != Status::Planned || draft.codes.kind != "ASSAULT" || !meant {
            return;
        }
        let Some(threat) = self.ontology.concept("threaten") else {
            return;
        };
        let act = std::mem::replace(&mut draft.codes, Codes::of(threat));
        if let Some(rule) = self.ontology.theme(&threat.name, std::slice::from_ref(&act.concept)) {
            draft.codes.mode = rule.mode.clone();
            draft.codes.cameo = rule.cameo.clone();
        }
        draft.about = Some(DraftAbout {
            codes: act,
            actors: draft.actors.clone(),
            recipients: draft.recipients.clone(),
        });
        draft.status = Status::Actual;
        draft.because("event", "what the speaker's side will do under a condition is a threat");
    }

    /// Whether a noun of harm only names victims that are known.
    pub(super) fn only_meant(&self, unit: &Unit<'_>, p: &Proposition) -> bool {
        let act = || above_measure(unit, p.head).is_some_and(|verb| self.tells_act(unit, verb));
        self.harm.is_noun(unit, p.head) && known_victims(unit, p, self.harm.counted(unit, p.head), act())
    }
}

/// "men accused of …", "the attack blamed on …", "told to leave": nobody is told to accuse or to ask anybody in such a participle, unless it
/// has a day of its own.
pub(super) fn told_of_nobody(draft: &Draft, dated: bool) -> bool {
    let kind = draft.codes.kind.as_str();
    draft.actors.is_empty() && (kind == "ACCUSE" || !dated && matches!(kind, "REQUEST" | "THREATEN"))
}

/// "fait état de violents combats": a noun without definite article that completes a word of speech tells what somebody reports.
pub(super) fn reported(unit: &Unit<'_>, p: &Proposition) -> bool {
    let told = p.said.first().and_then(|link| link.verb).is_some_and(|verb| {
        unit.view.head(p.head) == Some(verb)
            || unit.view.head(p.head).and_then(|noun| unit.view.head(noun)) == Some(verb)
    });
    told && unit.view.feat_of_determiner(p.head) != Some("Def")
}

/// Words or deeds of nobody to nobody (*thank you*) are no act of a party; violence, protest and forces set in motion are news without one.
pub(super) fn may_be_bare(draft: &Draft, p: &Proposition) -> bool {
    matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE" | "PROTEST" | "RETREAT")
        || draft.codes.kind == "MOBILIZE" && p.kind == Kind::Verb
        || draft.mutual && p.kind == Kind::Noun
        // "La proposition a été déclinée": whose it was, and who refuses, may be told just before.
        || draft.codes.kind == "REJECT" && p.kind == Kind::Verb && p.passive
}

/// A noun with a capital inside a sentence is a name (*the United Nations Operation in Burundi*, *la Conférence des évêques*), no news.
pub(super) fn part_of_name(unit: &Unit<'_>, p: &Proposition) -> bool {
    let form = &unit.view.word(p.head).form;
    let mut letters = form.chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase);
    let inside = p.head > 0
        && unit
            .view
            .word(p.head - 1)
            .form
            .chars()
            .next()
            .is_some_and(char::is_lowercase);
    // "l'Armée de libération nationale": a word inside a name of several.
    let named = unit
        .name_at(p.head)
        .is_some_and(|name| name.words.len() > 1 && name.head != p.head);
    (capital && inside || named) && p.light.is_none()
}

/// "Has Honduras agreed to this?": a question asserts nothing.
pub(super) fn asked(unit: &Unit<'_>) -> bool {
    let closing = |w: &usize| unit.view.upos(*w) == Upos::Punct;
    let mut end = (0..unit.view.len()).rev().take_while(closing);
    end.any(|w| unit.view.word(w).form.contains('?'))
}

/// "THE 19 MARCH ELECTIONS": a month beside its day is no march.
pub(super) fn month(unit: &Unit<'_>, p: &Proposition, times: &[Mention]) -> bool {
    let day = |w: usize| w < unit.view.len() && unit.view.upos(w) == Upos::Num;
    p.kind == Kind::Noun
        && (p.head > 0 && day(p.head - 1) || day(p.head + 1))
        && times.iter().any(|time| time.words.contains(&p.head))
}
