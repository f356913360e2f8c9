//! How fast dispatches are read on one core, how much memory that takes, and how soon the first output comes:
//! `cargo bench -p selon`, in less than a minute. `docs/RESULTS.md` quotes its lines.
//!
//! - **Speed**: the samples are read again and again, each room by itself on what the room before it gave, then the whole way
//!   from bytes to claims. A word is a word of the tree (French `du` is two), punctuation included. Of several rounds the
//!   fastest counts: other processes can only slow one down.
//! - **Memory** (Linux): a process of its own loads both languages, reads one sample of each and then all of them; `VmRSS` of
//!   `/proc/self/status` after the first is what it takes at rest, `VmHWM` at the end is its peak.
//! - **Start**: the program is started on a sample (`selon read --format jsonl FILE`) until the first byte comes; the median of
//!   several starts. Two samples, one of each language, make it load both models.
//!
//! Without `--bench` (as `cargo test --benches` runs it) each part is done once and quickly, to see that it works.

use selon::reader::paragraphs;
use selon::{Language, Reader};
use selon_coder::Paragraph;
use selon_packs::Packs;
use selon_syntax::{Analysis, Worker};
use selon_wire::{Dispatch, Options};
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The process of its own that measures its memory is started with this.
const MEMORY: &str = "--memory-of-this-process";

fn main() {
    if std::env::args().any(|argument| argument == MEMORY) {
        return memory();
    }
    let thorough = std::env::args().any(|argument| argument == "--bench");
    let reader = Reader::new(Packs::shipped());
    for language in ["fr", "en"] {
        speed(
            &reader,
            language,
            if thorough {
                Duration::from_secs(2)
            } else {
                Duration::ZERO
            },
        );
    }
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program)
        .arg(MEMORY)
        .status()
        .expect("a process of its own");
    assert!(status.success(), "memory: {status}");
    start(if thorough { 15 } else { 1 });
}

struct Sample {
    path: PathBuf,
    bytes: Vec<u8>,
}

fn samples(language: &str) -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../samples")
        .join(language);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the samples")
        .map(|entry| entry.expect("a sample").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let read = |path: PathBuf| Sample {
        bytes: std::fs::read(&path).expect("a sample"),
        path,
    };
    paths.into_iter().map(read).collect()
}

/// A dispatch with what each room gave for it.
struct Known {
    dispatch: Dispatch,
    analyses: Vec<Analysis>,
    paragraphs: Vec<Paragraph>,
}

fn speed(reader: &Reader, code: &str, time: Duration) {
    let samples = samples(code);
    let language = reader.language(code, "bench").unwrap_or_else(|error| panic!("{error}"));
    let known: Vec<Known> = samples.iter().map(|sample| known(sample, language)).collect();
    let words: usize = known.iter().flat_map(|known| &known.analyses).map(words).sum();
    println!(
        "{code}: {} dispatches of {words} words; words/s and dispatches/s on one core",
        samples.len()
    );
    let report = |room: &str, seconds: f64| {
        let (words, dispatches) = (words as f64 / seconds, samples.len() as f64 / seconds);
        println!("{code}: {room:<12} {words:>10.0} words/s {dispatches:>9.0} dispatches/s");
    };
    let wire = fastest(time, || {
        for sample in &samples {
            black_box(selon_wire::read(&sample.bytes, "bench", &Options::default()).expect("a dispatch"));
        }
    });
    report("wire", wire);
    let mut worker = Worker::new();
    let syntax = fastest(time, || {
        for known in &known {
            for span in &known.dispatch.body {
                black_box(
                    language
                        .model
                        .analyze_with(&mut worker, &known.dispatch.text[span.clone()]),
                );
            }
        }
    });
    report("syntax", syntax);
    let propositions = fastest(time, || {
        for known in &known {
            for (span, analysis) in known.dispatch.body.iter().zip(&known.analyses) {
                black_box(propositions(&known.dispatch.text[span.clone()], analysis, language));
            }
        }
    });
    report("propositions", propositions);
    let coder = fastest(time, || {
        for known in &known {
            black_box(language.coder.code(&known.dispatch, &known.paragraphs));
        }
    });
    report("coder", coder);
    let whole = fastest(time, || {
        for sample in &samples {
            black_box(
                reader
                    .read(&sample.bytes, "bench", &Options::default())
                    .expect("a dispatch"),
            );
        }
    });
    report("whole", whole);
}

