//! Scores a model: `eval MODEL FILE…` (gold CoNLL-U), from gold tokens and from raw text, with the speed.

use selon_syntax::train::read_file;
use selon_syntax::{Model, eval};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: eval MODEL FILE…")?;
    let bytes = std::fs::read(path)?;
    let start = Instant::now();
    let model = Model::from_bytes(&bytes)?;
    println!(
        "loaded in {:.1} ms, {} bytes, hash {}",
        start.elapsed().as_secs_f64() * 1e3,
        bytes.len(),
        &model.header().hash[..16]
    );
    for file in arguments {
        let path = Path::new(&file);
        let gold = read_file(path)?;
        let words: usize = gold.iter().map(|(_, sentence)| sentence.words.len()).sum();
        for (input, run) in [
            ("gold", eval::from_gold_tokens as fn(&_, &_) -> _),
            ("raw ", eval::from_text),
        ] {
            let start = Instant::now();
            let scores: eval::Scores = run(&model, &gold)?;
            let seconds = start.elapsed().as_secs_f64();
            let line: Vec<String> = scores
                .named()
                .map(|(name, score)| format!("{name} {:.2}", score.f1()))
                .collect();
            println!(
                "{} {input} {} | {:.0} words/s",
                path.display(),
                line.join(" "),
                words as f64 / seconds
            );
        }
    }
    Ok(())
}
