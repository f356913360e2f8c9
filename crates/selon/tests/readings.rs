//! Short dispatches, each for one class of error once made, and the claims they must give (`readings/LANG.toml`).
//!
//! A claim is written `TYPE actors -> recipients by speaker: toll on DAY at PLACE`; what is left out at the end is not checked, but `-` says that there is
//! none.

mod support;

use selon_coder::Claim;
use serde::Deserialize;
use std::fmt::Write;
use support::read;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    /// What is tested.
    name: String,
    /// The dispatch.
    text: String,
    /// Claims that must be read.
    #[serde(default)]
    claims: Vec<String>,
    /// Beginnings of claims that must not be read.
    #[serde(default)]
    never: Vec<String>,
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let joined = codes.collect::<Vec<_>>().join("+");
    if joined.is_empty() { "-".to_owned() } else { joined }
}

fn written(claim: &Claim) -> String {
    let mut line = format!(
        "{} {} -> {} by {}",
        claim.event.kind,
        codes(claim.actors.iter().map(|party| party.code.as_str())),
        codes(claim.recipients.iter().map(|party| party.code.as_str())),
        codes(claim.said_by.iter().map(|voice| voice.actor.code.as_str()).take(1)),
    );
    for toll in &claim.toll {
        let count = toll
            .best
            .or(toll.low)
            .map_or_else(String::new, |count| count.to_string());
        let _ = write!(line, ": {} {count}", toll.kind);
    }
    let day = claim.when.as_ref().and_then(|when| when.start.as_deref());
    let place = claim.place.as_ref().map(|place| place.name.as_str());
    let _ = write!(line, " on {} at {}", day.unwrap_or("-"), place.unwrap_or("-"));
    line
}

fn check(file: &str, language: &str) {
    let cases: Cases = toml::from_str(file).expect("the file is TOML");
    let mut wrong = String::new();
    for case in &cases.case {
        let read = read(&case.text, &case.name);
        assert_eq!(read.dispatch.language, language, "{}", case.name);
        let claims: Vec<String> = read.claims().map(written).collect();
        let missing = case
            .claims
            .iter()
            .filter(|wanted| !claims.iter().any(|claim| claim.starts_with(wanted.as_str())));
        let extra = case
            .never
            .iter()
            .filter(|never| claims.iter().any(|claim| claim.starts_with(never.as_str())));
        for (what, line) in missing
            .map(|line| ("missing", line))
            .chain(extra.map(|line| ("must not be", line)))
        {
            let _ = writeln!(wrong, "{}: {what}: {line}\n    read: {claims:#?}", case.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn english() {
    check(include_str!("readings/en.toml"), "en");
}

#[test]
fn french() {
    check(include_str!("readings/fr.toml"), "fr");
}
