//! Who said what about whom.

use super::{Condition, count};
use crate::error::Result;
use crate::model::{ActorCell, Filter};
use crate::open::Ledger;
use rusqlite::params_from_iter;

impl Ledger {
    /// Who said what about whom, in the incidents of a filter; most frequent first. A claim with two actors counts for each of them.
    ///
    /// # Errors
    /// When a day of the filter is none, or the file cannot be read.
    pub fn actors(&self, filter: &Filter) -> Result<Vec<ActorCell>> {
        let condition = Condition::of(filter)?;
        let of = if condition.sql == "1" {
            "c.retracted = 0 AND c.review NOT IN ('rejected', 'blind')".to_owned()
        } else {
            format!(
                "c.retracted = 0 AND c.review NOT IN ('rejected', 'blind') AND c.incident IN (SELECT i.n FROM incident i WHERE {})",
                condition.sql
            )
        };
        let sql = format!(
            "SELECT c.side, coalesce(a.side, 'UNK'), coalesce(r.side, '–'), c.type, count(*) AS many, sum(c.status = 'denied')
             FROM claim c
             LEFT JOIN party a ON a.claim = c.n AND a.part = 'actor'
             LEFT JOIN party r ON r.claim = c.n AND r.part = 'recipient'
             WHERE {of} GROUP BY 1, 2, 3, 4 ORDER BY many DESC, 1, 2, 3, 4"
        );
        self.rows(&sql, params_from_iter(condition.values), |row| {
            Ok(ActorCell {
                speaker: row.get(0)?,
                actor: row.get(1)?,
                recipient: row.get(2)?,
                kind: row.get(3)?,
                claims: count(row.get(4)?),
                denied: count(row.get(5)?),
            })
        })
    }
}
