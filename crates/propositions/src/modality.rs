//! Negation, mood, tense and what governs an infinitive.

use crate::Role;
use crate::proposition::Kind;
use crate::sharing::{ByWord, top_down};
use crate::view::View;
use selon_syntax::Upos;
use smol_str::SmolStr;

/// Fills the modality of every proposition, governors first.
pub fn fill(view: &View<'_>, all: &mut ByWord) {
    for word in top_down(view) {
        let Some(p) = &all[word] else { continue };
        let mut modality = p.modality.clone();
        modality.negated = negation(view, all, word);
        let auxiliaries: Vec<usize> = view.dependents(word, &["aux", "cop"]).collect();
        for &part in auxiliaries.iter().chain(std::iter::once(&word)) {
            if p.kind == Kind::Noun && part == word {
                continue;
            }
            modality.future |= view.feat(part, "Tense") == Some("Fut");
            modality.conditional |= view.feat(part, "Mood") == Some("Cnd");
            if part != word {
                match view.grammar.modal(view.lemma(part)) {
                    Some("future") => modality.future = true,
                    Some("would") => {
                        modality.future = true;
                        modality.hypothetical = true;
                    }
                    Some(kind) if modality.modal.is_none() => modality.modal = Some((part, SmolStr::new(kind))),
                    _ => {}
                }
                let past = matches!(view.feat(part, "Tense"), Some("Imp" | "Past"));
                let tense_auxiliary = view.deprel(part) != "aux:pass" && view.relation(part) == "aux";
                let had = view.feat(part, "VerbForm") != Some("Part") && past && tense_auxiliary;
                modality.pluperfect |=
                    had && view.past_participle(word) && view.grammar.modal(view.lemma(part)).is_none();
            }
        }
        // "a annoncé qu'elle enverrait": in reported speech the simple conditional is a future; "aurait envoyé" stays hearsay.
        let simple = view.feat(word, "Mood") == Some("Cnd") && view.dependent(word, &["aux"]).is_none();
        let passive = view
            .dependents(word, &["aux"])
            .any(|a| view.deprel(a) == "aux:pass" && view.feat(a, "Mood") == Some("Cnd"));
        if modality.conditional && (simple || passive) && reported(view, word) {
            modality.conditional = false;
            modality.future = true;
            modality.hypothetical = true;
        }
        modality.condition = condition(view, all, word);
        modality.purpose = purpose(view, all, word);
        govern(view, all, word, &mut modality);
        if let Some(p) = all[word].as_mut() {
            p.modality = modality;
        }
    }
}

/// Whether a clause is what a verb of speech says, itself or the clause it is coordinated with.
fn reported(view: &View<'_>, word: usize) -> bool {
    let mut current = word;
    while view.relation(current) == "conj" {
        match view.head(current) {
            Some(head) => current = head,
            None => return false,
        }
    }
    view.relation(current) == "ccomp"
        && view
            .head(current)
            .is_some_and(|head| head < current && !view.grammar.speech(view.lemma(head)).is_empty())
}

/// What a modal or aspectual verb, or the first conjunct, passes down.
fn govern(view: &View<'_>, all: &ByWord, word: usize, modality: &mut crate::Modality) {
    let Some(governor) = view.head(word) else { return };
    let Some(above) = &all[governor] else { return };
    let relation = view.relation(word);
    let own_auxiliary = view.dependent(word, &["aux", "cop"]).is_some();
    let infinitive = view.feat(word, "VerbForm") == Some("Inf");
    let complement = relation == "xcomp"
        || infinitive && matches!(relation, "ccomp" | "advcl" | "obl" | "acl")
        // "the attack was planned", "planned attack": no; "began shelling": yes.
        || relation == "advcl" && view.feat(word, "VerbForm") == Some("Ger");
    if complement && above.kind != Kind::Noun {
        match view.grammar.modal(view.lemma(governor)) {
            Some("future") => {
                // "va attaquer" is a future, "allait attaquer" is not; "is going to attack" is.
                // … but in reported speech it is what was to come (*a dit que l'armée allait attaquer*).
                let past = matches!(view.feat(governor, "Tense"), Some("Past" | "Imp"));
                modality.future |= !past || reported(view, governor);
            }
            // "avaient dû abandonner deux postes": what had to be done, in a perfect tense, was done.
            Some("obligation") if perfect(view, governor) && !above.modality.conditional => {
                modality.negated = modality.negated.or(above.modality.negated);
            }
            Some(kind) if relation != "advcl" || kind == "begin" || kind == "continue" => {
                if modality.modal.is_none() {
                    modality.modal = Some((governor, SmolStr::new(kind)));
                }
                modality.future |= above.modality.future;
                modality.conditional |= above.modality.conditional;
                modality.hypothetical |= above.modality.hypothetical;
                modality.negated = modality.negated.or(above.modality.negated);
            }
            _ => {}
        }
    }
    if relation == "conj"
        && !own_auxiliary
        && view.dependent(word, &["nsubj"]).is_none()
        && view.upos(word) == Upos::Verb
    {
        let finite = view.feat(word, "VerbForm") == Some("Fin");
        if !finite {
            modality.future |= above.modality.future;
            modality.conditional |= above.modality.conditional;
            modality.hypothetical |= above.modality.hypothetical;
            modality.pluperfect |= above.modality.pluperfect;
            modality.purpose |= above.modality.purpose;
            if modality.modal.is_none() {
                modality.modal.clone_from(&above.modality.modal);
            }
        }
    }
}

