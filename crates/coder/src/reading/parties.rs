//! Who acts and who suffers: the frame of a concept applied to a proposition.

use super::{DIPLOMATIC, Reading, path_names};
use crate::claim::Inferred;
use crate::deictic::DeicticKind;
use crate::draft::{Codes, Draft, DraftAbout};
use crate::lexicon::Sense;
use crate::ontology::{Frame, RolePath};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use crate::sense::follow;
use crate::voices::first_person;
use selon_propositions::{Kind, Proposition};
use smol_str::SmolStr;

impl Reading<'_> {
    pub(super) fn parties(&self, unit: &Unit<'_>, p: &Proposition, sense: &Sense, frame: &Frame, draft: &mut Draft) {
        let actor_paths = sense.overrides.actor.as_ref().unwrap_or(&frame.actor);
        let recipient_paths = sense.overrides.recipient.as_ref().unwrap_or(&frame.recipient);
        draft.actors = self.fill(unit, p, actor_paths, frame.mutual, draft, true);
        if !draft.actors.is_empty() {
            draft.because("actors", path_names(actor_paths));
        }
        if !frame.mutual {
            let mut recipients = self.fill(unit, p, recipient_paths, false, draft, false);
            if recipients.is_empty()
                && !recipient_paths.is_empty()
                && DIPLOMATIC.contains(&draft.codes.kind.as_str())
                && draft.codes.kind != "AID"
            {
                // Taggers differ on what is an object: what the sense expects elsewhere may stand where the frame has it.
                let free: Vec<RolePath> = frame
                    .recipient
                    .iter()
                    .filter(|path| !actor_paths.contains(path))
                    .cloned()
                    .collect();
                recipients = self.fill(unit, p, &free, false, draft, false);
            }
            recipients.retain(|party| {
                !draft
                    .actors
                    .iter()
                    .any(|actor| actor.word == party.word && actor.sentence == party.sentence)
            });
            // A shelled or taken town is where it happened; so is a capital, which acts and is addressed but is not fought.
            let material = matches!(
                draft.codes.kind.as_str(),
                "AID" | "MOBILIZE" | "COERCE" | "ASSAULT" | "PROTEST" | "RETREAT"
            );
            recipients.retain(|party| !material || !matches!(party.kind, PartyKind::Place | PartyKind::Capital));
            let actor_country = draft.actors.first().map(|a| a.country.clone());
            recipients.retain(|party| {
                party.kind != PartyKind::Place
                    || actor_country
                        .as_ref()
                        .is_some_and(|c| *c != party.country && c != "UNK")
            });
            draft.recipients = recipients;
            if !draft.recipients.is_empty() {
                draft.because("recipients", path_names(recipient_paths));
            }
        } else {
            draft.actors.retain(|party| party.kind != PartyKind::Place);
        }
        if p.kind == Kind::Noun && draft.codes.kind == "ASSAULT" && p.light.is_none() {
            // "l'attentat de Kaboul"
            draft.actors.retain(|party| party.kind != PartyKind::Capital);
        }
        let diplomatic = DIPLOMATIC.contains(&draft.codes.kind.as_str());
        for actor in &mut draft.actors {
            if actor.kind == PartyKind::Country && diplomatic && actor.sector.is_empty() {
                actor.sector = "GOV".into();
            }
        }
    }

    /// The parties on the first path that has any; on all paths for mutual events.
    fn fill(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        paths: &[RolePath],
        all: bool,
        draft: &Draft,
        acting: bool,
    ) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for path in paths {
            for word in follow(unit, p, path) {
                for party in self.resolve(unit, word, draft) {
                    let thing = acting && party.passive_thing() && party.sector.is_empty();
                    let same = found
                        .iter()
                        .any(|known| known.code() == party.code() && known.name == party.name);
                    // "clashes between the two countries … with the army of one": one side, named twice; the finer name stays.
                    let twin = all
                        .then(|| {
                            found
                                .iter_mut()
                                .find(|known| known.side() == party.side() && known.short == party.short)
                        })
                        .flatten();
                    if let Some(known) = twin {
                        if known.sector.is_empty() && !party.sector.is_empty() {
                            *known = party;
                        }
                        continue;
                    }
                    if !thing && !same {
                        found.push(party);
                    }
                }
            }
            if !found.is_empty() && !all {
                break;
            }
        }
        found
    }

    /// The parties that a word stands for.
    fn resolve(&self, unit: &Unit<'_>, word: usize, draft: &Draft) -> Vec<Party> {
        let owned_by_speaker = unit
            .view
            .dependents(word, &["det", "nmod"])
            .any(|d| first_person(unit, d));
        if first_person(unit, word) || owned_by_speaker {
            let speaker = draft
                .voices
                .first()
                .map(|voice| voice.party.clone())
                .or_else(|| self.voices.last_speaker(unit));
            if let Some(mut speaker) = speaker {
                if owned_by_speaker {
                    // "our soldiers" are the army, "our land" is the country.
                    speaker.sector = self
                        .cast
                        .party(unit.index, word)
                        .filter(|p| !p.passive_thing())
                        .map(|p| p.sector.clone())
                        .unwrap_or_default();
                }
                speaker.inferred = Some(Inferred {
                    from: "speaker".into(),
                    reference: String::new(),
                });
                return vec![speaker];
            }
        }
        if let Some(party) = self.voices.speaking_pronoun(unit, word) {
            return vec![party];
        }
        let belonging = unit
            .view
            .dependents(word, &["acl"])
            .filter(|&acl| unit.view.grammar.cue(unit.view.lemma(acl), "belong"))
            .find_map(|acl| unit.view.dependent(acl, &["obl", "obj"]));
        let holder = belonging.or_else(|| unit.view.dependent(word, &["nmod"]));
        if let Some(kind) = self
            .deictic
            .at(unit, word)
            .or_else(|| holder.and_then(|h| self.deictic.at(unit, h)))
        {
            let side = draft.voices.first().map(|voice| voice.party.side());
            let mut parties = self.deictic_parties(unit, word, kind, side);
            // The enemy's equipment and positions are its army's.
            let arms = self.senses.concept(unit, word).is_some_and(|concept| {
                [
                    "thing.equipment",
                    "thing.arms",
                    "thing.position",
                    "thing.weapon",
                    "thing.aircraft",
                ]
                .contains(&concept.as_str())
            });
            for party in parties.iter_mut().filter(|p| arms && p.sector.is_empty()) {
                party.sector = "MIL".into();
            }
            if !parties.is_empty() {
                return parties;
            }
        }
        match self.cast.party(unit.index, word) {
            Some(party)
                if matches!(party.kind, PartyKind::Weapon | PartyKind::Facility) && party.country.is_empty() =>
            {
                Vec::new()
            }
            Some(party) if party.code() == "UNK" => Vec::new(),
            Some(party) => vec![party.clone()],
            None => Vec::new(),
        }
    }

    fn deictic_parties(&self, unit: &Unit<'_>, word: usize, kind: DeicticKind, speaker: Option<SmolStr>) -> Vec<Party> {
        let Some((first, second)) = self.both_sides() else {
            return Vec::new();
        };
        // Two states are meant as such; inside one state it is its army that fights the group.
        let states = first.country != second.country;
        let here = |side: &Party| Party {
            sector: if states && side.sector == "MIL" {
                SmolStr::default()
            } else {
                side.sector.clone()
            },
            sentence: unit.index,
            word,
            span: unit.bytes(unit.phrase(word)),
            inferred: Some(Inferred {
                from: "context".into(),
                reference: String::new(),
            }),
            ..side.clone()
        };
        match kind {
            DeicticKind::Both => vec![here(&first), here(&second)],
            DeicticKind::Opponent => {
                let side = speaker.or_else(|| {
                    // The subject of the clause: "Baku … over its adversary".
                    (0..word).rev().find_map(|w| {
                        let party = self.cast.party(unit.index, w)?;
                        (unit.view.relation(w) == "nsubj" && !party.country.is_empty()).then(|| party.side())
                    })
                });
                match side {
                    Some(side) if side == first.side() => vec![here(&second)],
                    Some(side) if side == second.side() => vec![here(&first)],
                    _ => Vec::new(),
                }
            }
        }
    }

    /// The two sides that fight, or the two countries that the dispatch names most.
    fn both_sides(&self) -> Option<(Party, Party)> {
        self.sides.clone().or_else(|| {
            let (first, second) = self.cast.main_pair()?;
            Some((Party::country(&first), Party::country(&second)))
        })
    }

    pub(super) fn about(&self, unit: &Unit<'_>, themes: &[usize], draft: &Draft) -> Option<DraftAbout> {
        if !matches!(draft.codes.kind.as_str(), "REQUEST" | "AGREE" | "THREATEN" | "REJECT") {
            return None;
        }
        themes.iter().find_map(|&theme| {
            let p = unit.proposition(theme)?;
            let sense = self.senses.of(unit, p)?;
            let concept = self.ontology.concept(sense.concept.as_ref()?)?;
            if concept.event_type.is_empty() {
                return None;
            }
            let effective = self.effective(unit, p, sense, concept);
            let frame = self.ontology.frame(&concept.frame)?;
            let actors = self.fill(unit, &effective, &frame.actor, frame.mutual, draft, true);
            let recipients = self.fill(unit, &effective, &frame.recipient, false, draft, false);
            Some(DraftAbout {
                codes: Codes::of(concept),
                actors,
                recipients,
            })
        })
    }
}
