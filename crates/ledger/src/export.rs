//! Incidents and claims as tables and maps.

use crate::error::{LedgerError, Result};
use crate::model::{ClaimView, Filter, IncidentDetail, IncidentRow, TollRange};
use crate::open::Ledger;
use crate::record::Actor;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One line a claim, with its incident: `claims.csv`.
    Csv,
    /// One line an incident.
    IncidentsCsv,
    /// One JSON object an incident, with its versions, claims and disputes.
    Jsonl,
    /// A map: one point an incident, with how exact it is. Incidents without a place are left out.
    GeoJson,
}

const CLAIM_COLUMNS: [&str; 31] = [
    "incident",
    "claim",
    "part",
    "said_by_side",
    "said_by",
    "stance",
    "type",
    "mode",
    "cameo",
    "status",
    "unconfirmed",
    "background",
    "actors",
    "recipients",
    "when_from",
    "when_to",
    "when_precision",
    "place",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "toll",
    "means",
    "words",
    "confidence",
    "review",
    "disputed",
    "dispatch",
    "agency",
    "published",
];

const INCIDENT_COLUMNS: [&str; 22] = [
    "incident",
    "day_from",
    "day_to",
    "when_precision",
    "place",
    "country",
    "latitude",
    "longitude",
    "place_precision",
    "radius_km",
    "type",
    "mode",
    "sides",
    "speakers",
    "killed_low",
    "killed_high",
    "versions",
    "disputes",
    "claims",
    "origins",
    "grade",
    "title",
];

impl Ledger {
    /// Writes the incidents of a filter, oldest first.
    ///
    /// # Errors
    /// When a day of the filter is none, the file cannot be read, or the output not be written.
    pub fn export(&self, filter: &Filter, format: Format, out: &mut impl Write) -> Result<()> {
        let written = |done: io::Result<()>| {
            done.map_err(|error| LedgerError::Input(format!("the export cannot be written: {error}")))
        };
        match format {
            Format::Csv => {
                written(line(out, CLAIM_COLUMNS.map(str::to_owned)))?;
                self.each_incident(filter, |row| {
                    let detail = self.incident(&row.id)?;
                    for view in &detail.claims {
                        written(line(out, claim_cells(&detail, view)))?;
                    }
                    Ok(())
                })
            }
            Format::IncidentsCsv => {
                written(line(out, INCIDENT_COLUMNS.map(str::to_owned)))?;
                self.each_incident(filter, |row| written(line(out, incident_cells(&row))))
            }
            Format::Jsonl => self.each_incident(filter, |row| {
                let detail = self.incident(&row.id)?;
                let text = serde_json::to_string(&detail).map_err(|error| LedgerError::Input(error.to_string()))?;
                written(writeln!(out, "{text}"))
            }),
            Format::GeoJson => {
                written(write!(out, "{{\"type\":\"FeatureCollection\",\"features\":["))?;
                let mut first = true;
                self.each_incident(filter, |row| {
                    if let Some(feature) = feature(&row) {
                        let comma = if std::mem::take(&mut first) { "" } else { "," };
                        written(write!(out, "{comma}\n{feature}"))?;
                    }
                    Ok(())
                })?;
                written(writeln!(out, "\n]}}"))
            }
        }
    }
}

