//! From drafts to the record: characters instead of bytes, texts cut out, ids and confidence.

use crate::claim::{About, Actor, Claim, Event, Means, SentenceRef, Toll, Voice, When, Where, Words};
use crate::draft::{Codes, Draft, DraftTime, DraftToll};
use crate::party::Party;
use crate::scene::Unit;
use selon_expressions::time::Precision;
use selon_propositions::Quote;
use smol_str::SmolStr;
use std::ops::Range;

/// Counts characters: where each byte of a text stands.
pub struct Characters<'a> {
    text: &'a str,
    /// The number of characters before every 64th byte.
    marks: Vec<usize>,
}

impl<'a> Characters<'a> {
    /// Counts a text.
    pub fn new(text: &'a str) -> Characters<'a> {
        let mut marks = Vec::with_capacity(text.len() / 64 + 1);
        let mut count = 0;
        for (index, byte) in text.bytes().enumerate() {
            if index % 64 == 0 {
                marks.push(count);
            }
            // Continuation bytes begin no character.
            count += usize::from(byte & 0xC0 != 0x80);
        }
        marks.push(count);
        Characters { text, marks }
    }

    /// The number of characters before a byte.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mark = byte / 64;
        let counted = self.marks.get(mark).or(self.marks.last()).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(mark * 64..byte).unwrap_or(&[]);
        counted + rest.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }

    /// The words of a stretch of bytes.
    pub fn words(&self, span: &Range<usize>) -> Words {
        Words {
            text: self.text.get(span.clone()).unwrap_or("").to_owned(),
            start: self.at(span.start),
            end: self.at(span.end),
        }
    }
}

/// Turns a draft into a claim.
pub fn claim(draft: &Draft, units: &[Unit<'_>], characters: &Characters<'_>, dispatch_id: &str) -> Claim {
    let unit = &units[draft.sentence];
    let sentence = unit.base + unit.sentence().span.start..unit.base + unit.sentence().span.end;
    let trigger = characters.words(&draft.trigger);
    let speaker = draft.speaker();
    Claim {
        id: id(dispatch_id, &trigger, &draft.codes.kind, &speaker),
        sentence: SentenceRef {
            index: draft.sentence,
            start: characters.at(sentence.start),
            end: characters.at(sentence.end),
        },
        trigger,
        event: event(&draft.codes),
        about: draft.about.as_ref().map(|about| About {
            event: event(&about.codes),
            actors: about.actors.iter().map(|p| actor(p, characters)).collect(),
            recipients: about.recipients.iter().map(|p| actor(p, characters)).collect(),
        }),
        actors: draft.actors.iter().map(|p| actor(p, characters)).collect(),
        recipients: draft.recipients.iter().map(|p| actor(p, characters)).collect(),
        said_by: draft
            .voices
            .iter()
            .map(|voice| Voice {
                actor: actor(&voice.party, characters),
                verb: voice.verb.as_ref().map(|span| characters.words(span).text),
                stance: voice.stance.name().into(),
                quote: match voice.quote {
                    Quote::Direct => "direct",
                    Quote::Indirect => "indirect",
                    Quote::None => "none",
                }
                .into(),
                start: voice.verb.as_ref().map(|span| characters.at(span.start)),
                end: voice.verb.as_ref().map(|span| characters.at(span.end)),
            })
            .collect(),
        status: draft.status.name().into(),
        unconfirmed: draft.unconfirmed,
        background: draft.background,
        when: draft.when.as_ref().map(|time| when(time, characters)),
        place: draft.place.as_ref().map(|place| {
            let words = characters.words(&place.span);
            Where {
                name: place.name.clone(),
                country: (!place.country.is_empty()).then(|| place.country.clone()),
                admin1: place.admin1.clone(),
                lat: place.point.map(|(lat, _)| degrees(lat)),
                lon: place.point.map(|(_, lon)| degrees(lon)),
                id: place.id,
                precision: place.precision.clone(),
                text: words.text,
                start: words.start,
                end: words.end,
                inferred: place.inferred.map(|from| crate::claim::Inferred {
                    from: from.into(),
                    reference: String::new(),
                }),
            }
        }),
        toll: draft.toll.iter().map(|t| toll(t, characters)).collect(),
        means: draft
            .means
            .iter()
            .map(|(kind, span)| {
                let words = characters.words(span);
                Means {
                    kind: kind.clone(),
                    text: words.text,
                    start: words.start,
                    end: words.end,
                }
            })
            .collect(),
        // Weighed when all else is known (`confidence`).
        confidence: 0.0,
    }
}

/// Degrees to four places: about ten metres, more than a gazetteer knows.
fn degrees(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn id(dispatch: &str, trigger: &Words, kind: &str, speaker: &str) -> String {
    let key = format!("{dispatch}\n{}\n{}\n{kind}\n{speaker}", trigger.start, trigger.end);
    blake3::hash(key.as_bytes()).to_hex()[..16].to_owned()
}

fn event(codes: &Codes) -> Event {
    Event {
        kind: codes.kind.clone(),
        mode: (!codes.mode.is_empty()).then(|| codes.mode.clone()),
        contexts: codes.contexts.clone(),
        cameo: codes.cameo.clone(),
        concept: codes.concept.clone(),
    }
}

/// A party as the record has it.
pub fn actor(party: &Party, characters: &Characters<'_>) -> Actor {
    let words = (!party.span.is_empty()).then(|| characters.words(&party.span));
    let some = |value: &SmolStr| (!value.is_empty()).then(|| value.clone());
    Actor {
        code: party.code(),
        country: party.of_state().then(|| party.country.clone()),
        sector: some(&party.sector),
        role: some(&party.role),
        name: party.name.clone(),
        text: words.as_ref().map(|w| w.text.clone()),
        start: words.as_ref().map(|w| w.start),
        end: words.as_ref().map(|w| w.end),
        inferred: party.inferred.clone(),
    }
}

fn when(time: &DraftTime, characters: &Characters<'_>) -> When {
    let words = characters.words(&time.span);
    When {
        start: time.time.start.map(|day| day.to_string()),
        end: time.time.end.map(|day| day.to_string()),
        precision: match time.time.precision {
            Precision::Minute => "minute",
            Precision::Day => "day",
            Precision::WeekdayInMonth => "weekday-in-month",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Open => "open",
        }
        .into(),
        candidates: time.time.candidates.iter().map(ToString::to_string).collect(),
        text: words.text,
        text_start: words.start,
        text_end: words.end,
        inferred: time.inferred.map(|from| crate::claim::Inferred {
            from: from.into(),
            reference: characters.words(&time.span).text,
        }),
    }
}

fn toll(toll: &DraftToll, characters: &Characters<'_>) -> Toll {
    let words = characters.words(&toll.span);
    Toll {
        kind: toll.kind.clone(),
        low: toll.low,
        best: toll.best,
        high: toll.high,
        approx: toll.approx,
        who: toll.who.as_ref().map(|p| actor(p, characters)),
        group: (!toll.group.is_empty()).then(|| toll.group.clone()),
        part_of: toll.part_of,
        superseded: toll.superseded,
        text: words.text,
        start: words.start,
        end: words.end,
    }
}
