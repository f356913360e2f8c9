//! That the reader was not fitted to its samples: dispatches retold by rule give the claims of the original, changed by the
//! same rule. What is expected is what was READ from the original, right or wrong (`samples.rs` holds what is right), with
//! countries, figures, days and weapons exchanged; a speaker on the other side of what is said changes nothing.

#[path = "support/retell.rs"]
mod retell;
mod support;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use retell::{Agreement, replaced, weekdays, with_speaker_moved, with_words};
use selon_coder::Claim;
use selon_coder::claim::{Actor, Toll, When};
use selon_wire::DatePrecision;
use std::collections::BTreeMap;
use std::fmt::Write;
use support::{Sample, sample_text, samples};

/// Mean share of a variant's claims that are those of the original, changed accordingly: over each kind. To be raised.
const MEAN_SHARE: [(&str, f64); 6] = [
    ("countries", 0.94),
    ("days", 0.97),
    ("figures", 0.97),
    ("weapons", 0.92),
    ("speaker", 0.94),
    ("all", 0.87),
];
/// The same over all variants of a language.
const MEAN_OF_LANGUAGE: [(&str, f64); 2] = [("en", 0.93), ("fr", 0.95)];
/// Variants that there must be at least in each language.
const VARIANTS: usize = 20;

/// A dispatch with what can be exchanged in it.
struct Telling {
    name: &'static str,
    /// The countries of the original, and others in their place.
    cast: &'static [&'static str],
    casts: &'static [&'static [&'static str]],
    agreement: Agreement,
    /// Other words that stand for a country; `{}` is the capital of the one in its place.
    seats: &'static [(&'static str, &'static str, &'static str)],
    /// Towns that lie in the first country, for each country in its place: the reader knows where they lie.
    towns: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    /// What must change with the genders when the sides are exchanged.
    exchange: &'static [(&'static str, &'static str)],
    /// Days by which it is told later; the words of the date follow.
    later: &'static [i64],
    dates: &'static [&'static str],
    figures: &'static [(&'static str, &'static str)],
    values: &'static [(u64, u64)],
    weapons: &'static [(&'static str, &'static str)],
    means: &'static [(&'static str, &'static str)],
}

