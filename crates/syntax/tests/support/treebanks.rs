//! The page on treebanks: frequencies of relations and features, and what one treebank lacks. Used by the example `treebanks`, which
//! prints it, and by the test that keeps it true.

use selon_syntax::train::{Frequencies, Harmonised, TrainConfig, harmonised, read_standard};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The languages whose treebanks are joined, with their names.
pub const LANGUAGES: [(&str, &str); 4] = [
    ("fr", "French"),
    ("en", "English"),
    ("es", "Spanish"),
    ("ru", "Russian"),
];

/// The first line of treebank/differences.tsv.
const HEADER: &str = "language\tkind\tname\ttreebanks\treason";

/// The training files of a language in a folder, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("-train.conllu") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The treebanks of a language before and after they are brought to one standard.
pub fn treebanks(root: &Path, language: &str, files: &[PathBuf]) -> Result<Vec<Harmonised>, Box<dyn Error>> {
    let table = root.join("treebank/standard.tsv");
    let changes = std::fs::read_to_string(&table).map_err(|error| format!("{}: {error}", table.display()))?;
    let config = TrainConfig {
        language: language.to_owned(),
        standard: read_standard(&changes).map_err(|error| format!("{}: {error}", table.display()))?,
        ..TrainConfig::default()
    };
    Ok(harmonised(&config, files)?)
}

/// A listed lack: kind and name, the treebanks, the reason.
type Listed = BTreeMap<(String, String), (BTreeSet<String>, String)>;

/// The lacks of a language that are known and explained.
pub fn listed(root: &Path, language: &str) -> Result<Listed, Box<dyn Error>> {
    let path = root.join("treebank/differences.tsv");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut all = Listed::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') || line == HEADER {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[of, kind, name, treebanks, reason] = columns.as_slice() else {
            return Err(format!("{}:{}: expected {HEADER:?}", path.display(), number + 1).into());
        };
        if of == language {
            let treebanks = treebanks.split(',').map(str::to_owned).collect();
            all.insert((kind.to_owned(), name.to_owned()), (treebanks, reason.to_owned()));
        }
    }
    Ok(all)
}

/// The whole page.
pub fn page(root: &Path, shared: &Path) -> Result<String, Box<dyn Error>> {
    let mut page = INTRODUCTION.to_owned();
    for (language, name) in LANGUAGES {
        // Our own sentences are not in the tables: they grow too often.
        let treebanks = treebanks(root, language, &files(&shared.join(language))?)?;
        writeln!(page, "\n## {name}\n")?;
        sizes(&treebanks, &mut page)?;
        writeln!(page, "\n### Relations\n")?;
        let all: Vec<&Harmonised> = treebanks.iter().collect();
        table(&all, |one| (one.words, &one.relations), &mut page)?;
        writeln!(page, "\n### Features\n")?;
        let tagged: Vec<&Harmonised> = treebanks.iter().filter(|one| one.learnt.tagged > 0).collect();
        table(&tagged, |one| (one.tagged, &one.features), &mut page)?;
        writeln!(page, "\n### Lemmas of names\n")?;
        table(&all, |one| (one.words, &one.lemmas), &mut page)?;
        let listed = listed(root, language)?;
        if !listed.is_empty() {
            writeln!(
                page,
                "\n### What stays different\n\n| | | nearly absent from | because |\n|---|---|---|---|"
            )?;
            for ((kind, name), (treebanks, reason)) in listed {
                let treebanks: Vec<String> = treebanks.iter().map(|name| short(name)).collect();
                writeln!(page, "| {kind} | `{name}` | {} | {reason} |", treebanks.join(", "))?;
            }
        }
    }
    Ok(page)
}

const INTRODUCTION: &str = "\
# Treebanks of a language, side by side

How often each relation and each feature stands in 10,000 words of the files that a model learns from, and names with a lemma in small letters or as
written. `575 → 0` is the figure as published and the figure as learnt, after the treebanks were brought to one standard: by `treebank/standard.tsv` and, for French, by
`crates/syntax/src/train/harmonise.rs`. `·` is nothing at all. Features are counted on the words from which features are learnt: not those
of spoken treebanks, nor pronouns of PUD and FIB. Our own news sentences (`treebank`) are not shown: they grow.

Made by

    cargo run --release -p selon-syntax --example treebanks -- table ../shared/treebanks > docs/treebanks.md

where the treebanks stand beside the checkout; `cargo test -p selon-syntax --test treebanks` checks it, and that each relation or feature that
the other treebanks of a language have, and one (nearly) lacks, stands in `treebank/differences.tsv` with its reason: expected 20 times or
more, found in less than a twentieth of that.
";

/// The name of a treebank without what all of them have in common.
fn short(name: &str) -> String {
    name.trim_end_matches("-train").trim_end_matches("_devpart").to_owned()
}

fn sizes(treebanks: &[Harmonised], page: &mut String) -> std::fmt::Result {
    writeln!(page, "| file | sentences | words |\n|---|--:|--:|")?;
    for one in treebanks {
        let (sentences, words) = (one.sentences.len(), one.learnt.words);
        writeln!(
            page,
            "| `{}` | {} | {} |",
            one.treebank,
            grouped(sentences),
            grouped(words)
        )?;
    }
    Ok(())
}

fn table(
    treebanks: &[&Harmonised],
    counts: impl Fn(&Frequencies) -> (usize, &BTreeMap<String, usize>),
    page: &mut String,
) -> std::fmt::Result {
    let mut names = BTreeSet::new();
    for one in treebanks {
        names.extend(counts(&one.published).1.keys().cloned());
        names.extend(counts(&one.learnt).1.keys().cloned());
    }
    let titles: Vec<String> = treebanks.iter().map(|one| short(&one.treebank)).collect();
    writeln!(
        page,
        "| | {} |\n|---|{}",
        titles.join(" | "),
        "--:|".repeat(titles.len())
    )?;
    for name in names {
        write!(page, "| `{name}` |")?;
        for one in treebanks {
            let rate = |(words, counted): (usize, &BTreeMap<String, usize>)| {
                rate(counted.get(&name).copied().unwrap_or(0), words)
            };
            let (published, learnt) = (rate(counts(&one.published)), rate(counts(&one.learnt)));
            if published == learnt {
                write!(page, " {learnt} |")?;
            } else {
                write!(page, " {published} → {learnt} |")?;
            }
        }
        writeln!(page)?;
    }
    Ok(())
}

/// So many in 10,000 words: whole from ten on.
fn rate(count: usize, words: usize) -> String {
    let rate = 10_000.0 * count as f64 / words.max(1) as f64;
    match count {
        0 => "·".to_owned(),
        _ if rate >= 9.95 => grouped(rate.round() as usize),
        _ => format!("{rate:.1}"),
    }
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
