//! Scenes: what one dispatch tells of one happening. Claims of rival speakers on it come together here, and acts of speech about it are laid to it.

use super::compare::{Apart, forbidden, places};
use super::cues::Cue;
use super::facts::{Facts, Family, Figure, Stretch, common, dies, founds, length, only_harm};
use crate::record::Claim;
use crate::side;
use std::collections::BTreeSet;

/// So many points join two tellings of one dispatch.
const JOINED: f64 = 1.9;

/// So many are enough for what has no time and no place of its own and follows.
const CONTINUED: f64 = 1.4;
/// The same, where the dispatch has told one happening of the kind before.
const ALONE: f64 = 0.6;
/// So many sentences further down it may follow.
const FAR: usize = 8;

/// What a town that was not told before speaks against a telling that has none.
const NEW_TOWN: f64 = 0.6;

/// What one dispatch tells of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Numbers of its claims in the list given, in the order of the text.
    pub claims: Vec<usize>,
    /// Acts of speech, plans and threats about it.
    pub responses: Vec<usize>,
    /// What its claims say together.
    pub facts: Facts,
}

/// What people decided on two claims.
pub struct Decisions<'a> {
    /// Claims that belong together.
    pub together: &'a BTreeSet<(String, String)>,
    /// Claims that do not.
    pub apart: &'a BTreeSet<(String, String)>,
}

impl Decisions<'_> {
    /// Whether somebody laid this claim to others.
    fn placed(&self, claim: &Claim) -> bool {
        self.together.iter().any(|(a, b)| *a == claim.id || *b == claim.id)
    }

    fn between(set: &BTreeSet<(String, String)>, a: &[usize], b: &[usize], claims: &[&Claim]) -> bool {
        !set.is_empty()
            && a.iter().any(|a| {
                b.iter().any(|b| {
                    let (a, b) = (&claims[*a].id, &claims[*b].id);
                    set.contains(&(a.clone(), b.clone())) || set.contains(&(b.clone(), a.clone()))
                })
            })
    }
}

/// A scene in the making.
struct Draft {
    claims: Vec<usize>,
    facts: Facts,
}

/// The claims of a dispatch, and what is known of them beside what they say.
struct Telling<'a> {
    claims: &'a [&'a Claim],
    cues: &'a [Cue],
    /// The first of the news that has words of its own for time or place.
    known: Option<usize>,
}

