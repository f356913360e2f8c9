//! From a noun to the number that counts it.

use super::Quantity;
use super::chunk::{Chunk, Reader};
use crate::atoms::{Atom, atoms, cover};
use crate::time::{TimeWords, timed};
use selon_syntax::{Sentence, Upos, Word};

/// So many words may stand between a number and its noun.
const REACH: usize = 8;

struct Finder<'a> {
    atoms: &'a [Atom],
    sentence: &'a Sentence,
    words: &'a TimeWords,
    reader: Reader<'a>,
    chunks: Vec<Chunk>,
    target: usize,
}

pub(super) fn quantity(sentence: &Sentence, word: usize, words: &TimeWords) -> Option<Quantity> {
    let target = sentence.words.get(word)?;
    let atoms = atoms(sentence);
    let first = atoms.iter().position(|atom| atom.words.contains(&word))?;
    let last = atoms.iter().rposition(|atom| atom.words.contains(&word))?;
    let reader = Reader {
        atoms: &atoms,
        words: &words.numbers,
    };
    let chunks = reader.chunks();
    let finder = Finder {
        atoms: &atoms,
        sentence,
        words,
        reader,
        chunks,
        target: word,
    };
    if let Some(own) = finder.own(first, target) {
        return own.map(|chunk| finder.finished(chunk));
    }
    let chunk = finder
        .left(first, target)
        .or_else(|| finder.child(first))
        .or_else(|| finder.negated(first))?;
    Some(finder.finished(finder.after_noun(chunk, last)))
}

