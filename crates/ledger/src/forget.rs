//! Forgetting a dispatch for good, and reading dispatches again.

use crate::error::{LedgerError, Result};
use crate::intake;
use crate::linking;
use crate::open::Ledger;
use crate::record::{Record, Text};
use crate::{copies, editions};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What reading a dispatch again changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The dispatch.
    pub dispatch: String,
    /// Claims that were not there before, by their ids.
    pub new: Vec<String>,
    /// Claims that are not read any more.
    pub gone: Vec<String>,
    /// Claims that say something else now.
    pub changed: Vec<String>,
    /// Claims that are not read any more but stay, since people decided on them.
    pub kept: Vec<String>,
}

impl Ledger {
    /// Forgets a dispatch: its text, its claims, and what people wrote about them. Nothing of it is left in the file or its journal.
    ///
    /// # Errors
    /// When there is no such dispatch, the file cannot be written, or another program reads it, so that its journal cannot be emptied: the dispatch
    /// is gone from the ledger then, and the next call empties the journal.
    pub fn forget(&mut self, dispatch: &str) -> Result<()> {
        let path = self.path.clone();
        let fail = |error| LedgerError::sqlite(&path, error);
        self.within(|db| {
            let Some(n) = intake::number(db, dispatch).map_err(fail)? else {
                return Err(LedgerError::Unknown {
                    what: "dispatch",
                    id: dispatch.to_owned(),
                });
            };
            erase(db, n, dispatch).map_err(fail)
        })?;
        self.scrub()
    }

    /// Writes the file anew without what was deleted, and empties its journal.
    fn scrub(&mut self) -> Result<()> {
        let fail = |error| LedgerError::sqlite(&self.path, error);
        // A full-text index keeps deleted words until its parts are put together.
        self.db
            .execute_batch("INSERT INTO dispatch_text(dispatch_text) VALUES('optimize'); VACUUM;")
            .map_err(fail)?;
        let busy: i64 = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(fail)?;
        if busy != 0 {
            return Err(LedgerError::Busy {
                path: self.path.clone(),
            });
        }
        Ok(())
    }

    /// Takes in a dispatch that was read again. Every decision of people is kept: a claim that they decided on stays, also where the machine reads it no more.
    ///
    /// # Errors
    /// When the ledger does not have the dispatch, or the file cannot be written.
    pub fn reread(&mut self, records: &[Record]) -> Result<Vec<Moved>> {
        let path = self.path.clone();
        let fail = |error| LedgerError::sqlite(&path, error);
        self.within(|db| {
            let mut all = Vec::new();
            let mut dirty = BTreeSet::new();
            for record in records {
                let Some(n) = intake::number(db, &record.dispatch.id).map_err(fail)? else {
                    return Err(LedgerError::Unknown {
                        what: "dispatch",
                        id: record.dispatch.id.clone(),
                    });
                };
                let moved = again(db, n, record).map_err(fail)?;
                // What reads the same needs no new links.
                if !moved.new.is_empty() || !moved.gone.is_empty() || !moved.changed.is_empty() {
                    dirty.insert(n);
                }
                all.push(moved);
            }
            linking::relink(db, &dirty, &BTreeSet::new()).map_err(fail)?;
            Ok(all)
        })
    }

    /// The dispatches whose text is there, `limit` of them after this id: to read them again without holding them all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn texts_after(&self, id: &str, limit: usize) -> Result<Vec<StoredText>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.rows(
            "SELECT d.id, d.text, (SELECT min(source) FROM dispatch_source s WHERE s.dispatch = d.n), d.language, d.head FROM dispatch d
             WHERE d.text IS NOT NULL AND d.id > ? ORDER BY d.id LIMIT ?",
            params![id, limit],
            |row| {
                let head: serde_json::Value = crate::query::json(&row.get::<_, String>(4)?);
                // A date that the user gave stands in no words of the text: it has to be given again.
                let given = head
                    .get("published")
                    .filter(|published| published.get("text").is_some_and(serde_json::Value::is_null))
                    .and_then(|published| {
                        let start = published.get("start")?.as_str()?;
                        crate::query::cut(Some(start.to_owned()), published.get("precision")?.as_str())
                    });
                Ok(StoredText {
                    id: row.get(0)?,
                    text: row.get(1)?,
                    source: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
                    language: row.get(3)?,
                    published: given,
                })
            },
        )
    }

    /// From which likeness on tellings are joined, 0–1. Lower joins more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn threshold(&self) -> Result<f64> {
        linking::threshold(&self.db).map_err(|error| self.sqlite(error))
    }

    /// Sets from which likeness on tellings are joined, and links everything anew. What people decided stays.
    ///
    /// # Errors
    /// When the number is not between 0.2 and 1, or the file cannot be written.
    pub fn set_threshold(&mut self, threshold: f64) -> Result<()> {
        if !(0.2..=1.0).contains(&threshold) {
            return Err(LedgerError::Input(
                "the threshold is a number from 0.2 (joins much) to 1 (joins next to nothing)".to_owned(),
            ));
        }
        let path = self.path.clone();
        let fail = |error| LedgerError::sqlite(&path, error);
        self.within(|db| {
            db.execute(
                "INSERT INTO setting (name, value) VALUES ('threshold', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
                [threshold.to_string()],
            )
            .map_err(fail)?;
            relink_all(db).map_err(fail)
        })
    }
}

