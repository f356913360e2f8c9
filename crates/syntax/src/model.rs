//! The model: everything learnt for one language, and its use.

use crate::bytes::{Reader, Writer};
use crate::hash;
use crate::header::Header;
use crate::lemma::{Lemmatizer, bundle_hash};
use crate::multiword::{Splitter, parts_of};
use crate::network::{self, Network};
use crate::parser::{LABELS, Node, State, parse};
use crate::segment::{Abbreviation, AbbreviationKind, Abbreviations, Piece, segment};
use crate::tagger::{BUNDLES, TAG_BITS, TAGS, bundle, tag};
use crate::text::{Atoms, normal};
use crate::tree::{Analysis, Multiword, Sentence, Upos, Word};
use crate::weights::{Table, Weights};
use smol_str::SmolStr;

/// The version of the model format that this program reads and writes.
///
/// Raise it whenever the layout, a feature template or the meaning of a number in the file changes.
pub const FORMAT: u32 = 8;

const MAGIC: &[u8; 8] = b"SELONSYN";

/// Why a model file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes are no syntax model.
    #[error("not a syntax model of Selon")]
    NotAModel,
    /// The model was made for another version of the program.
    #[error("model format {found}, this program reads format {FORMAT}")]
    OtherFormat {
        /// The format of the file.
        found: u32,
    },
    /// The file ends too early.
    #[error("the model file is cut off")]
    Truncated,
    /// A part of the file cannot be right.
    #[error("the model file is damaged ({0})")]
    Damaged(&'static str),
}

/// What finds the trees.
pub(crate) enum Parser {
    /// Moves chosen by sums of weights.
    Linear(Weights),
    /// The best tree by the scores of a network.
    Network(Box<Network>),
}

impl Default for Parser {
    fn default() -> Parser {
        Parser::Linear(Weights::default())
    }
}

impl Parser {
    fn write(&self, out: &mut Writer) {
        match self {
            Parser::Linear(weights) => {
                out.u32(0);
                weights.write(out);
            }
            Parser::Network(network) => {
                out.u32(1);
                network.write(out);
            }
        }
    }

    fn read(reader: &mut Reader<'_>, labels: usize) -> Result<Parser, ModelError> {
        match reader.u32()? {
            0 => Ok(Parser::Linear(Weights::read(reader)?)),
            1 => Ok(Parser::Network(Box::new(Network::read(reader, labels)?))),
            _ => Err(ModelError::Damaged("parser")),
        }
    }
}

/// The learnt parts, as the trainer hands them over.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) abbreviations: Vec<(u64, Abbreviation)>,
    pub(crate) segmenter: Weights,
    pub(crate) splitter: Splitter,
    /// Form hash to tag set (bits 0 to 16), mark of a form that has that tag always (bit 17) and word class (bits 18 to 31).
    pub(crate) lexicon: Table,
    pub(crate) tagger: Weights,
    pub(crate) bundler: Weights,
    /// Feature bundles of each part of speech.
    pub(crate) bundles: Vec<Vec<SmolStr>>,
    pub(crate) lemmatizer: Lemmatizer,
    pub(crate) labels: Vec<SmolStr>,
    pub(crate) parser: Parser,
}

/// A trained model of one language.
///
/// It is not changed by use and can be shared between threads; each thread brings its own [`Worker`].
pub struct Model {
    header: Header,
    parts: Parts,
    abbreviations: Abbreviations,
    bundle_hashes: Vec<Vec<u64>>,
    bundle_counts: [usize; TAGS],
    root: usize,
    /// The label of pieces of a list behind each other.
    next: usize,
}

/// Buffers that one thread uses again and again.
#[derive(Default)]
pub struct Worker {
    features: Vec<u64>,
    text: String,
    tokens: Vec<Atoms>,
    atoms: Vec<Atoms>,
    tags: Vec<u8>,
    bundles: Vec<u8>,
    parts: Vec<SmolStr>,
    state: State,
    network: network::Buffers,
}

impl Worker {
    /// A worker with empty buffers.
    pub fn new() -> Worker {
        Worker::default()
    }
}

