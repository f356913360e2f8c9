//! Disputes: fields on which two claims cannot both be right; and how well an incident is evidenced.

use super::Told;
use super::versions::{blows, range};
use crate::linking::facts::family;
use crate::model::{Dispute, TollRange, Version};
use crate::record::{Actor, Claim};
use crate::side;
use std::collections::{BTreeMap, BTreeSet};

/// The disputes of an incident, each named once for each pair of versions. That both sides fired is none.
pub(crate) fn disputes(claims: &[Told], versions: &[Version]) -> Vec<Dispute> {
    let mut found: BTreeMap<(String, String, String, String), Dispute> = BTreeMap::new();
    let acts: Vec<&Told> = claims
        .iter()
        .filter(|told| told.part != "responds" && told.part != "background")
        .collect();
    for (at, a) in acts.iter().enumerate() {
        for b in &acts[at + 1..] {
            if a.side == b.side {
                continue;
            }
            for dispute in [event(a, b), actor(a, b)].into_iter().flatten().chain(tolls(a, b)) {
                // The earliest pair of claims stands for the two versions.
                let sides = if a.side < b.side {
                    (&a.side, &b.side)
                } else {
                    (&b.side, &a.side)
                };
                let key = (
                    dispute.field.clone(),
                    dispute.kind.clone().unwrap_or_default(),
                    sides.0.clone(),
                    sides.1.clone(),
                );
                found.entry(key).or_insert(dispute);
            }
        }
    }
    let mut list: Vec<Dispute> = found.into_values().collect();
    list.extend(who_began(&acts, versions));
    list.sort_by(|x, y| (&x.field, &x.kind, &x.side_a, &x.side_b).cmp(&(&y.field, &y.kind, &y.side_a, &y.side_b)));
    list
}

fn dispute(field: &str, kind: Option<&str>, a: &Told, b: &Told, says_a: String, says_b: String) -> Dispute {
    Dispute {
        field: field.to_owned(),
        kind: kind.map(str::to_owned),
        claim_a: a.claim.id.clone(),
        claim_b: b.claim.id.clone(),
        side_a: a.side.clone(),
        side_b: b.side.clone(),
        says_a,
        says_b,
    }
}

/// Whether nothing in two sets of sides contradicts: one is empty, or they share one.
fn meet(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    a.is_empty() || b.is_empty() || !a.is_disjoint(b)
}

