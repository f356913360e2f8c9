//! A model with a network, from a file as its trainer writes it. The network here is small and its numbers are random: what is tested is that it is read,
//! used and refused as it should be. How well trained networks parse: docs/RESULTS.md.

use safetensors::Dtype;
use safetensors::tensor::{TensorView, serialize};
use selon_syntax::train::{TrainConfig, TrainError, train, words_to_learn};
use selon_syntax::{Model, Sentence};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

const KINDS: [&str; 9] = [
    "form", "lemma", "suffix2", "suffix3", "suffix4", "prefix3", "shape", "class", "tag",
];
const LABELS: &str = r#"["dep", "nsubj", "obj", "punct", "root"]"#;
const WIDTH: usize = 16;

fn config() -> TrainConfig {
    TrainConfig {
        language: "xx".to_owned(),
        name: "tiny".to_owned(),
        tag_epochs: 2,
        folds: 2,
        ..TrainConfig::default()
    }
}

fn file() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tiny.conllu"))
}

/// Tensors by name: shape and bytes.
type Tensors = Vec<(String, Dtype, Vec<usize>, Vec<u8>)>;

/// A network whose tensors fit each other, with the keys of the tiny treebank.
fn tensors() -> Tensors {
    let mut state = 7u64;
    let mut random = |shape: &[usize]| -> Vec<u8> {
        (0..shape.iter().product())
            .flat_map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                (((state >> 40) as f32 / 16_777_216.0) - 0.5).to_le_bytes()
            })
            .collect()
    };
    let words = words_to_learn(&config(), &[file()]).expect("words");
    let rows: Vec<Vec<&str>> = words
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let mut tensors = Tensors::new();
    for (kind, name) in KINDS.iter().enumerate() {
        let keys: BTreeSet<u64> = rows
            .iter()
            .map(|row| u64::from_str_radix(row[kind], 16).expect("a key"))
            .filter(|&key| key != 0)
            .collect();
        let bytes = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
        tensors.push((format!("keys.{name}"), Dtype::U64, vec![keys.len()], bytes));
        let shape = vec![keys.len() + 1, WIDTH];
        let bytes = random(&shape);
        tensors.push((format!("vectors.{name}"), Dtype::F32, shape, bytes));
    }
    let mut matrices = vec![
        ("root".to_owned(), vec![2 * WIDTH]),
        ("arc.weight".to_owned(), vec![WIDTH, WIDTH]),
        ("arc.bias".to_owned(), vec![WIDTH]),
    ];
    let layers = [
        ("entry", WIDTH, KINDS.len() * WIDTH),
        ("arc_head", WIDTH, 2 * WIDTH),
        ("arc_dependent", WIDTH, 2 * WIDTH),
        ("label_head", WIDTH, 2 * WIDTH),
        ("label_dependent", WIDTH, 2 * WIDTH),
        ("label", 5, 2 * WIDTH),
    ];
    for (name, rows, columns) in layers {
        matrices.push((format!("{name}.weight"), vec![rows, columns]));
        matrices.push((format!("{name}.bias"), vec![rows]));
    }
    for (layer, columns) in [(0, WIDTH), (1, 2 * WIDTH)] {
        for direction in ["forwards", "backwards"] {
            let name = format!("memory.{layer}.{direction}");
            matrices.push((format!("{name}.input"), vec![4 * WIDTH, columns]));
            matrices.push((format!("{name}.back"), vec![4 * WIDTH, WIDTH]));
            matrices.push((format!("{name}.bias"), vec![4 * WIDTH]));
        }
    }
    for (name, shape) in matrices {
        let bytes = random(&shape);
        tensors.push((name, Dtype::F32, shape, bytes));
    }
    tensors
}

fn bytes(tensors: &Tensors) -> Vec<u8> {
    let views: HashMap<&str, TensorView<'_>> = tensors
        .iter()
        .map(|(name, dtype, shape, bytes)| {
            (
                name.as_str(),
                TensorView::new(*dtype, shape.clone(), bytes).expect("a tensor"),
            )
        })
        .collect();
    let metadata = HashMap::from([("labels".to_owned(), LABELS.to_owned())]);
    serialize(views, Some(metadata)).expect("a file")
}

fn trained(network: Vec<u8>) -> Result<Vec<u8>, TrainError> {
    let config = TrainConfig {
        network: Some(network),
        ..config()
    };
    train(&config, &[file()], &[])
}

fn check(sentence: &Sentence) {
    let count = sentence.words.len();
    assert_eq!(
        sentence.words.iter().filter(|word| word.head.is_none()).count(),
        1,
        "one root"
    );
    for (index, word) in sentence.words.iter().enumerate() {
        assert_eq!(word.head.is_none(), word.deprel == "root", "{word:?}");
        let (mut at, mut steps) = (index, 0);
        while let Some(head) = sentence.words[at].head {
            at = head;
            steps += 1;
            assert!(steps <= count, "no cycle");
        }
    }
}

#[test]
fn words_for_the_trainer_have_all_keys_a_head_and_a_label() {
    let words = words_to_learn(&config(), &[file()]).expect("words");
    let mut rows = 0;
    for block in words.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let lines: Vec<&str> = block.trim().lines().collect();
        assert!(lines[0].starts_with("# "), "{block}");
        for line in &lines[1..] {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), KINDS.len() + 2, "{line}");
            let head: usize = fields[KINDS.len()].parse().expect("a head");
            assert!(head < lines.len(), "{line}");
            rows += 1;
        }
    }
    assert!(rows > 20, "{rows}");
}

#[test]
fn a_network_gives_every_text_a_tree_and_always_the_same() {
    let network = bytes(&tensors());
    let one = trained(network.clone()).expect("training");
    assert_eq!(one, trained(network).expect("training"), "same bytes");
    let model = Model::from_bytes(&one).expect("model");
    assert!(model.header().settings.iter().any(|(name, _)| name == "network"));
    for text in [
        "Rebels shelled the town.",
        "a",
        "word ".repeat(700).as_str(),
        "?! ... x",
    ] {
        let analysis = model.analyze(text);
        assert_eq!(analysis, model.analyze(text));
        for sentence in &analysis.sentences {
            check(sentence);
        }
    }
}

#[test]
fn networks_that_do_not_fit_are_refused_with_their_reason() {
    let error = |network: Vec<u8>| trained(network).err().map(|error| error.to_string()).expect("an error");
    assert!(error(b"no network".to_vec()).starts_with("network: "));
    let mut lacking = tensors();
    lacking.retain(|(name, ..)| name != "arc.weight");
    assert!(
        error(bytes(&lacking)).contains("arc.weight"),
        "{}",
        error(bytes(&lacking))
    );
    let mut narrow = tensors();
    for (name, _, shape, bytes) in &mut narrow {
        if name == "root" {
            *shape = vec![WIDTH];
            bytes.truncate(4 * WIDTH);
        }
    }
    assert_eq!(error(bytes(&narrow)), "network: its parts do not fit each other");
    let mut endless = tensors();
    for (name, .., bytes) in &mut endless {
        if name == "entry.bias" {
            bytes[..4].copy_from_slice(&f32::INFINITY.to_le_bytes());
        }
    }
    assert!(error(bytes(&endless)).contains("entry.bias"));
}
