//! Sentences, words and Universal Dependencies trees: the hand-over from this room to the next.
//!
//! Everything here follows the CoNLL-U format of Universal Dependencies version 2
//! (<https://universaldependencies.org/format.html>).

use smol_str::SmolStr;
use std::ops::Range;

/// The 17 universal part-of-speech tags.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// All tags, in the order of their numbers.
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];

    /// The tag as CoNLL-U writes it: `NOUN`, `ADP` …
    pub fn as_str(self) -> &'static str {
        match self {
            Upos::Adj => "ADJ",
            Upos::Adp => "ADP",
            Upos::Adv => "ADV",
            Upos::Aux => "AUX",
            Upos::Cconj => "CCONJ",
            Upos::Det => "DET",
            Upos::Intj => "INTJ",
            Upos::Noun => "NOUN",
            Upos::Num => "NUM",
            Upos::Part => "PART",
            Upos::Pron => "PRON",
            Upos::Propn => "PROPN",
            Upos::Punct => "PUNCT",
            Upos::Sconj => "SCONJ",
            Upos::Sym => "SYM",
            Upos::Verb => "VERB",
            Upos::X => "X",
        }
    }

    /// Reads a tag as CoNLL-U writes it.
    pub fn parse(text: &str) -> Option<Upos> {
        Upos::ALL.into_iter().find(|tag| tag.as_str() == text)
    }
}

/// One syntactic word of a sentence.
///
/// `du` is one token with two words, `de` and `le`; both words then carry the byte range of the whole token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as written (for a part of a multiword token, the part: `de`, `le`).
    pub form: SmolStr,
    /// The dictionary form.
    pub lemma: SmolStr,
    /// Part of speech.
    pub upos: Upos,
    /// Morphological features as CoNLL-U writes them, `Gender=Fem|Number=Sing`; empty for none.
    pub feats: SmolStr,
    /// Index (from 0) of the head word in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Dependency relation to the head, with its subtype: `nsubj:pass`.
    pub deprel: SmolStr,
    /// Byte range in the text that was analysed, of the surface token.
    pub span: Range<usize>,
}

impl Word {
    /// The value of a feature, e.g. `word.feat("Number") == Some("Plur")`.
    pub fn feat(&self, name: &str) -> Option<&str> {
        // Asked of every word many times: one walk over the bytes, no search for each sign.
        let (feats, name) = (self.feats.as_str(), name.as_bytes());
        let mut start = 0;
        while start < feats.len() {
            let rest = &feats.as_bytes()[start..];
            let length = rest.iter().position(|&byte| byte == b'|').unwrap_or(rest.len());
            if rest[..length]
                .strip_prefix(name)
                .is_some_and(|value| value.first() == Some(&b'='))
            {
                return feats.get(start + name.len() + 1..start + length);
            }
            start += length + 1;
        }
        None
    }

    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    pub fn relation(&self) -> &str {
        let deprel = self.deprel.as_str();
        let length = deprel.bytes().position(|byte| byte == b':').unwrap_or(deprel.len());
        &deprel[..length]
    }
}

/// A surface token that stands for several words (`du`, `don't`): words `first..=last`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// Index of the first word.
    pub first: usize,
    /// Index of the last word.
    pub last: usize,
    /// The token as written.
    pub form: SmolStr,
}

/// One sentence with its tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Byte range in the text that was analysed.
    pub span: Range<usize>,
    /// The words, in order.
    pub words: Vec<Word>,
    /// The multiword tokens, in order.
    pub multiwords: Vec<Multiword>,
}

impl Sentence {
    /// Indices of the words whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.words.len()).filter(move |&i| self.words[i].head == Some(head))
    }

    /// Index of the root word.
    pub fn root(&self) -> Option<usize> {
        self.words.iter().position(|w| w.head.is_none())
    }
}

/// The analysed text: its sentences in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
}