/// A past participle with an auxiliary of tense.
fn perfect(view: &View<'_>, verb: usize) -> bool {
    view.feat(verb, "VerbForm") == Some("Part")
        && view
            .dependents(verb, &["aux"])
            .any(|aux| view.deprel(aux) != "aux:pass")
}

/// The word that negates a predicate: *pas*, *not*, or a negative determiner on its subject or object.
fn negation(view: &View<'_>, all: &ByWord, word: usize) -> Option<usize> {
    let grammar = view.grammar;
    let children = view.children(word);
    let single = |index: usize| grammar.cue(view.lemma(index), "negation");
    // "ne … pas": the first part alone is no negation ("avant qu'il ne parte"), nor is the second ("plus de dix").
    let paired = |index: usize| {
        let partners = grammar.negation_partners(view.lemma(index));
        !partners.is_empty()
            && children
                .iter()
                .any(|&first| first != index && partners.iter().any(|p| p == view.lemma(first)))
    };
    for &child in children {
        let relation = view.relation(child);
        if matches!(relation, "advmod" | "mark" | "case" | "det" | "discourse" | "aux")
            && (single(child) || paired(child))
        {
            return Some(child);
        }
    }
    let p = all[word].as_ref()?;
    if p.kind == Kind::Noun {
        return None;
    }
    for argument in p
        .arguments
        .iter()
        .filter(|a| matches!(a.role, Role::Agent | Role::Patient))
    {
        if view.head(argument.word) != Some(word) {
            continue;
        }
        if single(argument.word) || paired(argument.word) {
            return Some(argument.word);
        }
        if let Some(determiner) = view
            .dependents(argument.word, &["det", "advmod", "cc"])
            .find(|&d| grammar.cue(view.lemma(d), "negation"))
        {
            return Some(determiner);
        }
    }
    // "n'ont fait feu sur aucun ambulancier": the second part may stand in any phrase of the verb that has the first.
    let phrases = p.arguments.iter().filter(|a| {
        let other = !matches!(a.role, Role::Agent | Role::Patient | Role::Content | Role::Bare);
        other && !view.clausal(a.word) && view.head(a.word) == Some(word)
    });
    phrases
        .flat_map(|a| view.dependents(a.word, &["det"]))
        .find(|&d| paired(d))
}

/// The `if` above a predicate: its own, or that of the clause it stands in.
fn condition(view: &View<'_>, all: &ByWord, word: usize) -> Option<usize> {
    let own = view.children(word).iter().copied().find(|&child| {
        matches!(view.relation(child), "mark" | "case" | "advmod") && {
            let mut phrase = view.lemma(child).to_owned();
            let here = view.grammar.cue(&phrase, "condition");
            for next in child + 1..(child + 4).min(view.len()) {
                phrase.push(' ');
                phrase.push_str(view.lemma(next));
                if view.grammar.cue(&phrase, "condition") {
                    return true;
                }
            }
            here
        }
    });
    if own.is_some()
        && matches!(
            view.relation(word),
            "advcl" | "obl" | "nmod" | "conj" | "root" | "ccomp"
        )
    {
        // An indirect question ("asked if") is no condition.
        return if view.relation(word) == "ccomp" { None } else { own };
    }
    let head = view.head(word)?;
    all[head].as_ref()?.modality.condition
}

/// The auxiliary of a periphrastic future (*va ratifier*, *is going to ratify*): the verb above `word` that tells nothing else.
pub fn future_auxiliary(view: &View<'_>, all: &ByWord, word: usize) -> Option<usize> {
    let governor = view.head(word)?;
    let future = view.grammar.modal(view.lemma(governor)) == Some("future")
        && view.relation(word) == "xcomp"
        && view.feat(word, "VerbForm") == Some("Inf")
        && !matches!(view.feat(governor, "Tense"), Some("Past" | "Imp"));
    (future && all[word].as_ref().is_some_and(|p| p.modality.future)).then_some(governor)
}

/// An infinitive of purpose; a perfect infinitive gives a reason (*pour avoir tué*).
fn purpose(view: &View<'_>, all: &ByWord, word: usize) -> bool {
    if view.feat(word, "VerbForm") != Some("Inf")
        || view
            .dependent(word, &["aux"])
            .is_some_and(|a| view.upos(a) == Upos::Aux && view.deprel(a) != "aux:pass")
    {
        return false;
    }
    match view.relation(word) {
        "advcl" | "acl" | "obl" => {
            let Some(head) = view.head(word) else { return false };
            let marked = view.children(word).iter().any(|&c| {
                matches!(view.relation(c), "mark" | "case") && {
                    let fixed: Vec<&str> = std::iter::once(c)
                        .chain(view.dependents(c, &["fixed"]))
                        .map(|w| view.lemma(w))
                        .collect();
                    view.grammar.relation(&fixed.join(" ")) == Some(Role::For)
                        || view.grammar.relation(fixed[0]) == Some(Role::For)
                        || view.grammar.cue(&fixed.join(" "), "purpose")
                }
            });
            let by_role = all[head]
                .as_ref()
                .is_some_and(|p| p.arguments.iter().any(|a| a.word == word && a.role == Role::For));
            (marked || by_role) && view.grammar.modal(view.lemma(head)).is_none()
        }
        _ => false,
    }
}
