//! What the mouse does to a grid.

use iced::advanced::{Shell, mouse};
use iced::{Point, mouse::ScrollDelta};

use super::editing::Wish;
use super::geometry::{Geometry, LEAST_WIDTH, MOST_WIDTH};
use super::paint::{handle, tick_box};
use super::widget::{Drag, Memory};
use super::{Event, Fold, Grid, Kind, Spot};

/// Rows per notch of the wheel.
const NOTCH: f32 = 3.0;

impl<Message> Grid<'_, Message> {
    /// The wheel: rows, or columns with Shift and on the lower bar.
    pub(super) fn wheel(
        &mut self,
        delta: ScrollDelta,
        at: Point,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let row_height = crate::ui::theme::size::ROW;
        let (x, y) = match delta {
            ScrollDelta::Lines { x, y } => (x * NOTCH, y * NOTCH),
            ScrollDelta::Pixels { x, y } => (x / row_height, y / row_height),
        };
        let is_on_bar = geometry.across_rail.is_some_and(|rail| rail.contains(at));
        let (x, y) = if memory.modifiers.shift() || is_on_bar { (x + y, 0.0) } else { (x, y) };
        let rows = memory.wheel - y;
        memory.wheel = rows.fract();
        let first = self.state.first().saturating_add_signed(rows.trunc() as isize);
        self.scroll(first.min(geometry.last_first()), geometry, shell);
        let across = self.state.across() - x * row_height;
        self.scroll_across(across.clamp(0.0, geometry.most_across()), shell);
        shell.capture_event();
    }

    /// A press of the left button within the grid.
    pub(super) fn press(
        &mut self,
        at: Point,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        shell.capture_event();
        shell.request_redraw();
        let click = mouse::Click::new(at, mouse::Button::Left, memory.click);
        memory.click = Some(click);
        let is_double = click.kind() == mouse::click::Kind::Double;
        if self.press_bar(at, memory, geometry, shell) {
            return;
        }
        if geometry.header.contains(at) {
            self.press_header(at, memory, geometry, shell);
        } else if let Some(row) = geometry.row_at(at, self.state.first()) {
            self.press_row(row, (at, is_double), memory, geometry, shell);
        }
    }

    fn press_row(
        &mut self,
        row: usize,
        (at, is_double): (Point, bool),
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let across = self.state.across();
        if let Some(branch) = self.branch_of(row) {
            let line = geometry.row(row - self.state.first());
            let handle = handle(geometry.column(0, line, across), branch.depth);
            if branch.fold != Fold::Leaf && handle.expand(4.0).contains(at) {
                self.say(Event::Folded((self.key_of)(row), branch.fold == Fold::Shut), shell);
                return;
            }
        }
        let column = geometry.column_at(at, across).unwrap_or(self.state.column());
        memory.drag = Some(Drag::Cells);
        let cell = Spot { row, column };
        match self.state.selection().filter(|_| memory.modifiers.shift()) {
            Some(selection) => {
                self.draw_to(selection, cell, geometry, shell);
                return;
            }
            None => self.go_to(cell, geometry, shell),
        }
        let is_editable = self.columns[column].is_editable;
        let is_tick = is_editable && self.columns[column].kind == Kind::Tick;
        if is_tick {
            let line = geometry.row(row - self.state.first());
            let is_on_box = tick_box(geometry.column(column, line, across)).expand(6.0).contains(at);
            memory.editing.wish = is_on_box.then_some(Wish::Tick);
        } else if is_double && is_editable {
            memory.editing.wish = Some(Wish::Edit);
        } else if is_double {
            self.say(Event::Opened((self.key_of)(row)), shell);
        }
    }

    /// The pointer draws a selection; beyond an edge the rows and columns move on.
    fn drag_cells(&mut self, at: Point, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        let Some(selection) = self.state.selection() else {
            return;
        };
        let body = geometry.body;
        let visible = geometry.visible(self.state.first());
        let steps = |beyond: f32| 1 + (beyond / crate::ui::theme::size::ROW) as usize;
        let row = if at.y < body.y {
            visible.start.saturating_sub(steps(body.y - at.y))
        } else if at.y >= body.y + body.height {
            visible.start + geometry.page() - 1 + steps(at.y - body.y - body.height)
        } else {
            visible.start + ((at.y - body.y) / crate::ui::theme::size::ROW) as usize
        };
        let x = at.x.clamp(body.x, body.x + body.width - 1.0);
        let column = if at.x < body.x {
            selection.corner.column.saturating_sub(1)
        } else if at.x >= body.x + body.width {
            selection.corner.column + 1
        } else {
            let last = self.columns.len().saturating_sub(1);
            geometry.column_at(Point::new(x, at.y), self.state.across()).unwrap_or(last)
        };
        self.draw_to(selection, Spot { row, column }, geometry, shell);
    }

    /// A press on a scroll bar; whether it was one.
    fn press_bar(
        &mut self,
        at: Point,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let first = self.state.first();
        if let (Some(rail), Some(thumb)) = (geometry.down_rail, geometry.down_thumb(first))
            && rail.contains(at)
        {
            if thumb.contains(at) {
                memory.drag = Some(Drag::Down(at.y - thumb.y));
            } else if at.y < thumb.y {
                self.scroll(first.saturating_sub(geometry.page()), geometry, shell);
            } else {
                let next = (first + geometry.page()).min(geometry.last_first());
                self.scroll(next, geometry, shell);
            }
            return true;
        }
        let across = self.state.across();
        if let (Some(rail), Some(thumb)) = (geometry.across_rail, geometry.across_thumb(across))
            && rail.contains(at)
        {
            if thumb.contains(at) {
                memory.drag = Some(Drag::Across(at.x - thumb.x));
            } else {
                let step = if at.x < thumb.x { -0.8 } else { 0.8 } * geometry.body.width;
                self.scroll_across((across + step).clamp(0.0, geometry.most_across()), shell);
            }
            return true;
        }
        false
    }

    /// The pointer moves while something is held.
    pub(super) fn drag(
        &mut self,
        at: Point,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        match &mut memory.drag {
            None => return,
            Some(Drag::Down(grip)) => {
                let first = geometry.first_for_thumb(at.y - *grip);
                self.scroll(first, geometry, shell);
            }
            Some(Drag::Across(grip)) => {
                let across = geometry.across_for_thumb(at.x - *grip);
                self.scroll_across(across, shell);
            }
            Some(Drag::Cells) => self.drag_cells(at, geometry, shell),
            Some(Drag::Border { from, width, .. }) => {
                *width = (*width + at.x - *from).clamp(LEAST_WIDTH, MOST_WIDTH);
                *from = at.x;
                shell.request_redraw();
            }
            Some(Drag::Header(held)) => {
                let held = *held;
                memory.drag = Some(Drag::Header(self.drag_header(held, at.x, geometry, shell)));
            }
        }
        shell.capture_event();
    }

    /// What was held is let go.
    pub(super) fn release(
        &mut self,
        memory: &mut Memory,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        match memory.drag.take() {
            Some(Drag::Border { column, width, .. }) => self.resize(column, width, shell),
            Some(Drag::Down(_) | Drag::Across(_) | Drag::Cells) => shell.request_redraw(),
            Some(Drag::Header(held)) => self.drop_header(held, memory.modifiers.shift(), geometry, shell),
            None => {}
        }
    }
}
