//! From text to tokens and sentences.
//!
//! The text is cut into atoms (runs of letters, runs of digits, single signs); a classifier then decides at each place between two
//! atoms: go on with the token, begin a token, begin a sentence. What no language needs to learn is decided before: numbers and
//! web addresses stay whole, two words with a blank between them are two tokens, a closing quote stays with the sentence it closes.

use crate::hash::{feature, mix, text as hash_text};
use crate::text::{normalise, plain};
use crate::weights::Scorer;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Sentences longer than this are cut: a text without full stops must not make one endless sentence.
const LONGEST_SENTENCE: usize = 800;

pub(crate) const JOIN: usize = 0;
pub(crate) const SPLIT: usize = 1;
pub(crate) const SENTENCE: usize = 2;
pub(crate) const CLASSES: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    None,
    Open,
    Close,
}

/// A run of letters, a run of digits or a sign.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    pub(crate) span: Range<usize>,
    kind: Kind,
    /// White space stands before it.
    pub(crate) gap: bool,
    /// The white space before it is one blank (no line end): numbers may be grouped by it.
    narrow_gap: bool,
    /// Part of a web or mail address that goes on from the atom before.
    glued: bool,
    direction: Direction,
    sign: char,
    length: usize,
    case: u64,
    exact: u64,
    rough: u64,
}

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

fn is_letter(c: char) -> bool {
    // Combining accents belong to the letter before them.
    (c.is_alphanumeric() && !c.is_numeric()) || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Cuts a text into atoms.
pub(crate) fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(text.len() / 4 + 1);
    let mut chars = text.char_indices().peekable();
    let mut blanks = 0;
    let mut line_end = false;
    let mut buffer = String::new();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            blanks += 1;
            line_end |= matches!(c, '\n' | '\r');
            continue;
        }
        let kind = if is_letter(c) {
            Kind::Letters
        } else if c.is_numeric() {
            Kind::Digits
        } else {
            Kind::Sign
        };
        let sign = if kind == Kind::Sign { plain(c) } else { '\0' };
        let mut end = start + c.len_utf8();
        let mut length = 1;
        let (mut upper, mut lower) = (usize::from(c.is_uppercase()), usize::from(c.is_lowercase()));
        let first_upper = upper == 1;
        while let Some(&(at, next)) = chars.peek() {
            let goes_on = match kind {
                Kind::Letters => is_letter(next),
                Kind::Digits => next.is_numeric(),
                // Dots, dashes and repeated ends of sentences are one sign.
                Kind::Sign => next == c && matches!(sign, '.' | '-' | '!' | '?' | '*' | '_' | '=' | '…'),
            };
            if !goes_on {
                break;
            }
            upper += usize::from(next.is_uppercase());
            lower += usize::from(next.is_lowercase());
            length += 1;
            end = at + next.len_utf8();
            chars.next();
        }
        let case = match (upper, lower) {
            (0, 0) => 0,
            (0, _) => 1,
            (1, 0) => 2,
            (_, 0) => 3,
            (1, _) if first_upper => 4,
            _ => 5,
        };
        normalise(&text[start..end], &mut buffer);
        let rough_length = match kind {
            Kind::Letters => length.min(4),
            Kind::Digits => length.min(5),
            Kind::Sign => length.min(3),
        } as u64;
        let exact = if kind == Kind::Digits {
            7 + length.min(5) as u64
        } else {
            hash_text(&buffer)
        };
        let rough = (kind as u64) << 8 | rough_length << 4 | case;
        atoms.push(Atom {
            span: start..end,
            kind,
            gap: blanks > 0 || atoms.is_empty(),
            narrow_gap: blanks == 1 && !line_end,
            glued: false,
            direction: Direction::None,
            sign,
            length,
            case,
            exact,
            rough,
        });
        blanks = 0;
        line_end = false;
    }
    direct_quotes(text, &mut atoms);
    glue_addresses(text, &mut atoms);
    atoms
}

