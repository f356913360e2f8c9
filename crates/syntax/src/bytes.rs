//! Little-endian arrays in a byte string: the parts of a model file.

use crate::model::ModelError;

/// Appends length-prefixed arrays.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn u32(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    pub(crate) fn u8s(&mut self, values: &[u8]) {
        self.u32(values.len() as u32);
        self.bytes.extend_from_slice(values);
    }

    pub(crate) fn u16s(&mut self, values: &[u16]) {
        self.u32(values.len() as u32);
        for value in values {
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    pub(crate) fn u32s(&mut self, values: &[u32]) {
        self.u32(values.len() as u32);
        for value in values {
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    pub(crate) fn f32s(&mut self, values: &[f32]) {
        self.u32(values.len() as u32);
        for value in values {
            self.bytes.extend_from_slice(&value.to_le_bytes());
        }
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.u32(value.len() as u32);
        self.bytes.extend_from_slice(value.as_bytes());
    }

    pub(crate) fn texts<'a>(&mut self, values: impl ExactSizeIterator<Item = &'a str>) {
        self.u32(values.len() as u32);
        for value in values {
            self.text(value);
        }
    }
}

/// Reads what [`Writer`] wrote.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes }
    }

    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.rest.split_at_checked(length).ok_or(ModelError::Truncated)?;
        self.rest = rest;
        Ok(head)
    }

    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(crate) fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn array(&mut self, width: usize) -> Result<&'a [u8], ModelError> {
        let count = self.u32()? as usize;
        self.take(count.checked_mul(width).ok_or(ModelError::Truncated)?)
    }

    pub(crate) fn u8s(&mut self) -> Result<&'a [u8], ModelError> {
        self.array(1)
    }

    pub(crate) fn u16s(&mut self) -> Result<Vec<u16>, ModelError> {
        Ok(self
            .array(2)?
            .chunks_exact(2)
            .map(|b| u16::from_le_bytes([b[0], b[1]]))
            .collect())
    }

    pub(crate) fn u32s(&mut self) -> Result<Vec<u32>, ModelError> {
        Ok(self
            .array(4)?
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect())
    }

    pub(crate) fn f32s(&mut self) -> Result<Vec<f32>, ModelError> {
        let numbers: Vec<f32> = self
            .array(4)?
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect();
        if numbers.iter().all(|number| number.is_finite()) {
            Ok(numbers)
        } else {
            Err(ModelError::Damaged("numbers"))
        }
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, ModelError> {
        std::str::from_utf8(self.array(1)?).map_err(|_| ModelError::Damaged("text"))
    }

    pub(crate) fn texts(&mut self) -> Result<Vec<&'a str>, ModelError> {
        let count = self.u32()? as usize;
        (0..count).map(|_| self.text()).collect()
    }
}
