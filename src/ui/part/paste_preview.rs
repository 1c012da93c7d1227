//! What a paste would store and what it would not, shown before anything is stored: which cells
//! are refused and why, and what had no room. The same goes for filling and clearing.
//!
//! It is shown only when something is refused or left over; what is confirmed is one step.

use iced::Length;
use iced::keyboard::key::Named;
use iced::widget::{column, container};

use crate::domain::number::group;
use crate::fl;
use crate::ui::Element;
use crate::ui::keymap::Chord;
use crate::ui::theme::{button, size, space, text};
use crate::ui::widget::grid::{self, Ask, Cell, Column, Role, Typed};
use crate::ui::widget::{Dialog, press};

/// The list's name for the focus.
const LIST: &str = "paste-preview";
/// The names of the buttons for the focus.
const CONFIRM: &str = "paste-preview-confirm";
const CANCEL: &str = "paste-preview-cancel";
/// At most so many refused cells are seen at once.
const MOST_ROWS: usize = 9;
/// At most so many are listed; nobody reads more.
pub const MOST_LISTED: usize = 1000;

/// What is done to the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Texts come from the clipboard.
    Paste,
    /// One text is repeated.
    Fill,
    /// The cells are emptied.
    Clear,
}

/// Rows and columns of the clipboard that had no room.
pub type LeftOver = (usize, usize);

/// What a wish for many cells does to them, and what of it has no room. Copying does nothing; it
/// counts as filling.
#[must_use]
pub fn deed_of(ask: &Ask) -> (Deed, LeftOver) {
    match ask {
        Ask::Copy(_) | Ask::Fill(..) | Ask::FillDown(..) => (Deed::Fill, (0, 0)),
        Ask::Clear(_) => (Deed::Clear, (0, 0)),
        Ask::Paste(paste) => (Deed::Paste, (paste.rows_left_over, paste.columns_left_over)),
    }
}

