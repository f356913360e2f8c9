//! Words of CoNLL-U files as the neural parser sees them: `words MODEL LANG STANDARD FILES…`.
use selon_syntax::Model;
use selon_syntax::train::{read_file, read_standard, standardise, words};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let model = Model::from_bytes(&std::fs::read(&args[1]).unwrap()).unwrap();
    let changes = read_standard(&std::fs::read_to_string(&args[3]).unwrap()).unwrap();
    for path in &args[4..] {
        let path = std::path::Path::new(path);
        let mut read = read_file(path).unwrap();
        standardise(&args[2], &changes, path, &mut read);
        print!("{}", words(&model, read.into_iter().map(|(_, s)| s)));
    }
}
