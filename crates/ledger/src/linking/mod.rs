//! Linking: claims of one dispatch to scenes, scenes of all dispatches to incidents.
//!
//! What comes out is a function of the claims in the ledger and of what people decided, not of the order in which they came: links are found pair by
//! pair, and whatever hangs together by links is put in order anew when anything in it changes.

mod chronicle;
pub(crate) mod cluster;
pub(crate) mod compare;
mod cues;
pub(crate) mod facts;
mod names;
pub(crate) mod scenes;
mod search;

use crate::calendar;
use crate::incident;
use crate::record::{Claim, When};
use cluster::{Link, Node, cluster};
use facts::{Facts, Stretch};
use names::{Head, Rarity};
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::{FxHashMap, FxHashSet};
use scenes::{Decisions, Scene};
use std::collections::{BTreeMap, BTreeSet};

pub use compare::THRESHOLD;

/// A scene of the file.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub n: i64,
    pub dispatch: i64,
    pub name: String,
    pub facts: Facts,
    pub incident: Option<i64>,
}

/// The threshold of this ledger.
pub(crate) fn threshold(db: &Connection) -> rusqlite::Result<f64> {
    let found: Option<String> = db
        .query_row("SELECT value FROM setting WHERE name = 'threshold'", [], |row| {
            row.get(0)
        })
        .optional()?;
    Ok(found.and_then(|text| text.parse().ok()).unwrap_or(THRESHOLD))
}

/// Makes scenes and incidents anew wherever these dispatches, or these incidents, are concerned.
pub(crate) fn relink(db: &Connection, dispatches: &BTreeSet<i64>, incidents: &BTreeSet<i64>) -> rusqlite::Result<()> {
    let threshold = threshold(db)?;
    let mut old: BTreeSet<i64> = incidents.clone();
    for dispatch in dispatches {
        old.extend(column(
            db,
            "SELECT incident FROM scene WHERE dispatch = ? AND incident IS NOT NULL",
            *dispatch,
        )?);
        forget_scenes(db, *dispatch)?;
    }
    // Those that were together with a scene that has changed may have to part.
    let mut seeds: BTreeSet<i64> = BTreeSet::new();
    for incident in &old {
        seeds.extend(column(db, "SELECT n FROM scene WHERE incident = ?", *incident)?);
    }
    let mut fresh = Vec::new();
    for dispatch in dispatches {
        fresh.extend(make_scenes(db, *dispatch)?);
    }
    for scene in &fresh {
        search::links(db, scene, threshold)?;
        seeds.insert(scene.n);
    }
    let component = Component::around(db, seeds)?;
    component.settle(db, old, threshold)
}

pub(crate) fn column(db: &Connection, sql: &str, value: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([value], |row| row.get(0))?;
    rows.collect()
}

pub(crate) fn forget_scenes(db: &Connection, dispatch: i64) -> rusqlite::Result<()> {
    for scene in column(db, "SELECT n FROM scene WHERE dispatch = ?", dispatch)? {
        for sql in [
            "DELETE FROM link WHERE a = ?",
            "DELETE FROM link WHERE b = ?",
            "DELETE FROM scene_key WHERE scene = ?",
            "DELETE FROM scene WHERE n = ?",
        ] {
            db.prepare_cached(sql)?.execute([scene])?;
        }
    }
    db.prepare_cached(
        "UPDATE claim SET scene = NULL, incident = NULL, part = NULL, score = NULL, disputed = 0 WHERE dispatch = ?",
    )?
    .execute([dispatch])?;
    Ok(())
}

