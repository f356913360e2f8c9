//! Who reported, wrote, edited and translated, from where.

use std::ops::Range;

use crate::Credit;
use crate::words::{self, words};

/// Longest line that is taken for credits without brackets.
const LONGEST: usize = 500;

/// Whether a paragraph is credits: `(Reporting by …)`, `Editing by …`, `(Avec Ali Sow à Gao)`.
pub(crate) fn is_credit(paragraph: &str) -> bool {
    let inner = paragraph.trim_start_matches('(');
    let bracketed = inner.len() < paragraph.len();
    if paragraph.len() > LONGEST {
        return false;
    }
    let Some((index, end)) = words::first(inner, words().credits.iter().map(|(phrase, _)| phrase)) else {
        return bracketed && paragraph.ends_with(')') && leading_names(inner).is_some();
    };
    let phrase = &words().credits[index].0;
    let rest = &inner[end..];
    let names = rest.trim_start_matches([' ', ':', '\u{a0}', '\n']);
    // A bare `with` or `reporting` is a sentence's word too, so outside brackets only `… by`, `… de` or a colon count.
    let clear = bracketed || phrase.contains(' ') || rest.trim_start().starts_with(':');
    let end_matches = !bracketed || paragraph.trim_end().ends_with([')', '.']);
    clear
        && end_matches
        && (names.starts_with(|c: char| c.is_uppercase()) || bracketed && phrase.contains(' ') && names_follow(names))
        && !is_sentence(names, bracketed)
}

/// A line with an author and who published it: `Mariam Fofana, pour la Dépêche du Sahel`. Gives the publisher's range.
pub(crate) fn signature(line: &str) -> Option<Range<usize>> {
    let (author, rest) = line.trim_end().split_once(", ")?;
    let start = words::first(rest, &words().fors)?.1;
    let rest = rest[start..].trim_start();
    let name = match words::first(rest, &words().name_articles) {
        Some((_, end)) => rest[end..].trim_start(),
        None => rest,
    };
    let short = name.split_whitespace().count() <= 6 && !name.contains(['.', ',', ';', ':', '!', '?']);
    let person = (2..=4).contains(&author.split_whitespace().count())
        && is_name(author)
        && author
            .split_whitespace()
            .all(|word| word.starts_with(char::is_uppercase));
    let end = line.trim_end().len();
    (short && person && name.starts_with(char::is_uppercase) && !is_sentence(name, false))
        .then_some(end - name.len()..end)
}

/// `(Awa Sanou, version française Luc Roy)` begins with a reporter: the names before the first phrase, if there is one
/// that can be nothing else and before it nothing but names.
fn leading_names(inner: &str) -> Option<&str> {
    let (first, _, range) = segments(inner).into_iter().next()?;
    let phrase = &inner[first..range.start];
    let names = inner[..first].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let only_names = items(names).into_iter().all(|item| {
        let (name, place) = split_place(item);
        let capitals = name
            .split_whitespace()
            .filter(|word| word.starts_with(|c: char| c.is_uppercase()))
            .count();
        is_name(clean_name(name)) && capitals * 2 > name.split_whitespace().count() && (capitals > 1 || place.is_some())
    });
    (phrase.contains(' ') && !names.is_empty() && names.len() < inner[..first].len() && only_names).then_some(names)
}

/// `Reporting by the army was difficult.` has a small word that no list of names has.
fn is_sentence(names: &str, bracketed: bool) -> bool {
    if bracketed {
        return false;
    }
    let mut folded = words::fold_all(names);
    // `à` folds to `a`: the preposition is not the verb.
    if names.contains('à') {
        folded = words::fold_all(&names.replace('à', " "));
    }
    folded
        .split_whitespace()
        .any(|word| words::listed(&words().sentence, word))
}

/// Where credits begin that stand in brackets at the end of a paragraph: `… said. (Editing by Tom Reed)`.
pub(crate) fn trailing(paragraph: &str) -> Option<usize> {
    if !paragraph.ends_with(')') {
        return None;
    }
    let mut open = paragraph.rfind('(')?;
    if paragraph[..open].ends_with('(') {
        open -= 1;
    }
    (open > 0 && is_credit(&paragraph[open..])).then_some(open)
}

