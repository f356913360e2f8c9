//! The construction suite: sentences of `constructions/{fr,en}.toml` with the propositions that must come out of them, read once
//! from the hand-corrected tree and once from the tree that the shipped model predicts, so that a miss has an owner.
//!
//! - `cargo test -p selon-propositions --test constructions -- --nocapture` prints the tables;
//! - `cargo test -p selon-propositions --test constructions -- --ignored table` writes them to `docs/constructions.md`;
//! - `MISSES=fr:gold cargo test -p selon-propositions --test constructions -- --ignored misses --nocapture` shows what is missed, with
//!   trees (`fr:predicted`, `en:gold`, `en:predicted:relative` for constructions whose name holds a word).

use selon_packs::Packs;
use selon_propositions::{Grammar, Proposition, Role, read, repaired};
use selon_syntax::{Analysis, Model, Sentence, conllu};
use serde::Deserialize;
use std::fmt::Write;

#[derive(Deserialize)]
struct Suite {
    construction: Vec<Construction>,
}

#[derive(Deserialize)]
struct Construction {
    name: String,
    about: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    text: String,
    expect: Vec<String>,
    absent: Vec<String>,
    conllu: String,
}

/// `tuer(agent=∅ patient=civil) neg said=armée`.
struct Pattern {
    predicate: String,
    roles: Vec<(Role, Vec<String>)>,
    flags: Vec<String>,
}

impl Pattern {
    fn parse(text: &str) -> Pattern {
        let (predicate, rest) = text.split_once('(').unwrap_or_else(|| panic!("no `(` in {text}"));
        let (roles, flags) = rest.split_once(')').unwrap_or_else(|| panic!("no `)` in {text}"));
        let role = |pair: &str| {
            let (role, words) = pair.split_once('=').unwrap_or_else(|| panic!("no `=` in {text}"));
            let mut words: Vec<String> = words.split('+').filter(|w| *w != "∅").map(str::to_lowercase).collect();
            words.sort();
            (
                Role::parse(role).unwrap_or_else(|| panic!("no role {role} in {text}")),
                words,
            )
        };
        Pattern {
            predicate: predicate.to_lowercase(),
            roles: roles.split_whitespace().map(role).collect(),
            flags: flags.split_whitespace().map(str::to_lowercase).collect(),
        }
    }

    fn matches(&self, proposition: &Proposition, sentence: &Sentence) -> bool {
        if sentence.words[proposition.head].lemma.to_lowercase() != self.predicate {
            return false;
        }
        let roles = self.roles.iter().all(|(role, wanted)| {
            let mut found: Vec<String> = proposition
                .arguments
                .iter()
                .filter(|a| a.role == *role)
                .map(|a| proposition.filler(sentence, a).to_lowercase())
                .collect();
            found.sort();
            found.dedup();
            found == *wanted
        });
        let flags: Vec<String> = proposition.flags(sentence).iter().map(|f| f.to_lowercase()).collect();
        roles && self.flags.iter().all(|flag| flags.contains(flag))
    }
}

struct Language {
    suite: Suite,
    grammar: Grammar,
    model: Model,
}

impl Language {
    fn load(code: &'static str) -> Language {
        let (suite, model) = match code {
            "fr" => (include_str!("constructions/fr.toml"), selon_model_fr::MODEL),
            _ => (include_str!("constructions/en.toml"), selon_model_en::MODEL),
        };
        Language {
            suite: toml::from_str(suite).expect("the suite is TOML"),
            grammar: Grammar::load(&Packs::shipped(), code).expect("the grammar tables are right"),
            model: Model::from_bytes(model).expect("the model is whole"),
        }
    }

    fn gold(&self, case: &Case) -> Analysis {
        let with_text = format!("# text = {}\n{}", case.text, case.conllu.trim());
        let sentences = conllu::read(&with_text).unwrap_or_else(|e| panic!("{}: {e}", case.text));
        Analysis {
            sentences: sentences.into_iter().map(|(_, sentence)| sentence).collect(),
        }
    }

    fn predicted(&self, case: &Case) -> Analysis {
        let mut analysis = self.model.analyze(&case.text);
        for sentence in &mut analysis.sentences {
            *sentence = repaired(sentence, &self.grammar);
        }
        analysis
    }

    /// What is wrong with the reading of one sentence: expected propositions that are not there, absent ones that are.
    fn wrong(&self, case: &Case, analysis: &Analysis) -> Vec<String> {
        let all = read(&case.text, analysis, &self.grammar);
        let found = |pattern: &Pattern| {
            all.iter().zip(&analysis.sentences).any(|(propositions, sentence)| {
                propositions
                    .iter()
                    .any(|proposition| pattern.matches(proposition, sentence))
            })
        };
        let missing = case
            .expect
            .iter()
            .filter(|text| !found(&Pattern::parse(text)))
            .map(|text| format!("no {text}"));
        let surplus = case
            .absent
            .iter()
            .filter(|text| found(&Pattern::parse(text)))
            .map(|text| format!("but {text}"));
        missing.chain(surplus).collect()
    }

    /// Per construction, how many of its sentences are read right from the hand-corrected and from the predicted tree.
    fn results(&self) -> Vec<(&Construction, usize, usize)> {
        let right = |construction: &Construction, tree: &dyn Fn(&Case) -> Analysis| {
            construction
                .case
                .iter()
                .filter(|case| self.wrong(case, &tree(case)).is_empty())
                .count()
        };
        self.suite
            .construction
            .iter()
            .map(|c| {
                (
                    c,
                    right(c, &|case| self.gold(case)),
                    right(c, &|case| self.predicted(case)),
                )
            })
            .collect()
    }
}

