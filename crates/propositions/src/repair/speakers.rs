//! Whose words a sentence tells, where the parser gave the noun before the closing verb of speech to the clause that is said.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *…, the commissioner for information, Sanusi Bakura, has announced.*, *… in a town held by rebels, residents and a doctor said.*: a verb of speech that
/// closes the sentence, has what is said before it and no subject, takes the nouns between it and the last comma, over a name that is set off.
pub fn subject_of_closing_speech(tree: &mut Tree, grammar: &Grammar) {
    let Some(verb) = tree.sentence.root() else { return };
    let says = grammar
        .speech(&fold(&tree.word(verb).lemma))
        .iter()
        .any(|s| s.with.is_empty() && !s.quotation_only);
    let told = |word: usize| matches!(tree.relation(word), "ccomp" | "parataxis") && word < verb;
    let open = tree.upos(verb) == Upos::Verb
        && says
        && tree.finite(verb)
        && tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_none()
        && tree.children(verb).iter().any(|&child| told(child));
    // Nothing but a time or a place stands behind it.
    let behind =
        |word: usize| matches!(tree.upos(word), Upos::Verb | Upos::Aux | Upos::Pron) || tree.relation(word) == "nsubj";
    if !open || (verb + 1..tree.len()).any(behind) {
        return;
    }
    let start = tree.group_start(verb);
    let comma = |end: usize| (0..end).rev().find(|&word| tree.word(word).form == ",");
    let Some(mut last) = comma(start) else { return };
    let mut end = start;
    let mut name = None;
    if last + 1 == start {
        // The name between two commas.
        let Some(first) = comma(last) else { return };
        let proper = (first + 1..last).all(|word| tree.upos(word) == Upos::Propn) && first + 1 < last;
        if !proper {
            return;
        }
        name = Some(first + 1);
        end = first;
        let Some(before) = comma(first) else { return };
        last = before;
    }
    let nominal = |word: usize| {
        // "a leading human rights group"
        tree.relation(word) == "amod"
            || !matches!(
                tree.upos(word),
                Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron | Upos::Punct
            )
    };
    let span = last + 1..end;
    let opens = !matches!(tree.upos(span.start.min(verb)), Upos::Adp | Upos::Adv | Upos::Cconj);
    if span.is_empty() || !opens || !span.clone().all(nominal) {
        return;
    }
    let heads: Vec<usize> = span
        .clone()
        .filter(|&word| matches!(tree.upos(word), Upos::Noun | Upos::Propn))
        .filter(|&word| tree.word(word).head.is_none_or(|head| !span.contains(&head)))
        .collect();
    let Some(&speaker) = heads.first() else { return };
    if !tree.attach(speaker, verb, "nsubj") {
        return;
    }
    for &other in &heads[1..] {
        tree.attach(other, speaker, "conj");
    }
    if let Some(name) = name {
        tree.attach(name, speaker, "appos");
    }
}
