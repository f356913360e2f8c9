//! Time expressions: finding them in a sentence, and resolving them against the day of the dispatch.

use jiff::civil::Date;
use selon_packs::{PackError, Packs};
use selon_syntax::Sentence;
use std::ops::Range;

/// How exactly a time is known, as the record names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the minute.
    Minute,
    /// A day.
    Day,
    /// A weekday of a known month: the candidates are listed.
    WeekdayInMonth,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season.
    Season,
    /// A year.
    Year,
    /// Only one end is known (`since 2014`).
    Open,
}

/// A resolved time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// First day; `None` when only candidates are known.
    pub start: Option<Date>,
    /// Last day; `None` when open or when only candidates are known.
    pub end: Option<Date>,
    /// How exactly.
    pub precision: Precision,
    /// The days it may be, where the anchor is coarse.
    pub candidates: Vec<Date>,
}

/// The day (or month, or year) that relative expressions count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// First day.
    pub start: Date,
    /// Last day: equal to `start` for a dispatch dated to the day.
    pub end: Date,
}

/// What the expression says; opaque, for [`resolve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {}

/// A time expression in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words it covers, preposition included (`à l'automne 2020`).
    pub words: Range<usize>,
    /// The word that hangs on the event (`automne`).
    pub head: usize,
    /// Byte range, in the text that the word spans point into.
    pub span: Range<usize>,
    /// What it says.
    pub expression: Expression,
}

/// The time words of a language.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {}

impl TimeWords {
    /// Reads `packs/<language>/time/*`.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(_packs: &Packs, _language: &str) -> Result<TimeWords, PackError> {
        Ok(TimeWords::default())
    }
}

/// The time expressions of a sentence, in order. `text` is what the word spans point into.
pub fn mentions(_text: &str, _sentence: &Sentence, _words: &TimeWords) -> Vec<Mention> {
    Vec::new()
}

/// The time that an expression means. `anchor` is the dispatch's date (`None` when undated), `previous` the last time told before it
/// (for "the same day", or "in November" after "in the autumn of 2020").
///
/// `None` when it cannot be told (a duration, a weekday in an undated dispatch).
pub fn resolve(_mention: &Mention, _anchor: Option<&Anchor>, _previous: Option<&Time>) -> Option<Time> {
    None
}
