//! Retells a dispatch by rule: other countries, days, figures, weapons, and the speaker on the other side of what is said.
//!
//! The rules keep the grammar: a French country gives way only to one of its gender and initial, an adjective only to forms
//! that agree as it did, articles elide anew. Where that is impossible they panic: the recipe is wrong, not the reader.

use std::collections::BTreeMap;

/// A country's words in one language.
pub struct Country {
    /// ISO 3166.
    pub iso: &'static str,
    name: &'static str,
    /// French: masculine, feminine, and their plurals. English: the adjective and the inhabitants.
    forms: &'static [&'static str],
    capital: &'static str,
    feminine: bool,
    /// A press agency of it that the reader may know.
    press: &'static str,
}

const fn country(
    iso: &'static str,
    name: &'static str,
    forms: &'static [&'static str],
    capital: &'static str,
    feminine: bool,
    press: &'static str,
) -> Country {
    Country {
        iso,
        name,
        forms,
        capital,
        feminine,
        press,
    }
}

#[rustfmt::skip]
const FRENCH: [Country; 18] = [
    country("ARM", "Arménie", &["arménien", "arménienne", "arméniens", "arméniennes"], "Erevan", true, ""),
    country("AZE", "Azerbaïdjan", &["azerbaïdjanais", "azerbaïdjanaise", "azerbaïdjanais", "azerbaïdjanaises"], "Bakou", false, ""),
    country("RUS", "Russie", &["russe", "russe", "russes", "russes"], "Moscou", true, "Interfax"),
    country("KGZ", "Kirghizistan", &["kirghize", "kirghize", "kirghizes", "kirghizes"], "Bichkek", false, ""),
    country("TJK", "Tadjikistan", &["tadjik", "tadjike", "tadjiks", "tadjikes"], "Douchanbé", false, ""),
    country("DZA", "Algérie", &["algérien", "algérienne", "algériens", "algériennes"], "Alger", true, ""),
    country("UKR", "Ukraine", &["ukrainien", "ukrainienne", "ukrainiens", "ukrainiennes"], "Kiev", true, ""),
    country("EST", "Estonie", &["estonien", "estonienne", "estoniens", "estoniennes"], "Tallinn", true, ""),
    country("ERI", "Erythrée", &["érythréen", "érythréenne", "érythréens", "érythréennes"], "Asmara", true, ""),
    country("IRQ", "Irak", &["irakien", "irakienne", "irakiens", "irakiennes"], "Bagdad", false, ""),
    country("IRN", "Iran", &["iranien", "iranienne", "iraniens", "iraniennes"], "Téhéran", false, ""),
    country("UGA", "Ouganda", &["ougandais", "ougandaise", "ougandais", "ougandaises"], "Kampala", false, ""),
    country("AGO", "Angola", &["angolais", "angolaise", "angolais", "angolaises"], "Luanda", false, ""),
    country("SRB", "Serbie", &["serbe", "serbe", "serbes", "serbes"], "Belgrade", true, "Tanjug"),
    country("HRV", "Croatie", &["croate", "croate", "croates", "croates"], "Zagreb", true, "Hina"),
    country("MAR", "Maroc", &["marocain", "marocaine", "marocains", "marocaines"], "Rabat", false, ""),
    country("PER", "Pérou", &["péruvien", "péruvienne", "péruviens", "péruviennes"], "Lima", false, ""),
    country("SDN", "Soudan", &["soudanais", "soudanaise", "soudanais", "soudanaises"], "Khartoum", false, ""),
];

