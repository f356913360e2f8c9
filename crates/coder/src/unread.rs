//! What was not understood: sentences with words of conflict or speech that gave no claim, and why. Nothing is dropped silently.

use crate::draft::Draft;
use crate::scene::Unit;
use crate::sense::Senses;
use selon_syntax::Upos;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::ops::Range;

/// Why a word with the sense of an event, or a word of speech, gave no claim; written with hyphens (`no-sense`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A word of speech whose statement holds no word of the lexicon.
    NothingSaid,
    /// The lexicon has the word for events, but none of its senses fits here.
    NoSense,
    /// What another event asks, promises, refuses or carries, or a part of its wording.
    InsideAnother,
    /// The word only says which person, thing or deed is meant.
    OnlyNamed,
    /// A possibility, a wish, a purpose, or something that is said not to have happened, in nobody's mouth.
    NotReal,
    /// Nobody is told to do it or to suffer it.
    NoParty,
    /// The dispatch is on sport, weather, traffic or the like.
    OffTopic,
    /// Joined with another telling of the same, or only harking back to it.
    ToldElsewhere,
}

/// A word of conflict or speech that gave no claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the dispatch's text.
    pub span: Range<usize>,
    /// Its lemma.
    pub lemma: SmolStr,
    /// Why it gave none.
    pub why: Why,
}

/// A sentence that gave no claim although it has words of conflict or speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Number of its paragraph, from 0.
    pub paragraph: usize,
    /// Number of the sentence in the dispatch, from 0.
    pub sentence: usize,
    /// Its bytes in the dispatch's text.
    pub span: Range<usize>,
    /// The words, in order.
    pub words: Vec<Word>,
}

/// Sentence and word.
type At = (usize, usize);

/// How far each word with the sense of an event came.
pub(crate) struct Ways {
    left: BTreeMap<At, Why>,
}

impl Ways {
    /// Begins with those that the reading left, and those that became drafts: what merging then takes away was told elsewhere, or founds no claim by itself.
    pub(crate) fn new(left: Vec<(At, Why)>, drafts: &[Draft]) -> Ways {
        let told = drafts.iter().map(|draft| {
            let why = if draft.weak { Why::OnlyNamed } else { Why::ToldElsewhere };
            ((draft.sentence, draft.word), why)
        });
        Ways {
            left: left.into_iter().chain(told).collect(),
        }
    }

    /// These came through the merging; what is taken away now is so for the dispatch's topic.
    pub(crate) fn merged(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            self.left.insert((draft.sentence, draft.word), Why::OffTopic);
        }
    }

    /// The sentences in which no claim has its trigger, with their words.
    pub(crate) fn unread(&self, units: &[Unit<'_>], senses: &Senses<'_>, claims: &[Draft]) -> Vec<Unread> {
        let silent = units
            .iter()
            .filter(|unit| claims.iter().all(|claim| claim.sentence != unit.index));
        silent.filter_map(|unit| self.words(unit, senses)).collect()
    }

    fn words(&self, unit: &Unit<'_>, senses: &Senses<'_>) -> Option<Unread> {
        let sentence = unit.sentence();
        let speech = |word: usize| {
            let view = &unit.view;
            view.upos(word) == Upos::Verb && !view.grammar.speech(view.lemma(word)).is_empty()
        };
        let mut words: Vec<(usize, Why)> = Vec::new();
        for word in 0..sentence.words.len() {
            if let Some(&why) = self.left.get(&(unit.index, word)) {
                words.push((word, why));
            } else if !speech(word) && tells_event(unit, senses, word) {
                words.push((word, Why::NoSense));
            }
        }
        // A word of speech counts where nothing else does: what is said around an event is the voice of that event.
        if words.is_empty() {
            let spoken = (0..sentence.words.len()).filter(|&word| speech(word));
            words.extend(spoken.map(|word| (word, Why::NothingSaid)));
        }
        if words.is_empty() {
            return None;
        }
        Some(Unread {
            paragraph: unit.paragraph,
            sentence: unit.index,
            span: unit.base + sentence.span.start..unit.base + sentence.span.end,
            words: words
                .into_iter()
                .map(|(word, why)| Word {
                    span: unit.bytes(word..word + 1),
                    lemma: SmolStr::new(unit.view.lemma(word)),
                    why,
                })
                .collect(),
        })
    }
}

/// Has the lexicon this word for an event, whatever is around it, and no sense for it here?
fn tells_event(unit: &Unit<'_>, senses: &Senses<'_>, word: usize) -> bool {
    let view = &unit.view;
    let open = matches!(view.upos(word), Upos::Verb | Upos::Noun | Upos::Adj);
    // Another sense was chosen on purpose: "strike" at work is no strike on a town.
    let chosen = || unit.proposition(word).is_some_and(|p| senses.of(unit, p).is_some());
    open && senses
        .lexicon
        .senses(view.lemma(word))
        .any(|sense| senses.event(sense).is_some())
        && !chosen()
}
