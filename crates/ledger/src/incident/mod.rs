//! Incidents as they are kept: what is told of one happening, by whom, and on what they cannot all be right.

mod disputes;
mod versions;

use crate::calendar;
use crate::linking::Kept;
use crate::linking::facts::{Facts, length};
use crate::model::{Days, Place, TollRange};
use crate::query::killed;
use crate::record::Claim;
use crate::side;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use disputes::{disputes, grade};
pub(crate) use versions::versions;

/// A claim of an incident.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub n: i64,
    pub claim: Claim,
    pub side: String,
    pub part: String,
    pub review: String,
    pub scene: i64,
    pub dispatch: String,
    pub published: Option<String>,
    pub copy_group: String,
    pub title: String,
}

/// The claims of a scene, in the order of the text.
fn told(db: &Connection, scene: i64) -> rusqlite::Result<Vec<Told>> {
    let mut statement = db.prepare_cached(
        "SELECT c.n, coalesce(c.now, c.read), c.side, c.part, c.review, d.id, d.published_from, d.copy_group, d.title
         FROM claim c JOIN dispatch d ON d.n = c.dispatch WHERE c.scene = ? ORDER BY c.start, c.id",
    )?;
    let rows = statement.query_map([scene], |row| {
        let claim = crate::query::claim_of(&row.get::<_, String>(1)?)?;
        Ok(Told {
            n: row.get(0)?,
            claim,
            side: row.get(2)?,
            part: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            review: row.get(4)?,
            scene,
            dispatch: row.get(5)?,
            published: row.get(6)?,
            copy_group: row.get(7)?,
            title: row.get(8)?,
        })
    })?;
    rows.collect()
}

/// Takes an incident out; its scenes and claims are left without one.
pub(crate) fn erase(db: &Connection, incident: i64) -> rusqlite::Result<()> {
    for sql in [
        "UPDATE scene SET incident = NULL WHERE incident = ?",
        "UPDATE claim SET incident = NULL, score = NULL, disputed = 0 WHERE incident = ?",
        // Its tags, versions and disputes go with it.
        "DELETE FROM incident WHERE n = ?",
    ] {
        db.prepare_cached(sql)?.execute([incident])?;
    }
    Ok(())
}