/// The scenes of a dispatch. Claims are in the order of the text; rejected and retracted ones are left out by the caller.
pub fn scenes(
    claims: &[&Claim],
    cues: &[Cue],
    published: Option<Stretch>,
    copy_group: &str,
    decided: &Decisions<'_>,
) -> Vec<Scene> {
    // A place that was taken over from words on the dead and wounded is where those lie.
    let lying: BTreeSet<&str> = claims
        .iter()
        .filter(|claim| only_harm(claim))
        .filter_map(|claim| claim.place.as_ref())
        .filter(|place| place.inferred.is_none())
        .map(|place| place.name.as_str())
        .collect();
    let misplaced = |claim: &Claim| {
        let place = claim.place.as_ref().filter(|place| place.inferred.is_some());
        place.is_some_and(|place| lying.contains(place.name.as_str()))
    };
    let mut drafts: Vec<Draft> = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| told(claim, decided))
        .map(|(at, claim)| Draft {
            claims: vec![at],
            facts: Facts::of(claim, published, copy_group),
        })
        .collect();
    // A toll counted anew today is of an event before today, and so is what took its day over from it.
    let today = |draft: &Draft| {
        published.is_some_and(|(first, last)| draft.facts.days.as_deref() == Some(&[(first, last)][..]))
    };
    let counts = |draft: &Draft| draft.claims.iter().any(|at| cues.get(*at).is_some_and(|cue| cue.count));
    let counted = drafts.iter().any(|draft| counts(draft) && today(draft));
    for draft in &mut drafts {
        let at = draft.claims[0];
        // What is told as past has neither day nor place from the news around it.
        let past = cues.get(at).is_some_and(|cue| cue.past);
        let guessed = claims[at].place.as_ref().is_some_and(|place| place.inferred.is_some());
        if misplaced(claims[at]) || past && guessed {
            draft.facts.places.clear();
        }
        let count = counted && today(draft) && (counts(draft) || draft.facts.soft);
        if past && draft.facts.soft || count {
            draft.facts.days = None;
            draft.facts.soft = false;
        }
        draft.facts.old = past && draft.facts.days.is_none();
    }
    let known = first_known(&drafts, claims);
    let telling = Telling { claims, cues, known };
    // The best pair first, then again with what it became, until no pair is good enough: a claim is compared with the whole scene.
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for a in 0..drafts.len() {
            for b in a + 1..drafts.len() {
                let own = &drafts[a];
                let theirs = &drafts[b];
                let points = if Decisions::between(decided.together, &own.claims, &theirs.claims, claims) {
                    1000.0
                } else if Decisions::between(decided.apart, &own.claims, &theirs.claims, claims) {
                    continue;
                } else {
                    match affinity(own, theirs, &telling) {
                        Some(points) if points >= JOINED => points,
                        _ => continue,
                    }
                };
                if best.is_none_or(|(known, _, _)| points > known) {
                    best = Some((points, a, b));
                }
            }
        }
        let Some((_, a, b)) = best else {
            break;
        };
        join(&mut drafts, a, b);
    }
    // What is left without a time, a place or an equal goes on with what was told just before it, unless something speaks against it.
    let mut at = 0;
    while at < drafts.len() {
        if let Some(into) = goes_on(at, &drafts, &telling, decided) {
            join(&mut drafts, into.min(at), into.max(at));
            at = 0;
        } else {
            at += 1;
        }
    }
    // What the dispatch is about: countries of its news, not of its history.
    let setting: BTreeSet<String> = drafts
        .iter()
        .filter(|draft| !draft.facts.background)
        .flat_map(|draft| draft.facts.keys())
        .collect();
    for draft in &mut drafts {
        draft.facts.setting.clone_from(&setting);
    }
    let mut scenes: Vec<Scene> = drafts
        .into_iter()
        .map(|draft| Scene {
            claims: draft.claims,
            responses: Vec::new(),
            facts: draft.facts,
        })
        .collect();
    for (at, claim) in claims.iter().enumerate() {
        // An accord, a visit or help of others is a happening of its own; to blame, ask, refuse, threaten or plan is about this one.
        let reacts = matches!(
            claim.event.kind.as_str(),
            "ACCUSE" | "REQUEST" | "REJECT" | "THREATEN" | "SUPPORT" | "CONSULT"
        );
        if !claim.background
            && !told(claim, decided)
            && (reacts || super::facts::family(claim).is_some())
            && let Some(scene) = answered(claim, &scenes, claims)
        {
            scenes[scene].responses.push(at);
        }
    }
    scenes
}

/// Sentences between two tellings: between the nearest of their claims.
fn distance(a: &Draft, b: &Draft, claims: &[&Claim]) -> usize {
    let pairs = a.claims.iter().flat_map(|x| b.claims.iter().map(move |y| (*x, *y)));
    pairs
        .map(|(x, y)| claims[x].sentence.index.abs_diff(claims[y].sentence.index))
        .min()
        .unwrap_or(usize::MAX)
}

fn join(drafts: &mut Vec<Draft>, a: usize, b: usize) {
    let taken = drafts.remove(b);
    let into = &mut drafts[a];
    into.claims.extend(taken.claims);
    into.claims.sort_unstable();
    into.facts.absorb(&taken.facts);
}

/// The telling that one without a time and a place of its own goes on with: the last before it that has one and is no reminder.
fn goes_on(at: usize, drafts: &[Draft], telling: &Telling<'_>, decided: &Decisions<'_>) -> Option<usize> {
    let claims = telling.claims;
    let own = &drafts[at];
    if own.facts.background || !bare(own, claims) {
        return None;
    }
    let first = own.claims.first()?;
    let mut before: Vec<(usize, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(other, draft)| *other != at && !bare(draft, claims) && !draft.facts.old)
        .filter_map(|(other, draft)| Some((*draft.claims.iter().filter(|claim| *claim < first).max()?, other)))
        .collect();
    before.sort_unstable();
    let (_, into) = before.pop()?;
    let apart = Decisions::between(decided.apart, &own.claims, &drafts[into].claims, claims);
    // Of a short dispatch with one such happening it is that one, also further down.
    let only = before.iter().all(|(_, other)| {
        let families = &drafts[*other].facts.families;
        drafts[*other].facts.background || families.is_disjoint(&own.facts.families)
    });
    let least = if only && distance(own, &drafts[into], claims) <= FAR {
        ALONE
    } else {
        CONTINUED
    };
    (!apart && affinity(own, &drafts[into], telling)? >= least).then_some(into)
}

