//! Treebanks of a language say the same thing the same way, or it is written down where they do not.

#[path = "support/treebanks.rs"]
mod treebanks;

use selon_syntax::train::{Change, ChangeKind, Frequencies, Lack, lacks, read_standard};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The treebanks stand beside the checkout, where they stand at all.
fn shared() -> Option<PathBuf> {
    let folder = root().join("../shared/treebanks");
    if folder.exists() {
        return Some(folder);
    }
    println!("skipped: no treebanks beside the checkout (../shared/treebanks)");
    None
}

#[test]
fn what_one_treebank_lacks_has_a_reason() {
    let Some(shared) = shared() else { return };
    let mut problems = Vec::new();
    for (language, _) in treebanks::LANGUAGES {
        let mut files = treebanks::files(&shared.join(language)).expect("the files of the language");
        // Not every language has sentences of our own.
        files.extend(treebanks::files(&root().join("treebank").join(language)).unwrap_or_default());
        let treebanks = treebanks::treebanks(&root(), language, &files).expect("treebanks");
        let learnt: Vec<Frequencies> = treebanks.into_iter().map(|one| one.learnt).collect();
        let mut found = lacks(&learnt);
        // Our own sentences are few and of one kind; what is not in them is no other standard. What is only in them is seen all the same.
        found.retain(|lack| !lack.treebank.starts_with("news"));
        let listed = treebanks::listed(&root(), language).expect("the list");
        for lack in &found {
            let reason = listed.get(&(lack.kind.to_owned(), lack.name.clone()));
            if !reason.is_some_and(|(treebanks, reason)| treebanks.contains(&lack.treebank) && !reason.is_empty()) {
                problems.push(format!(
                    "{language}: {} {} (nearly) never stands in {}: change it in treebank/standard.tsv, or tell the reason in \
                     treebank/differences.tsv",
                    lack.kind, lack.name, lack.treebank
                ));
            }
        }
        for ((kind, name), (treebanks, _)) in &listed {
            for treebank in treebanks {
                let still = |lack: &Lack| lack.kind == kind && lack.name == *name && lack.treebank == *treebank;
                if !found.iter().any(still) {
                    problems.push(format!(
                        "treebank/differences.tsv: {language}: {treebank} does not lack {kind} {name}; take it out"
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn the_page_on_treebanks_is_true() {
    let Some(shared) = shared() else { return };
    let page = treebanks::page(&root(), &shared).expect("the page");
    let told = std::fs::read_to_string(root().join("docs/treebanks.md")).expect("docs/treebanks.md");
    let other = page.lines().zip(told.lines()).find(|(page, told)| page != told);
    assert!(
        page == told,
        "docs/treebanks.md says something else ({other:?}); make it again with the command that stands in it"
    );
}

#[test]
fn changes_are_read_with_their_line() {
    let table = "# comment\n\nlanguage\ttreebank\tkind\tfrom\tto\treason\nxx\tpud\trelation\tflat:name\tflat\tone label\n\
                 xx\tgsd\tfeature\tNumForm\t-\tnowhere else\nxx\tgsd\tlemma\tPROPN\tas written\tas elsewhere\n";
    let changes = read_standard(table).expect("the table");
    assert_eq!(
        changes[1],
        Change {
            language: "xx".to_owned(),
            treebank: "gsd".to_owned(),
            kind: ChangeKind::Feature,
            from: "NumForm".to_owned(),
            to: None,
        }
    );
    assert_eq!(changes[2].kind, ChangeKind::Lemma);
    // A word always has a relation; a change has a reason.
    for (wrong, line) in [
        ("xx\tpud\trelation\tdep\t-\tgone\n", "line 1:"),
        ("#\nxx\tpud\tfeature\tCase\t-\t\n", "line 2:"),
        ("xx\tpud\tlabel\ta\tb\tc\n", "line 1:"),
        ("xx\tpud\tlemma\tPROPN\t-\tc\n", "line 1:"),
    ] {
        let error = read_standard(wrong).expect_err("a mistake").to_string();
        assert!(error.contains(line), "{error}");
    }
}
