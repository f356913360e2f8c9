//! Hand-coded claims beside a dispatch (`NAME.expected.toml`), and how far the reader agrees with them.
//!
//! A claim of the reader and one of the coder are the same when their triggers are the same words; where the reader chose other
//! words, when type, direction and speaker agree. Then each field is compared by itself.

use selon_coder::Claim;
use selon_coder::claim::Actor;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The hand-coding of a dispatch.
#[derive(Debug, Default, Deserialize)]
pub struct Gold {
    /// The publishing agency.
    pub agency: Option<String>,
    /// Its date.
    pub published: Option<String>,
    /// Its datelines.
    #[serde(default)]
    pub dateline: Vec<String>,
    /// The claims.
    #[serde(default)]
    pub claim: Vec<GoldClaim>,
    /// Words that must yield no claim.
    #[serde(default, rename = "not")]
    pub nots: Vec<GoldNot>,
}

/// Several short dispatches with their hand-coding in one file.
#[derive(Debug, Deserialize)]
pub struct Collection {
    /// The dispatches.
    pub dispatch: Vec<GoldDispatch>,
}

/// A dispatch of a collection.
#[derive(Debug, Deserialize)]
pub struct GoldDispatch {
    /// What it is called.
    pub name: String,
    /// Its text, as it would stand in a file of its own.
    pub text: String,
    /// Its hand-coding.
    #[serde(flatten)]
    pub gold: Gold,
}

/// Words that must yield no claim.
#[derive(Debug, Deserialize)]
pub struct GoldNot {
    /// The words.
    pub words: String,
}

/// A hand-coded claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldClaim {
    /// The words that carry the event.
    pub trigger: String,
    /// Which occurrence of these words, from 1.
    pub nth: Option<usize>,
    /// Other words of the same claim.
    pub also_triggers: Vec<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: String,
    /// CAMEO code; alternatives joined with `|`.
    pub cameo: String,
    /// Codes of the actors.
    pub actors: Vec<String>,
    /// Codes of the recipients.
    pub recipients: Vec<String>,
    /// Codes of the speakers, innermost first.
    pub said_by: Vec<String>,
    /// actual, denied, planned, conditional.
    pub status: String,
    /// Hearsay.
    pub unconfirmed: bool,
    /// History.
    pub background: bool,
    /// First day, or the candidates.
    pub when: Option<OneOrMany>,
    /// Precision of the time.
    pub precision: String,
    /// Place name.
    #[serde(rename = "where")]
    pub place: Option<String>,
    /// `killed 15 ARM.MIL`.
    pub toll: Vec<String>,
    /// Weapons.
    pub means: Vec<String>,
    /// Type of what is asked or promised.
    pub about: Option<String>,
    /// The claim may come out or not.
    pub also_ok: bool,
}

/// A date or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

/// The fields that are compared.
pub const FIELDS: [&str; 11] = [
    "type",
    "cameo",
    "actors",
    "recipients",
    "speaker",
    "said_by",
    "status",
    "background",
    "when",
    "where",
    "toll",
];

/// Counts over one or more dispatches.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Hand-coded claims that must come out.
    pub wanted: usize,
    /// Claims of the reader that match no optional one.
    pub given: usize,
    /// Claims found.
    pub found: usize,
    /// Claims found with type, actors, recipients, innermost speaker and status right.
    pub right: usize,
    /// Claims found that by hand have a side that acts and another side that it acts on.
    pub directed: usize,
    /// Of these, the ones in which the side acted on is read as acting on the other.
    pub reversed: usize,
    /// Right values by field, of the claims found.
    pub fields: BTreeMap<&'static str, usize>,
    /// What went wrong, for a person to read.
    pub notes: String,
    /// The claims of the reader that were judged, by number, and whether each is right in type, actors, recipients, innermost speaker and status.
    pub judged: Vec<(usize, bool)>,
}

impl Score {
    /// Adds another score.
    pub fn add(&mut self, other: &Score) {
        self.wanted += other.wanted;
        self.given += other.given;
        self.found += other.found;
        self.right += other.right;
        self.directed += other.directed;
        self.reversed += other.reversed;
        for (field, count) in &other.fields {
            *self.fields.entry(field).or_default() += count;
        }
    }

