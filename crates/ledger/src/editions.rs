//! Editions: a dispatch that its own agency corrected, updated or withdrew. A correction or a withdrawal takes back the claims of earlier editions.
//!
//! Two dispatches of one agency, at most seven days apart, are editions of one story when they have the same headline or are near copies, and one
//! of them is marked as lead, update, correction or withdrawal, or both hold.

use crate::calendar;
use crate::text;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Days between two editions.
const DAYS: i32 = 7;

struct Edition {
    n: i64,
    id: String,
    agency: Option<String>,
    edition: String,
    published: Option<String>,
    headline: String,
    story: String,
    retracted_by: Option<String>,
}

fn load(db: &Connection, n: i64) -> rusqlite::Result<Option<Edition>> {
    db.prepare_cached(
        "SELECT n, id, agency, edition, published_from, coalesce(headline, ''), story, retracted_by FROM dispatch WHERE n = ?",
    )?
    .query_row([n], |row| {
        Ok(Edition {
            n: row.get(0)?,
            id: row.get(1)?,
            agency: row.get(2)?,
            edition: row.get(3)?,
            published: row.get(4)?,
            headline: text::headline(&row.get::<_, String>(5)?),
            story: row.get(6)?,
            retracted_by: row.get(7)?,
        })
    })
    .optional()
}

/// Finds the editions of a new dispatch. Gives the dispatches whose claims are taken back, or given back, by it.
pub(crate) fn find(db: &Connection, n: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let Some(own) = load(db, n)? else {
        return Ok(BTreeSet::new());
    };
    let mut others: BTreeSet<i64> = BTreeSet::new();
    for sql in ["SELECT b FROM copy WHERE a = ?", "SELECT a FROM copy WHERE b = ?"] {
        others.extend(crate::linking::column(db, sql, n)?);
    }
    let copies = others.clone();
    if let (Some(agency), Some(published)) = (&own.agency, &own.published) {
        // Only a marked edition is looked for by its headline alone, whichever of the two came first.
        let mut statement = db.prepare_cached(
            "SELECT n FROM dispatch WHERE agency = ?1 AND n <> ?2 AND published_from BETWEEN date(?3, '-7 days') AND date(?3, '+7 days')
               AND (edition <> 'plain' OR ?4)",
        )?;
        let rows = statement.query_map(params![agency, n, published, own.edition != "plain"], |row| {
            row.get::<_, i64>(0)
        })?;
        for row in rows {
            others.insert(row?);
        }
    }
    let mut story: Vec<Edition> = Vec::new();
    for other in others {
        if let Some(other) = load(db, other)?
            && same_story(&own, &other, copies.contains(&other.n))
        {
            story.push(other);
        }
    }
    if story.is_empty() && own.edition != "withdrawn" {
        return Ok(BTreeSet::new());
    }
    let stories: BTreeSet<String> = story.iter().map(|edition| edition.story.clone()).collect();
    let mut all = vec![own];
    for name in stories {
        let members: Vec<i64> = {
            let mut statement = db.prepare_cached("SELECT n FROM dispatch WHERE story = ?")?;
            let rows = statement.query_map([&name], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        for member in members {
            if !all.iter().any(|edition| edition.n == member)
                && let Some(edition) = load(db, member)?
            {
                all.push(edition);
            }
        }
    }
    settle(db, all)
}

fn same_story(a: &Edition, b: &Edition, copies: bool) -> bool {
    let agency = a.agency.is_some() && a.agency == b.agency;
    let day = |edition: &Edition| edition.published.as_deref().and_then(calendar::number);
    let near = match (day(a), day(b)) {
        (Some(own), Some(theirs)) => (own - theirs).abs() <= DAYS,
        _ => copies,
    };
    let headline = !a.headline.is_empty() && a.headline == b.headline;
    let marked = a.edition != "plain" || b.edition != "plain";
    agency && near && (headline && copies || marked && (headline || copies))
}

fn rank(edition: &str) -> u8 {
    match edition {
        "plain" => 0,
        "lead" => 1,
        "update" => 2,
        "correction" => 3,
        _ => 4,
    }
}

/// Names a story after its first edition and marks what a later one takes back. Gives the dispatches whose mark changed.
pub(crate) fn settle_story(db: &Connection, name: &str) -> rusqlite::Result<BTreeSet<i64>> {
    let members: Vec<i64> = {
        let mut statement = db.prepare_cached("SELECT n FROM dispatch WHERE story = ?")?;
        let rows = statement.query_map([name], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let mut all = Vec::new();
    for member in members {
        all.extend(load(db, member)?);
    }
    settle(db, all)
}

fn settle(db: &Connection, mut all: Vec<Edition>) -> rusqlite::Result<BTreeSet<i64>> {
    let key = |edition: &Edition| {
        (
            edition.published.clone().unwrap_or_else(|| "9999".to_owned()),
            rank(&edition.edition),
            edition.id.clone(),
        )
    };
    all.sort_by_key(key);
    let Some(name) = all.first().map(|edition| edition.id.clone()) else {
        return Ok(BTreeSet::new());
    };
    let mut changed = BTreeSet::new();
    for (at, edition) in all.iter().enumerate() {
        let later = all[at + 1..]
            .iter()
            .rev()
            .find(|later| matches!(later.edition.as_str(), "correction" | "withdrawn"));
        // What a notice of withdrawal itself repeats is withdrawn too.
        let by = later
            .map(|later| later.id.clone())
            .or_else(|| (edition.edition == "withdrawn").then(|| edition.id.clone()));
        if edition.story != name {
            db.prepare_cached("UPDATE dispatch SET story = ? WHERE n = ?")?
                .execute(params![name, edition.n])?;
        }
        if by != edition.retracted_by {
            db.prepare_cached("UPDATE dispatch SET retracted_by = ? WHERE n = ?")?
                .execute(params![by, edition.n])?;
            db.prepare_cached("UPDATE claim SET retracted = ? WHERE dispatch = ?")?
                .execute(params![by.is_some(), edition.n])?;
            changed.insert(edition.n);
        }
    }
    Ok(changed)
}
