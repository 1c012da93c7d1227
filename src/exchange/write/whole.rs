//! A whole register as a workbook: a sheet for each table, named like it, its columns in the first
//! row (docs/exchange.md), and a first sheet that says what it is.

use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Map, Value, json};

use super::table::line;
use crate::exchange::reader::{self, Source};
use crate::exchange::{Error, Result};
use crate::services::whole::Whole;
use crate::services::{Progress, Table};

/// The first sheet's name, by which the workbook is known.
const COVER: &str = "SO_CHI_BO";

/// The bytes of the workbook.
///
/// # Errors
/// [`Error::Io`].
pub fn whole(tables: &[Whole]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let cover = book.add_worksheet();
    cover.set_name(COVER)?;
    cover.write_string_with_format(0, 0, "Sổ Chi bộ – toàn bộ dữ liệu", &bold)?;
    cover.write_string(1, 0, "format")?;
    cover.write_string(1, 1, "1")?;
    cover.set_column_width(0, 32)?;
    for table in tables {
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(table.table.name())?;
        line(sheet, 0, &table.columns, &bold)?;
        for (row, cells) in (1_u32..).zip(&table.rows) {
            let cells: Vec<String> = cells.iter().map(|cell| cell.clone().unwrap_or_default()).collect();
            line(sheet, row, &cells, &text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The same as JSON: `{"format":1,"tables":{NAME:[{COLUMN:TEXT,…}]}}`.
#[must_use]
pub fn whole_json(tables: &[Whole]) -> Vec<u8> {
    let tables: Map<String, Value> = tables.iter().map(table_json).collect();
    format!("{}\n", json!({ "format": 1, "tables": tables })).into_bytes()
}

fn table_json(table: &Whole) -> (String, Value) {
    let row = |row: &Vec<Option<String>>| -> Value {
        let pairs = table
            .columns
            .iter()
            .zip(row)
            .filter_map(|(column, cell)| Some((column.clone(), cell.clone()?.into())));
        Value::Object(pairs.collect())
    };
    (table.table.name().to_owned(), table.rows.iter().map(row).collect())
}

/// Whether a file is such a workbook.
#[must_use]
pub fn is_whole(source: &Source) -> bool {
    source.sheets.iter().any(|name| name == COVER)
}

/// Reads such a workbook.
///
/// # Errors
/// See [`Error`].
pub fn read_whole(path: &Path, progress: &Progress) -> Result<Vec<Whole>> {
    let source = reader::open(path)?;
    let mut tables = Vec::new();
    for name in &source.sheets {
        let Some(table) = Table::from_name(name) else { continue };
        let sheet = source.read(name, progress)?;
        let Some((header, rows)) = sheet.rows.split_first() else { continue };
        let columns: Vec<String> = header.cells().map(|cell| cell.text.to_owned()).collect();
        let rows = rows.iter().map(|row| {
            let cell = |column: usize| Some(row.cell(column).text.to_owned()).filter(|text| !text.is_empty());
            (0..columns.len()).map(cell).collect()
        });
        let rows = rows.collect();
        tables.push(Whole { table, columns, rows });
    }
    if tables.is_empty() { Err(Error::Empty) } else { Ok(tables) }
}