    /// F1 of claims that are right in type, actors, recipients, speaker and status.
    pub fn strict_f1(&self) -> f64 {
        f1(self.right, self.wanted, self.given)
    }

    /// F1 of claims found at all.
    pub fn found_f1(&self) -> f64 {
        f1(self.found, self.wanted, self.given)
    }

    /// A table for a person.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let percent = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                100.0 * part as f64 / whole as f64
            }
        };
        let _ = writeln!(
            out,
            "claims: {} hand-coded, {} read, {} found (precision {:.1}, recall {:.1}, F1 {:.1})",
            self.wanted,
            self.given,
            self.found,
            percent(self.found, self.given),
            percent(self.found, self.wanted),
            100.0 * self.found_f1()
        );
        let _ = writeln!(
            out,
            "right in type, actors, recipients, speaker and status: {} (precision {:.1}, recall {:.1}, F1 {:.1})",
            self.right,
            percent(self.right, self.given),
            percent(self.right, self.wanted),
            100.0 * self.strict_f1()
        );
        let _ = writeln!(out, "of the claims found, right by field:");
        for field in FIELDS {
            let count = self.fields.get(field).copied().unwrap_or(0);
            let _ = writeln!(out, "  {field:<11}{:>6.1} %", percent(count, self.found));
        }
        let _ = writeln!(
            out,
            "direction reversed: {} of {} with one side acting on another ({:.1} %)",
            self.reversed,
            self.directed,
            percent(self.reversed, self.directed)
        );
        out
    }
}

fn f1(hits: usize, wanted: usize, given: usize) -> f64 {
    if wanted + given == 0 {
        0.0
    } else {
        2.0 * hits as f64 / (wanted + given) as f64
    }
}

/// Compares the claims read from `text` with the hand-coded ones.
pub fn compare(text: &str, gold: &Gold, claims: &[&Claim]) -> Score {
    let spots: Vec<Vec<(usize, usize)>> = gold.claim.iter().map(|claim| spots(text, claim)).collect();
    let mut pairs: Vec<(i32, usize, usize)> = Vec::new();
    for (g, wanted) in gold.claim.iter().enumerate() {
        for (c, claim) in claims.iter().enumerate() {
            if let Some(score) = likeness(wanted, &spots[g], claim) {
                pairs.push((-score, g, c));
            }
        }
    }
    pairs.sort_unstable();
    let mut of_gold: Vec<Option<usize>> = vec![None; gold.claim.len()];
    let mut of_claim: Vec<Option<usize>> = vec![None; claims.len()];
    for (_, g, c) in pairs {
        if of_gold[g].is_none() && of_claim[c].is_none() {
            of_gold[g] = Some(c);
            of_claim[c] = Some(g);
        }
    }
    let mut score = Score::default();
    for (g, wanted) in gold.claim.iter().enumerate() {
        let claim = of_gold[g].map(|c| claims[c]);
        if !wanted.also_ok {
            score.wanted += 1;
        }
        let Some(claim) = claim else {
            if !wanted.also_ok {
                let _ = writeln!(score.notes, "  MISSED {}", describe(wanted));
            }
            continue;
        };
        if wanted.also_ok {
            continue;
        }
        score.given += 1;
        score.found += 1;
        let fields = fields(wanted, claim);
        for (field, right) in &fields {
            *score.fields.entry(field).or_default() += usize::from(*right);
        }
        if let Some(reversed) = reversed(wanted, claim) {
            score.directed += 1;
            score.reversed += usize::from(reversed);
        }
        let strict = ["type", "actors", "recipients", "speaker", "status"];
        let wrong: Vec<&str> = fields
            .iter()
            .filter(|(_, right)| !right)
            .map(|(field, _)| *field)
            .collect();
        let right = strict.iter().all(|field| !wrong.contains(field));
        score.right += usize::from(right);
        score.judged.extend(of_gold[g].map(|c| (c, right)));
        if !wrong.is_empty() {
            let _ = writeln!(
                score.notes,
                "  WRONG {}\n    want {}\n    read {}",
                wrong.join(","),
                describe(wanted),
                crate::brief::line(claim)
            );
        }
    }
    for (c, claim) in claims.iter().enumerate() {
        if of_claim[c].is_none() {
            score.given += 1;
            score.judged.push((c, false));
            let _ = writeln!(score.notes, "  EXTRA  {}", crate::brief::line(claim));
        }
    }
    score
}

