//! Compares the reader with hand-coded dispatches: `score [-v] FOLDER…`.
use selon::gold::{Gold, Score, compare};
use selon::Reader;
fn main() -> anyhow::Result<()> {
    let verbose = std::env::args().any(|a| a == "-v");
    let reader = Reader::new(selon_packs::Packs::shipped());
    let mut total = Score::default();
    for folder in std::env::args().skip(1).filter(|a| a != "-v") {
        let mut names: Vec<_> = if folder.ends_with(".txt") { vec![folder.clone().into()] } else { std::fs::read_dir(&folder)?.filter_map(|e| e.ok().map(|e| e.path())).collect() };
        names.retain(|p: &std::path::PathBuf| p.extension().is_some_and(|e| e == "txt"));
        names.sort();
        for path in names {
            let gold: Gold = toml::from_str(&std::fs::read_to_string(path.with_extension("expected.toml"))?)?;
            let read = match reader.read(&std::fs::read(&path)?, &path.display().to_string(), &selon_wire::Options::default()) {
                Ok(read) => read,
                Err(error) => { println!("{error}"); continue }
            };
            let claims: Vec<_> = read.claims().collect();
            let score = compare(&read.dispatch.text, &gold, &claims);
            println!("{}: {} wanted, {} read, {} found, {} right", path.display(), score.wanted, score.given, score.found, score.right);
            if verbose { print!("{}", score.notes); }
            total.add(&score);
        }
    }
    print!("{}", total.table());
    Ok(())
}
