//! What happens in the archive, and who writes about it when.

use crate::random::Random;
use serde::Deserialize;

/// Incidents of a day, at least and at most: the more, the harder to keep apart.
const A_DAY: (u32, u32) = (8, 14);

/// Days that pass before the same town sees another incident, at least.
const QUIET: i32 = 4;

/// A text in both languages.
#[derive(Debug, Deserialize)]
pub struct Both {
    pub fr: String,
    pub en: String,
}

/// How a language speaks of a side.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// As a subject.
    pub name: String,
    pub plural: bool,
    /// With "of" before it.
    pub of: String,
    /// Its fighters, in the plural.
    pub men: String,
    /// Who speaks for it, in the singular.
    pub voices: Vec<String>,
}

/// A side of a war.
#[derive(Debug, Deserialize)]
pub struct Side {
    pub fr: Named,
    pub en: Named,
}

/// A war: its country, its towns and its two sides. The first side is the government's.
#[derive(Debug, Deserialize)]
pub struct Theatre {
    /// "in the country" in French, its name in English.
    pub at: Both,
    pub capital: Both,
    /// A sentence of history.
    pub war: Both,
    /// `French|English`, or one spelling.
    pub towns: Vec<String>,
    pub side: Vec<Side>,
}

#[derive(Deserialize)]
struct Theatres {
    theatre: Vec<Theatre>,
}

/// The wars of `theatres.toml`.
pub fn theatres() -> Vec<Theatre> {
    let read: Theatres = toml::from_str(include_str!("theatres.toml")).expect("theatres.toml is part of this program");
    assert!(read.theatre.iter().all(|theatre| theatre.side.len() == 2));
    read.theatre
}

/// Languages of dispatches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    French,
    English,
}

/// What kind of thing happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Shelling,
    Airstrike,
    Drone,
    Ambush,
    Bomb,
    Raid,
    Abduction,
    Seizure,
    Clash,
}

const KINDS: [Kind; 9] = [
    Kind::Shelling,
    Kind::Airstrike,
    Kind::Drone,
    Kind::Ambush,
    Kind::Bomb,
    Kind::Raid,
    Kind::Abduction,
    Kind::Seizure,
    Kind::Clash,
];

impl Kind {
    /// Its name in the files of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Shelling => "shelling",
            Kind::Airstrike => "airstrike",
            Kind::Drone => "drone",
            Kind::Ambush => "ambush",
            Kind::Bomb => "bomb",
            Kind::Raid => "raid",
            Kind::Abduction => "abduction",
            Kind::Seizure => "seizure",
            Kind::Clash => "clash",
        }
    }
}

/// A true incident.
#[derive(Clone, Debug)]
pub struct Incident {
    /// Number in the order of time.
    pub number: usize,
    /// Number of its war.
    pub theatre: usize,
    /// Number of its town in the war.
    pub town: usize,
    /// Days since the first of the archive.
    pub day: i32,
    pub kind: Kind,
    /// Number of the side that acts: 0 or 1.
    pub attacker: usize,
    /// Whether civilians suffer, rather than the other side's fighters.
    pub civilians: bool,
    /// The dead of the first report.
    pub killed: u32,
    pub wounded: u32,
    /// Abducted people.
    pub taken: u32,
    /// What the other side says of the dead.
    pub rival: u32,
    /// Number of an earlier incident of the same war, of which dispatches may remind.
    pub before: Option<usize>,
}

/// What a dispatch is to its incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// A first report, by one of the sides or by people of the place.
    First,
    /// The other side's account.
    Rival,
    /// A later report with more dead: the first, the second …
    Update(u32),
    /// A copy of the dispatch with this number in the order of making.
    Copy(usize, Change),
}

/// What an outlet does to what it copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Prints all of it under its own name.
    Reprint,
    /// Prints the beginning.
    Abridge,
    /// Adds a paragraph of its own.
    Extend,
    /// The same bytes come in twice.
    Nothing,
}

/// A dispatch to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    pub incident: usize,
    /// Day of publication since the first of the archive.
    pub day: i32,
    /// Place among those of its day.
    pub order: u64,
    pub language: Language,
    pub telling: Telling,
    /// Chooses its words.
    pub seed: u64,
    /// How many of the incident's dispatches before it are of the same kind and language: two agencies do not write the same sentence.
    pub variant: usize,
}

