//! Editions: the words that changed from one to the next, and the claims that came, went or changed.

mod support;

use selon_ledger::record::Text;
use selon_ledger::{Difference, EditionChange, Ledger, LedgerError, Record};
use support::{Told, ardan_struck, ledger, record};

const HEADLINE: &str = "Yerevan says 15 soldiers killed";

fn edition(day: &str, edition: &str, headline: &str, text: &str, told: &[Told<'_>]) -> Record {
    record("Northgate News", day, edition, headline, text, told)
}

fn shelled(killed: u64) -> Told<'static> {
    let toll: &'static [(&str, u64, &str)] = match killed {
        7 => &[("killed", 7, "ARM.MIL")],
        _ => &[("killed", 15, "ARM.MIL")],
    };
    Told {
        trigger: "shelled",
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        said_by: Some("ARM.GOV"),
        day: Some("2021-11-16"),
        toll,
        ..Told::default()
    }
}

fn mined() -> Told<'static> {
    Told {
        trigger: "mined",
        actors: &["AZE.MIL"],
        recipients: &["ARM"],
        said_by: Some("ARM.GOV"),
        ..Told::default()
    }
}

const FIRST: &str = "Azerbaijani guns shelled the post at Ardan on Tuesday, killing 15 soldiers, the ministry in Yerevan said. The road was mined, it added.";
const SECOND: &str =
    "Azerbaijani guns shelled the post at Ardan on Tuesday, killing 7 soldiers, the ministry in Yerevan said.";

fn first() -> Record {
    edition("2021-11-17", "plain", HEADLINE, FIRST, &[shelled(15), mined()])
}

fn second() -> Record {
    let headline = "CORRECTION: Yerevan says 15 soldiers killed";
    edition("2021-11-18", "correction", headline, SECOND, &[shelled(7)])
}

/// The difference on lines, removed words and added words marked.
fn lines(change: &EditionChange) -> Vec<String> {
    let text = change.text.as_ref().expect("both texts");
    let line = text.iter().map(|paragraph| {
        let pieces = paragraph.pieces.iter().map(|piece| match piece.change {
            Difference::Removed => format!("[-{}-]", piece.text),
            Difference::Added => format!("{{+{}+}}", piece.text),
            _ => piece.text.clone(),
        });
        pieces.collect::<String>()
    });
    line.collect()
}

#[test]
fn a_correction_shows_its_words_and_the_toll_that_changed() {
    for order in [[0, 1], [1, 0]] {
        let both = [first(), second()];
        let mut ledger = Ledger::in_memory().expect("a ledger");
        for at in order {
            ledger.add(std::slice::from_ref(&both[at])).expect("added");
        }
        // Whichever edition is asked for, the story is the same.
        for record in &both {
            let history = ledger.editions(&record.dispatch.id).expect("editions");
            assert_eq!(history.dispatch, record.dispatch.id);
            let told: Vec<&str> = history.editions.iter().map(|one| one.edition.as_str()).collect();
            assert_eq!(told, ["plain", "correction"]);
            let [change] = history.changes.as_slice() else {
                panic!("one change: {:?}", history.changes);
            };
            assert!(change.takes_back);
            assert_eq!((&change.from, &change.to), (&both[0].dispatch.id, &both[1].dispatch.id));
            assert_eq!(
                lines(change),
                [
                    "{+CORRECTION: +}Yerevan says 15 soldiers killed",
                    "Azerbaijani guns shelled the post at Ardan on Tuesday, killing [-15-]{+7+} soldiers, the ministry in Yerevan said.[- The road was mined, it added.-]",
                ]
            );
            let claims: Vec<(Difference, &[String])> = change
                .claims
                .iter()
                .map(|one| (one.change, one.fields.as_slice()))
                .collect();
            assert_eq!(
                claims,
                [
                    (Difference::Changed, ["toll".to_owned()].as_slice()),
                    (Difference::Removed, [].as_slice())
                ]
            );
            let killed = |view: &Option<selon_ledger::ClaimView>| view.as_ref().and_then(|view| view.claim.toll[0].low);
            assert_eq!(
                (killed(&change.claims[0].before), killed(&change.claims[0].after)),
                (Some(15), Some(7))
            );
            assert!(change.claims[0].before.as_ref().is_some_and(|view| view.retracted));
            assert_eq!(
                change.claims[1]
                    .before
                    .as_ref()
                    .map(|view| view.claim.trigger.text.as_str()),
                Some("mined")
            );
            assert_eq!(change.claims[1].after, None);
        }
    }
}

#[test]
fn three_editions_are_two_differences_in_their_order() {
    let update = edition(
        "2021-11-17",
        "update",
        "UPDATE 1: Yerevan says 15 soldiers killed",
        FIRST,
        &[shelled(15), mined()],
    );
    let withdrawn = edition(
        "2021-11-19",
        "withdrawn",
        HEADLINE,
        "Our dispatch on the shelled post is withdrawn.",
        &[shelled(15)],
    );
    let ledger = ledger(&[withdrawn.clone(), second(), first(), update.clone()]);
    let history = ledger.editions(&first().dispatch.id).expect("editions");
    let told: Vec<&str> = history.editions.iter().map(|one| one.edition.as_str()).collect();
    assert_eq!(told, ["plain", "update", "correction", "withdrawn"]);
    let [to_update, to_correction, to_withdrawal] = history.changes.as_slice() else {
        panic!("three changes");
    };
    // An update that only adds its mark changes no claim and takes none back.
    assert_eq!(
        (to_update.claims.len(), to_update.claims_same, to_update.takes_back),
        (0, 2, false)
    );
    assert!(to_correction.takes_back && to_withdrawal.takes_back);
    // What the notice of withdrawal repeats is not said again.
    assert_eq!(to_withdrawal.claims.len(), 1);
    assert_eq!(to_withdrawal.claims[0].change, Difference::Removed);
    assert_eq!(
        lines(to_withdrawal).last().map(|line| line.starts_with("{+")),
        Some(true)
    );
}

#[test]
fn a_claim_that_a_person_rejected_is_no_difference() {
    let (first, second) = (first(), second());
    let mut ledger = ledger(&[first.clone(), second]);
    let mined = first
        .claims
        .iter()
        .find(|claim| claim.trigger.text == "mined")
        .expect("a claim");
    ledger.reject(&mined.id, "Ada", "").expect("rejected");
    let history = ledger.editions(&first.dispatch.id).expect("editions");
    assert_eq!(history.changes[0].claims.len(), 1);
}

#[test]
fn without_its_text_the_claims_are_compared_all_the_same() {
    let (mut first, second) = (first(), second());
    let Text::Whole(text) = &first.dispatch.text else {
        panic!("a whole text");
    };
    first.dispatch.text = Text::Withheld {
        length: text.chars().count(),
        hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
    };
    let ledger = ledger(&[first.clone(), second]);
    let history = ledger.editions(&first.dispatch.id).expect("editions");
    assert_eq!(history.changes.len(), 1);
    assert_eq!(history.changes[0].text, None);
    assert_eq!(history.changes[0].claims[0].fields, ["toll"]);
}

#[test]
fn a_dispatch_alone_has_no_difference_and_an_unknown_one_is_named() {
    let alone = ardan_struck();
    let ledger = ledger(std::slice::from_ref(&alone));
    let history = ledger.editions(&alone.dispatch.id).expect("editions");
    assert_eq!((history.editions.len(), history.changes.len()), (1, 0));
    let error = ledger.editions("0000").expect_err("none");
    assert!(
        matches!(&error, LedgerError::Unknown { what: "dispatch", id } if id == "0000"),
        "{error}"
    );
}
