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
    assert_eq!(&model.header().hash[..16], "5a30d5fd62286c24");
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
