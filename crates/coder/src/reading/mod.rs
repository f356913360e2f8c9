//! From propositions to drafts: every event that a sentence tells, with its parties, voice, status, time, place and harm.

mod about;
mod carriers;
mod denials;
mod details;
mod duties;
mod facts;
mod links;
mod makers;
mod nouns;
mod parties;
mod pointing;
mod reciprocal;
mod status;
mod told_before;

use facts::{may_be_bare, part_of_name, reported, told_of_nobody};
use links::{
    idiom_noun, names_word, only_identifies, path_names, suppress_named, told_as_history, told_inside, told_to_occur,
};

use crate::cast::Cast;
use crate::deictic::Deictic;
use crate::draft::{Codes, Draft, DraftVoice, Status};
use crate::harm::Harm;
use crate::lexicon::Sense;
use crate::ontology::{Class, Concept, Ontology};
use crate::party::Party;
use crate::place::Places;
use crate::scene::Unit;
use crate::sense::{Senses, follow};
use crate::timing::Meaning;
use crate::unread::Why;
use crate::voices::Voices;
use crate::weapons::Weapons;
use selon_expressions::time::Mention;
use selon_propositions::{Kind, Proposition, Quote, Role, Said, Stance};
use smol_str::SmolStr;
use std::ops::Range;

/// What drafts are read with.
pub struct Reading<'a> {
    /// The sentences.
    pub units: &'a [Unit<'a>],
    /// The parties.
    pub cast: &'a Cast<'a>,
    /// The senses.
    pub senses: &'a Senses<'a>,
    /// The ontology.
    pub ontology: &'a Ontology,
    /// The voices.
    pub voices: &'a Voices<'a>,
    /// The places.
    pub places: &'a Places<'a>,
    /// Weapons.
    pub weapons: &'a Weapons,
    /// Harm.
    pub harm: &'a Harm<'a>,
    /// Words for the two sides.
    pub deictic: &'a Deictic,
    /// Time expressions, by sentence.
    pub times: &'a [Vec<Mention>],
    /// What they mean, by sentence.
    pub meanings: &'a [Vec<Meaning>],
    /// The two sides of the dispatch's conflict, as far as a first reading tells.
    pub sides: Option<(Party, Party)>,
}

/// What the sentences tell.
#[derive(Default)]
pub struct Told {
    /// Drafts, in order.
    pub drafts: Vec<Draft>,
    /// Words with the sense of an event that became no draft: sentence and word, and why.
    pub left: Vec<((usize, usize), Why)>,
}

/// A proposition with an event sense.
struct Hit<'a> {
    proposition: &'a Proposition,
    sense: &'a Sense,
    concept: &'a Concept,
    suppressed: bool,
}

