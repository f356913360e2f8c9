//! Any bytes give a dispatch or an error, never a panic, and the ranges of a dispatch are sound.

use proptest::prelude::*;
use selon_wire::{Dispatch, Options, read};

fn sound(dispatch: &Dispatch) -> Result<(), TestCaseError> {
    let text = &dispatch.text;
    let spans = dispatch
        .body
        .iter()
        .chain(&dispatch.credit_spans)
        .chain(&dispatch.headline)
        .chain(dispatch.dateline.iter().map(|named| &named.span))
        .chain(dispatch.dateline_within.iter().map(|named| &named.span))
        .chain(dispatch.agency.iter().map(|named| &named.span))
        .chain(
            dispatch
                .published
                .iter()
                .filter_map(|published| published.span.as_ref()),
        );
    for span in spans {
        let piece = text.get(span.clone());
        prop_assert!(
            piece.is_some_and(|piece| !piece.trim().is_empty()),
            "{span:?} in {text:?}"
        );
    }
    for range in &dispatch.body {
        prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
    }
    for pair in dispatch.body.windows(2) {
        prop_assert!(pair[0].end <= pair[1].start);
    }
    for credits in &dispatch.credit_spans {
        prop_assert!(
            dispatch
                .body
                .iter()
                .all(|body| body.end <= credits.start || credits.end <= body.start)
        );
    }
    prop_assert!(!dispatch.body.is_empty());
    prop_assert!(!text.contains(['\r', '\0']));
    prop_assert_eq!(dispatch.id.len(), 32);
    Ok(())
}

/// Pieces that dispatches are made of, so that chance meets the interesting paths.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "date 2021-11 ",
        "2023-10-05",
        "12 mars 2023",
        "March 12, 2023",
        "8 août 2016. –",
        "MOSCOU",
        "KYIV/MOSCOW",
        "Bamako",
        ", Feb 26",
        " (Reuters)",
        " (AFP)",
        " (RDC)",
        " - ",
        " – ",
        " -- ",
        "[TEXT] ",
        "(",
        ")",
        "((",
        "))",
        "\n",
        "\n\n",
        "\r\n",
        "# note",
        "LEAD 2-",
        "CORRECTED-",
        "(Corrige le titre)",
        "(Reporting by Ann Moss in Kyiv; Editing by Di Hill)",
        "Édité par Luc Roy",
        "(Avec Ali Sow à Gao)",
        "By Ann Moss",
        "© AFP",
        "Lire aussi : X",
        "https://example.org/x",
        "L'armée a tiré.",
        "The army fired",
        "Des soldats, selon lui, ont fui",
        "«",
        "»",
        "é",
        "Ã©",
        "\u{301}",
        "\u{a0}",
        "İ",
        "ß",
        "1er",
        "31",
        "99",
        ".",
        ",",
        ":",
        "/",
        "-",
        "—",
        "&eacute;",
        "\u{feff}",
        "\u{2028}",
        "中",
        "ы",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(dispatch) = read(&bytes, "any", &Options::default()) {
            sound(&dispatch)?;
        }
    }

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        let options = Options { lang: Some("fr".to_owned()), ..Options::default() };
        if let Ok(dispatch) = read(text.as_bytes(), "any", &options) {
            sound(&dispatch)?;
        }
    }

    #[test]
    fn any_pieces(text in pieces()) {
        let options = Options { lang: Some("fr".to_owned()), ..Options::default() };
        if let Ok(dispatch) = read(text.as_bytes(), "any", &options) {
            sound(&dispatch)?;
            // The decoded text is read as it was: decoding is done once.
            let again = read(dispatch.text.as_bytes(), "any", &options);
            if !dispatch.text.contains(['Ã', '&']) {
                prop_assert_eq!(again.ok(), Some(dispatch));
            }
        }
    }
}
