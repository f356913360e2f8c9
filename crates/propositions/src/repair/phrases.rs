//! Phrases that hang on a word which cannot have them: on adjectives that take no complement, dates on names, what was done on its doer.

use super::attach::role;
use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *in Khan Younis*: what stands before a name of several words belongs to its first, which is its head; parsers hang it on the second.
pub fn preposition_of_name(tree: &mut Tree) {
    for word in 1..tree.len() {
        if tree.relation(word) != "flat" {
            continue;
        }
        let Some(head) = tree.word(word).head else { continue };
        let before = |tree: &Tree, child: usize| child < head && matches!(tree.relation(child), "case" | "det");
        let moved: Vec<usize> = tree
            .children(word)
            .iter()
            .copied()
            .filter(|&child| before(tree, child))
            .collect();
        for child in moved {
            let relation = tree.word(child).deprel.clone();
            tree.attach(child, head, &relation);
        }
    }
}

/// How far above its phrase the verb of a clause is looked for.
const WINDOW: usize = 25;

/// A word with a year right behind it: *automne 2020*, *November 2021*.
fn dated(tree: &Tree, word: usize) -> bool {
    let year = |w: &usize| {
        let form = tree.word(*w).form.as_str();
        *w == word + 1 && form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit())
    };
    tree.upos(word) != Upos::Num && tree.children(word).iter().any(year)
}

/// *l'armée azerbaïdjanaise à la frontière*: an adjective behind its noun takes a complement only if it is one of those that do (*proche de*, *favorable à*);
/// the phrase behind any other belongs to the noun, and one of place or time to the clause.
pub fn phrase_of_adjective(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        let Some(adjective) = tree.word(word).head.filter(|&head| {
            head < word
                && tree.relation(word) == "obl"
                && tree.upos(head) == Upos::Adj
                && tree.relation(head) == "amod"
                && tree.word(head).feat("VerbForm").is_none()
                && tree.case(word) == Some(head + 1)
        }) else {
            continue;
        };
        let lemma = fold(&tree.word(adjective).lemma);
        // Only a language that lists the adjectives with a complement can say of the others that they have none.
        let listed = grammar.cues("takes-complement").next().is_some();
        if !listed || grammar.cue(&lemma, "takes-complement") {
            continue;
        }
        let Some(noun) = tree
            .word(adjective)
            .head
            .filter(|&noun| noun < adjective && tree.nominal(noun))
        else {
            continue;
        };
        // "des affrontements avec l'armée russe à la frontière": of several nouns the first.
        let first = tree.outermost(noun);
        if role(tree, word, grammar) == Some(Role::Of) {
            tree.attach(word, noun, "nmod");
        } else if first != noun {
            tree.attach(word, first, "nmod");
        } else if let Some(verb) = tree.clause_above(noun, WINDOW).filter(|&verb| verb < word) {
            tree.attach(word, verb, "obl:mod");
        } else {
            tree.attach(word, noun, "nmod");
        }
    }
}

/// *qui a opposé les républiques du Caucase à l'automne 2020*: a date tells when something happened; it says nothing of a name.
pub fn date_of_name(tree: &mut Tree) {
    for word in 3..tree.len() {
        if tree.relation(word) != "nmod" || tree.case(word).is_none() || !dated(tree, word) {
            continue;
        }
        let name = tree
            .word(word)
            .head
            .filter(|&head| head < word && tree.upos(head) == Upos::Propn);
        let Some(name) = name else { continue };
        if let Some(verb) = tree.clause_above(name, WINDOW).filter(|&verb| verb < word) {
            tree.attach(word, verb, "obl:mod");
        }
    }
}

/// *tient Téhéran pour responsable*: a bare word behind *pour / for* says what the verb makes of the name before it; a name has no such complement.
pub fn predicate_of_name(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        let bare = tree.relation(word) == "nmod"
            && matches!(tree.upos(word), Upos::Noun | Upos::Adj)
            && tree.case(word) == Some(word - 1)
            && tree.dependent(word, &["det", "nummod"]).is_none()
            && role(tree, word, grammar) == Some(Role::For);
        let name = tree
            .word(word)
            .head
            .filter(|&name| bare && name < word && tree.upos(name) == Upos::Propn && tree.relation(name) == "obj");
        let verb = name.and_then(|name| tree.word(name).head).filter(|&verb| verb < word);
        if let Some(verb) = verb {
            tree.attach(word, verb, "obl");
        }
    }
}

