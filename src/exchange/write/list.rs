//! A list of members as a table, as it is on the screen or was asked for.

use serde_json::{Map, Value};

use super::table::Table;
use crate::i18n::term::Words;
use crate::services::columns::{CellContext, MemberColumn as Column};
use crate::services::imports::{Special, Target};
use crate::services::members::MemberRow;

/// A list of members with these columns. Where it has the unit's name, the code stands before it,
/// so that the list can come back in.
#[must_use]
pub fn members(name: &str, rows: &[MemberRow], columns: &[Column], context: &CellContext<'_>) -> Table {
    let mut table = Table { name: name.to_owned(), ..Table::default() };
    for column in columns {
        if *column == Column::Unit {
            table.headings.push(Target::Special(Special::UnitCode).title(Words::Paper));
            table.widths.push(16.0);
        }
        table.headings.push(column.title(Words::Paper));
        // A character of Excel's usual font is about seven pixels wide.
        table.widths.push(f64::from(column.width() / 7.0));
    }
    table.rows = rows.iter().map(|row| cells(row, columns, context)).collect();
    table
}

fn cells(row: &MemberRow, columns: &[Column], context: &CellContext<'_>) -> Vec<String> {
    let mut cells = Vec::with_capacity(columns.len() + 1);
    for column in columns {
        match column {
            Column::Unit => {
                let code = context.units.node(row.unit).map(|node| node.unit.fields.code.clone());
                cells.push(code.unwrap_or_default());
                cells.push(column.cell(row, context));
            }
            // Without their grouping, as forms of others want them.
            Column::CardNumber | Column::OldCardNumber | Column::PersonalId => {
                cells.push(column.typed(row, context))
            }
            _ => cells.push(column.cell(row, context)),
        }
    }
    cells
}

/// The same as JSON objects, keyed by the columns' stable names.
#[must_use]
pub fn objects(rows: &[MemberRow], columns: &[Column], context: &CellContext<'_>) -> Vec<Value> {
    let object = |row: &MemberRow| {
        let keys = columns.iter().flat_map(|column| match column {
            Column::Unit => vec![Special::UnitCode.code(), column.code()],
            _ => vec![column.code()],
        });
        let pairs = keys.zip(cells(row, columns, context));
        Value::Object(pairs.map(|(key, cell)| (key.to_owned(), Value::String(cell))).collect::<Map<_, _>>())
    };
    rows.iter().map(object).collect()
}
