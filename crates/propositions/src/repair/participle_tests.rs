//! Sentences with participles that a parser reads wrongly.

use super::tests::check;

#[test]
fn phrase_between_auxiliary_and_participle() {
    check(
        "fr",
        "Le le DET _ 2 det
         gouverneur gouverneur NOUN Number=Sing 3 nsubj
         a avoir VERB Number=Sing|VerbForm=Fin 0 root
         de de ADP _ 6 case
         son son DET _ 6 det
         côté côté NOUN _ 3 obl
         démenti démentir VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 6 acl
         les le DET _ 9 det
         tirs tir NOUN _ 7 obj",
        &[
            "démenti - root",
            "a démenti aux:tense",
            "gouverneur démenti nsubj",
            "côté démenti obl",
        ],
    );
}

#[test]
fn compound_participle_behind_a_noun() {
    check(
        "fr",
        "femmes femme NOUN _ 2 nsubj:pass
         blessées blesser VERB Tense=Past|VerbForm=Part 0 root
         dans dans ADP _ 5 case
         une un DET _ 5 det
         explosion explosion NOUN _ 2 obl:mod
         ayant avoir AUX Tense=Pres|VerbForm=Part 7 aux:tense
         eu avoir VERB Tense=Past|VerbForm=Part 2 advcl
         lieu lieu NOUN _ 7 obj",
        &["eu explosion acl", "explosion blessées obl:mod"],
    );
}

#[test]
fn participle_that_shares_an_auxiliary() {
    check(
        "fr",
        "L' le DET _ 2 det
         armée armée NOUN _ 4 nsubj
         a avoir AUX VerbForm=Fin 4 aux:tense
         dit dire VERB Tense=Past|VerbForm=Part 0 root
         avoir avoir AUX VerbForm=Inf 6 aux:tense
         repoussé repousser VERB Tense=Past|VerbForm=Part 4 xcomp
         un un DET _ 8 det
         assaut assaut NOUN _ 6 obj
         et et CCONJ _ 10 cc
         détruit détruire VERB Tense=Past|VerbForm=Part 4 conj
         deux deux NUM _ 12 nummod
         chars char NOUN _ 10 obj",
        &["détruit repoussé conj"],
    );
}

#[test]
fn article_before_a_participle() {
    check(
        "fr",
        "« « PUNCT _ 2 punct
         Espoir espoir NOUN _ 0 root
         » » PUNCT _ 2 punct
         , , PUNCT _ 7 punct
         s' se PRON Reflex=Yes 7 expl:pv
         est être AUX VerbForm=Fin 7 aux:tense
         félicité féliciter VERB Tense=Past|VerbForm=Part 2 parataxis
         l' le PRON Person=3 9 obj
         envoyé envoyer VERB Number=Sing|Tense=Past|VerbForm=Part 7 xcomp",
        &["envoyé félicité nsubj", "l' envoyé det"],
    );
}

#[test]
fn relative_clause_agrees_with_its_noun() {
    check(
        "fr",
        "l' le DET _ 2 det
         envoyé envoyé NOUN Number=Sing 0 root
         des de ADP _ 4 case
         Nations nation NOUN Number=Plur 2 nmod
         , , PUNCT _ 8 punct
         qui qui PRON PronType=Rel 8 nsubj
         avait avoir AUX Number=Sing|VerbForm=Fin 8 aux:tense
         négocié négocier VERB Tense=Past|VerbForm=Part 4 acl:relcl",
        &["négocié envoyé acl:relcl"],
    );
}
