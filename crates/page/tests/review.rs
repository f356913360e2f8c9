//! Decisions over the interface, on a ledger of two dispatches that tell one clash.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use selon_ledger::{Ledger, Record};
use selon_page::{Settings, router};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

const ARMENIA: &str = "Fifteen soldiers died on Tuesday, Yerevan said. Baku denies it.";
const AZERBAIJAN: &str = "Armenian forces shelled our posts on Tuesday, Baku said.";

fn at(text: &str, words: &str) -> (usize, usize) {
    let start = text.find(words).unwrap_or_else(|| panic!("`{words}` in `{text}`"));
    (start, start + words.len())
}

fn actor(text: &str, code: &str, words: &str) -> Value {
    let (start, end) = at(text, words);
    let mut parts = code.split('.');
    json!({ "code": code, "country": parts.next(), "sector": parts.next(), "role": null, "name": null, "text": words, "start": start, "end": end })
}

struct Told<'a> {
    id: &'a str,
    trigger: &'a str,
    actor: Value,
    recipient: Value,
    speaker: Value,
    killed: Option<(&'a str, u64)>,
}

fn claim(text: &str, told: Told) -> Value {
    let (start, end) = at(text, told.trigger);
    let (from, to) = at(text, "Tuesday");
    let toll = told.killed.map(|(words, number)| {
        let (start, end) = at(text, words);
        json!({ "kind": "killed", "low": number, "best": number, "high": number, "approx": false, "who": null, "group": "soldiers",
            "part_of": null, "superseded": false, "text": words, "start": start, "end": end })
    });
    json!({
        "id": told.id, "sentence": { "index": 0, "start": 0, "end": text.find('.').map_or(text.len(), |at| at + 1) },
        "trigger": { "text": told.trigger, "start": start, "end": end },
        "event": { "type": "ASSAULT", "mode": "heavy-weapons", "contexts": ["military"], "cameo": "194", "concept": "shell" },
        "about": null, "actors": [told.actor], "recipients": [told.recipient],
        "said_by": [{ "actor": told.speaker, "verb": "said", "stance": "asserts", "quote": "indirect", "start": null, "end": null }],
        "status": "actual", "unconfirmed": false, "background": false,
        "when": { "start": "2021-11-16", "end": "2021-11-16", "precision": "day", "candidates": [], "text": "Tuesday", "text_start": from, "text_end": to },
        "where": null, "toll": toll.into_iter().collect::<Vec<_>>(), "means": [], "confidence": 0.8,
    })
}

/// The id of a dispatch: a hash of its text.
fn id(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..32].to_owned()
}

fn record(text: &str, claim: Value) -> Record {
    let length = text.chars().count();
    let value = json!({
        "selon": { "version": "0.1.0", "models": {}, "packs": {} },
        "dispatch": {
            "id": id(text), "source": "test.txt", "text": text,
            "spans": { "headline": null, "agency": null, "body": [{ "start": 0, "end": length }], "credits": [] },
            "language": "en", "agency": "Northgate News", "url": null, "edition": "plain",
            "published": { "start": "2021-11-17", "end": "2021-11-17", "precision": "day", "text": null, "text_start": null, "text_end": null },
            "dateline": [], "dateline_within": [], "headline": null, "credits": [],
        },
        "claims": [claim], "unread": [],
    });
    serde_json::from_value(value).expect("a record")
}

const FIRST: &str = "a000000000000001";
const SECOND: &str = "b000000000000002";

struct Page {
    router: Router,
    runtime: tokio::runtime::Runtime,
    _folder: TempDir,
}

