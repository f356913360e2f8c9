//! What the incidents of a filter have in common.

use super::Condition;
use crate::error::Result;
use crate::model::{Count, Facets, Filter};
use crate::open::Ledger;
use rusqlite::params_from_iter;
use std::collections::{BTreeMap, HashSet};

/// Days that are shown one by one; more are shown by month.
const DAYS: i32 = 100;

impl Ledger {
    /// How many incidents of a filter there are by country, side, type, state of review, grade and time.
    ///
    /// The filter is asked once: everything is counted over the incidents that it leaves, however costly it was to find them.
    ///
    /// # Errors
    /// When a day of the filter is none, or the file cannot be read.
    pub fn facets(&self, filter: &Filter) -> Result<Facets> {
        let condition = Condition::of(filter)?;
        let sql = format!(
            "SELECT i.n, i.review, i.grade, i.disputes, i.day_from FROM incident i WHERE {}",
            condition.sql
        );
        let mut found: HashSet<i64> = HashSet::new();
        let (mut review, mut grades, mut by_day) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut disputed = 0;
        self.rows(&sql, params_from_iter(condition.values), |row| {
            found.insert(row.get(0)?);
            add(&mut review, row.get_ref(1)?.as_str()?, 1);
            add(&mut grades, row.get_ref(2)?.as_str()?, 1);
            disputed += usize::from(row.get::<_, i64>(3)? > 0);
            if let Some(day) = row.get_ref(4)?.as_str_or_null()? {
                add(&mut by_day, day, 1);
            }
            Ok(())
        })?;
        let tags = |field: &str| -> Result<Vec<Count>> {
            let mut counts = BTreeMap::new();
            self.rows(
                "SELECT value, incident FROM incident_tag WHERE field = ?",
                [field],
                |row| {
                    if found.contains(&row.get(1)?) {
                        add(&mut counts, row.get_ref(0)?.as_str()?, 1);
                    }
                    Ok(())
                },
            )?;
            Ok(most_frequent(counts))
        };
        Ok(Facets {
            countries: tags("country")?,
            sides: tags("side")?,
            types: tags("type")?,
            review: most_frequent(review),
            grades: most_frequent(grades),
            disputed,
            histogram: histogram(by_day),
        })
    }
}

fn add(counts: &mut BTreeMap<String, usize>, value: &str, many: usize) {
    match counts.get_mut(value) {
        Some(count) => *count += many,
        None => {
            counts.insert(value.to_owned(), many);
        }
    }
}

/// The most frequent first, equally frequent ones in the order of their names.
fn most_frequent(counts: BTreeMap<String, usize>) -> Vec<Count> {
    let mut counts: Vec<Count> = counts
        .into_iter()
        .map(|(value, count)| Count { value, count })
        .collect();
    counts.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    counts
}

/// By day, or by month when there are more than a hundred days between the first and the last.
fn histogram(by_day: BTreeMap<String, usize>) -> Vec<Count> {
    let number = |day: Option<&String>| day.and_then(|day| crate::calendar::number(day));
    let long = match (number(by_day.keys().next()), number(by_day.keys().next_back())) {
        (Some(first), Some(last)) => last - first > DAYS,
        _ => true,
    };
    let mut counts = BTreeMap::new();
    for (day, many) in by_day {
        let length = if long { 7 } else { 10 };
        add(&mut counts, day.get(..length).unwrap_or(&day), many);
    }
    counts
        .into_iter()
        .map(|(value, count)| Count { value, count })
        .collect()
}
