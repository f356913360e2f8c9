//! Versions: what one speaking side says of an incident. Figures of several speakers are never added up.

use super::Told;
use crate::model::{TollRange, Version};
use crate::record::Toll;
use crate::side;
use std::collections::{BTreeMap, BTreeSet};

/// One version a speaking side, in the order of their names. Claims in the order given: earliest dispatch first.
pub(crate) fn versions(claims: &[Told]) -> Vec<Version> {
    let mut by_side: BTreeMap<&str, Vec<&Told>> = BTreeMap::new();
    // An act of speech that the agency tells is no version of the incident; in the speaker's own words it is one.
    for told in claims
        .iter()
        .filter(|told| told.part != "responds" || !told.claim.said_by.is_empty())
    {
        by_side.entry(&told.side).or_default().push(told);
    }
    by_side
        .into_iter()
        .map(|(side, claims)| {
            let mut speakers: Vec<String> = Vec::new();
            for told in &claims {
                if let Some(voice) = told.claim.said_by.first()
                    && !speakers.contains(&voice.actor.code)
                {
                    speakers.push(voice.actor.code.clone());
                }
            }
            Version {
                side: side.to_owned(),
                kind: side::kind(side).to_owned(),
                speakers,
                claims: claims.iter().map(|told| told.claim.id.clone()).collect(),
                tolls: tolls(&claims),
                initiator: initiator(side, &claims),
                origins: claims
                    .iter()
                    .map(|told| &told.copy_group)
                    .collect::<BTreeSet<_>>()
                    .len(),
                reliability: None,
                credibility: None,
            }
        })
        .collect()
}

/// The tolls of a version: for each kind and whose it is, the lowest and the highest figure, and the latest. A figure told again is the same figure;
/// parts of a total stand inside it; figures that a later one replaced are left out.
fn tolls(claims: &[&Told]) -> Vec<TollRange> {
    let mut ranges: BTreeMap<(String, Option<String>), TollRange> = BTreeMap::new();
    for told in claims
        .iter()
        .filter(|told| told.part != "responds" && told.claim.status != "denied")
    {
        for toll in told
            .claim
            .toll
            .iter()
            .filter(|toll| !toll.superseded && toll.part_of.is_none())
        {
            let range = range(toll);
            let key = (range.kind.clone(), range.who.clone());
            match ranges.get_mut(&key) {
                None => {
                    ranges.insert(key, range);
                }
                Some(known) => {
                    merge(known, &range);
                    known.best = range.best.or(known.best);
                }
            }
        }
    }
    ranges.into_values().collect()
}

/// A toll as a range.
pub(super) fn range(toll: &Toll) -> TollRange {
    TollRange {
        kind: toll.kind.clone(),
        who: toll
            .who
            .as_ref()
            .map(side::of_party)
            .filter(|code| !side::is_unknown(code)),
        group: toll.group.clone(),
        low: toll.low,
        best: toll.best,
        high: toll.high,
        approx: toll.approx,
    }
}

/// Widens a range to hold another. An end that either leaves open stays open above; below, what is known stays.
fn merge(into: &mut TollRange, other: &TollRange) {
    into.low = match (into.low, other.low) {
        (Some(own), Some(theirs)) => Some(own.min(theirs)),
        (own, theirs) => own.or(theirs),
    };
    into.high = into.high.zip(other.high).map(|(own, theirs)| own.max(theirs));
    into.approx |= other.approx;
    if into.group != other.group {
        into.group = None;
    }
}

/// Widens the ranges of an incident, kind by kind, to hold those of one more version.
pub(super) fn widen(ranges: &mut Vec<TollRange>, version: &[TollRange]) {
    for range in version {
        match ranges.iter_mut().find(|known| known.kind == range.kind) {
            None => ranges.push(TollRange {
                who: range.who.clone(),
                ..range.clone()
            }),
            Some(known) => {
                if known.who != range.who {
                    known.who = None;
                }
                merge(known, range);
                // Of two versions neither is the figure.
                if known.best != range.best {
                    known.best = None;
                }
            }
        }
    }
    ranges.sort_by(|a, b| a.kind.cmp(&b.kind));
}

/// Words of ours for an answer to an attack.
fn is_answer(told: &Told) -> bool {
    matches!(
        told.claim.event.concept.as_str(),
        "counter-attack" | "retaliate" | "repel" | "defend"
    )
}

/// One side's blow against another, told as done.
pub(super) fn blows(told: &Told) -> Option<(String, String)> {
    let claim = &told.claim;
    if claim.event.kind != "ASSAULT" || claim.status != "actual" || told.part == "responds" {
        return None;
    }
    let one = |actors: &[crate::record::Actor]| {
        let sides: BTreeSet<String> = actors
            .iter()
            .map(side::of_party)
            .filter(|code| !side::is_unknown(code))
            .collect();
        (sides.len() == 1).then(|| sides.into_iter().next().unwrap_or_default())
    };
    let (actor, recipient) = (one(&claim.actors)?, one(&claim.recipients)?);
    (actor != recipient).then_some((actor, recipient))
}

/// The side that began, according to a version.
///
/// A side that tells of a blow against itself says that the other began, unless it calls that blow an answer; its own blows are then its answer. A side
/// that tells of its own blows alone began. Of the agencies and third parties only who tells of one side's blows alone names one. Fights that are
/// told without a direction name nobody.
pub(super) fn initiator(side: &str, claims: &[&Told]) -> Option<String> {
    let mut struck: BTreeSet<String> = BTreeSet::new();
    let mut attackers: BTreeSet<String> = BTreeSet::new();
    for told in claims {
        let Some((actor, recipient)) = blows(told) else {
            continue;
        };
        if is_answer(told) {
            continue;
        }
        if recipient == side {
            struck.insert(actor.clone());
        }
        attackers.insert(actor);
    }
    match (struck.len(), attackers.len()) {
        (1, _) => struck.into_iter().next(),
        (0, 1) => attackers.into_iter().next(),
        _ => None,
    }
}