#[rustfmt::skip]
const ENGLISH: [Country; 15] = [
    country("ARM", "Armenia", &["Armenian", "Armenians"], "Yerevan", false, ""),
    country("AZE", "Azerbaijan", &["Azerbaijani", "Azerbaijanis"], "Baku", false, ""),
    country("RUS", "Russia", &["Russian", "Russians"], "Moscow", false, "Interfax"),
    country("KGZ", "Kyrgyzstan", &["Kyrgyz"], "Bishkek", false, ""),
    country("TJK", "Tajikistan", &["Tajik", "Tajiks"], "Dushanbe", false, ""),
    country("ETH", "Ethiopia", &["Ethiopian", "Ethiopians"], "Addis Ababa", false, ""),
    country("ERI", "Eritrea", &["Eritrean", "Eritreans"], "Asmara", false, ""),
    country("CHL", "Chile", &["Chilean", "Chileans"], "Santiago", false, ""),
    country("PER", "Peru", &["Peruvian", "Peruvians"], "Lima", false, ""),
    country("KEN", "Kenya", &["Kenyan", "Kenyans"], "Nairobi", false, ""),
    country("UGA", "Uganda", &["Ugandan", "Ugandans"], "Kampala", false, ""),
    country("IND", "India", &["Indian", "Indians"], "New Delhi", false, ""),
    country("NPL", "Nepal", &["Nepali", "Nepalis"], "Kathmandu", false, ""),
    country("SRB", "Serbia", &["Serbian", "Serbians"], "Belgrade", false, "Tanjug"),
    country("HRV", "Croatia", &["Croatian", "Croatians"], "Zagreb", false, "Hina"),
];

impl Country {
    /// Its capital.
    pub fn capital(&self) -> &'static str {
        self.capital
    }
}

/// The country of this code.
pub fn known(language: &str, iso: &str) -> &'static Country {
    let table: &'static [Country] = if language == "fr" { &FRENCH } else { &ENGLISH };
    table
        .iter()
        .find(|country| country.iso == iso)
        .unwrap_or_else(|| panic!("no words for {iso}"))
}

/// How far agreement must be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Everywhere.
    Whole,
    /// The recipe says what else must change with the gender of the country's name.
    NamesByHand,
    /// All adjectives of the dispatch are masculine.
    MasculineOnly,
}

/// The words for one country in the place of those for another, as far as the text has them.
pub fn replaced(language: &str, text: &str, from: &str, to: &str, agreement: Agreement) -> BTreeMap<String, String> {
    let (from, to) = (known(language, from), known(language, to));
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    if from.iso == to.iso {
        return words;
    }
    let has = |word: &str| tokens(text).any(|token| token == word || token.split('-').any(|part| part == word));
    let mut put = |old: String, new: String| {
        if old.is_empty() || !has(&old) {
            return;
        }
        assert!(!new.is_empty(), "nothing stands for {old}");
        let before = words.insert(old.clone(), new.clone());
        assert!(
            before.is_none_or(|before| before == new),
            "{old} would have to agree in two ways"
        );
    };
    if language == "fr" && has(from.name) && agreement != Agreement::NamesByHand {
        let alike = from.feminine == to.feminine && vowel(from.name) == vowel(to.name);
        assert!(alike, "{} cannot stand for {}", to.name, from.name);
    }
    put(from.name.to_owned(), to.name.to_owned());
    put(from.capital.to_owned(), to.capital.to_owned());
    put(from.capital.to_uppercase(), to.capital.to_uppercase());
    put(from.press.to_owned(), to.press.to_owned());
    for (index, (old, new)) in from.forms.iter().zip(to.forms).enumerate() {
        if language == "fr" && agreement == Agreement::MasculineOnly && index % 2 == 1 {
            continue;
        }
        put((*old).to_owned(), (*new).to_owned());
        if language == "fr" {
            put(capitalised(old), capitalised(new));
        }
    }
    words
}

/// The weekdays, so many days later.
pub fn weekdays(language: &str, days: i64) -> BTreeMap<String, String> {
    let names = if language == "fr" {
        ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    } else {
        [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ]
    };
    let mut words = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        let later = names[(index as i64 + days).rem_euclid(7) as usize];
        words.insert((*name).to_owned(), later.to_owned());
        words.insert(capitalised(name), capitalised(later));
    }
    words
}

/// The text with all these words replaced at once, and what stands before them made to fit.
pub fn with_words(language: &str, text: &str, words: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let length = token_length(rest);
        if length == 0 {
            let character = rest.chars().next().expect("a character");
            out.push(character);
            rest = &rest[character.len_utf8()..];
            continue;
        }
        let token = &rest[..length];
        rest = &rest[length..];
        let whole = words.get(token).cloned();
        let new = whole.unwrap_or_else(|| {
            let parts = token
                .split('-')
                .map(|part| words.get(part).map_or(part, String::as_str));
            parts.collect::<Vec<_>>().join("-")
        });
        if new != token {
            fit(language, &mut out, &new);
        }
        out.push_str(&new);
    }
    out
}

