//! Training of the tokenizer, the sentence splitter and the splitter of multiword tokens.

use super::augment;
use super::learner::{Learner, Random};
use super::{Example, TrainConfig, progress};
use crate::conllu::surface;
use crate::hash::text as hash_text;
use crate::model::{Parts, look_up};
use crate::multiword::{self, Split, Splitter};
use crate::segment::{Abbreviations, CLASSES, Cutter, JOIN, SENTENCE, SPLIT, atoms, best};
use crate::text::{Atoms, normal};
use crate::weights::{Scorer, Table, Weights};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const MARGIN: i32 = 30;

/// Sentences that go on must be surer of it where no sign ends them: in news few headings stand within paragraphs, and many names.
const UNMARKED_MARGIN: i32 = 90;

/// So often a form is split that only lacks its apostrophe (`im`, `wont`): then it is a way of writing, not a slip.
const WAY_OF_WRITING: u32 = 10;

/// A text with its gold tokens; the last token of each sentence is marked.
pub(crate) struct Sample {
    pub(crate) text: String,
    pub(crate) tokens: Vec<(Range<usize>, bool)>,
}

/// Learns the cutting of a text into tokens and sentences.
pub(crate) fn learn_cuts(config: &TrainConfig, examples: &[Example], parts: &mut Parts) {
    parts.abbreviations = config
        .abbreviations
        .iter()
        .map(|(word, kind)| (letters_key(word), *kind))
        .collect();
    parts.abbreviations.sort_by_key(|&(key, _)| key);
    parts.abbreviations.dedup_by_key(|&mut (key, _)| key);
    let abbreviations: Abbreviations = parts.abbreviations.iter().copied().collect();
    let written: Vec<&Example> = examples.iter().filter(|example| example.written).collect();
    parts.segmenter = cuts(config, &written, &abbreviations, &parts.lexicon);
}

/// The key of a run of letters, as the segmenter computes it.
fn letters_key(word: &str) -> u64 {
    hash_text(&normal(word))
}

fn samples(written: &[&Example], determiners: &[String], random: &mut Random) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut current = Sample {
        text: String::new(),
        tokens: Vec::new(),
    };
    let mut left = 0;
    // What the model is made for is seen again, every sentence beside others: a heading ends whatever follows it.
    let mut again: Vec<&Example> = written
        .iter()
        .filter(|example| example.weight > 1)
        .flat_map(|&example| std::iter::repeat_n(example, example.weight))
        .collect();
    random.shuffle(&mut again);
    for example in written.iter().copied().chain(again) {
        if left == 0 || example.paragraph {
            if !current.tokens.is_empty() {
                samples.push(std::mem::replace(
                    &mut current,
                    Sample {
                        text: String::new(),
                        tokens: Vec::new(),
                    },
                ));
            }
            left = 1 + random.below(6);
        } else {
            current.text.push(' ');
        }
        left -= 1;
        let base = current.text.len();
        let sample = augment::vary(example, determiners, random);
        current.text.push_str(&sample.text);
        current.tokens.extend(
            sample
                .tokens
                .into_iter()
                .map(|(span, end)| (span.start + base..span.end + base, end)),
        );
    }
    if !current.tokens.is_empty() {
        samples.push(current);
    }
    samples
}

fn cuts(config: &TrainConfig, written: &[&Example], abbreviations: &Abbreviations, lexicon: &Table) -> Weights {
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed + 4);
    let mut features = Vec::new();
    let determiners = augment::determiners(written);
    for epoch in 0..config.tag_epochs {
        let mut wrong = 0;
        // Varied anew in every pass.
        let mut samples = samples(written, &determiners, &mut random);
        random.shuffle(&mut samples);
        for sample in &samples {
            let atoms = atoms(&sample.text, lexicon);
            let begins: BTreeSet<usize> = sample.tokens.iter().map(|(span, _)| span.start).collect();
            let ends: BTreeSet<usize> = sample
                .tokens
                .iter()
                .filter(|(_, end)| *end)
                .map(|(span, _)| span.end)
                .collect();
            let mut cutter = Cutter::new(&atoms, abbreviations);
            for left in 0..atoms.len().saturating_sub(1) {
                let gold = if !begins.contains(&atoms[left + 1].span.start) {
                    JOIN
                } else if ends.contains(&atoms[left].span.end) {
                    SENTENCE
                } else {
                    SPLIT
                };
                let choice = cutter.choice(left);
                if choice.allowed.iter().filter(|&&allowed| allowed).count() > 1 && choice.allowed[gold] {
                    cutter.features(left, &choice, &mut features);
                    let mut scores = [0; CLASSES];
                    learner.tick();
                    learner.add(&features, &mut scores);
                    let guess = best(&scores, &choice);
                    wrong += usize::from(guess != gold);
                    for other in 0..CLASSES {
                        let end = other == SENTENCE && !cutter.is_marked(left);
                        let margin = if end { UNMARKED_MARGIN } else { MARGIN };
                        if other != gold && choice.allowed[other] && scores[gold] <= scores[other] + margin {
                            learner.update(&features, gold, 1);
                            learner.update(&features, other, -1);
                        }
                    }
                }
                cutter.go_on(left, gold);
            }
        }
        progress(config, &format!("  cuts, pass {}: {wrong} wrong", epoch + 1));
    }
    learner.finish(config.tag_features)
}

