//! Scores against gold trees, in the manner of the CoNLL 2018 shared task: words are matched by the text they cover.

use crate::conllu::{surface, text_of};
use crate::header::FileScores;
use crate::model::{Model, Worker};
use crate::tree::Sentence;
use std::collections::HashMap;
use std::ops::Range;

/// A metric: how much was found, how much there is, how much of it is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Items in the system's answer.
    pub system: usize,
    /// Items in the gold file.
    pub gold: usize,
    /// Items that agree.
    pub right: usize,
}

impl Score {
    /// The F1 measure in percent.
    pub fn f1(&self) -> f64 {
        match self.system + self.gold {
            0 => 100.0,
            sum => 200.0 * self.right as f64 / sum as f64,
        }
    }
}

/// The scores of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Surface tokens.
    pub tokens: Score,
    /// Sentences.
    pub sentences: Score,
    /// Syntactic words.
    pub words: Score,
    /// Parts of speech.
    pub upos: Score,
    /// Feature bundles, whole.
    pub feats: Score,
    /// Dictionary forms.
    pub lemmas: Score,
    /// Heads.
    pub uas: Score,
    /// Heads with relations (without subtypes, as in the shared task).
    pub las: Score,
    /// Heads with relations and their subtypes.
    pub las_subtypes: Score,
}

impl Scores {
    /// All metrics with their names.
    pub fn named(&self) -> [(&'static str, Score); 9] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("Words", self.words),
            ("UPOS", self.upos),
            ("Feats", self.feats),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("LAS+sub", self.las_subtypes),
        ]
    }

    /// The scores as a model's header keeps them.
    pub fn for_header(&self, file: &str, input: &str) -> FileScores {
        let values = self
            .named()
            .iter()
            .map(|(name, score)| ((*name).to_owned(), (score.f1() * 100.0).round() / 100.0))
            .collect();
        FileScores {
            file: file.to_owned(),
            input: input.to_owned(),
            values,
        }
    }
}

/// Where a token or sentence stands: counts of characters that are not white space.
type Place = (usize, usize);

struct Flat<'a> {
    word: &'a crate::tree::Word,
    /// Place in the text without white space; words of one token share it and are told apart by `part`.
    key: (usize, usize, usize),
    head: Option<usize>,
}

fn flatten<'a>(text: &str, sentences: &'a [Sentence]) -> (Vec<Flat<'a>>, Vec<Place>, Vec<Place>) {
    // Count of characters that are not white space before each byte.
    let mut solid = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        for slot in &mut solid[at..at + c.len_utf8()] {
            *slot = count;
        }
        count += usize::from(!c.is_whitespace());
    }
    solid[text.len()] = count;
    let place = |span: &Range<usize>| (solid[span.start], solid[span.end]);
    let (mut words, mut tokens, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for sentence in sentences {
        let base = words.len();
        tokens.extend(surface(sentence).map(|(span, _)| place(&span)));
        spans.push(place(&sentence.span));
        let mut part = 0;
        for (index, word) in sentence.words.iter().enumerate() {
            part = if index > 0 && sentence.words[index - 1].span == word.span {
                part + 1
            } else {
                0
            };
            let (start, end) = place(&word.span);
            words.push(Flat {
                word,
                key: (start, end, part),
                head: word.head.map(|head| base + head),
            });
        }
    }
    (words, tokens, spans)
}

fn overlap(gold: &[Place], system: &[Place]) -> Score {
    let known: std::collections::HashSet<_> = gold.iter().collect();
    let right = system.iter().filter(|span| known.contains(span)).count();
    Score {
        system: system.len(),
        gold: gold.len(),
        right,
    }
}