/// Looks a form up in a lexicon and completes its atoms.
pub(crate) fn look_up(lexicon: &Table, atoms: &mut Atoms) {
    if let Some(entry) = lexicon.get(atoms.form) {
        atoms.tags = u64::from(entry & TAG_BITS);
        atoms.sure = entry >> 17 & 1 == 1;
        atoms.cluster = u64::from(entry >> 18);
        atoms.known = if atoms.tags == 0 { 0 } else { atoms.form };
    }
}

impl Model {
    /// Reads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut reader = Reader::new(bytes);
        if reader.take(8).map_err(|_| ModelError::NotAModel)? != MAGIC {
            return Err(ModelError::NotAModel);
        }
        let found = reader.u32()?;
        if found != FORMAT {
            return Err(ModelError::OtherFormat { found });
        }
        let mut header: Header = serde_json::from_str(reader.text()?).map_err(|_| ModelError::Damaged("header"))?;
        let hash = reader.take(32)?;
        if blake3::hash(reader.rest()).as_bytes() != hash {
            return Err(ModelError::Damaged("hash"));
        }
        header.hash = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        Model::from_parts(header, Parts::read(&mut reader)?)
    }

    pub(crate) fn from_parts(header: Header, parts: Parts) -> Result<Model, ModelError> {
        if parts.bundles.len() != TAGS || parts.bundles.iter().any(|bundles| bundles.len() > BUNDLES) {
            return Err(ModelError::Damaged("feature bundles"));
        }
        let root = parts
            .labels
            .iter()
            .position(|label| label == "root")
            .ok_or(ModelError::Damaged("labels"))?;
        let next = parts
            .labels
            .iter()
            .position(|label| label == "parataxis")
            .or_else(|| (0..parts.labels.len()).find(|&label| label != root))
            .unwrap_or(root);
        if parts.labels.len() < 2 || parts.labels.len() > LABELS {
            return Err(ModelError::Damaged("labels"));
        }
        let bundle_hashes = parts
            .bundles
            .iter()
            .map(|list| list.iter().map(|feats| bundle_hash(feats)).collect())
            .collect();
        let bundle_counts = std::array::from_fn(|tag| parts.bundles[tag].len());
        let abbreviations = parts.abbreviations.iter().copied().collect();
        Ok(Model {
            header,
            parts,
            abbreviations,
            bundle_hashes,
            bundle_counts,
            root,
            next,
        })
    }

    pub(crate) fn into_parts(self) -> (Header, Parts) {
        (self.header, self.parts)
    }

    /// Looks a form up in the model's lexicon and completes its atoms.
    pub(crate) fn look_up(&self, atoms: &mut Atoms) {
        look_up(&self.parts.lexicon, atoms);
    }

    pub(crate) fn lexicon(&self) -> &Table {
        &self.parts.lexicon
    }

    pub(crate) fn lemmatizer(&self) -> &Lemmatizer {
        &self.parts.lemmatizer
    }

    /// What the model says of itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Analyses one paragraph. Line ends in it count as blanks; the end of the text ends the last sentence.
    pub fn analyze(&self, text: &str) -> Analysis {
        self.analyze_with(&mut Worker::new(), text)
    }

    /// Like [`Model::analyze`], with the buffers of `worker`.
    pub fn analyze_with(&self, worker: &mut Worker, text: &str) -> Analysis {
        let mut analysis = self.tokenize(worker, text);
        for sentence in &mut analysis.sentences {
            self.tag_and_parse_with(worker, sentence);
        }
        analysis
    }

    /// Cuts a text into sentences and words, without tags and trees.
    pub fn tokenize(&self, worker: &mut Worker, text: &str) -> Analysis {
        let pieces = segment(
            text,
            &self.parts.segmenter,
            &self.parts.lexicon,
            &self.abbreviations,
            &mut worker.features,
        );
        let sentences = pieces
            .split_inclusive(|piece| piece.sentence_end)
            .map(|pieces| self.words(worker, text, pieces))
            .collect();
        Analysis { sentences }
    }

    fn words(&self, worker: &mut Worker, text: &str, pieces: &[Piece]) -> Sentence {
        let mut sentence = Sentence {
            span: pieces.first().map_or(0, |p| p.span.start)..pieces.last().map_or(0, |p| p.span.end),
            words: Vec::with_capacity(pieces.len() + 4),
            multiwords: Vec::new(),
        };
        worker.tokens.clear();
        for (index, piece) in pieces.iter().enumerate() {
            let form = &text[piece.span.clone()];
            let normal = normal(form);
            worker.parts.clear();
            match self.parts.splitter.listed(&normal) {
                Some(split) => {
                    if !split.ambiguous || self.split_here(worker, text, pieces, index) {
                        parts_of(form, split, &mut worker.parts);
                    }
                }
                None => {
                    if let Some(at) = self.parts.splitter.ending(form, &normal) {
                        worker.parts.push(form[..at].into());
                        worker.parts.push(form[at..].into());
                    }
                }
            }
            let first = sentence.words.len();
            if worker.parts.is_empty() {
                worker.parts.push(form.into());
            } else if worker.parts.len() > 1 {
                let last = first + worker.parts.len() - 1;
                sentence.multiwords.push(Multiword {
                    first,
                    last,
                    form: form.into(),
                });
            }
            for part in worker.parts.drain(..) {
                sentence.words.push(Word {
                    form: part,
                    lemma: SmolStr::default(),
                    upos: Upos::X,
                    feats: SmolStr::default(),
                    head: None,
                    deprel: SmolStr::default(),
                    span: piece.span.clone(),
                });
            }
        }
        sentence
    }

    fn split_here(&self, worker: &mut Worker, text: &str, pieces: &[Piece], index: usize) -> bool {
        if worker.tokens.is_empty() {
            for piece in pieces {
                let mut atoms = Atoms::new(&text[piece.span.clone()], &mut worker.text);
                look_up(&self.parts.lexicon, &mut atoms);
                worker.tokens.push(atoms);
            }
        }
        self.parts.splitter.decide(&worker.tokens, index, &mut worker.features)
    }

    /// Tags, lemmatizes and parses a sentence whose words are given.
    pub fn tag_and_parse(&self, sentence: &mut Sentence) {
        self.tag_and_parse_with(&mut Worker::new(), sentence);
    }

    /// Like [`Model::tag_and_parse`], with the buffers of `worker`.
    pub fn tag_and_parse_with(&self, worker: &mut Worker, sentence: &mut Sentence) {
        self.tag_with(worker, sentence);
        self.parse_tagged_with(worker, sentence);
    }

    /// Tags and lemmatizes, without a tree.
    pub(crate) fn tag_with(&self, worker: &mut Worker, sentence: &mut Sentence) {
        let parts = &self.parts;
        worker.atoms.clear();
        for word in &sentence.words {
            let mut atoms = Atoms::new(&word.form, &mut worker.text);
            look_up(&parts.lexicon, &mut atoms);
            worker.atoms.push(atoms);
        }
        tag(&worker.atoms, &parts.tagger, &mut worker.features, &mut worker.tags);
        bundle(
            &worker.atoms,
            &worker.tags,
            &self.bundle_counts,
            &parts.bundler,
            &mut worker.features,
            &mut worker.bundles,
        );
        let mut first = true;
        for (index, word) in sentence.words.iter_mut().enumerate() {
            let (tag, chosen) = (usize::from(worker.tags[index]), usize::from(worker.bundles[index]));
            word.upos = Upos::ALL[tag];
            word.feats = parts.bundles[tag].get(chosen).cloned().unwrap_or_default();
            let feats = self.bundle_hashes[tag].get(chosen).copied().unwrap_or(0);
            word.lemma = parts.lemmatizer.lemma(
                &word.form,
                first,
                &worker.atoms[index],
                word.upos,
                feats,
                &mut worker.text,
                &mut worker.features,
            );
            // An opening quote or a dash does not begin the sentence.
            first = first && word.upos == Upos::Punct;
        }
    }

    /// Parses a sentence whose words are tagged and whose atoms are in the worker.
    fn parse_tagged_with(&self, worker: &mut Worker, sentence: &mut Sentence) {
        let parts = &self.parts;
        match &parts.parser {
            Parser::Linear(weights) => {
                worker.state.nodes.clear();
                for (word, atoms) in sentence.words.iter().zip(&worker.atoms) {
                    worker.state.nodes.push(node(word, atoms));
                }
                parse(
                    &mut worker.state,
                    parts.labels.len(),
                    self.root,
                    weights,
                    &mut worker.features,
                );
                let labels = worker.state.labels.iter().map(|&label| usize::from(label));
                self.set_tree(sentence, worker.state.heads.iter().copied().zip(labels));
            }
            Parser::Network(network) => {
                let buffers = &mut worker.network;
                buffers.keys.clear();
                for (word, atoms) in sentence.words.iter().zip(&worker.atoms) {
                    buffers.keys.push(network::keys(word, atoms));
                }
                network.parse(buffers, parts.labels.len(), self.root, self.next);
                let labels = worker.network.labels.iter().copied();
                self.set_tree(sentence, worker.network.heads.iter().copied().zip(labels));
            }
        }
    }

    /// Writes heads (the number of words or more stands for the root) and labels into a sentence.
    fn set_tree(&self, sentence: &mut Sentence, tree: impl Iterator<Item = (usize, usize)>) {
        let count = sentence.words.len();
        for (word, (head, label)) in sentence.words.iter_mut().zip(tree) {
            word.head = (head < count).then_some(head);
            word.deprel = self.parts.labels[label].clone();
        }
    }
}

