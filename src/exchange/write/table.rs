//! A table as .xlsx or .csv.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::exchange::Result;

/// A table: headings and rows of texts. Everything is text, so that numbers keep their zeros.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// Headings.
    pub headings: Vec<String>,
    /// Widths of the columns, in characters; as many as headings, or none.
    pub widths: Vec<f64>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// The bytes of an .xlsx with these tables as sheets.
///
/// # Errors
/// [`crate::exchange::Error::Io`].
pub fn xlsx(tables: &[Table]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin);
    let text = Format::new().set_num_format("@");
    for table in tables {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&table.name))?;
        for (column, width) in (0_u16..).zip(&table.widths) {
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        line(sheet, 0, &table.headings, &heading)?;
        for (row, cells) in (1_u32..).zip(&table.rows) {
            line(sheet, row, cells, &text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// Writes a row of texts; empty ones leave no cell.
pub fn line(sheet: &mut Worksheet, row: u32, cells: &[String], format: &Format) -> Result<()> {
    for (column, cell) in (0_u16..).zip(cells) {
        if !cell.is_empty() {
            // Excel takes no longer text.
            let cell: String = cell.chars().take(32_000).collect();
            sheet.write_string_with_format(row, column, cell, format)?;
        }
    }
    Ok(())
}

/// A name that Excel takes for a sheet.
pub fn sheet_name(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|letter| if r"[]:*?/\".contains(letter) || letter.is_control() { ' ' } else { letter })
        .take(31)
        .collect();
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() { "Sheet1".to_owned() } else { name.to_owned() }
}

/// A table as text with commas, in UTF-8 with the mark that Excel needs. A cell that a spreadsheet
/// would take for a formula gets an apostrophe before it, which our reader takes away again.
#[must_use]
pub fn csv(table: &Table) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    for cells in std::iter::once(&table.headings).chain(&table.rows) {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                text.push(',');
            }
            quoted(cell, &mut text);
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn quoted(cell: &str, text: &mut String) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    if cell.contains(['"', ',', ';', '\n', '\r', '\t']) || is_formula {
        text.push('"');
        text.push_str(guard);
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_quotes_doubled() {
        let table = Table {
            headings: vec!["a".to_owned(), "b".to_owned()],
            rows: vec![
                vec!["=cmd|' /C calc'!A0".to_owned(), "x \"y\", z".to_owned()],
                vec!["-1".to_owned(), "Lê".to_owned()],
            ],
            ..Table::default()
        };
        let text = String::from_utf8(csv(&table)).unwrap();
        assert_eq!(text, "\u{feff}a,b\r\n\"'=cmd|' /C calc'!A0\",\"x \"\"y\"\", z\"\r\n\"'-1\",Lê\r\n");
    }

    #[test]
    fn sheets_get_names_that_excel_takes() {
        assert_eq!(sheet_name("Chi bộ 1/2: [a]"), "Chi bộ 1 2   a");
        assert_eq!(sheet_name("''"), "Sheet1");
        assert!(sheet_name(&"Ấ".repeat(99)).chars().count() <= 31);
    }
}
