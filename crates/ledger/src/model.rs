//! What the ledger answers: plain structures that can be written as JSON.

use crate::record::{Claim, Dateline, Span, Words};
use serde::{Deserialize, Serialize};

/// Which incidents, or claims, are asked for. Empty means all. Several values of one field are alternatives; the fields are joined with “and”.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Filter {
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// ISO 3166 codes of the places or, where no country is known, of the sides.
    pub countries: Vec<String>,
    /// Sides (`ARM`, `MLI.REB.JNIM`) that take part or speak.
    pub sides: Vec<String>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// At least so many killed according to somebody.
    pub toll_min: Option<u64>,
    /// `unreviewed`, `in-progress`, `reviewed`.
    pub review: Option<String>,
    /// Only disputed ones (true) or only undisputed ones (false).
    pub disputed: Option<bool>,
    /// Words that stand in one of its dispatches. Accents and capitals do not count; all words must be there.
    pub text: Option<String>,
}

/// Which stretch of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Page {
    /// So many are skipped.
    pub offset: usize,
    /// At most so many are given.
    pub limit: usize,
    /// In which order.
    pub order: Order,
}

impl Default for Page {
    fn default() -> Page {
        Page {
            offset: 0,
            limit: 50,
            order: Order::Newest,
        }
    }
}

/// The order of a list of incidents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Last day first.
    #[default]
    Newest,
    /// First day first.
    Oldest,
    /// Most killed first.
    Toll,
    /// Most disputes first.
    Disputed,
    /// Most origins first.
    Origins,
}

/// Incidents of a filter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IncidentList {
    /// So many there are in all.
    pub total: usize,
    /// Those of the page.
    pub items: Vec<IncidentRow>,
}

/// An incident in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IncidentRow {
    /// The id of its earliest claim, 16 hexadecimal digits. An id that was given once leads to the incident of that claim for ever.
    pub id: String,
    /// When.
    pub when: Option<Days>,
    /// Where.
    pub place: Option<Place>,
    /// PLOVER type of its weightiest claim.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode of it.
    pub mode: Option<String>,
    /// All PLOVER types told in it.
    pub types: Vec<String>,
    /// The sides that take part.
    pub sides: Vec<String>,
    /// The sides that speak: one version each.
    pub speakers: Vec<String>,
    /// Headline of its earliest dispatch, or its first words.
    pub title: String,
    /// Range of each kind of toll over all versions: lowest low, highest high. Never a sum.
    pub tolls: Vec<TollRange>,
    /// How many versions.
    pub versions: usize,
    /// How many disputes.
    pub disputes: usize,
    /// How many claims.
    pub claims: usize,
    /// How many dispatches.
    pub dispatches: usize,
    /// How many origins: near copies count once.
    pub origins: usize,
    /// confirmed, fair, weak, contested, discounted.
    pub grade: String,
    /// unreviewed, in-progress, reviewed.
    pub review: String,
}

/// A time with its precision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Days {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// day, days, week, month, season, year; `published`: no claim says it, the dispatches were published then.
    pub precision: String,
}

/// A place with its precision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// Its name.
    pub name: String,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// exact, near, district, province, country, between, region.
    pub precision: String,
    /// How far from the point it may have been, in kilometres.
    pub radius_km: Option<f64>,
}

/// The range of a toll.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TollRange {
    /// killed, wounded, captured …
    pub kind: String,
    /// Whose, as a side; null where it is not said or where several are counted together.
    pub who: Option<String>,
    /// civilians, soldiers …
    pub group: Option<String>,
    /// At least.
    pub low: Option<u64>,
    /// The latest figure given.
    pub best: Option<u64>,
    /// At most; null when open.
    pub high: Option<u64>,
    /// Whether a figure is “about”.
    pub approx: bool,
}

/// An incident with everything that is told of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IncidentDetail {
    /// What the list says of it.
    pub incident: IncidentRow,
    /// One version a speaking side.
    pub versions: Vec<Version>,
    /// Where two claims cannot both be right.
    pub disputes: Vec<Dispute>,
    /// All its claims, by dispatch and place in the text.
    pub claims: Vec<ClaimView>,
    /// Its dispatches, earliest first.
    pub dispatches: Vec<DispatchBrief>,
    /// Why the machine, or a person, put them together.
    pub reasons: Vec<LinkReason>,
    /// What people decided of it and of its claims.
    pub revisions: Vec<Revision>,
}

