//! Dispatches: in a list, and one with its text, claims, editions and copies.

use super::{count, cut, json};
use crate::error::{LedgerError, Result};
use crate::model::{DispatchBrief, DispatchDetail};
use crate::open::Ledger;
use crate::record::{Dateline, Spans};
use rusqlite::{OptionalExtension, Row};
use serde::Deserialize;

const COLUMNS: &str = "d.id, d.agency, d.language, d.published_from, d.published_precision, d.title, d.edition, d.copy_group, \
    d.retracted_by IS NOT NULL, (SELECT count(*) FROM claim c WHERE c.dispatch = d.n AND c.review <> 'blind')";

fn brief(row: &Row<'_>) -> rusqlite::Result<DispatchBrief> {
    Ok(DispatchBrief {
        id: row.get(0)?,
        agency: row.get(1)?,
        language: row.get(2)?,
        published: cut(row.get(3)?, row.get::<_, Option<String>>(4)?.as_deref()),
        title: row.get(5)?,
        edition: row.get(6)?,
        copy_group: row.get(7)?,
        retracted: row.get(8)?,
        claims: count(row.get(9)?),
    })
}

/// The parts of the kept head that a page shows.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    spans: Spans,
    dateline: Vec<Dateline>,
}

impl Ledger {
    /// One dispatch with its text, claims, editions and copies.
    ///
    /// # Errors
    /// When no dispatch has this id, or the file cannot be read.
    pub fn dispatch(&self, id: &str) -> Result<DispatchDetail> {
        let fail = |error| self.sqlite(error);
        let found = self
            .db
            .query_row(
                "SELECT n, text, url, head, copy_group, story FROM dispatch WHERE id = ?",
                [id],
                |row| {
                    Ok((
                        row.get::<_, i64>(0)?,
                        row.get::<_, Option<String>>(1)?,
                        row.get::<_, Option<String>>(2)?,
                        row.get::<_, String>(3)?,
                        row.get::<_, String>(4)?,
                        row.get::<_, String>(5)?,
                    ))
                },
            )
            .optional()
            .map_err(fail)?;
        let Some((n, text, url, head, group, story)) = found else {
            return Err(LedgerError::Unknown {
                what: "dispatch",
                id: id.to_owned(),
            });
        };
        let head: Head = json(&head);
        let one = self.briefs_where("d.n = ?", "d.id", [n])?;
        let mut editions = self.story(&story)?;
        if editions.len() < 2 {
            editions.clear();
        }
        let mut copies = self.briefs_where("d.copy_group = ?", "d.published_from, d.id", [&group])?;
        copies.retain(|other| other.id != id && !editions.iter().any(|edition| edition.id == other.id));
        Ok(DispatchDetail {
            dispatch: one.into_iter().next().unwrap_or_default(),
            text,
            sources: self.rows(
                "SELECT source FROM dispatch_source WHERE dispatch = ? ORDER BY source",
                [n],
                |row| row.get(0),
            )?,
            url,
            dateline: head.dateline,
            headline: head.spans.headline,
            body: head.spans.body,
            claims: self.claims_where("c.dispatch = ?", "c.start, c.id", [n])?,
            editions,
            copies,
        })
    }

    /// The id of the only dispatch whose id begins so, or whose source is so.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn find_dispatch(&self, name: &str) -> Result<String> {
        let beginning = if name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            format!("{name}%")
        } else {
            String::new()
        };
        let found: Vec<String> = self.rows(
            "SELECT id FROM dispatch WHERE id LIKE ?1 UNION
             SELECT d.id FROM dispatch d JOIN dispatch_source s ON s.dispatch = d.n WHERE s.source = ?2 LIMIT 3",
            [&beginning, name],
            |row| row.get(0),
        )?;
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(LedgerError::Unknown {
                what: "dispatch",
                id: name.to_owned(),
            }),
            _ => Err(LedgerError::Input(format!(
                "several dispatches are called `{name}`; give more of the id"
            ))),
        }
    }

    /// The editions of a story, earliest first: the order in which a later one takes back the claims of those before it.
    pub(crate) fn story(&self, story: &str) -> Result<Vec<DispatchBrief>> {
        self.briefs_where(
            "d.story = ?",
            "coalesce(d.published_from, '9999'), CASE d.edition WHEN 'plain' THEN 0 WHEN 'lead' THEN 1 WHEN 'update' THEN 2 WHEN 'correction' THEN 3 ELSE 4 END, d.id",
            [story],
        )
    }

    pub(crate) fn briefs_where(
        &self,
        condition: &str,
        order: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<DispatchBrief>> {
        let sql = format!("SELECT {COLUMNS} FROM dispatch d WHERE {condition} ORDER BY {order}");
        self.rows(&sql, values, brief)
    }
}
