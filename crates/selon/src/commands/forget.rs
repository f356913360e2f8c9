//! `selon forget`: a dispatch out of the ledger, for good.

use super::output;
use super::store::Store;
use super::{Failure, Finish};
use std::io::Write;

/// The arguments of `selon forget`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dispatches: their ids, the beginning of one, or the file that one was read from
    #[arg(value_name = "DISPATCH", required = true)]
    dispatches: Vec<String>,
    #[command(flatten)]
    store: Store,
}

impl Args {
    /// Forgets.
    pub fn run(&self) -> Result<Finish, Failure> {
        let mut ledger = self.store.existing()?;
        let mut out = output::stdout();
        // All are looked up first: a wrong name forgets nothing.
        let ids: Vec<String> = self
            .dispatches
            .iter()
            .map(|name| ledger.find_dispatch(name))
            .collect::<Result<_, _>>()?;
        for id in ids {
            ledger.forget(&id)?;
            writeln!(
                out,
                "{id} is forgotten; copies of the ledger that you made elsewhere still hold it"
            )?;
        }
        out.flush()?;
        Ok(Finish::Clean)
    }
}
