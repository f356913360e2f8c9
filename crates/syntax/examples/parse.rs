//! Parses standard input: `parse MODEL [--conllu] [--paragraphs]`. Raw text by default, one paragraph per line; with `--conllu`
//! the tokens are taken from CoNLL-U.

use selon_syntax::{Model, Worker, conllu};
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments
        .iter()
        .find(|a| !a.starts_with("--"))
        .ok_or("usage: parse MODEL [--conllu]")?;
    let model = Model::from_bytes(&std::fs::read(path)?)?;
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut worker = Worker::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if arguments.iter().any(|a| a == "--conllu") {
        for (comments, mut sentence) in conllu::read(&input)? {
            let text = conllu::text_of(&comments, &sentence);
            model.tag_and_parse_with(&mut worker, &mut sentence);
            for comment in &comments {
                writeln!(out, "{comment}")?;
            }
            conllu::write_words(&sentence, &text, &mut out)?;
        }
    } else {
        for line in input.lines() {
            for sentence in model.analyze_with(&mut worker, line).sentences {
                conllu::write(&sentence, line, &mut out)?;
            }
        }
    }
    Ok(())
}
