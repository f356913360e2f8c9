//! Any text goes through the whole reader: no panic, and every span lies in the text.

use proptest::prelude::*;
use selon::naming::Naming;
use selon::report::Report;
use selon::report::page::Page;
use selon::{Reader, Record};
use selon_packs::Packs;
use serde_json::Value;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Packs::shipped()));
static NAMING: LazyLock<Naming> = LazyLock::new(|| Naming::load(&Packs::shipped()).expect("shipped names"));

/// Every start and end in a record is in order and within the text.
fn check(value: &Value, length: u64) {
    match value {
        Value::Object(fields) => {
            for (start, end) in [("start", "end"), ("text_start", "text_end")] {
                if let (Some(start), Some(end)) = (value[start].as_u64(), value[end].as_u64()) {
                    assert!(start <= end && end <= length, "{value}");
                }
            }
            fields.values().for_each(|value| check(value, length));
        }
        Value::Array(values) => values.iter().for_each(|value| check(value, length)),
        _ => {}
    }
}

fn read(text: &[u8], lang: &str) {
    let options = selon_wire::Options {
        lang: Some(lang.to_owned()),
        ..selon_wire::Options::default()
    };
    let Ok(read) = READER.read(text, "any", &options) else {
        return;
    };
    let language = READER.language(lang, "any").expect("a language");
    let record = serde_json::to_value(Record::new(&read, language, true)).expect("JSON");
    let length = read.dispatch.text.chars().count() as u64;
    check(&record, length);
    for colour in [false, true] {
        let report = Report {
            naming: &NAMING,
            page: Page::new(60, colour),
        };
        assert!(!report.dispatch(&read).is_empty());
    }
}

/// Pieces that matter to one room or another, thrown together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Quinze soldats arméniens ont été tués mardi",
        "L'armée azerbaïdjanaise",
        "a bombardé",
        "selon le ministère",
        "«",
        "»",
        "\"",
        "a-t-il dit",
        ", ",
        ".",
        "\n\n",
        "\n",
        " ",
        "\u{a0}",
        "Russian missiles",
        "killed at least 12 civilians",
        "near Kharkiv",
        "on Tuesday",
        "the army said",
        "It",
        "15",
        "3.000",
        "50 %",
        "(Reuters) - ",
        "KYIV, Feb 26",
        "date 2021-11 ",
        "du",
        "aux",
        "don't",
        "s'est emparé de",
        "'",
        "’",
        "—",
        "é",
        "e\u{301}",
        "🙂",
        "\u{200b}",
        "\u{feff}",
        "\t",
        "au cours duquel",
        "clashes between",
        "Mali and",
        "les deux pays",
        "le 16 novembre 2021",
        "(Reporting by A. B.; Editing by C. D.)",
        "ağ",
        "İ",
        "ß",
        "ﬁ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_read_or_refused(text in "\\PC{0,200}", french: bool) {
        read(text.as_bytes(), if french { "fr" } else { "en" });
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), french: bool) {
        read(&bytes, if french { "fr" } else { "en" });
    }

    #[test]
    fn news_in_disorder_is_read(text in pieces(), french: bool) {
        read(text.as_bytes(), if french { "fr" } else { "en" });
    }
}
