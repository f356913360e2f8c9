//! What belongs to which clause: subjects behind the verb, clauses that hang on a noun and cannot, phrases behind an agent.

use super::main_verb::past_ending;
use super::tree::Tree;
use crate::Role;
use crate::grammar::{Grammar, fold};
use selon_syntax::Upos;

/// *Les armes saisies dans le port appartenaient à …*: a finite verb that nothing introduces modifies no noun. When the root is a noun before
/// it, the verb is the predicate and that noun its subject.
///
/// English past tenses look like participles: one behind a comma that has an object is no passive (*Washington, which …, imposed sanctions*).
pub fn finite_without_introduction(tree: &mut Tree, grammar: &Grammar) {
    let Some(root) = tree.sentence.root() else { return };
    if !matches!(tree.upos(root), Upos::Noun | Upos::Propn) || tree.dependent(root, &["cop", "nsubj", "case"]).is_some()
    {
        return;
    }
    let verb = (root + 1..tree.len()).find(|&verb| {
        tree.upos(verb) == Upos::Verb
            && tree.relation(verb) == "acl"
            && (tree.word(verb).feat("VerbForm") == Some("Fin")
                || past_ending(tree, verb, grammar)
                    && tree.word(verb - 1).form == ","
                    && tree.dependent(verb, &["obj"]).is_some_and(|object| object > verb))
            && tree.dependent(verb, &["mark", "nsubj", "expl"]).is_none()
            && !tree.introduced(verb)
            && tree.agree(root, verb, "Number")
    });
    let colon = |from: usize, to: usize| (from..to).any(|word| tree.word(word).form == ":");
    let Some(verb) = verb.filter(|&verb| !colon(root, verb)) else {
        return;
    };
    tree.reroot(verb, "nsubj");
    for child in tree.children(root).to_vec() {
        if child > verb {
            let relation = tree.word(child).deprel.clone();
            tree.attach(child, verb, &relation);
        }
    }
}

/// *Dans le port stationnent deux frégates*, *qu'avait visée un essaim de drones*: a finite verb needs a subject; where it has none, shares none
/// and commands nothing, the noun behind it that agrees with it is not its object.
pub fn subject_behind_verb(tree: &mut Tree) {
    for verb in 1..tree.len() {
        if tree.upos(verb) != Upos::Verb || !tree.finite(verb) || !indicative(tree, verb) {
            continue;
        }
        let has = |relations: &[&str]| tree.dependent(verb, relations).is_some();
        if has(&["nsubj", "csubj", "expl"]) || tree.relation(verb) == "conj" {
            continue;
        }
        let objects: Vec<usize> = tree
            .children(verb)
            .iter()
            .copied()
            .filter(|&c| tree.relation(c) == "obj")
            .collect();
        let fronted = objects
            .iter()
            .any(|&object| object < verb && tree.word(object).feat("PronType") == Some("Rel"));
        let behind = objects.iter().copied().find(|&object| {
            object > verb
                && tree.nominal(object)
                && tree.case(object).is_none()
                && tree.agree(object, tree.finite_word(verb), "Number")
        });
        // Without a fronted object only a phrase of place or time before the verb inverts: a headline may leave its subject out.
        let inverted = fronted
            || tree.word(verb).head.is_none()
                && objects.len() == 1
                && tree
                    .children(verb)
                    .iter()
                    .any(|&c| c < verb && tree.relation(c) == "obl" && tree.case(c).is_some())
                && tree.dependent(verb, &["mark"]).is_none();
        if let Some(subject) = behind.filter(|_| inverted) {
            let relation = tree.subject_relation(verb);
            tree.relabel(subject, relation);
        }
    }
}

fn indicative(tree: &Tree, verb: usize) -> bool {
    tree.word(tree.finite_word(verb)).feat("Mood") != Some("Imp")
}

