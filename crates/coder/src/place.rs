//! Where an event happened: place names in a sentence, and the one that belongs to an event.

use crate::cast::Cast;
use crate::names::Referent;
use crate::party::PartyKind;
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_expressions::time::Mention;
use selon_packs::{PackError, Packs};
use selon_places::{Gazetteer, Kind};
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

    /// border, exact, near, district, province, region, country, direction.
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

const LOCAL: [Role; 9] = [
    Role::In,
    Role::At,
    Role::On,
    Role::Near,
    Role::Between,
    Role::Over,
    Role::Through,
    Role::Under,
    Role::Toward,
];
const LOOSE: [Role; 4] = [Role::To, Role::From, Role::Of, Role::Against];

impl Places<'_> {
    /// The place of an event: the finest among its own complements, else of what it suffers, else of the clause above.
    pub fn of_event(&self, unit: &Unit<'_>, p: &Proposition, stop: &dyn Fn(usize) -> bool) -> Option<PlaceRef> {
        let own = self
            .best(unit, p, &LOCAL)
            .or_else(|| self.best(unit, p, &LOOSE))
            .or_else(|| self.modifier(unit, p));
        if own.is_some() {
            return own;
        }
        if let Some(found) = self.best(unit, p, &[Role::Patient])
            && found.rank > 1
        {
            return Some(found);
        }
        let mut current = p.head;
        for _ in 0..4 {
            let head = unit.view.head(current)?;
            if stop(head) {
                return None;
            }
            if let Some(above) = unit.proposition(head)
                && let Some(found) = self.best(unit, above, &LOCAL)
            {
                return Some(found);
            }
            current = head;
        }
        None
    }

    fn best(&self, unit: &Unit<'_>, p: &Proposition, roles: &[Role]) -> Option<PlaceRef> {
        let mut best: Option<PlaceRef> = None;
        for argument in p.arguments.iter().filter(|a| roles.contains(&a.role)) {
            for mut place in self.inside(unit, argument.word, 4) {
                if argument.role == Role::Near && place.precision == "exact" {
                    place.precision = "near".into();
                }
                // "de l'Arménie", "à la Russie": a country after a loose preposition is a party, not a spot.
                if roles.contains(&Role::Of) && place.rank <= 1 {
                    continue;
                }
                if best.as_ref().is_none_or(|known| place.rank > known.rank) {
                    best = Some(place);
                }
            }
        }
        best
    }

    /// *accrochage frontalier*, *border clash*.
    fn modifier(&self, unit: &Unit<'_>, p: &Proposition) -> Option<PlaceRef> {
        let border = p
            .all(Role::Mod)
            .find(|&w| self.terms.kind(unit.view.lemma(w)) == Some("border"))?;
        Some(self.border(unit, border))
    }

    /// The places named inside a noun phrase.
    fn inside(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Vec<PlaceRef> {
        let mut found = Vec::new();
        let Some(depth) = depth.checked_sub(1) else {
            return found;
        };
        if unit.view.clausal(word) && unit.view.upos(word) == Upos::Verb {
            return found;
        }
        let lemma = unit.view.lemma(word);
        let term = self
            .terms
            .kind(lemma)
            .or_else(|| self.terms.kind(&fold(&unit.view.word(word).form)).filter(|_| true));
        if term == Some("border") && unit.view.upos(word) != Upos::Verb {
            found.push(self.border(unit, word));
            return found;
        }
        if let Some(mut place) = self.named(unit, word) {
            if let Some(term) = term {
                specify(&mut place, term);
            }
            found.push(place);
        }
        for &child in unit.view.children(word) {
            if matches!(
                unit.view.relation(child),
                "nmod" | "appos" | "flat" | "compound" | "obl" | "conj" | "amod"
            ) {
                for mut place in self.inside(unit, child, depth) {
                    if let Some(term) = term {
                        match term {
                            "province" | "district" | "region" if unit.view.relation(child) != "conj" => {
                                specify(&mut place, term)
                            }
                            "near" => place.precision = "near".into(),
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

    /// Whether the dispatch names the country of a place, or has it in its dateline: a namesake elsewhere is none of its places.
    fn at_home(&self, country: &str, countries: &[&str]) -> bool {
        country.is_empty()
            || countries.is_empty()
            || countries.contains(&country)
            || self.cast.datelines().any(|iso| iso == country)
    }

    /// "la ville", "the region": the last place of that kind named before, in this sentence or in the three before it.
    fn named_before(&self, unit: &Unit<'_>, word: usize, term: &str) -> Option<PlaceRef> {
        let determiner = unit.view.dependent(word, &["det"])?;
        let points_back = unit.view.feat(determiner, "Definite") == Some("Def")
            || unit.view.feat(determiner, "PronType") == Some("Dem");
        if !points_back || !matches!(term, "exact" | "region" | "province" | "district") {
            return None;
        }
        let fits = |place: &PlaceRef| match term {
            "exact" => place.rank >= 4,
            _ => matches!(place.precision.as_str(), "region" | "province" | "district"),
        };
        let here = (0..word).rev().find_map(|w| self.named(unit, w).filter(fits));
        let before = || {
            self.units[..unit.index].iter().rev().take(3).find_map(|other| {
                (0..other.view.len())
                    .rev()
                    .find_map(|w| self.named(other, w).filter(fits))
            })
        };
        let mut place = here.or_else(before)?;
        place.inferred = Some("previous-mention");
        Some(place)
    }

    fn border(&self, unit: &Unit<'_>, word: usize) -> PlaceRef {
        let phrase = unit.phrase(word);
        let span = unit.bytes(phrase);
        let name = self.text(unit, &unit.bytes(word..word + 1));
        PlaceRef {
            name,
            country: SmolStr::default(),
            admin1: None,
            point: None,
            id: None,
            precision: "between".into(),
            span,
            rank: 2,
            sentence: unit.index,
            inferred: None,
        }
    }

    fn text(&self, unit: &Unit<'_>, span: &Range<usize>) -> String {
        unit.text
            .get(span.start - unit.base..span.end - unit.base)
            .unwrap_or("")
            .to_owned()
    }

    /// The place that a word names.
    fn named(&self, unit: &Unit<'_>, word: usize) -> Option<PlaceRef> {
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
        let dated = self
            .times
            .get(unit.index)
            .is_some_and(|times| times.iter().any(|t| t.words.contains(&word)));
        if dated || unit.name_at(word).is_some() {
            return None;
        }
        if self
            .cast
            .party(unit.index, word)
            .is_some_and(|p| p.kind == PartyKind::Person || p.kind == PartyKind::Named)
        {
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
        let span = unit.bytes(first..last + 1);
        let name = self.text(unit, &span);
        if self.gazetteer.is_common_word(&name) && first == last {
            return None;
        }
        let countries: Vec<&str> = self.cast.countries().map(SmolStr::as_str).collect();
        let place = self.gazetteer.lookup_in(&name, &countries).into_iter().next()?;
        let introduced = view
            .head(word)
            .is_some_and(|head| self.terms.kind(view.lemma(head)).is_some() && view.relation(word) != "conj");
        if !introduced && !self.at_home(place.country, &countries) {
            return None;
        }
        let (precision, rank) = match place.kind {
            kind if kind.is_settlement() => ("exact", 5),
            Kind::Country => ("country", 1),
            Kind::Admin1 => ("province", 3),
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
            .find(|p| p.kind == Kind::Country && p.country == iso.as_str());
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

/// "the province of Khost" is no town.
fn specify(place: &mut PlaceRef, term: &str) {
    let rank = match term {
        "district" => 4,
        "province" => 3,
        "region" => 2,
        _ => return,
    };
    place.precision = term.into();
    place.rank = place.rank.min(rank);
}
