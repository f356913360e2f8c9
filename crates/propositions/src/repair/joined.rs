//! What a conjunction joins: likes with likes.

use super::tree::Tree;
use crate::grammar::fold;
use selon_syntax::Upos;

/// *came under cannon and mortar fire*: a bare singular noun before *and*, joined to a noun that has a modifier of its own right behind *and*: both
/// modify that noun, which is the head of the whole.
pub fn coordinated_compounds(tree: &mut Tree) {
    for whole in 3..tree.len() {
        let second = whole - 1;
        let joined = tree.relation(whole) == "conj"
            && tree.upos(whole) == Upos::Noun
            && tree.word(second).deprel == "compound"
            && tree.word(second).head == Some(whole)
            && tree.upos(second) == Upos::Noun
            && tree.upos(second - 1) == Upos::Cconj;
        // Joined to the noun or to the verb that it belongs to.
        let first = second.saturating_sub(2);
        let Some(head) = tree.word(whole).head.filter(|_| joined && second >= 2) else {
            continue;
        };
        if head != first && tree.word(first).head != Some(head) {
            continue;
        }
        let singular = |word: usize| tree.word(word).feat("Number") == Some("Sing");
        let bare = tree.upos(first) == Upos::Noun
            && tree
                .dependent(first, &["det", "nummod", "nmod", "appos", "acl", "flat"])
                .is_none();
        let Some(governor) = tree.word(first).head else {
            continue;
        };
        if !(bare && singular(first) && singular(second)) || tree.dependent(whole, &["det", "nummod", "case"]).is_some()
        {
            continue;
        }
        let relation = tree.word(first).deprel.clone();
        if !tree.attach(whole, governor, &relation) {
            continue;
        }
        for child in tree.children(first).to_vec() {
            if matches!(tree.relation(child), "case" | "punct" | "mark") || child > whole {
                tree.rehang(child, whole);
            }
        }
        tree.attach(first, whole, "compound");
        tree.attach(second, first, "conj");
        tree.attach(second - 1, second, "cc");
    }
}

/// *des tirs d'artillerie, de blindés et d'armes légères*: a phrase with a preposition is no conjunct of a noun without one that has a complement
/// with the same preposition; it is one more of these.
pub fn listed_complements(tree: &mut Tree) {
    for noun in 3..tree.len() {
        if tree.relation(noun) != "conj" || !tree.nominal(noun) {
            continue;
        }
        let preposition = |word: usize| tree.case(word).map(|case| fold(&tree.word(case).lemma));
        let Some(wanted) = preposition(noun) else { continue };
        let Some(head) = tree
            .word(noun)
            .head
            .filter(|&head| head < noun && tree.nominal(head) && tree.case(head).is_none())
        else {
            continue;
        };
        let complement =
            tree.children(head).iter().copied().rfind(|&c| {
                c > head && c < noun && tree.relation(c) == "nmod" && preposition(c).as_ref() == Some(&wanted)
            });
        if let Some(complement) = complement {
            tree.attach(noun, complement, "conj");
        }
    }
}

/// *a battle on their border in which …*: a noun with a preposition, without verb or copula, is no relative clause.
pub fn noun_as_clause(tree: &mut Tree) {
    for noun in 2..tree.len() {
        let Some(head) = tree
            .word(noun)
            .head
            .filter(|&head| tree.word(noun).deprel == "acl:relcl" && tree.nominal(head))
        else {
            continue;
        };
        let plain = matches!(tree.upos(noun), Upos::Noun | Upos::Propn)
            && tree.dependent(noun, &["cop", "nsubj", "aux", "mark"]).is_none()
            && tree.case(noun).is_some_and(|case| case > head && case < noun);
        let relative = (head + 1..noun).any(|word| tree.word(word).feat("PronType") == Some("Rel"));
        if plain && !relative {
            tree.relabel(noun, "nmod");
        }
    }
}

/// *the Liberation Front [FLN] guerrillas attacked*: no verb has two subjects side by side without a comma; the first says
/// which the second are. Behind the verb, and in languages that write no noun before a noun, two subjects are another mistake.
pub fn noun_before_noun(tree: &mut Tree) {
    for second in 2..tree.len() {
        let plural = tree.upos(second) == Upos::Noun && tree.word(second).feat("Number") == Some("Plur");
        if tree.relation(second) != "nsubj" || !plural || tree.dependent(second, &["det", "case"]).is_some() {
            continue;
        }
        let Some(verb) = tree.word(second).head.filter(|&verb| verb > second) else {
            continue;
        };
        // Between them stands nothing but an abbreviation in brackets.
        let mut before = second - 1;
        if matches!(tree.word(before).form.as_str(), "]" | ")") {
            let Some(open) = (before.saturating_sub(4)..before)
                .rev()
                .find(|&word| matches!(tree.word(word).form.as_str(), "[" | "("))
                .filter(|&open| open > 0)
            else {
                continue;
            };
            before = open - 1;
        } else {
            // Names and adjectives of the second's own.
            while before > 0 && tree.word(before).head == Some(second) && tree.upos(before) != Upos::Det {
                before -= 1;
            }
        }
        let same = tree.word(before).head == Some(verb)
            && tree.relation(before) == "nsubj"
            && matches!(tree.upos(before), Upos::Noun | Upos::Propn)
            && tree.dependent(before, &["conj", "cc"]).is_none();
        if same && tree.attach(before, second, "compound") {
            // The article opens the whole phrase.
            let articles: Vec<usize> = tree
                .children(before)
                .iter()
                .copied()
                .filter(|&child| tree.relation(child) == "det")
                .collect();
            for article in articles {
                tree.rehang(article, second);
            }
        }
    }
}
