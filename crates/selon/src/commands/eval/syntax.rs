//! `selon eval syntax`: the metrics of the CoNLL 2018 shared task.

use crate::commands::{Failure, Finish, input, output};
use selon::Reader;
use selon::report::facts::number;
use selon_packs::Packs;
use selon_syntax::eval::{self, Comparison, Scores};
use selon_syntax::train::{Annotated, read_file, read_standard, standardise};
use selon_syntax::{Model, Sentence};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The relations by which attacker and victim are told apart, and what is said from what happened.
const RELATIONS: [&str; 9] = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl:agent",
    "ccomp",
    "parataxis",
    "conj",
    "nummod",
    "nmod",
];

/// The arguments of `selon eval syntax`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CoNLL-U files with the right trees
    #[arg(value_name = "GOLD", required = true)]
    files: Vec<PathBuf>,
    /// The shipped model of this language; found out from the text if not given
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// A model file, instead of a shipped one
    #[arg(long, value_name = "FILE", conflicts_with = "lang")]
    model: Option<PathBuf>,
    /// CoNLL-U file of another parser, instead of a model's answer; takes one GOLD
    #[arg(long, value_name = "FILE", conflicts_with_all = ["lang", "model", "standard", "interval", "speed"])]
    system: Option<PathBuf>,
    /// Bring the gold files to the standard that the models learn, first (treebank/standard.tsv)
    #[arg(long, value_name = "FILE")]
    standard: Option<PathBuf>,
    /// Also measure head and relation of subjects, objects, agents, clauses, conjuncts, numbers
    #[arg(long)]
    relations: bool,
    /// Also say how sure the figures with words given are: the interval that 95 of 100 samples of the sentences fall in, of each GOLD
    /// and of all together
    #[arg(long)]
    interval: bool,
    /// Also measure words a second of processor time, on one core: the median of so many runs
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u16).range(1..))]
    speed: Option<u16>,
}

/// An answer of which the scores are told: where it starts from, and its sentences.
struct Answer {
    given: &'static str,
    sentences: Vec<Sentence>,
}

impl Args {
    /// A table a file.
    pub fn run(&self) -> Result<Finish, Failure> {
        let mut out = output::stdout();
        if let Some(system) = &self.system {
            let [gold] = self.files.as_slice() else {
                return Err(Failure::new("--system is compared with one GOLD, not with several"));
            };
            let answer = Answer {
                given: "F1",
                sentences: eval::sentences(&read_file(system).map_err(Failure::new)?),
            };
            self.tables(gold, &read_file(gold).map_err(Failure::new)?, &[answer], &mut out)?;
        } else if let Some(path) = &self.model {
            let model = input::model(path)?;
            let mut all = Vec::new();
            for path in &self.files {
                all.push(self.measure(&model, path, &mut out)?);
            }
            pooled(&all, &mut out)?;
        } else {
            let reader = Reader::new(Packs::shipped());
            let mut all = Vec::new();
            for path in &self.files {
                let code = match &self.lang {
                    Some(code) => code.clone(),
                    None => identified(path)?,
                };
                let language = reader.language(&code, &path.display().to_string()).map_err(|error| {
                    Failure::new(error).hint("--lang says the language, --model gives another model")
                })?;
                all.push(self.measure(&language.model, path, &mut out)?);
            }
            pooled(&all, &mut out)?;
        }
        out.flush()?;
        Ok(Finish::Clean)
    }

    /// Gives the scores of the sentences, with their words given, where `--interval` asks for them.
    fn measure(&self, model: &Model, path: &Path, out: &mut impl Write) -> Result<Vec<Scores>, Failure> {
        let mut gold = read_file(path).map_err(Failure::new)?;
        if let Some(table) = &self.standard {
            let fail = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", table.display()));
            let text = std::fs::read_to_string(table).map_err(|error| fail(&error))?;
            let changes = read_standard(&text).map_err(|error| fail(&error))?;
            standardise(&model.header().language, &changes, path, &mut gold);
        }
        let paragraphs = eval::paragraphs(&gold);
        let answers = [
            Answer {
                given: "words given",
                sentences: eval::parse_words(model, eval::sentences(&gold)),
            },
            Answer {
                given: "text given",
                sentences: eval::parse_text(model, &paragraphs),
            },
        ];
        self.tables(path, &gold, &answers, out)?;
        let mut parts = Vec::new();
        if self.interval {
            for ((_, gold), system) in gold.iter().zip(&answers[0].sentences) {
                let one = eval::compare(std::slice::from_ref(gold), std::slice::from_ref(system));
                parts.push(one.map_err(|error| Failure::new(format!("{}: {error}", path.display())))?);
            }
            intervals(&parts, out)?;
        }
        if let Some(runs) = self.speed {
            let words: usize = gold.iter().map(|(_, sentence)| sentence.words.len()).sum();
            let from_words = median(runs, || eval::sentences(&gold), |words| eval::parse_words(model, words));
            let from_text = median(runs, || &paragraphs, |text| eval::parse_text(model, text));
            let rate = |seconds: f64| number((words as f64 / seconds).round() as u64);
            writeln!(
                out,
                "\n  {:<18}{:>14}{:>14}",
                "Words a second",
                rate(from_words),
                rate(from_text)
            )?;
        }
        Ok(parts)
    }

