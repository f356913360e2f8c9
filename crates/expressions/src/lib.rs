//! Times and quantities told in words: from trees to dates and figures.
//!
//! This room knows calendars and number words (`packs/<language>/time`, `packs/<language>/numbers`) and no conflict. It reads the words as they stand
//! in a row; of the tree it takes only what a word hangs on.

mod atoms;
mod lexicon;
mod number;
pub mod quantity;
pub mod time;