/// Writes an incident of these scenes with all that follows from their claims.
pub(crate) fn write(db: &Connection, scenes: &[&Kept], links: &[(i64, i64, f64)]) -> rusqlite::Result<()> {
    let mut whole: Option<Facts> = None;
    let mut claims: Vec<Told> = Vec::new();
    let mut ordered: Vec<&&Kept> = scenes.iter().collect();
    ordered.sort_by(|a, b| a.name.cmp(&b.name));
    for scene in ordered {
        claims.extend(told(db, scene.n)?);
        // History may be told with a wide date: it does not blur the day that the news gave.
        match &mut whole {
            None => whole = Some(scene.facts.clone()),
            Some(whole) => whole.absorb(&scene.facts),
        }
    }
    let whole = whole.unwrap_or_default();
    claims.sort_by(|a, b| {
        let key = |told: &Told| {
            (
                told.published.clone().unwrap_or_else(|| "9999".to_owned()),
                told.dispatch.clone(),
                told.claim.trigger.start,
                told.claim.id.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    let Some(first) = claims.iter().find(|told| told.part == "founds") else {
        return Ok(());
    };
    let id = first.claim.id.clone();
    let title = first.title.clone();
    let (kind, mode) = main_event(&claims);
    let versions = versions(&claims);
    let disputes = disputes(&claims, &versions);
    let mut ranges: Vec<TollRange> = Vec::new();
    for version in &versions {
        versions::widen(&mut ranges, &version.tolls);
    }
    let (low, high) = killed(&ranges);
    let when = when(&whole);
    let place = place(&claims);
    let tags = tags(&whole, &versions, &claims, place.as_ref());
    let set = |read: fn(&Told) -> &str| claims.iter().map(read).collect::<BTreeSet<&str>>().len();
    let reviewed = claims.iter().filter(|told| told.review != "unreviewed").count();
    let review = match reviewed {
        0 => "unreviewed",
        all if all == claims.len() => "reviewed",
        _ => "in-progress",
    };
    let grade = graded_by_hand(db, &claims)?.unwrap_or_else(|| grade(&claims, &versions, &disputes).to_owned());
    db.prepare_cached(
        "INSERT INTO incident (id, day_from, day_to, when_precision, place, country, admin1, lat, lon, place_precision, radius_km, type, mode,
             types, sides, speakers, title, tolls, killed_low, killed_high, versions, disputes, claims, dispatches, origins, grade, review)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        id,
        when.as_ref().map(|when| &when.from),
        when.as_ref().map(|when| &when.to),
        when.as_ref().map(|when| &when.precision),
        place.as_ref().map(|place| &place.name),
        place.as_ref().and_then(|place| place.country.as_ref()),
        place.as_ref().and_then(|place| place.admin1.as_ref()),
        place.as_ref().and_then(|place| place.lat),
        place.as_ref().and_then(|place| place.lon),
        place.as_ref().map(|place| &place.precision),
        place.as_ref().and_then(|place| place.radius_km),
        kind,
        mode,
        text(&tags.types),
        text(&tags.sides),
        text(&versions.iter().map(|version| version.side.clone()).collect::<Vec<_>>()),
        title,
        text(&ranges),
        low,
        high,
        whole_number(versions.len()),
        whole_number(disputes.len()),
        whole_number(claims.len()),
        whole_number(set(|told| &told.dispatch)),
        whole_number(set(|told| &told.copy_group)),
        grade,
        review,
    ])?;
    let n = db.last_insert_rowid();
    let mut tag = db.prepare_cached("INSERT OR IGNORE INTO incident_tag (incident, field, value) VALUES (?, ?, ?)")?;
    for (field, values) in [
        ("country", &tags.countries),
        ("type", &tags.types),
        ("side", &tags.all_sides),
    ] {
        for value in values {
            tag.execute(params![n, field, value])?;
        }
    }
    let mut insert = db.prepare_cached(
        "INSERT INTO version (incident, side, kind, speakers, claims, tolls, initiator, origins) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    for version in &versions {
        insert.execute(params![
            n,
            version.side,
            version.kind,
            text(&version.speakers),
            text(&version.claims),
            text(&version.tolls),
            version.initiator,
            whole_number(version.origins),
        ])?;
    }
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO dispute (incident, field, kind, claim_a, claim_b, side_a, side_b, says_a, says_b) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let mut disputed: BTreeSet<&str> = BTreeSet::new();
    for dispute in &disputes {
        disputed.extend([dispute.claim_a.as_str(), dispute.claim_b.as_str()]);
        insert.execute(params![
            n,
            dispute.field,
            dispute.kind.as_deref().unwrap_or_default(),
            dispute.claim_a,
            dispute.claim_b,
            dispute.side_a,
            dispute.side_b,
            dispute.says_a,
            dispute.says_b,
        ])?;
    }
    let mut fit: BTreeMap<i64, f64> = BTreeMap::new();
    for (a, b, score) in links {
        for scene in [a, b] {
            let known = fit.entry(*scene).or_insert(*score);
            *known = known.max(*score);
        }
    }
    let mut update =
        db.prepare_cached("UPDATE claim SET incident = ?, score = ?, disputed = ?, priority = ? WHERE n = ?")?;
    for told in &claims {
        let is_disputed = disputed.contains(told.claim.id.as_str());
        update.execute(params![
            n,
            fit.get(&told.scene),
            is_disputed,
            priority(&told.claim, is_disputed),
            told.n
        ])?;
    }
    let mut update = db.prepare_cached("UPDATE scene SET incident = ? WHERE n = ?")?;
    for scene in scenes {
        update.execute(params![n, scene.n])?;
    }
    Ok(())
}

/// How soon a claim should be looked at: disputed ones first, then high tolls, then what the reader was unsure of.
pub(crate) fn priority(claim: &Claim, disputed: bool) -> f64 {
    let harm = claim
        .toll
        .iter()
        .filter(|toll| matches!(toll.kind.as_str(), "killed" | "casualties" | "wounded"))
        .filter_map(|toll| toll.best.or(toll.low))
        .max()
        .unwrap_or(0);
    // Binary digits of the toll: 1 dead 1, 15 dead 4, 1,000 dead 10. Whole numbers are the same on every machine.
    let digits = 64 - harm.leading_zeros();
    let unsure = ((1.0 - claim.confidence) * 100.0).round() / 100.0;
    f64::from(u8::from(disputed)) * 4.0 + f64::from(digits.min(12)) * 0.5 + unsure * 3.0
}

/// The grade that a person gave, the last one.
fn graded_by_hand(db: &Connection, claims: &[Told]) -> rusqlite::Result<Option<String>> {
    let any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM revision WHERE action = 'grade')")?
        .query_row([], |row| row.get(0))?;
    if !any {
        return Ok(None);
    }
    let mut found: Option<(String, String, String)> = None;
    for told in claims {
        let one: Option<(String, String, String)> = db
            .prepare_cached(
                "SELECT r.at, r.id, json_extract(r.what, '$.grade') FROM revision r WHERE r.claim = ? AND r.action = 'grade'
                   AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id) ORDER BY r.at DESC, r.id DESC LIMIT 1",
            )?
            .query_row([&told.claim.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        if one > found {
            found = one;
        }
    }
    Ok(found.map(|(_, _, grade)| grade))
}

/// The type told most often by claims that found or tell it, and its most frequent mode.
fn main_event(claims: &[Told]) -> (String, Option<String>) {
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for told in claims.iter().filter(|told| told.part != "responds") {
        *types.entry(&told.claim.event.kind).or_default() += 1;
    }
    // Force outweighs what accompanies it.
    let rank = |kind: &str| usize::from(kind == "ASSAULT") * 2 + usize::from(matches!(kind, "COERCE" | "PROTEST"));
    let Some((kind, _)) = types
        .iter()
        .max_by_key(|(kind, count)| (**count, rank(kind), std::cmp::Reverse(**kind)))
    else {
        return (String::new(), None);
    };
    let mut modes: BTreeMap<&str, usize> = BTreeMap::new();
    for told in claims
        .iter()
        .filter(|told| told.part != "responds" && told.claim.event.kind == *kind)
    {
        if let Some(mode) = &told.claim.event.mode {
            *modes.entry(mode).or_default() += 1;
        }
    }
    let mode = modes
        .iter()
        .max_by_key(|(mode, count)| (**count, std::cmp::Reverse(**mode)));
    ((*kind).to_owned(), mode.map(|(mode, _)| (*mode).to_owned()))
}

fn when(whole: &Facts) -> Option<Days> {
    let of = |from, to, precision: &str| Days {
        from: calendar::text(from),
        to: calendar::text(to),
        precision: precision.to_owned(),
    };
    match (&whole.days, whole.published) {
        (Some(days), _) => {
            let from = days.first()?.0;
            let to = days.iter().map(|day| day.1).max()?;
            let precision = match to - from + 1 {
                _ if length(days) == 1 => "day",
                ..=6 => "days",
                7 => "week",
                8..=31 => "month",
                32..=100 => "season",
                _ => "year",
            };
            Some(of(from, to, precision))
        }
        (None, Some((from, to))) => Some(of(from, to, "published")),
        (None, None) => None,
    }
}

/// The most exact place that is told, and of equally exact ones that which is told most often.
fn place(claims: &[Told]) -> Option<Place> {
    let rank = |precision: &str| match precision {
        "exact" => 7,
        "near" => 6,
        "district" => 5,
        "between" => 4,
        "province" => 3,
        "region" => 2,
        _ => 1,
    };
    let mut found: BTreeMap<(String, Option<String>, String), (usize, Place)> = BTreeMap::new();
    for told in claims.iter().filter(|told| told.part != "responds") {
        let Some(place) = &told.claim.place else {
            continue;
        };
        let key = (place.name.clone(), place.country.clone(), place.precision.clone());
        let entry = found.entry(key).or_insert_with(|| {
            (
                0,
                Place {
                    name: place.name.clone(),
                    country: place.country.clone(),
                    admin1: place.admin1.clone(),
                    lat: place.lat,
                    lon: place.lon,
                    precision: place.precision.clone(),
                    radius_km: crate::place::point(place).and_then(|_| crate::place::radius(&place.precision)),
                },
            )
        });
        entry.0 += 1;
    }
    let best = found
        .into_iter()
        .max_by(|(key, (count, place)), (other, (times, than))| {
            let of = |count: &usize, place: &Place| (rank(&place.precision), place.lat.is_some(), *count);
            of(count, place).cmp(&of(times, than)).then_with(|| other.cmp(key))
        });
    best.map(|(_, (_, place))| place)
}

struct Tags {
    countries: Vec<String>,
    types: Vec<String>,
    /// Those that take part.
    sides: Vec<String>,
    /// Those that take part or speak.
    all_sides: Vec<String>,
}

fn tags(whole: &Facts, versions: &[crate::model::Version], claims: &[Told], place: Option<&Place>) -> Tags {
    let mut often: BTreeMap<String, usize> = BTreeMap::new();
    for told in claims.iter().filter(|told| told.part != "responds") {
        for party in told.claim.actors.iter().chain(&told.claim.recipients) {
            let code = side::of_party(party);
            if !side::is_unknown(&code) {
                *often.entry(code).or_default() += 1;
            }
        }
    }
    let mut sides: Vec<(String, usize)> = often.into_iter().collect();
    sides.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let sides: Vec<String> = sides.into_iter().map(|(code, _)| code).collect();
    let mut all: BTreeSet<String> = sides.iter().cloned().collect();
    all.extend(
        versions
            .iter()
            .filter(|version| version.kind == "side")
            .map(|version| version.side.clone()),
    );
    let of_place: BTreeSet<String> = match place.and_then(|place| place.country.clone()) {
        Some(country) => BTreeSet::from([country]),
        None => whole
            .sides()
            .iter()
            .filter_map(|code| side::country(code))
            .map(str::to_owned)
            .collect(),
    };
    let types: BTreeSet<String> = claims.iter().map(|told| told.claim.event.kind.clone()).collect();
    Tags {
        countries: of_place.into_iter().collect(),
        types: types.into_iter().collect(),
        sides,
        all_sides: all.into_iter().collect(),
    }
}

/// JSON of a list. Lists of strings and figures cannot fail to be written.
fn text<T: serde::Serialize>(list: &T) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

fn whole_number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
