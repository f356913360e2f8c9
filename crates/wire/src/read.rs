//! From text to [`Dispatch`]: what stands before the body, the body, what stands after it.

use std::ops::Range;

use crate::dateline::{self, Dateline};
use crate::dates::PartialDate;
use crate::lines::{self, Line};
use crate::{DatePrecision, Dispatch, Edition, Named, Published, WireError, credits, decode, language, tags};

/// What the reader knows of a dispatch beside its bytes.
#[derive(Clone, Debug)]
pub struct Options {
    /// When it was published, as far as the user knows ([`parse_published`](crate::parse_published)). It takes
    /// precedence over a date in the text; a month or a year is made a day by the dateline.
    pub published: Option<Published>,
    /// Its language; then none is identified and none is refused.
    pub lang: Option<String>,
    /// Languages that are read; others give [`WireError::UnreadLanguage`].
    pub languages: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            published: None,
            lang: None,
            languages: vec!["fr".to_owned(), "en".to_owned()],
        }
    }
}

/// Reads one dispatch. `source` is the path or address that the bytes came from; it is kept and named in errors.
pub fn read(bytes: &[u8], source: &str, options: &Options) -> Result<Dispatch, WireError> {
    let text = decode::decode(bytes, source)?;
    let day_first = match &options.lang {
        Some(lang) => lang != "en",
        None => language::identify(&text).is_some_and(|guess| guess.code != "en"),
    };
    let layout = Layout::of(&text, day_first);
    if layout.body.is_empty() {
        return Err(WireError::NoWords {
            file: source.to_owned(),
            what: "only a headline, notes or credits around a text",
        });
    }
    let language = language_of(&text, &layout, source, options)?;
    let published = published(&text, &layout, options);
    let Layout {
        headline,
        body,
        credits: mut credit_spans,
        bylines,
        url,
        edition,
        agency,
        dateline,
        standing,
        ..
    } = layout;
    let mut people = Vec::new();
    for span in &bylines {
        credits::byline(&text[span.clone()], &mut people);
    }
    for span in &credit_spans {
        people.extend(credits::people(&text[span.clone()]));
    }
    credit_spans.extend(bylines);
    credit_spans.sort_by_key(|span| span.start);
    let (places, within, signed) = match dateline.or(standing) {
        Some(dateline) => (dateline.places, dateline.within, dateline.agency),
        None => Default::default(),
    };
    Ok(Dispatch {
        id: blake3::hash(text.as_bytes()).to_hex()[..32].to_owned(),
        source: source.to_owned(),
        headline,
        tags: tags::tags(&text, &body),
        body,
        credit_spans,
        language,
        agency: signed.or(agency),
        url: url.map(|span| text[span].to_owned()),
        edition,
        published,
        dateline: places,
        dateline_within: within,
        credits: people,
        text,
    })
}

fn language_of(text: &str, layout: &Layout, source: &str, options: &Options) -> Result<String, WireError> {
    if let Some(lang) = &options.lang {
        return Ok(lang.clone());
    }
    let mut sample = String::new();
    for range in layout.headline.iter().chain(&layout.body) {
        sample.push_str(&text[range.clone()]);
        sample.push('\n');
        if sample.len() > 20_000 {
            break;
        }
    }
    let Some(guess) = language::identify(&sample).or_else(|| language::identify(text)) else {
        return Err(WireError::NoWords {
            file: source.to_owned(),
            what: "no words",
        });
    };
    let read = |code: &str| options.languages.iter().any(|language| language == code);
    if read(guess.code) {
        return Ok(guess.code.to_owned());
    }
    // A few words that French or English share with others are no reason to refuse a text.
    if !guess.sure
        && let Some(nearest) = language::nearest(&sample, &options.languages)
    {
        return Ok(nearest);
    }
    Err(WireError::UnreadLanguage {
        file: source.to_owned(),
        language: guess.code.to_owned(),
        name: guess.name,
        read: options.languages.join(", "),
        example: options.languages.first().cloned().unwrap_or_default(),
    })
}

/// Which part of the text is what.
#[derive(Debug, Default)]
struct Layout {
    headline: Option<Range<usize>>,
    body: Vec<Range<usize>>,
    credits: Vec<Range<usize>>,
    /// The names after `By`.
    bylines: Vec<Range<usize>>,
    url: Option<Range<usize>>,
    edition: Edition,
    agency: Option<Named>,
    dateline: Option<Dateline>,
    /// Place and date on a line of their own.
    standing: Option<Dateline>,
    /// A date before the text, with its words.
    dated: Option<(PartialDate, Range<usize>)>,
    /// Whether the language writes 3 April as 03/04.
    day_first: bool,
}

/// Lines before the dateline or the body are looked at this far.
const FRONT: usize = 16;

