//! French time expressions: a sentence, then what must be found and what it means.

mod common;

use common::times::{DAY, check, check_ahead};
use selon_expressions::time::{TimeWords, mentions};
use selon_packs::Packs;

#[test]
fn weekdays_fr() {
    check(
        "fr",
        DAY,
        &[
            ("L' armée/Ns a/X tiré/V mardi/N", "mardi = 2021-11-16 day"),
            ("Mardi/N soir/N , deux soldats/Np", "Mardi soir = 2021-11-16 day"),
            ("jeudi/N", "jeudi = 2021-11-18 day"),
            ("vendredi/N", "vendredi = 2021-11-12 day"),
            ("mardi/N dernier/A", "mardi dernier = 2021-11-16 day"),
            ("jeudi/N dernier/A", "jeudi dernier = 2021-11-11 day"),
            ("mardi/N prochain/A", "mardi prochain = 2021-11-23 day"),
            (
                "dans la nuit/N de lundi/N à mardi/N",
                "dans la nuit de lundi à mardi = 2021-11-15 day",
            ),
            (
                "dans la nuit/N du 3 au 4 novembre/N",
                "dans la nuit du 3 au 4 novembre = 2021-11-03 day",
            ),
            ("dans la nuit/N de mardi/N", "dans la nuit de mardi = 2021-11-16 day"),
            ("l' attaque/Ns de mardi/N", "de mardi = 2021-11-16 day"),
            ("mardi/N à 6h30", "mardi à 6h30 = 2021-11-16 day"),
            (
                "mardi/N vers 14 heures/Np locales/A ( 13H00 GMT ) ,",
                "mardi vers 14 heures locales (13H00 GMT) = 2021-11-16 day",
            ),
            ("vers 14 h , des soldats/Np", "vers 14 h = 2021-11-18 day"),
            ("à trois heures/Np de route/N", ""),
            ("à 3 heures/Np de route/N", ""),
            ("à 6 heures/Np mardi/N", "à 6 heures mardi = 2021-11-16 day"),
            ("depuis lundi/N", "depuis lundi = 2021-11-15..? open"),
            ("jusqu' à mardi/N", "jusqu'à mardi = ?..2021-11-16 open"),
            ("chaque mardi/N", ""),
            ("tous les lundis/Np et chaque samedi/N soir/N", ""),
            (
                "de lundi/N à mercredi/N",
                "de lundi à mercredi = 2021-11-15..2021-11-17 day",
            ),
            ("lundi/N et mardi/N", "lundi = 2021-11-15 day | mardi = 2021-11-16 day"),
            (
                "mardi/N matin/N , puis mercredi/N",
                "mardi matin = 2021-11-16 day | mercredi = 2021-11-17 day",
            ),
            (
                "dans la soirée/N de mardi/N",
                "dans la soirée de mardi = 2021-11-16 day",
            ),
            ("à 6h30 , le convoi/N", "à 6h30 = 2021-11-18 day"),
        ],
    );
    check(
        "fr",
        "2021-11",
        &[
            ("mardi/N", "mardi = ?..? {11-2 11-9 11-16 11-23 11-30} weekday"),
            (
                "mardi/N soir/N , ce jour/N +-là",
                "mardi soir = ?..? {11-2 11-9 11-16 11-23 11-30} weekday | ce jour-là = ?..? {11-2 11-9 11-16 11-23 11-30} weekday",
            ),
            (
                "depuis lundi/N",
                "depuis lundi = ?..? {11-1 11-8 11-15 11-22 11-29} open",
            ),
        ],
    );
    check(
        "fr",
        "0",
        &[("mardi/N", "mardi = none"), ("depuis lundi/N", "depuis lundi = none")],
    );
}

