//! Greedy transition-based dependency parsing: the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011) with the root at
//! the end of the buffer, trained with its dynamic oracle (Goldberg and Nivre 2013).
//!
//! Trees are projective by construction and have exactly one root.

use crate::hash::{feature, mix};
use crate::text::Atoms;
use crate::tree::Upos;
use crate::weights::Scorer;

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
        }
    }
}

const ROOT_TAG: u64 = 20;
const OUTSIDE_TAG: u64 = 21;

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

    fn between(&self, a: usize, b: usize) -> u64 {
        if a == NONE || b == NONE {
            return 0;
        }
        let (from, to) = (
            self.before[(a + 1).min(self.nodes.len())],
            self.before[b.min(self.nodes.len())],
        );
        (0..4).fold(0, |bits, k| {
            bits << 2 | u64::from(to[k].wrapping_sub(from[k]).min(if k < 2 { 3 } else { 1 }))
        })
    }

    /// Fills in the features of the state.
    pub(crate) fn features(&self, out: &mut Vec<u64>) {
        let n = self.nodes.len();
        let outside = Node {
            tag: OUTSIDE_TAG,
            ..Node::default()
        };
        let root = Node {
            tag: ROOT_TAG,
            word: 7,
            lemma: 7,
            fine: 7,
            ..Node::default()
        };
        let get = |index: usize| match index {
            i if i < n => self.nodes[i],
            i if i == n => root,
            _ => outside,
        };
        let depth = self.stack.len();
        let stacked = |k: usize| if depth > k { self.stack[depth - 1 - k] } else { NONE };
        let (i0, i1, i2) = (stacked(0), stacked(1), stacked(2));
        let j0 = self.next;
        let (s0, s1, s2) = (get(i0), get(i1), get(i2));
        let (b0, b1, b2) = (
            get(j0),
            get(if j0 < n { j0 + 1 } else { NONE }),
            get(if j0 + 1 < n { j0 + 2 } else { NONE }),
        );
        let child = |lists: &[[usize; 2]], index: usize, k: usize| if index <= n { lists[index][k] } else { NONE };
        let label = |index: usize| {
            if index < n {
                1 + u64::from(self.labels[index])
            } else {
                0
            }
        };
        let (s0l, s0r) = (child(&self.left, i0, 0), child(&self.right, i0, 0));
        let (s0l2, s0r2) = (child(&self.left, i0, 1), child(&self.right, i0, 1));
        let (s1l, s1r) = (child(&self.left, i1, 0), child(&self.right, i1, 0));
        let (s1l2, s1r2) = (child(&self.left, i1, 1), child(&self.right, i1, 1));
        let (b0l, b0l2) = (child(&self.left, j0, 0), child(&self.left, j0, 1));
        let count = |counts: &[u8], index: usize| if index <= n { u64::from(counts[index].min(5)) } else { 7 };
        let set = |sets: &[u64], index: usize| if index <= n { sets[index] } else { 1 };
        let distance = |a: usize, b: usize| match (a, b) {
            (NONE, _) | (_, NONE) => 0,
            (a, b) => match b.abs_diff(a) {
                d @ 0..=4 => d as u64,
                5..=6 => 5,
                7..=10 => 6,
                11..=18 => 7,
                _ => 8,
            },
        };
        let (d0, d1) = (distance(i0, j0), distance(i1, i0));
        let agree = |a: &Node, b: &Node| {
            let equal = |x: u8, y: u8| if x == 0 || y == 0 { 0 } else { 1 + u64::from(x == y) };
            equal(a.number, b.number) | equal(a.gender, b.gender) << 2
        };
        let pair = |a: u64, b: u64| mix(mix(3, a), b);
        let wt = |x: &Node| pair(x.word, x.tag);
        let lt = |x: &Node| pair(x.lemma, x.tag);
        let (s0wt, s1wt, b0wt) = (wt(&s0), wt(&s1), wt(&b0));
        let (s0lt, s1lt, b0lt) = (lt(&s0), lt(&s1), lt(&b0));

        out.clear();
        let mut add = |a: u64, b: u64, c: u64| {
            let template = 4000 + out.len() as u64;
            out.push(feature(template, a, b, c));
        };
        add(0, 0, 0);
        // One word.
        for x in [&s0, &s1, &b0] {
            add(x.word, x.tag, 0);
            add(x.lemma, x.tag, 0);
            add(x.fine, 0, 0);
            add(x.tag, 0, 0);
            add(x.tag, x.suffix, 0);
        }
        for x in [&b1, &b2, &s2] {
            add(x.word, x.tag, 0);
            add(x.fine, 0, 0);
        }
        // Two words.
        add(s0wt, b0wt, 0);
        add(s0lt, b0lt, 0);
        add(s0lt, b0.fine, 0);
        add(s0.fine, b0lt, 0);
        add(s0.fine, b0.fine, 0);
        add(s0.tag, b0.tag, d0);
        add(s1wt, s0wt, 0);
        add(s1lt, s0lt, 0);
        add(s1lt, s0.fine, 0);
        add(s1.fine, s0lt, 0);
        add(s1.fine, s0.fine, 0);
        add(s1.tag, s0.tag, d1);
        add(s1lt, b0lt, 0);
        add(s1.fine, b0.fine, 0);
        add(s1lt, b0.tag, 0);
        add(s1.tag, b0lt, 0);
        add(b0lt, b1.tag, 0);
        add(b0.fine, b1.fine, 0);
        add(b0.tag, pair(b1.lemma, b1.tag), 0);
        add(0, 0, pair(s0.tag, b0.tag));
        add(0, 0, pair(s1.tag, s0.tag));
        // Three words.
        add(s0.tag, b0.tag, b1.tag);
        add(s0lt, b0.tag, b1.tag);
        add(s0.tag, b0lt, b1.tag);
        add(s0.tag, b0.tag, pair(b1.lemma, b1.tag));
        add(s1.tag, s0.tag, b0.tag);
        add(s1lt, s0.tag, b0.tag);
        add(s1.tag, s0lt, b0.tag);
        add(s1.tag, s0.tag, b0lt);
        add(s1lt, s0.tag, b0lt);
        add(s1.fine, s0.fine, b0.fine);
        add(s1.tag, s0.tag, pair(b0.tag, b1.tag));
        add(s2.tag, s1.tag, s0.tag);
        add(s2.tag, s1.tag, pair(s0.tag, b0.tag));
        add(b0.tag, b1.tag, b2.tag);
        add(s0.tag, pair(b0.tag, b1.tag), b2.tag);
        // Children.
        let tagged = |index: usize| pair(get(index).tag, label(index));
        add(s0.tag, tagged(s0l), b0.tag);
        add(s0.tag, tagged(s0r), b0.tag);
        add(s1.tag, tagged(s1r), s0.tag);
        add(s1.tag, tagged(s1l), s0.tag);
        add(s1.tag, tagged(s0l), s0.tag);
        add(s1.tag, tagged(s0r), s0.tag);
        add(s0.tag, tagged(b0l), b0.tag);
        add(s0lt, tagged(s0l), b0.tag);
        add(s0lt, tagged(s0r), b0.tag);
        add(b0lt, tagged(b0l), s0.tag);
        add(s1lt, tagged(s1r), s0.tag);
        add(s0.tag, label(s0l), pair(label(s0l2), b0.tag));
        add(s0.tag, label(s0r), pair(label(s0r2), b0.tag));
        add(s1.tag, label(s1r), pair(label(s1r2), s0.tag));
        add(s1.tag, label(s1l), pair(label(s1l2), s0.tag));
        add(b0.tag, label(b0l), pair(label(b0l2), s0.tag));
        // The preposition or the auxiliary of a word says as much as the word.
        add(get(s0l).lemma, s0.tag, s1lt);
        add(get(s0l).lemma, s0.tag, pair(s1.tag, b0.tag));
        add(get(s0l).lemma, s0lt, s1.tag);
        add(get(b0l).lemma, b0.tag, s0lt);
        add(get(s0r).lemma, s0.tag, b0lt);
        add(get(s1r).lemma, s1.tag, s0lt);
        add(get(s0l).lemma, pair(s0.tag, s1.tag), get(s1r).lemma);
        // Sets of labels, and counts.
        add(s0.tag, set(&self.left_labels, i0), b0.tag);
        add(s0.tag, set(&self.right_labels, i0), b0.tag);
        add(s1.tag, set(&self.right_labels, i1), s0.tag);
        add(s1.tag, set(&self.left_labels, i1), s0.tag);
        add(b0.tag, set(&self.left_labels, j0), s0.tag);
        add(s0lt, set(&self.right_labels, i0), 0);
        add(s1lt, set(&self.right_labels, i1), s0.tag);
        add(b0lt, set(&self.left_labels, j0), 0);
        add(s0.tag, count(&self.left_count, i0), count(&self.right_count, i0));
        add(s1.tag, count(&self.left_count, i1), count(&self.right_count, i1));
        add(b0.tag, count(&self.left_count, j0), s0.tag);
        // Distance, what lies between, agreement.
        add(s0lt, d0, 0);
        add(b0lt, d0, 0);
        add(s1lt, d1, s0.tag);
        add(s0.tag, b0.tag, self.between(i0, j0));
        add(s1.tag, s0.tag, self.between(i1, i0));
        add(
            s1.tag,
            pair(s0.tag, b0.tag),
            pair(self.between(i1, i0), self.between(i0, j0)),
        );
        add(s0.tag, b0.tag, 16 + agree(&s0, &b0));
        add(s1.tag, s0.tag, 16 + agree(&s1, &s0));
        add(pair(s1.tag, s0.tag), b0.tag, pair(agree(&s1, &s0), agree(&s1, &b0)));
        // A clause with a relative pronoun somewhere below its verb depends on the noun before it.
        let relative = |index: usize| u64::from(index <= n && self.relative[index]);
        let open = relative(i0) | relative(j0) << 1 | relative(i1) << 2;
        add(s0.tag, b0.tag, open);
        add(s1.tag, s0.tag, open);
        add(s1.tag, pair(s0.tag, b0.tag), open);
        add(s0.fine, b0.tag, open);
        add(s0lt, open, 0);
        add(s1.tag, pair(s0.tag, open), self.between(i1, i0));
        // "par" after a passive.
        add(get(s0l).lemma, s0.tag, s1.fine);
        add(get(s0l).lemma, s1.fine, set(&self.left_labels, i1));
        // Classes of words say something of those that the treebanks have seldom.
        add(s0.cluster, s0.tag, 0);
        add(b0.cluster, b0.tag, 0);
        add(s0.cluster, b0.cluster, pair(s0.tag, b0.tag));
        add(s0.cluster, b0.tag, 0);
        add(s0.tag, b0.cluster, 0);
        add(s1.cluster, s0.cluster, pair(s1.tag, s0.tag));
        add(s1.cluster, pair(s0.tag, b0.tag), s0.cluster);
        add(s1.tag, pair(s0.tag, b0.tag), s0.cluster);
        add(s1.cluster, s0.tag, b0.tag);
        // What a preposition joins, and what goes on behind the next word.
        add(s1lt, get(s0l).lemma, s0.tag);
        add(get(s1l).lemma, s1.tag, pair(s0.tag, b0.tag));
        add(s0lt, s1lt, b0lt);
        add(s2.tag, s1.tag, s0lt);
        add(pair(s2.lemma, s2.tag), s1.tag, s0.tag);
        add(s0lt, pair(b0.tag, b1.tag), b2.tag);
        add(b0lt, pair(b1.lemma, b1.tag), 0);
        add(s0.tag, b0lt, pair(b1.tag, b2.tag));
        add(s0.suffix, b0.suffix, pair(s0.tag, b0.tag));
        add(s1.tag, s0.suffix, s0.tag);
        // The neighbours in the text of the words to be joined.
        let beside = |index: usize, right: bool| match (index < n, right) {
            (true, true) if index + 1 < n => get(index + 1),
            (true, false) if index > 0 => get(index - 1),
            _ => outside,
        };
        let (before_s0, after_s0) = (beside(i0, false), beside(i0, true));
        let before_b0 = get(j0.checked_sub(1).unwrap_or(NONE));
        add(before_s0.tag, s0.tag, b0.tag);
        add(after_s0.tag, s0.tag, b0.tag);
        add(before_b0.tag, s0.tag, b0.tag);
        add(before_b0.tag, before_b0.lemma, pair(s0.tag, b0.tag));
        add(pair(before_b0.tag, after_s0.tag), s0.tag, b0.tag);
        // Deeper in the stack, and the dependents of dependents.
        let s3 = get(stacked(3));
        add(s3.tag, s2.tag, pair(s1.tag, s0.tag));
        add(tagged(s0l), tagged(s0r), pair(s0.tag, b0.tag));
        add(tagged(s1r), pair(tagged(s0l), s0.tag), s1.tag);
        add(get(s1r).tag, label(s1r), pair(s1lt, s0.tag));
        add(get(s0r).lemma, label(s0r), s0lt);
        add(get(s0l).lemma, label(s0l), s0lt);
        add(get(s1r2).tag, label(s1r2), pair(s1.tag, s0.tag));
        let (below_s0r, below_s1r) = (get(child(&self.left, s0r, 0)), get(child(&self.left, s1r, 0)));
        add(below_s0r.lemma, s0.tag, pair(get(s0r).tag, b0.tag));
        add(below_s1r.lemma, s1lt, s0.tag);
        add(below_s1r.lemma, get(s0l).lemma, pair(s1.tag, s0.tag));
        add(s1.fine, pair(s0.fine, label(s0l)), b0.fine);
    }

    /// The best allowed action by `scores`; `root` is the label of the arc from the root, the only one it can have.
    pub(crate) fn best(&self, scores: &[i32], labels: usize, root: usize) -> usize {
        let mut best = NONE;
        let mut consider = |candidate: usize| {
            if best == NONE || scores[candidate] > scores[best] {
                best = candidate;
            }
        };
        for step in [Move::Shift, Move::Left, Move::Right] {
            if self.allowed(step) {
                self.for_labels(step, labels, root, &mut consider);
            }
        }
        best
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
