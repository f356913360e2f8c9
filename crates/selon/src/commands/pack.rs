//! `selon pack`: work on language packs.

use super::input::PackFolders;
use super::output;
use super::{Failure, Finish};
use selon::Reader;
use selon::lint::{self, Finding, Severity};
use std::io::Write;

/// What can be done with packs.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Find what is wrong in the packs: file, line, and what to write instead
    Check(Check),
}

impl Command {
    /// Does it.
    pub fn run(&self) -> Result<Finish, Failure> {
        match self {
            Command::Check(check) => check.run(),
        }
    }
}

/// The arguments of `selon pack check`.
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    packs: PackFolders,
    /// Run the example sentences too: each `match` must get its concept, no `miss` may
    #[arg(long)]
    examples: bool,
    /// Print errors only
    #[arg(long, short)]
    quiet: bool,
}

impl Check {
    fn run(&self) -> Result<Finish, Failure> {
        let packs = self.packs.packs()?;
        let mut findings: Vec<Finding> = self
            .packs
            .folders()
            .iter()
            .flat_map(|folder| lint::stray(folder))
            .collect();
        findings.extend(lint::tables(&packs));
        let mut out = output::stdout();
        let mut summary = Vec::new();
        if self.examples {
            let (counts, failed) = lint::examples(&Reader::new(packs));
            findings.extend(failed);
            for (language, count) in counts {
                summary.push(format!(
                    "{language}: {} of {} sentences get their concept, {} of {} near misses do not; {} concepts",
                    count.matched, count.matches, count.missed, count.misses, count.concepts
                ));
            }
        }
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        for finding in &findings {
            if !self.quiet || finding.severity == Severity::Error {
                writeln!(out, "{finding}")?;
            }
        }
        for line in summary {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{errors} errors, {} warnings", findings.len() - errors)?;
        out.flush()?;
        Ok(if errors > 0 { Finish::Marred } else { Finish::Clean })
    }
}