struct Counts {
    gold: usize,
    predicted: usize,
    /// Sentences read right from the predicted tree.
    sentences: usize,
    all: usize,
    table: String,
}

fn count(code: &'static str) -> Counts {
    let language = Language::load(code);
    let results = language.results();
    let passed = |right: usize, c: &Construction| right == c.case.len();
    let mark = |right: usize, c: &Construction| {
        if passed(right, c) {
            "pass".to_owned()
        } else {
            format!("**{right} of {}**", c.case.len())
        }
    };
    let gold = results.iter().filter(|(c, gold, _)| passed(*gold, c)).count();
    let predicted = results.iter().filter(|(c, _, predicted)| passed(*predicted, c)).count();
    let sentences = results.iter().map(|(_, _, predicted)| predicted).sum();
    let mut table = String::from(
        "| construction | what it is | hand-corrected tree | predicted tree | owner of the miss |\n|---|---|---|---|---|\n",
    );
    for (c, on_gold, on_predicted) in &results {
        let owner = match (passed(*on_gold, c), passed(*on_predicted, c)) {
            (true, true) => "",
            (true, false) => "syntax",
            (false, _) => "propositions",
        };
        let (gold, predicted) = (mark(*on_gold, c), mark(*on_predicted, c));
        let about = c.about.replace('|', "\\|");
        let _ = writeln!(table, "| {} | {about} | {gold} | {predicted} | {owner} |", c.name);
    }
    Counts {
        gold,
        predicted,
        sentences,
        all: results.len(),
        table,
    }
}

fn check(code: &'static str, gold: usize, predicted: usize) {
    let counts = count(code);
    println!(
        "{code}: {} of {} sentences on predicted trees",
        counts.sentences,
        3 * counts.all
    );
    println!(
        "{code}: {} of {} on hand-corrected trees, {} on predicted ones\n",
        counts.gold, counts.all, counts.predicted
    );
    println!("{}", counts.table);
    assert!(
        counts.gold >= gold,
        "{code}: {} of {} pass on hand-corrected trees, {gold} did",
        counts.gold,
        counts.all
    );
    assert!(
        counts.predicted >= predicted,
        "{code}: {} pass on predicted trees, {predicted} did",
        counts.predicted
    );
}

// The floors are what was reached with the models of 22 November. The issue asks for 36 on predicted trees: French is not there yet.
#[test]
fn french() {
    check("fr", 68, 39);
}

#[test]
fn english() {
    check("en", 68, 37);
}

#[test]
#[ignore = "writes docs/constructions.md"]
fn table() {
    let mut page = String::from(
        "# The construction suite\n\nSentences of `crates/propositions/tests/constructions/{fr,en}.toml`, three a construction, read from the \
         hand-corrected tree and from the tree that the shipped model predicts (repaired). A construction passes when all three are read \
         right; a miss on the predicted tree alone belongs to the parser. Written by `cargo test -p selon-propositions --test constructions -- --ignored table`.\n",
    );
    for (code, name) in [("fr", "French"), ("en", "English")] {
        let counts = count(code);
        let _ = write!(
            page,
            "\n## {name}\n\n{} of {} constructions pass on hand-corrected trees, {} on predicted ones ({} of {} sentences).\n\n{}",
            counts.gold,
            counts.all,
            counts.predicted,
            counts.sentences,
            3 * counts.all,
            counts.table
        );
    }
    std::fs::write(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/constructions.md"),
        page,
    )
    .expect("docs is writable");
}

#[test]
#[ignore = "shows what is missed, for those who work on it"]
fn misses() {
    let wanted = std::env::var("MISSES").unwrap_or_else(|_| "fr:gold".to_owned());
    let mut parts = wanted.split(':');
    let code = if parts.next() == Some("en") { "en" } else { "fr" };
    let gold = parts.next() == Some("gold");
    let name = parts.next().unwrap_or("");
    let language = Language::load(code);
    let mut missed = 0;
    for construction in language.suite.construction.iter().filter(|c| c.name.contains(name)) {
        for case in &construction.case {
            let analysis = if gold {
                language.gold(case)
            } else {
                language.predicted(case)
            };
            let wrong = language.wrong(case, &analysis);
            if wrong.is_empty() {
                continue;
            }
            missed += 1;
            println!("== {}: {}", construction.name, case.text);
            for line in wrong {
                println!("   {line}");
            }
            let read = read(&case.text, &analysis, &language.grammar);
            for (sentence, propositions) in analysis.sentences.iter().zip(&read) {
                for proposition in propositions {
                    println!("      {}", proposition.notation(sentence));
                }
                let corrected = language.gold(case).sentences.pop().unwrap_or_default();
                for (index, word) in sentence.words.iter().enumerate() {
                    // Beside a predicted word, what the hand-corrected tree has instead.
                    let same_words = corrected.words.len() == sentence.words.len();
                    let other = corrected
                        .words
                        .get(index)
                        .filter(|other| same_words && !gold && *other != word);
                    let other = other.map_or(String::new(), |o| {
                        let head = o.head.map_or(0, |h| h + 1);
                        format!("<- {} {} {} {head} {}", o.lemma, o.upos.as_str(), o.feats, o.deprel)
                    });
                    println!(
                        "\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{other}",
                        index + 1,
                        word.form,
                        word.lemma,
                        word.upos.as_str(),
                        word.feats,
                        word.head.map_or(0, |h| h + 1),
                        word.deprel
                    );
                }
            }
        }
    }
    println!("{missed} sentences missed");
}
