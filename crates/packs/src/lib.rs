//! Language packs and the ontology as files: shipped inside the program, overlaid by a user's own.
//!
//! This room finds files and splits tables into rows. It knows no language and no conflict: what a column means is
//! for the room that reads it.

mod table;

pub use table::{Row, Table};

use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The shipped language packs (folder `packs/`).
#[derive(RustEmbed)]
#[folder = "../../packs"]
#[include = "*.tsv"]
#[include = "*.toml"]
struct ShippedPacks;

/// The shipped ontology (folder `ontology/`).
#[derive(RustEmbed)]
#[folder = "../../ontology"]
#[include = "*.tsv"]
#[include = "*.toml"]
struct ShippedOntology;

/// What is wrong with a pack, where, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct PackError {
    /// The file as the user knows it.
    pub file: String,
    /// Line number, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// What is wrong and what to write instead.
    pub message: String,
}

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Name to show: `packs/fr/lexicon/harm.tsv`, or the path of the user's own file.
    pub name: String,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// All files of the shipped packs and of the packs laid over them.
///
/// Paths are relative: `fr/lexicon/harm.tsv`, `ontology/concepts.tsv`. A user's file with the path of a shipped one takes its
/// place; a file with a new path is added *before* the shipped ones, so that its lines win where lines compete.
#[derive(Debug, Clone)]
pub struct Packs {
    shipped: BTreeMap<String, PackFile>,
    overlays: Vec<BTreeMap<String, PackFile>>,
}

impl Packs {
    /// The packs that ship with the program.
    pub fn shipped() -> Packs {
        let mut shipped = BTreeMap::new();
        for path in ShippedPacks::iter() {
            if let Some(file) = ShippedPacks::get(&path) {
                insert(&mut shipped, &path, &format!("packs/{path}"), file.data);
            }
        }
        for path in ShippedOntology::iter() {
            if let Some(file) = ShippedOntology::get(&path) {
                let path = format!("ontology/{path}");
                insert(&mut shipped, &path, &path, file.data);
            }
        }
        Packs {
            shipped,
            overlays: Vec::new(),
        }
    }

    /// Lays the pack in `folder` over what is there: it holds the same folders (`fr/lexicon/…`, `ontology/…`).
    ///
    /// # Errors
    /// When the folder or one of its tables cannot be read, or is not UTF-8.
    pub fn overlay(&mut self, folder: &Path) -> Result<(), PackError> {
        let mut files = BTreeMap::new();
        for path in tables_below(folder)? {
            let name = path.display().to_string();
            let bytes = std::fs::read(&path).map_err(|error| whole(&name, error.to_string()))?;
            let text =
                String::from_utf8(bytes).map_err(|_| whole(&name, "the file is not UTF-8; save it as UTF-8".into()))?;
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let key = relative
                .components()
                .map(|part| part.as_os_str().to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            let text = Cow::Owned(text);
            files.insert(key, PackFile { name, text });
        }
        if files.is_empty() {
            return Err(whole(
                &folder.display().to_string(),
                "no .tsv or .toml file below this folder; a pack holds e.g. fr/lexicon/mine.tsv".into(),
            ));
        }
        // "fr" instead of the folder that holds it: its files would lie over nothing, and nobody would notice.
        let kind = |path: &str| {
            let mut parts = path.split('/');
            let (first, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            if first == "ontology" {
                first.to_owned()
            } else {
                format!("*/{second}")
            }
        };
        let known: BTreeSet<String> = self.shipped.keys().map(|path| kind(path)).collect();
        if !files.keys().any(|path| known.contains(&kind(path))) {
            return Err(whole(
                &folder.display().to_string(),
                "nothing in this folder lies over a table of Selon; name the folder that holds `fr`, `en` or `ontology`, \
                 such as the one above"
                    .into(),
            ));
        }
        self.overlays.push(files);
        Ok(())
    }

    /// The languages that have a pack, in alphabetical order.
    pub fn languages(&self) -> Vec<String> {
        let mut found: Vec<String> = self
            .all()
            .filter_map(|(path, _)| path.split_once("/lexicon/").map(|(language, _)| language.to_owned()))
            .collect();
        found.sort();
        found.dedup();
        found
    }

    /// The file of this path, the last overlay's first.
    pub fn file(&self, path: &str) -> Option<&PackFile> {
        self.overlays
            .iter()
            .rev()
            .find_map(|files| files.get(path))
            .or_else(|| self.shipped.get(path))
    }

    /// The files directly or deeper below a folder (`fr/lexicon`): those of overlays first, then by path.
    pub fn below(&self, folder: &str) -> Vec<&PackFile> {
        let prefix = format!("{folder}/");
        let mut seen = Vec::new();
        let mut files = Vec::new();
        for layer in self.overlays.iter().rev().chain(std::iter::once(&self.shipped)) {
            for (path, file) in layer {
                if path.starts_with(&prefix) && !seen.contains(&path) {
                    seen.push(path);
                    files.push(file);
                }
            }
        }
        files
    }

    /// Reads a table; an absent file is an empty table.
    ///
    /// # Errors
    /// When a line has too many columns, or a wanted column is missing.
    pub fn table(&self, path: &str, columns: &[&str]) -> Result<Table, PackError> {
        match self.file(path) {
            Some(file) => Table::read(file, columns),
            None => Ok(Table::default()),
        }
    }

    /// Hash over all files that a language is read with (its pack and the ontology): the first 16 hexadecimal digits of BLAKE3.
    pub fn hash(&self, language: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        for folder in [language, "ontology"] {
            for file in self.below(folder) {
                hasher.update(&(file.text.len() as u64).to_le_bytes());
                hasher.update(file.text.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    fn all(&self) -> impl Iterator<Item = (&String, &PackFile)> {
        self.overlays.iter().flatten().chain(&self.shipped)
    }
}

fn insert(files: &mut BTreeMap<String, PackFile>, path: &str, name: &str, data: Cow<'static, [u8]>) {
    let text = match data {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    };
    let name = name.to_owned();
    files.insert(path.to_owned(), PackFile { name, text });
}

fn whole(file: &str, message: String) -> PackError {
    let file = file.to_owned();
    PackError { file, line: 0, message }
}

fn tables_below(folder: &Path) -> Result<Vec<PathBuf>, PackError> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries =
            std::fs::read_dir(&next).map_err(|error| whole(&next.display().to_string(), error.to_string()))?;
        for entry in entries {
            let path = entry
                .map_err(|error| whole(&next.display().to_string(), error.to_string()))?
                .path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "tsv" || extension == "toml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
