//! Editing a cell: how an edit begins, what keys do while it runs, how it ends.
//!
//! An edit belongs to a record and a column, whatever happens to the rows meanwhile. Everything
//! happens while the key is handled, so that the next key of the same batch finds it done.

use iced::advanced::{Shell, input_method, mouse};
use iced::keyboard;
use iced::{Event as Heard, Rectangle, Size};

use super::editor::{Editor, Mode, Place, Tools};
use super::geometry::Geometry;
use super::offer::Offers;
use super::run::Run;
use super::status::Count;
use super::widget::Memory;
use super::{Align, Ask, Change, Edit, Event, Grid, Kind, RowKey, Selection, Spot, TICKED};

/// An editor is at least so wide, in however narrow a column.
const LEAST_WIDTH: f32 = 120.0;

/// What a grid remembers of editing between views.
#[derive(Default)]
pub struct Editing {
    pub editor: Option<Editor>,
    /// A run of cells that are typed in one after the other.
    pub run: Option<Run>,
    /// The cell in which somebody typed in vain.
    pub noticed: Option<(RowKey, String)>,
    /// What a click asks for.
    pub wish: Option<Wish>,
    /// An input method is in the midst of a word.
    is_composing: bool,
    /// The edit that was finished in the midst of a word: what the input method still sends of it
    /// belongs there.
    owed: Option<Change>,
    /// What the status line says of the selection.
    pub count: Option<Count>,
}

/// What a click on the current cell asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To edit what it holds.
    Edit,
    /// To turn its tick over.
    Tick,
}

/// What the handling of an event needs besides the grid.
pub struct Hand<'h, 's, Message> {
    pub memory: &'h mut Memory,
    pub geometry: &'h Geometry,
    pub tools: Tools<'h>,
    pub shell: &'h mut Shell<'s, Message>,
}

