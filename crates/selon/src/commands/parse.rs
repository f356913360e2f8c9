//! `selon parse`: trees, as CoNLL-U.

use super::input::{self, Documents, Problem};
use super::output;
use super::{Failure, Finish};
use selon::{ReadError, Reader};
use selon_syntax::{Analysis, Model, Worker, conllu};
use selon_wire::Dispatch;
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;

/// The arguments of `selon parse`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    documents: Documents,
    /// The files are CoNLL-U: take their sentences and words, and tag and parse these
    #[arg(long)]
    conllu: bool,
    /// A model file, instead of a shipped one: trees of any language that `selon train` was given
    #[arg(long, value_name = "FILE", conflicts_with = "lang")]
    model: Option<PathBuf>,
}

impl Args {
    /// Writes the trees of each document.
    pub fn run(&self) -> Result<Finish, Failure> {
        let reader = self.documents.known.packs.reader()?;
        let own = self.model.as_deref().map(input::model).transpose()?;
        let mut options = self.documents.known.options();
        if let Some(model) = &own {
            options.lang = Some(model.header().language.clone());
        }
        let mut out = output::stdout();
        self.documents.each(&mut out, |bytes, source, out| {
            if self.conllu {
                return Ok(self.words(&reader, own.as_ref(), bytes, source, out)?);
            }
            let read = match &own {
                Some(model) => trees(model, bytes, source, &options),
                None => input::analyse(&reader, bytes, source, &options).map(|read| {
                    let paragraphs = read.paragraphs.into_iter();
                    let trees = paragraphs.map(|one| (one.start..one.end, one.analysis)).collect();
                    (read.dispatch, trees)
                }),
            };
            Ok(match read {
                Ok((dispatch, trees)) => {
                    text(&dispatch, &trees, out)?;
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
        own: Option<&Model>,
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
        let shipped = || reader.language(self.documents.known.lang().unwrap_or_else(sample), source);
        let model = match own.map_or_else(|| shipped().map(|language| &language.model), Ok) {
            Ok(model) => model,
            Err(ReadError::NoPack { .. }) => {
                return bad("the language could not be told; say --lang fr or --lang en".to_owned());
            }
            Err(error) => return Ok(Err(Problem::new(source, error))),
        };
        let mut worker = Worker::new();
        for (comments, mut sentence) in sentences {
            let text = conllu::text_of(&comments, &sentence);
            model.tag_and_parse_with(&mut worker, &mut sentence);
            for comment in &comments {
                writeln!(out, "{comment}")?;
            }
            conllu::write_words(&sentence, &text, out)?;
        }
        Ok(Ok(()))
    }
}

/// The paragraphs of a dispatch, where they stand in its text, with their trees.
type Trees = Vec<(Range<usize>, Analysis)>;

/// The trees that a model of the user's makes of a dispatch: as they are, for repairs need the pack of the language.
fn trees(
    model: &Model,
    bytes: &[u8],
    source: &str,
    options: &selon_wire::Options,
) -> Result<(Dispatch, Trees), Problem> {
    let dispatch = selon_wire::read(bytes, source, options).map_err(|error| Problem::new(source, error.into()))?;
    let mut worker = Worker::new();
    let mut trees = Trees::new();
    for span in &dispatch.body {
        let text = dispatch.text.get(span.clone()).unwrap_or_default();
        let cased = model.small_letters(text);
        let analysis = model.analyze_with(&mut worker, cased.as_deref().unwrap_or(text));
        trees.push((span.clone(), analysis));
    }
    Ok((dispatch, trees))
}

/// Writes the trees of a dispatch, its paragraphs and sentences numbered.
fn text(dispatch: &Dispatch, trees: &Trees, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", dispatch.id)?;
    writeln!(out, "# source = {}", dispatch.source.replace(['\n', '\r'], " "))?;
    let mut number = 0;
    for (index, (span, analysis)) in trees.iter().enumerate() {
        let text = dispatch.text.get(span.clone()).unwrap_or("");
        writeln!(out, "# newpar id = {}-p{}", dispatch.id, index + 1)?;
        for sentence in &analysis.sentences {
            number += 1;
            writeln!(out, "# sent_id = {}-s{number}", dispatch.id)?;
            conllu::write(sentence, text, out)?;
        }
    }
    Ok(())
}
