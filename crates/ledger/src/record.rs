//! The record as the reader writes it (`docs/record.schema.json`): the ledger's own types, to read and to write it.
//!
//! All offsets count Unicode scalar values in the dispatch's text; `end` is one past the last character.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A dispatch with its claims: one line of `selon read --format jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// What made the record.
    pub selon: Maker,
    /// The dispatch.
    pub dispatch: Dispatch,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// What of the text was not read for claims.
    #[serde(default)]
    pub unread: Vec<Unread>,
}

/// What made a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Maker {
    /// Version of the program.
    pub version: String,
    /// Language to hash of its model.
    #[serde(default)]
    pub models: BTreeMap<String, String>,
    /// Language to hash of its packs.
    #[serde(default)]
    pub packs: BTreeMap<String, String>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A stretch of the text that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// headline, credits, dateline, remark.
    pub reason: String,
}

/// What is known of a dispatch beside its claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispatch {
    /// Hash of the text, 32 hexadecimal digits.
    pub id: String,
    /// Path as it was given, or `stdin`.
    pub source: String,
    /// The text, or its length and hash.
    pub text: Text,
    /// Where its parts stand.
    pub spans: Spans,
    /// `fr`, `en`.
    pub language: String,
    /// The publishing agency.
    pub agency: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// plain, correction, lead, update, withdrawn.
    pub edition: String,
    /// When it was published.
    pub published: Option<Published>,
    /// The places of the dateline.
    pub dateline: Vec<Dateline>,
    /// What the dateline gives as country or region of its places.
    #[serde(default)]
    pub dateline_within: Vec<Named>,
    /// The headline.
    pub headline: Option<String>,
    /// People named at the end.
    #[serde(default)]
    pub credits: Vec<Credit>,
}

/// The text, or what stands for it where it was left out (`selon read --no-text`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Text {
    /// The text.
    Whole(String),
    /// Its length and hash.
    Withheld {
        /// Unicode scalar values in it.
        length: usize,
        /// BLAKE3 of its UTF-8 bytes.
        hash: String,
    },
}

/// Where the parts of a dispatch stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spans {
    /// The headline.
    pub headline: Option<Span>,
    /// The agency's name.
    pub agency: Option<Span>,
    /// The paragraphs that are read for claims.
    pub body: Vec<Span>,
    /// The credits.
    pub credits: Vec<Span>,
}

/// A date of publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Published {
    /// First day, `YYYY-MM-DD`.
    pub start: String,
    /// Last day.
    pub end: String,
    /// day, month, year.
    pub precision: String,
    /// The words; null when the user gave the date.
    pub text: Option<String>,
    /// First character of the words.
    pub text_start: Option<usize>,
    /// One past the last character of the words.
    pub text_end: Option<usize>,
}

/// A place of the dateline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dateline {
    /// Its name.
    pub name: String,
    /// Its country.
    #[serde(default)]
    pub country: Option<String>,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A name with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Named {
    /// The name.
    pub name: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Who worked on the dispatch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Credit {
    /// reporting, writing, editing, translation, contribution.
    pub role: String,
    /// The person.
    pub name: String,
    /// Where.
    pub place: Option<String>,
}

/// Words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Words {
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// Why a field was filled without words of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Inferred {
    /// previous-sentence, event, dispatch-date, speaker, …
    pub from: String,
    /// The words it rests on; empty for none.
    #[serde(rename = "ref")]
    pub reference: String,
}

/// A sentence of the dispatch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sentence {
    /// Number, from 0.
    pub index: usize,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// One happening that a dispatch asserts, requests, denies or announces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claim {
    /// Hash of dispatch, trigger, type and innermost speaker, 16 hexadecimal digits.
    pub id: String,
    /// The sentence of the trigger.
    pub sentence: Sentence,
    /// The words that carry the event.
    pub trigger: Words,
    /// What happened, in codes.
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
    pub status: String,
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

/// Codes of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Selon's concept.
    pub concept: String,
}

/// What is asked, promised, threatened or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct About {
    /// Its codes.
    pub event: Event,
    /// Who is to do it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
}

/// A party.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// `ISO3[.SECTOR[.NAME]]`.
    pub code: String,
    /// ISO 3166 code of the country.
    pub country: Option<String>,
    /// Sector; null for a bare country.
    pub sector: Option<String>,
    /// Finer than the sector: army, police, ministry …
    pub role: Option<String>,
    /// Proper name.
    pub name: Option<String>,
    /// The words; null when inferred without words.
    pub text: Option<String>,
    /// First character.
    pub start: Option<usize>,
    /// One past the last character.
    pub end: Option<usize>,
    /// Why it is known without being said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// A link of the chain of attribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Voice {
    /// The speaker.
    pub actor: Actor,
    /// The word of speech.
    pub verb: Option<String>,
    /// asserts, denies, confirms, accuses, admits, claims-responsibility, relays.
    pub stance: String,
    /// direct, indirect, none.
    pub quote: String,
    /// First character of the word of speech.
    pub start: Option<usize>,
    /// One past the last character of the word of speech.
    pub end: Option<usize>,
}

/// A time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct When {
    /// First day, `YYYY-MM-DD`.
    pub start: Option<String>,
    /// Last day; null when open.
    pub end: Option<String>,
    /// minute, day, weekday-in-month, week, month, season, year, open.
    pub precision: String,
    /// The days it may be.
    #[serde(default)]
    pub candidates: Vec<String>,
    /// The words.
    pub text: String,
    /// First character of the words.
    pub text_start: usize,
    /// One past the last character of the words.
    pub text_end: usize,
    /// Why it is known without being said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Where {
    /// Its name as the text has it.
    pub name: String,
    /// ISO 3166 code; null for a border or a region of several countries.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Number of the gazetteer.
    pub id: Option<u32>,
    /// exact, near, district, province, country, between, region.
    pub precision: String,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// Why it is known without being said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Inferred>,
}

/// Harm told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Toll {
    /// killed, wounded, captured, missing, detained, displaced, freed, destroyed, casualties.
    pub kind: String,
    /// At least.
    pub low: Option<u64>,
    /// The figure given.
    pub best: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// “about”, “nearly”.
    pub approx: bool,
    /// Whose people or things.
    pub who: Option<Actor>,
    /// civilians, children, soldiers …
    pub group: Option<String>,
    /// Number in the claim's list of the toll that it is a part of.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Means {
    /// artillery, mortar, small-arms …
    pub kind: String,
    /// The words.
    pub text: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}
