//! `selon parse`: trees, as CoNLL-U.

use super::input::{self, Documents, Problem};
use super::output;
use super::{Failure, Finish};
use selon::{ReadError, Reader};
use selon_syntax::{Worker, conllu};
use std::io::{self, Write};

/// The arguments of `selon parse`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    documents: Documents,
    /// The files are CoNLL-U: take their sentences and words, and tag and parse these
    #[arg(long)]
    conllu: bool,
}

impl Args {
    /// Writes the trees of each document.
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = self.documents.known.packs.reader()?;
        let options = self.documents.known.options();
        let mut out = output::stdout();
        self.documents.each(&mut out, |bytes, source, out| {
            if self.conllu {
                return Ok(self.words(&reader, bytes, source, out)?);
            }
            Ok(match input::analyse(&reader, bytes, source, &options) {
                Ok(read) => {
                    text(&read, out)?;
                    Ok(())
                }
                Err(problem) => Err(problem),
            })
        })
    }

    /// Parses the words of a CoNLL-U file.
    fn words(
        &self,
        reader: &Reader,
        bytes: &[u8],
        source: &str,
        out: &mut impl Write,
    ) -> io::Result<Result<(), Problem>> {
        let bad = |reason: String| {
            let hint = Some("give CoNLL-U in UTF-8, or leave --conllu out for plain text".to_owned());
            Ok(Err(Problem::Document {
                source: source.to_owned(),
                reason,
                hint,
            }))
        };
        let Ok(input) = std::str::from_utf8(bytes) else {
            return bad("not UTF-8".to_owned());
        };
        let sentences = match conllu::read(input) {
            Ok(sentences) => sentences,
            Err(error) => return bad(error.to_string()),
        };
        let sample = || {
            let texts: Vec<String> = sentences
                .iter()
                .take(50)
                .map(|(comments, sentence)| conllu::text_of(comments, sentence))
                .collect();
            selon_wire::identify(&texts.join("\n")).map_or("", |guess| guess.code)
        };
        let code = self.documents.known.lang().unwrap_or_else(sample);
        let language = match reader.language(code, source) {
            Ok(language) => language,
            Err(ReadError::NoPack { .. }) => {
                return bad("the language could not be told; say --lang fr or --lang en".to_owned());
            }
            Err(error) => return Ok(Err(Problem::new(source, error))),
        };
        let mut worker = Worker::new();
        for (comments, mut sentence) in sentences {
            let text = conllu::text_of(&comments, &sentence);
            language.model.tag_and_parse_with(&mut worker, &mut sentence);
            for comment in &comments {
                writeln!(out, "{comment}")?;
            }
            conllu::write_words(&sentence, &text, out)?;
        }
        Ok(Ok(()))
    }
}

/// Writes the trees of a dispatch, its paragraphs and sentences numbered.
fn text(read: &selon::Read, out: &mut impl Write) -> io::Result<()> {
    let dispatch = &read.dispatch;
    writeln!(out, "# newdoc id = {}", dispatch.id)?;
    writeln!(out, "# source = {}", dispatch.source.replace(['\n', '\r'], " "))?;
    let mut number = 0;
    for (index, paragraph) in read.paragraphs.iter().enumerate() {
        let text = dispatch.text.get(paragraph.start..paragraph.end).unwrap_or("");
        writeln!(out, "# newpar id = {}-p{}", dispatch.id, index + 1)?;
        for sentence in &paragraph.analysis.sentences {
            number += 1;
            writeln!(out, "# sent_id = {}-s{number}", dispatch.id)?;
            conllu::write(sentence, text, out)?;
        }
    }
    Ok(())
}
