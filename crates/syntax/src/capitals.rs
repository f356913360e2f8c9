//! Texts in capitals: what the model learnt from ordinary print tells which words would be written small.

use crate::hash::text as hash_text;
use crate::model::Model;
use crate::text::{Atoms, normal};
use crate::tree::Upos;

/// Fewer letters may be a heading or an abbreviation among others.
const LETTERS: usize = 12;

/// Is nearly all of the text in capitals?
fn in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper >= LETTERS && lower * 12 < upper
}

/// The words of up to five letters that stand in a bracket by themselves.
fn bracketed(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices(['[', '(']) {
        let inside = &text[open + 1..];
        let end = inside.find(|c: char| !c.is_alphabetic()).unwrap_or(inside.len());
        let word = &inside[..end];
        if (2..=5).contains(&word.chars().count()) && inside[end..].starts_with([']', ')']) {
            found.push(word);
        }
    }
    found
}

/// The letter in small, where that takes as many bytes.
fn small(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

impl Model {
    /// A text that is written in capitals as ordinary print has it, byte for byte as long; `None` for any other text.
    ///
    /// Words that the model knows as common ones become small, all others get a capital; unknown words of up to five letters, which
    /// may be abbreviations, keep theirs.
    pub fn small_letters(&self, text: &str) -> Option<String> {
        if !in_capitals(text) {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut buffer = String::new();
        let mut begins = true;
        let mut after_determiner = false;
        let mut dotted = false;
        let shortened = bracketed(text);
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if end == 0 {
                let Some(c) = rest.chars().next() else { break };
                out.push(c);
                // A straight quote before a blank or a sign closes.
                let opens = c != '"' || rest[1..].starts_with(char::is_alphanumeric);
                let initials = c == '.' && dotted;
                begins |= opens && !initials && matches!(c, '.' | '!' | '?' | '"' | '“' | '«' | ':' | '[');
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let (word, after) = rest.split_at(end);
            rest = after;
            // "THE U.S. GOVERNMENT": letters with a full stop each are an abbreviation, and the stop behind the last ends no sentence.
            let letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
            let followed = rest.strip_prefix('.').is_some_and(|after| {
                let mut next = after.chars();
                next.next().is_some_and(char::is_alphabetic) && next.next().is_none_or(|c| !c.is_alphanumeric())
            });
            dotted = letter && rest.starts_with('.') && (followed || dotted && out.ends_with('.'));
            if dotted {
                out.push_str(word);
                after_determiner = false;
                begins = false;
                continue;
            }
            let tags = self.tags_of(word, &mut buffer);
            let proper = 1 << Upos::Propn as u64;
            let determiner = 1 << Upos::Det as u64;
            // A pronoun or a preposition does not follow a determiner: "THE US" are no "us", "THE UP" is a party.
            let adverb = 1 << Upos::Adv as u64;
            let loose = 1 << Upos::Pron as u64 | 1 << Upos::Adp as u64 | 1 << Upos::Part as u64;
            let pronoun_only =
                tags & loose != 0 && tags & !(proper | adverb | loose) == 0 && tags & loose != 1 << Upos::Part as u64;
            // "UN TROOPS": what is known as a name only is one, whatever it looks like in small letters.
            let name_only = tags == proper;
            // "THE PATRIOTIC UNION [UP]": a short word that a bracket gives is the abbreviation of a name there and behind an article.
            let in_bracket = out.ends_with(['[', '(']) && rest.starts_with([']', ')']);
            let short = shortened.contains(&word) && (after_determiner || in_bracket);
            let common = (tags & !proper != 0 || !name_only && self.is_attested(&normal(word)))
                && !(pronoun_only && after_determiner)
                && !short;
            // "DETACHMENT NO. 5": an abbreviation that only stands before a figure is known by its capital.
            let figure = rest
                .strip_prefix('.')
                .is_some_and(|after| after.trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit()));
            let opens = begins || figure && word.chars().count() <= 3;
            let capitals = !common && word.chars().count() <= 5;
            for (at, c) in word.chars().enumerate() {
                let keep = capitals || (at == 0 && (opens || !common));
                out.push(if keep { c } else { small(c) });
            }
            after_determiner = tags != 0 && tags & !(determiner | proper) == 0 && tags & determiner != 0;
            begins = false;
        }
        Some(out)
    }

    /// The parts of speech that a form was seen with, as bits; 0 for an unknown one.
    fn tags_of(&self, form: &str, buffer: &mut String) -> u64 {
        let mut atoms = Atoms::new(form, buffer);
        self.look_up(&mut atoms);
        atoms.tags
    }

    /// Was the form seen in small letters?
    fn is_attested(&self, normal: &str) -> bool {
        self.lemmatizer().is_attested(hash_text(normal))
    }
}

#[cfg(test)]
mod tests {
    use super::in_capitals;

    #[test]
    fn only_texts_in_capitals() {
        assert!(in_capitals("THE ARMY SAID 3 SOLDIERS WERE KILLED"));
        assert!(in_capitals("L'ARMÉE A ANNONCÉ LA MORT DE 3 SOLDATS"));
        assert!(!in_capitals("The UN said that NATO and the EU agree"));
        assert!(!in_capitals("AFP, BBC"));
        assert!(!in_capitals("12 345 67"));
    }
}
