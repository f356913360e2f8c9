//! New training sentences made of the old ones, for what newswire is full of and treebanks are not: a speech clause after the
//! statement with its subject behind the verb, a source named inside a relative clause, a bare day after the verb.
//!
//! The pieces are found by their place in the trees (subjects, verbs with a clause as object, bare adverbial nouns), not by words.

use super::learner::Random;
use super::{Example, TrainConfig};
use crate::tree::{Sentence, Upos, Word};
use smol_str::SmolStr;

/// A word to insert; its head is another word of the block or the word the block hangs on.
struct Piece {
    word: Word,
    head: Option<usize>,
}

#[derive(Default)]
struct Stock {
    /// Short noun phrases, with the number of their head (`Plur` or not).
    phrases: Vec<(Vec<Piece>, bool)>,
    /// Verb forms that govern a clause: auxiliary (if any) and verb, and whether they are plural.
    speech: Vec<(Vec<Word>, bool)>,
    /// Nouns that stand bare as adverbials.
    times: Vec<Word>,
}

impl Clone for Piece {
    fn clone(&self) -> Self {
        Piece {
            word: self.word.clone(),
            head: self.head,
        }
    }
}

fn punctuation(form: &str) -> Word {
    Word {
        form: form.into(),
        lemma: form.into(),
        upos: Upos::Punct,
        feats: SmolStr::default(),
        head: None,
        deprel: "punct".into(),
        span: 0..0,
    }
}

/// The words below `head` if they are a short block without verbs, signs and multiword tokens.
fn phrase(sentence: &Sentence, head: usize) -> Option<Vec<Piece>> {
    let below = |mut word: usize| {
        for _ in 0..12 {
            if word == head {
                return true;
            }
            match sentence.words[word].head {
                Some(next) => word = next,
                None => return false,
            }
        }
        false
    };
    let indices: Vec<usize> = (0..sentence.words.len()).filter(|&word| below(word)).collect();
    let (&first, &last) = (indices.first()?, indices.last()?);
    let plain = indices.iter().all(|&i| {
        let word = &sentence.words[i];
        !matches!(
            word.upos,
            Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj | Upos::Cconj | Upos::Adv
        ) && word
            .form
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))
    });
    let split = sentence.multiwords.iter().any(|m| m.last >= first && m.first <= last);
    if !plain || split || indices.len() > 7 || last - first + 1 != indices.len() {
        return None;
    }
    Some(
        indices
            .iter()
            .map(|&i| {
                let mut word = sentence.words[i].clone();
                if i == first && word.upos != Upos::Propn {
                    word.form = word.form.to_lowercase().into();
                }
                Piece {
                    head: word.head.filter(|_| i != head).map(|h| h - first),
                    word,
                }
            })
            .collect(),
    )
}

fn stock(examples: &[Example]) -> Stock {
    let mut stock = Stock::default();
    for example in examples
        .iter()
        .filter(|example| example.written && example.trust_pronouns)
    {
        let sentence = &example.sentence;
        for (index, word) in sentence.words.iter().enumerate() {
            if word.deprel == "nsubj"
                && matches!(word.upos, Upos::Noun | Upos::Propn)
                && let Some(pieces) = phrase(sentence, index)
            {
                stock.phrases.push((pieces, word.feat("Number") == Some("Plur")));
            }
            if word.upos == Upos::Verb
                && sentence
                    .children(index)
                    .any(|child| sentence.words[child].deprel == "ccomp")
            {
                let auxiliaries: Vec<usize> = sentence
                    .children(index)
                    .filter(|&c| sentence.words[c].relation() == "aux")
                    .collect();
                let third = |word: &Word| word.feat("Person") == Some("3") && word.feat("Mood") == Some("Ind");
                let plural = |word: &Word| word.feat("Number") == Some("Plur");
                match auxiliaries.as_slice() {
                    [] if third(word) => stock.speech.push((vec![word.clone()], plural(word))),
                    &[aux]
                        if aux + 1 == index
                            && third(&sentence.words[aux])
                            && sentence.words[aux].deprel == "aux:tense" =>
                    {
                        let auxiliary = &sentence.words[aux];
                        stock
                            .speech
                            .push((vec![auxiliary.clone(), word.clone()], plural(auxiliary)));
                    }
                    _ => {}
                }
            }
            if word.deprel == "obl:mod"
                && word.upos == Upos::Noun
                && index > 0
                && sentence.children(index).next().is_none()
                && word.form.starts_with(char::is_lowercase)
            {
                stock.times.push(word.clone());
            }
        }
    }
    stock
}

