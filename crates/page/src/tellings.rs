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

/// A claim that leaves open who did it, or to whom, tells of the row that names them, when there is only one.
fn join_the_vague(rows: &mut Vec<Telling>) {
    let fits = |vague: &Telling, fuller: &Telling| {
        vague.kind == fuller.kind
            && !fuller.actors.is_empty()
            && !fuller.recipients.is_empty()
            && (vague.recipients.is_empty() && vague.actors.len() == 1 && vague.actors == fuller.actors
                || vague.actors.is_empty() && !vague.recipients.is_empty() && vague.recipients == fuller.recipients)
    };
    let mut at = 0;
    while at < rows.len() {
        let fuller: Vec<usize> = (0..rows.len())
            .filter(|&other| other != at && fits(&rows[at], &rows[other]))
            .collect();
        match fuller.as_slice() {
            [other] => {
                let vague = rows.remove(at);
                rows[if *other > at { other - 1 } else { *other }]
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(actors: &[&str], recipients: &[&str], claim: &str) -> Telling {
        let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Telling {
            kind: "ASSAULT".to_owned(),
            actors: list(actors),
            recipients: list(recipients),
            claims: vec![claim.to_owned()],
        }
    }

    #[test]
    fn what_is_left_open_joins_the_only_row_that_tells_it() {
        let mut rows = vec![
            row(&[], &["AFG"], "a"),
            row(&["PAK"], &["AFG"], "b"),
            row(&["PAK"], &[], "c"),
        ];
        join_the_vague(&mut rows);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].claims, ["b", "a", "c"]);
    }

    #[test]
    fn what_could_be_either_stays_apart() {
        let mut rows = vec![
            row(&["PAK"], &[], "a"),
            row(&["PAK"], &["AFG"], "b"),
            row(&["PAK"], &["PAK.REB.TTP"], "c"),
        ];
        join_the_vague(&mut rows);
        assert_eq!(rows.len(), 3);
        // Both sides of a clash are no open end.
        let mut rows = vec![row(&["ARM", "AZE"], &[], "a"), row(&["AZE"], &["ARM"], "b")];
        join_the_vague(&mut rows);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_government_and_its_army_are_one_side() {
        assert_eq!(side("AZE.MIL"), "AZE");
        assert_eq!(side("AFG.CVL"), "AFG");
        assert_eq!(side("MLI.REB.JNIM"), "MLI.REB.JNIM");
        assert_eq!(side("IGO.UN"), "IGO.UN");
    }
}
