//! What the treebanks of a language have in common, and what not:
//!
//! - `treebanks table FOLDER` prints docs/treebanks.md; FOLDER holds a folder of CoNLL-U files for each language.
//! - `treebanks write LANGUAGE OUT FILE…` writes training files as the trainer learns them, in one file.
//!
//! Both read treebank/standard.tsv, and are run from the root of the repository.

use selon_syntax::conllu;
use selon_syntax::train::{TrainConfig, harmonised, read_standard};
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};

#[path = "../tests/support/treebanks.rs"]
mod treebanks;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["table", folder] => {
            print!("{}", treebanks::page(Path::new("."), Path::new(folder))?);
            Ok(())
        }
        ["write", language, out, files @ ..] if !files.is_empty() => write(language, out, files),
        _ => Err("usage: treebanks table FOLDER | treebanks write LANGUAGE OUT FILE…".into()),
    }
}

fn write(language: &str, out: &str, files: &[&str]) -> Result<(), Box<dyn Error>> {
    let config = TrainConfig {
        language: language.to_owned(),
        standard: read_standard(&std::fs::read_to_string("treebank/standard.tsv")?)?,
        ..TrainConfig::default()
    };
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    for file in harmonised(&config, &files)? {
        for (comments, sentence) in &file.sentences {
            for comment in comments {
                writeln!(out, "{comment}")?;
            }
            conllu::write_words(sentence, &conllu::text_of(comments, sentence), &mut out)?;
        }
    }
    out.flush()?;
    Ok(())
}
