//! `selon train`: a syntax model from CoNLL-U files.

use super::output::complain;
use super::{Failure, Finish};
use selon_syntax::Model;
use selon_syntax::train::{TrainConfig, read_abbreviations, read_lemmas, read_standard, train, words_to_learn};
use std::fs;
use std::path::{Path, PathBuf};

/// The arguments of `selon train`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CoNLL-U files to learn from
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Two-letter code of the language
    #[arg(long, value_name = "LANG")]
    lang: String,
    /// Where to write the model
    #[arg(long, short, value_name = "FILE", default_value = "model.bin")]
    out: PathBuf,
    /// CoNLL-U file to measure on; may be given several times
    #[arg(long, value_name = "FILE")]
    dev: Vec<PathBuf>,
    /// Abbreviations that do not end a sentence (packs/LANG/syntax/abbreviations.tsv)
    #[arg(long, value_name = "FILE")]
    abbreviations: Option<PathBuf>,
    /// Lemmas of words that the treebanks lack (packs/LANG/syntax/lemmas.tsv)
    #[arg(long, value_name = "FILE")]
    lemmas: Option<PathBuf>,
    /// Changes that bring the treebanks to one standard (treebank/standard.tsv)
    #[arg(long, value_name = "FILE")]
    standard: Option<PathBuf>,
    /// Plain text to learn classes of words from; may be given several times
    #[arg(long, value_name = "FILE")]
    raw: Vec<PathBuf>,
    /// Network to parse with, trained by training/parser.py; without it a linear parser is learnt
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    network: Option<PathBuf>,
    /// Write only the words of the training data with their tags, for training/parser.py, into this file
    #[arg(long, value_name = "FILE")]
    words: Option<PathBuf>,
    /// The licence of files whose name begins so: `sequoia=LGPL-LR`; may be given several times
    #[arg(long, value_name = "NAME=LICENCE", value_parser = licence)]
    licence: Vec<(String, String)>,
    /// Seed of all random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Threads to use; the model does not depend on it
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Passes over the data of the tagger
    #[arg(long, value_name = "N", default_value_t = TrainConfig::default().tag_epochs)]
    tag_epochs: usize,
    /// Passes over the data of the parser
    #[arg(long, value_name = "N", default_value_t = TrainConfig::default().parse_epochs)]
    parse_epochs: usize,
    /// Parts of the data, each tagged by a model of the others
    #[arg(long, value_name = "N", default_value_t = TrainConfig::default().folds)]
    folds: usize,
}

fn licence(text: &str) -> Result<(String, String), String> {
    let (name, licence) = text.split_once('=').ok_or("write NAME=LICENCE, e.g. sequoia=LGPL-LR")?;
    Ok((name.to_owned(), licence.to_owned()))
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))
}

impl Args {
    /// Trains, and writes the model whole or not at all.
    pub fn run(&self) -> Result<Finish, Failure> {
        let mut config = TrainConfig {
            language: self.lang.clone(),
            name: format!("selon-{}", self.lang),
            seed: self.seed,
            threads: self.jobs.max(1),
            tag_epochs: self.tag_epochs,
            parse_epochs: self.parse_epochs,
            folds: self.folds,
            licences: self.licence.clone(),
            verbose: true,
            ..TrainConfig::default()
        };
        if let Some(path) = &self.abbreviations {
            config.abbreviations = read_abbreviations(&text(path)?)
                .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        }
        if let Some(path) = &self.lemmas {
            config.lemmas =
                read_lemmas(&text(path)?).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        }
        if let Some(path) = &self.standard {
            config.standard =
                read_standard(&text(path)?).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        }
        for path in &self.raw {
            config.raw.push(text(path)?);
        }
        if let Some(path) = &self.words {
            let words = words_to_learn(&config, &self.files).map_err(Failure::new)?;
            fs::write(path, words)?;
            return Ok(Finish::Clean);
        }
        if let Some(path) = &self.network {
            let bytes = fs::read(path).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            config.network = Some(bytes);
        }
        let bytes = train(&config, &self.files, &self.dev).map_err(Failure::new)?;
        let model = Model::from_bytes(&bytes).map_err(Failure::new)?;
        let temporary = self.out.with_extension("tmp");
        fs::write(&temporary, &bytes)?;
        fs::rename(&temporary, &self.out)?;
        complain(
            &format!(
                "wrote {}: {} bytes, hash {}",
                self.out.display(),
                bytes.len(),
                model.header().hash
            ),
            None,
        );
        Ok(Finish::Clean)
    }
}
