//! Arguments that a predicate shares with another: control, coordination, participles, and support verbs that hand
//! theirs to a noun.

use crate::grammar::Light;
use crate::proposition::{Argument, Kind, Proposition};
use crate::view::View;
use crate::{Role, Stance};
use selon_syntax::Upos;

/// Propositions by the index of their head word.
pub type ByWord = Vec<Option<Proposition>>;

/// Fills what predicates share, from the root downwards, so that what a governor inherited is passed on.
pub fn share(view: &View<'_>, all: &mut ByWord) {
    for word in top_down(view) {
        if all[word].as_ref().is_some_and(|p| p.kind != Kind::Noun) {
            passive_by_coordination(view, all, word);
            subject(view, all, word);
            shared_object(view, all, word);
        }
    }
}

/// All words, heads before their dependents.
pub fn top_down(view: &View<'_>) -> Vec<usize> {
    let mut order = Vec::with_capacity(view.len());
    order.extend((0..view.len()).filter(|&word| view.head(word).is_none()));
    let mut next = 0;
    while next < order.len() {
        order.extend_from_slice(view.children(order[next]));
        next += 1;
    }
    order
}

/// What stands as subject on the surface: the patient of a passive, else the agent.
pub fn surface_subject(p: &Proposition) -> Vec<usize> {
    let role = if p.passive { Role::Patient } else { Role::Agent };
    p.all(role).collect()
}

/// "ont été tués et 12 autres capturés": a participle without auxiliary takes the voice of the verb it is coordinated with.
fn passive_by_coordination(view: &View<'_>, all: &mut ByWord, word: usize) {
    if view.relation(word) != "conj" {
        return;
    }
    let Some(governor) = view.head(word) else { return };
    let governor_passive = all[governor].as_ref().is_some_and(|p| p.passive && !p.reflexive);
    let Some(p) = all[word].as_mut() else { return };
    let own_auxiliary = view.dependent(word, &["aux", "cop"]).is_some();
    if !governor_passive || own_auxiliary || p.passive || !view.past_participle(word) {
        return;
    }
    p.passive = true;
    for argument in &mut p.arguments {
        match argument.role {
            Role::Agent if argument.rule == "subject" => argument.role = Role::Patient,
            Role::By => argument.role = Role::Agent,
            _ => {}
        }
    }
}

fn subject(view: &View<'_>, all: &mut ByWord, word: usize) {
    let Some(p) = &all[word] else { return };
    let own_subject = view.dependent(word, &["nsubj", "csubj"]).is_some();
    if own_subject || !surface_subject(p).is_empty() && p.passive && view.relation(word) == "acl" {
        return;
    }
    let Some(governor) = view.head(word) else { return };
    let finite = view.feat(word, "VerbForm") == Some("Fin")
        || view.dependents(word, &["aux"]).any(|aux| view.feat(aux, "VerbForm") == Some("Fin"));
    let (words, rule): (Vec<usize>, &'static str) = match view.relation(word) {
        "conj" => (coordinated_subject(view, all, governor), "coordination"),
        "xcomp" => (controller(view, all, governor), "control"),
        "ccomp" | "obl" | "advcl" | "nmod" if !finite => {
            let complement = view.relation(word) != "advcl" || accuses(view, governor);
            if complement {
                (controller(view, all, governor), "control")
            } else {
                (governor_subject(all, governor), "adverbial-clause")
            }
        }
        "acl" if view.feat(word, "VerbForm") == Some("Inf") => (noun_controller(view, all, governor), "noun-control"),
        "parataxis" if !finite => (governor_subject(all, governor), "parataxis"),
        _ => return,
    };
    let Some(p) = all[word].as_mut() else { return };
    if !p.passive && p.has(Role::Agent) {
        return;
    }
    let role = if p.passive { Role::Patient } else { Role::Agent };
    for subject in words {
        p.push(role, subject, None, rule);
    }
}

fn governor_subject(all: &ByWord, governor: usize) -> Vec<usize> {
    all[governor].as_ref().map(surface_subject).unwrap_or_default()
}

/// The subject of the first conjunct; for a participle that modifies a noun, that noun.
fn coordinated_subject(view: &View<'_>, all: &ByWord, governor: usize) -> Vec<usize> {
    let subject = governor_subject(all, governor);
    if subject.is_empty() && view.relation(governor) == "acl" {
        return view.head(governor).into_iter().collect();
    }
    subject
}

fn accuses(view: &View<'_>, verb: usize) -> bool {
    view.grammar.speech(view.lemma(verb)).iter().any(|speech| speech.stance == Stance::Accuses)
}

