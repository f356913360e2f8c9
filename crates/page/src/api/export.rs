//! The incidents of a filter as files, sent while they are made: an export of a large ledger needs no more memory than a small one.

use super::error::{Problem, Refusal};
use super::filter::Wanted;
use crate::shelf::Shelf;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use selon_ledger::Format;
use serde::Deserialize;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use utoipa::IntoParams;

/// So many bytes are sent at a time.
const PIECE: usize = 64 * 1024;

/// The form of the file.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Form {
    /// `csv`: one line a claim. `incidents.csv`: one line an incident. `jsonl`: one object an incident, with versions, claims and disputes.
    /// `geojson`: one point an incident that has a place.
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
    let (format, kind, name) = match form.format.as_str() {
        "csv" => (Format::Csv, "text/csv; charset=utf-8", "selon.csv"),
        "incidents.csv" => (Format::IncidentsCsv, "text/csv; charset=utf-8", "selon-incidents.csv"),
        "jsonl" => (Format::Jsonl, "application/x-ndjson", "selon.jsonl"),
        "geojson" => (Format::GeoJson, "application/geo+json", "selon.geojson"),
        other => {
            return Err(Refusal::unclear(format!(
                "`format` is csv, incidents.csv, jsonl or geojson, not `{other}`"
            )));
        }
    };
    // A day that is none is refused before anything is sent.
    let checked = filter.clone();
    shelf
        .read(move |ledger| {
            ledger.incidents(
                &checked,
                selon_ledger::Page {
                    limit: 0,
                    ..Default::default()
                },
            )
        })
        .await?;
    let (sender, receiver) = channel(4);
    tokio::spawn(async move {
        let end = sender.clone();
        let made = shelf.read(move |ledger| {
            let mut out = Pieces {
                sender,
                held: Vec::with_capacity(PIECE),
            };
            ledger.export(&filter, format, &mut out)?;
            // The receiver is gone when the browser is: no failure of ours.
            let _ = out.flush();
            Ok(())
        });
        if let Err(error) = made.await {
            // The file breaks off instead of ending as if it were whole.
            let _ = end.send(Err(io::Error::other(error))).await;
        }
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(Sent(receiver))).into_response())
}

/// Bytes on their way to the browser.
struct Pieces {
    sender: Sender<io::Result<Bytes>>,
    held: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::take(&mut self.held));
        let sent = self.sender.blocking_send(Ok(piece));
        sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the browser went away"))
    }
}

/// What arrives of them.
struct Sent(Receiver<io::Result<Bytes>>);

impl Stream for Sent {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}
