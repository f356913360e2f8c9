//! What the repairs do to trees: almost nothing to good ones, no harm to predicted ones, and no panic on any.

use proptest::prelude::*;
use selon_packs::Packs;
use selon_propositions::{Grammar, read, repaired, repaired_watched};
use selon_syntax::{Analysis, Model, Sentence, Upos, Word, conllu};
use std::path::Path;

fn grammar(code: &str) -> Grammar {
    Grammar::load(&Packs::shipped(), code).expect("the grammar tables are right")
}

/// Words, arcs that are right, arcs with their relation that are right.
#[derive(Default, Clone, Copy)]
struct Arcs {
    words: usize,
    heads: usize,
    labelled: usize,
}

impl Arcs {
    fn add(&mut self, gold: &Sentence, tree: &Sentence) {
        for (right, word) in gold
            .words
            .iter()
            .zip(&tree.words)
            .filter(|(right, _)| right.upos != Upos::Punct)
        {
            self.words += 1;
            self.heads += usize::from(right.head == word.head);
            self.labelled += usize::from(right.head == word.head && right.relation() == word.relation());
        }
    }

    fn percent(self) -> (f64, f64) {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        (share(self.heads), share(self.labelled))
    }
}

fn suite(code: &str) -> Vec<Sentence> {
    let text = match code {
        "fr" => include_str!("constructions/fr.toml"),
        _ => include_str!("constructions/en.toml"),
    };
    let suite: toml::Table = toml::from_str(text).expect("the suite is TOML");
    let constructions = suite["construction"].as_array().expect("constructions");
    let cases = constructions.iter().flat_map(|c| c["case"].as_array().expect("cases"));
    cases
        .flat_map(|case| conllu::read(case["conllu"].as_str().expect("a tree").trim()).expect("CoNLL-U"))
        .map(|(_, sentence)| sentence)
        .collect()
}

/// The treebanks stand beside the checkout, where they stand at all.
fn treebanks() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/treebanks")
}

fn treebank(path: &str) -> Vec<Sentence> {
    let Ok(text) = std::fs::read_to_string(treebanks().join(path)) else {
        println!("skipped: no {path}");
        return Vec::new();
    };
    conllu::read(&text)
        .expect("CoNLL-U")
        .into_iter()
        .map(|(_, sentence)| sentence)
        .collect()
}

/// Share of the arcs of good trees that the repairs change.
fn changed(code: &str, name: &str, trees: &[Sentence], most: f64) {
    // A treebank that is not there was said to be skipped.
    if trees.is_empty() {
        return;
    }
    let grammar = grammar(code);
    let mut arcs = Arcs::default();
    for gold in trees {
        let fixed = repaired(gold, &grammar);
        arcs.add(gold, &fixed);
        if std::env::var_os("SHOW").is_some() {
            for (word, (right, now)) in gold
                .words
                .iter()
                .zip(&fixed.words)
                .enumerate()
                .filter(|(_, (a, b))| a.head != b.head)
            {
                let text: Vec<&str> = gold.words.iter().map(|w| w.form.as_str()).collect();
                println!(
                    "{} {}: {:?} {} -> {:?} {} | {}",
                    word,
                    right.form,
                    right.head,
                    right.deprel,
                    now.head,
                    now.deprel,
                    text.join(" ")
                );
            }
        }
    }
    let (heads, labelled) = arcs.percent();
    println!(
        "{name}: {} words, {:.2} % of good heads changed, {:.2} % with relation",
        arcs.words,
        100.0 - heads,
        100.0 - labelled
    );
    assert!(
        100.0 - heads <= most,
        "{name}: {:.2} % of good heads changed",
        100.0 - heads
    );
}

#[test]
fn good_trees_stay() {
    changed("fr", "suite fr", &suite("fr"), 0.3);
    changed("en", "suite en", &suite("en"), 0.3);
    changed("fr", "sequoia-dev", &treebank("fr/sequoia-dev.conllu"), 0.3);
    changed("fr", "gsd-dev", &treebank("fr/gsd_devpart-dev.conllu"), 0.3);
    changed("en", "ewt-dev", &treebank("en/ewt-dev.conllu"), 0.3);
}

