//! Sides: the country or group that an actor or speaker stands for.

use crate::record::{Actor, Claim};
use std::collections::BTreeSet;

/// The agencies' own voice.
pub const AGENCIES: &str = "agencies";
/// The United Nations, other organisations, hospitals, witnesses, the press, unnamed sources.
pub const THIRD: &str = "third-parties";
/// Nobody is named.
pub const UNKNOWN: &str = "UNK";

/// The side of a party that acts or suffers: a country for its government, army and bare name; else the group (`MLI.REB.JNIM`, `GIN.CVL`).
pub fn of_party(actor: &Actor) -> String {
    of_code(&actor.code)
}

/// The sides of parties, without those who are nobody in particular.
pub fn of_parties(actors: &[Actor]) -> BTreeSet<String> {
    actors.iter().map(of_party).filter(|code| !is_unknown(code)).collect()
}

/// The countries of sides.
pub fn countries<'a>(sides: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    sides.iter().filter_map(|side| country(side)).collect()
}

/// The side that a code stands for.
pub fn of_code(code: &str) -> String {
    let mut parts = code.splitn(3, '.');
    let country = parts.next().unwrap_or(UNKNOWN);
    match parts.next() {
        None | Some("GOV" | "MIL" | "LEG" | "JUD" | "COP" | "SPY") if !matches!(country, "IGO" | "NGO" | "UNK") => {
            country.to_owned()
        }
        _ => code.to_owned(),
    }
}

/// The country of a side; None for organisations, unknown gunmen and groups of no country.
pub fn country(side: &str) -> Option<&str> {
    let country = side.split('.').next().unwrap_or_default();
    (country.len() == 3 && !matches!(country, "IGO" | "NGO" | "UNK")).then_some(country)
}

/// Whether a code stands for nobody in particular.
pub fn is_unknown(side: &str) -> bool {
    side == UNKNOWN || side.starts_with("UNK.") && side.matches('.').count() == 1
}

/// The side that says a claim: that of its innermost speaker.
pub fn of_claim(claim: &Claim) -> String {
    match claim.said_by.first() {
        None => AGENCIES.to_owned(),
        Some(voice) => of_speaker(&voice.actor.code),
    }
}

/// The side that a speaker stands for.
pub fn of_speaker(code: &str) -> String {
    let mut parts = code.splitn(3, '.');
    let country = parts.next().unwrap_or(UNKNOWN);
    let sector = parts.next();
    let name = parts.next();
    match (country, sector) {
        ("IGO" | "NGO", _) | (_, Some("CVL" | "MED" | "JRN" | "NGO" | "SOURCE" | "REF" | "SOC")) => THIRD.to_owned(),
        ("UNK", _) if name.is_none() => THIRD.to_owned(),
        _ => of_code(code),
    }
}

/// `side`, `agencies` or `third-parties`.
pub fn kind(side: &str) -> &'static str {
    match side {
        AGENCIES => AGENCIES,
        THIRD => THIRD,
        _ => "side",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ministry_and_an_army_are_their_country() {
        for (code, side) in [
            ("ARM.GOV", "ARM"),
            ("ARM.MIL", "ARM"),
            ("ARM", "ARM"),
            ("MLI.REB.JNIM", "MLI.REB.JNIM"),
            ("GIN.CVL", "GIN.CVL"),
            ("IGO.UN", "IGO.UN"),
            ("UNK", "UNK"),
        ] {
            assert_eq!(of_code(code), side);
        }
    }

    #[test]
    fn third_parties_speak_together() {
        for code in [
            "IGO.UN",
            "NGO.MSF",
            "SOM.MED",
            "SOM.CVL",
            "RUS.JRN",
            "UNK.SOURCE",
            "UNK",
        ] {
            assert_eq!(of_speaker(code), THIRD);
        }
        assert_eq!(of_speaker("UNK.REB.IS"), "UNK.REB.IS");
        assert_eq!(of_speaker("AZE.GOV"), "AZE");
    }
}