/// Tells opening from closing quotes: by their form, by the blanks around them, else by turns.
fn direct_quotes(text: &str, atoms: &mut [Atom]) {
    let mut open = false;
    for index in 0..atoms.len() {
        let blank_after = atoms.get(index + 1).is_none_or(|next| next.gap);
        let blank_before = atoms[index].gap;
        let first = text[atoms[index].span.clone()].chars().next().unwrap_or(' ');
        let atom = &mut atoms[index];
        match first {
            '“' | '«' | '„' | '‹' => atom.direction = Direction::Open,
            '”' | '»' | '›' => atom.direction = Direction::Close,
            '"' => {
                let close = match (blank_before, blank_after) {
                    (true, false) => false,
                    (false, true) => true,
                    _ => open,
                };
                atom.direction = if close { Direction::Close } else { Direction::Open };
                open = !close;
            }
            '\'' | '’' | '‘' => {
                atom.direction = match (blank_before, blank_after) {
                    (true, false) => Direction::Open,
                    (false, true) => Direction::Close,
                    _ => Direction::None,
                };
            }
            _ => {}
        }
        if atom.kind == Kind::Sign {
            atom.exact = mix(atom.exact, atom.direction as u64);
            atom.rough = if atom.direction == Direction::None {
                atom.exact
            } else {
                0x1000 + atom.direction as u64
            };
        }
    }
}

/// Marks the atoms of web and mail addresses: they go on to the next blank, but for signs at the end.
fn glue_addresses(text: &str, atoms: &mut [Atom]) {
    let mut first = 0;
    while first < atoms.len() {
        let mut last = first + 1;
        while last < atoms.len() && !atoms[last].gap {
            last += 1;
        }
        if last - first >= 3 {
            let chunk = &text[atoms[first].span.start..atoms[last - 1].span.end];
            let starts = |prefix: &str| {
                chunk
                    .get(..prefix.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            };
            let mail = chunk.split_once('@').is_some_and(|(name, host)| {
                name.ends_with(|c: char| c.is_alphanumeric())
                    && host.starts_with(|c: char| c.is_alphanumeric())
                    && host.contains('.')
            });
            if starts("http://") || starts("https://") || starts("www.") || mail {
                let mut end = last;
                while end > first + 1
                    && atoms[end - 1].kind == Kind::Sign
                    && !matches!(atoms[end - 1].sign, '/' | '=' | '#' | '_')
                {
                    end -= 1;
                }
                for atom in &mut atoms[first + 1..end] {
                    atom.glued = true;
                }
            }
        }
        first = last;
    }
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
    quoted: bool,
    tokens_in_sentence: usize,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(atoms: &'a [Atom], abbreviations: &'a Abbreviations) -> Self {
        let mut cutter = Cutter {
            atoms,
            abbreviations,
            token: 0,
            token_hash: 0,
            brackets: 0,
            quoted: false,
            tokens_in_sentence: 0,
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
        }
        self.token_hash = mix(self.token_hash, atom.exact);
        match atom.sign {
            '(' | '[' => self.brackets += 1,
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

    fn sentence_may_end(&self, left: usize) -> bool {
        let mut last = left;
        let mut closed = false;
        while last > 0 && left - last < 4 && is_closer(&self.atoms[last]) {
            closed = true;
            last -= 1;
        }
        let end = &self.atoms[last];
        if end.kind != Kind::Sign || !is_terminal(end.sign) {
            return false;
        }
        let right = &self.atoms[left + 1];
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
        let mut first = left + 1;
        while first + 1 < self.atoms.len() && first < left + 4 && is_opener(&self.atoms[first]) {
            first += 1;
        }
        let begin = &self.atoms[first];
        !(begin.kind == Kind::Letters && begin.case == 1 && (closed || end.sign == '.' || end.sign == '…'))
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
    pub(crate) fn features(&self, left: usize, out: &mut Vec<u64>) {
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
    abbreviations: &Abbreviations,
    features: &mut Vec<u64>,
) -> Vec<Piece> {
    let atoms = atoms(text);
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
            cutter.features(left, features);
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
