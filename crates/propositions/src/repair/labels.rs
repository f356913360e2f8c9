//! Relations and forms that the words around them rule out.

use super::main_verb::past_ending;
use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// Verbs that have no passive (*tomber*, *mourir*): their *être* is an auxiliary of tense, their subject no object.
pub fn no_passive(tree: &mut Tree, grammar: &Grammar) {
    for verb in 0..tree.len() {
        if tree.upos(verb) != Upos::Verb || !grammar.cue(&fold(&tree.word(verb).lemma), "intransitive") {
            continue;
        }
        for child in tree.children(verb).to_vec() {
            let plain = match tree.word(child).deprel.as_str() {
                "aux:pass" => "aux:tense",
                "nsubj:pass" => "nsubj",
                _ => continue,
            };
            tree.relabel(child, plain);
        }
    }
}

/// *« … », a déclaré X*; *…, affirme X*: the noun behind an inverted verb of speech is its subject.
pub fn inverted_speaker(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        let speech = tree.upos(verb) == Upos::Verb && !grammar.speech(&fold(&tree.word(verb).lemma)).is_empty();
        if !speech || !tree.finite(verb) || tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_some() {
            continue;
        }
        let start = tree.group_start(verb);
        let after_mark = start > 0 && tree.upos(start - 1) == Upos::Punct;
        let words_before = tree.relation(verb) == "parataxis"
            || tree.children(verb).iter().any(|&c| c < start && matches!(tree.relation(c), "parataxis" | "ccomp" | "conj"));
        let clause_behind = tree.children(verb).iter().any(|&c| c > verb && matches!(tree.relation(c), "ccomp" | "xcomp"));
        if !after_mark || !words_before || clause_behind {
            continue;
        }
        let speaker = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c > verb && tree.word(c).deprel == "obj" && tree.nominal(c) && tree.case(c).is_none());
        if let Some(speaker) = speaker {
            tree.relabel(speaker, "nsubj");
        }
    }
}

/// *« … le pont », a assuré le commandant*: a verb of speech that follows a comma without conjunction, with its subject behind it, is
/// not coordinated with what is said.
pub fn joined_speech(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        let joined = tree.upos(verb) == Upos::Verb && tree.relation(verb) == "conj" && tree.finite(verb);
        if !joined || grammar.speech(&fold(&tree.word(verb).lemma)).is_empty() || tree.introduced(verb) {
            continue;
        }
        let start = tree.group_start(verb);
        let after_mark = start > 0 && tree.upos(start - 1) == Upos::Punct;
        let content = tree.children(verb).iter().any(|&c| c > verb && matches!(tree.relation(c), "ccomp" | "xcomp"));
        let behind = |relation: &str| tree.children(verb).iter().copied().find(|&c| c > start && tree.relation(c) == relation && tree.nominal(c) && tree.case(c).is_none());
        let before = tree.children(verb).iter().any(|&c| c < start && matches!(tree.relation(c), "nsubj" | "obj"));
        if !after_mark || content || before || behind("nsubj").or(behind("obj")).is_none() {
            continue;
        }
        if let (None, Some(speaker)) = (behind("nsubj"), behind("obj")) {
            tree.relabel(speaker, "nsubj");
        }
        tree.relabel(verb, "parataxis");
    }
}

/// *sans rencontrer*, *avant de tirer*: an infinitive with a preposition that means something is no complement of the verb.
pub fn infinitive_with_preposition(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        if tree.relation(verb) != "xcomp" || tree.word(verb).feat("VerbForm") != Some("Inf") {
            continue;
        }
        let Some(mark) = tree.dependent(verb, &["mark", "case"]) else { continue };
        let role = grammar.relation(&fold(&tree.word(mark).lemma));
        if matches!(role, Some(Role::Without | Role::Before | Role::After)) {
            tree.relabel(verb, "advcl");
        }
    }
}

/// A form that is past tense or participle, with a subject and without auxiliary, in a sentence that ends in a full stop: past tense.
/// (Without a stop it may be a headline: *Two soldiers killed in ambush*.)
pub fn past_tense(tree: &mut Tree, grammar: &Grammar) {
    let stop = (0..tree.len()).rev().take(3).any(|w| matches!(tree.word(w).form.as_str(), "." | "!" | "?"));
    if !stop {
        return;
    }
    for verb in 1..tree.len() {
        if !tree.bare_participle(verb) || !past_ending(tree, verb, grammar) {
            continue;
        }
        let subject = tree.children(verb).iter().copied().find(|&c| c < verb && tree.word(c).deprel == "nsubj");
        let clause = matches!(tree.word(verb).deprel.as_str(), "root" | "ccomp" | "advcl" | "acl:relcl" | "parataxis");
        if subject.is_some() && clause {
            let feats = "Mood=Ind|Tense=Past|VerbForm=Fin";
            tree.sentence.words[verb].feats = SmolStr::new_static(feats);
        }
    }
}
