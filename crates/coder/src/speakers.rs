//! Who a pronoun or a definite description that speaks stands for: *il a ajouté*, *the ministry said*, *ce dernier*, *the report added*.

use crate::claim::Inferred;
use crate::draft::DraftVoice;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use crate::voices::{Voices, first_person};
use selon_propositions::{Kind, Quote, Role, Stance, quotations};
use selon_syntax::Upos;

/// How many sentences back a pronoun looks for its speaker.
const PRONOUN: usize = 4;

/// How many sentences back a definite description does.
const DESCRIPTION: usize = 14;

/// Speakers that stand for speakers that stand for speakers: more than this is no text.
const DEPTH: usize = 12;

impl Voices<'_> {
    /// The speaker that a pronoun or a definite description takes up; `None` where it is nobody heard before.
    pub(crate) fn recalled(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        if depth >= DEPTH {
            return None;
        }
        let view = &unit.view;
        let mut party = match view.upos(word) {
            Upos::Pron if view.feat(word, "PronType") == Some("Rel") => None,
            Upos::Pron | Upos::Det if personal(unit, word) => self.by_pronoun(unit, word, depth),
            Upos::Noun | Upos::Adj | Upos::Pron => self.by_description(unit, word, depth),
            _ => None,
        }?;
        let there = &self.units[party.sentence.min(self.units.len() - 1)];
        let text = there
            .text
            .get(party.span.start.saturating_sub(there.base)..party.span.end.saturating_sub(there.base));
        party.inferred = Some(Inferred {
            from: "speaker".into(),
            reference: text.unwrap_or("").to_owned(),
        });
        party.sentence = unit.index;
        party.word = word;
        party.span = unit.bytes(word..word + 1);
        Some(party)
    }

    /// *A spokesman confirmed it. "We fired," John Smith said.*: a full name without office, behind a sentence in which somebody without
    /// a name spoke, is his.
    pub(crate) fn named_later(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let full = view.upos(word) == Upos::Propn
            && view.dependent(word, &["flat"]).is_some()
            && view
                .dependents(word, &["det", "compound", "nmod", "amod", "appos"])
                .next()
                .is_none();
        let quotes = unit.propositions.iter().any(|p| p.quoted);
        let there = self.units[..unit.index]
            .last()
            .filter(|_| full && quotes && depth < DEPTH)?;
        let speaker = *self.heard(there, usize::MAX).first()?;
        let nameless = there.view.upos(speaker) == Upos::Noun
            && there.view.feat_of_determiner(speaker) == Some("Ind")
            && there.view.feat(speaker, "Number") != Some("Plur")
            && there.view.dependents(speaker, &["appos", "flat"]).next().is_none();
        if !nameless {
            return None;
        }
        let mut party = self
            .voice_of(there, speaker, depth)
            .filter(|party| party.kind == PartyKind::Person && party.sector != "SOURCE")?;
        party.inferred = Some(Inferred {
            from: "speaker".into(),
            reference: String::new(),
        });
        Some(party)
    }

    /// Who a pronoun is that does something with words (*he accused*, *elle a exigé*): whoever spoke before.
    pub(crate) fn speaking_pronoun(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let speaks = unit.propositions.iter().any(|p| {
            p.kind == Kind::Verb && p.first(Role::Agent) == Some(word) && !unit.view.grammar.speech(&p.lemma).is_empty()
        });
        // "Washington imposed sanctions on a senator whom it accuses": who acts in the sentence itself comes before the speaker of another.
        let within = self
            .cast
            .party(unit.index, word)
            .and_then(|party| party.inferred.as_ref());
        let below = unit
            .view
            .head(word)
            .is_some_and(|clause| matches!(unit.view.relation(clause), "acl" | "advcl"));
        let within = below && within.is_some_and(|inferred| inferred.from == "same-sentence");
        (personal(unit, word) && speaks && !within)
            .then(|| self.speaker_at(unit, word, 0))
            .flatten()
    }

    /// The main speaker of a sentence, also where what is said is a pronoun or stands in the next one.
    pub(crate) fn main_speaker(&self, unit: &Unit<'_>) -> Option<DraftVoice> {
        let word = *self.heard(unit, usize::MAX).first()?;
        let party = self.voice_of(unit, word, 0)?;
        Some(DraftVoice {
            party,
            verb: None,
            stance: Stance::Asserts,
            quote: Quote::Direct,
        })
    }

    /// The head words of those who speak in a sentence, the main speaker first; of equals the later.
    fn heard(&self, unit: &Unit<'_>, before: usize) -> Vec<usize> {
        let view = &unit.view;
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut add = |verb: usize, word: usize| {
            if word < before && !first_person(unit, word) && !found.iter().any(|(_, known)| *known == word) {
                found.push((verb, word));
            }
        };
        for p in unit.propositions {
            // "Nobody could verify the toll" is no speech, nor is an operation that "answers" another.
            let speaks = p.kind == Kind::Verb
                && !p.passive
                && p.modality.modal.is_none()
                && p.modality.negated.is_none()
                && view
                    .grammar
                    .speech(&p.lemma)
                    .iter()
                    .any(|s| s.with.is_empty() && (!s.clause_only || p.has(Role::Content)))
                && p.first(Role::Agent).is_some_and(|agent| {
                    view.upos(agent) != Upos::Noun || self.cast.party(unit.index, agent).is_some()
                });
            if let Some(agent) = p.first(Role::Agent).filter(|_| speaks) {
                add(p.head, agent);
            }
            for link in p.said.iter().filter(|link| link.stance != Stance::Relays) {
                let Some(verb) = link.verb else { continue };
                if let Some(speaker) = link.speaker.or_else(|| self.beside(unit, link).map(|party| party.word)) {
                    add(verb, speaker);
                }
            }
        }
        found.sort_by_key(|(verb, _)| (steps(unit, *verb), std::cmp::Reverse(*verb)));
        found.into_iter().map(|(_, word)| word).collect()
    }

    fn by_pronoun(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        for there in self.units[..=unit.index].iter().rev().take(PRONOUN) {
            // Behind a sentence of its own paragraph a pronoun stands for nobody of another one.
            let opens = unit.index == 0 || self.units[unit.index - 1].paragraph != unit.paragraph;
            if there.paragraph != unit.paragraph && !opens {
                return None;
            }
            let before = if there.index == unit.index { word } else { usize::MAX };
            let heard = self.heard(there, before);
            for &speaker in &heard {
                // "three of them" are not themselves whom "them" takes up.
                if there.index == unit.index && unit.view.head(word) == Some(speaker) {
                    continue;
                }
                let pronoun = there.view.upos(speaker) == Upos::Pron;
                let heard = self.voice_of(there, speaker, depth);
                if let Some(party) = heard.as_ref().filter(|party| agrees(unit, word, there, speaker, party)) {
                    return Some(party.clone());
                }
                // A pronoun that stands for nobody has already looked further back.
                if pronoun && heard.is_none() && there.index < unit.index {
                    return None;
                }
            }
            // A sentence in which the agency tells something else ends the reach, an open quotation does not.
            let told = there.propositions.iter().any(|p| !p.quoted && p.said.is_empty());
            if there.index < unit.index && heard.is_empty() && told {
                return None;
            }
        }
        None
    }

    fn by_description(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let definite = view
            .dependents(word, &["det"])
            .any(|d| view.feat(d, "Definite") == Some("Def") || view.feat(d, "PronType") == Some("Dem"));
        let demonstrative = view.upos(word) == Upos::Pron && view.feat(word, "PronType") == Some("Dem");
        let own = view
            .dependents(word, &["nmod", "amod", "compound", "acl"])
            .any(|child| matches!(view.relation(child), "nmod" | "compound") || unit.name_at(child).is_some());
        if !(definite || demonstrative) || own || unit.name_at(word).is_some() {
            return None;
        }
        let lemma = view.lemma(word);
        let words = view.upos(word) == Upos::Noun
            && (view.grammar.cue(lemma, "same-words")
                || view.grammar.speech(lemma).iter().any(|s| s.stance == Stance::Asserts));
        // What has a name or a quality of its own is called by it.
        let plain = view.dependent(word, &["amod", "flat", "appos"]).is_none();
        let person = demonstrative || plain && view.grammar.cue(lemma, "same-person");
        let body = plain && view.grammar.cue(lemma, "same-body");
        // What was named so in between, without speaking, stands nearer than a speaker of long ago.
        let between = self
            .cast
            .party(unit.index, word)
            .and_then(|party| party.inferred.as_ref())
            .is_some_and(|inferred| inferred.from == "previous-sentence");
        let reach = if between { PRONOUN } else { DESCRIPTION };
        // "Selon le même document": whoever spoke in writing before.
        if words {
            let before = self.units[..unit.index].iter().rev().take(reach);
            for there in before {
                let writer = self
                    .heard(there, usize::MAX)
                    .into_iter()
                    .find(|&speaker| wrote(there, speaker));
                if let Some(party) = writer.and_then(|speaker| self.voice_of(there, speaker, depth)) {
                    return Some(party);
                }
            }
        }
        // "In a communiqué the rebels expressed concern … the communiqué said": whoever issued it.
        if words && let Some(party) = self.issuer(unit, lemma, reach) {
            return Some(party);
        }
        // "the spokesman, Freddy Lusambo": nobody who has another name.
        let own_name = view
            .dependents(word, &["appos", "flat"])
            .find(|&child| view.upos(child) == Upos::Propn)
            .map(|child| view.word(child).form.to_lowercase());
        let other_name = |party: &Party| match (&own_name, &party.name) {
            (Some(own), Some(name)) => party.kind == PartyKind::Person && !name.to_lowercase().contains(own.as_str()),
            _ => false,
        };
        // Whoever was named so before comes first, whoever can be called so after.
        for by_name in [true, false] {
            if !(by_name || words || person || body) {
                break;
            }
            for there in self.units[..unit.index].iter().rev().take(reach) {
                for speaker in self.heard(there, usize::MAX) {
                    let named = by_name && self.named_in(there, speaker, lemma);
                    if by_name && !named || there.view.upos(speaker) == Upos::Pron && !words {
                        continue;
                    }
                    let Some(party) = self.voice_of(there, speaker, depth).filter(|party| !other_name(party)) else {
                        continue;
                    };
                    let human = matches!(
                        party.kind,
                        PartyKind::Person | PartyKind::People | PartyKind::Collective
                    ) && !matches!(party.country.as_str(), "IGO" | "NGO");
                    let group = !human && !matches!(party.sector.as_str(), "CVL" | "MED" | "GOV" | "MIL" | "JRN");
                    if named || words || person && human || body && group {
                        return Some(party);
                    }
                }
            }
        }
        None
    }

    /// Who issued a document that was named before: whose it is, else who acts in the clause in which it stands.
    fn issuer(&self, unit: &Unit<'_>, lemma: &str, reach: usize) -> Option<Party> {
        for there in self.units[..unit.index].iter().rev().take(reach) {
            let view = &there.view;
            let Some(document) = (0..view.len()).find(|&w| view.upos(w) == Upos::Noun && view.lemma(w) == lemma) else {
                continue;
            };
            let party = |word: usize| {
                self.cast
                    .party(there.index, word)
                    .filter(|p| !p.passive_thing() && !p.country.is_empty())
            };
            // "from its general command": whose that is says the clause.
            let owned = |word: usize| {
                view.dependents(word, &["nmod", "det"])
                    .any(|child| view.feat(child, "Poss") == Some("Yes"))
            };
            let owner = view
                .dependents(document, &["nmod", "acl"])
                .flat_map(|child| std::iter::once(child).chain(view.dependents(child, &["obl"])))
                .filter(|&child| !owned(child))
                .find_map(|child| party(child).filter(|p| p.kind != PartyKind::Place));
            let clause = std::iter::successors(view.head(document), |&word| view.head(word))
                .find_map(|word| there.proposition(word));
            let doer = || clause?.all(Role::Agent).find_map(party);
            if let Some(found) = owner.or_else(doer) {
                return Some(found.clone());
            }
        }
        None
    }

    /// *son porte-parole*, *its foreign minister*: behind a quotation and as speaker, of whoever was heard in the sentence before.
    pub(crate) fn owned_by_speaker(&self, unit: &Unit<'_>, word: usize, own: &Party, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let possessive = view.dependents(word, &["det", "nmod"]).find(|&d| {
            let third = view.feat(d, "Person").is_none_or(|person| person == "3");
            view.feat(d, "Poss") == Some("Yes") && third && !first_person(unit, d) && view.upos(d) != Upos::Noun
        });
        // "a spokeswoman added": of those who spoke before, where nothing says whose.
        let bare = own.role == "spokesperson"
            && own.inferred.is_some()
            && view.dependent(word, &["nmod", "amod", "compound", "appos"]).is_none();
        let start = possessive.or_else(|| bare.then_some(word))?;
        let quotes = quotations(unit.text);
        // A noun of the sentence's own, outside the quotation, may be the possessor.
        let named = |w: usize| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Pron);
        let before_quotation = bare
            || (0..start).all(|w| !named(w) || quotes.iter().any(|q| q.contains(&unit.sentence().words[w].span.start)));
        if depth >= DEPTH || !before_quotation {
            return None;
        }
        let there = self.units[..unit.index].last()?;
        let owner = self
            .heard(there, usize::MAX)
            .into_iter()
            .find_map(|speaker| self.speaker_at(there, speaker, depth + 1))?;
        let mut party = own.clone();
        if matches!(
            own.role.as_str(),
            "spokesperson" | "leader" | "member" | "commander" | "official"
        ) {
            party.sector = owner.sector.clone();
            party.short = owner.short.clone();
        }
        party.country = owner.country.clone();
        party.inferred = Some(Inferred {
            from: "speaker".into(),
            reference: String::new(),
        });
        Some(party)
    }

    /// Whether a speaker was named by this noun, itself or in its apposition, or belongs to what the noun names.
    fn named_in(&self, unit: &Unit<'_>, speaker: usize, lemma: &str) -> bool {
        let view = &unit.view;
        let mut open = vec![speaker];
        let mut steps = 0;
        while let Some(next) = open.pop() {
            if view.lemma(next) == lemma && matches!(view.upos(next), Upos::Noun | Upos::Propn) {
                return true;
            }
            steps += 1;
            if steps < 12 {
                open.extend(view.dependents(next, &["appos", "nmod", "compound", "flat"]));
            }
        }
        false
    }

    /// The party of a speaker heard before, or an unnamed source.
    fn voice_of(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        if let Some(party) = self.speaker_at(unit, word, depth + 1) {
            return Some(party);
        }
        matches!(unit.view.upos(word), Upos::Noun | Upos::Propn).then(|| self.unknown(unit, word))
    }
}

