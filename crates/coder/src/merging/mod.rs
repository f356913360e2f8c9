//! From drafts to claims: harm goes to the event that caused it, one happening told twice by one party is one claim, and
//! what the text hides is inferred from the other side.

mod addressed;
mod answers;
mod counterparts;
mod custody;
mod figures;
mod harmed;
mod inference;
mod lead;
mod opponents;
mod sides;
mod story;

pub use inference::of_event;
pub use sides::sides;
mod same;

use crate::cast::Cast;
use crate::draft::{Draft, Status};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use harmed::{answered_loss, own_doer, own_side_hit};
use same::{compatible_places, fullness, may_be_same, same_voice};
use selon_propositions::{Kind, Proposition, Role};
use smol_str::SmolStr;

/// Roles by which harm hangs on the noun of the event that caused it.
const CAUSES: [Role; 9] = [
    Role::During,
    Role::In,
    Role::By,
    Role::After,
    Role::With,
    Role::Agent,
    Role::Because,
    Role::Under,
    Role::From,
];

/// More than any distance in a sentence: an event before the harm is nearer than one behind it.
const BEHIND: usize = 10_000;

/// What drafts are merged with.
pub struct Merging<'a> {
    /// The sentences.
    pub units: &'a [Unit<'a>],
    /// The parties.
    pub cast: &'a Cast<'a>,
    /// For each sentence, whether its paragraph or the lead is about an accident or a disaster.
    pub accidents: &'a [bool],
    /// The two sides of the dispatch's conflict.
    pub sides: Option<(Party, Party)>,
}

