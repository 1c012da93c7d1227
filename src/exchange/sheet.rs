//! A sheet as it was read, whatever format it came in: rows with content, cells as text with what
//! the program that wrote them took them for.

/// What a cell was in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    /// Text.
    #[default]
    Text,
    /// A number; its leading zeros are lost.
    Number,
    /// A date; the cell's text is ISO (1975-03-05).
    Date,
    /// True or false; the cell's text is "true" or "false".
    Bool,
}

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cell<'a> {
    /// Its text as stored: nothing is trimmed or composed, for that destroys the old encodings.
    pub text: &'a str,
    /// What it was.
    pub origin: Origin,
    /// Which of [`Sheet::fonts`] it is set in; 0 when nothing is known.
    pub font: u16,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    end: u32,
    origin: Origin,
    font: u16,
}

/// A row. Its texts stand in one string: a sheet of three million cells would else need as many
/// allocations.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Number in the sheet, from 1, as Excel shows it.
    pub number: u32,
    text: String,
    marks: Vec<Mark>,
}

impl Row {
    /// An empty row with this number.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Puts a cell at a column, which lies behind all that were put before.
    pub fn put(&mut self, column: usize, text: &str, origin: Origin, font: u16) {
        while self.marks.len() < column {
            self.marks.push(Mark { end: self.end(), origin: Origin::Text, font: 0 });
        }
        self.text.push_str(text);
        self.marks.push(Mark { end: self.end(), origin, font });
    }

    fn end(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    /// The cell at a column; an empty one where there is none.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cell<'_> {
        let Some(mark) = self.marks.get(column) else { return Cell::default() };
        let start =
            column.checked_sub(1).and_then(|before| self.marks.get(before)).map_or(0, |mark| mark.end);
        let text = self.text.get(start as usize..mark.end as usize).unwrap_or_default();
        Cell { text, origin: mark.origin, font: mark.font }
    }

    /// Columns up to the last one with a cell.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether no cell has a text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The cells, from the first column on.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        (0..self.len()).map(|column| self.cell(column))
    }
}

/// Cells that are merged into one: first and last row (numbers as in [`Row::number`]) and column
/// (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (usize, usize),
}

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; of a text file, the file's.
    pub name: String,
    /// Rows that have content, in order.
    pub rows: Vec<Row>,
    /// Merged cells, where the format tells.
    pub merged: Vec<Merged>,
    /// Names of fonts; the first is none.
    pub fonts: Vec<String>,
    /// Columns up to the last one with content.
    pub columns: usize,
    /// Whether numbers count days from 1904 on, as workbooks from old Macintoshes do.
    pub from_1904: bool,
}

impl Sheet {
    /// The row with this number, if it has content.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().and_then(|at| self.rows.get(at))
    }

    /// The name of a cell's font; empty when nothing is known.
    #[must_use]
    pub fn font(&self, cell: Cell<'_>) -> &str {
        self.fonts.get(usize::from(cell.font)).map_or("", String::as_str)
    }

    /// Takes in a row, unless it has no content.
    pub fn push(&mut self, row: Row) {
        if !row.is_empty() {
            self.columns = self.columns.max(row.len());
            self.rows.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_where_they_were_put() {
        let mut row = Row::new(7);
        row.put(1, "Nguyễn", Origin::Text, 2);
        row.put(4, "1975", Origin::Number, 0);
        assert_eq!(row.cell(0), Cell::default());
        assert_eq!(row.cell(1), Cell { text: "Nguyễn", origin: Origin::Text, font: 2 });
        assert_eq!(row.cell(3).text, "");
        assert_eq!(row.cell(4).text, "1975");
        assert_eq!(row.cell(99), Cell::default());
        assert_eq!(row.len(), 5);
    }

    #[test]
    fn rows_without_content_are_left_out() {
        let mut sheet = Sheet::default();
        let mut blank = Row::new(1);
        blank.put(3, "  ", Origin::Text, 0);
        sheet.push(blank);
        let mut full = Row::new(9);
        full.put(0, "x", Origin::Text, 0);
        sheet.push(full);
        assert_eq!((sheet.rows.len(), sheet.columns), (1, 1));
        assert!(sheet.row(9).is_some() && sheet.row(1).is_none());
    }
}
