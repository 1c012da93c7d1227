//! The line at the bottom of a grid: what is to be said of the current cell, and of the selection.

use iced::advanced::Shell;
use iced::advanced::input_method::{InputMethod, Purpose};
use iced::advanced::widget::Operation;
use iced::{Point, Rectangle, Size};

use super::geometry::Geometry;
use super::paint::Brush;
use super::widget::Memory;
use super::{Align, Column, Grid, Kind, Role, Selection, Spot, Words, figures};
use crate::ui::theme::{size, space};

/// Of larger selections only the number of cells is said.
const MOST_SUMMED: usize = 200_000;
/// Sums of so few cells are made anew for each frame.
const FEW: usize = 1_000;

/// What is to be said of several selected cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many there are, with dots between groups of digits.
    pub cells: String,
    /// How many of them hold numbers; 0 for very large selections, which are not looked through.
    pub numbers: usize,
    /// The sum of the numbers, written as they are.
    pub sum: Option<String>,
}

/// A summary, and of what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    of: (Selection, usize, u64),
    summary: Summary,
}

impl<Message> Grid<'_, Message> {
    /// The part of the grid that the line leaves.
    pub(super) fn above_status(&self, bounds: Rectangle) -> Rectangle {
        let taken = if self.has_status { size::ROW } else { 0.0 };
        Rectangle { height: (bounds.height - taken).max(0.0), ..bounds }
    }

    /// Sums the selection up, if it is not the one that was summed up before.
    pub(super) fn count_selected(&self, memory: &mut Memory) {
        let selection = self.state.selection().filter(|selection| !selection.is_single());
        let Some(selection) = selection.filter(|_| self.has_status && self.rows > 0) else {
            memory.editing.count = None;
            return;
        };
        let cells = selection.size();
        let of = (selection, self.rows, self.revision);
        if cells > FEW && memory.editing.count.as_ref().is_some_and(|count| count.of == of) {
            return;
        }
        let mut numbers = Vec::new();
        if cells <= MOST_SUMMED {
            for row in selection.rows() {
                let texts = selection.columns().map(|column| (self.cell)(row, column).text);
                numbers.extend(texts.filter_map(|text| figures::read(&text)));
            }
        }
        let cells = figures::grouped(cells as u128);
        let summary = Summary { cells, numbers: numbers.len(), sum: figures::sum(numbers) };
        memory.editing.count = Some(Count { of, summary });
    }

    /// What is said of the current cell, and how loud.
    fn remark(&self, memory: &Memory, geometry: &Geometry) -> Option<(String, Role)> {
        let words = self.status_words()?;
        if let Some(edit) = self.state.edit()
            && self.edit_place(geometry).is_none()
        {
            let column = self.columns.iter().find(|column| column.key == edit.column);
            let title = column.map_or(edit.column.as_str(), |column| &column.title);
            return Some(((words.editing)(title, &edit.text), Role::Accent));
        }
        let unseen = || self.unseen_titles().map(|titles| ((words.unseen)(&titles), Role::Danger));
        let Some(spot) = self.current_cell() else { return unseen() };
        let name = self.name_of(spot);
        if let Some(draft) = self.state.drafts().get(&name) {
            return Some((draft.reason.clone(), Role::Danger));
        }
        let cell = (self.cell)(spot.row, spot.column);
        if let Some(problem) = cell.problem {
            return Some((problem.into_owned(), Role::Danger));
        }
        if let Some(warning) = cell.warning {
            return Some((warning.into_owned(), Role::Warning));
        }
        if let Some(unseen) = unseen() {
            return Some(unseen);
        }
        let is_noticed = memory.editing.noticed.as_ref() == Some(&name);
        let role = if is_noticed { Role::Warning } else { Role::Muted };
        let reason = cell.locked.map(std::borrow::Cow::into_owned);
        let is_locked = reason.is_some() || !self.columns[spot.column].is_editable;
        let sentence = reason.or_else(|| (is_noticed && is_locked).then(words.locked));
        sentence.map(|sentence| (sentence, role)).or_else(|| Some((self.hint.clone()?, Role::Muted)))
    }

    fn status_words(&self) -> Option<Words> {
        self.words.filter(|_| self.has_status).map(|words| words())
    }

    /// Titles of the hidden columns with texts that could not be stored: else nobody would know.
    fn unseen_titles(&self) -> Option<String> {
        let titles = self.given.iter().filter(|column| self.is_unseen(column));
        let titles: Vec<&str> = titles.map(|column| column.title.as_str()).collect();
        (!titles.is_empty()).then(|| titles.join(", "))
    }

    /// Whether a column is hidden and holds a text that could not be stored.
    pub(super) fn is_unseen(&self, column: &Column) -> bool {
        let holds = || self.state.drafts().keys().any(|(_, key)| *key == column.key);
        self.is_hidden(column) && holds()
    }

    fn selected(&self, memory: &Memory) -> Option<String> {
        let words = self.status_words()?;
        memory.editing.count.as_ref().map(|count| (words.selected)(&count.summary))
    }

    /// Tells what stands in the line.
    pub(super) fn tell_status(
        &self,
        memory: &Memory,
        geometry: &Geometry,
        bounds: Rectangle,
        operation: &mut dyn Operation,
    ) {
        let strip = strip(bounds);
        if let Some((remark, _)) = self.remark(memory, geometry) {
            operation.text(None, strip, &remark);
        }
        if let Some(selected) = self.selected(memory) {
            operation.text(None, strip, &selected);
        }
    }

    /// Draws the line.
    pub(super) fn paint_status(
        &self,
        brush: &mut Brush<'_>,
        memory: &Memory,
        geometry: &Geometry,
        bounds: Rectangle,
    ) {
        if !self.has_status {
            return;
        }
        let strip = strip(bounds);
        brush.fill(strip, brush.roles.header);
        brush.frame(strip, brush.roles.line, 1.0);
        let room = strip.shrink([0.0, space::SMALL]);
        let selected = self.selected(memory);
        // The numbers may take half of the line, the remark what they leave.
        let share = if selected.is_some() { room.width / 2.0 } else { 0.0 };
        if let Some(selected) = selected {
            let right = Rectangle { x: room.x + room.width - share, width: share, ..room };
            brush.write(&selected, right, Align::Right, Role::Text, strip);
        }
        if let Some((remark, role)) = self.remark(memory, geometry) {
            let left = Rectangle { width: (room.width - share - space::MEDIUM).max(0.0), ..room };
            brush.write(&remark, left, Align::Left, role, strip);
        }
    }

    /// Lets an input method compose on the current cell: its first letter opens the editor.
    pub(super) fn await_text(&self, memory: &Memory, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if !memory.focus.is_here() || self.state.edit().is_some() {
            return;
        }
        let takes_text =
            |cell: &Spot| self.columns[cell.column].kind != Kind::Tick && self.lock_of(*cell).is_none();
        let Some(cell) = self.current_cell().filter(takes_text) else {
            return;
        };
        let visible = geometry.visible(self.state.first());
        let place = cell.row.clamp(visible.start, visible.end.max(visible.start + 1) - 1) - visible.start;
        let bounds = geometry.column(cell.column, geometry.row(place), self.state.across());
        let caret =
            Rectangle::new(Point::new(bounds.x + space::SMALL, bounds.y), Size::new(1.0, bounds.height));
        shell.request_input_method(&InputMethod::<String>::Enabled {
            cursor: caret,
            purpose: Purpose::Normal,
            preedit: None,
        });
    }
}

fn strip(bounds: Rectangle) -> Rectangle {
    let height = size::ROW.min(bounds.height);
    Rectangle { y: bounds.y + bounds.height - height, height, ..bounds }
}
