//! .xlsx, cell by cell: a sheet of three million cells is never in memory twice.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};

use super::calc::{date, number};
use super::limits::Meter;
use super::reached;
use crate::exchange::sheet::{Merged, Origin, Row, Sheet};
use crate::exchange::{Error, Result};
use crate::services::Progress;

fn open(path: &Path) -> Result<Xlsx<BufReader<File>>> {
    calamine::open_workbook(path).map_err(kind)
}

fn kind(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::Protected,
        XlsxError::Io(error) => Error::Io(error.to_string()),
        XlsxError::WorksheetNotFound(name) => Error::NoSheet(name),
        other => Error::Damaged(other.to_string()),
    }
}

/// Names of the sheets, those that can be seen first, and how many these are.
pub fn names(path: &Path) -> Result<(Vec<String>, usize)> {
    Ok(sorted(open(path)?.sheets_metadata()))
}

/// Puts those that can be seen first. Charts and macros are no sheets.
pub fn sorted(sheets: &[calamine::Sheet]) -> (Vec<String>, usize) {
    let of = |visible: bool| {
        sheets
            .iter()
            .filter(move |sheet| {
                sheet.typ == calamine::SheetType::WorkSheet
                    && (sheet.visible == SheetVisible::Visible) == visible
            })
            .map(|sheet| sheet.name.clone())
    };
    let mut names: Vec<String> = of(true).collect();
    let visible = names.len();
    names.extend(of(false));
    (names, visible)
}

/// Reads a sheet.
pub fn read(path: &Path, name: &str, progress: &Progress) -> Result<Sheet> {
    let mut book = open(path)?;
    let mut sheet = Sheet { name: name.to_owned(), from_1904: book.has_1904_epoch(), ..Sheet::default() };
    // Merged cells matter in headers only; a sheet with damaged ones is read without.
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    sheet.merged = merged.iter().take(10_000).map(merged_cells).collect();
    let mut cells = book.worksheet_cells_reader(name).map_err(kind)?;
    let font_of_style = fonts(cells.styles(), &mut sheet.fonts);
    let mut meter = Meter::default();
    let mut row = Row::new(0);
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(kind)? {
        let (line, column) = cell.get_position();
        let Some((text, origin)) = content(cell.get_value()) else { continue };
        meter.cell(column as usize, &text)?;
        if row.number != line + 1 {
            meter.row()?;
            reached(progress, sheet.rows.len())?;
            sheet.push(std::mem::replace(&mut row, Row::new(line + 1)));
        }
        // A file may repeat a cell or go back; what comes late is left out.
        if column as usize >= row.len() {
            row.put(column as usize, &text, origin, font_of_style.get(style).copied().unwrap_or(0));
        }
    }
    sheet.push(row);
    // Hostile files write rows in any order; everybody else's stay as they are.
    sheet.rows.sort_by_key(|row| row.number);
    sheet.rows.dedup_by_key(|row| row.number);
    Ok(sheet)
}

fn merged_cells(area: &calamine::Dimensions) -> Merged {
    let columns = (area.start.1 as usize, area.end.1 as usize);
    Merged { rows: (area.start.0.saturating_add(1), area.end.0.saturating_add(1)), columns }
}

/// The font of each style, as a place in `names`.
fn fonts(styles: &[calamine::Style], names: &mut Vec<String>) -> Vec<u16> {
    names.push(String::new());
    let place = |style: &calamine::Style| {
        let name = style.font.as_ref().and_then(|font| font.name.as_deref()).unwrap_or_default();
        let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        u16::try_from(at).unwrap_or_default()
    };
    styles.iter().map(place).collect()
}

fn content(value: &DataRef<'_>) -> Option<(String, Origin)> {
    Some(match value {
        DataRef::Empty | DataRef::Error(_) => return None,
        DataRef::String(text) => (text.clone(), Origin::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Origin::Text),
        DataRef::Int(whole) => (whole.to_string(), Origin::Number),
        DataRef::Float(float) => (number(*float), Origin::Number),
        DataRef::Bool(truth) => (truth.to_string(), Origin::Bool),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(iso) | DataRef::DurationIso(iso) => (iso.clone(), Origin::Date),
    })
    .filter(|(text, _)| !text.is_empty())
}
