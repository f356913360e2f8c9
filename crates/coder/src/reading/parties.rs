//! Who acts and who suffers: the frame of a concept applied to a proposition.

use super::makers::described_beside;
use super::{Reading, path_names};
use crate::claim::Inferred;
use crate::deictic::DeicticKind;
use crate::draft::Draft;
use crate::lexicon::Sense;
use crate::ontology::{Class, Frame, RolePath};
use crate::party::{Party, PartyKind, is_state};
use crate::scene::Unit;
use crate::sense::follow;
use crate::voices::first_person;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;
use smol_str::SmolStr;

impl Reading<'_> {
    pub(super) fn parties(&self, unit: &Unit<'_>, p: &Proposition, sense: &Sense, frame: &Frame, draft: &mut Draft) {
        let actor_paths = sense.overrides.actor.as_ref().unwrap_or(&frame.actor);
        let recipient_paths = sense.overrides.recipient.as_ref().unwrap_or(&frame.recipient);
        draft.actors = self.fill(unit, p, actor_paths, frame.mutual, draft, true);
        if !draft.actors.is_empty() {
            draft.because("actors", path_names(actor_paths));
        } else if self.ontology.event_type(&draft.codes.kind).said {
            draft.actors = self.issuers(unit, p, draft);
            if !draft.actors.is_empty() {
                draft.because("actors", "who issued the document");
            }
        }
        if !frame.mutual {
            let mut recipients = self.fill(unit, p, recipient_paths, false, draft, false);
            if recipients.is_empty()
                && !recipient_paths.is_empty()
                && self.ontology.event_type(&draft.codes.kind).by_state
                && draft.codes.kind != "AID"
                && !matches!(draft.codes.concept.as_str(), "complain" | "sue")
            {
                // Taggers differ on what is an object: what the sense expects elsewhere may stand where the frame has it.
                let free: Vec<RolePath> = frame
                    .recipient
                    .iter()
                    .filter(|path| !actor_paths.contains(path))
                    .cloned()
                    .collect();
                recipients = self.fill(unit, p, &free, false, draft, false);
            }
            if recipients.is_empty() && p.kind == Kind::Verb {
                // "promised new arms to Ukraine": what belongs to the verb often hangs on its object in the tree.
                let hung = |path: &RolePath| match path.0.as_slice() {
                    [role @ (Role::To | Role::With | Role::Against | Role::From | Role::Between)] => {
                        Some(RolePath(vec![Role::Patient, *role]))
                    }
                    // "fired rockets at the town"
                    [Role::On | Role::At] if draft.codes.kind == "ASSAULT" => {
                        Some(RolePath(vec![Role::Patient, path.0[0]]))
                    }
                    _ => None,
                };
                let mut paths: Vec<RolePath> = recipient_paths.iter().filter_map(hung).collect();
                // "pledged two billion in military aid to Ukraine"
                if draft.codes.kind == "AGREE" && recipient_paths.iter().any(|path| path.0 == [Role::To]) {
                    paths.push(RolePath(vec![Role::Patient, Role::In, Role::To]));
                    paths.push(RolePath(vec![Role::In, Role::To]));
                }
                recipients = self.fill(unit, p, &paths, false, draft, false);
            }
            if recipients.is_empty() && p.kind == Kind::Noun && unit.view.relation(p.head) == "obj" {
                // "claimed an ambush against a column": the tree hangs the victim on the verb of speech.
                let verb = unit.view.head(p.head).and_then(|verb| unit.proposition(verb));
                if let Some(verb) = verb
                    .filter(|q| draft.codes.kind == "ASSAULT" && self.senses.of(unit, q).is_none_or(|s| !self.tells(s)))
                {
                    recipients = self.fill(unit, verb, &[RolePath(vec![Role::Against])], false, draft, false);
                }
            }
            if recipients.is_empty() && draft.codes.kind == "THREATEN" {
                // "threatened to fire on anyone who disobeys": whoever it may be is of the people of the place.
                let anybody = (p.head + 1..unit.view.len()).find(|&word| {
                    unit.view.grammar.cue(unit.view.lemma(word), "anybody") && unit.view.below(word, p.head)
                });
                recipients.extend(anybody.and_then(|word| self.cast.people_there(unit, word)));
            }
            if recipients.is_empty() && matches!(draft.codes.kind.as_str(), "REJECT" | "SUPPORT" | "ACCUSE") {
                recipients = self.makers(unit, p, draft);
            }
            described_beside(unit, &mut recipients);
            if draft.codes.concept == "deport" {
                // Whoever is sent out of a country is of its people, called by his nation or not.
                for party in recipients.iter_mut().filter(|p| p.kind == PartyKind::People) {
                    party.sector = "CVL".into();
                }
            }
            if draft.codes.kind == "SANCTION" || draft.codes.concept == "blockade" {
                // Sanctions on companies of a country are on the country; so is what is closed to them.
                let closed = draft.codes.kind != "SANCTION";
                for party in recipients
                    .iter_mut()
                    .filter(|party| party.sector == "CVL" && (!closed || party.role == "business"))
                {
                    party.sector = SmolStr::default();
                }
            }
            // Diplomats are sent home, ambassadors recalled, from a government; nobody's own ambassador is the target.
            if draft.codes.mode == "expel" && draft.codes.kind == "SANCTION" {
                recipients.retain(|party| draft.actors.iter().all(|actor| actor.country != party.country));
                for party in recipients
                    .iter_mut()
                    .filter(|party| party.of_state() && party.sector.is_empty())
                {
                    party.sector = "GOV".into();
                }
            }
            if draft.codes.concept == "shoot-down" && draft.actors.iter().all(|actor| actor.sector != "REB") {
                // Whose aircraft is shot down is attacked as a state.
                for party in recipients
                    .iter_mut()
                    .filter(|p| p.kind == PartyKind::Weapon && p.sector == "MIL")
                {
                    party.sector = SmolStr::default();
                }
            }
            if draft.codes.concept == "complain" {
                // The council that hears a complaint is not its target.
                recipients.retain(|party| party.country != "IGO");
            }
            if draft.codes.kind == "AGREE" {
                recipients.retain(|party| !party.only_owned());
                if recipients.is_empty() {
                    recipients = self.gainers(unit, p, draft);
                }
            }
            if draft.codes.kind == "ACCUSE" {
                // "filed its protest": no state blames itself.
                let own = |party: &Party| {
                    let state = party.of_state() && party.sector.is_empty();
                    let mut actors = draft.actors.iter();
                    state && actors.any(|actor| actor.country == party.country && actor.sector == "GOV")
                };
                recipients.retain(|party| !own(party));
            }
            recipients.retain(|party| {
                !draft
                    .actors
                    .iter()
                    .any(|actor| actor.word == party.word && actor.sentence == party.sentence)
            });
            let verbal = self.ontology.event_type(&draft.codes.kind).by_state;
            recipients.retain(|party| {
                !verbal
                    || draft.codes.kind == "REQUEST"
                    || draft.actors.iter().all(|actor| actor.code() != party.code())
            });
            if draft.codes.kind == "REQUEST" {
                // Nobody asks himself: "demanded its soldiers' release". The withdrawal of troops is for their government to order.
                let addressed = |party: &Party| !party.only_owned() && p.arguments.iter().any(|a| a.word == party.word);
                recipients.retain(|party| {
                    // "the governor called on the government": another body of the same state, called by its own name.
                    let other_body = |actor: &Party| {
                        addressed(party)
                            && actor.role != party.role
                            && matches!(party.kind, PartyKind::Body | PartyKind::Capital)
                            && unit.view.upos(party.word) != Upos::Pron
                    };
                    if draft.actors.iter().all(other_body) {
                        return true;
                    }
                    let own = |actor: &Party| {
                        actor.code() == party.code() || actor.side() == party.side() && !addressed(party)
                    };
                    !draft.actors.iter().any(own)
                });
                for party in recipients
                    .iter_mut()
                    .filter(|party| party.sector == "MIL" && !addressed(party))
                {
                    party.sector = "GOV".into();
                }
            }
            // A shelled or taken town is where it happened; so is a capital, which acts and is addressed but is not fought.
            let material = matches!(
                draft.codes.kind.as_str(),
                "AID" | "MOBILIZE" | "COERCE" | "ASSAULT" | "PROTEST" | "RETREAT"
            );
            let actor_country = draft.actors.first().map(|a| a.country.clone());
            let town = |party: &&Party| matches!(party.kind, PartyKind::Place | PartyKind::Capital);
            let struck = recipients.iter().find(town).cloned();
            recipients.retain(|party| !material || !town(&party));
            // "Russian missiles struck Kharkiv": a foreign country's town stands for the country.
            let abroad = |party: &Party| {
                is_state(&party.country)
                    && actor_country
                        .as_ref()
                        .is_some_and(|own| is_state(own) && *own != party.country)
            };
            if draft.codes.kind == "ASSAULT"
                && recipients.is_empty()
                && let Some(mut country) = struck.filter(abroad)
            {
                country.sector = SmolStr::default();
                country.kind = PartyKind::Country;
                recipients.push(country);
            }
            recipients.retain(|party| {
                party.kind != PartyKind::Place
                    || actor_country
                        .as_ref()
                        .is_some_and(|c| *c != party.country && c != "UNK")
            });
            draft.recipients = recipients;
            if !draft.recipients.is_empty() {
                draft.because("recipients", path_names(recipient_paths));
            }
        } else {
            if draft.actors.len() < 2 {
                self.second_side(unit, p, draft);
            }
            draft.actors.retain(|party| party.kind != PartyKind::Place);
        }
        let armed = matches!(
            draft.codes.mode.as_str(),
            "targeted" | "abduct" | "firearms" | "explosives" | "sexual" | "seize"
        );
        if (armed || draft.outcome && draft.codes.kind == "ASSAULT") && !frame.mutual {
            // "two men killed a judge": who they were nobody knows. Youths who throw stones are the people of the place.
            draft.actors.retain(|party| {
                !(party.role == "men" && party.kind == PartyKind::Collective && party.inferred.is_some())
            });
        }
        if p.kind == Kind::Noun && draft.codes.kind == "ASSAULT" && p.light.is_none() {
            // "l'attentat de Kaboul"
            draft.actors.retain(|party| party.kind != PartyKind::Capital);
        }
        if draft.codes.kind == "PROTEST" {
            // Whoever marches is of the people of the place.
            for actor in draft.actors.iter_mut().filter(|a| a.kind == PartyKind::People) {
                actor.sector = "CVL".into();
            }
            if draft.actors.is_empty()
                && let Some(word) = p.first(Role::Agent)
            {
                draft.actors.extend(self.cast.people_there(unit, word));
            }
        }
        if matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE") && !draft.mutual {
            // "un Palestinien a poignardé …": one inhabitant is no state.
            let one = |party: &Party| {
                party.kind == PartyKind::People
                    && party.sector.is_empty()
                    && party.sentence == unit.index
                    && unit.view.feat(party.word, "Number") == Some("Sing")
                    && unit.view.feat_of_determiner(party.word) == Some("Ind")
            };
            for party in draft
                .actors
                .iter_mut()
                .chain(&mut draft.recipients)
                .filter(|party| one(party))
            {
                party.sector = "CVL".into();
            }
        }
        let diplomatic = self.ontology.event_type(&draft.codes.kind).by_state;
        for actor in &mut draft.actors {
            if actor.kind == PartyKind::Country && diplomatic && actor.sector.is_empty() {
                actor.sector = "GOV".into();
            }
        }
    }

    /// "exchanged fire with Indian soldiers", "des combats ont opposé l'armée aux rebelles": the other side hangs on the object or on the verb.
    fn second_side(&self, unit: &Unit<'_>, p: &Proposition, draft: &mut Draft) {
        let partner = |role: Role| matches!(role, Role::With | Role::Between | Role::Against);
        let inside = p
            .arguments
            .iter()
            .filter(|a| a.role == Role::Patient)
            .filter_map(|a| unit.proposition(a.word))
            .flat_map(|q| q.arguments.iter().filter(|b| partner(b.role)))
            .map(|b| b.word);
        let carried = p.light.into_iter().flat_map(|_| p.all(Role::To));
        let mut words: Vec<usize> = inside.chain(carried).collect();
        if words.is_empty() && p.kind == Kind::Noun {
            words = self.partners_behind(unit, p.head);
            // "a truce, the first ever between the two sides, expired"
            if words.is_empty() {
                let beside = unit
                    .view
                    .dependents(p.head, &["appos"])
                    .filter_map(|child| unit.proposition(child));
                words = beside.flat_map(|q| q.all(Role::Between)).collect();
            }
        }
        if words.is_empty() && p.kind == Kind::Verb {
            words = self.partners_below(unit, p.head);
        }
        for word in words {
            for party in self.resolve(unit, word, draft) {
                let new = draft.actors.iter().all(|known| known.side() != party.side());
                if new && !party.passive_thing() {
                    draft.actors.push(party);
                }
            }
        }
    }

    /// "s'était entretenue à Sanaa au début de la semaine avec le chef des Houthis": the tree hangs the partner on the last noun of the clause.
    fn partners_below(&self, unit: &Unit<'_>, verb: usize) -> Vec<usize> {
        let view = &unit.view;
        let inside = |word: usize| {
            let mut current = word;
            while current != verb {
                match view.head(current) {
                    Some(head) if current == word || !view.clausal(current) => current = head,
                    _ => return false,
                }
            }
            true
        };
        let found = (verb + 1..view.len()).find(|&w| {
            matches!(view.preposition(w), Some((Some(Role::With), _, _)))
                && inside(w)
                && self.cast.party(unit.index, w).is_some()
        });
        found.map(|word| view.conjuncts(word)).unwrap_or_default()
    }

    /// "après trois jours d'accrochages avec l'armée", "la guerre de l'été 2006 entre X et Y": the tree hangs the partners elsewhere, but they stand in the
    /// noun's own phrase; of one partner the other is who acts in the clause.
    fn partners_behind(&self, unit: &Unit<'_>, noun: usize) -> Vec<usize> {
        let view = &unit.view;
        let inside = |w: usize| {
            !matches!(
                view.upos(w),
                Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Sconj
            )
        };
        let reach = (noun + 1..view.len()).take(12).take_while(|&w| inside(w));
        let found = reach.into_iter().find_map(|w| {
            let (role, case, word) = view.preposition(w)?;
            let partner = matches!(role, Some(Role::With | Role::Between)) && case > noun;
            let elsewhere = unit
                .proposition(noun)
                .is_some_and(|q| q.arguments.iter().all(|a| a.word != word));
            (partner && elsewhere).then_some((role, word))
        });
        let Some((role, word)) = found else { return Vec::new() };
        let mut words = view.conjuncts(word);
        if role == Some(Role::With) {
            let mut above = view.head(noun);
            while let Some(verb) = above {
                if let Some(p) = unit.proposition(verb).filter(|p| p.kind == Kind::Verb) {
                    words.extend(p.all(Role::Agent).filter(|&w| !unit.view.below(noun, w)));
                    break;
                }
                above = view.head(verb);
            }
        }
        words
    }

    /// The parties on the first path that has any; on all paths for mutual events.
    pub(super) fn fill(
        &self,
        unit: &Unit<'_>,
        p: &Proposition,
        paths: &[RolePath],
        all: bool,
        draft: &Draft,
        acting: bool,
    ) -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        for path in paths {
            for word in follow(unit, p, path) {
                let answers = matches!(draft.codes.kind.as_str(), "ACCUSE" | "SUPPORT" | "REJECT" | "REQUEST");
                if !acting && answers && self.suffers_in_theme(unit, p, path, word) {
                    continue;
                }
                for party in self.resolve(unit, word, draft) {
                    let thing = acting && party.passive_thing() && party.sector.is_empty();
                    let same = found
                        .iter()
                        .any(|known| known.code() == party.code() && !two_people(known, &party));
                    // "clashes between the two countries … with the army of one": one side, named twice; the finer name stays.
                    // "university officials met with the military": inside one state, those who talk are two.
                    let apart = |known: &Party| {
                        draft.codes.kind == "CONSULT"
                            && !known.sector.is_empty()
                            && !party.sector.is_empty()
                            && known.sector != party.sector
                    };
                    let twin = all
                        .then(|| {
                            found.iter_mut().find(|known| {
                                known.side() == party.side() && known.short == party.short && !apart(known)
                            })
                        })
                        .flatten();
                    if let Some(known) = twin {
                        if known.sector.is_empty() && !party.sector.is_empty() {
                            *known = party;
                        }
                        continue;
                    }
                    if !thing && !same {
                        found.push(party);
                    }
                }
            }
            if !found.is_empty() && !all {
                break;
            }
        }
        found
    }

    /// The parties that a word stands for.
    pub(super) fn resolve(&self, unit: &Unit<'_>, word: usize, draft: &Draft) -> Vec<Party> {
        let owned_by_speaker = unit
            .view
            .dependents(word, &["det", "nmod"])
            .any(|d| first_person(unit, d));
        if first_person(unit, word) || owned_by_speaker {
            let turn = || {
                let mut party = self.voices.transcript.speaker(unit)?;
                party.word = word;
                party.span = unit.bytes(word..word + 1);
                Some(party)
            };
            let speaker = turn()
                .or_else(|| draft.voices.first().map(|voice| voice.party.clone()))
                .or_else(|| self.voices.last_speaker(unit));
            if let Some(mut speaker) = speaker {
                if owned_by_speaker && speaker.sector != "REB" {
                    // "our soldiers" are the army, "our land" is the country.
                    speaker.sector = self
                        .cast
                        .party(unit.index, word)
                        .filter(|p| !p.passive_thing())
                        .map(|p| p.sector.clone())
                        .unwrap_or_default();
                }
                speaker.inferred = Some(Inferred {
                    from: "speaker".into(),
                    reference: String::new(),
                });
                return vec![speaker];
            }
        }
        if let Some(mut party) = self.voices.speaking_pronoun(unit, word) {
            // A country speaks by its government and fights as a country.
            if party.kind == PartyKind::Country && !self.ontology.event_type(&draft.codes.kind).by_state {
                party.sector = SmolStr::default();
            }
            return vec![party];
        }
        let belonging = unit
            .view
            .dependents(word, &["acl"])
            .filter(|&acl| unit.view.grammar.cue(unit.view.lemma(acl), "belong"))
            .find_map(|acl| unit.view.dependent(acl, &["obl", "obj"]));
        // "ministers of foreign affairs of the two countries": the holder may hang on another complement.
        let of = |h: &usize| {
            unit.view
                .preposition(*h)
                .is_none_or(|(role, _, _)| role == Some(Role::Of))
        };
        let nested = |h: usize| std::iter::once(h).chain(unit.view.dependents(h, &["nmod"]).filter(of));
        let pointing = || {
            let mut holders = unit.view.dependents(word, &["nmod"]).filter(of).flat_map(nested);
            holders.find(|&h| self.deictic.at(unit, h).is_some())
        };
        let holder = belonging.or_else(pointing);
        let own = self.deictic.at(unit, word);
        // "… its border with both countries and urged them": the pair that the words before point at.
        let plural = unit.view.upos(word) == Upos::Pron
            && unit.view.feat(word, "Person") == Some("3")
            && unit.view.feat(word, "Number") == Some("Plur")
            && unit.view.relation(word) != "nsubj";
        if plural {
            let pair =
                |kind: &DeicticKind| matches!(kind, DeicticKind::Both | DeicticKind::Fighters | DeicticKind::States);
            let before = (0..word).rev().find_map(|w| self.deictic.at(unit, w).filter(pair));
            if let Some(kind) = before {
                return self.deictic_parties(unit, word, kind, draft);
            }
        }
        if own == Some(DeicticKind::All) {
            return Vec::new();
        }
        if let Some(kind) = own.or_else(|| holder.and_then(|h| self.deictic.at(unit, h))) {
            let mut parties = self.deictic_parties(unit, word, kind, draft);
            // The enemy's equipment and positions are its army's.
            let arms = self.senses.concept(unit, word).is_some_and(|concept| {
                [
                    "thing.equipment",
                    "thing.arms",
                    "thing.position",
                    "thing.weapon",
                    "thing.aircraft",
                ]
                .contains(&concept.as_str())
            });
            for party in parties.iter_mut().filter(|p| arms && p.sector.is_empty()) {
                party.sector = "MIL".into();
            }
            // "the armies of both countries", "ses homologues des deux pays"
            let sector = self.cast.party(unit.index, word).map(|p| p.sector.clone());
            let body = |sector: &SmolStr| own.is_none() || matches!(sector.as_str(), "MIL" | "GOV");
            if let Some(sector) = sector.filter(|sector| !sector.is_empty() && body(sector)) {
                for party in parties.iter_mut().filter(|p| p.sector.is_empty()) {
                    party.sector = sector.clone();
                }
            }
            if !parties.is_empty() {
                return parties;
            }
        }
        let party = self.cast.party(unit.index, word);
        // "condemned the army's raid", "demanded the withdrawal of Russian troops": who does the deed answers for it.
        let answers = matches!(
            draft.codes.kind.as_str(),
            "ACCUSE" | "SUPPORT" | "REJECT" | "REQUEST" | "ASSAULT"
        );
        if answers && party.is_none_or(Party::only_owned) && self.is_event(unit, word) {
            return self.doers(unit, word, draft);
        }
        match party {
            // "the FMLN attacked positions in the capital": inside one country the positions that its rebels attack are its army's.
            Some(party)
                if party.kind == PartyKind::Facility
                    && party.country.is_empty()
                    && party.sector == "MIL"
                    && matches!(draft.codes.kind.as_str(), "ASSAULT" | "COERCE")
                    && draft
                        .actors
                        .iter()
                        .any(|actor| actor.sector == "REB" && actor.of_state()) =>
            {
                let rebels = draft
                    .actors
                    .iter()
                    .find(|actor| actor.sector == "REB" && actor.of_state());
                let mut party = party.clone();
                party.country = rebels.map(|actor| actor.country.clone()).unwrap_or_default();
                party.inferred = Some(Inferred {
                    from: "opponent".into(),
                    reference: String::new(),
                });
                vec![party]
            }
            Some(party)
                if matches!(party.kind, PartyKind::Weapon | PartyKind::Facility) && party.country.is_empty() =>
            {
                Vec::new()
            }
            // A bomb tells nobody behind it.
            Some(party) if party.kind == PartyKind::Weapon && party.country == "UNK" => Vec::new(),
            Some(party) if party.code() == "UNK" => Vec::new(),
            Some(party) => std::iter::once(party)
                .chain(self.cast.twins(unit.index, word))
                .cloned()
                .collect(),
            None if unit.view.head(word).is_some_and(|head| self.is_event(unit, head)) => {
                let named = self.cast.nationality(unit, word);
                named
                    .or_else(|| self.cast.armed_adjective(unit, word))
                    .into_iter()
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// Whether a sense becomes a claim.
    fn tells(&self, sense: &Sense) -> bool {
        let concept = sense.concept.as_ref().and_then(|name| self.ontology.concept(name));
        concept.is_some_and(|concept| matches!(concept.class, Class::Event | Class::Outcome))
    }

    pub(super) fn is_event(&self, unit: &Unit<'_>, word: usize) -> bool {
        unit.proposition(word).is_some_and(|q| q.kind == Kind::Noun)
            && self
                .senses
                .concept(unit, word)
                .and_then(|name| self.ontology.concept(name))
                .is_some_and(|concept| {
                    matches!(concept.class, Class::Event | Class::Outcome) && !concept.event_type.is_empty()
                })
    }
}

/// Two human beings with names of their own may be two parties of one code; a group, a body or a state is one, however often it is named.
fn two_people(a: &Party, b: &Party) -> bool {
    a.kind == PartyKind::Person && b.kind == PartyKind::Person && a.name != b.name
}
