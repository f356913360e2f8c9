//! A complement with *de* / *of* or *entre* / *between* right behind a noun belongs to that noun.
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
    for word in 0..fixed.words.len() {
        prepositional(&mut fixed, word, grammar);
    }
    for word in 0..fixed.words.len() {
        complement_clause(&mut fixed, word, grammar);
    }
    final_attribution(&mut fixed, grammar);
    fixed
}

/// A noun behind a preposition is an oblique, whatever the parser calls it; *de* can open a French object.
fn prepositional(sentence: &mut Sentence, word: usize, grammar: &Grammar) {
    let here = &sentence.words[word];
    let called = matches!(here.relation(), "obj" | "nsubj" | "iobj" | "advcl" | "ccomp" | "xcomp");
    if !called || !matches!(here.upos, Upos::Noun | Upos::Propn | Upos::Num) {
        return;
    }
    let clause = sentence
        .children(word)
        .any(|c| matches!(sentence.words[c].relation(), "cop" | "nsubj" | "aux"));
    let case = sentence
        .children(word)
        .find(|&c| c < word && sentence.words[c].relation() == "case" && sentence.words[c].upos == Upos::Adp);
    let Some(case) = case.filter(|_| !clause) else { return };
    if grammar
        .relation(&sentence.words[case].lemma.to_lowercase())
        .is_some_and(|role| role != Role::Of)
    {
        sentence.words[word].deprel = SmolStr::new_static("obl");
    }
}

/// *a annoncé qu'une opération avait été lancée*: the clause behind a verb of speech and its *que* / *that* is what is said.
fn complement_clause(sentence: &mut Sentence, opener: usize, grammar: &Grammar) {
    let words = &sentence.words;
    let opens = grammar.cue(&words[opener].lemma.to_lowercase(), "complementizer")
        && words[opener].feat("PronType") != Some("Rel")
        && !matches!(words[opener].relation(), "obj" | "nsubj" | "fixed" | "obl");
    let Some(speech) = opener.checked_sub(1).filter(|_| opens) else {
        return;
    };
    let says = words[speech].upos == Upos::Verb
        && grammar
            .speech(&words[speech].lemma.to_lowercase())
            .iter()
            .any(|s| s.with.is_empty() && !s.quotation_only);
    let Some(verb) = clause_verb(sentence, opener).filter(|_| says) else {
        return;
    };
    if below(sentence, verb, speech) || sentence.words[verb].relation() == "acl" {
        return;
    }
    if below(sentence, speech, verb) {
        // The said clause had swallowed its speech verb: the speech verb takes its place.
        sentence.words[speech].head = sentence.words[verb].head;
        sentence.words[speech].deprel = sentence.words[verb].deprel.clone();
        // What stands before the opener belonged to the speech verb.
        for word in 0..opener {
            if sentence.words[word].head == Some(verb) {
                sentence.words[word].head = Some(speech);
            }
        }
    }
    sentence.words[verb].head = Some(speech);
    sentence.words[verb].deprel = SmolStr::new_static("ccomp");
    sentence.words[opener].head = Some(verb);
    sentence.words[opener].deprel = SmolStr::new_static("mark");
}

