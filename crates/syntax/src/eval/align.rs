//! Which word of the system's answer is which word of the gold text.
//!
//! A word that is a token of its own is matched by the characters it covers. The words of multiword tokens cover no characters of
//! their own: around each such token lies the smallest stretch of text out of which no multiword token of either side sticks, and
//! the words of both sides in it are matched by their forms, as the longest common subsequence.
//!
//! Where a stretch begins or ends within a token of the other side, the official program takes in some words that lie partly or
//! wholly outside. That hardly ever happens in real text; here it is done in the same way, so that figures are equal.

use super::document::{Document, Item};
use std::ops::Range;

/// For each gold word the system word that it is matched with.
pub(super) fn align(gold: &Document<'_>, system: &Document<'_>) -> Vec<Option<usize>> {
    let (gold, system) = (&gold.words, &system.words);
    let mut matched = vec![None; gold.len()];
    let (mut g, mut s) = (0, 0);
    while let (Some(one), Some(other)) = (gold.get(g), system.get(s)) {
        if one.in_multiword || other.in_multiword {
            let (from_gold, from_system) = stretch(gold, system, g, s);
            (g, s) = (from_gold.end, from_system.end);
            by_forms(gold, system, from_gold, from_system, &mut matched);
        } else if one.span == other.span {
            matched[g] = Some(s);
            g += 1;
            s += 1;
        } else if one.span.0 <= other.span.0 {
            g += 1;
        } else {
            s += 1;
        }
    }
    matched
}

/// The words of the stretch around the multiword token that is next on the gold side or, if none is, on the system's.
fn stretch(gold: &[Item<'_>], system: &[Item<'_>], mut g: usize, mut s: usize) -> (Range<usize>, Range<usize>) {
    let multiword = if gold[g].in_multiword { &gold[g] } else { &system[s] };
    let (start, mut end) = multiword.span;
    // A word that begins before the token, on the other side, belongs to what went before.
    let before = |item: &Item<'_>| usize::from(!item.in_multiword && item.span.0 < start);
    g += before(&gold[g]);
    s += before(&system[s]);
    let first = (g, s);
    let within = |item: Option<&Item<'_>>, end: usize| {
        item.is_some_and(|item| match item.in_multiword {
            true => item.span.0 < end,
            false => item.span.1 <= end,
        })
    };
    // From left to right, through both sides at once; a multiword token that sticks out makes the stretch longer.
    while within(gold.get(g), end) || within(system.get(s), end) {
        let starts = |item: Option<&Item<'_>>| item.map_or(usize::MAX, |item| item.span.0);
        let next = if starts(gold.get(g)) <= starts(system.get(s)) {
            g += 1;
            &gold[g - 1]
        } else {
            s += 1;
            &system[s - 1]
        };
        if next.in_multiword {
            end = end.max(next.span.1);
        }
    }
    (first.0..g, first.1..s)
}

/// Matches words by the longest common subsequence of their forms; of several equally long ones that which takes system words early.
fn by_forms(
    gold: &[Item<'_>],
    system: &[Item<'_>],
    from_gold: Range<usize>,
    from_system: Range<usize>,
    matched: &mut [Option<usize>],
) {
    let (ours, theirs) = (&gold[from_gold.clone()], &system[from_system.clone()]);
    // `longest[g][s]`: of the words from the g-th and the s-th on.
    let mut longest = vec![vec![0_usize; theirs.len() + 1]; ours.len() + 1];
    for g in (0..ours.len()).rev() {
        for s in (0..theirs.len()).rev() {
            longest[g][s] = if ours[g].form == theirs[s].form {
                longest[g + 1][s + 1] + 1
            } else {
                longest[g + 1][s].max(longest[g][s + 1])
            };
        }
    }
    let (mut g, mut s) = (0, 0);
    while g < ours.len() && s < theirs.len() {
        if ours[g].form == theirs[s].form {
            matched[from_gold.start + g] = Some(from_system.start + s);
            g += 1;
            s += 1;
        } else if longest[g][s] == longest[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
}
