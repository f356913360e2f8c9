//! The cast of a dispatch: which noun phrases are parties, and who they are.
//!
//! First every noun phrase is looked at by itself (names, nationality adjectives, role nouns); then what is still open is
//! filled from the dispatch: an army without a country is the one named before, `il` the last fitting subject.

use crate::claim::Inferred;
use crate::names::{Names, Referent, RoleNoun, content_word};
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_places::{Gazetteer, Kind as PlaceKind};
use selon_propositions::{Role, fold};
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
    /// The country that an unspecified army or government belongs to.
    home: Option<SmolStr>,
    /// People named with an office, by last name.
    people: FxHashMap<String, (SmolStr, SmolStr, SmolStr, SmolStr)>,
    /// The countries of the datelines.
    datelines: Vec<SmolStr>,
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
            home: None,
            people: FxHashMap::default(),
            datelines: datelines.to_vec(),
            day: day.to_owned(),
        };
        cast.home = cast.find_home(datelines);
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
        }
        cast
    }

    /// The party that a word heads, pronouns resolved.
    pub fn party(&self, sentence: usize, word: usize) -> Option<&Party> {
        self.parties.get(sentence)?.get(word)?.as_ref()
    }

    /// All parties of a sentence with their head words.
    pub fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Party> {
        self.parties.get(sentence).into_iter().flatten().flatten()
    }

    /// The country of an unspecified army or government.
    pub fn home(&self) -> Option<&SmolStr> {
        self.home.as_ref()
    }

    /// The two countries that the dispatch names most.
    pub fn main_pair(&self) -> Option<(SmolStr, SmolStr)> {
        match self.countries.as_slice() {
            [first, second, ..] => Some((first.0.clone(), second.0.clone())),
            _ => None,
        }
    }

    /// The countries of the datelines.
    pub fn datelines(&self) -> impl Iterator<Item = &SmolStr> {
        self.datelines.iter().filter(|iso| !iso.is_empty())
    }

    /// The countries that the text names, most often first.
    pub fn countries(&self) -> impl Iterator<Item = &SmolStr> {
        self.countries.iter().map(|(iso, _)| iso)
    }

    fn find_home(&self, datelines: &[SmolStr]) -> Option<SmolStr> {
        let mut best: Option<(SmolStr, usize)> = None;
        for (iso, count) in &self.countries {
            let weight = count * 2 + usize::from(datelines.contains(iso)) * 3;
            if best.as_ref().is_none_or(|(_, known)| weight > *known) {
                best = Some((iso.clone(), weight));
            }
        }
        best.map(|(iso, _)| iso).or_else(|| datelines.first().cloned())
    }

    /// What a noun phrase says of itself.
    fn look(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let depth = depth.checked_sub(1)?;
        let view = &unit.view;
        if matches!(view.relation(word), "flat" | "compound" | "case" | "punct" | "cc" | "mark" | "det" | "fixed")
            && unit.name_at(word).is_none_or(|name| name.head != word)
        {
            return None;
        }
        let phrase = unit.phrase(word);
        let mut party = Party {
            country: SmolStr::default(),
            sector: SmolStr::default(),
            short: SmolStr::default(),
            role: SmolStr::default(),
            group: SmolStr::default(),
            name: None,
            kind: PartyKind::Body,
            sentence: unit.index,
            word,
            span: unit.bytes(phrase),
            inferred: None,
        };
        if let Some(name) = unit.name_at(word) {
            if name.head == word && self.named(unit, word, &name.referents, &mut party) {
                if matches!(party.country.as_str(), "IGO" | "NGO") {
                    self.nationalise(unit, word, &mut party);
                }
                if party.kind == PartyKind::Country || party.kind == PartyKind::Capital || party.kind == PartyKind::Named {
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
        match view.upos(word) {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Adj | Upos::Num | Upos::Verb => {}
            _ => return None,
        }
        if let Some(role) = self.role_phrase(unit, word) {
            if matches!(view.upos(word), Upos::Adj | Upos::Verb | Upos::Num) && !view.nominal(word) {
                return None;
            }
            self.by_role(unit, word, role, &mut party, depth);
            // "personnes", "victims" alone are nobody in particular.
            let anybody = matches!(party.role.as_str(), "people" | "victims") && party.country.is_empty();
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
        let nation = unit.view.dependents(word, &["amod", "nmod", "compound"]).find_map(|child| {
            let found = unit.name_at(child)?;
            self.adjective(unit, child, &found.referents).filter(|p| p.country.len() == 3 && p.kind == PartyKind::Country)
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
                usize::from(!self.valid(&entry.from, &entry.until)) * 4
            }
            Referent::Country(_) => 1,
            Referent::Capital(_) => 2,
            Referent::Inhabitant(_) => 3,
            Referent::Adjective(_) | Referent::Prefix(_) => 9,
        });
        match best {
            Some(Referent::Party(number)) => {
                let entry = &self.names.parties[*number];
                party.set_code(&entry.code);
                if party.country == "*" {
                    party.country = self.home.clone().unwrap_or_else(|| "UNK".into());
                }
                party.role = entry.role.clone();
                party.name = Some(entry.name.to_string());
                party.kind = if entry.kind == "person" { PartyKind::Person } else { PartyKind::Named };
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
                    || matches!(unit.view.relation(word), "nsubj" | "obj" | "obl" | "nmod" | "root" | "conj");
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
                let joins = matches!(view.relation(child), "amod" | "compound" | "flat" | "nmod" | "acl" | "appos" | "advmod" | "case" | "nummod")
                    && (view.relation(child) != "acl" || view.children(child).is_empty())
                    && (view.relation(child) != "appos" || view.upos(child) == Upos::Noun && child == word + 1);
                if joins && members.len() < 12 {
                    members.push(child);
                    open.push(child);
                }
            }
        }
        members.sort_unstable();
        members.retain(|&w| {
            let nationality = unit.name_at(w).is_some_and(|found| {
                found.referents.iter().any(|r| !matches!(r, Referent::Party(_)))
            });
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

    fn by_role(&self, unit: &Unit<'_>, word: usize, role: &RoleNoun, party: &mut Party, depth: usize) {
        let view = &unit.view;
        party.role = role.role.clone();
        party.group = role.group.clone();
        party.kind = match role.kind.as_str() {
            "person" => PartyKind::Person,
            "collective" => PartyKind::Collective,
            "weapon" => PartyKind::Weapon,
            "facility" => PartyKind::Facility,
            _ => PartyKind::Body,
        };
        if party.kind == PartyKind::Person && view.feat(word, "Number") == Some("Plur") {
            party.kind = PartyKind::Collective;
        }
        party.name = self.proper_name(unit, word);
        let owner = self.owner(unit, word, depth);
        if !role.code.is_empty() {
            // "the Armenian Security Council" is a nation's, "the Security Council" the United Nations'.
            match owner.filter(|o| o.country.len() == 3 && o.country != "UNK" && o.country != "IGO" && o.country != "NGO") {
                Some(owner) => {
                    party.country = owner.country;
                    party.sector = "GOV".into();
                }
                None => party.set_code(&role.code),
            }
            return;
        }
        // A secretary of "the Security Council" serves a state: the United Nations' has none.
        let owner = owner.filter(|o| role.role != "national-security" || !matches!(o.country.as_str(), "IGO" | "NGO"));
        if let Some(owner) = owner.as_ref().filter(|o| matches!(o.country.as_str(), "IGO" | "NGO")) {
            // Peacekeepers, missions and officials of an organisation are the organisation.
            party.country = owner.country.clone();
            party.sector = owner.sector.clone();
            party.short = owner.short.clone();
            return;
        }
        match role.sector.as_str() {
            "OF" => match &owner {
                Some(owner) if !owner.sector.is_empty() || !owner.country.is_empty() => {
                    party.country = owner.country.clone();
                    party.sector = if owner.sector.is_empty() { "GOV".into() } else { owner.sector.clone() };
                    party.short = owner.short.clone();
                }
                _ if role.alone == "UNK" => {}
                _ => party.sector = if role.alone.is_empty() { "GOV".into() } else { role.alone.clone() },
            },
            "SOURCE" => {
                party.country = "UNK".into();
                party.sector = "SOURCE".into();
                // "une source à l'hôpital", "a source in the ministry"
                let near = || {
                    unit.view.dependents(word, &["nmod", "obl", "amod"]).find_map(|child| self.look(unit, child, depth))
                };
                // Parsers hang the place of a source on the verb: what stands right behind it says where it sits.
                let behind = || {
                    (word + 1..unit.view.len().min(word + 7))
                        .take_while(|&w| !matches!(unit.view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj))
                        .filter(|&w| unit.view.upos(w) == Upos::Noun)
                        .find_map(|w| self.look(unit, w, depth))
                };
                if let Some(owner) = owner.or_else(near).or_else(behind).filter(|o| !o.sector.is_empty() && o.sector != "SOURCE") {
                    party.country = owner.country;
                    party.sector = owner.sector;
                    party.short = owner.short;
                }
            }
            // "its men": the men of an army, a ministry or a group are its fighters.
            _ if matches!(role.role.as_str(), "men" | "people") && owner.as_ref().is_some_and(|o| matches!(o.sector.as_str(), "GOV" | "MIL" | "REB")) => {
                if let Some(owner) = owner {
                    party.country = owner.country;
                    party.sector = if owner.sector == "REB" { "REB".into() } else { "MIL".into() };
                    party.short = owner.short;
                    party.group = "soldiers".into();
                }
            }
            "IGO" | "NGO" => {
                // Peacekeepers and observers of no named organisation are the United Nations' unless a nation sends them.
                party.country = role.sector.clone();
                if role.sector == "IGO" && matches!(role.role.as_str(), "un" | "peacekeepers" | "peacekeeping" | "mission") {
                    party.sector = "UN".into();
                }
            }
            sector => {
                party.sector = sector.into();
                if let Some(owner) = owner {
                    let same = owner.sector == party.sector || owner.sector == "REB" && matches!(sector, "MIL" | "REB" | "POL" | "GOV");
                    party.country = owner.country.clone();
                    if same && !owner.short.is_empty() {
                        party.sector = owner.sector.clone();
                        party.short = owner.short.clone();
                    }
                } else if role.unnamed {
                    party.country = "UNK".into();
                }
            }
        }
    }

    /// Whose it is: a nationality adjective, a name beside it, or the complement with `de` / `of` / `'s`.
    fn owner(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let mut fallback = None;
        for &child in view.children(word) {
            let relation = view.relation(child);
            if relation == "nmod" && view.grammar.cue(view.lemma(child), "own-country") && view.dependent(child, &["amod", "nummod", "nmod"]).is_none() {
                if let Some(home) = &self.home {
                    let mut party = self.blank(unit, child);
                    party.country = home.clone();
                    party.inferred = Some(Inferred { from: "context".into(), reference: String::new() });
                    fallback = Some(party);
                    continue;
                }
            }
            let possessive = view.deprel(child) == "nmod:poss" || relation == "det" && view.feat(child, "Poss") == Some("Yes");
            if matches!(relation, "amod" | "compound" | "flat" | "nmod" | "appos") || possessive {
                if let Some(name) = unit.name_at(child) {
                    // "the Russian-backed rebels": the adjective belongs to the participle.
                    if let Some(party) = self.adjective(unit, child, &name.referents) {
                        let group = !party.short.is_empty();
                        if group || fallback.is_none() {
                            fallback = Some(party);
                        }
                        if group {
                            return fallback;
                        }
                        continue;
                    }
                }
            }
            if possessive {
                if let Some(party) = self.possessor(unit, child) {
                    fallback.get_or_insert(party);
                }
            }
            // "equipment belonging to the army"
            if relation == "acl" && view.grammar.cue(view.lemma(child), "belong") {
                for holder in view.dependents(child, &["obl", "obj", "nmod"]) {
                    if let Some(party) = self.look(unit, holder, depth) {
                        fallback.get_or_insert(party);
                    }
                }
            }
            if relation == "nmod" || relation == "appos" && view.upos(word) != Upos::Propn {
                let of = view.preposition(child).is_none_or(|(role, _, _)| role == Some(Role::Of));
                if of {
                    if let Some(party) = self.look(unit, child, depth) {
                        let firm = !party.country.is_empty() && party.country != "UNK";
                        if firm && fallback.is_none() || !party.short.is_empty() {
                            fallback = Some(party);
                        } else if fallback.is_none() && party.kind == PartyKind::Body {
                            fallback = Some(party);
                        }
                    }
                }
            }
        }
        fallback
    }

    /// A party of which nothing is known but its word.
    fn blank(&self, unit: &Unit<'_>, word: usize) -> Party {
        Party {
            country: SmolStr::default(),
            sector: SmolStr::default(),
            short: SmolStr::default(),
            role: SmolStr::default(),
            group: SmolStr::default(),
            name: None,
            kind: PartyKind::Country,
            sentence: unit.index,
            word,
            span: unit.bytes(word..word + 1),
            inferred: None,
        }
    }

    fn adjective(&self, unit: &Unit<'_>, word: usize, referents: &[Referent]) -> Option<Party> {
        let mut party = self.blank(unit, word);
        for referent in referents {
            match referent {
                Referent::Adjective(iso) | Referent::Country(iso) | Referent::Inhabitant(iso) | Referent::Capital(iso) => {
                    party.country = iso.clone();
                    return Some(party);
                }
                Referent::Party(_) if self.named(unit, word, referents, &mut party) => return Some(party),
                _ => {}
            }
        }
        None
    }

    /// `ses`, `its`: whoever is the subject of the clause above.
    fn possessor(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let own = self.parties[unit.index].get(word).and_then(Option::as_ref);
        if let Some(party) = own {
            return Some(party.clone());
        }
        if matches!(unit.view.upos(word), Upos::Noun | Upos::Propn) {
            return self.look(unit, word, 2);
        }
        // Possessives of the first and second person belong to the speaker, who is not known yet.
        if matches!(unit.view.feat(word, "Person"), Some("1" | "2")) {
            return None;
        }
        self.subject_before(unit, word).or_else(|| {
            // "Baku's account differed. Its defence ministry …": the party that the sentence before is about.
            let before = unit.index.checked_sub(1)?;
            let there = &self.units[before];
            let subject = (0..there.view.len()).find(|&w| there.view.relation(w) == "nsubj")?;
            let mut party = self.parties[before][subject].clone()?;
            party.inferred = Some(Inferred { from: "previous-sentence".into(), reference: self.words(&party) });
            Some(party)
        })
    }

    /// The nearest subject to the left that is a party: the reading of a pronoun or possessive.
    fn subject_before(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let here = (0..word).rev().find_map(|candidate| {
            let subject = unit.view.relation(candidate) == "nsubj";
            let party = self.parties[unit.index][candidate].as_ref()?;
            (subject && !party.passive_thing()).then(|| party.clone())
        });
        here.map(|mut party| {
            let text = unit.text.get(party.span.start - unit.base..party.span.end - unit.base).unwrap_or("");
            party.inferred = Some(Inferred { from: "same-sentence".into(), reference: text.to_owned() });
            party
        })
    }

    /// A proper name that no dictionary has: a person with an office beside it, a person met before, or a place.
    fn proper(&self, unit: &Unit<'_>, word: usize, mut party: Party, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let name = self.proper_name(unit, word)?;
        for &child in view.children(word) {
            if matches!(view.relation(child), "appos" | "compound" | "flat" | "nmod" | "amod" | "parataxis") {
                if let Some(office) = self.office(unit, child, depth) {
                    party.set_code(&office.code());
                    party.country = office.country.clone();
                    party.role = office.role.clone();
                    party.kind = PartyKind::Person;
                    party.name = Some(name);
                    return Some(party);
                }
            }
        }
        if let Some(last) = name.split(' ').next_back() {
            if let Some((country, sector, short, role)) = self.people.get(&fold(last)) {
                party.country = country.clone();
                party.sector = sector.clone();
                party.short = short.clone();
                party.role = role.clone();
                party.kind = PartyKind::Person;
                party.name = Some(name);
                return Some(party);
            }
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
        if !matches!(unit.view.upos(child), Upos::Noun | Upos::Adj) {
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
        if owner.country.is_empty() {
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
                let flat = view.relation(child) == "flat" || view.deprel(child) == "compound" && view.upos(child) == Upos::Propn;
                let beside = next == word && view.upos(word) != Upos::Propn && view.upos(child) == Upos::Propn
                    && matches!(view.relation(child), "appos" | "nmod")
                    && view.dependent(child, &["case"]).is_none();
                if flat || beside {
                    open.push(child);
                }
            }
        }
        words.retain(|&w| {
            w == word
                || unit.name_at(w).is_none_or(|found| found.referents.iter().all(|r| matches!(r, Referent::Party(_))))
        });
        words.sort_unstable();
        if words.is_empty() {
            return None;
        }
        let forms: Vec<&str> = words.iter().map(|&w| view.word(w).form.as_str()).collect();
        Some(forms.join(" "))
    }

    /// People named with an office are known by their last name from then on.
    fn remember(&mut self, unit: &Unit<'_>, word: usize, party: &Party) {
        if party.kind != PartyKind::Person || party.sector.is_empty() {
            return;
        }
        let Some(name) = self.proper_name(unit, word) else { return };
        if let Some(last) = name.split(' ').next_back() {
            let entry = (party.country.clone(), party.sector.clone(), party.short.clone(), party.role.clone());
            self.people.insert(fold(last), entry);
        }
    }

    /// Fills what a sentence leaves open: pronouns, and bodies without a country.
    fn complete(&mut self, unit: &Unit<'_>) {
        for word in 0..unit.view.len() {
            if self.parties[unit.index][word].is_none() {
                let party = self.pronoun(unit, word);
                self.parties[unit.index][word] = party;
                continue;
            }
            self.group_of_rebels(unit, word);
            let Some(party) = &self.parties[unit.index][word] else { continue };
            // A weapon or a building without an owner in words belongs to nobody that the text names.
            let ownerless = matches!(party.kind, PartyKind::Weapon | PartyKind::Facility);
            let open = party.country.is_empty() && !party.sector.is_empty() && party.sector != "SOURCE" && !ownerless;
            if !open {
                continue;
            }
            let filled = self.country_from_context(unit, party);
            if let (Some((country, sector, short, inferred)), Some(party)) = (filled, self.parties[unit.index][word].as_mut()) {
                party.country = country;
                if let Some(sector) = sector {
                    party.sector = sector;
                }
                party.short = short;
                party.inferred = Some(inferred);
            }
        }
    }

    /// "the rebels" of a dispatch that names one group of that country are that group.
    fn group_of_rebels(&mut self, unit: &Unit<'_>, word: usize) {
        let Some(party) = &self.parties[unit.index][word] else { return };
        if party.sector != "REB" || !party.short.is_empty() || party.country == "UNK" || party.kind == PartyKind::Named {
            return;
        }
        if unit.view.feat_of_determiner(word) == Some("Ind") {
            return;
        }
        let country = party.country.clone();
        let mut named: Vec<Party> = Vec::new();
        for other in self.parties[..=unit.index].iter().flatten().flatten() {
            let same = other.sector == "REB" && !other.short.is_empty() && (country.is_empty() || other.country == country);
            if same && !named.iter().any(|known| known.short == other.short) {
                named.push(other.clone());
            }
        }
        let [group] = named.as_slice() else { return };
        let reference = self.words(group);
        if let Some(party) = self.parties[unit.index][word].as_mut() {
            party.country = group.country.clone();
            party.short = group.short.clone();
            party.inferred = Some(Inferred { from: "previous-sentence".into(), reference });
        }
    }

    /// "a post of the army": buildings and weapons take the country that their owner got from the context.
    fn complete_owned(&mut self, unit: &Unit<'_>) {
        for word in 0..unit.view.len() {
            let Some(party) = &self.parties[unit.index][word] else { continue };
            if !party.country.is_empty() || !matches!(party.kind, PartyKind::Weapon | PartyKind::Facility) {
                continue;
            }
            let owner = unit.view.dependents(word, &["nmod", "compound", "appos"]).find_map(|child| {
                let owner = self.parties[unit.index][child].as_ref()?;
                (!owner.country.is_empty() && !owner.sector.is_empty() && owner.kind != PartyKind::Place).then(|| owner.clone())
            });
            if let (Some(owner), Some(party)) = (owner, self.parties[unit.index][word].as_mut()) {
                party.country = owner.country;
                party.sector = owner.sector;
                party.short = owner.short;
                party.inferred = owner.inferred;
            }
        }
    }

    /// The country (and short name) of "the army", "the rebels": the last such party, else the dispatch's own country.
    #[allow(clippy::type_complexity)]
    fn country_from_context(
        &self,
        unit: &Unit<'_>,
        party: &Party,
    ) -> Option<(SmolStr, Option<SmolStr>, SmolStr, Inferred)> {
        let same_kind = |other: &Party| {
            !other.country.is_empty()
                && other.country != "UNK"
                && other.sector == party.sector
                && (other.role == party.role || party.sector != "GOV" && other.kind != PartyKind::Facility)
        };
        if let Some((country, name)) = self.seat(unit, party) {
            return Some((country, None, SmolStr::default(), Inferred { from: "same-sentence".into(), reference: name }));
        }
        let definite = unit.view.feat_of_determiner(party.word) != Some("Ind");
        if definite {
            for sentence in (0..=unit.index).rev().take(12) {
                let candidates = self.parties[sentence].iter().flatten();
                let before = candidates.filter(|c| (sentence < unit.index || c.word < party.word) && same_kind(c));
                let same_role_first = before.max_by_key(|c| (c.role == party.role, c.word));
                if let Some(found) = same_role_first {
                    let reference = self.words(found);
                    let from = if sentence == unit.index { "same-sentence" } else { "previous-sentence" };
                    let inferred = Inferred { from: from.into(), reference };
                    return Some((found.country.clone(), None, found.short.clone(), inferred));
                }
            }
        }
        let home = self.home.clone()?;
        let name = self.names.country(&home).unwrap_or("").to_owned();
        Some((home, None, SmolStr::default(), Inferred { from: "context".into(), reference: name }))
    }

    /// "In Baku, the defence ministry …", "the ministry in Dushanbe": a capital beside a government's body says whose it is.
    fn seat(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, String)> {
        if !matches!(party.sector.as_str(), "GOV" | "MIL") || !matches!(party.kind, PartyKind::Body | PartyKind::Person) {
            return None;
        }
        unit.found.iter().find_map(|name| {
            let iso = name.referents.iter().find_map(|referent| match referent {
                Referent::Capital(iso) => Some(iso.clone()),
                _ => None,
            })?;
            let (role, _, _) = unit.view.preposition(name.head)?;
            let local = matches!(role, Some(Role::To | Role::In | Role::At));
            let near = unit.view.head(name.head) == Some(party.word)
                || unit.view.head(name.head) == unit.view.head(party.word)
                || unit.view.head(party.word) == Some(name.head);
            (local && near).then(|| (iso, unit.view.word(name.head).form.to_string()))
        })
    }

    fn words(&self, party: &Party) -> String {
        let unit = &self.units[party.sentence];
        unit.text.get(party.span.start - unit.base..party.span.end - unit.base).unwrap_or("").to_owned()
    }

    /// A personal pronoun: the last subject that fits in number and gender, speakers of the sentence before included.
    fn pronoun(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let view = &unit.view;
        if view.upos(word) != Upos::Pron || view.feat(word, "Person") != Some("3") || view.feat(word, "PronType") == Some("Rel") {
            return None;
        }
        if view.relation(word) == "expl" || view.feat(word, "Reflex") == Some("Yes") {
            return None;
        }
        let fits = |other: &Party| {
            let there = &self.units[other.sentence].view;
            let agree = |feature: &str| match (view.feat(word, feature), there.feat(other.word, feature)) {
                (Some(mine), Some(theirs)) => mine == theirs,
                _ => true,
            };
            let thing = other.passive_thing();
            let human = matches!(view.feat(word, "Gender"), Some("Masc" | "Fem"));
            // English "he" and "she" are people; "it" is not.
            let neuter = view.feat(word, "Gender") == Some("Neut");
            let person = other.kind == PartyKind::Person;
            // An army, a ministry or a country is "it" to one writer and "they" to another.
            let body = !matches!(other.kind, PartyKind::Person | PartyKind::People);
            !thing && (body && view.feat(word, "Gender").is_none() || agree("Number")) && agree("Gender") && !(neuter && person) && !(human && there.feat(other.word, "Gender").is_none() && !person)
        };
        for sentence in (unit.index.saturating_sub(2)..=unit.index).rev() {
            let there = &self.units[sentence];
            let mut candidates: Vec<&Party> = self.parties[sentence]
                .iter()
                .flatten()
                .filter(|p| sentence < unit.index || p.word < word)
                .filter(|p| there.view.upos(p.word) != Upos::Pron || p.inferred.is_some())
                .filter(|p| fits(p))
                .collect();
            candidates.sort_by_key(|p| {
                let subject = there.view.relation(p.word) == "nsubj";
                let depth = depth(there, p.word);
                (std::cmp::Reverse(usize::from(subject)), depth, p.word)
            });
            let Some(found) = candidates.first() else { continue };
            if sentence == unit.index && there.view.relation(found.word) != "nsubj" {
                continue;
            }
            let mut party = (*found).clone();
            let reference = self.words(found);
            let from = if sentence == unit.index { "same-sentence" } else { "previous-sentence" };
            party.inferred = Some(Inferred { from: from.into(), reference });
            party.sentence = unit.index;
            party.word = word;
            party.span = unit.bytes(word..word + 1);
            return Some(party);
        }
        None
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

/// How often the text names each country, by name, adjective, inhabitant or capital; most first, then by first mention.
fn count_countries(units: &[Unit<'_>]) -> Vec<(SmolStr, usize)> {
    let mut counts: Vec<(SmolStr, usize)> = Vec::new();
    for found in units.iter().flat_map(|unit| &unit.found) {
        let Some(iso) = found.referents.iter().find_map(|referent| match referent {
            Referent::Country(iso) | Referent::Capital(iso) | Referent::Adjective(iso) | Referent::Inhabitant(iso) => Some(iso),
            _ => None,
        }) else {
            continue;
        };
        match counts.iter_mut().find(|(known, _)| known == iso) {
            Some((_, count)) => *count += 1,
            None => counts.push((iso.clone(), 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
