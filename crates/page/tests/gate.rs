//! Who may ask, and what every answer forbids.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use selon_ledger::Ledger;
use selon_page::{REQUEST_BYTES, Settings, router};
use tempfile::TempDir;
use tower::ServiceExt;

struct Page {
    router: Router,
    _folder: TempDir,
}

fn page() -> Page {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    drop(Ledger::open(&path).expect("a new ledger"));
    Page {
        router: router(&Settings::new(path)).expect("a page"),
        _folder: folder,
    }
}

impl Page {
    fn ask(&self, request: Request<Body>) -> Response<Body> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        runtime
            .block_on(self.router.clone().oneshot(request))
            .expect("an answer")
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        self.ask(request("GET", path, headers, Body::empty()))
    }
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "127.0.0.1:8178");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body).expect("a request")
}

#[test]
fn the_page_and_its_questions_are_answered() {
    let page = page();
    for path in [
        "/",
        "/incidents/0123456789abcdef",
        "/review",
        "/actors",
        "/export",
        "/static/page.js",
        "/api/meta",
        "/api/incidents",
        "/api/openapi.json",
    ] {
        assert_eq!(page.get(path, &[]).status(), StatusCode::OK, "{path}");
    }
    for path in [
        "/nothing",
        "/static/none.js",
        "/static/../index.html",
        "/static/%2e%2e/index.html",
        "/api/none",
        "/api/incidents/0123456789abcdef",
    ] {
        assert_eq!(page.get(path, &[]).status(), StatusCode::NOT_FOUND, "{path}");
    }
    for path in [
        "/api/incidents?toll=many",
        "/api/incidents?from=yesterday",
        "/api/incidents?order=upwards",
        "/api/export?format=xls",
    ] {
        assert_eq!(page.get(path, &[]).status(), StatusCode::BAD_REQUEST, "{path}");
    }
}

#[test]
fn a_foreign_host_is_refused() {
    let page = page();
    for host in [
        "example.org",
        "example.org:8178",
        "127.0.0.1.example.org",
        "192.0.2.7:8178",
        "",
    ] {
        for path in ["/", "/static/page.js", "/api/incidents"] {
            let status = page.get(path, &[("host", host)]).status();
            assert_eq!(status, StatusCode::FORBIDDEN, "{host} {path}");
        }
    }
    assert_eq!(page.get("/", &[("host", "localhost:8178")]).status(), StatusCode::OK);
    assert_eq!(page.get("/", &[("host", "[::1]:8178")]).status(), StatusCode::OK);
}

#[test]
fn a_foreign_origin_is_refused() {
    let page = page();
    for origin in [
        "http://example.org",
        "null",
        "https://127.0.0.1:8178",
        "http://127.0.0.1:9999",
        "http://localhost:8178",
    ] {
        let status = page.get("/api/incidents", &[("origin", origin)]).status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{origin}");
    }
    let own = page.get("/api/incidents", &[("origin", "http://127.0.0.1:8178")]);
    assert_eq!(own.status(), StatusCode::OK);
}

#[test]
fn what_the_browser_marks_as_foreign_is_refused_save_a_link_to_the_page() {
    let page = page();
    for site in ["cross-site", "same-site"] {
        let status = page.get("/api/incidents", &[("sec-fetch-site", site)]).status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{site}");
        let link = [
            ("sec-fetch-site", site),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        assert_eq!(page.get("/", &link).status(), StatusCode::OK, "{site}");
        assert_eq!(
            page.get("/api/export?format=csv", &link).status(),
            StatusCode::FORBIDDEN,
            "{site}"
        );
        let frame = [
            ("sec-fetch-site", site),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ];
        assert_eq!(page.get("/", &frame).status(), StatusCode::FORBIDDEN, "{site}");
    }
}

#[test]
fn writing_takes_our_header_and_json() {
    let page = page();
    let json = ("content-type", "application/json");
    let ours = ("x-selon", "page");
    let write = |headers: &[(&str, &str)]| {
        page.ask(request("POST", "/api/undo", headers, Body::from("{}")))
            .status()
    };
    assert_eq!(write(&[json]), StatusCode::FORBIDDEN);
    assert_eq!(write(&[ours]), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    // What a form of another page can send without being asked.
    assert_eq!(
        write(&[ours, ("content-type", "text/plain")]),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(
        write(&[ours, json, ("origin", "http://example.org")]),
        StatusCode::FORBIDDEN
    );
    assert!(write(&[ours, json]).is_success());
}

#[test]
fn an_oversized_body_is_refused() {
    let page = page();
    let headers = [("content-type", "application/json"), ("x-selon", "page")];
    let large = "x".repeat(REQUEST_BYTES + 1);
    let told = page.ask(request(
        "POST",
        "/api/undo",
        &[headers[0], headers[1], ("content-length", &large.len().to_string())],
        Body::from(large.clone()),
    ));
    assert_eq!(told.status(), StatusCode::PAYLOAD_TOO_LARGE);
    // One that does not tell its length is cut off while it is read.
    let untold = page.ask(request(
        "POST",
        "/api/claims/0123456789abcdef/comment",
        &headers,
        Body::from(large),
    ));
    assert!(untold.status().is_client_error(), "{}", untold.status());
}

#[test]
fn every_answer_forbids_what_is_not_ours() {
    let page = page();
    for path in ["/", "/api/meta", "/nothing", "/static/page.js"] {
        let answer = page.get(path, &[]);
        let header = |name: &str| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'")
                && policy.contains("script-src 'self';")
                && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
    }
    let answer = page.get("/api/meta", &[]);
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[test]
fn a_refusal_is_sealed_too() {
    let page = page();
    let answer = page.get("/", &[("host", "example.org")]);
    assert!(answer.headers().contains_key("content-security-policy"));
}