/// Inserts a block before word `at`, hung on word `head`; the block's word without head becomes the dependent.
fn insert(sentence: &mut Sentence, at: usize, head: usize, block: Vec<Piece>) {
    let length = block.len();
    let moved = |index: usize| if index >= at { index + length } else { index };
    for word in &mut sentence.words {
        word.head = word.head.map(moved);
    }
    for multiword in &mut sentence.multiwords {
        multiword.first = moved(multiword.first);
        multiword.last = moved(multiword.last);
    }
    let head = moved(head);
    let words = block.into_iter().map(|piece| Word {
        head: Some(piece.head.map_or(head, |h| at + h)),
        ..piece.word
    });
    sentence.words.splice(at..at, words);
}

/// Gives the words of an invented sentence spans, as if its tokens were joined by blanks.
fn lay_out(sentence: &mut Sentence) {
    let mut at = 0;
    let mut index = 0;
    while index < sentence.words.len() {
        let multiword = sentence.multiwords.iter().find(|m| m.first == index);
        let (last, length) = multiword.map_or((index, sentence.words[index].form.len()), |m| (m.last, m.form.len()));
        for word in &mut sentence.words[index..=last] {
            word.span = at..at + length;
        }
        at += length + 1;
        index = last + 1;
    }
    sentence.span = 0..at.saturating_sub(1);
}

fn labelled(mut pieces: Vec<Piece>, label: &str) -> (Vec<Piece>, usize) {
    let top = pieces.iter().position(|piece| piece.head.is_none()).unwrap_or(0);
    pieces[top].word.deprel = label.into();
    (pieces, top)
}

/// `…, a déclaré le ministre.`
fn speech_clause(sentence: &mut Sentence, stock: &Stock, random: &mut Random) -> Option<()> {
    let end = sentence.words.len() - 1;
    let root = sentence.root()?;
    let (subject, plural) = &stock.phrases[random.below(stock.phrases.len())];
    let fitting: Vec<&(Vec<Word>, bool)> = stock.speech.iter().filter(|(_, number)| number == plural).collect();
    let (verb, _) = fitting.get(random.below(fitting.len()))?;
    let verb_at = verb.len();
    let mut block = vec![Piece {
        word: punctuation(","),
        head: Some(verb_at),
    }];
    for (index, word) in verb.iter().enumerate() {
        let is_verb = index + 1 == verb.len();
        let mut word = word.clone();
        if is_verb {
            word.deprel = "parataxis:insert".into();
        }
        word.form = word.form.to_lowercase().into();
        block.push(Piece {
            word,
            head: (!is_verb).then_some(verb_at),
        });
    }
    let base = block.len();
    let (subject, _) = labelled(subject.clone(), "nsubj");
    block.extend(subject.into_iter().map(|piece| Piece {
        head: Some(piece.head.map_or(verb_at, |h| base + h)),
        ..piece
    }));
    if random.percent(40) {
        // Direct speech, in one of the usual pairs of quotes.
        let (open, close) = [("«", "»"), ("\"", "\""), ("“", "”")][random.below(3)];
        block.insert(
            0,
            Piece {
                word: punctuation(close),
                head: None,
            },
        );
        for piece in &mut block[1..] {
            piece.head = piece.head.map(|h| h + 1);
        }
        insert(sentence, end, root, block);
        insert(
            sentence,
            0,
            root,
            vec![Piece {
                word: punctuation(open),
                head: None,
            }],
        );
    } else {
        insert(sentence, end, root, block);
    }
    Some(())
}

