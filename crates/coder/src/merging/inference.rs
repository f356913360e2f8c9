//! What the text hides and the dispatch tells: the sides of a truce, the author of an attack, the day and place of what is told as part
//! of an event.

use super::{Merging, compatible_times, shares_party};
use crate::claim::Inferred;
use crate::draft::{Draft, DraftVoice, Status};
use crate::names::Referent;
use crate::party::{Party, PartyKind, is_state};
use selon_propositions::{Kind, Quote, Role, Stance};
use smol_str::SmolStr;

impl Merging<'_> {
    /// A truce or war whose parties the text hides, or that names its mediator only, is that of the war told just before.
    pub(super) fn truces_and_wars(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let open = draft.mutual
                && !draft.gone
                && draft.actors.len() < 2
                && (draft.codes.kind == "RETREAT" || draft.codes.kind == "AGREE" || draft.codes.kind == "ASSAULT");
            if !open {
                continue;
            }
            let mediator = draft.actors.first().map(|a| a.country.clone());
            let war = drafts[..index].iter().rev().find(|other| {
                !other.gone
                    && other.mutual
                    && other.codes.kind == "ASSAULT"
                    && other.actors.len() >= 2
                    && draft.sentence - other.sentence <= 2
            });
            let parties: Vec<Party> = match war {
                Some(war) => war.actors.clone(),
                None => continue,
            };
            let belongs = mediator
                .as_ref()
                .is_none_or(|m| draft.codes.kind == "RETREAT" || parties.iter().any(|p| p.country == *m));
            if !belongs {
                continue;
            }
            let country_only = draft.codes.kind != "ASSAULT" || draft.codes.concept == "war";
            let target = &mut drafts[index];
            target.weak = false;
            target.actors = parties
                .into_iter()
                .map(|mut party| {
                    if country_only && party.sector == "MIL" {
                        party.sector = SmolStr::default();
                    }
                    of_event(party)
                })
                .collect();
            target.because("actors", "the sides of the war told before");
        }
    }

    /// "agreed … after two days of talks": talks without parties of their own are between those who act in the sentence.
    pub(super) fn talks(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || !draft.weak || !draft.mutual || draft.codes.kind != "CONSULT" {
                continue;
            }
            let partners = drafts.iter().find_map(|other| {
                let together: Vec<Party> = if other.mutual || other.recipients.is_empty() {
                    other.actors.clone()
                } else {
                    other.actors.iter().chain(&other.recipients).cloned().collect()
                };
                (!other.gone
                    && other.sentence == draft.sentence
                    && other.codes.kind != "ASSAULT"
                    && together.len() >= 2)
                    .then_some(together)
            });
            if let Some(partners) = partners {
                let target = &mut drafts[index];
                target.weak = false;
                target.actors = partners.into_iter().map(of_event).collect();
                target.because("actors", "those who act together in the sentence");
            }
        }
    }

    /// "Four suspects were arrested, the governor said": whoever announces it for a government tells what that government did.
    pub(super) fn acts_of_state(&self, drafts: &mut [Draft]) {
        for draft in drafts
            .iter_mut()
            .filter(|d| !d.gone && d.actors.is_empty() && d.status == Status::Actual)
        {
            let public = draft.codes.kind == "COERCE"
                && matches!(
                    draft.codes.mode.as_str(),
                    "arrest" | "curfew" | "martial-law" | "deport" | "censor"
                )
                && draft.codes.concept != "capture";
            let Some(voice) = draft
                .voices
                .first()
                .filter(|voice| public && voice.party.sector == "GOV")
            else {
                continue;
            };
            let state = voice.party.country.clone();
            if !is_state(&state) {
                continue;
            }
            let party = inferred_party(draft, &Party::country(&state), "GOV", "speaker");
            draft.actors.push(party);
            draft.because("actors", "the state whose official announces it");
        }
    }

    /// "The leaders were sentenced to death in absentia": only the state whose they are can do that.
    pub(super) fn sentences(&self, drafts: &mut [Draft]) {
        for draft in drafts
            .iter_mut()
            .filter(|d| !d.gone && d.actors.is_empty() && d.codes.concept == "convict")
        {
            let Some(country) = draft
                .recipients
                .iter()
                .find(|party| party.of_state())
                .map(|party| party.country.clone())
            else {
                continue;
            };
            let party = inferred_party(draft, &Party::country(&country), "GOV", "event");
            draft.actors.push(party);
            draft.because("actors", "the state whose courts judge its own");
        }
    }

    /// "the army admitted the loss of two men": whoever admits a loss counts its own.
    pub(super) fn own_losses(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| !d.gone && d.codes.kind == "ASSAULT") {
            let Some(voice) = draft.voices.first().filter(|voice| voice.stance == Stance::Admits) else {
                continue;
            };
            let speaker = voice.party.clone();
            if !matches!(speaker.sector.as_str(), "MIL" | "REB") {
                continue;
            }
            let men =
                |party: &Party| party.role == "men" && party.inferred.is_some() && party.country == speaker.country;
            let tolls = draft.toll.iter_mut().filter_map(|toll| toll.who.as_mut());
            for party in draft.recipients.iter_mut().chain(tolls).filter(|party| men(party)) {
                party.sector = speaker.sector.clone();
                party.short = speaker.short.clone();
            }
        }
    }

    /// A ministry that "lost two positions" or "opened fire" speaks of its army.
    pub(super) fn forces_of_ministries(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|d| !d.gone) {
            let material = draft.codes.kind == "ASSAULT" || matches!(draft.codes.cameo.as_str(), "192" | "0874");
            if !material {
                continue;
            }
            let speaker = draft.voices.first().map(|v| v.party.code());
            for party in draft.actors.iter_mut().chain(draft.recipients.iter_mut()) {
                let own = speaker.as_ref().is_some_and(|code| *code == party.code());
                if own
                    && party.sector == "GOV"
                    && matches!(party.role.as_str(), "ministry" | "spokesperson" | "defence-ministry")
                {
                    party.sector = "MIL".into();
                }
            }
        }
    }

    /// "the strikes killed 20 civilians": strikes told before as somebody's are still his.
    pub(super) fn same_attack(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let view = &self.units[draft.sentence].view;
            let pointing = view.feat_of_determiner(draft.word) == Some("Def")
                || view
                    .dependents(draft.word, &["det"])
                    .any(|det| view.feat(det, "PronType") == Some("Dem"));
            // "the explosion of a mine" says which one: another than the one told before.
            let noun = self.units[draft.sentence].proposition(draft.word).is_some_and(|p| {
                // "the Damascus strikes" only says where.
                let place = |word: usize| {
                    let unit = &self.units[draft.sentence];
                    let capital = |r: &Referent| matches!(r, Referent::Capital(_));
                    unit.name_at(word)
                        .is_some_and(|name| name.referents.iter().any(capital))
                };
                p.kind == Kind::Noun && !p.has(Role::Of) && p.all(Role::Mod).all(place)
            });
            let claimed = draft.claimed();
            if claimed && !draft.gone && pointing && draft.codes.kind == "ASSAULT" && draft.recipients.is_empty() {
                // "claimed the attack": whom it hit was told before.
                let hit = drafts[..index].iter().rev().find(|other| {
                    !other.gone
                        && other.codes.kind == "ASSAULT"
                        && !other.mutual
                        && draft.sentence - other.sentence <= 3
                });
                let mut victims: Vec<Party> = hit.map(|other| other.recipients.clone()).unwrap_or_default();
                victims.retain(|victim| draft.actors.iter().all(|actor| actor.side() != victim.side()));
                drafts[index].recipients = victims.into_iter().map(of_event).collect();
                continue;
            }
            if draft.gone
                || draft.codes.kind != "ASSAULT"
                || draft.mutual
                || !draft.actors.is_empty()
                || !pointing
                || !noun
            {
                continue;
            }
            let told = drafts[..index].iter().rev().find(|other| {
                !other.gone
                    && !other.mutual
                    && !other.outcome
                    && other.codes.kind == "ASSAULT"
                    && draft.sentence - other.sentence <= 2
                    && other.sentence < draft.sentence
                    && (draft.codes.cameo == "190" || other.codes.cameo.get(..2) == draft.codes.cameo.get(..2))
                    && !other.background
                    && !other.actors.is_empty()
            });
            if let Some(told) = told {
                drafts[index].actors = told.actors.iter().cloned().map(of_event).collect();
                drafts[index].because("actors", "the attack told before");
            }
        }
    }

    /// Whether a party stands with its article in the sentence of a draft: somebody told of before.
    pub(super) fn taken_up(&self, draft: &Draft, party: &Party) -> bool {
        let view = &self.units[draft.sentence].view;
        party.sentence == draft.sentence
            && party.word < view.len()
            && view.feat_of_determiner(party.word) == Some("Def")
    }

    /// "l'assaillant s'est replié": the attacker with his article is whoever attacked just before.
    pub(super) fn attackers(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let known =
                |party: &Party| party.role == "gunmen" && party.code() == "UNK.REB" && self.taken_up(draft, party);
            if draft.gone || !draft.actors.iter().any(known) {
                continue;
            }
            let attack = drafts[..index].iter().rev().find(|other| {
                !other.gone
                    && !other.mutual
                    && other.codes.kind == "ASSAULT"
                    && draft.sentence - other.sentence <= 2
                    && other.actors.iter().any(|actor| actor.country != "UNK")
                    // Who answers an attack is not the attacker.
                    && other.codes.concept != "counter-attack"
            });
            if let Some(attack) = attack {
                let actors = attack.actors.iter().cloned().map(of_event).collect();
                drafts[index].actors = actors;
                drafts[index].because("actors", "whoever attacked before");
            }
        }
    }

    /// "L'armée a bombardé une école. Vingt-sept Palestiniens ont trouvé la mort, selon un hôpital": the dead that another voice counts right behind an attack are
    /// the attacker's.
    pub(super) fn dead_of_attack(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let harm = &drafts[index];
            let open = !harm.gone
                && harm.outcome
                && harm.actors.is_empty()
                && !harm.background
                && harm.status == Status::Actual
                && matches!(harm.codes.concept.as_str(), "die" | "casualties" | "wounded")
                && harm.place.is_none();
            if !open {
                continue;
            }
            let victims: Vec<SmolStr> = harm.recipients.iter().map(|party| party.country.clone()).collect();
            let attack = drafts[..index].iter().rev().find(|other| {
                let near = harm.sentence > other.sentence && harm.sentence - other.sentence <= 1;
                let hit = other
                    .recipients
                    .iter()
                    .map(|p| &p.country)
                    .chain(other.place.iter().map(|p| &p.country));
                near && !other.gone
                    && !other.mutual
                    && !other.background
                    && other.codes.kind == "ASSAULT"
                    && other.status == Status::Actual
                    && other.actors.first().is_some_and(|actor| actor.country != "UNK")
                    && other.codes.concept != "shoot-down"
                    && (victims.is_empty() || hit.into_iter().any(|iso| victims.contains(iso)))
            });
            if let Some(attack) = attack {
                let (actors, place) = (attack.actors.clone(), attack.place.clone());
                drafts[index].actors = actors.into_iter().map(of_event).collect();
                drafts[index].place = place.map(|mut place| {
                    place.inferred = Some("event");
                    place
                });
                drafts[index].because("actors", "the attack told just before");
            }
        }
    }

    /// "blamed the rebels for a car bomb": the deed is theirs, according to whoever blames them.
    pub(super) fn blamed(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let blame = &drafts[index];
            if blame.gone || !matches!(blame.codes.concept.as_str(), "blame" | "accuse") || blame.recipients.is_empty()
            {
                continue;
            }
            let Some(p) = self.units[blame.sentence].proposition(blame.word) else {
                continue;
            };
            let themes: Vec<usize> = p
                .arguments
                .iter()
                .filter(|a| matches!(a.role, Role::For | Role::Of | Role::Patient))
                .map(|a| a.word)
                // "tiennent les rebelles pour responsables du meurtre"
                .flat_map(|word| {
                    let inner = self.units[blame.sentence].proposition(word);
                    std::iter::once(word).chain(inner.into_iter().flat_map(|q| q.all(Role::Of)))
                })
                .collect();
            let (accused, accuser) = (blame.recipients.clone(), blame.actors.first().cloned());
            for deed in 0..drafts.len() {
                let draft = &drafts[deed];
                let theirs = deed != index
                    && draft.sentence == drafts[index].sentence
                    && draft.codes.kind == "ASSAULT"
                    && !draft.mutual
                    && themes.contains(&draft.word)
                    && draft
                        .actors
                        .iter()
                        .all(|party| party.sector == "REB" && party.short.is_empty());
                if !theirs {
                    continue;
                }
                let target = &mut drafts[deed];
                target.actors.clone_from(&accused);
                target.weak = false;
                target.because("actors", "who is blamed for it");
                if target.voices.is_empty()
                    && let Some(party) = accuser.clone()
                {
                    target.voices.push(DraftVoice {
                        party,
                        verb: None,
                        stance: Stance::Accuses,
                        quote: Quote::None,
                    });
                }
            }
        }
    }

    /// "welcomed the agreement": those who made the agreement told before are the ones praised.
    pub(super) fn praised(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || draft.codes.kind != "SUPPORT" || draft.mutual || !draft.recipients.is_empty() {
                continue;
            }
            let Some(p) = self.units[draft.sentence].proposition(draft.word) else {
                continue;
            };
            let accord =
                |other: &Draft| other.mutual && matches!(other.codes.kind.as_str(), "AGREE" | "RETREAT" | "CONSULT");
            let named = drafts.iter().any(|other| {
                accord(other) && other.sentence == draft.sentence && p.arguments.iter().any(|a| a.word == other.word)
            });
            let made = drafts[..index].iter().rev().find(|other| {
                !other.gone
                    && other.sentence < draft.sentence
                    && (accord(other) || other.codes.kind == "AGREE" || other.codes.concept == "sign")
                    && other.actors.len() >= 2
            });
            let Some(made) = made.filter(|_| named) else { continue };
            let outsiders = &draft.actors;
            let parties: Vec<Party> = made
                .actors
                .iter()
                .filter(|party| outsiders.iter().all(|own| own.side() != party.side()))
                .cloned()
                .map(|mut party| {
                    if party.kind == PartyKind::Country {
                        party.sector = SmolStr::default();
                    }
                    of_event(party)
                })
                .collect();
            drafts[index].recipients = parties;
            drafts[index].because("recipients", "the parties of the agreement told before");
        }
    }

    /// What is told of an event without naming its place happened where the same party places that violence: just before in the
    /// paragraph, else where the dispatch first does.
    pub(super) fn inherit_places(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let local = draft.codes.kind == "ASSAULT" || draft.codes.cameo == "192";
            if draft.gone || draft.place.is_some() || !local || draft.background || draft.status == Status::Denied {
                continue;
            }
            let fits = |_: usize, other: &Draft| {
                !other.gone
                    && !other.background
                    && (other.codes.kind == "ASSAULT" || other.codes.cameo == "192")
                    && other
                        .place
                        .as_ref()
                        .is_some_and(|p| p.inferred.is_none() && p.rank >= 3)
                    && (other.speaker() == draft.speaker() || claims(draft, other))
                    && (shares_party(other, draft) || claims(draft, other))
                    && compatible_times(other, draft)
            };
            if let Some(mut place) = self.source(drafts, index, &fits).and_then(|other| other.place.clone()) {
                place.inferred = Some("event");
                drafts[index].place = Some(place);
                drafts[index].because("where", "the same speaker places the event in another sentence");
            }
        }
    }

    /// "a truce of 2020 mediated by Russia, whose government sent troops": what a clause hanging on history tells is history, of the same time.
    pub(super) fn history_goes_on(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let unit = &self.units[draft.sentence];
            if draft.gone || draft.background || draft.when.is_some() || unit.view.deprel(draft.word) != "acl:relcl" {
                continue;
            }
            let above = drafts.iter().find(|other| {
                !other.gone
                    && other.sentence == draft.sentence
                    && other.word < draft.word
                    && other.background
                    && other.when.as_ref().is_some_and(|when| when.inferred != Some("event"))
                    && other.speaker() == draft.speaker()
                    && unit.view.below(draft.word, other.word)
            });
            let Some(mut when) = above.and_then(|other| other.when.clone()) else {
                continue;
            };
            when.inferred = Some("event");
            let target = &mut drafts[index];
            target.when = Some(when);
            target.background = true;
            target.because("when", "told of history in a clause that hangs on it");
        }
    }

    /// What is told as part of a dated event takes its day.
    pub(super) fn inherit(&self, drafts: &mut [Draft]) {
        let dated: Vec<bool> = drafts.iter().map(|draft| draft.when.is_some()).collect();
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let material = matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE" | "RETREAT");
            if draft.gone || draft.when.is_some() || !material || draft.background || draft.status != Status::Actual {
                continue;
            }
            let direct = draft
                .voices
                .first()
                .is_some_and(|v| v.quote == selon_propositions::Quote::Direct);
            let fits = |number: usize, other: &Draft| {
                // A quotation by itself, the agency's own words elsewhere and another kind of deed may be of another day:
                // they go on with what was told just before.
                let loose = !direct && !draft.voices.is_empty() && draft.codes.kind != "RETREAT";
                let goes_on = other.sentence <= draft.sentence
                    && self.units[other.sentence].paragraph == self.units[draft.sentence].paragraph;
                !other.gone
                    && other.when.is_some()
                    && (dated[number] || goes_on)
                    && !other.background
                    && other.status == Status::Actual
                    && other.codes.kind == "ASSAULT"
                    && (other.side() == draft.side() || claims(draft, other))
                    && (loose || goes_on)
                    && (goes_on || other.mutual || !one_against_other(draft) || !one_against_other(other))
                    && !opposite(other, draft)
                    && (shares_party(other, draft) || claims(draft, other))
            };
            if let Some(mut when) = self.source(drafts, index, &fits).and_then(|other| other.when.clone()) {
                when.inferred = Some("event");
                drafts[index].when = Some(when);
                drafts[index].because("when", "told as part of a dated event by the same side");
            }
        }
    }

    /// Where an event's time and place may come from: the last fitting one before it in its paragraph, else the first of the dispatch.
    fn source<'d>(&self, drafts: &'d [Draft], index: usize, fits: &dyn Fn(usize, &Draft) -> bool) -> Option<&'d Draft> {
        let paragraph = |draft: &Draft| self.units[draft.sentence].paragraph;
        let here = (0..index)
            .rev()
            .find(|&other| paragraph(&drafts[other]) == paragraph(&drafts[index]) && fits(other, &drafts[other]));
        here.or_else(|| {
            (0..drafts.len()).find(|&other| {
                // What is told later is mostly another affair, unless it stands in the same sentence.
                other != index
                    && (other < index || drafts[other].sentence == drafts[index].sentence)
                    && fits(other, &drafts[other])
            })
        })
        .map(|other| &drafts[other])
    }

    /// "similar requests": to whom the request told before went.
    pub(super) fn similar(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || !draft.recipients.is_empty() || draft.mutual || draft.actors.is_empty() {
                continue;
            }
            let view = &self.units[draft.sentence].view;
            let alike = view
                .children(draft.word)
                .iter()
                .any(|&child| view.grammar.cue(view.lemma(child), "similar"));
            let model = drafts[..index].iter().find(|other| {
                alike
                    && !other.gone
                    && other.codes.kind == draft.codes.kind
                    && !other.recipients.is_empty()
                    && other
                        .actors
                        .iter()
                        .any(|a| draft.actors.iter().any(|b| a.side() == b.side()))
            });
            if let Some(model) = model {
                drafts[index].recipients = model.recipients.iter().cloned().map(of_event).collect();
                drafts[index].because("recipients", "like the event told before");
            }
        }
    }
}