/// Ends the text as the next word wants it: `d'` or `de`, `qu'` or `que`, `a` or `an`.
fn fit(language: &str, out: &mut String, next: &str) {
    let endings: &[(&str, &str)] = match (language, vowel(next)) {
        ("fr", false) => &[(" d'", " de "), (" d’", " de "), ("qu'", "que "), ("qu’", "que ")],
        ("fr", true) => &[(" de ", " d'"), (" que ", " qu'")],
        (_, false) => &[(" an ", " a ")],
        (_, true) => &[(" a ", " an ")],
    };
    for (old, new) in endings {
        if let Some(before) = out.strip_suffix(old) {
            *out = format!("{before}{new}");
            return;
        }
    }
}

fn vowel(word: &str) -> bool {
    word.to_lowercase().starts_with(['a', 'e', 'é', 'i', 'o', 'u', 'y'])
}

/// The words of a text; figures with their points and commas, and whatever hyphens join, are one word.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(char::is_alphanumeric)?;
        let length = token_length(&rest[start..]);
        let token = &rest[start..start + length];
        rest = &rest[start + length..];
        Some(token)
    })
}

fn token_length(text: &str) -> usize {
    let mut before = None;
    for (at, character) in text.char_indices() {
        let next = text[at + character.len_utf8()..].chars().next();
        let joins = |kind: fn(char) -> bool| before.is_some_and(kind) && next.is_some_and(kind);
        let inside = character.is_alphanumeric()
            || (character == '-' && joins(char::is_alphanumeric))
            || (matches!(character, '.' | ',') && joins(|c| c.is_ascii_digit()));
        if !inside {
            return at;
        }
        before = Some(character);
    }
    text.len()
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn uncapitalised(language: &str, words: &str) -> String {
    // Names keep their capital.
    let lower = if language == "fr" {
        [
            "Le ",
            "La ",
            "Les ",
            "L'",
            "L’",
            "Des ",
            "Un ",
            "Une ",
            "Deux ",
            "Son ",
            "Plusieurs ",
        ]
        .as_slice()
    } else {
        ["The ", "A ", "An ", "It ", "Its ", "Some ", "Government ", "Several "].as_slice()
    };
    if !lower.iter().any(|beginning| words.starts_with(beginning)) {
        return words.to_owned();
    }
    let mut characters = words.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// Every way of moving one speaker to the other side of what is said: what was done, and the text then.
pub fn with_speaker_moved(language: &str, text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    for sentence in sentences(text) {
        let at = from + text[from..].find(sentence).expect("a sentence of the text");
        from = at + sentence.len();
        for rule in [quotation_last, source_last, source_first, inserted_first] {
            if let Some((what, moved)) = rule(language, sentence) {
                found.push((what.to_owned(), format!("{}{moved}{}", &text[..at], &text[from..])));
            }
        }
    }
    found
}

/// The sentences of the paragraphs: a full stop with a blank or the end behind it, outside of quotations and brackets.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| line.ends_with('.') || line.ends_with('"')) {
        // The sentence with the dateline is left as it is.
        let body = line
            .find(") - ")
            .or_else(|| line.find(") – "))
            .or_else(|| line.find(") -- "));
        let mut start = if body.is_some() {
            line.find(". ").map_or(line.len(), |end| end + 2)
        } else {
            0
        };
        let first = start;
        let mut open = false;
        for (at, character) in line.char_indices().filter(|(at, _)| *at >= first) {
            match character {
                '"' => open = !open,
                '«' | '“' | '(' => open = true,
                '»' | '”' | ')' => open = false,
                '.' if !open && (line[at + 1..].starts_with(' ') || at + 1 == line.len()) => {
                    // `U.N.`, `U.S.`
                    if line[..at].ends_with(char::is_uppercase) {
                        continue;
                    }
                    found.push(&line[start..=at]);
                    start = (at + 2).min(line.len());
                }
                _ => {}
            }
        }
    }
    found
}

