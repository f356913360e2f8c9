//! What a dispatch is about, by the words around: `packs/*/topics/words.tsv`, weighed by `ontology/topics.tsv`.
//!
//! Words of violence are words of sport, weather and business too. One sentence does not always show which; the dispatch does.

use crate::draft::Draft;
use crate::scene::Unit;
use rustc_hash::FxHashMap;
use selon_packs::{PackError, Packs};
use selon_propositions::fold;
use smol_str::SmolStr;

/// A word of a topic.
#[derive(Clone, Debug)]
struct Word {
    /// The lemmas that must follow.
    rest: Vec<String>,
    topic: SmolStr,
    weight: u32,
}

/// Which claims a topic hides.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hides {
    All,
    Types(Vec<SmolStr>),
    AllBut(Vec<SmolStr>),
    /// Violence without an author.
    Harm,
}

/// A line of `ontology/topics.tsv`.
#[derive(Clone, Debug)]
struct Rule {
    topic: SmolStr,
    against: Vec<SmolStr>,
    least: u32,
    times: f32,
    hides: Hides,
}

/// The topics of a language.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    words: FxHashMap<String, Vec<Word>>,
    rules: Vec<Rule>,
}

/// The topics that a dispatch is about, as far as they hide claims.
#[derive(Clone, Debug, Default)]
pub struct About<'a> {
    rules: Vec<&'a Rule>,
    /// More is told of accidents, games or weather than of conflict.
    pub peaceful: bool,
}

impl Topics {
    /// Reads the words of a language and the rules that weigh them.
    ///
    /// # Errors
    /// When a table is malformed.
    pub fn load(packs: &Packs, language: &str) -> Result<Topics, PackError> {
        let mut topics = Topics::default();
        let table = packs.table(&format!("{language}/topics/words.tsv"), &["lemma", "topic", "weight"])?;
        for row in table.rows() {
            let Ok(weight) = row.cell(2).parse() else {
                return Err(table.error(row, format!("`{}` is no weight; write 1 or 2", row.cell(2))));
            };
            for phrase in row.alternatives(0) {
                let phrase = fold(phrase);
                let mut lemmas = phrase.split(' ').map(str::to_owned);
                let Some(first) = lemmas.next() else { continue };
                let word = Word {
                    rest: lemmas.collect(),
                    topic: row.cell(1).into(),
                    weight,
                };
                topics.words.entry(first).or_default().push(word);
            }
        }
        let table = packs.table("ontology/topics.tsv", &["topic", "against", "least", "times", "hides"])?;
        for row in table.rows() {
            let (Ok(least), Ok(times)) = (row.cell(2).parse(), row.cell(3).parse()) else {
                return Err(table.error(row, "`least` and `times` are numbers"));
            };
            let hides = match row.cell(4) {
                "*" => Hides::All,
                "harm" => Hides::Harm,
                types => {
                    let named = types
                        .split('|')
                        .map(|t| SmolStr::new(t.trim_start_matches('!')))
                        .collect();
                    if types.starts_with('!') {
                        Hides::AllBut(named)
                    } else {
                        Hides::Types(named)
                    }
                }
            };
            topics.rules.push(Rule {
                topic: row.cell(0).into(),
                against: row.alternatives(1).map(SmolStr::new).collect(),
                least,
                times,
                hides,
            });
        }
        Ok(topics)
    }

    /// What a dispatch is about.
    pub fn about(&self, units: &[Unit<'_>], headline: &str) -> About<'_> {
        let weights = self.weights(units, headline);
        let of = |topic: &SmolStr| weights.get(topic).copied().unwrap_or(0);
        let holds = |rule: &&Rule| {
            let weight = of(&rule.topic);
            let against: u32 = rule.against.iter().map(of).sum();
            weight >= rule.least && weight as f32 > rule.times * against as f32
        };
        let hidden: Vec<&Rule> = self.rules.iter().filter(|rule| rule.hides == Hides::Harm).collect();
        About {
            peaceful: hidden
                .iter()
                .any(|rule| of(&rule.topic) >= rule.against.iter().map(of).sum()),
            rules: self.rules.iter().filter(holds).collect(),
        }
    }

    /// The weight of each topic: every word of it counts once.
    fn weights(&self, units: &[Unit<'_>], headline: &str) -> FxHashMap<SmolStr, u32> {
        let mut seen: Vec<&Word> = Vec::new();
        let mut note = |lemmas: &[String]| {
            for (index, lemma) in lemmas.iter().enumerate() {
                for word in self.words.get(lemma).into_iter().flatten() {
                    let here = lemmas[index + 1..].starts_with(&word.rest);
                    if here && !seen.iter().any(|known| std::ptr::eq(*known, word)) {
                        seen.push(word);
                    }
                }
            }
        };
        for unit in units {
            let lemmas: Vec<String> = (0..unit.view.len()).map(|w| fold(unit.view.lemma(w))).collect();
            note(&lemmas);
        }
        // A headline has no tree: its words count where they stand in the form of the table.
        let title: Vec<String> = headline
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .filter(|word| !word.is_empty())
            .map(fold)
            .collect();
        note(&title);
        let mut weights = FxHashMap::default();
        for word in seen {
            *weights.entry(word.topic.clone()).or_insert(0) += word.weight;
        }
        weights
    }
}

impl About<'_> {
    /// Whether a claim is no news of conflict in a dispatch about this.
    pub fn hides(&self, draft: &Draft) -> bool {
        let kind = &draft.codes.kind;
        self.rules.iter().any(|rule| match &rule.hides {
            Hides::All => true,
            Hides::Types(types) => types.contains(kind),
            Hides::AllBut(types) => !types.contains(kind),
            Hides::Harm => kind == "ASSAULT" && draft.actors.is_empty(),
        })
    }
}

/// Whether a claim tells violence by a named armed group.
pub fn by_armed_group(draft: &Draft) -> bool {
    let group = |actor: &crate::party::Party| actor.sector == "REB" && !actor.short.is_empty();
    draft.codes.kind == "ASSAULT" && draft.actors.iter().any(group)
}