impl Merging<'_> {
    /// Merges and completes the drafts; the result is in the order of the text.
    pub fn run(&self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        self.background(&mut drafts);
        self.outcomes_in_sentence(&mut drafts);
        self.soldiers_make_sides_military(&mut drafts);
        self.victims_are_a_side(&mut drafts);
        self.one_attack(&mut drafts);
        self.truces_and_wars(&mut drafts);
        self.talks(&mut drafts);
        self.praised(&mut drafts);
        self.blamed(&mut drafts);
        self.condemned(&mut drafts);
        self.same_attack(&mut drafts);
        self.attackers(&mut drafts);
        self.weak(&mut drafts);
        self.repeated_tolls(&mut drafts);
        self.figures(&mut drafts);
        self.outcomes_of_sentence_before(&mut drafts);
        self.dead_of_attack(&mut drafts);
        self.forces_of_ministries(&mut drafts);
        self.own_losses(&mut drafts);
        self.acts_of_state(&mut drafts);
        self.shot_down(&mut drafts);
        self.sentences(&mut drafts);
        self.custody(&mut drafts);
        self.accidental_harm(&mut drafts);
        self.natural_deaths(&mut drafts);
        self.struck_abroad(&mut drafts);
        self.opponents(&mut drafts);
        self.leads(&mut drafts);
        self.refused_offers(&mut drafts);
        self.broken_talks(&mut drafts);
        self.ready_to_talk(&mut drafts);
        self.repelled(&mut drafts);
        self.captives(&mut drafts);
        self.repeated(&mut drafts);
        self.counterparts(&mut drafts);
        self.history_goes_on(&mut drafts);
        self.inherit(&mut drafts);
        self.similar(&mut drafts);
        self.inherit_places(&mut drafts);
        self.story(&mut drafts);
        self.public_works(&mut drafts);
        counterparts::people_abroad(&mut drafts);
        drafts.retain(|draft| !draft.gone);
        drafts.sort_by_key(|draft| (draft.sentence, draft.trigger.start));
        drafts
    }

    /// Harm told inside the sentence of its cause.
    fn outcomes_in_sentence(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            if !drafts[index].outcome || drafts[index].gone {
                continue;
            }
            let hosts: Vec<usize> = (0..drafts.len())
                .filter(|&other| {
                    other != index
                        && !drafts[other].gone
                        && !drafts[other].outcome
                        && drafts[other].sentence == drafts[index].sentence
                        && drafts[other].codes.kind == "ASSAULT"
                })
                .collect();
            let unit = &self.units[drafts[index].sentence];
            let host = hosts
                .iter()
                .copied()
                .filter_map(|other| {
                    self.causes(unit, &drafts[other], &drafts[index])
                        .map(|distance| (distance, other))
                })
                .min()
                .map(|(_, other)| other);
            if let Some(host) = host {
                self.pour(drafts, index, host);
            }
        }
        // Several kinds of harm of one sentence without an act of their own are one claim.
        for index in 0..drafts.len() {
            if !drafts[index].outcome || drafts[index].gone {
                continue;
            }
            let earlier = (0..index).rev().find(|&other| {
                let (a, b) = (&drafts[other], &drafts[index]);
                !a.gone
                    && a.outcome
                    && a.sentence == b.sentence
                    && a.speaker() == b.speaker()
                    && a.status == b.status
                    && a.codes.kind == b.codes.kind
                    || !a.gone
                        && a.outcome
                        && a.sentence == b.sentence
                        && joined(&self.units[a.sentence], a.word, b.word)
            });
            if let Some(earlier) = earlier {
                self.pour(drafts, index, earlier);
            }
        }
    }

    /// "Trente soldats de la Kfor ont été blessés dans des heurts avec des manifestants": armed victims of a clash are one of its sides.
    fn victims_are_a_side(&self, drafts: &mut [Draft]) {
        for draft in drafts
            .iter_mut()
            .filter(|d| !d.gone && d.mutual && d.codes.kind == "ASSAULT" && d.actors.len() == 1)
        {
            let armed = |party: &Party| {
                matches!(party.sector.as_str(), "MIL" | "REB" | "GOV") || matches!(party.country.as_str(), "IGO")
            };
            let victim = draft
                .toll
                .iter()
                .filter(|toll| toll.part_of.is_none())
                .find_map(|toll| toll.who.clone());
            let other =
                victim.filter(|party| armed(party) && draft.actors.iter().all(|actor| actor.side() != party.side()));
            if let Some(party) = other {
                draft.actors.push(party);
                draft.because("actors", "those who were hurt on the other side");
            }
        }
    }

    /// How far the harm hangs from an event that may have caused it; `None` when the tree shows no such link.
    fn causes(&self, unit: &Unit<'_>, event: &Draft, harm: &Draft) -> Option<usize> {
        if event.background != harm.background && event.pluperfect != harm.pluperfect {
            return None;
        }
        let p = unit.proposition(harm.word)?;
        // "ont capturé le chef après un échange de tirs": who was taken behind a fight is news of its own.
        let behind =
            event.word > harm.word && matches!(unit.view.preposition(event.word), Some((Some(Role::After), _, _)));
        if harm.codes.kind == "COERCE" && !harm.actors.is_empty() && p.kind == Kind::Verb && behind {
            return None;
        }
        for argument in &p.arguments {
            if CAUSES.contains(&argument.role) && argument.word == event.word {
                return Some(0);
            }
        }
        if own_doer(unit, p, event, harm) || own_side_hit(event, harm) || answered_loss(event, harm) {
            return None;
        }
        if let Some(q) = unit.proposition(event.word) {
            // "attacked the village, killing 12"; "a raid in which 12 died".
            let carrier = q.light.unwrap_or(event.word);
            if unit.view.below(harm.word, event.word) || unit.view.below(harm.word, carrier) && carrier != event.word {
                return Some(1 + steps(unit, harm.word, event.word));
            }
            if unit.view.below(event.word, harm.word) {
                return Some(2 + steps(unit, event.word, harm.word));
            }
            if joined(unit, carrier, harm.word) && same_subject(p, q) {
                return Some(3);
            }
        }
        // Both in one clause: "la guerre s'est soldée par la mort de 6.500 personnes".
        let verb = unit.view.head(harm.word)?;
        let shared = unit.proposition(verb).is_some_and(|v| {
            v.arguments.iter().any(|a| {
                a.word == event.word && matches!(a.role, Role::Agent | Role::Patient | Role::In | Role::During)
            })
        });
        if shared {
            return Some(4);
        }
        let same_voice = event.speaker() == harm.speaker() || event.voices.is_empty() || harm.voices.is_empty();
        // Nothing ties them but the sentence: the event told last before the harm.
        let apart = if event.word < harm.word {
            harm.word - event.word
        } else {
            BEHIND + event.word - harm.word
        };
        // What is shot down hurts nobody by itself.
        let harmless = event.codes.concept == "shoot-down";
        (same_voice && harm.actors.is_empty() && !harmless).then_some(20 + apart)
    }

    /// Moves harm into the event that caused it; the voice that tells only the harm becomes the claim's.
    fn pour(&self, drafts: &mut [Draft], from: usize, into: usize) {
        let harm = drafts[from].clone();
        let target = &mut drafts[into];
        let victims: Vec<SmolStr> = target
            .toll
            .iter()
            .filter_map(|t| Some(t.who.as_ref()?.code()))
            .collect();
        // "killed in an air strike": the bare noun is now the event that caused the harm.
        target.weak = false;
        let base = target.toll.len();
        // "Parmi les morts figurent deux enfants": a part of those told before.
        let among = self.units[harm.sentence]
            .proposition(harm.word)
            .is_some_and(|p| p.has(Role::Among));
        let whole = |host: &Draft, kind: &str| {
            let same = |toll: &crate::draft::DraftToll| toll.kind == kind && toll.part_of.is_none();
            host.toll[..base].iter().position(same).filter(|_| among)
        };
        for toll in &harm.toll {
            let known = target
                .toll
                .iter()
                .any(|t| t.kind == toll.kind && t.low == toll.low && t.best == toll.best && t.high == toll.high);
            if known && toll.part_of.is_none() {
                continue;
            }
            let mut toll = toll.clone();
            toll.part_of = toll.part_of.map(|part| part + base).or(whole(target, &toll.kind));
            target.toll.push(toll);
        }
        crate::harm::drop_uncounted(&mut target.toll);
        if target.voices.is_empty() && !harm.voices.is_empty() && !target.outcome {
            target.voices = harm.voices.clone();
            target.because("said_by", "the agency tells the event, the speaker its toll");
        }
        // "In another attack, gunmen killed two": the verb tells it, the bare noun only opens the sentence.
        let opener = self.units[target.sentence]
            .proposition(target.word)
            .is_some_and(|q| q.kind == Kind::Noun && q.light.is_none() && q.arguments.is_empty());
        if opener && target.actors.is_empty() && !harm.actors.is_empty() && target.sentence == harm.sentence {
            target.trigger = harm.trigger.clone();
        }
        if target.actors.is_empty() {
            target.actors = harm
                .actors
                .iter()
                .filter(|a| a.kind != PartyKind::Place)
                .cloned()
                .collect();
        }
        if target.recipients.is_empty() && !target.mutual && !among {
            target.recipients = harm.recipients.clone();
        } else if !target.recipients.is_empty()
            && target.recipients.iter().all(|party| victims.contains(&party.code()))
            && harm.toll.iter().any(|t| t.part_of.is_none())
            && !among
        {
            // "a journalist was killed and two medics were wounded": each is a victim; a part of the victims is known as one.
            for victim in harm.recipients.iter().cloned() {
                if target.recipients.iter().all(|known| known.code() != victim.code()) {
                    target.recipients.push(victim);
                }
            }
        }
        if target.when.is_none() {
            target.when = harm.when.clone();
        }
        if target
            .place
            .as_ref()
            .is_none_or(|p| harm.place.as_ref().is_some_and(|h| h.rank > p.rank))
            && harm.place.is_some()
        {
            target.place = harm.place.clone();
        }
        for means in harm.means {
            if !target.means.iter().any(|(kind, _)| *kind == means.0) {
                target.means.push(means);
            }
        }
        target.unconfirmed |= harm.unconfirmed;
        target.because("toll", "harm told with the event that caused it");
        drafts[from].gone = true;
    }

    /// Burned, looted, destroyed in the attack that the same sentence tells: one claim.
    fn one_attack(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let draft = &drafts[index];
            if draft.gone || draft.codes.mode != "destroy" || draft.codes.kind != "ASSAULT" {
                continue;
            }
            let unit = &self.units[draft.sentence];
            let host = (0..drafts.len()).find(|&other| {
                let event = &drafts[other];
                let same_author = draft.actors.is_empty()
                    || event.actors.is_empty()
                    || draft
                        .actors
                        .iter()
                        .any(|a| event.actors.iter().any(|b| a.side() == b.side()));
                let linked = event.sentence == draft.sentence
                    && (unit.view.below(draft.word, event.word) || joined(unit, draft.word, event.word));
                // "Jets struck the town. Two houses were destroyed.": homes destroyed, by nobody else, just after. Arms of an enemy are news of
                // their own.
                let homes = draft.recipients.iter().all(|p| p.sector == "CVL")
                    && draft
                        .toll
                        .iter()
                        .any(|t| t.who.as_ref().is_none_or(|who| who.sector == "CVL"));
                let result = draft.actors.is_empty()
                    && homes
                    && !event.outcome
                    && !event.mutual
                    && event.background == draft.background
                    && (event.sentence == draft.sentence || event.sentence + 1 == draft.sentence)
                    && compatible_times(event, draft)
                    && compatible_places(event, draft);
                other != index
                    && !event.gone
                    && event.codes.kind == "ASSAULT"
                    && event.codes.mode != "destroy"
                    && event.status == draft.status
                    && event.speaker() == draft.speaker()
                    && same_author
                    && (linked || result)
            });
            if let Some(host) = host {
                self.pour(drafts, index, host);
            }
        }
    }

    /// "The attack", "this incident": belongs to what was told before, and founds no claim.
    fn weak(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut().filter(|draft| draft.weak && !draft.claimed()) {
            draft.gone = true;
        }
    }

    /// A toll that only repeats figures told before adds no claim.
    fn repeated_tolls(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let harm = &drafts[index];
            if harm.gone || !harm.outcome || harm.toll.is_empty() || !harm.actors.is_empty() {
                continue;
            }
            let told = |t: &crate::draft::DraftToll| {
                t.best.or(t.low).is_some_and(|n| n > 2)
                    && drafts[..index].iter().any(|d| {
                        !d.gone
                            && d.toll
                                .iter()
                                .any(|u| u.kind == t.kind && u.low == t.low && u.high == t.high)
                            && (harm.voices.is_empty() || d.side() == harm.side())
                    })
            };
            if harm.toll.iter().all(told) {
                drafts[index].gone = true;
            }
        }
    }

    /// Harm without a cause in its own sentence belongs to the event that the same speaker told just before.
    fn outcomes_of_sentence_before(&self, drafts: &mut [Draft]) {
        for index in 0..drafts.len() {
            let harm = &drafts[index];
            if !harm.outcome || harm.gone || !harm.actors.is_empty() || harm.status != Status::Actual {
                continue;
            }
            let paragraph = self.units[harm.sentence].paragraph;
            let host = (0..index).rev().find(|&other| {
                let event = &drafts[other];
                !event.gone
                    && event.codes.kind == "ASSAULT"
                    && event.speaker() == harm.speaker()
                    && event.background == harm.background
                    && event.status == harm.status
                    && harm.sentence - event.sentence <= 2
                    // Agencies make a paragraph of every sentence.
                    && (self.units[event.sentence].paragraph == paragraph || harm.sentence == event.sentence + 1)
                    && compatible_times(event, harm)
                    && compatible_places(event, harm)
                    // Harm with a day of its own belongs to no undated event.
                    && (event.when.is_some() || harm.when.as_ref().is_none_or(|when| when.inferred.is_some()))
            });
            if let Some(host) = host {
                self.pour(drafts, index, host);
            }
        }
    }

    /// One happening told twice by one party.
    fn repeated(&self, drafts: &mut [Draft]) {
        for later in 0..drafts.len() {
            if drafts[later].gone {
                continue;
            }
            let earlier = (0..later).find(|&earlier| {
                let (a, b) = (&drafts[earlier], &drafts[later]);
                // "called on both sides to talk and urged Kigali to withdraw": two acts of one sentence.
                let addressed = |d: &Draft| d.recipients.iter().map(Party::code).collect::<Vec<_>>();
                let apart = a.sentence == b.sentence
                    && a.codes.kind == "REQUEST"
                    && joined(&self.units[a.sentence], a.word, b.word)
                    && addressed(a) != addressed(b);
                !a.gone && !apart && same_happening(a, b) && !self.similar_deed(b)
            });
            if let Some(earlier) = earlier {
                // The fullest telling gives the trigger.
                let (host, other) = if fullness(&drafts[later]) > fullness(&drafts[earlier]) {
                    (later, earlier)
                } else {
                    (earlier, later)
                };
                let told = drafts[other].clone();
                drafts[host].absorb(&told);
                drafts[other].gone = true;
            }
        }
    }

    /// History: a time more than a month before the dispatch, or the past perfect with such a time above it.
    fn background(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            draft.background |= draft
                .when
                .as_ref()
                .is_some_and(|when| when.inferred == Some("background"));
        }
    }
}

