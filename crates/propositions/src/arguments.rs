//! The arguments that a predicate has by itself: its own dependents, mapped to deep roles whatever the diathesis.

use crate::Role;
use crate::proposition::{Kind, Proposition};
use crate::view::View;
use selon_syntax::Upos;

/// Builds the proposition of a word with what its own dependents tell; `None` when the word is no predicate.
pub fn own(view: &View<'_>, head: usize) -> Option<Proposition> {
    let kind = match view.upos(head) {
        Upos::Verb => Kind::Verb,
        Upos::Aux if !matches!(view.relation(head), "aux" | "cop") => Kind::Verb,
        Upos::Noun => Kind::Noun,
        Upos::Adj if participle_like(view, head) => Kind::Verb,
        Upos::Adj => Kind::Adjective,
        // A name or a number can be a predicate only with a copula; the frame of a word class is not theirs.
        _ => return None,
    };
    let mut proposition = Proposition::new(head, kind, view.lemma(head));
    match kind {
        Kind::Verb => verb(view, &mut proposition),
        Kind::Noun | Kind::Adjective => noun(view, &mut proposition),
    }
    Some(proposition)
}

/// An adjective that the tagger might as well have called a participle: it carries a verb's complements.
fn participle_like(view: &View<'_>, head: usize) -> bool {
    view.feat(head, "VerbForm") == Some("Part")
        && (view.dependent(head, &["aux"]).is_some()
            || view.children(head).iter().any(|&c| view.deprel(c) == "obl:agent"))
}

fn verb(view: &View<'_>, p: &mut Proposition) {
    let v = p.head;
    let passive_auxiliary = view.children(v).iter().any(|&c| view.deprel(c) == "aux:pass");
    let passive_subject = view
        .children(v)
        .iter()
        .any(|&c| matches!(view.deprel(c), "nsubj:pass" | "csubj:pass"));
    // *un soldat venu de Lyon*: participles of verbs that have no passive.
    let intransitive = view.grammar.cue(view.lemma(v), "intransitive");
    let bare_form = view.past_participle(v) && view.dependent(v, &["aux", "nsubj"]).is_none();
    let reduced = view.relation(v) == "acl" && bare_form && !intransitive;
    // *had the camp evacuated*
    let resultative =
        view.relation(v) == "xcomp" && bare_form && !intransitive && view.dependent(v, &["cop", "obj"]).is_none();
    p.reflexive = view.children(v).iter().any(|&c| reflexive_pronoun(view, c));
    let reflexive_passive = view.children(v).iter().any(|&c| view.deprel(c) == "expl:pass");
    // A participle without auxiliary as the root or in a headline: « Deux soldats tués dans une attaque ».
    let bare_participle = view.past_participle(v)
        && view.feat(v, "VerbForm") == Some("Part")
        && view.dependent(v, &["aux", "cop", "obj"]).is_none()
        && !intransitive
        && !matches!(view.relation(v), "conj")
        && view.dependent(v, &["nsubj"]).is_some();
    // "…, cité par l'agence": a participle beside the clause with its agent.
    let beside = view.relation(v) == "advcl"
        && view.past_participle(v)
        && view.dependent(v, &["aux", "nsubj", "obj"]).is_none()
        && view.children(v).iter().any(|&c| view.deprel(c) == "obl:agent");
    p.passive = passive_auxiliary
        || passive_subject
        || reduced
        || resultative
        || reflexive_passive
        || bare_participle
        || beside;
    p.passive &= !intransitive || p.reflexive;
    let causative = view.children(v).iter().any(|&c| view.deprel(c) == "aux:caus");
    // "s'est fait arrêter", "s'est fait exploser": what somebody has done to himself happens to him.
    let to_himself = causative
        && p.reflexive
        && view
            .dependents(v, &["obj"])
            .all(|object| reflexive_pronoun(view, object));
    if to_himself {
        p.reflexive = false;
        p.passive = true;
    }
    let has_subject = view.dependent(v, &["nsubj", "csubj"]).is_some();

    for &child in view.children(v) {
        let relation = view.relation(child);
        let deprel = view.deprel(child);
        match relation {
            // Who has it done does not do it.
            "nsubj" if to_himself => add(view, p, Role::Patient, child, None, "done-to-himself"),
            "nsubj" if deprel == "nsubj:caus" || causative => {}
            "obj" if causative && intransitive => add(view, p, Role::Agent, child, None, "causee"),
            "obj" | "iobj" if view.deprel(child).ends_with(":agent") => {
                add(view, p, Role::Agent, child, None, "causee")
            }
            "nsubj" | "csubj" => {
                if view.feat(child, "PronType") == Some("Rel") && view.antecedent(child).is_none() {
                    continue;
                }
                let role = if p.passive { Role::Patient } else { Role::Agent };
                let rule = if p.passive { "passive-subject" } else { "subject" };
                add(view, p, role, child, None, rule);
            }
            "obj" if !(p.reflexive && reflexive_pronoun(view, child)) => {
                add(view, p, Role::Patient, child, None, "object");
            }
            "iobj" if !reflexive_pronoun(view, child) => {
                add(view, p, Role::To, child, None, "indirect-object");
            }
            "obl" | "nmod" | "dislocated" | "vocative" => oblique(view, p, child, deprel),
            "ccomp" | "xcomp" => {
                if view.clausal(child) || view.upos(child) == Upos::Verb {
                    add_one(p, Role::Content, child, None, "clause");
                } else {
                    add(view, p, Role::Attribute, child, None, "predicate-complement");
                }
            }
            "advcl" => adverbial_clause(view, p, child),
            "advmod" if (view.upos(child) == Upos::Adv || view.nominal(child)) => {
                if view.feat(child, "PronType") == Some("Rel") {
                    if let Some(antecedent) = view.antecedent(child) {
                        add_one(p, Role::In, antecedent, Some(child), "relative-adverb");
                    }
                } else {
                    add_one(p, Role::Bare, child, None, "adverb");
                }
            }
            "compound" if deprel == "compound:prt" => p.particle = Some(child),
            _ => {}
        }
    }
    // The noun that a relative or participial clause modifies, or that a cleft sentence puts first.
    if (view.relation(v) == "acl" || view.cleft(v))
        && let Some(noun) = view
            .head(v)
            .filter(|&noun| view.relation(v) == "acl" || view.nominal(noun))
    {
        modified_noun(view, p, noun, has_subject, reduced);
    }
}

