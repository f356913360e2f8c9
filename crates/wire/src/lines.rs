//! What a single line around the text is, and which lines make a paragraph.

use std::ops::Range;

use crate::dates::{self, PartialDate};
use crate::words::{self, words};
use crate::{Edition, credits, dateline};

/// A line, trimmed, not empty.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub range: Range<usize>,
    /// Whether an empty line or the beginning of the text comes before it.
    pub after_gap: bool,
}

/// The lines of a text that hold anything.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut after_gap = true;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            after_gap = true;
        } else {
            let start = at + line.len() - line.trim_start().len();
            lines.push(Line {
                range: start..start + trimmed.len(),
                after_gap,
            });
            after_gap = false;
        }
        at += line.len() + 1;
    }
    lines
}

/// A date of publication at the start of a line: `date 2021-11 `, `Publié le 12 mars 2023 à 14h`, a bare `2023-10-05`.
/// Gives the date, its range in the line, and where it ends; without one of the date words it must be the whole line
/// or be followed by a dateline.
pub(crate) fn date_prefix(line: &str, day_first: bool) -> Option<(PartialDate, Range<usize>, usize)> {
    let mut at = 0;
    let mut worded = false;
    if let Some((_, end)) = words::first(line, &words().date_prefixes) {
        at = end;
        worded = true;
    }
    let rest = line[at..].trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    at = line.len() - rest.len();
    let rest = &line[at..];
    let (date, length) = dates::date_at(rest).or_else(|| dates::slashed(rest, day_first))?;
    date.year?;
    let span = at..at + length;
    let mut end = span.end;
    if let Some(time) = dates::time_at(&line[end..]) {
        end += time;
    }
    let after = line[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '|'));
    let whole = after.is_empty();
    let at_word = line[end..].starts_with(char::is_whitespace);
    let before_dateline = || at_word && dateline::dateline_at(line, line.len() - after.len(), line.len()).is_some();
    // In `date 2021-11 MOSCOU …` the word `date` is a crawl's; `Published on 3 May 2021 in Paris, the report…` is not.
    let crawl = worded
        && words::starts_with(line, "date").is_some()
        && at_word
        && line[span.clone()].starts_with(|c: char| c.is_ascii_digit());
    // `Thursday, May 7, 2015 On Tuesday, the army…`: a sentence would have a comma after the year.
    let weekday = line.starts_with(|c: char| c.is_alphabetic()) && words::first(line, &words().weekdays).is_some();
    let run_on = weekday
        && date.day.is_some()
        && line[span.end..].starts_with(' ')
        && line[span.end..].trim_start().starts_with(char::is_uppercase);
    (whole || crawl || run_on || before_dateline()).then_some((date, span, line.len() - after.len()))
}

/// A remark on the edition at the start of a line, in brackets or alone on it: the edition and where the remark ends.
pub(crate) fn edition_note(line: &str) -> Option<(Edition, usize)> {
    let inner = line.trim_start_matches(['(', '[']);
    let brackets = line.len() - inner.len();
    let (index, _) = words::first(inner, words().notes.iter().map(|(phrase, _)| phrase))?;
    let (phrase, edition) = &words().notes[index];
    if brackets == 0
        && let Some((said, end)) = label(line)
        && let Some((edition, length)) = edition_note(&line[end..]).filter(|_| end < line.len())
    {
        // `CORRECTION: An earlier version of this story …`
        return Some((if said == Edition::Plain { edition } else { said }, end + length));
    }
    if brackets == 0 {
        // Without brackets only what can be nothing else: `This story has been corrected to …`.
        return (phrase.split(' ').count() >= 3).then_some((*edition, line.len()));
    }
    let close = line.find([')', ']'])?;
    let end = close + line[close..].len() - line[close..].trim_start_matches([')', ']']).len();
    Some((*edition, end))
}

