//! One small tree per rule of word order, wrong as the parser makes it.

use super::tests::check;

#[test]
fn time_behind_a_name() {
    check(
        "en",
        "Chad Chad PROPN _ 2 nsubj
         hosted host VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         envoys envoy NOUN Number=Plur 2 obj
         of of ADP _ 8 case
         the the DET _ 8 det
         RSF RSF PROPN _ 8 compound
         last last ADJ _ 8 amod
         week week NOUN Number=Sing 3 nmod
         . . PUNCT _ 2 punct",
        &[
            "RSF envoys nmod",
            "of RSF case",
            "the RSF det",
            "week hosted obl:unmarked",
        ],
    );
}

#[test]
fn subject_before_a_time() {
    check(
        "en",
        "Kinshasa Kinshasa PROPN _ 3 amod
         this this DET PronType=Dem 3 det
         week week NOUN Number=Sing 4 obl:unmarked
         offered offer VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         rewards reward NOUN Number=Plur 4 obj
         . . PUNCT _ 4 punct",
        &["Kinshasa offered nsubj", "week offered obl:unmarked"],
    );
}

#[test]
fn subject_behind_an_opening_phrase() {
    check(
        "en",
        "On on ADP _ 4 case
         Monday Monday PROPN _ 4 compound
         armed armed ADJ _ 4 amod
         militants militant NOUN Number=Plur 5 obl
         attacked attack VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         camps camp NOUN Number=Plur 5 obj
         . . PUNCT _ 5 punct",
        &["Monday attacked obl", "On Monday case", "militants attacked nsubj"],
    );
}

#[test]
fn first_of_several_subjects() {
    check(
        "en",
        "The the DET _ 3 det
         United United ADJ _ 3 amod
         States State PROPN _ 8 obl
         , , PUNCT _ 3 punct
         Japan Japan PROPN _ 8 nsubj
         and and CCONJ _ 7 cc
         Australia Australia PROPN _ 5 conj
         criticised criticise VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         China China PROPN _ 8 obj
         . . PUNCT _ 8 punct",
        &["States criticised nsubj", "Japan States conj", "Australia States conj"],
    );
}

#[test]
fn clause_taken_for_an_object() {
    check(
        "en",
        "Brussels Brussels PROPN _ 2 nsubj
         suspended suspend VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         talks talk NOUN Number=Plur 2 obj
         with with ADP _ 5 case
         Rwanda Rwanda PROPN _ 3 nmod
         , , PUNCT _ 8 punct
         and and CCONJ _ 8 cc
         Washington Washington PROPN _ 5 conj
         imposed impose VERB Tense=Past|VerbForm=Part 10 amod
         sanctions sanction NOUN Number=Plur 2 obj
         . . PUNCT _ 2 punct",
        &[
            "imposed suspended conj",
            "Washington imposed nsubj",
            "sanctions imposed obj",
            "and imposed cc",
        ],
    );
}

#[test]
fn participle_of_a_noun_with_a_subject() {
    check(
        "en",
        "Soldiers soldier NOUN Number=Plur 4 nsubj
         traded trade VERB Tense=Past|VerbForm=Part 4 amod
         artillery artillery NOUN _ 4 compound
         fire fire NOUN Number=Sing 0 root
         . . PUNCT _ 4 punct",
        &["traded - root", "fire traded obj", "Soldiers traded nsubj"],
    );
}

#[test]
fn verb_behind_a_relative_clause() {
    check(
        "en",
        "Vietnam Vietnam PROPN _ 0 root
         , , PUNCT _ 4 punct
         which which PRON PronType=Rel 4 nsubj
         claims claim VERB Mood=Ind|Tense=Pres|VerbForm=Fin 1 acl:relcl
         islands island NOUN Number=Plur 4 obj
         , , PUNCT _ 7 punct
         called call VERB Tense=Past|VerbForm=Part 5 acl
         for for ADP _ 9 case
         restraint restraint NOUN _ 7 obl
         . . PUNCT _ 1 punct",
        &["called - root", "Vietnam called nsubj", "claims Vietnam acl:relcl"],
    );
}

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
fn verb_joined_behind_an_inserted_speaker() {
    check(
        "en",
        "Jets jet NOUN Number=Plur 2 nsubj
         bombed bomb VERB Mood=Ind|Tense=Past|VerbForm=Fin 6 ccomp
         Homs Homs PROPN _ 2 obj
         , , PUNCT _ 2 punct
         residents resident NOUN Number=Plur 6 nsubj
         said say VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         , , PUNCT _ 9 punct
         and and CCONJ _ 9 cc
         destroyed destroy VERB Mood=Ind|Tense=Past|VerbForm=Fin 6 conj
         houses house NOUN Number=Plur 9 obj
         . . PUNCT _ 6 punct",
        &["destroyed bombed conj"],
    );
}

#[test]
fn whole_and_part() {
    check(
        "en",
        "Shells shell NOUN Number=Plur 2 nsubj
         landed land VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         , , PUNCT _ 4 punct
         killing kill VERB VerbForm=Ger 2 advcl
         29 29 NUM _ 9 nummod
         , , PUNCT _ 9 punct
         including include VERB _ 9 case
         11 11 NUM _ 9 nummod
         children child NOUN Number=Plur 4 obj
         . . PUNCT _ 2 punct",
        &["29 killing obj", "children 29 nmod", "11 children nummod"],
    );
}

#[test]
fn second_figure_with_a_state() {
    check(
        "en",
        "Bombs bomb NOUN Number=Plur 2 nsubj
         left leave VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         men man NOUN Number=Plur 2 obj
         dead dead ADJ _ 2 xcomp
         and and CCONJ _ 6 cc
         157 157 NUM _ 2 conj
         injured injure VERB Tense=Past|VerbForm=Part 6 amod
         . . PUNCT _ 2 punct",
        &["injured dead conj", "157 injured nsubj:pass"],
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
