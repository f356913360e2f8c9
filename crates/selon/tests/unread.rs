//! What was not understood is listed, with its reason: nothing is dropped silently.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn lines(arguments: &[&str], text: &str) -> Vec<Value> {
    let output = cargo_bin_cmd!("selon")
        .args(["read", "--unread", "--format", "jsonl"])
        .args(arguments)
        .write_stdin(text)
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    String::from_utf8(output)
        .expect("UTF-8")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

fn reasons(language: &str, text: &str) -> Vec<(String, String)> {
    let words = |line: &Value| -> Vec<(String, String)> {
        let list = line["words"].as_array().expect("words");
        let pair = |word: &Value| {
            let field = |name: &str| word[name].as_str().expect("a string").to_owned();
            (field("text"), field("why"))
        };
        list.iter().map(pair).collect()
    };
    lines(&["--lang", language], text).iter().flat_map(words).collect()
}

fn has(language: &str, text: &str, word: &str, why: &str) {
    let found = reasons(language, text);
    assert!(
        found.iter().any(|(form, reason)| form == word && reason == why),
        "{text}: {found:?}"
    );
}

#[test]
fn every_reason_is_given_where_it_holds() {
    has(
        "en",
        "The minister said that the building was tall.\n",
        "said",
        "nothing-said",
    );
    has("en", "The rebels could attack the town.\n", "attack", "not-real");
    has(
        "fr",
        "Les rebelles pourraient attaquer la ville.\n",
        "attaquer",
        "not-real",
    );
    has(
        "fr",
        "Le ministre a dit que le bâtiment était haut.\n",
        "dit",
        "nothing-said",
    );
    has("en", "A bomb squad came to the station.\n", "came", "no-sense");
}

#[test]
fn sentences_that_gave_a_claim_are_not_listed() {
    let told = "Rebels killed four soldiers near Bria on Monday, the army said.\n";
    assert_eq!(lines(&["--lang", "en"], told), Vec::<Value>::new());
}

/// In the samples: each listed sentence holds no trigger of a claim, and its offsets are those of its words.
#[test]
fn the_samples_are_read_or_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut listed = 0;
    for language in ["en", "fr"] {
        for entry in std::fs::read_dir(folder.join(language)).expect("the samples") {
            let path = entry.expect("a sample").path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let file = path.to_str().expect("a name");
            let record = cargo_bin_cmd!("selon")
                .args(["read", "--format", "jsonl", file])
                .output()
                .expect("output");
            let record: Value = serde_json::from_slice(&record.stdout).expect("a record");
            let text: Vec<char> = record["dispatch"]["text"].as_str().expect("a text").chars().collect();
            let triggers: BTreeSet<u64> = record["claims"]
                .as_array()
                .expect("claims")
                .iter()
                .map(|claim| claim["trigger"]["start"].as_u64().expect("an offset"))
                .collect();
            for line in lines(&[file], "") {
                let span = |value: &Value| {
                    let bound = |name: &str| value["span"][name].as_u64().expect("an offset");
                    bound("start")..bound("end")
                };
                let words = |range: std::ops::Range<u64>| -> String {
                    text[range.start as usize..range.end as usize].iter().collect()
                };
                let sentence = span(&line);
                assert_eq!(words(sentence.clone()), line["text"].as_str().expect("a text"));
                assert!(triggers.iter().all(|start| !sentence.contains(start)), "{file}: {line}");
                for word in line["words"].as_array().expect("words") {
                    assert_eq!(words(span(word)), word["text"].as_str().expect("a text"));
                }
                listed += 1;
            }
        }
    }
    assert!(listed > 3, "{listed}");
}