/// Compares two analyses of one text.
pub fn compare(text: &str, gold: &[Sentence], system: &[Sentence]) -> Scores {
    let (gold_words, gold_tokens, gold_spans) = flatten(text, gold);
    let (system_words, system_tokens, system_spans) = flatten(text, system);
    let by_key: HashMap<_, _> = system_words
        .iter()
        .enumerate()
        .map(|(index, flat)| (flat.key, index))
        .collect();
    // Multiword tokens match as wholes if they have the same number of words with the same forms; else their words do not match.
    let matched: Vec<Option<usize>> = gold_words
        .iter()
        .map(|flat| {
            let &index = by_key.get(&flat.key)?;
            flat.word
                .form
                .to_lowercase()
                .eq(&system_words[index].word.form.to_lowercase())
                .then_some(index)
        })
        .collect();
    let base = Score {
        system: system_words.len(),
        gold: gold_words.len(),
        right: 0,
    };
    let mut scores = Scores {
        tokens: overlap(&gold_tokens, &system_tokens),
        sentences: overlap(&gold_spans, &system_spans),
        words: base,
        upos: base,
        feats: base,
        lemmas: base,
        uas: base,
        las: base,
        las_subtypes: base,
    };
    for (gold, index) in gold_words.iter().zip(&matched) {
        let Some(index) = *index else { continue };
        let system = &system_words[index];
        scores.words.right += 1;
        scores.upos.right += usize::from(gold.word.upos == system.word.upos);
        scores.feats.right += usize::from(gold.word.feats == system.word.feats);
        let free = gold.word.lemma.is_empty() || gold.word.lemma == "_";
        scores.lemmas.right += usize::from(free || gold.word.lemma == system.word.lemma);
        let same_head = match (gold.head, system.head) {
            (None, None) => true,
            (Some(gold_head), Some(head)) => matched[gold_head] == Some(head),
            _ => false,
        };
        if same_head {
            scores.uas.right += 1;
            scores.las.right += usize::from(gold.word.relation() == system.word.relation());
            scores.las_subtypes.right += usize::from(gold.word.deprel == system.word.deprel);
        }
    }
    scores
}

/// The text of a whole file and its sentences with spans in that text. Documents (`# newdoc`) and paragraphs are not kept apart:
/// sentences are joined by one blank, unless the last token of a sentence has no space after it in the comment-free text.
pub fn joined(sentences: &[(Vec<String>, Sentence)]) -> (String, Vec<Sentence>) {
    let mut text = String::new();
    let mut shifted = Vec::with_capacity(sentences.len());
    for (comments, sentence) in sentences {
        if !text.is_empty() {
            let paragraph = comments
                .iter()
                .any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"));
            text.push_str(if paragraph { "\n\n" } else { " " });
        }
        let base = text.len();
        text.push_str(&text_of(comments, sentence));
        let mut sentence = sentence.clone();
        sentence.span = sentence.span.start + base..sentence.span.end + base;
        for word in &mut sentence.words {
            word.span = word.span.start + base..word.span.end + base;
        }
        shifted.push(sentence);
    }
    (text, shifted)
}

/// Scores a model on gold sentences, with the gold tokens.
pub fn from_gold_tokens(model: &Model, gold: &[(Vec<String>, Sentence)]) -> Scores {
    let (text, gold) = joined(gold);
    let mut worker = Worker::new();
    let mut system = gold.clone();
    for sentence in &mut system {
        model.tag_and_parse_with(&mut worker, sentence);
    }
    compare(&text, &gold, &system)
}

/// Scores a model on gold sentences, from their text: paragraph by paragraph where the file marks them, else all as one.
pub fn from_text(model: &Model, gold: &[(Vec<String>, Sentence)]) -> Scores {
    let (text, gold) = joined(gold);
    let mut worker = Worker::new();
    let mut system = Vec::new();
    let mut base = 0;
    for paragraph in text.split("\n\n") {
        for mut sentence in model.analyze_with(&mut worker, paragraph).sentences {
            sentence.span = sentence.span.start + base..sentence.span.end + base;
            for word in &mut sentence.words {
                word.span = word.span.start + base..word.span.end + base;
            }
            system.push(sentence);
        }
        base += paragraph.len() + 2;
    }
    compare(&text, &gold, &system)
}
