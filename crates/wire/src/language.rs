//! Which language a text is in: by script, then by small words.

use std::collections::HashMap;
use std::sync::OnceLock;

const LATIN: &str = include_str!("../data/languages.tsv");
const LETTERS: &str = include_str!("../data/letters.tsv");
const PACKS: [(&str, &str, &str); 2] = [
    (
        "fr",
        "French",
        include_str!("../../../packs/fr/wire/function-words.txt"),
    ),
    (
        "en",
        "English",
        include_str!("../../../packs/en/wire/function-words.txt"),
    ),
];

/// A language and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageGuess {
    /// Two-letter code.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// Whether the words or the script leave no doubt; `false` for a few words that several languages share.
    pub sure: bool,
}

struct Model {
    languages: Vec<(&'static str, &'static str)>,
    words: HashMap<&'static str, u32>,
    letters: HashMap<char, u32>,
    /// The languages of `groups`, as places in `languages`.
    grouped: Vec<usize>,
    /// Three letters (`_` is the edge of a word): how much they speak for each language of `grouped`.
    groups: HashMap<[char; 3], Vec<i32>>,
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let mut model = Model {
            languages: Vec::new(),
            words: HashMap::new(),
            letters: HashMap::new(),
            grouped: Vec::new(),
            groups: HashMap::new(),
        };
        let rows = LATIN.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut cells = line.split('\t');
            Some((
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next().unwrap_or_default(),
            ))
        });
        let packs = PACKS
            .iter()
            .map(|(code, name, words)| (*code, *name, *words, if *code == "fr" { "œèêëùûîçà" } else { "" }));
        for (code, name, words, letters) in packs.chain(rows) {
            let bit = 1 << model.languages.len();
            model.languages.push((code, name));
            for word in words.split_whitespace() {
                *model.words.entry(word).or_default() |= bit;
            }
            for letter in letters.chars() {
                *model.letters.entry(letter).or_default() |= bit;
            }
        }
        for line in LETTERS.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let group: Vec<char> = cells.next().unwrap_or_default().chars().collect();
            if let [a, b, c] = group[..] {
                let scores = cells.map(|cell| cell.parse().unwrap_or(0)).collect();
                model.groups.insert([a, b, c], scores);
            } else {
                let place = |code| model.languages.iter().position(|(known, _)| *known == code);
                model.grouped = cells.filter_map(place).collect();
            }
        }
        model
    })
}

/// The language of a text; `None` if it has no letters.
pub fn identify(text: &str) -> Option<LanguageGuess> {
    by_script(text).or_else(|| by_words(text))
}

fn guess(code: &'static str, name: &'static str) -> Option<LanguageGuess> {
    Some(LanguageGuess { code, name, sure: true })
}

/// Scripts that most letters are in, where that is not Latin.
fn by_script(text: &str) -> Option<LanguageGuess> {
    const SCRIPTS: [(&str, &str, &[std::ops::RangeInclusive<char>]); 17] = [
        ("ru", "Russian", &['\u{400}'..='\u{52f}']),
        (
            "ar",
            "Arabic",
            &[
                '\u{600}'..='\u{6ff}',
                '\u{750}'..='\u{77f}',
                '\u{fb50}'..='\u{fdff}',
                '\u{fe70}'..='\u{fefc}',
            ],
        ),
        ("ja", "Japanese", &['\u{3040}'..='\u{30ff}']),
        (
            "zh",
            "Chinese",
            &[
                '\u{3400}'..='\u{4dbf}',
                '\u{4e00}'..='\u{9fff}',
                '\u{20000}'..='\u{2ffff}',
            ],
        ),
        ("ko", "Korean", &['\u{1100}'..='\u{11ff}', '\u{ac00}'..='\u{d7af}']),
        ("he", "Hebrew", &['\u{590}'..='\u{5ff}']),
        ("el", "Greek", &['\u{370}'..='\u{3ff}', '\u{1f00}'..='\u{1fff}']),
        ("hy", "Armenian", &['\u{530}'..='\u{58f}']),
        ("ka", "Georgian", &['\u{10a0}'..='\u{10ff}']),
        ("hi", "Hindi", &['\u{900}'..='\u{97f}']),
        ("bn", "Bengali", &['\u{980}'..='\u{9ff}']),
        ("ta", "Tamil", &['\u{b80}'..='\u{bff}']),
        ("th", "Thai", &['\u{e00}'..='\u{e7f}']),
        ("my", "Burmese", &['\u{1000}'..='\u{109f}']),
        ("km", "Khmer", &['\u{1780}'..='\u{17ff}']),
        ("am", "Amharic", &['\u{1200}'..='\u{137f}']),
        ("ti", "a script that is not known", &[]),
    ];
    let mut counts = [0usize; 17];
    let (mut latin, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(20_000) {
        all += 1;
        if c.is_ascii() || c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c) {
            latin += 1;
        } else if let Some(script) = SCRIPTS
            .iter()
            .position(|(_, _, ranges)| ranges.iter().any(|range| range.contains(&c)))
        {
            counts[script] += 1;
        }
    }
    let (best, count) = counts
        .iter()
        .copied()
        .enumerate()
        .max_by_key(|(index, count)| (*count, 17 - index))?;
    // One Chinese character is worth several letters; names and quotations in Latin letters are common in all.
    let weight = if matches!(SCRIPTS[best].0, "zh" | "ja" | "ko") {
        3
    } else {
        1
    };
    if all == 0 || count * weight <= latin {
        return None;
    }
    let has = |letters: &[char]| text.chars().filter(|c| letters.contains(c)).count();
    match SCRIPTS[best].0 {
        "zh" if counts[2] * 10 > counts[3] => guess("ja", "Japanese"),
        "ru" => cyrillic(&has),
        "ar" => arabic(&has),
        code => guess(code, SCRIPTS[best].1),
    }
}

