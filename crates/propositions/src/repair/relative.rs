//! A relative pronoun stands inside a relative clause, and its clause hangs on a noun before it.

use super::tree::Tree;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// How many words before the pronoun the antecedent is looked for.
const WINDOW: usize = 14;

/// How many words behind the pronoun the verb of its clause is looked for.
const CLAUSE: usize = 60;

/// A conjunction cannot be an object: *que* with that relation is the relative pronoun.
pub fn conjunction_as_object(tree: &mut Tree) {
    for word in 1..tree.len() {
        let misread = tree.upos(word) == Upos::Sconj && matches!(tree.relation(word), "obj" | "nsubj");
        if misread {
            let here = &mut tree.sentence.words[word];
            here.upos = Upos::Pron;
            here.feats = "PronType=Rel".into();
        }
    }
}

/// Hangs the clause of a relative pronoun on the antecedent where it stands elsewhere.
fn relative_clause(tree: &mut Tree, pronoun: usize, grammar: &Grammar) {
    // "what happened", "en ce qui concerne": no antecedent outside.
    let free = tree
        .children(pronoun)
        .iter()
        .any(|&c| tree.word(c).deprel.ends_with(":relcl"));
    if free || tree.relation(pronoun) == "fixed" {
        return;
    }
    if verbless(tree, pronoun, grammar) {
        return;
    }
    let introducer = complex_preposition(tree, pronoun, grammar);
    let mut current = pronoun;
    for _ in 0..tree.len() {
        if tree.relation(current) == "acl"
            || matches!(tree.word(current).deprel.as_str(), "advcl:cleft" | "advcl:relcl")
        {
            let misplaced = introducer.is_some() && tree.word(current).head == introducer;
            if !misplaced {
                break;
            }
        }
        // A free relative ("ce qui", "what") or a complement clause keeps its place.
        let complement =
            matches!(tree.relation(current), "ccomp" | "csubj") && tree.word(current).deprel != "csubj:pass";
        if complement && current > pronoun && tree.word(current).head.is_some_and(|h| h < pronoun) {
            return;
        }
        match tree.word(current).head {
            Some(head) => current = head,
            None => break,
        }
    }
    let in_clause = tree.word(current).head.is_some() && tree.word(current).head != introducer;
    if in_clause {
        if let Some(noun) = introducer {
            // "au cours duquel": pronoun below the noun of the preposition, that noun below the verb.
            let clause_noun = tree.word(current).head;
            if clause_noun != Some(noun) && tree.attach(noun, current, "obl") {
                tree.attach(pronoun, noun, "nmod");
            }
        }
        return;
    }
    let Some(verb) = clause_verb(tree, pronoun) else { return };
    let start = introducer.unwrap_or(pronoun);
    let Some(antecedent) = antecedent(tree, pronoun, start, verb) else {
        return;
    };
    if tree.below(antecedent, verb) && tree.word(verb).head.is_none() {
        super::main_verb::promote(tree, verb, antecedent, pronoun, "acl:relcl");
    }
    if tree.word(verb).head != Some(antecedent) && !tree.attach(verb, antecedent, "acl:relcl") {
        return;
    }
    tree.relabel(verb, "acl:relcl");
    if let Some(noun) = introducer {
        if tree.attach(noun, verb, "obl") {
            tree.attach(pronoun, noun, "nmod");
        }
    } else if !tree.below(pronoun, verb) {
        take_in(tree, pronoun, antecedent, verb);
    }
    // What stands between pronoun and verb and hangs outside belongs to the clause: "selon Erevan", its subject.
    for word in pronoun + 1..verb {
        if tree.word(word).head.is_some_and(|head| head < start) {
            let relation = tree.word(word).deprel.clone();
            tree.attach(word, verb, &relation);
        }
    }
}

/// Hangs the pronoun, with its prepositional phrase, on the verb of its clause.
fn take_in(tree: &mut Tree, pronoun: usize, antecedent: usize, verb: usize) {
    let mut top = pronoun;
    while let Some(head) = tree.word(top).head {
        if head >= pronoun || head <= antecedent {
            break;
        }
        top = head;
    }
    let subject = tree.dependent(verb, &["nsubj"]).is_some();
    let relation = match (tree.case(top).is_some(), subject) {
        (true, _) => "obl",
        (false, false) => tree.subject_relation(verb),
        (false, true) => "obj",
    };
    tree.attach(top, verb, relation);
}

/// The noun of a complex preposition before the pronoun: *cours* in *au cours duquel*.
fn complex_preposition(tree: &Tree, pronoun: usize, grammar: &Grammar) -> Option<usize> {
    let noun = pronoun.checked_sub(2)?;
    let case = tree.case(noun)?;
    if tree.upos(noun) != Upos::Noun || tree.upos(pronoun - 1) != Upos::Adp || case > noun {
        return None;
    }
    let phrase: Vec<String> = (case..pronoun).map(|w| fold(&tree.word(w).lemma)).collect();
    grammar.relation(&phrase.join(" ")).map(|_| noun)
}

