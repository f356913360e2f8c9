//! Names that a text shortens itself: "the Patriotic Union (UP)", then "the UP".

use super::Cast;
use crate::party::{Party, PartyKind};
use crate::scene::Unit;
use selon_syntax::Upos;
use smol_str::SmolStr;

/// How long such a short name may be.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;

impl Cast<'_> {
    /// The party that a short name stands for which the text has told before.
    pub(super) fn abbreviated(&self, unit: &Unit<'_>, word: usize) -> Option<Party> {
        let form = unit.view.word(word).form.as_str();
        // In the bracket itself it only repeats the name before.
        let repeats = word > 0 && matches!(unit.view.word(word - 1).form.as_str(), "(" | "[");
        if self.abbreviations.is_empty() || repeats || unit.name_at(word).is_some() {
            return None;
        }
        let known = self.abbreviations.get(form)?;
        Some(Party {
            sentence: unit.index,
            word,
            span: unit.bytes(word..word + 1),
            ..known.clone()
        })
    }

    /// Keeps the short names that stand in brackets behind the names of a sentence.
    pub(super) fn remember_abbreviations(&mut self, unit: &Unit<'_>) {
        let view = &unit.view;
        for bracket in 1..view.len().saturating_sub(2) {
            let opens = matches!(view.word(bracket).form.as_str(), "(" | "[");
            let closes = matches!(view.word(bracket + 2).form.as_str(), ")" | "]" | ",");
            let form = view.word(bracket + 1).form.as_str();
            let short = LETTERS.contains(&form.chars().count())
                && form.chars().all(|c| c.is_uppercase() || c == '-')
                && unit.name_at(bracket + 1).is_none();
            if !(opens && closes && short) || self.abbreviations.contains_key(form) {
                continue;
            }
            let Some(party) = self.long_name(unit, bracket, form) else {
                continue;
            };
            let lasting = Party {
                kind: PartyKind::Named,
                group: SmolStr::default(),
                ..party
            };
            self.abbreviations.insert(SmolStr::new(form), lasting);
        }
    }

    /// The party whose name ends before a bracket: a known name, else the words with the letters of the short one, else the noun itself.
    fn long_name(&self, unit: &Unit<'_>, bracket: usize, short: &str) -> Option<Party> {
        let view = &unit.view;
        let last = bracket - 1;
        let spelt = || {
            let first = short.chars().next()?;
            let length = short.chars().count();
            let initial = |w: usize| view.word(w).form.chars().next();
            let start = (0..=last)
                .rev()
                .skip(1)
                .take(2 * length + 2)
                .find(|&w| initial(w) == Some(first) && last + 1 - w >= length.min(3))?;
            (start..=last).find(|&w| view.head(w).is_none_or(|head| head < start || head > last))
        };
        let head = match unit.name_at(last) {
            Some(name) => name.head,
            None => spelt().unwrap_or(last),
        };
        let found = [head, last].into_iter().find_map(|word| {
            self.parties[unit.index][word]
                .as_ref()
                .filter(|_| view.upos(word) != Upos::Pron)
        })?;
        let lasting = !matches!(
            found.kind,
            PartyKind::Place | PartyKind::Country | PartyKind::Capital | PartyKind::Weapon | PartyKind::Facility
        );
        (lasting && (!found.sector.is_empty() || matches!(found.country.as_str(), "IGO" | "NGO")))
            .then(|| found.clone())
    }
}
