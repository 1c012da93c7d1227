//! What is done to many cells at once: selecting, copying, pasting, filling, clearing.

use std::ops::Range;

use iced::advanced::Shell;
use iced::advanced::clipboard::Kind as Clip;
use iced::keyboard::Modifiers;

use super::editing::Hand;
use super::editor::Mode;
use super::{Ask, Block, Change, Event, Grid, Paste, Selection, Spot, tsv};

/// Of larger changes the keys of the same batch see nothing.
const MOST_PENDING: usize = 10_000;

/// What can be done to the selected cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// To the clipboard.
    Copy,
    /// To the clipboard, and emptied.
    Cut,
    /// From the clipboard.
    Paste,
    /// The first row into the others; a single row from the one above.
    FillDown,
    /// Emptied.
    Clear,
}

impl<Message> Grid<'_, Message> {
    /// Ctrl with a letter or a sign; whether it means anything here.
    pub(super) fn command_key(
        &mut self,
        letter: char,
        modifiers: Modifiers,
        hand: &mut Hand<'_, '_, Message>,
    ) -> bool {
        if !modifiers.control() || modifiers.alt() || modifiers.logo() || modifiers.shift() {
            return false;
        }
        match letter.to_ascii_lowercase() {
            'a' => self.select_all(hand.shell),
            'c' => self.run_command(Command::Copy, hand),
            'x' => self.run_command(Command::Cut, hand),
            'v' => self.run_command(Command::Paste, hand),
            'd' => self.run_command(Command::FillDown, hand),
            ';' if self.is_sheet() && self.today.is_some() => {
                if self.begin(Mode::Typed, Some(String::new()), hand) {
                    self.insert_today(hand);
                }
                true
            }
            '\'' if self.is_sheet() => {
                let above = self.current_cell().filter(|cell| cell.row > 0);
                if let Some(cell) = above {
                    let text = self.text_at(Spot { row: cell.row - 1, ..cell });
                    let _ = self.begin(Mode::Typed, Some(text), hand);
                }
                true
            }
            _ => false,
        }
    }

    /// Does something to the selected cells. Whether it can be done in this grid: in a list
    /// without a column to edit only copying can.
    pub(super) fn run_command(&mut self, command: Command, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Some(selection) = self.state.selection().filter(|_| self.current_cell().is_some()) else {
            return false;
        };
        if command != Command::Copy && !self.is_sheet() {
            return false;
        }
        match command {
            Command::Copy => self.ask(Ask::Copy(self.block(selection)), hand.shell),
            Command::Cut => {
                self.ask(Ask::Copy(self.block(selection)), hand.shell);
                self.clear(selection, hand);
            }
            Command::Clear => self.clear(selection, hand),
            Command::FillDown => self.fill_down(selection, hand),
            Command::Paste => self.paste(selection, hand),
        }
        true
    }

    /// Says a wish for many cells, and keeps in mind for the keys of this batch what it does.
    pub(super) fn ask(&mut self, ask: Ask, shell: &mut Shell<'_, Message>) {
        let size = match &ask {
            Ask::Copy(_) => 0,
            Ask::Clear(block) | Ask::Fill(block, _) | Ask::FillDown(block, _) => {
                block.rows.len() * block.columns.len()
            }
            Ask::Paste(paste) => paste.changes.len(),
        };
        if size <= MOST_PENDING {
            for Change { row, column, text } in ask.changes() {
                let _ = self.pending.insert((row, column), text);
            }
        }
        self.say(Event::Asked(ask), shell);
    }

    /// The selected cells by their keys.
    pub(super) fn block(&self, selection: Selection) -> Block {
        self.block_of(selection.rows(), selection.columns())
    }

    fn block_of(&self, rows: Range<usize>, columns: Range<usize>) -> Block {
        Block {
            rows: rows.map(|row| (self.key_of)(row)).collect(),
            columns: self.columns[columns].iter().map(|column| column.key.clone()).collect(),
        }
    }

    /// Says a selection, if it is another one.
    pub(super) fn select(&mut self, selection: Selection, shell: &mut Shell<'_, Message>) {
        if self.state.selection() != Some(selection) {
            self.say(Event::Selected(selection, (self.key_of)(selection.cursor.row)), shell);
        }
    }

    pub(super) fn select_all(&mut self, shell: &mut Shell<'_, Message>) -> bool {
        if self.rows == 0 || self.columns.is_empty() {
            return false;
        }
        let first = Spot { row: self.state.first(), column: self.state.column() };
        let selection = self.state.selection().unwrap_or(Selection::of(first));
        self.select(selection.whole_rows(self.columns.len()).whole_columns(self.rows), shell);
        true
    }

    /// Shift+Space: the whole rows of the selection. Ctrl+Space: its whole columns.
    pub(super) fn select_lines(&mut self, modifiers: Modifiers, shell: &mut Shell<'_, Message>) -> bool {
        let Some(selection) = self.state.selection().filter(|_| self.current_cell().is_some()) else {
            return false;
        };
        let selection = match (modifiers.shift(), modifiers.control()) {
            (true, false) => selection.whole_rows(self.columns.len()),
            (false, true) => selection.whole_columns(self.rows),
            _ => return false,
        };
        self.select(selection, shell);
        true
    }

    fn clear(&mut self, selection: Selection, hand: &mut Hand<'_, '_, Message>) {
        if selection.is_single() && self.lock_of(selection.cursor).is_some() {
            self.notice(selection.cursor, hand);
        } else {
            self.ask(Ask::Clear(self.block(selection)), hand.shell);
        }
    }

    fn fill_down(&mut self, selection: Selection, hand: &mut Hand<'_, '_, Message>) {
        let (rows, columns) = (selection.rows(), selection.columns());
        let (source, target) = if rows.len() > 1 {
            (rows.start, rows.start + 1..rows.end)
        } else if rows.start > 0 {
            (rows.start - 1, rows)
        } else {
            return;
        };
        if selection.is_single() && self.lock_of(selection.cursor).is_some() {
            self.notice(selection.cursor, hand);
            return;
        }
        let texts = columns.clone().map(|column| self.text_at(Spot { row: source, column })).collect();
        self.ask(Ask::FillDown(self.block_of(target, columns), texts), hand.shell);
    }

    fn paste(&mut self, selection: Selection, hand: &mut Hand<'_, '_, Message>) {
        let text = hand.tools.clipboard.read(Clip::Standard).unwrap_or_default();
        let lines = tsv::parse(&text);
        let width = lines.iter().map(Vec::len).max().unwrap_or_default();
        if width == 0 {
            return;
        }
        if let ([line], false) = (lines.as_slice(), selection.is_single())
            && let [text] = line.as_slice()
        {
            self.ask(Ask::Fill(self.block(selection), text.clone()), hand.shell);
            return;
        }
        let (height, from) = (lines.len(), selection.rows().start);
        let (room, left) = (selection.rows().len(), selection.columns().start);
        let across = selection.columns().len();
        let is_repeated = room.is_multiple_of(height) && across.is_multiple_of(width);
        let (tall, wide) = if is_repeated { (room, across) } else { (height, width) };
        let down = tall.min(self.rows - from);
        let right = wide.min(self.columns.len() - left);
        // A line that is shorter than others says nothing of the cells behind its end.
        let text_of = |row: usize, column: usize| lines[row % height].get(column % width).cloned();
        let block = self.block_of(from..from + down, left..left + right);
        let mut changes = Vec::new();
        for (row, key) in block.rows.iter().enumerate() {
            for (column, name) in block.columns.iter().enumerate() {
                if let Some(text) = text_of(row, column) {
                    changes.push(Change { row: *key, column: name.clone(), text });
                }
            }
        }
        let paste = Paste { changes, rows_left_over: tall - down, columns_left_over: wide - right };
        let end = Spot { row: from + down - 1, column: left + right - 1 };
        self.select(Selection::of(Spot { row: from, column: left }).to(end), hand.shell);
        self.ask(Ask::Paste(paste), hand.shell);
    }
}
