//! The whole way of a dispatch, from bytes to record.

use selon_coder::{Claim, Coded, Coder, Paragraph, Unread};
use selon_packs::{PackError, Packs};
use selon_syntax::{Model, ModelError};
use selon_wire::{Dispatch, WireError};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What can go wrong with one document.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes are no dispatch that can be read.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// A table of the language's pack is malformed.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The language has no pack.
    #[error("{source_name}: no language pack for `{language}`; there are packs for {known}")]
    NoPack {
        /// The document.
        source_name: String,
        /// The language asked for.
        language: String,
        /// Those that there are.
        known: String,
    },
    /// The shipped model is damaged.
    #[error("the model for `{language}` cannot be loaded: {message}")]
    Model {
        /// The language.
        language: String,
        /// What is wrong.
        message: String,
    },
}

/// A language with everything that reading it needs.
pub struct Language {
    /// Two-letter code.
    pub code: String,
    /// The syntax model.
    pub model: Model,
    /// Grammar, lexicon, names, ontology.
    pub coder: Coder,
    /// Hash of the packs that it is read with.
    pub pack_hash: String,
}

/// Reads dispatches. Languages are loaded when the first dispatch in them comes.
pub struct Reader {
    packs: Packs,
    languages: BTreeMap<&'static str, OnceLock<Result<Language, ReadError>>>,
}

/// A dispatch that was read.
pub struct Read {
    /// What the wire room found.
    pub dispatch: Dispatch,
    /// Its paragraphs with trees and propositions.
    pub paragraphs: Vec<Paragraph>,
    /// Its claims with their reasons.
    pub coded: Vec<Coded>,
}

impl Read {
    /// The claims alone.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.coded.iter().map(|coded| &coded.claim)
    }
}

/// The languages that the program carries models for.
const MODELS: [(&str, &[u8]); 2] = [("en", selon_model_en::MODEL), ("fr", selon_model_fr::MODEL)];

impl Reader {
    /// A reader with these packs.
    pub fn new(packs: Packs) -> Reader {
        let languages = MODELS.iter().map(|(code, _)| (*code, OnceLock::new())).collect();
        Reader { packs, languages }
    }

    /// The packs.
    pub fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The language of this code, loaded.
    ///
    /// # Errors
    /// When there is no model or pack for it, or one of them is damaged.
    pub fn language(&self, code: &str, source: &str) -> Result<&Language, ReadError> {
        let unknown = || ReadError::NoPack {
            source_name: source.to_owned(),
            language: code.to_owned(),
            known: MODELS.map(|(code, _)| code).join(", "),
        };
        let cell = self.languages.get(code).ok_or_else(unknown)?;
        let (code, bytes) = MODELS.iter().find(|(known, _)| *known == code).ok_or_else(unknown)?;
        let loaded = cell.get_or_init(|| {
            let damaged = |error: ModelError| ReadError::Model {
                language: (*code).to_owned(),
                message: error.to_string(),
            };
            let model = Model::from_bytes(bytes).map_err(damaged)?;
            let coder = Coder::load(&self.packs, code)?;
            Ok(Language {
                code: (*code).to_owned(),
                model,
                coder,
                pack_hash: self.packs.hash(code),
            })
        });
        loaded.as_ref().map_err(Clone::clone)
    }

    /// Reads one document.
    ///
    /// # Errors
    /// When its bytes are no readable text, or nothing reads its language. Other documents are not touched by that.
    pub fn read(&self, bytes: &[u8], source: &str, options: &selon_wire::Options) -> Result<Read, ReadError> {
        let dispatch = selon_wire::read(bytes, source, options)?;
        self.read_dispatch(dispatch)
    }

    /// The sentences of a dispatch that was read which have words of conflict or speech and gave no claim, with the reasons.
    ///
    /// # Errors
    /// When nothing reads its language.
    pub fn unread(&self, read: &Read) -> Result<Vec<Unread>, ReadError> {
        let language = self.language(&read.dispatch.language, &read.dispatch.source)?;
        Ok(language.coder.unread(&read.dispatch, &read.paragraphs))
    }

    /// Reads a dispatch that the wire room has cleaned.
    ///
    /// # Errors
    /// When nothing reads its language.
    pub fn read_dispatch(&self, dispatch: Dispatch) -> Result<Read, ReadError> {
        let language = self.language(&dispatch.language, &dispatch.source)?;
        let paragraphs = paragraphs(&dispatch, language);
        let coded = language.coder.code(&dispatch, &paragraphs);
        Ok(Read {
            dispatch,
            paragraphs,
            coded,
        })
    }
}

/// Trees and propositions of the body of a dispatch.
pub fn paragraphs(dispatch: &Dispatch, language: &Language) -> Vec<Paragraph> {
    let mut worker = selon_syntax::Worker::new();
    dispatch
        .body
        .iter()
        .filter_map(|span| {
            let text = &without_tags(dispatch, span)?;
            // Trees are made of ordinary print; names and places are looked for in the text as it is.
            let cased = language.model.small_letters(text);
            let mut analysis = language
                .model
                .analyze_with(&mut worker, cased.as_deref().unwrap_or(text));
            for sentence in &mut analysis.sentences {
                *sentence = selon_propositions::repaired(sentence, language.coder.grammar());
            }
            let propositions = selon_propositions::read(text, &analysis, language.coder.grammar());
            Some(Paragraph {
                start: span.start,
                end: span.end,
                analysis,
                propositions,
            })
        })
        .collect()
}

/// A paragraph with blanks where tags stand that are no text, byte for byte as long.
fn without_tags(dispatch: &Dispatch, span: &std::ops::Range<usize>) -> Option<String> {
    let mut text = dispatch.text.get(span.clone())?.to_owned();
    for tag in dispatch
        .tags
        .iter()
        .filter(|tag| tag.span.start >= span.start && tag.span.end <= span.end)
    {
        let inside = tag.span.start - span.start..tag.span.end - span.start;
        text.replace_range(inside.clone(), &" ".repeat(inside.len()));
    }
    Some(text)
}
