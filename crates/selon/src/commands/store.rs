//! Which ledger a command works on.

use super::Failure;
use selon_ledger::{Ledger, LedgerError};
use std::path::PathBuf;

/// Where the ledger is.
#[derive(Clone, Debug, clap::Args)]
pub struct Store {
    /// The ledger: one SQLite file; in your data folder, if not given
    #[arg(long, value_name = "PATH", global = true)]
    ledger: Option<PathBuf>,
}

impl Store {
    /// The file.
    pub fn path(&self) -> Result<PathBuf, Failure> {
        self.ledger
            .clone()
            .or_else(selon_ledger::default_path)
            .ok_or_else(|| Failure::new("this system tells no folder for data").hint("name a file: --ledger PATH"))
    }

    /// Opened to write; made if it is not there.
    pub fn make(&self) -> Result<Ledger, Failure> {
        Ok(Ledger::open(&self.path()?)?)
    }

    /// Opened to write; it must be there.
    pub fn existing(&self) -> Result<Ledger, Failure> {
        Ok(Ledger::open_existing(&self.path()?)?)
    }

    /// Opened to read; it must be there.
    pub fn read(&self) -> Result<Ledger, Failure> {
        Ok(Ledger::open_to_read(&self.path()?)?)
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Failure {
        let message = error.to_string();
        // The ledger writes "what is wrong. What can be done".
        match message.rsplit_once(". ") {
            Some((what, hint)) => Failure::new(what).hint(hint),
            None => Failure::new(message),
        }
    }
}
