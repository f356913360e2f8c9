//! Claims that people reviewed, as hand-coded claims that `selon eval claims` compares with (docs/annotating.md).

use crate::error::Result;
use crate::model::ClaimView;
use crate::open::Ledger;
use crate::record::{Actor, Claim, Toll};
use std::fmt::Write;

impl Ledger {
    /// The dispatches of which every claim was reviewed, by their ids.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviewed_dispatches(&self) -> Result<Vec<String>> {
        self.rows(
            "SELECT d.id FROM dispatch d WHERE d.text IS NOT NULL AND EXISTS (SELECT 1 FROM claim c WHERE c.dispatch = d.n)
               AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.dispatch = d.n AND c.review = 'unreviewed') ORDER BY d.id",
            [],
            |row| row.get(0),
        )
    }

    /// The text of a dispatch, and its claims as people left them, in the form of NAME.expected.toml. None where it has no text.
    ///
    /// # Errors
    /// When there is no such dispatch, or the file cannot be read.
    pub fn gold(&self, dispatch: &str) -> Result<Option<(String, String)>> {
        let detail = self.dispatch(dispatch)?;
        let Some(text) = detail.text else {
            return Ok(None);
        };
        let mut out = String::new();
        if let Some(agency) = &detail.dispatch.agency {
            let _ = writeln!(out, "agency = {}", quoted(agency));
        }
        if let Some(published) = &detail.dispatch.published {
            let _ = writeln!(out, "published = {}", quoted(published));
        }
        let places: Vec<&str> = detail.dateline.iter().map(|place| place.name.as_str()).collect();
        let _ = writeln!(out, "dateline = {}", list(&places));
        for view in detail.claims.iter().filter(|view| view.review != "blind") {
            if view.review == "rejected" {
                let _ = writeln!(out, "\n[[not]]\nwords = {}", quoted(&view.claim.trigger.text));
            } else {
                claim(&mut out, view, &text);
            }
        }
        Ok(Some((text, out)))
    }
}

/// A TOML string; JSON's escapes are TOML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

fn codes(actors: &[Actor]) -> String {
    list(&actors.iter().map(|actor| actor.code.as_str()).collect::<Vec<_>>())
}

/// Which occurrence of the words a claim's trigger is, from 1.
fn nth(claim: &Claim, text: &str) -> usize {
    let at = text
        .char_indices()
        .nth(claim.trigger.start)
        .map_or(text.len(), |(at, _)| at);
    text.match_indices(claim.trigger.text.as_str())
        .take_while(|(found, _)| *found < at)
        .count()
        + 1
}

fn claim(out: &mut String, view: &ClaimView, text: &str) {
    let claim = &view.claim;
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    line("\n[[claim]]\ntrigger", quoted(&claim.trigger.text));
    let nth = nth(claim, text);
    if nth > 1 {
        line("nth", nth.to_string());
    }
    line("type", quoted(&claim.event.kind));
    if let Some(mode) = &claim.event.mode {
        line("mode", quoted(mode));
    }
    line("cameo", quoted(&claim.event.cameo));
    line("actors", codes(&claim.actors));
    line("recipients", codes(&claim.recipients));
    let said_by: Vec<&str> = claim.said_by.iter().map(|voice| voice.actor.code.as_str()).collect();
    line("said_by", list(&said_by));
    line("status", quoted(&claim.status));
    if claim.unconfirmed {
        line("unconfirmed", "true".to_owned());
    }
    if claim.background {
        line("background", "true".to_owned());
    }
    if let Some(when) = &claim.when {
        match &when.start {
            Some(start) => {
                let length = match when.precision.as_str() {
                    "month" => 7,
                    "year" => 4,
                    _ => 10,
                };
                line("when", quoted(start.get(..length).unwrap_or(start)));
            }
            None if !when.candidates.is_empty() => {
                let days: Vec<&str> = when.candidates.iter().map(String::as_str).collect();
                line("when", list(&days));
            }
            None => {}
        }
        line("precision", quoted(&when.precision));
    }
    if let Some(place) = &claim.place {
        line("where", quoted(&place.name));
    }
    if !claim.toll.is_empty() {
        let tolls: Vec<String> = claim.toll.iter().filter(|toll| !toll.superseded).map(toll).collect();
        line("toll", list(&tolls.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    if !claim.means.is_empty() {
        line(
            "means",
            list(&claim.means.iter().map(|means| means.kind.as_str()).collect::<Vec<_>>()),
        );
    }
    if let Some(about) = &claim.about {
        line("about", quoted(&about.event.kind));
    }
}

/// `killed 15 ARM.MIL`, as the report writes it.
fn toll(toll: &Toll) -> String {
    let figure = match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => format!("{}{low}", if toll.approx { "~" } else { "" }),
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (Some(low), None) => format!("{low}-"),
        (None, Some(high)) => format!("-{high}"),
        (None, None) => "?".to_owned(),
    };
    let whose = match (&toll.who, &toll.group) {
        (Some(who), _) => format!(" {}", who.code),
        (None, Some(group)) => format!(" {group}"),
        (None, None) => String::new(),
    };
    format!(
        "{} {figure}{whose}{}",
        toll.kind,
        if toll.part_of.is_some() { " part" } else { "" }
    )
}
