//! `selon add`: dispatches into the ledger.

use super::input::{self, Known, Problem};
use super::output;
use super::store::Store;
use super::{Failure, Finish};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use selon::{Reader, Record};
use selon_ledger::{Added, Ledger};
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;

/// The arguments of `selon add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dispatches, one a file; folders of them (.txt, .jsonl, or no ending); files of records (.jsonl, as `selon read --format jsonl` writes them); `-` or nothing reads stdin
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    store: Store,
    /// Documents to read at the same time; as many as there are cores, if not given. The ledger does not depend on it
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

/// So many documents a job are read, and then written, at a time.
const AHEAD: usize = 64;

/// One document to be read.
enum Job {
    File(PathBuf),
    /// A line of a file of records, and which.
    Line(PathBuf, usize, String),
    /// What could not even be looked at.
    Lost(Problem),
}

/// What a document became.
enum Outcome {
    Record(Box<selon_ledger::Record>),
    /// The ledger has this text already: its id, and where it was found this time.
    Known(String, String),
}

impl Args {
    /// Reads and adds.
    pub fn run(&self) -> Result<Finish, Failure> {
        let mut ledger = self.store.make()?;
        // Looks for what is there already, beside the writer: such a text need not be read.
        let look = Mutex::new(Ledger::open_to_read(&self.store.path()?)?);
        let reader = self.known.packs.reader()?;
        let options = self.known.options();
        let files = if self.files.is_empty() {
            vec![PathBuf::from("-")]
        } else {
            expanded(&self.files)
        };
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let jobs = self.jobs.unwrap_or_else(cores).get();
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs)
            .build()
            .map_err(Failure::new)?;
        let bar = bar(files.len());
        let one = |job: Job| document(&reader, job, &options, &look);
        let mut tally = Tally::default();
        // A bounded queue: at most three batches are in memory, whatever the size of the archive.
        let (send, receive) = sync_channel::<Vec<Result<Outcome, Problem>>>(1);
        std::thread::scope(|scope| -> Result<(), Failure> {
            scope.spawn(|| {
                let mut jobs_of = files.iter().flat_map(|file| queue(file));
                let send = send;
                loop {
                    let batch: Vec<Job> = jobs_of.by_ref().take(jobs * AHEAD).collect();
                    if batch.is_empty() {
                        break;
                    }
                    let done = pool.install(|| batch.into_par_iter().map(one).collect());
                    // The writer has failed: it says why.
                    if send.send(done).is_err() {
                        break;
                    }
                }
            });
            // Dropped on failure, so that the other side stops.
            let receive = receive;
            for batch in receive {
                tally.write(&mut ledger, batch, &bar)?;
            }
            Ok(())
        })?;
        bar.finish_and_clear();
        tally.say(&self.store.path()?)?;
        Ok(if tally.unread > 0 {
            Finish::Marred
        } else {
            Finish::Clean
        })
    }
}

