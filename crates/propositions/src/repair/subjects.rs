//! Words that a clause cannot have twice, and what belongs to its subject.

use super::attach::role;
use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How many words the phrase of a subject has at most.
const PHRASE: usize = 20;

/// *le Frontier Corps, une force paramilitaire, a tué …*: a verb has one subject; a second noun with an indefinite article that commas set off behind the first says
/// what the first is.
pub fn second_subject(tree: &mut Tree) {
    for second in 2..tree.len() {
        if tree.relation(second) != "nsubj" || tree.upos(second) != Upos::Noun {
            continue;
        }
        let Some(verb) = tree.word(second).head.filter(|&verb| verb > second) else {
            continue;
        };
        let new = tree
            .dependent(second, &["det"])
            .is_some_and(|det| tree.word(det).feat("Definite") == Some("Ind"));
        if !new {
            continue;
        }
        // The phrase of a noun is short; in a table that comes as one sentence none is looked for far away.
        let near = second.saturating_sub(PHRASE)..=second;
        let own = |w: &usize| tree.upos(*w) != Upos::Punct && tree.below(*w, second);
        let start = near.clone().find(own).unwrap_or(second);
        let set_off = start > 0 && tree.word(start - 1).form == "," && tree.dependent(second, &["cc"]).is_none();
        let first = tree
            .children(verb)
            .iter()
            .copied()
            .rfind(|&c| c < start && tree.relation(c) == "nsubj" && tree.upos(c) != Upos::Pron);
        let Some(first) = first.filter(|&first| set_off && start - first <= PHRASE) else {
            continue;
        };
        // Nothing but the first subject stands before the comma.
        if (first..start - 1).all(|w| tree.below(w, first)) {
            tree.attach(second, first, "appos");
        }
    }
}

/// *trente et une personnes*: a number of two words counts the noun behind it, and is no subject or object beside it.
pub fn split_number(tree: &mut Tree) {
    for number in 0..tree.len().saturating_sub(3) {
        let (and, one) = (number + 1, number + 2);
        let split = tree.upos(number) == Upos::Num
            && tree.upos(and) == Upos::Cconj
            && matches!(tree.upos(one), Upos::Det | Upos::Num)
            && tree.relation(one) != "conj";
        let Some(noun) = tree.word(one).head.filter(|&noun| split && noun > one) else {
            continue;
        };
        let same = tree.word(number).head == tree.word(noun).head && tree.relation(number) == tree.relation(noun);
        if same && tree.upos(noun) == Upos::Noun && tree.attach(number, noun, "nummod") {
            tree.attach(and, number, "cc");
        }
    }
}

/// *L'enlèvement par Boko Haram, en avril 2014, de 276 lycéennes avait …*: between a deed whose doer is named and its verb, a phrase with *de / of* tells what was
/// done.
pub fn object_of_subject(tree: &mut Tree, grammar: &Grammar) {
    for word in 4..tree.len() {
        let verb = tree
            .word(word)
            .head
            .filter(|&verb| verb > word && tree.relation(word) == "obl" && tree.upos(verb) == Upos::Verb);
        let Some(verb) = verb.filter(|_| role(tree, word, grammar) == Some(Role::Of)) else {
            continue;
        };
        let deed = tree.children(verb).iter().copied().find(|&subject| {
            subject < word
                && tree.relation(subject) == "nsubj"
                && tree.upos(subject) == Upos::Noun
                && tree
                    .children(subject)
                    .iter()
                    .any(|&doer| doer > subject && doer < word && role(tree, doer, grammar) == Some(Role::By))
        });
        if let Some(deed) = deed {
            tree.attach(word, deed, "nmod");
        }
    }
}