/// `LEAD 2-`, `UPDATE 3-`, `CORRECTED-`, `(LEAD)`, `WITHDRAWN - `: labels in capitals before a headline.
pub(crate) fn label(headline: &str) -> Option<(Edition, usize)> {
    let bracketed = headline.starts_with(['(', '[']);
    let inner = headline.trim_start_matches(['(', '[']);
    let (index, end) = words::first(inner, words().labels.iter().map(|(phrase, _)| phrase))?;
    if inner[..end].chars().any(char::is_lowercase) {
        return None;
    }
    let rest = inner[end..].trim_start();
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start();
    let closed = if bracketed {
        rest.strip_prefix([')', ']'])?
            .trim_start_matches(['-', '–', '—', ':', ' '])
    } else if rest.is_empty() {
        rest
    } else {
        let cut = rest.trim_start_matches(['-', '–', '—', ':', '/', '|']);
        if cut.len() == rest.len() {
            return None;
        }
        cut
    };
    Some((words().labels[index].1, headline.len() - closed.trim_start().len()))
}

/// An address alone on its line: where it begins.
pub(crate) fn address(line: &str) -> Option<Range<usize>> {
    let start = line.find("http://").or_else(|| line.find("https://"))?;
    let before = words::fold_all(line[..start].trim().trim_end_matches(':').trim());
    let known = matches!(
        before.as_str(),
        "" | "url" | "source" | "link" | "lien" | "adresse" | "from" | "web"
    );
    let alone = !line[start..].contains(char::is_whitespace);
    (known && alone).then_some(start..line.len())
}

/// `By Ann Moss`, `Par Luc Roy`: the author's name.
pub(crate) fn byline(line: &str) -> Option<Range<usize>> {
    let (_, end) = words::first(line, &words().bylines)?;
    let start = line.len() - line[end..].trim_start().len();
    let name = &line[start..];
    let small = [
        "and", "et", "de", "van", "von", "al", "el", "ben", "bin", "d'", "in", "à",
    ];
    let shaped = name.starts_with(|c: char| c.is_uppercase())
        && line.chars().count() <= 100
        && !ends_sentence(line)
        && name
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .all(|word| word.starts_with(|c: char| c.is_uppercase()) || small.contains(&word));
    (shaped && name.split_whitespace().count() <= 12).then_some(start..line.len())
}

/// A line that only names a publisher: `Reuters`, `Par AFP`, `Le Jour avec AFP`, `© 2023 AFP`, `Source : AFP`.
pub(crate) fn publisher(line: &str) -> Option<(&'static str, Range<usize>)> {
    let trimmed = line.trim_end_matches(['.', ')', '/', ' ']);
    if trimmed.len() > 100 {
        return None;
    }
    let copyright = ["(c)", "©", "copyright"]
        .iter()
        .any(|sign| words::fold_all(line).starts_with(sign));
    let tail = trimmed
        .char_indices()
        .filter(|(at, _)| *at == 0 || !trimmed[..*at].ends_with(char::is_alphanumeric))
        .find_map(|(at, _)| Some((words().agency(&trimmed[at..])?, at)))?;
    let (name, at) = tail;
    let before = words::fold_all(trimmed[..at].trim().trim_matches(['(', ':', '/', '-', '©', ' ']));
    let before = before.trim();
    if all_publishers(before) {
        // The first of several.
        let mut at = 0;
        for word in trimmed.split_inclusive([' ', ',', '/', '-']) {
            let bare = word.trim_end_matches([' ', ',', '/', '-']);
            if let Some(name) = words().agency(bare) {
                return Some((name, at..at + bare.len()));
            }
            at += word.len();
        }
    }
    let year = before.trim_start_matches("(c)").trim_start_matches("copyright").trim();
    let introduced = before.is_empty() && trimmed[at..].chars().any(char::is_uppercase)
        || matches!(before, "par" | "by" | "source" | "from" | "agence" | "avec" | "with")
        || before.ends_with(" avec") && before.split(' ').count() <= 5
        || before.ends_with(" with") && before.split(' ').count() <= 5
        || copyright && (year.is_empty() || year.trim_matches(['©', ' ']).parse::<u16>().is_ok());
    introduced.then_some((name, at..trimmed.len()))
}

