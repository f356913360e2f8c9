//! What belongs to which clause: subjects behind the verb, clauses that hang on a noun and cannot, phrases behind an agent.

use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *Dans le port stationnent deux frégates*, *qu'avait visée un essaim de drones*: a finite verb needs a subject; where it has none, shares none
/// and commands nothing, the noun behind it that agrees with it is not its object.
pub fn subject_behind_verb(tree: &mut Tree) {
    for verb in 1..tree.len() {
        if tree.upos(verb) != Upos::Verb || !tree.finite(verb) || !indicative(tree, verb) {
            continue;
        }
        let has = |relations: &[&str]| tree.dependent(verb, relations).is_some();
        if has(&["nsubj", "csubj", "expl"]) || tree.relation(verb) == "conj" {
            continue;
        }
        let objects: Vec<usize> = tree
            .children(verb)
            .iter()
            .copied()
            .filter(|&c| tree.relation(c) == "obj")
            .collect();
        let fronted = objects
            .iter()
            .any(|&object| object < verb && tree.word(object).feat("PronType") == Some("Rel"));
        let behind = objects.iter().copied().find(|&object| {
            object > verb
                && tree.nominal(object)
                && tree.case(object).is_none()
                && tree.agree(object, tree.finite_word(verb), "Number")
        });
        // Without a fronted object only a phrase of place or time before the verb inverts: a headline may leave its subject out.
        let inverted = fronted
            || tree.word(verb).head.is_none()
                && objects.len() == 1
                && tree
                    .children(verb)
                    .iter()
                    .any(|&c| c < verb && tree.relation(c) == "obl" && tree.case(c).is_some())
                && tree.dependent(verb, &["mark"]).is_none();
        if let Some(subject) = behind.filter(|_| inverted) {
            let relation = tree.subject_relation(verb);
            tree.relabel(subject, relation);
        }
    }
}

fn indicative(tree: &Tree, verb: usize) -> bool {
    tree.word(tree.finite_word(verb)).feat("Mood") != Some("Imp")
}

/// *« … », a assuré le commandant, et ils attaqueront demain*: a clause with its own subject behind an inserted verb of speech goes on with what
/// is said, not with the saying.
pub fn joined_to_inserted(tree: &mut Tree) {
    for verb in 2..tree.len() {
        let Some(speech) = tree.word(verb).head.filter(|_| tree.relation(verb) == "conj") else {
            continue;
        };
        let inserted = tree.word(speech).deprel.starts_with("parataxis");
        let own = tree.dependent(verb, &["nsubj"]).is_some_and(|subject| subject < verb);
        let said = tree
            .word(speech)
            .head
            .filter(|&said| said < speech && tree.upos(said) == Upos::Verb);
        if inserted
            && own
            && tree.finite(verb)
            && let Some(said) = said
        {
            tree.attach(verb, said, "conj");
        }
    }
}

/// *bloqueront le port si le ministre refuse*: a condition belongs to the verb, not to the noun before it.
pub fn condition_of_noun(tree: &mut Tree, grammar: &Grammar) {
    for clause in 2..tree.len() {
        if !matches!(tree.relation(clause), "acl" | "advcl") || !tree.finite(clause) {
            continue;
        }
        let Some(mark) = tree.dependent(clause, &["mark"]).filter(|&mark| mark < clause) else {
            continue;
        };
        if !grammar.cue(&fold(&tree.word(mark).lemma), "condition") {
            continue;
        }
        let Some(noun) = tree.word(clause).head.filter(|&noun| noun < mark && tree.nominal(noun)) else {
            continue;
        };
        if let Some(verb) = verb_above(tree, noun) {
            tree.attach(clause, verb, "advcl");
        }
    }
}

/// The verb in whose clause a noun stands.
fn verb_above(tree: &Tree, noun: usize) -> Option<usize> {
    let mut here = noun;
    for _ in 0..tree.len() {
        here = tree.word(here).head?;
        if tree.upos(here) == Upos::Verb {
            return Some(here);
        }
    }
    None
}

