//! The report of what was not understood, for `selon read --unread`.

use super::page::{Ink, Inked};
use super::{QUOTE, Report};
use crate::reader::Read;
use crate::record::Span;
use selon_coder::{Characters, Unread, Why};
use serde::Serialize;

/// What a reason means, in a person's words.
pub fn meaning(why: Why) -> &'static str {
    match why {
        Why::NothingSaid => "a word of speech, but what is said holds no word that Selon knows as an event",
        Why::NoSense => "known as an event, but not with the words around it here",
        Why::InsideAnother => "part of another event: what it asks, promises, refuses or names",
        Why::OnlyNamed => "only says which person, thing or deed is meant",
        Why::NotReal => "a possibility, a wish, a purpose, or something that did not happen",
        Why::NoParty => "nobody is told to do it or to suffer it",
        Why::OffTopic => "the dispatch is on sport, weather, traffic or the like",
        Why::ToldElsewhere => "joined with another telling of the same, or only harks back to it",
    }
}

/// A sentence with words of conflict or speech that gave no claim: a line of `selon read --unread --format jsonl`. Offsets count characters.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    source: &'a str,
    id: &'a str,
    paragraph: usize,
    sentence: usize,
    span: Span,
    text: &'a str,
    words: Vec<LineWord<'a>>,
}

#[derive(Debug, Serialize)]
struct LineWord<'a> {
    text: &'a str,
    lemma: &'a str,
    span: Span,
    why: Why,
}

/// The lines of a dispatch, in the order of its text.
pub fn lines<'a>(read: &'a Read, unread: &'a [Unread]) -> Vec<Line<'a>> {
    let text = read.dispatch.text.as_str();
    let characters = Characters::new(text);
    let span = |range: &std::ops::Range<usize>| Span {
        start: characters.at(range.start),
        end: characters.at(range.end),
    };
    let words = |range: &std::ops::Range<usize>| text.get(range.clone()).unwrap_or_default();
    unread
        .iter()
        .map(|unread| Line {
            source: &read.dispatch.source,
            id: &read.dispatch.id,
            paragraph: unread.paragraph,
            sentence: unread.sentence,
            span: span(&unread.span),
            text: words(&unread.span),
            words: unread
                .words
                .iter()
                .map(|word| LineWord {
                    text: words(&word.span),
                    lemma: &word.lemma,
                    span: span(&word.span),
                    why: word.why,
                })
                .collect(),
        })
        .collect()
}

impl Report<'_> {
    /// The sentences of a dispatch that have words of conflict or speech and gave no claim, each word with the reason.
    pub fn unread(&self, read: &Read, unread: &[Unread]) -> String {
        let mut out = String::new();
        self.head(read, &mut out);
        if unread.is_empty() {
            out.push('\n');
            self.line(
                "Every sentence with a word of conflict or speech gave a claim.",
                Ink::Faint,
                "  ",
                &mut out,
            );
        }
        for sentence in unread {
            out.push('\n');
            self.sentence(read, sentence, &mut out);
            for word in &sentence.words {
                let form = read.dispatch.text.get(word.span.clone()).unwrap_or_default();
                let mut inked = Inked::new();
                inked.push(form, Ink::Trigger);
                inked.push(": ", Ink::Plain);
                inked.push(meaning(word.why), Ink::Plain);
                inked.wrap(self.page, "     ", "       ", &mut out);
            }
        }
        out
    }

    /// A sentence with its words marked.
    fn sentence(&self, read: &Read, unread: &Unread, out: &mut String) {
        let text = read.dispatch.text.as_str();
        let mut inked = Inked::new();
        let mut at = unread.span.start;
        for word in &unread.words {
            inked.push(text.get(at..word.span.start).unwrap_or_default(), Ink::Plain);
            inked.push(text.get(word.span.clone()).unwrap_or_default(), Ink::Trigger);
            at = at.max(word.span.end);
        }
        inked.push(text.get(at..unread.span.end).unwrap_or_default(), Ink::Plain);
        inked.wrap(self.page, QUOTE, QUOTE, out);
    }
}
