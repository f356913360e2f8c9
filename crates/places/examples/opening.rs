//! How long the gazetteer takes to open, and a lookup.
//!
//! ```text
//! cargo run --release -p selon-places --example opening [NAME…]
//! ```

use std::hint::black_box;
use std::time::Instant;

use selon_places::Gazetteer;

fn main() {
    let start = Instant::now();
    let gazetteer = Gazetteer::embedded();
    let opened = start.elapsed();
    let first = Instant::now();
    black_box(gazetteer.lookup("Bakhmout"));
    println!(
        "opened in {opened:?}, first lookup {:?}: {gazetteer:?}",
        first.elapsed()
    );

    let names: Vec<String> = std::env::args().skip(1).collect();
    for name in &names {
        println!("{name}:");
        for place in gazetteer.lookup(name).iter().take(8) {
            println!(
                "  {} {} {} [{}] {:.4} {:.4} {} {}",
                place.id,
                place.name,
                place.countries.join(" "),
                place.admin1,
                place.lat,
                place.lon,
                place.kind.name(),
                place.population
            );
        }
    }

    let asked = [
        "Haut-Karabakh",
        "Ménaka",
        "San José",
        "inconnu",
        "Tripoli",
        "bande de Gaza",
        "KHARKIV",
        "Zaporijjia",
    ];
    let rounds = 100_000;
    let start = Instant::now();
    for round in 0..rounds {
        black_box(gazetteer.lookup(black_box(asked[round % asked.len()])));
    }
    println!("one lookup: {:?}", start.elapsed() / rounds as u32);
    let words = ["Ras", "al", "-", "Ain", "a", "été", "bombardé"];
    let start = Instant::now();
    for _ in 0..rounds {
        black_box(gazetteer.longest_match(black_box(&words)));
    }
    println!("one longest match: {:?}", start.elapsed() / rounds as u32);
}