fn steps(unit: &Unit<'_>, word: usize, top: usize) -> usize {
    let mut current = word;
    let mut count = 0;
    while current != top && count < unit.view.len() {
        let Some(head) = unit.view.head(current) else { break };
        current = head;
        count += 1;
    }
    count
}

/// Coordinated, directly or through a chain.
fn joined(unit: &Unit<'_>, a: usize, b: usize) -> bool {
    let first = |mut word: usize| {
        while unit.view.relation(word) == "conj" {
            match unit.view.head(word) {
                Some(head) => word = head,
                None => break,
            }
        }
        word
    };
    first(a) == first(b)
}

fn same_subject(p: &Proposition, q: &Proposition) -> bool {
    match (p.first(Role::Agent), q.first(Role::Agent)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

fn compatible_times(a: &Draft, b: &Draft) -> bool {
    match (&a.when, &b.when) {
        (Some(a), Some(b)) => a.time == b.time || a.inferred.is_some() || b.inferred.is_some(),
        _ => true,
    }
}

fn shares_party(a: &Draft, b: &Draft) -> bool {
    let countries = |d: &Draft| -> Vec<SmolStr> {
        d.actors
            .iter()
            .chain(&d.recipients)
            .map(|p| p.country.clone())
            .collect()
    };
    let mine = countries(a);
    countries(b).iter().any(|c| mine.contains(c))
}

/// Whether two drafts tell one happening by one party: type, direction, status and speaker agree and nothing speaks against it.
fn same_happening(a: &Draft, b: &Draft) -> bool {
    if a.codes.kind != b.codes.kind || a.status != b.status || a.background != b.background || !same_voice(a, b) {
        return false;
    }
    // To go to court or to the council is another act than to blame.
    let lodged = |d: &Draft| {
        matches!(
            d.codes.concept.as_str(),
            "sue" | "complain" | "protest-note" | "investigate"
        )
    };
    if lodged(a) != lodged(b) {
        return false;
    }
    let clash = |x: &[Party], y: &[Party]| {
        !x.is_empty() && !y.is_empty() && !x.iter().any(|p| y.iter().any(|q| may_be_same(p, q)))
    };
    if a.mutual != b.mutual && !(a.outcome || b.outcome) {
        return false;
    }
    if clash(&a.actors, &b.actors) || clash(&a.recipients, &b.recipients) {
        return false;
    }
    // Talks of A with B are none of A with C.
    let others = |x: &[Party], y: &[Party]| x.iter().any(|p| !y.iter().any(|q| may_be_same(p, q)));
    if a.mutual && b.mutual && a.actors.len() == 2 && b.actors.len() == 2 && others(&a.actors, &b.actors) {
        return false;
    }
    let both_known = |x: &[Party], y: &[Party]| !x.is_empty() && !y.is_empty();
    let linked = both_known(&a.actors, &b.actors) || both_known(&a.recipients, &b.recipients);
    // "an explosion was heard", after a blast that has victims: the same kind of violence, and nobody is named that could differ.
    let nobody = |d: &Draft| d.actors.is_empty() && d.recipients.is_empty() && d.toll.is_empty() && !d.outcome;
    let alike = a.codes.concept == b.codes.concept
        || a.codes.kind == "ASSAULT" && !a.codes.mode.is_empty() && a.codes.mode == b.codes.mode;
    let plain = (nobody(a) || nobody(b)) && alike && a.codes.cameo != "192";
    if !(linked || plain || a.outcome && b.outcome) {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.when, &b.when)
        && x.time != y.time
        && x.inferred.is_none()
        && y.inferred.is_none()
    {
        return false;
    }
    if !compatible_places(a, b) {
        return false;
    }
    let modes = a.codes.mode == b.codes.mode || a.codes.mode.is_empty() || b.codes.mode.is_empty();
    let tolls = a.toll.iter().all(|t| {
        b.toll.iter().all(|u| {
            t.kind != u.kind
                || t.part_of.is_some()
                || u.part_of.is_some()
                || t.low == u.low && t.high == u.high
                || t.low.is_none()
                || u.low.is_none()
        })
    });
    let destroyed = (a.codes.mode == "destroy") != (b.codes.mode == "destroy");
    modes && tolls && !destroyed && a.codes.cameo.get(..2) == b.codes.cameo.get(..2)
}
