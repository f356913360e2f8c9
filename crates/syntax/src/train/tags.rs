//! Training of the tagger, the feature tagger and the lemmatizer.

use super::learner::{Learner, Random};
use super::lexicon::{self, Clusters};
use super::{Example, TrainConfig, lemmas, progress};
use crate::model::{Parts, look_up};
use crate::tagger::{BUNDLES, TAGS, bundle_features, highest, tag_features};
use crate::text::Atoms;
use crate::tree::Upos;
use crate::weights::{Scorer, Weights};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A score must lead by this much to be left as it is.
const MARGIN: i32 = 60;

/// The sentences as the tagger sees them.
struct Prepared {
    atoms: Vec<Atoms>,
    /// How often each word occurs.
    counts: Vec<u32>,
    tags: Vec<u8>,
    bundles: Vec<Option<u8>>,
    weight: usize,
}

/// The best class and the best one but `gold`.
pub(crate) fn rival(scores: &[i32], gold: usize) -> Option<usize> {
    let mut best = None;
    for (class, &score) in scores.iter().enumerate() {
        if class != gold && best.is_none_or(|b: usize| score > scores[b]) {
            best = Some(class);
        }
    }
    best
}

/// Updates towards `gold` unless it leads by the margin.
pub(crate) fn learn_class(learner: &mut Learner, features: &[u64], scores: &mut [i32], gold: usize, margin: i32) {
    learner.tick();
    scores.fill(0);
    learner.add(features, scores);
    if let Some(other) = rival(scores, gold)
        && scores[gold] <= scores[other] + margin
    {
        learner.update(features, gold, 1);
        learner.update(features, other, -1);
    }
}

/// Feature bundles by part of speech, the most frequent first; rare ones beyond the limit are dropped.
fn bundle_lists(examples: &[&Example]) -> Vec<Vec<SmolStr>> {
    let mut counts: Vec<BTreeMap<SmolStr, u32>> = vec![BTreeMap::new(); TAGS];
    for example in examples.iter().filter(|example| example.trust_feats) {
        for word in example.sentence.words.iter().filter(|word| example.trusts(word.upos)) {
            *counts[word.upos as usize].entry(word.feats.clone()).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .map(|counts| {
            let mut list: Vec<(SmolStr, u32)> = counts.into_iter().collect();
            list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            list.truncate(BUNDLES);
            if list.is_empty() {
                list.push((SmolStr::default(), 0));
            }
            list.into_iter().map(|(feats, _)| feats).collect()
        })
        .collect()
}

/// A word that the model may one day not know is sometimes shown as unknown.
fn forget(atoms: &mut Atoms, count: u32, random: &mut Random) {
    if atoms.known != 0 && count < 8 && random.percent(60 / (1 + count as usize)) {
        atoms.known = 0;
        atoms.tags = 0;
    }
}

/// Everything that tagging needs: lexicon, tagger, bundles, lemmatizer.
pub(crate) fn tagging_parts(config: &TrainConfig, examples: &[&Example], clusters: &Clusters) -> Parts {
    let counts = lexicon::tag_counts(examples);
    let table = lexicon::build(&counts, clusters);
    let bundles = bundle_lists(examples);
    let mut buffer = String::new();
    let prepared: Vec<Prepared> = examples
        .iter()
        .map(|example| {
            let words = &example.sentence.words;
            let mut prepared = Prepared {
                atoms: Vec::with_capacity(words.len()),
                counts: Vec::with_capacity(words.len()),
                tags: words.iter().map(|word| word.upos as u8).collect(),
                bundles: Vec::with_capacity(words.len()),
                weight: example.weight,
            };
            for word in words {
                let mut atoms = Atoms::new(&word.form, &mut buffer);
                look_up(&table, &mut atoms);
                prepared
                    .counts
                    .push(counts.get(&atoms.form).map_or(0, |tags| tags.iter().sum()));
                prepared.atoms.push(atoms);
                let list = &bundles[word.upos as usize];
                let position = list.iter().position(|feats| *feats == word.feats);
                prepared
                    .bundles
                    .push(position.filter(|_| example.trusts(word.upos)).map(|p| p as u8));
            }
            prepared
        })
        .collect();
    let tagger = learn_tags(config, &prepared);
    let bundler = learn_bundles(config, &prepared, &bundles);
    let lemmatizer = lemmas::learn(config, examples, &table, &clusters.forms);
    Parts {
        lexicon: table,
        tagger,
        bundler,
        bundles,
        lemmatizer,
        ..Parts::default()
    }
}

fn order(prepared: &[Prepared], random: &mut Random) -> Vec<usize> {
    let mut order: Vec<usize> = (0..prepared.len())
        .flat_map(|i| std::iter::repeat_n(i, prepared[i].weight))
        .collect();
    random.shuffle(&mut order);
    order
}

fn learn_tags(config: &TrainConfig, prepared: &[Prepared]) -> Weights {
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed);
    let (mut features, mut tags, mut atoms) = (Vec::new(), Vec::new(), Vec::new());
    for epoch in 0..config.tag_epochs {
        let mut wrong = 0;
        for index in order(prepared, &mut random) {
            let sentence = &prepared[index];
            atoms.clone_from(&sentence.atoms);
            for (atoms, &count) in atoms.iter_mut().zip(&sentence.counts) {
                forget(atoms, count, &mut random);
            }
            tags.clear();
            for i in 0..atoms.len() {
                tag_features(&atoms, &tags, i, &mut features);
                let mut scores = [0; TAGS];
                let gold = usize::from(sentence.tags[i]);
                learn_class(&mut learner, &features, &mut scores, gold, MARGIN);
                let guess = highest(&scores);
                wrong += usize::from(guess != gold);
                // The tagger goes on from its own tags, so it learns to live with its mistakes.
                tags.push(guess as u8);
            }
        }
        progress(config, &format!("  tags, pass {}: {wrong} wrong", epoch + 1));
    }
    learner.finish(config.tag_features)
}

fn learn_bundles(config: &TrainConfig, prepared: &[Prepared], lists: &[Vec<SmolStr>]) -> Weights {
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed + 1);
    let (mut features, mut bundles, mut atoms) = (Vec::new(), Vec::new(), Vec::new());
    for epoch in 0..config.tag_epochs {
        let mut wrong = 0;
        for index in order(prepared, &mut random) {
            let sentence = &prepared[index];
            if sentence.bundles.iter().all(Option::is_none) {
                continue;
            }
            atoms.clone_from(&sentence.atoms);
            for (atoms, &count) in atoms.iter_mut().zip(&sentence.counts) {
                forget(atoms, count, &mut random);
            }
            bundles.clear();
            for i in 0..atoms.len() {
                let count = lists[usize::from(sentence.tags[i])].len();
                let mut scores = [0; BUNDLES];
                let scores = &mut scores[..count];
                if count > 1 {
                    bundle_features(&atoms, &sentence.tags, &bundles, i, &mut features);
                    if let Some(gold) = sentence.bundles[i] {
                        learn_class(&mut learner, &features, scores, usize::from(gold), MARGIN);
                        wrong += usize::from(highest(scores) != usize::from(gold));
                    } else {
                        learner.add(&features, scores);
                    }
                }
                bundles.push(highest(scores) as u8);
            }
        }
        progress(config, &format!("  features, pass {}: {wrong} wrong", epoch + 1));
    }
    learner.finish(config.tag_features)
}

/// The parts of speech whose lemma is looked up in a lexicon by the later rooms.
pub(crate) const fn is_open(upos: Upos) -> bool {
    matches!(
        upos,
        Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Propn | Upos::Num | Upos::X
    )
}
