//! Who stands behind what a noun names: who does a deed, made a proposal, issued a document.

use super::Reading;
use crate::draft::Draft;
use crate::ontology::RolePath;
use crate::party::Party;
use crate::scene::Unit;
use crate::sense::follow;
use selon_propositions::{Kind, Proposition, Role, Stance};
use selon_syntax::Upos;

impl Reading<'_> {
    /// "promised to compensate the families": whoever gains by what is promised is promised it.
    pub(super) fn gainers(&self, unit: &Unit<'_>, p: &Proposition, draft: &Draft) -> Vec<Party> {
        let promised = p
            .all(Role::Content)
            .filter_map(|word| unit.proposition(word))
            .filter(|q| unit.view.grammar.cue(&q.lemma, "benefits"));
        let mut found = Vec::new();
        for word in promised.flat_map(|q| q.all(Role::Patient)) {
            found.extend(self.resolve(unit, word, draft));
        }
        found.retain(|party: &Party| {
            !party.passive_thing()
                && draft
                    .actors
                    .iter()
                    .all(|actor| actor.side() != party.side() || party.sector == "CVL")
        });
        found
    }

    /// "issued a communique deploring the murder": what a document says is the act of whoever issues it.
    pub(super) fn issuers(&self, unit: &Unit<'_>, p: &Proposition, draft: &Draft) -> Vec<Party> {
        let view = &unit.view;
        let words = |&word: &usize| {
            let lemma = view.lemma(word);
            let speaks = view.grammar.speech(lemma).iter().any(|s| s.stance == Stance::Asserts);
            view.upos(word) == Upos::Noun && (speaks || view.grammar.cue(lemma, "same-words"))
        };
        let Some(document) = p.all(Role::Agent).find(words) else {
            return Vec::new();
        };
        let above = std::iter::successors(view.head(document), |&word| view.head(word));
        let issued = above
            .filter(|&word| word != p.head)
            .filter_map(|word| unit.proposition(word))
            .find(|q| q.kind == Kind::Verb && q.has(Role::Agent));
        let mut found = Vec::new();
        for word in issued
            .into_iter()
            .flat_map(|q| q.all(Role::Agent))
            .filter(|&w| w != document)
        {
            found.extend(self.resolve(unit, word, draft));
        }
        found.retain(|party: &Party| !party.passive_thing());
        found
    }

    /// "rejected the proposal submitted by the rebels", "welcomed the steps that Paris has taken": who made what is answered.
    pub(super) fn makers(&self, unit: &Unit<'_>, p: &Proposition, draft: &Draft) -> Vec<Party> {
        let definite = |theme: &usize| unit.view.feat_of_determiner(*theme) == Some("Def");
        let clauses = p.all(Role::Patient).filter(definite).flat_map(|theme| {
            let clauses = unit.view.dependents(theme, &["acl"]);
            clauses.filter(move |&clause| {
                unit.proposition(clause)
                    .is_some_and(|q| q.all(Role::Patient).any(|w| w == theme))
            })
        });
        let makers = clauses
            .filter_map(|clause| unit.proposition(clause))
            .flat_map(|q| q.all(Role::Agent));
        let mut found = Vec::new();
        for maker in makers {
            found.extend(self.resolve(unit, maker, draft));
        }
        found.retain(|party: &Party| !party.passive_thing());
        found
    }

    /// Those who do what an event noun tells.
    pub(super) fn doers(&self, unit: &Unit<'_>, word: usize, draft: &Draft) -> Vec<Party> {
        self.doer_words(unit, word)
            .into_iter()
            .filter(|&doer| doer != word && !self.is_event(unit, doer))
            .flat_map(|doer| self.resolve(unit, doer, draft))
            .collect()
    }

    fn doer_words(&self, unit: &Unit<'_>, word: usize) -> Vec<usize> {
        let words = || {
            let q = unit.proposition(word)?;
            let sense = self.senses.of(unit, q)?;
            let concept = self.ontology.concept(sense.concept.as_ref()?)?;
            let frame = self.ontology.frame(&concept.frame)?;
            let effective = self.effective(unit, q, sense, concept);
            let paths = sense.overrides.actor.as_ref().unwrap_or(&frame.actor);
            let found = paths.iter().map(|path| follow(unit, &effective, path));
            Some(if frame.mutual {
                found.flatten().collect()
            } else {
                found.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
            })
        };
        words().unwrap_or_default()
    }

    /// "condemned the killing of civilians": who suffers the deed that is condemned, asked for or refused is not addressed.
    pub(super) fn suffers_in_theme(&self, unit: &Unit<'_>, p: &Proposition, path: &RolePath, word: usize) -> bool {
        let [
            first,
            Role::Of | Role::Patient | Role::Mod | Role::Against | Role::On,
            ..,
        ] = path.0.as_slice()
        else {
            return false;
        };
        p.all(*first).any(|theme| {
            self.is_event(unit, theme) && unit.view.below(word, theme) && !self.doer_words(unit, theme).contains(&word)
        })
    }
}

/// "blamed the M23, a rebel group": what is said of a party beside its name is no other one.
pub(super) fn described_beside(unit: &Unit<'_>, parties: &mut Vec<Party>) {
    let Some(named) = parties.iter().find(|party| !party.short.is_empty()).cloned() else {
        return;
    };
    let view = &unit.view;
    let joined = |word: usize| (named.word.min(word)..named.word.max(word)).any(|w| view.relation(w) == "cc");
    parties.retain(|party| {
        let described = party.short.is_empty()
            && party.sector == named.sector
            && party.country == named.country
            && party.word > named.word
            && view.feat_of_determiner(party.word) == Some("Ind");
        !described || joined(party.word)
    });
}
