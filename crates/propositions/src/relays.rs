//! Who passes words on: agencies that cite, papers that publish, what was heard from whom.

use crate::attribution::has_own_content;
use crate::proposition::{Quote, Said};
use crate::sharing::ByWord;
use crate::view::View;
use crate::{Role, Stance};

/// Whom or what the words were spoken to or on: *told the agency*, *on state television*, *in a statement carried by the agency*.
pub(crate) fn outlets(view: &View<'_>, all: &ByWord, speech: &crate::Proposition) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for argument in &speech.arguments {
        match argument.role {
            Role::To | Role::On => found.push(argument.word),
            Role::In | Role::By => {
                let carried = view
                    .dependents(argument.word, &["acl"])
                    .filter_map(|clause| all[clause].as_ref())
                    .filter(|clause| clause.passive || view.past_participle(clause.head));
                for clause in carried {
                    let by = clause.arguments.iter();
                    found.extend(
                        by.filter(|a| matches!(a.role, Role::Agent | Role::By | Role::To | Role::On))
                            .map(|a| a.word),
                    );
                }
            }
            _ => {}
        }
    }
    found
}

/// Whom a speaker cites in the same breath, with the participle that says so.
pub(crate) fn cited(view: &View<'_>, all: &ByWord, verb: usize, speaker: Option<usize>) -> Option<(usize, usize)> {
    let around = view
        .children(verb)
        .iter()
        .chain(speaker.iter().flat_map(|&s| view.children(s)));
    around.copied().find_map(|child| {
        let citing = matches!(view.relation(child), "advcl" | "acl" | "xcomp" | "parataxis")
            && view.non_finite(child)
            && !view.past_participle(child)
            && view.feat(child, "VerbForm") != Some("Inf")
            && relaying(view, child);
        let source = all[child]
            .as_ref()
            .filter(|p| citing && !p.passive)?
            .first(Role::Patient)?;
        (Some(source) != speaker).then_some((source, child))
    })
}

/// Whether a verb, with the noun that makes it one of speech (*faire écho*), passes words on.
pub(crate) fn relaying(view: &View<'_>, verb: usize) -> bool {
    let beside = |needed: &String| view.children(verb).iter().any(|&c| view.lemma(c) == needed);
    view.grammar
        .speech(view.lemma(verb))
        .iter()
        .any(|s| s.stance == Stance::Relays && s.with.iter().all(beside))
}

/// Whether a verb of speech tells who heard it rather than who says it: *apprendre*, *on indique de source militaire*.
pub(crate) fn heard(view: &View<'_>, p: &crate::Proposition) -> bool {
    let impersonal = p
        .first(Role::Agent)
        .is_none_or(|agent| view.grammar.cue(view.lemma(agent), "impersonal"));
    view.grammar.cue(&p.lemma, "heard-from")
        || impersonal && !p.passive && p.arguments.iter().any(|a| a.role == Role::At)
}

/// Those who pass the words on: a participle of relaying on the speaker or on the document (`cité par l'agence X`).
pub(crate) fn relays(view: &View<'_>, all: &ByWord, holder: usize, links: &mut Vec<Said>) {
    let mut open = vec![holder];
    while let Some(next) = open.pop() {
        for &child in view.children(next) {
            if matches!(view.relation(child), "acl" | "advcl" | "amod") {
                relay_verb(view, all, child, links);
            }
            if matches!(view.relation(child), "nmod" | "appos" | "flat" | "conj") {
                open.push(child);
            }
        }
    }
}

pub(crate) fn relay_verb(view: &View<'_>, all: &ByWord, verb: usize, links: &mut Vec<Said>) {
    let relaying = relaying(view, verb);
    // "…, while activists reported that …": who tells something else passes nothing on.
    if !relaying || has_own_content(view, all, verb) {
        return;
    }
    let agents: Vec<usize> = match &all[verb] {
        Some(p) => {
            let agents: Vec<usize> = p.all(Role::Agent).collect();
            // "…, a-t-il assuré, cité par l'agence" also where the tree coordinates the participle.
            let bare = view.past_participle(verb) && view.dependent(verb, &["aux"]).is_none() && p.has(Role::By);
            if agents.is_empty() || bare {
                // "quoted on state television"
                p.all(Role::By).chain(p.all(Role::On)).collect()
            } else {
                agents
            }
        }
        None => view.dependents(verb, &["obl"]).collect(),
    };
    for agent in agents {
        if links.iter().any(|link| link.speaker == Some(agent)) {
            continue;
        }
        links.push(Said {
            speaker: Some(agent),
            verb: Some(verb),
            stance: Stance::Relays,
            quote: Quote::Indirect,
            audience: Vec::new(),
            rule: "relay",
        });
    }
}
