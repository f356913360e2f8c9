//! How words hang together in a sentence, as the reading of events asks it.

use super::Hit;
use crate::lexicon::{Condition, Filler, Sense};
use crate::ontology::RolePath;
use crate::scene::Unit;
use crate::sense::follow;
use crate::timing::{Meaning, announces};
use selon_expressions::time::Mention;
use selon_propositions::{Kind, Proposition, Role};
use selon_syntax::Upos;

pub(super) fn path_names(paths: &[RolePath]) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.0.iter().map(|role| role.name()).collect::<Vec<_>>().join(">"))
        .collect();
    format!("roles {}", names.join(", "))
}

/// Whether a time expression belongs to a word or to an argument of the event.
pub(super) fn attached(unit: &Unit<'_>, mention: &Mention, word: usize, p: &Proposition) -> bool {
    let head = unit.view.head(mention.head);
    head == Some(word)
        || mention.words.contains(&word)
        || p.arguments.iter().any(|a| {
            mention.words.contains(&a.word)
                && !matches!(a.role, Role::Content)
                && (word == p.head || head == Some(word))
        })
        // A date inside a date ("mardi 16 novembre") or on the auxiliary of the word.
        || head.is_some_and(|h| mention.words.contains(&h) || unit.view.relation(h) == "aux" && unit.view.head(h) == Some(word))
            && unit.view.head(word).is_none()
}

/// Inside what is asked, a relative clause in the past tells a fact of its own.
pub(super) fn told_inside(unit: &Unit<'_>, word: usize, top: usize) -> bool {
    let mut current = word;
    while current != top {
        // "tous ceux qu'ils détiennent": what only goes on says who is meant.
        let present =
            unit.view.feat(current, "Tense") == Some("Pres") && unit.view.dependent(current, &["aux"]).is_none();
        if unit.view.deprel(current) == "acl:relcl" && unit.view.feat(current, "VerbForm") != Some("Inf") && !present {
            return true;
        }
        match unit.view.head(current) {
            Some(head) => current = head,
            None => return false,
        }
    }
    false
}

/// A noun that a sense's own condition names (`faire` + `patient=mort`, `prendre` + `patient=otage`) tells no second event.
pub(super) fn suppress_named(unit: &Unit<'_>, hits: &mut [Hit<'_>]) {
    let mut named: Vec<usize> = Vec::new();
    for hit in hits.iter().filter(|hit| !hit.suppressed) {
        for condition in hit.sense.conditions.iter() {
            if let Condition::Filled {
                path,
                fillers,
                negated: false,
            } = condition
            {
                for word in follow(unit, hit.proposition, path) {
                    let by_lemma = fillers.iter().any(|filler| matches!(filler, Filler::Lemma(lemmas) if lemmas.iter().any(|l| l == unit.view.lemma(word))));
                    if by_lemma && hit.proposition.light != Some(word) {
                        named.push(word);
                    }
                }
            }
        }
    }
    for hit in hits.iter_mut() {
        if hit.proposition.kind == Kind::Noun && named.contains(&hit.proposition.head) {
            hit.suppressed = true;
        }
    }
}

/// Whether the sense's own conditions name the noun (`faire` + `patient=mort`): then the verb tells the event.
pub(super) fn names_word(unit: &Unit<'_>, sense: &Sense, p: &Proposition, noun: usize) -> bool {
    sense.conditions.iter().any(|condition| match condition {
        Condition::Filled {
            path, negated: false, ..
        } => follow(unit, p, path).contains(&noun),
        _ => false,
    })
}

/// How many words verb and noun of an idiom stand apart.
const IDIOM: usize = 5;

/// The noun that a verb's sense asks for by its lemma as object or with a preposition: *mettre* + *veto*, *recouvrer* + *liberté*.
pub(super) fn idiom_noun(unit: &Unit<'_>, sense: &Sense, p: &Proposition) -> Option<usize> {
    let wanted = |condition: &Condition| {
        match condition {
        Condition::Filled {
            path,
            fillers,
            negated: false,
        } if path.0.len() == 1 && path.0[0] != Role::Agent => follow(unit, p, path).into_iter().find(|&word| {
            let named = |filler: &Filler| matches!(filler, Filler::Lemma(lemmas) if lemmas.iter().any(|l| l == unit.view.lemma(word)));
            fillers.iter().any(named) && unit.view.upos(word) == Upos::Noun && word.abs_diff(p.head) <= IDIOM
        }),
        _ => None,
    }
    };
    let verb = p.kind == Kind::Verb && p.light.is_none();
    sense.conditions.iter().filter(|_| verb).find_map(wanted)
}

/// Whether a word stands in a relative or participial clause of a noun, or of the measure that belongs to it (*la guerre de 44 jours qui …*).
pub(super) fn in_description(unit: &Unit<'_>, word: usize, noun: usize) -> bool {
    let Some(clause) = unit.view.head(word) else {
        return false;
    };
    if unit.view.relation(clause) != "acl" || announces(unit, clause) {
        return false;
    }
    let Some(described) = unit.view.head(clause) else {
        return false;
    };
    described == noun || unit.view.relation(described) == "nmod" && unit.view.head(described) == Some(noun)
}

