//! A claim in the making: everything by bytes and words, before merging and before offsets are counted in characters.

use crate::party::Party;
use crate::place::PlaceRef;
use selon_expressions::time::Time;
use selon_propositions::{Quote, Stance};
use smol_str::SmolStr;
use std::ops::Range;

/// A speaker in the making.
#[derive(Clone, Debug)]
pub struct DraftVoice {
    /// Who speaks.
    pub party: Party,
    /// The word of speech, as bytes.
    pub verb: Option<Range<usize>>,
    /// How it is said.
    pub stance: Stance,
    /// Direct, indirect, none.
    pub quote: Quote,
}

/// A time in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftTime {
    /// What it means.
    pub time: Time,
    /// Bytes of its words.
    pub span: Range<usize>,
    /// Inherited from another claim.
    pub inferred: Option<&'static str>,
}

/// Harm in the making.
#[derive(Clone, Debug)]
pub struct DraftToll {
    /// killed, wounded …
    pub kind: SmolStr,
    /// At least.
    pub low: Option<u64>,
    /// The figure.
    pub best: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// About.
    pub approx: bool,
    /// Whose.
    pub who: Option<Party>,
    /// Which group.
    pub group: SmolStr,
    /// The toll in the same claim that this one is a part of.
    pub part_of: Option<usize>,
    /// Replaced by a later figure.
    pub superseded: bool,
    /// Bytes of its words.
    pub span: Range<usize>,
}

/// What is asked, promised, threatened or refused.
#[derive(Clone, Debug)]
pub struct DraftAbout {
    /// Codes.
    pub codes: Codes,
    /// Who is to do it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
}

/// The field's codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes {
    /// PLOVER type.
    pub kind: SmolStr,
    /// PLOVER mode, or empty.
    pub mode: SmolStr,
    /// CAMEO code.
    pub cameo: SmolStr,
    /// PLOVER contexts.
    pub contexts: Vec<SmolStr>,
    /// Selon's concept.
    pub concept: SmolStr,
}

/// Whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Told as a fact.
    Actual,
    /// Denied by its speaker.
    Denied,
    /// Announced.
    Planned,
    /// Only if.
    Conditional,
}

impl Status {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Status::Actual => "actual",
            Status::Denied => "denied",
            Status::Planned => "planned",
            Status::Conditional => "conditional",
        }
    }
}

/// How a field came about, for `selon explain`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The claim's field.
    pub field: &'static str,
    /// The rule or table line.
    pub rule: String,
}

/// A claim in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Number of the sentence.
    pub sentence: usize,
    /// Word that carries the event.
    pub word: usize,
    /// Bytes of the trigger.
    pub trigger: Range<usize>,
    /// Codes.
    pub codes: Codes,
    /// A kind of harm rather than an act.
    pub outcome: bool,
    /// Both sides do it.
    pub mutual: bool,
    /// Who did it.
    pub actors: Vec<Party>,
    /// To whom.
    pub recipients: Vec<Party>,
    /// What is asked or promised.
    pub about: Option<DraftAbout>,
    /// Who says so.
    pub voices: Vec<DraftVoice>,
    /// Whether it happened.
    pub status: Status,
    /// Hearsay.
    pub unconfirmed: bool,
    /// History.
    pub background: bool,
    /// When.
    pub when: Option<DraftTime>,
    /// Where.
    pub place: Option<PlaceRef>,
    /// Harm.
    pub toll: Vec<DraftToll>,
    /// Weapons, with the bytes of their words.
    pub means: Vec<(SmolStr, Range<usize>)>,
    /// The proposition is about something told before ("the attack"): it founds no claim by itself.
    pub weak: bool,
    /// Told in the past perfect.
    pub pluperfect: bool,
    /// Merged into another draft.
    pub gone: bool,
    /// How its fields came about.
    pub reasons: Vec<Reason>,
}

impl Draft {
    /// Notes how a field came about.
    pub fn because(&mut self, field: &'static str, rule: impl Into<String>) {
        self.reasons.push(Reason {
            field,
            rule: rule.into(),
        });
    }

    /// The innermost speaker's code; empty for the agency.
    pub fn speaker(&self) -> SmolStr {
        self.voices.first().map(|voice| voice.party.code()).unwrap_or_default()
    }

    /// The innermost speaker's side; empty for the agency.
    pub fn side(&self) -> SmolStr {
        self.voices.first().map(|voice| voice.party.side()).unwrap_or_default()
    }

    /// Whether its speaker claims to have done it.
    pub fn claimed(&self) -> bool {
        self.voices.first().map(|voice| voice.stance) == Some(Stance::ClaimsResponsibility)
    }

    /// The adds of a merged draft's words and details, keeping what is there.
    pub fn absorb(&mut self, other: &Draft) {
        for toll in &other.toll {
            let known = self.toll.iter().any(|t| {
                t.kind == toll.kind
                    && t.best == toll.best
                    && t.low == toll.low
                    && t.high == toll.high
                    && (t.group == toll.group || t.group.is_empty() || toll.group.is_empty())
            });
            if !known {
                let base = self.toll.len();
                let mut toll = toll.clone();
                toll.part_of = toll.part_of.map(|part| part + base);
                self.toll.push(toll);
            }
        }
        for means in &other.means {
            if !self.means.iter().any(|(kind, _)| *kind == means.0) {
                self.means.push(means.clone());
            }
        }
        if self.when.is_none()
            || self.when.as_ref().is_some_and(|w| w.inferred.is_some())
                && other.when.as_ref().is_some_and(|w| w.inferred.is_none())
        {
            self.when.clone_from(&other.when);
        }
        let finer = match (&self.place, &other.place) {
            (None, Some(_)) => true,
            (Some(mine), Some(theirs)) => {
                theirs.rank > mine.rank && (mine.country.is_empty() || mine.country == theirs.country)
            }
            _ => false,
        };
        if finer {
            self.place.clone_from(&other.place);
        }
        // The fuller telling names the kind of attack.
        if self.codes.mode.is_empty() && self.codes.cameo == "190" && !other.codes.mode.is_empty() && !self.mutual {
            self.codes = other.codes.clone();
        }
        if self.actors.is_empty() {
            self.actors.clone_from(&other.actors);
        }
        if self.recipients.is_empty() && !self.mutual {
            self.recipients.clone_from(&other.recipients);
        }
        // "the rebels", then "the rebels of the M23": one telling names the group.
        for (mine, theirs) in [
            (&mut self.actors, &other.actors),
            (&mut self.recipients, &other.recipients),
        ] {
            for party in mine
                .iter_mut()
                .filter(|party| party.sector == "REB" && party.short.is_empty())
            {
                let named = theirs
                    .iter()
                    .find(|t| t.sector == "REB" && !t.short.is_empty() && t.country == party.country);
                if let Some(named) = named {
                    party.short = named.short.clone();
                }
            }
        }
        self.unconfirmed &= other.unconfirmed;
        self.reasons.push(Reason {
            field: "claim",
            rule: "merged with another telling by the same party".into(),
        });
    }
}