/// What the modified noun is to the verb of a relative or participial clause where no pronoun says it.
fn modified_noun(view: &View<'_>, p: &mut Proposition, noun: usize, has_subject: bool, reduced: bool) {
    let v = p.head;
    let relative_pronoun = view
        .children(v)
        .iter()
        .any(|&c| view.feat(c, "PronType") == Some("Rel"))
        || p.arguments.iter().any(|a| a.word == noun);
    if relative_pronoun {
        return;
    }
    if reduced {
        add_before(view, p, Role::Patient, noun, v, "participle");
        return;
    }
    if view.cleft(v) {
        // "it is with them that …"
        if let Some((role, marker, filler)) = view.preposition(noun) {
            if let Some(role) = role {
                add_one(p, role, filler, Some(marker), "cleft");
            }
            return;
        }
    }
    let infinitive = view.feat(v, "VerbForm") == Some("Inf");
    if view.deprel(v) == "acl:relcl" || view.cleft(v) {
        // English leaves out the pronoun: "the town rebels seized", "the day he died".
        if has_subject && !p.has(Role::Patient) && !p.has(Role::Content) && !p.passive {
            add_before(view, p, Role::Patient, noun, v, "zero-relative");
        } else if !has_subject {
            add_before(view, p, Role::Agent, noun, v, "zero-relative");
        }
    } else if !infinitive && !has_subject {
        add_before(view, p, Role::Agent, noun, v, "present-participle");
    }
}

fn reflexive_pronoun(view: &View<'_>, child: usize) -> bool {
    (view.relation(child) == "expl" && matches!(view.deprel(child), "expl:pv" | "expl:pass" | "expl:comp"))
        || view.upos(child) == Upos::Pron
            && matches!(view.relation(child), "obj" | "iobj" | "expl")
            && view.feat(child, "Reflex") == Some("Yes")
            && matches!(view.lemma(child), "se" | "soi")
}