/// When a dispatch was published; for one without a date, when the one that stands for its copies was.
fn published(db: &Connection, dispatch: i64) -> rusqlite::Result<(Option<Stretch>, String)> {
    let (from, to, group): (Option<String>, Option<String>, String) = db
        .prepare_cached(
            "SELECT coalesce(d.published_from, g.published_from), coalesce(d.published_to, g.published_to), d.copy_group
             FROM dispatch d LEFT JOIN dispatch g ON g.id = d.copy_group WHERE d.n = ?",
        )?
        .query_row([dispatch], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let day = |text: Option<String>| text.as_deref().and_then(calendar::number);
    Ok((day(from).zip(day(to)), group))
}

fn make_scenes(db: &Connection, dispatch: i64) -> rusqlite::Result<Vec<Kept>> {
    let (published, group) = published(db, dispatch)?;
    let mut statement = db.prepare_cached(
        "SELECT n, coalesce(now, read) FROM claim WHERE dispatch = ? AND review NOT IN ('rejected', 'blind') AND retracted = 0 ORDER BY start, id",
    )?;
    let rows = statement.query_map([dispatch], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
    let mut numbers = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for row in rows {
        let (n, text) = row?;
        numbers.push(n);
        claims.push(crate::query::claim_of(&text)?);
    }
    let (together, apart) = decisions_on(db, claims.iter().map(|claim| claim.id.as_str()))?;
    let decided = Decisions {
        together: &together,
        apart: &apart,
    };
    let (text, headline, head): (Option<String>, Option<String>, String) = db
        .prepare_cached("SELECT text, headline, head FROM dispatch WHERE n = ?")?
        .query_row([dispatch], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let head: Head = serde_json::from_str(&head).unwrap_or_default();
    let rarity = text.as_deref().map(|text| Rarity::new(text, &claims, &head));
    let mut kept = Vec::new();
    let chronicle = text.as_deref().and_then(chronicle::paragraphs).is_some();
    let parts = parts(text.as_deref(), claims, numbers, published);
    let mut found: Vec<(usize, Scene)> = Vec::new();
    for (at, (claims, _)) in parts.iter().enumerate() {
        let borrowed: Vec<&Claim> = claims.iter().collect();
        let cues = cues::cues(text.as_deref(), claims);
        let scenes = scenes::scenes(&borrowed, &cues, published, &group, &decided);
        found.extend(scenes.into_iter().map(|mut scene| {
            scene.facts.crowded = chronicle;
            if let Some(text) = &text {
                scene.facts.names = named(text, &scene, &borrowed);
            }
            (at, scene)
        }));
    }
    // The headline is of the whole dispatch: it speaks for a scene only where there is one.
    let mut news: Vec<&mut Scene> = found
        .iter_mut()
        .map(|(_, scene)| scene)
        .filter(|scene| !scene.facts.background)
        .collect();
    if let ([scene], Some(headline)) = (&mut news[..], headline.as_deref()) {
        scene.facts.names.extend(names::names(headline));
    }
    let taken: BTreeSet<String> = found
        .iter()
        .flat_map(|(_, scene)| scene.facts.towns().map(|town| town.name.clone()))
        .collect();
    for (at, mut scene) in found {
        if let Some(rarity) = &rarity {
            scene.facts.rare = rarity.of(&scene.facts.names);
            if scene.facts.towns().next().is_none() {
                // The towns of its other happenings are theirs.
                scene.facts.around = rarity.all().difference(&taken).cloned().collect();
            }
        }
        let (claims, numbers) = &parts[at];
        let borrowed: Vec<&Claim> = claims.iter().collect();
        kept.push(keep(db, dispatch, &scene, &borrowed, numbers)?);
    }
    Ok(kept)
}

/// The claims that may be of one happening: all of a dispatch, those of each paragraph of a chronicle.
fn parts(
    text: Option<&str>,
    claims: Vec<Claim>,
    numbers: Vec<i64>,
    published: Option<Stretch>,
) -> Vec<(Vec<Claim>, Vec<i64>)> {
    let Some(starts) = text.and_then(chronicle::paragraphs) else {
        return vec![(claims, numbers)];
    };
    let mut parts: BTreeMap<usize, (Vec<Claim>, Vec<i64>)> = BTreeMap::new();
    for (mut claim, n) in claims.into_iter().zip(numbers) {
        let at = chronicle::paragraph(&starts, claim.trigger.start);
        let part = parts.entry(at).or_default();
        // What was taken from another paragraph is of another happening.
        let here = |start: usize| chronicle::paragraph(&starts, start) == at;
        claim.place = claim
            .place
            .filter(|place| place.inferred.is_none() && here(place.start));
        claim.when = claim
            .when
            .filter(|when| when.inferred.is_none() && here(when.text_start))
            .or_else(|| published.and_then(day_of));
        part.0.push(claim);
        part.1.push(n);
    }
    parts.into_values().collect()
}

/// A chronicle tells the day on which it appears.
fn day_of(published: Stretch) -> Option<When> {
    (published.0 == published.1).then(|| When {
        start: Some(calendar::text(published.0)),
        end: Some(calendar::text(published.0)),
        precision: "day".to_owned(),
        candidates: Vec::new(),
        text: String::new(),
        text_start: 0,
        text_end: 0,
        inferred: None,
    })
}

/// The names in the sentences of a scene.
fn named(text: &str, scene: &Scene, claims: &[&Claim]) -> BTreeSet<String> {
    let mut spans: BTreeSet<(usize, usize)> = BTreeSet::new();
    for at in &scene.claims {
        let sentence = &claims[*at].sentence;
        spans.insert((sentence.start, sentence.end));
    }
    let mut found = BTreeSet::new();
    for (start, end) in spans {
        let sentence: String = text.chars().skip(start).take(end.saturating_sub(start)).collect();
        found.extend(names::names(&sentence));
    }
    found
}

/// Pairs of claims, by id.
pub(crate) type Pairs = BTreeSet<(String, String)>;

/// Pairs of these claims, and of one of them with another, that people put together or apart.
pub(crate) fn decisions_on<'a>(
    db: &Connection,
    claims: impl Iterator<Item = &'a str>,
) -> rusqlite::Result<(Pairs, Pairs)> {
    let mut sets = (BTreeSet::new(), BTreeSet::new());
    let any: bool = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision)")?
        .query_row([], |row| row.get(0))?;
    if !any {
        return Ok(sets);
    }
    let mut latest: BTreeMap<(String, String), bool> = BTreeMap::new();
    let mut statement = db.prepare_cached(
        "SELECT x.a, x.b, x.together FROM (SELECT * FROM decision WHERE a = ?1 UNION SELECT * FROM decision WHERE b = ?1) x
         JOIN revision r ON r.n = x.revision WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.id = r.id) ORDER BY r.at, r.id",
    )?;
    for claim in claims {
        let rows = statement.query_map([claim], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, bool>(2)?)))?;
        for row in rows {
            let (a, b, together) = row?;
            // What was decided last holds.
            latest.insert((a, b), together);
        }
    }
    for (pair, together) in latest {
        if together { &mut sets.0 } else { &mut sets.1 }.insert(pair);
    }
    Ok(sets)
}

