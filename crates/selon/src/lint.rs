//! What is wrong in language packs and the ontology: where, why, and what to write instead.

mod examples;
mod senses;

pub use examples::{Counts, examples};

use selon_coder::{Class, Coder, Lexicon, Ontology};
use selon_packs::{PackError, PackFile, Packs};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The pack cannot be used, or a line of it does nothing or something else than it says.
    Error,
    /// Nothing is broken.
    Warning,
}

/// Something that is wrong in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file as the user knows it.
    pub file: String,
    /// Line number, from 1; 0 when the whole file is meant.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub instead: Option<String>,
}

impl Finding {
    fn new(severity: Severity, file: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            file: file.to_owned(),
            line,
            severity,
            message: message.into(),
            instead: None,
        }
    }

    fn error(file: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Error, file, line, message)
    }

    fn warning(file: &str, line: usize, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Warning, file, line, message)
    }

    fn instead(self, instead: impl Into<String>) -> Finding {
        Finding {
            instead: Some(instead.into()),
            ..self
        }
    }
}

impl From<PackError> for Finding {
    fn from(error: PackError) -> Finding {
        // The rooms write "what is wrong; what to write instead".
        match error.message.split_once("; ") {
            Some((message, instead)) => Finding::error(&error.file, error.line, message).instead(instead),
            None => Finding::error(&error.file, error.line, error.message),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if self.line > 0 {
            write!(f, "{}:", self.line)?;
        }
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, " {severity}: {}", self.message)?;
        if let Some(instead) = &self.instead {
            write!(f, "\n  instead: {instead}")?;
        }
        Ok(())
    }
}

/// Checks all tables; the examples are checked as tables here, and run by [`examples`].
pub fn tables(packs: &Packs) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ontology = match Ontology::load(packs) {
        Ok(ontology) => ontology,
        Err(error) => return vec![error.into()],
    };
    findings.extend(ontology_names(packs, &ontology));
    for language in packs.languages() {
        let (lexicon, errors) = Lexicon::check(packs, &language, &ontology);
        let clean = errors.is_empty();
        findings.extend(errors.into_iter().map(Finding::from));
        // The other tables are read after the lexicon, which must be whole for that.
        if clean && let Err(error) = Coder::load(packs, &language) {
            findings.push(error.into());
        }
        findings.extend(senses::unreachable(&language, &lexicon));
        findings.extend(wordless(packs, &language, &ontology, &lexicon));
        findings.extend(examples::names(packs, &language, &ontology));
    }
    sorted(findings)
}

/// Files of a user's pack that nothing reads.
pub fn stray(folder: &Path) -> Vec<Finding> {
    let shipped = Packs::shipped();
    let mut findings = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let relative = path.strip_prefix(folder).unwrap_or(&path);
            let parts: Vec<String> = relative
                .components()
                .map(|part| part.as_os_str().to_string_lossy().into_owned())
                .collect();
            let table = path
                .extension()
                .is_some_and(|extension| extension == "tsv" || extension == "toml");
            let known = shipped.file(&parts.join("/")).is_some()
                || matches!(&parts[..], [_, kind, file] if kind == "lexicon" && file.ends_with(".tsv") || kind == "examples" && file.ends_with(".toml"))
                || parts.len() == 3
                    && parts[0].len() == 2
                    && shipped.file(&format!("en/{}/{}", parts[1], parts[2])).is_some();
            if table && !known {
                let finding = Finding::warning(&path.display().to_string(), 0, "nothing reads this file");
                findings.push(finding.instead("senses belong in LANGUAGE/lexicon/NAME.tsv, examples in LANGUAGE/examples/NAME.toml; other tables keep the name of the shipped one (docs/packs.md)"));
            }
        }
    }
    sorted(findings)
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.file, a.line, a.severity, &a.message).cmp(&(&b.file, b.line, b.severity, &b.message)));
    findings.dedup();
    findings
}