fn page() -> Page {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let first = claim(
        ARMENIA,
        Told {
            id: FIRST,
            trigger: "died",
            actor: actor(ARMENIA, "AZE.MIL", "Baku"),
            recipient: actor(ARMENIA, "ARM.MIL", "Fifteen soldiers"),
            speaker: actor(ARMENIA, "ARM.GOV", "Yerevan"),
            killed: Some(("Fifteen soldiers", 15)),
        },
    );
    let second = claim(
        AZERBAIJAN,
        Told {
            id: SECOND,
            trigger: "shelled",
            actor: actor(AZERBAIJAN, "ARM.MIL", "Armenian forces"),
            recipient: actor(AZERBAIJAN, "AZE.MIL", "our posts"),
            speaker: actor(AZERBAIJAN, "AZE.GOV", "Baku"),
            killed: None,
        },
    );
    let records = [record(ARMENIA, first), record(AZERBAIJAN, second)];
    Ledger::open(&path).expect("a ledger").add(&records).expect("added");
    let mut settings = Settings::new(path);
    settings.author = "Ada".to_owned();
    Page {
        router: router(&settings).expect("a page"),
        runtime: tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .expect("a runtime"),
        _folder: folder,
    }
}

impl Page {
    fn text(&self, method: &str, path: &str, body: Option<Value>) -> (StatusCode, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("x-selon", "test")
            .header("content-type", "application/json")
            .body(body.map_or_else(Body::empty, |body| Body::from(body.to_string())))
            .expect("a request");
        self.runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.expect("an answer");
            let status = answer.status();
            let bytes = to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
            (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
        })
    }

    fn json(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (status, text) = self.text(method, path, body);
        assert_eq!(status, StatusCode::OK, "{method} {path}: {text}");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{method} {path}: {error}: {text}"))
    }

    fn refused(&self, method: &str, path: &str, body: Value) -> (StatusCode, String) {
        let (status, text) = self.text(method, path, Some(body));
        assert!(status.is_client_error(), "{method} {path}: {status} {text}");
        (status, text)
    }

    fn claim(&self) -> Value {
        let dispatch = self.json("GET", &format!("/api/dispatches/{}", id(ARMENIA)), None);
        dispatch["claims"][0].clone()
    }
}

#[test]
fn every_decision_is_kept_and_can_be_taken_back() {
    let page = page();
    let path = format!("/api/claims/{FIRST}");
    let before = page.claim();
    assert_eq!(before["review"], "unreviewed");
    let accepted = page.json("POST", &format!("{path}/accept"), Some(json!({})));
    assert_eq!(accepted["review"], "accepted");
    let corrected = page.json(
        "PATCH",
        &path,
        Some(json!({ "fields": { "status": "denied", "recipients": [] }, "note": "the second sentence" })),
    );
    assert_eq!(
        (&corrected["review"], &corrected["claim"]["status"]),
        (&json!("corrected"), &json!("denied"))
    );
    assert_eq!(corrected["machine"]["status"], "actual");
    assert_eq!(corrected["comments"][0]["what"]["text"], "the second sentence");
    assert_eq!(corrected["comments"][0]["author"], "Ada");
    // A correction and its remark are taken back together.
    let undone = page.json("POST", "/api/undo", Some(json!({})));
    assert_eq!(
        (&undone["claim"], &undone["dispatch"]),
        (&json!(FIRST), &json!(id(ARMENIA)))
    );
    assert_eq!(page.claim()["review"], "accepted");
    page.json("POST", "/api/undo", Some(json!({})));
    assert_eq!(page.claim()["review"], "unreviewed");
    assert_eq!(page.claim()["claim"], before["claim"]);
    assert_eq!(page.json("POST", "/api/undo", Some(json!({})))["undone"], "");
}

#[test]
fn a_claim_is_added_by_hand() {
    let page = page();
    let (start, end) = at(ARMENIA, "denies");
    let mut added = page.claim()["claim"].clone();
    added["trigger"] = json!({ "text": "denies", "start": start, "end": end });
    added["status"] = json!("denied");
    let path = format!("/api/dispatches/{}/claims", id(ARMENIA));
    let view = page.json("POST", &path, Some(json!({ "claim": added })));
    assert_eq!(
        (&view["origin"], &view["claim"]["trigger"]["text"]),
        (&json!("person"), &json!("denies"))
    );
    added["trigger"]["end"] = json!(9999);
    page.refused("POST", &path, json!({ "claim": added }));
}

