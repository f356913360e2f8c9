//! The project's own trainer: from CoNLL-U files to a model file.
//!
//! Training is deterministic: the same files, settings and seed give the same bytes, on any machine and with any number of threads.

mod augment;
mod clusters;
mod frequencies;
mod harmonise;
mod invent;
mod learner;
mod lemmas;
mod lexicon;
mod network;
mod segmenter;
mod standard;
mod tags;
mod trees;
mod words;

use crate::conllu::{self, ConlluError};
use crate::eval;
use crate::header::{DataFile, Header};
use crate::model::{FORMAT, Model, ModelError, Parser, Parts, Worker, file, with_header};
pub use crate::segment::{Abbreviation, AbbreviationKind};
use crate::tagger::TAGS;
use crate::tree::{Sentence, Upos};
pub use frequencies::{Frequencies, Harmonised, Lack, harmonised, lacks};
pub use standard::{Change, ChangeKind, read_standard};
use std::path::{Path, PathBuf};
pub use words::words;

/// How to train.
#[derive(Clone, Debug)]
pub struct TrainConfig {
    /// Language code; `fr` has its treebanks brought to one standard.
    pub language: String,
    /// Name of the model.
    pub name: String,
    /// Seed of all random choices.
    pub seed: u64,
    /// Threads to use; the result does not depend on it.
    pub threads: usize,
    /// Passes over the data of the tagger.
    pub tag_epochs: usize,
    /// Passes over the data of the parser.
    pub parse_epochs: usize,
    /// Parts into which the data are cut, each tagged by a model of the others, so that the parser learns from real tags.
    pub folds: usize,
    /// The most features of the tagger, the feature tagger and the lemmatizer, each.
    pub tag_features: usize,
    /// The most features of the parser: the strongest of a first training of two passes.
    pub parse_features: usize,
    /// Abbreviations, see [`read_abbreviations`].
    pub abbreviations: Vec<(String, Abbreviation)>,
    /// Dictionary entries besides those of the treebanks: form, part of speech, lemma; see [`read_lemmas`].
    pub lemmas: Vec<(String, Upos, String)>,
    /// Changes of single treebanks, see [`read_standard`].
    pub standard: Vec<Change>,
    /// Plain texts of which word classes are learnt, besides the treebanks.
    pub raw: Vec<String>,
    /// Licences: beginning of a file name, licence.
    pub licences: Vec<(String, String)>,
    /// A trained network (safetensors) to parse with; without it, a linear parser is learnt.
    pub network: Option<Vec<u8>>,
    /// Tell on stderr how far it is.
    pub verbose: bool,
}

impl Default for TrainConfig {
    fn default() -> Self {
        TrainConfig {
            language: String::new(),
            name: String::new(),
            seed: 1,
            threads: 2,
            tag_epochs: 6,
            parse_epochs: 8,
            folds: 4,
            tag_features: 50_000,
            parse_features: 330_000,
            abbreviations: Vec::new(),
            lemmas: Vec::new(),
            standard: Vec::new(),
            raw: Vec::new(),
            licences: Vec::new(),
            network: None,
            verbose: false,
        }
    }
}

/// Why a training failed.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file could not be read.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file is not valid CoNLL-U.
    #[error("{path}: {source}")]
    Conllu {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: ConlluError,
    },
    /// A development file cannot be scored.
    #[error("{path}: {source}")]
    Eval {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: eval::EvalError,
    },
    /// There is no sentence to learn from.
    #[error("no training sentences")]
    Empty,
    /// A line of the abbreviation list is wrong.
    #[error("abbreviations, line {0}: expected an abbreviation, a tab and `inner`, `any` or `number`")]
    Abbreviations(usize),
    /// A line of the list of lemmas is wrong.
    #[error("lemmas, line {0}: expected a form, a part of speech and a lemma, with tabs between")]
    Lemmas(usize),
    /// A line of the table of changes is wrong.
    #[error(
        "changes of treebanks, line {0}: expected language, treebank, `relation`, `feature` or `lemma`, what it is, what it becomes \
         (a feature: `-` for nothing; a lemma: `as written`) and a reason, with tabs between"
    )]
    Standard(usize),
    /// The file of a network cannot be used.
    #[error("network: {0}")]
    Network(String),
    /// The result could not be read back.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// One sentence of the training data.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) sentence: Sentence,
    /// A paragraph begins here.
    pub(crate) paragraph: bool,
    /// Feature bundles follow the standard of the language.
    pub(crate) trust_feats: bool,
    /// Lemmas can be learnt from.
    pub(crate) trust_lemmas: bool,
    /// Pronouns follow the standard in lemma and features.
    pub(crate) trust_pronouns: bool,
    /// Written text: tokens and sentences can be learnt from it.
    pub(crate) written: bool,
    /// Made up of other sentences: only tags and trees can be learnt from it.
    pub(crate) invented: bool,
    /// The file is the standard for the language: seen more often.
    pub(crate) weight: usize,
}

