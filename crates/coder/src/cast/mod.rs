//! The cast of a dispatch: which noun phrases are parties, and who they are.
//!
//! First every noun phrase is looked at by itself (names, nationality adjectives, role nouns); then what is still open is
//! filled from the dispatch: an army without a country is the one named before, `il` the last fitting subject.

mod abbreviations;
mod context;
mod described;
mod home;
mod owners;
mod people;
mod possessors;
mod twins;
mod whereabouts;

use crate::names::{Names, Referent, RoleNoun, content_word};
use crate::party::{Party, PartyKind, is_state};
use crate::scene::Unit;
use home::{count_countries, count_names, find_home, offices_abroad, presence, with_presence};
use people::Office;
use rustc_hash::FxHashMap;
use selon_places::{Gazetteer, Kind as PlaceKind};
use selon_propositions::fold;
use selon_syntax::Upos;
use smol_str::SmolStr;

/// The parties of a dispatch.
pub struct Cast<'a> {
    units: &'a [Unit<'a>],
    names: &'a Names,
    gazetteer: &'a Gazetteer,
    /// By sentence, then by word.
    parties: Vec<Vec<Option<Party>>>,
    /// Countries by how often the text names them, most first.
    countries: Vec<(SmolStr, usize)>,
    /// The country that an unspecified army or government belongs to, by sentence: what comes later does not count.
    homes: Vec<Option<SmolStr>>,
    /// The country that the whole dispatch is about.
    home: Option<SmolStr>,
    /// People named with an office, by last name.
    people: FxHashMap<String, Office>,
    /// The countries of the datelines.
    datelines: Vec<SmolStr>,
    /// Further parties of one noun ("Russian and Syrian jets"), by sentence and word.
    twins: FxHashMap<(usize, usize), Vec<Party>>,
    /// Those who were called by a region, by their role: its countries.
    regional: Vec<(SmolStr, Vec<SmolStr>)>,
    /// What a bracket behind a name says that it is called from then on: "the Patriotic Union (UP)".
    abbreviations: FxHashMap<SmolStr, Party>,
    /// The day by which an office or group is looked up, `YYYY-MM-DD`.
    day: String,
}

/// Noun phrases are followed only so deep: "the spokesman of the ministry of the government of …".
const DEPTH: usize = 5;