impl Layout {
    fn of(text: &str, day_first: bool) -> Layout {
        let mut layout = Layout {
            day_first,
            ..Layout::default()
        };
        let all = lines::lines(text);
        let mut plain: Vec<Line> = Vec::new();
        let mut dateline_at = None;
        let mut plain_sentences = 0;
        let mut taken = false;
        for (index, line) in all.iter().enumerate() {
            let mut line = line.clone();
            // What is taken out leaves a gap.
            line.after_gap |= taken;
            taken = true;
            let front = dateline_at.is_none() && index < FRONT && plain_sentences < 3;
            if front && let Some(found) = dateline::whole_line(text, line.range.start, line.range.end) {
                layout.dated = layout.dated.take().or_else(|| found.date.clone());
                layout.standing = layout.standing.take().or(Some(found));
                continue;
            }
            if front && layout.front(text, &mut line, plain.len()) {
                continue;
            }
            if front
                && let Some(found) = dateline::dateline_at(text, line.range.start, line.range.end)
                // Capitals and a dash alone are a dateline at the top only, further down a heading.
                && (found.agency.is_some() || found.date.is_some() || plain.len() < 2)
            {
                if !plain.is_empty() && plain_sentences == plain.len() && plain.len() > 2 {
                    taken = false;
                    plain.push(line);
                    continue;
                }
                dateline_at = Some(plain.len());
                line.range.start = found.end;
                line.after_gap = true;
                layout.dateline = Some(found);
                if line.range.is_empty() {
                    continue;
                }
            }
            plain_sentences += usize::from(lines::ends_sentence(&text[line.range.clone()]) && line.range.len() > 80);
            if layout.around(text, &line) {
                continue;
            }
            taken = false;
            plain.push(line);
        }
        let paragraphs = paragraphs(text, &plain, dateline_at);
        layout.sort_out(text, paragraphs);
        layout
    }

    /// Takes what stands before the text; `true` if nothing of the line is left.
    fn front(&mut self, text: &str, line: &mut Line, plain: usize) -> bool {
        let content = |line: &Line| &text[line.range.clone()];
        if plain == 0 && (text[line.range.clone()].starts_with("# ") || &text[line.range.clone()] == "#") {
            return true;
        }
        if let Some((date, span, end)) = lines::date_prefix(content(line), self.day_first) {
            let start = line.range.start;
            if self.dated.is_none() {
                self.dated = Some((date, start + span.start..start + span.end));
            }
            line.range.start += end;
        }
        if let Some((edition, end)) = lines::edition_note(content(line)) {
            self.say(edition);
            line.range.start += end;
            let rest = &text[line.range.clone()];
            line.range.start += rest.len() - rest.trim_start().len();
        }
        if let Some((edition, end)) = lines::label(content(line))
            && end == line.range.len()
        {
            self.say(edition);
            line.range.start += end;
        }
        if line.range.is_empty() {
            return true;
        }
        // `By Reuters` names no person; `around` reads it.
        if let Some(name) = lines::byline(content(line))
            && lines::publisher(content(line)).is_none()
        {
            self.bylines
                .push(line.range.start + name.start..line.range.start + name.end);
            return true;
        }
        false
    }

    /// Takes lines that are no text wherever they stand.
    fn around(&mut self, text: &str, line: &Line) -> bool {
        let content = &text[line.range.clone()];
        if let Some(span) = lines::address(content) {
            if self.url.is_none() {
                self.url = Some(line.range.start + span.start..line.range.start + span.end);
            }
            return true;
        }
        if let Some(name) = credits::signature(content) {
            let span = line.range.start + name.start..line.range.start + name.end;
            if self.agency.is_none() {
                self.agency = Some(Named {
                    name: text[span.clone()].to_owned(),
                    span,
                });
            }
            self.bylines
                .push(line.range.start..line.range.start + content.find(',').unwrap_or(0));
            return true;
        }
        if let Some((name, span)) = lines::publisher(content) {
            if self.agency.is_none() {
                self.agency = Some(Named {
                    name: name.to_owned(),
                    span: line.range.start + span.start..line.range.start + span.end,
                });
            }
            return true;
        }
        if let Some((edition, end)) = lines::edition_note(content)
            && end == content.len()
        {
            self.say(edition);
            return true;
        }
        lines::is_boilerplate(content)
    }

    fn say(&mut self, edition: Edition) {
        let rank = |edition: Edition| match edition {
            Edition::Plain => 0,
            Edition::Update => 1,
            Edition::Lead => 2,
            Edition::Correction => 3,
            Edition::Withdrawn => 4,
        };
        if rank(edition) > rank(self.edition) {
            self.edition = edition;
        }
    }