/// *« … », a assuré le commandant, et ils attaqueront demain*: a clause with its own subject behind an inserted verb of speech goes on with what
/// is said, not with the saying.
pub fn joined_to_inserted(tree: &mut Tree) {
    for verb in 2..tree.len() {
        let Some(speech) = tree.word(verb).head.filter(|_| tree.relation(verb) == "conj") else {
            continue;
        };
        let inserted = tree.word(speech).deprel.starts_with("parataxis");
        let own = tree.dependent(verb, &["nsubj"]).is_some_and(|subject| subject < verb);
        let said = tree
            .word(speech)
            .head
            .filter(|&said| said < speech && tree.upos(said) == Upos::Verb);
        if inserted
            && own
            && tree.finite(verb)
            && let Some(said) = said
        {
            tree.attach(verb, said, "conj");
        }
    }
}

/// *bloqueront le port si le ministre refuse*: a condition belongs to the verb, not to the noun before it.
pub fn condition_of_noun(tree: &mut Tree, grammar: &Grammar) {
    for clause in 2..tree.len() {
        if !matches!(tree.relation(clause), "acl" | "advcl") || !tree.finite(clause) {
            continue;
        }
        let Some(mark) = tree.dependent(clause, &["mark"]).filter(|&mark| mark < clause) else {
            continue;
        };
        if !grammar.cue(&fold(&tree.word(mark).lemma), "condition") {
            continue;
        }
        let Some(noun) = tree.word(clause).head.filter(|&noun| noun < mark && tree.nominal(noun)) else {
            continue;
        };
        if let Some(verb) = verb_above(tree, noun) {
            tree.attach(clause, verb, "advcl");
        }
    }
}

/// The verb in whose clause a noun stands.
fn verb_above(tree: &Tree, noun: usize) -> Option<usize> {
    let mut here = noun;
    for _ in 0..tree.len() {
        here = tree.word(here).head?;
        if tree.upos(here) == Upos::Verb {
            return Some(here);
        }
    }
    None
}

/// *lancée par les Kurdes contre la garnison*, *abducted by gunmen in the north on Monday*: what stands behind the agent of a passive and says where, when
/// or against whom belongs to the verb.
pub fn behind_agent(tree: &mut Tree, grammar: &Grammar) {
    for word in 3..tree.len() {
        if !matches!(tree.relation(word), "nmod" | "obl") || !tree.nominal(word) {
            continue;
        }
        let Some(agent) = tree
            .word(word)
            .head
            .filter(|&agent| tree.word(agent).deprel == "obl:agent" && agent < word)
        else {
            continue;
        };
        let Some(verb) = tree.word(agent).head.filter(|&verb| verb < agent) else {
            continue;
        };
        let role = tree
            .case(word)
            .and_then(|case| grammar.relation(&fold(&tree.word(case).lemma)));
        let circumstance = matches!(
            role,
            Some(
                Role::Against
                    | Role::In
                    | Role::On
                    | Role::At
                    | Role::Near
                    | Role::During
                    | Role::Since
                    | Role::Before
                    | Role::After
                    | Role::Until
                    | Role::Over
            )
        );
        // In names and titles the phrase is part of the agent: "the commander in chief of …"; an article or a number makes it a phrase.
        let phrase = tree.upos(word) == Upos::Propn
            || tree.dependent(word, &["det", "nummod"]).is_some()
            || role == Some(Role::Against);
        // "attribués par l'armée aux rebelles"
        let blamed = role == Some(Role::To) && grammar.blames(&fold(&tree.word(verb).lemma));
        if circumstance && phrase || blamed {
            tree.attach(word, verb, if blamed { "obl:arg" } else { "obl:mod" });
        }
    }
}

/// *Mali : l'armée reprend une ville*: what stands before a colon is not the subject of a verb that has its own behind it.
pub fn topic_before_colon(tree: &mut Tree) {
    for verb in 3..tree.len() {
        let subjects = tree.subjects(verb);
        let [first, .., last] = subjects[..] else { continue };
        if last < verb && (first + 1..last).any(|word| tree.word(word).form == ":") {
            tree.relabel(first, "dislocated");
        }
    }
}

