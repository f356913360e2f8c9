//! Tab-separated tables: a first line of column names, `#` comments, `|` between alternatives in a cell.

use crate::{PackError, PackFile};

/// A table of a pack.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// File name, for messages.
    pub file: String,
    columns: Vec<String>,
    rows: Vec<Row>,
}

/// A line of a table, its cells in the order of the wanted columns.
#[derive(Debug, Clone)]
pub struct Row {
    /// Line number in the file, from 1.
    pub line: usize,
    cells: Vec<String>,
}

impl Table {
    /// Reads the wanted columns (in that order) of a file; columns beyond them are passed over.
    ///
    /// # Errors
    /// When a wanted column is missing in the first line, or a line has more cells than the first line names.
    pub fn read(file: &PackFile, wanted: &[&str]) -> Result<Table, PackError> {
        let fail = |line: usize, message: String| PackError {
            file: file.name.clone(),
            line,
            message,
        };
        let mut header: Option<Vec<&str>> = None;
        let mut places = Vec::new();
        let mut rows = Vec::new();
        for (index, line) in file.text.lines().enumerate() {
            let number = index + 1;
            let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let Some(names) = &header else {
                for name in wanted {
                    let place = cells.iter().position(|cell| cell == name).ok_or_else(|| {
                        fail(
                            number,
                            format!(
                                "no column `{name}`; the first line must name the columns: {}",
                                wanted.join(", ")
                            ),
                        )
                    })?;
                    places.push(place);
                }
                header = Some(cells);
                continue;
            };
            if cells.len() > names.len() {
                return Err(fail(
                    number,
                    format!("{} cells, but the table has {} columns", cells.len(), names.len()),
                ));
            }
            rows.push(Row {
                line: number,
                cells: places
                    .iter()
                    .map(|&place| cells.get(place).copied().unwrap_or("").to_owned())
                    .collect(),
            });
        }
        Ok(Table {
            file: file.name.clone(),
            columns: wanted.iter().map(|&name| name.to_owned()).collect(),
            rows,
        })
    }

    /// The lines, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// An error that points at a line of this table.
    pub fn error(&self, row: &Row, message: impl Into<String>) -> PackError {
        PackError {
            file: self.file.clone(),
            line: row.line,
            message: message.into(),
        }
    }

    /// The names of the columns that were asked for.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

impl Row {
    /// The cell of the wanted column with this number.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The alternatives in a cell; none for an empty one.
    pub fn alternatives(&self, column: usize) -> impl Iterator<Item = &str> {
        self.cell(column)
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &'static str) -> PackFile {
        PackFile {
            name: "mine.tsv".into(),
            text: text.into(),
        }
    }

    #[test]
    fn rows_keep_their_line_numbers() {
        let table = Table::read(&file("a\tb\n# note\n\nx\ty|z\n"), &["b", "a"]).expect("a table");
        assert_eq!(table.rows()[0].line, 4);
        assert_eq!(table.rows()[0].alternatives(0).collect::<Vec<_>>(), ["y", "z"]);
        assert_eq!(table.rows()[0].cell(1), "x");
    }

    #[test]
    fn a_missing_column_and_a_long_line_are_errors() {
        let error = Table::read(&file("a\nx\n"), &["b"]).expect_err("no column b");
        assert_eq!(error.line, 1);
        let error = Table::read(&file("a\tb\nx\ty\tz\n"), &["a"]).expect_err("three cells");
        assert_eq!(error.to_string(), "mine.tsv:2: 3 cells, but the table has 2 columns");
    }
}
