//! The lexicon of a language: senses of words, with the conditions that tell them apart.

use crate::ontology::{Ontology, RolePath, role_path};
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs, Row, Table};
use selon_propositions::{Role, fold};
use smol_str::SmolStr;
use std::sync::Arc;

/// Part of speech of a sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pos {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

/// What fills a role, as a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// Anything.
    Any,
    /// One of these lemmas.
    Lemma(Vec<SmolStr>),
    /// A word with this concept or one below it.
    Concept(SmolStr),
    /// `@actor`: a party that acts.
    Actor,
    /// `@place`: a place name.
    Place,
    /// `@person`: a human being or a group of them.
    Person,
    /// `@weapon`: a weapon, or what carries one.
    Weapon,
    /// `@event`: an event noun.
    Event,
    /// `@number`: a counted noun.
    Number,
}

/// One condition of a sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A role (of a role) is filled so; `negated` turns it round.
    Filled {
        /// Where to look.
        path: RolePath,
        /// What must stand there; several alternatives.
        fillers: Vec<Filler>,
        /// `!patient=@person`.
        negated: bool,
    },
    /// Reflexive or not.
    Reflexive(bool),
    /// With this particle; `Some(empty)` any, negated none.
    Particle(Vec<SmolStr>),
    /// Carried by one of these support verbs (empty: by any).
    Light(Vec<SmolStr>),
    /// With a determiner.
    Determined,
    /// In the plural.
    Plural,
    /// Negated.
    Negated(bool),
    /// The condition does not hold.
    Not(Box<Condition>),
}

/// How a sense overrides its concept's frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Actor paths; `Some(empty)` says that the text hides the actor.
    pub actor: Option<Vec<RolePath>>,
    /// Recipient paths.
    pub recipient: Option<Vec<RolePath>>,
    /// Theme paths.
    pub theme: Option<Vec<RolePath>>,
    /// Where the counted victim stands.
    pub victim: Option<Vec<RolePath>>,
    /// Where the place stands.
    pub place: Option<Vec<RolePath>>,
    /// Where the weapon stands.
    pub means: Option<Vec<RolePath>>,
    /// How `of` reads for this noun: agent or patient.
    pub of: Option<Role>,
    /// How an adjective reads for this noun.
    pub modifier: Option<Role>,
}

/// One sense: a line of the lexicon.
#[derive(Clone, Debug)]
pub struct Sense {
    /// The lemma as the table has it.
    pub lemma: SmolStr,
    /// Part of speech.
    pub pos: Pos,
    /// All must hold. The words of one line share them: lines name a dozen words and dozens of fillers.
    pub conditions: Arc<[Condition]>,
    /// The concept; `None` says that this reading is no event.
    pub concept: Option<SmolStr>,
    /// Roles that differ from the frame.
    pub overrides: Arc<Overrides>,
    /// File and line, for `selon explain`.
    pub file: Arc<str>,
    /// Line number, from 1.
    pub line: usize,
}

impl Sense {
    /// Whether the sense is one of negated words: *n'exclut pas de frapper* is a threat that is made.
    pub fn asks_negation(&self) -> bool {
        self.conditions.contains(&Condition::Negated(true))
    }
}

/// The senses of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    senses: Vec<Sense>,
    by_lemma: FxHashMap<SmolStr, Vec<usize>>,
}

impl Lexicon {
    /// Reads `packs/<language>/lexicon/*.tsv`.
    ///
    /// # Errors
    /// At the first line that is malformed or names an unknown concept, role or condition.
    pub fn load(packs: &Packs, language: &str, ontology: &Ontology) -> Result<Lexicon, PackError> {
        let (lexicon, errors) = Lexicon::check(packs, language, ontology);
        match errors.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(lexicon),
        }
    }

    /// Reads what can be read and collects every error.
    pub fn check(packs: &Packs, language: &str, ontology: &Ontology) -> (Lexicon, Vec<PackError>) {
        let mut lexicon = Lexicon::default();
        let mut errors = Vec::new();
        for file in packs.below(&format!("{language}/lexicon")) {
            let table = match Table::read(file, &["lemma", "pos", "when", "concept", "roles"]) {
                Ok(table) => table,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            let name: Arc<str> = file.name.as_str().into();
            for row in table.rows() {
                if let Err(error) = lexicon.add(&table, row, &name, ontology) {
                    errors.push(error);
                }
            }
        }
        (lexicon, errors)
    }

    fn add(&mut self, table: &Table, row: &Row, name: &Arc<str>, ontology: &Ontology) -> Result<(), PackError> {
        let pos = match row.cell(1) {
            "v" => Pos::Verb,
            "n" => Pos::Noun,
            "a" => Pos::Adjective,
            other => return Err(table.error(row, format!("no part of speech `{other}`; use v, n or a"))),
        };
        let conditions = row
            .cell(2)
            .split_whitespace()
            .map(|text| condition(text).map_err(|message| table.error(row, message)))
            .collect::<Result<Arc<[_]>, _>>()?;
        for condition in conditions.iter() {
            if let Condition::Filled { fillers, .. } = condition {
                for filler in fillers {
                    if let Filler::Concept(concept) = filler {
                        let known = ontology.covers_any(concept);
                        if !known {
                            return Err(table.error(row, format!("no concept `{concept}` in ontology/concepts.tsv")));
                        }
                    }
                }
            }
        }
        let concept = match row.cell(3) {
            "-" => None,
            name if ontology.concept(name).is_some() => Some(SmolStr::new(name)),
            name => {
                let message =
                    format!("no concept `{name}` in ontology/concepts.tsv; add it there, or use one of its names");
                return Err(table.error(row, message));
            }
        };
        let overrides = Arc::new(overrides(row.cell(4)).map_err(|message| table.error(row, message))?);
        for lemma in row.alternatives(0) {
            let lemma = SmolStr::new(fold(lemma));
            self.by_lemma.entry(lemma.clone()).or_default().push(self.senses.len());
            self.senses.push(Sense {
                lemma,
                pos,
                conditions: conditions.clone(),
                concept: concept.clone(),
                overrides: overrides.clone(),
                file: name.clone(),
                line: row.line,
            });
        }
        Ok(())
    }

    /// The senses of a lemma, in the order of the tables.
    pub fn senses(&self, lemma: &str) -> impl Iterator<Item = &Sense> {
        self.by_lemma
            .get(lemma)
            .into_iter()
            .flatten()
            .map(|&index| &self.senses[index])
    }

    /// All senses, in the order of the tables.
    pub fn all(&self) -> &[Sense] {
        &self.senses
    }
}

