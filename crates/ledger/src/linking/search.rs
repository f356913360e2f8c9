//! Which scenes a new one is compared with: those under the same country that may have been on the same days, and those of near copies.

use super::compare::likeness;
use super::facts::Stretch;
use super::{Kept, column, load};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// How wide a stretch of days is: 0 up to a week, 1 up to a month, 2 beyond.
pub fn reach(span: Stretch) -> i64 {
    match span.1 - span.0 {
        ..=7 => 0,
        8..=31 => 1,
        _ => 2,
    }
}

/// Finds and keeps the links of a scene to all others that are there.
pub fn links(db: &Connection, scene: &Kept, threshold: f64) -> rusqlite::Result<()> {
    for other in candidates(db, scene)? {
        let Some(other) = load(db, other)? else {
            continue;
        };
        // History founds nothing, so two tellings of it need no link.
        if other.dispatch == scene.dispatch || other.facts.background && scene.facts.background {
            continue;
        }
        // In an order that does not depend on which came first.
        let (one, two) = if scene.name < other.name {
            (scene, &other)
        } else {
            (&other, scene)
        };
        let Some(found) = likeness(&one.facts, &two.facts) else {
            continue;
        };
        if found.score >= threshold {
            let (a, b) = (scene.n.min(other.n), scene.n.max(other.n));
            db.prepare_cached("INSERT OR IGNORE INTO link (a, b, score, reason) VALUES (?, ?, ?, ?)")?
                .execute(params![a, b, found.score, found.words.join("; ")])?;
        }
    }
    Ok(())
}

fn candidates(db: &Connection, scene: &Kept) -> rusqlite::Result<BTreeSet<i64>> {
    let mut found = BTreeSet::new();
    if let Some((first, last)) = scene.facts.span() {
        let wide = reach((first, last));
        let mut statement = db.prepare_cached(
            "SELECT scene FROM scene_key WHERE key = ?1 AND long = ?2 AND day BETWEEN ?3 AND ?4 AND last >= ?5",
        )?;
        if wide < 2 {
            for key in scene.facts.keys() {
                for (long, back) in [(0, 7), (1, 31)] {
                    let rows = statement.query_map(params![key, long, first - back, last, first], |row| row.get(0))?;
                    for row in rows {
                        found.insert(row?);
                    }
                }
            }
        }
    }
    let copies = column(
        db,
        "SELECT s.n FROM dispatch d JOIN dispatch o ON o.copy_group = d.copy_group AND o.n <> d.n JOIN scene s ON s.dispatch = o.n
         WHERE d.n = ?",
        scene.dispatch,
    )?;
    found.extend(copies);
    found.remove(&scene.n);
    Ok(found)
}
