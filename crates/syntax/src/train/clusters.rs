//! Word classes by the exchange algorithm: words that stand between the same neighbours come into one class.
//!
//! The likelihood of the neighbours given the class is raised by moving one word at a time (after Martin, Liermann and Ney 1998).
//! All arithmetic is in whole numbers, so that every machine finds the same classes.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Number of classes.
const CLASSES: usize = 160;
/// Words rarer than this get no class.
const LEAST: u32 = 4;
/// So many frequent words serve as neighbours; all others are one.
const NEIGHBOURS: usize = 4000;
const PASSES: usize = 10;

/// `n · log2 n` in units of 1/4096.
fn n_log_n(n: u64) -> i64 {
    if n < 2 {
        return 0;
    }
    let whole = 63 - n.leading_zeros() as u64;
    // The fraction of the logarithm, bit by bit: square the mantissa, see whether it passes 2.
    let mut mantissa = (n << (63 - whole)) as u128;
    let mut fraction = 0u64;
    for _ in 0..12 {
        mantissa = (mantissa * mantissa) >> 63;
        fraction <<= 1;
        if mantissa >> 64 != 0 {
            fraction |= 1;
            mantissa >>= 1;
        }
    }
    (n * (whole << 12 | fraction)) as i64
}

/// Learns classes from sentences of form keys.
pub(crate) fn learn(sentences: &[Vec<u64>]) -> FxHashMap<u64, u32> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    for &key in sentences.iter().flatten() {
        *counts.entry(key).or_default() += 1;
    }
    let mut words: Vec<(u64, u32)> = counts.into_iter().filter(|&(_, count)| count >= LEAST).collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let index: BTreeMap<u64, usize> = words.iter().enumerate().map(|(i, &(key, _))| (key, i)).collect();
    if words.len() < CLASSES {
        return FxHashMap::default();
    }
    // Neighbours before and after are different neighbours; the last number is the end of the sentence.
    let neighbour = |key: Option<&u64>| match key {
        None => NEIGHBOURS + 1,
        Some(key) => index.get(key).map_or(NEIGHBOURS, |&i| i.min(NEIGHBOURS)),
    };
    let sides = NEIGHBOURS + 2;
    let mut contexts: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); words.len()];
    for sentence in sentences {
        for (i, key) in sentence.iter().enumerate() {
            let Some(&word) = index.get(key) else { continue };
            let before = neighbour(i.checked_sub(1).and_then(|j| sentence.get(j)));
            let after = sides + neighbour(sentence.get(i + 1));
            *contexts[word].entry(before as u32).or_default() += 1;
            *contexts[word].entry(after as u32).or_default() += 1;
        }
    }
    let contexts: Vec<Vec<(usize, u32)>> = contexts
        .into_iter()
        .map(|map| {
            map.into_iter()
                .map(|(context, count)| (context as usize, count))
                .collect()
        })
        .collect();
    exchange(&words, &contexts, 2 * sides)
}

fn exchange(words: &[(u64, u32)], contexts: &[Vec<(usize, u32)>], context_count: usize) -> FxHashMap<u64, u32> {
    let total: u64 = words.iter().map(|&(_, count)| u64::from(count)).sum();
    let table: Vec<i64> = (0..(total + 2).min(1 << 18)).map(n_log_n).collect();
    let cost = |n: u32| table.get(n as usize).copied().unwrap_or_else(|| n_log_n(u64::from(n)));
    let mut class: Vec<usize> = (0..words.len()).map(|word| word % CLASSES).collect();
    let mut joint = vec![0u32; context_count * CLASSES];
    let mut size = vec![0u32; CLASSES];
    for (word, list) in contexts.iter().enumerate() {
        size[class[word]] += words[word].1;
        for &(context, count) in list {
            joint[context * CLASSES + class[word]] += count;
        }
    }
    let mut gains = vec![0i64; CLASSES];
    for _ in 0..PASSES {
        let mut moved = 0;
        for (word, list) in contexts.iter().enumerate() {
            let (old, weight) = (class[word], words[word].1);
            size[old] -= weight;
            for (gain, &n) in gains.iter_mut().zip(&size) {
                *gain = -2 * (cost(n + weight) - cost(n));
            }
            for &(context, count) in list {
                let row = &mut joint[context * CLASSES..(context + 1) * CLASSES];
                row[old] -= count;
                let alone = cost(count);
                for (gain, &n) in gains.iter_mut().zip(row.iter()) {
                    *gain += if n == 0 { alone } else { cost(n + count) - cost(n) };
                }
            }
            let mut best = old;
            for candidate in 0..CLASSES {
                if gains[candidate] > gains[best] {
                    best = candidate;
                }
            }
            moved += usize::from(best != old);
            class[word] = best;
            size[best] += weight;
            for &(context, count) in list {
                joint[context * CLASSES + best] += count;
            }
        }
        if moved * 100 < words.len() {
            break;
        }
    }
    words
        .iter()
        .zip(class)
        .map(|(&(key, _), class)| (key, 1 + class as u32))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::n_log_n;

    #[test]
    fn logarithm_in_whole_numbers() {
        assert_eq!(n_log_n(1), 0);
        assert_eq!(n_log_n(2), 2 << 12);
        assert_eq!(n_log_n(8), 24 << 12);
        let exact = 1000.0 * 1000f64.log2() * 4096.0;
        assert!((n_log_n(1000) as f64 - exact).abs() < 1000.0);
    }
}
