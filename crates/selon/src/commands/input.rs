//! Documents from files and stdin, and the reader they go through.

use super::output::complain;
use super::{Failure, Finish};
use selon::{Read, ReadError, Reader};
use selon_packs::Packs;
use selon_syntax::Model;
use selon_wire::{MAX_BYTES, Published, WireError};
use std::fs::File;
use std::io::{self, IsTerminal, Read as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What to read, and what is known of it.
#[derive(Debug, clap::Args)]
pub struct Documents {
    /// The dispatches, one a file; `-` or nothing reads stdin
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    pub known: Known,
}

/// What the user knows of the documents.
#[derive(Debug, clap::Args)]
pub struct Known {
    /// When they were published: a year, a month (2021-11) or a day (2021-11-16)
    #[arg(long, value_name = "DATE", value_parser = selon_wire::parse_published)]
    published: Option<Published>,
    /// Their language, instead of finding it out
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    #[command(flatten)]
    pub packs: PackFolders,
}

/// The user's own packs.
#[derive(Debug, clap::Args)]
pub struct PackFolders {
    /// Lay the pack in this folder over the shipped ones; may be given several times, later ones win
    #[arg(long = "pack", value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl PackFolders {
    /// The shipped packs with the user's own laid over them.
    pub fn packs(&self) -> Result<Packs, Failure> {
        let mut packs = Packs::shipped();
        for folder in &self.folders {
            packs.overlay(folder)?;
        }
        Ok(packs)
    }

    /// The folders, in the order given.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// A reader with these packs.
    pub fn reader(&self) -> Result<Reader, Failure> {
        Ok(Reader::new(self.packs()?))
    }
}

impl Known {
    /// What the wire room is told.
    pub fn options(&self) -> selon_wire::Options {
        selon_wire::Options {
            published: self.published.clone(),
            lang: self.lang.clone(),
            ..selon_wire::Options::default()
        }
    }

    /// The language, where the user gave one.
    pub fn lang(&self) -> Option<&str> {
        self.lang.as_deref()
    }
}

impl Documents {
    /// The documents in the order given.
    pub fn files(&self) -> Vec<PathBuf> {
        if self.files.is_empty() {
            vec![PathBuf::from("-")]
        } else {
            self.files.clone()
        }
    }

    /// Does something with each document that can be read, in order, and reports the others.
    pub fn each<W: Write>(
        &self,
        out: &mut W,
        mut with: impl FnMut(&[u8], &str, &mut W) -> Result<Result<(), Problem>, Failure>,
    ) -> Result<Finish, Failure> {
        let mut finish = Finish::Clean;
        for file in self.files() {
            let source = name(&file);
            let done = match bytes(&file) {
                Ok(bytes) => with(&bytes, &source, out)?,
                Err(problem) => Err(problem),
            };
            if let Err(problem) = done {
                finish = Finish::Marred;
                // On a terminal the complaint stands where the document would.
                out.flush()?;
                problem.report()?;
            }
        }
        out.flush()?;
        Ok(finish)
    }
}

/// Why a document could not be read.
#[derive(Debug)]
pub enum Problem {
    /// This document only.
    Document {
        /// Its name.
        source: String,
        /// What is wrong.
        reason: String,
        /// What can be done.
        hint: Option<String>,
    },
    /// No document can be read.
    Fatal(Failure),
}

impl Problem {
    fn document(source: &str, reason: impl Into<String>, hint: Option<&str>) -> Problem {
        Problem::Document {
            source: source.to_owned(),
            reason: reason.into(),
            hint: hint.map(str::to_owned),
        }
    }

    /// What is wrong with a document, and what can be done.
    pub fn of(file: &Path, reason: &str, hint: Option<&str>) -> Problem {
        Problem::document(&name(file), reason, hint)
    }

    /// What a room's error says of a document.
    pub fn new(source: &str, error: ReadError) -> Problem {
        match error {
            ReadError::Pack(error) => Problem::Fatal(error.into()),
            ReadError::Model { .. } => Problem::Fatal(Failure::new(error)),
            ReadError::NoPack { .. } | ReadError::Wire(_) => {
                let message = error.to_string();
                let own = message
                    .strip_prefix(source)
                    .and_then(|rest| rest.strip_prefix(": "))
                    .unwrap_or(&message);
                // The rooms write "what is wrong; what can be done".
                match own.split_once("; ") {
                    Some((reason, hint)) => Problem::document(source, reason, Some(hint)),
                    None => Problem::document(source, own, None),
                }
            }
        }
    }

    /// Says it on stderr; what stops everything is handed on.
    pub fn report(self) -> Result<(), Failure> {
        match self {
            Problem::Document { source, reason, hint } => {
                complain(&format!("{source}: {reason}"), hint.as_deref());
                Ok(())
            }
            Problem::Fatal(failure) => Err(failure),
        }
    }
}

/// A model file of the user's.
pub fn model(path: &Path) -> Result<Model, Failure> {
    let fail = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", path.display()));
    let bytes = std::fs::read(path).map_err(|error| fail(&error))?;
    Model::from_bytes(&bytes).map_err(|error| fail(&error))
}

/// What a file is called in messages and records.
pub fn name(file: &Path) -> String {
    if file.as_os_str() == "-" {
        "stdin".to_owned()
    } else {
        file.display().to_string()
    }
}

/// The bytes of a file or of stdin.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Problem> {
    let source = name(file);
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 + 1;
    let read = if file.as_os_str() == "-" {
        let stdin = io::stdin().lock();
        if stdin.is_terminal() {
            complain("reading what you type; end it with Ctrl-D, or name a file", None);
        }
        stdin.take(limit).read_to_end(&mut bytes)
    } else {
        open(file, &source).and_then(|(file, length)| {
            if length > MAX_BYTES as u64 {
                let error = WireError::TooLarge {
                    file: source.clone(),
                    bytes: usize::try_from(length).unwrap_or(usize::MAX),
                    limit: MAX_BYTES,
                };
                return Err(Problem::new(&source, error.into()));
            }
            Ok(file.take(limit).read_to_end(&mut bytes))
        })?
    };
    read.map_err(|error| Problem::document(&source, plain(&error), None))?;
    Ok(bytes)
}

