//! Reading and writing CoNLL-U, the exchange format of Universal Dependencies.
//!
//! Only what the tree types hold is kept: XPOS, DEPS and MISC (but for `SpaceAfter=No`) are dropped, empty nodes are skipped.

use crate::tree::{Multiword, Sentence, Upos, Word};
use smol_str::SmolStr;
use std::io::{self, Write};
use std::ops::Range;

/// What is wrong with a CoNLL-U text, and in which line (from 1).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConlluError {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

struct Token {
    form: SmolStr,
    space_after: bool,
    words: Range<usize>,
}

#[derive(Default)]
struct Block {
    comments: Vec<String>,
    sentence: Sentence,
    tokens: Vec<Token>,
    heads: Vec<(usize, usize)>,
}

/// Reads all sentences with their comment lines (without the line end, with the `#`).
///
/// The spans are byte offsets in the text of the sentence, see [`text_of`].
pub fn read(input: &str) -> Result<Vec<(Vec<String>, Sentence)>, ConlluError> {
    let mut sentences = Vec::new();
    let mut block = Block::default();
    for (index, line) in input.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let error = |message: String| ConlluError {
            line: index + 1,
            message,
        };
        if line.trim().is_empty() {
            let done = std::mem::take(&mut block);
            done.finish(&mut sentences)
                .map_err(|(line, message)| ConlluError { line, message })?;
        } else if line.starts_with('#') {
            block.comments.push(line.to_owned());
        } else {
            block.line(line, index + 1).map_err(error)?;
        }
    }
    block
        .finish(&mut sentences)
        .map_err(|(line, message)| ConlluError { line, message })?;
    Ok(sentences)
}

/// The text of a sentence that was read: its `# text` comment if the forms spell it out, else the forms joined as `SpaceAfter` says.
pub fn text_of(comments: &[String], sentence: &Sentence) -> String {
    if let Some(text) = comment(comments, "text") {
        let fits = surface(sentence).all(|(span, form)| text.get(span.clone()) == Some(form));
        if fits {
            return text.to_owned();
        }
    }
    let mut text = String::new();
    for (span, form) in surface(sentence) {
        while text.len() < span.start {
            text.push(' ');
        }
        text.push_str(form);
    }
    text
}

/// The value of a comment line `# key = value`.
pub fn comment<'a>(comments: &'a [String], key: &str) -> Option<&'a str> {
    comments.iter().find_map(|line| {
        let (name, value) = line.strip_prefix('#')?.split_once('=')?;
        (name.trim() == key).then(|| value.strip_prefix(' ').unwrap_or(value))
    })
}

/// The surface tokens of a sentence: span and form.
pub(crate) fn surface(sentence: &Sentence) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut next = 0;
    let mut multiwords = sentence.multiwords.iter().peekable();
    std::iter::from_fn(move || {
        let word = sentence.words.get(next)?;
        if let Some(multiword) = multiwords.next_if(|m| m.first == next) {
            next = multiword.last + 1;
            return Some((word.span.clone(), multiword.form.as_str()));
        }
        next += 1;
        Some((word.span.clone(), word.form.as_str()))
    })
}

fn blank_as_empty(value: &str) -> &str {
    if value == "_" { "" } else { value }
}