#[test]
fn incidents_are_parted_and_joined() {
    let page = page();
    let list = page.json("GET", "/api/incidents", None);
    let together = list["total"] == 1;
    if together {
        page.json(
            "POST",
            &format!("/api/incidents/{FIRST}/split"),
            Some(json!({ "claims": [SECOND] })),
        );
        assert_eq!(page.json("GET", "/api/incidents", None)["total"], 2);
    }
    let joined = page.json(
        "POST",
        &format!("/api/incidents/{FIRST}/merge"),
        Some(json!({ "with": SECOND })),
    );
    assert_eq!(page.json("GET", "/api/incidents", None)["total"], 1);
    let sheet = page.json(
        "GET",
        &format!("/api/incidents/{}", joined["incident"].as_str().expect("an id")),
        None,
    );
    assert_eq!(sheet["versions"].as_array().map(Vec::len), Some(2));
    // Each does it to the other: two rows, with the sentence of each claim.
    assert_eq!(sheet["tellings"].as_array().map(Vec::len), Some(2));
    assert_eq!(sheet["sentences"][SECOND]["text"], AZERBAIJAN);
    page.json(
        "POST",
        &format!("/api/incidents/{FIRST}/rate"),
        Some(json!({ "side": "ARM", "reliability": "B", "credibility": 2 })),
    );
    let rated = page.json("GET", &format!("/api/incidents/{FIRST}"), None);
    let version = rated["versions"]
        .as_array()
        .and_then(|list| list.iter().find(|one| one["side"] == "ARM"))
        .cloned()
        .expect("a version");
    assert_eq!(
        (&version["reliability"], &version["credibility"]),
        (&json!("B"), &json!(2))
    );
    page.refused(
        "POST",
        &format!("/api/incidents/{FIRST}/rate"),
        json!({ "side": "ARM", "reliability": "Z" }),
    );
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let page = page();
    let path = format!("/api/claims/{FIRST}");
    let (status, text) = page.refused("POST", "/api/claims/0000000000000000/accept", json!({}));
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(text.contains("0000000000000000"), "{text}");
    for fields in [json!({ "id": "0000000000000000" }), json!({ "status": 7 }), json!({})] {
        page.refused("PATCH", &path, json!({ "fields": fields }));
    }
    page.refused("POST", &format!("{path}/comment"), json!({ "note": "  " }));
    page.refused("PATCH", &path, json!({ "no": "fields" }));
    assert_eq!(page.claim()["review"], "unreviewed");
}

#[test]
fn the_lists_and_the_files_agree() {
    let page = page();
    let queue = page.json("GET", "/api/queue", None);
    assert_eq!(queue["total"], 2);
    assert!(
        queue["sentences"][FIRST]["text"]
            .as_str()
            .is_some_and(|words| words.ends_with("Yerevan said."))
    );
    let cells = page.json("GET", "/api/actors", None);
    assert!(cells.as_array().is_some_and(|cells| {
        cells
            .iter()
            .any(|cell| cell["speaker"] == "ARM" && cell["actor"] == "AZE")
    }));
    let facets = page.json("GET", "/api/facets?side=ARM", None);
    assert!(
        facets["sides"]
            .as_array()
            .is_some_and(|sides| sides.iter().any(|side| side["value"] == "ARM"))
    );
    let points = page.json("GET", "/api/points", None);
    assert_eq!(points["total"], points["unplaced"]);
    let (status, table) = page.text("GET", "/api/export?format=csv", None);
    assert_eq!((status, table.lines().count()), (StatusCode::OK, 3));
    let (_, lines) = page.text("GET", "/api/export?format=jsonl&toll=10", None);
    assert_eq!(lines.lines().count(), 1);
    assert_eq!(page.json("GET", "/api/incidents?toll=16", None)["total"], 0);
    let map = page.json("GET", "/api/export?format=geojson", None);
    assert_eq!(map["features"], json!([]));
}

#[test]
fn the_editions_of_a_dispatch_are_told() {
    let page = page();
    // Alone it has no difference; an unknown one is named.
    let history = page.json("GET", &format!("/api/dispatches/{}/editions", id(ARMENIA)), None);
    assert_eq!(history["dispatch"], id(ARMENIA));
    assert_eq!(
        (history["editions"].as_array().map(Vec::len), &history["changes"]),
        (Some(1), &json!([]))
    );
    let (status, text) = page.text("GET", "/api/dispatches/0000/editions", None);
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(text.contains("there is no dispatch `0000` in the ledger"), "{text}");
}

