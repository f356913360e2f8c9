//! Where an event happened: place names in a sentence, and the one that belongs to an event.

mod context;

use context::{acronym, specify};

use crate::cast::Cast;
use crate::names::Referent;
use crate::party::PartyKind;
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_expressions::time::Mention;
use selon_packs::{PackError, Packs};
use selon_places::{Gazetteer, Kind as PlaceKind};
use selon_propositions::{Proposition, Role, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::ops::Range;

/// Words such as *ville*, *province*, *border*: `packs/<language>/names/place-terms.tsv`.
#[derive(Clone, Debug, Default)]
pub struct PlaceTerms {
    kinds: FxHashMap<String, SmolStr>,
}

impl PlaceTerms {
    /// Reads the table of a language.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<PlaceTerms, PackError> {
        let mut terms = PlaceTerms::default();
        let table = packs.table(&format!("{language}/names/place-terms.tsv"), &["lemma", "kind"])?;
        for row in table.rows() {
            for lemma in row.alternatives(0) {
                terms.kinds.insert(fold(lemma), row.cell(1).into());
            }
        }
        Ok(terms)
    }

    /// border, exact, quarter, site, near, district, province, region, country, direction, capital, here.
    pub fn kind(&self, lemma: &str) -> Option<&str> {
        self.kinds.get(lemma).map(SmolStr::as_str)
    }
}

/// A place with the words it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRef {
    /// Its name as the text has it.
    pub name: String,
    /// ISO 3166 code, or empty.
    pub country: SmolStr,
    /// First-level division.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// Number in the gazetteer.
    pub id: Option<u32>,
    /// exact, near, district, province, country, between, region.
    pub precision: SmolStr,
    /// Bytes in the dispatch's text.
    pub span: Range<usize>,
    /// How exactly it names a spot: the higher, the finer.
    pub rank: u8,
    /// Number of the sentence.
    pub sentence: usize,
    /// Inherited from another claim.
    pub inferred: Option<&'static str>,
}

/// What places are looked up with.
pub struct Places<'a> {
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    /// The parties of the dispatch.
    pub cast: &'a Cast<'a>,
    /// Place nouns of the language.
    pub terms: &'a PlaceTerms,
    /// The sentences of the dispatch.
    pub units: &'a [Unit<'a>],
    /// Time expressions, by sentence: a month is no place.
    pub times: &'a [Vec<Mention>],
}

const LOCAL: [Role; 8] = [
    Role::In,
    Role::At,
    Role::On,
    Role::Near,
    Role::Between,
    Role::Over,
    Role::Through,
    Role::Under,
];
const LOOSE: [Role; 3] = [Role::To, Role::Of, Role::Against];
/// Where something came from or went to is its place only where nothing else is told.
const PATH: [Role; 2] = [Role::Toward, Role::From];
/// Roles whose bare name is a place even where the gazetteer does not know it.
const FIRM: [Role; 3] = [Role::In, Role::At, Role::Near];
/// A town of so many people is meant by its name alone, in whatever country the dispatch is about.
const KNOWN_EVERYWHERE: u32 = 200_000;

/// What kind of event a place is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Deed {
    /// Where it is directed to is its place too ("fired at X"; but who retreats towards X is not there yet).
    pub goal: bool,
    /// A bare name after *à* / *to* is a place ("tué à X"), no addressee ("remis à X").
    pub violent: bool,
    /// What is taken is a place.
    pub taken: bool,
}

/// A city so many times larger is not taken for its namesake.
const NAMESAKE: u32 = 5;