fn known(sample: &Sample, language: &Language) -> Known {
    let dispatch = selon_wire::read(&sample.bytes, "bench", &Options::default()).expect("a dispatch");
    let analyses = dispatch
        .body
        .iter()
        .map(|span| language.model.analyze(&dispatch.text[span.clone()]))
        .collect();
    let paragraphs = paragraphs(&dispatch, language);
    Known {
        dispatch,
        analyses,
        paragraphs,
    }
}

/// What the reader does between the trees and the coder.
fn propositions(text: &str, analysis: &Analysis, language: &Language) -> usize {
    let grammar = language.coder.grammar();
    let sentences = analysis
        .sentences
        .iter()
        .map(|sentence| selon_propositions::repaired(sentence, grammar))
        .collect();
    black_box(selon_propositions::read(text, &Analysis { sentences }, grammar));
    analysis.sentences.len()
}

fn words(analysis: &Analysis) -> usize {
    analysis.sentences.iter().map(|sentence| sentence.words.len()).sum()
}

/// Seconds of the fastest round in about this time; at least one.
fn fastest(time: Duration, mut round: impl FnMut()) -> f64 {
    let begin = Instant::now();
    let mut best = f64::INFINITY;
    loop {
        let start = Instant::now();
        round();
        best = best.min(start.elapsed().as_secs_f64());
        if begin.elapsed() >= time {
            return best;
        }
    }
}

/// Prints the memory of this process, at rest and at its peak.
fn memory() {
    let reader = Reader::new(Packs::shipped());
    let samples = ["fr", "en"].map(samples);
    let read = |sample: &Sample| {
        black_box(
            reader
                .read(&sample.bytes, "bench", &Options::default())
                .expect("a dispatch"),
        );
    };
    samples.iter().filter_map(|samples| samples.first()).for_each(read);
    let (Some(rest), Some(first)) = (status("VmRSS"), status("VmHWM")) else {
        println!("memory: /proc/self/status is not there");
        return;
    };
    samples.iter().flatten().for_each(read);
    let peak = status("VmHWM").unwrap_or(first);
    let mib = |kib: u64| kib as f64 / 1024.0;
    println!(
        "memory: {:.1} MiB at rest with both languages loaded, {:.1} MiB at its peak",
        mib(rest),
        mib(peak)
    );
}

/// A figure of `/proc/self/status`, in KiB.
fn status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Prints the time from the start of the program to its first output.
fn start(times: usize) {
    let first = |language| samples(language).remove(0).path;
    let (french, english) = (first("fr"), first("en"));
    for (what, files) in [
        ("one French dispatch", vec![&french]),
        ("one English dispatch", vec![&english]),
        ("one of each", vec![&french, &english]),
    ] {
        let mut taken: Vec<(Duration, Duration)> = (0..times).map(|_| first_output(&files)).collect();
        taken.sort();
        let (output, end) = taken[times / 2];
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "start: {:.1} ms to the first output, {:.1} ms to the end, {what}",
            ms(output),
            ms(end)
        );
    }
}

fn first_output(files: &[&PathBuf]) -> (Duration, Duration) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_selon"))
        .args(["read", "--format", "jsonl"])
        .args(files)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut output = child.stdout.take().expect("its output");
    output.read_exact(&mut [0]).expect("output");
    let first = start.elapsed();
    let mut rest = Vec::new();
    output.read_to_end(&mut rest).expect("output");
    assert!(child.wait().expect("an end").success());
    (first, start.elapsed())
}
