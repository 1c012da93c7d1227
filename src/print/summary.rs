//! Summary tables of ratings (biểu tổng hợp kết quả xếp loại): by unit for a year, by years for a
//! unit.

use super::page::{Align, Block, Column, Document, Formalities, Orientation, Row, Table};
use crate::chart::Chart;
use crate::domain::rating::Subject;
use crate::domain::text;
use crate::paper;
use crate::services::ratings::summary::table::{Content, RowOf, SummaryTable, TableColumn};

/// What is printed around a summary table.
#[derive(Debug, Clone, PartialEq)]
pub struct SummarySheet {
    /// Header blocks, place and date, signature.
    pub formalities: Formalities,
    /// Who was rated.
    pub subject: Subject,
    /// The unit's name; empty for the whole register.
    pub unit: String,
    /// First and last year.
    pub years: (i32, i32),
    /// The table.
    pub table: SummaryTable,
    /// A chart below it.
    pub chart: Option<Chart>,
}

/// The table as a document: A4 on its long side, count and percentage below each level, and what
/// the figures are shares of below the table.
#[must_use]
pub fn summary(sheet: SummarySheet) -> Document {
    let (title, caption) = match sheet.subject {
        Subject::Member => (paper!("print-ratings-title-members"), paper!("print-ratings-caption-members")),
        Subject::Unit => (paper!("print-ratings-title-units"), paper!("print-ratings-caption-units")),
    };
    let years = period([sheet.years.0, sheet.years.1].into_iter());
    let subtitle = match sheet.unit.as_str() {
        "" => years,
        unit => format!("{unit}, {}", text::uncapitalised(&years)),
    };
    let table = sheet.table.without_empty();
    let columns = table.columns.iter().map(column).collect();
    let rows = table.rows.into_iter().map(|row| {
        let mut texts = row.cells.into_iter().map(|cell| cell.text);
        match row.of {
            RowOf::Sum => {
                Row::Total { label: texts.next().unwrap_or_default(), span: 1, values: texts.collect() }
            }
            _ => Row::Cells(texts.collect()),
        }
    });
    let rows = rows.collect();
    let mut blocks = vec![Block::Table(Table { columns, numbered: false, caption, rows })];
    blocks.extend(table.notes.into_iter().map(Block::Note));
    blocks.extend(sheet.chart.map(Block::Chart));
    Document { title, subtitle, blocks, orientation: Orientation::Landscape, ..sheet.formalities.into() }
}

/// "Năm 2018", "Từ năm 2016 đến năm 2018", or nothing.
pub(super) fn period(years: impl Iterator<Item = i32>) -> String {
    let (first, last) = years.fold((None, None), |(first, last): (Option<i32>, Option<i32>), it| {
        (Some(first.map_or(it, |year| year.min(it))), Some(last.map_or(it, |year| year.max(it))))
    });
    match (first, last) {
        (Some(first), Some(last)) if first == last => paper!("print-year", year = first.to_string()),
        (Some(first), Some(last)) => {
            paper!("print-years", first = first.to_string(), last = last.to_string())
        }
        (None, _) | (_, None) => String::new(),
    }
}

fn column(column: &TableColumn) -> Column {
    let (width, align) = match column.content {
        Content::Name if column.key == "year" => (1.7, Align::Center),
        Content::Name => (3.4, Align::Left),
        Content::Count => (1.05, Align::Right),
        Content::Percent => (1.15, Align::Right),
        Content::Words => (1.7, Align::Center),
        Content::Sentence => (3.4, Align::Left),
    };
    Column::new(column.title.clone(), width, align).under(column.group.clone())
}
