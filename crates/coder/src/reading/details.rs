//! The weapons and the time of an event.

use super::Reading;
use super::links::{attached, in_description};
use crate::draft::{Draft, DraftTime, Status};
use crate::party::{Party, PartyKind};
use crate::place::{Deed, PlaceRef};
use crate::scene::Unit;
use crate::timing::speech;
use selon_expressions::time::Precision;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::ops::Range;

impl Reading<'_> {
    /// Residents, witnesses and doctors of no named country are of the place where what they tell happened.
    pub(super) fn people_of_the_place(&self, draft: &mut Draft) {
        let Some(country) = draft
            .place
            .as_ref()
            .map(|place| place.country.clone())
            .filter(|c| !c.is_empty())
        else {
            return;
        };
        if let Some(voice) = draft.voices.first_mut() {
            let guessed = voice.party.inferred.as_ref().is_some_and(|i| i.from == "context");
            let local = matches!(voice.party.sector.as_str(), "CVL" | "MED")
                || matches!(voice.party.role.as_str(), "local-authority" | "police");
            if guessed && local && voice.party.country != country {
                voice.party.country = country;
                draft.because("said_by", "people of the place where it happened");
            }
        }
    }

    /// "gunmen seized some 130 people": whoever is abducted and called nothing else is of the people of the place.
    pub(super) fn taken_people(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let taken = draft.codes.mode == "abduct";
        let unnamed = |toll: &&crate::draft::DraftToll| toll.part_of.is_none() && toll.high != Some(0);
        let mut whole = draft.toll.iter().filter(unnamed);
        // "hijacked a train": those aboard.
        let vehicle = p.first(Role::Patient).is_some_and(|word| {
            let noun = unit.view.upos(word) == Upos::Noun && !unit.view.clausal(word);
            noun && self
                .cast
                .party(unit.index, word)
                .is_none_or(|party| party.code() == "UNK" || party.passive_thing())
        });
        let vehicle = vehicle && draft.toll.is_empty() && p.kind == Kind::Verb;
        if !taken || !draft.recipients.is_empty() || !vehicle && whole.next().is_none_or(|toll| toll.who.is_some()) {
            return;
        }
        let word = p.first(Role::Patient).unwrap_or(p.head);
        if let Some(people) = self.cast.people_there(unit, word) {
            draft.recipients.push(people);
            draft.because("recipients", "the people of the place");
        }
    }

    /// "Le chauffeur a été arrêté au terme d'une course-poursuite avec la police": the police that the sentence or the one before names arrests.
    pub(super) fn arrested_by_police_beside(&self, unit: &Unit<'_>, draft: &mut Draft) {
        let police_only =
            matches!(draft.codes.concept.as_str(), "arrest" | "seize-property") || draft.codes.cameo == "175";
        let open = police_only && draft.actors.is_empty() && draft.status == Status::Actual;
        if !open || draft.background {
            return;
        }
        let held = |party: &Party| {
            draft
                .recipients
                .iter()
                .any(|known| known.word == party.word && known.sentence == party.sentence)
        };
        let police = |sentence: usize| {
            let words = 0..self.units[sentence].view.len();
            words.filter_map(|word| self.cast.party(sentence, word)).find(|party| {
                let forces = matches!(
                    party.role.as_str(),
                    "police" | "security" | "intelligence" | "prosecutor"
                );
                party.sector == "GOV" && forces && party.of_state() && !held(party)
            })
        };
        let found = police(unit.index).or_else(|| police(unit.index.checked_sub(1)?));
        if let Some(party) = found.cloned() {
            draft.actors.push(crate::merging::of_event(party));
            draft.because("actors", "the police named beside");
        }
    }

    /// The weapons named in the event's own phrase.
    pub(super) fn means(&self, unit: &Unit<'_>, p: &Proposition) -> Vec<(SmolStr, Range<usize>)> {
        let mut found: Vec<(SmolStr, Range<usize>)> = Vec::new();
        let mut add = |word: usize| {
            if let Some((means, words)) = self.weapons.at(unit, word)
                && !found.iter().any(|(known, _)| known == means)
            {
                found.push((means.clone(), unit.bytes(words)));
            }
        };
        add(p.head);
        for argument in &p.arguments {
            let weapon_role = !matches!(
                argument.role,
                Role::Content | Role::Bare | Role::After | Role::Before | Role::According
            );
            if !weapon_role || unit.view.clausal(argument.word) {
                continue;
            }
            // What is hit is no means; "come under artillery fire", "essuyer des tirs" name what hits.
            let destroyed = argument.role == Role::Patient && !self.is_event(unit, argument.word);
            if !destroyed {
                add(argument.word);
            }
            let event = unit
                .proposition(argument.word)
                .is_some_and(|q| self.senses.of(unit, q).is_some());
            if event && !destroyed {
                for inner in unit.proposition(argument.word).into_iter().flat_map(|q| &q.arguments) {
                    if matches!(inner.role, Role::Of | Role::Mod | Role::With | Role::To) {
                        add(inner.word);
                    }
                }
            }
        }
        found
    }

    /// "tirs d'artillerie des forces de X": who owns the weapons fired them.
    pub(super) fn owner_of_weapons(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let owner = p
            .arguments
            .iter()
            .filter(|a| {
                matches!(
                    a.role,
                    Role::Agent | Role::By | Role::Of | Role::With | Role::Mod | Role::From
                )
            })
            .flat_map(|a| {
                std::iter::once(a.word).chain(unit.proposition(a.word).into_iter().flat_map(|q| q.all(Role::Of)))
            })
            // "un hélicoptère de l'ONU avait essuyé des tirs": what is hit does not shoot.
            .filter(|word| {
                draft
                    .recipients
                    .iter()
                    .all(|victim| victim.word != *word || victim.sentence != unit.index)
            })
            .filter_map(|word| self.cast.party(unit.index, word))
            .find(|party| party.kind == PartyKind::Weapon && !matches!(party.country.as_str(), "" | "UNK"));
        // "Rockets fired by the rebels hit two airports": who fired them.
        let weapons = p
            .arguments
            .iter()
            .filter(|a| matches!(a.role, Role::Agent | Role::By | Role::With));
        let shooter = weapons
            .filter(|a| self.weapons.at(unit, a.word).is_some())
            .flat_map(|a| unit.view.dependents(a.word, &["acl"]).collect::<Vec<_>>())
            .filter_map(|clause| unit.proposition(clause)?.first(Role::Agent))
            .filter_map(|word| self.cast.party(unit.index, word))
            .find(|party| party.kind != PartyKind::Weapon && !party.country.is_empty());
        // "shells fired from the Afghan side": the country that the fire comes from.
        let origin = || {
            let own = p.all(Role::From);
            let clauses = p
                .arguments
                .iter()
                .filter(|a| matches!(a.role, Role::Agent | Role::By | Role::With | Role::Of));
            let of_weapon = clauses
                .flat_map(|a| unit.view.dependents(a.word, &["acl"]).collect::<Vec<_>>())
                .filter_map(|clause| unit.proposition(clause))
                .flat_map(|q| q.all(Role::From));
            own.chain(of_weapon)
                .filter_map(|word| self.cast.party(unit.index, word))
                .find(|party| {
                    party.country.len() == 3
                        && party.country != "UNK"
                        && (party.kind == PartyKind::Country || party.only_owned() || party.role == "member")
                })
        };
        let mut country = owner.or(shooter).is_none().then(origin).flatten().cloned();
        if let Some(party) = country.take() {
            draft.actors.push(Party {
                sector: if party.sector == "REB" {
                    "REB".into()
                } else {
                    SmolStr::default()
                },
                ..party
            });
            draft.because("actors", "the country that the fire comes from");
            return;
        }
        let owner = owner.or(shooter);
        if let Some(owner) = owner {
            draft.actors.push(owner.clone());
            draft.because("actors", "the owner of the weapons");
        }
    }

    /// An attack of no stated kind takes its mode and code from the weapon.
    pub(super) fn refine_by_means(&self, draft: &mut Draft) {
        let open = draft.codes.kind == "ASSAULT"
            && !draft.mutual
            // "opened fire with mortars": the verb alone would say small arms.
            && (draft.codes.mode.is_empty() && draft.codes.cameo == "190" || draft.codes.concept == "open-fire");
        if !open {
            return;
        }
        let rule = draft.means.iter().find_map(|(means, _)| self.ontology.means(means));
        if let Some(rule) = rule {
            draft.codes.mode = rule.mode.clone();
            draft.codes.cameo = rule.cameo.clone();
        }
    }

    /// The time of an event: its own, else that of the clause above, up to the word of speech.
    pub(super) fn when(&self, unit: &Unit<'_>, p: &Proposition, planned: bool) -> Option<DraftTime> {
        let mentions = &self.times[unit.index];
        let meanings = &self.meanings[unit.index];
        let meant = |number: usize| {
            let meaning = &meanings[number];
            if planned { &meaning.coming } else { &meaning.past }
        };
        let mut current = p.head;
        let mut inferred = None;
        for step in 0..6 {
            let direct = mentions
                .iter()
                .enumerate()
                .find(|(number, mention)| {
                    meant(*number).is_some()
                        && (meanings[*number].governor == Some(current) || attached(unit, mention, current, p))
                })
                .or_else(|| {
                    // "la guerre qui a opposé … à l'automne 2020": the clause that only describes the event dates it.
                    let described = step == 0 && p.kind == Kind::Noun;
                    mentions.iter().enumerate().find(|(number, mention)| {
                        described && meant(*number).is_some() && in_description(unit, mention.head, p.head)
                    })
                });
            let direct = direct.or_else(|| {
                // "appealed for help on Tuesday": the day of a verb may hang on the noun that completes it.
                let completes = |word: usize| {
                    p.kind == Kind::Verb
                        && word > p.head
                        && !unit.view.clausal(word)
                        && p.arguments
                            .iter()
                            .any(|a| a.word == word && !matches!(a.role, Role::After | Role::Before | Role::During))
                };
                mentions.iter().enumerate().find(|(number, mention)| {
                    let of = unit
                        .view
                        .preposition(mention.head)
                        .is_some_and(|(role, _, _)| role == Some(Role::Of));
                    step == 0
                        && !of
                        && meant(*number).is_some()
                        && meanings[*number]
                            .governor
                            .is_some_and(|word| completes(word) && mention.words.start > word)
                })
            });
            if let Some((number, mention)) = direct {
                let time = meant(number).clone()?;
                let span = unit.base + mention.span.start..unit.base + mention.span.end;
                return Some(DraftTime { time, span, inferred });
            }
            let head = unit.view.head(current)?;
            // The day of the announcement is not that of what is announced, but a verb that carries the deed announces nothing.
            if speech(unit, head) && p.light != Some(head) {
                return None;
            }
            let relation = unit.view.relation(current);
            if matches!(relation, "acl") && matches!(unit.view.upos(head), Upos::Noun | Upos::Propn) && step > 0 {
                return None;
            }
            // "condemned on Monday the murder": words have another day than what they are about.
            let role = unit.view.preposition(current).and_then(|(role, _, _)| role);
            let object = match role {
                None => unit.view.relation(current) == "obj",
                Some(role) => matches!(role, Role::For | Role::About | Role::Of | Role::Against | Role::Over),
            };
            if object && self.verbal(unit, head) {
                return None;
            }
            // "attacked on Monday and will march on": what is planned has not the day of what is done.
            let future = |word: usize| unit.proposition(word).map(|q| q.modality.future);
            if relation == "conj" && future(head).is_some_and(|f| future(current).is_some_and(|g| f != g)) {
                return None;
            }
            // "after a clash": the day of the deed above is only inferred for it.
            let marked = unit
                .view
                .dependents(current, &["mark"])
                .find_map(|m| unit.view.grammar.relation(unit.view.lemma(m)));
            match role.or(marked) {
                // "a day after the raids"
                Some(Role::After | Role::Before) if measured(unit, current) => return None,
                Some(Role::After | Role::Before | Role::Because) => inferred = Some("event"),
                Some(Role::Since | Role::Until) => return None,
                _ => {}
            }
            current = head;
        }
        None
    }

    /// "a consenti à recevoir mardi une délégation": the day of what is promised or asked is not that of the words; those of a quotation are spoken on the day of
    /// its verb ("« Nous saluons … », a réagi lundi la junte").
    pub(super) fn day_of_words(&self, unit: &Unit<'_>, p: &Proposition, themes: &[usize], draft: &mut Draft) {
        if !self.ontology.event_type(&draft.codes.kind).said || draft.codes.kind == "SANCTION" {
            return;
        }
        let mentions = || self.times[unit.index].iter().zip(&self.meanings[unit.index]);
        if let Some(when) = &draft.when {
            // What stands before the verb of the theme ("agreed on Thursday to withdraw") dates the words all the same.
            let inside = |word: usize| {
                let clause = |theme: usize| unit.view.upos(theme) == Upos::Verb && theme < word && theme > p.head;
                let mut within = themes.iter().filter(|&&theme| clause(theme));
                within.any(|&theme| unit.view.below(word, theme))
            };
            let own = mentions().find(|(mention, _)| unit.base + mention.span.start == when.span.start);
            let of_theme = own.is_some_and(|(mention, _)| inside(mention.head));
            let limit = draft.codes.kind == "AGREE" && when.time.precision == Precision::Open;
            if of_theme && p.kind == Kind::Verb || limit {
                draft.when = None;
            }
        }
        let verb = p
            .said
            .first()
            .and_then(|link| link.verb)
            .filter(|_| p.quoted && draft.when.is_none());
        if let Some(verb) = verb {
            let spoken = mentions().find_map(|(mention, meaning)| {
                let time = meaning.past.clone().filter(|_| meaning.governor == Some(verb))?;
                Some((time, unit.base + mention.span.start..unit.base + mention.span.end))
            });
            if let Some((time, span)) = spoken {
                draft.when = Some(DraftTime {
                    time,
                    span,
                    inferred: Some("announcement"),
                });
            }
        }
    }

    /// The place of an event; words have none of their own: what they name is what they are about.
    pub(super) fn place(&self, unit: &Unit<'_>, p: &Proposition, draft: &Draft) -> Option<PlaceRef> {
        if self.ontology.event_type(&draft.codes.kind).said {
            return None;
        }
        let deed = Deed {
            // Where people flee to is where they are safe.
            goal: draft.codes.kind != "RETREAT" && !matches!(draft.codes.concept.as_str(), "flee" | "displace"),
            violent: matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE"),
            taken: draft.codes.cameo == "192",
        };
        // Where somebody speaks is no place of what he speaks about.
        let words = |word: usize| speech(unit, word) || self.verbal(unit, word);
        let party = |place: &PlaceRef| {
            let mut parties = draft.actors.iter().chain(&draft.recipients);
            parties.any(|p| p.sentence == unit.index && !p.passive_thing() && p.span == place.span)
        };
        let found = self
            .places
            .of_event(unit, p, deed, &words)
            .filter(|place| !party(place));
        let material =
            matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE" | "PROTEST") || draft.codes.cameo == "0841";
        let told_on = material && draft.status == Status::Actual && !draft.background && !draft.pluperfect;
        found
            .or_else(|| {
                let theirs = draft.codes.kind == "PROTEST" || draft.codes.concept == "convict";
                theirs.then(|| self.places.of_town(unit, p)).flatten()
            })
            .or_else(|| {
                // Governments speak from their capitals.
                let capital = |place: &PlaceRef| self.cast.capital(&place.country) == Some(place.name.as_str());
                let scene = told_on.then(|| self.places.frame(unit, p.head)).flatten();
                scene.filter(|place| draft.voices.is_empty() || !capital(place))
            })
    }

    /// Whether a word tells an act of words.
    fn verbal(&self, unit: &Unit<'_>, word: usize) -> bool {
        unit.proposition(word)
            .and_then(|p| self.senses.of(unit, p)?.concept.as_ref())
            .and_then(|name| self.ontology.concept(name))
            .is_some_and(|concept| {
                self.ontology.event_type(&concept.event_type).said || concept.event_type == "PROTEST"
            })
    }
}

/// "two days after the raids": a noun that measures stands before the preposition.
fn measured(unit: &Unit<'_>, word: usize) -> bool {
    let marker = match unit.view.preposition(word) {
        Some((_, marker, _)) => Some(marker),
        None => unit.view.dependent(word, &["mark"]),
    };
    marker.and_then(|marker| marker.checked_sub(1)).is_some_and(|before| {
        unit.view.upos(before) == Upos::Noun
            && unit
                .view
                .dependents(before, &["nummod", "det"])
                .any(|child| unit.view.feat(child, "Definite") != Some("Def"))
    })
}
