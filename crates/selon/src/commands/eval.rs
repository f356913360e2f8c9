//! `selon eval`: measures.

use super::output;
use super::{Failure, Finish};
use selon::Reader;
use selon::gold::{Gold, Score, compare};
use selon_packs::Packs;
use selon_syntax::train::{read_file, standardise};
use selon_syntax::{Model, eval};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What can be measured.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Measure a syntax model on CoNLL-U files, from their words and from their text
    Syntax(Syntax),
    /// Measure the claims read from dispatches against hand-coded ones
    Claims(Claims),
}

impl Command {
    /// Measures.
    pub fn run(&self) -> Result<Finish, Failure> {
        match self {
            Command::Syntax(syntax) => syntax.run(),
            Command::Claims(claims) => claims.run(),
        }
    }
}

/// The arguments of `selon eval syntax`.
#[derive(Debug, clap::Args)]
pub struct Syntax {
    /// CoNLL-U files with the right trees
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The shipped model of this language
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"], required_unless_present = "model")]
    lang: Option<String>,
    /// A model file, instead of a shipped one
    #[arg(long, value_name = "FILE", conflicts_with = "lang")]
    model: Option<PathBuf>,
}

impl Syntax {
    fn run(&self) -> Result<Finish, Failure> {
        match (&self.model, &self.lang) {
            (Some(path), _) => {
                let fail = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
                let bytes = std::fs::read(path).map_err(|error| fail(&error))?;
                let model = Model::from_bytes(&bytes).map_err(|error| fail(&error))?;
                self.measure(&model)
            }
            (None, lang) => {
                let reader = Reader::new(Packs::shipped());
                let code = lang.as_deref().unwrap_or_default();
                let language = reader.language(code, "eval").map_err(Failure::new)?;
                self.measure(&language.model)
            }
        }
    }

    /// A table a file: F1 in the manner of the CoNLL 2018 shared task.
    fn measure(&self, model: &Model) -> Result<Finish, Failure> {
        let mut out = output::stdout();
        for path in &self.files {
            let mut gold = read_file(path).map_err(Failure::new)?;
            standardise(&model.header().language, path, &mut gold);
            let from_words = eval::from_gold_tokens(model, &gold);
            let from_text = eval::from_text(model, &gold);
            writeln!(out, "{}", path.display())?;
            writeln!(out, "  {:<10}{:>12}{:>12}", "", "given words", "given text")?;
            for ((name, words), (_, text)) in from_words.named().iter().zip(&from_text.named()) {
                writeln!(out, "  {name:<10}{:>12.2}{:>12.2}", words.f1(), text.f1())?;
            }
        }
        out.flush()?;
        Ok(Finish::Clean)
    }
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
}

impl Claims {
    fn run(&self) -> Result<Finish, Failure> {
        let reader = Reader::new(Packs::shipped());
        let mut out = output::stdout();
        let mut total = Score::default();
        for folder in &self.folders {
            let fail =
                |path: &Path, error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
            let entries = std::fs::read_dir(folder).map_err(|error| fail(folder, &error))?;
            let mut names: Vec<PathBuf> = entries
                .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                .collect();
            names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
            names.sort();
            for path in names {
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
                if self.details {
                    writeln!(out, "{source}")?;
                    write!(out, "{}", score.notes)?;
                }
                total.add(&score);
            }
        }
        write!(out, "{}", total.table())?;
        out.flush()?;
        Ok(Finish::Clean)
    }
}