impl Example {
    /// Is there a tree to learn from: does one word depend on no other?
    pub(crate) fn has_tree(&self) -> bool {
        self.sentence.words.iter().filter(|word| word.head.is_none()).count() == 1
    }

    /// Do the features of words of this kind follow the standard?
    pub(crate) fn trusts(&self, upos: Upos) -> bool {
        self.trust_feats && (self.trust_pronouns || upos != Upos::Pron)
    }
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// Sentences with their comment lines, as [`conllu::read`] gives them.
pub type Annotated = Vec<(Vec<String>, Sentence)>;

/// Reads a CoNLL-U file; the errors name it.
pub fn read_file(path: &Path) -> Result<Annotated, TrainError> {
    let text = std::fs::read_to_string(path).map_err(|source| TrainError::Io {
        path: path.to_owned(),
        source,
    })?;
    conllu::read(&text).map_err(|source| TrainError::Conllu {
        path: path.to_owned(),
        source,
    })
}

/// Reads a list of abbreviations: per line the abbreviation without its full stop, a tab, and `inner` (never ends a sentence), `any`
/// (may end one) or `number` (an abbreviation only before a figure). One that is listed with a capital is only known with it
/// (`Col.`, not `col.`). `#` begins a comment.
pub fn read_abbreviations(text: &str) -> Result<Vec<(String, Abbreviation)>, TrainError> {
    let mut list = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (word, kind) = line.split_once('\t').ok_or(TrainError::Abbreviations(index + 1))?;
        let kind = match kind.trim_end() {
            "inner" => AbbreviationKind::Inner,
            "any" => AbbreviationKind::Any,
            "number" => AbbreviationKind::Number,
            _ => return Err(TrainError::Abbreviations(index + 1)),
        };
        list.push((
            word.to_owned(),
            Abbreviation {
                kind,
                capital: word.starts_with(char::is_uppercase),
            },
        ));
    }
    Ok(list)
}

/// Reads a list of lemmas: per line the form, its part of speech (`VERB`) and its lemma, with tabs between; `#` begins a comment, and a
/// first line `form`, `upos`, `lemma` is skipped.
pub fn read_lemmas(text: &str) -> Result<Vec<(String, Upos, String)>, TrainError> {
    let mut list = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') || line == "form\tupos\tlemma" {
            continue;
        }
        let mut columns = line.split('\t');
        let entry = (columns.next(), columns.next().and_then(Upos::parse), columns.next());
        let (Some(form), Some(upos), Some(lemma)) = entry else {
            return Err(TrainError::Lemmas(index + 1));
        };
        list.push((form.to_owned(), upos, lemma.to_owned()));
    }
    Ok(list)
}

/// Gold sentences brought to the standard of the language, as the models learn it: what is left after that is the model's fault, not
/// the treebank's.
pub fn standardise(language: &str, changes: &[Change], path: &Path, sentences: &mut Annotated) {
    let name = stem(path);
    for (_, sentence) in sentences {
        harmonise::standardise(language, &name, sentence);
        standard::apply(changes, language, &name, sentence);
    }
}

