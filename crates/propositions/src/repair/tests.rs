//! One small tree per rule, wrong as the parser makes it.

use super::repaired;
use crate::Grammar;
use selon_packs::Packs;
use selon_syntax::conllu;

/// Repairs a tree written as `form lemma UPOS feats head deprel` lines and gives `form head-form deprel` of the words asked for.
pub(super) fn check(language: &str, words: &str, expected: &[&str]) {
    let rows: Vec<String> = words
        .trim()
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let [form, lemma, upos, feats, head, deprel] = cells[..] else {
                panic!("six cells: {line}")
            };
            format!(
                "{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t_",
                index + 1
            )
        })
        .collect();
    let sentence = conllu::read(&rows.join("\n")).expect("the test is CoNLL-U").remove(0).1;
    let grammar = Grammar::load(&Packs::shipped(), language).expect("the tables are right");
    let fixed = repaired(&sentence, &grammar);
    for wanted in expected {
        let form = wanted.split(' ').next().unwrap_or("");
        let word = fixed
            .words
            .iter()
            .find(|word| word.form == form)
            .expect("the word is there");
        let head = word.head.map_or("-", |head| fixed.words[head].form.as_str());
        assert_eq!(format!("{form} {head} {}", word.deprel), *wanted);
    }
    assert_eq!(repaired(&fixed, &grammar), fixed, "a repaired tree is right");
}

#[test]
fn relative_clause_that_was_the_root() {
    check(
        "fr",
        "Le le DET _ 2 det
         village village NOUN Gender=Masc|Number=Sing 6 nsubj
         que que SCONJ _ 6 obj
         la le DET _ 5 det
         milice milice NOUN Gender=Fem|Number=Sing 6 nsubj
         tient tenir VERB VerbForm=Fin 0 root
         brûle brûler VERB VerbForm=Fin 6 conj
         . . PUNCT _ 6 punct",
        &[
            "tient village acl:relcl",
            "brûle - root",
            "village brûle nsubj",
            "que tient obj",
            "milice tient nsubj",
        ],
    );
}

#[test]
fn preposition_with_a_noun_before_the_relative_pronoun() {
    check(
        "fr",
        "une un DET _ 2 det
         opération opération NOUN Gender=Fem|Number=Sing 0 root
         à à ADP _ 5 case
         le le DET _ 5 det
         cours cours NOUN Gender=Masc|Number=Sing 2 nmod
         de de ADP _ 7 case
         laquelle lequel PRON Gender=Fem|Number=Sing|PronType=Rel 9 obl:mod
         deux deux NUM _ 9 nsubj
         périrent périr VERB VerbForm=Fin 5 acl:relcl",
        &[
            "périrent opération acl:relcl",
            "cours périrent obl",
            "laquelle cours nmod",
        ],
    );
}

#[test]
fn participle_between_noun_and_finite_verb() {
    check(
        "fr",
        "Les le DET _ 2 det
         armes arme NOUN Number=Plur 3 nsubj
         saisies saisir VERB Tense=Past|VerbForm=Part|Voice=Pass 0 root
         à à ADP _ 5 case
         Lyon Lyon PROPN _ 3 obl:mod
         appartenaient appartenir VERB VerbForm=Fin 5 amod
         à à ADP _ 9 case
         un un DET _ 9 det
         trafiquant trafiquant NOUN _ 5 nmod
         . . PUNCT _ 3 punct",
        &[
            "appartenaient - root",
            "armes appartenaient nsubj",
            "saisies armes acl",
            "trafiquant appartenaient obl",
            "Lyon saisies obl:mod",
        ],
    );
}

#[test]
fn subject_with_a_preposition() {
    check(
        "en",
        "A a DET _ 2 det
         depot depot NOUN Number=Sing 3 nsubj
         guarded guard VERB Tense=Past|VerbForm=Part 0 root
         by by ADP _ 5 case
         mercenaries mercenary NOUN Number=Plur 6 nsubj
         exploded explode VERB VerbForm=Fin 3 ccomp
         . . PUNCT _ 3 punct",
        &[
            "exploded - root",
            "depot exploded nsubj",
            "guarded depot acl",
            "mercenaries guarded obl:agent",
        ],
    );
}

