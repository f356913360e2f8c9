//! Repairs that are safe: what they replace cannot occur in French or English text.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// UTF-8 that was once read as windows-1252 (`tuÃ©s`, `lâ€™armÃ©e`), also twice over, back to what it was.
///
/// Only sequences are touched that begin with `Â`, `Ã`, `Å`, `Ä`, `â` or `ï`, go on with the exact number of
/// continuation bytes, and give a Latin letter, a quotation mark, a dash or the like; no such sequence is French or
/// English. Capital `É` and `È` before a guillemet would also be legal UTF-8 and are left alone for that reason.
pub(crate) fn mojibake(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..3 {
        match mojibake_once(&text) {
            Some(repaired) => text = Cow::Owned(repaired),
            None => break,
        }
    }
    text
}

fn mojibake_once(text: &str) -> Option<String> {
    if !text.contains(['Â', 'Ã', 'Å', 'Ä', 'â']) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut repaired = false;
    let mut lone_a = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match original(rest) {
            Some((was, length)) => {
                out.push(was);
                rest = &rest[length..];
                repaired = true;
            }
            None => {
                lone_a |= rest.starts_with("Ã ");
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    // `Ã` with a no-break space is `à`, and crawls make that space an ordinary one.
    if repaired && lone_a {
        out = out.replace("Ã  ", "à ").replace("Ã ", "à ");
    }
    repaired.then_some(out)
}

fn original(rest: &str) -> Option<(char, usize)> {
    let mut chars = rest.chars();
    let wanted = match chars.next()? {
        'Â' | 'Ã' | 'Ä' | 'Å' => 2,
        'â' => 3,
        _ => return None,
    };
    let mut bytes = [0u8; 3];
    let mut length = 0;
    for (index, c) in rest.chars().take(wanted).enumerate() {
        bytes[index] = windows_1252_byte(c)?;
        length += c.len_utf8();
    }
    let was = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    let plausible = matches!(was, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€' | '™');
    (plausible && rest.chars().take(wanted).count() == wanted).then_some((was, length))
}

/// The byte of a character in windows-1252, the five undefined ones standing for themselves as browsers do.
fn windows_1252_byte(c: char) -> Option<u8> {
    if ('\u{80}'..='\u{ff}').contains(&c) || c.is_ascii() {
        return u8::try_from(u32::from(c)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, errors) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (errors, bytes.as_ref()) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

/// The commonest HTML entities that crawls leave in a text.
const ENTITIES: [(&str, &str); 38] = [
    ("&nbsp;", "\u{a0}"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&#x27;", "'"),
    ("&#160;", "\u{a0}"),
    ("&#8217;", "’"),
    ("&#8216;", "‘"),
    ("&#8220;", "“"),
    ("&#8221;", "”"),
    ("&#8211;", "–"),
    ("&#8212;", "—"),
    ("&rsquo;", "’"),
    ("&lsquo;", "‘"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&laquo;", "«"),
    ("&raquo;", "»"),
    ("&ndash;", "–"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&eacute;", "é"),
    ("&Eacute;", "É"),
    ("&egrave;", "è"),
    ("&ecirc;", "ê"),
    ("&euml;", "ë"),
    ("&agrave;", "à"),
    ("&acirc;", "â"),
    ("&ccedil;", "ç"),
    ("&icirc;", "î"),
    ("&iuml;", "ï"),
    ("&ocirc;", "ô"),
    ("&ugrave;", "ù"),
    ("&ucirc;", "û"),
    ("&oelig;", "œ"),
    ("&euro;", "€"),
    // Last, so that `&amp;eacute;` becomes `&eacute;` and no more: one escaping is undone, not two.
    ("&amp;", "&"),
];

/// Character entities back to their characters.
pub(crate) fn entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)) {
            Some((entity, character)) => {
                out.push_str(character);
                rest = &rest[entity.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mojibake_is_undone_once_and_twice() {
        assert_eq!(mojibake("tuÃ©s par lâ€™armÃ©e"), "tués par l’armée");
        assert_eq!(mojibake("Ã  GoÃ¢ve, Ã\u{a0} l'aube"), "à Goâve, à l'aube");
        assert_eq!(mojibake("tuÃƒÂ©s"), "tués");
        assert_eq!(mojibake("â‚¬ 5"), "€ 5");
    }

    #[test]
    fn genuine_text_is_left_alone() {
        for text in [
            "« LIBERTÉ » et «FIERTÉ»",
            "São Tomé",
            "Âge et câble",
            "gâteau â la crème",
            "ÉTÂT",
        ] {
            assert_eq!(mojibake(text), text);
        }
    }

    #[test]
    fn entities_are_undone_once() {
        assert_eq!(
            entities("l&#39;arm&eacute;e &amp; AT&T &amp;quot;"),
            "l'armée & AT&T &quot;"
        );
    }
}
