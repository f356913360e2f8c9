//! The difference of two texts: paragraph by paragraph, and inside a paragraph that was rewritten, word by word.

use crate::model::{Difference, ParagraphChange, Piece};
use crate::record::Spans;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Two paragraphs are one, rewritten, when they share this part of their words; else the one went and the other came.
const REWRITTEN: f64 = 0.5;
/// So many pairs of paragraphs are compared at most; of longer rewritten stretches all went and all came.
const PAIRS: usize = 250_000;
/// Looking for the shortest difference of two texts ends after this time; what is found until then is a difference too, only a longer one.
const PATIENCE: Duration = Duration::from_secs(2);

/// The paragraphs of a text: those that were read, with what stands on their lines before and after them (a dateline, the mark of a correction), and
/// every other line. How lines were broken does not count.
pub(crate) fn paragraphs(text: &str, spans: &Spans) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut whole: Vec<(usize, usize)> = spans
        .headline
        .iter()
        .chain(&spans.body)
        .map(|span| (span.start, span.end.min(letters.len())))
        .filter(|(start, end)| start < end)
        .collect();
    whole.sort_unstable();
    let mut found = Vec::new();
    let mut put = |from: usize, to: usize| {
        let words: String = letters[from..to].iter().collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        if !words.is_empty() {
            found.push(words.join(" "));
        }
    };
    let mut at = 0;
    let lines = |from: usize, to: usize, put: &mut dyn FnMut(usize, usize)| {
        let mut start = from;
        for end in (from..to).filter(|&end| letters[end] == '\n').chain([to]) {
            put(start, end);
            start = end + 1;
        }
    };
    for (start, end) in whole {
        if start < at {
            continue;
        }
        let line = letters[at..start].iter().rposition(|letter| *letter == '\n');
        let start = line.map_or(at, |line| at + line + 1);
        let end = letters[end..]
            .iter()
            .position(|letter| *letter == '\n')
            .map_or(letters.len(), |rest| end + rest);
        lines(at, start, &mut put);
        put(start, end);
        at = end;
    }
    if at < letters.len() {
        lines(at, letters.len(), &mut put);
    }
    found
}

/// What changed from one text to another.
pub(crate) fn difference(before: &[String], after: &[String]) -> Vec<ParagraphChange> {
    let until = Instant::now() + PATIENCE;
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                found.extend(
                    after[new_index..new_index + len]
                        .iter()
                        .map(|text| whole(text, Difference::Same)),
                );
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                found.extend(
                    before[old_index..old_index + old_len]
                        .iter()
                        .map(|text| whole(text, Difference::Removed)),
                );
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                found.extend(
                    after[new_index..new_index + new_len]
                        .iter()
                        .map(|text| whole(text, Difference::Added)),
                );
            }
            DiffOp::Replace {
                old_index,
                old_len,
                new_index,
                new_len,
            } => rewritten(
                &before[old_index..old_index + old_len],
                &after[new_index..new_index + new_len],
                until,
                &mut found,
            ),
        }
    }
    found
}

fn whole(text: &str, change: Difference) -> ParagraphChange {
    ParagraphChange {
        change,
        pieces: vec![Piece {
            change,
            text: text.to_owned(),
        }],
    }
}

/// A stretch of paragraphs in the place of another: those alike are compared word by word, in the order of the text.
fn rewritten(before: &[String], after: &[String], until: Instant, found: &mut Vec<ParagraphChange>) {
    let (mut old, mut new) = (0, 0);
    for (a, b) in pairs(before, after) {
        found.extend(before[old..a].iter().map(|text| whole(text, Difference::Removed)));
        found.extend(after[new..b].iter().map(|text| whole(text, Difference::Added)));
        found.push(ParagraphChange {
            change: Difference::Changed,
            pieces: words(&before[a], &after[b], until),
        });
        (old, new) = (a + 1, b + 1);
    }
    found.extend(before[old..].iter().map(|text| whole(text, Difference::Removed)));
    found.extend(after[new..].iter().map(|text| whole(text, Difference::Added)));
}

