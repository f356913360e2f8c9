//! What lies ahead in the sentence, whatever the parser does: the words that a decision needs and that are not the next three.

use super::{NONE, Node};
use crate::tree::Upos;

/// For each word, what comes behind it; filled once a sentence.
#[derive(Default)]
pub(super) struct Ahead {
    /// Finite verbs before each word.
    finites: Vec<u16>,
    /// The first noun, pronoun, verb or sign at or behind each word.
    content: Vec<usize>,
    /// The first finite verb at or behind each word.
    finite: Vec<usize>,
    /// The first sign of punctuation at or behind each word.
    sign: Vec<usize>,
    /// The last sign before each word.
    sign_before: Vec<usize>,
}

impl Ahead {
    pub(super) fn begin(&mut self, nodes: &[Node]) {
        let count = nodes.len();
        self.finites.clear();
        self.sign_before.clear();
        let (mut finites, mut sign) = (0u16, NONE);
        for (index, node) in nodes.iter().enumerate() {
            self.finites.push(finites);
            self.sign_before.push(sign);
            finites = finites.saturating_add(u16::from(node.finite));
            if node.tag == Upos::Punct as u64 {
                sign = index;
            }
        }
        self.finites.push(finites);
        self.sign_before.push(sign);
        for list in [&mut self.content, &mut self.finite, &mut self.sign] {
            list.clear();
            list.resize(count + 1, NONE);
        }
        for (index, node) in nodes.iter().enumerate().rev() {
            let is = |upos: Upos| node.tag == upos as u64;
            let sign = is(Upos::Punct);
            let content =
                sign || is(Upos::Noun) || is(Upos::Propn) || is(Upos::Verb) || is(Upos::Pron) || is(Upos::Aux);
            self.content[index] = if content { index } else { self.content[index + 1] };
            self.finite[index] = if node.finite { index } else { self.finite[index + 1] };
            self.sign[index] = if sign { index } else { self.sign[index + 1] };
        }
    }

    fn behind(list: &[usize], word: usize) -> usize {
        word.checked_add(1)
            .and_then(|next| list.get(next))
            .copied()
            .unwrap_or(NONE)
    }

    /// The first noun, pronoun, verb or sign behind a word.
    pub(super) fn content(&self, word: usize) -> usize {
        Self::behind(&self.content, word)
    }

    /// The first finite verb behind a word.
    pub(super) fn finite(&self, word: usize) -> usize {
        Self::behind(&self.finite, word)
    }

    /// The first sign of punctuation behind a word.
    pub(super) fn sign_behind(&self, word: usize) -> usize {
        Self::behind(&self.sign, word)
    }

    /// The last sign of punctuation before a word.
    pub(super) fn sign_before(&self, word: usize) -> usize {
        self.sign_before.get(word).copied().unwrap_or(NONE)
    }

    /// Finite verbs behind a word and before it (none, one, more), and whether a sign stands before the next one.
    pub(super) fn clauses(&self, word: usize) -> u64 {
        let all = self.finites.last().copied().unwrap_or(0);
        let upto = |index: usize| self.finites.get(index).copied().unwrap_or(all);
        let left = u64::from((all - upto(word.saturating_add(1))).min(2));
        let seen = u64::from(upto(word).min(2));
        let finite = self.finite(word);
        let apart = u64::from(finite != NONE && self.sign_behind(word) < finite);
        left | seen << 2 | apart << 4
    }
}
