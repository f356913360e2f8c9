//! `selon eval`: measures.

mod incidents;
mod syntax;

use super::output;
use super::{Failure, Finish};
use selon::Reader;
use selon::calibration::Calibration;
use selon::gold::{Gold, Score, compare};
use selon_packs::Packs;
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
    /// Folders of dispatches (NAME.txt), each with its hand-coded claims beside it (NAME.expected.toml)
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<PathBuf>,
    /// Also list what was missed, wrong or too much
    #[arg(long)]
    details: bool,
    /// Also say how far the confidence of claims can be believed
    #[arg(long)]
    confidence: bool,
    /// Write for each claim read whether it is right, and what its confidence is computed from, for training/confidence.py
    #[arg(long, value_name = "FILE")]
    features: Option<PathBuf>,
}

impl Claims {
    fn run(&self) -> Result<Finish, Failure> {
        let reader = Reader::new(Packs::shipped());
        let mut out = output::stdout();
        let mut total = Score::default();
        let mut calibration = Calibration::default();
        let mut features = String::new();
        for folder in &self.folders {
            let fail =
                |path: &Path, error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
            for path in texts(folder)? {
                let coded = path.with_extension("expected.toml");
                let text = std::fs::read_to_string(&coded).map_err(|error| fail(&coded, &error))?;
                let wanted: Gold = toml::from_str(&text).map_err(|error| fail(&coded, &error))?;
                let bytes = std::fs::read(&path).map_err(|error| fail(&path, &error))?;
                let source = path.display().to_string();
                let read = reader
                    .read(&bytes, &source, &selon_wire::Options::default())
                    .map_err(Failure::new)?;
                let claims: Vec<_> = read.claims().collect();
                let score = compare(&read.dispatch.text, &wanted, &claims);
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
