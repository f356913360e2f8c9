//! Arguments that a predicate shares with another: control, coordination, participles, and support verbs that hand
//! theirs to a noun.

use crate::Role;
use crate::grammar::{Light, fold};
use crate::proposition::{Argument, Kind, Proposition};
use crate::view::View;
use selon_syntax::Upos;

/// Propositions by the index of their head word.
pub type ByWord = Vec<Option<Proposition>>;

/// Fills what predicates share, from the root downwards, so that what a governor inherited is passed on.
pub fn share(view: &View<'_>, all: &mut ByWord) {
    for word in top_down(view) {
        if all[word].as_ref().is_some_and(|p| p.kind != Kind::Noun) {
            passive_by_coordination(view, all, word);
            subject(view, all, word);
            shared_object(view, all, word);
            shared_relative(view, all, word);
        }
    }
}

/// All words, heads before their dependents.
pub fn top_down(view: &View<'_>) -> Vec<usize> {
    let mut order = Vec::with_capacity(view.len());
    order.extend((0..view.len()).filter(|&word| view.head(word).is_none()));
    let mut next = 0;
    while next < order.len() {
        order.extend_from_slice(view.children(order[next]));
        next += 1;
    }
    order
}

/// What stands as subject on the surface: the patient of a passive, else the agent.
pub fn surface_subject(p: &Proposition) -> Vec<usize> {
    let role = if p.passive { Role::Patient } else { Role::Agent };
    p.all(role).collect()
}

/// "ont été tués et 12 autres capturés": a participle without auxiliary takes the voice of the verb it is coordinated with.
fn passive_by_coordination(view: &View<'_>, all: &mut ByWord, word: usize) {
    if view.relation(word) != "conj" {
        return;
    }
    let Some(governor) = view.head(word) else { return };
    let governor_passive = all[governor].as_ref().is_some_and(|p| p.passive && !p.reflexive);
    let Some(p) = all[word].as_mut() else { return };
    let own_auxiliary = view.dependent(word, &["aux", "cop"]).is_some();
    if !governor_passive || own_auxiliary || p.passive || !view.past_participle(word) {
        return;
    }
    p.passive = true;
    for argument in &mut p.arguments {
        match argument.role {
            Role::Agent if argument.rule == "subject" => argument.role = Role::Patient,
            Role::By => argument.role = Role::Agent,
            _ => {}
        }
    }
}

fn subject(view: &View<'_>, all: &mut ByWord, word: usize) {
    let Some(p) = &all[word] else { return };
    let own_subject = view.dependent(word, &["nsubj", "csubj"]).is_some();
    // A passive that has its patient needs no other: "15 ont été tués et 12 autres capturés".
    if own_subject || !surface_subject(p).is_empty() && p.passive {
        return;
    }
    let Some(governor) = view.head(word) else { return };
    let finite = view.feat(word, "VerbForm") == Some("Fin")
        || view
            .dependents(word, &["aux"])
            .any(|aux| view.feat(aux, "VerbForm") == Some("Fin"));
    // "were killed by shelling": those who suffer it do not do it.
    let suffered = all[governor].as_ref().is_some_and(|above| above.passive)
        && view
            .dependents(word, &["mark", "case"])
            .any(|mark| view.grammar.relation(view.lemma(mark)) == Some(Role::By));
    if suffered {
        return;
    }
    let (words, rule): (Vec<usize>, &'static str) = match view.relation(word) {
        "conj" => (coordinated_subject(view, all, governor), "coordination"),
        "xcomp" => (controller(view, all, governor, word), "control"),
        "ccomp" | "obl" | "advcl" | "nmod" if !finite => {
            let complement = view.relation(word) != "advcl"
                || view.grammar.blames(view.lemma(governor))
                || object_clause(view, all, governor, word);
            if complement {
                (controller(view, all, governor, word), "control")
            } else {
                (clause_subject(view, all, governor), "adverbial-clause")
            }
        }
        "acl" if view.feat(word, "VerbForm") == Some("Inf") => (noun_controller(view, all, governor), "noun-control"),
        "parataxis" if !finite => (governor_subject(all, governor), "parataxis"),
        _ => return,
    };
    let Some(p) = all[word].as_mut() else { return };
    if !p.passive && p.has(Role::Agent) {
        return;
    }
    let role = if p.passive { Role::Patient } else { Role::Agent };
    for subject in words {
        p.push(role, subject, None, rule);
    }
}

fn governor_subject(all: &ByWord, governor: usize) -> Vec<usize> {
    all[governor].as_ref().map(surface_subject).unwrap_or_default()
}

