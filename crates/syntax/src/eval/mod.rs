//! Scores against gold trees: the metrics of the CoNLL 2018 shared task (Zeman and others, *CoNLL 2018 Shared Task: Multilingual
//! Parsing from Raw Text to Universal Dependencies*, section 4).
//!
//! | metric | right is a word (token, sentence) that is found, and |
//! |---|---|
//! | Tokens, Sentences | covers the same characters; white space does not count |
//! | Words | nothing more: see `align.rs` for what "found" means |
//! | UPOS, UFeats, Lemmas | has the same part of speech; the same universal features; the same lemma, if the gold word has one |
//! | AllTags | the same part of speech and the same universal features |
//! | UAS | its head is the word found for the gold head, or both are roots |
//! | LAS | and the relation is the same, subtypes apart |
//! | CLAS | as LAS, of content words alone |
//! | MLAS | as CLAS, with part of speech and features, and all its function words are right in head, relation, part of speech and features |
//! | BLEX | as CLAS, with the lemma |
//!
//! XPOS is not read, and so no part of AllTags: this is what the official program says of files that leave that column empty.

mod align;
mod document;
mod interval;
mod measure;

use crate::header::FileScores;
use crate::tree::Sentence;
use document::Document;
use std::ops::AddAssign;

pub use interval::intervals;
pub use measure::{from_gold_tokens, from_text, paragraphs, parse_text, parse_words, sentences};

/// Why two analyses cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The words of a sentence are no tree.
    #[error("sentence {sentence}: {problem}")]
    Tree {
        /// Its number, from 1.
        sentence: usize,
        /// What is wrong.
        problem: &'static str,
    },
    /// The two analyses are not of the same text.
    #[error("the texts differ after {after} characters: gold {gold:?}, system {system:?}")]
    Text {
        /// Characters that are the same, white space apart.
        after: usize,
        /// How the gold text goes on.
        gold: String,
        /// How the system's text goes on.
        system: String,
    },
}

/// A metric: how much was found, how much there is, how much of it is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Items in the system's answer.
    pub system: usize,
    /// Items in the gold file.
    pub gold: usize,
    /// Items that agree.
    pub right: usize,
}

impl Score {
    /// Of what the system gave, how much is right, in per cent.
    pub fn precision(&self) -> f64 {
        percent(self.right, self.system)
    }

    /// Of what there is, how much the system got right, in per cent.
    pub fn recall(&self) -> f64 {
        percent(self.right, self.gold)
    }

    /// The F1 measure in per cent.
    pub fn f1(&self) -> f64 {
        percent(2 * self.right, self.system + self.gold)
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.system += other.system;
        self.gold += other.gold;
        self.right += other.right;
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 0.0,
        _ => 100.0 * part as f64 / whole as f64,
    }
}

/// The names of the metrics, in the order of [`Scores::values`].
pub const METRICS: [&str; 12] = [
    "Tokens",
    "Sentences",
    "Words",
    "UPOS",
    "UFeats",
    "AllTags",
    "Lemmas",
    "UAS",
    "LAS",
    "CLAS",
    "MLAS",
    "BLEX",
];

/// The scores of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// The metrics, in the order of [`METRICS`].
    pub values: [Score; METRICS.len()],
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Scores) {
        for (value, more) in self.values.iter_mut().zip(other.values) {
            *value += more;
        }
    }
}

impl Scores {
    /// All metrics with their names.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, Score)> {
        METRICS.into_iter().zip(self.values)
    }

    /// The metric of this name.
    pub fn get(&self, name: &str) -> Option<Score> {
        self.named().find(|&(known, _)| known == name).map(|(_, score)| score)
    }

    /// The scores as a model's header keeps them.
    pub fn for_header(&self, file: &str, input: &str) -> FileScores {
        let values = self
            .named()
            .map(|(name, score)| (name.to_owned(), (score.f1() * 100.0).round() / 100.0))
            .collect();
        FileScores {
            file: file.to_owned(),
            input: input.to_owned(),
            values,
        }
    }
}

/// Two analyses of one text, word matched with word.
pub struct Comparison<'a> {
    gold: Document<'a>,
    system: Document<'a>,
    /// For each gold word its system word.
    matched: Vec<Option<usize>>,
}

