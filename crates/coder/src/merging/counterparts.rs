//! To whom words are addressed where the sentence names nobody: the other party of what was told just before.

use super::Merging;
use super::inference::{inferred_party, of_event};
use super::joined;
use crate::claim::Inferred;
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind, is_state};
use selon_propositions::{Kind, Role, Stance};
use selon_syntax::Upos;
use smol_str::SmolStr;

/// So many sentences back, an answer still answers.
const REACH: usize = 3;

impl Merging<'_> {
    /// Completes requests, threats, complaints and refusals without an addressee.
    pub(super) fn counterparts(&self, drafts: &mut [Draft]) {
        self.asked_in_one_breath(drafts);
        declined(drafts);
        self.adversaries(drafts);
        self.critics(drafts);
        own_deeds(drafts);
        denied_deeds(drafts);
        self.talks_offered(drafts);
        self.borders(drafts);
        self.about_home(drafts);
    }

    /// "Paris a rappelé son ambassadeur", "l'organisation a imposé un embargo", "la Belgique s'est engagée à livrer des armes": what others do with words for or
    /// against nobody named, in a text on one country, is for or against that one.
    fn about_home(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let kind = match draft.codes.kind.as_str() {
                "SANCTION" => draft.codes.mode == "expel" || draft.codes.cameo == "163",
                "AGREE" => draft.about.as_ref().is_some_and(|about| about.codes.kind == "AID"),
                _ => false,
            };
            let open = !draft.gone && kind && draft.recipients.is_empty() && draft.status != Status::Denied;
            let home = self.cast.home(&self.units[draft.sentence]).cloned();
            let foreign = |iso: &SmolStr| {
                !draft.actors.is_empty()
                    && draft.actors.iter().all(|actor| {
                        let power =
                            matches!(actor.sector.as_str(), "GOV" | "") && actor.of_state() || actor.country == "IGO";
                        power && actor.country != *iso
                    })
            };
            let Some(country) = home.filter(|iso| open && is_state(iso) && foreign(iso)) else {
                continue;
            };
            let sector = if draft.codes.mode == "expel" { "GOV" } else { "" };
            let party = inferred_party(draft, &Party::country(&country), sector, "context");
            draft.recipients.push(party);
            draft.because("recipients", "the country that the text is about");
        }
    }

    /// "a convoqué l'ambassadeur turc et réclamé la fin des raids": of two verbs of one subject the request goes to whom the other one names.
    fn asked_in_one_breath(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let request = &drafts[index];
            if request.gone || request.codes.kind != "REQUEST" || !request.recipients.is_empty() {
                continue;
            }
            let unit = &self.units[request.sentence];
            let partner = drafts.iter().find(|other| {
                let words = matches!(
                    other.codes.kind.as_str(),
                    "REQUEST" | "SUPPORT" | "ACCUSE" | "SANCTION" | "REJECT" | "CONSULT"
                );
                let same = other
                    .actors
                    .iter()
                    .any(|a| request.actors.iter().any(|b| a.code() == b.code()));
                !other.gone
                    && words
                    && same
                    && !other.mutual
                    && other.sentence == request.sentence
                    && other.word < request.word
                    && !other.recipients.is_empty()
                    && joined(unit, other.word, request.word)
            });
            if let Some(partner) = partner {
                let asked = partner.recipients.clone();
                drafts[index].recipients = asked.into_iter().map(of_event).collect();
                drafts[index].because("recipients", "who is addressed in the same breath");
            }
        }
    }

    /// "se sont dits prêts au dialogue": whoever is ready to talk and names nobody means the side that he fights.
    fn talks_offered(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let talks = draft
                .about
                .as_ref()
                .is_some_and(|about| about.codes.kind == "CONSULT" && about.codes.concept != "mediate");
            let offered = matches!(draft.codes.kind.as_str(), "AGREE" | "REJECT") && talks;
            let open = !draft.gone && offered && draft.recipients.is_empty() && draft.actors.len() == 1;
            let side = draft.actors.first().filter(|_| open).map(Party::side);
            let Some(other) = side.and_then(|side| self.opponent_of(&side)) else {
                continue;
            };
            let sector = if other.sector == "REB" { "REB" } else { "GOV" };
            let party = inferred_party(draft, other, sector, "opponent");
            draft.recipients.push(party);
            draft.because("recipients", "the side that the actor fights");
        }
    }

    /// "La République dominicaine a fermé la frontière": a neighbour that closes its border in a text on another country closes it to that one.
    fn borders(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let closed = draft.codes.kind == "COERCE" && draft.codes.concept == "blockade";
            if draft.gone || !closed {
                continue;
            }
            // "L'espace aérien est fermé aux compagnies indiennes", a ministry says: by its own country.
            let announced = draft.voices.first().map(|voice| &voice.party).filter(|party| {
                let other = draft.recipients.iter().all(|hit| hit.country != party.country);
                draft.actors.is_empty() && party.sector == "GOV" && party.of_state() && other
            });
            if let Some(country) = announced
                .map(|party| party.country.clone())
                .filter(|_| !draft.recipients.is_empty())
            {
                let party = inferred_party(draft, &Party::country(&country), "", "speaker");
                draft.actors.push(party);
                draft.because("actors", "the state whose official announces it");
            }
            if !draft.recipients.is_empty() {
                continue;
            }
            let home = self.cast.home(&self.units[draft.sentence]).cloned();
            let state = |party: &Party| party.of_state() && matches!(party.sector.as_str(), "" | "GOV");
            let abroad = |iso: &SmolStr| {
                is_state(iso)
                    && !draft.actors.is_empty()
                    && draft.actors.iter().all(|actor| state(actor) && actor.country != *iso)
            };
            let Some(country) = home.filter(abroad) else { continue };
            // A town besieged abroad is no border.
            if draft.place.as_ref().is_some_and(|place| place.country == country) {
                continue;
            }
            let party = inferred_party(draft, &Party::country(&country), "", "context");
            draft.recipients.push(party);
            draft.because("recipients", "the country that the text is about");
        }
    }

    /// "Moscou a promis une riposte", "le ministère a protesté": against whoever did something to the threatener just before.
    fn adversaries(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let answer = &drafts[index];
            let words = match answer.codes.kind.as_str() {
                "THREATEN" => answer.codes.mode != "arrest",
                // A complaint that is lodged somewhere is heard there.
                "ACCUSE" => {
                    matches!(answer.codes.concept.as_str(), "complain" | "protest-note")
                        && self.units[answer.sentence].proposition(answer.word).is_some_and(|p| {
                            let lodged = [Role::To, Role::With, Role::At, Role::Before];
                            p.kind == Kind::Verb && p.light.is_none() && lodged.iter().all(|&role| !p.has(role))
                        })
                }
                "SANCTION" => answer.codes.mode == "expel",
                _ => false,
            };
            let open = words
                && !answer.gone
                && !answer.background
                && answer.status != Status::Denied
                && answer.recipients.is_empty();
            let Some(own) = answer
                .actors
                .first()
                .filter(|actor| open && actor.of_state() && actor.sector != "REB")
            else {
                continue;
            };
            let side = own.side();
            let hostile = drafts[..index].iter().rev().find(|other| {
                let deed = matches!(
                    other.codes.kind.as_str(),
                    "ASSAULT" | "COERCE" | "SANCTION" | "ACCUSE" | "THREATEN"
                );
                let hit = other.recipients.iter().any(|party| party.side() == side);
                let doer = |party: &Party| {
                    party.side() != side && (party.of_state() || party.sector == "REB" && !party.short.is_empty())
                };
                !other.gone
                    && !other.background
                    && (other.status == Status::Actual
                        || other.status == Status::Planned && other.codes.kind == "SANCTION")
                    && deed
                    && hit
                    && !other.mutual
                    && answer.sentence - other.sentence <= REACH
                    && other.actors.len() == 1
                    && other.actors.iter().all(doer)
            });
            let Some(doer) = hostile.and_then(|other| other.actors.first()).cloned() else {
                continue;
            };
            let diplomats =
                hostile.is_some_and(|other| other.codes.kind == "SANCTION") || answer.codes.kind == "SANCTION";
            let sector = match doer.sector.as_str() {
                "REB" => "REB",
                _ if diplomats => "GOV",
                _ => "",
            };
            let mut party = inferred_party(answer, &doer, sector, "opponent");
            if sector.is_empty() {
                party.kind = PartyKind::Country;
            }
            drafts[index].recipients.push(party);
            drafts[index].because("recipients", "whoever acted against the speaker just before");
        }
    }

    /// "Le gouvernement a dénoncé un texte partial et rejeté ses conclusions": words are those of whoever said or blamed something just before.
    fn critics(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let answer = &drafts[index];
            let guessed = |party: &Party| party.inferred.as_ref().is_some_and(|i| i.from == "opponent");
            let open = !answer.gone
                && (answer.codes.kind == "REJECT"
                    || answer.codes.kind == "ACCUSE" && answer.codes.mode == "disapprove")
                && answer.status == Status::Actual
                && answer.recipients.iter().all(guessed);
            let unit = &self.units[answer.sentence];
            let Some(own) = answer.actors.first().filter(|_| open).map(Party::side) else {
                continue;
            };
            let words = |word: usize| {
                let lemma = unit.view.lemma(word);
                unit.view.grammar.cue(lemma, "same-words")
                    || unit
                        .view
                        .grammar
                        .speech(lemma)
                        .iter()
                        .any(|s| s.stance == Stance::Asserts)
            };
            let of_words = unit.proposition(answer.word).is_some_and(|p| {
                p.all(Role::Patient).any(|object| {
                    let whose = unit.proposition(object).into_iter().flat_map(|q| q.all(Role::Of));
                    unit.view.upos(object) == Upos::Noun && std::iter::once(object).chain(whose).any(words)
                })
            });
            if !of_words {
                continue;
            }
            let author = drafts[..index].iter().rev().find_map(|other| {
                let near = !other.gone && answer.sentence - other.sentence <= REACH;
                let spoken = other.voices.first().map(|voice| &voice.party);
                let said = matches!(other.codes.kind.as_str(), "ACCUSE" | "REQUEST" | "THREATEN");
                let party = spoken.or_else(|| other.actors.first().filter(|_| said))?;
                // What is told of the critic's own side.
                let of_him = other.actors.iter().chain(&other.recipients).any(|p| p.side() == own);
                (near && of_him && party.side() != own && party.code() != "UNK").then(|| party.clone())
            });
            if let Some(author) = author {
                drafts[index].recipients = vec![of_event(author)];
                drafts[index].because("recipients", "whose words they are");
            }
        }
    }
}

