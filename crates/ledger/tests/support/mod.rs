//! Dispatches and claims for the tests, made in a few words.

#![allow(dead_code, reason = "each test file uses some of it")]

use selon_ledger::record::{
    Actor, Claim, Dispatch, Event, Maker, Published, Record, Sentence, Span, Spans, Text, Toll, Voice, When, Where,
    Words,
};
use selon_ledger::{Filter, Ledger, Order, Page};
use std::fmt::Write;

/// A claim in a few words. `trigger` must stand in the text.
#[derive(Clone)]
pub struct Told<'a> {
    pub trigger: &'a str,
    pub kind: &'a str,
    pub mode: Option<&'a str>,
    pub cameo: &'a str,
    pub actors: &'a [&'a str],
    pub recipients: &'a [&'a str],
    pub said_by: Option<&'a str>,
    pub status: &'a str,
    pub background: bool,
    pub day: Option<&'a str>,
    pub candidates: &'a [&'a str],
    pub place: Option<(&'a str, &'a str, f64, f64)>,
    pub toll: &'a [(&'a str, u64, &'a str)],
}

impl Default for Told<'_> {
    fn default() -> Self {
        Told {
            trigger: "",
            kind: "ASSAULT",
            mode: None,
            cameo: "190",
            actors: &[],
            recipients: &[],
            said_by: None,
            status: "actual",
            background: false,
            day: None,
            candidates: &[],
            place: None,
            toll: &[],
        }
    }
}

fn actor(code: &str) -> Actor {
    let mut parts = code.split('.');
    let country = parts.next().filter(|code| !matches!(*code, "UNK" | "IGO" | "NGO"));
    Actor {
        code: code.to_owned(),
        country: country.map(str::to_owned),
        sector: parts.next().map(str::to_owned),
        ..Actor::default()
    }
}

fn claim(dispatch: &str, text: &str, told: &Told<'_>) -> Claim {
    let at = text
        .find(told.trigger)
        .unwrap_or_else(|| panic!("`{}` is not in the text", told.trigger));
    let start = text[..at].chars().count();
    let end = start + told.trigger.chars().count();
    let key = format!("{dispatch}{start}{}{:?}", told.kind, told.said_by);
    let when = (told.day.is_some() || !told.candidates.is_empty()).then(|| When {
        start: told.day.map(str::to_owned),
        end: told.day.map(str::to_owned),
        precision: if told.day.is_some() { "day" } else { "weekday-in-month" }.to_owned(),
        candidates: told.candidates.iter().map(|day| (*day).to_owned()).collect(),
        text: "then".to_owned(),
        text_start: 0,
        text_end: 4,
        inferred: None,
    });
    Claim {
        id: blake3::hash(key.as_bytes()).to_hex()[..16].to_owned(),
        sentence: Sentence {
            index: text[..at].matches('.').count(),
            start: 0,
            end: text.chars().count(),
        },
        trigger: Words {
            text: told.trigger.to_owned(),
            start,
            end,
        },
        event: Event {
            kind: told.kind.to_owned(),
            mode: told.mode.map(str::to_owned),
            contexts: Vec::new(),
            cameo: told.cameo.to_owned(),
            concept: "attack".to_owned(),
        },
        about: None,
        actors: told.actors.iter().map(|code| actor(code)).collect(),
        recipients: told.recipients.iter().map(|code| actor(code)).collect(),
        said_by: told
            .said_by
            .iter()
            .map(|code| Voice {
                actor: actor(code),
                verb: None,
                stance: if told.status == "denied" { "denies" } else { "asserts" }.to_owned(),
                quote: "indirect".to_owned(),
                start: None,
                end: None,
            })
            .collect(),
        status: told.status.to_owned(),
        unconfirmed: false,
        background: told.background,
        when,
        place: told.place.map(|(name, country, lat, lon)| Where {
            name: name.to_owned(),
            country: Some(country.to_owned()),
            admin1: None,
            lat: Some(lat),
            lon: Some(lon),
            id: None,
            precision: "exact".to_owned(),
            text: name.to_owned(),
            start: 0,
            end: 1,
            inferred: None,
        }),
        toll: told
            .toll
            .iter()
            .map(|(kind, figure, who)| Toll {
                kind: (*kind).to_owned(),
                low: Some(*figure),
                best: Some(*figure),
                high: Some(*figure),
                approx: false,
                who: (!who.is_empty()).then(|| actor(who)),
                group: None,
                part_of: None,
                superseded: false,
                text: figure.to_string(),
                start: 0,
                end: 1,
            })
            .collect(),
        means: Vec::new(),
        confidence: 0.8,
    }
}

