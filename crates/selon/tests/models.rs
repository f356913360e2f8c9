//! The model cards of docs/models.md say what the headers of the models say.

use selon_syntax::{Header, Model};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The shipped models.
const MODELS: [(&str, &[u8]); 2] = [("fr", selon_model_fr::MODEL), ("en", selon_model_en::MODEL)];

/// What a card tells besides, by its own headings.
const PARTS: [&str; 4] = ["Data", "Licence", "Figures", "Limits"];

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/models.md")
}

/// A part of a card that is made from the header: the lines between two marks.
fn between<'a>(page: &'a str, open: &str, close: &str) -> &'a str {
    let after = page.split_once(open).map(|(_, after)| after);
    let found = after.and_then(|after| after.split_once(close)).map(|(part, _)| part);
    found.unwrap_or_else(|| panic!("docs/models.md: no lines between `{open}` and `{close}`"))
}

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits"))
        .collect();
    groups.join(",")
}

fn identity(language: &str, header: &Header, bytes: usize) -> String {
    let settings: Vec<String> = header
        .settings
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    format!(
        "\n| | |\n|---|---|\n| name | `{}` |\n| language | `{}` |\n| format | {} |\n| file | `models/{language}/model.bin`, {} bytes |\n\
         | hash (BLAKE3) | `{}` |\n| settings | {} |\n",
        header.name,
        header.language,
        header.format,
        thousands(bytes),
        header.hash,
        settings.join(", ")
    )
}

fn data(header: &Header) -> String {
    let mut text = "\n| file | licence | sentences | words |\n|---|---|--:|--:|\n".to_owned();
    for file in &header.data {
        let (sentences, words) = (thousands(file.sentences), thousands(file.words));
        writeln!(text, "| `{}` | {} | {sentences} | {words} |", file.file, file.licence).expect("a string");
    }
    let sum = |count: fn(&selon_syntax::DataFile) -> usize| thousands(header.data.iter().map(count).sum());
    writeln!(
        text,
        "| together | | {} | {} |",
        sum(|file| file.sentences),
        sum(|file| file.words)
    )
    .expect("a string");
    text
}

fn figures(header: &Header) -> String {
    let names: Vec<&str> = header
        .scores
        .first()
        .map(|scores| scores.values.iter().map(|(name, _)| name.as_str()).collect())
        .unwrap_or_default();
    let mut text = format!(
        "\n| development file | given | {} |\n|---|---|{}\n",
        names.join(" | "),
        "--:|".repeat(names.len())
    );
    for scores in &header.scores {
        let given = if scores.input == "gold" { "words" } else { "text" };
        write!(text, "| `{}` | {given} |", scores.file).expect("a string");
        for (index, (name, value)) in scores.values.iter().enumerate() {
            assert_eq!(names.get(index), Some(&name.as_str()), "one order of metrics");
            write!(text, " {value:.2} |").expect("a string");
        }
        text.push('\n');
    }
    text
}

/// `SELON_MODELS=write` writes the tables anew, to be looked at.
#[test]
fn cards_say_what_the_headers_say() {
    let mut page_text = fs::read_to_string(page()).expect("docs/models.md");
    let write = std::env::var("SELON_MODELS").is_ok_and(|value| value == "write");
    let mut stale = Vec::new();
    for (language, bytes) in MODELS {
        let model = Model::from_bytes(bytes).expect("a shipped model");
        let header = model.header();
        for (part, wanted) in [
            ("identity", identity(language, header, bytes.len())),
            ("data", data(header)),
            ("figures", figures(header)),
        ] {
            let (open, close) = (
                format!("<!-- {}: {part} -->\n", header.name),
                format!("\n<!-- {}: end of {part} -->", header.name),
            );
            let told = between(&page_text, &open, &close).to_owned();
            if write {
                page_text = page_text.replace(&format!("{open}{told}{close}"), &format!("{open}{wanted}{close}"));
            } else if told != wanted {
                stale.push(format!("{}: {part}", header.name));
            }
        }
    }
    if write {
        fs::write(page(), page_text).expect("docs/models.md can be written");
    }
    assert!(
        stale.is_empty(),
        "docs/models.md says something else than the headers ({}); look at it after\n  \
         SELON_MODELS=write cargo test -p selon --test models",
        stale.join(", ")
    );
}

#[test]
fn every_card_has_all_its_parts() {
    let text = fs::read_to_string(page()).expect("docs/models.md");
    let cards: Vec<&str> = text.split("\n## ").skip(1).collect();
    assert!(cards.len() >= MODELS.len(), "a card for each model");
    for card in cards {
        let name = card.lines().next().unwrap_or_default();
        for part in PARTS {
            assert!(
                card.contains(&format!("\n### {part}\n")),
                "docs/models.md: {name}: no part “{part}”"
            );
        }
    }
}
