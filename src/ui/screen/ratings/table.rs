//! The columns of the sheet: one for each level, as on a ballot, so that the current column says
//! which level Enter gives.

use std::sync::Arc;

use crate::domain::member::Status;
use crate::domain::rating::{BallotPlace, Level, NotRated, Part, Rating, StepKind, Subject};
use crate::fl;
use crate::i18n::term::{self, Words};
use crate::ui::context::Context;
use crate::ui::widget::grid::{Cell, Column, Kind, Role, State};

use super::sheet::{Detail, Row, Sheet};
use super::steps;
use super::words::reason_text;

/// What stands in a cell that is chosen.
pub const CHOSEN: &str = "X";
/// Stands before the reason that Enter would choose.
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
    /// Points.
    Points,
    /// Group of similar posts.
    Group,
    /// What was said in a step.
    Step(StepKind),
    /// A number of the ballot.
    Ballot(BallotPlace),
    /// Plan for mending.
    Plan,
    /// What is odd.
    Flags,
}

impl Content {
    /// Whether the rating stands in such a column.
    pub fn is_rating(self) -> bool {
        matches!(self, Self::Level(_) | Self::Reason)
    }

    /// Whether it is one of the steps that lead to the rating.
    pub fn is_step(self) -> bool {
        matches!(self, Self::Points | Self::Group | Self::Step(_) | Self::Ballot(_) | Self::Plan)
    }

    /// Whether something can be entered.
    pub fn is_entered(self) -> bool {
        self.is_rating() || self.is_step()
    }
}

/// From this width on the columns are as wide as names want them, in pixels.
const WIDE: f32 = 1250.0;

/// The columns of a sheet, in order.
#[derive(Debug)]
pub struct Table {
    contents: Vec<Content>,
    /// The columns as they are known to the grid, for their keys.
    heads: Vec<Column>,
    has_units: bool,
    levels: usize,
    /// The reasons that are offered for the last column.
    reasons: Arc<[String]>,
    /// The groups of posts that the sheet knows.
    groups: Arc<[String]>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            contents: Vec::new(),
            heads: Vec::new(),
            has_units: false,
            levels: 0,
            reasons: Arc::new([]),
            groups: Arc::new([]),
        }
    }
}

impl Table {
    /// The columns of a sheet.
    pub fn new(sheet: &Sheet) -> Self {
        let mut contents = vec![Content::Order, Content::Name];
        match sheet.subject {
            Subject::Member if sheet.has_units => contents.extend([Content::Unit, Content::Status]),
            Subject::Member => contents.push(Content::Status),
            Subject::Unit => contents.push(Content::Kind),
        }
        let is_after = |part: &&Part| **part == Part::Plan;
        let before = sheet.parts().iter().filter(|part| !is_after(part));
        contents.extend(before.flat_map(|part| steps::contents(*part, sheet.levels())));
        contents.extend(sheet.levels().iter().map(|named| Content::Level(named.level)));
        contents.push(Content::Reason);
        let after = sheet.parts().iter().filter(is_after);
        contents.extend(after.flat_map(|part| steps::contents(*part, sheet.levels())));
        contents.extend(sheet.has_remarks.then_some(Content::Flags));
        let levels = sheet.levels().len();
        let is_plain = |why: &&NotRated| **why != NotRated::Other;
        let reasons = NotRated::of(sheet.subject).iter().filter(is_plain);
        let reasons = reasons.map(|why| term::not_rated(*why, Words::Screen)).collect();
        let (has_units, groups) = (sheet.has_units, steps::groups(sheet));
        let table = Self { contents, heads: Vec::new(), has_units, levels, reasons, groups };
        Self { heads: table.columns(0.0), ..table }
    }

    /// The columns for a grid of this width in pixels, titled in the language of the window.
    pub fn columns(&self, width: f32) -> Vec<Column> {
        let is_wide = width >= WIDE;
        let mut key = 0;
        let column = |content: &Content| {
            key += usize::from(matches!(content, Content::Level(_)));
            self.column(*content, key, is_wide).unsorted()
        };
        self.contents.iter().map(column).collect()
    }

