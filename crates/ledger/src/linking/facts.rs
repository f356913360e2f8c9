//! What a telling says of a happening, in the form that tellings are compared in.

use crate::calendar::{self, Day};
use crate::record::{Claim, Toll, When, Where};
use crate::side;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What kind of happening: happenings of different kinds are different happenings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Fighting, killing, shelling, seizing places, abducting.
    Violence,
    /// Arrests and what authorities do to people.
    Custody,
    /// Protest, and the force used against it.
    Protest,
    /// A truce.
    Truce,
    /// Setting captives free.
    Release,
    /// Curfews, bans, hindering movement.
    Restriction,
    /// Moving or readying forces.
    Mobilisation,
    /// Aid and peacekeeping.
    Aid,
    /// Sanctions, expulsions.
    Sanction,
    /// Working together.
    Cooperation,
}

/// A stretch of days, both included.
pub type Stretch = (Day, Day);

/// A figure of harm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Figure {
    /// killed, wounded …
    pub kind: String,
    /// At least.
    pub low: Option<u64>,
    /// At most.
    pub high: Option<u64>,
    /// Whose, as a side.
    pub who: Option<String>,
    /// Part of another figure.
    pub part: bool,
    /// The side that gives it.
    pub by: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its name in small letters.
    pub name: String,
    /// Country.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Degrees.
    pub point: Option<(f64, f64)>,
    /// Number of the gazetteer.
    pub id: Option<u32>,
    /// exact, near, district, province, country, between, region.
    pub precision: String,
}

/// What a telling says of a happening: of one claim, of the claims of a scene, or of a whole incident.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Kinds of happening.
    pub families: BTreeSet<Family>,
    /// CAMEO codes and modes.
    pub events: BTreeSet<String>,
    /// Known days: it was on one of them. None when no claim says it.
    pub days: Option<Vec<Stretch>>,
    /// The days are taken over from other words of the dispatch: they may be a few days off.
    #[serde(default)]
    pub soft: bool,
    /// Told as lying before the news, without a day of its own.
    #[serde(default)]
    pub old: bool,
    /// Days of publication of its dispatches, first and last.
    pub published: Option<Stretch>,
    /// Known places.
    pub places: Vec<Spot>,
    /// Sides that act.
    pub actors: BTreeSet<String>,
    /// Sides that suffer.
    pub recipients: BTreeSet<String>,
    /// Tolls.
    pub figures: BTreeSet<Figure>,
    /// Weapons.
    pub means: BTreeSet<String>,
    /// Told as history.
    pub background: bool,
    /// Groups of near copies of its dispatches.
    pub copies: BTreeSet<String>,
    /// Names in its sentences and headlines, as they sound: a town that the reader did not place may stand among them.
    #[serde(default)]
    pub names: BTreeSet<String>,
    /// Of those, the ones that few dispatches have: of persons, houses, streets, small places.
    #[serde(default)]
    pub rare: BTreeSet<String>,
    /// The rare names of its whole dispatch, where it has no town of its own.
    #[serde(default)]
    pub around: BTreeSet<String>,
    /// Told in a chronicle, among many happenings of one day.
    #[serde(default)]
    pub crowded: bool,
    /// Countries that its dispatches speak of at all: to look it up where it names none itself.
    #[serde(default)]
    pub setting: BTreeSet<String>,
}

