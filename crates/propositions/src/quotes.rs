//! Quotation marks: which stretches of a paragraph are somebody's own words.

use std::ops::Range;

/// The stretches inside quotation marks, as byte ranges of `text` without the marks, in order.
///
/// Straight quotes alternate; a quotation that is not closed runs to the end of the paragraph, as agencies leave it open when it
/// goes on in the next one.
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (index, letter) in text.char_indices() {
        let after = index + letter.len_utf8();
        match (open, letter) {
            (None, '«' | '“' | '„' | '"') => open = Some((letter, after)),
            (Some(('«', start)), '»') | (Some(('"', start)), '"') | (Some(('“' | '„', start)), '”' | '“') => {
                found.push(start..index);
                open = None;
            }
            _ => {}
        }
    }
    if let Some((_, start)) = open {
        found.push(start..text.len());
    }
    found
}

/// Whether a quotation is somebody's statement rather than a word kept at arm's length ("provocations").
pub fn is_statement(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone())
        .is_some_and(|words| words.split_whitespace().count() >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_both_languages() {
        let text = "Il a dit « oui » et “non”, puis \"peut-être";
        let words: Vec<&str> = quotations(text).into_iter().map(|r| text[r].trim()).collect();
        assert_eq!(words, ["oui", "non", "peut-être"]);
    }
}
