//! Tags in square brackets that whoever wrote a broadcast down has set into it: who speaks from here on, what was left out.
//!
//! `[SPEECH] [PRESIDENT X] [TEXT]` before the text, `[BEGIN RECORDING] [X] We are ready … [END RECORDING]` in it.

use crate::words::{self, fold_all};
use std::ops::Range;

/// A tag longer than this is text.
const LONGEST: usize = 120;

/// Whoever speaks is named in so few words.
const NAME_WORDS: usize = 6;

/// What a tag tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// The kind of text, whose words are all those of whoever is named behind it: a speech, a statement.
    Own,
    /// Who speaks in the text that follows, or is spoken with.
    Name,
    /// The speaker has ended.
    End,
    /// Anything else that is no text: words left out, applause.
    Remark,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its bytes in the text, with the brackets.
    pub span: Range<usize>,
    /// What it tells.
    pub kind: TagKind,
}

impl Tag {
    /// The words between the brackets.
    pub fn words<'a>(&self, text: &'a str) -> &'a str {
        let inner = text.get(self.span.clone()).unwrap_or("");
        inner.trim_matches(|c| matches!(c, '[' | ']')).trim()
    }
}

/// The tags before the body and in it, in order.
pub(crate) fn tags(text: &str, body: &[Range<usize>]) -> Vec<Tag> {
    let start = body.first().map_or(0, |range| range.start);
    let mut found: Vec<Tag> = Vec::new();
    // What stands in brackets before the text is no text, whatever it says.
    let mut at = start.saturating_sub(4 * LONGEST);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    found.extend(brackets(text, at..start).map(|span| {
        let kind = kind(text, &span).unwrap_or(TagKind::Name);
        Tag { span, kind }
    }));
    for range in body {
        let mut last = range.start;
        for span in brackets(text, range.clone()) {
            let listed = kind(text, &span);
            let between = text[last.min(span.start)..span.start].trim_end();
            let behind_tag = between.is_empty() && found.last().is_some_and(|tag| tag.span.end == last);
            let begins = behind_tag
                || between.is_empty() && last == range.start
                || between.ends_with(['.', '?', '!', '"', '”', '»', ':']);
            let names = begins && listed.is_none() && names_speaker(&text[span.start + 1..span.end - 1]);
            let sentence = text[span.end..range.end].trim_start();
            let follows = sentence.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '"' | '“' | '«'));
            if let Some(kind) = listed.or((names && follows).then_some(TagKind::Name)) {
                last = span.end;
                found.push(Tag { span, kind });
            }
        }
    }
    found
}

/// The stretches in square brackets, with them, that hold no other bracket.
fn brackets(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = range.start;
    std::iter::from_fn(move || {
        loop {
            let open = at + text[at..range.end].find('[')?;
            at = open + 1;
            let close = at + text[at..range.end].find(['[', ']'])?;
            if text[close..].starts_with(']') && close - open < LONGEST {
                at = close + 1;
                return Some(open..at);
            }
        }
    })
}

/// What the tables know of a tag.
fn kind(text: &str, span: &Range<usize>) -> Option<TagKind> {
    let inner = fold_all(text[span.start + 1..span.end - 1].trim());
    let words = words::words();
    let listed = |list: &[String]| words::listed(list, &inner);
    if listed(&words.own_words) {
        Some(TagKind::Own)
    } else if listed(&words.turn_ends) {
        Some(TagKind::End)
    } else if listed(&words.remarks) {
        Some(TagKind::Remark)
    } else {
        None
    }
}

/// A name of few words and nothing else.
fn names_speaker(inner: &str) -> bool {
    // "[LACAYO, IN PROGRESS]"
    let inner = inner.split(',').next().unwrap_or(inner).trim();
    inner.starts_with(char::is_uppercase)
        && inner.split_whitespace().count() <= NAME_WORDS
        && inner
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '.' | '\'' | '’' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, body: usize) -> Vec<(TagKind, &str)> {
        let found = tags(text, std::slice::from_ref(&(body..text.len())));
        found.iter().map(|tag| (tag.kind, tag.words(text))).collect()
    }

    #[test]
    fn who_speaks() {
        let text = "[SPEECH] [PRESIDENT X] [TEXT] We agree. [BEGIN RECORDING] [MORA] The FMLN [Front] fled [words indistinct] away. [END RECORDING] He left.";
        let body = text.find("We agree").unwrap_or(0);
        assert_eq!(
            kinds(text, body),
            [
                (TagKind::Own, "SPEECH"),
                (TagKind::Name, "PRESIDENT X"),
                (TagKind::Remark, "TEXT"),
                (TagKind::Remark, "BEGIN RECORDING"),
                (TagKind::Name, "MORA"),
                (TagKind::Remark, "words indistinct"),
                (TagKind::End, "END RECORDING"),
            ]
        );
    }

    #[test]
    fn no_speaker() {
        assert_eq!(
            kinds("The town. [sic] it fell. The group [ELN] said so [today].", 0),
            [(TagKind::Remark, "sic")]
        );
        assert_eq!(kinds("It ended. [2] The army left.", 0), []);
    }
}
