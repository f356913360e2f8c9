//! The document that the project was made for, against the table of `shared/seed/README.md`: every column of every row.
//!
//! The dispatch is its agency's, and lies beside the repository; without it the tests say that they were skipped.

mod support;

use selon::Read;
use selon_coder::Claim;
use selon_coder::claim::{Actor, Toll};
use std::fs;

const TUESDAYS: When = When::OneOf(&["2021-11-02", "2021-11-09", "2021-11-16", "2021-11-23", "2021-11-30"]);
const NOVEMBER_2020: When = When::In("2020-11", "month");

/// A time of the table.
#[derive(Clone, Copy)]
enum When {
    /// No time is told.
    Null,
    /// One of these days.
    OneOf(&'static [&'static str]),
    /// Its beginning, and its precision.
    In(&'static str, &'static str),
}

/// Kind, low, high, whose.
type Harm = (&'static str, Option<u64>, Option<u64>, Option<&'static str>);

/// A row of the table. An empty list or `Null` must be empty in the claim as well.
#[derive(Clone, Copy)]
struct Row {
    number: &'static str,
    /// A word or two of the trigger: tells rows apart that are alike.
    words: &'static [&'static str],
    kind: &'static str,
    mode: Option<&'static str>,
    contexts: &'static [&'static str],
    cameo: &'static [&'static str],
    actors: &'static [&'static str],
    recipients: &'static [&'static str],
    inferred_sides: bool,
    said_by: &'static [&'static str],
    /// The innermost speaker's role.
    role: Option<&'static str>,
    direct: bool,
    when: When,
    when_inferred: bool,
    toll: &'static [Harm],
    means: &'static [&'static str],
    /// Precision, a word of the name, country.
    place: Option<(&'static [&'static str], &'static str, Option<&'static str>)>,
    background: bool,
    /// The row may be left out or merged into another.
    optional: bool,
}

const ROW: Row = Row {
    number: "",
    words: &[],
    kind: "ASSAULT",
    mode: None,
    contexts: &[],
    cameo: &["190"],
    actors: &[],
    recipients: &[],
    inferred_sides: false,
    said_by: &[],
    role: None,
    direct: false,
    when: When::Null,
    when_inferred: false,
    toll: &[],
    means: &[],
    place: None,
    background: false,
    optional: false,
};

const AT_THE_BORDER: Option<(&[&str], &str, Option<&str>)> = Some((&["between", "near"], "front", None));