/// Whether a claim tells a happening, as news or as history, or was laid to one by hand.
fn told(claim: &Claim, decided: &Decisions<'_>) -> bool {
    founds(claim) || claim.background && super::facts::family(claim).is_some() || decided.placed(claim)
}

/// The first claim of the news that has words of its own for time or place.
fn first_known(drafts: &[Draft], claims: &[&Claim]) -> Option<usize> {
    let news = drafts.iter().filter(|draft| !draft.facts.background);
    news.filter(|draft| !bare(draft, claims))
        .filter_map(|draft| draft.claims.first().copied())
        .min()
}

/// Points for two tellings of one dispatch being of one happening; None where something forbids it.
fn affinity(a: &Draft, b: &Draft, telling: &Telling<'_>) -> Option<f64> {
    let claims = telling.claims;
    if a.facts.background != b.facts.background {
        return None;
    }
    let protest = |facts: &Facts| facts.families.contains(&Family::Protest);
    let violence = |facts: &Facts| facts.families.contains(&Family::Violence);
    let release = |facts: &Facts| facts.families.contains(&Family::Release);
    // Prisoners are set free where a prison is taken: in one sentence they are one happening.
    let taken = |facts: &Facts| violence(facts) && facts.events.contains("seize");
    let stormed = release(&a.facts) && taken(&b.facts) || release(&b.facts) && taken(&a.facts);
    let near = distance(a, b, claims);
    let mixed =
        protest(&a.facts) && violence(&b.facts) || protest(&b.facts) && violence(&a.facts) || stormed && near == 0;
    if mixed {
        // Shots at a march belong to the march: compare them as if they were of one kind. A bomb elsewhere on that day does not.
        let mere = |draft: &Draft| draft.claims.iter().all(|at| dies(claims[*at]));
        if a.facts.sides().is_disjoint(&b.facts.sides()) || near > 1 && (mere(a) || mere(b)) {
            return None;
        }
        let mut own = a.facts.clone();
        own.families.extend(b.facts.families.iter().copied());
        if forbidden(&own, &b.facts).is_some() {
            return None;
        }
    } else if forbidden(&a.facts, &b.facts).is_some() {
        // A day that was taken over is a guess: where place and sides are the same, the words of the other tell it.
        let guess = if a.facts.soft { a } else { b };
        let mut timeless = guess.facts.clone();
        timeless.days = None;
        let other = if a.facts.soft { b } else { a };
        let same = matches!(places(&timeless, &other.facts), Some((Apart::Same, _)))
            && timeless.sides().intersection(&other.facts.sides()).count() > 1;
        if !guess.facts.soft || other.facts.soft || !same || forbidden(&timeless, &other.facts).is_some() {
            return None;
        }
    }
    let mut points = 0.0;
    let (own, theirs) = (a.facts.sides(), b.facts.sides());
    let shared = own.intersection(&theirs).count();
    points += match (own.is_empty() || theirs.is_empty(), shared) {
        (true, _) => 0.4,
        (false, 0) => {
            if side::countries(&own).is_disjoint(&side::countries(&theirs)) {
                -2.0
            } else {
                0.2
            }
        }
        (false, 1) => 1.0,
        (false, _) => 1.8,
    };
    // A night and the day that it begins or ends on are one day.
    let same_day = match (&a.facts.days, &b.facts.days) {
        (Some(own), Some(theirs)) => {
            own == theirs || length(own).max(length(theirs)) <= 2 && !common(own, theirs).is_empty()
        }
        _ => false,
    };
    let told = !a.facts.soft && !b.facts.soft;
    points += if same_day && told { 0.7 } else { 0.3 };
    let names = |facts: &Facts| -> BTreeSet<String> { facts.places.iter().map(|place| place.name.clone()).collect() };
    let (places_a, places_b) = (names(&a.facts), names(&b.facts));
    // Two towns that are both on the map are two towns, also where they lie near to each other.
    let within = match places(&a.facts, &b.facts) {
        Some((Apart::Same, _)) => true,
        Some((Apart::Within(_), _)) => !(mapped(&a.facts) && mapped(&b.facts)),
        _ => false,
    };
    if !places_a.is_disjoint(&places_b) {
        points += 1.0;
    } else if within {
        points += 0.4;
    }
    points += match near {
        0 => 0.9,
        1 => 0.7,
        2 => 0.4,
        3 => 0.2,
        _ => 0.0,
    };
    // What has no time and no place of its own goes on with what was told before it. Only where nothing was told before, in the lead, does it go on
    // with what is told after it.
    let (first, then) = if a.claims.first() <= b.claims.first() {
        (a, b)
    } else {
        (b, a)
    };
    let lead = first.claims.first().copied() <= telling.known;
    let elsewhere = !places_a.is_empty() && !places_b.is_empty() && places_a.is_disjoint(&places_b) && !within;
    let otherwise = a.facts.days.is_some() && b.facts.days.is_some() && !same_day;
    if bare(then, claims) || lead && bare(first, claims) {
        points += match near {
            0..=2 => 1.0,
            3..=4 => 0.7,
            _ => 0.3,
        };
    } else if elsewhere || otherwise {
        // Each has a time or a place of its own, and none in common.
        points -= 0.6;
    }
    let cue = |draft: &Draft| {
        draft
            .claims
            .first()
            .and_then(|at| telling.cues.get(*at))
            .copied()
            .unwrap_or_default()
    };
    // A reminder, and the news.
    if cue(first).past != cue(then).past {
        points -= 1.6;
    } else if near > 0 && cue(first).had != cue(then).had {
        points -= 0.8;
    }
    // “More than 30,000 have been killed since”: no part of what is told.
    if near > 0 && cue(then).sum && bare(then, claims) && !then.facts.figures.is_empty() {
        points -= 1.5;
    }
    if cue(then).another {
        points -= 1.0;
    } else if cue(then).back && !elsewhere && !otherwise {
        points += 0.6;
    }
    // The later one brings a town, and the earlier one, which is not the lead, had none: it goes with what was told before.
    let brings = then.facts.towns().next().is_some() && first.facts.places.is_empty() && !lead;
    if brings && !cue(then).back {
        points -= NEW_TOWN;
    }
    // Each names a town of its own: more likely two happenings, also where the gazetteer cannot say how far they are.
    let towns = |facts: &Facts| -> BTreeSet<String> {
        let exact = facts
            .places
            .iter()
            .filter(|place| matches!(place.precision.as_str(), "exact" | "near"));
        exact.map(|place| place.name.clone()).collect()
    };
    let (towns_a, towns_b) = (towns(&a.facts), towns(&b.facts));
    if !towns_a.is_empty() && !towns_b.is_empty() && towns_a.is_disjoint(&towns_b) && !within {
        points -= 1.2;
    }
    let told =
        |draft: &Draft| -> BTreeSet<String> { draft.claims.iter().map(|at| side::of_claim(claims[*at])).collect() };
    let denied = |draft: &Draft| draft.claims.iter().any(|at| claims[*at].status == "denied");
    if denied(a) != denied(b) {
        points += 0.8;
    }
    if told(a).is_disjoint(&told(b)) {
        points += 0.4;
    }
    points += harm(a, b, claims);
    // Other people were struck, and not by those who were struck here. Whom the reader only inferred says nothing.
    let struck = |draft: &Draft| -> BTreeSet<String> {
        let told = draft.claims.iter().flat_map(|at| &claims[*at].recipients);
        let sides = told.filter(|party| party.inferred.is_none()).map(side::of_party);
        sides.filter(|side| !side::is_unknown(side)).collect()
    };
    let (struck_a, struck_b) = (struck(a), struck(b));
    if !struck_a.is_empty()
        && !struck_b.is_empty()
        && struck_a.is_disjoint(&struck_b)
        && struck_a.is_disjoint(&b.facts.actors)
        && struck_b.is_disjoint(&a.facts.actors)
    {
        points -= 0.7;
    }
    // One speaker tells two blows in opposite directions, each with its harm: two happenings.
    let crossed = !a.facts.actors.is_empty()
        && a.facts.actors.is_disjoint(&b.facts.actors)
        && !a.facts.actors.is_disjoint(&b.facts.recipients);
    if crossed && !a.facts.figures.is_empty() && !b.facts.figures.is_empty() {
        points -= 1.5;
    }
    Some(points)
}

