//! What is told on of one attack: its day and place go on, and whom it hit.

use super::Merging;
use super::inference::{inferred_party, of_event};
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind, is_state};
use selon_expressions::time::Precision;
use selon_propositions::{Kind, Role};
use smol_str::SmolStr;

/// So many sentences further on, a telling still goes on with the attack told before.
const REACH: usize = 3;

/// So many sentences further on, violence may still be another telling of the attack.
const TELLING: usize = 6;

impl Merging<'_> {
    /// Completes what goes on with an attack of no war: where two sides fight, each deed has its own day.
    pub(super) fn story(&self, drafts: &mut [Draft]) {
        if !war(drafts) {
            self.same_day(drafts);
            // A day of unrest in many towns is no one attack.
            if !scattered(drafts) {
                self.same_spot(drafts);
                // What was merged may have brought two tellings together.
                self.one_telling(drafts);
                self.one_telling(drafts);
            }
            self.attackers_behind(drafts);
        }
        self.the_public(drafts);
        arrested(drafts, war(drafts));
        displaced(drafts);
        self.claimed_attack(drafts);
        answered(drafts);
    }

    /// "Le suspect a été arrêté": what is told right behind a dated attack, of nobody and nowhere else, is of its day.
    fn same_day(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || draft.when.is_some() || !told_on(draft) {
                continue;
            }
            let before = drafts[..index].iter().rev().find(|other| {
                let dated = other
                    .when
                    .as_ref()
                    .is_some_and(|when| when.time.precision == Precision::Day);
                dated && news(other) && near(other, draft, self.reach(draft))
            });
            let Some(mut when) = before
                .filter(|other| no_stranger(other, draft))
                .and_then(|other| other.when.clone())
            else {
                continue;
            };
            when.inferred = Some("event");
            drafts[index].when = Some(when);
            drafts[index].because("when", "told on of the attack told before");
        }
    }

    /// "Une série d'attaques a eu lieu. Les assaillants ont ensuite …": the attackers whom the next sentences take up made the attack told before.
    fn attackers_behind(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let attack = &drafts[index];
            if !news(attack) || attack.codes.kind != "ASSAULT" || attack.mutual || !attack.actors.is_empty() {
                continue;
            }
            let taken_up = |draft: &Draft, party: &Party| {
                party.role == "gunmen" && party.country == "UNK" && self.taken_up(draft, party)
            };
            let attackers = drafts[index + 1..]
                .iter()
                .filter(|later| news(later) && near(attack, later, REACH))
                .find_map(|later| {
                    let mut parties = later.actors.iter().chain(&later.recipients);
                    parties.find(|party| taken_up(later, party)).cloned()
                });
            if let Some(party) = attackers {
                drafts[index].actors.push(of_event(party));
                drafts[index].because("actors", "the attackers whom the next sentences take up");
            }
        }
    }

    /// How far back the story of a draft may have been told: farther where it takes somebody up ("le chauffeur").
    fn reach(&self, draft: &Draft) -> usize {
        let taken_up = |party: &Party| party.kind == PartyKind::Person && self.taken_up(draft, party);
        if draft.actors.iter().chain(&draft.recipients).any(taken_up) {
            REACH + 2
        } else {
            REACH
        }
    }

    /// The same of its place.
    fn same_spot(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            let local = draft.codes.kind == "ASSAULT" || draft.codes.concept == "evacuate";
            if draft.gone || draft.place.is_some() || !told_on(draft) || !local {
                continue;
            }
            let before = drafts[..index].iter().rev().find(|other| {
                let placed = other.place.as_ref().is_some_and(|place| place.rank >= 3);
                // What one speaker places, the agency does not, and what is of another day was elsewhere.
                let voice = other.voices.is_empty() || other.speaker() == draft.speaker();
                placed && voice && same_time(other, draft) && news(other) && near(other, draft, self.reach(draft))
            });
            let Some(mut place) = before
                .filter(|other| no_stranger(other, draft))
                .and_then(|other| other.place.clone())
            else {
                continue;
            };
            place.inferred = Some("event");
            drafts[index].place = Some(place);
            drafts[index].because("where", "told on of the attack told before");
        }
    }

    /// "Des tirs ont éclaté. … Les assaillants ont ouvert le feu. … Ils se sont fait exploser.": violence told on of nobody else, nowhere else and on
    /// no other day is the one attack.
    fn one_telling(&self, drafts: &mut [Draft]) {
        for later in 0..drafts.len() {
            if !news(&drafts[later]) {
                continue;
            }
            let earlier = (0..later).rev().find(|&earlier| {
                let (first, second) = (&drafts[earlier], &drafts[later]);
                first.codes.kind == "ASSAULT"
                    && second.codes.kind == "ASSAULT"
                    && news(first)
                    && near(first, second, TELLING)
                    && !self.another(first, second)
                    && first.speaker() == second.speaker()
                    && !first.claimed()
                    && !second.claimed()
                    && !answer(first)
                    && !answer(second)
                    && (first.codes.mode == "destroy") == (second.codes.mode == "destroy")
                    && self.same_doers(first, second)
                    && same_victims(first, second)
                    && (first.codes.mode == "abduct") == (second.codes.mode == "abduct")
                    && same_place(first, second)
                    && same_time(first, second)
                    && tolls_agree(first, second)
            });
            let Some(earlier) = earlier else { continue };
            // What has an author or a victim tells the attack; a bare noun only names it.
            let weight = |draft: &Draft| {
                let own = draft.recipients.iter().filter(|party| party.inferred.is_none()).count();
                usize::from(!draft.mutual) * 4 + draft.actors.len() + 2 * own
            };
            let (host, other) = if weight(&drafts[later]) > weight(&drafts[earlier]) {
                (later, earlier)
            } else {
                (earlier, later)
            };
            let mut told = drafts[other].clone();
            if told.mutual != drafts[host].mutual {
                told.actors.clear();
            }
            drafts[host].absorb(&told);
            crate::harm::drop_uncounted(&mut drafts[host].toll);
            drafts[other].gone = true;
        }
    }

    /// "une autre attaque", "un second kamikaze", "une attaque similaire": a deed that its words set apart from the one told before.
    fn another(&self, first: &Draft, draft: &Draft) -> bool {
        let unit = &self.units[draft.sentence];
        let view = &unit.view;
        let Some(p) = unit.proposition(draft.word) else {
            return false;
        };
        let doer = p.first(Role::Agent).filter(|_| p.kind != Kind::Noun);
        let new = |word: usize| {
            let apart = view.children(word).iter().any(|&child| {
                let lemma = view.lemma(child);
                let other = view.grammar.cue(lemma, "similar")
                    || view.grammar.cue(lemma, "other")
                    || view.grammar.cue(lemma, "again");
                view.relation(child) != "case" && (other || view.feat(child, "NumType") == Some("Ord"))
            });
            // "des explosions et des tirs": named in one breath.
            let introduced = p.kind == Kind::Noun && view.feat_of_determiner(word) == Some("Ind");
            apart || introduced && first.sentence < draft.sentence
        };
        std::iter::once(draft.word).chain(doer).any(new)
    }

    /// Whether the same may have done both: nobody is told, or the same, or whoever is only called the attacker or the suspect.
    fn same_doers(&self, first: &Draft, second: &Draft) -> bool {
        let victims = |party: &Party| first.recipients.iter().any(|hit| hit.side() == party.side());
        if second.mutual || first.mutual {
            // "dans les combats un casque bleu a été tué": those who were attacked fight back.
            let (clash, attack) = if second.mutual {
                (second, first)
            } else {
                (first, second)
            };
            return clash.mutual != attack.mutual && clash.actors.iter().all(victims);
        }
        let view = &self.units[second.sentence].view;
        let taken_up = |party: &Party| {
            let here = party.sentence == second.sentence && party.word < view.len();
            let called = matches!(party.role.as_str(), "suspect" | "gunmen" | "suicide-bomber");
            here && called && view.feat_of_determiner(party.word) == Some("Def")
        };
        let introduced = second.actors.iter().any(|party| {
            party.sentence == second.sentence
                && party.word < view.len()
                && view.feat_of_determiner(party.word) == Some("Ind")
        });
        first.actors.is_empty()
            || second.actors.is_empty()
            || second.actors.iter().all(taken_up)
            || !introduced
                && first
                    .actors
                    .iter()
                    .any(|a| second.actors.iter().any(|b| a.code() == b.code()))
    }

    /// "34 personnes ont été tuées": the dead and wounded of an attack by unknown hands or terrorists who are called nothing else are of the people of
    /// the place.
    fn the_public(&self, drafts: &mut [Draft]) {
        let war = war(drafts);
        // "des attentats ont frappé la Belgique": its people.
        let bare = |party: &Party| party.kind == PartyKind::Country && party.sector.is_empty();
        for draft in drafts.iter_mut() {
            // Where two sides fight, only a bomb is meant for people who are called nothing.
            let bomb =
                draft.codes.kind == "ASSAULT" && draft.codes.cameo.starts_with("18") && draft.codes.mode != "targeted";
            if war && !bomb {
                continue;
            }
            let hidden = draft
                .actors
                .iter()
                .all(|actor| actor.country == "UNK" || actor.sector == "REB");
            // A hospital only counts whom it receives; whom a claimant hit is told of the attack that he claims.
            let counts = draft.voices.first().is_some_and(|voice| voice.party.sector == "MED");
            // The dead of an offensive are of both sides.
            let campaign = matches!(draft.codes.concept.as_str(), "offensive" | "operation");
            let open = !draft.gone
                && !draft.claimed()
                && !campaign
                && !counts
                && draft.codes.kind == "ASSAULT"
                && draft.status == Status::Actual
                && !draft.mutual
                && hidden
                && (draft.recipients.is_empty() || bomb && draft.recipients.iter().all(bare));
            let mut whole = draft.toll.iter().filter(|toll| toll.part_of.is_none());
            let nameless = whole.any(|toll| {
                let harmed = matches!(toll.kind.as_str(), "killed" | "wounded") && toll.high != Some(0);
                harmed && toll.who.is_none()
            });
            let country = draft.place.as_ref().map(|place| place.country.clone());
            let Some(country) = country.filter(|iso| open && nameless && is_state(iso)) else {
                continue;
            };
            draft.recipients = vec![people(draft, &country)];
            draft.because("recipients", "the people of the place");
        }
    }

    /// "the rebels destroyed two pylons": what serves everybody and is nobody's in words is the country's.
    pub(super) fn public_works(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let hidden = draft.actors.iter().all(|actor| actor.sector == "REB");
            let open = !draft.gone
                && draft.codes.mode == "destroy"
                && draft.status == Status::Actual
                && hidden
                && draft.recipients.is_empty()
                && draft
                    .toll
                    .iter()
                    .any(|toll| toll.kind == "destroyed" && toll.who.is_none());
            let place = draft.place.as_ref().map(|place| place.country.clone());
            let actor = draft.actors.first().map(|actor| actor.country.clone());
            let Some(country) = place.or(actor).filter(|iso| open && is_state(iso)) else {
                continue;
            };
            let party = inferred_party(draft, &Party::country(&country), "", "context");
            draft.recipients.push(party);
            draft.because("recipients", "the country of the place");
        }
    }

    /// "Daech revendique l'attaque": whom, when and where the attack hit is what was told of it before.
    fn claimed_attack(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || !draft.claimed() || draft.codes.kind != "ASSAULT" || draft.background {
                continue;
            }
            // "l'assassinat de deux policiers" says which attack it was.
            let own = self.units[draft.sentence].proposition(draft.word).is_some_and(|p| {
                let named = [Role::Of, Role::Against, Role::On, Role::Patient];
                p.kind == Kind::Noun && named.iter().any(|&role| p.has(role))
            });
            if own {
                continue;
            }
            let attack = drafts[..index].iter().find(|other| {
                news(other)
                    && other.codes.kind == "ASSAULT"
                    && !other.mutual
                    && !other.claimed()
                    && other
                        .actors
                        .iter()
                        .all(|actor| !matches!(actor.sector.as_str(), "MIL" | "GOV"))
            });
            let Some(attack) = attack.cloned() else { continue };
            let claimant = &mut drafts[index];
            if claimant.recipients.is_empty() {
                let own: Vec<SmolStr> = claimant.actors.iter().map(Party::side).collect();
                let hit = attack
                    .recipients
                    .into_iter()
                    .filter(|party| !own.contains(&party.side()));
                claimant.recipients = hit.map(of_event).collect();
            }
            if claimant.when.is_none() {
                claimant.when = attack.when.map(|mut when| {
                    when.inferred = Some("event");
                    when
                });
            }
            if claimant.place.is_none() {
                claimant.place = attack.place.map(|mut place| {
                    place.inferred = Some("event");
                    place
                });
            }
            claimant.because("recipients", "the attack that is claimed");
        }
    }
}

