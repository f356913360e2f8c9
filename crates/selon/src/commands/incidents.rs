//! `selon incidents`: the list, and one incident in its versions side by side.

use super::output::{self, Look};
use super::store::Store;
use super::{Failure, Finish};
use clap::ValueEnum;
use selon::report::page::{Ink, Inked, Page as Sheet, columns, paint_text};
use selon_ledger::{ClaimView, Filter, Format, IncidentDetail, IncidentRow, Order, Page, TollRange, Version};
use std::io::Write;

/// The arguments of `selon incidents`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One incident, by the id that the list shows
    #[arg(value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    store: Store,
    /// From this day on (2021-11-16)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// In this country (ISO 3166: ARM); may be given several times
    #[arg(long, value_name = "CODE")]
    country: Vec<String>,
    /// With this side (ARM, MLI.REB.JNIM), acting or speaking; may be given several times
    #[arg(long, value_name = "SIDE")]
    side: Vec<String>,
    /// Of this PLOVER type; may be given several times
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// With at least so many killed, according to somebody
    #[arg(long, value_name = "N")]
    toll: Option<u64>,
    /// Only disputed ones
    #[arg(long)]
    disputed: bool,
    /// With these words in a dispatch
    #[arg(long, value_name = "WORDS")]
    search: Option<String>,
    /// So many
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
    /// Instead of the list, write all of them in this form
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Form>,
    #[command(flatten)]
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// One line a claim
    Csv,
    /// One line an incident
    IncidentsCsv,
    /// One JSON object an incident, with versions, claims and disputes
    Jsonl,
    /// A map
    Geojson,
}

impl Args {
    /// Shows.
    pub fn run(&self) -> Result<Finish, Failure> {
        let ledger = self.store.read()?;
        let mut out = output::stdout();
        let filter = Filter {
            from: self.from.clone(),
            to: self.to.clone(),
            countries: self.country.clone(),
            sides: self.side.clone(),
            types: self.types.clone(),
            toll_min: self.toll,
            disputed: self.disputed.then_some(true),
            text: self.search.clone(),
            ..Filter::default()
        };
        let sheet = self.look.page();
        match (&self.incident, self.format) {
            (Some(id), _) => write!(out, "{}", one(&ledger.incident(id)?, sheet))?,
            (None, Some(form)) => {
                let format = match form {
                    Form::Csv => Format::Csv,
                    Form::IncidentsCsv => Format::IncidentsCsv,
                    Form::Jsonl => Format::Jsonl,
                    Form::Geojson => Format::GeoJson,
                };
                ledger.export(&filter, format, &mut out)?;
            }
            (None, None) => {
                let page = Page {
                    limit: self.limit,
                    order: Order::Newest,
                    ..Page::default()
                };
                let list = ledger.incidents(&filter, page)?;
                for row in &list.items {
                    write!(out, "{}", listed(row, sheet))?;
                }
                if list.total > list.items.len() {
                    writeln!(
                        out,
                        "{} of {} incidents; more with --limit",
                        list.items.len(),
                        list.total
                    )?;
                } else {
                    writeln!(
                        out,
                        "{} {}",
                        list.total,
                        if list.total == 1 { "incident" } else { "incidents" }
                    )?;
                }
            }
        }
        out.flush()?;
        Ok(Finish::Clean)
    }
}

fn when(row: &IncidentRow) -> String {
    match &row.when {
        None => "no date".to_owned(),
        Some(days) if days.from == days.to => days.from.clone(),
        Some(days) if days.precision == "published" => format!("about {}", days.to),
        Some(days) => format!("{} to {}", days.from, days.to),
    }
}

fn place(row: &IncidentRow) -> String {
    let Some(place) = &row.place else {
        return String::new();
    };
    let near = if place.precision == "near" { "near " } else { "" };
    let country = place
        .country
        .as_deref()
        .map(|code| format!(", {code}"))
        .unwrap_or_default();
    format!("{near}{}{country}", place.name)
}

fn figure(toll: &TollRange) -> String {
    let about = if toll.approx { "about " } else { "" };
    let number = match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}"),
        (Some(low), Some(high)) => format!("{about}{low}–{high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => "?".to_owned(),
    };
    let whose = toll.who.as_deref().map(|who| format!(" {who}")).unwrap_or_default();
    format!("{} {number}{whose}", toll.kind)
}

