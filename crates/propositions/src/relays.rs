//! Who passes words on: agencies that cite, papers that publish, what was heard from whom.

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
