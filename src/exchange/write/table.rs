//! A table as .xlsx or .csv.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::exchange::Result;

/// A table: headings and rows of texts. Everything is text, so that numbers keep their zeros, but
/// in columns of figures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet.
    pub name: String,
    /// Lines above the headings, such as a title.
    pub above: Vec<String>,
    /// Headings.
    pub headings: Vec<String>,
    /// Widths of the columns, in characters; as many as headings, or none.
    pub widths: Vec<f64>,
    /// Which columns are of figures, to be counted with: "4.373" and "11,78%" become numbers there.
    /// As many as headings, or none.
    pub figures: Vec<bool>,
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
    let title = Format::new().set_bold();
    let wrapped = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let formats =
        FORMATS.map(|format| Format::new().set_num_format(format).set_align(FormatAlign::VerticalCenter));
    for table in tables {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(sheet_name(&table.name))?;
        for (column, width) in (0_u16..).zip(&table.widths) {
            sheet.set_column_width(column, *width)?;
        }
        let top = u32::try_from(table.above.len()).unwrap_or(u32::MAX);
        for (row, words) in (0_u32..).zip(&table.above) {
            line(sheet, row, std::slice::from_ref(words), &title)?;
        }
        sheet.set_freeze_panes(top + 1, 0)?;
        line(sheet, top, &table.headings, &heading)?;
        for (row, cells) in (top + 1..).zip(&table.rows) {
            if table.figures.is_empty() {
                line(sheet, row, cells, &text)?;
            } else {
                counted(sheet, row, (cells, &table.figures), (&wrapped, &formats))?;
            }
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

/// How figures are shown: whole ones, with decimals, percentages.
const FORMATS: [&str; 3] = ["#,##0", "#,##0.00", "0.00%"];

/// Writes a row in which some columns are of figures.
fn counted(
    sheet: &mut Worksheet,
    row: u32,
    (cells, figures): (&[String], &[bool]),
    (text, formats): (&Format, &[Format; 3]),
) -> Result<()> {
    for ((column, cell), is_figure) in (0_u16..).zip(cells).zip(figures) {
        let read = is_figure.then(|| figure(cell)).flatten();
        match read.and_then(|(number, kind)| Some((number, formats.get(kind)?))) {
            Some((number, format)) => {
                sheet.write_number_with_format(row, column, number, format)?;
            }
            None if cell.is_empty() => {}
            None => {
                sheet.write_string_with_format(row, column, cell, text)?;
            }
        }
    }
    Ok(())
}

/// The number that a text shows ("4.373", "11,78", "11,78%"), and which of [`FORMATS`] it has.
fn figure(text: &str) -> Option<(f64, usize)> {
    let (digits, is_share) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let (whole, part) = digits.split_once(',').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let unsigned = whole.strip_prefix(['-', '−']).unwrap_or(whole);
    let mut groups = unsigned.split('.');
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|first| is_number(first))?;
    let is_grouped = groups.all(|group| group.len() == 3 && is_number(group) && first.len() <= 3);
    if !is_grouped || !part.is_none_or(is_number) {
        return None;
    }
    let plain = format!("{}.{}", unsigned.replace('.', ""), part.unwrap_or("0"));
    let number: f64 = plain.parse().ok()?;
    let number = if unsigned.len() < whole.len() { -number } else { number };
    Some(match (is_share, part) {
        (true, _) => (number / 100.0, 2),
        (false, Some(_)) => (number, 1),
        (false, None) => (number, 0),
    })
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
    fn figures_become_numbers_and_words_stay() {
        for (text, read) in [
            ("4.373", Some((4373.0, 0))),
            ("0", Some((0.0, 0))),
            ("−12", Some((-12.0, 0))),
            ("11,5", Some((11.5, 1))),
            ("25%", Some((0.25, 2))),
            ("112,40%", Some((1.124, 2))),
            ("1.234.567", Some((1_234_567.0, 0))),
            ("12.34", None),
            ("1234.567", None),
            ("13/12", None),
            ("", None),
            ("–", None),
        ] {
            assert_eq!(figure(text), read, "{text}");
        }
    }

    #[test]
    fn sheets_get_names_that_excel_takes() {
        assert_eq!(sheet_name("Chi bộ 1/2: [a]"), "Chi bộ 1 2   a");
        assert_eq!(sheet_name("''"), "Sheet1");
        assert!(sheet_name(&"Ấ".repeat(99)).chars().count() <= 31);
    }
}
