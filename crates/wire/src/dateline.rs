//! The dateline: `MOSCOU (Reuters) - `, `KYIV/MOSCOW, Feb 26 (Reuters) - `, `Goma (RDC), 12 mars 2024 (AFP) – `,
//! `SAN SALVADOR, 27 NOV 89 (ACAN-EFE) -- [TEXT] `, `8 août 2016. – `.

use std::ops::Range;

use crate::Named;
use crate::case::running_case;
use crate::dates::{self, PartialDate};
use crate::words::{self, words};

/// What a dateline says; all ranges are relative to the whole text.
#[derive(Debug, Default)]
pub(crate) struct Dateline {
    pub places: Vec<Named>,
    pub within: Vec<Named>,
    pub agency: Option<Named>,
    pub date: Option<(PartialDate, Range<usize>)>,
    /// Where the text begins after it.
    pub end: usize,
}

/// How far a dateline may reach.
const LONGEST: usize = 200;

/// Reads a dateline at `at`, on one line.
pub(crate) fn dateline_at(text: &str, at: usize, line_end: usize) -> Option<Dateline> {
    let line = &text[at..line_end];
    let mut tried = 0;
    for (dash, c) in line.char_indices() {
        if dash > LONGEST || tried > 5 {
            break;
        }
        if !matches!(c, '-' | '–' | '—' | '−' | ':' | '.') {
            continue;
        }
        let before = line[..dash].chars().next_back();
        let spaced = before.is_some_and(char::is_whitespace);
        let closes = matches!(before, Some(')' | '.'));
        let after = line[dash + c.len_utf8()..].chars().next();
        let opens = after.is_none_or(|next| next.is_whitespace() || next == '-');
        // `PARIS –`, `(Reuters) -`, `(Reuters) -Rebels`, `2016 .–`, `(AFP): `, but not the hyphen of `SAINT-DENIS`.
        let possible = match c {
            ':' => line[..dash].trim_end().ends_with(')') && opens,
            // `ADDIS-ABEBA, 3 août 2023 (Corne Presse). Les rebelles …`
            '.' => before.is_some_and(|b| b == ')' || b.is_ascii_digit()) && after == Some(' '),
            _ => (spaced || closes) && (opens || line[..dash].trim_end().ends_with(')')) || c == '—' && !closes,
        };
        if !possible {
            continue;
        }
        tried += 1;
        if let Some(mut found) = head(text, at..at + dash) {
            let rest = line[dash..].trim_start_matches(['-', '–', '—', '−', ':', '.']);
            let full = found
                .date
                .as_ref()
                .is_some_and(|(d, _)| d.day.is_some() && d.year.is_some());
            // A full stop ends a dateline only where all of it is told, and more than a few words follow.
            if c == '.' && !(full && !found.places.is_empty() && rest.len() > 40) {
                continue;
            }
            // `Taipei, Taiwan — The …` has neither agency nor date nor capitals: then a sentence must follow.
            let bare = found.agency.is_none()
                && found.date.is_none()
                && found
                    .places
                    .first()
                    .is_some_and(|place| !all_capitals(&text[place.span.clone()]));
            if bare && !(rest.len() > 60 && rest.trim_start().starts_with(char::is_uppercase)) {
                continue;
            }
            found.end = skip_tags(text, line_end - rest.trim_start().len(), line_end);
            return Some(found);
        }
    }
    None
}

/// A line that is a dateline and nothing else: `Conakry, le 7 septembre 2023`, `Goma (RDC), 12 mars 2024`.
///
/// Without a dash after it only a place with a full date is one.
pub(crate) fn whole_line(text: &str, at: usize, line_end: usize) -> Option<Dateline> {
    if line_end - at > LONGEST / 2 {
        return None;
    }
    let mut found = head(text, at..line_end)?;
    let (date, _) = found.date.as_ref()?;
    let full = date.day.is_some() && date.year.is_some();
    found.end = line_end;
    (full && !found.places.is_empty()).then_some(found)
}

