//! What the program says of input that it cannot read: one complaint a document, the others are read, and the exit status tells.

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin_cmd;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const GOOD: &str = "date 2021-11-16 BAKU (Northgate News) - Armenian forces shelled Azerbaijani positions on Tuesday, the defence ministry said.\n";

fn selon() -> Command {
    cargo_bin_cmd!("selon")
}

/// Reads a bad document between two good ones; gives the complaint about it.
fn complaint(name: &str, bytes: &[u8]) -> String {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join(name), bytes).expect("a file");
    among_good(&folder, name)
}

fn among_good(folder: &TempDir, name: &str) -> String {
    for good in ["good1.txt", "good2.txt"] {
        fs::write(folder.path().join(good), GOOD).expect("a file");
    }
    let output = selon()
        .current_dir(folder.path())
        .args(["read", "--format", "jsonl", "good1.txt", name, "good2.txt"])
        .assert()
        .code(1)
        .get_output()
        .clone();
    assert_eq!(
        String::from_utf8(output.stdout).expect("UTF-8").lines().count(),
        2,
        "the others are read"
    );
    String::from_utf8(output.stderr).expect("UTF-8")
}

/// Reads one good document; gives its record.
fn record(name: &str, bytes: &[u8]) -> serde_json::Value {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    let output = selon()
        .args(["read", "--format", "jsonl"])
        .arg(&path)
        .assert()
        .success()
        .get_output()
        .clone();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

#[track_caller]
fn says(complaint: &str, beginning: &str, hint: &str) {
    assert!(complaint.starts_with(beginning), "{complaint}");
    let mut lines = complaint.lines();
    assert!(
        lines
            .nth(1)
            .is_some_and(|line| line.starts_with("  hint: ") && line.contains(hint)),
        "{complaint}"
    );
    assert!(lines.next().is_none(), "{complaint}");
}

#[test]
fn an_empty_file() {
    says(
        &complaint("empty.txt", b""),
        "selon: empty.txt: the file is empty\n",
        "text of a dispatch",
    );
}

#[test]
fn only_punctuation() {
    says(
        &complaint("signs.txt", "... !? — ;;; “”\n\n***\n".as_bytes()),
        "selon: signs.txt: no sentence in it",
        "text of a dispatch",
    );
}

#[test]
fn a_picture() {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((0..4000u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes()));
    says(
        &complaint("map.png", &bytes),
        "selon: map.png: not a text but",
        "extract its text",
    );
}

#[test]
fn noise() {
    let bytes: Vec<u8> = (0..20_000u32)
        .flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes())
        .collect();
    let complaint = complaint("noise.bin", &bytes);
    assert!(complaint.starts_with("selon: noise.bin: "), "{complaint}");
}

#[test]
fn russian_and_chinese() {
    let russian = "Министерство обороны сообщило, что в результате обстрела погибли пятнадцать военнослужащих.\n";
    says(
        &complaint("ru.txt", russian.as_bytes()),
        "selon: ru.txt: written in Russian (ru), which is not read yet",
        "--lang",
    );
    let chinese = "国防部周二表示，边境冲突造成十五名士兵死亡，另有十二人被俘。\n";
    says(
        &complaint("zh.txt", chinese.as_bytes()),
        "selon: zh.txt: written in Chinese (zh), which is not read yet",
        "--lang",
    );
}

#[test]
fn a_missing_file() {
    let folder = TempDir::new().expect("a folder");
    says(
        &among_good(&folder, "nowhere.txt"),
        "selon: nowhere.txt: no such file\n",
        "check the name",
    );
}

#[test]
fn a_folder() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("news")).expect("a folder");
    says(
        &among_good(&folder, "news"),
        "selon: news: a folder, not a file\n",
        &Path::new("news").join("*.txt").display().to_string(),
    );
}

#[test]
fn fifty_megabytes_on_one_line() {
    let folder = TempDir::new().expect("a folder");
    let line = "Les soldats ont ouvert le feu sur le village voisin. ".repeat(50 * 1024 * 1024 / 53);
    fs::write(folder.path().join("long.txt"), line).expect("a file");
    says(&among_good(&folder, "long.txt"), "selon: long.txt: ", "split the file");
}