/// `"Q", a dit S.` becomes `S a dit : "Q."`
fn quotation_last(language: &str, sentence: &str) -> Option<(&'static str, String)> {
    let (open, close) = [('"', '"'), ('«', '»'), ('“', '”')]
        .into_iter()
        .find(|(open, _)| sentence.starts_with(*open))?;
    let inside = sentence.strip_prefix(open)?;
    let (quoted, rest) = inside.split_once(close)?;
    let quoted = quoted.trim_end_matches([',', ' ', '\u{a0}']);
    let rest = rest.trim_start_matches([',', ' ']).strip_suffix('.')?;
    if rest.contains(['"', '«', '“']) {
        return None;
    }
    let verbs = if language == "fr" {
        [
            "a dit ",
            "a déclaré ",
            "a expliqué ",
            "a soutenu ",
            "a rétorqué ",
            "a ajouté ",
            "a précisé ",
        ]
        .as_slice()
    } else {
        ["said ", "warned "].as_slice()
    };
    let (speaker, verb) = if let Some(verb) = verbs.iter().find(|verb| rest.starts_with(**verb)) {
        (rest.strip_prefix(verb)?, verb.trim_end())
    } else if language == "en" {
        (rest.strip_suffix(" said")?, "said")
    } else {
        return None;
    };
    // What hangs on the speaker (`qui …`, `where …`) is moved along only where it is short.
    if speaker.len() > 120 {
        return None;
    }
    let comma = if speaker.contains(',') { "," } else { "" };
    let colon = if language == "fr" { " :" } else { ":" };
    let blank = if open == '«' { " " } else { "" };
    let moved = format!(
        "{}{comma} {verb}{colon} {open}{quoted}.{blank}{close}",
        capitalised(speaker)
    );
    Some(("speaker before the quotation", moved))
}

/// `Selon X, P.` becomes `P, selon X.`
fn source_last(language: &str, sentence: &str) -> Option<(&'static str, String)> {
    let (first, last) = if language == "fr" {
        ("Selon ", "selon")
    } else {
        ("According to ", "according to")
    };
    let (source, told) = sentence.strip_prefix(first)?.split_once(", ")?;
    let told = told.strip_suffix('.')?;
    if told.contains(['"', '«', ';', ':']) {
        return None;
    }
    Some(("source at the end", format!("{}, {last} {source}.", capitalised(told))))
}

/// `P, selon X.` becomes `Selon X, p.`
fn source_first(language: &str, sentence: &str) -> Option<(&'static str, String)> {
    let (first, middle) = if language == "fr" {
        ("Selon", ", selon ")
    } else {
        ("According to", ", according to ")
    };
    let (told, source) = sentence.strip_suffix('.')?.rsplit_once(middle)?;
    if source.contains([',', ';']) || told.contains(['"', '«', ';']) {
        return None;
    }
    Some((
        "source at the beginning",
        format!("{first} {source}, {}.", uncapitalised(language, told)),
    ))
}

/// `A, selon lui, a fait B.` becomes `Selon lui, a a fait B.`; `A, it added, had done B.` becomes `It added that a had done B.`
fn inserted_first(language: &str, sentence: &str) -> Option<(&'static str, String)> {
    let mut parts = sentence.splitn(3, ", ");
    let (subject, said, told) = (parts.next()?, parts.next()?, parts.next()?);
    if subject.contains(['"', '«']) || sentence.contains([';', '(']) {
        return None;
    }
    let subject = uncapitalised(language, subject);
    if language == "fr" {
        let source = said.strip_prefix("selon ")?;
        return Some((
            "source before the sentence",
            format!("Selon {source}, {subject} {told}"),
        ));
    }
    let speaks = said.ends_with(" added") || said.ends_with(" said");
    let goes_on = ["had ", "was ", "were ", "has ", "have "]
        .iter()
        .any(|verb| told.starts_with(verb));
    (speaks && goes_on).then(|| {
        (
            "speaker before the sentence",
            format!("{} that {subject} {told}", capitalised(said)),
        )
    })
}
