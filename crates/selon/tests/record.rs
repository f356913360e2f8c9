//! The record: it obeys its schema, and is the same whatever the number of threads.

mod support;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let found = support::sample_files();
    assert!(found.len() >= 16, "{} samples", found.len());
    found
}

fn read(arguments: &[&str]) -> Vec<u8> {
    let output = cargo_bin_cmd!("selon")
        .args(["read", "--format", "jsonl"])
        .args(arguments)
        .args(samples())
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    assert_eq!(output.iter().filter(|&&byte| byte == b'\n').count(), samples().len());
    output
}

fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/record.schema.json");
    let text = std::fs::read_to_string(path).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::draft202012::meta::validate(&schema).expect("a draft 2020-12 schema");
    jsonschema::draft202012::new(&schema).expect("a usable schema")
}

#[test]
fn the_samples_obey_the_schema() {
    let schema = schema();
    for arguments in [&[][..], &["--no-text"], &["--published", "2020"]] {
        for line in read(arguments)
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
        {
            let record: Value = serde_json::from_slice(line).expect("JSON");
            let errors: Vec<String> = schema
                .iter_errors(&record)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", record["dispatch"]["source"]);
            spans(&record);
        }
    }
}

/// The words of a field are those at its offsets.
fn spans(record: &Value) {
    let Some(text) = record["dispatch"]["text"].as_str() else {
        return;
    };
    let text: Vec<char> = text.chars().collect();
    let mut open = vec![record];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                open.extend(fields.values());
                for (start, end) in [("start", "end"), ("text_start", "text_end")] {
                    let offset = |key: &str| {
                        value[key]
                            .as_u64()
                            .map(|offset| usize::try_from(offset).expect("an offset"))
                    };
                    let (Some(start), Some(end)) = (offset(start), offset(end)) else {
                        continue;
                    };
                    assert!(start <= end && end <= text.len(), "{value}");
                    if let Some(words) = value["text"].as_str() {
                        assert_eq!(text[start..end].iter().collect::<String>(), words, "{value}");
                    }
                }
            }
            Value::Array(values) => open.extend(values),
            _ => {}
        }
    }
}

#[test]
fn the_schema_refuses_what_is_not_in_it() {
    let schema = schema();
    let lines = read(&[]);
    let line = lines.split(|&byte| byte == b'\n').next().expect("a line");
    let mut record: Value = serde_json::from_slice(line).expect("JSON");
    assert!(schema.is_valid(&record));
    record["dispatch"]["surprise"] = Value::Bool(true);
    assert!(!schema.is_valid(&record));
}

#[test]
fn any_number_of_jobs_writes_the_same_bytes() {
    let one = read(&["--jobs", "1"]);
    assert!(one == read(&["--jobs", "4"]));
    assert!(one == read(&["--jobs", "3"]));
}

#[test]
fn the_text_can_be_withheld() {
    for (whole, bare) in read(&[])
        .split(|&byte| byte == b'\n')
        .zip(read(&["--no-text"]).split(|&byte| byte == b'\n'))
    {
        if whole.is_empty() {
            continue;
        }
        let whole: Value = serde_json::from_slice(whole).expect("JSON");
        let mut bare: Value = serde_json::from_slice(bare).expect("JSON");
        let text = whole["dispatch"]["text"].as_str().expect("a text");
        assert_eq!(bare["dispatch"]["text"]["length"], text.chars().count());
        assert_eq!(
            bare["dispatch"]["text"]["hash"],
            blake3::hash(text.as_bytes()).to_hex().as_str()
        );
        bare["dispatch"]["text"] = Value::String(text.to_owned());
        assert_eq!(whole, bare);
    }
}