const TELLINGS: [Telling; 10] = [
    Telling {
        name: "fr/karabakh-erevan",
        cast: &["ARM", "AZE", "RUS"],
        casts: &[
            &["DZA", "IRQ", "RUS"],
            &["UKR", "IRN", "SRB"],
            &["EST", "UGA", "HRV"],
            &["ERI", "AGO", "RUS"],
            &["AZE", "ARM", "RUS"],
        ],
        agreement: Agreement::Whole,
        seats: &[("RUS", "au Kremlin", "à {}")],
        towns: &[],
        exchange: &[],
        later: &[1, 3],
        dates: &[],
        figures: &[("Quinze", "Dix-huit"), ("douze", "neuf"), ("6.500", "7.300")],
        values: &[(15, 18), (12, 9), (6500, 7300)],
        weapons: &[
            ("au canon et au mortier", "à l'obusier et à la roquette"),
            ("d'armes légères", "de mitrailleuses"),
        ],
        means: &[
            ("cannon", "howitzer"),
            ("mortar", "rocket"),
            ("small-arms", "machine-gun"),
        ],
    },
    Telling {
        name: "fr/karabakh-bakou",
        cast: &["ARM", "AZE", "RUS"],
        casts: &[
            &["DZA", "IRQ", "RUS"],
            &["UKR", "IRN", "SRB"],
            &["EST", "UGA", "HRV"],
            &["ERI", "AGO", "RUS"],
            &["AZE", "ARM", "RUS"],
        ],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[("qu’il avait lancé", "qu’elle avait lancé")],
        later: &[1, 4],
        dates: &["date 2021-11-17", "17 novembre"],
        figures: &[("quinze", "dix-huit"), ("douze", "neuf"), ("6.500", "7.300")],
        values: &[(15, 18), (12, 9), (6500, 7300)],
        weapons: &[
            ("au canon et au mortier", "à l’obusier et à la roquette"),
            ("d’armes légères", "de mitrailleuses"),
        ],
        means: &[
            ("cannon", "howitzer"),
            ("mortar", "rocket"),
            ("small-arms", "machine-gun"),
        ],
    },
    Telling {
        name: "fr/batken-bichkek",
        cast: &["KGZ", "TJK", "RUS"],
        casts: &[&["HRV", "PER", "RUS"], &["MAR", "SDN", "SRB"], &["TJK", "KGZ", "RUS"]],
        agreement: Agreement::MasculineOnly,
        seats: &[],
        towns: &[
            ("HRV", &[("de Batken", "de Vukovar"), ("d'Ak-Saï", "de Beli Manastir")]),
            ("MAR", &[("de Batken", "de Figuig"), ("d'Ak-Saï", "de Bouarfa")]),
            ("TJK", &[("de Batken", "de Soghd"), ("d'Ak-Saï", "de Vorukh")]),
        ],
        exchange: &[],
        later: &[1, 5],
        dates: &["date 2023-04-13", "13 avril"],
        figures: &[("Quatre", "Cinq"), ("neuf", "sept"), ("trentaine", "quarantaine")],
        values: &[(4, 5), (9, 7), (30, 40)],
        weapons: &[
            ("tirs de mortier", "tirs de roquette"),
            ("ouvert le feu au mortier", "ouvert le feu à la roquette"),
        ],
        means: &[("mortar", "rocket")],
    },
    Telling {
        name: "fr/khost-kaboul",
        cast: &[],
        casts: &[],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[],
        later: &[1, 2],
        dates: &["date 2023-06-20"],
        figures: &[
            ("Quatorze", "Dix-sept"),
            ("cinq", "quatre"),
            ("six", "sept"),
            ("vingt", "trente"),
            ("douze", "treize"),
            ("trois", "cinq"),
        ],
        values: &[(14, 17), (5, 4), (6, 7), (20, 30), (12, 13), (3, 5)],
        weapons: &[("tirs de mortier", "tirs de roquette")],
        means: &[("mortar", "rocket")],
    },
    Telling {
        name: "fr/centrafrique-bria",
        cast: &[],
        casts: &[],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[],
        later: &[2],
        dates: &[],
        figures: &[("onze", "treize"), ("34", "37"), ("six", "sept")],
        values: &[(11, 13), (34, 37), (6, 7)],
        weapons: &[],
        means: &[],
    },
    Telling {
        name: "en/karabakh-yerevan",
        cast: &["ARM", "AZE", "RUS"],
        casts: &[
            &["ETH", "ERI", "RUS"],
            &["CHL", "PER", "SRB"],
            &["KEN", "UGA", "HRV"],
            &["IND", "NPL", "RUS"],
            &["AZE", "ARM", "RUS"],
        ],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[],
        later: &[1, 3],
        dates: &["date 2021-11-16", "Nov 16"],
        figures: &[("15", "18"), ("12", "9"), ("6,500", "7,300")],
        values: &[(15, 18), (12, 9), (6500, 7300)],
        weapons: &[
            ("cannon and mortars", "howitzers and rockets"),
            ("small arms", "machine guns"),
        ],
        means: &[
            ("cannon", "howitzer"),
            ("mortar", "rocket"),
            ("small-arms", "machine-gun"),
        ],
    },
    Telling {
        name: "en/karabakh-baku",
        cast: &["ARM", "AZE", "RUS"],
        casts: &[
            &["ETH", "ERI", "RUS"],
            &["CHL", "PER", "SRB"],
            &["KEN", "UGA", "HRV"],
            &["IND", "NPL", "RUS"],
            &["AZE", "ARM", "RUS"],
        ],
        agreement: Agreement::Whole,
        seats: &[("RUS", "the Kremlin", "{}")],
        towns: &[],
        exchange: &[],
        later: &[1, 3],
        dates: &[],
        figures: &[("15", "18"), ("12", "9"), ("6,500", "7,300")],
        values: &[(15, 18), (12, 9), (6500, 7300)],
        weapons: &[
            ("cannon and mortar fire", "howitzer and rocket fire"),
            ("small arms", "machine guns"),
        ],
        means: &[
            ("cannon", "howitzer"),
            ("mortar", "rocket"),
            ("small-arms", "machine-gun"),
        ],
    },
    Telling {
        name: "en/isfara-dushanbe",
        cast: &["KGZ", "TJK", "RUS"],
        casts: &[&["PER", "CHL", "RUS"], &["UGA", "KEN", "SRB"], &["TJK", "KGZ", "RUS"]],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[
            ("PER", &[("of Ak-Sai", "of Desaguadero")]),
            ("UGA", &[("of Ak-Sai", "of Lira")]),
            ("TJK", &[("of Ak-Sai", "of Vorukh")]),
        ],
        exchange: &[],
        later: &[1, 3],
        dates: &[],
        figures: &[("four", "five"), ("nine", "seven"), ("100", "140")],
        values: &[(4, 5), (9, 7), (100, 140)],
        weapons: &[("mortar bombs", "rockets")],
        means: &[("mortar", "rocket")],
    },
    Telling {
        name: "en/khost-islamabad",
        cast: &[],
        casts: &[],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[],
        later: &[1, 2],
        dates: &["date 2023-06-20", "June 20"],
        figures: &[
            ("at least 20", "at least 30"),
            ("Fourteen", "Seventeen"),
            ("five", "four"),
            ("six", "seven"),
            ("three", "five"),
            ("12", "13"),
        ],
        values: &[(20, 30), (14, 17), (5, 4), (6, 7), (3, 5), (12, 13)],
        weapons: &[("Mortar shells", "Rockets")],
        means: &[("mortar", "rocket")],
    },
    Telling {
        name: "en/bria-bangui",
        cast: &[],
        casts: &[],
        agreement: Agreement::Whole,
        seats: &[],
        towns: &[],
        exchange: &[],
        later: &[1, 5],
        dates: &["date 2024-05-15"],
        figures: &[("27", "31"), ("11", "13"), ("34", "37"), ("six", "seven")],
        values: &[(27, 31), (11, 13), (34, 37), (6, 7)],
        weapons: &[],
        means: &[],
    },
];

