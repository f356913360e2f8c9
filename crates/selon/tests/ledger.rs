//! The ledger from outside: the samples' incidents, adding that is killed, files that cannot be written, two processes at once.

mod support;

use assert_cmd::cargo::CommandCargoExt;
use selon_ledger::{Filter, IncidentDetail, Ledger, Order, Page};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn root() -> PathBuf {
    support::root().canonicalize().expect("the root of the workspace")
}

fn selon() -> Command {
    let mut command = Command::cargo_bin("selon").expect("the program");
    command.current_dir(root());
    command
}

fn run(arguments: &[&str]) -> Output {
    selon().args(arguments).stdin(Stdio::null()).output().expect("it runs")
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

/// Everything that a ledger says, incident by incident.
fn dump(path: &Path) -> String {
    let ledger = Ledger::open_to_read(path).expect("a ledger");
    let mut lines = Vec::new();
    let page = Page {
        limit: usize::MAX,
        order: Order::Oldest,
        ..Page::default()
    };
    for row in ledger.incidents(&Filter::default(), page).expect("incidents").items {
        let detail = ledger.incident(&row.id).expect("incident");
        lines.push(serde_json::to_string(&detail).expect("JSON"));
    }
    lines.join("\n")
}

/// The incident of the claim of a sample with this trigger.
fn incident(ledger: &Ledger, source: &str, trigger: &str) -> IncidentDetail {
    let id = ledger.find_dispatch(source).expect("the dispatch");
    let claims = ledger.dispatch(&id).expect("the dispatch").claims;
    let view = claims
        .iter()
        .find(|view| view.claim.trigger.text.contains(trigger))
        .unwrap_or_else(|| panic!("{source}: no claim “{trigger}”"));
    let incident = view
        .incident
        .as_deref()
        .unwrap_or_else(|| panic!("{source}: “{trigger}” is in no incident"));
    ledger.incident(incident).expect("the incident")
}

fn sides(detail: &IncidentDetail) -> Vec<&str> {
    detail.versions.iter().map(|version| version.side.as_str()).collect()
}

#[test]
fn incidents_of_the_samples_have_two_versions_and_the_right_disputes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let store = path.display().to_string();
    let done = run(&["add", "--ledger", &store, "samples/fr", "samples/en"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let ledger = Ledger::open_to_read(&path).expect("a ledger");

    // Four dispatches in two languages tell the fight at the border, two of them with a coarse date.
    let border = incident(&ledger, "samples/fr/karabakh-erevan.txt", "affrontements");
    assert_eq!(border.incident.dispatches, 4);
    let mut told = sides(&border);
    told.sort_unstable();
    assert_eq!(told, ["ARM", "AZE"]);
    let when = border.incident.when.clone().expect("a time");
    assert_eq!((when.from.as_str(), when.to.as_str()), ("2021-11-16", "2021-11-16"));
    let fields: Vec<&str> = border.disputes.iter().map(|dispute| dispute.field.as_str()).collect();
    assert_eq!(
        fields,
        ["who-began"],
        "both sides tell one toll, and that both fired is no dispute"
    );
    let killed = border
        .incident
        .tolls
        .iter()
        .find(|toll| toll.kind == "killed")
        .expect("a toll");
    assert_eq!(
        (killed.low, killed.high),
        (Some(15), Some(15)),
        "told four times, still fifteen"
    );

    // Whether any fighter was hit in Khost: Islamabad says twenty, Kabul none.
    let khost = incident(&ledger, "samples/en/khost-islamabad.txt", "bombed");
    assert!(khost.incident.dispatches == 2 && sides(&khost).contains(&"PAK") && sides(&khost).contains(&"AFG"));
    assert!(khost.disputes.iter().any(|dispute| dispute.field == "event"));
    let shelled = incident(&ledger, "samples/fr/khost-kaboul.txt", "tirs");
    assert_ne!(
        khost.incident.id, shelled.incident.id,
        "the answer at Kurram is another incident"
    );

    // The war of 2020 is told as history four times and founds no incident.
    let id = ledger
        .find_dispatch("samples/fr/karabakh-erevan.txt")
        .expect("the dispatch");
    let war = ledger
        .dispatch(&id)
        .expect("the dispatch")
        .claims
        .into_iter()
        .find(|view| view.claim.trigger.text == "guerre");
    assert_eq!(war.expect("the war").incident, None);
}

#[test]
fn the_seed_joins_the_incident_of_its_facts() {
    let seed = root().join("../shared/seed/dispatch.fr.txt");
    if !seed.exists() {
        eprintln!("skipped: {} is not there", seed.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let (store, seed) = (path.display().to_string(), seed.display().to_string());
    let done = run(&["add", "--ledger", &store, "samples/fr", "samples/en", &seed]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let ledger = Ledger::open_to_read(&path).expect("a ledger");
    let own = incident(&ledger, &seed, "accrochage");
    let theirs = incident(&ledger, "samples/fr/karabakh-erevan.txt", "affrontements");
    assert_eq!(own.incident.id, theirs.incident.id);
    assert_eq!(own.incident.dispatches, 5);
}

#[test]
fn adding_twice_changes_nothing_and_bad_documents_do_not_stop_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("ledger.sqlite");
    let path = store.display().to_string();
    let picture = folder.path().join("map.png");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("written");
    let picture = picture.display().to_string();
    let first = run(&[
        "add",
        "--ledger",
        &path,
        "samples/en/karabakh-baku.txt",
        &picture,
        "samples/en/karabakh-yerevan.txt",
    ]);
    assert_eq!(first.status.code(), Some(1));
    assert!(
        text(&first.stdout).starts_with("2 dispatches added"),
        "{}",
        text(&first.stdout)
    );
    assert!(text(&first.stdout).contains("1 not read") && text(&first.stderr).contains("map.png"));
    let before = dump(&store);
    let again = run(&[
        "add",
        "--ledger",
        &path,
        "--jobs",
        "1",
        "samples/en/karabakh-yerevan.txt",
        "samples/en/karabakh-baku.txt",
    ]);
    assert!(
        text(&again.stdout).contains("2 there already"),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(dump(&store), before);
}

#[test]
fn records_can_be_added_instead_of_texts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (texts, records) = (folder.path().join("a.sqlite"), folder.path().join("b.sqlite"));
    let lines = folder.path().join("claims.jsonl");
    let read = run(&[
        "read",
        "--format",
        "jsonl",
        "samples/fr/karabakh-bakou.txt",
        "samples/fr/karabakh-erevan.txt",
    ]);
    std::fs::write(&lines, [read.stdout, b"{\"not\": \"a record\"}\n".to_vec()].concat()).expect("written");
    let files = ["samples/fr/karabakh-bakou.txt", "samples/fr/karabakh-erevan.txt"];
    run(&["add", "--ledger", &texts.display().to_string(), files[0], files[1]]);
    let done = run(&[
        "add",
        "--ledger",
        &records.display().to_string(),
        &lines.display().to_string(),
    ]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        text(&done.stderr).contains("line 3: no record"),
        "{}",
        text(&done.stderr)
    );
    assert_eq!(dump(&texts), dump(&records));
}

/// Copies of the samples with other first lines: other dispatches, enough of them that killing hits adding in the middle.
fn archive(folder: &Path, copies: usize) -> PathBuf {
    let archive = folder.join("archive");
    std::fs::create_dir(&archive).expect("a folder");
    for language in ["fr", "en"] {
        for entry in std::fs::read_dir(root().join("samples").join(language)).expect("the samples") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|end| end == "txt") {
                let text = std::fs::read_to_string(&path).expect("a sample");
                let (_, rest) = text.split_once('\n').expect("a first line");
                let name = path.file_stem().expect("a name").to_string_lossy();
                for copy in 0..copies {
                    let own = format!("# Copy {copy}.\n{rest}");
                    std::fs::write(archive.join(format!("{copy:02}-{name}.txt")), own).expect("written");
                }
            }
        }
    }
    archive
}

/// Kills `selon add` so many times at moments spread over a run, then lets it end: nothing is half there, and the ledger is that of a run that was let be.
fn killed(times: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = archive(folder.path(), 6).display().to_string();
    let (whole, torn) = (folder.path().join("whole.sqlite"), folder.path().join("torn.sqlite"));
    let start = std::time::Instant::now();
    let done = run(&["add", "--jobs", "1", "--ledger", &whole.display().to_string(), &archive]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let took = start.elapsed();
    for time in 0..times {
        let mut child = selon()
            .args(["add", "--jobs", "1", "--ledger", &torn.display().to_string(), &archive])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        // Moments of every part of the run; each run starts where the one before it was killed.
        let share = f64::from((time * 37) % 100) / 100.0;
        std::thread::sleep(Duration::from_secs_f64(took.as_secs_f64() * share * 0.6));
        let _ = child.kill();
        child.wait().expect("it ended");
        if torn.exists() {
            let db = rusqlite::Connection::open(&torn).expect("the file");
            let check: String = db
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .expect("a check");
            assert_eq!(check, "ok", "after kill {time}");
            drop(db);
            // Killed before its form was written, it is an empty file.
            if std::fs::metadata(&torn).is_ok_and(|data| data.len() > 0) {
                drop(Ledger::open(&torn).expect("it opens"));
            }
        }
        if time % 5 == 4 {
            // Begin anew, so that later kills hit the middle too.
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", torn.display()));
            }
        }
    }
    let done = run(&["add", "--ledger", &torn.display().to_string(), &archive]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert_eq!(dump(&torn), dump(&whole));
}

#[test]
fn killed_while_adding_nothing_is_half_there() {
    killed(4);
}

/// `cargo test -p selon --test ledger -- --ignored` runs it: some minutes.
#[test]
#[ignore = "takes minutes"]
fn killed_fifty_times_nothing_is_half_there() {
    killed(50);
}

#[test]
fn two_processes_on_one_ledger_both_succeed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, both) = (folder.path().join("one.sqlite"), folder.path().join("both.sqlite"));
    run(&[
        "add",
        "--ledger",
        &one.display().to_string(),
        "samples/fr",
        "samples/en",
    ]);
    let start = |files: &str| {
        selon()
            .args(["add", "--ledger", &both.display().to_string(), files])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs")
    };
    let children = [start("samples/fr"), start("samples/en")];
    for child in children {
        let output = child.wait_with_output().expect("it ended");
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    assert_eq!(dump(&one), dump(&both));
}

#[test]
fn what_is_no_ledger_or_cannot_be_written_is_said_and_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let notes = folder.path().join("notes.txt");
    let words = "My notes. ".repeat(100);
    std::fs::write(&notes, &words).expect("written");
    let done = run(&[
        "add",
        "--ledger",
        &notes.display().to_string(),
        "samples/fr/irak-attentat.txt",
    ]);
    assert_eq!(done.status.code(), Some(2));
    assert!(
        text(&done.stderr).contains("not a ledger of Selon"),
        "{}",
        text(&done.stderr)
    );
    assert_eq!(std::fs::read_to_string(&notes).expect("read"), words);
    let none = folder.path().join("none.sqlite").display().to_string();
    let done = run(&["incidents", "--ledger", &none]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("no ledger there"), "{}", text(&done.stderr));
    assert!(!Path::new(&none).exists());
}

#[test]
fn a_dispatch_is_forgotten_by_its_file_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let store = path.display().to_string();
    run(&[
        "add",
        "--ledger",
        &store,
        "samples/en/somalia-bomb.txt",
        "samples/fr/irak-attentat.txt",
    ]);
    let done = run(&["forget", "--ledger", &store, "samples/en/somalia-bomb.txt"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let bytes = std::fs::read(&path).expect("the file");
    assert!(!String::from_utf8_lossy(&bytes).contains("Hodan"));
    assert_eq!(
        Ledger::open_to_read(&path)
            .expect("a ledger")
            .summary()
            .expect("a summary")
            .dispatches,
        1
    );
}

#[test]
fn reading_again_changes_nothing_where_nothing_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ledger.sqlite");
    let store = path.display().to_string();
    run(&[
        "add",
        "--ledger",
        &store,
        "samples/en/karabakh-baku.txt",
        "samples/fr/irak-attentat.txt",
    ]);
    let before = dump(&path);
    let done = run(&["ledger", "--ledger", &store, "reread"]);
    assert_eq!(
        text(&done.stdout),
        "0 dispatches read otherwise, 2 as before.\n",
        "{}",
        text(&done.stderr)
    );
    assert_eq!(dump(&path), before);
}

/// Two editions of one dispatch, and one that has no other.
fn editions(folder: &Path) -> (String, [String; 3]) {
    let texts = [
        "date 2023-06-06\n\nFifteen killed in shelling near Bunia\n\nBUNIA, June 6 (Lake Wire) - The Congolese army shelled rebel positions near Bunia on \
         Tuesday, killing 15 fighters, a military spokesman said.\n\nThe rebels did not comment.\n",
        "date 2023-06-07\n\nCORRECTED: Fifteen killed in shelling near Bunia\n\nBUNIA, June 7 (Lake Wire) - The Congolese army shelled rebel positions near Bunia on \
         Tuesday, killing 7 fighters, a military spokesman said.\n\nThe rebels did not comment \u{1b}[2Jat first.\n",
        "date 2023-07-20\n\nBomb in Tarsal\n\nTARSAL, July 20 (Lake Wire) - A bomb killed two policemen in the town of Tarsal on Thursday, police said.\n",
    ];
    let store = folder.join("ledger.sqlite").display().to_string();
    let files = [0, 1, 2].map(|at| {
        let path = folder.join(format!("{at}.txt"));
        std::fs::write(&path, texts[at]).expect("written");
        path.display().to_string()
    });
    let done = run(&["add", "--ledger", &store, &files[0], &files[1], &files[2]]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    (store, files)
}

#[test]
fn editions_show_what_changed_from_each_to_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, files) = editions(folder.path());
    let show = |more: &[&str]| run(&[&["ledger", "--ledger", &store, "editions", &files[0]], more].concat());
    let done = show(&["--width", "110"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let told = text(&done.stdout);
    for words in [
        "2023-06-06",
        "first edition  its claims are taken back",
        "What the correction changed",
        "{+CORRECTED: +}Fifteen killed",
        "killing [-15-]{+7+} fighters",
        "The rebels did not comment{+ [2Jat first+}.",
        "changed ",
        "toll [-killed 15",
        "{+killed 7",
    ] {
        assert!(told.contains(words), "no “{words}” in:\n{told}");
    }
    assert!(
        !told.contains('\u{1b}'),
        "no colour away from a terminal, and a dispatch does not steer it:\n{told}"
    );
    let coloured = text(&show(&["--color", "always"]).stdout);
    assert!(
        coloured.contains("\u{1b}[") && !coloured.contains("[-") && !coloured.contains("\u{1b}[2J"),
        "{coloured}"
    );
    let told: serde_json::Value = serde_json::from_slice(&show(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(told["changes"][0]["takes_back"], true);
    let claims = told["changes"][0]["claims"].as_array().expect("claims");
    let changed = claims
        .iter()
        .find(|one| one["change"] == "changed")
        .expect("a claim that changed");
    assert_eq!(
        (
            &changed["before"]["claim"]["toll"][0]["low"],
            &changed["after"]["claim"]["toll"][0]["low"]
        ),
        (&serde_json::json!(15), &serde_json::json!(7))
    );
}

#[test]
fn what_has_no_editions_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, files) = editions(folder.path());
    for (name, complaint, hint) in [
        (
            files[2].as_str(),
            "has only one edition in the ledger",
            "hint: add its other editions",
        ),
        ("nothing.txt", "there is no dispatch `nothing.txt` in the ledger", ""),
        ("", "there is no dispatch `` in the ledger", ""),
    ] {
        let done = run(&["ledger", "--ledger", &store, "editions", name]);
        assert_eq!(done.status.code(), Some(2), "{name}");
        let said = text(&done.stderr);
        assert!(said.contains(complaint) && said.contains(hint), "{said}");
        assert!(done.stdout.is_empty());
    }
    let done = run(&["ledger", "--ledger", &store, "editions"]);
    assert_eq!(done.status.code(), Some(2));
}

#[test]
fn words_are_coded_blind_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = folder.path().join("ledger.sqlite").display().to_string();
    run(&[
        "add",
        "--ledger",
        &store,
        "samples/en/karabakh-baku.txt",
        "samples/en/karabakh-yerevan.txt",
    ]);
    let review = |arguments: &[&str], author: &str| {
        let mut all = vec!["review", "--ledger", &store, "--author", author];
        all.extend(arguments);
        run(&all)
    };
    let queue = text(&review(&["queue", "--blind", "--limit", "200"], "Ada").stdout);
    let ids: Vec<String> = queue
        .lines()
        .filter_map(|line| line.split("  ").next())
        .filter(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map(str::to_owned)
        .collect();
    assert!(ids.len() > 3, "{queue}");
    assert!(
        queue.contains('*') && queue.trim_end().ends_with(&format!("{} to code", ids.len())),
        "{queue}"
    );
    for coding in ["ASSAULT", "ARM.", "AZE.", "actual", "disputed"] {
        assert!(!queue.contains(coding), "{coding} in\n{queue}");
    }
    // Two who code, three passages; on the third one of them sees nothing.
    for author in ["Ada", "Ben"] {
        for (at, kind) in [(0, "ASSAULT"), (1, "ACCUSE")] {
            let kind = if author == "Ben" && at == 1 { "REJECT" } else { kind };
            let done = review(
                &[
                    "code",
                    &ids[at],
                    &format!("type={kind}"),
                    "actors=AZE.MIL,ARM.MIL",
                    "speaker=ARM.GOV",
                ],
                author,
            );
            assert!(done.status.success(), "{}", text(&done.stderr));
        }
    }
    assert!(review(&["code", &ids[2], "none"], "Ada").status.success());
    assert!(review(&["code", &ids[2], "type=accuse"], "Ben").status.success());
    let told = text(&review(&["agreement", "--people", "--blind"], "Ada").stdout);
    let line = |name: &str| told.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    assert!(
        line("claim").contains("3 units, Ada, Ben") && line("type").contains("2 units"),
        "{told}"
    );
    // ASSAULT twice, ACCUSE against REJECT: 1 − 3 × 2 / (16 − 4 − 1 − 1) = 0.4.
    assert!(line("type").contains("0.400"), "{told}");
    // Nothing of it is in an incident, and the queue of those who see is as long as before.
    let waiting = text(&review(&["queue", "--limit", "1"], "Ada").stdout);
    assert!(waiting.contains(&format!("{} waiting", ids.len())), "{waiting}");
    for (arguments, complaint) in [
        (vec!["code", &ids[3], "type=WAR"], "none of PLOVER's types"),
        (vec!["code", &ids[3], "actors=ARM"], "a coding has a type"),
        (
            vec!["code", &ids[3], "type=ASSAULT", "actors=armenia"],
            "no code of an actor",
        ),
        (vec!["code", &ids[3], "type=ASSAULT", "status=maybe"], "no status"),
        (vec!["code", &ids[3], "colour=red"], "no field to code"),
        (vec!["code", &ids[3], "ASSAULT"], "no FIELD=VALUE"),
        (vec!["code", &ids[3], "none", "type=ASSAULT"], "no field goes with it"),
        (vec!["code", "0000000000000000", "type=ASSAULT"], "there is no claim"),
    ] {
        let done = review(&arguments, "Ada");
        assert_eq!(done.status.code(), Some(2), "{arguments:?}");
        assert!(
            text(&done.stderr).contains(complaint),
            "{arguments:?}: {}",
            text(&done.stderr)
        );
    }
    // Whoever decides with the coding in sight is not blind any more.
    assert!(review(&["accept", &ids[3]], "Ada").status.success());
    let done = review(&["code", &ids[3], "type=ASSAULT"], "Ada");
    assert_eq!(done.status.code(), Some(2));
    assert!(
        text(&done.stderr).contains("not blind") && text(&done.stderr).contains("hint: "),
        "{}",
        text(&done.stderr)
    );
}
