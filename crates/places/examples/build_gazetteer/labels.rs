//! Labels by language: the compiled gettext catalogues of libgeonames-common.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};

/// Label by key: a GeoNames id, a country (`UA`) or a division (`UA.05`).
pub type Labels = BTreeMap<String, String>;

/// Reads a little-endian `.mo` file.
pub fn read(path: &Path) -> anyhow::Result<Labels> {
    let bytes = std::fs::read(path)?;
    let number = |at: usize| -> anyhow::Result<usize> {
        let bytes = bytes.get(at..at + 4).context("cut short")?;
        Ok(u32::from_le_bytes(bytes.try_into()?) as usize)
    };
    let text = |table: usize, index: usize| -> anyhow::Result<String> {
        let (length, offset) = (number(table + 8 * index)?, number(table + 8 * index + 4)?);
        let bytes = bytes.get(offset..offset + length).context("cut short")?;
        Ok(String::from_utf8(bytes.to_vec())?)
    };
    ensure!(number(0)? == 0x9504_12de, "no little-endian gettext catalogue");
    let (count, keys, values) = (number(8)?, number(12)?, number(16)?);
    let mut labels = Labels::new();
    for index in 0..count {
        let (key, value) = (text(keys, index)?, text(values, index)?);
        if !key.is_empty() && !value.is_empty() {
            labels.insert(key, value);
        }
    }
    Ok(labels)
}
