//! What a model file says of itself.

use serde::{Deserialize, Serialize};

/// The description of a model: its data, their licences, how it was trained and how good it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the file format; the reader accepts only its own.
    pub format: u32,
    /// Language code: `fr`.
    pub language: String,
    /// Name of the model.
    pub name: String,
    /// The files it was trained on.
    pub data: Vec<DataFile>,
    /// Training settings, name and value.
    pub settings: Vec<(String, String)>,
    /// Scores on development files.
    pub scores: Vec<FileScores>,
    /// BLAKE3 hash (hexadecimal) of everything after the header; computed, not stored in it.
    #[serde(skip)]
    pub hash: String,
}

/// One training file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFile {
    /// File name.
    pub file: String,
    /// The licence of the data, as given by the trainer's caller.
    pub licence: String,
    /// Number of sentences used.
    pub sentences: usize,
    /// Number of words used.
    pub words: usize,
}

/// Scores on one development file, in percent, in the manner of the CoNLL 2018 shared task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileScores {
    /// File name.
    pub file: String,
    /// `gold` (tokens given) or `raw` (from text).
    pub input: String,
    /// Metric and value: `LAS`, 86.4.
    pub values: Vec<(String, f64)>,
}
