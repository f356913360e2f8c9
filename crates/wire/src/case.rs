//! Names in capitals, as running text has them.

use crate::dateline::{all_capitals, is_link};
use crate::words::{self, words};

/// A name in capitals as it stands in running text: `PORT-AU-PRINCE` is `Port-au-Prince`, `RD CONGO` is `RD Congo`.
pub(crate) fn running_case(name: &str) -> String {
    if !all_capitals(name) || name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut word = String::new();
    let mut before = ' ';
    let finish = |word: &mut String, before: char, after: Option<char>, out: &mut String| {
        out.push_str(&word_case(word, out.is_empty(), before, after));
        word.clear();
    };
    for c in name.chars() {
        if c.is_alphanumeric() {
            word.push(c);
        } else {
            finish(&mut word, before, Some(c), &mut out);
            out.push(c);
            before = c;
        }
    }
    finish(&mut word, before, None, &mut out);
    out
}

fn word_case(word: &str, first: bool, before: char, after: Option<char>) -> String {
    let lower = word.to_lowercase();
    let apostrophe = |c: char| matches!(c, '\'' | '’');
    let initial = word.chars().count() == 1 && after == Some('.');
    // `RD`, `DRC`, `FRG`: what has no vowel is said by its letters.
    let letters = word.chars().count() > 1
        && !words::listed(&words().shortened, &words::fold_all(word))
        && !words::fold_all(word).contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if words::listed(&words().acronyms, &words::fold_all(word)) || initial || letters && word.is_ascii() {
        return word.to_owned();
    }
    let elided = word.chars().count() == 1 && after.is_some_and(apostrophe);
    if !first && (is_link(&lower) && (!elided || matches!(lower.as_str(), "d" | "l"))) {
        return lower;
    }
    // `SANA'A` is one word, `N'DJAMENA` is not.
    if apostrophe(before) && word.chars().count() == 1 {
        return lower;
    }
    let mut chars = word.chars();
    let capital = chars.next().map(String::from).unwrap_or_default();
    capital + &chars.as_str().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_running_case() {
        for (capitals, running) in [
            ("MEXICO CITY", "Mexico City"),
            ("SAINT-DENIS", "Saint-Denis"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("LA PAZ", "La Paz"),
            ("L'AQUILA", "L'Aquila"),
            ("CÔTE D'IVOIRE", "Côte d'Ivoire"),
            ("SANA'A", "Sana'a"),
            ("RD CONGO", "RD Congo"),
            ("WASHINGTON DC", "Washington DC"),
            ("ÉREVAN", "Érevan"),
            ("Goma", "Goma"),
            ("ST. PETERSBURG", "St. Petersburg"),
        ] {
            assert_eq!(running_case(capitals), running);
        }
    }
}
