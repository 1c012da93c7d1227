//! .xls, which is small by nature (65.536 rows, 256 columns) and is read whole; and what numbers
//! and dates of all workbooks become.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{Data, ExcelDateTime, Reader, Xls, XlsError};

use super::limits::Meter;
use super::{reached, xlsx};
use crate::exchange::sheet::{Origin, Row, Sheet};
use crate::exchange::{Error, Result};
use crate::services::Progress;

fn open(path: &Path) -> Result<Xls<BufReader<File>>> {
    calamine::open_workbook(path).map_err(|error: XlsError| match error {
        XlsError::Password => Error::Protected,
        XlsError::Io(error) => Error::Io(error.to_string()),
        other => Error::Damaged(other.to_string()),
    })
}

/// Names of the sheets, those that can be seen first, and how many these are.
pub fn names(path: &Path) -> Result<(Vec<String>, usize)> {
    Ok(xlsx::sorted(open(path)?.sheets_metadata()))
}

/// Reads a sheet.
pub fn read(path: &Path, name: &str, progress: &Progress) -> Result<Sheet> {
    let mut book = open(path)?;
    let range = book.worksheet_range(name).map_err(|error| Error::Damaged(error.to_string()))?;
    let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
    let (top, left) = range.start().unwrap_or_default();
    let mut meter = Meter::default();
    for (index, cells) in range.rows().enumerate() {
        let mut row = Row::new(top.saturating_add(u32::try_from(index).unwrap_or(u32::MAX)) + 1);
        for (column, value) in cells.iter().enumerate() {
            if let Some((text, origin)) = content(value) {
                meter.cell(left as usize + column, &text)?;
                row.put(left as usize + column, &text, origin, 0);
            }
        }
        if !row.is_empty() {
            meter.row()?;
            reached(progress, sheet.rows.len())?;
        }
        sheet.push(row);
    }
    Ok(sheet)
}

fn content(value: &Data) -> Option<(String, Origin)> {
    Some(match value {
        Data::Empty | Data::Error(_) => return None,
        Data::String(text) => (text.clone(), Origin::Text),
        Data::Int(whole) => (whole.to_string(), Origin::Number),
        Data::Float(float) => (number(*float), Origin::Number),
        Data::Bool(truth) => (truth.to_string(), Origin::Bool),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(iso) | Data::DurationIso(iso) => (iso.clone(), Origin::Date),
    })
    .filter(|(text, _)| !text.is_empty())
}

/// A number in digits: whole ones without a point, so that "84175000001" stays what it is.
pub fn number(float: f64) -> String {
    // Rust writes the shortest digits that mean the same number, and never an exponent.
    format!("{float}")
}

/// A date as ISO text; a time of the day is dropped. A number that only looks like a date, and
/// a duration, stay numbers.
pub fn date(moment: &ExcelDateTime) -> (String, Origin) {
    let day = moment.as_datetime().filter(|_| moment.is_datetime()).map(|moment| moment.date());
    match day {
        Some(day) => (day.format("%Y-%m-%d").to_string(), Origin::Date),
        None => (number(moment.as_f64()), Origin::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_all_their_digits() {
        for (float, text) in
            [(84_175_000_001.0, "84175000001"), (1975.0, "1975"), (8.5, "8.5"), (1e15, "1000000000000000")]
        {
            assert_eq!(number(float), text);
        }
    }
}
