//! Texts that tell a day hour by hour ("Vers 14h15, …"): each paragraph is a happening of its own.

/// So many paragraphs that begin with a time of day make a chronicle.
const PARAGRAPHS: usize = 4;

/// Words that may stand before the time at the beginning of a paragraph.
const BEFORE: [&str; 9] = ["vers", "à", "a", "entre", "dès", "at", "about", "around", "by"];

/// Where the paragraphs of a chronicle begin, as characters of the text; None of another text.
pub fn paragraphs(text: &str) -> Option<Vec<usize>> {
    let (mut starts, mut hours, mut at) = (Vec::new(), 0, 0);
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            starts.push(at);
            hours += usize::from(opens_with_an_hour(line));
        }
        at += line.chars().count() + 1;
    }
    (hours >= PARAGRAPHS && hours * 4 > starts.len()).then_some(starts)
}

/// Number of the paragraph that a character lies in.
pub fn paragraph(starts: &[usize], character: usize) -> usize {
    starts.partition_point(|start| *start <= character)
}

/// Whether a paragraph begins with a time of day: `Vers 14h15`, `A 9h24`, `14:05`, `Around 2:15 p.m.`
fn opens_with_an_hour(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let Some(mut word) = words.next() else {
        return false;
    };
    if BEFORE.contains(&word.to_lowercase().as_str()) {
        let Some(next) = words.next() else {
            return false;
        };
        word = next;
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let mut after = word.chars().skip(digits);
    let mark = after.next();
    let minutes = after.next().is_some_and(|c| c.is_ascii_digit());
    let half = |word: &str| {
        ["am", "a.m", "pm", "p.m"]
            .iter()
            .any(|end| word.to_lowercase().starts_with(end))
    };
    (1..=2).contains(&digits)
        && match mark {
            Some('h' | 'H') => true,
            Some(':') => minutes,
            None => words.next().is_some_and(half),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_begin_with_an_hour_are_known() {
        for line in [
            "Vers 14h15, rue Vignon, un homme",
            "A 9h24, le site",
            "Entre 10h et 11h, sur",
            "14:05 - Shots",
            "Around 2:15 p.m., two",
            "At 3 pm the",
        ] {
            assert!(opens_with_an_hour(line), "{line}");
        }
        for line in [
            "Dix personnes ont",
            "14 personnes ont",
            "A 9 km de là",
            "At 3 points the",
            "Entre deux feux",
            "",
            "2:a",
        ] {
            assert!(!opens_with_an_hour(line), "{line}");
        }
    }

    #[test]
    fn a_chronicle_has_several_of_them() {
        let chronicle =
            "Samedi\n\nVers 8h00, un.\nVers 9h30, deux.\nVers 10h00, trois.\nVers 11h15, quatre.\nA Lyon, cinq.";
        let starts = paragraphs(chronicle).expect("a chronicle");
        assert_eq!(starts, [0, 8, 23, 40, 59, 79]);
        assert_eq!(
            (paragraph(&starts, 0), paragraph(&starts, 22), paragraph(&starts, 23)),
            (1, 2, 3)
        );
        assert_eq!(paragraphs("Vers 8h00, un.\nVers 9h30, deux.\nEt voilà."), None);
    }
}
