//! What this room hands over: predicates with their arguments.

use crate::{Role, Stance};
use selon_syntax::Sentence;
use smol_str::SmolStr;

/// What kind of word the predicate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A verb.
    Verb,
    /// A noun (with or without a support verb).
    Noun,
    /// An adjective or a participle used as one.
    Adjective,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its deep role.
    pub role: Role,
    /// Index of its head word in the sentence.
    pub word: usize,
    /// Index of the preposition, where there is one.
    pub marker: Option<usize>,
    /// The rule that found it, for `selon explain`.
    pub rule: &'static str,
}

/// How an event is presented besides being told as a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Modality {
    /// The word that negates it.
    pub negated: Option<usize>,
    /// Told as to come.
    pub future: bool,
    /// Conditional mood (`aurait tué`).
    pub conditional: bool,
    /// Told as what would be (English *would*); shown as `cond` like the conditional mood, but no sign of hearsay.
    pub hypothetical: bool,
    /// The `if` that makes it a condition.
    pub condition: Option<usize>,
    /// The modal or aspectual verb above it, with its kind.
    pub modal: Option<(usize, SmolStr)>,
    /// An infinitive of purpose.
    pub purpose: bool,
    /// Past perfect (`avait tiré`, `had fired`).
    pub pluperfect: bool,
}

/// How the words reach us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Inside quotation marks.
    Direct,
    /// Reported.
    Indirect,
    /// Only a source is named (`selon X`).
    None,
}

/// One link of the attribution chain, as far as the sentence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Head word of the speaker; `None` when the sentence hides it.
    pub speaker: Option<usize>,
    /// The verb or noun of speech, or the preposition.
    pub verb: Option<usize>,
    /// How it is said.
    pub stance: Stance,
    /// Direct, indirect, or a bare source.
    pub quote: Quote,
    /// Those told (`a déclaré à la télévision publique`).
    pub audience: Vec<usize>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A predicate with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// Index of the predicate word in the sentence.
    pub head: usize,
    /// Verb, noun or adjective.
    pub kind: Kind,
    /// Its lemma, in lower case.
    pub lemma: SmolStr,
    /// The support verb that carries the noun.
    pub light: Option<usize>,
    /// A particle that belongs to the verb (`down` of *shoot down*).
    pub particle: Option<usize>,
    /// `s'emparer`, `se rendre`.
    pub reflexive: bool,
    /// Passive.
    pub passive: bool,
    /// The first word of a clause that leaves out this verb (*France expelled three diplomats, Spain two*).
    pub gapped: Option<usize>,
    /// Its arguments, in the order found.
    pub arguments: Vec<Argument>,
    /// Negation, mood, modality.
    pub modality: Modality,
    /// Who says so, innermost first.
    pub said: Vec<Said>,
    /// Whether the head stands inside quotation marks.
    pub quoted: bool,
}

impl Proposition {
    /// A predicate of which only the word is known yet.
    pub fn new(head: usize, kind: Kind, lemma: &str) -> Proposition {
        Proposition {
            head,
            kind,
            lemma: SmolStr::new(lemma),
            light: None,
            particle: None,
            reflexive: false,
            passive: false,
            gapped: None,
            arguments: Vec::new(),
            modality: Modality::default(),
            said: Vec::new(),
            quoted: false,
        }
    }

    /// Head words of the arguments with this role.
    pub fn all(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.arguments.iter().filter(move |a| a.role == role).map(|a| a.word)
    }

    /// The first argument with this role.
    pub fn first(&self, role: Role) -> Option<usize> {
        self.all(role).next()
    }

    /// Whether the role is filled.
    pub fn has(&self, role: Role) -> bool {
        self.first(role).is_some()
    }

    /// Adds an argument unless the word already has that role.
    pub fn push(&mut self, role: Role, word: usize, marker: Option<usize>, rule: &'static str) {
        if word != self.head && !self.arguments.iter().any(|a| a.role == role && a.word == word) {
            self.arguments.push(Argument {
                role,
                word,
                marker,
                rule,
            });
        }
    }

    /// The lemma that the notation shows for an argument: that of its head word, or of the copula where the clause has one (*said that the
    /// bridge is intact* → `content=be`).
    pub fn filler<'a>(&self, sentence: &'a Sentence, argument: &Argument) -> &'a str {
        let word = argument.word;
        let copula = match argument.role {
            Role::Content => (0..sentence.words.len())
                .find(|&w| sentence.words[w].head == Some(word) && sentence.words[w].relation() == "cop"),
            _ => None,
        };
        sentence.words[copula.unwrap_or(word)].lemma.as_str()
    }

    /// The notation of `docs/propositions.md`: `capturer(patient=soldat) said=Erevan`.
    pub fn notation(&self, sentence: &Sentence) -> String {
        use std::fmt::Write;
        let lemma = |word: usize| sentence.words[word].lemma.as_str();
        let mut out = lemma(self.head).to_owned();
        if let Some(particle) = self.particle {
            let _ = write!(out, "_{}", lemma(particle));
        }
        out.push('(');
        let mut roles: Vec<Role> = Vec::new();
        for argument in &self.arguments {
            if !roles.contains(&argument.role) {
                roles.push(argument.role);
            }
        }
        roles.sort();
        let groups: Vec<String> = roles
            .iter()
            .map(|&role| {
                let words: Vec<&str> = self
                    .arguments
                    .iter()
                    .filter(|a| a.role == role)
                    .map(|a| self.filler(sentence, a))
                    .collect();
                format!("{role}={}", words.join("+"))
            })
            .collect();
        out.push_str(&groups.join(" "));
        out.push(')');
        for flag in self.flags(sentence) {
            out.push(' ');
            out.push_str(&flag);
        }
        out
    }

    /// The flags of the notation.
    pub fn flags(&self, sentence: &Sentence) -> Vec<String> {
        let lemma = |word: usize| sentence.words[word].lemma.as_str();
        let mut flags = Vec::new();
        let modality = &self.modality;
        let mut set = |on: bool, name: &str| {
            if on {
                flags.push(name.to_owned());
            }
        };
        set(modality.negated.is_some(), "neg");
        set(modality.future, "future");
        set(modality.conditional || modality.hypothetical, "cond");
        set(modality.condition.is_some(), "if");
        set(modality.purpose, "purpose");
        set(self.reflexive, "refl");
        if let Some((word, _)) = &modality.modal {
            flags.push(format!("modal={}", lemma(*word)));
        }
        if let Some(light) = self.light {
            flags.push(format!("light={}", lemma(light)));
        }
        for said in &self.said {
            let who = said.speaker.map_or("?", lemma);
            flags.push(format!("said={who}"));
        }
        if self.quoted {
            flags.push("quote".to_owned());
        }
        flags
    }
}