#[test]
fn too_much_on_stdin() {
    let line = "The soldiers opened fire on the village. ".repeat(17 * 1024 * 1024 / 41);
    let output = selon()
        .args(["read", "-"])
        .write_stdin(line)
        .assert()
        .code(1)
        .get_output()
        .clone();
    says(
        &String::from_utf8(output.stderr).expect("UTF-8"),
        "selon: stdin: ",
        "split the file",
    );
}

#[test]
fn other_encodings_are_read() {
    let text = "date 2021-11 EREVAN (Agence Méridienne) - L'armée azerbaïdjanaise a attaqué le village à l'aube, a déclaré le ministère de la Défense.\n";
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a Latin letter"))
        .collect();
    let expected = record("utf8.txt", text.as_bytes());
    assert_eq!(expected["dispatch"]["agency"], "Agence Méridienne");
    for (name, bytes) in [("utf16.txt", utf16), ("windows.txt", windows)] {
        let read = record(name, &bytes);
        assert_eq!(read["dispatch"]["text"], expected["dispatch"]["text"], "{name}");
        assert_eq!(read["claims"], expected["claims"], "{name}");
    }
}

#[test]
fn a_dispatch_without_claims_is_still_written() {
    let read = record(
        "calm.txt",
        b"The bakery on the corner sells bread and cakes every morning of the week.\n",
    );
    assert_eq!(read["claims"], serde_json::json!([]));
}

#[test]
fn stdin_is_read() {
    let output = selon()
        .args(["read", "--format", "jsonl"])
        .write_stdin(GOOD)
        .assert()
        .success()
        .get_output()
        .clone();
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(record["dispatch"]["source"], "stdin");
}

#[test]
fn wrong_arguments_and_packs_have_status_2() {
    selon().args(["read", "--lang", "xx"]).assert().code(2);
    selon().args(["read", "--published", "yesterday"]).assert().code(2);
    selon().args(["raed"]).assert().code(2);
    let folder = TempDir::new().expect("a folder");
    let pack = |folder: &TempDir| {
        let output = selon()
            .args(["read", "--pack"])
            .arg(folder.path())
            .write_stdin(GOOD)
            .assert()
            .code(2)
            .get_output()
            .clone();
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert!(pack(&folder).contains("a pack holds"));
    fs::create_dir_all(folder.path().join("en/lexicon")).expect("folders");
    fs::write(
        folder.path().join("en/lexicon/mine.tsv"),
        "lemma\tpos\twhen\tconcept\troles\nzap\tv\t\tnonsense\t\n",
    )
    .expect("a file");
    let said = pack(&folder);
    assert!(said.contains("mine.tsv:2: no concept `nonsense`"), "{said}");
    assert!(said.contains("selon pack check"), "{said}");
}

#[test]
fn a_users_pack_is_read_first() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir_all(folder.path().join("en/lexicon")).expect("folders");
    fs::write(
        folder.path().join("en/lexicon/mine.tsv"),
        "lemma\tpos\twhen\tconcept\troles\nzap\tv\t\tshell\t\n",
    )
    .expect("a file");
    let text =
        "BAKU (Northgate News) - Armenian forces zapped Azerbaijani positions on Tuesday, the defence ministry said.\n";
    let read = |extra: &[&std::ffi::OsStr]| {
        let output = selon()
            .args(["read", "--format", "brief"])
            .args(extra)
            .write_stdin(text)
            .assert()
            .success()
            .get_output()
            .clone();
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(!read(&[]).contains("“zapped”"));
    assert!(read(&["--pack".as_ref(), folder.path().as_os_str()]).contains("“zapped”"));
}

#[test]
fn every_command_names_the_bad_document_and_goes_on() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("empty.txt"), "").expect("a file");
    fs::write(folder.path().join("good.txt"), GOOD).expect("a file");
    for command in ["wire", "parse", "clauses"] {
        let output = selon()
            .current_dir(folder.path())
            .args([command, "empty.txt", "good.txt"])
            .assert()
            .code(1)
            .get_output()
            .clone();
        assert!(
            String::from_utf8_lossy(&output.stderr).starts_with("selon: empty.txt: the file is empty\n"),
            "{command}"
        );
        assert!(output.stdout.len() > 100, "{command}");
    }
}
