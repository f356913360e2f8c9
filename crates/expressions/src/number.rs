//! Cardinal numbers in figures and words.

use crate::atoms::Atom;
use crate::lexicon::Lexicon;
use selon_packs::{PackError, Packs};

/// The kinds of the tables `packs/<language>/numbers`.
pub(crate) const KINDS: &[&str] = &[
    "digit",
    "teen",
    "tens",
    "tens-teen",
    "hundred",
    "scale",
    "and-tens",
    "and-hundred",
    "half",
    "group",
    "groups",
    "exact",
    "few",
    "zero",
    "negation",
    "negated-article",
    "one",
    "of",
    "low-before",
    "low-after",
    "high-before",
    "high-after",
    "about-before",
    "about-after",
    "between",
    "from",
    "and",
    "to",
    "or",
    "change",
    "filler",
    "definite",
    "measure",
    "currency",
    "label",
    "setting",
];

/// A cardinal that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cardinal {
    /// Its value.
    pub value: u64,
    /// Atom after its last.
    pub end: usize,
    /// The scale word that ends it (1,000,000 in "2 millions"); 1 for none.
    pub scale: u64,
    /// Four figures without separators that may be a year.
    pub yearlike: bool,
    /// The bare word for one, which is an article too.
    pub article: bool,
}

/// Reads the tables of a language.
pub(crate) fn load(packs: &Packs, language: &str) -> Result<Lexicon, PackError> {
    Lexicon::load(packs, &format!("{language}/numbers"), KINDS)
}

/// Whether an atom is a year in four figures.
pub(crate) fn year(atom: &Atom) -> Option<i16> {
    let year: i16 = (atom.key.len() == 4 && atom.plain_digits()).then(|| atom.key.parse().ok())??;
    (1800..2100).contains(&year).then_some(year)
}

/// The cardinal that begins at an atom.
pub(crate) fn cardinal(atoms: &[Atom], start: usize, words: &Lexicon) -> Option<Cardinal> {
    let first = atoms.get(start)?;
    if first.key.starts_with(|c: char| c.is_ascii_digit()) {
        figures(atoms, start, words)
    } else {
        spelled(atoms, start, words)
    }
}

/// `6.500`, `6 500`, `1.2 million`, `12 mille`.
fn figures(atoms: &[Atom], start: usize, words: &Lexicon) -> Option<Cardinal> {
    let mut end = start + 1;
    let scale_at = |at: usize| words.at("scale", atoms, at).or_else(|| words.at("hundred", atoms, at));
    let scaled = scale_at(end).is_some();
    let (mut whole, mut thousandths) = figure(&atoms[start].key, scaled)?;
    let short = atoms[start].plain_digits() && atoms[start].key.len() <= 3;
    if short && !scaled && words.setting("blank-groups") {
        while let Some(next) = atoms.get(end) {
            let gap = next.span.start.checked_sub(atoms[end - 1].span.end);
            // A blank, or a no-break or thin one of up to three bytes.
            if next.hyphen || !gap.is_some_and(|g| (1..=3).contains(&g)) || next.key.len() != 3 || !next.plain_digits()
            {
                break;
            }
            whole = whole.checked_mul(1000)?.checked_add(next.key.parse().ok()?)?;
            end += 1;
        }
    }
    let mut scale = 1u64;
    while let Some((length, entry)) = scale_at(end) {
        let factor = u64::try_from(entry.value).ok().filter(|&f| f > 0)?;
        scale = scale.checked_mul(factor)?;
        whole = whole
            .checked_mul(factor)?
            .checked_add(thousandths.checked_mul(factor)? / 1000)?;
        thousandths = 0;
        end += length;
    }
    if thousandths != 0 {
        return None;
    }
    if let Some((length, _)) = words.at("half", atoms, end).filter(|_| scale > 1) {
        whole = whole.checked_add(scale / 2)?;
        end += length;
    }
    let yearlike = end == start + 1 && year(&atoms[start]).is_some();
    Some(Cardinal {
        value: whole,
        end,
        scale,
        yearlike,
        article: false,
    })
}

