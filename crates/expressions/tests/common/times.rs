//! Checks time expressions: a sentence, the day of the dispatch, what must be found and what it means.
#![allow(dead_code)]

use crate::common::made;
use jiff::civil::{Date, date};
use selon_expressions::time::{Anchor, Precision, Time, TimeWords, mentions, resolve, resolve_ahead};
use selon_packs::Packs;

/// A dispatch of Thursday 18 November 2021.
pub const DAY: &str = "2021-11-18";

fn anchor(text: &str) -> Option<Anchor> {
    let mut parts = text.split('-').map(|p| p.parse::<i16>().expect("a number"));
    let year = parts.next().filter(|&y| y > 0)?;
    let Some(month) = parts.next() else {
        return Some(Anchor {
            start: date(year, 1, 1),
            end: date(year, 12, 31),
        });
    };
    let first = date(year, month as i8, 1);
    Some(match parts.next() {
        Some(day) => Anchor {
            start: date(year, month as i8, day as i8),
            end: date(year, month as i8, day as i8),
        },
        None => Anchor {
            start: first,
            end: first.last_of_month(),
        },
    })
}

fn shown(time: &Time) -> String {
    let day = |d: Option<Date>| d.map_or("?".into(), |d| d.to_string());
    let kind = match time.precision {
        Precision::Minute => "minute",
        Precision::Day => "day",
        Precision::WeekdayInMonth => "weekday",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Open => "open",
    };
    let mut text = match (time.start, time.end) {
        (Some(start), Some(end)) if start == end => start.to_string(),
        (start, end) => format!("{}..{}", day(start), day(end)),
    };
    if !time.candidates.is_empty() {
        let days: Vec<String> = time
            .candidates
            .iter()
            .map(|d| format!("{}-{}", d.month(), d.day()))
            .collect();
        text = format!("{text} {{{}}}", days.join(" "));
    }
    format!("{text} {kind}")
}

fn read(words: &TimeWords, anchor: Option<&Anchor>, notation: &str, ahead: bool) -> String {
    let made = made(notation);
    let mut previous: Option<Time> = None;
    let mut found = Vec::new();
    for mention in mentions(&made.text, &made.sentence, words) {
        let resolver = if ahead { resolve_ahead } else { resolve };
        let time = resolver(&mention, anchor, previous.as_ref());
        let text = &made.text[mention.span.clone()];
        assert!(mention.words.contains(&mention.head), "{text}: head outside");
        found.push(format!("{text} = {}", time.as_ref().map_or("none".into(), shown)));
        previous = time.or(previous);
    }
    found.join(" | ")
}

pub fn check(language: &str, published: &str, cases: &[(&str, &str)]) {
    compare(language, published, cases, false);
}

/// The same, of what is still to come.
pub fn check_ahead(language: &str, published: &str, cases: &[(&str, &str)]) {
    compare(language, published, cases, true);
}

fn compare(language: &str, published: &str, cases: &[(&str, &str)], ahead: bool) {
    let words = TimeWords::load(&Packs::shipped(), language).expect("the tables load");
    let anchor = anchor(published);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(notation, wanted)| {
            let got = read(&words, anchor.as_ref(), notation, ahead);
            (got != *wanted).then(|| format!("{notation}\n  want {wanted}\n  got  {got}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong ({published}):\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}
