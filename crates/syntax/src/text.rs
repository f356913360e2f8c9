//! What the statistics see of a word: normal form, affixes, shape.

use crate::hash;

/// One typographic variant for all: apostrophes, quotes, dashes, blanks.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{201B}' | '`' | '\u{B4}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' | '\u{2033}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{AD}' => '-',
        '\u{2012}' | '\u{2014}' | '\u{2015}' => '\u{2013}',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Writes the normal form of `form` into `out`: lower case, one kind of apostrophe, quote, dash.
pub(crate) fn normalise(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        if c.is_ascii() {
            out.push(plain(c).to_ascii_lowercase());
        } else {
            out.extend(plain(c).to_lowercase());
        }
    }
}

/// The normal form as a new string.
pub(crate) fn normal(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    normalise(form, &mut out);
    out
}

/// The pattern of capitals, digits and signs in a form.
pub(crate) fn shape(form: &str) -> u64 {
    let (mut upper, mut lower, mut digit, mut hyphen, mut apostrophe, mut dot, mut other) =
        (0u32, 0u32, 0u32, 0, 0, 0, 0);
    let mut first_upper = 0;
    let mut count = 0u64;
    for (index, c) in form.chars().enumerate() {
        count += 1;
        if c.is_uppercase() {
            upper += 1;
            if index == 0 {
                first_upper = 1;
            }
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_numeric() {
            digit += 1;
        } else {
            match plain(c) {
                '-' => hyphen = 1,
                '\'' => apostrophe = 1,
                '.' => dot = 1,
                _ => other = 1,
            }
        }
    }
    let letters = match (upper, lower) {
        (0, 0) => 0,
        (0, _) => 1,
        (1, 0) => 2,
        (_, 0) => 3,
        _ if first_upper == 1 && upper == 1 => 4,
        _ => 5,
    };
    let digits = match digit {
        0 => 0,
        d if u64::from(d) == count => u64::from(d.min(5)),
        _ => 6,
    };
    letters | digits << 3 | hyphen << 6 | apostrophe << 7 | dot << 8 | other << 9 | first_upper << 10
}

/// The hashed atoms of one word, computed once and used by every classifier.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Atoms {
    /// The normal form.
    pub form: u64,
    /// The normal form if the model knows it, else 0.
    pub known: u64,
    /// Suffixes of 1 to 6 characters; 0 where the word is shorter.
    pub suffix: [u64; 6],
    /// Prefixes of 1 to 4 characters.
    pub prefix: [u64; 4],
    pub shape: u64,
    /// The tags that the word was seen with, as bits; 0 for an unknown word.
    pub tags: u64,
    /// It was seen often, and always with that one tag.
    pub sure: bool,
    /// Class of similarly used words; 0 for none.
    pub cluster: u64,
}

/// Numbers of the same length and punctuation count as one word.
fn mask_digits(normal: &mut String) {
    if normal.bytes().any(|b| b.is_ascii_digit()) {
        let masked: String = normal
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        *normal = masked;
    }
}

/// The key under which the lexicon keeps a form.
pub(crate) fn lexicon_key(form: &str, buffer: &mut String) -> u64 {
    normalise(form, buffer);
    mask_digits(buffer);
    hash::text(buffer)
}

impl Atoms {
    /// The atoms of a form, but for what the lexicon tells.
    pub(crate) fn new(form: &str, buffer: &mut String) -> Atoms {
        let key = lexicon_key(form, buffer);
        let mut atoms = Atoms {
            form: key,
            shape: shape(form),
            ..Atoms::default()
        };
        for (slot, (at, _)) in atoms.suffix.iter_mut().zip(buffer.char_indices().rev()) {
            *slot = hash::text(&buffer[at..]);
        }
        for (slot, (at, c)) in atoms.prefix.iter_mut().zip(buffer.char_indices()) {
            *slot = hash::text(&buffer[..at + c.len_utf8()]);
        }
        atoms
    }
}
