//! The header: titles and sort marks, sorting by a click, moving a column by dragging it, fitting
//! a column to its texts.

use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::{Shell, mouse};
use iced::{Border, Point, Rectangle, Size};

use super::geometry::Geometry;
use super::paint::{Brush, INDENT};
use super::widget::{Drag, Memory};
use super::{Align, Event, Grid, Order, Role, Selection, Spot, cells};
use crate::ui::icon::Icon;
use crate::ui::theme::{size, space};

/// From so many pixels on, a press on a header moves the column instead of sorting by it.
const PULL: f32 = 6.0;
/// Room of the number beside the arrow, when rows are sorted by several columns.
const RANK: f32 = 12.0;
/// How many rows above and below the visible ones a column is fitted to.
const AROUND: usize = 100;
/// A column is not made broader than this by fitting it to its texts.
const BROADEST_FIT: f32 = 600.0;
/// How far the columns scroll with each movement of a header dragged beyond the edge.
const DRAG_STEP: f32 = 24.0;

/// A header that is held: its column, where it was grasped, where the pointer is now.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Held {
    pub column: usize,
    from: f32,
    at: f32,
    is_pulled: bool,
}

impl Held {
    /// Whether it is being moved, not only pressed.
    pub fn is_pulled(self) -> bool {
        self.is_pulled
    }
}

