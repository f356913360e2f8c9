//! Quantities: a sentence with its noun marked, and `low/best/high` (`-` for none, `~` for approximate), then the words that tell it.

mod common;

use common::made;
use selon_expressions::quantity::{NumberWords, quantity};
use selon_packs::Packs;

fn read(words: &NumberWords, notation: &str) -> String {
    let made = made(notation);
    let Some(found) = quantity(&made.text, &made.sentence, made.marked, words) else {
        return "none".into();
    };
    let show = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
    let approx = if found.approx { "~" } else { "" };
    let (low, best, high) = (show(found.low), show(found.best), show(found.high));
    format!("{low}/{best}/{high}{approx} {}", &made.text[found.span])
}

fn check(language: &str, cases: &[(&str, &str)]) {
    let words = NumberWords::load(&Packs::shipped(), language).expect("the tables load");
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(notation, wanted)| {
            let got = read(&words, notation);
            (got != *wanted).then(|| format!("{notation}\n  want {wanted}\n  got  {got}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn figures_fr() {
    check(
        "fr",
        &[
            ("15 soldats/Np*", "15/15/15 15"),
            ("6.500 personnes/Np*", "6500/6500/6500 6.500"),
            ("6_500 personnes/Np*", "6500/6500/6500 6 500"),
            ("6\u{a0}500 personnes/Np*", "6500/6500/6500 6\u{a0}500"),
            ("6\u{202f}500 personnes/Np*", "6500/6500/6500 6\u{202f}500"),
            ("6 500 personnes/Np*", "6500/6500/6500 6 500"),
            ("1.200.000 personnes/Np*", "1200000/1200000/1200000 1.200.000"),
            (
                "2,5 millions/Np de déplacés/Np*",
                "2500000/2500000/2500000 2,5 millions",
            ),
            ("un million/Ns d' habitants/Np*", "1000000/1000000/1000000 un million"),
            (
                "un million/Ns et demi d' habitants/Np*",
                "1500000/1500000/1500000 un million et demi",
            ),
            ("12 mille hommes/Np*", "12000/12000/12000 12 mille"),
            ("2_014 soldats/Np*", "2014/2014/2014 2 014"),
            ("les 2000 hommes/Np*", "2000/2000/2000 2000"),
        ],
    );
}

#[test]
fn words_fr() {
    check(
        "fr",
        &[
            ("quinze soldats/Np*", "15/15/15 quinze"),
            ("quatre-vingt-dix-sept civils/Np*", "97/97/97 quatre-vingt-dix-sept"),
            ("quatre vingts civils/Np*", "80/80/80 quatre vingts"),
            ("soixante et onze autres/A capturés/Np*", "71/71/71 soixante et onze"),
            ("soixante-quinze civils/Np*", "75/75/75 soixante-quinze"),
            ("vingt et un civils/Np*", "21/21/21 vingt et un"),
            ("vingt-trois civils/Np*", "23/23/23 vingt-trois"),
            ("septante-deux civils/Np*", "72/72/72 septante-deux"),
            ("nonante civils/Np*", "90/90/90 nonante"),
            ("deux cent trente civils/Np*", "230/230/230 deux cent trente"),
            ("cent vingt civils/Np*", "120/120/120 cent vingt"),
            ("mille cinq cents hommes/Np*", "1500/1500/1500 mille cinq cents"),
            ("trois mille hommes/Np*", "3000/3000/3000 trois mille"),
            ("un soldat/Ns*", "1/1/1 un"),
            ("une jeune femme/Ns*", "1/1/1 une"),
            ("un autre soldat/Ns*", "1/1/1 un"),
            ("deux autres soldats/Np*", "2/2/2 deux"),
            ("les deux hommes/Np*", "2/2/2 deux"),
            ("les trois premiers blessés/Np*", "3/3/3 trois"),
            ("Quinze* sont/X morts/Np", "15/15/15 Quinze"),
            ("15 sont/X morts/Np*", "none"),
            ("12 autres*/A ont/X été/X capturés/V", "12/12/12 12"),
            ("15* d' entre eux/R", "15/15/15 15"),
            ("l' un* d' eux/R", "none"),
        ],
    );
}

#[test]
fn collectives_fr() {
    check(
        "fr",
        &[
            ("une dizaine/Ns de soldats/Np*", "10/10/10~ une dizaine"),
            ("Une dizaine/Ns* d' entre eux/R", "10/10/10~ Une dizaine"),
            ("une bonne/A vingtaine/Ns de morts/Np*", "20/20/20~ une bonne vingtaine"),
            ("une trentaine/Ns de ces soldats/Np*", "30/30/30~ une trentaine"),
            ("une centaine/Ns de civils/Np*", "100/100/100~ une centaine"),
            ("un millier/Ns de civils/Np*", "1000/1000/1000~ un millier"),
            ("deux douzaines de soldats/Np*", "24/24/24~ deux douzaines"),
            ("une demi-douzaine/Ns de soldats/Np*", "6/6/6~ une demi-douzaine"),
            (
                "une centaine/Ns de milliers de civils/Np*",
                "100000/100000/100000~ une centaine de milliers",
            ),
            ("des dizaines/Np de morts/Np*", "20/-/- dizaines"),
            ("des centaines/Np de morts/Np*", "200/-/- centaines"),
            ("des milliers/Np de morts/Np*", "2000/-/- milliers"),
            (
                "des dizaines/Np de milliers/Np de déplacés/Np*",
                "20000/-/- dizaines de milliers",
            ),
            ("plusieurs/D morts/Np*", "2/-/- plusieurs"),
            ("quelques/D morts/Np*", "2/-/- quelques"),
            ("plusieurs/D dizaines/Np de morts/Np*", "20/-/- plusieurs dizaines"),
            ("quelques/D milliers/Np d' hommes/Np*", "2000/-/- quelques milliers"),
            ("de nombreux/A blessés/Np*", "2/-/- de nombreux"),
            ("des soldats/Np*", "none"),
            ("les soldats/Np*", "none"),
        ],
    );
}

#[test]
fn bounds_fr() {
    check(
        "fr",
        &[
            ("au moins 15 soldats/Np*", "15/-/- au moins 15"),
            ("Au moins quinze soldats/Np*", "15/-/- Au moins quinze"),
            ("6.500 personnes/Np* au moins", "6500/-/- 6.500 personnes au moins"),
            (
                "15 soldats/Np* arméniens/A au moins",
                "15/-/- 15 soldats arméniens au moins",
            ),
            ("15* au moins", "15/-/- 15 au moins"),
            ("plus de 45 civils/Np*", "45/-/- plus de 45"),
            ("plus d' une centaine/Ns de soldats/Np*", "100/-/- plus d'une centaine"),
            ("au moins une dizaine/Ns de soldats/Np*", "10/-/- au moins une dizaine"),
            ("jusqu' à 60 morts/Np*", "-/-/60 jusqu'à 60"),
            ("moins de 20 morts/Np*", "-/-/20 moins de 20"),
            ("pas moins de 20 morts/Np*", "20/-/- pas moins de 20"),
            ("environ 2000 hommes/Np*", "2000/2000/2000~ environ 2000"),
            ("près de 2_000 hommes/Np*", "2000/2000/2000~ près de 2 000"),
            ("quelque 2.000 hommes/Np*", "2000/2000/2000~ quelque 2.000"),
            ("2.000 hommes/Np* environ", "2000/2000/2000~ 2.000 hommes environ"),
            ("entre 15 et 20 morts/Np*", "15/-/20 entre 15 et 20"),
            ("de 15 à 20 morts/Np*", "15/-/20 de 15 à 20"),
            ("15 à 20 morts/Np*", "15/-/20 15 à 20"),
            ("15 +- +20 morts/Np*", "15/-/20 15-20"),
            ("deux ou trois hommes/Np*", "2/-/3 deux ou trois"),
            ("2 à 3 millions/Np d' habitants/Np*", "2000000/-/3000000 2 à 3 millions"),
            ("le bilan/Ns est/X passé/V de 15 à 20 morts/Np*", "20/20/20 20"),
            ("15 soldats/Np* et au moins 3 civils/Np", "15/15/15 15"),
            ("aucun/D soldat/Ns*", "0/0/0 aucun"),
            ("pas de victimes/Np*", "0/0/0 pas de"),
            ("n' a/X pas fait/V de victime/Ns*", "0/0/0 pas fait de"),
            ("sans faire/V de blessés/Np*", "0/0/0 sans faire de"),
            ("zéro/D mort/Ns*", "0/0/0 zéro"),
        ],
    );
}

#[test]
fn not_the_nouns_own_fr() {
    check(
        "fr",
        &[
            ("trois soldats/Np et deux civils/Np*", "2/2/2 deux"),
            ("trois soldats/Np* et deux civils/Np", "3/3/3 trois"),
            ("15 morts/Np et blessés/Np*", "none"),
            ("à 15 km/Np de la ville/Ns*", "none"),
            ("15 %/N des soldats/Np*", "none"),
            ("15 pour cent/N des soldats/Np*", "none"),
            ("le 12 mars/N", "none"),
            ("le 12* mars/N", "none"),
            ("la guerre/Ns* de 2014", "none"),
            ("en 2014* , la guerre/Ns", "none"),
            ("un homme/Ns* de 15 ans/Np", "1/1/1 un"),
            ("un groupe/Ns de 15 soldats/Np*", "15/15/15 15"),
            ("deux des quinze soldats/Np*", "15/15/15 quinze"),
            ("plus de soldats/Np*", "none"),
            ("la 17 e brigade/Ns*", "none"),
            ("pas moins de soldats/Np*", "none"),
            ("les chars/Np* T +- +72 et M +- +60 fusils/Np", "none"),
            ("du 3* au 5 mai/N", "none"),
            ("à 14 h , des soldats/Np*", "none"),
        ],
    );
}

#[test]
fn figures_and_words_en() {
    check(
        "en",
        &[
            ("15 soldiers/Np*", "15/15/15 15"),
            ("6,500 people/Np*", "6500/6500/6500 6,500"),
            ("1.2 million people/Np*", "1200000/1200000/1200000 1.2 million"),
            ("twenty +- +three soldiers/Np*", "23/23/23 twenty-three"),
            ("twenty-three soldiers/Np*", "23/23/23 twenty-three"),
            ("a hundred and five people/Np*", "105/105/105 a hundred and five"),
            (
                "two thousand five hundred people/Np*",
                "2500/2500/2500 two thousand five hundred",
            ),
            (
                "one hundred thousand people/Np*",
                "100000/100000/100000 one hundred thousand",
            ),
            ("a soldier/Ns*", "1/1/1 a"),
            ("a police/Ns officer/Ns*", "1/1/1 a"),
            ("another soldier/Ns*", "1/1/1 another"),
            ("Fifteen* of them/R", "15/15/15 Fifteen"),
            ("two others/Np*", "2/2/2 two"),
            ("a further three soldiers/Np*", "3/3/3 three"),
            ("another five soldiers/Np*", "5/5/5 five"),
            ("15 Armenian/A soldiers/Np*", "15/15/15 15"),
            ("three Malian/A army/Ns soldiers/Np*", "3/3/3 three"),
            ("both men/Np*", "2/2/2 both"),
            ("a couple/Ns of soldiers/Np*", "2/2/2 a couple"),
            ("a dozen/Ns soldiers/Np*", "12/12/12~ a dozen"),
            ("two dozen/N soldiers/Np*", "24/24/24~ two dozen"),
            ("half a dozen/N soldiers/Np*", "6/6/6~ half a dozen"),
            ("a half-dozen soldiers/Np*", "6/6/6~ a half-dozen"),
            ("dozens/Np of soldiers/Np*", "24/-/- dozens"),
            ("hundreds/Np of soldiers/Np*", "200/-/- hundreds"),
            ("thousands/Np of the soldiers/Np*", "2000/-/- thousands"),
            ("tens/Np of thousands/Np of people/Np*", "20000/-/- tens of thousands"),
            ("several/A soldiers/Np*", "2/-/- several"),
            ("several/A dozen/N soldiers/Np*", "24/-/- several dozen"),
            ("several/A hundred/N soldiers/Np*", "200/-/- several hundred"),
            ("a few soldiers/Np*", "2/-/- a few"),
            ("SIX SOLDIERS/Np*", "6/6/6 SIX"),
            ("no soldiers/Np*", "0/0/0 no"),
            ("no one* was/X hurt/V", "none"),
            ("no/D one/R* was/X hurt/V", "0/0/0 no one"),
            ("zero casualties/Np*", "0/0/0 zero"),
            ("not cause/V any casualties/Np*", "0/0/0 not cause any"),
            ("soldiers/Np*", "none"),
            ("the soldiers/Np*", "none"),
        ],
    );
}

#[test]
fn bounds_en() {
    check(
        "en",
        &[
            ("at least 15 soldiers/Np*", "15/-/- at least 15"),
            ("15 soldiers/Np* at least", "15/-/- 15 soldiers at least"),
            ("at least another 15 soldiers/Np*", "15/-/- at least another 15"),
            ("more than 45 people/Np*", "45/-/- more than 45"),
            ("more than a dozen/N people/Np*", "12/-/- more than a dozen"),
            ("no fewer than 15 people/Np*", "15/-/- no fewer than 15"),
            ("no more than 15 people/Np*", "-/-/15 no more than 15"),
            ("up to 60 dead/A*", "-/-/60 up to 60"),
            ("as many as 60 dead/A*", "-/-/60 as many as 60"),
            ("fewer than 20 people/Np*", "-/-/20 fewer than 20"),
            ("about 2,000 people/Np*", "2000/2000/2000~ about 2,000"),
            ("nearly 2,000 people/Np*", "2000/2000/2000~ nearly 2,000"),
            ("some 2,000 people/Np*", "2000/2000/2000~ some 2,000"),
            ("an estimated 2,000 people/Np*", "2000/2000/2000~ an estimated 2,000"),
            ("between 15 and 20 people/Np*", "15/-/20 between 15 and 20"),
            ("15 to 20 people/Np*", "15/-/20 15 to 20"),
            ("15 +- +20 people/Np*", "15/-/20 15-20"),
            ("two or three people/Np*", "2/-/3 two or three"),
            (
                "between one hundred and two hundred people/Np*",
                "100/-/200 between one hundred and two hundred",
            ),
            ("20 or more people/Np*", "20/-/- 20 or more"),
            ("20 or so people/Np*", "20/20/20~ 20 or so"),
            ("rose/V from 15 to 20 dead/A*", "20/20/20 20"),
        ],
    );
}

#[test]
fn not_the_nouns_own_en() {
    check(
        "en",
        &[
            ("three soldiers/Np and two civilians/Np*", "2/2/2 two"),
            ("15 soldiers/Np and civilians/Np*", "none"),
            ("a 15 +- +year/N +- +old/A boy/Ns*", "1/1/1 a"),
            ("two 15 +- +year/N +- +old/A boys/Np*", "2/2/2 two"),
            ("15 percent/N of soldiers/Np*", "none"),
            ("the 2020 war/Ns*", "none"),
            ("in 2014 rebels/Np* fled/V", "none"),
            ("$ 15 million aid/Ns*", "none"),
            ("15 km/Np from town/Ns*", "none"),
            ("on Feb. 26* rebels/Np", "none"),
            ("three days/Np of clashes/Np*", "none"),
            ("15 years/Np prison/Ns*", "none"),
            ("fifteen of the soldiers/Np*", "none"),
            ("the 2020 +- +21 war/Ns*", "none"),
            ("its 2014 protests/Np*", "none"),
            ("at 2030 they/R*", "none"),
            ("2000 soldiers/Np*", "2000/2000/2000 2000"),
            ("around the various/A halls/Np*", "2/-/- various"),
            ("From 3 to 5 May/P*", "none"),
            ("two F +- +16 fighters/Np*", "2/2/2 two"),
            ("at 0430 GMT/P*", "none"),
        ],
    );
}

#[test]
fn a_number_that_the_tree_hangs_on_its_noun() {
    let words = NumberWords::load(&Packs::shipped(), "fr").expect("the tables load");
    let conllu = "1\tQuinze\tquinze\tNUM\t_\t_\t3\tnummod\t_\t_\n2\tsont\têtre\tAUX\t_\t_\t3\tcop\t_\t_\n3\tmorts\tmort\tNOUN\t_\t_\t0\troot\t_\t_\n";
    let (comments, sentence) = selon_syntax::conllu::read(conllu).expect("CoNLL-U").remove(0);
    let text = selon_syntax::conllu::text_of(&comments, &sentence);
    assert_eq!(quantity(&text, &sentence, 2, &words).and_then(|q| q.best), Some(15));
}
