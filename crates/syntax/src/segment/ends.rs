//! What tells that a sentence ends where no sign says so, or goes on where one does: how the words on both sides are used elsewhere,
//! and how the sentence has gone so far.

use super::atoms::{Atom, Direction, Kind};
use super::{Cutter, is_closer, is_opener, is_terminal};
use crate::hash::{feature, mix};
use crate::tree::Upos;

/// Templates of these features, apart from those of tokens.
const FIRST_TEMPLATE: u64 = 1100;

const fn bits(tags: &[Upos]) -> u32 {
    let mut bits = 0;
    let mut index = 0;
    while index < tags.len() {
        bits |= 1 << tags[index] as u32;
        index += 1;
    }
    bits
}

const VERBS: u32 = bits(&[Upos::Verb, Upos::Aux]);
const GROUPS: [u32; 6] = [
    bits(&[Upos::Propn]),
    bits(&[Upos::Noun]),
    bits(&[Upos::Adj, Upos::Adv]),
    VERBS,
    bits(&[Upos::Adp, Upos::Det, Upos::Cconj, Upos::Sconj, Upos::Pron, Upos::Part]),
    bits(&[Upos::Num, Upos::Sym, Upos::X, Upos::Intj]),
];

/// How the current sentence has gone so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Course {
    /// Its first atom.
    first: usize,
    words: u32,
    /// Words in small letters that may be verbs.
    verbs: u32,
    /// Words that begin with a capital.
    capitals: u32,
    /// The last sign, and the words since then.
    sign: u64,
    since: u32,
    /// How the sentence before ended.
    before: u64,
}

impl Course {
    pub(super) fn begin(&mut self, index: usize, before: u64) {
        *self = Course {
            first: index,
            before,
            ..Course::default()
        };
    }

    pub(super) fn enter(&mut self, atom: &Atom) {
        match atom.kind {
            Kind::Letters => {
                self.words += 1;
                self.since += 1;
                self.verbs += u32::from(may_be_verb(atom));
                self.capitals += u32::from(atom.case >= 2);
            }
            Kind::Digits => self.since += 1,
            Kind::Sign => {
                // Signs within words say nothing of the sentence.
                if atom.gap || atom.sign != '\'' && atom.sign != '-' {
                    self.sign = atom.exact;
                    self.since = 0;
                }
            }
        }
    }
}

fn may_be_verb(atom: &Atom) -> bool {
    atom.kind == Kind::Letters && atom.case == 1 && atom.tags & VERBS != 0
}

/// A number in steps that grow.
fn step(count: u32) -> u64 {
    match count {
        0..=4 => u64::from(count),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=39 => 9,
        _ => 10,
    }
}

/// The kinds of words that an atom may be, with its capitals; another sign or number by its form.
fn usage(atom: Option<&Atom>) -> u64 {
    let Some(atom) = atom else { return 1 };
    if atom.kind != Kind::Letters {
        return atom.rough | 1 << 32;
    }
    2 | groups(Some(atom)) << 2 | atom.case << 8
}

/// The kinds of words that an atom may be, one bit each.
fn groups(atom: Option<&Atom>) -> u64 {
    let Some(atom) = atom else { return 1 << 7 };
    let is = |group: &u32| atom.tags & group != 0;
    let groups = GROUPS.iter().enumerate().filter(|(_, group)| is(group));
    groups.fold(0, |set, (index, _)| set | 1 << index)
}

/// The parts of speech that a word was seen with, one by one.
fn tags(atom: Option<&Atom>) -> u64 {
    atom.map_or(1, |atom| match atom.kind {
        Kind::Letters => u64::from(atom.tags) << 3 | atom.case,
        _ => atom.rough | 1 << 32,
    })
}

