//! Verbs of speech beside what is said: after a quotation, inside it, at the end of the sentence.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How long the phrase that names a speaker is.
const SPEAKER: usize = 20;

/// How far behind *que / that* the verb of its clause is looked for.
const CLAUSE: usize = 60;

fn speaks(tree: &Tree, verb: usize, grammar: &Grammar) -> bool {
    tree.upos(verb) == Upos::Verb && tree.finite(verb) && !grammar.speech(&fold(&tree.word(verb).lemma)).is_empty()
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

/// *…, the head of the mission has confirmed.*, *…, a déclaré le ministère.*: a verb of speech with its speaker behind the last comma
/// says the sentence; it neither modifies a noun nor is coordinated.
pub fn final_speech(tree: &mut Tree, grammar: &Grammar) {
    let Some(root) = tree.sentence.root() else { return };
    let says = |w: usize| {
        let lemma = || fold(&tree.word(w).lemma);
        tree.upos(w) == Upos::Verb
            && grammar
                .speech(&lemma())
                .iter()
                .any(|s| s.with.is_empty() && !s.quotation_only)
    };
    let Some(verb) = (1..tree.len()).rev().find(|&w| says(w)) else {
        return;
    };
    let Some(comma) = (verb.saturating_sub(SPEAKER)..verb)
        .rev()
        .find(|&w| matches!(tree.word(w).form.as_str(), "," | "»" | "”"))
    else {
        return;
    };
    let late =
        |w: usize| tree.word(w).feat("VerbForm") == Some("Fin") || tree.word(w).form == "," && w + 8 < tree.len();
    if (verb + 1..tree.len()).any(late) || !tree.finite(verb) || clause_behind(tree, verb) {
        return;
    }
    // Nothing but the speaker and the auxiliary stands between comma and verb.
    let clause = |w: usize| {
        matches!(tree.upos(w), Upos::Verb | Upos::Sconj | Upos::Cconj)
            || tree.word(w).feat("PronType") == Some("Rel")
            || tree.relation(w) == "mark"
    };
    let placed = tree.relation(verb) == "parataxis" && tree.word(verb).head == Some(root);
    let misfit = (comma + 1..verb).any(clause) || root == verb || root > comma || !tree.finite(root) || placed;
    if misfit || !tree.attach(verb, root, "parataxis") || tree.dependent(verb, &["nsubj"]).is_some() {
        return;
    }
    // English: the noun before the verb; French: the noun behind it.
    let before = (comma + 1..verb)
        .rev()
        .find(|&w| matches!(tree.upos(w), Upos::Noun | Upos::Propn | Upos::Pron));
    let top = before.map(|mut noun| {
        while let Some(head) = tree.word(noun).head.filter(|&head| head > comma && head < verb) {
            noun = head;
        }
        noun
    });
    let plain = |c: usize| {
        c > verb
            && matches!(tree.relation(c), "obj" | "obl" | "nmod" | "xcomp")
            && matches!(tree.upos(c), Upos::Noun | Upos::Propn | Upos::Pron)
            && tree.dependent(c, &["case"]).is_none()
    };
    let behind = tree.children(verb).iter().copied().find(|&c| plain(c));
    if let Some(speaker) = top.or(behind) {
        tree.attach(speaker, verb, "nsubj");
    }
}

/// *a annoncé qu'une opération avait été lancée*: the clause behind a verb of speech and its *que / that* is what is said.
pub fn complement_clause(tree: &mut Tree, grammar: &Grammar) {
    for opener in 1..tree.len() {
        let opens = grammar.cue(&fold(&tree.word(opener).lemma), "complementizer")
            && tree.word(opener).feat("PronType") != Some("Rel")
            && !matches!(tree.relation(opener), "obj" | "nsubj" | "fixed" | "obl");
        let speech = opener - 1;
        let says = |w: usize| {
            grammar
                .speech(&fold(&tree.word(w).lemma))
                .iter()
                .any(|s| s.with.is_empty() && !s.quotation_only)
        };
        if !opens || tree.upos(speech) != Upos::Verb || !says(speech) {
            continue;
        }
        let Some(verb) = clause_verb(tree, opener) else {
            continue;
        };
        if tree.below(verb, speech) || tree.relation(verb) == "acl" {
            continue;
        }
        if tree.below(speech, verb) {
            // The said clause had swallowed its speech verb: the speech verb takes its place, with what stands before the opener.
            match tree.word(verb).head {
                Some(head) => {
                    let relation = tree.word(verb).deprel.clone();
                    tree.attach(speech, head, &relation);
                }
                None => tree.reroot(speech, "ccomp"),
            }
            for child in tree.children(verb).to_vec() {
                if child < opener {
                    let relation = tree.word(child).deprel.clone();
                    tree.attach(child, speech, &relation);
                }
            }
        }
        if tree.attach(verb, speech, "ccomp") {
            tree.attach(opener, verb, "mark");
        }
    }
}

/// *assure au contraire que …*, *ajoute, dans un rapport, que …*: with a phrase between them, the clause behind *que / that* is still what
/// a verb of speech without another object says, and describes no noun of the phrase.
pub fn late_complement(tree: &mut Tree, grammar: &Grammar) {
    for opener in 2..tree.len() {
        let opens = grammar.cue(&fold(&tree.word(opener).lemma), "complementizer");
        let Some(verb) = clause_verb(tree, opener).filter(|_| opens) else {
            continue;
        };
        let Some(noun) = tree
            .word(verb)
            .head
            .filter(|&n| tree.relation(verb) == "acl" && n < opener)
        else {
            continue;
        };
        let conjunction = tree.relation(opener) == "mark";
        let comma = tree.upos(opener - 1) == Upos::Punct;
        // A name or a noun beside it may well have a clause of its own.
        // "in a report that soldiers had killed them": with subject and object of its own the clause has no gap for the noun.
        let words = grammar
            .speech(&fold(&tree.word(noun).lemma))
            .iter()
            .any(|s| s.with.is_empty());
        let full = |relation: &str| {
            let own = |&c: &usize| c != opener && tree.relation(c) == relation;
            tree.children(verb).iter().any(own)
        };
        let gapless = words && noun + 1 == opener && full("nsubj") && full("obj");
        if !(comma || gapless || conjunction && noun + 1 == opener) || !tree.nominal(noun) {
            continue;
        }
        let Some(speech) = tree.word(noun).head else { continue };
        let oblique = tree.relation(noun) == "obl" || tree.relation(noun) == "advmod";
        let says = grammar
            .speech(&fold(&tree.word(speech).lemma))
            .iter()
            .any(|s| s.with.is_empty() && !s.quotation_only);
        let free = !tree
            .children(speech)
            .iter()
            .any(|&c| matches!(tree.relation(c), "ccomp" | "xcomp" | "obj" | "parataxis"));
        if !oblique || !says || !free || speech > noun || tree.upos(speech) != Upos::Verb {
            continue;
        }
        if tree.attach(verb, speech, "ccomp") {
            tree.attach(opener, verb, "mark");
        }
    }
}

/// The first finite predicate behind a word: a finite verb, or what a finite auxiliary hangs on.
fn clause_verb(tree: &Tree, opener: usize) -> Option<usize> {
    (opener + 1..tree.len().min(opener + CLAUSE)).find_map(|word| {
        let here = tree.word(word);
        if here.feat("VerbForm") != Some("Fin") {
            return None;
        }
        match here.upos {
            Upos::Verb => Some(word),
            Upos::Aux => here.head.filter(|&head| head > opener),
            _ => None,
        }
    })
}

/// *…, affirme dans un rapport publié ce jeudi Human Rights Watch*: a name with nothing before it that ends the phrase behind an inverted verb of speech is its
/// subject.
pub fn speaker_in_phrase(tree: &mut Tree, grammar: &Grammar) {
    for verb in 2..tree.len() {
        let open = speaks(tree, verb, grammar)
            && tree.relation(verb) == "parataxis"
            && after_mark(tree, verb)
            && tree.dependent(verb, &["nsubj", "csubj", "expl", "obj"]).is_none();
        if !open || clause_behind(tree, verb) {
            continue;
        }
        let end = (verb + 1..tree.len().min(verb + SPEAKER))
            .find(|&w| tree.upos(w) == Upos::Punct)
            .unwrap_or(tree.len());
        let speaker = (verb + 1..end).rev().find(|&w| {
            let name = tree.upos(w) == Upos::Propn && !matches!(tree.relation(w), "flat" | "compound" | "conj");
            let noun = tree.upos(w) == Upos::Noun
                && tree
                    .dependent(w, &["det"])
                    .is_some_and(|d| tree.word(d).feat("PronType") == Some("Art"))
                && tree.word(w).feat("Number").is_some();
            (name || noun)
                && tree.case(w).is_none()
                && tree.word(w).head.is_some_and(|head| head > verb && head < w)
                && matches!(tree.relation(w), "appos" | "obj" | "nsubj" | "dep" | "nmod")
        });
        let Some(speaker) = speaker else { continue };
        if !tree.attach(speaker, verb, "nsubj") {
            continue;
        }
        // "…, qui réclame": the clause right behind the speaker describes him, not the phrase before.
        let clause = (speaker..tree.len()).find(|&w| tree.word(w).feat("PronType") == Some("Rel"));
        let relative = clause.and_then(|pronoun| tree.word(pronoun).head).filter(|&clause| {
            tree.relation(clause) == "acl" && tree.word(clause).head.is_some_and(|noun| noun > verb && noun < speaker)
        });
        let adjacent =
            clause.is_some_and(|pronoun| (end..pronoun).all(|w| tree.upos(w) == Upos::Punct || tree.below(w, speaker)));
        if let Some(relative) = relative.filter(|_| adjacent) {
            tree.attach(relative, speaker, "acl:relcl");
        }
    }
}
