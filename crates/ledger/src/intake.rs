//! Taking dispatches in: all of a batch, or nothing of it.

use crate::calendar;
use crate::copies;
use crate::error::{LedgerError, Result};
use crate::incident::priority;
use crate::linking;
use crate::open::Ledger;
use crate::record::{Actor, Claim, Dispatch, Record, Text};
use crate::{editions, side, text};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// The ledger had its text already; only where it was found is noted.
    Known,
}

impl Ledger {
    /// Adds records, all of them or, when something fails, none. A text that is there already is not added again. Gives what became of each, in order.
    ///
    /// # Errors
    /// When a record contradicts itself, or the file cannot be written.
    pub fn add(&mut self, records: &[Record]) -> Result<Vec<Added>> {
        for record in records {
            check(record)?;
        }
        let path = self.path.clone();
        let fail = |error| LedgerError::sqlite(&path, error);
        self.within(|db| {
            let mut done = Vec::with_capacity(records.len());
            let mut dirty: BTreeSet<i64> = BTreeSet::new();
            for record in records {
                let known: Option<i64> = number(db, &record.dispatch.id).map_err(fail)?;
                if let Some(n) = known {
                    source(db, n, &record.dispatch.source).map_err(fail)?;
                    done.push(Added::Known);
                    continue;
                }
                dirty.extend(insert(db, record).map_err(fail)?);
                done.push(Added::New);
            }
            if !dirty.is_empty() {
                linking::relink(db, &dirty, &BTreeSet::new()).map_err(fail)?;
            }
            Ok(done)
        })
    }

    /// Notes that a dispatch was found somewhere else too. Nothing happens when it is noted already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_source(&mut self, dispatch: &str, from: &str) -> Result<()> {
        let noted = self.db.query_row(
            "SELECT EXISTS (SELECT 1 FROM dispatch_source s JOIN dispatch d ON d.n = s.dispatch WHERE d.id = ? AND s.source = ?)",
            [dispatch, from],
            |row| row.get(0),
        );
        if noted.map_err(|error| self.sqlite(error))? {
            return Ok(());
        }
        let path = self.path.clone();
        self.within(|db| {
            let fail = |error| LedgerError::sqlite(&path, error);
            match number(db, dispatch).map_err(fail)? {
                Some(n) => source(db, n, from).map_err(fail),
                None => Ok(()),
            }
        })
    }

    /// Whether the ledger has the dispatch of this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_dispatch(&self, id: &str) -> Result<bool> {
        Ok(number(&self.db, id).map_err(|error| self.sqlite(error))?.is_some())
    }
}

/// The row of a dispatch.
pub(crate) fn number(db: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT n FROM dispatch WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()
}

/// What a record must be before it is let in.
fn check(record: &Record) -> Result<()> {
    let wrong = |what: &str| {
        Err(LedgerError::Input(format!(
            "{}: {what}; give what `selon read --format jsonl` wrote, unchanged",
            record.dispatch.source
        )))
    };
    let hex = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !hex(&record.dispatch.id, 32) {
        return wrong("the id of the dispatch is no hash");
    }
    let length = match &record.dispatch.text {
        Text::Whole(text) => {
            // The id is the text's own hash: a changed text under an old id would hide what was changed.
            if blake3::hash(text.as_bytes()).to_hex().as_str()[..32] != record.dispatch.id {
                return wrong("the id of the dispatch is not the hash of its text");
            }
            text.chars().count()
        }
        Text::Withheld { length, .. } => *length,
    };
    for claim in &record.claims {
        if !hex(&claim.id, 16) {
            return wrong("the id of a claim is no hash");
        }
        if claim.trigger.start > claim.trigger.end || claim.trigger.end > length {
            return wrong("the words of a claim lie outside the text");
        }
    }
    Ok(())
}

pub(crate) fn source(db: &Connection, dispatch: i64, source: &str) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO dispatch_source (dispatch, source) VALUES (?, ?)")?
        .execute(params![dispatch, source])?;
    Ok(())
}

/// Inserts a dispatch with its claims. Gives the dispatches whose scenes must be made anew: itself, and those whose copies or editions it changes.
fn insert(db: &Connection, record: &Record) -> rusqlite::Result<BTreeSet<i64>> {
    let dispatch = &record.dispatch;
    let print = text::print(&dispatch.text, &dispatch.spans.body);
    let whole = match &dispatch.text {
        Text::Whole(text) => Some(text.as_str()),
        Text::Withheld { .. } => None,
    };
    let published = dispatch.published.as_ref();
    db.prepare_cached(
        "INSERT INTO dispatch (id, language, agency, url, edition, published_from, published_to, published_precision, headline, title, text, head,
             maker, unread, words, figures, quotes, copy_group, story, added_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?1, ?1, ?18)",
    )?
    .execute(params![
        dispatch.id,
        dispatch.language,
        dispatch.agency,
        dispatch.url,
        dispatch.edition,
        published.map(|day| &day.start),
        published.map(|day| &day.end),
        published.map(|day| &day.precision),
        dispatch.headline,
        title(dispatch),
        whole,
        head(dispatch),
        json(&record.selon),
        json(&record.unread),
        i64::try_from(print.words).unwrap_or(i64::MAX),
        json(&print.figures),
        json(&print.quotes),
        now(),
    ])?;
    let n = db.last_insert_rowid();
    source(db, n, &dispatch.source)?;
    for claim in &record.claims {
        insert_claim(db, n, claim, "machine")?;
    }
    crate::review::late_revisions(db, n, &dispatch.id)?;
    let mut dirty = copies::find(db, n, &print)?;
    dirty.extend(editions::find(db, n)?);
    dirty.insert(n);
    Ok(dirty)
}

