//! Weapons, and nouns whose count is harm: `packs/<language>/toll/*.tsv`.

use crate::names::content_word;
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_propositions::fold;
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::ops::Range;

/// A noun whose count is harm, or whose bearers are a group of victims.
#[derive(Clone, Debug)]
pub struct Group {
    /// civilians, children, soldiers …; empty for nobody in particular (`victime`).
    pub group: SmolStr,
    /// killed, wounded …; empty when the noun alone tells no harm (`enfant`).
    pub harm: SmolStr,
}

/// The tables of weapons and victims.
#[derive(Clone, Debug, Default)]
pub struct Weapons {
    means: FxHashMap<String, SmolStr>,
    groups: FxHashMap<String, Group>,
}

impl Weapons {
    /// Reads the tables of a language.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<Weapons, PackError> {
        let mut weapons = Weapons::default();
        let table = packs.table(&format!("{language}/toll/weapons.tsv"), &["phrase", "means"])?;
        for row in table.rows() {
            for phrase in row.alternatives(0) {
                weapons.means.entry(fold(phrase)).or_insert_with(|| row.cell(1).into());
            }
        }
        let table = packs.table(&format!("{language}/toll/groups.tsv"), &["phrase", "group", "harm"])?;
        for row in table.rows() {
            for phrase in row.alternatives(0) {
                let group = Group {
                    group: row.cell(1).into(),
                    harm: row.cell(2).into(),
                };
                weapons.groups.entry(fold(phrase)).or_insert(group);
            }
        }
        Ok(weapons)
    }

    /// The group of a noun.
    pub fn group(&self, lemma: &str) -> Option<&Group> {
        self.groups.get(lemma)
    }

    /// The weapon that a noun phrase names, with the words that name it.
    pub fn at(&self, unit: &Unit<'_>, word: usize) -> Option<(&SmolStr, Range<usize>)> {
        let all: Vec<usize> = unit
            .phrase(word)
            .filter(|&w| !matches!(unit.view.upos(w), Upos::Det | Upos::Punct))
            .collect();
        let content: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&w| w == word || content_word(unit.view.upos(w)))
            .collect();
        let longest = self.longest_in(unit, &all, word, 5);
        let short = self.longest_in(unit, &content, word, 3);
        match (longest, short) {
            (Some(a), Some(b)) => Some(if a.1.len() >= b.1.len() { a } else { b }),
            (a, b) => a.or(b),
        }
    }

    fn longest_in(
        &self,
        unit: &Unit<'_>,
        phrase: &[usize],
        word: usize,
        limit: usize,
    ) -> Option<(&SmolStr, Range<usize>)> {
        let position = phrase.iter().position(|&w| w == word)?;
        for length in (1..=limit.min(phrase.len())).rev() {
            for start in position.saturating_sub(length - 1)..=position {
                let Some(window) = phrase.get(start..start + length) else {
                    continue;
                };
                let join = |form: bool| {
                    let words: Vec<String> = window
                        .iter()
                        .map(|&w| {
                            if form {
                                fold(&unit.view.word(w).form)
                            } else {
                                unit.view.lemma(w).to_owned()
                            }
                        })
                        .collect();
                    words.join(" ")
                };
                if let Some(means) = self.means.get(&join(false)).or_else(|| self.means.get(&join(true))) {
                    return Some((means, window[0]..window[length - 1] + 1));
                }
            }
        }
        None
    }
}
