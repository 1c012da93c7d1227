//! What stands in the cells of the list, and what its columns are for the grid.

use std::sync::Arc;

use super::List;
use crate::domain::member::{MemberFields, MemberTexts};
use crate::domain::number::group;
use crate::i18n::sentence;
use crate::i18n::term::Words;
use crate::services::columns::{Align, CellContext, Choices, Kind, Locked, MemberColumn, OrderBy};
use crate::services::directory::Listed;
use crate::services::members::MemberRow;
use crate::ui::context::Context;
use crate::ui::screen::members::lists::Lists;
use crate::ui::widget::grid::{self, Cell, Role};

/// Stands in cells whose row is being read.
const NOT_READ: &str = "…";
/// Columns are as wide as their titles, in pixels at 100%, but long titles are cut off here.
const WIDEST_TITLE: f32 = 172.0;

impl List {
    /// Offers the words of the register's lists, and those for the sexes.
    pub fn offer(&mut self, lists: &Lists) {
        self.words = MemberColumn::ALL
            .iter()
            .filter_map(|column| match column.kind() {
                Kind::Choice(Choices::List(list)) => Some((*column, lists.get(list).into())),
                Kind::Choice(Choices::Sexes) => Some((*column, MemberColumn::sexes(Words::Screen).into())),
                Kind::Text | Kind::Number | Kind::Date => None,
            })
            .collect();
        self.renew_heads();
    }

    pub(super) fn head(&self, column: MemberColumn) -> grid::Column {
        // What can't be typed in says why, cell by cell.
        let head = grid::Column::new(column.code(), column.title(Words::Screen), column.width())
            .fit_title(WIDEST_TITLE)
            .editable();
        let head = match column.align() {
            Align::Left => head,
            Align::Center => head.centred(),
            Align::Right => head.number(),
        };
        let head = match (column.kind(), self.words.get(&column)) {
            (Kind::Choice(_), Some(words)) => head.kind(grid::Kind::Choice(Arc::clone(words))),
            (Kind::Date, _) => head.kind(grid::Kind::Date),
            (Kind::Number, _) => head.kind(grid::Kind::Number),
            (Kind::Text | Kind::Choice(_), _) => head,
        };
        if column.order() == OrderBy::Unordered { head.unsorted() } else { head }
    }

    /// Where a row is in the first order of the list: the given name, or what stands in the
    /// column; the row's number while that is not known.
    pub(super) fn where_is(&self, row: usize, cells: &CellContext<'_>, context: &Context) -> String {
        let column = self.sorted_columns().next().map_or(MemberColumn::Name, |(column, _)| column);
        let place = MemberColumn::ALL.iter().position(|other| *other == column).unwrap_or_default();
        let text = self.cell(row, place, cells, context).into_text();
        let words = match column {
            MemberColumn::Name => text.split_whitespace().last().unwrap_or_default().to_owned(),
            _ => text,
        };
        if words.is_empty() || words == NOT_READ {
            group(i64::try_from(row + 1).unwrap_or(i64::MAX))
        } else {
            words
        }
    }

    /// Why the cell of a record can't be typed in.
    pub(super) fn locked(&self, column: MemberColumn, row: &MemberRow, context: &Context) -> Option<Locked> {
        let is_masked = column.has_number(row) && self.numbers.are_masked(row.id, context);
        column.locked_in(&row.fields).or(is_masked.then_some(Locked::Masked))
    }

    pub(super) fn cell(
        &self,
        row: usize,
        column: usize,
        cells: &CellContext<'_>,
        context: &Context,
    ) -> Cell<'static> {
        let (Some(id), Some(column)) = (self.member(row), MemberColumn::ALL.get(column).copied()) else {
            return String::new().into();
        };
        let text = |row: &MemberRow| {
            let role = match (column, row.status.is_present()) {
                _ if self.edits.is_unsaved(id, column) => Role::Accent,
                (_, false) => Role::Muted,
                (MemberColumn::Name, true) => Role::Strong,
                (_, true) => Role::Text,
            };
            let is_masked = self.numbers.are_masked(id, context);
            let cell = Cell::new(column.masked_cell(row, cells, is_masked), role);
            let locked = self.locked(column, row, context);
            let cell = match column.edited(row).filter(|_| locked != Some(Locked::Masked)) {
                Some(text) => cell.edited_as(text),
                None => cell,
            };
            match locked {
                Some(locked) => cell.locked(sentence::locked(locked)),
                None => cell,
            }
        };
        if let Some(row) = self.rows.get(&id) {
            return text(row);
        }
        match (column.order(), context.directory.get(id)) {
            (OrderBy::Fact(_) | OrderBy::FactReversed(_), Some(listed)) => text(&provisional(listed)),
            // Not blank: Ctrl with an arrow is to go on over it.
            (OrderBy::Record(_) | OrderBy::Unordered, _) | (_, None) => {
                Cell::new(NOT_READ, Role::Muted).edited_as("")
            }
        }
    }
}

/// A row with what the directory knows; only the columns that are facts may be shown of it.
fn provisional(listed: &Listed) -> MemberRow {
    let text = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    MemberRow {
        id: listed.id,
        fields: MemberFields {
            name: listed.name.to_string(),
            sex: listed.sex,
            born_on: listed.born_on,
            ethnicity: listed.ethnicity.to_string(),
            religion: listed.religion.to_string(),
            admission_decided_on: listed.admission_decided_on,
            admitted_on: None,
            official_on: listed.official_on,
            card_issued_on: None,
            admission_unit: None,
            texts: MemberTexts {
                personal_id: text(&listed.personal_id),
                card_number: text(&listed.card_number),
                ..MemberTexts::default()
            },
        },
        status: listed.status,
        status_from_on: listed.admission_decided_on.first_day(),
        unit: listed.unit,
        posts: None,
        badges: Vec::new(),
    }
}
