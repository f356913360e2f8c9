//! The neural parser: two layers of memories that read a sentence in both directions, a score for every arc, the best tree for all scores.
//!
//! Sources: memories over words in both directions (Kiperwasser and Goldberg, *Simple and Accurate Dependency Parsing Using Bidirectional LSTM Feature
//! Representations*, 2016); scores of arcs by a bilinear form (Dozat and Manning, *Deep Biaffine Attention for Neural Dependency Parsing*, 2017). What a word
//! is known by are hashed atoms, as everywhere in this room, with the part of speech and the features that the tagger gave it.
//!
//! A tree has exactly one root; arcs may cross.

pub(crate) mod layers;
mod products;
mod spanning;

use crate::bytes::{Reader, Writer};
use crate::hash::mix;
use crate::lemma::bundle_hash;
use crate::model::ModelError;
use crate::text::Atoms;
use crate::tree::Word;
use crate::weights::Table;
use layers::{Dense, Memory, MemoryBuffers, NARROW, Vectors, WIDE, bent};
use products::{Products, Work};

/// Kinds of keys of a word.
pub(crate) const KEYS: usize = 9;
/// Their names, as the trainer has them.
pub(crate) const NAMES: [&str; KEYS] = [
    "form", "lemma", "suffix2", "suffix3", "suffix4", "prefix3", "shape", "class", "tag",
];

/// The most words that are parsed together. Longer "sentences" are tables and lists; they are parsed piece by piece, and each piece hangs on the one before.
const PIECE: usize = 256;

/// The keys under which the network knows a tagged word; 0 for one that it does not have.
pub(crate) fn keys(word: &Word, atoms: &Atoms) -> [u64; KEYS] {
    [
        atoms.form,
        crate::hash::text(&word.lemma),
        atoms.suffix[1],
        atoms.suffix[2],
        atoms.suffix[3],
        atoms.prefix[2],
        atoms.shape,
        atoms.cluster,
        mix(word.upos as u64, bundle_hash(&word.feats)),
    ]
}

/// The key of the table for a key of one kind.
pub(crate) fn table_key(kind: usize, key: u64) -> u64 {
    crate::hash::finish(mix(kind as u64 + 1, key))
}

/// Vectors of one kind of keys.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kind {
    /// Numbers in a vector.
    pub(crate) width: usize,
    /// What each number is multiplied with, so that all kinds have one unit.
    pub(crate) factor: i16,
    /// Where the vector of an unknown key begins.
    pub(crate) unknown: u32,
}

/// A trained network.
#[derive(Default)]
pub(crate) struct Network {
    pub(crate) kinds: Vec<Kind>,
    /// Where the vector of a key begins in `vectors`.
    pub(crate) table: Table,
    pub(crate) vectors: Vec<i8>,
    /// The unit of the vectors.
    pub(crate) unit: f32,
    /// Makes one short vector of those of all kinds.
    pub(crate) entry: Dense,
    /// By layer: forwards, backwards.
    pub(crate) memories: Vec<[Memory; 2]>,
    /// What stands for the root.
    pub(crate) root: Vec<f32>,
    pub(crate) arc_head: Dense,
    pub(crate) arc_dependent: Dense,
    pub(crate) arc: Dense,
    pub(crate) label_head: Dense,
    pub(crate) label_dependent: Dense,
    pub(crate) label: Dense,
}

/// Buffers of the network.
#[derive(Default)]
pub(crate) struct Buffers {
    pub(crate) keys: Vec<[u64; KEYS]>,
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<usize>,
    input: Vectors,
    layer: Vectors,
    states: Vectors,
    rows: Vectors,
    columns: Vectors,
    memory: MemoryBuffers,
    sums: Vec<i32>,
    numbers: Vec<f32>,
    others: Vec<f32>,
    pairs: Vec<f32>,
    table: Vec<f32>,
}

