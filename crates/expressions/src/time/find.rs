//! Finding time expressions: openers, then a day, month, year or period, then what qualifies it.

use super::meaning::{Meaning, Origin};
use super::{Expression, Mention, TimeWords};
use crate::atoms::{Atom, atoms, cover};
use crate::number::{Cardinal, cardinal};
use selon_syntax::{Sentence, Upos, Word};
use std::ops::Range;

/// What stood before the core of an expression.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Opened {
    /// Any preposition of time or portion ("in", "début").
    pub temporal: bool,
    /// An article.
    pub article: bool,
    /// "pour", "d'ici": what follows lies ahead.
    pub ahead: bool,
    /// "début de", "the end of".
    pub portion: bool,
    /// "since".
    pub since: bool,
    /// "until".
    pub until: bool,
    /// "between".
    pub between: bool,
    /// "the night of".
    pub night: bool,
    /// "overnight into".
    pub eve: bool,
    /// A bare figure is a year here; true: only where it counts no noun.
    pub year: Option<bool>,
    /// Something stands before the core.
    pub any: bool,
}

/// A sentence and the words to read it with.
pub(crate) struct Finder<'a> {
    pub atoms: &'a [Atom],
    pub words: &'a TimeWords,
    pub sentence: &'a Sentence,
}

/// A core: the atom after its last, and what it says.
pub(crate) type Core = (usize, Meaning);

/// The expressions of a sentence.
pub(crate) fn all(sentence: &Sentence, words: &TimeWords) -> Vec<Mention> {
    let atoms = atoms(sentence);
    let finder = Finder {
        atoms: &atoms,
        words,
        sentence,
    };
    let mention = |(at, core, end, meaning): (usize, usize, usize, Meaning)| {
        let (words, span) = cover(&atoms[at..end]);
        let (core, _) = cover(&atoms[core..end]);
        let head = finder.head(&words, &core);
        Mention {
            words,
            head,
            span,
            expression: Expression { meaning },
        }
    };
    let mut found: Vec<Mention> = Vec::new();
    for next in finder.found().into_iter().map(mention) {
        // Two expressions in one token: the first has it.
        if found.last().is_none_or(|last| last.words.end <= next.words.start) {
            found.push(next);
        }
    }
    found
}

/// The atoms that stand in time expressions or hours.
pub(crate) fn timed(atoms: &[Atom], sentence: &Sentence, words: &TimeWords) -> Vec<Range<usize>> {
    let finder = Finder { atoms, words, sentence };
    let mut covered: Vec<Range<usize>> = finder.found().into_iter().map(|(at, _, end, _)| at..end).collect();
    covered.extend((0..atoms.len()).filter_map(|at| finder.clock(at).map(|end| at..end)));
    covered
}

impl<'a> Finder<'a> {
    pub fn key(&self, at: usize) -> Option<&str> {
        self.atoms.get(at).map(|atom| atom.key.as_str())
    }

    /// The length of a phrase of a kind.
    pub fn len(&self, kind: &str, at: usize) -> Option<usize> {
        self.words.times.at(kind, self.atoms, at).map(|(length, _)| length)
    }

