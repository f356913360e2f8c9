//! Tokens that stand for several words: `du` = `de` + `le`, `don't` = `do` + `n't`.
//!
//! All is learnt: the forms, the endings that are split off unseen words (`'s`), and a classifier for forms that are one
//! word in one place and two in another (French `des`).

use crate::bytes::{Reader, Writer};
use crate::hash::{feature, mix, text as hash_text};
use crate::model::ModelError;
use crate::text::{Atoms, normal};
use crate::weights::{Scorer, Table, Weights};
use smol_str::SmolStr;

/// How one form is split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Split {
    /// The words, in normal form.
    pub(crate) parts: Vec<String>,
    /// The form is also found as one word: ask the classifier.
    pub(crate) ambiguous: bool,
}

/// The splitter of a model.
#[derive(Default)]
pub(crate) struct Splitter {
    forms: Table,
    splits: Vec<Split>,
    /// Endings that begin a new word, longest first.
    endings: Vec<String>,
    weights: Weights,
}

/// The features by which an ambiguous token is decided: its neighbours.
pub(crate) fn features(tokens: &[Atoms], at: usize, out: &mut Vec<u64>) {
    let none = Atoms::default();
    let get = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|i| tokens.get(i))
            .unwrap_or(&none)
    };
    let (p2, p1, n1, n2) = (get(-2), get(-1), get(1), get(2));
    let form = get(0).form;
    let capital = get(0).shape & 7;
    out.clear();
    let mut add = |a: u64, b: u64| {
        let template = 1100 + out.len() as u64;
        out.push(feature(template, form, a, b));
    };
    add(0, 0);
    add(capital, 0);
    add(p1.known, 0);
    add(p1.tags, 0);
    add(p1.suffix[2], 0);
    add(p1.suffix[1], p1.tags);
    add(p1.cluster, 0);
    add(p2.tags, p1.tags);
    add(p2.known, p1.known);
    add(p2.known, p1.tags);
    add(p2.tags, p1.known);
    add(p2.known, 0);
    add(p2.tags, p1.suffix[2]);
    add(n1.known, 0);
    add(n1.tags, 0);
    add(n1.suffix[2], 0);
    add(n1.shape, 0);
    add(n1.tags, n2.tags);
    add(p1.tags, n1.tags);
    add(p1.known, n1.tags);
    add(p1.known, n1.known);
    add(p1.suffix[2], n1.tags);
    add(p1.cluster, n1.cluster);
    add(mix(p2.tags, p1.tags), n1.tags);
}

impl Splitter {
    pub(crate) fn build(mut forms: Vec<(String, Split)>, endings: Vec<String>, weights: Weights) -> Splitter {
        forms.sort_by(|a, b| a.0.cmp(&b.0));
        let entries: Vec<(u64, u32)> = forms
            .iter()
            .enumerate()
            .map(|(i, (form, _))| (hash_text(form), i as u32))
            .collect();
        let splits = forms.into_iter().map(|(_, split)| split).collect();
        Splitter {
            forms: Table::build(&entries),
            splits,
            endings,
            weights,
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        self.forms.write(out);
        out.u32(self.splits.len() as u32);
        for split in &self.splits {
            out.u32(u32::from(split.ambiguous));
            out.texts(split.parts.iter().map(String::as_str));
        }
        out.texts(self.endings.iter().map(String::as_str));
        self.weights.write(out);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Splitter, ModelError> {
        let forms = Table::read(reader)?;
        let count = reader.u32()?;
        let mut splits = Vec::new();
        for _ in 0..count {
            let ambiguous = reader.u32()? != 0;
            let parts = reader.texts()?.into_iter().map(str::to_owned).collect();
            splits.push(Split { parts, ambiguous });
        }
        let endings = reader.texts()?.into_iter().map(str::to_owned).collect();
        Ok(Splitter {
            forms,
            splits,
            endings,
            weights: Weights::read(reader)?,
        })
    }

    /// The split of a form by the list, before any look at its neighbours. The form is checked again, as hashes may meet.
    pub(crate) fn listed(&self, normal: &str) -> Option<&Split> {
        self.forms
            .get(hash_text(normal))
            .and_then(|index| self.splits.get(index as usize))
    }

    /// Is this token to be split here? Only called for ambiguous ones.
    pub(crate) fn decide(&self, tokens: &[Atoms], at: usize, buffer: &mut Vec<u64>) -> bool {
        features(tokens, at, buffer);
        let mut scores = [0; 2];
        self.weights.add(buffer, &mut scores);
        scores[1] > scores[0]
    }

    /// The place (in bytes of `form`) where an ending is split off a form that is not listed.
    pub(crate) fn ending(&self, form: &str, normal: &str) -> Option<usize> {
        if form.chars().count() != normal.chars().count() {
            return None;
        }
        self.endings.iter().find_map(|ending| {
            let stem = normal.strip_suffix(ending.as_str())?;
            let at = form.char_indices().nth(stem.chars().count())?.0;
            stem.ends_with(|c: char| c.is_alphanumeric() || c == '.').then_some(at)
        })
    }
}

/// The words that a form is split into, in the capitals of the form.
pub(crate) fn parts_of(form: &str, split: &Split, out: &mut Vec<SmolStr>) {
    out.clear();
    let lengths: Vec<usize> = split.parts.iter().map(|part| part.chars().count()).collect();
    if split.parts.concat() == normal(form) && lengths.iter().sum::<usize>() == form.chars().count() {
        let mut rest = form.chars();
        out.extend(
            lengths
                .iter()
                .map(|&length| rest.by_ref().take(length).collect::<SmolStr>()),
        );
        return;
    }
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    let all = capitals > 1 && capitals == form.chars().filter(|c| c.is_alphabetic()).count();
    for (index, part) in split.parts.iter().enumerate() {
        out.push(if all {
            part.to_uppercase().into()
        } else if index == 0 && form.starts_with(char::is_uppercase) {
            let mut chars = part.chars();
            chars
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(chars)
                .collect()
        } else {
            part.as_str().into()
        });
    }
}
