//! Whether two tellings are of one happening: what forbids it, what speaks for it, and why, in words.
//!
//! The same function compares two claims' scenes, a scene with an incident, and two incidents: a telling is compared with the whole incident.

use super::facts::{Facts, Family, NEWS, Spot, Stretch, common, length};
use crate::calendar;
use crate::place::kilometres;
use crate::side;
use std::collections::BTreeSet;

/// The score of points from which two tellings of different dispatches are joined, when nobody sets another: 0–1.
pub const THRESHOLD: f64 = 0.42;

/// So many points make a score of 1.
pub const FULL: f64 = 9.0;

/// Points for near copies.
pub const COPIES: f64 = 2.5;

/// Points for a name that stands somewhere in both dispatches.
const AROUND: f64 = 1.1;

/// Points that speak against a telling whose dispatch does not name the town of the other.
const UNHEARD: f64 = 1.0;

/// Points for a state and its own people in both.
const OWN_PEOPLE: f64 = 1.2;

/// What two tellings have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// 0–1.
    pub score: f64,
    /// In words.
    pub words: Vec<String>,
}

/// How two places stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Apart {
    /// Farther than both precisions allow.
    Forbidden,
    /// One of them says too little.
    Unknown,
    /// Both are in one country, no more is known.
    Country,
    /// One lies in the other's reach; kilometres.
    Within(f64),
    /// The same place.
    Same,
}

/// How two places stand to each other.
pub fn apart(a: &Spot, b: &Spot) -> Apart {
    let between = |spot: &Spot| matches!(spot.precision.as_str(), "between" | "region");
    if let (Some(own), Some(theirs)) = (&a.country, &b.country)
        && own != theirs
        && !between(a)
        && !between(b)
    {
        // A town near a border may be told with the other country's name; points decide.
        let reach = a.radius().unwrap_or(0.0) + b.radius().unwrap_or(0.0);
        let near = a
            .point
            .zip(b.point)
            .is_some_and(|(a, b)| kilometres(a, b) < reach.clamp(30.0, 60.0));
        if !near {
            return Apart::Forbidden;
        }
    }
    let exact = |spot: &Spot| matches!(spot.precision.as_str(), "exact" | "near" | "district");
    if a.id.is_some() && a.id == b.id || a.name == b.name && a.country == b.country && exact(a) && exact(b) {
        return Apart::Same;
    }
    let province = |wide: &Spot, narrow: &Spot| {
        wide.precision == "province"
            && narrow
                .admin1
                .as_deref()
                .is_some_and(|admin| wide.admin1.as_deref() == Some(admin) || wide.name == admin)
    };
    if province(a, b) || province(b, a) {
        return Apart::Within(0.0);
    }
    if let (Some(from), Some(to), Some(reach_a), Some(reach_b)) = (a.point, b.point, a.radius(), b.radius()) {
        let distance = (kilometres(from, to) * 10.0).round() / 10.0;
        let wide = a.precision == "region" || b.precision == "region";
        return if distance <= reach_a + reach_b {
            Apart::Within(distance)
        } else if wide && a.country.is_some() && a.country == b.country {
            // “The north of the country” has no middle.
            Apart::Country
        } else {
            Apart::Forbidden
        };
    }
    // A town that the gazetteer does not know cannot be placed: another name is another town only where both are towns.
    if a.precision == "exact" && b.precision == "exact" && a.point.is_none() != b.point.is_none() {
        return Apart::Unknown;
    }
    match (&a.country, &b.country) {
        (Some(own), Some(theirs)) if own == theirs => Apart::Country,
        _ if a.precision == "between" && b.precision == "between" => Apart::Unknown,
        _ => Apart::Unknown,
    }
}

