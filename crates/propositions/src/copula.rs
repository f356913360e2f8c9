//! Clauses with a copula as propositions of the copula: *the bridge is intact* → `be(agent=bridge attribute=intact)`.
//!
//! The predicate noun or adjective keeps its own proposition, with the subject as agent.

use crate::Role;
use crate::proposition::{Kind, Proposition};
use crate::sharing::ByWord;
use crate::view::View;

/// The proposition of a copula; `None` for other words, and where there is no subject (*c'est lui qui …*, *there was …*).
pub fn proposition(view: &View<'_>, all: &ByWord, word: usize) -> Option<Proposition> {
    if view.relation(word) != "cop" {
        return None;
    }
    let predicate = view.head(word)?;
    let mut p = Proposition::new(word, Kind::Verb, view.lemma(word));
    match &all[predicate] {
        Some(inner) => {
            for subject in inner.all(Role::Agent) {
                p.push(Role::Agent, subject, None, "copula-subject");
            }
            p.modality = inner.modality.clone();
        }
        None => {
            for subject in view.dependents(predicate, &["nsubj", "csubj"]) {
                for conjunct in view.conjuncts(view.resolved(subject)) {
                    p.push(Role::Agent, conjunct, None, "copula-subject");
                }
            }
        }
    }
    if p.arguments.is_empty() {
        return None;
    }
    p.push(Role::Attribute, predicate, None, "copula-predicate");
    for conjunct in view.dependents(predicate, &["conj"]).filter(|&c| !view.clausal(c)) {
        p.push(Role::Attribute, conjunct, None, "copula-predicate");
    }
    Some(p)
}