/// *une aide de dix millions de dollars au Kenya*: a sum of money goes to nobody; what goes to him is what the sum measures.
pub fn receiver_of_amount(tree: &mut Tree, grammar: &Grammar) {
    let money = |tree: &Tree, word: usize| grammar.cue(&fold(&tree.word(word).lemma), "money");
    for word in 3..tree.len() {
        let to = tree.relation(word) == "nmod" && role(tree, word, grammar) == Some(Role::To);
        let Some(mut amount) = tree
            .word(word)
            .head
            .filter(|&head| to && head < word && money(tree, head))
        else {
            continue;
        };
        while let Some(above) = tree
            .word(amount)
            .head
            .filter(|&above| above < amount && money(tree, above))
        {
            amount = above;
        }
        let measures = tree.relation(amount) == "nmod" && role(tree, amount, grammar) == Some(Role::Of);
        let Some(thing) = tree.word(amount).head.filter(|&thing| measures && thing < amount) else {
            continue;
        };
        match tree.word(thing).head {
            Some(verb) if tree.relation(thing) == "obj" && tree.upos(verb) == Upos::Verb => {
                tree.attach(word, verb, "obl:arg");
            }
            _ => {
                tree.attach(word, thing, "nmod");
            }
        }
    }
}

/// *le gouverneur de la province du Soum, Mohamed Dah*: first and last name behind a comma are no province's; they are those of whoever is the province's.
pub fn person_behind_area(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        let named = tree.relation(word) == "appos"
            && tree.upos(word) == Upos::Propn
            && tree.word(word - 1).form == ","
            && tree.dependent(word, &["flat"]).is_some();
        let area = |tree: &Tree, noun: usize| {
            tree.relation(noun) == "nmod" && grammar.cue(&fold(&tree.word(noun).lemma), "area")
        };
        let Some(mut top) = tree
            .word(word)
            .head
            .filter(|&head| named && head < word && area(tree, head))
        else {
            continue;
        };
        while let Some(above) = tree.word(top).head.filter(|&above| above < top && area(tree, top)) {
            top = above;
        }
        if tree.upos(top) == Upos::Noun {
            tree.attach(word, top, "appos");
        }
    }
}

/// *wounded eight late Friday*: nobody counts one day of the week; a number right behind a verb is what the verb does something to.
pub fn number_before_day(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        let verb = word - 1;
        if tree.upos(word) != Upos::Num || tree.relation(word) != "nummod" || tree.upos(verb) != Upos::Verb {
            continue;
        }
        let Some(day) = tree.word(word).head.filter(|&day| day > word) else {
            continue;
        };
        let counted = tree.word(day).feat("Number") == Some("Plur");
        let free = tree.dependent(verb, &["obj"]).is_none_or(|object| object == day);
        if grammar.cue(&fold(&tree.word(day).lemma), "weekday") && !counted && free && !tree.below(verb, day) {
            tree.attach(word, verb, "obj");
            if tree.relation(day) == "obj" {
                tree.relabel(day, "obl");
            }
        }
    }
}

/// *asked Russia for military help on Tuesday*: a noun without a determiner is no single happening that could have a day; the day belongs to the verb.
pub fn day_of_bare_noun(tree: &mut Tree, grammar: &Grammar) {
    for word in 2..tree.len() {
        if tree.relation(word) != "nmod" || !grammar.cue(&fold(&tree.word(word).lemma), "weekday") {
            continue;
        }
        let noun = tree.word(word).head.filter(|&noun| {
            noun < word
                && tree.upos(noun) == Upos::Noun
                && matches!(tree.relation(noun), "obl" | "obj")
                && tree.dependent(noun, &["det", "nmod:poss", "nummod"]).is_none()
        });
        let verb = noun
            .and_then(|noun| tree.word(noun).head)
            .filter(|&verb| verb < word && tree.upos(verb) == Upos::Verb);
        if let Some(verb) = verb {
            tree.attach(word, verb, "obl");
        }
    }
}

/// *le déploiement par Moscou d'une force*: behind the doer of a deed that is a noun, a phrase with *de / of* tells what was done; it does not belong to a noun further
/// up.
pub fn object_behind_agent(tree: &mut Tree, grammar: &Grammar) {
    for word in 4..tree.len() {
        if tree.relation(word) != "nmod" || role(tree, word, grammar) != Some(Role::Of) {
            continue;
        }
        let Some(above) = tree.word(word).head else { continue };
        // The doer's phrase ends right before: "par l'armée russe d'une force".
        let mut agent = tree.case(word).and_then(|case| case.checked_sub(1));
        while let Some(here) = agent.filter(|&here| here > above && role(tree, here, grammar) != Some(Role::By)) {
            agent = tree.word(here).head.filter(|&head| head < here);
        }
        let Some(agent) = agent.filter(|&agent| agent > above) else {
            continue;
        };
        let deed = tree.word(agent).head.filter(|&deed| {
            deed > above
                && deed < agent
                && tree.upos(deed) == Upos::Noun
                && tree.nominal(agent)
                && tree.relation(agent) == "nmod"
                && role(tree, agent, grammar) == Some(Role::By)
                && tree.below(deed, above)
        });
        if let Some(deed) = deed {
            tree.rehang(word, deed);
        }
    }
}