fn oblique(view: &View<'_>, p: &mut Proposition, child: usize, deprel: &str) {
    let Some((role, marker, filler)) = view.preposition(child) else {
        if view.feat(child, "PronType") == Some("Rel") {
            // dont, où
            if let Some(antecedent) = view.antecedent(child) {
                let role = view.grammar.relation(view.lemma(child));
                let role = role.unwrap_or(if view.upos(child) == Upos::Adv {
                    Role::In
                } else {
                    Role::Of
                });
                add_one(p, role, antecedent, Some(child), "relative-oblique");
            }
            return;
        }
        let role = match deprel {
            "obl:agent" => Role::Agent,
            _ if view.upos(child) == Upos::Pron && view.feat(child, "Person").is_some() => Role::To,
            _ => Role::Bare,
        };
        add(view, p, role, child, None, "bare-oblique");
        return;
    };
    let Some(role) = role else { return };
    let agentive = role == Role::By && !temporal(view, filler) && !manner(view, filler, deprel);
    let causative = view
        .dependents(p.head, &["aux"])
        .any(|aux| view.deprel(aux) == "aux:caus");
    if p.passive && (deprel == "obl:agent" || agentive) || causative && deprel == "obl:agent" {
        add(view, p, Role::Agent, filler, Some(marker), "passive-agent");
    } else {
        add(view, p, role, filler, Some(marker), "prepositional-phrase");
    }
}

/// "by Friday", "by 2020" are no agents.
fn temporal(view: &View<'_>, word: usize) -> bool {
    view.upos(word) == Upos::Num || view.word(word).form.chars().all(|c| c.is_ascii_digit())
}

/// "par téléphone", "by telephone": a noun without determiner is a way of doing, where the tree does not say that it is an agent.
fn manner(view: &View<'_>, word: usize, deprel: &str) -> bool {
    let bare = view.upos(word) == Upos::Noun
        && view
            .dependent(word, &["det", "nmod", "amod", "compound", "nummod"])
            .is_none();
    bare && deprel != "obl:agent" && (view.feat(word, "Number") == Some("Sing") || deprel == "obl:mod")
}

fn adverbial_clause(view: &View<'_>, p: &mut Proposition, child: usize) {
    let marker = view
        .children(child)
        .iter()
        .copied()
        .find(|&c| matches!(view.relation(c), "mark" | "case"));
    let role = marker.and_then(|m| {
        let mut phrase = view.lemma(m).to_owned();
        for &fixed in view.children(m) {
            if view.relation(fixed) == "fixed" {
                phrase.push(' ');
                phrase.push_str(view.lemma(fixed));
            }
        }
        view.grammar.relation(&phrase)
    });
    // "vowed to punish", "forced families to flee": what the verb above is about, not its purpose.
    let infinitive =
        view.feat(child, "VerbForm") == Some("Inf") && role.is_none_or(|role| matches!(role, Role::To | Role::Of));
    if infinitive && wants_infinitive(view, p.head, marker) {
        add_one(p, Role::Content, child, marker, "clause");
        return;
    }
    match role {
        Some(role) => {
            // "accused of killing", "blamed for killing": what they are said to have done.
            let blames = || view.grammar.blames(view.lemma(p.head));
            if view.non_finite(child) && (role == Role::Of || role == Role::For && blames()) {
                add_one(p, Role::Content, child, marker, "clause");
            }
            add_one(p, role, child, marker, "adverbial-clause");
        }
        None if view.feat(child, "VerbForm") == Some("Inf") => add_one(p, Role::For, child, marker, "infinitive"),
        None => {}
    }
}

/// Modal verbs, verbs of telling and making: an infinitive with the plain marker is their content.
fn wants_infinitive(view: &View<'_>, verb: usize, marker: Option<usize>) -> bool {
    let lemma = view.lemma(verb);
    let plain = marker.is_none_or(|m| view.dependent(m, &["fixed"]).is_none());
    let kind = view.grammar.modal(lemma).is_some();
    let told = view.grammar.cue(lemma, "told")
        || view.children(verb).iter().any(|&c| {
            view.preposition(c)
                .is_some_and(|(_, case, _)| view.grammar.cue(&format!("{lemma} {}", view.lemma(case)), "told"))
        });
    plain && (kind || told)
}

