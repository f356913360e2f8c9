//! Role nouns and whose they are: *le porte-parole de l'armée malienne*, *Ukraine's army*, *M23 fighters*.

use super::Cast;
use crate::claim::Inferred;
use crate::names::RoleNoun;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_propositions::{Role, fold};
use selon_syntax::Upos;
use smol_str::SmolStr;

impl Cast<'_> {
    pub(super) fn by_role(&self, unit: &Unit<'_>, word: usize, role: &RoleNoun, party: &mut Party, depth: usize) {
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
        if role.other && role.sector != "OF" && !self.called_by_nation(unit, word) {
            // "Kabul's neighbours" are none of Kabul's.
            party.country = "UNK".into();
            party.group = SmolStr::default();
            return;
        }
        // "its ally", "his counterpart" are somebody else's than the owner's: only an adjective says whose.
        let owner = if role.other {
            unit.view
                .dependents(word, &["amod", "compound"])
                .find_map(|child| self.nationality(unit, child))
        } else {
            self.owner(unit, word, depth)
        };
        if !role.code.is_empty() {
            // "the Armenian Security Council" is a nation's, "the Security Council" the United Nations'.
            match owner
                .filter(|o| o.country.len() == 3 && o.country != "UNK" && o.country != "IGO" && o.country != "NGO")
            {
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
        // "dissidents of the FARC": who broke away from an armed group bears arms.
        if role.sector == "OPP"
            && let Some(group) = owner.as_ref().filter(|o| o.sector == "REB")
        {
            party.country = group.country.clone();
            party.sector = group.sector.clone();
            party.short = group.short.clone();
            return;
        }
        // "BDP lawmakers": members of parliament called by their party speak for it.
        if role.role == "parliament"
            && role.kind == "person"
            && let Some(group) = owner
                .as_ref()
                .filter(|o| o.sector == "POL" && o.kind != PartyKind::People)
        {
            party.country = group.country.clone();
            party.sector = group.sector.clone();
            party.short = group.short.clone();
            return;
        }
        // The president of a party, a union or an association presides over no state.
        if role.role == "presidency"
            && let Some(body) = owner.as_ref().filter(|o| {
                matches!(o.sector.as_str(), "POL" | "OPP" | "CVL" | "JRN" | "MED") && o.kind != PartyKind::People
            })
        {
            party.country = body.country.clone();
            party.sector = body.sector.clone();
            party.short = body.short.clone();
            party.role = "leader".into();
            return;
        }
        // "the Central American presidents": a state has one, so these are several states'.
        let many = role.role == "presidency" && role.kind == "person" && view.feat(word, "Number") == Some("Plur");
        if many && owner.is_none() && party.name.is_none() {
            party.country = "UNK".into();
            party.sector = "GOV".into();
            return;
        }
        match role.sector.as_str() {
            "OF" => match &owner {
                Some(owner) if !owner.sector.is_empty() || !owner.country.is_empty() => {
                    party.country = owner.country.clone();
                    party.sector = if owner.sector.is_empty() && role.bare {
                        SmolStr::default()
                    } else if owner.sector.is_empty() {
                        "GOV".into()
                    } else {
                        owner.sector.clone()
                    };
                    party.short = owner.short.clone();
                }
                _ if role.alone == "UNK" || role.other => {}
                _ if role.alone.contains('.') => party.set_code(&role.alone),
                _ => {
                    party.sector = if role.alone.is_empty() {
                        "GOV".into()
                    } else {
                        role.alone.clone()
                    }
                }
            },
            "SOURCE" => {
                party.country = "UNK".into();
                party.sector = "SOURCE".into();
                // "une source à l'hôpital", "a source in the ministry"
                let near = || {
                    unit.view
                        .dependents(word, &["nmod", "obl", "amod"])
                        .find_map(|child| self.look(unit, child, depth))
                };
                // Parsers hang the place of a source on the verb: what stands right behind it says where it sits.
                let behind = || {
                    (word + 1..unit.view.len().min(word + 7))
                        .take_while(|&w| {
                            !matches!(unit.view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj)
                        })
                        .filter(|&w| unit.view.upos(w) == Upos::Noun)
                        .find_map(|w| self.look(unit, w, depth))
                };
                if let Some(owner) = owner
                    .or_else(near)
                    .or_else(behind)
                    .filter(|o| !o.sector.is_empty() && o.sector != "SOURCE")
                {
                    party.country = owner.country;
                    party.sector = owner.sector;
                    party.short = owner.short;
                }
            }
            // "its men": the men of an army, a ministry or a group are its fighters.
            _ if matches!(role.role.as_str(), "men" | "people")
                && owner
                    .as_ref()
                    .is_some_and(|o| matches!(o.sector.as_str(), "GOV" | "MIL" | "REB")) =>
            {
                if let Some(owner) = owner {
                    party.country = owner.country;
                    party.sector = if owner.sector == "REB" {
                        "REB".into()
                    } else {
                        "MIL".into()
                    };
                    party.short = owner.short;
                    party.group = "soldiers".into();
                }
            }
            "IGO" | "NGO" => {
                // Peacekeepers and observers of no named organisation are the United Nations' unless a nation sends them.
                party.country = role.sector.clone();
                if role.sector == "IGO"
                    && matches!(role.role.as_str(), "un" | "peacekeepers" | "peacekeeping" | "mission")
                {
                    party.sector = "UN".into();
                }
            }
            sector => {
                party.sector = sector.into();
                // "a coast guard ship" is the coast guard's.
                if party.kind == PartyKind::Facility && sector == "CVL" {
                    let body = unit
                        .view
                        .dependents(word, &["compound"])
                        .filter(|&child| unit.name_at(child).is_none())
                        .find_map(|child| {
                            self.role_phrase(unit, child)
                                .filter(|body| matches!(body.sector.as_str(), "GOV" | "MIL"))
                        });
                    if let Some(body) = body {
                        party.sector = body.sector.clone();
                        party.role = body.role.clone();
                    }
                }
                // "their captors": those who hold them are not of theirs.
                let strangers = |owner: &Party| role.unnamed && owner.inferred.is_some() && owner.sector != "REB";
                if let Some(owner) = owner.filter(|owner| !strangers(owner)) {
                    // "leur syndicat", of journalists or doctors, is theirs.
                    if role.role == "union" && matches!(owner.sector.as_str(), "JRN" | "MED") {
                        party.sector = owner.sector.clone();
                    }
                    // "the residence of the ambassador" is the ambassador's.
                    if party.kind == PartyKind::Facility && sector == "CVL" && !owner.sector.is_empty() {
                        party.sector = owner.sector.clone();
                        party.short = owner.short.clone();
                    }
                    // "prisonniers houthis": captives called by their group are its fighters.
                    let theirs = || {
                        let mut called = unit.view.dependents(word, &["amod"]);
                        called.any(|child| self.adjective_of_group(unit, child))
                    };
                    if role.role == "detainees" && owner.sector == "REB" && theirs() {
                        party.sector = owner.sector.clone();
                        party.short = owner.short.clone();
                    }
                    let same = owner.sector == party.sector
                        || owner.sector == "REB" && matches!(sector, "MIL" | "REB" | "POL" | "GOV");
                    party.country = owner.country.clone();
                    if same && (!owner.short.is_empty() || owner.sector == "REB") {
                        party.sector = owner.sector.clone();
                        party.short = owner.short.clone();
                    }
                } else if role.unnamed {
                    party.country = "UNK".into();
                }
            }
        }
    }

    /// Whether an adjective names an armed group.
    fn adjective_of_group(&self, unit: &Unit<'_>, word: usize) -> bool {
        let named = unit.name_at(word);
        named
            .and_then(|name| self.adjective(unit, word, &name.referents))
            .is_some_and(|party| !party.short.is_empty())
    }

    fn called_by_nation(&self, unit: &Unit<'_>, word: usize) -> bool {
        let mut children = unit.view.dependents(word, &["amod", "compound"]);
        children.any(|child| self.nationality(unit, child).is_some())
    }

    /// Many towns share a name: one whose country the dispatch does not name owns nobody.
    fn sure(&self, party: &Party) -> bool {
        party.kind != PartyKind::Place
            || self.datelines.contains(&party.country)
            || self.countries.iter().any(|(iso, _)| *iso == party.country)
    }

    /// Whose it is: a nationality adjective, a name beside it, or the complement with `de` / `of` / `'s`.
    pub(super) fn owner(&self, unit: &Unit<'_>, word: usize, depth: usize) -> Option<Party> {
        let view = &unit.view;
        let mut fallback = None;
        for &child in view.children(word) {
            let relation = view.relation(child);
            if relation == "nmod"
                && view.grammar.cue(view.lemma(child), "own-country")
                && view.dependent(child, &["amod", "nummod", "nmod"]).is_none()
                && let Some(home) = self.home(unit)
            {
                let mut party = self.blank(unit, child);
                party.country = home.clone();
                party.inferred = Some(Inferred {
                    from: "context".into(),
                    reference: String::new(),
                });
                fallback = Some(party);
                continue;
            }
            let possessive =
                view.deprel(child) == "nmod:poss" || relation == "det" && view.feat(child, "Poss") == Some("Yes");
            if (matches!(relation, "amod" | "compound" | "flat" | "nmod" | "appos") || possessive)
                && let Some(name) = unit.name_at(child)
            {
                // "the Russian-backed rebels": the adjective belongs to the participle.
                if let Some(mut party) = self.adjective(unit, child, &name.referents) {
                    // "the Armenian Security Council's office"
                    if matches!(party.country.as_str(), "IGO" | "NGO") {
                        self.nationalise(unit, child, &mut party);
                    }
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
            // "UP followers", of a party that the text shortens so itself
            if (matches!(relation, "amod" | "compound" | "flat" | "nmod") || possessive)
                && let Some(party) = self.abbreviated(unit, child)
            {
                return Some(party);
            }
            // "the Chinese charge d'affaires": the nation of a part of a title is that of the whole.
            if relation == "compound"
                && unit.name_at(child).is_none()
                && let Some(party) = view
                    .dependents(child, &["amod"])
                    .find_map(|adjective| self.nationality(unit, adjective))
            {
                fallback.get_or_insert(party);
            }
            // "guerrilla column", "commandant rebelle"
            let named = !matches!(relation, "compound" | "amod") || unit.name_at(child).is_some();
            // "Rohingya groups": of a people without a state
            let plural = view.feat(word, "Number") == Some("Plur");
            let group = || plural && self.role_phrase(unit, word).is_some_and(|role| role.sector == "OF");
            let people = self
                .names
                .role(&fold(view.lemma(child)))
                .filter(|_| !named)
                .filter(|role| role.sector == "REB" || role.role == "believers" && group())
                .map(|role| role.sector.clone());
            if let Some(sector) = people {
                let mut party = self.blank(unit, child);
                party.sector = sector;
                party.kind = PartyKind::Collective;
                fallback.get_or_insert(party);
            }
            if possessive && let Some(party) = self.possessor(unit, child) {
                fallback.get_or_insert(party);
            }
            // "equipment belonging to the army", "soldiers loyal to the president"
            if matches!(relation, "acl" | "amod") && belongs(unit, child) {
                for holder in view.dependents(child, &["obl", "obj", "nmod"]) {
                    if let Some(party) = self.look(unit, holder, depth) {
                        fallback.get_or_insert(party);
                    }
                }
            }
            // "Kigali, dont des soldats combattent": of what the relative pronoun stands for.
            if relation == "nmod" && view.feat(child, "PronType") == Some("Rel") {
                let antecedent = view.antecedent(child).and_then(|noun| self.look(unit, noun, depth));
                if let Some(party) = antecedent.filter(|party| !party.country.is_empty() && self.sure(party)) {
                    fallback.get_or_insert(party);
                }
                continue;
            }
            if relation == "nmod" || relation == "appos" && view.upos(word) != Upos::Propn {
                // "a spokesman for the army" speaks for it as one "of the army" does.
                let speaks_for = || {
                    self.role_phrase(unit, word)
                        .is_some_and(|role| role.role == "spokesperson")
                };
                let of = view.preposition(child).is_none_or(|(role, _, _)| match role {
                    Some(Role::Of) => true,
                    // "fighters from the M23"
                    Some(Role::From) => view.upos(word) == Upos::Noun,
                    Some(Role::For) => speaks_for(),
                    _ => false,
                });
                if of
                    && let Some(party) = self.look(unit, child, depth)
                    && self.sure(&party)
                {
                    // "une patrouille italienne de la Finul": missions are their organisation's, whoever sends the men.
                    if party.country == "IGO" && matches!(unit.view.upos(word), Upos::Noun) {
                        return Some(party);
                    }
                    let firm = !party.country.is_empty() && party.country != "UNK";
                    let useful =
                        firm || party.kind == PartyKind::Body || matches!(party.sector.as_str(), "REB" | "MIL");
                    if !party.short.is_empty() || fallback.is_none() && useful {
                        fallback = Some(party);
                    }
                }
            }
        }
        fallback
    }
}

/// A participle that says whose its noun is: *appartenant à l'armée*, *se réclamant d'un groupe*.
fn belongs(unit: &Unit<'_>, participle: usize) -> bool {
    let view = &unit.view;
    let lemma = view.lemma(participle);
    let reflexive = || {
        let own = unit.proposition(participle).is_some_and(|p| p.reflexive) && view.deprel(participle) != "acl:relcl";
        own && view.grammar.cue(&format!("se {lemma}"), "belong")
    };
    view.grammar.cue(lemma, "belong") || reflexive()
}
