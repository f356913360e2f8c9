//! `selon read`: dispatches in, claims out.

use super::input::{self, Documents, Problem};
use super::output::{self, Look};
use super::{Failure, Finish};
use clap::ValueEnum;
use rayon::prelude::*;
use selon::naming::Naming;
use selon::report::Report;
use selon::report::unread::lines;
use selon::{Reader, Record, brief};
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;

/// The arguments of `selon read`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    documents: Documents,
    /// How to write what was read; `text` on a terminal, `jsonl` elsewhere
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    /// In `jsonl`, write the length and hash of each text instead of the text
    #[arg(long)]
    no_text: bool,
    /// Instead of claims, list the sentences that have words of conflict or speech and gave no claim, with the reasons
    #[arg(long)]
    unread: bool,
    /// Documents to read at the same time; as many as there are cores, if not given. The output does not depend on it
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A report for people
    Text,
    /// One JSON object a dispatch (docs/record.schema.json)
    Jsonl,
    /// One line a claim
    Brief,
}

/// So many documents a job are read before their output is written.
const AHEAD: usize = 16;

/// What one document became.
struct Written {
    output: Vec<u8>,
    /// Claims, or with `--unread` sentences without one.
    told: usize,
}

enum Form<'a> {
    Text(Report<'a>),
    Jsonl {
        with_text: bool,
    },
    Brief,
    /// With `--unread`.
    UnreadText(Report<'a>),
    UnreadJsonl,
}

impl Args {
    /// Reads and writes.
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = self.documents.known.packs.reader()?;
        let format = self.format.unwrap_or(if output::is_terminal() {
            Format::Text
        } else {
            Format::Jsonl
        });
        let naming = if format == Format::Text {
            Naming::load(reader.packs())?
        } else {
            Naming::default()
        };
        let report = Report {
            naming: &naming,
            page: self.look.page(),
        };
        let form = match (format, self.unread) {
            (Format::Text, false) => Form::Text(report),
            (Format::Text, true) => Form::UnreadText(report),
            (Format::Jsonl, false) => Form::Jsonl {
                with_text: !self.no_text,
            },
            (Format::Jsonl, true) => Form::UnreadJsonl,
            (Format::Brief, false) => Form::Brief,
            (Format::Brief, true) => {
                return Err(Failure::new("--unread has no brief form; use --format text or jsonl"));
            }
        };
        let options = self.documents.known.options();
        let files = self.documents.files();
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let jobs = self.jobs.unwrap_or_else(cores).get().min(files.len());
        let one = |file: &std::path::PathBuf| document(&reader, file, &options, &form);
        let pool = match jobs {
            0 | 1 => None,
            jobs => Some(
                rayon::ThreadPoolBuilder::new()
                    .num_threads(jobs)
                    .build()
                    .map_err(Failure::new)?,
            ),
        };

        let mut out = output::stdout();
        let mut tally = Tally::default();
        for chunk in files.chunks(jobs.max(1) * AHEAD) {
            let results: Vec<Result<Written, Problem>> = match &pool {
                Some(pool) => pool.install(|| chunk.par_iter().map(one).collect()),
                None => {
                    // One after the other, so that the first is seen at once.
                    for file in chunk {
                        tally.write(one(file), format, &mut out)?;
                    }
                    Vec::new()
                }
            };
            for result in results {
                tally.write(result, format, &mut out)?;
            }
        }
        if format == Format::Text && files.len() > 1 {
            tally.summary(&mut out, self.unread)?;
        }
        out.flush()?;
        Ok(if tally.unread > 0 {
            Finish::Marred
        } else {
            Finish::Clean
        })
    }
}

#[derive(Default)]
struct Tally {
    read: usize,
    claims: usize,
    unread: usize,
}

impl Tally {
    fn write(&mut self, result: Result<Written, Problem>, format: Format, out: &mut impl Write) -> Result<(), Failure> {
        match result {
            Ok(written) => {
                if format == Format::Text && self.read > 0 {
                    out.write_all(b"\n\n")?;
                }
                out.write_all(&written.output)?;
                self.read += 1;
                self.claims += written.told;
                Ok(())
            }
            Err(problem) => {
                self.unread += 1;
                // On a terminal the complaint stands where the document would.
                out.flush()?;
                problem.report()
            }
        }
    }

    fn summary(&self, out: &mut impl Write, unread: bool) -> Result<(), Failure> {
        let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
        let (read, claims) = (
            count(self.read, "dispatch", "dispatches"),
            match unread {
                false => count(self.claims, "claim", "claims"),
                true => count(self.claims, "sentence without a claim", "sentences without a claim"),
            },
        );
        write!(out, "\n{read}, {claims}")?;
        if self.unread > 0 {
            write!(out, "; {} not read", self.unread)?;
        }
        writeln!(out, ".")?;
        Ok(())
    }
}

/// Writes a line of JSON.
fn json(value: &impl serde::Serialize, output: &mut Vec<u8>) -> Result<(), Problem> {
    serde_json::to_writer(&mut *output, value).map_err(|error| Problem::Fatal(Failure::new(error)))?;
    output.push(b'\n');
    Ok(())
}

fn document(reader: &Reader, file: &Path, options: &selon_wire::Options, form: &Form<'_>) -> Result<Written, Problem> {
    let source = input::name(file);
    let bytes = input::bytes(file)?;
    let read = input::read(reader, &bytes, &source, options)?;
    let mut output = Vec::new();
    let unread = || reader.unread(&read).map_err(|error| Problem::new(&source, error));
    let mut told = read.coded.len();
    match form {
        Form::Text(report) => output.extend_from_slice(report.dispatch(&read).as_bytes()),
        Form::Jsonl { with_text } => {
            let language = reader
                .language(&read.dispatch.language, &source)
                .map_err(|error| Problem::new(&source, error))?;
            let record = Record::new(&read, language, *with_text);
            json(&record, &mut output)?;
        }
        Form::Brief => {
            for claim in read.claims() {
                output.extend_from_slice(brief::line(claim).as_bytes());
                output.push(b'\n');
            }
        }
        Form::UnreadText(report) => {
            let unread = unread()?;
            told = unread.len();
            output.extend_from_slice(report.unread(&read, &unread).as_bytes());
        }
        Form::UnreadJsonl => {
            let unread = unread()?;
            told = unread.len();
            for line in lines(&read, &unread) {
                json(&line, &mut output)?;
            }
        }
    }
    Ok(Written { output, told })
}