/// The subject on the surface, also where it does not act but has it done (*redoutant une émeute, la direction a fait transférer X*).
fn clause_subject(view: &View<'_>, all: &ByWord, governor: usize) -> Vec<usize> {
    match view
        .children(governor)
        .iter()
        .find(|&&c| view.deprel(c) == "nsubj:caus")
    {
        Some(&causer) => view.conjuncts(view.resolved(causer)),
        None => governor_subject(all, governor),
    }
}

/// The subject of the first conjunct; for a participle that modifies a noun, that noun.
fn coordinated_subject(view: &View<'_>, all: &ByWord, governor: usize) -> Vec<usize> {
    let subject = governor_subject(all, governor);
    if subject.is_empty() && view.relation(governor) == "acl" {
        return view.head(governor).into_iter().collect();
    }
    subject
}

/// "banned exiles from voting", "forced X into leaving", « condamné pour avoir tué »: a clause about what the object does or did.
fn object_clause(view: &View<'_>, all: &ByWord, governor: usize, word: usize) -> bool {
    let role = all[governor]
        .as_ref()
        .and_then(|p| p.arguments.iter().find(|a| a.word == word))
        .map(|a| a.role);
    let gerund = matches!(view.feat(word, "VerbForm"), Some("Ger" | "Part"));
    let perfect = view
        .dependents(word, &["aux"])
        .any(|aux| view.deprel(aux) != "aux:pass");
    match role {
        Some(Role::Of | Role::From | Role::Content) => true,
        Some(Role::For) => gerund || perfect,
        _ => false,
    }
}

/// The understood subject of an infinitive or gerund: the one who is made, asked or accused to do it, else the subject of the verb above.
///
/// Verbs of promising keep the subject though somebody is promised something (*promised Paris to withdraw*), and so do verbs of speech with
/// a bare infinitive (*a dit à la presse avoir tiré*) and reflexive verbs. The causer (*fait évacuer*) does not do what he has done.
fn controller(view: &View<'_>, all: &ByWord, governor: usize, word: usize) -> Vec<usize> {
    let Some(p) = &all[governor] else { return Vec::new() };
    let lemma = view.lemma(governor);
    let causative = view.grammar.cue(lemma, "causative");
    let says =
        view.grammar.speech(lemma).iter().any(|s| !s.quotation_only) && !view.grammar.blames(view.lemma(governor));
    let bare = view.dependent(word, &["mark", "case"]).is_none();
    let keeps = p.reflexive || view.grammar.cue(lemma, "keeps-subject") || says && bare && !causative;
    if keeps && !p.passive {
        return surface_subject(p);
    }
    let told = |argument: &&Argument| match argument.role {
        Role::Patient => true,
        Role::To => view.deprel(argument.word) != "obl:mod" || view.grammar.cue(lemma, "told"),
        // "call on X to …"
        _ => argument
            .marker
            .is_some_and(|marker| view.grammar.cue(&format!("{lemma} {}", view.lemma(marker)), "told")),
    };
    let candidates: Vec<&Argument> = p
        .arguments
        .iter()
        .filter(|a| a.word != word && a.rule != "control" && !view.clausal(a.word))
        .filter(told)
        .collect();
    let first = candidates
        .iter()
        .find(|a| a.role == Role::Patient)
        .or(candidates.first())
        .map(|a| a.role);
    if let Some(role) = first {
        return candidates.iter().filter(|a| a.role == role).map(|a| a.word).collect();
    }
    if causative { Vec::new() } else { surface_subject(p) }
}

/// "the army's decision to strike", "took the decision to strike".
fn noun_controller(view: &View<'_>, all: &ByWord, noun: usize) -> Vec<usize> {
    if let Some(p) = &all[noun] {
        let of: Vec<usize> = p.all(Role::Of).collect();
        if !of.is_empty() {
            return of;
        }
    }
    view.head(noun)
        .map(|verb| governor_subject(all, verb))
        .unwrap_or_default()
}

/// "attacked and destroyed the base": the object of one verb belongs to the other as well, whichever it hangs on.
fn shared_object(view: &View<'_>, all: &mut ByWord, word: usize) {
    if view.relation(word) != "conj" || view.dependent(word, &["nsubj"]).is_some() {
        return;
    }
    let (Some(governor), Some(p)) = (view.head(word), &all[word]) else {
        return;
    };
    let Some(first) = all[governor].as_ref().filter(|first| first.kind == Kind::Verb) else {
        return;
    };
    let behind = |p: &Proposition, passive_agent: bool| -> Vec<Argument> {
        let wanted = |a: &&Argument| match a.rule {
            "object" => a.role == Role::Patient,
            "passive-agent" => passive_agent,
            _ => false,
        };
        p.arguments
            .iter()
            .filter(wanted)
            .filter(|a| a.word > word)
            .cloned()
            .collect()
    };
    let both_passive = p.passive && first.passive;
    // The object of the first verb behind the last: it is the object of both ("arrested and executed a teacher").
    let forward = behind(first, both_passive);
    let own_object = view
        .dependents(word, &["obj", "ccomp", "xcomp"])
        .any(|c| !view.deprel(c).ends_with(":agent"));
    let takes = p.kind == Kind::Verb && (both_passive || !p.passive) && !own_object;
    let bare_governor = view.children(governor).iter().all(|&c| {
        c < governor || c >= word || matches!(view.relation(c), "advmod" | "cc" | "punct" | "compound" | "conj")
    });
    let backward = behind(p, both_passive);
    let gives = bare_governor && (both_passive || !first.passive);
    if takes && !forward.is_empty() {
        if let Some(p) = all[word].as_mut() {
            copy_missing(p, &forward, "shared-object");
        }
    } else if gives && let Some(first) = all[governor].as_mut() {
        copy_missing(first, &backward, "shared-object");
    }
}