fn tolls(tolls: &[TollRange]) -> String {
    tolls.iter().map(figure).collect::<Vec<_>>().join("; ")
}

/// Two lines of the list: when, where and what; who tells it.
fn listed(row: &IncidentRow, sheet: Sheet) -> String {
    let mut text = String::new();
    let (mut left, mut right) = (Inked::new(), Inked::new());
    left.push(&when(row), Ink::When).push("  ", Ink::Plain);
    let place = place(row);
    if !place.is_empty() {
        left.push(&place, Ink::Where).push("  ", Ink::Plain);
    }
    left.push(&row.sides.join(" · "), Ink::Actor);
    right.push(&format!("{} {}", row.kind, row.id), Ink::Faint);
    left.with_right(&right, sheet, "", &mut text);
    let mut title = Inked::new();
    title.push(&row.title, Ink::Strong);
    title.wrap(sheet, "  ", "  ", &mut text);
    let mut told = Inked::new();
    let tolls = tolls(&row.tolls);
    if !tolls.is_empty() {
        told.push(&tolls, Ink::Toll).push("  ", Ink::Plain);
    }
    let count = |number: usize, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    told.push(
        &format!(
            "{} ({}), {}, {}",
            count(row.versions, "version", "versions"),
            row.speakers.join(", "),
            count(row.origins, "origin", "origins"),
            row.grade
        ),
        Ink::Faint,
    );
    if row.disputes > 0 {
        told.push(&format!("  {}", count(row.disputes, "dispute", "disputes")), Ink::Flag);
    }
    told.wrap(sheet, "  ", "  ", &mut text);
    text.push('\n');
    text
}

/// What a claim says, on a line: who did what to whom, with what toll.
fn says(view: &ClaimView) -> Inked {
    let claim = &view.claim;
    let codes = |actors: &[selon_ledger::record::Actor]| {
        let codes: Vec<&str> = actors.iter().map(|actor| actor.code.as_str()).collect();
        codes.join(" + ")
    };
    let mut line = Inked::new();
    let actors = codes(&claim.actors);
    line.push(if actors.is_empty() { "unknown" } else { &actors }, Ink::Actor);
    if !claim.recipients.is_empty() {
        line.push(" → ", Ink::Faint)
            .push(&codes(&claim.recipients), Ink::Recipient);
    }
    line.push(&format!(" “{}”", claim.trigger.text), Ink::Strong);
    if claim.status != "actual" {
        line.push(&format!(" ({})", claim.status), Ink::Flag);
    }
    for toll in claim
        .toll
        .iter()
        .filter(|toll| !toll.superseded && toll.part_of.is_none())
    {
        let figure = match (toll.low, toll.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (Some(low), None) => format!("{low}+"),
            (low, high) => format!(
                "{}–{}",
                low.map(|low| low.to_string()).unwrap_or_default(),
                high.map(|high| high.to_string()).unwrap_or_default()
            ),
        };
        line.push(&format!(" {} {figure}", toll.kind), Ink::Toll);
    }
    if let Some(voice) = claim.said_by.first() {
        line.push(&format!(" – {}", voice.actor.code), Ink::Speaker);
    }
    line.push(&format!(" [{}]", view.claim.id), Ink::Faint);
    line
}

