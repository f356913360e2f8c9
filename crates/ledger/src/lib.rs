//! The ledger: dispatches and claims in one SQLite file; claims on the same happening joined to incidents; inside each incident one version a
//! speaking side, and what people decided about it.
//!
//! ```
//! use selon_ledger::{Filter, Ledger, Page};
//!
//! let mut ledger = Ledger::in_memory()?;
//! // ledger.add(&records)?;
//! let list = ledger.incidents(&Filter::default(), Page::default())?;
//! assert_eq!(list.total, 0);
//! # Ok::<(), selon_ledger::LedgerError>(())
//! ```
//!
//! The ledger knows only the record (`docs/record.schema.json`), and no reader. Its form is told in `docs/ledger.md`.

mod calendar;
mod copies;
mod difference;
mod editions;
mod error;
mod export;
mod forget;
mod incident;
mod intake;
mod linking;
mod model;
mod open;
mod place;
mod query;
pub mod record;
mod review;
mod side;
mod text;

pub use error::{LedgerError, Result};
pub use export::Format;
pub use forget::{Moved, StoredText};
pub use intake::Added;
pub use linking::THRESHOLD;
pub use model::*;
pub use open::{Ledger, default_path};
pub use record::Record;
pub use review::{Agreement, Compared, FIELDS, GRADES, Imported, Values, krippendorff};
