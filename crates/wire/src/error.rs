//! Why an input was not read. Every message names the input and says what can be done.

use thiserror::Error;

/// Why an input gave no [`Dispatch`](crate::Dispatch). `file` is the path or address that the caller gave.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WireError {
    /// No byte at all.
    #[error("{file}: the file is empty; give a file with the text of a dispatch")]
    Empty {
        /// The input.
        file: String,
    },
    /// White space, punctuation, digits or only remarks around a text, but no text.
    #[error("{file}: no sentence in it ({what}); give a file with the text of a dispatch")]
    NoWords {
        /// The input.
        file: String,
        /// What it holds instead.
        what: &'static str,
    },
    /// Not a text: an image, an archive, a PDF, a program.
    #[error("{file}: not a text but {what}; extract its text first and give that")]
    NotText {
        /// The input.
        file: String,
        /// What it looks like.
        what: &'static str,
    },
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error(
        "{file}: {bytes} bytes are too many for one dispatch (limit {limit}); split the file into one dispatch each"
    )]
    TooLarge {
        /// The input.
        file: String,
        /// Its size.
        bytes: usize,
        /// What is accepted.
        limit: usize,
    },
    /// Bytes that are no text in any encoding that was tried.
    #[error(
        "{file}: the encoding could not be told (best guess {tried}, with errors); convert the file to UTF-8 first"
    )]
    NotDecodable {
        /// The input.
        file: String,
        /// Name of the encoding that came nearest.
        tried: &'static str,
    },
    /// A language that is not among [`Options::languages`](crate::Options::languages).
    #[error(
        "{file}: written in {name} ({language}), which is not read yet (read: {read}); if that is wrong, say --lang {example}"
    )]
    UnreadLanguage {
        /// The input.
        file: String,
        /// Its two-letter code.
        language: String,
        /// Its English name.
        name: &'static str,
        /// What is read.
        read: String,
        /// A code to put after `--lang`.
        example: String,
    },
}

/// A date that `--published` does not understand.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{given}` is no date of publication; write a year (2021), a month (2021-11) or a day (2021-11-16)")]
pub struct PublishedError {
    /// What was given.
    pub given: String,
}