/// What kind of happening a claim tells; None for acts of speech.
pub fn family(claim: &Claim) -> Option<Family> {
    let mode = claim.event.mode.as_deref().unwrap_or_default();
    let cameo = claim.event.cameo.as_str();
    Some(match claim.event.kind.as_str() {
        "ASSAULT" if mode == "crowd-control" || cameo.starts_with("175") => Family::Protest,
        "ASSAULT" => Family::Violence,
        // To surround a place is to attack it; whom rebels hold they have abducted.
        "COERCE" if cameo.starts_with("191") => Family::Violence,
        "COERCE" if cameo.starts_with("173") && claim.actors.iter().any(|actor| actor.code.contains(".REB")) => {
            Family::Violence
        }
        "COERCE" if matches!(mode, "seize") && !cameo.starts_with("171") => Family::Violence,
        "COERCE" if matches!(mode, "arrest" | "deport") || cameo.starts_with("173") => Family::Custody,
        "COERCE" => Family::Restriction,
        "PROTEST" => Family::Protest,
        "RETREAT" if mode == "ceasefire" || cameo.starts_with("0871") => Family::Truce,
        "RETREAT" if mode == "release" || cameo.starts_with("0841") => Family::Release,
        "RETREAT" if mode == "withdraw" || cameo.starts_with("087") => Family::Violence,
        "RETREAT" => Family::Aid,
        "MOBILIZE" => Family::Mobilisation,
        "AID" => Family::Aid,
        "SANCTION" => Family::Sanction,
        "COOPERATE" => Family::Cooperation,
        _ => return None,
    })
}

/// Whether a claim tells an act on the ground that was done, or denied: only such claims found an incident.
pub fn founds(claim: &Claim) -> bool {
    !claim.background && matches!(claim.status.as_str(), "actual" | "denied") && family(claim).is_some()
}

/// Whether a claim tells that people died or were hurt, and neither who did it nor when.
pub fn only_harm(claim: &Claim) -> bool {
    claim.actors.is_empty()
        && claim.when.as_ref().is_none_or(|when| when.inferred.is_some())
        && !claim.toll.is_empty()
        && claim.event.mode.is_none()
        && claim.means.is_empty()
        && matches!(claim.event.concept.as_str(), "die" | "wound" | "wounded" | "harm")
}

/// Whether a claim tells no more than that people died or were hurt.
pub fn dies(claim: &Claim) -> bool {
    claim.actors.is_empty() && matches!(claim.event.concept.as_str(), "die" | "wound" | "wounded" | "harm")
}

/// The days that a time may be.
pub fn stretches(when: &When, published: Option<Stretch>) -> Option<Vec<Stretch>> {
    if when.start.is_none() && !when.candidates.is_empty() {
        let mut days: Vec<Stretch> = when
            .candidates
            .iter()
            .filter_map(|day| calendar::number(day))
            .map(|day| (day, day))
            .collect();
        days.sort_unstable();
        return (!days.is_empty()).then_some(days);
    }
    let (start, end) = calendar::bounds(when)?;
    let mut end = end.unwrap_or_else(|| published.map_or(start, |(_, last)| last.max(start)));
    if start == end && super::cues::is_night(&when.text) {
        end += 1;
    }
    Some(vec![(start, end)])
}

/// The days that are in both.
pub fn common(a: &[Stretch], b: &[Stretch]) -> Vec<Stretch> {
    let mut both: Vec<Stretch> = a
        .iter()
        .flat_map(|x| b.iter().map(move |y| (x.0.max(y.0), x.1.min(y.1))))
        .filter(|(first, last)| first <= last)
        .collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// How many days there are.
pub fn length(days: &[Stretch]) -> i64 {
    days.iter().map(|(first, last)| i64::from(last - first) + 1).sum()
}

impl Spot {
    /// A place of a claim; None when it tells no more than nothing.
    pub fn new(place: &Where) -> Spot {
        Spot {
            name: sound(&fold(&place.name)),
            country: place.country.clone(),
            admin1: place.admin1.as_deref().map(fold),
            point: crate::place::point(place),
            id: place.id,
            precision: place.precision.clone(),
        }
    }

    /// How far from its point it may have been; None where the point says nothing.
    pub fn radius(&self) -> Option<f64> {
        self.point.and_then(|_| crate::place::radius(&self.precision))
    }
}

/// A name as it is compared: small letters, without accents and marks.
pub fn fold(name: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ə' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' => 'o',
        'ş' | 'š' | 'ș' => 's',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' | 'ź' => 'z',
        'ğ' => 'g',
        other => other,
    };
    let small = name.to_lowercase();
    let folded: String = small.chars().map(plain).filter(|c| c.is_alphanumeric()).collect();
    folded
        .strip_suffix('s')
        .filter(|_| small.ends_with("'s") || small.ends_with("’s"))
        .unwrap_or(&folded)
        .to_owned()
}

