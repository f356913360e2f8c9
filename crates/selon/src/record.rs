//! The record: what `selon read --format jsonl` writes, one object a dispatch (`docs/record.schema.json`).
//!
//! All offsets count Unicode scalar values in `dispatch.text`.

use crate::reader::{Language, Read};
use selon_coder::{Characters, Claim};
use selon_wire::{DatePrecision, Dispatch, Edition, Named};
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::ops::Range;

/// One line of the output: a dispatch with its claims.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    /// What made the record.
    pub selon: Maker,
    /// The dispatch.
    pub dispatch: DispatchRecord<'a>,
    /// Its claims, in the order of the text.
    pub claims: Vec<&'a Claim>,
    /// What was not read for claims.
    pub unread: Vec<Unread>,
}

/// What made a record: the same version, model and packs give the same record.
#[derive(Debug, Serialize)]
pub struct Maker {
    /// Version of the program.
    pub version: &'static str,
    /// Hash of the model of the dispatch's language.
    pub models: BTreeMap<String, String>,
    /// Hash of the packs of the dispatch's language, ontology included.
    pub packs: BTreeMap<String, String>,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// What the wire room found.
#[derive(Debug, Serialize)]
pub struct DispatchRecord<'a> {
    /// Hash of the text.
    pub id: &'a str,
    /// Path as the user gave it, or `stdin`.
    pub source: &'a str,
    /// The text, or its length and hash.
    pub text: Text<'a>,
    /// Where its parts stand.
    pub spans: Spans,
    /// `fr`, `en`.
    pub language: &'a str,
    /// The publishing agency.
    pub agency: Option<&'a str>,
    /// Address of the page.
    pub url: Option<&'a str>,
    /// plain, correction, lead, update, withdrawn.
    pub edition: &'static str,
    /// When it was published.
    pub published: Option<PublishedRecord<'a>>,
    /// The places of the dateline.
    pub dateline: Vec<DatelineRecord<'a>>,
    /// What the dateline itself gives as the country or region of its places.
    pub dateline_within: Vec<NamedRecord<'a>>,
    /// The headline.
    pub headline: Option<&'a str>,
    /// People named at the end.
    pub credits: Vec<CreditRecord<'a>>,
}

/// The text, or what stands for it with `--no-text`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Text<'a> {
    /// The text.
    Whole(&'a str),
    /// Its length and hash.
    Withheld {
        /// Unicode scalar values in it.
        length: usize,
        /// BLAKE3 of its UTF-8 bytes, 64 hexadecimal digits.
        hash: String,
    },
}

/// Where the parts of a dispatch stand.
#[derive(Debug, Serialize)]
pub struct Spans {
    /// The headline.
    pub headline: Option<Span>,
    /// The agency's name.
    pub agency: Option<Span>,
    /// The paragraphs that are read for claims.
    pub body: Vec<Span>,
    /// The credits.
    pub credits: Vec<Span>,
}

/// A date of publication.
#[derive(Debug, Serialize)]
pub struct PublishedRecord<'a> {
    /// First day.
    pub start: String,
    /// Last day.
    pub end: String,
    /// day, month, year.
    pub precision: &'static str,
    /// The words; null when the user gave the date.
    pub text: Option<&'a str>,
    /// First character of the words.
    pub text_start: Option<usize>,
    /// One past the last character of the words.
    pub text_end: Option<usize>,
}

/// A place of the dateline.
#[derive(Debug, Serialize)]
pub struct DatelineRecord<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its country; null when the gazetteer does not know it. Left out by `selon wire`, which knows no places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Option<SmolStr>>,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A name with its place in the text.
#[derive(Debug, Serialize)]
pub struct NamedRecord<'a> {
    /// The name.
    pub name: &'a str,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// A person named at the end.
#[derive(Debug, Serialize)]
pub struct CreditRecord<'a> {
    /// reporting, writing, editing, translation, contribution.
    pub role: &'a str,
    /// The person.
    pub name: &'a str,
    /// Where the person stands.
    pub place: Option<&'a str>,
}

/// A stretch of the text that was not read for claims, and why.
#[derive(Debug, Serialize)]
pub struct Unread {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// headline, credits, dateline, remark.
    pub reason: &'static str,
}

