//! What can go wrong with a ledger. Every message names the file and says what to do.

use std::path::{Path, PathBuf};

/// Why the ledger could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file was written by a newer Selon. It was not touched.
    #[error(
        "{path}: this ledger was written by a newer version of Selon (its form is {found}, this program knows {known}); it was left as it is. Use the newer version"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Form of the file.
        found: i64,
        /// Newest form that this program knows.
        known: i64,
    },
    /// The file is something else.
    #[error("{path}: not a ledger of Selon; it was left as it is. Give another file with --ledger")]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// There is no such file, and it was not to be made.
    #[error("{path}: no ledger there; `selon add` makes one")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error(
        "{path}: the ledger can be read but not written; nothing was changed. Check who may write the file and its folder"
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room left. What was written before is complete.
    #[error(
        "{path}: the disk is full; what was added before is safe, the rest was not added. Make room and run the same command again"
    )]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// Another process held the ledger for too long.
    #[error("{path}: another program has been writing to this ledger for too long; try again when it is done")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{path}: the ledger is damaged ({message}). Take the last good copy of the file")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        message: String,
    },
    /// The folder of the ledger cannot be made.
    #[error("{path}: {message}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        message: String,
    },
    /// Anything else that SQLite says.
    #[error("{path}: {source}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// SQLite's error.
        source: rusqlite::Error,
    },
    /// A record or a review that does not say what it should.
    #[error("{0}")]
    Input(String),
    /// A blind decision by somebody who saw the coding.
    #[error(
        "{author} decided on claims of dispatch `{dispatch}` with the coding in sight; what follows is not blind. Let somebody else code it, or decide with the coding in sight"
    )]
    Sighted {
        /// The dispatch.
        dispatch: String,
        /// Who decided.
        author: String,
    },
    /// Nothing has this id.
    #[error("there is no {what} `{id}` in the ledger")]
    Unknown {
        /// dispatch, claim, incident, revision.
        what: &'static str,
        /// The id asked for.
        id: String,
    },
}

/// What the ledger's functions give.
pub type Result<T, E = LedgerError> = std::result::Result<T, E>;

impl LedgerError {
    /// What an error of SQLite means for this file.
    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> LedgerError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(Code::ReadOnly | Code::PermissionDenied) => LedgerError::ReadOnly { path },
            Some(Code::DiskFull) => LedgerError::Full { path },
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => LedgerError::Busy { path },
            Some(Code::NotADatabase) => LedgerError::NotALedger { path },
            Some(Code::DatabaseCorrupt) => LedgerError::Damaged {
                path,
                message: source.to_string(),
            },
            Some(Code::CannotOpen) => LedgerError::Folder {
                path,
                message: "the ledger cannot be opened; check that its folder exists and may be written".to_owned(),
            },
            _ => LedgerError::Sqlite { path, source },
        }
    }
}
