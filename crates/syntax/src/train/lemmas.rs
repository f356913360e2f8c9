//! Training of the lemmatizer: edits from word types, then a dictionary of what the edits get wrong.

use super::learner::{Learner, Random};
use super::tags::{is_open, learn_class};
use super::{Example, TrainConfig, progress};
use crate::hash::text as hash_text;
use crate::lemma::{EDITS, Edit, Lemmatizer, bundle_hash, exception_key, features, known_key};
use crate::model::look_up;
use crate::text::{Atoms, normal};
use crate::tree::Upos;
use crate::weights::{Set, Table};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

const MARGIN: i32 = 20;

/// Learns lemmas.
pub(crate) fn learn(
    config: &TrainConfig,
    examples: &[&Example],
    lexicon: &Table,
    raw_forms: &BTreeSet<u64>,
) -> Lemmatizer {
    // (form, tag, features, lemma) with its count.
    let mut types: BTreeMap<(SmolStr, Upos, SmolStr, SmolStr), u32> = BTreeMap::new();
    for example in examples.iter().filter(|example| example.trust_lemmas) {
        for word in &example.sentence.words {
            if word.lemma.is_empty() || word.lemma == "_" || (word.upos == Upos::Pron && !example.trust_pronouns) {
                continue;
            }
            let feats = if example.trust_feats {
                word.feats.clone()
            } else {
                SmolStr::default()
            };
            *types
                .entry((word.form.clone(), word.upos, feats, word.lemma.clone()))
                .or_default() += 1;
        }
    }
    let mut edit_counts: BTreeMap<Edit, u32> = BTreeMap::new();
    for (form, upos, _, lemma) in types.keys() {
        if is_open(*upos) {
            *edit_counts.entry(Edit::find(form, &normal(form), lemma)).or_default() += 1;
        }
    }
    let mut edits: Vec<(Edit, u32)> = edit_counts.into_iter().filter(|&(_, count)| count > 2).collect();
    edits.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    edits.truncate(EDITS);
    let edits: Vec<Edit> = edits.into_iter().map(|(edit, _)| edit).collect();

    let mut buffer = String::new();
    let mut items = Vec::new();
    for ((form, upos, feats, lemma), count) in &types {
        let edit = Edit::find(form, &normal(form), lemma);
        let Some(class) = edits.iter().position(|known| *known == edit) else {
            continue;
        };
        let mut atoms = Atoms::new(form, &mut buffer);
        look_up(lexicon, &mut atoms);
        let repeat = if *count > 3 { 2 } else { 1 };
        items.extend(std::iter::repeat_n(
            (atoms, *upos as u8, bundle_hash(feats), class),
            repeat,
        ));
    }
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed + 2);
    let mut scratch = Vec::new();
    let mut scores = vec![0; edits.len().max(1)];
    for _ in 0..config.tag_epochs {
        random.shuffle(&mut items);
        for (atoms, tag, feats, class) in &items {
            features(atoms, *tag, *feats, &mut scratch);
            learn_class(&mut learner, &scratch, &mut scores, *class, MARGIN);
        }
    }
    let weights = learner.finish(config.tag_features);

    let endings = verb_endings(types.keys().filter(|key| key.1 == Upos::Verb).map(|key| key.3.as_str()));
    let mut known: BTreeSet<u64> = types
        .keys()
        .map(|(_, upos, _, lemma)| known_key(lemma, *upos as u8))
        .collect();
    known.extend(
        config
            .lemmas
            .iter()
            .map(|(_, upos, lemma)| known_key(lemma, *upos as u8)),
    );
    let known = Set::build(known);

    // Forms seen in small letters: of two guesses, one that is a word is better than one that is not.
    let mut attested = raw_forms.clone();
    for (form, _, _, lemma) in types.keys() {
        attested.extend(
            [form, lemma]
                .into_iter()
                .filter(|text| text.starts_with(char::is_lowercase))
                .map(|text| hash_text(&normal(text))),
        );
    }
    attested.extend(
        config
            .lemmas
            .iter()
            .flat_map(|(form, _, lemma)| [hash_text(form), hash_text(lemma)]),
    );
    let attested = Set::build(attested);

    // The forms of the treebanks go into a dictionary: by form and tag, and by features where one form has several lemmas.
    let mut by_form: BTreeMap<(String, Upos), BTreeMap<SmolStr, u32>> = BTreeMap::new();
    let mut by_feats: BTreeMap<(String, Upos, SmolStr), BTreeMap<SmolStr, u32>> = BTreeMap::new();
    for ((form, upos, feats, lemma), &count) in &types {
        // A name's lemma is the name as written, in capitals or not: one dictionary line cannot say that. Figures have no lemma.
        if *upos == Upos::Propn || form.chars().any(|c| c.is_ascii_digit()) || *upos == Upos::Punct {
            continue;
        }
        let key = normal(form);
        *by_form
            .entry((key.clone(), *upos))
            .or_default()
            .entry(lemma.clone())
            .or_default() += count;
        *by_feats
            .entry((key, *upos, feats.clone()))
            .or_default()
            .entry(lemma.clone())
            .or_default() += count;
    }
    // The treebank's word goes before that of the list.
    for (form, upos, lemma) in &config.lemmas {
        let key = (normal(form), *upos);
        if *upos != Upos::Propn && !by_form.contains_key(&key) {
            by_form.insert(key, BTreeMap::from([(lemma.into(), 1)]));
        }
    }
    let most = |lemmas: &BTreeMap<SmolStr, u32>| {
        lemmas
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0)))
            .map(|(lemma, _)| lemma.to_string())
            .unwrap_or_default()
    };
    let mut exceptions = Vec::new();
    for ((form, upos), lemmas) in &by_form {
        exceptions.push((exception_key(form, *upos as u8, 0), most(lemmas)));
    }
    for ((form, upos, feats), lemmas) in &by_feats {
        if by_form.get(&(form.clone(), *upos)).is_some_and(|all| all.len() > 1) {
            exceptions.push((exception_key(form, *upos as u8, bundle_hash(feats)), most(lemmas)));
        }
    }
    exceptions.sort();
    exceptions.dedup_by(|a, b| a.0 == b.0);
    progress(
        config,
        &format!("  lemmas: {} edits, {} exceptions", edits.len(), exceptions.len()),
    );
    Lemmatizer::build(edits, weights, &exceptions, known, attested, endings)
}

/// The endings of nearly all verb lemmas, if they are few (French -er, -ir, -re); else none.
fn verb_endings<'a>(lemmas: impl Iterator<Item = &'a str>) -> Vec<SmolStr> {
    let lemmas: BTreeSet<&str> = lemmas.collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for lemma in &lemmas {
        let skip = lemma.chars().count().saturating_sub(2);
        *counts.entry(lemma.chars().skip(skip).collect()).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts.truncate(4);
    counts.retain(|&(_, count)| count * 100 > lemmas.len());
    let covered: usize = counts.iter().map(|&(_, count)| count).sum();
    if lemmas.len() < 200 || covered * 100 < lemmas.len() * 96 {
        return Vec::new();
    }
    counts.into_iter().map(|(ending, _)| ending.into()).collect()
}
