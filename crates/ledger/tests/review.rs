//! Review: nothing is overwritten, everything can be undone, and the machine never undoes a person.

mod support;

use selon_ledger::record::Record;
use selon_ledger::{Compared, Filter, Ledger, LedgerError, Page};
use serde_json::{Map, Value, json};
use support::{all, ardan_answered, ardan_later, ardan_reprint, ardan_struck, dump, incident_of, ledger};

fn fields(value: Value) -> Map<String, Value> {
    value.as_object().expect("an object").clone()
}

#[test]
fn a_correction_is_kept_beside_what_was_read_and_can_be_undone() {
    let record = ardan_struck();
    let id = record.claims[0].id.clone();
    let mut ledger = ledger(std::slice::from_ref(&record));
    let done = ledger
        .correct(&id, "Ada", fields(json!({ "status": "denied", "toll": [] })))
        .expect("corrected");
    let view = ledger.claim(&id).expect("claim");
    assert_eq!(
        (view.review.as_str(), view.claim.status.as_str(), view.claim.toll.len()),
        ("corrected", "denied", 0)
    );
    assert_eq!(view.machine.as_ref(), Some(&record.claims[0]));
    ledger.undo(&done.id, "Ben").expect("undone");
    let view = ledger.claim(&id).expect("claim");
    assert_eq!(
        (view.review.as_str(), &view.claim, &view.machine),
        ("unreviewed", &record.claims[0], &None)
    );
    let log = ledger.revisions_of(&id).expect("log");
    let told: Vec<(&str, &str, bool)> = log
        .iter()
        .map(|one| (one.action.as_str(), one.author.as_str(), one.undone))
        .collect();
    assert_eq!(told, [("correct", "Ada", true), ("undo", "Ben", false)]);
    // An undo can be undone.
    let undo = log[1].id.clone();
    ledger.undo(&undo, "Ada").expect("undone");
    assert_eq!(ledger.claim(&id).expect("claim").claim.status, "denied");
}

#[test]
fn what_does_not_fit_is_refused() {
    let record = ardan_struck();
    let id = record.claims[0].id.clone();
    let mut ledger = ledger(&[record]);
    for wrong in [
        json!({ "id": "x" }),
        json!({ "status": 3 }),
        json!({ "toll": [{}] }),
        json!({}),
    ] {
        assert!(matches!(
            ledger.correct(&id, "Ada", fields(wrong)),
            Err(LedgerError::Input(_))
        ));
    }
    assert!(matches!(
        ledger.accept("0000000000000000", "Ada"),
        Err(LedgerError::Unknown { .. })
    ));
    assert!(matches!(ledger.accept(&id, "  "), Err(LedgerError::Input(_))));
    assert!(ledger.revisions_of(&id).expect("log").is_empty());
}

#[test]
fn a_rejected_claim_leaves_its_incident_and_comes_back() {
    let record = ardan_struck();
    let id = record.claims[0].id.clone();
    let mut ledger = ledger(&[record]);
    let before = dump(&ledger);
    let done = ledger.reject(&id, "Ada", "a war game").expect("rejected");
    assert_eq!(ledger.summary().expect("summary").incidents, 0);
    ledger.undo(&done.id, "Ada").expect("undone");
    let mut detail = ledger.incident(&id).expect("incident");
    detail.revisions.clear();
    assert!(before.contains(&detail.versions[0].claims[0]));
    assert_eq!(ledger.claim(&id).expect("claim").review, "unreviewed");
}

/// What the machine would join stays apart, and what it would not stays together, whatever is added later.
#[test]
fn the_machine_never_undoes_a_person() {
    let (struck, answered, later) = (ardan_struck(), ardan_answered(), ardan_later());
    let mut ledger = ledger(&[struck.clone(), answered.clone(), later.clone()]);
    let of = |ledger: &Ledger, record: &Record| incident_of(ledger, record);
    assert_eq!(of(&ledger, &struck), of(&ledger, &answered));
    assert_ne!(of(&ledger, &struck), of(&ledger, &later));
    let ids: Vec<String> = answered.claims.iter().map(|claim| claim.id.clone()).collect();
    let split = ledger.split(&ids, "Ada").expect("split");
    assert_ne!(of(&ledger, &struck), of(&ledger, &answered));
    let (a, b) = (
        of(&ledger, &struck).expect("incident"),
        of(&ledger, &later).expect("incident"),
    );
    ledger.merge(&[a, b], "Ada").expect("merged");
    assert_eq!(of(&ledger, &struck), of(&ledger, &later));
    // News that is like all of them.
    ledger.add(&[ardan_reprint()]).expect("added");
    assert_ne!(of(&ledger, &struck), of(&ledger, &answered));
    assert_eq!(of(&ledger, &struck), of(&ledger, &later));
    assert_eq!(of(&ledger, &struck), of(&ledger, &ardan_reprint()));
    ledger.set_threshold(0.3).expect("linked anew");
    assert_ne!(of(&ledger, &struck), of(&ledger, &answered));
    assert_eq!(of(&ledger, &struck), of(&ledger, &later));
    ledger.set_threshold(selon_ledger::THRESHOLD).expect("linked anew");
    ledger.undo(&split.id, "Ada").expect("undone");
    assert_eq!(of(&ledger, &struck), of(&ledger, &answered));
}