/// UAS and LAS of predicted trees before and after.
fn effect(code: &str, name: &str, model: &Model, trees: &[Sentence]) {
    if trees.is_empty() {
        return;
    }
    let grammar = grammar(code);
    let (mut before, mut after) = (Arcs::default(), Arcs::default());
    for gold in trees {
        let mut tree = gold.clone();
        model.tag_and_parse(&mut tree);
        before.add(gold, &tree);
        after.add(gold, &repaired(&tree, &grammar));
    }
    let ((uas, las), (uas_after, las_after)) = (before.percent(), after.percent());
    println!(
        "{name}: UAS {uas:.2} -> {uas_after:.2}, LAS {las:.2} -> {las_after:.2} ({} words)",
        before.words
    );
    assert!(
        uas_after >= uas - 0.02 && las_after >= las - 0.02,
        "{name}: the repairs do harm"
    );
}

/// What each rule does to the predicted trees of a language: heads with relations made right, and made wrong.
///
///     cargo test -p selon-propositions --test repair -- --ignored --nocapture rules
#[test]
#[ignore = "prints a table for those who change rules"]
fn table_of_the_rules() {
    use std::collections::BTreeMap;
    let sets = [
        (
            "fr",
            selon_model_fr::MODEL,
            vec!["fr/sequoia-dev.conllu", "fr/gsd_devpart-dev.conllu"],
        ),
        (
            "en",
            selon_model_en::MODEL,
            vec!["en/ewt-dev.conllu", "en/gum_open-dev.conllu"],
        ),
    ];
    for (code, bytes, files) in sets {
        let (grammar, model) = (grammar(code), Model::from_bytes(bytes).expect("model"));
        // By rule: right and wrong on the suite of constructions, right and wrong on the treebanks.
        let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
        let treebank: Vec<Sentence> = files.iter().flat_map(|file| treebank(file)).collect();
        for (at, trees) in [(0, suite(code)), (2, treebank)] {
            for gold in &trees {
                let mut tree = gold.clone();
                model.tag_and_parse(&mut tree);
                let right = |tree: &Sentence| -> Vec<bool> {
                    let pairs = tree.words.iter().zip(&gold.words);
                    pairs
                        .map(|(a, b)| a.head == b.head && a.relation() == b.relation())
                        .collect()
                };
                let mut last = right(&tree);
                repaired_watched(&tree, &grammar, |rule, tree| {
                    let now = right(tree);
                    let counts = counts.entry(rule).or_default();
                    for (was, is) in last.iter().zip(&now) {
                        counts[at] += usize::from(!was && *is);
                        counts[at + 1] += usize::from(*was && !is);
                    }
                    last = now;
                });
            }
        }
        println!("{code}: rule, right and wrong on constructions, right and wrong on treebanks");
        for (rule, [right, wrong, more_right, more_wrong]) in counts {
            println!("{code} {rule:28} +{right} -{wrong}  +{more_right} -{more_wrong}");
        }
    }
}

#[test]
fn predicted_trees_get_no_worse() {
    let fr = Model::from_bytes(selon_model_fr::MODEL).expect("the model is whole");
    let en = Model::from_bytes(selon_model_en::MODEL).expect("the model is whole");
    effect("fr", "suite fr", &fr, &suite("fr"));
    effect("en", "suite en", &en, &suite("en"));
    effect("fr", "sequoia-dev", &fr, &treebank("fr/sequoia-dev.conllu"));
    effect("fr", "gsd-dev", &fr, &treebank("fr/gsd_devpart-dev.conllu"));
    effect("en", "ewt-dev", &en, &treebank("en/ewt-dev.conllu"));
}

const RELATIONS: [&str; 30] = [
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "obl:arg",
    "nmod",
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:cleft",
    "ccomp",
    "xcomp",
    "conj",
    "cc",
    "case",
    "mark",
    "aux",
    "aux:pass",
    "aux:caus",
    "cop",
    "parataxis",
    "appos",
    "orphan",
    "advmod",
    "punct",
    "det",
    "expl:subj",
    "fixed",
];
const FEATS: [&str; 7] = [
    "",
    "VerbForm=Fin",
    "Tense=Past|VerbForm=Part",
    "VerbForm=Inf",
    "PronType=Rel",
    "Gender=Fem|Number=Sing|PronType=Rel",
    "Number=Plur",
];
const LEMMAS: [&str; 24] = [
    "déclarer",
    "faire",
    "avoir",
    "être",
    "selon",
    "plus",
    "de",
    "près",
    "afin",
    "que",
    "qui",
    "lequel",
    "pas",
    "ne",
    "mener",
    "attaque",
    "aller",
    "pouvoir",
    "accuser",
    "tomber",
    "ville",
    "à",
    "le",
    "cours",
];

