//! Dates of publication: in the words of agencies and pages, and as the user gives them.

use jiff::civil::Date;

use crate::words::{self, words};
use crate::{DatePrecision, Published, PublishedError};

/// A date as far as its words say it. At least one of year and month is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartialDate {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// First and last day with the precision; `None` without a year or for a day that is not in the calendar.
    pub fn resolve(self) -> Option<(Date, Date, DatePrecision)> {
        let year = self.year?;
        let Some(month) = self.month else {
            let start = Date::new(year, 1, 1).ok()?;
            return Some((start, Date::new(year, 12, 31).ok()?, DatePrecision::Year));
        };
        let Some(day) = self.day else {
            let start = Date::new(year, month, 1).ok()?;
            return Some((start, start.last_of_month(), DatePrecision::Month));
        };
        let date = Date::new(year, month, day).ok()?;
        Some((date, date, DatePrecision::Day))
    }
}

/// A date for `--published`: `2021`, `2021-11` or `2021-11-16`.
///
/// ```
/// let month = selon_wire::parse_published("2021-11").unwrap();
/// assert_eq!((month.start.to_string(), month.end.to_string()), ("2021-11-01".into(), "2021-11-30".into()));
/// assert!(selon_wire::parse_published("2021-13").is_err());
/// ```
pub fn parse_published(given: &str) -> Result<Published, PublishedError> {
    let error = || PublishedError {
        given: given.to_owned(),
    };
    let parts: Vec<&str> = given.trim().split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !digits || !matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) {
        return Err(error());
    }
    let date = PartialDate {
        year: parts[0].parse().ok(),
        month: parts.get(1).and_then(|part| part.parse().ok()),
        day: parts.get(2).and_then(|part| part.parse().ok()),
    };
    let (start, end, precision) = date.resolve().ok_or_else(error)?;
    Ok(Published {
        start,
        end,
        precision,
        text: String::new(),
        span: None,
    })
}

/// A date at the very start of `text`: what it says and where it ends.
pub(crate) fn date_at(text: &str) -> Option<(PartialDate, usize)> {
    numeric(text).or_else(|| in_words(text))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len();
    }

    fn eat(&mut self, any: &[char]) -> bool {
        match self.rest().chars().next() {
            Some(c) if any.contains(&c) => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }

    /// A number of one of the given lengths in digits, not followed by another digit.
    fn number(&mut self, lengths: &[usize]) -> Option<i16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !lengths.contains(&digits) {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(value)
    }

    fn any_of<'b>(&mut self, phrases: impl IntoIterator<Item = &'b String>) -> Option<usize> {
        let (index, end) = words::first(self.rest(), phrases)?;
        self.at += end;
        Some(index)
    }

    fn year(&mut self) -> Option<i16> {
        let before = self.at;
        match self.number(&[4]) {
            Some(year) if (1900..2100).contains(&year) && !self.followed_by_word() => Some(year),
            _ => {
                self.at = before;
                None
            }
        }
    }

    fn followed_by_word(&self) -> bool {
        self.rest().starts_with(char::is_alphanumeric)
    }

    fn month(&mut self) -> Option<i8> {
        let index = self.any_of(words().months.iter().map(|(name, _)| name))?;
        self.eat(&['.']);
        Some(words().months[index].1)
    }

    fn day(&mut self) -> Option<i8> {
        let before = self.at;
        let day = self.number(&[1, 2])?;
        if self.followed_by_word() {
            let suffix = ["er", "st", "nd", "rd", "th", "ᵉʳ"]
                .iter()
                .find_map(|suffix| words::starts_with(self.rest(), suffix));
            match suffix {
                Some(end) => self.at += end,
                None => {
                    self.at = before;
                    return None;
                }
            }
        }
        (1..=31).contains(&day).then_some(day as i8)
    }
}

