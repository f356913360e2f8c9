//! Tidy checks on the repository: files, licences, and documents that follow the program.
//!
//! Each check names the file and what to do. They need no tool but the checkout.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

/// The most lines of a source file.
const LINES: usize = 600;

/// The most bytes of any file: more than 64 MB makes every clone slow.
const BYTES: u64 = 64_000_000;

/// Source files that may be longer, and why. An entry that is no longer needed fails the check.
const LONG: &[(&str, &str)] = &[(
    "crates/selon/tests/variants.rs",
    "the casts and rules of the variants: tables more than code",
)];

/// First lines of the tables of packs and ontology, by the end of their path.
const HEADERS: &[(&str, &str)] = &[
    ("/lexicon/*", "lemma pos when concept roles note"),
    ("/grammar/cues.tsv", "phrase kind"),
    ("/grammar/light.tsv", "verb slot subject nouns"),
    ("/grammar/modals.tsv", "lemma kind"),
    ("/grammar/relations.tsv", "words relation"),
    ("/grammar/speech.tsv", "lemma stance note"),
    ("/linking/words.tsv", "phrase kind"),
    ("/names/countries.tsv", "iso3 names adjectives inhabitants capitals"),
    ("/names/deictic.tsv", "phrase kind"),
    ("/names/place-terms.tsv", "lemma kind"),
    ("/names/regions.tsv", "adjectives countries"),
    ("/names/roles.tsv", "phrase sector role group kind note"),
    ("/numbers/words.tsv", "phrase kind value"),
    ("/syntax/lemmas.tsv", "form upos lemma"),
    ("/syntax/forms.tsv", "form upos lemma"),
    ("/syntax/features.tsv", "form upos feats"),
    ("/time/words.tsv", "phrase kind value"),
    ("/toll/groups.tsv", "phrase group harm"),
    ("/toll/weapons.tsv", "phrase means"),
    ("/topics/words.tsv", "lemma topic weight"),
];

/// Tables whose columns are told in a comment instead: their readers take every line.
const HEADLESS: &[&str] = &["/syntax/abbreviations.tsv", "/wire/words.tsv"];

/// Endings of data files; the folder of each, or one above it, must tell their licence.
const DATA: &[&str] = &["tsv", "bin", "conllu", "txt", "toml"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the root of the workspace")
}

