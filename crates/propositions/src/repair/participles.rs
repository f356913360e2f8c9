//! Participles that the words around them rule out: a clitic before a bare participle is an article, an object behind one tells that it shares an
//! auxiliary, and a participle agrees with its noun.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// How far before a participle the verb whose auxiliary it shares is looked for.
const WINDOW: usize = 40;

/// *s'est félicité l'envoyé spécial*: a participle without auxiliary has no clitic; what looks like one is an article, and the participle a noun.
pub fn article_before_participle(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        let clitic = word - 1;
        let before = tree.upos(clitic) == Upos::Pron
            && tree.word(clitic).head == Some(word)
            && matches!(tree.relation(clitic), "obj" | "iobj" | "expl")
            && tree.word(clitic).feat("Reflex") != Some("Yes")
            && tree.word(clitic).feat("Person") == Some("3")
            && grammar.cue(&fold(&tree.word(clitic).form), "article");
        if !before || !tree.bare_participle(word) {
            continue;
        }
        let Some(verb) = tree.word(word).head else { continue };
        let lacks = tree.dependent(verb, &["nsubj", "csubj"]).is_none();
        let start = tree.group_start(verb);
        let inverted = verb < word && lacks && start > 0 && tree.upos(start - 1) == Upos::Punct;
        if matches!(tree.relation(word), "xcomp" | "ccomp" | "obj" | "obl" | "advcl") {
            tree.relabel(word, if inverted { "nsubj" } else { "obj" });
        }
        tree.relabel(clitic, "det");
        tree.sentence.words[clitic].upos = Upos::Det;
        tree.sentence.words[clitic].feats = SmolStr::new_static("Definite=Def|PronType=Art");
        let lemma = SmolStr::new(fold(&tree.word(word).form));
        let number = match tree.word(word).feat("Number") {
            Some("Plur") => "Number=Plur",
            _ => "Number=Sing",
        };
        let noun = &mut tree.sentence.words[word];
        noun.upos = Upos::Noun;
        noun.lemma = lemma;
        noun.feats = SmolStr::new_static(number);
        for child in tree.children(word).to_vec() {
            if tree.upos(child) == Upos::Adj && matches!(tree.relation(child), "xcomp" | "obl") {
                tree.relabel(child, "amod");
                for inner in tree.children(child).to_vec() {
                    if tree.case(inner).is_some() && inner > child {
                        tree.attach(inner, word, "nmod");
                    }
                }
            } else if tree.nominal(child) && tree.case(child).is_some() && child > word {
                tree.relabel(child, "nmod");
            }
        }
    }
}

/// *a annoncé avoir repoussé un assaut, détruit sept véhicules et abattu deux drones*: a bare participle with an object of its own behind it is active, and
/// so shares the auxiliary of the last verb that has one.
pub fn shared_auxiliary(tree: &mut Tree, grammar: &Grammar) {
    for word in 2..tree.len() {
        if !tree.bare_participle(word) || super::main_verb::past_ending(tree, word, grammar) {
            continue;
        }
        let opened = matches!(tree.upos(word - 1), Upos::Punct | Upos::Cconj)
            || tree.upos(word - 1) == Upos::Adv && matches!(tree.upos(word.saturating_sub(2)), Upos::Punct | Upos::Cconj);
        let full = |&c: &usize| {
            c > word
                && tree.relation(c) == "obj"
                && tree.nominal(c)
                && tree.case(c).is_none()
                && tree.dependent(c, &["det", "nummod"]).is_some()
        };
        let object = tree.children(word).iter().any(full);
        let clause = tree.dependent(word, &["ccomp", "xcomp"]).is_some();
        let speaks = !grammar.speech(&fold(&tree.word(word).lemma)).is_empty();
        if !opened || !object || clause || tree.dependent(word, &["obl"]).is_some_and(|o| tree.word(o).deprel == "obl:agent") {
            continue;
        }
        let perfect = |verb: usize| {
            tree.upos(verb) == Upos::Verb
                && !tree.passive_auxiliary(verb)
                && tree
                    .children(verb)
                    .iter()
                    .any(|&c| tree.word(c).deprel == "aux:tense" && !grammar.cue(&fold(&tree.word(c).lemma), "copula"))
        };
        let Some(first) = (word.saturating_sub(WINDOW)..word).rev().find(|&verb| perfect(verb)) else {
            continue;
        };
        let infinitive = tree
            .children(first)
            .iter()
            .any(|&c| tree.word(c).deprel == "aux:tense" && tree.word(c).feat("VerbForm") == Some("Inf"));
        let wrong = match tree.relation(word) {
            "advcl" | "acl" | "xcomp" | "parataxis" | "dep" => !speaks,
            // "a affirmé avoir tiré … et touché": of two auxiliaries the nearer one.
            "conj" => infinitive && !speaks && tree.word(word).head.is_some_and(|head| head < first && !tree.below(head, first)),
            _ => false,
        };
        if wrong {
            tree.attach(word, first, "conj");
        }
    }
}

