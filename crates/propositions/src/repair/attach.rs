//! Where phrases hang: agents of passives, subjects that were taken for conjuncts, sources set off by commas.

use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How far two words of one of these constructions stand apart.
const WINDOW: usize = 25;

/// The neutral role of the preposition before a phrase.
pub fn role(tree: &Tree, word: usize, grammar: &Grammar) -> Option<Role> {
    let case = tree.case(word)?;
    let next = if case + 1 < word {
        format!("{} {}", fold(&tree.word(case).lemma), fold(&tree.word(case + 1).lemma))
    } else {
        String::new()
    };
    grammar
        .relation(&next)
        .or_else(|| grammar.relation(&fold(&tree.word(case).lemma)))
}

/// *chassés de leurs terres par les éleveurs*: a *par / by* phrase behind a passive participle is its agent, not a complement of the noun
/// between them.
pub fn passive_agent(tree: &mut Tree, grammar: &Grammar) {
    for word in 2..tree.len() {
        if !tree.nominal(word)
            || !matches!(tree.relation(word), "nmod" | "obl")
            || role(tree, word, grammar) != Some(Role::By)
        {
            continue;
        }
        let Some(mut top) = tree.word(word).head else { continue };
        // Up through plain complements to the verb that they belong to. An event noun may keep an agent of its own.
        while tree.relation(top) == "nmod" && tree.case(top).is_some() {
            match tree.word(top).head {
                Some(head) => top = head,
                None => break,
            }
        }
        let holder = if matches!(tree.relation(top), "obl") {
            tree.word(top).head
        } else {
            None
        };
        // fait transférer les meneurs par un détachement
        let causative = |verb: usize| tree.children(verb).iter().any(|&c| tree.word(c).deprel == "aux:caus");
        let caused = if tree.relation(top) == "obj" {
            tree.word(top).head.filter(|&verb| causative(verb))
        } else {
            None
        };
        let holder = holder.or(caused);
        let direct = tree.word(word).head.filter(|&head| tree.upos(head) == Upos::Verb);
        let Some(verb) = direct.or(holder).filter(|&verb| verb < word && word - verb <= WINDOW) else {
            continue;
        };
        let passive = tree.passive_auxiliary(verb)
            || tree.relation(verb) == "acl" && tree.bare_participle(verb)
            || causative(verb);
        let taken = tree
            .children(verb)
            .iter()
            .any(|&c| c != word && tree.word(c).deprel == "obl:agent");
        let determined = tree.upos(word) == Upos::Propn
            || tree.dependent(word, &["det", "amod", "nummod"]).is_some()
            || tree.word(word).feat("Number") == Some("Plur");
        if passive && !taken && determined && tree.relation(word) != "obl:agent" && !time(tree, word) {
            tree.attach(word, verb, "obl:agent");
        }
    }
}

/// *s'est achevé en novembre par un accord*: a bare noun behind *en / in* tells when or how and has no agent; the *par / by* phrase is the verb's.
pub fn by_phrase_of_bare_noun(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if tree.relation(word) != "nmod" || !tree.nominal(word) || role(tree, word, grammar) != Some(Role::By) {
            continue;
        }
        let Some(noun) = tree.word(word).head.filter(|&noun| {
            noun < word
                && tree.relation(noun) == "obl"
                && role(tree, noun, grammar) == Some(Role::In)
                && tree.case(noun).is_some_and(|case| case + 1 == noun)
                && tree.dependent(noun, &["det", "amod", "nmod"]) == Some(word)
        }) else {
            continue;
        };
        let Some(verb) = tree.word(noun).head.filter(|&verb| tree.upos(verb) == Upos::Verb) else {
            continue;
        };
        let relation = if tree.passive_auxiliary(verb) {
            "obl:agent"
        } else {
            "obl:mod"
        };
        let conjuncts: Vec<usize> = tree.children(noun).to_vec();
        if tree.attach(word, verb, relation) {
            // "… par un accord et le déploiement de …": joined to what ended it, not to the month.
            for joined in conjuncts {
                if joined > word && tree.relation(joined) == "conj" {
                    tree.attach(joined, word, "conj");
                }
            }
        }
    }
}