/// A folded name as it sounds, so that two ways to write one town in Latin letters are the same: Iranchahr and Iranshahr, Tchernobyl and Chernobyl.
pub fn sound(name: &str) -> String {
    let mut text = name.to_owned();
    for (from, to) in [
        ("tch", "ч"),
        ("tsh", "ч"),
        ("sch", "sh"),
        ("ch", "sh"),
        ("ч", "sh"),
        ("ou", "u"),
        ("oo", "u"),
        ("dj", "j"),
        ("kh", "k"),
        ("gh", "g"),
        ("gu", "g"),
        ("ph", "f"),
        ("c", "k"),
        ("q", "k"),
        ("y", "i"),
        ("w", "v"),
        ("eh", "e"),
    ] {
        text = text.replace(from, to);
    }
    let mut heard = String::with_capacity(text.len());
    for letter in text.chars() {
        if !heard.ends_with(letter) {
            heard.push(letter);
        }
    }
    if heard.chars().count() > 4 {
        heard.truncate(heard.trim_end_matches(['e', 'h']).len());
    }
    heard
}

fn figure(toll: &Toll, by: &str) -> Figure {
    let who = toll
        .who
        .as_ref()
        .map(side::of_party)
        .filter(|code| !side::is_unknown(code));
    let (low, high) = if toll.approx {
        // “About 2,000”: a tenth either way.
        let widen = |figure: u64, up: bool| if up { figure + figure / 10 } else { figure - figure / 10 };
        (
            toll.low.map(|low| widen(low, false)),
            toll.high.map(|high| widen(high, true)),
        )
    } else {
        (toll.low, toll.high)
    };
    Figure {
        kind: toll.kind.clone(),
        low,
        high,
        who,
        part: toll.part_of.is_some(),
        by: by.to_owned(),
    }
}

impl Facts {
    /// What one claim says.
    pub fn of(claim: &Claim, published: Option<Stretch>, copy_group: &str) -> Facts {
        let by = side::of_claim(claim);
        let mut events = BTreeSet::from([claim.event.cameo.clone()]);
        events.extend(claim.event.mode.clone());
        Facts {
            families: family(claim).into_iter().collect(),
            events,
            days: claim.when.as_ref().and_then(|when| stretches(when, published)),
            soft: claim.when.as_ref().is_some_and(|when| when.inferred.is_some()),
            old: false,
            published,
            // Who tells only of the dead and wounded may tell where they lie.
            places: claim
                .place
                .iter()
                .filter(|_| !only_harm(claim))
                .map(Spot::new)
                .collect(),
            actors: side::of_parties(&claim.actors),
            recipients: side::of_parties(&claim.recipients),
            figures: claim
                .toll
                .iter()
                .filter(|toll| !toll.superseded)
                .map(|toll| figure(toll, &by))
                .collect(),
            means: claim.means.iter().map(|means| means.kind.clone()).collect(),
            background: claim.background,
            copies: BTreeSet::from([copy_group.to_owned()]),
            names: BTreeSet::new(),
            rare: BTreeSet::new(),
            around: BTreeSet::new(),
            crowded: false,
            setting: BTreeSet::new(),
        }
    }

