//! Universal Dependencies trees to language-neutral predicates with their arguments.
//!
//! This room knows the closed classes of a language (prepositions, support verbs, verbs of speech, modals) and no word of
//! conflict. Roles and notation are described in `docs/propositions.md`.

mod arguments;
mod attribution;
mod copula;
mod frames;
mod grammar;
mod modality;
mod proposition;
mod quotes;
mod relays;
mod repair;
mod role;
mod sharing;
mod through;
mod view;

pub use grammar::{Grammar, Light, Speech, Stance, fold};
pub use proposition::{Argument, Kind, Modality, Proposition, Quote, Said};
pub use quotes::{is_statement, quotations};
pub use repair::{repaired, repaired_watched};
pub use role::Role;
pub use view::View;

use selon_syntax::{Analysis, Sentence};
use std::ops::Range;

/// The propositions of each sentence of a paragraph. `text` is the paragraph that was analysed.
pub fn read(text: &str, analysis: &Analysis, grammar: &Grammar) -> Vec<Vec<Proposition>> {
    let mut quotes = quotations(text);
    quotes.retain(|range| is_statement(text, range) || holds_clause(analysis, range));
    analysis
        .sentences
        .iter()
        .map(|sentence| read_sentence(sentence, &quotes, grammar))
        .collect()
}

/// A short quotation is a statement too when there is a finite verb in it (*« Nous partons »*).
fn holds_clause(analysis: &Analysis, quote: &Range<usize>) -> bool {
    let sentences = analysis
        .sentences
        .iter()
        .filter(|s| s.span.start < quote.end && quote.start < s.span.end);
    sentences.flat_map(|sentence| &sentence.words).any(|word| {
        quote.start <= word.span.start && word.span.end <= quote.end && word.feat("VerbForm") == Some("Fin")
    })
}

/// The propositions of one sentence, in the order of their head words. `quotes` are the quotations of its text, as byte ranges.
pub fn read_sentence(sentence: &Sentence, quotes: &[Range<usize>], grammar: &Grammar) -> Vec<Proposition> {
    let view = View::new(sentence, grammar);
    let mut all: sharing::ByWord = (0..view.len()).map(|word| arguments::own(&view, word)).collect();
    let quoted = quoted_words(sentence, quotes);
    sharing::share(&view, &mut all);
    modality::fill(&view, &mut all);
    sharing::carry(&view, &mut all);
    frames::unquoted_speakers(&view, &mut all, &quoted);
    attribution::inserted_content(&view, &mut all, &quoted);
    frames::speaking_participles(&view, &mut all, &quoted);
    let chains = attribution::chains(&view, &all, &quoted);
    let auxiliaries: Vec<usize> = (0..view.len())
        .filter_map(|word| modality::future_auxiliary(&view, &all, word))
        .collect();
    let mut found: Vec<Proposition> = Vec::new();
    for word in 0..view.len() {
        let finish = |mut p: Proposition| {
            p.said.clone_from(&chains[p.gapped.unwrap_or(word)]);
            if p.said.is_empty() {
                p.said.clone_from(&chains[word]);
            }
            p.quoted = quoted[word];
            p
        };
        if !auxiliaries.contains(&word) {
            found.extend(all[word].clone().map(finish));
        }
        found.extend(sharing::gapped(&view, &all, word).into_iter().map(finish));
        found.extend(copula::proposition(&view, &all, word).map(|mut p| {
            let predicate = view.head(word).unwrap_or(word);
            p.said.clone_from(&chains[predicate]);
            p.quoted = quoted[word];
            p
        }));
    }
    found
}

/// Which words stand inside a quotation. Both lists are in order.
fn quoted_words(sentence: &Sentence, quotes: &[Range<usize>]) -> Vec<bool> {
    let mut next = 0;
    let inside = |word: &selon_syntax::Word| {
        while quotes.get(next).is_some_and(|quote| quote.end < word.span.end) {
            next += 1;
        }
        quotes
            .get(next)
            .is_some_and(|quote| quote.start <= word.span.start && word.span.end <= quote.end)
    };
    sentence.words.iter().map(inside).collect()
}