/// *le bombardement de l'hôpital par l'aviation*: a *par / by* phrase behind a complement with *de / of* belongs to the noun above it.
pub fn nominal_agent(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if tree.relation(word) != "nmod" || !tree.nominal(word) || role(tree, word, grammar) != Some(Role::By) {
            continue;
        }
        let Some(inner) = tree
            .word(word)
            .head
            .filter(|&inner| inner < word && tree.relation(inner) == "nmod")
        else {
            continue;
        };
        let outer = tree
            .word(inner)
            .head
            .filter(|&outer| tree.upos(outer) == Upos::Noun && role(tree, inner, grammar) == Some(Role::Of));
        if let Some(outer) = outer {
            tree.attach(word, outer, "nmod");
        }
    }
}

fn time(tree: &Tree, word: usize) -> bool {
    tree.upos(word) == Upos::Num || tree.word(word).form.chars().any(|c| c.is_ascii_digit())
}

/// *Tanks are advancing in the north and jets are bombing the south*: a finite verb without subject directly behind a noun that is
/// coordinated with an earlier one: the noun is its subject.
pub fn stolen_subject(tree: &mut Tree) {
    let ends = right_ends(tree);
    for verb in 2..tree.len() {
        let lacks = tree.upos(verb) == Upos::Verb
            && tree.finite(verb)
            && !tree.introduced(verb)
            && tree.children(verb).iter().all(|&c| {
                !matches!(tree.relation(c), "nsubj" | "csubj" | "expl")
                    || tree.relation(c) == "nsubj" && c > verb && tree.case(c).is_none() && tree.upos(c) == Upos::Noun
                    || tree.word(c).feat("Reflex") == Some("Yes")
            })
            && matches!(tree.relation(verb), "conj" | "parataxis" | "ccomp" | "advcl" | "xcomp");
        if !lacks {
            continue;
        }
        let start = tree.group_start(verb);
        let Some(last) = start.checked_sub(1).filter(|&last| tree.upos(last) != Upos::Punct) else {
            continue;
        };
        // The coordinated noun whose phrase ends right before the verb.
        let mut noun = last;
        while let Some(head) = tree.word(noun).head {
            if tree.relation(noun) == "conj" || ends[head] != last || head > noun && head > last {
                break;
            }
            noun = head;
        }
        let Some(first) = tree
            .word(noun)
            .head
            .filter(|_| tree.relation(noun) == "conj" && tree.nominal(noun))
        else {
            continue;
        };
        let Some(conjunction) = tree.dependent(noun, &["cc"]).filter(|&cc| cc < noun) else {
            continue;
        };
        let agrees = tree.agree(noun, tree.finite_word(verb), "Number");
        let above = if tree.upos(first) == Upos::Verb {
            Some(first)
        } else {
            tree.clause_above(first, WINDOW)
        };
        let Some(clause) = above.filter(|&clause| clause < noun && !tree.below(clause, verb)) else {
            continue;
        };
        if !agrees || tree.case(noun).is_some() || verb - noun > WINDOW {
            continue;
        }
        let subject = tree.subject_relation(verb);
        if tree.attach(verb, clause, "conj") && tree.attach(noun, verb, subject) {
            tree.attach(conjunction, verb, "cc");
        }
    }
}

/// The last word below each word, punctuation left aside.
fn right_ends(tree: &Tree) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..tree.len()).collect();
    let mut order: Vec<usize> = (0..tree.len()).filter(|&w| tree.word(w).head.is_none()).collect();
    let mut next = 0;
    while next < order.len() {
        order.extend_from_slice(tree.children(order[next]));
        next += 1;
    }
    for &word in order.iter().rev() {
        if let Some(head) = tree.word(word).head.filter(|_| tree.upos(word) != Upos::Punct) {
            ends[head] = ends[head].max(ends[word]);
        }
    }
    ends
}