impl<'a> Record<'a> {
    /// The record of a dispatch that was read in this language; `with_text` false keeps the text out of it.
    pub fn new(read: &'a Read, language: &Language, with_text: bool) -> Record<'a> {
        let dispatch = &read.dispatch;
        let countries = language.coder.dateline_countries(dispatch);
        Record {
            selon: Maker::new(language),
            dispatch: DispatchRecord::new(dispatch, Some(&countries), with_text),
            claims: read.claims().collect(),
            unread: unread(dispatch),
        }
    }
}

impl Maker {
    fn new(language: &Language) -> Maker {
        let hash = &language.model.header().hash;
        let short = hash.get(..16).unwrap_or(hash).to_owned();
        Maker {
            version: env!("CARGO_PKG_VERSION"),
            models: BTreeMap::from([(language.code.clone(), short)]),
            packs: BTreeMap::from([(language.code.clone(), language.pack_hash.clone())]),
        }
    }
}

impl<'a> DispatchRecord<'a> {
    /// What the wire room found. `countries` are those of the dateline's places, empty for an unknown one; `None` leaves them out.
    pub fn new(dispatch: &'a Dispatch, countries: Option<&[SmolStr]>, with_text: bool) -> DispatchRecord<'a> {
        let characters = Characters::new(&dispatch.text);
        let span = |range: &Range<usize>| Span {
            start: characters.at(range.start),
            end: characters.at(range.end),
        };
        let text = if with_text {
            Text::Whole(&dispatch.text)
        } else {
            Text::Withheld {
                length: characters.at(dispatch.text.len()),
                hash: blake3::hash(dispatch.text.as_bytes()).to_hex().to_string(),
            }
        };
        let dateline = dispatch.dateline.iter().enumerate().map(|(index, place)| {
            let country = countries.map(|known| known.get(index).filter(|code| !code.is_empty()).cloned());
            let Span { start, end } = span(&place.span);
            DatelineRecord {
                name: &place.name,
                country,
                start,
                end,
            }
        });
        DispatchRecord {
            id: &dispatch.id,
            source: &dispatch.source,
            text,
            spans: Spans {
                headline: dispatch.headline.as_ref().map(span),
                agency: dispatch.agency.as_ref().map(|agency| span(&agency.span)),
                body: dispatch.body.iter().map(span).collect(),
                credits: dispatch.credit_spans.iter().map(span).collect(),
            },
            language: &dispatch.language,
            agency: dispatch.agency.as_ref().map(|agency| agency.name.as_str()),
            url: dispatch.url.as_deref(),
            edition: edition(dispatch.edition),
            published: dispatch.published.as_ref().map(|published| PublishedRecord {
                start: published.start.to_string(),
                end: published.end.to_string(),
                precision: precision(published.precision),
                text: published.span.as_ref().map(|_| published.text.as_str()),
                text_start: published.span.as_ref().map(|words| span(words).start),
                text_end: published.span.as_ref().map(|words| span(words).end),
            }),
            dateline: dateline.collect(),
            dateline_within: dispatch
                .dateline_within
                .iter()
                .map(|named| NamedRecord::new(named, &span))
                .collect(),
            headline: dispatch
                .headline
                .as_ref()
                .and_then(|range| dispatch.text.get(range.clone())),
            credits: dispatch
                .credits
                .iter()
                .map(|credit| CreditRecord {
                    role: &credit.role,
                    name: &credit.name,
                    place: credit.place.as_deref(),
                })
                .collect(),
        }
    }
}

impl<'a> NamedRecord<'a> {
    fn new(named: &'a Named, span: &impl Fn(&Range<usize>) -> Span) -> NamedRecord<'a> {
        let Span { start, end } = span(&named.span);
        NamedRecord {
            name: &named.name,
            start,
            end,
        }
    }
}

/// The name of an edition.
pub fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::Plain => "plain",
        Edition::Correction => "correction",
        Edition::Lead => "lead",
        Edition::Update => "update",
        Edition::Withdrawn => "withdrawn",
    }
}

/// The name of a precision.
pub fn precision(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Month => "month",
        DatePrecision::Year => "year",
    }
}

/// Everything with a letter or digit in it that is not body.
fn unread(dispatch: &Dispatch) -> Vec<Unread> {
    let text = dispatch.text.as_str();
    let characters = Characters::new(text);
    let mut known: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    known.extend(dispatch.body.iter().map(|range| (range.clone(), None)));
    known.extend(dispatch.headline.iter().map(|range| (range.clone(), Some("headline"))));
    known.extend(
        dispatch
            .credit_spans
            .iter()
            .map(|range| (range.clone(), Some("credits"))),
    );
    known.sort_by_key(|(range, _)| (range.start, range.end));
    let of_dateline: Vec<&Range<usize>> = dispatch
        .dateline
        .iter()
        .chain(&dispatch.agency)
        .map(|named| &named.span)
        .chain(
            dispatch
                .published
                .iter()
                .filter_map(|published| published.span.as_ref()),
        )
        .collect();
    let mut found = Vec::new();
    let mut add = |range: Range<usize>, reason: &'static str| {
        let words = text.get(range.clone()).unwrap_or("");
        if words.chars().any(char::is_alphanumeric) {
            let start = range.start + (words.len() - words.trim_start().len());
            let end = range.start + words.trim_end().len();
            found.push(Unread {
                start: characters.at(start),
                end: characters.at(end),
                reason,
            });
        }
    };
    let mut at = 0;
    for (range, reason) in known.into_iter().chain(std::iter::once((text.len()..text.len(), None))) {
        if at < range.start {
            let inside = |part: &&Range<usize>| at <= part.start && part.end <= range.start;
            let reason = if of_dateline.iter().any(inside) {
                "dateline"
            } else {
                "remark"
            };
            add(at..range.start, reason);
        }
        if let Some(reason) = reason {
            add(range.start.max(at)..range.end.max(at), reason);
        }
        at = at.max(range.end);
    }
    found
}