/// The sentences of one file, brought to the standard of the language.
fn of_file(config: &TrainConfig, name: &str, read: Annotated) -> impl Iterator<Item = Example> {
    read.into_iter()
        .map(move |(comments, sentence)| harmonise::example(config, name, &comments, sentence))
}

/// The sentences of all files in one standard with those made of them, and what the files are.
fn examples(config: &TrainConfig, files: &[PathBuf]) -> Result<(Vec<Example>, Vec<DataFile>), TrainError> {
    let mut examples = Vec::new();
    let mut data = Vec::new();
    for path in files {
        let name = stem(path);
        let read = read_file(path)?;
        let licence = config
            .licences
            .iter()
            .find(|(prefix, _)| name.starts_with(prefix.as_str()));
        data.push(DataFile {
            file: name.clone(),
            licence: licence.map_or_else(|| "unknown".to_owned(), |(_, licence)| licence.clone()),
            sentences: read.len(),
            words: read.iter().map(|(_, sentence)| sentence.words.len()).sum(),
        });
        examples.extend(of_file(config, &name, read));
    }
    if examples.is_empty() {
        return Err(TrainError::Empty);
    }
    harmonise::by_statistics(config, &mut examples);
    let invented = invent::sentences(config, &examples);
    progress(
        config,
        &format!("{} sentences, {} invented ones", examples.len(), invented.len()),
    );
    examples.extend(invented);
    Ok((examples, data))
}

/// The words of `files` as the trainer of a network reads them: keys with the tags of models that have not seen the sentence, head and relation.
pub fn words_to_learn(config: &TrainConfig, files: &[PathBuf]) -> Result<String, TrainError> {
    let (examples, _) = examples(config, files)?;
    let (parts, tagged) = tagging(config, &examples, true);
    let mut out = String::new();
    for (example, tagged) in examples.iter().zip(&tagged) {
        if example.has_tree() {
            words::write(
                &mut out,
                tagged,
                &example.sentence,
                (example.weight, example.invented),
                &parts.lexicon,
            );
        }
    }
    Ok(out)
}

/// Trains a model on `files` and writes its scores on the files of `dev` into its header.
pub fn train(config: &TrainConfig, files: &[PathBuf], dev: &[PathBuf]) -> Result<Vec<u8>, TrainError> {
    let network = config.network.as_deref().map(network::read).transpose()?;
    let (examples, data) = examples(config, files)?;
    let header = Header {
        format: FORMAT,
        language: config.language.clone(),
        name: config.name.clone(),
        data,
        settings: settings(config),
        ..Header::default()
    };
    let (mut parts, tagged) = tagging(config, &examples, network.is_none());
    match network {
        Some((network, labels)) => {
            parts.parser = Parser::Network(Box::new(network));
            parts.labels = labels;
        }
        None => {
            progress(config, "trees");
            trees::learn(config, &examples, &tagged, &mut parts);
        }
    }
    let bytes = file(&header, &parts);
    let model = Model::from_bytes(&bytes)?;
    let mut header = header;
    for path in dev {
        let gold = read_file(path)?;
        let name = stem(path);
        let bad = |source| TrainError::Eval {
            path: path.clone(),
            source,
        };
        let scores = [
            ("gold", eval::from_gold_tokens(&model, &gold).map_err(bad)?),
            ("raw", eval::from_text(&model, &gold).map_err(bad)?),
        ];
        header
            .scores
            .extend(scores.map(|(input, scores)| scores.for_header(&name, input)));
    }
    Ok(with_header(&bytes, &header)?)
}

/// Learns only where tokens and sentences end and gives a model that has the rest from `base`: minutes where a whole training takes many.
///
/// Without `base` the model knows nothing else: its tags and trees are worthless.
pub fn train_cuts(config: &TrainConfig, files: &[PathBuf], base: Option<&[u8]>) -> Result<Vec<u8>, TrainError> {
    let mut examples = Vec::new();
    for path in files {
        examples.extend(of_file(config, &stem(path), read_file(path)?));
    }
    let (header, mut parts) = match base {
        Some(bytes) => Model::from_bytes(bytes)?.into_parts(),
        None => {
            let all: Vec<&Example> = examples.iter().collect();
            let mut parts = Parts {
                lexicon: lexicon::of_tags(&all),
                bundles: vec![Vec::new(); TAGS],
                labels: vec!["root".into(), "dep".into()],
                ..Parts::default()
            };
            parts.splitter = segmenter::learn_splits(config, &examples, &parts);
            (Header::default(), parts)
        }
    };
    segmenter::learn_cuts(config, &examples, &mut parts);
    Ok(file(&header, &parts))
}