fn keep(db: &Connection, dispatch: i64, scene: &Scene, claims: &[&Claim], numbers: &[i64]) -> rusqlite::Result<Kept> {
    let name = scene
        .claims
        .first()
        .map(|at| claims[*at].id.clone())
        .unwrap_or_default();
    let profile = serde_json::to_string(&scene.facts).unwrap_or_default();
    db.prepare_cached("INSERT INTO scene (dispatch, first_claim, profile) VALUES (?, ?, ?)")?
        .execute(params![dispatch, name, profile])?;
    let n = db.last_insert_rowid();
    if let Some(span) = scene.facts.span() {
        let long = search::reach(span);
        // What may have been at any time of a year is of no use to find anything by; only its near copies are looked at.
        if long < 2 {
            let mut insert = db.prepare_cached(
                "INSERT OR IGNORE INTO scene_key (key, day, last, scene, long) VALUES (?, ?, ?, ?, ?)",
            )?;
            for key in scene.facts.keys() {
                insert.execute(params![key, span.0, span.1, n, long])?;
            }
        }
    }
    let mut update = db.prepare_cached("UPDATE claim SET scene = ?, part = ? WHERE n = ?")?;
    for (position, at) in scene.claims.iter().enumerate() {
        let part = match (scene.facts.background, position) {
            (true, _) => "background",
            (false, 0) => "founds",
            (false, _) => "tells",
        };
        update.execute(params![n, part, numbers[*at]])?;
    }
    for at in &scene.responses {
        update.execute(params![n, "responds", numbers[*at]])?;
    }
    Ok(Kept {
        n,
        dispatch,
        name,
        facts: scene.facts.clone(),
        incident: None,
    })
}

/// A scene of this number.
pub(crate) fn load(db: &Connection, n: i64) -> rusqlite::Result<Option<Kept>> {
    db.prepare_cached("SELECT dispatch, first_claim, profile, incident FROM scene WHERE n = ?")?
        .query_row([n], |row| {
            Ok(Kept {
                n,
                dispatch: row.get(0)?,
                name: row.get(1)?,
                facts: serde_json::from_str(&row.get::<_, String>(2)?).unwrap_or_default(),
                incident: row.get(3)?,
            })
        })
        .optional()
}

