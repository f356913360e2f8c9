//! From text to tokens and sentences.
//!
//! The text is cut into atoms (runs of letters, runs of digits, single signs); a classifier then decides at each place between two
//! atoms: go on with the token, begin a token, begin a sentence. What no language needs to learn is decided before: numbers and
//! web addresses stay whole, two words with a blank between them are two tokens, a closing quote stays with the sentence it closes.

mod atoms;
mod ends;

use crate::hash::{feature, mix};
use crate::weights::{Scorer, Table};
pub(crate) use atoms::atoms;
use atoms::{Atom, Direction, Kind};
use ends::Course;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Sentences longer than this are cut: a text without full stops must not make one endless sentence.
const LONGEST_SENTENCE: usize = 800;

pub(crate) const JOIN: usize = 0;
pub(crate) const SPLIT: usize = 1;
pub(crate) const SENTENCE: usize = 2;
pub(crate) const CLASSES: usize = 3;

/// Where an abbreviation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbbreviationKind {
    /// Something always follows it: `Gen.`, `M.`.
    Inner,
    /// It may end a sentence: `etc.`, `Inc.`.
    Any,
    /// It is one only before a figure: `No. 5`.
    Number,
}

/// An abbreviation of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// Where it stands.
    pub kind: AbbreviationKind,
    /// It is one only with a capital: `Col.`.
    pub capital: bool,
}

/// Abbreviations by the hash of their normal form without the full stop.
pub(crate) type Abbreviations = FxHashMap<u64, Abbreviation>;

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '։' | '。' | '؟' | '।')
}

fn is_closer(atom: &Atom) -> bool {
    atom.kind == Kind::Sign && (atom.direction == Direction::Close || matches!(atom.sign, ')' | ']' | '}'))
}

fn is_opener(atom: &Atom) -> bool {
    atom.kind == Kind::Sign && (atom.direction == Direction::Open || matches!(atom.sign, '(' | '[' | '{' | '-' | '–'))
}

/// What may be decided between two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) allowed: [bool; CLASSES],
}

const ONLY_JOIN: Choice = Choice {
    allowed: [true, false, false],
};
const ONLY_SPLIT: Choice = Choice {
    allowed: [false, true, false],
};

