//! Learns only where tokens and sentences end, and scores it from text: `cuts --lang fr [--abbreviations FILE] [--base MODEL] [--out MODEL]
//! [--misses] FILE…`. Without training files the base itself is scored.
//!
//! Files whose name contains `-dev` are development files. `--misses` shows every sentence end that is missed (`-`) or too much (`+`).

use selon_syntax::train::{TrainConfig, read_abbreviations, read_file, train_cuts};
use selon_syntax::{Model, Worker, eval};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Where sentences end, in characters that are no white space.
fn ends<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let mut at = 0;
    texts
        .map(|text| {
            at += text.chars().filter(|c| !c.is_whitespace()).count();
            at
        })
        .collect()
}

fn context(text: &[char], solid: &[usize], end: usize) -> String {
    let middle = solid.get(end).copied().unwrap_or(text.len());
    let left: String = text[middle.saturating_sub(60)..middle].iter().collect();
    let right: String = text[middle..(middle + 50).min(text.len())].iter().collect();
    format!("{left}‖{right}")
}

fn show_misses(model: &Model, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let gold = read_file(path)?;
    let paragraphs = eval::paragraphs(&gold);
    let mut worker = Worker::new();
    let found: Vec<String> = paragraphs
        .iter()
        .flat_map(|paragraph| {
            let sentences = model.tokenize(&mut worker, paragraph).sentences;
            sentences
                .into_iter()
                .map(|sentence| paragraph[sentence.span].to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    let wanted: Vec<String> = gold
        .iter()
        .map(|(comments, sentence)| selon_syntax::conllu::text_of(comments, sentence))
        .collect();
    let (wanted, found) = (
        ends(wanted.iter().map(String::as_str)),
        ends(found.iter().map(String::as_str)),
    );
    let text: Vec<char> = paragraphs.join("¶").chars().collect();
    let solid: Vec<usize> = (0..text.len())
        .filter(|&i| !text[i].is_whitespace() && text[i] != '¶')
        .collect();
    for end in wanted.symmetric_difference(&found) {
        let sign = if wanted.contains(end) { '-' } else { '+' };
        println!("{sign} {}", context(&text, &solid, *end));
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = TrainConfig {
        verbose: true,
        ..TrainConfig::default()
    };
    let (mut files, mut dev, mut base, mut out) = (Vec::new(), Vec::new(), None, None);
    let mut misses = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--lang" => config.language = value()?,
            "--base" => base = Some(std::fs::read(value()?)?),
            "--out" => out = Some(PathBuf::from(value()?)),
            "--misses" => misses = true,
            "--seed" => config.seed = value()?.parse()?,
            "--tag-epochs" => config.tag_epochs = value()?.parse()?,
            "--tag-features" => config.tag_features = value()?.parse()?,
            "--abbreviations" => config.abbreviations = read_abbreviations(&std::fs::read_to_string(value()?)?)?,
            _ if argument.contains("-dev") => dev.push(PathBuf::from(argument)),
            _ => files.push(PathBuf::from(argument)),
        }
    }
    let start = Instant::now();
    let bytes = match base {
        Some(bytes) if files.is_empty() => bytes,
        base => train_cuts(&config, &files, base.as_deref())?,
    };
    eprintln!("{} bytes, {:.0} s", bytes.len(), start.elapsed().as_secs_f64());
    if let Some(out) = out {
        std::fs::write(out, &bytes)?;
    }
    let model = Model::from_bytes(&bytes)?;
    for path in dev {
        let scores = eval::from_text(&model, &read_file(&path)?)?;
        let line: Vec<String> = scores
            .named()
            .take(3)
            .map(|(name, score)| {
                format!(
                    "{name} {:.2} (P {:.2}, R {:.2})",
                    score.f1(),
                    score.precision(),
                    score.recall()
                )
            })
            .collect();
        println!("{}: {}", path.display(), line.join("  "));
        if misses {
            show_misses(&model, &path)?;
        }
    }
    Ok(())
}
