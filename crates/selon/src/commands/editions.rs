//! `selon ledger editions`: the editions of a dispatch, and what changed from each to the next.

use super::output::{self, Look};
use super::store::Store;
use super::{Failure, Finish};
use clap::ValueEnum;
use selon::report::page::{Ink, Inked, Page as Sheet, paint_text};
use selon_ledger::record::{Actor, Claim, Toll};
use selon_ledger::{ClaimChange, ClaimView, Difference, DispatchBrief, EditionChange, EditionHistory, ParagraphChange};
use std::io::Write;

/// The arguments of `selon ledger editions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The dispatch: the beginning of its id, or the file it was added from
    #[arg(value_name = "DISPATCH")]
    dispatch: String,
    /// How to print them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Form,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people: words that went and words that came are marked
    #[default]
    Text,
    /// One JSON object with all editions and differences
    Json,
}

impl Args {
    /// Shows them.
    pub fn run(&self, store: &Store) -> Result<Finish, Failure> {
        let ledger = store.read()?;
        let history = ledger.editions(&ledger.find_dispatch(&self.dispatch)?)?;
        if history.changes.is_empty() {
            let id = history.dispatch.get(..8).unwrap_or(&history.dispatch);
            return Err(Failure::new(format!(
                "dispatch {id} has only one edition in the ledger: there is nothing to compare it with"
            ))
            .hint("add its other editions with `selon add`: same agency, at most seven days apart, same headline or nearly the same text"));
        }
        let mut out = output::stdout();
        match self.format {
            Form::Json => {
                serde_json::to_writer_pretty(&mut out, &history).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
            Form::Text => write!(out, "{}", told(&history, self.look.page()))?,
        }
        out.flush()?;
        Ok(Finish::Clean)
    }
}

fn told(history: &EditionHistory, sheet: Sheet) -> String {
    let mut text = String::new();
    for (at, edition) in history.editions.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        head(edition, sheet, &mut text);
        if let Some(change) = history.changes.get(at) {
            text.push('\n');
            difference(change, history.editions.get(at + 1), sheet, &mut text);
        }
    }
    text
}

/// An edition on a line: when, who, which edition.
fn head(edition: &DispatchBrief, sheet: Sheet, text: &mut String) {
    let kind = match edition.edition.as_str() {
        "plain" => "first edition",
        "lead" => "new lead",
        other => other,
    };
    let (mut left, mut right) = (Inked::new(), Inked::new());
    left.push(edition.published.as_deref().unwrap_or("no date"), Ink::When)
        .push("  ", Ink::Plain)
        .push(edition.agency.as_deref().unwrap_or("–"), Ink::Speaker)
        .push("  ", Ink::Plain)
        .push(kind, Ink::Strong);
    if edition.retracted {
        left.push("  its claims are taken back", Ink::Flag);
    }
    right.push(edition.id.get(..8).unwrap_or(&edition.id), Ink::Faint);
    left.with_right(&right, sheet, "", text);
}

fn difference(change: &EditionChange, next: Option<&DispatchBrief>, sheet: Sheet, text: &mut String) {
    let next = next.map_or("plain", |edition| edition.edition.as_str());
    let what = match next {
        "correction" => "What the correction changed",
        "withdrawn" => "What the withdrawal changed",
        "update" => "What the update changed",
        _ => "What the next edition changed",
    };
    paint_text(what, Ink::Strong, sheet, text);
    text.push('\n');
    match &change.text {
        None => text.push_str("  One of the two texts is not in the ledger; only their claims are compared.\n"),
        Some(paragraphs) => self::paragraphs(paragraphs, sheet, text),
    }
    text.push('\n');
    for one in &change.claims {
        claim(one, sheet, text);
    }
    let same = match (change.claims.is_empty(), change.claims_same) {
        (true, 0) => "no claims in either".to_owned(),
        (true, 1) => "the one claim is as before".to_owned(),
        (true, same) => format!("all {same} claims are as before"),
        (false, 0) => return,
        (false, 1) => "1 claim as before".to_owned(),
        (false, same) => format!("{same} claims as before"),
    };
    let mut line = Inked::new();
    line.push(&same, Ink::Faint);
    line.wrap(sheet, "  ", "  ", text);
}

/// The paragraphs that changed; of those between them only how many there are.
fn paragraphs(all: &[ParagraphChange], sheet: Sheet, text: &mut String) {
    let mut same = 0;
    let skipped = |same: usize, text: &mut String| {
        if same > 0 {
            let words = format!(
                "({same} {} as before)",
                if same == 1 { "paragraph" } else { "paragraphs" }
            );
            let mut line = Inked::new();
            line.push(&words, Ink::Faint);
            line.wrap(sheet, "  ", "  ", text);
        }
    };
    for paragraph in all {
        if paragraph.change == Difference::Same {
            same += 1;
            continue;
        }
        skipped(same, text);
        same = 0;
        let mut line = Inked::new();
        for piece in &paragraph.pieces {
            marked(&mut line, &piece.text, piece.change, sheet);
        }
        line.wrap(sheet, "  ", "  ", text);
    }
    skipped(same, text);
}