impl Places<'_> {
    /// The place of an event: the finest among its own complements, else of what it suffers, else of the clause above.
    pub fn of_event(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        deed: Deed,
        stop: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        let rank = |place: &Option<PlaceRef>| place.as_ref().map_or(0, |place| place.rank);
        let mut own = self.best(unit, p, &LOCAL, deed);
        // "shelled El-Fasher, in the west of Sudan": what is hit, or where to, may be finer than the phrase that only frames it.
        let point = |place: &PlaceRef| matches!(place.precision.as_str(), "exact" | "near");
        if deed.taken || !own.as_ref().is_some_and(point) {
            for other in [
                self.best(unit, p, &[Role::Patient], deed),
                self.best(unit, p, &LOOSE, deed),
            ] {
                if rank(&other) > rank(&own).max(1) {
                    own = other;
                }
            }
        }
        let own = own
            .or_else(|| self.here(unit, p))
            .or_else(|| self.modifier(unit, p))
            .or_else(|| self.undergoer(unit, p))
            .or_else(|| self.of_doer(unit, p, deed))
            .or_else(|| self.described(unit, p, deed, stop))
            .or_else(|| self.beneath(unit, p, deed))
            .or_else(|| self.best(unit, p, if deed.goal { &PATH } else { &PATH[1..] }, deed));
        // "une attaque sur la force de la France a eu lieu à Tombouctou": a country that only says whose something is gives way to a spot of the clause.
        let vague = |place: &PlaceRef| place.rank <= 1 && self.complement(unit, place);
        match own {
            Some(place) if vague(&place) => self.of_clause_above(unit, p, deed, stop).or(Some(place)),
            Some(place) => Some(place),
            None => self.of_clause_above(unit, p, deed, stop),
        }
    }

    fn of_clause_above(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        deed: Deed,
        stop: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        let mut current = p.head;
        for _ in 0..4 {
            let head = unit.view.head(current)?;
            if stop(head) {
                return None;
            }
            // "deployed in X after attacks": what came before was elsewhere, for all one knows.
            let marked = unit
                .view
                .dependents(current, &["mark"])
                .find_map(|mark| unit.view.grammar.relation(unit.view.lemma(mark)));
            let role = unit.view.preposition(current).and_then(|(role, _, _)| role).or(marked);
            if matches!(role, Some(Role::After | Role::Before | Role::Since | Role::Until)) {
                return None;
            }
            if let Some(above) = unit.proposition(head)
                && let Some(found) = self.best(unit, above, &LOCAL, deed).or_else(|| {
                    // "s'est produit à X"
                    let carrier = Deed { violent: false, ..deed };
                    self.best(unit, above, &[Role::To], carrier)
                        .filter(|place| place.rank >= 4 || place.precision == "between")
                })
            {
                return Some(found);
            }
            current = head;
        }
        None
    }

    fn best(&self, unit: &Unit<'_>, p: &Proposition, roles: &[Role], deed: Deed) -> Option<PlaceRef> {
        let mut best: Option<PlaceRef> = None;
        for argument in p.arguments.iter().filter(|a| roles.contains(&a.role)) {
            let firm = match argument.role {
                Role::To => deed.violent,
                Role::Patient => deed.taken,
                role => FIRM.contains(&role),
            };
            let mut places = self.inside(unit, argument.word, 4, firm);
            // "took control of X"
            if places.is_empty() && argument.role == Role::Patient && deed.taken {
                let of = unit
                    .proposition(argument.word)
                    .into_iter()
                    .flat_map(|q| q.all(Role::Of));
                places.extend(of.filter_map(|word| self.named(unit, word, true)));
            }
            for mut place in places {
                if argument.role == Role::Near && place.precision == "exact" {
                    place.precision = "near".into();
                }
                // "de l'Arménie", "à la Russie": a country after a loose preposition is a party, not a spot.
                if (roles.contains(&Role::Of) || roles.contains(&Role::From)) && place.rank <= 1 {
                    continue;
                }
                // "under the auspices of Russia"
                if argument.role == Role::Under && place.rank <= 1 {
                    continue;
                }
                // "the two republics of the Caucasus": a region says which states suffer, it is no place yet.
                if argument.role == Role::Patient && place.rank <= 2 && self.complement(unit, &place) {
                    continue;
                }
                let finer = |known: &PlaceRef| {
                    place.rank > known.rank
                        || place.rank == known.rank && known.inferred.is_some() && place.inferred.is_none()
                };
                if best.as_ref().is_none_or(finer) {
                    best = Some(place);
                }
            }
        }
        best
    }

    /// The places named inside a noun phrase. `firm`: the phrase stands where only a place can stand.
    fn inside(&self, unit: &Unit<'_>, word: usize, depth: usize, firm: bool) -> Vec<PlaceRef> {
        let mut found = Vec::new();
        let Some(depth) = depth.checked_sub(1) else {
            return found;
        };
        // "the road linking A to B" is told by its ends.
        let of_road = unit.view.relation(word) == "acl"
            && unit
                .view
                .head(word)
                .is_some_and(|head| self.terms.kind(unit.view.lemma(head)) == Some("road"));
        if unit.view.clausal(word) && unit.view.upos(word) == Upos::Verb && !of_road {
            return found;
        }
        let lemma = unit.view.lemma(word);
        let term = self
            .terms
            .kind(lemma)
            .or_else(|| self.terms.kind(&fold(&unit.view.word(word).form)));
        if term == Some("border") && unit.view.upos(word) != Upos::Verb {
            found.push(self.border(unit, word));
            return found;
        }
        if term == Some("capital")
            && let Some(place) = self.capital(unit, word)
        {
            return vec![place];
        }
        if let Some(mut place) = self.named(unit, word, firm) {
            if let Some(term) = term {
                specify(&mut place, term);
            }
            found.push(place);
        } else if let Some(term) = term
            && let Some(place) = self.called(unit, word, term)
        {
            found.push(place);
        }
        let person = self
            .cast
            .party(unit.index, word)
            .is_some_and(|party| matches!(party.kind, PartyKind::Person | PartyKind::People));
        for &child in unit.view.children(word) {
            if matches!(
                unit.view.relation(child),
                "nmod" | "appos" | "flat" | "compound" | "obl" | "conj" | "amod"
            ) || of_road && unit.view.relation(child) == "obj"
                || term == Some("road") && unit.view.relation(child) == "acl"
            {
                let governed = unit.view.preposition(child).map(|(role, _, _)| role);
                // "à Rachidine, banlieue d'Alep": the name is the place, what stands beside it says where that is.
                let apart = unit.view.dependent(child, &["cc", "case"]).is_some();
                let in_chain = unit.view.relation(child) == "conj" && !apart && child > word;
                let beside = (unit.view.relation(child) == "appos" || in_chain)
                    && self.terms.kind(&fold(unit.view.lemma(child))).is_some();
                if beside && let Some(place) = found.first_mut() {
                    if place.country.is_empty() {
                        let around = self.inside(unit, child, depth, true).into_iter().next();
                        place.country = around.map(|around| around.country).unwrap_or_default();
                    }
                    continue;
                }
                // "at Washington's request": whose it is, not where.
                if unit.view.deprel(child) == "nmod:poss" && term.is_none() && unit.name_at(child).is_some() {
                    continue;
                }
                // The names beside a person are his own; "a U.S. embassy" is not in the United States.
                if person && governed.is_none() {
                    continue;
                }
                // "the deployment by Moscow": who does it is not where. But the place may hang there: "clashes with the army at the border".
                if matches!(
                    governed.flatten(),
                    Some(Role::By | Role::With | Role::Against | Role::According)
                ) {
                    for &inner in unit.view.children(child) {
                        let role = unit.view.preposition(inner).and_then(|(role, _, _)| role);
                        if role.is_some_and(|role| LOCAL.contains(&role) || role == Role::To) {
                            found.extend(self.inside(
                                unit,
                                inner,
                                depth,
                                role.is_some_and(|role| FIRM.contains(&role)),
                            ));
                        }
                    }
                    continue;
                }
                // "freed eleven soldiers and Bangkok eighteen": a name joined to what is no place is none either.
                if governed.is_none() && unit.view.relation(child) == "conj" && found.is_empty() {
                    continue;
                }
                let attribute = matches!(unit.view.relation(child), "compound" | "amod");
                // "the Druze city of Sweida": a town has one name, behind "of"; the word before says what kind of town.
                if attribute && term.is_some() && self.called_behind(unit, word) {
                    continue;
                }
                // "the road to the capital": where a road leads is not where one is on it.
                if term == Some("road") && governed.flatten() == Some(Role::To) && unit.view.relation(child) != "acl" {
                    continue;
                }
                let firm = term.is_some() || governed.flatten().is_some_and(|role| FIRM.contains(&role));
                for mut place in self.inside(unit, child, depth, firm) {
                    if attribute && place.rank <= 1 && term.is_none() {
                        continue;
                    }
                    if let Some(term) = term {
                        match term {
                            "province" | "district" | "region" | "quarter" if unit.view.relation(child) != "conj" => {
                                specify(&mut place, term)
                            }
                            // "30 km from X" is told by X, but any other name is nearer.
                            "distance" => {
                                place.precision = "near".into();
                                place.rank = place.rank.min(3);
                            }
                            "near" | "road" => place.precision = "near".into(),
                            "direction" if place.rank == 1 => place.precision = "region".into(),
                            _ => {}
                        }
                    }
                    let near = unit
                        .view
                        .preposition(child)
                        .is_some_and(|(role, _, _)| role == Some(Role::Near));
                    if near && place.precision == "exact" {
                        place.precision = "near".into();
                    }
                    found.push(place);
                }
            }
        }
        if found.is_empty()
            && let Some(term) = term
        {
            found.extend(self.named_before(unit, word, term));
        }
        found
    }

    /// Whether a place noun has its name in a phrase with *of* behind it.
    fn called_behind(&self, unit: &Unit<'_>, word: usize) -> bool {
        unit.view.dependents(word, &["nmod", "appos"]).any(|child| {
            let of = unit
                .view
                .preposition(child)
                .is_some_and(|(role, _, _)| role == Some(Role::Of));
            child > word && of && self.named(unit, child, true).is_some()
        })
    }

    fn text(&self, unit: &Unit<'_>, span: &Range<usize>) -> String {
        unit.text
            .get(span.start - unit.base..span.end - unit.base)
            .unwrap_or("")
            .to_owned()
    }

    /// The place that a word names. `firm`: it stands where only a place can stand.
    fn named(&self, unit: &Unit<'_>, word: usize, firm: bool) -> Option<PlaceRef> {
        let view = &unit.view;
        if let Some(found) = unit.name_at(word) {
            let span = unit.bytes(found.words.clone());
            let name = self.text(unit, &span);
            for referent in &found.referents {
                match referent {
                    Referent::Country(iso) => return Some(self.country(unit, iso, name, span)),
                    Referent::Capital(iso) => {
                        let place = self.gazetteer.lookup_in(&name, &[iso]).into_iter().next();
                        let mut here = self.country(unit, iso, name, span);
                        here.precision = "exact".into();
                        here.rank = 4;
                        if let Some(place) = place {
                            here.point = Some((f64::from(place.lat), f64::from(place.lon)));
                            here.id = Some(place.id.0);
                            here.admin1 = (!place.admin1.is_empty()).then(|| place.admin1.to_owned());
                        }
                        return Some(here);
                    }
                    _ => {}
                }
            }
            if found.referents.iter().any(|r| matches!(r, Referent::Party(_))) {
                return None;
            }
        }
        if view.upos(word) != Upos::Propn || !view.word(word).form.starts_with(char::is_uppercase) {
            return None;
        }
        // "cocktails Molotov", "système Patriot": a name set behind a common noun that is no place says what kind it is.
        let kind = view.head(word).is_some_and(|head| {
            head + 1 == word
                && view.upos(head) == Upos::Noun
                && matches!(view.relation(word), "nmod" | "flat" | "amod" | "compound")
                && view.dependent(word, &["case"]).is_none()
                && self.terms.kind(view.lemma(head)).is_none()
        });
        if kind {
            return None;
        }
        let dated = self
            .times
            .get(unit.index)
            .is_some_and(|times| times.iter().any(|t| t.words.contains(&word)));
        if dated || unit.name_at(word).is_some() {
            return None;
        }
        let party = self.cast.party(unit.index, word).map(|party| party.kind);
        // "in Khan Sheikhoun" is built like a first and a last name.
        let person = |name: &str| party == Some(PartyKind::Person) && !(firm && self.gazetteer.knows(name));
        if party == Some(PartyKind::Named) {
            return None;
        }
        let words: Vec<usize> = std::iter::once(word)
            .chain(view.children(word).iter().copied().filter(|&c| {
                matches!(view.relation(c), "flat" | "compound") && matches!(view.upos(c), Upos::Propn | Upos::X)
            }))
            .collect();
        let mut first = *words.iter().min()?;
        let mut last = *words.iter().max()?;
        // "Ak-Sai" is three tokens to some tokenizers: names go on over a hyphen without blanks.
        let glued = |a: usize, b: usize| view.word(a).span.end == view.word(b).span.start;
        while last + 2 < view.len()
            && view.word(last + 1).form == "-"
            && glued(last, last + 1)
            && glued(last + 1, last + 2)
        {
            last += 2;
        }
        while first >= 2 && view.word(first - 1).form == "-" && glued(first - 2, first - 1) && glued(first - 1, first) {
            first -= 2;
        }
        (first, last) = self.written_out(unit, first, last);
        // "Luis Flores" taken apart by the parser: the second half of a longer name is no place by itself.
        let part = first.checked_sub(1).is_some_and(|before| {
            view.upos(before) == Upos::Propn
                && self.terms.kind(view.lemma(before)).is_none()
                && unit.name_at(before).is_none()
                && view
                    .word(before)
                    .form
                    .trim_end_matches('.')
                    .chars()
                    .all(char::is_alphabetic)
                && !self
                    .times
                    .get(unit.index)
                    .is_some_and(|times| times.iter().any(|t| t.words.contains(&before)))
        });
        if part {
            return None;
        }
        let span = unit.bytes(first..last + 1);
        let mut name = self.text(unit, &span);
        // In capitals the ending is glued to the name: "SAN SALVADOR'S".
        if let Some(bare) = name.strip_suffix("'S") {
            name.truncate(bare.len());
        }
        if self.gazetteer.is_common_word(&name) && first == last || person(&name) {
            return None;
        }
        let introduced = view
            .head(word)
            .is_some_and(|head| self.terms.kind(view.lemma(head)).is_some() && view.relation(word) != "conj");
        let container = self.container(unit, word, 2);
        let home = self.home();
        let near: Vec<&str> = match &container {
            Some(iso) => vec![iso.as_str()],
            None => home.clone(),
        };
        let own = |place: &selon_places::Place<'_>| {
            place.country.is_empty() || near.is_empty() || near.contains(&place.country)
        };
        let candidates = self.gazetteer.lookup_in(&name, &near);
        let firm = firm || introduced || container.is_some();
        // "in Geneva": a city that everybody knows, in a country that the dispatch does not name.
        let famous = |place: &&selon_places::Place<'_>| {
            !introduced && place.population >= KNOWN_EVERYWHERE && place.kind.is_settlement()
                || matches!(place.kind, PlaceKind::Country)
        };
        let foremost = self.gazetteer.lookup(&name).into_iter().next();
        let known = candidates.iter().find(|place| own(place));
        let known = match (known, &foremost) {
            // It is no village of the same name in a country that is named beside others.
            (Some(place), Some(city))
                if container.is_none()
                    && famous(&city)
                    && city.population / NAMESAKE > place.population
                    && !self.is_scene(place.country) =>
            {
                Some(city)
            }
            (None, Some(city)) if firm && container.is_none() && famous(&city) => Some(city),
            (known, _) => known,
        };
        let Some(place) = known else {
            // A name in the place of a place is one, even where no gazetteer has it.
            let written = view.dependent(word, &["det"]).is_none() && !acronym(unit, &name);
            let said = introduced && (written || view.preposition(word).is_some());
            if !(said || firm && written) {
                return None;
            }
            let mut unknown = self.blank(unit, name, first..last + 1);
            if let Some(iso) = container {
                unknown.country = iso;
            }
            return Some(unknown);
        };
        let (precision, rank) = match place.kind {
            kind if kind.is_settlement() => ("exact", 5),
            PlaceKind::Country => ("country", 1),
            PlaceKind::Admin1 => ("province", 3),
            _ if place.kind.name() == "district" => ("district", 4),
            _ => ("region", 2),
        };
        Some(PlaceRef {
            name,
            country: place.country.into(),
            admin1: (!place.admin1.is_empty()).then(|| place.admin1.to_owned()),
            point: Some((f64::from(place.lat), f64::from(place.lon))),
            id: Some(place.id.0),
            precision: precision.into(),
            span,
            rank,
            sentence: unit.index,
            inferred: None,
        })
    }

    fn country(&self, unit: &Unit<'_>, iso: &SmolStr, name: String, span: Range<usize>) -> PlaceRef {
        let place = self
            .gazetteer
            .lookup(&name)
            .into_iter()
            .find(|p| p.kind == PlaceKind::Country && p.country == iso.as_str());
        PlaceRef {
            name,
            country: iso.clone(),
            admin1: None,
            point: place.as_ref().map(|p| (f64::from(p.lat), f64::from(p.lon))),
            id: place.map(|p| p.id.0),
            precision: "country".into(),
            span,
            rank: 1,
            sentence: unit.index,
            inferred: None,
        }
    }
}