/// The state of a walk over the atoms of a text.
pub(crate) struct Cutter<'a> {
    pub(crate) atoms: &'a [Atom],
    abbreviations: &'a Abbreviations,
    /// First atom of the current token.
    token: usize,
    token_hash: u64,
    brackets: i32,
    /// The last bracket was opened within a word: `text(s)`.
    bracket_in_word: bool,
    quoted: bool,
    tokens_in_sentence: usize,
    course: Course,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(atoms: &'a [Atom], abbreviations: &'a Abbreviations) -> Self {
        let mut cutter = Cutter {
            atoms,
            abbreviations,
            token: 0,
            token_hash: 0,
            brackets: 0,
            bracket_in_word: false,
            quoted: false,
            tokens_in_sentence: 0,
            course: Course::default(),
        };
        if !atoms.is_empty() {
            cutter.enter(0, SENTENCE);
        }
        cutter
    }

    /// Takes atom `index` into the walk after `decision` about the place before it.
    fn enter(&mut self, index: usize, decision: usize) {
        let atom = &self.atoms[index];
        if decision != JOIN {
            self.token = index;
            self.token_hash = 1;
            self.tokens_in_sentence += 1;
        }
        if decision == SENTENCE {
            self.tokens_in_sentence = 1;
            // A bracket that is never closed must not spoil the rest of the paragraph.
            self.brackets = 0;
            self.course
                .begin(index, index.checked_sub(1).map_or(0, |last| self.atoms[last].rough));
        }
        self.course.enter(atom);
        self.token_hash = mix(self.token_hash, atom.exact);
        match atom.sign {
            '(' | '[' => {
                self.brackets += 1;
                self.bracket_in_word = !atom.gap;
            }
            ')' | ']' => self.brackets = (self.brackets - 1).max(0),
            _ => {}
        }
        match atom.direction {
            Direction::Open => self.quoted = true,
            Direction::Close => self.quoted = false,
            Direction::None => {}
        }
    }

    /// The abbreviation that atom `index`, a full stop, ends.
    fn abbreviation(&self, index: usize) -> Option<AbbreviationKind> {
        let word = self.atoms.get(index.checked_sub(1)?)?;
        let stop = &self.atoms[index];
        if stop.sign != '.' || stop.length != 1 || stop.gap || word.kind != Kind::Letters {
            return None;
        }
        let found = self.abbreviations.get(&word.exact)?;
        let figure = self.atoms.get(index + 1).is_some_and(|next| next.kind == Kind::Digits);
        let fits = (word.case > 1 || !found.capital) && (figure || found.kind != AbbreviationKind::Number);
        fits.then_some(found.kind)
    }

    /// Is atom `index` the full stop of an initial: of one capital after which a capital follows?
    fn initial(&self, index: usize) -> bool {
        let Some(letter) = index.checked_sub(1).map(|i| &self.atoms[i]) else {
            return false;
        };
        let stop = &self.atoms[index];
        let before = index.checked_sub(2).map(|i| &self.atoms[i]);
        // After a word without capital it may be the name of a thing (vitamin C): the classifier decides.
        let name = before.is_none_or(|before| before.case >= 2 || (before.kind == Kind::Sign && before.sign != '\''));
        letter.kind == Kind::Letters
            && (letter.case, letter.length) == (2, 1)
            && (letter.gap || before.is_some_and(|before| before.sign == '-' || before.sign == '.'))
            && (stop.sign, stop.length, stop.gap) == ('.', 1, false)
            && name
            && self
                .atoms
                .get(index + 1)
                .is_some_and(|next| next.gap && next.kind == Kind::Letters && next.case >= 2)
    }

    /// Does atom `index` follow a single letter?
    fn after_letter(&self, index: usize) -> bool {
        let before = index.checked_sub(1).map(|before| &self.atoms[before]);
        !self.atoms[index].gap && before.is_some_and(|before| before.kind == Kind::Letters && before.length == 1)
    }

    /// Is atom `index` the end of letters with full stops (`U.S.`)?
    fn dotted(&self, index: usize) -> bool {
        let single = |i: usize| self.atoms[i].kind == Kind::Letters && self.atoms[i].length == 1;
        let stop = |i: usize| self.atoms[i].sign == '.' && self.atoms[i].length == 1 && !self.atoms[i].gap;
        index >= 3
            && stop(index)
            && single(index - 1)
            && !self.atoms[index - 1].gap
            && stop(index - 2)
            && single(index - 3)
    }

    /// Does a sign that ends sentences stand before the place after atom `left`?
    pub(crate) fn is_marked(&self, left: usize) -> bool {
        is_terminal(self.atoms[self.before_closers(left)].sign)
    }

    fn sentence_may_end(&self, left: usize) -> bool {
        let right = &self.atoms[left + 1];
        if !self.is_marked(left) {
            return right.gap && self.may_end_unmarked(left);
        }
        let last = self.before_closers(left);
        let closed = last < left;
        let end = &self.atoms[last];
        // A closing sign belongs to what it closes, and a full stop never begins anything.
        if is_closer(right) || is_terminal(right.sign) || matches!(right.sign, ',' | ';' | ':') {
            return false;
        }
        let inner = matches!(
            self.abbreviation(last),
            Some(AbbreviationKind::Inner | AbbreviationKind::Number)
        );
        if !closed && (inner || self.initial(last)) {
            return false;
        }
        let begin = &self.atoms[self.after_openers(left + 1)];
        let small = begin.kind == Kind::Letters && begin.case == 1;
        // Before a small letter only a plain full stop ends a sentence, not one of an abbreviation, nor dots.
        let plain = end.length == 1
            && end.sign != '…'
            && !closed
            && self.abbreviation(last).is_none()
            && !self.after_letter(last);
        !small || plain
    }

    /// What may be decided between atom `left` and the next one.
    pub(crate) fn choice(&self, left: usize) -> Choice {
        let (a, b) = (&self.atoms[left], &self.atoms[left + 1]);
        if b.glued {
            return ONLY_JOIN;
        }
        if b.gap {
            let sentence = self.sentence_may_end(left);
            let grouped = b.narrow_gap
                && a.kind == Kind::Digits
                && b.kind == Kind::Digits
                && b.length == 3
                && a.length <= 3
                && self.atoms[self.token..=left]
                    .iter()
                    .all(|atom| atom.kind == Kind::Digits);
            if !sentence && !grouped {
                return ONLY_SPLIT;
            }
            return Choice {
                allowed: [grouped, true, sentence],
            };
        }
        let after = self.atoms.get(left + 2).filter(|atom| !atom.gap);
        let digits = |atom: &Atom| atom.kind == Kind::Digits;
        let before = (left > self.token).then(|| &self.atoms[left - 1]);
        if digits(a) && matches!(b.sign, '.' | ',') && b.length == 1 && after.is_some_and(digits)
            || digits(b) && matches!(a.sign, '.' | ',') && a.length == 1 && !a.gap && before.is_some_and(digits)
        {
            return ONLY_JOIN;
        }
        if self.dotted(left + 1) || self.abbreviation(left + 1).is_some() || self.initial(left + 1) {
            return ONLY_JOIN;
        }
        Choice {
            allowed: [true, true, self.sentence_may_end(left)],
        }
    }

    /// Fills in the features of the place between atom `left` and the next one.
    pub(crate) fn features(&self, left: usize, choice: &Choice, out: &mut Vec<u64>) {
        let exact = |i: usize| self.atoms.get(i).map_or(3, |a| a.exact);
        let rough = |i: usize| self.atoms.get(i).map_or(3, |a| a.rough);
        let gap = |i: usize| self.atoms.get(i).is_none_or(|a| a.gap) as u64;
        let behind = |i: usize, back: usize| i.checked_sub(back).unwrap_or(usize::MAX);
        let l = left;
        let (l1, l2) = (behind(l, 1), behind(l, 2));
        let (r, r1, r2) = (l + 1, l + 2, l + 3);
        let g0 = gap(r);
        let gaps = g0 | gap(l) << 1 | gap(r1) << 2 | gap(r2) << 3;
        let token_length = (left - self.token).min(6) as u64;
        let state = u64::from(self.quoted) | u64::from(self.brackets > 0) << 1;
        let abbreviation = self.abbreviation(left).map_or(0, |a| 1 + a as u64)
            | u64::from(self.dotted(left)) << 2
            | u64::from(self.initial(left)) << 3;
        out.clear();
        let mut add = |a: u64, b: u64, c: u64| {
            let template = 1000 + out.len() as u64;
            out.push(feature(template, a, b, c));
        };
        add(exact(l), exact(r), g0);
        add(exact(l), 0, gaps);
        add(exact(r), 0, gaps);
        add(exact(l), rough(r), g0);
        add(rough(l), exact(r), g0);
        add(rough(l), rough(r), gaps);
        add(exact(l1), exact(l), mix(exact(r), g0));
        add(exact(l), exact(r), mix(exact(r1), gaps));
        add(exact(r), exact(r1), gaps);
        add(exact(l1), exact(l), g0);
        add(exact(l1), exact(l), mix(rough(r), gaps));
        add(rough(l1), exact(l), mix(rough(r), gaps));
        add(rough(l1), rough(l), mix(exact(r), gaps));
        add(rough(l), exact(r), mix(rough(r1), gaps));
        add(rough(l), exact(r), mix(exact(r1), gaps));
        add(self.token_hash, exact(r), gaps);
        add(self.token_hash, rough(r), mix(rough(r1), gaps));
        add(exact(l), rough(r), mix(state, gaps));
        add(exact(l), rough(r), mix(rough(r1), mix(rough(r2), gaps)));
        add(exact(l2), exact(l1), mix(exact(l), mix(rough(r), gaps)));
        add(rough(l2), rough(l1), mix(exact(l), mix(rough(r), gaps)));
        add(token_length, rough(l), mix(exact(r), g0));
        add(abbreviation, rough(r), mix(gaps, exact(l)));
        add(abbreviation, exact(r), g0);
        if choice.allowed[SENTENCE] {
            self.end_features(left, out);
        }
    }

    /// Moves on past the place after atom `left`.
    pub(crate) fn go_on(&mut self, left: usize, decision: usize) {
        self.enter(left + 1, decision);
    }
}

