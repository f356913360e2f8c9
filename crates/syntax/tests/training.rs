//! Training is deterministic: the hash of a tiny model is written down here.

use selon_syntax::train::{TrainConfig, train};
use selon_syntax::{Model, ModelError};
use std::path::PathBuf;

fn tiny(threads: usize, folds: usize) -> Vec<u8> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.conllu"));
    let config = TrainConfig {
        language: "xx".to_owned(),
        name: "tiny".to_owned(),
        threads,
        folds,
        tag_epochs: 4,
        parse_epochs: 6,
        ..TrainConfig::default()
    };
    train(&config, std::slice::from_ref(&file), std::slice::from_ref(&file)).expect("training")
}

#[test]
fn same_bytes_with_any_number_of_threads() {
    let one = tiny(1, 2);
    assert_eq!(one, tiny(2, 2));
    let model = Model::from_bytes(&one).expect("model");
    // If this changes, the models of all languages change: raise `FORMAT` if old files can no longer be read, and train anew.
    assert_eq!(&model.header().hash[..16], "dd8ed12d05586c9b");
}

#[test]
fn learns_what_it_was_shown() {
    // So few sentences tag each other badly: the parser learns from the tags given.
    let model = Model::from_bytes(&tiny(1, 1)).expect("model");
    let scores = &model.header().scores;
    let las = |input: &str| {
        let file = scores.iter().find(|scores| scores.input == input).expect("scores");
        file.values.iter().find(|(name, _)| name == "LAS").expect("LAS").1
    };
    assert!(las("gold") > 90.0, "{scores:?}");
    assert!(las("raw") > 90.0, "{scores:?}");
}

#[test]
fn damaged_files_are_refused() {
    let mut bytes = tiny(1, 1);
    let error = |bytes: &[u8]| Model::from_bytes(bytes).err();
    assert_eq!(error(b"no model at all"), Some(ModelError::NotAModel));
    assert_eq!(error(&bytes[..bytes.len() - 1]), Some(ModelError::Damaged("hash")));
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    assert_eq!(error(&bytes), Some(ModelError::Damaged("hash")));
    bytes[8] = 99;
    assert_eq!(error(&bytes), Some(ModelError::OtherFormat { found: 99 }));
}

/// Sentences `TOKEN go .` in which the token is two words, so many of each.
fn splits(tokens: &[(&str, [&str; 2], usize)]) -> String {
    let mut text = String::new();
    for (token, [first, last], count) in tokens {
        for _ in 0..*count {
            text.push_str(&format!(
                "1-2\t{token}\t_\t_\t_\t_\t_\t_\t_\t_\n1\t{first}\t_\tVERB\t_\t_\t3\taux\t_\t_\n2\t{last}\t_\tPART\t_\t_\t3\tmark\t_\t_\n\
                 3\tgo\tgo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_\n\n"
            ));
        }
    }
    text
}

#[test]
fn slips_without_apostrophe_are_not_learnt() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("splits-train.conllu");
    let text = splits(&[
        ("let's", ["let", "'s"], 6),
        ("I'm", ["I", "'m"], 6),
        ("lets", ["let", "s"], 5),
        ("hams", ["ham", "s"], 2),
        ("im", ["i", "m"], 16),
        ("dont", ["do", "nt"], 3),
        ("cannot", ["can", "not"], 3),
        ("darle", ["dar", "le"], 1),
    ]);
    std::fs::write(&file, text).expect("a file");
    let config = TrainConfig {
        language: "xx".to_owned(),
        folds: 1,
        tag_epochs: 2,
        parse_epochs: 2,
        ..TrainConfig::default()
    };
    let model = Model::from_bytes(&train(&config, &[file], &[]).expect("training")).expect("model");
    let words = |token: &str| {
        let analysis = model.analyze(&format!("{token} go."));
        analysis.sentences.iter().map(|one| one.words.len()).sum::<usize>() - 2
    };
    // Written so five times in a treebank of mails, and yet an ordinary verb form; once, and an ordinary noun.
    assert_eq!(["lets", "hams"].map(words), [1, 1]);
    // A way of writing; contractions without a single letter; words written together.
    assert_eq!(["let's", "im", "dont", "cannot", "darle"].map(words), [2, 2, 2, 2, 2]);
}
