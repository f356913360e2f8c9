//! Arithmetic on days that cannot fail loudly: what leaves the calendar is `None`.

use super::{Precision, Time};
use jiff::Span;
use jiff::civil::Date;

pub(super) fn add_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

pub(super) fn add_months(day: Date, months: i32) -> Option<Date> {
    day.checked_add(Span::new().try_months(months).ok()?).ok()
}

pub(super) fn weekday_of(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// A stretch of days.
pub(super) fn stretch(start: Date, end: Date, precision: Precision) -> Time {
    Time {
        start: Some(start),
        end: Some(end),
        precision,
        candidates: Vec::new(),
    }
}

pub(super) fn one_day(day: Date) -> Time {
    stretch(day, day, Precision::Day)
}

pub(super) fn month_of(day: Date) -> Time {
    stretch(day.first_of_month(), day.last_of_month(), Precision::Month)
}

pub(super) fn month(year: i16, month: i8) -> Option<Time> {
    Some(month_of(Date::new(year, month, 1).ok()?))
}

pub(super) fn year(year: i16) -> Option<Time> {
    Some(stretch(
        Date::new(year, 1, 1).ok()?,
        Date::new(year, 12, 31).ok()?,
        Precision::Year,
    ))
}

/// Three months from the first of a month.
pub(super) fn season(year: i16, first: i8) -> Option<Time> {
    let start = Date::new(year, first, 1).ok()?;
    Some(stretch(start, add_months(start, 2)?.last_of_month(), Precision::Season))
}

pub(super) fn week_of(day: Date) -> Option<Time> {
    let monday = add_days(day, 1 - i32::from(weekday_of(day)))?;
    Some(stretch(monday, add_days(monday, 6)?, Precision::Week))
}