/// What one side says of an incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// `ARM`, `MLI.REB.JNIM`; `agencies` for the agencies' own voice; `third-parties` for the United Nations, hospitals, witnesses and the like.
    pub side: String,
    /// `side`, `agencies`, `third-parties`.
    pub kind: String,
    /// Codes of those who speak for it, e.g. `ARM.GOV`, `ARM.MIL`.
    pub speakers: Vec<String>,
    /// Its claims, by their ids.
    pub claims: Vec<String>,
    /// The tolls that it gives. Figures of several speakers are never added up.
    pub tolls: Vec<TollRange>,
    /// The side that began, according to this version; null when it does not say.
    pub initiator: Option<String>,
    /// How many origins carry it.
    pub origins: usize,
    /// A–F: how reliable the analyst holds this source, by the Admiralty scale.
    pub reliability: Option<String>,
    /// 1–6: how credible the analyst holds what it says here, by the Admiralty scale.
    pub credibility: Option<u8>,
}

/// A field on which two claims cannot both be right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispute {
    /// `who-began`, `event`, `actor`, `toll`.
    pub field: String,
    /// For a toll its kind.
    pub kind: Option<String>,
    /// One claim.
    pub claim_a: String,
    /// The other.
    pub claim_b: String,
    /// The side that says the first.
    pub side_a: String,
    /// The side that says the second.
    pub side_b: String,
    /// What the first says, in codes and figures.
    pub says_a: String,
    /// What the second says.
    pub says_b: String,
}

/// A claim with what the ledger knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimView {
    /// The claim as it stands now, with people's corrections.
    pub claim: Claim,
    /// The claim as the machine read it, where a person changed it.
    pub machine: Option<Claim>,
    /// `machine` or `person`.
    pub origin: String,
    /// Who added it by hand; null for what the machine read.
    pub author: Option<String>,
    /// True when it was coded without having seen the coding of the machine or of others.
    pub blind: bool,
    /// unreviewed, accepted, corrected, rejected; blind: coded blind and not accepted yet, so in no incident.
    pub review: String,
    /// True when its dispatch was withdrawn or corrected and no longer says it.
    pub retracted: bool,
    /// The side that says it: `ARM`, `agencies`, `third-parties`.
    pub side: String,
    /// Its incident.
    pub incident: Option<String>,
    /// `founds`, `tells`, `responds`, `background`; null outside incidents.
    pub part: Option<String>,
    /// How well it fits its incident, 0–1.
    pub score: Option<f64>,
    /// Its dispatch.
    pub dispatch: String,
    /// The agency of its dispatch.
    pub agency: Option<String>,
    /// Day or month of publication.
    pub published: Option<String>,
    /// Place in the queue: the higher the sooner.
    pub priority: f64,
    /// What people wrote about it.
    pub comments: Vec<Revision>,
}

/// Words to be coded blind: all that a coder may see of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlindItem {
    /// The id of the claim.
    pub claim: String,
    /// The sentence; without words where the ledger has no text.
    pub sentence: Words,
    /// The words in it that are to be coded.
    pub words: Words,
    /// The dispatch.
    pub dispatch: String,
    /// Its headline, or first words.
    pub title: String,
    /// Two-letter code.
    pub language: String,
    /// Its agency.
    pub agency: Option<String>,
    /// Day or month of publication.
    pub published: Option<String>,
}

/// A dispatch in a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DispatchBrief {
    /// Hash of its text.
    pub id: String,
    /// The agency.
    pub agency: Option<String>,
    /// Two-letter code.
    pub language: String,
    /// First day of publication, cut at its precision: `2021-11`, `2021-11-16`.
    pub published: Option<String>,
    /// The headline, or the first words.
    pub title: String,
    /// plain, correction, lead, update, withdrawn.
    pub edition: String,
    /// The dispatch that stands for its near copies: the same for all of one origin.
    pub copy_group: String,
    /// True when a later edition corrects or withdraws it.
    pub retracted: bool,
    /// How many claims were read in it.
    pub claims: usize,
}

/// A dispatch with everything read in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DispatchDetail {
    /// What the list says of it.
    pub dispatch: DispatchBrief,
    /// Its text; null where only claims were added, without the text.
    pub text: Option<String>,
    /// Where it was found: paths as they were given.
    pub sources: Vec<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// The places of the dateline.
    pub dateline: Vec<Dateline>,
    /// The headline in the text.
    pub headline: Option<Span>,
    /// The paragraphs that were read.
    pub body: Vec<Span>,
    /// Its claims in the order of the text, rejected and retracted ones too.
    pub claims: Vec<ClaimView>,
    /// Its editions, this one too, earliest first; empty when there is only one.
    pub editions: Vec<DispatchBrief>,
    /// Near copies of other outlets.
    pub copies: Vec<DispatchBrief>,
}

/// The editions of one story and what changed from each to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionHistory {
    /// The dispatch that was asked for.
    pub dispatch: String,
    /// Its editions, this one too, earliest first; only itself when it has no other.
    pub editions: Vec<DispatchBrief>,
    /// From each edition to the one after it: one fewer than editions.
    pub changes: Vec<EditionChange>,
}

