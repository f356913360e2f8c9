//! What the order of the words tells: where a noun phrase begins, how many of them a preposition governs, and which verb a list goes on with.

use super::tree::Tree;
use crate::grammar::{Grammar, Stance, fold};
use selon_syntax::Upos;

/// *denied having soldiers there and reproached its neighbour*: a finite verb is not coordinated with a gerund or infinitive but with the finite
/// verb above it.
pub fn finite_joined_to_infinitive(tree: &mut Tree) {
    for verb in 3..tree.len() {
        let joined = tree.relation(verb) == "conj"
            && tree.upos(verb) == Upos::Verb
            && tree.word(verb).feat("VerbForm") == Some("Fin")
            && tree.word(verb).feat("Mood") == Some("Ind")
            && tree.dependent(verb, &["nsubj", "csubj", "expl", "mark"]).is_none();
        let Some(head) = tree.word(verb).head.filter(|&head| joined && head < verb) else {
            continue;
        };
        let infinite =
            |word: usize| matches!(tree.word(word).feat("VerbForm"), Some("Inf" | "Ger")) && !tree.finite(word);
        if tree.upos(head) != Upos::Verb || !infinite(head) {
            continue;
        }
        let mut above = tree.word(head).head;
        while let Some(word) = above {
            if tree.upos(word) == Upos::Verb && tree.finite(word) {
                break;
            }
            above = tree.word(word).head;
        }
        if let Some(above) = above.filter(|&above| above < head) {
            tree.attach(verb, above, "conj");
        }
    }
}

/// *France voiced "indignation", condemned the shooting and backed the call*: in a list of verbs what stands behind one of them is its object.
pub fn object_in_list(tree: &mut Tree, grammar: &Grammar) {
    for verb in 3..tree.len() {
        let beside = matches!(tree.relation(verb), "parataxis" | "conj")
            && tree.upos(verb) == Upos::Verb
            && tree.finite(verb)
            && tree.word(verb - 1).form == ","
            && tree.dependent(verb, &["cc", "mark", "obj"]).is_none();
        let Some(first) = tree.word(verb).head.filter(|&first| beside && first < verb) else {
            continue;
        };
        let subject = |&c: &usize| tree.relation(c) == "nsubj";
        let led = tree.upos(first) == Upos::Verb && tree.children(first).iter().any(|c| subject(c) && *c < first);
        let Some(behind) = tree.children(verb).iter().copied().find(|c| subject(c)) else {
            continue;
        };
        let quoted = verb >= 2 && matches!(tree.word(verb - 2).form.as_str(), "\"" | "”" | "»");
        let says = grammar
            .speech(&fold(&tree.word(verb).lemma))
            .iter()
            .any(|s| s.with.is_empty() && s.stance == Stance::Asserts);
        if led && listed(tree, verb) && behind > verb && !(quoted && says) {
            tree.relabel(behind, "obj");
            tree.relabel(verb, "conj");
        }
    }
}

/// Whether a verb behind a comma stands in a list that a conjunction goes on with: *voiced indignation, condemned the raid and left*.
pub fn listed(tree: &Tree, verb: usize) -> bool {
    tree.word(verb).head.is_some_and(|first| {
        first < verb
            && tree.children(first).iter().any(|&c| {
                c > verb
                    && tree.relation(c) == "conj"
                    && tree.upos(c) == Upos::Verb
                    && tree.finite(c)
                    && tree.dependent(c, &["cc"]).is_some()
                    && tree.dependent(c, &["nsubj"]).is_none()
            })
    })
}

/// *Also injured in the blast was a policeman*: a participle that opens the sentence before *be* and its subject is the verb of a passive, turned round.
pub fn participle_before_subject(tree: &mut Tree) {
    let Some(subject) = tree.sentence.root().filter(|&root| tree.nominal(root)) else {
        return;
    };
    let Some(auxiliary) = tree.dependent(subject, &["cop"]).filter(|&cop| cop < subject) else {
        return;
    };
    let opens = |verb: usize| {
        tree.bare_participle(verb)
            && tree.word(verb).feat("Voice") == Some("Pass")
            && (0..verb).all(|word| matches!(tree.upos(word), Upos::Adv | Upos::Cconj | Upos::Sconj | Upos::Punct))
    };
    let verbs = tree
        .children(subject)
        .iter()
        .copied()
        .filter(|&child| child < auxiliary);
    let Some(verb) = verbs
        .filter(|&child| matches!(tree.relation(child), "csubj" | "advcl" | "acl" | "nsubj" | "amod"))
        .find(|&child| opens(child))
    else {
        return;
    };
    tree.reroot(verb, "nsubj:pass");
    tree.attach(auxiliary, verb, "aux:pass");
    let stop = tree
        .children(subject)
        .iter()
        .copied()
        .rfind(|&child| tree.upos(child) == Upos::Punct && child + 1 == tree.len());
    if let Some(stop) = stop {
        tree.rehang(stop, verb);
    }
}
