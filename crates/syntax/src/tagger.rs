//! Part of speech, then morphological features, from left to right.

use crate::hash::{feature, mix};
use crate::text::Atoms;
use crate::weights::Scorer;

/// Number of parts of speech.
pub(crate) const TAGS: usize = 17;
/// The bits of a lexicon entry that stand for parts of speech.
pub(crate) const TAG_BITS: u32 = (1 << TAGS) - 1;
/// The most feature bundles a part of speech can have.
pub(crate) const BUNDLES: usize = 255;

/// Stands for "before the sentence" and "after the sentence".
const OUTSIDE: u64 = 31;

fn at<'a>(words: &'a [Atoms], none: &'a Atoms, index: usize, offset: isize) -> &'a Atoms {
    index
        .checked_add_signed(offset)
        .and_then(|i| words.get(i))
        .unwrap_or(none)
}

/// The features for the part of speech of word `i`; `tags` holds those already decided.
pub(crate) fn tag_features(words: &[Atoms], tags: &[u8], i: usize, out: &mut Vec<u64>) {
    let none = Atoms {
        tags: 1 << 20,
        form: 1,
        known: 1,
        ..Atoms::default()
    };
    let (p2, p1, w, n1, n2) = (
        at(words, &none, i, -2),
        at(words, &none, i, -1),
        &words[i],
        at(words, &none, i, 1),
        at(words, &none, i, 2),
    );
    let t1 = if i >= 1 { u64::from(tags[i - 1]) } else { OUTSIDE };
    let t2 = if i >= 2 { u64::from(tags[i - 2]) } else { OUTSIDE };
    let first = u64::from(i == 0);
    out.clear();
    let mut add = |a: u64, b: u64, c: u64| {
        let template = 2000 + out.len() as u64;
        out.push(feature(template, a, b, c));
    };
    add(0, 0, 0);
    add(w.known, 0, 0);
    add(w.tags, 0, 0);
    add(w.suffix[0], w.shape, 0);
    add(w.suffix[1], 0, 0);
    add(w.suffix[2], 0, 0);
    add(w.suffix[3], 0, 0);
    add(w.suffix[4], 0, 0);
    add(w.prefix[0], 0, 0);
    add(w.prefix[1], 0, 0);
    add(w.prefix[2], 0, 0);
    add(w.shape, first, 0);
    add(w.shape, w.tags, first);
    add(w.cluster, 0, 0);
    add(t1, 0, 0);
    add(t1, t2, 0);
    add(t1, w.known, 0);
    add(t1, w.tags, 0);
    add(t1, w.suffix[2], 0);
    add(t1, t2, w.tags);
    add(p1.known, 0, 0);
    add(p1.known, w.known, 0);
    add(p1.known, w.tags, 0);
    add(p1.suffix[2], 0, 0);
    add(p2.known, 0, 0);
    add(p2.known, p1.known, 0);
    add(n1.known, 0, 0);
    add(n1.known, w.known, 0);
    add(n1.known, w.tags, 0);
    add(n1.suffix[2], 0, 0);
    add(n1.tags, 0, 0);
    add(n1.tags, w.tags, 0);
    add(n1.tags, w.tags, t1);
    add(n1.tags, w.suffix[2], 0);
    add(n1.shape, w.shape, first);
    add(n2.known, 0, 0);
    add(n2.tags, n1.tags, w.tags);
    add(p1.cluster, w.cluster, 0);
    add(n1.cluster, w.cluster, 0);
    add(n1.tags, t1, w.suffix[1]);
    add(p1.shape, w.shape, n1.shape);
    add(w.tags, n1.known, mix(t1, 1));
    add(w.suffix[2], w.shape, first);
}

