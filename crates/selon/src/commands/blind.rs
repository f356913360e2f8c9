//! Coding blind from the command line: the words in their sentence, and what a coder makes of them.

use super::Failure;
use selon_ledger::record::{Actor, Claim, Event, Voice};
use selon_ledger::{BlindItem, Ledger, Revision};

/// An item of the queue: where it stands, and its sentence with the words between asterisks.
pub fn waiting(item: &BlindItem) -> String {
    let (start, end) = (item.words.start, item.words.end);
    let letters: Vec<char> = item.sentence.text.chars().collect();
    let part = |from: usize, to: usize| {
        let from = from.saturating_sub(item.sentence.start).min(letters.len());
        let to = to.saturating_sub(item.sentence.start).clamp(from, letters.len());
        plain(&letters[from..to].iter().collect::<String>())
    };
    let sentence = if letters.is_empty() {
        format!("*{}*", plain(&item.words.text))
    } else {
        let (before, after) = (part(0, start), part(end, usize::MAX));
        format!("{before}*{}*{after}", part(start, end))
    };
    let of = [
        item.agency.as_deref(),
        item.published.as_deref(),
        Some(item.title.as_str()),
    ];
    let of: Vec<String> = of.into_iter().flatten().map(plain).collect();
    format!("{}  {}\n  {}\n", item.claim, of.join(", "), sentence.trim())
}

/// On one line, and without characters that steer a terminal.
fn plain(text: &str) -> String {
    let steady = |c: char| if c.is_whitespace() { ' ' } else { c };
    text.chars().map(steady).filter(|c| !c.is_control()).collect()
}

/// The fields that a coder names. What is not named is empty; a status not named is `actual`.
const FIELDS: &str = "type, mode, actors, recipients, speaker, status";
const STATUSES: [&str; 4] = ["actual", "denied", "planned", "conditional"];

/// Keeps what a coder says of the words of a claim.
pub fn code(ledger: &mut Ledger, claim: &str, fields: &[String], author: &str) -> Result<Revision, Failure> {
    if fields.iter().any(|field| field == "none") {
        if fields.len() > 1 {
            return Err(Failure::new(
                "`none` says that these words tell nothing; no field goes with it",
            ));
        }
        return Ok(ledger.code_blind_none(claim, author)?);
    }
    let view = ledger.claim(claim)?;
    // Only the words are taken over; whatever else is known of the claim is the coding that is not looked at.
    let read = view.machine.unwrap_or(view.claim);
    let coded = Claim {
        event: Event::default(),
        about: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        said_by: Vec::new(),
        status: "actual".to_owned(),
        unconfirmed: false,
        background: false,
        when: None,
        place: None,
        toll: Vec::new(),
        means: Vec::new(),
        confidence: 1.0,
        ..read
    };
    Ok(ledger.code_blind(&view.dispatch, author, filled(coded, fields)?)?)
}

fn filled(mut claim: Claim, fields: &[String]) -> Result<Claim, Failure> {
    for field in fields {
        let (name, value) = field.split_once('=').ok_or_else(|| {
            Failure::new(format!("`{field}` is no FIELD=VALUE")).hint(format!("the fields are {FIELDS}"))
        })?;
        match name {
            "type" => {
                let kind = value.to_uppercase();
                if !selon_coder::TYPES.contains(&kind.as_str()) {
                    return Err(Failure::new(format!("`{value}` is none of PLOVER's types"))
                        .hint(format!("one of {}", selon_coder::TYPES.join(", "))));
                }
                claim.event.kind = kind;
            }
            "mode" => claim.event.mode = Some(mode(value)?),
            "actors" => claim.actors = actors(value)?,
            "recipients" => claim.recipients = actors(value)?,
            "speaker" => {
                let voice = |actor| Voice {
                    actor,
                    verb: None,
                    stance: "asserts".to_owned(),
                    quote: "none".to_owned(),
                    start: None,
                    end: None,
                };
                claim.said_by = actors(value)?.into_iter().map(voice).collect();
            }
            "status" if STATUSES.contains(&value) => value.clone_into(&mut claim.status),
            "status" => {
                return Err(
                    Failure::new(format!("`{value}` is no status")).hint(format!("one of {}", STATUSES.join(", ")))
                );
            }
            _ => {
                return Err(
                    Failure::new(format!("`{name}` is no field to code")).hint(format!("the fields are {FIELDS}"))
                );
            }
        }
    }
    if claim.event.kind.is_empty() {
        return Err(Failure::new("a coding has a type")
            .hint("give one, as type=ASSAULT; or `none`, where the words tell nothing"));
    }
    Ok(claim)
}

fn mode(value: &str) -> Result<String, Failure> {
    let fits = !value.is_empty() && value.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    fits.then(|| value.to_owned()).ok_or_else(|| {
        Failure::new(format!("`{value}` is no PLOVER mode"))
            .hint("a mode is written as in heavy-weapons; it may be left out")
    })
}

/// Codes with commas between them: `ARM.MIL,ARM.GOV`; an empty value names nobody.
fn actors(codes: &str) -> Result<Vec<Actor>, Failure> {
    let codes = codes.split(',').map(str::trim).filter(|code| !code.is_empty());
    codes.map(actor).collect()
}

fn actor(code: &str) -> Result<Actor, Failure> {
    let mut parts = code.split('.');
    let land = parts.next().unwrap_or_default();
    let sector = parts.next();
    let known = land.len() == 3 && land.chars().all(|c| c.is_ascii_uppercase());
    if !known || code.split('.').any(str::is_empty) {
        return Err(Failure::new(format!("`{code}` is no code of an actor"))
            .hint("a country or group, a sector, a name: ARM, ARM.MIL, MLI.REB.JNIM; UNK where nobody knows"));
    }
    Ok(Actor {
        code: code.to_owned(),
        country: (!matches!(land, "IGO" | "NGO" | "UNK")).then(|| land.to_owned()),
        sector: sector.map(str::to_owned),
        ..Actor::default()
    })
}