/// The time, RFC 3339 in UTC, to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now()
        .round(jiff::Unit::Second)
        .unwrap_or_else(|_| jiff::Timestamp::now())
        .to_string()
}

/// The time, RFC 3339 in UTC, to the microsecond, always of one length: two decisions of one second have an order.
pub(crate) fn precise_now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// The headline, or the first words of the body.
fn title(dispatch: &Dispatch) -> String {
    const WORDS: usize = 14;
    if let Some(headline) = dispatch.headline.as_deref().filter(|text| !text.trim().is_empty()) {
        return headline.trim().to_owned();
    }
    let Text::Whole(text) = &dispatch.text else {
        return dispatch.source.clone();
    };
    let body = text::body(text, dispatch.spans.body.get(..1).unwrap_or_default());
    let words: Vec<&str> = body.split_whitespace().take(WORDS + 1).collect();
    let start = words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" ");
    if words.len() > WORDS {
        format!("{start} …")
    } else {
        start
    }
}

/// The dispatch of the record without its text, which has a column of its own.
fn head(dispatch: &Dispatch) -> String {
    let mut value = serde_json::to_value(dispatch).unwrap_or_default();
    if let Some(map) = value.as_object_mut()
        && matches!(dispatch.text, Text::Whole(_))
    {
        map.remove("text");
    }
    value.to_string()
}

/// Inserts a claim; one of this id that is there already stays as it is.
pub(crate) fn insert_claim(db: &Connection, dispatch: i64, claim: &Claim, origin: &str) -> rusqlite::Result<()> {
    let read = json(claim);
    let added = db
        .prepare_cached(
            "INSERT OR IGNORE INTO claim (id, dispatch, origin, read, start, \"end\", type, cameo, concept, status, unconfirmed, background, side, confidence)
             VALUES (?, ?, ?, ?, 0, 0, '', '', '', '', 0, 0, '', 0)",
        )?
        .execute(params![claim.id, dispatch, origin, read])?;
    if added == 0 {
        return Ok(());
    }
    write_fields(db, db.last_insert_rowid(), claim)
}

/// Writes what a claim says into the columns that are searched and shown.
pub(crate) fn write_fields(db: &Connection, n: i64, claim: &Claim) -> rusqlite::Result<()> {
    let when = claim.when.as_ref();
    let bounds = when.and_then(calendar::bounds);
    let place = claim.place.as_ref();
    let killed = claim
        .toll
        .iter()
        .filter(|toll| toll.kind == "killed")
        .filter_map(|toll| toll.low.or(toll.best))
        .max();
    db.prepare_cached(
        "UPDATE claim SET start = ?, \"end\" = ?, type = ?, mode = ?, cameo = ?, concept = ?, status = ?, unconfirmed = ?, background = ?, side = ?,
             day_from = ?, day_to = ?, when_precision = ?, place = ?, country = ?, lat = ?, lon = ?, place_precision = ?, confidence = ?, killed = ?,
             priority = ? WHERE n = ?",
    )?
    .execute(params![
        integer(claim.trigger.start),
        integer(claim.trigger.end),
        claim.event.kind,
        claim.event.mode,
        claim.event.cameo,
        claim.event.concept,
        claim.status,
        claim.unconfirmed,
        claim.background,
        side::of_claim(claim),
        bounds.map(|(from, _)| calendar::text(from)),
        bounds.and_then(|(_, to)| to).map(calendar::text),
        when.map(|when| &when.precision),
        place.map(|place| &place.name),
        place.and_then(|place| place.country.as_ref()),
        place.and_then(|place| place.lat),
        place.and_then(|place| place.lon),
        place.map(|place| &place.precision),
        claim.confidence,
        killed.and_then(|killed| i64::try_from(killed).ok()),
        priority(claim, false),
        n,
    ])?;
    db.prepare_cached("DELETE FROM party WHERE claim = ?")?.execute([n])?;
    db.prepare_cached("DELETE FROM toll WHERE claim = ?")?.execute([n])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO party (claim, part, position, code, side, name, words, stance) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut party = |part: &str, position: usize, actor: &Actor, side: String, stance: Option<&str>| {
        insert
            .execute(params![
                n,
                part,
                integer(position),
                actor.code,
                side,
                actor.name,
                actor.text,
                stance
            ])
            .map(drop)
    };
    for (position, actor) in claim.actors.iter().enumerate() {
        party("actor", position, actor, side::of_party(actor), None)?;
    }
    for (position, actor) in claim.recipients.iter().enumerate() {
        party("recipient", position, actor, side::of_party(actor), None)?;
    }
    for (position, voice) in claim.said_by.iter().enumerate() {
        party(
            "speaker",
            position,
            &voice.actor,
            side::of_speaker(&voice.actor.code),
            Some(&voice.stance),
        )?;
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO toll (claim, position, kind, low, best, high, approx, who, \"group\", part_of, superseded, words)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let figure = |number: Option<u64>| number.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    for (position, toll) in claim.toll.iter().enumerate() {
        insert.execute(params![
            n,
            integer(position),
            toll.kind,
            figure(toll.low),
            figure(toll.best),
            figure(toll.high),
            toll.approx,
            toll.who.as_ref().map(|who| &who.code),
            toll.group,
            toll.part_of.map(integer),
            toll.superseded,
            toll.text,
        ])?;
    }
    Ok(())
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
