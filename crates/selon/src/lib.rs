//! Selon reads conflict newswire: who did what to whom, when, where, with what toll, and according to whom.

pub mod brief;
pub mod calibration;
pub mod gold;
pub mod lint;
pub mod marking;
pub mod naming;
pub mod reader;
pub mod record;
pub mod report;

pub use reader::{Language, Read, ReadError, Reader};
pub use record::Record;