/// Whether the speaker of a draft claims a deed that was told before with no author or with this one.
fn claims(draft: &Draft, told: &Draft) -> bool {
    let claimed = draft
        .voices
        .first()
        .is_some_and(|voice| voice.stance == Stance::ClaimsResponsibility);
    let open = told.actors.iter().all(|a| a.country == "UNK" || a.country.is_empty());
    let same = draft
        .actors
        .iter()
        .any(|a| told.actors.iter().any(|b| a.side() == b.side()));
    claimed && (open || same)
}

/// The party as one that the event told before or beside gives.
pub fn of_event(mut party: Party) -> Party {
    party.inferred = Some(Inferred {
        from: "event".into(),
        reference: String::new(),
    });
    party
}

pub(super) fn inferred_party(draft: &Draft, side: &Party, sector: &str, from: &str) -> Party {
    let mut party = Party::country(&side.country);
    party.sector = sector.into();
    if sector == "REB" {
        party.short = side.short.clone();
    }
    party.sentence = draft.sentence;
    party.inferred = Some(Inferred {
        from: from.into(),
        reference: String::new(),
    });
    party
}

/// One side's deed against the other and the other's against the first: two happenings.
fn opposite(a: &Draft, b: &Draft) -> bool {
    let against =
        |doers: &[Party], sufferers: &[Party]| doers.iter().any(|p| sufferers.iter().any(|q| p.side() == q.side()));
    !a.mutual && !b.mutual && against(&a.actors, &b.recipients) && against(&b.actors, &a.recipients)
}

/// A deed of one named side against another.
fn one_against_other(draft: &Draft) -> bool {
    !draft.mutual && !draft.actors.is_empty() && !draft.recipients.is_empty()
}
