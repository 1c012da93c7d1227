//! Typing from cell to cell: what Tab and Enter do after an edit.

use iced::keyboard::key::Named;

use super::editing::Hand;
use super::widget::Memory;
use super::{Grid, RowKey, Spot};

/// Typing from cell to cell with Tab and Enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The column to which Enter returns.
    column: usize,
    has_tabs: bool,
    /// Where the run has got to; elsewhere it is over.
    row: RowKey,
    at: usize,
}

impl<Message> Grid<'_, Message> {
    /// Begins a run of cells at the current one, or goes on with it.
    pub(super) fn keep_run(&self, is_tab: bool, hand: &mut Hand<'_, '_, Message>) {
        let Some(cell) = self.current_cell() else {
            return;
        };
        let row = (self.key_of)(cell.row);
        let run = self.run(hand.memory).unwrap_or(Run {
            column: cell.column,
            has_tabs: false,
            row,
            at: cell.column,
        });
        hand.memory.editing.run = Some(Run { has_tabs: run.has_tabs || is_tab, ..run });
    }

    /// The run that has got to the current cell.
    pub(super) fn run(&self, memory: &Memory) -> Option<Run> {
        let cell = self.current_cell()?;
        memory.editing.run.filter(|run| run.at == cell.column && run.row == (self.key_of)(cell.row))
    }

    fn move_run(&self, run: Run, memory: &mut Memory) {
        memory.editing.run =
            self.current_cell().map(|cell| Run { at: cell.column, row: (self.key_of)(cell.row), ..run });
    }

    /// What Enter does after an edit: goes down, or up with Shift; after a run of Tabs to the
    /// column where the run began; within a range through its cells.
    pub(super) fn enter(&mut self, is_back: bool, hand: &mut Hand<'_, '_, Message>) {
        if self.walk_range(false, is_back, hand) {
            return;
        }
        let Some(cell) = self.current_cell() else {
            return;
        };
        let run = hand.memory.editing.run;
        let column = run.map_or(cell.column, |run| run.column);
        let row = if is_back { cell.row.saturating_sub(1) } else { cell.row + 1 };
        self.go_to(Spot { row, column }, hand.geometry, hand.shell);
        if let Some(run) = run {
            self.move_run(Run { has_tabs: false, ..run }, hand.memory);
        }
    }

    /// What Tab does after an edit: goes to the next cell that can be edited. `false` when there
    /// is none: then it leaves the grid.
    pub(super) fn tab(&mut self, is_back: bool, hand: &mut Hand<'_, '_, Message>) -> bool {
        if self.walk_range(true, is_back, hand) {
            return true;
        }
        let next = self.current_cell().and_then(|cell| self.next_editable(cell, is_back));
        let (Some(next), Some(run)) = (next, hand.memory.editing.run.take()) else {
            return false;
        };
        self.go_to(next, hand.geometry, hand.shell);
        self.move_run(run, hand.memory);
        true
    }

    fn walk_range(&mut self, is_along_rows: bool, is_back: bool, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Some(selection) = self.state.selection().filter(|selection| !selection.is_single()) else {
            return false;
        };
        let next = selection.next_within(is_along_rows, is_back);
        self.select(next, hand.shell);
        self.reveal(next.cursor, hand.geometry, hand.shell);
        if let Some(run) = hand.memory.editing.run {
            self.move_run(run, hand.memory);
        }
        true
    }

    /// Enter and Tab in a run, while no cell is being edited; whether they were taken.
    pub(super) fn key_in_run(
        &mut self,
        named: Named,
        is_back: bool,
        hand: &mut Hand<'_, '_, Message>,
    ) -> bool {
        let Some(run) = self.run(hand.memory) else {
            return false;
        };
        match named {
            Named::Tab => {
                self.keep_run(true, hand);
                self.tab(is_back, hand)
            }
            Named::Enter if run.has_tabs => {
                self.enter(is_back, hand);
                true
            }
            _ => false,
        }
    }

    /// The next cell that can be edited, row by row.
    fn next_editable(&self, from: Spot, is_back: bool) -> Option<Spot> {
        /// How many rows of locked cells are looked through.
        const MOST_ROWS: usize = 200;
        let columns = self.columns.len();
        let step = |cell: &Spot| {
            let place = cell.row * columns + cell.column;
            let place = if is_back { place.checked_sub(1)? } else { place + 1 };
            let next = Spot { row: place / columns, column: place % columns };
            (next.row < self.rows).then_some(next)
        };
        std::iter::successors(step(&from), step)
            .take(MOST_ROWS * columns)
            .find(|cell| self.columns[cell.column].is_editable && self.lock_of(*cell).is_none())
    }
}
