//! The columns of the sheet: one for each level, as on a ballot, so that the current column says
//! which level Enter gives.

use crate::domain::member::Status;
use crate::domain::rating::{Level, NotRated, Rating, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::context::Context;
use crate::ui::widget::grid::{Cell, Column, Role};

use super::sheet::{Detail, Row, Sheet};

/// What stands in a cell that is chosen.
const CHOSEN: &str = "X";
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

/// From this width on the columns are as wide as names want them, in pixels.
const WIDE: f32 = 1250.0;

/// The columns, for the grid and by content.
#[derive(Debug, Default)]
pub struct Table {
    narrow: Vec<Column>,
    wide: Vec<Column>,
    contents: Vec<Content>,
}

impl Table {
    /// The columns of a sheet.
    pub fn new(sheet: &Sheet) -> Self {
        let mut table = Self::default();
        let widths = |narrow: f32, wide: f32| [narrow, wide];
        table.add(Content::Order, widths(52.0, 56.0), |w| {
            Column::new("order", fl!("ratings-column-order"), w).number()
        });
        match sheet.subject {
            Subject::Member => {
                let names = if sheet.has_units { widths(200.0, 260.0) } else { widths(330.0, 400.0) };
                table.add(Content::Name, names, |w| Column::new("name", fl!("ratings-column-member"), w));
                if sheet.has_units {
                    table.add(Content::Unit, widths(130.0, 200.0), |w| {
                        Column::new("unit", fl!("ratings-column-unit"), w)
                    });
                }
                table.add(Content::Status, widths(118.0, 200.0), |w| {
                    Column::new("status", fl!("ratings-column-status"), w)
                });
            }
            Subject::Unit => {
                let names =
                    if sheet.levels().len() > 4 { widths(220.0, 400.0) } else { widths(300.0, 480.0) };
                table.add(Content::Name, names, |w| Column::new("unit-name", fl!("ratings-column-unit"), w));
                table.add(Content::Kind, widths(136.0, 150.0), |w| {
                    Column::new("kind", fl!("ratings-column-kind"), w)
                });
            }
        }
        for (place, named) in sheet.levels().iter().enumerate() {
            let key = (place + 1).to_string();
            let title = fl!("ratings-column-level", key = key, level = short(named.level));
            let width =
                if named.level == Level::Exemplary { widths(104.0, 104.0) } else { widths(76.0, 78.0) };
            table.add(Content::Level(named.level), width, |w| {
                Column::new(named.level.code(), title.clone(), w).centred()
            });
        }
        table.add(Content::Reason, widths(196.0, 300.0), |w| {
            Column::new("reason", fl!("ratings-column-reason"), w)
        });
        table
    }

    fn add(&mut self, content: Content, [narrow, wide]: [f32; 2], column: impl Fn(f32) -> Column) {
        self.contents.push(content);
        self.narrow.push(column(narrow).unsorted());
        self.wide.push(column(wide).unsorted());
    }

    /// The columns for a grid of this width, in pixels.
    pub fn columns(&self, width: f32) -> &[Column] {
        if width < WIDE { &self.narrow } else { &self.wide }
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.contents.len()
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
            Content::Reason => reason(row, mark),
        }
    }
}

/// Why there is no rating; what the rules offer, as a proposal or as a doubt about the rating.
fn reason<'a>(row: &'a Row, mark: &'static str) -> Cell<'a> {
    let offered = row.offered.map(|why| term::not_rated(why, Words::Screen));
    match (&row.rating, offered) {
        (Some(Rating::NotRated { why, reason }), _) => {
            Cell::new(why_not(*why, reason.as_deref()), chosen(row))
        }
        (Some(Rating::Level(_)), Some(why)) => {
            Cell::new(fl!("ratings-doubtful", reason = why), Role::Warning)
        }
        (None, Some(why)) => {
            Cell::new(fl!("ratings-offered", mark = mark, reason = why).trim().to_owned(), Role::Muted)
        }
        (Some(Rating::Level(_)) | None, None) => Cell::new(mark, Role::Muted),
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
            let role = if status == Status::Active { Role::Muted } else { Role::Warning };
            Cell::new(term::status(status, Words::Screen), role)
        }
        (Detail::Unit { kind, .. }, _) => Cell::new(term::unit_kind(kind, Words::Screen), Role::Muted),
    }
}

/// A reason in words: the code's name, or the words that were typed.
pub fn why_not(why: NotRated, reason: Option<&str>) -> String {
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