/// Everything that hangs together with some scenes by links or by decisions.
struct Component {
    scenes: Vec<Kept>,
    at: FxHashMap<i64, usize>,
    links: Vec<(i64, i64, f64)>,
    together: BTreeSet<(String, String)>,
    apart: BTreeSet<(String, String)>,
    scene_of: BTreeMap<String, i64>,
}

impl Component {
    fn around(db: &Connection, seeds: BTreeSet<i64>) -> rusqlite::Result<Component> {
        let mut found = Component {
            scenes: Vec::new(),
            at: FxHashMap::default(),
            links: Vec::new(),
            together: BTreeSet::new(),
            apart: BTreeSet::new(),
            scene_of: BTreeMap::new(),
        };
        let any: bool = db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM decision)")?
            .query_row([], |row| row.get(0))?;
        let mut open: Vec<i64> = seeds.into_iter().collect();
        let mut seen: FxHashSet<i64> = open.iter().copied().collect();
        while let Some(n) = open.pop() {
            let Some(scene) = load(db, n)? else {
                continue;
            };
            let mut links = db.prepare_cached("SELECT a, b, score FROM link WHERE a = ?1 OR b = ?1")?;
            let rows = links.query_map([n], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for row in rows {
                let (a, b, score): (i64, i64, f64) = row?;
                let other = if a == n { b } else { a };
                if seen.insert(other) {
                    open.push(other);
                }
                // Each link is met from both its ends.
                found.links.push((a, b, score));
            }
            if any {
                let claims: Vec<String> = {
                    let mut statement = db.prepare_cached("SELECT id FROM claim WHERE scene = ?")?;
                    let rows = statement.query_map([n], |row| row.get(0))?;
                    rows.collect::<rusqlite::Result<_>>()?
                };
                let (together, apart) = decisions_on(db, claims.iter().map(String::as_str))?;
                for (a, b) in &together {
                    for other in [a, b] {
                        let scene: Option<i64> = db
                            .prepare_cached("SELECT scene FROM claim WHERE id = ?")?
                            .query_row([other], |row| row.get(0))
                            .optional()?
                            .flatten();
                        if let Some(scene) = scene
                            && seen.insert(scene)
                        {
                            open.push(scene);
                        }
                    }
                }
                found.together.extend(together);
                found.apart.extend(apart);
                found.scene_of.extend(claims.into_iter().map(|claim| (claim, n)));
            }
            found.at.insert(n, found.scenes.len());
            found.scenes.push(scene);
        }
        found.links.sort_by_key(|link| (link.0, link.1));
        found.links.dedup_by_key(|link| (link.0, link.1));
        Ok(found)
    }