/// The files, with folders in place of them opened: their texts and records in the order of their names.
fn expanded(files: &[PathBuf]) -> Vec<PathBuf> {
    fn walk(path: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = std::fs::read_dir(path) else {
            // It cannot be opened: read as a file, it is reported.
            found.push(path.to_owned());
            return;
        };
        let mut inside: Vec<PathBuf> = entries
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .collect();
        inside.sort();
        for path in inside {
            let hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if hidden {
                continue;
            }
            let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
            if path.is_dir() {
                walk(&path, found);
            } else if matches!(end.as_deref(), None | Some("txt" | "text" | "jsonl" | "ndjson")) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    for file in files {
        if file.is_dir() {
            walk(file, &mut found);
        } else {
            found.push(file.clone());
        }
    }
    found
}

/// A file as a queue of documents: a file of records has one a line.
fn queue(file: &Path) -> Box<dyn Iterator<Item = Job> + Send> {
    let records = file.extension().is_some_and(|end| end == "jsonl" || end == "ndjson");
    if !records {
        return Box::new(std::iter::once(Job::File(file.to_owned())));
    }
    let name = file.to_owned();
    match File::open(file) {
        Err(error) => Box::new(std::iter::once(Job::Lost(Problem::of(file, &error.to_string(), None)))),
        Ok(open) => Box::new(
            BufReader::new(open)
                .lines()
                .enumerate()
                .map(move |(at, line)| match line {
                    Ok(line) => Job::Line(name.clone(), at + 1, line),
                    Err(error) => Job::Lost(Problem::of(&name, &format!("line {}: {error}", at + 1), None)),
                }),
        ),
    }
}

fn document(
    reader: &Reader,
    job: Job,
    options: &selon_wire::Options,
    look: &Mutex<Ledger>,
) -> Result<Outcome, Problem> {
    match job {
        Job::Lost(problem) => Err(problem),
        Job::Line(file, number, line) => {
            let record = serde_json::from_str(&line).map_err(|error| {
                let hint = "give what `selon read --format jsonl` wrote";
                Problem::of(&file, &format!("line {number}: no record ({error})"), Some(hint))
            })?;
            Ok(Outcome::Record(Box::new(record)))
        }
        Job::File(file) => {
            let source = input::name(&file);
            let bytes = input::bytes(&file)?;
            let dispatch =
                selon_wire::read(&bytes, &source, options).map_err(|error| Problem::new(&source, error.into()))?;
            // A poisoned lock only means that another thread stopped while it looked; looking again does no harm.
            let known = look
                .lock()
                .unwrap_or_else(|broken| broken.into_inner())
                .has_dispatch(&dispatch.id);
            if known.map_err(|error| Problem::Fatal(error.into()))? {
                return Ok(Outcome::Known(dispatch.id, source));
            }
            let read = input::read(reader, &bytes, &source, options)?;
            let language = reader
                .language(&read.dispatch.language, &source)
                .map_err(|error| Problem::new(&source, error))?;
            record(&Record::new(&read, language, true)).map(|record| Outcome::Record(Box::new(record)))
        }
    }
}

/// The record as the ledger takes it: what is handed over is the record of docs/record.schema.json, no type of the reader.
pub fn record(record: &Record<'_>) -> Result<selon_ledger::Record, Problem> {
    let fail = |error: serde_json::Error| Problem::Fatal(Failure::new(error));
    let text = serde_json::to_vec(record).map_err(fail)?;
    serde_json::from_slice(&text).map_err(fail)
}

/// A bar with rate and time left; hidden off a terminal.
pub fn bar(length: usize) -> ProgressBar {
    let bar = ProgressBar::new(length as u64);
    let look = "{bar:30} {human_pos} of {human_len} dispatches, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(look) {
        bar.set_style(style);
    }
    bar
}

#[derive(Default)]
struct Tally {
    new: usize,
    known: usize,
    claims: usize,
    unread: usize,
}

impl Tally {
    fn write(
        &mut self,
        ledger: &mut Ledger,
        batch: Vec<Result<Outcome, Problem>>,
        bar: &ProgressBar,
    ) -> Result<(), Failure> {
        let size = batch.len() as u64;
        let mut records = Vec::with_capacity(batch.len());
        for result in batch {
            match result {
                Ok(Outcome::Record(record)) => records.push(*record),
                Ok(Outcome::Known(id, source)) => {
                    ledger.note_source(&id, &source)?;
                    self.known += 1;
                }
                Err(problem) => {
                    self.unread += 1;
                    bar.suspend(|| problem.report())?;
                }
            }
        }
        let counts: Vec<usize> = records.iter().map(|record| record.claims.len()).collect();
        let added = match ledger.add(&records) {
            Ok(added) => added,
            // One record that contradicts itself must not keep out the others of its batch.
            Err(selon_ledger::LedgerError::Input(_)) => self.one_by_one(ledger, &records, bar)?,
            Err(error) => return Err(error.into()),
        };
        for (added, claims) in added.into_iter().zip(counts) {
            match added {
                Added::New => {
                    self.new += 1;
                    self.claims += claims;
                }
                Added::Known => self.known += 1,
            }
        }
        if bar.position() + size > bar.length().unwrap_or(0) {
            bar.set_length(bar.position() + size);
        }
        bar.inc(size);
        Ok(())
    }

    fn one_by_one(
        &mut self,
        ledger: &mut Ledger,
        records: &[selon_ledger::Record],
        bar: &ProgressBar,
    ) -> Result<Vec<Added>, Failure> {
        for record in records {
            match ledger.add(std::slice::from_ref(record)) {
                Ok(added) => {
                    if added == [Added::New] {
                        self.claims += record.claims.len();
                        self.new += 1;
                    } else {
                        self.known += 1;
                    }
                }
                Err(selon_ledger::LedgerError::Input(message)) => {
                    self.unread += 1;
                    bar.suspend(|| output::complain(&message, None));
                }
                Err(error) => return Err(error.into()),
            }
        }
        // Counted here.
        Ok(Vec::new())
    }

    fn say(&self, path: &Path) -> Result<(), Failure> {
        let mut out = output::stdout();
        let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
        write!(
            out,
            "{} added with {}",
            count(self.new, "dispatch", "dispatches"),
            count(self.claims, "claim", "claims")
        )?;
        if self.known > 0 {
            write!(out, "; {} there already", self.known)?;
        }
        if self.unread > 0 {
            write!(out, "; {} not read", self.unread)?;
        }
        writeln!(out, ". Ledger: {}", path.display())?;
        out.flush()?;
        Ok(())
    }
}
