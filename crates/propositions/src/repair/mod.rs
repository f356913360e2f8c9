//! Repairs of trees by facts of syntax: mistakes that parsers make with long sentences and that can be told from the words alone.
//!
//! Each rule says why the tree cannot be right; none knows a word but through the closed classes of the language. What a rule changes
//! on trees corrected by hand is counted by `tests/repair.rs`.

mod agreement;
mod attach;
mod behind;
mod clause;
mod counts;
mod gerunds;
mod hyphens;
mod joined;
mod labels;
mod main_verb;
mod order;
#[cfg(test)]
mod order_tests;
#[cfg(test)]
mod participle_tests;
mod participles;
#[cfg(test)]
mod phrase_tests;
mod phrases;
mod relative;
mod speakers;
mod speech;
mod subjects;
#[cfg(test)]
mod tests;
mod tree;

use crate::grammar::Grammar;
use selon_syntax::Sentence;
use tree::Tree;

/// What repairs a tree, with the closed classes of its language.
type Rule = fn(&mut Tree, &Grammar);

/// The rules, in the order in which they are applied: name, and what repairs.
const RULES: &[(&str, Rule)] = &[
    ("known_features", labels::known_features),
    ("preposition_of_name", |tree, _| phrases::preposition_of_name(tree)),
    ("number_before_day", phrases::number_before_day),
    ("person_behind_area", phrases::person_behind_area),
    ("receiver_of_amount", phrases::receiver_of_amount),
    ("somebody_ready", agreement::somebody_ready),
    ("object_in_list", order::object_in_list),
    ("participle_before_subject", |tree, _| {
        order::participle_before_subject(tree)
    }),
    ("gerund_behind_phase", gerunds::gerund_behind_phase),
    ("object_behind_gerund", |tree, _| gerunds::object_behind_gerund(tree)),
    ("gerund_behind_preposition", |tree, _| {
        gerunds::gerund_behind_preposition(tree)
    }),
    ("conjunction_as_object", |tree, _| relative::conjunction_as_object(tree)),
    ("possessive_relative", |tree, _| relative::possessive_relative(tree)),
    ("relative_clauses", relative::relative_clauses),
    ("article_before_clitic", |tree, _| {
        participles::article_before_clitic(tree)
    }),
    ("article_before_participle", participles::article_before_participle),
    ("counted_participle", |tree, _| participles::counted_participle(tree)),
    ("participle_joined_to_name", |tree, _| {
        hyphens::participle_joined_to_name(tree)
    }),
    ("noun_as_clause", |tree, _| joined::noun_as_clause(tree)),
    ("noun_before_noun", |tree, _| joined::noun_before_noun(tree)),
    ("coordinated_compounds", |tree, _| joined::coordinated_compounds(tree)),
    ("listed_complements", |tree, _| joined::listed_complements(tree)),
    ("participle_behind_speaker", behind::participle_behind_speaker),
    ("participle_behind_noun", |tree, _| behind::participle_behind_noun(tree)),
    ("name_joined_to_adjective", |tree, _| {
        counts::name_joined_to_adjective(tree)
    }),
    ("auxiliary_beside_participle", participles::auxiliary_beside_participle),
    ("split_auxiliary", participles::split_auxiliary),
    ("participle_root", main_verb::participle_root),
    ("phrase_root", |tree, _| main_verb::phrase_root(tree)),
    ("shared_auxiliary", participles::shared_auxiliary),
    ("agreeing_noun", |tree, _| participles::agreeing_noun(tree)),
    ("active_with_auxiliary", |tree, _| clause::active_with_auxiliary(tree)),
    ("subject_with_preposition", |tree, _| {
        agreement::subject_with_preposition(tree)
    }),
    ("stolen_subject", |tree, _| attach::stolen_subject(tree)),
    ("subject_behind", |tree, _| agreement::subject_behind(tree)),
    ("told_infinitive", agreement::told_infinitive),
    ("told_by_second_verb", agreement::told_by_second_verb),
    ("modifier_of_noun", |tree, _| agreement::modifier_of_noun(tree)),
    ("by_phrase_of_bare_noun", attach::by_phrase_of_bare_noun),
    ("nominal_agent", attach::nominal_agent),
    ("passive_agent", attach::passive_agent),
    ("agent_behind_insertion", attach::agent_behind_insertion),
    ("set_off_source", attach::set_off_source),
    ("phrase_of_adjective", phrases::phrase_of_adjective),
    ("predicate_of_name", phrases::predicate_of_name),
    ("day_of_bare_noun", phrases::day_of_bare_noun),
    ("date_of_name", |tree, _| phrases::date_of_name(tree)),
    ("object_behind_agent", phrases::object_behind_agent),
    ("second_subject", |tree, _| subjects::second_subject(tree)),
    ("split_number", |tree, _| subjects::split_number(tree)),
    ("object_of_subject", subjects::object_of_subject),
    ("complement_of_supposed", subjects::complement_of_supposed),
    ("second_complement", subjects::second_complement),
    ("article_of_joined", subjects::article_of_joined),
    ("object_clitic", subjects::object_clitic),
    ("complement_of_noun", attach::complement_of_noun),
    ("behind_agent", clause::behind_agent),
    ("behind_inserted_participle", |tree, _| {
        behind::behind_inserted_participle(tree)
    }),
    ("condition_of_noun", clause::condition_of_noun),
    ("infinitive_of_blame", labels::infinitive_of_blame),
    ("oblique_without_preposition", clause::oblique_without_preposition),
    ("subject_behind_verb", |tree, _| clause::subject_behind_verb(tree)),
    ("complement_clause", speech::complement_clause),
    ("late_complement", speech::late_complement),
    ("infinitive_with_preposition", labels::infinitive_with_preposition),
    ("past_tense", labels::past_tense),
    ("final_speech", speech::final_speech),
    ("subject_of_closing_speech", speakers::subject_of_closing_speech),
    ("speaker_in_phrase", speech::speaker_in_phrase),
    ("joined_to_inserted", |tree, _| clause::joined_to_inserted(tree)),
    ("finite_joined_to_infinitive", |tree, _| {
        order::finite_joined_to_infinitive(tree)
    }),
    ("article_or_preposition", labels::article_or_preposition),
    ("participle", labels::participle),
];

/// Repairs a tree; returns it unchanged where nothing is wrong.
pub fn repaired(sentence: &Sentence, grammar: &Grammar) -> Sentence {
    repaired_watched(sentence, grammar, |_, _| {})
}

/// Like [`repaired`]; `watch` gets the name of each rule and the sentence as it stands after it.
pub fn repaired_watched(
    sentence: &Sentence,
    grammar: &Grammar,
    mut watch: impl FnMut(&'static str, &Sentence),
) -> Sentence {
    let mut tree = Tree::new(sentence);
    for (name, rule) in RULES {
        rule(&mut tree, grammar);
        watch(name, &tree.sentence);
    }
    tree.sentence
}