/// A cell that is refused, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Whose cell: what its row is called.
    pub row: String,
    /// The column's title.
    pub column: String,
    /// What was to stand there.
    pub text: String,
    /// Why it can't, a sentence.
    pub reason: String,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct PastePreview {
    deed: Deed,
    good: usize,
    bad: usize,
    listed: Vec<Refused>,
    rows_left_over: usize,
    columns_left_over: usize,
    columns: Vec<Column>,
    list: grid::State,
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Message {
    /// In the list of refused cells.
    List(grid::Event),
    /// What can be stored is to be stored.
    Confirmed,
    /// Nothing is to be stored.
    Cancelled,
}

impl PastePreview {
    /// A preview of `good` cells that can be stored and of `bad` ones that can't, of which the
    /// first [`MOST_LISTED`] are listed; `rows` is the title above what rows are called.
    #[must_use]
    pub fn new(deed: Deed, rows: String, (good, bad): (usize, usize), listed: Vec<Refused>) -> Self {
        let columns = vec![
            Column::new("row", rows, 170.0).unsorted(),
            Column::new("column", fl!("paste-column"), 120.0).unsorted(),
            Column::new("text", fl!("paste-text"), 120.0).unsorted(),
            Column::new("reason", fl!("paste-reason"), 430.0).unsorted(),
        ];
        let list = grid::State::new();
        Self { deed, good, bad, listed, rows_left_over: 0, columns_left_over: 0, columns, list }
    }

    /// The same with rows and columns of the clipboard that had no room.
    #[must_use]
    pub fn left_over(mut self, left_over: LeftOver) -> Self {
        (self.rows_left_over, self.columns_left_over) = left_over;
        self
    }

    /// The control that is to have the focus at first: Enter does what most people want.
    #[must_use]
    pub fn focus(&self) -> &'static str {
        if self.good > 0 { CONFIRM } else { CANCEL }
    }

    /// Takes what happens in the list. Confirming and cancelling are the screen's affair.
    pub fn take(&mut self, event: &grid::Event) {
        self.list.apply(event);
    }

    /// The dialog.
    #[must_use]
    pub fn dialog<'a>(&'a self) -> Dialog<'a, Message> {
        let confirm = (self.good > 0).then_some(Message::Confirmed);
        let leave = if self.good > 0 { fl!("common-cancel") } else { fl!("common-close") };
        let mut dialog =
            Dialog::new("paste-preview", self.title(), Message::Cancelled).wide().body(self.body()).button(
                press(text::body(leave))
                    .hint(Chord::key(Named::Escape).label())
                    .id(CANCEL)
                    .on_press(Message::Cancelled),
            );
        if let Some(confirm) = confirm {
            dialog = dialog
                .button(
                    press(text::strong(self.confirmation()))
                        .hint(Chord::key(Named::Enter).label())
                        .style(button::primary)
                        .id(CONFIRM)
                        .on_press(confirm.clone()),
                )
                .on_enter(confirm);
        }
        dialog
    }

    fn title(&self) -> String {
        match self.deed {
            Deed::Paste => fl!("paste-title"),
            Deed::Fill => fl!("paste-title-fill"),
            Deed::Clear => fl!("paste-title-clear"),
        }
    }

    /// "Dán 120 ô: 117 được, 3 không được."
    fn sentence(&self) -> String {
        let (all, good, bad) = (figure(self.good + self.bad), figure(self.good), figure(self.bad));
        match self.deed {
            Deed::Paste => fl!("paste-sentence", all = all, good = good, bad = bad),
            Deed::Fill => fl!("paste-sentence-fill", all = all, good = good, bad = bad),
            Deed::Clear => fl!("paste-sentence-clear", all = all, good = good, bad = bad),
        }
    }

    fn confirmation(&self) -> String {
        let good = figure(self.good);
        match self.deed {
            Deed::Paste => fl!("paste-confirm", good = good),
            Deed::Fill => fl!("paste-confirm-fill", good = good),
            Deed::Clear => fl!("paste-confirm-clear", good = good),
        }
    }

    fn body<'a>(&'a self) -> Element<'a, Message> {
        let left_over = [
            (self.rows_left_over, fl!("paste-rows-left-over", count = figure(self.rows_left_over))),
            (self.columns_left_over, fl!("paste-columns-left-over", count = figure(self.columns_left_over))),
        ];
        let unlisted = self.bad - self.listed.len();
        let unlisted = (unlisted > 0)
            .then(|| text::caption(fl!("paste-unlisted", count = figure(unlisted))).style(text::muted));
        let notes = left_over.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| {
            let note: Element<'a, Message> = text::body(words).style(text::warning).into();
            note
        });
        let list = (!self.listed.is_empty()).then(|| self.list());
        column![text::body(self.sentence()), column(notes).spacing(space::TIGHT), list, unlisted]
            .spacing(space::MEDIUM)
            .width(Length::Fill)
            .into()
    }

    fn list(&self) -> Element<'_, Message> {
        let cell = |row: usize, column: usize| {
            let Some(refused) = self.listed.get(row) else { return Cell::from("") };
            match column {
                0 => Cell::new(refused.row.as_str(), Role::Strong),
                1 => Cell::from(&refused.column),
                2 => Cell::from(&refused.text),
                _ => Cell::new(refused.reason.as_str(), Role::Danger),
            }
        };
        let rows = self.listed.len().min(MOST_ROWS) as f32;
        // The header, the rows, and the bar for columns that do not fit.
        let height = size::HEADER + rows * size::ROW + size::SCROLL_BAR;
        let confirms = self.good > 0;
        let list = grid::grid(&self.list, &self.columns, self.listed.len(), cell, Message::List)
            .on_text(move |_, _, typed| (confirms && typed == "\n").then(|| Typed::stay(Message::Confirmed)))
            .id(LIST)
            .height(height);
        container(list).width(Length::Fill).into()
    }
}

fn figure(count: usize) -> String {
    group(i64::try_from(count).unwrap_or(i64::MAX))
}
