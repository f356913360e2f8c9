//! Greedy transition-based dependency parsing: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root at
//! the end of the buffer, trained with its dynamic oracle (Goldberg and Nivre 2013).
//!
//! Trees are projective by construction and have exactly one root.

mod ahead;
mod features;

use crate::hash::mix;
use crate::text::Atoms;
use crate::tree::Upos;
use crate::weights::Scorer;
use ahead::Ahead;

/// The most labels a model can have: one action per label and direction, and the shift, fit one byte.
pub(crate) const LABELS: usize = 127;
/// No word.
pub(crate) const NONE: usize = usize::MAX;

/// What the parser sees of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    word: u64,
    lemma: u64,
    tag: u64,
    /// Tag with morphology.
    fine: u64,
    suffix: u64,
    /// Class of similarly used words.
    cluster: u64,
    number: u8,
    gender: u8,
    /// A relative pronoun.
    relative: bool,
    /// A finite verb.
    finite: bool,
}

fn agreement(feats: &str) -> (u8, u8) {
    let (mut number, mut gender) = (0, 0);
    for pair in feats.split('|') {
        match pair {
            "Number=Sing" => number = 1,
            "Number=Plur" => number = 2,
            "Gender=Masc" => gender = 1,
            "Gender=Fem" => gender = 2,
            _ => {}
        }
    }
    (number, gender)
}

impl Node {
    pub(crate) fn new(atoms: &Atoms, tag: Upos, bundle: u64, feats: &str, lemma: u64) -> Node {
        let (number, gender) = agreement(feats);
        // A number is a number, whatever its digits.
        let lemma = if tag == Upos::Num { 5 } else { lemma };
        Node {
            word: if atoms.known != 0 {
                atoms.known
            } else {
                atoms.suffix[2] ^ 0x55
            },
            lemma,
            tag: tag as u64,
            fine: mix(tag as u64, bundle),
            suffix: atoms.suffix[2],
            cluster: atoms.cluster,
            number,
            gender,
            relative: feats.split('|').any(|pair| pair == "PronType=Rel"),
            finite: feats.split('|').any(|pair| pair == "VerbForm=Fin"),
        }
    }
}

/// The state of a parse.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) nodes: Vec<Node>,
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<u8>,
    stack: Vec<usize>,
    next: usize,
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    left_count: Vec<u8>,
    right_count: Vec<u8>,
    left_labels: Vec<u64>,
    right_labels: Vec<u64>,
    /// The word is a relative pronoun or has one below it, not counting what is below a verb: "au cours duquel".
    relative: Vec<bool>,
    /// Running counts of verbs, commas, conjunctions and other punctuation before each word.
    before: Vec<[u16; 4]>,
    ahead: Ahead,
}

/// What may be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Shift,
    Left,
    Right,
}

/// Numbers of the actions: 0 shifts, then the left arcs by label, then the right arcs.
pub(crate) fn action(step: Move, label: usize, labels: usize) -> usize {
    match step {
        Move::Shift => 0,
        Move::Left => 1 + label,
        Move::Right => 1 + labels + label,
    }
}

/// The move and label of an action.
pub(crate) fn split_action(action: usize, labels: usize) -> (Move, usize) {
    match action {
        0 => (Move::Shift, 0),
        a if a <= labels => (Move::Left, a - 1),
        a => (Move::Right, a - 1 - labels),
    }
}

impl State {
    /// Begins a sentence whose words are in `nodes`.
    pub(crate) fn begin(&mut self) {
        let n = self.nodes.len();
        // Index n is the root.
        self.heads.clear();
        self.heads.resize(n, NONE);
        self.labels.clear();
        self.labels.resize(n, 0);
        self.stack.clear();
        self.next = 0;
        self.left.clear();
        self.left.resize(n + 1, [NONE; 2]);
        self.right.clear();
        self.right.resize(n + 1, [NONE; 2]);
        self.left_count.clear();
        self.left_count.resize(n + 1, 0);
        self.right_count.clear();
        self.right_count.resize(n + 1, 0);
        self.left_labels.clear();
        self.left_labels.resize(n + 1, 0);
        self.right_labels.clear();
        self.right_labels.resize(n + 1, 0);
        self.relative.clear();
        self.relative.extend(self.nodes.iter().map(|node| node.relative));
        self.relative.push(false);
        self.before.clear();
        let mut counts = [0u16; 4];
        self.before.push(counts);
        for node in &self.nodes {
            let tag = node.tag;
            counts[0] = counts[0].wrapping_add(u16::from(tag == Upos::Verb as u64 || tag == Upos::Aux as u64));
            counts[1] = counts[1].wrapping_add(u16::from(tag == Upos::Punct as u64));
            counts[2] = counts[2].wrapping_add(u16::from(tag == Upos::Cconj as u64));
            counts[3] = counts[3].wrapping_add(u16::from(tag == Upos::Sconj as u64 || tag == Upos::Adp as u64));
            self.before.push(counts);
        }
        self.ahead.begin(&self.nodes);
    }

    pub(crate) fn finished(&self) -> bool {
        self.next == self.nodes.len() && self.stack.is_empty()
    }