/// The cells of a table's wanted columns with the line numbers; nothing if the table is malformed (said elsewhere) or absent.
fn rows(packs: &Packs, path: &str, columns: &[&str]) -> Vec<(String, usize, Vec<String>)> {
    let Ok(table) = packs.table(path, columns) else {
        return Vec::new();
    };
    let cells = |row: &selon_packs::Row| (0..columns.len()).map(|column| row.cell(column).to_owned()).collect();
    table
        .rows()
        .iter()
        .map(|row| (table.file.clone(), row.line, cells(row)))
        .collect()
}

/// Names of concepts in the tables beside `concepts.tsv`.
fn ontology_names(packs: &Packs, ontology: &Ontology) -> Vec<Finding> {
    let mut findings = Vec::new();
    let known = |name: &str| {
        ontology
            .concepts()
            .iter()
            .any(|concept| selon_coder::covers(name, &concept.name))
    };
    for (file, line, cells) in rows(packs, "ontology/themes.tsv", &["concept", "theme"]) {
        for cell in &cells {
            if !known(cell) {
                findings.push(unknown_concept(ontology, &file, line, cell));
            }
        }
    }
    for (file, line, cells) in rows(packs, "ontology/labels.tsv", &["concept"]) {
        if ontology.concept(&cells[0]).is_none() {
            findings.push(unknown_concept(ontology, &file, line, &cells[0]));
        }
    }
    findings
}

fn unknown_concept(ontology: &Ontology, file: &str, line: usize, name: &str) -> Finding {
    let finding = Finding::error(file, line, format!("no concept `{name}` in ontology/concepts.tsv"));
    match nearest(ontology, name) {
        Some(near) => finding.instead(format!("`{near}`, or add `{name}` to ontology/concepts.tsv")),
        None => finding.instead("one of the names in ontology/concepts.tsv"),
    }
}

