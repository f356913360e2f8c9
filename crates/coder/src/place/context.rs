//! What the words around a name, the sentences before it and the dispatch as a whole tell about a place.

use super::{Deed, FIRM, LOCAL, PlaceRef, Places};
use crate::names::Referent;
use crate::party::PartyKind;
use crate::scene::Unit;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::ops::Range;

/// Words that a name may have before or behind what the parser took for it.
const BESIDE: usize = 4;

impl Places<'_> {
    /// The longest name around some words that the gazetteer knows, whatever the tree makes of it: "Mazar-i-Sharif", "Upper Nile State", "Deir al-Balah".
    ///
    /// First and last word, both included; those that were given where no longer name stands.
    pub(super) fn written_out(&self, unit: &Unit<'_>, first: usize, last: usize) -> (usize, usize) {
        let view = &unit.view;
        let capital = |word: usize| {
            let form = &view.word(word).form;
            form.starts_with(char::is_uppercase) || word > 0 && view.word(word - 1).form.ends_with('-')
        };
        // "al", "el", "de", "i-", "-": what stands inside of names, never at their ends.
        let inside = |word: usize| {
            let form = view.word(word).form.trim_end_matches('-');
            form.chars().count() <= 3 && form.chars().all(|c| c.is_lowercase() || c == '\'' || c == '’')
        };
        let dated = |word: usize| {
            let mut times = self.times.get(unit.index).into_iter().flatten();
            times.any(|time| time.words.contains(&word))
        };
        let belongs = |&word: &usize| (capital(word) || inside(word)) && !dated(word);
        let begin = first
            - (1..=BESIDE.min(first))
                .map(|back| first - back)
                .take_while(belongs)
                .count();
        let end = last
            + (last + 1..view.len().min(last + 1 + BESIDE))
                .take_while(belongs)
                .count();
        let mut spans: Vec<(usize, usize)> = (begin..=first)
            .flat_map(|a| (last..=end).map(move |b| (a, b)))
            .filter(|&(a, b)| (a, b) != (first, last) && capital(a) && capital(b))
            .collect();
        spans.sort_by_key(|&(a, b)| (std::cmp::Reverse(b - a), a));
        let known = |&(a, b): &(usize, usize)| self.gazetteer.knows(&self.text(unit, &unit.bytes(a..b + 1)));
        spans.into_iter().find(known).unwrap_or((first, last))
    }

    /// "there", "sur place": the last place named.
    pub(super) fn here(&self, unit: &Unit<'_>, p: &Proposition) -> Option<PlaceRef> {
        let word = p.arguments.iter().map(|argument| argument.word).find(|&word| {
            self.terms.kind(unit.view.lemma(word)) == Some("here")
                && matches!(unit.view.upos(word), Upos::Adv | Upos::Pron)
        })?;
        // "la version d'Erevan … ses troupes y ont perdu deux postes": a capital is mostly its government.
        let clitic = unit.view.upos(word) == Upos::Pron;
        let capital = |place: &PlaceRef| self.cast.capital(&place.country) == Some(place.name.as_str());
        self.last_named(unit, word, &|place| place.rank >= 2 && !(clitic && capital(place)), 3)
    }

    /// "A Diyarbakir, la police a chargé la foule. Trente personnes ont été arrêtées.": a place set before the subject is the scene of what the paragraph goes on to tell.
    pub fn frame(&self, unit: &Unit<'_>, word: usize) -> Option<PlaceRef> {
        let before = self.units[..=unit.index].iter().rev();
        let here = before.take_while(|there| there.paragraph == unit.paragraph).take(4);
        for there in here {
            let view = &there.view;
            let root = (0..view.len()).find(|&w| view.head(w).is_none())?;
            // "A Bakou, le ministère a déclaré …": where somebody speaks is not where it happened.
            if crate::timing::speech(there, root) {
                return None;
            }
            let subject = view.dependent(root, &["nsubj", "csubj"]).unwrap_or(root).min(root);
            let end = if there.index == unit.index {
                subject.min(word)
            } else {
                subject
            };
            let placed = (0..end).find_map(|w| {
                let role = view.preposition(w).and_then(|(role, _, _)| role);
                let local = role.is_some_and(|role| FIRM.contains(&role) || role == Role::To);
                let hung = view.relation(w) == "obl" && view.head(w) == Some(root);
                let place = self
                    .named(there, w, true)
                    .filter(|place| local && hung && place.rank >= 3)?;
                Some(self.as_introduced(there, w, place))
            });
            if let Some(mut place) = placed {
                place.inferred = Some("previous-mention");
                return Some(place);
            }
        }
        None
    }

    /// "Les commerçants de Khuzdar observaient une grève", "un tribunal de Toluca": where those are from who march or judge.
    pub fn of_town(&self, unit: &Unit<'_>, p: &Proposition) -> Option<PlaceRef> {
        let doer = unit.proposition(p.first(Role::Agent)?)?;
        let mut towns = doer.all(Role::Of).filter_map(|word| self.named(unit, word, false));
        towns.find(|place| place.rank >= 4)
    }

    /// Where the tree is crooked: the finest place with a preposition that hangs below the event, with no other clause in between.
    pub(super) fn beneath(&self, unit: &Unit<'_>, p: &Proposition, deed: Deed) -> Option<PlaceRef> {
        let view = &unit.view;
        let subjects: Vec<usize> = p.all(Role::Agent).collect();
        let belongs = |word: usize| {
            let mut current = word;
            let mut local = false;
            for _ in 0..8 {
                if current == p.head {
                    return local;
                }
                let role = view.preposition(current).and_then(|(role, _, _)| role);
                local |= role.is_some_and(|role| LOCAL.contains(&role) || role == Role::To);
                // "an attack by rebels on the town": who did it is no place, but the place may hang there.
                let apart = subjects.contains(&current) && current < p.head
                    || role == Some(Role::By) && !local
                    || matches!(
                        role,
                        Some(
                            Role::According
                                | Role::From
                                | Role::Toward
                                | Role::After
                                | Role::Before
                                | Role::Since
                                | Role::Until
                                | Role::Because
                        )
                    )
                    || current != word && (view.clausal(current) || matches!(view.upos(current), Upos::Verb));
                match view.head(current) {
                    Some(head) if !apart => current = head,
                    _ => return false,
                }
            }
            false
        };
        let places = (0..view.len()).filter(|&word| view.upos(word) == Upos::Propn && belongs(word));
        let mut best: Option<PlaceRef> = None;
        for word in places {
            let governed = view.dependent(word, &["case"]).is_some()
                || view
                    .head(word)
                    .is_some_and(|head| self.terms.kind(view.lemma(head)).is_some());
            let firm = view
                .preposition(word)
                .and_then(|(role, _, _)| role)
                .is_some_and(|role| FIRM.contains(&role) || role == Role::To && deed.violent);
            let place = self
                .named(unit, word, firm)
                .filter(|place| governed && place.rank >= 3)
                .map(|place| self.as_introduced(unit, word, place));
            if let Some(place) = place
                && best.as_ref().is_none_or(|known| place.rank > known.rank)
            {
                best = Some(place);
            }
        }
        best
    }

    /// A name beside a place noun is what the noun says: "the Furqan quarter".
    pub(super) fn as_introduced(&self, unit: &Unit<'_>, word: usize, mut place: PlaceRef) -> PlaceRef {
        let term = unit
            .view
            .head(word)
            .filter(|_| self.beside_term(unit, word))
            .and_then(|head| self.terms.kind(unit.view.lemma(head)));
        if let Some(term) = term {
            specify(&mut place, term);
        }
        place
    }

    /// Whether a name only completes a noun that is no place itself: "the republics of the Caucasus".
    pub(super) fn complement(&self, unit: &Unit<'_>, place: &PlaceRef) -> bool {
        let word = (0..unit.view.len()).find(|&word| unit.bytes(word..word + 1).start == place.span.start);
        place.inferred.is_none()
            && word.is_some_and(|word| {
                let role = unit.view.preposition(word).and_then(|(role, _, _)| role);
                role == Some(Role::Of) && !self.beside_term(unit, word)
            })
    }

    /// Whether a name stands beside a place noun or is its complement with `de` / `of`: "the town of X", not "a quarter in X".
    pub(super) fn beside_term(&self, unit: &Unit<'_>, word: usize) -> bool {
        let role = unit.view.preposition(word).map(|(role, _, _)| role);
        unit.view.relation(word) != "conj"
            && role.is_none_or(|role| role == Some(Role::Of))
            && unit
                .view
                .head(word)
                .is_some_and(|head| self.terms.kind(unit.view.lemma(head)).is_some())
    }

    /// "the town has fallen": a place that is the subject.
    pub(super) fn undergoer(&self, unit: &Unit<'_>, p: &Proposition) -> Option<PlaceRef> {
        let word = p.first(Role::Agent)?;
        let lemma = unit.view.lemma(word);
        let place = self.named(unit, word, false).or_else(|| {
            let term = self.terms.kind(lemma)?;
            self.inside(unit, word, 2, false)
                .into_iter()
                .next()
                .filter(|_| term != "capital")
        })?;
        let party = self.cast.party(unit.index, word);
        (place.rank >= 3 && party.is_none_or(|party| party.passive_thing())).then_some(place)
    }

    /// "Police in Abuja broke up a march": where those are who act on the spot.
    pub(super) fn of_doer(&self, unit: &Unit<'_>, p: &Proposition, deed: Deed) -> Option<PlaceRef> {
        let word = p.first(Role::Agent).filter(|&word| deed.violent && word < p.head)?;
        let party = self.cast.party(unit.index, word)?;
        let here = matches!(party.kind, PartyKind::Collective | PartyKind::Body)
            && p.said.iter().all(|s| s.speaker != Some(word));
        let q = unit.proposition(word).filter(|_| here)?;
        self.best(unit, q, &[Role::In, Role::At, Role::Near], deed)
            .filter(|place| place.rank >= 3)
    }

    /// The country that the dispatch is about: reporters write on one country from the capital of another, so a dateline alone is none
    /// where the text names others.
    fn scene(&self) -> Option<&SmolStr> {
        let main = self.cast.main_country();
        let named = main.filter(|home| self.cast.countries().any(|iso| iso == *home));
        named.or_else(|| self.cast.countries().next()).or(main)
    }

    /// Whether the dispatch is about a country, or from there.
    pub(super) fn is_scene(&self, country: &str) -> bool {
        self.scene().is_some_and(|home| home == country) || self.cast.datelines().any(|iso| iso == country)
    }

    /// The country of the place that a name is said to lie in: "Chushul, in Ladakh".
    pub(super) fn container(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<SmolStr> {
        let depth = depth.checked_sub(1)?;
        unit.view
            .children(word)
            .iter()
            .filter(|&&child| matches!(unit.view.relation(child), "nmod" | "appos" | "obl"))
            .find_map(|&child| {
                self.named(unit, child, false)
                    .map(|place| place.country)
                    .filter(|iso| !iso.is_empty())
                    .or_else(|| self.container(unit, child, depth))
            })
    }

    /// "the capital", "la capitale malienne": the capital of the country named with it, else of the dispatch's own.
    pub(super) fn capital(&self, unit: &Unit<'_>, word: usize) -> Option<PlaceRef> {
        let view = &unit.view;
        let determiner = view.dependent(word, &["det"]);
        let points_back = determiner.is_some_and(|det| view.feat(det, "Definite") != Some("Ind"));
        let owner = view.dependents(word, &["amod", "nmod", "compound"]).find_map(|child| {
            let found = unit.name_at(child)?;
            found.referents.iter().find_map(|referent| match referent {
                Referent::Country(iso) | Referent::Adjective(iso) => Some(iso.clone()),
                _ => None,
            })
        });
        let bare = view
            .dependent(word, &["amod", "nmod", "compound", "appos", "flat"])
            .is_none();
        let iso = owner.or_else(|| self.scene().filter(|_| points_back && bare).cloned())?;
        let name = self.cast.capital(&iso)?.to_owned();
        let mut place = self.blank(unit, name.clone(), word..word + 1);
        place.country.clone_from(&iso);
        place.rank = 4;
        if let Some(known) = self.gazetteer.lookup_in(&name, &[&iso]).into_iter().next() {
            place.point = Some((f64::from(known.lat), f64::from(known.lon)));
            place.id = Some(known.id.0);
        }
        place.inferred = Some("context");
        Some(place)
    }

    /// "Galwan Valley", "Tahrir Square": a place noun with a name before it that together are one name, known or not.
    pub(super) fn called(&self, unit: &Unit<'_>, word: usize, term: &str) -> Option<PlaceRef> {
        let view = &unit.view;
        if !view.word(word).form.starts_with(char::is_uppercase)
            || !matches!(term, "exact" | "quarter" | "site" | "district" | "province" | "region")
        {
            return None;
        }
        let first = view
            .dependents(word, &["compound", "flat"])
            .filter(|&child| {
                child < word && view.upos(child) == Upos::Propn && view.word(child).form.starts_with(char::is_uppercase)
            })
            .min()?;
        let foreign = (first..word).any(|w| unit.name_at(w).is_some());
        if foreign {
            return None;
        }
        let span = unit.bytes(first..word + 1);
        let name = self.text(unit, &span);
        let home = self.home();
        let known = self
            .gazetteer
            .lookup_in(&name, &home)
            .into_iter()
            .find(|place| place.country.is_empty() || home.contains(&place.country));
        let mut place = self.blank(unit, name, first..word + 1);
        if let Some(known) = known {
            place.country = known.country.into();
            place.point = Some((f64::from(known.lat), f64::from(known.lon)));
            place.id = Some(known.id.0);
        }
        specify(&mut place, term);
        Some(place)
    }

    /// A place of which the gazetteer knows nothing: a spot in the dispatch's own country, where that is plain.
    pub(super) fn blank(&self, unit: &Unit<'_>, name: String, words: Range<usize>) -> PlaceRef {
        let home = self.scene().filter(|home| {
            self.cast.datelines().any(|iso| iso == *home) || self.cast.countries().all(|iso| iso == *home)
        });
        PlaceRef {
            name,
            country: home.cloned().unwrap_or_default(),
            admin1: None,
            point: None,
            id: None,
            precision: "exact".into(),
            span: unit.bytes(words),
            rank: 5,
            sentence: unit.index,
            inferred: None,
        }
    }

    /// The last fitting place named before a word, in its sentence or in the three before it.
    pub(super) fn last_named(
        &self,
        unit: &Unit<'_>,
        word: usize,
        fits: &dyn Fn(&PlaceRef) -> bool,
        reach: usize,
    ) -> Option<PlaceRef> {
        // A place where somebody only speaks is none that the text is about.
        let told = |unit: &Unit<'_>, w: usize| {
            let head = unit.view.head(w);
            !head.is_some_and(|head| crate::timing::speech(unit, head))
        };
        let look = |unit: &Unit<'_>, end: usize| {
            (0..end).rev().filter(|&w| told(unit, w)).find_map(|w| {
                let place = self.named(unit, w, false)?;
                Some(self.as_introduced(unit, w, place)).filter(|place| fits(place))
            })
        };
        let before = || {
            self.units[..unit.index]
                .iter()
                .rev()
                .take(reach)
                .find_map(|other| look(other, other.view.len()))
        };
        let mut place = look(unit, word).or_else(before)?;
        place.inferred = Some("previous-mention");
        Some(place)
    }

    /// The countries of the dispatch: named, of its datelines, of its named groups. A namesake elsewhere is none of its places.
    pub(super) fn home(&self) -> Vec<&str> {
        self.cast
            .countries()
            .chain(self.cast.datelines())
            .chain(self.cast.involved())
            .map(SmolStr::as_str)
            .collect()
    }

    /// "an explosion that took place in X": the clause that describes the event.
    pub(super) fn described(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        deed: Deed,
        stop: &dyn Fn(usize) -> bool,
    ) -> Option<PlaceRef> {
        if p.kind != Kind::Noun {
            return None;
        }
        let clauses = unit.view.dependents(p.head, &["acl"]).filter(|&clause| !stop(clause));
        clauses
            .filter_map(|clause| unit.proposition(clause))
            .find_map(|clause| self.best(unit, clause, &LOCAL, deed))
    }

    pub(super) fn border(&self, unit: &Unit<'_>, word: usize) -> PlaceRef {
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

    /// "la ville", "the region": the last place of that kind named before, in this sentence or in the three before it.
    pub(super) fn named_before(&self, unit: &Unit<'_>, word: usize, term: &str) -> Option<PlaceRef> {
        let determiner = unit.view.dependent(word, &["det"])?;
        let points_back = unit.view.feat(determiner, "Definite") == Some("Def")
            || unit.view.feat(determiner, "PronType") == Some("Dem");
        // "Kyrgyz territory" names its own country.
        let own = unit
            .view
            .dependents(word, &["amod", "nmod", "compound"])
            .any(|child| unit.name_at(child).is_some());
        if own || !points_back || !matches!(term, "exact" | "region" | "province" | "district") {
            return None;
        }
        let fits = |place: &PlaceRef| match term {
            "exact" => matches!(place.rank, 4 | 5),
            _ => matches!(place.precision.as_str(), "region" | "province" | "district"),
        };
        // A province is named once, a town again and again.
        let own = |place: &PlaceRef| term != "exact" && fits(place) && self.is_scene(&place.country);
        self.last_named(unit, word, &fits, 3)
            .or_else(|| self.last_named(unit, word, &own, 10))
    }

    /// *accrochage frontalier*, *border clash*.
    pub(super) fn modifier(&self, unit: &Unit<'_>, p: &Proposition) -> Option<PlaceRef> {
        let border = p
            .all(Role::Mod)
            .find(|&w| self.terms.kind(unit.view.lemma(w)) == Some("border"))?;
        Some(self.border(unit, border))
    }
}

/// "the province of Khost" is no town; the quarter of a town is finer than the town.
pub(super) fn specify(place: &mut PlaceRef, term: &str) {
    if matches!(term, "quarter" | "site") {
        place.precision = "exact".into();
        place.rank = 6;
        return;
    }
    let rank = match term {
        "district" => 4,
        "province" => 3,
        "region" => 2,
        _ => return,
    };
    place.precision = term.into();
    place.rank = place.rank.min(rank);
}

/// Written in capitals throughout, as acronyms are; in a text in capitals only what cannot be spoken as a word is one.
pub(super) fn acronym(unit: &Unit<'_>, name: &str) -> bool {
    let small = |text: &str| text.chars().any(char::is_lowercase);
    if small(unit.text) || small(name) {
        return !small(name);
    }
    let vowels = name
        .chars()
        .filter(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y'))
        .count();
    name.chars().count() < 4 || vowels < 2
}