/// A text of the ledger, to be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredText {
    /// Its id.
    pub id: String,
    /// The text.
    pub text: String,
    /// Where it was found.
    pub source: String,
    /// Its language.
    pub language: String,
    /// The date that the user gave with it, as `--published` takes it.
    pub published: Option<String>,
}

fn relink_all(db: &Connection) -> rusqlite::Result<()> {
    let all: Vec<i64> = {
        let mut statement = db.prepare("SELECT n FROM dispatch ORDER BY published_from, id")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    // All scenes first, so that none is compared with one that is about to go.
    for chunk in all.chunks(500) {
        linking::relink(db, &chunk.iter().copied().collect(), &BTreeSet::new())?;
    }
    Ok(())
}

/// Deletes a dispatch with everything that hangs on it, and puts in order what it leaves behind.
fn erase(db: &Connection, n: i64, id: &str) -> rusqlite::Result<()> {
    let story: String = db.query_row("SELECT story FROM dispatch WHERE n = ?", [n], |row| row.get(0))?;
    let mut neighbours: BTreeSet<i64> = BTreeSet::new();
    for sql in ["SELECT b FROM copy WHERE a = ?", "SELECT a FROM copy WHERE b = ?"] {
        neighbours.extend(linking::column(db, sql, n)?);
    }
    let incidents: BTreeSet<i64> = linking::column(
        db,
        "SELECT incident FROM scene WHERE dispatch = ? AND incident IS NOT NULL",
        n,
    )?
    .into_iter()
    .collect();
    linking::forget_scenes(db, n)?;
    // Corrections and comments may hold words of the text.
    db.execute(
        "DELETE FROM revision WHERE claim IN (SELECT id FROM claim WHERE dispatch = ?1)
           OR action = 'add' AND json_extract(what, '$.dispatch') = ?2",
        params![n, id],
    )?;
    for sql in [
        "DELETE FROM shingle WHERE dispatch = ?1",
        "DELETE FROM copy WHERE a = ?1 OR b = ?1",
        "DELETE FROM dispatch WHERE n = ?1",
    ] {
        db.execute(sql, [n])?;
    }
    let mut dirty = BTreeSet::new();
    for neighbour in neighbours {
        dirty.insert(neighbour);
        dirty.extend(copies::regroup(db, neighbour)?);
    }
    dirty.extend(editions::settle_story(db, &story)?);
    linking::relink(db, &dirty, &incidents)
}

/// Replaces what the machine read in a dispatch.
fn again(db: &Connection, n: i64, record: &Record) -> rusqlite::Result<Moved> {
    let mut moved = Moved {
        dispatch: record.dispatch.id.clone(),
        ..Moved::default()
    };
    let before: Vec<(i64, String, String)> = {
        let mut statement =
            db.prepare_cached("SELECT n, id, read FROM claim WHERE dispatch = ? AND origin = 'machine'")?;
        let rows = statement.query_map([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for (row, id, read) in &before {
        let claim = record.claims.iter().find(|claim| claim.id == *id);
        match claim {
            Some(claim) if crate::query::claim_of(read)? == *claim => {}
            Some(claim) => {
                db.prepare_cached("UPDATE claim SET read = ? WHERE n = ?")?
                    .execute(params![serde_json::to_string(claim).unwrap_or_default(), row])?;
                intake::write_fields(db, *row, claim)?;
                moved.changed.push(id.clone());
            }
            None => {
                let decided: bool = db
                    .prepare_cached("SELECT EXISTS (SELECT 1 FROM revision WHERE claim = ?1) OR EXISTS (SELECT 1 FROM decision WHERE a = ?1 OR b = ?1)")?
                    .query_row([id], |row| row.get(0))?;
                if decided {
                    moved.kept.push(id.clone());
                } else {
                    db.prepare_cached("DELETE FROM claim WHERE n = ?")?.execute([row])?;
                    moved.gone.push(id.clone());
                }
            }
        }
    }
    for claim in &record.claims {
        if !before.iter().any(|(_, id, _)| *id == claim.id) {
            intake::insert_claim(db, n, claim, "machine")?;
            moved.new.push(claim.id.clone());
        }
    }
    if matches!(record.dispatch.text, Text::Whole(_)) {
        db.prepare_cached("UPDATE dispatch SET maker = ?, unread = ? WHERE n = ?")?
            .execute(params![
                serde_json::to_string(&record.selon).unwrap_or_default(),
                serde_json::to_string(&record.unread).unwrap_or_default(),
                n
            ])?;
    }
    db.prepare_cached(
        "UPDATE claim SET retracted = (SELECT retracted_by IS NOT NULL FROM dispatch WHERE n = ?1) WHERE dispatch = ?1",
    )?
    .execute([n])?;
    crate::review::late_revisions(db, n, &record.dispatch.id)?;
    Ok(moved)
}