const ROWS: [Row; 15] = [
    Row {
        number: "1",
        words: &["demandé"],
        kind: "REQUEST",
        mode: Some("assist"),
        contexts: &["military"],
        cameo: &["1032"],
        actors: &["ARM.GOV"],
        recipients: &["RUS"],
        when: TUESDAYS,
        ..ROW
    },
    Row {
        number: "2",
        words: &["accrochage"],
        actors: &["ARM.MIL", "AZE.MIL"],
        said_by: &["ARM.GOV"],
        when: TUESDAYS,
        when_inferred: true,
        toll: &[
            ("killed", Some(15), Some(15), Some("ARM.MIL")),
            ("captured", Some(12), Some(12), Some("ARM.MIL")),
        ],
        place: AT_THE_BORDER,
        ..ROW
    },
    Row {
        number: "3",
        words: &["guerre"],
        actors: &["ARM", "AZE"],
        when: When::In("2020-09", "season"),
        toll: &[("killed", Some(6500), None, None)],
        background: true,
        ..ROW
    },
    Row {
        number: "4",
        words: &["cessez-le-feu"],
        kind: "RETREAT",
        mode: Some("ceasefire"),
        cameo: &["0871"],
        actors: &["ARM", "AZE"],
        when: NOVEMBER_2020,
        background: true,
        ..ROW
    },
    Row {
        number: "4, mediation",
        words: &["médiation"],
        kind: "CONSULT",
        mode: Some("third-party"),
        cameo: &["045"],
        actors: &["RUS.GOV"],
        recipients: &["ARM", "AZE"],
        when: NOVEMBER_2020,
        background: true,
        optional: true,
        ..ROW
    },
    Row {
        number: "5",
        words: &["déploiement", "maintien"],
        kind: "AID",
        cameo: &["074"],
        actors: &["RUS.GOV"],
        when: NOVEMBER_2020,
        place: Some((
            &["region", "near", "exact", "province", "district"],
            "Karabakh",
            Some("AZE"),
        )),
        background: true,
        ..ROW
    },
    Row {
        number: "6",
        words: &["tirs", "visées"],
        mode: Some("heavy-weapons"),
        cameo: &["194"],
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        said_by: &["ARM.GOV", "RUS.JRN"],
        role: Some("ministry"),
        when: TUESDAYS,
        when_inferred: true,
        means: &["armour", "artillery", "small-arms"],
        ..ROW
    },
    Row {
        number: "7",
        words: &["perdu"],
        kind: "COERCE",
        mode: Some("seize"),
        cameo: &["192"],
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        said_by: &["ARM.GOV"],
        role: Some("ministry"),
        when: TUESDAYS,
        when_inferred: true,
        place: AT_THE_BORDER,
        ..ROW
    },
    Row {
        number: "8",
        words: &["attaqué"],
        actors: &["AZE"],
        recipients: &["ARM"],
        said_by: &["ARM.GOV", "RUS.JRN"],
        direct: true,
        optional: true,
        ..ROW
    },
    Row {
        number: "9",
        words: &["demandons"],
        kind: "REQUEST",
        mode: Some("assist"),
        cameo: &["1034", "1032"],
        actors: &["ARM.GOV"],
        recipients: &["RUS"],
        said_by: &["ARM.GOV", "RUS.JRN"],
        direct: true,
        ..ROW
    },
    Row {
        number: "10",
        words: &["demandes"],
        kind: "REQUEST",
        cameo: &["100", "103", "1032"],
        actors: &["ARM.GOV"],
        recipients: &["RUS"],
        background: true,
        ..ROW
    },
    Row {
        number: "11",
        words: &["opération militaire"],
        actors: &["AZE.MIL"],
        recipients: &["ARM"],
        inferred_sides: true,
        said_by: &["AZE.GOV"],
        role: Some("ministry"),
        ..ROW
    },
    Row {
        number: "12",
        words: &["bombardé"],
        mode: Some("heavy-weapons"),
        cameo: &["194"],
        actors: &["ARM.MIL"],
        recipients: &["AZE.MIL"],
        said_by: &["AZE.GOV"],
        role: Some("ministry"),
        means: &["cannon", "mortar"],
        ..ROW
    },
    Row {
        number: "13",
        words: &["quittent"],
        kind: "RETREAT",
        mode: Some("withdraw"),
        cameo: &["0874"],
        actors: &["ARM.MIL"],
        said_by: &["AZE.GOV"],
        role: Some("ministry"),
        direct: true,
        ..ROW
    },
    Row {
        number: "14",
        words: &["détruit"],
        mode: Some("destroy"),
        cameo: &["1712"],
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        said_by: &["AZE.GOV"],
        role: Some("ministry"),
        direct: true,
        ..ROW
    },
];

/// Words from which no claim must be read.
const NO_CLAIMS: [&str; 8] = [
    "victoire",
    "reconnue",
    "peuplée",
    "possède",
    "réagi",
    "tendue",
    "provocations",
    "supériorité",
];

/// The dispatch as read, and the page that says what must be read from it.
fn seed() -> Option<(Read, String)> {
    let folder = support::shared().join("seed");
    let text = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let found = text("dispatch.fr.txt").zip(text("README.md"));
    let Some((dispatch, page)) = found else {
        println!("skipped: there is no {}", folder.join("dispatch.fr.txt").display());
        return None;
    };
    Some((support::read(&dispatch, "seed"), page))
}

