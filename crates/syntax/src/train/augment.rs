//! Variety that the treebanks lack: quotes, apostrophes, dashes, as newswire writes them, and names that look like beginnings of
//! sentences.

use super::Example;
use super::learner::Random;
use super::segmenter::Sample;
use crate::conllu::surface;
use crate::tree::Upos;

/// Of a hundred sentences, so many have their commas turned into dashes or semicolons: asides with a name look like members of a list.
const DASHED: usize = 4;

/// Of a hundred sentences with a name, so many get a dateline: `KABUL (AFP) - `.
const DATED: usize = 2;

/// Of a hundred names after a word, so many get a determiner with a capital.
const NAMED: usize = 4;

/// Of a hundred nouns and adjectives within a sentence, so many get a capital, as in names of offices and parties.
const CAPITAL: usize = 1;

/// Of a hundred names with a hyphen, so many are written with a dash between blanks.
const PARTED: usize = 20;

/// One way to write the interchangeable signs of a sentence.
struct Style {
    apostrophe: Option<char>,
    open: Option<&'static str>,
    close: Option<&'static str>,
    dash: Option<&'static str>,
    ellipsis: Option<&'static str>,
}

fn style(random: &mut Random) -> Style {
    let apostrophe = [None, Some('\''), Some('’')][random.below(3)];
    let (open, close) = [
        (None, None),
        (None, None),
        (Some("\""), Some("\"")),
        (Some("“"), Some("”")),
        (Some("«"), Some("»")),
        (Some("«\u{a0}"), Some("\u{a0}»")),
        (Some("« "), Some(" »")),
    ][random.below(7)];
    let dash = [None, None, Some("–"), Some("—"), Some("--")][random.below(5)];
    let ellipsis = [None, Some("..."), Some("…")][random.below(3)];
    Style {
        apostrophe,
        open,
        close,
        dash,
        ellipsis,
    }
}

/// Determiners that sentences begin with: names begin with them too (`The Hague`, `Le Monde`).
pub(crate) fn determiners(examples: &[&Example]) -> Vec<String> {
    examples
        .iter()
        .filter_map(|example| example.sentence.words.first())
        .filter(|word| word.upos == Upos::Det && word.form.starts_with(char::is_uppercase))
        .map(|word| word.form.to_string())
        .collect()
}

fn with_capital(form: &str) -> String {
    let mut chars = form.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}

impl Sample {
    fn blank(&mut self) {
        if !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn token(&mut self, form: &str, end: bool) {
        let start = self.text.len();
        self.text.push_str(form);
        self.tokens.push((start..self.text.len(), end));
    }

    /// A token within the sentence, and the blank after it.
    fn word(&mut self, form: &str) {
        self.token(form, false);
        if !form.ends_with(['\'', '’']) {
            self.blank();
        }
    }
}

/// The text of an example with its tokens, now and then in another typography and with other names.
pub(crate) fn vary(example: &Example, determiners: &[String], random: &mut Random) -> Sample {
    let style = style(random);
    let dash_for_comma = random.percent(DASHED).then(|| ["-", "–", "—", ";"][random.below(4)]);
    let mut sample = Sample {
        text: String::new(),
        tokens: Vec::new(),
    };
    let sentence = &example.sentence;
    let count = surface(sentence).count();
    let mut names = sentence.words.iter().filter(|word| word.upos == Upos::Propn);
    if let Some(name) = names.next()
        && random.percent(DATED)
    {
        dateline(
            &name.form,
            names.next().map_or("AP", |name| &name.form),
            &mut sample,
            random,
        );
    }
    let mut end_before = sentence.span.start;
    let mut opened = false;
    let mut no_blank = true;
    for (index, (span, form)) in surface(sentence).enumerate() {
        let last = index + 1 == count;
        let mut blank = span.start > end_before;
        end_before = span.end;
        let quote = matches!(form, "\"" | "“" | "”" | "«" | "»");
        let mut form = form.to_owned();
        if quote && let (Some(open), Some(close)) = (style.open, style.close) {
            let opens = matches!(form.as_str(), "“" | "«") || (form == "\"" && !opened);
            opened = opens;
            if opens {
                if blank && !no_blank {
                    sample.text.push(' ');
                }
                sample.token(open.trim(), last);
                sample.text.push_str(&open[open.trim().len()..]);
            } else {
                sample.text.push_str(&close[..close.len() - close.trim().len()]);
                sample.token(close.trim(), last);
            }
            // After an opening sign of this style the blank of the old style is dropped.
            no_blank = opens;
            continue;
        }
        if let Some(apostrophe) = style.apostrophe {
            form = form.replace(['\'', '’'], &apostrophe.to_string());
        }
        if matches!(form.as_str(), "--" | "–" | "—")
            && blank
            && let Some(dash) = style.dash
        {
            form = dash.to_owned();
        }
        if last && form == "." && random.percent(8) {
            form = ["…", "...", "!", "?"][random.below(4)].to_owned();
        }
        if matches!(form.as_str(), "..." | "…")
            && let Some(ellipsis) = style.ellipsis
        {
            form = ellipsis.to_owned();
        }
        if form == ","
            && index > 0
            && let Some(dash) = dash_for_comma
        {
            form = dash.to_owned();
            blank = true;
        }
        if blank && !no_blank {
            sample.blank();
        }
        let word = sentence.words.iter().find(|word| word.span == span);
        let upos = word.map_or(Upos::X, |word| word.upos);
        let name = upos == Upos::Propn;
        let capital = form.starts_with(char::is_uppercase);
        if name && (blank || index == 0) && capital && random.percent(4) {
            let initial = (b'A' + random.below(26) as u8) as char;
            sample.word(&format!("{initial}."));
        }
        let after_word = blank && index > 0 && sample.text.trim_end().ends_with(char::is_alphanumeric);
        if after_word {
            if name
                && capital
                && random.percent(NAMED)
                && let Some(determiner) = determiners.get(random.below(determiners.len()))
            {
                sample.word(determiner);
            } else if matches!(upos, Upos::Noun | Upos::Adj) && random.percent(CAPITAL) {
                form = with_capital(&form);
            }
        }
        // `Gand - Wevelgem`
        if name && index > 0 && form.contains('-') && random.percent(PARTED) {
            let dash = ["-", "–"][random.below(2)];
            while let Some((part, rest)) = form
                .split_once('-')
                .filter(|(part, rest)| !part.is_empty() && !rest.is_empty())
            {
                sample.word(part);
                sample.word(dash);
                form = rest.to_owned();
            }
        }
        sample.token(&form, last);
        no_blank = false;
    }
    sample.text.truncate(sample.text.trim_end().len());
    sample
}

/// Begins a sentence with a place and an agency.
fn dateline(place: &str, agency: &str, sample: &mut Sample, random: &mut Random) {
    let agency: String = agency.chars().filter(|c| c.is_alphabetic()).take(4).collect();
    sample.word(&place.to_uppercase());
    sample.token("(", false);
    sample.token(&agency.to_uppercase(), false);
    sample.word(")");
    sample.word(["-", "–", "—", "--"][random.below(4)]);
}
