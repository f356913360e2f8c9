//! The examples of a pack: sentences that must get a concept, and near misses that must not.

use super::{Finding, line_of, unknown_concept};
use crate::reader::{Language, Reader};
use selon_coder::{Ontology, Paragraph};
use selon_packs::{PackFile, Packs};
use selon_syntax::Worker;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    concept: Spanned<String>,
    #[serde(default, rename = "match")]
    matches: Vec<Spanned<String>>,
    #[serde(default)]
    miss: Vec<Spanned<String>>,
}

/// How many example sentences of a language behave as they should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences that must get their concept.
    pub matches: usize,
    /// Those that do.
    pub matched: usize,
    /// Sentences that must not.
    pub misses: usize,
    /// Those that do not.
    pub missed: usize,
    /// Concepts with an example.
    pub concepts: usize,
}

fn read(file: &PackFile) -> Result<File, Finding> {
    toml::from_str(&file.text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(file, span.start));
        let message = error.message().to_owned();
        Finding::error(&file.name, line, message)
            .instead("[[example]], then concept = \"…\", match = [\"…\"], miss = [\"…\"]")
    })
}

/// Checks the example files as tables.
pub fn names(packs: &Packs, language: &str, ontology: &Ontology) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in packs.below(&format!("{language}/examples")) {
        let examples = match read(file) {
            Ok(read) => read.example,
            Err(finding) => {
                findings.push(finding);
                continue;
            }
        };
        for example in &examples {
            let line = line_of(file, example.concept.span().start);
            if ontology.concept(example.concept.get_ref()).is_none() {
                findings.push(unknown_concept(ontology, &file.name, line, example.concept.get_ref()));
            }
            if example.matches.is_empty() {
                let message = format!("no sentence that must get `{}`", example.concept.get_ref());
                findings
                    .push(Finding::warning(&file.name, line, message).instead("match = [\"…\"], in your own words"));
            }
            for miss in &example.miss {
                if example.matches.iter().any(|other| other.get_ref() == miss.get_ref()) {
                    let line = line_of(file, miss.span().start);
                    let finding = Finding::error(&file.name, line, "the sentence stands under both `match` and `miss`");
                    findings.push(finding.instead("remove it from one of the two"));
                }
            }
        }
    }
    findings
}

/// Runs the examples of every language that has a model. Files that cannot be read are left out: [`super::tables`] names them.
pub fn examples(reader: &Reader) -> (BTreeMap<String, Counts>, Vec<Finding>) {
    let mut counts = BTreeMap::new();
    let mut findings = Vec::new();
    for code in reader.packs().languages() {
        let Ok(language) = reader.language(&code, "the examples") else {
            continue;
        };
        let mut worker = Worker::new();
        let mut concepts: Vec<SmolStr> = Vec::new();
        let count: &mut Counts = counts.entry(code.clone()).or_default();
        for file in reader.packs().below(&format!("{code}/examples")) {
            for example in read(file).unwrap_or_default().example {
                let concept = SmolStr::new(example.concept.get_ref());
                for sentence in &example.matches {
                    let found = found(language, &mut worker, sentence.get_ref());
                    count.matches += 1;
                    if found.contains(&concept) {
                        count.matched += 1;
                    } else {
                        let line = line_of(file, sentence.span().start);
                        let message = format!(
                            "`{concept}` not found in “{}” (found: {})",
                            sentence.get_ref(),
                            list(&found)
                        );
                        findings.push(Finding::error(&file.name, line, message));
                    }
                }
                for sentence in &example.miss {
                    let found = found(language, &mut worker, sentence.get_ref());
                    count.misses += 1;
                    if found.contains(&concept) {
                        let line = line_of(file, sentence.span().start);
                        let message = format!("`{concept}` found in “{}”, which it must miss", sentence.get_ref());
                        findings.push(Finding::error(&file.name, line, message));
                    } else {
                        count.missed += 1;
                    }
                }
                concepts.push(concept);
            }
        }
        concepts.sort();
        concepts.dedup();
        count.concepts = concepts.len();
    }
    (counts, findings)
}

/// The concepts that the lexicon finds in a sentence.
fn found(language: &Language, worker: &mut Worker, sentence: &str) -> Vec<SmolStr> {
    let analysis = language.model.analyze_with(worker, sentence);
    let propositions = selon_propositions::read(sentence, &analysis, language.coder.grammar());
    let paragraph = Paragraph {
        start: 0,
        end: sentence.len(),
        analysis,
        propositions,
    };
    language.coder.concepts(sentence, &[paragraph])
}

fn list(concepts: &[SmolStr]) -> String {
    if concepts.is_empty() {
        "nothing".to_owned()
    } else {
        concepts.join(", ")
    }
}
