//! Text to sentences, words, tags, lemmas and Universal Dependencies trees.
//!
//! This room knows no news and no conflict.

mod bytes;
mod capitals;
pub mod conllu;
pub mod eval;
mod hash;
mod header;
mod lemma;
mod model;
mod multiword;
mod network;
mod parser;
mod segment;
mod tagger;
mod text;
pub mod train;
pub mod tree;
mod weights;

pub use header::{DataFile, FileScores, Header};
pub use model::{FORMAT, Model, ModelError, Worker, with_header};
pub use tree::{Analysis, Multiword, Sentence, Upos, Word};