#[test]
fn dates_fr() {
    check(
        "fr",
        DAY,
        &[
            ("le 12 mars/N", "le 12 mars = 2021-03-12 day"),
            ("le 25 décembre/N", "le 25 décembre = 2020-12-25 day"),
            ("le 1er avril/N 2022", "le 1er avril 2022 = 2022-04-01 day"),
            ("le premier avril/N", "le premier avril = 2021-04-01 day"),
            ("mardi/N 16 novembre/N 2021", "mardi 16 novembre 2021 = 2021-11-16 day"),
            ("le samedi/N 20 novembre/N", "le samedi 20 novembre = 2021-11-20 day"),
            ("du 3 au 5 mai/N", "du 3 au 5 mai = 2021-05-03..2021-05-05 day"),
            ("les 3 et 4 mai/N", "les 3 et 4 mai = 2021-05-03..2021-05-04 day"),
            (
                "du 30 avril/N au 2 mai/N 2019",
                "du 30 avril au 2 mai 2019 = 2019-04-30..2019-05-02 day",
            ),
            (
                "entre le 3 et le 5 mai/N",
                "entre le 3 et le 5 mai = 2021-05-03..2021-05-05 day",
            ),
            ("le 2023-10-05", "le 2023-10-05 = 2023-10-05 day"),
            ("le 05/10/2023", "le 05/10/2023 = 2023-10-05 day"),
            ("le 3 mai/N dernier/A", "le 3 mai dernier = 2021-05-03 day"),
            ("le 3 mai/N prochain/A", "le 3 mai prochain = 2022-05-03 day"),
            (
                "le 12 mars/N de l' an/Ns dernier/A",
                "le 12 mars de l'an dernier = 2020-03-12 day",
            ),
            (
                "depuis le 24 février/N 2022",
                "depuis le 24 février 2022 = 2022-02-24..? open",
            ),
            ("à partir du 3 mai/N", "à partir du 3 mai = 2021-05-03..? open"),
            ("le 3 mai/N au soir/N", "le 3 mai au soir = 2021-05-03 day"),
            (
                "le soir/N du 1 er octobre/N",
                "le soir du 1 er octobre = 2021-10-01 day",
            ),
            ("12 soldats/Np", ""),
            ("le mouvement/Ns du 23 mars/N 2014", ""),
        ],
    );
    check(
        "fr",
        "2021-11",
        &[
            ("le 12 mars/N", "le 12 mars = 2021-03-12 day"),
            ("le 12 décembre/N", "le 12 décembre = 2020-12-12 day"),
            ("le 30 novembre/N", "le 30 novembre = 2021-11-30 day"),
        ],
    );
    check(
        "fr",
        "0",
        &[
            ("le 12 mars/N", "le 12 mars = none"),
            (
                "le 12 mars/N 2019 , puis le 15 mars/N",
                "le 12 mars 2019 = 2019-03-12 day | le 15 mars = 2019-03-15 day",
            ),
        ],
    );
}

#[test]
fn deictic_fr() {
    check(
        "fr",
        DAY,
        &[
            ("hier", "hier = 2021-11-17 day"),
            ("aujourd'hui", "aujourd'hui = 2021-11-18 day"),
            ("avant-hier", "avant-hier = 2021-11-16 day"),
            ("demain", "demain = 2021-11-19 day"),
            ("hier soir/N", "hier soir = 2021-11-17 day"),
            ("l' attaque/Ns d' hier", "d'hier = 2021-11-17 day"),
            ("la veille/N", "la veille = 2021-11-17 day"),
            (
                "mardi/N , la veille/N",
                "mardi = 2021-11-16 day | la veille = 2021-11-15 day",
            ),
            (
                "mardi/N , puis le lendemain/N",
                "mardi = 2021-11-16 day | le lendemain = 2021-11-17 day",
            ),
            (
                "mardi/N , le même jour/N",
                "mardi = 2021-11-16 day | le même jour = 2021-11-16 day",
            ),
            (
                "mardi/N , le jour/N même",
                "mardi = 2021-11-16 day | le jour même = 2021-11-16 day",
            ),
            (
                "plus tôt dans la journée/N",
                "plus tôt dans la journée = 2021-11-18 day",
            ),
            ("la veille/N de l' attaque/Ns", ""),
            (
                "en 2014 , le lendemain/N",
                "en 2014 = 2014-01-01..2014-12-31 year | le lendemain = none",
            ),
            (
                "en 2014 , la veille/N",
                "en 2014 = 2014-01-01..2014-12-31 year | la veille = 2021-11-17 day",
            ),
            ("il y a trois jours/Np", "il y a trois jours = 2021-11-15 day"),
            (
                "il y a deux semaines/Np",
                "il y a deux semaines = 2021-11-01..2021-11-07 week",
            ),
            ("il y a un an/Ns", "il y a un an = 2020-01-01..2020-12-31 year"),
            (
                "il y a plus de dix ans/Np",
                "il y a plus de dix ans = 2011-01-01..2011-12-31 year",
            ),
            (
                "en 2014 , trois ans/Np plus tôt",
                "en 2014 = 2014-01-01..2014-12-31 year | trois ans plus tôt = 2011-01-01..2011-12-31 year",
            ),
            (
                "mardi/N , deux jours/Np plus tard",
                "mardi = 2021-11-16 day | deux jours plus tard = 2021-11-18 day",
            ),
            ("un mois/Ns après l' attaque/Ns", ""),
            ("depuis trois jours/Np", "depuis trois jours = 2021-11-15..? open"),
            (
                "ces trois derniers jours/Np",
                "ces trois derniers jours = 2021-11-15..2021-11-18 day",
            ),
            ("44 jours/Np de combats/Np", ""),
            ("pendant trois heures/Np", ""),
            ("âgé/A de 15 ans/Np", ""),
        ],
    );
    check(
        "fr",
        "2021-11",
        &[
            ("hier", "hier = 2021-11-01..2021-11-30 month"),
            (
                "il y a trois jours/Np",
                "il y a trois jours = 2021-11-01..2021-11-30 month",
            ),
            ("il y a quinze jours/Np", "il y a quinze jours = none"),
        ],
    );
    check(
        "fr",
        "0",
        &[
            ("hier", "hier = none"),
            (
                "le 3 mai/N 2019 , puis le lendemain/N",
                "le 3 mai 2019 = 2019-05-03 day | le lendemain = 2019-05-04 day",
            ),
        ],
    );
}