impl Block {
    fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(format!("expected 10 tab-separated columns, found {}", columns.len()));
        };
        if id.contains('.') {
            return Ok(());
        }
        if form.is_empty() {
            return Err("empty form".to_owned());
        }
        let space_after = !misc.split('|').any(|pair| pair == "SpaceAfter=No");
        let next = self.sentence.words.len();
        if let Some((first, last)) = id.split_once('-') {
            let range = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
            let Some((first, last)) = range.filter(|&(first, last)| first == next + 1 && last >= first) else {
                return Err(format!("bad word range {id}"));
            };
            self.sentence.multiwords.push(Multiword {
                first: first - 1,
                last: last - 1,
                form: form.into(),
            });
            self.tokens.push(Token {
                form: form.into(),
                space_after,
                words: first - 1..last,
            });
            return Ok(());
        }
        if id.parse() != Ok(next + 1) {
            return Err(format!("expected word {}, found {id}", next + 1));
        }
        if self.tokens.last().is_none_or(|token| token.words.end <= next) {
            self.tokens.push(Token {
                form: form.into(),
                space_after,
                words: next..next + 1,
            });
        }
        let upos = Upos::parse(upos).ok_or_else(|| format!("unknown part of speech {upos}"))?;
        // Words without tree (HEAD `_`) are allowed: tagged text.
        let head = match head {
            "0" | "_" => None,
            head => {
                let head: usize = head.parse().map_err(|_| format!("bad head {head}"))?;
                self.heads.push((head, number));
                if head == next + 1 {
                    return Err("word is its own head".to_owned());
                }
                Some(head - 1)
            }
        };
        self.sentence.words.push(Word {
            form: form.into(),
            lemma: if lemma == "_" && form != "_" {
                SmolStr::default()
            } else {
                lemma.into()
            },
            upos,
            feats: blank_as_empty(feats).into(),
            head,
            deprel: blank_as_empty(deprel).into(),
            span: 0..0,
        });
        Ok(())
    }

    fn finish(self, out: &mut Vec<(Vec<String>, Sentence)>) -> Result<(), (usize, String)> {
        let mut this = self;
        let count = this.sentence.words.len();
        if count == 0 {
            return Ok(());
        }
        if let Some(&(head, line)) = this.heads.iter().find(|&&(head, _)| head > count) {
            return Err((line, format!("head {head} is outside the sentence")));
        }
        if let Some(token) = this.tokens.iter().find(|token| token.words.end > count) {
            let line = this.heads.last().map_or(0, |&(_, line)| line);
            return Err((line, format!("the words of {} are missing", token.form)));
        }
        let spans = comment(&this.comments, "text")
            .and_then(|text| this.align(text))
            .unwrap_or_else(|| this.join());
        for (token, span) in this.tokens.iter().zip(&spans) {
            for word in &mut this.sentence.words[token.words.clone()] {
                word.span = span.clone();
            }
        }
        this.sentence.span = spans.first().map_or(0, |s| s.start)..spans.last().map_or(0, |s| s.end);
        out.push((this.comments, this.sentence));
        Ok(())
    }

    fn align(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let mut at = 0;
        self.tokens
            .iter()
            .map(|token| {
                let rest = text.get(at..)?;
                let start = text.len() - rest.trim_start().len();
                text.get(start..)?.starts_with(token.form.as_str()).then(|| {
                    at = start + token.form.len();
                    start..at
                })
            })
            .collect()
    }

    fn join(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        self.tokens
            .iter()
            .map(|token| {
                let start = at;
                at += token.form.len() + usize::from(token.space_after);
                start..start + token.form.len()
            })
            .collect()
    }
}

fn or_blank(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

/// Writes one sentence with its `# text` line and an empty line after it; `text` is the text that the spans point into.
pub fn write(sentence: &Sentence, text: &str, out: &mut impl Write) -> io::Result<()> {
    let own = text.get(sentence.span.clone()).unwrap_or("");
    writeln!(out, "# text = {}", own.replace(['\n', '\r'], " "))?;
    write_words(sentence, text, out)
}

/// Writes the word lines of one sentence and an empty line after them.
pub fn write_words(sentence: &Sentence, text: &str, out: &mut impl Write) -> io::Result<()> {
    let mut multiwords = sentence.multiwords.iter().peekable();
    let mut inside = 0;
    for (index, word) in sentence.words.iter().enumerate() {
        // All words of a multiword token carry the token's span, so any of them tells what follows the token.
        let followed = text.get(word.span.end..).and_then(|rest| rest.chars().next());
        let space = if followed.is_some_and(|c| !c.is_whitespace()) {
            "SpaceAfter=No"
        } else {
            "_"
        };
        if let Some(multiword) = multiwords.next_if(|m| m.first == index) {
            writeln!(
                out,
                "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}",
                index + 1,
                multiword.last + 1,
                multiword.form
            )?;
            inside = multiword.last + 1;
        }
        let misc = if index < inside { "_" } else { space };
        writeln!(
            out,
            "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t{misc}",
            index + 1,
            word.form,
            or_blank(&word.lemma),
            word.upos.as_str(),
            or_blank(&word.feats),
            word.head.map_or(0, |head| head + 1),
            or_blank(&word.deprel),
        )?;
    }
    writeln!(out)
}
