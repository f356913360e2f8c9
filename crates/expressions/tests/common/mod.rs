//! Sentences from a short notation, for tests of rules (own-written, no parser needed).
//!
//! Tokens stand between blanks. `/N`, `/Np`, `/Ns` noun (plural, singular), `/P` name, `/V` verb, `/X` auxiliary, `/A` adjective, `/R` pronoun, `/D`
//! determiner, `/C` conjunction; figures are `NUM`, the rest by a small list. `+` before a token: no blank before it (a token that ends in an apostrophe
//! has none after it either). `_` in a token is a blank. `*` after a token marks it. `au`, `du`, `aux` and `'s` become multiword tokens.
#![allow(dead_code)]

pub mod times;

use selon_syntax::{Multiword, Sentence, Upos, Word};
use smol_str::SmolStr;

/// A sentence, its text, and the marked word.
pub struct Made {
    pub text: String,
    pub sentence: Sentence,
    pub marked: usize,
}

pub fn made(notation: &str) -> Made {
    let mut made = Made {
        text: String::new(),
        sentence: Sentence::default(),
        marked: 0,
    };
    for token in notation.split(' ').filter(|t| !t.is_empty()) {
        push(&mut made, token);
    }
    let words = &mut made.sentence.words;
    let tags: Vec<Upos> = words.iter().map(|w| w.upos).collect();
    for (index, word) in words.iter_mut().enumerate() {
        if index == 0 {
            continue;
        }
        word.head = Some(0);
        word.deprel = "dep".into();
    }
    for (index, word) in words.iter_mut().enumerate() {
        let next = (index + 1..tags.len().min(index + 4)).find(|&i| tags[i] == Upos::Noun);
        if let (Upos::Num, Some(next)) = (tags[index], next)
            && tags[index + 1..next]
                .iter()
                .all(|t| matches!(t, Upos::Adj | Upos::Num | Upos::Propn))
        {
            word.head = Some(next);
            word.deprel = "nummod".into();
        }
    }
    made.sentence.span = 0..made.text.len();
    made
}

fn push(made: &mut Made, token: &str) {
    let (token, marked) = match token.strip_suffix('*') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (token, false),
    };
    let (token, glued) = match token.strip_prefix('+') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (token, false),
    };
    let (form, tag) = match token.split_once('/') {
        Some((form, tag)) if !form.is_empty() && tag.starts_with(|c: char| c.is_uppercase()) => (form, tag),
        _ => (token, ""),
    };
    let form = form.replace('_', " ");
    let closing = matches!(form.as_str(), "," | "." | ")" | ":" | ";");
    if !made.text.is_empty() && !glued && !closing && !made.text.ends_with(['\'', '’', '(']) {
        made.text.push(' ');
    }
    let start = made.text.len();
    made.text.push_str(&form);
    let span = start..made.text.len();
    let lower = form.to_lowercase();
    let parts: Vec<(String, Upos)> = match lower.as_str() {
        "au" => vec![("à".into(), Upos::Adp), ("le".into(), Upos::Det)],
        "aux" => vec![("à".into(), Upos::Adp), ("les".into(), Upos::Det)],
        "du" => vec![("de".into(), Upos::Adp), ("le".into(), Upos::Det)],
        _ => match form.strip_suffix("'s") {
            Some(stem) if !stem.is_empty() => vec![(stem.to_owned(), Upos::Propn), ("'s".into(), Upos::Part)],
            _ => vec![(form.clone(), upos(&lower, tag))],
        },
    };
    let words = &mut made.sentence.words;
    let first = words.len();
    if marked {
        made.marked = first;
    }
    let feats = match tag {
        t if t.ends_with('p') => "Number=Plur",
        t if t.ends_with('s') => "Number=Sing",
        _ => "",
    };
    for (part, upos) in &parts {
        words.push(Word {
            form: SmolStr::new(part),
            lemma: SmolStr::new(part.to_lowercase()),
            upos: *upos,
            feats: feats.into(),
            head: None,
            deprel: "root".into(),
            span: span.clone(),
        });
    }
    if parts.len() > 1 {
        made.sentence.multiwords.push(Multiword {
            first,
            last: first + parts.len() - 1,
            form: form.into(),
        });
    }
}

fn upos(lower: &str, tag: &str) -> Upos {
    match tag.chars().next() {
        Some('N') => return Upos::Noun,
        Some('P') => return Upos::Propn,
        Some('V') => return Upos::Verb,
        Some('X') => return Upos::Aux,
        Some('A') => return Upos::Adj,
        Some('R') => return Upos::Pron,
        Some('D') => return Upos::Det,
        Some('C') => return Upos::Cconj,
        _ => {}
    }
    match lower {
        "," | "." | "(" | ")" | "-" | ":" | "\"" => Upos::Punct,
        "le" | "la" | "l'" | "les" | "un" | "une" | "the" | "a" | "an" | "des" | "ce" | "cet" | "cette" | "ces" => {
            Upos::Det
        }
        "et" | "ou" | "and" | "or" => Upos::Cconj,
        "deux" | "trois" | "quinze" | "vingt" | "cent" | "two" | "three" | "five" | "fifteen" | "twenty" => Upos::Num,
        _ if lower.starts_with(|c: char| c.is_ascii_digit()) => Upos::Num,
        _ => Upos::Adv,
    }
}
