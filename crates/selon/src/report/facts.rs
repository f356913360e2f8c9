//! Time, place and toll of a claim in plain words.

use crate::naming::{Naming, capital};
use jiff::civil::Date;
use selon_coder::claim::{Toll, When, Where};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A time: `Tuesday 16 November 2021`, `a Tuesday of November 2021 (2, 9, 16, 23 or 30)`, `September 2020`.
pub fn when(when: &When) -> String {
    let parse = |day: &Option<String>| day.as_ref().and_then(|text| text.parse::<Date>().ok());
    let candidates: Vec<Date> = when.candidates.iter().filter_map(|day| day.parse().ok()).collect();
    if let Some(text) = one_of(&candidates) {
        return text;
    }
    match (parse(&when.start), parse(&when.end)) {
        (Some(start), Some(end)) => match when.precision.as_str() {
            "month" if same_month(start, end) => month(start),
            "year" if start.year() == end.year() => start.year().to_string(),
            "week" => format!("week of {}", day(start)),
            _ if start == end => format!("{} {}", weekday(start), day(start)),
            _ => range(start, end),
        },
        (Some(start), None) => match when.precision.as_str() {
            "open" => format!("since {}", day(start)),
            _ => format!("{} {}", weekday(start), day(start)),
        },
        (None, Some(end)) => format!("until {}", day(end)),
        (None, None) => format!("“{}”", when.text),
    }
}

/// A date with its precision, as the head of a report gives it.
pub fn published(start: Date, precision: &str) -> String {
    match precision {
        "day" => format!("{} {}", weekday(start), day(start)),
        "month" => month(start),
        _ => start.year().to_string(),
    }
}

fn one_of(days: &[Date]) -> Option<String> {
    let (first, last) = (days.first()?, days.last()?);
    if days.len() > 1 && same_month(*first, *last) {
        let numbers: Vec<String> = days.iter().map(|day| day.day().to_string()).collect();
        let (end, rest) = numbers.split_last()?;
        let list = format!("{} or {end}", rest.join(", "));
        let one_weekday = days.iter().all(|day| day.weekday() == first.weekday());
        return Some(match one_weekday {
            true => format!("a {} of {} ({list})", weekday(*first), month(*first)),
            false => format!("{list} {}", month(*first)),
        });
    }
    Some(days.iter().map(|date| day(*date)).collect::<Vec<_>>().join(" or "))
}

fn range(start: Date, end: Date) -> String {
    if same_month(start, end) {
        format!("{}–{} {}", start.day(), end.day(), month(start))
    } else if start.day() == 1 && end == end.last_of_month() {
        if start.year() == end.year() {
            format!("{} to {}", MONTHS[index(start)], month(end))
        } else {
            format!("{} to {}", month(start), month(end))
        }
    } else {
        format!("{} to {}", day(start), day(end))
    }
}

fn same_month(a: Date, b: Date) -> bool {
    (a.year(), a.month()) == (b.year(), b.month())
}

fn index(date: Date) -> usize {
    usize::from(date.month().unsigned_abs()).saturating_sub(1).min(11)
}

fn month(date: Date) -> String {
    format!("{} {}", MONTHS[index(date)], date.year())
}

fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

fn weekday(date: Date) -> String {
    date.strftime("%A").to_string()
}

/// A place: `near Hadrut, Azerbaijan`.
pub fn place(place: &Where, naming: &Naming) -> String {
    let mut out = match place.precision.as_str() {
        "near" => format!("near {}", place.name),
        "between" | "country" | "exact" => place.name.clone(),
        coarse => format!("{} ({coarse})", place.name),
    };
    if let Some(country) = place.country.as_ref().filter(|_| place.precision != "country") {
        let name = naming.country(country);
        if name != place.name {
            out.push_str(", ");
            out.push_str(name);
        }
    }
    out
}

