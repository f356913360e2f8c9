//! Trains a model: `train --lang fr --out model.bin [--dev FILE]… [--seed N] [--epochs N] [--abbreviations FILE] [--lemmas FILE] [--raw FILE]… FILE…`
//!
//! Files whose name contains `-dev` are development files.

use selon_syntax::train::{TrainConfig, read_abbreviations, read_lemmas, train};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = TrainConfig {
        verbose: true,
        ..TrainConfig::default()
    };
    let (mut files, mut dev, mut out) = (Vec::new(), Vec::new(), PathBuf::from("model.bin"));
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--lang" => config.language = value()?,
            "--out" => out = value()?.into(),
            "--seed" => config.seed = value()?.parse()?,
            "--threads" => config.threads = value()?.parse()?,
            "--folds" => config.folds = value()?.parse()?,
            "--tag-epochs" => config.tag_epochs = value()?.parse()?,
            "--parse-epochs" => config.parse_epochs = value()?.parse()?,
            "--tag-features" => config.tag_features = value()?.parse()?,
            "--parse-features" => config.parse_features = value()?.parse()?,
            "--abbreviations" => config.abbreviations = read_abbreviations(&std::fs::read_to_string(value()?)?)?,
            "--lemmas" => config.lemmas = read_lemmas(&std::fs::read_to_string(value()?)?)?,
            "--raw" => config.raw.push(std::fs::read_to_string(value()?)?),
            _ if argument.contains("-dev") => dev.push(PathBuf::from(argument)),
            _ => files.push(PathBuf::from(argument)),
        }
    }
    config.name = format!("selon-{}", config.language);
    for (prefix, licence) in [
        ("news", "CC BY-SA 4.0"),
        ("sequoia", "LGPL-LR"),
        ("pud", "CC BY-SA 3.0"),
        ("gum_open", "CC BY 4.0"),
        ("", "CC BY-SA 4.0"),
    ] {
        config.licences.push((prefix.to_owned(), licence.to_owned()));
    }
    let start = Instant::now();
    let bytes = train(&config, &files, &dev)?;
    let temporary = out.with_extension("tmp");
    std::fs::write(&temporary, &bytes)?;
    std::fs::rename(&temporary, &out)?;
    eprintln!("{} bytes, {:.0} s", bytes.len(), start.elapsed().as_secs_f64());
    let model = selon_syntax::Model::from_bytes(&bytes)?;
    for scores in &model.header().scores {
        if scores.values.len() < 2 {
            continue;
        }
        let line: Vec<String> = scores
            .values
            .iter()
            .map(|(name, value)| format!("{name} {value:.2}"))
            .collect();
        println!("{} {} {}", scores.file, scores.input, line.join(" "));
    }
    Ok(())
}
