//! Quantities: "15", "une dizaine de", "au moins 5", "several dozen", "no".

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
pub struct NumberWords {}

impl NumberWords {
    /// Reads `packs/<language>/numbers/*`.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(_packs: &Packs, _language: &str) -> Result<NumberWords, PackError> {
        Ok(NumberWords::default())
    }
}

/// How many of what a noun (or a number or pronoun that stands for one) names. `None` when the words give no quantity.
pub fn quantity(_text: &str, _sentence: &Sentence, _word: usize, _words: &NumberWords) -> Option<Quantity> {
    None
}