/// A figure with its noun: `at least 15 killed`, `about 2,000 displaced`, `nobody wounded`.
pub fn toll(toll: &Toll, naming: &Naming) -> String {
    let figure = match (toll.low, toll.high) {
        (Some(0), Some(0)) => "nobody".to_owned(),
        (Some(low), Some(high)) if low == high => {
            format!("{}{}", if toll.approx { "about " } else { "" }, number(low))
        }
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => "some".to_owned(),
    };
    let mut out = format!("{figure} {}", toll.kind);
    if toll.low == Some(0) && toll.high == Some(0) && toll.kind == "destroyed" {
        out = "nothing destroyed".to_owned();
    }
    // A role says what the group says: "Armenian army", "soldiers".
    let group = toll.group.as_ref().map(|group| group.replace('-', " "));
    let whose = match (&toll.who, group) {
        (Some(who), Some(group)) if who.role.is_none() => Some(format!("{group}, {}", naming.actor(who))),
        (Some(who), _) => Some(naming.actor(who)),
        (None, group) => group,
    };
    if let Some(whose) = whose {
        out.push_str(&format!(" ({whose})"));
    }
    if toll.superseded {
        out.push_str(", figure since replaced");
    }
    if toll.part_of.is_some() {
        out = format!("including {out}");
    }
    out
}

/// A number with thousands apart: `6,500`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Where an inferred field comes from.
pub fn inferred(from: &str) -> String {
    match from {
        "previous-sentence" => "from the sentence before".to_owned(),
        "same-sentence" => "from the same sentence".to_owned(),
        "event" => "from the event it is told with".to_owned(),
        "dispatch-date" => "from the date of the dispatch".to_owned(),
        "speaker" => "from who spoke last".to_owned(),
        "opponent" => "as the other side".to_owned(),
        "context" => "from the context".to_owned(),
        "quotation" => "from the open quotation".to_owned(),
        other => format!("from {}", other.replace('-', " ")),
    }
}

/// The name of a language by its code.
pub fn language(code: &str) -> String {
    match code {
        "fr" => "French".to_owned(),
        "en" => "English".to_owned(),
        other => capital(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(start: Option<&str>, end: Option<&str>, precision: &str, candidates: &[&str]) -> String {
        when(&When {
            start: start.map(str::to_owned),
            end: end.map(str::to_owned),
            precision: precision.into(),
            candidates: candidates.iter().map(|day| (*day).to_owned()).collect(),
            text: "mardi".into(),
            text_start: 0,
            text_end: 5,
            inferred: None,
        })
    }

    #[test]
    fn times_in_words() {
        let day = Some("2021-11-16");
        assert_eq!(time(day, day, "day", &[]), "Tuesday 16 November 2021");
        let tuesdays = ["2021-11-02", "2021-11-09", "2021-11-16"];
        assert_eq!(
            time(None, None, "weekday-in-month", &tuesdays),
            "a Tuesday of November 2021 (2, 9 or 16)"
        );
        assert_eq!(
            time(Some("2020-09-01"), Some("2020-11-30"), "season", &[]),
            "September to November 2020"
        );
        assert_eq!(
            time(Some("2020-11-01"), Some("2020-11-30"), "month", &[]),
            "November 2020"
        );
        assert_eq!(time(Some("2014-01-01"), None, "open", &[]), "since 1 January 2014");
        assert_eq!(time(None, None, "open", &[]), "“mardi”");
    }

    #[test]
    fn figures_in_words() {
        let naming = Naming::default();
        let say = |low, high, approx| {
            toll(
                &Toll {
                    kind: "killed".into(),
                    low,
                    best: low,
                    high,
                    approx,
                    who: None,
                    group: None,
                    part_of: None,
                    superseded: false,
                    text: String::new(),
                    start: 0,
                    end: 0,
                },
                &naming,
            )
        };
        assert_eq!(say(Some(15), Some(15), false), "15 killed");
        assert_eq!(say(Some(2000), Some(2000), true), "about 2,000 killed");
        assert_eq!(say(Some(6500), None, false), "at least 6,500 killed");
        assert_eq!(say(None, Some(60), false), "at most 60 killed");
        assert_eq!(say(Some(15), Some(20), false), "15 to 20 killed");
        assert_eq!(say(Some(0), Some(0), false), "nobody killed");
    }
}
