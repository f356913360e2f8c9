//! Figures and those whom they count.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *killing 29, including 11 children*: no comma stands between a figure and its noun; the figure stands for the whole, the noun for a part.
pub fn whole_before_part(tree: &mut Tree, grammar: &Grammar) {
    for figure in 1..tree.len() {
        let Some(noun) = tree
            .word(figure)
            .head
            .filter(|&noun| noun > figure + 2 && tree.upos(figure) == Upos::Num && tree.relation(figure) == "nummod")
        else {
            continue;
        };
        if tree.word(figure + 1).form != "," {
            continue;
        }
        let part = (figure + 2..noun).find(|&w| grammar.cue(&fold(&tree.word(w).lemma), "part"));
        let Some(head) = tree.word(noun).head.filter(|_| part.is_some()) else {
            continue;
        };
        let relation = tree.word(noun).deprel.clone();
        if tree.attach(figure, head, &relation) {
            for child in tree.children(noun).to_vec() {
                if child < figure {
                    tree.rehang(child, figure);
                }
            }
            tree.attach(noun, figure, "nmod");
        }
    }
}

/// *left 59 people dead and 157 injured*: the second figure has a state of its own, joined to the first state.
pub fn second_state(tree: &mut Tree) {
    for figure in 3..tree.len().saturating_sub(1) {
        let state = figure + 1;
        let joined = tree.upos(figure) == Upos::Num
            && matches!(tree.relation(figure), "conj" | "nummod" | "obj" | "nsubj" | "obl")
            && (tree.upos(state) == Upos::Adj || tree.bare_participle(state));
        let Some(cc) = figure
            .checked_sub(1)
            .filter(|&cc| joined && tree.upos(cc) == Upos::Cconj)
        else {
            continue;
        };
        // The first state: a predicate of the object right before the conjunction.
        let first = cc - 1;
        let predicate = tree.relation(first) == "xcomp"
            && (tree.upos(first) == Upos::Adj || tree.bare_participle(first))
            && tree.word(first).head.is_some_and(|verb| tree.upos(verb) == Upos::Verb);
        let ends = state + 1 >= tree.len()
            || matches!(
                tree.upos(state + 1),
                Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj
            );
        if !predicate || !ends {
            continue;
        }
        if tree.below(first, state) || tree.below(first, figure) {
            continue;
        }
        let right: Vec<usize> = tree.children(figure).iter().copied().filter(|&c| c > state).collect();
        if tree.attach(state, first, "conj") {
            for child in right {
                tree.rehang(child, state);
            }
            let relation = if tree.upos(state) == Upos::Verb {
                "nsubj:pass"
            } else {
                "nsubj"
            };
            tree.attach(figure, state, relation);
            tree.attach(cc, state, "cc");
        }
    }
}

/// *Ukraine and pro-Russian rebels accused each other*: an adjective is not joined to a name but belongs to the noun behind it; name and noun are
/// joined.
pub fn name_joined_to_adjective(tree: &mut Tree) {
    for name in 0..tree.len().saturating_sub(3) {
        let Some(noun) = tree.word(name).head.filter(|&noun| {
            noun > name + 2
                && tree.relation(name) == "compound"
                && tree.upos(name) == Upos::Propn
                && matches!(tree.upos(noun), Upos::Noun | Upos::Propn)
        }) else {
            continue;
        };
        let adjective = tree.children(name).iter().copied().find(|&c| {
            c > name
                && c < noun
                && tree.relation(c) == "conj"
                && tree.upos(c) == Upos::Adj
                && tree.dependent(c, &["cc"]) == Some(name + 1)
        });
        let Some(adjective) = adjective else { continue };
        let relation = tree.word(noun).deprel.clone();
        let placed = match tree.word(noun).head {
            Some(head) => tree.attach(name, head, &relation) && tree.attach(noun, name, "conj"),
            None => false,
        };
        if placed {
            tree.attach(adjective, noun, "amod");
            tree.attach(name + 1, noun, "cc");
            for child in tree.children(noun).to_vec() {
                if child < name {
                    tree.rehang(child, name);
                }
            }
        }
    }
}