/// What changed from one edition to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditionChange {
    /// The earlier dispatch.
    pub from: String,
    /// The later one.
    pub to: String,
    /// Whether the later one takes back the claims of those before it: a correction or a withdrawal does.
    pub takes_back: bool,
    /// The paragraphs of both in order; null where one of them was added without its text.
    pub text: Option<Vec<ParagraphChange>>,
    /// The claims that came, went or changed, in the order of the text. What a withdrawal repeats does not count as said.
    pub claims: Vec<ClaimChange>,
    /// How many claims both make alike.
    pub claims_same: usize,
}

/// What became of a paragraph or of a piece of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// It stands in both.
    #[default]
    Same,
    /// It stands in both, in other words; only of paragraphs and claims.
    Changed,
    /// It stands in the earlier one only.
    Removed,
    /// It stands in the later one only.
    Added,
}

/// A paragraph of two editions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParagraphChange {
    /// What became of it.
    pub change: Difference,
    /// Its text in pieces. Those that are the same and those removed are the earlier paragraph, those that are the same and those added the later one.
    /// Blanks and line breaks are one blank.
    pub pieces: Vec<Piece>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Piece {
    /// same, removed, added.
    pub change: Difference,
    /// Its words.
    pub text: String,
}

/// A claim that came, went or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimChange {
    /// changed, removed, added.
    pub change: Difference,
    /// The claim of the earlier edition; null where it came.
    pub before: Option<ClaimView>,
    /// The claim of the later edition; null where it went.
    pub after: Option<ClaimView>,
    /// The fields that differ, where it changed: event, actors, recipients, said_by, status, unconfirmed, background, when, where, toll.
    pub fields: Vec<String>,
}

/// Why two tellings are in one incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LinkReason {
    /// A claim of the one.
    pub claim_a: String,
    /// A claim of the other.
    pub claim_b: String,
    /// 0–1; null where a person joined them.
    pub score: Option<f64>,
    /// In words: “same day, 16 November 2021; same sides, ARM and AZE; killed 15 in both”.
    pub words: String,
    /// `machine` or the name of the person.
    pub by: String,
}

/// Something that a person decided or wrote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Revision {
    /// Hash of its content: the same on every machine.
    pub id: String,
    /// accept, correct, reject, comment, add, merge, split, move, undo, grade.
    pub action: String,
    /// The claim, or the claim that stands for the incident.
    pub claim: String,
    /// Who.
    pub author: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What exactly, as JSON: the fields of a correction, the text of a comment, the claims of a merge.
    pub what: serde_json::Value,
    /// True when a later revision undid it.
    pub undone: bool,
}

/// How many incidents there are of each value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// By country.
    pub countries: Vec<Count>,
    /// By side.
    pub sides: Vec<Count>,
    /// By PLOVER type.
    pub types: Vec<Count>,
    /// By state of review.
    pub review: Vec<Count>,
    /// By grade of evidence.
    pub grades: Vec<Count>,
    /// How many are disputed.
    pub disputed: usize,
    /// By time: `2021-11` when the filter spans more than a hundred days, else `2021-11-16`.
    pub histogram: Vec<Count>,
}

/// A value and how often it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    /// The value.
    pub value: String,
    /// How often.
    pub count: usize,
}

/// Who said what about whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActorCell {
    /// The side that speaks: `ARM`, `agencies`, `third-parties`.
    pub speaker: String,
    /// The side that acts, according to the speaker; `UNK` when nobody is named.
    pub actor: String,
    /// The side it is done to; `–` when there is none.
    pub recipient: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// How many claims.
    pub claims: usize,
    /// How many of them deny it.
    pub denied: usize,
}

/// How much is in a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Dispatches.
    pub dispatches: usize,
    /// Claims, rejected and retracted ones too.
    pub claims: usize,
    /// Incidents.
    pub incidents: usize,
    /// Claims that a person looked at.
    pub reviewed: usize,
}

/// What is in a ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// The file.
    pub path: String,
    /// Its size in bytes, with its journal.
    pub bytes: u64,
    /// Dispatches.
    pub dispatches: usize,
    /// Groups of near copies.
    pub origins: usize,
    /// Claims, rejected and retracted ones too.
    pub claims: usize,
    /// Claims that are part of an incident.
    pub placed: usize,
    /// Incidents.
    pub incidents: usize,
    /// Incidents told by two versions or more.
    pub rival: usize,
    /// Incidents with a dispute.
    pub disputed: usize,
    /// Claims that a person looked at.
    pub reviewed: usize,
    /// Decisions of people, undone ones too.
    pub revisions: usize,
    /// First and last day of publication.
    pub published: Option<(String, String)>,
    /// Dispatches by language.
    pub languages: Vec<Count>,
    /// What read them: version of the program and how many dispatches.
    pub readers: Vec<Count>,
}
