//! A party: somebody who acts, suffers or speaks, with its code and the words it was read from.

use crate::claim::Inferred;
use smol_str::SmolStr;
use std::ops::Range;

/// What kind of thing stands for the party in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A country's name.
    Country,
    /// A capital that can stand for its government.
    Capital,
    /// Inhabitants of a country.
    People,
    /// A named group, body or organisation.
    Named,
    /// One human being.
    Person,
    /// An institution.
    Body,
    /// People in number.
    Collective,
    /// A weapon that stands for the force that owns it.
    Weapon,
    /// A position, base, hospital, town quarter.
    Facility,
    /// A town, region or other place.
    Place,
}

/// A party as one mention of it shows it.
#[derive(Clone, Debug)]
pub struct Party {
    /// Country code, `IGO`, `NGO`, `UNK`, or empty while unknown.
    pub country: SmolStr,
    /// Sector, or empty.
    pub sector: SmolStr,
    /// Short name (`M23`), or empty.
    pub short: SmolStr,
    /// Finer than the sector, or empty.
    pub role: SmolStr,
    /// Who is counted in a toll, or empty.
    pub group: SmolStr,
    /// Proper name, where the text gives one.
    pub name: Option<String>,
    /// What stands for it.
    pub kind: PartyKind,
    /// Number of the sentence.
    pub sentence: usize,
    /// Head word in that sentence.
    pub word: usize,
    /// Bytes in the dispatch's text.
    pub span: Range<usize>,
    /// Why something of it is known without being said here.
    pub inferred: Option<Inferred>,
}

impl Party {
    /// The code, `ISO3[.SECTOR[.NAME]]`.
    pub fn code(&self) -> SmolStr {
        let country = if self.country.is_empty() {
            "UNK"
        } else {
            self.country.as_str()
        };
        let mut code = country.to_owned();
        if !self.sector.is_empty() {
            code.push('.');
            code.push_str(&self.sector);
        }
        if !self.short.is_empty() {
            code.push('.');
            code.push_str(&self.short);
        }
        SmolStr::new(code)
    }

    /// Sets country, sector and short name from a code (`IGO.UN`: country `IGO`, sector `UN`).
    pub fn set_code(&mut self, code: &str) {
        let mut parts = code.splitn(3, '.');
        self.country = parts.next().unwrap_or("").into();
        self.sector = parts.next().unwrap_or("").into();
        self.short = parts.next().unwrap_or("").into();
    }

    /// A country, without words of its own.
    pub fn country(iso: &SmolStr) -> Party {
        Party {
            country: iso.clone(),
            sector: SmolStr::default(),
            short: SmolStr::default(),
            role: SmolStr::default(),
            group: SmolStr::default(),
            name: None,
            kind: PartyKind::Country,
            sentence: 0,
            word: usize::MAX,
            span: 0..0,
            inferred: None,
        }
    }

    /// Whether it belongs to a state that is known.
    pub fn of_state(&self) -> bool {
        is_state(&self.country)
    }

    /// Whether the party is a place or thing that does not act by itself.
    pub fn passive_thing(&self) -> bool {
        matches!(self.kind, PartyKind::Place | PartyKind::Facility)
    }

    /// Whether its words name no party but a thing of somebody's: "their withdrawal", "the territory of Armenia".
    pub fn only_owned(&self) -> bool {
        self.kind == PartyKind::Facility && self.role.is_empty()
    }

    /// The side it belongs to: its country, or the group for rebels and organisations.
    pub fn side(&self) -> SmolStr {
        if self.sector == "REB" || matches!(self.country.as_str(), "IGO" | "NGO") {
            self.code()
        } else {
            self.country.clone()
        }
    }
}

/// Whether the first part of a code is a country's, not that of organisations or of nobody known.
pub fn is_state(code: &str) -> bool {
    code.len() == 3 && !matches!(code, "UNK" | "IGO" | "NGO")
}
