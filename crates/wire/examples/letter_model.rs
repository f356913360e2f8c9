//! Makes `crates/wire/data/letters.tsv`: how much each group of three letters speaks for each language that we have
//! text of. Run from the root of the workspace with one argument a file, `code=file.conllu`:
//!
//! ```text
//! cargo run -p selon-wire --example letter_model -- fr=….conllu en=….conllu es=….conllu > crates/wire/data/letters.tsv
//! ```
//!
//! Only counts of letter groups are kept, no text. Scores are tenths of a natural logarithm of the group's share in
//! the language over its (geometric) mean share in all languages, at most two either way.

use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many groups are kept: those with the largest share times score.
const KEPT: usize = 2500;

fn main() -> io::Result<()> {
    let mut codes: Vec<String> = Vec::new();
    let mut counts: BTreeMap<[char; 3], Vec<f64>> = BTreeMap::new();
    let files: Vec<(String, String)> = std::env::args()
        .skip(1)
        .filter_map(|argument| {
            argument
                .split_once('=')
                .map(|(code, file)| (code.to_owned(), file.to_owned()))
        })
        .collect();
    for (code, _) in &files {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    for (code, file) in &files {
        let language = codes.iter().position(|known| known == code).unwrap_or_default();
        for line in std::fs::read_to_string(file)?.lines() {
            let Some(text) = line.strip_prefix("# text = ") else {
                continue;
            };
            for word in text
                .to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .filter(|word| !word.is_empty())
            {
                let padded: Vec<char> = std::iter::once('_')
                    .chain(word.chars())
                    .chain(std::iter::once('_'))
                    .collect();
                for group in padded.windows(3) {
                    let key = [group[0], group[1], group[2]];
                    counts.entry(key).or_insert_with(|| vec![0.0; codes.len()])[language] += 1.0;
                }
            }
        }
    }
    let totals: Vec<f64> = (0..codes.len())
        .map(|language| counts.values().map(|row| row[language]).sum())
        .collect();
    let mut rows: Vec<(f64, [char; 3], Vec<i32>)> = counts
        .iter()
        .map(|(group, row)| {
            let shares: Vec<f64> = row
                .iter()
                .zip(&totals)
                .map(|(count, total)| (count + 2.0) / total)
                .collect();
            let mean = shares.iter().map(|share| share.ln()).sum::<f64>() / shares.len() as f64;
            let scores: Vec<f64> = shares
                .iter()
                .map(|share| (share.ln() - mean).clamp(-2.0, 2.0))
                .collect();
            let weight = shares
                .iter()
                .zip(&scores)
                .map(|(share, score)| share * score.abs())
                .sum();
            (
                weight,
                *group,
                scores.iter().map(|score| (score * 10.0).round() as i32).collect(),
            )
        })
        .collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    rows.truncate(KEPT);
    rows.sort_by_key(|row| row.1);
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# Made by crates/wire/examples/letter_model.rs; statistics of Universal Dependencies treebanks (see models/*)."
    )?;
    writeln!(out, "group\t{}", codes.join("\t"))?;
    for (_, group, scores) in rows {
        let scores: Vec<String> = scores.iter().map(i32::to_string).collect();
        writeln!(out, "{}\t{}", group.iter().collect::<String>(), scores.join("\t"))?;
    }
    Ok(())
}
