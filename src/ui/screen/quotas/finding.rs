//! Finding a unit or a figure on the sheet.

use iced::Task;
use iced::widget::operation;

use super::{GRID, Message, Quotas, Update, view};
use crate::ui::Element;
use crate::ui::part::grid_words;
use crate::ui::widget::focus_on;
use crate::ui::widget::grid::{Found, Spot, cells_with};

/// The field's name for the focus.
const FIELD: &str = "quotas-find";

impl Quotas {
    /// Takes what was said in the bar.
    pub fn find(&mut self, said: &Found) -> Update<Message> {
        let columns = view::columns();
        let shown = self.list.arrangement().shown(&columns);
        let cursor = Spot { row: self.list.cursor().unwrap_or_default(), column: self.list.column() };
        // The cursor stands beside what was found, where it can be typed.
        let is_beside = |found: &Spot| *found == cursor || cursor == self.beside(*found);
        let from = self.found.filter(is_beside).unwrap_or(cursor);
        let size = (self.rows().len(), shown.len());
        let mut find = std::mem::take(&mut self.find);
        let was_open = find.is_open();
        let text_of = |spot: Spot| view::cell(self, spot.row, shown[spot.column]).into_text().into();
        let found = find.take(said, from, |text| cells_with(text, size, text_of));
        let is_open = find.is_open();
        self.find = find;
        if let Some(spot) = found {
            self.go_to_found(spot);
        }
        let focus = match said {
            Found::Left => focus_on(GRID),
            Found::Wanted => Task::batch([focus_on(FIELD), operation::select_all(FIELD)]),
            _ if is_open && !was_open => focus_on(FIELD),
            Found::Typed(_) | Found::Next | Found::Previous => Task::none(),
        };
        Update::task(focus)
    }

    /// Where the cursor goes for a found cell: who looks for a unit wants to type its target.
    fn beside(&self, found: Spot) -> Spot {
        Spot { column: view::target_column(&self.list), ..found }
    }

    fn go_to_found(&mut self, spot: Spot) {
        let Spot { row, column } = self.beside(spot);
        self.found = Some(spot);
        self.list.go_across(column);
        self.list.go_to(row);
        self.selected = self.rows().get(row).map(|row| row.unit);
    }

    /// The bar, while it is open.
    pub fn find_bar(&self) -> Option<Element<'_, Message>> {
        let words = grid_words::find(&self.find);
        self.find.is_open().then(|| self.find.bar(FIELD, words).map(Message::Find))
    }
}
