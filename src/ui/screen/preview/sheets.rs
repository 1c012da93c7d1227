//! What is on the pages as a workbook: a sheet for each table, with the title above it, the columns
//! that are shown, in the order and under the filter of the screen that it came from.

use crate::exchange::{self, write};
use crate::paper;
use crate::print::{Align, Block, Document, Row, Table};

/// Whether there is a table to write.
pub fn has_tables(document: &Document) -> bool {
    tables(document).next().is_some()
}

/// The bytes of the workbook.
///
/// # Errors
/// [`exchange::Error::Io`].
pub fn workbook(document: &Document) -> exchange::Result<Vec<u8>> {
    let sheets: Vec<write::Table> =
        tables(document).enumerate().map(|(at, (of, table))| sheet(at, of, table)).collect();
    write::xlsx(&sheets)
}

fn tables(document: &Document) -> impl Iterator<Item = (&Document, &Table)> {
    document.parts().into_iter().flat_map(|part| {
        part.blocks.iter().filter_map(move |block| match block {
            Block::Table(table) => Some((part, table)),
            Block::Paragraph(_) | Block::Heading(_) | Block::Note(_) | Block::Code(_) | Block::Chart(_) => {
                None
            }
        })
    })
}

fn sheet(at: usize, of: &Document, table: &Table) -> write::Table {
    let running = table.numbered.then(|| paper!("print-order"));
    let headings = running.clone().into_iter().chain(table.columns.iter().map(|column| column.key()));
    let above = [&of.title, &of.subtitle, &table.caption];
    let width = |column: &crate::print::Column| f64::from(column.width.max(1.0) * 12.0);
    let figures = table.columns.iter().map(|column| column.align == Align::Right);
    let name: String = of.title.chars().take(26).collect();
    let mut count = 0;
    let rows = table.rows.iter().map(|row| match row {
        Row::Cells(cells) => {
            count += 1;
            running.iter().map(|_| count.to_string()).chain(cells.iter().cloned()).collect()
        }
        Row::Total { label, span, values } => {
            let blank = (*span).max(1) - 1 + running.iter().len();
            let blanks = std::iter::repeat_n(String::new(), blank);
            std::iter::once(label.clone()).chain(blanks).chain(values.iter().cloned()).collect()
        }
    });
    write::Table {
        name: if at == 0 { name } else { format!("{name} {}", at + 1) },
        above: above.into_iter().filter(|line| !line.is_empty()).cloned().collect(),
        headings: headings.collect(),
        widths: running.iter().map(|_| 6.0).chain(table.columns.iter().map(width)).collect(),
        figures: running.iter().map(|_| true).chain(figures).collect(),
        rows: rows.collect(),
    }
}
