//! A tree that can be changed without ever getting a cycle.

use selon_syntax::{Sentence, Upos, Word};
use smol_str::SmolStr;

/// A sentence with its children listed, for changes.
pub struct Tree {
    /// The sentence as changed so far.
    pub sentence: Sentence,
    children: Vec<Vec<usize>>,
}

impl Tree {
    /// Lists the children. Heads outside the sentence are no heads.
    pub fn new(sentence: &Sentence) -> Tree {
        let mut sentence = sentence.clone();
        let count = sentence.words.len();
        let mut children = vec![Vec::new(); count];
        for (index, word) in sentence.words.iter_mut().enumerate() {
            match word.head {
                Some(head) if head < count && head != index => children[head].push(index),
                _ => word.head = None,
            }
        }
        Tree { sentence, children }
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.children.len()
    }

    /// The word.
    pub fn word(&self, index: usize) -> &Word {
        &self.sentence.words[index]
    }

    /// Its dependents, in order.
    pub fn children(&self, index: usize) -> &[usize] {
        &self.children[index]
    }

    /// Its relation without the subtype.
    pub fn relation(&self, index: usize) -> &str {
        self.sentence.words[index].relation()
    }

    /// Its tag.
    pub fn upos(&self, index: usize) -> Upos {
        self.sentence.words[index].upos
    }

    /// Its first dependent with one of these relations.
    pub fn dependent(&self, index: usize, relations: &[&str]) -> Option<usize> {
        self.children[index]
            .iter()
            .copied()
            .find(|&child| relations.contains(&self.relation(child)))
    }

    /// Whether `word` is `top` or stands below it.
    pub fn below(&self, word: usize, top: usize) -> bool {
        let mut current = Some(word);
        for _ in 0..=self.len() {
            match current {
                Some(here) if here == top => return true,
                Some(here) => current = self.sentence.words[here].head,
                None => return false,
            }
        }
        false
    }

    /// Hangs a word on another one; refuses (and returns `false`) where that would make a cycle.
    pub fn attach(&mut self, word: usize, head: usize, deprel: &str) -> bool {
        if self.below(head, word) {
            return false;
        }
        self.detach(word);
        let list = &mut self.children[head];
        let at = list.partition_point(|&child| child < word);
        list.insert(at, word);
        self.sentence.words[word].head = Some(head);
        self.relabel(word, deprel);
        true
    }

    /// Of nouns that complete each other (*le secrétaire du Conseil de sécurité*) the one that all belong to.
    pub fn outermost(&self, noun: usize) -> usize {
        let mut here = noun;
        while let Some(head) = self.sentence.words[here].head.filter(|_| self.relation(here) == "nmod") {
            here = head;
        }
        here
    }

    /// The finite verb in whose clause a word stands, at most so many words above it.
    pub fn clause_above(&self, word: usize, reach: usize) -> Option<usize> {
        let mut here = word;
        for _ in 0..reach {
            here = self.sentence.words[here].head?;
            if self.upos(here) == Upos::Verb && self.finite(here) {
                return Some(here);
            }
        }
        None
    }

    /// Hangs a word on another one with the relation that it has; refuses where that would make a cycle.
    pub fn rehang(&mut self, word: usize, head: usize) -> bool {
        let kept = self.sentence.words[word].deprel.clone();
        self.attach(word, head, &kept)
    }

    /// Changes the relation alone.
    pub fn relabel(&mut self, word: usize, deprel: &str) {
        if self.sentence.words[word].deprel != deprel {
            self.sentence.words[word].deprel = SmolStr::new(deprel);
        }
    }

    /// Makes a word the root; the old root hangs on it with `deprel`.
    pub fn reroot(&mut self, word: usize, deprel: &str) {
        let Some(old) = self.sentence.root() else { return };
        if old == word || !self.below(word, old) {
            return;
        }
        self.detach(word);
        self.sentence.words[word].head = None;
        self.relabel(word, "root");
        self.attach(old, word, deprel);
    }

    fn detach(&mut self, word: usize) {
        if let Some(head) = self.sentence.words[word].head {
            self.children[head].retain(|&child| child != word);
        }
    }

    /// The word is finite by itself or by an auxiliary.
    pub fn finite(&self, word: usize) -> bool {
        let fin = |word: usize| self.word(word).feat("VerbForm") == Some("Fin");
        fin(word)
            || self.children[word]
                .iter()
                .any(|&c| matches!(self.relation(c), "aux" | "cop") && fin(c))
    }

    /// A past participle without auxiliary or copula.
    pub fn bare_participle(&self, word: usize) -> bool {
        let here = self.word(word);
        here.upos == Upos::Verb
            && here.feat("VerbForm") == Some("Part")
            && here.feat("Tense") != Some("Pres")
            && self.dependent(word, &["aux", "cop"]).is_none()
    }

    /// The clause of this verb begins with a conjunction, a subordinating word, or a relative or question word.
    pub fn introduced(&self, verb: usize) -> bool {
        let asks = |word: usize| matches!(self.word(word).feat("PronType"), Some("Rel" | "Int"));
        self.children[verb].iter().any(|&child| {
            matches!(self.relation(child), "mark" | "cc")
                || child < verb && (asks(child) || self.children[child].iter().any(|&inner| asks(inner)))
        })
    }

    /// A noun, name, number or pronoun that can stand as an argument by itself.
    pub fn nominal(&self, word: usize) -> bool {
        matches!(self.upos(word), Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
    }

    /// The preposition of a phrase.
    pub fn case(&self, word: usize) -> Option<usize> {
        self.children[word]
            .iter()
            .copied()
            .find(|&c| self.relation(c) == "case" && matches!(self.upos(c), Upos::Adp | Upos::Verb | Upos::Sconj))
    }

    /// `nsubj:pass` for a verb with a passive auxiliary, else `nsubj`.
    pub fn subject_relation(&self, verb: usize) -> &'static str {
        if self.passive_auxiliary(verb) {
            "nsubj:pass"
        } else {
            "nsubj"
        }
    }

    /// Whether a verb has the auxiliary of the passive.
    pub fn passive_auxiliary(&self, verb: usize) -> bool {
        self.children[verb].iter().any(|&c| self.word(c).deprel == "aux:pass")
    }

    /// The subjects of a verb, in order.
    pub fn subjects(&self, verb: usize) -> Vec<usize> {
        let children = self.children[verb].iter().copied();
        children.filter(|&child| self.relation(child) == "nsubj").collect()
    }

    /// The word of a verb that is finite: its auxiliary or itself.
    pub fn finite_word(&self, verb: usize) -> usize {
        let auxiliary = |&&c: &&usize| self.relation(c) == "aux" && self.word(c).feat("VerbForm") == Some("Fin");
        self.children[verb].iter().find(auxiliary).copied().unwrap_or(verb)
    }

    /// Whether two words agree in a feature, as far as both tell.
    pub fn agree(&self, one: usize, other: usize, feature: &str) -> bool {
        match (self.word(one).feat(feature), self.word(other).feat(feature)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        }
    }

    /// The leftmost word of the verb group: the verb, its auxiliaries, clitics and negation that stand directly before it.
    pub fn group_start(&self, verb: usize) -> usize {
        let mut start = verb;
        for &child in self.children[verb].iter().rev().filter(|&&c| c < verb) {
            let inside = matches!(self.relation(child), "aux" | "cop" | "advmod" | "expl")
                || matches!(self.relation(child), "obj" | "iobj") && self.upos(child) == Upos::Pron;
            if !inside || child + 1 != start {
                break;
            }
            start = child;
        }
        start
    }
}
