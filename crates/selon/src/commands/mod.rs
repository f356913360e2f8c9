//! What the program can be told to do. Each command is a file; data goes to stdout, talk to stderr.

mod add;
mod blind;
mod clauses;
mod editions;
mod eval;
mod explain;
mod forget;
mod incidents;
mod input;
mod ledger;
mod output;
mod pack;
mod parse;
mod read;
mod review;
mod serve;
mod store;
mod train;
mod wire;

use clap::{Parser, Subcommand};
use std::fmt;
use std::io;
use std::process::ExitCode;

/// Reads conflict newswire: who did what to whom, when, where, with what toll, and according to whom.
#[derive(Debug, Parser)]
#[command(name = "selon", version, disable_help_subcommand = true, max_term_width = 100, after_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Exit status:
  0  everything was read
  1  some documents could not be read (each is named on stderr; the others were read),
     or `pack check` found an error
  2  wrong arguments, or a pack or model that cannot be used";

#[derive(Debug, Subcommand)]
enum Command {
    /// Read dispatches and print their claims
    Read(read::Args),
    /// Add dispatches and their claims to the ledger
    Add(add::Args),
    /// List incidents, or show one in its versions side by side
    Incidents(incidents::Args),
    /// Show what is in the ledger, compare editions of a dispatch, or read the texts again
    Ledger(ledger::Args),
    /// Review claims and incidents: accept, correct, reject, join, part, undo, exchange
    Review(review::Args),
    /// Forget a dispatch: nothing of it is left in the ledger
    Forget(forget::Args),
    /// Show where a claim comes from: its sentence, tree, lexicon line, and the reason of each field
    Explain(explain::Args),
    /// Print what is known of a dispatch before its language is read: agency, date, place, body, credits (JSON)
    Wire(wire::Args),
    /// Print the Universal Dependencies trees of dispatches (CoNLL-U)
    Parse(parse::Args),
    /// Print the predicates of dispatches with their arguments, one a line
    Clauses(clauses::Args),
    /// Show a ledger as a page in a browser on this machine: incidents, versions, dispatches, review
    Serve(serve::Args),
    /// Work on language packs
    #[command(subcommand)]
    Pack(pack::Command),
    /// Train a syntax model from CoNLL-U files
    Train(train::Args),
    /// Measure
    #[command(subcommand)]
    Eval(eval::Command),
}

/// How a command that ran to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finish {
    /// Everything was read.
    Clean,
    /// Something could not be read, or errors were found.
    Marred,
}

/// Why a command could not go on: wrong arguments, packs or models; or the output could not be written.
#[derive(Debug)]
struct Failure {
    message: String,
    hint: Option<String>,
    /// Whoever read our output has gone: no failure of ours.
    closed_pipe: bool,
}

impl Failure {
    fn new(message: impl fmt::Display) -> Failure {
        Failure {
            message: message.to_string(),
            hint: None,
            closed_pipe: false,
        }
    }

    fn hint(self, hint: impl Into<String>) -> Failure {
        Failure {
            hint: Some(hint.into()),
            ..self
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Failure {
            closed_pipe,
            ..Failure::new(error)
        }
    }
}

impl From<selon_packs::PackError> for Failure {
    fn from(error: selon_packs::PackError) -> Failure {
        Failure::new(error).hint("`selon pack check --pack DIR` lists everything that is wrong in a pack")
    }
}

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody reads to its end is no failure either.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let finish = match cli.command {
        Command::Read(args) => args.run(),
        Command::Add(args) => args.run(),
        Command::Incidents(args) => args.run(),
        Command::Ledger(args) => args.run(),
        Command::Review(args) => args.run(),
        Command::Forget(args) => args.run(),
        Command::Explain(args) => args.run(),
        Command::Wire(args) => args.run(),
        Command::Parse(args) => args.run(),
        Command::Clauses(args) => args.run(),
        Command::Serve(args) => args.run(),
        Command::Pack(command) => command.run(),
        Command::Train(args) => args.run(),
        Command::Eval(command) => command.run(),
    };
    match finish {
        Ok(Finish::Clean) => ExitCode::SUCCESS,
        Ok(Finish::Marred) => ExitCode::from(1),
        Err(failure) if failure.closed_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            output::complain(&failure.message, failure.hint.as_deref());
            ExitCode::from(2)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        super::Cli::command().debug_assert();
    }
}