impl<Message> Grid<'_, Message> {
    /// Does what a click has asked for.
    pub(super) fn grant(&mut self, hand: &mut Hand<'_, '_, Message>) {
        match hand.memory.editing.wish.take() {
            Some(Wish::Edit) => {
                let _ = self.begin(Mode::Caret, None, hand);
            }
            Some(Wish::Tick) => {
                let _ = self.tick(hand);
            }
            None => {}
        }
    }

    /// Whether it is a sheet to type in rather than a list to choose from.
    pub(super) fn is_sheet(&self) -> bool {
        self.columns.iter().any(|column| column.is_editable)
    }

    /// What a cell holds, as it is edited; with what was typed since the screen was last drawn.
    pub(super) fn text_at(&self, cell: Spot) -> String {
        let key = self.name_of(cell);
        if let Some(text) = self.pending.get(&key) {
            return text.clone();
        }
        if let Some(draft) = self.state.drafts().get(&key) {
            return draft.text.clone();
        }
        let cell = (self.cell)(cell.row, cell.column);
        cell.edited.unwrap_or(cell.text).into_owned()
    }

    /// Why a cell can't be edited; an empty reason if its column can't.
    pub(super) fn lock_of(&self, cell: Spot) -> Option<String> {
        if !self.columns[cell.column].is_editable {
            return Some(String::new());
        }
        (self.cell)(cell.row, cell.column).locked.map(std::borrow::Cow::into_owned)
    }

    /// The record and the column of a cell.
    pub(super) fn name_of(&self, cell: Spot) -> (RowKey, String) {
        ((self.key_of)(cell.row), self.columns[cell.column].key.clone())
    }

    /// The current cell, if there is one in what is shown.
    pub(super) fn current_cell(&self) -> Option<Spot> {
        let cell = self.state.selection()?.cursor;
        (cell.row < self.rows && cell.column < self.columns.len()).then_some(cell)
    }

    /// Where the cell that is being edited is seen.
    pub(super) fn edit_place(&self, geometry: &Geometry) -> Option<Place> {
        let edit = self.state.edit()?;
        let visible = geometry.visible(self.state.first());
        let is_it = |row: &usize| visible.contains(row) && (self.key_of)(*row) == edit.row;
        let row = self.state.cursor().filter(is_it).or_else(|| visible.clone().find(is_it))?;
        let column = self.columns.iter().position(|column| column.key == edit.column)?;
        let line = geometry.row(row - visible.start);
        let cell = geometry.column(column, line, self.state.across());
        // What lies below the columns that stand still is not seen.
        let window = geometry.window(column, geometry.body);
        let seen = cell.intersection(&Rectangle { height: cell.height, y: cell.y, ..window })?;
        let (left, room) = (seen.x.max(geometry.body.x), geometry.body.x + geometry.body.width);
        let width = seen.width.max(LEAST_WIDTH).min(geometry.body.width);
        let bounds = Rectangle { x: left.min(room - width), width, ..cell };
        Some(Place { bounds, align: self.columns[column].align })
    }

    /// Lets an edit that runs, or that begins, have an event first. Whether that was all.
    pub(super) fn edit_event(&mut self, event: &Heard, hand: &mut Hand<'_, '_, Message>) -> bool {
        self.keep_edit(hand);
        if self.state.edit().is_none() {
            return self.compose(event, hand);
        }
        match event {
            Heard::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) => {
                self.key_while_editing(event, (key, *modifiers), hand)
            }
            Heard::Mouse(mouse::Event::ButtonPressed(button)) => {
                let place = self.edit_place(hand.geometry);
                let is_over = place.is_some_and(|place| hand.tools.cursor.is_over(place.bounds));
                if is_over && !hand.shell.is_event_captured() {
                    if *button == mouse::Button::Left {
                        self.forward(event, hand);
                    }
                    hand.shell.capture_event();
                    return true;
                }
                self.commit(hand);
                false
            }
            Heard::Mouse(mouse::Event::CursorMoved { .. } | mouse::Event::ButtonReleased(_))
            | Heard::Keyboard(_)
            | Heard::Window(_) => {
                self.forward(event, hand);
                false
            }
            Heard::InputMethod(said) => {
                if let input_method::Event::Preedit(text, _) = said {
                    hand.memory.editing.is_composing = !text.is_empty();
                }
                self.forward(event, hand);
                false
            }
            _ => false,
        }
    }

    /// Ends an edit that was left, takes the word that was clicked in the list, and has an editor
    /// whenever there is an edit.
    fn keep_edit(&mut self, hand: &mut Hand<'_, '_, Message>) {
        let Some(edit) = self.state.edit() else {
            hand.memory.editing.editor = None;
            return;
        };
        let editor = &mut hand.memory.editing.editor;
        let clicked = editor.as_ref().and_then(|editor| editor.clicked.take());
        if let Some(editor) = editor
            && clicked.is_some()
        {
            editor.list.marked = clicked;
            self.commit(hand);
        } else if !hand.memory.focus.is_here() {
            self.commit(hand);
        } else if editor.is_none() {
            *editor = Some(Editor::new(Mode::Caret));
            log::debug!("the edit of {} goes on in a new view", edit.column);
        }
    }

    /// An input method begins to compose on the current cell, or sends a text.
    fn compose(&mut self, event: &Heard, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Heard::InputMethod(said) = event else {
            return false;
        };
        if !hand.memory.focus.is_here() || !self.is_sheet() {
            return false;
        }
        let owed = hand.memory.editing.owed.take();
        match said {
            input_method::Event::Commit(text) if owed.is_some() => {
                if let Some(change) = owed {
                    self.store(Change { text: change.text + text, ..change }, hand.shell);
                }
                hand.shell.capture_event();
                true
            }
            input_method::Event::Preedit(text, _) if text.is_empty() => {
                hand.memory.editing.owed = owed;
                false
            }
            input_method::Event::Preedit(..) => {
                hand.memory.editing.is_composing = true;
                if self.begin(Mode::Typed, Some(String::new()), hand) {
                    self.forward(&Heard::InputMethod(input_method::Event::Opened), hand);
                    self.forward(event, hand);
                }
                true
            }
            input_method::Event::Commit(text) => {
                let is_done = self.text(text, hand.geometry, hand.shell) || self.type_in(text, event, hand);
                if is_done {
                    hand.shell.capture_event();
                }
                true
            }
            _ => false,
        }
    }

    /// Typing on the current cell begins an edit with what was typed; whether it was taken.
    pub(super) fn type_in(&mut self, text: &str, event: &Heard, hand: &mut Hand<'_, '_, Message>) -> bool {
        if !self.is_sheet() || self.rows == 0 {
            return false;
        }
        self.have_cursor(hand.memory, hand.shell);
        if matches!(text, " " | "x" | "X") && self.tick(hand) {
            return true;
        }
        if self.begin(Mode::Typed, Some(String::new()), hand) {
            self.forward(event, hand);
        }
        true
    }

    /// A sheet with the focus always has a current cell, so that one sees where typing goes.
    pub(super) fn have_cursor(&mut self, memory: &Memory, shell: &mut Shell<'_, Message>) {
        let is_lost = self.is_sheet() && self.rows > 0 && self.state.selection().is_none();
        if is_lost && memory.focus.is_here() {
            let row = self.state.first().min(self.rows - 1);
            self.select(Selection::of(Spot { row, column: self.state.column() }), shell);
        }
    }

    /// Turns the tick of the current cell over, if it holds one.
    pub(super) fn tick(&mut self, hand: &mut Hand<'_, '_, Message>) -> bool {
        let Some(cell) = self.current_cell().filter(|cell| self.columns[cell.column].kind == Kind::Tick)
        else {
            return false;
        };
        if self.lock_of(cell).is_some() {
            self.notice(cell, hand);
            return true;
        }
        let (row, column) = self.name_of(cell);
        let text = if self.text_at(cell).is_empty() { TICKED } else { "" }.to_owned();
        self.store(Change { row, column, text }, hand.shell);
        true
    }

    /// Says a finished change, and keeps it in mind for the keys of this batch.
    fn store(&mut self, change: Change, shell: &mut Shell<'_, Message>) {
        let _ = self.pending.insert((change.row, change.column.clone()), change.text.clone());
        self.say(Event::Committed(change), shell);
    }

    /// Somebody typed where nothing can be typed.
    pub(super) fn notice(&self, cell: Spot, hand: &mut Hand<'_, '_, Message>) {
        hand.memory.editing.noticed = Some(self.name_of(cell));
        hand.shell.request_redraw();
    }

    /// Begins to edit the current cell with a text, or with what it holds. Whether it can be.
    pub(super) fn begin(
        &mut self,
        mode: Mode,
        text: Option<String>,
        hand: &mut Hand<'_, '_, Message>,
    ) -> bool {
        let Some(cell) = self.current_cell() else {
            return false;
        };
        if self.lock_of(cell).is_some() {
            self.notice(cell, hand);
            return false;
        }
        // A tick has no text that could be typed.
        if self.columns[cell.column].kind == Kind::Tick {
            return false;
        }
        self.reveal(cell, hand.geometry, hand.shell);
        let before = self.text_at(cell);
        let (row, column) = self.name_of(cell);
        let text = text.unwrap_or_else(|| before.clone());
        self.say(Event::EditTyped(Edit { row, column, text, before }), hand.shell);
        hand.memory.editing.editor = Some(Editor::new(mode));
        let held = keyboard::Event::ModifiersChanged(hand.memory.modifiers);
        self.forward(&Heard::Keyboard(held), hand);
        true
    }

    /// Begins to choose among the words of the current cell, if it holds one of several.
    pub(super) fn begin_choice(&mut self, hand: &mut Hand<'_, '_, Message>) -> bool {
        let is_choice = |cell: &Spot| matches!(self.columns[cell.column].kind, Kind::Choice(_));
        if self.current_cell().filter(is_choice).is_none() {
            return false;
        }
        if self.begin(Mode::Caret, None, hand) {
            self.open_list(hand);
        }
        true
    }

    fn words_of(&self, edit: &Edit) -> Option<std::sync::Arc<[String]>> {
        let column = self.columns.iter().find(|column| column.key == edit.column)?;
        match &column.kind {
            Kind::Choice(words) => Some(words.clone()),
            Kind::Text | Kind::Number | Kind::Date | Kind::Tick => None,
        }
    }

    pub(super) fn open_list(&mut self, hand: &mut Hand<'_, '_, Message>) -> bool {
        let (Some(edit), Some(editor)) = (self.state.edit(), &mut hand.memory.editing.editor) else {
            return false;
        };
        let Some(words) = self.words_of(edit) else {
            return false;
        };
        let (offers, marked) = Offers::all(&words, &edit.text);
        editor.offers = offers;
        editor.list.open(marked);
        hand.shell.request_redraw();
        true
    }

    /// Lets the line of text see an event.
    pub(super) fn forward(&mut self, event: &Heard, hand: &mut Hand<'_, '_, Message>) {
        let (Some(edit), Some(editor)) = (self.state.edit(), &mut hand.memory.editing.editor) else {
            return;
        };
        let hidden = || {
            let corner = Rectangle::new(hand.geometry.body.position(), Size::new(LEAST_WIDTH, 30.0));
            Place { bounds: corner, align: Align::Left }
        };
        let place = self.edit_place(hand.geometry).unwrap_or_else(hidden);
        let typed = editor.update(event, (&edit.text, place), &mut hand.tools, hand.shell);
        if let Some(text) = typed {
            self.typed(Edit { text, ..edit.clone() }, hand);
        }
    }

    fn typed(&mut self, edit: Edit, hand: &mut Hand<'_, '_, Message>) {
        if let Some(words) = self.words_of(&edit)
            && let Some(editor) = &mut hand.memory.editing.editor
        {
            let (offers, marked) = Offers::find(&words, &edit.text);
            editor.offers = offers;
            editor.list.open(marked);
        }
        self.say(Event::EditTyped(edit), hand.shell);
    }

    /// The edit as it is now, with the word that is marked in the list.
    fn finished(&self, hand: &Hand<'_, '_, Message>) -> Option<Edit> {
        let mut edit = self.state.edit()?.clone();
        if let Some(editor) = &hand.memory.editing.editor
            && let Some(word) = editor.list.marked.and_then(|row| editor.offers.words.get(row))
        {
            edit.text.clone_from(word);
        }
        Some(edit)
    }

    /// Ends the edit and says what was typed, to be stored.
    pub(super) fn commit(&mut self, hand: &mut Hand<'_, '_, Message>) {
        let Some(edit) = self.finished(hand) else {
            return;
        };
        hand.memory.editing.editor = None;
        let (row, column, text) = (edit.row, edit.column.clone(), edit.text.clone());
        let is_composing = std::mem::take(&mut hand.memory.editing.is_composing);
        hand.memory.editing.owed = is_composing.then_some(Change { row, column, text });
        if edit.is_changed() || self.may_be_refused(&(edit.row, edit.column.clone())) {
            self.store(Change { row: edit.row, column: edit.column, text: edit.text }, hand.shell);
        } else {
            self.say(Event::EditDropped, hand.shell);
        }
    }

    /// Gives the edit up; without one, the refused text of the current cell. Whether there was
    /// any.
    pub(super) fn give_up(&mut self, hand: &mut Hand<'_, '_, Message>) -> bool {
        hand.memory.editing.editor = None;
        hand.memory.editing.is_composing = false;
        let is_run = self.run(hand.memory).is_some();
        hand.memory.editing.run = None;
        if is_run && self.state.edit().is_none() {
            return true;
        }
        if self.state.edit().is_none() {
            let Some((row, column)) = self.current_cell().map(|cell| self.name_of(cell)) else {
                return false;
            };
            let name = (row, column);
            if !self.may_be_refused(&name) {
                return false;
            }
            let (row, column) = name;
            let edit = Edit { row, column, text: String::new(), before: String::new() };
            self.say(Event::EditTyped(edit), hand.shell);
        }
        self.say(Event::EditDropped, hand.shell);
        true
    }

    /// Whether Escape means something while no cell is being edited.
    pub(super) fn can_give_up(&self, memory: &Memory) -> bool {
        let is_draft = |cell: Spot| self.state.drafts().contains_key(&self.name_of(cell));
        self.run(memory).is_some() || self.current_cell().is_some_and(is_draft)
    }

    /// Whether the screen has refused what stands in a cell, or still may: it has not heard yet of
    /// what this batch has typed.
    fn may_be_refused(&self, cell: &(RowKey, String)) -> bool {
        self.state.drafts().contains_key(cell) || self.pending.contains_key(cell)
    }

    /// Puts today's date in where the caret is.
    pub(super) fn insert_today(&mut self, hand: &mut Hand<'_, '_, Message>) {
        if let Some(today) = self.today.clone() {
            let commit = input_method::Event::Commit(today);
            self.forward(&Heard::InputMethod(commit), hand);
        }
    }

    /// Ctrl+Enter: the text goes into all selected cells.
    pub(super) fn fill_selection(&mut self, hand: &mut Hand<'_, '_, Message>) {
        let selection = self.state.selection().filter(|selection| !selection.is_single());
        let (Some(selection), Some(edit)) = (selection, self.finished(hand)) else {
            self.commit(hand);
            return;
        };
        hand.memory.editing.editor = None;
        self.say(Event::EditDropped, hand.shell);
        self.ask(Ask::Fill(self.block(selection), edit.text), hand.shell);
    }
}