/// *assassiné au moins neuf opposants*: a noun without preposition behind a transitive verb without object is its object, whatever it is called;
/// phrases of time are left as they are.
pub fn oblique_without_preposition(tree: &mut Tree, grammar: &Grammar) {
    for word in 1..tree.len() {
        // "a enlevé à Conakry deux figures": what is counted and no stretch of time or way is no circumstance.
        let counted = tree.word(word).deprel == "obl:mod"
            && tree.dependent(word, &["nummod"]).is_some()
            && !grammar.cue(&fold(&tree.word(word).lemma), "extent")
            && tree.word(word).feat("Number") == Some("Plur");
        let called = tree.word(word).deprel == "obl:arg" || counted;
        if !called || tree.case(word).is_some() || tree.upos(word) != Upos::Noun {
            continue;
        }
        let Some(verb) = tree
            .word(word)
            .head
            .filter(|&verb| verb < word && tree.upos(verb) == Upos::Verb)
        else {
            continue;
        };
        let passive = tree
            .children(verb)
            .iter()
            .any(|&c| tree.word(c).deprel.ends_with(":pass"));
        let intransitive = grammar.cue(&fold(&tree.word(verb).lemma), "intransitive");
        if !passive && !intransitive && tree.dependent(verb, &["obj"]).is_none() {
            tree.relabel(word, "obj");
        }
    }
}

/// *15 of its soldiers were killed*: of two subjects the second, right behind a number and with *of / de* before it, tells what is counted.
pub fn counted_subject(tree: &mut Tree, grammar: &Grammar) {
    for noun in 2..tree.len() {
        let Some(verb) = tree
            .word(noun)
            .head
            .filter(|&verb| verb > noun && tree.relation(noun) == "nsubj")
        else {
            continue;
        };
        let number = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c < noun && tree.relation(c) == "nsubj" && tree.upos(c) == Upos::Num);
        let Some(case) = tree.case(noun) else { continue };
        let of = grammar.relation(&fold(&tree.word(case).lemma)) == Some(Role::Of);
        if let Some(number) = number.filter(|&number| of && number + 1 == case) {
            tree.attach(noun, number, "nmod");
        }
    }
}

/// *… were killed and 12 taken prisoner*, *… blessés et 3 capturés*: a number and a participle behind *and* with no verb of their own go on with the
/// passive before.
pub fn gapped_passive(tree: &mut Tree) {
    for participle in 4..tree.len() {
        let number = participle - 1;
        let part = tree.upos(participle) == Upos::Verb && tree.word(participle).feat("VerbForm") == Some("Part");
        let counted = tree.upos(number) == Upos::Num && tree.upos(number - 1) == Upos::Cconj;
        if !part || !counted || tree.relation(participle) == "conj" {
            continue;
        }
        let cc = number - 1;
        let verb = (0..cc).rev().take(WINDOW).find(|&verb| {
            tree.upos(verb) == Upos::Verb
                && tree.passive_auxiliary(verb)
                && tree.children(verb).iter().any(|&c| tree.word(c).deprel == "nsubj:pass")
        });
        let Some(verb) = verb else { continue };
        // Up to the next sign: a finite verb there would have the number for its own subject.
        let end = (participle..tree.len())
            .find(|&w| tree.upos(w) == Upos::Punct)
            .unwrap_or(tree.len());
        let finite = (participle + 1..end).any(|w| tree.word(w).feat("VerbForm") == Some("Fin"));
        let before = (verb + 1..cc).any(|w| tree.upos(w) == Upos::Verb);
        if finite || before || tree.below(verb, participle) {
            continue;
        }
        if tree.attach(participle, verb, "conj") {
            tree.attach(number, participle, "nsubj:pass");
            tree.attach(cc, participle, "cc");
            // "taken prisoner": a passive has no object; the noun says as what.
            for child in tree.children(participle).to_vec() {
                if child > participle && tree.relation(child) == "obj" {
                    tree.relabel(child, "xcomp");
                }
            }
            for word in participle + 1..end {
                let outside = tree
                    .word(word)
                    .head
                    .is_some_and(|head| head < participle || head >= end);
                if outside && tree.upos(word) != Upos::Punct {
                    let relation = tree.word(word).deprel.clone();
                    let relation = if relation == "conj" { "xcomp".into() } else { relation };
                    tree.attach(word, participle, &relation);
                }
            }
        }
    }
}