    fn sort_out(&mut self, text: &str, paragraphs: Vec<Paragraph>) {
        let dated = self.dateline.is_some();
        let first_body = paragraphs.iter().position(|paragraph| paragraph.after_dateline);
        let mut rest: Vec<Range<usize>> = Vec::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let content = &text[paragraph.range.clone()];
            let heads = if dated {
                index == 0 && first_body.is_some_and(|first| first > 0)
            } else {
                index == 0 && paragraphs.len() > 1 && !paragraph.joined && is_headline(content)
            };
            if heads && self.headline.is_none() && !credits::is_credit(content) {
                self.headline = Some(self.without_labels(text, paragraph.range.clone()));
                continue;
            }
            // Between headline and dateline: a lead in sentences is text, a second headline is not.
            let deck =
                dated && !paragraph.after_dateline && !lines::ends_sentence(content) && content.chars().count() <= 200;
            if deck {
                continue;
            }
            rest.push(paragraph.range.clone());
        }
        for range in rest {
            let content = &text[range.clone()];
            if credits::is_credit(content) {
                self.credits.push(range);
            } else if let Some(at) = credits::trailing(content) {
                self.credits.push(range.start + at..range.end);
                self.body.push(trimmed(text, range.start..range.start + at));
            } else {
                self.body.push(range);
            }
        }
        if self.body.is_empty()
            && let Some(only) = self.headline.take()
        {
            self.body.push(only);
        }
    }

    fn without_labels(&mut self, text: &str, mut range: Range<usize>) -> Range<usize> {
        while let Some((edition, end)) = lines::label(&text[range.clone()])
            && end < range.len()
        {
            self.say(edition);
            range.start += end;
        }
        range
    }
}

struct Paragraph {
    range: Range<usize>,
    /// Of more than one line.
    joined: bool,
    after_dateline: bool,
}

fn paragraphs(text: &str, plain: &[Line], dateline_at: Option<usize>) -> Vec<Paragraph> {
    let width = lines::wrap_width(text, plain);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut previous: Option<&Line> = None;
    for (index, line) in plain.iter().enumerate() {
        let content = &text[line.range.clone()];
        let open_credit = paragraphs.last().is_some_and(|last| {
            let so_far = &text[last.range.clone()];
            so_far.len() <= 1000 && so_far.starts_with('(') && !so_far.contains(')')
        });
        let joins = !line.after_gap
            && previous
                .is_some_and(|previous| open_credit || lines::joins(&text[previous.range.clone()], content, width));
        previous = Some(line);
        match paragraphs.last_mut() {
            Some(last) if joins => {
                last.range.end = line.range.end;
                last.joined = true;
            }
            _ => paragraphs.push(Paragraph {
                range: line.range.clone(),
                joined: false,
                after_dateline: dateline_at.is_some_and(|at| index >= at),
            }),
        }
    }
    paragraphs
}

/// A first line that is the title of what follows: short, and no sentence with a full stop.
fn is_headline(content: &str) -> bool {
    let ends = content.trim_end_matches(['"', '»', '”', ')', ' ', '\u{a0}']);
    content.chars().count() <= 200 && !ends.ends_with(['.', '…', ';', ':', ','])
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

/// The date of publication: what the user says, else what stands before the text, made exact by the dateline.
fn published(text: &str, layout: &Layout, options: &Options) -> Option<Published> {
    let in_text = |date: PartialDate, span: &Range<usize>| {
        let (start, end, precision) = date.resolve()?;
        Some(Published {
            start,
            end,
            precision,
            text: text[span.clone()].to_owned(),
            span: Some(span.clone()),
        })
    };
    let known = options
        .published
        .clone()
        .or_else(|| layout.dated.as_ref().and_then(|(date, span)| in_text(*date, span)));
    let dateline = layout.dateline.as_ref().and_then(|dateline| dateline.date.as_ref());
    let Some((date, span)) = dateline else {
        return known;
    };
    let Some(known) = known else {
        return in_text(*date, span);
    };
    if known.precision == DatePrecision::Day {
        return Some(known);
    }
    let finer = nearest_year(*date, &known).and_then(|date| in_text(date, span));
    match finer {
        Some(finer) if finer.precision < known.precision => Some(finer),
        _ => Some(known),
    }
}

/// The dateline's date in the year of the known month or year. A text of 28 February may be in a crawl of March, one
/// of 31 December in a crawl of January; anything further apart contradicts and is left.
fn nearest_year(date: PartialDate, known: &Published) -> Option<PartialDate> {
    let fits = |year: i16| {
        let candidate = PartialDate {
            year: Some(year),
            ..date
        };
        let (start, end, _) = candidate.resolve()?;
        let slack = if known.precision == DatePrecision::Month { 31 } else { 0 };
        let early = known.start.since(end).ok()?.get_days();
        (start <= known.end && (end >= known.start || early <= slack)).then_some(candidate)
    };
    match date.year {
        Some(year) => fits(year),
        None => fits(known.start.year()).or_else(|| fits(known.start.year() - 1)),
    }
}
