//! Dictionary forms: learnt edits of word endings, and a dictionary of the forms that the edits get wrong.

use crate::bytes::{Reader, Writer};
use crate::hash::{feature, mix, text as hash_text};
use crate::model::ModelError;
use crate::tagger::highest;
use crate::text::{Atoms, normalise};
use crate::tree::Upos;
use crate::weights::{Scorer, Set, Table, Weights};
use smol_str::SmolStr;

/// The most edits a model can have.
pub(crate) const EDITS: usize = 255;

/// From a form to its lemma: take `strip` characters off the end, add `add`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Edit {
    /// Start from the form as written; else from its normal form.
    pub(crate) keep: bool,
    pub(crate) strip: usize,
    pub(crate) add: String,
}

fn common_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count()
}

impl Edit {
    /// The edit that makes `lemma` of `form`, with the longest stem.
    pub(crate) fn find(form: &str, normal: &str, lemma: &str) -> Edit {
        let (low, high) = (common_prefix(normal, lemma), common_prefix(form, lemma));
        let keep = high > low;
        let (base, common) = if keep { (form, high) } else { (normal, low) };
        Edit {
            keep,
            strip: base.chars().count() - common,
            add: lemma.chars().skip(common).collect(),
        }
    }

    /// Applies the edit; `None` if the form is too short for it.
    pub(crate) fn apply(&self, form: &str, normal: &str) -> Option<SmolStr> {
        let base = if self.keep { form } else { normal };
        let cut = match self.strip {
            0 => base.len(),
            strip => base.char_indices().rev().nth(strip - 1)?.0,
        };
        // Without a stem it is no edit but another word; such forms are in the dictionary.
        (cut > 0).then(|| {
            let mut lemma = String::with_capacity(cut + self.add.len());
            lemma.push_str(&base[..cut]);
            lemma.push_str(&self.add);
            lemma.into()
        })
    }
}

/// The features for the edit of a word.
pub(crate) fn features(word: &Atoms, upos: u8, feats: u64, out: &mut Vec<u64>) {
    let tag = u64::from(upos);
    out.clear();
    let mut add = |a: u64, b: u64| {
        let template = 3000 + out.len() as u64;
        out.push(feature(template, tag, a, b));
    };
    add(0, 0);
    add(feats, 0);
    for suffix in word.suffix {
        add(suffix, 0);
    }
    for suffix in word.suffix {
        add(suffix, feats);
    }
    add(word.shape, 0);
    add(word.shape & 7, word.suffix[1]);
    add(word.prefix[1], word.suffix[1]);
    add(word.prefix[2], word.suffix[1]);
}

/// The lemmatizer of a model.
#[derive(Default)]
pub(crate) struct Lemmatizer {
    pub(crate) edits: Vec<Edit>,
    pub(crate) weights: Weights,
    exceptions: Table,
    lemmas: Vec<SmolStr>,
    /// Lemmas that were seen, with their tag: a guess that is one of them is better than one that is not.
    known: Set,
    /// Forms that were seen in small letters, in the treebanks or in plain text.
    attested: Set,
    /// Every verb's lemma ends in one of these; empty where a language has no such endings.
    verb_endings: Vec<SmolStr>,
}

/// What is known of lemmas besides the edits.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    known: &'a Set,
    attested: &'a Set,
    verb_endings: &'a [SmolStr],
}

/// How many guesses are looked up among the known lemmas.
const GUESSES: usize = 5;

/// The key of a known lemma.
pub(crate) fn known_key(lemma: &str, upos: u8) -> u64 {
    feature(3101, hash_text(lemma), u64::from(upos), 0)
}

/// The key of an exception; `feats` 0 for all bundles.
pub(crate) fn exception_key(normal: &str, upos: u8, feats: u64) -> u64 {
    feature(3100, hash_text(normal), u64::from(upos), feats)
}

impl Lemmatizer {
    /// Was the form, given by the hash of its normal form, seen in small letters?
    pub(crate) fn is_attested(&self, form: u64) -> bool {
        self.attested.contains(form)
    }