fn cyrillic(has: &dyn Fn(&[char]) -> usize) -> Option<LanguageGuess> {
    let russian = has(&['ы', 'э', 'ё', 'Ы', 'Э']);
    let ukrainian = has(&['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є']);
    let serbian = has(&['ј', 'љ', 'њ', 'ћ', 'ђ', 'џ']);
    let kazakh = has(&['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ']);
    let belarusian = has(&['ў', 'Ў']);
    let hard_signs = has(&['ъ']);
    let largest = russian.max(ukrainian).max(serbian).max(kazakh);
    if belarusian > 0 && belarusian * 20 > largest {
        guess("be", "Belarusian")
    } else if ukrainian > 0 && ukrainian == largest {
        guess("uk", "Ukrainian")
    } else if serbian > 0 && serbian == largest {
        guess("sr", "Serbian or Macedonian")
    } else if kazakh > 0 && kazakh == largest {
        guess("kk", "Kazakh or another Turkic language")
    } else if russian == 0 && hard_signs > 2 {
        guess("bg", "Bulgarian")
    } else {
        guess("ru", "Russian")
    }
}

fn arabic(has: &dyn Fn(&[char]) -> usize) -> Option<LanguageGuess> {
    if has(&['ټ', 'ډ', 'ړ', 'ښ', 'ځ', 'څ', 'ې']) > 1 {
        guess("ps", "Pashto")
    } else if has(&['ٹ', 'ڈ', 'ڑ', 'ے', 'ں', 'ھ']) > 1 {
        guess("ur", "Urdu")
    } else if has(&['ە', 'ێ', 'ۆ', 'ڵ']) > 1 {
        guess("ckb", "Kurdish")
    } else if has(&['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']) > 1 {
        guess("fa", "Persian")
    } else {
        guess("ar", "Arabic")
    }
}

/// What a small word of one language only is worth; one of several languages is shared out among them. In tenths of a
/// natural logarithm, as the letter groups are.
const WORD: i32 = 60;

/// The one among `codes` that the words of the text speak for most; `None` if none of them is known by words.
pub(crate) fn nearest(text: &str, codes: &[String]) -> Option<String> {
    let (scores, any) = scores(text);
    if !any {
        return None;
    }
    let languages = &model().languages;
    (0..scores.len())
        .filter(|index| codes.iter().any(|code| code == languages[*index].0))
        .max_by_key(|index| (scores[*index], std::cmp::Reverse(*index)))
        .map(|index| languages[index].0.to_owned())
}

fn by_words(text: &str) -> Option<LanguageGuess> {
    let model = model();
    let (scores, any) = scores(text);
    if !any {
        return None;
    }
    let mut order: Vec<usize> = (0..scores.len()).collect();
    // Stable: French and English come first and win what is undecided.
    order.sort_by_key(|index| std::cmp::Reverse(scores[*index]));
    let (code, name) = model.languages[order[0]];
    let (best, second) = (scores[order[0]], scores[order[1]]);
    Some(LanguageGuess {
        code,
        name,
        sure: best >= 3 * WORD && best - second >= WORD.max(best / 5),
    })
}

/// For each language what the small words, the rare letters and the letter groups say; and whether there is any word.
/// A language without letter groups gets none, which is the mean of those that have them.
fn scores(text: &str) -> (Vec<i32>, bool) {
    let model = model();
    let mut scores = vec![0i32; model.languages.len()];
    let mut add = |bits: u32, weight: i32| {
        let each = weight / bits.count_ones().max(1) as i32;
        for (index, score) in scores.iter_mut().enumerate() {
            if bits >> index & 1 == 1 {
                *score += each;
            }
        }
    };
    let mut groups = vec![0i32; model.grouped.len()];
    let mut any = false;
    for token in tokens(text).take(5_000) {
        any = true;
        if let Some(bits) = model.words.get(token.as_str()) {
            add(*bits, WORD);
        }
        for c in token.chars().filter(|c| !c.is_ascii()) {
            if let Some(bits) = model.letters.get(&c) {
                add(*bits, WORD / 3);
            }
        }
        let letters = || token.chars().filter(|c| c.is_alphabetic());
        let padded: Vec<char> = std::iter::once('_')
            .chain(letters())
            .chain(std::iter::once('_'))
            .collect();
        for group in padded.windows(3) {
            if let Some(row) = model.groups.get(&[group[0], group[1], group[2]]) {
                for (sum, score) in groups.iter_mut().zip(row) {
                    *sum += score;
                }
            }
        }
    }
    for (place, sum) in model.grouped.iter().zip(&groups) {
        // Half weight: neighbouring groups say the same thing twice. At most one and a half words: a language without
        // groups (all spell with `k` and `y` more as English does than as French) must still win by its words.
        let sum = &(sum / 2).min(WORD * 3 / 2);
        scores[*place] += sum;
        // Italian, Portuguese and Catalan are spelt more like Spanish than like any other language we have text of.
        if model.languages[*place].0 == "es" {
            for (index, (code, _)) in model.languages.iter().enumerate() {
                if matches!(*code, "it" | "pt" | "ca") {
                    scores[index] += sum;
                }
            }
        }
    }
    (scores, any)
}

/// Words in lower case; `l'armée` gives `l'` and `armée`, `don't` is one word.
fn tokens(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let word = word.to_lowercase().replace('’', "'");
            match word.split_once('\'') {
                Some((clitic, rest)) if !rest.is_empty() && rest.chars().count() > 2 => {
                    vec![format!("{clitic}'"), rest.to_owned()]
                }
                _ => vec![word.trim_matches('\'').to_owned()],
            }
        })
}
