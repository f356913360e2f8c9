//! What is scored of a text: its characters, and which of them each token, word and sentence covers.

use super::EvalError;
use crate::conllu::surface;
use crate::tree::{Sentence, Upos, Word};

/// Characters covered, white space not counted: from, and up to without.
pub(super) type Span = (usize, usize);

/// The features that Universal Dependencies defined for all languages when the shared task was held. Others are not scored.
const FEATURES: [&str; 21] = [
    "Abbr", "Animacy", "Aspect", "Case", "Definite", "Degree", "Evident", "Foreign", "Gender", "Mood", "NumType",
    "Number", "Person", "Polarity", "Polite", "Poss", "PronType", "Reflex", "Tense", "VerbForm", "Voice",
];

/// Relations of words with a meaning of their own: all but `aux`, `case`, `cc`, `clf`, `cop`, `det`, `mark` and `punct`.
const CONTENT: [&str; 29] = [
    "acl",
    "advcl",
    "advmod",
    "amod",
    "appos",
    "ccomp",
    "compound",
    "conj",
    "csubj",
    "dep",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "nmod",
    "nsubj",
    "nummod",
    "obj",
    "obl",
    "orphan",
    "parataxis",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// Relations of words that only serve their head: MLAS asks that they are right with it.
const FUNCTION: [&str; 7] = ["aux", "case", "cc", "clf", "cop", "det", "mark"];

/// One syntactic word, as far as it is scored.
pub(super) struct Item<'a> {
    pub(super) word: &'a Word,
    /// What its token covers.
    pub(super) span: Span,
    /// Part of a multiword token.
    pub(super) in_multiword: bool,
    /// The head among the words of the whole text.
    pub(super) head: Option<usize>,
    /// The form, in small letters and without white space.
    pub(super) form: String,
    /// The universal ones of its features, in one order.
    pub(super) feats: Vec<&'a str>,
    /// The function words that depend on it, in order.
    pub(super) function_words: Vec<usize>,
}

impl<'a> Item<'a> {
    pub(super) fn content(&self) -> bool {
        CONTENT.contains(&self.word.relation())
    }

    fn function(&self) -> bool {
        FUNCTION.contains(&self.word.relation())
    }

    pub(super) fn upos(&self) -> Upos {
        self.word.upos
    }

    /// The lemma; empty where there is none.
    pub(super) fn lemma(&self) -> &'a str {
        match self.word.lemma.as_str() {
            "_" => "",
            lemma => lemma,
        }
    }
}

/// The sentences of a text, made ready to be scored.
#[derive(Default)]
pub(super) struct Document<'a> {
    pub(super) characters: Vec<char>,
    pub(super) tokens: Vec<Span>,
    pub(super) sentences: Vec<Span>,
    pub(super) words: Vec<Item<'a>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(sentences: &'a [Sentence]) -> Result<Document<'a>, EvalError> {
        let mut document = Document::default();
        for (index, sentence) in sentences.iter().enumerate() {
            tree(sentence).map_err(|problem| EvalError::Tree {
                sentence: index + 1,
                problem,
            })?;
            document.add(sentence);
        }
        Ok(document)
    }

    fn add(&mut self, sentence: &'a Sentence) {
        let (begin, base) = (self.characters.len(), self.words.len());
        let mut spans = Vec::with_capacity(sentence.words.len());
        let mut multiwords = sentence.multiwords.iter().peekable();
        for (_, form) in surface(sentence) {
            let start = self.characters.len();
            self.characters.extend(solid(form));
            let span = (start, self.characters.len());
            self.tokens.push(span);
            match multiwords.next_if(|multiword| multiword.first == spans.len()) {
                Some(multiword) => spans.resize(multiword.last + 1, (span, true)),
                None => spans.push((span, false)),
            }
        }
        self.sentences.push((begin, self.characters.len()));
        for (word, &(span, in_multiword)) in sentence.words.iter().zip(&spans) {
            let universal = |pair: &&str| pair.split('=').next().is_some_and(|name| FEATURES.contains(&name));
            let mut feats: Vec<&str> = word.feats.split('|').filter(universal).collect();
            feats.sort_unstable();
            self.words.push(Item {
                word,
                span,
                in_multiword,
                head: word.head.map(|head| base + head),
                form: solid(&word.form).collect::<String>().to_lowercase(),
                feats,
                function_words: Vec::new(),
            });
        }
        for index in base..self.words.len() {
            if let Some(head) = self.words[index].head
                && self.words[index].function()
            {
                self.words[head].function_words.push(index);
            }
        }
    }
}

/// A form without its white space: figures such as `6 500` may be cut there by one side and not by the other.
fn solid(form: &str) -> impl Iterator<Item = char> + '_ {
    form.chars().filter(|c| !c.is_whitespace())
}

/// A sentence can be scored if its words make one tree.
fn tree(sentence: &Sentence) -> Result<(), &'static str> {
    let words = &sentence.words;
    match words.iter().filter(|word| word.head.is_none()).count() {
        0 => return Err("no root"),
        1 => {}
        _ => return Err("more than one root"),
    }
    // Words that lead up to the root: known for those that were followed already.
    let mut sound = vec![false; words.len()];
    for start in 0..words.len() {
        let (mut at, mut steps) = (start, 0);
        while let Some(head) = words[at].head
            && !sound[at]
        {
            at = head;
            steps += 1;
            if steps > words.len() {
                return Err("a circle of heads");
            }
        }
        sound[start] = true;
    }
    Ok(())
}