/// Whether two armed sides fight in the dispatch, or an armed side tells of it: then each deed is news of its own.
pub(super) fn war(drafts: &[Draft]) -> bool {
    let armed = |party: &&Party| {
        let force = match party.sector.as_str() {
            "MIL" => true,
            "REB" => !party.short.is_empty(),
            "" => party.kind == PartyKind::Country,
            _ => false,
        };
        // Whom the reader only takes for the enemy proves no war.
        let told = party
            .inferred
            .as_ref()
            .is_none_or(|inferred| inferred.from != "opponent");
        force && told && party.country != "UNK"
    };
    // A state's police, too, fights a group that has a name.
    let fights = |party: &&Party| armed(party) || party.sector == "GOV" && party.of_state();
    drafts
        .iter()
        .filter(|draft| !draft.gone && !draft.claimed())
        .any(|draft| {
            let violence = draft.codes.kind == "ASSAULT" || draft.codes.cameo == "192";
            let parties = || draft.actors.iter().chain(&draft.recipients);
            let against = parties()
                .filter(armed)
                .any(|party| parties().filter(fights).any(|other| other.side() != party.side()));
            let soldier = draft
                .voices
                .first()
                .is_some_and(|voice| matches!(voice.party.sector.as_str(), "MIL" | "REB"));
            violence && (against || soldier)
        })
}

