//! Words that are marked in a dispatch (`evaluation/incidents`).

use std::ops::Range;

/// Where words stand as whole words, in bytes of the text.
pub fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let edge = |beside: Option<char>| beside.is_none_or(|c| !(c.is_alphanumeric() || c == '_'));
    text.match_indices(words)
        .map(|(at, found)| at..at + found.len())
        .filter(|range| edge(text[..range.start].chars().next_back()) && edge(text[range.end..].chars().next()))
        .collect()
}