/// "Les marins l'ont torturé, dit son avocat ; la marine nie tout mauvais traitement": whom the denied deed would have hit is who is told to be hit by it.
fn denied_deeds(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let denial = &drafts[index];
        let open = !denial.gone
            && denial.status == Status::Denied
            && denial.codes.kind == "ASSAULT"
            && denial.recipients.is_empty()
            && !denial.mutual;
        let Some(own) = denial.actors.first().filter(|_| open).map(Party::side) else {
            continue;
        };
        let told = drafts[..index].iter().rev().find(|other| {
            !other.gone
                && other.status == Status::Actual
                && other.codes.kind == "ASSAULT"
                && !denial.codes.mode.is_empty()
                && other.codes.mode == denial.codes.mode
                && denial.sentence - other.sentence <= 1
                && other.speaker() != denial.speaker()
                && other.actors.iter().any(|actor| actor.side() == own)
        });
        let Some(hit) = told.map(|other| other.recipients.clone()) else {
            continue;
        };
        drafts[index].recipients = hit.into_iter().map(of_event).collect();
        drafts[index].because("recipients", "whom the deed that is denied is told to have hit");
    }
}

/// "Les chasseurs turcs ont rasé trois hameaux" in Iraq: an army that strikes abroad hits the people there, not those at home.
pub(super) fn people_abroad(drafts: &mut [Draft]) {
    for draft in drafts
        .iter_mut()
        .filter(|d| !d.gone && d.codes.kind == "ASSAULT" && !d.mutual)
    {
        let Some(country) = draft.place.as_ref().map(|place| place.country.clone()) else {
            continue;
        };
        let army = |party: &Party| matches!(party.sector.as_str(), "" | "MIL") && party.of_state();
        let abroad = is_state(&country)
            && !draft.actors.is_empty()
            && draft.actors.iter().all(|actor| army(actor) && actor.country != country);
        if !abroad {
            continue;
        }
        let own: Vec<SmolStr> = draft.actors.iter().map(|actor| actor.country.clone()).collect();
        let victims = draft.toll.iter_mut().filter_map(|toll| toll.who.as_mut());
        for party in draft.recipients.iter_mut().chain(victims) {
            if party.sector == "CVL" && party.inferred.is_some() && own.contains(&party.country) {
                party.country = country.clone();
            }
        }
    }
}