/// The first finite predicate behind a word: a finite verb, or what a finite auxiliary hangs on.
fn clause_verb(sentence: &Sentence, opener: usize) -> Option<usize> {
    (opener + 1..sentence.words.len()).find_map(|word| {
        let here = &sentence.words[word];
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

/// The noun that a misplaced complement belongs to.
fn owner(sentence: &Sentence, word: usize, grammar: &Grammar) -> Option<usize> {
    let words = &sentence.words;
    if !matches!(words[word].relation(), "obl" | "nmod" | "parataxis")
        || !matches!(words[word].upos, Upos::Noun | Upos::Propn)
    {
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
    if case > word
        || !matches!(
            grammar.relation(&words[case].lemma.to_lowercase()),
            Some(Role::Of | Role::Between)
        )
    {
        return None;
    }
    let blames = grammar
        .speech(&words[verb].lemma.to_lowercase())
        .iter()
        .any(|s| s.stance == Stance::Accuses);
    if blames {
        return None;
    }
    // Right behind the noun, adjectives between do not matter.
    let mut before = case.checked_sub(1)?;
    while before > verb && words[before].upos == Upos::Adj && words[before].head.is_some_and(|h| h < before && h > verb)
    {
        before -= 1;
    }
    let noun = matches!(words[before].upos, Upos::Noun) && before > verb && words[before].relation() != "case";
    // A time between verb and complement is no owner ("a parlé mardi de la trêve").
    let free = !matches!(words[before].deprel.as_str(), "obl:tmod" | "obl:unmarked")
        && sentence
            .children(before)
            .any(|c| matches!(words[c].upos, Upos::Det | Upos::Adp | Upos::Num | Upos::Adj));
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

/// "…, police said on Tuesday." / "…, a déclaré le ministère.": a speech verb with its speaker behind the last comma says the sentence.
fn final_attribution(sentence: &mut Sentence, grammar: &Grammar) {
    let words = &sentence.words;
    let says = |word: usize| {
        words[word].upos == Upos::Verb
            && grammar
                .speech(&words[word].lemma.to_lowercase())
                .iter()
                .any(|s| s.with.is_empty() && !s.quotation_only)
    };
    let Some(verb) = (1..words.len()).rev().find(|&w| says(w)) else {
        return;
    };
    let tail_is_clause = (verb + 1..words.len())
        .any(|w| words[w].feat("VerbForm") == Some("Fin") || words[w].form == "," && w + 8 < words.len());
    let Some(comma) = (1..verb).rev().find(|&w| words[w].form == ",") else {
        return;
    };
    if tail_is_clause || verb - comma > 12 || finite(sentence, verb).is_none() {
        return;
    }
    // Nothing but the speaker and the auxiliary stands between comma and verb, and the verb has no clause of its own.
    let between_clause = (comma + 1..verb).any(|w| {
        matches!(words[w].upos, Upos::Verb | Upos::Sconj)
            || words[w].feat("PronType") == Some("Rel")
            || words[w].relation() == "mark"
    });
    let content = sentence
        .children(verb)
        .any(|c| matches!(words[c].relation(), "ccomp" | "xcomp"));
    let Some(root) = sentence.root() else { return };
    if between_clause || content || root == verb || root > comma || finite(sentence, root).is_none() {
        return;
    }
    let governed = sentence.words[verb].relation() == "parataxis" && sentence.words[verb].head == Some(root);
    if governed || below(sentence, root, verb) {
        return;
    }
    sentence.words[verb].head = Some(root);
    sentence.words[verb].deprel = SmolStr::new_static("parataxis");
    let has_subject = sentence.children(verb).any(|c| sentence.words[c].relation() == "nsubj");
    if !has_subject {
        // English: the noun before the verb; French: the noun behind it.
        let before = (comma + 1..verb)
            .rev()
            .find(|&w| matches!(sentence.words[w].upos, Upos::Noun | Upos::Propn | Upos::Pron));
        let top = before.map(|mut w| {
            while let Some(head) = sentence.words[w].head.filter(|&h| h > comma && h < verb) {
                w = head;
            }
            w
        });
        let behind = sentence.children(verb).find(|&c| {
            c > verb
                && matches!(sentence.words[c].relation(), "obj" | "obl" | "nmod" | "xcomp")
                && matches!(sentence.words[c].upos, Upos::Noun | Upos::Propn | Upos::Pron)
                && !sentence.children(c).any(|g| sentence.words[g].relation() == "case")
        });
        if let Some(speaker) = top.or(behind).filter(|&s| !below(sentence, verb, s)) {
            sentence.words[speaker].head = Some(verb);
            sentence.words[speaker].deprel = SmolStr::new_static("nsubj");
        }
    }
}

/// The finite word of a predicate: itself or its auxiliary.
fn finite(sentence: &Sentence, verb: usize) -> Option<usize> {
    if sentence.words[verb].feat("VerbForm") == Some("Fin") {
        return Some(verb);
    }
    sentence.children(verb).find(|&c| {
        matches!(sentence.words[c].relation(), "aux" | "cop") && sentence.words[c].feat("VerbForm") == Some("Fin")
    })
}
