//! Training of the parser with a dynamic oracle.

use super::learner::{Learner, Random};
use super::{Example, TrainConfig, progress};
use crate::model::{Parser, Parts, look_up, node};
use crate::parser::{LABELS, Move, Node, State, action, split_action};
use crate::text::Atoms;
use crate::tree::Sentence;
use crate::weights::{Scorer, Table};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A right action must lead by this much; about half of what one update gives it.
const MARGIN: i32 = 120;
/// In so many of 100 cases the parser goes on from its own mistake.
const EXPLORE: usize = 90;

/// A sentence as the parser sees it, with its tree.
struct Prepared {
    nodes: Vec<Node>,
    /// Head of each word; the number of words stands for the root.
    heads: Vec<usize>,
    labels: Vec<usize>,
    /// How often it is seen in each pass.
    weight: usize,
}

/// The numbers of the labels, and which one is the root's.
#[derive(Clone, Copy)]
struct Labels {
    count: usize,
    root: usize,
}

/// Labels by frequency; `root` and `dep` are always there.
fn labels_of(examples: &[Example]) -> Vec<SmolStr> {
    let mut counts: BTreeMap<SmolStr, u32> = BTreeMap::from([("root".into(), u32::MAX / 2), ("dep".into(), 3)]);
    for word in examples.iter().flat_map(|example| &example.sentence.words) {
        *counts.entry(word.deprel.clone()).or_default() += 1;
    }
    let mut labels: Vec<(SmolStr, u32)> = counts
        .into_iter()
        .filter(|(label, count)| *count > 2 && !label.is_empty())
        .collect();
    labels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    labels.truncate(LABELS);
    labels.into_iter().map(|(label, _)| label).collect()
}

fn nodes(sentence: &Sentence, lexicon: &Table) -> Vec<Node> {
    let mut buffer = String::new();
    let words = sentence.words.iter();
    words
        .map(|word| {
            let mut atoms = Atoms::new(&word.form, &mut buffer);
            look_up(lexicon, &mut atoms);
            node(word, &atoms)
        })
        .collect()
}

/// Learns the parser; `tagged` are the examples with the tags that a model gives them.
pub(crate) fn learn(config: &TrainConfig, examples: &[Example], tagged: &[Sentence], parts: &mut Parts) {
    let names = labels_of(examples);
    let position = |label: &str| names.iter().position(|known| known == label);
    let dep = position("dep").unwrap_or(0);
    let labels = Labels {
        count: names.len(),
        root: position("root").unwrap_or(0),
    };
    let mut prepared = Vec::new();
    for (example, tagged) in examples.iter().zip(tagged) {
        if !example.has_tree() {
            continue;
        }
        let words = &example.sentence.words;
        prepared.push(Prepared {
            nodes: nodes(tagged, &parts.lexicon),
            heads: words.iter().map(|word| word.head.unwrap_or(words.len())).collect(),
            labels: words
                .iter()
                .map(|word| {
                    position(&word.deprel)
                        .or_else(|| position(word.relation()))
                        .unwrap_or(dep)
                })
                .collect(),
            weight: example.weight,
        });
    }
    // Which features are worth keeping shows after two passes; then everything is learnt again with them alone.
    let first = passes(config, Learner::default(), &prepared, labels, 2, config.seed + 3);
    let learner = Learner::restricted(first.strongest(config.parse_features));
    // A gigabyte of weights that are not needed again.
    drop(first);
    let learner = passes(config, learner, &prepared, labels, config.parse_epochs, config.seed + 4);
    parts.parser = Parser::Linear(learner.finish(config.parse_features));
    parts.labels = names;
}

