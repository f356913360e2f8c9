//! What stands behind a comma, and whose it is.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};

/// *a dit le secrétaire du Conseil, cité par l'agence*: a past participle behind the comma that follows a speaker is said of the speaker, not of a noun inside his title.
pub fn participle_behind_speaker(tree: &mut Tree, grammar: &Grammar) {
    for participle in 4..tree.len() {
        let Some(inner) = tree.word(participle).head.filter(|&inner| {
            inner < participle
                && tree.relation(participle) == "acl"
                && tree.bare_participle(participle)
                && tree.word(participle - 1).form == ","
                && tree.relation(inner) == "nmod"
        }) else {
            continue;
        };
        let speaker = tree.outermost(inner);
        let speaks = tree.relation(speaker) == "nsubj"
            && tree
                .word(speaker)
                .head
                .is_some_and(|verb| verb < speaker && !grammar.speech(&fold(&tree.word(verb).lemma)).is_empty());
        let agrees = tree.agree(participle, speaker, "Number") && tree.agree(participle, speaker, "Gender");
        if speaks && agrees {
            tree.attach(participle, speaker, "acl");
        }
    }
}

/// *a war, won by the rebels, over the province*: the second comma closes what the first opened; a phrase behind it belongs to the noun before the
/// participle.
pub fn behind_inserted_participle(tree: &mut Tree) {
    for word in 5..tree.len() {
        if !matches!(tree.relation(word), "obl" | "nmod") || !tree.nominal(word) {
            continue;
        }
        let Some(comma) = tree
            .case(word)
            .filter(|&case| case < word && case > 1 && tree.word(case - 1).form == ",")
            .map(|case| case - 1)
        else {
            continue;
        };
        let mut clause = tree.word(word).head;
        while let Some(here) = clause.filter(|&here| !(tree.relation(here) == "acl" && tree.bare_participle(here))) {
            let inside = here < comma && tree.nominal(here) && !matches!(tree.relation(here), "nsubj" | "root");
            clause = tree.word(here).head.filter(|_| inside);
        }
        let Some(participle) = clause.filter(|&participle| participle > 1 && participle < comma) else {
            continue;
        };
        let opened = tree.word(participle - 1).form == ",";
        let only = (participle..comma).all(|w| tree.word(w).form != ",");
        let noun = tree
            .word(participle)
            .head
            .filter(|&noun| noun + 2 >= participle && noun < participle);
        if let Some(noun) = noun.filter(|&noun| opened && only && tree.nominal(noun)) {
            tree.attach(word, noun, "nmod");
        }
    }
}
