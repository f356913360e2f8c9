//! Who says so where the order of words shows it and the tree does not: sources at the end of a sentence, verbs of speech beside
//! quotation marks, participles of speech behind a comma.

use crate::attribution::{Beside, LONGEST_CHAIN, push_speech, stance};
use crate::proposition::Said;
use crate::sharing::ByWord;
use crate::view::View;
use crate::{Role, Stance};
use selon_syntax::Upos;

/// How far behind an inverted verb its speaker stands.
const SPEAKER: usize = 9;

/// Who *…, accusing its neighbour of …* or *…, ajoutant que …* speaks of: behind a comma a participle of speech goes on with the words of
/// whoever spoke last in the sentence, whatever verb the tree hangs it on.
pub fn speaking_participles(view: &View<'_>, all: &mut ByWord, quoted: &[bool]) {
    for verb in 2..view.len() {
        let participle = view.upos(verb) == Upos::Verb
            && view.non_finite(verb)
            && view.feat(verb, "VerbForm") != Some("Inf")
            && !view.past_participle(verb)
            && matches!(
                view.relation(verb),
                "advcl" | "acl" | "parataxis" | "conj" | "xcomp" | "dep"
            )
            && view.dependent(verb, &["nsubj", "mark", "aux"]).is_none()
            && !quoted[verb];
        let comma = view.word(verb - 1).form == ","
            || view.word(verb - 2).form == "," && matches!(view.upos(verb - 1), Upos::Adv | Upos::Cconj);
        if !participle || !comma || stance(view, all, verb, true).is_none() {
            continue;
        }
        let spoke = (0..verb - 1).rev().find(|&other| {
            !quoted[other]
                && view.upos(other) == Upos::Verb
                && !view.non_finite(other)
                && stance(view, all, other, true).is_some_and(|stance| stance != Stance::Relays)
                && all[other].as_ref().is_some_and(|p| !p.passive && p.has(Role::Agent))
        });
        let Some(speakers) = spoke.and_then(|other| all[other].as_ref()).map(|p| {
            let agents: Vec<usize> = p.all(Role::Agent).collect();
            agents
        }) else {
            continue;
        };
        if let Some(p) = all[verb].as_mut().filter(|p| !p.passive) {
            p.arguments.retain(|argument| argument.role != Role::Agent);
            for speaker in speakers {
                p.push(Role::Agent, speaker, None, "speaks-on");
            }
        }
    }
}

/// *« Mensonge », a rétorqué le ministère*: what stands inside the marks does not speak; the noun behind the verb does.
pub fn unquoted_speakers(view: &View<'_>, all: &mut ByWord, quoted: &[bool]) {
    for verb in 1..view.len() {
        if quoted[verb] || view.upos(verb) != Upos::Verb || stance(view, all, verb, true).is_none() {
            continue;
        }
        let Some(p) = all[verb].as_mut().filter(|p| !p.passive) else {
            continue;
        };
        // "Gunmen killed two, residents said": of two subjects the one behind the words said is the speaker.
        if let Some(said) = p.first(Role::Content).filter(|&said| said < verb) {
            let near = p.all(Role::Agent).any(|agent| agent > said && agent < verb);
            p.arguments
                .retain(|a| !(near && a.role == Role::Agent && a.word < said));
        }
        // "The strikes were launched from the north, declared the spokesman": a subject borrowed from the words said is none.
        let start = view.dependents(verb, &["aux"]).fold(verb, usize::min);
        let own = view.dependent(verb, &["nsubj", "ccomp", "xcomp"]).is_some();
        let borrowed =
            !own && start < verb && start > 0 && view.upos(start - 1) == Upos::Punct && view.relation(verb) == "conj";
        let inside = p
            .first(Role::Agent)
            .is_some_and(|agent| (quoted[agent] || borrowed && p.has(Role::Patient)) && agent < verb);
        let named = |&w: &usize| {
            view.upos(w) == Upos::Propn && view.relation(w) != "flat"
                || view.upos(w) == Upos::Noun && view.dependent(w, &["det", "nmod:poss"]).is_some()
        };
        let object = p.first(Role::Patient).filter(|&noun| noun > verb && !quoted[noun]);
        let behind = object.or_else(|| {
            (verb + 1..view.len().min(verb + SPEAKER))
                .take_while(|&w| !quoted[w] && view.word(w).form != "," && view.upos(w) != Upos::Verb)
                .find(|w| named(w) && view.dependent(*w, &["case"]).is_none())
        });
        if let Some(noun) = behind.filter(|_| inside) {
            p.arguments.retain(|a| a.role != Role::Agent && a.word != noun);
            p.push(Role::Agent, noun, None, "behind-quotation");
        }
    }
}