/// Where the trigger words of a hand-coded claim stand, in characters.
fn spots(text: &str, claim: &GoldClaim) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut add = |words: &str, nth: Option<usize>| {
        let starts: Vec<usize> = text.match_indices(words).map(|(byte, _)| byte).collect();
        let chosen: Vec<usize> = match nth {
            Some(n) => starts.get(n.saturating_sub(1)).copied().into_iter().collect(),
            None => starts.first().copied().into_iter().collect(),
        };
        for byte in chosen {
            let start = text[..byte].chars().count();
            found.push((start, start + words.chars().count()));
        }
    };
    add(&claim.trigger, claim.nth);
    for words in &claim.also_triggers {
        add(words, None);
    }
    found
}

/// How alike two claims are; `None` when they cannot be the same.
fn likeness(wanted: &GoldClaim, spots: &[(usize, usize)], claim: &Claim) -> Option<i32> {
    let overlap = |&(start, end): &(usize, usize)| claim.trigger.start < end && start < claim.trigger.end;
    let same_words = spots.first().is_some_and(overlap);
    let other_words = spots.iter().any(overlap);
    let fields = fields(wanted, claim);
    let right = |name: &str| fields.iter().any(|(field, ok)| *field == name && *ok);
    let mut score = 0;
    if same_words {
        score += 10;
    } else if other_words {
        score += 6;
    }
    for (name, weight) in [
        ("type", 4),
        ("actors", 3),
        ("recipients", 2),
        ("speaker", 4),
        ("status", 1),
        ("toll", 1),
        ("when", 1),
        ("background", 1),
    ] {
        if right(name) {
            score += weight;
        }
    }
    let by_meaning = right("type") && right("actors") && right("recipients") && right("speaker") && right("status");
    (other_words || by_meaning).then_some(score)
}

fn codes(actors: &[Actor]) -> impl Iterator<Item = String> {
    actors.iter().map(|actor| actor.code.to_string())
}

