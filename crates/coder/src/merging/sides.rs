//! Who fights whom in a dispatch.

use super::Merging;
use crate::draft::Draft;
use crate::party::Party;
use smol_str::SmolStr;

impl Merging<'_> {
    /// The side that one of the two sides of the dispatch's conflict fights.
    pub(super) fn opponent_of(&self, side: &SmolStr) -> Option<&Party> {
        let (first, second) = self.sides.as_ref()?;
        if *side == first.side() {
            Some(second)
        } else if *side == second.side() {
            Some(first)
        } else {
            None
        }
    }
}

/// The two sides that fight each other in most of the violence told; ties go to the pair told first.
pub fn sides(drafts: &[Draft]) -> Option<(Party, Party)> {
    let mut pairs: Vec<((Party, Party), usize)> = Vec::new();
    // Violence with an author and a victim that are no such pair: gunmen and a journalist, police and a crowd.
    let mut apart = 0;
    for draft in drafts
        .iter()
        // A closed border or an arrest makes no war.
        .filter(|d| d.codes.kind == "ASSAULT" || d.codes.cameo == "192")
    {
        let Some(a) = draft.actors.first() else { continue };
        let Some(b) = (if draft.mutual {
            draft.actors.get(1)
        } else {
            draft.recipients.first()
        }) else {
            continue;
        };
        // "Russian missiles killed seven civilians": an army that hits the people of another country fights that country.
        let people = a.of_state()
            && b.of_state()
            && a.country != b.country
            && matches!(a.sector.as_str(), "" | "MIL")
            && b.sector == "CVL"
            && !draft.mutual;
        let country = people.then(|| Party::country(&b.country));
        let b = country.as_ref().unwrap_or(b);
        let known = |p: &Party| p.of_state() && matches!(p.sector.as_str(), "" | "MIL" | "GOV" | "REB");
        if !known(a) || !known(b) || a.side() == b.side() {
            let strangers = a.inferred.is_none() && b.inferred.is_none() && !draft.background;
            apart += if strangers { 2 } else { 0 };
            continue;
        }
        // "the two countries" point at the pair that is looked for.
        let pointed = |p: &Party| p.inferred.as_ref().is_some_and(|i| i.from == "context");
        if pointed(a) && pointed(b) {
            continue;
        }
        // Who is only guessed from the context says less.
        let weight = if a.inferred.is_some() || b.inferred.is_some() {
            1
        } else {
            2
        };
        let found = pairs
            .iter_mut()
            .find(|((x, y), _)| alike(x, a) && alike(y, b) || alike(x, b) && alike(y, a));
        match found {
            Some(((x, y), count)) => {
                *count += weight;
                // "the rebels", then by their name: the name stays.
                for known in [x, y] {
                    for told in [a, b] {
                        if alike(known, told) && known.sector == "REB" && known.short.is_empty() {
                            known.short = told.short.clone();
                        }
                    }
                }
            }
            None => pairs.push(((a.clone(), b.clone()), weight)),
        }
    }
    let Some(most) = pairs.iter().map(|(_, count)| *count).max() else {
        return two_armies(drafts).or_else(|| state_and_group(drafts));
    };
    // One incident among others makes no war that the rest of the dispatch is told of.
    let others: usize = pairs.iter().map(|(_, count)| count).sum::<usize>() - most + apart;
    pairs
        .into_iter()
        .find(|(_, count)| *count == most && *count > others)
        .map(|(pair, _)| pair)
}

/// Where no sentence names both sides: the two armies or groups that the violence and the withdrawals tell most of.
fn two_armies(drafts: &[Draft]) -> Option<(Party, Party)> {
    let mut armies: Vec<(Party, usize)> = Vec::new();
    for draft in drafts
        .iter()
        .filter(|d| !d.background && (d.codes.kind == "ASSAULT" || matches!(d.codes.cameo.as_str(), "192" | "0874")))
        .filter(|d| d.codes.concept != "evacuate")
    {
        let harmed = draft.toll.iter().filter_map(|toll| toll.who.as_ref());
        for party in draft.actors.iter().chain(&draft.recipients).chain(harmed) {
            if party.country.len() != 3 || !matches!(party.sector.as_str(), "MIL" | "REB") || party.country == "UNK" {
                continue;
            }
            match armies.iter_mut().find(|(known, _)| known.side() == party.side()) {
                Some((_, count)) => *count += 1,
                None => armies.push((party.clone(), 1)),
            }
        }
    }
    armies.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match armies.as_slice() {
        // A group alone fights its own state.
        [(group, _)] if group.sector == "REB" => {
            let mut army = Party::country(&group.country);
            army.sector = "MIL".into();
            Some((army, group.clone()))
        }
        [(first, _), (second, _)] => Some((first.clone(), second.clone())),
        [(first, _), (second, more), (_, less), ..] if more > less => Some((first.clone(), second.clone())),
        _ => None,
    }
}

/// Where no violence is told: a state whose government and one armed group of its own talk, ask and refuse each other.
fn state_and_group(drafts: &[Draft]) -> Option<(Party, Party)> {
    let mut groups: Vec<Party> = Vec::new();
    let mut states: Vec<&str> = Vec::new();
    let voices = |draft: &Draft| -> Vec<Party> { draft.voices.iter().map(|voice| voice.party.clone()).collect() };
    for draft in drafts {
        let spoken = voices(draft);
        for party in draft.actors.iter().chain(&draft.recipients).chain(&spoken) {
            let named = party.sector == "REB" && !party.short.is_empty() && party.of_state();
            if named && groups.iter().all(|known| known.side() != party.side()) {
                groups.push(party.clone());
            }
        }
        for party in draft.actors.iter().chain(&draft.recipients) {
            if matches!(party.sector.as_str(), "GOV" | "MIL") && party.of_state() {
                states.push(&party.country);
            }
        }
    }
    let [group] = groups.as_slice() else { return None };
    states.contains(&group.country.as_str()).then(|| {
        let mut army = Party::country(&group.country);
        army.sector = "MIL".into();
        (army, group.clone())
    })
}

/// Whether two mentions are of one side; a group that is named here may go without its name there.
fn alike(a: &Party, b: &Party) -> bool {
    let rebels = a.sector == "REB" && b.sector == "REB" && a.country == b.country;
    a.side() == b.side() || rebels && (a.short.is_empty() || b.short.is_empty())
}
