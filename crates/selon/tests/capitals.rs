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
