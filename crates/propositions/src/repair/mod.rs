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
mod relative;
mod speech;
#[cfg(test)]
mod tests;
mod tree;

use crate::grammar::Grammar;
use selon_syntax::Sentence;
use tree::Tree;

/// Repairs a tree; returns it unchanged where nothing is wrong.
pub fn repaired(sentence: &Sentence, grammar: &Grammar) -> Sentence {
    let mut tree = Tree::new(sentence);
    labels::known_features(&mut tree, grammar);
    order::object_in_list(&mut tree, grammar);
    relative::conjunction_as_object(&mut tree);
    relative::conjunction_between_subjects(&mut tree, grammar);
    for pronoun in 1..tree.len() {
        if tree.word(pronoun).feat("PronType") == Some("Rel") {
            relative::relative_clause(&mut tree, pronoun, grammar);
            relative::agreeing_antecedent(&mut tree, pronoun);
        }
    }
    relative::possessive_relative(&mut tree);
    participles::article_before_clitic(&mut tree);
    participles::article_before_participle(&mut tree, grammar);
    participles::counted_participle(&mut tree);
    participles::range_of_numbers(&mut tree, grammar);
    participles::number_before_noun(&mut tree);
    agreement::compound_case(&mut tree);
    joined::noun_below_preposition(&mut tree);
    joined::noun_behind_name(&mut tree);
    joined::noun_as_clause(&mut tree);
    joined::coordinated_compounds(&mut tree);
    joined::listed_complements(&mut tree);
    joined::clause_behind_phrase(&mut tree);
    joined::second_complement(&mut tree, grammar);
    participles::dative_clitic(&mut tree, grammar);
    participles::opening_participle(&mut tree, grammar);
    participles::emphatic_pronoun(&mut tree);
    behind::participle_behind_comma(&mut tree);
    behind::subject_with_relative(&mut tree);
    behind::gerund_of_denial(&mut tree, grammar);
    counts::whole_before_part(&mut tree, grammar);
    counts::second_state(&mut tree);
    counts::name_joined_to_adjective(&mut tree);
    order::verb_behind_relative(&mut tree, grammar);
    order::clause_in_object(&mut tree, grammar);
    order::participle_of_noun(&mut tree, grammar);
    order::active_participle(&mut tree, grammar);
    order::conjunction_of_time(&mut tree, grammar);
    order::name_before_determiner(&mut tree);
    order::time_behind_name(&mut tree, grammar);
    order::subject_in_opening_phrase(&mut tree);
    order::first_of_subjects(&mut tree);
    main_verb::auxiliary_root(&mut tree, grammar);
    participles::split_auxiliary(&mut tree, grammar);
    main_verb::inserted_speech(&mut tree, grammar);
    main_verb::participle_root(&mut tree, grammar);
    main_verb::phrase_root(&mut tree);
    main_verb::opening_root(&mut tree, grammar);
    main_verb::subject_inside_phrase(&mut tree);
    participles::adjective_with_object(&mut tree, grammar);
    participles::second_object(&mut tree, grammar);
    participles::shared_auxiliary(&mut tree, grammar);
    participles::agreeing_noun(&mut tree);
    clause::joined_by_conjunction(&mut tree);
    clause::joined_to_agreeing(&mut tree, grammar);
    clause::finite_without_introduction(&mut tree, grammar);
    clause::topic_before_colon(&mut tree);
    clause::active_with_auxiliary(&mut tree);
    clause::counted_subject(&mut tree, grammar);
    clause::subject_joined_to_opening(&mut tree);
    clause::partitive_subject(&mut tree, grammar);
    clause::gapped_passive(&mut tree);
    speech::title_before_speaker(&mut tree, grammar);
    speech::subject_behind_place(&mut tree);
    agreement::subject_of_noun(&mut tree);
    agreement::split_title(&mut tree);
    agreement::second_subject(&mut tree);
    agreement::subject_with_preposition(&mut tree);
    attach::stolen_subject(&mut tree);
    agreement::subject_behind(&mut tree);
    agreement::bare_neighbours(&mut tree);
    agreement::told_infinitive(&mut tree, grammar);
    agreement::noun_joined_to_verb(&mut tree);
    agreement::noun_joined_to_particle(&mut tree);
    joined::object_of_noun(&mut tree);
    agreement::modifier_of_noun(&mut tree);
    attach::by_phrase_of_bare_noun(&mut tree, grammar);
    attach::nominal_agent(&mut tree, grammar);
    attach::passive_agent(&mut tree, grammar);
    attach::agent_behind_insertion(&mut tree, grammar);
    attach::set_off_source(&mut tree, grammar);
    attach::complement_of_noun(&mut tree, grammar);
    clause::behind_agent(&mut tree, grammar);
    behind::behind_inserted_participle(&mut tree);
    clause::condition_of_noun(&mut tree, grammar);
    labels::gerund_of_blame(&mut tree, grammar);
    labels::infinitive_of_blame(&mut tree, grammar);
    clause::consequence_of_blame(&mut tree, grammar);
    labels::oblique(&mut tree, grammar);
    clause::oblique_without_preposition(&mut tree, grammar);
    clause::subject_behind_verb(&mut tree);
    speech::complement_clause(&mut tree, grammar);
    speech::late_complement(&mut tree, grammar);
    labels::no_passive(&mut tree, grammar);
    labels::infinitive_with_preposition(&mut tree, grammar);
    labels::past_tense(&mut tree, grammar);
    speech::clause_as_subject(&mut tree, grammar);
    speech::joined_speech(&mut tree, grammar);
    speech::inverted_speaker(&mut tree, grammar);
    speech::final_speech(&mut tree, grammar);
    speech::speaker_behind_object(&mut tree, grammar);
    speech::speaker_in_phrase(&mut tree, grammar);
    speech::split_quotation(&mut tree, grammar);
    clause::joined_to_inserted(&mut tree);
    behind::clause_before_speaker(&mut tree, grammar);
    order::finite_joined_to_infinitive(&mut tree);
    order::joined_behind_speaker(&mut tree, grammar);
    labels::article_or_preposition(&mut tree, grammar);
    labels::participle(&mut tree, grammar);
    tree.sentence
}