#[test]
fn every_column_of_the_table() {
    let Some((read, _)) = seed() else { return };
    let claims: Vec<&Claim> = read.claims().collect();
    let of_row = matched(&claims);
    let mut wrong = Vec::new();
    for (row, claim) in ROWS.iter().zip(&of_row) {
        match claim {
            Some(claim) => {
                let columns = columns(row, claims[*claim])
                    .into_iter()
                    .filter(|column| column.read != column.wanted);
                wrong.extend(
                    columns.map(|c| format!("row {}: {} is {}, read {}", row.number, c.name, c.wanted, c.read)),
                );
            }
            None if row.optional => {}
            None => wrong.push(format!(
                "row {}: missing ({} “{}”)",
                row.number,
                row.kind,
                row.words.join("”, “")
            )),
        }
    }
    for (index, claim) in claims.iter().enumerate() {
        if !of_row.contains(&Some(index)) {
            wrong.push(format!("no row: {}", selon::brief::line(claim)));
        }
        for words in NO_CLAIMS {
            if claim.trigger.text.split(' ').any(|word| word == words) {
                wrong.push(format!("“{words}” is no claim: {}", selon::brief::line(claim)));
            }
        }
    }
    println!("{} wrong", wrong.len());
    println!("{}", wrong.join("\n"));
    assert!(
        wrong.is_empty(),
        "{} wrong in the table of the seed:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn agency_date_dateline_and_credits() {
    let Some((read, page)) = seed() else { return };
    let dispatch = &read.dispatch;
    assert_eq!(support::agency(dispatch), Some("Reuters"));
    assert_eq!(support::dateline(dispatch), ["Moscou"]);
    assert_eq!(support::published(dispatch).as_deref(), Some("2021-11"));
    assert_eq!(dispatch.language, "fr");
    let credits: Vec<(&str, Option<&str>)> = dispatch
        .credits
        .iter()
        .map(|credit| (credit.role.as_str(), credit.place.as_deref()))
        .collect();
    let wanted = [
        ("reporting", Some("Moscou")),
        ("reporting", Some("Bakou")),
        ("writing", None),
        ("translation", None),
        ("editing", None),
    ];
    assert_eq!(credits, wanted);
    // The people's names stand on the page, in the order of the dispatch.
    let listed = page
        .find("credits: ")
        .map(|start| &page[start..])
        .expect("the page's credits");
    let mut places = Vec::new();
    for credit in &dispatch.credits {
        assert!(credit.name.split(' ').count() >= 2, "{} is no full name", credit.name);
        places.push(
            listed
                .find(&credit.name)
                .unwrap_or_else(|| panic!("{} is not on the page", credit.name)),
        );
    }
    assert!(places.is_sorted(), "{places:?}");
}

/// The claim of each row: those with most columns right first, and none without the row's words or its type and speaker.
fn matched(claims: &[&Claim]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (r, row) in ROWS.iter().enumerate() {
        for (c, claim) in claims.iter().enumerate() {
            let same_words = row.words.iter().any(|words| claim.trigger.text.contains(words));
            let columns = columns(row, claim);
            let right = columns.iter().filter(|column| column.read == column.wanted).count();
            let fits = |name: &str| {
                columns
                    .iter()
                    .any(|column| column.name == name && column.read == column.wanted)
            };
            if same_words || (fits("type") && fits("actors") && fits("recipients") && fits("said by")) {
                pairs.push((usize::MAX - right - if same_words { 10 } else { 0 }, r, c));
            }
        }
    }
    pairs.sort_unstable();
    let mut of_row = vec![None; ROWS.len()];
    for (_, r, c) in pairs {
        if of_row[r].is_none() && !of_row.contains(&Some(c)) {
            of_row[r] = Some(c);
        }
    }
    of_row
}

/// A column of a row: as the table has it, and as read.
struct Column {
    name: &'static str,
    wanted: String,
    read: String,
}

fn columns(row: &Row, claim: &Claim) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut add = |name, wanted: String, read: String| columns.push(Column { name, wanted, read });
    add("type", row.kind.to_owned(), claim.event.kind.to_string());
    add(
        "mode",
        format!("{:?}", row.mode),
        format!("{:?}", claim.event.mode.as_deref()),
    );
    for context in row.contexts {
        let is = claim.event.contexts.iter().any(|known| known == context);
        add(
            "context",
            (*context).to_owned(),
            if is {
                (*context).to_owned()
            } else {
                format!("{:?}", claim.event.contexts)
            },
        );
    }
    add(
        "cameo",
        one_of(row.cameo, &claim.event.cameo),
        claim.event.cameo.to_string(),
    );
    add("actors", row.actors.join(" + "), codes(&claim.actors));
    add("recipients", row.recipients.join(" + "), codes(&claim.recipients));
    if row.inferred_sides {
        let inferred = claim
            .actors
            .iter()
            .chain(&claim.recipients)
            .all(|actor| actor.inferred.is_some());
        add("sides inferred", true.to_string(), inferred.to_string());
    }
    let chain: Vec<&str> = claim.said_by.iter().map(|voice| voice.actor.code.as_str()).collect();
    add("said by", row.said_by.join(" ← "), chain.join(" ← "));
    let speaker = claim.said_by.first();
    if let Some(role) = row.role {
        let read = speaker.and_then(|voice| voice.actor.role.as_deref()).unwrap_or("none");
        add("speaker's role", role.to_owned(), read.to_owned());
    }
    let direct = speaker.is_some_and(|voice| voice.quote == "direct");
    add("direct quotation", row.direct.to_string(), direct.to_string());
    let wanted = match row.when {
        When::Null => "null".to_owned(),
        When::OneOf(days) => format!("{} weekday-in-month", days.join("/")),
        When::In(start, precision) => format!("{start} {precision}"),
    };
    add("when", wanted, when(row, claim));
    if row.when_inferred {
        let inferred = claim.when.as_ref().is_some_and(|when| when.inferred.is_some());
        add("when inferred", true.to_string(), inferred.to_string());
    }
    let tolls: Vec<String> = row
        .toll
        .iter()
        .map(|(kind, low, high, who)| format!("{kind} {}–{} {}", number(*low), number(*high), who.unwrap_or("-")))
        .collect();
    // What was destroyed may be told as a toll.
    let counted = claim
        .toll
        .iter()
        .filter(|toll| !(row.number == "14" && toll.kind == "destroyed"));
    add("toll", sorted(tolls), sorted(counted.map(toll).collect()));
    add(
        "means",
        row.means.join(", "),
        sorted(claim.means.iter().map(|means| means.kind.to_string()).collect()),
    );
    let (wanted, read) = place(row, claim);
    add("place", wanted, read);
    add("background", row.background.to_string(), claim.background.to_string());
    add("status", "actual".to_owned(), claim.status.to_string());
    add("unconfirmed", false.to_string(), claim.unconfirmed.to_string());
    columns
}