/// Learns which tokens stand for several words.
pub(crate) fn learn_splits(config: &TrainConfig, examples: &[Example], parts: &Parts) -> Splitter {
    // For each form: how often it is split, into what, and how often it is one word.
    let mut split: BTreeMap<String, BTreeMap<Vec<String>, u32>> = BTreeMap::new();
    let mut whole: BTreeMap<String, u32> = BTreeMap::new();
    for example in examples.iter().filter(|example| !example.invented) {
        let sentence = &example.sentence;
        for multiword in &sentence.multiwords {
            let words = sentence.words[multiword.first..=multiword.last]
                .iter()
                .map(|word| normal(&word.form))
                .collect();
            *split
                .entry(normal(&multiword.form))
                .or_default()
                .entry(words)
                .or_default() += 1;
        }
        for (index, word) in sentence.words.iter().enumerate() {
            if !sentence.multiwords.iter().any(|m| (m.first..=m.last).contains(&index)) {
                *whole.entry(normal(&word.form)).or_default() += 1;
            }
        }
    }
    let apostrophes = apostrophe_letters(&split);
    let mut forms = Vec::new();
    for (form, ways) in &split {
        let count: u32 = ways.values().sum();
        let alone = whole.get(form).copied().unwrap_or(0);
        let Some((parts, _)) = ways.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))) else {
            continue;
        };
        if count < WAY_OF_WRITING && slip(form, parts, &apostrophes) {
            continue;
        }
        let less = count.min(alone);
        let ambiguous = less >= 20 && less * 6 >= count + alone;
        if ambiguous || count > alone {
            forms.push((
                form.clone(),
                Split {
                    parts: parts.clone(),
                    ambiguous,
                },
            ));
        }
    }
    let endings = learn_endings(&split, &whole);
    let weights = learn_choice(config, examples, parts, &forms);
    progress(
        config,
        &format!("  {} multiword forms, endings {endings:?}", forms.len()),
    );
    Splitter::build(forms, endings, weights)
}

/// Single letters that stand with an apostrophe as a word of their own (`'s`, `'m`).
fn apostrophe_letters(split: &BTreeMap<String, BTreeMap<Vec<String>, u32>>) -> BTreeSet<String> {
    let words = split.values().flat_map(BTreeMap::keys).flatten();
    words
        .filter_map(|word| word.strip_prefix('\''))
        .filter(|rest| rest.chars().count() == 1)
        .map(str::to_owned)
        .collect()
}

/// Is the form one that ought to have an apostrophe before its last letter (`lets`, `hams` for `ham's`)? A treebank of mails has such
/// slips once or twice each, and nearly all are also ordinary words, as plurals are. Forms of languages that write words together
/// (Spanish `darle`) and lasting contractions (`cannot`, `gonna`) end otherwise.
fn slip(form: &str, parts: &[String], apostrophes: &BTreeSet<String>) -> bool {
    !form.contains('\'') && parts.concat() == form && parts.last().is_some_and(|last| apostrophes.contains(last))
}

/// Endings with an apostrophe that are split off most words that have them.
fn learn_endings(split: &BTreeMap<String, BTreeMap<Vec<String>, u32>>, whole: &BTreeMap<String, u32>) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (form, ways) in split {
        for words in ways.keys() {
            if let [first, last] = words.as_slice()
                && format!("{first}{last}") == *form
                && last.contains('\'')
            {
                *counts.entry(last).or_default() += 1;
            }
        }
    }
    let mut endings: Vec<String> = counts
        .into_iter()
        .filter(|&(ending, count)| {
            let against = whole
                .keys()
                .filter(|form| form.len() > ending.len() && form.ends_with(ending))
                .count() as u32;
            count >= 5 && count > 2 * against
        })
        .map(|(ending, _)| ending.to_owned())
        .collect();
    endings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    endings
}

fn learn_choice(config: &TrainConfig, examples: &[Example], parts: &Parts, forms: &[(String, Split)]) -> Weights {
    let ambiguous: BTreeSet<&str> = forms
        .iter()
        .filter(|(_, split)| split.ambiguous)
        .map(|(form, _)| form.as_str())
        .collect();
    let mut buffer = String::new();
    let mut items: Vec<(Vec<u64>, bool)> = Vec::new();
    for example in examples.iter().filter(|example| !example.invented) {
        let sentence = &example.sentence;
        let tokens: Vec<(Range<usize>, &str)> = surface(sentence).collect();
        if !tokens.iter().any(|(_, form)| ambiguous.contains(normal(form).as_str())) {
            continue;
        }
        let token_atoms: Vec<Atoms> = tokens
            .iter()
            .map(|(_, form)| {
                let mut atoms = Atoms::new(form, &mut buffer);
                look_up(&parts.lexicon, &mut atoms);
                atoms
            })
            .collect();
        for (index, (span, form)) in tokens.iter().enumerate() {
            if ambiguous.contains(normal(form).as_str()) {
                let is_split = sentence
                    .multiwords
                    .iter()
                    .any(|m| sentence.words[m.first].span == *span);
                let mut features = Vec::new();
                multiword::features(&token_atoms, index, &mut features);
                for _ in 0..example.weight {
                    items.push((features.clone(), is_split));
                }
            }
        }
    }
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed + 5);
    for _ in 0..config.tag_epochs {
        random.shuffle(&mut items);
        for (features, is_split) in &items {
            let mut scores = [0; 2];
            super::tags::learn_class(&mut learner, features, &mut scores, usize::from(*is_split), MARGIN);
        }
    }
    learner.finish(config.tag_features)
}