#[test]
fn headlines_keep_their_participle() {
    check(
        "en",
        "Two two NUM _ 2 nummod
         soldiers soldier NOUN Number=Plur 3 nsubj
         killed kill VERB Tense=Past|VerbForm=Part 0 root
         , , PUNCT _ 3 punct
         army army NOUN Number=Sing 6 nsubj
         says say VERB VerbForm=Fin 3 parataxis",
        &["killed - root", "soldiers killed nsubj"],
    );
}

#[test]
fn prepositional_phrase_is_no_root() {
    check(
        "en",
        "The the DET _ 2 det
         fire fire NOUN Number=Sing 6 nsubj
         , , PUNCT _ 6 punct
         according accord VERB _ 6 case
         to to ADP _ 6 case
         firefighters firefighter NOUN Number=Plur 0 root
         , , PUNCT _ 6 punct
         destroyed destroy VERB VerbForm=Fin 6 parataxis
         it it PRON _ 8 obj",
        &["destroyed - root", "fire destroyed nsubj", "firefighters destroyed obl"],
    );
}

#[test]
fn agent_behind_another_phrase() {
    check(
        "fr",
        "Des un DET _ 2 det
         villageois villageois NOUN Number=Plur 0 root
         chassés chasser VERB Tense=Past|VerbForm=Part|Voice=Pass 2 acl
         de de ADP _ 6 case
         leurs son DET _ 6 det
         terres terre NOUN Number=Plur 3 obl:arg
         par par ADP _ 9 case
         les le DET _ 9 det
         éleveurs éleveur NOUN Number=Plur 6 nmod",
        &["éleveurs chassés obl:agent"],
    );
}

#[test]
fn subject_of_the_second_clause() {
    check(
        "en",
        "Tanks tank NOUN Number=Plur 2 nsubj
         crossed cross VERB VerbForm=Fin 0 root
         the the DET _ 4 det
         river river NOUN Number=Sing 2 obj
         and and CCONJ _ 6 cc
         jets jet NOUN Number=Plur 4 conj
         bombed bomb VERB VerbForm=Fin 2 conj
         it it PRON _ 7 obj",
        &["jets bombed nsubj", "and bombed cc", "bombed crossed conj"],
    );
}

#[test]
fn source_behind_a_comma() {
    check(
        "fr",
        "Une un DET _ 2 det
         mine mine NOUN _ 3 nsubj
         explosa exploser VERB VerbForm=Fin 0 root
         près près ADP _ 5 case
         Goma Goma PROPN _ 3 obl:mod
         , , PUNCT _ 9 punct
         selon selon ADP _ 9 case
         un un DET _ 9 det
         témoin témoin NOUN _ 5 nmod",
        &["témoin explosa obl:mod"],
    );
}

#[test]
fn participle_agrees_with_its_noun() {
    check(
        "fr",
        "un un DET _ 2 det
         dépôt dépôt NOUN Gender=Masc|Number=Sing 0 root
         de de ADP _ 4 case
         munitions munition NOUN Gender=Fem|Number=Plur 2 nmod
         installé installer VERB Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part 4 acl
         ici ici ADV _ 5 advmod",
        &["installé dépôt acl"],
    );
}

#[test]
fn speech_is_not_coordinated_with_what_is_said() {
    check(
        "fr",
        "Elle lui PRON _ 2 nsubj
         avance avancer VERB VerbForm=Fin 0 root
         , , PUNCT _ 5 punct
         a avoir AUX VerbForm=Fin 5 aux:tense
         assuré assurer VERB Tense=Past|VerbForm=Part 2 conj
         un un DET _ 7 det
         officier officier NOUN _ 5 obj",
        &["assuré avance parataxis", "officier assuré nsubj"],
    );
}

#[test]
fn speaker_at_the_end() {
    check(
        "en",
        "They they PRON _ 2 nsubj
         leave leave VERB VerbForm=Fin 0 root
         town town NOUN _ 2 obj
         , , PUNCT _ 6 punct
         the the DET _ 6 det
         mayor mayor NOUN _ 3 appos
         said say VERB VerbForm=Fin 6 acl:relcl
         . . PUNCT _ 2 punct",
        &["said leave parataxis", "mayor said nsubj"],
    );
}

