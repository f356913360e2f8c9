//! The dispatches that ship with the project, against their hand coding (`samples/*/NAME.expected.toml`).
//!
//! What is read is held in `samples/snapshots/`: one line a claim, its agreement with the hand coding before it, so that
//! a reviewer sees the misses. After a change of the reader, look at the difference and, where it is for the better, write
//! them anew: `SELON_UPDATE_SNAPSHOTS=1 cargo test -p selon --test samples`.

mod support;

use selon::gold::{Score, compare};
use selon_coder::Claim;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use support::{Sample, samples};

/// Claims found at all: F1 over all samples, and over those of each language. To be raised.
const FOUND_F1: [(&str, f64); 3] = [("", 0.88), ("en/", 0.85), ("fr/", 0.90)];
/// Claims right in type, actors, recipients, innermost speaker and status: F1. To be raised.
const STRICT_F1: [(&str, f64); 3] = [("", 0.65), ("en/", 0.62), ("fr/", 0.68)];
/// Fields right, as a share of the claims found, over all samples. To be raised.
const FIELD_SHARES: [(&str, f64); 11] = [
    ("type", 0.96),
    ("cameo", 0.93),
    ("actors", 0.88),
    ("recipients", 0.80),
    ("speaker", 0.96),
    ("said_by", 0.96),
    ("status", 0.98),
    ("background", 0.98),
    ("when", 0.88),
    ("where", 0.84),
    ("toll", 0.91),
];
/// Claims read from words that the hand coding says are none. To be lowered to 0.
const FORBIDDEN_AT_MOST: usize = 1;
fn score(of: &str) -> Score {
    let mut total = Score::default();
    for sample in samples().iter().filter(|sample| sample.name.starts_with(of)) {
        total.add(&compare(&sample.read.dispatch.text, &sample.gold, &sample.claims()));
    }
    total
}