/// The whole part and the thousandths of a figure. Groups of exactly three figures are thousands, unless a scale word follows.
fn figure(key: &str, scaled: bool) -> Option<(u64, u64)> {
    let separator = |c: char| matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'');
    let groups: Vec<&str> = key.split(separator).collect();
    if groups
        .iter()
        .any(|g| g.is_empty() || g.len() > 15 || !g.bytes().all(|b| b.is_ascii_digit()))
    {
        return None;
    }
    let whole: u64 = groups[0].parse().ok()?;
    if groups.len() == 1 {
        return Some((whole, 0));
    }
    let blank = key.contains([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let thousands = groups[0].len() <= 3 && groups[1..].iter().all(|g| g.len() == 3) && groups[0] != "0";
    if thousands && (groups.len() > 2 || blank || !scaled) {
        let mut value = 0u64;
        for group in groups {
            value = value.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
        }
        return Some((value, 0));
    }
    if groups.len() != 2 || blank {
        return None;
    }
    let digits: String = groups[1].chars().chain("000".chars()).take(3).collect();
    Some((whole, digits.parse().ok()?))
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Digit,
    Tens,
    TensTeen,
    Hundred,
    Scale,
}

/// `quatre-vingt-dix-sept`, `a hundred and five`, `deux mille`.
fn spelled(atoms: &[Atom], start: usize, words: &Lexicon) -> Option<Cardinal> {
    let mut at = start;
    let (mut total, mut current, mut scale, mut smallest) = (0u64, 0u64, 1u64, u64::MAX);
    let mut last = Last::Nothing;
    let mut article = false;
    loop {
        let joined = match joiner(atoms, at, last, words) {
            Some(length) => at + length,
            None => at,
        };
        let step = longest(atoms, joined, words);
        let Some((kind, length, value, doubt)) = step else {
            break;
        };
        match kind {
            "digit" | "one"
                if matches!(
                    last,
                    Last::Nothing | Last::Tens | Last::TensTeen | Last::Hundred | Last::Scale
                ) =>
            {
                if kind == "one" && (last != Last::Nothing || !multiplied(atoms, joined + length, words)) {
                    break;
                }
                article = last == Last::Nothing && value == 1;
                current += value;
                scale = 1;
                last = Last::Digit;
            }
            "teen" if matches!(last, Last::Nothing | Last::TensTeen | Last::Hundred | Last::Scale) => {
                current += value;
                scale = 1;
                last = Last::Digit;
            }
            "tens" | "tens-teen" if matches!(last, Last::Nothing | Last::Hundred | Last::Scale) => {
                current += value;
                scale = 1;
                last = if kind == "tens" { Last::Tens } else { Last::TensTeen };
            }
            "hundred" if current < 100 && last != Last::Hundred && !(doubt && current == 0) => {
                current = current.max(1) * value;
                article = false;
                scale = value;
                last = Last::Hundred;
            }
            "scale" if value < smallest && !(doubt && current == 0) && !(current == 0 && last == Last::Scale) => {
                total = total.checked_add(current.max(1).checked_mul(value)?)?;
                current = 0;
                article = false;
                scale = value;
                smallest = value;
                last = Last::Scale;
            }
            _ => break,
        }
        at = joined + length;
    }
    if last == Last::Nothing {
        return None;
    }
    let mut value = total.checked_add(current)?;
    if let Some((length, _)) = words.at("half", atoms, at).filter(|_| last == Last::Scale) {
        value = value.checked_add(scale / 2)?;
        at += length;
    }
    Some(Cardinal {
        value,
        end: at,
        scale,
        yearlike: false,
        article: article && value == 1,
    })
}

/// A hundred or a scale word stands here (after "a").
fn multiplied(atoms: &[Atom], at: usize, words: &Lexicon) -> bool {
    words.at("hundred", atoms, at).is_some() || words.at("scale", atoms, at).is_some()
}

/// The number word at an atom, the longest of all kinds.
fn longest<'a>(atoms: &[Atom], at: usize, words: &'a Lexicon) -> Option<(&'static str, usize, u64, bool)> {
    let kinds: [&'static str; 7] = ["tens-teen", "tens", "teen", "digit", "hundred", "scale", "one"];
    let mut best: Option<(&'static str, usize, &'a crate::lexicon::Entry)> = None;
    for kind in kinds {
        if let Some((length, entry)) = words.at(kind, atoms, at)
            && best.is_none_or(|(_, known, _)| length > known)
        {
            best = Some((kind, length, entry));
        }
    }
    let (kind, length, entry) = best?;
    Some((kind, length, u64::try_from(entry.value).ok()?, entry.doubt))
}

/// "et" of "vingt et un", "and" of "a hundred and five": its length, where it joins.
fn joiner(atoms: &[Atom], at: usize, last: Last, words: &Lexicon) -> Option<usize> {
    match last {
        Last::Tens | Last::TensTeen => {
            let (length, _) = words.at("and-tens", atoms, at)?;
            let (kind, _, value, _) = longest(atoms, at + length, words)?;
            (kind == "digit" && value == 1 || kind == "teen" && value == 11 && last == Last::TensTeen).then_some(length)
        }
        Last::Hundred | Last::Scale => {
            let (length, _) = words.at("and-hundred", atoms, at)?;
            let (kind, _, _, _) = longest(atoms, at + length, words)?;
            if !matches!(kind, "digit" | "teen" | "tens" | "tens-teen") {
                return None;
            }
            let rest = cardinal_below_hundred(atoms, at + length, words);
            (!multiplied(atoms, rest, words)).then_some(length)
        }
        _ => None,
    }
}

fn cardinal_below_hundred(atoms: &[Atom], start: usize, words: &Lexicon) -> usize {
    let mut at = start;
    while let Some((kind, length, _, _)) = longest(atoms, at, words)
        && matches!(kind, "digit" | "teen" | "tens" | "tens-teen")
        && at < start + 3
    {
        at += length;
    }
    at
}