#[test]
fn complement_of_the_noun_before_it() {
    check(
        "fr",
        "Elle lui PRON _ 2 nsubj
         attend attendre VERB VerbForm=Fin 0 root
         l' le DET _ 4 det
         aide aide NOUN _ 2 obj
         de de ADP _ 6 case
         Rome Rome PROPN _ 2 obl:arg",
        &["Rome aide nmod"],
    );
}

#[test]
fn what_is_said_hangs_on_the_speech_verb() {
    check(
        "en",
        "Police police NOUN _ 5 nsubj
         said say VERB VerbForm=Fin 5 advcl
         that that SCONJ _ 5 mark
         rebels rebel NOUN _ 5 nsubj
         fled flee VERB VerbForm=Fin 0 root",
        &[
            "said - root",
            "Police said nsubj",
            "fled said ccomp",
            "that fled mark",
            "rebels fled nsubj",
        ],
    );
}

#[test]
fn noun_behind_is_no_second_subject() {
    check(
        "fr",
        "l' le DET _ 2 det
         aviation aviation NOUN _ 3 nsubj
         bombarde bombarder VERB VerbForm=Fin 0 root
         le le DET _ 5 det
         sud sud NOUN _ 3 nsubj",
        &["sud bombarde obj"],
    );
}

#[test]
fn what_the_object_is_told() {
    check(
        "en",
        "He he PRON _ 2 nsubj
         begged beg VERB VerbForm=Fin 0 root
         residents resident NOUN _ 2 obj
         to to PART _ 5 mark
         stay stay VERB VerbForm=Inf 3 acl",
        &["stay begged xcomp"],
    );
}

#[test]
fn causee_behind_the_object() {
    check(
        "fr",
        "Il lui PRON _ 3 nsubj:caus
         fait faire AUX VerbForm=Fin 3 aux:caus
         arrêter arrêter VERB VerbForm=Inf 0 root
         les le DET _ 5 det
         meneurs meneur NOUN _ 3 obj
         par par ADP _ 8 case
         une un DET _ 8 det
         brigade brigade NOUN _ 5 nmod",
        &["brigade arrêter obl:agent"],
    );
}

#[test]
fn subject_behind_a_verb_that_has_none() {
    check(
        "fr",
        "Dans dans ADP _ 3 case
         le le DET _ 3 det
         golfe golfe NOUN Gender=Masc|Number=Sing 4 obl:mod
         croisent croiser VERB Number=Plur|VerbForm=Fin 0 root
         trois trois NUM _ 6 nummod
         navires navire NOUN Gender=Masc|Number=Plur 4 obj
         . . PUNCT _ 4 punct",
        &["navires croisent nsubj"],
    );
}

#[test]
fn what_stands_behind_the_agent() {
    check(
        "en",
        "It it PRON _ 3 nsubj:pass
         was be AUX VerbForm=Fin 3 aux:pass
         launched launch VERB Tense=Past|VerbForm=Part 0 root
         by by ADP _ 5 case
         rebels rebel NOUN Number=Plur 3 obl:agent
         against against ADP _ 8 case
         the the DET _ 8 det
         garrison garrison NOUN Number=Sing 5 nmod
         . . PUNCT _ 3 punct",
        &["garrison launched obl:mod", "rebels launched obl:agent"],
    );
}

#[test]
fn condition_that_hung_on_a_noun() {
    check(
        "fr",
        "Ils il PRON _ 2 nsubj
         bloqueront bloquer VERB VerbForm=Fin 0 root
         le le DET _ 4 det
         pont pont NOUN Gender=Masc|Number=Sing 2 obj
         si si SCONJ _ 7 mark
         elle elle PRON _ 7 nsubj
         refuse refuser VERB VerbForm=Fin 4 acl
         . . PUNCT _ 2 punct",
        &["refuse bloqueront advcl"],
    );
}
