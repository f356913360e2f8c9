//! The interface under the page: JSON over HTTP, described as OpenAPI.

mod decisions;
mod error;
mod export;
mod filter;
mod questions;

use crate::shelf::Shelf;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Selon's page",
        description = "What `selon serve` answers, on this machine. All offsets count Unicode scalar values in the dispatch's text; a claim is that of docs/record.schema.json.",
        license(name = "MIT OR Apache-2.0")
    ),
    tags(
        (name = "read", description = "Questions. They change nothing."),
        (name = "review", description = "Decisions of a person. Each is kept as a revision with author and time; nothing is overwritten. A request must carry the header `x-selon` and JSON, and come from the page's own origin."),
    )
)]
struct Description;

fn routes() -> OpenApiRouter<Shelf> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(questions::meta))
        .routes(routes!(questions::incidents))
        .routes(routes!(questions::incident))
        .routes(routes!(questions::facets))
        .routes(routes!(questions::points))
        .routes(routes!(questions::dispatch))
        .routes(routes!(questions::editions))
        .routes(routes!(questions::actors))
        .routes(routes!(questions::queue))
        .routes(routes!(questions::queue_blind))
        .routes(routes!(export::export))
        .routes(routes!(decisions::accept))
        .routes(routes!(decisions::reject))
        .routes(routes!(decisions::nothing))
        .routes(routes!(decisions::comment))
        .routes(routes!(decisions::correct))
        .routes(routes!(decisions::add))
        .routes(routes!(decisions::undo))
        .routes(routes!(decisions::merge))
        .routes(routes!(decisions::split))
        .routes(routes!(decisions::move_claim))
        .routes(routes!(decisions::rate))
}

/// The description of the interface, as OpenAPI 3.1 in JSON. The same as `docs/openapi.json`.
pub fn openapi() -> String {
    let description = routes().into_openapi();
    let mut text = description.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// The questions and decisions under `/api`.
pub fn router() -> Router<Shelf> {
    let (router, description) = routes().split_for_parts();
    router.route("/api/openapi.json", get(move || async move { Json(description) }))
}

/// An answer or a refusal.
type Answer<T> = Result<Json<T>, error::Refusal>;