    fn column(&self, content: Content, key: usize, is_wide: bool) -> Column {
        let choose = |narrow: f32, wide: f32| if is_wide { wide } else { narrow };
        match content {
            Content::Order => Column::new("order", fl!("ratings-column-order"), 54.0).number().pinned(),
            Content::Name if self.contents.contains(&Content::Kind) => {
                let width = if self.levels > 4 { choose(220.0, 400.0) } else { choose(300.0, 480.0) };
                Column::new("unit-name", fl!("ratings-column-unit"), width).pinned()
            }
            Content::Name => {
                let width = if self.has_units { choose(198.0, 260.0) } else { choose(330.0, 400.0) };
                Column::new("name", fl!("ratings-column-member"), width).pinned()
            }
            Content::Unit => Column::new("unit", fl!("ratings-column-unit"), choose(130.0, 200.0)),
            Content::Status => Column::new("status", fl!("ratings-column-status"), choose(118.0, 200.0)),
            Content::Kind => Column::new("kind", fl!("ratings-column-kind"), choose(136.0, 150.0)),
            Content::Level(level) => {
                let title = fl!("ratings-column-level", key = key.to_string(), level = short(level));
                let width = if level == Level::Exemplary { 104.0 } else { 76.0 };
                Column::new(level.code(), title, width).centred().kind(Kind::Tick).editable()
            }
            Content::Reason => Column::new("reason", fl!("ratings-column-reason"), choose(196.0, 300.0))
                .kind(Kind::Choice(Arc::clone(&self.reasons)))
                .editable(),
            Content::Flags => Column::new("flags", fl!("ratings-column-flags"), choose(190.0, 320.0)),
            Content::Points | Content::Group | Content::Step(_) | Content::Ballot(_) | Content::Plan => {
                steps::column(content, &self.groups)
            }
        }
    }

    /// What a column holds.
    pub fn content(&self, column: usize) -> Option<Content> {
        self.contents.get(column).copied()
    }

    /// What the column with this key holds.
    pub fn content_of(&self, key: &str) -> Option<Content> {
        self.content(self.heads.iter().position(|head| head.key() == key)?)
    }

    /// The place of the column that holds this.
    pub fn place_of(&self, content: Content) -> usize {
        self.contents.iter().position(|known| *known == content).unwrap_or_default()
    }

    /// The columns that the person may arrange.
    pub fn heads(&self) -> &[Column] {
        &self.heads
    }

    /// What the current column of the grid holds, wherever the person has moved it to.
    pub fn current(&self, list: &State) -> Option<Content> {
        let shown = list.arrangement().shown(&self.heads);
        shown.get(list.column()).and_then(|column| self.content(*column))
    }

    /// Where a person begins: in the first step, where the sheet shows steps; else where the grid
    /// shows the level that most get.
    pub fn first_choice(&self, list: &State) -> usize {
        let shown = list.arrangement().shown(&self.heads);
        let is_good = |column: &usize| self.content(*column) == Some(Content::Level(Level::Good));
        let is_step = |column: &usize| self.content(*column).is_some_and(Content::is_step);
        let step = shown.iter().position(is_step);
        step.or_else(|| shown.iter().position(is_good)).unwrap_or_default()
    }

    /// The columns of the rating and its steps, to know when they are others than before.
    pub fn contents(&self) -> &[Content] {
        &self.contents
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
            Content::Level(_) if row.stands_in(content) => Cell::new(CHOSEN, chosen(row)),
            Content::Level(_) => Cell::from(""),
            Content::Reason => reason(row, mark).edited_as(reason_text(row.rating.as_ref())),
            Content::Points | Content::Group | Content::Step(_) | Content::Ballot(_) | Content::Plan => {
                steps::cell(row, content)
            }
            Content::Flags => Cell::from(""),
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

/// What the column of reasons says in a row, without the mark of a choice.
pub fn reason_words(row: &Row) -> String {
    reason(row, "").into_text()
}

/// What was typed just now and is not on the disk yet stands out.
pub fn chosen(row: &Row) -> Role {
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