/// The nearest that two tellings' places are, and whether any of them forbid a link. None where one has no place.
pub fn places(a: &Facts, b: &Facts) -> Option<(Apart, String)> {
    let mut best: Option<(Apart, String)> = None;
    let rank = |apart: &Apart| match apart {
        Apart::Same => 4,
        Apart::Within(_) => 3,
        Apart::Country => 2,
        Apart::Unknown => 1,
        Apart::Forbidden => 0,
    };
    let mut forbidden = None;
    for own in &a.places {
        for theirs in &b.places {
            let found = apart(own, theirs);
            if found == Apart::Forbidden {
                forbidden = Some((found, format!("{} and {} are too far apart", own.name, theirs.name)));
                continue;
            }
            let words = match found {
                Apart::Same => format!("same place, {}", own.name),
                Apart::Within(distance) if distance < 0.1 => {
                    format!("{} and {} lie in one another", own.name, theirs.name)
                }
                Apart::Within(distance) => format!("{} and {} are {distance:.0} km apart", own.name, theirs.name),
                _ => "same country".to_owned(),
            };
            if best.as_ref().is_none_or(|(known, _)| rank(known) < rank(&found)) {
                best = Some((found, words));
            }
        }
    }
    // One pair of towns that are one and the same outweighs a second town beside them; a coarser match does not.
    match (best, forbidden) {
        (Some((Apart::Same, words)), _) => Some((Apart::Same, words)),
        (_, Some(forbidden)) => Some(forbidden),
        (best, None) => best,
    }
}

/// Whether kinds of happening may be one happening.
fn akin(a: &BTreeSet<Family>, b: &BTreeSet<Family>) -> bool {
    if a.is_empty() || b.is_empty() {
        return true;
    }
    a.iter().any(|family| b.contains(family))
}

/// Known days of both that have nothing in common, or a known day long before the news of the other.
fn days_forbid(a: &Facts, b: &Facts) -> bool {
    match (&a.days, &b.days) {
        (Some(own), Some(theirs)) => common(own, theirs).is_empty() && !(a.soft || b.soft) || gap(own, theirs) > NEWS,
        (Some(known), None) => strange(known, b.published),
        (None, Some(known)) => strange(known, a.published),
        (None, None) => match (a.published, b.published) {
            (Some(own), Some(theirs)) => own.0 - theirs.1 > 2 * NEWS || theirs.0 - own.1 > 2 * NEWS,
            _ => false,
        },
    }
}

/// Days between two times that do not meet; 0 where they do.
fn gap(a: &[Stretch], b: &[Stretch]) -> i32 {
    let between = |x: &Stretch, y: &Stretch| (x.0 - y.1).max(y.0 - x.1).max(0);
    a.iter()
        .flat_map(|x| b.iter().map(move |y| between(x, y)))
        .min()
        .unwrap_or(0)
}

/// Whether news published then cannot be of those days.
fn strange(known: &[Stretch], published: Option<Stretch>) -> bool {
    let (Some((first, last)), Some(from)) = (published, known.first()) else {
        return false;
    };
    let until = known.iter().map(|day| day.1).max().unwrap_or(from.1);
    until < first - 2 * NEWS || from.0 > last
}

/// Whether two towns may be one that was read wrongly: of several names in a sentence the reader took one, and the other telling, with the same toll, has
/// another of them for its town.
fn misread(a: &Facts, b: &Facts) -> bool {
    (named(a, b).is_some() || named(b, a).is_some()) && tolls(a, b).0 > 1.0
}

/// What keeps two tellings apart for certain: None if nothing does.
pub fn forbidden(a: &Facts, b: &Facts) -> Option<String> {
    if days_forbid(a, b) {
        return Some("different days".to_owned());
    }
    if !akin(&a.families, &b.families) {
        return Some("different kinds of happening".to_owned());
    }
    if let Some((Apart::Forbidden, words)) = places(a, b)
        && !misread(a, b)
    {
        return Some(words);
    }
    None
}

fn date(day: calendar::Day) -> String {
    calendar::text(day)
}

/// Points for the time, with words.
fn time(a: &Facts, b: &Facts) -> (f64, Option<String>) {
    match (&a.days, &b.days) {
        (Some(own), Some(theirs)) => {
            let both = common(own, theirs);
            let Some(first) = both.first() else {
                return (0.4, None);
            };
            match length(own).max(length(theirs)) {
                1 => (2.2, Some(format!("same day, {}", date(first.0)))),
                2..=7 => (1.4, Some(format!("days that fit, {}", date(first.0)))),
                8..=31 => (1.0, Some(format!("days that fit, from {}", date(first.0)))),
                _ => (0.3, Some("times that fit".to_owned())),
            }
        }
        // What lay before the news of its dispatch is not of the days of that news.
        _ if a.old || b.old => (0.3, None),
        (Some(known), None) | (None, Some(known)) => {
            let published = if a.days.is_none() { a.published } else { b.published };
            match published {
                // News without a day of its own: the nearer to the known day it was published, the better.
                Some((first, last)) if length(known) <= 7 => {
                    let until = known.iter().map(|day| day.1).max().unwrap_or(first);
                    if first - until <= NEWS && known[0].0 <= last {
                        (1.1, Some(format!("published within days of {}", date(known[0].0))))
                    } else {
                        (0.3, None)
                    }
                }
                Some(_) => (0.4, None),
                None => (0.0, None),
            }
        }
        (None, None) => match (a.published, b.published) {
            (Some(own), Some(theirs)) if (own.0 - theirs.0).abs() <= 1 && own.1 - own.0 <= 1 => {
                (1.0, Some("published on the same days".to_owned()))
            }
            (Some(_), Some(_)) => (0.3, None),
            _ => (0.0, None),
        },
    }
}

