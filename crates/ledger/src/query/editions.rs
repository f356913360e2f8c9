//! What changed from one edition of a dispatch to the next: its text, and its claims.

use super::json;
use crate::difference::{bag, common, difference, paragraphs};
use crate::error::{LedgerError, Result};
use crate::model::{ClaimChange, ClaimView, Difference, DispatchBrief, EditionChange, EditionHistory};
use crate::open::Ledger;
use crate::record::{Actor, Claim, Spans, Toll};
use rusqlite::OptionalExtension;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Two claims of two editions are one claim from this likeness on.
const ALIKE: f64 = 0.5;

/// One edition with all that is compared.
struct Edition {
    brief: DispatchBrief,
    paragraphs: Option<Vec<String>>,
    claims: Vec<Said>,
}

/// A claim with the words of its sentence.
struct Said {
    view: ClaimView,
    words: BTreeMap<String, usize>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    spans: Spans,
}

impl Ledger {
    /// The editions of a dispatch's story, earliest first, with what changed from each to the next: words, and claims that came, went or changed.
    /// A dispatch without other editions is alone in the list, and nothing changed.
    ///
    /// # Errors
    /// When no dispatch has this id, or the file cannot be read.
    pub fn editions(&self, id: &str) -> Result<EditionHistory> {
        let story: Option<String> = self
            .db
            .query_row("SELECT story FROM dispatch WHERE id = ?", [id], |row| row.get(0))
            .optional()
            .map_err(|error| self.sqlite(error))?;
        let story = story.ok_or_else(|| LedgerError::Unknown {
            what: "dispatch",
            id: id.to_owned(),
        })?;
        let editions: Vec<Edition> = self
            .story(&story)?
            .into_iter()
            .map(|brief| self.edition(brief))
            .collect::<Result<_>>()?;
        let changes = editions.windows(2).map(|pair| changed(&pair[0], &pair[1])).collect();
        Ok(EditionHistory {
            dispatch: id.to_owned(),
            editions: editions.into_iter().map(|edition| edition.brief).collect(),
            changes,
        })
    }

