//! Questions to the ledger.

use super::Answer;
use super::error::Problem;
use super::filter::Wanted;
use crate::shelf::Shelf;
use crate::tellings::{Telling, tellings};
use axum::Json;
use axum::extract::{Path, Query, State};
use selon_ledger::record::{Claim, Words};
use selon_ledger::{
    ActorCell, BlindItem, ClaimView, DispatchDetail, EditionHistory, Facets, IncidentDetail, IncidentList, Ledger,
    LedgerError, Order, Page,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// At most so many incidents are sent to the map.
const POINTS: usize = 5000;

/// At most so many words are sent to be coded blind.
const BLIND: usize = 60;

/// What is served.
#[derive(Debug, Serialize, ToSchema)]
pub struct Meta {
    /// Version of the program.
    version: &'static str,
    /// Name of the ledger's file.
    ledger: String,
    /// Whose name stands under decisions made here.
    author: String,
    /// So many dispatches are in the ledger.
    dispatches: usize,
    /// So many claims.
    claims: usize,
    /// So many incidents.
    incidents: usize,
    /// So many claims that a person looked at.
    reviewed: usize,
}

/// What is in the ledger.
#[utoipa::path(get, path = "/api/meta", tag = "read", responses((status = 200, body = Meta)))]
pub async fn meta(State(shelf): State<Shelf>) -> Answer<Meta> {
    let author = shelf.author().to_owned();
    let (census, path) = shelf
        .read(|ledger| Ok((ledger.census()?, ledger.path().to_owned())))
        .await?;
    let name = path.file_name();
    Ok(Json(Meta {
        version: env!("CARGO_PKG_VERSION"),
        ledger: name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        author,
        dispatches: census.dispatches,
        claims: census.claims,
        incidents: census.incidents,
        reviewed: census.reviewed,
    }))
}

/// Incidents of a filter, a stretch at a time.
#[utoipa::path(get, path = "/api/incidents", tag = "read", params(Wanted),
    responses((status = 200, body = IncidentList), (status = 400, body = Problem)))]
pub async fn incidents(State(shelf): State<Shelf>, Query(wanted): Query<Wanted>) -> Answer<IncidentList> {
    let (filter, page) = (wanted.filter()?, wanted.page()?);
    Ok(Json(shelf.read(move |ledger| ledger.incidents(&filter, page)).await?))
}

/// How the incidents of a filter are spread over countries, sides, events, states of review, and time.
#[utoipa::path(get, path = "/api/facets", tag = "read", params(Wanted),
    responses((status = 200, body = Facets), (status = 400, body = Problem)))]
pub async fn facets(State(shelf): State<Shelf>, Query(wanted): Query<Wanted>) -> Answer<Facets> {
    let filter = wanted.filter()?;
    Ok(Json(shelf.read(move |ledger| ledger.facets(&filter)).await?))
}

/// An incident on the map.
#[derive(Debug, Serialize, ToSchema)]
pub struct Point {
    /// Its id.
    id: String,
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lon: f64,
    /// How far from the point it may have been.
    radius_km: Option<f64>,
    /// How precise the place is.
    precision: String,
    /// The name of the place.
    name: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    kind: String,
    /// PLOVER mode.
    mode: Option<String>,
    /// Headline of its earliest dispatch.
    title: String,
    /// First day.
    when: Option<String>,
    /// The sides that take part.
    sides: Vec<String>,
    /// The most killed that anybody tells.
    killed: Option<u64>,
    /// How many disputes.
    disputes: usize,
}

/// The incidents of a filter that have a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct Points {
    /// So many incidents fit the filter.
    total: usize,
    /// So many of those looked at have no point.
    unplaced: usize,
    /// The others: the newest 5,000 at most.
    points: Vec<Point>,
}

/// Where the incidents of a filter were: the newest 5,000 at most.
#[utoipa::path(get, path = "/api/points", tag = "read", params(Wanted),
    responses((status = 200, body = Points), (status = 400, body = Problem)))]