/// "La proposition a été déclinée": the offer, request or plan told just before, by whoever made it.
fn declined(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let refusal = &drafts[index];
        if refusal.gone || refusal.codes.kind != "REJECT" || !refusal.recipients.is_empty() {
            continue;
        }
        let offer = drafts[..index].iter().rev().find(|other| {
            let words = matches!(other.codes.kind.as_str(), "AGREE" | "REQUEST");
            let near = refusal.sentence - other.sentence <= 1;
            let another = other
                .actors
                .iter()
                .all(|a| refusal.actors.iter().all(|b| a.side() != b.side()));
            // Who is asked refuses, and nobody else.
            let asked = refusal.actors.is_empty()
                || other
                    .recipients
                    .iter()
                    .any(|a| refusal.actors.iter().any(|b| a.side() == b.side()));
            !other.gone && !other.background && words && near && another && asked && other.actors.len() == 1
        });
        let Some(offer) = offer else { continue };
        let (made, asked) = (offer.actors.clone(), offer.recipients.clone());
        let target = &mut drafts[index];
        target.recipients = made.into_iter().map(of_event).collect();
        if target.actors.is_empty() {
            target.actors = asked.into_iter().map(of_event).map(as_government).collect();
        }
        target.because("recipients", "whose offer it was");
    }
    // A refusal of nobody's is none.
    for draft in drafts
        .iter_mut()
        .filter(|d| d.codes.kind == "REJECT" && d.actors.is_empty() && d.recipients.is_empty())
    {
        draft.gone = true;
    }
}

/// A state that refuses does so by its government.
fn as_government(mut party: Party) -> Party {
    if party.sector.is_empty() && party.of_state() {
        party.sector = "GOV".into();
    }
    party
}

/// "L'armée a fait état du bombardement d'un camp de bandits": an armed side that tells what was done to other fighters, and names nobody who did it, did it.
fn own_deeds(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let open = !draft.gone
            && draft.codes.kind == "ASSAULT"
            && !draft.mutual
            && draft.actors.is_empty()
            && draft.status == Status::Actual
            && !draft.recipients.is_empty();
        let Some(voice) = draft.voices.first().map(|voice| voice.party.clone()).filter(|_| open) else {
            continue;
        };
        let armed = |party: &Party| matches!(party.sector.as_str(), "MIL" | "REB");
        let enemies = draft
            .recipients
            .iter()
            .all(|hit| armed(hit) && hit.side() != voice.side());
        if armed(&voice) && voice.country != "UNK" && enemies {
            draft.actors.push(Party {
                inferred: Some(Inferred {
                    from: "speaker".into(),
                    reference: String::new(),
                }),
                ..voice
            });
            draft.because("actors", "the armed side that tells it");
        }
    }
}