/// A surface token; `sentence_end` is set on the last one of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) span: Range<usize>,
    pub(crate) sentence_end: bool,
}

/// Cuts a text into tokens and sentences.
pub(crate) fn segment(
    text: &str,
    scorer: &impl Scorer,
    lexicon: &Table,
    abbreviations: &Abbreviations,
    features: &mut Vec<u64>,
) -> Vec<Piece> {
    let atoms = atoms(text, lexicon);
    let mut pieces = Vec::with_capacity(atoms.len());
    let Some(first) = atoms.first() else { return pieces };
    let mut start = first.span.start;
    let mut cutter = Cutter::new(&atoms, abbreviations);
    for left in 0..atoms.len() - 1 {
        let choice = cutter.choice(left);
        let mut decision = if choice.allowed == ONLY_JOIN.allowed {
            JOIN
        } else if choice.allowed == ONLY_SPLIT.allowed {
            SPLIT
        } else {
            cutter.features(left, &choice, features);
            let mut scores = [0; CLASSES];
            scorer.add(features, &mut scores);
            best(&scores, &choice)
        };
        if decision == SPLIT && cutter.tokens_in_sentence >= LONGEST_SENTENCE {
            decision = SENTENCE;
        }
        if decision != JOIN {
            pieces.push(Piece {
                span: start..atoms[left].span.end,
                sentence_end: decision == SENTENCE,
            });
            start = atoms[left + 1].span.start;
        }
        cutter.go_on(left, decision);
    }
    pieces.push(Piece {
        span: start..atoms[atoms.len() - 1].span.end,
        sentence_end: true,
    });
    pieces
}

/// The allowed class with the highest score; the first one wins a tie.
pub(crate) fn best(scores: &[i32; CLASSES], choice: &Choice) -> usize {
    let mut best = None;
    for class in 0..CLASSES {
        if choice.allowed[class] && best.is_none_or(|b: usize| scores[class] > scores[b]) {
            best = Some(class);
        }
    }
    best.unwrap_or(SPLIT)
}