/// Which paragraph became which: the pairs in order that have most in common.
fn pairs(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    let (rows, columns) = (before.len(), after.len());
    if rows * columns > PAIRS {
        return Vec::new();
    }
    let bags = |texts: &[String]| texts.iter().map(|text| bag(text)).collect::<Vec<_>>();
    let (old, new) = (bags(before), bags(after));
    let alike = |a: usize, b: usize| Some(common(&old[a], &new[b])).filter(|share| *share >= REWRITTEN);
    // The best sum of what is in common, from each pair of places to the ends.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for a in (0..rows).rev() {
        for b in (0..columns).rev() {
            let paired = alike(a, b).map_or(0.0, |share| share + best[a + 1][b + 1]);
            best[a][b] = paired.max(best[a + 1][b]).max(best[a][b + 1]);
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found = Vec::new();
    while a < rows && b < columns {
        if alike(a, b).is_some_and(|share| share + best[a + 1][b + 1] >= best[a][b]) {
            found.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if best[a + 1][b] >= best[a][b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

/// How often each word stands in a text; capitals do not count.
pub(crate) fn bag(text: &str) -> BTreeMap<String, usize> {
    let mut bag = BTreeMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_lowercase()).or_default() += 1;
    }
    bag
}

/// The part of their words that two texts share (Dice).
pub(crate) fn common(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> f64 {
    let all: usize = a.values().sum::<usize>() + b.values().sum::<usize>();
    if all == 0 {
        return 0.0;
    }
    let shared: usize = a
        .iter()
        .map(|(word, count)| b.get(word).map_or(0, |other| *count.min(other)))
        .sum();
    2.0 * shared as f64 / all as f64
}

/// The difference of two paragraphs by words. What stayed and what went is the first, what stayed and what came the second, to the letter.
fn words(before: &str, after: &str, until: Instant) -> Vec<Piece> {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .deadline(until)
        .diff_unicode_words(before, after);
    // Runs of words that stayed, and between them what went and what came.
    let mut runs: Vec<(String, String, String)> = vec![Default::default()];
    for change in diff.iter_all_changes() {
        let fresh = runs
            .last()
            .is_some_and(|(_, gone, new)| !gone.is_empty() || !new.is_empty());
        if change.tag() == ChangeTag::Equal && fresh {
            runs.push(Default::default());
        }
        if let Some((same, gone, new)) = runs.last_mut() {
            match change.tag() {
                ChangeTag::Equal => same.push_str(change.value()),
                ChangeTag::Delete => gone.push_str(change.value()),
                ChangeTag::Insert => new.push_str(change.value()),
            }
        }
    }
    // “said[-. It added-].” reads better as “said.[- It added.-]”.
    for at in 1..runs.len() {
        let (before, after) = runs.split_at_mut(at);
        if let (Some((same, gone, new)), Some((next, _, _))) = (before.last_mut(), after.first_mut()) {
            let change = match (gone.is_empty(), new.is_empty()) {
                (false, true) => gone,
                (true, false) => new,
                _ => continue,
            };
            while let Some(mark) = change.chars().next()
                && !mark.is_alphanumeric()
                && !mark.is_whitespace()
                && next.starts_with(mark)
            {
                same.push(mark);
                change.remove(0);
                change.push(mark);
                next.remove(0);
            }
        }
    }
    // A blank or a comma that stayed between two changes only breaks up what is read.
    let mut joined: Vec<(String, String, String)> = Vec::new();
    for (same, gone, new) in runs {
        let changes = !gone.is_empty() || !new.is_empty();
        match joined.last_mut() {
            Some((_, before, after)) if changes && !same.chars().any(char::is_alphanumeric) => {
                before.push_str(&same);
                before.push_str(&gone);
                after.push_str(&same);
                after.push_str(&new);
            }
            _ => joined.push((same, gone, new)),
        }
    }
    let mut pieces = Vec::new();
    for (same, gone, new) in joined {
        for (change, text) in [
            (Difference::Same, same),
            (Difference::Removed, gone),
            (Difference::Added, new),
        ] {
            if !text.is_empty() {
                pieces.push(Piece { change, text });
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Span;
    use proptest::prelude::*;

    fn told(before: &[&str], after: &[&str]) -> Vec<String> {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let line = |paragraph: &ParagraphChange| {
            let pieces = paragraph.pieces.iter().map(|piece| match piece.change {
                Difference::Removed => format!("[-{}-]", piece.text),
                Difference::Added => format!("{{+{}+}}", piece.text),
                _ => piece.text.clone(),
            });
            pieces.collect::<String>()
        };
        difference(&own(before), &own(after)).iter().map(line).collect()
    }

    #[test]
    fn a_figure_is_marked_and_nothing_else() {
        let told = told(
            &[
                "The army shelled Ardan, killing 15 of its defenders, Yerevan said.",
                "More follows.",
            ],
            &[
                "The army shelled Ardan, killing 7 of its defenders, Yerevan said.",
                "More follows.",
            ],
        );
        assert_eq!(
            told,
            [
                "The army shelled Ardan, killing [-15-]{+7+} of its defenders, Yerevan said.",
                "More follows."
            ]
        );
    }

    #[test]
    fn words_that_were_put_in_the_place_of_others_stand_together() {
        let told = told(
            &["On Tuesday fifteen young soldiers died near the post at Ardan, the ministry in Yerevan said."],
            &["On Tuesday seven border guards died near the post at Ardan, the ministry in Yerevan said."],
        );
        assert_eq!(
            told,
            [
                "On Tuesday [-fifteen young soldiers-]{+seven border guards+} died near the post at Ardan, the ministry in Yerevan said."
            ]
        );
    }

    #[test]
    fn a_paragraph_that_moved_away_from_its_place_is_found_again() {
        let told = told(
            &["The guns fired at dawn on Tuesday.", "Fifteen soldiers were killed."],
            &[
                "CORRECTS the toll.",
                "The guns fired at dusk on Tuesday.",
                "Seven soldiers were killed, the army now says.",
            ],
        );
        assert_eq!(
            told,
            [
                "{+CORRECTS the toll.+}",
                "The guns fired at [-dawn-]{+dusk+} on Tuesday.",
                "[-Fifteen-]{+Seven+} soldiers were killed{+, the army now says+}."
            ]
        );
    }

    #[test]
    fn what_has_little_in_common_went_and_came() {
        let told = told(&["Fifteen soldiers died."], &["This dispatch is withdrawn."]);
        assert_eq!(told, ["[-Fifteen soldiers died.-]", "{+This dispatch is withdrawn.+}"]);
    }

    #[test]
    fn lines_that_are_broken_elsewhere_are_no_difference() {
        let cut = |text: &str, start: usize| {
            let end = text.chars().count();
            paragraphs(
                text,
                &Spans {
                    body: vec![Span { start, end }],
                    ..Spans::default()
                },
            )
        };
        let (a, b) = (cut("Head\nThe army\nfired.", 5), cut("Head\n\nThe army fired.", 6));
        assert_eq!(a, ["Head", "The army fired."]);
        assert_eq!(a, b);
        assert!(paragraphs("", &Spans::default()).is_empty());
        // A dateline belongs to its paragraph.
        assert_eq!(
            cut("Head\nGOMA (LW) - The army fired.\nMore", 16),
            ["Head", "GOMA (LW) - The army fired. More"]
        );
        // Spans that lie outside the text, or over each other, cut nothing twice.
        let wrong = Spans {
            body: vec![
                Span { start: 2, end: 90 },
                Span { start: 3, end: 5 },
                Span { start: 80, end: 90 },
            ],
            ..Spans::default()
        };
        assert_eq!(paragraphs("a\nbcd", &wrong), ["a", "bcd"]);
    }

    proptest! {
        /// Both texts can be put together again from the difference.
        #[test]
        fn nothing_is_lost(before in texts(), after in texts()) {
            let changes = difference(&before, &after);
            let side = |left_out: Difference| {
                changes
                    .iter()
                    .map(|paragraph| paragraph.pieces.iter().filter(|piece| piece.change != left_out).map(|piece| piece.text.as_str()).collect::<String>())
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(side(Difference::Added), before);
            prop_assert_eq!(side(Difference::Removed), after);
        }
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let word = prop::sample::select(vec![
            "the",
            "army",
            "l’armée",
            "15",
            "7",
            "killed,",
            "tués.",
            "“no”",
            "Goma",
        ]);
        let text = prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "));
        prop::collection::vec(text, 0..5)
    }
}
