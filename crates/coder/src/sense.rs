//! Choosing the sense of a word: the line of the lexicon whose conditions hold.

use crate::cast::Cast;
use crate::deictic::Deictic;
use crate::lexicon::{Condition, Filler, Lexicon, Pos, Sense};
use crate::ontology::{Class, Concept, Ontology, RolePath, covers};
use crate::party::PartyKind;
use crate::scene::Unit;
use crate::weapons::Weapons;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// What senses are chosen with.
pub struct Senses<'a> {
    /// The lexicon of the language.
    pub lexicon: &'a Lexicon,
    /// The ontology.
    pub ontology: &'a Ontology,
    /// The parties of the dispatch.
    pub cast: &'a Cast<'a>,
    /// Weapons and counted nouns.
    pub weapons: &'a Weapons,
    /// Words for the two sides.
    pub deictic: &'a Deictic,
}

/// A role's noun is itself looked up only so deep.
const DEPTH: usize = 3;

impl Senses<'_> {
    /// The sense of a proposition; `None` when the lexicon has none or says that it is no event.
    pub fn of(&self, unit: &Unit<'_>, p: &Proposition) -> Option<&Sense> {
        self.choose(unit, p, DEPTH).filter(|sense| sense.concept.is_some())
    }

    /// The concept of a sense that tells an event or harm.
    pub fn event(&self, sense: &Sense) -> Option<&Concept> {
        let concept = self.ontology.concept(sense.concept.as_ref()?)?;
        matches!(concept.class, Class::Event | Class::Outcome).then_some(concept)
    }

    /// The concept of a noun (or verb) as it stands in a sentence.
    pub fn concept(&self, unit: &Unit<'_>, word: usize) -> Option<&SmolStr> {
        self.concept_within(unit, word, DEPTH)
    }

    fn choose(&self, unit: &Unit<'_>, p: &Proposition, depth: usize) -> Option<&Sense> {
        let depth = depth.checked_sub(1)?;
        let mut best: Option<(usize, &Sense)> = None;
        let particle = p.particle.map(|w| unit.view.lemma(w).to_owned());
        let whole = particle.as_ref().map(|particle| format!("{} {particle}", p.lemma));
        let joined = joined(unit, p.head);
        let keys = [whole.as_deref(), joined.as_deref(), Some(p.lemma.as_str())];
        for key in keys.into_iter().flatten() {
            for sense in self.lexicon.senses(key) {
                if !self.pos_fits(unit, p, sense.pos) {
                    continue;
                }
                let weight = sense.conditions.len() + usize::from(key.contains([' ', '-']) && key != p.lemma);
                if best.is_some_and(|(known, _)| known >= weight) {
                    continue;
                }
                if sense
                    .conditions
                    .iter()
                    .all(|condition| self.holds(unit, p, condition, depth))
                {
                    best = Some((weight, sense));
                }
            }
        }
        best.map(|(_, sense)| sense)
    }

    fn pos_fits(&self, unit: &Unit<'_>, p: &Proposition, pos: Pos) -> bool {
        match (p.kind, pos) {
            (Kind::Verb, Pos::Verb) | (Kind::Noun, Pos::Noun) | (Kind::Adjective, Pos::Adjective) => true,
            // A participle is a verb to one tagger and an adjective to another.
            (Kind::Adjective, Pos::Verb) => unit.view.feat(p.head, "VerbForm").is_some(),
            (Kind::Verb, Pos::Adjective) => {
                matches!(unit.view.feat(p.head, "VerbForm"), Some("Part" | "Ger"))
            }
            // "12 autres capturés", "les blessés": a participle or adjective that stands for a noun.
            (Kind::Adjective, Pos::Noun) => unit.view.nominal(p.head),
            _ => false,
        }
    }

    fn holds(&self, unit: &Unit<'_>, p: &Proposition, condition: &Condition, depth: usize) -> bool {
        match condition {
            Condition::Filled { path, fillers, negated } => {
                let mut words = follow(unit, p, path);
                if words.is_empty() && p.passive && path.0 == [Role::Agent] {
                    // "est tombée": parsers take verbs with the auxiliary of the passive for passives.
                    words = p.all(Role::Patient).collect();
                }
                let fits = words.iter().any(|&word| {
                    let counted = counted(unit, word);
                    fillers.iter().any(|filler| match counted {
                        // "one of the drones" is no person.
                        Some(counted) => self.fills(unit, counted, filler, depth),
                        None => self.fills(unit, word, filler, depth),
                    })
                });
                fits != *negated
            }
            Condition::Not(inner) => !self.holds(unit, p, inner, depth),
            Condition::Reflexive(wanted) => p.reflexive == *wanted,
            Condition::Particle(lemmas) => match p.particle {
                Some(word) => lemmas.is_empty() || lemmas.iter().any(|l| l == unit.view.lemma(word)),
                None => {
                    // Taggers often take the particle for an adverb or preposition.
                    !lemmas.is_empty()
                        && unit.view.children(p.head).iter().any(|&c| {
                            c > p.head
                                && matches!(unit.view.relation(c), "advmod" | "compound")
                                && lemmas.iter().any(|l| l == unit.view.lemma(c))
                        })
                }
            },
            Condition::Light(lemmas) => p
                .light
                .is_some_and(|word| lemmas.is_empty() || lemmas.iter().any(|l| l == unit.view.lemma(word))),
            Condition::Determined => unit.view.dependent(p.head, &["det"]).is_some(),
            Condition::Plural => unit.view.feat(p.head, "Number") == Some("Plur"),
            Condition::Negated(wanted) => p.modality.negated.is_some() == *wanted,
        }
    }

    fn fills(&self, unit: &Unit<'_>, word: usize, filler: &Filler, depth: usize) -> bool {
        let party = || self.cast.party(unit.index, word);
        match filler {
            Filler::Any => true,
            Filler::Lemma(lemmas) => lemmas.iter().any(|lemma| self.has_lemma(unit, word, lemma)),
            Filler::Concept(concept) => {
                self.concept_within(unit, word, depth)
                    .is_some_and(|c| covers(concept, c))
                    || party().is_some_and(|p| self.ontology.party_class(concept, &p.sector, &p.role))
            }
            Filler::Actor => {
                party().is_some_and(|p| !p.passive_thing())
                    || unit.view.upos(word) == Upos::Pron && human(unit, word)
                    || self.deictic.at(unit, word).is_some()
            }
            Filler::Place => {
                let name = matches!(unit.view.upos(word), Upos::Propn | Upos::Noun | Upos::X);
                name && party()
                    .is_some_and(|p| matches!(p.kind, PartyKind::Place | PartyKind::Country | PartyKind::Capital))
                    || self
                        .concept_within(unit, word, depth)
                        .is_some_and(|c| covers("thing.place", c))
            }
            Filler::Person => {
                party().is_some_and(|p| {
                    matches!(p.kind, PartyKind::Person | PartyKind::Collective | PartyKind::People)
                        || !p.group.is_empty()
                }) || self.weapons.group(unit.view.lemma(word)).is_some()
                    || matches!(unit.view.upos(word), Upos::Pron) && human(unit, word)
                    || unit.view.upos(word) == Upos::Num
                    || unit.view.upos(word) == Upos::Propn && party().is_none_or(|p| p.kind != PartyKind::Place)
            }
            Filler::Weapon => {
                self.weapons.at(unit, word).is_some() || party().is_some_and(|p| p.kind == PartyKind::Weapon)
            }
            Filler::Event => self
                .concept_within(unit, word, depth)
                .and_then(|c| self.ontology.concept(c))
                .is_some_and(|c| matches!(c.class, Class::Event | Class::Outcome)),
            Filler::Number => unit.view.upos(word) == Upos::Num || unit.view.dependent(word, &["nummod"]).is_some(),
        }
    }

    fn has_lemma(&self, unit: &Unit<'_>, word: usize, lemma: &str) -> bool {
        if unit.view.lemma(word) == lemma {
            return true;
        }
        match lemma.split_once(' ') {
            // "assassination attempt": the head is the last word in English, the first in French.
            Some(_) => {
                let parts: Vec<&str> = lemma.split(' ').collect();
                parts.iter().all(|part| {
                    unit.view.lemma(word) == *part
                        || unit.view.children(word).iter().any(|&c| unit.view.lemma(c) == *part)
                })
            }
            None => false,
        }
    }

    fn concept_within(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<&SmolStr> {
        let p = unit.proposition(word)?;
        self.choose(unit, p, depth)?.concept.as_ref()
    }
}

