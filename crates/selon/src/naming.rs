//! Codes in plain English, for reports that people read. The words come from the tables of the packs and the ontology.

use selon_coder::claim::{Actor, Event};
use selon_packs::{PackError, Packs};
use std::collections::{BTreeMap, BTreeSet};

/// Names of countries, groups and events.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    countries: BTreeMap<String, Country>,
    actors: BTreeMap<String, String>,
    labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Default)]
struct Country {
    name: String,
    adjective: Option<String>,
    /// What its name and capitals are called, in every language: these say no more than its code.
    known_as: BTreeSet<String>,
}

/// What a sector is called where nothing finer is known.
const SECTORS: [(&str, &str); 9] = [
    ("GOV", "government"),
    ("MIL", "military"),
    ("POL", "politicians"),
    ("REB", "rebels"),
    ("CVL", "civilians"),
    ("OPP", "opposition"),
    ("MED", "medics"),
    ("JRN", "press"),
    ("SOURCE", "source"),
];

/// Roles whose name in the tables is no plain English.
const ROLES: [(&str, &str); 6] = [
    ("un", "United Nations"),
    ("igo", "international organisation"),
    ("ngo", "aid organisation"),
    ("security", "security services"),
    ("intelligence", "intelligence services"),
    ("monitor", "monitors"),
];

impl Naming {
    /// Reads the names.
    ///
    /// # Errors
    /// When one of the tables is malformed.
    pub fn load(packs: &Packs) -> Result<Naming, PackError> {
        let mut naming = Naming::default();
        let table = packs.table("en/names/countries.tsv", &["iso3", "names", "adjectives"])?;
        for row in table.rows() {
            let Some(name) = row.alternatives(1).next() else {
                continue;
            };
            let country = naming.countries.entry(row.cell(0).to_owned()).or_default();
            country.name = name.to_owned();
            country.adjective = row.alternatives(2).next().map(str::to_owned);
        }
        for language in packs.languages() {
            let table = packs.table(
                &format!("{language}/names/countries.tsv"),
                &["iso3", "names", "capitals"],
            )?;
            for row in table.rows() {
                let country = naming.countries.entry(row.cell(0).to_owned()).or_default();
                country
                    .known_as
                    .extend(row.alternatives(1).chain(row.alternatives(2)).map(str::to_owned));
            }
        }
        let table = packs.table("ontology/actors.tsv", &["code", "en", "kind"])?;
        for row in table.rows() {
            let Some(name) = row.alternatives(1).next() else {
                continue;
            };
            // Seats and office holders stand for the group, but are not its name.
            if matches!(row.cell(2), "metonym" | "person") {
                continue;
            }
            // Only names below the sector: `SYR.GOV` has a name by time, but is a government as others are.
            if row.cell(0).split('.').count() > 2 || row.cell(0).starts_with("IGO.") || row.cell(0).starts_with("NGO.")
            {
                naming
                    .actors
                    .entry(row.cell(0).to_owned())
                    .or_insert_with(|| name.to_owned());
            }
        }
        let table = packs.table("ontology/labels.tsv", &["concept", "label"])?;
        for row in table.rows() {
            naming
                .labels
                .entry(row.cell(0).to_owned())
                .or_insert_with(|| row.cell(1).to_owned());
        }
        Ok(naming)
    }

    /// What happened: `Missile strike`.
    pub fn event(&self, event: &Event) -> String {
        match self.labels.get(event.concept.as_str()) {
            Some(label) => label.clone(),
            None => capital(&event.concept.replace(['-', '.'], " ")),
        }
    }

    /// A country by its ISO code; the code itself when it is in no table.
    pub fn country<'a>(&'a self, code: &'a str) -> &'a str {
        self.countries.get(code).map_or(code, |country| country.name.as_str())
    }

