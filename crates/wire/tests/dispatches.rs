//! Dispatches written for these tests, in the shapes that agencies, crawls and pages give them.

use selon_wire::{Dispatch, Edition, Options, WireError, parse_published, read};

fn dispatch(text: &str) -> Dispatch {
    read(text.as_bytes(), "test.txt", &Options::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn headline(dispatch: &Dispatch) -> Option<&str> {
    dispatch.headline.clone().map(|range| &dispatch.text[range])
}

fn body(dispatch: &Dispatch) -> Vec<&str> {
    dispatch
        .body
        .iter()
        .map(|range| &dispatch.text[range.clone()])
        .collect()
}

fn places(dispatch: &Dispatch) -> Vec<&str> {
    dispatch.dateline.iter().map(|place| place.name.as_str()).collect()
}

/// First day, last day.
fn published(dispatch: &Dispatch) -> Option<String> {
    dispatch
        .published
        .as_ref()
        .map(|published| format!("{}..{}", published.start, published.end))
}

fn agency(dispatch: &Dispatch) -> Option<&str> {
    dispatch.agency.as_ref().map(|agency| agency.name.as_str())
}

fn credits(dispatch: &Dispatch) -> Vec<String> {
    dispatch
        .credits
        .iter()
        .map(|credit| match &credit.place {
            Some(place) => format!("{}: {} @ {place}", credit.role, credit.name),
            None => format!("{}: {}", credit.role, credit.name),
        })
        .collect()
}

#[test]
fn a_crawled_french_dispatch() {
    let d = dispatch(
        " date 2023-05 OUAGADOUGOU (Reuters) - Des hommes armés ont attaqué dimanche un convoi près de Djibo.\n\n\
         L'armée a confirmé l'attaque.\n\n\
         (Reportage Awa Sanou à Ouagadougou et Idrissa Cissé à Bobo-Dioulasso, rédigé par Paul Mercier ; version française \
         Lise Aubry, édité par Marc Vidal)\n",
    );
    assert_eq!(d.language, "fr");
    assert_eq!(agency(&d), Some("Reuters"));
    assert_eq!(places(&d), ["Ouagadougou"]);
    assert_eq!(&d.text[d.dateline[0].span.clone()], "OUAGADOUGOU");
    assert_eq!(published(&d).as_deref(), Some("2023-05-01..2023-05-31"));
    assert_eq!(
        d.published.as_ref().map(|published| published.text.as_str()),
        Some("2023-05")
    );
    assert_eq!(headline(&d), None);
    assert_eq!(
        body(&d),
        [
            "Des hommes armés ont attaqué dimanche un convoi près de Djibo.",
            "L'armée a confirmé l'attaque."
        ]
    );
    assert_eq!(
        credits(&d),
        [
            "reporting: Awa Sanou @ Ouagadougou",
            "reporting: Idrissa Cissé @ Bobo-Dioulasso",
            "writing: Paul Mercier",
            "translation: Lise Aubry",
            "editing: Marc Vidal"
        ]
    );
    assert_eq!(d.edition, Edition::Plain);
}

#[test]
fn an_english_dispatch_with_label_note_and_slogan() {
    let d = dispatch(
        "CORRECTED-Shelling kills four in border town, governor says\n\n\
         (Corrects paragraph 2 to say four, not five)\n\n\
         By Ann Moss and Ben Oak\n\n\
         KYIV/MOSCOW, Feb 26, 2023 (Reuters) - Shelling killed four people in a border town on Sunday, the governor said.\n\n\
         \"We found four bodies,\" he said. \"The search goes on.\"\n\n\
         READ MORE:\n\n\
         Reporting by Ann Moss in Kyiv and Ben Oak in Moscow; Editing by Di Hill\n\n\
         Our Standards: The Thomson Reuters Trust Principles.\n",
    );
    assert_eq!(headline(&d), Some("Shelling kills four in border town, governor says"));
    assert_eq!(d.edition, Edition::Correction);
    assert_eq!(places(&d), ["Kyiv", "Moscow"]);
    assert_eq!(published(&d).as_deref(), Some("2023-02-26..2023-02-26"));
    assert_eq!(body(&d).len(), 2, "{:?}", body(&d));
    assert_eq!(
        credits(&d),
        [
            "writing: Ann Moss",
            "writing: Ben Oak",
            "reporting: Ann Moss @ Kyiv",
            "reporting: Ben Oak @ Moscow",
            "editing: Di Hill"
        ]
    );
}

#[test]
fn the_dateline_gives_a_known_month_its_day() {
    let text = "KYIV, Feb 26 (Reuters) - The bridge was hit at dawn, the army said.";
    assert_eq!(published(&dispatch(text)), None, "a year is never guessed");
    for (known, expected) in [
        ("date 2023-02 ", "2023-02-26..2023-02-26"),
        ("date 2023-03\n", "2023-02-26..2023-02-26"),
        ("date 2023-07\n", "2023-07-01..2023-07-31"),
        ("2023-02-27\n", "2023-02-27..2023-02-27"),
    ] {
        assert_eq!(
            published(&dispatch(&format!("{known}{text}"))).as_deref(),
            Some(expected),
            "{known}"
        );
    }
    let options = Options {
        published: parse_published("2022").ok(),
        ..Options::default()
    };
    let d = read(text.as_bytes(), "test.txt", &options).unwrap();
    assert_eq!(published(&d).as_deref(), Some("2022-02-26..2022-02-26"));
    let new_year = "date 2023-01 GOMA, 31 décembre (AFP) - Des combats ont repris samedi dans le nord de la ville.";
    assert_eq!(
        published(&dispatch(new_year)).as_deref(),
        Some("2022-12-31..2022-12-31")
    );
}

#[test]
fn dates_before_the_text() {
    for (first, expected) in [
        ("2023-10-05", Some("2023-10-05..2023-10-05")),
        ("date 2023-10-05", Some("2023-10-05..2023-10-05")),
        ("12 mars 2023", Some("2023-03-12..2023-03-12")),
        ("March 12, 2023", Some("2023-03-12..2023-03-12")),
        ("12 March 2023", Some("2023-03-12..2023-03-12")),
        ("Publié le 12 mars 2023 à 14h30", Some("2023-03-12..2023-03-12")),
        (
            "Updated: Sunday, March 12, 2023, 10:15 a.m. GMT",
            Some("2023-03-12..2023-03-12"),
        ),
        ("Date : novembre 2021", Some("2021-11-01..2021-11-30")),
        ("Date : 03/04/2023", Some("2023-04-03..2023-04-03")),
        ("12 mars", None),
    ] {
        let d = dispatch(&format!(
            "{first}\n\nDes tirs ont été entendus près de la gare, selon la police.\n"
        ));
        assert_eq!(published(&d).as_deref(), expected, "{first}");
        if expected.is_some() {
            assert_eq!(
                body(&d),
                ["Des tirs ont été entendus près de la gare, selon la police."],
                "{first}"
            );
        }
    }
}

#[test]
fn an_encyclopedia_s_shape() {
    let d = dispatch(
        "Mali : deux soldats tués près de Ménaka\n\n8 août 2016, 14h30 . –\nDeux soldats ont été tués lundi près de Ménaka .\n\
         Un troisième est porté disparu.\n\nArticle sur Wikipédia .\n",
    );
    assert_eq!(headline(&d), Some("Mali : deux soldats tués près de Ménaka"));
    assert_eq!(published(&d).as_deref(), Some("2016-08-08..2016-08-08"));
    assert_eq!(
        body(&d),
        [
            "Deux soldats ont été tués lundi près de Ménaka .",
            "Un troisième est porté disparu."
        ]
    );
}

#[test]
fn a_monitoring_service_in_capitals() {
    let d = dispatch(
        "SAN MARCOS (HONDURAS), 14 NOV 89 (EFE) -- [REPORT] [TEXT] THE ARMY REPORTED THAT TWO SOLDIERS WERE KILLED IN A CLASH \
         NEAR THE BORDER.\n\nTHE GUERRILLAS HAVE NOT COMMENTED ON IT.",
    );
    assert_eq!((places(&d), agency(&d)), (vec!["San Marcos"], Some("EFE")));
    assert_eq!(d.dateline_within[0].name, "Honduras");
    assert_eq!(published(&d).as_deref(), Some("1989-11-14..1989-11-14"));
    assert_eq!(d.language, "en");
    assert!(body(&d)[0].starts_with("THE ARMY REPORTED"));
    assert_eq!(body(&d).len(), 2);
}

#[test]
fn a_date_or_a_place_runs_into_the_text() {
    let d =
        dispatch("Floods cut off town\n\nThursday, May 7, 2015 On Tuesday, floods cut off the town, officials said.");
    assert_eq!(published(&d).as_deref(), Some("2015-05-07..2015-05-07"));
    assert_eq!(body(&d), ["On Tuesday, floods cut off the town, officials said."]);
    let d = dispatch(
        "Floods cut off town\n\nMopti, Mali — The river rose above its banks on Tuesday and cut off the town, officials said.",
    );
    assert_eq!(
        (places(&d), d.dateline_within[0].name.as_str()),
        (vec!["Mopti"], "Mali")
    );
    assert!(body(&d)[0].starts_with("The river"));
}

#[test]
fn notes_on_invention_are_kept_apart() {
    let d = dispatch(
        "# Inventé pour Selon : rien de ceci n'est arrivé.\n# Retold from nothing.\n\nTirs à Gao\n\nGAO (AFP) - Des tirs ont été entendus.\n",
    );
    assert_eq!(headline(&d), Some("Tirs à Gao"));
    assert_eq!(body(&d), ["Des tirs ont été entendus."]);
    assert!(d.text.starts_with("# Inventé"));
}

#[test]
fn editions() {
    let text = "GAO (AFP) - Deux soldats ont été tués lundi dans une embuscade, a annoncé l'armée.";
    for (before, after, expected) in [
        ("LEAD 2-Embuscade à Gao\n\n", "", Edition::Lead),
        ("UPDATE 3-Ambush in Gao\n\n", "", Edition::Update),
        ("RPT-Embuscade à Gao\n\n", "", Edition::Plain),
        ("ANNULE-Embuscade à Gao\n\n", "", Edition::Withdrawn),
        ("WITHDRAWN\n\nAmbush in Gao\n\n", "", Edition::Withdrawn),
        ("Embuscade à Gao\n\n(Actualisé avec un bilan)\n\n", "", Edition::Update),
        ("(Corrige le lieu au paragraphe 2) ", "", Edition::Correction),
        (
            "",
            "\n\n(This story has been corrected to fix the town in paragraph 2)",
            Edition::Correction,
        ),
        (
            "",
            "\n\nCette dépêche annule et remplace la précédente.",
            Edition::Correction,
        ),
        ("Embuscade à Gao\n\n", "", Edition::Plain),
    ] {
        let d = dispatch(&format!("{before}{text}{after}"));
        assert_eq!(d.edition, expected, "{before}{after}");
        assert_eq!(body(&d).len(), 1, "{before}{after}: {:?}", body(&d));
        assert!(body(&d)[0].starts_with("Deux soldats"), "{before}");
        let title = headline(&d).unwrap_or("Embuscade à Gao");
        assert!(title.starts_with("Embuscade") || title.starts_with("Ambush"), "{title}");
    }
}

#[test]
fn wrapped_lines_make_one_paragraph() {
    let d = dispatch(
        "Attaque dans le Nord\n\nMENAKA (AFP) - Des hommes armés ont attaqué lundi un village\nprès de la frontière, tuant au \
         moins douze civils, selon\nle gouverneur de la région.\n\nL'armée a envoyé des renforts dans la zone dès le\nlendemain. \
         Trois blessés ont été évacués.\n",
    );
    assert_eq!(body(&d).len(), 2);
    assert!(body(&d)[0].contains("village\nprès"));
    assert!(body(&d)[1].ends_with("évacués."));
}

#[test]
fn lines_can_be_paragraphs() {
    let d = dispatch(
        "Rebels attack town\nThe rebels attacked the town at dawn, residents said.\nThe army said it had repelled them.\nTwo people \
         were killed.\n",
    );
    assert_eq!(headline(&d), Some("Rebels attack town"));
    assert_eq!(body(&d).len(), 3);
}

#[test]
fn lines_of_the_page_are_no_news() {
    let d = dispatch(
        "https://example.org/monde/gao\nDeux morts à Gao\n\nPar AFP\n\nPublicité\n\nDeux soldats ont été tués lundi à Gao, selon l'armée.\n\n\
         Lire aussi : Le Nord sous tension\n\nUn troisième est blessé. (Édité par Luc Roy)\n\nstr-bur/ayv/cls\n\n© Agence France-Presse\n",
    );
    assert_eq!(d.url.as_deref(), Some("https://example.org/monde/gao"));
    assert_eq!(headline(&d), Some("Deux morts à Gao"));
    assert_eq!(
        body(&d),
        [
            "Deux soldats ont été tués lundi à Gao, selon l'armée.",
            "Un troisième est blessé."
        ]
    );
    assert_eq!(agency(&d), Some("AFP"));
    assert_eq!(credits(&d), ["editing: Luc Roy"]);
}

#[test]
fn a_slashed_date_is_read_only_where_one_order_is_written() {
    let d = dispatch("Date: 03/04/2023\n\nThree soldiers died when the army shelled the town, officials said.");
    assert_eq!((published(&d), headline(&d), d.body.len()), (None, None, 1));
}

#[test]
fn several_publishers_sign_one_line() {
    let d = dispatch("Fusillade à Bangui\n\nTrois personnes ont été tuées mercredi.\n\nAvec AFP et Reuters\n");
    assert_eq!((d.body.len(), agency(&d)), (1, Some("AFP")));
}

#[test]
fn one_sentence_is_a_body() {
    for text in [
        "Fifteen soldiers were killed in the clash.",
        "Fifteen soldiers were killed",
        "Quinze soldats tués à Gao",
    ] {
        let d = dispatch(text);
        assert_eq!((headline(&d), body(&d)), (None, vec![text]));
    }
}

#[test]
fn encodings() {
    let text = "GAO (AFP) - Deux soldats ont été tués près de Ménaka, a déclaré l’armée. « Ils sont tombés », dit-on.";
    let utf16 = |big: bool, bom: bool| -> Vec<u8> {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    };
    let (windows, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!unmappable);
    let mojibake = encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(text.as_bytes())
        .0
        .into_owned();
    let mut cut = text.as_bytes().to_vec();
    cut.extend_from_slice("é".as_bytes().split_at(1).0);
    for bytes in [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
        utf16(false, true),
        utf16(true, true),
        utf16(false, false),
        utf16(true, false),
        windows.into_owned(),
        mojibake.into_bytes(),
    ] {
        let d = read(&bytes, "test.txt", &Options::default()).unwrap();
        assert_eq!(d.text, text, "{:?}", &bytes[..16]);
        assert_eq!(d.body.len(), 1);
    }
    let d = read(
        "Ligne une.\r\nLigne deux.\rLigne trois\0 à lire.".as_bytes(),
        "test.txt",
        &Options::default(),
    )
    .unwrap();
    assert_eq!(d.text, "Ligne une.\nLigne deux.\nLigne trois à lire.");
}

#[test]
fn what_is_not_read_says_why() {
    let error = |bytes: &[u8]| read(bytes, "in.bin", &Options::default()).unwrap_err();
    let large = vec![b'a'; 50_000_000];
    let all_high: Vec<u8> = (128..=255).collect();
    for (bytes, expected) in [
        (b"".as_slice(), "in.bin: the file is empty"),
        (b" \n\t ", "in.bin: no sentence in it (only white space)"),
        (b"... -- 12!", "in.bin: no sentence in it (only punctuation or digits)"),
        (b"%PDF-1.7 x", "in.bin: not a text but a PDF"),
        (b"PK\x03\x04abcd", "in.bin: not a text but a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "in.bin: not a text but a PNG image"),
        (b"\x00\x01\x02\x03abc\x00\x05", "in.bin: not a text but binary data"),
        (b"<!DOCTYPE html><p>Texte</p>", "in.bin: not a text but a web page"),
        (large.as_slice(), "in.bin: 50000000 bytes are too many"),
        (all_high.as_slice(), "in.bin: the encoding could not be told"),
        (b"TEHRAN (AFP) -", "in.bin: no sentence in it (only a headline"),
    ] {
        let message = error(bytes).to_string();
        assert!(message.starts_with(expected), "{message}");
    }
}

#[test]
fn other_languages_are_named_unless_told_otherwise() {
    for (text, code) in [
        (
            "Los rebeldes atacaron el lunes la ciudad y mataron a doce soldados. El gobierno lo negó, según la agencia.",
            "es",
        ),
        (
            "I ribelli hanno attaccato la città lunedì e ucciso dodici soldati. Il governo ha negato, secondo l'agenzia.",
            "it",
        ),
        (
            "Os rebeldes atacaram a cidade na segunda-feira e mataram doze soldados. O governo não confirmou, segundo a agência.",
            "pt",
        ),
        (
            "Die Rebellen griffen am Montag die Stadt an und töteten zwölf Soldaten. Die Regierung wies das zurück.",
            "de",
        ),
        (
            "De rebellen vielen maandag de stad aan en doodden twaalf soldaten. Volgens het leger is de stad niet gevallen.",
            "nl",
        ),
        (
            "İsyancılar pazartesi günü şehre saldırdı ve on iki askeri öldürdü. Hükümet bunu reddetti, dedi bir sözcü.",
            "tr",
        ),
        (
            "Повстанцы напали на город в понедельник и убили двенадцать солдат, сообщили военные.",
            "ru",
        ),
        (
            "Повстанці напали на місто в понеділок і вбили дванадцять солдатів.",
            "uk",
        ),
        ("هاجم المتمردون المدينة يوم الاثنين وقتلوا اثني عشر جنديا.", "ar"),
        ("شورشیان روز دوشنبه به شهر حمله کردند و دوازده سرباز را کشتند.", "fa"),
        ("叛军周一袭击了该市，造成十二名士兵死亡。", "zh"),
    ] {
        match read(text.as_bytes(), "in.txt", &Options::default()) {
            Err(WireError::UnreadLanguage { language, .. }) => assert_eq!(language, code, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
        let told = Options {
            lang: Some("fr".to_owned()),
            ..Options::default()
        };
        assert_eq!(read(text.as_bytes(), "in.txt", &told).unwrap().language, "fr");
    }
    let error = read("叛军周一袭击了该市。".as_bytes(), "in.txt", &Options::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "in.txt: written in Chinese (zh), which is not read yet (read: fr, en); if that is wrong, say --lang fr"
    );
}

/// The dispatch that the project was made from is not the project's to ship; where it is at hand it must come out right.
#[test]
fn the_seed() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/dispatch.fr.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not here", path.display());
        return;
    };
    let d = read(&bytes, "dispatch.fr.txt", &Options::default()).unwrap();
    assert_eq!((agency(&d), places(&d)), (Some("Reuters"), vec!["Moscou"]));
    assert_eq!(published(&d).as_deref(), Some("2021-11-01..2021-11-30"));
    assert_eq!((d.language.as_str(), headline(&d), d.body.len()), ("fr", None, 10));
    let said: Vec<(&str, Option<&str>)> = d
        .credits
        .iter()
        .map(|credit| (credit.role.as_str(), credit.place.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            ("reporting", Some("Moscou")),
            ("reporting", Some("Bakou")),
            ("writing", None),
            ("translation", None),
            ("editing", None)
        ]
    );
}

/// A flash: one short sentence behind its dateline.
#[test]
fn one_short_sentence_is_a_text() {
    for (text, sentence) in [
        (
            "BOGOTA, 3 March 2024 (Wire) - A bomb damaged 20 stores.\n",
            "A bomb damaged 20 stores.",
        ),
        ("Bria, 3 mars 2024 – Une bombe a explosé.\n", "Une bombe a explosé."),
    ] {
        let read = dispatch(text);
        assert_eq!(body(&read), [sentence]);
        assert_eq!(published(&read).as_deref(), Some("2024-03-03..2024-03-03"));
    }
}