impl Network {
    /// Finds head and label of each word whose keys are in `buffers`: `heads` (the number of words stands for the root) and `labels`. `root` is the label of the
    /// root, `next` that of later pieces of a list.
    pub(crate) fn parse(&self, buffers: &mut Buffers, labels: usize, root: usize, next: usize) {
        buffers.heads.clear();
        buffers.labels.clear();
        let count = buffers.keys.len();
        let mut last_root = None;
        for start in (0..count).step_by(PIECE) {
            let end = (start + PIECE).min(count);
            products::widest(Parse {
                network: self,
                buffers: &mut *buffers,
                words: start..end,
                labels,
                root,
            });
            for word in start..end {
                if buffers.heads[word] == end - start {
                    buffers.heads[word] = last_root.unwrap_or(count);
                    if last_root.is_some() {
                        buffers.labels[word] = next;
                    }
                    last_root = Some(word);
                } else {
                    buffers.heads[word] += start;
                }
            }
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.u32(self.kinds.len() as u32);
        for kind in &self.kinds {
            out.u32(kind.width as u32);
            out.u32(kind.factor as u32);
            out.u32(kind.unknown);
        }
        self.table.write(out);
        let bytes: Vec<u8> = self.vectors.iter().map(|&number| number as u8).collect();
        out.u8s(&bytes);
        out.f32s(&[self.unit]);
        self.entry.write(out);
        out.u32(self.memories.len() as u32);
        for memory in self.memories.iter().flatten() {
            memory.write(out);
        }
        out.f32s(&self.root);
        for layer in self.layers() {
            layer.write(out);
        }
    }

    fn layers(&self) -> [&Dense; 6] {
        [
            &self.arc_head,
            &self.arc_dependent,
            &self.arc,
            &self.label_head,
            &self.label_dependent,
            &self.label,
        ]
    }

    /// Reads a network for `labels` labels, and checks that its parts fit each other.
    pub(crate) fn read(reader: &mut Reader<'_>, labels: usize) -> Result<Network, ModelError> {
        let mut kinds = Vec::new();
        for _ in 0..reader.u32()? {
            kinds.push(Kind {
                width: reader.u32()? as usize,
                factor: i16::try_from(reader.u32()?).map_err(|_| ModelError::Damaged("factor"))?,
                unknown: reader.u32()?,
            });
        }
        let table = Table::read(reader)?;
        let vectors = reader.u8s()?.iter().map(|&byte| byte as i8).collect();
        let unit = reader.f32s()?;
        let entry = Dense::read(reader)?;
        let mut memories = Vec::new();
        for _ in 0..reader.u32()? {
            memories.push([Memory::read(reader)?, Memory::read(reader)?]);
        }
        let network = Network {
            kinds,
            table,
            vectors,
            unit: *unit.first().ok_or(ModelError::Damaged("network"))?,
            entry,
            memories,
            root: reader.f32s()?,
            arc_head: Dense::read(reader)?,
            arc_dependent: Dense::read(reader)?,
            arc: Dense::read(reader)?,
            label_head: Dense::read(reader)?,
            label_dependent: Dense::read(reader)?,
            label: Dense::read(reader)?,
        };
        if network.fits(labels) {
            Ok(network)
        } else {
            Err(ModelError::Damaged("network"))
        }
    }

    /// Do the layers take what those before them give?
    pub(crate) fn fits(&self, labels: usize) -> bool {
        let takes = |layer: &Dense, width: usize| layer.matrix.width() == width;
        let keys: usize = self.kinds.iter().map(|kind| kind.width).sum();
        let mut width = self.entry.matrix.rows();
        let mut fits = self.kinds.len() == KEYS && takes(&self.entry, keys.next_multiple_of(products::LANES));
        for [forwards, backwards] in &self.memories {
            fits &= forwards.input_width() == width && backwards.input_width() == width;
            fits &= forwards.size() == backwards.size();
            width = 2 * forwards.size();
        }
        fits && !self.memories.is_empty()
            && self.root.len() == width
            && [
                &self.arc_head,
                &self.arc_dependent,
                &self.label_head,
                &self.label_dependent,
            ]
            .iter()
            .all(|layer| takes(layer, width))
            && takes(&self.arc, self.arc_dependent.matrix.rows())
            && self.arc.matrix.rows() == self.arc_head.matrix.rows()
            && self.label_head.matrix.rows() == self.label_dependent.matrix.rows()
            && takes(&self.label, 2 * self.label_head.matrix.rows())
            && self.label.matrix.rows() == labels.next_multiple_of(4)
    }

    /// Writes the vectors of all keys of a word behind each other.
    #[inline(always)]
    fn look_up(&self, keys: &[u64; KEYS], out: &mut [i16]) {
        let mut at = 0;
        for (index, (&key, kind)) in keys.iter().zip(&self.kinds).enumerate() {
            if key != 0 {
                let start = self.table.get(table_key(index, key)).unwrap_or(kind.unknown) as usize;
                let vector = self.vectors.get(start..start + kind.width).unwrap_or_default();
                for (number, &value) in out[at..].iter_mut().zip(vector) {
                    *number = i16::from(value).wrapping_mul(kind.factor);
                }
            }
            at += kind.width;
        }
    }
}

/// Parsing some of the words in `buffers`: pushes their heads (counted from the first of them) and labels.
struct Parse<'a> {
    network: &'a Network,
    buffers: &'a mut Buffers,
    words: std::ops::Range<usize>,
    labels: usize,
    root: usize,
}

