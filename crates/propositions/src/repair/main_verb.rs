//! Which verb is the root: no participle beside a noun, no verb of a relative clause, no prepositional phrase, when a finite verb is there.

use super::agreement::begins_with_preposition;
use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How far behind the false root the main verb is looked for.
const WINDOW: usize = 60;

/// *Les armes saisies dans le port appartenaient à un trafiquant*: the participle modifies its noun, the finite verb is the root.
///
/// A subject has no preposition: what the parser took for the subject of the finite verb may be the last phrase of the participle
/// (*a depot guarded by mercenaries exploded*).
pub fn participle_root(tree: &mut Tree, grammar: &Grammar) {
    let Some(root) = tree.sentence.root() else { return };
    let participle = tree.bare_participle(root);
    // English: a form that might be a participle, with nothing but the later verb against it.
    let ambiguous =
        !participle && past_ending(tree, root, grammar) && tree.dependent(root, &["aux", "cop", "obj"]).is_none();
    if !(participle || ambiguous) {
        return;
    }
    let noun = subject(tree, root).or_else(|| participle.then(|| noun_before(tree, root)).flatten());
    let Some(noun) = noun else { return };
    let Some(main) = later_main(tree, root) else { return };
    let adjacent = (noun + 1..root).all(|w| {
        matches!(tree.upos(w), Upos::Adj | Upos::Adv | Upos::Propn | Upos::Punct) || w > noun && tree.below(w, noun)
    });
    let comma = (root + 1..tree.group_start(main)).any(|w| tree.upos(w) == Upos::Punct);
    let opened = (noun + 1..root).any(|w| tree.upos(w) == Upos::Punct);
    let commas = if ambiguous { comma || opened } else { comma && !opened };
    if !adjacent || commas {
        return;
    }
    promote(tree, root, noun, root, "acl");
}

/// The subject that a verb has before it.
fn subject(tree: &Tree, verb: usize) -> Option<usize> {
    tree.children(verb)
        .iter()
        .copied()
        .find(|&c| c < verb && tree.relation(c) == "nsubj" && tree.nominal(c))
}

fn noun_before(tree: &Tree, word: usize) -> Option<usize> {
    (word.saturating_sub(6)..word)
        .rev()
        .find(|&w| matches!(tree.upos(w), Upos::Noun | Upos::Propn) && tree.relation(w) != "flat")
}

/// A past tense that has the form of a participle (English *-ed*, told by the table of cues).
pub fn past_ending(tree: &Tree, verb: usize, grammar: &Grammar) -> bool {
    if tree.upos(verb) != Upos::Verb {
        return false;
    }
    if grammar.cues("past-ending").next().is_none() {
        return false;
    }
    let form = fold(&tree.word(verb).form);
    grammar.cues("past-ending").any(|ending| form.ends_with(ending))
}

/// A finite verb behind the false root that has no subject of its own and that nothing introduces.
fn later_main(tree: &Tree, root: usize) -> Option<usize> {
    (root + 1..tree.len().min(root + WINDOW)).find(|&word| {
        let verbal = tree.upos(word) == Upos::Verb || tree.dependent(word, &["cop"]).is_some();
        verbal
            && tree.finite(word)
            && !tree.introduced(word)
            && open_subject(tree, word)
            && in_main_clause(tree, word, root)
    })
}

/// No subject, or one that cannot be it because a preposition stands before it, or because it stands behind.
fn open_subject(tree: &Tree, verb: usize) -> bool {
    tree.children(verb)
        .iter()
        .filter(|&&c| matches!(tree.relation(c), "nsubj" | "csubj" | "expl"))
        .all(|&c| {
            tree.relation(c) == "nsubj" && c < verb && (tree.case(c).is_some() || begins_with_preposition(tree, c))
                || tree.word(c).feat("Reflex") == Some("Yes")
        })
}

/// Nothing between the word and the root begins a clause of its own.
fn in_main_clause(tree: &Tree, word: usize, root: usize) -> bool {
    let mut current = word;
    for _ in 0..tree.len() {
        match tree.word(current).head {
            Some(head) if head == root => {
                return !matches!(tree.word(current).deprel.as_str(), "acl:relcl" | "advcl:cleft");
            }
            Some(head) => {
                let clause = tree.word(head).upos == Upos::Verb || tree.introduced(head);
                if clause {
                    return false;
                }
                current = head;
            }
            None => return false,
        }
    }
    false
}

/// Makes the finite verb behind `old` the root; `old` becomes a clause that modifies `noun`, whose subject `noun` was taken to be.
/// What stands before `start` belongs to the new root.
pub fn promote(tree: &mut Tree, old: usize, noun: usize, start: usize, relation: &str) {
    let Some(main) = later_main(tree, old) else { return };
    let mut subject = noun;
    while let Some(head) = tree.word(subject).head {
        if head == old {
            break;
        }
        subject = head;
    }
    if subject >= old {
        return;
    }
    // Subjects with a preposition are phrases of the old verb.
    let wrong: Vec<usize> = tree
        .children(main)
        .iter()
        .copied()
        .filter(|&c| c < main && tree.relation(c) == "nsubj")
        .collect();
    tree.reroot(main, "dep");
    for phrase in wrong {
        tree.attach(phrase, old, "obl");
    }
    for child in tree.children(old).to_vec() {
        let outside = child < start.min(old) || child > main;
        if outside {
            tree.rehang(child, main);
        }
    }
    if tree.word(subject).head == Some(main) && tree.case(subject).is_none() {
        let relation = tree.subject_relation(main);
        tree.relabel(subject, relation);
    }
    tree.attach(old, noun, relation);
    // Nothing behind the main verb hangs on words before it.
    for word in main + 1..tree.len() {
        if tree.word(word).head.is_some_and(|head| head < main) {
            let kept = if tree.relation(word) == "nmod" {
                "obl".into()
            } else {
                tree.word(word).deprel.clone()
            };
            tree.attach(word, main, &kept);
        }
    }
}

/// *The fire, according to firefighters, destroyed the hall*: a prepositional phrase is no root where a finite verb is there.
pub fn phrase_root(tree: &mut Tree) {
    let Some(root) = tree.sentence.root() else { return };
    // "A en croire deux policiers, l'engin visait …": an infinitive with a preposition is none either.
    let infinitive = tree.word(root).feat("VerbForm") == Some("Inf") && tree.dependent(root, &["mark"]).is_some();
    let phrase =
        infinitive || tree.nominal(root) && tree.case(root).is_some() && tree.dependent(root, &["cop"]).is_none();
    if !phrase {
        return;
    }
    let main = (root + 1..tree.len().min(root + WINDOW)).find(|&word| {
        let verbal = tree.upos(word) == Upos::Verb || tree.dependent(word, &["cop"]).is_some();
        verbal && tree.finite(word) && !tree.introduced(word) && tree.word(word).head == Some(root)
    });
    let Some(main) = main else { return };
    let own_subject = tree.dependent(main, &["nsubj", "csubj"]).is_some();
    tree.reroot(main, if infinitive { "advcl" } else { "obl" });
    for child in tree.children(root).to_vec() {
        let subject = tree.relation(child) == "nsubj";
        if subject && !own_subject || child > main || tree.upos(child) == Upos::Punct {
            let kept = if subject {
                tree.subject_relation(main).into()
            } else {
                tree.word(child).deprel.clone()
            };
            tree.attach(child, main, &kept);
        }
    }
}
