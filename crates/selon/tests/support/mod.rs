//! What the reading tests share: where the dispatches lie, and one reader for all of them.

#![allow(dead_code, reason = "each test program uses its part of this")]

use selon::gold::Gold;
use selon::{Read, Reader};
use selon_coder::Claim;
use selon_packs::Packs;
use selon_wire::{DatePrecision, Dispatch, Options};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Packs::shipped()));

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of what is not the project's own to ship: `SELON_SHARED`, else `shared` beside the repository.
pub fn shared() -> PathBuf {
    std::env::var_os("SELON_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// Reads the text of a dispatch.
pub fn read(text: &str, name: &str) -> Read {
    READER
        .read(text.as_bytes(), name, &Options::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A dispatch that ships with the project, as read, beside its hand coding.
pub struct Sample {
    /// `fr/NAME`.
    pub name: String,
    /// As read.
    pub read: Read,
    /// As coded by hand.
    pub gold: Gold,
}

impl Sample {
    /// The claims as read.
    pub fn claims(&self) -> Vec<&Claim> {
        self.read.claims().collect()
    }
}

/// Every sample, read.
pub fn samples() -> &'static [Sample] {
    static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
        let samples: Vec<Sample> = sample_files().iter().map(|path| sample(&sample_name(path))).collect();
        assert!(samples.len() >= 16, "{} samples", samples.len());
        samples
    });
    &SAMPLES
}

/// The text of a sample.
pub fn sample_text(name: &str) -> String {
    file(&root().join(format!("samples/{name}.txt")))
}

fn sample(name: &str) -> Sample {
    let expected = file(&root().join(format!("samples/{name}.expected.toml")));
    Sample {
        name: name.to_owned(),
        read: read(&sample_text(name), name),
        gold: toml::from_str(&expected).unwrap_or_else(|error| panic!("{name}.expected.toml: {error}")),
    }
}

/// The files of the samples, in the order of their names.
pub fn sample_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for language in ["en", "fr"] {
        for entry in std::fs::read_dir(root().join("samples").join(language)).expect("the samples") {
            let path = entry.expect("a sample").path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// `fr/NAME`.
fn sample_name(path: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| part.expect("a name").to_string_lossy().into_owned();
    let language = path.parent().expect("a folder").file_name();
    format!("{}/{}", part(language), part(path.file_stem()))
}

fn file(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The date of publication as far as it is known: `2021-11`, `2021-11-17`.
pub fn published(dispatch: &Dispatch) -> Option<String> {
    dispatch.published.as_ref().map(|date| {
        let day = date.start.to_string();
        let length = match date.precision {
            DatePrecision::Day => 10,
            DatePrecision::Month => 7,
            DatePrecision::Year => 4,
        };
        day[..length].to_owned()
    })
}

/// The places of the dateline.
pub fn dateline(dispatch: &Dispatch) -> Vec<&str> {
    dispatch.dateline.iter().map(|place| place.name.as_str()).collect()
}

/// The publishing agency.
pub fn agency(dispatch: &Dispatch) -> Option<&str> {
    dispatch.agency.as_ref().map(|agency| agency.name.as_str())
}
