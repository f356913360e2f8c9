//! Adding: the same twice is one; order and batches do not matter; editions and copies; files that cannot be used.

mod support;

use proptest::prelude::*;
use selon_ledger::{Added, Filter, Ledger, LedgerError, Page};
use support::{all, ardan_answered, ardan_reprint, ardan_struck, dump, incident_of, ledger, record};

#[test]
fn the_same_dispatch_twice_is_one() {
    let mut ledger = ledger(&[ardan_struck()]);
    let before = dump(&ledger);
    let mut again = ardan_struck();
    assert_eq!(ledger.add(std::slice::from_ref(&again)).expect("added"), [Added::Known]);
    assert_eq!(dump(&ledger), before);
    // Found elsewhere too: one dispatch with two sources.
    again.dispatch.source = "elsewhere.txt".to_owned();
    ledger.add(std::slice::from_ref(&again)).expect("added");
    assert_eq!(ledger.dispatch(&again.dispatch.id).expect("dispatch").sources.len(), 2);
    assert_eq!(ledger.summary().expect("summary").dispatches, 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_batches_do_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(), size in 1..7usize) {
        let records = all();
        let whole = dump(&ledger(&records));
        let mut other = Ledger::in_memory().expect("a ledger");
        let shuffled: Vec<_> = order.iter().map(|at| records[*at].clone()).collect();
        for batch in shuffled.chunks(size) {
            other.add(batch).expect("added");
        }
        prop_assert_eq!(dump(&other), whole);
    }
}

#[test]
fn a_batch_goes_in_whole_or_not_at_all() {
    let mut ledger = Ledger::in_memory().expect("a ledger");
    let mut wrong = ardan_answered();
    wrong.dispatch.id = "0".repeat(32);
    let error = ledger.add(&[ardan_struck(), wrong]).expect_err("refused");
    assert!(matches!(error, LedgerError::Input(_)), "{error}");
    assert_eq!(ledger.summary().expect("summary").dispatches, 0);
}

#[test]
fn an_incident_counts_origins_not_outlets() {
    let records = [ardan_struck(), ardan_reprint(), ardan_answered()];
    let ledger = ledger(&records);
    let id = incident_of(&ledger, &records[0]).expect("an incident");
    let incident = ledger.incident(&id).expect("incident").incident;
    assert_eq!((incident.dispatches, incident.origins), (3, 2));
    let detail = ledger.dispatch(&records[1].dispatch.id).expect("dispatch");
    assert_eq!(detail.copies.len(), 1);
    assert_eq!(detail.copies[0].id, records[0].dispatch.id);
}

fn corrected(edition: &str, text: &str) -> selon_ledger::Record {
    record(
        "Northgate News",
        "2021-11-18",
        edition,
        "CORRECTION: Yerevan says 15 soldiers killed",
        text,
        &[],
    )
}

#[test]
fn a_correction_takes_back_what_it_no_longer_says() {
    let first = ardan_struck();
    let second = corrected(
        "correction",
        "The ministry in Yerevan did not name a place or a toll, as an earlier dispatch had it.",
    );
    for order in [[0, 1], [1, 0]] {
        let both = [first.clone(), second.clone()];
        let mut ledger = Ledger::in_memory().expect("a ledger");
        for at in order {
            ledger.add(std::slice::from_ref(&both[at])).expect("added");
        }
        let claim = ledger.claim(&first.claims[0].id).expect("claim");
        assert!(claim.retracted && claim.incident.is_none());
        let detail = ledger.dispatch(&first.dispatch.id).expect("dispatch");
        let editions: Vec<&str> = detail.editions.iter().map(|edition| edition.edition.as_str()).collect();
        assert_eq!(editions, ["plain", "correction"]);
        assert!(detail.dispatch.retracted);
        assert_eq!(ledger.summary().expect("summary").incidents, 0);
    }
}

#[test]
fn an_update_takes_nothing_back() {
    let first = ardan_struck();
    let update = corrected(
        "update",
        "The ministry in Yerevan said that more wounded had come to hospital.",
    );
    let ledger = ledger(&[first.clone(), update]);
    assert!(!ledger.claim(&first.claims[0].id).expect("claim").retracted);
    assert_eq!(ledger.dispatch(&first.dispatch.id).expect("dispatch").editions.len(), 2);
}