/// Reads the people of a credit paragraph.
pub(crate) fn people(text: &str) -> Vec<Credit> {
    let mut credits = Vec::new();
    if let Some(names) = leading_names(text.trim_start_matches('(')) {
        read_segment(names, "reporting", &mut credits);
    }
    for (_, role, range) in segments(text) {
        read_segment(&text[range], role, &mut credits);
    }
    credits
}

/// The authors of a line `By Ann Moss and Ben Oak`, given without the `By`.
pub(crate) fn byline(names: &str, credits: &mut Vec<Credit>) {
    read_segment(names, "writing", credits);
}

/// Cuts at the phrases that name a role: where the phrase begins, the role, and the range up to the next phrase.
fn segments(text: &str) -> Vec<(usize, &'static str, Range<usize>)> {
    let mut segments: Vec<(usize, &'static str, Range<usize>)> = Vec::new();
    let mut word_start = true;
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if word_start
            && c.is_alphabetic()
            && let Some((index, end)) = words::first(&text[at..], words().credits.iter().map(|(phrase, _)| phrase))
            && names_follow(&text[at + end..])
        {
            if let Some((_, _, range)) = segments.last_mut() {
                range.end = at;
            }
            segments.push((at, words().credits[index].1, at + end..text.len()));
            skip_to = at + end;
            word_start = false;
            continue;
        }
        word_start = !c.is_alphanumeric();
    }
    segments
}

fn names_follow(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    rest.starts_with(|c: char| c.is_uppercase()) || words::first(rest, &words().name_articles).is_some()
}

fn read_segment(segment: &str, role: &str, credits: &mut Vec<Credit>) {
    let first = credits.len();
    let mut after_place = false;
    for item in items(segment) {
        let (name, place) = split_place(item);
        let name = clean_name(name);
        let lone_word = !name.contains(char::is_whitespace);
        if place.is_none() && after_place && lone_word {
            // `in Bukavu, Congo`: says more of the place, is nobody.
            continue;
        }
        if !is_name(name) {
            continue;
        }
        credits.push(Credit {
            role: role.to_owned(),
            name: one_line(name),
            place: place.map(one_line),
        });
        after_place = place.is_some();
        if let Some(place) = place {
            // `A and B in Kyiv`: both are there.
            for credit in credits[first..].iter_mut().rev().skip(1) {
                if credit.place.is_some() {
                    break;
                }
                credit.place = Some(one_line(place));
            }
        }
    }
}

/// The pieces between commas, semicolons and conjunctions.
fn items(segment: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut skip_to) = (0, 0);
    let mut after_space = true;
    for (at, c) in segment.char_indices() {
        if at < skip_to {
            continue;
        }
        if matches!(c, ',' | ';' | '&' | '/') {
            items.push(&segment[start..at]);
            start = at + c.len_utf8();
        } else if after_space && let Some((_, end)) = words::first(&segment[at..], &words().ands) {
            items.push(&segment[start..at]);
            start = at + end;
            skip_to = start;
        }
        after_space = c.is_whitespace();
    }
    items.push(&segment[start..]);
    items
}

/// A name that a line break runs through, without it.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn split_place(item: &str) -> (&str, Option<&str>) {
    let mut after_space = false;
    for (at, c) in item.char_indices() {
        if after_space
            && at > 0
            && let Some((_, end)) = words::first(&item[at..], &words().places)
        {
            let rest = &item[at + end..];
            // `… in Karachi contributed to this report`
            let said = rest
                .match_indices(' ')
                .find(|(at, _)| words::first(&rest[at + 1..], &words().contributed).is_some());
            let rest = said.map_or(rest, |(cut, _)| &rest[..cut]);
            let place = clean_name(rest);
            if place.starts_with(|c: char| c.is_uppercase()) {
                return (&item[..at], Some(place));
            }
        }
        after_space = c.is_whitespace();
    }
    (item, None)
}