/// *Erevan avait sollicité*, *s'en est pris à*: a verb with auxiliaries of which none is passive, or with a reflexive pronoun, is active.
pub fn active_with_auxiliary(tree: &mut Tree) {
    for verb in 1..tree.len() {
        if tree.upos(verb) != Upos::Verb {
            continue;
        }
        let deprel = |word: usize| tree.word(word).deprel.as_str();
        let reflexive = tree.children(verb).iter().any(|&c| deprel(c) == "expl:pv");
        let auxiliary = tree.dependent(verb, &["aux"]).is_some();
        let passive = tree.passive_auxiliary(verb);
        let marked = tree.children(verb).iter().any(|&c| deprel(c) == "expl:pass");
        if marked || !(reflexive || auxiliary && !passive) {
            continue;
        }
        for child in tree.children(verb).to_vec() {
            let active = match tree.word(child).deprel.as_str() {
                "nsubj:pass" => "nsubj",
                "aux:pass" if reflexive => "aux:tense",
                _ => continue,
            };
            tree.relabel(child, active);
        }
    }
}

/// *Selon le gouvernement, quinze de ses soldats ont péri*: behind the comma after an opening phrase a noun joined to that phrase without
/// conjunction, right before a finite verb without subject, is its subject.
pub fn subject_joined_to_opening(tree: &mut Tree) {
    for verb in 3..tree.len() {
        if tree.upos(verb) != Upos::Verb
            || !tree.finite(verb)
            || tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_some()
        {
            continue;
        }
        let opening = |&c: &usize| c < verb && tree.relation(c) == "obl" && tree.case(c).is_some();
        let Some(phrase) = tree.children(verb).iter().copied().find(opening) else {
            continue;
        };
        let joined = tree.children(phrase).iter().copied().find(|&c| {
            matches!(tree.relation(c), "conj" | "appos")
                && tree.nominal(c)
                && tree.case(c).is_none()
                && tree.dependent(c, &["cc"]).is_none()
        });
        let Some(subject) = joined.filter(|&subject| subject < verb) else {
            continue;
        };
        let start = tree.group_start(verb);
        // Nothing but its own complements between the noun and the verb.
        let close = (subject + 1..start).all(|word| tree.below(word, subject) && tree.upos(word) != Upos::Punct);
        let comma = (phrase + 1..subject).any(|word| tree.word(word).form == ",");
        if close && comma {
            let relation = tree.subject_relation(verb);
            tree.attach(subject, verb, relation);
        }
    }
}

/// *que du matériel avait été détruit*: a phrase with *de* and article right before a passive verb without subject is its subject; the
/// preposition is the French article of things that are not counted.
pub fn partitive_subject(tree: &mut Tree, grammar: &Grammar) {
    for verb in 3..tree.len() {
        let passive = tree.passive_auxiliary(verb);
        if !passive || !tree.finite(verb) || tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_some() {
            continue;
        }
        let start = tree.group_start(verb);
        let Some(noun) = tree
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c < verb && tree.relation(c) == "obl" && tree.upos(c) == Upos::Noun)
        else {
            continue;
        };
        let Some(case) = tree.case(noun) else { continue };
        let article = tree.dependent(noun, &["det"]).is_some_and(|det| det == case + 1);
        let of = grammar.relation(&fold(&tree.word(case).lemma)) == Some(Role::Of);
        let close = (noun + 1..start).all(|word| tree.below(word, noun) && tree.upos(word) != Upos::Punct);
        if article && of && close {
            tree.relabel(noun, "nsubj:pass");
            tree.relabel(case, "det");
        }
    }
}