/// *la prise de la capitale par les Houthis, soutenus par l'Iran*: a participle behind a comma describes the noun before the comma where it agrees with that
/// and not with the one it hangs on.
pub fn agreeing_noun(tree: &mut Tree) {
    for word in 3..tree.len() {
        if !tree.bare_participle(word)
            || !matches!(tree.relation(word), "acl" | "advcl" | "conj" | "xcomp")
            || tree.upos(word - 1) != Upos::Punct
            || tree.word(word).feat("Number").is_none()
        {
            continue;
        }
        let Some(head) = tree.word(word).head.filter(|&head| head < word) else {
            continue;
        };
        let described = if tree.nominal(head) {
            Some(head)
        } else {
            tree.subjects(head).first().copied().filter(|&subject| subject < word)
        };
        let differs = |noun: usize| !tree.agree(noun, word, "Number") || !tree.agree(noun, word, "Gender");
        let Some(described) = described.filter(|&noun| differs(noun)) else {
            continue;
        };
        let nearest = (described + 1..word - 1).rev().find(|&w| {
            matches!(tree.upos(w), Upos::Noun | Upos::Propn) && !matches!(tree.relation(w), "flat" | "compound")
        });
        if let Some(noun) = nearest.filter(|&noun| !differs(noun)) {
            // "Houthis, soutenus": features that the noun does not show count as agreement only where one is shown.
            let shown = tree.word(noun).feat("Number").is_some() || tree.dependent(noun, &["det"]).is_some();
            if shown && tree.attach(word, noun, "acl") {
                continue;
            }
        }
    }
}

/// *à les en croire*: an article stands before no clitic; it is the pronoun that is the object.
pub fn article_before_clitic(tree: &mut Tree) {
    for word in 0..tree.len().saturating_sub(2) {
        let next = word + 1;
        let clitic = tree.upos(next) == Upos::Pron
            && matches!(tree.relation(next), "expl" | "iobj" | "obj")
            && tree.word(next).head.is_some_and(|verb| verb > next && tree.upos(verb) == Upos::Verb);
        let Some(verb) = tree.word(next).head.filter(|_| clitic) else {
            continue;
        };
        let article = tree.upos(word) == Upos::Det
            && tree.word(word).feat("PronType") == Some("Art")
            && tree.word(word).feat("Definite") == Some("Def")
            && tree.word(word).head.is_some_and(|head| head == verb || head == next);
        if !article {
            continue;
        }
        let number = match tree.word(word).feat("Number") {
            Some("Plur") => "Number=Plur|Person=3|PronType=Prs",
            _ => "Number=Sing|Person=3|PronType=Prs",
        };
        if !tree.attach(word, verb, "obj") {
            continue;
        }
        tree.sentence.words[word].upos = Upos::Pron;
        tree.sentence.words[word].feats = SmolStr::new_static(number);
    }
}
