//! The dispatches of `evaluation/incidents` keep the rules of their README: the words of each marking stand in the text, and no place of a text
//! belongs to two incidents.

use selon::marking::occurrences;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The markings of one dispatch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Markings {
    told: Vec<Told>,
}

/// Words of a dispatch that tell an incident.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    incident: String,
    trigger: String,
    #[serde(default = "first")]
    nth: usize,
    #[serde(default)]
    also_triggers: Vec<String>,
    #[serde(default)]
    background: bool,
}

fn first() -> usize {
    1
}

/// The dispatches of one half with their markings, by name.
fn half(name: &str) -> BTreeMap<String, (String, Markings)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../evaluation/incidents")
        .join(name);
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    paths
        .iter()
        .map(|path| {
            let markings = path.with_extension("incidents.toml");
            let markings =
                toml::from_str(&read(&markings)).unwrap_or_else(|error| panic!("{}: {error}", markings.display()));
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, (read(path), markings))
        })
        .collect()
}

#[test]
fn marked_words_stand_in_the_text_and_tell_one_incident() {
    let mut problems = Vec::new();
    for folder in ["tune", "test"] {
        for (name, (text, markings)) in half(folder) {
            let mut places: Vec<(Range<usize>, &str)> = Vec::new();
            for told in &markings.told {
                let place = told.nth.checked_sub(1);
                match place.and_then(|place| occurrences(&text, &told.trigger).into_iter().nth(place)) {
                    Some(range) => places.push((range, &told.incident)),
                    None => problems.push(format!("{folder}/{name}: no “{}” number {}", told.trigger, told.nth)),
                }
                for also in &told.also_triggers {
                    let found = occurrences(&text, also);
                    if found.is_empty() {
                        problems.push(format!("{folder}/{name}: no “{also}”"));
                    }
                    places.extend(found.into_iter().map(|range| (range, told.incident.as_str())));
                }
            }
            places.sort_by_key(|(range, _)| (range.start, range.end));
            for (at, (one, first)) in places.iter().enumerate() {
                let inside = places[at + 1..].iter().take_while(|(other, _)| other.start < one.end);
                for (other, second) in inside.filter(|(_, second)| second != first) {
                    problems.push(format!(
                        "{folder}/{name}: “{}” is marked for {first} and “{}” for {second}",
                        &text[one.clone()],
                        &text[other.clone()]
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

#[test]
fn halves_share_no_incident_and_are_large_enough() {
    let incidents = |folder: &str| {
        let mut news: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for (_, markings) in half(folder).into_values() {
            all.extend(markings.told.iter().map(|told| told.incident.clone()));
            let told: BTreeSet<_> = markings
                .told
                .into_iter()
                .filter(|told| !told.background)
                .map(|told| told.incident)
                .collect();
            for incident in told {
                *news.entry(incident).or_default() += 1;
            }
        }
        (all, news)
    };
    let ((all_tune, tune), (all_test, test)) = (incidents("tune"), incidents("test"));
    assert!(all_tune.is_disjoint(&all_test));
    for (half, news) in [("tune", &tune), ("test", &test)] {
        let several = news.values().filter(|&&dispatches| dispatches > 1).count();
        assert!(
            news.len() >= 30 && several * 2 > news.len(),
            "{half}: {} incidents, {several} of them told by two dispatches or more",
            news.len()
        );
    }
}