impl Work for Parse<'_> {
    #[inline(always)]
    fn run(self, products: impl Products) {
        let Parse {
            network,
            buffers: b,
            words,
            labels,
            root,
        } = self;
        let count = words.len();
        b.input.reset(count, network.entry.matrix.width());
        for (index, word) in words.enumerate() {
            network.look_up(&b.keys[word], b.input.row_mut(index));
            b.input.units[index] = network.unit;
        }
        network.entry.apply(products, &b.input, &mut b.sums, &mut b.numbers);
        bend(&mut b.numbers);
        fill(&mut b.layer, &b.numbers, network.entry.matrix.rows(), WIDE);
        for [forwards, backwards] in &network.memories {
            let size = forwards.size();
            b.states.reset(count, 2 * size);
            forwards.read_through(products, &b.layer, false, &mut b.memory, &mut b.states, 0);
            backwards.read_through(products, &b.layer, true, &mut b.memory, &mut b.states, size);
            std::mem::swap(&mut b.layer, &mut b.states);
        }
        // Words as dependents; then the root before them, and all as heads.
        network
            .arc_dependent
            .apply(products, &b.layer, &mut b.sums, &mut b.numbers);
        bend(&mut b.numbers);
        fill(&mut b.rows, &b.numbers, network.arc_dependent.matrix.rows(), WIDE);
        network.arc.apply(products, &b.rows, &mut b.sums, &mut b.numbers);
        fill(&mut b.rows, &b.numbers, network.arc.matrix.rows(), NARROW);
        b.states.reset(count + 1, network.root.len());
        b.states.set(0, &network.root, WIDE);
        let blocks = b.states.blocks;
        b.states.data[blocks..].copy_from_slice(&b.layer.data);
        b.states.units[1..].copy_from_slice(&b.layer.units);
        network.arc_head.apply(products, &b.states, &mut b.sums, &mut b.numbers);
        bend(&mut b.numbers);
        fill(&mut b.columns, &b.numbers, network.arc_head.matrix.rows(), NARROW);
        let nodes = count + 1;
        let padded = nodes.next_multiple_of(4);
        b.columns.data.resize(padded * b.columns.blocks, Default::default());
        b.columns.units.resize(padded, 0.0);
        b.sums.resize(count * padded, 0);
        products.multiply(&b.columns.data, &b.rows.data, b.rows.blocks, &mut b.sums);
        b.table.clear();
        b.table.resize(nodes, 0.0);
        for (sums, &unit) in b.sums.chunks_exact(padded).zip(&b.rows.units) {
            let row = sums.iter().zip(&b.columns.units).take(nodes);
            b.table.extend(row.map(|(&sum, &column)| sum as f32 * (unit * column)));
        }
        let heads = spanning::tree(&mut spanning::Scores {
            table: &mut b.table,
            nodes,
        });
        // The label of each word on its head, from sums and products of what the layers say of both.
        network
            .label_head
            .apply(products, &b.states, &mut b.sums, &mut b.numbers);
        network
            .label_dependent
            .apply(products, &b.layer, &mut b.sums, &mut b.others);
        let width = network.label_head.matrix.rows();
        b.pairs.clear();
        for (own, &head) in b.others.chunks_exact(width).zip(&heads[1..]) {
            let other = &b.numbers[head * width..(head + 1) * width];
            b.pairs.extend(own.iter().zip(other).map(|(a, b)| bent(a + b)));
            b.pairs.extend(own.iter().zip(other).map(|(a, b)| a * b));
        }
        fill(&mut b.rows, &b.pairs, 2 * width, WIDE);
        network.label.apply(products, &b.rows, &mut b.sums, &mut b.numbers);
        for (scores, &head) in b.numbers.chunks_exact(network.label.matrix.rows()).zip(&heads[1..]) {
            let label = if head == 0 {
                root
            } else {
                let others = (0..labels).filter(|&label| label != root);
                others
                    .reduce(|best, label| if scores[label] > scores[best] { label } else { best })
                    .unwrap_or(root)
            };
            b.labels.push(label);
            b.heads.push(if head == 0 { count } else { head - 1 });
        }
    }
}

#[inline(always)]
fn bend(numbers: &mut [f32]) {
    for number in numbers {
        *number = bent(*number);
    }
}

/// Sets vectors to rows of numbers.
#[inline(always)]
fn fill(vectors: &mut Vectors, numbers: &[f32], width: usize, limit: f32) {
    vectors.reset(numbers.len() / width.max(1), width);
    for (index, row) in numbers.chunks_exact(width).enumerate() {
        vectors.set(index, row, limit);
    }
}
