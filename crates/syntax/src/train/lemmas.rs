//! Training of the lemmatizer: edits from word types, then a dictionary of what the edits get wrong.

use super::learner::{Learner, Random};
use super::tags::{is_open, learn_class};
use super::{Example, TrainConfig, progress};
use crate::lemma::{EDITS, Edit, Lemmatizer, bundle_hash, by_edit, exception_key, features, known_key};
use crate::model::look_up;
use crate::text::{Atoms, normal};
use crate::tree::Upos;
use crate::weights::Table;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

static MARGIN: std::sync::LazyLock<i32> = std::sync::LazyLock::new(|| super::knob("LMARGIN", 20));

/// Learns lemmas.
pub(crate) fn learn(config: &TrainConfig, examples: &[&Example], lexicon: &Table) -> Lemmatizer {
    // (form, tag, features, lemma) with its count.
    let mut types: BTreeMap<(SmolStr, Upos, SmolStr, SmolStr), u32> = BTreeMap::new();
    for example in examples.iter().filter(|example| example.trust_lemmas) {
        for word in &example.sentence.words {
            if word.lemma.is_empty() || word.lemma == "_" || (word.upos == Upos::Pron && !example.trust_pronouns) {
                continue;
            }
            let feats = if example.trust_feats { word.feats.clone() } else { SmolStr::default() };
            *types.entry((word.form.clone(), word.upos, feats, word.lemma.clone())).or_default() += 1;
        }
    }
    let mut edit_counts: BTreeMap<Edit, u32> = BTreeMap::new();
    for ((form, upos, _, lemma), _) in &types {
        if is_open(*upos) {
            *edit_counts.entry(Edit::find(form, &normal(form), lemma)).or_default() += 1;
        }
    }
    let mut edits: Vec<(Edit, u32)> = edit_counts.into_iter().filter(|&(_, count)| count > 1).collect();
    edits.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    edits.truncate(EDITS);
    let edits: Vec<Edit> = edits.into_iter().map(|(edit, _)| edit).collect();

    let mut buffer = String::new();
    let mut items = Vec::new();
    for ((form, upos, feats, lemma), count) in &types {
        let edit = Edit::find(form, &normal(form), lemma);
        let Some(class) = edits.iter().position(|known| *known == edit) else { continue };
        let mut atoms = Atoms::new(form, &mut buffer);
        look_up(lexicon, &mut atoms);
        let repeat = if *count > 3 { 2 } else { 1 };
        items.extend(std::iter::repeat_n((atoms, *upos as u8, bundle_hash(feats), class), repeat));
    }
    let mut learner = Learner::default();
    let mut random = Random::new(config.seed + 2);
    let mut scratch = Vec::new();
    let mut scores = vec![0; edits.len().max(1)];
    for _ in 0..config.tag_epochs {
        random.shuffle(&mut items);
        for (atoms, tag, feats, class) in &items {
            features(atoms, *tag, *feats, &mut scratch);
            learn_class(&mut learner, &scratch, &mut scores, *class, *MARGIN);
        }
    }
    let weights = learner.finish(config.tag_features);

    let known: BTreeSet<u64> = types.keys().map(|(_, upos, _, lemma)| known_key(lemma, *upos as u8)).collect();
    let known = Table::build(&known.into_iter().map(|key| (key, 1)).collect::<Vec<_>>());

    // What the edits get wrong goes into a dictionary: by form and tag, and by features where one form has several lemmas.
    let mut by_form: BTreeMap<(String, Upos), BTreeMap<SmolStr, u32>> = BTreeMap::new();
    let mut by_feats: BTreeMap<(String, Upos, SmolStr), BTreeMap<SmolStr, u32>> = BTreeMap::new();
    let mut missed: BTreeSet<(String, Upos)> = BTreeSet::new();
    for ((form, upos, feats, lemma), &count) in &types {
        let key = normal(form);
        *by_form.entry((key.clone(), *upos)).or_default().entry(lemma.clone()).or_default() += count;
        *by_feats.entry((key.clone(), *upos, feats.clone())).or_default().entry(lemma.clone()).or_default() += count;
        let mut atoms = Atoms::new(form, &mut buffer);
        look_up(lexicon, &mut atoms);
        let guess = by_edit(&edits, &weights, matches!(*upos, Upos::Noun | Upos::Verb | Upos::Adj).then_some(&known), form, &key, &atoms, *upos as u8, bundle_hash(feats), &mut scratch);
        if guess.as_ref() != Some(lemma) {
            missed.insert((key, *upos));
        }
    }
    let most = |lemmas: &BTreeMap<SmolStr, u32>| {
        lemmas.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(lemma, _)| lemma.to_string()).unwrap_or_default()
    };
    let mut exceptions = Vec::new();
    for ((form, upos), lemmas) in &by_form {
        // A name's lemma is the name as written, in capitals or not: one dictionary line cannot say that.
        if missed.contains(&(form.clone(), *upos)) && !(*upos == Upos::Propn && lemmas.len() > 1) {
            let general = most(lemmas);
            exceptions.push((exception_key(form, *upos as u8, 0), general));
        }
    }
    for ((form, upos, feats), lemmas) in &by_feats {
        let several = by_form.get(&(form.clone(), *upos)).is_some_and(|all| all.len() > 1);
        if several && missed.contains(&(form.clone(), *upos)) && *upos != Upos::Propn {
            exceptions.push((exception_key(form, *upos as u8, bundle_hash(feats)), most(lemmas)));
        }
    }
    exceptions.sort();
    exceptions.dedup_by(|a, b| a.0 == b.0);
    progress(config, &format!("  lemmas: {} edits, {} exceptions", edits.len(), exceptions.len()));
    Lemmatizer::build(edits, weights, &exceptions, known)
}