/// Whether two sides are a state and its own people.
fn at_home(sides: &[&str]) -> bool {
    let [state, people] = sides else {
        return false;
    };
    people.strip_prefix(state).is_some_and(|rest| rest.starts_with(".CVL"))
}

/// Points for the sides, with words.
fn parties(a: &Facts, b: &Facts) -> (f64, Option<String>) {
    let (own, theirs) = (a.sides(), b.sides());
    if own.is_empty() || theirs.is_empty() {
        return (0.0, None);
    }
    let mut both: Vec<&str> = own.intersection(&theirs).copied().collect();
    // “Rebels” of the one may be the rebels that the other names.
    let unnamed = |from: &BTreeSet<&str>, to: &BTreeSet<&str>| -> Vec<String> {
        let general = from
            .iter()
            .filter(|side| side.matches('.').count() == 1 && !to.contains(*side));
        let known = |side: &&&str| to.iter().any(|other| other.starts_with(&format!("{side}.")));
        general.filter(known).map(|side| (*side).to_owned()).collect()
    };
    let general = [unnamed(&own, &theirs), unnamed(&theirs, &own)].concat();
    both.extend(general.iter().map(String::as_str));
    let named = both.join(" and ");
    match both.len() {
        0 => {
            let shared = !side::countries(&own).is_disjoint(&side::countries(&theirs));
            // The same country, another group: a rebel group may go by several names, so this is little against it.
            (if shared { 0.0 } else { -2.5 }, None)
        }
        // A state and its own people take part in whatever its police do.
        2 if general.is_empty() && at_home(&both) => (OWN_PEOPLE, Some(format!("{named} in both"))),
        1 => (0.8, Some(format!("{named} in both"))),
        _ => (1.8, Some(format!("same sides, {named}"))),
    }
}

/// Points for tolls, with words.
fn tolls(a: &Facts, b: &Facts) -> (f64, Option<String>) {
    let mut points: f64 = 0.0;
    let mut words = Vec::new();
    let mut seen = BTreeSet::new();
    let mut clash = false;
    for own in a.figures.iter().filter(|figure| !figure.part) {
        for theirs in b.figures.iter().filter(|figure| !figure.part) {
            if own.kind != theirs.kind || own.who.is_some() && theirs.who.is_some() && own.who != theirs.who {
                continue;
            }
            match (own.low, own.high, theirs.low, theirs.high) {
                (Some(low), _, Some(other), _) if low == other && low > 2 => {
                    if seen.insert(own.kind.clone()) {
                        // A large figure is rarer than a small one.
                        points += if low >= 10 { 1.8 } else { 1.3 };
                        words.push(format!("{} {low} in both", own.kind));
                    }
                }
                (Some(1 | 2), Some(high), Some(other), _) if high <= 2 && other == high => {
                    if seen.insert(own.kind.clone()) {
                        points += 0.5;
                        words.push(format!("{} {high} in both", own.kind));
                    }
                }
                (low, high, other_low, other_high) => {
                    let above = |low: Option<u64>, high: Option<u64>| {
                        low.zip(high).is_some_and(|(low, high)| low > high * 3 + 3)
                    };
                    if above(low, other_high) || above(other_low, high) {
                        clash = true;
                    }
                }
            }
        }
    }
    if seen.is_empty() && clash {
        points -= 0.8;
    }
    (points.min(3.0), (!words.is_empty()).then(|| words.join(", ")))
}

/// A town where one telling has it happen, that stands in the words of the other.
fn named(a: &Facts, b: &Facts) -> Option<String> {
    let mut towns = a.towns().map(|place| &place.name);
    towns
        .find(|town| town.chars().count() > 3 && b.names.contains(*town))
        .cloned()
}

