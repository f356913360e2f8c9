//! Coding blind: it is marked, it counts for agreement, it changes no incident, and whoever saw the coding is not blind.

mod support;

use selon_ledger::record::{Actor, Claim, Event, Words};
use selon_ledger::{Agreement, Compared, Filter, Ledger, LedgerError, Page, Record};
use serde_json::{Value, json};
use support::{ardan_answered, ardan_struck, incident_of, ledger};

/// What a coder makes of the words of a claim, who never saw more than the words.
fn coded(record: &Record, kind: &str, actor: &str, status: &str) -> Claim {
    let read = &record.claims[0];
    let mut parts = actor.split('.');
    Claim {
        event: Event {
            kind: kind.to_owned(),
            cameo: "190".to_owned(),
            concept: "attack".to_owned(),
            ..Event::default()
        },
        actors: vec![Actor {
            code: actor.to_owned(),
            country: parts.next().map(str::to_owned),
            sector: parts.next().map(str::to_owned),
            ..Actor::default()
        }],
        recipients: Vec::new(),
        said_by: Vec::new(),
        status: status.to_owned(),
        when: None,
        place: None,
        toll: Vec::new(),
        ..read.clone()
    }
}

const BLIND: Compared = Compared {
    machine: false,
    blind: true,
};

fn field<'a>(rows: &'a [Agreement], name: &str) -> &'a Agreement {
    rows.iter().find(|row| row.field == name).expect("a field")
}

#[test]
fn two_who_code_blind_enter_the_agreement() {
    let records = [ardan_struck(), ardan_answered()];
    let mut ledger = ledger(&records);
    let incident = |ledger: &Ledger| {
        let id = incident_of(ledger, &records[0]).expect("an incident");
        ledger.incident(&id).expect("an incident")
    };
    let before = incident(&ledger);
    for record in &records {
        let id = &record.dispatch.id;
        let done = ledger
            .code_blind(id, "Ada", coded(record, "ASSAULT", "AZE.MIL", "actual"))
            .expect("coded");
        assert_eq!(done.what["blind"], true, "the revision says that it was blind");
    }
    let kinds = ["ASSAULT", "COERCE"];
    for (record, kind) in records.iter().zip(kinds) {
        ledger
            .code_blind(&record.dispatch.id, "Ben", coded(record, kind, "AZE.MIL", "actual"))
            .expect("coded");
    }
    let rows = ledger.agreement(BLIND).expect("agreement");
    // Two units, four codings of the type: ASSAULT, ASSAULT; ASSAULT, COERCE. Observed 2, expected 4² − 3² − 1 = 6: 1 − 3 × 2 / 6 = 0.
    let kind = field(&rows, "type");
    assert_eq!((kind.units, kind.alpha), (2, Some(0.0)));
    assert_eq!(kind.coders, ["Ada", "Ben"]);
    // Both always say the same actor: there is nothing to tell agreement from chance by.
    assert_eq!((field(&rows, "actors").units, field(&rows, "actors").alpha), (2, None));
    // With the machine there are three who coded.
    let rows = ledger
        .agreement(Compared {
            machine: true,
            blind: true,
        })
        .expect("agreement");
    assert_eq!(field(&rows, "type").coders, ["Ada", "Ben", "machine"]);
    // Measuring changes nothing that is measured.
    assert!(incident(&ledger) == before, "an incident changed");
    assert_eq!(ledger.queue(&Filter::default(), Page::default()).expect("queue").0, 3);
}

#[test]
fn words_that_only_people_coded_are_one_unit() {
    let record = ardan_struck();
    let mut ledger = ledger(std::slice::from_ref(&record));
    let text = ledger
        .dispatch(&record.dispatch.id)
        .expect("dispatch")
        .text
        .expect("text");
    let at = |words: &str| {
        let start = text[..text.find(words).expect("in the text")].chars().count();
        Words {
            text: words.to_owned(),
            start,
            end: start + words.chars().count(),
        }
    };
    for (author, words) in [("Ada", "died"), ("Ben", "died in it")] {
        let claim = Claim {
            trigger: at(words),
            ..coded(&record, "ASSAULT", "AZE.MIL", "actual")
        };
        ledger.code_blind(&record.dispatch.id, author, claim).expect("coded");
    }
    assert_eq!(field(&ledger.agreement(BLIND).expect("agreement"), "type").units, 1);
}

#[test]
fn that_there_is_nothing_is_counted_and_rejects_nothing() {
    let record = ardan_struck();
    let id = &record.claims[0].id;
    let mut ledger = ledger(std::slice::from_ref(&record));
    let done = ledger.code_blind_none(id, "Ada").expect("coded");
    assert_eq!((done.action.as_str(), &done.what["blind"]), ("reject", &json!(true)));
    assert_eq!(ledger.claim(id).expect("claim").review, "unreviewed");
    assert!(incident_of(&ledger, &record).is_some());
    ledger
        .code_blind(
            &record.dispatch.id,
            "Ben",
            coded(&record, "ASSAULT", "AZE.MIL", "actual"),
        )
        .expect("coded");
    let rows = ledger.agreement(BLIND).expect("agreement");
    assert_eq!(field(&rows, "claim").units, 1);
    assert_eq!(
        field(&rows, "type").units,
        0,
        "on the type only those are compared who saw a claim"
    );
}