/// The first predicate of a clause after a pronoun: a finite verb, or what a finite auxiliary or copula after it hangs on.
fn clause_verb(tree: &Tree, pronoun: usize) -> Option<usize> {
    let mut brackets = 0i32;
    for word in pronoun + 1..tree.len().min(pronoun + CLAUSE) {
        let here = tree.word(word);
        match here.form.as_str() {
            "(" | "[" => brackets += 1,
            ")" | "]" => brackets -= 1,
            _ => {}
        }
        if brackets < 0 {
            return None;
        }
        if here.upos == Upos::Verb && here.feat("VerbForm") == Some("Fin") {
            return Some(word);
        }
        if here.upos == Upos::Aux && here.feat("VerbForm") == Some("Fin") {
            let governor = here.head?;
            return (governor > pronoun).then_some(governor);
        }
    }
    None
}

/// The nearest noun before the pronoun that agrees with it, or with the verb whose subject it is.
fn antecedent(tree: &Tree, pronoun: usize, introducer: usize, verb: usize) -> Option<usize> {
    let word = tree.word(pronoun);
    // The prepositional phrase of the pronoun itself is no antecedent ("au cours duquel"): skip words that it hangs on or that are its case.
    let mut start = introducer;
    loop {
        let previous = start.checked_sub(1)?;
        let before = tree.word(previous);
        let own = before.relation() == "case"
            || tree.below(pronoun, previous)
                && start - previous <= 2
                && before.upos == Upos::Noun
                && introducer == pronoun
            || before.upos == Upos::Det && start < pronoun
            || before.upos == Upos::Adp;
        if !own || pronoun - previous > WINDOW {
            break;
        }
        start = previous;
    }
    let number = match word.relation() {
        "nsubj" => {
            let fin = |c: usize| tree.relation(c) == "aux" && tree.word(c).feat("VerbForm") == Some("Fin");
            let carrier = tree.children(verb).iter().copied().find(|&c| fin(c)).unwrap_or(verb);
            tree.word(carrier).feat("Number")
        }
        _ => word.feat("Number"),
    };
    let agrees = |candidate: usize| {
        let noun = tree.word(candidate);
        let same = |feature: Option<&str>, name: &str| match (feature, noun.feat(name)) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => true,
        };
        same(number, "Number") && same(word.feat("Gender"), "Gender")
    };
    let nouns: Vec<usize> = (start.saturating_sub(WINDOW)..start)
        .rev()
        .filter(|&w| {
            let relation = tree.relation(w);
            tree.nominal(w) && !matches!(relation, "flat" | "compound" | "nummod" | "expl" | "det")
        })
        .collect();
    // Inflected pronouns (lequel) point at things: a common noun comes before a name.
    let common = nouns.iter().copied().find(|&w| tree.upos(w) == Upos::Noun && agrees(w));
    if word.feat("Gender").is_some() && common.is_some() {
        return common;
    }
    nouns.into_iter().find(|&w| agrees(w))
}

/// *l'envoyé spécial des Nations unies, qui avait négocié*: the noun that a relative clause describes agrees with its verb. Where a bracketed short form
/// closes a name (*la Communauté économique des Etats d'Afrique de l'Ouest (Cédéao), qui …*) the clause is about the whole of the name.
fn agreeing_antecedent(tree: &mut Tree, pronoun: usize) {
    if tree.relation(pronoun) != "nsubj" {
        return;
    }
    let Some(verb) = tree
        .word(pronoun)
        .head
        .filter(|&verb| verb > pronoun && tree.relation(verb) == "acl")
    else {
        return;
    };
    let Some(noun) = tree.word(verb).head.filter(|&noun| noun < pronoun) else {
        return;
    };
    let finite = tree.finite_word(verb);
    let agrees = |candidate: usize| tree.agree(candidate, finite, "Number");
    let name = |w: usize| tree.word(w).form.starts_with(char::is_uppercase);
    let bracket = pronoun >= 2 && tree.word(pronoun - 1).form == "," && tree.word(pronoun - 2).form == ")";
    let mut best = noun;
    let mut current = noun;
    for _ in 0..CLAUSE {
        let joined = tree.relation(current) == "conj";
        let plain = joined || matches!(tree.relation(current), "nmod" | "appos" | "flat");
        let Some(head) = tree
            .word(current)
            .head
            .filter(|&head| plain && head < pronoun && tree.nominal(head))
        else {
            break;
        };
        current = head;
        // "entre l'armée et ses alliés, qui a éclaté": the clause is not about one of two that are joined.
        if !joined && agrees(current) && (!agrees(best) || bracket && name(current) && agrees(finite)) {
            best = current;
        }
    }
    if best != noun && agrees(best) {
        tree.attach(verb, best, "acl:relcl");
    }
}

