//! Which word a time expression belongs to, and what it means where it stands.

use crate::ontology::Class;
use crate::scene::Unit;
use crate::sense::Senses;
use selon_expressions::time::{self, Anchor, Mention, Precision, Time};
use selon_propositions::{Proposition, Role};
use selon_syntax::Upos;

/// A time expression understood.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// Of what has happened.
    pub past: Option<Time>,
    /// Of what is still to come.
    pub coming: Option<Time>,
    /// The word that it dates.
    pub governor: Option<usize>,
}

/// What the time expressions mean, each seeing the ones told before it. The day of an announcement is no part of the story:
/// after "said on Monday", in a sentence of its own, "the day before" still counts from the last event.
pub fn meanings(
    units: &[Unit<'_>],
    times: &[Vec<Mention>],
    senses: &Senses<'_>,
    anchor: Option<&Anchor>,
) -> Vec<Vec<Meaning>> {
    let mut story: Option<Time> = None;
    let mut announced: Option<Time> = None;
    units
        .iter()
        .zip(times)
        .map(|(unit, mentions)| {
            let mut here: Option<Time> = None;
            // "had killed three the day before, the army said on Thursday": counted from the day of the words.
            let words_of = mentions.iter().find_map(|mention| {
                let event = |word: usize| tells_event(unit, senses, word);
                governor(unit, mention, &event).filter(|&word| announces(unit, word) && !event(word))?;
                time::resolve(mention, anchor, None)
                    .filter(|time| matches!(time.precision, Precision::Day | Precision::WeekdayInMonth))
            });
            mentions
                .iter()
                .map(|mention| {
                    let event = |word: usize| tells_event(unit, senses, word);
                    // "the greatest offensive of the last 10 years" did not begin ten years ago.
                    if compared(unit, mention) {
                        return Meaning::default();
                    }
                    let governor = governor(unit, mention, &event);
                    let eve = words_of.as_ref().filter(|_| mention.is_eve());
                    let previous = here.as_ref().or(eve).or(story.as_ref()).or(announced.as_ref());
                    let past = time::resolve(mention, anchor, previous);
                    let coming = time::resolve_ahead(mention, anchor, previous);
                    // "until May", "since 2014": a limit is no time that the story has come to.
                    if past.as_ref().is_some_and(|time| time.precision != Precision::Open) {
                        here.clone_from(&past);
                        let announcement = governor.is_some_and(|word| announces(unit, word) && !event(word));
                        if announcement {
                            announced.clone_from(&past);
                        } else {
                            story.clone_from(&past);
                        }
                    }
                    Meaning { past, coming, governor }
                })
                .collect()
        })
        .collect()
}

/// A stretch of time in which something is the greatest or the first.
fn compared(unit: &Unit<'_>, mention: &Mention) -> bool {
    let view = &unit.view;
    let among = matches!(view.preposition(mention.head), Some((Some(Role::Of | Role::In), _, _)));
    let noun = view
        .head(mention.head)
        .filter(|&head| among && view.upos(head) == Upos::Noun);
    let most = |child: usize| view.feat(child, "Degree") == Some("Sup") || view.feat(child, "NumType") == Some("Ord");
    noun.is_some_and(|noun| view.dependents(noun, &["amod"]).any(most))
}

/// Whether a word brings somebody's words.
pub fn speech(unit: &Unit<'_>, word: usize) -> bool {
    unit.propositions
        .iter()
        .any(|q| q.said.iter().any(|said| said.verb == Some(word)))
}

/// Whether a word tells that something was told: a speech verb, or a verb set in between ("a-t-on appris dimanche").
pub fn announces(unit: &Unit<'_>, word: usize) -> bool {
    speech(unit, word)
        || unit.view.relation(word) == "parataxis"
        || !unit.view.grammar.speech(unit.view.lemma(word)).is_empty()
}

/// Whether a word tells an event, or carries the noun that does ("se livrer une guerre").
fn tells_event(unit: &Unit<'_>, senses: &Senses<'_>, word: usize) -> bool {
    let told = |p: &Proposition| {
        senses
            .of(unit, p)
            .and_then(|sense| senses.ontology.concept(sense.concept.as_ref()?))
            .is_some_and(|concept| matches!(concept.class, Class::Event | Class::Outcome))
    };
    unit.propositions
        .iter()
        .any(|p| (p.head == word || p.light == Some(word)) && told(p))
}

/// The word that a time expression dates: the verb or event noun above it. A parser may hang "on Tuesday" on the last noun of the
/// clause ("in Borno state on Tuesday"): a thing has no date, so it belongs to what the thing is part of. But a source ("according to the
/// army on Tuesday") or what came before or after ("after the fall of debris, on Sunday") keeps its own.
fn governor(unit: &Unit<'_>, mention: &Mention, event: &dyn Fn(usize) -> bool) -> Option<usize> {
    let view = &unit.view;
    let of = view
        .preposition(mention.head)
        .is_some_and(|(role, _, _)| role == Some(Role::Of));
    let mut current = mention.head;
    for _ in 0..view.len() {
        let head = view.head(current)?;
        let inside = mention.words.contains(&head);
        let thing = matches!(view.upos(head), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) && !view.clausal(head);
        // "the 1987 treaty" is of 1987; "On Sunday evening gunmen …" begins with a time that is not the gunmen's.
        let begins = mention.words.start == 0 || view.upos(mention.words.start) == Upos::Adp;
        let behind = mention.words.start > head || begins && mention.words.end <= head;
        let hangs = matches!(
            view.relation(current),
            "nmod" | "obl" | "advmod" | "appos" | "conj" | "obj" | "dep" | "nsubj"
        ) || begins && view.relation(current) == "compound";
        let apart = matches!(
            view.preposition(head).and_then(|(role, _, _)| role),
            Some(
                Role::According | Role::After | Role::Before | Role::Since | Role::Until | Role::During | Role::Because
            )
        );
        // "shot at farmers clearing a canal on Wednesday": what only goes on beside the event shares its day.
        let beside = view.upos(head) == Upos::Verb
            && view.non_finite(head)
            && !view.past_participle(head)
            && matches!(view.relation(head), "acl" | "xcomp" | "advcl")
            && !announces(unit, head);
        let passed = thing && !of && hangs && !apart || beside;
        if !(inside || passed && behind && !event(head)) {
            return Some(head);
        }
        current = head;
    }
    None
}