impl Cutter<'_> {
    /// Behind the closing signs that end with atom `left`: the last atom that is none.
    pub(super) fn before_closers(&self, left: usize) -> usize {
        let mut last = left;
        while last > 0 && left - last < 4 && is_closer(&self.atoms[last]) {
            last -= 1;
        }
        last
    }

    /// Past the opening signs from atom `right` on: the first atom that is none.
    pub(super) fn after_openers(&self, right: usize) -> usize {
        let mut first = right;
        while first + 1 < self.atoms.len() && first < right + 3 && is_opener(&self.atoms[first]) {
            first += 1;
        }
        first
    }

    /// May a sentence end in the gap after atom `left` though no sign says so?
    pub(super) fn may_end_unmarked(&self, left: usize) -> bool {
        let (a, b) = (&self.atoms[left], &self.atoms[left + 1]);
        // Words that are quoted within a sentence end before small letters and capitals alike.
        let open =
            a.kind == Kind::Sign && (a.direction != Direction::None || matches!(a.sign, '(' | '[' | '{' | ',' | '\''));
        // Nor does one end after `text(s)` or an editor's word in brackets, but for the number of a note.
        let bracket = match a.sign {
            ')' => self.bracket_in_word,
            ']' => left > 0 && self.atoms[left - 1].kind != Kind::Digits,
            _ => false,
        };
        if self.brackets > 0
            || self.quoted
            || bracket
            || open
            || is_closer(b)
            || is_terminal(b.sign)
            || matches!(b.sign, ',' | ';' | ':' | '%')
        {
            return false;
        }
        let begin = &self.atoms[self.after_openers(left + 1)];
        let small = begin.kind == Kind::Letters && begin.case == 1;
        // A list member may begin small.
        !small || (b.kind == Kind::Sign && b.direction == Direction::None && !matches!(b.sign, '(' | '[' | '{' | '\''))
    }

    /// Adds the features of a possible end of a sentence after atom `left`.
    pub(super) fn end_features(&self, left: usize, out: &mut Vec<u64>) {
        let atoms = self.atoms;
        let last = self.before_closers(left);
        let end = &atoms[last];
        let closed = u64::from(last < left);
        let kind = match end.kind {
            Kind::Sign if is_terminal(end.sign) => 2,
            Kind::Sign => match end.sign {
                ':' => 4,
                ';' => 6,
                _ => 8,
            },
            Kind::Digits => 10,
            Kind::Letters => 12,
        } | closed;
        // The word at the end, without the sign.
        let word = if end.kind == Kind::Sign {
            last.checked_sub(1)
        } else {
            Some(last)
        };
        let word_before = word.and_then(|word| word.checked_sub(1));
        let two_before = word.and_then(|word| word.checked_sub(2));
        let begin = self.after_openers(left + 1);
        let open = if begin > left + 1 { atoms[left + 1].exact } else { 0 };
        let at = |index: Option<usize>| index.and_then(|index| atoms.get(index));
        let exact = |index: Option<usize>| at(index).map_or(3, |atom| atom.exact);
        let case = |index: usize| {
            atoms
                .get(index)
                .map_or(7, |atom| if atom.kind == Kind::Letters { atom.case } else { 6 })
        };
        let (b, next, third) = (Some(begin), Some(begin + 1), Some(begin + 2));
        let course = &self.course;
        let length = step(course.words);
        let verbs = u64::from(course.verbs.min(2));
        let first = course.first;
        let (ahead_verbs, ahead_words, ahead_sign) = self.ahead(begin);
        let state = u64::from(self.quoted) | u64::from(self.brackets > 0) << 1;
        let capital_share = match (course.capitals, course.words) {
            (0, _) => 0,
            (1, _) => 1,
            (capitals, words) if capitals == words => 4,
            (capitals, words) if capitals * 2 > words => 3,
            _ => 2,
        };
        let gap = u64::from(atoms[left + 1].gap);
        let kind = kind | gap << 4;
        let mut template = FIRST_TEMPLATE;
        let mut add = |a: u64, b: u64, c: u64| {
            template += 1;
            out.push(feature(template, kind, a, mix(b, c)));
        };
        let (usage_left, usage_right) = (usage(at(word)), usage(at(b)));
        add(usage_left, usage_right, 0);
        add(usage_left, usage_right, open);
        add(tags(at(b)), 0, open);
        add(tags(at(b)), usage_left, 0);
        add(tags(at(word)), usage_right, 0);
        add(tags(at(word)), 0, 0);
        add(groups(at(word)), case(begin), case(begin + 1));
        add(length, usage_left, usage_right);
        add(exact(b), 0, open);
        add(exact(b), usage_left, 1);
        add(exact(word), usage_right, 2);
        add(exact(word_before), exact(word), usage_right);
        add(exact(b), exact(next), 0);
        add(usage_right, usage(at(next)), usage(at(third)));
        add(usage(at(word_before)), usage_left, usage_right);
        add(usage(at(word_before)), usage_left, mix(usage_right, usage(at(next))));
        add(
            usage(at(two_before)),
            usage(at(word_before)),
            mix(usage_left, usage_right),
        );
        add(length, usage_right, 0);
        add(length, verbs, usage_right);
        add(verbs, ahead_verbs, mix(usage_right, length));
        add(verbs, usage_left, usage_right);
        add(ahead_words, ahead_sign, usage_right);
        add(ahead_verbs, ahead_words, mix(ahead_sign, usage_right));
        add(course.sign, step(course.since), usage_right);
        add(atoms[first].exact, usage_right, 3);
        add(atoms[first].exact, exact(Some(left + 1)), 0);
        add(usage(at(Some(first))), usage_right, open);
        add(state, usage_right, open);
        add(course.before, usage(at(Some(first))), usage_right);
        add(course.before, atoms[first].exact, exact(Some(left + 1)));
        add(course.before, usage_left, usage_right);
        add(capital_share, case(begin), mix(case(begin + 1), case(begin + 2)));
        add(capital_share, length, mix(case(begin), case(begin + 1)));
        add(
            word.map_or(7, case),
            case(begin),
            mix(case(begin + 1), usage(at(word_before))),
        );
    }

    /// What follows up to the next sign between blanks or words: possible verbs, words, the sign.
    fn ahead(&self, begin: usize) -> (u64, u64, u64) {
        let (mut verbs, mut words) = (0, 0);
        for atom in self.atoms[begin..].iter().take(16) {
            match atom.kind {
                Kind::Letters => {
                    words += 1;
                    verbs += u64::from(may_be_verb(atom));
                }
                Kind::Digits => words += 1,
                Kind::Sign if matches!(atom.sign, '\'' | '-') && !atom.gap => {}
                Kind::Sign => return (verbs.min(2), step(words), atom.exact),
            }
        }
        (verbs.min(2), 11, 0)
    }
}
