//! Words as the neural parser sees them, written out for its trainer (`training/parser.py`).
//!
//! One line a word: the keys of its atoms in hexadecimal, then head (from 0, the number of words for the root) and relation. A line that begins with `#` opens a
//! sentence: how often it is to be seen, and whether it is invented.

use crate::model::{Model, Worker, look_up};
use crate::network::keys;
use crate::text::Atoms;
use crate::tree::Sentence;
use crate::weights::Table;
use std::fmt::Write;

/// Writes a sentence with the tags of `tagged` and the tree of `gold`; `seen` is how often it is to be seen, and whether it is invented.
pub(super) fn write(out: &mut String, tagged: &Sentence, gold: &Sentence, seen: (usize, bool), lexicon: &Table) {
    let _ = writeln!(out, "# {} {}", seen.0, u8::from(seen.1));
    let mut buffer = String::new();
    for (word, tree) in tagged.words.iter().zip(&gold.words) {
        let mut atoms = Atoms::new(&word.form, &mut buffer);
        look_up(lexicon, &mut atoms);
        for key in keys(word, &atoms) {
            let _ = write!(out, "{key:x}\t");
        }
        let head = tree.head.unwrap_or(gold.words.len());
        let _ = writeln!(out, "{head}\t{}", tree.deprel);
    }
    out.push('\n');
}

/// The words of sentences whose trees are given, with the tags of `model`.
pub fn words(model: &Model, sentences: impl Iterator<Item = Sentence>) -> String {
    let mut out = String::new();
    let mut worker = Worker::new();
    for sentence in sentences {
        let mut tagged = sentence.clone();
        model.tag_with(&mut worker, &mut tagged);
        write(&mut out, &tagged, &sentence, (1, false), model.lexicon());
    }
    out
}