pub async fn points(State(shelf): State<Shelf>, Query(wanted): Query<Wanted>) -> Answer<Points> {
    let filter = wanted.filter()?;
    let page = Page {
        offset: 0,
        limit: POINTS,
        order: Order::Newest,
    };
    let list = shelf.read(move |ledger| ledger.incidents(&filter, page)).await?;
    let mut unplaced = 0;
    let points = list.items.into_iter().filter_map(|incident| {
        let place = incident
            .place
            .filter(|place| place.lat.is_some() && place.lon.is_some());
        let Some(place) = place else {
            unplaced += 1;
            return None;
        };
        let killed = incident.tolls.iter().filter(|toll| toll.kind == "killed");
        Some(Point {
            id: incident.id,
            lat: place.lat?,
            lon: place.lon?,
            radius_km: place.radius_km,
            precision: place.precision,
            name: place.name,
            kind: incident.kind,
            mode: incident.mode,
            title: incident.title,
            when: incident.when.map(|when| when.from),
            sides: incident.sides,
            killed: killed.filter_map(|toll| toll.high.or(toll.best).or(toll.low)).max(),
            disputes: incident.disputes,
        })
    });
    let points = points.collect();
    Ok(Json(Points {
        total: list.total,
        unplaced,
        points,
    }))
}

/// An incident as the page shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct IncidentSheet {
    /// What the ledger knows of it.
    #[serde(flatten)]
    detail: IncidentDetail,
    /// What is told, as rows across the versions.
    tellings: Vec<Telling>,
    /// The sentence of each claim, by the claim's id; absent where the ledger has no text.
    sentences: BTreeMap<String, Words>,
}

/// One incident with its versions, claims, disputes and reasons. The id of any of its claims leads to it.
#[utoipa::path(get, path = "/api/incidents/{id}", tag = "read", params(("id" = String, Path, description = "Of the incident, or of a claim of it.")),
    responses((status = 200, body = IncidentSheet), (status = 404, body = Problem)))]
pub async fn incident(State(shelf): State<Shelf>, Path(id): Path<String>) -> Answer<IncidentSheet> {
    let sheet = shelf.read(move |ledger| {
        let detail = ledger.incident(&id)?;
        let sentences = sentences(ledger, &detail.claims)?;
        let tellings = tellings(&detail);
        Ok(IncidentSheet {
            detail,
            tellings,
            sentences,
        })
    });
    let sheet = sheet.await?;
    shelf.show(sheet.detail.claims.iter().map(|view| &view.dispatch));
    Ok(Json(sheet))
}

/// The sentences that these claims stand in.
fn sentences(ledger: &Ledger, claims: &[ClaimView]) -> Result<BTreeMap<String, Words>, LedgerError> {
    let mut texts: BTreeMap<&str, Option<Vec<char>>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for view in claims {
        let text = match texts.get(view.dispatch.as_str()) {
            Some(text) => text,
            None => {
                let text = ledger.dispatch(&view.dispatch)?.text.map(|text| text.chars().collect());
                texts.entry(&view.dispatch).or_insert(text)
            }
        };
        if let Some(words) = text.as_deref().and_then(|text| sentence(text, &view.claim)) {
            found.insert(view.claim.id.clone(), words);
        }
    }
    Ok(found)
}

fn sentence(text: &[char], claim: &Claim) -> Option<Words> {
    let (start, end) = (claim.sentence.start, claim.sentence.end);
    let words = text.get(start..end)?;
    Some(Words {
        text: words.iter().collect(),
        start,
        end,
    })
}

/// Whether the coding of the machine and of others is left out.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Sight {
    /// `true`: nothing is sent but what the reader coded blind.
    blind: bool,
}

/// A dispatch as the page shows it.
#[derive(Debug, Serialize, ToSchema)]
pub struct DispatchSheet {
    /// What the ledger knows of it.
    #[serde(flatten)]
    detail: DispatchDetail,
    /// Whether the reader has seen the coding of it, here or before: then nothing coded in it now is blind.
    seen: bool,
}

/// One dispatch with its text, its claims, its editions and near copies.
#[utoipa::path(get, path = "/api/dispatches/{id}", tag = "read", params(("id" = String, Path, description = "Of the dispatch."), Sight),
    responses((status = 200, body = DispatchSheet), (status = 404, body = Problem)))]
