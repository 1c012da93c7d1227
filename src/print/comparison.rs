//! What was found in a printed table (đối chiếu bảng số liệu).

use super::page::{Align, Block, Column, Document, Formalities, Orientation, Row, Table};
use crate::domain::compare::Comparison;
use crate::i18n::comparison as said;
use crate::i18n::term::Words;
use crate::paper;

/// What is printed of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonSheet<'a> {
    /// Header blocks, place and date, signature.
    pub formalities: Formalities,
    /// The table as it was pasted.
    pub cells: &'a [Vec<String>],
    /// What was found in it.
    pub comparison: &'a Comparison,
}

/// The findings, and below them the table with the right figures beside the wrong ones.
#[must_use]
pub fn comparison(sheet: ComparisonSheet<'_>) -> Document {
    let found = sheet.comparison;
    let mut blocks = vec![Block::Paragraph(said::summary(found, Words::Paper))];
    if !found.findings.is_empty() {
        let columns = vec![
            Column::new(paper!("compare-where"), 3.0, Align::Left),
            Column::new(paper!("compare-printed"), 1.1, Align::Right),
            Column::new(paper!("compare-right"), 1.1, Align::Right),
            Column::new(paper!("compare-why"), 5.0, Align::Left),
        ];
        let rows = found.findings.iter().map(|finding| {
            Row::Cells(vec![
                said::place(finding, Words::Paper),
                finding.printed.clone(),
                said::right(finding),
                said::why(finding, Words::Paper),
            ])
        });
        let rows = rows.collect();
        blocks.push(Block::Table(Table { columns, numbered: true, caption: String::new(), rows }));
    }
    if let Some(table) = given(sheet.cells, found) {
        blocks.push(Block::Paragraph(paper!("compare-given")));
        blocks.push(Block::Table(table));
        blocks.push(Block::Note(paper!("compare-given-note")));
    }
    Document {
        title: paper!("compare-title"),
        blocks,
        orientation: Orientation::Landscape,
        ..sheet.formalities.into()
    }
}

/// The pasted table; its first row is the header when no figure stands in it.
fn given(cells: &[Vec<String>], found: &Comparison) -> Option<Table> {
    const MOST_COLUMNS: usize = 24;
    let width = cells.iter().map(Vec::len).max().filter(|width| (1..=MOST_COLUMNS).contains(width))?;
    let cell = |row: usize, column: usize| {
        let text = cells.get(row).and_then(|row| row.get(column)).cloned().unwrap_or_default();
        match found.findings.iter().find(|finding| (finding.row, finding.column) == (row, column)) {
            Some(finding) => format!("{text} → {}", said::right(finding)),
            None => text,
        }
    };
    let has_header = cells
        .first()
        .is_some_and(|row| row.iter().all(|text| !crate::domain::compare::read::value(text).is_number()));
    let columns = (0..width).map(|column| {
        let title = if has_header { cell(0, column) } else { String::new() };
        let (width, align) = if column == 0 { (2.0, Align::Left) } else { (1.2, Align::Right) };
        Column::new(title, width, align)
    });
    let rows = (usize::from(has_header)..cells.len())
        .map(|row| Row::Cells((0..width).map(|column| cell(row, column)).collect()));
    Some(Table { columns: columns.collect(), numbered: false, caption: String::new(), rows: rows.collect() })
}