/// What the parser sees of a tagged word.
pub(crate) fn node(word: &Word, atoms: &Atoms) -> Node {
    Node::new(
        atoms,
        word.upos,
        bundle_hash(&word.feats),
        &word.feats,
        hash::text(&word.lemma),
    )
}

impl Parts {
    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(self.abbreviations.len() as u32);
        for &(key, kind) in &self.abbreviations {
            out.u32(key as u32);
            out.u32((key >> 32) as u32);
            out.u32((kind.kind as u32) << 1 | u32::from(kind.capital));
        }
        self.segmenter.write(out);
        self.splitter.write(out);
        self.lexicon.write(out);
        self.tagger.write(out);
        self.bundler.write(out);
        for list in &self.bundles {
            out.texts(list.iter().map(SmolStr::as_str));
        }
        self.lemmatizer.write(out);
        out.texts(self.labels.iter().map(SmolStr::as_str));
        self.parser.write(out);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Parts, ModelError> {
        let owned = |list: Vec<&str>| -> Vec<SmolStr> { list.into_iter().map(SmolStr::from).collect() };
        let mut abbreviations = Vec::new();
        for _ in 0..reader.u32()? {
            let key = u64::from(reader.u32()?) | u64::from(reader.u32()?) << 32;
            let bits = reader.u32()?;
            let kind = match bits >> 1 {
                0 => AbbreviationKind::Inner,
                1 => AbbreviationKind::Any,
                2 => AbbreviationKind::Number,
                _ => return Err(ModelError::Damaged("abbreviations")),
            };
            abbreviations.push((
                key,
                Abbreviation {
                    kind,
                    capital: bits & 1 == 1,
                },
            ));
        }
        let segmenter = Weights::read(reader)?;
        let splitter = Splitter::read(reader)?;
        let lexicon = Table::read(reader)?;
        let tagger = Weights::read(reader)?;
        let bundler = Weights::read(reader)?;
        let mut bundles = Vec::with_capacity(TAGS);
        for _ in 0..TAGS {
            bundles.push(owned(reader.texts()?));
        }
        let lemmatizer = Lemmatizer::read(reader)?;
        let labels = owned(reader.texts()?);
        let parser = Parser::read(reader, labels.len())?;
        Ok(Parts {
            abbreviations,
            segmenter,
            splitter,
            lexicon,
            tagger,
            bundler,
            bundles,
            lemmatizer,
            labels,
            parser,
        })
    }
}

/// The bytes of a model file.
pub(crate) fn file(header: &Header, parts: &Parts) -> Vec<u8> {
    let mut payload = Writer::default();
    parts.write(&mut payload);
    assemble(header, &payload.bytes)
}

fn assemble(header: &Header, payload: &[u8]) -> Vec<u8> {
    let mut out = Writer::default();
    out.bytes.extend_from_slice(MAGIC);
    out.u32(FORMAT);
    // The header is plain data: strings, numbers and lists always become JSON.
    out.text(&serde_json::to_string(header).unwrap_or_default());
    out.bytes.extend_from_slice(blake3::hash(payload).as_bytes());
    out.bytes.extend_from_slice(payload);
    out.bytes
}

/// The same model file with another header: the scores are known only after training.
pub fn with_header(bytes: &[u8], header: &Header) -> Result<Vec<u8>, ModelError> {
    let mut reader = Reader::new(bytes);
    reader.take(12)?;
    reader.text()?;
    reader.take(32)?;
    Ok(assemble(header, reader.rest()))
}
