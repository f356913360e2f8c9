//! Days as numbers: how many since 1 January 1970.

use crate::record::When;
use jiff::civil::Date;

/// A day as a number.
pub type Day = i32;

/// The number of `YYYY-MM-DD`; None for anything else.
pub fn number(day: &str) -> Option<Day> {
    let date: Date = day.parse().ok()?;
    let since = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(since.get_days())
}

/// `YYYY-MM-DD` of a number; the nearest day that there is for one beyond the calendar.
pub fn text(day: Day) -> String {
    let span = jiff::Span::new().try_days(i64::from(day));
    let date = span.and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
    date.unwrap_or(if day < 0 { Date::MIN } else { Date::MAX }).to_string()
}

/// The first and last day of a time; an open end stays open. None where only candidates are known and there are none.
pub fn bounds(when: &When) -> Option<(Day, Option<Day>)> {
    let start = when.start.as_deref().and_then(number);
    let end = when.end.as_deref().and_then(number);
    if let Some(start) = start {
        return Some((start, end));
    }
    let days: Vec<Day> = when.candidates.iter().filter_map(|day| number(day)).collect();
    Some((*days.iter().min()?, days.iter().max().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_each_others_inverse() {
        assert_eq!(number("1970-01-01"), Some(0));
        assert_eq!(number("2021-11-16"), Some(18947));
        for day in [-100_000, -1, 0, 18_947, 100_000] {
            assert_eq!(number(&text(day)), Some(day));
        }
        assert_eq!(number("2021-11"), None);
        assert_eq!(number("2021-02-30"), None);
    }
}
