//! Repairs of trees by facts of syntax: mistakes that greedy parsers make with long sentences and that can be told from the
//! words alone.
//!
//! A relative pronoun stands inside a relative clause, and its clause hangs on a noun before it; the root of a sentence that has a
//! finite verb of its own is no participle between commas.

use crate::grammar::Grammar;
use selon_syntax::{Sentence, Upos};
use smol_str::SmolStr;

/// Repairs a tree; returns it unchanged where nothing is wrong.
pub fn repaired(sentence: &Sentence, grammar: &Grammar) -> Sentence {
    let mut fixed = sentence.clone();
    for pronoun in 0..fixed.words.len() {
        if fixed.words[pronoun].feat("PronType") == Some("Rel") {
            relative_clause(&mut fixed, pronoun, grammar);
        }
    }
    participle_root(&mut fixed);
    fixed
}

fn children(sentence: &Sentence, word: usize) -> Vec<usize> {
    sentence.children(word).collect()
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

/// The verb is finite by itself or by an auxiliary.
fn finite(sentence: &Sentence, verb: usize) -> bool {
    sentence.words[verb].feat("VerbForm") == Some("Fin")
        || children(sentence, verb)
            .into_iter()
            .any(|c| matches!(sentence.words[c].relation(), "aux" | "cop") && sentence.words[c].feat("VerbForm") == Some("Fin"))
}

/// The first predicate of a clause after a pronoun: a finite verb, or what a finite auxiliary or copula after it hangs on.
fn clause_verb(sentence: &Sentence, pronoun: usize) -> Option<usize> {
    let mut brackets = 0i32;
    for word in pronoun + 1..sentence.words.len() {
        let here = &sentence.words[word];
        match here.form.as_str() {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            _ => {}
        }
        if brackets < 0 {
            return None;
        }
        if here.upos == Upos::Verb && here.feat("VerbForm") == Some("Fin") {
            return Some(word);
        }
        if here.upos == Upos::Aux && here.feat("VerbForm") == Some("Fin") {
            let governor = here.head?;
            return (governor > pronoun).then_some(governor);
        }
    }
    None
}

/// A relative pronoun whose clause is no relative clause: hangs the clause on the antecedent.
fn relative_clause(sentence: &mut Sentence, pronoun: usize, grammar: &Grammar) {
    let mut current = pronoun;
    for _ in 0..sentence.words.len() {
        if sentence.words[current].relation() == "acl" {
            return;
        }
        // A free relative ("ce qui", "what") or a complement clause keeps its place.
        if matches!(sentence.words[current].relation(), "ccomp" | "csubj") && current != pronoun && sentence.words[current].head.is_some_and(|h| h < pronoun) && current > pronoun && sentence.words[current].deprel != "csubj:pass" {
            return;
        }
        match sentence.words[current].head {
            Some(head) => current = head,
            None => break,
        }
    }
    let Some(verb) = clause_verb(sentence, pronoun) else { return };
    let Some(antecedent) = antecedent(sentence, pronoun, verb) else { return };
    if below(sentence, antecedent, verb) && sentence.words[verb].head.is_none() {
        make_other_root(sentence, verb, antecedent, pronoun);
    }
    if below(sentence, antecedent, verb) {
        return;
    }
    sentence.words[verb].head = Some(antecedent);
    sentence.words[verb].deprel = SmolStr::new_static("acl:relcl");
    if !below(sentence, pronoun, verb) {
        // "au cours duquel": the whole prepositional phrase moves with the pronoun.
        let mut top = pronoun;
        while let Some(head) = sentence.words[top].head {
            let phrase = head < pronoun && head > antecedent;
            if !phrase {
                break;
            }
            top = head;
        }
        let marked = children(sentence, top).into_iter().any(|c| sentence.words[c].relation() == "case");
        sentence.words[top].head = Some(verb);
        let subject = children(sentence, verb).into_iter().any(|c| sentence.words[c].relation() == "nsubj");
        sentence.words[top].deprel = match (marked, subject) {
            (true, _) => SmolStr::new_static("obl"),
            (false, false) => SmolStr::new_static("nsubj"),
            (false, true) => SmolStr::new_static("obj"),
        };
    }
    // What stands between pronoun and verb and hangs outside belongs to the clause: "selon Erevan", its subject.
    for word in pronoun + 1..verb {
        let outside = sentence.words[word].head.is_some_and(|head| head < pronoun);
        if outside {
            sentence.words[word].head = Some(verb);
        }
    }
    let _ = grammar;
}

/// The verb that was taken for the root becomes a relative clause; the main verb is a later finite verb that hung on it.
fn make_other_root(sentence: &mut Sentence, verb: usize, antecedent: usize, pronoun: usize) {
    let candidates = children(sentence, verb);
    let main = candidates.iter().copied().find(|&c| {
        c > verb && matches!(sentence.words[c].relation(), "parataxis" | "conj" | "ccomp" | "advcl" | "dep")
            && finite(sentence, c)
            && !children(sentence, c).into_iter().any(|m| matches!(sentence.words[m].relation(), "mark" | "cc"))
    });
    let Some(main) = main else { return };
    sentence.words[main].head = None;
    sentence.words[main].deprel = SmolStr::new_static("root");
    let mut subject = antecedent;
    while let Some(head) = sentence.words[subject].head {
        if head == verb {
            break;
        }
        subject = head;
    }
    let has_subject = children(sentence, main).into_iter().any(|c| sentence.words[c].relation() == "nsubj");
    for child in candidates {
        if child < pronoun && child != main {
            sentence.words[child].head = Some(main);
            if child == subject && !has_subject && sentence.words[child].upos != Upos::Punct {
                let passive = children(sentence, main).into_iter().any(|c| sentence.words[c].deprel == "aux:pass");
                sentence.words[child].deprel = SmolStr::new_static(if passive { "nsubj:pass" } else { "nsubj" });
            }
        }
    }
    sentence.words[verb].head = Some(antecedent);
}

/// The nearest noun before the pronoun that agrees with it, or with the verb whose subject it is.
fn antecedent(sentence: &Sentence, pronoun: usize, verb: usize) -> Option<usize> {
    let word = &sentence.words[pronoun];
    // The prepositional phrase of the pronoun itself is no antecedent ("au cours duquel"): skip words that it hangs on or that are its case.
    let mut start = pronoun;
    loop {
        let previous = start.checked_sub(1)?;
        let before = &sentence.words[previous];
        let own = before.relation() == "case"
            || below(sentence, pronoun, previous) && before.head.is_none_or(|_| start - previous <= 2) && before.upos == Upos::Noun
            || before.upos == Upos::Det && start < pronoun
            || before.upos == Upos::Adp;
        if !own {
            break;
        }
        start = previous;
    }
    let number = if word.relation() == "nsubj" || word.feat("Number").is_none() && word.relation() != "obj" {
        let carrier = children(sentence, verb)
            .into_iter()
            .find(|&c| sentence.words[c].relation() == "aux" && sentence.words[c].feat("VerbForm") == Some("Fin"))
            .unwrap_or(verb);
        if word.relation() == "nsubj" { sentence.words[carrier].feat("Number") } else { None }
    } else {
        word.feat("Number")
    };
    let agrees = |candidate: usize| {
        let noun = &sentence.words[candidate];
        let same = |feature: Option<&str>, name: &str| match (feature, noun.feat(name)) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => true,
        };
        same(number, "Number") && same(word.feat("Gender"), "Gender")
    };
    // Inflected pronouns (lequel) point at things: a common noun comes before a name.
    let inflected = word.feat("Gender").is_some();
    let nouns: Vec<usize> = (0..start)
        .rev()
        .take(14)
        .filter(|&w| {
            let relation = sentence.words[w].relation();
            matches!(sentence.words[w].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
                && !matches!(relation, "flat" | "compound" | "nummod" | "expl" | "det")
        })
        .take_while(|&w| w + 14 > start)
        .collect();
    let common = nouns.iter().copied().find(|&w| sentence.words[w].upos == Upos::Noun && agrees(w));
    if inflected && common.is_some() {
        return common;
    }
    nouns.into_iter().find(|&w| agrees(w))
}

/// *Le conflit – reconnue par … – s'est achevé*: the finite verb is the root, the participle modifies the noun before it.
fn participle_root(sentence: &mut Sentence) {
    let Some(root) = sentence.root() else { return };
    let word = &sentence.words[root];
    let participle = word.upos == Upos::Verb && word.feat("VerbForm") == Some("Part") && !finite(sentence, root);
    let auxiliary = children(sentence, root).into_iter().any(|c| sentence.words[c].relation() == "aux");
    if !participle || auxiliary {
        return;
    }
    let main = children(sentence, root).into_iter().find(|&c| {
        c > root && matches!(sentence.words[c].relation(), "parataxis" | "conj" | "ccomp" | "dep") && sentence.words[c].upos == Upos::Verb
            && finite(sentence, c)
            && !children(sentence, c).into_iter().any(|m| matches!(sentence.words[m].relation(), "mark" | "cc" | "nsubj"))
    });
    let Some(main) = main else { return };
    let noun = (0..root)
        .rev()
        .find(|&w| matches!(sentence.words[w].upos, Upos::Noun | Upos::Propn) && sentence.words[w].relation() != "flat");
    let Some(noun) = noun else { return };
    let subject = children(sentence, root).into_iter().find(|&c| c < root && matches!(sentence.words[c].relation(), "nsubj" | "obl" | "dislocated"));
    sentence.words[main].head = None;
    sentence.words[main].deprel = SmolStr::new_static("root");
    if let Some(subject) = subject {
        sentence.words[subject].head = Some(main);
        let passive = children(sentence, main).into_iter().any(|c| sentence.words[c].deprel == "aux:pass");
        sentence.words[subject].deprel = SmolStr::new_static(if passive { "nsubj:pass" } else { "nsubj" });
    }
    if below(sentence, noun, root) && subject.is_none() {
        return;
    }
    sentence.words[root].head = Some(noun);
    sentence.words[root].deprel = SmolStr::new_static("acl");
}
