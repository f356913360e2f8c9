//! `selon eval`: measures.

mod incidents;
mod syntax;

use super::input::PackFolders;
use super::output;
use super::{Failure, Finish};
use selon::Reader;
use selon::calibration::Calibration;
use selon::gold::{Collection, Gold, GoldDispatch, Score, compare};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What can be measured.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Measure a syntax model on CoNLL-U files, from their words and from their text
    Syntax(syntax::Args),
    /// Measure the claims read from dispatches against hand-coded ones
    Claims(Claims),
    /// Measure how claims are joined to incidents, on marked dispatches
    Incidents(incidents::Args),
}

impl Command {
    /// Measures.
    pub fn run(&self) -> Result<Finish, Failure> {
        match self {
            Command::Syntax(syntax) => syntax.run(),
            Command::Claims(claims) => claims.run(),
            Command::Incidents(incidents) => incidents.run(),
        }
    }
}

/// The dispatches of a folder, in the order of their names.
fn texts(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    Ok(paths)
}

/// The arguments of `selon eval claims`.
#[derive(Debug, clap::Args)]
pub struct Claims {
    /// Folders of dispatches (NAME.txt), each with its hand-coded claims beside it (NAME.expected.toml), or files that hold both (NAME.toml)
    #[arg(value_name = "FOLDER", required = true)]
    places: Vec<PathBuf>,
    /// Also list what was missed, wrong or too much
    #[arg(long)]
    details: bool,
    /// Also say how far the confidence of claims can be believed
    #[arg(long)]
    confidence: bool,
    /// Write for each claim read whether it is right, and what its confidence is computed from, for training/confidence.py
    #[arg(long, value_name = "FILE")]
    features: Option<PathBuf>,
    #[command(flatten)]
    packs: PackFolders,
}

/// A dispatch and its hand-coding.
struct Coded {
    source: String,
    bytes: Vec<u8>,
    gold: Gold,
}

/// What a folder or a file holds.
fn coded(place: &Path) -> Result<Vec<Coded>, Failure> {
    let fail = |path: &Path, error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
    if place.is_dir() {
        let beside = |path: PathBuf| {
            let coded = path.with_extension("expected.toml");
            let text = std::fs::read_to_string(&coded).map_err(|error| fail(&coded, &error))?;
            Ok(Coded {
                source: path.display().to_string(),
                bytes: std::fs::read(&path).map_err(|error| fail(&path, &error))?,
                gold: toml::from_str(&text).map_err(|error| fail(&coded, &error))?,
            })
        };
        texts(place)?.into_iter().map(beside).collect()
    } else {
        let text = std::fs::read_to_string(place).map_err(|error| fail(place, &error))?;
        let collection: Collection = toml::from_str(&text).map_err(|error| fail(place, &error))?;
        let one = |dispatch: GoldDispatch| Coded {
            source: format!("{}#{}", place.display(), dispatch.name),
            bytes: dispatch.text.into_bytes(),
            gold: dispatch.gold,
        };
        Ok(collection.dispatch.into_iter().map(one).collect())
    }
}

impl Claims {
    fn run(&self) -> Result<Finish, Failure> {
        let reader = Reader::new(self.packs.packs()?);
        let mut out = output::stdout();
        let mut total = Score::default();
        let mut calibration = Calibration::default();
        let mut features = String::new();
        for place in &self.places {
            for Coded { source, bytes, gold } in coded(place)? {
                let read = reader
                    .read(&bytes, &source, &selon_wire::Options::default())
                    .map_err(Failure::new)?;
                let claims: Vec<_> = read.claims().collect();
                let score = compare(&read.dispatch.text, &gold, &claims);
                for &(number, right) in &score.judged {
                    calibration.add(claims[number].confidence, right);
                    if self.features.is_some() {
                        let seen = selon_coder::confidence::features(claims[number]).join(";");
                        features.push_str(&format!("{}\t{source}\t{seen}\n", u8::from(right)));
                    }
                }
                if self.details {
                    writeln!(out, "{source}")?;
                    write!(out, "{}", score.notes)?;
                }
                total.add(&score);
            }
        }
        write!(out, "{}", total.table())?;
        if self.confidence {
            write!(out, "{}", calibration.table())?;
        }
        if let Some(path) = &self.features {
            std::fs::write(path, features).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        }
        out.flush()?;
        Ok(Finish::Clean)
    }
}
