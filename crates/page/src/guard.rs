//! Who may ask. A browser holds many pages at once; only ours may talk to the ledger.
//!
//! - A foreign `Host` is refused: another name that is made to point at this machine (DNS rebinding) gets nothing.
//! - A foreign `Origin`, or a request that the browser itself marks as coming from elsewhere, is refused.
//! - A request that writes must carry a header that pages of other origins cannot send, and JSON.
//! - Every answer forbids scripts, styles, images and connections from anywhere but here, and forbids being framed.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// The header that a writing request must carry. Its value is of no account: a page of another origin cannot set it without asking, and the
/// question is never answered.
const OURS: &str = "x-selon";

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Which names this service goes by.
#[derive(Clone, Debug)]
pub struct Gate {
    names: Arc<Vec<String>>,
    /// Whether others than this machine may ask.
    open: bool,
}

impl Gate {
    /// A gate for a service that listens on `host` and is also known by `names`.
    pub fn new(host: IpAddr, names: Vec<String>) -> Gate {
        let mut names: Vec<String> = names.into_iter().map(|name| name.to_ascii_lowercase()).collect();
        names.push("localhost".to_owned());
        Gate {
            names: Arc::new(names),
            open: !host.is_loopback(),
        }
    }

    /// Whether `host`, with or without a port, names this service.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host);
        match name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            // A number cannot be made to point elsewhere, as a name can.
            Ok(address) => address.is_loopback() || self.open,
            Err(_) => self.names.iter().any(|known| known.eq_ignore_ascii_case(name)),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if port.bytes().all(|byte| byte.is_ascii_digit()) && (!name.contains(':') || name.ends_with(']')) =>
        {
            name
        }
        _ => host,
    }
}

fn text(headers: &HeaderMap, name: impl axum::http::header::AsHeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

/// Lets a request pass or says why not.
pub async fn admit(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    match refusal(&gate, &request) {
        None => next.run(request).await,
        Some((status, words)) => (status, axum::Json(serde_json::json!({ "error": words }))).into_response(),
    }
}

fn refusal(gate: &Gate, request: &Request) -> Option<(StatusCode, &'static str)> {
    let headers = request.headers();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let host = text(headers, HOST).unwrap_or_default();
    if !gate.knows(host) {
        return Some((
            StatusCode::FORBIDDEN,
            "this name is not mine: ask for 127.0.0.1 or localhost, or start `selon serve` with --name",
        ));
    }
    if let Some(origin) = text(headers, ORIGIN)
        && origin.strip_prefix("http://") != Some(host)
    {
        return Some((StatusCode::FORBIDDEN, "a page of another origin may not ask here"));
    }
    // A link from elsewhere may open the page; nothing else from elsewhere may ask for anything.
    let site = text(headers, "sec-fetch-site").unwrap_or("none");
    let opens = reads
        && text(headers, "sec-fetch-mode") == Some("navigate")
        && text(headers, "sec-fetch-dest") == Some("document")
        && !request.uri().path().starts_with("/api/");
    if !matches!(site, "none" | "same-origin") && !opens {
        return Some((StatusCode::FORBIDDEN, "a page of another origin may not ask here"));
    }
    if !reads {
        if !headers.contains_key(OURS) {
            return Some((
                StatusCode::FORBIDDEN,
                "a request that writes must carry the header `x-selon`",
            ));
        }
        let json = text(headers, CONTENT_TYPE).is_some_and(|kind| {
            kind.split(';')
                .next()
                .is_some_and(|kind| kind.trim() == "application/json")
        });
        if !json {
            return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "a request that writes must be JSON"));
        }
    }
    None
}

/// Closes every answer against what is not ours.
pub async fn seal(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Sensitive texts stay out of the browser's store, unless an asset says otherwise.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn only_names_of_this_machine_are_known() {
        let gate = Gate::new(IpAddr::V4(Ipv4Addr::LOCALHOST), vec!["Desk".to_owned()]);
        for host in [
            "localhost",
            "localhost:8100",
            "127.0.0.1:8100",
            "[::1]:8100",
            "[::1]",
            "desk:1",
            "LOCALHOST",
        ] {
            assert!(gate.knows(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "localhost.example.org",
            "192.0.2.7:8100",
            "127.0.0.1.example.org",
            "a:b:c",
        ] {
            assert!(!gate.knows(host), "{host}");
        }
        let open = Gate::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), Vec::new());
        assert!(open.knows("192.0.2.7:8100"));
        assert!(!open.knows("example.org:8100"));
    }
}
