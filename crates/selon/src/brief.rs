//! A claim on one line: what tests compare and reviewers read.

use selon_coder::Claim;
use selon_coder::claim::{Actor, Toll};
use std::fmt::Write;

/// One line a claim, fields in a fixed order, empty fields left out.
pub fn line(claim: &Claim) -> String {
    let mut out = String::new();
    let codes = |actors: &[Actor]| actors.iter().map(|a| a.code.as_str()).collect::<Vec<_>>().join(" + ");
    let mode = claim.event.mode.as_ref().map(|m| format!("/{m}")).unwrap_or_default();
    let _ = write!(
        out,
        "{}{mode} {} “{}” {} → {}",
        claim.event.kind,
        claim.event.cameo,
        claim.trigger.text,
        or_dash(codes(&claim.actors)),
        or_dash(codes(&claim.recipients))
    );
    if !claim.said_by.is_empty() {
        let chain: Vec<&str> = claim.said_by.iter().map(|v| v.actor.code.as_str()).collect();
        let _ = write!(out, " | said by {}", chain.join(" ← "));
    }
    if claim.status != "actual" {
        let _ = write!(out, " | {}", claim.status);
    }
    if claim.unconfirmed {
        out.push_str(" | unconfirmed");
    }
    if claim.background {
        out.push_str(" | background");
    }
    if let Some(when) = &claim.when {
        let start = when.start.clone().unwrap_or_else(|| when.candidates.join("/"));
        let inferred = if when.inferred.is_some() { " (inferred)" } else { "" };
        let _ = write!(out, " | {start} {}{inferred}", when.precision);
    }
    if let Some(place) = &claim.place {
        let _ = write!(
            out,
            " | at {} ({}{})",
            place.name,
            place.precision,
            place.country.as_ref().map(|c| format!(", {c}")).unwrap_or_default()
        );
    }
    if !claim.toll.is_empty() {
        let tolls: Vec<String> = claim.toll.iter().map(toll).collect();
        let _ = write!(out, " | {}", tolls.join("; "));
    }
    if !claim.means.is_empty() {
        let means: Vec<&str> = claim.means.iter().map(|m| m.kind.as_str()).collect();
        let _ = write!(out, " | with {}", means.join(", "));
    }
    if let Some(about) = &claim.about {
        let _ = write!(out, " | about {} {}", about.event.kind, about.event.cameo);
    }
    out
}

/// A figure: `5`, `5-` at least, `-60` at most, `~2000` about, `15-20` a range.
pub fn figure(toll: &Toll) -> String {
    match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => format!("{}{low}", if toll.approx { "~" } else { "" }),
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (Some(low), None) => format!("{low}-"),
        (None, Some(high)) => format!("-{high}"),
        (None, None) => "?".to_owned(),
    }
}

/// A toll: `killed 15 ARM.MIL`.
pub fn toll(toll: &Toll) -> String {
    let mut out = format!("{} {}", toll.kind, figure(toll));
    match (&toll.who, &toll.group) {
        (Some(who), _) => {
            let _ = write!(out, " {}", who.code);
        }
        (None, Some(group)) => {
            let _ = write!(out, " {group}");
        }
        (None, None) => {}
    }
    if toll.part_of.is_some() {
        out.push_str(" part");
    }
    out
}

fn or_dash(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}