/// A personal pronoun of the third person.
fn personal(unit: &Unit<'_>, word: usize) -> bool {
    unit.view.feat(word, "Person") == Some("3")
        && !unit.view.grammar.cue(unit.view.lemma(word), "impersonal")
        && unit.view.relation(word) != "expl"
        && unit.view.feat(word, "PronType") != Some("Dem")
        && unit.view.upos(word) == Upos::Pron
}

/// Whether a pronoun can stand for a speaker, by number, gender and kind.
fn agrees(unit: &Unit<'_>, pronoun: usize, there: &Unit<'_>, speaker: usize, party: &Party) -> bool {
    let mine = |feature: &str| unit.view.feat(pronoun, feature);
    let theirs = |feature: &str| there.view.feat(speaker, feature);
    let person = party.kind == PartyKind::Person;
    let plural = mine("Number") == Some("Plur");
    let many = theirs("Number") == Some("Plur") || there.view.dependent(speaker, &["conj"]).is_some();
    let number = match (plural, many) {
        (true, false) => !person,
        (false, true) => matches!(party.kind, PartyKind::Country | PartyKind::Capital | PartyKind::Named),
        _ => true,
    };
    // English: "he" and "she" are people, "it" is none; French nouns show their gender.
    let gender = match (mine("Gender"), theirs("Gender")) {
        (Some("Neut"), _) => !person,
        (Some(a), Some(b)) => a == b,
        (Some(_), None) => {
            person
                || there.view.upos(speaker) == Upos::Propn
                || party.sector == "SOURCE"
                || party.kind == PartyKind::Collective
        }
        (None, _) => true,
    };
    number && gender
}

/// Whether a speaker's words stand in a document: *affirme dans un rapport*, *said in a statement*.
fn wrote(unit: &Unit<'_>, speaker: usize) -> bool {
    let document =
        |word: usize| unit.view.upos(word) == Upos::Noun && unit.view.grammar.cue(unit.view.lemma(word), "same-words");
    unit.propositions
        .iter()
        .filter(|p| p.kind == Kind::Verb && p.first(Role::Agent) == Some(speaker))
        .any(|p| {
            let mut phrases = p
                .arguments
                .iter()
                .filter(|a| matches!(a.role, Role::In | Role::By | Role::Through));
            phrases.any(|a| document(a.word))
        })
}

/// How far a word is from the root.
fn steps(unit: &Unit<'_>, word: usize) -> usize {
    let mut current = word;
    let mut count = 0;
    while let Some(head) = unit.view.head(current).filter(|_| count < unit.view.len()) {
        current = head;
        count += 1;
    }
    count
}