/// A dispatch: agency, day of publication (empty for none), edition, headline, text, claims.
pub fn record(agency: &str, published: &str, edition: &str, headline: &str, text: &str, told: &[Told<'_>]) -> Record {
    let whole = format!("{headline}\n\n{text}\n");
    let id = blake3::hash(whole.as_bytes()).to_hex()[..32].to_owned();
    let head = headline.chars().count();
    let mut claims: Vec<Claim> = told.iter().map(|told| claim(&id, &whole, told)).collect();
    claims.sort_by_key(|claim| claim.trigger.start);
    Record {
        selon: Maker {
            version: "0.1.0".to_owned(),
            ..Maker::default()
        },
        dispatch: Dispatch {
            source: format!("{id}.txt"),
            spans: Spans {
                headline: Some(Span { start: 0, end: head }),
                agency: None,
                body: vec![Span {
                    start: head + 2,
                    end: whole.chars().count() - 1,
                }],
                credits: Vec::new(),
            },
            id,
            text: Text::Whole(whole),
            language: "en".to_owned(),
            agency: Some(agency.to_owned()),
            url: None,
            edition: edition.to_owned(),
            published: (!published.is_empty()).then(|| Published {
                start: published.to_owned(),
                end: published.to_owned(),
                precision: "day".to_owned(),
                text: Some(published.to_owned()),
                text_start: Some(0),
                text_end: Some(1),
            }),
            dateline: Vec::new(),
            dateline_within: Vec::new(),
            headline: Some(headline.to_owned()),
            credits: Vec::new(),
        },
        claims,
        unread: Vec::new(),
    }
}

fn shelled_at_ardan() -> Told<'static> {
    Told {
        trigger: "shelled",
        mode: Some("heavy-weapons"),
        cameo: "194",
        actors: &["AZE.MIL"],
        recipients: &["ARM.MIL"],
        said_by: Some("ARM.GOV"),
        day: Some("2021-11-16"),
        place: Some(("Ardan", "ARM", 40.2, 45.7)),
        toll: &[("killed", 15, "ARM.MIL")],
        ..Told::default()
    }
}

/// Invented: an attack on the town of Ardan in ARM, told by the side that was struck.
pub fn ardan_struck() -> Record {
    record(
        "Northgate News",
        "2021-11-17",
        "plain",
        "Yerevan says 15 soldiers killed",
        "Azerbaijani guns shelled the post at Ardan on Tuesday, the ministry in Yerevan said. Fifteen soldiers died in it and no village was safe all night long.",
        &[shelled_at_ardan()],
    )
}

/// The same, told by the other side, who blames the first and gives another toll.
pub fn ardan_answered() -> Record {
    record(
        "Caspian Wire",
        "2021-11-17",
        "plain",
        "Baku: we answered Armenian fire",
        "Armenian mortars opened fire near Ardan on Tuesday, officials in Baku said on Wednesday. Five Armenian soldiers were killed in the answer that followed, they added.",
        &[
            Told {
                trigger: "opened fire",
                mode: Some("heavy-weapons"),
                cameo: "194",
                actors: &["ARM.MIL"],
                recipients: &["AZE.MIL"],
                said_by: Some("AZE.GOV"),
                day: Some("2021-11-16"),
                place: Some(("Ardan", "ARM", 40.2, 45.7)),
                ..Told::default()
            },
            Told {
                trigger: "killed in the answer",
                actors: &["AZE.MIL"],
                recipients: &["ARM.MIL"],
                said_by: Some("AZE.GOV"),
                toll: &[("killed", 5, "ARM.MIL")],
                ..Told::default()
            },
        ],
    )
}

