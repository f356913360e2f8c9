//! What stands behind a comma, and whose it is.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

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

/// *blessées dans une explosion ayant eu lieu à Lahore*: a compound participle that no comma parts from the noun before it is said of that noun, not of the verb.
pub fn participle_behind_noun(tree: &mut Tree) {
    for participle in 3..tree.len() {
        if tree.relation(participle) != "advcl" || tree.word(participle).feat("VerbForm") != Some("Part") {
            continue;
        }
        let first = tree.children(participle).iter().copied().find(|&child| {
            let word = tree.word(child);
            tree.relation(child) == "aux" && word.feat("VerbForm") == Some("Part") && word.feat("Tense") == Some("Pres")
        });
        let alone = tree.dependent(participle, &["mark", "nsubj", "case"]).is_none();
        let noun = first
            .and_then(|first| first.checked_sub(1))
            .filter(|&noun| alone && tree.upos(noun) == Upos::Noun);
        // Only a noun that the clause above holds as a complement.
        let above = tree.word(participle).head;
        if let (Some(noun), Some(above)) = (noun, above)
            && noun > above
            && matches!(tree.relation(noun), "obl" | "obj" | "nmod")
            && tree.below(noun, above)
        {
            tree.attach(participle, noun, "acl");
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
