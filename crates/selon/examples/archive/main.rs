//! An archive of dispatches that nobody wrote: as many as wanted, composed from sentences, with a table of what they truly tell.
//!
//!     cargo run --release -p selon --example archive -- --dispatches 100000 --seed 1 --out DIR
//!     selon add --ledger archive.sqlite DIR/dispatches
//!     cargo run --release -p selon --example archive_check -- --truth DIR/truth.tsv --ledger archive.sqlite
//!
//! The same number and seed give the same bytes. `DIR/dispatches/NNN/NNNNNN.txt` are the dispatches in the order of publication, a thousand a folder. `DIR/truth.tsv`
//! has a line for each: its file, its id (hash of the text, as in the record), the file that it copies or `-`, what it is
//! (`first` report, `rival` account, `update`, `reprint`, `abridged`, `extended`, or the `same` bytes again), and which characters tell which incident
//! (`number:start-end`, `:background` after it where it is a reminder). `DIR/incidents.tsv` lists the incidents. `archive_check` compares a ledger with it.
//!
//! The wars are in `theatres.toml`, the sentences in `parts.fr.txt` and `parts.en.txt`. They are plain and few: such an archive shows speed, memory, and whether
//! linking keeps apart what is alike; how well Selon reads real prose it does not show.

mod random;
mod text;
mod world;

use clap::Parser;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use text::{Desk, Sentences, spelling};
use world::{Change, Language, Telling};

/// Makes an archive of invented dispatches whose incidents and copies are known.
#[derive(Parser)]
struct Args {
    /// How many dispatches
    #[arg(long, default_value_t = 1000)]
    dispatches: usize,
    /// Another seed gives another archive
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty or new folder
    #[arg(long)]
    out: PathBuf,
}

/// Dispatches in one folder.
const SHARD: usize = 1000;

fn main() -> io::Result<()> {
    let args = Args::parse();
    if args.out.exists() && fs::read_dir(&args.out)?.next().is_some() {
        return Err(io::Error::other(format!(
            "{} is not empty; name a new folder",
            args.out.display()
        )));
    }
    write(&args.out, args.dispatches, args.seed)
}

/// Writes an archive.
fn write(out: &Path, dispatches: usize, seed: u64) -> io::Result<()> {
    let theatres = world::theatres();
    let (incidents, plans) = world::make(&theatres, dispatches, seed);
    let desk = Desk {
        theatres: &theatres,
        incidents: &incidents,
        plans: &plans,
        begin: jiff::civil::date(2015, 1, 1),
        french: Sentences::of(Language::French),
        english: Sentences::of(Language::English),
    };
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|&plan| (plans[plan].day, plans[plan].order, plan));
    order.truncate(dispatches);
    let mut place = vec![usize::MAX; plans.len()];
    for (nth, &plan) in order.iter().enumerate() {
        place[plan] = nth;
    }
    let file = |nth: usize| format!("{:03}/{nth:06}.txt", nth / SHARD);

    fs::create_dir_all(out)?;
    let mut truth = BufWriter::new(fs::File::create(out.join("truth.tsv"))?);
    writeln!(truth, "file\tid\tcopy_of\tkind\ttold")?;
    for (nth, &number) in order.iter().enumerate() {
        let plan = &plans[number];
        let folder = out.join("dispatches").join(format!("{:03}", nth / SHARD));
        if nth % SHARD == 0 {
            fs::create_dir_all(&folder)?;
        }
        let written = desk.write(plan);
        fs::write(folder.join(format!("{nth:06}.txt")), &written.text)?;
        let (copies, kind) = match plan.telling {
            Telling::First => (None, "first"),
            Telling::Rival => (None, "rival"),
            Telling::Update(_) => (None, "update"),
            Telling::Copy(of, Change::Reprint) => (Some(of), "reprint"),
            Telling::Copy(of, Change::Abridge) => (Some(of), "abridged"),
            Telling::Copy(of, Change::Extend) => (Some(of), "extended"),
            Telling::Copy(of, Change::Nothing) => (Some(of), "same"),
        };
        let copies = copies.map_or_else(|| "-".to_owned(), |of| file(place[of]));
        let mut told = String::new();
        for (incident, start, end, reminder) in &written.told {
            let separator = if told.is_empty() { "" } else { " " };
            let mark = if *reminder { ":background" } else { "" };
            write!(told, "{separator}{incident}:{start}-{end}{mark}").expect("writing to a string");
        }
        let id = &blake3::hash(written.text.as_bytes()).to_hex()[..32];
        writeln!(truth, "{}\t{id}\t{copies}\t{kind}\t{told}", file(nth))?;
    }
    truth.flush()?;

    let mut table = BufWriter::new(fs::File::create(out.join("incidents.tsv"))?);
    writeln!(table, "incident\tday\tplace\tcountry\tkind\tkilled")?;
    for incident in &incidents {
        let theatre = &theatres[incident.theatre];
        writeln!(
            table,
            "{}\t{}\t{}\t{}\t{}\t{}",
            incident.number,
            desk.date(incident.day),
            spelling(&theatre.towns[incident.town], Language::English),
            theatre.at.en,
            incident.kind.name(),
            incident.killed
        )?;
    }
    table.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All files of an archive, joined.
    fn archive(seed: u64) -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("archive");
        write(&out, 300, seed).expect("an archive");
        let mut all = fs::read_to_string(out.join("truth.tsv")).expect("the truth");
        for nth in 0..300 {
            all.push_str(&fs::read_to_string(out.join(format!("dispatches/000/{nth:06}.txt"))).expect("a dispatch"));
        }
        (folder, all)
    }

    #[test]
    fn a_seed_gives_the_same_bytes_and_another_seed_others() {
        assert_eq!(archive(1).1, archive(1).1);
        assert_ne!(archive(1).1, archive(2).1);
    }

    #[test]
    fn the_truth_names_the_text_and_copies_come_after_what_they_copy() {
        let (folder, _) = archive(7);
        let out = folder.path().join("archive");
        let truth = fs::read_to_string(out.join("truth.tsv")).expect("the truth");
        let (mut copies, mut reminders) = (0, 0);
        for line in truth.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [file, id, copy_of, _, told] = cells[..] else {
                panic!("{line}")
            };
            let bytes = fs::read(out.join("dispatches").join(file)).expect("a dispatch");
            let dispatch = selon_wire::read(&bytes, file, &selon_wire::Options::default()).expect("a dispatch");
            assert_eq!(dispatch.id, id);
            if copy_of != "-" {
                assert!(copy_of < file, "{line}");
                copies += 1;
            }
            for told in told.split(' ') {
                let mut parts = told.split(':');
                let (_, range) = (parts.next(), parts.next().expect("a range"));
                reminders += usize::from(parts.next() == Some("background"));
                let (start, end) = range.split_once('-').expect("a start and an end");
                let (start, end): (usize, usize) = (start.parse().expect("a number"), end.parse().expect("a number"));
                let words: String = dispatch.text.chars().skip(start).take(end - start).collect();
                assert!(
                    words.chars().count() == end - start && !words.contains(['{', '}', '\n']),
                    "{words}"
                );
                assert!(
                    words.starts_with(|first: char| first.is_uppercase() || first.is_numeric()),
                    "{words}"
                );
            }
        }
        assert!(copies > 30 && reminders > 10, "{copies} copies, {reminders} reminders");
    }
}
