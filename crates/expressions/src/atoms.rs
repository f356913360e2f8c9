//! The sentence as a row of small written pieces, alike for tables and texts however a tokenizer cut it.

use selon_syntax::Sentence;
use smol_str::{SmolStr, StrExt};
use std::ops::Range;

/// A written piece: `l'`, `avant` and `hier` of `avant-hier`, `Tuesday` and `'s` of `Tuesday's`, `6.500`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Lower case, straight apostrophe, no final full stop.
    pub key: SmolStr,
    /// The words that it belongs to.
    pub words: Range<usize>,
    /// A hyphen or dash without blanks stands before it.
    pub hyphen: bool,
    /// Written with a capital.
    pub capital: bool,
    /// Byte range of the token.
    pub span: Range<usize>,
}

impl Atom {
    /// Whether it is a run of ASCII digits and nothing else.
    pub fn plain_digits(&self) -> bool {
        !self.key.is_empty() && self.key.bytes().all(|b| b.is_ascii_digit())
    }
}

/// The atoms of a sentence.
pub(crate) fn atoms(sentence: &Sentence) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::with_capacity(sentence.words.len() + 4);
    let mut multiwords = sentence.multiwords.iter().peekable();
    let mut index = 0;
    let mut dash: Option<usize> = None;
    while index < sentence.words.len() {
        while multiwords.peek().is_some_and(|m| m.first < index) {
            multiwords.next();
        }
        let word = &sentence.words[index];
        let (form, words) = match multiwords.peek() {
            Some(m) if m.first == index && m.last >= index && m.last < sentence.words.len() => {
                (&m.form, index..m.last + 1)
            }
            _ => (&word.form, index..index + 1),
        };
        index = words.end;
        let span = word.span.clone();
        if is_dash(form) {
            let next = sentence.words.get(index);
            let glued = found.last().is_some_and(|last: &Atom| last.span.end == span.start)
                && next.is_some_and(|next| next.span.start == span.end);
            if glued {
                dash = Some(span.end);
                continue;
            }
            found.push(Atom {
                key: SmolStr::new_static("-"),
                words,
                hyphen: false,
                capital: false,
                span,
            });
            continue;
        }
        let cut = pieces(form);
        let one_each = cut.len() == words.len();
        for (number, (piece, hyphen)) in cut.into_iter().enumerate() {
            let words = if one_each {
                words.start + number..words.start + number + 1
            } else {
                words.clone()
            };
            let hyphen = hyphen || dash == Some(span.start) && number == 0;
            let capital = piece.chars().next().is_some_and(char::is_uppercase);
            found.push(Atom {
                key: key(piece),
                words,
                hyphen,
                capital,
                span: span.clone(),
            });
        }
    }
    found
}

/// The keys of a phrase of a table, cut as texts are.
pub(crate) fn keys(phrase: &str) -> Vec<SmolStr> {
    phrase
        .split_whitespace()
        .flat_map(pieces)
        .map(|(piece, _)| key(piece))
        .collect()
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "—" | "‐" | "‑" | "−")
}

fn dash_char(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '‐' | '‑' | '−')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Cuts at hyphens and after apostrophes (before the one of `'s`); says whether a hyphen stood before the piece.
fn pieces(token: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut hyphen = false;
    for part in token.split(dash_char) {
        let mut rest = part;
        while let Some((at, mark)) = rest.char_indices().find(|&(_, c)| apostrophe(c)) {
            let after = &rest[at + mark.len_utf8()..];
            let possessive = matches!(after, "s" | "S");
            let end = if possessive { at } else { at + mark.len_utf8() };
            if end > 0 {
                found.push((&rest[..end], hyphen));
                hyphen = false;
            }
            if possessive {
                found.push((&rest[at..], hyphen));
                hyphen = false;
                rest = "";
                break;
            }
            rest = after;
        }
        if !rest.is_empty() {
            found.push((rest, hyphen));
        }
        hyphen = true;
    }
    if found.is_empty() {
        found.push((token, false));
    }
    found
}

fn key(piece: &str) -> SmolStr {
    let trimmed = if piece.len() > 1 {
        piece.trim_end_matches('.')
    } else {
        piece
    };
    let trimmed = if trimmed.is_empty() { piece } else { trimmed };
    if trimmed.contains(apostrophe) {
        SmolStr::new(trimmed.replace(apostrophe, "'").to_lowercase())
    } else {
        trimmed.to_lowercase_smolstr()
    }
}

/// The words and the bytes that a range of atoms covers.
pub(crate) fn cover(atoms: &[Atom]) -> (Range<usize>, Range<usize>) {
    let (Some(first), Some(last)) = (atoms.first(), atoms.last()) else {
        return (0..0, 0..0);
    };
    let words = first.words.start..atoms.iter().map(|a| a.words.end).max().unwrap_or(last.words.end);
    (words, first.span.start..last.span.end.max(first.span.start))
}
