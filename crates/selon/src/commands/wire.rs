//! `selon wire`: what is known of a dispatch before its language is read.

use super::input::{Documents, Problem};
use super::output;
use super::{Failure, Finish};
use selon::record::DispatchRecord;
use std::io::Write;

/// The arguments of `selon wire`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    documents: Documents,
}

impl Args {
    /// Writes one JSON object a document, on several lines for a person at a terminal.
    pub fn run(&self) -> Result<Finish, Failure> {
        let options = self.documents.known.options();
        let mut out = output::stdout();
        let pretty = output::is_terminal();
        self.documents.each(&mut out, |bytes, source, out| {
            let dispatch = match selon_wire::read(bytes, source, &options) {
                Ok(dispatch) => dispatch,
                Err(error) => return Ok(Err(Problem::new(source, error.into()))),
            };
            let record = DispatchRecord::new(&dispatch, None, true);
            let written = if pretty {
                serde_json::to_writer_pretty(&mut *out, &record)
            } else {
                serde_json::to_writer(&mut *out, &record)
            };
            written.map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
            Ok(Ok(()))
        })
    }
}
