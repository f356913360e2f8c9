//! Lists of incidents, what they have in common, and one incident with all its versions.

use super::{Condition, REVISION_COLUMNS, count, json, revision, whole};
use crate::error::{LedgerError, Result};
use crate::model::{
    Count, Days, Dispute, Filter, IncidentDetail, IncidentList, IncidentRow, LinkReason, Order, Page, Place, Version,
};
use crate::open::Ledger;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

const COLUMNS: &str = "i.id, i.day_from, i.day_to, i.when_precision, i.place, i.country, i.admin1, i.lat, i.lon, i.place_precision, \
    i.radius_km, i.type, i.mode, i.types, i.sides, i.speakers, i.title, i.tolls, i.versions, i.disputes, i.claims, i.dispatches, \
    i.origins, i.grade, i.review";

fn row(row: &Row<'_>) -> rusqlite::Result<IncidentRow> {
    let when = match (row.get(1)?, row.get(2)?, row.get::<_, Option<String>>(3)?) {
        (Some(from), Some(to), Some(precision)) => Some(Days { from, to, precision }),
        _ => None,
    };
    let place = row.get::<_, Option<String>>(4)?.map(|name| -> rusqlite::Result<Place> {
        Ok(Place {
            name,
            country: row.get(5)?,
            admin1: row.get(6)?,
            lat: row.get(7)?,
            lon: row.get(8)?,
            precision: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
            radius_km: row.get(10)?,
        })
    });
    let list = |at: usize| -> rusqlite::Result<Vec<String>> { Ok(json(&row.get::<_, String>(at)?)) };
    Ok(IncidentRow {
        id: row.get(0)?,
        when,
        place: place.transpose()?,
        kind: row.get(11)?,
        mode: row.get(12)?,
        types: list(13)?,
        sides: list(14)?,
        speakers: list(15)?,
        title: row.get(16)?,
        tolls: json(&row.get::<_, String>(17)?),
        versions: count(row.get(18)?),
        disputes: count(row.get(19)?),
        claims: count(row.get(20)?),
        dispatches: count(row.get(21)?),
        origins: count(row.get(22)?),
        grade: row.get(23)?,
        review: row.get(24)?,
    })
}

impl Ledger {
    /// The incidents of a filter, a page of them.
    ///
    /// # Errors
    /// When a day of the filter is none, or the file cannot be read.
    pub fn incidents(&self, filter: &Filter, page: Page) -> Result<IncidentList> {
        let condition = Condition::of(filter)?;
        let total = self.counted(
            &format!("SELECT count(*) FROM incident i WHERE {}", condition.sql),
            &condition,
        )?;
        let order = match page.order {
            Order::Newest => "i.day_to DESC, i.id",
            Order::Oldest => "i.day_from, i.id",
            Order::Toll => "i.killed_high DESC, i.id",
            Order::Disputed => "i.disputes DESC, i.id",
            Order::Origins => "i.origins DESC, i.id",
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM incident i WHERE {} ORDER BY {order} LIMIT ? OFFSET ?",
            condition.sql
        );
        let mut values = condition.values;
        values.extend([Value::from(whole(page.limit)), Value::from(whole(page.offset))]);
        let items = self.rows(&sql, params_from_iter(values), row)?;
        Ok(IncidentList { total, items })
    }