/// "cease-fire" is three tokens to some tokenizers: the words on both sides of a hyphen without blanks.
pub fn joined(unit: &Unit<'_>, word: usize) -> Option<String> {
    let (hyphen, first) = (word.checked_sub(1)?, word.checked_sub(2)?);
    let view = &unit.view;
    let glued = |a: usize, b: usize| view.word(a).span.end == view.word(b).span.start;
    (view.word(hyphen).form == "-" && glued(first, hyphen) && glued(hyphen, word))
        .then(|| format!("{}-{}", view.lemma(first), view.lemma(word)))
}

/// Pronouns that stand for people or parties, not for a fact.
fn human(unit: &Unit<'_>, word: usize) -> bool {
    unit.view.feat(word, "Person").is_some() || unit.view.feat(word, "PronType") == Some("Ind")
}

/// The words at the end of a role path.
pub fn follow(unit: &Unit<'_>, p: &Proposition, path: &RolePath) -> Vec<usize> {
    let Some((first, rest)) = path.0.split_first() else {
        return Vec::new();
    };
    let mut words: Vec<usize> = p.all(*first).collect();
    for role in rest {
        words = words
            .iter()
            .flat_map(|&word| {
                let direct = below(unit, word, *role);
                // "a volley of rockets at the town", "two of their positions"
                let inner = counted(unit, word).unwrap_or_else(|| measured(unit, word));
                if direct.is_empty() && inner != word {
                    below(unit, inner, *role)
                } else {
                    direct
                }
            })
            .collect();
    }
    words.into_iter().map(|word| measured(unit, word)).collect()
}

