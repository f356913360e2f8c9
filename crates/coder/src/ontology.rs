//! The ontology: concepts, how their roles become actors and recipients, and the field's codes for them.

use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_propositions::Role;
use smol_str::SmolStr;

/// What a concept is to the coder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Becomes a claim.
    Event,
    /// Harm: merged into the event that caused it where the text names one, else a claim.
    Outcome,
    /// What is asked, promised or given; an event only where it is told as done.
    Theme,
    /// Carries somebody's words.
    Speech,
    /// A class of nouns used in conditions.
    Thing,
}

/// A path from a predicate to a filler: a role, or a role of a role (`to>of`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolePath(pub Vec<Role>);

/// How deep roles become actors and recipients.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Both sides do it: all are actors.
    pub mutual: bool,
    /// Where the actor stands, tried in order.
    pub actor: Vec<RolePath>,
    /// Where the recipient stands.
    pub recipient: Vec<RolePath>,
    /// Where what is asked, promised or refused stands.
    pub theme: Vec<RolePath>,
}

/// An entry of `ontology/concepts.tsv`.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its name: `seize-place`, `aid.military`.
    pub name: SmolStr,
    /// What it is to the coder.
    pub class: Class,
    /// Its frame.
    pub frame: SmolStr,
    /// PLOVER type; empty for things and speech.
    pub event_type: SmolStr,
    /// PLOVER mode, or empty.
    pub mode: SmolStr,
    /// CAMEO code.
    pub cameo: SmolStr,
    /// PLOVER contexts.
    pub contexts: Vec<SmolStr>,
    /// The kind of harm that its counted victim suffers.
    pub toll: SmolStr,
}

/// A line of `ontology/themes.tsv`: what is asked refines the code.
#[derive(Clone, Debug)]
pub struct ThemeRule {
    concept: SmolStr,
    theme: SmolStr,
    /// PLOVER type.
    pub event_type: SmolStr,
    /// PLOVER mode.
    pub mode: SmolStr,
    /// CAMEO code.
    pub cameo: SmolStr,
    /// PLOVER contexts.
    pub contexts: Vec<SmolStr>,
}

/// A line of `ontology/means.tsv`: the weapon refines an attack of no stated kind.
#[derive(Clone, Debug)]
pub struct MeansRule {
    /// PLOVER mode.
    pub mode: SmolStr,
    /// CAMEO code.
    pub cameo: SmolStr,
}

/// The ontology.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    concepts: FxHashMap<SmolStr, Concept>,
    frames: FxHashMap<SmolStr, Frame>,
    themes: Vec<ThemeRule>,
    means: FxHashMap<SmolStr, MeansRule>,
    parties: Vec<PartyClass>,
    types: FxHashMap<SmolStr, EventType>,
}

/// A line of `ontology/types.tsv`.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventType {
    /// A country named alone acts through its government.
    pub by_state: bool,
    /// An act of words, which has no place of its own.
    pub said: bool,
}

/// A line of `ontology/parties.tsv`.
#[derive(Clone, Debug)]
struct PartyClass {
    concept: SmolStr,
    sectors: Vec<SmolStr>,
    roles: Vec<SmolStr>,
}

/// The 16 event types of PLOVER.
pub const TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "CONCEDE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "MOBILIZE",
    "SANCTION",
    "COERCE",
    "ASSAULT",
];

impl Ontology {
    /// Reads the tables of `ontology/`.
    ///
    /// # Errors
    /// When a table is malformed or names an unknown class, type, frame or role.
    pub fn load(packs: &Packs) -> Result<Ontology, PackError> {
        let mut ontology = Ontology {
            frames: frames(packs)?,
            ..Ontology::default()
        };
        let columns = ["concept", "class", "frame", "type", "mode", "cameo", "contexts", "toll"];
        let table = packs.table("ontology/concepts.tsv", &columns)?;
        for row in table.rows() {
            let class = match row.cell(1) {
                "event" => Class::Event,
                "outcome" => Class::Outcome,
                "theme" => Class::Theme,
                "speech" => Class::Speech,
                "thing" => Class::Thing,
                other => {
                    let message = format!("no class `{other}`; use event, outcome, theme, speech or thing");
                    return Err(table.error(row, message));
                }
            };
            let event_type = row.cell(3);
            if !event_type.is_empty() && !TYPES.contains(&event_type) {
                return Err(table.error(row, format!("`{event_type}` is none of PLOVER's 16 types")));
            }
            if !row.cell(2).is_empty() && !ontology.frames.contains_key(row.cell(2)) {
                return Err(table.error(row, format!("no frame `{}` in ontology/frames.toml", row.cell(2))));
            }
            let concept = Concept {
                name: row.cell(0).into(),
                class,
                frame: row.cell(2).into(),
                event_type: event_type.into(),
                mode: row.cell(4).into(),
                cameo: row.cell(5).into(),
                contexts: list(row.cell(6)),
                toll: row.cell(7).into(),
            };
            if ontology.concepts.insert(concept.name.clone(), concept).is_some() {
                return Err(table.error(row, format!("concept `{}` stands twice; remove one line", row.cell(0))));
            }
        }
        let table = packs.table(
            "ontology/themes.tsv",
            &["concept", "theme", "type", "mode", "cameo", "contexts"],
        )?;
        for row in table.rows() {
            if !TYPES.contains(&row.cell(2)) {
                return Err(table.error(row, format!("`{}` is none of PLOVER's 16 types", row.cell(2))));
            }
            ontology.themes.push(ThemeRule {
                concept: row.cell(0).into(),
                theme: row.cell(1).into(),
                event_type: row.cell(2).into(),
                mode: row.cell(3).into(),
                cameo: row.cell(4).into(),
                contexts: list(row.cell(5)),
            });
        }
        let table = packs.table("ontology/means.tsv", &["means", "mode", "cameo"])?;
        for row in table.rows() {
            for means in row.alternatives(0) {
                let rule = MeansRule {
                    mode: row.cell(1).into(),
                    cameo: row.cell(2).into(),
                };
                ontology.means.insert(means.into(), rule);
            }
        }
        let table = packs.table("ontology/types.tsv", &["type", "by", "said"])?;
        for row in table.rows() {
            let name = row.cell(0);
            let rule = EventType {
                by_state: match row.cell(1) {
                    "state" => true,
                    "country" => false,
                    other => return Err(table.error(row, format!("no `{other}` here; use state or country"))),
                },
                said: row.cell(2) == "yes",
            };
            if !TYPES.contains(&name) || ontology.types.insert(name.into(), rule).is_some() {
                return Err(table.error(row, format!("`{name}` is none of PLOVER's 16 types, or stands twice")));
            }
        }
        let table = packs.table("ontology/parties.tsv", &["concept", "sectors", "roles"])?;
        for row in table.rows() {
            ontology.parties.push(PartyClass {
                concept: row.cell(0).into(),
                sectors: row.alternatives(1).map(SmolStr::new).collect(),
                roles: row.alternatives(2).map(SmolStr::new).collect(),
            });
        }
        Ok(ontology)
    }

