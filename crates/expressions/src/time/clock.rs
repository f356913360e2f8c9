//! The hour: no time of its own, but a part of the day beside it.

use super::find::Finder;
use crate::atoms::Atom;

impl Finder<'_> {
    /// Where an hour that begins at an atom ends (`vers 14h30`, `at 0430 GMT`, `à 6 heures (04H00 GMT)`).
    pub fn clock(&self, start: usize) -> Option<usize> {
        let mut at = start;
        if let Some((length, _)) = self.words.times.at("clock-before", self.atoms, at) {
            at += length;
        }
        let mut end = self.hour(at)?;
        if self.key(end) == Some("(")
            && let Some(inner) = self.hour(end + 1)
            && self.key(inner) == Some(")")
        {
            end = inner + 1;
        }
        Some(end)
    }

    fn hour(&self, start: usize) -> Option<usize> {
        let lexicon = &self.words.times;
        if let Some((length, _)) = lexicon.at("clock-word", self.atoms, start) {
            return Some(start + length);
        }
        let atom = self.atoms.get(start)?;
        let mut end = start + 1;
        let minutes = |next: &Atom| {
            next.key
                .strip_prefix(':')
                .is_some_and(|m| m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()))
        };
        if atom.plain_digits() && atom.key.len() <= 2 && self.atoms.get(end).is_some_and(minutes) {
            // "18" ":37" as two tokens.
            end += 1;
        } else if !hour_token(atom) {
            let digits = atom.plain_digits() && atom.key.len() <= 4;
            let (length, _) = digits.then(|| lexicon.at("clock-unit", self.atoms, end)).flatten()?;
            end += length;
            let minutes = self
                .atoms
                .get(end)
                .is_some_and(|a| a.plain_digits() && a.key.len() == 2 && !a.hyphen);
            if minutes && matches!(self.key(end - 1), Some("h" | "heures")) && self.key(end + 1) != Some("h") {
                end += 1;
            }
        }
        while let Some((length, _)) = lexicon.at("clock-unit", self.atoms, end) {
            end += length;
        }
        Some(end)
    }
}

/// `6h30`, `14h`, `04:30`, `6:30pm`, `6pm`.
fn hour_token(atom: &Atom) -> bool {
    let key = atom.key.as_str();
    let digits = key.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&digits) {
        return false;
    }
    let rest = &key[digits..];
    match rest.strip_prefix(['h', ':']) {
        Some(minutes) => {
            let figures = minutes.bytes().take_while(u8::is_ascii_digit).count();
            (figures == 2 || figures == 0 && rest.starts_with('h'))
                && matches!(&minutes[figures..], "" | "am" | "pm" | "a.m" | "p.m" | "gmt")
        }
        None => matches!(rest, "am" | "pm" | "a.m" | "p.m"),
    }
}
