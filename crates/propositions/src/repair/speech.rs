//! Verbs of speech beside what is said: after a quotation, inside it, at the end of the sentence.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How long the phrase that names a speaker is.
const SPEAKER: usize = 20;

fn speaks(tree: &Tree, verb: usize, grammar: &Grammar) -> bool {
    tree.upos(verb) == Upos::Verb && tree.finite(verb) && !grammar.speech(&fold(&tree.word(verb).lemma)).is_empty()
}

/// A nominal without preposition behind a verb.
fn behind(tree: &Tree, verb: usize, relation: &str) -> Option<usize> {
    let plain = |c: usize| tree.word(c).deprel == relation && tree.nominal(c) && tree.case(c).is_none();
    tree.children(verb).iter().copied().find(|&c| c > verb && plain(c))
}

fn clause_behind(tree: &Tree, verb: usize) -> bool {
    tree.children(verb)
        .iter()
        .any(|&c| c > verb && matches!(tree.relation(c), "ccomp" | "xcomp"))
}

fn after_mark(tree: &Tree, verb: usize) -> bool {
    let start = tree.group_start(verb);
    start > 0 && tree.upos(start - 1) == Upos::Punct
}

/// *« … », a déclaré X*; *…, affirme X*: the noun behind an inverted verb of speech is its subject.
pub fn inverted_speaker(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        if !speaks(tree, verb, grammar) || tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_some() {
            continue;
        }
        let start = tree.group_start(verb);
        let words_before = tree.relation(verb) == "parataxis"
            || tree
                .children(verb)
                .iter()
                .any(|&c| c < start && matches!(tree.relation(c), "parataxis" | "ccomp" | "conj"));
        if !after_mark(tree, verb) || !words_before || clause_behind(tree, verb) {
            continue;
        }
        if let Some(speaker) = behind(tree, verb, "obj") {
            tree.relabel(speaker, "nsubj");
        }
    }
}

/// *« … le pont », a assuré le commandant*: a verb of speech that follows a comma without conjunction, with its subject behind it, is
/// not coordinated with what is said.
pub fn joined_speech(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        let joined = tree.relation(verb) == "conj" && speaks(tree, verb, grammar) && !tree.introduced(verb);
        if !joined || !after_mark(tree, verb) || clause_behind(tree, verb) {
            continue;
        }
        let start = tree.group_start(verb);
        let before = tree
            .children(verb)
            .iter()
            .any(|&c| c < start && matches!(tree.relation(c), "nsubj" | "obj"));
        // "a-t-il averti": the pronoun stands inside the verb group.
        let inverted = (start..verb).any(|w| tree.word(w).head == Some(verb) && tree.relation(w) == "nsubj");
        let subject = behind(tree, verb, "nsubj");
        let object = behind(tree, verb, "obj");
        if before || subject.or(object).is_none() && !inverted {
            continue;
        }
        if let (None, Some(speaker), false) = (subject, object, inverted) {
            tree.relabel(speaker, "nsubj");
        }
        tree.relabel(verb, "parataxis");
    }
}

/// *…, the head of the mission has confirmed.*: a verb of speech that ends the sentence, with a noun phrase between it and the last comma:
/// the noun is the speaker, and the verb neither modifies it nor is coordinated.
pub fn final_speech(tree: &mut Tree, grammar: &Grammar) {
    let Some(root) = tree.sentence.root() else { return };
    let Some(verb) = (0..tree.len()).rev().find(|&w| tree.upos(w) == Upos::Verb) else {
        return;
    };
    let misplaced = match tree.word(verb).deprel.as_str() {
        "conj" | "acl:relcl" | "acl" | "advcl" | "dep" => !tree.introduced(verb),
        _ => false,
    };
    let last = tree
        .children(verb)
        .iter()
        .all(|&c| c < verb || matches!(tree.relation(c), "punct" | "advmod" | "obl"));
    if !misplaced || !last || !speaks(tree, verb, grammar) {
        return;
    }
    let Some(comma) = (verb.saturating_sub(SPEAKER)..verb)
        .rev()
        .find(|&w| matches!(tree.word(w).form.as_str(), "," | "\"" | "”"))
    else {
        return;
    };
    if root >= comma || tree.below(root, verb) {
        return;
    }
    // The head of the phrase is the word whose head stands outside it.
    let inside = |w: usize| w > comma && w < verb;
    let heads: Vec<usize> = (comma + 1..verb)
        .filter(|&w| tree.nominal(w) && tree.word(w).head.is_some_and(|head| !inside(head)))
        .collect();
    let &[speaker] = heads.as_slice() else { return };
    let finite_between = (comma + 1..verb).any(|w| tree.upos(w) == Upos::Verb && tree.finite(w));
    if finite_between || tree.case(speaker).is_some() || !tree.attach(verb, root, "parataxis") {
        return;
    }
    tree.attach(speaker, verb, "nsubj");
}

/// *"The truce," the mediator said, "will save lives."*: what stands before the speech verb is the subject of the verb behind it.
pub fn split_quotation(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        if !speaks(tree, verb, grammar) {
            continue;
        }
        let noun = tree.children(verb).iter().copied().find(|&c| {
            c < verb
                && tree.relation(c) == "ccomp"
                && tree.nominal(c)
                && tree.dependent(c, &["cop", "nsubj", "case"]).is_none()
        });
        let clause = tree.children(verb).iter().copied().find(|&c| {
            c > verb
                && matches!(tree.relation(c), "ccomp" | "parataxis")
                && tree.finite(c)
                && tree.dependent(c, &["nsubj", "mark", "expl"]).is_none()
        });
        if let (Some(noun), Some(clause)) = (noun, clause) {
            let relation = tree.subject_relation(clause);
            tree.attach(noun, clause, relation);
        }
    }
}