/// `…, au cours duquel, selon le ministre, …`: a source between commas after a relative pronoun.
fn source_in_clause(sentence: &mut Sentence, source: &Word, stock: &Stock, random: &mut Random) -> Option<()> {
    let pronoun = sentence
        .words
        .iter()
        .position(|word| word.feat("PronType") == Some("Rel"))?;
    let mut verb = pronoun;
    while sentence.words[verb].deprel != "acl:relcl" {
        verb = sentence.words[verb].head?;
    }
    let at = pronoun + 1;
    if verb < at || sentence.multiwords.iter().any(|m| m.first < at && m.last >= at) {
        return None;
    }
    let (phrase, _) = &stock.phrases[random.below(stock.phrases.len())];
    let (phrase, top) = labelled(phrase.clone(), "obl:mod");
    let top = top + 2;
    let mut block = vec![
        Piece {
            word: punctuation(","),
            head: Some(top),
        },
        Piece {
            word: Word {
                deprel: "case".into(),
                ..source.clone()
            },
            head: Some(top),
        },
    ];
    block.extend(phrase.into_iter().map(|piece| Piece {
        head: piece.head.map(|h| h + 2),
        ..piece
    }));
    block.push(Piece {
        word: punctuation(","),
        head: Some(top),
    });
    insert(sentence, at, verb, block);
    Some(())
}

/// A bare adverbial noun after a participle: `ont été tués mardi`.
fn bare_time(sentence: &mut Sentence, stock: &Stock, random: &mut Random) -> Option<()> {
    let verb = sentence.words.iter().position(|word| {
        word.upos == Upos::Verb
            && word.feat("Tense") == Some("Past")
            && matches!(word.relation(), "root" | "ccomp" | "conj" | "acl")
    })?;
    let time = stock.times.get(random.below(stock.times.len()))?;
    insert(
        sentence,
        verb + 1,
        verb,
        vec![Piece {
            word: time.clone(),
            head: None,
        }],
    );
    Some(())
}

/// Invented sentences, to be added to the examples.
pub(crate) fn sentences(config: &TrainConfig, examples: &[Example]) -> Vec<Example> {
    if config.language != "fr" {
        // The labels used here are those of the French treebanks.
        return Vec::new();
    }
    let stock = stock(examples);
    if stock.phrases.is_empty() || stock.speech.is_empty() || stock.times.is_empty() {
        return Vec::new();
    }
    let source = examples
        .iter()
        .flat_map(|e| &e.sentence.words)
        .find(|word| word.form == "selon" && word.upos == Upos::Adp)
        .cloned();
    let mut random = Random::new(config.seed + 7);
    let mut invented = Vec::new();
    for example in examples.iter().filter(|example| example.written) {
        let words = &example.sentence.words;
        let quoted = words
            .iter()
            .any(|word| matches!(word.form.as_str(), "\"" | "«" | "»" | "“" | "”" | "?" | "!"));
        let reported = words.iter().any(|word| word.relation() == "parataxis");
        let closed = words
            .last()
            .is_some_and(|word| word.form == "." && word.upos == Upos::Punct);
        let root_is_verb = example
            .sentence
            .root()
            .is_some_and(|root| words[root].upos == Upos::Verb);
        if words.len() < 5 || words.len() > 35 || !closed {
            continue;
        }
        let mut sentence = example.sentence.clone();
        let mut changed = false;
        if !quoted && !reported && root_is_verb && random.percent(16) {
            changed |= speech_clause(&mut sentence, &stock, &mut random).is_some();
        }
        if let Some(source) = &source
            && random.percent(20)
        {
            changed |= source_in_clause(&mut sentence, source, &stock, &mut random).is_some();
        }
        if random.percent(5) {
            changed |= bare_time(&mut sentence, &stock, &mut random).is_some();
        }
        if changed {
            lay_out(&mut sentence);
            invented.push(Example {
                sentence,
                written: false,
                invented: true,
                weight: 1,
                trust_lemmas: false,
                ..example.clone()
            });
        }
    }
    invented
}