#[test]
fn a_claim_can_be_moved_and_moved_back() {
    let (struck, answered, later) = (ardan_struck(), ardan_answered(), ardan_later());
    let mut ledger = ledger(&[struck.clone(), answered.clone(), later.clone()]);
    let before = dump(&ledger);
    let claim = answered.claims[1].id.clone();
    let to = incident_of(&ledger, &later).expect("incident");
    let moved = ledger.move_claim(&claim, &to, "Ada").expect("moved");
    assert_eq!(
        ledger.claim(&claim).expect("claim").incident,
        incident_of(&ledger, &later)
    );
    assert_eq!(incident_of(&ledger, &struck), incident_of(&ledger, &answered));
    ledger.undo(&moved.id, "Ada").expect("undone");
    let after: String = {
        let page = Page {
            limit: 10,
            ..Page::default()
        };
        let list = ledger.incidents(&Filter::default(), page).expect("incidents");
        list.items
            .iter()
            .map(|row| format!("{} {};", row.id, row.claims))
            .collect()
    };
    assert!(
        after
            .split(';')
            .filter(|row| !row.is_empty())
            .all(|row| before.contains(&row[..16]))
    );
    assert_eq!(
        ledger.claim(&claim).expect("claim").incident,
        incident_of(&ledger, &struck)
    );
}

#[test]
fn a_person_can_add_a_claim() {
    let record = ardan_struck();
    let mut ledger = ledger(std::slice::from_ref(&record));
    let mut own = record.claims[0].clone();
    own.trigger.text = "died".to_owned();
    let text = ledger
        .dispatch(&record.dispatch.id)
        .expect("dispatch")
        .text
        .expect("text");
    own.trigger.start = text.find("died").expect("in the text");
    own.trigger.end = own.trigger.start + 4;
    let done = ledger
        .add_claim(&record.dispatch.id, "Ada", own.clone())
        .expect("added");
    let view = ledger.claim(&done.claim).expect("claim");
    assert_eq!((view.origin.as_str(), view.review.as_str()), ("person", "accepted"));
    assert_eq!(view.incident, incident_of(&ledger, &record));
    ledger.undo(&done.id, "Ada").expect("undone");
    assert_eq!(ledger.claim(&done.claim).expect("claim").incident, None);
    own.trigger.end = 100_000;
    assert!(ledger.add_claim(&record.dispatch.id, "Ada", own).is_err());
}

#[test]
fn two_machines_come_to_the_same() {
    let records = all();
    let (mut here, mut there) = (ledger(&records), ledger(&records));
    here.accept(&records[0].claims[0].id, "Ada").expect("accepted");
    there.reject(&records[3].claims[0].id, "Ben", "").expect("rejected");
    let ids: Vec<String> = records[1].claims.iter().map(|claim| claim.id.clone()).collect();
    let split = there.split(&ids, "Ben").expect("split");
    there.undo(&split.id, "Ben").expect("undone");
    there
        .correct(&records[4].claims[0].id, "Ben", fields(json!({ "unconfirmed": true })))
        .expect("corrected");
    let export = |ledger: &Ledger| {
        let mut lines = Vec::new();
        ledger.export_review(&mut lines).expect("exported");
        lines
    };
    let (from_here, from_there) = (export(&here), export(&there));
    assert_eq!(here.import_review(from_there.as_slice()).expect("imported").new, 4);
    assert_eq!(there.import_review(from_here.as_slice()).expect("imported").new, 1);
    assert_eq!(export(&here), export(&there));
    assert_eq!(dump(&here), dump(&there));
    assert_eq!(here.import_review(from_there.as_slice()).expect("imported").known, 4);
    // Decisions that come before their dispatches wait for them.
    let mut empty = Ledger::in_memory().expect("a ledger");
    let done = empty.import_review(export(&here).as_slice()).expect("imported");
    assert_eq!((done.new, done.waiting), (5, 5));
    empty.add(&records).expect("added");
    assert_eq!(dump(&empty), dump(&here));
    // A changed line is refused, and with it the whole file.
    let forged = String::from_utf8(from_there)
        .expect("text")
        .replace("\"Ben\"", "\"Eve\"");
    assert!(
        Ledger::in_memory()
            .expect("a ledger")
            .import_review(forged.as_bytes())
            .is_err()
    );
}

