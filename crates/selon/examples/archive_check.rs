//! Compares a ledger with the truth of a generated archive (`archive`): are the incidents and the copies those that were made?
//!
//!     cargo run --release -p selon --example archive_check -- --truth DIR/truth.tsv --ledger FILE
//!
//! Incidents: B³ over the claims whose trigger lies in a sentence that tells an incident; the claims of other sentences (reactions, quotations) are left
//! out, as are, from recall, reminders of incidents that no dispatch tells as news. A claim in no incident counts as alone in one. Copies: of
//! all pairs of dispatches that the ledger has in one group of near copies, how many truly copy one another or the same third (precision), and of all
//! true pairs, how many it has in one group (recall). The same text twice is one dispatch and makes no pair.
//!
//! Only the views of the file are read (`docs/ledger.md`).

use clap::Parser;
use rusqlite::{Connection, OpenFlags};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// Compares a ledger with the truth of a generated archive.
#[derive(Parser)]
struct Args {
    /// The file `truth.tsv` of the archive
    #[arg(long)]
    truth: PathBuf,
    /// The ledger that the archive was added to
    #[arg(long)]
    ledger: PathBuf,
    /// Print the ten found incidents that join the most true ones, and the ten true ones that lie in the most found ones
    #[arg(long)]
    worst: bool,
}

/// Characters that tell an incident.
struct Told {
    incident: u32,
    start: i64,
    end: i64,
    background: bool,
}

/// What is true of a dispatch.
struct Dispatch {
    /// The one that it goes back to: itself, where it copies none.
    root: usize,
    told: Vec<Told>,
}

/// The archive: dispatches by number, and the number of each id.
struct Truth {
    dispatches: Vec<Dispatch>,
    numbers: HashMap<String, usize>,
}

fn truth(path: &Path) -> Result<Truth, Box<dyn Error>> {
    let table = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut truth = Truth {
        dispatches: Vec::new(),
        numbers: HashMap::new(),
    };
    let mut files: HashMap<&str, usize> = HashMap::new();
    for (nth, line) in table.lines().enumerate().skip(1) {
        let wrong = || format!("{}:{}: not a line of a truth.tsv", path.display(), nth + 1);
        let cells: Vec<&str> = line.split('\t').collect();
        let [file, id, copy_of, _, told] = cells[..] else {
            return Err(wrong().into());
        };
        let number = truth.dispatches.len();
        let root = match copy_of {
            "-" => number,
            original => truth.dispatches[*files.get(original).ok_or_else(wrong)?].root,
        };
        files.insert(file, number);
        let told = told
            .split_whitespace()
            .map(|told| {
                let mut parts = told.split(':');
                let incident = parts.next()?.parse().ok()?;
                let (start, end) = parts.next()?.split_once('-')?;
                Some(Told {
                    incident,
                    start: start.parse().ok()?,
                    end: end.parse().ok()?,
                    background: parts.next().is_some(),
                })
            })
            .collect::<Option<Vec<Told>>>()
            .ok_or_else(wrong)?;
        // The same text again is the dispatch that is there already.
        truth.numbers.entry(id.to_owned()).or_insert(number);
        truth.dispatches.push(Dispatch { root, told });
    }
    Ok(truth)
}

/// How often each found group meets each true one.
#[derive(Default)]
struct Table {
    cells: HashMap<(u32, u32), u64>,
    found: HashMap<u32, u64>,
    truly: HashMap<u32, u64>,
}

impl Table {
    fn count(&mut self, found: u32, truly: u32) {
        *self.cells.entry((found, truly)).or_default() += 1;
        *self.found.entry(found).or_default() += 1;
        *self.truly.entry(truly).or_default() += 1;
    }

    /// How many were counted.
    fn total(&self) -> u64 {
        self.cells.values().sum()
    }
}

/// Numbers for names.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, name: String) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(name).or_insert(next)
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// How well the found incidents are the true ones.
struct Incidents {
    table: Table,
    names: Numbers,
    /// Claims outside the sentences that tell an incident.
    others: u64,
    /// Claims of dispatches that are not of the archive.
    unknown: u64,
    precision: f64,
    recall: f64,
}

fn incidents(ledger: &Connection, truth: &Truth) -> Result<Incidents, Box<dyn Error>> {
    let mut news: HashSet<u32> = HashSet::new();
    for told in truth.dispatches.iter().flat_map(|dispatch| &dispatch.told) {
        if !told.background {
            news.insert(told.incident);
        }
    }
    let mut statement =
        ledger.prepare("SELECT dispatch, start, \"end\", coalesce(incident, 'alone ' || claim) FROM v_claims")?;
    let mut rows = statement.query([])?;
    let mut score = Incidents {
        table: Table::default(),
        names: Numbers::default(),
        others: 0,
        unknown: 0,
        precision: 0.0,
        recall: 0.0,
    };
    while let Some(row) = rows.next()? {
        let (dispatch, start, end): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(&number) = truth.numbers.get(&dispatch) else {
            score.unknown += 1;
            continue;
        };
        let told = &truth.dispatches[number].told;
        match told.iter().find(|told| told.start <= start && end <= told.end) {
            Some(told) => score.table.count(score.names.of(row.get(3)?), told.incident),
            None => score.others += 1,
        }
    }
    let table = &score.table;
    let (mut precision, mut recall, mut recalled) = (0.0, 0.0, 0);
    for (&(found, truly), &count) in &table.cells {
        let both = count as f64;
        precision += both * both / table.found[&found] as f64;
        if news.contains(&truly) {
            recall += both * both / table.truly[&truly] as f64;
            recalled += count;
        }
    }
    score.precision = share(precision, score.table.total() as f64);
    score.recall = share(recall, recalled as f64);
    Ok(score)
}

