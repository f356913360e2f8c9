//! Repairs of trees by facts of syntax: mistakes that greedy parsers make with long sentences and that can be told from the words alone.
//!
//! Each rule says why the tree cannot be right; none knows a word but through the closed classes of the language. What a rule changes
//! on trees corrected by hand is counted by `tests/repair.rs`.

mod agreement;
mod attach;
mod behind;
mod clause;
mod counts;
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
mod speech;
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
    ("object_in_list", order::object_in_list),
    ("conjunction_as_object", |tree, _| relative::conjunction_as_object(tree)),
    ("conjunction_between_subjects", relative::conjunction_between_subjects),
    ("possessive_relative", |tree, _| relative::possessive_relative(tree)),
    ("relative_clauses", relative::relative_clauses),
    ("article_before_clitic", |tree, _| {
        participles::article_before_clitic(tree)
    }),
    ("article_before_participle", participles::article_before_participle),
    ("counted_participle", |tree, _| participles::counted_participle(tree)),
    ("range_of_numbers", participles::range_of_numbers),
    ("number_before_noun", |tree, _| participles::number_before_noun(tree)),
    ("noun_below_preposition", |tree, _| joined::noun_below_preposition(tree)),
    ("noun_behind_name", |tree, _| joined::noun_behind_name(tree)),
    ("noun_as_clause", |tree, _| joined::noun_as_clause(tree)),
    ("coordinated_compounds", |tree, _| joined::coordinated_compounds(tree)),
    ("listed_complements", |tree, _| joined::listed_complements(tree)),
    ("clause_behind_phrase", |tree, _| joined::clause_behind_phrase(tree)),
    ("second_complement", joined::second_complement),
    ("dative_clitic", participles::dative_clitic),
    ("opening_participle", participles::opening_participle),
    ("emphatic_pronoun", |tree, _| participles::emphatic_pronoun(tree)),
    ("participle_behind_comma", |tree, _| {
        behind::participle_behind_comma(tree)
    }),
    ("participle_behind_speaker", behind::participle_behind_speaker),
    ("subject_with_relative", |tree, _| behind::subject_with_relative(tree)),
    ("gerund_of_denial", behind::gerund_of_denial),
    ("whole_before_part", counts::whole_before_part),
    ("second_state", |tree, _| counts::second_state(tree)),
    ("name_joined_to_adjective", |tree, _| {
        counts::name_joined_to_adjective(tree)
    }),
    ("verb_behind_relative", order::verb_behind_relative),
    ("clause_in_object", order::clause_in_object),
    ("participle_of_noun", order::participle_of_noun),
    ("active_participle", order::active_participle),
    ("name_before_determiner", |tree, _| order::name_before_determiner(tree)),
    ("time_behind_name", order::time_behind_name),
    ("subject_in_opening_phrase", |tree, _| {
        order::subject_in_opening_phrase(tree)
    }),
    ("first_of_subjects", |tree, _| order::first_of_subjects(tree)),
    ("auxiliary_beside_participle", participles::auxiliary_beside_participle),
    ("split_auxiliary", participles::split_auxiliary),
    ("inserted_speech", main_verb::inserted_speech),
    ("participle_root", main_verb::participle_root),
    ("phrase_root", |tree, _| main_verb::phrase_root(tree)),
    ("opening_root", main_verb::opening_root),
    ("subject_inside_phrase", |tree, _| {
        main_verb::subject_inside_phrase(tree)
    }),
    ("adjective_with_object", participles::adjective_with_object),
    ("second_object", participles::second_object),
    ("shared_auxiliary", participles::shared_auxiliary),
    ("agreeing_noun", |tree, _| participles::agreeing_noun(tree)),
    ("joined_by_conjunction", |tree, _| clause::joined_by_conjunction(tree)),
    ("joined_to_agreeing", clause::joined_to_agreeing),
    ("finite_without_introduction", clause::finite_without_introduction),
    ("topic_before_colon", |tree, _| clause::topic_before_colon(tree)),
    ("active_with_auxiliary", |tree, _| clause::active_with_auxiliary(tree)),
    ("counted_subject", clause::counted_subject),
    ("subject_joined_to_opening", |tree, _| {
        clause::subject_joined_to_opening(tree)
    }),
    ("partitive_subject", clause::partitive_subject),
    ("gapped_passive", |tree, _| clause::gapped_passive(tree)),
    ("title_before_speaker", speech::title_before_speaker),
    ("subject_behind_place", |tree, _| speech::subject_behind_place(tree)),
    ("subject_of_noun", |tree, _| agreement::subject_of_noun(tree)),
    ("subject_with_preposition", |tree, _| {
        agreement::subject_with_preposition(tree)
    }),
    ("stolen_subject", |tree, _| attach::stolen_subject(tree)),
    ("subject_behind", |tree, _| agreement::subject_behind(tree)),
    ("bare_neighbours", |tree, _| agreement::bare_neighbours(tree)),
    ("told_infinitive", agreement::told_infinitive),
    ("told_by_second_verb", agreement::told_by_second_verb),
    ("noun_joined_to_particle", |tree, _| {
        agreement::noun_joined_to_particle(tree)
    }),
    ("object_of_noun", |tree, _| joined::object_of_noun(tree)),
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
    ("complement_of_noun", attach::complement_of_noun),
    ("behind_agent", clause::behind_agent),
    ("behind_inserted_participle", |tree, _| {
        behind::behind_inserted_participle(tree)
    }),
    ("condition_of_noun", clause::condition_of_noun),
    ("gerund_of_blame", labels::gerund_of_blame),
    ("infinitive_of_blame", labels::infinitive_of_blame),
    ("consequence_of_blame", clause::consequence_of_blame),
    ("oblique_without_preposition", clause::oblique_without_preposition),
    ("subject_behind_verb", |tree, _| clause::subject_behind_verb(tree)),
    ("complement_clause", speech::complement_clause),
    ("late_complement", speech::late_complement),
    ("no_passive", labels::no_passive),
    ("infinitive_with_preposition", labels::infinitive_with_preposition),
    ("past_tense", labels::past_tense),
    ("clause_as_subject", speech::clause_as_subject),
    ("joined_speech", speech::joined_speech),
    ("inverted_speaker", speech::inverted_speaker),
    ("final_speech", speech::final_speech),
    ("speaker_behind_object", speech::speaker_behind_object),
    ("speaker_in_phrase", speech::speaker_in_phrase),
    ("split_quotation", speech::split_quotation),
    ("joined_to_inserted", |tree, _| clause::joined_to_inserted(tree)),
    ("clause_before_speaker", behind::clause_before_speaker),
    ("finite_joined_to_infinitive", |tree, _| {
        order::finite_joined_to_infinitive(tree)
    }),
    ("joined_behind_speaker", order::joined_behind_speaker),
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
