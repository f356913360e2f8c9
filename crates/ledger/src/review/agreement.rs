//! How far people, and the machine, agree: Krippendorff's alpha for nominal values.
//!
//! Hayes and Krippendorff, “Answering the Call for a Standard Reliability Measure for Coding Data”, 2007.

use super::blind::is_blind;
use crate::error::Result;
use crate::model::{ClaimView, Revision};
use crate::open::Ledger;
use crate::query::{REVISION_COLUMNS, revision};
use crate::record::{Actor, Claim};
use crate::side;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The values that coders gave to one unit, by coder.
pub type Values = BTreeMap<String, String>;

/// Agreement on one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// The field: claim, type, actors, recipients, speaker, status.
    pub field: String,
    /// Krippendorff's alpha: 1 is perfect, 0 is chance. None where it cannot be told: nothing was coded twice, or everybody always said the same one thing.
    pub alpha: Option<f64>,
    /// Units that at least two coders coded.
    pub units: usize,
    /// Who coded.
    pub coders: Vec<String>,
}

/// Krippendorff's alpha for nominal values. Units that fewer than two coders coded do not count.
pub fn krippendorff(units: &[Values]) -> Option<f64> {
    let mut coincidences: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    let mut all = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let others = (unit.len() - 1) as f64;
        for (coder, value) in unit {
            *totals.entry(value).or_default() += 1.0;
            all += 1.0;
            for (other, theirs) in unit {
                if coder != other {
                    *coincidences.entry((value, theirs)).or_default() += 1.0 / others;
                }
            }
        }
    }
    if all < 2.0 {
        return None;
    }
    let observed: f64 = coincidences
        .iter()
        .filter(|((a, b), _)| a != b)
        .map(|(_, count)| count)
        .sum();
    let expected: f64 = all * all - totals.values().map(|count| count * count).sum::<f64>();
    if expected == 0.0 {
        return None;
    }
    Some(1.0 - (all - 1.0) * observed / expected)
}

const FIELDS: [&str; 6] = ["claim", "type", "actors", "recipients", "speaker", "status"];
const MACHINE: &str = "machine";
/// What a coder says of a claim that is none.
const NONE: &str = "no claim";

fn value(field: &str, claim: &Claim) -> String {
    let codes = |actors: &[Actor]| {
        let codes: BTreeSet<&str> = actors.iter().map(|actor| actor.code.as_str()).collect();
        codes.into_iter().collect::<Vec<_>>().join(" + ")
    };
    match field {
        "type" => claim.event.kind.clone(),
        "actors" => codes(&claim.actors),
        "recipients" => codes(&claim.recipients),
        "speaker" => claim
            .said_by
            .first()
            .map_or_else(|| side::AGENCIES.to_owned(), |voice| voice.actor.code.clone()),
        "status" => claim.status.clone(),
        _ => "claim".to_owned(),
    }
}

/// Who is compared, and by which decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The machine too, not only people.
    pub machine: bool,
    /// Only what people coded blind.
    pub blind: bool,
}

/// What each coder says of one claim, and whether it was said blind. None: that there is no claim.
type Unit = BTreeMap<String, (bool, Option<Claim>)>;

/// Takes in the decisions on one claim, oldest first.
fn decide(coders: &mut Unit, read: &Claim, revisions: &[Revision]) {
    for one in revisions {
        let blind = is_blind(one);
        let before = coders.get(&one.author);
        // Whoever looked at the coding afterwards had said it blind all the same.
        if before.is_some_and(|(said_blind, _)| *said_blind) && !blind {
            continue;
        }
        let known = before.and_then(|(_, claim)| claim.clone());
        let said = match one.action.as_str() {
            "reject" => None,
            "correct" => {
                let base = known.unwrap_or_else(|| read.clone());
                one.what
                    .as_object()
                    .and_then(|fields| super::apply::corrected(&base, fields).ok())
                    .or(Some(base))
            }
            "add" => Some(read.clone()),
            _ => Some(known.unwrap_or_else(|| read.clone())),
        };
        coders.insert(one.author.clone(), (blind, said));
    }
}

