//! From what happened to the words of a dispatch.
//!
//! Slots of the sentences: `{A}` who acts, `{ofA}` the same with "of", `{B}` the other side, `{A?one|two}` words by whether A is plural, `{men}` those who suffer, `{n}` the dead,
//! `{n0}` the dead told before, `{m}` the dead as the other side counts them, `{w}` wounded, `{taken}` abducted, `{place}`, `{near}` and `{of-place}` the town alone, with "near" and with "of",
//! `{at}` the country, `{day}` the weekday, `{date}` day and month, `{act}` what happened as a noun (`{of-act}`, `{a-act}` with "of", with an article), `{src}` who says it, `{opp}` the other side's voice.
//! Of no meaning, to make each dispatch differ: `{words}`, `{more}`, `{who}`, `{said}` of quotations, `{org}`, `{side}` (of the compass), `{hour}`, `{k}`.

use crate::random::Random;
use crate::world::{Change, Incident, Kind, Language, Plan, Telling, Theatre};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A stretch of text, and the incident that it tells.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    /// The incident's number, and whether it is only a reminder.
    tells: Option<(usize, bool)>,
}

/// Sentences by part (`lead.bomb`, `quote.any`).
pub struct Sentences(BTreeMap<&'static str, Vec<&'static str>>);

impl Sentences {
    /// Those of a language.
    pub fn of(language: Language) -> Self {
        let table = match language {
            Language::French => include_str!("parts.fr.txt"),
            Language::English => include_str!("parts.en.txt"),
        };
        let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (part, sentence) = line.split_once(" | ").expect("a part, a bar, a sentence");
            parts.entry(part).or_default().push(sentence);
        }
        Self(parts)
    }

    /// Those of a part for a kind of event, and those for any.
    fn part(&self, part: &str, kind: Kind) -> Vec<&'static str> {
        let get = |kind: &str| self.0.get(format!("{part}.{kind}").as_str()).into_iter().flatten();
        get(kind.name()).chain(get("any")).copied().collect()
    }
}

/// A dispatch as it goes into its file.
pub struct Written {
    pub text: String,
    /// Incident, first and last character (scalar values, the end excluded), and whether it is a reminder.
    pub told: Vec<(usize, usize, usize, bool)>,
}

/// What is needed to write any dispatch.
pub struct Desk<'a> {
    pub theatres: &'a [Theatre],
    pub incidents: &'a [Incident],
    pub plans: &'a [Plan],
    /// The first day of the archive.
    pub begin: Date,
    pub french: Sentences,
    pub english: Sentences,
}

const AGENCIES: [(&[&str], &[&str]); 2] = [
    (
        &[
            "Agence Méridienne",
            "Dépêche du Sahel",
            "Presse du Levant",
            "Agence des Deux Rives",
        ],
        &[
            "Le Matin des Fleuves",
            "Le Courrier du Fleuve",
            "La Gazette du Plateau",
            "Le Quotidien du Port",
            "L'Echo des Collines",
        ],
    ),
    (
        &[
            "Northgate News",
            "Meridian Dispatch",
            "Kivu & Central Wire",
            "Caspian Wire",
        ],
        &[
            "The Harbour Herald",
            "The Plateau Times",
            "Riverside Daily",
            "The Evening Ledger",
            "Hillside Gazette",
        ],
    ),
];

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const DAYS: [[&str; 7]; 2] = [
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
];

const NUMBERS: [&[&str]; 2] = [
    &[
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
        "treize", "quatorze", "quinze", "seize",
    ],
    &[
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ],
];

/// Number of a language in the tables above.
fn column(language: Language) -> usize {
    match language {
        Language::French => 0,
        Language::English => 1,
    }
}

