//! Quantities: "15", "une dizaine de", "au moins 5", "several dozen", "no".
//!
//! What was decided where the codebook is silent:
//!
//! - "less than 20" is high 20, as "more than 45" is low 45; "at least about 20" is low 20, `approx`; "at least a dozen" is low 12.
//! - A collective ("une dizaine", "two dozen") is about its value; its bare plural, and an indefinite before it ("several dozen", "quelques
//!   centaines"), twice its value at least.
//! - "several", "plusieurs", "quelques" are low 2; "a couple", "both" are 2; the article is 1 before a singular.
//! - A change ("passé de 15 à 20 morts") gives the second figure.
//! - Where a bound follows the noun ("6.500 personnes au moins"), `words` reach over the noun.

mod chunk;
mod finding;

use crate::time::TimeWords;
use selon_packs::{PackError, Packs};
use selon_syntax::Sentence;
use std::ops::Range;

/// How many, as far as the words tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// At least.
    pub low: Option<u64>,
    /// The figure given.
    pub best: Option<u64>,
    /// At most; `None` for open.
    pub high: Option<u64>,
    /// "about", "nearly", "une dizaine".
    pub approx: bool,
    /// The words that tell it.
    pub words: Range<usize>,
    /// Byte range, in the text that the word spans point into.
    pub span: Range<usize>,
}

/// The number words of a language.
#[derive(Clone, Debug, Default)]
pub struct NumberWords {
    words: TimeWords,
}

impl NumberWords {
    /// Reads `packs/<language>/numbers/*`, and the time words beside them (a day of a month counts nothing).
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<NumberWords, PackError> {
        Ok(NumberWords {
            words: TimeWords::load(packs, language)?,
        })
    }
}

/// How many of what a noun (or a number or pronoun that stands for one) names. `None` when the words give no quantity.
pub fn quantity(_text: &str, sentence: &Sentence, word: usize, words: &NumberWords) -> Option<Quantity> {
    finding::quantity(sentence, word, &words.words)
}
