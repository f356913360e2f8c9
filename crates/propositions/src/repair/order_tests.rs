//! One small tree per rule of word order, wrong as the parser makes it.

use super::tests::check;

#[test]
fn finite_verb_joined_to_a_gerund() {
    check(
        "en",
        "Rwanda Rwanda PROPN _ 2 nsubj
         denied deny VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         having have VERB VerbForm=Ger 2 xcomp
         soldiers soldier NOUN Number=Plur 3 obj
         and and CCONJ _ 6 cc
         reproached reproach VERB Mood=Ind|Tense=Past|VerbForm=Fin 3 conj
         Congo Congo PROPN _ 6 obj
         . . PUNCT _ 2 punct",
        &["reproached denied conj"],
    );
}

#[test]
fn list_of_verbs() {
    check(
        "en",
        "France France PROPN _ 2 nsubj
         voiced voice VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         regret regret NOUN _ 2 obj
         , , PUNCT _ 5 punct
         condemned condemn VERB Mood=Ind|Tense=Past|VerbForm=Fin 2 parataxis
         shootings shooting NOUN Number=Plur 5 nsubj
         and and CCONJ _ 8 cc
         backed back VERB Mood=Ind|Tense=Past|VerbForm=Fin 2 conj
         Jordan Jordan PROPN _ 8 obj
         . . PUNCT _ 2 punct",
        &["condemned voiced conj", "shootings condemned obj"],
    );
}

#[test]
fn name_and_noun_joined() {
    check(
        "en",
        "Ukraine Ukraine PROPN _ 4 compound
         and and CCONJ _ 3 cc
         separatist separatist ADJ _ 1 conj
         rebels rebel NOUN Number=Plur 5 nsubj
         fought fight VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         . . PUNCT _ 5 punct",
        &["Ukraine fought nsubj", "rebels Ukraine conj", "separatist rebels amod"],
    );
}