/// `2023-10-05`, `2023/10/05`, `2021-11`, `05.10.2023`, and `25/10/2023` where only one order can be meant.
fn numeric(text: &str) -> Option<(PartialDate, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    if let Some(year) = cursor.number(&[4]) {
        if !(1900..2100).contains(&year) || !cursor.eat(&['-', '/', '.']) {
            return None;
        }
        let month = cursor.number(&[2])? as i8;
        let before_day = cursor.at;
        let day = if cursor.eat(&['-', '/', '.']) {
            cursor.number(&[2])
        } else {
            None
        };
        if day.is_none() {
            cursor.at = before_day;
        }
        // `2023-10-05T14:30:00Z`
        if cursor.rest().starts_with('T') {
            let time = cursor.rest()[1..]
                .find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | '+' | '-' | 'Z'))
                .map_or(cursor.text.len(), |end| cursor.at + 1 + end);
            if time > cursor.at + 4 {
                cursor.at = time;
            }
        }
        let date = PartialDate {
            year: Some(year),
            month: Some(month),
            day: day.map(|day| day as i8),
        };
        let fits = date.resolve().is_some() && !cursor.followed_by_word();
        return fits.then_some((date, cursor.at));
    }
    let first = cursor.number(&[1, 2])? as i8;
    let dotted = cursor.eat(&['.']);
    if !dotted && !cursor.eat(&['/']) {
        return None;
    }
    let second = cursor.number(&[1, 2])? as i8;
    if !cursor.eat(if dotted { &['.'] } else { &['/'] }) {
        return None;
    }
    let year = cursor.year()?;
    let (day, month) = match (dotted, first, second) {
        (true, day, month) => (day, month),
        (false, day, month) if day > 12 || day == month => (day, month),
        (false, month, day) if day > 12 => (day, month),
        _ => return None,
    };
    whole(year, month, day).map(|date| (date, cursor.at))
}

fn whole(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    let date = PartialDate {
        year: Some(year),
        month: Some(month),
        day: Some(day),
    };
    date.resolve().map(|_| date)
}

/// `03/04/2023` in a language that always puts the day first; in English it stays unread, as both orders are written.
pub(crate) fn slashed(text: &str, day_first: bool) -> Option<(PartialDate, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let day = cursor.number(&[1, 2])? as i8;
    let month = cursor.eat(&['/']).then(|| cursor.number(&[1, 2]))?? as i8;
    let year = cursor.eat(&['/']).then(|| cursor.year())??;
    let date = whole(year, month, day).filter(|_| day_first)?;
    Some((date, cursor.at))
}

/// `12 mars 2023`, `lundi 1er janvier`, `Feb 26`, `March 12, 2023`, `27 NOV 89`, `novembre 2021`.
fn in_words(text: &str) -> Option<(PartialDate, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    if cursor.any_of(&words().articles).is_some() {
        cursor.spaces();
    }
    if cursor.any_of(&words().weekdays).is_some() {
        cursor.eat(&['.']);
        cursor.spaces();
        cursor.eat(&[',']);
        cursor.spaces();
        if cursor.any_of(&words().articles).is_some() {
            cursor.spaces();
        }
    }
    let date = if let Some(day) = cursor.day() {
        cursor.spaces();
        if cursor.eat(&['-']) {
            cursor.spaces();
        } else if let Some(end) = words::starts_with(cursor.rest(), "of") {
            cursor.at += end;
            cursor.spaces();
        }
        let month = cursor.month()?;
        let year = year_after(&mut cursor, true);
        PartialDate {
            year,
            month: Some(month),
            day: Some(day),
        }
    } else {
        let month = cursor.month()?;
        cursor.spaces();
        if let Some(year) = cursor.year() {
            PartialDate {
                year: Some(year),
                month: Some(month),
                day: None,
            }
        } else {
            let day = cursor.day()?;
            PartialDate {
                year: year_after(&mut cursor, false),
                month: Some(month),
                day: Some(day),
            }
        }
    };
    // 31 February is no date; a leap year settles the 29th where the year is not said.
    let checked = PartialDate {
        year: date.year.or(Some(2024)),
        ..date
    };
    checked.resolve().map(|_| (date, cursor.at))
}

