//! What is told in an incident, as rows: the versions stand in columns, and what they tell of the same thing stands in one row.

use selon_ledger::record::{Actor, Claim};
use selon_ledger::{ClaimView, IncidentDetail};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// One thing that is told: who did what kind of thing to whom, by the claims that tell or deny it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Telling {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sides that act; empty when nobody is named.
    pub actors: Vec<String>,
    /// The sides it is done to; empty for mutual events, and when nobody is named.
    pub recipients: Vec<String>,
    /// The claims, by their ids, in the order of the incident.
    pub claims: Vec<String>,
}

/// The rows of an incident: what most versions tell comes first, history told as context last.
pub fn tellings(detail: &IncidentDetail) -> Vec<Telling> {
    let shown: Vec<&ClaimView> = detail.claims.iter().collect();
    let mut rows: Vec<Telling> = Vec::new();
    for view in &shown {
        let (kind, actors, recipients) = subject(&view.claim);
        match rows
            .iter_mut()
            .find(|row| row.kind == kind && row.actors == actors && row.recipients == recipients)
        {
            Some(row) => row.claims.push(view.claim.id.clone()),
            None => rows.push(Telling {
                kind,
                actors,
                recipients,
                claims: vec![view.claim.id.clone()],
            }),
        }
    }
    join_the_vague(&mut rows);
    let weight = |row: &Telling| {
        let of: Vec<&&ClaimView> = shown
            .iter()
            .filter(|view| row.claims.contains(&view.claim.id))
            .collect();
        let versions: BTreeSet<&str> = of.iter().map(|view| view.side.as_str()).collect();
        let context = of.iter().all(|view| view.claim.background);
        let tolls: usize = of.iter().map(|view| view.claim.toll.len()).sum();
        // Falling order of each, so the figures count down.
        (
            context,
            usize::MAX - versions.len(),
            row.kind != "ASSAULT",
            usize::MAX - tolls,
        )
    };
    rows.sort_by_cached_key(weight);
    rows
}

/// A claim that names nobody it was done to tells of the row that does, when there is only one.
fn join_the_vague(rows: &mut Vec<Telling>) {
    let mut at = 0;
    while at < rows.len() {
        let row = &rows[at];
        let fuller: Vec<usize> = (0..rows.len())
            .filter(|&other| {
                other != at
                    && rows[other].kind == row.kind
                    && rows[other].actors == row.actors
                    && !rows[other].recipients.is_empty()
            })
            .collect();
        match fuller.as_slice() {
            [other] if row.recipients.is_empty() && row.actors.len() == 1 => {
                let other = *other;
                let vague = rows.remove(at);
                rows[if other > at { other - 1 } else { other }]
                    .claims
                    .extend(vague.claims);
            }
            _ => at += 1,
        }
    }
}

fn subject(claim: &Claim) -> (String, Vec<String>, Vec<String>) {
    (claim.event.kind.clone(), sides(&claim.actors), sides(&claim.recipients))
}

fn sides(actors: &[Actor]) -> Vec<String> {
    let sides: BTreeSet<String> = actors
        .iter()
        .filter(|actor| actor.code != "UNK")
        .map(|actor| side(&actor.code))
        .collect();
    sides.into_iter().collect()
}

/// A government, its army and its people are told of as their country; a named group as itself.
fn side(code: &str) -> String {
    let mut parts = code.splitn(3, '.');
    let country = parts.next().unwrap_or_default();
    let rest = (parts.next(), parts.next());
    match (country, rest) {
        ("IGO" | "NGO" | "UNK", _) => code.to_owned(),
        (_, (Some("REB" | "OPP"), _)) => code.to_owned(),
        _ => country.to_owned(),
    }
}