    /// The last word of an atom.
    pub fn word(&self, at: usize) -> Option<&'a Word> {
        let atom = self.atoms.get(at)?;
        self.sentence.words.get(atom.words.end.checked_sub(1)?)
    }

    pub fn upos(&self, at: usize) -> Option<Upos> {
        self.word(at).map(|word| word.upos)
    }

    /// A number of units: figures or words, or the article as one.
    pub fn count(&self, at: usize) -> Option<Cardinal> {
        let numbers = &self.words.numbers;
        if let Some(found) = cardinal(self.atoms, at, numbers) {
            return Some(found);
        }
        let (length, entry) = numbers.at("one", self.atoms, at)?;
        Some(Cardinal {
            value: u64::try_from(entry.value).ok()?,
            end: at + length,
            scale: 1,
            yearlike: false,
            article: true,
        })
    }

    /// All expressions: where they begin, where their core does, where they end, what they say.
    fn found(&self) -> Vec<(usize, usize, usize, Meaning)> {
        let mut found: Vec<(usize, usize, usize, Meaning)> = Vec::new();
        let mut hours: Vec<usize> = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            if let Some(end) = self.blocked(at) {
                at = end;
                continue;
            }
            match self.expression(at) {
                Some((core, end, meaning)) => {
                    found.push((at, core, end, meaning));
                    at = end;
                }
                None => match self.hour_alone(at) {
                    Some((end, meaning)) => {
                        hours.push(found.len());
                        found.push((at, at, end, meaning));
                        at = end;
                    }
                    None => at += 1,
                },
            }
        }
        // "vers 22 heures, lundi": the day beside an hour says which one.
        let beside = |hour: usize| {
            let (start, _, end, _) = &found[hour];
            found.iter().enumerate().any(|(number, (from, _, to, meaning))| {
                let near = *from <= end + 2 && *start <= to + 2;
                number != hour && !hours.contains(&number) && meaning.is_day() && near
            })
        };
        let spare: Vec<usize> = hours.iter().copied().filter(|&hour| beside(hour)).collect();
        let mut number = 0;
        found.retain(|_| {
            number += 1;
            !spare.contains(&(number - 1))
        });
        found
    }

    /// "vers 14 h", "at 6:30 pm" without a day: that of what is told, else the dispatch's own.
    fn hour_alone(&self, start: usize) -> Option<(usize, Meaning)> {
        // "for about 18 hours" measures a time.
        let (_, entry) = self.words.times.at("clock-before", self.atoms, start)?;
        if entry.doubt {
            return None;
        }
        // "à trois heures de route" measures a way.
        let end = self.clock(start).filter(|&end| !self.tied(end))?;
        let meaning = Meaning::Days {
            offset: 0,
            origin: Origin::StoryDay,
        };
        Some((end, meaning))
    }

    /// Frequencies and names that hold a time word are stepped over: "chaque mardi", "Sunday Times".
    fn blocked(&self, at: usize) -> Option<usize> {
        if let Some(length) = self.len("not", at) {
            return Some(at + length);
        }
        let length = self.len("every", at)?;
        let mut end = at + length;
        if let Some(count) = self.count(end).filter(|c| !c.yearlike) {
            end = count.end;
        }
        let timed = ["weekday", "unit", "month", "season"]
            .iter()
            .find_map(|kind| self.len(kind, end))?;
        end += timed;
        while let Some(part) = self.len("part", end) {
            end += part;
        }
        Some(end)
    }

    /// The longest expression that begins at an atom: where its core begins, where it ends, what it says.
    fn expression(&self, start: usize) -> Option<(usize, usize, Meaning)> {
        let mut opened = Opened::default();
        let mut at = start;
        let mut best: Option<(usize, usize, Meaning)> = None;
        for _ in 0..6 {
            if let Some((end, meaning)) = self.ranged(at, &opened)
                && best
                    .as_ref()
                    .is_none_or(|(_, known, _)| end > *known || end == *known && (opened.eve || opened.night))
            {
                let meaning = self.wrapped(meaning, &opened, end);
                best = Some((at, end, meaning));
            }
            let Some(length) = self.opener(at, &mut opened) else {
                break;
            };
            at += length;
        }
        best
    }

    /// "since", "until" and "overnight into" around a core.
    fn wrapped(&self, meaning: Meaning, opened: &Opened, end: usize) -> Meaning {
        // "since Tuesday's attack", "since the 1932 massacre" are since the attack, the massacre.
        let noun = opened.article
            && matches!(self.upos(end), Some(Upos::Noun | Upos::Propn))
            && self.words.times.setting("month-first");
        let possessive = noun || self.key(end) == Some("'s") || self.key(end - 1) == Some("'s");
        let day = meaning.is_day();
        if opened.eve && day {
            return Meaning::Eve(Box::new(meaning));
        }
        if possessive || matches!(meaning, Meaning::Since(_) | Meaning::Until(_) | Meaning::Window { .. }) {
            return meaning;
        }
        let noun_behind = matches!(self.upos(end), Some(Upos::Noun | Upos::Propn));
        let meaning = if opened.ahead && !noun_behind {
            meaning.ahead()
        } else {
            meaning
        };
        match meaning {
            Meaning::Range(..) => meaning,
            _ if opened.since => Meaning::Since(Box::new(meaning)),
            _ if opened.until => Meaning::Until(Box::new(meaning)),
            _ => meaning,
        }
    }

    /// A word or phrase before the core: its length.
    fn opener(&self, at: usize, opened: &mut Opened) -> Option<usize> {
        const KINDS: [&str; 11] = [
            "since",
            "until",
            "night",
            "eve",
            "portion",
            "between",
            "from",
            "ahead-prep",
            "prep",
            "article",
            "part",
        ];
        let year = self.words.times.at("year-prep", self.atoms, at);
        let kind = KINDS
            .iter()
            .filter_map(|&kind| self.len(kind, at).map(|length| (kind, length)))
            .fold(None, |best: Option<(&str, usize)>, next| {
                if best.is_none_or(|b| next.1 > b.1) {
                    Some(next)
                } else {
                    best
                }
            });
        let longest = kind
            .map_or(0, |(_, length)| length)
            .max(year.map_or(0, |(length, _)| length));
        if longest == 0 {
            let end = self.clock(at)?;
            opened.any = true;
            return Some(end - at);
        }
        if opened.any && at > 0 && self.key(at) == Some("-") {
            return None;
        }
        match kind {
            Some((kind, length)) if length == longest => {
                match kind {
                    "ahead-prep" => opened.ahead = true,
                    "portion" => opened.portion = true,
                    "since" => opened.since = true,
                    "until" => opened.until = true,
                    "night" => opened.night = true,
                    "eve" => opened.eve = true,
                    "between" => opened.between = true,
                    "article" => opened.article = true,
                    _ => {}
                }
                opened.temporal |= kind != "article";
            }
            _ => opened.temporal = true,
        }
        match year {
            Some((length, entry)) if length == longest => opened.year = Some(entry.doubt),
            _ if kind.is_some_and(|(kind, _)| matches!(kind, "portion")) => {
                opened.year = Some(opened.year.unwrap_or(false))
            }
            _ if kind.is_some_and(|(kind, _)| kind == "article") => {}
            _ => opened.year = None,
        }
        opened.any = true;
        Some(longest)
    }

    /// A core, or two of them: `du 30 avril au 2 mai`, `between Monday and Wednesday`, `2014-2016`.
    fn ranged(&self, start: usize, opened: &Opened) -> Option<Core> {
        let (end, first) = self.qualified(start, opened)?;
        let Some((stop, second)) = self.second(end, opened, &first) else {
            return Some((end, first));
        };
        if opened.night {
            return Some((stop, first));
        }
        Some((stop, Meaning::Range(Box::new(first), Box::new(second))))
    }

    fn second(&self, end: usize, opened: &Opened, first: &Meaning) -> Option<Core> {
        if matches!(
            first,
            Meaning::Distance { .. } | Meaning::Window { .. } | Meaning::Range(..)
        ) {
            return None;
        }
        let mut inner = Opened {
            year: Some(false),
            temporal: true,
            any: true,
            ..Opened::default()
        };
        let mut at = end;
        if self.atoms.get(at)?.hyphen {
            // A hyphen joins.
        } else if self.key(at) == Some("-") {
            at += 1;
        } else if let Some(length) = self.len("to", at) {
            at += length;
            inner.year =
                matches!(first, Meaning::Year(_) | Meaning::Month { .. } | Meaning::Season { .. }).then_some(false);
        } else if opened.between || opened.night {
            at += self.len("and", at)?;
        } else {
            return None;
        }
        for _ in 0..2 {
            if let Some(found) = self.qualified(at, &inner) {
                return first.is_like(&found.1).then_some(found);
            }
            let length = self.opener(at, &mut inner)?;
            at += length;
        }
        None
    }

    /// A core with the hour or part of the day beside it.
    fn qualified(&self, start: usize, opened: &Opened) -> Option<Core> {
        let (mut end, meaning) = self.core(start, opened)?;
        if meaning.is_day() {
            for _ in 0..3 {
                if let Some(length) = self.len("part", end) {
                    end += length;
                } else if let Some(stop) = self.clock(end) {
                    end = stop;
                } else {
                    break;
                }
            }
        }
        Some((end, meaning))
    }

    /// The longest core that begins at an atom.
    fn core(&self, start: usize, opened: &Opened) -> Option<Core> {
        let readers = [
            Finder::date,
            Finder::fixed,
            Finder::weekday,
            Finder::period,
            Finder::counted,
            Finder::month,
            Finder::season,
            Finder::year,
        ];
        let mut best: Option<Core> = None;
        for reader in readers {
            if let Some(found) = reader(self, start, opened)
                && best.as_ref().is_none_or(|known| found.0 > known.0)
            {
                best = Some(found);
            }
        }
        best
    }

    /// `hier`, `the same day`, `la veille`.
    fn fixed(&self, start: usize, _: &Opened) -> Option<Core> {
        let lexicon = &self.words.times;
        let day = lexicon.at("day", self.atoms, start);
        let story = lexicon.at("story-day", self.atoms, start);
        if let Some((length, entry)) = story
            && day.is_none_or(|(other, _)| length > other)
        {
            let end = start + length;
            if entry.value != 0 && self.tied(end) {
                return None;
            }
            let origin = match (entry.doubt, entry.text.ends_with('!')) {
                (_, true) => Origin::StoryNight,
                (true, _) => Origin::StoryDay,
                _ => Origin::Story,
            };
            return Some((
                end,
                Meaning::Days {
                    offset: entry.value as i32,
                    origin,
                },
            ));
        }
        let (length, entry) = day?;
        Some((
            start + length,
            Meaning::Days {
                offset: entry.value as i32,
                origin: Origin::Dispatch,
            },
        ))
    }

    /// "the day before the attack", "la veille de l'attaque": counted from something else than a time.
    pub fn tied(&self, end: usize) -> bool {
        let Some(next) = self.word(end) else { return false };
        let Some(last) = self.word(end - 1) else { return false };
        let governs = self.len("earlier-after", end - 1).is_some() || self.len("later-after", end - 1).is_some();
        if governs || matches!(self.key(end - 1), Some("before" | "after")) {
            return matches!(
                next.upos,
                Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Sconj
            ) && last.span.end < next.span.start;
        }
        self.len("from", end).is_some() && next.upos != Upos::Punct
    }

    /// The word whose head lies outside: a content word of the core, where there is one.
    fn head(&self, words: &Range<usize>, core: &Range<usize>) -> usize {
        let outside = |&index: &usize| {
            let head = self.sentence.words[index].head;
            head.is_none_or(|head| !words.contains(&head) && head < self.sentence.words.len())
        };
        let content = |&index: &usize| {
            !matches!(
                self.sentence.words[index].upos,
                Upos::Punct | Upos::Det | Upos::Adp | Upos::Part | Upos::Cconj | Upos::Sconj | Upos::Sym
            )
        };
        let end = core.end.min(words.end);
        (core.start..end)
            .filter(outside)
            .find(content)
            .or_else(|| words.clone().filter(outside).find(content))
            .or_else(|| words.clone().find(outside))
            .unwrap_or(words.start)
    }
}