#[test]
fn periods_fr() {
    check(
        "fr",
        DAY,
        &[
            ("en novembre/N", "en novembre = 2021-11-01..2021-11-30 month"),
            ("en décembre/N", "en décembre = 2020-12-01..2020-12-31 month"),
            ("en mars/N 2021", "en mars 2021 = 2021-03-01..2021-03-31 month"),
            (
                "à l' automne/N 2020 , puis en novembre/N",
                "à l'automne 2020 = 2020-09-01..2020-11-30 season | en novembre = 2020-11-01..2020-11-30 month",
            ),
            (
                "en 2020 . En mars/N",
                "en 2020 = 2020-01-01..2020-12-31 year | En mars = 2020-03-01..2020-03-31 month",
            ),
            ("le mois/Ns dernier/A", "le mois dernier = 2021-10-01..2021-10-31 month"),
            ("ce mois/N +-ci", "ce mois-ci = 2021-11-01..2021-11-30 month"),
            ("début mars/N", "début mars = 2021-03-01..2021-03-31 month"),
            ("mi-mars/N", "mi-mars = 2021-03-01..2021-03-31 month"),
            ("à la mi-mars/N", "à la mi-mars = 2021-03-01..2021-03-31 month"),
            ("fin 2019", "fin 2019 = 2019-01-01..2019-12-31 year"),
            (
                "au début du mois/N de mars/N",
                "au début du mois de mars = 2021-03-01..2021-03-31 month",
            ),
            ("au mois/N d' août/N", "au mois d'août = 2021-08-01..2021-08-31 month"),
            (
                "novembre/N dernier/A",
                "novembre dernier = 2020-11-01..2020-11-30 month",
            ),
            ("cet été/N", "cet été = 2021-06-01..2021-08-31 season"),
            ("l' été/N dernier/A", "l'été dernier = 2021-06-01..2021-08-31 season"),
            (
                "au cours de l' été/N 2014",
                "au cours de l'été 2014 = 2014-06-01..2014-08-31 season",
            ),
            (
                "l' hiver/N 2014 +- +2015",
                "l'hiver 2014-2015 = 2014-12-01..2015-02-28 season",
            ),
            ("ont/X été/X tués/V", ""),
            ("le printemps arabe/A", ""),
            ("en 2014", "en 2014 = 2014-01-01..2014-12-31 year"),
            ("la guerre/Ns de 2014 .", "de 2014 = 2014-01-01..2014-12-31 year"),
            ("plus de 2014 soldats/Np", ""),
            ("2_014 soldats/Np", ""),
            ("6.500 personnes/Np", ""),
            ("près de 2000 hommes/Np", ""),
            ("de 2014 à 2016", "de 2014 à 2016 = 2014-01-01..2016-12-31 year"),
            ("entre 2014 et 2016", "entre 2014 et 2016 = 2014-01-01..2016-12-31 year"),
            ("( 1991 +- +1994 )", "1991-1994 = 1991-01-01..1994-12-31 year"),
            (
                "de mars/N à mai/N 2020",
                "de mars à mai 2020 = 2020-03-01..2020-05-31 month",
            ),
            ("l' an/Ns dernier/A", "l'an dernier = 2020-01-01..2020-12-31 year"),
            ("cette année/Ns", "cette année = 2021-01-01..2021-12-31 year"),
            (
                "en 2014 , cette année/Ns +-là",
                "en 2014 = 2014-01-01..2014-12-31 year | cette année-là = 2014-01-01..2014-12-31 year",
            ),
            ("la même année/Ns", "la même année = 2021-01-01..2021-12-31 year"),
            (
                "la semaine/Ns dernière/A",
                "la semaine dernière = 2021-11-08..2021-11-14 week",
            ),
            ("cette semaine/Ns", "cette semaine = 2021-11-15..2021-11-21 week"),
            (
                "le week-end/Ns dernier/A",
                "le week-end dernier = 2021-11-13..2021-11-14 day",
            ),
            ("depuis 2014", "depuis 2014 = 2014-01-01..? open"),
            ("depuis février/N 2022", "depuis février 2022 = 2022-02-01..? open"),
            ("jusqu'en 2014", "jusqu'en 2014 = ?..2014-12-31 open"),
            (
                "dans les années/Np 1990",
                "dans les années 1990 = 1990-01-01..1999-12-31 year",
            ),
            ("janvier/N est/X froid/A", ""),
            ("la surface/Ns de Mars/N", ""),
            (
                "en 1987 . En mars/N",
                "en 1987 = 1987-01-01..1987-12-31 year | En mars = 2021-03-01..2021-03-31 month",
            ),
            ("depuis plusieurs jours/Np", ""),
            ("ces derniers/Ap mois/N", ""),
        ],
    );
    check(
        "fr",
        "2021-11",
        &[
            (
                "à l' automne/N 2020 , puis en novembre/N",
                "à l'automne 2020 = 2020-09-01..2020-11-30 season | en novembre = 2020-11-01..2020-11-30 month",
            ),
            (
                "mardi/N , puis en mars/N",
                "mardi = ?..? {11-2 11-9 11-16 11-23 11-30} weekday | en mars = 2021-03-01..2021-03-31 month",
            ),
            ("en décembre/N", "en décembre = 2020-12-01..2020-12-31 month"),
            ("le mois/Ns dernier/A", "le mois dernier = 2021-10-01..2021-10-31 month"),
        ],
    );
    check(
        "fr",
        "0",
        &[
            ("en mars/N", "en mars = none"),
            ("en 2014", "en 2014 = 2014-01-01..2014-12-31 year"),
            ("l' an/Ns dernier/A", "l'an dernier = none"),
        ],
    );
}

