//! `selon eval`: measures.

use super::output;
use super::{Failure, Finish};
use selon::Reader;
use selon_packs::Packs;
use selon_syntax::train::{read_file, standardise};
use selon_syntax::{Model, eval};
use std::io::Write;
use std::path::PathBuf;

/// What can be measured.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Measure a syntax model on CoNLL-U files, from their words and from their text
    Syntax(Syntax),
}

impl Command {
    /// Measures.
    pub fn run(&self) -> Result<Finish, Failure> {
        match self {
            Command::Syntax(syntax) => syntax.run(),
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
