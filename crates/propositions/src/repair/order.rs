//! What the order of the words tells: where a noun phrase begins, how many of them a preposition governs, and which verb a list goes on with.

use super::main_verb::past_ending;
use super::tree::Tree;
use crate::grammar::{Grammar, Stance, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// Features of a past tense that was taken for a participle.
const PAST: &str = "Mood=Ind|Tense=Past|VerbForm=Fin";

/// How long a noun phrase may be.
const PHRASE: usize = 14;

/// *Kinshasa this week offered …*: an article or demonstrative begins its noun phrase; the bare name before it is another phrase: the
/// subject, where the verb has none.
pub fn name_before_determiner(tree: &mut Tree) {
    for noun in 2..tree.len() {
        let Some(det) = tree.dependent(noun, &["det"]).filter(|&det| det > 0 && det < noun) else {
            continue;
        };
        let name = det - 1;
        let inside = tree.word(name).head == Some(noun)
            && matches!(tree.relation(name), "amod" | "compound" | "nmod" | "flat")
            && tree.upos(name) == Upos::Propn
            && tree.case(name).is_none()
            && tree.dependent(name, &["det"]).is_none();
        let Some(verb) = tree.word(noun).head.filter(|&verb| inside && verb > noun) else {
            continue;
        };
        let bare = tree.case(noun).is_none() && matches!(tree.relation(noun), "obl" | "nsubj" | "advmod");
        let subjects = tree.subjects(verb);
        let free = subjects.is_empty() || subjects == [noun];
        let close = (noun + 1..tree.group_start(verb)).all(|w| tree.below(w, noun) && tree.upos(w) != Upos::Punct);
        if bare && free && close && tree.upos(verb) == Upos::Verb && tree.finite(verb) {
            let relation = tree.subject_relation(verb);
            tree.attach(name, verb, relation);
            tree.relabel(noun, "obl:unmarked");
        }
    }
}

/// *a delegation of the RSF last week*: an adjective that counts time from today begins its own phrase; the name before it is what the preposition
/// governs, and the time belongs to the verb.
pub fn time_behind_name(tree: &mut Tree, grammar: &Grammar) {
    for time in 2..tree.len() {
        let opens = |c: usize| c > 0 && c < time && grammar.cue(&fold(&tree.word(c).lemma), "time-opener");
        let Some(opener) = tree.children(time).iter().copied().find(|&c| opens(c)) else {
            continue;
        };
        let name = opener - 1;
        let inside = tree.word(name).head == Some(time)
            && matches!(tree.relation(name), "amod" | "compound" | "nmod" | "flat")
            && matches!(tree.upos(name), Upos::Propn | Upos::Noun)
            && tree.case(name).is_none();
        let Some(case) = tree.case(time).filter(|&case| inside && case < name) else {
            continue;
        };
        let Some(head) = tree.word(time).head else { continue };
        let mut verb = head;
        while tree.upos(verb) != Upos::Verb {
            match tree.word(verb).head {
                Some(above) => verb = above,
                None => break,
            }
        }
        let relation = tree.word(time).deprel.clone();
        if tree.upos(verb) != Upos::Verb || !tree.attach(name, head, &relation) {
            continue;
        }
        for child in tree.children(time).to_vec() {
            if child == case || child < name {
                tree.rehang(child, name);
            }
        }
        tree.attach(time, verb, "obl:unmarked");
    }
}

/// *On Monday Qaeda-linked militants attacked a camp*: a finite verb without subject has it in the phrase right before it; the preposition that
/// opens the sentence governs the name behind it alone.
pub fn subject_in_opening_phrase(tree: &mut Tree) {
    for verb in 3..tree.len() {
        let lacks = tree.upos(verb) == Upos::Verb
            && tree.finite(verb)
            && tree.word(tree.finite_word(verb)).feat("Mood") != Some("Imp")
            && !tree.introduced(verb)
            && tree.children(verb).iter().all(|&c| {
                !matches!(tree.relation(c), "nsubj" | "csubj" | "expl") || c < verb && tree.case(c).is_some()
            });
        let start = tree.group_start(verb);
        let opening = |c: usize| c < start && matches!(tree.relation(c), "obl" | "nsubj") && tree.upos(c) == Upos::Noun;
        let Some(noun) = tree.children(verb).iter().copied().rfind(|&c| lacks && opening(c)) else {
            continue;
        };
        let Some(case) = tree.case(noun).filter(|&case| case + 2 < noun && noun - case < PHRASE) else {
            continue;
        };
        let name = case + 1;
        let alone = tree.upos(name) == Upos::Propn
            && tree.word(name).head == Some(noun)
            && matches!(tree.relation(name), "amod" | "compound" | "nmod");
        // It opens the clause, and nothing parts it from the verb.
        let opens = case == 0 || matches!(tree.upos(case - 1), Upos::Punct | Upos::Cconj);
        let close = (case..start).all(|w| tree.below(w, noun) && tree.word(w).form != ",");
        if !(alone && opens && close) {
            continue;
        }
        let relation = tree.subject_relation(verb);
        for child in tree.children(name).to_vec() {
            if child > name {
                tree.attach(child, noun, "compound");
            }
        }
        tree.attach(name, verb, "obl");
        tree.attach(case, name, "case");
        tree.relabel(noun, relation);
    }
}

/// *The United States, Japan and Australia criticised China*: a bare name with a comma before a subject of several is the first of them.
pub fn first_of_subjects(tree: &mut Tree) {
    for verb in 4..tree.len() {
        let Some(subject) = tree
            .dependent(verb, &["nsubj"])
            .filter(|&s| s < verb && tree.upos(s) == Upos::Propn && tree.case(s).is_none())
        else {
            continue;
        };
        let several = tree
            .children(subject)
            .iter()
            .any(|&c| c < verb && tree.relation(c) == "conj" && tree.dependent(c, &["cc"]).is_some());
        let first = tree.children(verb).iter().copied().find(|&c| {
            c < subject
                && matches!(
                    tree.word(c).deprel.as_str(),
                    "obl" | "nmod" | "advmod" | "dep" | "dislocated" | "vocative"
                )
                && tree.upos(c) == Upos::Propn
                && tree.case(c).is_none()
        });
        let Some(first) = first.filter(|_| several) else {
            continue;
        };
        // "Tuesday, Japan and …": a name with an article or of several words is no day.
        let long = tree.dependent(first, &["det", "amod", "compound", "flat"]).is_some();
        let comma = (first + 1..subject).any(|w| tree.word(w).form == ",");
        let close =
            (first + 1..subject).all(|w| tree.upos(w) == Upos::Punct || tree.below(w, first) || tree.below(w, subject));
        if !(long && comma && close) {
            continue;
        }
        let relation = tree.word(subject).deprel.clone();
        let others: Vec<usize> = tree
            .children(subject)
            .iter()
            .copied()
            .filter(|&c| tree.relation(c) == "conj")
            .collect();
        tree.attach(first, verb, &relation);
        tree.attach(subject, first, "conj");
        for other in others {
            tree.attach(other, first, "conj");
        }
    }
}

/// *suspended talks with Rwanda, and the United States imposed sanctions*: a verb has one object. Where the second begins with a participle right behind
/// a coordinated noun, that noun is a subject, the participle its verb.
pub fn clause_in_object(tree: &mut Tree, grammar: &Grammar) {
    for object in 4..tree.len() {
        let Some(verb) = tree
            .word(object)
            .head
            .filter(|&verb| verb < object && tree.upos(verb) == Upos::Verb && tree.relation(object) == "obj")
        else {
            continue;
        };
        let second = tree
            .children(verb)
            .iter()
            .any(|&c| c > verb && c < object && tree.relation(c) == "obj");
        let participle = tree.children(object).iter().copied().find(|&c| c < object);
        let Some(participle) = participle.filter(|&p| {
            second && tree.relation(p) == "amod" && tree.upos(p) == Upos::Verb && past_ending(tree, p, grammar)
        }) else {
            continue;
        };
        let noun = participle - 1;
        let joined = matches!(tree.upos(noun), Upos::Noun | Upos::Propn) && tree.relation(noun) == "conj";
        let Some(cc) = tree.dependent(noun, &["cc"]).filter(|&cc| joined && cc < noun) else {
            continue;
        };
        tree.sentence.words[participle].feats = SmolStr::new_static(PAST);
        if tree.attach(participle, verb, "conj") {
            tree.attach(object, participle, "obj");
            tree.attach(noun, participle, "nsubj");
            tree.attach(cc, participle, "cc");
        }
    }
}

/// *The army and the Rapid Support Forces traded artillery fire*: a noun without copula has no subject; the participle that begins its phrase right
/// behind that subject is the verb.
pub fn participle_of_noun(tree: &mut Tree, grammar: &Grammar) {
    for noun in 2..tree.len() {
        let bare = tree.upos(noun) == Upos::Noun && tree.dependent(noun, &["cop", "aux", "case", "det"]).is_none();
        let Some(subject) = tree.dependent(noun, &["nsubj"]).filter(|&s| bare && s < noun) else {
            continue;
        };
        let participle = tree.children(noun).iter().copied().find(|&c| {
            c > subject
                && c < noun
                && tree.relation(c) == "amod"
                && tree.upos(c) == Upos::Verb
                && past_ending(tree, c, grammar)
        });
        let Some(verb) = participle.filter(|&verb| tree.below(verb - 1, subject)) else {
            continue;
        };
        let relation = tree.word(noun).deprel.clone();
        let placed = match tree.word(noun).head {
            Some(head) => tree.attach(verb, head, &relation) && tree.attach(noun, verb, "obj"),
            None => {
                tree.reroot(verb, "obj");
                true
            }
        };
        if !placed {
            continue;
        }
        tree.sentence.words[verb].feats = SmolStr::new_static(PAST);
        for child in tree.children(noun).to_vec() {
            if child < verb
                || !matches!(
                    tree.relation(child),
                    "nmod" | "compound" | "amod" | "appos" | "flat" | "acl"
                )
            {
                tree.rehang(child, verb);
            }
        }
    }
}

/// *Jihadists killed 23 soldiers, sources said*: a participle with an object of its own is no passive one. Behind a noun that was made a second subject of
/// the verb of speech it is the verb of what is said.
pub fn active_participle(tree: &mut Tree, grammar: &Grammar) {
    for participle in 1..tree.len() {
        let active = tree.relation(participle) == "acl"
            && tree.bare_participle(participle)
            && past_ending(tree, participle, grammar)
            && tree.dependent(participle, &["mark", "aux", "nsubj"]).is_none()
            && tree
                .children(participle)
                .iter()
                .any(|&c| c > participle && tree.relation(c) == "obj" && tree.case(c).is_none());
        let Some(noun) = tree
            .word(participle)
            .head
            .filter(|&noun| active && noun + 1 == participle)
        else {
            continue;
        };
        let Some(verb) = tree.word(noun).head.filter(|&verb| {
            verb > participle && tree.relation(noun) == "nsubj" && tree.upos(verb) == Upos::Verb && tree.finite(verb)
        }) else {
            continue;
        };
        let speaker = tree.subjects(verb).into_iter().find(|&s| s > participle && s < verb);
        let comma = |speaker: usize| (participle + 1..speaker).any(|w| tree.word(w).form == ",");
        let Some(speaker) = speaker.filter(|&speaker| comma(speaker)) else {
            continue;
        };
        tree.sentence.words[participle].feats = SmolStr::new_static(PAST);
        if !tree.attach(participle, verb, "ccomp") {
            continue;
        }
        tree.attach(noun, participle, "nsubj");
        for child in tree.children(verb).to_vec() {
            if child < noun || child > participle && child < speaker && tree.upos(child) != Upos::Punct {
                tree.rehang(child, participle);
            }
        }
    }
}

/// *Vietnam, which also claims the islands, called for restraint.*: a noun with a relative clause is no sentence; what follows the comma that closes the clause
/// is the verb.
pub fn verb_behind_relative(tree: &mut Tree, grammar: &Grammar) {
    let Some(root) = tree.sentence.root() else { return };
    let noun = matches!(tree.upos(root), Upos::Noun | Upos::Propn) && tree.dependent(root, &["cop", "nsubj"]).is_none();
    let stop = tree.word(tree.len() - 1).form == ".";
    let Some(relative) = tree
        .children(root)
        .iter()
        .copied()
        .find(|&c| noun && stop && c > root && tree.word(c).deprel == "acl:relcl")
    else {
        return;
    };
    let opened = (root + 1..relative).any(|w| tree.word(w).form == ",");
    let verb = (relative + 2..tree.len()).find(|&w| {
        tree.word(w - 1).form == ","
            && tree.below(w, relative)
            && tree.dependent(w, &["nsubj", "aux", "cop", "cc", "mark"]).is_none()
            && (tree.bare_participle(w) && past_ending(tree, w, grammar)
                || tree.upos(w) == Upos::Verb && tree.finite(w))
    });
    let Some(verb) = verb.filter(|_| opened) else { return };
    tree.reroot(verb, "nsubj");
    tree.sentence.words[verb].feats = SmolStr::new_static(PAST);
    for child in tree.children(root).to_vec() {
        if child > verb {
            tree.rehang(child, verb);
        }
    }
}

/// *denied having soldiers there and reproached its neighbour*: a finite verb is not coordinated with a gerund or infinitive but with the finite
/// verb above it.
pub fn finite_joined_to_infinitive(tree: &mut Tree) {
    for verb in 3..tree.len() {
        let joined = tree.relation(verb) == "conj"
            && tree.upos(verb) == Upos::Verb
            && tree.word(verb).feat("VerbForm") == Some("Fin")
            && tree.word(verb).feat("Mood") == Some("Ind")
            && tree.dependent(verb, &["nsubj", "csubj", "expl", "mark"]).is_none();
        let Some(head) = tree.word(verb).head.filter(|&head| joined && head < verb) else {
            continue;
        };
        let infinite =
            |word: usize| matches!(tree.word(word).feat("VerbForm"), Some("Inf" | "Ger")) && !tree.finite(word);
        if tree.upos(head) != Upos::Verb || !infinite(head) {
            continue;
        }
        let mut above = tree.word(head).head;
        while let Some(word) = above {
            if tree.upos(word) == Upos::Verb && tree.finite(word) {
                break;
            }
            above = tree.word(word).head;
        }
        if let Some(above) = above.filter(|&above| above < head) {
            tree.attach(verb, above, "conj");
        }
    }
}

/// *France voiced "indignation", condemned the shooting and backed the call*: in a list of verbs what stands behind one of them is its object.
pub fn object_in_list(tree: &mut Tree, grammar: &Grammar) {
    for verb in 3..tree.len() {
        let beside = matches!(tree.relation(verb), "parataxis" | "conj")
            && tree.upos(verb) == Upos::Verb
            && tree.finite(verb)
            && tree.word(verb - 1).form == ","
            && tree.dependent(verb, &["cc", "mark", "obj"]).is_none();
        let Some(first) = tree.word(verb).head.filter(|&first| beside && first < verb) else {
            continue;
        };
        let subject = |&c: &usize| tree.relation(c) == "nsubj";
        let led = tree.upos(first) == Upos::Verb && tree.children(first).iter().any(|c| subject(c) && *c < first);
        let Some(behind) = tree.children(verb).iter().copied().find(|c| subject(c)) else {
            continue;
        };
        let quoted = verb >= 2 && matches!(tree.word(verb - 2).form.as_str(), "\"" | "”" | "»");
        let says = grammar
            .speech(&fold(&tree.word(verb).lemma))
            .iter()
            .any(|s| s.with.is_empty() && s.stance == Stance::Asserts);
        if led && listed(tree, verb) && behind > verb && !(quoted && says) {
            tree.relabel(behind, "obj");
            tree.relabel(verb, "conj");
        }
    }
}

/// Whether a verb behind a comma stands in a list that a conjunction goes on with: *voiced indignation, condemned the raid and left*.
pub fn listed(tree: &Tree, verb: usize) -> bool {
    tree.word(verb).head.is_some_and(|first| {
        first < verb
            && tree.children(first).iter().any(|&c| {
                c > verb
                    && tree.relation(c) == "conj"
                    && tree.upos(c) == Upos::Verb
                    && tree.finite(c)
                    && tree.dependent(c, &["cc"]).is_some()
                    && tree.dependent(c, &["nsubj"]).is_none()
            })
    })
}

/// *The junta bombed the town, a spokesman said, and imposed a curfew*: what is coordinated behind an inserted speaker goes on with his words, unless
/// it is a verb of speech.
pub fn joined_behind_speaker(tree: &mut Tree, grammar: &Grammar) {
    for verb in 4..tree.len() {
        let Some(speech) = tree
            .word(verb)
            .head
            .filter(|&head| head < verb && tree.relation(verb) == "conj" && tree.finite(head))
        else {
            continue;
        };
        let says = |word: usize| !grammar.speech(&fold(&tree.word(word).lemma)).is_empty();
        let Some(cc) = tree.dependent(verb, &["cc"]).filter(|&cc| cc > 0 && cc < verb) else {
            continue;
        };
        let free = tree.upos(verb) == Upos::Verb
            && tree.dependent(verb, &["nsubj", "csubj", "expl"]).is_none()
            && !says(verb)
            && says(speech)
            && tree.word(cc - 1).form == ",";
        let speaker = tree.dependent(speech, &["nsubj"]);
        let clause = |c: usize| tree.upos(c) == Upos::Verb && tree.finite(c);
        let before = tree.children(speech).iter().copied().find(|&c| {
            let before = speaker.is_some_and(|speaker| c < speaker && speaker < speech);
            before && matches!(tree.relation(c), "ccomp" | "parataxis") && clause(c)
        });
        // Or the speaker hangs on what he says.
        let above = tree.word(speech).head.filter(|&head| {
            head < speech && tree.relation(speech) == "parataxis" && clause(head) && speaker.is_some_and(|s| s > head)
        });
        let said = before.or(above);
        if let Some(said) = said.filter(|_| free) {
            // The object that the parser gave to the verb of speech stands behind the second verb.
            for child in tree.children(speech).to_vec() {
                if child > verb && tree.relation(child) == "obj" && tree.dependent(verb, &["obj"]).is_none() {
                    tree.attach(child, verb, "obj");
                }
            }
            tree.attach(verb, said, "conj");
        }
    }
}