/// The first one, printed by another outlet with an end of its own.
pub fn ardan_reprint() -> Record {
    record(
        "Le Matin des Fleuves",
        "2021-11-18",
        "plain",
        "Fifteen dead at the border",
        "Azerbaijani guns shelled the post at Ardan on Tuesday, the ministry in Yerevan said. Fifteen soldiers died in it and no village was safe all night long. More follows.",
        &[shelled_at_ardan()],
    )
}

/// The same place a week later: another incident.
pub fn ardan_later() -> Record {
    record(
        "Northgate News",
        "2021-11-24",
        "plain",
        "Another clash at Ardan",
        "Azerbaijani troops attacked Ardan again on Tuesday, Yerevan said; two soldiers were wounded.",
        &[Told {
            trigger: "attacked",
            actors: &["AZE.MIL"],
            recipients: &["ARM.MIL"],
            said_by: Some("ARM.GOV"),
            day: Some("2021-11-23"),
            place: Some(("Ardan", "ARM", 40.2, 45.7)),
            toll: &[("wounded", 2, "ARM.MIL")],
            ..Told::default()
        }],
    )
}

/// A bomb elsewhere, with a coarse date.
pub fn market_bomb() -> Record {
    record(
        "Meridian Dispatch",
        "2023-03-06",
        "plain",
        "Nine dead in market blast",
        "A bomb exploded in the market of Tarsal on a Saturday of this month, police said. Nine people were killed.",
        &[Told {
            trigger: "exploded",
            mode: Some("explosives"),
            cameo: "183",
            recipients: &["IRQ.CVL"],
            said_by: Some("IRQ.GOV"),
            candidates: &["2023-03-04", "2023-03-11", "2023-03-18", "2023-03-25"],
            place: Some(("Tarsal", "IRQ", 35.4, 44.3)),
            toll: &[("killed", 9, "IRQ.CVL")],
            ..Told::default()
        }],
    )
}

/// The same bomb with its day.
pub fn market_bomb_dated() -> Record {
    record(
        "Presse du Levant",
        "2023-03-05",
        "plain",
        "Bombe au marché de Tarsal",
        "Une bombe a tué neuf personnes samedi au marché de Tarsal, a dit un médecin.",
        &[Told {
            trigger: "a tué",
            mode: Some("explosives"),
            cameo: "183",
            recipients: &["IRQ.CVL"],
            said_by: Some("IRQ.MED"),
            day: Some("2023-03-04"),
            place: Some(("Tarsal", "IRQ", 35.4, 44.3)),
            toll: &[("killed", 9, "IRQ.CVL")],
            ..Told::default()
        }],
    )
}

/// All of them.
pub fn all() -> Vec<Record> {
    vec![
        ardan_struck(),
        ardan_answered(),
        ardan_reprint(),
        ardan_later(),
        market_bomb(),
        market_bomb_dated(),
    ]
}

/// Everything that a ledger says, without what depends on when and where it was made: two ledgers of the same content give the same.
pub fn dump(ledger: &Ledger) -> String {
    let mut out = String::new();
    let page = Page {
        limit: usize::MAX,
        order: Order::Oldest,
        ..Page::default()
    };
    let list = ledger.incidents(&Filter::default(), page).expect("incidents");
    let mut dispatches: Vec<String> = Vec::new();
    for row in list.items {
        let mut detail = ledger.incident(&row.id).expect("incident");
        for revision in &mut detail.revisions {
            revision.at.clear();
        }
        dispatches.extend(detail.dispatches.iter().map(|dispatch| dispatch.id.clone()));
        let _ = writeln!(out, "{}", serde_json::to_string_pretty(&detail).expect("JSON"));
    }
    dispatches.sort();
    dispatches.dedup();
    for id in dispatches {
        let detail = ledger.dispatch(&id).expect("dispatch");
        let _ = writeln!(out, "{}", serde_json::to_string_pretty(&detail).expect("JSON"));
    }
    out
}

/// A ledger of these records.
pub fn ledger(records: &[Record]) -> Ledger {
    let mut ledger = Ledger::in_memory().expect("a ledger");
    ledger.add(records).expect("added");
    ledger
}

/// The incident of a record's first claim.
pub fn incident_of(ledger: &Ledger, record: &Record) -> Option<String> {
    ledger.claim(&record.claims[0].id).expect("claim").incident
}