/// `avec AFP et`, `Le Jour, Reuters et`: what stands before the last of several publishers on a line.
fn all_publishers(before: &str) -> bool {
    let mut named = false;
    let rest = before.split([' ', ',', '/', '-']).filter(|word| !word.is_empty());
    for word in rest {
        if words().agency(word).is_some() {
            named = true;
        } else if !matches!(
            word,
            "par" | "by" | "source" | "sources" | "avec" | "with" | "et" | "and" | ":"
        ) {
            return false;
        }
    }
    named
}

/// Slogans, invitations, captions, copyright lines: no news.
pub(crate) fn is_boilerplate(line: &str) -> bool {
    let folded = words::fold_all(line);
    let plain = folded.trim_start_matches(['>', '»', '•', '*', '-', '→', '[', '(', ' ']);
    let lists = words();
    let starts = words::first(plain, &lists.skip_starts).is_some();
    // `Read more powerful guns…` does not occur at the start of a line, but a sentence as long as a paragraph might.
    (starts && line.chars().count() <= 200)
        || lists
            .skip_is
            .iter()
            .any(|phrase| plain.trim_end_matches([':', '.', ',', ' ']) == phrase)
        || (line.chars().count() <= 250 && lists.skip_has.iter().any(|phrase| folded.contains(phrase.as_str())))
        || ["©", "(c) ", "copyright "]
            .iter()
            .any(|sign| folded.starts_with(sign) && !line[sign.len()..].trim_start().starts_with(char::is_lowercase))
        || line.starts_with("(AP Photo")
        || (folded.starts_with("($1") || folded.starts_with("(1 ")) && folded.contains('=')
        || is_slug(line)
        || is_bare_date(line)
}

/// No letters, or none but the words before a date: a rule of stars, a date that could not be read (`Date : 03/04/23`).
fn is_bare_date(line: &str) -> bool {
    let at = words::first(line, &words().date_prefixes).map_or(0, |(_, end)| end);
    !line[at..].contains(char::is_alphabetic) && (at == 0 || line.len() > at)
}

/// `str-bur/ayv/cls`, `ml/jd`: the initials at the end of an agency's text.
fn is_slug(line: &str) -> bool {
    let parts: Vec<&str> = line.split(['/', '-']).collect();
    line.contains('/')
        && line.len() <= 40
        && parts
            .iter()
            .all(|part| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a line ends as a sentence ends.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | '’' | ')' | ']' | '\''))
        .ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether a line cannot be the continuation of the line before.
pub(crate) fn starts_anew(line: &str) -> bool {
    line.starts_with(['•', '*', '·', '#', '-', '–', '—'])
        || credits::is_credit(line)
        || line.starts_with('(') && (edition_note(line).is_some() || credits::trailing(&format!(" {line})")).is_some())
        || publisher(line).is_some()
        || is_boilerplate(line)
        || address(line).is_some()
}

/// Width of hard-wrapped text; `None` where newlines are ends of paragraphs.
///
/// Text is wrapped where lines break in the middle of sentences: some line goes on in lower case after one that did
/// not end a sentence, and many do not end one. Text in capitals has no lower case and needs more such lines.
pub(crate) fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines
        .iter()
        .map(|line| text[line.range.clone()].chars().count())
        .max()?;
    if !(30..=120).contains(&width) {
        return None;
    }
    let (mut inner, mut open, mut lower) = (0, 0, 0);
    for pair in lines.windows(2) {
        if pair[1].after_gap {
            continue;
        }
        let (first, second) = (&text[pair[0].range.clone()], &text[pair[1].range.clone()]);
        inner += 1;
        open += usize::from(!ends_sentence(first));
        lower += usize::from(!ends_sentence(first) && second.starts_with(char::is_lowercase));
    }
    let enough = lower > 0 && open * 4 >= inner || open >= 3 && open * 5 >= inner * 3;
    enough.then_some(width)
}

/// Whether two lines without an empty one between them belong to one paragraph.
pub(crate) fn joins(first: &str, second: &str, width: Option<usize>) -> bool {
    if starts_anew(second) {
        return false;
    }
    if !ends_sentence(first) && second.starts_with(char::is_lowercase) {
        return true;
    }
    let Some(width) = width else {
        return false;
    };
    let next_word = second.split_whitespace().next().map_or(0, |word| word.chars().count());
    first.chars().count() + 1 + next_word > width.saturating_sub(3)
}