/// One incident: its head, its versions side by side, disputes, and why it is one.
fn one(detail: &IncidentDetail, sheet: Sheet) -> String {
    let row = &detail.incident;
    let mut text = String::new();
    text.push_str(&listed(row, sheet));
    // Columns where three fit, else one below the other.
    let shown = detail.versions.len().clamp(1, 3);
    let wide = (sheet.width.saturating_sub(3 * (shown - 1))) / shown;
    if wide >= 30 && shown > 1 {
        for group in detail.versions.chunks(shown) {
            side_by_side(detail, group, wide, sheet, &mut text);
        }
    } else {
        for version in &detail.versions {
            for line in column(detail, version, sheet.width, sheet) {
                text.push_str(&line);
                text.push('\n');
            }
            text.push('\n');
        }
    }
    if !detail.disputes.is_empty() {
        paint_text("Disputed", Ink::Flag, sheet, &mut text);
        text.push('\n');
        for dispute in &detail.disputes {
            let field = match dispute.field.as_str() {
                "event" => "whether it happened".to_owned(),
                "actor" => "who did it".to_owned(),
                "who-began" => "who began".to_owned(),
                _ => format!("how many {}", dispute.kind.as_deref().unwrap_or_default()),
            };
            let mut line = Inked::new();
            line.push(&format!("{field}: "), Ink::Plain)
                .push(&format!("{}: {}", dispute.side_a, dispute.says_a), Ink::Plain)
                .push(&format!(" [{}]; ", dispute.claim_a), Ink::Faint)
                .push(&format!("{}: {}", dispute.side_b, dispute.says_b), Ink::Plain)
                .push(&format!(" [{}]", dispute.claim_b), Ink::Faint);
            line.wrap(sheet, "  ", "    ", &mut text);
        }
        text.push('\n');
    }
    if !detail.reasons.is_empty() {
        paint_text("Why these are one incident", Ink::Strong, sheet, &mut text);
        text.push('\n');
        for reason in detail.reasons.iter().take(12) {
            let mut line = Inked::new();
            let score = reason.score.map(|score| format!("{score:.2} ")).unwrap_or_default();
            line.push(&score, Ink::Plain).push(&reason.words, Ink::Plain).push(
                &format!(" [{} – {}, {}]", reason.claim_a, reason.claim_b, reason.by),
                Ink::Faint,
            );
            line.wrap(sheet, "  ", "    ", &mut text);
        }
        if detail.reasons.len() > 12 {
            text.push_str(&format!("  and {} more\n", detail.reasons.len() - 12));
        }
        text.push('\n');
    }
    paint_text("Dispatches", Ink::Strong, sheet, &mut text);
    text.push('\n');
    for dispatch in &detail.dispatches {
        let mut line = Inked::new();
        line.push(dispatch.published.as_deref().unwrap_or("no date"), Ink::When)
            .push("  ", Ink::Plain)
            .push(dispatch.agency.as_deref().unwrap_or("–"), Ink::Speaker)
            .push("  ", Ink::Plain)
            .push(&dispatch.title, Ink::Plain);
        if dispatch.copy_group != dispatch.id {
            line.push("  (near copy)", Ink::Faint);
        }
        line.push(&format!(" [{}]", dispatch.id.get(..8).unwrap_or_default()), Ink::Faint);
        line.wrap(sheet, "  ", "    ", &mut text);
    }
    text
}

/// The lines of one version.
fn column(detail: &IncidentDetail, version: &Version, width: usize, sheet: Sheet) -> Vec<String> {
    let narrow = Sheet { width, ..sheet };
    let mut text = String::new();
    let name = match version.kind.as_str() {
        "agencies" => "The agencies' own voice".to_owned(),
        "third-parties" => "Third parties".to_owned(),
        _ => format!("{} says", version.side),
    };
    paint_text(&name, Ink::Strong, sheet, &mut text);
    text.push('\n');
    if !version.tolls.is_empty() {
        let mut line = Inked::new();
        line.push(&tolls(&version.tolls), Ink::Toll);
        line.wrap(narrow, "", "", &mut text);
    }
    if let Some(side) = &version.initiator {
        text.push_str(&format!("began: {side}\n"));
    }
    for view in detail
        .claims
        .iter()
        .filter(|view| version.claims.contains(&view.claim.id))
    {
        says(view).wrap(narrow, "• ", "  ", &mut text);
    }
    text.lines().map(str::to_owned).collect()
}

fn side_by_side(detail: &IncidentDetail, versions: &[Version], wide: usize, sheet: Sheet, text: &mut String) {
    let told: Vec<Vec<String>> = versions
        .iter()
        .map(|version| column(detail, version, wide, sheet))
        .collect();
    let rows = told.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..rows {
        let mut line = String::new();
        for (at, column) in told.iter().enumerate() {
            let cell = column.get(row).map_or("", String::as_str);
            line.push_str(cell);
            if at + 1 < told.len() {
                line.extend(std::iter::repeat_n(' ', wide.saturating_sub(columns(cell))));
                line.push_str(" │ ");
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push('\n');
}
