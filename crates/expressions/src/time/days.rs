//! Dates and weekdays.

use super::find::{Core, Finder, Opened};
use super::meaning::{Choice, Meaning, YearOf};
use crate::number::year;
use selon_syntax::Upos;

impl Finder<'_> {
    /// `mardi 16 novembre 2021`, `Feb. 26, 2023`, `3-5 May`, `2023-10-05`.
    pub fn date(&self, start: usize, opened: &Opened) -> Option<Core> {
        if let Some(found) = self.figures(start) {
            return Some(found);
        }
        let mut at = start;
        let weekday = self
            .words
            .times
            .at("weekday", self.atoms, at)
            .map(|(length, entry)| (length, entry.value as i8));
        if let Some((length, _)) = weekday {
            at += length;
            if matches!(self.key(at), Some("," | "(")) {
                at += 1;
            }
            if let Some(length) = self.len("article", at) {
                at += length;
            }
        }
        let weekday = weekday.map(|(_, day)| day);
        self.day_first(at, weekday, opened)
            .or_else(|| self.month_first(at, weekday))
    }

    /// `2023-10-05`, `05/10/2023`.
    fn figures(&self, start: usize) -> Option<Core> {
        let first = self.atoms.get(start)?;
        let build = |year: i16, month: i8, day: i8| {
            jiff::civil::Date::new(year, month, day).ok()?;
            Some(Meaning::Date {
                day,
                month,
                year: YearOf::Given(year),
                weekday: None,
            })
        };
        if let Some(year) = year(first)
            && let (Some(month), Some(day)) = (self.atoms.get(start + 1), self.atoms.get(start + 2))
            && month.hyphen
            && day.hyphen
            && month.plain_digits()
            && day.plain_digits()
            && day.key.len() == 2
        {
            return Some((start + 3, build(year, month.key.parse().ok()?, day.key.parse().ok()?)?));
        }
        let mut parts = first.key.split(['/', '.']);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || c.len() != 4 || a.len() > 2 || b.len() > 2 {
            return None;
        }
        let (a, b, c): (i8, i8, i16) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
        let (day, month) = match self.words.times.setting("month-first") {
            // 03/04/2021 is March for some and April for others.
            true if a <= 12 && b <= 12 && a != b => return None,
            true if b > 12 => (b, a),
            _ => (a, b),
        };
        Some((start + 1, build(c, month, day)?))
    }

    /// A day of the month: `3`, `1er`, `26th`, `premier`.
    fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        if let Some((length, entry)) = self.words.times.at("day-number", self.atoms, at) {
            return Some((at + length, entry.value as i8));
        }
        let atom = self.atoms.get(at)?;
        let digits = atom.key.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        let day: i8 = atom.key[..digits].parse().ok()?;
        let suffix = &atom.key[digits..];
        let mut end = at + 1;
        if !suffix.is_empty() && self.words.times.word("ordinal", suffix).is_none() {
            return None;
        }
        // "1" "er" as two tokens, before a month.
        if suffix.is_empty()
            && self
                .atoms
                .get(end)
                .is_some_and(|next| !next.hyphen && self.words.times.is("ordinal", next))
            && self.words.times.at("month", self.atoms, end + 1).is_some()
        {
            end += 1;
        }
        (1..=31).contains(&day).then_some((end, day))
    }

    /// The month at an atom, and whether the word has other meanings.
    pub fn month_name(&self, at: usize) -> Option<(usize, i8, bool)> {
        let (length, entry) = self.words.times.at("month", self.atoms, at)?;
        let atom = &self.atoms[at];
        let doubt = entry.doubt || atom.key.len() <= 3 && self.words.times.setting("month-first") && !atom.capital;
        let mut end = at + length;
        // "Feb" "." as two tokens.
        if self.key(end) == Some(".")
            && self
                .atoms
                .get(end + 1)
                .is_some_and(|a| a.key.starts_with(|c: char| c.is_ascii_digit()))
        {
            end += 1;
        }
        Some((end, entry.value as i8, doubt))
    }

    /// `12 mars`, `3-5 May`, `les 3 et 4 mai`, `3 au mercredi 5 mai`.
    fn day_first(&self, start: usize, weekday: Option<i8>, opened: &Opened) -> Option<Core> {
        let (mut at, first) = self.day_number(start)?;
        let mut last = first;
        let mut last_weekday = weekday;
        for _ in 0..6 {
            if self.month_name(at).is_some() {
                break;
            }
            if self.atoms.get(at)?.hyphen {
                // A hyphen joins.
            } else if self.key(at) == Some("-") || self.key(at) == Some(",") || self.key(at) == Some("/") {
                at += 1;
            } else if let Some(length) = self.len("to", at).or_else(|| self.len("and", at)) {
                at += length;
            } else {
                // "12 of March", "the 12th of March"
                let length = self.len("from", at).filter(|_| self.month_name(at + 1).is_some())?;
                at += length;
                continue;
            }
            for kind in ["article", "weekday"] {
                if let Some((length, entry)) = self.words.times.at(kind, self.atoms, at) {
                    at += length;
                    if kind == "weekday" {
                        last_weekday = Some(entry.value as i8);
                    }
                }
            }
            let (end, day) = self.day_number(at)?;
            (at, last) = (end, day);
        }
        let (end, month, doubt) = self.month_name(at)?;
        if doubt && self.words.times.setting("month-first") && !self.atoms[at].capital {
            return None;
        }
        let (end, year) = self.year_of(end);
        let from = Meaning::Date {
            day: first,
            month,
            year,
            weekday,
        };
        if last == first {
            return Some((end, from));
        }
        let to = Meaning::Date {
            day: last,
            month,
            year,
            weekday: last_weekday.filter(|_| last_weekday != weekday),
        };
        if opened.night {
            return Some((end, from));
        }
        Some((end, Meaning::Range(Box::new(from), Box::new(to))))
    }

    /// `Feb. 26, 2023`, `May 3-5`, `March the 3rd`.
    fn month_first(&self, start: usize, weekday: Option<i8>) -> Option<Core> {
        if !self.words.times.setting("month-first") {
            return None;
        }
        let (mut at, month, doubt) = self.month_name(start)?;
        if doubt && !self.atoms[start].capital {
            return None;
        }
        if let Some(length) = self.len("article", at) {
            at += length;
        }
        let (mut end, first) = self.day_number(at)?;
        // "in March 15 soldiers" counts soldiers, "on March 15 soldiers" does not.
        let in_month = self.words.times.before("month-prep", self.atoms, start).is_some();
        if in_month && self.counts(end - 1) {
            return None;
        }
        let mut last = first;
        let next = if self.atoms.get(end).is_some_and(|a| a.hyphen) {
            Some(end)
        } else if self.key(end) == Some("-") {
            Some(end + 1)
        } else {
            self.len("to", end)
                .or_else(|| self.len("and", end))
                .map(|length| end + length)
        };
        if let Some((stop, day)) = next.and_then(|next| self.day_number(next))
            && day > first
            && !self.counts(stop - 1)
            && self.month_name(stop).is_none()
        {
            (end, last) = (stop, day);
        }
        let (end, year) = self.year_of(end);
        let from = Meaning::Date {
            day: first,
            month,
            year,
            weekday,
        };
        if last == first {
            return Some((end, from));
        }
        let to = Meaning::Date {
            day: last,
            month,
            year,
            weekday: None,
        };
        Some((end, Meaning::Range(Box::new(from), Box::new(to))))
    }

    /// Whether the figure at an atom counts the noun after it.
    pub fn counts(&self, at: usize) -> bool {
        let Some(word) = self.word(at) else { return false };
        let Some(next) = self.word(at + 1) else { return false };
        if self.atoms[at + 1].hyphen {
            return false;
        }
        let noun = |upos: Upos| matches!(upos, Upos::Noun | Upos::Adj);
        if !noun(next.upos) {
            return false;
        }
        let tied = word.relation() == "nummod"
            && word.head.is_some_and(|head| {
                head >= self.atoms[at + 1].words.start
                    && head < self.atoms[at + 1].words.end + 3
                    && noun(self.sentence.words[head.min(self.sentence.words.len() - 1)].upos)
            });
        tied && next.feat("Number") != Some("Sing")
    }

    /// The year after a date or month: told, told by its place ("last year"), or missing.
    pub fn year_of(&self, end: usize) -> (usize, YearOf) {
        let comma = usize::from(self.key(end) == Some(","));
        for skip in [comma, 0] {
            let at = end + skip + self.len("from", end + skip).filter(|_| skip == 0).unwrap_or(0);
            if let Some(found) = self.atoms.get(at).and_then(year)
                && !self.atoms[at].hyphen
                && !self.counts(at)
            {
                return (at + 1, YearOf::Given(found));
            }
        }
        if let Some(found) = self.two_figures(end) {
            return found;
        }
        if let Some(length) = self.len("last-after", end) {
            // "March last year" is not "March last".
            if let Some(found) = self.relative_year(end) {
                return found;
            }
            return (end + length, YearOf::Chosen(Choice::Last));
        }
        if let Some(found) = self.relative_year(end) {
            return found;
        }
        if let Some(length) = self.len("next-after", end) {
            return (end + length, YearOf::Chosen(Choice::Next));
        }
        (end, YearOf::Chosen(Choice::Near))
    }

    /// "4 FEB 90", "mai 68": two figures that are no day, and count nothing.
    fn two_figures(&self, end: usize) -> Option<(usize, YearOf)> {
        let atom = self
            .atoms
            .get(end)
            .filter(|atom| atom.plain_digits() && atom.key.len() == 2 && !atom.hyphen)?;
        let value: i16 = atom.key.parse().ok().filter(|&value| value > 31)?;
        let closed = self
            .word(end + 1)
            .is_none_or(|next| matches!(next.upos, Upos::Punct | Upos::Adp | Upos::Cconj));
        closed.then_some((end + 1, YearOf::Given(1900 + value)))
    }

    fn relative_year(&self, end: usize) -> Option<(usize, YearOf)> {
        let at = end + self.len("from", end).unwrap_or(0);
        for at in [at, at + self.len("article", at).unwrap_or(0)] {
            if let Some((
                stop,
                Meaning::Step {
                    unit: super::meaning::Unit::Year,
                    step,
                    origin,
                },
            )) = self.stepped(at)
            {
                return Some((stop, YearOf::Step(step, origin)));
            }
        }
        None
    }

    /// `mardi`, `last Tuesday`, `mardi prochain`.
    pub fn weekday(&self, start: usize, opened: &Opened) -> Option<Core> {
        let lexicon = &self.words.times;
        let mut at = start;
        let mut choice = Choice::Near;
        let mut marked = opened.any;
        for (kind, chosen) in [
            ("last-before", Choice::Last),
            ("next-before", Choice::Next),
            ("this-before", Choice::Near),
        ] {
            if let Some(length) = self.len(kind, start) {
                at = start + length;
                choice = chosen;
                marked = true;
                break;
            }
        }
        let (length, entry) = lexicon.at("weekday", self.atoms, at)?;
        if entry.doubt && (!marked || !self.atoms[at].capital) {
            return None;
        }
        let mut end = at + length;
        let mut after = |end: usize| {
            for (kind, chosen) in [
                ("last-after", Choice::Last),
                ("next-after", Choice::Next),
                ("previous-after", Choice::Last),
            ] {
                if let Some(length) = self.len(kind, end) {
                    choice = chosen;
                    return end + length;
                }
            }
            end
        };
        end = after(end);
        if let Some(length) = self.len("part", end) {
            end = after(end + length);
        }
        Some((
            end,
            Meaning::Weekday {
                weekday: entry.value as i8,
                choice,
            },
        ))
    }
}