    /// What an event type is for the coding of parties and places.
    pub fn event_type(&self, name: &str) -> EventType {
        self.types.get(name).copied().unwrap_or_default()
    }

    /// Whether a party of this sector and role belongs to a noun class.
    pub fn party_class(&self, concept: &str, sector: &str, role: &str) -> bool {
        self.parties.iter().any(|class| {
            covers(concept, &class.concept)
                && (class.sectors.iter().any(|s| s == sector) || class.roles.iter().any(|r| r == role))
        })
    }

    /// The concept of this name.
    pub fn concept(&self, name: &str) -> Option<&Concept> {
        self.concepts.get(name)
    }

    /// Whether there is a concept of this name or below it.
    pub fn covers_any(&self, wide: &str) -> bool {
        self.concepts.contains_key(wide) || self.concepts.keys().any(|name| covers(wide, name))
    }

    /// All concepts, by name.
    pub fn concepts(&self) -> Vec<&Concept> {
        let mut all: Vec<&Concept> = self.concepts.values().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The frame of this name.
    pub fn frame(&self, name: &str) -> Option<&Frame> {
        self.frames.get(name)
    }

    /// The first line for this concept whose theme covers one of these.
    pub fn theme(&self, concept: &str, themes: &[SmolStr]) -> Option<&ThemeRule> {
        self.themes
            .iter()
            .find(|rule| rule.concept == concept && themes.iter().any(|theme| covers(&rule.theme, theme)))
    }

    /// What a weapon says of an attack.
    pub fn means(&self, means: &str) -> Option<&MeansRule> {
        self.means.get(means)
    }
}

/// Whether `wide` is `narrow` or above it: `aid` covers `aid.military`.
pub fn covers(wide: &str, narrow: &str) -> bool {
    narrow
        .strip_prefix(wide)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn list(cell: &str) -> Vec<SmolStr> {
    cell.split([',', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(SmolStr::new)
        .collect()
}

/// Reads a role path: `agent`, `to>of`.
pub fn role_path(text: &str) -> Option<RolePath> {
    text.split('>')
        .map(|part| Role::parse(part.trim()))
        .collect::<Option<Vec<Role>>>()
        .map(RolePath)
}

fn frames(packs: &Packs) -> Result<FxHashMap<SmolStr, Frame>, PackError> {
    let mut frames = FxHashMap::default();
    let Some(file) = packs.file("ontology/frames.toml") else {
        return Ok(frames);
    };
    let fail = |message: String| PackError {
        file: file.name.clone(),
        line: 0,
        message,
    };
    let document: toml::Table = file
        .text
        .parse()
        .map_err(|error: toml::de::Error| fail(error.to_string()))?;
    for (name, value) in &document {
        let paths = |key: &str| -> Result<Vec<RolePath>, PackError> {
            let Some(listed) = value.get(key).and_then(toml::Value::as_array) else {
                return Ok(Vec::new());
            };
            listed
                .iter()
                .map(|item| {
                    let text = item.as_str().unwrap_or("");
                    role_path(text).ok_or_else(|| fail(format!("frame `{name}`: no role `{text}`")))
                })
                .collect()
        };
        let frame = Frame {
            mutual: value.get("mutual").and_then(toml::Value::as_bool).unwrap_or(false),
            actor: paths("actor")?,
            recipient: paths("recipient")?,
            theme: paths("theme")?,
        };
        frames.insert(SmolStr::new(name), frame);
    }
    Ok(frames)
}
