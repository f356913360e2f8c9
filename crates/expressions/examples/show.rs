//! Shows what is found in standard input, one paragraph a line: `show LANGUAGE MODEL [DAY]`.

use selon_expressions::quantity::{NumberWords, quantity};
use selon_expressions::time::{Anchor, Time, TimeWords, mentions, resolve};
use selon_packs::Packs;
use selon_syntax::{Model, Upos, Worker};
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, path, rest @ ..] = arguments.as_slice() else {
        return Err("usage: show LANGUAGE MODEL [DAY]".into());
    };
    let anchor = match rest.first() {
        Some(day) => Some(Anchor {
            start: day.parse()?,
            end: day.parse()?,
        }),
        None => None,
    };
    let packs = Packs::shipped();
    let (times, numbers) = (TimeWords::load(&packs, language)?, NumberWords::load(&packs, language)?);
    let model = Model::from_bytes(&std::fs::read(path)?)?;
    let mut worker = Worker::new();
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    for line in input.lines() {
        let mut previous: Option<Time> = None;
        for sentence in model.analyze_with(&mut worker, line).sentences {
            println!("\n# {}", &line[sentence.span.clone()]);
            for mention in mentions(line, &sentence, &times) {
                let time = resolve(&mention, anchor.as_ref(), previous.as_ref());
                let shown = time.as_ref().map_or("none".into(), |t| {
                    format!("{:?}..{:?} {:?} {:?}", t.start, t.end, t.precision, t.candidates)
                });
                println!(
                    "  time [{}] head {}: {shown}",
                    &line[mention.span.clone()],
                    sentence.words[mention.head].form
                );
                previous = time.or(previous);
            }
            for (index, word) in sentence.words.iter().enumerate() {
                if !matches!(word.upos, Upos::Noun | Upos::Num | Upos::Pron | Upos::Adj | Upos::Propn) {
                    continue;
                }
                if let Some(found) = quantity(line, &sentence, index, &numbers) {
                    let show = |n: Option<u64>| n.map_or("-".into(), |n| n.to_string());
                    let approx = if found.approx { " ~" } else { "" };
                    let (low, best, high) = (show(found.low), show(found.best), show(found.high));
                    println!(
                        "  count {} {low}/{best}/{high}{approx} [{}]",
                        word.form,
                        &line[found.span.clone()]
                    );
                }
            }
        }
    }
    Ok(())
}
