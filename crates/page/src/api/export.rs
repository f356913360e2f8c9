//! The incidents of a filter as files.

use super::error::{Problem, Refusal};
use super::filter::Wanted;
use crate::shelf::Shelf;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use selon_ledger::{ClaimView, Filter, IncidentDetail, IncidentRow, Ledger, LedgerError, TollRange};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

/// The form of the file.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Form {
    /// `csv`: one line a claim. `jsonl`: one object an incident, with versions, claims and disputes. `geojson`: one point an incident that has
    /// a place.
    pub format: String,
}

/// The incidents of a filter as CSV, JSON lines or GeoJSON.
#[utoipa::path(get, path = "/api/export", tag = "read", params(Wanted, Form),
    responses((status = 200, description = "The file.", content((String = "text/csv"), (String = "application/x-ndjson"), (String = "application/geo+json"))),
        (status = 400, body = Problem)))]
pub async fn export(
    State(shelf): State<Shelf>,
    Query(wanted): Query<Wanted>,
    Query(form): Query<Form>,
) -> Result<Response, Refusal> {
    let filter = wanted.filter()?;
    let (kind, name) = match form.format.as_str() {
        "csv" => ("text/csv; charset=utf-8", "selon.csv"),
        "jsonl" => ("application/x-ndjson", "selon.jsonl"),
        "geojson" => ("application/geo+json", "selon.geojson"),
        other => {
            return Err(Refusal::unclear(format!(
                "`format` is csv, jsonl or geojson, not `{other}`"
            )));
        }
    };
    let format = form.format;
    let file = shelf.read(move |ledger| match format.as_str() {
        "csv" => csv(ledger, &filter),
        "jsonl" => lines(ledger, &filter),
        _ => geojson(ledger, &filter),
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from(file.await?)).into_response())
}

fn each(
    ledger: &Ledger,
    filter: &Filter,
    mut with: impl FnMut(&IncidentDetail) -> Result<(), LedgerError>,
) -> Result<(), LedgerError> {
    // First the ids: one question must not be open while others are asked.
    let mut ids = Vec::new();
    ledger.each_incident(filter, |incident| {
        ids.push(incident.id);
        Ok(())
    })?;
    for id in ids {
        with(&ledger.incident(&id)?)?;
    }
    Ok(())
}

fn lines(ledger: &Ledger, filter: &Filter) -> Result<String, LedgerError> {
    let mut text = String::new();
    each(ledger, filter, |detail| {
        text.push_str(&json!(detail).to_string());
        text.push('\n');
        Ok(())
    })?;
    Ok(text)
}

fn geojson(ledger: &Ledger, filter: &Filter) -> Result<String, LedgerError> {
    let mut features = Vec::new();
    ledger.each_incident(filter, |incident| {
        features.extend(feature(&incident));
        Ok(())
    })?;
    Ok(json!({ "type": "FeatureCollection", "features": features }).to_string())
}

fn feature(incident: &IncidentRow) -> Option<serde_json::Value> {
    let place = incident.place.as_ref()?;
    let (lat, lon) = (place.lat?, place.lon?);
    Some(json!({
        "type": "Feature",
        "id": incident.id,
        "geometry": { "type": "Point", "coordinates": [lon, lat] },
        "properties": incident,
    }))
}

/// The columns of the table of claims.
const COLUMNS: [&str; 22] = [
    "incident",
    "claim",
    "dispatch",
    "agency",
    "published",
    "side",
    "said_by",
    "type",
    "mode",
    "cameo",
    "status",
    "unconfirmed",
    "background",
    "actors",
    "recipients",
    "from",
    "to",
    "place",
    "country",
    "toll",
    "words",
    "review",
];

fn csv(ledger: &Ledger, filter: &Filter) -> Result<String, LedgerError> {
    let mut text = COLUMNS.join(",");
    text.push_str("\r\n");
    each(ledger, filter, |detail| {
        for view in &detail.claims {
            let cells = cells(&detail.incident.id, view);
            text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
            text.push_str("\r\n");
        }
        Ok(())
    })?;
    Ok(text)
}

fn cells(incident: &str, view: &ClaimView) -> [String; COLUMNS.len()] {
    let claim = &view.claim;
    let codes = |list: &[selon_ledger::record::Actor]| {
        list.iter()
            .map(|actor| actor.code.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let said_by: Vec<&str> = claim.said_by.iter().map(|voice| voice.actor.code.as_str()).collect();
    let (from, to) = claim
        .when
        .as_ref()
        .map_or((None, None), |when| (when.start.clone(), when.end.clone()));
    let tolls = claim.toll.iter().filter(|toll| !toll.superseded).map(|toll| {
        let range = TollRange {
            kind: toll.kind.clone(),
            low: toll.low,
            best: toll.best,
            high: toll.high,
            ..TollRange::default()
        };
        figure(&range)
    });
    let tolls: Vec<String> = tolls.collect();
    [
        incident.to_owned(),
        claim.id.clone(),
        view.dispatch.clone(),
        view.agency.clone().unwrap_or_default(),
        view.published.clone().unwrap_or_default(),
        view.side.clone(),
        said_by.join(" "),
        claim.event.kind.clone(),
        claim.event.mode.clone().unwrap_or_default(),
        claim.event.cameo.clone(),
        claim.status.clone(),
        claim.unconfirmed.to_string(),
        claim.background.to_string(),
        codes(&claim.actors),
        codes(&claim.recipients),
        from.unwrap_or_default(),
        to.unwrap_or_default(),
        claim.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        claim
            .place
            .as_ref()
            .and_then(|place| place.country.clone())
            .unwrap_or_default(),
        tolls.join("; "),
        claim.trigger.text.clone(),
        view.review.clone(),
    ]
}

/// `killed 15`, `killed 20-` (at least), `killed -60` (at most), `killed 5-7`.
fn figure(toll: &TollRange) -> String {
    let number = |figure: Option<u64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => format!("{} {low}", toll.kind),
        (None, None) => format!("{} {}", toll.kind, number(toll.best)),
        (low, high) => format!("{} {}-{}", toll.kind, number(low), number(high)),
    }
}

/// A cell as a spreadsheet takes it. One that begins like a formula gets an apostrophe: words of a dispatch must not be run.
fn quoted(cell: &str) -> String {
    let safe = match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(quoted("=1+1"), "'=1+1");
        assert_eq!(quoted("killed 15; wounded 2"), "killed 15; wounded 2");
        assert_eq!(quoted("he said \"no\", twice"), "\"he said \"\"no\"\", twice\"");
        assert_eq!(quoted("@SUM(A1)"), "'@SUM(A1)");
    }

    #[test]
    fn open_ranges_stay_open() {
        let toll = |low, best, high| TollRange {
            kind: "killed".to_owned(),
            low,
            best,
            high,
            ..TollRange::default()
        };
        assert_eq!(figure(&toll(Some(15), Some(15), Some(15))), "killed 15");
        assert_eq!(figure(&toll(Some(20), Some(20), None)), "killed 20-");
        assert_eq!(figure(&toll(None, None, Some(60))), "killed -60");
    }
}
