//! How sure the reader is of a claim: the chance that type, actors, recipients, innermost speaker and status are all right.
//!
//! The chance is that of a logistic regression on what can be seen of the claim itself ([`features`]); its weights stand in `ontology/confidence.tsv`, learnt from
//! hand-coded dispatches by `training/confidence.py`. A claim gets the mean over many hand-coded claims that look like it: a rare kind of claim may deserve more or less.

use crate::claim::{Actor, Claim};
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use smol_str::{SmolStr, format_smolstr};

/// No claim is surer than this, nor less sure than one minus this: nothing was measured beyond.
const MOST: f64 = 0.98;

/// The weights of what is seen.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    weights: FxHashMap<SmolStr, f64>,
}

impl Weights {
    /// Reads `ontology/confidence.tsv`.
    ///
    /// # Errors
    /// When a weight is no number.
    pub fn load(packs: &Packs) -> Result<Weights, PackError> {
        let mut weights = Weights::default();
        let table = packs.table("ontology/confidence.tsv", &["feature", "weight"])?;
        for row in table.rows() {
            let Ok(weight) = row.cell(1).parse::<f64>() else {
                return Err(table.error(row, format!("`{}` is no number; write one such as -0.25", row.cell(1))));
            };
            weights.weights.insert(row.cell(0).into(), weight);
        }
        Ok(weights)
    }

    /// The chance that a claim is right, between 0 and 1, to two places.
    pub fn of(&self, claim: &Claim) -> f64 {
        let sum: f64 = features(claim)
            .iter()
            .filter_map(|feature| self.weights.get(feature))
            .sum();
        let chance = 1.0 / (1.0 + (-sum).exp());
        (chance.clamp(1.0 - MOST, MOST) * 100.0).round() / 100.0
    }
}

/// Names of what is seen of the actors, and of the recipients; [`features`] says what each means, in this order.
const OF_PARTIES: [[&str; 8]; 2] = [
    [
        "actor none",
        "actor several",
        "actor inferred",
        "actor unknown",
        "actor named",
        "actor country alone",
        "actor civilian",
        "actor armed",
    ],
    [
        "recipient none",
        "recipient several",
        "recipient inferred",
        "recipient unknown",
        "recipient named",
        "recipient country alone",
        "recipient civilian",
        "recipient armed",
    ],
];

/// What is seen of a claim: names of features that are present.
pub fn features(claim: &Claim) -> Vec<SmolStr> {
    let mut seen: Vec<SmolStr> = vec!["all".into(), format_smolstr!("type {}", claim.event.kind)];
    let mut add = |feature: &'static str, present: bool| {
        if present {
            seen.push(SmolStr::new_static(feature));
        }
    };
    for (names, parties) in OF_PARTIES.iter().zip([&claim.actors, &claim.recipients]) {
        let any = |test: fn(&Actor) -> bool| parties.iter().any(test);
        let present = [
            parties.is_empty(),
            parties.len() > 1,
            any(|party| party.inferred.is_some()),
            any(|party| party.code.starts_with("UNK")),
            any(|party| party.code.split('.').count() == 3),
            any(|party| party.sector.is_none()),
            any(|party| party.sector.as_deref() == Some("CVL")),
            any(|party| matches!(party.sector.as_deref(), Some("MIL" | "REB"))),
        ];
        for (name, present) in names.iter().zip(present) {
            add(name, present);
        }
    }
    add("nobody", claim.actors.is_empty() && claim.recipients.is_empty());
    let voice = claim.said_by.first();
    add("speaker", voice.is_some());
    add(
        "speaker inferred",
        voice.is_some_and(|voice| voice.actor.inferred.is_some()),
    );
    add(
        "speaker unknown",
        voice.is_some_and(|voice| voice.actor.code.starts_with("UNK")),
    );
    add("quoted", voice.is_some_and(|voice| voice.quote == "direct"));
    add("relayed", claim.said_by.len() > 1);
    add("denied", claim.status == "denied");
    add("not actual", matches!(claim.status.as_str(), "planned" | "conditional"));
    add("hearsay", claim.unconfirmed);
    add("background", claim.background);
    add("mode", claim.event.mode.is_some());
    add("about", claim.about.is_some());
    add("toll", !claim.toll.is_empty());
    add("toll unowned", claim.toll.iter().any(|toll| toll.who.is_none()));
    add("day", claim.when.as_ref().is_some_and(|when| when.inferred.is_none()));
    add(
        "place",
        claim.place.as_ref().is_some_and(|place| place.inferred.is_none()),
    );
    let length = claim.sentence.end - claim.sentence.start;
    add("short sentence", length < 100);
    add("long sentence", length > 220);
    add("very long sentence", length > 320);
    let capitals = |c: char| c.is_uppercase() || !c.is_alphabetic();
    add("in capitals", claim.trigger.text.chars().all(capitals));
    seen
}
