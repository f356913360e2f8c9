//! `selon clauses`: predicates with their arguments.

use super::input::{self, Documents};
use super::output;
use super::{Failure, Finish};
use std::io::Write;

/// The arguments of `selon clauses`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    documents: Documents,
}

impl Args {
    /// Writes each sentence as a comment, its propositions below it (docs/propositions.md).
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = self.documents.known.packs.reader()?;
        let options = self.documents.known.options();
        let mut out = output::stdout();
        self.documents.each(&mut out, |bytes, source, out| {
            let read = match input::analyse(&reader, bytes, source, &options) {
                Ok(read) => read,
                Err(problem) => return Ok(Err(problem)),
            };
            writeln!(out, "# {source}")?;
            for paragraph in &read.paragraphs {
                let text = read.dispatch.text.get(paragraph.start..paragraph.end).unwrap_or("");
                for (sentence, propositions) in paragraph.analysis.sentences.iter().zip(&paragraph.propositions) {
                    let words = text.get(sentence.span.clone()).unwrap_or("");
                    writeln!(out, "\n# {}", words.split_whitespace().collect::<Vec<_>>().join(" "))?;
                    for proposition in propositions {
                        writeln!(out, "{}", proposition.notation(sentence))?;
                    }
                }
            }
            Ok(Ok(()))
        })
    }
}
