//! Bytes of a news dispatch to a clean [`Dispatch`].
//!
//! ```
//! use selon_wire::{Options, read};
//!
//! let bytes = "date 2023-02 KYIV, Feb 26 (Reuters) - The bridge was hit at dawn, the governor said.\n\n\
//!              (Reporting by Ann Moss in Kyiv; Editing by Tom Reed)".as_bytes();
//! let dispatch = read(bytes, "bridge.txt", &Options::default())?;
//! assert_eq!(dispatch.language, "en");
//! assert_eq!(dispatch.dateline[0].name, "Kyiv");
//! assert_eq!(dispatch.published.unwrap().start.to_string(), "2023-02-26");
//! assert_eq!(&dispatch.text[dispatch.body[0].clone()], "The bridge was hit at dawn, the governor said.");
//! assert_eq!(dispatch.credits[0].place.as_deref(), Some("Kyiv"));
//! # Ok::<(), selon_wire::WireError>(())
//! ```
//!
//! This room knows the habits of news agencies and no conflict, and does no input or output: it gets bytes. What it
//! looks for around the text (months, credit words, labels, lines of the page) is data: `packs/*/wire/words.tsv`.
//!
//! Invariants of what [`read`] returns: every range lies on character boundaries of `text`; body ranges are in
//! order, do not overlap, and begin and end with a visible character; nothing is guessed (a day and a month without
//! a year give no date).

mod case;
mod credits;
mod dateline;
mod dates;
mod decode;
mod error;
mod language;
mod lines;
mod read;
mod repair;
mod tags;
mod words;

use std::ops::Range;

pub use dates::parse_published;
pub use error::{PublishedError, WireError};
pub use language::{LanguageGuess, identify};
pub use read::{Options, read};
pub use tags::{Tag, TagKind};

/// Inputs of more bytes than this are refused: no dispatch is that long, a concatenated archive is.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

/// One dispatch, cleaned. All ranges are byte ranges in `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// Hash of the decoded text: the first 32 hexadecimal digits of its BLAKE3.
    pub id: String,
    /// Path or address as the user gave it.
    pub source: String,
    /// The decoded text, with `\n` newlines, complete: what is not body (prefix, credits) stays in it.
    pub text: String,
    /// The headline, if there is one.
    pub headline: Option<Range<usize>>,
    /// The paragraphs to be read for claims, in order, without prefix, dateline, notes and credits.
    pub body: Vec<Range<usize>>,
    /// Tags in square brackets before the body and in it that are no text: who speaks, what was left out.
    pub tags: Vec<Tag>,
    /// The credits, whole.
    pub credit_spans: Vec<Range<usize>>,
    /// Two-letter code of the language: `fr`, `en`, or another that no pack reads.
    pub language: String,
    /// The publishing agency by its usual name (`Reuters`, `AFP`).
    pub agency: Option<Named>,
    /// Address of the page, if the text names it.
    pub url: Option<String>,
    /// What the edition says of itself.
    pub edition: Edition,
    /// When it was published.
    pub published: Option<Published>,
    /// The places of the dateline, in order; their countries are the coder's to find.
    pub dateline: Vec<Named>,
    /// Countries or regions that the dateline itself gives for its places (`BENI, Congo (AP)`, `Goma (RDC)`).
    pub dateline_within: Vec<Named>,
    /// People named at the end.
    pub credits: Vec<Credit>,
}

/// A name with the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name; for a dateline place in capitals, as in running text (`MOSCOU` is `Moscou`).
    pub name: String,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What an edition says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// Nothing said.
    #[default]
    Plain,
    /// A correction of an earlier text.
    Correction,
    /// A lead that replaces earlier ones.
    Lead,
    /// An update.
    Update,
    /// A withdrawal.
    Withdrawn,
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DatePrecision {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A publication date with its precision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// First day.
    pub start: jiff::civil::Date,
    /// Last day (equal to `start` for a day).
    pub end: jiff::civil::Date,
    /// How exactly it is known.
    pub precision: DatePrecision,
    /// The words it was read from; empty when the user gave it.
    pub text: String,
    /// Where the words stand; `None` when the user gave it.
    pub span: Option<Range<usize>>,
}

/// A person named at the end of a dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// `reporting`, `writing`, `editing`, `translation` or `contribution`.
    pub role: String,
    /// The person.
    pub name: String,
    /// Where the person stands, if said.
    pub place: Option<String>,
}