/// Whether violence is told of three places or more.
fn scattered(drafts: &[Draft]) -> bool {
    let mut places: Vec<&str> = Vec::new();
    for draft in drafts
        .iter()
        .filter(|draft| news(draft) && draft.codes.kind == "ASSAULT")
    {
        let own = draft
            .place
            .as_ref()
            .filter(|place| place.inferred.is_none() && place.rank >= 3);
        if let Some(place) = own.filter(|place| !places.contains(&place.name.as_str())) {
            places.push(&place.name);
        }
    }
    places.len() >= 3
}

/// Whether a telling stands at most so many sentences behind another.
fn near(first: &Draft, later: &Draft, reach: usize) -> bool {
    later
        .sentence
        .checked_sub(first.sentence)
        .is_some_and(|apart| apart <= reach)
}

/// What is done against those who attacked or gathered: an answer to the attack, and no telling of it.
fn answer(draft: &Draft) -> bool {
    let attacker = |party: &Party| matches!(party.role.as_str(), "suspect" | "gunmen" | "suicide-bomber");
    let concept = matches!(
        draft.codes.concept.as_str(),
        "counter-attack" | "crowd-control" | "repel" | "shoot-down"
    );
    concept || draft.recipients.iter().any(attacker)
}

fn same_victims(first: &Draft, second: &Draft) -> bool {
    first.recipients.is_empty()
        || second.recipients.is_empty()
        || first
            .recipients
            .iter()
            .any(|a| second.recipients.iter().any(|b| a.code() == b.code()))
        || first.mutual
        || second.mutual
}

