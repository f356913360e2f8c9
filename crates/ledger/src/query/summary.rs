//! What is in a ledger.

use super::{Condition, count};
use crate::error::Result;
use crate::model::{Census, Filter, Summary};
use crate::open::Ledger;

impl Ledger {
    /// How much is in the ledger: what the indexes tell, without reading it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn census(&self) -> Result<Census> {
        Ok(Census {
            dispatches: self.number("SELECT count(*) FROM dispatch")?,
            claims: self.number("SELECT count(*) FROM claim")?,
            incidents: self.number("SELECT count(*) FROM incident")?,
            // Not `<>`, which no index answers.
            reviewed: self.number(
                "SELECT (SELECT count(*) FROM claim WHERE review < 'unreviewed')
                      + (SELECT count(*) FROM claim WHERE review > 'unreviewed')",
            )?,
        })
    }

    fn number(&self, sql: &str) -> Result<usize> {
        let found = self.db.query_row(sql, [], |row| row.get(0));
        Ok(count(found.map_err(|error| self.sqlite(error))?))
    }

    /// What is in the ledger.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn summary(&self) -> Result<Summary> {
        let census = self.census()?;
        let size = |end: &str| {
            let mut path = self.path.clone().into_os_string();
            path.push(end);
            std::fs::metadata(path).map_or(0, |data| data.len())
        };
        let published = self
            .db
            .query_row(
                "SELECT min(published_from), max(published_to) FROM dispatch",
                [],
                |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)),
            )
            .map_err(|error| self.sqlite(error))?;
        let all = Condition::of(&Filter::default())?;
        Ok(Summary {
            path: self.path.display().to_string(),
            bytes: size("") + size("-wal"),
            dispatches: census.dispatches,
            origins: self.number("SELECT count(DISTINCT copy_group) FROM dispatch")?,
            claims: census.claims,
            placed: self.number("SELECT count(*) FROM claim WHERE incident IS NOT NULL")?,
            incidents: census.incidents,
            rival: self.number("SELECT count(*) FROM incident WHERE versions > 1")?,
            disputed: self.number("SELECT count(*) FROM incident WHERE disputes > 0")?,
            reviewed: census.reviewed,
            revisions: self.number("SELECT count(*) FROM revision")?,
            published: published.0.zip(published.1),
            languages: self.counts(
                "SELECT language, count(*) AS many FROM dispatch GROUP BY 1 ORDER BY many DESC, 1",
                &all,
            )?,
            readers: self.counts(
                "SELECT json_extract(maker, '$.version'), count(*) AS many FROM dispatch GROUP BY 1 ORDER BY many DESC, 1",
                &all,
            )?,
        })
    }
}