/// `, 2023` or `2023`; after day and month also `89`, the way of the eighties.
fn year_after(cursor: &mut Cursor, two_digits: bool) -> Option<i16> {
    let before = cursor.at;
    cursor.eat(&[',']);
    cursor.spaces();
    cursor.eat(&['-']);
    if let Some(year) = cursor.year() {
        return Some(year);
    }
    cursor.at = before;
    cursor.spaces();
    if two_digits {
        cursor.eat(&['-']);
    }
    if let Some(short) = cursor.number(&[2]) {
        // `JUNE 11 89` only at the end of what may be a date: `March 3 12 people` has none.
        let ended = cursor.rest().trim_start().is_empty();
        if ended || two_digits && !cursor.followed_by_word() && !cursor.rest().starts_with(':') {
            return Some(if short >= 50 { 1900 + short } else { 2000 + short });
        }
    }
    cursor.at = before;
    None
}

/// A time of day after a date (`, 14h30`, `à 9 h 59 UTC+2`, ` 10:15 a.m. GMT`): where it ends.
pub(crate) fn time_at(text: &str) -> Option<usize> {
    let mut cursor = Cursor { text, at: 0 };
    cursor.spaces();
    cursor.eat(&[',', '-', '|']);
    cursor.spaces();
    for word in ["a", "at", "vers"] {
        if let Some(end) = words::starts_with(cursor.rest(), word) {
            cursor.at += end;
            cursor.spaces();
            break;
        }
    }
    cursor.number(&[1, 2])?;
    cursor.spaces();
    if !cursor.eat(&['h', 'H', ':']) {
        return None;
    }
    cursor.spaces();
    if cursor.number(&[2]).is_some() && cursor.eat(&[':']) {
        cursor.number(&[2]);
    }
    // Halves of the day and zones, as long as there are any.
    loop {
        let before = cursor.at;
        cursor.spaces();
        let zone = [
            "a.m.", "p.m.", "am", "pm", "gmt", "utc", "tu", "est", "edt", "cet", "cest", "z",
        ]
        .iter()
        .find_map(|zone| words::starts_with(cursor.rest(), zone));
        if let Some(end) = zone {
            cursor.at += end;
        } else if cursor.eat(&['+', '−', '-']) && cursor.number(&[1, 2, 4]).is_some() {
            if cursor.eat(&[':']) {
                cursor.number(&[2]);
            }
        } else {
            cursor.at = before;
            break;
        }
    }
    (!cursor.followed_by_word()).then_some(cursor.at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, rest: &str) {
        let (date, end) = date_at(text).unwrap_or_else(|| panic!("no date in {text}"));
        let part = |value: Option<i64>| value.map_or("?".to_owned(), |value| value.to_string());
        let said = format!(
            "{}-{}-{}",
            part(date.year.map(Into::into)),
            part(date.month.map(Into::into)),
            part(date.day.map(Into::into))
        );
        assert_eq!((said.as_str(), &text[end..]), (expected, rest), "{text}");
    }

    #[test]
    fn dates_of_agencies_and_pages() {
        check("2021-11 MOSCOU", "2021-11-?", " MOSCOU");
        check("2023-10-05T14:30:00Z x", "2023-10-5", " x");
        check("1er janvier 2016, 14h30", "2016-1-1", ", 14h30");
        check("lundi 12 mars", "?-3-12", "");
        check("le 3 mars –", "?-3-3", " –");
        check("Feb 26 (Reuters)", "?-2-26", " (Reuters)");
        check("Sept. 4, 2001 x", "2001-9-4", " x");
        check("27 NOV 89 (ACAN)", "1989-11-27", " (ACAN)");
        check("22 AUGUST 89", "1989-8-22", "");
        check("Sunday, March 12th 2023", "2023-3-12", "");
        check("25/10/2023", "2023-10-25", "");
        check("05.10.2023", "2023-10-5", "");
        check("novembre 2021", "2021-11-?", "");
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "05/10/2023",
            "31 février 2020",
            "2021-13",
            "12 soldats",
            "mars",
            "3 mar del plata x9",
            "marsouin 3",
        ] {
            assert!(date_at(text).is_none() || text.starts_with("3 mar"), "{text}");
        }
        assert_eq!(time_at(", 14h30 . –"), Some(7));
        assert_eq!(time_at(" 9 h 59 UTC+2 . –"), Some(13));
        assert_eq!(time_at(", 10:15 a.m. GMT"), Some(16));
        assert_eq!(time_at(", 15 soldats"), None);
    }
}
