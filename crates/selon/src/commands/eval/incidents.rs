//! `selon eval incidents`: how well claims are joined to incidents, on marked dispatches (evaluation/incidents/README.md).

use super::super::input::Problem;
use super::super::{Failure, Finish, add, output};
use selon::{Reader, Record, marking};
use selon_coder::Characters;
use selon_ledger::{Ledger, THRESHOLD};
use selon_packs::Packs;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The arguments of `selon eval incidents`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of dispatches (NAME.txt), beside each the words that tell its incidents (NAME.incidents.toml)
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<PathBuf>,
    /// How alike two tellings must be to be joined, from 0.2 to 1
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD)]
    threshold: f64,
    /// Also list incidents that were mixed or torn apart
    #[arg(long)]
    details: bool,
}

#[derive(Deserialize)]
struct Markings {
    #[serde(default)]
    told: Vec<Told>,
}

/// Words of a dispatch that tell an incident.
#[derive(Deserialize)]
struct Told {
    incident: String,
    trigger: String,
    #[serde(default = "first")]
    nth: usize,
    #[serde(default)]
    also_triggers: Vec<String>,
    #[serde(default)]
    background: bool,
}

fn first() -> usize {
    1
}

/// A claim of which it is known what it tells.
struct Judged {
    words: String,
    /// The incident it truly tells.
    truth: String,
    /// The incident that the ledger put it into; its own id where into none.
    found: String,
}

impl Args {
    /// Reads, joins, compares.
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = Reader::new(Packs::shipped());
        let mut out = output::stdout();
        for folder in &self.folders {
            let (claims, news) = self.judged(&reader, folder)?;
            if claims.is_empty() {
                return Err(Failure::new(format!("{}: no claim is marked there", folder.display())));
            }
            let (precision, recall) = b_cubed(&claims, &news);
            let count = |read: fn(&Judged) -> &str| claims.iter().map(read).collect::<BTreeSet<_>>().len();
            writeln!(
                out,
                "{}: {} claims of {} incidents, found in {}; B³ precision {precision:.3}, recall {recall:.3}, F1 {:.3}",
                folder.display(),
                claims.len(),
                count(|claim| &claim.truth),
                count(|claim| &claim.found),
                2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
            )?;
            if self.details {
                details(&claims, &mut out)?;
            }
        }
        out.flush()?;
        Ok(Finish::Clean)
    }

    /// The claims of a folder whose incident is known, and the incidents that some dispatch tells as news.
    fn judged(&self, reader: &Reader, folder: &Path) -> Result<(Vec<Judged>, BTreeSet<String>), Failure> {
        let fail = |path: &Path, error: &dyn Display| Failure::new(format!("{}: {error}", path.display()));
        let paths = super::texts(folder)?;
        let mut ledger = Ledger::in_memory()?;
        ledger.set_threshold(self.threshold)?;
        let mut news = BTreeSet::new();
        let mut known: Vec<(String, String, String)> = Vec::new();
        let mut records = Vec::new();
        for path in paths {
            let marked = path.with_extension("incidents.toml");
            let text = std::fs::read_to_string(&marked).map_err(|error| fail(&marked, &error))?;
            let markings: Markings = toml::from_str(&text).map_err(|error| fail(&marked, &error))?;
            let bytes = std::fs::read(&path).map_err(|error| fail(&path, &error))?;
            let source = path.display().to_string();
            let read = reader
                .read(&bytes, &source, &selon_wire::Options::default())
                .map_err(Failure::new)?;
            let language = reader
                .language(&read.dispatch.language, &source)
                .map_err(Failure::new)?;
            let record = add::record(&Record::new(&read, language, true)).map_err(|problem| match problem {
                Problem::Fatal(failure) => failure,
                Problem::Document { reason, .. } => Failure::new(reason),
            })?;
            news.extend(
                markings
                    .told
                    .iter()
                    .filter(|told| !told.background)
                    .map(|told| told.incident.clone()),
            );
            let places = places(&read.dispatch.text, &markings);
            for claim in &record.claims {
                let trigger = claim.trigger.start..claim.trigger.end;
                if let Some(incident) = told_at(&places, &trigger) {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    let words = format!("{name}: {} “{}”", claim.event.kind, claim.trigger.text);
                    known.push((claim.id.clone(), incident.to_owned(), words));
                }
            }
            records.push(record);
        }
        ledger.add(&records)?;
        let mut claims = Vec::with_capacity(known.len());
        for (id, truth, words) in known {
            let found = ledger.claim(&id)?.incident.unwrap_or_else(|| format!("alone {id}"));
            claims.push(Judged { words, truth, found });
        }
        Ok((claims, news))
    }
}