impl Ledger {
    /// How far those who reviewed claims agree with each other and, if asked, with the machine, field by field. A unit is a claim: one of the machine's
    /// that somebody accepted, corrected or rejected, or words that people coded and the machine did not. What somebody coded blind stands for him,
    /// whatever he decided later with the coding in sight.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreement(&self, compared: Compared) -> Result<Vec<Agreement>> {
        let sql = format!(
            "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.action IN ('accept', 'correct', 'reject', 'add') ORDER BY r.at, r.id"
        );
        let mut by_claim: BTreeMap<String, Vec<Revision>> = BTreeMap::new();
        for one in self.rows(&sql, [], revision)? {
            if !one.undone && (is_blind(&one) || !compared.blind) {
                by_claim.entry(one.claim.clone()).or_default().push(one);
            }
        }
        let mut decided: Vec<(ClaimView, Vec<Revision>)> = Vec::new();
        for (id, revisions) in by_claim {
            // Of claims whose dispatch is not here nothing is known.
            if let Ok(view) = self.claim(&id) {
                decided.push((view, revisions));
            }
        }
        decided.sort_by_key(|(view, _)| {
            let words = &view.claim.trigger;
            (view.dispatch.clone(), words.start, words.end, view.claim.id.clone())
        });
        // Words that people coded and the machine did not: dispatch, where they stand, unit.
        let mut own: Vec<(String, usize, usize, String)> = Vec::new();
        let mut units: BTreeMap<String, Unit> = BTreeMap::new();
        for (view, revisions) in decided {
            let read = view.machine.clone().unwrap_or_else(|| view.claim.clone());
            let unit = match self.unit(&view, &read)? {
                Some(unit) => unit,
                None => {
                    let (start, end) = (read.trigger.start, read.trigger.end);
                    let known = own
                        .iter()
                        .find(|(dispatch, from, to, _)| *dispatch == view.dispatch && *from < end && *to > start);
                    let unit = known.map_or_else(|| read.id.clone(), |(_, _, _, unit)| unit.clone());
                    own.push((view.dispatch.clone(), start, end, unit.clone()));
                    unit
                }
            };
            let coders = units.entry(unit.clone()).or_default();
            if compared.machine && !coders.contains_key(MACHINE) {
                let machine = self.claim(&unit).ok().filter(|view| view.origin == "machine");
                let said = machine.map(|view| view.machine.unwrap_or(view.claim));
                coders.insert(MACHINE.to_owned(), (false, said));
            }
            decide(coders, &read, &revisions);
        }
        let coders: BTreeSet<String> = units.values().flat_map(|unit| unit.keys().cloned()).collect();
        Ok(FIELDS
            .iter()
            .map(|field| {
                let values: Vec<Values> = units
                    .values()
                    .map(|unit| {
                        let said = unit.iter().map(|(coder, (_, claim))| {
                            let value = claim
                                .as_ref()
                                .map_or_else(|| NONE.to_owned(), |claim| value(field, claim));
                            (coder.clone(), value)
                        });
                        // On the fields of a claim only those are compared who hold it for one.
                        said.filter(|(_, value)| *field == "claim" || value != NONE).collect()
                    })
                    .collect();
                Agreement {
                    field: (*field).to_owned(),
                    alpha: krippendorff(&values).map(|alpha| (alpha * 10_000.0).round() / 10_000.0),
                    units: values.iter().filter(|unit| unit.len() > 1).count(),
                    coders: coders.iter().cloned().collect(),
                }
            })
            .collect())
    }

    /// The machine's claim that a claim is compared with: itself, or the one on the words that a person coded.
    fn unit(&self, view: &ClaimView, read: &Claim) -> Result<Option<String>> {
        if view.origin == "machine" {
            return Ok(Some(read.id.clone()));
        }
        self.same_words(&view.dispatch, read)
    }

    /// The machine's claim on the same words, rather one of the same type.
    fn same_words(&self, dispatch: &str, claim: &Claim) -> Result<Option<String>> {
        let found = self.rows(
            "SELECT c.id FROM claim c JOIN dispatch d ON d.n = c.dispatch
             WHERE d.id = ?1 AND c.origin = 'machine' AND c.start < ?3 AND c.\"end\" > ?2 ORDER BY c.type = ?4 DESC, c.start LIMIT 1",
            rusqlite::params![
                dispatch,
                i64::try_from(claim.trigger.start).unwrap_or(0),
                i64::try_from(claim.trigger.end).unwrap_or(0),
                claim.event.kind
            ],
            |row| row.get(0),
        )?;
        Ok(found.into_iter().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(coders: &[&str]) -> Vec<Values> {
        let length = coders.first().map_or(0, |row| row.split_whitespace().count());
        (0..length)
            .map(|at| {
                coders
                    .iter()
                    .enumerate()
                    .filter_map(|(coder, row)| {
                        let value = row.split_whitespace().nth(at)?;
                        (value != ".").then(|| (format!("coder {coder}"), value.to_owned()))
                    })
                    .collect()
            })
            .collect()
    }

    /// Krippendorff, “Computing Krippendorff's Alpha-Reliability”, 2011: two observers, nominal data, any number of values (section B), alpha 0.692.
    #[test]
    fn two_observers_and_five_values() {
        let data = units(&["a a b b d c c c e d d a", "b a b b b c c c e d d d"]);
        let alpha = krippendorff(&data).expect("alpha");
        assert!((alpha - 0.692).abs() < 0.0005, "{alpha}");
    }

    /// The same paper, two observers and binary data (section A): alpha 0.095.
    #[test]
    fn two_observers_and_two_values() {
        let data = units(&["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"]);
        let alpha = krippendorff(&data).expect("alpha");
        assert!((alpha - 0.095).abs() < 0.0005, "{alpha}");
    }

    /// The same paper, four observers with missing data (section C): alpha 0.743 for nominal values.
    #[test]
    fn four_observers_and_missing_values() {
        let data = units(&[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ]);
        let alpha = krippendorff(&data).expect("alpha");
        assert!((alpha - 0.743).abs() < 0.0005, "{alpha}");
    }

    #[test]
    fn where_nothing_varies_there_is_no_alpha() {
        assert_eq!(krippendorff(&units(&["a a", "a a"])), None);
        assert_eq!(krippendorff(&[]), None);
        assert_eq!(krippendorff(&units(&["a b", ". ."])), None);
    }
}
