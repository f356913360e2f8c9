//! Bytes to text: size, magic numbers, encodings, newlines, control characters.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{MAX_BYTES, WireError, repair};

/// First bytes of what people feed by mistake, and what to call it.
const MAGIC: [(&[u8], &str); 24] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"OggS", "a sound or a film"),
    (b"ID3", "a sound"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
];

/// The text of an input, repaired, with `\n` newlines; the text is complete, nothing but control characters goes.
pub(crate) fn decode(bytes: &[u8], file: &str) -> Result<String, WireError> {
    if bytes.is_empty() {
        return Err(WireError::Empty { file: file.to_owned() });
    }
    if bytes.len() > MAX_BYTES {
        return Err(WireError::TooLarge {
            file: file.to_owned(),
            bytes: bytes.len(),
            limit: MAX_BYTES,
        });
    }
    let not_text = |what| WireError::NotText {
        file: file.to_owned(),
        what,
    };
    if let Some(what) = magic(bytes) {
        return Err(not_text(what));
    }
    let raw = to_unicode(bytes, file)?;
    if is_markup(&raw) {
        return Err(not_text("a web page or XML"));
    }
    let text = clean(&repair::entities(&repair::mojibake(&raw)));
    let visible = text.chars().filter(|c| !c.is_whitespace()).count();
    if visible == 0 {
        return Err(WireError::NoWords {
            file: file.to_owned(),
            what: "only white space",
        });
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return Err(WireError::NoWords {
            file: file.to_owned(),
            what: "only punctuation or digits",
        });
    }
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    if replaced * 10 > visible {
        return Err(not_text("binary data"));
    }
    Ok(text)
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP image");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a film");
    }
    MAGIC
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, what)| *what)
}

fn is_markup(text: &str) -> bool {
    let head: String = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<?xml",
        "<nitf",
        "<newsml",
        "<rss",
        "<body",
        "<head>",
    ]
    .iter()
    .any(|start| head.starts_with(start))
}

fn to_unicode(bytes: &[u8], file: &str) -> Result<String, WireError> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return decode_with(encoding, &bytes[bom..], file);
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return decode_with(encoding, bytes, file);
    }
    if has_many_controls(bytes) {
        return Err(WireError::NotText {
            file: file.to_owned(),
            what: "binary data",
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if let Some(text) = mostly_utf8(bytes) {
        return Ok(text);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The hint settles the many short French texts whose few accents fit several code pages; it does not stop a
    // Cyrillic or Chinese text from being told.
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    let text = decode_with(encoding, bytes, file)?;
    // Every byte is a character in most old code pages, so that any bytes decode; signs without words are no text.
    let usual = |c: &char| c.is_ascii() || c.is_alphabetic() || c.is_whitespace();
    let all = text.chars().count();
    if text.chars().filter(usual).count() * 10 < all * 8 {
        return Err(WireError::NotDecodable {
            file: file.to_owned(),
            tried: encoding.name(),
        });
    }
    Ok(text)
}

fn decode_with(encoding: &'static Encoding, bytes: &[u8], file: &str) -> Result<String, WireError> {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    if errors {
        let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
        // A text cut in the middle of a character is still a text.
        if replaced > 2 + text.len() / 200 {
            return Err(WireError::NotDecodable {
                file: file.to_owned(),
                tried: encoding.name(),
            });
        }
        let kept = text.trim_end_matches('\u{fffd}');
        return Ok(kept.to_owned());
    }
    Ok(text.into_owned())
}

/// Latin text in UTF-16 has a zero in nearly every second byte.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A few stray control characters are removed; more than one in thirty means that this is no text.
fn has_many_controls(bytes: &[u8]) -> bool {
    let controls = bytes
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127))
        .count();
    controls > 2 && controls * 30 > bytes.len()
}

/// UTF-8 with a few wrong bytes (cut at the end, or lines pasted from an old code page): these are read as
/// windows-1252. `None` where wrong bytes are not the exception.
fn mostly_utf8(bytes: &[u8]) -> Option<String> {
    let (mut right, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    if right < 4 * wrong {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let cut_at_end = chunks.peek().is_none() && chunk.invalid().len() > 1;
        if !cut_at_end {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    Some(text)
}

/// Newlines to `\n`; control characters and characters that nobody sees (byte order marks, soft hyphens, zero-width
/// spaces, marks of direction) out: they would break words. The joiners of Arabic and Indic scripts stay.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