fn condition(text: &str) -> Result<Condition, String> {
    let (negated, body) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (key, value) = match body.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (body, None),
    };
    let lemmas = || -> Vec<SmolStr> {
        value
            .filter(|v| *v != "*")
            .map(|v| {
                v.split('|')
                    .map(|part| SmolStr::new(fold(&part.replace('_', " "))))
                    .collect()
            })
            .unwrap_or_default()
    };
    Ok(match key {
        "refl" => Condition::Reflexive(!negated),
        "prt" | "light" | "det" | "plural" if negated => Condition::Not(Box::new(condition(body)?)),
        "prt" => Condition::Particle(lemmas()),
        "light" => Condition::Light(lemmas()),
        "det" => Condition::Determined,
        "plural" => Condition::Plural,
        "neg" => Condition::Negated(!negated),
        _ => {
            let path = role_path(key).ok_or_else(|| {
                let roles: Vec<&str> = Role::names().collect();
                format!(
                    "no condition `{key}`; use refl, prt, light, det, plural, neg or a role: {}",
                    roles.join(" ")
                )
            })?;
            let fillers = match value {
                None => vec![Filler::Any],
                Some(value) => value.split('|').map(filler).collect(),
            };
            let mut merged: Vec<Filler> = Vec::new();
            for next in fillers {
                match (merged.last_mut(), next) {
                    (Some(Filler::Lemma(known)), Filler::Lemma(more)) => known.extend(more),
                    (_, next) => merged.push(next),
                }
            }
            Condition::Filled {
                path,
                fillers: merged,
                negated,
            }
        }
    })
}

fn filler(text: &str) -> Filler {
    match text {
        "*" => Filler::Any,
        "@actor" | "@group" => Filler::Actor,
        "@place" => Filler::Place,
        "@person" => Filler::Person,
        "@weapon" => Filler::Weapon,
        "@event" => Filler::Event,
        "@number" => Filler::Number,
        _ => match text.strip_prefix('@') {
            Some(concept) => Filler::Concept(concept.into()),
            None => Filler::Lemma(vec![SmolStr::new(fold(&text.replace('_', " ")))]),
        },
    }
}

fn overrides(text: &str) -> Result<Overrides, String> {
    let mut overrides = Overrides::default();
    for part in text.split_whitespace() {
        let (key, value) = part
            .split_once('=')
            .ok_or_else(|| format!("`{part}`: write key=role, e.g. recipient=of"))?;
        let paths = || -> Result<Vec<RolePath>, String> {
            // `none` alone says that the text hides the party.
            let listed = value.split(',').filter(|p| *p != "none");
            listed
                .map(|p| role_path(p).ok_or_else(|| format!("no role `{p}`")))
                .collect()
        };
        let role = || Role::parse(value).ok_or_else(|| format!("no role `{value}`"));
        match key {
            "actor" => overrides.actor = Some(paths()?),
            "recipient" => overrides.recipient = Some(paths()?),
            "theme" => overrides.theme = Some(paths()?),
            "victim" | "toll" => overrides.victim = Some(paths()?),
            "where" => overrides.place = Some(paths()?),
            "means" => overrides.means = Some(paths()?),
            "of" => overrides.of = Some(role()?),
            "mod" => overrides.modifier = Some(role()?),
            _ => {
                return Err(format!(
                    "no key `{key}`; use actor, recipient, theme, victim, where, means, of or mod"
                ));
            }
        }
    }
    Ok(overrides)
}
