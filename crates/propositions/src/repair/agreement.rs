//! What a noun phrase is to its verb and a modifier to its noun: one subject a verb, no modifier of a noun on a verb, gender and number.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *Kinshasa said that it was ready to sign*: ready is somebody, so *it* stands for him, and what he is ready for is no subject.
pub fn somebody_ready(tree: &mut Tree, grammar: &Grammar) {
    for word in 0..tree.len() {
        let Some(adjective) = tree.word(word).head.filter(|_| tree.relation(word) == "expl") else {
            continue;
        };
        let personal = tree.upos(adjective) == Upos::Adj && grammar.cue(&fold(&tree.word(adjective).lemma), "personal");
        if !personal || tree.upos(word) != Upos::Pron || tree.dependent(adjective, &["nsubj"]).is_some() {
            continue;
        }
        tree.relabel(word, "nsubj");
        if let Some(content) = tree
            .dependent(adjective, &["csubj"])
            .filter(|&content| content > adjective)
        {
            tree.relabel(content, "xcomp");
        }
    }
}

/// How many words before a modifier its noun is looked for.
const WINDOW: usize = 10;

/// A relative or participial clause modifies a noun: one that hangs on a verb belongs to the noun before it, and a participle that agrees
/// with another noun of the phrase before it belongs to that one (*un dépôt de munitions installé à …*).
pub fn modifier_of_noun(tree: &mut Tree) {
    for word in 1..tree.len() {
        let participle = tree.relation(word) == "acl" && tree.bare_participle(word);
        let relative = tree.word(word).deprel == "acl:relcl" || possessed(tree, word);
        let Some(head) = tree
            .word(word)
            .head
            .filter(|&head| head < word && (participle || relative))
        else {
            continue;
        };
        let on_verb = tree.upos(head) == Upos::Verb;
        let misfit = participle && tree.nominal(head) && !agree(tree, head, word);
        if !(on_verb || misfit) {
            continue;
        }
        let start = leftmost(tree, word);
        let noun = (start.saturating_sub(WINDOW)..start)
            .rev()
            .take_while(|&w| !on_verb || w > head)
            .find(|&w| {
                matches!(tree.upos(w), Upos::Noun | Upos::Propn)
                    && tree.relation(w) != "flat"
                    && (relative || agree(tree, w, word))
            });
        // With a misfit, the other noun must be of the same phrase: the one that the first hangs on.
        let noun = noun.filter(|&noun| on_verb || tree.below(head, noun));
        if let Some(noun) = noun {
            let relation = if relative { "acl:relcl" } else { "acl" };
            tree.attach(word, noun, relation);
        }
    }
}

/// *…, whose government sent troops*: a clause on a verb whose subject or object belongs to a relative pronoun tells of a noun.
fn possessed(tree: &Tree, verb: usize) -> bool {
    tree.word(verb).deprel == "advcl:relcl"
        && tree.children(verb).iter().any(|&c| {
            c < verb
                && tree.children(c).iter().any(|&owner| {
                    tree.word(owner).feat("PronType") == Some("Rel") && tree.word(owner).feat("Poss") == Some("Yes")
                })
        })
}

/// Same gender and number, as far as both tell.
fn agree(tree: &Tree, one: usize, other: usize) -> bool {
    tree.agree(one, other, "Gender") && tree.agree(one, other, "Number")
}

/// The first word of the unbroken stretch that ends with the word and stands below it.
fn leftmost(tree: &Tree, word: usize) -> usize {
    let mut start = word;
    while start > 0 && word - start < WINDOW && tree.below(start - 1, word) {
        start -= 1;
    }
    start
}

/// A phrase that begins with a preposition (other than *de / of*, which may count: *de nombreux civils*).
pub fn begins_with_preposition(tree: &Tree, word: usize) -> bool {
    let first = leftmost(tree, word);
    first < word
        && tree.upos(first) == Upos::Adp
        && tree.relation(first) == "case"
        && !matches!(tree.word(first).lemma.as_str(), "de" | "of")
}

/// *A depot guarded by mercenaries exploded*: the subject of a verb has no preposition; the phrase belongs to the participle before it.
pub fn subject_with_preposition(tree: &mut Tree) {
    for phrase in 2..tree.len() {
        let Some(verb) = tree
            .word(phrase)
            .head
            .filter(|&verb| verb > phrase && tree.relation(phrase) == "nsubj")
        else {
            continue;
        };
        let other = tree
            .children(verb)
            .iter()
            .any(|&c| c < phrase && tree.relation(c) == "nsubj");
        if !other || !begins_with_preposition(tree, phrase) {
            continue;
        }
        let Some(before) = leftmost(tree, phrase).checked_sub(1) else {
            continue;
        };
        let mut holder = before;
        while tree.upos(holder) != Upos::Verb {
            match tree.word(holder).head.filter(|&head| head != verb) {
                Some(head) => holder = head,
                None => break,
            }
        }
        let holder = if tree.upos(holder) == Upos::Verb && holder < phrase {
            holder
        } else {
            verb
        };
        tree.attach(phrase, holder, "obl");
    }
}

