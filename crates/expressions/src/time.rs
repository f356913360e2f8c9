//! Time expressions: finding them in a sentence, and resolving them against the day of the dispatch.
//!
//! ```
//! use selon_expressions::time::{Anchor, TimeWords, mentions, resolve};
//! let packs = selon_packs::Packs::shipped();
//! let words = TimeWords::load(&packs, "fr")?;
//! let conllu = "1\tmardi\tmardi\tNOUN\t_\t_\t0\troot\t_\t_\n2\tsoir\tsoir\tNOUN\t_\t_\t1\tnmod\t_\t_\n";
//! let (_, sentence) = selon_syntax::conllu::read(conllu).unwrap().remove(0);
//! let found = mentions("mardi soir", &sentence, &words);
//! let day = jiff::civil::date(2021, 11, 18); // a Thursday
//! let time = resolve(&found[0], Some(&Anchor { start: day, end: day }), None).unwrap();
//! assert_eq!(time.start, Some(jiff::civil::date(2021, 11, 16)));
//! # Ok::<(), selon_packs::PackError>(())
//! ```
//!
//! What was decided where the codebook is silent:
//!
//! - "early March", "fin 2019", "the first half of 2020" are the whole month or year.
//! - A week runs from Monday to Sunday; a season is three whole months, winter begins in December of its year; a weekend and a range of days
//!   have precision `Day` with two different ends; a decade has precision `Year`.
//! - With a dispatch dated to a month, "yesterday" and other distances of up to a week are that month; farther ones are none.
//! - A month or date without a year follows a background time told just before it (a season, month or day well before the dispatch),
//!   else it is the nearest past one.
//! - An hour by itself ("vers 14 h") is of the day told before it, where that lies at most a week back, else of the dispatch's own day.
//! - "until 2014" is open with an end and no start; "since Monday" in a dispatch dated to a month is open with candidates.

mod calendar;
mod clock;
mod days;
mod find;
mod meaning;
mod periods;
mod resolving;
mod story;

use crate::lexicon::Lexicon;
use crate::number;
use jiff::civil::Date;
use meaning::Meaning;
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
pub struct Expression {
    meaning: Meaning,
}

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

impl Mention {
    /// Whether it is the day before another ("la veille", "the day before"): of what is told just there.
    pub fn is_eve(&self) -> bool {
        matches!(self.expression.meaning, Meaning::Days { offset, origin: meaning::Origin::StoryDay } if offset < 0)
    }
}

/// The time words of a language.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {
    pub(crate) times: Lexicon,
    pub(crate) numbers: Lexicon,
}

impl TimeWords {
    /// Reads `packs/<language>/time/*`, and the number words beside them.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<TimeWords, PackError> {
        let times = load(packs, language)?;
        Ok(TimeWords {
            times,
            numbers: number::load(packs, language)?,
        })
    }
}

/// The kinds of the tables `packs/<language>/time`.
const KINDS: &[&str] = &[
    "month",
    "weekday",
    "season",
    "unit",
    "day",
    "story-day",
    "portion",
    "part",
    "night",
    "eve",
    "prep",
    "ahead-prep",
    "article",
    "from",
    "between",
    "since",
    "until",
    "year-prep",
    "decade",
    "month-prep",
    "to",
    "and",
    "last-before",
    "last-after",
    "next-before",
    "next-after",
    "this-before",
    "this-after",
    "that-before",
    "that-after",
    "same-before",
    "previous-before",
    "previous-after",
    "following-before",
    "following-after",
    "ago-before",
    "ago-after",
    "earlier-after",
    "later-after",
    "ahead-before",
    "since-count",
    "every",
    "not",
    "clock-before",
    "clock-unit",
    "clock-word",
    "day-number",
    "ordinal",
    "setting",
];

fn load(packs: &Packs, language: &str) -> Result<Lexicon, PackError> {
    Lexicon::load(packs, &format!("{language}/time"), KINDS)
}

pub(crate) use find::timed;

/// The time expressions of a sentence, in order. `text` is what the word spans point into.
pub fn mentions(_text: &str, sentence: &Sentence, words: &TimeWords) -> Vec<Mention> {
    find::all(sentence, words)
}

/// The time that an expression means. `anchor` is the dispatch's date (`None` when undated), `previous` the last time told before it
/// (for "the same day", or "in November" after "in the autumn of 2020").
///
/// `None` when it cannot be told (a duration, a weekday in an undated dispatch).
pub fn resolve(mention: &Mention, anchor: Option<&Anchor>, previous: Option<&Time>) -> Option<Time> {
    resolving::resolve(&mention.expression.meaning, anchor, previous)
}

/// As [`resolve`], of something that is still to come: "on Friday" is the coming one, "by Friday" names the day itself.
pub fn resolve_ahead(mention: &Mention, anchor: Option<&Anchor>, previous: Option<&Time>) -> Option<Time> {
    resolving::resolve_ahead(&mention.expression.meaning, anchor, previous)
}