/// Whether a telling names a town that is on the map.
fn mapped(facts: &Facts) -> bool {
    let town = |precision: &str| matches!(precision, "exact" | "near");
    facts
        .places
        .iter()
        .any(|place| town(&place.precision) && place.point.is_some())
}

/// Whether none of a draft's claims has words of its own for time or place.
fn bare(draft: &Draft, claims: &[&Claim]) -> bool {
    draft.claims.iter().all(|at| {
        let claim = claims[*at];
        // Who tells only of the dead and wounded tells where they lie.
        if only_harm(claim) {
            return true;
        }
        let day = claim.when.as_ref().is_some_and(|when| when.inferred.is_none());
        let place = claim.place.as_ref().is_some_and(|place| place.inferred.is_none());
        !day && !place
    })
}

/// Points for the tolls of two tellings of one dispatch.
fn harm(a: &Draft, b: &Draft, claims: &[&Claim]) -> f64 {
    // Who tells only of those who died since tells a part of the toll.
    let mere = |draft: &Draft| draft.claims.iter().all(|at| dies(claims[*at]));
    let part = mere(a) || mere(b);
    let (a, b) = (&a.facts, &b.facts);
    let comparable = |x: &Figure, y: &Figure| {
        x.kind == y.kind && !x.part && !y.part && (x.who.is_none() || y.who.is_none() || x.who == y.who)
    };
    let mut points: f64 = 0.0;
    for own in &a.figures {
        for theirs in b.figures.iter().filter(|theirs| comparable(own, theirs)) {
            if own.low == theirs.low && own.high == theirs.high {
                // One dead here and one dead there is no sign of anything.
                points = points.max(if own.low > Some(2) { 1.0 } else { 0.3 });
            } else if !part && own.by == theirs.by && own.who == theirs.who {
                // The same side gives two figures of one kind: two happenings, or a total and a part of it.
                points = points.min(if own.who.is_some() { -3.0 } else { -1.2 });
            }
        }
    }
    points
}