/// A line of CSV (RFC 4180).
fn line<const N: usize>(out: &mut impl Write, cells: [String; N]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        // Words of a dispatch must not be run by a spreadsheet as a formula. A negative number is none.
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err() {
            write!(out, "\"'{}\"", cell.replace('"', "\"\""))?;
        } else if cell.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

fn codes(actors: &[Actor]) -> String {
    actors
        .iter()
        .map(|actor| actor.code.as_str())
        .collect::<Vec<_>>()
        .join(" + ")
}

fn number<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn claim_cells(detail: &IncidentDetail, view: &ClaimView) -> [String; 31] {
    let claim = &view.claim;
    let voices: Vec<&str> = claim.said_by.iter().map(|voice| voice.actor.code.as_str()).collect();
    let when = claim.when.as_ref();
    let place = claim.place.as_ref();
    let tolls: Vec<String> = claim
        .toll
        .iter()
        .filter(|toll| !toll.superseded)
        .map(|toll| {
            let figure = match (toll.low, toll.high) {
                (Some(low), Some(high)) if low == high => low.to_string(),
                (low, high) => format!("{}-{}", number(low), number(high)),
            };
            let whose = toll
                .who
                .as_ref()
                .map(|who| format!(" {}", who.code))
                .unwrap_or_default();
            format!("{} {figure}{whose}", toll.kind)
        })
        .collect();
    let means: Vec<&str> = claim.means.iter().map(|means| means.kind.as_str()).collect();
    let disputed = detail
        .disputes
        .iter()
        .any(|dispute| dispute.claim_a == claim.id || dispute.claim_b == claim.id);
    let candidates = |when: &crate::record::When| when.candidates.join(" or ");
    [
        detail.incident.id.clone(),
        claim.id.clone(),
        view.part.clone().unwrap_or_default(),
        view.side.clone(),
        voices.join(" < "),
        claim
            .said_by
            .first()
            .map(|voice| voice.stance.clone())
            .unwrap_or_default(),
        claim.event.kind.clone(),
        claim.event.mode.clone().unwrap_or_default(),
        claim.event.cameo.clone(),
        claim.status.clone(),
        claim.unconfirmed.to_string(),
        claim.background.to_string(),
        codes(&claim.actors),
        codes(&claim.recipients),
        when.map(|when| when.start.clone().unwrap_or_else(|| candidates(when)))
            .unwrap_or_default(),
        when.and_then(|when| when.end.clone()).unwrap_or_default(),
        when.map(|when| when.precision.clone()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        number(place.and_then(|place| place.lat)),
        number(place.and_then(|place| place.lon)),
        place.map(|place| place.precision.clone()).unwrap_or_default(),
        tolls.join("; "),
        means.join("; "),
        claim.trigger.text.clone(),
        claim.confidence.to_string(),
        view.review.clone(),
        disputed.to_string(),
        view.dispatch.clone(),
        view.agency.clone().unwrap_or_default(),
        view.published.clone().unwrap_or_default(),
    ]
}

fn killed(row: &IncidentRow) -> (Option<i64>, Option<i64>) {
    crate::query::killed(&row.tolls)
}

fn incident_cells(row: &IncidentRow) -> [String; 22] {
    let when = row.when.as_ref();
    let place = row.place.as_ref();
    let (low, high) = killed(row);
    [
        row.id.clone(),
        when.map(|when| when.from.clone()).unwrap_or_default(),
        when.map(|when| when.to.clone()).unwrap_or_default(),
        when.map(|when| when.precision.clone()).unwrap_or_default(),
        place.map(|place| place.name.clone()).unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        number(place.and_then(|place| place.lat)),
        number(place.and_then(|place| place.lon)),
        place.map(|place| place.precision.clone()).unwrap_or_default(),
        number(place.and_then(|place| place.radius_km)),
        row.kind.clone(),
        row.mode.clone().unwrap_or_default(),
        row.sides.join("; "),
        row.speakers.join("; "),
        number(low),
        number(high),
        row.versions.to_string(),
        row.disputes.to_string(),
        row.claims.to_string(),
        row.origins.to_string(),
        row.grade.clone(),
        row.title.clone(),
    ]
}

fn feature(row: &IncidentRow) -> Option<Value> {
    let place = row.place.as_ref()?;
    let (lat, lon) = (place.lat?, place.lon?);
    let tolls: Vec<&TollRange> = row.tolls.iter().collect();
    Some(json!({
        "type": "Feature",
        "id": row.id,
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": {
            "incident": row.id,
            "title": row.title,
            "when": row.when,
            "place": place.name,
            "country": place.country,
            "precision": place.precision,
            "radius_km": place.radius_km,
            "type": row.kind,
            "mode": row.mode,
            "sides": row.sides,
            "speakers": row.speakers,
            "tolls": tolls,
            "versions": row.versions,
            "disputes": row.disputes,
            "origins": row.origins,
            "grade": row.grade,
            "review": row.review,
        }
    }))
}