/// Adds those arguments whose role is empty so far.
fn copy_missing(p: &mut Proposition, arguments: &[Argument], rule: &'static str) {
    let filled: Vec<Role> = arguments.iter().map(|a| a.role).filter(|&role| p.has(role)).collect();
    for argument in arguments.iter().filter(|a| !filled.contains(&a.role)) {
        p.push(argument.role, argument.word, argument.marker, rule);
    }
}

/// "in which rebels killed two men and took three": what the relative pronoun stands for belongs to both verbs.
fn shared_relative(view: &View<'_>, all: &mut ByWord, word: usize) {
    if view.relation(word) != "conj" || view.dependent(word, &["nsubj"]).is_some() {
        return;
    }
    let Some(governor) = view.head(word) else { return };
    let clause = view.relation(governor) == "acl" || view.cleft(governor);
    let antecedent = view.head(governor).filter(|_| clause);
    let (Some(antecedent), Some(first)) = (antecedent, &all[governor]) else {
        return;
    };
    let own_object = view.dependent(word, &["obj"]).is_some();
    let relative: Vec<Argument> = first
        .arguments
        .iter()
        .filter(|a| {
            a.word == antecedent && a.role != Role::Agent && (a.role != Role::Patient || !first.passive && !own_object)
        })
        .cloned()
        .collect();
    if let Some(p) = all[word].as_mut().filter(|p| p.kind == Kind::Verb) {
        copy_missing(p, &relative, "shared-relative");
    }
}

/// "France expelled three diplomats, Spain two": the clauses that leave out the verb of the one before them.
pub fn gapped(view: &View<'_>, all: &ByWord, word: usize) -> Vec<Proposition> {
    let Some(full) = &all[word] else { return Vec::new() };
    view.dependents(word, &["conj"])
        .filter(|&first| view.gapped(first) && !view.clausal(first))
        .map(|first| {
            let mut p = Proposition {
                arguments: Vec::new(),
                gapped: Some(first),
                ..full.clone()
            };
            let subject = if full.passive { Role::Patient } else { Role::Agent };
            let rest: Vec<usize> = view.dependents(first, &["orphan"]).collect();
            let mut free = [
                (subject, !surface_subject(full).is_empty()),
                (Role::Patient, !full.passive),
            ]
            .into_iter()
            .filter(|(_, open)| *open)
            .map(|(role, _)| role);
            for word in std::iter::once(first).chain(rest) {
                match view.preposition(word) {
                    Some((Some(role), marker, filler)) => p.push(role, filler, Some(marker), "gapping"),
                    Some((None, _, _)) => {}
                    None => p.push(free.next().unwrap_or(Role::Bare), word, None, "gapping"),
                }
            }
            p
        })
        .collect()
}

/// Support verbs hand their arguments, negation and mood to the noun they carry.
///
/// Verbs that do the carrying come before those of which the noun is the subject: in *the raid that they conducted lasted two hours* the
/// raid is carried by *conducted*.
pub fn carry(view: &View<'_>, all: &mut ByWord) {
    let order = top_down(view);
    for &noun in &order {
        measured(view, all, noun);
    }
    for &verb in &order {
        existential(view, all, verb);
    }
    for as_subject in [false, true] {
        for &verb in &order {
            let Some(p) = &all[verb] else { continue };
            let found = view
                .grammar
                .light(view.lemma(verb))
                .iter()
                .find_map(|light| Some((light, carried(view, all, p, light)?)));
            let Some((light, nouns)) = found.filter(|(light, _)| light.subject.is_none() == as_subject) else {
                continue;
            };
            let carrier = p.clone();
            for noun in nouns {
                hand_over(all, &carrier, light, noun);
            }
        }
    }
}