/// What a rule did to a dispatch, and so does to its claims.
#[derive(Clone, Default)]
struct Changes {
    codes: BTreeMap<&'static str, &'static str>,
    words: BTreeMap<String, String>,
    values: BTreeMap<u64, u64>,
    means: BTreeMap<&'static str, &'static str>,
    days: i64,
}

/// A dispatch retold.
struct Variant {
    /// Which rules made it.
    kind: &'static str,
    what: String,
    text: String,
    changes: Changes,
}

#[test]
fn retold_dispatches_give_the_claims_retold() {
    let mut shares: Vec<(&str, &'static str, f64)> = Vec::new();
    let mut report = String::new();
    for sample in samples() {
        for variant in variants(sample) {
            let name = format!("{} ({}: {})", sample.name, variant.kind, variant.what);
            let share = compared(&name, sample, &variant, &mut report);
            shares.push((&sample.name[..2], variant.kind, share));
        }
    }
    println!("{report}");
    let mean = |of: &dyn Fn(&(&str, &'static str, f64)) -> bool| {
        let chosen: Vec<f64> = shares.iter().filter(|share| of(share)).map(|share| share.2).collect();
        (chosen.len(), chosen.iter().sum::<f64>() / chosen.len().max(1) as f64)
    };
    let mut low = Vec::new();
    for (kind, floor) in MEAN_SHARE {
        let (count, is) = mean(&|share| share.1 == kind);
        println!("{kind}: {count} variants, {:.1} % of the claims are equal", 100.0 * is);
        assert!(count > 0, "no variant changes {kind}");
        if is < floor {
            low.push(format!("{kind}: {is:.3}, was {floor:.3}"));
        }
    }
    for (language, floor) in MEAN_OF_LANGUAGE {
        let (count, is) = mean(&|share| share.0 == language);
        println!(
            "{language}: {count} variants, {:.1} % of the claims are equal",
            100.0 * is
        );
        assert!(count >= VARIANTS, "{count} variants in {language}");
        if is < floor {
            low.push(format!("{language}: {is:.3}, was {floor:.3}"));
        }
    }
    assert!(low.is_empty(), "{}\n{report}", low.join("\n"));
}

/// The claims of a variant against those of its original: the share that is equal.
fn compared(name: &str, sample: &Sample, variant: &Variant, report: &mut String) -> f64 {
    let read = support::read(&variant.text, name);
    let dated = sample
        .read
        .dispatch
        .published
        .as_ref()
        .is_some_and(|date| date.precision == DatePrecision::Day);
    let mut wanted: Vec<String> = sample
        .read
        .claims()
        .map(|claim| told(claim, &variant.changes, dated))
        .collect();
    let none = Changes {
        codes: variant.changes.codes.keys().map(|code| (*code, *code)).collect(),
        ..Changes::default()
    };
    let mut given: Vec<String> = read.claims().map(|claim| told(claim, &none, dated)).collect();
    assert!(!wanted.is_empty(), "{name}: no claim was read from the original");
    let most = wanted.len().max(given.len());
    // What is equal is taken from both; the rest differs.
    wanted.retain(|claim| match given.iter().position(|other| other == claim) {
        Some(at) => {
            given.remove(at);
            false
        }
        None => true,
    });
    let differing = wanted.len().max(given.len());
    let share = (most - differing) as f64 / most as f64;
    let _ = writeln!(report, "{name}: {:.0} %", 100.0 * share);
    for claim in &wanted {
        let _ = writeln!(report, "  – {claim}");
    }
    for claim in &given {
        let _ = writeln!(report, "  + {claim}");
    }
    share
}

/// Every variant of a sample.
fn variants(sample: &Sample) -> Vec<Variant> {
    let language = &sample.name[..2];
    let text = sample_text(&sample.name);
    let mut found: Vec<Variant> = with_speaker_moved(language, &text)
        .into_iter()
        .map(|(what, text)| {
            let mut before = text.split_whitespace().zip(sample_text_words(sample));
            let place = before.position(|(new, old)| new != old).unwrap_or(0);
            Variant {
                kind: "speaker",
                what: format!("{what}, word {place}"),
                text,
                changes: Changes::default(),
            }
        })
        .collect();
    let Some(telling) = TELLINGS.iter().find(|telling| telling.name == sample.name) else {
        return found;
    };
    for cast in telling.casts {
        found.push(with_countries(telling, language, &text, cast));
    }
    for days in telling.later {
        found.push(with_days(telling, language, &text, *days));
    }
    found.push(with_figures(telling, language, &text));
    if !telling.weapons.is_empty() {
        found.push(with_weapons(telling, &text));
    }
    // All at once; the days last, as a figure may be the word for a day.
    let casts = telling.casts.iter().take(2).map(|cast| Some(*cast));
    for cast in casts.chain(telling.casts.is_empty().then_some(None)) {
        let mut all = with_figures(telling, language, &text);
        all = and_then(all, |text| with_weapons(telling, text));
        all = and_then(all, |text| with_days(telling, language, text, telling.later[0]));
        if let Some(cast) = cast {
            all = and_then(all, |text| with_countries(telling, language, text, cast));
        }
        found.push(Variant { kind: "all", ..all });
    }
    found
}

fn sample_text_words(sample: &Sample) -> Vec<String> {
    sample_text(&sample.name)
        .split_whitespace()
        .map(str::to_owned)
        .collect()
}

fn and_then(first: Variant, next: impl FnOnce(&str) -> Variant) -> Variant {
    let mut second = next(&first.text);
    let Changes {
        codes,
        words,
        values,
        means,
        days,
    } = first.changes;
    second.changes.codes.extend(codes);
    second.changes.words.extend(words);
    second.changes.values.extend(values);
    second.changes.means.extend(means);
    second.changes.days += days;
    second.what = format!("{}; {}", first.what, second.what);
    second
}

fn with_countries(telling: &Telling, language: &str, text: &str, cast: &[&'static str]) -> Variant {
    let exchanged = cast.iter().all(|iso| telling.cast.contains(iso));
    let mut text = text.to_owned();
    if exchanged {
        text = with_phrases(&text, telling.exchange);
    }
    for (_, towns) in telling.towns.iter().filter(|(iso, _)| *iso == cast[0]) {
        text = with_phrases(&text, towns);
    }
    let agreement = if exchanged && telling.agreement == Agreement::Whole {
        Agreement::NamesByHand
    } else {
        telling.agreement
    };
    let mut changes = Changes::default();
    for (from, to) in telling.cast.iter().zip(cast) {
        if from != to {
            for (_, seat, instead) in telling.seats.iter().filter(|(iso, ..)| iso == from) {
                let instead = instead.replace("{}", retell::known(language, to).capital());
                text = with_phrases(&text, &[(seat, &instead)]);
            }
            changes.words.extend(replaced(language, &text, from, to, agreement));
        }
        changes.codes.insert(from, to);
    }
    let what = cast.join(", ");
    Variant {
        kind: "countries",
        what,
        text: with_words(language, &text, &changes.words),
        changes,
    }
}

fn with_days(telling: &Telling, language: &str, text: &str, days: i64) -> Variant {
    let mut text = text.to_owned();
    for date in telling.dates {
        let at = date
            .char_indices()
            .rev()
            .take_while(|(_, c)| c.is_ascii_digit())
            .last()
            .map_or(0, |(at, _)| at);
        // `17 novembre` has its day at the beginning.
        let day_first = at == 0;
        let digits = |word: &str| word.chars().take_while(char::is_ascii_digit).collect::<String>();
        let day = if day_first { digits(date) } else { date[at..].to_owned() };
        let later = (day.parse::<i64>().expect("a day") + days).to_string();
        let new = if day_first {
            date.replacen(&day, &later, 1)
        } else {
            format!("{}{later}", &date[..at])
        };
        text = with_phrases(&text, &[(date, &new)]);
    }
    let text = with_words(language, &text, &weekdays(language, days));
    Variant {
        kind: "days",
        what: format!("{days:+}"),
        text,
        changes: Changes {
            days,
            ..Changes::default()
        },
    }
}

fn with_figures(telling: &Telling, language: &str, text: &str) -> Variant {
    let (phrases, words): (Vec<_>, Vec<_>) = telling
        .figures
        .iter()
        .copied()
        .partition(|(from, _)| from.contains(' '));
    let words = words
        .into_iter()
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .collect();
    let text = with_words(language, &with_phrases(text, &phrases), &words);
    let values = telling.values.iter().copied().collect();
    Variant {
        kind: "figures",
        what: "others".to_owned(),
        text,
        changes: Changes {
            values,
            ..Changes::default()
        },
    }
}

fn with_weapons(telling: &Telling, text: &str) -> Variant {
    let text = with_phrases(text, telling.weapons);
    let means = telling.means.iter().copied().collect();
    Variant {
        kind: "weapons",
        what: "others".to_owned(),
        text,
        changes: Changes {
            means,
            ..Changes::default()
        },
    }
}

fn with_phrases(text: &str, phrases: &[(&str, &str)]) -> String {
    phrases.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the dispatch has no “{from}”");
        text.replace(from, to)
    })
}

/// A claim on one line, changed; all but its words, the reasons of what is inferred, and its confidence.
fn told(claim: &Claim, changes: &Changes, dated: bool) -> String {
    let event = &claim.event;
    let mode = event.mode.as_deref().unwrap_or("");
    let mut out = format!("{}/{mode} {} ", event.kind, event.cameo);
    let _ = write!(
        out,
        "{} → {}",
        codes(&claim.actors, changes),
        codes(&claim.recipients, changes)
    );
    let chain: Vec<String> = claim.said_by.iter().map(|voice| code(&voice.actor, changes)).collect();
    if !chain.is_empty() {
        let _ = write!(out, " | said by {}", chain.join(" ← "));
    }
    let _ = write!(out, " | {}", claim.status);
    for (is, word) in [(claim.unconfirmed, "unconfirmed"), (claim.background, "background")] {
        if is {
            let _ = write!(out, " | {word}");
        }
    }
    if let Some(when) = &claim.when {
        let _ = write!(out, " | {}", time(when, changes.days, dated));
    }
    if let Some(place) = &claim.place {
        // With other countries a town lies where nobody looks for it: only borders are compared then.
        match (&place.country, changes.codes.is_empty()) {
            (Some(_), false) => {}
            _ => {
                let name: Vec<&str> = place
                    .name
                    .split(' ')
                    .map(|word| changes.words.get(word).map_or(word, String::as_str))
                    .collect();
                let _ = write!(out, " | at {}", name.join(" "));
            }
        }
    }
    let tolls = sorted(claim.toll.iter().map(|toll| harm(toll, changes)).collect());
    let means = claim.means.iter().map(|means| {
        changes
            .means
            .get(means.kind.as_str())
            .copied()
            .unwrap_or(&means.kind)
            .to_owned()
    });
    for part in [tolls, sorted(means.collect())] {
        if !part.is_empty() {
            let _ = write!(out, " | {part}");
        }
    }
    if let Some(about) = &claim.about {
        let _ = write!(out, " | about {}", about.event.cameo);
    }
    out
}

/// A code with its country changed; a group that has its own name keeps its country.
fn code(actor: &Actor, changes: &Changes) -> String {
    let mut parts = actor.code.split('.');
    let country = parts.next().unwrap_or("");
    let named = parts.clone().count() >= 2;
    match changes.codes.get(country) {
        Some(new) if !named => format!("{new}{}", &actor.code[country.len()..]),
        _ => actor.code.to_string(),
    }
}

fn codes(actors: &[Actor], changes: &Changes) -> String {
    let codes = sorted(actors.iter().map(|actor| code(actor, changes)).collect());
    if codes.is_empty() { "–".to_owned() } else { codes }
}

fn sorted(mut parts: Vec<String>) -> String {
    parts.sort();
    parts.join(", ")
}

fn harm(toll: &Toll, changes: &Changes) -> String {
    let value = |number: Option<u64>| {
        let changed = number.map(|number| changes.values.get(&number).copied().unwrap_or(number));
        changed.map_or_else(|| "open".to_owned(), |number| number.to_string())
    };
    let who = toll.who.as_ref().map_or_else(
        || toll.group.as_deref().unwrap_or("").to_owned(),
        |who| code(who, changes),
    );
    let about = if toll.approx { "~" } else { "" };
    let part = if toll.part_of.is_some() { " part" } else { "" };
    format!(
        "{} {about}{}–{} {who}{part}",
        toll.kind,
        value(toll.low),
        value(toll.high)
    )
}

/// A time so many days later: weekdays and what counts from the dispatch move, what has a date of its own stays.
fn time(when: &When, days: i64, dated: bool) -> String {
    let start = match (&when.start, when.candidates.first()) {
        (None, Some(first)) => {
            let first: Date = first.parse().expect("a day");
            let later = first.checked_add(days.days()).expect("a day");
            weekdays_of_month(first, later.weekday()).join("/")
        }
        (Some(start), _) => {
            let own_date = when.text.chars().any(|character| character.is_ascii_digit());
            match start.parse::<Date>() {
                Ok(day) if dated && !own_date && matches!(when.precision.as_str(), "day" | "minute" | "open") => {
                    day.checked_add(days.days()).expect("a day").to_string()
                }
                _ => start.clone(),
            }
        }
        (None, None) => String::new(),
    };
    format!("{start} {}", when.precision)
}

fn weekdays_of_month(month: Date, weekday: Weekday) -> Vec<String> {
    let days = (1..=month.days_in_month()).map(|day| Date::new(month.year(), month.month(), day).expect("a day"));
    days.filter(|day| day.weekday() == weekday)
        .map(|day| day.to_string())
        .collect()
}