    pub(crate) fn build(
        edits: Vec<Edit>,
        weights: Weights,
        exceptions: &[(u64, String)],
        known: Set,
        attested: Set,
        verb_endings: Vec<SmolStr>,
    ) -> Lemmatizer {
        let mut lemmas: Vec<&String> = exceptions.iter().map(|(_, lemma)| lemma).collect();
        lemmas.sort();
        lemmas.dedup();
        let entries: Vec<(u64, u32)> = exceptions
            .iter()
            .map(|(key, lemma)| (*key, lemmas.binary_search(&lemma).map_or(0, |index| index as u32)))
            .collect();
        Lemmatizer {
            edits,
            weights,
            exceptions: Table::build(&entries),
            lemmas: lemmas.into_iter().map(|lemma| lemma.as_str().into()).collect(),
            known,
            attested,
            verb_endings,
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(self.edits.len() as u32);
        for edit in &self.edits {
            out.u32((edit.strip as u32) << 1 | u32::from(edit.keep));
            out.text(&edit.add);
        }
        self.weights.write(out);
        self.exceptions.write(out);
        out.texts(self.lemmas.iter().map(SmolStr::as_str));
        self.known.write(out);
        self.attested.write(out);
        out.texts(self.verb_endings.iter().map(SmolStr::as_str));
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Lemmatizer, ModelError> {
        let mut edits = Vec::new();
        for _ in 0..reader.u32()? {
            let bits = reader.u32()?;
            edits.push(Edit {
                keep: bits & 1 == 1,
                strip: (bits >> 1) as usize,
                add: reader.text()?.to_owned(),
            });
        }
        if edits.len() > EDITS {
            return Err(ModelError::Damaged("lemma edits"));
        }
        let weights = Weights::read(reader)?;
        let exceptions = Table::read(reader)?;
        let lemmas = reader.texts()?.into_iter().map(SmolStr::from).collect();
        Ok(Lemmatizer {
            edits,
            weights,
            exceptions,
            lemmas,
            known: Set::read(reader)?,
            attested: Set::read(reader)?,
            verb_endings: reader.texts()?.into_iter().map(SmolStr::from).collect(),
        })
    }

    /// The lemma of a word; `feats` is the hash of its feature bundle, `first` that it begins a sentence.
    #[allow(clippy::too_many_arguments)] // called from one place, with its buffers
    pub(crate) fn lemma(
        &self,
        form: &str,
        first: bool,
        word: &Atoms,
        upos: Upos,
        feats: u64,
        buffer: &mut String,
        scratch: &mut Vec<u64>,
    ) -> SmolStr {
        // Figures and signs have no endings.
        if upos == Upos::Punct || upos == Upos::Num && form.starts_with(|c: char| c.is_ascii_digit()) {
            return form.into();
        }
        normalise(form, buffer);
        let tag = upos as u8;
        let listed = self
            .exceptions
            .get(exception_key(buffer, tag, feats))
            .or_else(|| self.exceptions.get(exception_key(buffer, tag, 0)));
        if let Some(lemma) = listed.and_then(|index| self.lemmas.get(index as usize)) {
            return lemma.clone();
        }
        // The capital at the beginning of a sentence is no part of the word.
        let form = if first && upos != Upos::Propn && self.attested.contains(hash_text(buffer)) {
            buffer.as_str()
        } else {
            form
        };
        let seen = Seen {
            known: &self.known,
            attested: &self.attested,
            verb_endings: &self.verb_endings,
        };
        let seen = matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj).then_some(seen);
        if let Some(lemma) = by_edit(
            &self.edits,
            &self.weights,
            seen,
            form,
            buffer,
            word,
            tag,
            feats,
            scratch,
        ) {
            return lemma;
        }
        if upos == Upos::Propn {
            form.into()
        } else {
            buffer.as_str().into()
        }
    }
}

/// The lemma by the learnt edits alone. `seen` holds the known lemmas and the attested forms: of the best few guesses the first
/// known one is taken, else the first attested one, else the best.
#[allow(clippy::too_many_arguments)] // one call in training, one in the model
pub(crate) fn by_edit(
    edits: &[Edit],
    scorer: &impl Scorer,
    seen: Option<Seen<'_>>,
    form: &str,
    normal: &str,
    word: &Atoms,
    tag: u8,
    feats: u64,
    scratch: &mut Vec<u64>,
) -> Option<SmolStr> {
    features(word, tag, feats, scratch);
    let mut scores = [0; EDITS];
    let scores = &mut scores[..edits.len().max(1)];
    scorer.add(scratch, scores);
    let first = highest(scores);
    let best = edits.get(first)?.apply(form, normal);
    let Some(seen) = seen else { return best };
    let is_known = |lemma: &str| seen.known.contains(known_key(lemma, tag));
    let is_attested = |lemma: &str| seen.attested.contains(hash_text(lemma));
    let is_possible = |lemma: &str| {
        tag != Upos::Verb as u8
            || seen.verb_endings.is_empty()
            || seen.verb_endings.iter().any(|ending| lemma.ends_with(ending.as_str()))
    };
    if best.as_deref().is_some_and(is_known) {
        return best;
    }
    let mut possible = best.clone().filter(|lemma| is_possible(lemma));
    let mut second = possible.clone().filter(|lemma| is_attested(lemma));
    // Only guesses with something for them: an edit that no feature speaks for has a score of 0 or less.
    let least = (scores[first] / 4).max(0);
    scores[first] = i32::MIN;
    for _ in 1..GUESSES {
        let next = highest(scores);
        if scores[next] <= least && possible.is_some() {
            break;
        }
        if let Some(lemma) = edits[next].apply(form, normal) {
            if scores[next] > least && is_known(&lemma) {
                return Some(lemma);
            }
            if is_possible(&lemma) {
                if second.is_none() && is_attested(&lemma) {
                    second = Some(lemma.clone());
                }
                possible.get_or_insert(lemma);
            }
        }
        scores[next] = i32::MIN;
    }
    second.or(possible).or(best)
}

/// The hash by which a feature bundle is known to the lemmatizer and the parser.
pub(crate) fn bundle_hash(feats: &str) -> u64 {
    mix(1, hash_text(feats))
}
