//! A place: what the gazetteer knows of it.

use std::fmt;

/// The identity of a place.
///
/// | range | meaning |
/// |---|---|
/// | below 100,000,000 | the GeoNames id |
/// | 100,000,000 and more | a first-level division, made from its GeoNames code (`UA.05`) by [`PlaceId::of_division`] |
/// | 900,000,000 and more | a line of the project's own overlay |
///
/// Ids do not change when the data is built again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

impl PlaceId {
    const DIVISIONS: u32 = 100_000_000;
    const OVERLAY: u32 = 900_000_000;

    /// The GeoNames id, where the place is one of GeoNames.
    pub fn geonames(self) -> Option<u32> {
        (self.0 < Self::DIVISIONS).then_some(self.0)
    }

    /// Whether the place is of the project's own overlay.
    pub fn is_overlay(self) -> bool {
        self.0 >= Self::OVERLAY
    }

    /// The id of a first-level division from its two-letter country and GeoNames code.
    ///
    /// Recent divisions have their own GeoNames id as their code (`ML.12070577`): that is taken as it
    /// is. `None` for a code of any other shape.
    ///
    /// ```
    /// use selon_places::PlaceId;
    /// assert_eq!(PlaceId::of_division("ML", "12070577"), Some(PlaceId(12_070_577)));
    /// assert!(PlaceId::of_division("UA", "05").unwrap().geonames().is_none());
    /// ```
    pub fn of_division(country: &str, code: &str) -> Option<Self> {
        if code.len() > 3 {
            let id = code.parse().ok().filter(|&id| id < Self::DIVISIONS)?;
            return Some(Self(id));
        }
        let letters = |text: &str, base: u32| {
            text.bytes().try_fold(0, |sum: u32, byte| {
                let digit = match byte {
                    b'0'..=b'9' if base == 37 => u32::from(byte - b'0') + 1,
                    b'A'..=b'Z' if base == 37 => u32::from(byte - b'A') + 11,
                    b'A'..=b'Z' => u32::from(byte - b'A'),
                    _ => return None,
                };
                Some(sum * base + digit)
            })
        };
        if country.len() != 2 || code.is_empty() {
            return None;
        }
        Some(Self(
            Self::DIVISIONS + letters(country, 26)? * 37u32.pow(3) + letters(code, 37)?,
        ))
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The kind of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Kind {
    /// A country: Mali. Its point is the population-weighted mean of its places.
    Country,
    /// The capital of a country: Bamako. In the news it often stands for the government.
    Capital,
    /// Any other town or village: Ménaka.
    City,
    /// A division of a country's first level: the oblast of Donetsk.
    Admin1,
    /// A smaller district or a quarter, a camp: Yarmouk.
    District,
    /// A region without an administration of its own, or over several countries: Donbass, Sahel.
    Region,
    /// A sea, strait, lake, river or gulf: the Red Sea.
    Water,
    /// A border or a line of contact: the line of control in Kashmir.
    Border,
    /// An island or a group of islands: the Spratly islands.
    Island,
    /// A mountain, desert, forest, valley or pass: the Sambisa forest.
    Terrain,
    /// A site: a base, a crossing, a dam, an airport, a nuclear plant.
    Site,
}

impl Kind {
    pub(crate) const ALL: [Self; 11] = [
        Self::Country,
        Self::Capital,
        Self::City,
        Self::Admin1,
        Self::District,
        Self::Region,
        Self::Water,
        Self::Border,
        Self::Island,
        Self::Terrain,
        Self::Site,
    ];

    /// Whether people live in it as in one town: a capital or another settlement.
    pub fn is_settlement(self) -> bool {
        matches!(self, Self::Capital | Self::City)
    }

    /// The kind from its English name in lower case, as the overlay writes it.
    ///
    /// ```
    /// use selon_places::Kind;
    /// assert_eq!(Kind::from_name("water"), Some(Kind::Water));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind's English name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Capital => "capital",
            Self::City => "city",
            Self::Admin1 => "admin1",
            Self::District => "district",
            Self::Region => "region",
            Self::Water => "water",
            Self::Border => "border",
            Self::Island => "island",
            Self::Terrain => "terrain",
            Self::Site => "site",
        }
    }
}

/// A named place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'a> {
    /// The identity.
    pub id: PlaceId,
    /// The usual English name.
    pub name: &'a str,
    /// The country as ISO 3166 alpha-3 (`XKX` for Kosovo); empty for a place of several countries or of none.
    pub country: &'a str,
    /// All the countries: one for most places, several for a border or region over them, none for the high seas.
    pub countries: &'a [&'a str],
    /// The English name of the first-level division; empty where there is none.
    pub admin1: &'a str,
    /// Latitude in degrees, to about ten metres.
    pub lat: f32,
    /// Longitude in degrees, to about ten metres.
    pub lon: f32,
    /// What it is.
    pub kind: Kind,
    /// How many people live there; 0 where unknown. Of a division: the sum of its places in GeoNames.
    pub population: u32,
}

/// How a name belongs to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameClass {
    /// Its usual name in English or French, or one of the overlay.
    Usual,
    /// Another name on record, in whatever language.
    Other,
    /// Made by rule: a transliteration, a division's name without "Province".
    Derived,
}

/// How prominent a place is under a name. Integers only, so that the order is the same on every machine;
/// 256 is a doubling of the population.
pub(crate) fn prominence(kind: Kind, population: u32, class: NameClass) -> i32 {
    let known = match kind {
        // Population says nothing of these; the news names the great ones.
        Kind::Region | Kind::Water | Kind::Border => population.max(1_000_000),
        Kind::Admin1 => population.max(50_000),
        Kind::Island | Kind::Terrain | Kind::Site | Kind::District => population.max(20_000),
        // GeoNames has towns of unknown population only where they are seats of a district.
        Kind::City if population == 0 => 5000,
        Kind::Country | Kind::Capital | Kind::City => population.max(200),
    };
    let zeros = known.leading_zeros();
    let mantissa = ((known << zeros) >> 23) & 0xff;
    let doublings = ((31 - zeros) * 256 + mantissa) as i32;
    let by_kind = match kind {
        Kind::Country => 2560,
        Kind::Capital => 640,
        // A city comes before the province that is named after it.
        Kind::Admin1 => -900,
        _ => 0,
    };
    let by_class = match class {
        NameClass::Usual => 0,
        NameClass::Other => -1000,
        NameClass::Derived => -1200,
    };
    doublings + by_kind + by_class
}
