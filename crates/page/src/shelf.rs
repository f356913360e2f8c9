//! The open ledger, shared by the requests: many may read at once, one writes.

use selon_ledger::{Ledger, LedgerError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// So many idle connections that only read are kept.
const READERS: usize = 4;

/// The ledger as the requests get at it.
#[derive(Clone)]
pub struct Shelf {
    path: PathBuf,
    author: Arc<str>,
    readers: Arc<Mutex<Vec<Ledger>>>,
    writer: Arc<Mutex<Ledger>>,
    /// The dispatches whose coding was shown since the page was started: what is coded in them now is not blind.
    shown: Arc<Mutex<BTreeSet<String>>>,
    /// The decisions made since the page was started, each by its revisions, the last one last.
    decisions: Arc<Mutex<Vec<Vec<String>>>>,
}

impl Shelf {
    /// Opens a ledger that is there.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn open(path: &Path, author: &str) -> Result<Shelf, LedgerError> {
        Ok(Shelf {
            path: path.to_owned(),
            author: author.into(),
            writer: Arc::new(Mutex::new(Ledger::open_existing(path)?)),
            readers: Arc::default(),
            decisions: Arc::default(),
            shown: Arc::default(),
        })
    }

    /// Whose name stands under decisions.
    pub fn author(&self) -> &str {
        &self.author
    }

    /// Notes that the coding of these dispatches is shown.
    pub fn show<'a>(&self, dispatches: impl IntoIterator<Item = &'a String>) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        for dispatch in dispatches {
            if !shown.contains(dispatch) {
                shown.insert(dispatch.clone());
            }
        }
    }

    /// Whether the coding of a dispatch was shown.
    pub fn was_shown(&self, dispatch: &str) -> bool {
        self.shown
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(dispatch)
    }

    /// Notes a decision, to be taken back by `last`.
    pub fn remember(&self, revisions: Vec<String>) {
        let mut decisions = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        if !revisions.is_empty() {
            decisions.push(revisions);
        }
    }

    /// The revisions of the last decision that was noted and not asked for yet; empty when there is none.
    pub fn last(&self) -> Vec<String> {
        let mut decisions = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        decisions.pop().unwrap_or_default()
    }

    /// Asks the ledger something, off the threads that talk to browsers.
    ///
    /// # Errors
    /// What the question says.
    pub async fn read<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let shelf = self.clone();
        blocking(move || {
            let idle = shelf.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let ledger = match idle {
                Some(ledger) => ledger,
                None => Ledger::open_to_read(&shelf.path)?,
            };
            let answer = question(&ledger);
            let mut readers = shelf.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < READERS {
                readers.push(ledger);
            }
            answer
        })
        .await
    }

    /// Changes the ledger; one at a time.
    ///
    /// # Errors
    /// What the change says.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut Ledger, &str) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let shelf = self.clone();
        // A change that panicked was a transaction that SQLite took back: the connection is as good as before.
        blocking(move || {
            change(
                &mut shelf.writer.lock().unwrap_or_else(PoisonError::into_inner),
                &shelf.author,
            )
        })
        .await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, LedgerError> + Send + 'static,
) -> Result<T, LedgerError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(error) => Err(LedgerError::Input(format!(
            "the question failed inside the program: {error}"
        ))),
    }
}
