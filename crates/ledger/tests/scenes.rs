//! What one dispatch tells of one happening comes together, and what it tells of another stays apart.

mod support;

use selon_ledger::record::Record;
use support::{Told, ledger, record};

const TEXT: &str = "Gunmen attacked Ardan on Tuesday. Two women were kidnapped. The assault lasted an hour. \
                    Hours later, jets bombed Lorut. On Monday, three days after the landmine explosion in Selm, officials had met.";

fn told() -> [Told<'static>; 5] {
    [
        Told {
            trigger: "attacked",
            recipients: &["ARM.CVL"],
            day: Some("2021-11-16"),
            place: Some(("Ardan", "ARM", 40.2, 45.7)),
            ..Told::default()
        },
        Told {
            trigger: "kidnapped",
            cameo: "181",
            toll: &[("captured", 2, "")],
            ..Told::default()
        },
        Told {
            trigger: "assault",
            ..Told::default()
        },
        Told {
            trigger: "bombed",
            cameo: "195",
            actors: &["ARM.MIL"],
            place: Some(("Lorut", "ARM", 40.9, 44.8)),
            ..Told::default()
        },
        Told {
            trigger: "explosion",
            cameo: "183",
            ..Told::default()
        },
    ]
}

/// The incidents of the claims of a dispatch that tells several happenings.
fn incidents() -> Vec<Option<String>> {
    let mut record: Record = record("Northgate News", "2021-11-17", "plain", "Night of Ardan", TEXT, &told());
    // Sentences as they stand in the text.
    let text: Vec<char> = format!("Night of Ardan\n\n{TEXT}\n").chars().collect();
    for claim in &mut record.claims {
        let before = &text[..claim.trigger.start];
        let start = before
            .iter()
            .rposition(|c| matches!(c, '.' | '\n'))
            .map_or(0, |at| at + 1);
        let after = text[start..].iter().position(|c| *c == '.').unwrap_or(0);
        claim.sentence.start = start;
        claim.sentence.end = start + after + 1;
    }
    let ledger = ledger(std::slice::from_ref(&record));
    let claims = record.claims.iter();
    claims
        .map(|claim| ledger.claim(&claim.id).expect("claim").incident)
        .collect()
}

#[test]
fn what_has_no_time_and_place_goes_on_with_what_was_told_before() {
    let found = incidents();
    assert!(found.iter().all(Option::is_some), "{found:?}");
    assert_eq!(found[0], found[1], "not with the raid that is told after it");
    assert_eq!(found[0], found[2]);
}

#[test]
fn another_place_later_and_a_reminder_are_other_happenings() {
    let found = incidents();
    assert_ne!(found[0], found[3]);
    assert_ne!(found[0], found[4]);
    assert_ne!(found[3], found[4]);
}
