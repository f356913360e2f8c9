//! The project's own lines: names that no source has, regions, seas, borders, sites.
//!
//! Columns, separated by tabs: `id`, `name_en`, `names_fr`, `names_en`, `country`, `admin1`, `lat`, `lon`, `kind`, `population`.
//! Several names are separated by `;`, several countries by a blank. The id is a number from 900,000,000 up for a
//! place of ours; a GeoNames id, `CC` or `CC.code` adds to or corrects what the sources say: then an empty cell keeps theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use selon_places::compile::Entry;
use selon_places::{Kind, NameClass, PlaceId};

use crate::Names;

pub struct Line {
    number: usize,
    id: String,
    name: String,
    names: Vec<String>,
    countries: Vec<String>,
    admin1: String,
    lat: Option<f64>,
    lon: Option<f64>,
    kind: Option<Kind>,
    population: Option<u32>,
}

pub fn read(path: &Path) -> anyhow::Result<Vec<Line>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|(index, line)| parse(index + 1, line).with_context(|| format!("{}:{}", path.display(), index + 1)))
        .collect()
}

fn parse(number: usize, line: &str) -> anyhow::Result<Line> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let &[id, name, french, english, country, admin1, lat, lon, kind, population] = cells.as_slice() else {
        bail!("{} cells, not 10", cells.len());
    };
    let names = french
        .split(';')
        .chain(english.split(';'))
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let degrees = |text: &str| (!text.is_empty()).then(|| text.parse::<f64>()).transpose();
    Ok(Line {
        number,
        id: id.to_owned(),
        name: name.to_owned(),
        names: names.map(str::to_owned).collect(),
        countries: country.split_whitespace().map(str::to_owned).collect(),
        admin1: admin1.to_owned(),
        lat: degrees(lat)?,
        lon: degrees(lon)?,
        kind: (!kind.is_empty())
            .then(|| Kind::from_name(kind).context("unknown kind"))
            .transpose()?,
        population: (!population.is_empty()).then(|| population.parse()).transpose()?,
    })
}

pub fn apply(lines: Vec<Line>, entries: &mut BTreeMap<PlaceId, Entry>, names: &mut Names) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    let mut renamed: BTreeMap<(Vec<String>, String), String> = BTreeMap::new();
    for line in lines {
        let number = line.number;
        let id = identity(&line.id, entries).with_context(|| format!("overlay line {number}"))?;
        ensure!(seen.insert(id), "overlay line {number}: {id} a second time");
        names
            .entry(id)
            .or_default()
            .extend(line.names.iter().map(|name| (name.clone(), NameClass::Usual)));
        if let Some(entry) = entries.get_mut(&id) {
            let before = entry.name.clone();
            amend(entry, line);
            if entry.kind == Kind::Admin1 && entry.name != before {
                entry.admin1.clone_from(&entry.name);
                names.entry(id).or_default().push((before.clone(), NameClass::Other));
                renamed.insert((entry.countries.clone(), before), entry.name.clone());
            }
        } else {
            let entry = made(id, line).with_context(|| format!("overlay line {number}"))?;
            entries.insert(id, entry);
        }
    }
    // The places of a renamed division, then a check of the divisions that the overlay names.
    for entry in entries.values_mut().filter(|entry| !entry.admin1.is_empty()) {
        if let Some(name) = renamed.get(&(entry.countries.clone(), entry.admin1.clone())) {
            entry.admin1.clone_from(name);
        }
    }
    let divisions = entries.values().filter(|entry| entry.kind == Kind::Admin1);
    let divisions: BTreeSet<(&[String], &str)> = divisions
        .map(|entry| (entry.countries.as_slice(), entry.name.as_str()))
        .collect();
    let stray: Vec<String> = entries
        .values()
        .filter(|entry| entry.id.is_overlay() && !entry.admin1.is_empty())
        .filter(|entry| !divisions.contains(&(entry.countries.as_slice(), entry.admin1.as_str())))
        .map(|entry| format!("{} in {} {}", entry.name, entry.countries.join(" "), entry.admin1))
        .collect();
    ensure!(
        stray.is_empty(),
        "overlay: divisions that nobody knows: {}",
        stray.join("; ")
    );
    Ok(())
}

fn identity(id: &str, entries: &BTreeMap<PlaceId, Entry>) -> anyhow::Result<PlaceId> {
    if let Some((country, code)) = id.split_once('.') {
        let id = PlaceId::of_division(country, code).context("no code of a division")?;
        ensure!(entries.contains_key(&id), "no such division");
        return Ok(id);
    }
    if let Ok(number) = id.parse() {
        let id = PlaceId(number);
        ensure!(
            id.is_overlay() || entries.contains_key(&id),
            "no such GeoNames id: {number}"
        );
        return Ok(id);
    }
    let country = entries
        .values()
        .find(|entry| entry.kind == Kind::Country && entry.countries == [id]);
    Ok(country.context("no such country")?.id)
}

fn amend(entry: &mut Entry, line: Line) {
    if !line.name.is_empty() {
        entry.name = line.name;
    }
    if !line.countries.is_empty() {
        entry.countries = line.countries;
    }
    if !line.admin1.is_empty() {
        entry.admin1 = line.admin1;
    }
    entry.lat = line.lat.unwrap_or(entry.lat);
    entry.lon = line.lon.unwrap_or(entry.lon);
    entry.kind = line.kind.unwrap_or(entry.kind);
    entry.population = line.population.unwrap_or(entry.population);
}

fn made(id: PlaceId, line: Line) -> anyhow::Result<Entry> {
    ensure!(!line.name.is_empty(), "no English name");
    Ok(Entry {
        id,
        name: line.name,
        countries: line.countries,
        admin1: line.admin1,
        lat: line.lat.context("no latitude")?,
        lon: line.lon.context("no longitude")?,
        kind: line.kind.context("no kind")?,
        population: line.population.unwrap_or(0),
    })
}
