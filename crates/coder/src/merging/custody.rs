//! Who arrests, expels and sets free where the sentence names nobody: the state of the place, and whoever held them.

use super::Merging;
use super::inference::{inferred_party, of_event};
use crate::draft::{Draft, Status};
use crate::party::{Party, is_state};
use smol_str::SmolStr;

impl Merging<'_> {
    /// Completes arrests, expulsions and releases without an author.
    pub(super) fn custody(&self, drafts: &mut [Draft]) {
        self.arrests(drafts);
        self.expulsions(drafts);
        abductors(drafts);
        releases(drafts);
    }

    /// "Douze personnes ont été arrêtées": who is arrested, says the agency or an official, is arrested by the state of the place.
    fn arrests(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let arrest =
                draft.codes.kind == "COERCE" && draft.codes.mode == "arrest" && draft.codes.concept != "capture";
            let official = draft.voices.first().is_none_or(|voice| voice.party.sector == "GOV");
            let open = !draft.gone && arrest && official && draft.actors.is_empty() && draft.status != Status::Denied;
            if !open {
                continue;
            }
            let place = draft.place.as_ref().filter(|place| place.inferred.is_none());
            let there = place.map(|place| place.country.clone()).filter(|iso| is_state(iso));
            let home = || self.cast.home(&self.units[draft.sentence]).cloned();
            let Some(country) = there.or_else(home).filter(|iso| is_state(iso)) else {
                continue;
            };
            // Soldiers of another country are prisoners of war, whoever took them.
            if draft
                .recipients
                .iter()
                .any(|held| held.sector == "MIL" && held.country != country)
            {
                continue;
            }
            let party = inferred_party(draft, &Party::country(&country), "GOV", "context");
            draft.actors.push(party);
            draft.because("actors", "the state of the place makes arrests");
        }
    }

    /// "Deux diplomates russes avaient été renvoyés": who is sent home without a word of by whom is sent by the government of the country that the text is about, or
    /// by the one that announces it.
    fn expulsions(&self, drafts: &mut [Draft]) {
        for draft in drafts.iter_mut() {
            let expelled = draft.codes.kind == "SANCTION" && draft.codes.mode == "expel";
            let open = !draft.gone && expelled && draft.actors.is_empty() && draft.status != Status::Denied;
            if !open || draft.recipients.is_empty() {
                continue;
            }
            let voice = draft.voices.first().map(|voice| &voice.party);
            let speaker = voice
                .filter(|party| party.sector == "GOV")
                .map(|party| party.country.clone());
            let home = || {
                self.cast
                    .home(&self.units[draft.sentence])
                    .filter(|_| voice.is_none())
                    .cloned()
            };
            let theirs = |iso: &SmolStr| draft.recipients.iter().any(|party| party.country == *iso);
            let Some(country) = speaker.or_else(home).filter(|iso| is_state(iso) && !theirs(iso)) else {
                continue;
            };
            let party = inferred_party(draft, &Party::country(&country), "GOV", "context");
            draft.actors.push(party);
            draft.because("actors", "the government that sends diplomats home");
        }
    }
}

/// "Des jeunes filles avaient été kidnappées. … Des hommes armés avaient fait irruption dans le lycée": who attacked those who were taken took them.
fn abductors(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let taking = &drafts[index];
        let open = !taking.gone
            && taking.codes.mode == "abduct"
            && taking.actors.is_empty()
            && taking.status == Status::Actual
            && !taking.recipients.is_empty();
        if !open {
            continue;
        }
        let attack = drafts.iter().find(|other| {
            let same = other
                .recipients
                .iter()
                .any(|a| taking.recipients.iter().any(|b| a.code() == b.code()));
            let raid = matches!(other.codes.concept.as_str(), "raid" | "storm" | "attack" | "abduct");
            !other.gone
                && other.codes.kind == "ASSAULT"
                && !other.mutual
                && other.status == Status::Actual
                && other.background == taking.background
                && raid
                && same
                && !other.actors.is_empty()
                && other.actors.iter().all(|actor| actor.sector == "REB")
        });
        if let Some(actors) = attack.map(|other| other.actors.clone()) {
            drafts[index].actors = actors.into_iter().map(of_event).collect();
            drafts[index].because("actors", "those who attacked the ones that were taken");
        }
    }
}

/// "Les lycéennes ont été relâchées": whoever is told to have taken them lets them go; who is set free are those who were taken.
fn releases(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let release = &drafts[index];
        let freed = !release.gone && release.codes.cameo.starts_with("0841") && release.status != Status::Denied;
        if !freed || !release.actors.is_empty() && !release.recipients.is_empty() {
            continue;
        }
        let fits = |other: &&Draft| {
            let taken =
                other.codes.mode == "arrest" || other.codes.mode == "abduct" || other.codes.concept == "capture";
            let known = |a: &[Party], b: &[Party]| {
                a.is_empty() || b.is_empty() || a.iter().any(|p| b.iter().any(|q| p.code() == q.code()))
            };
            !other.gone
                && taken
                && other.status == Status::Actual
                && !other.actors.is_empty()
                && known(&release.actors, &other.actors)
                && known(&release.recipients, &other.recipients)
                && release.background == other.background
        };
        let before = drafts[..index].iter().rev().find(fits);
        let Some(taking) = before.or_else(|| drafts[index + 1..].iter().find(fits)) else {
            continue;
        };
        let (captors, captives) = (taking.actors.clone(), taking.recipients.clone());
        let target = &mut drafts[index];
        if target.actors.is_empty() {
            target.actors = captors.into_iter().map(of_event).collect();
            target.because("actors", "those who took them");
        }
        if target.recipients.is_empty() {
            target.recipients = captives.into_iter().map(of_event).collect();
            target.because("recipients", "those who were taken");
        }
    }
}
