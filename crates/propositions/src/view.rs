//! A sentence with its children listed and its words folded: what the rules of this room look at.

use crate::Role;
use crate::grammar::{Grammar, fold};
use crate::through;
use selon_syntax::{Sentence, Upos, Word};

/// Longer coordinations are cut: they come from lists and tables, and every predicate of a sentence may share them.
const MOST_CONJUNCTS: usize = 100;

/// A sentence made ready for the rules.
pub struct View<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The closed classes of its language.
    pub grammar: &'a Grammar,
    heads: Vec<Option<usize>>,
    relations: Vec<&'a str>,
    children: Vec<Vec<usize>>,
    lemmas: Vec<String>,
}

impl<'a> View<'a> {
    /// Prepares a sentence: [its tree seen through](crate::through) adverbs that only introduce what hangs on them.
    pub fn new(sentence: &'a Sentence, grammar: &'a Grammar) -> View<'a> {
        let lemma = |word: &Word| match grammar.lemma(&word.form, word.upos) {
            Some(listed) => listed.to_owned(),
            None => fold(&word.lemma),
        };
        let lemmas: Vec<String> = sentence.words.iter().map(lemma).collect();
        let (heads, relations) = through::seen_through(sentence, grammar, &lemmas);
        let mut children = vec![Vec::new(); sentence.words.len()];
        for (index, head) in heads.iter().enumerate() {
            if let Some(list) = head.and_then(|head| children.get_mut(head)) {
                list.push(index);
            }
        }
        View {
            sentence,
            grammar,
            heads,
            relations,
            children,
            lemmas,
        }
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.sentence.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.sentence.words.is_empty()
    }

    /// The word.
    pub fn word(&self, index: usize) -> &'a Word {
        &self.sentence.words[index]
    }

    /// Its lemma in lower case.
    pub fn lemma(&self, index: usize) -> &str {
        &self.lemmas[index]
    }

    /// Its full relation (`nsubj:pass`).
    pub fn deprel(&self, index: usize) -> &'a str {
        self.relations[index]
    }

    /// Its relation without the subtype.
    pub fn relation(&self, index: usize) -> &'a str {
        self.relations[index].split(':').next().unwrap_or("")
    }

    /// Its tag.
    pub fn upos(&self, index: usize) -> Upos {
        self.sentence.words[index].upos
    }

    /// Its head.
    pub fn head(&self, index: usize) -> Option<usize> {
        self.heads[index]
    }

    /// Whether `word` is `top` or hangs below it.
    pub fn below(&self, word: usize, top: usize) -> bool {
        let mut current = Some(word);
        // No more steps than words, should the tree have a cycle.
        for _ in 0..=self.len() {
            match current {
                Some(here) if here == top => return true,
                Some(here) => current = self.head(here),
                None => return false,
            }
        }
        false
    }

    /// Its dependents, in order.
    pub fn children(&self, index: usize) -> &[usize] {
        &self.children[index]
    }

    /// Its dependents with one of these relations (subtypes included).
    pub fn dependents<'b>(&'b self, index: usize, relations: &'b [&str]) -> impl Iterator<Item = usize> + 'b {
        self.children[index]
            .iter()
            .copied()
            .filter(move |&child| relations.contains(&self.relation(child)))
    }

    /// The first such dependent.
    pub fn dependent(&self, index: usize, relations: &[&str]) -> Option<usize> {
        self.dependents(index, relations).next()
    }

    /// A word's feature.
    pub fn feat(&self, index: usize, name: &str) -> Option<&'a str> {
        self.sentence.words[index].feat(name)
    }

    /// The definiteness that a noun's determiner shows: `Def`, `Ind`.
    pub fn feat_of_determiner(&self, index: usize) -> Option<&'a str> {
        let determiner = self.dependent(index, &["det"])?;
        self.feat(determiner, "Definite")
    }

    /// A noun, name, pronoun or number that stands for one: what can be an argument.
    pub fn nominal(&self, index: usize) -> bool {
        matches!(
            self.upos(index),
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::X
        ) || (matches!(self.upos(index), Upos::Adj | Upos::Det)
            && matches!(
                self.relation(index),
                "nsubj" | "obj" | "obl" | "nmod" | "iobj" | "conj" | "appos"
            ))
    }

    /// A word that heads a clause of its own.
    pub fn clausal(&self, index: usize) -> bool {
        self.upos(index) == Upos::Verb
            || self.upos(index) == Upos::Aux && !matches!(self.relation(index), "aux" | "cop")
            || self.dependent(index, &["cop"]).is_some()
            || self.dependents(index, &["nsubj"]).next().is_some()
    }

    /// A verb form without person: infinitive, gerund, participle, also with its auxiliary (*having killed*).
    pub fn non_finite(&self, index: usize) -> bool {
        self.feat(index, "VerbForm") != Some("Fin")
            && !self
                .dependents(index, &["aux", "cop"])
                .any(|aux| self.feat(aux, "VerbForm") == Some("Fin"))
    }

    /// A past participle (`mené`, `carried`), by its features or, where the tagger gives none, by its relation.
    pub fn past_participle(&self, index: usize) -> bool {
        self.feat(index, "VerbForm") == Some("Part") && self.feat(index, "Tense") != Some("Pres")
            || self.feat(index, "Voice") == Some("Pass")
    }

    /// A relative pronoun's antecedent: the noun that the relative clause around it modifies.
    pub fn antecedent(&self, pronoun: usize) -> Option<usize> {
        if self.feat(pronoun, "PronType") != Some("Rel") {
            return None;
        }
        let mut current = pronoun;
        for _ in 0..self.len() {
            let head = self.head(current)?;
            if self.relation(current) == "acl" || self.cleft(current) {
                return Some(head);
            }
            current = head;
        }
        None
    }

    /// The clause of a cleft sentence (*it was the army that …*).
    pub fn cleft(&self, index: usize) -> bool {
        matches!(self.deprel(index), "advcl:cleft" | "advcl:relcl")
    }

    /// The word itself, or what a relative pronoun stands for.
    pub fn resolved(&self, index: usize) -> usize {
        self.antecedent(index).unwrap_or(index)
    }

    /// The word and the words coordinated with it; a hundred at most, which no sentence that was written has.
    pub fn conjuncts(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut next = 0;
        while next < found.len() && found.len() < MOST_CONJUNCTS {
            let current = found[next];
            found.extend(
                self.dependents(current, &["conj"])
                    .filter(|&c| self.nominal(c) && !self.clausal(c) && !self.gapped(c)),
            );
            next += 1;
        }
        found
    }

    /// The first word of a clause whose verb is left out (*France expelled three diplomats, Spain two*).
    pub fn gapped(&self, index: usize) -> bool {
        self.relation(index) == "conj" && self.dependent(index, &["orphan"]).is_some()
    }

    /// The role of a prepositional phrase headed by `index`, its preposition, and the word that really fills the role.
    ///
    /// *au cours de l'attaque* is analysed either with a fixed preposition or with *cours* as head; in the second case the
    /// filler is *attaque*. `None` where there is no preposition.
    pub fn preposition(&self, index: usize) -> Option<(Option<Role>, usize, usize)> {
        let case = self.children[index].iter().copied().find(|&child| {
            self.relation(child) == "case" || self.relation(child) == "mark" && self.upos(child) == Upos::Adp
        })?;
        // "sept morts, en plus des trois terroristes": the parser may take the first words of the phrase for an adverb of their own.
        let adverb = case.checked_sub(1).filter(|&before| self.relation(before) == "fixed");
        if let Some(start) = adverb
            .and_then(|before| self.head(before))
            .filter(|&start| start < case)
            && let Some(role) = self.grammar.relation(&self.lemmas[start..=case].join(" "))
        {
            return Some((Some(role), case, index));
        }
        let limit = (case + self.grammar.longest_relation().max(1)).min(self.len());
        for end in (case + 1..=limit).rev() {
            let phrase = self.lemmas[case..end].join(" ");
            let Some(role) = self.grammar.relation(&phrase) else {
                continue;
            };
            if end <= index || case > index {
                return Some((Some(role), case, index));
            }
            // "à les en croire": the filler is a pronoun inside the phrase.
            let inside = self
                .dependents(index, &["obj"])
                .find(|&child| child > case && child < end && self.upos(child) == Upos::Pron);
            if let Some(filler) = inside {
                return Some((Some(role), case, filler));
            }
            // The phrase runs over the head: the filler is the head's own complement.
            let filler = self.dependents(index, &["nmod", "obl", "obj"]).find(|&child| {
                // "à en croire X": a verb of the phrase has its filler as object.
                child >= end
                    && (self.relation(child) == "obj"
                        || self.children[child]
                            .iter()
                            .any(|&c| c < end && self.relation(c) == "case"))
            });
            if let Some(filler) = filler {
                return Some((Some(role), case, filler));
            }
        }
        Some((None, case, index))
    }
}
