//! Typographic variety that the treebanks lack: quotes, apostrophes, dashes, as newswire writes them.

use super::learner::Random;
use super::segmenter::Sample;
use super::{Example, TrainConfig};
use crate::conllu::surface;
use crate::tree::Upos;

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

/// The text of an example with its tokens, now and then in another typography.
pub(crate) fn vary(_config: &TrainConfig, example: &Example, random: &mut Random) -> Sample {
    let style = style(random);
    let mut text = String::new();
    let mut tokens = Vec::new();
    let sentence = &example.sentence;
    let count = surface(sentence).count();
    let mut end_before = sentence.span.start;
    let mut opened = false;
    let mut no_blank = true;
    for (index, (span, form)) in surface(sentence).enumerate() {
        let blank = span.start > end_before;
        end_before = span.end;
        let quote = matches!(form, "\"" | "“" | "”" | "«" | "»");
        let mut form = form.to_owned();
        let (mut trailing, mut leading) = ("", "");
        if quote && let (Some(open), Some(close)) = (style.open, style.close) {
            let opens = matches!(form.as_str(), "“" | "«") || (form == "\"" && !opened);
            opened = opens;
            if opens {
                form = open.trim().to_owned();
                trailing = &open[form.len()..];
            } else {
                form = close.trim().to_owned();
                leading = &close[..close.len() - form.len()];
            }
            if !opens {
                text.push_str(leading);
            } else if blank && !no_blank {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&form);
            tokens.push((start..text.len(), index + 1 == count));
            text.push_str(trailing);
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
        if index + 1 == count && form == "." && random.percent(8) {
            form = ["…", "...", "!", "?"][random.below(4)].to_owned();
        }
        if matches!(form.as_str(), "..." | "…")
            && let Some(ellipsis) = style.ellipsis
        {
            form = ellipsis.to_owned();
        }
        if blank && !no_blank && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        let name = sentence
            .words
            .iter()
            .any(|word| word.span == span && word.upos == Upos::Propn);
        if name && (blank || index == 0) && form.starts_with(char::is_uppercase) && random.percent(4) {
            let start = text.len();
            text.push((b'A' + random.below(26) as u8) as char);
            text.push('.');
            tokens.push((start..text.len(), false));
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&form);
        tokens.push((start..text.len(), index + 1 == count));
        no_blank = false;
    }
    Sample {
        text: text.trim_end().to_owned(),
        tokens,
    }
}