impl Reading<'_> {
    /// The drafts of all sentences, in order, and the events that became none.
    pub fn read(&self) -> Told {
        let mut told = Told::default();
        for unit in self.units {
            self.sentence(unit, &mut told);
        }
        self.told_before(&mut told.drafts);
        self.denials(&mut told.drafts);
        self.claimed_before(&mut told.drafts);
        told
    }

    fn sentence(&self, unit: &Unit<'_>, told: &mut Told) {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for proposition in unit.propositions {
            let Some(sense) = self.senses.of(unit, proposition) else {
                continue;
            };
            if let Some(concept) = self.senses.event(sense) {
                hits.push(Hit {
                    proposition,
                    sense,
                    concept,
                    suppressed: false,
                });
            }
        }
        let mut abouts: Vec<(usize, Vec<usize>)> = Vec::new();
        for index in 0..hits.len() {
            let themes = self.suppress_themes(unit, &mut hits, index);
            abouts.push((index, themes));
        }
        self.suppress_carriers(unit, &mut hits);
        suppress_named(unit, &mut hits);
        self.suppress_shots(unit, &mut hits);
        // The first half of a hyphenated word ("cease-fire", "rebel-held") tells nothing by itself.
        for hit in hits.iter_mut() {
            let half = hit.proposition.head + 2 < unit.view.len()
                && crate::sense::joined(unit, hit.proposition.head + 2).is_some();
            hit.suppressed |= half;
        }
        // "tried to take the town": the attempt is told by what was tried.
        let modals: Vec<usize> = hits
            .iter()
            .filter(|hit| !hit.suppressed)
            .filter_map(|hit| hit.proposition.modality.modal.as_ref().map(|(word, _)| *word))
            .collect();
        for hit in hits.iter_mut().filter(|hit| modals.contains(&hit.proposition.head)) {
            hit.suppressed = true;
        }
        for (index, hit) in hits.iter().enumerate() {
            let word = (unit.index, hit.proposition.head);
            if hit.suppressed {
                told.left.push((word, Why::InsideAnother));
                continue;
            }
            let themes = abouts
                .iter()
                .find(|(owner, _)| *owner == index)
                .map(|(_, t)| t.as_slice())
                .unwrap_or(&[]);
            match self.draft(unit, hit, themes) {
                Ok(draft) => {
                    let drafts = self.split_by_joint_speakers(unit, hit, draft);
                    let each = drafts
                        .into_iter()
                        .flat_map(|draft| reciprocal::split(hit.proposition, draft));
                    told.drafts.extend(each);
                }
                Err(why) => told.left.push((word, why)),
            }
        }
    }

    /// What is asked, promised, threatened or refused is no claim of its own; returns the words of the theme.
    fn suppress_themes(&self, unit: &Unit<'_>, hits: &mut [Hit<'_>], index: usize) -> Vec<usize> {
        let hit = &hits[index];
        let Some(frame) = self.ontology.frame(&hit.concept.frame) else {
            return Vec::new();
        };
        let paths = hit.sense.overrides.theme.as_ref().unwrap_or(&frame.theme);
        let hides =
            matches!(
                hit.concept.frame.as_str(),
                "ask" | "agree" | "threaten" | "reject" | "give" | "sign"
            ) || !hit.concept.frame.is_empty() && hit.sense.overrides.theme.is_some() && hit.concept.frame != "accuse";
        let mut themes = Vec::new();
        for path in paths {
            for word in follow(unit, hit.proposition, path) {
                let party = self.cast.party(unit.index, word).is_some_and(|p| !p.passive_thing());
                if !party
                    || unit
                        .proposition(word)
                        .is_some_and(|p| self.senses.of(unit, p).is_some())
                {
                    themes.push(word);
                }
            }
        }
        if hit.concept.frame == "accuse" {
            // "accusé de massacre": a deed that is only named, without article, place or victim, is too vague for a claim.
            let vague = |word: &usize| {
                let view = &unit.view;
                let plain = view.dependent(*word, &["det", "nummod", "acl"]).is_none();
                unit.proposition(*word)
                    .is_some_and(|p| p.kind == Kind::Noun && plain && p.arguments.iter().all(|a| a.role == Role::Mod))
            };
            let vague: Vec<usize> = themes.iter().copied().filter(vague).collect();
            for other in hits.iter_mut().filter(|other| vague.contains(&other.proposition.head)) {
                other.suppressed = true;
            }
        }
        if hides {
            let hit = &hits[index];
            let head = hit.proposition.head;
            let light = hit.proposition.light;
            for theme in &themes {
                for other in hits.iter_mut() {
                    let word = other.proposition.head;
                    if word != head
                        && Some(word) != light
                        && unit.view.below(word, *theme)
                        && !told_inside(unit, word, *theme)
                    {
                        other.suppressed = true;
                    }
                }
            }
        }
        themes
    }

    /// A support verb whose noun carries an event tells no second one.
    fn suppress_carriers(&self, unit: &Unit<'_>, hits: &mut [Hit<'_>]) {
        let carried: Vec<(usize, usize)> = hits
            .iter()
            .filter(|hit| !hit.suppressed)
            .filter_map(|hit| hit.proposition.light.map(|light| (light, hit.proposition.head)))
            .collect();
        for (light, noun) in carried {
            let specific = hits
                .iter()
                .any(|hit| hit.proposition.head == light && names_word(unit, hit.sense, hit.proposition, noun));
            for hit in hits.iter_mut() {
                let word = hit.proposition.head;
                if specific && word == noun || !specific && word == light {
                    hit.suppressed = true;
                }
            }
        }
    }

    fn draft(&self, unit: &Unit<'_>, hit: &Hit<'_>, themes: &[usize]) -> Result<Draft, Why> {
        let p = hit.proposition;
        let concept = hit.concept;
        // "« … », a riposté la présidente": what brings words is no deed.
        let words = p.kind == Kind::Verb
            && crate::timing::speech(unit, p.head)
            && concept.event_type == "ASSAULT"
            && concept.class == Class::Event
            && unit.view.grammar.speech(&p.lemma).iter().any(|s| s.quotation_only);
        if words {
            return Err(Why::OnlyNamed);
        }
        // "« … », soutiennent les rebelles": whoever brings quoted words supports nobody by them.
        let brings = |q: &Proposition| q.quoted && q.said.iter().any(|link| link.verb == Some(p.head));
        if p.kind == Kind::Verb
            && concept.event_type == "SUPPORT"
            && !p.reflexive
            && !p.has(Role::Patient)
            && unit.propositions.iter().any(brings)
        {
            return Err(Why::OnlyNamed);
        }
        // "recognised by the world as …", "the agreed deadline": a participle beside a noun tells a state here, no act.
        let participle = p.kind != Kind::Noun
            && matches!(unit.view.relation(p.head), "acl" | "amod")
            && unit.view.dependent(p.head, &["aux", "nsubj"]).is_none()
            && unit.view.past_participle(p.head);
        // "the agreements signed by the presidents" tells who signed.
        let signed = concept.name == "sign" && p.has(Role::Agent);
        if participle && !signed && matches!(concept.event_type.as_str(), "SUPPORT" | "AGREE") {
            return Err(Why::OnlyNamed);
        }
        // "an operations spokesman", "a bomb squad": a noun before a noun only says which one is meant.
        if p.kind == Kind::Noun && (unit.view.relation(p.head) == "compound" || part_of_name(unit, p)) {
            return Err(Why::OnlyNamed);
        }
        if facts::asked(unit) {
            return Err(Why::NotReal);
        }
        if facts::month(unit, p, &self.times[unit.index]) {
            return Err(Why::OnlyNamed);
        }
        let outcome = concept.class == Class::Outcome;
        // "No group claimed the attack": what nobody says is no claim.
        let nobody = |word: usize| {
            let none = |w: usize| unit.view.grammar.cue(unit.view.lemma(w), "negation");
            none(word) || unit.view.dependents(word, &["det"]).any(none)
        };
        // "n'ont jamais revendiqué l'enlèvement"
        let unclaimed = p.said.first().is_some_and(|link| {
            let verb = link.verb.and_then(|verb| unit.proposition(verb));
            link.stance == Stance::ClaimsResponsibility && verb.is_some_and(|verb| verb.modality.negated.is_some())
        });
        if unclaimed || p.said.first().and_then(|link| link.speaker).is_some_and(nobody) {
            return Err(Why::NotReal);
        }
        let voices = match self.counter(unit, hit) {
            Some(link) if p.said.is_empty() => self.voices.links(unit, &[link]),
            _ => self.voices.chain(unit, p),
        };
        let voices = if voices.len() == 1 && self.told_aside(unit, p) {
            Vec::new()
        } else {
            voices
        };
        // "asked Washington to respect the agreements that the presidents signed": who signed what is known is not the speaker's news.
        let voices = if participle && signed && !p.quoted && self.voices.transcript.speaker(unit).is_none() {
            Vec::new()
        } else {
            voices
        };
        let voices = self.presupposed(unit, p, voices);
        let stance = voices.first().map(|voice| voice.stance);
        // "No casualties" is a toll of nothing; "nobody was killed by our soldiers" is a denial.
        let harmless = outcome && p.modality.negated.is_some() && !p.has(Role::Agent);
        if outcome && self.only_meant(unit, p) {
            return Err(Why::NotReal);
        }
        let effective = self.effective(unit, p, hit.sense, concept);
        let demand = stance.is_some_and(|s| s != Stance::Denies) && self.may_demand(p, concept);
        // "sans combattre": what is left undone is no claim, save that nobody came to harm.
        let left_out =
            matches!(unit.view.preposition(p.head), Some((Some(Role::Without), _, _))) && p.kind == Kind::Verb;
        if left_out && !outcome {
            return Err(Why::NotReal);
        }
        let status = self
            .status(p, stance, !voices.is_empty(), harmless || hit.sense.asks_negation())
            .or(demand.then_some(Status::Actual))
            .or_else(|| self.scheduled(unit, &effective, concept))
            .ok_or(Why::NotReal)?;
        // "était attendu mercredi": told ahead.
        let expected = p.passive && unit.view.grammar.cue(&p.lemma, "expected") && status == Status::Actual;
        let status = if expected { Status::Planned } else { status };
        let frame = self.ontology.frame(&concept.frame).cloned().unwrap_or_default();

        let mut draft = Draft {
            sentence: unit.index,
            word: p.head,
            trigger: self.trigger(unit, hit),
            codes: self.codes(unit, p, concept, themes),
            outcome,
            mutual: frame.mutual,
            actors: Vec::new(),
            recipients: Vec::new(),
            about: None,
            voices,
            status,
            unconfirmed: self.hearsay(unit, p),
            background: told_as_history(unit, p, &self.times[unit.index], &self.meanings[unit.index]),
            when: None,
            place: None,
            toll: Vec::new(),
            means: Vec::new(),
            weak: false,
            pluperfect: p.modality.pluperfect
                || p.modality
                    .modal
                    .as_ref()
                    .and_then(|(word, _)| unit.proposition(*word))
                    .is_some_and(|m| m.modality.pluperfect),
            gone: false,
            reasons: Vec::new(),
        };
        draft.because(
            "event",
            format!(
                "{}:{} ({} → {})",
                hit.sense.file, hit.sense.line, hit.sense.lemma, concept.name
            ),
        );
        self.parties(unit, &effective, hit.sense, &frame, &mut draft);
        self.named_before_clause(unit, p, &mut draft);
        self.own_offensive(unit, p, &mut draft);
        self.in_custody(unit, p, &mut draft);
        if stance == Some(Stance::ClaimsResponsibility)
            && matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE")
            && let Some(voice) = draft.voices.first()
        {
            draft.actors = vec![voice.party.clone()];
            draft.because("actors", "who claims responsibility did it");
        }
        if concept.event_type == "AID" && p.kind == Kind::Noun && p.light.is_none() && !p.has(Role::By) {
            // "the aid to X" names a thing; only giving it is an event.
            return Err(Why::OnlyNamed);
        }
        draft.about = self.about(unit, themes, &draft);
        self.promised_help(&mut draft);
        draft.means = self.means(unit, &effective);
        if draft.actors.is_empty() && draft.codes.kind == "ASSAULT" {
            self.owner_of_weapons(unit, &effective, &mut draft);
        }
        if draft.actors.is_empty()
            && (matches!(draft.codes.mode.as_str(), "curfew" | "martial-law" | "censor") || concept.name == "alert")
        {
            // "un couvre-feu, décrété dimanche": only the government of the place can do so.
            draft.actors.extend(self.cast.government_at_home(unit, p.head));
        }
        self.not_their_own(&mut draft);
        self.refine_by_means(&mut draft);
        self.arrested_by_police_beside(unit, &mut draft);
        draft.when = self.when(unit, &effective, draft.status == Status::Planned);
        self.day_of_words(unit, p, themes, &mut draft);
        let dated = draft.when.as_ref().is_some_and(|when| when.inferred.is_none());
        if participle && told_of_nobody(&draft, dated) {
            return Err(Why::NoParty);
        }
        if draft.codes.kind != "ASSAULT" && only_identifies(unit, p, dated) {
            return Err(Why::OnlyNamed);
        }
        draft.place = self.place(unit, &effective, &draft);
        self.told_with_speech(unit, p, &mut draft);
        self.own_speech_act(unit, p, &mut draft);
        self.marched_against(unit, p, &mut draft);
        self.own_threat(unit, p, &mut draft);
        self.people_of_the_place(&mut draft);
        if demand && !self.demanded(&mut draft) {
            draft.status = self.scheduled(unit, &effective, concept).ok_or(Why::NotReal)?;
        }
        self.refused(p, &mut draft);
        self.denier_of_own_deed(unit, p, &mut draft);
        // "will strike if attacked": what hangs on an "if" is as conditional as the "if".
        let hangs = unit.view.dependents(p.head, &["advcl"]).any(|clause| {
            unit.proposition(clause)
                .is_some_and(|q| q.modality.condition.is_some_and(|m| unit.view.head(m) == Some(clause)))
        });
        if hangs
            && !self.ontology.event_type(&draft.codes.kind).said
            && (draft.status == Status::Planned || p.modality.conditional)
        {
            draft.status = Status::Conditional;
            draft.unconfirmed = false;
            draft.because("status", "depends on an if");
        }
        self.harm
            .fill(unit, &effective, hit.sense, concept, harmless, &mut draft);
        self.taken_people(unit, p, &mut draft);
        self.people_struck(unit, p, &mut draft);
        if draft.status == Status::Denied {
            // "n'ont tué aucun civil": what did not happen has no toll.
            draft.toll.retain(|toll| toll.high != Some(0));
        }
        // "Russian mediation" names a thing; only a deed with harm or somebody on the other side is told by a noun alone.
        let named_only = !matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE" | "PROTEST" | "RETREAT")
            && draft.actors.len() == 1
            && draft
                .actors
                .iter()
                .all(|actor| p.all(Role::Mod).any(|word| word == actor.word));
        // A denial names what it denies as known; it is a claim all the same.
        draft.weak = p.kind == Kind::Noun
            && stance != Some(Stance::Denies)
            && draft.status != Status::Denied
            && p.light.is_none()
            && (draft.actors.is_empty() || named_only)
            && draft.recipients.is_empty()
            && draft.toll.is_empty()
            && !(draft.mutual && draft.codes.kind == "ASSAULT" && draft.codes.concept != "war" && reported(unit, p))
            && (!told_to_occur(unit, p) || self.subject_of_event(unit, p));
        if outcome && draft.toll.is_empty() && draft.recipients.is_empty() {
            return Err(Why::NoParty);
        }
        if draft.actors.is_empty() && draft.recipients.is_empty() && !may_be_bare(&draft, p) {
            return Err(Why::NoParty);
        }
        Ok(draft)
    }

    /// "Un médecin a dénombré huit morts": whoever counts the dead does nothing to them but says how many they are.
    fn counter(&self, unit: &Unit<'_>, hit: &Hit<'_>) -> Option<Said> {
        let p = hit.proposition;
        let counts = hit.concept.class == Class::Outcome
            && p.kind == Kind::Verb
            && !p.passive
            && hit.sense.overrides.actor.as_ref().is_some_and(Vec::is_empty);
        let speech = unit
            .view
            .grammar
            .speech(&p.lemma)
            .iter()
            .any(|s| s.stance == Stance::Asserts && s.with.is_empty());
        let nobody = |word: usize| unit.view.grammar.cue(unit.view.lemma(word), "impersonal");
        // "on dénombre": nobody says so.
        let speaker = p.first(Role::Agent).filter(|&word| counts && speech && !nobody(word))?;
        Some(Said {
            speaker: Some(speaker),
            verb: Some(p.head),
            stance: Stance::Asserts,
            quote: Quote::Indirect,
            audience: Vec::new(),
            rule: "counts",
        })
    }

    /// The words that carry an event: with a verb the noun that makes it one (*mis son veto*, *recouvré la liberté*).
    fn trigger(&self, unit: &Unit<'_>, hit: &Hit<'_>) -> Range<usize> {
        let p = hit.proposition;
        let mut span = unit.bytes(p.head..p.head + 1);
        let thing =
            |noun: &usize| self.cast.party(unit.index, *noun).is_some() || self.weapons.at(unit, *noun).is_some();
        if let Some(noun) = idiom_noun(unit, hit.sense, p).filter(|noun| !thing(noun)) {
            let words = unit.bytes(noun.min(p.head)..noun.max(p.head) + 1);
            return words;
        }
        if let Some(particle) = p.particle.filter(|&w| w == p.head + 1) {
            span.end = unit.bytes(particle..particle + 1).end;
        }
        span
    }

    fn codes(&self, unit: &Unit<'_>, p: &Proposition, concept: &Concept, themes: &[usize]) -> Codes {
        let attempt = p.modality.modal.as_ref().is_some_and(|(_, kind)| kind == "attempt");
        let concept = match concept.name.as_str() {
            "seize-place" | "recapture" if attempt => self.ontology.concept("try-take").unwrap_or(concept),
            _ => concept,
        };
        let names: Vec<SmolStr> = themes
            .iter()
            .filter_map(|&word| self.theme_concept(unit, word))
            .collect();
        match self.ontology.theme(&concept.name, &names) {
            Some(rule) => Codes {
                kind: rule.event_type.clone(),
                mode: rule.mode.clone(),
                cameo: rule.cameo.clone(),
                contexts: rule.contexts.clone(),
                concept: concept.name.clone(),
            },
            None => Codes::of(concept),
        }
    }

    fn theme_concept(&self, unit: &Unit<'_>, word: usize) -> Option<SmolStr> {
        self.senses.concept(unit, word).cloned()
    }

    /// Joint speakers tell one claim each.
    fn split_by_joint_speakers(&self, unit: &Unit<'_>, hit: &Hit<'_>, draft: Draft) -> Vec<Draft> {
        let Some(link) = hit.proposition.said.first() else {
            return vec![draft];
        };
        let speakers = self.voices.speakers(unit, link);
        if speakers.len() < 2 || draft.voices.is_empty() {
            return vec![draft];
        }
        speakers
            .into_iter()
            .map(|party| {
                let mut copy = draft.clone();
                copy.voices[0] = DraftVoice {
                    party,
                    ..copy.voices[0].clone()
                };
                copy
            })
            .collect()
    }
}

impl Codes {
    /// The codes of a concept by itself.
    pub fn of(concept: &Concept) -> Codes {
        Codes {
            kind: concept.event_type.clone(),
            mode: concept.mode.clone(),
            cameo: concept.cameo.clone(),
            contexts: concept.contexts.clone(),
            concept: concept.name.clone(),
        }
    }
}
