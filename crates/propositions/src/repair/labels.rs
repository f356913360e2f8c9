//! Relations and forms that the words around them rule out.

use super::main_verb::past_ending;
use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// Features of closed classes and of forms that look like others, from the pack.
pub fn known_features(tree: &mut Tree, grammar: &Grammar) {
    for word in &mut tree.sentence.words {
        let Some(known) = grammar.features(&word.form, word.upos) else {
            continue;
        };
        let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
        let keys: Vec<String> = known.split('|').map(key).collect();
        let kept = word
            .feats
            .split('|')
            .filter(|pair| pair.contains('=') && !keys.contains(&key(pair)));
        let mut pairs: Vec<&str> = known.split('|').chain(kept).collect();
        pairs.sort_unstable();
        word.feats = SmolStr::new(pairs.join("|"));
    }
}

/// *a réclamé une réunion et accusé le Rwanda d'avoir déployé des hommes*: the infinitive behind the object of a blame is what it blames for.
pub fn infinitive_of_blame(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if tree.upos(word) != Upos::Verb || tree.finite(word) {
            continue;
        }
        let Some(mark) = tree.dependent(word, &["mark"]).filter(|&mark| mark < word) else {
            continue;
        };
        if grammar.relation(&fold(&tree.word(mark).lemma)) != Some(Role::Of) {
            continue;
        }
        let blame = (mark.saturating_sub(8)..mark)
            .rev()
            .find(|&w| tree.upos(w) == Upos::Verb);
        let Some(blame) =
            blame.filter(|&w| grammar.blames(&fold(&tree.word(w).lemma)) && tree.word(word).head != Some(w))
        else {
            continue;
        };
        let object = tree.children(blame).iter().any(|&c| {
            // "est accusé par le parquet d'avoir …": or the accuser.
            let between = tree.relation(c) == "obj" || super::attach::role(tree, c, grammar) == Some(Role::By);
            let own = |w: usize| tree.below(w, c) && !tree.below(w, word);
            c > blame && c < mark && between && (c + 1..mark).all(own)
        });
        if object {
            tree.attach(word, blame, "xcomp");
        }
    }
}

/// *sans rencontrer*, *avant de tirer*: an infinitive with a preposition that means something is no complement of the verb.
pub fn infinitive_with_preposition(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        if tree.relation(verb) != "xcomp" || tree.word(verb).feat("VerbForm") != Some("Inf") {
            continue;
        }
        let Some(mark) = tree.dependent(verb, &["mark", "case"]) else {
            continue;
        };
        let role = grammar.relation(&fold(&tree.word(mark).lemma));
        if matches!(role, Some(Role::Without | Role::Before | Role::After)) {
            tree.relabel(verb, "advcl");
        }
    }
}

/// A form that is past tense or participle, with a subject and without auxiliary, in a sentence that ends in a full stop: past tense.
/// (Without a stop it may be a headline: *Two soldiers killed in ambush*.)
pub fn past_tense(tree: &mut Tree, grammar: &Grammar) {
    let stop = (0..tree.len())
        .rev()
        .take(3)
        .any(|w| matches!(tree.word(w).form.as_str(), "." | "!" | "?"));
    if !stop {
        return;
    }
    for verb in 1..tree.len() {
        if !tree.bare_participle(verb) || !past_ending(tree, verb, grammar) {
            continue;
        }
        let subject = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c < verb && tree.word(c).deprel == "nsubj");
        let clause = matches!(
            tree.word(verb).deprel.as_str(),
            "root" | "ccomp" | "advcl" | "acl:relcl" | "parataxis"
        );
        // A second clause without conjunction; with one it may share the auxiliary of the first (*three were killed and two wounded*).
        let beside = tree.relation(verb) == "conj" && tree.dependent(verb, &["cc"]).is_none();
        if subject.is_some() && (clause || beside) {
            let feats = "Mood=Ind|Tense=Past|VerbForm=Fin";
            tree.sentence.words[verb].feats = SmolStr::new_static(feats);
        }
    }
}

/// *the attack carried out by rebels*, *had the camp evacuated*: a form that is past tense or participle is no past tense where it modifies a
/// noun or completes a verb without a subject of its own.
pub fn participle(tree: &mut Tree, grammar: &Grammar) {
    for verb in 1..tree.len() {
        let place = matches!(tree.word(verb).deprel.as_str(), "acl" | "xcomp");
        let fits = place && tree.word(verb).feat("Tense") == Some("Past") && past_ending(tree, verb, grammar);
        if fits && tree.dependent(verb, &["nsubj", "aux", "cop", "mark"]).is_none() {
            tree.sentence.words[verb].feats = SmolStr::new_static("Tense=Past|VerbForm=Part|Voice=Pass");
        }
    }
}

/// *essuyé des tirs*: *des* directly behind a verb that has no object and takes no *de* is the plural article, not the preposition.
pub fn article_or_preposition(tree: &mut Tree, grammar: &Grammar) {
    for noun in 3..tree.len() {
        // "adressé par le passé des appels": a set phrase of time between them has no complement.
        let time = tree
            .word(noun)
            .head
            .filter(|&time| time < noun && tree.relation(noun) == "nmod" && set_phrase(tree, time, grammar));
        let before = time.or(tree.word(noun).head.filter(|_| tree.relation(noun) == "obl"));
        let holder = time.map_or(before, |time| tree.word(time).head);
        let (Some(before), Some(verb)) = (before, holder.filter(|&v| v < noun && tree.upos(v) == Upos::Verb)) else {
            continue;
        };
        if tree.word(noun).deprel == "obl:agent" {
            continue;
        }
        let Some(case) = tree.case(noun).filter(|&case| case == before + 1 && case < noun) else {
            continue;
        };
        // One written word, analysed as preposition and article.
        let article = case + 1;
        // "n'ont pas utilisé de balles": the bare de of a negated object.
        let negated = tree
            .children(verb)
            .iter()
            .any(|&c| !grammar.negation_partners(&fold(&tree.word(c).lemma)).is_empty())
            && grammar.relation(&fold(&tree.word(case).lemma)) == Some(Role::Of)
            && tree.upos(article) != Upos::Det;
        let contracted = tree.word(case).span == tree.word(article).span
            && !tree.word(case).span.is_empty()
            && tree.word(article).feat("Number") == Some("Plur")
            && tree.upos(article) == Upos::Det
            && grammar.relation(&fold(&tree.word(case).lemma)) == Some(Role::Of);
        let passive =
            tree.passive_auxiliary(verb) || matches!(tree.relation(verb), "acl" | "amod") && tree.bare_participle(verb);
        let complete = tree
            .dependent(verb, &["obj", "ccomp", "xcomp", "expl", "iobj"])
            .is_some();
        let lemma = fold(&tree.word(verb).lemma);
        let takes_of = grammar.cue(&lemma, "takes-of") || grammar.cue(&lemma, "intransitive");
        if (contracted || negated) && !passive && !complete && !takes_of {
            tree.attach(noun, verb, "obj");
            tree.relabel(case, "det");
            tree.sentence.words[case].upos = Upos::Det;
        }
    }
}

/// *par le passé*, *in the past*: a phrase of time that the table of cues knows as a whole.
fn set_phrase(tree: &Tree, noun: usize, grammar: &Grammar) -> bool {
    let Some(case) = tree.case(noun).filter(|&case| case < noun) else {
        return false;
    };
    let lemmas: Vec<String> = (case..=noun).map(|word| fold(&tree.word(word).lemma)).collect();
    grammar.cue(&lemmas.join(" "), "background")
}
