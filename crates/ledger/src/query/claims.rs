//! Claims with what the ledger knows of them, the queue, and what people wrote.

use super::{Condition, count, cut, whole};
use crate::error::{LedgerError, Result};
use crate::model::{ClaimView, Filter, Page, Revision, Version};
use crate::open::Ledger;
use crate::record::Claim;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

/// What `revision` reads, of the table called `r`.
pub(crate) const REVISION_COLUMNS: &str = "r.id, r.action, r.claim, r.author, r.at, r.what, \
    EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id) AS undone";

/// A revision from a row of `REVISION_COLUMNS`.
pub(crate) fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision {
        id: row.get(0)?,
        action: row.get(1)?,
        claim: row.get(2)?,
        author: row.get(3)?,
        at: row.get(4)?,
        what: super::json(&row.get::<_, String>(5)?),
        undone: row.get(6)?,
    })
}

const COLUMNS: &str = "c.read, c.now, c.origin, c.review, c.retracted, c.side, i.id, c.part, c.score, d.id, d.agency, d.published_from, \
    d.published_precision, c.priority, \
    (SELECT r.author FROM revision r WHERE r.claim = c.id AND r.action = 'add' ORDER BY r.at, r.id LIMIT 1), \
    (SELECT json_extract(r.what, '$.blind') FROM revision r WHERE r.claim = c.id AND r.action = 'add' ORDER BY r.at, r.id LIMIT 1)";

/// A claim as JSON of the ledger; a row that is damaged says which.
pub(crate) fn claim_of(text: &str) -> rusqlite::Result<Claim> {
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error)))
}

fn view(row: &Row<'_>) -> rusqlite::Result<ClaimView> {
    let read = claim_of(&row.get::<_, String>(0)?)?;
    let now = row.get::<_, Option<String>>(1)?.map(|now| claim_of(&now)).transpose()?;
    let (claim, machine) = match now {
        Some(now) => (now, Some(read)),
        None => (read, None),
    };
    Ok(ClaimView {
        claim,
        machine,
        origin: row.get(2)?,
        review: row.get(3)?,
        retracted: row.get(4)?,
        side: row.get(5)?,
        incident: row.get(6)?,
        part: row.get(7)?,
        score: row.get(8)?,
        dispatch: row.get(9)?,
        agency: row.get(10)?,
        published: cut(row.get(11)?, row.get::<_, Option<String>>(12)?.as_deref()),
        priority: row.get(13)?,
        author: row.get(14)?,
        blind: row.get::<_, Option<bool>>(15)?.unwrap_or(false),
        comments: Vec::new(),
    })
}

impl Ledger {
    /// One claim.
    ///
    /// # Errors
    /// When no claim has this id, or the file cannot be read.
    pub fn claim(&self, id: &str) -> Result<ClaimView> {
        let found = self.claims_where("c.id = ?", "c.id", [id])?.into_iter().next();
        found.ok_or_else(|| LedgerError::Unknown {
            what: "claim",
            id: id.to_owned(),
        })
    }

    /// What waits for a person, what matters most first: disputed, high toll, low confidence. The filter asks for incidents; claims of none are
    /// listed when it is empty. Gives how many there are in all, and those of the page.
    ///
    /// # Errors
    /// When a day of the filter is none, or the file cannot be read.
    pub fn queue(&self, filter: &Filter, page: Page) -> Result<(usize, Vec<ClaimView>)> {
        let condition = Condition::of(filter)?;
        let own = if condition.sql == "1" {
            String::new()
        } else {
            format!(
                " AND c.incident IN (SELECT i.n FROM incident i WHERE {})",
                condition.sql
            )
        };
        let waiting = format!("c.review = 'unreviewed' AND c.retracted = 0{own}");
        let total = self
            .db
            .query_row(
                &format!("SELECT count(*) FROM claim c WHERE {waiting}"),
                params_from_iter(condition.values.iter()),
                |row| row.get(0),
            )
            .map_err(|error| self.sqlite(error))?;
        let mut values = condition.values;
        values.extend([Value::from(whole(page.limit)), Value::from(whole(page.offset))]);
        let claims = self.claims_where(
            &waiting,
            "c.priority DESC, c.id LIMIT ? OFFSET ?",
            params_from_iter(values),
        )?;
        Ok((count(total), claims))
    }

    /// The revisions of a claim, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn revisions_of(&self, claim: &str) -> Result<Vec<Revision>> {
        self.rows(
            &format!("SELECT {REVISION_COLUMNS} FROM revision r WHERE r.claim = ? ORDER BY r.at, r.id"),
            [claim],
            revision,
        )
    }

    pub(crate) fn claims_where(
        &self,
        condition: &str,
        order: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<ClaimView>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM claim c JOIN dispatch d ON d.n = c.dispatch LEFT JOIN incident i ON i.n = c.incident
             WHERE {condition} ORDER BY {order}"
        );
        let mut claims = self.rows(&sql, values, view)?;
        for view in &mut claims {
            let sql = format!(
                "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.claim = ? AND r.action = 'comment' ORDER BY r.at, r.id"
            );
            let mut comments = self.rows(&sql, [&view.claim.id], revision)?;
            comments.retain(|comment| !comment.undone);
            view.comments = comments;
        }
        Ok(claims)
    }

    /// A version with what analysts think of its side, everywhere and in this incident.
    pub(crate) fn rated(&self, incident: &str, mut version: Version) -> Result<Version> {
        let of = |source: &str, claim: &str, field: &str| -> Result<Option<String>> {
            let sql = format!(
                "SELECT json_extract(r.what, '$.{field}') FROM revision r
                 WHERE r.action = 'rate' AND r.claim = ?2 AND json_extract(r.what, '$.source') = ?1
                   AND json_extract(r.what, '$.{field}') IS NOT NULL AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id)
                 ORDER BY r.at DESC, r.id DESC LIMIT 1"
            );
            let found = self
                .db
                .query_row(&sql, [source, claim], |row| row.get::<_, Value>(0))
                .optional();
            Ok(match found.map_err(|error| self.sqlite(error))? {
                Some(Value::Text(text)) => Some(text),
                Some(Value::Integer(number)) => Some(number.to_string()),
                _ => None,
            })
        };
        version.reliability = of(&version.side, "", "reliability")?;
        for claim in std::iter::once(incident).chain(version.claims.iter().map(String::as_str)) {
            if let Some(credibility) = of(&version.side, claim, "credibility")? {
                version.credibility = credibility.parse().ok();
                break;
            }
        }
        Ok(version)
    }
}
