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
            || tree.upos(word - 1) == Upos::Adv
                && matches!(tree.upos(word.saturating_sub(2)), Upos::Punct | Upos::Cconj);
        let full = |&c: &usize| {
            c > word
                && tree.relation(c) == "obj"
                && tree.nominal(c)
                && tree.case(c).is_none()
                && tree.dependent(c, &["det", "nummod"]).is_some()
        };
        let joined = tree.relation(word) == "conj" && tree.upos(word - 1) == Upos::Cconj;
        let bare = |&c: &usize| c > word && tree.relation(c) == "obj" && tree.nominal(c) && tree.case(c).is_none();
        let object = tree.children(word).iter().any(full) || joined && tree.children(word).iter().any(bare);
        let clause = tree.dependent(word, &["ccomp", "xcomp"]).is_some();
        let speaks = !grammar.speech(&fold(&tree.word(word).lemma)).is_empty();
        if !opened
            || !object
            || clause
            || tree
                .dependent(word, &["obl"])
                .is_some_and(|o| tree.word(o).deprel == "obl:agent")
        {
            continue;
        }
        let perfect = |verb: usize| {
            tree.upos(verb) == Upos::Verb
                && !tree.passive_auxiliary(verb)
                && tree.children(verb).iter().any(|&c| {
                    matches!(tree.word(c).deprel.as_str(), "aux" | "aux:tense")
                        && !grammar.cue(&fold(&tree.word(c).lemma), "copula")
                })
        };
        let Some(first) = (word.saturating_sub(WINDOW)..word).rev().find(|&verb| perfect(verb)) else {
            continue;
        };
        let infinitive = tree.children(first).iter().any(|&c| {
            matches!(tree.word(c).deprel.as_str(), "aux" | "aux:tense") && tree.word(c).feat("VerbForm") == Some("Inf")
        });
        let wrong = match tree.relation(word) {
            "advcl" | "acl" | "xcomp" | "parataxis" | "dep" => !speaks,
            // "a affirmé avoir tiré … et touché": of two auxiliaries the nearer one.
            "conj" => tree.word(word).head.is_some_and(|head| {
                let above = head < first && !tree.below(head, first);
                infinitive && !speaks && above || head != first && !perfect(head) && !tree.bare_participle(head)
            }),
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
            && tree
                .word(next)
                .head
                .is_some_and(|verb| verb > next && tree.upos(verb) == Upos::Verb);
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

/// *it had targeted forces*: a finite auxiliary right before a past participle that hangs where it hangs itself is no clause beside it; its subject is the
/// participle's.
pub fn auxiliary_beside_participle(tree: &mut Tree, grammar: &Grammar) {
    for auxiliary in 1..tree.len() - 1 {
        let participle = auxiliary + 1;
        let lemma = fold(&tree.word(auxiliary).lemma);
        let beside = tree.word(auxiliary).head.is_some()
            && tree.word(auxiliary).head == tree.word(participle).head
            && tree.relation(auxiliary) == tree.relation(participle)
            && matches!(tree.upos(auxiliary), Upos::Verb | Upos::Aux)
            && tree.word(auxiliary).feat("VerbForm") == Some("Fin")
            && grammar.cue(&lemma, "auxiliary")
            && (tree.bare_participle(participle) || super::main_verb::past_ending(tree, participle, grammar))
            && tree.dependent(auxiliary, &["obj", "ccomp", "xcomp"]).is_none()
            && tree.dependent(participle, &["nsubj", "aux", "cc", "mark"]).is_none();
        if !beside {
            continue;
        }
        for child in tree.children(auxiliary).to_vec() {
            tree.rehang(child, participle);
        }
        if tree.attach(auxiliary, participle, "aux") {
            tree.sentence.words[auxiliary].upos = Upos::Aux;
            if tree.word(participle).feat("VerbForm") == Some("Fin") {
                tree.sentence.words[participle].feats = SmolStr::new_static("Tense=Past|VerbForm=Part");
            }
        }
    }
}

/// How far behind an auxiliary its participle is looked for.
const REACH: usize = 8;

/// *a de son côté rapporté*, *ont par ailleurs été blessés*: between an auxiliary and its participle stand adverbs and phrases with a preposition; nothing there
/// is an object, so the auxiliary is no verb of its own.
pub fn split_auxiliary(tree: &mut Tree, grammar: &Grammar) {
    for auxiliary in 0..tree.len() {
        let lemma = fold(&tree.word(auxiliary).lemma);
        let copula = grammar.cue(&lemma, "copula");
        let governs = matches!(tree.upos(auxiliary), Upos::Verb | Upos::Aux)
            && !matches!(tree.relation(auxiliary), "aux" | "cop")
            && tree.word(auxiliary).feat("VerbForm") == Some("Fin")
            && (copula || grammar.cue(&lemma, "auxiliary"));
        if !governs || tree.dependent(auxiliary, &["cop", "aux"]).is_some() {
            continue;
        }
        let Some(participle) = participle_behind(tree, auxiliary, grammar) else {
            continue;
        };
        let masculine =
            tree.word(participle).feat("Gender") != Some("Fem") && tree.word(participle).feat("Number") != Some("Plur");
        let passive =
            (auxiliary + 1..participle).any(|w| tree.word(w).head == Some(participle) && tree.relation(w) == "aux");
        // With "avoir" the participle agrees with no subject: one that is plural or feminine describes a noun.
        if super::main_verb::past_ending(tree, participle, grammar) || !(copula || passive || masculine) {
            continue;
        }
        let relation = tree.word(auxiliary).deprel.clone();
        match tree.word(auxiliary).head {
            None => tree.reroot(participle, "aux:tense"),
            Some(head) => {
                if !tree.attach(participle, head, &relation) {
                    continue;
                }
            }
        }
        if !tree.attach(auxiliary, participle, if copula { "aux:pass" } else { "aux:tense" }) {
            continue;
        }
        tree.sentence.words[auxiliary].upos = Upos::Aux;
        if tree.word(participle).feat("VerbForm") == Some("Fin") {
            tree.sentence.words[participle].feats =
                SmolStr::new_static("Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part");
        }
        for child in tree.children(auxiliary).to_vec() {
            let kept = match tree.relation(child) {
                "nsubj" => tree.subject_relation(participle).into(),
                _ => tree.word(child).deprel.clone(),
            };
            tree.attach(child, participle, &kept);
        }
        // What hung on the phrase in between belongs to the verb behind it.
        for word in participle + 1..tree.len() {
            if tree
                .word(word)
                .head
                .is_some_and(|head| head > auxiliary && head < participle)
            {
                let kept = match tree.relation(word) {
                    "nmod" => "obl:mod".into(),
                    _ => tree.word(word).deprel.clone(),
                };
                tree.attach(word, participle, &kept);
            }
        }
    }
}

/// The bare participle behind an auxiliary with nothing but adverbs and phrases with a preposition in between.
fn participle_behind(tree: &Tree, auxiliary: usize, grammar: &Grammar) -> Option<usize> {
    let mut phrase = false;
    for word in auxiliary + 1..tree.len().min(auxiliary + REACH) {
        let occasion = |w: usize| grammar.cue(&fold(&tree.word(w).lemma), "occasion");
        match tree.upos(word) {
            Upos::Adv => phrase = false,
            // "a une nouvelle fois exhorté"
            Upos::Det | Upos::Adj if (word..tree.len().min(word + 3)).any(occasion) => {}
            Upos::Noun if occasion(word) => phrase = false,
            Upos::Adp => phrase = true,
            Upos::Det | Upos::Adj | Upos::Num if phrase => {}
            Upos::Noun | Upos::Propn | Upos::Pron if phrase => phrase = false,
            Upos::Aux if tree.word(word).feat("VerbForm") == Some("Part") => {}
            Upos::Verb => {
                let own = |&c: &usize| {
                    matches!(tree.relation(c), "aux" | "cop")
                        && (c < auxiliary || tree.word(c).feat("VerbForm") == Some("Fin"))
                };
                // "ont quant à eux dit": no finite verb follows another without a conjunction; the form is the participle too.
                let form = match tree.word(word).feat("VerbForm") {
                    Some("Part") => tree.word(word).feat("Tense") != Some("Pres"),
                    Some("Fin") => tree.dependent(word, &["nsubj", "mark", "cc"]).is_none(),
                    _ => false,
                };
                let participle = form && !tree.children(word).iter().any(own);
                return (participle && word > auxiliary + 1 && !phrase).then_some(word);
            }
            _ => return None,
        }
    }
    None
}

/// *au moins vingt tués*: a participle right behind a number that a preposition governs is a noun.
pub fn counted_participle(tree: &mut Tree) {
    for word in 2..tree.len() {
        let number = word - 1;
        let counted = tree.bare_participle(word)
            && tree.upos(number) == Upos::Num
            && tree.word(word).feat("Number") == Some("Plur")
            && (number.saturating_sub(3)..number).any(|w| tree.upos(w) == Upos::Adp);
        let governed = matches!(
            tree.relation(word),
            "obl" | "nmod" | "obj" | "xcomp" | "advcl" | "acl" | "ccomp"
        );
        if !counted
            || !governed
            || tree
                .dependent(word, &["nsubj", "obj", "aux"])
                .is_some_and(|c| c != number)
        {
            continue;
        }
        if !tree.attach(number, word, "nummod") {
            continue;
        }
        let lemma = SmolStr::new(fold(&tree.word(word).form).trim_end_matches('s'));
        let noun = &mut tree.sentence.words[word];
        noun.upos = Upos::Noun;
        noun.lemma = lemma;
        noun.feats = SmolStr::new_static("Number=Plur");
        if !matches!(tree.relation(word), "obl" | "nmod" | "obj") {
            tree.relabel(word, "obl:arg");
        }
        // "d'au moins vingt": the preposition of the phrase.
        for case in number.saturating_sub(4)..number {
            if tree.upos(case) == Upos::Adp && tree.word(case).head == Some(word) && tree.relation(case) == "mark" {
                tree.relabel(case, "case");
            }
        }
    }
}
