//! From revisions to what claims say now, and to what belongs together.

use super::blind::{self, is_blind};
use crate::error::{LedgerError, Result};
use crate::incident;
use crate::intake::{insert_claim, write_fields};
use crate::linking::{self, column};
use crate::model::Revision;
use crate::query::{REVISION_COLUMNS, claim_of, revision};
use crate::record::Claim;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A claim with some fields otherwise.
pub(super) fn corrected(claim: &Claim, fields: &Map<String, Value>) -> Result<Claim> {
    let wrong = |error: serde_json::Error| LedgerError::Input(format!("a value does not fit its field: {error}"));
    let mut value = serde_json::to_value(claim).map_err(wrong)?;
    if let Some(map) = value.as_object_mut() {
        // The mark of a blind decision is no field.
        for (name, field) in fields.iter().filter(|(name, _)| *name != blind::BLIND) {
            map.insert(name.clone(), field.clone());
        }
    }
    serde_json::from_value(value).map_err(wrong)
}

/// Lets revisions take effect that were just written.
pub(super) fn apply(db: &Connection, revisions: &[Revision]) -> rusqlite::Result<()> {
    let mut touched: Vec<Revision> = revisions.to_vec();
    if revisions.iter().any(|revision| revision.action == "undo") {
        touched.extend(settle_undone(db)?);
    }
    let mut relink: BTreeSet<i64> = BTreeSet::new();
    let mut rewrite: BTreeSet<String> = BTreeSet::new();
    for one in &touched {
        match one.action.as_str() {
            "accept" | "reject" | "correct" => {
                if let Some(dispatch) = settle_claim(db, &one.claim)? {
                    relink.extend(dispatch);
                }
                rewrite.insert(one.claim.clone());
            }
            "add" => {
                let dispatch = one.what.get("dispatch").and_then(Value::as_str).unwrap_or_default();
                if let Some(n) = crate::intake::number(db, dispatch)? {
                    added(db, n, one)?;
                    relink.insert(n);
                }
            }
            "merge" | "split" | "move" => {
                note_decisions(db, one)?;
                for claim in claims_of(one) {
                    relink.extend(dispatch_of(db, &claim)?);
                }
            }
            "grade" => {
                rewrite.insert(one.claim.clone());
            }
            _ => {}
        }
    }
    if !relink.is_empty() {
        linking::relink(db, &relink, &BTreeSet::new())?;
    }
    let mut incidents: BTreeSet<i64> = BTreeSet::new();
    for claim in rewrite {
        let found: Option<Option<i64>> = db
            .prepare_cached("SELECT incident FROM claim WHERE id = ?")?
            .query_row([claim], |row| row.get(0))
            .optional()?;
        incidents.extend(found.flatten());
    }
    for incident in incidents {
        refresh(db, incident)?;
    }
    Ok(())
}

/// Writes an incident anew with the scenes that it has.
fn refresh(db: &Connection, incident: i64) -> rusqlite::Result<()> {
    let mut scenes = Vec::new();
    for n in column(
        db,
        "SELECT n FROM scene WHERE incident = ? ORDER BY first_claim",
        incident,
    )? {
        scenes.extend(linking::load(db, n)?);
    }
    let inner: BTreeSet<i64> = scenes.iter().map(|scene| scene.n).collect();
    let mut links: Vec<(i64, i64, f64)> = Vec::new();
    for scene in &inner {
        let mut statement = db.prepare_cached("SELECT a, b, score FROM link WHERE a = ?")?;
        let rows = statement.query_map([scene], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for row in rows {
            let link: (i64, i64, f64) = row?;
            if inner.contains(&link.1) {
                links.push(link);
            }
        }
    }
    incident::erase(db, incident)?;
    let kept: Vec<&linking::Kept> = scenes.iter().collect();
    incident::write(db, &kept, &links)
}

fn dispatch_of(db: &Connection, claim: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT dispatch FROM claim WHERE id = ?")?
        .query_row([claim], |row| row.get(0))
        .optional()
}

/// A claim that a person added; it is inserted once and stays, undone or not.
fn added(db: &Connection, dispatch: i64, revision: &Revision) -> rusqlite::Result<()> {
    let Some(Ok(claim)) = revision.what.get("claim").cloned().map(serde_json::from_value::<Claim>) else {
        return Ok(());
    };
    insert_claim(db, dispatch, &claim, "person")?;
    settle_claim(db, &claim.id).map(drop)
}

/// Writes what a claim says now, by all revisions that hold. Gives its dispatch where its scenes must be made anew.
fn settle_claim(db: &Connection, id: &str) -> rusqlite::Result<Option<Option<i64>>> {
    let found: Option<(i64, String, Option<String>, String, i64, String)> = db
        .prepare_cached("SELECT n, read, now, review, dispatch, origin FROM claim WHERE id = ?")?
        .query_row([id], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })
        .optional()?;
    let Some((n, read, before, was, dispatch, origin)) = found else {
        return Ok(None);
    };
    let read = claim_of(&read)?;
    let mut claim = read.clone();
    let mut review = "unreviewed";
    for one in holding(db, id)? {
        match one.action.as_str() {
            // Coded blind: counted, and in no incident until somebody accepts it. That there is nothing changes nothing.
            "add" if is_blind(&one) => review = "blind",
            "reject" if is_blind(&one) => {}
            "add" | "accept" => review = if review == "corrected" { "corrected" } else { "accepted" },
            "reject" => review = "rejected",
            "correct" => {
                if let Some(fields) = one.what.as_object()
                    && let Ok(new) = corrected(&claim, fields)
                {
                    claim = new;
                    if !is_blind(&one) {
                        review = "corrected";
                    }
                }
            }
            _ => {}
        }
    }
    // A claim of a person whose adding was undone is no claim.
    if origin == "person" && review == "unreviewed" {
        review = "rejected";
    }
    let now = if claim == read {
        None
    } else {
        Some(serde_json::to_string(&claim).unwrap_or_default())
    };
    db.prepare_cached("UPDATE claim SET now = ?, review = ? WHERE n = ?")?
        .execute(params![now, review, n])?;
    let changed = now != before;
    if changed {
        write_fields(db, n, &claim)?;
    }
    let out = |review: &str| matches!(review, "rejected" | "blind");
    let moved = changed || out(&was) != out(review);
    Ok(Some(moved.then_some(dispatch)))
}

