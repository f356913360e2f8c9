//! What holds for any text.

use proptest::prelude::*;
use selon_syntax::{Analysis, Model};
use std::sync::LazyLock;

static FRENCH: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(selon_model_fr::MODEL).expect("fr model"));
static ENGLISH: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(selon_model_en::MODEL).expect("en model"));

fn check(text: &str, analysis: &Analysis) {
    let mut covered = vec![false; text.len()];
    let mut end = 0;
    for sentence in &analysis.sentences {
        assert!(text.get(sentence.span.clone()).is_some(), "{:?}", sentence.span);
        assert!(!sentence.words.is_empty());
        assert_eq!(
            sentence.words.iter().filter(|word| word.head.is_none()).count(),
            1,
            "one root"
        );
        let mut last = None;
        for (index, word) in sentence.words.iter().enumerate() {
            assert!(
                text.get(word.span.clone()).is_some_and(|slice| !slice.is_empty()),
                "{:?}",
                word.span
            );
            assert!(word.span.start >= sentence.span.start && word.span.end <= sentence.span.end);
            if last.as_ref() != Some(&word.span) {
                assert!(word.span.start >= end, "spans in order");
                end = word.span.end;
            }
            last = Some(word.span.clone());
            covered[word.span.clone()].fill(true);
            assert!(
                word.head
                    .is_none_or(|head| head < sentence.words.len() && head != index)
            );
            // No cycle: the root is reached.
            let (mut at, mut steps) = (index, 0);
            while let Some(head) = sentence.words[at].head {
                at = head;
                steps += 1;
                assert!(steps <= sentence.words.len(), "cycle");
            }
        }
        for multiword in &sentence.multiwords {
            assert!(multiword.first < multiword.last && multiword.last < sentence.words.len());
        }
    }
    for (at, c) in text.char_indices() {
        assert!(c.is_whitespace() || covered[at], "{c:?} at {at} is in no word");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text(text in "\\PC{0,60}|[ -~\n\u{a0}«»“”’éàÉ…—0-9A-Za-z.,;:!?'\"()]{0,120}") {
        check(&text, &FRENCH.analyze(&text));
        check(&text, &ENGLISH.analyze(&text));
    }

    #[test]
    fn newswire_like(words in prop::collection::vec(prop::sample::select(vec![
        "Le", "général", "J.", "Smith", "a", "déclaré", "«", "»", "\"", ".", ",", "du", "des", "l'", "6 500", "U.S.", "don't",
        "qu’", "-", "...", "(", ")", "!", "12", "No.", "Mme", "\u{feff}", "a-t-il", "http://x.org/a.", "x@y.fr", "\r\n", "\t",
    ]), 0..40), glue in prop::collection::vec(any::<bool>(), 40)) {
        let mut text = String::new();
        for (word, glue) in words.iter().zip(glue) {
            text.push_str(word);
            if !glue {
                text.push(' ');
            }
        }
        check(&text, &FRENCH.analyze(&text));
        check(&text, &ENGLISH.analyze(&text));
    }
}

#[test]
fn empty_and_blank_texts() {
    assert!(FRENCH.analyze("").sentences.is_empty());
    assert!(FRENCH.analyze(" \n\u{a0}").sentences.is_empty());
}

#[test]
fn a_very_long_paragraph_is_cut() {
    let text = "obus ".repeat(5000);
    let analysis = FRENCH.analyze(&text);
    check(&text, &analysis);
    assert!(analysis.sentences.len() > 4);
}

#[test]
fn same_answer_with_a_used_worker() {
    let text = "Les combats se poursuivent dans le nord. Trois soldats ont été tués.";
    let mut worker = selon_syntax::Worker::new();
    let first = FRENCH.analyze_with(&mut worker, text);
    ENGLISH.analyze_with(&mut worker, "Another text, of another language.");
    assert_eq!(first, FRENCH.analyze_with(&mut worker, text));
    assert_eq!(first, FRENCH.analyze(text));
}