/// Whether a cue of history (*par le passé*, *in the past*) hangs on an event or on the verb that carries it. Words of a time that is known
/// ("in the past 24 hours", "last month") are no cue: the time itself says how long ago it was.
pub(super) fn told_as_history(unit: &Unit<'_>, p: &Proposition, times: &[Mention], meanings: &[Meaning]) -> bool {
    let view = &unit.view;
    let dated = |word: usize| {
        times
            .iter()
            .zip(meanings)
            .any(|(mention, meaning)| meaning.past.is_some() && mention.words.contains(&word))
    };
    (0..view.len()).any(|start| {
        let mut phrase = String::new();
        (start..view.len().min(start + 5))
            .take_while(|&end| !dated(end))
            .any(|end| {
                if end > start {
                    phrase.push(' ');
                }
                phrase.push_str(view.lemma(end));
                view.grammar.cue(&phrase, "background") && {
                    let mut current = end;
                    // "a year-long truce": an adjective tells of its noun alone.
                    let reach = if start == end && view.relation(end) == "amod" {
                        3
                    } else {
                        4
                    };
                    (0..reach).any(|_| {
                        let here = current;
                        current = view.head(current).unwrap_or(current);
                        here == p.head || Some(here) == p.light
                    })
                }
            })
    })
}

/// A participle beside a definite noun (*the detained activists*, *la ville assiégée*) that names neither who did it nor when tells no
/// news: it only says which ones are meant.
pub(super) fn only_identifies(unit: &Unit<'_>, p: &Proposition, dated: bool) -> bool {
    let view = &unit.view;
    if p.kind == Kind::Noun
        || dated
        || !matches!(view.relation(p.head), "acl" | "amod")
        || view.deprel(p.head) == "acl:relcl"
        || !view.past_participle(p.head)
        || view.dependent(p.head, &["aux", "nsubj"]).is_some()
    {
        return false;
    }
    let bare = p
        .arguments
        .iter()
        .all(|a| matches!(a.role, Role::Patient) || a.rule == "manner");
    let definite = view.head(p.head).is_some_and(|noun| {
        // "en Cisjordanie occupée": a name is as definite as a noun with its article.
        let name = view.upos(noun) == Upos::Propn && view.dependent(noun, &["det"]).is_none();
        (name || view.feat_of_determiner(noun) == Some("Def")) && view.dependent(noun, &["nummod"]).is_none()
    });
    bare && definite
}

/// Whether a noun without parties is told as having happened: it is new (*des tirs*, *gunfire*) and the subject of a clause that asserts
/// something (*gunfire was heard*).
pub(super) fn told_to_occur(unit: &Unit<'_>, p: &Proposition) -> bool {
    let view = &unit.view;
    let new = match view.feat_of_determiner(p.head) {
        Some(kind) => kind == "Ind",
        None => view.dependent(p.head, &["det", "nmod:poss"]).is_none(),
    };
    let subject = view.relation(p.head) == "nsubj";
    let Some(clause) = view.head(p.head).and_then(|verb| unit.proposition(verb)) else {
        return false;
    };
    let modality = &clause.modality;
    let asserted = modality.negated.is_none()
        && !modality.future
        && !modality.hypothetical
        && modality.condition.is_none()
        && !modality.purpose
        && modality.modal.is_none();
    new && subject && asserted && clause.kind == Kind::Verb && !view.non_finite(clause.head)
}

/// Whether a condition hangs on an act: *if attacked, we shall strike back*.
pub(super) fn under_condition(unit: &Unit<'_>, p: &Proposition) -> bool {
    let view = &unit.view;
    view.dependents(p.head, &["advcl"]).any(|clause| {
        view.dependents(clause, &["mark"])
            .any(|mark| view.grammar.cue(view.lemma(mark), "condition"))
    })
}

/// Victims that are only meant, not told: with a definite article and no figure (*to meet the wounded*), or as the object of another act
/// (*evacuated twenty wounded*).
pub(super) fn known_victims(unit: &Unit<'_>, p: &Proposition, counted: bool, object_of_event: bool) -> bool {
    let view = &unit.view;
    if p.kind != Kind::Noun && !view.nominal(p.head) || p.light.is_some() {
        return false;
    }
    let object = !matches!(view.relation(p.head), "root" | "nsubj" | "conj" | "appos" | "parataxis");
    let definite = view.feat_of_determiner(p.head) == Some("Def");
    // "the death of 6,500 people" tells whose.
    let whose = p.has(Role::Of) || p.has(Role::Patient);
    object && !whose && (definite && !counted || object_of_event)
}

/// The word above a noun, or above the measure that it fills (*une vingtaine de blessés*).
pub(super) fn above_measure(unit: &Unit<'_>, word: usize) -> Option<usize> {
    let head = unit.view.head(word)?;
    if unit.view.grammar.cue(unit.view.lemma(head), "measure") {
        unit.view.head(head)
    } else {
        Some(head)
    }
}
