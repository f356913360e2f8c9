//! Which country a dispatch is about, by how often it names it.

use crate::names::Referent;
use crate::scene::Unit;
use smol_str::SmolStr;

/// What a dateline counts when the text's own country is looked for; a mention counts two.
const DATELINE: usize = 5;

/// What the dateline of a country counts that the text never names: many write from an office abroad.
const UNNAMED: usize = 3;

/// The country named most, the datelines' above others; theirs where none is named.
///
/// `all` are the countries of the whole text, of which `countries` may be the first part only.
pub(super) fn find_home(
    countries: &[(SmolStr, usize)],
    datelines: &[SmolStr],
    all: &[(SmolStr, usize)],
) -> Option<SmolStr> {
    let mut best: Option<(&SmolStr, usize)> = None;
    // Where the reporter writes from, "the army" is that country's, unless the text is about another throughout.
    let unnamed = datelines
        .iter()
        .filter(|iso| !iso.is_empty() && !countries.iter().any(|(known, _)| known == *iso))
        .map(|iso| (iso, 0));
    for (iso, count) in countries.iter().map(|(iso, count)| (iso, *count)).chain(unnamed) {
        let weight = if count == 0 && !all.iter().any(|(known, _)| known == iso) {
            UNNAMED
        } else {
            weight(count, datelines.contains(iso))
        };
        if best.is_none_or(|(_, known)| weight > known) {
            best = Some((iso, weight));
        }
    }
    best.map(|(iso, _)| iso.clone()).or_else(|| datelines.first().cloned())
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
