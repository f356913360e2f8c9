//! Whatever the words and the tree, nothing panics and everything points into the sentence.

mod common;

use common::made;
use jiff::civil::date;
use proptest::prelude::*;
use selon_expressions::quantity::{NumberWords, quantity};
use selon_expressions::time::{Anchor, Precision, Time, TimeWords, mentions, resolve};
use selon_packs::Packs;
use std::sync::OnceLock;

const WORDS: &[&str] = &[
    "le",
    "la",
    "l'",
    "du",
    "au",
    "de",
    "des",
    "en",
    "à",
    "mardi",
    "mars",
    "mai",
    "2014",
    "2020",
    "90",
    "12",
    "1er",
    "3",
    "+-",
    "-",
    ",",
    "(",
    ")",
    "été/N",
    "nuit/N",
    "dernier/A",
    "ce",
    "cette",
    "semaine/N",
    "an/N",
    "il",
    "y",
    "a",
    "trois",
    "jours/Np",
    "depuis",
    "jusqu'",
    "entre",
    "et",
    "vingt",
    "cent",
    "mille",
    "millions",
    "dizaine/N",
    "dizaines",
    "au",
    "moins",
    "plus",
    "environ",
    "près",
    "pas",
    "aucun",
    "soldats/Np*",
    "6_500",
    "2,5",
    "99999999999999",
    "avant-hier",
    "mi-mars",
    "6h30",
    "ou",
    "Tuesday's",
    "the",
    "of",
    "May/P",
    "Feb.",
    "26",
    "last",
    "ago",
    "two",
    "hundred",
    "thousand",
    "dozen",
    "at",
    "least",
    "between",
    "and",
    "or",
    "more",
    "no",
    "one",
    "year/N",
    "old/A",
    "overnight",
    "into",
    "1990s",
    "2023-10-05",
    "05/10/2023",
    "$",
    "%",
    "’",
    "…",
    "0430",
    "GMT",
    "billion",
    "billion",
    "billion",
    "a",
    "until",
    "since",
    "half",
    "to",
    "32",
    "0",
    "00",
    "1.234.567",
    "9999",
    "1800",
    "the",
    "day/N",
    "before",
    "same",
];

type Lexicons = [(TimeWords, NumberWords); 2];

fn lexicons() -> &'static Lexicons {
    static LOADED: OnceLock<Lexicons> = OnceLock::new();
    LOADED.get_or_init(|| {
        let packs = Packs::shipped();
        ["fr", "en"].map(|l| {
            (
                TimeWords::load(&packs, l).expect("times"),
                NumberWords::load(&packs, l).expect("numbers"),
            )
        })
    })
}

/// A weekday and a date far before it, joined by a dash, are no stretch that ends before it begins.
#[test]
fn a_weekday_long_after_its_end_is_no_range() {
    let made = made("mardi +- 2023-10-05");
    let day = date(2024, 11, 18);
    for (times, _) in lexicons() {
        for mention in mentions(&made.text, &made.sentence, times) {
            let time = resolve(&mention, Some(&Anchor { start: day, end: day }), None);
            let turned = time.is_some_and(|time| time.start.zip(time.end).is_some_and(|(start, end)| start > end));
            assert!(!turned);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn nothing_panics(picks in prop::collection::vec(0..WORDS.len(), 1..14), heads in prop::collection::vec(0..20usize, 14), extreme in any::<bool>()) {
        let notation = picks.iter().map(|&i| WORDS[i]).collect::<Vec<_>>().join(" ");
        let mut made = made(&notation);
        let relations = ["nummod", "amod", "det", "nsubj", "compound"];
        for (index, word) in made.sentence.words.iter_mut().enumerate() {
            let pick = heads[index % heads.len()];
            word.head = (pick < 18).then_some(pick);
            word.deprel = relations[pick % relations.len()].into();
        }
        let day = if extreme { date(9999, 12, 31) } else { date(2021, 11, 18) };
        let anchors = [None, Some(Anchor { start: day, end: day }), Some(Anchor { start: day.first_of_month(), end: day.last_of_month() })];
        let coarse = Time { start: Some(date(2014, 1, 1)), end: Some(date(2014, 12, 31)), precision: Precision::Year, candidates: Vec::new() };
        for (times, numbers) in lexicons() {
            let found = mentions(&made.text, &made.sentence, times);
            let mut floor = 0;
            for mention in &found {
                prop_assert!(mention.words.start >= floor && mention.words.contains(&mention.head));
                prop_assert!(made.text.get(mention.span.clone()).is_some());
                floor = mention.words.end;
                for anchor in &anchors {
                    for previous in [None, Some(&coarse)] {
                        if let Some(time) = resolve(mention, anchor.as_ref(), previous)
                            && let (Some(start), Some(end)) = (time.start, time.end)
                        {
                            prop_assert!(start <= end);
                        }
                    }
                }
            }
            for word in 0..made.sentence.words.len() + 1 {
                if let Some(found) = quantity(&made.text, &made.sentence, word, numbers) {
                    prop_assert!(!found.words.is_empty() && made.text.get(found.span.clone()).is_some());
                    if let (Some(low), Some(high)) = (found.low, found.high) {
                        prop_assert!(low <= high);
                    }
                }
            }
        }
    }
}