fn clean_name(name: &str) -> &str {
    let name = name
        .trim()
        .trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '-' | '–' | '"' | '«' | '»') || c.is_whitespace());
    // The last stop ends the line, except after an initial (`Samuel L.`).
    match name.strip_suffix('.') {
        Some(kept) if kept.rsplit(' ').next().is_some_and(|last| last.chars().count() > 1) => kept,
        _ => name,
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase())
        && name.split_whitespace().count() <= 6
        && !name.contains(|c: char| c.is_numeric() || matches!(c, '@' | '=' | '$' | '€'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        people(text)
            .iter()
            .map(|credit| match &credit.place {
                Some(place) => format!("{}: {} @ {place}", credit.role, credit.name),
                None => format!("{}: {}", credit.role, credit.name),
            })
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn credits_of_agencies() {
        for (text, expected) in [
            (
                "(Reportage Anna Petit à Gao et Ali Sow au Caire, rédigé par Tom Reed; version française Luc Roy, édité par Ève Noir)",
                "reporting: Anna Petit @ Gao; reporting: Ali Sow @ Caire; writing: Tom Reed; translation: Luc Roy; editing: Ève Noir",
            ),
            ("(Avec Ali Sow à Gao)", "contribution: Ali Sow @ Gao"),
            (
                "(Reporting by Ann Moss in Kyiv and Ben Oak in Moscow; Writing by Cy Lane; Editing by Di Hill and Ed Shaw)",
                "reporting: Ann Moss @ Kyiv; reporting: Ben Oak @ Moscow; writing: Cy Lane; editing: Di Hill; editing: Ed Shaw",
            ),
            (
                "Reporting by Ann Moss, Ben Oak in Bukavu, Congo; Editing by Di Hill.",
                "reporting: Ann Moss @ Bukavu; reporting: Ben Oak @ Bukavu; editing: Di Hill",
            ),
            (
                "(Awa Sanou et Luc Roy à Gao,\nversion française Jean\nPetit, édité par Ève Noir)",
                "reporting: Awa Sanou @ Gao; reporting: Luc Roy @ Gao; translation: Jean Petit; editing: Ève Noir",
            ),
            (
                "Associated Press writers Ann Moss in Quetta and Ben Oak in Karachi contributed to this report.",
                "contribution: Ann Moss @ Quetta; contribution: Ben Oak @ Karachi",
            ),
            ("Additional reporting by Jean-Luc Roy", "contribution: Jean-Luc Roy"),
            (
                "Traduit par Anna Petit ; édité par Luc Roy",
                "translation: Anna Petit; editing: Luc Roy",
            ),
            (
                "(Reporting by the Kyiv newsroom; Editing by Di Hill)",
                "editing: Di Hill",
            ),
        ] {
            assert!(is_credit(text), "{text}");
            assert_eq!(show(text), expected);
        }
    }

    #[test]
    fn an_author_signs_for_a_publisher() {
        let show = |line: &'static str| signature(line).map(|span| &line[span]);
        assert_eq!(
            show("Mariam Fofana, pour la Dépêche du Sahel"),
            Some("Dépêche du Sahel")
        );
        assert_eq!(show("Ann Moss, for the Harbour Gazette"), Some("Harbour Gazette"));
        assert_eq!(show("Le ministre a parlé, pour la première fois."), None);
        assert_eq!(show("Ann Moss spoke, for the Army was late"), None);
    }

    #[test]
    fn sentences_are_no_credits() {
        for text in [
            "With Goma encircled, the army fled.",
            "Avec Goma, la ville de Bukavu est menacée.",
            "Reporting by Amnesty said that ten villages were burnt.",
            "(Avec deux chars)",
            "(Le Mali, avec Bamako pour capitale)",
            "(Moussa Traoré, général de brigade)",
            "L'armée a tiré.",
        ] {
            assert!(!is_credit(text), "{text}");
        }
        assert_eq!(trailing("Ils ont fui. (Édité par Luc Roy)"), Some(13));
        assert_eq!(trailing("Ils ont fui (dix hommes)"), None);
    }
}
