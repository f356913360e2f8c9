//! The record: what `selon read --format jsonl` writes (`docs/record.schema.json`).
//!
//! All `start` and `end` here count Unicode scalar values in the dispatch's text.

use serde::Serialize;
use smol_str::SmolStr;

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Why a field was filled without words of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inferred {
    /// `previous-sentence`, `event`, `dispatch-date`, `speaker`, `opponent`, `context`.
    pub from: SmolStr,
    /// The words or the claim it rests on.
    #[serde(rename = "ref")]
    pub reference: String,
}

/// One happening that the dispatch asserts, requests, denies or announces.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// Stable over versions of the reader: hash of dispatch, trigger span, type and innermost speaker.
    pub id: String,
    /// The sentence of the trigger.
    pub sentence: SentenceRef,
    /// The words that carry the event.
    pub trigger: Words,
    /// What happened, in the field's codes.
    pub event: Event,
    /// What is asked, promised, threatened or refused.
    pub about: Option<About>,
    /// Who did it.
    pub actors: Vec<Actor>,
    /// Whom it was done to.
    pub recipients: Vec<Actor>,
    /// Who says so, innermost first; empty for the agency's own voice.
    pub said_by: Vec<Voice>,
    /// actual, denied, planned, conditional.
    pub status: SmolStr,
    /// Hearsay.
    pub unconfirmed: bool,
    /// History told as context.
    pub background: bool,
    /// When.
    pub when: Option<When>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The harm told.
    pub toll: Vec<Toll>,
    /// Weapons.
    pub means: Vec<Means>,
    /// 0–1.
    pub confidence: f64,
}

/// A sentence of the dispatch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentenceRef {
    /// Number, from 0.
    pub index: usize,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Codes of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: SmolStr,
    /// PLOVER mode; null where the type or the text gives none.
    pub mode: Option<SmolStr>,
    /// PLOVER contexts.
    pub contexts: Vec<SmolStr>,
    /// CAMEO code.
    pub cameo: SmolStr,
    /// Selon's concept.
    pub concept: SmolStr,
}

/// What is asked, promised, threatened or refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// Its codes.
    pub event: Event,
    /// Who is to do it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// `ISO3[.SECTOR[.NAME]]`.
    pub code: SmolStr,
    /// ISO 3166 code of the country, or null.
    pub country: Option<SmolStr>,
    /// Sector, or null for a bare country.
    pub sector: Option<SmolStr>,
    /// Finer than the sector: army, police, ministry …
    pub role: Option<SmolStr>,
    /// Proper name, where one is given.
    pub name: Option<String>,
    /// The words; null when inferred without words.
    pub text: Option<String>,
    /// First character.
    pub start: Option<usize>,
    /// One past the last character.
    pub end: Option<usize>,
    /// Why it is known without being said here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// A link of the attribution chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// The speaker.
    pub actor: Actor,
    /// The word of speech.
    pub verb: Option<String>,
    /// asserts, denies, confirms, accuses, admits, claims-responsibility, relays.
    pub stance: SmolStr,
    /// direct, indirect, none.
    pub quote: SmolStr,
    /// First character of the word of speech.
    pub start: Option<usize>,
    /// One past the last character of the word of speech.
    pub end: Option<usize>,
}

/// A time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// First day, `YYYY-MM-DD`; null when only candidates are known.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// minute, day, weekday-in-month, week, month, season, year, open.
    pub precision: SmolStr,
    /// The days it may be, where the anchor is coarse.
    pub candidates: Vec<String>,
    /// The words.
    pub text: String,
    /// First character.
    pub text_start: usize,
    /// One past the last character.
    pub text_end: usize,
    /// Why it is known without being said here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Where {
    /// Its name as the text has it.
    pub name: String,
    /// ISO 3166 code; null for a border or a region of several countries.
    pub country: Option<SmolStr>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// GeoNames or overlay number.
    pub id: Option<u32>,
    /// exact, near, district, province, country, between, region.
    pub precision: SmolStr,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Why it is known without being said here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// Harm told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Toll {
    /// killed, wounded, captured, missing, detained, displaced, freed, destroyed.
    pub kind: SmolStr,
    /// At least.
    pub low: Option<u64>,
    /// The figure given.
    pub best: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// "about", "nearly".
    pub approx: bool,
    /// Whose people or things.
    pub who: Option<Actor>,
    /// civilians, children, soldiers …
    pub group: Option<SmolStr>,
    /// Number of the toll in this claim that it is a part of.
    pub part_of: Option<usize>,
    /// An earlier figure that the same party replaced.
    pub superseded: bool,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A weapon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Means {
    /// artillery, mortar, small-arms …
    pub kind: SmolStr,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}
