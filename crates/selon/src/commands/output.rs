//! Writing: stdout buffered, stderr for talk.

use clap::ValueEnum;
use selon::report::page::Page;
use std::io::{self, BufWriter, IsTerminal, Write};

/// When to write colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How reports look.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Look {
    /// When to write colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: Colour,
    /// Columns of a report; as wide as the terminal, 100 elsewhere
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
}

impl Look {
    /// The page that a report is written on.
    pub fn page(self) -> Page {
        let stdout = io::stdout();
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        };
        let of_terminal = || terminal_size::terminal_size_of(&stdout).map(|(width, _)| width.0);
        Page::new(usize::from(self.width.or_else(of_terminal).unwrap_or(100)), colour)
    }
}

/// Buffered stdout.
pub fn stdout() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// Whether a person watches stdout.
pub fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Says on stderr what went wrong, and what can be done.
pub fn complain(message: &str, hint: Option<&str>) {
    let mut stderr = anstream::stderr().lock();
    // If stderr is closed there is nobody left to tell.
    let _ = writeln!(stderr, "selon: {message}");
    if let Some(hint) = hint {
        let bold = anstyle::Style::new().bold();
        let _ = writeln!(stderr, "  {bold}hint:{bold:#} {hint}");
    }
}
