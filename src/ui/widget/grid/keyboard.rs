//! What keys do to a grid.

use iced::advanced::Shell;
use iced::keyboard::{self, Key, key::Named};

use super::geometry::{Geometry, LEAST_WIDTH, MOST_WIDTH};
use super::{Branch, Event, Fold, Grid, Selection, Spot};
use crate::ui::widget::focus;

/// By how much Alt+Left and Alt+Right change a column.
const WIDTH_STEP: f32 = 20.0;

impl<Message> Grid<'_, Message> {
    /// Says an event, after taking it to heart.
    pub(super) fn say(&mut self, event: Event, shell: &mut Shell<'_, Message>) {
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
            if !self.columns.is_empty() {
                let across = geometry.across_to(self.state.column(), self.state.across());
                self.scroll_across(across, shell);
            }
        }
        let visible = geometry.visible(self.state.first());
        if visible != self.state.visible() {
            self.say(Event::Scrolled(visible), shell);
        }
        let across = self.state.across().min(geometry.most_across());
        self.scroll_across(across, shell);
    }

    pub(super) fn scroll(&mut self, first: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        let visible = geometry.visible(first);
        if visible != self.state.visible() {
            self.say(Event::Scrolled(visible), shell);
        }
    }

    pub(super) fn scroll_across(&mut self, across: f32, shell: &mut Shell<'_, Message>) {
        if (across - self.state.across()).abs() > 0.5 {
            self.say(Event::ScrolledAcross(across), shell);
        }
    }

    /// Puts the cursor on a cell and shows it.
    pub(super) fn go_to(&mut self, cell: Spot, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if self.rows == 0 || self.columns.is_empty() {
            return;
        }
        let cell = Spot { row: cell.row.min(self.rows - 1), column: cell.column.min(self.columns.len() - 1) };
        let selection = Selection::of(cell);
        if self.state.selection() != Some(selection) {
            self.say(Event::Selected(selection, (self.key_of)(cell.row)), shell);
        }
        self.scroll(geometry.first_to(cell.row, self.state.first()), geometry, shell);
        self.scroll_across(geometry.across_to(cell.column, self.state.across()), shell);
    }

    fn go(&mut self, row: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        self.go_to(Spot { row, column: self.state.column() }, geometry, shell);
    }

    fn go_across(&mut self, column: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if let Some(row) = self.state.cursor() {
            self.go_to(Spot { row, column }, geometry, shell);
        }
    }

    pub(super) fn resize(&mut self, column: usize, width: f32, shell: &mut Shell<'_, Message>) {
        let width = width.clamp(LEAST_WIDTH, MOST_WIDTH).round();
        let column = self.columns[column].key.clone();
        self.say(Event::ColumnResized { column, width }, shell);
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
            Key::Named(named) if modifiers.alt() && !modifiers.control() => {
                self.key_with_alt(*named, *modifiers, shell)
            }
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
        let Some(typed) = on_text((self.key_of)(row), text) else {
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
            Named::Enter => self.say(Event::Opened((self.key_of)(row)), shell),
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

    fn key_with_alt(
        &mut self,
        named: Named,
        modifiers: keyboard::Modifiers,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let column = self.state.column();
        let Some(definition) = self.columns.get(column) else {
            return false;
        };
        let width = self.state.width(&definition.key).unwrap_or(definition.width);
        match named {
            Named::ArrowUp | Named::ArrowDown if definition.is_sortable => {
                self.ask_sort(column, modifiers.shift(), None, shell);
            }
            Named::ArrowLeft | Named::ArrowRight if modifiers.shift() => {
                return self.step_column(named == Named::ArrowRight, shell);
            }
            Named::ArrowLeft => self.resize(column, width - WIDTH_STEP, shell),
            Named::ArrowRight => self.resize(column, width + WIDTH_STEP, shell),
            _ => return false,
        }
        true
    }

    pub(super) fn branch_of(&self, row: usize) -> Option<Branch> {
        self.branch.as_ref().map(|branch| branch(row))
    }

    /// Left in a tree: folds an open row, else goes to the row above it in the tree.
    fn fold(&mut self, row: usize, branch: Branch, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        if branch.fold == Fold::Open {
            self.say(Event::Folded((self.key_of)(row), false), shell);
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
            Fold::Shut => self.say(Event::Folded((self.key_of)(row), true), shell),
            Fold::Open => self.go(row + 1, geometry, shell),
            Fold::Leaf => {}
        }
    }
}