#[test]
fn a_ledger_of_a_newer_version_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    drop(Ledger::open(&path).expect("a ledger"));
    {
        let db = rusqlite::Connection::open(&path).expect("the file");
        db.execute_batch("PRAGMA user_version = 99; PRAGMA journal_mode = DELETE;")
            .expect("changed");
    }
    let before = std::fs::read(&path).expect("bytes");
    for opened in [Ledger::open(&path), Ledger::open_to_read(&path)] {
        let error = opened.expect_err("refused");
        assert!(matches!(error, LedgerError::Newer { found: 99, .. }), "{error}");
        assert!(error.to_string().contains("newer version of Selon"), "{error}");
    }
    assert_eq!(std::fs::read(&path).expect("bytes"), before);
}

#[test]
fn other_files_are_not_taken_for_ledgers() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = folder.path().join("notes.txt");
    std::fs::write(
        &text,
        "These are my notes, more than a hundred bytes of them, so that nobody takes them for an empty file. Really.",
    )
    .expect("written");
    assert!(matches!(Ledger::open(&text), Err(LedgerError::NotALedger { .. })));
    let other = folder.path().join("other.sqlite");
    rusqlite::Connection::open(&other)
        .and_then(|db| db.execute_batch("CREATE TABLE mine (x)"))
        .expect("a database");
    let before = std::fs::read(&other).expect("bytes");
    assert!(matches!(Ledger::open(&other), Err(LedgerError::NotALedger { .. })));
    assert_eq!(std::fs::read(&other).expect("bytes"), before);
    assert!(matches!(
        Ledger::open_to_read(&folder.path().join("none.sqlite")),
        Err(LedgerError::Missing { .. })
    ));
}

#[test]
fn what_may_only_be_read_is_not_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    Ledger::open(&path)
        .expect("a ledger")
        .add(&[ardan_struck()])
        .expect("added");
    let mut reader = Ledger::open_to_read(&path).expect("a ledger");
    let before = dump(&reader);
    let error = reader.add(&[ardan_answered()]).expect_err("refused");
    assert!(matches!(error, LedgerError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("nothing was changed"), "{error}");
    assert_eq!(dump(&reader), before);
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let mut ledger = Ledger::open(&path).expect("a ledger");
    ledger.add(&[ardan_struck()]).expect("added");
    let before = dump(&ledger);
    ledger.limit_pages(1).expect("as if the disk were full");
    let long = "A long text of nothing in particular that needs some room. ".repeat(20_000);
    let error = ledger
        .add(&[record("Northgate News", "2021-11-20", "plain", "Long", &long, &[])])
        .expect_err("no room");
    assert!(matches!(error, LedgerError::Full { .. }), "{error}");
    assert_eq!(dump(&ledger), before);
    drop(ledger);
    let mut ledger = Ledger::open(&path).expect("a ledger");
    ledger.add(&[ardan_answered()]).expect("there is room again");
    assert_eq!(ledger.summary().expect("summary").dispatches, 2);
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    drop(Ledger::open(&path).expect("a ledger"));
    let records = all();
    std::thread::scope(|scope| {
        for half in [&records[..3], &records[3..]] {
            let path = &path;
            scope.spawn(move || {
                let mut ledger = Ledger::open(path).expect("a ledger");
                for record in half {
                    ledger.add(std::slice::from_ref(record)).expect("added");
                }
            });
        }
    });
    let both = Ledger::open_to_read(&path).expect("a ledger");
    assert_eq!(dump(&both), dump(&ledger(&records)));
}

#[test]
fn nothing_of_a_forgotten_dispatch_is_left_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let records = all();
    let secret = ardan_answered();
    let mut ledger = Ledger::open(&path).expect("a ledger");
    ledger.add(&records).expect("added");
    ledger
        .comment(&secret.claims[0].id, "Ada", "the xylophonist told me so")
        .expect("a comment");
    assert!(holds(&path, "mortars") && holds(&path, "xylophonist"));
    ledger.forget(&secret.dispatch.id).expect("forgotten");
    for words in [
        "mortars",
        "Armenian fire",
        "xylophonist",
        &secret.dispatch.id,
        &secret.claims[0].id,
    ] {
        assert!(!holds(&path, words), "`{words}` is still in the file");
    }
    let others: Vec<_> = records
        .into_iter()
        .filter(|record| record.dispatch.id != secret.dispatch.id)
        .collect();
    assert_eq!(dump(&ledger), dump(&support::ledger(&others)));
    let search = Filter {
        text: Some("mortars".to_owned()),
        ..Filter::default()
    };
    assert_eq!(ledger.incidents(&search, Page::default()).expect("incidents").total, 0);
}

/// Whether the file or its journal holds these bytes, in any case of letters.
fn holds(path: &std::path::Path, words: &str) -> bool {
    let needle = words.to_lowercase();
    ["", "-wal", "-shm"].iter().any(|end| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        std::fs::read(name).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).to_lowercase().contains(&needle))
    })
}
