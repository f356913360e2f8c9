//! Opening a ledger: the file, its form, and what SQLite is told.

use crate::error::{LedgerError, Result};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The steps from an empty file to the form of today. Steps are only ever added.
const STEPS: &[M<'static>] = &[M::up(include_str!("../migrations/001-ledger.sql"))];
const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Marks the file as ours: "SLON", as the first step writes it.
const APPLICATION_ID: i64 = 0x534c_4f4e;

/// So long another writer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// So often the making of a file is tried again.
const TRIES: usize = 40;

/// A ledger: one SQLite file.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

/// Where the ledger is when nobody says: `selon/ledger.sqlite` in the user's data folder ($XDG_DATA_HOME or ~/.local/share, ~/Library/Application
/// Support, %APPDATA%). None when the system tells no such folder.
pub fn default_path() -> Option<PathBuf> {
    let folder = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let data = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join("Library/Application Support")))
    } else {
        folder("XDG_DATA_HOME").or_else(|| folder("HOME").map(|home| home.join(".local/share")))
    };
    data.map(|data| data.join("selon").join("ledger.sqlite"))
}

impl Ledger {
    /// Opens the ledger of this file to read and write; makes it, and its folder, where there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or made, is no ledger, or was written by a newer version: then it is not touched.
    pub fn open(path: &Path) -> Result<Ledger> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| LedgerError::Folder {
                path: folder.to_owned(),
                message: format!("this folder cannot be made: {error}"),
            })?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ledger::with(path, flags, true)
    }

    /// Opens an existing ledger only to read it. Other programs may write to it meanwhile.
    ///
    /// # Errors
    /// When there is no such file, it is no ledger, or it was written by a newer version.
    pub fn open_to_read(path: &Path) -> Result<Ledger> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ledger::with(path, flags, false)
    }

    /// Opens an existing ledger to read and write it; makes none.
    ///
    /// # Errors
    /// When there is no such file, it is no ledger, or it was written by a newer version.
    pub fn open_existing(path: &Path) -> Result<Ledger> {
        if !path.exists() {
            return Err(LedgerError::Missing { path: path.to_owned() });
        }
        Ledger::open(path)
    }

    /// A ledger that is forgotten with the program.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn in_memory() -> Result<Ledger> {
        Ledger::with(Path::new(":memory:"), OpenFlags::default(), true)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file grow by so many pages at most, as if the disk were full then: to try out what happens.
    ///
    /// # Errors
    /// When SQLite fails.
    #[doc(hidden)]
    pub fn limit_pages(&mut self, more: i64) -> Result<()> {
        let fail = |error| LedgerError::sqlite(&self.path, error);
        let pages: i64 = self
            .db
            .query_row("PRAGMA page_count", [], |row| row.get(0))
            .map_err(fail)?;
        let set = format!("PRAGMA max_page_count = {}", pages + more);
        self.db.query_row(&set, [], |_| Ok(())).map_err(fail)
    }

    fn with(path: &Path, flags: OpenFlags, write: bool) -> Result<Ledger> {
        let fail = |error| LedgerError::sqlite(path, error);
        let db = Connection::open_with_flags(path, flags).map_err(fail)?;
        db.busy_timeout(PATIENCE).map_err(fail)?;
        let mut ledger = Ledger {
            db,
            path: path.to_owned(),
        };
        let mut tries = 0;
        loop {
            ledger.check()?;
            match ledger.prepare(write) {
                Ok(()) => return Ok(ledger),
                // Another process may be making the same file at this moment: look again what there is. SQLite itself does not wait here.
                Err(LedgerError::Busy { .. } | LedgerError::Sqlite { .. } | LedgerError::Damaged { .. })
                    if tries < TRIES =>
                {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn prepare(&mut self, write: bool) -> Result<()> {
        self.settings(write)?;
        if write { self.migrate() } else { Ok(()) }
    }

    /// Looks before anything is written: is it a ledger, and one that this program knows?
    fn check(&self) -> Result<()> {
        let number = |sql: &str| -> Result<i64> {
            self.db
                .query_row(sql, [], |row| row.get(0))
                .map_err(|error| self.sqlite(error))
        };
        let form = number("PRAGMA user_version")?;
        let application = number("PRAGMA application_id")?;
        let tables = number("SELECT count(*) FROM sqlite_schema")?;
        if tables > 0 && application != APPLICATION_ID {
            return Err(LedgerError::NotALedger {
                path: self.path.clone(),
            });
        }
        let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
        if form > known {
            return Err(LedgerError::Newer {
                path: self.path.clone(),
                found: form,
                known,
            });
        }
        Ok(())
    }

    fn settings(&self, write: bool) -> Result<()> {
        let set = |sql: &str| self.db.execute_batch(sql).map_err(|error| self.sqlite(error));
        // 64 MB of pages, and temporary tables in memory: nothing of a text is left in a temporary file.
        set("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;")?;
        if write {
            // In WAL mode readers do not wait for a writer. With `synchronous = NORMAL` a loss of power may lose the last batches, never half of one.
            set("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;")?;
        }
        self.db.set_prepared_statement_cache_capacity(128);
        Ok(())
    }

    fn migrate(&mut self) -> Result<()> {
        let path = self.path.clone();
        let current: i64 = self
            .db
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(|error| LedgerError::sqlite(&path, error))?;
        if current == i64::try_from(STEPS.len()).unwrap_or(i64::MAX) {
            return Ok(());
        }
        MIGRATIONS.to_latest(&mut self.db).map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => LedgerError::sqlite(&path, err),
            other => LedgerError::Damaged {
                path: path.clone(),
                message: other.to_string(),
            },
        })?;
        Ok(())
    }

    /// What an error of SQLite means for this ledger.
    pub(crate) fn sqlite(&self, error: rusqlite::Error) -> LedgerError {
        LedgerError::sqlite(&self.path, error)
    }

    /// Does something wholly or not at all, as the only writer.
    pub(crate) fn within<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let path = self.path.clone();
        let fail = |error| LedgerError::sqlite(&path, error);
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let done = work(&transaction)?;
        transaction.commit().map_err(fail)?;
        Ok(done)
    }
}