#[test]
fn the_head_is_the_word_that_hangs_outside() {
    let words = TimeWords::load(&Packs::shipped(), "fr").expect("the tables load");
    let conllu = "1\ttuer\ttuer\tVERB\t_\t_\t0\troot\t_\t_\n2-3\tau\t_\t_\t_\t_\t_\t_\t_\t_\n2\tà\tà\tADP\t_\t_\t4\tcase\t_\t_\n3\tle\tle\tDET\t_\t_\t4\tdet\t_\t_\n4\tprintemps\tprintemps\tNOUN\t_\t_\t1\tobl\t_\t_\n5\t2014\t2014\tNUM\t_\t_\t4\tnmod\t_\t_\n";
    let (comments, sentence) = selon_syntax::conllu::read(conllu).expect("CoNLL-U").remove(0);
    let text = selon_syntax::conllu::text_of(&comments, &sentence);
    let found = mentions(&text, &sentence, &words);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].words.clone(), found[0].head, &text[found[0].span.clone()]),
        (1..5, 3, "au printemps 2014")
    );
}

/// What is planned lies ahead of the dispatch.
#[test]
fn what_is_to_come_fr() {
    check_ahead(
        "fr",
        DAY,
        &[
            ("mardi/N", "mardi = 2021-11-23 day"),
            ("jeudi/N", "jeudi = 2021-11-18 day"),
            ("avant samedi/N", "avant samedi = 2021-11-20 day"),
            ("en mars/N", "en mars = 2022-03-01..2022-03-31 month"),
            ("le 10 novembre/N", "le 10 novembre = 2022-11-10 day"),
            ("hier", "hier = 2021-11-17 day"),
        ],
    );
}
