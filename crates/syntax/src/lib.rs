//! Text to sentences, words, tags, lemmas and Universal Dependencies trees.
//!
//! This room knows no news and no conflict.

pub mod tree;

pub use tree::{Analysis, Multiword, Sentence, Upos, Word};