#[test]
fn the_blind_queue_tells_nothing_of_the_coding() {
    let records = [ardan_struck(), ardan_answered()];
    let mut ledger = ledger(&records);
    let (total, items) = ledger.queue_blind("Ada", Page::default()).expect("queue");
    assert_eq!((total, items.len()), (3, 3));
    let told = serde_json::to_string(&items).expect("JSON");
    for coding in ["ASSAULT", "AZE.MIL", "ARM.GOV", "heavy-weapons", "actual", "194"] {
        assert!(!told.contains(coding), "{coding} in {told}");
    }
    let item = items
        .iter()
        .find(|item| item.claim == records[0].claims[0].id)
        .expect("an item");
    assert_eq!(item.words.text, "shelled");
    assert!(item.sentence.text.contains("shelled the post at Ardan"));
    // Each has a queue of his own.
    ledger
        .code_blind(
            &records[0].dispatch.id,
            "Ada",
            coded(&records[0], "ASSAULT", "AZE.MIL", "actual"),
        )
        .expect("coded");
    ledger.code_blind_none(&records[1].claims[0].id, "Ada").expect("coded");
    assert_eq!(ledger.queue_blind("Ada", Page::default()).expect("queue").0, 1);
    assert_eq!(ledger.queue_blind("Ben", Page::default()).expect("queue").0, 3);
    let page = Page {
        limit: 1,
        ..Page::default()
    };
    assert_eq!(ledger.queue_blind("Ben", page).expect("queue").1.len(), 1);
    // The dispatch, too, shows a coder only what is his.
    let shown = |ledger: &Ledger, author: &str| {
        ledger
            .dispatch_blind(&records[0].dispatch.id, author)
            .expect("dispatch")
            .claims
            .len()
    };
    assert_eq!((shown(&ledger, "Ada"), shown(&ledger, "Ben")), (1, 0));
    assert!(matches!(
        ledger.queue_blind(" ", Page::default()),
        Err(LedgerError::Input(_))
    ));
}

#[test]
fn whoever_saw_the_coding_is_not_blind() {
    let record = ardan_struck();
    let (id, dispatch) = (record.claims[0].id.clone(), record.dispatch.id.clone());
    let mut ledger = ledger(std::slice::from_ref(&record));
    let own = coded(&record, "COERCE", "AZE.MIL", "actual");
    let blind = ledger.code_blind(&dispatch, "Ada", own.clone()).expect("coded");
    let accepted = ledger.accept(&id, "Ada").expect("accepted");
    // What she said blind stands for her, though she accepts another coding now.
    ledger
        .code_blind(&dispatch, "Ben", coded(&record, "ASSAULT", "AZE.MIL", "actual"))
        .expect("coded");
    let rows = ledger
        .agreement(Compared {
            machine: true,
            blind: false,
        })
        .expect("agreement");
    // COERCE, ASSAULT and the machine's ASSAULT: 1 − 2 × 2 / (9 − 4 − 1) = 0.
    assert_eq!(field(&rows, "type").alpha, Some(0.0));
    // From now on nothing of hers is blind here, not even when she takes it back.
    for _ in 0..2 {
        assert!(ledger.sighted(&dispatch, "Ada").expect("known"));
        let refused = ledger.code_blind(&dispatch, "Ada", own.clone()).expect_err("not blind");
        assert!(matches!(refused, LedgerError::Sighted { .. }), "{refused}");
        assert!(ledger.code_blind_none(&id, "Ada").is_err());
        assert!(ledger.correct_blind(&blind.claim, "Ada", status("denied")).is_err());
        let _ = ledger.undo(&accepted.id, "Ada");
    }
    assert_eq!(ledger.queue_blind("Ada", Page::default()).expect("queue").0, 0);
    assert!(!ledger.sighted(&dispatch, "Ben").expect("known"));
}

fn status(value: &str) -> serde_json::Map<String, Value> {
    json!({ "status": value }).as_object().cloned().unwrap_or_default()
}

#[test]
fn a_blind_coding_is_corrected_blind_and_enters_when_it_is_accepted() {
    let record = ardan_struck();
    let dispatch = record.dispatch.id.clone();
    let mut ledger = ledger(std::slice::from_ref(&record));
    let done = ledger
        .code_blind(&dispatch, "Ada", coded(&record, "ASSAULT", "AZE.MIL", "actual"))
        .expect("coded");
    let view = |ledger: &Ledger| ledger.claim(&done.claim).expect("claim");
    let now = view(&ledger);
    assert_eq!(
        (now.review.as_str(), now.blind, now.author.as_deref(), &now.incident),
        ("blind", true, Some("Ada"), &None)
    );
    let corrected = ledger
        .correct_blind(&done.claim, "Ada", status("denied"))
        .expect("corrected");
    assert_eq!(corrected.what, json!({ "status": "denied", "blind": true }));
    let now = view(&ledger);
    assert_eq!((now.review.as_str(), now.claim.status.as_str()), ("blind", "denied"));
    // Only one's own, and only what was blind.
    assert!(ledger.correct_blind(&done.claim, "Ben", status("actual")).is_err());
    assert!(
        ledger
            .correct_blind(&record.claims[0].id, "Ada", status("denied"))
            .is_err()
    );
    assert!(
        ledger
            .correct_blind(
                &done.claim,
                "Ada",
                json!({ "blind": false }).as_object().cloned().unwrap_or_default()
            )
            .is_err()
    );
    // Another ledger that takes in the revisions comes to the same.
    let mut lines = Vec::new();
    ledger.export_review(&mut lines).expect("exported");
    let mut other = support::ledger(std::slice::from_ref(&record));
    other.import_review(lines.as_slice()).expect("imported");
    assert_eq!(view(&other), view(&ledger));
    assert_eq!(
        other.agreement(BLIND).expect("agreement"),
        ledger.agreement(BLIND).expect("agreement")
    );
    // Accepted, it is a claim like others.
    ledger.accept(&done.claim, "Ada").expect("accepted");
    let now = view(&ledger);
    assert_eq!(now.review, "accepted");
    assert!(now.incident.is_some());
}
