//! The table of changes that bring treebanks to one standard: knowledge of treebanks that needs no code.

use super::TrainError;
use crate::tree::{Sentence, Upos, Word};
use smol_str::SmolStr;

/// A change of one treebank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The language of the treebank.
    pub language: String,
    /// How the names of its files begin.
    pub treebank: String,
    /// What is changed.
    pub kind: ChangeKind,
    /// The label; the feature (`Name` for all its values, `Name=Value` for one); the part of speech.
    pub from: String,
    /// What it becomes; nothing: the feature goes.
    pub to: Option<String>,
}

/// What a change is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// A dependency relation, with its subtype.
    Relation,
    /// A morphological feature.
    Feature,
    /// The lemmas of a part of speech that repeat the form in small letters: they keep its capitals.
    Lemma,
}

/// The first line of the table.
const HEADER: &str = "language\ttreebank\tkind\tfrom\tto\treason";

/// What a lemma becomes.
const AS_WRITTEN: &str = "as written";

/// Reads a table of changes: language, beginning of the file name, `relation`, `feature` or `lemma`, what it is, what it becomes (`-`:
/// nothing; a lemma: `as written`), and why, with tabs between. `#` begins a comment.
pub fn read_standard(text: &str) -> Result<Vec<Change>, TrainError> {
    let mut changes = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') || line == HEADER {
            continue;
        }
        let wrong = || TrainError::Standard(index + 1);
        let columns: Vec<&str> = line.split('\t').collect();
        let &[language, treebank, kind, from, to, reason] = columns.as_slice() else {
            return Err(wrong());
        };
        let to = (to != "-").then(|| to.to_owned());
        let kind = match kind {
            // A word always has a relation.
            "relation" if to.is_some() => ChangeKind::Relation,
            "feature" => ChangeKind::Feature,
            "lemma" if to.as_deref() == Some(AS_WRITTEN) && Upos::parse(from).is_some() => ChangeKind::Lemma,
            _ => return Err(wrong()),
        };
        if reason.is_empty() || from.is_empty() || to.as_ref().is_some_and(|to| to.is_empty()) {
            return Err(wrong());
        }
        changes.push(Change {
            language: language.to_owned(),
            treebank: treebank.to_owned(),
            kind,
            from: from.to_owned(),
            to,
        });
    }
    Ok(changes)
}

/// Makes all changes of the table that are of this treebank.
pub(super) fn apply(changes: &[Change], language: &str, name: &str, sentence: &mut Sentence) {
    let ours = |change: &&Change| change.language == language && name.starts_with(change.treebank.as_str());
    for change in changes.iter().filter(ours) {
        for word in &mut sentence.words {
            match change.kind {
                ChangeKind::Relation if word.deprel == change.from => {
                    if let Some(to) = &change.to {
                        word.deprel = to.as_str().into();
                    }
                }
                ChangeKind::Feature => word.feats = changed(&word.feats, change),
                ChangeKind::Lemma if word.upos.as_str() == change.from && small(word) => {
                    word.lemma = word.form.clone();
                }
                ChangeKind::Relation | ChangeKind::Lemma => {}
            }
        }
    }
}

/// Is the lemma the form, but for its capitals?
pub(super) fn small(word: &Word) -> bool {
    word.lemma != word.form && word.lemma == word.form.to_lowercase()
}

fn changed(feats: &SmolStr, change: &Change) -> SmolStr {
    let is = |pair: &str| pair == change.from || pair.split('=').next() == Some(&change.from);
    if !feats.split('|').any(is) {
        return feats.clone();
    }
    let mut pairs: Vec<&str> = feats.split('|').filter(|pair| !is(pair)).collect();
    pairs.extend(change.to.as_deref());
    // The order of CoNLL-U: by name, large and small letters alike.
    pairs.sort_by_key(|pair| pair.to_lowercase());
    pairs.dedup();
    pairs.join("|").into()
}
