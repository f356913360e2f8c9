//! Brings the treebanks of a language to one standard before they are joined. For French the standard is Sequoia.

use super::{Example, TrainConfig, standard};
use crate::tree::{Sentence, Upos, Word};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Makes a training example of a sentence of the file `name`.
pub(crate) fn example(config: &TrainConfig, name: &str, comments: &[String], mut sentence: Sentence) -> Example {
    let french = config.language == "fr";
    let spoken = french && (name.starts_with("rhapsodie") || name.starts_with("parisstories"));
    standardise(&config.language, name, &mut sentence);
    standard::apply(&config.standard, &config.language, name, &mut sentence);
    Example {
        sentence,
        paragraph: comments
            .iter()
            .any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc")),
        trust_feats: !spoken,
        trust_lemmas: true,
        trust_pronouns: !(french && (name.starts_with("gsd_fib") || name.starts_with("pud"))),
        written: !spoken,
        invented: false,
        // The own sentences are news of the kind that the models are made for; Sequoia is the standard for French.
        weight: if name.starts_with("news") {
            4
        } else if french && name.starts_with("sequoia") {
            2
        } else {
            1
        },
    }
}

/// Changes that need nothing but the sentence. Development files are changed in the same way before they are scored, but for the
/// standard itself, which stays as it is.
pub(crate) fn standardise(language: &str, name: &str, sentence: &mut Sentence) {
    if language != "fr" || name.starts_with("sequoia") || name.starts_with("news") {
        return;
    }
    // PUD and FIB leave the voice of participles out: that of a participle beside a noun is nearly always passive.
    let voiceless = name.starts_with("pud") || name.starts_with("gsd_fib");
    let passive: Vec<bool> = (0..sentence.words.len())
        .map(|index| {
            let beside_noun = voiceless
                && sentence.words[index].deprel == "acl"
                && sentence.words[index].feat("Tense") == Some("Past");
            beside_noun
                || sentence
                    .children(index)
                    .any(|child| sentence.words[child].deprel == "aux:pass")
        })
        .collect();
    for (index, passive) in passive.into_iter().enumerate() {
        let word = &mut sentence.words[index];
        word.feats = feats(word, passive, name);
        if word.upos == Upos::Pron && word.lemma == "se" {
            word.lemma = "soi".into();
        }
        match word.deprel.as_str() {
            "nmod:appos" => word.deprel = "appos".into(),
            "parataxis:parenth" => word.deprel = "parataxis:insert".into(),
            _ => {}
        }
    }
    agents(sentence);
}

/// PUD writes the agent of a passive as plain `obl`.
fn agents(sentence: &mut Sentence) {
    for index in 0..sentence.words.len() {
        if sentence.words[index].deprel != "obl" {
            continue;
        }
        let Some(head) = sentence.words[index].head else {
            continue;
        };
        let by = sentence.children(index).any(|child| {
            let child = &sentence.words[child];
            child.deprel == "case" && child.lemma == "par"
        });
        let passive = sentence
            .children(head)
            .any(|child| sentence.words[child].deprel.ends_with(":pass"))
            || sentence.words[head].feat("Voice") == Some("Pass")
            || (sentence.words[head].deprel == "acl" && sentence.words[head].feat("VerbForm") == Some("Part"));
        if by && passive {
            sentence.words[index].deprel = "obl:agent".into();
        }
    }
}

fn feats(word: &Word, passive: bool, name: &str) -> SmolStr {
    let mut pairs: Vec<(&str, &str)> = word.feats.split('|').filter_map(|pair| pair.split_once('=')).collect();
    pairs.retain(|&(key, value)| {
        !(key == "Voice" && value == "Act") && key != "Case" && key != "Typo" && key != "Style"
    });
    if passive
        && word.upos == Upos::Verb
        && pairs.contains(&("VerbForm", "Part"))
        && !pairs.contains(&("Voice", "Pass"))
    {
        pairs.push(("Voice", "Pass"));
    }
    match word.upos {
        Upos::Num => {
            pairs.retain(|&(key, _)| key != "Number" && key != "Gender" && key != "NumType");
            pairs.push(("NumType", "Card"));
        }
        Upos::Det => {
            if pairs.iter().any(|&(key, _)| key == "Poss") {
                pairs.retain(|&(key, _)| matches!(key, "Gender" | "Number" | "Poss"));
            }
            let plural = pairs.contains(&("Number", "Plur"));
            let elided = word.form.ends_with(['\'', '’']);
            if plural || elided {
                pairs.retain(|&(key, _)| key != "Gender");
            }
        }
        Upos::Pron if word.lemma == "se" || (word.lemma == "soi" && name.starts_with("pud")) => {
            pairs = vec![("Person", "3"), ("PronType", "Prs"), ("Reflex", "Yes")];
        }
        _ => {}
    }
    pairs.sort_by_key(|&(key, _)| key.to_lowercase());
    pairs.dedup();
    let joined: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
    joined.join("|").into()
}

/// Changes that need the statistics of the standard treebanks: `obl` becomes `obl:arg` where they say so for the verb and the preposition.
pub(crate) fn by_statistics(config: &TrainConfig, examples: &mut [Example]) {
    if config.language != "fr" {
        return;
    }
    let mut counts: BTreeMap<(SmolStr, SmolStr), [u32; 2]> = BTreeMap::new();
    let mut reflexive: BTreeMap<SmolStr, BTreeMap<SmolStr, u32>> = BTreeMap::new();
    for example in examples.iter() {
        for (index, word) in example.sentence.words.iter().enumerate() {
            let Some(head) = word.head.map(|head| &example.sentence.words[head]) else {
                continue;
            };
            let kind = match word.deprel.as_str() {
                "obl:arg" => 1,
                "obl:mod" => 0,
                _ => {
                    if word.lemma == "soi" && word.deprel.starts_with("expl") {
                        *reflexive
                            .entry(head.lemma.clone())
                            .or_default()
                            .entry(word.deprel.clone())
                            .or_default() += 1;
                    }
                    continue;
                }
            };
            counts
                .entry((head.lemma.clone(), preposition(&example.sentence, index)))
                .or_default()[kind] += 1;
        }
    }
    for example in examples {
        for index in 0..example.sentence.words.len() {
            let word = &example.sentence.words[index];
            let Some(head) = word.head.map(|head| example.sentence.words[head].lemma.clone()) else {
                continue;
            };
            let label: Option<SmolStr> = if word.deprel == "obl" {
                let preposition = preposition(&example.sentence, index);
                let argument = counts
                    .get(&(head, preposition))
                    .is_some_and(|&[modifier, argument]| argument > modifier);
                Some(if argument { "obl:arg".into() } else { "obl:mod".into() })
            } else if word.lemma == "soi" && word.deprel == "obj" {
                reflexive
                    .get(&head)
                    .and_then(|labels| labels.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))))
                    .map(|(label, _)| label.clone())
            } else {
                None
            };
            if let Some(label) = label {
                example.sentence.words[index].deprel = label;
            }
        }
    }
}

fn preposition(sentence: &Sentence, index: usize) -> SmolStr {
    sentence
        .children(index)
        .find(|&child| sentence.words[child].deprel == "case")
        .map(|child| sentence.words[child].lemma.clone())
        .unwrap_or_default()
}
