//! Cutting a text into atoms: runs of letters, runs of digits, single signs.

use crate::hash::{mix, text as hash_text};
use crate::tagger::TAG_BITS;
use crate::text::{normalise, plain};
use crate::weights::Table;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Letters,
    Digits,
    Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    None,
    Open,
    Close,
}

/// A run of letters, a run of digits or a sign.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    pub(crate) span: Range<usize>,
    pub(super) kind: Kind,
    /// White space stands before it.
    pub(crate) gap: bool,
    /// The white space before it is one blank (no line end): numbers may be grouped by it.
    pub(super) narrow_gap: bool,
    /// Part of a web or mail address that goes on from the atom before.
    pub(super) glued: bool,
    pub(super) direction: Direction,
    pub(super) sign: char,
    pub(super) length: usize,
    pub(super) case: u64,
    pub(super) exact: u64,
    pub(super) rough: u64,
    /// The parts of speech that the word was seen with, as bits; 0 for an unknown one.
    pub(super) tags: u32,
}

fn is_letter(c: char) -> bool {
    // Combining accents belong to the letter before them.
    (c.is_alphanumeric() && !c.is_numeric()) || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Cuts a text into atoms.
pub(crate) fn atoms(text: &str, lexicon: &Table) -> Vec<Atom> {
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
        let tags = match kind {
            Kind::Letters => lexicon.get(exact).map_or(0, |entry| entry & TAG_BITS),
            _ => 0,
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
            tags,
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
