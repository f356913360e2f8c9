//! The words of CoNLL-U files as the trainer of networks reads them, with the tags of a model: `words MODEL LANG STANDARD FILE…`, for
//! `training/parser.py --dev`.

use selon_syntax::Model;
use selon_syntax::train::{read_file, read_standard, standardise, words};
use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, language, standard, files @ ..] = arguments.as_slice() else {
        return Err("words MODEL LANG STANDARD FILE…".into());
    };
    let model = Model::from_bytes(&fs::read(model)?)?;
    let changes = read_standard(&fs::read_to_string(standard)?)?;
    for path in files.iter().map(Path::new) {
        let mut sentences = read_file(path)?;
        standardise(language, &changes, path, &mut sentences);
        print!("{}", words(&model, sentences.into_iter().map(|(_, sentence)| sentence)));
    }
    Ok(())
}