/// *huit personnes, parmi lesquelles un enfant, avaient été blessées*: closed by a comma before any verb the phrase has none; its noun stands beside the antecedent,
/// which is the subject of the verb behind. Returns whether it was so.
fn verbless(tree: &mut Tree, pronoun: usize, grammar: &Grammar) -> bool {
    let Some(case) = pronoun
        .checked_sub(1)
        .filter(|&case| grammar.relation(&fold(&tree.word(case).lemma)) == Some(crate::Role::Among))
    else {
        return false;
    };
    let end = (pronoun + 1..tree.len().min(pronoun + CLAUSE))
        .find(|&w| tree.word(w).form == "," || matches!(tree.upos(w), Upos::Verb | Upos::Aux) && tree.finite(w));
    let Some(end) = end.filter(|&end| tree.word(end).form == ",") else {
        return false;
    };
    let noun = (pronoun + 1..end).find(|&w| {
        let inside = tree.word(w).head.is_some_and(|head| head > pronoun && head < end);
        matches!(tree.upos(w), Upos::Noun | Upos::Propn | Upos::Num) && !inside
    });
    let Some(noun) = noun else { return false };
    let open = |w: &usize| {
        matches!(tree.upos(*w), Upos::Noun | Upos::Propn) && !matches!(tree.relation(*w), "flat" | "compound")
    };
    let Some(mut antecedent) = (0..case).rev().find(open) else {
        return false;
    };
    let verb = (end + 1..tree.len().min(end + CLAUSE)).find(|&w| tree.upos(w) == Upos::Verb && tree.finite(w));
    // Up to the head of the whole phrase: "une soixantaine de personnes, parmi lesquelles …".
    while let Some(head) = tree
        .word(antecedent)
        .head
        .filter(|&head| tree.relation(antecedent) == "nmod" && head < antecedent && tree.nominal(head))
    {
        antecedent = head;
    }
    if let Some(verb) = verb {
        let stolen = tree.below(verb, antecedent) && tree.relation(verb) == "acl";
        if stolen {
            let (head, relation) = (tree.word(antecedent).head, tree.word(antecedent).deprel.clone());
            match head {
                None => tree.reroot(verb, "dep"),
                Some(head) => {
                    tree.attach(verb, head, &relation);
                }
            }
        }
        let lacks = tree.dependent(verb, &["nsubj"]).is_none_or(|subject| subject == noun);
        if lacks {
            tree.attach(noun, antecedent, "appos");
            let relation = tree.subject_relation(verb);
            tree.attach(antecedent, verb, relation);
        }
    }
    tree.attach(noun, antecedent, "appos");
    tree.attach(pronoun, noun, "nmod");
    true
}

/// The clauses of all relative pronouns: where they begin, and which noun they belong to.
pub fn relative_clauses(tree: &mut Tree, grammar: &Grammar) {
    for pronoun in 1..tree.len() {
        if tree.word(pronoun).feat("PronType") == Some("Rel") {
            relative_clause(tree, pronoun, grammar);
            agreeing_antecedent(tree, pronoun);
        }
    }
}

/// *It ended that March with a truce that the kingdom brokered, whose king …*: the clause of a possessive relative pronoun hangs on the noun before its
/// comma; what stands before that noun belongs to the clause above.
pub fn possessive_relative(tree: &mut Tree) {
    for pronoun in 2..tree.len() {
        let here = tree.word(pronoun);
        if here.feat("PronType") != Some("Rel")
            || here.feat("Poss") != Some("Yes")
            || tree.word(pronoun - 1).form != ","
        {
            continue;
        }
        let verb = here.head.and_then(|owned| tree.word(owned).head);
        // "a truce mediated by Russia, whose government": who has a government is named right before.
        let name = (tree.upos(pronoun - 2) == Upos::Propn).then_some(pronoun - 2);
        let placed = |verb: usize| {
            let head = tree.word(verb).head.filter(|&head| tree.nominal(head));
            let near = |head: usize| {
                name.is_none_or(|name| {
                    name == head || tree.relation(name) == "flat" && tree.word(name).head == Some(head)
                })
            };
            tree.word(verb).deprel == "acl:relcl" && head.is_some_and(near)
        };
        let Some(verb) = verb.filter(|&verb| verb > pronoun && !placed(verb)) else {
            continue;
        };
        let Some(above) = tree.word(verb).head.filter(|&above| above < pronoun) else {
            continue;
        };
        let antecedent = (above + 1..pronoun - 1).rev().take(WINDOW).find(|&w| {
            matches!(tree.upos(w), Upos::Noun | Upos::Propn) && !matches!(tree.relation(w), "flat" | "compound")
        });
        let Some(antecedent) = antecedent else { continue };
        for child in tree.children(verb).to_vec() {
            if child >= pronoun - 1 {
                continue;
            }
            let subject = tree.relation(child) == "nsubj" && tree.dependent(above, &["nsubj"]).is_some();
            let determiner = tree.relation(child) == "mark" && tree.nominal(child + 1);
            if determiner {
                // "ended that November": no conjunction.
                tree.attach(child, child + 1, "det");
                let word = &mut tree.sentence.words[child];
                word.upos = Upos::Det;
                word.feats = "Number=Sing|PronType=Dem".into();
            } else {
                let kept = if subject {
                    "obl:unmarked".into()
                } else {
                    tree.word(child).deprel.clone()
                };
                tree.attach(child, above, &kept);
            }
        }
        tree.attach(verb, antecedent, "acl:relcl");
    }
}
