//! Which country a dispatch is about, by how often it names it.

use crate::names::{Names, Referent};
use crate::party::is_state;
use crate::scene::Unit;
use selon_places::Gazetteer;
use selon_propositions::Role;
use selon_syntax::Upos;
use smol_str::SmolStr;

/// What a dateline counts when the text's own country is looked for; a mention counts two.
const DATELINE: usize = 5;

/// What a dateline counts that is only the seat of an office abroad.
const ABROAD: usize = 1;

/// The country named most, the datelines' above others; theirs where none is named.
///
/// `abroad` tells which datelines are only where the writer sits.
pub(super) fn find_home(countries: &[(SmolStr, usize)], datelines: &[SmolStr], abroad: &[SmolStr]) -> Option<SmolStr> {
    let mut best: Option<(&SmolStr, usize)> = None;
    // Where the reporter writes from, "the army" is that country's, unless the text is about another throughout.
    let unnamed = datelines
        .iter()
        .filter(|iso| !iso.is_empty() && !countries.iter().any(|(known, _)| known == *iso))
        .map(|iso| (iso, 0));
    for (iso, count) in countries.iter().map(|(iso, count)| (iso, *count)).chain(unnamed) {
        let weight = if abroad.contains(iso) {
            ABROAD
        } else {
            weight(count, datelines.contains(iso))
        };
        if best.is_none_or(|(_, known)| weight > known) {
            best = Some((iso, weight));
        }
    }
    best.map(|(iso, _)| iso.clone()).or_else(|| datelines.first().cloned())
}

/// How often the text tells of each country without naming it: by a group, body or force of it, by a place there.
pub(super) fn presence(units: &[Unit<'_>], names: &Names, gazetteer: &Gazetteer) -> Vec<(SmolStr, usize)> {
    let mut present: Vec<(SmolStr, usize)> = Vec::new();
    let mut add = |iso: &str| match present.iter_mut().find(|(known, _)| known == iso) {
        Some((_, count)) => *count += 1,
        None => present.push((SmolStr::new(iso), 1)),
    };
    for unit in units {
        for found in &unit.found {
            let party = found.referents.iter().find_map(|referent| match referent {
                Referent::Party(number) => names.parties[*number].code.split('.').next(),
                _ => None,
            });
            if let Some(iso) = party.filter(|code| is_state(code)) {
                add(iso);
            }
        }
        for word in (0..unit.view.len()).filter(|&w| unit.view.upos(w) == Upos::Propn && unit.name_at(w).is_none()) {
            let role = unit.view.preposition(word).and_then(|(role, _, _)| role);
            if matches!(role, Some(Role::In | Role::At | Role::Near | Role::Of))
                && let Some(place) = gazetteer.lookup(&unit.view.word(word).form).first()
            {
                add(place.country);
            }
        }
    }
    present
}

/// The datelines whose country the text neither names nor tells of: its groups and places are another country's.
pub(super) fn offices_abroad(
    present: &[(SmolStr, usize)],
    countries: &[(SmolStr, usize)],
    datelines: &[SmolStr],
) -> Vec<SmolStr> {
    let presence = |iso: &SmolStr| present.iter().find(|(known, _)| known == iso).map_or(0, |(_, n)| *n);
    let named = |iso: &SmolStr| countries.iter().any(|(known, _)| known == iso);
    let elsewhere = countries.iter().map(|(iso, _)| presence(iso)).max().unwrap_or(0);
    let abroad = |iso: &&SmolStr| !iso.is_empty() && !named(iso) && presence(iso) < elsewhere;
    datelines.iter().filter(abroad).cloned().collect()
}

/// Without a dateline, what a text tells of a country counts beside how often it names it: "a man of Algerian nationality" in a French town.
pub(super) fn with_presence(countries: &[(SmolStr, usize)], present: &[(SmolStr, usize)]) -> Vec<(SmolStr, usize)> {
    let mut counts = countries.to_vec();
    for (iso, told) in present {
        match counts.iter_mut().find(|(known, _)| known == iso) {
            Some((_, count)) => *count += told,
            None => counts.push((iso.clone(), *told)),
        }
    }
    counts
}

/// How much a country counts that is named so often.
pub(super) fn weight(count: usize, dateline: bool) -> usize {
    count * 2 + usize::from(dateline) * DATELINE
}

/// How often the text names each country, by name, adjective, inhabitant or capital; most first, then by first mention.
pub(super) fn count_countries(units: &[Unit<'_>]) -> Vec<(SmolStr, usize)> {
    let mut counts: Vec<(SmolStr, usize)> = Vec::new();
    for unit in units {
        count_names(unit, &mut counts);
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

pub(super) fn count_names(unit: &Unit<'_>, counts: &mut Vec<(SmolStr, usize)>) {
    for found in &unit.found {
        let Some(iso) = found.referents.iter().find_map(|referent| match referent {
            Referent::Country(iso) | Referent::Capital(iso) | Referent::Adjective(iso) | Referent::Inhabitant(iso) => {
                Some(iso)
            }
            _ => None,
        }) else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| known == iso) {
            Some((_, count)) => *count += 1,
            None => counts.push((iso.clone(), 1)),
        }
    }
}
