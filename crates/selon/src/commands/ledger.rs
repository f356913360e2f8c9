//! `selon ledger`: what is in it; editions; reading its texts again; how readily it joins.

use super::add;
use super::editions;
use super::input::{PackFolders, Problem};
use super::output;
use super::store::Store;
use super::{Failure, Finish, input};
use rayon::prelude::*;
use selon::{Reader, Record};
use selon_ledger::{Count, StoredText, Summary};
use std::io::Write;

/// The arguments of `selon ledger`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    store: Store,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show the editions of a dispatch and what changed from each to the next: words and claims
    Editions(editions::Args),
    /// Read all texts again with this version; every decision of people stays. Lists what moved
    Reread(Reread),
    /// Join tellings anew, more readily or less
    Relink(Relink),
}

#[derive(Debug, clap::Args)]
struct Reread {
    #[command(flatten)]
    packs: PackFolders,
}

#[derive(Debug, clap::Args)]
struct Relink {
    /// How alike two tellings must be to be joined: from 0.2 (joins much) to 1 (joins next to nothing); 0.42 at first
    #[arg(long, value_name = "SCORE")]
    threshold: f64,
}

/// Texts read again at a time.
const BATCH: usize = 200;

impl Args {
    /// Does it.
    pub fn run(&self) -> Result<Finish, Failure> {
        match &self.command {
            None => {
                let summary = self.store.read()?.summary()?;
                let mut out = output::stdout();
                write!(out, "{}", told(&summary))?;
                out.flush()?;
                Ok(Finish::Clean)
            }
            Some(Command::Editions(editions)) => editions.run(&self.store),
            Some(Command::Reread(reread)) => reread.run(&self.store),
            Some(Command::Relink(relink)) => {
                let mut ledger = self.store.existing()?;
                ledger.set_threshold(relink.threshold)?;
                let mut out = output::stdout();
                writeln!(out, "{} incidents", ledger.summary()?.incidents)?;
                out.flush()?;
                Ok(Finish::Clean)
            }
        }
    }
}

fn told(summary: &Summary) -> String {
    let mut lines = vec![format!("{} ({:.1} MB)", summary.path, summary.bytes as f64 / 1e6)];
    let list = |counts: &[Count]| {
        let items: Vec<String> = counts
            .iter()
            .map(|count| format!("{} {}", count.value, count.count))
            .collect();
        items.join(", ")
    };
    let mut line = |name: &str, value: String| lines.push(format!("  {name:<14}{value}"));
    line(
        "dispatches",
        format!("{} ({})", summary.dispatches, list(&summary.languages)),
    );
    line("origins", format!("{} (near copies counted once)", summary.origins));
    if let Some((from, to)) = &summary.published {
        line("published", format!("{from} to {to}"));
    }
    line(
        "claims",
        format!("{}, of which {} tell an incident", summary.claims, summary.placed),
    );
    line(
        "incidents",
        format!(
            "{}, of which {} in rival versions, {} disputed",
            summary.incidents, summary.rival, summary.disputed
        ),
    );
    line(
        "reviewed",
        format!("{} claims; {} decisions", summary.reviewed, summary.revisions),
    );
    line("read by", format!("Selon {}", list(&summary.readers)));
    lines.join("\n") + "\n"
}

impl Reread {
    fn run(&self, store: &Store) -> Result<Finish, Failure> {
        let mut ledger = store.existing()?;
        let reader = self.packs.reader()?;
        let bar = add::bar(ledger.summary()?.dispatches);
        let mut out = output::stdout();
        let mut finish = Finish::Clean;
        let mut last = String::new();
        let (mut same, mut moved_count) = (0, 0);
        loop {
            let texts = ledger.texts_after(&last, BATCH)?;
            let Some(end) = texts.last() else {
                break;
            };
            last.clone_from(&end.id);
            let read: Vec<Result<selon_ledger::Record, Problem>> =
                texts.par_iter().map(|text| again(&reader, text)).collect();
            let mut records = Vec::new();
            for result in read {
                match result {
                    Ok(record) => records.push(record),
                    Err(problem) => {
                        finish = Finish::Marred;
                        bar.suspend(|| problem.report())?;
                    }
                }
            }
            for moved in ledger.reread(&records)? {
                if moved.new.is_empty() && moved.gone.is_empty() && moved.changed.is_empty() && moved.kept.is_empty() {
                    same += 1;
                    continue;
                }
                moved_count += 1;
                writeln!(out, "{}", moved.dispatch)?;
                for (word, claims) in [
                    ("new", &moved.new),
                    ("gone", &moved.gone),
                    ("changed", &moved.changed),
                    ("not read any more, kept for a decision", &moved.kept),
                ] {
                    if !claims.is_empty() {
                        writeln!(out, "  {word}: {}", claims.join(" "))?;
                    }
                }
            }
            bar.inc(texts.len() as u64);
        }
        bar.finish_and_clear();
        writeln!(out, "{moved_count} dispatches read otherwise, {same} as before.")?;
        out.flush()?;
        Ok(finish)
    }
}

fn again(reader: &Reader, text: &StoredText) -> Result<selon_ledger::Record, Problem> {
    let options = selon_wire::Options {
        published: text
            .published
            .as_deref()
            .and_then(|date| selon_wire::parse_published(date).ok()),
        lang: Some(text.language.clone()),
        ..selon_wire::Options::default()
    };
    let read = input::read(reader, text.text.as_bytes(), &text.source, &options)?;
    let language = reader
        .language(&read.dispatch.language, &text.source)
        .map_err(|error| Problem::new(&text.source, error))?;
    let mut record = add::record(&Record::new(&read, language, true))?;
    // The stored text is the decoded one: its id stays, whatever its first form was.
    record.dispatch.id.clone_from(&text.id);
    Ok(record)
}