/// A source behind the last comma of a sentence stands for the whole sentence, on whatever word the tree hangs it.
pub fn lift_final_sources(view: &View<'_>, order: &[usize], beside: &mut [Beside]) {
    let mut last: Vec<usize> = (0..view.len()).collect();
    let mut first = last.clone();
    for &word in order.iter().rev() {
        if let Some(head) = view.head(word) {
            last[head] = last[head].max(last[word]);
            first[head] = first[head].min(first[word]);
        }
    }
    let Some(&root) = order.first() else { return };
    let mut lifted: Beside = Vec::new();
    for (word, sources) in beside.iter().enumerate().filter(|(word, _)| *word != root) {
        for (source, links) in sources {
            let ends = (last[*source] + 1..view.len()).all(|w| view.upos(w) == Upos::Punct);
            let start = first[*source];
            let apart = start > 0 && (view.upos(start) == Upos::Punct || view.upos(start - 1) == Upos::Punct);
            // "un étudiant, abattu par la police, d'après sa famille": a family tells of its own.
            let own = view.relation(word) == "acl"
                && links.iter().filter_map(|link| link.speaker).any(|speaker| {
                    let mut beside = view.dependents(speaker, &["det", "nmod"]);
                    beside.any(|child| view.feat(child, "Poss") == Some("Yes") && view.upos(child) != Upos::Noun)
                });
            if ends && apart && !own && subordinate(view, word, root) {
                lifted.push((*source, links.clone()));
            }
        }
    }
    beside[root].extend(lifted);
}

/// Whether nothing between a word and the root is a statement of its own.
fn subordinate(view: &View<'_>, word: usize, root: usize) -> bool {
    let mut current = word;
    for _ in 0..view.len() {
        if current == root {
            return true;
        }
        let own = matches!(view.relation(current), "ccomp" | "parataxis")
            || view.relation(current) == "conj" && view.dependent(current, &["nsubj"]).is_some();
        match view.head(current).filter(|_| !own) {
            Some(head) => current = head,
            None => return false,
        }
    }
    false
}

/// Gives words inside quotation marks that nobody says yet to the verb of speech outside the marks that stands nearest to them.
pub fn quotation_frames(view: &View<'_>, all: &ByWord, quoted: &[bool], chains: &mut [Vec<Said>]) {
    let verbs: Vec<usize> = (0..view.len())
        .filter(|&word| {
            !quoted[word]
                && view.upos(word) == Upos::Verb
                && !view.non_finite(word)
                && stance(view, all, word, true).is_some_and(|stance| stance != Stance::Relays)
                && all[word].as_ref().is_some_and(|p| !p.passive)
        })
        .collect();
    let mut start = 0;
    while start < view.len() {
        if !quoted[start] {
            start += 1;
            continue;
        }
        let end = (start..view.len()).find(|&w| !quoted[w]).unwrap_or(view.len());
        let distance = |verb: usize| if verb < start { start - verb } else { verb - end + 1 };
        let nearest = verbs.iter().copied().min_by_key(|&verb| distance(verb));
        if let Some((verb, stance)) = nearest.and_then(|verb| Some((verb, stance(view, all, verb, true)?))) {
            let mut links = Vec::new();
            push_speech(view, all, verb, stance, true, "beside-quotation", &mut links);
            for word in start..end {
                if chains[word].is_empty() && all[word].is_some() {
                    chains[word].clone_from(&links);
                    chains[word].truncate(LONGEST_CHAIN);
                }
            }
        }
        start = end;
    }
}
