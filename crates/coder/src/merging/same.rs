//! Whether two tellings may be of one happening, and deaths that nobody says were violent.

use super::Merging;
use crate::draft::Draft;
use crate::party::Party;

impl Merging<'_> {
    /// "une attaque similaire": another one than the one told before.
    pub(super) fn similar_deed(&self, draft: &Draft) -> bool {
        let view = &self.units[draft.sentence].view;
        let mut beside = view.dependents(draft.word, &["amod"]);
        draft.codes.kind == "ASSAULT" && beside.any(|child| view.grammar.cue(view.lemma(child), "similar"))
    }

    /// The dead of an accident or a storm are no violence, as long as nobody there does any.
    pub(super) fn accidental_harm(&self, drafts: &mut [Draft]) {
        let violence = drafts
            .iter()
            .any(|d| !d.gone && d.codes.kind == "ASSAULT" && !d.outcome && !d.actors.is_empty());
        if violence {
            return;
        }
        for draft in drafts.iter_mut().filter(|d| !d.gone && d.actors.is_empty()) {
            let harm = draft.outcome || draft.codes.mode == "destroy";
            if harm && self.accidents.get(draft.sentence) == Some(&true) {
                draft.gone = true;
            }
        }
    }

    /// One person who "died", in a dispatch that tells no violence: nobody says that it was any.
    pub(super) fn natural_deaths(&self, drafts: &mut [Draft]) {
        let violence = drafts
            .iter()
            .any(|d| !d.gone && d.codes.kind == "ASSAULT" && d.codes.concept != "die");
        if violence {
            return;
        }
        for draft in drafts.iter_mut().filter(|d| !d.gone && d.codes.concept == "die") {
            let one = draft.toll.iter().all(|t| t.high.is_some_and(|n| n <= 1));
            let armed = draft
                .recipients
                .iter()
                .any(|p| matches!(p.sector.as_str(), "MIL" | "REB"));
            draft.gone |= one && !armed && draft.actors.is_empty() && draft.means.is_empty();
        }
    }
}

/// Whether one side speaks: the agency, one speaker, or organs of one state. Witnesses and medics speak for nobody else.
pub(super) fn same_voice(a: &Draft, b: &Draft) -> bool {
    let state = |d: &Draft| {
        d.voices
            .first()
            .is_none_or(|voice| matches!(voice.party.sector.as_str(), "" | "GOV" | "MIL"))
    };
    a.speaker() == b.speaker() || a.side() == b.side() && state(a) && state(b)
}

/// Whether two parties may be one told with more or less detail: rebels are not their country's army, civilians neither.
pub(super) fn may_be_same(p: &Party, q: &Party) -> bool {
    let kind = |party: &Party| match party.sector.as_str() {
        "" => 0,
        "REB" => 1,
        "GOV" | "MIL" => 2,
        _ => 3,
    };
    let apart = kind(p) != kind(q) && kind(p) != 0 && kind(q) != 0;
    // Lawyers are no party's leaders; a party of the opposition may be called either.
    let politics = |party: &Party| matches!(party.sector.as_str(), "POL" | "OPP");
    let apart = apart || kind(p) == 3 && kind(q) == 3 && p.sector != q.sector && !(politics(p) && politics(q));
    p.country == q.country && (p.short == q.short || p.short.is_empty() || q.short.is_empty()) && !apart
}

pub(super) fn compatible_places(a: &Draft, b: &Draft) -> bool {
    match (&a.place, &b.place) {
        (Some(a), Some(b)) => a.name == b.name || a.rank < 3 || b.rank < 3,
        _ => true,
    }
}

/// How much a telling tells: toll, weapons, time and place of its own, parties with their arm.
pub(super) fn fullness(draft: &Draft) -> usize {
    let arms = draft
        .actors
        .iter()
        .chain(&draft.recipients)
        .filter(|party| !party.sector.is_empty());
    2 * draft.toll.len()
        + draft.means.len()
        + arms.count()
        + usize::from(draft.when.as_ref().is_some_and(|when| when.inferred.is_none()))
        + usize::from(draft.place.is_some())
}