/// All files of the checkout, by their path from its root; build output and history apart.
fn files() -> Vec<String> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder)
            .expect("a folder")
            .map(|entry| entry.expect("an entry"))
        {
            let path = entry.path();
            let kind = entry.file_type().expect("a kind of file");
            let name = entry.file_name();
            // What `npm ci` fetches and makes is no part of the repository.
            let fetched = name == "node_modules" || name == "generated";
            if kind.is_dir() && name != ".git" && name != "target" && !fetched {
                walk(root, &path, found);
            } else if kind.is_file() {
                let relative = path.strip_prefix(root).expect("a path below the root");
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    found.sort();
    assert!(
        found.len() > 100,
        "{} files below {}: is this the checkout?",
        found.len(),
        root.display()
    );
    found
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn extension(path: &str) -> &str {
    Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
}

fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn no_file_holds_a_path_of_somebodys_machine() {
    // Written in two halves, so that this file does not hold them.
    let needles = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/ho", "me/"],
        ["/Us", "ers/"],
        ["C:\\Us", "ers"],
    ]
    .map(|halves| halves.concat());
    let mut problems = Vec::new();
    for path in files() {
        let Ok(text) = String::from_utf8(fs::read(root().join(&path)).expect("a readable file")) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            // Part of a longer word (`network/`), or of an address, is no path.
            let starts = |needle: &String| {
                line.match_indices(needle.as_str()).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-/*".contains(before))
                })
            };
            if let Some(needle) = needles.iter().find(|needle| starts(needle)) {
                problems.push(format!(
                    "{path}:{}: `{needle}…` is a path of one machine; write it from the root of the checkout",
                    number + 1
                ));
            }
        }
    }
    none(&problems);
}

#[test]
fn no_file_is_too_large() {
    let size = |path: &String| fs::metadata(root().join(path)).expect("a file").len();
    let large: Vec<String> = files()
        .into_iter()
        .filter(|path| size(path) > BYTES)
        .map(|path| format!("{path}: {} bytes; at most {BYTES}", size(&path)))
        .collect();
    none(&large);
}

#[test]
fn every_data_folder_has_a_licence() {
    let all = files();
    let covered = |path: &str| {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            if all.binary_search(&format!("{above}/LICENSE.md")).is_ok() {
                return true;
            }
            folder = above;
        }
        false
    };
    let ours = |path: &str| {
        path.contains("/tests/") || path.contains("/src/") || path.contains("/examples/") && path.starts_with("crates/")
    };
    let bare: Vec<String> = all
        .iter()
        .filter(|path| path.contains('/') && DATA.contains(&extension(path)) && !path.ends_with("Cargo.toml"))
        .filter(|path| !ours(path) && !path.contains("proptest-regressions") && !covered(path))
        .map(|path| format!("{path}: no LICENSE.md beside it or above it; say whose data it is and under what licence"))
        .collect();
    none(&bare);
}

#[test]
fn every_table_of_the_packs_has_its_header() {
    let mut problems = Vec::new();
    for path in files()
        .iter()
        .filter(|path| path.starts_with("packs/") && extension(path) == "tsv")
    {
        if HEADLESS.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        let fits = |end: &str| {
            end.strip_suffix('*')
                .map_or_else(|| path.ends_with(end), |folder| path.contains(folder))
        };
        let Some((_, wanted)) = HEADERS.iter().find(|(end, _)| fits(end)) else {
            problems.push(format!(
                "{path}: a new kind of table; tell its columns in HEADERS of this check, and in docs/packs.md"
            ));
            continue;
        };
        let text = text(path);
        let first = text
            .lines()
            .find(|line| !line.starts_with('#') && !line.trim().is_empty())
            .unwrap_or_default();
        if first.split('\t').collect::<Vec<_>>().join(" ") != *wanted {
            problems.push(format!(
                "{path}: the first line that is no comment names the columns: {}",
                wanted.replace(' ', " ⇥ ")
            ));
        }
    }
    none(&problems);
}

#[test]
fn no_source_file_is_too_long() {
    let lines = |path: &str| text(path).lines().count();
    let all = files();
    let mut problems: Vec<String> = all
        .iter()
        .filter(|path| extension(path) == "rs" && lines(path) > LINES)
        .filter(|path| !LONG.iter().any(|(allowed, _)| allowed == path))
        .map(|path| {
            format!(
                "{path}: {} lines, at most {LINES}; cut it by subject, or give a reason in LONG",
                lines(path)
            )
        })
        .collect();
    for (path, reason) in LONG {
        assert!(!reason.is_empty());
        if all.binary_search(&(*path).to_owned()).is_err() || lines(path) <= LINES {
            problems.push(format!("{path}: not over {LINES} lines any more; take it out of LONG"));
        }
    }
    none(&problems);
}

/// The commands that a help text lists.
fn commands(arguments: &[&str]) -> Vec<String> {
    let output = Command::cargo_bin("selon")
        .expect("the program")
        .args(arguments)
        .arg("--help")
        .output()
        .expect("help");
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    let found: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // Names stand two blanks in, continued lines further.
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    assert!(!found.is_empty(), "no commands in:\n{help}");
    found
}

#[test]
fn the_documents_tell_every_command() {
    let mut wanted = Vec::new();
    for command in commands(&[]) {
        if ["pack", "eval"].contains(&command.as_str()) {
            wanted.extend(
                commands(&[&command])
                    .iter()
                    .map(|below| format!("`selon {command} {below}")),
            );
        } else {
            wanted.push(format!("`selon {command}"));
        }
    }
    for page in ["README.md", "docs/cli.md"] {
        let told = text(page);
        let untold: Vec<String> = wanted
            .iter()
            .filter(|command| !told.contains(command.as_str()))
            .map(|command| format!("{page}: {command}` is not in the table of commands"))
            .collect();
        none(&untold);
    }
}

/// The output in the README is what the program says. `SELON_README=write` writes it anew, to be looked at.
#[test]
fn the_output_in_the_readme_is_real() {
    const OPEN: &str = "```console\n$ selon ";
    let readme = text("README.md");
    let (before, rest) = readme
        .split_once(OPEN)
        .expect("a block ```console in README.md that begins with `$ selon …`");
    let (command, rest) = rest.split_once('\n').expect("the lines of the block");
    let (told, after) = rest.split_once("```").expect("the end of the block");
    let run = Command::cargo_bin("selon")
        .expect("the program")
        .args(command.split_whitespace())
        .current_dir(root())
        .output()
        .expect("output");
    let said = String::from_utf8(run.stdout).expect("UTF-8");
    let said: String = said.trim().lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if std::env::var("SELON_README").is_ok_and(|value| value == "write") {
        let written = format!("{before}{OPEN}{command}\n{said}```{after}");
        fs::write(root().join("README.md"), written).expect("README.md can be written");
    } else {
        assert_eq!(
            told, said,
            "README.md: `selon {command}` says something else now; look at it, then run\n  \
             SELON_README=write cargo test -p selon --test tidy"
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut problems = Vec::new();
    for path in files().iter().filter(|path| extension(path) == "md") {
        let folder = root().join(path).parent().expect("a folder").to_owned();
        for link in text(path).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let target = link.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !folder.join(target).exists() {
                problems.push(format!("{path}: the link to {link} leads nowhere"));
            }
        }
    }
    none(&problems);
}

#[test]
fn citation_and_changelog_know_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        text("CITATION.cff").contains(&format!("\nversion: {version}\n")),
        "CITATION.cff: the version is {version}"
    );
    assert!(
        text("CHANGELOG.md").contains(&format!("\n## {version} ")),
        "CHANGELOG.md: no section for {version}"
    );
}

/// What a model learnt from is credited beside it, with the licence.
#[test]
fn every_treebank_of_a_model_is_credited() {
    let mut problems = Vec::new();
    for (language, bytes) in [("fr", selon_model_fr::MODEL), ("en", selon_model_en::MODEL)] {
        let path = format!("models/{language}/README.md");
        let model = selon_syntax::Model::from_bytes(bytes)
            .unwrap_or_else(|error| panic!("models/{language}/model.bin: {error}"));
        let page = text(&path);
        for data in &model.header().data {
            let row = page
                .lines()
                .find(|line| line.starts_with(&format!("| `{}`", data.file)));
            match row {
                None => problems.push(format!("{path}: no row for `{}` ({})", data.file, data.licence)),
                Some(row) if !row.contains(&data.licence) => problems.push(format!(
                    "{path}: the header says that `{}` is under {}",
                    data.file, data.licence
                )),
                Some(_) => {}
            }
        }
    }
    none(&problems);
}

/// As many words in a row are a sentence copied, not a turn of phrase.
const WORDS_IN_COMMON: usize = 9;

#[test]
fn training_trees_hold_no_sentence_that_measures() {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let files = files();
    let mut problems = Vec::new();
    for language in ["fr", "en"] {
        let mut measured = std::collections::HashSet::new();
        let measures = files.iter().filter(|path| {
            path.starts_with(&format!("samples/{language}/"))
                || path.starts_with(&format!("evaluation/unseen/{language}/"))
                || path.starts_with(&format!("evaluation/opened/{language}/"))
                || **path == format!("crates/propositions/tests/constructions/{language}.toml")
        });
        for path in measures {
            for line in text(path).lines() {
                measured.extend(words(line).windows(WORDS_IN_COMMON).map(<[String]>::to_vec));
            }
        }
        assert!(measured.len() > 1000, "nothing to compare with in {language}");
        let trees = text(&format!("treebank/{language}/news-train.conllu"));
        for sentence in trees.lines().filter_map(|line| line.strip_prefix("# text = ")) {
            if words(sentence)
                .windows(WORDS_IN_COMMON)
                .any(|row| measured.contains(row))
            {
                problems.push(format!(
                    "treebank/{language}: “{sentence}” also stands where it measures"
                ));
            }
        }
    }
    none(&problems);
}
