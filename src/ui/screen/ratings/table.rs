//! The columns of the sheet: one for each level, as on a ballot, so that the current column says
//! which level Enter gives.

use crate::domain::rating::{Level, Rating, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::context::Context;
use crate::ui::widget::grid::{Cell, Column, Role};

use super::sheet::{Detail, Row, Sheet};

/// What stands in a cell that is chosen.
const CHOSEN: &str = "✓";
/// What stands in the cell that Enter would choose.
const WOULD_BE_CHOSEN: &str = "☐";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Running number.
    Order,
    /// Name.
    Name,
    /// Unit of a member.
    Unit,
    /// Status of a member.
    Status,
    /// Kind of a unit.
    Kind,
    /// Whether this is the rating.
    Level(Level),
    /// Why there is no rating.
    Reason,
}

/// The columns, for the grid and by content.
#[derive(Debug, Default)]
pub struct Table {
    /// For the grid.
    pub columns: Vec<Column>,
    contents: Vec<Content>,
}

impl Table {
    /// The columns of a sheet.
    pub fn new(sheet: &Sheet) -> Self {
        let mut table = Self::default();
        table.add(Content::Order, Column::new("order", fl!("ratings-column-order"), 52.0).number());
        match sheet.subject {
            Subject::Member => {
                table.add(Content::Name, Column::new("name", fl!("ratings-column-member"), 210.0));
                if sheet.has_units {
                    table.add(Content::Unit, Column::new("unit", fl!("ratings-column-unit"), 150.0));
                }
                table.add(Content::Status, Column::new("status", fl!("ratings-column-status"), 130.0));
            }
            Subject::Unit => {
                table.add(Content::Name, Column::new("unit-name", fl!("ratings-column-unit"), 300.0));
                table.add(Content::Kind, Column::new("kind", fl!("ratings-column-kind"), 150.0));
            }
        }
        for (place, named) in sheet.levels().iter().enumerate() {
            let key = (place + 1).to_string();
            let title = fl!("ratings-column-level", key = key, level = short(named.level));
            table.add(Content::Level(named.level), Column::new(named.level.code(), title, 78.0).centred());
        }
        table.add(Content::Reason, Column::new("reason", fl!("ratings-column-reason"), 220.0));
        table
    }

    fn add(&mut self, content: Content, column: Column) {
        self.contents.push(content);
        self.columns.push(column.unsorted());
    }

    /// What a column holds.
    pub fn content(&self, column: usize) -> Option<Content> {
        self.contents.get(column).copied()
    }

    /// The column of the level that most get, where a person begins.
    pub fn first_choice(&self) -> usize {
        let is = |wanted: Content| self.contents.iter().position(|content| *content == wanted);
        is(Content::Level(Level::Good)).unwrap_or_default()
    }

    /// The text of a cell. `order` is the running number of the row; `choice` the column that
    /// Enter would choose, in the row of the cursor.
    pub fn cell<'a>(
        &self,
        row: &'a Row,
        (order, column): (usize, usize),
        choice: Option<Content>,
        context: &'a Context,
    ) -> Cell<'a> {
        let Some(content) = self.content(column) else { return Cell::from("") };
        let mark = if choice == Some(content) { WOULD_BE_CHOSEN } else { "" };
        match content {
            Content::Order => Cell::new(order.to_string(), Role::Muted),
            Content::Name => name(row),
            Content::Unit | Content::Status | Content::Kind => detail(row, content, context),
            Content::Level(level) => match &row.rating {
                Some(Rating::Level(rated)) if *rated == level => Cell::new(CHOSEN, chosen(row)),
                Some(_) | None => Cell::new(mark, Role::Muted),
            },
            Content::Reason => match (&row.rating, row.offer()) {
                (Some(Rating::NotRated { why, reason }), _) => {
                    Cell::new(why_not(*why, reason.as_deref()), chosen(row))
                }
                (_, Some(why)) => {
                    let why = term::not_rated(why, Words::Screen);
                    Cell::new(fl!("ratings-offered", mark = mark, reason = why).trim().to_owned(), Role::Muted)
                }
                (Some(Rating::Level(_)) | None, None) => Cell::new(mark, Role::Muted),
            },
        }
    }
}

/// What was typed just now and is not on the disk yet stands out.
fn chosen(row: &Row) -> Role {
    if row.waiting > 0 { Role::Accent } else { Role::Strong }
}

fn name(row: &Row) -> Cell<'_> {
    match row.detail {
        Detail::Member { .. } => Cell::from(row.name.as_str()),
        Detail::Unit { depth, is_counted, .. } => {
            let role = if is_counted { Role::Strong } else { Role::Text };
            Cell::new(format!("{}{}", "\u{2003}".repeat(depth), row.name), role)
        }
    }
}

fn detail<'a>(row: &'a Row, content: Content, context: &'a Context) -> Cell<'a> {
    match (row.detail, content) {
        (Detail::Member { unit, .. }, Content::Unit) => Cell::from(context.unit_name(unit)),
        (Detail::Member { status, .. }, _) => {
            let role = if status == crate::domain::member::Status::Active { Role::Muted } else { Role::Warning };
            Cell::new(term::status(status, Words::Screen), role)
        }
        (Detail::Unit { kind, .. }, _) => Cell::new(term::unit_kind(kind, Words::Screen), Role::Muted),
    }
}

/// A reason in words: the code's name, or the words that were typed.
pub fn why_not(why: crate::domain::rating::NotRated, reason: Option<&str>) -> String {
    use crate::domain::rating::NotRated;
    let name = term::not_rated(why, Words::Screen);
    match (why, reason) {
        (NotRated::Other, Some(reason)) => reason.to_owned(),
        (_, Some(reason)) => fl!("ratings-reason-and-words", name = name, words = reason),
        (_, None) => name,
    }
}

/// A level's name short enough for a narrow column.
pub fn short(level: Level) -> String {
    match level {
        Level::Exemplary => fl!("ratings-short-exemplary"),
        Level::CleanStrong => fl!("ratings-short-clean-strong"),
        Level::Excellent => fl!("ratings-short-excellent"),
        Level::Good => fl!("ratings-short-good"),
        Level::Completed => fl!("ratings-short-completed"),
        Level::NotCompleted => fl!("ratings-short-not-completed"),
        Level::Weak => fl!("ratings-short-weak"),
    }
}