impl<Message> Grid<'_, Message> {
    /// A press of the left button on the header.
    pub(super) fn press_header(
        &mut self,
        at: Point,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let across = self.state.across();
        if let Some(column) = geometry.border_at(at, across) {
            let is_double = memory.click.is_some_and(|click| click.kind() == mouse::click::Kind::Double);
            if is_double {
                self.fit(column, shell);
            } else {
                let width = geometry.column(column, geometry.header, across).width;
                memory.drag = Some(Drag::Border { column, from: at.x, width });
            }
        } else if let Some(column) = geometry.column_at(at, across) {
            memory.drag = Some(Drag::Header(Held { column, from: at.x, at: at.x, is_pulled: false }));
        }
    }

    /// A held header follows the pointer.
    pub(super) fn drag_header(
        &mut self,
        mut held: Held,
        x: f32,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) -> Held {
        held.at = x;
        held.is_pulled |= (x - held.from).abs() > PULL && !self.columns[held.column].is_pinned;
        if held.is_pulled {
            let body = geometry.body;
            let step = if x > body.x + body.width {
                DRAG_STEP
            } else if x < body.x + geometry.lead() && held.column >= geometry.frozen() {
                -DRAG_STEP
            } else {
                0.0
            };
            self.scroll_across((self.state.across() + step).clamp(0.0, geometry.most_across()), shell);
        }
        shell.request_redraw();
        held
    }

    /// A held header is let go: the column is moved, or sorted by.
    pub(super) fn drop_header(
        &mut self,
        held: Held,
        also: bool,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        shell.request_redraw();
        if held.is_pulled {
            let to = geometry.gap_at(held.at, self.state.across());
            let _ = self.move_column(held.column, to, shell);
        } else {
            self.ask_sort(held.column, also, None, shell);
        }
    }

    /// Asks for another order of the rows, if the column can be sorted by.
    pub(super) fn ask_sort(
        &mut self,
        column: usize,
        also: bool,
        order: Option<Order>,
        shell: &mut Shell<'_, Message>,
    ) {
        if let Some(column) = self.columns.get(column).filter(|column| column.is_sortable) {
            let column = column.key.clone();
            self.say(Event::SortAsked { column, also, order }, shell);
        }
    }

    /// Puts a column before another one; whether it can be moved there. The cursor goes with its
    /// column.
    pub(super) fn move_column(&mut self, from: usize, to: usize, shell: &mut Shell<'_, Message>) -> bool {
        let Some(order) = self.state.arrangement().moved(&self.given, from, to) else { return false };
        self.rearrange(Event::ColumnReordered(order), shell);
        true
    }

    /// Moves the current column by one place.
    pub(super) fn step_column(&mut self, is_right: bool, shell: &mut Shell<'_, Message>) -> bool {
        let column = self.state.column();
        if is_right {
            self.move_column(column, column + 2, shell)
        } else {
            column > 0 && self.move_column(column, column - 1, shell)
        }
    }

    /// Takes a column away.
    pub(super) fn hide(&mut self, column: usize, shell: &mut Shell<'_, Message>) {
        if self.can_hide(column) {
            let key = self.columns[column].key.clone();
            self.rearrange(Event::ColumnHidden(key), shell);
        }
    }

    /// Whether a column can be taken away: not the last one.
    pub(super) fn can_hide(&self, column: usize) -> bool {
        self.columns.len() > 1 && self.columns.get(column).is_some_and(|column| !column.is_pinned)
    }

    /// Says that the columns are others now, and where the cursor's column went.
    pub(super) fn rearrange(&mut self, event: Event, shell: &mut Shell<'_, Message>) {
        let current = self.state.column();
        let key = self.columns.get(current).map(|column| column.key.clone());
        self.say(event, shell);
        // What else comes in this batch of events meets the new order.
        let shown = self.state.arrangement().shown(&self.given);
        self.columns = shown.iter().map(|place| self.given[*place].clone()).collect();
        self.shown.replace(shown);
        let place = self.columns.iter().position(|column| Some(&column.key) == key.as_ref());
        let column = place.unwrap_or(current).min(self.columns.len().saturating_sub(1));
        if let Some(row) = self.state.cursor() {
            let selection = Selection::of(Spot { row, column });
            if self.state.selection() != Some(selection) {
                self.say(Event::Selected(selection, (self.key_of)(row)), shell);
            }
        }
    }

    /// Makes a column as wide as its title and the texts of the visible rows and some around them.
    pub(super) fn fit(&mut self, column: usize, shell: &mut Shell<'_, Message>) {
        let seen = self.state.visible();
        let last = (seen.end + AROUND).min(self.rows);
        let rows = seen.start.saturating_sub(AROUND).min(last)..last;
        let text = |row: usize| {
            let cell = (self.cell)(row, column);
            let bounds = Rectangle::with_size(Size::new(BROADEST_FIT, size::ROW));
            let taken = bounds.width - self.cell_room(row, column, bounds).width;
            cells::width(&cell.text, cell.role == Role::Strong) + taken
        };
        let bounds = Rectangle::with_size(Size::new(BROADEST_FIT, size::HEADER));
        let taken = bounds.width - self.title_room(column, bounds).width;
        let title = cells::width(&self.columns[column].title, true) + taken;
        let widest = rows.map(text).fold(title, f32::max);
        // One pixel for the border.
        self.resize(column, (widest + 1.0).ceil().min(BROADEST_FIT), shell);
    }

    /// The room of a column's title within its part of the header.
    pub(super) fn title_room(&self, column: usize, cell: Rectangle) -> Rectangle {
        let mut room = cell.shrink([0.0, space::SMALL]);
        let taken = match self.rank(column) {
            None => 0.0,
            Some(_) if self.sorted.len() > 1 => size::ICON + RANK,
            Some(_) => size::ICON,
        };
        room.width = (room.width - taken).max(0.0);
        room
    }

    /// Whether the rows are sorted by a column: the how-manieth it is, from 0, and in which order.
    fn rank(&self, column: usize) -> Option<(usize, Order)> {
        let key = &self.columns[column].key;
        let place = self.sorted.iter().position(|(sorted, _)| sorted == key)?;
        Some((place, self.sorted[place].1))
    }

    /// The room of a cell's text.
    pub(super) fn cell_room(&self, row: usize, column: usize, cell: Rectangle) -> Rectangle {
        let mut room = cell.shrink([0.0, space::SMALL]);
        if let (0, Some(branch)) = (column, self.branch_of(row)) {
            let taken = branch.depth as f32 * INDENT + size::ICON + space::TIGHT;
            room.x += taken;
            room.width = (room.width - taken).max(0.0);
        }
        room
    }

    pub(super) fn paint_header(&self, brush: &mut Brush<'_>, geometry: &Geometry, is_focused: bool) {
        let roles = brush.roles;
        brush.fill(geometry.header, roles.header);
        let across = self.state.across();
        for column in geometry.visible_columns(across) {
            brush.window = geometry.window(column, geometry.header);
            let cell = geometry.column(column, geometry.header, across);
            self.paint_title(brush, column, cell);
            let border = Rectangle { x: cell.x + cell.width - 1.0, width: 1.0, ..cell };
            brush.fill(border.shrink([space::SMALL, 0.0]), roles.outline);
            if is_focused && column == self.state.column() && self.branch.is_none() {
                let mark = Rectangle { y: cell.y + cell.height - 3.0, height: 3.0, ..cell };
                brush.fill(mark, roles.accent);
            }
        }
        brush.window = geometry.bounds;
        let foot =
            Rectangle { y: geometry.header.y + geometry.header.height - 1.0, height: 1.0, ..geometry.header };
        brush.fill(foot, roles.line);
    }

    /// A title with the arrow of the order, and its number when there are several.
    fn paint_title(&self, brush: &mut Brush<'_>, column: usize, cell: Rectangle) {
        let roles = brush.roles;
        let definition = &self.columns[column];
        let room = self.title_room(column, cell);
        if let Some((place, order)) = self.rank(column) {
            let arrow = Rectangle::new(
                Point::new(room.x + room.width, cell.center_y() - size::ICON / 2.0),
                Size::new(size::ICON, size::ICON),
            );
            let picture = match order {
                Order::Up => Icon::SortUp,
                Order::Down => Icon::SortDown,
            };
            if brush.window.contains(arrow.center()) {
                brush.icons.draw(brush.renderer, picture, arrow.shrink(2.0), roles.accent);
            }
            if self.sorted.len() > 1 {
                let number = Rectangle { x: arrow.x + arrow.width, width: RANK, ..cell };
                brush.write(&(place + 1).to_string(), number, Align::Left, Role::Accent, brush.window);
            }
        }
        brush.write(&definition.title, room, definition.align, Role::Strong, brush.window);
    }

    /// The edge behind which columns scroll away.
    pub(super) fn paint_frozen_edge(&self, brush: &mut Brush<'_>, geometry: &Geometry) {
        if geometry.frozen() == 0 || geometry.most_across() <= 0.0 {
            return;
        }
        let height = geometry.body.y + geometry.body.height - geometry.bounds.y;
        let edge = Rectangle {
            x: geometry.body.x + geometry.lead() - 1.0,
            y: geometry.bounds.y,
            width: 2.0,
            height,
        };
        brush.fill(edge, brush.roles.outline);
    }

    /// The header that is pulled and the place where it would drop; in a layer of its own, above
    /// the titles.
    pub(super) fn paint_pulled(&self, brush: &mut Brush<'_>, geometry: &Geometry, memory: &Memory) {
        let Some(Drag::Header(held)) = memory.drag else { return };
        if !held.is_pulled {
            return;
        }
        let across = self.state.across();
        let roles = brush.roles;
        let body = geometry.body;
        let to = geometry.gap_at(held.at, across);
        let moves = self.state.arrangement().moved(&self.given, held.column, to).is_some();
        brush.renderer.start_layer(geometry.bounds);
        brush.window = geometry.bounds;
        if moves {
            let x = geometry.gap(to, across).clamp(body.x, body.x + body.width) - 1.5;
            let height = body.y + body.height - geometry.bounds.y;
            brush.fill(Rectangle { x, y: geometry.bounds.y, width: 3.0, height }, roles.accent);
        }
        let cell = geometry.column(held.column, geometry.header, across);
        let chip = Rectangle { x: cell.x + held.at - held.from, ..cell }.shrink([3.0, 2.0]);
        let border = Border { color: roles.accent, width: 1.0, radius: size::RADIUS.into() };
        if let Some(bounds) = chip.intersection(&geometry.bounds) {
            brush.renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, roles.selection);
            let definition = &self.columns[held.column];
            let room = chip.shrink([0.0, space::SMALL]);
            brush.write(&definition.title, room, Align::Left, Role::Strong, bounds);
        }
        brush.renderer.end_layer();
    }
}
