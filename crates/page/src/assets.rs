//! The page itself: markup, script, style, fonts and outlines, kept inside the program.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// The addresses that the page itself divides into views.
const VIEWS: [&str; 6] = [
    "/",
    "/incidents/{id}",
    "/dispatches/{id}",
    "/review",
    "/actors",
    "/export",
];

/// Pages and assets.
pub fn router() -> Router {
    let mut router = Router::new().route("/static/{*path}", get(asset));
    for view in VIEWS {
        router = router.route(view, get(page));
    }
    router
}

/// Anything else.
pub async fn missing() -> Response {
    let words = serde_json::json!({ "error": "there is nothing at this address" });
    (StatusCode::NOT_FOUND, axum::Json(words)).into_response()
}

async fn page(headers: HeaderMap) -> Response {
    send("index.html", &headers).await
}

async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    send(&format!("static/{path}"), &headers).await
}

async fn send(path: &str, headers: &HeaderMap) -> Response {
    let Some(file) = Assets::get(path) else {
        return missing().await;
    };
    let tag: String = file
        .metadata
        .sha256_hash()
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tag = format!("\"{tag}\"");
    // The browser asks each time whether its copy is still good: a newer program shows its own page.
    let known = headers
        .get(IF_NONE_MATCH)
        .is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let about = [
        (ETAG, tag),
        (CACHE_CONTROL, "no-cache".to_owned()),
        (CONTENT_TYPE, kind(path).to_owned()),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, file.data).into_response()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