/// The revisions of a claim that hold, oldest first.
fn holding(db: &Connection, claim: &str) -> rusqlite::Result<Vec<Revision>> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.claim = ? ORDER BY r.at, r.id"
    ))?;
    let rows = statement.query_map([claim], revision)?;
    let mut all: Vec<Revision> = rows.collect::<rusqlite::Result<_>>()?;
    all.retain(|revision| !revision.undone);
    Ok(all)
}

/// Works out which revisions are undone. Gives those for which that changed.
fn settle_undone(db: &Connection) -> rusqlite::Result<Vec<Revision>> {
    let all = |sql: &str| -> rusqlite::Result<Vec<Revision>> {
        let mut statement = db.prepare_cached(sql)?;
        let rows = statement.query_map([], revision)?;
        rows.collect()
    };
    let undos = all(&format!(
        "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.action = 'undo' ORDER BY r.at DESC, r.id DESC"
    ))?;
    // The latest first: an undo that was itself undone undoes nothing.
    let mut undone: BTreeSet<String> = BTreeSet::new();
    for undo in &undos {
        if !undone.contains(&undo.id)
            && let Some(target) = undo.what.get("revision").and_then(Value::as_str)
        {
            undone.insert(target.to_owned());
        }
    }
    let before: BTreeSet<String> = {
        let mut statement = db.prepare_cached("SELECT id FROM undone")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for id in undone.difference(&before) {
        db.prepare_cached("INSERT INTO undone (id) VALUES (?)")?.execute([id])?;
    }
    for id in before.difference(&undone) {
        db.prepare_cached("DELETE FROM undone WHERE id = ?")?.execute([id])?;
    }
    let mut changed = Vec::new();
    for id in undone.symmetric_difference(&before) {
        let mut statement = db.prepare_cached(&format!("SELECT {REVISION_COLUMNS} FROM revision r WHERE r.id = ?"))?;
        let rows = statement.query_map([id], revision)?;
        for row in rows {
            changed.push(row?);
        }
    }
    Ok(changed)
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The claims that a merge, split or move speaks of.
fn claims_of(revision: &Revision) -> Vec<String> {
    let what = &revision.what;
    let mut claims = vec![revision.claim.clone()];
    for name in ["claims", "from", "to"] {
        claims.extend(strings(what.get(name)));
    }
    for group in what.get("groups").and_then(Value::as_array).into_iter().flatten() {
        claims.extend(strings(Some(group)));
    }
    claims.sort();
    claims.dedup();
    claims
}

/// Writes a merge, split or move as pairs of claims.
fn note_decisions(db: &Connection, revision: &Revision) -> rusqlite::Result<()> {
    let n: i64 = db
        .prepare_cached("SELECT n FROM revision WHERE id = ?")?
        .query_row([&revision.id], |row| row.get(0))?;
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO decision (revision, a, b, together) VALUES (?, ?, ?, ?)")?;
    let mut pair = |a: &str, b: &str, together: bool| {
        if a == b {
            return Ok(());
        }
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        insert.execute(params![n, a, b, together]).map(drop)
    };
    let what = &revision.what;
    match revision.action.as_str() {
        "merge" => {
            let groups: Vec<Vec<String>> = what
                .get("groups")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(|group| strings(Some(group)))
                .collect();
            for (at, own) in groups.iter().enumerate() {
                for theirs in &groups[at + 1..] {
                    for a in own {
                        for b in theirs {
                            pair(a, b, true)?;
                        }
                    }
                }
            }
        }
        "split" => {
            let own = strings(what.get("claims"));
            for claim in &own {
                if let Some(first) = own.first() {
                    pair(first, claim, true)?;
                }
                for other in strings(what.get("from")) {
                    pair(claim, &other, false)?;
                }
            }
        }
        "move" => {
            for other in strings(what.get("to")) {
                pair(&revision.claim, &other, true)?;
            }
            for other in strings(what.get("from")) {
                pair(&revision.claim, &other, false)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// Lets revisions take effect that were there before their dispatch came: from another machine, or from before it was read again.
pub(crate) fn late_revisions(db: &Connection, dispatch: i64, id: &str) -> rusqlite::Result<()> {
    let any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM revision)")?
        .query_row([], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    let adds: Vec<Revision> = {
        let mut statement = db.prepare_cached(&format!(
            "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.action = 'add' AND json_extract(r.what, '$.dispatch') = ?"
        ))?;
        let rows = statement.query_map([id], revision)?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for one in adds {
        added(db, dispatch, &one)?;
    }
    let claims: Vec<String> = {
        let mut statement =
            db.prepare_cached("SELECT id FROM claim WHERE dispatch = ? AND id IN (SELECT claim FROM revision)")?;
        let rows = statement.query_map([dispatch], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for claim in claims {
        settle_claim(db, &claim)?;
    }
    Ok(())
}
