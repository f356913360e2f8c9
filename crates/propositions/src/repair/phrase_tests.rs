//! One small tree per rule of phrases, wrong as the parser makes it.

use super::tests::check;

/// An adjective behind the object, with a phrase that the parser hangs on it.
fn phrase_behind(adjective: &str, noun: &str, wanted: &str) {
    let tree = format!(
        "Elle il PRON _ 2 nsubj
         bat battre VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         l' le DET _ 4 det
         armée armée NOUN Number=Sing 2 obj
         {adjective} {adjective} ADJ _ 4 amod
         à à ADP _ 8 case
         la le DET _ 8 det
         {noun} {noun} NOUN Number=Sing 5 obl:arg
         . . PUNCT _ 2 punct"
    );
    check("fr", &tree, &[wanted]);
}

#[test]
fn adjectives_without_complement() {
    phrase_behind("russe", "frontière", "frontière bat obl:mod");
}

#[test]
fn adjectives_with_a_complement_keep_it() {
    phrase_behind("hostile", "trêve", "trêve hostile obl:arg");
}

#[test]
fn preposition_before_a_name_of_two_words() {
    check(
        "en",
        "They they PRON _ 2 nsubj
         died die VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         in in ADP _ 5 case
         Khan Khan PROPN _ 2 obl
         Younis Younis PROPN _ 4 flat
         . . PUNCT _ 2 punct",
        &["in Khan case"],
    );
}

#[test]
fn receiver_behind_an_amount() {
    check(
        "fr",
        "Elle il PRON _ 2 nsubj
         apporte apporter VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         une un DET _ 4 det
         aide aide NOUN Number=Sing 2 obj
         de de ADP _ 6 case
         millions million NOUN Number=Plur 4 nmod
         de de ADP _ 8 case
         dollars dollar NOUN Number=Plur 6 nmod
         à à ADP _ 10 case
         Kinshasa Kinshasa PROPN _ 8 nmod
         . . PUNCT _ 2 punct",
        &["Kinshasa apporte obl:arg"],
    );
}

#[test]
fn somebody_is_ready() {
    check(
        "en",
        "They they PRON _ 2 nsubj
         said say VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         it it PRON _ 5 expl
         was be AUX _ 5 cop
         ready ready ADJ _ 2 ccomp
         to to PART _ 7 mark
         sign sign VERB VerbForm=Inf 5 csubj
         . . PUNCT _ 2 punct",
        &["it ready nsubj", "sign ready xcomp"],
    );
}

#[test]
fn governor_of_a_province() {
    check(
        "fr",
        "Le le DET _ 2 det
         gouverneur gouverneur NOUN Number=Sing 10 nsubj
         de de ADP _ 5 case
         la le DET _ 5 det
         province province NOUN Number=Sing 2 nmod
         , , PUNCT _ 7 punct
         Mohamed Mohamed PROPN _ 5 appos
         Dah Dah PROPN _ 7 flat:name
         a avoir AUX _ 10 aux
         parlé parler VERB Tense=Past|VerbForm=Part 0 root
         . . PUNCT _ 10 punct",
        &["Mohamed gouverneur appos"],
    );
}

#[test]
fn number_before_a_day() {
    check(
        "en",
        "It it PRON _ 2 nsubj
         wounded wound VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         eight eight NUM _ 5 nummod
         late late ADJ _ 5 amod
         Friday Friday PROPN Number=Sing 2 obl
         . . PUNCT _ 2 punct",
        &["eight wounded obj", "Friday wounded obl"],
    );
}

#[test]
fn date_behind_a_name() {
    check(
        "fr",
        "Elle il PRON _ 2 nsubj
         opposa opposer VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         les le DET _ 4 det
         peuples peuple NOUN Number=Plur 2 obj
         du de ADP _ 6 case
         Caucase Caucase PROPN _ 4 nmod
         à à ADP _ 8 case
         automne automne NOUN Number=Sing 6 nmod
         2020 2020 NUM _ 8 nmod
         . . PUNCT _ 2 punct",
        &["automne opposa obl:mod", "Caucase peuples nmod"],
    );
}

#[test]
fn what_was_done_behind_its_doer() {
    check(
        "fr",
        "Un un DET _ 2 det
         accord accord NOUN Number=Sing 4 nsubj
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense
         suivi suivre VERB Tense=Past|VerbForm=Part 0 root
         et et CCONJ _ 7 cc
         le le DET _ 7 det
         déploiement déploiement NOUN Number=Sing 2 conj
         par par ADP _ 9 case
         Moscou Moscou PROPN _ 7 nmod
         d' de ADP _ 12 case
         une un DET _ 12 det
         force force NOUN Number=Sing 2 nmod
         . . PUNCT _ 4 punct",
        &["force déploiement nmod", "Moscou déploiement nmod"],
    );
}