fn print(score: &Incidents, worst: bool) {
    println!(
        "incidents: {} true, {} found; {} claims that tell one, {} others, {} of dispatches that are not of the archive",
        score.table.truly.len(),
        score.table.found.len(),
        score.table.total(),
        score.others,
        score.unknown
    );
    println!(
        "incidents: B³ precision {:.3}, recall {:.3}",
        score.precision, score.recall
    );
    if worst {
        let mut joins: HashMap<u32, u64> = HashMap::new();
        let mut splits: HashMap<u32, u64> = HashMap::new();
        for &(found, truly) in score.table.cells.keys() {
            *joins.entry(found).or_default() += 1;
            *splits.entry(truly).or_default() += 1;
        }
        let name = |number: u32| {
            let mut names = score.names.0.iter();
            names
                .find(|(_, other)| **other == number)
                .map_or("", |(name, _)| name.as_str())
        };
        for (found, count) in most(joins) {
            println!("found incident {} holds {count} true ones", name(found));
        }
        for (truly, count) in most(splits) {
            println!("true incident {truly} lies in {count} found ones");
        }
    }
}

/// The ten with the largest counts, by number where these are equal.
fn most(counts: HashMap<u32, u64>) -> Vec<(u32, u64)> {
    let mut counts: Vec<(u32, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|&(number, count)| (std::cmp::Reverse(count), number));
    counts.truncate(10);
    counts
}

/// How well the found groups of near copies are the true ones, in pairs.
struct Copies {
    dispatches: u64,
    truly: u64,
    found: u64,
    both: u64,
}

fn copies(ledger: &Connection, truth: &Truth) -> Result<Copies, Box<dyn Error>> {
    let mut statement = ledger.prepare("SELECT dispatch, copy_group FROM v_dispatches")?;
    let mut rows = statement.query([])?;
    let (mut names, mut table) = (Numbers::default(), Table::default());
    while let Some(row) = rows.next()? {
        let dispatch: String = row.get(0)?;
        if let Some(&number) = truth.numbers.get(&dispatch) {
            table.count(names.of(row.get(1)?), truth.dispatches[number].root as u32);
        }
    }
    let pairs = |counts: &mut dyn Iterator<Item = u64>| counts.map(|count| count * (count - 1) / 2).sum();
    Ok(Copies {
        dispatches: table.total(),
        truly: pairs(&mut table.truly.values().copied()),
        found: pairs(&mut table.found.values().copied()),
        both: pairs(&mut table.cells.values().copied()),
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let truth = truth(&args.truth)?;
    let ledger = Connection::open_with_flags(&args.ledger, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .map_err(|error| format!("{}: {error}", args.ledger.display()))?;
    print(&incidents(&ledger, &truth)?, args.worst);
    let pairs = copies(&ledger, &truth)?;
    println!(
        "copies: {} dispatches of {} texts of the archive are in the ledger",
        pairs.dispatches,
        truth.numbers.len()
    );
    println!(
        "copies: {} true pairs, {} found; precision {:.3}, recall {:.3}",
        pairs.truly,
        pairs.found,
        share(pairs.both as f64, pairs.found as f64),
        share(pairs.both as f64, pairs.truly as f64)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three dispatches: the second copies the first, the third tells another incident, and reminds of the first and of one that is never news.
    const TRUTH: &str = "file\tid\tcopy_of\tkind\ttold\n\
        000/000000.txt\taa\t-\tfirst\t1:0-10 1:20-30\n\
        000/000001.txt\tbb\t000/000000.txt\treprint\t1:0-10\n\
        000/000002.txt\tcc\t-\tfirst\t2:0-10 1:40-50:background 9:60-70:background\n";

    #[test]
    fn scores_are_those_counted_by_hand() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("truth.tsv");
        fs::write(&path, TRUTH)?;
        let truth = truth(&path)?;
        let ledger = Connection::open_in_memory()?;
        // Four claims tell incident 1: three of them are found in `x`, with the one of incident 2; the fourth is alone. One says nothing of any incident.
        ledger.execute_batch(
            "CREATE TABLE v_claims (claim, dispatch, start, \"end\", incident);
             INSERT INTO v_claims VALUES ('1', 'aa', 2, 5, 'x'), ('2', 'aa', 21, 24, 'x'), ('3', 'bb', 2, 5, 'x'),
                 ('4', 'cc', 2, 5, 'x'), ('5', 'cc', 41, 44, NULL), ('6', 'cc', 61, 64, NULL), ('7', 'cc', 52, 55, 'x'),
                 ('8', 'zz', 1, 2, 'x');
             CREATE TABLE v_dispatches (dispatch, copy_group);
             INSERT INTO v_dispatches VALUES ('aa', 'aa'), ('bb', 'aa'), ('cc', 'aa');",
        )?;
        let score = incidents(&ledger, &truth)?;
        assert_eq!((score.table.total(), score.others, score.unknown), (6, 1, 1));
        // Precision: 3 claims at 3/4, one at 1/4, two alone. Recall: 3 claims at 3/4, one at 1/4, that of incident 2 whole; 9 is never news.
        assert!((score.precision - (3.0 * 0.75 + 0.25 + 2.0) / 6.0).abs() < 1e-9);
        assert!((score.recall - (3.0 * 0.75 + 0.25 + 1.0) / 5.0).abs() < 1e-9);
        let pairs = copies(&ledger, &truth)?;
        assert_eq!((pairs.dispatches, pairs.truly, pairs.found, pairs.both), (3, 1, 3, 1));
        Ok(())
    }
}