/// `AZE → ARM, ASSAULT`, `denied`.
fn says(claim: &Claim) -> String {
    let codes = |actors: &[Actor]| {
        actors
            .iter()
            .map(|actor| actor.code.as_str())
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let (actors, recipients) = (codes(&claim.actors), codes(&claim.recipients));
    let actors = if actors.is_empty() { "UNK" } else { &actors };
    let status = if claim.status == "denied" { ", denied" } else { "" };
    if recipients.is_empty() {
        format!("{actors}, {}{status}", claim.event.kind)
    } else {
        format!("{actors} → {recipients}, {}{status}", claim.event.kind)
    }
}

/// One says that it happened, the other that it did not.
fn event(a: &Told, b: &Told) -> Option<Dispute> {
    let (denial, telling) = match (a.claim.status.as_str(), b.claim.status.as_str()) {
        ("denied", "actual") => (a, b),
        ("actual", "denied") => (b, a),
        _ => return None,
    };
    if family(&denial.claim) != family(&telling.claim) {
        return None;
    }
    let (denied, told) = (&denial.claim, &telling.claim);
    let named = !side::of_parties(&denied.actors).is_empty() || !side::of_parties(&denied.recipients).is_empty();
    if !named || !meet(&side::of_parties(&denied.actors), &side::of_parties(&told.actors)) {
        return None;
    }
    let same_kind = denied.event.kind == told.event.kind;
    // “No fighter was hit” does not deny that villagers were.
    let whom = meet(
        &side::of_parties(&denied.recipients),
        &side::of_parties(&told.recipients),
    );
    (same_kind && whom).then(|| dispute("event", None, a, b, says(&a.claim), says(&b.claim)))
}

/// Two name different sides for the same harm to the same people.
fn actor(a: &Told, b: &Told) -> Option<Dispute> {
    let ((by_a, to_a), (by_b, to_b)) = (blows(a)?, blows(b)?);
    if by_a == by_b || to_a != to_b {
        return None;
    }
    // Who names itself and who names another: both may be right unless it is one and the same harm.
    let same_harm = a.claim.toll.iter().any(|own| {
        b.claim
            .toll
            .iter()
            .any(|theirs| own.kind == theirs.kind && own.low.is_some() && own.low == theirs.low)
    });
    let same_act = a.claim.event.mode.is_some() && a.claim.event.mode == b.claim.event.mode;
    (same_harm || same_act).then(|| dispute("actor", None, a, b, says(&a.claim), says(&b.claim)))
}

fn figures(range: &TollRange) -> String {
    let who = range.who.as_deref().map(|who| format!(" {who}")).unwrap_or_default();
    let about = if range.approx { "about " } else { "" };
    let number = match (range.low, range.high) {
        (Some(low), Some(high)) if low == high => format!("{low}"),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => "?".to_owned(),
    };
    format!("{} {about}{number}{who}", range.kind)
}

/// Tolls of one kind and of the same people whose closed ranges do not meet.
fn tolls(a: &Told, b: &Told) -> Vec<Dispute> {
    let mut found: BTreeMap<String, Dispute> = BTreeMap::new();
    if a.claim.status == "denied" || b.claim.status == "denied" {
        return Vec::new();
    }
    let totals = |told: &Told| -> Vec<TollRange> {
        let tolls = told
            .claim
            .toll
            .iter()
            .filter(|toll| !toll.superseded && toll.part_of.is_none());
        tolls.map(range).collect()
    };
    for own in totals(a) {
        for theirs in totals(b) {
            if own.kind != theirs.kind || !apart(&own, &theirs) {
                continue;
            }
            let (says_a, says_b) = (figures(&own), figures(&theirs));
            found
                .entry(own.kind.clone())
                .or_insert_with(|| dispute("toll", Some(&own.kind), a, b, says_a, says_b));
        }
    }
    found.into_values().collect()
}

/// Whether two figures cannot both be right.
fn apart(a: &TollRange, b: &TollRange) -> bool {
    let widened = |range: &TollRange| {
        let tenth = |figure: u64| if range.approx { figure / 10 } else { 0 };
        (
            range.low.map(|low| low - tenth(low)),
            range.high.map(|high| high + tenth(high)),
        )
    };
    let ((low_a, high_a), (low_b, high_b)) = (widened(a), widened(b));
    let above = |low: Option<u64>, high: Option<u64>| low.zip(high).is_some_and(|(low, high)| low > high);
    match (&a.who, &b.who) {
        // Of the same people, or of all in both.
        (own, theirs) if own == theirs => above(low_a, high_b) || above(low_b, high_a),
        // Of all in one, of some in the other: all cannot be fewer than some.
        (None, Some(_)) => above(low_b, high_a),
        (Some(_), None) => above(low_a, high_b),
        _ => false,
    }
}

/// Two versions that name different sides as the one that began.
fn who_began(acts: &[&Told], versions: &[Version]) -> Vec<Dispute> {
    let mut found = Vec::new();
    let shown_by = |version: &Version, initiator: &str| {
        acts.iter()
            .find(|told| told.side == version.side && blows(told).is_some_and(|(actor, _)| actor == initiator))
            .copied()
    };
    for (at, own) in versions.iter().enumerate() {
        for theirs in &versions[at + 1..] {
            let (Some(first), Some(second)) = (&own.initiator, &theirs.initiator) else {
                continue;
            };
            if first == second {
                continue;
            }
            if let (Some(a), Some(b)) = (shown_by(own, first), shown_by(theirs, second)) {
                let says = |began: &str| format!("{began} began");
                // Only where they blame each other: that two sides struck others at one place is no dispute.
                let mutual = blows(a)
                    .zip(blows(b))
                    .is_some_and(|((by_a, to_a), (by_b, to_b))| by_a == to_b && by_b == to_a);
                if mutual {
                    found.push(dispute("who-began", None, a, b, says(first), says(second)));
                }
            }
        }
    }
    found
}

/// How well an incident is evidenced (the rule stands in docs/ledger.md).
pub(crate) fn grade(claims: &[Told], versions: &[Version], disputes: &[Dispute]) -> &'static str {
    let acts: Vec<&Told> = claims.iter().filter(|told| told.part != "responds").collect();
    let owned = |told: &&Told| {
        let claim = &told.claim;
        claim.status == "actual"
            && !claim.actors.is_empty()
            && claim.actors.iter().any(|actor| side::of_party(actor) == told.side)
    };
    // A side says itself that it did what another says that it did.
    let admitted = acts.iter().filter(|told| owned(told)).any(|own| {
        let did = side::of_parties(&own.claim.actors);
        acts.iter().any(|other| {
            other.side != own.side
                && other.claim.status == "actual"
                && family(&other.claim) == family(&own.claim)
                && !side::of_parties(&other.claim.actors).is_disjoint(&did)
        }) || matches!(
            own.claim.said_by.first().map(|voice| voice.stance.as_str()),
            Some("admits" | "claims-responsibility")
        )
    });
    if admitted {
        return "confirmed";
    }
    if disputes
        .iter()
        .any(|dispute| matches!(dispute.field.as_str(), "event" | "actor"))
    {
        return "contested";
    }
    let sides = versions.iter().filter(|version| version.kind == "side").count();
    let others = versions.iter().any(|version| version.kind != "side");
    let origins: BTreeSet<&str> = acts.iter().map(|told| told.copy_group.as_str()).collect();
    let independent = acts
        .iter()
        .filter(|told| side::kind(&told.side) != "side")
        .map(|told| told.copy_group.as_str())
        .collect::<BTreeSet<_>>()
        .len();
    if sides > 1 || sides == 1 && others || independent > 1 && origins.len() > 1 {
        "fair"
    } else {
        "weak"
    }
}