#[test]
fn the_claims_agree_with_the_hand_coding() {
    let mut low = Vec::new();
    for ((language, found), (_, strict)) in FOUND_F1.into_iter().zip(STRICT_F1) {
        let score = score(language);
        println!("samples/{language}\n{}", score.table());
        for (what, is, floor) in [
            ("found", score.found_f1(), found),
            ("strict", score.strict_f1(), strict),
        ] {
            if is < floor {
                low.push(format!("samples/{language}: {what} F1 is {is:.3}, was {floor:.3}"));
            }
        }
    }
    let score = score("");
    for (field, floor) in FIELD_SHARES {
        let is = score.fields.get(field).copied().unwrap_or(0) as f64 / score.found.max(1) as f64;
        if is < floor {
            low.push(format!(
                "{field} is right in {is:.3} of the claims found, was {floor:.3}"
            ));
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// The four samples that retell the facts of the dispatch that Selon was made from.
const RETOLD: &str = "karabakh-";

#[test]
fn the_retold_facts_come_out_as_they_were_coded() {
    let mut total = Score::default();
    for sample in samples().iter().filter(|sample| sample.name.contains(RETOLD)) {
        let score = compare(&sample.read.dispatch.text, &sample.gold, &sample.claims());
        assert!(score.wanted >= 12, "{}: {} claims", sample.name, score.wanted);
        println!("{}\n{}", sample.name, score.notes);
        total.add(&score);
    }
    assert_eq!(
        (total.found, total.given, total.right),
        (total.wanted, total.wanted, total.wanted),
        "{}",
        total.table()
    );
    for (field, right) in &total.fields {
        assert_eq!(*right, total.wanted, "{field}\n{}", total.notes);
    }
}

#[test]
fn words_that_carry_no_claim_yield_none() {
    let read: Vec<String> = samples()
        .iter()
        .flat_map(|sample| {
            let of_sample = forbidden(sample).into_iter();
            of_sample.map(|(words, claim)| format!("{}: “{words}” gave {}", sample.name, selon::brief::line(claim)))
        })
        .collect();
    println!("{}", read.join("\n"));
    assert!(
        read.len() <= FORBIDDEN_AT_MOST,
        "{} where {FORBIDDEN_AT_MOST} were:\n{}",
        read.len(),
        read.join("\n")
    );
}

#[test]
fn agency_date_and_dateline_are_right() {
    let wrong: Vec<String> = samples().iter().flat_map(wrong_metadata).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_claims_are_those_of_the_snapshots() {
    let folder = support::root().join("samples/snapshots");
    let path = |sample: &Sample| folder.join(format!("{}.snap", sample.name.replace('/', "-")));
    if std::env::var_os("SELON_UPDATE_SNAPSHOTS").is_some_and(|value| value == "1") {
        std::fs::create_dir_all(&folder).expect("samples/snapshots");
        for sample in samples() {
            std::fs::write(path(sample), snapshot(sample)).expect("a snapshot");
        }
    }
    let mut report = String::new();
    for sample in samples() {
        // A checkout may have given the file other line ends.
        let held = std::fs::read_to_string(path(sample))
            .unwrap_or_default()
            .replace('\r', "");
        let _ = write!(report, "{}", difference(&sample.name, &held, &snapshot(sample)));
    }
    let known: Vec<PathBuf> = samples().iter().map(path).collect();
    for entry in std::fs::read_dir(&folder).expect("samples/snapshots") {
        let entry = entry.expect("a snapshot").path();
        if !known.contains(&entry) {
            let _ = writeln!(report, "{}: no such sample", entry.display());
        }
    }
    assert!(
        report.is_empty(),
        "{report}\nwhere this is better: SELON_UPDATE_SNAPSHOTS=1"
    );
}

/// The claims read from words that carry none.
fn forbidden(sample: &Sample) -> Vec<(&str, &Claim)> {
    let text = &sample.read.dispatch.text;
    let mut found = Vec::new();
    for not in &sample.gold.nots {
        let Some(byte) = text.find(&not.words) else {
            panic!("{}: “{}” is not in the text", sample.name, not.words)
        };
        let start = text[..byte].chars().count();
        let end = start + not.words.chars().count();
        for claim in sample.read.claims() {
            if claim.trigger.start < end && start < claim.trigger.end {
                found.push((not.words.as_str(), claim));
            }
        }
    }
    found
}

fn wrong_metadata(sample: &Sample) -> Vec<String> {
    let (dispatch, gold) = (&sample.read.dispatch, &sample.gold);
    let mut wrong = Vec::new();
    let mut check = |what: &str, read: String, wanted: String| {
        if read != wanted {
            wrong.push(format!("{}: {what} is {wanted}, read {read}", sample.name));
        }
    };
    check(
        "agency",
        format!("{:?}", support::agency(dispatch)),
        format!("{:?}", gold.agency.as_deref()),
    );
    check(
        "published",
        format!("{:?}", support::published(dispatch)),
        format!("{:?}", gold.published),
    );
    check(
        "dateline",
        format!("{:?}", support::dateline(dispatch)),
        format!("{:?}", gold.dateline),
    );
    check("language", dispatch.language.clone(), sample.name[..2].to_owned());
    wrong
}

/// The claims of a sample for a reviewer: `✓` right, `~` found with wrong fields, `+` not in the hand coding, `–` missed.
fn snapshot(sample: &Sample) -> String {
    let dispatch = &sample.read.dispatch;
    let claims = sample.claims();
    let score = compare(&dispatch.text, &sample.gold, &claims);
    let mut notes = Notes::of(&score);
    let mut out = format!("samples/{}.txt\n", sample.name);
    let or_none = |text: Option<&str>| text.unwrap_or("none").to_owned();
    let _ = writeln!(
        out,
        "agency {} | dateline {} | published {} | {}",
        or_none(support::agency(dispatch)),
        or_none(Some(support::dateline(dispatch).join(", ").as_str()).filter(|places| !places.is_empty())),
        or_none(support::published(dispatch).as_deref()),
        dispatch.language
    );
    for wrong in wrong_metadata(sample) {
        let _ = writeln!(out, "  {wrong}");
    }
    let _ = writeln!(
        out,
        "{} claims by hand, {} read, {} found, {} of them right in type, actors, recipients, speaker and status\n",
        score.wanted, score.given, score.found, score.right
    );
    for claim in &claims {
        let line = selon::brief::line(claim);
        match notes.take(&line) {
            Verdict::Right => {
                let _ = writeln!(out, "✓ {line}");
            }
            Verdict::Wrong { fields, wanted } => {
                let _ = writeln!(out, "~ {line}\n    wrong: {fields}\n    by hand: {wanted}");
            }
            Verdict::Extra => {
                let _ = writeln!(out, "+ {line}");
            }
        }
    }
    for missed in &notes.missed {
        let _ = writeln!(out, "– {missed}");
    }
    for (words, _) in forbidden(sample) {
        let _ = writeln!(out, "! “{words}” carries no claim");
    }
    out
}

enum Verdict {
    Right,
    Wrong { fields: String, wanted: String },
    Extra,
}

/// The comparison's notes by the line of the claim that they are about.
struct Notes {
    wrong: BTreeMap<String, Vec<(String, String)>>,
    extra: BTreeMap<String, usize>,
    missed: Vec<String>,
}

impl Notes {
    fn of(score: &Score) -> Notes {
        let mut notes = Notes {
            wrong: BTreeMap::new(),
            extra: BTreeMap::new(),
            missed: Vec::new(),
        };
        let mut lines = score.notes.lines();
        while let Some(line) = lines.next() {
            if let Some(missed) = line.strip_prefix("  MISSED ") {
                notes.missed.push(missed.to_owned());
            } else if let Some(extra) = line.strip_prefix("  EXTRA  ") {
                *notes.extra.entry(extra.to_owned()).or_default() += 1;
            } else if let Some(fields) = line.strip_prefix("  WRONG ") {
                let mut next = |prefix| {
                    lines
                        .next()
                        .and_then(|line| line.strip_prefix(prefix))
                        .expect("a note")
                        .to_owned()
                };
                let wanted = next("    want ");
                let read = next("    read ");
                notes
                    .wrong
                    .entry(read)
                    .or_default()
                    .push((fields.replace(',', ", "), wanted));
            } else {
                panic!("a note of the comparison that is not understood: {line}");
            }
        }
        notes
    }

    fn take(&mut self, line: &str) -> Verdict {
        if let Some((fields, wanted)) = self.wrong.get_mut(line).and_then(Vec::pop) {
            return Verdict::Wrong { fields, wanted };
        }
        match self.extra.get_mut(line) {
            Some(count) if *count > 0 => {
                *count -= 1;
                Verdict::Extra
            }
            _ => Verdict::Right,
        }
    }
}

/// The lines that one has and the other has not.
fn difference(name: &str, held: &str, now: &str) -> String {
    if held == now {
        return String::new();
    }
    let mut out = format!("{name}:\n");
    for line in held.lines().filter(|line| !now.lines().any(|other| other == *line)) {
        let _ = writeln!(out, "  was {line}");
    }
    for line in now.lines().filter(|line| !held.lines().any(|other| other == *line)) {
        let _ = writeln!(out, "  now {line}");
    }
    out
}
