//! Words by which a dispatch shows whether it goes on with a happening or turns to another one (`packs/*/linking/words.tsv`).

use crate::record::Claim;
use std::sync::OnceLock;

const FILES: [&str; 2] = [
    include_str!("../../../../packs/fr/linking/words.tsv"),
    include_str!("../../../../packs/en/linking/words.tsv"),
];

/// What the words around a claim say of its place among the happenings of the dispatch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue {
    /// Its sentence turns to another happening before it.
    pub another: bool,
    /// It is told as something known: “the attack”.
    pub back: bool,
    /// It lies before what the dispatch tells: “three days after the attack”.
    pub past: bool,
    /// The same, by its tense: “rebels had taken the town”.
    pub had: bool,
    /// Its sentence counts a toll anew: the day may be that of the count.
    pub count: bool,
    /// Its sentence adds up the tolls of many happenings.
    pub sum: bool,
}

/// The phrases, as their words in small letters.
#[derive(Default)]
struct Words {
    another: Vec<Vec<String>>,
    back: Vec<Vec<String>>,
    past: Vec<Vec<String>>,
    had: Vec<Vec<String>>,
    count: Vec<Vec<String>>,
    sum: Vec<Vec<String>>,
    night: Vec<Vec<String>>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = Words::default();
        for line in FILES.iter().flat_map(|file| file.lines()) {
            match line.split_once('\t') {
                Some((phrase, "another")) => words.another.push(split(phrase)),
                Some((phrase, "back")) => words.back.push(split(phrase)),
                Some((phrase, "past")) => words.past.push(split(phrase)),
                Some((phrase, "had")) => words.had.push(split(phrase)),
                Some((phrase, "count")) => words.count.push(split(phrase)),
                Some((phrase, "sum")) => words.sum.push(split(phrase)),
                Some((phrase, "night")) => words.night.push(split(phrase)),
                _ => {}
            }
        }
        words
    })
}

/// The words of a text in small letters; an apostrophe ends a word.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The cues of claims, in the text of their dispatch.
pub fn cues(text: Option<&str>, claims: &[Claim]) -> Vec<Cue> {
    let text: Vec<char> = text.unwrap_or_default().chars().collect();
    let of = |claim: &Claim| {
        let before = text.get(claim.sentence.start..claim.trigger.start)?;
        let after = text.get(claim.trigger.start..claim.sentence.end)?;
        Some(cue(before, after, claim.said_by.is_empty()))
    };
    claims.iter().map(|claim| of(claim).unwrap_or_default()).collect()
}

/// Whether words of time speak of a night: it may begin on the day that they name, or end on it.
pub fn is_night(time: &str) -> bool {
    let time = split(time);
    words().night.iter().any(|phrase| has(&time, phrase))
}

/// Whether a phrase stands among words.
fn has(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}

/// The cue of a claim, by the words of its sentence before it, and from it on. In the words of others “had” tells no more than that they speak of the past.
fn cue(before: &[char], after: &[char], agency: bool) -> Cue {
    let whole: String = before.iter().chain(after).collect();
    let before = split(&before.iter().collect::<String>());
    let whole = split(&whole);
    let words = words();
    let ends = |phrases: &[Vec<String>], words: &[String]| phrases.iter().any(|phrase| words.ends_with(phrase));
    let but_one = &before[..before.len().saturating_sub(1)];
    Cue {
        another: words.another.iter().any(|phrase| has(&before, phrase)),
        back: ends(&words.back, &before),
        count: words.count.iter().any(|phrase| has(&whole, phrase)),
        sum: words.sum.iter().any(|phrase| has(&whole, phrase)),
        past: (0..3).any(|left| ends(&words.past, &before[..before.len().saturating_sub(left)])),
        had: agency && (ends(&words.had, &before) || ends(&words.had, but_one)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_to_another_happening_and_a_reference_back_are_seen() {
        let of = |before: &str| cue(&before.chars().collect::<Vec<_>>(), &[], true);
        let none = Cue::default();
        let another = Cue { another: true, ..none };
        assert_eq!(of("Hours later, Russian artillery "), another);
        assert_eq!(of("Deux hommes ont par ailleurs été "), another);
        assert_eq!(of("L’"), Cue { back: true, ..none });
        assert_eq!(of("Trois jours après un "), Cue { past: true, ..none });
        assert_eq!(of("The rebels had "), Cue { had: true, ..none });
        assert_eq!(of("Le bilan de l'attaque s'est "), Cue { count: true, ..none });
        assert_eq!(of("Later, for hours, gunmen "), none);
        assert_eq!(of(""), none);
        assert!(is_night("dans la nuit de dimanche à lundi") && !is_night("Monday"));
    }
}
