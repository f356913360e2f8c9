//! Times and quantities told in words: from trees to dates and figures.
//!
//! This room knows calendars and number words (`packs/<language>/time`, `packs/<language>/numbers`) and no conflict.

pub mod quantity;
pub mod time;