fn same_place(first: &Draft, second: &Draft) -> bool {
    let own = |draft: &Draft| {
        draft
            .place
            .clone()
            .filter(|place| place.inferred.is_none() && place.rank >= 3)
    };
    match (own(first), own(second)) {
        (Some(a), Some(b)) => a.name == b.name,
        _ => true,
    }
}

fn same_time(first: &Draft, second: &Draft) -> bool {
    match (&first.when, &second.when) {
        (Some(a), Some(b)) => a.time == b.time,
        _ => true,
    }
}

fn tolls_agree(first: &Draft, second: &Draft) -> bool {
    let whole = |draft: &Draft, kind: &str| {
        let mut tolls = draft
            .toll
            .iter()
            .filter(|toll| toll.part_of.is_none() && toll.kind == kind);
        tolls.next().map(|toll| (toll.low, toll.high))
    };
    ["killed", "wounded", "captured"]
        .iter()
        .all(|kind| match (whole(first, kind), whole(second, kind)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        })
}

/// "Douze personnes ont été arrêtées": who is called nothing else is of the people of the place, else of the state that arrests; whom an army takes in a war
/// may be its enemies.
fn arrested(drafts: &mut [Draft], war: bool) {
    for draft in drafts.iter_mut() {
        let civil = draft
            .actors
            .iter()
            .all(|actor| actor.sector == "GOV" && actor.of_state());
        let open = !draft.gone
            && draft.codes.concept == "arrest"
            && draft.status == Status::Actual
            && draft.recipients.is_empty()
            && (civil || !war);
        let nameless = draft
            .toll
            .iter()
            .any(|toll| toll.kind == "detained" && toll.part_of.is_none() && toll.who.is_none());
        // Suspects of a war may belong to either side.
        let suspects = war && draft.toll.iter().any(|toll| toll.group == "suspects");
        if open && nameless && !suspects {
            hit_the_people(draft);
        }
    }
}