/// The understood subject of an infinitive: the one who is told to do it, or the subject of the verb above.
///
/// Verbs of speech and modal verbs keep the subject (*promised Paris to withdraw*), verbs of blame point at their object.
fn controller(view: &View<'_>, all: &ByWord, governor: usize) -> Vec<usize> {
    let Some(p) = &all[governor] else { return Vec::new() };
    let lemma = view.lemma(governor);
    let speech = view.grammar.speech(lemma);
    let keeps = view.grammar.modal(lemma).is_some() || speech.iter().any(|s| !s.quotation_only);
    if !keeps || accuses(view, governor) {
        let told = if p.passive { Role::Patient } else { Role::To };
        for role in [Role::Patient, told] {
            let words: Vec<usize> = p
                .arguments
                .iter()
                .filter(|a| a.role == role && !view.clausal(a.word))
                .map(|a| a.word)
                .collect();
            if !words.is_empty() {
                return words;
            }
        }
    }
    surface_subject(p)
}

/// "the army's decision to strike", "took the decision to strike".
fn noun_controller(view: &View<'_>, all: &ByWord, noun: usize) -> Vec<usize> {
    if let Some(p) = &all[noun] {
        let of: Vec<usize> = p.all(Role::Of).collect();
        if !of.is_empty() {
            return of;
        }
    }
    view.head(noun).map(|verb| governor_subject(all, verb)).unwrap_or_default()
}

/// "attacked and destroyed the base": the object of the last verb belongs to the first as well.
fn shared_object(view: &View<'_>, all: &mut ByWord, word: usize) {
    if view.relation(word) != "conj" || view.dependent(word, &["nsubj"]).is_some() {
        return;
    }
    let (Some(governor), Some(p)) = (view.head(word), &all[word]) else { return };
    let objects: Vec<Argument> = p
        .arguments
        .iter()
        .filter(|a| a.role == Role::Patient && a.rule == "object" && a.word > word)
        .cloned()
        .collect();
    let bare_governor = view
        .children(governor)
        .iter()
        .all(|&c| c < governor || c >= word || matches!(view.relation(c), "advmod" | "cc" | "punct" | "compound"));
    let Some(first) = all[governor].as_mut() else { return };
    if first.kind == Kind::Verb && bare_governor && !first.passive && !first.has(Role::Patient) {
        for object in objects {
            first.push(Role::Patient, object.word, None, "shared-object");
        }
    }
}

/// Support verbs hand their arguments, negation and mood to the noun they carry.
pub fn carry(view: &View<'_>, all: &mut ByWord) {
    for verb in top_down(view) {
        let Some(p) = &all[verb] else { continue };
        let lights = view.grammar.light(view.lemma(verb));
        for light in lights {
            let Some(nouns) = carried(view, all, p, light) else { continue };
            let carrier = p.clone();
            for noun in nouns {
                hand_over(all, &carrier, light, noun);
            }
            break;
        }
    }
}

/// The nouns that the verb carries by this reading of it; `None` when the reading does not fit.
fn carried(view: &View<'_>, all: &ByWord, p: &Proposition, light: &Light) -> Option<Vec<usize>> {
    let verb = p.head;
    if light.reflexive && !p.reflexive {
        return None;
    }
    let mut holder = verb;
    for needed in &light.with {
        let found = view.children(verb).iter().copied().find(|&c| {
            view.lemma(c) == needed && !matches!(view.relation(c), "nsubj" | "punct")
        });
        match found {
            Some(word) => holder = word,
            // The preposition of "come into force", "prendre pour cible".
            None if view.grammar.relation(needed).is_some() => {}
            None => return None,
        }
    }
    let mut words: Vec<usize> = if light.subject.is_none() && light.slot == Role::Agent && !p.has(Role::Agent) {
        surface_subject(p)
    } else {
        p.all(light.slot).collect()
    };
    if words.is_empty() && holder != verb {
        words = all[holder].as_ref().map(|h| h.all(light.slot).collect()).unwrap_or_default();
    }
    words.retain(|&word| {
        view.upos(word) == Upos::Noun
            && (light.nouns.is_empty() || light.nouns.iter().any(|noun| noun == view.lemma(word)))
    });
    (!words.is_empty()).then_some(words)
}

fn hand_over(all: &mut ByWord, carrier: &Proposition, light: &Light, noun: usize) {
    let Some(target) = all[noun].as_mut() else { return };
    if target.light.is_none() {
        target.light = Some(carrier.head);
    }
    for argument in &carrier.arguments {
        if argument.word == noun {
            continue;
        }
        let role = match (argument.role, light.subject) {
            (Role::Content, _) => continue,
            (Role::Agent, Some(subject)) => subject,
            (Role::Patient, Some(_)) if light.slot == Role::Patient => continue,
            (role, _) => role,
        };
        target.push(role, argument.word, argument.marker, "support-verb");
    }
    let from = &carrier.modality;
    let to = &mut target.modality;
    to.negated = to.negated.or(from.negated);
    to.future |= from.future;
    to.conditional |= from.conditional;
    to.condition = to.condition.or(from.condition);
    to.purpose |= from.purpose;
    to.pluperfect |= from.pluperfect;
    if to.modal.is_none() {
        to.modal.clone_from(&from.modal);
    }
}
