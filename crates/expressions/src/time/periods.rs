//! Months, seasons, years and calendar units.

use super::find::{Core, Finder, Opened};
use super::meaning::{Choice, Meaning, Origin, Unit, YearOf};
use crate::number::year;
use selon_syntax::Upos;

impl Finder<'_> {
    /// `novembre`, `last May`, `mars 2021`, `March last year`.
    pub fn month(&self, start: usize, opened: &Opened) -> Option<Core> {
        // "that November" is of the year told before.
        let pointed = self
            .len("that-before", start)
            .filter(|length| self.month_name(start + length).is_some_and(|(_, _, doubt)| !doubt));
        let (at, before) = match pointed {
            Some(length) => (start + length, None),
            None => self.chosen_before(start),
        };
        let (end, month, doubt) = self.month_name(at)?;
        let (stop, mut year) = self.year_of(end);
        let told = stop > end || pointed.is_some();
        if pointed.is_some() && stop == end {
            year = YearOf::Step(0, Origin::Story);
        }
        if let (Some(choice), YearOf::Chosen(Choice::Near)) = (before, year) {
            year = YearOf::Chosen(choice);
        }
        let possessive = self.key(end) == Some("'s");
        let marked = opened.temporal || before.is_some() || told;
        // Where months have capitals, "may" is none; where they have none, "Mars" is a planet.
        let written = self.atoms[at].capital == self.words.times.setting("month-first") || told || self.shouted();
        let fits = if doubt {
            // "de sept morts": a word that is a number too counts what follows.
            let counts = self.upos(at) == Some(Upos::Num) && !told;
            written && (marked || possessive) && self.upos(at) != Some(Upos::Aux) && !counts
        } else {
            marked || opened.article || possessive
        };
        fits.then_some((stop, Meaning::Month { month, year }))
    }

    /// The sentence is written in capitals.
    fn shouted(&self) -> bool {
        let letters = |word: &&selon_syntax::Word| word.form.chars().any(char::is_alphabetic);
        let mut words = self.sentence.words.iter().filter(letters).peekable();
        words.peek().is_some() && words.all(|word| !word.form.chars().any(char::is_lowercase))
    }

    fn chosen_before(&self, start: usize) -> (usize, Option<Choice>) {
        for (kind, choice) in [
            ("last-before", Choice::Last),
            ("next-before", Choice::Next),
            ("this-before", Choice::Near),
        ] {
            if let Some(length) = self.len(kind, start) {
                return (start + length, Some(choice));
            }
        }
        (start, None)
    }

    /// `l'automne 2020`, `cet été`, `last summer`, `the winter of 2014-2015`.
    pub fn season(&self, start: usize, opened: &Opened) -> Option<Core> {
        let (at, before) = self.chosen_before(start);
        let (length, entry) = self.words.times.at("season", self.atoms, at)?;
        if matches!(self.upos(at), Some(Upos::Aux | Upos::Verb)) && before.is_none() && !opened.article {
            return None;
        }
        let end = at + length;
        let (mut stop, mut year) = self.year_of(end);
        let told = stop > end;
        if told
            && let Some(next) = self
                .atoms
                .get(stop)
                .filter(|next| next.hyphen && next.plain_digits() && matches!(next.key.len(), 2 | 4))
        {
            // "l'hiver 2014-2015"
            let _ = next;
            stop += 1;
        }
        if let (Some(choice), YearOf::Chosen(Choice::Near)) = (before, year) {
            year = YearOf::Chosen(choice);
        }
        // "in the fall of Kabul", "the spring offensive".
        let foreign = !told
            && (self.len("from", end).is_some() && entry.doubt
                || matches!(self.upos(end), Some(Upos::Noun | Upos::Propn)));
        let marked = before.is_some() || told || opened.temporal && (opened.article || !entry.doubt);
        (marked && !foreign).then_some((
            stop,
            Meaning::Season {
                month: entry.value as i8,
                year,
            },
        ))
    }

    /// `en 2014`, `the 1990s`, `les années 90`.
    pub fn year(&self, start: usize, opened: &Opened) -> Option<Core> {
        if let Some(found) = self.decade(start) {
            return Some(found);
        }
        let found = self.atoms.get(start).and_then(year)?;
        let doubt = match opened.year {
            Some(doubt) => doubt,
            // "(1991-1994)"
            None => {
                let bracket = start > 0 && self.key(start - 1) == Some("(") && matches!(self.key(start + 1), Some(")"))
                    || start > 0
                        && self.key(start - 1) == Some("(")
                        && self.atoms.get(start + 1).is_some_and(|a| a.hyphen);
                return bracket.then_some((start + 1, Meaning::Year(found)));
            }
        };
        let end = start + 1;
        if doubt && self.counts(start) || self.words.numbers.at("scale", self.atoms, end).is_some() {
            return None;
        }
        let after_article =
            start > 0 && self.len("article", start - 1).is_some() && self.len("year-prep", start - 1).is_some();
        // "the 2020-21 war"
        let after = if self.short_year(end, found).is_some() {
            end + 1
        } else {
            end
        };
        if doubt && !after_article && matches!(self.upos(end), Some(Upos::Noun | Upos::Adj)) && !self.atoms[end].hyphen
        {
            return None;
        }
        if doubt && after_article && !matches!(self.upos(after), Some(Upos::Noun | Upos::Adj | Upos::Propn)) {
            return None;
        }
        // "plus de 2014 combattants", "between 1900 and 2000 people".
        let bound = ["low-before", "high-before", "about-before"].iter().any(|kind| {
            self.words
                .numbers
                .before(kind, self.atoms, start)
                .is_some_and(|(length, _)| length > 1 || doubt)
        });
        if bound && doubt {
            return None;
        }
        if let Some(last) = self.short_year(end, found) {
            return Some((
                end + 1,
                Meaning::Range(Box::new(Meaning::Year(found)), Box::new(Meaning::Year(last))),
            ));
        }
        Some((end, Meaning::Year(found)))
    }

    /// The second year of "2020-21".
    fn short_year(&self, at: usize, first: i16) -> Option<i16> {
        let atom = self
            .atoms
            .get(at)
            .filter(|atom| atom.hyphen && atom.plain_digits() && atom.key.len() == 2)?;
        let last = first - first % 100 + atom.key.parse::<i16>().ok()?;
        (first < last && last <= first + 20).then_some(last)
    }

    fn decade(&self, start: usize) -> Option<Core> {
        if let Some((length, _)) = self.words.times.at("decade", self.atoms, start) {
            let at = start + length;
            let atom = self.atoms.get(at)?;
            let (digits, marked) = match atom.key.strip_suffix('s') {
                Some(digits) => (digits, true),
                None => (
                    atom.key.as_str(),
                    self.key(at + 1) == Some("'s") && self.words.times.setting("month-first"),
                ),
            };
            if self.words.times.setting("month-first") && !marked {
                return None;
            }
            let decade = decade_of(digits)?;
            let end = at + 1 + usize::from(self.key(at + 1) == Some("'s"));
            return Some((end, Meaning::Decade(decade)));
        }
        let digits = self.atoms.get(start)?.key.strip_suffix('s')?;
        let decade = (digits.len() == 4).then(|| decade_of(digits))??;
        Some((start + 1, Meaning::Decade(decade)))
    }

    /// `la semaine dernière`, `last month`, `this year`, `cette année-là`, `the previous week`.
    pub fn period(&self, start: usize, opened: &Opened) -> Option<Core> {
        self.stepped(start)
            .or_else(|| self.window(start, opened))
            .or_else(|| self.current(start, opened))
    }

    /// "depuis le début de l'année", "since the start of the month": the dispatch's own.
    fn current(&self, start: usize, opened: &Opened) -> Option<Core> {
        let (length, entry) = self.words.times.at("unit", self.atoms, start)?;
        let unit = Unit::parse(&entry.text)?;
        let one = self.word(start).is_some_and(|word| word.feat("Number") != Some("Plur"));
        let end = start + length;
        // "the end of the year of protests", "fin de la semaine sainte" are told by something else.
        let told = matches!(self.upos(end), Some(Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num))
            || self.len("from", end).is_some();
        let period = matches!(unit, Unit::Week | Unit::Month | Unit::Year);
        (opened.portion && opened.article && one && period && !told).then_some((
            end,
            Meaning::Step {
                unit,
                step: 0,
                origin: Origin::Dispatch,
            },
        ))
    }

    /// A unit with a word that says which: the steps from the origin's.
    pub fn stepped(&self, start: usize) -> Option<Core> {
        const BEFORE: [(&str, i32, Origin); 7] = [
            ("same-before", 0, Origin::Story),
            ("previous-before", -1, Origin::Story),
            ("following-before", 1, Origin::Story),
            ("last-before", -1, Origin::Dispatch),
            ("next-before", 1, Origin::Dispatch),
            ("this-before", 0, Origin::Dispatch),
            ("that-before", 0, Origin::Story),
        ];
        const AFTER: [(&str, i32, Origin); 6] = [
            ("last-after", -1, Origin::Dispatch),
            ("next-after", 1, Origin::Dispatch),
            ("previous-after", -1, Origin::Story),
            ("following-after", 1, Origin::Story),
            ("that-after", 0, Origin::Story),
            ("this-after", 0, Origin::Dispatch),
        ];
        let mut at = start;
        let mut said: Option<(i32, Origin)> = None;
        let longest = BEFORE
            .iter()
            .filter_map(|(kind, step, origin)| self.len(kind, start).map(|length| (length, *step, *origin)));
        if let Some((length, step, origin)) =
            longest.fold(None, |best: Option<(usize, i32, Origin)>, next| match best {
                Some(known) if known.0 >= next.0 => best,
                _ => Some(next),
            })
        {
            at = start + length;
            said = Some((step, origin));
        } else if let Some(length) = self.len("article", start) {
            at = start + length;
        }
        let (length, entry) = self.words.times.at("unit", self.atoms, at)?;
        let unit = Unit::parse(&entry.text)?;
        let mut end = at + length;
        for (kind, step, origin) in AFTER {
            let Some(length) = self.len(kind, end) else { continue };
            if matches!(kind, "this-after" | "that-after") && said.is_none() && !matches!(self.key(end), Some("en")) {
                continue;
            }
            if !matches!(kind, "this-after") || said.is_none() {
                said = Some((step, origin));
            }
            end += length;
            break;
        }
        let (step, origin) = said?;
        // "these days", "ces derniers jours" and "last hour" are vague; "ce jour" is no wire word for a day.
        let many = |at: usize| self.word(at).is_some_and(|word| word.feat("Number") == Some("Plur"));
        let plural = (start..end).any(|each| many(each) && !(each == at && unit == Unit::Month));
        if plural || matches!(unit, Unit::Hour | Unit::Day | Unit::Century) {
            return None;
        }
        // "two weeks earlier this month": the unit belongs to a count.
        if matches!(self.key(start), Some("earlier")) || self.tied_unit(start, end) {
            return None;
        }
        Some((end, Meaning::Step { unit, step, origin }))
    }

    /// A number before the unit makes a count of it ("three next weeks").
    fn tied_unit(&self, start: usize, end: usize) -> bool {
        self.atoms.get(end).is_some_and(|next| next.hyphen) && end > start && self.len("this-after", end).is_none()
    }

    /// `the past three days`, `les deux dernières semaines`.
    fn window(&self, start: usize, _: &Opened) -> Option<Core> {
        let mut at = start;
        if let Some(length) = self.len("article", at).or_else(|| self.len("this-before", at)) {
            at += length;
        }
        let mut said = false;
        if let Some(length) = self.len("last-before", start).or_else(|| self.len("last-before", at)) {
            at = if self.len("last-before", start).is_some() {
                start
            } else {
                at
            } + length;
            said = true;
        }
        let count = self.count(at).filter(|count| !count.article)?;
        at = count.end;
        for _ in 0..1 {
            if let Some(length) = self.len("last-before", at) {
                at += length;
                said = true;
            }
        }
        let (length, entry) = self.words.times.at("unit", self.atoms, at)?;
        let mut end = at + length;
        if !said && let Some(length) = self.len("last-after", end) {
            end += length;
            said = true;
        }
        let unit = Unit::parse(&entry.text)?;
        said.then_some((
            end,
            Meaning::Window {
                count: i32::try_from(count.value).ok()?,
                unit,
            },
        ))
    }
}

fn decade_of(digits: &str) -> Option<i16> {
    let digits = digits.trim_start_matches('\'');
    let value: i16 = digits.parse().ok()?;
    match digits.len() {
        4 if (1800..2100).contains(&value) && value % 10 == 0 => Some(value),
        2 if value % 10 == 0 => Some(1900 + value),
        _ => None,
    }
}
