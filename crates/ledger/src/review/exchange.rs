//! Revisions from one machine to another: JSON lines, one revision a line. Their ids are hashes of what they say, so the same one is never there twice.

use super::{apply, id};
use crate::error::{LedgerError, Result};
use crate::model::Revision;
use crate::open::Ledger;
use crate::query::{REVISION_COLUMNS, revision};
use rusqlite::{Connection, params};
use std::io::{BufRead, Write};

/// What an import brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Revisions that were not there.
    pub new: usize,
    /// Revisions that were there already.
    pub known: usize,
    /// New ones on claims that this ledger does not have yet: they take effect when the dispatch is added.
    pub waiting: usize,
}

pub(super) fn insert(db: &Connection, revision: &Revision) -> rusqlite::Result<bool> {
    let added = db
        .prepare_cached(
            "INSERT OR IGNORE INTO revision (id, action, claim, author, at, what) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            revision.id,
            revision.action,
            revision.claim,
            revision.author,
            revision.at,
            revision.what.to_string()
        ])?;
    Ok(added > 0)
}

impl Ledger {
    /// Writes all revisions, oldest first, as JSON lines.
    ///
    /// # Errors
    /// When the file cannot be read, or the output not be written.
    pub fn export_review(&self, out: &mut impl Write) -> Result<usize> {
        let sql = format!("SELECT {REVISION_COLUMNS} FROM revision r ORDER BY r.at, r.id");
        let revisions = self.rows(&sql, [], revision)?;
        for one in &revisions {
            let line = serde_json::to_string(one).map_err(|error| LedgerError::Input(error.to_string()))?;
            writeln!(out, "{line}")
                .map_err(|error| LedgerError::Input(format!("the revisions cannot be written: {error}")))?;
        }
        Ok(revisions.len())
    }

    /// Takes in the revisions of another machine, all or none.
    ///
    /// # Errors
    /// When a line is no revision, or says other than its id; or the file cannot be written.
    pub fn import_review(&mut self, input: impl BufRead) -> Result<Imported> {
        let mut revisions = Vec::new();
        for (at, line) in input.lines().enumerate() {
            let wrong = |why: String| LedgerError::Input(format!("line {}: {why}; nothing was imported", at + 1));
            let line = line.map_err(|error| wrong(error.to_string()))?;
            if line.trim().is_empty() {
                continue;
            }
            let one: Revision = serde_json::from_str(&line)
                .map_err(|error| wrong(format!("no revision of `selon review export` ({error})")))?;
            if id(&one) != one.id {
                return Err(wrong("this revision was changed after it was made".to_owned()));
            }
            revisions.push(one);
        }
        let path = self.path.clone();
        self.within(|db| {
            let fail = |error| LedgerError::sqlite(&path, error);
            let mut done = Imported::default();
            let mut new = Vec::new();
            for one in revisions {
                if insert(db, &one).map_err(fail)? {
                    done.new += 1;
                    let here: bool = db
                        .prepare_cached("SELECT ?1 = '' OR EXISTS (SELECT 1 FROM claim WHERE id = ?1)")
                        .and_then(|mut statement| statement.query_row([&one.claim], |row| row.get(0)))
                        .map_err(fail)?;
                    if !here && one.action != "add" {
                        done.waiting += 1;
                    }
                    new.push(one);
                } else {
                    done.known += 1;
                }
            }
            // Claims that people added come first: others may speak of them.
            new.sort_by_key(|one| one.action != "add");
            apply::apply(db, &new).map_err(fail)?;
            Ok(done)
        })
    }
}
