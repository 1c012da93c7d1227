//! What the mouse does to a grid.

use iced::advanced::{Shell, mouse};
use iced::{Point, mouse::ScrollDelta};

use super::geometry::{Geometry, LEAST_WIDTH, MOST_WIDTH};
use super::paint::handle;
use super::widget::{Drag, Memory};
use super::{Event, Fold, Grid, Spot};

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
            self.press_row(row, at, is_double, geometry, shell);
        }
    }

    fn press_row(
        &mut self,
        row: usize,
        at: Point,
        is_double: bool,
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
        self.go_to(Spot { row, column }, geometry, shell);
        if is_double {
            self.say(Event::Opened((self.key_of)(row)), shell);
        }
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
            Some(Drag::Down(_) | Drag::Across(_)) => shell.request_redraw(),
            Some(Drag::Header(held)) => self.drop_header(held, memory.modifiers.shift(), geometry, shell),
            None => {}
        }
    }
}