/// Learns from all sentences, `epochs` times.
fn passes(
    config: &TrainConfig,
    learner: Learner,
    sentences: &[Prepared],
    labels: Labels,
    epochs: usize,
    seed: u64,
) -> Learner {
    let mut trainer = Trainer {
        learner,
        state: State::default(),
        features: Vec::new(),
        scores: vec![0; 2 * labels.count + 1],
        labels,
    };
    let mut random = Random::new(seed);
    for epoch in 0..epochs {
        let mut order: Vec<usize> = (0..sentences.len())
            .flat_map(|i| std::iter::repeat_n(i, sentences[i].weight))
            .collect();
        random.shuffle(&mut order);
        let (mut right, mut words) = (0, 0);
        for index in order {
            let sentence = &sentences[index];
            right += trainer.sentence(sentence, epoch, &mut random);
            words += sentence.nodes.len();
        }
        progress(
            config,
            &format!(
                "  trees, pass {}: {:.2} % right",
                epoch + 1,
                100.0 * right as f64 / words.max(1) as f64
            ),
        );
    }
    trainer.learner
}

struct Trainer {
    learner: Learner,
    state: State,
    features: Vec<u64>,
    scores: Vec<i32>,
    labels: Labels,
}

impl Trainer {
    /// Learns from one sentence; returns the number of words with the right head and label.
    fn sentence(&mut self, gold: &Prepared, epoch: usize, random: &mut Random) -> usize {
        self.state.nodes.clone_from(&gold.nodes);
        self.state.begin();
        while !self.state.finished() {
            let moves: Vec<Move> = [Move::Shift, Move::Left, Move::Right]
                .into_iter()
                .filter(|&m| self.state.allowed(m))
                .collect();
            if moves == [Move::Shift] && self.state.arc(Move::Left).is_none() {
                self.state.apply(Move::Shift, 0);
                continue;
            }
            self.state.features(&mut self.features);
            self.scores.fill(0);
            self.learner.add(&self.features, &mut self.scores);
            self.learner.tick();
            let costs: Vec<(Move, usize)> = moves.iter().map(|&m| (m, self.state.cost(m, &gold.heads))).collect();
            // A tree that is not projective cannot be had whole: then the cheapest moves count as right.
            let least = costs.iter().map(|&(_, cost)| cost).min().unwrap_or(0);
            let best_right = costs
                .iter()
                .filter(|&&(_, cost)| cost == least)
                .map(|&(step, _)| self.right_action(step, gold))
                .reduce(|a, b| if self.scores[b] > self.scores[a] { b } else { a })
                .unwrap_or(0);
            // The strongest rival: any action but the right ones.
            let mut rival: Option<usize> = None;
            for &(step, cost) in &costs {
                let right = (cost == least).then(|| self.right_action(step, gold));
                let scores = &self.scores;
                self.state
                    .for_labels(step, self.labels.count, self.labels.root, &mut |candidate| {
                        if Some(candidate) != right && rival.is_none_or(|r| scores[candidate] > scores[r]) {
                            rival = Some(candidate);
                        }
                    });
            }
            let mut chosen = best_right;
            if let Some(rival) = rival {
                if self.scores[rival] > self.scores[best_right] && epoch > 0 && random.percent(EXPLORE) {
                    chosen = rival;
                }
                if self.scores[best_right] <= self.scores[rival] + MARGIN {
                    self.learner.update(&self.features, best_right, 1);
                    self.learner.update(&self.features, rival, -1);
                }
            }
            let (step, label) = split_action(chosen, self.labels.count);
            self.state.apply(step, label);
        }
        (0..gold.nodes.len())
            .filter(|&i| self.state.heads[i] == gold.heads[i] && usize::from(self.state.labels[i]) == gold.labels[i])
            .count()
    }

    /// The action of a move with the label that the gold tree gives the word.
    fn right_action(&self, step: Move, gold: &Prepared) -> usize {
        match self.state.arc(step) {
            Some((head, _)) if head == gold.nodes.len() => action(step, self.labels.root, self.labels.count),
            Some((_, word)) => action(step, self.not_root(gold.labels[word]), self.labels.count),
            None => 0,
        }
    }

    /// Where a lost word gets another head, its gold label may be `root`, which no such arc can have.
    fn not_root(&self, label: usize) -> usize {
        if label == self.labels.root {
            usize::from(self.labels.root == 0)
        } else {
            label
        }
    }
}
