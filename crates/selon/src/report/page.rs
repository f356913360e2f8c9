//! Laying out text for a terminal: ink, wrapping by display width, two ends of a line.

use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

/// The page that a report is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Columns.
    pub width: usize,
    /// Whether colours are written.
    pub colour: bool,
}

/// Lines are no longer than this, however wide the terminal: longer ones are hard to read.
const WIDEST: usize = 110;
/// No terminal is taken to be narrower than this.
const NARROWEST: usize = 40;

impl Page {
    /// A page for a terminal of so many columns.
    pub fn new(columns: usize, colour: bool) -> Page {
        Page {
            width: columns.clamp(NARROWEST, WIDEST),
            colour,
        }
    }
}

/// What a piece of text is; the page decides how it looks. The same thing has the same ink in the facts and in the quoted sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ink {
    /// Running text.
    #[default]
    Plain,
    /// Codes, line numbers, what may be passed over.
    Faint,
    /// Headings.
    Strong,
    /// The words that carry the event.
    Trigger,
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Harm.
    Toll,
    /// Time.
    When,
    /// Place.
    Where,
    /// Weapons.
    Means,
    /// Who says so.
    Speaker,
    /// Denied, planned, unconfirmed.
    Flag,
    /// Words that a later edition no longer has.
    Removed,
    /// Words that only a later edition has.
    Added,
}

impl Ink {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Ink::Plain => Style::new(),
            Ink::Faint => Style::new().dimmed(),
            Ink::Strong => Style::new().bold(),
            Ink::Trigger => Style::new().bold().underline(),
            Ink::Actor => colour(AnsiColor::Cyan),
            Ink::Recipient => colour(AnsiColor::Blue),
            Ink::Toll => colour(AnsiColor::Red),
            Ink::When => colour(AnsiColor::Green),
            Ink::Where => colour(AnsiColor::Magenta),
            Ink::Means => colour(AnsiColor::Yellow),
            Ink::Speaker => Style::new().italic(),
            Ink::Flag => colour(AnsiColor::Yellow).bold(),
            Ink::Removed => colour(AnsiColor::Red).strikethrough(),
            Ink::Added => colour(AnsiColor::Green).underline(),
        }
    }
}

/// Text with its ink, character by character.
#[derive(Clone, Debug, Default)]
pub struct Inked {
    chars: Vec<(char, Ink)>,
}

impl Inked {
    /// No text.
    pub fn new() -> Inked {
        Inked::default()
    }

    /// Adds text.
    pub fn push(&mut self, text: &str, ink: Ink) -> &mut Inked {
        self.chars.extend(text.chars().map(|c| (c, ink)));
        self
    }

