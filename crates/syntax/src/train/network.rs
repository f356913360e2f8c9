//! A network as its trainer (`training/parser.py`) leaves it, in floating point, made into the whole numbers of a model file.
//!
//! The file is in the safetensors format; its metadata name the labels.

use super::TrainError;
use crate::network::layers::{Dense, Memory, largest};
use crate::network::{KEYS, Kind, NAMES, Network, table_key};
use crate::weights::Table;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use smol_str::SmolStr;

/// The largest factor that brings the vectors of one kind of keys to the unit of all.
const FACTOR: f32 = 100.0;

/// A file of a trained network, open.
struct Trained<'a>(SafeTensors<'a>);

fn bad(what: impl Into<String>) -> TrainError {
    TrainError::Network(what.into())
}

impl Trained<'_> {
    fn tensor(&self, name: &str) -> Result<TensorView<'_>, TrainError> {
        self.0.tensor(name).map_err(|error| bad(format!("{name}: {error}")))
    }

    fn numbers(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), TrainError> {
        let tensor = self.tensor(name)?;
        if tensor.dtype() != Dtype::F32 {
            return Err(bad(format!("{name}: not of 32-bit numbers")));
        }
        let (whole, _) = tensor.data().as_chunks::<4>();
        let numbers: Vec<f32> = whole.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(bad(format!("{name}: a number that is none")));
        }
        Ok((tensor.shape().to_vec(), numbers))
    }

    fn rows(&self, name: &str) -> Result<Vec<Vec<f32>>, TrainError> {
        let (shape, numbers) = self.numbers(name)?;
        match shape[..] {
            [_, width] if width > 0 => Ok(numbers.chunks_exact(width).map(<[f32]>::to_vec).collect()),
            _ => Err(bad(format!("{name}: not a matrix"))),
        }
    }

    fn vector(&self, name: &str) -> Result<Vec<f32>, TrainError> {
        Ok(self.numbers(name)?.1)
    }

    fn dense(&self, name: &str) -> Result<Dense, TrainError> {
        let weights = self.rows(&format!("{name}.weight"))?;
        Ok(Dense::new(&weights, &self.vector(&format!("{name}.bias"))?))
    }

    fn memory(&self, name: &str) -> Result<Memory, TrainError> {
        let input = self.rows(&format!("{name}.input"))?;
        let back = self.rows(&format!("{name}.back"))?;
        Ok(Memory::new(&input, &back, &self.vector(&format!("{name}.bias"))?))
    }

    fn keys(&self, name: &str) -> Result<Vec<u64>, TrainError> {
        let tensor = self.tensor(name)?;
        if tensor.dtype() != Dtype::U64 {
            return Err(bad(format!("{name}: not of 64-bit keys")));
        }
        let (whole, _) = tensor.data().as_chunks::<8>();
        Ok(whole.iter().map(|&bytes| u64::from_le_bytes(bytes)).collect())
    }
}

/// Reads the file of a trained network: the network, and its labels in their order.
pub(super) fn read(bytes: &[u8]) -> Result<(Network, Vec<SmolStr>), TrainError> {
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(|error| bad(error.to_string()))?;
    let named = metadata.metadata().as_ref().and_then(|named| named.get("labels"));
    let labels: Vec<SmolStr> = named
        .and_then(|text| serde_json::from_str(text).ok())
        .ok_or_else(|| bad("no labels in the metadata"))?;
    let trained = Trained(SafeTensors::deserialize(bytes).map_err(|error| bad(error.to_string()))?);
    let mut network = Network {
        entry: trained.dense("entry")?,
        root: trained.vector("root")?,
        arc_head: trained.dense("arc_head")?,
        arc_dependent: trained.dense("arc_dependent")?,
        arc: trained.dense("arc")?,
        label_head: trained.dense("label_head")?,
        label_dependent: trained.dense("label_dependent")?,
        label: trained.dense("label")?,
        ..Network::default()
    };
    for layer in 0.. {
        let name = format!("memory.{layer}.forwards");
        if trained.0.tensor(&format!("{name}.input")).is_err() {
            break;
        }
        let backwards = trained.memory(&format!("memory.{layer}.backwards"))?;
        network.memories.push([trained.memory(&name)?, backwards]);
    }
    vectors(&trained, &mut network)?;
    if labels.len() < 2 || !network.fits(labels.len()) {
        return Err(bad("its parts do not fit each other"));
    }
    Ok((network, labels))
}

/// The vectors of all keys, in one unit: those of each kind are rounded to eight bits by their own largest number first.
fn vectors(trained: &Trained<'_>, network: &mut Network) -> Result<(), TrainError> {
    let mut kinds = Vec::new();
    for name in NAMES {
        let (keys, rows) = (
            trained.keys(&format!("keys.{name}"))?,
            trained.rows(&format!("vectors.{name}"))?,
        );
        // The first row is that of unknown keys.
        if rows.len() != keys.len() + 1 {
            return Err(bad(format!("{name}: {} keys, {} vectors", keys.len(), rows.len())));
        }
        let largest = rows.iter().map(|row| largest(row)).fold(f32::MIN_POSITIVE, f32::max);
        kinds.push((keys, rows, largest));
    }
    let largest = kinds.iter().map(|&(.., largest)| largest).fold(0.0, f32::max);
    network.unit = largest / (127.0 * FACTOR);
    let mut entries = Vec::new();
    for (kind, (keys, rows, largest)) in kinds.into_iter().enumerate() {
        let factor = (largest / (127.0 * network.unit)).ceil().clamp(1.0, FACTOR);
        let unit = factor * network.unit;
        let width = rows[0].len();
        let start = network.vectors.len();
        network.kinds.push(Kind {
            width,
            factor: factor as i16,
            unknown: start as u32,
        });
        for (index, key) in keys.iter().enumerate() {
            entries.push((table_key(kind, *key), (start + (index + 1) * width) as u32));
        }
        let numbers = rows
            .iter()
            .flatten()
            .map(|number| (number / unit).round().clamp(-127.0, 127.0) as i8);
        network.vectors.extend(numbers);
    }
    debug_assert_eq!(network.kinds.len(), KEYS);
    network.table = Table::build(&entries);
    Ok(())
}
