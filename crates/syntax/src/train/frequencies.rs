//! How often each relation and feature stands in each treebank of a language, as published and as learnt.
//!
//! Treebanks that say the same thing differently make a parser worse when they are joined. What stands in one treebank and not in
//! another shows here: it is brought to one standard, or listed with its reason.

use super::{Annotated, Example, TrainConfig, TrainError, harmonise, read_file, standard, stem};
use crate::tree::{Sentence, Upos};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Of so many expected occurrences on, absence is no chance.
const EXPECTED: f64 = 20.0;
/// Less than this part of what is expected is nearly nothing.
const NEARLY_NOTHING: f64 = 0.05;

/// The counts of one treebank.
#[derive(Clone, Debug, Default)]
pub struct Frequencies {
    /// The name of its file.
    pub treebank: String,
    /// The words whose relations were counted.
    pub words: usize,
    /// The words whose features were counted: those that the trainer learns from.
    pub tagged: usize,
    /// How often each relation stands in it, with its subtype.
    pub relations: BTreeMap<String, usize>,
    /// On how many words each feature stands, whatever its value.
    pub features: BTreeMap<String, usize>,
    /// How many names have a lemma that is the form, in small letters (`Madrid`: `madrid`) or as written.
    pub lemmas: BTreeMap<String, usize>,
}

/// A relation, feature or way to write lemmas that a treebank lacks though the others have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lack {
    /// `relation`, `feature` or `lemma`.
    pub kind: &'static str,
    /// Which.
    pub name: String,
    /// The treebank in which it (nearly) never stands.
    pub treebank: String,
}

impl Frequencies {
    fn count(treebank: &str, examples: &[Example]) -> Frequencies {
        let mut found = Frequencies {
            treebank: treebank.to_owned(),
            ..Frequencies::default()
        };
        for example in examples {
            for word in &example.sentence.words {
                found.words += 1;
                *found.relations.entry(word.deprel.to_string()).or_default() += 1;
                if word.upos == Upos::Propn && standard::small(word) {
                    *found.lemmas.entry("PROPN in small letters".to_owned()).or_default() += 1;
                } else if word.upos == Upos::Propn && word.lemma == word.form {
                    *found.lemmas.entry("PROPN as written".to_owned()).or_default() += 1;
                }
                if !example.trusts(word.upos) {
                    continue;
                }
                found.tagged += 1;
                let names = word.feats.split('|').filter_map(|pair| pair.split_once('='));
                for (name, _) in names {
                    *found.features.entry(name.to_owned()).or_default() += 1;
                }
            }
        }
        found
    }
}

/// A training file: its name, its sentences as published and as the trainer learns them.
pub struct Harmonised {
    /// The name of the file, without its ending.
    pub treebank: String,
    /// What is learnt, with the comment lines.
    pub sentences: Annotated,
    /// Counts of the file as published.
    pub published: Frequencies,
    /// Counts of what is learnt.
    pub learnt: Frequencies,
}

/// Reads training files and brings them to one standard, as training does.
///
/// # Errors
///
/// When a file cannot be read.
pub fn harmonised(config: &TrainConfig, files: &[PathBuf]) -> Result<Vec<Harmonised>, TrainError> {
    let (mut read, mut examples, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for path in files {
        let name = stem(path);
        let sentences = read_file(path)?;
        let make = |(comments, sentence): &(Vec<String>, Sentence)| {
            harmonise::example(config, &name, comments, sentence.clone())
        };
        examples.extend(sentences.iter().map(make));
        ends.push(examples.len());
        read.push((name, sentences));
    }
    let published = |examples: &[Example], sentences: &Annotated| -> Vec<Example> {
        let pairs = examples.iter().zip(sentences);
        pairs
            .map(|(example, (_, sentence))| Example {
                sentence: sentence.clone(),
                ..example.clone()
            })
            .collect()
    };
    let mut begin = 0;
    let before: Vec<Frequencies> = read
        .iter()
        .zip(&ends)
        .map(|((name, sentences), &end)| {
            let counted = Frequencies::count(name, &published(&examples[begin..end], sentences));
            begin = end;
            counted
        })
        .collect();
    harmonise::by_statistics(config, &mut examples);
    let mut begin = 0;
    let mut all = Vec::new();
    for (((name, mut sentences), published), end) in read.into_iter().zip(before).zip(ends) {
        let learnt = Frequencies::count(&name, &examples[begin..end]);
        for ((_, sentence), example) in sentences.iter_mut().zip(&examples[begin..end]) {
            sentence.clone_from(&example.sentence);
        }
        begin = end;
        all.push(Harmonised {
            treebank: name,
            sentences,
            published,
            learnt,
        });
    }
    Ok(all)
}

/// What some treebank of a language lacks though the others have it, in order.
pub fn lacks(treebanks: &[Frequencies]) -> Vec<Lack> {
    type Counts = fn(&Frequencies) -> (usize, &BTreeMap<String, usize>);
    let kinds: [(&'static str, Counts); 3] = [
        ("relation", |one| (one.words, &one.relations)),
        ("feature", |one| (one.tagged, &one.features)),
        ("lemma", |one| (one.words, &one.lemmas)),
    ];
    let mut found = Vec::new();
    for (kind, counts) in kinds {
        for one in treebanks {
            let (words, mine) = counts(one);
            let others = treebanks.iter().filter(|other| other.treebank != one.treebank);
            let (mut sum, mut total) = (0, BTreeMap::<&str, usize>::new());
            for (words, counted) in others.map(counts) {
                sum += words;
                for (name, count) in counted {
                    *total.entry(name).or_default() += count;
                }
            }
            for (name, count) in total {
                let expected = count as f64 * words as f64 / sum.max(1) as f64;
                let found_here = mine.get(name).copied().unwrap_or(0) as f64;
                if expected >= EXPECTED && found_here < NEARLY_NOTHING * expected {
                    found.push(Lack {
                        kind,
                        name: name.to_owned(),
                        treebank: one.treebank.clone(),
                    });
                }
            }
        }
    }
    found.sort();
    found
}