    /// Adds other text.
    pub fn append(&mut self, other: Inked) -> &mut Inked {
        self.chars.extend(other.chars);
        self
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Columns that the text takes on one line.
    pub fn width(&self) -> usize {
        width(&self.chars)
    }

    /// Writes the text in lines of the page's width, the first with one indent, the others with another.
    pub fn wrap(&self, page: Page, first: &str, others: &str, out: &mut String) {
        let lines = self.lines(
            page.width.saturating_sub(columns(first)),
            page.width.saturating_sub(columns(others)),
        );
        for (index, line) in lines.iter().enumerate() {
            out.push_str(if index == 0 { first } else { others });
            paint(line, page, out);
            out.push('\n');
        }
    }

    /// Writes one line with a second text at its right end where both fit, else on two lines.
    pub fn with_right(&self, right: &Inked, page: Page, indent: &str, out: &mut String) {
        if right.is_empty() {
            self.wrap(page, indent, indent, out);
            return;
        }
        let used = columns(indent) + self.width() + right.width();
        if used + 2 > page.width {
            self.wrap(page, indent, indent, out);
            right.wrap(page, indent, indent, out);
            return;
        }
        out.push_str(indent);
        paint(&self.chars, page, out);
        out.extend(std::iter::repeat_n(' ', page.width - used));
        paint(&right.chars, page, out);
        out.push('\n');
    }

    fn lines(&self, first: usize, others: usize) -> Vec<Vec<(char, Ink)>> {
        let mut lines: Vec<Vec<(char, Ink)>> = Vec::new();
        let mut line: Vec<(char, Ink)> = Vec::new();
        let mut used = 0;
        for (blank, word) in words(&self.chars) {
            let room = if lines.is_empty() { first } else { others };
            let wide = width(word);
            if !line.is_empty() && used + 1 + wide > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            if !line.is_empty() {
                line.push((' ', blank));
                used += 1;
            }
            line.extend_from_slice(word);
            used += wide;
        }
        lines.push(line);
        lines
    }
}

/// The words of a text, each with the ink of the blank before it.
fn words(chars: &[(char, Ink)]) -> Vec<(Ink, &[(char, Ink)])> {
    let breaks = |c: char| matches!(c, ' ' | '\n' | '\t' | '\r');
    let mut found = Vec::new();
    let mut at = 0;
    let mut blank = Ink::Plain;
    while at < chars.len() {
        if breaks(chars[at].0) {
            blank = chars[at].1;
            at += 1;
            continue;
        }
        let length = chars[at..]
            .iter()
            .position(|(c, _)| breaks(*c))
            .unwrap_or(chars.len() - at);
        found.push((blank, &chars[at..at + length]));
        at += length;
    }
    found
}

fn width(chars: &[(char, Ink)]) -> usize {
    chars.iter().map(|(c, _)| c.width().unwrap_or(0)).sum()
}

/// Columns that a text takes; the codes that colour it take none.
pub fn columns(text: &str) -> usize {
    anstream::adapter::strip_str(text)
        .map(|part| part.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>())
        .sum()
}

/// Writes text in one ink.
pub fn paint_text(text: &str, ink: Ink, page: Page, out: &mut String) {
    let chars: Vec<(char, Ink)> = text.chars().map(|c| (c, ink)).collect();
    paint(&chars, page, out);
}

/// Writes characters in runs of one ink. Control characters are left out: a dispatch must not steer the terminal.
fn paint(chars: &[(char, Ink)], page: Page, out: &mut String) {
    let mut at = 0;
    while at < chars.len() {
        let ink = chars[at].1;
        let length = chars[at..]
            .iter()
            .position(|(_, other)| *other != ink)
            .unwrap_or(chars.len() - at);
        let style = if page.colour { ink.style() } else { Style::new() };
        // Without colour the words that carry the event must still stand out.
        let mark = if !page.colour && ink == Ink::Trigger { "*" } else { "" };
        let _ = write!(out, "{}{mark}", style.render());
        out.extend(
            chars[at..at + length]
                .iter()
                .map(|(c, _)| *c)
                .filter(|c| !c.is_control()),
        );
        let _ = write!(out, "{mark}{}", style.render_reset());
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Page = Page {
        width: 20,
        colour: false,
    };

    #[test]
    fn lines_break_at_blanks_only() {
        let mut text = Inked::new();
        text.push("Quinze militaires sont ", Ink::Plain)
            .push("morts", Ink::Toll)
            .push(" mardi, dit-on.", Ink::Plain);
        let mut out = String::new();
        text.wrap(PLAIN, "  ", "    ", &mut out);
        assert_eq!(out, "  Quinze militaires\n    sont morts\n    mardi, dit-on.\n");
    }

    #[test]
    fn the_trigger_shows_without_colour_and_controls_never_show() {
        let mut text = Inked::new();
        text.push("un ", Ink::Plain).push("tir\u{1b}[2J", Ink::Trigger);
        let mut out = String::new();
        text.wrap(PLAIN, "", "", &mut out);
        assert_eq!(out, "un *tir[2J*\n");
    }

    #[test]
    fn the_right_end_moves_below_when_there_is_no_room() {
        let (mut left, mut right) = (Inked::new(), Inked::new());
        left.push("Clash", Ink::Strong);
        right.push("190", Ink::Faint);
        let mut out = String::new();
        left.with_right(&right, PLAIN, " ", &mut out);
        right.push(" and much more", Ink::Faint);
        left.with_right(&right, PLAIN, " ", &mut out);
        assert_eq!(out, " Clash           190\n Clash\n 190 and much more\n");
    }
}