/// `[REPORT] [PRESS COMMITTEE] [TEXT] ` of the American monitoring service: editorial tags, not text.
fn skip_tags(text: &str, mut at: usize, line_end: usize) -> usize {
    while text[at..line_end].starts_with('[') {
        let Some(close) = text[at..line_end].find(']').filter(|close| *close < LONGEST) else {
            break;
        };
        let after = at + close + 1;
        at = line_end - text[after..line_end].trim_start().len();
    }
    at
}

/// A piece of a dateline between commas, or in brackets.
enum Piece {
    Words(Range<usize>),
    Brackets(Range<usize>),
}

fn head(text: &str, range: Range<usize>) -> Option<Dateline> {
    let mut found = Dateline::default();
    let mut after_date = false;
    // `8 août 2016, cratère de Maragua . –`: the stop says that all before it is a dateline.
    let stopped = text[range.clone()].trim_end().ends_with('.');
    let pieces = pieces(text, range)?;
    let count = pieces.len();
    let mut after_place = false;
    let mut nowhere = false;
    let bracketed = pieces.iter().any(|piece| matches!(piece, Piece::Brackets(_)));
    for (index, piece) in pieces.into_iter().enumerate() {
        match piece {
            Piece::Brackets(range) => {
                let inside = &text[range.clone()];
                if after_date && matches!(words::fold_all(inside).as_str(), "utc" | "gmt" | "tu" | "heure locale") {
                    continue;
                }
                let agency = known_agency(inside);
                let is_country = agency.is_none() && after_place && !after_date && index + 1 < count;
                if is_country {
                    found.within.push(named(text, range));
                } else if found.agency.is_none() && (agency.is_some() || after_date || sounds_like_publisher(inside)) {
                    found.agency = Some(Named {
                        name: agency.unwrap_or(inside).to_owned(),
                        span: range,
                    });
                } else if agency.is_none() && after_place && is_place(inside) {
                    found.within.push(named(text, range));
                } else {
                    return None;
                }
                after_place = false;
            }
            Piece::Words(range) => {
                let words = &text[range.clone()];
                if let Some((date, end)) = dates::date_at(words)
                    && found.date.is_none()
                {
                    let rest = &words[end..];
                    let time = dates::time_at(rest).unwrap_or(0);
                    if rest[time..]
                        .trim_matches(|c: char| c.is_whitespace() || c == '.')
                        .is_empty()
                    {
                        found.date = Some((date, range.start..range.start + end));
                        after_date = true;
                        continue;
                    }
                    return None;
                }
                if let Some((date, span)) = &mut found.date {
                    // `March 3, 2023` is two pieces; so are `8 août 2016, 14h30` and `8 août 2016, Cracovie`.
                    if let Ok(year @ 1900..2100) = words.parse::<i16>()
                        && date.year.is_none()
                    {
                        date.year = Some(year);
                        span.end = range.end;
                        continue;
                    }
                    if dates::time_at(words) == Some(words.len()) {
                        continue;
                    }
                }
                // `GUSAU (Nigeria), dimanche (Agence)`: a day of the week alone dates as well.
                if words::listed(&words::words().weekdays, &words::fold_all(words)) {
                    after_date = true;
                    continue;
                }
                if let Some(missing) = missing(words) {
                    nowhere = true;
                    after_place = missing == Missing::Place;
                    after_date |= missing == Missing::Date;
                    continue;
                }
                // `Le 3 mars 2021, Moscou – soutien de Damas –…` begins a sentence.
                if after_date && found.places.is_empty() && !nowhere && !stopped && !all_capitals(words) {
                    return None;
                }
                if !is_place(words) {
                    // Behind a dash the text has begun: "BOGOTA, 3 March 2024 (Wire) - A bomb damaged stores."
                    let begun = words.contains([' ', '\u{a0}']) && words.starts_with(['-', '–', '—']);
                    if after_date && stopped && !begun && words.chars().count() <= 60 {
                        continue;
                    }
                    return None;
                }
                add_places(text, range, &mut found);
                after_place = true;
            }
        }
    }
    let placed = !found.places.is_empty();
    let full_date = found
        .date
        .as_ref()
        .is_some_and(|(date, _)| date.year.is_some() && date.day.is_some());
    let capitals = placed && all_capitals(&text[found.places[0].span.clone()]);
    let label = placed && is_label(&text[found.places[0].span.clone()]);
    let enough = match (&found.agency, &found.date) {
        (Some(_), _) => placed || nowhere || found.date.is_some() || count == 1,
        (None, Some(_)) => placed || nowhere || full_date,
        (None, None) => nowhere || (capitals || placed && !found.within.is_empty() && !bracketed) && !label,
    };
    enough.then_some(found)
}