impl Finder<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.sentence.words.get(self.atoms.get(at)?.words.end.checked_sub(1)?)
    }

    fn finished(&self, chunk: Chunk) -> Quantity {
        let (words, span) = cover(&self.atoms[chunk.atoms]);
        Quantity {
            low: chunk.low,
            best: chunk.best,
            high: chunk.high,
            approx: chunk.approx,
            words,
            span,
        }
    }

    /// The word is itself part of a number: `quinze sont morts`, `une dizaine`, `one of them`.
    fn own(&self, first: usize, target: &Word) -> Option<Option<Chunk>> {
        let chunk = self.chunks.iter().find(|chunk| chunk.core.contains(&first))?;
        let article = chunk.article && matches!(target.upos, Upos::Det | Upos::Adp);
        let idle = chunk.zero && matches!(target.upos, Upos::Det | Upos::Adp | Upos::Cconj | Upos::Adv);
        if article || idle || self.foreign(chunk, first) {
            return Some(None);
        }
        // "a 15-year-old": the figure is part of a word.
        if self.atoms.get(chunk.core.end).is_some_and(|next| next.hyphen) {
            return Some(None);
        }
        Some(Some(chunk.clone()))
    }

    /// The number before the noun, over adjectives and what else may stand between.
    fn left(&self, first: usize, target: &Word) -> Option<Chunk> {
        let nouns = self.words.numbers.setting("noun-before-noun");
        let plural = target.feat("Number") == Some("Plur");
        let pronoun = target.upos == Upos::Pron
            && self
                .atoms
                .get(first)
                .is_none_or(|atom| !self.words.numbers.is("filler", atom));
        let mut at = first;
        let mut compound = false;
        for _ in 0..if pronoun { 1 } else { REACH } {
            if let Some(chunk) = self.ending(at).filter(|_| !pronoun)
                && !(chunk.article && plural)
            {
                // "a 15-year-old boy", "two F-16 fighters": go on to what stands before.
                let joined = self.atoms.get(chunk.core.end).is_some_and(|next| next.hyphen) && chunk.core.end < first;
                let name = self.atoms[chunk.core.start].hyphen && self.atoms[chunk.core.start].plain_digits();
                if !joined && !name {
                    let foreign = self.foreign(&chunk, first) || self.measured(chunk.core.end, first) && !compound;
                    return (!foreign).then_some(chunk);
                }
                compound = true;
                at = chunk.core.start;
                continue;
            }
            if let Some((length, _)) = self.words.numbers.before("of", self.atoms, at)
                && let Some(chunk) = self.ending(at - length).filter(|chunk| chunk.takes_of)
            {
                return (!self.foreign(&chunk, first)).then_some(chunk);
            }
            if let Some((length, entry)) = self.words.numbers.before("one", self.atoms, at).filter(|_| !pronoun) {
                let value = u64::try_from(entry.value).ok()?;
                return (!plural).then(|| Chunk::one(value, at - length..at));
            }
            if let Some((length, _)) = self.words.numbers.before("filler", self.atoms, at) {
                at -= length;
                continue;
            }
            let before = self.atoms.get(at.checked_sub(1)?)?;
            let joined = self.atoms.get(at).is_some_and(|atom| atom.hyphen);
            if !joined && !self.crossed(at - 1, nouns) && !matches!(before.key.as_str(), "\"" | "«" | "“" | "”") {
                return None;
            }
            compound |= joined;
            at -= 1;
        }
        None
    }

    /// The chunk that ends before an atom (a bound after the number included).
    fn ending(&self, at: usize) -> Option<Chunk> {
        self.chunks
            .iter()
            .find(|chunk| chunk.atoms.end == at && chunk.core.start < at)
            .cloned()
    }

    /// Whether a word may stand between a number and its noun.
    fn crossed(&self, at: usize, nouns: bool) -> bool {
        let Some(word) = self.word(at) else { return false };
        match word.upos {
            Upos::Adj => true,
            Upos::Noun => {
                nouns
                    && (word.feat("Number") != Some("Plur")
                        || word.relation() == "compound" && word.head == Some(self.target))
            }
            Upos::Propn => nouns,
            Upos::Verb => {
                nouns
                    && (word.relation() == "amod" || word.head == Some(self.target))
                    && word.feat("VerbForm") != Some("Fin")
            }
            Upos::Adv => {
                nouns && word.relation() == "advmod" && word.head.is_some_and(|head| head > self.atoms[at].words.start)
            }
            _ => false,
        }
    }

    /// A unit of measure between number and noun: "15 years jail".
    fn measured(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.words.numbers.is("measure", &self.atoms[at]))
    }

    /// Dates, years, hours, sums and measures count no noun but their own.
    fn foreign(&self, chunk: &Chunk, noun: usize) -> bool {
        let (start, end) = (chunk.core.start, chunk.core.end);
        if chunk.zero || !chunk.counted {
            return false;
        }
        let numbers = &self.words.numbers;
        let before = start.checked_sub(1).map(|at| &self.atoms[at]);
        if before.is_some_and(|atom| numbers.is("currency", atom) || numbers.is("label", atom)) {
            return true;
        }
        // "17 e" as two tokens is an ordinal.
        let ordinal = |atom: &Atom| self.words.times.is("ordinal", atom);
        if self.atoms[start].plain_digits() && self.atoms.get(end).is_some_and(ordinal) {
            return true;
        }
        // "T-72", "F-16", the end of "2020-23".
        if self.atoms[start].hyphen && self.atoms[start].plain_digits() {
            return true;
        }
        if numbers
            .at("measure", self.atoms, end)
            .is_some_and(|(length, _)| !(end..end + length).contains(&noun))
        {
            return true;
        }
        // "2014 protests" against "more than 2014 soldiers", "2000 soldiers": nouns before nouns, years before nouns.
        if chunk.yearlike
            && numbers.setting("noun-before-noun")
            && chunk.atoms == chunk.core
            && chunk.best.is_none_or(|best| best % 100 != 0)
        {
            return true;
        }
        if self.atoms[start].plain_digits() && (chunk.high <= Some(31) || self.atoms[start].key.len() == 4) {
            return timed(self.atoms, self.sentence, self.words)
                .iter()
                .any(|times| times.contains(&start) && !self.distance(times, noun));
        }
        false
    }

    /// "il y a 3 jours": the number is in a time expression, and counts its unit all the same.
    fn distance(&self, times: &std::ops::Range<usize>, noun: usize) -> bool {
        times.contains(&noun) && self.words.times.at("unit", self.atoms, noun).is_some()
    }

    /// A number that the tree hangs on the noun, where the row of words does not show it: `Quinze sont morts` read as a noun with its number.
    fn child(&self, first: usize) -> Option<Chunk> {
        let mut found = None;
        for index in self.sentence.children(self.target) {
            let child = &self.sentence.words[index];
            if child.relation() != "nummod" && !(child.relation() == "det" && child.upos != Upos::Det) {
                continue;
            }
            let at = self.atoms.iter().position(|atom| atom.words.contains(&index))?;
            let Some(chunk) = self
                .chunks
                .iter()
                .find(|chunk| chunk.core.contains(&at) && chunk.core.end <= first)
            else {
                continue;
            };
            let clear = (chunk.atoms.end..first).all(|at| {
                self.word(at).is_some_and(|word| {
                    !matches!(
                        word.upos,
                        Upos::Punct | Upos::Verb | Upos::Adp | Upos::Sconj | Upos::Noun | Upos::Num | Upos::Det
                    )
                })
            });
            let hyphened = self.atoms.get(chunk.core.end).is_some_and(|next| next.hyphen);
            if clear && !hyphened && !chunk.article && !self.foreign(chunk, first) {
                found = Some(chunk.clone());
            }
        }
        found
    }

    /// `pas eu de victimes`, `sans faire de blessé`, `did not cause any casualties`.
    fn negated(&self, first: usize) -> Option<Chunk> {
        let numbers = &self.words.numbers;
        let mut at = first;
        while self.word(at.checked_sub(1)?).is_some_and(|word| word.upos == Upos::Adj) {
            at -= 1;
        }
        let (length, _) = numbers.before("negated-article", self.atoms, at)?;
        let article = at - length;
        for back in 1..=4 {
            let before = article.checked_sub(back)?;
            if numbers.is("negation", &self.atoms[before]) {
                return Some(Chunk::none(before..at));
            }
            let word = self.word(before)?;
            let bound = ["low-before", "high-before"].iter().any(|kind| {
                numbers.before(kind, self.atoms, before + 1).is_some() || numbers.before(kind, self.atoms, at).is_some()
            });
            if bound || !matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part) {
                return None;
            }
        }
        None
    }

    /// `6.500 personnes au moins`, `15 people or more`.
    fn after_noun(&self, mut chunk: Chunk, last: usize) -> Chunk {
        if !chunk.counted {
            return chunk;
        }
        for at in last + 1..last + 4 {
            if self.reader.bounded_after(&mut chunk, at).is_some() {
                return chunk;
            }
            if self.word(at).is_none_or(|word| word.upos != Upos::Adj) {
                break;
            }
        }
        chunk
    }
}