/// "27,000 people have fled the town": who has to leave his home is of the people of the place, whoever fights there.
fn displaced(drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let open = !draft.gone && draft.outcome && draft.status == Status::Actual && draft.recipients.is_empty();
        let mut whole = draft.toll.iter().filter(|toll| toll.part_of.is_none());
        let nameless = whole.next().is_some()
            && draft
                .toll
                .iter()
                .all(|toll| toll.part_of.is_some() || toll.kind == "displaced" && toll.who.is_none());
        if open && nameless {
            hit_the_people(draft);
        }
    }
}

/// Makes the people of the place, else of the state that acts, the recipients of a draft.
fn hit_the_people(draft: &mut Draft) {
    let place = draft.place.as_ref().map(|place| place.country.clone());
    let state = draft
        .actors
        .iter()
        .find(|actor| actor.of_state())
        .map(|actor| actor.country.clone());
    if let Some(country) = place.filter(|iso| is_state(iso)).or(state) {
        draft.recipients.push(people(draft, &country));
        draft.because("recipients", "the people of the place");
    }
}

/// The people of a country, of whom nothing else is told.
fn people(draft: &Draft, country: &SmolStr) -> Party {
    Party {
        role: "civilians".into(),
        kind: PartyKind::Collective,
        ..inferred_party(draft, &Party::country(country), "CVL", "context")
    }
}

/// "… ont jeté des pierres sur des policiers. Ces derniers ont riposté": against those who attacked them just before.
fn answered(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let answer = &drafts[index];
        let open = matches!(answer.codes.concept.as_str(), "counter-attack" | "crowd-control");
        if answer.gone || !open || !answer.recipients.is_empty() || answer.actors.is_empty() {
            continue;
        }
        let attack = drafts[..index].iter().rev().find(|other| {
            let hit = other
                .recipients
                .iter()
                .any(|hit| answer.actors.iter().any(|actor| actor.code() == hit.code()));
            !other.gone
                && hit
                && answer
                    .sentence
                    .checked_sub(other.sentence)
                    .is_some_and(|apart| apart <= 1)
        });
        let Some(attack) = attack else { continue };
        let attackers: Vec<Party> = attack.actors.iter().cloned().map(of_event).collect();
        drafts[index].recipients = attackers;
        drafts[index].because("recipients", "those who attacked just before");
    }
}

/// What is told as done now.
fn news(draft: &Draft) -> bool {
    !draft.gone
        && !draft.background
        && draft.status == Status::Actual
        && (draft.codes.kind == "ASSAULT" || draft.codes.mode == "arrest")
}

/// What may go on with an attack: violence, arrests, the clearing of the place.
fn told_on(draft: &Draft) -> bool {
    let kind = draft.codes.kind == "ASSAULT"
        || draft.codes.mode == "arrest"
        || draft.codes.concept == "evacuate"
        || matches!(draft.codes.kind.as_str(), "MOBILIZE" | "PROTEST");
    kind && !draft.background && !draft.pluperfect && draft.status == Status::Actual
}

/// Nobody acts or suffers there of a country that the first has nothing to do with.
fn no_stranger(first: &Draft, later: &Draft) -> bool {
    let countries = |draft: &Draft| -> Vec<SmolStr> {
        let parties = draft.actors.iter().chain(&draft.recipients).map(|party| &party.country);
        let place = draft.place.iter().map(|place| &place.country);
        parties.chain(place).filter(|iso| is_state(iso)).cloned().collect()
    };
    let known = countries(first);
    known.is_empty() || countries(later).iter().all(|iso| known.contains(iso))
}