/// Where the marked words stand, in characters, with their incident, in the order of the file.
fn places<'a>(text: &str, markings: &'a Markings) -> Vec<(Range<usize>, &'a str)> {
    let mut found = Vec::new();
    for told in &markings.told {
        let place = told
            .nth
            .checked_sub(1)
            .and_then(|nth| occurrences(text, &told.trigger).into_iter().nth(nth));
        found.extend(place.map(|place| (place, told.incident.as_str())));
        for also in &told.also_triggers {
            found.extend(
                occurrences(text, also)
                    .into_iter()
                    .map(|place| (place, told.incident.as_str())),
            );
        }
    }
    found
}

/// Where words stand as whole words, in characters.
fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let characters = Characters::new(text);
    marking::occurrences(text, words)
        .into_iter()
        .map(|place| characters.at(place.start)..characters.at(place.end))
        .collect()
}

/// The incident with whose words a trigger has the most characters in common.
fn told_at<'a>(places: &[(Range<usize>, &'a str)], trigger: &Range<usize>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for (place, incident) in places {
        let common = place
            .end
            .min(trigger.end)
            .saturating_sub(place.start.max(trigger.start));
        if common > best.map_or(0, |(known, _)| known) {
            best = Some((common, incident));
        }
    }
    best.map(|(_, incident)| incident)
}

/// B³ precision and recall: the means over claims. Recall leaves out incidents that nobody tells as news.
fn b_cubed(claims: &[Judged], news: &BTreeSet<String>) -> (f64, f64) {
    let mut by_found: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    let mut by_truth: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for claim in claims {
        by_found.entry(&claim.found).or_default().push(claim);
        by_truth.entry(&claim.truth).or_default().push(claim);
    }
    let share = |of: &[&Judged], like: &Judged| {
        of.iter()
            .filter(|other| other.truth == like.truth && other.found == like.found)
            .count() as f64
            / of.len() as f64
    };
    let mean = |values: Vec<f64>| {
        if values.is_empty() {
            0.0
        } else {
            values.iter().sum::<f64>() / values.len() as f64
        }
    };
    let precision = mean(
        claims
            .iter()
            .map(|claim| share(&by_found[claim.found.as_str()], claim))
            .collect(),
    );
    let told = claims.iter().filter(|claim| news.contains(&claim.truth));
    let recall = mean(
        told.map(|claim| share(&by_truth[claim.truth.as_str()], claim))
            .collect(),
    );
    (precision, recall)
}

fn details(claims: &[Judged], out: &mut impl Write) -> std::io::Result<()> {
    type Side = fn(&Judged) -> (&str, &str);
    let views: [(&str, Side); 2] = [
        ("mixed", |claim| (&claim.found, &claim.truth)),
        ("torn apart", |claim| (&claim.truth, &claim.found)),
    ];
    for (word, view) in views {
        let mut groups: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
        for claim in claims {
            groups.entry(view(claim).0).or_default().push(claim);
        }
        for (name, group) in groups {
            let parts: BTreeSet<&str> = group.iter().map(|claim| view(claim).1).collect();
            if parts.len() > 1 {
                writeln!(out, "{word}: {name}")?;
                for claim in group {
                    writeln!(out, "  {}  {}", view(claim).1, claim.words)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Bagga and Baldwin, “Algorithms for Scoring Coreference Chains”, 1998, figure 1: twelve mentions, truth of 5, 2 and 5. An answer
    /// that joins the last two groups has precision 16/21 and recall 1, one that joins the first and the last 58 % and 1.
    #[test]
    fn b_cubed_is_that_of_the_paper() {
        let of = |answer: [&str; 3]| -> (f64, f64) {
            let sizes = [5, 2, 5];
            let mut claims = Vec::new();
            for (group, size) in sizes.into_iter().enumerate() {
                for _ in 0..size {
                    claims.push(Judged {
                        words: String::new(),
                        truth: group.to_string(),
                        found: answer[group].to_owned(),
                    });
                }
            }
            b_cubed(&claims, &["0", "1", "2"].map(str::to_owned).into())
        };
        let (precision, recall) = of(["a", "b", "b"]);
        assert!(
            (precision - 16.0 / 21.0).abs() < 1e-9 && recall == 1.0,
            "{precision} {recall}"
        );
        let (precision, recall) = of(["a", "b", "a"]);
        assert!(
            (precision - 7.0 / 12.0).abs() < 1e-9 && recall == 1.0,
            "{precision} {recall}"
        );
    }

    #[test]
    fn a_trigger_goes_to_the_words_it_has_most_in_common_with() {
        let text = "L'attaque, les tirs, le tir, l'attaque.";
        assert!(occurrences(text, "tir").iter().eq([&(24..27)]));
        assert_eq!(occurrences(text, "attaque"), [2..9, 31..38]);
        let places = [(2..9, "one"), (15..27, "two")];
        assert_eq!(told_at(&places, &(5..20)), Some("two"));
        assert_eq!(told_at(&places, &(30..35)), None);
    }
}