/// "une dizaine de soldats", "hundreds of thousands of soldiers": what is measured, not the measure.
pub fn measured(unit: &Unit<'_>, word: usize) -> usize {
    let inner = measured_once(unit, word);
    if inner == word {
        word
    } else {
        measured_once(unit, inner)
    }
}

fn measured_once(unit: &Unit<'_>, word: usize) -> usize {
    if !unit.view.grammar.cue(unit.view.lemma(word), "measure") {
        return word;
    }
    complement_with_of(unit, word).unwrap_or(word)
}

/// "two of their positions", "plusieurs de ses bases": what a number or pronoun counts.
fn counted(unit: &Unit<'_>, word: usize) -> Option<usize> {
    let counts = match unit.view.upos(word) {
        Upos::Num => true,
        Upos::Pron => unit.view.feat(word, "PronType") == Some("Ind"),
        _ => false,
    };
    counts.then(|| complement_with_of(unit, word)).flatten()
}

fn complement_with_of(unit: &Unit<'_>, word: usize) -> Option<usize> {
    unit.view.children(word).iter().copied().find(|&child| {
        matches!(unit.view.relation(child), "nmod" | "obl")
            && unit
                .view
                .preposition(child)
                .is_some_and(|(role, _, _)| role == Some(Role::Of))
    })
}

fn below(unit: &Unit<'_>, word: usize, role: Role) -> Vec<usize> {
    match unit.proposition(word) {
        Some(p) => p.all(role).collect(),
        None => Vec::new(),
    }
}
