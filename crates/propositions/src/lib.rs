//! Universal Dependencies trees to language-neutral predicates with their arguments.
//!
//! This room knows the closed classes of a language (prepositions, support verbs, verbs of speech, modals) and no word of
//! conflict. Roles and notation are described in `docs/propositions.md`.

mod arguments;
mod attach;
mod attribution;
mod grammar;
mod modality;
mod proposition;
mod quotes;
mod repair;
mod role;
mod sharing;
mod view;

pub use attach::reattached;
pub use grammar::{Grammar, Light, Speech, Stance, fold};
pub use proposition::{Argument, Kind, Modality, Proposition, Quote, Said};
pub use quotes::{is_statement, quotations};
pub use repair::repaired;
pub use role::Role;
pub use view::View;

use selon_syntax::{Analysis, Sentence};
use std::ops::Range;

/// The propositions of each sentence of a paragraph. `text` is the paragraph that was analysed.
pub fn read(text: &str, analysis: &Analysis, grammar: &Grammar) -> Vec<Vec<Proposition>> {
    let quotes: Vec<Range<usize>> = quotations(text).into_iter().filter(|range| is_statement(text, range)).collect();
    analysis.sentences.iter().map(|sentence| read_sentence(sentence, &quotes, grammar)).collect()
}

/// The propositions of one sentence, in the order of their head words. `quotes` are the quotations of its text, as byte ranges.
pub fn read_sentence(sentence: &Sentence, quotes: &[Range<usize>], grammar: &Grammar) -> Vec<Proposition> {
    let view = View::new(sentence, grammar);
    let mut all: sharing::ByWord = (0..view.len()).map(|word| arguments::own(&view, word)).collect();
    sharing::share(&view, &mut all);
    modality::fill(&view, &mut all);
    sharing::carry(&view, &mut all);
    let quoted: Vec<bool> = sentence
        .words
        .iter()
        .map(|word| quotes.iter().any(|quote| quote.start <= word.span.start && word.span.end <= quote.end))
        .collect();
    let chains: Vec<Vec<Said>> = (0..view.len())
        .map(|word| match &all[word] {
            Some(_) => attribution::chain(&view, &all, &quoted, word),
            None => Vec::new(),
        })
        .collect();
    let mut found = Vec::new();
    for (word, chain) in chains.into_iter().enumerate() {
        if let Some(mut proposition) = all[word].take() {
            proposition.said = chain;
            proposition.quoted = quoted[word];
            found.push(proposition);
        }
    }
    found
}