    pub(crate) fn allowed(&self, step: Move) -> bool {
        let n = self.nodes.len();
        match step {
            Move::Shift => self.next < n,
            // The root takes its one dependent last.
            Move::Left => !self.stack.is_empty() && (self.next < n || self.stack.len() == 1),
            Move::Right => self.stack.len() >= 2,
        }
    }

    fn attach(&mut self, head: usize, word: usize, label: usize) {
        self.heads[word] = head;
        self.labels[word] = label as u8;
        if self.nodes[word].tag != Upos::Verb as u64 {
            self.relative[head] |= self.relative[word];
        }
        let bit = 1u64 << (label % 64);
        if word < head {
            self.left[head] = [word, self.left[head][0]];
            self.left_count[head] = self.left_count[head].saturating_add(1);
            self.left_labels[head] |= bit;
        } else {
            self.right[head] = [word, self.right[head][0]];
            self.right_count[head] = self.right_count[head].saturating_add(1);
            self.right_labels[head] |= bit;
        }
    }

    pub(crate) fn apply(&mut self, step: Move, label: usize) {
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                if let Some(word) = self.stack.pop() {
                    self.attach(self.next, word, label);
                }
            }
            Move::Right => {
                if let Some(word) = self.stack.pop()
                    && let Some(&head) = self.stack.last()
                {
                    self.attach(head, word, label);
                }
            }
        }
    }

    /// How many gold arcs a move makes unreachable. `gold` gives the head of each word, the number of words for the root.
    pub(crate) fn cost(&self, step: Move, gold: &[usize]) -> usize {
        let n = self.nodes.len();
        let depth = self.stack.len();
        let top = self.stack.last().copied().unwrap_or(NONE);
        let below = if depth >= 2 { self.stack[depth - 2] } else { NONE };
        let dependents_ahead = |head: usize| (self.next..n).filter(|&word| gold[word] == head).count();
        match step {
            Move::Shift => {
                let word = self.next;
                let lost_head = self.stack[..depth.saturating_sub(1)].contains(&gold[word]);
                let lost = self.stack.iter().filter(|&&other| gold[other] == word).count();
                lost + usize::from(lost_head)
            }
            Move::Left => {
                let head = gold[top];
                let lost_head = head != self.next && (head == below || head > self.next);
                dependents_ahead(top) + usize::from(lost_head)
            }
            Move::Right => usize::from(gold[top] >= self.next) + dependents_ahead(top),
        }
    }

    /// The word that would be head and dependent of a move.
    pub(crate) fn arc(&self, step: Move) -> Option<(usize, usize)> {
        let depth = self.stack.len();
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, *self.stack.last()?)),
            Move::Right => Some((*self.stack.get(depth.checked_sub(2)?)?, *self.stack.last()?)),
        }
    }

    /// The best allowed action by `scores`; `root` is the label of the arc from the root, the only one it can have.
    pub(crate) fn best(&self, scores: &[i32], labels: usize, root: usize) -> usize {
        let mut best = NONE;
        let mut consider = |candidate: usize| {
            if best == NONE || scores[candidate] > scores[best] {
                best = candidate;
            }
        };
        let steps = [Move::Shift, Move::Left, Move::Right];
        let sound = steps.map(|step| self.allowed(step) && !self.below_a_sign(step));
        // Only where nothing else is left may a word hang on a punctuation mark.
        let any = sound.contains(&true);
        for (step, sound) in steps.into_iter().zip(sound) {
            if sound || !any && self.allowed(step) {
                self.for_labels(step, labels, root, &mut consider);
            }
        }
        best
    }

    /// Whether a move would hang a word on a punctuation mark, which has no dependents in Universal Dependencies.
    fn below_a_sign(&self, step: Move) -> bool {
        self.arc(step)
            .and_then(|(head, _)| self.nodes.get(head))
            .is_some_and(|head| head.tag == Upos::Punct as u64)
    }

    /// Calls `visit` with every action of a move: the root label only stands on the root's arc.
    pub(crate) fn for_labels(&self, step: Move, labels: usize, root: usize, visit: &mut impl FnMut(usize)) {
        match step {
            Move::Shift => visit(0),
            Move::Left if self.next == self.nodes.len() => visit(action(step, root, labels)),
            _ => (0..labels)
                .filter(|&label| label != root)
                .for_each(|label| visit(action(step, label, labels))),
        }
    }
}

/// Parses the sentence in `state.nodes`; the heads and labels are left in the state (head = number of words for the root).
pub(crate) fn parse(state: &mut State, labels: usize, root: usize, scorer: &impl Scorer, features: &mut Vec<u64>) {
    state.begin();
    let mut scores = [0; 2 * LABELS + 1];
    let scores = &mut scores[..2 * labels + 1];
    while !state.finished() {
        // One thing to do: no need to ask.
        if state.stack.is_empty() {
            state.apply(Move::Shift, 0);
            continue;
        }
        state.features(features);
        scores.fill(0);
        scorer.add(features, scores);
        let (step, label) = split_action(state.best(scores, labels, root), labels);
        state.apply(step, label);
    }
}
