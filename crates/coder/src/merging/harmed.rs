//! Whether harm is that of an event: who did it, whose side was hit.

use crate::draft::Draft;
use crate::party::Party;
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;

/// "jets struck the town after a bomber killed 40 policemen": harm that somebody else does than the event.
pub(super) fn own_doer(unit: &Unit<'_>, p: &Proposition, event: &Draft, harm: &Draft) -> bool {
    let Some(doer) = p.first(Role::Agent).filter(|_| !p.passive && p.kind == Kind::Verb) else {
        return false;
    };
    let q = unit.proposition(event.word);
    let shared = doer == event.word
        || unit.view.below(event.word, doer)
        || q.is_some_and(|q| q.arguments.iter().any(|a| a.word == doer) || q.light == Some(harm.word));
    let same = harm
        .actors
        .iter()
        .any(|a| event.actors.iter().any(|b| a.side() == b.side()));
    // Whoever died does nothing, and what a relative clause hangs on may be a time: "in the autumn, which left 60 dead".
    let suffers = harm.recipients.iter().any(|victim| victim.word == doer);
    let relative = unit.view.head(harm.word) == Some(doer);
    let unknown = event.actors.is_empty() || unit.view.upos(doer) == Upos::Pron;
    !(shared || same || suffers || relative || unknown)
}

/// "fait état de 31 assaillants abattus et reconnaît la perte de six soldats": nobody hits his own.
pub(super) fn own_side_hit(event: &Draft, harm: &Draft) -> bool {
    let side = |party: &Party| matches!(party.sector.as_str(), "MIL" | "REB").then(|| party.side());
    !event.mutual
        && event.actors.len() == 1
        && !harm.recipients.is_empty()
        && harm
            .recipients
            .iter()
            .all(|victim| side(victim).is_some() && event.actors.iter().any(|doer| side(doer) == side(victim)))
}

/// "parle de tirs de riposte et reconnaît la perte d'un sergent": who answers fire did not hit himself.
pub(super) fn answered_loss(event: &Draft, harm: &Draft) -> bool {
    let answer = event.codes.concept == "counter-attack" && event.actors.is_empty() && !event.voices.is_empty();
    answer && !harm.recipients.is_empty() && harm.recipients.iter().all(|hit| hit.side() == event.side())
}
