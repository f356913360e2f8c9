//! A model's answer for gold sentences: from their words, and from their text.

use super::{EvalError, Scores, compare};
use crate::conllu::text_of;
use crate::model::{Model, Worker};
use crate::tree::Sentence;

/// The paragraphs of a file as text.
///
/// A paragraph begins where the file marks one (`# newpar`, `# newdoc`); a file without such marks is one. Sentences are set off by a
/// blank, also where the last token says `SpaceAfter=No`, which the trees do not keep (17 of the 2,001 sentences of EWT's development
/// file).
pub fn paragraphs(sentences: &[(Vec<String>, Sentence)]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for (comments, sentence) in sentences {
        let text = text_of(comments, sentence);
        let marked = comments
            .iter()
            .any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"));
        match paragraphs.last_mut() {
            Some(last) if !marked => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => paragraphs.push(text),
        }
    }
    paragraphs
}

/// What a model makes of given words: its tags, lemmas and trees in place of those that they have.
pub fn parse_words(model: &Model, mut words: Vec<Sentence>) -> Vec<Sentence> {
    let mut worker = Worker::new();
    for sentence in &mut words {
        model.tag_and_parse_with(&mut worker, sentence);
    }
    words
}

/// What a model makes of paragraphs of text.
pub fn parse_text<'a>(model: &Model, paragraphs: impl IntoIterator<Item = &'a String>) -> Vec<Sentence> {
    let mut worker = Worker::new();
    paragraphs
        .into_iter()
        .flat_map(|paragraph| model.analyze_with(&mut worker, paragraph).sentences)
        .collect()
}

/// The sentences alone, without their comment lines.
pub fn sentences(annotated: &[(Vec<String>, Sentence)]) -> Vec<Sentence> {
    annotated.iter().map(|(_, sentence)| sentence.clone()).collect()
}

/// Scores a model on gold sentences, with the gold words.
///
/// # Errors
///
/// When the words of a gold sentence make no tree.
pub fn from_gold_tokens(model: &Model, gold: &[(Vec<String>, Sentence)]) -> Result<Scores, EvalError> {
    let gold = sentences(gold);
    compare(&gold, &parse_words(model, gold.clone()))
}

/// Scores a model on gold sentences, from their text.
///
/// # Errors
///
/// When the words of a gold sentence make no tree.
pub fn from_text(model: &Model, gold: &[(Vec<String>, Sentence)]) -> Result<Scores, EvalError> {
    compare(&sentences(gold), &parse_text(model, &paragraphs(gold)))
}
