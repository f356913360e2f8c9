//! Adds JSON lines of `selon read` to a ledger and prints each claim with its incident, one a line:
//! `cargo run -p selon-ledger --example join -- LEDGER FILE.jsonl…`

use selon_ledger::{Filter, Ledger, Order, Page, Record};
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("give a ledger and files of JSON lines")?;
    let mut ledger = Ledger::open(Path::new(&path))?;
    if let Ok(threshold) = std::env::var("SELON_THRESHOLD") {
        ledger.set_threshold(threshold.parse()?)?;
    }
    for file in arguments {
        let lines = BufReader::new(std::fs::File::open(&file)?).lines();
        let records: Vec<Record> = lines
            .map(|line| Ok(serde_json::from_str(&line?)?))
            .collect::<Result<_, Box<dyn Error>>>()?;
        for batch in records.chunks(200) {
            ledger.add(batch)?;
        }
    }
    let page = Page {
        limit: usize::MAX,
        order: Order::Oldest,
        ..Page::default()
    };
    for incident in ledger.incidents(&Filter::default(), page)?.items {
        let detail = ledger.incident(&incident.id)?;
        for view in &detail.claims {
            println!(
                "{}\t{}\t{}\t{}",
                incident.id,
                view.dispatch,
                view.claim.id,
                view.part.as_deref().unwrap_or("-")
            );
        }
    }
    Ok(())
}
