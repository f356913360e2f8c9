//! The words of a dispatch as near copies are found by: runs of words, long quotations, figures.

use crate::record::{Span, Text};
use rustc_hash::FxHashSet;

/// Words in a run.
const RUN: usize = 5;
/// One run in so many is kept in the table `shingle`.
const KEPT: u64 = 8;
/// A quotation of fewer words is a turn of phrase.
const QUOTE: usize = 6;

/// What near copies are found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// Words of the body.
    pub words: usize,
    /// Hashes of all its runs of words.
    pub runs: FxHashSet<u64>,
    /// Hashes of its long quotations.
    pub quotes: Vec<i64>,
    /// Figures in it, save years.
    pub figures: Vec<u64>,
}

/// FNV-1a with a last mixing. Stored in ledgers: never to be changed.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

/// The words of a text, in small letters.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The paragraphs of a text; the whole where none are told.
pub fn body(text: &str, spans: &[Span]) -> String {
    if spans.is_empty() {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut body = String::with_capacity(text.len());
    for span in spans {
        if let Some(part) = characters.get(span.start..span.end.min(characters.len())) {
            body.extend(part);
            body.push('\n');
        }
    }
    body
}

/// What near copies of a text are found by.
pub fn print(text: &Text, spans: &[Span]) -> Print {
    let Text::Whole(text) = text else {
        return Print::default();
    };
    let body = body(text, spans);
    let all = words(&body);
    let runs = all
        .windows(RUN)
        .map(|run| hash(run.iter().flat_map(|word| word.bytes().chain(std::iter::once(b' ')))))
        .collect();
    let mut figures: Vec<u64> = all
        .iter()
        .filter_map(|word| word.parse().ok())
        .filter(|figure| *figure > 2 && !(1900..2100).contains(figure))
        .collect();
    figures.sort_unstable();
    figures.dedup();
    Print {
        words: all.len(),
        runs,
        quotes: quotes(&body),
        figures,
    }
}

/// Hashes of the quotations of a text that are long enough to tell where they come from.
fn quotes(text: &str) -> Vec<i64> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in text.char_indices() {
        match (open, mark) {
            (None, '«') => open = Some((at, '»')),
            (None, '“') => open = Some((at, '”')),
            (None, '"') => open = Some((at, '"')),
            (Some((from, close)), mark) if mark == close => {
                let inside = words(text.get(from..at).unwrap_or_default());
                if inside.len() >= QUOTE {
                    found.push(stored(hash(inside.join(" ").bytes())));
                }
                open = None;
            }
            // A quotation does not go over a paragraph: a mark that is never closed swallows no more than that.
            (Some(_), '\n') => open = None,
            _ => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A hash as SQLite keeps it.
pub fn stored(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

/// Those of the runs that the table `shingle` holds.
pub fn kept(runs: &FxHashSet<u64>) -> Vec<i64> {
    let mut kept: Vec<i64> = runs
        .iter()
        .filter(|run| *run % KEPT == 0)
        .map(|run| stored(*run))
        .collect();
    kept.sort_unstable();
    kept
}

/// The share of the shorter one's runs that stand in the other, 0–1.
pub fn containment(a: &FxHashSet<u64>, b: &FxHashSet<u64>) -> f64 {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if small.is_empty() {
        return 0.0;
    }
    small.iter().filter(|run| large.contains(*run)).count() as f64 / small.len() as f64
}

/// A headline as it is compared: its words, without the marks of an edition.
pub fn headline(text: &str) -> String {
    const MARKS: &[&str] = &[
        "correction",
        "corrected",
        "corrige",
        "corrigé",
        "rectificatif",
        "update",
        "updated",
        "actualisé",
        "lead",
        "retrait",
        "annulation",
        "withdrawn",
        "withdrawal",
        "kill",
        "annulé",
        "retiré",
        "refile",
    ];
    let mut words = words(text);
    words.retain(|word| !MARKS.contains(&word.as_str()) && word.parse::<u64>().is_err());
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Print {
        print(&Text::Whole(text.to_owned()), &[])
    }

    #[test]
    fn the_hash_is_that_of_stored_ledgers() {
        // Computed apart, in another language.
        assert_eq!(hash("selon".bytes()), 0xeab13fa4a854d200);
        assert_ne!(hash("a".bytes()), hash("b".bytes()));
    }

    #[test]
    fn an_abridged_text_is_in_the_long_one() {
        let long = of(
            "Seventeen soldiers were killed on Monday in an ambush near the town, the army said. Six vehicles were destroyed. Help came too late.",
        );
        let short = of("Seventeen soldiers were killed on Monday in an ambush near the town, the army said.");
        let other = of(
            "Thirty people died on Friday when a market in the north was shelled, a doctor told the agency by telephone.",
        );
        assert!(containment(&long.runs, &short.runs) > 0.9);
        assert!(containment(&long.runs, &other.runs) < 0.1);
        assert_eq!(containment(&of("").runs, &long.runs), 0.0);
    }

    #[test]
    fn long_quotations_and_figures_are_found() {
        let a = of("“We shall defend every village of ours to the end,” he said of the 17 dead in 2023.");
        let b = of("He told us: « We shall defend every village of ours to the end ». 17 died, 3 fled.");
        assert_eq!(a.quotes, b.quotes);
        assert_eq!(a.quotes.len(), 1);
        assert_eq!(a.figures, [17]);
        assert_eq!(b.figures, [3, 17]);
    }

    #[test]
    fn a_headline_is_the_same_with_the_mark_of_its_edition() {
        assert_eq!(
            headline("CORRECTION: Nine dead in Kirkuk"),
            headline("Nine dead in Kirkuk")
        );
    }
}
