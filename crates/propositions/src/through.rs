//! Trees seen through words that only introduce what hangs on them.
//!
//! French treebanks make the adverb the head of *près du fleuve*, *lors de l'attaque*, *plus de cent morts* and *afin de partir*.
//! For who did what to whom the adverb is a preposition, a modifier of the number, a subordinating word; so the rules of this room
//! see a tree in which it hangs on what follows it. The sentence itself keeps the treebank's analysis.

use crate::grammar::Grammar;
use selon_syntax::{Sentence, Upos};

/// Heads and relations of the tree as the rules see it.
pub fn seen_through<'a>(
    sentence: &'a Sentence,
    grammar: &Grammar,
    lemmas: &[String],
) -> (Vec<Option<usize>>, Vec<&'a str>) {
    let words = &sentence.words;
    let mut heads: Vec<Option<usize>> = words
        .iter()
        .enumerate()
        .map(|(index, word)| word.head.filter(|&h| h < words.len() && h != index))
        .collect();
    let mut relations: Vec<&'a str> = words.iter().map(|word| word.deprel.as_str()).collect();
    for inner in 0..words.len() {
        beside(sentence, grammar, lemmas, &mut heads, &mut relations, inner);
        let Some(adverb) = heads[inner] else { continue };
        let adverbial = words[adverb].upos == Upos::Adp && relations[adverb] == "advmod";
        let introduces = (words[adverb].upos == Upos::Adv || adverbial) && adverb < inner;
        if !introduces {
            continue;
        }
        let Some(next) = lemmas.get(adverb + 1).filter(|_| adverb + 1 < inner) else {
            continue;
        };
        let phrase = format!("{} {next}", lemmas[adverb]);
        let known = grammar.relation(&phrase).is_some() || grammar.cue(&phrase, "purpose");
        let counted = children_num(sentence, inner);
        let (outer, relation) = (heads[adverb], relations[adverb]);
        let kind = words[inner].relation();
        let nominal = matches!(kind, "obl" | "nmod" | "obj");
        if nominal && quantifies(relation) && (counted || !known) && words[adverb + 1].upos == Upos::Adp {
            // plus de cent morts: the counted noun takes the place of the adverb.
            heads[inner] = outer;
            relations[inner] = relation;
            heads[adverb] = Some(inner);
            relations[adverb] = "advmod";
            heads[adverb + 1] = Some(adverb);
            relations[adverb + 1] = "fixed";
            // What else hung on the adverb (its own preposition, what is coordinated with it) goes with the noun.
            let around = adverb.saturating_sub(WINDOW)..words.len().min(inner + WINDOW);
            for (other, head) in heads.iter_mut().enumerate().take(around.end).skip(around.start) {
                if other != inner && other != adverb + 1 && *head == Some(adverb) {
                    *head = Some(inner);
                }
            }
        } else if nominal && counted && relation == "advmod" && lacks_object(sentence, outer) {
            // a envoyé près de deux mille soldats
            heads[inner] = outer;
            relations[inner] = "obj";
            heads[adverb] = Some(inner);
            relations[adverb] = "advmod";
            heads[adverb + 1] = Some(adverb);
            relations[adverb + 1] = "fixed";
        } else if known
            && nominal
            && matches!(relation, "advmod" | "obl:mod" | "obl" | "case" | "obj" | "obl:arg")
            && outer.is_some()
        {
            heads[inner] = outer;
            relations[inner] = if words[outer.unwrap_or(0)].upos == Upos::Noun {
                "nmod"
            } else {
                "obl:mod"
            };
            heads[adverb] = Some(inner);
            relations[adverb] = "case";
        } else if known
            && matches!(kind, "ccomp" | "xcomp" | "advcl" | "acl")
            && relation == "advmod"
            && outer.is_some()
        {
            heads[inner] = outer;
            relations[inner] = "advcl";
            heads[adverb] = Some(inner);
            relations[adverb] = "mark";
        }
    }
    (heads, relations)
}

/// *près du fleuve* with adverb and noun side by side on the verb: the adverb is the preposition of the noun.
fn beside(
    sentence: &Sentence,
    grammar: &Grammar,
    lemmas: &[String],
    heads: &mut [Option<usize>],
    relations: &mut [&str],
    noun: usize,
) {
    let words = &sentence.words;
    let Some(verb) = heads[noun].filter(|_| matches!(words[noun].relation(), "obl" | "nmod")) else {
        return;
    };
    let case = (noun.saturating_sub(4)..noun).find(|&w| heads[w] == Some(noun) && relations[w] == "case");
    let adverb = case
        .and_then(|case| case.checked_sub(1))
        .filter(|&w| words[w].upos == Upos::Adv && w > verb);
    if let (Some(case), Some(adverb)) = (case, adverb) {
        let phrase = format!("{} {}", lemmas[adverb], lemmas[case]);
        if heads[adverb] == Some(verb) && grammar.relation(&phrase).is_some() {
            heads[adverb] = Some(noun);
            relations[adverb] = "case";
        }
    }
}

/// Whether a number stands before the noun.
fn children_num(sentence: &Sentence, noun: usize) -> bool {
    (noun.saturating_sub(4)..noun).any(|w| sentence.words[w].relation() == "nummod")
}

/// How far around adverb and noun other dependents of the adverb are looked for.
const WINDOW: usize = 40;

fn quantifies(relation: &str) -> bool {
    let plain = relation.split(':').next().unwrap_or("");
    matches!(plain, "nsubj" | "obj" | "nmod" | "conj" | "appos" | "root" | "iobj")
        || matches!(relation, "obl:agent" | "obl:arg")
}

/// A finite or participial verb that could have an object and has none.
fn lacks_object(sentence: &Sentence, verb: Option<usize>) -> bool {
    let complete = |word: &selon_syntax::Word| {
        word.head == verb
            && (matches!(word.relation(), "obj" | "ccomp" | "xcomp" | "expl" | "cop") || word.deprel.ends_with(":pass"))
    };
    verb.is_some_and(|verb| sentence.words[verb].upos == Upos::Verb) && !sentence.words.iter().any(complete)
}