/// Codes in order, each once. An unknown actor is coded UNK by hand and left out by the reader.
fn known(codes: impl Iterator<Item = String>) -> Vec<String> {
    let mut codes: Vec<String> = codes.filter(|code| code != "UNK").collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Whether the side acted on is read as acting on the other; `None` where the hand-coding does not have one side acting on another. Sides are told apart by the
/// whole code where they are of one country, else by the country.
fn reversed(wanted: &GoldClaim, claim: &Claim) -> Option<bool> {
    reversed_of(
        wanted,
        codes(&claim.actors).collect(),
        codes(&claim.recipients).collect(),
    )
}

fn reversed_of(wanted: &GoldClaim, mut read_actors: Vec<String>, mut read_recipients: Vec<String>) -> Option<bool> {
    let country = |code: &str| code.split('.').next().unwrap_or_default().to_owned();
    let mut actors = known(wanted.actors.iter().cloned());
    let mut recipients = known(wanted.recipients.iter().cloned());
    let apart = |a: &[String], b: &[String]| !a.is_empty() && !b.is_empty() && a.iter().all(|code| !b.contains(code));
    let countries = |codes: &[String]| -> Vec<String> { codes.iter().map(|code| country(code)).collect() };
    if apart(&countries(&actors), &countries(&recipients)) {
        for codes in [&mut actors, &mut recipients, &mut read_actors, &mut read_recipients] {
            *codes = countries(codes);
        }
    } else if !apart(&actors, &recipients) {
        return None;
    }
    let any = |codes: &[String], of: &[String]| codes.iter().any(|code| of.contains(code));
    Some(any(&read_actors, &recipients) && any(&read_recipients, &actors))
}

fn fields(wanted: &GoldClaim, claim: &Claim) -> Vec<(&'static str, bool)> {
    let chain: Vec<String> = claim.said_by.iter().map(|v| v.actor.code.to_string()).collect();
    let when = match (&wanted.when, &claim.when) {
        (None, None) => true,
        (Some(OneOrMany::One(day)), Some(when)) => {
            day.is_empty()
                || when
                    .start
                    .as_deref()
                    .is_some_and(|start| start.starts_with(day.as_str()))
        }
        (Some(OneOrMany::One(day)), None) => day.is_empty(),
        (Some(OneOrMany::Many(days)), Some(when)) => when.candidates == *days,
        _ => false,
    };
    let place = match (&wanted.place, &claim.place) {
        (None, None) => true,
        (Some(name), Some(place)) => {
            let (a, b) = (name.to_lowercase(), place.name.to_lowercase());
            a.contains(&b) || b.contains(&a)
        }
        _ => false,
    };
    let figure = |text: &str| {
        let mut parts = text.split(' ');
        format!("{} {}", parts.next().unwrap_or(""), parts.next().unwrap_or(""))
    };
    let mut tolls: Vec<String> = claim.toll.iter().map(|t| figure(&crate::brief::toll(t))).collect();
    let mut wanted_tolls: Vec<String> = wanted.toll.iter().map(|t| figure(t)).collect();
    tolls.sort();
    wanted_tolls.sort();
    vec![
        ("type", claim.event.kind == wanted.kind.as_str()),
        (
            "cameo",
            wanted.cameo.split('|').any(|code| claim.event.cameo == code.trim()),
        ),
        (
            "actors",
            known(codes(&claim.actors)) == known(wanted.actors.iter().cloned()),
        ),
        (
            "recipients",
            known(codes(&claim.recipients)) == known(wanted.recipients.iter().cloned()),
        ),
        ("speaker", chain.first() == wanted.said_by.first()),
        ("said_by", chain == wanted.said_by),
        (
            "status",
            claim.status == wanted.status.as_str() && claim.unconfirmed == wanted.unconfirmed,
        ),
        ("background", claim.background == wanted.background),
        ("when", when),
        ("where", place),
        ("toll", tolls == wanted_tolls),
    ]
}

fn describe(wanted: &GoldClaim) -> String {
    let mut out = format!(
        "{} {} “{}” {} → {}",
        wanted.kind,
        wanted.cameo,
        wanted.trigger,
        wanted.actors.join(" + "),
        wanted.recipients.join(" + ")
    );
    if !wanted.said_by.is_empty() {
        let _ = write!(out, " | said by {}", wanted.said_by.join(" ← "));
    }
    if wanted.status != "actual" {
        let _ = write!(out, " | {}", wanted.status);
    }
    if wanted.background {
        out.push_str(" | background");
    }
    match &wanted.when {
        Some(OneOrMany::One(day)) => {
            let _ = write!(out, " | {day} {}", wanted.precision);
        }
        Some(OneOrMany::Many(days)) => {
            let _ = write!(out, " | {}", days.join("/"));
        }
        None => {}
    }
    if let Some(place) = &wanted.place {
        let _ = write!(out, " | at {place}");
    }
    if !wanted.toll.is_empty() {
        let _ = write!(out, " | {}", wanted.toll.join("; "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{GoldClaim, reversed_of};

    fn wanted(actors: &[&str], recipients: &[&str]) -> GoldClaim {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        GoldClaim {
            actors: owned(actors),
            recipients: owned(recipients),
            ..GoldClaim::default()
        }
    }

    #[test]
    fn directions() {
        let reversed = |actors: &[&str], recipients: &[&str], read: [&[&str]; 2]| {
            let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
            reversed_of(&wanted(actors, recipients), owned(read[0]), owned(read[1]))
        };
        assert_eq!(
            reversed(&["ARM.MIL"], &["AZE.MIL"], [&["AZE"], &["ARM.GOV"]]),
            Some(true)
        );
        assert_eq!(
            reversed(&["ARM.MIL"], &["AZE.MIL"], [&["ARM"], &["AZE.GOV"]]),
            Some(false)
        );
        assert_eq!(reversed(&["ARM.MIL"], &["AZE.MIL"], [&[], &["ARM"]]), Some(false));
        assert_eq!(
            reversed(&["MLI.MIL"], &["MLI.REB.JNIM"], [&["MLI.REB.JNIM"], &["MLI.MIL"]]),
            Some(true)
        );
        assert_eq!(reversed(&["ARM", "AZE"], &[], [&["AZE"], &["ARM"]]), None);
        assert_eq!(reversed(&["UNK"], &["AZE"], [&["AZE"], &[]]), None);
    }
}
