//! What keys and the mouse do to a grid.

use iced::advanced::{Shell, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::{Point, mouse::ScrollDelta};

use super::geometry::{Geometry, LEAST_WIDTH, MOST_WIDTH};
use super::paint::handle;
use super::state::Event;
use super::widget::{Drag, Memory};
use super::{Branch, Fold, Grid};
use crate::ui::widget::focus;

/// Rows per notch of the wheel.
const NOTCH: f32 = 3.0;
/// By how much Alt+Left and Alt+Right change a column.
const WIDTH_STEP: f32 = 20.0;

impl<Message> Grid<'_, Message> {
    /// Says an event, after taking it to heart.
    fn say(&mut self, event: Event, shell: &mut Shell<'_, Message>) {
        self.state.apply(&event);
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }

    /// Says which rows are seen, if the screen doesn't know it yet.
    pub(super) fn report(&mut self, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if self.state.reveals_cursor()
            && let Some(cursor) = self.state.cursor()
        {
            let first = geometry.first_to(cursor, self.state.first());
            self.say(Event::Scrolled(geometry.visible(first)), shell);
        }
        let visible = geometry.visible(self.state.first());
        if visible != self.state.visible() {
            self.say(Event::Scrolled(visible), shell);
        }
        let across = self.state.across().min(geometry.most_across());
        self.scroll_across(across, shell);
    }

    fn scroll(&mut self, first: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        let visible = geometry.visible(first);
        if visible != self.state.visible() {
            self.say(Event::Scrolled(visible), shell);
        }
    }

    fn scroll_across(&mut self, across: f32, shell: &mut Shell<'_, Message>) {
        if (across - self.state.across()).abs() > 0.5 {
            self.say(Event::ScrolledAcross(across), shell);
        }
    }

    fn go(&mut self, row: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if self.rows == 0 {
            return;
        }
        let row = row.min(self.rows - 1);
        if self.state.cursor() != Some(row) {
            self.say(Event::CursorMoved(row), shell);
        }
        self.scroll(geometry.first_to(row, self.state.first()), geometry, shell);
    }

    fn go_across(&mut self, column: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if column >= self.columns.len() {
            return;
        }
        if column != self.state.column() {
            self.say(Event::ColumnMoved(column), shell);
        }
        self.scroll_across(geometry.across_to(column, self.state.across()), shell);
    }

    fn resize(&mut self, column: usize, width: f32, shell: &mut Shell<'_, Message>) {
        let width = width.clamp(LEAST_WIDTH, MOST_WIDTH).round();
        let key = self.columns[column].key.clone();
        self.say(Event::ColumnResized { column, key, width }, shell);
    }

    /// What a key does while the grid has the focus.
    pub(super) fn key(
        &mut self,
        event: &keyboard::Event,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) {
        let keyboard::Event::KeyPressed { key, modifiers, text, repeat, .. } = event else {
            return;
        };
        let is_handled = match key {
            Key::Named(named) if modifiers.alt() && !modifiers.control() => self.key_with_alt(*named, shell),
            Key::Named(named) if !modifiers.alt() && !modifiers.logo() => {
                let is_enter = *named == Named::Enter;
                (is_enter && self.text("\n", geometry, shell))
                    || (!(is_enter && *repeat) && self.named_key(*named, geometry, shell))
            }
            _ => false,
        };
        let is_handled = is_handled
            || !focus::is_command(*modifiers)
                && text.as_deref().is_some_and(|text| {
                    !text.chars().any(char::is_control) && self.text(text, geometry, shell)
                });
        if is_handled {
            shell.capture_event();
        }
    }

    /// Hands typed text to the screen; whether it wanted it.
    pub(super) fn text(&mut self, text: &str, geometry: &Geometry, shell: &mut Shell<'_, Message>) -> bool {
        let (Some(row), Some(on_text)) = (self.state.cursor(), &self.on_text) else {
            return false;
        };
        let Some(typed) = on_text(row, text) else {
            return false;
        };
        shell.publish(typed.message);
        if typed.goes_down {
            self.go(row + 1, geometry, shell);
        }
        true
    }

    fn named_key(&mut self, named: Named, geometry: &Geometry, shell: &mut Shell<'_, Message>) -> bool {
        let Some(row) = self.state.cursor() else {
            return self.first_key(named, geometry, shell);
        };
        let column = self.state.column();
        match named {
            Named::ArrowDown => self.go(row + 1, geometry, shell),
            Named::ArrowUp => self.go(row.saturating_sub(1), geometry, shell),
            Named::PageDown => self.go(row + geometry.page(), geometry, shell),
            Named::PageUp => self.go(row.saturating_sub(geometry.page()), geometry, shell),
            Named::Home => self.go(0, geometry, shell),
            Named::End => self.go(usize::MAX, geometry, shell),
            Named::Enter => self.say(Event::Opened(row), shell),
            Named::ArrowLeft => match self.branch_of(row) {
                Some(branch) => self.fold(row, branch, geometry, shell),
                None => self.go_across(column.saturating_sub(1), geometry, shell),
            },
            Named::ArrowRight => match self.branch_of(row) {
                Some(branch) => self.unfold(row, branch, geometry, shell),
                None => self.go_across(column + 1, geometry, shell),
            },
            _ => return false,
        }
        true
    }

    /// The first key brings the cursor to where the eye is.
    fn first_key(&mut self, named: Named, geometry: &Geometry, shell: &mut Shell<'_, Message>) -> bool {
        let row = match named {
            Named::ArrowDown | Named::ArrowUp | Named::PageDown | Named::PageUp => self.state.first(),
            Named::Home => 0,
            Named::End => usize::MAX,
            _ => return false,
        };
        self.go(row, geometry, shell);
        true
    }

    fn key_with_alt(&mut self, named: Named, shell: &mut Shell<'_, Message>) -> bool {
        let column = self.state.column();
        let Some(definition) = self.columns.get(column) else {
            return false;
        };
        let width = self.state.width(&definition.key).unwrap_or(definition.width);
        match named {
            Named::ArrowUp | Named::ArrowDown if definition.is_sortable => {
                self.say(Event::SortRequested(column), shell);
            }
            Named::ArrowLeft => self.resize(column, width - WIDTH_STEP, shell),
            Named::ArrowRight => self.resize(column, width + WIDTH_STEP, shell),
            _ => return false,
        }
        true
    }

    fn branch_of(&self, row: usize) -> Option<Branch> {
        self.branch.as_ref().map(|branch| branch(row))
    }

    /// Left in a tree: folds an open row, else goes to the row above it in the tree.
    fn fold(&mut self, row: usize, branch: Branch, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if branch.fold == Fold::Open {
            self.say(Event::Folded(row, false), shell);
            return;
        }
        let is_parent = |above: &usize| self.branch_of(*above).is_some_and(|b| b.depth < branch.depth);
        if let Some(parent) = (0..row).rev().find(is_parent) {
            self.go(parent, geometry, shell);
        }
    }

    /// Right in a tree: unfolds a shut row, else goes to the first row below it.
    fn unfold(&mut self, row: usize, branch: Branch, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        match branch.fold {
            Fold::Shut => self.say(Event::Folded(row, true), shell),
            Fold::Open => self.go(row + 1, geometry, shell),
            Fold::Leaf => {}
        }
    }

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
        let across = self.state.across();
        if let Some(column) = geometry.border_at(at, across) {
            if is_double {
                self.resize(column, self.columns[column].width, shell);
            } else {
                let width = geometry.column(column, geometry.header, across).width;
                memory.drag = Some(Drag::Border { column, from: at.x, width });
            }
        } else if geometry.header.contains(at) {
            if let Some(column) = geometry.column_at(at, across)
                && self.columns[column].is_sortable
            {
                self.say(Event::SortRequested(column), shell);
            }
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
                self.say(Event::Folded(row, branch.fold == Fold::Shut), shell);
                return;
            }
        }
        self.go(row, geometry, shell);
        if let Some(column) = geometry.column_at(at, across)
            && column != self.state.column()
        {
            self.say(Event::ColumnMoved(column), shell);
        }
        if is_double {
            self.say(Event::Opened(row), shell);
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
        }
        shell.capture_event();
    }

    /// What was held is let go.
    pub(super) fn release(&mut self, memory: &mut Memory, shell: &mut Shell<'_, Message>) {
        match memory.drag.take() {
            Some(Drag::Border { column, width, .. }) => self.resize(column, width, shell),
            Some(Drag::Down(_) | Drag::Across(_)) => shell.request_redraw(),
            None => {}
        }
    }
}