/// The value read where it is one of those that are right.
fn one_of(right: &[&str], read: &str) -> String {
    if right.contains(&read) {
        read.to_owned()
    } else {
        right.join(" or ")
    }
}

fn codes(actors: &[Actor]) -> String {
    let mut codes: Vec<String> = actors.iter().map(|actor| actor.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    codes.join(" + ")
}

fn sorted(mut parts: Vec<String>) -> String {
    parts.sort();
    parts.dedup();
    parts.join(", ")
}

fn number(number: Option<u64>) -> String {
    number.map_or_else(|| "open".to_owned(), |number| number.to_string())
}

fn toll(toll: &Toll) -> String {
    let who = toll.who.as_ref().map_or("-", |who| who.code.as_str());
    format!("{} {}–{} {who}", toll.kind, number(toll.low), number(toll.high))
}

fn when(row: &Row, claim: &Claim) -> String {
    let Some(when) = &claim.when else {
        return "null".to_owned();
    };
    match (row.when, &when.start) {
        (When::In(start, _), Some(read)) if read.starts_with(start) => format!("{start} {}", when.precision),
        (_, Some(read)) => format!("{read} {}", when.precision),
        (_, None) => format!("{} {}", when.candidates.join("/"), when.precision),
    }
}

fn place(row: &Row, claim: &Claim) -> (String, String) {
    let read = claim.place.as_ref().map_or_else(
        || "null".to_owned(),
        |place| {
            format!(
                "{} ({}, {})",
                place.name,
                place.precision,
                place.country.as_deref().unwrap_or("no country")
            )
        },
    );
    let Some((precisions, word, country)) = row.place else {
        return ("null".to_owned(), read);
    };
    let fits = claim.place.as_ref().is_some_and(|place| {
        place.name.contains(word)
            && precisions.contains(&place.precision.as_str())
            && place.country.as_deref() == country
    });
    let wanted = format!(
        "{word}… ({}, {})",
        precisions.join(" or "),
        country.unwrap_or("no country")
    );
    (if fits { read.clone() } else { wanted }, read)
}
