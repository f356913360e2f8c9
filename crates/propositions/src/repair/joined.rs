//! What a conjunction joins: likes with likes.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
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

/// *X a été attaqué par Y et, en vertu du traité, nous demandons …*: a clause with its own subject and no word that subordinates it, behind *and* and a
/// phrase set off by commas, is what *and* joins; the phrase belongs to it.
pub fn clause_behind_phrase(tree: &mut Tree) {
    for verb in 4..tree.len() {
        let clause = tree.upos(verb) == Upos::Verb
            && matches!(tree.word(verb).deprel.as_str(), "advcl" | "parataxis" | "conj" | "dep")
            && tree.finite(verb)
            && tree.dependent(verb, &["mark", "cc"]).is_none()
            && !tree.introduced(verb);
        let Some(subject) = tree
            .dependent(verb, &["nsubj"])
            .filter(|&subject| clause && subject < verb)
        else {
            continue;
        };
        let Some(above) = tree
            .word(verb)
            .head
            .filter(|&above| above < subject && tree.upos(above) == Upos::Verb)
        else {
            continue;
        };
        let phrase = (above + 1..subject).find(|&phrase| {
            let Some(case) = tree.case(phrase).filter(|&case| case < phrase) else {
                return false;
            };
            tree.relation(phrase) == "conj"
                && tree.nominal(phrase)
                && case >= 2
                && tree.word(case - 1).form == ","
                && tree.upos(case - 2) == Upos::Cconj
                && tree
                    .word(phrase)
                    .head
                    .is_some_and(|head| head < case && tree.below(head, above))
        });
        let Some(phrase) = phrase else { continue };
        let closed = (phrase + 1..subject).any(|word| tree.word(word).form == ",");
        let Some(cc) = tree.case(phrase).map(|case| case - 2).filter(|_| closed) else {
            continue;
        };
        if tree.attach(verb, above, "conj") && tree.attach(phrase, verb, "obl:mod") {
            tree.attach(cc, verb, "cc");
        }
    }
}

/// *said that their men had come under fire … and that they had left*: a second clause with *que / that* behind *and* is joined to the first one, not
/// to a noun inside it.
pub fn second_complement(tree: &mut Tree, grammar: &Grammar) {
    for verb in 6..tree.len() {
        let complementizer = |verb: usize| {
            tree.dependent(verb, &["mark"])
                .filter(|&mark| mark < verb && grammar.cue(&fold(&tree.word(mark).lemma), "complementizer"))
        };
        let joined = tree.relation(verb) == "conj" && tree.upos(verb) == Upos::Verb;
        let Some(mark) = complementizer(verb).filter(|_| joined) else {
            continue;
        };
        let Some(head) = tree.word(verb).head.filter(|&head| head < mark && tree.nominal(head)) else {
            continue;
        };
        let behind_and = mark >= 1 && tree.upos(mark - 1) == Upos::Cconj;
        let first = (0..=head).rev().find(|&first| {
            tree.upos(first) == Upos::Verb && tree.relation(first) == "ccomp" && complementizer(first).is_some()
        });
        if let Some(first) = first.filter(|_| behind_and) {
            tree.attach(verb, first, "conj");
        }
    }
}

/// *ont visé ce jour-là ses troupes*: a noun has no object; of two bare phrases behind a verb the first tells when, the second is the object.
pub fn object_of_noun(tree: &mut Tree) {
    for object in 2..tree.len() {
        let Some(time) = tree
            .word(object)
            .head
            .filter(|&time| tree.relation(object) == "obj" && time < object && tree.upos(time) == Upos::Noun)
        else {
            continue;
        };
        let bare =
            tree.relation(time) == "obj" && tree.case(object).is_none() && tree.dependent(time, &["cop"]).is_none();
        let Some(verb) = tree
            .word(time)
            .head
            .filter(|&verb| bare && verb < time && tree.upos(verb) == Upos::Verb)
        else {
            continue;
        };
        for child in tree.children(time).to_vec() {
            if child > object {
                tree.rehang(child, object);
            }
        }
        if tree.attach(object, verb, "obj") {
            tree.relabel(time, "obl:mod");
        }
    }
}

/// *with Azerbaijani troops*: a bare noun right behind a name that a preposition governs is what it governs; the name modifies the noun.
pub fn noun_behind_name(tree: &mut Tree) {
    for noun in 2..tree.len() {
        let name = noun - 1;
        let bare = tree.upos(noun) == Upos::Noun
            && tree.word(noun).deprel == "nmod:unmarked"
            && tree.dependent(noun, &["case", "det", "nummod"]).is_none()
            && tree.word(name).head == tree.word(noun).head
            && tree.upos(name) == Upos::Propn
            && tree.relation(name) == "nmod";
        let Some(case) = tree.case(name).filter(|&case| bare && case < name) else {
            continue;
        };
        let Some(head) = tree.word(name).head else { continue };
        let relation = tree.word(name).deprel.clone();
        if tree.attach(noun, head, &relation) && tree.attach(name, noun, "compound") {
            tree.attach(case, noun, "case");
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

/// *…, over Nagorno-Karabakh*: a noun does not hang on its own preposition; the preposition hangs on it, and what stands above a comma stands above
/// the phrase.
pub fn noun_below_preposition(tree: &mut Tree) {
    for noun in 2..tree.len() {
        let case = noun - 1;
        let upside_down = tree.nominal(noun)
            && matches!(tree.relation(noun), "obl" | "nmod")
            && tree.word(noun).head == Some(case)
            && tree.upos(case) == Upos::Adp
            && tree.relation(case) == "case";
        let Some(mut above) = tree.word(case).head.filter(|&above| upside_down && above < case) else {
            continue;
        };
        while tree.upos(above) == Upos::Punct {
            match tree.word(above).head {
                Some(head) => above = head,
                None => break,
            }
        }
        let relation = if tree.nominal(above) { "nmod" } else { "obl" };
        if !tree.below(above, noun) && tree.attach(noun, above, relation) {
            tree.attach(case, noun, "case");
        }
    }
}
