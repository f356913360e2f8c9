//! Any string may be asked for.

use proptest::prelude::*;
use selon_places::{Gazetteer, OpenError, fold};

proptest! {
    #[test]
    fn any_string_is_looked_up(name in any::<String>()) {
        let gazetteer = Gazetteer::embedded();
        gazetteer.lookup(&name);
        gazetteer.is_common_word(&name);
    }

    #[test]
    fn any_words_are_matched(words in proptest::collection::vec("[a-zA-ZéÎ' ,-]{0,6}|.{0,3}|de|Gaza|San", 0..6)) {
        if let Some((used, places)) = Gazetteer::embedded().longest_match(&words) {
            prop_assert!((1..=words.len()).contains(&used));
            prop_assert!(!places.is_empty());
        }
    }

    /// Folding once is enough, and does not see case.
    #[test]
    fn folding_is_idempotent(name in "[a-zA-Zéèçñüœßøł' -]{0,24}") {
        if let Some(folded) = fold(&name) {
            prop_assert_eq!(fold(&folded), Some(folded.clone()));
            prop_assert_eq!(fold(&name.to_lowercase()), Some(folded));
        }
    }

    /// A place is found under its own name, however it is written.
    #[test]
    fn a_place_is_found_by_its_name(index in 0usize..150_000) {
        let gazetteer = Gazetteer::embedded();
        let place = gazetteer.places().nth(index).expect("there are more places");
        for name in [place.name.to_owned(), place.name.to_lowercase(), place.name.replace('-', " ")] {
            let found = gazetteer.lookup(&name);
            // Of the many places of one name only the greatest are kept; "Paris (Texas)" is no name.
            let kept = found.contains(&place) || found.len() >= 20;
            prop_assert!(kept || fold(&name).is_none(), "{}", name);
            if let Some((_, places)) = gazetteer.longest_match(&[&name]) {
                prop_assert_eq!(places, found);
            }
        }
    }

    /// Damaged data give an error or wrong places, never a panic.
    #[test]
    fn damaged_data_do_not_panic(cut in 0usize..4096) {
        let data: &'static [u8] = include_bytes!("../data/gazetteer.bin");
        prop_assert!(Gazetteer::open(&data[..cut]).is_err());
    }
}

#[test]
fn other_files_are_told_apart() {
    assert!(matches!(Gazetteer::open(b"PK\x03\x04"), Err(OpenError::Magic)));
    assert!(matches!(
        Gazetteer::open(b"SELONGAZ\x63\0\0\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        Err(OpenError::Version { found: 99 })
    ));
}