impl<'a> Comparison<'a> {
    /// Matches the words of two analyses.
    ///
    /// # Errors
    ///
    /// When the two are not of the same text, white space apart, or the words of a sentence make no tree.
    pub fn new(gold: &'a [Sentence], system: &'a [Sentence]) -> Result<Comparison<'a>, EvalError> {
        let (gold, system) = (Document::new(gold)?, Document::new(system)?);
        same_text(&gold, &system)?;
        let matched = align::align(&gold, &system);
        Ok(Comparison { gold, system, matched })
    }

    /// The metrics of the shared task.
    pub fn scores(&self) -> Scores {
        let (all, content) = (self.totals(|_| true), self.totals(|item| item.content()));
        let mut words = [Score::default(); METRICS.len() - 2];
        for (index, score) in words.iter_mut().enumerate() {
            // CLAS, MLAS, BLEX are of content words.
            *score = if index < 7 { all } else { content };
        }
        for (g, s) in self.pairs() {
            let right = self.right(g, s);
            for (score, right) in words.iter_mut().zip(right) {
                score.right += usize::from(right);
            }
        }
        let mut values = [Score::default(); METRICS.len()];
        values[0] = same_spans(&self.gold.tokens, &self.system.tokens);
        values[1] = same_spans(&self.gold.sentences, &self.system.sentences);
        values[2..].copy_from_slice(&words);
        Scores { values }
    }

    /// Head and relation of the words with this relation. A relation with its subtype (`nsubj:pass`) is met by itself alone; one
    /// without is met by all its subtypes.
    pub fn relation(&self, relation: &str) -> Score {
        let has = |item: &document::Item<'_>| match relation.contains(':') {
            true => item.word.deprel == relation,
            false => item.word.relation() == relation,
        };
        let mut score = self.totals(has);
        for (g, s) in self.pairs() {
            let both = has(&self.gold.words[g]) && has(&self.system.words[s]);
            score.right += usize::from(both && self.same_head(g, s));
        }
        score
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let matched = self.matched.iter().enumerate();
        matched.filter_map(|(gold, system)| Some((gold, (*system)?)))
    }

    fn totals(&self, counts: impl Fn(&document::Item<'_>) -> bool) -> Score {
        Score {
            system: self.system.words.iter().filter(|item| counts(item)).count(),
            gold: self.gold.words.iter().filter(|item| counts(item)).count(),
            right: 0,
        }
    }

    /// Words, UPOS, UFeats, AllTags, Lemmas, UAS, LAS, CLAS, MLAS, BLEX of one word.
    fn right(&self, g: usize, s: usize) -> [bool; METRICS.len() - 2] {
        let (gold, system) = (&self.gold.words[g], &self.system.words[s]);
        let upos = gold.upos() == system.upos();
        let feats = gold.feats == system.feats;
        // A gold word without a lemma asks for none.
        let lemma = gold.lemma().is_empty() || gold.lemma() == system.lemma();
        let head = self.same_head(g, s);
        let labelled = head && gold.word.relation() == system.word.relation();
        let content = labelled && gold.content();
        let tags = upos && feats;
        [
            true,
            upos,
            feats,
            tags,
            lemma,
            head,
            labelled,
            content,
            content && tags && self.same_function_words(g, s),
            content && lemma,
        ]
    }

    fn same_head(&self, g: usize, s: usize) -> bool {
        match (self.gold.words[g].head, self.system.words[s].head) {
            (None, None) => true,
            (Some(gold), Some(system)) => self.matched[gold] == Some(system),
            _ => false,
        }
    }

    fn same_function_words(&self, g: usize, s: usize) -> bool {
        let (gold, system) = (&self.gold.words[g].function_words, &self.system.words[s].function_words);
        gold.len() == system.len()
            && gold.iter().zip(system).all(|(&g, &s)| {
                let (gold, system) = (&self.gold.words[g], &self.system.words[s]);
                self.matched[g] == Some(s)
                    && gold.word.relation() == system.word.relation()
                    && gold.upos() == system.upos()
                    && gold.feats == system.feats
            })
    }
}

/// Compares two analyses of one text.
///
/// # Errors
///
/// When the two are not of the same text, white space apart, or the words of a sentence make no tree.
pub fn compare(gold: &[Sentence], system: &[Sentence]) -> Result<Scores, EvalError> {
    Ok(Comparison::new(gold, system)?.scores())
}

fn same_spans(gold: &[document::Span], system: &[document::Span]) -> Score {
    // Both lists are in the order of the text, and no two entries of a list begin alike.
    let right = gold.iter().filter(|span| system.binary_search(span).is_ok()).count();
    Score {
        system: system.len(),
        gold: gold.len(),
        right,
    }
}

fn same_text(gold: &Document<'_>, system: &Document<'_>) -> Result<(), EvalError> {
    if gold.characters == system.characters {
        return Ok(());
    }
    let pairs = gold.characters.iter().zip(&system.characters);
    let after = pairs.take_while(|(one, other)| one == other).count();
    let rest = |characters: &[char]| characters[after..].iter().take(20).collect();
    Err(EvalError::Text {
        after,
        gold: rest(&gold.characters),
        system: rest(&system.characters),
    })
}