    /// Every incident of a filter, oldest first, one after the other: for exports.
    ///
    /// # Errors
    /// When the file cannot be read, or `with` fails.
    pub fn each_incident(&self, filter: &Filter, mut with: impl FnMut(IncidentRow) -> Result<()>) -> Result<()> {
        let condition = Condition::of(filter)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM incident i WHERE {} ORDER BY i.day_from, i.id",
            condition.sql
        );
        let mut statement = self.db.prepare_cached(&sql).map_err(|error| self.sqlite(error))?;
        let mut rows = statement
            .query(params_from_iter(condition.values))
            .map_err(|error| self.sqlite(error))?;
        while let Some(found) = rows.next().map_err(|error| self.sqlite(error))? {
            with(row(found).map_err(|error| self.sqlite(error))?)?;
        }
        Ok(())
    }

    /// One incident with its versions, claims, disputes, dispatches, and why they were joined. The id of any claim of it will do: ids that were
    /// given once still lead to it after it was joined with another.
    ///
    /// # Errors
    /// When no incident has this id, or the file cannot be read.
    pub fn incident(&self, id: &str) -> Result<IncidentDetail> {
        let n = self.incident_number(id)?;
        let incident = self
            .db
            .query_row(&format!("SELECT {COLUMNS} FROM incident i WHERE i.n = ?"), [n], row)
            .map_err(|error| self.sqlite(error))?;
        let versions = self.rows(
            "SELECT v.side, v.kind, v.speakers, v.claims, v.tolls, v.initiator, v.origins FROM version v WHERE v.incident = ?
             ORDER BY CASE v.kind WHEN 'side' THEN 0 WHEN 'agencies' THEN 1 ELSE 2 END, json_array_length(v.claims) DESC, v.side",
            [n],
            |row| {
                Ok(Version {
                    side: row.get(0)?,
                    kind: row.get(1)?,
                    speakers: json(&row.get::<_, String>(2)?),
                    claims: json(&row.get::<_, String>(3)?),
                    tolls: json(&row.get::<_, String>(4)?),
                    initiator: row.get(5)?,
                    origins: count(row.get(6)?),
                    reliability: None,
                    credibility: None,
                })
            },
        )?;
        let versions = versions
            .into_iter()
            .map(|version| self.rated(&incident.id, version))
            .collect::<Result<_>>()?;
        let disputes = self.rows(
            "SELECT field, kind, claim_a, claim_b, side_a, side_b, says_a, says_b FROM dispute WHERE incident = ?
             ORDER BY CASE field WHEN 'event' THEN 0 WHEN 'actor' THEN 1 WHEN 'who-began' THEN 2 ELSE 3 END, kind, claim_a, claim_b",
            [n],
            |row| {
                Ok(Dispute {
                    field: row.get(0)?,
                    kind: Some(row.get::<_, String>(1)?).filter(|kind| !kind.is_empty()),
                    claim_a: row.get(2)?,
                    claim_b: row.get(3)?,
                    side_a: row.get(4)?,
                    side_b: row.get(5)?,
                    says_a: row.get(6)?,
                    says_b: row.get(7)?,
                })
            },
        )?;
        let claims = self.claims_where("c.incident = ?", "d.published_from, d.id, c.start, c.id", [n])?;
        let dispatches = self.briefs_where(
            "d.n IN (SELECT dispatch FROM claim WHERE incident = ?)",
            "d.published_from, d.id",
            [n],
        )?;
        let revisions = self.rows(
            &format!(
                "SELECT {REVISION_COLUMNS} FROM revision r WHERE r.claim IN (SELECT id FROM claim WHERE incident = ?) ORDER BY r.at, r.id"
            ),
            [n],
            revision,
        )?;
        Ok(IncidentDetail {
            incident,
            versions,
            disputes,
            claims,
            dispatches,
            reasons: self.reasons(n)?,
            revisions,
        })
    }

    /// Why the tellings of an incident are together.
    fn reasons(&self, incident: i64) -> Result<Vec<LinkReason>> {
        let mut reasons = self.rows(
            "SELECT DISTINCT x.a, x.b, r.author FROM decision x JOIN revision r ON r.n = x.revision
             WHERE x.together = 1 AND x.a IN (SELECT id FROM claim WHERE incident = ?1) AND x.b IN (SELECT id FROM claim WHERE incident = ?1)
             ORDER BY x.a, x.b",
            [incident],
            |row| {
                Ok(LinkReason {
                    claim_a: row.get(0)?,
                    claim_b: row.get(1)?,
                    score: None,
                    words: "joined by hand".to_owned(),
                    by: row.get(2)?,
                })
            },
        )?;
        let machine = self.rows(
            "SELECT a.first_claim, b.first_claim, l.score, l.reason FROM scene a JOIN link l ON l.a = a.n JOIN scene b ON b.n = l.b
             WHERE a.incident = ?1 AND b.incident = ?1
             ORDER BY l.score DESC, min(a.first_claim, b.first_claim), max(a.first_claim, b.first_claim) LIMIT 200",
            params![incident],
            |row| {
                let (a, b): (String, String) = (row.get(0)?, row.get(1)?);
                Ok(LinkReason {
                    claim_a: a.clone().min(b.clone()),
                    claim_b: a.max(b),
                    score: row.get(2)?,
                    words: row.get(3)?,
                    by: "machine".to_owned(),
                })
            },
        )?;
        reasons.extend(machine);
        Ok(reasons)
    }

    /// The row of the incident that has this id, or holds the claim of this id.
    pub(crate) fn incident_number(&self, id: &str) -> Result<i64> {
        let sql = "SELECT n FROM incident WHERE id = ?1
                   UNION ALL SELECT incident FROM claim WHERE id = ?1 AND incident IS NOT NULL LIMIT 1";
        let found = self.db.query_row(sql, [id], |row| row.get(0)).optional();
        found
            .map_err(|error| self.sqlite(error))?
            .ok_or_else(|| LedgerError::Unknown {
                what: "incident",
                id: id.to_owned(),
            })
    }

    pub(crate) fn rows<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let fail = |error| self.sqlite(error);
        let mut statement = self.db.prepare_cached(sql).map_err(fail)?;
        let rows = statement.query_map(values, read).map_err(fail)?;
        rows.collect::<rusqlite::Result<_>>().map_err(fail)
    }

    fn counted(&self, sql: &str, condition: &Condition) -> Result<usize> {
        let found = self
            .db
            .query_row(sql, params_from_iter(condition.values.iter()), |row| row.get(0));
        Ok(count(found.map_err(|error| self.sqlite(error))?))
    }

    pub(crate) fn counts(&self, sql: &str, condition: &Condition) -> Result<Vec<Count>> {
        self.rows(sql, params_from_iter(condition.values.iter()), |row| {
            Ok(Count {
                value: row.get(0)?,
                count: count(row.get(1)?),
            })
        })
    }
}

/// The largest figure of killed that an incident has, for sorting and filters: its highest low, best or high.
pub(crate) fn killed(tolls: &[crate::model::TollRange]) -> (Option<i64>, Option<i64>) {
    let of = |read: fn(&crate::model::TollRange) -> Option<u64>| {
        tolls
            .iter()
            .filter(|toll| toll.kind == "killed")
            .filter_map(read)
            .filter_map(|number| i64::try_from(number).ok())
    };
    (
        of(|toll| toll.low.or(toll.best)).min(),
        of(|toll| toll.high.or(toll.best).or(toll.low)).max(),
    )
}