/// The features for the bundle of word `i`, once all parts of speech are known; `bundles` holds those already decided.
pub(crate) fn bundle_features(words: &[Atoms], tags: &[u8], bundles: &[u8], i: usize, out: &mut Vec<u64>) {
    let none = Atoms {
        tags: 1 << 20,
        form: 1,
        known: 1,
        ..Atoms::default()
    };
    let (p1, w, n1) = (at(words, &none, i, -1), &words[i], at(words, &none, i, 1));
    let tag = |offset: isize| {
        i.checked_add_signed(offset)
            .and_then(|j| tags.get(j))
            .map_or(OUTSIDE, |&t| u64::from(t))
    };
    let full = |back: usize| {
        i.checked_sub(back)
            .map_or(OUTSIDE, |j| u64::from(tags[j]) | (1 + u64::from(bundles[j])) << 8)
    };
    let t = tag(0);
    // The last noun and the last verb before the word: what a participle or an adjective agrees with is often not beside it.
    let last = |wanted: u8| {
        (0..i)
            .rev()
            .take(8)
            .find(|&j| tags[j] == wanted)
            .map_or(OUTSIDE, |j| 1 + u64::from(bundles[j]))
    };
    out.clear();
    let mut add = |a: u64, b: u64, c: u64| {
        let template = 2100 + out.len() as u64;
        out.push(feature(template, t, a, mix(b, c)));
    };
    add(0, 0, 0);
    add(w.known, 0, 0);
    add(w.suffix[0], 0, 0);
    add(w.suffix[1], 0, 0);
    add(w.suffix[2], 0, 0);
    add(w.suffix[3], 0, 0);
    add(w.suffix[4], 0, 0);
    add(w.prefix[1], 0, 0);
    add(w.shape, 0, 0);
    add(w.cluster, 0, 0);
    add(full(1), 0, 0);
    add(full(1), w.known, 0);
    add(full(1), w.suffix[1], 0);
    add(full(1), w.suffix[2], 0);
    add(full(2), full(1), 0);
    add(full(2), full(1), w.suffix[1]);
    add(tag(-1), tag(1), 0);
    add(tag(-2), tag(-1), 0);
    add(tag(-2), tag(-1), w.suffix[2]);
    add(tag(1), tag(2), w.known);
    add(tag(1), w.suffix[1], 0);
    add(p1.known, 0, 0);
    add(p1.known, w.known, 0);
    add(p1.known, w.suffix[2], 0);
    add(n1.known, 0, 0);
    add(n1.known, w.known, 0);
    add(n1.suffix[1], tag(1), w.known);
    add(n1.suffix[0], tag(1), w.suffix[0]);
    add(last(7), w.suffix[1], 0);
    add(last(7), w.known, 0);
    add(last(3), w.suffix[1], 0);
    add(last(3), last(7), w.suffix[2]);
}

/// The index of the highest score; the first one wins a tie.
pub(crate) fn highest(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, &score) in scores.iter().enumerate().skip(1) {
        if score > scores[best] {
            best = class;
        }
    }
    best
}

/// Tags a sentence.
pub(crate) fn tag(words: &[Atoms], scorer: &impl Scorer, features: &mut Vec<u64>, tags: &mut Vec<u8>) {
    tags.clear();
    for (i, word) in words.iter().enumerate() {
        if word.sure {
            tags.push(word.tags.trailing_zeros() as u8);
            continue;
        }
        tag_features(words, tags, i, features);
        let mut scores = [0; TAGS];
        scorer.add(features, &mut scores);
        tags.push(highest(&scores) as u8);
    }
}

/// Finds the feature bundles of a tagged sentence; `counts` is the number of bundles of each part of speech.
pub(crate) fn bundle(
    words: &[Atoms],
    tags: &[u8],
    counts: &[usize; TAGS],
    scorer: &impl Scorer,
    features: &mut Vec<u64>,
    bundles: &mut Vec<u8>,
) {
    bundles.clear();
    for i in 0..words.len() {
        let count = counts[usize::from(tags[i])];
        if count <= 1 {
            bundles.push(0);
            continue;
        }
        bundle_features(words, tags, bundles, i, features);
        let mut scores = [0; BUNDLES];
        scorer.add(features, &mut scores[..count]);
        bundles.push(highest(&scores[..count]) as u8);
    }
}
