//! A dispatch laid out for coding: its sentences with their trees, propositions and names, in one line of text.

use crate::names::{Found, Names, Referent};
use selon_propositions::{Grammar, Proposition, View};
use selon_syntax::{Analysis, Sentence, Upos};
use std::ops::Range;

/// A paragraph that was analysed. Offsets in it are bytes from `start` in the dispatch's text.
pub struct Paragraph {
    /// Byte offset of the paragraph in the dispatch's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Its sentences with their trees.
    pub analysis: Analysis,
    /// The propositions of each sentence.
    pub propositions: Vec<Vec<Proposition>>,
}

/// One sentence in its dispatch.
pub struct Unit<'a> {
    /// Number in the dispatch, from 0.
    pub index: usize,
    /// Number of its paragraph.
    pub paragraph: usize,
    /// Byte offset that its word spans count from.
    pub base: usize,
    /// The paragraph's text.
    pub text: &'a str,
    /// The tree.
    pub view: View<'a>,
    /// Its propositions, by head word.
    pub propositions: &'a [Proposition],
    /// The names in it.
    pub found: Vec<Found>,
}

impl<'a> Unit<'a> {
    /// The sentence.
    pub fn sentence(&self) -> &'a Sentence {
        self.view.sentence
    }

    /// The proposition headed by a word.
    pub fn proposition(&self, word: usize) -> Option<&'a Proposition> {
        self.propositions.iter().find(|p| p.head == word)
    }

    /// The name that covers a word.
    pub fn name_at(&self, word: usize) -> Option<&Found> {
        self.found.iter().find(|found| found.words.contains(&word))
    }

    /// Bytes of a stretch of words in the dispatch's text.
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let all = &self.sentence().words;
        let first = &all[words.start.min(all.len() - 1)];
        let last = &all[(words.end.max(words.start + 1) - 1).min(all.len() - 1)];
        self.base + first.span.start..self.base + last.span.end
    }

    /// The words of a noun phrase without its relative clauses, appositions and prepositional complements beyond `de`/`of`.
    pub fn phrase(&self, head: usize) -> Range<usize> {
        let mut first = head;
        let mut last = head;
        let mut open = vec![head];
        while let Some(word) = open.pop() {
            for &child in self.view.children(word) {
                let inside = match self.view.relation(child) {
                    "det" | "amod" | "compound" | "flat" | "nummod" | "fixed" | "goeswith" => true,
                    "case" => word != head,
                    "nmod" => {
                        let near = self
                            .view
                            .preposition(child)
                            .is_none_or(|(role, _, _)| role == Some(selon_propositions::Role::Of));
                        near && !self.view.clausal(child)
                    }
                    _ => false,
                };
                if inside && self.view.upos(child) != Upos::Punct {
                    first = first.min(child);
                    last = last.max(child);
                    open.push(child);
                }
            }
        }
        first..last + 1
    }
}

/// Lays out the sentences of a dispatch.
pub fn units<'a>(text: &'a str, paragraphs: &'a [Paragraph], grammar: &'a Grammar, names: &Names) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let body = text.get(paragraph.start..paragraph.end).unwrap_or("");
        for (sentence, propositions) in paragraph.analysis.sentences.iter().zip(&paragraph.propositions) {
            if sentence.words.is_empty() {
                continue;
            }
            let view = View::new(sentence, grammar);
            let mut found = names.find(body, sentence);
            found.retain(|name| sensible(&view, name));
            units.push(Unit {
                index: units.len(),
                paragraph: number,
                base: paragraph.start,
                text: body,
                view,
                propositions,
                found,
            });
        }
    }
    units
}

/// A name of one common word counts only where the tagger does not take it for a verb, preposition or pronoun ("us", "chad").
fn sensible(view: &View<'_>, name: &Found) -> bool {
    let word = name.words.start;
    let lower = view.word(word).form.chars().next().is_some_and(char::is_lowercase);
    let adjective = name
        .referents
        .iter()
        .any(|r| matches!(r, Referent::Adjective(_) | Referent::Prefix(_)));
    if name.words.len() > 1 || adjective {
        return true;
    }
    !(lower
        && matches!(
            view.upos(word),
            Upos::Verb | Upos::Aux | Upos::Adp | Upos::Pron | Upos::Det | Upos::Sconj
        ))
}
