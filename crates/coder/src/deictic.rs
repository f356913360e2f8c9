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
    /// The two sides, called those who fight.
    Fighters,
    /// The other of the two states that the text is about.
    Neighbour,
    /// The two states that the text is about.
    States,
    /// All who fight, whoever they are: nobody in particular.
    All,
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
                "fighters" => DeicticKind::Fighters,
                "neighbour" => DeicticKind::Neighbour,
                "states" => DeicticKind::States,
                "all" => DeicticKind::All,
                other => {
                    let message = format!("no kind `{other}`; use opponent, both, fighters, neighbour, states or all");
                    return Err(table.error(row, message));
                }
            };
            for phrase in row.alternatives(0) {
                deictic.phrases.insert(fold(phrase), kind);
            }
        }
        Ok(deictic)
    }

    /// What a noun phrase points at.
    pub fn at(&self, unit: &Unit<'_>, word: usize) -> Option<DeicticKind> {
        self.phrases.get(&self.phrase(unit, word)?).copied()
    }

    /// The phrase of the table that a noun phrase holds.
    fn phrase(&self, unit: &Unit<'_>, word: usize) -> Option<String> {
        let lemmas: Vec<&str> = unit
            .phrase(word)
            .filter(|&w| w == word || unit.view.head(w) == Some(word))
            .filter(|&w| content_word(unit.view.upos(w)) || unit.view.upos(w) == Upos::Det)
            .map(|w| unit.view.lemma(w))
            .collect();
        for start in 0..lemmas.len() {
            // Words between ("two former Soviet republics") do not matter.
            for end in start..lemmas.len() {
                for middle in start..=end {
                    let phrase = if start == end {
                        lemmas[start].to_owned()
                    } else if middle == start || middle == end {
                        format!("{} {}", lemmas[start], lemmas[end])
                    } else {
                        format!("{} {} {}", lemmas[start], lemmas[middle], lemmas[end])
                    };
                    let whole = lemmas[start] == unit.view.lemma(word) || lemmas[end] == unit.view.lemma(word);
                    if whole && self.phrases.contains_key(&phrase) {
                        return Some(phrase);
                    }
                }
            }
        }
        None
    }
}