    fn edition(&self, brief: DispatchBrief) -> Result<Edition> {
        let (text, head): (Option<String>, String) = self
            .db
            .query_row("SELECT text, head FROM dispatch WHERE id = ?", [&brief.id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .map_err(|error| self.sqlite(error))?;
        let head: Head = json(&head);
        let letters: Vec<char> = text.iter().flat_map(|text| text.chars()).collect();
        let mut claims = self.claims_where(
            "d.id = ? AND c.review NOT IN ('rejected', 'blind')",
            "c.start, c.id",
            [&brief.id],
        )?;
        if brief.edition == "withdrawn" {
            claims.clear();
        }
        let said = claims.into_iter().map(|view| {
            let sentence = &view.claim.sentence;
            let words = letters.get(sentence.start..sentence.end.min(letters.len()));
            let words: String = words.map_or_else(|| view.claim.trigger.text.clone(), |words| words.iter().collect());
            Said {
                words: bag(&words),
                view,
            }
        });
        Ok(Edition {
            claims: said.collect(),
            paragraphs: text.as_deref().map(|text| paragraphs(text, &head.spans)),
            brief,
        })
    }
}

fn changed(from: &Edition, to: &Edition) -> EditionChange {
    let text = from
        .paragraphs
        .as_ref()
        .zip(to.paragraphs.as_ref())
        .map(|(before, after)| difference(before, after));
    let (claims, claims_same) = claims(&from.claims, &to.claims);
    EditionChange {
        from: from.brief.id.clone(),
        to: to.brief.id.clone(),
        takes_back: matches!(to.brief.edition.as_str(), "correction" | "withdrawn"),
        text,
        claims,
        claims_same,
    }
}

/// Which claims came, went or changed, and how many stayed as they were.
fn claims(before: &[Said], after: &[Said]) -> (Vec<ClaimChange>, usize) {
    let mut likely: Vec<(f64, usize, usize)> = Vec::new();
    for (a, old) in before.iter().enumerate() {
        for (b, new) in after.iter().enumerate() {
            let score = likeness(old, new);
            if score >= ALIKE {
                likely.push((score, a, b));
            }
        }
    }
    // The most alike first; of two as much alike, those that stand nearer to their places in the text.
    likely.sort_by(|x, y| {
        y.0.total_cmp(&x.0)
            .then(x.1.abs_diff(x.2).cmp(&y.1.abs_diff(y.2)))
            .then(x.1.cmp(&y.1))
            .then(x.2.cmp(&y.2))
    });
    let mut became: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for (_, a, b) in likely {
        if !became.contains_key(&a) && taken.insert(b) {
            became.insert(a, b);
        }
    }
    let mut found = Vec::new();
    let mut same = 0;
    for (a, old) in before.iter().enumerate() {
        let new = became.get(&a).map(|&b| &after[b]);
        let fields = new.map_or_else(Vec::new, |new| differing(&old.view.claim, &new.view.claim));
        if new.is_some() && fields.is_empty() {
            same += 1;
            continue;
        }
        found.push(ClaimChange {
            change: if new.is_some() {
                Difference::Changed
            } else {
                Difference::Removed
            },
            before: Some(old.view.clone()),
            after: new.map(|new| new.view.clone()),
            fields,
        });
    }
    found.extend(
        after
            .iter()
            .enumerate()
            .filter(|(b, _)| !taken.contains(b))
            .map(|(_, new)| ClaimChange {
                change: Difference::Added,
                before: None,
                after: Some(new.view.clone()),
                fields: Vec::new(),
            }),
    );
    (found, same)
}

/// How much two claims look like one claim of two editions, 0–1: the same kind of act, told in like words, of the same parties by the same side.
fn likeness(old: &Said, new: &Said) -> f64 {
    let (a, b) = (&old.view.claim, &new.view.claim);
    if a.event.kind != b.event.kind {
        return 0.0;
    }
    let trigger = if a.trigger.text.to_lowercase() == b.trigger.text.to_lowercase() {
        1.0
    } else if a.event.concept == b.event.concept {
        0.6
    } else {
        0.0
    };
    let parties = (shared(&a.actors, &b.actors) + shared(&a.recipients, &b.recipients)) / 2.0;
    let side = if old.view.side == new.view.side { 1.0 } else { 0.0 };
    0.4 * common(&old.words, &new.words) + 0.25 * trigger + 0.2 * parties + 0.15 * side
}

fn codes(actors: &[Actor]) -> BTreeSet<String> {
    actors.iter().map(|actor| actor.code.to_string()).collect()
}

fn shared(a: &[Actor], b: &[Actor]) -> f64 {
    let (a, b) = (codes(a), codes(b));
    let all = a.union(&b).count();
    if all == 0 {
        1.0
    } else {
        a.intersection(&b).count() as f64 / all as f64
    }
}

/// The fields in which two claims differ; words and places in the text are none.
fn differing(a: &Claim, b: &Claim) -> Vec<String> {
    let voices = |claim: &Claim| {
        let voices = claim.said_by.iter();
        voices
            .map(|voice| (voice.actor.code.clone(), voice.stance.clone()))
            .collect::<Vec<_>>()
    };
    let time = |claim: &Claim| {
        claim
            .when
            .as_ref()
            .map(|when| (when.start.clone(), when.end.clone(), when.candidates.clone()))
    };
    let place = |claim: &Claim| {
        let place = claim.place.as_ref();
        place.map(|place| (place.name.clone(), place.country.clone(), place.precision.clone()))
    };
    let different = [
        (
            "event",
            (&a.event.concept, &a.event.mode) != (&b.event.concept, &b.event.mode),
        ),
        ("actors", codes(&a.actors) != codes(&b.actors)),
        ("recipients", codes(&a.recipients) != codes(&b.recipients)),
        ("said_by", voices(a) != voices(b)),
        ("status", a.status != b.status),
        ("unconfirmed", a.unconfirmed != b.unconfirmed),
        ("background", a.background != b.background),
        ("when", time(a) != time(b)),
        ("where", place(a) != place(b)),
        ("toll", figures(&a.toll) != figures(&b.toll)),
    ];
    different
        .iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| (*name).to_owned())
        .collect()
}

type Figure = (String, [Option<u64>; 3], bool, Option<String>, Option<String>);

fn figures(tolls: &[Toll]) -> BTreeSet<Figure> {
    tolls
        .iter()
        .filter(|toll| !toll.superseded)
        .map(|toll| {
            (
                toll.kind.clone(),
                [toll.low, toll.best, toll.high],
                toll.approx,
                toll.who.as_ref().map(|who| who.code.clone()),
                toll.group.clone(),
            )
        })
        .collect()
}
