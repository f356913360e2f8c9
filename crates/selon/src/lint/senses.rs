//! Lines of a lexicon that never decide anything.
//!
//! The reader takes the sense with most conditions that hold, then the earlier line. So a sense is never reached when, whatever
//! makes it hold, another one holds too that has more conditions, or as many and stands before it.

use super::{Finding, Severity};
use selon_coder::{Condition, Filler, Lexicon, Sense, covers};
use selon_packs::Packs;
use std::collections::{BTreeMap, BTreeSet};

/// A sense's alternatives are tried one by one up to this many combinations.
const COMBINATIONS: usize = 400;

/// The senses of a language that other senses hide.
pub fn unreachable(language: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let shipped = Packs::shipped();
    let shipped: BTreeSet<&str> = shipped
        .below(&format!("{language}/lexicon"))
        .into_iter()
        .map(|file| file.name.as_str())
        .collect();
    let mut by_lemma: BTreeMap<&str, Vec<&Sense>> = BTreeMap::new();
    for sense in lexicon.all() {
        by_lemma.entry(sense.lemma.as_str()).or_default().push(sense);
    }
    let mut findings = Vec::new();
    for senses in by_lemma.values() {
        for (index, sense) in senses.iter().enumerate() {
            let rivals: Vec<&Sense> = senses
                .iter()
                .enumerate()
                .filter(|(other, rival)| {
                    let (mine, theirs) = (sense.conditions.len(), rival.conditions.len());
                    // A user's line may hide a shipped one: that is what it is for.
                    let overlaid = !shipped.contains(rival.file.as_ref()) && shipped.contains(sense.file.as_ref());
                    *other != index
                        && rival.pos == sense.pos
                        && !overlaid
                        && (theirs > mine || theirs == mine && *other < index)
                })
                .map(|(_, rival)| *rival)
                .collect();
            let Some(hiding) = hidden(sense, &rivals) else { continue };
            findings.push(finding(sense, &hiding));
        }
    }
    findings
}

fn finding(sense: &Sense, hiding: &[&Sense]) -> Finding {
    let place = |rival: &&Sense| {
        if rival.file == sense.file {
            format!("line {}", rival.line)
        } else {
            format!("{}:{}", rival.file, rival.line)
        }
    };
    let mut places: Vec<String> = hiding.iter().map(place).collect();
    places.dedup();
    let places = places.join(", ");
    let same = hiding
        .iter()
        .all(|rival| rival.concept == sense.concept && rival.overrides == sense.overrides);
    let read = |sense: &Sense| {
        sense
            .concept
            .as_deref()
            .map_or_else(|| "no event".to_owned(), |concept| format!("`{concept}`"))
    };
    if same {
        let message = format!("`{}` says nothing that {places} does not say already", sense.lemma);
        Finding::new(Severity::Warning, &sense.file, sense.line, message)
            .instead("remove the word from one of the lines")
    } else {
        let message = format!(
            "`{}` is never read as {}: {places} takes every such case first",
            sense.lemma,
            read(sense)
        );
        Finding::new(Severity::Error, &sense.file, sense.line, message)
            .instead("add a condition to this line, or remove the word from one of the lines")
    }
}

/// The rivals that together take every case of a sense; `None` when some case is left to it.
fn hidden<'a>(sense: &Sense, rivals: &[&'a Sense]) -> Option<Vec<&'a Sense>> {
    if let Some(rival) = rivals.iter().find(|rival| takes(&sense.conditions, rival)) {
        return Some(vec![rival]);
    }
    let cases = cases(&sense.conditions)?;
    let mut hiding: Vec<&Sense> = Vec::new();
    for case in &cases {
        let rival = rivals.iter().find(|rival| takes(case, rival))?;
        if !hiding.iter().any(|known| std::ptr::eq(*known, *rival)) {
            hiding.push(rival);
        }
    }
    Some(hiding)
}

/// Whether the rival holds whenever these conditions hold.
fn takes(conditions: &[Condition], rival: &Sense) -> bool {
    rival
        .conditions
        .iter()
        .all(|wanted| conditions.iter().any(|given| implies(given, wanted)))
}

fn implies(given: &Condition, wanted: &Condition) -> bool {
    use Condition::{Filled, Light, Particle};
    match (given, wanted) {
        (
            Filled {
                path: a,
                fillers: mine,
                negated: false,
            },
            Filled {
                path: b,
                fillers: theirs,
                negated: false,
            },
        ) => {
            a == b
                && mine.iter().all(|filler| {
                    single(filler)
                        .iter()
                        .all(|one| theirs.iter().any(|wide| within(one, wide)))
                })
        }
        (
            Filled {
                path: a,
                fillers: mine,
                negated: true,
            },
            Filled {
                path: b,
                fillers: theirs,
                negated: true,
            },
        ) => {
            a == b
                && theirs.iter().all(|filler| {
                    single(filler)
                        .iter()
                        .all(|one| mine.iter().any(|wide| within(one, wide)))
                })
        }
        (Light(mine), Light(theirs)) => {
            theirs.is_empty() || !mine.is_empty() && mine.iter().all(|lemma| theirs.contains(lemma))
        }
        (Particle(mine), Particle(theirs)) => {
            mine == theirs || !mine.is_empty() && mine.iter().all(|lemma| theirs.contains(lemma))
        }
        _ => given == wanted,
    }
}

/// A filler's alternatives, each alone.
fn single(filler: &Filler) -> Vec<Filler> {
    match filler {
        Filler::Lemma(lemmas) => lemmas.iter().map(|lemma| Filler::Lemma(vec![lemma.clone()])).collect(),
        other => vec![other.clone()],
    }
}

/// Whether what fills `one` also fills `wide`.
fn within(one: &Filler, wide: &Filler) -> bool {
    match (one, wide) {
        (_, Filler::Any) => true,
        (Filler::Lemma(mine), Filler::Lemma(theirs)) => mine.iter().all(|lemma| theirs.contains(lemma)),
        (Filler::Concept(mine), Filler::Concept(theirs)) => covers(theirs, mine),
        _ => one == wide,
    }
}

/// The conditions with one alternative each; `None` when there are too many or nothing to tell apart.
fn cases(conditions: &[Condition]) -> Option<Vec<Vec<Condition>>> {
    let mut cases: Vec<Vec<Condition>> = vec![Vec::new()];
    for condition in conditions {
        let alternatives: Vec<Condition> = match condition {
            Condition::Filled {
                path,
                fillers,
                negated: false,
            } => fillers
                .iter()
                .flat_map(single)
                .map(|filler| Condition::Filled {
                    path: path.clone(),
                    fillers: vec![filler],
                    negated: false,
                })
                .collect(),
            Condition::Light(lemmas) if lemmas.len() > 1 => lemmas
                .iter()
                .map(|lemma| Condition::Light(vec![lemma.clone()]))
                .collect(),
            other => vec![other.clone()],
        };
        if cases.len() * alternatives.len() > COMBINATIONS {
            return None;
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                alternatives
                    .iter()
                    .map(|one| case.iter().cloned().chain([one.clone()]).collect())
            })
            .collect();
    }
    (cases.len() > 1).then_some(cases)
}