impl<'a> Cast<'a> {
    /// Finds the parties of a dispatch. `datelines` are the countries of its datelines, `day` its date or empty.
    pub fn new(
        units: &'a [Unit<'a>],
        names: &'a Names,
        gazetteer: &'a Gazetteer,
        datelines: &[SmolStr],
        day: &str,
    ) -> Cast<'a> {
        let mut cast = Cast {
            units,
            names,
            gazetteer,
            parties: units.iter().map(|unit| vec![None; unit.view.len()]).collect(),
            countries: count_countries(units),
            homes: Vec::new(),
            home: None,
            people: FxHashMap::default(),
            datelines: datelines.to_vec(),
            twins: FxHashMap::default(),
            regional: Vec::new(),
            abbreviations: FxHashMap::default(),
            day: day.to_owned(),
        };
        let present = presence(units, names, gazetteer);
        let abroad = offices_abroad(&present, &cast.countries, datelines);
        let whole = match datelines {
            [] => find_home(&with_presence(&cast.countries, &present), datelines, &abroad),
            _ => find_home(&cast.countries, datelines, &abroad),
        };
        cast.home.clone_from(&whole);
        let mut so_far = Vec::new();
        for unit in units {
            count_names(unit, &mut so_far);
            // A country that the text never names is only where its writer sits.
            let named = |iso: &SmolStr| cast.countries.iter().any(|(known, _)| known == iso);
            let home = match datelines {
                [] => find_home(&with_presence(&so_far, &present), datelines, &abroad),
                _ => find_home(&so_far, datelines, &abroad),
            };
            let home = home.filter(|iso| named(iso));
            cast.homes.push(home.or_else(|| whole.clone()));
        }
        for unit in units {
            for word in 0..unit.view.len() {
                let party = cast.look(unit, word, DEPTH);
                if let Some(party) = &party {
                    cast.remember(unit, word, party);
                }
                cast.parties[unit.index][word] = party;
            }
            cast.complete(unit);
            cast.complete_owned(unit);
            cast.find_twins(unit);
            cast.remember_abbreviations(unit);
        }
        cast.only_group();
        cast
    }

    /// The party that a word heads, pronouns resolved.
    pub fn party(&self, sentence: usize, word: usize) -> Option<&Party> {
        self.parties.get(sentence)?.get(word)?.as_ref()
    }

    /// The countries of the datelines.
    pub fn datelines(&self) -> impl Iterator<Item = &SmolStr> {
        self.datelines.iter().filter(|iso| !iso.is_empty())
    }

    /// The countries that the text names, most often first.
    pub fn countries(&self) -> impl Iterator<Item = &SmolStr> {
        self.countries.iter().map(|(iso, _)| iso)
    }

    /// The country that an unspecified army or government of a sentence belongs to.
    pub fn home(&self, unit: &Unit<'_>) -> Option<&SmolStr> {
        self.homes.get(unit.index)?.as_ref()
    }

    /// The country that the dispatch is about, as far as one can tell.
    pub fn main_country(&self) -> Option<&SmolStr> {
        self.home.as_ref()
    }

    /// The capital of a country, as the language names it.
    pub fn capital(&self, iso: &str) -> Option<&str> {
        self.names.capital(iso)
    }

    /// The countries of the named groups: a dispatch on Hamas needs not name Palestine.
    pub fn involved(&self) -> impl Iterator<Item = &SmolStr> {
        self.parties
            .iter()
            .flatten()
            .flatten()
            .filter(|party| party.kind == PartyKind::Named && party.of_state())
            .map(|party| &party.country)
    }

    /// What a noun phrase says of itself.
    fn look(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let depth = depth.checked_sub(1)?;
        let view = &unit.view;
        if matches!(
            view.relation(word),
            "flat" | "compound" | "case" | "punct" | "cc" | "mark" | "det" | "fixed"
        ) && unit.name_at(word).is_none_or(|name| name.head != word)
        {
            return None;
        }
        let phrase = unit.phrase(word);
        let mut party = Party {
            kind: PartyKind::Body,
            span: unit.bytes(phrase),
            ..self.blank(unit, word)
        };
        if let Some(name) = unit.name_at(word) {
            if name.head == word && self.named(unit, word, &name.referents, &mut party) {
                if matches!(party.country.as_str(), "IGO" | "NGO") {
                    self.nationalise(unit, word, &mut party);
                }
                if party.kind == PartyKind::Country
                    || party.kind == PartyKind::Capital
                    || party.kind == PartyKind::Named
                {
                    party.span = unit.bytes(name.words.clone());
                }
                return Some(party);
            }
            if name.head != word {
                // "Boko Haram fighters": the name is inside, the head is the role noun below.
                let nominal = matches!(view.upos(word), Upos::Noun);
                if !nominal {
                    return None;
                }
            }
        }
        if let Some(known) = self.abbreviated(unit, word) {
            return Some(known);
        }
        // "M. Dupont" is Dupont, whatever men are called "monsieur".
        if view.grammar.cue(view.lemma(word), "courtesy")
            && let Some(name) = view
                .dependents(word, &["nmod", "appos", "flat"])
                .find(|&child| view.upos(child) == Upos::Propn)
            && let Some(known) = self
                .proper(unit, name, party.clone(), depth)
                .filter(|known| known.kind == PartyKind::Person)
        {
            return Some(known);
        }
        match view.upos(word) {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Adj | Upos::Num | Upos::Verb => {}
            _ => return None,
        }
        if self.named_movement(unit, word) {
            party.sector = "POL".into();
            party.role = "party".into();
            party.name = self.proper_name(unit, word);
            return Some(party);
        }
        if let Some(role) = self.role_phrase(unit, word) {
            if matches!(view.upos(word), Upos::Adj | Upos::Verb | Upos::Num) && !view.nominal(word) {
                return None;
            }
            // "Deputy Defence Minister Colonel Zepeda": the office says more than the rank.
            let office = || {
                let rank = role.sector == "MIL" && role.kind == "person";
                let bare = |child: &usize| rank && *child < word && view.dependent(*child, &["case"]).is_none();
                let mut offices = view.dependents(word, &["compound", "nmod", "amod"]).filter(bare);
                offices.find_map(|child| {
                    self.role_phrase(unit, child)
                        .filter(|o| o.sector == "GOV" && o.kind == "person")
                })
            };
            let role = office().unwrap_or(role);
            self.by_role(unit, word, role, &mut party, depth);
            if role.group_word {
                self.described(unit, word, &mut party);
            }
            // "personnes", "victims" alone are nobody in particular; "the people", with nothing else said of them, are those of the country.
            let anybody = matches!(party.role.as_str(), "people" | "victims" | "suspect")
                && party.country.is_empty()
                && !(party.role == "people" && self.the_people(unit, word));
            return (!anybody).then_some(party);
        }
        if view.upos(word) == Upos::Propn {
            return self.proper(unit, word, party, depth);
        }
        if view.upos(word) == Upos::Noun {
            return self.owned(unit, word, party, depth);
        }
        None
    }

    /// "the Armenian Security Council" is a nation's, "the Security Council" the United Nations'.
    fn nationalise(&self, unit: &Unit<'_>, word: usize, party: &mut Party) {
        let nation = unit
            .view
            .dependents(word, &["amod", "nmod", "compound"])
            .find_map(|child| {
                if unit.view.grammar.cue(unit.view.lemma(child), "own-country") {
                    let mut home = self.blank(unit, child);
                    home.country = self.home.clone()?;
                    return Some(home);
                }
                let found = unit.name_at(child)?;
                self.adjective(unit, child, &found.referents)
                    .filter(|p| p.country.len() == 3 && p.kind == PartyKind::Country)
            });
        if let Some(nation) = nation {
            party.country = nation.country;
            party.sector = "GOV".into();
            party.short = SmolStr::default();
            party.name = None;
        }
    }

    /// A name from the dictionaries.
    fn named(&self, unit: &Unit<'_>, word: usize, referents: &[Referent], party: &mut Party) -> bool {
        let own_form = unit.view.word(word).form.as_str();
        let best = referents.iter().min_by_key(|referent| match referent {
            Referent::Party(number) => {
                let entry = &self.names.parties[*number];
                // Of parties that share an abbreviation the one of a country that the text names.
                let foreign = is_state(entry.code.get(..3).unwrap_or("")) && !self.named_country(&entry.code);
                usize::from(!self.valid(&entry.from, &entry.until)) * 4 + usize::from(foreign)
            }
            Referent::Country(_) => 1,
            Referent::Capital(_) => 2,
            Referent::Inhabitant(_) => 3,
            Referent::Adjective(_) | Referent::Prefix(_) | Referent::Region(_) => 9,
        });
        match best {
            Some(Referent::Party(number)) => {
                let entry = &self.names.parties[*number];
                // "the Christian Democratic Party" of a text on Chile: no party of a country that the text never names, but one of the country of the text.
                let foreign = entry.kind == "party" && !self.named_country(&entry.code);
                if foreign && unit.view.lemma(word) == "party" {
                    party.sector = "POL".into();
                    party.role = "party".into();
                    party.name = self.proper_name(unit, word);
                    party.kind = PartyKind::Body;
                    return true;
                }
                party.set_code(&entry.code);
                party.role = entry.role.clone();
                party.name = Some(entry.name.to_string());
                party.kind = if entry.kind == "person" {
                    PartyKind::Person
                } else {
                    PartyKind::Named
                };
                true
            }
            Some(Referent::Country(iso)) => {
                party.country = iso.clone();
                party.kind = PartyKind::Country;
                party.name = Some(own_form.to_owned());
                true
            }
            Some(Referent::Capital(iso)) => {
                party.country = iso.clone();
                party.sector = "GOV".into();
                party.role = "government".into();
                party.kind = PartyKind::Capital;
                party.name = Some(own_form.to_owned());
                true
            }
            Some(Referent::Inhabitant(iso)) if own_form.chars().next().is_some_and(char::is_uppercase) => {
                let nominal = matches!(unit.view.upos(word), Upos::Noun | Upos::Propn)
                    || matches!(
                        unit.view.relation(word),
                        "nsubj" | "obj" | "obl" | "nmod" | "root" | "conj"
                    );
                if !nominal || unit.view.relation(word) == "amod" {
                    return false;
                }
                party.country = iso.clone();
                party.kind = PartyKind::People;
                true
            }
            _ => false,
        }
    }

    /// Whether the dispatch names the country of a code, or is written there.
    fn named_country(&self, code: &str) -> bool {
        let iso = code.split('.').next().unwrap_or("");
        self.countries.iter().any(|(known, _)| known == iso) || self.datelines.iter().any(|known| known == iso)
    }

    fn valid(&self, from: &str, until: &str) -> bool {
        // Dates of different precision compare by their common prefix.
        let not_before = from.is_empty() || self.day.is_empty() || {
            let n = from.len().min(self.day.len());
            self.day[..n] >= from[..n]
        };
        let not_after = until.is_empty() || self.day.is_empty() || {
            let n = until.len().min(self.day.len());
            self.day[..n] <= until[..n]
        };
        not_before && not_after
    }

    /// The longest role phrase around a head word.
    fn role_phrase(&self, unit: &Unit<'_>, word: usize) -> Option<&RoleNoun> {
        let view = &unit.view;
        let mut members: Vec<usize> = vec![word];
        let mut open = vec![word];
        while let Some(next) = open.pop() {
            for &child in view.children(next) {
                let joins = matches!(
                    view.relation(child),
                    "amod" | "compound" | "flat" | "nmod" | "acl" | "appos" | "advmod" | "case" | "nummod"
                ) && (view.relation(child) != "acl" || view.children(child).is_empty())
                    && (view.relation(child) != "appos" || view.upos(child) == Upos::Noun && child == word + 1);
                if joins && members.len() < 12 {
                    members.push(child);
                    open.push(child);
                }
            }
        }
        members.sort_unstable();
        members.retain(|&w| {
            let nationality = unit
                .name_at(w)
                .is_some_and(|found| found.referents.iter().any(|r| !matches!(r, Referent::Party(_))));
            w == word || content_word(view.upos(w)) && !nationality || matches!(view.lemma(w), "non")
        });
        let position = members.iter().position(|&w| w == word)?;
        let forms: Vec<[String; 2]> = members
            .iter()
            .map(|&w| [view.lemma(w).to_owned(), fold(&view.word(w).form)])
            .collect();
        for length in (1..=4.min(members.len())).rev() {
            for start in position.saturating_sub(length - 1)..=position {
                if start + length > members.len() {
                    continue;
                }
                for kind in 0..2 {
                    let phrase: Vec<&str> = forms[start..start + length].iter().map(|f| f[kind].as_str()).collect();
                    if let Some(role) = self.names.role(&phrase.join(" ")) {
                        return Some(role);
                    }
                }
            }
        }
        None
    }

    /// A party of which nothing is known but its word.
    fn blank(&self, unit: &Unit<'_>, word: usize) -> Party {
        Party {
            sentence: unit.index,
            word,
            span: unit.bytes(word..word + 1),
            ..Party::country(&SmolStr::default())
        }
    }

    /// The country that an adjective of nationality stands for: "Israeli strikes" are Israel's.
    pub fn nationality(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let name = unit.name_at(word)?;
        let modifier = matches!(unit.view.relation(word), "amod" | "compound" | "nmod" | "conj");
        let party = self.adjective(unit, word, &name.referents).filter(|_| modifier)?;
        (party.country.len() == 3).then_some(party)
    }

    /// Those who bear arms and are only named in an adjective: "une attaque jihadiste", "une offensive rebelle".
    ///
    /// What is called terrorist tells how somebody judges it, not who did it.
    pub fn armed_adjective(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let view = &unit.view;
        let modifies = match view.upos(word) {
            Upos::Adj => matches!(view.relation(word), "amod" | "conj"),
            Upos::Noun => view.relation(word) == "compound",
            _ => false,
        };
        if !modifies {
            return None;
        }
        let role = self.names.role(view.lemma(word))?;
        if role.sector != "REB" || role.kind != "person" || role.role == "terrorists" {
            return None;
        }
        let mut party = self.blank(unit, word);
        party.sector = role.sector.clone();
        party.role = role.role.clone();
        party.group = role.group.clone();
        party.kind = PartyKind::Collective;
        party.country = match self.home(unit).filter(|_| !role.unnamed) {
            Some(home) => home.clone(),
            None => "UNK".into(),
        };
        Some(party)
    }

    fn adjective(&self, unit: &Unit<'_>, word: usize, referents: &[Referent]) -> Option<Party> {
        let mut party = self.blank(unit, word);
        for referent in referents {
            match referent {
                Referent::Adjective(iso)
                | Referent::Country(iso)
                | Referent::Inhabitant(iso)
                | Referent::Capital(iso) => {
                    party.country = iso.clone();
                    return Some(party);
                }
                Referent::Party(_) if self.named(unit, word, referents, &mut party) => return Some(party),
                _ => {}
            }
        }
        None
    }

    /// A proper name that no dictionary has: a person with an office beside it, a person met before, or a place.
    fn proper(&self, unit: &Unit<'_>, word: usize, mut party: Party, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let name = self.proper_name(unit, word)?;
        // "Captain X, a police spokesman": the office tells more than the rank before the name.
        let mut beside: Vec<usize> = view.children(word).to_vec();
        beside.sort_by_key(|&child| view.deprel(child) == "nmod:desc" && view.upos(child) == Upos::Propn);
        for child in beside {
            if matches!(
                view.relation(child),
                "appos" | "compound" | "flat" | "nmod" | "amod" | "parataxis"
            ) && let Some(office) = self.office(unit, child, depth)
            {
                // "Deputy Defence Minister Colonel X", then "Colonel X": the office he was named with says more than his rank.
                if office.role == "army"
                    && let Some(known) = self.known_person(&name).filter(|known| known.sector == "GOV")
                {
                    return Some(known.holder(party, name));
                }
                party.set_code(&office.code());
                party.country = office.country.clone();
                party.role = office.role.clone();
                party.kind = PartyKind::Person;
                party.name = Some(name);
                return Some(party);
            }
        }
        if let Some(known) = self.known_person(&name) {
            return Some(known.holder(party, name));
        }
        let place = self.place(unit, word)?;
        party.country = place.0;
        party.kind = PartyKind::Place;
        party.name = Some(name);
        Some(party)
    }

    /// The country of a place name, by the gazetteer; the dispatch's countries come first.
    fn place(&self, unit: &Unit<'_>, word: usize) -> Option<(SmolStr, PlaceKind)> {
        let name = self.proper_name(unit, word)?;
        let countries: Vec<&str> = self.countries.iter().map(|(iso, _)| iso.as_str()).collect();
        let places = self.gazetteer.lookup_in(&name, &countries);
        let best = places.first()?;
        Some((best.country.into(), best.kind))
    }

    fn office(&self, unit: &Unit<'_>, child: usize, depth: usize) -> Option<Party> {
        // "President Lee": a title is written like a name.
        let apposed = unit.view.relation(child) == "appos" && unit.view.dependent(child, &["det"]).is_some();
        let title = unit.view.upos(child) == Upos::Propn && (unit.view.deprel(child) == "nmod:desc" || apposed);
        if !matches!(unit.view.upos(child), Upos::Noun | Upos::Adj) && !title {
            return None;
        }
        let role = self.role_phrase(unit, child)?;
        if !matches!(role.kind.as_str(), "person" | "body") {
            return None;
        }
        self.look(unit, child, depth)
    }

    /// A noun that is no party itself but belongs to one: *le territoire de l'Arménie*, *ses positions*.
    fn owned(&self, unit: &Unit<'_>, word: usize, mut party: Party, depth: usize) -> Option<Party> {
        let owner = self.owner(unit, word, depth)?;
        if owner.country.is_empty() && owner.sector.is_empty() {
            return None;
        }
        party.country = owner.country;
        party.sector = owner.sector;
        party.short = owner.short;
        party.kind = PartyKind::Facility;
        Some(party)
    }

    /// The proper name in a noun phrase: the names that hang flat on it or stand in apposition.
    fn proper_name(&self, unit: &Unit<'_>, word: usize) -> Option<String> {
        let view = &unit.view;
        let mut words: Vec<usize> = Vec::new();
        let mut open = vec![word];
        while let Some(next) = open.pop() {
            if view.upos(next) == Upos::Propn {
                words.push(next);
            }
            for &child in view.children(next) {
                let flat = view.relation(child) == "flat"
                    || view.deprel(child) == "compound" && view.upos(child) == Upos::Propn;
                let beside = next == word
                    && view.upos(word) != Upos::Propn
                    && view.upos(child) == Upos::Propn
                    && matches!(view.relation(child), "appos" | "nmod")
                    && view.dependent(child, &["case"]).is_none();
                if flat || beside {
                    open.push(child);
                }
            }
        }
        words.retain(|&w| {
            w == word
                || unit
                    .name_at(w)
                    .is_none_or(|found| found.referents.iter().all(|r| matches!(r, Referent::Party(_))))
        });
        words.sort_unstable();
        if words.is_empty() {
            return None;
        }
        let forms: Vec<&str> = words.iter().map(|&w| view.word(w).form.as_str()).collect();
        Some(forms.join(" "))
    }
}

fn depth(unit: &Unit<'_>, word: usize) -> usize {
    let mut steps = 0;
    let mut current = word;
    while let Some(head) = unit.view.head(current) {
        steps += 1;
        current = head;
        if steps > unit.view.len() {
            break;
        }
    }
    steps
}
