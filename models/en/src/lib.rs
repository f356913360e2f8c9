//! The syntax model for `en`; made by `selon train`, described in this crate's README.

/// The bytes of the model file, for `selon_syntax::Model::from_bytes`.
pub static MODEL: &[u8] = include_bytes!("../model.bin");
