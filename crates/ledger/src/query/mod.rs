//! Questions to a ledger. They only read.

mod actors;
mod claims;
mod dispatches;
mod editions;
mod facets;
mod incidents;
mod summary;

use crate::error::{LedgerError, Result};
use crate::model::Filter;
use rusqlite::types::Value;
use serde::de::DeserializeOwned;

pub(crate) use claims::{REVISION_COLUMNS, claim_of, revision};
pub(crate) use incidents::killed;

/// A condition on incidents with its values.
pub(crate) struct Condition {
    /// SQL on the table `incident` called `i`; `1` for all.
    pub sql: String,
    /// Its values in order.
    pub values: Vec<Value>,
}

impl Condition {
    /// What a filter asks of an incident.
    ///
    /// # Errors
    /// When a day is none.
    pub fn of(filter: &Filter) -> Result<Condition> {
        let mut parts = Vec::new();
        let mut values: Vec<Value> = Vec::new();
        for (day, sql) in [(&filter.from, "i.day_to >= ?"), (&filter.to, "i.day_from <= ?")] {
            if let Some(day) = day {
                if crate::calendar::number(day).is_none() {
                    return Err(LedgerError::Input(format!("`{day}` is no day; write it as 2021-11-16")));
                }
                parts.push(sql.to_owned());
                values.push(day.clone().into());
            }
        }
        for (field, wanted) in [
            ("country", &filter.countries),
            ("side", &filter.sides),
            ("type", &filter.types),
        ] {
            if wanted.is_empty() {
                continue;
            }
            let marks = vec!["?"; wanted.len()].join(", ");
            // Asked of one incident after the other: whoever wants the newest fifty has them after a few.
            parts.push(format!(
                "EXISTS (SELECT 1 FROM incident_tag t WHERE t.field = '{field}' AND t.value IN ({marks}) AND t.incident = i.n)"
            ));
            values.extend(wanted.iter().map(|value| Value::from(value.clone())));
        }
        if let Some(least) = filter.toll_min {
            parts.push("i.killed_high >= ?".to_owned());
            values.push(i64::try_from(least).unwrap_or(i64::MAX).into());
        }
        if let Some(state) = &filter.review {
            parts.push("i.review = ?".to_owned());
            values.push(state.clone().into());
        }
        match filter.disputed {
            Some(true) => parts.push("i.disputes > 0".to_owned()),
            Some(false) => parts.push("i.disputes = 0".to_owned()),
            None => {}
        }
        if let Some(query) = filter.text.as_deref().and_then(match_query) {
            parts.push(
                "i.n IN (SELECT c.incident FROM claim c WHERE c.dispatch IN \
                 (SELECT rowid FROM dispatch_text WHERE dispatch_text MATCH ?))"
                    .to_owned(),
            );
            values.push(query.into());
        }
        let sql = if parts.is_empty() {
            "1".to_owned()
        } else {
            parts.join(" AND ")
        };
        Ok(Condition { sql, values })
    }
}

/// Words as FTS5 takes them: each in quotation marks, so that nothing in them is an operator; the last as a beginning. None without a word.
pub(crate) fn match_query(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let (last, others) = words.split_last()?;
    let mut query: String = others.iter().map(|word| format!("\"{word}\" ")).collect();
    query.push_str(&format!("\"{last}\"*"));
    Some(query)
}

/// A value kept as JSON. What cannot be read is as good as absent: the file says so to `PRAGMA integrity_check`, not to every reader.
pub(crate) fn json<T: DeserializeOwned + Default>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_default()
}

/// A day cut at its precision: `2021`, `2021-11`, `2021-11-16`.
pub(crate) fn cut(day: Option<String>, precision: Option<&str>) -> Option<String> {
    let length = match precision {
        Some("year") => 4,
        Some("month") => 7,
        _ => 10,
    };
    day.map(|day| day.get(..length).unwrap_or(&day).to_owned())
}

pub(crate) fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

pub(crate) fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_search_is_an_operator() {
        assert_eq!(match_query("Haut-Karabakh").as_deref(), Some("\"Haut\" \"Karabakh\"*"));
        assert_eq!(
            match_query("\"a\" OR NOT b*").as_deref(),
            Some("\"a\" \"OR\" \"NOT\" \"b\"*")
        );
        assert_eq!(match_query(" -- "), None);
    }
}