/// *les chefs présumés du cartel*: a participle that only says how sure one is takes no complement with *de / of*; it belongs to the noun.
pub fn complement_of_supposed(tree: &mut Tree, grammar: &Grammar) {
    for word in 2..tree.len() {
        let participle = tree.word(word).head.filter(|&participle| {
            participle < word
                && tree.relation(word) == "obl"
                && tree.relation(participle) == "acl"
                && tree.case(word) == Some(participle + 1)
                && tree.word(participle).feat("VerbForm") == Some("Part")
                && ["hearsay", "supposed"].iter().any(|kind| {
                    grammar.cue(&fold(&tree.word(participle).lemma), kind)
                        || grammar.cue(&fold(&tree.word(participle).form), kind)
                })
        });
        let Some(participle) = participle.filter(|_| role(tree, word, grammar) == Some(Role::Of)) else {
            continue;
        };
        let noun = tree
            .word(participle)
            .head
            .filter(|&noun| noun + 1 == participle && tree.nominal(noun));
        if let Some(noun) = noun {
            tree.attach(word, noun, "nmod");
        }
    }
}

/// *responsables du meurtre de 780 habitants*: an adjective has one complement with *de / of*; a second one right behind it completes the noun of the first.
pub fn second_complement(tree: &mut Tree, grammar: &Grammar) {
    for word in 4..tree.len() {
        if !matches!(tree.relation(word), "obl" | "nmod") || role(tree, word, grammar) != Some(Role::Of) {
            continue;
        }
        let adjective = tree
            .word(word)
            .head
            .filter(|&head| head < word && tree.upos(head) == Upos::Adj);
        let Some(adjective) = adjective else { continue };
        let first = tree.children(adjective).iter().copied().rfind(|&other| {
            other > adjective
                && other < word
                && tree.upos(other) == Upos::Noun
                && matches!(tree.relation(other), "obl" | "nmod")
                && role(tree, other, grammar) == Some(Role::Of)
        });
        let apart = |first: usize| (first..word).any(|w| tree.upos(w) == Upos::Punct || tree.upos(w) == Upos::Cconj);
        if let Some(first) = first.filter(|&first| !apart(first)) {
            tree.attach(word, first, "nmod");
        }
    }
}

/// *Le M23 et des soldats rwandais se sont lancés …*: a word that is preposition and article at once is the article alone where the noun that its own is joined to has no
/// preposition.
pub fn article_of_joined(tree: &mut Tree, grammar: &Grammar) {
    for noun in 3..tree.len() {
        if tree.relation(noun) != "conj" || !tree.nominal(noun) || role(tree, noun, grammar) != Some(Role::Of) {
            continue;
        }
        let Some(case) = tree.case(noun).filter(|&case| case + 1 < noun) else {
            continue;
        };
        let article = case + 1;
        let contracted = tree.word(case).span == tree.word(article).span
            && tree.upos(article) == Upos::Det
            && tree.word(article).feat("Number") == Some("Plur");
        let first = tree
            .word(noun)
            .head
            .filter(|&first| first < noun && tree.nominal(first));
        let subject =
            first.is_some_and(|first| matches!(tree.relation(first), "nsubj" | "obj") && tree.case(first).is_none());
        if contracted && subject {
            tree.relabel(case, "det");
            tree.sentence.words[case].upos = Upos::Det;
        }
    }
}

/// *Ils nous ont battues*, *on m'a roué de coups*: the pronouns of the first and second person have one form for object and addressee; of a verb that brings no words and has
/// no object, they are the object.
pub fn object_clitic(tree: &mut Tree, grammar: &Grammar) {
    for word in 0..tree.len().saturating_sub(1) {
        let clitic = tree.relation(word) == "iobj"
            && tree.upos(word) == Upos::Pron
            && matches!(tree.word(word).feat("Person"), Some("1" | "2"))
            && tree.word(word).feat("Reflex") != Some("Yes");
        let verb = tree
            .word(word)
            .head
            .filter(|&verb| clitic && verb > word && tree.upos(verb) == Upos::Verb);
        let Some(verb) = verb else { continue };
        let lemma = fold(&tree.word(verb).lemma);
        let words =
            !grammar.speech(&lemma).is_empty() || grammar.cue(&lemma, "told") || grammar.cue(&lemma, "intransitive");
        let taken = tree.dependent(verb, &["obj", "ccomp", "xcomp"]).is_some() || tree.passive_auxiliary(verb);
        if !words && !taken {
            tree.relabel(word, "obj");
        }
    }
}