/// Words as they stayed, went or came. Without colour they stand between `[-` and `-]`, `{+` and `+}`.
fn marked(line: &mut Inked, words: &str, change: Difference, sheet: Sheet) {
    let (ink, open, close) = match change {
        Difference::Removed => (Ink::Removed, "[-", "-]"),
        Difference::Added => (Ink::Added, "{+", "+}"),
        Difference::Same | Difference::Changed => (Ink::Plain, "", ""),
    };
    let (open, close) = if sheet.colour { ("", "") } else { (open, close) };
    line.push(open, ink).push(words, ink).push(close, ink);
}

/// A claim that came, went or changed; of a changed one the fields that differ.
fn claim(change: &ClaimChange, sheet: Sheet, text: &mut String) {
    let (word, view) = match (change.change, &change.before, &change.after) {
        (Difference::Removed, Some(before), _) => ("gone", before),
        (Difference::Added, _, Some(after)) => ("new", after),
        (_, _, Some(after)) => ("changed", after),
        _ => return,
    };
    let mut line = Inked::new();
    line.push(&format!("{word:<8}"), Ink::Strong);
    line.push(
        &format!("{} “{}”", view.claim.event.kind, view.claim.trigger.text),
        Ink::Plain,
    );
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => {
            for field in &change.fields {
                let (old, new) = (said(field, &before.claim), said(field, &after.claim));
                line.push(&format!("; {} ", field.replace("said_by", "said by")), Ink::Faint);
                marked(&mut line, &old, Difference::Removed, sheet);
                line.push(" → ", Ink::Faint);
                marked(&mut line, &new, Difference::Added, sheet);
            }
        }
        _ => {
            for field in ["actors", "recipients", "toll"] {
                let value = said(field, &view.claim);
                if value != NOTHING {
                    line.push(&format!("; {field} {value}"), Ink::Plain);
                }
            }
        }
    }
    line.push(&ids(change.before.as_ref(), change.after.as_ref()), Ink::Faint);
    line.wrap(sheet, "  ", "          ", text);
}

fn ids(before: Option<&ClaimView>, after: Option<&ClaimView>) -> String {
    let ids: Vec<&str> = before
        .into_iter()
        .chain(after)
        .map(|view| view.claim.id.as_str())
        .collect();
    format!(" [{}]", ids.join(" → "))
}

const NOTHING: &str = "–";

/// What a claim says in one field, in codes and figures.
fn said(field: &str, claim: &Claim) -> String {
    let codes = |actors: &[Actor]| {
        actors
            .iter()
            .map(|actor| actor.code.clone())
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let yes = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
    let words = match field {
        "event" => claim.event.concept.clone(),
        "actors" => codes(&claim.actors),
        "recipients" => codes(&claim.recipients),
        "said_by" => {
            let voices = claim
                .said_by
                .iter()
                .map(|voice| format!("{} {}", voice.actor.code, voice.stance));
            voices.collect::<Vec<_>>().join(" < ")
        }
        "status" => claim.status.clone(),
        "unconfirmed" => yes(claim.unconfirmed),
        "background" => yes(claim.background),
        "when" => claim
            .when
            .as_ref()
            .map_or_else(String::new, |when| match (&when.start, &when.end) {
                (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
                (Some(day), _) | (None, Some(day)) => day.clone(),
                (None, None) => when.candidates.join(" or "),
            }),
        "where" => claim
            .place
            .as_ref()
            .map_or_else(String::new, |place| match &place.country {
                Some(country) => format!("{}, {country} ({})", place.name, place.precision),
                None => format!("{} ({})", place.name, place.precision),
            }),
        "toll" => {
            let tolls = claim.toll.iter().filter(|toll| !toll.superseded).map(figure);
            tolls.collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    };
    if words.is_empty() { NOTHING.to_owned() } else { words }
}

fn figure(toll: &Toll) -> String {
    let about = if toll.approx { "about " } else { "" };
    let number = match (toll.low, toll.high, toll.best) {
        (Some(low), Some(high), _) if low == high => low.to_string(),
        (Some(low), Some(high), _) => format!("{low}–{high}"),
        (Some(low), None, _) => format!("{low} or more"),
        (None, Some(high), _) => format!("up to {high}"),
        (None, None, Some(best)) => best.to_string(),
        (None, None, None) => "some".to_owned(),
    };
    let whose = toll
        .group
        .clone()
        .or_else(|| toll.who.as_ref().map(|who| who.code.clone()));
    format!(
        "{} {about}{number}{}",
        toll.kind,
        whose.map(|whose| format!(" ({whose})")).unwrap_or_default()
    )
}