/// Any tree: each word but one hangs on a word that was drawn before it in some order of the words.
fn any_sentence(most: usize) -> impl Strategy<Value = Sentence> {
    let word = (
        any::<prop::sample::Index>(),
        0..17usize,
        0..RELATIONS.len(),
        0..FEATS.len(),
        0..LEMMAS.len(),
        any::<u32>(),
    );
    prop::collection::vec(word, 1..most).prop_map(|drawn| {
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by_key(|&index| (drawn[index].5, index));
        let mut words: Vec<Word> = drawn
            .iter()
            .enumerate()
            .map(|(index, (_, upos, relation, feats, lemma, _))| Word {
                form: LEMMAS[*lemma].into(),
                lemma: LEMMAS[*lemma].into(),
                upos: Upos::ALL[*upos],
                feats: FEATS[*feats].into(),
                head: None,
                deprel: RELATIONS[*relation].into(),
                span: index..index + 1,
            })
            .collect();
        for (place, &index) in order.iter().enumerate().skip(1) {
            words[index].head = Some(order[drawn[index].0.index(place)]);
        }
        Sentence {
            span: 0..words.len(),
            words,
            multiwords: Vec::new(),
        }
    })
}

fn is_tree(sentence: &Sentence) -> bool {
    let roots = sentence.words.iter().filter(|word| word.head.is_none()).count();
    let climbs = |word: usize| {
        let mut current = Some(word);
        (0..=sentence.words.len()).any(|_| {
            current = current.and_then(|here| sentence.words[here].head);
            current.is_none()
        })
    };
    roots == 1 && (0..sentence.words.len()).all(climbs)
}

proptest! {
    #[test]
    fn any_tree_is_read(sentence in any_sentence(60)) {
        for code in ["fr", "en"] {
            let grammar = GRAMMARS.with(|grammars| grammars[usize::from(code == "en")].clone());
            let fixed = repaired(&sentence, &grammar);
            prop_assert!(is_tree(&fixed));
            let text = "x".repeat(sentence.words.len());
            for tree in [&sentence, &fixed] {
                let analysis = Analysis { sentences: vec![tree.clone()] };
                for proposition in read(&text, &analysis, &grammar).iter().flatten() {
                    let _ = proposition.notation(tree);
                }
            }
        }
    }
}

thread_local! {
    static GRAMMARS: [Grammar; 2] = [grammar("fr"), grammar("en")];
}

/// Long sentences: whole tables come as one; nothing may grow with the square of the length.
#[test]
fn long_sentences_are_fast() {
    let grammar = grammar("fr");
    let row: Vec<Sentence> = suite("fr");
    for shape in ["chain", "star", "conj", "blocks"] {
        let mut words: Vec<Word> = Vec::new();
        while words.len() < 5000 {
            let block = &row[words.len() % row.len()];
            let start = words.len();
            for (index, word) in block.words.iter().enumerate() {
                let mut word = word.clone();
                word.span = start + index..start + index + 1;
                word.head = match shape {
                    "chain" => (start + index).checked_sub(1),
                    "star" => (start + index > 0).then_some(0),
                    _ => word.head.map(|head| head + start).or(start.checked_sub(1)),
                };
                if shape == "conj" && word.relation() == "root" {
                    word.deprel = "conj".into();
                    word.head = (start > 0).then_some(0);
                }
                words.push(word);
            }
        }
        let sentence = Sentence {
            span: 0..words.len(),
            words,
            multiwords: Vec::new(),
        };
        let text = "x".repeat(sentence.words.len());
        let start = std::time::Instant::now();
        let fixed = repaired(&sentence, &grammar);
        let repair = start.elapsed();
        let analysis = Analysis { sentences: vec![fixed] };
        let read = read(&text, &analysis, &grammar);
        println!(
            "{shape}: {} words, repair {repair:?}, all {:?}, {} propositions",
            sentence.words.len(),
            start.elapsed(),
            read[0].len()
        );
        assert!(start.elapsed().as_secs() < 5, "{shape}: {:?}", start.elapsed());
    }
}