#[test]
fn day_behind_a_bare_noun() {
    check(
        "en",
        "Armenia Armenia PROPN _ 2 nsubj
         wanted want VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         military military ADJ _ 4 amod
         help help NOUN Number=Sing 2 obj
         on on ADP _ 6 case
         Tuesday Tuesday PROPN _ 4 nmod
         . . PUNCT _ 2 punct",
        &["Tuesday wanted obl"],
    );
}

#[test]
fn told_by_the_second_verb() {
    check(
        "fr",
        "Ils il PRON _ 2 nsubj
         attaquent attaquer VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         et et CCONJ _ 5 cc
         nous nous PRON _ 5 nsubj
         appelons appeler VERB Mood=Ind|Tense=Pres|VerbForm=Fin 2 conj
         Rome Rome PROPN _ 5 obj
         à à ADP _ 8 mark
         agir agir VERB VerbForm=Inf 2 advcl
         . . PUNCT _ 2 punct",
        &["agir appelons xcomp"],
    );
}

#[test]
fn participle_behind_a_speaker() {
    check(
        "fr",
        "Ils il PRON _ 2 nsubj
         attaquent attaquer VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         , , PUNCT _ 5 punct
         a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 5 aux:tense
         dit dire VERB Tense=Past|VerbForm=Part 2 parataxis
         le le DET Gender=Masc|Number=Sing 7 det
         secrétaire secrétaire NOUN Gender=Masc|Number=Sing 5 nsubj
         du de ADP _ 9 case
         Conseil conseil NOUN Gender=Masc|Number=Sing 7 nmod
         , , PUNCT _ 11 punct
         cité citer VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 9 acl
         par par ADP _ 13 case
         Interfax Interfax PROPN _ 11 obl:agent
         . . PUNCT _ 2 punct",
        &["cité secrétaire acl"],
    );
}

#[test]
fn what_a_name_is_held_for() {
    check(
        "fr",
        "Washington Washington PROPN _ 2 nsubj
         tient tenir VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root
         Téhéran Téhéran PROPN _ 2 obj
         pour pour ADP _ 5 case
         responsable responsable ADJ _ 3 nmod
         . . PUNCT _ 2 punct",
        &["responsable tient obl"],
    );
}

#[test]
fn auxiliary_beside_its_participle() {
    check(
        "en",
        "They they PRON _ 2 nsubj
         said say VERB Mood=Ind|Tense=Past|VerbForm=Fin 0 root
         it it PRON _ 4 nsubj
         had have VERB Mood=Ind|Tense=Past|VerbForm=Fin 2 ccomp
         targeted target VERB Tense=Past|VerbForm=Part 2 ccomp
         forces force NOUN Number=Plur 5 obj
         . . PUNCT _ 2 punct",
        &["had targeted aux", "it targeted nsubj", "targeted said ccomp"],
    );
}

#[test]
fn gerund_behind_a_preposition_is_a_clause() {
    check(
        "en",
        "They they PRON _ 2 nsubj
         accused accuse VERB VerbForm=Fin 0 root
         rebels rebel NOUN Number=Plur 2 obj
         of of SCONJ _ 6 case
         attacking attack VERB VerbForm=Ger 6 amod
         villages village NOUN Number=Plur 3 nmod
         . . PUNCT _ 2 punct",
        &["attacking accused xcomp", "villages attacking obj", "of attacking mark"],
    );
}

#[test]
fn gerund_behind_a_verb_of_going_on() {
    check(
        "en",
        "Rebels rebel NOUN Number=Plur 2 nsubj
         continued continue VERB VerbForm=Fin 0 root
         shelling shell VERB VerbForm=Ger 4 amod
         villages village NOUN Number=Plur 2 obj
         . . PUNCT _ 2 punct",
        &["shelling continued xcomp", "villages shelling obj"],
    );
    check(
        "en",
        "They they PRON _ 2 nsubj
         faced face VERB VerbForm=Fin 0 root
         growing grow VERB VerbForm=Ger 4 amod
         pressure pressure NOUN Number=Sing 2 obj
         . . PUNCT _ 2 punct",
        &["growing pressure amod", "pressure faced obj"],
    );
}
