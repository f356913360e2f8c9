//! The description of the interface in `docs` is what the program says.

use std::path::Path;

#[test]
fn the_description_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let said = selon_page::openapi();
    if std::env::var("SELON_OPENAPI").is_ok_and(|value| value == "write") {
        std::fs::write(&path, said).expect("docs/openapi.json can be written");
        return;
    }
    let told = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        told == said,
        "docs/openapi.json: the interface is another now; look at it, then run\n  SELON_OPENAPI=write cargo test -p selon-page --test openapi"
    );
}

/// Every address of the description begins with `/api/`, tells what it does, and has an answer.
#[test]
fn every_question_is_described() {
    let description: serde_json::Value = serde_json::from_str(&selon_page::openapi()).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    assert!(paths.len() >= 9, "{}", paths.len());
    for (path, methods) in paths {
        assert!(path.starts_with("/api/"), "{path}");
        for (method, operation) in methods.as_object().expect("methods") {
            assert!(operation["summary"].is_string(), "{method} {path} has no summary");
            assert!(
                operation["responses"]["200"].is_object(),
                "{method} {path} has no answer"
            );
        }
    }
}
