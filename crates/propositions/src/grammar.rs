//! The closed classes of a language: prepositions, support verbs, verbs of speech, modals and cues.
//!
//! They are the only words that this room knows; none of them is a word of conflict.

use crate::Role;
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_syntax::Upos;

/// How a speech verb presents what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stance {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Says that what others said is so.
    Confirms,
    /// Blames somebody.
    Accuses,
    /// Says so although it speaks against the speaker.
    Admits,
    /// Takes an act upon itself.
    ClaimsResponsibility,
    /// Passes on the words of another.
    Relays,
}

impl Stance {
    /// The name in tables and in the record.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Asserts => "asserts",
            Stance::Denies => "denies",
            Stance::Confirms => "confirms",
            Stance::Accuses => "accuses",
            Stance::Admits => "admits",
            Stance::ClaimsResponsibility => "claims-responsibility",
            Stance::Relays => "relays",
        }
    }

    fn parse(name: &str) -> Option<Stance> {
        [
            Stance::Asserts,
            Stance::Denies,
            Stance::Confirms,
            Stance::Accuses,
            Stance::Admits,
            Stance::ClaimsResponsibility,
            Stance::Relays,
        ]
        .into_iter()
        .find(|stance| stance.name() == name)
    }
}

/// A support verb: a verb that carries a noun as its predicate.
#[derive(Clone, Debug)]
pub struct Light {
    /// Only the reflexive verb (`se produire`).
    pub reflexive: bool,
    /// Further lemmas that must depend on the verb: its particle (`carry out`), or the head of its object, predicate or
    /// prepositional phrase (`faire l'objet de`, `be the target of`).
    pub with: Vec<String>,
    /// The role in which the noun stands.
    pub slot: Role,
    /// The deep role that the verb's subject has to the noun; `None` when the noun itself is the subject (*clashes broke out*).
    pub subject: Option<Role>,
    /// The nouns it carries; empty for any.
    pub nouns: Vec<String>,
}

/// A verb or noun of speech.
#[derive(Clone, Debug)]
pub struct Speech {
    /// Only the reflexive verb (`se dire`).
    pub reflexive: bool,
    /// Further lemmas that must depend on it (`faire état`).
    pub with: Vec<String>,
    /// How what is said is presented.
    pub stance: Stance,
    /// Speech only beside a quotation (`« … », a-t-il lancé`).
    pub quotation_only: bool,
    /// No speech with a bare object (*soutenir une offensive*, *note an attack*).
    pub clause_only: bool,
}

/// The closed classes of one language.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    relations: FxHashMap<String, Role>,
    longest_relation: usize,
    light: FxHashMap<String, Vec<Light>>,
    speech: FxHashMap<String, Vec<Speech>>,
    modals: FxHashMap<String, String>,
    cues: FxHashMap<String, Vec<String>>,
    /// The phrases of each kind of cue, in the order of the table.
    by_kind: FxHashMap<String, Vec<String>>,
    negation_pairs: FxHashMap<String, Vec<String>>,
    lemmas: FxHashMap<(String, Upos), String>,
    features: FxHashMap<(String, Upos), String>,
}

impl Grammar {
    /// The lemma of a form that rules for endings get wrong, if the pack lists it.
    pub fn lemma(&self, form: &str, upos: Upos) -> Option<&str> {
        self.lemmas.get(&(fold(form), upos)).map(String::as_str)
    }

    /// Features that a form has whatever the tagger says (`Gender=Fem|Number=Plur`), if the pack lists it.
    pub fn features(&self, form: &str, upos: Upos) -> Option<&str> {
        if !matches!(upos, Upos::Noun | Upos::Pron | Upos::Verb) {
            return None;
        }
        self.features.get(&(fold(form), upos)).map(String::as_str)
    }