/// *des dizaines de frappes contre l'ennemi*: what hangs on a measure belongs to what it counts.
fn measured(view: &View<'_>, all: &mut ByWord, measure: usize) {
    if !view.grammar.cue(view.lemma(measure), "measure") {
        return;
    }
    let Some(p) = &all[measure] else { return };
    let Some(counted) = p.first(Role::Of).filter(|&counted| all[counted].is_some()) else {
        return;
    };
    let partner = |a: &&Argument| matches!(a.role, Role::Against | Role::On | Role::With | Role::Between | Role::By);
    let phrases: Vec<Argument> = p.arguments.iter().filter(partner).cloned().collect();
    if let Some(noun) = all[counted].as_mut() {
        for phrase in phrases {
            noun.push(phrase.role, phrase.word, phrase.marker, "measured");
        }
    }
}

/// *Il y a eu des combats entre X et Y*, *there was an attack on X*: phrases that hang on the verb belong to what there is.
fn existential(view: &View<'_>, all: &mut ByWord, verb: usize) {
    let empty_subject =
        |c: &usize| matches!(view.deprel(*c), "expl" | "expl:subj") && view.feat(*c, "Reflex").is_none();
    let Some(p) = all[verb]
        .as_ref()
        .filter(|p| p.kind == Kind::Verb && view.children(verb).iter().any(empty_subject))
    else {
        return;
    };
    let phrases: Vec<Argument> = p
        .arguments
        .iter()
        .filter(|a| a.marker.is_some() && view.nominal(a.word))
        .cloned()
        .collect();
    let pivots: Vec<usize> = [Role::Patient, Role::Agent]
        .into_iter()
        .flat_map(|role| p.all(role))
        .collect();
    let negated = p.modality.negated;
    for pivot in pivots {
        if let Some(noun) = all[pivot].as_mut().filter(|noun| noun.kind == Kind::Noun) {
            for phrase in &phrases {
                noun.push(phrase.role, phrase.word, phrase.marker, "existential");
            }
            noun.modality.negated = noun.modality.negated.or(negated);
        }
    }
}

/// The nouns that the verb carries by this reading of it; `None` when the reading does not fit.
fn carried(view: &View<'_>, all: &ByWord, p: &Proposition, light: &Light) -> Option<Vec<usize>> {
    let verb = p.head;
    if light.reflexive && !p.reflexive {
        return None;
    }
    let mut holder = verb;
    for needed in &light.with {
        let found = view
            .children(verb)
            .iter()
            .copied()
            .find(|&c| view.lemma(c) == needed && !matches!(view.relation(c), "nsubj" | "punct"));
        match found {
            Some(word) => holder = word,
            // The preposition of "come into force", "prendre pour cible".
            None if view.grammar.relation(needed).is_some() => {}
            None => return None,
        }
    }
    let mut words: Vec<usize> = if light.subject.is_none() && light.slot == Role::Agent && !p.has(Role::Agent) {
        surface_subject(p)
    } else {
        p.all(light.slot).collect()
    };
    if words.is_empty() && holder != verb {
        words = all[holder]
            .as_ref()
            .map(|h| h.all(light.slot).collect())
            .unwrap_or_default();
    }
    // "a mené des dizaines de frappes": what is carried is what the measure counts.
    for word in &mut words {
        if view.grammar.cue(view.lemma(*word), "measure")
            && let Some(counted) = all[*word].as_ref().and_then(|p| p.first(Role::Of))
        {
            *word = counted;
        }
    }
    words.retain(|&word| {
        view.upos(word) == Upos::Noun
            && (light.nouns.is_empty()
                || light
                    .nouns
                    .iter()
                    .any(|noun| noun == view.lemma(word) || *noun == fold(&view.word(word).form)))
    });
    (!words.is_empty()).then_some(words)
}

fn hand_over(all: &mut ByWord, carrier: &Proposition, light: &Light, noun: usize) {
    let Some(target) = all[noun].as_mut() else { return };
    if target.light.is_none() {
        target.light = Some(carrier.head);
    }
    for argument in &carrier.arguments {
        if argument.word == noun {
            continue;
        }
        let role = match (argument.role, light.subject) {
            (Role::Content, _) => continue,
            (Role::Agent, Some(subject)) => subject,
            (Role::Patient, Some(_)) if light.slot == Role::Patient => continue,
            (role, _) => role,
        };
        target.push(role, argument.word, argument.marker, "support-verb");
    }
    let from = &carrier.modality;
    let to = &mut target.modality;
    to.negated = to.negated.or(from.negated);
    to.future |= from.future;
    to.conditional |= from.conditional;
    to.hypothetical |= from.hypothetical;
    to.condition = to.condition.or(from.condition);
    to.purpose |= from.purpose;
    to.pluperfect |= from.pluperfect;
    if to.modal.is_none() {
        to.modal.clone_from(&from.modal);
    }
}
