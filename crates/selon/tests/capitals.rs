//! Dispatches in capitals, as telex and monitoring services wrote them, give the claims that ordinary print gives.

mod support;

use selon_coder::Claim;
use std::collections::BTreeMap;
use support::{read, sample_text, samples};

/// What a claim says, without the words that say it.
fn core(claim: &Claim) -> String {
    format!(
        "{} {} {:?} {:?}",
        claim.event.kind,
        claim.event.cameo,
        claim.actors.iter().map(|actor| &actor.code).collect::<Vec<_>>(),
        claim.recipients.iter().map(|actor| &actor.code).collect::<Vec<_>>()
    )
}

#[test]
fn capitals_change_little() {
    let (mut all, mut same) = (0, 0);
    for sample in samples() {
        let capitals = read(&sample_text(&sample.name).to_uppercase(), &sample.name);
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for claim in capitals.claims() {
            *counts.entry(core(claim)).or_default() += 1;
        }
        for claim in sample.claims() {
            all += 1;
            if let Some(count) = counts.get_mut(&core(claim)).filter(|count| **count > 0) {
                *count -= 1;
                same += 1;
            }
        }
    }
    println!("{same} of {all} claims are the same in capitals");
    assert!(same * 100 >= all * SAME_AT_LEAST, "{same} of {all}");
}

/// In per cent.
const SAME_AT_LEAST: usize = 80;

/// "CAR", "IS", "TIP" are abbreviations of a country and of armed groups in ordinary print; in capitals they are mostly words.
#[test]
fn common_words_in_capitals_are_no_names() {
    let text = "BOGOTA, 3 MAR 90 -- THE ARMY SAID THAT A CAR BOMB IS BELIEVED TO HAVE KILLED THREE SOLDIERS NEAR BOGOTA.\n\n\
                THE POLICE SAID THAT A TIP IS BEHIND THE ARREST OF TWO REBELS.\n";
    let read = read(text, "capitals");
    let codes: Vec<String> = read
        .claims()
        .flat_map(|claim| claim.actors.iter().chain(&claim.recipients))
        .map(|actor| actor.code.to_string())
        .collect();
    assert!(!codes.is_empty());
    for code in &codes {
        assert!(
            !code.contains("CAF") && !code.ends_with(".IS") && !code.ends_with(".TIP"),
            "{codes:?}"
        );
    }
}