fn noun(view: &View<'_>, p: &mut Proposition) {
    let n = p.head;
    let copula = view.dependent(n, &["cop"]).is_some();
    for &child in view.children(n) {
        let deprel = view.deprel(child);
        match view.relation(child) {
            "nmod" | "obl" => {
                if let Some((role, marker, filler)) = view.preposition(child) {
                    if let Some(role) = role {
                        add(view, p, role, filler, Some(marker), "complement");
                    }
                } else if deprel == "nmod:poss" {
                    add(view, p, Role::Of, child, None, "possessor");
                } else if view.feat(child, "PronType") == Some("Rel") {
                    if let Some(antecedent) = view.antecedent(child) {
                        add_one(p, Role::Of, antecedent, Some(child), "relative-possessor");
                    }
                } else if matches!(
                    deprel,
                    "obl:tmod" | "obl:unmarked" | "nmod:tmod" | "nmod:unmarked" | "obl:npmod"
                ) {
                    add(view, p, Role::Bare, child, None, "bare-oblique");
                } else {
                    add(view, p, Role::Mod, child, None, "bare-complement");
                }
            }
            "det" if view.feat(child, "Poss") == Some("Yes") => add_one(p, Role::Of, child, None, "possessor"),
            "amod" | "compound" | "nummod" if view.upos(child) != Upos::Num && deprel != "compound:prt" => {
                add_one(p, Role::Mod, child, None, "modifier");
                for conjunct in view.dependents(child, &["conj"]).collect::<Vec<_>>() {
                    add_one(p, Role::Mod, conjunct, None, "modifier");
                }
            }
            "flat" | "appos" if view.upos(child) == Upos::Noun && view.relation(child) == "flat" => {
                add_one(p, Role::Mod, child, None, "modifier");
            }
            "nsubj" if copula || p.kind == Kind::Adjective => {
                add(view, p, Role::Agent, child, None, "copula-subject");
            }
            "acl" | "advcl" | "ccomp" | "xcomp" => {
                let complementizer = view.dependent(child, &["mark"]).is_some();
                let infinitive = view.feat(child, "VerbForm") == Some("Inf");
                if view.deprel(child) != "acl:relcl" && (complementizer || infinitive) {
                    add_one(p, Role::Content, child, None, "clause");
                }
            }
            "advmod" if (copula || view.relation(child) != "advmod" || view.upos(child) == Upos::Adv) => {
                add_one(p, Role::Bare, child, None, "adverb");
            }
            _ => {}
        }
    }
}

/// Adds a word and what is coordinated with it, relative pronouns replaced by their antecedents.
fn add(view: &View<'_>, p: &mut Proposition, role: Role, word: usize, marker: Option<usize>, rule: &'static str) {
    let resolved = view.resolved(word);
    if resolved == word {
        add_until(view, p, role, word, view.len(), marker, rule);
    } else {
        add_until(view, p, role, resolved, word, marker, rule);
    }
}

/// Adds the noun that a clause modifies; what is coordinated with it behind the clause is not meant ("15 tués et 12 capturés").
fn add_before(view: &View<'_>, p: &mut Proposition, role: Role, noun: usize, clause: usize, rule: &'static str) {
    add_until(view, p, role, noun, clause, None, rule);
}

fn add_until(
    view: &View<'_>,
    p: &mut Proposition,
    role: Role,
    word: usize,
    end: usize,
    marker: Option<usize>,
    rule: &'static str,
) {
    for conjunct in view.conjuncts(word) {
        if conjunct != word && conjunct >= end {
            continue;
        }
        // A conjunct with a preposition of its own has a role of its own: "by the army and in the town".
        if conjunct != word
            && let Some((Some(other), own_marker, filler)) = view.preposition(conjunct)
        {
            let other = if role == Role::Agent && other == Role::By {
                Role::Agent
            } else {
                other
            };
            p.push(other, filler, Some(own_marker), rule);
            continue;
        }
        p.push(role, conjunct, marker, rule);
    }
}

fn add_one(p: &mut Proposition, role: Role, word: usize, marker: Option<usize>, rule: &'static str) {
    p.push(role, word, marker, rule);
}