/// *accused the guard of firing at a boat, injuring three*: a participle behind what somebody is blamed for tells what came of it, unless it is a
/// word of speech, which is the accuser's.
pub fn consequence_of_blame(tree: &mut Tree, grammar: &Grammar) {
    for participle in 4..tree.len() {
        let present = tree.upos(participle) == Upos::Verb
            && tree.relation(participle) == "advcl"
            && (tree.word(participle).feat("VerbForm") == Some("Ger")
                || tree.word(participle).feat("VerbForm") == Some("Part")
                    && tree.word(participle).feat("Tense") == Some("Pres"))
            && tree.dependent(participle, &["mark", "nsubj", "aux", "case"]).is_none()
            && tree.word(participle - 1).form == ",";
        if !present || !grammar.speech(&fold(&tree.word(participle).lemma)).is_empty() {
            continue;
        }
        let Some(above) = tree.word(participle).head.filter(|&above| above < participle) else {
            continue;
        };
        let blames = |verb: usize| grammar.blames(&fold(&tree.word(verb).lemma));
        let verbs = std::iter::once(above).chain(
            tree.children(above)
                .iter()
                .copied()
                .filter(|&c| tree.relation(c) == "conj"),
        );
        let mut deeds = verbs
            .filter(|&verb| verb < participle && blames(verb))
            .flat_map(|verb| tree.children(verb).iter().copied().filter(move |&c| c > verb))
            .filter(|&c| c + 1 < participle && tree.upos(c) == Upos::Verb);
        let deed = deeds.rfind(|&c| {
            matches!(tree.relation(c), "advcl" | "xcomp") && tree.dependent(c, &["mark", "case"]).is_some()
        });
        if let Some(deed) = deed {
            tree.attach(participle, deed, "advcl");
        }
    }
}

/// How far two parts of one of these constructions stand apart.
const WINDOW: usize = 20;

/// *va rapatrier ses soldats et a rappelé son ambassadeur*: a finite verb behind *et / and* that has no subject of its own is coordinated, not inserted.
pub fn joined_by_conjunction(tree: &mut Tree) {
    for verb in 2..tree.len() {
        let inserted = tree.relation(verb) == "parataxis" && tree.upos(verb) == Upos::Verb && tree.finite(verb);
        if !inserted || tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_some() {
            continue;
        }
        let start = tree.group_start(verb);
        let joined = start
            .checked_sub(1)
            .is_some_and(|before| tree.upos(before) == Upos::Cconj && tree.word(before).head == Some(verb));
        let first = tree
            .word(verb)
            .head
            .filter(|&head| head < start && tree.upos(head) == Upos::Verb && tree.finite(head));
        if joined && first.is_some() {
            tree.relabel(verb, "conj");
        }
    }
}

/// *dit ignorer où ils se trouvent et a promis*: a joined verb without subject shares the subject of a verb that agrees with it, not of a nearer one that does not.
///
/// Only where verbs show their number in the past as well: English ones do not.
pub fn joined_to_agreeing(tree: &mut Tree, grammar: &Grammar) {
    if grammar.cues("past-ending").next().is_some() {
        return;
    }
    for verb in 3..tree.len() {
        let open = tree.upos(verb) == Upos::Verb
            && tree.relation(verb) == "conj"
            && tree.finite(verb)
            && tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_none();
        let start = tree.group_start(verb);
        let joined = start > 0 && tree.upos(start - 1) == Upos::Cconj;
        if !open || !joined {
            continue;
        }
        let number = tree.finite_word(verb);
        let fits = |tree: &Tree, above: usize| {
            let subjects = tree.subjects(above);
            let several = subjects
                .first()
                .is_some_and(|&s| tree.dependent(s, &["conj"]).is_some());
            subjects
                .first()
                .map(|&s| several || tree.agree(s, number, "Number") && tree.agree(s, number, "Person"))
        };
        let Some(head) = tree.word(verb).head.filter(|&head| head < verb) else {
            continue;
        };
        if fits(tree, head) != Some(false) {
            continue;
        }
        let mut current = head;
        while let Some(above) = tree.word(current).head {
            if tree.upos(above) == Upos::Verb && above < verb && tree.finite(above) && fits(tree, above) == Some(true) {
                tree.attach(verb, above, "conj");
                break;
            }
            current = above;
        }
    }
}