/// What the dispatch of one names anywhere, and the other has for its town; or what both dispatches name, where neither has a town.
fn around(a: &Facts, b: &Facts) -> Option<String> {
    let town = |a: &Facts, b: &Facts| {
        let mut towns = a.towns().map(|place| &place.name);
        towns.find(|town| b.around.contains(*town)).cloned()
    };
    if let Some(town) = town(a, b).or_else(|| town(b, a)) {
        return Some(town);
    }
    let both: Vec<&str> = a.around.intersection(&b.around).map(String::as_str).collect();
    (both.len() > 1).then(|| both.join(", "))
}

/// Whether one has a town, and the dispatch of the other, which has none, does not name it anywhere.
fn unheard(a: &Facts, b: &Facts) -> bool {
    !b.around.is_empty() && a.towns().next().is_some() && b.towns().next().is_none()
}

/// Rare names in the words of both; those of their places are counted there.
fn rare<'a>(a: &'a Facts, b: &'a Facts) -> Vec<&'a String> {
    let placed = |name: &String| {
        a.places
            .iter()
            .chain(&b.places)
            .any(|place| place.name.contains(name.as_str()))
    };
    a.rare.intersection(&b.rare).filter(|name| !placed(name)).collect()
}

/// What speaks for one happening, told in two dispatches.
pub fn likeness(a: &Facts, b: &Facts) -> Option<Likeness> {
    if forbidden(a, b).is_some() {
        return None;
    }
    let mut points: f64 = 0.0;
    let mut words = Vec::new();
    let mut add = |(more, why): (f64, Option<String>)| {
        points += more;
        words.extend(why);
    };
    add(time(a, b));
    match places(a, b) {
        Some((Apart::Same, why)) => add((2.6, Some(why))),
        Some((Apart::Within(_), why)) => add((1.4, Some(why))),
        other => {
            if matches!(other, Some((Apart::Country, _))) {
                add((0.2, Some("same country".to_owned())));
            }
            if let Some(town) = named(a, b).or_else(|| named(b, a)) {
                add((1.6, Some(format!("{town} is named in both"))));
            } else if let Some(names) = around(a, b) {
                add((AROUND, Some(format!("both dispatches name {names}"))));
            } else if unheard(a, b) || unheard(b, a) {
                add((-UNHEARD, None));
            }
        }
    }
    let rare = rare(a, b);
    let distinct = rare.len() > 1;
    if let Some(name) = rare.first() {
        let words = rare.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        let _ = name;
        add((if distinct { 2.0 } else { 1.6 }, Some(format!("{words} named in both"))));
    }
    let between = |facts: &Facts| facts.places.iter().any(|place| place.precision == "between");
    if between(a) && between(b) {
        add((0.8, Some("at a border in both".to_owned())));
    }
    let (beside, sides) = parties(a, b);
    add((beside, sides));
    let nameless = a.sides().is_empty() || b.sides().is_empty();
    if nameless && !a.setting.is_disjoint(&b.setting) {
        add((0.6, None));
    }
    let (harm, figures) = tolls(a, b);
    let equal = figures.is_some() && harm > 1.0;
    add((harm, figures));
    // 190 is any use of force: it tells nothing.
    let same_act = a.events.intersection(&b.events).any(|event| event != "190");
    // Where neither knows the day, the place, the toll or the names must be the same, and something else; in a chronicle of many happenings of one
    // day the place is not enough.
    let same_place = matches!(places(a, b), Some((Apart::Same, _)));
    let undated = !a.dated() && !b.dated();
    let signs = [equal, same_place, distinct, same_act, beside > 0.8];
    let some = equal || distinct || same_place && !a.crowded && !b.crowded;
    let enough = some && (!undated || signs.iter().filter(|sign| **sign).count() > 1);
    if (undated || a.crowded || b.crowded) && !enough && a.copies.is_disjoint(&b.copies) {
        return None;
    }
    if same_act {
        add((0.7, Some("same kind of act".to_owned())));
    } else if !a.families.is_disjoint(&b.families) {
        add((0.3, None));
    }
    if let Some(means) = a.means.intersection(&b.means).next() {
        add((0.4, Some(format!("{means} in both"))));
    }
    if !a.copies.is_disjoint(&b.copies) {
        add((COPIES, Some("near copies of one dispatch".to_owned())));
    }
    Some(Likeness {
        score: ((points / FULL).clamp(0.0, 1.0) * 1000.0).round() / 1000.0,
        words,
    })
}
