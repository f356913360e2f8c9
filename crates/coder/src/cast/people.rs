//! People who are named with an office once and by their last name from then on.

use super::Cast;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::fold;
use selon_syntax::Upos;
use smol_str::SmolStr;

/// The office that somebody was named with.
#[derive(Clone, Debug)]
pub(super) struct Office {
    country: SmolStr,
    pub(super) sector: SmolStr,
    short: SmolStr,
    role: SmolStr,
}

impl Office {
    /// The party of whoever holds the office.
    pub(super) fn holder(&self, party: Party, name: String) -> Party {
        Party {
            country: self.country.clone(),
            sector: self.sector.clone(),
            short: self.short.clone(),
            role: self.role.clone(),
            kind: PartyKind::Person,
            name: Some(name),
            ..party
        }
    }
}

impl Cast<'_> {
    /// The party of somebody who is named with an office anywhere in the dispatch.
    pub fn named_with_office(&self, name: &str) -> Option<Party> {
        let blank = Party::country(&SmolStr::default());
        let mut parts = name.split(' ').rev().filter(|part| part.chars().count() > 3);
        let office = parts.find_map(|part| self.known_person(part))?;
        Some(office.holder(blank, name.to_owned()))
    }

    /// The code of a named party that is valid on the day of the dispatch.
    pub fn valid_party(&self, number: usize) -> Option<SmolStr> {
        let entry = self.names.parties.get(number)?;
        let country = self.home.clone().unwrap_or_else(|| "UNK".into());
        let code = entry.code.replacen('*', &country, 1);
        self.valid(&entry.from, &entry.until).then(|| code.into())
    }

    /// The office of somebody met before, by his last name.
    pub(super) fn known_person(&self, name: &str) -> Option<&Office> {
        let last = name.split(' ').next_back()?;
        self.people.get(&fold(last))
    }

    /// People named with an office are known by their last name from then on.
    pub(super) fn remember(&mut self, unit: &Unit<'_>, word: usize, party: &Party) {
        if party.kind != PartyKind::Person || party.sector.is_empty() {
            return;
        }
        let Some(mut name) = self.proper_name(unit, word) else {
            return;
        };
        // "the Commissioner for Information, Sanusi Bakura, said": a title that is written like a name is none, the name stands behind it.
        if unit.view.upos(word) == Upos::Propn
            && self.role_phrase(unit, word).is_some()
            && let Some(called) = name_set_off(unit, word)
        {
            name = called;
        }
        let entry = Office {
            country: party.country.clone(),
            sector: party.sector.clone(),
            short: party.short.clone(),
            role: party.role.clone(),
        };
        // Last names stand last in the west and first in the east; of two the first is the one that is used alone ("Armando Calderon Sol", then "Calderon").
        for part in name.split(' ').filter(|part| part.chars().count() > 3) {
            self.people.entry(fold(part)).or_insert_with(|| entry.clone());
        }
        if let Some(last) = name.split(' ').next_back() {
            self.people.insert(fold(last), entry);
        }
    }
}

/// How far behind a title its holder's name may begin.
const REACH: usize = 6;

/// The name of two words or more that stands between commas behind a title.
fn name_set_off(unit: &Unit<'_>, word: usize) -> Option<String> {
    let view = &unit.view;
    let comma = |w: usize| w < view.len() && view.word(w).form == ",";
    let first = (word + 1..view.len()).take(REACH).find(|&w| comma(w))? + 1;
    let last = (first..view.len()).find(|&w| view.upos(w) != Upos::Propn)?;
    let forms: Vec<&str> = (first..last).map(|w| view.word(w).form.as_str()).collect();
    (forms.len() >= 2 && comma(last)).then(|| forms.join(" "))
}