    /// A party: `Armenian military`, `Islamic State (Iraq)`, `Interfax`.
    pub fn actor(&self, actor: &Actor) -> String {
        let mut parts = actor.code.splitn(3, '.');
        let (country, sector, short) = (parts.next().unwrap_or(""), parts.next(), parts.next());
        if let Some(short) = short {
            if let Some(name) = self.actors.get(actor.code.as_str()) {
                return name.clone();
            }
            if let Some(name) = self.actors.get(&format!("*.{}.{short}", sector.unwrap_or(""))) {
                return match self.countries.get(country) {
                    Some(country) => format!("{name} ({})", country.name),
                    None => name.clone(),
                };
            }
        }
        let kind = self.kind(actor, country, sector);
        let named = |name: &&String| {
            self.countries
                .get(country)
                .is_none_or(|country| !country.known_as.contains(*name))
        };
        match actor.name.as_ref().filter(named) {
            Some(name) if kind.is_empty() || name.eq_ignore_ascii_case(&kind) => name.clone(),
            Some(name) => format!("{name} ({kind})"),
            None => kind,
        }
    }

    fn kind(&self, actor: &Actor, country: &str, sector: Option<&str>) -> String {
        if let Some(name) = self.actors.get(actor.code.as_str()) {
            return name.clone();
        }
        let Some(sector) = sector else {
            return if country == "UNK" {
                "unknown".to_owned()
            } else {
                self.country(country).to_owned()
            };
        };
        if matches!(country, "IGO" | "NGO") {
            return actor.role.as_deref().map_or_else(|| sector.to_owned(), role);
        }
        let what = match actor.role.as_deref() {
            Some(finer) => role(finer),
            None => SECTORS
                .iter()
                .find(|(code, _)| *code == sector)
                .map_or_else(|| sector.to_owned(), |(_, name)| (*name).to_owned()),
        };
        match self.countries.get(country) {
            Some(Country {
                adjective: Some(adjective),
                ..
            }) => format!("{adjective} {what}"),
            Some(Country { name, .. }) => format!("{what} of {name}"),
            None if country == "UNK" => format!("unnamed {what}"),
            None => format!("{what} of {country}"),
        }
    }
}

fn role(name: &str) -> String {
    match ROLES.iter().find(|(role, _)| *role == name) {
        Some((_, words)) => (*words).to_owned(),
        None => name.replace('-', " "),
    }
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_coder::{Class, Ontology};

    fn actor(code: &str, role: Option<&str>, name: Option<&str>) -> Actor {
        Actor {
            code: code.into(),
            country: None,
            sector: None,
            role: role.map(Into::into),
            name: name.map(str::to_owned),
            text: None,
            start: None,
            end: None,
            inferred: None,
        }
    }

    #[test]
    fn parties_have_plain_names() {
        let naming = Naming::load(&Packs::shipped()).expect("shipped names");
        let name = |code, role, own| naming.actor(&actor(code, role, own));
        assert_eq!(name("ARM.MIL", None, None), "Armenian military");
        assert_eq!(name("ARM.GOV", Some("ministry"), None), "Armenian ministry");
        assert_eq!(name("RUS", None, None), "Russia");
        assert_eq!(
            name("RUS.JRN", Some("news-agency"), Some("Interfax")),
            "Interfax (Russian news agency)"
        );
        assert_eq!(name("RUS.GOV", None, Some("Moscou")), "Russian government");
        assert_eq!(name("IRQ.REB.IS", None, None), "Islamic State (Iraq)");
        assert_eq!(name("IGO.UN", Some("un"), None), "United Nations");
        assert_eq!(name("UNK.REB", Some("gunmen"), None), "unnamed gunmen");
        assert_eq!(name("UNK", None, None), "unknown");
    }

    #[test]
    fn every_event_has_a_label() {
        let packs = Packs::shipped();
        let naming = Naming::load(&packs).expect("shipped names");
        let ontology = Ontology::load(&packs).expect("shipped ontology");
        for concept in ontology.concepts() {
            if matches!(concept.class, Class::Event | Class::Outcome | Class::Theme) {
                assert!(
                    naming.labels.contains_key(concept.name.as_str()),
                    "no label for {}; add it to ontology/labels.tsv",
                    concept.name
                );
            }
        }
    }
}
