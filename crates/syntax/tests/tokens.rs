//! How newswire is cut into sentences and words: one table a language. `|` stands between words, `‖` between sentences.

use selon_syntax::{Model, conllu};

fn cut(model: &Model, text: &str) -> String {
    let sentences: Vec<String> = model
        .analyze(text)
        .sentences
        .iter()
        .map(|sentence| {
            sentence
                .words
                .iter()
                .map(|word| word.form.as_str())
                .collect::<Vec<_>>()
                .join("|")
        })
        .collect();
    sentences.join("‖")
}

fn check(model: &[u8], cases: &[(&str, &str)]) {
    let model = Model::from_bytes(model).expect("model");
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|&(text, wanted)| {
            let found = cut(&model, text);
            (found != wanted).then(|| format!("{text}\n  wanted {wanted}\n  found  {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn french() {
    check(
        selon_model_fr::MODEL,
        &[
            ("L'armée a tiré.", "L'|armée|a|tiré|."),
            ("L’armée n’a pas tiré.", "L’|armée|n’|a|pas|tiré|."),
            (
                "Il vient du nord et va aux frontières.",
                "Il|vient|de|le|nord|et|va|à|les|frontières|.",
            ),
            ("Au sud, des civils ont fui.", "À|le|sud|,|des|civils|ont|fui|."),
            ("A-t-il été capturé ?", "A|-t-il|été|capturé|?"),
            ("« Nous tiendrons », a-t-il dit.", "«|Nous|tiendrons|»|,|a|-t-il|dit|."),
            (
                "«\u{a0}Nous tiendrons.\u{a0}» Il est parti.",
                "«|Nous|tiendrons|.|»‖Il|est|parti|.",
            ),
            (
                "\"Nous tiendrons.\" Il est parti.",
                "\"|Nous|tiendrons|.|\"‖Il|est|parti|.",
            ),
            (
                "Environ 6.500 soldats et 12,5 millions.",
                "Environ|6.500|soldats|et|12,5|millions|.",
            ),
            ("Près de 6 500 civils ont fui.", "Près|de|6 500|civils|ont|fui|."),
            ("M. Martin a rencontré Mme Petit.", "M.|Martin|a|rencontré|Mme|Petit|."),
            ("Le Haut-Karabakh cet après-midi.", "Le|Haut-Karabakh|cet|après-midi|."),
            ("George W. Martin est arrivé.", "George|W.|Martin|est|arrivé|."),
            (
                "Les tirs continuent ; la ville est isolée.",
                "Les|tirs|continuent|;|la|ville|est|isolée|.",
            ),
            ("Trois morts. Douze blessés.", "Trois|morts|.‖Douze|blessés|."),
            (
                "La ville est prise… Les habitants fuient.",
                "La|ville|est|prise|…‖Les|habitants|fuient|.",
            ),
            ("Le pays auquel il pense", "Le|pays|à|lequel|il|pense"),
        ],
    );
}

#[test]
fn english() {
    check(
        selon_model_en::MODEL,
        &[
            ("They don't fire.", "They|do|n't|fire|."),
            ("They cannot hold it.", "They|can|not|hold|it|."),
            ("Kyiv's forces won't stop.", "Kyiv|'s|forces|wo|n't|stop|."),
            ("The U.S. Army said so.", "The|U.S.|Army|said|so|."),
            (
                "Gen. John W. Smith and Lt. Col. Brown left.",
                "Gen.|John|W.|Smith|and|Lt.|Col.|Brown|left|.",
            ),
            (
                "\"We will fight.\" The army left.",
                "\"|We|will|fight|.|\"‖The|army|left|.",
            ),
            ("“We will fight,” he said.", "“|We|will|fight|,|”|he|said|."),
            (
                "It killed 6,500 people on Feb. 12.",
                "It|killed|6,500|people|on|Feb.|12|.",
            ),
            ("He is gonna leave.", "He|is|gon|na|leave|."),
            ("Brigade No. 5 attacked.", "Brigade|No.|5|attacked|."),
            ("They fled; nobody stayed.", "They|fled|;|nobody|stayed|."),
            (
                "See www.example.org/a.html, please.",
                "See|www.example.org/a.html|,|please|.",
            ),
            ("Three died. Twelve were hurt.", "Three|died|.‖Twelve|were|hurt|."),
        ],
    );
}

#[test]
fn lemmas_of_unseen_words() {
    let lemma = |model: &[u8], text: &str, form: &str| {
        let model = Model::from_bytes(model).expect("model");
        let analysis = model.analyze(text);
        let words = analysis.sentences.iter().flat_map(|sentence| &sentence.words);
        words
            .clone()
            .find(|word| word.form == form)
            .map(|word| word.lemma.to_string())
            .unwrap_or_default()
    };
    let fr = selon_model_fr::MODEL;
    let en = selon_model_en::MODEL;
    assert_eq!(
        lemma(fr, "Ils bombardaient les villes frontalières.", "bombardaient"),
        "bombarder"
    );
    assert_eq!(
        lemma(fr, "Ils bombardaient les villes frontalières.", "frontalières"),
        "frontalier"
    );
    assert_eq!(lemma(fr, "Les combats se poursuivent.", "poursuivent"), "poursuivre");
    assert_eq!(lemma(en, "They captured two militiamen.", "captured"), "capture");
    assert_eq!(lemma(en, "They captured two militiamen.", "militiamen"), "militiaman");
}

#[test]
fn an_analysis_is_valid_conllu() {
    let model = Model::from_bytes(selon_model_fr::MODEL).expect("model");
    let text = "Au nord, l'armée a repris 6 500 km² du territoire. « Nous tiendrons », a-t-il dit.";
    let mut out = Vec::new();
    for sentence in model.analyze(text).sentences {
        conllu::write(&sentence, text, &mut out).expect("write");
    }
    let read = conllu::read(&String::from_utf8(out).expect("UTF-8")).expect("CoNLL-U");
    assert_eq!(read.len(), 2);
}