/// *lancée par les Kurdes contre la garnison*, *abducted by gunmen in the north on Monday*: what stands behind the agent of a passive and says where, when
/// or against whom belongs to the verb.
pub fn behind_agent(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if !matches!(tree.relation(word), "nmod" | "obl") || !tree.nominal(word) {
            continue;
        }
        let Some(agent) = tree
            .word(word)
            .head
            .filter(|&agent| tree.word(agent).deprel == "obl:agent" && agent < word)
        else {
            continue;
        };
        let Some(verb) = tree.word(agent).head.filter(|&verb| verb < agent) else {
            continue;
        };
        let role = tree
            .case(word)
            .and_then(|case| grammar.relation(&fold(&tree.word(case).lemma)));
        let circumstance = matches!(
            role,
            Some(
                Role::Against
                    | Role::In
                    | Role::On
                    | Role::At
                    | Role::Near
                    | Role::During
                    | Role::Since
                    | Role::Before
                    | Role::After
                    | Role::Until
                    | Role::Over
            )
        );
        // In names and titles the phrase is part of the agent: "the commander in chief of …"; an article or a number makes it a phrase.
        let phrase = tree.upos(word) == Upos::Propn
            || tree.dependent(word, &["det", "nummod"]).is_some()
            || role == Some(Role::Against);
        // "attribués par l'armée aux rebelles"
        let blamed = role == Some(Role::To) && grammar.blames(&fold(&tree.word(verb).lemma));
        if circumstance && phrase || blamed {
            tree.attach(word, verb, if blamed { "obl:arg" } else { "obl:mod" });
        }
    }
}

/// *assassiné au moins neuf opposants*: a noun without preposition behind a transitive verb without object is its object, whatever it is called;
/// phrases of time are left as they are.
pub fn oblique_without_preposition(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        // "a enlevé à Conakry deux figures": what is counted and no stretch of time or way is no circumstance.
        let counted = tree.word(word).deprel == "obl:mod"
            && tree.dependent(word, &["nummod"]).is_some()
            && !grammar.cue(&fold(&tree.word(word).lemma), "extent")
            && tree.word(word).feat("Number") == Some("Plur");
        let called = tree.word(word).deprel == "obl:arg" || counted;
        if !called || tree.case(word).is_some() || tree.upos(word) != Upos::Noun {
            continue;
        }
        let Some(verb) = tree
            .word(word)
            .head
            .filter(|&verb| verb < word && tree.upos(verb) == Upos::Verb)
        else {
            continue;
        };
        let passive = tree
            .children(verb)
            .iter()
            .any(|&c| tree.word(c).deprel.ends_with(":pass"));
        let intransitive = grammar.cue(&fold(&tree.word(verb).lemma), "intransitive");
        if !passive && !intransitive && tree.dependent(verb, &["obj"]).is_none() {
            tree.relabel(word, "obj");
        }
    }
}

/// *Erevan avait sollicité*, *s'en est pris à*: a verb with auxiliaries of which none is passive, or with a reflexive pronoun, is active.
pub fn active_with_auxiliary(tree: &mut Tree) {
    for verb in 1..tree.len() {
        if tree.upos(verb) != Upos::Verb {
            continue;
        }
        let deprel = |word: usize| tree.word(word).deprel.as_str();
        let reflexive = tree.children(verb).iter().any(|&c| deprel(c) == "expl:pv");
        let auxiliary = tree.dependent(verb, &["aux"]).is_some();
        let passive = tree.passive_auxiliary(verb);
        let marked = tree.children(verb).iter().any(|&c| deprel(c) == "expl:pass");
        if marked || !(reflexive || auxiliary && !passive) {
            continue;
        }
        for child in tree.children(verb).to_vec() {
            let active = match tree.word(child).deprel.as_str() {
                "nsubj:pass" => "nsubj",
                "aux:pass" if reflexive => "aux:tense",
                _ => continue,
            };
            tree.relabel(child, active);
        }
    }
}