/// The scene that an act of speech, a plan or a threat is about: one with a side in common, the nearest one before it.
fn answered(claim: &Claim, scenes: &[Scene], claims: &[&Claim]) -> Option<usize> {
    let parties: BTreeSet<String> = claim
        .actors
        .iter()
        .chain(&claim.recipients)
        .map(side::of_party)
        .filter(|code| !side::is_unknown(code))
        .collect();
    let mut best: Option<((usize, usize), usize)> = None;
    for (at, scene) in scenes.iter().enumerate().filter(|(_, scene)| !scene.facts.background) {
        let sides = scene.facts.sides();
        let shared = parties.iter().filter(|party| sides.contains(party.as_str())).count();
        if shared == 0 {
            continue;
        }
        if let (Some(when), Some(days)) = (&claim.when, &scene.facts.days) {
            let told = super::facts::stretches(when, scene.facts.published);
            // Said long after, or before: about something else.
            let far = |told: &[Stretch]| {
                let first = days.first().map_or(0, |day| day.0);
                told.iter().all(|day| day.1 < first || day.0 > first + 10)
            };
            if told.as_deref().is_some_and(far) {
                continue;
            }
        }
        let distance = scene
            .claims
            .iter()
            .map(|other| claims[*other].sentence.index.abs_diff(claim.sentence.index))
            .min()
            .unwrap_or(usize::MAX);
        // Farther off it is a guess.
        if distance > if shared > 1 { 5 } else { 2 } {
            continue;
        }
        let rank = (usize::from(shared < 2), distance);
        if best.is_none_or(|(known, _)| rank < known) {
            best = Some((rank, at));
        }
    }
    best.map(|(_, at)| at)
}
