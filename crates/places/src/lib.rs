//! A gazetteer embedded in the program: a name in a French or English dispatch → the places it may mean.
//!
//! ```
//! use selon_places::{Gazetteer, Kind};
//!
//! let gazetteer = Gazetteer::embedded();
//! let places = gazetteer.lookup("Bakhmout");
//! assert_eq!((places[0].name, places[0].country), ("Bakhmut", "UKR"));
//!
//! // Names of several words, as the tokens of a sentence.
//! let words = ["Haut", "-", "Karabakh", "et", "ailleurs"];
//! let (used, places) = gazetteer.longest_match(&words).unwrap();
//! assert_eq!((used, places[0].name, places[0].kind), (3, "Nagorno-Karabakh", Kind::Region));
//! ```
//!
//! The crate knows places and their spellings; it reads no sentence, holds no actors, and decides nothing by
//! context: it gives candidates, the most prominent first. The data come from GeoNames (CC BY 4.0) and from
//! the project's own overlay; see `data/README.md`.
//!
//! [`compile`] writes the data file, [`Gazetteer`] reads it: names are keys of a finite-state map, places are
//! fixed-size records; opening decodes neither.

pub mod compile;
mod fold;
mod format;
mod gazetteer;
mod place;

pub use fold::fold;
pub use format::OpenError;
pub use gazetteer::Gazetteer;
pub use place::{Kind, NameClass, Place, PlaceId};