fn open(file: &Path, source: &str) -> Result<(File, u64), Problem> {
    let opened = File::open(file).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Problem::document(source, "no such file", Some("check the name, or give `-` for stdin"))
        }
        io::ErrorKind::PermissionDenied => Problem::document(source, "you may not read this file", None),
        _ => Problem::document(source, plain(&error), None),
    })?;
    let data = opened
        .metadata()
        .map_err(|error| Problem::document(source, plain(&error), None))?;
    if data.is_dir() {
        let hint = format!("name its files: {}", file.join("*.txt").display());
        return Err(Problem::document(source, "a folder, not a file", Some(&hint)));
    }
    Ok((opened, data.len()))
}

fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// Reads one document to its claims.
pub fn read(reader: &Reader, bytes: &[u8], source: &str, options: &selon_wire::Options) -> Result<Read, Problem> {
    guarded(source, || reader.read(bytes, source, options))
}

/// Reads one document to its trees and propositions, without claims.
pub fn analyse(reader: &Reader, bytes: &[u8], source: &str, options: &selon_wire::Options) -> Result<Read, Problem> {
    guarded(source, || {
        let dispatch = selon_wire::read(bytes, source, options)?;
        let language = reader.language(&dispatch.language, source)?;
        let paragraphs = selon::reader::paragraphs(&dispatch, language);
        Ok(Read {
            dispatch,
            paragraphs,
            coded: Vec::new(),
        })
    })
}

/// A fault of the program on one document does not stop the others.
fn guarded(source: &str, read: impl FnOnce() -> Result<Read, ReadError>) -> Result<Read, Problem> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| Problem::new(source, error)),
        Err(_) => Err(Problem::document(
            source,
            "this text brought out a fault in Selon",
            Some("please report it with the text and the message above"),
        )),
    }
}