pub async fn dispatch(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Query(sight): Query<Sight>,
) -> Answer<DispatchSheet> {
    let author = shelf.author().to_owned();
    let sheet = shelf.read(move |ledger| {
        let detail = if sight.blind {
            ledger.dispatch_blind(&id, &author)?
        } else {
            ledger.dispatch(&id)?
        };
        let seen = ledger.sighted(&id, &author)?;
        Ok(DispatchSheet { detail, seen })
    });
    let mut sheet = sheet.await?;
    if !sight.blind {
        shelf.show([&sheet.detail.dispatch.id]);
    }
    sheet.seen |= shelf.was_shown(&sheet.detail.dispatch.id);
    Ok(Json(sheet))
}

/// Who said what about whom, in the incidents of a filter.
#[utoipa::path(get, path = "/api/actors", tag = "read", params(Wanted),
    responses((status = 200, body = Vec<ActorCell>), (status = 400, body = Problem)))]
pub async fn actors(State(shelf): State<Shelf>, Query(wanted): Query<Wanted>) -> Answer<Vec<ActorCell>> {
    let filter = wanted.filter()?;
    Ok(Json(shelf.read(move |ledger| ledger.actors(&filter)).await?))
}

/// The editions of a dispatch's story, earliest first, and what changed from each to the next: words, and claims that came, went or changed.
#[utoipa::path(get, path = "/api/dispatches/{id}/editions", tag = "read", params(("id" = String, Path, description = "Of the dispatch."), Sight),
    responses((status = 200, body = EditionHistory), (status = 404, body = Problem)))]
pub async fn editions(
    State(shelf): State<Shelf>,
    Path(id): Path<String>,
    Query(sight): Query<Sight>,
) -> Answer<EditionHistory> {
    let mut history = shelf.read(move |ledger| ledger.editions(&id)).await?;
    if sight.blind {
        for change in &mut history.changes {
            change.claims.clear();
            change.claims_same = 0;
        }
    } else {
        shelf.show(history.editions.iter().map(|edition| &edition.id));
    }
    Ok(Json(history))
}

/// Claims that wait for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct Queue {
    /// So many there are.
    total: usize,
    /// Those asked for, what matters most first.
    items: Vec<ClaimView>,
    /// The sentence of each, by the claim's id.
    sentences: BTreeMap<String, Words>,
}

/// Claims to review: disputed ones, high tolls and low confidence first.
#[utoipa::path(get, path = "/api/queue", tag = "read", params(Wanted),
    responses((status = 200, body = Queue), (status = 400, body = Problem)))]
pub async fn queue(State(shelf): State<Shelf>, Query(wanted): Query<Wanted>) -> Answer<Queue> {
    let (filter, page) = (wanted.filter()?, wanted.page()?);
    let queue = shelf.read(move |ledger| {
        let (total, items) = ledger.queue(&filter, page)?;
        let sentences = sentences(ledger, &items)?;
        Ok(Queue {
            total,
            items,
            sentences,
        })
    });
    let queue = queue.await?;
    shelf.show(queue.items.iter().map(|view| &view.dispatch));
    Ok(Json(queue))
}

/// Words that wait to be coded blind.
#[derive(Debug, Serialize, ToSchema)]
pub struct BlindQueue {
    /// So many there are.
    total: usize,
    /// Those asked for, what matters most first.
    items: Vec<BlindItem>,
}

/// Words to code blind: their sentence, and nothing of the coding of the machine or of others. Left out are dispatches whose coding the reader has seen.
#[utoipa::path(get, path = "/api/queue/blind", tag = "read", responses((status = 200, body = BlindQueue)))]
pub async fn queue_blind(State(shelf): State<Shelf>) -> Answer<BlindQueue> {
    let author = shelf.author().to_owned();
    let page = Page {
        offset: 0,
        limit: usize::MAX,
        ..Page::default()
    };
    let (_, mut items) = shelf.read(move |ledger| ledger.queue_blind(&author, page)).await?;
    items.retain(|item| !shelf.was_shown(&item.dispatch));
    let total = items.len();
    items.truncate(BLIND);
    Ok(Json(BlindQueue { total, items }))
}