fn settings(config: &TrainConfig) -> Vec<(String, String)> {
    let linear = config.network.is_none();
    [
        ("seed", Some(config.seed.to_string())),
        ("tag_epochs", Some(config.tag_epochs.to_string())),
        ("tag_features", Some(config.tag_features.to_string())),
        ("parse_epochs", linear.then(|| config.parse_epochs.to_string())),
        ("folds", linear.then(|| config.folds.to_string())),
        ("parse_features", linear.then(|| config.parse_features.to_string())),
        (
            "network",
            config
                .network
                .as_ref()
                .map(|bytes| blake3::hash(bytes).to_hex()[..16].to_owned()),
        ),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value?)))
    .collect()
}

/// Tells on stderr how far the training is.
pub(crate) fn progress(config: &TrainConfig, message: &str) {
    if config.verbose {
        eprintln!("{message}");
    }
}

/// Everything but the trees, and, with `by_folds`, the examples with the tags of models that have not seen them.
fn tagging(config: &TrainConfig, examples: &[Example], by_folds: bool) -> (Parts, Vec<Sentence>) {
    progress(config, "tokens and sentences");
    let all: Vec<&Example> = examples.iter().collect();
    let mut cutting = Parts {
        lexicon: lexicon::of_tags(&all),
        ..Parts::default()
    };
    segmenter::learn_cuts(config, examples, &mut cutting);
    progress(config, "word classes");
    let clusters = lexicon::clusters(config, examples, &cutting);
    let tagged = if by_folds {
        progress(config, "tagging the training data by parts");
        tag_by_folds(config, examples, &clusters)
    } else {
        Vec::new()
    };
    progress(config, "tagger and lemmatizer");
    let mut parts = tags::tagging_parts(config, &all, &clusters);
    parts.abbreviations = cutting.abbreviations;
    parts.segmenter = cutting.segmenter;
    parts.splitter = segmenter::learn_splits(config, examples, &parts);
    (parts, tagged)
}

/// The examples with the tags and lemmas of models that have not seen them.
fn tag_by_folds(config: &TrainConfig, examples: &[Example], clusters: &lexicon::Clusters) -> Vec<Sentence> {
    let mut tagged: Vec<Sentence> = examples.iter().map(|example| example.sentence.clone()).collect();
    if config.folds < 2 {
        return tagged;
    }
    let run = |fold: usize| -> Vec<(usize, Sentence)> {
        let others: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(i, _)| i % config.folds != fold)
            .map(|(_, e)| e)
            .collect();
        let mut parts = tags::tagging_parts(config, &others, clusters);
        parts.labels = vec!["root".into(), "dep".into()];
        let Ok(model) = Model::from_parts(Header::default(), parts) else {
            return Vec::new();
        };
        let mut worker = Worker::new();
        let mine = examples.iter().enumerate().filter(|(i, _)| i % config.folds == fold);
        mine.map(|(index, example)| {
            let mut sentence = example.sentence.clone();
            model.tag_with(&mut worker, &mut sentence);
            (index, sentence)
        })
        .collect()
    };
    let folds: Vec<usize> = (0..config.folds).collect();
    for group in folds.chunks(config.threads.max(1)) {
        let results: Vec<Vec<(usize, Sentence)>> = std::thread::scope(|scope| {
            let handles: Vec<_> = group.iter().map(|&fold| scope.spawn(move || run(fold))).collect();
            handles
                .into_iter()
                .map(|handle| handle.join().unwrap_or_default())
                .collect()
        });
        for (index, sentence) in results.into_iter().flatten() {
            tagged[index] = sentence;
        }
    }
    tagged
}