    /// Reads the tables of `packs/<language>/grammar/`.
    ///
    /// # Errors
    /// When a table is malformed or names an unknown role or stance.
    pub fn load(packs: &Packs, language: &str) -> Result<Grammar, PackError> {
        let mut grammar = Grammar::default();
        for name in ["lemmas", "forms"] {
            let table = packs.table(&format!("{language}/syntax/{name}.tsv"), &["form", "upos", "lemma"])?;
            for row in table.rows() {
                let upos = Upos::parse(row.cell(1))
                    .ok_or_else(|| table.error(row, format!("no part of speech `{}`", row.cell(1))))?;
                grammar.lemmas.insert((fold(row.cell(0)), upos), fold(row.cell(2)));
            }
        }
        let table = packs.table(&format!("{language}/syntax/features.tsv"), &["form", "upos", "feats"])?;
        for row in table.rows() {
            let upos = Upos::parse(row.cell(1))
                .ok_or_else(|| table.error(row, format!("no part of speech `{}`", row.cell(1))))?;
            if row.cell(2).split('|').any(|pair| !pair.contains('=')) {
                return Err(table.error(
                    row,
                    format!("no features `{}`; write Number=Plur|Person=1", row.cell(2)),
                ));
            }
            grammar
                .features
                .insert((fold(row.cell(0)), upos), row.cell(2).to_owned());
        }
        let path = |name: &str| format!("{language}/grammar/{name}.tsv");
        let roles = || Role::names().collect::<Vec<_>>().join(", ");

        let table = packs.table(&path("relations"), &["words", "relation"])?;
        for row in table.rows() {
            let role = Role::parse(row.cell(1))
                .ok_or_else(|| table.error(row, format!("no role `{}`; use one of {}", row.cell(1), roles())))?;
            for words in row.alternatives(0) {
                let words = fold(words);
                grammar.longest_relation = grammar.longest_relation.max(words.split(' ').count());
                grammar.relations.entry(words).or_insert(role);
            }
        }
        let table = packs.table(&path("light"), &["verb", "slot", "subject", "nouns"])?;
        for row in table.rows() {
            let role = |column: usize| {
                Role::parse(row.cell(column))
                    .ok_or_else(|| table.error(row, format!("no role `{}`; use one of {}", row.cell(column), roles())))
            };
            let subject = if row.cell(2) == "none" { None } else { Some(role(2)?) };
            for verb in row.alternatives(0) {
                let (reflexive, verb, with) = split_verb(verb);
                grammar.light.entry(verb).or_default().push(Light {
                    reflexive,
                    with,
                    slot: role(1)?,
                    subject,
                    nouns: row.alternatives(3).map(fold).collect(),
                });
            }
        }
        let table = packs.table(&path("speech"), &["lemma", "stance", "note"])?;
        for row in table.rows() {
            let stance = Stance::parse(row.cell(1)).ok_or_else(|| {
                table.error(
                    row,
                    format!(
                        "no stance `{}`; use asserts, denies, confirms, accuses, admits, claims-responsibility or relays",
                        row.cell(1)
                    ),
                )
            })?;
            for lemma in row.alternatives(0) {
                let (reflexive, lemma, with) = split_verb(lemma);
                let note = row.cell(2);
                grammar.speech.entry(lemma).or_default().push(Speech {
                    reflexive,
                    with,
                    stance,
                    quotation_only: note.contains("quotation") && !note.contains("clause"),
                    clause_only: note.contains("clause") && !note.contains("event"),
                });
            }
        }
        let table = packs.table(&path("modals"), &["lemma", "kind"])?;
        for row in table.rows() {
            for lemma in row.alternatives(0) {
                // "tenter de": the infinitive marker is a habit of writing, the lemma is the first word.
                let lemma = fold(lemma);
                let first = lemma.split(' ').next().unwrap_or("").to_owned();
                grammar.modals.entry(first).or_insert_with(|| row.cell(1).to_owned());
            }
        }
        let table = packs.table(&path("cues"), &["phrase", "kind"])?;
        for row in table.rows() {
            for phrase in row.alternatives(0) {
                if row.cell(1) == "negation"
                    && let Some((first, second)) = fold(phrase).split_once(" … ")
                {
                    let mut pair = |one: &str, other: &str| {
                        grammar
                            .negation_pairs
                            .entry(one.to_owned())
                            .or_default()
                            .push(other.to_owned());
                    };
                    pair(first, second);
                    pair(second, first);
                }
                let kinds = grammar.cues.entry(fold(phrase)).or_default();
                kinds.push(row.cell(1).to_owned());
                let of_kind = grammar.by_kind.entry(row.cell(1).to_owned()).or_default();
                of_kind.push(fold(phrase));
            }
        }
        Ok(grammar)
    }

    /// The role of a preposition or prepositional phrase, given as lemmas joined by blanks.
    pub fn relation(&self, words: &str) -> Option<Role> {
        self.relations.get(words).copied()
    }

    /// The longest prepositional phrase of the tables, in words.
    pub fn longest_relation(&self) -> usize {
        self.longest_relation
    }

    /// How a verb carries nouns; empty for most verbs.
    pub fn light(&self, lemma: &str) -> &[Light] {
        self.light.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The readings of a verb or noun of speech; empty for other words.
    pub fn speech(&self, lemma: &str) -> &[Speech] {
        self.speech.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a verb or noun of speech blames somebody (*accuse*, *blame*).
    pub fn blames(&self, lemma: &str) -> bool {
        self.speech(lemma).iter().any(|speech| speech.stance == Stance::Accuses)
    }

    /// The kind of a modal or aspectual verb: `possibility`, `attempt`, `begin` …
    pub fn modal(&self, lemma: &str) -> Option<&str> {
        self.modals.get(lemma).map(String::as_str)
    }

    /// Whether a word or phrase is a cue of this kind (`negation`, `condition`, `hearsay` …).
    pub fn cue(&self, phrase: &str, kind: &str) -> bool {
        self.cues
            .get(phrase)
            .is_some_and(|kinds| kinds.iter().any(|known| known == kind))
    }

    /// The words that together with this one make a negation (*ne … pas*).
    pub fn negation_partners(&self, lemma: &str) -> &[String] {
        self.negation_pairs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// All cue phrases of a kind.
    pub fn cues(&self, kind: &str) -> impl Iterator<Item = &str> + use<'_> {
        self.by_kind.get(kind).into_iter().flatten().map(String::as_str)
    }
}

/// `se faire écho` → reflexive, `faire`, [`écho`].
fn split_verb(entry: &str) -> (bool, String, Vec<String>) {
    let entry = fold(entry);
    let mut words = entry.split(' ').filter(|word| !word.is_empty());
    let mut first = words.next().unwrap_or("").to_owned();
    let reflexive = first == "se";
    if reflexive {
        first = words.next().unwrap_or("").to_owned();
    }
    (reflexive, first, words.map(str::to_owned).collect())
}

/// Lower case, with one form of apostrophe: how words are compared with tables.
pub fn fold(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}