/// Splits at commas and brackets outside brackets; `None` if a bracket is left open.
fn pieces(text: &str, range: Range<usize>) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut start = range.start;
    let mut open = None;
    let words = |start: usize, end: usize, pieces: &mut Vec<Piece>| {
        let trimmed = trim(text, start..end);
        // WiNER writes `8 août 2016 . –`; the stop is no part of anything.
        let trimmed = match text[trimmed.clone()].strip_suffix('.') {
            Some(kept) if kept.ends_with(char::is_whitespace) || kept.ends_with(|c: char| c.is_ascii_digit()) => {
                trim(text, trimmed.start..trimmed.end - 1)
            }
            _ => trimmed,
        };
        if !trimmed.is_empty() {
            pieces.push(Piece::Words(trimmed));
        }
    };
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        match (c, open) {
            ('(', None) => {
                words(start, at, &mut pieces);
                open = Some(at + 1);
            }
            (')', Some(opened)) => {
                let inside = trim(text, opened..at);
                if !inside.is_empty() {
                    pieces.push(Piece::Brackets(inside));
                }
                open = None;
                start = at + 1;
            }
            (',', None) => {
                words(start, at, &mut pieces);
                start = at + 1;
            }
            ('(', Some(_)) | (')', None) | (';' | '"' | '«' | '?' | '!', _) => return None,
            _ => {}
        }
    }
    if open.is_some() {
        return None;
    }
    words(start, range.end, &mut pieces);
    Some(pieces)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

fn known_agency(inside: &str) -> Option<&'static str> {
    words().agency(inside)
}

/// Words in the names of publishers that are not in the list of agencies.
fn sounds_like_publisher(inside: &str) -> bool {
    words::fold_all(inside)
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| words::listed(&words().publishers, word))
}

/// What a dateline says that it does not know.
#[derive(PartialEq)]
enum Missing {
    Place,
    Date,
}

fn missing(words: &str) -> Option<Missing> {
    match words::fold_all(words).as_str() {
        "no city" | "clandestine" | "city not given" | "undated" => Some(Missing::Place),
        "no date" | "date not given" | "date unknown" => Some(Missing::Date),
        _ => None,
    }
}

/// `LIVE – …`, `ANALYSE – …`: capitals and a dash, but no place.
fn is_label(name: &str) -> bool {
    let folded = words::fold_all(name);
    words().labels.iter().any(|(label, _)| *label == folded)
}

/// A small word inside the name of a place.
pub(crate) fn is_link(word: &str) -> bool {
    words::listed(&words().links, &words::fold_all(word))
}

/// Capitalised words, not many, without digits: the shape of a place.
fn is_place(words: &str) -> bool {
    let mut capitalised = 0;
    let mut count = 0;
    for word in words
        .split(|c: char| c.is_whitespace() || c == '/')
        .filter(|word| !word.is_empty())
    {
        count += 1;
        let letters = word.trim_start_matches(['(', '\'', '’']);
        let Some(first) = letters.chars().next() else {
            return false;
        };
        if first.is_uppercase() {
            capitalised += 1;
        } else if !is_link(letters) && !first_name_particle(letters) {
            return false;
        }
        if letters
            .chars()
            .any(|c| c.is_numeric() || matches!(c, ':' | '!' | '?' | '='))
        {
            return false;
        }
    }
    capitalised > 0 && count <= 7 && words.chars().count() <= 60
}

