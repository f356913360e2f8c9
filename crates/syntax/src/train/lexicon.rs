//! What the model knows of forms: the tags they were seen with, and the class of words they are used like.

use super::{Example, TrainConfig};
use crate::conllu::surface;
use crate::model::Parts;
use crate::segment::segment;
use crate::text::lexicon_key;
use crate::weights::Table;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Word class of a form, by the form's key; 0 for none.
pub(crate) type Clusters = FxHashMap<u64, u32>;

/// Learns word classes from the written treebanks and the plain texts, which a model with only a segmenter cuts into tokens.
pub(crate) fn clusters(config: &TrainConfig, examples: &[Example], segmenter: &Parts) -> Clusters {
    let mut buffer = String::new();
    let mut sentences: Vec<Vec<u64>> = Vec::new();
    for example in examples.iter().filter(|example| example.written) {
        sentences.push(surface(&example.sentence).map(|(_, form)| lexicon_key(form, &mut buffer)).collect());
    }
    let abbreviations = segmenter.abbreviations.iter().copied().collect();
    let mut features = Vec::new();
    for paragraph in config.raw.iter().flat_map(|text| text.lines()) {
        let pieces = segment(paragraph, &segmenter.segmenter, &abbreviations, &mut features);
        for sentence in pieces.split_inclusive(|piece| piece.sentence_end) {
            sentences.push(sentence.iter().map(|piece| lexicon_key(&paragraph[piece.span.clone()], &mut buffer)).collect());
        }
    }
    super::clusters::learn(&sentences)
}

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

/// The lexicon: forms seen at least twice have their tag set, all forms with a class have that.
pub(crate) fn build(counts: &BTreeMap<u64, [u32; 17]>, clusters: &Clusters) -> Table {
    let mut entries: BTreeMap<u64, u32> = clusters.iter().map(|(&key, &class)| (key, class << 17)).collect();
    for (&key, tags) in counts {
        let sum: u32 = tags.iter().sum();
        if sum < 2 {
            continue;
        }
        // A tag seen once in a hundred times is more likely a mistake of the treebank than a use of the word.
        let set = (0..17).filter(|&tag| tags[tag] * 100 > sum).fold(0, |set, tag| set | 1 << tag);
        *entries.entry(key).or_default() |= set;
    }
    Table::build(&entries.into_iter().collect::<Vec<_>>())
}
