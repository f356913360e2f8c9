//! A complement with *de* / *of* right behind a noun belongs to that noun.
//!
//! Greedy parsers hang it on the verb far too often (*l'assistance militaire de la Russie*). Verbs that take such a complement besides an
//! object (accuse X of Y) are verbs of blame, and keep it.

use crate::grammar::Grammar;
use crate::{Role, Stance};
use selon_syntax::{Sentence, Upos};
use smol_str::SmolStr;

/// Hangs complements with *de* / *of* on the noun right before them.
pub fn reattached(sentence: &Sentence, grammar: &Grammar) -> Sentence {
    let mut fixed = sentence.clone();
    for word in 0..fixed.words.len() {
        if let Some(noun) = owner(&fixed, word, grammar) {
            fixed.words[word].head = Some(noun);
            fixed.words[word].deprel = SmolStr::new_static("nmod");
        }
    }
    fixed
}

/// The noun that a misplaced complement belongs to.
fn owner(sentence: &Sentence, word: usize, grammar: &Grammar) -> Option<usize> {
    let words = &sentence.words;
    if !matches!(words[word].relation(), "obl" | "nmod" | "parataxis") || !matches!(words[word].upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    if words[word].deprel == "obl:agent" {
        return None;
    }
    let verb = words[word].head?;
    if !matches!(words[verb].upos, Upos::Verb | Upos::Adj) || verb > word {
        return None;
    }
    let case = sentence.children(word).find(|&c| words[c].relation() == "case")?;
    if case > word || grammar.relation(&words[case].lemma.to_lowercase()) != Some(Role::Of) {
        return None;
    }
    let blames = grammar.speech(&words[verb].lemma.to_lowercase()).iter().any(|s| s.stance == Stance::Accuses);
    if blames {
        return None;
    }
    // Right behind the noun, adjectives between do not matter.
    let mut before = case.checked_sub(1)?;
    while before > verb && words[before].upos == Upos::Adj && words[before].head.is_some_and(|h| h < before && h > verb) {
        before -= 1;
    }
    let noun = matches!(words[before].upos, Upos::Noun) && before > verb && words[before].relation() != "case";
    // A time between verb and complement is no owner ("a parlé mardi de la trêve").
    let free = !matches!(words[before].deprel.as_str(), "obl:tmod" | "obl:unmarked") && sentence.children(before).any(|c| matches!(words[c].upos, Upos::Det | Upos::Adp | Upos::Num | Upos::Adj));
    (noun && free && !below(sentence, before, word)).then_some(before)
}

fn below(sentence: &Sentence, word: usize, top: usize) -> bool {
    let mut current = Some(word);
    for _ in 0..=sentence.words.len() {
        match current {
            Some(here) if here == top => return true,
            Some(here) => current = sentence.words[here].head,
            None => return false,
        }
    }
    false
}