/// `d'Ivoire`, `l'Est`, `al-Asad`, `el-Sheikh`: the capital comes after the particle.
fn first_name_particle(word: &str) -> bool {
    word.split(['\'', '’', '-'])
        .nth(1)
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

pub(crate) fn all_capitals(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic()).peekable();
    words.chars().filter(|c| c.is_alphabetic()).count() > 2
        && letters.peek().is_some()
        && letters.all(|c| !c.is_lowercase())
}

fn add_places(text: &str, range: Range<usize>, found: &mut Dateline) {
    let words = &text[range.clone()];
    // After a place, `Congo` in `BENI, Congo` and `France` in `Paris, France` say where it lies.
    let first_capitals = found
        .places
        .first()
        .map(|place| all_capitals(&text[place.span.clone()]));
    if let Some(capitals) = first_capitals
        && !(capitals && all_capitals(words))
    {
        found.within.push(named(text, range));
        return;
    }
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let cut = if rest.starts_with('/') {
            Some(1)
        } else if rest.starts_with(char::is_whitespace) {
            let spaces = rest.len() - rest.trim_start().len();
            words::first(&rest[spaces..], &words_for_and())
                .map(|(_, end)| spaces + end)
                .filter(|end| *end < rest.len())
        } else {
            None
        };
        if let Some(length) = cut {
            push_place(text, start..at, found);
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push_place(text, start..range.end, found);
}

fn words_for_and() -> [String; 2] {
    ["et".to_owned(), "and".to_owned()]
}

fn push_place(text: &str, range: Range<usize>, found: &mut Dateline) {
    let mut range = trim(text, range);
    if let Some((_, end)) = words::first(&text[range.clone()], &words().near) {
        range = trim(text, range.start + end..range.end);
    }
    if !range.is_empty() {
        found.places.push(named(text, range));
    }
}

fn named(text: &str, span: Range<usize>) -> Named {
    Named {
        name: running_case(&text[span.clone()]),
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Places | within | agency | date | what follows.
    fn show(text: &str) -> String {
        let Some(found) = dateline_at(text, 0, text.len()) else {
            return "none".to_owned();
        };
        let names = |list: &[Named]| {
            list.iter()
                .map(|named| named.name.as_str())
                .collect::<Vec<_>>()
                .join("+")
        };
        format!(
            "{} | {} | {} | {} | {}",
            names(&found.places),
            names(&found.within),
            found.agency.map(|agency| agency.name).unwrap_or_default(),
            found.date.map(|(_, span)| text[span].to_owned()).unwrap_or_default(),
            &text[found.end..]
        )
    }

    #[test]
    fn datelines_of_agencies() {
        for (text, expected) in [
            ("MOSCOU (Reuters) - Le chef", "Moscou |  | Reuters |  | Le chef"),
            ("KYIV, Feb 26 (Reuters) - The", "Kyiv |  | Reuters | Feb 26 | The"),
            ("NAIROBI, 12 mars (AFP) – Des", "Nairobi |  | AFP | 12 mars | Des"),
            (
                "GAZA/JERUSALEM (Reuters) -Tanks",
                "Gaza+Jerusalem |  | Reuters |  | Tanks",
            ),
            (
                "KYIV/MOSCOW, Feb 26 (Reuters) - A",
                "Kyiv+Moscow |  | Reuters | Feb 26 | A",
            ),
            (
                "Bamako, 12 mars 2024 (AFP) - Six",
                "Bamako |  | AFP | 12 mars 2024 | Six",
            ),
            ("DAKAR, March 3 - Two", "Dakar |  |  | March 3 | Two"),
            ("Paris, le 3 mars – Un", "Paris |  |  | le 3 mars | Un"),
            ("MEXICO CITY (AP) — Four", "Mexico City |  | AP |  | Four"),
            ("BENI, Congo (AP) — Rebels", "Beni | Congo | AP |  | Rebels"),
            ("Goma (RD Congo) (AFP) - Des", "Goma | RD Congo | AFP |  | Des"),
            (
                "Goma (RDC), 12 mars 2024 (AFP) – Des",
                "Goma | RDC | AFP | 12 mars 2024 | Des",
            ),
            ("KYIV, Ukraine — Shells", "Kyiv | Ukraine |  |  | Shells"),
            (
                "NEAR BAKHMUT, Ukraine, March 3, 2023 (Reuters) - A",
                "Bakhmut | Ukraine | Reuters | March 3, 2023 | A",
            ),
            ("PORT-AU-PRINCE (AFP) - Des", "Port-au-Prince |  | AFP |  | Des"),
            ("N'DJAMENA (AFP) - Des", "N'Djamena |  | AFP |  | Des"),
            ("SAINT-DENIS — Un", "Saint-Denis |  |  |  | Un"),
            ("Le Caire (AFP) – Un", "Le Caire |  | AFP |  | Un"),
            (
                "SAN SALVADOR, 27 NOV 89 (ACAN - EFE) -- [TEXT] A",
                "San Salvador |  | ACAN-EFE | 27 NOV 89 | A",
            ),
            (
                "LIMA, 3 JAN 90 -- [REPORT] [PRESS OFFICE] [TEXT] A",
                "Lima |  |  | 3 JAN 90 | A",
            ),
            (
                "MANAGUA (NICARAGUA), 1 DEC 89 (RADIO X) -- [TEXT] A",
                "Managua | Nicaragua | RADIO X | 1 DEC 89 | A",
            ),
            ("NO CITY, NO DATE -- [TEXT] A", " |  |  |  | A"),
            ("8 août 2016. – Un", " |  |  | 8 août 2016 | Un"),
            ("1er janvier 2016, 14h30 . –", " |  |  | 1er janvier 2016 | "),
            ("12 mars 2017, Cracovie . – Un", "Cracovie |  |  | 12 mars 2017 | Un"),
            ("KHARTOUM (AFP): Two", "Khartoum |  | AFP |  | Two"),
            ("(Reuters) - Two", " |  | Reuters |  | Two"),
            (
                "NO CITY (PERU), 5 FEB 89 (FBIS) -- [TEXT] A",
                " | Peru | FBIS | 5 FEB 89 | A",
            ),
            ("BOGOTA, NO DATE (EL DIARIO) -- A", "Bogota |  | EL DIARIO |  | A"),
            (
                "PERTH (AUSTRALIA), JUNE 11 89 (AFP) -- A",
                "Perth | Australia | AFP | JUNE 11 89 | A",
            ),
            ("31 mars 2016, 15:37 (UTC) . –", " |  |  | 31 mars 2016 | "),
            (
                "4 août 2016, Bolivie, cratère de Maragua . –",
                "Bolivie |  |  | 4 août 2016 | ",
            ),
        ] {
            assert_eq!(show(text), expected);
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for text in [
            "Le conflit - reconnu par tous - dure.",
            "Moscou - Kiev : la rupture",
            "The army (FARDC) - backed by troops - fled.",
            "Quinze soldats, selon Erevan - et douze autres",
            "Moscou, Kiev - deux capitales qui ne se parlent plus depuis longtemps, disent-elles.",
            "Le 3 mars 2021, Moscou - soutien de Damas - a dit non.",
            "Abdou Diallo (28 ans) - un berger - est mort.",
            "In March 2023 - a year later - they fled.",
        ] {
            assert_eq!(show(text), "none", "{text}");
        }
    }

    #[test]
    fn a_dateline_may_be_a_line_of_its_own() {
        let show = |line: &str| {
            whole_line(line, 0, line.len()).map(|found| {
                let places: Vec<&str> = found.places.iter().map(|place| place.name.as_str()).collect();
                (places.join("+"), found.end == line.len())
            })
        };
        assert_eq!(show("Conakry, le 7 septembre 2023"), Some(("Conakry".to_owned(), true)));
        assert_eq!(show("GOMA (DR Congo), 12 March 2024"), Some(("Goma".to_owned(), true)));
        assert_eq!(show("7 septembre 2023"), None);
        assert_eq!(show("Conakry, septembre 2023"), None);
        assert_eq!(show("La police disperse un cortège, le 7 septembre 2023"), None);
    }
}
