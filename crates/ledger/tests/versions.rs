//! Versions and disputes, and what may be joined at all.

mod support;

use support::{
    Told, ardan_answered, ardan_later, ardan_struck, incident_of, ledger, market_bomb, market_bomb_dated, record,
};

#[test]
fn two_sides_are_two_versions_with_their_own_tolls() {
    let records = [ardan_struck(), ardan_answered()];
    let ledger = ledger(&records);
    let detail = ledger
        .incident(&incident_of(&ledger, &records[0]).expect("incident"))
        .expect("incident");
    let sides: Vec<&str> = detail.versions.iter().map(|version| version.side.as_str()).collect();
    assert_eq!(sides, ["AZE", "ARM"]);
    let killed = |side: &str| {
        let version = detail
            .versions
            .iter()
            .find(|version| version.side == side)
            .expect("a version");
        version
            .tolls
            .iter()
            .find(|toll| toll.kind == "killed")
            .and_then(|toll| toll.best)
    };
    // Fifteen and five: a range, never a sum.
    assert_eq!((killed("ARM"), killed("AZE")), (Some(15), Some(5)));
    let range = &detail.incident.tolls[0];
    assert_eq!((range.low, range.high), (Some(5), Some(15)));
    let began: Vec<Option<&str>> = detail
        .versions
        .iter()
        .map(|version| version.initiator.as_deref())
        .collect();
    assert_eq!(began, [Some("ARM"), Some("AZE")]);
    let fields: Vec<&str> = detail.disputes.iter().map(|dispute| dispute.field.as_str()).collect();
    assert!(fields.contains(&"who-began") && fields.contains(&"toll"), "{fields:?}");
    for dispute in &detail.disputes {
        assert!(detail.claims.iter().any(|view| view.claim.id == dispute.claim_a));
        assert!(detail.claims.iter().any(|view| view.claim.id == dispute.claim_b));
    }
    // Baku says itself that it fired.
    assert_eq!(detail.incident.grade, "confirmed");
}

#[test]
fn another_day_is_another_incident_whatever_else_is_the_same() {
    let records = [ardan_struck(), ardan_later()];
    let ledger = ledger(&records);
    assert_ne!(incident_of(&ledger, &records[0]), incident_of(&ledger, &records[1]));
}

#[test]
fn a_coarse_date_is_narrowed_by_who_knows_the_day() {
    let records = [market_bomb(), market_bomb_dated()];
    let ledger = ledger(&records);
    let id = incident_of(&ledger, &records[0]).expect("incident");
    assert_eq!(incident_of(&ledger, &records[1]).as_ref(), Some(&id));
    let when = ledger.incident(&id).expect("incident").incident.when.expect("a time");
    assert_eq!(
        (when.from.as_str(), when.to.as_str(), when.precision.as_str()),
        ("2023-03-04", "2023-03-04", "day")
    );
}

fn denial(status: &'static str, kind: &'static str) -> selon_ledger::Record {
    record(
        "Caspian Wire",
        "2021-11-17",
        "plain",
        "Baku on Ardan",
        "Baku denied that its guns had been turned on Ardan.",
        &[Told {
            trigger: "turned on",
            kind,
            mode: Some("heavy-weapons"),
            cameo: "194",
            actors: &["AZE.MIL"],
            recipients: &["ARM.MIL"],
            said_by: Some("AZE.GOV"),
            status,
            day: Some("2021-11-16"),
            place: Some(("Ardan", "ARM", 40.2, 45.7)),
            ..Told::default()
        }],
    )
}

#[test]
fn a_denial_disputes_the_event_and_the_incident_is_contested() {
    let records = [ardan_struck(), denial("denied", "ASSAULT")];
    let ledger = ledger(&records);
    let detail = ledger
        .incident(&incident_of(&ledger, &records[0]).expect("incident"))
        .expect("incident");
    assert_eq!(detail.disputes.len(), 1);
    assert_eq!(detail.disputes[0].field, "event");
    assert_eq!(detail.incident.grade, "contested");
}

#[test]
fn one_sides_word_alone_is_weak() {
    let record = ardan_struck();
    let ledger = ledger(std::slice::from_ref(&record));
    let detail = ledger
        .incident(&incident_of(&ledger, &record).expect("incident"))
        .expect("incident");
    assert_eq!((detail.incident.grade.as_str(), detail.incident.versions), ("weak", 1));
    assert!(detail.disputes.is_empty());
}

#[test]
fn history_founds_no_incident_and_joins_that_of_its_time() {
    let told = |background| Told {
        trigger: "shelled",
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        day: Some("2021-11-16"),
        place: Some(("Ardan", "ARM", 40.2, 45.7)),
        toll: &[("killed", 15, "ARM.MIL")],
        background,
        ..Told::default()
    };
    let text = "A year ago Ardan was shelled and fifteen soldiers died there.";
    let history = record(
        "Northgate News",
        "2022-11-16",
        "plain",
        "One year on",
        text,
        &[told(true)],
    );
    let alone = ledger(std::slice::from_ref(&history));
    assert_eq!(alone.summary().expect("summary").incidents, 0);
    let both = ledger(&[ardan_struck(), history.clone()]);
    assert_eq!(incident_of(&both, &history), incident_of(&both, &ardan_struck()));
    assert_eq!(
        both.claim(&history.claims[0].id).expect("claim").part.as_deref(),
        Some("background")
    );
}

#[test]
fn towns_beyond_their_precision_are_two_incidents() {
    let mut near = ardan_answered();
    for claim in &mut near.claims {
        if let Some(place) = &mut claim.place {
            // Some 30 km north.
            place.name = "Verin".to_owned();
            place.lat = Some(40.47);
        }
    }
    let ledger = ledger(&[ardan_struck(), near.clone()]);
    assert_ne!(incident_of(&ledger, &ardan_struck()), incident_of(&ledger, &near));
}
