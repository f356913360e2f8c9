//! The features of a parse state.

use super::{NONE, Node, State};
use crate::hash::{feature, mix};

const ROOT_TAG: u64 = 20;
const OUTSIDE_TAG: u64 = 21;

impl State {
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
        // The noun or verb that comes behind the next word: what a preposition brings.
        let content = get(self.ahead.content(j0));
        let content_lt = lt(&content);
        add(s0lt, b0lt, content_lt);
        add(s1lt, b0lt, content_lt);
        add(s0.tag, b0lt, content_lt);
        add(s1.tag, pair(s0.tag, b0lt), content_lt);
        add(s0lt, b0lt, content.tag);
        add(s1lt, b0lt, content.tag);
        add(s1.fine, s0.tag, b0lt);
        add(s1.fine, s0lt, b0lt);
        add(s1.fine, b0lt, content.cluster);
        add(s0.tag, b0lt, content.cluster);
        add(s0.cluster, b0lt, content.cluster);
        add(s1.cluster, b0lt, content.cluster);
        add(s1.tag, pair(s0.tag, b0.tag), content.tag);
        // Finite verbs still to come and already seen: whether a participle or a noun can be the predicate.
        let finite_at = self.ahead.finite(j0);
        let finite = get(finite_at);
        let clauses = self.ahead.clauses(j0);
        add(s0.tag, b0.fine, pair(clauses, distance(j0, finite_at)));
        add(s0.tag, b0.tag, clauses);
        add(s0.fine, b0.fine, clauses);
        add(s1.tag, pair(s0.tag, b0.tag), clauses);
        add(s1.tag, s0.tag, clauses);
        add(s0lt, b0.fine, clauses);
        add(s0.fine, b0lt, clauses);
        add(b0.fine, finite.fine, clauses);
        add(pair(s0.tag, b0.fine), finite.fine, distance(j0, finite_at));
        add(s0.tag, pair(b0.tag, finite.tag), finite.lemma);
        add(
            pair(u64::from(s0.number), u64::from(s0.gender)),
            pair(u64::from(finite.number), u64::from(finite.gender)),
            pair(s0.tag, pair(b0.tag, clauses)),
        );
        // Commas and quotes around: what is inserted stands between two of them.
        let sign = get(self.ahead.sign_before(j0)).lemma;
        let next_sign = get(self.ahead.sign_behind(j0)).lemma;
        let s0_sign = get(self.ahead.sign_before(i0)).lemma;
        add(sign, b0.fine, next_sign);
        add(pair(sign, next_sign), s0.tag, b0.fine);
        add(pair(sign, next_sign), s0.tag, b0lt);
        add(pair(s0_sign, sign), pair(s0.tag, b0.tag), next_sign);
        add(pair(s0_sign, sign), pair(s1.tag, s0.tag), b0.tag);
        add(s0lt, b0.tag, sign);
        add(s1lt, s0lt, sign);
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
}
