//! Objects behind a verb in *-ing* that the tree gives to the word before it.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// A verb in its gerund that is no adjective.
fn gerund(tree: &Tree, word: usize) -> bool {
    tree.upos(word) == Upos::Verb && tree.word(word).feat("VerbForm") == Some("Ger")
}

/// *continued attacking military positions*: what stands behind two verbs is the object of the second, where that one stands right behind the first.
pub fn object_behind_gerund(tree: &mut Tree) {
    for verb in 1..tree.len() {
        let Some(head) = tree.word(verb).head.filter(|&head| {
            head + 1 == verb && tree.relation(verb) == "xcomp" && gerund(tree, verb) && tree.upos(head) == Upos::Verb
        }) else {
            continue;
        };
        if tree.dependent(verb, &["obj", "ccomp"]).is_some() {
            continue;
        }
        let behind: Vec<usize> = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&child| child > verb && matches!(tree.relation(child), "obj" | "iobj"))
            .collect();
        for object in behind {
            tree.rehang(object, verb);
        }
    }
}

/// *continued shelling villages*: behind a verb of beginning, going on or stopping the verb in *-ing* is what is begun, no quality of the noun behind it.
pub fn gerund_behind_phase(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        let phase = verb - 1;
        let Some(noun) = tree.word(verb).head.filter(|&noun| {
            noun > verb
                && matches!(tree.relation(verb), "amod" | "compound")
                && gerund(tree, verb)
                && tree.upos(phase) == Upos::Verb
                && tree.word(noun).head == Some(phase)
                && tree.relation(noun) == "obj"
        }) else {
            continue;
        };
        let lemma = fold(&tree.word(phase).lemma);
        if matches!(grammar.modal(&lemma), Some("begin" | "continue" | "stop")) && tree.attach(verb, phase, "xcomp") {
            tree.attach(noun, verb, "obj");
        }
    }
}

/// *accused the rebels of attacking villages*: a verb in *-ing* between a preposition and a bare noun is the verb of a clause, and the noun its object.
pub fn gerund_behind_preposition(tree: &mut Tree) {
    for verb in 1..tree.len() {
        let Some(noun) = tree
            .word(verb)
            .head
            .filter(|&noun| noun > verb && tree.relation(verb) == "amod" && gerund(tree, verb) && tree.nominal(noun))
        else {
            continue;
        };
        // "of fighting men", "for advancing troops" are about people; nothing but the preposition stands before the verb.
        let Some(case) = tree
            .case(noun)
            .filter(|&case| case + 1 == verb && tree.upos(case) == Upos::Sconj)
        else {
            continue;
        };
        let Some(governor) = tree.word(noun).head.filter(|&governor| governor < case) else {
            continue;
        };
        let relation = if tree.nominal(governor) { "acl" } else { "advcl" };
        if !tree.attach(verb, governor, relation) {
            continue;
        }
        tree.attach(noun, verb, "obj");
        tree.attach(case, verb, "mark");
        let moved: Vec<usize> = tree
            .children(noun)
            .iter()
            .copied()
            .filter(|&child| {
                child > noun && matches!(tree.relation(child), "conj" | "punct") && tree.upos(child) == Upos::Verb
            })
            .collect();
        for word in moved {
            tree.rehang(word, verb);
        }
    }
}