/// Incidents and dispatches of an archive of so many dispatches. The dispatches stand in the order of making: a copy after what it copies.
pub fn make(theatres: &[Theatre], dispatches: usize, seed: u64) -> (Vec<Incident>, Vec<Plan>) {
    let mut random = Random::new(seed);
    let mut incidents: Vec<Incident> = Vec::new();
    let mut plans: Vec<Plan> = Vec::new();
    // The last incident of each town; towns of one name in two wars would be one town.
    let mut last: Vec<Vec<i32>> = theatres
        .iter()
        .map(|theatre| vec![i32::MIN / 2; theatre.towns.len()])
        .collect();
    let mut latest: Vec<Vec<usize>> = vec![Vec::new(); theatres.len()];
    let mut day = 0;
    // Dispatches come up to a week after their incident: a week more than is wanted, so that the last days are as full as the others.
    let mut enough = None;
    while enough.is_none_or(|enough| day < enough) {
        for _ in 0..random.between(A_DAY.0, A_DAY.1) {
            let theatre = random.below(theatres.len());
            let town = random.below(theatres[theatre].towns.len());
            if last[theatre][town] + QUIET > day {
                continue;
            }
            last[theatre][town] = day;
            let mut incident = happen(&mut random, incidents.len(), theatre, town, day);
            let earlier = latest[theatre]
                .iter()
                .rev()
                .copied()
                .filter(|&earlier| (7..60).contains(&(day - incidents[earlier].day)))
                .take(6)
                .collect::<Vec<_>>();
            if !earlier.is_empty() {
                incident.before = Some(*random.pick(&earlier));
            }
            latest[theatre].push(incident.number);
            tell(&mut random, &incident, &mut plans);
            incidents.push(incident);
        }
        day += 1;
        if enough.is_none() && plans.len() >= dispatches {
            enough = Some(day + 7);
        }
    }
    (incidents, plans)
}

fn happen(random: &mut Random, number: usize, theatre: usize, town: usize, day: i32) -> Incident {
    let kind = *random.pick(&KINDS);
    let attacker = match kind {
        Kind::Airstrike | Kind::Drone => 0,
        Kind::Ambush | Kind::Bomb | Kind::Raid | Kind::Abduction => 1,
        Kind::Shelling | Kind::Seizure | Kind::Clash => random.below(2),
    };
    let civilians = match kind {
        Kind::Raid | Kind::Bomb | Kind::Abduction => true,
        Kind::Ambush | Kind::Seizure | Kind::Clash => false,
        Kind::Shelling | Kind::Airstrike | Kind::Drone => random.chance(65),
    };
    let killed = match kind {
        Kind::Abduction => random.between(2, 4),
        // Small tolls are more frequent than large ones.
        _ => {
            let most = random.between(4, 60);
            random.between(2, most)
        }
    };
    let rival = match random.chance(50) {
        true => killed + random.between(2, killed + 10),
        false => (killed / 2).max(2),
    };
    Incident {
        number,
        theatre,
        town,
        day,
        kind,
        attacker,
        civilians,
        killed,
        wounded: random.between(2, killed * 2 + 6),
        taken: random.between(5, 80),
        rival,
        before: None,
    }
}

/// Makes the dispatches of an incident.
fn tell(random: &mut Random, incident: &Incident, plans: &mut Vec<Plan>) {
    let count = match random.below(100) {
        0..35 => 1,
        35..60 => 2,
        60..78 => 3,
        78..90 => 4,
        _ => random.between(5, 8),
    };
    let from = plans.len();
    let mut updates = 0;
    for nth in 0..count {
        let language = if random.chance(50) {
            Language::French
        } else {
            Language::English
        };
        let (telling, day, order, language) = match (nth, random.below(100)) {
            (0, _) | (_, 0..20) => {
                let day = incident.day + random.below(2) as i32;
                (Telling::First, day, random.bits() / 2, language)
            }
            (_, 20..45) => {
                let day = incident.day + random.below(3) as i32;
                (Telling::Rival, day, random.bits() / 2, language)
            }
            (_, 45..62) if updates < 4 => {
                updates += 1;
                let day = incident.day + 1 + updates as i32;
                (Telling::Update(updates), day, random.bits() / 2, language)
            }
            (_, chance) => {
                let of = from + random.below(plans.len() - from);
                // What a copy copies is no copy itself.
                let of = match plans[of].telling {
                    Telling::Copy(of, _) => of,
                    _ => of,
                };
                let change = match chance {
                    62..76 => Change::Reprint,
                    76..90 => Change::Abridge,
                    90..98 => Change::Extend,
                    _ => Change::Nothing,
                };
                let original = &plans[of];
                let later = original.order + 1 + random.bits() / 4;
                (Telling::Copy(of, change), original.day, later, original.language)
            }
        };
        let alike = |plan: &&Plan| {
            plan.language == language && std::mem::discriminant(&plan.telling) == std::mem::discriminant(&telling)
        };
        let variant = plans[from..].iter().filter(alike).count();
        plans.push(Plan {
            incident: incident.number,
            day,
            order,
            language,
            telling,
            seed: random.bits(),
            variant,
        });
    }
}
