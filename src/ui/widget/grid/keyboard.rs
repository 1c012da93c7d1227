//! What keys do to a grid.

use iced::advanced::Shell;
use iced::keyboard::{self, Key, Modifiers, key::Named};

use super::command::Command;
use super::editing::Hand;
use super::editor::Mode;
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
        if self.state.has_followed()
            && let Some(selection) = self.state.selection().filter(|_| self.current_cell().is_some())
        {
            self.say(Event::Selected(selection, (self.key_of)(selection.cursor.row)), shell);
        }
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
        let (visible, seen) = (geometry.visible(self.state.first()), self.state.visible());
        if visible != seen {
            // In a lower window the cell of the cursor stays in sight.
            let is_lower = visible.len() < seen.len();
            let cursor = self.state.cursor().filter(|cursor| is_lower && seen.contains(cursor));
            let first = cursor.map_or(visible.start, |cursor| geometry.first_to(cursor, visible.start));
            self.say(Event::Scrolled(geometry.visible(first)), shell);
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
        self.select(Selection::of(cell), shell);
        self.reveal(cell, geometry, shell);
    }

    fn go(&mut self, row: usize, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        self.go_to(Spot { row, column: self.state.column() }, geometry, shell);
    }

    pub(super) fn resize(&mut self, column: usize, width: f32, shell: &mut Shell<'_, Message>) {
        let width = width.clamp(LEAST_WIDTH, MOST_WIDTH).round();
        let column = self.columns[column].key.clone();
        self.say(Event::ColumnResized { column, width }, shell);
    }

    /// What a key does while the grid has the focus and no cell is being edited.
    pub(super) fn key(&mut self, event: &keyboard::Event, hand: &mut Hand<'_, '_, Message>) {
        let keyboard::Event::KeyPressed { key, modifiers, text, repeat, physical_key, .. } = event else {
            return;
        };
        let is_handled = match key {
            Key::Named(named) if modifiers.alt() && !modifiers.control() => {
                (*named == Named::ArrowDown && self.begin_choice(hand))
                    || self.key_with_alt(*named, *modifiers, hand.shell)
            }
            Key::Named(named) if !modifiers.alt() && !modifiers.logo() => {
                let is_enter = *named == Named::Enter && modifiers.is_empty();
                (is_enter && self.text("\n", hand.geometry, hand.shell))
                    || (!(is_enter && *repeat) && self.named_key(*named, *modifiers, hand))
            }
            _ => key.to_latin(*physical_key).is_some_and(|letter| self.command_key(letter, *modifiers, hand)),
        };
        let is_handled = is_handled
            || !focus::is_command(*modifiers)
                && text.as_deref().is_some_and(|text| {
                    let is_text = !text.is_empty() && !text.chars().any(char::is_control);
                    is_text
                        && (self.text(text, hand.geometry, hand.shell)
                            || self.type_in(text, &iced::Event::Keyboard(event.clone()), hand))
                });
        if is_handled {
            hand.shell.capture_event();
        }
    }

    /// Hands typed text to the screen; whether it wanted it.
    pub(super) fn text(&mut self, text: &str, geometry: &Geometry, shell: &mut Shell<'_, Message>) -> bool {
        let (Some(row), Some(on_text)) = (self.state.cursor(), &self.on_text) else {
            return false;
        };
        let column = self.state.column();
        let column = self.shown.borrow().get(column).copied().unwrap_or(column);
        let Some(typed) = on_text((self.key_of)(row), column, text) else {
            return false;
        };
        shell.publish(typed.message);
        let is_range = self.state.selection().is_some_and(|selection| selection.rows().len() > 1);
        if typed.goes_down && !is_range {
            self.go(row + 1, geometry, shell);
        }
        true
    }

    fn named_key(&mut self, named: Named, modifiers: Modifiers, hand: &mut Hand<'_, '_, Message>) -> bool {
        let (is_sheet, is_shifted) = (self.is_sheet(), modifiers.shift());
        match named {
            Named::Enter if !modifiers.control() => self.enter_key(is_shifted, hand),
            Named::Tab if !modifiers.control() => self.key_in_run(named, is_shifted, hand),
            Named::Escape => self.give_up(hand),
            Named::F2 if is_sheet => {
                let _ = self.begin(Mode::Caret, None, hand);
                true
            }
            Named::F4 => self.begin_choice(hand),
            Named::Backspace if is_sheet => {
                let _ = self.begin(Mode::Typed, Some(String::new()), hand);
                true
            }
            Named::Delete if is_shifted => self.run_command(Command::Cut, hand),
            Named::Delete if modifiers.is_empty() => self.run_command(Command::Clear, hand),
            Named::Insert if modifiers.control() => self.run_command(Command::Copy, hand),
            Named::Insert if is_shifted => self.run_command(Command::Paste, hand),
            Named::Space => self.select_lines(modifiers, hand.shell),
            Named::ArrowLeft | Named::ArrowRight if modifiers.is_empty() => {
                self.key_in_tree(named, hand) || self.walk(named, modifiers, hand.geometry, hand.shell)
            }
            _ => self.walk(named, modifiers, hand.geometry, hand.shell),
        }
    }

    fn enter_key(&mut self, is_back: bool, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Some(cell) = self.current_cell() else {
            return false;
        };
        if self.key_in_run(Named::Enter, is_back, hand) {
            return true;
        }
        if self.enter_goes_down {
            let row = if is_back { cell.row.saturating_sub(1) } else { cell.row + 1 };
            self.go(row, hand.geometry, hand.shell);
        } else {
            self.say(Event::Opened((self.key_of)(cell.row)), hand.shell);
        }
        true
    }

    /// Left and Right in a tree fold and unfold: in a sheet only in the column of the tree, as the
    /// other cells have to be reached too.
    fn key_in_tree(&mut self, named: Named, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Some(cell) = self.current_cell().filter(|cell| cell.column == 0 || !self.is_sheet()) else {
            return false;
        };
        let Some(branch) = self.branch_of(cell.row) else {
            return false;
        };
        if named == Named::ArrowLeft {
            self.fold(cell.row, branch, hand.geometry, hand.shell);
            return true;
        }
        if self.is_sheet() && branch.fold != Fold::Shut {
            return false;
        }
        self.unfold(cell.row, branch, hand.geometry, hand.shell);
        true
    }

    /// The first key brings the cursor to where the eye is.
    pub(super) fn first_key(
        &mut self,
        named: Named,
        geometry: &Geometry,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let row = match named {
            Named::ArrowDown | Named::ArrowUp | Named::PageDown | Named::PageUp => self.state.first(),
            Named::ArrowLeft | Named::ArrowRight if self.is_sheet() => self.state.first(),
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