    fn tables(&self, path: &Path, gold: &Annotated, answers: &[Answer], out: &mut impl Write) -> Result<(), Failure> {
        let trees = eval::sentences(gold);
        let words: usize = trees.iter().map(|sentence| sentence.words.len()).sum();
        let compared: Vec<Comparison<'_>> = answers
            .iter()
            .map(|answer| Comparison::new(&trees, &answer.sentences))
            .collect::<Result<_, _>>()
            .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        writeln!(
            out,
            "{}: {} sentences, {} words\n",
            path.display(),
            number(trees.len() as u64),
            number(words as u64)
        )?;
        let given: Vec<&str> = answers.iter().map(|answer| answer.given).collect();
        head("F1, per cent", &given, out)?;
        let scores: Vec<Scores> = compared.iter().map(Comparison::scores).collect();
        for (index, name) in eval::METRICS.iter().enumerate() {
            row(name, scores.iter().map(|scores| scores.values[index].f1()), out)?;
        }
        if self.relations {
            writeln!(out)?;
            head("Head and relation", &given, out)?;
            for relation in RELATIONS {
                let found: Vec<_> = compared.iter().map(|one| one.relation(relation)).collect();
                // What a treebank has no example of cannot be scored in it.
                if found.iter().any(|score| score.gold > 0) {
                    row(relation, found.iter().map(eval::Score::f1), out)?;
                }
            }
        }
        Ok(())
    }
}

/// F1 with words given, and between what two values it lies in 95 of 100 samples.
fn intervals(parts: &[Scores], out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    head("Words given", &["F1", "95 of 100"], out)?;
    let mut sum = Scores::default();
    for part in parts {
        sum += *part;
    }
    for ((name, score), (low, high)) in sum.named().zip(eval::intervals(parts)) {
        // Tokens, sentences and words are given.
        if !["Tokens", "Sentences", "Words"].contains(&name) {
            writeln!(
                out,
                "  {name:<18}{:>14.2}{:>14}",
                score.f1(),
                format!("{low:.1}–{high:.1}")
            )?;
        }
    }
    Ok(())
}

/// The interval of all files together, where there are several.
fn pooled(parts: &[Vec<Scores>], out: &mut impl Write) -> io::Result<()> {
    let all: Vec<Scores> = parts.concat();
    if parts.len() > 1 && !all.is_empty() {
        writeln!(
            out,
            "\n{} files together: {} sentences",
            parts.len(),
            number(all.len() as u64)
        )?;
        intervals(&all, out)?;
    }
    Ok(())
}

/// The language of a CoNLL-U file, by its first sentences.
fn identified(path: &Path) -> Result<String, Failure> {
    let mut gold = read_file(path).map_err(Failure::new)?;
    gold.truncate(50);
    let text = eval::paragraphs(&gold).join("\n");
    let guess = selon_wire::identify(&text).map(|guess| guess.code.to_owned());
    guess.ok_or_else(|| {
        Failure::new(format!("{}: its language could not be told", path.display()))
            .hint("--lang says the language, --model gives another model")
    })
}

/// Seconds that this thread has had a processor, where the system tells it: on a machine that does other things as well, the clock also counts
/// the waiting.
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The median time of so many runs, in seconds, without what is made ready before each.
fn median<I, O>(runs: u16, ready: impl Fn() -> I, work: impl Fn(I) -> O) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|_| {
            let input = ready();
            let (start, busy) = (Instant::now(), processor_seconds());
            let output = std::hint::black_box(work(input));
            let seconds = match (busy, processor_seconds()) {
                (Some(before), Some(after)) => after - before,
                _ => start.elapsed().as_secs_f64(),
            };
            drop(output);
            seconds
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn head(title: &str, given: &[&str], out: &mut impl Write) -> io::Result<()> {
    write!(out, "  {title:<18}")?;
    for column in given {
        write!(out, "{column:>14}")?;
    }
    writeln!(out, "\n  {}", "─".repeat(18 + 14 * given.len()))
}

fn row(name: &str, values: impl Iterator<Item = f64>, out: &mut impl Write) -> io::Result<()> {
    write!(out, "  {name:<18}")?;
    for value in values {
        write!(out, "{value:>14.2}")?;
    }
    writeln!(out)
}