#[test]
fn what_is_coded_blind_is_marked_and_nothing_of_the_coding_is_sent_before() {
    let page = page();
    let dispatch = format!("/api/dispatches/{}", id(ARMENIA));
    let queue = page.json("GET", "/api/queue/blind", None);
    assert_eq!(queue["total"], 2);
    let item = queue["items"]
        .as_array()
        .and_then(|items| items.iter().find(|item| item["claim"] == FIRST))
        .cloned()
        .expect("an item");
    assert_eq!(
        (&item["words"]["text"], &item["sentence"]["text"]),
        (
            &json!("died"),
            &json!("Fifteen soldiers died on Tuesday, Yerevan said.")
        )
    );
    let (_, sheet) = page.text("GET", &format!("{dispatch}?blind=true"), None);
    for coding in ["ASSAULT", "AZE.MIL", "shell", FIRST] {
        assert!(!sheet.contains(coding), "{coding} in {sheet}");
    }
    let sheet: Value = serde_json::from_str(&sheet).expect("JSON");
    assert_eq!((&sheet["claims"], &sheet["seen"]), (&json!([]), &json!(false)));
    let (start, end) = at(ARMENIA, "died");
    let mut own = json!({
        "id": "", "sentence": { "index": 0, "start": 0, "end": 47 }, "trigger": { "text": "died", "start": start, "end": end },
        "event": { "type": "COERCE", "mode": null, "contexts": [], "cameo": "170", "concept": "coerce" }, "about": null,
        "actors": [], "recipients": [], "said_by": [], "status": "actual", "unconfirmed": false, "background": false,
        "when": null, "where": null, "toll": [], "means": [], "confidence": 1.0,
    });
    let added = page.json(
        "POST",
        &format!("{dispatch}/claims"),
        Some(json!({ "claim": own, "blind": true })),
    );
    assert_eq!(
        (&added["blind"], &added["review"], &added["author"], &added["incident"]),
        (&json!(true), &json!("blind"), &json!("Ada"), &Value::Null)
    );
    let path = format!("/api/claims/{}", added["claim"]["id"].as_str().expect("an id"));
    let corrected = page.json(
        "PATCH",
        &path,
        Some(json!({ "fields": { "status": "denied" }, "blind": true })),
    );
    assert_eq!(
        (&corrected["review"], &corrected["claim"]["status"]),
        (&json!("blind"), &json!("denied"))
    );
    assert_eq!(page.json("GET", "/api/queue/blind", None)["total"], 1);
    // Now the reader looks: from here on it is not blind, and is not taken for it.
    assert_eq!(
        page.json("GET", &dispatch, None)["claims"].as_array().map(Vec::len),
        Some(2)
    );
    assert_eq!(page.json("GET", &format!("{dispatch}?blind=true"), None)["seen"], true);
    own["trigger"] = json!({ "text": "Fifteen", "start": 0, "end": 7 });
    let (status, text) = page.refused(
        "POST",
        &format!("{dispatch}/claims"),
        json!({ "claim": own, "blind": true }),
    );
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(text.contains("not blind"), "{text}");
    page.refused(
        "PATCH",
        &path,
        json!({ "fields": { "status": "actual" }, "blind": true }),
    );
    page.refused("POST", &format!("/api/claims/{FIRST}/nothing"), json!({}));
    // Of the other dispatch nothing was seen yet: its words tell nothing, says the reader, and the claim stays. It can be taken back.
    let nothing = format!("/api/claims/{SECOND}/nothing");
    let noted = page.json("POST", &nothing, Some(json!({})));
    assert_eq!(
        noted.as_object().map(serde_json::Map::len),
        Some(1),
        "no coding in the answer: {noted}"
    );
    page.json("POST", "/api/undo", Some(json!({})));
    assert_eq!(page.json("GET", "/api/queue/blind", None)["total"], 1);
    page.json("POST", &nothing, Some(json!({})));
    assert_eq!(page.json("GET", "/api/queue/blind", None)["total"], 0);
    assert_eq!(page.json("GET", "/api/queue", None)["total"], 2);
}
