//! Which strings are names, and what a name is without its generic word.

/// Whether a string has the shape of a name in Latin letters: no airport code (`HRK`), no romanised noise
/// (`ha er ke fu`, `hrqwb`), no other script, at least three letters.
pub fn is_name(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let latin = |c: char| {
        c.is_ascii_alphabetic()
            || matches!(c, '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{300}'..='\u{36f}')
            || matches!(c, '\u{1e00}'..='\u{1eff}' | '\u{2b9}'..='\u{2cc}')
    };
    let sound = text.chars().all(|c| latin(c) || " -'’‘`.".contains(c));
    let code = letters.len() <= 4 && letters.iter().all(|c| c.is_uppercase());
    let capital = text
        .split([' ', '-', '\'', '’', '‘', '`', 'ʻ', 'ʼ', 'ʿ'])
        .any(|word| word.starts_with(char::is_uppercase));
    // Sentences ("the city of ...") and official titles are no names of the news.
    let words = text.split(' ').count();
    letters.len() >= 3 && sound && !code && capital && words <= 5 && text.chars().count() <= 40
}

/// A name without the signs of scientific romanisation: `Ḩamāh` → `Hamah`, `Odes’ka` → `Odeska`. Accents of
/// French, Spanish and their like stay.
pub fn plainer(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'ā' => plain.push('a'),
            'ī' => plain.push('i'),
            'ū' => plain.push('u'),
            'ō' => plain.push('o'),
            'ē' => plain.push('e'),
            'Ā' => plain.push('A'),
            'Ī' => plain.push('I'),
            'Ū' => plain.push('U'),
            'ḩ' | 'ḥ' => plain.push('h'),
            'Ḩ' | 'Ḥ' => plain.push('H'),
            'ţ' | 'ṭ' => plain.push('t'),
            'Ţ' | 'Ṭ' => plain.push('T'),
            'ş' | 'ṣ' if has_macron(name) => plain.push('s'),
            'Ş' | 'Ṣ' if has_macron(name) => plain.push('S'),
            'ḑ' | 'ḍ' => plain.push('d'),
            'Ḑ' | 'Ḍ' => plain.push('D'),
            'ẓ' => plain.push('z'),
            'á' if name.starts_with("Al ") => plain.push('a'),
            'ə' | 'ǝ' => plain.push('a'),
            '\u{327}' | '‘' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' => {}
            '’' if !name.chars().any(|c| c.is_ascii_uppercase()) => {}
            _ => plain.push(c),
        }
    }
    // A letter that lost its sign at the beginning was a capital: ‘Afrīn is spelled so already.
    plain.replace("s’k", "sk").replace("t’", "t").replace("l’ ", "l ")
}

fn has_macron(name: &str) -> bool {
    name.chars().any(|c| "āīūĀĪŪḩḤ".contains(c))
}

/// The usual English name: the label where GeoNames writes a scientific romanisation, GeoNames elsewhere (its
/// names are the newer ones: Chattogram, Astana).
pub fn usual(name: &str, label: Option<&str>) -> String {
    let odd = |text: &str| {
        text.chars()
            .filter(|c| !c.is_ascii_alphabetic() && !" -".contains(*c))
            .count()
    };
    match label {
        Some(label) if odd(name) > odd(label) && !label.ends_with(" City") && !label.ends_with(" District") => {
            plainer(label)
        }
        _ => plainer(name),
    }
}

/// `Guatemala City` → `Guatemala`.
pub fn without_city(name: &str) -> Option<&str> {
    name.strip_suffix(" City").filter(|rest| rest.len() >= 3)
}

/// `Le Caire` → `Caire`: French writes "au Caire", "du Caire", "aux Cayes".
pub fn without_article(name: &str) -> Option<&str> {
    name.strip_prefix("Le ")
        .or_else(|| name.strip_prefix("Les "))
        .filter(|rest| rest.len() >= 3)
}

const BEFORE: [&str; 24] = [
    "Oblast",
    "Province",
    "Région",
    "État",
    "Gouvernorat",
    "District",
    "Département",
    "Municipalité",
    "Préfecture",
    "Wilaya",
    "Comté",
    "Canton",
    "Voïvodie",
    "République",
    "Kraï",
    "Raïon",
    "Departamento",
    "Provincia",
    "Estado",
    "Région autonome",
    "Département autonome",
    "Division",
    "Territoire",
    "Muhafazat",
];
const AFTER: [&str; 22] = [
    "Oblast",
    "Governorate",
    "Province",
    "Region",
    "State",
    "District",
    "Department",
    "Prefecture",
    "Krai",
    "Kray",
    "County",
    "Division",
    "Rayon",
    "Canton",
    "Voivodeship",
    "Oblast’",
    "Sahari",
    "Sheng",
    "Republic",
    "Territory",
    "Wilaya",
    "Municipality",
];

/// A division's name without its generic word: `Donetsk Oblast`, `Oblast de Donetsk` → `Donetsk`.
pub fn without_generic(name: &str) -> Option<&str> {
    if let Some(bare) = name
        .strip_prefix("State of ")
        .or_else(|| name.strip_prefix("Special Region of "))
    {
        return Some(bare);
    }
    for generic in BEFORE {
        let Some(rest) = name.strip_prefix(generic).and_then(|rest| rest.strip_prefix(' ')) else {
            continue;
        };
        for link in ["de la ", "de l'", "de l’", "des ", "du ", "de ", "d'", "d’", "del "] {
            if let Some(bare) = rest.strip_prefix(link).filter(|bare| bare.len() >= 3) {
                return Some(bare);
            }
        }
        if rest.starts_with(char::is_uppercase) {
            return Some(rest);
        }
    }
    AFTER
        .iter()
        .find_map(|generic| name.strip_suffix(generic)?.strip_suffix(' '))
        .filter(|bare| bare.len() >= 3 && !["North", "South", "East", "West", "Central"].contains(bare))
}