/// *…, selon des témoins*: a source set off by a comma belongs to the clause, not to the noun before the comma.
pub fn set_off_source(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        if !tree.nominal(word) || role(tree, word, grammar) != Some(Role::According) {
            continue;
        }
        let Some(case) = tree.case(word) else { continue };
        let after_comma = case > 0 && tree.upos(case - 1) == Upos::Punct;
        let Some(head) = tree
            .word(word)
            .head
            .filter(|&head| tree.nominal(head) && tree.dependent(head, &["cop"]).is_none())
        else {
            continue;
        };
        if !after_comma || head > word {
            continue;
        }
        let mut current = head;
        for _ in 0..tree.len() {
            let Some(above) = tree.word(current).head else { break };
            let clause = tree.upos(above) == Upos::Verb && tree.finite(above) && tree.relation(above) != "acl";
            if clause || tree.dependent(above, &["cop"]).is_some() {
                tree.attach(word, above, "obl:mod");
                break;
            }
            current = above;
        }
    }
}

/// *l'assistance militaire de la Russie*: a complement with *de / of* or *entre / between* right behind a noun belongs to that noun, not to the
/// verb before it. Verbs of blame take such a complement besides their object (accuse X of Y) and keep it.
pub fn complement_of_noun(tree: &mut Tree, grammar: &Grammar) {
    for word in 2..tree.len() {
        // A reflexive verb or one that has its object takes no second one: "s'est achevé par … une force de près de 2.000 hommes".
        let second_object = || {
            tree.relation(word) == "obj"
                && tree.word(word).head.is_some_and(|verb| {
                    let other = |&c: &usize| c != word && matches!(tree.relation(c), "obj" | "expl");
                    tree.children(verb).iter().any(other)
                })
        };
        let plain = (matches!(tree.relation(word), "obl" | "nmod" | "parataxis")
            && tree.word(word).deprel != "obl:agent")
            || second_object();
        if !plain || !matches!(tree.upos(word), Upos::Noun | Upos::Propn | Upos::Adv) {
            continue;
        }
        let Some(verb) = tree.word(word).head.filter(|&verb| verb < word) else {
            continue;
        };
        let Some(case) = tree.dependent(word, &["case"]).filter(|&case| case < word) else {
            continue;
        };
        let relation = grammar.relation(&fold(&tree.word(case).lemma));
        let verbal =
            matches!(tree.upos(verb), Upos::Verb | Upos::Adj) && matches!(relation, Some(Role::Of | Role::Between));
        if !verbal || grammar.blames(&fold(&tree.word(verb).lemma)) {
            continue;
        }
        // Right behind the noun; adjectives between do not matter.
        let Some(mut noun) = case.checked_sub(1) else { continue };
        let adjective = |w: usize| tree.upos(w) == Upos::Adj && tree.word(w).head.is_some_and(|h| h < w && h > verb);
        while noun > verb && adjective(noun) {
            noun -= 1;
        }
        // A bare noun may be a time ("a parlé mardi de la trêve").
        let free =
            !matches!(tree.word(noun).deprel.as_str(), "obl:tmod" | "obl:unmarked") && tree.relation(noun) != "case";
        let phrase = tree
            .children(noun)
            .iter()
            .any(|&c| matches!(tree.upos(c), Upos::Det | Upos::Adp | Upos::Num | Upos::Adj));
        if noun > verb && tree.upos(noun) == Upos::Noun && free && phrase {
            tree.attach(word, noun, "nmod");
        }
    }
}

/// *ont été tués, a indiqué le ministère, par des combattants*: behind the comma that closes inserted words a *par / by* phrase goes on with the passive before them.
pub fn agent_behind_insertion(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if !tree.nominal(word) || role(tree, word, grammar) != Some(Role::By) || time(tree, word) {
            continue;
        }
        let closed = tree
            .case(word)
            .and_then(|case| case.checked_sub(1))
            .is_some_and(|before| tree.word(before).form == ",");
        if !closed {
            continue;
        }
        let mut current = word;
        let mut inserted = None;
        for _ in 0..WINDOW {
            let Some(head) = tree.word(current).head else { break };
            if tree.relation(head) == "parataxis" && head < word {
                inserted = Some(head);
            }
            current = head;
        }
        let passive = inserted.and_then(|inserted| tree.word(inserted).head).filter(|&verb| {
            let speech = inserted.is_some_and(|i| !grammar.speech(&fold(&tree.word(i).lemma)).is_empty());
            let taken = tree.children(verb).iter().any(|&c| tree.word(c).deprel == "obl:agent");
            speech && verb < word && tree.passive_auxiliary(verb) && !taken
        });
        if let Some(verb) = passive {
            tree.attach(word, verb, "obl:agent");
        }
    }
}