/// The concept whose name is most like this one.
fn nearest(ontology: &Ontology, name: &str) -> Option<String> {
    let concepts = ontology.concepts();
    let best = concepts
        .iter()
        .map(|concept| (distance(name, &concept.name), &concept.name))
        .min()?;
    (best.0 <= name.chars().count().div_ceil(3)).then(|| best.1.to_string())
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// Concepts that no word of the language stands for.
fn wordless(packs: &Packs, language: &str, ontology: &Ontology, lexicon: &Lexicon) -> Vec<Finding> {
    let used: BTreeSet<&str> = lexicon
        .all()
        .iter()
        .filter_map(|sense| sense.concept.as_deref())
        .collect();
    rows(packs, "ontology/concepts.tsv", &["concept"])
        .into_iter()
        .filter(|(_, _, cells)| {
            // The words of speech stand in grammar/speech.tsv.
            let speech = ontology
                .concept(&cells[0])
                .is_none_or(|concept| concept.class == Class::Speech);
            !speech && !used.contains(cells[0].as_str())
        })
        .map(|(file, line, cells)| {
            let message = format!("no word of `{language}` has the concept `{}`", cells[0]);
            Finding::warning(&file, line, message).instead(format!(
                "add a sense to packs/{language}/lexicon, or remove the concept"
            ))
        })
        .collect()
}

/// The line (from 1) that a byte of a file is in.
fn line_of(file: &PackFile, byte: usize) -> usize {
    file.text.as_bytes().iter().take(byte).filter(|&&b| b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lints a pack of these files laid over the shipped ones; findings on the files of the pack, as text.
    fn lint(files: &[(&str, &str)]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        let mut packs = Packs::shipped();
        packs.overlay(folder.path()).expect("a pack");
        let prefix = folder.path().display().to_string();
        let mut findings = tables(&packs);
        findings.extend(stray(folder.path()));
        findings
            .iter()
            .filter(|finding| finding.file.starts_with(&prefix))
            .map(|finding| finding.to_string().replace(&format!("{prefix}/"), ""))
            .collect()
    }

    const HEADER: &str = "lemma\tpos\twhen\tconcept\troles\n";

    #[test]
    fn unknown_names_are_found_with_their_line() {
        let table = format!("{HEADER}zapper\tv\t\tclahs\t\nzipper\tx\t\tclash\t\nzopper\tv\tpatiant=x\tclash\t\n");
        let found = lint(&[("fr/lexicon/mine.tsv", &table)]);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(
            found[0].starts_with("fr/lexicon/mine.tsv:2: error: no concept `clahs`"),
            "{}",
            found[0]
        );
        assert!(
            found[1].starts_with("fr/lexicon/mine.tsv:3: error: no part of speech `x`\n  instead: use v, n or a"),
            "{}",
            found[1]
        );
        assert!(
            found[2].starts_with("fr/lexicon/mine.tsv:4: error: no condition `patiant`\n  instead: use refl"),
            "{}",
            found[2]
        );
    }

    #[test]
    fn duplicate_and_unreachable_senses_are_found() {
        let table = format!(
            "{HEADER}zapper\tv\tpatient=a|b\tclash\t\nzapper\tv\tpatient=a\tattack\t\nzapper\tv\tpatient=b|a\tclash\t\nzapper\tv\tpatient=c\tattack\t\n"
        );
        let found = lint(&[("fr/lexicon/mine.tsv", &table)]);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(
            found[0].starts_with("fr/lexicon/mine.tsv:3: error: `zapper` is never read as `attack`"),
            "{}",
            found[0]
        );
        assert!(found[1].starts_with("fr/lexicon/mine.tsv:4: warning: "), "{}", found[1]);
    }

    #[test]
    fn alternatives_shadowed_one_by_one_are_found() {
        let table = format!(
            "{HEADER}zapper\tv\tpatient=a\tclash\t\nzapper\tv\tpatient=b\tclash\t\nzapper\tv\tpatient=a|b\tattack\t\nzapper\tv\tpatient=a refl\tattack\t\n"
        );
        let found = lint(&[("fr/lexicon/mine.tsv", &table)]);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].starts_with("fr/lexicon/mine.tsv:4: error: "), "{}", found[0]);
    }

    #[test]
    fn a_user_sense_may_hide_a_shipped_one() {
        let packs = Packs::shipped();
        let ontology = Ontology::load(&packs).expect("the shipped ontology");
        let (lexicon, _) = Lexicon::check(&packs, "fr", &ontology);
        let Some(sense) = lexicon
            .all()
            .iter()
            .find(|sense| sense.conditions.is_empty() && sense.concept.as_deref() == Some("clash"))
        else {
            return;
        };
        let pos = match sense.pos {
            selon_coder::Pos::Verb => "v",
            selon_coder::Pos::Noun => "n",
            selon_coder::Pos::Adjective => "a",
        };
        let before = tables(&packs).len();
        let table = format!("{HEADER}{}\t{pos}\t\tattack\t\n", sense.lemma);
        assert_eq!(lint(&[("fr/lexicon/mine.tsv", &table)]), Vec::<String>::new());
        assert!(before < 100_000);
    }

    #[test]
    fn examples_and_stray_files_are_checked() {
        let toml = "[[example]]\nconcept = \"clahs\"\nmatch = [\"Un accrochage.\"]\n\n[[example]]\nconcept = \"clash\"\nmatsch = []\n";
        let found = lint(&[("fr/examples/mine.toml", toml), ("fr/lexikon/mine.tsv", "lemma\n")]);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(
            found[0].starts_with("fr/examples/mine.toml:7: error: unknown field `matsch`"),
            "{}",
            found[0]
        );
        assert!(
            found[1].starts_with("fr/lexikon/mine.tsv: warning: nothing reads this file"),
            "{}",
            found[1]
        );
        let toml = "[[example]]\nconcept = \"clahs\"\nmatch = [\"Un accrochage.\"]\nmiss = [\"Un accrochage.\"]\n";
        let found = lint(&[("fr/examples/mine.toml", toml)]);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(
            found[0].starts_with("fr/examples/mine.toml:2: error: no concept `clahs`"),
            "{}",
            found[0]
        );
        assert!(found[0].contains("`clash`"), "{}", found[0]);
        assert!(
            found[1].starts_with("fr/examples/mine.toml:4: error: the sentence stands under both"),
            "{}",
            found[1]
        );
    }

    #[test]
    fn spelling_distance() {
        assert_eq!(distance("clahs", "clash"), 2);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("tir", "tir"), 0);
    }
}
