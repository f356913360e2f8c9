//! A new language needs trees, and no line of code: tiny Spanish and Russian models, from sentences of our own, by the same command as
//! the shipped ones.

use assert_cmd::cargo::cargo_bin_cmd;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/languages")
}

/// Trains on 15 sentences and measures on four others, made of the same words; gives F1 of a metric, from the words and from the text.
fn measured(language: &str, metric: &str) -> [f64; 2] {
    let out = TempDir::new().expect("a folder");
    let model = out.path().join("model.bin");
    cargo_bin_cmd!("selon")
        .args(["train", "--lang", language, "--out"])
        .arg(&model)
        // So few sentences tag each other badly: the parser learns from the tags given.
        .args([
            "--folds",
            "1",
            "--tag-epochs",
            "8",
            "--parse-epochs",
            "12",
            "--jobs",
            "1",
        ])
        .arg(folder().join(format!("{language}-train.conllu")))
        .assert()
        .success();
    let eval = cargo_bin_cmd!("selon")
        .args(["eval", "syntax", "--model"])
        .arg(&model)
        .arg(folder().join(format!("{language}-dev.conllu")))
        .assert()
        .success()
        .get_output()
        .clone();
    let table = String::from_utf8(eval.stdout).expect("UTF-8");
    let row = table
        .lines()
        .find(|line| line.split_whitespace().next() == Some(metric))
        .unwrap_or_else(|| panic!("no {metric} in:\n{table}"));
    let values: Vec<f64> = row
        .split_whitespace()
        .skip(1)
        .map(|value| value.parse().expect("a number"))
        .collect();
    values.try_into().expect("two columns")
}

#[test]
fn spanish() {
    // `del`, `al`: two words each.
    assert_eq!(measured("es", "Words"), [100.0, 100.0]);
    let las = measured("es", "LAS");
    assert!(las.iter().all(|&las| las > 90.0), "{las:?}");
}

#[test]
fn russian() {
    assert_eq!(measured("ru", "Words"), [100.0, 100.0]);
    let las = measured("ru", "LAS");
    assert!(las.iter().all(|&las| las > 85.0), "{las:?}");
}

#[test]
fn no_code_knows_these_languages() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../syntax/src")];
    let mut problems = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).expect("Rust");
            problems.extend(
                ["\"es\"", "\"ru\""]
                    .into_iter()
                    .filter(|code| source.contains(code))
                    .map(|code| format!("{}: {code}", path.display())),
            );
        }
    }
    assert!(problems.is_empty(), "{problems:?}");
}
