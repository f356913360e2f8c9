//! Near copies: dispatches of which one stands, whole or in good part, in the other.
//!
//! Two dispatches are near copies when three fifths of the shorter one's runs of five words stand in the longer; or three tenths, and they share a long
//! quotation or two figures. Near copies of near copies are one group: one origin, however many outlets printed it. Only dispatches published at
//! most fifteen days apart are compared, and any with one without a date.

use crate::calendar::{self, Day};
use crate::text::{self, Print, containment};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the shorter one that must stand in the longer.
const COPIED: f64 = 0.6;
/// Share that is enough where quotations or figures are shared too.
const REWRITTEN: f64 = 0.3;
/// Days between two printings of one text.
const DAYS: Day = 15;
/// The day of a dispatch without a date.
const UNDATED: Day = -999_999;

/// Finds the near copies of a new dispatch and puts them into groups. Gives the dispatches whose group has another name now.
pub(crate) fn find(db: &Connection, n: i64, print: &Print) -> rusqlite::Result<BTreeSet<i64>> {
    let kept = text::kept(&print.runs);
    let published: Option<String> = db
        .prepare_cached("SELECT published_from FROM dispatch WHERE n = ?")?
        .query_row([n], |row| row.get(0))?;
    let day = published.as_deref().and_then(calendar::number).unwrap_or(UNDATED);
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    {
        let mut window = db.prepare_cached("SELECT dispatch FROM shingle WHERE hash = ? AND day BETWEEN ? AND ?")?;
        let spans: &[(Day, Day)] = if day == UNDATED {
            &[(Day::MIN, Day::MAX)]
        } else {
            &[(day - DAYS, day + DAYS), (UNDATED, UNDATED)]
        };
        for hash in &kept {
            for (from, to) in spans {
                let rows = window.query_map(params![hash, from, to], |row| row.get(0))?;
                for row in rows {
                    *shared.entry(row?).or_default() += 1;
                }
            }
        }
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO shingle (hash, day, dispatch) VALUES (?, ?, ?)")?;
    for hash in &kept {
        insert.execute(params![hash, day, n])?;
    }
    let mut found = false;
    for (other, common) in shared {
        // The sample misses by chance: look closely from a tenth of the shorter one on.
        let theirs: Option<(Option<String>, String, i64)> = db
            .prepare_cached("SELECT text, head, words FROM dispatch WHERE n = ?")?
            .query_row([other], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((Some(whole), head, words)) = theirs else {
            continue;
        };
        let shorter = print.words.min(usize::try_from(words).unwrap_or(0)) / 8;
        if common * 5 < shorter.max(5) {
            continue;
        }
        let theirs = text::print(&crate::record::Text::Whole(whole), &body(&head));
        if let Some((share, reason)) = compare(print, &theirs) {
            let (a, b) = (n.min(other), n.max(other));
            db.prepare_cached("INSERT OR IGNORE INTO copy (a, b, containment, reason) VALUES (?, ?, ?, ?)")?
                .execute(params![a, b, share, reason])?;
            found = true;
        }
    }
    if found { regroup(db, n) } else { Ok(BTreeSet::new()) }
}

/// The paragraphs of a kept dispatch.
pub(crate) fn body(head: &str) -> Vec<crate::record::Span> {
    #[derive(serde::Deserialize)]
    struct Head {
        spans: crate::record::Spans,
    }
    serde_json::from_str::<Head>(head)
        .map(|head| head.spans.body)
        .unwrap_or_default()
}

/// Whether two dispatches are near copies: the share of the shorter one in the longer, and why.
fn compare(a: &Print, b: &Print) -> Option<(f64, String)> {
    let share = (containment(&a.runs, &b.runs) * 1000.0).round() / 1000.0;
    if share >= COPIED {
        return Some((share, format!("{:.0} % of the shorter one's words", share * 100.0)));
    }
    if share < REWRITTEN {
        return None;
    }
    let quote = a.quotes.iter().any(|quote| b.quotes.contains(quote));
    let figures = a.figures.iter().filter(|figure| b.figures.contains(figure)).count();
    let why = match (quote, figures) {
        (true, _) => "a long quotation",
        (false, 2..) => "figures",
        _ => return None,
    };
    Some((
        share,
        format!("{:.0} % of the shorter one's words and {why}", share * 100.0),
    ))
}

/// Names the group of a dispatch, and of whatever hangs together with it, after its earliest member. Gives the dispatches whose name changed.
pub(crate) fn regroup(db: &Connection, n: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let mut members: BTreeSet<i64> = BTreeSet::from([n]);
    let mut open = vec![n];
    while let Some(next) = open.pop() {
        let mut statement =
            db.prepare_cached("SELECT b FROM copy WHERE a = ?1 UNION SELECT a FROM copy WHERE b = ?1")?;
        let rows = statement.query_map([next], |row| row.get::<_, i64>(0))?;
        for row in rows {
            let other = row?;
            if members.insert(other) {
                open.push(other);
            }
        }
    }
    let mut names: Vec<(String, String, i64, String)> = Vec::new();
    for member in &members {
        let (published, id, group): (Option<String>, String, String) = db
            .prepare_cached("SELECT published_from, id, copy_group FROM dispatch WHERE n = ?")?
            .query_row([member], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        names.push((published.unwrap_or_else(|| "9999".to_owned()), id, *member, group));
    }
    names.sort();
    let Some(name) = names.first().map(|(_, id, _, _)| id.clone()) else {
        return Ok(BTreeSet::new());
    };
    let mut changed = BTreeSet::new();
    for (_, _, member, group) in names {
        if group != name {
            db.prepare_cached("UPDATE dispatch SET copy_group = ? WHERE n = ?")?
                .execute(params![name, member])?;
            changed.insert(member);
        }
    }
    Ok(changed)
}
