//! What the grid shows of a table.

use crate::services::ratings::summary::table::{Content, DASH, RowOf, SummaryTable, TableColumn, TableRow};
use crate::ui::theme::size;
use crate::ui::widget::grid::{Cell, Column, Role};

/// The width of a sentence.
const SENTENCE: f32 = 280.0;
/// Titles may make a column so wide, in pixels.
const WIDEST_TITLE: f32 = 210.0;
/// The least widths of columns.
const COUNT: f32 = 70.0;
const WORDS: f32 = 130.0;
const YEAR: f32 = 150.0;
/// The least and greatest width of the units' names.
const NAME: f32 = 270.0;
const WIDEST_NAME: f32 = 420.0;
/// The same of what follows from ratings: a level with how long and for how many.
const RULE: f32 = 340.0;
const WIDEST_RULE: f32 = 560.0;

/// The columns, for a grid of some width.
pub fn columns(table: &SummaryTable, room: f32) -> Vec<Column> {
    let mut columns: Vec<Column> = table
        .columns
        .iter()
        .map(|column| {
            let width = match column.content {
                Content::Name => 0.0,
                Content::Count | Content::Percent => COUNT,
                Content::Words => WORDS,
                Content::Sentence => SENTENCE,
            };
            let made = Column::new(&column.key, &column.short, width).unsorted();
            match column.content {
                Content::Name => made.pinned(),
                Content::Count | Content::Percent => made.number().fit_title(WIDEST_TITLE),
                Content::Words | Content::Sentence => made.fit_title(WIDEST_TITLE),
            }
        })
        .collect();
    let taken: f32 = columns.iter().skip(1).map(Column::width).sum();
    if let (Some(first), Some(named)) = (columns.first_mut(), table.columns.first()) {
        let (least, widest) = match named.key.as_str() {
            "year" => (YEAR, WIDEST_NAME),
            "name" => (RULE, WIDEST_RULE),
            _ => (NAME, WIDEST_NAME),
        };
        let width = (room - taken - size::SCROLL_BAR - 4.0).clamp(least, widest);
        *first = Column::new(&named.key, &named.short, width).unsorted().pinned();
    }
    columns
}

/// Group and title of a column.
pub fn long_title(column: &TableColumn) -> String {
    match column.content {
        Content::Count | Content::Percent if !column.group.is_empty() => match column.key.as_str() {
            key if key.starts_with("why-") => format!("{}, {}", column.group, column.title),
            _ => column.group.clone(),
        },
        _ => column.title.clone(),
    }
}

/// Whose row it is, without marks.
pub fn name(row: &TableRow) -> &str {
    let name = row.cells.first().map_or("", |cell| cell.text.as_str());
    name.trim_end_matches(" (*)")
}

/// What stands in a cell.
pub fn cell(table: &SummaryTable, row: usize, column: usize) -> Cell<'_> {
    let Some(row) = table.rows.get(row) else { return Cell::from("") };
    let Some(cell) = row.cells.get(column) else { return Cell::from("") };
    let role = match (cell.is_met, row.of) {
        (Some(true), _) => Role::Success,
        (Some(false), _) => Role::Warning,
        (None, RowOf::Sum | RowOf::Rule) => Role::Strong,
        (None, RowOf::Beside) => Role::Muted,
        (None, _) if matches!(cell.text.as_str(), DASH | "0" | "0,00") => Role::Muted,
        (None, _) => Role::Text,
    };
    Cell::new(cell.text.as_str(), role)
}
