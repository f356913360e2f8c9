//! What the model knows of forms: the tags they were seen with, and the class of words they are used like.

use super::{Example, TrainConfig};
use crate::conllu::surface;
use crate::hash::text as hash_text;
use crate::model::Parts;
use crate::segment::segment;
use crate::text::{lexicon_key, normal};
use crate::weights::Table;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What plain texts tell of forms.
#[derive(Default)]
pub(crate) struct Clusters {
    /// Word class of a form, by the form's key.
    pub(crate) classes: FxHashMap<u64, u32>,
    /// Forms seen more than once in small letters.
    pub(crate) forms: BTreeSet<u64>,
}

/// Learns word classes from the written treebanks and the plain texts, which a model with only a segmenter cuts into tokens.
pub(crate) fn clusters(config: &TrainConfig, examples: &[Example], segmenter: &Parts) -> Clusters {
    let mut buffer = String::new();
    let mut sentences: Vec<Vec<u64>> = Vec::new();
    for example in examples.iter().filter(|example| example.written) {
        sentences.push(
            surface(&example.sentence)
                .map(|(_, form)| lexicon_key(form, &mut buffer))
                .collect(),
        );
    }
    let abbreviations = segmenter.abbreviations.iter().copied().collect();
    let mut features = Vec::new();
    let mut seen: BTreeMap<u64, u32> = BTreeMap::new();
    for paragraph in config.raw.iter().flat_map(|text| text.lines()) {
        let pieces = segment(
            paragraph,
            &segmenter.segmenter,
            &segmenter.lexicon,
            &abbreviations,
            &mut features,
        );
        for piece in &pieces {
            let form = &paragraph[piece.span.clone()];
            if form.starts_with(char::is_lowercase) {
                *seen.entry(hash_text(&normal(form))).or_default() += 1;
            }
        }
        for sentence in pieces.split_inclusive(|piece| piece.sentence_end) {
            sentences.push(
                sentence
                    .iter()
                    .map(|piece| lexicon_key(&paragraph[piece.span.clone()], &mut buffer))
                    .collect(),
            );
        }
    }
    Clusters {
        classes: super::clusters::learn(&sentences),
        forms: seen
            .into_iter()
            .filter(|&(_, count)| count > 1)
            .map(|(key, _)| key)
            .collect(),
    }
}

/// A form seen so often with one tag only always gets that tag, unasked.
const SURE: u32 = 80;

/// How often each form has each tag.
pub(crate) fn tag_counts(examples: &[&Example]) -> BTreeMap<u64, [u32; 17]> {
    let mut counts: BTreeMap<u64, [u32; 17]> = BTreeMap::new();
    let mut buffer = String::new();
    for example in examples {
        for word in &example.sentence.words {
            counts.entry(lexicon_key(&word.form, &mut buffer)).or_default()[word.upos as usize] += 1;
        }
    }
    counts
}

/// The lexicon of the tags alone, without word classes.
pub(crate) fn of_tags(examples: &[&Example]) -> Table {
    build(&tag_counts(examples), &Clusters::default())
}

/// The lexicon: forms seen at least twice have their tag set, all forms with a class have that.
pub(crate) fn build(counts: &BTreeMap<u64, [u32; 17]>, clusters: &Clusters) -> Table {
    let mut entries: BTreeMap<u64, u32> = clusters
        .classes
        .iter()
        .map(|(&key, &class)| (key, class << 18))
        .collect();
    for (&key, tags) in counts {
        let sum: u32 = tags.iter().sum();
        if sum < 2 {
            continue;
        }
        // A tag seen once in a hundred times is more likely a mistake of the treebank than a use of the word.
        let set = (0..17)
            .filter(|&tag| tags[tag] * 100 > sum)
            .fold(0, |set, tag| set | 1 << tag);
        let sure = sum >= SURE && tags.contains(&sum);
        *entries.entry(key).or_default() |= set | u32::from(sure) << 17;
    }
    Table::build(&entries.into_iter().collect::<Vec<_>>())
}
