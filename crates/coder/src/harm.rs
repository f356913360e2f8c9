//! Harm: who was killed, wounded, captured or driven out, how many, and of which group.

use crate::cast::Cast;
use crate::draft::{Draft, DraftToll};
use crate::lexicon::Sense;
use crate::ontology::{Class, Concept, RolePath};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use crate::sense::{follow, measured};
use crate::weapons::Weapons;
use selon_expressions::quantity::{NumberWords, Quantity, quantity};
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// The kinds of harm that the record knows.
pub const KINDS: [&str; 8] = [
    "killed",
    "wounded",
    "captured",
    "missing",
    "detained",
    "displaced",
    "freed",
    "destroyed",
];

/// What harm is read with.
pub struct Harm<'a> {
    /// The parties.
    pub cast: &'a Cast<'a>,
    /// Victim nouns.
    pub weapons: &'a Weapons,
    /// Number words.
    pub numbers: &'a NumberWords,
}

impl Harm<'_> {
    /// Fills the toll of a draft, and its recipients from the victims where the frame gave none.
    pub fn fill(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        sense: &Sense,
        concept: &Concept,
        harmless: bool,
        draft: &mut Draft,
    ) {
        let victims = self.victims(unit, p, sense, concept);
        for word in victims.into_iter().map(|word| measured(unit, word)) {
            let kind = self.kind(unit, word, concept);
            if !KINDS.contains(&kind.as_str()) {
                continue;
            }
            let Some(mut toll) = self.toll(unit, word, kind, harmless, concept) else {
                continue;
            };
            if loses(sense)
                && let [loser] = draft.recipients.as_mut_slice()
            {
                own_men(&mut toll, loser);
            }
            self.parts(unit, word, &toll, draft);
        }
        drop_uncounted(&mut draft.toll);
        if draft.toll.iter().any(|toll| toll.kind == "displaced") {
            // "quinze mille Haïtiens chassés de chez eux": who has to leave his home is a civilian.
            let people = draft
                .recipients
                .iter_mut()
                .filter(|p| p.kind == PartyKind::People && p.sector.is_empty());
            people.for_each(|party| party.sector = "CVL".into());
        }
        if draft.recipients.is_empty() && !draft.mutual {
            // "21 people, including three soldiers": the part does not say who was attacked.
            for toll in draft.toll.iter().filter(|toll| toll.part_of.is_none()) {
                if let Some(who) = &toll.who {
                    let same = draft.recipients.iter().any(|known| known.code() == who.code());
                    if !same
                        && !draft
                            .actors
                            .iter()
                            .any(|a| a.word == who.word && a.sentence == who.sentence)
                    {
                        draft.recipients.push(who.clone());
                    }
                }
            }
        }
    }

    /// The words that name the victims.
    fn victims(&self, unit: &Unit<'_>, p: &Proposition, sense: &Sense, concept: &Concept) -> Vec<usize> {
        if concept.toll.is_empty() {
            return Vec::new();
        }
        if let Some(paths) = &sense.overrides.victim {
            return paths
                .iter()
                .map(|path| follow(unit, p, path))
                .find(|words| !words.is_empty())
                .unwrap_or_default();
        }
        let subjects: Vec<usize> = p
            .arguments
            .iter()
            .filter(|a| a.role == Role::Agent && a.rule == "copula-subject")
            .map(|a| a.word)
            // "le bilan est de quatre morts": figures are no victims.
            .filter(|&word| !unit.view.grammar.cue(unit.view.lemma(word), "sourceless"))
            .collect();
        if !subjects.is_empty() && concept.class == Class::Outcome {
            return subjects;
        }
        let counted_noun = p.kind == Kind::Noun || unit.view.nominal(p.head) && p.kind == Kind::Adjective;
        if counted_noun && concept.class == Class::Outcome {
            let own = quantity(unit.text, unit.sentence(), p.head, self.numbers).is_some();
            let harm_noun = self
                .weapons
                .group(unit.view.lemma(p.head))
                .is_some_and(|g| !g.harm.is_empty());
            let of: Vec<usize> = p
                .arguments
                .iter()
                .filter(|a| matches!(a.role, Role::Of | Role::Patient))
                .map(|a| a.word)
                .filter(|&w| self.human(unit, w))
                .collect();
            // "la mort de quinze soldats" counts the complement, "quinze morts" itself, "le bilan de 15 morts" its own noun.
            if own || of.is_empty() && harm_noun {
                return vec![p.head];
            }
            return of;
        }
        let roles: &[Role] = match concept.frame.as_str() {
            "undergo" => &[Role::Patient, Role::Agent, Role::Of],
            _ => &[Role::Patient, Role::Of],
        };
        let mut found = Vec::new();
        for &role in roles {
            found.extend(p.all(role).filter(|&w| !unit.view.clausal(w) || unit.view.nominal(w)));
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// Whether a noun names victims by itself: *les blessés*, *the dead*, *casualties*.
    pub fn is_noun(&self, unit: &Unit<'_>, word: usize) -> bool {
        let group = self.weapons.group(unit.view.lemma(word));
        group.is_some_and(|group| !group.harm.is_empty())
    }

    /// Whether a figure stands with a noun.
    pub fn counted(&self, unit: &Unit<'_>, word: usize) -> bool {
        quantity(unit.text, unit.sentence(), word, self.numbers).is_some()
    }

    fn human(&self, unit: &Unit<'_>, word: usize) -> bool {
        self.cast
            .party(unit.index, word)
            .is_some_and(|p| p.kind != PartyKind::Place && p.kind != PartyKind::Country)
            || self.weapons.group(unit.view.lemma(word)).is_some()
            || quantity(unit.text, unit.sentence(), word, self.numbers).is_some()
    }

    /// Nouns such as *blessé* say the kind of harm themselves.
    fn kind(&self, unit: &Unit<'_>, word: usize, concept: &Concept) -> SmolStr {
        match self.weapons.group(unit.view.lemma(word)) {
            Some(group) if !group.harm.is_empty() && (concept.class == Class::Outcome || concept.toll.is_empty()) => {
                group.harm.clone()
            }
            _ => concept.toll.clone(),
        }
    }

    fn toll(
        &self,
        unit: &Unit<'_>,
        word: usize,
        kind: SmolStr,
        harmless: bool,
        concept: &Concept,
    ) -> Option<DraftToll> {
        let counted = quantity(unit.text, unit.sentence(), word, self.numbers);
        let others = unit.view.grammar.cue(unit.view.lemma(word), "other");
        let party = match self.cast.party(unit.index, word) {
            Some(party) if !others => Some(party.clone()),
            known => self.victim_owner(unit, word).or_else(|| known.cloned()),
        };
        let group = party
            .as_ref()
            .map(|p| p.group.clone())
            .filter(|g| !g.is_empty())
            .or_else(|| self.weapons.group(unit.view.lemma(word)).map(|g| g.group.clone()))
            .unwrap_or_default();
        let plural = unit.view.feat(word, "Number") == Some("Plur");
        let mass = party.as_ref().is_some_and(|p| {
            matches!(
                p.kind,
                PartyKind::Country | PartyKind::Body | PartyKind::Place | PartyKind::Facility
            )
        });
        let quantity = match counted {
            Some(found) => found,
            None if harmless => none(unit, word),
            None if kind == "destroyed" && !plural => return None,
            // "opened fire on a policeman, killing him"
            None if matches!(unit.view.upos(word), Upos::Pron) && !plural && party.as_ref().is_some_and(one_person) => {
                one(unit, word)
            }
            None if mass || matches!(unit.view.upos(word), Upos::Pron) && !plural => return None,
            None if plural && party.as_ref().is_none_or(|p| p.kind != PartyKind::Named) => Quantity {
                low: Some(2),
                best: None,
                high: None,
                approx: false,
                words: word..word + 1,
                span: word_span(unit, word),
            },
            // "le suspect a été arrêté": nobody in particular, but one.
            None if party.as_ref().is_some_and(|p| p.kind == PartyKind::Person)
                || kind == "detained"
                    && unit.view.upos(word) == Upos::Noun
                    && unit.view.feat(word, "Number") == Some("Sing")
                    && self
                        .weapons
                        .group(unit.view.lemma(word))
                        .is_some_and(|g| g.harm.is_empty() || g.harm == kind)
                || unit.view.upos(word) == Upos::Propn && concept.class == Class::Outcome
                || unit.view.feat(word, "Number") == Some("Sing")
                    && !group.is_empty()
                    && party.as_ref().is_none_or(|p| p.kind != PartyKind::Collective) =>
            {
                one(unit, word)
            }
            None => return None,
        };
        let quantity = if harmless { none(unit, word) } else { quantity };
        let phrase = unit.phrase(word);
        let start = phrase.start.min(quantity.words.start);
        let end = phrase.end.max(quantity.words.end).min(word.max(quantity.words.end) + 3);
        Some(DraftToll {
            kind,
            low: quantity.low,
            best: quantity.best,
            high: quantity.high,
            approx: quantity.approx,
            who: party.filter(|p| {
                let ownerless = matches!(p.kind, PartyKind::Weapon | PartyKind::Facility) && p.country.is_empty();
                !ownerless && (!p.country.is_empty() || !p.sector.is_empty())
            }),
            group,
            part_of: None,
            superseded: false,
            span: unit.bytes(start..end.max(start + 1)),
        })
    }

    /// "15 morts dans les rangs de l'armée", "douze autres": whose they are, by the complement.
    fn victim_owner(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let inside = unit.view.children(word).iter().copied().find_map(|child| {
            let relation = unit.view.relation(child);
            if !matches!(relation, "nmod" | "obl" | "amod" | "compound") {
                return None;
            }
            // "sept morts, en plus des trois terroristes": those are others.
            let role = unit.view.preposition(child).and_then(|(role, _, _)| role);
            self.cast
                .party(unit.index, child)
                .filter(|p| p.kind != PartyKind::Place && !matches!(role, Some(Role::Besides | Role::Without)))
                .cloned()
        });
        if inside.is_some() {
            return inside;
        }
        // "15 soldiers were killed and 12 others captured": the others are of the kind named before.
        let other = unit
            .view
            .children(word)
            .iter()
            .any(|&c| unit.view.grammar.cue(unit.view.lemma(c), "other"))
            || unit.view.upos(word) == Upos::Num
            || unit.view.grammar.cue(unit.view.lemma(word), "other")
            || unit.view.dependent(word, &["nummod"]).is_some()
                && matches!(unit.view.upos(word), Upos::Adj | Upos::Verb);
        if !other {
            return None;
        }
        (0..word).rev().find_map(|before| {
            let party = self.cast.party(unit.index, before)?;
            let counted = quantity(unit.text, unit.sentence(), before, self.numbers).is_some();
            // "12 people, among them four policemen, and 30 others": those are a part only.
            let grammar = unit.view.grammar;
            let part = (before.saturating_sub(5)..before).any(|w| grammar.cue(unit.view.lemma(w), "part"));
            (counted
                && !part
                && matches!(
                    party.kind,
                    PartyKind::Collective | PartyKind::Person | PartyKind::People
                ))
            .then(|| party.clone())
        })
    }

    /// Adds the toll and its parts: *dont trois enfants*, *including three children*.
    fn parts(&self, unit: &Unit<'_>, word: usize, toll: &DraftToll, draft: &mut Draft) {
        let same = draft
            .toll
            .iter()
            .any(|known| known.kind == toll.kind && known.span == toll.span);
        if same {
            return;
        }
        let whole = draft.toll.len();
        draft.toll.push(toll.clone());
        let view = &unit.view;
        let Some(cue) = (word + 1..view.len())
            .take(8)
            .find(|&w| view.grammar.cue(view.lemma(w), "part"))
        else {
            return;
        };
        let between = word + 1..cue;
        if between
            .clone()
            .any(|w| view.upos(w) == Upos::Verb && view.feat(w, "VerbForm") == Some("Fin"))
        {
            return;
        }
        let mut next = cue + 1;
        while next < view.len().min(cue + 12) {
            if matches!(view.upos(next), Upos::Verb | Upos::Aux) && view.feat(next, "VerbForm") == Some("Fin") {
                break;
            }
            // "four police officers": the noun before a noun is not counted.
            let noun = view.upos(next) == Upos::Noun && view.relation(next) != "compound";
            // "29 morts, dont 27 policiers, et 166 blessés": the wounded are no part of the dead.
            let group = self.weapons.group(view.lemma(next));
            if noun && group.is_some_and(|group| KINDS.contains(&group.harm.as_str()) && group.harm != toll.kind) {
                break;
            }
            if noun
                && self.human(unit, next)
                && let Some(found) = quantity(unit.text, unit.sentence(), next, self.numbers)
            {
                let party = self.cast.party(unit.index, next).cloned();
                let group = party.as_ref().map(|p| p.group.clone()).unwrap_or_default();
                draft.toll.push(DraftToll {
                    kind: toll.kind.clone(),
                    low: found.low,
                    best: found.best,
                    high: found.high,
                    approx: found.approx,
                    who: party,
                    group,
                    part_of: Some(whole),
                    superseded: false,
                    span: unit.bytes(found.words.start.min(next)..next + 1),
                });
            }
            next += 1;
        }
    }
}

/// Whether the subject loses the object, by the line of the lexicon: "l'armée a perdu deux hommes".
fn loses(sense: &Sense) -> bool {
    let first = |paths: &Option<Vec<RolePath>>, role: Role| {
        let first = paths.as_ref().and_then(|paths| paths.first());
        first.is_some_and(|path| path.0.as_slice() == [role])
    };
    first(&sense.overrides.recipient, Role::Agent) && first(&sense.overrides.victim, Role::Patient)
}

/// The men whom somebody armed loses are his own; a country that loses soldiers loses its army's.
fn own_men(toll: &mut DraftToll, loser: &mut Party) {
    match &toll.who {
        Some(who) if loser.kind == PartyKind::Country && who.sector == "MIL" && who.country == loser.country => {
            *loser = who.clone();
        }
        Some(who) if who.sector != "CVL" || !matches!(who.role.as_str(), "men" | "people" | "member") => {}
        _ if matches!(loser.sector.as_str(), "MIL" | "GOV" | "REB") => {
            toll.who = Some(loser.clone());
            toll.group = loser.group.clone();
        }
        _ => {}
    }
}

/// Somebody by himself.
fn one_person(party: &Party) -> bool {
    party.kind == PartyKind::Person
}

fn one(unit: &Unit<'_>, word: usize) -> Quantity {
    Quantity {
        low: Some(1),
        best: Some(1),
        high: Some(1),
        approx: false,
        words: word..word + 1,
        span: word_span(unit, word),
    }
}

fn none(unit: &Unit<'_>, word: usize) -> Quantity {
    Quantity {
        low: Some(0),
        best: Some(0),
        high: Some(0),
        approx: false,
        words: word..word + 1,
        span: word_span(unit, word),
    }
}

fn word_span(unit: &Unit<'_>, word: usize) -> std::ops::Range<usize> {
    unit.sentence().words[word].span.clone()
}

/// A bare plural says nothing beside a figure for the same kind of harm.
pub fn drop_uncounted(tolls: &mut Vec<DraftToll>) {
    let counted: Vec<SmolStr> = tolls
        .iter()
        .filter(|t| t.best.is_some() || t.low.is_some_and(|n| n != 2))
        .map(|t| t.kind.clone())
        .collect();
    let linked = tolls.iter().any(|t| t.part_of.is_some());
    if !linked {
        tolls.retain(|t| t.best.is_some() || t.low != Some(2) || t.high.is_some() || !counted.contains(&t.kind));
    }
}