fn number(language: Language, value: u32) -> String {
    let words = NUMBERS[column(language)];
    words
        .get(value as usize)
        .map_or_else(|| value.to_string(), |word| (*word).to_owned())
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the slots of a sentence stand for.
struct Slots {
    words: Vec<(&'static str, String)>,
    plural: [bool; 2],
}

impl Slots {
    fn fill(&self, sentence: &str) -> String {
        let mut text = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (slot, after) = after.split_once('}').expect("a slot is closed");
            rest = after;
            if let Some((side, choices)) = slot.split_once('?') {
                let (one, more) = choices.split_once('|').expect("two choices");
                let plural = self.plural[usize::from(side == "B")];
                text.push_str(if plural { more } else { one });
            } else {
                let (_, words) = self
                    .words
                    .iter()
                    .find(|(name, _)| *name == slot)
                    .unwrap_or_else(|| panic!("no slot {slot} in: {sentence}"));
                text.push_str(words);
            }
        }
        text.push_str(rest);
        capitalised(&text)
    }
}

impl Desk<'_> {
    fn sentences(&self, language: Language) -> &Sentences {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// The calendar day that is so many days after the first of the archive.
    pub fn date(&self, day: i32) -> Date {
        self.begin
            .checked_add(jiff::Span::new().days(day))
            .expect("an archive of less than a few thousand years")
    }

    /// Writes a dispatch.
    pub fn write(&self, plan: &Plan) -> Written {
        let mut random = Random::new(plan.seed);
        let (source, change) = match plan.telling {
            Telling::Copy(of, change) => (&self.plans[of], Some(change)),
            _ => (plan, None),
        };
        if change == Some(Change::Nothing) {
            return self.write(source);
        }
        // The words of a copy come from the seed of what it copies.
        let mut paragraphs = self.compose(source, &mut Random::new(source.seed));
        let columns = &AGENCIES[column(plan.language)];
        let agency = Random::new(source.seed ^ 1).choose(columns.0);
        let signature = match change {
            None => agency.to_owned(),
            Some(_) => {
                let outlet = random.choose(columns.1);
                match (plan.language, random.chance(60)) {
                    (Language::French, true) => format!("{outlet}, avec {agency}"),
                    (Language::English, true) => format!("{outlet}, from {agency}"),
                    (_, false) => outlet.to_owned(),
                }
            }
        };
        match change {
            Some(Change::Abridge) => {
                paragraphs.truncate(3);
                paragraphs[2].truncate(1);
            }
            Some(Change::Extend) => {
                let extra = random.choose(&self.sentences(plan.language).part("extra", Kind::Clash));
                paragraphs.push(vec![Piece {
                    text: extra.to_owned(),
                    tells: None,
                }]);
            }
            _ => {}
        }
        self.lay_out(plan, &signature, &paragraphs, &mut random)
    }

    /// Headline, lead and the paragraphs below, each of pieces.
    fn compose(&self, plan: &Plan, random: &mut Random) -> Vec<Vec<Piece>> {
        let incident = &self.incidents[plan.incident];
        let sentences = self.sentences(plan.language);
        let slots = self.slots(incident, plan, random);
        let one = |part: &str, random: &mut Random| {
            let from = sentences.part(part, incident.kind);
            slots.fill(random.choose(&from))
        };
        // Whoever writes on what others wrote on as well writes other sentences, as long as there are some.
        let own = |part: &str| {
            let from = sentences.part(part, incident.kind);
            slots.fill(from[(incident.number + plan.variant) % from.len()])
        };
        let news = |text: String| Piece {
            text,
            tells: Some((incident.number, false)),
        };
        let plain = |text: String| Piece { text, tells: None };
        let lead = match plan.telling {
            Telling::Rival => "rival",
            Telling::Update(_) => "update",
            _ => "lead",
        };
        // A headline of the first report would tell the other side's figures.
        let headline = match plan.telling {
            Telling::Rival => news(slots.fill(match plan.language {
                Language::French => "Deux versions {of-act} {near}",
                Language::English => "Two accounts of the {act} near {place}",
            })),
            _ => news(own("headline")),
        };
        let mut paragraphs = vec![vec![headline], vec![news(own(lead))]];
        let mut second = vec![news(one("detail", random))];
        // An update has told the latest figure.
        if plan.telling == Telling::First && random.chance(50) {
            second.push(news(one("toll", random)));
        }
        paragraphs.push(second);
        let mut third = Vec::new();
        if plan.telling == Telling::First && random.chance(50) {
            third.push(news(one("deny", random)));
        }
        third.push(plain(one("quote", random)));
        paragraphs.push(third);
        let mut fourth = Vec::new();
        if random.chance(60) {
            fourth.push(plain(one("reaction", random)));
        }
        if let Some(before) = incident.before.filter(|_| random.chance(30)) {
            let before = &self.incidents[before];
            let slots = self.slots(before, plan, random);
            fourth.push(Piece {
                text: slots.fill(random.choose(&sentences.part("reminder", before.kind))),
                tells: Some((before.number, true)),
            });
        }
        let war = &self.theatres[incident.theatre].war;
        if fourth.is_empty() || random.chance(40) {
            fourth.push(plain(match plan.language {
                Language::French => war.fr.clone(),
                Language::English => war.en.clone(),
            }));
        }
        paragraphs.push(fourth);
        paragraphs
    }

    fn slots(&self, incident: &Incident, plan: &Plan, random: &mut Random) -> Slots {
        let language = plan.language;
        let theatre = &self.theatres[incident.theatre];
        let side = |number: usize| match language {
            Language::French => &theatre.side[number].fr,
            Language::English => &theatre.side[number].en,
        };
        let (attacker, attacked) = (side(incident.attacker), side(1 - incident.attacker));
        let place = spelling(&theatre.towns[incident.town], language);
        let vowel = place.starts_with(|first: char| "AEIOUYÉÈÂÎÔaeiou".contains(first)) && !place.starts_with('Y');
        let (near, of_place) = match (language, vowel) {
            (Language::French, true) => (format!("près d'{place}"), format!("d'{place}")),
            (Language::French, false) => (format!("près de {place}"), format!("de {place}")),
            (Language::English, _) => (format!("near {place}"), format!("of {place}")),
        };
        // Who suffers is the incident's, not the dispatch's.
        let civilians: &[&str] = match (language, incident.kind) {
            (Language::French, Kind::Raid) => &["villageois"],
            (Language::English, Kind::Raid) => &["villagers"],
            (Language::French, _) => &["civils", "habitants"],
            (Language::English, _) => &["civilians", "residents"],
        };
        let men = match incident.civilians {
            true => civilians[incident.number % civilians.len()].to_owned(),
            false => attacked.men.clone(),
        };
        let killed = |updates: u32| incident.killed + updates * (1 + incident.killed / 8);
        let (now, before) = match plan.telling {
            Telling::Update(nth) if plan.incident == incident.number => (killed(nth), killed(nth - 1)),
            _ => (killed(0), killed(0)),
        };
        let sentences = self.sentences(language);
        let own = |part: &str| {
            let from = sentences.part(part, incident.kind);
            from.first().map_or_else(String::new, |words| (*words).to_owned())
        };
        let rival = random.pick(&attacker.voices).clone();
        let source = match plan.telling {
            Telling::Rival => rival.clone(),
            _ if random.chance(50) => random.pick(&attacked.voices).clone(),
            _ => {
                let voice = random.choose(&sentences.part("voice", incident.kind));
                voice.replace("{of-place}", &of_place).replace("{place}", place)
            }
        };
        let opposed = match plan.telling {
            Telling::Rival => random.pick(&attacked.voices).clone(),
            _ => rival,
        };
        let mut any = |part: &str| random.choose(&sentences.part(part, incident.kind)).to_owned();
        let (words, mut more) = (any("words"), any("words"));
        while more == words {
            more = any("words");
        }
        let (who, org, direction) = (any("who"), any("org"), any("side"));
        let said = match language {
            Language::French => any("said"),
            Language::English => String::new(),
        };
        let (hour, hours) = (random.between(5, 11), random.between(2, 9));
        let date = self.date(incident.day);
        let month = MONTHS[column(language)][date.month() as usize - 1];
        let day = match (language, date.day()) {
            (Language::French, 1) => format!("1er {month}"),
            (Language::French, day) => format!("{day} {month}"),
            (Language::English, day) => format!("{month} {day}"),
        };
        let at = match language {
            Language::French => theatre.at.fr.clone(),
            Language::English => theatre.at.en.clone(),
        };
        Slots {
            plural: [attacker.plural, attacked.plural],
            words: vec![
                ("A", attacker.name.clone()),
                ("ofA", attacker.of.clone()),
                ("B", attacked.name.clone()),
                ("men", men),
                ("n", number(language, now)),
                ("n0", number(language, before)),
                ("m", number(language, incident.rival)),
                ("w", number(language, incident.wounded)),
                ("taken", number(language, incident.taken)),
                ("place", place.to_owned()),
                ("near", near),
                ("of-place", of_place),
                ("at", at),
                (
                    "day",
                    DAYS[column(language)][date.weekday().to_monday_zero_offset() as usize].to_owned(),
                ),
                ("date", day),
                ("act", own("act")),
                ("of-act", own("of-act")),
                ("a-act", own("a-act")),
                ("src", source),
                ("opp", opposed),
                ("words", words),
                ("more", more),
                ("who", who),
                ("said", said),
                ("org", org),
                ("side", direction),
                ("hour", hour.to_string()),
                ("k", number(language, hours)),
            ],
        }
    }

    /// Puts headline, date, place and signature where agencies put them, in one of four ways.
    fn lay_out(&self, plan: &Plan, signature: &str, paragraphs: &[Vec<Piece>], random: &mut Random) -> Written {
        let theatre = &self.theatres[self.incidents[plan.incident].theatre];
        let capital = match plan.language {
            Language::French => &theatre.capital.fr,
            Language::English => &theatre.capital.en,
        };
        let capital = capital.to_uppercase();
        let date = self.date(plan.day);
        let month = MONTHS[column(plan.language)][date.month() as usize - 1];
        let long = match (plan.language, date.day()) {
            (Language::French, 1) => format!("1er {month} {}", date.year()),
            (Language::French, day) => format!("{day} {month} {}", date.year()),
            (Language::English, day) => format!("{month} {day}, {}", date.year()),
        };
        let mut written = Written {
            text: String::new(),
            told: Vec::new(),
        };
        let (head, body) = paragraphs.split_at(1);
        match random.below(100) {
            0..30 => write!(written.text, "{capital}, {long} ({signature}) - "),
            30..60 => {
                writeln!(written.text, "date {date}").expect("writing to a string");
                written.paragraph(&head[0]);
                write!(written.text, "\n\n{capital} ({signature}) - ")
            }
            60..92 => {
                written.paragraph(&head[0]);
                write!(written.text, "\n\n{capital}, {long} ({signature}) - ")
            }
            // Of some only the month is known.
            _ => write!(
                written.text,
                " date {:04}-{:02} {capital} ({signature}) - ",
                date.year(),
                date.month()
            ),
        }
        .expect("writing to a string");
        for (nth, paragraph) in body.iter().enumerate() {
            if nth > 0 {
                written.text.push_str("\n\n");
            }
            written.paragraph(paragraph);
        }
        written.text.push('\n');
        written
    }
}

impl Written {
    fn paragraph(&mut self, pieces: &[Piece]) {
        for (nth, piece) in pieces.iter().enumerate() {
            if nth > 0 {
                self.text.push(' ');
            }
            let start = self.text.chars().count();
            self.text.push_str(&piece.text);
            if let Some((incident, reminder)) = piece.tells {
                self.told
                    .push((incident, start, start + piece.text.chars().count(), reminder));
            }
        }
    }
}

/// A town's name in a language.
pub fn spelling(town: &str, language: Language) -> &str {
    match (town.split_once('|'), language) {
        (Some((french, _)), Language::French) => french,
        (Some((_, english)), Language::English) => english,
        (None, _) => town,
    }
}
