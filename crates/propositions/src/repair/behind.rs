//! What stands behind a comma or behind a verb of denial, and whose it is.

use super::tree::Tree;
use crate::grammar::{Grammar, Stance, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// *stormed the port on Thursday, exchanging gunfire with police*: a present participle behind a comma goes on with the clause, not with the circumstance
/// before the comma.
pub fn participle_behind_comma(tree: &mut Tree) {
    for participle in 3..tree.len() {
        let present = tree.upos(participle) == Upos::Verb
            && tree.relation(participle) == "acl"
            && (tree.word(participle).feat("VerbForm") == Some("Ger")
                || tree.word(participle).feat("VerbForm") == Some("Part")
                    && tree.word(participle).feat("Tense") == Some("Pres"))
            && tree.word(participle - 1).form == ","
            && tree.dependent(participle, &["mark", "nsubj", "aux"]).is_none();
        let Some(noun) = tree.word(participle).head.filter(|&noun| present && noun < participle) else {
            continue;
        };
        // A time has no participle; another noun may well have one.
        let time = tree.upos(noun) == Upos::Propn
            && matches!(tree.relation(noun), "obl" | "nmod")
            && noun + 2 == participle
            && tree.dependent(noun, &["flat", "compound", "det", "amod"]).is_none();
        let Some(verb) = tree.clause_above(noun, tree.len()).filter(|&verb| time && verb < noun) else {
            continue;
        };
        tree.attach(participle, verb, "advcl");
    }
}

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
        let mut speaker = inner;
        while let Some(head) = tree.word(speaker).head.filter(|_| tree.relation(speaker) == "nmod") {
            speaker = head;
        }
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

/// *…, and Iran, which arms them, denounced the strikes*: a finite verb behind the comma that closes a relative clause has the noun of that clause as
/// its subject, where that noun was joined to the clause before.
pub fn subject_with_relative(tree: &mut Tree) {
    for verb in 6..tree.len() {
        let lacks = tree.upos(verb) == Upos::Verb
            && tree.finite(verb)
            && tree.word(tree.group_start(verb).saturating_sub(1)).form == ","
            && matches!(tree.relation(verb), "parataxis" | "conj" | "acl" | "advcl")
            && tree.dependent(verb, &["cc", "mark"]).is_none()
            && tree
                .children(verb)
                .iter()
                .all(|&c| !matches!(tree.relation(c), "nsubj" | "csubj" | "expl") || c > verb);
        if !lacks {
            continue;
        }
        let noun = (1..verb - 3).rev().find(|&noun| {
            tree.relation(noun) == "conj"
                && matches!(tree.upos(noun), Upos::Noun | Upos::Propn)
                && tree.case(noun).is_none()
                && tree
                    .dependent(noun, &["cc"])
                    .is_some_and(|cc| cc > 0 && tree.word(cc - 1).form == ",")
                && tree.word(noun + 1).form == ","
                && tree
                    .children(noun)
                    .iter()
                    .any(|&c| c > noun && c < verb && tree.word(c).deprel == "acl:relcl")
        });
        let Some(noun) = noun else { continue };
        let Some(cc) = tree.dependent(noun, &["cc"]) else {
            continue;
        };
        let Some(above) = tree
            .clause_above(noun, tree.len())
            .filter(|&above| above < noun && above != verb)
        else {
            continue;
        };
        let behind =
            tree.children(verb).iter().copied().find(|&c| {
                c > verb && tree.relation(c) == "nsubj" && tree.case(c).is_none() && tree.upos(c) != Upos::Pron
            });
        let subject = tree.subject_relation(verb);
        if tree.attach(verb, above, "conj") && tree.attach(noun, verb, subject) {
            tree.attach(cc, verb, "cc");
            if let Some(behind) = behind.filter(|_| tree.dependent(verb, &["obj"]).is_none()) {
                tree.relabel(behind, "obj");
            }
        }
    }
}

/// *100 were killed as they fled, it added*: a clause with a conjunction of its own and no comma before it belongs to the verb before, not to the
/// inserted verb of speech behind.
pub fn clause_before_speaker(tree: &mut Tree, grammar: &Grammar) {
    for clause in 2..tree.len() {
        let Some(speech) = tree
            .word(clause)
            .head
            .filter(|&speech| speech > clause && tree.relation(clause) == "ccomp")
        else {
            continue;
        };
        let Some(above) = tree
            .word(speech)
            .head
            .filter(|&above| above < clause && tree.relation(speech) == "parataxis" && tree.upos(above) == Upos::Verb)
        else {
            continue;
        };
        let Some(mark) = tree
            .dependent(clause, &["mark"])
            .filter(|&mark| mark > above && mark < clause)
        else {
            continue;
        };
        let opens = tree.upos(mark) == Upos::Sconj && !grammar.cue(&fold(&tree.word(mark).lemma), "complementizer");
        if opens && tree.word(mark - 1).form != "," {
            tree.attach(clause, above, "advcl");
        }
    }
}

/// *denied bombing civilian areas*: behind a verb of denial or confession a form that the pack knows as a verb's is a gerund, and the noun that it was made a
/// modifier of is its object.
pub fn gerund_of_denial(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        if !matches!(tree.relation(word), "amod" | "compound") || !matches!(tree.upos(word), Upos::Noun | Upos::Adj) {
            continue;
        }
        let Some(noun) = tree.word(word).head.filter(|&noun| noun > word) else {
            continue;
        };
        let Some(verb) = tree
            .word(noun)
            .head
            .filter(|&verb| verb + 1 == word && tree.relation(noun) == "obj" && tree.upos(verb) == Upos::Verb)
        else {
            continue;
        };
        let denies = grammar
            .speech(&fold(&tree.word(verb).lemma))
            .iter()
            .any(|s| matches!(s.stance, Stance::Denies | Stance::Admits));
        let form = tree.word(word).form.clone();
        let Some(lemma) = grammar.lemma(&form, Upos::Verb).map(SmolStr::new) else {
            continue;
        };
        if !denies || lemma == form || tree.dependent(noun, &["det"]).is_some() {
            continue;
        }
        if tree.attach(word, verb, "xcomp") && tree.attach(noun, word, "obj") {
            let gerund = &mut tree.sentence.words[word];
            gerund.upos = Upos::Verb;
            gerund.feats = SmolStr::new("VerbForm=Ger");
            gerund.lemma = lemma;
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
