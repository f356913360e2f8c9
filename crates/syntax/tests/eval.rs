//! The metrics of the CoNLL 2018 shared task, on a pair of files for which the official program was asked.

use selon_syntax::conllu::read;
use selon_syntax::eval::{Comparison, EvalError, METRICS, Score, Scores, compare, intervals, sentences};
use selon_syntax::tree::Sentence;

const GOLD: &str = include_str!("data/eval/gold.conllu");
const SYSTEM: &str = include_str!("data/eval/system.conllu");

fn trees(text: &str) -> Vec<Sentence> {
    sentences(&read(text).expect("CoNLL-U"))
}

/// What `conll18_ud_eval.py -c` (version 1.2) prints for the pair: right, gold, predicted. The system joins two sentences and cuts one in
/// two; takes `du` for one word, `Des` for a determiner and `L'armée` for a multiword token; cuts `6 500`, and `poste-frontière`, and not
/// `l'a`; and has wrong heads, relations, subtypes, function words, tags, universal and other features, and lemmas, of which one is of a
/// word without gold lemma.
const OFFICIAL: [(&str, usize, usize, usize); 12] = [
    ("Tokens", 40, 46, 46),
    ("Sentences", 2, 5, 5),
    ("Words", 41, 50, 49),
    ("UPOS", 39, 50, 49),
    ("UFeats", 37, 50, 49),
    ("AllTags", 36, 50, 49),
    ("Lemmas", 37, 50, 49),
    ("UAS", 36, 50, 49),
    ("LAS", 34, 50, 49),
    ("CLAS", 16, 24, 26),
    ("MLAS", 11, 24, 26),
    ("BLEX", 12, 24, 26),
];

#[test]
fn figures_are_those_of_the_official_program() {
    let scores = compare(&trees(GOLD), &trees(SYSTEM)).expect("one text");
    let ours: Vec<_> = scores
        .named()
        .map(|(name, score)| (name, score.right, score.gold, score.system))
        .collect();
    assert_eq!(ours, OFFICIAL);
    let mlas = scores.get("MLAS").expect("MLAS");
    assert_eq!(
        [mlas.precision(), mlas.recall(), mlas.f1()].map(|value| format!("{value:.2}")),
        ["42.31", "45.83", "44.00"]
    );
}

#[test]
fn a_text_is_all_right_beside_itself() {
    let gold = trees(GOLD);
    let scores = compare(&gold, &gold).expect("one text");
    for (name, score) in METRICS.into_iter().zip(scores.values) {
        assert_eq!(score.f1(), 100.0, "{name}");
    }
}

#[test]
fn relations_are_scored_one_by_one() {
    let (gold, system) = (trees(GOLD), trees(SYSTEM));
    let compared = Comparison::new(&gold, &system).expect("one text");
    let counts = |relation: &str| {
        let score = compared.relation(relation);
        (score.right, score.gold, score.system)
    };
    // Without a subtype all subtypes are met: `les blessés` is `nsubj:pass` in one file and `nsubj` in the other.
    assert_eq!(counts("nsubj"), (5, 7, 7));
    assert_eq!(counts("nsubj:pass"), (0, 1, 0));
    assert_eq!(counts("obl:arg"), (1, 3, 1));
    assert_eq!(counts("vocative"), (0, 0, 0));
}

/// `a b|c d|e`: sentences of tokens; `ab=a+b` is a multiword token. Each word hangs on the one before it.
fn chain(text: &str) -> Vec<Sentence> {
    let mut lines = String::new();
    for sentence in text.split('|') {
        let mut number = 0;
        for token in sentence.split(' ') {
            let (form, parts) = token.split_once('=').unwrap_or((token, token));
            let parts: Vec<&str> = parts.split('+').collect();
            if parts.len() > 1 {
                let last = number + parts.len();
                lines.push_str(&format!("{}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n", number + 1));
            }
            for part in parts {
                let label = if number == 0 { "root" } else { "dep" };
                lines.push_str(&format!(
                    "{}\t{part}\t_\tX\t_\t_\t{number}\t{label}\t_\t_\n",
                    number + 1
                ));
                number += 1;
            }
        }
        lines.push('\n');
    }
    trees(&lines)
}

#[test]
fn words_of_multiword_tokens_are_matched_by_form() {
    let words = |gold: &str, system: &str| {
        let scores = compare(&chain(gold), &chain(system)).expect("one text");
        scores.get("Words").expect("Words").right
    };
    assert_eq!(words("abc=a+b+c", "a b c"), 3);
    assert_eq!(words("xy z", "x yz"), 0);
    // One stretch of text, out of which no multiword token sticks.
    assert_eq!(words("uvw=u+v+w xyz=x+y+z", "uv=u+v wx=w+x yz=y+z"), 6);
    assert_eq!(words("du=de+le chef", "du chef"), 1);
    // Large and small letters are one.
    assert_eq!(words("Aux=À+les morts", "Aux=à+les morts"), 3);
    // The parts, not their order in the token, are asked for.
    assert_eq!(words("ab=p+q+r c", "ab=q+r+p c"), 3);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let error = |gold: &str, system: &str| compare(&trees(gold), &trees(system)).err();
    let word = |number: u8, form: &str, head: u8| format!("{number}\t{form}\t_\tX\t_\t_\t{head}\tdep\t_\t_\n");
    assert_eq!(
        error(&word(1, "ab", 0), &word(1, "ac", 0)),
        Some(EvalError::Text {
            after: 1,
            gold: "b".to_owned(),
            system: "c".to_owned()
        })
    );
    let circle = [word(1, "a", 0), word(2, "b", 3), word(3, "c", 2)].concat();
    let roots = [word(1, "a", 0), word(2, "b", 0)].concat();
    for (text, message) in [
        (circle, "sentence 1: a circle of heads"),
        (roots, "sentence 1: more than one root"),
    ] {
        let error = error(&text, &text).expect("no tree");
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn an_interval_says_how_sure_a_figure_is() {
    let part = |right| Scores {
        values: [Score {
            system: 10,
            gold: 10,
            right,
        }; METRICS.len()],
    };
    // All sentences alike: no doubt.
    assert_eq!(intervals(&[part(8); 20])[0], (80.0, 80.0));
    // Half of them wholly wrong: far apart in a few sentences, nearer in many.
    let halves = |count: usize| [vec![part(10); count], vec![part(0); count]].concat();
    let (few, many) = (intervals(&halves(10))[0], intervals(&halves(200))[0]);
    assert!(
        few.0 < many.0 && many.0 < 50.0 && 50.0 < many.1 && many.1 < few.1,
        "{few:?} {many:?}"
    );
}