/// *l'aviation bombarde le sud*: of two subjects, one on each side of the verb, the one behind is the object.
pub fn subject_behind(tree: &mut Tree) {
    for verb in 1..tree.len() {
        if tree.upos(verb) != Upos::Verb || !tree.finite(verb) || tree.dependent(verb, &["obj", "cop"]).is_some() {
            continue;
        }
        let subject = |&&c: &&usize| tree.word(c).deprel == "nsubj" && tree.case(c).is_none();
        let before = tree
            .children(verb)
            .iter()
            .filter(subject)
            .any(|&c| c < verb && tree.upos(c) != Upos::Pron);
        let behind = tree
            .children(verb)
            .iter()
            .filter(subject)
            .find(|&&c| c > verb && tree.upos(c) != Upos::Pron)
            .copied();
        if let Some(behind) = behind.filter(|_| before) {
            tree.relabel(behind, "obj");
        }
    }
}

/// *pressent le chef de l'État de gracier X*, *begged residents to stay*: an infinitive behind the object of a verb of telling is what is told, not
/// a modifier of the noun.
pub fn told_infinitive(tree: &mut Tree, grammar: &Grammar) {
    for verb in 2..tree.len() {
        let infinitive = tree.relation(verb) == "acl" && tree.word(verb).feat("VerbForm") == Some("Inf");
        let Some(noun) = tree.word(verb).head.filter(|&noun| infinitive && noun < verb) else {
            continue;
        };
        let noun = tree.outermost(noun);
        // "nous exhortons Rome, au nom du traité de 1949, à livrer …": behind a phrase set off by commas.
        if let Some(above) = verb_before_insertion(tree, noun, verb) {
            if grammar.cue(&fold(&tree.word(above).lemma), "told")
                && tree.dependent(above, &["xcomp", "ccomp"]).is_none()
                && tree.attach(verb, above, "xcomp")
            {
                tree.attach(noun, above, "obl:mod");
            }
            continue;
        }
        let object = matches!(tree.word(noun).deprel.as_str(), "obj" | "iobj" | "obl:arg");
        let Some(above) = tree.word(noun).head.filter(|&above| object && above < noun) else {
            continue;
        };
        if grammar.cue(&fold(&tree.word(above).lemma), "told") && tree.dependent(above, &["xcomp", "ccomp"]).is_none() {
            tree.attach(verb, above, "xcomp");
        }
    }
}

/// *ils ont pris la ville et nous appelons Moscou, selon le pacte, à la défendre*: of two joined verbs the one that tells somebody to act, and stands nearer, has the
/// infinitive.
pub fn told_by_second_verb(tree: &mut Tree, grammar: &Grammar) {
    for verb in 3..tree.len() {
        let infinitive = tree.relation(verb) == "advcl"
            && tree.word(verb).feat("VerbForm") == Some("Inf")
            && tree.dependent(verb, &["mark"]).is_some();
        let Some(first) = tree.word(verb).head.filter(|&first| infinitive && first < verb) else {
            continue;
        };
        let told = |w: usize| grammar.cue(&fold(&tree.word(w).lemma), "told");
        let second = tree.children(first).iter().copied().rfind(|&second| {
            let told_to = |&c: &usize| c > second && matches!(tree.word(c).deprel.as_str(), "obj" | "iobj" | "obl:arg");
            tree.relation(second) == "conj"
                && (first..verb).contains(&second)
                && told(second)
                && tree.children(second).iter().any(told_to)
                && tree.dependent(second, &["xcomp", "ccomp"]).is_none()
        });
        if let Some(second) = second.filter(|_| !told(first)) {
            tree.attach(verb, second, "xcomp");
        }
    }
}

/// The verb whose object stands right before a phrase between two commas, the second right before the infinitive's mark.
fn verb_before_insertion(tree: &Tree, noun: usize, infinitive: usize) -> Option<usize> {
    let case = tree.case(noun).filter(|&case| case < noun)?;
    let comma = |word: usize| tree.word(word).form == ",";
    let first = case.checked_sub(1).filter(|&word| comma(word))?;
    let mark = tree.dependent(infinitive, &["mark"])?;
    if !comma(mark.checked_sub(1)?) {
        return None;
    }
    // The object may be a name or a noun with its complements.
    let mut object = first.checked_sub(1)?;
    while matches!(tree.relation(object), "nmod" | "flat" | "amod" | "appos") {
        object = tree.word(object).head.filter(|&head| head < first)?;
    }
    let placed = matches!(tree.word(object).deprel.as_str(), "obj" | "iobj" | "obl:arg");
    tree.word(object)
        .head
        .filter(|&verb| placed && verb < object && tree.upos(verb) == Upos::Verb)
}
