//! Words that name a party by its place in the conflict: *l'adversaire*, *both sides*.

use crate::names::content_word;
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_propositions::fold;
use selon_syntax::Upos;

/// What such a word points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeicticKind {
    /// The other side than the one that speaks or acts.
    Opponent,
    /// The two sides.
    Both,
}

/// The words of a language.
#[derive(Clone, Debug, Default)]
pub struct Deictic {
    phrases: FxHashMap<String, DeicticKind>,
}

impl Deictic {
    /// Reads `packs/<language>/names/deictic.tsv`.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<Deictic, PackError> {
        let mut deictic = Deictic::default();
        let table = packs.table(&format!("{language}/names/deictic.tsv"), &["phrase", "kind"])?;
        for row in table.rows() {
            let kind = match row.cell(1) {
                "opponent" => DeicticKind::Opponent,
                "both" => DeicticKind::Both,
                other => return Err(table.error(row, format!("no kind `{other}`; use opponent or both"))),
            };
            for phrase in row.alternatives(0) {
                deictic.phrases.insert(fold(phrase), kind);
            }
        }
        Ok(deictic)
    }

    /// What a noun phrase points at.
    pub fn at(&self, unit: &Unit<'_>, word: usize) -> Option<DeicticKind> {
        let mut lemmas = Vec::new();
        for w in unit.phrase(word) {
            let own = w == word || unit.view.head(w) == Some(word);
            if own && (content_word(unit.view.upos(w)) || unit.view.upos(w) == Upos::Det) {
                lemmas.push(unit.view.lemma(w).to_owned());
            }
        }
        for start in 0..lemmas.len() {
            for end in (start + 1..=lemmas.len()).rev() {
                let phrase = lemmas[start..end].join(" ");
                if phrase.contains(unit.view.lemma(word)) {
                    if let Some(kind) = self.phrases.get(&phrase) {
                        return Some(*kind);
                    }
                }
            }
        }
        None
    }
}