    /// Takes in what another telling of the same happening says. Days are narrowed to those that both allow.
    pub fn absorb(&mut self, other: &Facts) {
        self.families.extend(&other.families);
        self.events.extend(other.events.iter().cloned());
        self.days = match (self.days.take(), &other.days) {
            (Some(own), Some(theirs)) => {
                let both = common(&own, theirs);
                let (loose, firm) = (self.soft, other.soft);
                self.soft &= other.soft;
                // What words of its own tell goes before what was taken over. A person may join what the machine would not: then the days of both stand.
                Some(if both.is_empty() && loose != firm {
                    if loose { theirs.clone() } else { own }
                } else if both.is_empty() {
                    let mut all: Vec<Stretch> = own.into_iter().chain(theirs.iter().copied()).collect();
                    all.sort_unstable();
                    all
                } else {
                    both
                })
            }
            (None, theirs) => {
                self.soft = other.soft;
                theirs.clone()
            }
            (own, None) => own,
        };
        self.published = match (self.published, other.published) {
            (Some(own), Some(theirs)) => Some((own.0.min(theirs.0), own.1.max(theirs.1))),
            (own, theirs) => own.or(theirs),
        };
        for place in &other.places {
            if !self.places.contains(place) {
                self.places.push(place.clone());
            }
        }
        self.actors.extend(other.actors.iter().cloned());
        self.recipients.extend(other.recipients.iter().cloned());
        self.figures.extend(other.figures.iter().cloned());
        self.means.extend(other.means.iter().cloned());
        self.background &= other.background;
        self.old &= other.old;
        self.copies.extend(other.copies.iter().cloned());
        self.names.extend(other.names.iter().cloned());
        self.rare.extend(other.rare.iter().cloned());
        self.around.extend(other.around.iter().cloned());
        self.crowded |= other.crowded;
        self.setting.extend(other.setting.iter().cloned());
    }

    /// All sides, acting or suffering.
    pub fn sides(&self) -> BTreeSet<&str> {
        self.actors.iter().chain(&self.recipients).map(String::as_str).collect()
    }

    /// Its towns and districts.
    pub fn towns(&self) -> impl Iterator<Item = &Spot> {
        let narrow = |precision: &str| matches!(precision, "exact" | "near" | "district");
        self.places.iter().filter(move |place| narrow(&place.precision))
    }

    /// Countries of its places and sides: under these it is looked up.
    pub fn keys(&self) -> BTreeSet<String> {
        let places = self.places.iter().filter_map(|place| place.country.clone());
        let mut keys: BTreeSet<String> = places.collect();
        for side in self.sides() {
            keys.insert(side::country(side).unwrap_or(side).to_owned());
        }
        if keys.is_empty() {
            return self.setting.clone();
        }
        keys
    }

    /// Whether words of its own tell the day.
    pub fn dated(&self) -> bool {
        self.days.is_some() && !self.soft
    }

    /// The days it may have been: the known ones, else those shortly before the news.
    pub fn span(&self) -> Option<Stretch> {
        match &self.days {
            Some(days) => Some((days.first()?.0, days.iter().map(|day| day.1).max()?)),
            None => self.published.map(|(first, last)| (first - 2 * NEWS, last)),
        }
    }
}

/// A happening told without a day is taken to be at most so many days old.
pub const NEWS: Day = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarse_date_is_narrowed_by_a_known_day() {
        let tuesdays = [(18933, 18933), (18940, 18940), (18947, 18947), (18954, 18954)];
        assert_eq!(common(&tuesdays, &[(18947, 18947)]), [(18947, 18947)]);
        assert!(common(&tuesdays, &[(18948, 18948)]).is_empty());
        assert_eq!(common(&[(1, 30)], &[(20, 40)]), [(20, 30)]);
        assert_eq!(length(&tuesdays), 4);
    }

    #[test]
    fn names_are_compared_without_accents() {
        assert_eq!(fold("Ak-Saï"), fold("Ak-Sai"));
        assert_eq!(fold("Washington's"), fold("Washington"));
        assert_ne!(fold("Bria"), fold("Bakou"));
        let heard = |name: &str| sound(&fold(name));
        for (one, other) in [
            ("Iranchahr", "Iranshahr"),
            ("Kitchanga", "Kitshanga"),
            ("Nabatiyé", "Nabatieh"),
            ("Bakou", "Baku"),
        ] {
            assert_eq!(heard(one), heard(other));
        }
        assert_ne!(heard("Sumy"), heard("Soumgait"));
    }
}