    /// Clusters, and writes what has changed.
    fn settle(mut self, db: &Connection, mut old: BTreeSet<i64>, threshold: f64) -> rusqlite::Result<()> {
        // Scenes in an order that is the same in every ledger.
        let mut order: Vec<usize> = (0..self.scenes.len()).collect();
        order.sort_by(|a, b| self.scenes[*a].name.cmp(&self.scenes[*b].name));
        self.scenes = order.iter().map(|at| self.scenes[*at].clone()).collect();
        self.at = self
            .scenes
            .iter()
            .enumerate()
            .map(|(at, scene)| (scene.n, at))
            .collect();

        let joined_by_hand = self.pairs(&self.together);
        let by_hand: FxHashSet<usize> = joined_by_hand.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let news: Vec<usize> = (0..self.scenes.len())
            .filter(|at| !self.scenes[*at].facts.background || by_hand.contains(at))
            .collect();
        let number: FxHashMap<usize, usize> = news.iter().enumerate().map(|(number, at)| (*at, number)).collect();
        let nodes: Vec<Node<'_>> = news
            .iter()
            .map(|at| Node {
                name: &self.scenes[*at].name,
                facts: &self.scenes[*at].facts,
                dispatch: self.scenes[*at].dispatch,
            })
            .collect();
        let within = |(a, b): (usize, usize)| number.get(&a).copied().zip(number.get(&b).copied());
        let links: Vec<Link> = self
            .links
            .iter()
            .filter_map(|(a, b, score)| {
                let (a, b) = within((*self.at.get(a)?, *self.at.get(b)?))?;
                Some(Link { a, b, score: *score })
            })
            .collect();
        let together: Vec<(usize, usize)> = joined_by_hand.into_iter().filter_map(within).collect();
        let apart: FxHashSet<(usize, usize)> = self.pairs(&self.apart).into_iter().filter_map(within).collect();
        let groups = cluster(&nodes, &links, &together, &apart, threshold);

        let mut members: Vec<Vec<usize>> = groups
            .into_iter()
            .map(|group| group.into_iter().map(|at| news[at]).collect())
            .filter(|group: &Vec<usize>| group.iter().any(|at| !self.scenes[*at].facts.background))
            .collect();
        self.attach_history(&mut members, &by_hand);
        for group in &mut members {
            group.sort_unstable();
        }

        // In these something has changed, also where the same scenes are left.
        let touched = old.clone();
        old.extend(self.scenes.iter().filter_map(|scene| scene.incident));
        let mut before: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for incident in &old {
            let scenes = column(db, "SELECT n FROM scene WHERE incident = ?", *incident)?;
            before.insert(*incident, scenes.into_iter().collect());
        }
        let mut stays: BTreeSet<i64> = BTreeSet::new();
        let mut changed = Vec::new();
        for group in members {
            let scenes: BTreeSet<i64> = group.iter().map(|at| self.scenes[*at].n).collect();
            let same = group
                .first()
                .and_then(|at| self.scenes[*at].incident)
                .filter(|incident| !touched.contains(incident) && before.get(incident) == Some(&scenes));
            match same {
                // Nothing in it is new: it stays as it is written.
                Some(incident) => {
                    stays.insert(incident);
                }
                None => changed.push(group),
            }
        }
        for incident in old.difference(&stays) {
            incident::erase(db, *incident)?;
        }
        for group in changed {
            let scenes: Vec<&Kept> = group.iter().map(|at| &self.scenes[*at]).collect();
            let inner: FxHashSet<i64> = scenes.iter().map(|scene| scene.n).collect();
            let links: Vec<(i64, i64, f64)> = self
                .links
                .iter()
                .filter(|(a, b, _)| inner.contains(a) && inner.contains(b))
                .copied()
                .collect();
            incident::write(db, &scenes, &links)?;
        }
        Ok(())
    }

    /// Pairs of claims as pairs of scenes, by their numbers here; pairs within one scene left out.
    fn pairs(&self, of: &BTreeSet<(String, String)>) -> Vec<(usize, usize)> {
        let at = |claim: &String| self.scene_of.get(claim).and_then(|scene| self.at.get(scene)).copied();
        of.iter()
            .filter_map(|(a, b)| at(a).zip(at(b)))
            .filter(|(a, b)| a != b)
            .collect()
    }

    /// Lays each telling of history to the incident that it is most like, if to any.
    fn attach_history(&self, members: &mut [Vec<usize>], by_hand: &FxHashSet<usize>) {
        let mut group_of: FxHashMap<usize, usize> = FxHashMap::default();
        let mut wholes: Vec<Facts> = Vec::new();
        for (group, scenes) in members.iter().enumerate() {
            let mut whole: Option<Facts> = None;
            for at in scenes {
                group_of.insert(*at, group);
                match &mut whole {
                    None => whole = Some(self.scenes[*at].facts.clone()),
                    Some(whole) => whole.absorb(&self.scenes[*at].facts),
                }
            }
            wholes.push(whole.unwrap_or_default());
        }
        let mut best: BTreeMap<usize, (f64, String, usize)> = BTreeMap::new();
        for (a, b, score) in &self.links {
            let (Some(a), Some(b)) = (self.at.get(a), self.at.get(b)) else {
                continue;
            };
            for (history, news) in [(*a, *b), (*b, *a)] {
                let told = &self.scenes[history].facts;
                let Some(group) = group_of.get(&news) else {
                    continue;
                };
                if !told.background || by_hand.contains(&history) || compare::forbidden(told, &wholes[*group]).is_some()
                {
                    continue;
                }
                let name = self.scenes[news].name.clone();
                let better = best
                    .get(&history)
                    .is_none_or(|(known, than, _)| score > known || score == known && name < *than);
                if better {
                    best.insert(history, (*score, name, *group));
                }
            }
        }
        for (history, (_, _, group)) in best {
            members[group].push(history);
        }
    }
}