#[test]
fn the_queue_begins_with_what_is_disputed() {
    let records = all();
    let mut ledger = ledger(&records);
    let (total, claims) = ledger.queue(&Filter::default(), Page::default()).expect("queue");
    assert_eq!(total, 7);
    let disputed: Vec<bool> = claims.iter().map(|view| view.priority >= 4.0).collect();
    assert!(disputed[0] && !disputed[6]);
    assert!(claims.windows(2).all(|pair| pair[0].priority >= pair[1].priority));
    ledger.accept(&claims[0].claim.id, "Ada").expect("accepted");
    assert_eq!(ledger.queue(&Filter::default(), Page::default()).expect("queue").0, 6);
}

#[test]
fn reading_again_keeps_every_decision() {
    let (struck, answered) = (ardan_struck(), ardan_answered());
    let mut ledger = ledger(&[struck.clone(), answered.clone()]);
    ledger
        .correct(&struck.claims[0].id, "Ada", fields(json!({ "status": "denied" })))
        .expect("corrected");
    ledger.accept(&answered.claims[0].id, "Ada").expect("accepted");
    // The new version reads another confidence, and one claim no more of those that nobody looked at, and one of those that somebody accepted.
    let mut again = struck.clone();
    again.claims[0].confidence = 0.5;
    let mut less = answered.clone();
    less.claims.clear();
    let moved = ledger.reread(&[again, less]).expect("read again");
    assert_eq!(moved[0].changed, [struck.claims[0].id.clone()]);
    assert_eq!(moved[1].kept, [answered.claims[0].id.clone()]);
    assert_eq!(moved[1].gone, [answered.claims[1].id.clone()]);
    let view = ledger.claim(&struck.claims[0].id).expect("claim");
    assert_eq!((view.claim.status.as_str(), view.claim.confidence), ("denied", 0.5));
    assert_eq!(ledger.claim(&answered.claims[0].id).expect("claim").review, "accepted");
}

#[test]
fn people_and_machine_are_compared() {
    let records = all();
    let mut ledger = ledger(&records);
    for record in &records {
        ledger.accept(&record.claims[0].id, "Ada").expect("accepted");
    }
    ledger
        .correct(&records[0].claims[0].id, "Ben", fields(json!({ "status": "denied" })))
        .expect("corrected");
    let rows = ledger
        .agreement(Compared {
            machine: true,
            blind: false,
        })
        .expect("agreement");
    let status = rows.iter().find(|row| row.field == "status").expect("status");
    assert_eq!((status.units, status.coders.len()), (6, 3));
    // Six claims, all “actual” save one of three codings of one: 13 values; o = 2 × 2/2, e = 13² − 12² − 1, alpha = 1 − 12 × 2 / 24 = 0.
    assert_eq!(status.alpha, Some(0.0));
}

#[test]
fn ratings_and_grades_are_shown() {
    let records = [ardan_struck(), ardan_answered()];
    let mut ledger = ledger(&records);
    let id = incident_of(&ledger, &records[0]).expect("incident");
    ledger.rate_reliability("ARM", "C", "Ada").expect("rated");
    ledger.rate_credibility(&id, "ARM", 3, "Ada").expect("rated");
    ledger.grade(&id, "discounted", "Ada").expect("graded");
    let detail = ledger.incident(&id).expect("incident");
    let version = detail
        .versions
        .iter()
        .find(|version| version.side == "ARM")
        .expect("a version");
    assert_eq!(
        (version.reliability.as_deref(), version.credibility),
        (Some("C"), Some(3))
    );
    assert_eq!(detail.incident.grade, "discounted");
    assert!(ledger.rate_reliability("ARM", "G", "Ada").is_err() && ledger.grade(&id, "sure", "Ada").is_err());
}
