//! What a sentence leaves open and the dispatch tells: whose army, which rebels, who `il` is.

use super::home::weight as find_weight;
use super::{Cast, depth};
use crate::claim::Inferred;
use crate::names::Referent;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::Role;
use selon_syntax::Upos;
use smol_str::SmolStr;

impl Cast<'_> {
    /// Fills what a sentence leaves open: pronouns, and bodies without a country.
    pub(super) fn complete(&mut self, unit: &Unit<'_>) {
        for word in 0..unit.view.len() {
            let there = self.parties[unit.index][word]
                .as_ref()
                .filter(|party| party.country == "*")
                .map(|party| self.country_of_act(unit, party));
            if let (Some(country), Some(party)) = (there, self.parties[unit.index][word].as_mut()) {
                party.country = country;
            }
        }
        for word in 0..unit.view.len() {
            if let Some(party) = self.same_one(unit, word) {
                self.parties[unit.index][word] = Some(party);
                continue;
            }
            if self.parties[unit.index][word].is_none() {
                let some = self.some_of(unit, word).is_some();
                let party = (!some).then(|| self.pronoun(unit, word)).flatten();
                self.parties[unit.index][word] = party;
                continue;
            }
            self.group_of_rebels(unit, word);
            let Some(party) = &self.parties[unit.index][word] else {
                continue;
            };
            // A weapon or a building without an owner in words belongs to nobody that the text names, save what only a state has.
            let ownerless = party.kind == PartyKind::Weapon
                || party.kind == PartyKind::Facility
                    && !matches!(party.sector.as_str(), "MED" | "GOV")
                    && !self.role_phrase(unit, word).is_some_and(|role| role.state);
            let open = party.country.is_empty() && !party.sector.is_empty() && party.sector != "SOURCE" && !ownerless;
            if !open {
                continue;
            }
            let filled = self.country_from_context(unit, party);
            if let (Some((country, sector, short, inferred)), Some(party)) =
                (filled, self.parties[unit.index][word].as_mut())
            {
                party.country = country;
                if let Some(sector) = sector {
                    party.sector = sector;
                }
                party.short = short;
                party.inferred = Some(inferred);
            }
        }
        self.complete_some(unit);
    }

    /// "the rebels" of a dispatch that names one group of that country are that group.
    fn group_of_rebels(&mut self, unit: &Unit<'_>, word: usize) {
        let Some(party) = &self.parties[unit.index][word] else {
            return;
        };
        // "the terrorists": those of the one group that the text names.
        let called = party.country == "UNK"
            && party.role == "terrorists"
            && unit.view.feat_of_determiner(word) == Some("Def")
            && unit.view.feat(word, "Number") == Some("Plur");
        if party.sector != "REB"
            || !party.short.is_empty()
            || party.country == "UNK" && !called
            || party.kind == PartyKind::Named
        {
            return;
        }
        if unit.view.feat_of_determiner(word) == Some("Ind") || self.only_suspected(unit, word) {
            return;
        }
        // "the armed groups" are several.
        let several = unit.view.feat(word, "Number") == Some("Plur")
            && self
                .role_phrase(unit, word)
                .is_some_and(|role| role.kind == "collective");
        if several {
            return;
        }
        let country = if called {
            SmolStr::default()
        } else {
            party.country.clone()
        };
        // Militias beside the rebels are others.
        let militia = party.role == "militia";
        let mut named: Vec<Party> = Vec::new();
        for other in self.parties[..=unit.index].iter().flatten().flatten() {
            let same = other.sector == "REB"
                && !other.short.is_empty()
                && (!militia || other.role == "militia")
                && (country.is_empty() || other.country == country);
            if same && !named.iter().any(|known| known.short == other.short) {
                named.push(other.clone());
            }
        }
        named.retain(|group| country == group.country || !self.hired(unit, group));
        let [group] = named.as_slice() else { return };
        let reference = self.words(group);
        if let Some(party) = self.parties[unit.index][word].as_mut() {
            party.country = group.country.clone();
            party.short = group.short.clone();
            party.inferred = Some(Inferred {
                from: "previous-sentence".into(),
                reference,
            });
        }
    }

    /// "suspected rebels": nobody knows of which group.
    pub(super) fn only_suspected(&self, unit: &Unit<'_>, word: usize) -> bool {
        let grammar = unit.view.grammar;
        unit.view
            .dependents(word, &["amod"])
            .any(|child| grammar.cue(unit.view.lemma(child), "hearsay"))
    }

    /// Foreign paramilitaries in a state's pay are not "the rebels" of the text.
    fn hired(&self, unit: &Unit<'_>, group: &Party) -> bool {
        let named = |p: &Party| p.short == group.short && p.kind == PartyKind::Named && p.role == "paramilitary";
        let mut told = self.parties[..=unit.index].iter().flatten().flatten();
        group.sector == "REB" && self.home(unit) != Some(&group.country) && told.any(named)
    }

    /// The troops of a country named in passing are not "the army" of a text that is about another.
    fn by_the_way(&self, unit: &Unit<'_>, party: &Party) -> bool {
        let weight = |iso: &SmolStr| {
            let count = self.countries.iter().find(|(known, _)| known == iso);
            find_weight(count.map_or(0, |(_, count)| *count), self.datelines.contains(iso))
        };
        let home = self.home(unit);
        party.sector == "MIL"
            && home.is_some_and(|home| *home != party.country && weight(&party.country) * 3 <= weight(home))
    }

    /// "a post of the army": buildings and weapons take the country that their owner got from the context.
    pub(super) fn complete_owned(&mut self, unit: &Unit<'_>) {
        for word in 0..unit.view.len() {
            let Some(party) = &self.parties[unit.index][word] else {
                continue;
            };
            if !party.country.is_empty() || !matches!(party.kind, PartyKind::Weapon | PartyKind::Facility) {
                continue;
            }
            let weapon = party.kind == PartyKind::Weapon;
            let owner = unit
                .view
                .dependents(word, &["nmod", "compound", "appos"])
                // "une bombe au passage d'un convoi" is not the convoy's.
                .filter(|&child| {
                    let role = unit.view.preposition(child).and_then(|(role, _, _)| role);
                    !weapon || matches!(role, None | Some(Role::Of))
                })
                .find_map(|child| {
                    let owner = self.parties[unit.index][child].as_ref()?;
                    (!owner.country.is_empty() && !owner.sector.is_empty() && owner.kind != PartyKind::Place)
                        .then(|| owner.clone())
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
    pub(super) fn country_from_context(
        &self,
        unit: &Unit<'_>,
        party: &Party,
    ) -> Option<(SmolStr, Option<SmolStr>, SmolStr, Inferred)> {
        // "The U.S. secretary accused the government …": not his own.
        let verb = unit.view.head(party.word);
        let accuses = |other: &Party| {
            other.sentence == unit.index
                && matches!(unit.view.relation(party.word), "obj" | "iobj" | "obl")
                && unit.view.relation(other.word) == "nsubj"
                && verb.is_some_and(|verb| {
                    let subject = unit.view.dependent(verb, &["nsubj"]);
                    let agent = || unit.proposition(verb)?.first(Role::Agent);
                    subject.or_else(agent) == Some(other.word)
                })
        };
        // "Des soldats rwandais ont attaqué, a dit le porte-parole de l'armée": foreigners of whom an army speaks are not its own.
        let told_of = |other: &Party| {
            other.sentence == unit.index
                && self.home(unit).is_some_and(|home| *home != other.country)
                && unit.proposition(other.word).is_some_and(|p| {
                    let mut speakers = p.said.iter().filter_map(|link| link.speaker);
                    speakers.any(|speaker| unit.view.below(party.word, speaker))
                })
        };
        let same_kind = |other: &Party| {
            !told_of(other)
                && !other.country.is_empty()
                && other.country != "UNK"
                && other.sector == party.sector
                // "Alger a dénoncé … Le gouvernement a convoqué": a foreign capital is not the government at home.
                && (other.kind != PartyKind::Capital && !(other.kind == PartyKind::Named && other.sector == "GOV")
                    || self.home(unit) == Some(&other.country))
                && !self.mere_place(other)
                && !self.hired(unit, other)
                && !accuses(other)
                && !self.by_the_way(unit, other)
                && (other.role == party.role || party.sector != "GOV" && other.kind != PartyKind::Facility)
        };
        if let Some((country, name)) = self.seat(unit, party) {
            return Some((
                country,
                None,
                SmolStr::default(),
                Inferred {
                    from: "same-sentence".into(),
                    reference: name,
                },
            ));
        }
        // "officials in Zaporizhzhia"
        if party.sector == "GOV"
            && party.kind != PartyKind::Body
            && let Some((country, inferred)) = self.scene_of_phrase(unit, party)
        {
            return Some((country, None, SmolStr::default(), inferred));
        }
        let local = Self::local(party) || party.kind == PartyKind::Facility;
        if local && let Some((country, inferred)) = self.scene_of_clause(unit, party) {
            return Some((country, None, SmolStr::default(), inferred));
        }
        if let Some(found) = self.of_owner(unit, party).or_else(|| self.of_speaker(unit, party)) {
            return Some(found);
        }
        if let Some((country, inferred)) = self.of_other_side(unit, party) {
            return Some((country, None, SmolStr::default(), inferred));
        }
        // "sept passants", "milliers de détenus": a noun in the plural without an article is as new as one with the indefinite article.
        let bare = unit.view.dependent(party.word, &["det", "nmod:poss"]).is_none()
            && unit.view.feat(party.word, "Number") == Some("Plur");
        let definite = unit.view.feat_of_determiner(party.word) != Some("Ind") && !(bare && local);
        let here = |c: &Party| self.units[c.sentence].paragraph == unit.paragraph;
        let told_here = || {
            let parties = self.parties[..=unit.index].iter().flatten().flatten();
            parties
                .clone()
                .any(|c| c.word != party.word && here(c) && same_kind(c) && c.role == party.role)
        };
        if local
            && !(definite && told_here())
            && let Some((country, inferred)) = self.scene_of_paragraph(unit)
        {
            return Some((country, None, SmolStr::default(), inferred));
        }
        if definite {
            for sentence in (0..=unit.index).rev().take(12) {
                let candidates = self.parties[sentence].iter().flatten();
                let before = candidates.filter(|c| (sentence < unit.index || c.word < party.word) && same_kind(c));
                let same_role_first = before.max_by_key(|c| (c.role == party.role, c.word));
                // A new paragraph is about the dispatch's own country again, where nothing near says otherwise.
                let near = unit.index - sentence <= 1 || self.units[sentence].paragraph == unit.paragraph;
                let state = matches!(party.sector.as_str(), "GOV" | "MIL");
                let foreign = |found: &Party| self.home(unit).is_some_and(|home| *home != found.country);
                let same_role_first = same_role_first.filter(|found| near || !state || !foreign(found));
                if let Some(found) = same_role_first {
                    let reference = self.words(found);
                    let from = if sentence == unit.index {
                        "same-sentence"
                    } else {
                        "previous-sentence"
                    };
                    let inferred = Inferred {
                        from: from.into(),
                        reference,
                    };
                    // "la violence des gangs": groups are several, and not the one that was named.
                    let several = unit.view.feat(party.word, "Number") == Some("Plur")
                        && party.sector == "REB"
                        && self
                            .role_phrase(unit, party.word)
                            .is_some_and(|role| role.kind == "collective");
                    let short = if several {
                        SmolStr::default()
                    } else {
                        found.short.clone()
                    };
                    return Some((found.country.clone(), None, short, inferred));
                }
            }
        }
        if let Some(topic) = self.topic(unit, party) {
            let inferred = Inferred {
                from: "previous-sentence".into(),
                reference: self.words(topic),
            };
            return Some((topic.country.clone(), None, SmolStr::default(), inferred));
        }
        let home = self.home(unit).cloned()?;
        let name = self.names.country(&home).unwrap_or("").to_owned();
        Some((
            home,
            None,
            SmolStr::default(),
            Inferred {
                from: "context".into(),
                reference: name,
            },
        ))
    }

    /// "The Afghan ministry said that government commandos …": a side tells of its own army, and names the others.
    #[allow(clippy::type_complexity)]
    fn of_speaker(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, Option<SmolStr>, SmolStr, Inferred)> {
        let p = unit.proposition(party.word)?;
        let word = p.said.first()?.speaker.filter(|&speaker| speaker != party.word)?;
        let speaker = self.parties[unit.index][word].as_ref()?;
        // "The ministry said Israeli troops fired on the crowd": its own people, where somebody else did it.
        let hurt = || {
            let governs = |word: usize| {
                unit.view
                    .head(word)
                    .filter(|_| matches!(unit.view.relation(word), "obj" | "obl"))
            };
            let agent = governs(party.word).and_then(|verb| unit.proposition(verb)?.first(Role::Agent))?;
            self.parties[unit.index][agent].as_ref()
        };
        let people = party.sector == "CVL"
            && hurt().is_some_and(|doer| {
                let armed = matches!(doer.sector.as_str(), "" | "MIL" | "REB") && !doer.country.is_empty();
                armed && doer.country != speaker.country
            });
        let troops = party.sector == "MIL" && unit.view.feat_of_determiner(party.word) != Some("Ind");
        if !troops && !people {
            return None;
        }
        let state = speaker.of_state() && matches!(speaker.sector.as_str(), "" | "GOV" | "MIL");
        state.then(|| {
            let inferred = Inferred {
                from: "same-sentence".into(),
                reference: self.words(speaker),
            };
            (speaker.country.clone(), None, SmolStr::default(), inferred)
        })
    }

    /// "South Africa, which lost 14 soldiers", "Paris sent troops": what a state loses, sends or withdraws is its own.
    #[allow(clippy::type_complexity)]
    fn of_owner(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, Option<SmolStr>, SmolStr, Inferred)> {
        let verb = unit.view.head(party.word)?;
        let own = unit.view.relation(party.word) == "obj"
            && matches!(party.sector.as_str(), "MIL" | "GOV")
            && unit.view.grammar.cue(unit.view.lemma(verb), "own-object");
        let agent = unit.proposition(verb).filter(|_| own)?.first(Role::Agent)?;
        let owner = self.parties[unit.index][agent].as_ref()?;
        let state = owner.of_state() && matches!(owner.sector.as_str(), "" | "GOV" | "MIL") && !owner.passive_thing();
        state.then(|| {
            let inferred = Inferred {
                from: "same-sentence".into(),
                reference: self.words(owner),
            };
            (owner.country.clone(), None, SmolStr::default(), inferred)
        })
    }

    /// "Armenia asked for help. … the secretary of the council said": an official is of the state that the sentence before was about.
    fn topic(&self, unit: &Unit<'_>, party: &Party) -> Option<&Party> {
        let official = matches!(party.sector.as_str(), "GOV" | "MIL") && party.kind == PartyKind::Person;
        let before = self.units.get(unit.index.checked_sub(1)?)?;
        if !official || before.paragraph != unit.paragraph {
            return None;
        }
        let subjects = (0..before.view.len()).filter(|&w| before.view.relation(w) == "nsubj");
        subjects
            .filter_map(|w| self.parties[before.index][w].as_ref())
            .find(|p| p.country.len() == 3 && matches!(p.sector.as_str(), "" | "GOV" | "MIL") && !p.passive_thing())
            .filter(|p| !matches!(p.country.as_str(), "UNK" | "IGO" | "NGO"))
    }

    /// A capital as a place ("met in Doha") is no government that acts.
    fn mere_place(&self, party: &Party) -> bool {
        let there = &self.units[party.sentence];
        party.kind == PartyKind::Capital
            && party.word < there.view.len()
            && there
                .view
                .preposition(party.word)
                .is_some_and(|(role, _, _)| matches!(role, Some(Role::In | Role::At | Role::To | Role::From)))
    }

    /// "In Baku, the defence ministry …", "the ministry in Dushanbe": a capital beside a government's body says whose it is.
    fn seat(&self, unit: &Unit<'_>, party: &Party) -> Option<(SmolStr, String)> {
        if !matches!(party.sector.as_str(), "GOV" | "MIL") || !matches!(party.kind, PartyKind::Body | PartyKind::Person)
        {
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

    pub(super) fn words(&self, party: &Party) -> String {
        let unit = &self.units[party.sentence];
        unit.text
            .get(party.span.start - unit.base..party.span.end - unit.base)
            .unwrap_or("")
            .to_owned()
    }

    /// A personal pronoun: the last subject that fits in number and gender, speakers of the sentence before included.
    fn pronoun(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let view = &unit.view;
        // "ces derniers": whoever was named last.
        let latter = view.grammar.cue(view.lemma(word), "latter")
            && view.nominal(word)
            && view
                .dependents(word, &["det"])
                .any(|det| view.feat(det, "PronType") == Some("Dem"));
        if !latter
            && (view.upos(word) != Upos::Pron
                || view.feat(word, "Person") != Some("3")
                || view.feat(word, "PronType") == Some("Rel"))
        {
            return None;
        }
        // French "on" is nobody in particular.
        if view.grammar.cue(view.lemma(word), "impersonal") {
            return None;
        }
        // French y and en, which tell no number, stand for places and things.
        let party = view.feat(word, "Number").is_some() && view.feat(word, "Reflex") != Some("Yes");
        if view.relation(word) == "expl" || !party {
            return None;
        }
        // "Washington accused Iran …, while Tehran insisted that the drone had entered its airspace": a country's is that of the nearest subject.
        if view.feat(word, "Poss") == Some("Yes")
            && view.feat(word, "Gender") == Some("Neut")
            && let Some(owner) = self.subject_before(unit, word)
            && matches!(owner.kind, PartyKind::Country | PartyKind::Capital)
        {
            return Some(Party {
                sentence: unit.index,
                word,
                span: unit.bytes(word..word + 1),
                ..owner
            });
        }
        // "he warned him": two men; "soldiers clashed with rebels, killing six of them": not the soldiers.
        let counted = |word: usize| {
            view.head(word)
                .filter(|&noun| view.relation(word) == "nmod" && matches!(view.relation(noun), "obj" | "nsubj"))
        };
        let argument = counted(word).unwrap_or(word);
        // "celle-ci", "ceux-ci": whoever was named last, not the subject.
        let last = latter || view.feat(word, "PronType") == Some("Dem");
        if view.relation(word) != "nsubj"
            && !latter
            && let Some(party) = self.whose_speaker(unit, word)
        {
            return Some(party);
        }
        let object = last || matches!(view.relation(argument), "obj" | "iobj" | "obl");
        let subject = view
            .head(argument)
            .filter(|_| object)
            .and_then(|verb| {
                let agent = || unit.proposition(verb)?.first(Role::Agent);
                view.dependent(verb, &["nsubj"]).or_else(agent)
            })
            .and_then(|subject| self.parties[unit.index][subject].as_ref());
        let spoken = view.feat(word, "Number") == Some("Plur")
            && unit
                .propositions
                .iter()
                .any(|p| p.quoted && p.arguments.iter().any(|a| a.word == argument) && view.relation(word) == "nsubj");
        let fits = |other: &Party| {
            if subject.is_some_and(|s| s.word == other.word && s.sentence == other.sentence || s.code() == other.code())
            {
                return false;
            }
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
            // "They burned our homes": in somebody's spoken words "they" are people, no country that the agency named before.
            let state = matches!(other.kind, PartyKind::Country | PartyKind::Capital);
            if spoken && state && other.sentence < unit.index {
                return false;
            }
            // An army, a ministry or a country is "it" to one writer and "they" to another.
            let body = !matches!(other.kind, PartyKind::Person | PartyKind::People);
            !thing
                // "The United States … whom it accuses": a country is one, whatever its name looks like.
                && (body && (view.feat(word, "Gender").is_none() || state) || agree("Number"))
                && agree("Gender")
                && !(neuter && person)
                && !(human && there.feat(other.word, "Gender").is_none() && !person)
        };
        // "inmates escaped from the prison after gangs attacked it": a building of the sentence, and nobody of the one before.
        let building = object
            && view.feat(word, "Gender") == Some("Neut")
            && self.parties[unit.index][..word]
                .iter()
                .flatten()
                .any(Party::passive_thing);
        for sentence in (unit.index.saturating_sub(2)..=unit.index).rev() {
            if building && sentence < unit.index {
                break;
            }
            let there = &self.units[sentence];
            let mut candidates: Vec<&Party> = self.parties[sentence]
                .iter()
                .flatten()
                .filter(|p| sentence < unit.index || p.word < word)
                .filter(|p| there.view.upos(p.word) != Upos::Pron || p.inferred.is_some())
                .filter(|p| !mere_word(there, p.word))
                .filter(|p| fits(p))
                .collect();
            candidates.sort_by_key(|p| {
                let subject = there.view.relation(p.word) == "nsubj" && !last;
                let depth = if last {
                    usize::MAX - p.word
                } else {
                    depth(there, p.word)
                };
                (std::cmp::Reverse(usize::from(subject)), depth, p.word)
            });
            // "after forces said they had taken the town": whose words these are, before whoever else the sentence is about.
            let speaker = (sentence == unit.index && view.relation(word) == "nsubj").then(|| {
                let clause = view.head(word).filter(|&clause| view.relation(clause) == "ccomp")?;
                let verb = view.head(clause)?;
                let subject = view.dependent(verb, &["nsubj"]).filter(|&s| s < word)?;
                candidates.iter().find(|p| p.word == subject).copied()
            });
            let Some(found) = speaker.flatten().or_else(|| candidates.first().copied()) else {
                continue;
            };
            // "with President Cristiani's visit to New York, where he will meet …": of people the only one before him.
            let only_one = || {
                let person = |p: &&Party| p.kind == PartyKind::Person;
                let same = |p: &Party| p.code() == found.code() && p.name == found.name;
                matches!(view.feat(word, "Gender"), Some("Masc" | "Fem"))
                    && person(&found)
                    && candidates.iter().copied().filter(|p| person(p)).all(same)
            };
            if sentence == unit.index && !object && there.view.relation(found.word) != "nsubj" && !only_one() {
                continue;
            }
            let mut party = (*found).clone();
            let reference = self.words(found);
            let from = if sentence == unit.index {
                "same-sentence"
            } else {
                "previous-sentence"
            };
            party.inferred = Some(Inferred {
                from: from.into(),
                reference,
            });
            party.sentence = unit.index;
            party.word = word;
            party.span = unit.bytes(word..word + 1);
            return Some(party);
        }
        None
    }
}

/// "a pour eux un mot, « bandits »": a single word in quotation marks is only spoken of.
fn mere_word(unit: &Unit<'_>, word: usize) -> bool {
    let mark =
        |w: usize| w < unit.view.len() && matches!(unit.view.word(w).form.as_str(), "«" | "»" | "\"" | "“" | "”");
    word > 0 && mark(word - 1) && mark(word + 1)
}
